/* SPDX-License-Identifier: Apache-2.0 */
/* Tables of rows: initial values, names given twice, second names, arguments; and how rows are
 * described to people and to programs. */
#include <jansson.h>

#include "asked.h"
#include "questions/questions.h"

typedef struct {
    cor_country place;
    int64_t limit;
    double cv;
    int32_t animal;
    cor_str q;
    cor_words keys;
} table_asked;

static const cor_parameter TABLE[] = {
    { "place", COR_PARAM_PLACE, COR_ASKED(table_asked, place), .initial = "MEX" },
    { "limit", COR_PARAM_WHOLE, COR_ASKED(table_asked, limit), .least = 1, .most = 100,
      .initial = "50" },
    { "stock-cv", COR_PARAM_SETTING, COR_ASKED(table_asked, cv), .most = 10, .initial = "0.05" },
    { "animal", COR_PARAM_CHOICE, COR_ASKED(table_asked, animal), .words = ANIMALS },
    { "q", COR_PARAM_WORDS, COR_ASKED(table_asked, q), .also = "words" },
    { "key", COR_PARAM_LIST, COR_ASKED(table_asked, keys), .is_argument = true },
    { 0 },
};

#define GIVEN(name_, value_)                                                                       \
    { COR_STR_INIT(name_), COR_STR_INIT(value_) }
#define COUNT_OF(list) ((int32_t)(sizeof(list) / sizeof *(list)))

static void initial_values_stand_until_others_are_given(void **state) {
    (void)state;
    cor_stretch stretch = test_stretch(1 << 20);
    cor_arena keep = cor_stretch_arena(&stretch);
    cor_error err = { 0 };
    table_asked asked = { 0 };
    assert_ok(cor_parameters_read(TABLE, NULL, 0, &keep, &asked, &err), &err);
    assert_str(cor_country_code(asked.place), "MEX");
    assert_int_equal(asked.limit, 50);
    for (const cor_parameter *row = TABLE; row->type; row++)
        assert_str(cor_parameter_print(row, &asked, &keep), "");

    static const cor_given given[] = { GIVEN("limit", "7"), GIVEN("place", ""),
                                       GIVEN("utm_source", "x"), GIVEN("words", "fair"),
                                       GIVEN("animal", "cat") };
    asked = (table_asked){ 0 };
    assert_ok(cor_parameters_read(TABLE, given, COUNT_OF(given), &keep, &asked, &err), &err);
    assert_str(cor_country_code(asked.place), "MEX");
    assert_int_equal(asked.limit, 7);
    assert_int_equal(asked.animal, 2);
    assert_str(asked.q, "fair");
    assert_str(cor_parameter_print(&TABLE[1], &asked, &keep), "7");
    cor_stretch_close(&stretch);
}

static void a_name_is_given_once(void **state) {
    (void)state;
    static const cor_given twice[] = { GIVEN("limit", "7"), GIVEN("limit", "7") };
    static const cor_given by_both_names[] = { GIVEN("q", "a"), GIVEN("words", "b") };
    static const cor_given empty_first[] = { GIVEN("limit", ""), GIVEN("limit", "7") };
    static const cor_given many[] = { GIVEN("key", "a,b"), GIVEN("key", "c") };
    cor_stretch stretch = test_stretch(1 << 20);
    cor_arena keep = cor_stretch_arena(&stretch);
    cor_error err = { 0 };
    table_asked asked = { 0 };

    assert_fails(cor_parameters_read(TABLE, twice, 2, &keep, &asked, &err), COR_E_USAGE, &err,
                 "“limit” is given twice.\n  Give it once.");
    assert_fails(cor_parameters_read(TABLE, by_both_names, 2, &keep, &asked, &err), COR_E_USAGE,
                 &err, "“q” is given twice.");
    assert_ok(cor_parameters_read(TABLE, empty_first, 2, &keep, &asked, &err), &err);
    assert_int_equal(asked.limit, 7);

    // A list takes all there are.
    asked = (table_asked){ 0 };
    assert_ok(cor_parameters_read(TABLE, many, 2, &keep, &asked, &err), &err);
    assert_int_equal(asked.keys.count, 3);
    assert_str(cor_parameter_print(&TABLE[5], &asked, &keep), "a,b,c");
    cor_stretch_close(&stretch);
}

static void names_are_found_and_near_ones_suggested(void **state) {
    (void)state;
    assert_int_equal(cor_parameter_count(TABLE), 6);
    assert_int_equal(cor_parameter_count(NULL), 0);
    assert_ptr_equal(cor_parameter_find(TABLE, COR_STR("words")), &TABLE[4]);
    assert_null(cor_parameter_find(TABLE, COR_STR("Limit")));
    assert_string_equal(cor_parameter_suggest(TABLE, COR_STR("limt")), "limit");
    assert_string_equal(cor_parameter_suggest(TABLE, COR_STR("stokc-cv")), "stock-cv");
    assert_null(cor_parameter_suggest(TABLE, COR_STR("banana")));
    assert_null(cor_parameter_suggest(NULL, COR_STR("limit")));
    assert_true(cor_parameter_takes_many(&TABLE[5]));
    assert_false(cor_parameter_takes_many(&TABLE[4]));
}

static void places_are_suggested(void **state) {
    (void)state;
    static const struct {
        const char *typed, *hint;
    } rows[] = {
        { "Hondurass", "Did you mean Honduras (HND)?" },
        { "Nicaraga", "Did you mean Nicaragua (NIC)?" },
        { "", "Give an ISO code such as GTM" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cor_error err = { 0 };
        cor_country place;
        assert_fails(cor_place_read(cor_str_of(rows[i].typed), &place, &err), COR_E_USAGE, &err,
                     rows[i].hint);
    }

    // A text as long as an address is not repeated in the answer.
    char text[4001];
    memset(text, 'q', 4000);
    text[4000] = 0;
    cor_error err = { 0 };
    cor_country place;
    assert_fails(cor_place_read(cor_str_of(text), &place, &err), COR_E_USAGE, &err, "qqqq");
    assert_true(strlen(test_message(&err)) < 250);
}

/* ---- descriptions -------------------------------------------------------- */

static json_t *read_schema(const cor_parameter *row, cor_arena keep) {
    cor_arena scratch = cor_arena_scratch(&keep);
    cor_out out = cor_out_memory(&keep);
    cor_parameter_schema(row, scratch, &out);
    json_t *schema = json_loadb(out.memory, out.used, 0, NULL);
    if (!schema) fail_msg("%s: %.*s", row->name, (int)out.used, out.memory);
    return schema;
}

static void schemas_say_what_is_allowed(void **state) {
    (void)state;
    cor_stretch stretch = test_stretch(1 << 20);
    cor_arena keep = cor_stretch_arena(&stretch);
    for (int32_t type = COR_PARAM_NONE + 1; type < COR_PARAM_TYPE_COUNT; type++) {
        json_t *schema = read_schema(&ROWS[type], keep);
        assert_non_null(json_string_value(json_object_get(schema, "type")));
        json_decref(schema);
    }

    json_t *number = read_schema(&ROWS[COR_PARAM_SETTING], keep);
    assert_string_equal(json_string_value(json_object_get(number, "type")), "number");
    assert_true(json_number_value(json_object_get(number, "minimum")) == 0);
    assert_true(json_number_value(json_object_get(number, "maximum")) == 10);
    assert_true(json_number_value(json_object_get(number, "default")) == 0.05);
    json_decref(number);

    json_t *choice = read_schema(&ROWS[COR_PARAM_CHOICE], keep);
    assert_int_equal(json_array_size(json_object_get(choice, "enum")), 3);
    json_decref(choice);

    // A list of words is one text, so that the words are no enumeration of it.
    json_t *sexes = read_schema(&ROWS[COR_PARAM_SEXES], keep);
    assert_null(json_object_get(sexes, "enum"));
    assert_string_equal(json_string_value(json_object_get(sexes, "pattern")),
                        "^(F|M|T)(,(F|M|T))*$");
    json_decref(sexes);
    cor_stretch_close(&stretch);
}

static void help_names_values(void **state) {
    (void)state;
    cor_stretch stretch = test_stretch(1 << 20);
    cor_arena keep = cor_stretch_arena(&stretch);
    const cor_parameter named = { "x", COR_PARAM_NUMBER, .value = "PERSONS" };
    assert_string_equal(cor_parameter_value_name(&named, &keep), "PERSONS");
    assert_string_equal(cor_parameter_value_name(&ROWS[COR_PARAM_CHOICE], &keep), "ant|bear|cat");
    assert_string_equal(cor_parameter_value_name(&ROWS[COR_PARAM_PLACE], &keep), "COUNTRY");
    assert_null(cor_parameter_value_name(&ROWS[COR_PARAM_FLAG], &keep));
    for (int32_t type = COR_PARAM_NONE + 1; type < COR_PARAM_TYPE_COUNT; type++)
        assert_true(type == COR_PARAM_FLAG || cor_parameter_value_name(&ROWS[type], &keep));
    cor_stretch_close(&stretch);
}

/* Every word of a list, and every example, is a value. */
static void what_is_said_to_be_allowed_is(void **state) {
    (void)state;
    cor_stretch stretch = test_stretch(1 << 20);
    int32_t listed = 0;
    for (int32_t type = COR_PARAM_NONE + 1; type < COR_PARAM_TYPE_COUNT; type++) {
        cor_arena keep = cor_stretch_arena(&stretch);
        cor_error err = { 0 };
        asked_any asked = { 0 };
        cor_str example = cor_parameter_example(&ROWS[type], &keep);
        assert_ok(cor_parameter_read(&ROWS[type], example, &keep, &asked, &err), &err);

        cor_str rest = cor_parameter_allowed(&ROWS[type], &keep), word;
        while (rest.length && cor_str_split(&rest, ',', &word)) {
            listed++;
            assert_ok(cor_parameter_read(&ROWS[type], word, &keep, &asked, &err), &err);
        }
    }
    assert_true(listed > 30);
    cor_stretch_close(&stretch);
}

/* ---- the rows of the program --------------------------------------------- */

static void check_row(const cor_question *question, const cor_parameter *row, void *asked,
                      cor_arena keep) {
    cor_error err = { 0 };
    const char *name = question->command ? question->command : question->path;
    if (!row->help || !*row->help) fail_msg("%s: %s has no help", name, row->name);
    cor_str example = cor_parameter_example(row, &keep);
    cor_code code = cor_parameter_read(row, example, &keep, asked, &err);
    if (code) fail_msg("%s: %s: %s", name, row->name, test_message(&err));
    json_decref(read_schema(row, keep));
}

static void rows_of_every_question_are_sound(void **state) {
    (void)state;
    cor_stretch stretch = test_stretch(1 << 22);
    size_t count;
    const cor_question *const *list = cor_question_list(&count);
    assert_true(count > 40);

    for (size_t q = 0; q < count; q++) {
        cor_arena keep = cor_stretch_arena(&stretch);
        cor_error err = { 0 };
        void *asked;
        int32_t row_count = cor_parameter_count(list[q]->parameters);
        assert_true(row_count <= COR_PARAMETERS_MAX);
        assert_ok(cor_question_read(list[q], NULL, 0, &keep, &asked, &err), &err);
        for (int32_t i = 0; i < row_count; i++) {
            const cor_parameter *row = &list[q]->parameters[i];
            // Names are written out: another row with the same name would never be asked.
            assert_ptr_equal(cor_parameter_find(list[q]->parameters, cor_str_of(row->name)), row);
            assert_true(row->at < list[q]->asked_bytes);
            check_row(list[q], row, asked, keep);
        }
    }
    cor_stretch_close(&stretch);
}

test_program(cmocka_unit_test(initial_values_stand_until_others_are_given),
             cmocka_unit_test(a_name_is_given_once),
             cmocka_unit_test(names_are_found_and_near_ones_suggested),
             cmocka_unit_test(places_are_suggested), cmocka_unit_test(schemas_say_what_is_allowed),
             cmocka_unit_test(help_names_values), cmocka_unit_test(what_is_said_to_be_allowed_is),
             cmocka_unit_test(rows_of_every_question_are_sound))
