/* SPDX-License-Identifier: Apache-2.0 */
/* world.c: outlines of the world and the position of each place, for programs that draw their own
 * lines on it. */
#include "world.h"
#include "core/say.h"
#include "map.h"

/* As the maps of src/render/html/map.c. */
enum { WORLD_WIDTH = 1120, WORLD_HEIGHT = 560 };

static void put_outlines(cor_out *out, const cor_map_land *lands, int32_t count) {
    cor_put_c(out, ",\"outlines_half_px\":\"");
    for (int32_t i = 0; i < count; i++)
        for (int32_t r = 0; !lands[i].is_speck && r < lands[i].ring_count; r++)
            cor_map_ring_put(out, &lands[i].rings[r]);
    cor_put_char(out, '"');
}

static void put_tenths(cor_out *out, const char *key, float value) {
    cor_put_c(out, key);
    cor_put_number(out, (double)(int64_t)((double)value * 10 + 0.5) / 10);
}

static void put_places(cor_out *out, const cor_map_land *lands, int32_t count) {
    cor_put_c(out, ",\"places\":[");
    for (int32_t i = 0, written = 0; i < count; i++) {
        if (!lands[i].place.id) continue;
        const cor_country_info *info = cor_country_get(lands[i].place);
        cor_put_c(out, written++ ? ",\n{\"code\":" : "\n{\"code\":");
        cor_put_json(out, info->code);
        put_tenths(out, ",\"x\":", lands[i].anchor.x);
        put_tenths(out, ",\"y\":", lands[i].anchor.y);
        for (int lang = 0; lang < COR_LANG_COUNT; lang++) {
            cor_put_c(out, lang ? ",\"" : ",\"name\":{\"");
            cor_put_c(out, cor_lang_code((cor_lang)lang));
            cor_put_c(out, "\":");
            cor_put_json(out, info->name[lang]);
        }
        cor_put_c(out, lands[i].is_speck ? "},\"is_speck\":true}" : "}}");
    }

    cor_put_c(out, "]}\n");
}

cor_code cor_map_put_world(cor_arena scratch, cor_out *out, cor_error *err) {
    cor_map_frame frame = cor_map_frame_world(WORLD_WIDTH, WORLD_HEIGHT);
    const cor_map_land *lands;
    int32_t count;

    if (!cor_map_lands(&frame, &scratch, cor_arena_scratch(&scratch), &lands, &count))
        return cor_fail_memory(err);

    cor_put_c(out, "{\"width_px\":");
    cor_put_int(out, WORLD_WIDTH);
    cor_put_c(out, ",\"height_px\":");
    cor_put_int(out, WORLD_HEIGHT);
    put_outlines(out, lands, count);
    put_places(out, lands, count);
    return COR_OK;
}
