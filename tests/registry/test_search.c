/* SPDX-License-Identifier: Apache-2.0 */
/* Search: both languages, accents, plurals, phrases, prefixes, snippets, and words that would be
 * syntax elsewhere. */
#include "registry_case.h"

static cor_registry_hits search(registry_case *test, const cor_registry_kind *kind,
                                const char *text, cor_lang lang) {
    cor_registry_hits hits;
    cor_registry_query query = { .kind = kind, .text = cor_str_of(text), .lang = lang };
    assert_ok(
        cor_registry_search(test->registry, &query, &test->keep, test->scratch, &hits, &test->err),
        &test->err);
    return hits;
}

static bool has(cor_registry_hits hits, const char *key) {
    for (size_t i = 0; i < hits.count; i++)
        if (cor_str_is(hits.hits[i].entry->key, key)) return true;
    return false;
}

static void assert_found(registry_case *test, const char *text, const char *key) {
    cor_registry_hits hits = search(test, NULL, text, COR_LANG_EN);
    if (!has(hits, key))
        fail_msg("“%s” does not find %s but %d others", text, key, (int)hits.count);
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
    assert_true(
        has(search(test, &cor_kind_publication, "reclutamiento etico", COR_LANG_ES), "PUB01"));
    assert_int_equal(search(test, &cor_kind_publication, "bracero", COR_LANG_EN).count, 0);
    case_close(test);
}

/* Words and conditions share an index: neither a beginning nor a strange word may be taken for a
 * condition. */
static void beginnings_are_those_of_words(void **state) {
    (void)state;
    registry_case *test = case_open();
    cor_entry *entry = case_institution(test, "A", "Migratory affairs");
    assert_ok(case_put(test, entry, "ana", COR_STATE_PUBLISHED, 0), &test->err);
    static const char *const finds[] = { "mi*",     "mig*",       "migr*",        "migra*",
                                         "migrat*", "migratory*", "affairs migr*" };
    for (size_t i = 0; i < sizeof finds / sizeof *finds; i++)
        assert_found(test, finds[i], "A");

    static const char *const finds_not[] = { "m*", "institution*", "inst*", "institutionqqqq",
                                             "migrate*x" };
    for (size_t i = 0; i < sizeof finds_not / sizeof *finds_not; i++)
        assert_int_equal(search(test, NULL, finds_not[i], COR_LANG_EN).count, 0);

    case_close(test);
}

/* What facets count is what is there, entry by entry; a change and a withdrawal are followed. */
static void facets_count_what_is_found(void **state) {
    (void)state;
    registry_case *test = case_open();
    case_load_all(test);
    cor_registry_query query = {
        .kind = &cor_kind_publication, .all = true, .facets = true, .limit = 1000
    };
    cor_registry_hits hits;
    assert_ok(
        cor_registry_search(test->registry, &query, &test->keep, test->scratch, &hits, &test->err),
        &test->err);
    assert_true(hits.count > 20 && hits.facet_count > 20);

    for (size_t i = 0; i < hits.facet_count; i++) {
        const cor_registry_facet *facet = &hits.facets[i];
        int32_t field = cor_registry_field_find(query.kind, facet->field);
        bool is_year = query.kind->fields[field].type == COR_REGISTRY_PARTIAL;
        int64_t have = 0;
        for (size_t k = 0; k < hits.count; k++)
            have +=
                is_year
                    ? cor_str_equal(cor_str_part(cor_entry_get(hits.hits[k].entry, field), 0, 4),
                                    facet->value)
                    : cor_entry_has(hits.hits[k].entry, field, facet->value);
        assert_int_equal(have, facet->count);
        if (!i || !cor_str_equal(facet[-1].field, facet->field)) continue;
        assert_true(facet[-1].count >= facet->count); // most frequent first
    }

    case_close(test);
}

static void a_title_comes_before_a_summary(void **state) {
    (void)state;
    registry_case *test = case_open();
    cor_entry *in_body = case_institution(test, "A", "Office"),
              *in_title = case_institution(test, "B", "Fair work");
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
                "Lleva el registro de agencias, vigila su actuación y recibe los informes que "
                "estas presentan cada "
                "semestre; además, inspecciona y sanciona. Verifica la contratación ética de "
                "trabajadoras en los "
                "países de origen y de destino, y atiende quejas de personas migrantes que "
                "regresan al país.");
    case_set_in(entry, "role", COR_LANG_EN, "Keeps the register.");
    assert_ok(case_put(test, entry, "ana", COR_STATE_PUBLISHED, 0), &test->err);
    cor_registry_hits hits = search(test, NULL, "contratacion etico", COR_LANG_EN);
    assert_int_equal(hits.count, 1);
    cor_registry_hit *hit = &hits.hits[0];
    assert_true(cor_str_starts(hit->snippet, COR_STR("… ")));
    assert_int_equal(hit->mark_count, 2);
    assert_str(cor_str_part(hit->snippet, hit->marks[0].start, hit->marks[0].length),
               "contratación");
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
    assert_fails(
        cor_registry_search(test->registry, &query, &test->keep, test->scratch, &hits, &test->err),
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
        assert_ok(cor_registry_search(test->registry, &query, &test->keep, test->scratch, &hits,
                                      &test->err),
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

static cor_registry_hits search_where(registry_case *test, const char *text,
                                      const cor_registry_where *where, int32_t where_count) {
    cor_registry_hits hits;
    cor_registry_query query = { .kind = &cor_kind_publication,
                                 .text = cor_str_of(text),
                                 .where = where,
                                 .where_count = where_count,
                                 .all = true,
                                 .facets = true,
                                 .limit = 100 };

    assert_ok(
        cor_registry_search(test->registry, &query, &test->keep, test->scratch, &hits, &test->err),
        &test->err);

    return hits;
}

static int64_t facet(const cor_registry_hits *hits, const char *field, const char *value) {
    for (size_t i = 0; i < hits->facet_count; i++)
        if (cor_str_is(hits->facets[i].field, field) && cor_str_is(hits->facets[i].value, value))
            return hits->facets[i].count;
    return 0;
}

static void load_publications(registry_case *test) {
    cor_import_report report;
    assert_ok(case_load(test, &cor_kind_publication, "publications", &report), &test->err);
    assert_int_equal(report.load.added, 35);
}

static void conditions_hold_with_and_without_words(void **state) {
    (void)state;
    registry_case *test = case_open();
    load_publications(test);
    assert_int_equal(search_where(test, "", NULL, 0).total, 35);
    cor_registry_where guyana[] = { { "places", COR_STR("GUY") },
                                    { "topics", COR_STR("labour_market") } };
    cor_registry_hits all = search_where(test, "", guyana, 1),
                      some = search_where(test, "", guyana, 2);
    assert_true(some.total > 1 && some.total < all.total);
    assert_int_equal(facet(&all, "topics", "labour_market"), some.total);
    assert_int_equal(facet(&some, "places", "GUY"), some.total);

    for (size_t i = 0; i < some.count; i++) {
        const cor_entry *entry = some.hits[i].entry;
        assert_true(cor_entry_has(entry, cor_registry_field_find(entry->kind, COR_STR("places")),
                                  COR_STR("GUY")));
    }

    cor_registry_where year[] = { { "year", COR_STR("2020") } };
    cor_registry_hits of_year = search_where(test, "contratación", year, 1);
    assert_true(has(of_year, "PUB09") && has(of_year, "PUB08"));
    assert_false(has(of_year, "PUB01"));
    assert_int_equal(facet(&of_year, "year", "2020"), of_year.total);
    cor_registry_where strange[] = { { "year\" OR", COR_STR("2020\" OR \"a") } };
    assert_int_equal(search_where(test, "contratación", strange, 1).count, 0);
    case_close(test);
}

static void words_that_mean_the_same_are_found_after_the_exact_ones(void **state) {
    (void)state;
    registry_case *test = case_open();
    load_publications(test);
    cor_registry_hits hits = search_where(test, "reclutamiento etico", NULL, 0);
    assert_false(hits.is_partial);
    assert_true(has(hits, "PUB08")); // contratación ética
    assert_true(has(hits, "PUB17")); // contratación equitativa
    assert_true(hits.complete >= 2 && hits.complete < hits.total);
    for (size_t i = 0; i < hits.count; i++) // PUB01 has one of the words alone
        assert_false(cor_str_is(hits.hits[i].entry->key, "PUB01") && (int64_t)i < hits.complete);

    assert_true(has(hits, "PUB01"));
    for (size_t i = 0; i < hits.count; i++)
        if (cor_str_is(hits.hits[i].entry->key, "PUB08")) {
            assert_int_equal(hits.hits[i].title_mark_count[COR_LANG_ES], 2);
            assert_int_equal(hits.hits[i].title_mark_count[COR_LANG_EN], 2);
        }

    cor_entry *english =
        case_institution(test, "ENGLISH", "Fair recruitment"); // there is no Spanish
    assert_ok(case_put(test, english, "ana", COR_STATE_PUBLISHED, 0), &test->err);
    assert_true(has(search(test, &cor_kind_institution, "contratación equitativa", COR_LANG_ES),
                    "ENGLISH"));
    assert_int_equal(
        search(test, &cor_kind_institution, "\"contratación equitativa\"", COR_LANG_ES).count, 0);
    case_close(test);
}

static void a_database_of_the_version_before_is_found_in_as_well(void **state) {
    (void)state;
    registry_case *test = case_open();
    load_publications(test);
    cor_registry_hits before = search_where(test, "", NULL, 0);
    case_tamper(
        test, "DROP TABLE registry_record; DROP TABLE registry_text; DROP TABLE registry_title; "
              "DROP TABLE registry_found;"
              "DROP TABLE correction; DROP TABLE seal; DROP TABLE seal_row; ALTER TABLE staff DROP "
              "COLUMN display;"
              "ALTER TABLE staff_session DROP COLUMN device;"
              "DELETE FROM registry_link WHERE field IN ('year', 'signed', 'in_force', "
              "'suspended', 'ended', "
              "'ratified', 'as_of');"
              "CREATE VIRTUAL TABLE registry_text USING fts5(title, body, tokenize = 'unicode61 "
              "remove_diacritics 0', prefix = '2 3');"
              "INSERT INTO registry_text (rowid, title, body) SELECT id, lower(key), 'words' FROM "
              "registry_entry; PRAGMA user_version = 4");
    cor_registry_close(test->registry);
    cor_store_close(test->store);
    assert_ok(cor_store_open(cor_str_of(test_folder_file(&test->folder, "a.db")), COR_STORE_CREATE,
                             &test->store, &test->err),
              &test->err);
    assert_ok(cor_registry_open(test->store, &cor_kinds, &test->registry, &test->err), &test->err);
    cor_registry_hits after = search_where(test, "", NULL, 0);
    assert_int_equal(after.total, before.total);
    assert_int_equal(after.facet_count, before.facet_count);
    for (size_t i = 0; i < before.facet_count; i++)
        assert_int_equal(after.facets[i].count, before.facets[i].count);

    cor_registry_where where[] = { { "topics", COR_STR("labour_market") },
                                   { "year", COR_STR("2022") } };
    assert_int_equal(search_where(test, "pub02", where, 2).total, 1);
    case_close(test);
}

static void what_is_withdrawn_is_not_found(void **state) {
    (void)state;
    registry_case *test = case_open();
    assert_ok(case_put(test, case_institution(test, "A", "Zebra"), "ana", COR_STATE_DRAFT, 0),
              &test->err);
    assert_int_equal(search(test, NULL, "zebra", COR_LANG_EN).count, 0);
    assert_ok(case_put(test, case_institution(test, "A", "Zebra"), "ana", COR_STATE_PUBLISHED, 1),
              &test->err);
    assert_int_equal(search(test, NULL, "zebras", COR_LANG_EN).count, 1);
    assert_ok(case_put(test, case_institution(test, "A", "Horse"), "ana", COR_STATE_PUBLISHED, 2),
              &test->err);
    assert_int_equal(search(test, NULL, "zebra", COR_LANG_EN).count, 0);
    assert_ok(case_move(test, &cor_kind_institution, "A", "ana", COR_STATE_WITHDRAWN, 3),
              &test->err);
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
             cmocka_unit_test(beginnings_are_those_of_words),
             cmocka_unit_test(facets_count_what_is_found),
             cmocka_unit_test(a_title_comes_before_a_summary),
             cmocka_unit_test(the_snippet_shows_the_words_as_they_are_written),
             cmocka_unit_test(nothing_that_is_typed_is_syntax),
             cmocka_unit_test(pages_follow_each_other),
             cmocka_unit_test(conditions_hold_with_and_without_words),
             cmocka_unit_test(words_that_mean_the_same_are_found_after_the_exact_ones),
             cmocka_unit_test(a_database_of_the_version_before_is_found_in_as_well),
             cmocka_unit_test(what_is_withdrawn_is_not_found),
             cmocka_unit_test(plurals_and_genders_have_one_stem))
