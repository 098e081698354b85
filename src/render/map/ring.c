/* SPDX-License-Identifier: Apache-2.0 */
/* ring.c: an outline as the shortest path an SVG or a canvas can draw. */
#include "core/core.h"
#include "map.h"

/* Halves of a pixel; a minus sign parts two numbers as well as a blank does. */
static char *put_short(char *at, int32_t value, bool first) {
    if (value < 0) {
        *at++ = '-';
        value = -value;
    } else if (!first) {
        *at++ = ' ';
    }
    if (value >= 10) return at + cor_number_print_int(value, at);
    *at++ = (char)('0' + value); // most steps along a border are short
    return at;
}

static int32_t halves_of(float pixels) {
    return (int32_t)(pixels * 2 + (pixels < 0 ? -0.5F : 0.5F));
}

void cor_map_ring_put(cor_out *out, const cor_map_ring *ring) {
    int32_t x = 0, y = 0;
    bool begun = false;

    for (int32_t i = 0; i < ring->point_count; i++) {
        int32_t to_x = halves_of(ring->points[i].x), to_y = halves_of(ring->points[i].y);
        if (i && to_x == x && to_y == y) continue;
        char text[64], *at = text;
        if (i == 0) *at++ = 'M';
        if (i && !begun) *at++ = 'l';
        at = put_short(at, to_x - x, i == 0 || !begun);
        at = put_short(at, to_y - y, false);
        cor_put(out, (cor_str){ text, (size_t)(at - text) });
        begun = i > 0;
        x = to_x;
        y = to_y;
    }

    cor_put_char(out, 'z');
}
