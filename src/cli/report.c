/* SPDX-License-Identifier: Apache-2.0 */
/* report.c: the report of an import as a document. */
#include "cli.h"

static cor_value import_counted(cor_doc *doc, int64_t count) {
    return cor_doc_computed(doc, (double)count, COR_STR("count"),
                            cor_say(_("Counted by this import.")), NULL, 0);
}

static void add_file_row(cor_doc *doc, const cor_import_report *report) {
    cor_doc_row(doc, (cor_table_cell[]){
                         { .text = cor_say_str(report->file_name) },
                         { .text = cor_say_str(report->layout) },
                         { .text = cor_say_str(report->source) },
                         { .value = import_counted(doc, report->load.added) },
                         { .value = import_counted(doc, report->load.unchanged) },
                         { .value = import_counted(doc, report->load.revised) },
                         { .value = import_counted(doc, report->rows_skipped) },
                         { .value = import_counted(doc, report->refused) },
                     });
}

static void add_refusals(cor_doc *doc, const cor_import_report *report) {
    if (!report->refused) return;
    cor_doc_list(doc, NULL,
                 cor_say_n(report->refused, _("Refused in {file}: {count} place"),
                           _("Refused in {file}: {count} places"), cor_arg_str(report->file_name),
                           cor_arg_int(report->refused)),
                 false);

    for (size_t i = 0; i < report->refusal_count; i++) {
        const cor_refusal *refusal = &report->refusals[i];
        cor_text said =
            cor_say("{where}: {what}", cor_arg_text(&refusal->where), cor_arg_text(&refusal->what));
        cor_doc_item(doc, &(cor_list_item){ .text = said, .quiet = refusal->hint });
    }

    if (report->refused > (int64_t)report->refusal_count)
        cor_doc_note(doc,
                     cor_say(_("The first {count} are listed."),
                             cor_arg_int((int64_t)report->refusal_count)),
                     NULL, 0);
}

static void add_remarks(cor_doc *doc, const cor_import_report *report) {
    for (size_t i = 0; i < report->remark_count; i++)
        cor_doc_note(doc,
                     cor_say("{file}: {remark}", cor_arg_str(report->file_name),
                             cor_arg_text(&report->remarks[i])),
                     NULL, 0);
}

cor_code cli_import_document(cli_context *cli, const cor_import_report *reports, size_t count,
                             const cor_document **ret_document, cor_error *err) {
    int64_t added = 0, revised = 0;
    double seconds = 0;

    for (size_t i = 0; i < count; i++) {
        added += reports[i].load.added;
        revised += reports[i].load.revised;
        seconds += reports[i].seconds;
    }

    bool entries = count == 1 && cor_str_is(reports[0].layout, "registry");
    cor_text lead =
        cor_say_n(added,
                  entries ? _("{added} entry added, {revised} revised, in {seconds} s.")
                          : _("{added} figure added, {revised} revised, in {seconds} s."),
                  entries ? _("{added} entries added, {revised} revised, in {seconds} s.")
                          : _("{added} figures added, {revised} revised, in {seconds} s."),
                  cor_arg_int(added), cor_arg_int(revised), cor_arg_number(seconds, 1));
    cor_doc *doc = cor_doc_begin(&cli->keep, COR_STR("import"), COR_STR("/import"),
                                 cor_say(_("Import")), lead);
    cor_table_column columns[] = {
        { .kind = COR_CELL_LABEL, .key = COR_STR("file"), .label = cor_say(_("File")) },
        { .kind = COR_CELL_WORDS, .key = COR_STR("layout"), .label = cor_say(_("Layout")) },
        { .kind = COR_CELL_WORDS, .key = COR_STR("source"), .label = cor_say(_("Source")) },
        { .kind = COR_CELL_VALUE, .key = COR_STR("added"), .label = cor_say(_("Added")) },
        { .kind = COR_CELL_VALUE, .key = COR_STR("unchanged"), .label = cor_say(_("Unchanged")) },
        { .kind = COR_CELL_VALUE, .key = COR_STR("revised"), .label = cor_say(_("Revised")) },
        { .kind = COR_CELL_VALUE, .key = COR_STR("skipped"), .label = cor_say(_("Skipped rows")) },
        { .kind = COR_CELL_VALUE, .key = COR_STR("refused"), .label = cor_say(_("Refused")) },
    };
    cor_doc_table(doc, "files", (cor_text){ 0 }, columns,
                  (int32_t)(sizeof columns / sizeof *columns), (cor_text){ 0 });
    for (size_t i = 0; i < count; i++)
        add_file_row(doc, &reports[i]);

    for (size_t i = 0; i < count; i++)
        add_remarks(doc, &reports[i]);
    for (size_t i = 0; i < count; i++)
        add_refusals(doc, &reports[i]);
    return cor_doc_end(doc, ret_document, err);
}

/* Who sends the report to a file or a program still sees which rows are missing. */
static void name_refused(const cli_context *cli, const cor_import_report *report) {
    cor_out out = cor_out_file(stderr);
    for (size_t i = 0; i < report->refusal_count; i++) {
        const cor_refusal *refusal = &report->refusals[i];
        cor_put_text(&out,
                     cor_say(_("corredor: not stored: {file}, {where}: {what}\n"),
                             cor_arg_str(report->file_name), cor_arg_text(&refusal->where),
                             cor_arg_text(&refusal->what)),
                     cli->lang);
    }

    int64_t more = report->refused - (int64_t)report->refusal_count;
    if (more > 0)
        cor_put_text(&out,
                     cor_say_n(more, _("corredor: not stored: {file}, {count} more place\n"),
                               _("corredor: not stored: {file}, {count} more places\n"),
                               cor_arg_str(report->file_name), cor_arg_int(more)),
                     cli->lang);
}

cor_code cli_import_show(cli_context *cli, const cor_import_report *reports, size_t count,
                         cor_code import_code, cor_error *err) {
    if (count == 0) return import_code;
    for (size_t i = 0; !import_code && i < count; i++)
        name_refused(cli, &reports[i]);
    cor_error *own = import_code ? cor_new(&cli->keep, cor_error, 1) : err;
    const cor_document *document;
    if (!own) return import_code;

    cor_code code = cli_import_document(cli, reports, count, &document, own);
    if (!code) code = cli_show(cli, document, own);
    return import_code ? import_code : code;
}
