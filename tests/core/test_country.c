/* SPDX-License-Identifier: Apache-2.0 */
/* Places: by code, number and name in both languages; suggestions; the build-time folding equals
 * ours. */
#include "../test_case.h"
#include "core/core.h"
#include "core/places.h"

static const char *find(const char *text) {
    cor_country country;
    if (!cor_country_find(cor_str_of(text), &country)) return "-";
    return cor_country_code(country).at;
}

static void finds_codes_numbers_and_names(void **state) {
    (void)state;
    static const char *const cases[][2] = {
        { "GTM", "GTM" },
        { "gt", "GTM" },
        { "320", "GTM" },
        { "Guatemala", "GTM" },
        { "MÉXICO", "MEX" },
        { "mexico", "MEX" },
        { "  República  Dominicana ", "DOM" },
        { "haiti", "HTI" },
        { "Haití", "HTI" },
        { "Estados Unidos", "USA" },
        { "us", "USA" },
        { "cote d ivoire", "CIV" },
        { "Côte d'Ivoire", "CIV" },
        { "Viet Nam", "VNM" },
        { "WLD", "WLD" },
        { "OTH", "OTH" },
        { "004", "AFG" },
        { "Atlantis", "-" },
        { "", "-" },
        { "999", "-" },
        { "ZZZ", "-" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(find(cases[i][0]), cases[i][1]);
}

static void every_place_is_found_by_each_of_its_names(void **state) {
    (void)state;
    size_t count;
    const cor_country_info *list = cor_country_list(&count);
    assert_true(count > 250);

    for (size_t i = 0; i < count; i++) {
        cor_country found;
        assert_true(cor_country_by_code(list[i].code, &found));
        assert_int_equal(found.id, list[i].place.id);
        if (list[i].kind == COR_PLACE_REGION || list[i].kind == COR_PLACE_GROUP) continue;
        for (int lang = 0; lang < COR_LANG_COUNT; lang++) {
            assert_true(cor_country_find(list[i].name[lang], &found));
            assert_int_equal(found.id, list[i].place.id);
        }
    }
}

static void build_time_folding_is_ours(void **state) {
    (void)state;
    for (uint32_t i = 0; i < cor_place_name_count; i++) {
        char room[512];
        cor_arena arena = { room, room + sizeof room };
        cor_str name = cor_str_of(cor_place_names[i].folded);
        assert_str(cor_str_fold(&arena, name), cor_place_names[i].folded);
    }
}

static void suggests_the_nearest_name(void **state) {
    (void)state;
    cor_country country;
    assert_true(cor_country_suggest(COR_STR("Gautemala"), &country));
    assert_str(cor_country_code(country), "GTM");
    assert_true(cor_country_suggest(COR_STR("Niacragua"), &country));
    assert_str(cor_country_code(country), "NIC");
    assert_false(cor_country_suggest(COR_STR("Xyzzyplugh"), &country));
    assert_false(cor_country_suggest(COR_STR("a"), &country));
}

static void facts_about_places(void **state) {
    (void)state;
    cor_country mexico, world = COR_COUNTRY_WORLD;
    assert_true(cor_country_by_m49(484, &mexico));
    const cor_country_info *info = cor_country_get(mexico);
    assert_str(info->code, "MEX");
    assert_str(info->code2, "MX");
    assert_true(info->rcm_member);
    assert_true(info->latitude > 14 && info->latitude < 33);
    assert_true(cor_country_is_place(mexico));
    assert_false(cor_country_is_place(world));
    assert_false(cor_country_is_place(COR_COUNTRY_NONE));
    assert_false(cor_country_by_m49(COR_COUNTRY_OTHER.id, &mexico));
    assert_false(cor_country_by_m49(-3, &mexico));
    assert_int_equal(cor_country_get((cor_country){ 65535 })->code.length, 0);
}

test_program(cmocka_unit_test(finds_codes_numbers_and_names),
             cmocka_unit_test(every_place_is_found_by_each_of_its_names),
             cmocka_unit_test(build_time_folding_is_ours),
             cmocka_unit_test(suggests_the_nearest_name), cmocka_unit_test(facts_about_places))
