/* SPDX-License-Identifier: Apache-2.0 */
/* kinds.c: the one table of kinds of entries, in the order in which they can refer to each other.
 * To add one, put its table of fields into the folder of its subject and its row here. */
#include "kinds.h"

static const cor_registry_kind *const KINDS[] = {
    &cor_kind_institution,    &cor_kind_publication,        &cor_kind_mechanism,
    &cor_kind_agreement,      &cor_kind_mechanism_use,      &cor_kind_ratification,
    &cor_kind_recommendation, &cor_kind_framework_evidence, &cor_kind_diaspora_organisation,
    &cor_kind_network_theme,  &cor_kind_network_member,     &cor_kind_network_practice,
    &cor_kind_network_event,  &cor_kind_network_action,
};

const cor_registry_code cor_codes_yes_no[] = { { "yes", N_("yes") }, { "no", N_("no") }, { 0 } };

const cor_registry_code cor_codes_sectors[] = {
    { "agriculture", N_("agriculture") },
    { "cleaning", N_("cleaning") },
    { "construction", N_("construction") },
    { "domestic_work", N_("domestic work") },
    { "food_processing", N_("food processing") },
    { "forestry", N_("forestry") },
    { "health", N_("health") },
    { "hospitality", N_("hotels and restaurants") },
    { "industry", N_("industry") },
    { "landscaping", N_("landscaping") },
    { "professional_services", N_("professional services") },
    { "services", N_("services") },
    { "tourism", N_("tourism") },
    { "transport", N_("transport") },
    { "all", N_("all sectors") },
    { "other", N_("other sectors") },
    { 0 },
};

const cor_registry_code cor_codes_skills[] = {
    { "low", N_("low-skilled work") },
    { "medium", N_("medium-skilled work") },
    { "high", N_("high-skilled work") },
    { 0 },
};

const cor_registry_kind *const *cor_registry_kind_list(size_t *ret_count) {
    *ret_count = sizeof KINDS / sizeof *KINDS;
    return KINDS;
}

const cor_registry_kind *cor_registry_kind_find(cor_str key) {
    for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS; i++)
        if (cor_str_is(key, KINDS[i]->key)) return KINDS[i];
    return NULL;
}

int32_t cor_registry_field_find(const cor_registry_kind *kind, cor_str name) {
    for (int32_t i = 0; i < kind->field_count; i++)
        if (cor_str_is(name, kind->fields[i].name)) return i;
    return -1;
}
