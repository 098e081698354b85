/* SPDX-License-Identifier: Apache-2.0 */
/* both.c: both directions of a country over time: what changed, in a sentence each, a chart of both
 * on one scale, and what the newest edition does not know. */
#include "both.h"

/* ---- series -------------------------------------------------------------- */

/* One direction through the years of one edition; the sums of what the edition names where its
 * totals leave destinations out. */
static cor_value *series_of(const country_side *way, dossier_periods years) {
    dossier_page *page = way->page;
    if (!way->at_least)
        return dossier_values_over(
            page,
            dossier_of_source(page, way->all, way->total ? way->total->source : (cor_str){ 0 }), "",
            years);

    cor_value *values = cor_new(page->keep, cor_value, years.count);
    for (int32_t i = 0; values && i < years.count; i++)
        values[i] = dossier_named_total(page, way->place, false, way->named_by, years.list[i]);
    return values;
}

/* ---- sentences ----------------------------------------------------------- */

typedef struct {
    const cor_value *first, *last, *low, *high; // low and high: the least and the most of all
} course;

static course course_of(const cor_value *values, int32_t count) {
    course of = { .first = dossier_first_of(values, count),
                  .last = dossier_last_of(values, count) };
    of.low = of.high = of.first;
    for (int32_t i = 0; i < count; i++) {
        if (!values[i].present) continue;
        if (values[i].value < of.low->value) of.low = &values[i];
        if (values[i].value > of.high->value) of.high = &values[i];
    }
    return of;
}

/* A turning point is at least a tenth away from both ends. */
static cor_text course_text(const country_side *way, const course *of) {
    enum { TURN_PERCENT = 10 };
    const double turn = TURN_PERCENT / 100.0, often = 1.5;
    cor_text who = cor_text_keep(
        way->page->keep, cor_say(way->as_destination ? _("People born abroad living in {place}")
                                                     : _("People born in {place} living abroad"),
                                 cor_arg_country(way->place)));
    double first = of->first->value, last = of->last->value;
    bool fell = of->low->value<(1 - turn) * fmin(first, last), rose = of->high->value>(1 + turn) *
                fmax(first, last);
    cor_arg before = cor_arg_number(first, 0), from = cor_arg_period(of->first->period),
            after = cor_arg_number(last, 0), to = cor_arg_period(of->last->period);
    if (fell || rose) {
        const cor_value *turned = fell ? of->low : of->high;
        const char *sentence =
            fell ? _("{who}: from {before} in {first} down to {turned} in {then}, "
                     "up to {after} in {last}.")
                 : _("{who}: from {before} in {first} up to {turned} in {then}, "
                     "down to {after} in {last}.");
        return cor_text_keep(way->page->keep, cor_say(sentence, cor_arg_text(&who), before, from,
                                                      cor_arg_number(turned->value, 0),
                                                      cor_arg_period(turned->period), after, to));
    }

    bool grew = first > 0 && last >= often * first;
    const char *sentence =
        grew ? _("{who}: from {before} in {first} to {after} in {last}, {factor} times as many.")
             : _("{who}: from {before} in {first} to {after} in {last}.");
    return cor_text_keep(way->page->keep, cor_say(sentence, cor_arg_text(&who), before, from, after,
                                                  to, cor_arg_number(grew ? last / first : 0, 1)));
}

static void say_course(const country_side *way, const cor_value *values, int32_t count) {
    course of = course_of(values, count);
    if (!of.first || of.first == of.last) return;
    cor_value cited[] = { *of.first, *of.last };
    cor_doc_paragraph(way->page->doc, course_text(way, &of), cited, 2);
}

/* Only some series are revised; for the others the newest year goes on from the one before. */
static void say_carried_forward(const country_side *way) {
    dossier_page *page = way->page;
    if (!way->as_destination || !way->total) return;
    dossier_figures bases = dossier_of_source(
        page, dossier_latest_with(page, MEASURE_STOCK_BASIS, way->place, ""), way->total->source);
    const cor_figure *revised = dossier_pick(bases, "basis=reassessed", way->total->period),
                     *carried = dossier_pick(bases, "basis=carried_forward", way->total->period);
    cor_value cited = dossier_value(page, revised ? revised : carried);
    if (revised)
        cor_doc_note(page->doc,
                     cor_say(_("The series of {place} was reassessed in this edition."),
                             cor_arg_country(way->place)),
                     &cited, 1);
    else if (carried)
        cor_doc_note(page->doc,
                     cor_say(_("How many came to {place} lately is not known: {year} was not "
                               "counted, the agency carries the series forward."),
                             cor_arg_country(way->place), cor_arg_period(way->total->period)),
                     &cited, 1);
}

/* ---- the chart ----------------------------------------------------------- */

static cor_chart_series chart_series(const country_side *way, cor_value *values) {
    const char *label = way->as_destination ? _("Came")
                        : way->at_least     ? _("Left, at least")
                                            : _("Left");
    return (cor_chart_series){ .key = way->as_destination ? COR_STR("came") : COR_STR("left"),
                               .label = dossier_plain(label),
                               .hue = way->as_destination ? COR_HUE_DESTINATION : COR_HUE_ORIGIN,
                               .values = values };
}

static void show_chart(const country_side *first, cor_chart_series *series, int32_t count,
                       dossier_periods years) {
    dossier_page *page = first->page;
    dossier_chart_over(
        page, "both-chart", years,
        (cor_chart_spec){
            .kind = COR_CHART_LINE,
            .title = cor_say(_("Who left {place} and who came, {first} to {last}"),
                             cor_arg_country(first->place), cor_arg_period(years.list[0]),
                             cor_arg_period(years.list[years.count - 1])),
            .summary = dossier_plain(_("People by country of birth, both directions on one "
                                       "scale.")),
            .about = dossier_plain(_("Each line is of one edition. Estimates for the middle of the "
                                     "year; the line joins them.")),
            .unit = cor_unit_find(COR_STR(UNIT_PERSONS)),
            .series = series,
            .series_count = count,
            .mark = NAN });
}

void dossier_both_ways(const country_side *first, const country_side *second) {
    dossier_page *page = first->page;
    const country_side *sides[] = { first, second };
    dossier_periods years = dossier_stock_years(page);
    cor_chart_series series[2];
    int32_t count = 0;

    if (years.count < 2 || (!first->people.present && !second->people.present)) return;
    cor_doc_section(page->doc, "both", dossier_plain(_("Both directions")));
    for (int i = 0; i < 2; i++) {
        cor_value *values = sides[i]->people.present ? series_of(sides[i], years) : NULL;
        if (!values || !dossier_first_of(values, years.count)) continue;
        say_course(sides[i], values, years.count);
        series[count++] = chart_series(sides[i], values);
    }
    for (int i = 0; i < 2; i++)
        say_carried_forward(sides[i]);
    if (count) show_chart(first, series, count, years);
    cor_doc_section_end(page->doc);
}
