/* SPDX-License-Identifier: Apache-2.0 */
/* un_desa.c: International Migrant Stock of the United Nations: the workbooks and the tidy tables
 * made from them.
 *
 * A stock counts people at mid-year and is filed under the calendar year. Without an origin it is
 * that of all migrants (origin WLD); what the bilateral table does not attribute is "other"
 * (OTH). */
#include <math.h>

#include "beside.h"
#include "datasets.h"

/* ---- tidy tables --------------------------------------------------------- */

static const cor_column CORRIDORS[] = {
    { "origin_iso3", COR_AS_ORIGIN },
    { "dest_iso3", COR_AS_DESTINATION },
    { "year", COR_AS_YEAR },
    { "sex", COR_AS_WORD, .words = COR_WORDS_SEX },
    { "value", COR_AS_VALUE, .measure = "stock" },
    { 0 },
};

static const cor_column DESTINATIONS[] = {
    { "iso3", COR_AS_DESTINATION },
    { "year", COR_AS_YEAR },
    { "sex", COR_AS_WORD, .words = COR_WORDS_SEX },
    { "migrants", COR_AS_VALUE, .measure = "stock", .origin = "WLD" },
    { "population", COR_AS_VALUE, .is_optional = true, .measure = "population" },
    { "m49", COR_AS_NOTHING, .is_optional = true },
    { "data_type", COR_AS_NOTHING, .is_optional = true },
    { 0 },
};

/* What a stock rests on, and whether the revision of 2024 changed it, is said of the stock of all. */
static const cor_column DESTINATIONS_2024[] = {
    { "iso3", COR_AS_DESTINATION },
    { "m49", COR_AS_NOTHING },
    { "year", COR_AS_YEAR },
    { "sex", COR_AS_WORD, .words = COR_WORDS_SEX },
    { "migrants", COR_AS_VALUE, .measure = "stock", .origin = "WLD" },
    { "data_type", COR_AS_NOTHING },
    { "series_changed", COR_AS_NOTHING },
    { 0 },
};

static const cor_column OTHER_ORIGINS[] = {
    { "dest_iso3", COR_AS_DESTINATION },
    { "year", COR_AS_YEAR },
    { "sex", COR_AS_WORD, .words = COR_WORDS_SEX },
    { "origin_other", COR_AS_VALUE, .measure = "stock", .origin = "OTH" },
    { "total", COR_AS_VALUE, .is_optional = true, .measure = "stock", .origin = "WLD" },
    { "origin_identified", COR_AS_NOTHING, .is_optional = true },
    { 0 },
};

static const cor_word BASES[] = {
    { .text = "birthplace", .breakdown = "basis=birthplace" },
    { .text = "citizenship", .breakdown = "basis=citizenship" },
    { .text = "refugees_added", .breakdown = "basis=refugees_added" },
    { .text = "imputed", .breakdown = "basis=imputed" },
    { .text = "reassessed", .breakdown = "basis=reassessed" },
    { .text = "carried_forward", .breakdown = "basis=carried_forward" },
    { 0 },
};
static const cor_column BASIS[] = {
    { "iso3", COR_AS_DESTINATION },
    { "year", COR_AS_YEAR },
    { "count_basis", COR_AS_WORD, .words = BASES },
    { "used", COR_AS_VALUE, .measure = "stock_basis" },
    { 0 },
};

/* The two measures of a row see the same place from two sides, so the column of the place is read
 * twice. */
static const cor_column TOTALS[] = {
    { "iso3", COR_AS_DESTINATION },
    { "iso3", COR_AS_ORIGIN },
    { "year", COR_AS_YEAR },
    { "immigrants", COR_AS_VALUE, .measure = "stock", .origin = "WLD" },
    { "emigrants", COR_AS_VALUE, .measure = "stock", .destination = "WLD" },
    { 0 },
};

static const cor_word ROLES[] = {
    { .text = "immigrants", .origin = "WLD" },
    { .text = "emigrants", .from_place = true },
    { 0 },
};
static const cor_column AGES[] = {
    { "iso3", COR_AS_DESTINATION },
    { "role", COR_AS_WORD, .words = ROLES },
    { "year", COR_AS_YEAR },
    { "sex", COR_AS_WORD, .words = COR_WORDS_SEX },
    { "age", COR_AS_WORD, .words = COR_WORDS_AGE },
    { "value", COR_AS_VALUE, .measure = "stock" },
    { 0 },
};

/* ---- workbooks ----------------------------------------------------------- */

/* "POP/DB/MIG/Stock/Rev.2020" stands beside every table since 2013; the workbook of 2019 has only
 * its file name. */
static cor_str edition_of_workbook(const cor_head *head, cor_arena *keep) {
    (void)keep;
    cor_str rest;
    if (!cor_head_after(head, "MIG/Stock/Rev.", &rest) &&
        !cor_head_after(head, "UN_MigrantStockTotal_", &rest))
        return (cor_str){ 0 };
    return cor_str_part(rest, 0, 4);
}

/* A block of year columns under one title, e.g. the stock of women or the population of both
 * sexes. */
typedef struct {
    const char *measure;
    const char *breakdown;
    int32_t shift10;
} sheet_block;

typedef struct {
    int32_t sheet, header_row;   // the row that names the columns, from 0
    int32_t name, place, origin; // columns
    struct {
        int32_t at;
        sheet_block block;
        cor_interval period;
    } values[128];
    int32_t value_count;
} layout_of_sheet;

static bool contains_text(cor_str text, const char *needle) {
    return cor_str_find(text, cor_str_of(needle)) != SIZE_MAX;
}

static bool is_among(cor_str word, const char *const *words) {
    for (; *words; words++)
        if (cor_str_is(word, *words)) return true;
    return false;
}

/* The sex that the words of a title name; false for words that make it another table: as a
 * percentage, aged 65 or over. */
static bool sex_of_title(cor_str title, const char **ret_breakdown) {
    static const char *const PLAIN[] = {
        "international", "migrant",   "stock", "total", "population", "at", "mid",
        "year",          "of",        "both",  "sexes", "sex",        "by", "combined",
        "thousand",      "thousands", "in",    "the",   "persons",    NULL
    };
    static const char *const WOMEN[] = { "female", "females", "women", NULL };
    static const char *const MEN[] = { "male", "males", "men", NULL };
    char room[1024];
    cor_arena arena = { room, room + sizeof room };
    cor_str rest = title.length < 200 ? cor_str_fold(&arena, title) : (cor_str){ 0 }, word;
    *ret_breakdown = "";

    while (cor_str_split(&rest, ' ', &word)) {
        bool is_woman = is_among(word, WOMEN), is_man = is_among(word, MEN);
        if (is_woman || is_man) *ret_breakdown = is_woman ? "sex=F" : "sex=M";
        bool is_footnote = word.length == 1;
        if (!is_woman && !is_man && !is_footnote && !is_among(word, PLAIN)) return false;
    }
    return true;
}

/* Percentages, growth rates and refugees are derived or belong to other sources: not a block. */
static bool block_of(cor_str title, sheet_block *ret_block) {
    sheet_block found = { 0 };
    int32_t scale = cor_scale_named(title);
    if (cor_str_starts(title, COR_STR("International migrant stock at mid-year")))
        found = (sheet_block){ "stock", "", scale };
    if (cor_str_starts(title, COR_STR("Total population")))
        found = (sheet_block){ "population", "", scale ? scale : 3 };
    if (!found.measure || contains_text(title, "%")) return false;
    if (!sex_of_title(title, &found.breakdown)) return false;
    *ret_block = found;
    return true;
}

/* The title of a block is above its first column, up to four rows above the years, or in the header
 * row. */
static bool find_block(const cor_head_sheet *sheet, int32_t years_row, int32_t column,
                       sheet_block *ret_block, bool *ret_titled) {
    enum { ROWS_UP = 4 };
    for (int32_t row = years_row; row >= 0 && row >= years_row - ROWS_UP; row--) {
        cor_str title = cor_head_text(sheet, row, column);
        int64_t year;
        if (!title.length || cor_number_parse_int(title, &year)) continue;
        *ret_titled = true;
        return block_of(title, ret_block);
    }

    *ret_titled = false;
    return false;
}

static int32_t find_ending(const cor_row *row, const char *first, const char *second) {
    for (int32_t i = 0; i < row->cell_count; i++) {
        cor_str text = cor_row_text(row, i);
        if (cor_str_is(text, first) || cor_str_is(text, second)) return i;
    }
    return -1;
}

static bool is_year(cor_str text, cor_interval *ret_period) {
    return text.length == 4 && cor_interval_parse(text, ret_period);
}

static void read_blocks(const cor_head_sheet *sheet, int32_t years_row, layout_of_sheet *found) {
    enum { MOST = sizeof found->values / sizeof *found->values };
    sheet_block current = { 0 };
    bool in_block = false;

    for (int32_t column = 0; column < sheet->rows[years_row].cell_count; column++) {
        sheet_block next;
        bool titled, known = find_block(sheet, years_row, column, &next, &titled);
        if (titled) in_block = known, current = known ? next : current;
        cor_interval period;
        if (!in_block || found->value_count == MOST ||
            !is_year(cor_head_text(sheet, years_row, column), &period))
            continue;
        found->values[found->value_count].at = column;
        found->values[found->value_count].block = current;
        found->values[found->value_count++].period = period;
    }
}

/* Find the header by its columns of codes; the years are in the same row or in the next. */
static bool study_sheet(const cor_head *head, int32_t number, layout_of_sheet *ret_found) {
    const cor_head_sheet *sheet = &head->sheets[number];
    for (int32_t row = 0; row < sheet->row_count; row++) {
        layout_of_sheet found = { .sheet = number, .header_row = row };
        found.origin = cor_row_find(&sheet->rows[row], "Location code of origin");
        found.place = find_ending(&sheet->rows[row], "Location code", "Code");
        if (found.place < 0)
            found.place = cor_row_find(&sheet->rows[row], "Location code of destination");
        if (found.place < 0) continue;
        read_blocks(sheet, row, &found);
        if (!found.value_count && row + 1 < sheet->row_count)
            read_blocks(sheet, ++found.header_row, &found);
        *ret_found = found;
        return found.value_count > 0;
    }

    return false;
}

static cor_interval span_of_workbook(const cor_head *head) {
    cor_interval span = { 0 };
    layout_of_sheet found;
    for (int32_t i = 0; i < head->sheet_count; i++) {
        if (!study_sheet(head, i, &found)) continue;
        for (int32_t v = 0; v < found.value_count; v++) {
            cor_interval period = found.values[v].period;
            if (!span.end.days || period.start.days < span.start.days) span.start = period.start;
            if (period.end.days > span.end.days) span.end = period.end;
        }
    }
    return span;
}

static bool is_workbook(const cor_head *head) {
    layout_of_sheet found;
    for (int32_t i = 0; i < head->sheet_count; i++)
        if (study_sheet(head, i, &found)) return true;
    return false;
}

/* Workbooks hold 5438.959 thousand as 5438.9589999999998. More than that is in the file, and no
 * number of persons: the check of values refuses it. */
static double whole_persons(double value) {
    const double noise = 1e-3;
    double whole = rint(value);
    return fabs(value - whole) < noise ? whole : value;
}

static cor_code take_block_cell(cor_intake *intake, const layout_of_sheet *sheet, int32_t number,
                                const cor_row *row, cor_country origin, cor_country destination,
                                int32_t *taken, cor_error *err) {
    int32_t at = sheet->values[number].at;
    const sheet_block *block = &sheet->values[number].block;
    const cor_column column = { .shift10 = block->shift10, .missing = ".." };
    double value;
    bool found = false;

    if (at >= row->cell_count) return COR_OK;
    cor_code code = cor_cell_value(&row->cells[at], &column, 0, &value, &found, err);
    if (code) return cor_intake_settle(intake, code, row->row, at, err);
    if (!found) return COR_OK;

    ++*taken;
    bool is_stock = cor_str_is(COR_STR("stock"), block->measure);
    cor_figure figure = { .measure = cor_str_of(block->measure),
                          .origin = is_stock ? origin : COR_COUNTRY_NONE,
                          .destination = destination,
                          .period = sheet->values[number].period,
                          .breakdown = cor_str_of(block->breakdown),
                          .value = whole_persons(value),
                          .status = COR_ESTIMATED,
                          .row = row->row,
                          .column = at + 1 };

    return cor_intake_put(intake, &figure, err);
}

/* Titles of groups have no code, and no values either. */
static bool has_block_value(const layout_of_sheet *sheet, const cor_row *row) {
    for (int32_t i = 0; i < sheet->value_count; i++)
        if (cor_row_word(row, sheet->values[i].at).length) return true;
    return false;
}

static cor_code fail_no_code(cor_error *err) {
    (void)cor_fail(err, COR_E_FORMAT, _("The row has values and no code of a place."));
    return cor_hint(err, _("Write the number of the United Nations into the column of codes, or "
                           "remove the row."));
}

/* The names before the values are those of the codes. */
static cor_code check_row_names(const layout_of_sheet *sheet, const cor_row *row,
                                cor_country origin, cor_country destination, int32_t *ret_column,
                                cor_error *err) {
    enum { NAME_BYTES_LEAST = 4 }; // "B R" and the like say what the data rest on
    for (int32_t i = 0; i < row->cell_count && i < sheet->values[0].at; i++) {
        cor_str name = cor_row_text(row, i), code = cor_row_text(row, sheet->place);
        cor_country named;
        bool is_name = name.length >= NAME_BYTES_LEAST && i != sheet->place && i != sheet->origin;
        if (!is_name || !cor_country_find(name, &named)) continue;
        if (sheet->origin >= 0 && named.id == origin.id) continue;
        cor_code failed = cor_beside_name(name, code, destination, err);
        if (failed) return *ret_column = i, failed;
    }
    return COR_OK;
}

static cor_code take_sheet_row(cor_intake *intake, const layout_of_sheet *sheet, const cor_row *row,
                               cor_error *err) {
    cor_country origin = COR_COUNTRY_WORLD, destination = COR_COUNTRY_NONE;
    cor_str code_text = cor_row_text(row, sheet->place);
    cor_code code = COR_OK;
    int32_t taken = 0, fault = sheet->place;

    if (code_text.length)
        code = cor_cell_country(code_text, COR_PLACES_BY_M49, &destination, err);
    else if (has_block_value(sheet, row))
        code = fail_no_code(err);
    if (!code && sheet->origin >= 0) {
        fault = sheet->origin;
        code = cor_cell_country(cor_row_text(row, sheet->origin), COR_PLACES_BY_M49, &origin, err);
    }

    if (!code) code = check_row_names(sheet, row, origin, destination, &fault, err);
    if (code) return cor_intake_settle(intake, code, row->row, fault, err);

    for (int32_t i = 0; i < sheet->value_count && destination.id && origin.id && !code; i++)
        code = take_block_cell(intake, sheet, i, row, origin, destination, &taken, err);

    intake->report->rows_skipped += !taken;
    return code;
}

/* The scales of the blocks, as bits. */
static uint32_t scales_of_blocks(const layout_of_sheet *sheet) {
    uint32_t scales = 0;
    for (int32_t i = 0; i < sheet->value_count; i++)
        scales |= 1u << sheet->values[i].block.shift10;
    return scales;
}

static cor_code map_workbook(cor_intake *intake, cor_error *err) {
    cor_code code = COR_OK;
    for (int32_t i = 0; i < intake->head->sheet_count && !code; i++) {
        layout_of_sheet sheet;
        if (!study_sheet(intake->head, i, &sheet)) continue;
        code = cor_scale_check(intake, i, sheet.header_row, scales_of_blocks(&sheet), err);
        if (!code) code = cor_intake_sheet(intake, i, sheet.header_row, err);
        while (!code) {
            cor_row row;
            bool found;
            code = cor_intake_next(intake, &row, &found, err);
            if (code || !found) break;
            code = take_sheet_row(intake, &sheet, &row, err);
        }
    }

    return code;
}

/* ---- the dataset --------------------------------------------------------- */

static const cor_layout LAYOUTS[] = {
    { .key = "workbook",
      .looks =
          N_("the workbook of the United Nations, by destination or by destination and origin"),
      .recognise = is_workbook,
      .edition = edition_of_workbook,
      .span = span_of_workbook,
      .source_prefix = "un-desa-ims-",
      .editions = "un-desa-ims-2019 un-desa-ims-2020 un-desa-ims-2024",
      .status = COR_ESTIMATED,
      .is_free = true,
      .reads_all = true,
      .map = map_workbook },
    { .key = "tidy-corridors",
      .looks = N_("a table of corridors by year and sex"),
      .columns = CORRIDORS,
      .editions = "un-desa-ims-2020 un-desa-ims-2024",
      .status = COR_ESTIMATED },
    { .key = "tidy-destinations-2024",
      .looks = N_("a table of destinations by year and sex"),
      .columns = DESTINATIONS_2024,
      .editions = "un-desa-ims-2024",
      .status = COR_ESTIMATED },
    { .key = "tidy-destinations",
      .looks = N_("a table of destinations by year and sex"),
      .columns = DESTINATIONS,
      .editions = "un-desa-ims-2020 un-desa-ims-2024",
      .status = COR_ESTIMATED },
    { .key = "tidy-basis",
      .looks = N_("a table of what the stock of a destination rests on"),
      .columns = BASIS,
      .editions = "un-desa-ims-2020 un-desa-ims-2024",
      .status = COR_OBSERVED },
    { .key = "tidy-other-origins",
      .looks = N_("a table of migrants from other and unknown origins"),
      .columns = OTHER_ORIGINS,
      .editions = "un-desa-ims-2020 un-desa-ims-2024",
      .status = COR_ESTIMATED },
    { .key = "tidy-totals",
      .looks = N_("a table of immigrants and emigrants by country and year"),
      .columns = TOTALS,
      .editions = "un-desa-ims-2024",
      .status = COR_ESTIMATED },
    { .key = "tidy-ages",
      .looks = N_("a table of immigrants and emigrants by age and sex"),
      .columns = AGES,
      .has_fractions = true, // emigrants by age are modelled
      .editions = "iom-gdi-ims-age-2020",
      .status = COR_ESTIMATED },
};

const cor_dataset cor_un_desa_stock = { .name = "un-desa-stock",
                                        .title = N_("International migrant stock (UN DESA)"),
                                        .layouts = LAYOUTS,
                                        .layout_count = sizeof LAYOUTS / sizeof *LAYOUTS };
