/* SPDX-License-Identifier: Apache-2.0 */
/* validation.c: the page that sets stored estimates beside reported moves and the estimates of
 * others: how well counts and their logarithms agree, method by method and period by period, and
 * what of two such numbers can be compared at all. */
#include "reported.h"

enum { ESTIMATES_MAX = 512 };

typedef struct {
    dossier_page page;
    cor_flow_validation choice;
    cor_arena scratch;
    reported_sets sets;
    stored_estimate estimates[ESTIMATES_MAX]; // newest edition first, then newest period
    int32_t estimate_count;
} validation;

/* ---- the estimates there are --------------------------------------------- */

static const cor_flows_method *method_of(const cor_figure *figure) {
    return cor_flows_method_find(cor_breakdown_get(figure->breakdown, COR_STR("method")));
}

static bool is_period_wanted(const validation *checked, cor_interval period) {
    return dossier_no_period(checked->choice.period) ||
           cor_interval_equal(checked->choice.period, period);
}

/* Edition by edition, the newest period first, then in the order of the methods. */
static void add_estimate(validation *checked, const cor_figure *all, cor_str stocks) {
    const cor_flows_method *method = method_of(all);
    int32_t at = checked->estimate_count;
    cor_str sex = cor_breakdown_get(all->breakdown, COR_STR("sex"));
    if (!method || at == ESTIMATES_MAX || !cor_str_equal(sex, checked->choice.sex)) return;
    if (!is_period_wanted(checked, all->period)) return;

    while (at > 0 && cor_str_equal(checked->estimates[at - 1].stocks, stocks) &&
           checked->estimates[at - 1].all->period.end.days < all->period.end.days) {
        checked->estimates[at] = checked->estimates[at - 1];
        at--;
    }
    checked->estimates[at] = (stored_estimate){ all, method, stocks };
    checked->estimate_count++;
}

static void add_methods(validation *checked, dossier_figures runs, cor_str stocks) {
    size_t count;
    const cor_flows_method *list = cor_flows_method_list(&count);
    for (size_t m = 0; m < count; m++)
        for (size_t i = 0; i < runs.count; i++)
            if (method_of(&runs.list[i]) == &list[m]) add_estimate(checked, &runs.list[i], stocks);
}

/* As published, of every edition of the stocks; without editions whatever is stored. */
static void list_estimates(validation *checked) {
    dossier_page *page = &checked->page;
    const stock_editions *editions = dossier_stock_editions(page);
    const cor_country world = COR_COUNTRY_WORLD;
    dossier_figures runs = dossier_select(page, (cor_filter){ .measure = COR_STR(MEASURE_FLOW),
                                                              .origins = &world,
                                                              .origin_count = 1,
                                                              .destinations = &world,
                                                              .destination_count = 1 });

    for (int32_t e = 0; e < editions->count; e++) {
        cor_str source = dossier_moves_source_of(page, runs, editions->list[e].source);
        if (source.length)
            add_methods(checked, dossier_of_source(page, runs, source), editions->list[e].source);
    }
    if (!checked->estimate_count && runs.count)
        add_methods(checked, dossier_of_source(page, runs, runs.list[0].source),
                    runs.list[0].source);
}

/* ---- one set ------------------------------------------------------------- */

typedef struct {
    validation *checked;
    const reported_set *set;
    const char *id;
    cor_str stocks; // edition of the table that was begun
    int32_t row_count, table_count;
} set_table;

static cor_table_cell number_cell(set_table *table, const stored_estimate *estimate, double value,
                                  const char *unit) {
    dossier_page *page = &table->checked->page;
    if (!isfinite(value)) return dossier_cell(cor_value_absent());
    const cor_value both[] = { dossier_value(page, estimate->all),
                               dossier_basis_value(page, table->set->source, table->set->span) };
    cor_value shown = cor_doc_computed(page->doc, value, cor_str_of(unit),
                                       dossier_plain(_("from the pairs that both have")), both, 2);
    if (strcmp(unit, UNIT_RATIO) == 0) shown.decimals = 3;
    return dossier_cell(shown);
}

static void begin_table(set_table *table) {
    const cor_table_column columns[] = {
        dossier_column(COR_CELL_LABEL, "period", _("Period")),
        dossier_column(COR_CELL_WORDS, "method", _("Method")),
        dossier_column(COR_CELL_VALUE, "pairs", _("Pairs")),
        dossier_column(COR_CELL_VALUE, "correlation", _("Correlation of counts")),
        dossier_column(COR_CELL_VALUE, "correlation_log", _("Of logarithms")),
        dossier_column(COR_CELL_VALUE, "estimated", _("Estimated, a year")),
        dossier_column(COR_CELL_VALUE, "reported", _("Reported, a year")),
    };
    dossier_page *page = &table->checked->page;
    cor_text stocks = dossier_source_text(page, table->stocks);
    cor_doc_table(page->doc,
                  cor_str_print(page->keep, "%s-%d", table->id, (int)++table->table_count).at,
                  cor_say(_("Agreement of estimates from {stocks}"), cor_arg_text(&stocks)),
                  columns, (int32_t)(sizeof columns / sizeof *columns),
                  dossier_plain(_("Logarithms weigh small and large corridors alike; pairs with "
                                  "nobody on one side are not in them.")));
}

static void add_row(set_table *table, const stored_estimate *estimate,
                    const cor_flows_agreement *pairs) {
    cor_text period = cor_say("{period}", cor_arg_period(estimate->all->period));
    if (!table->row_count++ || !cor_str_equal(table->stocks, estimate->stocks)) {
        table->stocks = estimate->stocks;
        begin_table(table);
    }
    cor_table_cell cells[] = {
        dossier_words(period),
        dossier_words(dossier_plain(estimate->method->title)),
        number_cell(table, estimate, (double)pairs->count, UNIT_COUNT),
        number_cell(table, estimate, pairs->correlation, UNIT_RATIO),
        number_cell(table, estimate, pairs->correlation_log, UNIT_RATIO),
        number_cell(table, estimate, pairs->estimated_persons, UNIT_PERSONS),
        number_cell(table, estimate, pairs->reported_persons, UNIT_PERSONS),
    };
    cells[1].code = estimate->method->name;
    cor_doc_row(table->checked->page.doc, cells);
}

/* An estimate of somebody else by a method that is also one of ours stands beside that one only. */
static bool is_same_method(const reported_set *set, const stored_estimate *estimate) {
    cor_str method = cor_breakdown_get(set->breakdown, COR_STR("method"));
    return !method.length || cor_flows_method_find(method) == estimate->method;
}

static void say_definition(dossier_page *page, const reported_set *set) {
    cor_str definition = cor_breakdown_get(set->breakdown, COR_STR("definition")),
            duration = cor_breakdown_get(set->breakdown, COR_STR("duration"));
    cor_text counted = definition.length ? dossier_code_text(page, "definition", definition)
                                         : dossier_plain(_("not stated"));
    cor_text stay = duration.length ? dossier_code_text(page, "duration", duration)
                                    : dossier_plain(_("not stated"));
    cor_doc_paragraph(page->doc,
                      cor_say(_("What counts: {definition}. Length of stay that makes a move: "
                                "{duration}. {count} figures, {start} to {end}."),
                              cor_arg_text(&counted), cor_arg_text(&stay), cor_arg_int(set->count),
                              cor_arg_plain(cor_date_year(set->span.start)),
                              cor_arg_plain(cor_date_year((cor_date){ set->span.end.days - 1 }))),
                      NULL, 0);
}

/* Where the two numbers stand together and where they do not. */
static void say_what_compares(dossier_page *page, const reported_set *set) {
    cor_text said =
        set->is_transition
            ? dossier_plain(
                  _("These are transitions, people who lived elsewhere at the start of the period, "
                    "as the estimates are. Transitions over several years are not yearly moves and "
                    "do not add up to each other: only periods of the same length are compared."))
            : dossier_plain(
                  _("These are moves, added up over the part of their years that lies in the "
                    "period of the estimate. The estimates are transitions over the whole period: "
                    "who came and left within it, or moved twice, is counted here and is not in "
                    "them. The pattern can be compared, the level only with care."));
    cor_doc_note(page->doc, said, NULL, 0);
    if (!set->is_stated)
        cor_doc_note(page->doc,
                     dossier_plain(_("The figures do not say what counts as a move: it is taken "
                                     "from the length of their periods.")),
                     NULL, 0);
}

enum { PERIODS_TEXT = 512 };

/* "2020/2024, 2015/2020" */
static void list_periods(const validation *checked, char list[PERIODS_TEXT]) {
    *list = '\0';
    for (int32_t e = 0; e < checked->estimate_count && strlen(list) < PERIODS_TEXT - 40; e++) {
        char label[32];
        cor_interval_label(checked->estimates[e].all->period, label);
        if (!strstr(list, label)) strcat(strcat(list, *list ? ", " : ""), label);
    }
}

static void say_nothing_compares(const validation *checked) {
    char list[PERIODS_TEXT];
    list_periods(checked, list);
    cor_doc_paragraph(checked->page.doc,
                      cor_say(_("None of these figures belongs to a period with estimates of the "
                                "same kind. The periods are: {list}."),
                              cor_arg_cstr(list)),
                      NULL, 0);
}

static void show_set(validation *checked, int32_t index) {
    dossier_page *page = &checked->page;
    const reported_set *set = &checked->sets.list[index];
    cor_text title = dossier_source_text(page, set->source),
             which = cor_breakdown_text(set->breakdown, page->keep);
    set_table table = { .checked = checked,
                        .set = set,
                        .id = cor_str_print(page->keep, "agreement-%d", (int)index + 1).at };

    cor_doc_section(page->doc, cor_str_print(page->keep, "set-%d", (int)index + 1).at,
                    set->breakdown.length ? cor_say(_("{title}: {breakdown}"), cor_arg_text(&title),
                                                    cor_arg_text(&which))
                                          : cor_say("{title}", cor_arg_text(&title)));
    say_definition(page, set);

    for (int32_t e = 0; e < checked->estimate_count && !page->code; e++) {
        const stored_estimate *estimate = &checked->estimates[e];
        if (!is_same_method(set, estimate)) continue;
        reported_agreement found = dossier_reported_compare(page, set, estimate, checked->scratch);
        if (found.is_comparable) add_row(&table, estimate, &found.pairs);
    }
    if (!table.row_count) say_nothing_compares(checked);
    say_what_compares(page, set);
    cor_doc_section_end(page->doc);
}

/* ---- the page ------------------------------------------------------------ */

static void show_no_moves(dossier_page *page) {
    cor_text fillers[] = {
        dossier_plain(_("a table of moves from a register, a census or another estimate, with the "
                        "measure flow_reported: corredor import table FILE --source KEY")),
        dossier_plain(_("beside the moves what counts (definition: moves or transitions) and the "
                        "length of stay that makes a move (duration)")),
    };
    cor_doc_absence(page->doc, "reported-none", dossier_plain(_("Reported moves")),
                    dossier_plain(_("No reported moves and no estimates of others are stored: the "
                                    "data pack has none.")),
                    fillers, 2);
}

static void show_no_estimates(dossier_page *page) {
    cor_text fillers[] = { dossier_plain(
        _("a run of the six methods on the stocks: corredor flows run")) };
    cor_doc_absence(page->doc, "estimates-none", dossier_plain(_("Estimated moves")),
                    dossier_plain(_("No estimate has been computed in this database.")), fillers,
                    1);
}

/* A period that no estimate has. */
static cor_code check_validation_period(validation *checked, cor_error *err) {
    if (checked->estimate_count || dossier_no_period(checked->choice.period)) return COR_OK;
    cor_interval asked = checked->choice.period;
    checked->choice.period = (cor_interval){ 0 };
    list_estimates(checked);
    if (!checked->estimate_count) return COR_OK;

    cor_fail(err, COR_E_NONE, _("There is no estimate for {period}."), cor_arg_period(asked));
    char list[PERIODS_TEXT];
    list_periods(checked, list);
    return cor_hint(err, _("The periods are: {list}; corredor flows run makes others."),
                    cor_arg_cstr(list));
}

static cor_code build_validation(validation *checked, cor_error *err) {
    dossier_page *page = &checked->page;
    list_estimates(checked);
    cor_code code = check_validation_period(checked, err);
    if (code) return code;

    checked->sets = dossier_reported_sets(page, checked->choice.sex);
    if (!checked->sets.count) show_no_moves(page);
    if (!checked->estimate_count) show_no_estimates(page);
    for (int32_t s = 0; s < checked->sets.count && checked->estimate_count; s++)
        show_set(checked, s);
    cor_doc_link(page->doc, dossier_plain(_("All methods, and what each assumes")),
                 COR_STR("/flows/methods"));
    return page->code;
}

cor_code cor_dossier_flow_validation(const cor_dossier *dossier, const cor_flow_validation *choice,
                                     cor_arena *keep, cor_arena scratch,
                                     const cor_document **ret_document, cor_error *err) {
    validation *checked = cor_new(keep, validation, 1);
    if (!checked) return cor_fail_memory(err);
    checked->choice = *choice;
    checked->scratch = scratch;

    dossier_begin(&checked->page, dossier, "flow-validation", COR_STR("/flows/validation"),
                  dossier_plain(_("Estimated beside reported moves")),
                  dossier_plain(_("What registers, censuses and other estimates say of the same "
                                  "corridors, and how well each method agrees with them.")),
                  keep, err);
    cor_code code = checked->page.code ? checked->page.code : build_validation(checked, err);
    if (code && !checked->page.code) checked->page.code = code;
    return dossier_end(&checked->page, ret_document);
}
