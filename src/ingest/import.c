/* SPDX-License-Identifier: Apache-2.0 */
/* import.c: imports one file, all or nothing. */
#include <time.h>

#include "datasets.h"

/* ---- refusals ------------------------------------------------------------ */

/* State the error of a refused file: its first refusal, and the number of further ones. */
static cor_code refuse_file(const cor_import_report *report, cor_error *err) {
    const cor_refusal *first = &report->refusals[0];
    int64_t more = report->refused - 1;
    cor_text what = cor_say_n(more, _("{what} Nothing was stored; there is {count} more fault."),
                              _("{what} Nothing was stored; there are {count} more faults."),
                              cor_arg_text(&first->what), cor_arg_int(more));
    (void)cor_error_fail(err, first->code, more ? what : first->what);
    if (!cor_text_is_empty(first->hint)) (void)cor_error_hint(err, first->hint);
    if (!cor_text_is_empty(first->where)) (void)cor_error_within(err, first->where);
    return first->code;
}

/* ---- the import ---------------------------------------------------------- */

static cor_str file_base_name(cor_str path) {
    for (size_t i = path.length; i > 0; i--)
        if (path.at[i - 1] == '/') return cor_str_part(path, i, SIZE_MAX);
    return path;
}

static double import_clock_s(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static cor_code read_data_rows(cor_intake *intake, cor_error *err) {
    return intake->layout->map ? intake->layout->map(intake, err) : cor_map_rows(intake, err);
}

/* An export that broke off after its first line must not pass for "nothing has changed". */
static cor_code refuse_empty(cor_error *err) {
    (void)cor_fail(err, COR_E_FORMAT, _("The table has a header and no rows."));
    return cor_hint(err, _("Check that the export was complete."));
}

static cor_code load_rows(cor_intake *intake, const uint8_t sha256[32], cor_error *err) {
    cor_import_report *report = intake->report;
    const cor_import_options *options = intake->options;
    cor_load_head head = { .dataset = cor_dataset_name(intake->dataset),
                           .layout = cor_str_of(intake->layout->key),
                           .source = intake->source,
                           .described = intake->new_source,
                           .who = intake->is_correction ? options->who : (cor_str){ 0 },
                           .why = intake->is_correction ? options->why : (cor_str){ 0 },
                           .file_name = intake->file_name,
                           .file_bytes = cor_table_bytes_total(intake->table) };

    memcpy(head.file_sha256, sha256, sizeof head.file_sha256);
    cor_code code = cor_load_begin(intake->figures, &head, &intake->load, err);
    if (code) return code;
    code = read_data_rows(intake, err);
    bool allow_refused = options && options->allow_refused;
    if (!code && !report->rows_read) code = refuse_empty(err);
    if (!code && report->refused && !allow_refused) code = refuse_file(report, err);
    if (!code) code = cor_blank_unit_check(intake, err);
    if (!code) code = cor_shares_check(intake, err);
    if (!code) code = cor_revision_check(intake, err);
    if (!code) code = cor_load_commit(intake->load, &report->load, err);
    cor_load_close(intake->load);

    return code;
}

static cor_str given_source(const cor_import_options *options) {
    if (!options) return (cor_str){ 0 };
    return options->correct.length ? options->correct : options->source;
}

static cor_code prepare_intake(cor_intake *intake, cor_head *head, cor_arena scratch,
                               cor_error *err) {
    cor_str sheet = intake->options ? intake->options->sheet : (cor_str){ 0 };
    cor_code code = cor_head_read(intake->table, sheet, intake->work, head, err);
    intake->head = head;
    if (!code) code = cor_recognise(intake->dataset, head, scratch, &intake->layout, err);
    if (!code) intake->report->layout = cor_str_of(intake->layout->key);
    if (!code) code = cor_sheets_note(intake, err);
    if (!code) code = cor_edition_settle(intake, given_source(intake->options), err);
    if (!code) code = cor_correction_begin(intake, err);
    if (code) return code;
    intake->report->source = cor_str_keep(intake->keep, intake->source);
    return intake->report->source.at ? COR_OK : cor_fail_memory(err);
}

static cor_code import_table(cor_intake *intake, const import_wish *wish, cor_arena scratch,
                             cor_error *err) {
    uint8_t sha256[32];
    cor_code code = cor_table_sha256(intake->table, sha256, err);
    if (!code && wish->sha256 && memcmp(sha256, wish->sha256, sizeof sha256) != 0) {
        (void)cor_fail(err, COR_E_FORMAT,
                       _("The file is not the one that the pack describes: its SHA-256 differs."));
        return cor_hint(err, _("Copy the pack again."));
    }

    if (!code && wish->is_loaded) {
        bool loaded;
        code = wish->is_loaded(wish->self, sha256, &loaded, err);
        if (code || loaded) return code;
    }

    cor_head head;
    if (!code) code = cor_table_rewind(intake->table, err);
    if (!code) code = prepare_intake(intake, &head, scratch, err);

    return code ? code : load_rows(intake, sha256, err);
}

static cor_code within_file(cor_code code, const cor_intake *intake, cor_error *err) {
    if (!code || code == COR_E_INTERRUPT) return code;
    (void)cor_within(err, _("file {file}"), cor_arg_str(intake->file_name));
    return cor_within(err, _("dataset {dataset}"), cor_arg_cstr(intake->dataset->name));
}

cor_code import_file(cor_figures *figures, const cor_dataset *dataset, cor_str path,
                     const import_wish *wish, cor_arena *keep, cor_arena scratch,
                     cor_import_report *ret_report, cor_error *err) {
    cor_error own = { 0 };
    if (!err) err = &own;
    double started = import_clock_s();
    cor_import_report report = { .file_name = cor_str_keep(keep, file_base_name(path)),
                                 .dataset = cor_dataset_name(dataset),
                                 .refusals = cor_new(keep, cor_refusal, COR_REFUSALS_KEPT),
                                 .remarks = cor_new(keep, cor_text, COR_REMARKS_KEPT) };
    if (!report.file_name.at || !report.refusals || !report.remarks) return cor_fail_memory(err);

    cor_arena work = cor_arena_scratch(&scratch);
    cor_intake intake = { .dataset = dataset,
                          .figures = figures,
                          .path = path,
                          .file_name = report.file_name,
                          .options = wish->options,
                          .report = &report,
                          .keep = keep,
                          .work = &work,
                          .says_unit = true };
    cor_table_options opening = { .decimal = wish->options ? wish->options->decimal : 0 };
    cor_code code = cor_table_open(path, &opening, &intake.table, err);
    if (!code) code = import_table(&intake, wish, scratch, err);
    cor_table_close(intake.table);
    report.seconds = import_clock_s() - started;
    *ret_report = report;

    return within_file(code, &intake, err);
}

cor_code cor_import(cor_figures *figures, const cor_dataset *dataset, cor_str path,
                    const cor_import_options *options, cor_arena *keep, cor_arena scratch,
                    cor_import_report *ret_report, cor_error *err) {
    import_wish wish = { .options = options };
    return import_file(figures, dataset, path, &wish, keep, scratch, ret_report, err);
}
