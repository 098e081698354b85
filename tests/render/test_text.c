/* SPDX-License-Identifier: Apache-2.0 */
/* Terminal text: the numbers of the document, aligned, in the reader's format; nothing wider
 * than the terminal. */
#include "rendered.h"

#include "render/words/grid.h"

static cor_error err;

static cor_str text_of(const cor_document *document, cor_lang lang, int32_t width,
                       cor_arena *room) {
    return rendered("text", document, (cor_render_options){ .lang = lang, .width = width }, room);
}

/* ---- every number -------------------------------------------------------- */

struct search {
    cor_str text;
    cor_lang lang;
    int32_t found;
};

static bool part_of_number(char letter) {
    return (letter >= '0' && letter <= '9') || letter == '.' || letter == ',';
}

static int32_t occurrences(cor_str text, cor_str needle) {
    int32_t count = 0;
    for (size_t at = 0; (at = cor_str_find(text, needle)) != SIZE_MAX;) {
        char before = at ? text.at[at - 1] : ' ',
             after = at + needle.length < text.length ? text.at[at + needle.length] : ' ';
        count += !part_of_number(before) && !part_of_number(after);
        text = cor_str_part(text, at + needle.length, text.length);
    }
    return count;
}

static bool look_for(void *self, const cor_value_place *place) {
    struct search *search = self;
    char room[128];
    cor_arena arena = { room, room + sizeof room };
    if (!place->value->present || cor_str_is(place->column_key, "cited")) return true;
    cor_str shown = cor_value_show(place->value, false, search->lang, &arena);
    if (!occurrences(search->text, shown)) fail_msg("%.*s is not in the text", COR_STR_F(shown));
    search->found++;
    return true;
}

static void text_has_every_value(void **state) {
    (void)state;
    cor_arena room = test_room();
    const cor_document *document = the_sample(&room);
    static const int32_t widths[] = { 0, 200, 100, 60, 38, 20 };

    for (int lang = 0; lang < COR_LANG_COUNT; lang++) {
        for (size_t i = 0; i < sizeof widths / sizeof *widths; i++) {
            struct search search = { text_of(document, (cor_lang)lang, widths[i], &room),
                                     (cor_lang)lang, 0 };
            cor_document_values(document, look_for, &search);
            assert_int_equal(search.found, 5 + 21 + 6 + 20 + 24 + 8 + 2);
        }
    }
}

static void lines_fit_the_terminal(void **state) {
    (void)state;
    cor_arena room = test_room();
    const cor_document *document = the_sample(&room);

    for (int32_t width = 20; width < 140; width += 7) {
        cor_str text = text_of(document, COR_LANG_ES, width, &room), line;
        assert_true(cor_str_is_utf8(text));
        while (cor_str_split(&text, '\n', &line)) {
            if (cor_str_width(line) > width)
                fail_msg("%d columns in %d: %.*s", cor_str_width(line), width, COR_STR_F(line));
            if (line.length) assert_int_not_equal(line.at[line.length - 1], ' ');
        }
    }
}

static void assert_line(cor_str text, const char *expected) {
    cor_str line;
    while (cor_str_split(&text, '\n', &line)) {
        if (cor_str_is(line, expected)) return;
    }
    fail_msg("there is no line \"%s\"", expected);
}

static void numbers_carry_source_and_status(void **state) {
    (void)state;
    cor_arena room = test_room();
    cor_str text = text_of(the_sample(&room), COR_LANG_EN, 100, &room);
    assert_line(
        text,
        "people born in Nicaragua lived in Costa Rica in 2020  350,854 [1]  ◐ estimated, 2020");
    assert_line(text, "= part divided by the total");
    assert_line(text, "Migrant stock by sex\xc2\xa0[1]");
    assert_line(text, "◐ estimated");
    assert_line(text, "1995  131,695   64,634   67,061  ▇▇▇▇▇▇▇▇▇▇▇▇");
    assert_line(text, "2000  no data");
    assert_line(text, "║ Workers by skill level – no data");
    assert_line(text, "║ – the register of work permits");
    assert_line(text, "SDG 10.c.1  –   no data");
    assert_line(text, "1  People");
    assert_line(text, "3  Remittances");
    assert_line(text, "  a reference: 30,000");
    assert_line(text, "│ No source separates Nicaraguan workers by industry.\xc2\xa0[2]");
    assert_line(text, "1. Nicaragua → Costa Rica  350,854");
    assert_true(cor_str_find(text, COR_STR("\n[1] United Nations")) != SIZE_MAX);
    assert_true(cor_str_find(text, COR_STR("suppressed")) != SIZE_MAX);
    assert_true(cor_str_find(text, COR_STR("\033")) == SIZE_MAX);
    text = text_of(the_sample(&room), COR_LANG_ES, 100, &room);
    assert_true(cor_str_find(text, COR_STR("350,854")) != SIZE_MAX);
    assert_line(text, "◐ estimado");
    text = rendered("text", the_sample(&room), (cor_render_options){ .color = true }, &room);
    assert_true(cor_str_find(text, COR_STR("\033[1mNicaragua → Costa Rica")) != SIZE_MAX);
}

static void differing_sources_are_told_apart(void **state) {
    (void)state;
    cor_arena room = test_room();
    cor_doc *doc = cor_doc_begin(&room, COR_STR("x"), COR_STR("/x"), cor_say_str(COR_STR("T")),
                                 (cor_text){ 0 });
    cor_table_column columns[] = {
        { .kind = COR_CELL_LABEL },
        { .kind = COR_CELL_VALUE, .label = cor_say_str(COR_STR("mixed")) },
        { .kind = COR_CELL_VALUE, .label = cor_say_str(COR_STR("same")) }
    };
    cor_doc_table(doc, "t", cor_say_str(COR_STR("Two sources")), columns, 3, (cor_text){ 0 });
    static const char *const keys[] = { "un-desa-ims-2020", "un-wpp-2024" };

    for (int32_t i = 0; i < 2; i++) {
        cor_figure figure = { .id = 1,
                              .measure = COR_STR("stock"),
                              .value = 7 - i,
                              .status = i ? COR_PROJECTED : COR_OBSERVED };
        cor_value value = cor_doc_value(doc, &figure, cor_source_known(cor_str_of(keys[i])));
        figure.status = COR_OBSERVED;
        cor_value other = cor_doc_value(doc, &figure, cor_source_known(cor_str_of(keys[0])));
        cor_doc_row(doc,
                    (cor_table_cell[]){ { .text = cor_say_str(i ? COR_STR("b") : COR_STR("a")) },
                                        { .value = value },
                                        { .value = other } });
    }

    const cor_document *document = NULL;
    assert_ok(cor_doc_end(doc, &document, &err), &err);
    cor_str text = text_of(document, COR_LANG_EN, 80, &room);
    assert_line(text, "Two sources");
    assert_line(text, "   mixed        same\xc2\xa0[1] ●");
    assert_line(text, "a      7 [1] ●           7");
    assert_line(text, "b      6 [2] ◌           6");
    assert_line(text, "  ● observed  ◌ projected");
}

/* ---- grid ---------------------------------------------------------------- */

static void words_wrap_at_blanks(void **state) {
    (void)state;
    cor_str rest = COR_STR("aa bb\ncc  dddddd ññññ"), line;
    static const char *const expected[] = { "aa", "bb", "cc", "dddd", "dd", "ññññ" };

    for (size_t i = 0; i < 6; i++) {
        assert_true(cor_wrap_next(&rest, 4, &line));
        assert_str(line, expected[i]);
    }

    assert_false(cor_wrap_next(&rest, 4, &line));
    rest = COR_STR("漢字漢字");
    assert_true(cor_wrap_next(&rest, 5, &line));
    assert_str(line, "漢字");
    rest = COR_STR("漢");
    assert_true(cor_wrap_next(&rest, 1, &line));
    assert_str(line, "漢");
}

static void small_arenas_are_reported(void **state) {
    (void)state;
    cor_arena room = test_room();
    assert_memory_is_reported("text", the_sample(&room), 97);
}

test_program(cmocka_unit_test(text_has_every_value), cmocka_unit_test(lines_fit_the_terminal),
             cmocka_unit_test(numbers_carry_source_and_status),
             cmocka_unit_test(differing_sources_are_told_apart),
             cmocka_unit_test(words_wrap_at_blanks), cmocka_unit_test(small_arenas_are_reported))
