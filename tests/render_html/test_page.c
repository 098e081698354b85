/* SPDX-License-Identifier: Apache-2.0 */
/* Pages: well formed, every number with its source, nothing a strict content policy forbids,
 * hostile texts harmless. */
#include <zlib.h>

#include "../render/sample.h"
#include "../test_case.h"
#include "corredor/render.h"
#include "page_check.h"

static page_report report;

typedef struct {
    cor_stretch keep_stretch, scratch_stretch, out_stretch;
    cor_arena keep, scratch, out_arena;
} rooms;

static rooms open_room(void) {
    rooms room = { test_stretch(64 << 20), test_stretch(64 << 20), test_stretch(64 << 20) };
    room.keep = cor_stretch_arena(&room.keep_stretch);
    room.scratch = cor_stretch_arena(&room.scratch_stretch);
    room.out_arena = cor_stretch_arena(&room.out_stretch);
    return room;
}

static void close_room(rooms *room) {
    cor_stretch_close(&room->keep_stretch);
    cor_stretch_close(&room->scratch_stretch);
    cor_stretch_close(&room->out_stretch);
}

static const cor_document *sample(cor_arena *keep) {
    static cor_error err;
    const cor_document *document = NULL;
    assert_ok(sample_document(keep, &document, &err), &err);
    return document;
}

static cor_str render(rooms *room, const cor_document *document, cor_render_options options) {
    static cor_error err;
    cor_out out = cor_out_memory(&room->out_arena);
    assert_ok(
        cor_renderer_find(COR_STR("html"))->render(document, &options, room->scratch, &out, &err),
        &err);
    return cor_out_str(&out);
}

static void assert_sound(cor_str page, const char *name) {
    page_check(page, &report);
    if (*report.problem) fail_msg("%s: %s", name, report.problem);
}

static void pages_are_well_formed(void **state) {
    (void)state;
    rooms room = open_room();
    const cor_document *document = sample(&room.keep);

    for (cor_lang lang = 0; lang < COR_LANG_COUNT; lang++) {
        assert_sound(render(&room, document, (cor_render_options){ .lang = lang }), "served");
        assert_true(report.element_count > 300);
        assert_sound(
            render(&room, document, (cor_render_options){ .lang = lang, .standalone = true }),
            "standalone");
        cor_str part =
            render(&room, document, (cor_render_options){ .lang = lang, .fragment = true });
        cor_str whole[] = { COR_STR("<main id=\"content\">"), part, COR_STR("</main>") };
        assert_sound(cor_str_join(&room.keep, whole, 3), "fragment");
    }

    close_room(&room);
}

/* The number is written in the page, and inside its node stands a mark of each of its sources. */
typedef struct {
    cor_str page;
    cor_lang lang;
    cor_arena scratch;
    int32_t seen;
} walker;

static bool is_shown_with_source(void *self, const cor_value_place *place) {
    walker *walk = self;
    cor_arena scratch = walk->scratch;

    if (place->node->role == COR_ROLE_LOCATOR || cor_str_is(place->column_key, "cited"))
        return true;
    if (!place->value->present) return true;
    cor_str number = cor_value_show(place->value, false, walk->lang, &scratch);
    if (cor_str_find(walk->page, number) == SIZE_MAX)
        fail_msg("%.*s of %.*s is not on the page", COR_STR_F(number), COR_STR_F(place->node->id));

    int32_t sources[3], count = cor_value_sources(place->value, sources);
    for (int32_t i = 0; i < count; i++)
        if (place->node->id.length && !page_has_mark(&report, place->node->id, sources[i] + 1))
            fail_msg("%.*s has no mark of source %d", COR_STR_F(place->node->id), sources[i] + 1);

    walk->seen++;
    return true;
}

static void every_number_stands_with_its_source(void **state) {
    (void)state;
    rooms room = open_room();
    const cor_document *document = sample(&room.keep);

    for (cor_lang lang = 0; lang < COR_LANG_COUNT; lang++) {
        cor_str page = render(&room, document, (cor_render_options){ .lang = lang });
        assert_sound(page, "sample");
        walker walk = { page, lang, room.scratch, 0 };
        cor_document_values(document, is_shown_with_source, &walk);
        assert_true(walk.seen > 40);
    }

    close_room(&room);
}

static bool has(cor_str page, const char *text) {
    return cor_str_find(page, cor_str_of(text)) != SIZE_MAX;
}

static void links_keep_the_language(void **state) {
    (void)state;
    rooms room = open_room();
    const cor_document *document = sample(&room.keep);
    cor_str page = render(&room, document, (cor_render_options){ .lang = COR_LANG_ES });
    assert_true(has(page, "<html lang=\"es\">"));
    assert_true(has(page, "href=\"/corridor/NIC-CRI?lang=en\""));
    assert_true(has(page, "href=\"/corridor/CRI-NIC?lang=es\""));
    assert_true(has(page, "href=\"/corridor/NIC-CRI.json?lang=es\""));
    assert_true(has(page, "href=\"/check?lang=es\""));
    assert_true(has(page, "350,854"));
    assert_false(has(page, "Show as table"));
    close_room(&room);
}

static void a_file_that_travels_is_whole(void **state) {
    (void)state;
    rooms room = open_room();
    const cor_document *document = sample(&room.keep);
    cor_str alone = render(&room, document, (cor_render_options){ .standalone = true });
    assert_true(has(alone, "<style>"));
    assert_false(has(alone, "href=\"/"));
    assert_false(has(alone, "<form"));
    cor_str based = render(
        &room, document,
        (cor_render_options){ .standalone = true, .base_url = COR_STR("https://example.org") });
    assert_true(has(based, "href=\"https://example.org/corridor/CRI-NIC?lang=en\""));
    cor_str served = render(&room, document, (cor_render_options){ .standalone = false });
    assert_true(has(served, "<link rel=\"stylesheet\" href=\"/assets/corredor."));
    assert_false(has(served, "<style>"));
    close_room(&room);
}

#define HOSTILE "<script>alert(1)</script>\"'&\x01 onload=\"x\""

static const cor_document *hostile(cor_arena *keep) {
    static cor_error err;
    cor_text text = cor_say_str(COR_STR(HOSTILE));
    cor_source source = { .key = COR_STR("h"),
                          .producer = COR_STR(HOSTILE),
                          .title = { COR_STR(HOSTILE), COR_STR(HOSTILE) },
                          .licence = COR_STR(HOSTILE),
                          .url = COR_STR("javascript:alert(1)") };
    cor_doc *doc =
        cor_doc_begin(keep, COR_STR("corridor"), COR_STR("/corridor/\"><b>"), text, text);
    cor_figure figure = {
        .id = 1, .measure = COR_STR("stock"), .value = 7, .period = cor_interval_year(2020)
    };
    cor_value value = cor_doc_value(doc, &figure, &source), values[] = { value, value };

    cor_doc_section(doc, "a", text);
    cor_doc_paragraph(doc, text, &value, 1);
    cor_doc_figure(doc, "f", text, value);
    cor_doc_link(doc, text, COR_STR("javascript:alert(1)"));
    cor_doc_link(doc, text, COR_STR("//evil.example/"));
    cor_doc_link(doc, text, COR_STR("/x\"><b>"));
    cor_doc_absence(doc, "n", text, text, &text, 1);
    cor_table_column columns[] = { { .kind = COR_CELL_LABEL, .label = text },
                                   { .kind = COR_CELL_VALUE, .label = text } };
    cor_doc_table(doc, "t", text, columns, 2, text);
    cor_doc_row(doc,
                (cor_table_cell[]){
                    { .text = text, .code = COR_STR(HOSTILE), .href = COR_STR("data:text/html,x") },
                    { .value = value } });
    cor_chart_series series = { .label = text, .values = values };
    cor_text categories[] = { text, text };
    cor_str keys[] = { COR_STR(HOSTILE), COR_STR("b") };

    for (cor_chart_kind kind = COR_CHART_LINE; kind <= COR_CHART_SPLIT; kind++)
        cor_doc_chart(doc, NULL,
                      &(cor_chart_spec){ .kind = kind,
                                         .title = text,
                                         .summary = text,
                                         .about = text,
                                         .categories = categories,
                                         .category_keys = keys,
                                         .category_count = 2,
                                         .series = &series,
                                         .series_count = 1,
                                         .mark = 3,
                                         .mark_label = text });

    cor_map_point point = { .latitude = 10,
                            .longitude = -84,
                            .label = text,
                            .value = value,
                            .href = COR_STR("javascript:1") };
    cor_doc_map(
        doc, "m",
        &(cor_map_spec){
            .title = text, .summary = text, .about = text, .points = &point, .point_count = 1 });
    cor_field field = { .kind = COR_FIELD_TEXT,
                        .name = COR_STR("q\"><b>"),
                        .label = text,
                        .hint = text,
                        .value = COR_STR(HOSTILE) };
    cor_doc_form(doc, "form", text, COR_STR("/search\"><b>"), false, &field, 1);
    cor_doc_list(doc, "l", text, true);
    cor_doc_item(doc, &(cor_list_item){ .text = text,
                                        .quiet = text,
                                        .value = value,
                                        .href = COR_STR("vbscript:x"),
                                        .share = value });
    cor_doc_section_end(doc);
    const cor_document *document = NULL;
    assert_ok(cor_doc_end(doc, &document, &err), &err);

    return document;
}

static void hostile_texts_stay_texts(void **state) {
    (void)state;
    rooms room = open_room();
    const cor_document *document = hostile(&room.keep);

    for (int alone = 0; alone < 2; alone++) {
        cor_str page = render(&room, document,
                              (cor_render_options){ .standalone = alone,
                                                    .base_url = COR_STR("https://e\"><b>.org") });
        page_check(page, &report);
        // the id of the form's field is made of its name, which is no id; everything else holds
        if (*report.problem && !strstr(report.problem, "not an id")) fail_msg("%s", report.problem);
        assert_false(has(page, "<script>alert"));
        assert_false(has(page, "<b>"));
        assert_false(has(page, "\"javascript:"));
        assert_false(has(page, "\"vbscript:"));
        assert_false(has(page, "\"data:text"));
        assert_false(has(page, "\"//evil"));
        assert_false(has(page, "\x01"));
    }

    close_room(&room);
}

/* Every kind of field, with a hint and a problem each, and hostile values. */
static const cor_document *long_form(cor_arena *keep) {
    cor_error err = { 0 };
    cor_text text = cor_say_str(COR_STR(HOSTILE));
    cor_choice choices[] = { { COR_STR("a"), text },
                             { COR_STR("b\"><b>"), text },
                             { COR_STR("c"), text } };
    cor_field fields[COR_FIELD_COUNT];
    cor_doc *doc = cor_doc_begin(keep, COR_STR("office"), COR_STR("/office/x"), text, text);

    cor_doc_section(doc, "edit", text);
    for (int32_t kind = 0; kind < COR_FIELD_COUNT; kind++) {
        fields[kind] =
            (cor_field){ .kind = (cor_field_kind)kind,
                         .group = kind == COR_FIELD_GROUP ? COR_GROUP_SIDE : COR_GROUP_PLAIN,
                         .name = cor_str_print(keep, "field%d", (int)kind),
                         .label = text,
                         .hint = text,
                         .problem = text,
                         .value = kind == COR_FIELD_CHECKS     ? COR_STR("a;c")
                                  : kind == COR_FIELD_PASSWORD ? COR_STR("the password")
                                  : kind == COR_FIELD_CODE     ? COR_STR("123456")
                                                               : COR_STR(HOSTILE),
                         .choices = choices,
                         .choice_count = 3,
                         .text_lang = COR_STR("es") };
    }

    cor_doc_form_of(doc, &(cor_form_spec){ .id = "long",
                                           .title = text,
                                           .action = COR_STR("/office/x"),
                                           .post = true,
                                           .fields = fields,
                                           .field_count = COR_FIELD_COUNT,
                                           .problems = &text,
                                           .problem_count = 1 });
    cor_doc_role(doc, COR_ROLE_WIDE);
    cor_doc_code(doc, "code", text, text,
                 COR_STR("otpauth://totp/corredor:ana?secret=GEZDGNBVGY3TQOJQ"));
    cor_doc_section_end(doc);
    const cor_document *document = NULL;
    assert_ok(cor_doc_end(doc, &document, &err), &err);

    return document;
}

static void forms_of_many_fields_hold(void **state) {
    (void)state;
    rooms room = open_room();
    cor_str page = render(&room, long_form(&room.keep), (cor_render_options){ 0 });
    page_check(page, &report);
    if (*report.problem) fail_msg("%s", report.problem);
    assert_false(has(page, "<script>alert"));
    assert_false(has(page, "<b>"));

    // What is wrong leads to its field, and the field says so.
    assert_true(has(page, "role=\"alert\""));
    assert_true(has(page, "href=\"#long-field0\""));
    assert_true(has(
        page, "aria-describedby=\"long-field0-hint long-field0-problem\" aria-invalid=\"true\""));
    assert_true(has(page, "value=\"a\" checked=\"checked\""));
    assert_false(has(page, "value=\"b&quot;&gt;&lt;b&gt;\" checked"));

    // A calendar cannot show what is no day, so it is text.
    assert_true(has(page, "id=\"long-field10\" name=\"field10\""));
    assert_false(has(page, "type=\"date\""));

    // Secrets do not come back, in whatever format.
    assert_false(has(page, "the password"));
    assert_false(has(page, "123456"));

    // The square has its dark modules, on white.
    assert_true(has(page, "<svg class=\"code\" viewBox=\"-4 -4 "));
    assert_true(has(page, "d=\"M0 0h7v1h-7z"));
    close_room(&room);
}

static void pages_are_light(void **state) {
    (void)state;
    rooms room = open_room();
    const cor_document *document = sample(&room.keep);

    for (cor_lang lang = 0; lang < COR_LANG_COUNT; lang++) {
        cor_str page = render(&room, document, (cor_render_options){ .lang = lang });
        uLongf packed = compressBound(page.length);
        Bytef *bytes = cor_new(&room.keep, Bytef, packed);
        assert_int_equal(compress2(bytes, &packed, (const Bytef *)page.at, page.length, 6), Z_OK);
        assert_in_range(page.length, 20000, 100000);
        assert_in_range(packed, 2000, 25000);
    }

    close_room(&room);
}

static void same_document_same_bytes(void **state) {
    (void)state;
    rooms room = open_room();
    const cor_document *document = sample(&room.keep);
    cor_str a = render(&room, document, (cor_render_options){ .lang = COR_LANG_ES });
    memset(room.scratch.next, 0x5a, 1 << 20); // whatever was in the scratch does not matter
    cor_str b = render(&room, document, (cor_render_options){ .lang = COR_LANG_ES });
    assert_true(cor_str_equal(a, b));
    close_room(&room);
}

static void a_full_arena_is_said(void **state) {
    (void)state;
    static cor_error err;
    rooms room = open_room();
    const cor_document *document = sample(&room.keep);
    cor_str whole = render(&room, document, (cor_render_options){ 0 });
    cor_code code = COR_E_MEMORY;
    int32_t refused = 0;

    for (size_t bytes = 64; code && bytes < 16 << 20; bytes = bytes * 3 / 2) {
        cor_arena small = room.scratch;
        small.end = small.next + bytes;
        cor_arena out_arena = room.out_arena;
        cor_out out = cor_out_memory(&out_arena);
        code = cor_renderer_find(COR_STR("html"))
                   ->render(document, &(cor_render_options){ 0 }, small, &out, &err);
        if (code) assert_int_equal(code, COR_E_MEMORY);
        refused += code != COR_OK;
        if (!code) assert_true(cor_str_equal(cor_out_str(&out), whole));
    }

    assert_int_equal(code, COR_OK);
    assert_in_range(refused, 5, 100);
    close_room(&room);
}

test_program(cmocka_unit_test(pages_are_well_formed),
             cmocka_unit_test(every_number_stands_with_its_source),
             cmocka_unit_test(links_keep_the_language),
             cmocka_unit_test(a_file_that_travels_is_whole),
             cmocka_unit_test(hostile_texts_stay_texts),
             cmocka_unit_test(forms_of_many_fields_hold), cmocka_unit_test(pages_are_light),
             cmocka_unit_test(same_document_same_bytes), cmocka_unit_test(a_full_arena_is_said))
