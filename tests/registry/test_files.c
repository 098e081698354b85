/* SPDX-License-Identifier: Apache-2.0 */
/* Files of entries: what is written reads back the same, and a bad file leaves no trace. */
#include "registry_case.h"

static cor_str written(registry_case *test, const cor_registry_kind *kind, bool json) {
    cor_arena own = cor_arena_scratch(&test->keep);
    cor_out out = cor_out_memory(&own);
    cor_code code =
        json ? cor_registry_write_json(test->registry, kind, NULL, test->scratch, &out, &test->err)
             : cor_registry_write_csv(test->registry, kind, NULL, test->scratch, &out, &test->err);
    assert_ok(code, &test->err);
    assert_false(out.failed);
    return cor_out_str(&out);
}

static cor_code read_back(registry_case *test, const cor_registry_kind *kind, cor_str bytes,
                          const char *name, cor_import_report *ret_report) {
    const char *path = test_folder_file(&test->folder, name);
    test_write_file(path, bytes.at, bytes.length);
    cor_registry_import options = { .act = case_act("ana", COR_STATE_PUBLISHED, -1) };
    return cor_registry_read(test->registry, kind, cor_str_of(path), &options, &test->keep,
                             test->scratch, ret_report, &test->err);
}

static void assert_refused(registry_case *test, const cor_registry_kind *kind, const char *text,
                           cor_code code, const char *words) {
    cor_import_report report;
    int64_t before, after;
    assert_ok(cor_registry_count(test->registry, kind, &before, &test->err), &test->err);
    assert_fails(read_back(test, kind, cor_str_of(text), "bad.csv", &report), code, &test->err,
                 words);
    assert_ok(cor_registry_count(test->registry, kind, &after, &test->err), &test->err);
    assert_int_equal(before, after);
}

/* The whole pack, out and in again in both forms: nothing is added, nothing differs, the bytes
 * are the same. */
static void the_pack_comes_back_the_same(void **state) {
    (void)state;
    registry_case *test = case_open();
    case_load_all(test);

    for (size_t i = 0; i < cor_kinds.count; i++)
        for (int json = 0; json < 2; json++) {
            cor_import_report report;
            int64_t count;
            cor_arena keep = test->keep;
            cor_str bytes = written(test, cor_kinds.list[i], json);
            assert_ok(cor_registry_count(test->registry, cor_kinds.list[i], &count, &test->err),
                      &test->err);
            assert_ok(read_back(test, cor_kinds.list[i], bytes, json ? "a.json" : "a.csv", &report),
                      &test->err);
            if (report.load.unchanged != report.rows_read || report.rows_read != count || !count)
                fail_msg("%s: %d read, %d unchanged", cor_kinds.list[i]->key, (int)report.rows_read,
                         (int)report.load.unchanged);
            test->keep = keep;
        }

    case_close(test);
}

/* Every kind of character that a form lets through survives both forms of file, into an empty
 * registry. */
static void awkward_text_survives(void **state) {
    (void)state;
    static const char *const texts[] = {
        "a, \"b\"; c\nd\r\ne",
        "<script>alert(1)</script> & <b>",
        "=1+1",
        "a | b \\ c \\| d",
        "Ñandú’s “quote” – ½ 漢",
        "' OR 1=1 --",
        "\\",
        "|",
        "\t tab\tinside",
    };
    cor_str csv = { 0 }, json = { 0 };

    for (int turn = 0; turn < 3; turn++) {
        registry_case *test = case_open();
        cor_import_report report;
        cor_entry_source source = { .url = COR_STR("https://example.org/a?b=c&d=%7C") };
        for (size_t i = 0; i < sizeof texts / sizeof *texts && !turn; i++) {
            char key[16];
            snprintf(key, sizeof key, "A%zu", i);
            cor_entry *entry = case_institution(test, key, texts[i]);
            case_set(entry, "contact", texts[i]);
            source.title = cor_str_of(texts[i]);
            source.fields = COR_STR("name contact");
            entry->sources = &source;
            entry->source_count = 1;
            assert_ok(case_put(test, entry, "ana", COR_STATE_PUBLISHED, 0), &test->err);
        }
        if (turn == 1)
            assert_ok(read_back(test, &cor_kind_institution, csv, "a.csv", &report), &test->err);
        if (turn == 2)
            assert_ok(read_back(test, &cor_kind_institution, json, "a.json", &report), &test->err);
        for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
            char key[16];
            snprintf(key, sizeof key, "A%zu", i);
            cor_entry *entry =
                case_read(test, &cor_kind_institution, key, (cor_registry_view){ 0 });
            cor_str trimmed = cor_str_trim(cor_str_of(texts[i]));
            assert_true(cor_str_equal(case_get(entry, "name"), trimmed));
            assert_true(cor_str_equal(case_get(entry, "contact"), trimmed));
            assert_int_equal(entry->source_count, 1);
            assert_true(cor_str_equal(entry->sources[0].title, trimmed));
            assert_str(entry->sources[0].fields, "name contact");
        }
        cor_str bytes = written(test, &cor_kind_institution, false);
        if (!turn) {
            csv = (cor_str){ strndup(bytes.at, bytes.length), bytes.length };
            cor_str other = written(test, &cor_kind_institution, true);
            json = (cor_str){ strndup(other.at, other.length), other.length };
        }
        assert_true(cor_str_equal(bytes, csv));
        case_close(test);
    }

    free((void *)(uintptr_t)csv.at);
    free((void *)(uintptr_t)json.at);
}

static void bad_files_leave_no_trace(void **state) {
    (void)state;
    registry_case *test = case_open();
    const cor_registry_kind *kind = &cor_kind_institution;
    assert_refused(test, kind, "key,nome_en\nA,x\n", COR_E_FORMAT, "no column “nome_en”");
    assert_refused(test, kind, "name_en\nx\n", COR_E_FORMAT, "The column “key” is missing");
    assert_refused(test, kind, "key,name_en\nA,x\nA,y\n", COR_E_CONFLICT,
                   "row 3, entry A: The key is there already, in row 2");
    assert_refused(test, kind, "key,name_en,url\nA,x,javascript:alert(1)\n", COR_E_DOMAIN,
                   "not an address on the web");
    assert_refused(test, kind, "key,name_en,place\nA,x,GTM\nB,y,Guatemla\n", COR_E_DOMAIN,
                   "row 3, entry B, field “Country”: “Guatemla” is not a place");
    assert_refused(test, kind, "key,name_en\n../x,x\n", COR_E_DOMAIN, "cannot be the key");
    assert_refused(test, kind, "key,name_en,complaints\nA,x,maybe\nB,,no\n", COR_E_DOMAIN,
                   "Nothing was stored; there is 1 more fault");
    assert_refused(test, kind, "key,name_en\nA,x,y\n", COR_E_SHAPE, "3 cells, the header 2");
    cor_import_report report;
    assert_fails(read_back(test, kind, cor_str_of("{\"kind\": \"mechanism\", \"entries\": []}"),
                           "a.json", &report),
                 COR_E_FORMAT, &test->err, "does not hold entries of the kind institution");
    assert_fails(
        read_back(
            test, kind,
            cor_str_of("{\"kind\": \"institution\", \"entries\": [{\"key\": \"A\", \"fields\": "
                       "{\"name\": {\"fr\": \"x\"}}}]}"),
            "a.json", &report),
        COR_E_FORMAT, &test->err, "entry number 1: “name” is not valid");
    assert_fails(read_back(test, kind, cor_str_of("{\"kind\""), "a.json", &report), COR_E_FORMAT,
                 &test->err, "not valid JSON");
    case_close(test);
}

static void a_megabyte_in_a_field_is_refused(void **state) {
    (void)state;
    registry_case *test = case_open();
    size_t size = 1 << 20;
    char *text = malloc(size + 1);
    memset(text, 'x', size);
    text[size] = 0;
    assert_fails(case_put(test, case_institution(test, "A", text), "ana", COR_STATE_DRAFT, 0),
                 COR_E_LIMIT, &test->err, "The text has 1,048,576 bytes; a field holds 65,536.");
    free(text);
    case_close(test);
}

static void a_pack_leaves_alone_what_people_edited(void **state) {
    (void)state;
    registry_case *test = case_open();
    cor_import_report report;
    assert_ok(case_load(test, &cor_kind_institution, "institutions", &report), &test->err);
    assert_int_equal(report.load.added, 38);
    cor_entry *entry = case_read(test, &cor_kind_institution, "GTM-MP", (cor_registry_view){ 0 });
    case_set(entry, "contact", "1570");
    assert_ok(case_put(test, entry, "ana", COR_STATE_PUBLISHED, 1), &test->err);
    assert_ok(case_load(test, &cor_kind_institution, "institutions", &report), &test->err);
    assert_int_equal(report.load.unchanged, 37);
    assert_int_equal(report.rows_skipped, 1);
    assert_str(case_get(case_read(test, &cor_kind_institution, "GTM-MP", (cor_registry_view){ 0 }),
                        "contact"),
               "1570");
    case_close(test);
}

static void a_file_with_another_hash_is_refused(void **state) {
    (void)state;
    registry_case *test = case_open();
    cor_import_report report;
    const char *path = test_folder_file(&test->folder, "a.csv");
    test_write_file(path, "key,name_en\nA,x\n", 16);
    cor_registry_import options = { .act = case_act("ana", COR_STATE_PUBLISHED, -1),
                                    .sha256 = (const uint8_t[32]){ 1 } };
    assert_fails(cor_registry_read(test->registry, &cor_kind_institution, cor_str_of(path),
                                   &options, &test->keep, test->scratch, &report, &test->err),
                 COR_E_FORMAT, &test->err, "its hash differs");
    case_close(test);
}

test_program(cmocka_unit_test(the_pack_comes_back_the_same),
             cmocka_unit_test(awkward_text_survives), cmocka_unit_test(bad_files_leave_no_trace),
             cmocka_unit_test(a_megabyte_in_a_field_is_refused),
             cmocka_unit_test(a_pack_leaves_alone_what_people_edited),
             cmocka_unit_test(a_file_with_another_hash_is_refused))
