/* SPDX-License-Identifier: Apache-2.0 */
/* view.h: the interface of the three views that find figures: the database (database.c), the
 * current figures in memory (memory_view.c), and computed tables (matrix_view.c). Database and
 * memory hold the same series, the computed tables hold everything else; view.c chooses, and no
 * other file depends on the choice. */
#ifndef CORREDOR_FIGURES_VIEW_H
#define CORREDOR_FIGURES_VIEW_H

#include "inside.h"

/* Figures with larger ids are left out: a view that reads the database sets the limit when it is
 * opened, and the views opened after it keep to it, so that all share one snapshot. */
typedef struct {
    int64_t newest_id;
} figures_moment;

typedef struct {
    bool has;        // false: the view has no such figures, and its walk is not open
    bool texts_stay; // texts of its figures outlive the walk; otherwise they live until the next
                     // step
} figures_opened;

/* Corridors with their ranks, and the number `of` ranked ones. */
typedef struct {
    cor_corridor *list;
    size_t count;
    int64_t of;
} figures_ranked;

/* A figure by its series and period. */
typedef struct {
    cor_str measure, source, breakdown;
    cor_country origin, destination;
    cor_interval period;
} figures_key;

typedef struct {
    /* ---- walking the figures that match a filter, in the order of queries */
    size_t walk_bytes; // of the state of a walk, zeroed before it is first opened
    /* The filter lives as long as the walk. */
    cor_code (*open)(void *walk, cor_figures *figures, const cor_filter *filter,
                     figures_moment *moment, figures_opened *ret_opened, cor_error *err);
    /* The next figure without taking it; NULL at the end. */
    cor_code (*peek)(void *walk, const cor_figure **ret_figure, cor_error *err);
    void (*take)(void *walk);
    /* All remaining figures at the end of `keep`; NULL where stepping is as fast. */
    cor_code (*rest)(void *walk, cor_arena *keep, cor_figure **ret_list, size_t *ret_count,
                     cor_error *err);
    void (*end)(void *walk);   // the walk keeps its memory for the next one
    void (*close)(void *walk); // and frees it

    /* ---- one figure, with its texts in `keep` */
    cor_code (*find)(cor_figures *figures, const figures_key *key, cor_arena *keep,
                     cor_figure *ret_figure, bool *ret_found, cor_error *err);

    /* ---- figures of corridors in one period, in any order, behind those in `found`, a list of
     * cor_corridor; of their texts only the sheet is set and kept */
    cor_code (*gather)(cor_figures *figures, const cor_corridor_filter *filter, cor_arena *keep,
                       figures_list *found, cor_error *err);

    /* ---- views of series only */
    /* Whether the view can answer the filter. */
    bool (*has)(const cor_figures *figures, const cor_filter *filter);
    /* Ranked corridors from rankings that the view keeps; ret_ranked is false when it keeps none,
     * or when other views may have figures of the measure. */
    cor_code (*rank)(cor_figures *figures, const cor_corridor_filter *filter, cor_arena *keep,
                     figures_ranked *ret_answer, bool *ret_ranked, cor_error *err);
    /* A number that changes when figures are added. */
    cor_code (*revision)(cor_figures *figures, int64_t *ret_revision, cor_error *err);
    cor_code (*source)(cor_figures *figures, cor_str key, cor_arena *keep, cor_source *ret_source,
                       bool *ret_found, cor_error *err);
    /* The name of the file that a load read; empty for a run. */
    cor_code (*file)(cor_figures *figures, int64_t load_id, cor_arena *keep, cor_str *ret_file_name,
                     bool *ret_found, cor_error *err);
} figures_view;

extern const figures_view figures_database_view, figures_memory_view, figures_matrix_view;

/* The views that together answer the filter, that of series first. */
enum { FIGURES_VIEWS = 2, FIGURES_VIEWS_AT_ALL = 3 };
void figures_views_for(const cor_figures *figures, const cor_filter *filter,
                       const figures_view *ret_views[FIGURES_VIEWS]);
/* As the first view of series answers. */
COR_CHECKED
cor_code figures_get_source(cor_figures *figures, cor_str key, cor_arena *keep,
                            cor_source *ret_source, bool *ret_found, cor_error *err);
COR_CHECKED
cor_code figures_get_file(cor_figures *figures, int64_t load_id, cor_arena *keep,
                          cor_str *ret_file_name, cor_error *err);

/* ---- steps.c: what implementations share --------------------------------- */

/* Copy the words of the key and those of the figure into `keep`. */
COR_CHECKED
cor_code figures_keep_found(const figures_key *key, cor_arena *keep, cor_figure *figure,
                            cor_error *err);
/* Gathering by a walk, for views without a faster way. */
COR_CHECKED
cor_code figures_gather_by_walk(const figures_view *view, cor_figures *figures,
                                const cor_corridor_filter *filter, figures_list *found,
                                cor_error *err);

#endif
