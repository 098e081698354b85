/* SPDX-License-Identifier: Apache-2.0 */
/* own_tables.c: moves estimated from a reader's own tables: the form, with the problem of the last
 * attempt, and the answer. Does not use the database. */
#include "laboratory.h"

#define OWN_PATH "/flows/own"

/* The form: two tables, events between them, method, and output format. */
static void show_tables_form(dossier_page *page, const cor_flows_method *method) {
    static const cor_choice forms[] = {
        { COR_STR_INIT("page"), { .id = N_("a page") } },
        { COR_STR_INIT("csv"), { .id = N_("a CSV file with every pair") } },
        { COR_STR_INIT("json"), { .id = N_("a JSON file with the report") } }
    };
    static const cor_choice marks[] = {
        { COR_STR_INIT(""), { .id = N_("as the tables show") } },
        { COR_STR_INIT("point"), { .id = N_("a point: 1234.5") } },
        { COR_STR_INIT("comma"), { .id = N_("a comma: 1234,5") } },
    };
    cor_text table =
        dossier_plain(_("CSV or XLSX: birthplaces down and residences across, the native-born on "
                        "the diagonal; or a list birthplace, residence, stock."));
    cor_field fields[] = {
        { .kind = COR_FIELD_FILE,
          .name = COR_STR("start"),
          .label = dossier_plain(_("Stocks at the start")),
          .hint = table,
          .required = true },
        { .kind = COR_FIELD_FILE,
          .name = COR_STR("end"),
          .label = dossier_plain(_("Stocks at the end")),
          .hint = dossier_plain(_("The same places, in any order.")),
          .required = true },
        { .kind = COR_FIELD_FILE,
          .name = COR_STR("demography"),
          .label = dossier_plain(_("Births and deaths between them, if you have them")),
          .hint = dossier_plain(_("Columns region, births, deaths. Without it there are none.")) },
        flow_choose_method(method, page->keep),
        { .kind = COR_FIELD_CHOICE,
          .name = COR_STR("as"),
          .label = dossier_plain(_("Answer as")),
          .value = COR_STR("page"),
          .choices = forms,
          .choice_count = 3 },
        { .kind = COR_FIELD_CHOICE,
          .name = COR_STR("decimal"),
          .label = dossier_plain(_("Decimal mark")),
          .hint = dossier_plain(_("Only if the numbers leave it open: 46.318 alone can be "
                                  "thousands or decimals.")),
          .choices = marks,
          .choice_count = 3 },
    };
    cor_doc_form(page->doc, "own-form", dossier_plain(_("Two tables of your own")),
                 COR_STR(OWN_PATH), true, fields, 6);
}

static void begin_own_page(dossier_page *page, cor_arena *keep, cor_error *err) {
    *page = (dossier_page){ .keep = keep, .err = err };
    page->doc =
        cor_doc_begin(keep, COR_STR("flows-own"), COR_STR(OWN_PATH),
                      dossier_plain(_("Moves from your own tables")),
                      dossier_plain(_("Two stock tables in, estimated moves out. Your files are "
                                      "read, answered and forgotten: nothing is stored.")));
}

/* The problem, its place and the way forward; browsers require the files to be chosen again. */
static void show_table_problem(dossier_page *page, const cor_error *problem) {
    cor_text what = problem->what;
    for (int32_t i = 0; i < problem->where_count; i++)
        what = cor_text_keep(page->keep,
                             cor_say(i ? "{place}, {fact}" : "{place}: {fact}",
                                     cor_arg_text(&problem->where[i]), cor_arg_text(&what)));

    cor_text hint = cor_text_is_empty(problem->hint)
                        ? dossier_plain(_("Correct the table and choose the files again."))
                        : problem->hint;
    cor_doc_absence(page->doc, "problem", dossier_plain(_("The tables could not be used")), what,
                    &hint, 1);
}

cor_code cor_dossier_flows_form(const cor_flows_method *method, const cor_error *problem,
                                cor_arena *keep, const cor_document **ret_document,
                                cor_error *err) {
    dossier_page page;
    begin_own_page(&page, keep, err);
    if (!method) method = cor_flows_method_find(COR_STR("da-pb-closed"));
    if (problem && problem->code) show_table_problem(&page, problem);
    show_tables_form(&page, method);
    cor_doc_section(page.doc, "example", dossier_plain(_("Format of a table")));
    cor_doc_paragraph(page.doc,
                      dossier_plain(_("First row: the places where people live. First column: the "
                                      "places where they were born. Whole persons, no separators "
                                      "between thousands. The same labels in every table.")),
                      NULL, 0);
    cor_doc_link(page.doc, dossier_plain(_("All methods, and what each assumes")),
                 COR_STR("/flows/methods"));
    cor_doc_section_end(page.doc);

    return cor_doc_end(page.doc, ret_document, err);
}

cor_code cor_dossier_flows_own(const cor_flows_input *input, const cor_flows *flows,
                               cor_arena *keep, const cor_document **ret_document, cor_error *err) {
    dossier_page page;
    begin_own_page(&page, keep, err);
    cor_text title = { .id = flows->method->title };
    flow_result result = {
        .page = &page,
        .input = input,
        .flows = flows,
        .how = cor_text_keep(
            keep, cor_say(_("estimated from your tables: {method}"), cor_arg_text(&title))),
    };
    cor_code code = flow_result_init(&result, err);
    if (code) return code;

    show_tables_form(&page, flows->method);
    cor_doc_section(page.doc, "estimate",
                    cor_say(_("Your tables: {method}"), cor_arg_text(&title)));
    flow_show_totals(&result);
    flow_show_circle_of_largest(&result);
    flow_show_table(&result);
    flow_show_places(&result);
    cor_doc_section_end(page.doc);
    flow_show_report(&result);
    flow_show_method(&result);

    return cor_doc_end(page.doc, ret_document, err);
}
