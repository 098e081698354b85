/* SPDX-License-Identifier: Apache-2.0 */
/* fields.h: the fields of mechanisms, agreements, their use and ratifications, by number. */
#ifndef CORREDOR_MECHANISMS_FIELDS_H
#define CORREDOR_MECHANISMS_FIELDS_H

#include "kinds.h"

enum {
    MECHANISM_TYPE,
    MECHANISM_TITLE,
    MECHANISM_PARTIES,
    MECHANISM_CORRIDORS,
    MECHANISM_OPENS,
    MECHANISM_STATUS,
    MECHANISM_ANNOUNCED,
    MECHANISM_SIGNED,
    MECHANISM_IN_FORCE,
    MECHANISM_SUSPENDED,
    MECHANISM_ENDED,
    MECHANISM_SECTORS,
    MECHANISM_SKILLS,
    MECHANISM_INSTITUTIONS,
    MECHANISM_AMENDS,
    MECHANISM_REPLACES,
    MECHANISM_IMPLEMENTS,
    MECHANISM_SUMMARY,
    MECHANISM_FIELDS
};
enum {
    AGREEMENT_PARTIES,
    AGREEMENT_TITLE,
    AGREEMENT_SIGNED,
    AGREEMENT_RATIFIED,
    AGREEMENT_COPY,
    AGREEMENT_COPY_LANGUAGES,
    AGREEMENT_DATASET,
    AGREEMENT_MECHANISM,
    AGREEMENT_CODED,
    AGREEMENT_PROVISIONS,
    AGREEMENT_EARLIER,
    AGREEMENT_DURATION,
    AGREEMENT_DURATION_YEARS,
    AGREEMENT_RENEWS,
    AGREEMENT_QUOTA,
    AGREEMENT_QUOTA_PERSONS,
    AGREEMENT_RECRUITERS,
    AGREEMENT_FIELDS
};
enum {
    USE_MECHANISM,
    USE_PERIOD,
    USE_MEASURE,
    USE_PERSONS,
    USE_BOUND,
    USE_SEX,
    USE_ORIGIN,
    USE_DESTINATION,
    USE_SECTOR,
    USE_SCOPE,
    USE_NOTE,
    USE_FIELDS
};
enum {
    RATIFICATION_CONVENTION,
    RATIFICATION_PLACE,
    RATIFICATION_DATE,
    RATIFICATION_STATUS,
    RATIFICATION_NOTE,
    RATIFICATION_FIELDS
};

/* What the kinds object to, in checks.c. */
cor_code mechanism_check(cor_registry_checking *checking, cor_error *err);
cor_code agreement_check(cor_registry_checking *checking, cor_error *err);
cor_code use_check(cor_registry_checking *checking, cor_error *err);
cor_code ratification_check(cor_registry_checking *checking, cor_error *err);

#endif
