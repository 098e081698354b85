/* SPDX-License-Identifier: Apache-2.0 */
/* corredor.h: the public interface. Each header is a manual of one module. */
#ifndef CORREDOR_CORREDOR_H
#define CORREDOR_CORREDOR_H

#include "arena.h"
#include "components.h"
#include "country.h"
#include "database.h"
#include "date.h"
#include "document.h"
#include "error.h"
#include "figures.h"
#include "fit.h"
#include "flow_tables.h"
#include "flows.h"
#include "indices.h"
#include "number.h"
#include "plain.h"
#include "render.h"
#include "str.h"
#include "table.h"
#include "text.h"
#include "vocabulary.h"

#endif
