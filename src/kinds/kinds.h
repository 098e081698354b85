/* SPDX-License-Identifier: Apache-2.0 */
/* kinds.h: all kinds of entries. Subjects define their own; recruitment and diaspora are defined
 * in this folder until they have rules. */
#ifndef CORREDOR_KINDS_H
#define CORREDOR_KINDS_H

#include "mechanisms/kinds.h"
#include "network/kinds.h"
#include "publications/kinds.h"

/* Fields of a finding on a national framework, and of a diaspora organisation. */
enum { FINDING_PLACE, FINDING_ITEM, FINDING_STATUS, FINDING_EVIDENCE, FINDING_AS_OF };
enum { RECOMMENDATION_CHAPTER = 1, RECOMMENDATION_TEXT = 3 };
enum {
    ORGANISATION_NAME,
    ORGANISATION_CITY,
    ORGANISATION_REGION,
    ORGANISATION_PLACE,
    ORGANISATION_LATITUDE,
    ORGANISATION_LONGITUDE,
    ORGANISATION_PRECISION,
    ORGANISATION_ORIGINS,
    ORGANISATION_TYPE,
    ORGANISATION_AREAS,
    ORGANISATION_URL
};

extern const cor_registry_kind cor_kind_recommendation, cor_kind_framework_evidence;
extern const cor_registry_kind cor_kind_diaspora_organisation;

/* What cor_registry_open is given. */
extern const cor_registry_kinds cor_kinds;

#endif
