/* SPDX-License-Identifier: Apache-2.0 */
/* marks.c: arrows and words on a map. */
#include <math.h>

#include "core/core.h"
#include "map.h"

static cor_map_xy along(cor_map_xy a, cor_map_xy b, float t) {
    return (cor_map_xy){ a.x + t * (b.x - a.x), a.y + t * (b.y - a.y) };
}

static cor_map_xy offset(cor_map_xy at, float direction_x, float direction_y, float by) {
    return (cor_map_xy){ at.x + direction_x * by, at.y + direction_y * by };
}

static float distance(cor_map_xy a, cor_map_xy b) {
    return hypotf(b.x - a.x, b.y - a.y);
}

cor_map_xy cor_map_short_of(cor_map_xy from, cor_map_xy to, double gap_px) {
    float length = distance(from, to);
    if (length <= 0) return to;
    return along(to, from, fminf((float)gap_px, length * 0.4F) / length);
}

double cor_map_arrow_width(double value, double value_widest, double widest_px) {
    if (!(value > 0) || !(value_widest > 0)) return 0;
    return fmax(1, widest_px * sqrt(value / value_widest));
}

/* `bend`: of the length, to the left. */
static cor_map_arrow arrow_bent(cor_map_xy from, cor_map_xy to, double wide_px, float bend) {
    float length = fmaxf(distance(from, to), 0.01F);
    float ux = (to.x - from.x) / length, uy = (to.y - from.y) / length;
    cor_map_xy control = offset(along(from, to, 0.5F), uy, -ux, 2 * bend * length);

    // the tip points where the curve arrives
    float arrive = fmaxf(distance(control, to), 0.01F);
    float tx = (to.x - control.x) / arrive, ty = (to.y - control.y) / arrive;
    float wide = fminf((float)wide_px, length * 0.45F);
    float head = fminf(wide * 1.1F + 4.5F, length * 0.45F), barb = wide * 0.95F + 2.2F;
    cor_map_xy neck = offset(to, tx, ty, -head);
    float thin = fmaxf(0.35F, wide * 0.12F), half = wide / 2, between = (thin + half) / 2;
    float leave = fmaxf(distance(from, control), 0.01F);
    float fx = (control.x - from.x) / leave, fy = (control.y - from.y) / leave;

    // the middle line must arrive at the neck, so the control moves along
    cor_map_xy turn = offset(control, tx, ty, -head * 0.5F);
    cor_map_arrow arrow = { .from = from,
                            .to = to,
                            .middle =
                                along(along(from, turn, 0.5F), along(turn, neck, 0.5F), 0.5F) };
    cor_map_xy outline[COR_ARROW_POINTS] = {
        offset(from, fy, -fx, thin),
        offset(turn, uy, -ux, between),
        offset(neck, ty, -tx, half),
        offset(neck, ty, -tx, barb),
        to,
        offset(neck, ty, -tx, -barb),
        offset(neck, ty, -tx, -half),
        offset(turn, uy, -ux, -between),
        offset(from, fy, -fx, -thin),
    };

    memcpy(arrow.outline, outline, sizeof outline);
    return arrow;
}

cor_map_arrow cor_map_arrow_between(cor_map_xy from, cor_map_xy to, double wide_px) {
    return arrow_bent(from, to, wide_px, 0.13F);
}

cor_map_arrow cor_map_arrow_straight(cor_map_xy from, cor_map_xy to, double wide_px) {
    return arrow_bent(from, to, wide_px, 0);
}

cor_map_arrow cor_map_arrow_moved(const cor_map_arrow *arrow, double x, double y) {
    cor_map_arrow moved = *arrow;
    float dx = (float)x, dy = (float)y;
    for (int i = 0; i < COR_ARROW_POINTS; i++)
        moved.outline[i] = offset(arrow->outline[i], dx, dy, 1);
    moved.from = offset(arrow->from, dx, dy, 1);
    moved.to = offset(arrow->to, dx, dy, 1);
    moved.middle = offset(arrow->middle, dx, dy, 1);
    return moved;
}

/* ---- words --------------------------------------------------------------- */

typedef struct {
    float x, y, width, height;
} area;

static float overlap(area a, area b) {
    float wide = fminf(a.x + a.width, b.x + b.width) - fmaxf(a.x, b.x);
    float high = fminf(a.y + a.height, b.y + b.height) - fmaxf(a.y, b.y);
    return wide > 0 && high > 0 ? wide * high : 0;
}

static area area_of(const cor_map_label *label, cor_map_xy at, cor_map_align align) {
    float width = (float)label->width_px, size = (float)label->size_px;
    float x = at.x - (align == COR_ALIGN_END ? width : align == COR_ALIGN_MIDDLE ? width / 2 : 0);
    return (area){ x - 2, at.y - size * 0.85F, width + 4, size * 1.15F };
}

/* How much ink lies above and left of each cell of a coarse raster, so that the ink under words
 * is four look-ups. */
enum { RASTER_WIDE = 160, RASTER_HIGH = 100 };
typedef struct {
    float cell_px;
    int wide, high; // cells that the window covers
    float sum[RASTER_HIGH + 1][RASTER_WIDE + 1];
} raster;

static int clamped(float at, int most) {
    return at < 0 ? 0 : at > (float)most ? most : (int)at;
}

static void add_ink(raster *ink, cor_map_xy at, float pixels) {
    int x = clamped(at.x / ink->cell_px, RASTER_WIDE - 1),
        y = clamped(at.y / ink->cell_px, RASTER_HIGH - 1);
    if (x < ink->wide && y < ink->high) ink->sum[y + 1][x + 1] += pixels;
}

static void add_arrow(raster *ink, const cor_map_arrow *arrow) {
    cor_map_xy a = arrow->from, c = along(arrow->outline[1], arrow->outline[7], 0.5F),
               b = arrow->to;
    float step_px = ink->cell_px / 2, shaft = distance(arrow->outline[2], arrow->outline[6]);
    int steps = 2 + (int)((distance(a, c) + distance(c, b)) / step_px);

    for (int i = 0; i <= steps; i++) {
        float t = (float)i / (float)steps, wide = 2 + shaft * t;
        cor_map_xy at = along(along(a, c, t), along(c, b, t), t);
        for (float side = -wide / 2; side <= wide / 2;
             side += step_px) // across the shaft, whichever way it runs
            add_ink(ink, (cor_map_xy){ at.x + side * 0.7F, at.y + side * 0.7F },
                    step_px * fminf(wide, step_px));
    }

    for (int i = 3; i <= 5; i++)
        add_ink(ink, arrow->outline[i], 30);
}

static void sum_up(raster *ink) {
    for (int y = 1; y <= ink->high; y++) {
        float row = 0;
        for (int x = 1; x <= ink->wide; x++) {
            row += ink->sum[y][x];
            ink->sum[y][x] = ink->sum[y - 1][x] + row;
        }
    }
}

static float ink_under(const raster *ink, area words) {
    int west = clamped(words.x / ink->cell_px, ink->wide),
        north = clamped(words.y / ink->cell_px, ink->high);
    int east = clamped((words.x + words.width) / ink->cell_px + 1, ink->wide);
    int south = clamped((words.y + words.height) / ink->cell_px + 1, ink->high);
    return ink->sum[south][east] - ink->sum[north][east] - ink->sum[south][west] +
           ink->sum[north][west];
}

typedef struct {
    const cor_map_frame *frame;
    const cor_map_label *labels;
    int32_t done;
    const raster *ink;
    const float (*boxes)[4];
    int32_t box_count;
} ground;

enum { IMPOSSIBLE = 1000000 };

static float cost_of(const ground *table, area words) {
    if (words.x < 2 || words.y < 2 || words.x + words.width > (float)table->frame->width - 2 ||
        words.y + words.height > (float)table->frame->height - 2)
        return IMPOSSIBLE;

    float cost = ink_under(table->ink, words);
    for (int32_t i = 0; i < table->done; i++) {
        const cor_map_label *other = &table->labels[i];
        if (other->is_placed && overlap(words, area_of(other, other->at, other->align)) > 0)
            cost += IMPOSSIBLE / 4;
    }

    for (int32_t i = 0; i < table->box_count; i++) {
        const float *b = table->boxes[i];
        if (overlap(words, (area){ b[0], b[1], b[2], b[3] }) > 0) cost += IMPOSSIBLE / 8;
    }

    return cost;
}

static void place(const ground *table, cor_map_label *label) {
    static const struct {
        float x, y;
        cor_map_align align;
    } sides[] = {
        { 0, 0.35F, COR_ALIGN_MIDDLE },  { 1, 0.35F, COR_ALIGN_START },
        { -1, 0.35F, COR_ALIGN_END },    { 0, -1, COR_ALIGN_MIDDLE },
        { 0, 1.4F, COR_ALIGN_MIDDLE },   { 0.8F, -0.7F, COR_ALIGN_START },
        { -0.8F, -0.7F, COR_ALIGN_END }, { 0.8F, 1.3F, COR_ALIGN_START },
        { -0.8F, 1.3F, COR_ALIGN_END },
    };
    float size = (float)label->size_px, best = IMPOSSIBLE * 2.0F;
    float reach = label->reach_px > 0 ? (float)label->reach_px : 3 * size;

    for (float ring = 0; ring <= reach && ring * 1.5F < best; ring += size * 0.6F) {
        for (size_t i = 0; i < sizeof sides / sizeof *sides; i++) {
            float push_y = sides[i].y > 0.5F ? ring : sides[i].y < -0.5F ? -ring : 0;
            cor_map_xy at = { label->near.x + sides[i].x * (ring + size * 0.3F),
                              label->near.y + sides[i].y * size + push_y };
            float cost =
                cost_of(table, area_of(label, at, sides[i].align)) + ring * 1.5F + (float)i * 0.4F;
            if (cost >= best) continue;
            best = cost;
            label->at = at;
            label->align = sides[i].align;
        }
    }

    label->is_placed = best < (label->is_needed ? IMPOSSIBLE * 2.0F : 120);
}

void cor_map_labels_place(const cor_map_frame *frame, cor_map_label *labels, int32_t label_count,
                          const cor_map_arrow *arrows, int32_t arrow_count, const float (*boxes)[4],
                          int32_t box_count) {
    raster ink;
    ink.cell_px =
        fmaxf(6, fmaxf((float)frame->width / RASTER_WIDE, (float)frame->height / RASTER_HIGH));
    ink.wide = clamped((float)frame->width / ink.cell_px + 2, RASTER_WIDE);
    ink.high = clamped((float)frame->height / ink.cell_px + 2, RASTER_HIGH);
    for (int y = 0; y <= ink.high; y++)
        memset(ink.sum[y], 0, (size_t)(ink.wide + 1) * sizeof ink.sum[y][0]);

    for (int32_t i = 0; i < arrow_count; i++)
        add_arrow(&ink, &arrows[i]);
    sum_up(&ink);
    ground table = {
        .frame = frame, .labels = labels, .ink = &ink, .boxes = boxes, .box_count = box_count
    };
    for (; table.done < label_count; table.done++)
        place(&table, &labels[table.done]);
}
