/* map_ring.c: see map_ring.h. */
#include "map_ring.h"

#include <math.h>

static void put_short(cor_out *out, int32_t value, bool first) {
    char text[32] = " ";
    size_t blank = !first && value >= 0;
    cor_put(out, (cor_str){ text, blank + cor_number_print_int(value, text + blank) });
}

static void put_pair(cor_out *out, int32_t x, int32_t y, bool first) {
    put_short(out, x, first);
    put_short(out, y, false);
}

void map_ring_put(cor_out *out, const cor_map_ring *ring) {
    int32_t x = 0, y = 0;
    bool begun = false;
    for (int32_t i = 0; i < ring->point_count; i++) {
        int32_t to_x = (int32_t)lroundf(ring->points[i].x * 2), to_y = (int32_t)lroundf(ring->points[i].y * 2);
        if (i && to_x == x && to_y == y) continue;
        if (i == 0) cor_put_char(out, 'M');
        if (i && !begun) cor_put_char(out, 'l');
        put_pair(out, to_x - x, to_y - y, i == 0 || !begun);
        begun = i > 0;
        x = to_x;
        y = to_y;
    }
    cor_put_char(out, 'z');
}
