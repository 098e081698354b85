/* SPDX-License-Identifier: Apache-2.0 */
/* figures.c: opens and closes the store of figures, and the objects that answer for it. */
#include <sodium.h>

#include "matrix.h"

enum { STRETCH_BYTES = 16 << 20 };

cor_code cor_figures_open(cor_store *store, cor_figures **ret_figures, cor_error *err) {
    cor_stretch stretch;
    if (sodium_init() < 0 || !cor_stretch_open(STRETCH_BYTES, &stretch))
        return cor_fail_memory(err);

    cor_arena arena = cor_stretch_arena(&stretch);
    cor_figures *figures = cor_new(&arena, cor_figures, 1);
    figures->stretch = stretch;
    figures->arena = arena;
    figures->store = store;

    if (!figures_list_open(&figures->sources, sizeof(figures_source), FIGURES_SOURCES_MAX) ||
        !figures_list_open(&figures->loads, sizeof(figures_load_info), FIGURES_LOADS_MAX)) {
        cor_figures_close(figures);
        return cor_fail_memory(err);
    }

    *ret_figures = figures;
    return COR_OK;
}

void cor_figures_close(cor_figures *figures) {
    if (!figures) return;
    cor_load_close(figures->load);
    figures_query_free(figures->idle_query);
    matrices_drop_kept(figures);
    for (int i = 0; i < FIGURES_RANKINGS; i++)
        cor_stretch_close(&figures->rankings[i].stretch);

    figures_list_close(&figures->spare_found);
    figures_list_close(&figures->sources);
    figures_list_close(&figures->loads);
    cor_stretch stretch = figures->stretch;
    cor_stretch_close(&stretch);
}

cor_store *cor_figures_store(cor_figures *figures) {
    return figures->store;
}
