/* Search: both languages, accents, plurals, phrases, prefixes, snippets, and words that would be syntax elsewhere. */
#include "registry_case.h"

static cor_registry_hits search(registry_case *test, const cor_registry_kind *kind, const char *text, cor_lang lang) {
    cor_registry_hits hits;
    cor_registry_query query = { .kind = kind, .text = cor_str_of(text), .lang = lang };
    assert_ok(cor_registry_search(test->registry, &query, &test->keep, test->scratch, &hits, &test->err), &test->err);
    return hits;
}

static bool has(cor_registry_hits hits, const char *key) {
    for (size_t i = 0; i < hits.count; i++)
        if (cor_str_is(hits.hits[i].entry->key, key)) return true;
    return false;
}

static void assert_found(registry_case *test, const char *text, const char *key) {
    cor_registry_hits hits = search(test, NULL, text, COR_LANG_EN);
    if (!has(hits, key)) fail_msg("“%s” does not find %s but %d others", text, key, (int)hits.count);
}

static void finds_in_both_languages_without_accents(void **state) {
    (void)state;
    registry_case *test = case_open();
    case_load_all(test);
    assert_found(test, "recruitment practices belize", "PUB01");
    assert_found(test, "practicas de reclutamiento belice", "PUB01");
    assert_found(test, "PRÁCTICAS RECLUTAMIENTO", "PUB01");
    assert_found(test, "práctica", "PUB01");
    assert_found(test, "estudios mecanismo mesoamérica", "PUB04");
    assert_found(test, "Guyana prosper*", "PUB03");
    assert_found(test, "\"planning for prosperity\"", "PUB02");
    assert_found(test, "remesas diaspora foro", "PUB05");
    assert_found(test, "bracero", "MEX-USA-BRACERO");
    assert_found(test, "MEX-CAN-PTAT", "MEX-CAN-PTAT");
    assert_found(test, "temporada caña", "CRI-NIC-1993");
    assert_found(test, "nicaragua agricultura acuerdo bilateral", "CRI-NIC-2022");
    assert_true(has(search(test, &cor_kind_publication, "reclutamiento etico", COR_LANG_ES), "PUB01"));
    assert_int_equal(search(test, &cor_kind_publication, "bracero", COR_LANG_EN).count, 0);
    case_close(test);
}

static void a_title_comes_before_a_summary(void **state) {
    (void)state;
    registry_case *test = case_open();
    cor_entry *in_body = case_institution(test, "A", "Office"), *in_title = case_institution(test, "B", "Fair work");
    case_set_in(in_body, "role", COR_LANG_EN, "fair work for all");
    cor_entry *apart = case_institution(test, "C", "Work that is fair");
    assert_ok(case_put(test, in_title, "ana", COR_STATE_PUBLISHED, 0), &test->err);
    assert_ok(case_put(test, apart, "ana", COR_STATE_PUBLISHED, 0), &test->err);
    assert_ok(case_put(test, in_body, "ana", COR_STATE_PUBLISHED, 0), &test->err);
    cor_registry_hits hits = search(test, NULL, "fair work", COR_LANG_EN);
    assert_int_equal(hits.count, 3);
    assert_int_equal(hits.total, 3);
    assert_str(hits.hits[0].entry->key, "B");
    assert_str(hits.hits[1].entry->key, "C");
    assert_str(hits.hits[2].entry->key, "A");
    hits = search(test, NULL, "\"fair work\"", COR_LANG_EN);
    assert_int_equal(hits.count, 2);
    hits = search(test, NULL, "fair trade", COR_LANG_EN);
    assert_true(hits.is_partial);
    assert_int_equal(hits.count, 3);
    case_close(test);
}

static void the_snippet_shows_the_words_as_they_are_written(void **state) {
    (void)state;
    registry_case *test = case_open();
    cor_entry *entry = case_institution(test, "A", "Office");
    case_set_in(entry, "role", COR_LANG_ES,
                "Lleva el registro de agencias, vigila su actuación y recibe los informes que estas presentan cada "
                "semestre; además, inspecciona y sanciona. Verifica la contratación ética de trabajadoras en los "
                "países de origen y de destino, y atiende quejas de personas migrantes que regresan al país.");
    case_set_in(entry, "role", COR_LANG_EN, "Keeps the register.");
    assert_ok(case_put(test, entry, "ana", COR_STATE_PUBLISHED, 0), &test->err);
    cor_registry_hits hits = search(test, NULL, "contratacion etico", COR_LANG_EN);
    assert_int_equal(hits.count, 1);
    cor_registry_hit *hit = &hits.hits[0];
    assert_true(cor_str_starts(hit->snippet, COR_STR("… ")));
    assert_int_equal(hit->mark_count, 2);
    assert_str(cor_str_part(hit->snippet, hit->marks[0].start, hit->marks[0].length), "contratación");
    assert_str(cor_str_part(hit->snippet, hit->marks[1].start, hit->marks[1].length), "ética");
    assert_true(cor_str_is_utf8(hit->snippet));
    case_close(test);
}

static void nothing_that_is_typed_is_syntax(void **state) {
    (void)state;
    static const char *const texts[] = {
        "",
        "   ",
        "\"",
        "\"\"",
        "*",
        "a\"b",
        "NEAR(a b)",
        "title:x",
        "a AND OR NOT",
        "-a",
        "^a",
        "{a}",
        "(",
        "a*b*",
        "' OR 1=1 --",
        "\xff\xfe",
        "%",
        "…",
        "a + b",
        "one two three four five six seven eight nine ten eleven twelve x y",
    };
    registry_case *test = case_open();
    case_load_all(test);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        (void)search(test, NULL, texts[i], COR_LANG_ES);
    assert_int_equal(search(test, NULL, " * ", COR_LANG_ES).count, 0);
    cor_registry_hits hits;
    cor_registry_query query = { .text = COR_STR("a"), .limit = 5000 };
    assert_fails(cor_registry_search(test->registry, &query, &test->keep, test->scratch, &hits, &test->err),
                 COR_E_USAGE, &test->err, "At most 1,000 results");
    case_close(test);
}

static void pages_follow_each_other(void **state) {
    (void)state;
    registry_case *test = case_open();
    case_load_all(test);
    cor_registry_query query = { .text = COR_STR("agreement"), .limit = 7 };
    cor_str seen[21];
    for (int page = 0; page < 3; page++) {
        cor_registry_hits hits;
        query.offset = 7 * page;
        assert_ok(cor_registry_search(test->registry, &query, &test->keep, test->scratch, &hits, &test->err),
                  &test->err);
        assert_int_equal(hits.count, 7);
        assert_true(hits.total > 100);
        for (int i = 0; i < 7; i++) {
            seen[7 * page + i] = hits.hits[i].entry->key;
            for (int j = 0; j < 7 * page + i; j++)
                assert_false(cor_str_equal(seen[j], seen[7 * page + i]));
        }
    }
    case_close(test);
}

static void what_is_withdrawn_is_not_found(void **state) {
    (void)state;
    registry_case *test = case_open();
    assert_ok(case_put(test, case_institution(test, "A", "Zebra"), "ana", COR_STATE_DRAFT, 0), &test->err);
    assert_int_equal(search(test, NULL, "zebra", COR_LANG_EN).count, 0);
    assert_ok(case_put(test, case_institution(test, "A", "Zebra"), "ana", COR_STATE_PUBLISHED, 1), &test->err);
    assert_int_equal(search(test, NULL, "zebras", COR_LANG_EN).count, 1);
    assert_ok(case_put(test, case_institution(test, "A", "Horse"), "ana", COR_STATE_PUBLISHED, 2), &test->err);
    assert_int_equal(search(test, NULL, "zebra", COR_LANG_EN).count, 0);
    assert_ok(case_move(test, &cor_kind_institution, "A", "ana", COR_STATE_WITHDRAWN, 3), &test->err);
    assert_int_equal(search(test, NULL, "horse", COR_LANG_EN).count, 0);
    case_close(test);
}

static void plurals_and_genders_have_one_stem(void **state) {
    (void)state;
    static const char *const same[][3] = {
        { "agreement", "agreements", "agreement" },
        { "agency", "agencies", "agency" },
        { "migración", "migraciones", "migracion" },
        { "trabajador", "trabajadores", "trabajadora" },
        { "ético", "éticas", "ética" },
        { "practice", "practices", "práctica" },
        { "país", "paises", "país" },
    };
    registry_case *test = case_open();
    for (size_t i = 0; i < sizeof same / sizeof *same; i++)
        for (int j = 1; j < 3; j++) {
            cor_str a = registry_stems(&test->keep, cor_str_of(same[i][0]));
            cor_str b = registry_stems(&test->keep, cor_str_of(same[i][j]));
            if (!cor_str_equal(a, b)) fail_msg("%.*s and %.*s", COR_STR_F(a), COR_STR_F(b));
        }
    assert_str(registry_stems(&test->keep, COR_STR("H-2A 2020s class")), "h 2a 2020s class");
    case_close(test);
}

test_program(cmocka_unit_test(finds_in_both_languages_without_accents),
             cmocka_unit_test(a_title_comes_before_a_summary),
             cmocka_unit_test(the_snippet_shows_the_words_as_they_are_written),
             cmocka_unit_test(nothing_that_is_typed_is_syntax), cmocka_unit_test(pages_follow_each_other),
             cmocka_unit_test(what_is_withdrawn_is_not_found), cmocka_unit_test(plurals_and_genders_have_one_stem))
