/* SPDX-License-Identifier: Apache-2.0 */
/* people.c: people born in one country living in the other: by year and sex, in other sources, by
 * education; then the work and the ages of all migrants at the destination, marked as being of all
 * origins. */
#include "corridor.h"

#include "dossier/country/country.h"
#include "trend.h"

/* ---- over time ----------------------------------------------------------- */

static void say_women(const dossier_corridor *corridor, const cor_value *shares, int32_t count) {
    const cor_value *first = dossier_first_of(shares, count),
                    *last = dossier_last_of(shares, count);
    dossier_page *page = corridor->page;

    if (!first) return;
    if (first == last) {
        cor_doc_paragraph(page->doc,
                          cor_say(_("Women were {share} of them in {year}."),
                                  dossier_percent(page, last->value, 1),
                                  cor_arg_period(last->period)),
                          last, 1);
        return;
    }

    cor_doc_paragraph(page->doc,
                      cor_say(_("Women were {before} of them in {first} and {after} in {last}."),
                              dossier_percent(page, first->value, 1), cor_arg_period(first->period),
                              dossier_percent(page, last->value, 1), cor_arg_period(last->period)),
                      (cor_value[]){ *first, *last }, 2);
}

/* ---- stock by sex -------------------------------------------------------- */

static cor_text stock_title(const dossier_corridor *corridor, dossier_periods periods) {
    return cor_text_keep(
        corridor->page->keep,
        cor_say(_("People born in {origin} living in {destination}, by sex, {first} to {last}"),
                cor_arg_country(corridor->origin), cor_arg_country(corridor->destination),
                cor_arg_period(periods.list[0]), cor_arg_period(periods.list[periods.count - 1])));
}

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

static void show_shares(const dossier_corridor *corridor, dossier_periods periods,
                        const cor_value *totals, const cor_value *women_share) {
    dossier_page *page = corridor->page;
    cor_table_column columns[] = {
        dossier_column(COR_CELL_LABEL, "year", _("Year")),
        dossier_column(COR_CELL_VALUE, "women", _("Women among them")),
        dossier_column(COR_CELL_VALUE, "share", _("Share at the destination")),
        dossier_column(COR_CELL_VALUE, "growth", _("Change per year")),
    };

    cor_doc_table(page->doc, "stock-shares", dossier_plain(_("In proportion")), columns, 4,
                  NO_TEXT);
    for (int32_t i = 0; i < periods.count; i++) {
        cor_value all =
            dossier_value(page, dossier_pick(corridor->at_destination, "", periods.list[i]));
        cor_value share = dossier_share(
            page, totals[i], all,
            dossier_plain(
                _("people of this corridor divided by all people born abroad at the destination")));
        cor_doc_row(page->doc,
                    (cor_table_cell[]){
                        dossier_words(cor_say("{period}", cor_arg_period(periods.list[i]))),
                        dossier_cell(women_share[i]),
                        dossier_cell(share),
                        dossier_cell(i ? yearly_growth(page, totals[i - 1], totals[i])
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

    cor_value *totals = dossier_values_over(page, corridor->main, "", periods);
    cor_value *women = dossier_values_over(page, corridor->main, "sex=F", periods);
    if (!totals || !women) return;
    cor_value *shares = women_shares(page, women, totals, periods.count);
    if (!shares) return;

    dossier_trend trend = dossier_trend_of(totals, periods.count, *page->keep);
    dossier_say_trend(page, corridor->origin, corridor->destination, &trend);
    say_women(corridor, shares, periods.count);
    dossier_stock_chart(page, "stock", stock_title(corridor, periods), corridor->main);
    show_shares(corridor, periods, totals, shares);
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

void dossier_block_people(dossier_corridor *corridor) {
    show_corridor_stock(corridor);
    dossier_sources_table(corridor->page, "stock-sources", corridor->stock);
    show_education(corridor);
    dossier_ages(corridor->page, corridor->destination);
    dossier_work(corridor->page, corridor->destination, corridor->origin);
}
