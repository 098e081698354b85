/* SPDX-License-Identifier: Apache-2.0 */
/* parts.c: an estimate of moves as parts of a page: totals, table, places, map, report, method. */
#include <stdlib.h>

#include "laboratory.h"

/* ---- an estimate in words ------------------------------------------------ */

static void add_up_moves_of(flow_result *result) {
    int32_t n = result->flows->place_count;
    for (int32_t i = 0; i < n; i++) {
        cor_sum leave = { 0 }, arrive = { 0 };
        for (int32_t j = 0; j < n; j++) {
            cor_sum_add(&leave, flow_at(result, i, j));
            cor_sum_add(&arrive, flow_at(result, j, i));
        }
        result->leave_persons[i] = cor_sum_get(&leave);
        result->arrive_persons[i] = cor_sum_get(&arrive);
    }
}

cor_code flow_result_init(flow_result *result, cor_error *err) {
    int32_t n = result->flows->place_count;
    cor_arena *keep = result->page->keep;
    cor_arg *args = cor_new(keep, cor_arg, n);

    result->names = cor_new(keep, cor_text, n);
    result->leave_persons = cor_new(keep, double, n);
    result->arrive_persons = cor_new(keep, double, n);
    if (!args || !result->names || !result->leave_persons || !result->arrive_persons)
        return cor_fail_memory(err);

    for (int32_t i = 0; i < n; i++) {
        args[i] = result->places ? cor_arg_country(result->places[i])
                                 : cor_arg_str(result->input->place_names[i]);
        result->names[i] = (cor_text){ .id = "{place}", .args = &args[i], .arg_count = 1 };
    }

    add_up_moves_of(result);
    return COR_OK;
}

cor_value flow_moves(const flow_result *result, double persons) {
    cor_value value = cor_doc_computed(result->page->doc, persons, COR_STR(UNIT_PERSONS),
                                       result->how, result->basis, result->basis_count);
    value.status = COR_ESTIMATED;
    return value;
}

cor_str flow_corridor_path(const flow_result *result, int32_t origin, int32_t destination) {
    if (!result->places) return (cor_str){ 0 };
    cor_country from = result->places[origin], to = result->places[destination];
    bool linked = dossier_has_page(from) && dossier_has_page(to) && from.id != to.id;
    return linked ? dossier_corridor_path(result->page->keep, from, to) : (cor_str){ 0 };
}

/* ---- the largest --------------------------------------------------------- */

/* Insert into a short sorted list; ties keep the order of the tables. */
static int32_t insert_pair(flow_pair *list, int32_t count, int32_t most, flow_pair pair) {
    if (count == most && pair.persons <= list[count - 1].persons) return count;
    int32_t at = count < most ? count++ : count - 1;
    for (; at > 0 && list[at - 1].persons < pair.persons; at--)
        list[at] = list[at - 1];
    list[at] = pair;
    return count;
}

int32_t flow_largest(const flow_result *result, int32_t place, flow_pair *list, int32_t most) {
    int32_t n = result->flows->place_count, count = 0;
    for (int32_t i = 0; i < n; i++)
        for (int32_t j = 0; j < n; j++) {
            double persons = flow_at(result, i, j);
            if (i == j || persons < 0.5 || (place >= 0 && i != place && j != place)) continue;
            count = insert_pair(list, count, most, (flow_pair){ i, j, persons });
        }
    return count;
}

int32_t flow_largest_places(const flow_result *result, int32_t *list, int32_t most) {
    enum { MOST = 64 };
    flow_pair pairs[MOST];
    int32_t count = 0;

    for (int32_t i = 0; i < result->flows->place_count; i++) {
        double persons = result->leave_persons[i] + result->arrive_persons[i];
        if (persons >= 0.5)
            count =
                insert_pair(pairs, count, most < MOST ? most : MOST, (flow_pair){ i, i, persons });
    }

    for (int32_t i = 0; i < count; i++)
        list[i] = pairs[i].origin;
    return count;
}

/* ---- parts --------------------------------------------------------------- */

void flow_show_totals(const flow_result *result) {
    const cor_flows *flows = result->flows;
    int32_t n = flows->place_count;
    cor_sum people = { 0 };

    for (int32_t i = 0; i < n * n; i++)
        if (!isnan(result->input->stock_end_persons[i]))
            cor_sum_add(&people, result->input->stock_end_persons[i]);

    cor_doc *doc = result->page->doc;
    cor_value moves = flow_moves(result, flows->report.moves_persons);
    cor_doc_figure(doc, "moves", dossier_plain(_("Moves between places")), moves);
    cor_doc_figure(
        doc, "per-thousand", dossier_plain(_("Moves per 1,000 people in the tables")),
        dossier_decimals(
            cor_doc_computed(
                doc, flows->report.moves_persons / cor_sum_get(&people) * 1000, COR_STR(UNIT_RATIO),
                dossier_plain(_("moves divided by the people of the later table")), &moves, 1),
            1));
    cor_doc_figure(doc, "places", dossier_plain(_("Places in the tables")),
                   cor_doc_computed(doc, n, COR_STR(UNIT_COUNT),
                                    dossier_plain(_("rows of the tables")), &moves, 1));
}

void flow_show_table(const flow_result *result) {
    enum { MOST = 30 };
    flow_pair pairs[MOST];
    int32_t count = flow_largest(result, -1, pairs, MOST);
    cor_table_column columns[] = {
        dossier_column(COR_CELL_LABEL, "flow", _("From, to")),
        dossier_column(COR_CELL_VALUE, "moves", _("Moves")),
        dossier_column(COR_CELL_VALUE, "back", _("Moves the other way")),
    };

    if (!count) return;
    cor_doc_table(
        result->page->doc, "largest", dossier_plain(_("The largest flows")), columns, 3,
        dossier_plain(_("People who lived in the one place at the start of the period and moved to "
                        "the other before its end, as far as the method can tell.")));

    for (int32_t i = 0; i < count; i++) {
        int32_t from = pairs[i].origin, to = pairs[i].destination;
        cor_table_cell cells[] = {
            dossier_link(cor_say("{origin} → {destination}", cor_arg_text(&result->names[from]),
                                 cor_arg_text(&result->names[to])),
                         flow_corridor_path(result, from, to)),
            dossier_cell(flow_moves(result, pairs[i].persons)),
            dossier_cell(flow_moves(result, flow_at(result, to, from))),
        };
        cor_doc_row(result->page->doc, cells);
    }
}

void flow_show_places(const flow_result *result) {
    enum { MOST = 25 };
    int32_t list[MOST], count = flow_largest_places(result, list, MOST);
    cor_table_column columns[] = {
        dossier_column(COR_CELL_LABEL, "place", _("Place")),
        dossier_column(COR_CELL_VALUE, "leave", _("Departures")),
        dossier_column(COR_CELL_VALUE, "arrive", _("Arrivals")),
        dossier_column(COR_CELL_VALUE, "net", _("Arrivals less departures")),
    };

    if (!count) return;
    cor_doc_table(
        result->page->doc, "places-table", dossier_plain(_("Places with most moves")), columns, 4,
        dossier_plain(
            _("All departures from a place and all arrivals in it, over all other places.")));

    for (int32_t i = 0; i < count; i++) {
        int32_t k = list[i];
        bool linked = result->places && dossier_has_page(result->places[k]);
        cor_table_cell cells[] = {
            dossier_link(result->names[k],
                         linked ? dossier_country_path(result->page->keep, result->places[k])
                                : (cor_str){ 0 }),
            dossier_cell(flow_moves(result, result->leave_persons[k])),
            dossier_cell(flow_moves(result, result->arrive_persons[k])),
            dossier_cell(flow_moves(result, result->arrive_persons[k] - result->leave_persons[k])),
        };
        cor_doc_row(result->page->doc, cells);
    }
}

void flow_show_map(const flow_result *result) {
    enum { MOST = 24 };
    flow_pair pairs[MOST];
    cor_map_line lines[MOST];
    int32_t count = result->places ? flow_largest(result, -1, pairs, MOST) : 0;

    if (count < 2) return;
    for (int32_t i = 0; i < count; i++)
        lines[i] = (cor_map_line){ .origin = result->places[pairs[i].origin],
                                   .destination = result->places[pairs[i].destination],
                                   .value = flow_moves(result, pairs[i].persons),
                                   .href = flow_corridor_path(result, pairs[i].origin,
                                                              pairs[i].destination) };

    cor_doc_map(
        result->page->doc, "map",
        &(cor_map_spec){ .view = COR_VIEW_WORLD,
                         .shows_moves = true,
                         .title = dossier_plain(_("The largest flows on the map")),
                         .summary = dossier_plain(_("Estimated moves during the period.")),
                         .about = cor_say(_("The {count} largest flows."), cor_arg_int(count)),
                         .lines = lines,
                         .line_count = count });
}

/* ---- report -------------------------------------------------------------- */

static void say_report(const flow_result *result, const char *sentence, double persons,
                       int32_t decimals) {
    cor_doc_paragraph(result->page->doc, cor_say(sentence, cor_arg_number(persons, decimals)), NULL,
                      0);
}

static void say_what_holds(const flow_result *result) {
    const cor_flows_report *report = &result->flows->report;
    uint32_t traits = result->flows->method->traits;

    if (traits & COR_FLOWS_GIVES_BIRTHPLACE)
        say_report(
            result,
            _("For every birthplace, those who moved and those who stayed add up to the table at "
              "the start when "
              "counted by where they came from, and to the table at the end when counted by where "
              "they went: within {persons} persons in every cell."),
            report->margin_error_persons, report->margin_error_persons > 0.0005 ? 3 : 6);

    if (traits & COR_FLOWS_CLOSED)
        say_report(result,
                   _("People enter and leave the system only by birth and death: in every place "
                     "arrivals less departures equal its growth less births plus deaths, within "
                     "{persons} persons."),
                   report->net_error_persons, report->net_error_persons > 0.0005 ? 3 : 6);

    if (!(traits & COR_FLOWS_CLOSED))
        say_report(result,
                   _("Arrivals less departures differ from the growth of places less births plus "
                     "deaths by {persons} persons, all places together: the method does not keep "
                     "this account."),
                   report->residual_persons, 0);

    if (report->left_persons > 0.5)
        say_report(result, _("{persons} people left the system."), report->left_persons, 0);
    if (report->entered_persons > 0.5)
        say_report(result, _("{persons} people entered the system."), report->entered_persons, 0);

    if (report->total_moves_persons > 0)
        say_report(result, _("A given total of {persons} moves was distributed."),
                   report->total_moves_persons, 0);
}

static void say_what_was_done(const flow_result *result) {
    const cor_flows_report *report = &result->flows->report;
    if (fabs(report->gap_persons) >= 0.5)
        say_report(
            result,
            _("Births less deaths and the growth between the tables differ by {persons} persons "
              "over all places: that much the tables leave unexplained."),
            report->gap_persons, 0);

    if (report->native_added_persons >= 0.5)
        say_report(
            result,
            _("To close the gap {persons} persons were added to or taken from the native-born of "
              "both tables."),
            report->native_added_persons, 0);

    if (report->negative_persons >= 0.5)
        say_report(
            result,
            _("{persons} native-born below zero were repaired: a table had more foreign-born than "
              "people."),
            report->negative_persons, 0);

    if (report->birthplace_persons >= 0.5)
        say_report(
            result,
            _("So that every birthplace has as many people at the end as at the start, {persons} "
              "persons were moved between cells of the tables: a measure of how far the two tables "
              "contradict each other."),
            report->birthplace_persons, 0);
}

static void list_notes(const flow_result *result) {
    enum { MOST = 12 };
    const cor_flows_report *report = &result->flows->report;

    if (!report->note_count) return;
    cor_doc_list(result->page->doc, "repairs", dossier_plain(_("Repairs, place by place")), false);

    for (int32_t i = 0; i < report->note_count && i < MOST; i++)
        cor_doc_item(result->page->doc,
                     &(cor_list_item){ .text = cor_flows_note_text(&report->notes[i], result->input,
                                                                   result->page->keep),
                                       .value = cor_value_absent(),
                                       .share = cor_value_absent() });

    int32_t more = report->note_count - MOST;
    if (more > 0)
        cor_doc_item(result->page->doc,
                     &(cor_list_item){ .text = cor_say_n(more, _("and {count} more"),
                                                         _("and {count} more"), cor_arg_int(more)),
                                       .value = cor_value_absent(),
                                       .share = cor_value_absent() });
}

void flow_show_report(const flow_result *result) {
    cor_doc_section(result->page->doc, "report",
                    dossier_plain(_("Checks, and changes to the tables")));
    say_what_holds(result);
    say_what_was_done(result);
    list_notes(result);
    cor_doc_section_end(result->page->doc);
}

/* Several citations stand in one text; each ends with its address. */
void flow_show_citations(cor_doc *doc, cor_str citations) {
    while (citations.length) {
        size_t address = cor_str_find(citations, COR_STR("https://doi.org/"));
        if (address == SIZE_MAX) {
            cor_doc_paragraph(doc, cor_say_str(citations), NULL, 0);
            return;
        }
        cor_str rest = cor_str_part(citations, address, SIZE_MAX);
        size_t end = cor_str_find(rest, COR_STR(" "));
        cor_str href = end == SIZE_MAX ? rest : cor_str_part(rest, 0, end);
        cor_doc_paragraph(doc, cor_say_str(cor_str_trim(cor_str_part(citations, 0, address))), NULL,
                          0);
        cor_str doi = cor_str_part(href, strlen("https://doi.org/"), SIZE_MAX);
        cor_doc_link(doc, cor_say("DOI {doi}", cor_arg_str(doi)), href);
        citations = end == SIZE_MAX ? (cor_str){ 0 } : cor_str_part(rest, end + 1, SIZE_MAX);
    }
}

void flow_show_method(const flow_result *result) {
    const cor_flows_method *method = result->flows->method;
    cor_doc *doc = result->page->doc;
    cor_text title = cor_say(method->title);

    cor_doc_section(doc, "method", cor_say(_("The method: {title}"), cor_arg_text(&title)));
    cor_doc_paragraph(doc, cor_say(method->assumes), NULL, 0);
    cor_doc_note(doc, cor_say(method->avoid), NULL, 0);
    flow_show_citations(doc, method->citation);
    cor_str href =
        cor_str_print(result->page->keep, "/flows/methods#%.*s", COR_STR_F(method->name));
    cor_doc_link(doc, dossier_plain(_("All methods, and what each assumes")), href);
    cor_doc_section_end(doc);
}
