/* SPDX-License-Identifier: Apache-2.0 */
/* compare.c: all methods for one corridor side by side, period by period, with intervals computed
 * on request. */
#include "moves.h"

typedef struct {
    dossier_page *page;
    const cor_flows_comparison *wish;
    dossier_moves moves;
    cor_arena scratch;
} comparison;

/* ---- intervals on request ------------------------------------------------ */

static cor_value last_period_end(comparison *compare, double persons, cor_value estimate) {
    return cor_doc_computed(
        compare->page->doc, persons, COR_STR(UNIT_PERSONS),
        cor_say(_("quantile over {count} estimates from inputs changed within their likely errors"),
                cor_arg_int(compare->wish->doubt.replicate_count)),
        &estimate, 1);
}

static cor_code repeat_method(comparison *compare, const cor_flow_runs_input *input,
                              const cor_flows_doubt *doubt, cor_flows_pair pair, int32_t period,
                              int32_t method, cor_arena scratch, cor_error *err) {
    static const cor_flows_options options = { .impossible = COR_FLOWS_IMPOSSIBLE_SHIFT };
    dossier_moves *moves = &compare->moves;
    size_t at = dossier_moves_at(moves, period, method);

    if (!moves->there[at].present) return COR_OK;
    cor_flows_interval interval;
    cor_arena inner = cor_arena_scratch(&scratch);
    cor_code code = cor_flows_replicate(moves->methods[method], &input->input, &options, doubt,
                                        &pair, 1, &scratch, inner, &interval, err);
    if (code) return code;

    moves->low[at] = last_period_end(compare, interval.low_persons[0], moves->there[at]);
    moves->high[at] = last_period_end(compare, interval.high_persons[0], moves->there[at]);
    return COR_OK;
}

static cor_code repeat_period(comparison *compare, int32_t period, cor_error *err) {
    cor_arena scratch = compare->scratch, inner = cor_arena_scratch(&scratch);
    cor_figures *figures = compare->page->dossier->figures;
    cor_flow_runs_basis basis = compare->moves.basis;
    basis.as_known_s = compare->page->dossier->as_known_s;
    cor_flows_doubt doubt = compare->wish->doubt;
    cor_flow_runs_input input;
    cor_code code = cor_flow_runs_input_read(figures, &basis, compare->moves.periods.list[period],
                                             compare->wish->sex, &scratch, inner, &input, err);
    if (!code && doubt.stock_cv == 0)
        code = cor_flow_runs_doubt(figures, &input, &compare->wish->quality, &scratch,
                                   &doubt.stock_cv_by_place, err);
    if (code) return code;
    const cor_flows_pair pair = { cor_flow_runs_row(&input, compare->moves.origin),
                                  cor_flow_runs_row(&input, compare->moves.destination) };

    for (int32_t m = 0;
         m < compare->moves.method_count && !code && pair.origin >= 0 && pair.destination >= 0; m++)
        code = repeat_method(compare, &input, &doubt, pair, period, m, scratch, err);

    return code;
}

/* ---- the page ------------------------------------------------------------ */

static bool is_wanted(const comparison *compare, int32_t period) {
    cor_interval wanted = compare->wish->period;
    return dossier_no_period(wanted) ||
           cor_interval_equal(wanted, compare->moves.periods.list[period]);
}

static bool has_estimate(const dossier_moves *moves, int32_t period) {
    for (int32_t m = 0; m < moves->method_count; m++)
        if (moves->there[dossier_moves_at(moves, period, m)].present) return true;
    return false;
}

static void show_period(comparison *compare, int32_t period) {
    dossier_page *page = compare->page;
    cor_value least, most;
    char label[32];

    cor_interval_label(compare->moves.periods.list[period], label);
    cor_doc_section(page->doc, cor_str_print(page->keep, "period-%.4s", label).at,
                    cor_say("{period}", cor_arg_period(compare->moves.periods.list[period])));
    dossier_moves_range(&compare->moves, compare->moves.there, period, &least, &most);
    cor_interval during = compare->moves.periods.list[period];
    cor_value yearly[] = { dossier_moves_yearly(page, least, during),
                           dossier_moves_yearly(page, most, during) };
    cor_doc_paragraph(
        page->doc,
        cor_say(_("From {least} to {most} moves, by the method; {least_yearly} to {most_yearly} a "
                  "year."),
                cor_arg_number(least.value, 0), cor_arg_number(most.value, 0),
                cor_arg_number(yearly[0].value, 0), cor_arg_number(yearly[1].value, 0)),
        &most, 1);
    dossier_moves_chart(page, &compare->moves, period,
                        cor_str_print(page->keep, "range-%.4s", label).at);

    dossier_moves_table(page, &compare->moves, period,
                        cor_str_print(page->keep, "methods-%.4s", label).at,
                        cor_say(_("Method by method, {period}"),
                                cor_arg_period(compare->moves.periods.list[period])));
    dossier_moves_doubts(page, &compare->moves, period);

    cor_doc_section_end(page->doc);
}

/* Newest first. */
static cor_code show_periods(comparison *compare, cor_error *err) {
    cor_code code = COR_OK;
    for (int32_t p = compare->moves.periods.count - 1; p >= 0 && !code; p--) {
        if (!is_wanted(compare, p) || !has_estimate(&compare->moves, p)) continue;
        if (compare->wish->doubt.replicate_count) code = repeat_period(compare, p, err);
        if (!code) show_period(compare, p);
    }
    return code;
}

static cor_code check_period(const comparison *compare, cor_arena scratch, cor_error *err) {
    for (int32_t p = 0; p < compare->moves.periods.count; p++)
        if (is_wanted(compare, p)) return COR_OK;
    if (dossier_no_period(compare->wish->period) || !compare->moves.periods.count) return COR_OK;
    cor_fail(err, COR_E_NONE, _("There is no estimate for {period}."),
             cor_arg_period(compare->wish->period));
    cor_out list = cor_out_memory(compare->page->keep);
    for (int32_t p = 0; p < compare->moves.periods.count; p++) {
        if (p) cor_put_c(&list, ", ");
        cor_put(&list, cor_flow_period_word(compare->moves.periods.list[p], &scratch));
    }
    return cor_hint(err, _("The periods are: {list}; corredor flows run makes others."),
                    cor_arg_str(cor_out_str(&list)));
}

static cor_text comparison_title(const cor_flows_comparison *wish, cor_country origin,
                                 cor_country destination, cor_arena *keep) {
    cor_arg from = cor_arg_country(origin), to = cor_arg_country(destination);
    return cor_text_keep(keep,
                         cor_str_is(wish->sex, "F")
                             ? cor_say(_("Moves of women from {origin} to {destination}"), from, to)
                         : cor_str_is(wish->sex, "M")
                             ? cor_say(_("Moves of men from {origin} to {destination}"), from, to)
                             : cor_say(_("Moves from {origin} to {destination}"), from, to));
}

/* The tables are at hand when the estimates rest on the default sources. */
static cor_text sex_assumption(const comparison *compare) {
    dossier_page *page = compare->page;
    const cor_dossier *dossier = page->dossier;
    const cor_flow_runs_input *input = NULL;
    cor_error ignored = { 0 };
    int32_t newest = dossier_moves_newest(&compare->moves);
    cor_flow_runs_basis basis = compare->moves.basis;

    basis.as_known_s = dossier->as_known_s;
    if (basis.stocks.length &&
        cor_flow_runs_memory_get(dossier->flow_runs, dossier->figures, &basis,
                                 compare->moves.periods.list[newest], compare->wish->sex,
                                 page->keep, compare->scratch, &input, &ignored))
        input = NULL;

    return cor_flow_runs_sex_text(input, page->keep);
}

static void show_sex_assumption(const comparison *compare) {
    if (!compare->wish->sex.length || cor_str_is(compare->wish->sex, "T")) return;
    cor_text assumption = sex_assumption(compare);
    if (!cor_text_is_empty(assumption)) cor_doc_note(compare->page->doc, assumption, NULL, 0);
}

static cor_code build_comparison(comparison *compare, cor_error *err) {
    dossier_page *page = compare->page;
    cor_code code = check_period(compare, compare->scratch, err);
    if (code) return code;

    if (dossier_moves_newest(&compare->moves) < 0) {
        dossier_moves_absence(page, &compare->moves);
        return COR_OK;
    }

    dossier_moves_edition(page, &compare->moves);
    if (dossier_no_period(compare->wish->period)) dossier_moves_periods(page, &compare->moves);
    code = show_periods(compare, err);
    dossier_moves_assumptions(page, &compare->moves);
    show_sex_assumption(compare);
    dossier_moves_caution(page);
    cor_doc_link(
        page->doc, dossier_plain(_("The corridor")),
        dossier_corridor_path(page->keep, compare->moves.origin, compare->moves.destination));

    return code;
}

cor_code cor_dossier_flows_compare(const cor_dossier *dossier, cor_country origin,
                                   cor_country destination, const cor_flows_comparison *wish,
                                   cor_arena *keep, cor_arena scratch,
                                   const cor_document **ret_document, cor_error *err) {
    cor_code code = dossier_check_pair(origin, destination, err);
    if (code) return code;
    dossier_page page;
    cor_str from = cor_country_code(origin), to = cor_country_code(destination);

    dossier_begin(&page, dossier, "flows-compare",
                  cor_str_print(keep, "/flows/compare/%.*s-%.*s", COR_STR_F(from), COR_STR_F(to)),
                  comparison_title(wish, origin, destination, keep),
                  dossier_plain(_("Estimates of all methods side by side, the range between them, "
                                  "and what each assumes.")),
                  keep, err);

    cor_doc_places(page.doc, origin, destination);
    comparison compare = { .page = &page, .wish = wish, .scratch = scratch };
    compare.moves = dossier_moves_of(&page, origin, destination, wish->sex);
    code = build_comparison(&compare, err);
    if (code && !page.code) page.code = code;

    return dossier_end(&page, ret_document);
}
