/* SPDX-License-Identifier: Apache-2.0 */
/* steps.c: shared by several views: keeping a found figure, and gathering corridors by walking. */
#include "view.h"

cor_code figures_keep_found(const figures_key *key, cor_arena *keep, cor_figure *figure,
                            cor_error *err) {
    figure->measure = key->measure;
    figure->source = key->source;
    figure->breakdown = key->breakdown;
    figure->origin = key->origin;
    figure->destination = key->destination;

    cor_str *texts[] = { &figure->measure, &figure->source, &figure->breakdown, &figure->sheet };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        *texts[i] = cor_str_keep(keep, *texts[i]);
        if (!texts[i]->at) return cor_fail_memory(err);
    }

    return COR_OK;
}

static cor_code gather_walk(const figures_view *view, void *walk, cor_interval period,
                            figures_list *found, cor_error *err) {
    for (;; view->take(walk)) {
        const cor_figure *figure;
        cor_code code = view->peek(walk, &figure, err);
        if (code || !figure) return code;
        if (!figures_is_corridor(figure->origin, figure->destination) ||
            !cor_interval_equal(figure->period, period))
            continue;
        if (found->count == found->room) return cor_fail_memory(err);
        ((cor_corridor *)found->items)[found->count++].figure = *figure;
    }
}

/* Of the texts only the sheet matters, and views that are walked have none. */
cor_code figures_gather_by_walk(const figures_view *view, cor_figures *figures,
                                const cor_corridor_filter *filter, figures_list *found,
                                cor_error *err) {
    const cor_filter asked = { .measure = filter->measure,
                               .source = filter->source,
                               .within = filter->period,
                               .breakdown = filter->breakdown,
                               .breakdown_exact = true,
                               .as_known_s = filter->as_known_s };
    figures_moment moment = { .newest_id = INT64_MAX };
    figures_opened opened = { 0 };
    cor_stretch stretch;
    if (!cor_stretch_open(view->walk_bytes, &stretch)) return cor_fail_memory(err);

    cor_code code = view->open(stretch.base, figures, &asked, &moment, &opened, err);
    if (!code && opened.has) code = gather_walk(view, stretch.base, filter->period, found, err);
    if (opened.has) view->end(stretch.base);
    view->close(stretch.base);
    cor_stretch_close(&stretch);

    return code;
}
