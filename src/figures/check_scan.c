/* SPDX-License-Identifier: Apache-2.0 */
/* check_scan.c: reads all figures once in the order of the store, in which their digests were
 * computed. Loads committed during the scan are left out. */
#include "check.h"
#include "matrix.h"

typedef struct {
    int64_t id, source_id, figure_count;
    uint8_t digest[FIGURES_DIGEST_BYTES];
    figures_digest found;
} scan_load;

typedef struct {
    cor_figures *figures;
    check_part *orphans, *digests, *corrections;
    figures_list loads; // scan_load
    scan_load *load;    // load of the last figure
    cor_stretch stretch;
    cor_arena words; // words of the current series
    figures_digest_series series;
    int64_t source_id;
    bool has_series;
    cor_figure before; // the figure before this one, of any series
    int64_t before_series;
} figure_scan;

static cor_code read_loads(figure_scan *scan, cor_error *err) {
    cor_statement *statement;
    cor_code code =
        cor_statement_get(scan->figures->store, COR_SQL_FIGURES_LOAD_DIGESTS, &statement, err);
    if (code) return code;

    for (bool row = true;;) {
        code = cor_statement_step(statement, &row, err);
        if (code || !row) return code;
        if (scan->loads.count == scan->loads.room) {
            cor_statement_reset(statement);
            return cor_fail_memory(err);
        }
        scan_load *load = (scan_load *)scan->loads.items + scan->loads.count++;
        load->id = cor_column_int(statement, 0);
        load->source_id = cor_column_int(statement, 1);
        load->figure_count = cor_column_int(statement, 2);
        cor_str digest = cor_column_blob(statement, 3);
        if (digest.length == sizeof load->digest)
            memcpy(load->digest, digest.at, sizeof load->digest);
        figures_digest_open(&load->found);
    }
}

static scan_load *find_load(figure_scan *scan, int64_t id) {
    if (scan->load && scan->load->id == id) return scan->load;
    scan_load *loads = scan->loads.items;
    uint32_t low = 0, high = scan->loads.count;

    while (low < high) {
        uint32_t middle = (low + high) / 2;
        if (loads[middle].id == id) return scan->load = &loads[middle];
        if (loads[middle].id < id)
            low = middle + 1;
        else
            high = middle;
    }

    return NULL;
}

static bool read_series_words(figure_scan *scan, cor_statement *statement) {
    cor_str *const words[] = { &scan->series.measure, NULL, &scan->series.origin,
                               &scan->series.destination, &scan->series.breakdown };
    scan->words = cor_stretch_arena(&scan->stretch);
    for (int i = 0; i < 5; i++)
        if (words[i] && !figures_keep_column(statement, 1 + i, &scan->words, words[i]))
            return false;
    return true;
}

static cor_code read_scanned_series(figure_scan *scan, int64_t series_id, cor_error *err) {
    cor_statement *statement;
    cor_code code =
        cor_statement_get(scan->figures->store, COR_SQL_FIGURES_SERIES_GET, &statement, err);
    if (code) return code;

    cor_bind_int(statement, "id", series_id);
    code = cor_statement_step(statement, &scan->has_series, err);
    if (code) return code;
    scan->series = (figures_digest_series){ .id = series_id };
    bool fits = true;

    if (scan->has_series) {
        scan->source_id = cor_column_int(statement, 2);
        fits = read_series_words(scan, statement);
    }

    cor_statement_reset(statement);
    if (!fits) return cor_fail_memory(err);
    return scan->has_series
               ? figures_source_key(scan->figures, scan->source_id, &scan->series.source, err)
               : COR_OK;
}

static void look_at_correction(figure_scan *scan, const cor_figure *figure) {
    bool follows = scan->before_series == scan->series.id &&
                   cor_interval_equal(scan->before.period, figure->period);
    int64_t expected = follows ? scan->before.id : 0;

    scan->corrections->result->looked_at += figure->replaces_id != 0;
    if (figure->replaces_id == expected) return;
    if (follows)
        check_note(scan->corrections,
                   cor_say(_("figure {id} should replace figure {older}, but names {other}"),
                           cor_arg_plain(figure->id), cor_arg_plain(expected),
                           cor_arg_plain(figure->replaces_id)));

    else
        check_note(scan->corrections,
                   cor_say(_("figure {id} replaces figure {older}, which is not there"),
                           cor_arg_plain(figure->id), cor_arg_plain(figure->replaces_id)));
}

/* True when the figure has a load and a series. */
static bool look_at_roots(figure_scan *scan, const cor_figure *figure, const scan_load *load) {
    scan->orphans->result->looked_at++;
    cor_arg id = cor_arg_plain(figure->id);
    if (!scan->has_series)
        check_note(scan->orphans, cor_say(_("figure {id} has no series"), id));

    else if (!load)
        check_note(scan->orphans, cor_say(_("figure {id} has no load"), id));
    else if (!scan->series.source.length)
        check_note(scan->orphans, cor_say(_("figure {id} has no source"), id));
    else if (load->source_id != scan->source_id)
        check_note(
            scan->orphans,
            cor_say(_("figure {id} was loaded for another source than that of its series"), id));
    else
        return true;

    return false;
}

static bool is_newer_than_scan(const figure_scan *scan, int64_t load_id) {
    const scan_load *loads = scan->loads.items;
    return scan->loads.count == 0 || load_id > loads[scan->loads.count - 1].id;
}

static cor_code look_at_figure(figure_scan *scan, cor_statement *statement, cor_error *err) {
    cor_figure figure;
    int64_t series_id = cor_column_int(statement, 10), load_id = cor_column_int(statement, 5);
    cor_code code = figures_read_figure(scan->figures, statement, 0, &figure, err);
    if (!code && series_id != scan->series.id) code = read_scanned_series(scan, series_id, err);
    if (code || is_newer_than_scan(scan, load_id)) return code;
    scan_load *load = find_load(scan, load_id);
    look_at_correction(scan, &figure);
    if (look_at_roots(scan, &figure, load))
        figures_digest_add(&load->found, &scan->series, &figure);

    scan->before = figure;
    scan->before_series = series_id;
    return COR_OK;
}

static cor_code walk_figures(figure_scan *scan, cor_error *err) {
    cor_statement *statement;
    cor_code code = cor_statement_get(scan->figures->store, COR_SQL_FIGURES_SCAN, &statement, err);
    if (code) return code;

    for (bool row = true;;) {
        code = cor_statement_step(statement, &row, err);
        if (code || !row) return code;
        code = look_at_figure(scan, statement, err);
        if (code) break;
    }

    cor_statement_reset(statement);
    return code;
}

/* ---- computed tables ----------------------------------------------------- */

static cor_code check_one_matrix(figure_scan *scan, cor_statement *statement, cor_error *err) {
    cor_arena arena = cor_stretch_arena(&scan->stretch);
    figures_matrix matrix;
    cor_code code = matrix_read(scan->figures, statement, &arena, &matrix, err);
    if (code || is_newer_than_scan(scan, matrix.load_id)) return code;

    scan_load *load = find_load(scan, matrix.load_id);
    scan->orphans->result->looked_at += matrix.figure_count;
    if (!load || !matrix.source.length)
        check_note(scan->orphans, cor_say(_("computed table {id} has no load or no source"),
                                          cor_arg_plain(matrix.id)));

    else
        matrix_digest(&load->found, &matrix);
    if (matrix_index(&matrix, NULL, &arena, NULL) == COR_E_STORE)
        check_note(scan->digests,
                   cor_say(_("computed table {id} cannot be read"), cor_arg_plain(matrix.id)));

    return COR_OK;
}

static cor_code walk_matrices(figure_scan *scan, cor_error *err) {
    cor_statement *statement;
    cor_code code =
        cor_statement_get(scan->figures->store, COR_SQL_FIGURES_MATRIX_SCAN, &statement, err);
    if (code) return code;

    for (bool row = true;;) {
        code = cor_statement_step(statement, &row, err);
        if (code || !row) return code;
        code = check_one_matrix(scan, statement, err);
        if (code) break;
    }

    cor_statement_reset(statement);
    return code;
}

static void compare_digests(figure_scan *scan) {
    for (scan_load *load = scan->loads.items;
         load < (scan_load *)scan->loads.items + scan->loads.count; load++) {
        uint8_t digest[FIGURES_DIGEST_BYTES];
        figures_digest_close(&load->found, digest);
        scan->digests->result->looked_at++;
        if (load->found.figure_count != load->figure_count)
            check_note(scan->digests,
                       cor_say(_("load {id} brought {count} figures, but {found} are there"),
                               cor_arg_plain(load->id), cor_arg_int(load->figure_count),
                               cor_arg_int(load->found.figure_count)));
        else if (memcmp(digest, load->digest, sizeof digest) != 0)
            check_note(scan->digests,
                       cor_say(_("the figures of load {id} are not those that were loaded"),
                               cor_arg_plain(load->id)));
    }
}

cor_code check_scan(cor_figures *figures, check_part *orphans, check_part *digests,
                    check_part *corrections, cor_error *err) {
    enum { WORD_BYTES = 1 << 28 }; // enough for a computed table
    figure_scan scan = {
        .figures = figures, .orphans = orphans, .digests = digests, .corrections = corrections
    };
    bool opened = figures_list_open(&scan.loads, sizeof(scan_load), FIGURES_LOADS_MAX) &&
                  cor_stretch_open(WORD_BYTES, &scan.stretch);
    cor_code code = opened ? read_loads(&scan, err) : cor_fail_memory(err);
    if (!code) code = walk_figures(&scan, err);
    if (!code) code = walk_matrices(&scan, err);
    if (!code) compare_digests(&scan);
    figures_list_close(&scan.loads);
    cor_stretch_close(&scan.stretch);

    return code;
}
