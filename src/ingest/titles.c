/* SPDX-License-Identifier: Apache-2.0 */
/* titles.c: what stands above the header of a table. A title is passed over and named; one that says
 * that the numbers are thousands or millions changes every value under it. */
#include "datasets.h"

/* Folded words of scales, in the languages of the files people bring. */
static const char *const SCALES[] = {
    "thousand", "thousands", "miles",  "millares", "milhares", "milliers", "000",
    "million",  "millions",  "millon", "millones", "milhoes",  "billion",  "billions",
};

static bool is_scale(cor_str word) {
    for (size_t i = 0; i < sizeof SCALES / sizeof *SCALES; i++)
        if (cor_str_is(word, SCALES[i])) return true;
    return false;
}

/* Whether a text names a scale; a text beyond what a title has is prose. */
static bool names_scale(cor_str text) {
    enum { TITLE_BYTES_MAX = 200 };
    char room[4 * TITLE_BYTES_MAX];
    cor_arena arena = { room, room + sizeof room };
    if (!text.length || text.length > TITLE_BYTES_MAX) return false;

    cor_str rest = cor_str_fold(&arena, text), word;
    while (cor_str_split(&rest, ' ', &word))
        if (is_scale(word)) return true;
    return false;
}

static cor_code refuse_title(const cor_row *row, int32_t column, cor_error *err) {
    char label[8];
    cor_column_label(column + 1, label);
    (void)cor_fail(err, COR_E_FORMAT,
                   _("“{title}” above the header says in which unit the numbers are."),
                   cor_arg_str(cor_row_text(row, column)));
    (void)cor_hint(err, _("This layout has no such unit: write the numbers in full, and remove the "
                          "line."));
    return cor_within(err, _("row {row}, column {column}"), cor_arg_plain(row->row),
                      cor_arg_cstr(label)),
           COR_E_FORMAT;
}

cor_code cor_titles_check(cor_intake *intake, int32_t sheet, int32_t header_row, cor_error *err) {
    const cor_head_sheet *head = &intake->head->sheets[sheet];
    for (int32_t i = 0; i < header_row; i++)
        for (int32_t column = 0; column < head->rows[i].cell_count; column++)
            if (names_scale(cor_row_text(&head->rows[i], column)))
                return refuse_title(&head->rows[i], column, err);

    if (!header_row) return COR_OK;
    return cor_intake_remark(intake,
                             cor_say_n(header_row, _("{count} row above the header was not read."),
                                       _("{count} rows above the header were not read."),
                                       cor_arg_int(header_row)),
                             err);
}
