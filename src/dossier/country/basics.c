/* SPDX-License-Identifier: Apache-2.0 */
/* basics.c: key figures of one or two countries side by side: people, natural increase, net
 * migration, economy, work. Every cell shows the newest year of its source that is not a
 * projection. */
#include "country.h"

typedef struct {
    const char *label; // marked for translation
    const char *measure;
    const char *breakdowns[3]; // the first one with a figure; NULL ends the list
} basics_row;

static const basics_row work_rows[] = {
    { N_("GDP per person"), MEASURE_GDP, { "" } },
    { N_("Labour force participation, 15 and over"), MEASURE_LFPR, { "age=15+" } },
    { N_("Labour force participation of women, 15 and over"), MEASURE_LFPR, { "age=15+;sex=F" } },
    { N_("Labour force participation of men, 15 and over"), MEASURE_LFPR, { "age=15+;sex=M" } },
    { N_("Unemployment rate, 15 and over"), MEASURE_UNEMPLOYMENT, { "age=15+" } },
    { N_("Informal employment"), MEASURE_INFORMALITY, { "", "survey=LFS", "survey=HS" } },
    { N_("Remittances received, as a share of GDP"), MEASURE_RECEIVED_GDP, { "" } },
};

enum { PLACES_MAX = 2 };

typedef struct {
    dossier_page *page;
    const cor_country *places;
    int32_t place_count;
    bool begun; // set by the first row with a value
} basics_table;

static void begin_table(const basics_table *table) {
    dossier_page *page = table->page;
    cor_table_column columns[1 + 2 * PLACES_MAX] = { dossier_column(COR_CELL_LABEL, "what",
                                                                    _("What")) };

    for (int32_t p = 0; p < table->place_count; p++) {
        cor_str code = cor_country_code(table->places[p]);
        columns[1 + 2 * p] = (cor_table_column){
            .kind = COR_CELL_VALUE,
            .key = code,
            .label =
                cor_text_keep(page->keep, cor_say("{place}", cor_arg_country(table->places[p])))
        };
        columns[2 + 2 * p] =
            (cor_table_column){ .kind = COR_CELL_WORDS,
                                .key = cor_str_print(page->keep, "%.*s_year", COR_STR_F(code)),
                                .label = dossier_plain(_("Year")) };
    }

    cor_doc_table(page->doc, "basics-table", dossier_plain(_("Key figures")), columns,
                  1 + 2 * table->place_count,
                  dossier_plain(_("The newest year of each source that is not a projection.")));
}

static void show_basic_row(basics_table *table, cor_text label, const cor_value *values) {
    cor_table_cell cells[1 + 2 * PLACES_MAX] = { dossier_words(label) };
    bool any = false;

    for (int32_t p = 0; p < table->place_count; p++) {
        any |= values[p].present;
        cells[1 + 2 * p] = dossier_cell(values[p]);
        cells[2 + 2 * p] = dossier_words(
            values[p].present ? cor_text_keep(table->page->keep,
                                              cor_say("{period}", cor_arg_period(values[p].period)))
                              : NO_TEXT);
    }

    if (!any) return;
    if (!table->begun) begin_table(table);
    table->begun = true;
    cor_doc_row(table->page->doc, cells);
}

static const cor_figure *first_pick(dossier_page *page, const basics_row *row, cor_country place) {
    for (int i = 0; i < 3 && row->breakdowns[i]; i++) {
        const char *breakdown = row->breakdowns[i];
        const cor_figure *figure = dossier_pick(
            dossier_at_place(page, row->measure, place, breakdown), breakdown, (cor_interval){ 0 });
        if (figure) return figure;
    }
    return NULL;
}

/* ---- population and its change ------------------------------------------- */

/* Population series run from 1950 to 2050; limit them to the years that pages need. */
static dossier_figures recent_figures(dossier_page *page, const char *measure, cor_country place) {
    cor_country nowhere = COR_COUNTRY_NONE;
    return dossier_select(
        page, (cor_filter){ .measure = cor_str_of(measure),
                            .origins = &nowhere,
                            .origin_count = 1,
                            .destinations = &place,
                            .destination_count = 1,
                            .within = { cor_date_of(2014, 1, 1), cor_date_of(2031, 1, 1) },
                            .breakdown_exact = true });
}

static const cor_figure *of_year(dossier_figures figures, const cor_figure *like) {
    if (!like) return NULL;
    int32_t year = cor_date_year(like->period.start);
    for (size_t i = 0; i < figures.count; i++) {
        const cor_figure *figure = &figures.list[i];
        if (cor_date_year(figure->period.start) == year &&
            cor_str_equal(figure->source, like->source) && !figure->breakdown.length &&
            dossier_has_value(figure) &&
            cor_interval_days(figure->period) == cor_interval_days(like->period))
            return figure;
    }

    return NULL;
}

static cor_value rate_per_1000(dossier_page *page, double events, cor_value numerator,
                               cor_value population, cor_text how) {
    if (!numerator.present || !population.present || !(population.value > 0))
        return cor_value_absent();
    return cor_doc_computed(page->doc, 1000 * events / population.value, COR_STR("per_1000"), how,
                            (cor_value[]){ numerator, population }, 2);
}

typedef struct {
    cor_value population, natural, migration;
} change_of_place;

static change_of_place change_in(dossier_page *page, cor_country place) {
    dossier_figures people = recent_figures(page, MEASURE_POPULATION, place),
                    births = recent_figures(page, MEASURE_BIRTHS, place);
    dossier_figures deaths = recent_figures(page, MEASURE_DEATHS, place),
                    moves = recent_figures(page, MEASURE_NET_MIGRATION, place);

    const cor_figure *population = dossier_pick(people, "", (cor_interval){ 0 });
    cor_value persons = dossier_value(page, population);
    cor_value born = dossier_value(page, of_year(births, population));
    cor_value died = dossier_value(page, of_year(deaths, population));
    cor_value moved = dossier_value(page, of_year(moves, population));
    change_of_place change = { .population = persons };
    cor_value increase =
        dossier_difference(page, UNIT_PERSONS, born, died, dossier_plain(_("births less deaths")));

    change.natural = rate_per_1000(
        page, increase.value, increase, persons,
        dossier_plain(_("births less deaths, divided by the population, times 1000")));
    change.migration =
        rate_per_1000(page, moved.value, moved, persons,
                      dossier_plain(_("net migration divided by the population, times 1000")));

    return change;
}

static void show_natural_change(basics_table *table) {
    cor_value population[PLACES_MAX] = { { 0 } }, natural[PLACES_MAX] = { { 0 } },
              migration[PLACES_MAX] = { { 0 } };
    for (int32_t p = 0; p < table->place_count; p++) {
        change_of_place change = change_in(table->page, table->places[p]);
        population[p] = change.population;
        natural[p] = change.natural;
        migration[p] = change.migration;
    }

    show_basic_row(table, dossier_plain(_("Population")), population);
    show_basic_row(table, dossier_plain(_("Natural increase in the year")), natural);
    show_basic_row(table, dossier_plain(_("Net migration in the year")), migration);
}

/* ---- the table ----------------------------------------------------------- */

static void show_work(basics_table *table) {
    for (size_t r = 0; r < sizeof work_rows / sizeof *work_rows; r++) {
        cor_value values[PLACES_MAX];
        for (int32_t p = 0; p < table->place_count; p++)
            values[p] = dossier_value(table->page,
                                      first_pick(table->page, &work_rows[r], table->places[p]));
        show_basic_row(table, dossier_plain(work_rows[r].label), values);
    }
}

void dossier_basics(dossier_page *page, const cor_country *places, int32_t place_count) {
    basics_table table = { .page = page,
                           .places = places,
                           .place_count = place_count < PLACES_MAX ? place_count : PLACES_MAX };
    show_natural_change(&table);
    show_work(&table);
    if (table.begun) return;
    cor_text fillers[] = { dossier_plain(
        _("population and labour force series that include so small a place")) };
    cor_doc_absence(
        page->doc, "basics-table", dossier_plain(_("Key figures")),
        dossier_plain(_("No source in the database has population or labour figures of it.")),
        fillers, 1);
}
