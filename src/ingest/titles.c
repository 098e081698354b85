/* SPDX-License-Identifier: Apache-2.0 */
/* titles.c: what stands above the header of a table, and the name of its sheet. A title is passed over
 * and named; one that says that the numbers are thousands, millions or euros changes every value under
 * it, unless the layout reads them so. */
#include "datasets.h"

enum { TITLE_BYTES_MAX = 300 };

/* Folded words of scales, in the languages of the files people bring. */
static const struct {
    const char *word;
    int32_t power;
} SCALES[] = {
    { "hundreds", 2 }, { "cientos", 2 },   { "centenas", 2 }, { "thousand", 3 }, { "thousands", 3 },
    { "mil", 3 },      { "miles", 3 },     { "millares", 3 }, { "milhares", 3 }, { "milliers", 3 },
    { "000", 3 },      { "000s", 3 },      { "lakh", 5 },     { "lakhs", 5 },    { "million", 6 },
    { "millions", 6 }, { "millon", 6 },    { "millones", 6 }, { "milhao", 6 },   { "milhoes", 6 },
    { "mio", 6 },      { "crore", 7 },     { "billion", 9 },  { "billions", 9 }, { "bn", 9 },
    { "milliard", 9 }, { "milliards", 9 }, { "bilhao", 9 },   { "bilhoes", 9 },
};

static int32_t power_of_word(cor_str word) {
    for (size_t i = 0; i < sizeof SCALES / sizeof *SCALES; i++)
        if (cor_str_is(word, SCALES[i].word)) return SCALES[i].power;
    return 0;
}

int32_t cor_scale_named(cor_str text) {
    char room[4 * TITLE_BYTES_MAX];
    cor_arena arena = { room, room + sizeof room };
    int32_t power = 0;
    if (!text.length || text.length > TITLE_BYTES_MAX) return 0; // longer texts are prose

    cor_str rest = cor_str_fold(&arena, text), word;
    while (cor_str_split(&rest, ' ', &word))
        power += power_of_word(word); // "miles de millones"
    return power;
}

/* Money is kept in dollars. "Euro area" is a place. */
static bool names_currency(cor_str text) {
    static const char *const CURRENCIES[] = { "eur",   "euros",     "gbp",      "mxn",
                                              "pesos", "quetzales", "lempiras", "pounds",
                                              "chf",   "yen",       "cordobas", "colones" };
    char room[4 * TITLE_BYTES_MAX];
    cor_arena arena = { room, room + sizeof room };
    if (!text.length || text.length > TITLE_BYTES_MAX) return false;
    if (cor_str_find(text, COR_STR("€")) != SIZE_MAX ||
        cor_str_find(text, COR_STR("£")) != SIZE_MAX)
        return true;

    cor_str rest = cor_str_fold(&arena, text), word;
    while (cor_str_split(&rest, ' ', &word))
        for (size_t i = 0; i < sizeof CURRENCIES / sizeof *CURRENCIES; i++)
            if (cor_str_is(word, CURRENCIES[i])) return true;
    return false;
}

static bool is_other_scale(cor_str text, uint32_t read) {
    int32_t power = cor_scale_named(text);
    return (power && (power > 31 || !(read >> power & 1))) || names_currency(text);
}

static cor_code refuse_title(const cor_row *row, int32_t column, cor_error *err) {
    char label[8];
    cor_column_label(column + 1, label);
    (void)cor_fail(err, COR_E_FORMAT,
                   _("“{title}” above the header says in which unit the numbers are."),
                   cor_arg_str(cor_row_text(row, column)));
    (void)cor_hint(err,
                   _("This layout has no such unit: convert the numbers, and remove the line."));
    return cor_within(err, _("row {row}, column {column}"), cor_arg_plain(row->row),
                      cor_arg_cstr(label)),
           COR_E_FORMAT;
}

static cor_code refuse_sheet(cor_str name, cor_error *err) {
    (void)cor_fail(err, COR_E_FORMAT,
                   _("The name of the sheet “{sheet}” says in which unit the numbers are."),
                   cor_arg_str(name));
    return cor_hint(err, _("This layout has no such unit: convert the numbers, and give the sheet "
                           "another name."));
}

cor_code cor_scale_check(cor_intake *intake, int32_t sheet, int32_t header_row, uint32_t read,
                         cor_error *err) {
    const cor_head_sheet *head = &intake->head->sheets[sheet];
    for (int32_t i = 0; i < header_row; i++)
        for (int32_t column = 0; column < head->rows[i].cell_count; column++)
            if (is_other_scale(cor_row_text(&head->rows[i], column), read))
                return refuse_title(&head->rows[i], column, err);

    return is_other_scale(head->name, read) ? refuse_sheet(head->name, err) : COR_OK;
}

cor_code cor_titles_check(cor_intake *intake, int32_t sheet, int32_t header_row, uint32_t read,
                          cor_error *err) {
    cor_code code = cor_scale_check(intake, sheet, header_row, read, err);
    if (code || !header_row) return code;
    return cor_intake_remark(intake,
                             cor_say_n(header_row, _("{count} row above the header was not read."),
                                       _("{count} rows above the header were not read."),
                                       cor_arg_int(header_row)),
                             err);
}
