/* SPDX-License-Identifier: Apache-2.0 */
/* check.c: the page of the database check: each check, its number of items, and its problems. */
#include "dossier/page.h"
#include "kinds/kinds.h"
#include "registry/registry.h"
#include "store/store.h"

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

typedef struct {
    cor_check_result *results;
    size_t count;
    cor_store_seal seal;
    cor_str head; // end of the audit log
} checked;

static cor_code add_results(checked *all, const cor_check_result *results, size_t count,
                            cor_arena *keep, cor_error *err) {
    cor_check_result *longer = cor_new(keep, cor_check_result, all->count + count);
    if (!longer) return cor_fail_memory(err);
    if (all->count) memcpy(longer, all->results, all->count * sizeof *longer);
    memcpy(longer + all->count, results, count * sizeof *longer);
    all->results = longer;
    all->count += count;
    return COR_OK;
}

static cor_code check_registries(cor_store *store, cor_arena *keep, checked *all, cor_error *err) {
    cor_registry *registry = NULL;
    cor_check_result *results = NULL;
    size_t count = 0;
    cor_code code = cor_registry_open(store, &cor_kinds, &registry, err);
    if (!code) code = cor_registry_audit(registry, keep, &results, &count, &all->head, err);
    cor_registry_close(registry);
    return code ? code : add_results(all, results, count, keep, err);
}

/* Check the store, figures, registries and the audit log; on request repeat the runs and compare. */
static cor_code run_checks(const cor_dossier *dossier, bool with_replay, cor_arena *keep,
                           cor_arena scratch, checked *all, cor_error *err) {
    cor_store *store = cor_figures_store(dossier->figures);
    cor_check_result *results = NULL, replayed;
    size_t count = 0;
    cor_code code = cor_store_check(store, keep, &results, &count, &all->seal, err);
    if (!code) code = add_results(all, results, count, keep, err);
    if (!code) code = cor_figures_check(dossier->figures, keep, &results, &count, err);
    if (!code) code = add_results(all, results, count, keep, err);
    if (!code) code = check_registries(store, keep, all, err);
    if (code || !with_replay) return code;

    code = cor_flow_runs_replay(dossier->figures, keep, scratch, &replayed, err);
    return code ? code : add_results(all, &replayed, 1, keep, err);
}

static cor_check_count count_problems(const checked *all) {
    cor_check_count count = { 0 };
    for (size_t i = 0; i < all->count; i++)
        *(all->results[i].is_finding ? &count.findings : &count.problems) +=
            all->results[i].problem_count;
    return count;
}

static void show_table(dossier_page *page, const checked *all) {
    cor_doc_table(page->doc, "checks", dossier_plain(_("What was checked")), columns, 3, NO_TEXT);
    for (size_t i = 0; i < all->count; i++) {
        const cor_check_result *result = &all->results[i];
        cor_table_cell label = dossier_words(result->what);
        label.code = result->key;
        cor_doc_row(page->doc,
                    (cor_table_cell[]){
                        label, dossier_words(cor_say("{n}", cor_arg_int(result->looked_at))),
                        dossier_words(cor_say("{n}", cor_arg_int(result->problem_count))) });
    }
}

/* The first problem in full: whoever reads one line knows what was changed. A figure or a row says
 * more than a trigger that is missing besides. */
static void show_problem_count(dossier_page *page, const checked *all, int64_t problems) {
    cor_text said = cor_say_n(problems, _("{count} problem was found."),
                              _("{count} problems were found."), cor_arg_int(problems));
    const cor_check_result *first = NULL;
    for (size_t i = 0; i < all->count; i++) {
        const cor_check_result *result = &all->results[i];
        if (result->is_finding || !result->problem_text_count) continue;
        if (!first || cor_str_is(first->key, "schema")) first = result;
    }

    cor_doc_paragraph(page->doc,
                      !first ? dossier_plain(_("No problem was found."))
                             : cor_say(_("{said} The first: {problem}"), cor_arg_text(&said),
                                       cor_arg_text(&first->problems[0])),
                      NULL, 0);
}

static void show_all(dossier_page *page, const checked *all, bool findings) {
    for (size_t i = 0; i < all->count; i++)
        if (all->results[i].is_finding == findings) show_problems(page, &all->results[i]);
}

/* A sound database can hold tables that contradict themselves. */
static void show_findings(dossier_page *page, const checked *all, int64_t findings) {
    if (!findings) return;
    cor_doc_paragraph(
        page->doc,
        cor_say_n(findings,
                  _("{count} finding is about figures that contradict their neighbours. The "
                    "database holds them as they were given: correct the rows in your table and "
                    "import it again. What an agency published so stays as it is."),
                  _("{count} findings are about figures that contradict their neighbours. The "
                    "database holds them as they were given: correct the rows in your table and "
                    "import it again. What an agency published so stays as it is."),
                  cor_arg_int(findings)),
        NULL, 0);
    show_all(page, all, true);
}

static void show_seal(dossier_page *page, const checked *all) {
    static const char *const KEYS[] = {
        [COR_SEAL_KEYED] = N_("The seal is made with the key file beside the database."),
        [COR_SEAL_NEVER_KEYED] =
            N_("The seal has no key: it shows careless changes, not who made them."),
        [COR_SEAL_KEY_MISSING] = N_("The key file is not beside this copy: rows were compared with "
                                    "the seal, but not who made the seal."),
        [COR_SEAL_WITHOUT_KEY] = N_("The seal was last written without the key file."),
        [COR_SEAL_OTHER_KEY] = N_("The key file beside the database is not that of the seal."),
    };
    cor_text key = { .id = KEYS[all->seal.key] };
    cor_doc_note(page->doc, key, NULL, 0);
    cor_doc_note(
        page->doc,
        all->seal.since_s
            ? cor_say(_("The seal began on {date}: it shows changes from then on, and took "
                        "over what stood in the database."),
                      cor_arg_date((cor_date){ (int32_t)(all->seal.since_s / 86400) }))
            : cor_say(_("The seal began with the database: it shows every change.")),
        NULL, 0);
    cor_doc_note(page->doc,
                 cor_say(_("End of the audit log: {hash}. Noted elsewhere, it also shows a log "
                           "that was cut short."),
                         cor_arg_str(all->head)),
                 NULL, 0);
}

cor_code cor_dossier_check(const cor_dossier *dossier, bool with_replay, cor_arena *keep,
                           cor_arena scratch, cor_check_count *ret_count,
                           const cor_document **ret_document, cor_error *err) {
    checked all = { 0 };
    cor_code code = run_checks(dossier, with_replay, keep, scratch, &all, err);
    if (code) return code;

    dossier_page page;
    dossier_begin(
        &page, dossier, "check", COR_STR("/check-data"), dossier_plain(_("Is the database sound?")),
        dossier_plain(_("Integrity, provenance and the laws the data must keep.")), keep, err);
    cor_check_count count = count_problems(&all);
    show_problem_count(&page, &all, count.problems);
    show_all(&page, &all, false);
    show_findings(&page, &all, count.findings);
    show_table(&page, &all);
    show_seal(&page, &all);
    code = dossier_end(&page, ret_document);
    if (!code) *ret_count = count;

    return code;
}
