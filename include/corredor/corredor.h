/* SPDX-License-Identifier: Apache-2.0 */
/* corredor.h: everything others may call. Each header is a manual of one module. */
#ifndef CORREDOR_CORREDOR_H
#define CORREDOR_CORREDOR_H

#include "arena.h"
#include "components.h"
#include "country.h"
#include "date.h"
#include "document.h"
#include "dossier.h"
#include "error.h"
#include "figures.h"
#include "fit.h"
#include "flow_runs.h"
#include "flow_tables.h"
#include "flows.h"
#include "indices.h"
#include "ingest.h"
#include "mechanisms.h"
#include "network.h"
#include "number.h"
#include "office.h"
#include "plain.h"
#include "publications.h"
#include "random.h"
#include "registry.h"
#include "render.h"
#include "store.h"
#include "str.h"
#include "table.h"
#include "text.h"
#include "vocabulary.h"

#endif
