/* SPDX-License-Identifier: Apache-2.0 */
/* laboratory.c: the flow laboratory: moves of a period by a method, as circle, map and tables; and
 * the moves of a place if one of its censuses had counted more or fewer people born abroad. */
#include "laboratory.h"

#include "dossier/form.h"
#include "moves.h"

#define LAB_PATH "/flows"

/* ---- choices ------------------------------------------------------------- */

typedef struct {
    dossier_page page;
    cor_flow_choice choice;
    cor_interval *periods;
    int32_t period_count;
    const cor_flow_runs_input *input;
    cor_flows flows;
    flow_result result;
} laboratory;

cor_str cor_flow_period_word(cor_interval period, cor_arena *keep) {
    return cor_str_print(keep, "%d-%d", (int)cor_date_year(period.start),
                         (int)cor_date_year(period.end));
}

static cor_code choose_period(laboratory *lab, cor_error *err) {
    const cor_flow_runs_basis then = { .as_known_s = lab->page.dossier->as_known_s };
    cor_code code = cor_flow_runs_periods(lab->page.dossier->figures, &then, lab->page.keep,
                                          &lab->periods, &lab->period_count, err);
    if (code || !dossier_no_period(lab->choice.period)) return code;
    if (lab->period_count) lab->choice.period = lab->periods[lab->period_count - 1];
    return COR_OK;
}

cor_field flow_choose_method(const cor_flows_method *chosen, cor_arena *keep) {
    size_t count;
    const cor_flows_method *methods = cor_flows_method_list(&count);
    cor_choice *choices = cor_new(keep, cor_choice, count);

    for (size_t i = 0; choices && i < count; i++)
        choices[i] = (cor_choice){ methods[i].name, { .id = methods[i].title } };
    return (cor_field){ .kind = COR_FIELD_CHOICE,
                        .name = COR_STR("method"),
                        .label = dossier_plain(_("Method")),
                        .value = chosen->name,
                        .choices = choices,
                        .choice_count = choices ? (int32_t)count : 0 };
}

/* The available periods, with the current one selected. */
static void offer_periods(laboratory *lab, dossier_form *form) {
    cor_arena *keep = lab->page.keep;
    cor_field *field = dossier_form_field(form, "period");
    cor_choice *choices = cor_new(keep, cor_choice, lab->period_count);
    cor_text *words = cor_new(keep, cor_text, lab->period_count);
    if (!field || !choices || !words) return;

    for (int32_t i = 0; i < lab->period_count; i++) {
        words[i] = cor_text_keep(keep, cor_say("{period}", cor_arg_period(lab->periods[i])));
        choices[i] = (cor_choice){ cor_flow_period_word(lab->periods[i], keep), words[i] };
    }
    field->kind = COR_FIELD_CHOICE;
    field->value = cor_flow_period_word(lab->choice.period, keep);
    field->choices = choices;
    field->choice_count = lab->period_count;
}

static void show_laboratory_form(laboratory *lab) {
    dossier_form form;
    dossier_form_begin(&lab->page, "period sex method circle", &form);
    offer_periods(lab, &form);
    dossier_form_show(&lab->page, "choose", dossier_plain(_("Choose a period and a method")),
                      LAB_PATH, &form);
}

/* ---- what if ------------------------------------------------------------- */

static double *copy_table(const double *table, int32_t n, cor_arena *keep) {
    size_t count = (size_t)n * (size_t)n;
    double *made = cor_new(keep, double, count);
    if (made) memcpy(made, table, count * sizeof *made);
    return made;
}

/* Scale the foreign-born of one place and reduce the native-born accordingly, so that its
 * population stays. */
static void change_column(double *table, int32_t n, int32_t place, double factor) {
    cor_sum more = { 0 };
    for (int32_t b = 0; b < n; b++) {
        double *cell = &table[(size_t)b * (size_t)n + (size_t)place];
        if (b == place) continue;
        cor_sum_add(&more, *cell * (factor - 1));
        *cell *= factor;
    }
    table[(size_t)place * (size_t)n + (size_t)place] -= cor_sum_get(&more);
}

static cor_code estimate_changed(laboratory *lab, int32_t place, cor_flows *ret_flows,
                                 cor_error *err) {
    cor_arena *keep = lab->page.keep;
    int32_t n = lab->input->input.place_count;
    cor_flows_input changed = lab->input->input;
    double *start = copy_table(changed.stock_start_persons, n, keep),
           *end = copy_table(changed.stock_end_persons, n, keep);

    if (!start || !end) return cor_fail_memory(err);
    // A census that missed five per cent counted 95 of 100.
    double factor = 1 / (1 - lab->choice.short_percent / 100);
    if (lab->choice.census != COR_FLOW_CENSUS_LATER) change_column(start, n, place, factor);
    if (lab->choice.census != COR_FLOW_CENSUS_EARLIER) change_column(end, n, place, factor);
    changed.stock_start_persons = start;
    changed.stock_end_persons = end;

    return cor_flows_estimate(lab->choice.method, &changed, NULL, keep, cor_arena_scratch(keep),
                              ret_flows, err);
}

static void show_changed(const laboratory *lab, const cor_flows *changed, int32_t place) {
    enum { MOST = 20 };
    const flow_result *result = &lab->result;
    flow_result other = *result;
    flow_pair pairs[MOST];
    int32_t count = flow_largest(result, place, pairs, MOST);
    cor_doc *doc = lab->page.doc;
    cor_table_column columns[] = {
        dossier_column(COR_CELL_LABEL, "flow", _("From, to")),
        dossier_column(COR_CELL_VALUE, "moves", _("Moves as estimated")),
        dossier_column(COR_CELL_VALUE, "if", _("Moves with the correction")),
        dossier_column(COR_CELL_VALUE, "difference", _("Difference")),
        dossier_column(COR_CELL_VALUE, "percent", _("Difference, %")),
    };

    other.flows = changed;
    other.how = dossier_plain(_("estimated again with the changed stocks"));
    cor_doc_table(doc, "what-if-flows",
                  cor_say(_("The corridors of {place} if its census missed {percent}"),
                          cor_arg_country(result->places[place]),
                          cor_arg_percent(lab->choice.short_percent, -1)),
                  columns, 5,
                  dossier_plain(_("All foreign-born stocks of the place are raised together; its "
                                  "population stays, so as many fewer are native-born.")));

    for (int32_t i = 0; i < count; i++) {
        int32_t from = pairs[i].origin, to = pairs[i].destination;
        cor_value base = flow_moves(result, pairs[i].persons),
                  then = flow_moves(&other, flow_at(&other, from, to));
        cor_value both[] = { base, then };
        cor_table_cell cells[] = {
            dossier_link(cor_say("{origin} → {destination}", cor_arg_text(&result->names[from]),
                                 cor_arg_text(&result->names[to])),
                         flow_corridor_path(result, from, to)),
            dossier_cell(base),
            dossier_cell(then),
            dossier_cell(cor_doc_computed(
                doc, then.value - base.value, COR_STR(UNIT_PERSONS),
                dossier_plain(_("moves with the correction less moves as estimated")), both, 2)),
            dossier_cell(dossier_decimals(
                cor_doc_computed(doc, (then.value / base.value - 1) * 100, COR_STR(UNIT_PERCENT),
                                 dossier_plain(_("difference divided by moves as estimated")), both,
                                 2),
                1)),
        };
        cor_doc_row(doc, cells);
    }
}

static void ask_what_if(laboratory *lab) {
    dossier_form form;
    dossier_form_begin(&lab->page, "place short census", &form);
    dossier_form_show(&lab->page, "what-if-form", (cor_text){ 0 }, LAB_PATH, &form);
}

static cor_code show_what_if(laboratory *lab, cor_error *err) {
    cor_doc *doc = lab->page.doc;
    cor_code code = COR_OK;

    cor_doc_section(doc, "what-if", dossier_plain(_("What if a census missed people?")));
    cor_doc_paragraph(
        doc,
        dossier_plain(
            _("Estimates are only as good as the two tables they lead between. See how the "
              "corridors of a place move when one of its censuses missed people born abroad.")),
        NULL, 0);
    ask_what_if(lab);

    if (lab->choice.place.id) {
        int32_t place = cor_flow_runs_row(lab->input, lab->choice.place);
        cor_flows changed;
        if (place < 0)
            code = cor_fail(err, COR_E_NONE, _("{place} is not in the tables of this period."),
                            cor_arg_country(lab->choice.place));
        if (!code) code = estimate_changed(lab, place, &changed, err);
        if (!code) show_changed(lab, &changed, place);
    }

    cor_doc_section_end(doc);
    return code;
}

/* ---- the page ------------------------------------------------------------ */

static void set_basis(laboratory *lab) {
    flow_result *result = &lab->result;
    cor_str keys[] = { lab->input->basis.stocks, lab->input->basis.demography };
    for (int i = 0; i < 2; i++) {
        cor_value value = dossier_basis_value(&lab->page, keys[i], lab->input->period);
        if (value.present) result->basis[result->basis_count++] = value;
    }
}

static cor_code estimate_moves(laboratory *lab, cor_error *err) {
    cor_arena *keep = lab->page.keep;
    const cor_dossier *dossier = lab->page.dossier;

    const cor_flow_runs_basis then = { .as_known_s = dossier->as_known_s };

    cor_code code =
        cor_flow_runs_memory_get(dossier->flow_runs, dossier->figures, &then, lab->choice.period,
                                 lab->choice.sex, keep, cor_arena_scratch(keep), &lab->input, err);
    if (!code)
        code = cor_flows_estimate(lab->choice.method, &lab->input->input, NULL, keep,
                                  cor_arena_scratch(keep), &lab->flows, err);
    if (code) return code;
    cor_text title = { .id = lab->choice.method->title };
    lab->result = (flow_result){
        .page = &lab->page,
        .input = &lab->input->input,
        .flows = &lab->flows,
        .places = lab->input->places,
        .how = cor_text_keep(keep, cor_say(_("estimated from stocks, births and deaths: {method}"),
                                           cor_arg_text(&title)))
    };
    set_basis(lab);

    return flow_result_init(&lab->result, err);
}

static void show_left(const laboratory *lab) {
    enum { MOST = 10 };
    int32_t told = 0, more = 0;

    for (int32_t i = 0; i < lab->input->left_count; i++) {
        const cor_left *left = &lab->input->left[i];
        if (left->reason == COR_LEFT_JOINED) continue;
        if (told == MOST) {
            more++;
            continue;
        }
        if (!told++)
            cor_doc_list(lab->page.doc, "left",
                         dossier_plain(_("Places that are not in the tables")), false);
        cor_doc_item(lab->page.doc, &(cor_list_item){ .text = cor_left_text(left, lab->page.keep),
                                                      .value = cor_value_absent(),
                                                      .share = cor_value_absent() });
    }

    if (more)
        cor_doc_item(lab->page.doc,
                     &(cor_list_item){ .text = cor_say_n(more, _("and {count} more"),
                                                         _("and {count} more"), cor_arg_int(more)),
                                       .value = cor_value_absent(),
                                       .share = cor_value_absent() });
}

static void show_moves(const laboratory *lab) {
    const flow_result *result = &lab->result;
    cor_text period = cor_say("{period}", cor_arg_period(lab->choice.period));
    cor_text title = cor_say(lab->choice.method->title);

    cor_doc_section(lab->page.doc, "estimate",
                    cor_say(_("{period}: {method}"), cor_arg_text(&period), cor_arg_text(&title)));
    flow_show_totals(result);
    if (lab->choice.circle == COR_FLOW_CIRCLE_REGIONS) flow_show_circle_of_regions(result);
    if (lab->choice.circle == COR_FLOW_CIRCLE_MEMBERS) flow_show_circle_of_members(result);
    if (lab->choice.circle == COR_FLOW_CIRCLE_LARGEST) flow_show_circle_of_largest(result);
    flow_show_map(result);
    flow_show_table(result);
    flow_show_places(result);
    cor_text assumption = cor_flow_runs_sex_text(lab->input, lab->page.keep);
    if (!cor_text_is_empty(assumption)) cor_doc_note(lab->page.doc, assumption, NULL, 0);
    cor_doc_section_end(lab->page.doc);
}

static void show_absence(const laboratory *lab) {
    cor_text fillers[] = { dossier_plain(
        _("stocks of two dates from the United Nations, and births and deaths between "
          "them")) };
    cor_doc_absence(
        lab->page.doc, "estimate", dossier_plain(_("Estimated moves")),
        dossier_plain(
            _("The database has no two stock tables with births and deaths between them.")),
        fillers, 1);
}

static void show_ways_on(const laboratory *lab) {
    cor_doc_section(lab->page.doc, "own", dossier_plain(_("Your own tables")));
    cor_doc_paragraph(lab->page.doc,
                      dossier_plain(_("Drop in two stock tables of your own, from censuses or "
                                      "registers, and get the estimate back. Nothing is stored.")),
                      NULL, 0);
    cor_doc_link(lab->page.doc, dossier_plain(_("Estimate moves from your own tables")),
                 COR_STR("/flows/own"));
    cor_doc_link(lab->page.doc, dossier_plain(_("Estimated beside reported moves")),
                 COR_STR("/flows/validation"));
    cor_doc_section_end(lab->page.doc);
}

static cor_code build_laboratory(laboratory *lab, cor_error *err) {
    cor_code code = choose_period(lab, err);
    if (code) return code;
    if (!lab->period_count) {
        show_absence(lab);
        show_ways_on(lab);
        return COR_OK;
    }

    code = estimate_moves(lab, err);
    if (code) return code;
    show_laboratory_form(lab);
    show_moves(lab);
    code = show_what_if(lab, err);
    flow_show_report(&lab->result);
    show_left(lab);
    flow_show_method(&lab->result);
    show_ways_on(lab);

    return code;
}

cor_code cor_dossier_flows(const cor_dossier *dossier, const cor_flow_choice *choice,
                           cor_arena *keep, const cor_document **ret_document, cor_error *err) {
    laboratory *lab = cor_new(keep, laboratory, 1);
    if (!lab) return cor_fail_memory(err);
    lab->choice = *choice;
    if (!lab->choice.method) lab->choice.method = cor_flows_method_find(COR_STR("da-pb-closed"));

    dossier_begin(
        &lab->page, dossier, "flows", COR_STR(LAB_PATH), dossier_plain(_("Flow laboratory")),
        dossier_plain(_("Most moves between countries are not counted. They are estimated from "
                        "stocks at two dates, by methods with different assumptions.")),
        keep, err);

    cor_code code = lab->page.code ? lab->page.code : build_laboratory(lab, err);
    if (code && !lab->page.code) lab->page.code = code;
    return dossier_end(&lab->page, ret_document);
}

cor_code cor_dossier_flow_methods(cor_arena *keep, const cor_document **ret_document,
                                  cor_error *err) {
    size_t count;
    const cor_flows_method *methods = cor_flows_method_list(&count);
    cor_doc *doc = cor_doc_begin(
        keep, COR_STR("flow-methods"), COR_STR("/flows/methods"),
        dossier_plain(_("Methods of flow estimation")),
        dossier_plain(_("Each fills in moves between two stock tables by its own assumption.")));

    for (size_t m = 0; m < count; m++) {
        cor_text title = { .id = methods[m].title };
        cor_doc_section(
            doc, methods[m].name.at,
            cor_say("{name}: {title}", cor_arg_str(methods[m].name), cor_arg_text(&title)));
        cor_doc_paragraph(doc, (cor_text){ .id = methods[m].assumes }, NULL, 0);
        cor_doc_note(doc, (cor_text){ .id = methods[m].avoid }, NULL, 0);
        flow_show_citations(doc, methods[m].citation);
        cor_doc_section_end(doc);
    }

    return cor_doc_end(doc, ret_document, err);
}
