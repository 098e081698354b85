/* SPDX-License-Identifier: Apache-2.0 */
/* datasets.c: the one table of datasets that can be imported. */
#include "datasets.h"

static const cor_dataset *const DATASETS[] = {
    &cor_un_desa_stock, &cor_un_wpp, &cor_ilostat, &cor_ilo_global,    &cor_wdi,  &cor_knomad,
    &cor_prices,        &cor_dioc,   &cor_sdg,     &cor_labour_market, &cor_enoe, &cor_own_table,
};
enum { DATASET_COUNT = sizeof DATASETS / sizeof *DATASETS };

size_t cor_dataset_count(void) {
    return DATASET_COUNT;
}

const cor_dataset *cor_dataset_at(size_t index) {
    return index < DATASET_COUNT ? DATASETS[index] : NULL;
}

const cor_dataset *cor_dataset_find(cor_str name) {
    for (size_t i = 0; i < DATASET_COUNT; i++)
        if (cor_str_is(name, DATASETS[i]->name)) return DATASETS[i];
    return NULL;
}

cor_str cor_dataset_name(const cor_dataset *dataset) {
    return cor_str_of(dataset->name);
}

cor_text cor_dataset_title(const cor_dataset *dataset) {
    return (cor_text){ .id = dataset->title };
}

cor_str cor_dataset_suggest(cor_str name) {
    cor_str best = { 0 };
    int32_t best_distance = cor_str_near(name) + 1;
    for (size_t i = 0; i < DATASET_COUNT; i++) {
        cor_str known = cor_str_of(DATASETS[i]->name);
        int32_t distance = cor_str_distance(name, known, best_distance);
        if (distance < best_distance) best = known, best_distance = distance;
    }
    return best;
}
