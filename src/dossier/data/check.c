/* SPDX-License-Identifier: Apache-2.0 */
/* check.c: the page of the database check: each check, its number of items, and its problems. */
#include "dossier/page.h"
#include "kinds/kinds.h"
#include "registry/registry.h"

static const cor_table_column columns[] = {
    { .kind = COR_CELL_LABEL, .key = COR_STR_INIT("check"), .label = { .id = _("Checked") } },
    { .kind = COR_CELL_WORDS, .key = COR_STR_INIT("looked_at"), .label = { .id = _("How many") } },
    { .kind = COR_CELL_WORDS, .key = COR_STR_INIT("problems"), .label = { .id = _("Problems") } },
};

static void show_problems(dossier_page *page, const cor_check_result *result) {
    if (!result->problem_text_count) return;
    cor_doc_list(page->doc, cor_str_print(page->keep, "problems-%.*s", COR_STR_F(result->key)).at,
                 result->what, false);

    for (size_t i = 0; i < result->problem_text_count; i++)
        cor_doc_item(page->doc, &(cor_list_item){ .text = result->problems[i],
                                                  .value = cor_value_absent(),
                                                  .share = cor_value_absent() });

    int64_t more = result->problem_count - (int64_t)result->problem_text_count;
    if (more > 0)
        cor_doc_note(page->doc,
                     cor_say_n(more, _("{count} more like it."), _("{count} more like these."),
                               cor_arg_int(more)),
                     NULL, 0);
}

/* Check figures, then registries and the audit log; on request repeat the runs and compare. */
static cor_code run_checks(const cor_dossier *dossier, bool with_replay, cor_arena *keep,
                           cor_arena scratch, cor_check_result **ret_results, size_t *ret_count,
                           cor_str *ret_head, cor_error *err) {
    cor_registry *registry = NULL;
    cor_check_result *figures = NULL, *registries = NULL;
    size_t figure_count = 0, registry_count = 0;
    cor_code code = cor_figures_check(dossier->figures, keep, &figures, &figure_count, err);
    if (!code)
        code = cor_registry_open(cor_figures_store(dossier->figures), &cor_kinds, &registry, err);
    if (!code)
        code = cor_registry_audit(registry, keep, &registries, &registry_count, ret_head, err);

    cor_registry_close(registry);
    cor_check_result *all =
        code ? NULL : cor_new(keep, cor_check_result, figure_count + registry_count + 1);
    if (code || !all) return code ? code : cor_fail_memory(err);

    memcpy(all, figures, figure_count * sizeof *all);
    memcpy(all + figure_count, registries, registry_count * sizeof *all);
    *ret_results = all;
    *ret_count = figure_count + registry_count + with_replay;
    if (!with_replay) return COR_OK;

    return cor_flow_runs_replay(dossier->figures, keep, scratch,
                                &all[figure_count + registry_count], err);
}

cor_code cor_dossier_check(const cor_dossier *dossier, bool with_replay, cor_arena *keep,
                           cor_arena scratch, bool *ret_sound, const cor_document **ret_document,
                           cor_error *err) {
    cor_check_result *results = NULL;
    size_t count = 0;
    cor_str head = { 0 };
    cor_code code = run_checks(dossier, with_replay, keep, scratch, &results, &count, &head, err);
    if (code) return code;

    dossier_page page;
    dossier_begin(
        &page, dossier, "check", COR_STR("/check-data"), dossier_plain(_("Is the database sound?")),
        dossier_plain(_("Integrity, provenance and the laws the data must keep.")), keep, err);

    int64_t problems = 0;
    for (size_t i = 0; i < count; i++)
        problems += results[i].problem_count;

    if (problems)
        cor_doc_paragraph(page.doc,
                          cor_say_n(problems, _("{count} problem was found."),
                                    _("{count} problems were found."), cor_arg_int(problems)),
                          NULL, 0);

    else
        cor_doc_paragraph(page.doc, dossier_plain(_("No problem was found.")), NULL, 0);
    cor_doc_table(page.doc, "checks", dossier_plain(_("What was checked")), columns, 3, NO_TEXT);

    for (size_t i = 0; i < count; i++) {
        cor_table_cell label = dossier_words(results[i].what);
        label.code = results[i].key;
        cor_doc_row(page.doc,
                    (cor_table_cell[]){
                        label, dossier_words(cor_say("{n}", cor_arg_int(results[i].looked_at))),
                        dossier_words(cor_say("{n}", cor_arg_int(results[i].problem_count))) });
    }

    for (size_t i = 0; i < count; i++)
        show_problems(&page, &results[i]);
    cor_doc_note(page.doc,
                 cor_say(_("End of the audit log: {hash}. Noted elsewhere, it also shows a log "
                           "that was cut short."),
                         cor_arg_str(head)),
                 NULL, 0);
    bool sound = problems == 0;
    code = dossier_end(&page, ret_document);
    if (!code) *ret_sound = sound;

    return code;
}
