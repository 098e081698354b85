/* SPDX-License-Identifier: Apache-2.0 */
/* Citations: what is special in each style, who the author is, and that no language is lost. */
#include "library_case.h"

static cor_str cite(registry_case *test, const char *style, const cor_entry *entry, cor_lang lang) {
    const cor_citation_style *found = cor_citation_style_find(cor_str_of(style));
    cor_out out = cor_out_memory(&test->keep);
    assert_non_null(found);
    cor_cite(found, &entry, 1, lang, &out);
    assert_false(out.failed);
    return cor_out_str(&out);
}

static cor_entry *sample(registry_case *test) {
    cor_entry *entry =
        case_publication(test, "PUB01", "Fees & “costs”: 100% of a_b #1 {x} ~ ^ \\ $",
                         "Contratación ética: ¿quién paga? Niñez, güisquil, Íñigo");
    case_set(entry, "form", "report");
    case_set(entry, "year", "2021-05");
    case_set(entry, "publisher", "RCM; IOM");
    case_set(entry, "url", "https://example.org/a_b?c=1&d=%20");
    case_set(entry, "topics", "recruitment;labour_market");
    case_set(entry, "places", "GTM;MEX");
    case_set_in(entry, "summary", COR_LANG_ES, "Dos\nlíneas");

    return entry;
}

static void bibtex_escapes_what_is_special(void **state) {
    (void)state;
    registry_case *test = case_open();
    cor_str english = cite(test, "bibtex", sample(test), COR_LANG_EN);
    assert_holds(english, "@techreport{PUB01,\n");
    assert_holds(english, "title = {{Fees \\& ``costs'': 100\\% of a\\_b \\#1 "
                          "{\\textbraceleft}x{\\textbraceright} {\\textasciitilde} "
                          "{\\textasciicircum} {\\textbackslash} \\$}}");
    assert_holds(english,
                 "author = {{Regional Conference on Migration} and {International Organization for "
                 "Migration}}");
    assert_holds(english, "institution = {{Regional Conference on Migration; International");
    assert_holds(english, "year = {2021}");
    assert_holds(english, "month = {05}");
    assert_holds(english, "url = {https://example.org/a_b?c=1&d=%20}");
    assert_holds(english, "abstract = {Dos l{\\'{\\i}}neas}"); // the one language there is
    cor_str spanish = cite(test, "bibtex", sample(test), COR_LANG_ES);
    assert_holds(spanish,
                 "title = {{Contrataci{\\'{o}}n {\\'{e}}tica: ?`qui{\\'{e}}n paga? Ni{\\~{n}}ez, "
                 "g{\\\"{u}}isquil, {\\'{I}}{\\~{n}}igo}}");
    assert_holds(spanish, "titleaddon = {{Fees");
    assert_holds(spanish, "{Organizaci{\\'{o}}n Internacional para las Migraciones}");
    assert_holds(spanish, "language = {spanish}");
    case_close(test);
}

static void persons_and_organisations_are_told_apart(void **state) {
    (void)state;
    registry_case *test = case_open();
    cor_entry *entry = sample(test);
    case_set(entry, "authors", "Jones, Katharine; {Ministry of Labour, Guyana}; IOM");
    assert_holds(cite(test, "bibtex", entry, COR_LANG_EN),
                 "author = {Jones, Katharine and {Ministry of Labour, Guyana} and {International "
                 "Organization for "
                 "Migration}}");
    assert_holds(cite(test, "csl-json", entry, COR_LANG_EN),
                 "\"author\":[{\"family\":\"Jones\",\"given\":\"Katharine\"},{\"literal\":"
                 "\"Ministry of Labour, "
                 "Guyana\"},{\"literal\":\"International Organization for Migration\"}]");
    cor_str ris = cite(test, "ris", entry, COR_LANG_EN);
    assert_holds(ris, "AU  - Jones, Katharine\r\nAU  - Ministry of Labour, Guyana\r\n");
    case_close(test);
}

static void ris_has_one_tag_a_line(void **state) {
    (void)state;
    registry_case *test = case_open();
    cor_str ris = cite(test, "ris", sample(test), COR_LANG_ES);
    assert_true(
        cor_str_starts(ris, COR_STR("TY  - RPRT\r\nID  - PUB01\r\nTI  - Contratación ética")));
    assert_holds(ris, "TT  - Fees & “costs”");
    assert_holds(ris, "PY  - 2021\r\nDA  - 2021/05//\r\n");
    assert_holds(ris, "AB  - Dos líneas\r\n");
    assert_holds(ris, "KW  - contratación\r\n");
    assert_holds(ris, "KW  - México\r\n");
    assert_true(cor_str_ends(ris, COR_STR("\r\nER  - \r\n")));
    cor_str rest = ris, line;

    while (rest.length && cor_str_split(&rest, '\n', &line)) {
        if (!line.length) continue;
        assert_true(line.length >= 7 && line.at[line.length - 1] == '\r');
        assert_true(cor_str_equal(cor_str_part(line, 2, 4), COR_STR("  - ")));
    }

    case_close(test);
}

static void csl_json_is_data(void **state) {
    (void)state;
    registry_case *test = case_open();
    cor_str json = cite(test, "csl-json", sample(test), COR_LANG_EN);
    assert_holds(json, "[{\"id\":\"PUB01\",\"type\":\"report\"");
    assert_holds(json, "\"issued\":{\"date-parts\":[[2021,5]]}");
    assert_holds(json, "\"language\":\"en\"");
    assert_holds(json, "\"note\":\"Contratación ética");
    assert_holds(json, "\\\\ $\"");
    case_close(test);
}

static void little_is_enough(void **state) {
    (void)state;
    registry_case *test = case_open();
    cor_entry *entry = case_publication(test, "P.1", "", "Solo en español");
    assert_string_equal(
        cite(test, "bibtex", entry, COR_LANG_EN).at,
        "@misc{P.1,\n  title = {{Solo en espa{\\~{n}}ol}},\n  language = {spanish}\n}\n");
    assert_holds(cite(test, "ris", entry, COR_LANG_EN), "TY  - GEN\r\n");
    assert_holds(cite(test, "csl-json", entry, COR_LANG_EN), "\"language\":\"es\"");
    cor_arena room = test->scratch;
    cor_str words = cor_text_in(cor_cite_text(entry, &test->keep), COR_LANG_ES, &room);
    assert_holds(words, "Solo en español (s. f.).");
    case_close(test);
}

static void every_publication_of_the_pack_can_be_cited(void **state) {
    (void)state;
    registry_case *test = case_open();
    cor_import_report report;
    assert_ok(case_load(test, &cor_kind_publication, "publications", &report), &test->err);
    cor_registry_filter filter = { 0 };
    cor_entry **list;
    size_t count, style_count;
    assert_ok(cor_registry_list(test->registry, &cor_kind_publication, &filter, &test->keep, &list,
                                &count, &test->err),
              &test->err);
    const cor_citation_style *styles = cor_citation_style_list(&style_count);
    assert_int_equal(style_count, 3);

    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < style_count; k++)
            for (int lang = 0; lang < COR_LANG_COUNT; lang++) {
                cor_out out = cor_out_memory(&test->keep);
                cor_cite(&styles[k], (const cor_entry *const *)&list[i], 1, (cor_lang)lang, &out);
                cor_str text = cor_out_str(&out);
                assert_true(cor_str_is_utf8(text));
                assert_holds(text, list[i]->key.at);
                if (k == 0) assert_int_equal(count_of(text, "{"), count_of(text, "}"));
            }

    case_close(test);
}

test_program(cmocka_unit_test(bibtex_escapes_what_is_special),
             cmocka_unit_test(persons_and_organisations_are_told_apart),
             cmocka_unit_test(ris_has_one_tag_a_line), cmocka_unit_test(csl_json_is_data),
             cmocka_unit_test(little_is_enough),
             cmocka_unit_test(every_publication_of_the_pack_can_be_cited))
