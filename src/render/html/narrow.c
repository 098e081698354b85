/* SPDX-License-Identifier: Apache-2.0 */
/* narrow.c: how a table is laid out where it is narrow. The markup stays that of a table; the
 * stylesheet moves its cells. */
#include "html.h"

#include <math.h>

enum {
    COLUMNS_ABREAST = 4,  // beside or below the labels: more and a phone cannot show them
    COLUMNS_OF_WORDS = 3, // as many, and each needs a line
    WORDS_THAT_FIT = 60,  // in a cell of few columns
    HEADS_THAT_FIT = 80,  // letters of all heads of a row of columns below the label
    LABEL_THAT_FITS = 12, // beside two numbers
    WIDE_ABREAST = 2      // numbers of eight digits or more, beside a year
};
static const double wide_number = 1e7;

const char *html_narrow_class(html_narrow narrow) {
    static const char *const names[] = {
        [HTML_ABREAST] = NULL, [HTML_TALL] = "tall", [HTML_STACK] = "stack"
    };
    return names[narrow];
}

static bool is_wider(cor_text text, int32_t letters, cor_lang lang, cor_arena room) {
    return cor_str_width(cor_text_in(text, lang, &room)) > letters;
}

static bool has_long_words(const cor_node_table *table, cor_lang lang, cor_arena room) {
    for (int32_t r = 0; r < table->row_count; r++)
        for (int32_t c = 1; c < table->column_count; c++)
            if (is_wider(table->rows[r][c].text, WORDS_THAT_FIT, lang, room)) return true;
    return false;
}

static bool has_long_heads(const cor_node_table *table, cor_lang lang, cor_arena room) {
    int32_t letters = 0;
    for (int32_t c = 1; c < table->column_count; c++) {
        cor_arena inner = room;
        letters += cor_str_width(cor_text_in(table->columns[c].label, lang, &inner));
    }
    return letters > HEADS_THAT_FIT;
}

html_narrow html_narrow_table(const cor_node_table *table, cor_lang lang, cor_arena room) {
    int32_t words = 0, numbers = 0; // a status shares the line of the label
    for (int32_t c = 1; c < table->column_count; c++) {
        words += table->columns[c].kind == COR_CELL_WORDS;
        numbers += table->columns[c].kind == COR_CELL_VALUE;
    }

    if (words + numbers > COLUMNS_ABREAST) return HTML_STACK;
    if (words + numbers == COLUMNS_ABREAST && has_long_heads(table, lang, room)) return HTML_STACK;
    if (words >= COLUMNS_OF_WORDS) {
        bool is_much = words + numbers > COLUMNS_OF_WORDS || has_long_words(table, lang, room);
        return is_much ? HTML_STACK : HTML_TALL;
    }

    if (table->column_count < 3 || table->columns[0].kind == COR_CELL_VALUE) return HTML_ABREAST;
    for (int32_t r = 0; r < table->row_count; r++)
        if (is_wider(table->rows[r][0].text, LABEL_THAT_FITS, lang, room)) return HTML_TALL;

    return HTML_ABREAST;
}

static bool has_wide_numbers(const cor_node_chart *chart) {
    for (int32_t s = 0; s < chart->series_count; s++)
        for (int32_t i = 0; i < chart->category_count; i++)
            if (chart->series[s].values[i].present &&
                fabs(chart->series[s].values[i].value) >= wide_number)
                return true;
    return false;
}

html_narrow html_narrow_chart(const cor_node_chart *chart, cor_lang lang, cor_arena room) {
    if (chart->series_count > COLUMNS_ABREAST) return HTML_STACK;
    if (chart->series_count < 2) return HTML_ABREAST;
    if (chart->series_count > WIDE_ABREAST && has_wide_numbers(chart)) return HTML_TALL;
    for (int32_t i = 0; i < chart->category_count; i++)
        if (is_wider(chart->categories[i], LABEL_THAT_FITS, lang, room)) return HTML_TALL;
    return HTML_ABREAST;
}
