/* SPDX-License-Identifier: Apache-2.0 */
/* memory_view.c: finds figures in memory: the view of the series in memory, as of now. */
#include "matrix.h"
#include "memory.h"

enum { SERIES_MAX = 1 << 24, VERSIONS_MAX = 1 << 20 };

typedef struct {
    const cor_memory *memory;
    const cor_filter *filter;
    figures_list picked;   // uint32_t: positions of the matching series
    figures_list versions; // cor_figure: those of the current series that match
    uint32_t next_series, next_version;
} memory_walk;

static bool has_all(const cor_figures *figures, const cor_filter *filter) {
    return figures->memory && !filter->history && !filter->as_known_s &&
           memory_answers(figures->memory, filter);
}

/* ---- the walk ------------------------------------------------------------ */

static bool open_lists(void *self, int shift) {
    memory_walk *walk = self;
    return figures_list_open(&walk->picked, sizeof(uint32_t), SERIES_MAX >> shift) &&
           figures_list_open(&walk->versions, sizeof(cor_figure), VERSIONS_MAX >> shift);
}

static void close_memory_walk(void *self) {
    memory_walk *walk = self;
    figures_list_close(&walk->picked);
    figures_list_close(&walk->versions);
}

static cor_code open_memory_walk(void *self, cor_figures *figures, const cor_filter *filter,
                                 figures_moment *moment, figures_opened *ret_opened,
                                 cor_error *err) {
    memory_walk *walk = self;
    (void)moment; // the memory is a single snapshot
    walk->memory = figures->memory;
    walk->filter = filter;
    bool fits =
        (walk->picked.items || figures_open_together(open_lists, close_memory_walk, walk)) &&
        memory_pick(walk->memory, filter, &walk->picked);
    *ret_opened = (figures_opened){ .has = true, .texts_stay = true };
    return fits ? COR_OK : cor_fail_memory(err);
}

static cor_code peek_memory_figure(void *self, const cor_figure **ret_figure, cor_error *err) {
    memory_walk *walk = self;
    *ret_figure = NULL;
    while (walk->next_version == walk->versions.count) {
        if (walk->next_series == walk->picked.count) return COR_OK;
        uint32_t position = ((const uint32_t *)walk->picked.items)[walk->next_series++];
        walk->versions.count = walk->next_version = 0;
        if (!memory_versions(walk->memory, position, walk->filter, &walk->versions))
            return cor_fail_memory(err);
    }
    *ret_figure = (const cor_figure *)walk->versions.items + walk->next_version;
    return COR_OK;
}

static void take_memory_figure(void *self) {
    ((memory_walk *)self)->next_version++;
}

static cor_code list_rest(void *self, cor_arena *keep, cor_figure **ret_list, size_t *ret_count,
                          cor_error *err) {
    memory_walk *walk = self;
    bool fits = memory_list(walk->memory, walk->filter, &walk->picked, keep, ret_list, ret_count);
    return fits ? COR_OK : cor_fail_memory(err);
}

static void end_memory_walk(void *self) {
    enum { KEPT_SERIES = 1 << 18, KEPT_VERSIONS = 4096 }; // a larger query frees its memory
    memory_walk *walk = self;
    if (walk->picked.count > KEPT_SERIES || walk->versions.count > KEPT_VERSIONS)
        close_memory_walk(walk);
    walk->picked.count = walk->versions.count = 0;
    walk->next_series = walk->next_version = 0;
}

/* ---- one figure, corridors ----------------------------------------------- */

static cor_code find_memory_figure(cor_figures *figures, const figures_key *key, cor_arena *keep,
                                   cor_figure *ret_figure, bool *ret_found, cor_error *err) {
    const cor_memory *memory = figures->memory;
    const cor_filter filter = { .measure = key->measure,
                                .source = key->source,
                                .origins = &key->origin,
                                .origin_count = 1,
                                .destinations = &key->destination,
                                .destination_count = 1,
                                .breakdown = key->breakdown,
                                .breakdown_exact = true };
    uint32_t position;
    uint16_t period;
    memory_value value;
    figures_list picked = { .items = &position, .room = 1 }; // a key identifies one series

    *ret_found = false;
    if (!memory_period_find(memory, key->period, &period)) return COR_OK;
    if (!memory_pick(memory, &filter, &picked)) return cor_fail_memory(err);
    const memory_series *series = (const memory_series *)memory->series.items + position;
    if (!picked.count || !memory_value_at(memory, series, period, &value)) return COR_OK;

    *ret_found = true;
    *ret_figure = memory_figure(memory, series, &value);
    return figures_keep_found(key, keep, ret_figure, err);
}

static cor_code gather_memory_corridors(cor_figures *figures, const cor_corridor_filter *filter,
                                        cor_arena *keep, figures_list *found, cor_error *err) {
    (void)keep;
    return figures_gather_by_walk(&figures_memory_view, figures, filter, found, err);
}

/* Figures of computed tables would have to be ranked together with those of the series. */
static cor_code rank_memory_corridors(cor_figures *figures, const cor_corridor_filter *filter,
                                      cor_arena *keep, figures_ranked *ret_answer, bool *ret_ranked,
                                      cor_error *err) {
    *ret_ranked = !matrices_have(figures->memory->matrices, filter->measure);
    return *ret_ranked ? memory_corridors(figures->memory, filter, keep, ret_answer, err) : COR_OK;
}

/* ---- what describes them ------------------------------------------------- */

static cor_code get_revision(cor_figures *figures, int64_t *ret_revision, cor_error *err) {
    (void)err;
    *ret_revision = figures->memory->last_id;
    return COR_OK;
}

static cor_code get_memory_source(cor_figures *figures, cor_str key, cor_arena *keep,
                                  cor_source *ret_source, bool *ret_found, cor_error *err) {
    const cor_memory *memory = figures->memory;
    (void)keep, (void)err;
    for (uint32_t i = 0; memory && i < memory->sources.count && !*ret_found; i++) {
        *ret_source = ((const cor_source *)memory->sources.items)[i];
        *ret_found = cor_str_equal(ret_source->key, key);
    }
    return COR_OK;
}

static cor_code get_memory_file(cor_figures *figures, int64_t load_id, cor_arena *keep,
                                cor_str *ret_file_name, bool *ret_found, cor_error *err) {
    const memory_load *load = figures->memory ? memory_load_find(figures->memory, load_id) : NULL;
    (void)keep, (void)err;
    *ret_found = load != NULL;
    if (load) *ret_file_name = load->file_name;
    return COR_OK;
}

const figures_view figures_memory_view = {
    .walk_bytes = sizeof(memory_walk),
    .open = open_memory_walk,
    .peek = peek_memory_figure,
    .take = take_memory_figure,
    .rest = list_rest,
    .end = end_memory_walk,
    .close = close_memory_walk,
    .find = find_memory_figure,
    .gather = gather_memory_corridors,
    .has = has_all,
    .rank = rank_memory_corridors,
    .revision = get_revision,
    .source = get_memory_source,
    .file = get_memory_file,
};

void cor_figures_use(cor_figures *figures, const cor_memory *memory) {
    figures->memory = memory;
    figures->shared_matrices = memory ? memory->matrices : NULL;
}
