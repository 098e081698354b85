/* SPDX-License-Identifier: Apache-2.0 */
/* labels.c: places words so that they overlap neither each other nor lines. */
#include "marks.h"

#include <math.h>

/* Height of words above and below their base line, and their distance from other lines. */
static const double above_line = 12, below_line = 4, keep_free = 3;
static const double between_words = 8;

/* ---- in a plot ----------------------------------------------------------- */

typedef struct {
    cor_draw_at left; // of the line the words stand on
    double width;
} word_box;

static word_box box_of(const cor_drawing *drawing, cor_draw_words style, cor_str words,
                       cor_draw_at at, cor_draw_align align) {
    static const double before[] = { 0, 0.5, 1 };
    double width = drawing->sheet->measure(drawing->sheet->self, style, words);
    at.offset -= before[align] * width;
    return (word_box){ at, width };
}

static double x_at(cor_draw_at at, double plot) {
    return at.share * plot + at.offset;
}

static bool is_over(word_box a, word_box b, double plot) {
    double x = x_at(a.left, plot), other = x_at(b.left, plot);
    if (fabs(a.left.y - b.left.y) >= above_line + below_line) return false;
    return x < other + b.width + between_words && other < x + a.width + between_words;
}

/* Whether a line runs through the words, or right beside them. */
static bool is_crossed(word_box box, cor_draw_at from, cor_draw_at to, double plot) {
    double x = x_at(from, plot), end = x_at(to, plot), left = x_at(box.left, plot);
    double begin = fmax(x, left), until = fmin(end, left + box.width);
    if (begin > until) return false;

    double slope = end > x ? (to.y - from.y) / (end - x) : 0;
    double a = from.y + (begin - x) * slope, b = from.y + (until - x) * slope;
    return fmin(a, b) < box.left.y + below_line + keep_free &&
           fmax(a, b) > box.left.y - above_line - keep_free;
}

static bool is_on_path(word_box box, const cor_draw_path *path, double plot) {
    for (int32_t i = 1; i < path->step_count; i++)
        if (path->steps[i].kind == COR_STEP_LINE &&
            is_crossed(box, path->steps[i - 1].at, path->steps[i].at, plot))
            return true;
    return false;
}

/* Whether the words would overlap others, or a line of values. */
static bool is_on(const cor_draw_mark *mark, const cor_drawing *drawing, word_box box, double plot,
                  bool is_wide, bool on_lines) {
    if (mark->kind == COR_DRAW_TEXT)
        return (is_wide || mark->when == COR_ALWAYS) &&
               is_over(
                   box,
                   box_of(drawing, mark->text.style, mark->text.words, mark->at, mark->text.align),
                   plot);
    if (mark->look == COR_LOOK_AIM) return on_lines && is_crossed(box, mark->at, mark->to, plot);
    return mark->look == COR_LOOK_LINE && on_lines && is_on_path(box, &mark->path, plot);
}

static bool is_free(const cor_drawing *drawing, word_box box, bool is_wide, bool of_lines) {
    double width = is_wide ? drawing->sheet->width_wide : drawing->sheet->width_least;
    double plot = width - drawing->left - drawing->right;
    for (const cor_draw_mark *mark = drawing->first; mark; mark = mark->next)
        if (is_on(mark, drawing, box, plot, is_wide, of_lines)) return false;
    return true;
}

/* The first spot that is free: at the wide width, unless `where_wide` at the least one too. */
static int32_t find_spot(const cor_drawing *drawing, const cor_label *label, bool where_wide,
                         bool of_lines) {
    int32_t i = 0;
    for (; i < label->spot_count; i++) {
        word_box box =
            box_of(drawing, label->style, label->words, label->spots[i].at, label->spots[i].align);
        if (is_free(drawing, box, true, of_lines) &&
            (where_wide || is_free(drawing, box, false, of_lines)))
            break;
    }
    return i;
}

void cor_label_put(cor_drawing *drawing, const cor_label *label) {
    int32_t spot = find_spot(drawing, label, label->need == COR_LABEL_WIDE, true);
    bool where_wide = label->need == COR_LABEL_WIDE;

    if (spot == label->spot_count && label->need == COR_LABEL_NEEDED)
        spot = find_spot(drawing, label, false, false);
    if (spot == label->spot_count && label->need == COR_LABEL_GIVES_WAY) {
        spot = find_spot(drawing, label, true, true);
        where_wide = true;
    }
    if (spot == label->spot_count) return;

    cor_draw_mark *mark = cor_draw_text(drawing, label->style, label->hue, label->spots[spot].align,
                                        label->spots[spot].at, label->words);
    if (mark && where_wide) mark->when = COR_WHERE_WIDE;
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

/* Place labels from the top down, each below the last, then push them up from the bottom edge. */
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

/* The words that fit on the next line, and how wide they are. */
static cor_str next_line(const cor_draw_sheet *sheet, cor_draw_words style, double width,
                         cor_str *rest, double *ret_width) {
    size_t end = rest->length;
    cor_str line = *rest;
    while ((*ret_width = sheet->measure(sheet->self, style, line)) > width) {
        size_t blank = end - 1;
        while (blank && rest->at[blank] != ' ')
            blank--;
        if (!blank) break;
        end = blank;
        line = cor_str_part(*rest, 0, end);
    }

    *rest = cor_str_trim(cor_str_part(*rest, end, SIZE_MAX));
    return line;
}

cor_label_size cor_label_size_of(const cor_draw_sheet *sheet, cor_draw_words style, double width,
                                 cor_str words) {
    cor_label_size size = { 0 };
    while (words.length) {
        double line_width;
        (void)next_line(sheet, style, width, &words, &line_width);
        size.width = fmax(size.width, line_width);
        size.line_count++;
    }
    return size;
}

void cor_label_lines(cor_drawing *drawing, cor_draw_mark text, double width) {
    cor_str rest = text.text.words;
    text.kind = COR_DRAW_TEXT;
    for (double line_width; rest.length; text.at.y += COR_WORDS_LINE) {
        text.text.words = next_line(drawing->sheet, text.text.style, width, &rest, &line_width);
        cor_draw_add(drawing, text);
    }
}

/* ---- around a circle ----------------------------------------------------- */

/* Distance two names need: at the top they stand side by side and need their widths, at the side
 * they stand one below the other and need their height. */
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
