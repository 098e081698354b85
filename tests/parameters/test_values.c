/* SPDX-License-Identifier: Apache-2.0 */
/* Values of every type: what is read is printed as it would be typed, and what cannot be read is
 * refused with the fact, the name, and a way forward. */
#include "asked.h"
#include "flow_runs/flow_runs.h"

/* What is typed, and what is printed: the same where it is NULL, and nothing for the default. */
static const struct {
    cor_parameter_type type;
    const char *typed, *printed;
} VALID[] = {
    { COR_PARAM_PLACE, "GTM", NULL },
    { COR_PARAM_PLACE, " guatemala ", "GTM" },
    { COR_PARAM_PLACE, "Estados Unidos", "USA" },
    { COR_PARAM_CORRIDORS, "GTM-MEX~HND-MEX", NULL },
    { COR_PARAM_CORRIDORS, "guatemala-méxico ~ Guinea-Bissau-Portugal", "GTM-MEX~GNB-PRT" },
    { COR_PARAM_PLACES, "GTM,HND", NULL },
    { COR_PARAM_PLACES, "México, El Salvador", "MEX,SLV" },
    { COR_PARAM_YEAR, "2020", NULL },
    { COR_PARAM_DAY, "2026-01-31", NULL },
    { COR_PARAM_DAY, "1969-12-31", NULL },
    { COR_PARAM_MOMENT, "2026-01-31", NULL },
    { COR_PARAM_MOMENT, "1960-02-29", NULL },
    { COR_PARAM_PERIOD, "2020", NULL },
    { COR_PARAM_PERIOD, "2020-Q3", NULL },
    { COR_PARAM_PERIOD, "2020-07", NULL },
    { COR_PARAM_PERIOD, "2020-07-15", NULL },
    { COR_PARAM_PERIOD, "2015/2020", NULL },
    { COR_PARAM_YEARS, "2015-2020", NULL },
    { COR_PARAM_YEARS, "2015/2020", "2015-2020" },
    { COR_PARAM_PERIODS, "2010-2015", NULL },
    { COR_PARAM_PERIODS, "2010/2015, 2015-2020", "2010-2015,2015-2020" },
    { COR_PARAM_NUMBER, "2.5", NULL },
    { COR_PARAM_NUMBER, "-5", NULL },
    { COR_PARAM_NUMBER, "1e3", "1000" },
    { COR_PARAM_NUMBER, "0", "" },
    { COR_PARAM_SETTING, "0.3", NULL },
    { COR_PARAM_SETTING, "0", NULL },
    { COR_PARAM_SETTING, "0.05", "" },
    { COR_PARAM_SETTING, "5e-2", "" },
    { COR_PARAM_WHOLE, "12", NULL },
    { COR_PARAM_WHOLE, "0", NULL },
    { COR_PARAM_WHOLE, "50", "" },
    { COR_PARAM_CODE, "memorandum", NULL },
    { COR_PARAM_CODE, "memorando de entendimiento", "memorandum" },
    { COR_PARAM_CODE, "temporary-scheme", "temporary_scheme" },
    { COR_PARAM_CHOICE, "cat", NULL },
    { COR_PARAM_CHOICE, "ant", "" },
    { COR_PARAM_LANGUAGE, "en", NULL },
    { COR_PARAM_LANGUAGE, "es_GT", "es" },
    { COR_PARAM_LANGUAGE, "es-cr", "es-CR" },
    { COR_PARAM_SEX, "F", NULL },
    { COR_PARAM_SEX, "M", NULL },
    { COR_PARAM_SEX, "T", "" },
    { COR_PARAM_SEXES, "T", NULL },
    { COR_PARAM_SEXES, "F, M,T", "F,M,T" },
    { COR_PARAM_MEASURE, "stock", NULL },
    { COR_PARAM_BREAKDOWN, "age=15-24", NULL },
    { COR_PARAM_BREAKDOWN, "sex=F;age=15-24", "age=15-24;sex=F" },
    { COR_PARAM_METHOD, "mig-rate", NULL },
    { COR_PARAM_METHOD, "da_pb_closed", "da-pb-closed" },
    { COR_PARAM_METHODS, "mig-rate,da-pb-closed", NULL },
    { COR_PARAM_QUALITY, "birthplace=0.1,imputed=0.4", NULL },
    { COR_PARAM_QUALITY, " refugees = 0 , citizenship=1", "citizenship=1,refugees=0" },
    { COR_PARAM_KIND, "mechanism", NULL },
    { COR_PARAM_KIND, "publicaciones", "publication" },
    { COR_PARAM_KEY, "MEX-CAN-PTAT", NULL },
    { COR_PARAM_WORDS, "  fair recruitment ", "fair recruitment" },
    { COR_PARAM_LIST, "PUB01", NULL },
    { COR_PARAM_LIST, "PUB01, PUB02,,PUB03,", "PUB01,PUB02,PUB03" },
    { COR_PARAM_FLAG, "yes", NULL },
    { COR_PARAM_FLAG, "1", "yes" },
    { COR_PARAM_FLAG, "no", "" },
    { COR_PARAM_FILE, " moves, 2020.csv ", NULL },
    { COR_PARAM_FILES, "a,b.csv", NULL },
};

/* What is typed, the fact, and the way forward; a number out of range has both in one sentence. */
static const struct {
    cor_parameter_type type;
    const char *typed, *fact, *hint;
} REFUSED[] = {
    { COR_PARAM_PLACE, "Guatemela", "“Guatemela” is not a country",
      "Did you mean Guatemala (GTM)?" },
    { COR_PARAM_PLACE, "qqqqqq", "“qqqqqq” is not a country", "Give an ISO code such as GTM" },
    { COR_PARAM_CORRIDORS, "GTM-Hondura", "“Hondura” is not", "Did you mean Honduras (HND)?" },
    { COR_PARAM_CORRIDORS, "GTM", "“GTM” is not a corridor", "GTM-MEX" },
    { COR_PARAM_PLACES, "GTM,Hondura", "“Hondura” is not", "Did you mean Honduras (HND)?" },
    { COR_PARAM_PLACES, "GTM,,HND", "“” is not a country", "Give an ISO code" },
    { COR_PARAM_YEAR, "20O0", "“20O0” is not a number", "" },
    { COR_PARAM_YEAR, "2020.5", "“2020.5” is not a whole number", "" },
    { COR_PARAM_YEAR, "99999", "99999", "" },
    { COR_PARAM_DAY, "2026-02-30", "“2026-02-30” is not a day", "Write it as 2026-01-31." },
    { COR_PARAM_MOMENT, "today", "“today” is not a day", "Write it as 2026-01-31." },
    { COR_PARAM_PERIOD, "2020-Q5", "“2020-Q5” is not a period", "Write 2020, 2020-Q3" },
    { COR_PARAM_YEARS, "2020", "“2020” is not a period", "Write two years, such as 2015-2020." },
    { COR_PARAM_YEARS, "2020-2015", "“2020-2015” is not a period", "Write two years" },
    { COR_PARAM_PERIODS, "2010-2015,soon", "“soon” is not a period", "Write two years" },
    { COR_PARAM_NUMBER, "many", "“many” is not a number", "" },
    { COR_PARAM_NUMBER, "1,500", "“1,500” is not a number", "" },
    { COR_PARAM_NUMBER, "nan", "“nan” is not a number", "" },
    { COR_PARAM_NUMBER, "1501", "1501", "1500" },
    { COR_PARAM_SETTING, "-0.1", "-0.1", "10" },
    { COR_PARAM_WHOLE, "1.5", "“1.5” is not a whole number", "" },
    { COR_PARAM_WHOLE, "101", "101", "100" },
    { COR_PARAM_CODE, "zzz", "“zzz” is not a valid type", "Allowed values: bilateral_agreement, " },
    { COR_PARAM_CHOICE, "bera", "“bera” is not a valid animal",
      "Did you mean bear? Allowed values: ant, bear, cat." },
    { COR_PARAM_CHOICE, "elephant", "“elephant” is not a valid animal",
      "Allowed values: ant, bear, cat." },
    { COR_PARAM_LANGUAGE, "fr", "“fr” is not a language known here", "as in es-CR" },
    { COR_PARAM_SEX, "female", "“female” is not a valid sex", "Allowed values: F, M, T." },
    { COR_PARAM_SEXES, "F,X", "“X” is not a valid sexes", "Allowed values: F, M, T." },
    { COR_PARAM_SEXES, "F,M,T,F", "The list has more than 3 values", "" },
    { COR_PARAM_MEASURE, "stok", "There is no measure “stok”", "Did you mean stock?" },
    { COR_PARAM_BREAKDOWN, "age", "“age” is not of the form", "Write for instance" },
    { COR_PARAM_BREAKDOWN, "shoe=41", "“shoe=41” names an unknown dimension",
      "The dimensions are sex, age" },
    { COR_PARAM_METHOD, "mig-rat", "“mig-rat” is not a valid method", "Did you mean mig-rate?" },
    { COR_PARAM_METHODS, "mig-rate,magic", "“magic” is not a valid methods",
      "Allowed values: sd-drop-neg, " },
    { COR_PARAM_QUALITY, "good", "“good” is not a valid quality", "Write it as birthplace=0.05," },
    { COR_PARAM_QUALITY, "birthplace=high", "“high” is not a number", "" },
    { COR_PARAM_QUALITY, "imputed=11", "11", "10" },
    { COR_PARAM_QUALITY, "imputed=1,imputed=0", "“imputed” is given twice", "" },
    { COR_PARAM_KIND, "mechanizm", "“mechanizm” is not a valid kind", "Did you mean mechanism?" },
    { COR_PARAM_FLAG, "maybe", "“maybe” is not a valid again", "Allowed values: yes, no." },
};

#define COUNT_OF(list) (sizeof(list) / sizeof *(list))

static void values_are_read_and_printed_back(void **state) {
    (void)state;
    cor_stretch stretch = test_stretch(1 << 20);
    for (size_t i = 0; i < COUNT_OF(VALID); i++) {
        cor_arena keep = cor_stretch_arena(&stretch);
        cor_error err = { 0 };
        asked_any asked = { 0 }, again = { 0 };
        const cor_parameter *row = &ROWS[VALID[i].type];
        const char *expected = VALID[i].printed ? VALID[i].printed : VALID[i].typed;

        assert_ok(cor_parameter_read(row, cor_str_of(VALID[i].typed), &keep, &asked, &err), &err);
        cor_str printed = cor_parameter_print(row, &asked, &keep);
        if (!cor_str_is(printed, expected))
            fail_msg("%s of %s is printed as \"%.*s\"", VALID[i].typed, row->name,
                     COR_STR_F(printed));

        // What is printed means the same when it is read: nothing, the initial value.
        const cor_parameter table[] = { *row, { 0 } };
        assert_ok(cor_parameters_init(table, &keep, &again, &err), &err);
        assert_ok(cor_parameter_read(row, printed, &keep, &again, &err), &err);
        assert_str(cor_parameter_print(row, &again, &keep), expected);
    }
    cor_stretch_close(&stretch);
}

static void values_that_are_none_are_refused(void **state) {
    (void)state;
    cor_stretch stretch = test_stretch(1 << 20);
    for (size_t i = 0; i < COUNT_OF(REFUSED); i++) {
        cor_arena keep = cor_stretch_arena(&stretch);
        cor_error err = { 0 };
        asked_any asked = { 0 }, before = { 0 };
        const cor_parameter *row = &ROWS[REFUSED[i].type];
        char name[64];

        cor_code code = cor_parameter_read(row, cor_str_of(REFUSED[i].typed), &keep, &asked, &err);
        if (code != COR_E_USAGE) fail_msg("%s of %s is not refused", REFUSED[i].typed, row->name);
        const char *message = test_message(&err);
        snprintf(name, sizeof name, "%s: ", row->name);
        bool is_said = strncmp(message, name, strlen(name)) == 0 &&
                       strstr(message, REFUSED[i].fact) && strstr(message, REFUSED[i].hint);
        if (!is_said)
            fail_msg("%s of %s is refused with: %s", REFUSED[i].typed, row->name, message);
        assert_memory_equal(&asked, &before, sizeof asked);
    }
    cor_stretch_close(&stretch);
}

/* Texts, keys and paths can be anything. */
static void every_type_is_tried(void **state) {
    (void)state;
    for (int32_t type = COR_PARAM_NONE + 1; type < COR_PARAM_TYPE_COUNT; type++) {
        bool is_free = type == COR_PARAM_KEY || type == COR_PARAM_WORDS || type == COR_PARAM_LIST ||
                       type == COR_PARAM_FILE || type == COR_PARAM_FILES;
        bool is_read = false, is_refused = is_free;
        for (size_t i = 0; i < COUNT_OF(VALID); i++)
            is_read |= (int32_t)VALID[i].type == type;
        for (size_t i = 0; i < COUNT_OF(REFUSED); i++)
            is_refused |= (int32_t)REFUSED[i].type == type;
        if (!is_read || !is_refused) fail_msg("values of type %d are not tried", type);
    }
}

static void members_have_the_value_meant(void **state) {
    (void)state;
    cor_stretch stretch = test_stretch(1 << 20);
    cor_arena keep = cor_stretch_arena(&stretch);
    cor_error err = { 0 };
    int64_t moment_s = 0;
    double setting = 7;
    cor_stock_quality quality = { 0 };
    cor_words sexes = { 0 };

    // The last second of the day, so that everything known on that day is known.
    assert_ok(
        cor_parameter_read(&ROWS[COR_PARAM_MOMENT], COR_STR("1970-01-02"), &keep, &moment_s, &err),
        &err);
    assert_int_equal(moment_s, 2 * 86400 - 1);

    // The engines take zero as their default and a negative number as none.
    assert_ok(cor_parameter_read(&ROWS[COR_PARAM_SETTING], COR_STR("0.05"), &keep, &setting, &err),
              &err);
    assert_true(setting == 0);
    assert_ok(cor_parameter_read(&ROWS[COR_PARAM_SETTING], COR_STR("0"), &keep, &setting, &err),
              &err);
    assert_true(setting == -1);
    assert_ok(cor_parameter_read(&ROWS[COR_PARAM_QUALITY], COR_STR("imputed=0,refugees=0.2"), &keep,
                                 &quality, &err),
              &err);
    assert_true(quality.birthplace == 0 && quality.imputed == -1 && quality.refugees == 0.2);

    // Both sexes together are the empty text of the figures.
    assert_ok(cor_parameter_read(&ROWS[COR_PARAM_SEXES], COR_STR("T,F"), &keep, &sexes, &err),
              &err);
    assert_int_equal(sexes.count, 2);
    assert_str(sexes.list[0], "");
    assert_str(sexes.list[1], "F");
    cor_stretch_close(&stretch);
}

static void nothing_is_no_value(void **state) {
    (void)state;
    cor_stretch stretch = test_stretch(1 << 20);
    for (int32_t type = COR_PARAM_NONE + 1; type < COR_PARAM_TYPE_COUNT; type++) {
        cor_arena keep = cor_stretch_arena(&stretch);
        cor_error err = { 0 };
        asked_any asked = { 0 }, before = { 0 };
        const char *blank = type == COR_PARAM_FILE || type == COR_PARAM_FILES ? "" : " \t ";
        assert_ok(cor_parameter_read(&ROWS[type], cor_str_of(blank), &keep, &asked, &err), &err);
        assert_memory_equal(&asked, &before, sizeof asked);
        if (type != COR_PARAM_WHOLE) // has an initial value, which zero is not
            assert_str(cor_parameter_print(&ROWS[type], &asked, &keep), "");
    }
    cor_stretch_close(&stretch);
}

/* Before a value is read at all. */
static void what_is_too_long_or_no_text_is_refused(void **state) {
    (void)state;
    cor_stretch stretch = test_stretch(1 << 20);
    cor_arena room = cor_stretch_arena(&stretch);
    const size_t lengths[] = { COR_PARAMETER_BYTES_MAX + 1, 64 << 10 };
    char *text = cor_new(&room, char, 64 << 10);
    memset(text, 'a', 64 << 10);

    for (int32_t type = COR_PARAM_NONE + 1; type < COR_PARAM_TYPE_COUNT; type++) {
        cor_error err = { 0 };
        asked_any asked = { 0 };
        for (size_t i = 0; i < COUNT_OF(lengths); i++) {
            cor_arena keep = room;
            assert_fails(
                cor_parameter_read(&ROWS[type], (cor_str){ text, lengths[i] }, &keep, &asked, &err),
                COR_E_USAGE, &err, "The value is longer than 2,048 bytes.");
        }
        cor_arena keep = room;
        assert_fails(cor_parameter_read(&ROWS[type], COR_STR("M\xe9xico"), &keep, &asked, &err),
                     COR_E_USAGE, &err, "The value is not UTF-8 text.");
    }

    cor_arena keep = room;
    cor_error err = { 0 };
    cor_str longest = { 0 };
    assert_ok(cor_parameter_read(&ROWS[COR_PARAM_WORDS], (cor_str){ text, COR_PARAMETER_BYTES_MAX },
                                 &keep, &longest, &err),
              &err);
    assert_int_equal(longest.length, COR_PARAMETER_BYTES_MAX);
    cor_stretch_close(&stretch);
}

/* As long as a value may be: full of commas. */
static void long_lists_are_refused_or_read(void **state) {
    (void)state;
    static const cor_parameter_type types[] = { COR_PARAM_PLACES, COR_PARAM_PERIODS,
                                                COR_PARAM_METHODS };
    static const char *const pieces[] = { "GTM,", "2015-2020,", "mig-rate," };
    cor_stretch stretch = test_stretch(1 << 20);
    for (size_t i = 0; i < COUNT_OF(types); i++) {
        cor_arena keep = cor_stretch_arena(&stretch);
        cor_error err = { 0 };
        asked_any asked = { 0 };
        cor_out list = cor_out_memory(&keep);
        while (list.used + strlen(pieces[i]) < COR_PARAMETER_BYTES_MAX)
            cor_put_c(&list, pieces[i]);
        assert_fails(cor_parameter_read(&ROWS[types[i]], cor_out_str(&list), &keep, &asked, &err),
                     COR_E_USAGE, &err, "The list has more than");
    }
    cor_stretch_close(&stretch);
}

static void without_memory_it_says_so(void **state) {
    (void)state;
    for (size_t i = 0; i < COUNT_OF(VALID); i++) {
        cor_arena none = { 0 };
        cor_error err = { 0 };
        asked_any asked = { 0 };
        cor_code code = cor_parameter_read(&ROWS[VALID[i].type], cor_str_of(VALID[i].typed), &none,
                                           &asked, &err);
        bool is_name = VALID[i].type == COR_PARAM_CODE || VALID[i].type == COR_PARAM_KIND;
        if (code && code != COR_E_MEMORY && !is_name) // names are compared in memory
            fail_msg("%s: %s", VALID[i].typed, test_message(&err));
    }
}

test_program(cmocka_unit_test(values_are_read_and_printed_back),
             cmocka_unit_test(values_that_are_none_are_refused),
             cmocka_unit_test(every_type_is_tried), cmocka_unit_test(members_have_the_value_meant),
             cmocka_unit_test(nothing_is_no_value),
             cmocka_unit_test(what_is_too_long_or_no_text_is_refused),
             cmocka_unit_test(long_lists_are_refused_or_read),
             cmocka_unit_test(without_memory_it_says_so))
