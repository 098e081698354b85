/* SPDX-License-Identifier: Apache-2.0 */
/* view.c: chooses the view that answers; nothing else chooses. */
#include "view.h"

/* Views of series, the fastest first; the last one has all figures. */
enum { SERIES_VIEWS = 2 };
static const figures_view *const SERIES[SERIES_VIEWS] = { &figures_memory_view,
                                                          &figures_database_view };

void figures_views_for(const cor_figures *figures, const cor_filter *filter,
                       const figures_view *ret_views[FIGURES_VIEWS]) {
    int chosen = 0;
    while (!SERIES[chosen]->has(figures, filter))
        chosen++;
    ret_views[0] = SERIES[chosen];
    ret_views[1] = &figures_matrix_view;
}

cor_code figures_get_source(cor_figures *figures, cor_str key, cor_arena *keep,
                            cor_source *ret_source, bool *ret_found, cor_error *err) {
    cor_code code = COR_OK;
    *ret_found = false;
    for (int i = 0; i < SERIES_VIEWS && !code && !*ret_found; i++)
        code = SERIES[i]->source(figures, key, keep, ret_source, ret_found, err);
    return code;
}

cor_code figures_get_file(cor_figures *figures, int64_t load_id, cor_arena *keep,
                          cor_str *ret_file_name, cor_error *err) {
    cor_code code = COR_OK;
    bool found = false;
    *ret_file_name = (cor_str){ 0 };
    for (int i = 0; i < SERIES_VIEWS && !code && !found; i++)
        code = SERIES[i]->file(figures, load_id, keep, ret_file_name, &found, err);
    return code;
}
