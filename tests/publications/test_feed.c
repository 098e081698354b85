/* SPDX-License-Identifier: Apache-2.0 */
/* The feed: what RFC 4287 asks of every feed and entry, in both languages. */
#include "library_case.h"

static cor_str feed(registry_case *test, cor_lang lang) {
    cor_repository here = { .base_url = COR_STR("https://example.org") };
    cor_out out = cor_out_memory(&test->keep);
    assert_ok(cor_publications_feed(test->registry, &here, lang, test->scratch, &out, &test->err),
              &test->err);
    return cor_out_str(&out);
}

static void every_entry_has_what_it_must_have(void **state) {
    (void)state;
    registry_case *test = case_open();
    cor_import_report report;
    assert_ok(case_load(test, &cor_kind_publication, "publications", &report), &test->err);

    for (int lang = 0; lang < COR_LANG_COUNT; lang++) {
        cor_str text = feed(test, (cor_lang)lang);
        assert_well_formed(test, text);
        assert_int_equal(count_of(text, "<entry>"), 35);
        assert_int_equal(count_of(text, "<id>urn:uuid:"), 36);
        assert_int_equal(count_of(text, "<updated>1970-01-12T13:46:40Z</updated>"), 36);
        assert_true(count_of(text, "<author>") >= 35);
        assert_int_equal(count_of(text, "rel=\"self\""), 1);
        assert_holds(text, "Hoja informativa: Red Mundial");
        assert_holds(text, "Infosheet: Global Policy Network");
    }

    assert_holds(feed(test, COR_LANG_ES), "<title xml:lang=\"es\">Hoja informativa");
    case_close(test);
}

static void markup_is_text(void **state) {
    (void)state;
    registry_case *test = case_open();
    cor_entry *entry = case_publication(test, "A", "<script>alert(1)</script> & \"x\"", "");
    assert_ok(case_put(test, entry, "ana", COR_STATE_PUBLISHED, 0), &test->err);
    cor_str text = feed(test, COR_LANG_ES);
    assert_well_formed(test, text);
    assert_false(holds(text, "<script>"));
    assert_holds(text, "<title xml:lang=\"en\">&lt;script&gt;");
    assert_ok(case_move(test, &cor_kind_publication, "A", "ana", COR_STATE_WITHDRAWN, 1),
              &test->err);
    text = feed(test, COR_LANG_ES);
    assert_well_formed(test, text);
    assert_int_equal(count_of(text, "<entry>"), 0);
    case_close(test);
}

test_program(cmocka_unit_test(every_entry_has_what_it_must_have), cmocka_unit_test(markup_is_text))
