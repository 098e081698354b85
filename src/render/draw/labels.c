/* SPDX-License-Identifier: Apache-2.0 */
/* labels.c: where words find room beside each other and beside lines. */
#include "labels.h"

#include <math.h>

/* What words take of the room around the line they stand on, and keep free of other lines. */
static const double above_line = 12, below_line = 4, keep_free = 3;
static const double between_words = 8;

/* ---- in a plot ----------------------------------------------------------- */

cor_labels cor_labels_begin(const cor_drawing *drawing) {
    double beside = drawing->left + drawing->right;
    return (cor_labels){ .sheet = drawing->sheet,
                         .least = drawing->sheet->width_least - beside,
                         .wide = drawing->sheet->width_wide - beside };
}

static double x_at(cor_draw_at at, double width) {
    return at.share * width + at.offset;
}

static bool is_over(const cor_label_box *a, const cor_label_box *b, double width) {
    double x = x_at(a->left, width), other = x_at(b->left, width);
    if (fabs(a->left.y - b->left.y) >= above_line + below_line) return false;
    return x < other + b->width + between_words && other < x + a->width + between_words;
}

/* Whether a line runs through the words, or right beside them. */
static bool is_crossed(const cor_label_box *box, const cor_label_line *line, double width) {
    double x = x_at(line->from, width), end = x_at(line->to, width);
    double from = fmax(x, x_at(box->left, width)),
           to = fmin(end, x_at(box->left, width) + box->width);
    if (from > to) return false;

    double slope = end > x ? (line->to.y - line->from.y) / (end - x) : 0;
    double a = line->from.y + (from - x) * slope, b = line->from.y + (to - x) * slope;
    return fmin(a, b) < box->left.y + below_line + keep_free &&
           fmax(a, b) > box->left.y - above_line - keep_free;
}

static bool is_clear_of_words(const cor_labels *labels, const cor_label_box *box, double width) {
    for (int32_t i = 0; i < labels->box_count; i++) {
        bool is_shown = width > labels->least || labels->boxes[i].when == COR_ALWAYS;
        if (is_shown && is_over(box, &labels->boxes[i], width)) return false;
    }
    return true;
}

static bool is_clear_of_lines(const cor_labels *labels, const cor_label_box *box, double width) {
    for (int32_t i = 0; i < labels->line_count; i++)
        if (is_crossed(box, &labels->lines[i], width)) return false;
    return true;
}

static cor_label_box box_at(const cor_labels *labels, const cor_label *label, int32_t spot) {
    static const double before[] = { 0, 0.5, 1 };
    cor_label_box box = { .left = label->spots[spot].at,
                          .width = labels->sheet->measure(labels->sheet->self, label->style,
                                                          label->words) };
    box.left.offset -= before[label->spots[spot].align] * box.width;
    return box;
}

/* What a spot is free of: of all at both widths, of all at the wide one, of words at both. */
typedef enum { FREE_EVERYWHERE, FREE_WHERE_WIDE, FREE_OF_WORDS } freedom;

static bool is_free(const cor_labels *labels, const cor_label_box *box, freedom wanted) {
    bool is_wide = wanted == FREE_WHERE_WIDE, is_words = wanted == FREE_OF_WORDS;
    return is_clear_of_words(labels, box, labels->wide) &&
           (is_wide || is_clear_of_words(labels, box, labels->least)) &&
           (is_words || is_clear_of_lines(labels, box, labels->wide)) &&
           (is_words || is_wide || is_clear_of_lines(labels, box, labels->least));
}

static int32_t find_spot(const cor_labels *labels, const cor_label *label, freedom wanted) {
    for (int32_t i = 0; i < label->spot_count; i++) {
        cor_label_box box = box_at(labels, label, i);
        if (is_free(labels, &box, wanted)) return i;
    }
    return label->spot_count;
}

bool cor_label_put(cor_labels *labels, cor_drawing *drawing, const cor_label *label) {
    int32_t none = label->spot_count, spot = none;
    cor_draw_when when = COR_ALWAYS;

    if (label->need != COR_LABEL_WIDE) spot = find_spot(labels, label, FREE_EVERYWHERE);
    if (spot == none && label->need == COR_LABEL_NEEDED)
        spot = find_spot(labels, label, FREE_OF_WORDS);
    if (spot == none && (label->need == COR_LABEL_WIDE || label->need == COR_LABEL_GIVES_WAY)) {
        spot = find_spot(labels, label, FREE_WHERE_WIDE);
        when = COR_WHERE_WIDE;
    }
    if (spot == none || labels->box_count == COR_LABELS_MAX) return false;

    labels->boxes[labels->box_count] = box_at(labels, label, spot);
    labels->boxes[labels->box_count++].when = when;
    cor_draw_mark *mark = cor_draw_text(drawing, label->style, label->hue, label->spots[spot].align,
                                        label->spots[spot].at, label->words);
    if (mark) mark->when = when;
    return true;
}

/* ---- at the ends of lines ------------------------------------------------ */

static void sort_by_height(cor_end_label *labels, int32_t count) {
    for (int32_t i = 1; i < count; i++) {
        cor_end_label moving = labels[i];
        int32_t k = i;
        for (; k > 0 && labels[k - 1].y > moving.y; k--)
            labels[k] = labels[k - 1];
        labels[k] = moving;
    }
}

static double apart(const cor_end_label *upper) {
    return (upper[0].height + upper[1].height) / 2;
}

/* From the top down, each below the last; pushed back up where they run over the bottom. */
void cor_labels_spread(cor_end_label *labels, int32_t count, double bottom) {
    sort_by_height(labels, count);
    for (int32_t i = 1; i < count; i++)
        labels[i].y = fmax(labels[i].y, labels[i - 1].y + apart(&labels[i - 1]));
    for (int32_t i = count - 1; i >= 0; i--) {
        double lowest = i == count - 1 ? bottom : labels[i + 1].y - apart(&labels[i]);
        labels[i].y = fmin(labels[i].y, lowest);
    }
}

/* ---- lines of words ------------------------------------------------------ */

bool cor_label_line_next(const cor_draw_sheet *sheet, cor_draw_words style, double width,
                         cor_str *rest, cor_str *ret_line) {
    if (!rest->length) return false;
    size_t end = rest->length;
    while (end && sheet->measure(sheet->self, style, cor_str_part(*rest, 0, end)) > width) {
        size_t blank = end - 1;
        while (blank && rest->at[blank] != ' ')
            blank--;
        if (!blank) break; // a word stays whole
        end = blank;
    }

    *ret_line = cor_str_part(*rest, 0, end);
    *rest = cor_str_trim(cor_str_part(*rest, end, SIZE_MAX));
    return true;
}

int32_t cor_label_line_count(const cor_draw_sheet *sheet, cor_draw_words style, double width,
                             cor_str words) {
    int32_t count = 0;
    for (cor_str line; cor_label_line_next(sheet, style, width, &words, &line);)
        count++;
    return count;
}

/* ---- around a circle ----------------------------------------------------- */

/* Beside each other at the top two names need their widths, under each other at the side their
 * height. */
static double room_between(double angle, double radius, double height, double first_width,
                           double second_width) {
    double across = fabs(cos(angle)), down = fabs(sin(angle));
    double width = (first_width + second_width) / 2;
    // At the side names hang outwards: only near the top and the bottom do they share a line.
    return fmin(across > 0.02 ? width / across : 1e9, down > 0.02 ? height / down : 1e9) / radius;
}

void cor_labels_around(const double *middles, int32_t count, double radius, double height,
                       const double *widths, double *ret_angles) {
    enum { ROUNDS = 200 };
    for (int32_t i = 0; i < count; i++)
        ret_angles[i] = middles[i];
    bool moved = count > 1;

    for (int32_t round = 0; round < ROUNDS && moved; round++) {
        moved = false;
        for (int32_t i = 0; i < count; i++) {
            int32_t next = (i + 1) % count;
            double turn = next ? 0 : 2 * M_PI, gap = ret_angles[next] + turn - ret_angles[i];
            double between = ret_angles[i] + gap / 2;
            double short_of = room_between(between, radius, height, widths[i], widths[next]) - gap;
            if (short_of <= 0.001 || short_of > M_PI) continue;
            ret_angles[i] -= short_of / 2;
            ret_angles[next] += short_of / 2;
            moved = true;
        }
    }
}
