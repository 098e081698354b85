/* SPDX-License-Identifier: Apache-2.0 */
/* use.c: use of instruments: one table and one chart per measure; measures are never added up. */
#include <stdlib.h>

#include "mechanisms.h"

/* ---- one record ---------------------------------------------------------- */

static bool is_people(const cor_entry *use) {
    cor_str measure = cor_entry_get(use, USE_MEASURE);
    return cor_str_starts(measure, COR_STR("workers"));
}

static cor_obs_status record_status(const cor_entry *use) {
    if (cor_use_sort_of(use) == COR_USE_OFFERED) return COR_PROJECTED;
    return cor_entry_get(use, USE_BOUND).length ? COR_ESTIMATED : COR_OBSERVED;
}

cor_value dossier_use_value(dossier_page *page, const cor_entry *use) {
    cor_interval period = { 0 };
    (void)cor_entry_period(use, USE_PERIOD, &period);
    return dossier_entry_number(page, use, USE_PERSONS, is_people(use) ? UNIT_PERSONS : UNIT_COUNT,
                                record_status(use), period);
}

/* "at least", and the part that was counted. */
static cor_text counted_text(dossier_page *page, const cor_entry *use) {
    cor_text measure = cor_entry_names(use, USE_MEASURE, page->keep),
             bound = cor_entry_names(use, USE_BOUND, page->keep);
    if (cor_text_is_empty(bound)) return measure;
    return cor_text_keep(
        page->keep, cor_say("{measure}, {bound}", cor_arg_text(&measure), cor_arg_text(&bound)));
}

cor_text dossier_use_text(dossier_page *page, const cor_entry *use) {
    cor_interval period;
    cor_text counted = counted_text(page, use);
    if (!cor_entry_period(use, USE_PERIOD, &period)) return counted;
    cor_text when = dossier_period_text(page, period);
    return cor_text_keep(
        page->keep, cor_say("{counted}, {period}", cor_arg_text(&counted), cor_arg_text(&when)));
}

/* Without an origin a record counts people of every nationality, without a destination those of
 * every destination of the instrument. */
cor_text dossier_use_together_text(dossier_page *page, const cor_entry *mechanism,
                                   const cor_entry *use) {
    cor_text counted = dossier_use_text(page, use);
    bool any_origin = !cor_use_has_end(mechanism, use, true),
         any_destination = !cor_use_has_end(mechanism, use, false);
    const char *said = !any_destination
                           ? _("{counted}, of all nationalities of the scheme together")
                       : !any_origin ? _("{counted}, to all destinations of the scheme together")
                                     : _("{counted}, of all corridors of the scheme together");

    return cor_text_keep(page->keep, cor_say(said, cor_arg_text(&counted)));
}

/* ---- records of one measure ---------------------------------------------- */

typedef struct {
    const cor_registry_code *measure;
    const cor_entry **list;
    int32_t count;
} measure_uses;

static int by_record_time(const void *a, const void *b) {
    const cor_entry *one = *(const cor_entry *const *)a, *other = *(const cor_entry *const *)b;
    cor_interval period = { 0 }, later = { 0 };
    (void)cor_entry_period(one, USE_PERIOD, &period);
    (void)cor_entry_period(other, USE_PERIOD, &later);
    if (period.start.days != later.start.days) return period.start.days < later.start.days ? -1 : 1;
    if (period.end.days != later.end.days) return period.end.days < later.end.days ? -1 : 1;
    return cor_str_compare(one->key, other->key);
}

static measure_uses uses_of(dossier_page *page, const cor_registry_code *measure,
                            const cor_entry *const *uses, size_t count) {
    measure_uses of = { .measure = measure,
                        .list = cor_new(page->keep, const cor_entry *, count + 1) };
    for (size_t i = 0; of.list && i < count; i++)
        if (cor_str_is(cor_entry_get(uses[i], USE_MEASURE), measure->code))
            of.list[of.count++] = uses[i];
    if (of.count) qsort(of.list, (size_t)of.count, sizeof *of.list, by_record_time);
    return of;
}

static const cor_registry_code *measure_codes(void) {
    return cor_kind_mechanism_use.fields[USE_MEASURE].codes;
}

/* ---- tables -------------------------------------------------------------- */

/* An optional column, shown when any record of the page has it. */
typedef struct {
    const char *key;
    int32_t field;
} extra_column;
static const extra_column extras[] = {
    { "sex", USE_SEX },       { "origin", USE_ORIGIN }, { "destination", USE_DESTINATION },
    { "sector", USE_SECTOR }, { "scope", USE_SCOPE },   { "note", USE_NOTE },
};
enum { EXTRAS = sizeof extras / sizeof *extras, COLUMNS_MAX = EXTRAS + 4 };

typedef struct {
    dossier_page *page;
    bool with_mechanism, shown[EXTRAS];
    cor_table_column columns[COLUMNS_MAX];
    int32_t column_count;
} use_table;

static void add_optional_column(use_table *table, cor_column_kind kind, const char *key,
                                const char *label) {
    table->columns[table->column_count++] = dossier_column(kind, key, label);
}

static void choose_columns(use_table *table, const cor_entry *const *uses, size_t count) {
    if (table->with_mechanism)
        add_optional_column(table, COR_CELL_LABEL, "mechanism", _("Mechanism"));
    add_optional_column(table, table->with_mechanism ? COR_CELL_WORDS : COR_CELL_LABEL, "period",
                        _("Period"));
    add_optional_column(table, COR_CELL_VALUE, "number", _("Number"));
    add_optional_column(table, COR_CELL_WORDS, "bound", _("What it is"));

    for (int e = 0; e < EXTRAS; e++) {
        for (size_t i = 0; i < count; i++)
            table->shown[e] |= cor_entry_in(uses[i], extras[e].field, COR_LANG_EN).length > 0;
        if (table->shown[e])
            add_optional_column(table, COR_CELL_WORDS, extras[e].key,
                                cor_kind_mechanism_use.fields[extras[e].field].label);
    }
}

/* Kind of number: a count, an approximate count, a quota, a plan. */
static cor_text kind_of_number(dossier_page *page, const cor_entry *use) {
    cor_text bound = cor_entry_names(use, USE_BOUND, page->keep);
    bool offered = cor_use_sort_of(use) == COR_USE_OFFERED;
    const char *kind = !offered                                               ? _("count")
                       : cor_str_is(cor_entry_get(use, USE_MEASURE), "quota") ? _("quota")
                                                                              : _("plan");
    if (cor_text_is_empty(bound)) return dossier_plain(kind);
    cor_text word = dossier_plain(kind);
    return cor_text_keep(page->keep,
                         cor_say("{kind}, {bound}", cor_arg_text(&word), cor_arg_text(&bound)));
}

static void put_use_row(const use_table *table, const cor_entry *use) {
    dossier_page *page = table->page;
    cor_table_cell cells[COLUMNS_MAX];
    int32_t at = 0;
    cor_interval period = { 0 };

    (void)cor_entry_period(use, USE_PERIOD, &period);
    if (table->with_mechanism) {
        const cor_entry *mechanism = cor_registry_memory_find(
            page->dossier->registries, &cor_kind_mechanism, cor_entry_get(use, USE_MECHANISM));
        cells[at++] = mechanism ? dossier_link(dossier_entry_title(page, mechanism),
                                               dossier_entry_path(page, mechanism))
                                : dossier_words(cor_say_str(cor_entry_get(use, USE_MECHANISM)));
        cells[0].code = use->key;
    }

    cells[at++] = dossier_words(dossier_period_text(page, period));
    if (!table->with_mechanism) cells[0].code = (cor_str){ 0 };
    cells[at++] = dossier_cell(dossier_use_value(page, use));
    cells[at++] = dossier_words(kind_of_number(page, use));

    for (int e = 0; e < EXTRAS; e++)
        if (table->shown[e])
            cells[at++] = dossier_words(dossier_field_text(page, use, extras[e].field));

    cor_doc_row(page->doc, cells);
}

/* "Workers": the name of a measure as a title. */
static cor_text measure_title(const cor_registry_code *measure) {
    static const struct {
        const char *code, *title;
    } titles[] = {
        { "workers", N_("Workers") },
        { "workers_in_all", N_("Workers since the beginning") },
        { "visas", N_("Visas issued") },
        { "cards", N_("Cards issued") },
        { "certificates", N_("Certificates issued") },
        { "quota", N_("Quotas") },
        { "planned", N_("Plans and announcements") },
    };
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++)
        if (strcmp(titles[i].code, measure->code) == 0) return dossier_plain(titles[i].title);

    return dossier_plain(measure->label);
}

static cor_text measure_about(const cor_registry_code *measure) {
    if (strcmp(measure->code, "workers_in_all") == 0)
        return dossier_plain(_("Sums since the beginning, as the sources give them. Their periods "
                               "overlap: they are not added, and not compared with years."));

    if (strcmp(measure->code, "quota") == 0)
        return dossier_plain(_("What may be used. It says nothing about how many people came."));
    if (strcmp(measure->code, "planned") == 0)
        return dossier_plain(
            _("What was announced or planned. It says nothing about how many people came."));

    return dossier_plain(
        _("As the sources count them. Periods of different length are not added or compared."));
}

void dossier_use_tables(dossier_page *page, const cor_entry *const *uses, size_t count,
                        bool with_mechanism) {
    use_table table = { .page = page, .with_mechanism = with_mechanism };
    choose_columns(&table, uses, count);
    for (const cor_registry_code *measure = measure_codes(); measure->code; measure++) {
        measure_uses of = uses_of(page, measure, uses, count);
        if (!of.count) continue;
        char id[64];
        snprintf(id, sizeof id, "use-%s", measure->code);
        cor_doc_table(page->doc, id, measure_title(measure), table.columns, table.column_count,
                      measure_about(measure));
        cor_doc_role(page->doc, COR_ROLE_ROWS);
        for (int32_t i = 0; i < of.count; i++)
            put_use_row(&table, of.list[i]);
    }
}

/* ---- charts -------------------------------------------------------------- */

/* Years of one measure that can form one line: of everybody or by sex, of all corridors or of
 * one. */
typedef struct {
    cor_str sex, origin, destination;
} line_key;

static bool same_line(const line_key *key, const cor_entry *use) {
    return cor_str_equal(key->sex, cor_entry_get(use, USE_SEX)) &&
           cor_str_equal(key->origin, cor_entry_get(use, USE_ORIGIN)) &&
           cor_str_equal(key->destination, cor_entry_get(use, USE_DESTINATION));
}

static bool can_be_drawn(const cor_entry *use) {
    return cor_use_is_yearly(use) && !cor_entry_get(use, USE_SECTOR).length &&
           !cor_entry_get(use, USE_SCOPE).length;
}

enum { LINES_MAX = 6, POINTS_LEAST = 3 };

typedef struct {
    line_key keys[LINES_MAX];
    int32_t key_count;
    cor_interval *years;
    int32_t year_count;
} use_lines;

static void note_line(use_lines *lines, const cor_entry *use) {
    for (int32_t i = 0; i < lines->key_count; i++)
        if (same_line(&lines->keys[i], use)) return;
    if (lines->key_count == LINES_MAX) return;
    lines->keys[lines->key_count++] =
        (line_key){ cor_entry_get(use, USE_SEX), cor_entry_get(use, USE_ORIGIN),
                    cor_entry_get(use, USE_DESTINATION) };
}

static use_lines lines_of_measure(dossier_page *page, const measure_uses *of) {
    use_lines lines = { .years = cor_new(page->keep, cor_interval, of->count + 1) };
    for (int32_t i = 0; lines.years && i < of->count; i++) {
        cor_interval period;
        if (!can_be_drawn(of->list[i]) || !cor_entry_period(of->list[i], USE_PERIOD, &period))
            continue;
        note_line(&lines, of->list[i]);
        bool known =
            lines.year_count && cor_interval_equal(lines.years[lines.year_count - 1], period);
        if (!known) lines.years[lines.year_count++] = period;
    }

    return lines;
}

static cor_text line_label(dossier_page *page, const line_key *key) {
    cor_text sex =
        cor_registry_code_text(&cor_kind_mechanism_use.fields[USE_SEX], key->sex, page->keep);
    cor_text place =
        dossier_places_text(page, key->destination.length ? key->destination : key->origin);
    if (key->sex.length) return sex;
    if (cor_text_is_empty(place)) return dossier_plain(_("all"));
    const char *said = key->destination.length ? _("to {place}") : _("from {place}");
    return cor_text_keep(page->keep, cor_say(said, cor_arg_text(&place)));
}

/* The records of a line, one per year; of two sources that disagree the first is drawn and the
 * table has both. */
static cor_value *line_values(dossier_page *page, const measure_uses *of, const use_lines *lines,
                              const line_key *key) {
    cor_value *values = cor_new(page->keep, cor_value, lines->year_count);
    for (int32_t y = 0; values && y < lines->year_count; y++) {
        values[y] = cor_value_absent();
        for (int32_t i = 0; i < of->count && !values[y].present; i++) {
            cor_interval period;
            if (!can_be_drawn(of->list[i]) || !same_line(key, of->list[i])) continue;
            if (!cor_entry_period(of->list[i], USE_PERIOD, &period)) continue;
            if (cor_interval_equal(period, lines->years[y]))
                values[y] = dossier_use_value(page, of->list[i]);
        }
    }

    return values;
}

static void show_chart(dossier_page *page, const measure_uses *of, const use_lines *lines) {
    static const cor_hue hues[LINES_MAX] = { COR_HUE_INK,   COR_HUE_DESTINATION, COR_HUE_ORIGIN,
                                             COR_HUE_QUIET, COR_HUE_QUIET,       COR_HUE_QUIET };
    cor_chart_series series[LINES_MAX];

    for (int32_t i = 0; i < lines->key_count; i++) {
        const line_key *key = &lines->keys[i];
        series[i] = (cor_chart_series){ .key = key->sex.length           ? key->sex
                                               : key->destination.length ? key->destination
                                               : key->origin.length      ? key->origin
                                                                         : COR_STR("all"),
                                        .label = line_label(page, key),
                                        .hue = hues[i],
                                        .values = line_values(page, of, lines, key) };
        if (!series[i].values) return;
    }

    char id[64];
    snprintf(id, sizeof id, "chart-%s", of->measure->code);
    cor_text title = measure_title(of->measure);
    dossier_periods periods = { lines->years, lines->year_count };

    dossier_chart_over(
        page, id, periods,
        (cor_chart_spec){
            .kind = COR_CHART_LINE,
            .title = cor_say(_("{measure} by year"), cor_arg_text(&title)),
            .summary = cor_say(_("From {first} to {last}, for the years of which a source tells."),
                               cor_arg_period(lines->years[0]),
                               cor_arg_period(lines->years[lines->year_count - 1])),
            .about = dossier_plain(_("Whole years only. Between two dots nothing is known.")),
            .unit = cor_unit_find(COR_STR(UNIT_PERSONS)),
            .series = series,
            .series_count = lines->key_count,
            .mark = (double)NAN });
}

void dossier_use_charts(dossier_page *page, const cor_entry *const *uses, size_t count) {
    for (const cor_registry_code *measure = measure_codes(); measure->code; measure++) {
        measure_uses of = uses_of(page, measure, uses, count);
        use_lines lines = lines_of_measure(page, &of);
        if (lines.year_count >= POINTS_LEAST) show_chart(page, &of, &lines);
    }
}
