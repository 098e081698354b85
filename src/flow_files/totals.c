/* SPDX-License-Identifier: Apache-2.0 */
/* totals.c: a row or column that adds up the others is no place: read as one, it would double every
 * number. It is told by its name, or by its values. */
#include <math.h>

#include "core/say.h"
#include "flow_files.h"

static cor_code hint_totals(cor_error *err) {
    return cor_hint(err, _("Leave rows and columns of totals out."));
}

cor_code flow_check_total(cor_str label, int32_t row, int32_t column, cor_error *err) {
    static const char *const WORLD[] = { "world", "mundo", "monde", "wld" };
    char room[512];
    cor_arena arena = { room, room + sizeof room };
    cor_str folded = label.length < 64 ? cor_str_fold(&arena, label) : (cor_str){ 0 };
    bool is_total = cor_text_is_total(label);

    for (size_t i = 0; i < sizeof WORLD / sizeof *WORLD; i++)
        is_total |= cor_str_is(folded, WORLD[i]);
    if (!is_total) return COR_OK;
    (void)cor_fail(err, COR_E_FORMAT, _("“{text}” is the sum of the other places."),
                   cor_arg_str(label));
    (void)hint_totals(err);

    return flow_at_cell(err, row, column), COR_E_FORMAT;
}

/* A cell as part of a sum: the native-born may be unknown. */
static double known(double value) {
    return isnan(value) ? 0 : value;
}

/* Published totals may be off by the rounding of their parts. */
static bool same_sum(double stated, double sum, int32_t parts) {
    double off = fmin(0.5 * parts, 1e-4 * fabs(sum));
    return fabs(stated - sum) <= fmax(off, 1e-9 * fabs(sum));
}

/* Whether place p is the sum of the others in every row and every column. */
static bool is_sum_of_others(const double *cells, size_t n, size_t p) {
    double all = 0;
    for (size_t k = 0; k < n; k++) {
        double down = 0, across = 0;
        for (size_t other = 0; other < n; other++) {
            if (other == p) continue;
            down += known(cells[other * n + k]);
            across += known(cells[k * n + other]);
        }
        if (k != p && (!same_sum(known(cells[p * n + k]), down, (int32_t)n) ||
                       !same_sum(known(cells[k * n + p]), across, (int32_t)n)))
            return false;
        all += down;
    }

    return all > 0;
}

/* Whether column c adds up the other columns in every row; `step` walks along a row, `next` to the
 * next one, so that rows can be asked as well. */
static bool adds_up_others(const double *cells, int32_t rows, int32_t columns, size_t next,
                           size_t step, int32_t c) {
    double all = 0;
    for (int32_t r = 0; r < rows; r++) {
        double sum = 0;
        for (int32_t k = 0; k < columns; k++)
            if (k != c) sum += known(cells[(size_t)r * next + (size_t)k * step]);
        if (!same_sum(known(cells[(size_t)r * next + (size_t)c * step]), sum, columns))
            return false;
        all += sum;
    }
    return all > 0;
}

int32_t flow_find_sum(const double *cells, int32_t rows, int32_t columns, bool is_row) {
    enum { LEAST = 3 }; // with fewer a sum is no surprise
    size_t width = (size_t)columns;
    int32_t lines = is_row ? rows : columns;
    for (int32_t line = 0; rows >= LEAST && columns >= LEAST && line < lines; line++)
        if (is_row ? adds_up_others(cells, columns, rows, 1, width, line)
                   : adds_up_others(cells, rows, columns, width, 1, line))
            return line;
    return -1;
}

cor_code flow_fail_sum(cor_str label, cor_error *err) {
    (void)cor_fail(err, COR_E_FORMAT, _("“{text}” is the sum of the other places."),
                   cor_arg_str(label));
    return hint_totals(err);
}

cor_code flow_check_sums(const double *cells, const cor_flow_places *places, cor_error *err) {
    enum { PLACES_LEAST = 3 };
    size_t n = (size_t)places->count;
    for (size_t p = 0; n >= PLACES_LEAST && p < n; p++)
        if (is_sum_of_others(cells, n, p)) return flow_fail_sum(places->names[p], err);
    return COR_OK;
}
