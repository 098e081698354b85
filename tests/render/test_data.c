/* SPDX-License-Identifier: Apache-2.0 */
/* JSON and CSV: every value of the document, exactly, once; strict readers accept them; hostile
 * texts stay texts. */
#include "rendered.h"

#include <jansson.h>

static cor_error err;
static number_set in_document, in_file;

/* ---- JSON ---------------------------------------------------------------- */

static json_t *load(cor_str text) {
    json_error_t at;
    json_t *root = json_loadb(text.at, text.length, JSON_REJECT_DUPLICATES, &at);
    if (!root) fail_msg("line %d, column %d: %s", at.line, at.column, at.text);
    return root;
}

/* A value is an object that knows its figure id. */
static void collect(json_t *node, number_set *set) {
    const char *key;
    json_t *child;
    size_t index;
    if (json_is_array(node)) json_array_foreach(node, index, child) collect(child, set);
    if (!json_is_object(node)) return;
    json_t *number = json_object_get(node, "value");
    bool is_value = json_object_get(node, "figure_id") != NULL;
    if (is_value && json_is_number(number)) number_set_add(set, json_number_value(number));
    json_object_foreach(node, key, child) collect(child, set);
}

static json_t *node_of(json_t *nodes, const char *id) {
    size_t index;
    json_t *node;
    json_array_foreach(nodes, index, node) {
        if (!strcmp(json_string_value(json_object_get(node, "id")), id)) return node;
        json_t *found = node_of(json_object_get(node, "nodes"), id);
        if (found) return found;
    }
    return NULL;
}

static const char *word(json_t *object, const char *key) {
    const char *text = json_string_value(json_object_get(object, key));
    return text ? text : "(null)";
}

static void json_has_every_value(void **state) {
    (void)state;
    cor_arena room = test_room();
    const cor_document *document = the_sample(&room);

    for (int lang = 0; lang < COR_LANG_COUNT; lang++) {
        cor_str text =
            rendered("json", document, (cor_render_options){ .lang = (cor_lang)lang }, &room);
        assert_true(cor_str_is_utf8(text));
        json_t *root = load(text);
        number_set_of(&in_document, document);
        in_file.count = 0;
        collect(root, &in_file);
        assert_same_numbers(&in_document, &in_file);
        assert_string_equal(word(root, "lang"), lang ? "es" : "en");
        json_decref(root);
    }
}

static void json_keeps_its_shape(void **state) {
    (void)state;
    cor_arena room = test_room();
    const cor_document *document = the_sample(&room);
    cor_render_options options = { .lang = COR_LANG_ES,
                                   .base_url = COR_STR("https://example.org") };
    json_t *root = load(rendered("json", document, options, &room)),
           *blocks = json_object_get(root, "blocks");
    assert_string_equal(word(root, "kind"), "corridor");
    assert_string_equal(word(root, "path"), "/corridor/NIC-CRI");
    assert_string_equal(word(root, "title"), "Nicaragua → Costa Rica");
    assert_string_equal(word(root, "as_known"), "2023-11-14T22:13:20Z");
    assert_string_equal(word(json_object_get(root, "destination"), "code"), "CRI");
    json_t *source = json_array_get(json_object_get(root, "sources"), 0);
    assert_string_equal(word(source, "key"), "un-desa-ims-2020");
    assert_int_equal(json_integer_value(json_object_get(source, "number")), 1);

    json_t *value = json_object_get(node_of(blocks, "headline"), "value");
    assert_true(json_is_integer(json_object_get(value, "value")));
    assert_int_equal(json_integer_value(json_object_get(value, "value")), 350854);
    assert_string_equal(word(value, "unit"), "persons");
    assert_string_equal(word(value, "status"), "estimated");
    assert_string_equal(word(value, "period"), "2020");
    assert_string_equal(word(value, "source"), "un-desa-ims-2020");
    assert_true(json_is_null(json_object_get(value, "derivation")));

    value = json_object_get(node_of(blocks, "share"), "value");
    assert_true(json_is_null(json_object_get(value, "figure_id")));
    assert_string_equal(word(value, "derivation"), "parte dividida entre el total");
    value = json_object_get(node_of(blocks, "sdg"), "value");
    assert_true(json_is_null(json_object_get(value, "value")));
    assert_true(json_is_null(json_object_get(value, "status")));

    json_t *rows = json_object_get(node_of(blocks, "by-sex"), "rows");
    assert_int_equal(json_array_size(rows), 7);
    json_t *hidden = json_array_get(json_array_get(rows, 1), 2);
    assert_true(json_is_null(json_object_get(hidden, "value")));
    assert_string_equal(word(hidden, "status"), "suppressed");
    assert_string_equal(word(json_array_get(json_array_get(rows, 0), 0), "href"),
                        "https://example.org/figures?year=1990");
    json_t *chart = node_of(blocks, "stock");
    assert_string_equal(word(chart, "chart"), "area");
    assert_int_equal(json_array_size(json_object_get(chart, "series")), 3);
    assert_true(json_number_value(json_object_get(node_of(blocks, "industry"), "mark")) == 30000);
    assert_string_equal(
        word(json_object_get(node_of(blocks, "where"), "kind") ? node_of(blocks, "where") : NULL,
             "view"),
        "pair");
    assert_int_equal(json_array_size(json_object_get(node_of(blocks, "skills"), "fillers")), 2);
    json_t *fields = json_object_get(node_of(blocks, "compare"), "fields");
    assert_int_equal(json_array_size(json_object_get(json_array_get(fields, 0), "choices")), 2);
    json_decref(root);
}

/* ---- CSV ----------------------------------------------------------------- */

/* RFC 4180, strictly: the next field into `field`; false at the end of the text. `ret_last` at
 * the end of a line. */
static bool next_field(const char **at, char *field, size_t room, bool *ret_last) {
    const char *in = *at;
    size_t used = 0;

    if (!*in) return false;
    bool quoted = *in == '"';
    if (quoted) in++;

    for (; *in; in++) {
        if (quoted && *in == '"' && in[1] != '"') break;
        if (quoted && *in == '"') in++;
        if (!quoted && (*in == ',' || *in == '\n')) break;
        assert_true(used + 1 < room && (quoted || *in != '"'));
        field[used++] = *in;
    }

    field[used] = 0;
    if (quoted) assert_true(*in++ == '"');
    assert_true(*in == ',' || *in == '\n');
    *ret_last = *in == '\n';
    *at = in + 1;

    return true;
}

enum { FIELD_ROOM = 512, FIELDS_MAX = 16 };
static char line[FIELDS_MAX][FIELD_ROOM];

static int next_line(const char **at) {
    int count = 0;
    bool last = false;
    while (!last && next_field(at, line[count], FIELD_ROOM, &last)) {
        assert_true(++count < FIELDS_MAX);
    }
    return count;
}

static void csv_has_every_value(void **state) {
    (void)state;
    cor_arena room = test_room();
    const cor_document *document = the_sample(&room);
    const char *at =
        rendered("csv", document, (cor_render_options){ .lang = COR_LANG_EN }, &room).at;
    assert_int_equal(next_line(&at), 13);
    assert_string_equal(line[6], "value");
    in_file.count = 0;
    int rows = 0, suppressed = 0, derived = 0;

    for (; next_line(&at) == 13; rows++) {
        suppressed += !strcmp(line[8], "suppressed") && !line[6][0];
        derived += line[12][0] != 0;
        if (!line[6][0]) continue;
        double value;
        assert_true(cor_number_parse(cor_str_of(line[6]), 0, &value));
        number_set_add(&in_file, value);
        assert_true(line[8][0] && line[10][0]); // no number without status and source
    }

    assert_int_equal(*at, 0);
    number_set_of(&in_document, document);
    assert_same_numbers(&in_document, &in_file);
    assert_int_equal(suppressed, 1);
    assert_int_equal(derived, 9);
}

static void csv_names_the_place(void **state) {
    (void)state;
    cor_arena room = test_room();
    const char *at =
        rendered("csv", the_sample(&room), (cor_render_options){ .lang = COR_LANG_ES }, &room).at;
    static const char *const expected[] = { "people", "stock",           "1990",
                                            "1990",   "Mujeres",         "F",
                                            "49058",  "persons",         "estimated",
                                            "1990",   "un-desa-ims-2020" };
    while (next_line(&at) && (strcmp(line[1], "stock") || strcmp(line[5], "F")))
        continue;

    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++)
        assert_string_equal(line[i], expected[i]);
}

static void figures_can_be_imported_again(void **state) {
    (void)state;
    cor_arena room = test_room();
    const cor_document *document;
    assert_ok(sample_figures(&room, &document, &err), &err);
    cor_str text = rendered("csv", document, (cor_render_options){ .lang = COR_LANG_ES }, &room);
    assert_str(text,
               "measure,origin,destination,period,breakdown,value,unit,status,source,figure_id\n"
               "stock,NIC,CRI,2020,sex=F,176779.25,persons,estimated,un-desa-ims-2020,7\n"
               "stock,NIC,CRI,2020,sex=M,,persons,suppressed,un-desa-ims-2020,8\n");
}

/* ---- hostile ------------------------------------------------------------- */

static const cor_document *hostile(cor_arena *keep) {
    cor_text words = cor_say_str(COR_STR("\"a\",\n\r\t\\ \x01 </script> =1+1 ñ 漢"));
    cor_doc *doc = cor_doc_begin(keep, COR_STR("x"), COR_STR("/x"), words, words);

    cor_doc_section(doc, "s", words);
    cor_doc_figure(doc, "f", words,
                   (cor_value){ .present = true,
                                .value = 0.1 + 0.2,
                                .source = -1,
                                .source_more = { -1, -1 },
                                .derivation = words });
    cor_doc_figure(
        doc, "nan", words,
        (cor_value){
            .present = true, .value = 0.0 / 0.0, .source = -1, .source_more = { -1, -1 } });
    cor_doc_section_end(doc);
    const cor_document *document = NULL;
    assert_ok(cor_doc_end(doc, &document, &err), &err);

    return document;
}

static void hostile_texts_stay_texts(void **state) {
    (void)state;
    cor_arena room = test_room();
    const cor_document *document = hostile(&room);
    cor_str text = rendered("json", document, (cor_render_options){ 0 }, &room);
    json_t *root = load(text);
    assert_string_equal(word(root, "title"), "\"a\",\n\r\t\\ \x01 </script> =1+1 ñ 漢");
    json_t *section = json_array_get(json_object_get(root, "blocks"), 0);
    json_t *figure = json_object_get(json_array_get(json_object_get(section, "nodes"), 0), "value");
    assert_true(json_number_value(json_object_get(figure, "value")) == 0.1 + 0.2);
    figure = json_object_get(json_array_get(json_object_get(section, "nodes"), 1), "value");
    assert_true(json_is_null(json_object_get(figure, "value")));
    json_decref(root);
    const char *at = rendered("csv", document, (cor_render_options){ 0 }, &room).at;
    assert_int_equal(next_line(&at), 13);
    assert_int_equal(next_line(&at), 13);
    assert_string_equal(line[2], "\"a\",\n\r\t\\ \x01 </script> =1+1 ñ 漢");
    assert_string_equal(line[6], "0.30000000000000004");
}

static void small_arenas_are_reported(void **state) {
    (void)state;
    cor_arena room = test_room();
    const cor_document *document = the_sample(&room);
    assert_memory_is_reported("json", document, 7);
    assert_memory_is_reported("csv", document, 7);
}

/* ---- the table of renderers ---------------------------------------------- */

static void renderers_are_found_by_name_and_file(void **state) {
    (void)state;
    assert_str(cor_renderer_for_file(COR_STR("out/gtm-mex.JSON"))->name, "json");
    assert_str(cor_renderer_for_file(COR_STR("x.csv"))->name, "csv");
    assert_null(cor_renderer_for_file(COR_STR("json")));
    assert_null(cor_renderer_for_file(COR_STR(".csv")));
    assert_null(cor_renderer_for_file(COR_STR("x.doc")));
    assert_null(cor_renderer_find(COR_STR("")));
    size_t count;
    const cor_renderer *list = cor_renderer_list(&count);
    for (size_t i = 0; i < count; i++)
        assert_ptr_equal(cor_renderer_find(list[i].name), &list[i]);
}

static bool refuse(cor_out *out, const char *bytes, size_t length) {
    (void)bytes;
    (void)length;
    out->system_error = *(int *)out->self;
    return false;
}

static void output_that_fails_is_reported(void **state) {
    (void)state;
    cor_arena room = test_room();
    const cor_document *document = the_sample(&room);
    size_t count;
    const cor_renderer *list = cor_renderer_list(&count);

    for (size_t i = 0; i < count; i++) {
        int reason = 28; // ENOSPC
        cor_out out = { .write = refuse, .self = &reason };
        cor_render_options options = { .lang = COR_LANG_EN };
        assert_fails(list[i].render(document, &options, room, &out, &err), COR_E_FULL, &err,
                     "disk is full");
        reason = 5; // EIO
        out = (cor_out){ .write = refuse, .self = &reason };
        assert_fails(list[i].render(document, &options, room, &out, &err), COR_E_OUTPUT, &err,
                     "could not be written");
    }
}

test_program(cmocka_unit_test(json_has_every_value), cmocka_unit_test(json_keeps_its_shape),
             cmocka_unit_test(csv_has_every_value), cmocka_unit_test(csv_names_the_place),
             cmocka_unit_test(figures_can_be_imported_again),
             cmocka_unit_test(hostile_texts_stay_texts),
             cmocka_unit_test(small_arenas_are_reported),
             cmocka_unit_test(renderers_are_found_by_name_and_file),
             cmocka_unit_test(output_that_fails_is_reported))
