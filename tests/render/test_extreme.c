/* SPDX-License-Identifier: Apache-2.0 */
/* Documents at the edges of what the tree allows, through every renderer and both languages:
 * nothing to show, far too much, absences only, numbers and words no page is made for. */
#include "rendered.h"

#include <math.h>

#define WORDS(text) cor_say_str(COR_STR(text))
#define MANY        80

static cor_error err;

static void show_everywhere(const cor_document *document, cor_arena room) {
    size_t count;
    const cor_renderer *list = cor_renderer_list(&count);
    for (size_t i = 0; i < count; i++) {
        for (int lang = 0; lang < COR_LANG_COUNT; lang++) {
            cor_arena keep = room;
            char name[16];
            (void)snprintf(name, sizeof name, "%.*s", COR_STR_F(list[i].name));
            cor_render_options options = { .lang = (cor_lang)lang,
                                           .width = lang ? 20 : 0,
                                           .color = lang };
            cor_str bytes = rendered(name, document, options, &keep);
            assert_non_null(bytes.at);
            assert_true(cor_str_equal(rendered(name, document, options, &keep), bytes));
            if (list[i].is_binary)
                assert_true(bytes.length > 1000);
            else
                assert_true(cor_str_is_utf8(bytes));
        }
    }
}

static cor_doc *begin(cor_arena *keep) {
    return cor_doc_begin(keep, COR_STR("corridor"), COR_STR("/x"), WORDS("Title"), WORDS("Lead"));
}

static void end(cor_doc *doc, cor_arena room) {
    const cor_document *document = NULL;
    assert_ok(cor_doc_end(doc, &document, &err), &err);
    show_everywhere(document, room);
}

static cor_value number(cor_doc *doc, double value, cor_obs_status status) {
    cor_figure figure = { .id = 1,
                          .measure = COR_STR("stock"),
                          .period = cor_interval_year(2020),
                          .value = value,
                          .status = status };
    return cor_doc_value(doc, &figure, cor_source_known(COR_STR("un-desa-ims-2020")));
}

static cor_country country(const char *code) {
    cor_country found = COR_COUNTRY_NONE;
    (void)cor_country_by_code(cor_str_of(code), &found);
    return found;
}

static void nothing_at_all(void **state) {
    (void)state;
    cor_arena room = test_room();
    cor_doc *doc = cor_doc_begin(&room, COR_STR(""), COR_STR(""), (cor_text){ 0 }, (cor_text){ 0 });
    end(doc, room);
    doc = begin(&room);
    cor_doc_section(doc, "empty", (cor_text){ 0 });
    cor_doc_section_end(doc);
    cor_doc_section(doc, "titled",
                    WORDS("[]:*?/\\ a title of many letters, forbidden in the name of a sheet"));
    cor_doc_section(doc, "deep", WORDS("Deep"));
    cor_doc_section(doc, "deeper", WORDS("Deeper"));
    cor_doc_section(doc, "deepest", WORDS("Deepest"));
    cor_doc_list(doc, "list", (cor_text){ 0 }, false);
    cor_table_column column = { .kind = COR_CELL_VALUE, .label = WORDS("x") };
    cor_doc_table(doc, "table", (cor_text){ 0 }, &column, 1, (cor_text){ 0 });
    cor_doc_map(doc, "map", &(cor_map_spec){ .view = COR_VIEW_PAIR });
    cor_doc_map(doc, "map", &(cor_map_spec){ .view = COR_VIEW_WORLD });
    for (int i = 0; i < 4; i++)
        cor_doc_section_end(doc);

    end(doc, room);
}

/* A node of every kind but sections, in the section that is open. */
static void add_every_kind(cor_doc *doc) {
    cor_value value = number(doc, 5, COR_OBSERVED);
    cor_text text = WORDS("x");
    cor_str key = COR_STR("x");
    cor_table_column column = { .kind = COR_CELL_VALUE, .key = key, .label = text };
    cor_chart_series series = { .key = key, .label = text, .values = &value };
    cor_field field = { .kind = COR_FIELD_TEXT, .name = key, .label = text };

    cor_doc_paragraph(doc, text, &value, 1);
    cor_doc_note(doc, text, NULL, 0);
    cor_doc_figure(doc, "figure", text, value);
    cor_doc_table(doc, "table", text, &column, 1, text);
    cor_doc_row(doc, &(cor_table_cell){ .value = value });
    cor_doc_chart(doc, "chart",
                  &(cor_chart_spec){ .kind = COR_CHART_BARS,
                                     .categories = &text,
                                     .category_keys = &key,
                                     .category_count = 1,
                                     .series = &series,
                                     .series_count = 1,
                                     .mark = NAN });
    cor_doc_map(doc, "map", &(cor_map_spec){ .view = COR_VIEW_WORLD });
    cor_doc_list(doc, "list", text, false);
    cor_doc_item(doc, &(cor_list_item){ .text = text, .value = value });
    cor_doc_form(doc, "form", text, COR_STR("/x"), false, &field, 1);
    cor_doc_link(doc, text, COR_STR("/x"));
    cor_doc_absence(doc, "absence", text, text, &text, 1);
    cor_doc_code(doc, "code", text, text, COR_STR("x"));
}

static void assert_says(cor_str json, const char *key, const char *word) {
    char pair[64];
    (void)snprintf(pair, sizeof pair, "\"%s\":\"%s\"", key, word);
    if (cor_str_find(json, cor_str_of(pair)) == SIZE_MAX) fail_msg("no %s", pair);
}

/* Renderers look kinds and roles up in tables: a new one that is missing there shows here. */
static void every_kind_and_role(void **state) {
    (void)state;
    cor_arena room = test_room();
    cor_doc *doc = begin(&room);
    for (int role = COR_ROLE_NONE; role < COR_NODE_ROLE_COUNT; role++) {
        cor_doc_section(doc, "section", WORDS("Section"));
        cor_doc_role(doc, (cor_node_role)role);
        add_every_kind(doc);
        cor_doc_list(doc, "list", WORDS("List"), true);
        cor_doc_role(doc, (cor_node_role)role);
        cor_doc_item(doc, &(cor_list_item){ .text = WORDS("Item"), .is_current = true });
        cor_doc_section_end(doc);
    }

    const cor_document *document = NULL;
    assert_ok(cor_doc_end(doc, &document, &err), &err);
    show_everywhere(document, room);
    cor_str json = rendered("json", document, (cor_render_options){ 0 }, &room);
    for (int kind = 0; kind < COR_NODE_COUNT; kind++)
        assert_says(json, "kind", cor_node_kind_word((cor_node_kind)kind));
    for (int role = COR_ROLE_HEADLINE; role < COR_NODE_ROLE_COUNT; role++)
        assert_says(json, "role", cor_node_role_word((cor_node_role)role));
}

static void words_no_page_is_made_for(void **state) {
    (void)state;
    cor_arena room = test_room();
    cor_doc *doc = begin(&room);
    static char word[5000];
    memset(word, 'w', sizeof word - 1);
    cor_text endless = cor_say_str(cor_str_of(word));
    cor_text strange = WORDS(
        "=cmd|' /C calc'!A0 \"'\\ <b>&amp;\t\n\xe2\x80\xae"
        "abc \xf0\x9f\x98\x80 \xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d \xe6\xbc\xa2\xe5\xad\x97 \x01\x7f"
        "27 \xd7\xa9" // digits among letters from right to left, and one in a key
        "9\xd7\x9c 3\xef\xb8\x8f\xe2\x83\xa3 \xf4\x8f\xbf\xbd"
        "6");
    cor_value value = number(doc, 5, COR_PROJECTED);
    cor_doc_section(doc, "it's \\ <odd>", strange);
    cor_doc_paragraph(doc, endless, &value, 1);
    cor_doc_note(doc, endless, NULL, 0);
    cor_doc_paragraph(doc, strange, &value, 1);
    cor_doc_figure(doc, "f", endless, value);
    cor_doc_figure(doc, "f", strange, value);
    cor_doc_link(doc, strange, COR_STR("javascript:alert(1)"));
    cor_doc_link(doc, strange, COR_STR("/a'b\\c d\"e?f=<g>&h"));
    cor_doc_link(doc, WORDS("long"), cor_str_of(word));
    cor_doc_absence(doc, "a", strange, endless, (cor_text[]){ strange, endless }, 2);
    cor_doc_list(doc, "l", strange, true);
    cor_doc_item(doc, &(cor_list_item){ .text = endless,
                                        .quiet = strange,
                                        .value = value,
                                        .share = value,
                                        .href = COR_STR("/'") });
    cor_table_column columns[] = { { .kind = COR_CELL_LABEL, .label = endless },
                                   { .kind = COR_CELL_WORDS, .label = strange },
                                   { .kind = COR_CELL_VALUE, .label = endless, .unit = strange } };
    cor_doc_table(doc, "t", endless, columns, 3, strange);
    cor_doc_row_total(
        doc, (cor_table_cell[]){ { .text = endless }, { .text = strange }, { .value = value } });
    cor_doc_section_end(doc);
    end(doc, room);
}

static void more_than_fits(void **state) {
    (void)state;
    cor_arena room = test_room();
    cor_doc *doc = begin(&room);
    cor_table_column columns[24] = { { .kind = COR_CELL_LABEL } };
    cor_table_cell cells[24] = { { .text = WORDS("row") } };
    cor_text label = WORDS("a column of numbers");

    for (int i = 1; i < 24; i++) {
        columns[i] = (cor_table_column){ .kind = COR_CELL_VALUE, .label = label };
        cells[i].value = number(doc, 1234567890123.0 * i, (cor_obs_status)(i % 4));
    }

    cor_doc_section(doc, "s", WORDS("Much"));
    cor_doc_table(doc, "wide", WORDS("Wide"), columns, 24, (cor_text){ 0 });
    for (int i = 0; i < MANY; i++)
        cor_doc_row(doc, cells);

    for (int i = 0; i < 20; i++)
        cor_doc_figure(doc, "f", WORDS("figure"), number(doc, 1e15 + i, COR_OBSERVED));
    cor_doc_list(doc, "long", WORDS("Long"), true);

    for (int i = 0; i < 120; i++) {
        cor_doc_item(doc, &(cor_list_item){ .text = WORDS("item"),
                                            .share = number(doc, i * 3 - 60, COR_OBSERVED) });
    }

    cor_doc_section_end(doc);
    end(doc, room);
}

/* ---- charts -------------------------------------------------------------- */

static void add_chart(cor_doc *doc, cor_chart_kind kind, const double *values, int32_t series_count,
                      int32_t count, bool absent) {
    cor_text labels[MANY];
    cor_str keys[MANY];
    double at[MANY];
    cor_value list[12][MANY];
    cor_chart_series series[12];
    cor_text name = WORDS("a category with quite a long name");

    for (int32_t k = 0; k < count; k++) {
        labels[k] = name;
        keys[k] = COR_STR("k");
        at[k] = 2000; // all at one place
    }

    for (int32_t i = 0; i < series_count; i++) {
        for (int32_t k = 0; k < count; k++) {
            list[i][k] = absent ? cor_value_absent()
                                : number(doc, values[(i + k) % 4], (cor_obs_status)((i + k) % 4));
        }
        series[i] = (cor_chart_series){ .label = name, .hue = (cor_hue)(i % 4), .values = list[i] };
    }

    cor_doc_chart(doc, "chart",
                  &(cor_chart_spec){ .kind = kind,
                                     .title = WORDS("Chart"),
                                     .unit = cor_unit_find(COR_STR("persons")),
                                     .categories = labels,
                                     .category_keys = keys,
                                     .category_at = kind == COR_CHART_LINE ? at : NULL,
                                     .category_count = count,
                                     .series = series,
                                     .series_count = series_count,
                                     .mark = count == 3 ? 1e6 : (double)NAN,
                                     .mark_label = name });
}

static void charts_of_every_kind_and_extent(void **state) {
    (void)state;
    static const double sets[][4] = {
        { 0, 0, 0, 0 }, { -5, 5, -1e9, 3 }, { 1e300, 1e-300, -1e300, 0 }, { 7, 7, 7, 7 }
    };
    static const int32_t extents[][2] = { { 1, 1 }, { 3, 3 }, { 12, 2 }, { 2, MANY } };

    for (int kind = COR_CHART_LINE; kind <= COR_CHART_SPLIT; kind++) {
        cor_arena room = test_room();
        cor_doc *doc = begin(&room);
        cor_doc_section(doc, "charts", WORDS("Charts"));
        for (size_t set = 0; set < 4; set++) {
            const int32_t *extent = extents[set];
            add_chart(doc, (cor_chart_kind)kind, sets[set], extent[0], extent[1], false);
            add_chart(doc, (cor_chart_kind)kind, sets[1], extent[0], extent[1], set % 2);
        }
        cor_doc_section_end(doc);
        end(doc, room);
    }

    for (int32_t places = 1; places <= 12; places += 11) {
        cor_arena room = test_room();
        cor_doc *doc = begin(&room);
        for (size_t set = 0; set < 4; set++)
            add_chart(doc, COR_CHART_CHORD, sets[set], places, places, false);
        add_chart(doc, COR_CHART_CHORD, sets[0], places, places, true);
        end(doc, room);
    }
}

/* ---- maps ---------------------------------------------------------------- */

static void maps_of_many_and_unknown_places(void **state) {
    (void)state;
    cor_arena room = test_room();
    cor_doc *doc = begin(&room);
    size_t place_count;
    const cor_country_info *places = cor_country_list(&place_count);
    static cor_map_line lines[300];

    for (size_t i = 0; i < 300; i++) {
        lines[i] = (cor_map_line){ .origin = places[(i * 7) % place_count].place,
                                   .destination = places[(i * 13 + 5) % place_count].place,
                                   .value = number(doc, i % 9 ? (double)(i * i) : 0, COR_ESTIMATED),
                                   .quiet = i % 5 == 0 };
    }

    cor_map_point points[] = {
        { .latitude = NAN, .longitude = NAN, .label = WORDS("nowhere") },
        { .latitude = 90, .longitude = 500, .label = WORDS("pole"), .hue = COR_HUE_ORIGIN },
        { .place = country("TUV"), .value = number(doc, 4, COR_PROJECTED) },
        { .place = COR_COUNTRY_WORLD, .value = number(doc, -4, COR_OBSERVED) }
    };

    for (int view = COR_VIEW_REGION; view <= COR_VIEW_PAIR; view++) {
        cor_doc_map(doc, "map",
                    &(cor_map_spec){ .view = (cor_map_view)view,
                                     .title = WORDS("Map"),
                                     .lines = lines,
                                     .line_count = 300,
                                     .points = points,
                                     .point_count = 4 });
    }

    end(doc, room);
}

static void small_arenas_are_reported(void **state) {
    (void)state;
    cor_arena room = test_room();
    const cor_document *document = the_sample(&room);
    assert_memory_is_reported("xlsx", document, 4001);
    assert_memory_is_reported("pdf", document, 50021);
}

test_program(cmocka_unit_test(nothing_at_all), cmocka_unit_test(every_kind_and_role),
             cmocka_unit_test(words_no_page_is_made_for), cmocka_unit_test(more_than_fits),
             cmocka_unit_test(charts_of_every_kind_and_extent),
             cmocka_unit_test(maps_of_many_and_unknown_places),
             cmocka_unit_test(small_arenas_are_reported))
