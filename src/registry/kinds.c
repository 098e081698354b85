/* SPDX-License-Identifier: Apache-2.0 */
/* kinds.c: kinds and their fields by name, and the codes that kinds share. */
#include "registry/registry.h"

const cor_registry_code cor_codes_yes_no[] = { { "yes", N_("yes") }, { "no", N_("no") }, { 0 } };

const cor_registry_kind *cor_registry_kind_find(const cor_registry_kinds *kinds, cor_str key) {
    for (size_t i = 0; i < kinds->count; i++)
        if (cor_str_is(key, kinds->list[i]->key)) return kinds->list[i];
    return NULL;
}

int32_t cor_registry_field_find(const cor_registry_kind *kind, cor_str name) {
    for (int32_t i = 0; i < kind->field_count; i++)
        if (cor_str_is(name, kind->fields[i].name)) return i;
    return -1;
}
