/* SPDX-License-Identifier: Apache-2.0 */
/* marks.c: what the points and commas of a column mean.
 *
 * "46.318" is a count of persons to a reader in Madrid and less than fifty to one in Mexico City. A
 * single cell cannot tell; the column mostly can, because a mark followed by another number of
 * digits than three is decimal. */
#include "core/say.h"
#include "table.h"

enum { PARTS_MOST = 12 };
typedef enum { MARK_POINT, MARK_COMMA, MARK_BLANK } mark;

/* A number as written: digits in parts, with marks between them. */
typedef struct {
    bool is_negative;
    int32_t part_count; // 0: not a number
    cor_str parts[PARTS_MOST];
    mark marks[PARTS_MOST]; // [k] stands before part k; [0] is not used
    cor_str exponent;       // "e5"
} written_number;

typedef enum { FORM_OTHER, FORM_PLAIN, FORM_DECIMAL, FORM_UNDECIDED, FORM_GROUPED } form;
typedef struct {
    form form;
    mark grouping, decimal; // of the forms that have them
    bool has_decimal;       // of a grouped number
} number_form;

/* ---- reading ------------------------------------------------------------- */

static cor_str take_number_digits(cor_str *rest) {
    size_t count = 0;
    while (count < rest->length && rest->at[count] >= '0' && rest->at[count] <= '9')
        count++;
    cor_str digits = cor_str_part(*rest, 0, count);
    *rest = cor_str_part(*rest, count, SIZE_MAX);
    return digits;
}

/* What tables put between thousands besides points and commas: a blank, a no-break, narrow
 * no-break or thin space, an apostrophe. */
static bool take_number_mark(cor_str *rest, mark *ret_mark) {
    static const struct {
        const char *text;
        mark mark;
    } MARKS[] = {
        { ".", MARK_POINT },
        { ",", MARK_COMMA },
        { " ", MARK_BLANK },
        { "'", MARK_BLANK },
        { "\xc2\xa0", MARK_BLANK },
        { "\xe2\x80\xaf", MARK_BLANK },
        { "\xe2\x80\x89", MARK_BLANK },
        { "\xe2\x80\x99", MARK_BLANK },
    };
    for (size_t i = 0; i < sizeof MARKS / sizeof *MARKS; i++) {
        if (!cor_str_starts(*rest, cor_str_of(MARKS[i].text))) continue;
        *ret_mark = MARKS[i].mark;
        *rest = cor_str_part(*rest, strlen(MARKS[i].text), SIZE_MAX);
        return true;
    }
    return false;
}

static written_number read_written(cor_str text) {
    written_number number = { 0 };
    cor_str rest = cor_str_trim(text);
    int64_t power;

    if (rest.length && (*rest.at == '-' || *rest.at == '+')) {
        number.is_negative = *rest.at == '-';
        rest = cor_str_part(rest, 1, SIZE_MAX);
    }

    int32_t count = 0;
    size_t digits = 0;
    do {
        number.parts[count] = take_number_digits(&rest);
        digits += number.parts[count++].length;
    } while (count < PARTS_MOST && take_number_mark(&rest, &number.marks[count]));

    if (rest.length && (*rest.at | 32) == 'e' &&
        cor_number_parse_int(cor_str_part(rest, 1, SIZE_MAX), &power)) {
        number.exponent = rest;
        rest = (cor_str){ 0 };
    }

    if (!rest.length && digits) number.part_count = count;
    return number;
}

/* Whether the parts before `end` are groups of three, the first of one to three digits. */
static bool is_grouped(const written_number *number, int32_t end) {
    if (number->parts[0].length < 1 || number->parts[0].length > 3) return false;
    for (int32_t k = 1; k < end; k++)
        if (number->parts[k].length != 3 || number->marks[k] != number->marks[1]) return false;
    return *number->parts[0].at != '0';
}

static number_form form_of(const written_number *number) {
    int32_t last = number->part_count - 1;
    mark final = last > 0 ? number->marks[last] : MARK_POINT;

    if (last < 0) return (number_form){ .form = FORM_OTHER };
    if (last == 0) return (number_form){ .form = FORM_PLAIN };
    bool groups = is_grouped(number, last + 1) && !number->exponent.length;
    if (last == 1 && final != MARK_BLANK)
        return (number_form){ groups ? FORM_UNDECIDED : FORM_DECIMAL, final, final, false };

    if (groups) return (number_form){ .form = FORM_GROUPED, .grouping = final };
    bool ends_decimal = last > 1 && final != MARK_BLANK && final != number->marks[1] &&
                        is_grouped(number, last) && !number->exponent.length;
    if (!ends_decimal) return (number_form){ .form = FORM_OTHER };

    return (number_form){ FORM_GROUPED, number->marks[1], final, true };
}

/* ---- what a column proves ------------------------------------------------ */

/* Most numbers have one point or none and no other mark: digits before and after the point; false
 * for any other text. */
static bool is_plain_point(cor_str text, size_t *ret_before, size_t *ret_after) {
    size_t i = text.length && *text.at == '-', start = i, point = SIZE_MAX;
    for (; i < text.length; i++) {
        if (text.at[i] == '.' && point == SIZE_MAX)
            point = i;
        else if (text.at[i] < '0' || text.at[i] > '9')
            return false;
    }
    *ret_before = point == SIZE_MAX ? 0 : point - start;
    *ret_after = point == SIZE_MAX ? 0 : text.length - point - 1;
    return point != SIZE_MAX && text.length - start > 1;
}

void cor_marks_see(cor_marks *marks, cor_str text) {
    size_t before, after;
    if (is_plain_point(text, &before, &after)) {
        bool is_open = after == 3 && before >= 1 && before <= 3 && text.at[*text.at == '-'] != '0';
        if (is_open)
            marks->is_undecided[MARK_POINT] = true;
        else
            marks->is_decimal[MARK_POINT] = true;
        return;
    }

    written_number number = read_written(text);
    number_form found = form_of(&number);

    if (found.form == FORM_DECIMAL) marks->is_decimal[found.decimal] = true;
    if (found.form == FORM_UNDECIDED) marks->is_undecided[found.decimal] = true;
    if (found.form != FORM_GROUPED) return;
    if (found.grouping != MARK_BLANK) marks->is_grouping[found.grouping] = true;
    if (found.has_decimal) marks->is_decimal[found.decimal] = true;
}

bool cor_marks_are_open(cor_str text) {
    written_number number = read_written(text);
    return form_of(&number).form == FORM_UNDECIDED;
}

/* Whether the column contradicts a reading of this mark as decimal. */
static bool is_contradicted(const cor_marks *marks, mark decimal) {
    mark other = decimal == MARK_POINT ? MARK_COMMA : MARK_POINT;
    if (marks->is_grouping[decimal] || marks->is_decimal[other]) return true;
    return marks->is_undecided[other] && !marks->is_decimal[decimal];
}

/* ---- writing anew -------------------------------------------------------- */

static bool put_piece(char digits[COR_NUMBER_BYTES], size_t *used, cor_str piece) {
    if (*used + piece.length >= COR_NUMBER_BYTES) return false;
    if (piece.length) memcpy(digits + *used, piece.at, piece.length);
    *used += piece.length;
    return true;
}

/* The number with a point, and with nothing between the thousands. One that is too long stays as it
 * is, and is no number to anybody. */
static void write_anew(const written_number *number, bool has_decimal, cor_cell *cell,
                       char digits[COR_NUMBER_BYTES]) {
    size_t used = 0;
    bool fits = put_piece(digits, &used, number->is_negative ? COR_STR("-") : COR_STR(""));

    for (int32_t k = 0; k < number->part_count && fits; k++) {
        bool is_fraction = has_decimal && k == number->part_count - 1;
        fits = (!is_fraction || put_piece(digits, &used, COR_STR("."))) &&
               put_piece(digits, &used, number->parts[k]);
    }

    if (fits && put_piece(digits, &used, number->exponent)) cell->text = (cor_str){ digits, used };
}

static void apply_stated(const written_number *number, number_form found, mark decimal,
                         cor_cell *cell, char digits[COR_NUMBER_BYTES]) {
    bool is_decimal = found.decimal == decimal;
    if (found.form == FORM_DECIMAL && !is_decimal)
        cell->shown = COR_SHOWN_MIXED;
    else if (found.form == FORM_DECIMAL || found.form == FORM_UNDECIDED)
        write_anew(number, is_decimal, cell, digits);
    else if (found.form == FORM_GROUPED && found.grouping != decimal &&
             (!found.has_decimal || is_decimal))
        write_anew(number, found.has_decimal, cell, digits);
}

void cor_marks_apply(const cor_marks *marks, char stated, cor_cell *cell,
                     char digits[COR_NUMBER_BYTES]) {
    written_number number = read_written(cell->text);
    number_form found = form_of(&number);
    if (stated) {
        apply_stated(&number, found, stated == ',' ? MARK_COMMA : MARK_POINT, cell, digits);
        return;
    }

    if (found.form != FORM_DECIMAL && found.form != FORM_UNDECIDED) return;
    if (is_contradicted(marks, found.decimal))
        cell->shown = COR_SHOWN_MIXED;
    else if (!marks->is_decimal[found.decimal])
        cell->shown = COR_SHOWN_UNDECIDED;
    else if (found.decimal == MARK_COMMA)
        write_anew(&number, true, cell, digits);
}
