/* SPDX-License-Identifier: Apache-2.0 */
/* The builder and the walker: copies, ids, numbered sources, inherited statuses, reading order,
 * full arenas. */
#include "../test_case.h"

#include <math.h>

#include "../render/sample.h"

#define SAY(words) cor_say_str(COR_STR(words))

static char room[1 << 16];
static cor_error err;

static cor_arena whole_room(void) {
    return (cor_arena){ room, room + sizeof room };
}

static cor_doc *begin(cor_arena *keep) {
    return cor_doc_begin(keep, COR_STR("test"), COR_STR("/test"), SAY("Test"), SAY("A test."));
}

static const cor_source *source(const char *key) {
    const cor_source *found = cor_source_known(cor_str_of(key));
    assert_non_null(found);
    return found;
}

static cor_value stored(cor_doc *doc, const char *key, double value, cor_obs_status status) {
    cor_figure figure = { .id = 5,
                          .measure = COR_STR("stock"),
                          .period = cor_interval_year(2020),
                          .value = value,
                          .status = status };
    return cor_doc_value(doc, &figure, source(key));
}

static const char *shown(cor_text text) {
    static char said[256];
    cor_arena arena = { said, said + sizeof said };
    return cor_text_in(text, COR_LANG_EN, &arena).at;
}

static void sources_are_numbered_as_they_are_read(void **state) {
    (void)state;
    cor_arena keep = whole_room();
    cor_doc *doc = begin(&keep);
    int32_t asked = cor_doc_source(doc, source("wdi-2023"));
    cor_doc_source_file(doc, asked, COR_STR("wdi.csv"));
    cor_value first = stored(doc, "un-desa-ims-2020", 1, COR_OBSERVED);
    cor_value unused = stored(doc, "un-wpp-2024", 2, COR_OBSERVED);
    cor_value second = stored(doc, "rpw-2025q1", 3, COR_OBSERVED);
    (void)unused;
    cor_doc_figure(doc, "b", SAY("b"), second);
    cor_doc_figure(doc, "a", SAY("a"), first);
    cor_doc_figure(doc, "c", SAY("c"), second);
    const cor_document *document;
    assert_ok(cor_doc_end(doc, &document, &err), &err);
    assert_int_equal(document->source_count, 3);
    assert_str(document->sources[0].source.key, "rpw-2025q1");
    assert_str(document->sources[1].source.key, "un-desa-ims-2020");
    assert_str(document->sources[2].source.key, "wdi-2023");
    assert_str(document->sources[2].dataset_file, "wdi.csv");
    assert_int_equal(document->sources[0].use_count, 2);
    assert_int_equal(document->sources[2].use_count, 0);
    assert_int_equal(document->root->section.first->figure.value.source, 0);
    assert_int_equal(document->root->section.first->next->figure.value.source, 1);
    assert_ptr_not_equal(document->sources[0].source.key.at, source("rpw-2025q1")->key.at);
}

static void computed_values_inherit(void **state) {
    (void)state;
    cor_arena keep = whole_room();
    cor_doc *doc = begin(&keep);
    cor_value a = stored(doc, "un-desa-ims-2020", 1, COR_OBSERVED);
    cor_value b = stored(doc, "un-wpp-2024", 2, COR_PROJECTED);
    cor_value c = stored(doc, "rpw-2025q1", 3, COR_PROVISIONAL);
    cor_value d = stored(doc, "wdi-2023", 4, COR_ESTIMATED);
    cor_value hidden = stored(doc, "wdi-2023", NAN, COR_SUPPRESSED);
    cor_value made = cor_doc_computed(doc, 50, COR_STR("percent"), SAY("a / b"),
                                      (cor_value[]){ a, b, a, c, d }, 5);
    assert_true(made.present);
    assert_int_equal(made.status, COR_PROJECTED);
    assert_int_equal(made.source, a.source);
    assert_int_equal(made.source_more[0], b.source);
    assert_int_equal(made.source_more[1], c.source);
    assert_true(cor_interval_equal(made.period, cor_interval_year(2020)));
    assert_str(made.unit->key, "percent");
    assert_int_equal(
        cor_doc_computed(doc, 1, COR_STR("ratio"), SAY("x"), (cor_value[]){ c, a }, 2).status,
        COR_PROVISIONAL);
    assert_int_equal(
        cor_doc_computed(doc, 1, COR_STR("ratio"), SAY("x"), (cor_value[]){ c, d }, 2).status,
        COR_ESTIMATED);
    cor_value nested = cor_doc_computed(doc, 1, COR_STR("ratio"), SAY("x"), &made, 1);
    assert_int_equal(nested.source_more[1], c.source);
    cor_value gap =
        cor_doc_computed(doc, 7, COR_STR("ratio"), SAY("x"), (cor_value[]){ a, hidden }, 2);
    assert_false(gap.present);
    assert_int_equal(gap.status, COR_SUPPRESSED);
    assert_true(gap.value == 0);
    assert_false(cor_doc_computed(doc, 1 / 0.0, COR_STR("ratio"), SAY("x"), &a, 1).present);
    assert_false(cor_doc_computed(doc, NAN, COR_STR("ratio"), SAY("x"), &a, 1).present);
}

static void ids_are_unique(void **state) {
    (void)state;
    cor_arena keep = whole_room();
    cor_doc *doc = begin(&keep);
    cor_doc_section(doc, "people", SAY("People"));
    for (int i = 0; i < 3; i++)
        cor_doc_paragraph(doc, SAY("x"), NULL, 0);

    cor_doc_figure(doc, "people", SAY("x"), cor_value_absent());
    cor_doc_figure(doc, "people-2", SAY("x"), cor_value_absent());
    cor_doc_section_end(doc);
    cor_doc_link(doc, SAY("x"), COR_STR("/"));
    const cor_document *document;
    assert_ok(cor_doc_end(doc, &document, &err), &err);
    static const char *const expected[] = { "people-paragraph", "people-paragraph-2",
                                            "people-paragraph-3", "people-2", "people-2-2" };
    const cor_node *node = document->root->section.first->section.first;

    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++, node = node->next) {
        assert_str(node->id, expected[i]);
    }

    assert_str(document->root->section.last->id, "link");
}

static void everything_is_copied(void **state) {
    (void)state;
    cor_arena keep = whole_room();
    char word[] = "word", key[] = "mykey";
    cor_source own = { .key = cor_str_of(key),
                       .producer = cor_str_of(word),
                       .title = { cor_str_of(word) } };
    cor_doc *doc = cor_doc_begin(&keep, cor_str_of(word), cor_str_of(word),
                                 cor_say_str(cor_str_of(word)), (cor_text){ 0 });
    cor_figure figure = { .id = 1, .measure = COR_STR("stock"), .value = 1 };
    cor_value value = cor_doc_value(doc, &figure, &own);
    cor_table_column column = { .kind = COR_CELL_VALUE,
                                .key = cor_str_of(word),
                                .label = cor_say_str(cor_str_of(word)) };
    cor_doc_table(doc, word, cor_say_str(cor_str_of(word)), &column, 1, (cor_text){ 0 });
    cor_doc_role(doc, COR_ROLE_ROWS);
    cor_table_cell cell = { .value = value };
    for (int i = 0; i < 20; i++)
        cor_doc_row(doc, &cell);

    cor_doc_row_total(doc, &cell);
    memset(word, '#', 4);
    memset(key, '#', 5);
    const cor_document *document;
    assert_ok(cor_doc_end(doc, &document, &err), &err);
    const cor_node *table = document->root->section.first;
    assert_str(document->kind, "word");
    assert_str(document->sources[0].source.key, "mykey");
    assert_str(document->sources[0].source.producer, "word");
    assert_str(table->id, "word");
    assert_int_equal(table->role, COR_ROLE_ROWS);
    assert_str(table->table.columns[0].key, "word");
    assert_string_equal(shown(table->table.columns[0].label), "word");
    assert_string_equal(shown(document->title), "word");
    assert_int_equal(table->table.row_count, 21);
    assert_true(table->table.last_row_is_total);
    assert_true(table->table.rows[20][0].value.value == 1);
}

static void nothing_comes_from_nowhere(void **state) {
    (void)state;
    cor_arena keep = whole_room();
    cor_doc *doc = begin(&keep);
    (void)stored(doc, "un-desa-ims-2020", 1, COR_OBSERVED);
    cor_doc_list(doc, "list", SAY("x"), false);
    cor_doc_item(
        doc, &(cor_list_item){ .text = SAY("no value: zeroed, and source 0 is not its source") });
    const cor_document *document;
    assert_ok(cor_doc_end(doc, &document, &err), &err);
    assert_int_equal(document->source_count, 0);
    int32_t sources[3];
    assert_int_equal(
        cor_value_sources(&document->root->section.first->list.items[0].value, sources), 0);
}

static void values_show_alike_everywhere(void **state) {
    (void)state;
    char said[128];
    cor_arena arena = { said, said + sizeof said };
    cor_value value = {
        .present = true, .value = 67.4431, .decimals = -1, .unit = cor_unit_find(COR_STR("percent"))
    };
    assert_str(cor_value_show(&value, true, COR_LANG_ES, &arena), "67.4\xe2\x80\xaf%");
    assert_str(cor_value_show(&value, true, COR_LANG_ES_CR, &arena), "67,4\xe2\x80\xaf%");
    assert_str(cor_value_show(&value, false, COR_LANG_EN, &arena), "67.4");
    value.decimals = 3;
    assert_str(cor_value_show(&value, false, COR_LANG_EN, &arena), "67.443");
    assert_string_equal(cor_value_mark(&value), "●");
    value.present = false;
    assert_str(cor_value_show(&value, true, COR_LANG_EN, &arena), "–");
    assert_string_equal(shown(cor_value_status(&value)), "no data");
    value.status = COR_SUPPRESSED;
    assert_string_equal(shown(cor_value_status(&value)), "suppressed");
    cor_arena none = { 0 };
    assert_null(cor_value_show(&value, true, COR_LANG_EN, &none).at);
}

/* ---- walking ------------------------------------------------------------- */

struct count {
    int32_t seen, present, cited, stop_at;
    double sum;
    char last_block[32], first_row[64];
};

static bool add(void *self, const cor_value_place *place) {
    struct count *count = self;
    count->present += place->value->present;
    count->cited += cor_str_is(place->column_key, "cited");
    if (!count->seen)
        (void)snprintf(count->first_row, sizeof count->first_row, "%s", shown(place->row));
    (void)snprintf(count->last_block, sizeof count->last_block, "%.*s", COR_STR_F(place->block));
    return ++count->seen != count->stop_at;
}

static void walking_visits_every_value_in_order(void **state) {
    (void)state;
    static char big[1 << 20];
    cor_arena keep = { big, big + sizeof big };
    const cor_document *document;
    assert_ok(sample_document(&keep, &document, &err), &err);
    struct count count = { 0 };
    cor_document_values(document, add, &count);

    /* head 3 + map 2; cited 2; area 21; line 7; table 21; bars 4, pairs 8, range 8, split 4; circle
     * 16; cited 1; item 2; absent 1
     */
    assert_int_equal(count.seen, 5 + 2 + 21 + 7 + 21 + 24 + 16 + 1 + 2 + 1);
    assert_int_equal(count.present, count.seen - 3 - 8);
    assert_int_equal(count.cited, 3);
    assert_string_equal(count.first_row, "people born in Nicaragua lived in Costa Rica in 2020");
    assert_string_equal(count.last_block, "remittances");
    struct count some = { .stop_at = 9 };
    cor_document_values(document, add, &some);
    assert_int_equal(some.seen, 9);
}

/* Adds a word to those seen, which must not have it. */
static void assert_new_word(const char *word, const char **seen, size_t *count) {
    assert_non_null(word);
    for (size_t i = 0; i < *count; i++)
        assert_string_not_equal(word, seen[i]);
    seen[(*count)++] = word;
}

static void every_word_is_its_own(void **state) {
    (void)state;
    const char *seen[64];
    size_t count = 0;
    for (int kind = 0; kind < COR_NODE_COUNT; kind++)
        assert_new_word(cor_node_kind_word((cor_node_kind)kind), seen, &count);

    count = 0;
    for (int role = 0; role < COR_NODE_ROLE_COUNT; role++)
        assert_new_word(cor_node_role_word((cor_node_role)role), seen, &count);

    count = 0;
    for (int shape = 0; shape < COR_SHAPE_COUNT; shape++)
        assert_new_word(cor_item_shape_word((cor_item_shape)shape), seen, &count);

    count = 0;
    for (int group = COR_GROUP_PLAIN; group <= COR_GROUP_FOLDED; group++)
        assert_new_word(cor_field_group_word((cor_field_group)group), seen, &count);
}

static void small_arenas_are_reported(void **state) {
    (void)state;
    static char big[1 << 20];
    const cor_document *document = NULL;
    cor_code code = COR_E_MEMORY;
    size_t bytes = 0;

    for (; bytes < sizeof big && code; bytes += bytes < 2048 ? 8 : 509) {
        cor_arena keep = { big, big + bytes };
        document = NULL;
        code = sample_document(&keep, &document, &err);
        assert_true(code == COR_OK || code == COR_E_MEMORY);
        assert_true((code == COR_OK) == (document != NULL));
    }

    assert_int_equal(code, COR_OK);
    assert_true(bytes > 4096);
}

static void a_missing_builder_is_accepted(void **state) {
    (void)state;
    const cor_document *document;
    cor_doc_section(NULL, "x", SAY("x"));
    cor_doc_row(NULL, NULL);
    cor_doc_item(NULL, NULL);
    cor_doc_role(NULL, COR_ROLE_ROWS);
    cor_doc_section_end(NULL);
    assert_int_equal(cor_doc_source(NULL, NULL), -1);
    assert_null(cor_doc_arena(NULL));
    assert_fails(cor_doc_end(NULL, &document, &err), COR_E_MEMORY, &err, "memory");
}

test_program(cmocka_unit_test(sources_are_numbered_as_they_are_read),
             cmocka_unit_test(computed_values_inherit), cmocka_unit_test(ids_are_unique),
             cmocka_unit_test(everything_is_copied), cmocka_unit_test(nothing_comes_from_nowhere),
             cmocka_unit_test(values_show_alike_everywhere),
             cmocka_unit_test(walking_visits_every_value_in_order),
             cmocka_unit_test(every_word_is_its_own), cmocka_unit_test(small_arenas_are_reported),
             cmocka_unit_test(a_missing_builder_is_accepted))
