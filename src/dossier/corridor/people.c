/* SPDX-License-Identifier: Apache-2.0 */
/* people.c: people born in one country living in the other: their share and rank, every edition
 * over the years, by sex, in other sources, by education, at work; then, folded, the work and the
 * ages of all migrants at the destination. */
#include "corridor.h"

#include "dossier/country/country.h"

/* ---- in one sentence ------------------------------------------------------ */

/* Place among all corridors, or among those to the destination; absent without one. */
static cor_value rank_of(const dossier_corridor *corridor, bool at_destination, int64_t *ret_of) {
    dossier_page *page = corridor->page;
    cor_corridor_filter filter = { .measure = COR_STR(MEASURE_STOCK),
                                   .source = corridor->edition,
                                   .period = corridor->newest,
                                   .origins = &corridor->origin,
                                   .origin_count = 1,
                                   .destinations = &corridor->destination,
                                   .destination_count = 1 };
    dossier_corridors ranked = dossier_rank(page, filter, ret_of);
    if (!ranked.count) return cor_value_absent();
    return cor_doc_computed(
        page->doc, at_destination ? ranked.list[0].rank_destination : ranked.list[0].rank,
        COR_STR(UNIT_COUNT),
        dossier_plain(_("place in the list of corridors ordered by people, largest first")),
        &corridor->people, 1);
}

enum { CLAIM_PARTS = 3, CLAIM_CITED = 5 };
typedef struct {
    cor_text parts[CLAIM_PARTS];
    int32_t part_count;
    cor_value cited[CLAIM_CITED];
    int32_t cited_count;
} claim;

static void claim_share(const dossier_corridor *corridor, claim *of) {
    dossier_page *page = corridor->page;
    int64_t count = 0;
    cor_value all =
        dossier_value(page, dossier_pick(corridor->at_destination, "", corridor->newest));
    cor_value share = dossier_share(
        page, corridor->people, all,
        dossier_plain(
            _("people of this corridor divided by all people born abroad at the destination")));
    cor_value there = rank_of(corridor, true, &count);

    if (!share.present || !there.present) return;
    const char *said = there.value == 1
                           ? _("{share} of all people born abroad in {destination} in {year}, the "
                               "largest origin.")
                           : _("{share} of all people born abroad in {destination} in {year}, "
                               "number {rank} among the origins.");
    of->cited[of->cited_count++] = share;
    of->cited[of->cited_count++] = there;
    of->parts[of->part_count++] = cor_text_keep(
        page->keep,
        cor_say(said, cor_arg_percent(share.value, 1), cor_arg_country(corridor->destination),
                cor_arg_period(corridor->newest), cor_arg_int((int64_t)there.value)));
}

static void claim_rank(const dossier_corridor *corridor, claim *of) {
    int64_t count = 0;
    cor_value world = rank_of(corridor, false, &count);
    if (!world.present) return;
    of->cited[of->cited_count++] = world;
    of->parts[of->part_count++] = cor_text_keep(
        corridor->page->keep, cor_say(_("Number {rank} of the {count} corridors of the world."),
                                      cor_arg_int((int64_t)world.value), cor_arg_int(count)));
}

static void claim_women(const dossier_corridor *corridor, const cor_value *shares, int32_t count,
                        claim *of) {
    const cor_value *first = dossier_first_of(shares, count),
                    *last = dossier_last_of(shares, count);
    dossier_page *page = corridor->page;

    if (!first) return;
    if (first != last) of->cited[of->cited_count++] = *first;
    of->cited[of->cited_count++] = *last;
    of->parts[of->part_count++] = cor_text_keep(
        page->keep,
        first == last ? cor_say(_("Women were {share} of them in {year}."),
                                cor_arg_percent(last->value, 1), cor_arg_period(last->period))
                      : cor_say(_("Women were {before} of them in {first} and {after} in {last}."),
                                cor_arg_percent(first->value, 1), cor_arg_period(first->period),
                                cor_arg_percent(last->value, 1), cor_arg_period(last->period)));
}

static void say_claim(const dossier_corridor *corridor, const cor_value *women_shares,
                      int32_t count) {
    static const char *const joined[] = { "", "{a}", "{a} {b}", "{a} {b} {c}" };
    claim of = { .part_count = 0 };
    cor_arg args[CLAIM_PARTS];

    claim_share(corridor, &of);
    claim_rank(corridor, &of);
    claim_women(corridor, women_shares, count, &of);
    if (!of.part_count) return;
    for (int32_t i = 0; i < of.part_count; i++)
        args[i] = cor_arg_text(&of.parts[i]);
    cor_doc_sentence(
        corridor->page->doc, "claim", NO_TEXT,
        (cor_text){ .id = joined[of.part_count], .args = args, .arg_count = of.part_count },
        of.cited, of.cited_count);
}

/* ---- over the years: a line an edition ----------------------------------- */

static cor_text stock_title(const dossier_corridor *corridor, dossier_periods periods) {
    return cor_text_keep(
        corridor->page->keep,
        cor_say(_("People born in {origin} living in {destination}, {first} to {last}"),
                cor_arg_country(corridor->origin), cor_arg_country(corridor->destination),
                cor_arg_period(periods.list[0]), cor_arg_period(periods.list[periods.count - 1])));
}

/* The figures of the pair in every edition. */
static dossier_figures all_editions(const dossier_corridor *corridor) {
    dossier_figures every = corridor->stock;
    cor_figure *list = cor_new_unset(corridor->page->keep, cor_figure, every.count + 1);
    dossier_figures of = { list, 0 };

    for (size_t i = 0; list && i < every.count; i++)
        if (cor_str_starts(every.list[i].source, COR_STR(SERIES_STOCK)))
            list[of.count++] = every.list[i];
    return of;
}

/* A line for each edition that names the pair, the newest in ink; editions are never joined. */
static int32_t edition_series(const dossier_corridor *corridor, dossier_periods *ret_periods,
                              cor_chart_series series[STOCK_EDITIONS_MAX]) {
    dossier_page *page = corridor->page;
    const stock_editions *editions = dossier_stock_editions(page);
    dossier_figures parts[STOCK_EDITIONS_MAX];
    int32_t count = 0;

    for (int32_t i = 0; i < editions->count; i++) {
        parts[count] = dossier_of_source(page, corridor->stock, editions->list[i].source);
        dossier_periods periods = dossier_periods_of(page, parts[count]);
        if (!periods.count) continue;
        cor_str source = editions->list[i].source;
        series[count] = (cor_chart_series){
            .key = source,
            .label = cor_text_keep(
                page->keep,
                cor_say(_("Revision {year}"),
                        cor_arg_str(cor_str_part(source, strlen(SERIES_STOCK), source.length)))),
            .hue = count ? COR_HUE_QUIET : COR_HUE_INK
        };
        count++;
    }

    *ret_periods = dossier_periods_of(page, all_editions(corridor));
    for (int32_t s = 0; s < count; s++) {
        series[s].values = dossier_values_over(page, parts[s], "", *ret_periods);
        if (!series[s].values) return 0;
    }
    return count;
}

static void show_editions(const dossier_corridor *corridor) {
    cor_chart_series series[STOCK_EDITIONS_MAX];
    dossier_periods periods;
    int32_t count = edition_series(corridor, &periods, series);
    const cor_value *first = count ? dossier_first_of(series[0].values, periods.count) : NULL,
                    *last = count ? dossier_last_of(series[0].values, periods.count) : NULL;

    if (!first) return;
    dossier_chart_over(
        corridor->page, "stock", periods,
        (cor_chart_spec){
            .kind = COR_CHART_LINE,
            .title = stock_title(corridor, periods),
            .summary = cor_say(_("From {before} in {first} to {after} in {last}."),
                               cor_arg_number(first->value, 0), cor_arg_period(first->period),
                               cor_arg_number(last->value, 0), cor_arg_period(last->period)),
            .about = count > 1
                         ? dossier_plain(_("People by country of birth, or of citizenship where "
                                           "the country of birth was not recorded, refugees "
                                           "included. Estimates for the middle of each year; the "
                                           "lines join them. Each edition is a line of its own: "
                                           "numbers of two editions must not be subtracted."))
                         : dossier_plain(_("People by country of birth, or of citizenship where "
                                           "the country of birth was not recorded, refugees "
                                           "included. Estimates for the middle of each year; the "
                                           "line joins them.")),
            .unit = cor_unit_find(COR_STR(UNIT_PERSONS)),
            .series = series,
            .series_count = count,
            .mark = NAN });
}

/* ---- by year and sex ----------------------------------------------------- */

/* Mean yearly change since the previous estimate, in percent. */
static cor_value yearly_growth(dossier_page *page, cor_value before, cor_value now) {
    if (!before.present || !now.present || !(before.value > 0) || !(now.value > 0))
        return cor_value_absent();
    double years = dossier_middle_year(now.period) - dossier_middle_year(before.period);
    if (!(years > 0)) return cor_value_absent();
    double growth = 100 * (pow(now.value / before.value, 1 / years) - 1);
    return cor_doc_computed(
        page->doc, growth, COR_STR(UNIT_PERCENT),
        dossier_plain(_("the yearly rate that leads from the estimate before to this one")),
        (cor_value[]){ now, before }, 2);
}

typedef struct {
    dossier_periods periods;
    cor_value *totals, *women, *men, *women_shares; // [periods.count]
} stock_years;

/* The newest edition, year by year, opened on demand. */
static void show_years(const dossier_corridor *corridor, const stock_years *of) {
    dossier_page *page = corridor->page;
    cor_table_column columns[] = {
        dossier_column(COR_CELL_LABEL, "year", _("Year")),
        dossier_column(COR_CELL_VALUE, "people", _("People")),
        dossier_column(COR_CELL_VALUE, "female", _("Women")),
        dossier_column(COR_CELL_VALUE, "male", _("Men")),
        dossier_column(COR_CELL_VALUE, "women", _("Women among them")),
        dossier_column(COR_CELL_VALUE, "share", _("Share at the destination")),
        dossier_column(COR_CELL_VALUE, "growth", _("Change per year")),
    };
    cor_text how = dossier_plain(
        _("people of this corridor divided by all people born abroad at the destination"));

    cor_doc_table(page->doc, "stock-shares", dossier_plain(_("By sex and in proportion")), columns,
                  7, NO_TEXT);
    cor_doc_role(page->doc, COR_ROLE_DETAIL);
    for (int32_t i = 0; i < of->periods.count; i++) {
        cor_value all =
            dossier_value(page, dossier_pick(corridor->at_destination, "", of->periods.list[i]));
        cor_doc_row(page->doc,
                    (cor_table_cell[]){
                        dossier_words(cor_say("{period}", cor_arg_period(of->periods.list[i]))),
                        dossier_cell(of->totals[i]),
                        dossier_cell(of->women[i]),
                        dossier_cell(of->men[i]),
                        dossier_cell(of->women_shares[i]),
                        dossier_cell(dossier_share(page, of->totals[i], all, how)),
                        dossier_cell(i ? yearly_growth(page, of->totals[i - 1], of->totals[i])
                                       : cor_value_absent()),
                    });
    }
}

static cor_value *women_shares(dossier_page *page, const cor_value *women, const cor_value *totals,
                               int32_t count) {
    cor_value *shares = cor_new(page->keep, cor_value, count + 1);
    for (int32_t i = 0; shares && i < count; i++)
        shares[i] = dossier_share(page, women[i], totals[i],
                                  dossier_plain(_("women divided by women and men together")));
    return shares;
}

static void show_corridor_stock(const dossier_corridor *corridor) {
    dossier_page *page = corridor->page;
    dossier_periods periods = dossier_periods_of(page, corridor->main);

    if (!periods.count) {
        cor_text fillers[] = { dossier_plain(
            _("an edition of the international migrant stock tables that has this pair")) };
        cor_doc_absence(
            page->doc, "stock", dossier_plain(_("People by sex and year")),
            dossier_plain(_("The stock tables have nobody in this corridor in any year.")), fillers,
            1);
        return;
    }

    stock_years of = { .periods = periods,
                       .totals = dossier_values_over(page, corridor->main, "", periods),
                       .women = dossier_values_over(page, corridor->main, "sex=F", periods),
                       .men = dossier_values_over(page, corridor->main, "sex=M", periods) };
    if (!of.totals || !of.women || !of.men) return;
    of.women_shares = women_shares(page, of.women, of.totals, periods.count);
    if (!of.women_shares) return;

    say_claim(corridor, of.women_shares, periods.count);
    show_editions(corridor);
    show_years(corridor, &of);
}

/* ---- other sources ------------------------------------------------------- */

/* The newest total of each source that is no edition of the stock tables. */
static void show_other_counts(const dossier_corridor *corridor) {
    dossier_page *page = corridor->page;
    dossier_keys sources = dossier_sources_in(page, corridor->stock);
    cor_table_column columns[] = {
        dossier_column(COR_CELL_LABEL, "source", _("Source")),
        dossier_column(COR_CELL_WORDS, "year", _("Year")),
        dossier_column(COR_CELL_VALUE, "people", _("People")),
    };
    int32_t shown = 0;

    for (int32_t s = 0; s < sources.count; s++) {
        if (cor_str_starts(sources.list[s], COR_STR(SERIES_STOCK))) continue;
        const cor_figure *figure = dossier_pick(
            dossier_of_source(page, corridor->stock, sources.list[s]), "", (cor_interval){ 0 });
        if (!figure) continue;
        if (!shown++)
            cor_doc_table(page->doc, "stock-sources",
                          dossier_plain(_("Other counts of the same people")), columns, 3,
                          dossier_plain(_("Years and definitions differ, so the numbers do too. "
                                          "None is adjusted to fit another.")));
        cor_doc_row(
            page->doc,
            (cor_table_cell[]){ dossier_source_cell(page, figure->source),
                                dossier_words(cor_say("{period}", cor_arg_period(figure->period))),
                                dossier_cell(dossier_value(page, figure)) });
    }
}

/* ---- education ----------------------------------------------------------- */

static const char *const education_levels[] = { "low", "medium", "high", "unknown" };
enum { LEVEL_COUNT = 4 };

/* Figures of one level and sex ("" all) summed over the ages of the source. */
static cor_value level_sum(dossier_page *page, dossier_figures figures, cor_interval period,
                           const char *level, const char *sex) {
    cor_sum sum = { 0 };
    cor_value parts[3] = { { 0 } };
    int32_t count = 0;

    for (size_t i = 0; i < figures.count; i++) {
        const cor_figure *figure = &figures.list[i];
        if (!dossier_has_value(figure) || !cor_interval_equal(figure->period, period)) continue;
        if (*level && !dossier_is(figure->breakdown, "education", level)) continue;
        if (*sex && !dossier_is(figure->breakdown, "sex", sex)) continue;
        cor_sum_add(&sum, figure->value);
        if (count++ < 3) parts[count - 1] = dossier_value(page, figure);
    }

    if (!count) return cor_value_absent();
    if (count == 1) return parts[0];
    return cor_doc_computed(page->doc, cor_sum_get(&sum), COR_STR(UNIT_PERSONS),
                            dossier_plain(_("sum of the groups that the source distinguishes")),
                            parts, count < 3 ? count : 3);
}

static void show_education(const dossier_corridor *corridor) {
    dossier_page *page = corridor->page;
    dossier_figures figures =
        dossier_between(page, MEASURE_STOCK_EDUCATION, corridor->origin, corridor->destination);

    if (!figures.count) return;
    cor_interval period = { 0 };
    for (size_t i = 0; i < figures.count; i++)
        if (dossier_no_period(period) || figures.list[i].period.end.days > period.end.days)
            period = figures.list[i].period;

    cor_table_column columns[] = {
        dossier_column(COR_CELL_LABEL, "education", _("Education")),
        dossier_column(COR_CELL_VALUE, "women", _("Women")),
        dossier_column(COR_CELL_VALUE, "men", _("Men")),
        dossier_column(COR_CELL_VALUE, "all", _("All")),
        dossier_column(COR_CELL_VALUE, "share", _("Share")),
    };
    cor_doc_table(page->doc, "education",
                  cor_say(_("Education of people aged 15 and over born in {origin} living in "
                            "{destination}, {year}"),
                          cor_arg_country(corridor->origin), cor_arg_country(corridor->destination),
                          cor_arg_period(period)),
                  columns, 5,
                  dossier_plain(_("Census round; the sum is another count of the same corridor, of "
                                  "people aged 15 and over only.")));
    cor_value all = level_sum(page, figures, period, "", "");
    cor_text how = dossier_plain(_("people of this level divided by people of all levels"));

    for (int i = 0; i < LEVEL_COUNT; i++) {
        cor_value level = level_sum(page, figures, period, education_levels[i], "");
        if (!level.present) continue;
        cor_doc_row(page->doc,
                    (cor_table_cell[]){
                        dossier_words(
                            dossier_code_text(page, "education", cor_str_of(education_levels[i]))),
                        dossier_cell(level_sum(page, figures, period, education_levels[i], "F")),
                        dossier_cell(level_sum(page, figures, period, education_levels[i], "M")),
                        dossier_cell(level), dossier_cell(dossier_share(page, level, all, how)) });
    }

    cor_doc_row_total(page->doc,
                      (cor_table_cell[]){ dossier_words(dossier_plain(_("Total"))),
                                          dossier_cell(level_sum(page, figures, period, "", "F")),
                                          dossier_cell(level_sum(page, figures, period, "", "M")),
                                          dossier_cell(all),
                                          dossier_cell(dossier_share(page, all, all, how)) });
}

/* ---- the block ----------------------------------------------------------- */

/* People born abroad as one group: context, which no sentence of the corridor uses. */
static void show_context(const dossier_corridor *corridor) {
    dossier_page *page = corridor->page;
    cor_doc_context(page->doc, "context",
                    cor_say(_("All people born abroad in {destination}"),
                            cor_arg_country(corridor->destination)),
                    dossier_plain(_("context: all origins together")));
    dossier_ages(page, corridor->destination);
    dossier_work(page, corridor->destination);
    cor_doc_section_end(page->doc);
}

void dossier_block_people(dossier_corridor *corridor) {
    show_corridor_stock(corridor);
    show_other_counts(corridor);
    show_education(corridor);
    dossier_work_of_origin(corridor->page, corridor->destination, corridor->origin);
    show_context(corridor);
}
