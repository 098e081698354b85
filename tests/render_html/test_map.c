/* SPDX-License-Identifier: Apache-2.0 */
/* Maps: areas stay true, neighbours keep one border, nobody is left out, words do not cover each
 * other. */
#include <math.h>

#include "../test_case.h"
#include "render/map/map.h"
#include "render/map/shapes.h"

static cor_country place(const char *code) {
    cor_country found = { 0 };
    assert_true(cor_country_by_code(cor_str_of(code), &found));
    return found;
}

static const cor_map_land *draw(const cor_map_frame *frame, cor_arena *keep, int32_t *ret_count) {
    const cor_map_land *lands = NULL;
    cor_arena scratch = cor_arena_scratch(keep);
    assert_true(cor_map_lands(frame, keep, scratch, &lands, ret_count));
    return lands;
}

static double land_area_km2(const char *code) {
    for (int32_t i = 0; i < cor_shape_count; i++) {
        if (strcmp(cor_shapes[i].code, code) != 0) continue;
        double area = 0;
        for (int32_t r = 0; r < cor_shapes[i].ring_count; r++)
            area += (double)cor_shape_rings[cor_shapes[i].first_ring + r].area_km2;
        return area;
    }
    fail_msg("no shape %s", code);
    return 0;
}

static void areas_are_true(void **state) {
    (void)state;
    cor_stretch stretch = test_stretch(64 << 20);
    cor_map_frame frames[] = { cor_map_frame_region(1120, 640), cor_map_frame_world(1920, 960) };

    for (int f = 0; f < 2; f++) {
        cor_arena keep = cor_stretch_arena(&stretch);
        int32_t count;
        const cor_map_land *lands = draw(&frames[f], &keep, &count);
        double km_per_px = 6371.0072 / frames[f].pixels_per_radian;
        static const char *const whole[] = { "GTM", "NIC", "CUB", "HND" };
        for (size_t i = 0; i < sizeof whole / sizeof *whole; i++) {
            const cor_map_land *land = cor_map_land_find(lands, count, place(whole[i]));
            assert_non_null(land);
            double ratio = land->area_px2 * km_per_px * km_per_px / land_area_km2(whole[i]);
            if (fabs(ratio - 1) > (f ? 0.12 : 0.03))
                fail_msg("%s in view %d: area %g times the true one", whole[i], f, ratio);
        }
    }

    cor_stretch_close(&stretch);
}

/* Natural Earth against the areas the countries publish, in km2: reading the file did not scale
 * or drop anything. */
static void shapes_have_the_published_areas(void **state) {
    (void)state;
    static const struct {
        const char *code;
        double km2;
    } known[] = { { "GTM", 108889 },   { "CRI", 51100 }, { "MEX", 1964375 },
                  { "RUS", 17098246 }, { "FJI", 18272 }, { "USA", 9525067 } };

    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        double ratio = land_area_km2(known[i].code) / known[i].km2;
        if (fabs(ratio - 1) > 0.06)
            fail_msg("%s: %g times the published area", known[i].code, ratio);
    }
}

static int32_t shared_points(const cor_map_land *a, const cor_map_land *b) {
    int32_t shared = 0;
    for (int32_t r = 0; r < a->ring_count; r++)
        for (int32_t i = 0; i < a->rings[r].point_count; i++)
            for (int32_t s = 0; s < b->ring_count; s++)
                for (int32_t k = 0; k < b->rings[s].point_count; k++)
                    shared +=
                        !memcmp(&a->rings[r].points[i], &b->rings[s].points[k], sizeof(cor_map_xy));
    return shared;
}

static void neighbours_share_their_border_at_every_scale(void **state) {
    (void)state;
    cor_stretch stretch = test_stretch(64 << 20);
    cor_map_spot pair[] = { { .place = place("NIC") }, { .place = place("CRI") } };
    cor_map_frame frames[] = { cor_map_frame_around(pair, 2, 400, 330),
                               cor_map_frame_region(1120, 640) };
    int32_t least[] = { 8, 3 };

    for (int f = 0; f < 2; f++) {
        cor_arena keep = cor_stretch_arena(&stretch);
        int32_t count;
        const cor_map_land *lands = draw(&frames[f], &keep, &count);
        int32_t shared = shared_points(cor_map_land_find(lands, count, place("NIC")),
                                       cor_map_land_find(lands, count, place("CRI")));
        assert_true(shared >= least[f]);
    }

    cor_stretch_close(&stretch);
}

static void every_country_is_on_the_world(void **state) {
    (void)state;
    cor_stretch stretch = test_stretch(64 << 20);
    cor_arena keep = cor_stretch_arena(&stretch);
    cor_map_frame frame = cor_map_frame_world(1120, 560);
    int32_t count;
    const cor_map_land *lands = draw(&frame, &keep, &count);
    size_t place_count;
    const cor_country_info *places = cor_country_list(&place_count);

    for (size_t i = 0; i < place_count; i++) {
        if (places[i].kind != COR_PLACE_COUNTRY || !isfinite(places[i].latitude)) continue;
        if (places[i].latitude < -53) continue; // the view ends north of Antarctica
        const cor_map_land *land = cor_map_land_find(lands, count, places[i].place);
        if (!land) fail_msg("%.*s is not on the map", COR_STR_F(places[i].code));
        assert_true(land->is_speck || land->ring_count > 0);
        assert_in_range((int)land->anchor.x, 0, 1120);
        assert_in_range((int)land->anchor.y, 0, 560);
    }

    cor_stretch_close(&stretch);
}

static void a_pair_is_in_its_view(void **state) {
    (void)state;
    static const char *const pairs[][2] = { { "NIC", "CRI" }, { "GTM", "USA" }, { "PHL", "SAU" },
                                            { "GRD", "TTO" }, { "NZL", "FJI" }, { "RUS", "USA" },
                                            { "TUV", "NZL" }, { "ESP", "NZL" } };
    cor_stretch stretch = test_stretch(64 << 20);

    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        cor_arena keep = cor_stretch_arena(&stretch);
        cor_map_spot spots[] = { { .place = place(pairs[i][0]) }, { .place = place(pairs[i][1]) } };
        cor_map_frame frame = cor_map_frame_around(spots, 2, 400, 330);
        int32_t count;
        const cor_map_land *lands = draw(&frame, &keep, &count);
        for (int k = 0; k < 2; k++)
            if (!cor_map_land_find(lands, count, spots[k].place))
                fail_msg("%s is not in the view of %s and %s", pairs[i][k], pairs[i][0],
                         pairs[i][1]);
    }

    cor_stretch_close(&stretch);
}

static void small_arenas_are_refused(void **state) {
    (void)state;
    cor_map_frame frame = cor_map_frame_region(1120, 640);
    cor_stretch stretch = test_stretch(64 << 20), other = test_stretch(64 << 20);
    bool drawn = false;

    for (size_t room = 1024; room < 4 << 20 && !drawn; room *= 2) {
        cor_arena keep = cor_stretch_arena(&stretch), scratch = cor_stretch_arena(&other);
        keep.end = keep.next + room;
        const cor_map_land *lands = (const cor_map_land *)&frame;
        int32_t count = -1;
        drawn = cor_map_lands(&frame, &keep, scratch, &lands, &count);
        if (!drawn) assert_true(count == -1 && (const void *)lands == (const void *)&frame);
    }

    assert_true(drawn);
    cor_stretch_close(&stretch);
    cor_stretch_close(&other);
}

static void arrows_end_where_they_should(void **state) {
    (void)state;
    cor_map_xy from = { 100, 300 }, to = { 400, 120 };
    cor_map_arrow arrow = cor_map_arrow_between(from, to, 10),
                  back = cor_map_arrow_between(to, from, 10);
    assert_true(arrow.outline[COR_ARROW_TIP].x == to.x && arrow.outline[COR_ARROW_TIP].y == to.y);
    assert_true(fabsf(arrow.outline[0].x - from.x) < 2 && fabsf(arrow.outline[0].y - from.y) < 2);
    float width =
        hypotf(arrow.outline[2].x - arrow.outline[6].x, arrow.outline[2].y - arrow.outline[6].y);
    assert_true(fabsf(width - 10) < 0.1F);
    assert_true(hypotf(arrow.middle.x - back.middle.x, arrow.middle.y - back.middle.y) >
                20); // each its own side
    assert_true(cor_map_arrow_width(400, 1600, 20) == 10);
    assert_true(cor_map_arrow_width(0, 1600, 20) == 0);
}

/* The same lines as web/tests/arrow.test.ts reads: the island draws what the server draws. */
static void arrows_are_those_of_the_islands(void **state) {
    (void)state;
    char path[4096];
    snprintf(path, sizeof path, "%s/web/tests/fixtures/arrows.txt", getenv("CORREDOR_SOURCE_ROOT"));
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    char line[1024];
    int32_t lines = 0;

    for (; fgets(line, sizeof line, file); lines++) {
        float x1, y1, x2, y2;
        double width;
        assert_int_equal(sscanf(line, "%f %f %f %f %lf", &x1, &y1, &x2, &y2, &width), 5);
        cor_map_arrow arrow =
            cor_map_arrow_between((cor_map_xy){ x1, y1 }, (cor_map_xy){ x2, y2 }, width);
        const char *at = strchr(line, '|');
        for (int i = 0; i < 2 * COR_ARROW_POINTS; i++) {
            at += strcspn(at, "-0123456789.");
            char *end;
            float expected = strtof(at, &end),
                  own = i % 2 ? arrow.outline[i / 2].y : arrow.outline[i / 2].x;
            if (fabsf(expected - own) > 0.06F)
                fail_msg("line %d, number %d: %g instead of %g", lines + 1, i, own, expected);
            at = end;
        }
    }

    fclose(file);
    assert_true(lines >= 4);
}

static void words_do_not_cover_each_other(void **state) {
    (void)state;
    cor_map_frame frame = cor_map_frame_region(1120, 640);
    cor_map_label labels[12] = { 0 };

    for (int i = 0; i < 12; i++)
        labels[i] = (cor_map_label){ .near = { 500 + 6.0F * (float)i, 300 },
                                     .width_px = 80,
                                     .size_px = 13,
                                     .is_needed = i < 3 };

    float key[1][4] = { { 400, 200, 200, 60 } };
    cor_map_labels_place(&frame, labels, 12, NULL, 0, (const float(*)[4])key, 1);
    int placed = 0;

    for (int i = 0; i < 12; i++) {
        if (i < 3) assert_true(labels[i].is_placed);
        placed += labels[i].is_placed;
        for (int k = 0; k < i && labels[i].is_placed; k++) {
            if (!labels[k].is_placed) continue;
            float x[2];
            for (int n = 0; n < 2; n++) {
                const cor_map_label *l = &labels[n ? k : i];
                x[n] = l->at.x - (l->align == COR_ALIGN_END      ? 80
                                  : l->align == COR_ALIGN_MIDDLE ? 40
                                                                 : 0);
            }
            bool apart = fabsf(x[0] - x[1]) >= 79 || fabsf(labels[i].at.y - labels[k].at.y) >= 12;
            assert_true(apart);
        }
    }

    assert_in_range(placed, 3, 12);
}

test_program(cmocka_unit_test(areas_are_true), cmocka_unit_test(shapes_have_the_published_areas),
             cmocka_unit_test(neighbours_share_their_border_at_every_scale),
             cmocka_unit_test(every_country_is_on_the_world),
             cmocka_unit_test(a_pair_is_in_its_view), cmocka_unit_test(small_arenas_are_refused),
             cmocka_unit_test(arrows_end_where_they_should),
             cmocka_unit_test(arrows_are_those_of_the_islands),
             cmocka_unit_test(words_do_not_cover_each_other))
