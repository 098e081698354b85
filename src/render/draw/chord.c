/* SPDX-License-Identifier: Apache-2.0 */
/* chord.c: lays out a circle of places. The arc of a place is as long as what leaves and what
 * arrives together; along it the ribbons stand in the order that crosses least: those to the
 * neighbour before first, to the one after last. */
#include "chord.h"

#include <math.h>
#include <stdlib.h>

enum { GAP_MOST_DEGREES = 3 };

static const cor_value *value_at(const cor_node *chart, int32_t from, int32_t to) {
    return &chart->chart.series[to].values[from];
}

static double size_at(const cor_node *chart, int32_t from, int32_t to) {
    const cor_value *value = value_at(chart, from, to);
    return value->present && value->value > 0 ? value->value : 0;
}

/* All that leaves and all that arrives; moves inside a place do both. */
static double weight_of(const cor_node *chart, int32_t place) {
    cor_sum sum = { 0 };
    for (int32_t other = 0; other < chart->chart.category_count; other++) {
        cor_sum_add(&sum, size_at(chart, place, other));
        cor_sum_add(&sum, size_at(chart, other, place));
    }
    return cor_sum_get(&sum);
}

/* Each at its place among the ribbons: [from][to]. */
static void place_end(cor_ribbon *ribbons, const cor_node *chart, int32_t from, int32_t to,
                      bool leaves, double *angle, double scale) {
    cor_ribbon *ribbon = &ribbons[(size_t)from * (size_t)chart->chart.category_count + (size_t)to];
    double size = size_at(chart, from, to) * scale;
    cor_arc arc = { *angle, *angle + size };
    *angle += size;
    *ribbon = (cor_ribbon){ .from = from,
                            .to = to,
                            .value = value_at(chart, from, to),
                            .leaves = leaves ? arc : ribbon->leaves,
                            .arrives = leaves ? ribbon->arrives : arc };
}

static void place_ribbons(const cor_node *chart, cor_chord *chord, int32_t place, double scale) {
    int32_t n = chart->chart.category_count;
    double angle = chord->places[place].start;
    for (int32_t step = 1; step <= n; step++) {
        int32_t other = (place - step + n) % n; // itself last
        place_end(chord->ribbons, chart, place, other, true, &angle, scale);
        place_end(chord->ribbons, chart, other, place, false, &angle, scale);
    }
}

static int by_size(const void *a, const void *b) {
    const cor_ribbon *one = a, *other = b;
    double x = one->value->value, y = other->value->value;
    if (x != y) return x > y ? -1 : 1;
    return one->from != other->from ? (one->from > other->from) - (one->from < other->from)
                                    : (one->to > other->to) - (one->to < other->to);
}

static void keep_drawn(const cor_node *chart, cor_chord *chord) {
    int32_t kept = 0, all = chord->place_count * chord->place_count;
    for (int32_t i = 0; i < all; i++)
        if (size_at(chart, chord->ribbons[i].from, chord->ribbons[i].to) > 0)
            chord->ribbons[kept++] = chord->ribbons[i];
    chord->ribbon_count = kept;
    if (kept) qsort(chord->ribbons, (size_t)kept, sizeof *chord->ribbons, by_size);
}

bool cor_chord_make(const cor_node *chart, cor_arena *arena, cor_chord *ret_chord) {
    int32_t n = chart->chart.category_count;
    cor_chord chord = { .place_count = n,
                        .places = cor_new(arena, cor_arc, n),
                        .ribbons = cor_new(arena, cor_ribbon, (size_t)n * (size_t)n) };

    if (!chord.places || !chord.ribbons) return false;
    cor_sum all = { 0 };
    for (int32_t i = 0; i < n; i++)
        cor_sum_add(&all, weight_of(chart, i));

    double gap = fmin(GAP_MOST_DEGREES * M_PI / 180, 0.2 * 2 * M_PI / n), turn = 2 * M_PI - gap * n;
    double scale = cor_sum_get(&all) > 0 ? turn / cor_sum_get(&all) : 0, angle = gap / 2;
    for (int32_t i = 0; i < n; i++) {
        chord.places[i] = (cor_arc){ angle, angle + weight_of(chart, i) * scale };
        angle = chord.places[i].end + gap;
    }

    for (int32_t i = 0; i < n; i++)
        place_ribbons(chart, &chord, i, scale);
    keep_drawn(chart, &chord);
    *ret_chord = chord;

    return true;
}

/* Beside each other at the top two names need their widths, under each other at the side their
 * height. */
static double room_between(double angle, double radius, double height, double first_width,
                           double second_width) {
    double across = fabs(cos(angle)), down = fabs(sin(angle));
    double width = (first_width + second_width) / 2;
    // At the side names hang outwards: only near the top and the bottom do they share a line.
    return fmin(across > 0.02 ? width / across : 1e9, down > 0.02 ? height / down : 1e9) / radius;
}

void cor_chord_names_place(const cor_chord *chord, double radius, double height,
                           const double *widths, double *ret_angles) {
    enum { ROUNDS = 200 };
    int32_t n = chord->place_count;

    for (int32_t i = 0; i < n; i++)
        ret_angles[i] = cor_arc_middle(chord->places[i]);
    bool moved = n > 1;

    for (int32_t round = 0; round < ROUNDS && moved; round++) {
        moved = false;
        for (int32_t i = 0; i < n; i++) {
            int32_t next = (i + 1) % n;
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
