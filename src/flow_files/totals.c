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

/* How far stated sums are from those of the parts. */
typedef struct {
    double off, all;
    bool fits;
} sum_check;

/* Published totals may be off by the rounding of each of their parts. */
static void compare_sum(sum_check *check, double stated, double sum, int32_t parts) {
    double off = fabs(known(stated) - sum);
    check->off += off;
    check->all += fabs(sum);
    check->fits &= off <= fmax(parts, 1e-9 * fabs(sum));
}

/* Among small numbers a rounding for each part would make any place a sum, and among three places a
 * sum of two is no surprise: those must agree better. */
static bool is_sum(const sum_check *check, int32_t parts) {
    double share = parts < 3 ? 1e-4 : 0.01;
    return check->fits && check->all > 0 && check->off <= share * check->all;
}

/* Whether place p is the sum of the others in every row and every column. */
static bool is_sum_of_others(const double *cells, size_t n, size_t p) {
    sum_check check = { .fits = true };
    int32_t parts = (int32_t)n - 1;

    for (size_t k = 0; k < n && check.fits; k++) {
        double down = 0, across = 0;
        if (k == p) continue;
        for (size_t other = 0; other < n; other++) {
            if (other == p) continue;
            down += known(cells[other * n + k]);
            across += known(cells[k * n + other]);
        }
        compare_sum(&check, cells[p * n + k], down, parts);
        compare_sum(&check, cells[k * n + p], across, parts);
    }

    return is_sum(&check, parts);
}

/* Whether column c adds up the other columns in every row; `step` walks along a row, `next` to the
 * next one, so that rows can be asked as well. */
static bool adds_up_others(const double *cells, int32_t rows, int32_t columns, size_t next,
                           size_t step, int32_t c) {
    sum_check check = { .fits = true };
    for (int32_t r = 0; r < rows && check.fits; r++) {
        double sum = 0;
        for (int32_t k = 0; k < columns; k++)
            if (k != c) sum += known(cells[(size_t)r * next + (size_t)k * step]);
        compare_sum(&check, cells[(size_t)r * next + (size_t)c * step], sum, columns - 1);
    }
    return is_sum(&check, columns - 1);
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
