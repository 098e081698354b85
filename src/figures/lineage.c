/* SPDX-License-Identifier: Apache-2.0 */
/* lineage.c: follows a figure back to the file or the computation it came from, and along its
 * corrections. */
#include <math.h>

#include "matrix.h"
#include "view.h"

enum { VERSIONS_MAX = 1 << 16 };

/* Run a statement for one id; ret_row is false without a row. */
static cor_code get_by_id(cor_figures *figures, int sql, int64_t id, cor_statement **ret_statement,
                          bool *ret_row, cor_error *err) {
    cor_code code = cor_statement_get(figures->store, sql, ret_statement, err);
    if (code) return code;
    cor_bind_int(*ret_statement, "id", id);
    return cor_statement_step(*ret_statement, ret_row, err);
}

static cor_code say_no_figure(int64_t id, cor_error *err) {
    cor_fail(err, COR_E_NONE, _("There is no figure with the id {id}."), cor_arg_plain(id));
    return cor_hint(err, _("“corredor figures” shows figures with their ids."));
}

static cor_code read_lineage_series(cor_figures *figures, int64_t series_id, cor_arena *keep,
                                    figures_series *ret_series, cor_error *err) {
    cor_statement *statement;
    bool row;
    cor_code code =
        get_by_id(figures, COR_SQL_FIGURES_SERIES_GET, series_id, &statement, &row, err);
    if (code) return code;
    *ret_series = (figures_series){ 0 };
    if (row) code = figures_read_series(figures, statement, keep, ret_series, err);
    cor_statement_reset(statement);
    return code;
}

/* The figure without its words, and the ids of its series and load. */
static cor_code read_lineage_figure(cor_figures *figures, int64_t id, cor_arena *keep,
                                    cor_figure *ret_figure, int64_t *ret_series_id,
                                    int64_t *ret_load_id, cor_error *err) {
    cor_statement *statement;
    bool row;
    cor_code code = get_by_id(figures, COR_SQL_FIGURES_GET, id, &statement, &row, err);
    if (code) return code;

    if (!row) return COR_OK; // it may be in a computed table
    code = figures_read_figure(figures, statement, 0, ret_figure, err);
    *ret_load_id = cor_column_int(statement, 5);
    *ret_series_id = cor_column_int(statement, 10);
    if (!code && !figures_keep_column(statement, 6, keep, &ret_figure->sheet))
        code = cor_fail_memory(err);

    cor_statement_reset(statement);
    return code;
}

static cor_code read_load(cor_figures *figures, int64_t load_id, cor_arena *keep,
                          cor_lineage *lineage, int64_t *ret_run_id, cor_error *err) {
    cor_statement *statement;
    bool row;
    cor_code code = get_by_id(figures, COR_SQL_FIGURES_LOAD_GET, load_id, &statement, &row, err);
    if (code || !row) return code;

    bool kept = figures_keep_column(statement, 0, keep, &lineage->dataset) &&
                figures_keep_column(statement, 1, keep, &lineage->layout) &&
                figures_keep_column(statement, 4, keep, &lineage->file_name);
    lineage->loaded_s = cor_column_int(statement, 2);
    *ret_run_id = cor_column_int(statement, 3);
    cor_str hash = cor_column_blob(statement, 5);
    if (hash.length == sizeof lineage->file_sha256)
        memcpy(lineage->file_sha256, hash.at, hash.length);

    lineage->file_bytes = cor_column_int(statement, 6);
    cor_statement_reset(statement);
    return kept ? COR_OK : cor_fail_memory(err);
}

static cor_code read_run(cor_figures *figures, int64_t run_id, cor_arena *keep, cor_run *ret_run,
                         cor_error *err) {
    cor_statement *statement;
    bool row;
    cor_code code = get_by_id(figures, COR_SQL_FIGURES_RUN_GET, run_id, &statement, &row, err);
    if (code || !row) return code;
    bool kept = figures_read_run(statement, keep, ret_run);
    cor_statement_reset(statement);
    return kept ? COR_OK : cor_fail_memory(err);
}

static cor_code add_lineage_version(cor_figures *figures, cor_statement *statement,
                                    const cor_figure *like, cor_arena *keep, figures_list *found,
                                    cor_error *err) {
    cor_figure figure;
    cor_code code = figures_read_figure(figures, statement, 0, &figure, err);
    if (code) return code;
    figure.measure = like->measure;
    figure.source = like->source;
    figure.breakdown = like->breakdown;
    figure.origin = like->origin;
    figure.destination = like->destination;
    figure.sheet = cor_str_keep(keep, figure.sheet);
    if (!figure.sheet.at || found->count == found->room) return cor_fail_memory(err);
    ((cor_figure *)found->items)[found->count++] = figure;

    return COR_OK;
}

/* All versions of the figure, oldest first, including itself. */
static cor_code read_all_versions(cor_figures *figures, int64_t series_id, const cor_figure *like,
                                  cor_arena *keep, figures_list *found, cor_error *err) {
    cor_statement *statement;
    cor_code code = cor_statement_get(figures->store, COR_SQL_FIGURES_VERSIONS, &statement, err);
    if (code) return code;
    cor_bind_int(statement, "series", series_id);
    cor_bind_int(statement, "period_start", like->period.start.days);
    cor_bind_int(statement, "period_end", like->period.end.days);

    for (bool row = true;;) {
        code = cor_statement_step(statement, &row, err);
        if (!code && row) code = add_lineage_version(figures, statement, like, keep, found, err);
        if (code || !row) break;
    }

    cor_statement_reset(statement);
    return code;
}

/* The versions it replaced, newest first, and the one that replaced it. */
static cor_code set_versions(cor_lineage *lineage, const figures_list *found, cor_arena *keep,
                             cor_error *err) {
    const cor_figure *versions = found->items;
    uint32_t older = 0;

    while (older < found->count && versions[older].id < lineage->figure.id)
        older++;
    if (older + 1 < found->count) lineage->newer = versions[older + 1];
    lineage->older = cor_new(keep, cor_figure, older);
    if (!lineage->older) return cor_fail_memory(err);

    for (uint32_t i = 0; i < older; i++)
        lineage->older[i] = versions[older - 1 - i];
    lineage->older_count = older;

    return COR_OK;
}

static cor_code add_versions(cor_figures *figures, int64_t series_id, cor_arena *keep,
                             cor_lineage *lineage, cor_error *err) {
    figures_list found = { 0 };
    if (!figures_list_open(&found, sizeof(cor_figure), VERSIONS_MAX)) return cor_fail_memory(err);
    cor_code code = read_all_versions(figures, series_id, &lineage->figure, keep, &found, err);
    if (!code) code = set_versions(lineage, &found, keep, err);
    figures_list_close(&found);
    return code;
}

/* ---- figures of computed tables ------------------------------------------ */

static cor_code find_matrix(cor_figures *figures, int64_t id, cor_arena *keep,
                            figures_matrix *ret_matrix, cor_error *err) {
    cor_statement *statement;
    bool row;
    cor_code code = get_by_id(figures, COR_SQL_FIGURES_MATRIX_OF_FIGURE, id, &statement, &row, err);
    if (code) return code;

    if (!row) return say_no_figure(id, err);
    code = matrix_read(figures, statement, keep, ret_matrix, err);
    cor_statement_reset(statement);
    if (!code) code = matrix_index(ret_matrix, NULL, keep, err);
    if (!code && id >= ret_matrix->first_id + ret_matrix->figure_count)
        return say_no_figure(id, err);

    return code;
}

static cor_code add_matrix_version(cor_figures *figures, cor_statement *statement,
                                   const cor_figure *like, cor_arena *keep, figures_list *found,
                                   cor_error *err) {
    figures_matrix matrix;
    cor_figure *list = found->items, figure;
    cor_code code = matrix_read(figures, statement, keep, &matrix, err);
    if (!code) code = matrix_index(&matrix, NULL, keep, err);
    if (code) return code;
    if (!matrix_find(&matrix, matrix_place(&matrix, like->origin),
                     matrix_place(&matrix, like->destination), &figure))
        return COR_OK;

    if (found->count == found->room) return cor_fail_memory(err);
    figure.replaces_id = found->count ? list[found->count - 1].id : 0;
    list[found->count++] = figure;

    return COR_OK;
}

static cor_code read_matrix_versions(cor_figures *figures, const figures_matrix *matrix,
                                     const cor_figure *like, cor_arena *keep, figures_list *found,
                                     cor_error *err) {
    cor_statement *statement;
    cor_code code =
        cor_statement_get(figures->store, COR_SQL_FIGURES_MATRIX_VERSIONS, &statement, err);
    if (code) return code;

    cor_bind_text(statement, "measure", matrix->measure);
    cor_bind_text(statement, "source", matrix->source);
    cor_bind_text(statement, "breakdown", matrix->breakdown);
    cor_bind_int(statement, "period_start", matrix->period.start.days);
    cor_bind_int(statement, "period_end", matrix->period.end.days);

    for (bool row = true;;) {
        code = cor_statement_step(statement, &row, err);
        if (!code && row) code = add_matrix_version(figures, statement, like, keep, found, err);
        if (code || !row) break;
    }

    cor_statement_reset(statement);
    return code;
}

static cor_code lineage_in_matrix(cor_figures *figures, int64_t id, cor_arena *keep,
                                  cor_lineage *lineage, cor_error *err) {
    figures_matrix matrix;
    figures_list found = { 0 };
    int64_t run_id = 0;
    cor_code code = find_matrix(figures, id, keep, &matrix, err);
    if (code) return code;

    (void)matrix_find_id(&matrix, id, &lineage->figure);
    code = cor_source_get(figures, matrix.source, keep, &lineage->source, err);
    if (!code) code = read_load(figures, matrix.load_id, keep, lineage, &run_id, err);
    if (!code && run_id) code = read_run(figures, run_id, keep, &lineage->run, err);
    if (!code && !figures_list_open(&found, sizeof(cor_figure), VERSIONS_MAX))
        code = cor_fail_memory(err);
    if (!code) code = read_matrix_versions(figures, &matrix, &lineage->figure, keep, &found, err);
    if (!code) code = set_versions(lineage, &found, keep, err);
    if (!code && lineage->older_count) lineage->figure.replaces_id = lineage->older[0].id;
    figures_list_close(&found);

    return code;
}

/* ---- corrections --------------------------------------------------------- */

static cor_code read_correction(cor_figures *figures, int64_t load_id, cor_arena *keep,
                                cor_correction *ret_correction, cor_error *err) {
    cor_statement *statement;
    bool row;
    cor_code code =
        get_by_id(figures, COR_SQL_FIGURES_CORRECTION_GET, load_id, &statement, &row, err);
    if (code || !row) return code;
    bool kept = figures_keep_column(statement, 0, keep, &ret_correction->who) &&
                figures_keep_column(statement, 1, keep, &ret_correction->why);
    ret_correction->at_s = cor_column_int(statement, 2);
    cor_statement_reset(statement);
    return kept ? COR_OK : cor_fail_memory(err);
}

/* The newest version before the figure that its agency published itself. */
static cor_code find_published(cor_figures *figures, const cor_figure *figure,
                               const figures_list *versions, cor_figure *ret_published,
                               cor_error *err) {
    const cor_figure *list = versions->items;
    for (uint32_t i = 0; i < versions->count && list[i].id < figure->id; i++) {
        figures_load_info load;
        cor_code code = figures_load_info_get(figures, list[i].load_id, &load, err);
        if (code) return code;
        if (!load.corrects) *ret_published = list[i];
    }
    return COR_OK;
}

static cor_code read_published(cor_figures *figures, const cor_figure *figure, cor_arena *keep,
                               cor_figure *ret_published, cor_error *err) {
    cor_figure read = { 0 };
    int64_t series_id = 0, load_id = 0;
    figures_list found = { 0 };
    cor_code code =
        read_lineage_figure(figures, figure->id, keep, &read, &series_id, &load_id, err);
    if (code) return code;
    if (!figures_list_open(&found, sizeof(cor_figure), VERSIONS_MAX)) return cor_fail_memory(err);

    code = read_all_versions(figures, series_id, figure, keep, &found, err);
    if (!code) code = find_published(figures, figure, &found, ret_published, err);
    figures_list_close(&found);
    return code;
}

static bool says_the_same(const cor_figure *a, const cor_figure *b) {
    return a->status == b->status && (a->value == b->value || (isnan(a->value) && isnan(b->value)));
}

cor_code cor_figures_correction(cor_figures *figures, const cor_figure *figure, cor_arena *keep,
                                cor_correction *ret_correction, bool *ret_found, cor_error *err) {
    figures_load_info load = { 0 };
    cor_correction correction = { 0 };
    *ret_found = false;
    if (!figure->load_id) return COR_OK;
    cor_code code = figures_load_info_get(figures, figure->load_id, &load, err);
    if (code || !load.corrects) return code;

    code = read_correction(figures, figure->load_id, keep, &correction, err);
    if (!code) code = read_published(figures, figure, keep, &correction.published, err);
    if (code || says_the_same(figure, &correction.published)) return code;
    *ret_correction = correction;
    *ret_found = true;
    return COR_OK;
}

cor_code cor_figures_lineage(cor_figures *figures, int64_t figure_id, cor_arena *keep,
                             cor_lineage *ret_lineage, cor_error *err) {
    cor_lineage lineage = { 0 };
    figures_series series;
    int64_t series_id = 0, load_id = 0, run_id = 0;
    cor_code code =
        read_lineage_figure(figures, figure_id, keep, &lineage.figure, &series_id, &load_id, err);
    if (!code && !series_id) {
        code = lineage_in_matrix(figures, figure_id, keep, &lineage, err);
        if (!code) *ret_lineage = lineage;
        return code;
    }

    if (!code) code = read_lineage_series(figures, series_id, keep, &series, err);
    if (code) return code;
    figures_set_series(&series, &lineage.figure);
    code = cor_source_get(figures, series.source, keep, &lineage.source, err);
    if (!code) code = read_load(figures, load_id, keep, &lineage, &run_id, err);
    if (!code && run_id) code = read_run(figures, run_id, keep, &lineage.run, err);
    if (!code) code = add_versions(figures, series_id, keep, &lineage, err);
    if (!code)
        code = cor_figures_correction(figures, &lineage.figure, keep, &lineage.correction,
                                      &lineage.is_correction, err);
    if (code) return code;
    *ret_lineage = lineage;

    return COR_OK;
}

cor_code cor_figures_file(cor_figures *figures, const cor_figure *figure, cor_arena *keep,
                          cor_str *ret_file_name, cor_error *err) {
    *ret_file_name = (cor_str){ 0 };
    return figure->load_id ? figures_get_file(figures, figure->load_id, keep, ret_file_name, err)
                           : COR_OK;
}
