/* SPDX-License-Identifier: Apache-2.0 */
/* memory.c: tables that many readers ask for, computed once for all of them. */
#include "flow_runs/flow_runs.h"

#include <pthread.h>
#include <stdlib.h>

/* About as many periods and sexes as are viewed in a day; each takes about 1 MB for the world. */
enum { ENTRIES = 6, ENTRY_BYTES = 64 << 20 };

typedef struct {
    cor_stretch stretch;
    cor_flow_runs_input input;
} entry;

struct cor_flow_runs_memory {
    pthread_mutex_t lock;
    int32_t count;
    entry entries[ENTRIES];
};

cor_code cor_flow_runs_memory_open(cor_flow_runs_memory **ret_memory, cor_error *err) {
    cor_flow_runs_memory *memory = calloc(1, sizeof *memory);
    if (!memory) return cor_fail_memory(err);
    pthread_mutex_init(&memory->lock, NULL);
    *ret_memory = memory;
    return COR_OK;
}

void cor_flow_runs_memory_close(cor_flow_runs_memory *memory) {
    if (!memory) return;
    for (int32_t i = 0; i < memory->count; i++)
        cor_stretch_close(&memory->entries[i].stretch);
    pthread_mutex_destroy(&memory->lock);
    free(memory);
}

/* What the tables are made of, with both sources. */
typedef struct {
    cor_flow_runs_basis basis;
    cor_interval period;
    cor_str sex;
} tables_wanted;

static const cor_flow_runs_input *find_input(const cor_flow_runs_memory *memory,
                                             const tables_wanted *wanted) {
    for (int32_t i = 0; i < memory->count; i++) {
        const cor_flow_runs_input *input = &memory->entries[i].input;
        if (cor_interval_equal(input->period, wanted->period) &&
            cor_str_equal(input->sex, wanted->sex) &&
            cor_str_equal(input->basis.stocks, wanted->basis.stocks) &&
            cor_str_equal(input->basis.demography, wanted->basis.demography) &&
            input->basis.unknown == wanted->basis.unknown)
            return input;
    }
    return NULL;
}

static cor_code add_input(cor_flow_runs_memory *memory, cor_figures *figures,
                          const tables_wanted *wanted, cor_arena scratch,
                          const cor_flow_runs_input **ret_input, cor_error *err) {
    entry *place = &memory->entries[memory->count];
    if (!cor_stretch_open(ENTRY_BYTES, &place->stretch)) return cor_fail_memory(err);
    cor_arena keep = cor_stretch_arena(&place->stretch);
    cor_flow_runs_basis own = wanted->basis; // its texts live as long as the entry
    own.stocks = cor_str_keep(&keep, own.stocks);
    own.demography = cor_str_keep(&keep, own.demography);
    cor_code code = cor_flow_runs_input_read(figures, &own, wanted->period, wanted->sex, &keep,
                                             scratch, &place->input, err);
    if (code) {
        cor_stretch_close(&place->stretch);
        return code;
    }

    memory->count++;
    *ret_input = &place->input;
    return COR_OK;
}

cor_code cor_flow_runs_memory_get(cor_flow_runs_memory *memory, cor_figures *figures,
                                  const cor_flow_runs_basis *basis, cor_interval period,
                                  cor_str sex, cor_arena *keep, cor_arena scratch,
                                  const cor_flow_runs_input **ret_input, cor_error *err) {
    bool kept = false;
    tables_wanted wanted = { .period = period, .sex = sex };
    cor_code code = cor_flow_runs_settle(figures, basis, period, keep, scratch, &wanted.basis, err);
    if (code) return code;

    if (memory && !wanted.basis.as_known_s) {
        pthread_mutex_lock(&memory->lock);
        const cor_flow_runs_input *found = find_input(memory, &wanted);
        kept = found || memory->count < ENTRIES;
        if (found)
            *ret_input = found;
        else if (kept)
            code = add_input(memory, figures, &wanted, scratch, ret_input, err);
        pthread_mutex_unlock(&memory->lock);
    }

    if (kept) return code;
    cor_flow_runs_input *own = cor_new(keep, cor_flow_runs_input, 1);
    if (!own) return cor_fail_memory(err);
    *ret_input = own;

    return cor_flow_runs_input_read(figures, &wanted.basis, period, sex, keep, scratch, own, err);
}
