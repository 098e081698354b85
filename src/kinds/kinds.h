/* SPDX-License-Identifier: Apache-2.0 */
/* kinds.h: all kinds of entries. Subjects define their own; recruitment and diaspora are defined
 * in this folder until they have rules. */
#ifndef CORREDOR_KINDS_H
#define CORREDOR_KINDS_H

#include "mechanisms/kinds.h"
#include "network/kinds.h"
#include "publications/kinds.h"

extern const cor_registry_kind cor_kind_recommendation, cor_kind_framework_evidence;
extern const cor_registry_kind cor_kind_diaspora_organisation;

/* What cor_registry_open is given. */
extern const cor_registry_kinds cor_kinds;

#endif
