/* SPDX-License-Identifier: Apache-2.0 */
/* test_pack.c: data packs: what is verified before anything is read, and what a second time
 * skips. */
#include <sodium.h>

#include "ingest_case.h"
#include "pack/pack.h"

#define STOCK  "origin_iso3,dest_iso3,year,sex,value\nMEX,USA,2020,T,10853105\n"
#define OFFICE "key,name_en,place\nGTM-X,Office,GTM\n"
#define PEOPLE "iso3,year,population,kind\nMEX,2020,126799054,estimate\n"

static void write_hash(const char *text, char hex[72]) {
    uint8_t hash[crypto_hash_sha256_BYTES];
    crypto_hash_sha256(hash, (const uint8_t *)text, strlen(text));
    memcpy(hex, "sha256:", 7);
    sodium_bin2hex(hex + 7, 65, hash, sizeof hash);
}

/* A pack of two tables of figures and one of entries, with the description altered by replacing
 * `old` by `new`. */
static void write_pack(ingest_case *test, const char *old, const char *new) {
    char stock[80], people[80], office[80], json[2048], altered[2048];
    case_write(test, "stock.csv", STOCK);
    case_write(test, "people.csv", PEOPLE);
    case_write(test, "office.csv", OFFICE);
    write_hash(OFFICE, office);
    write_hash(STOCK, stock);
    write_hash(PEOPLE, people);
    snprintf(json, sizeof json,
             "{\"profile\":\"data-package\",\"resources\":[{\"path\":\"stock.csv\",\"bytes\":%zu,"
             "\"hash\":\"%s\","
             "\"corredor:dataset\":\"un-desa-stock\",\"corredor:source\":\"un-desa-ims-2020\"},"
             "{\"path\":\"office.csv\",\"bytes\":%zu,\"hash\":\"%s\",\"corredor:registry\":"
             "\"institution\","
             "\"corredor:source\":\"public-pages-2026\"},"
             "{\"path\":\"people.csv\",\"bytes\":%zu,\"hash\":\"%s\","
             "\"corredor:dataset\":\"un-wpp\",\"corredor:source\":\"un-wpp-2022\"}]}",
             strlen(STOCK), stock, strlen(OFFICE), office, strlen(PEOPLE), people);
    char *at = strstr(json, old);
    assert_non_null(at);
    snprintf(altered, sizeof altered, "%.*s%s%s", (int)(at - json), json, new, at + strlen(old));
    case_write(test, "datapackage.json", altered);
}

static cor_code import_pack(ingest_case *test, cor_import_report **ret_reports, size_t *ret_count) {
    cor_error_clear(&test->err);
    return cor_import_pack(test->figures, cor_str_of(test->folder.path), NULL, &test->keep,
                           test->scratch, ret_reports, ret_count, &test->err);
}

static void a_pack_is_loaded_once(void **state) {
    (void)state;
    ingest_case test;
    case_open(&test);
    write_pack(&test, "profile", "profile");
    cor_import_report *reports;
    size_t count;
    assert_ok(import_pack(&test, &reports, &count), &test.err);
    assert_int_equal(count, 3);
    assert_str(reports[0].layout, "tidy-corridors");
    assert_str(reports[1].dataset, "institution");
    assert_int_equal(reports[1].load.added, 1);
    assert_str(reports[2].source, "un-wpp-2022"); // as the pack says, not as such tables mostly are
    assert_figures(&test, "population,,MEX,2020,,126799054,estimated,un-wpp-2022\n"
                          "stock,MEX,USA,2020,,10853105,estimated,un-desa-ims-2020\n");
    assert_ok(import_pack(&test, &reports, &count), &test.err);
    assert_int_equal(count, 3);
    assert_int_equal(reports[0].rows_read + reports[2].rows_read, 0);
    assert_int_equal(reports[1].load.unchanged, 1);

    // A newer table is read, the other one is not.
    const char *newer = "iso3,year,population,kind\nMEX,2020,126799055,estimate\n";
    char hash[80], old[80], revising[160];
    write_hash(newer, hash);
    write_hash(PEOPLE, old);
    write_pack(&test, old, hash);
    case_write(&test, "people.csv", newer);
    assert_int_equal(import_pack(&test, &reports, &count), COR_E_CONFLICT); // all that there is
    snprintf(revising, sizeof revising, "%s\",\"corredor:revises\":true,\"x\":\"", hash);
    write_pack(&test, old, revising);
    case_write(&test, "people.csv", newer);
    assert_ok(import_pack(&test, &reports, &count), &test.err);
    assert_int_equal(reports[0].rows_read, 0);
    assert_int_equal(reports[2].load.revised, 1);
    case_close(&test);
}

static void faults_of_packs_are_told(void **state) {
    (void)state;
    static const struct {
        const char *old, *new;
        cor_code code;
        const char *words;
    } CASES[] = {
        { "\"resources\"", "\"files\"", COR_E_FORMAT, "describes no files" },
        { "{\"profile\"", "{{\"profile\"", COR_E_FORMAT,
          "file datapackage.json, line 1: The file is not valid JSON" },
        { "\"stock.csv\"", "\"nowhere.csv\"", COR_E_MISSING, "nowhere.csv of the pack is missing" },
        { "\"stock.csv\"", "\"../stock.csv\"", COR_E_FORMAT, "resource 1: “path”" },
        { "\"stock.csv\"", "\"/etc/passwd\"", COR_E_FORMAT, "resource 1: “path”" },
        { "\"bytes\":61", "\"bytes\":62", COR_E_FORMAT,
          "has 61 bytes; the pack describes one of 62" },
        { "\"bytes\":61", "\"bytes\":\"61\"", COR_E_FORMAT, "“bytes”" },
        { "sha256:", "md5:", COR_E_FORMAT, "“hash”" },
        { "un-desa-stock", "un-desa-stok", COR_E_FORMAT, "There is no dataset “un-desa-stok”." },
        { "\"corredor:dataset\"", "\"dataset\"", COR_E_FORMAT, "resource 1: “corredor:dataset”" },
        { "\"corredor:source\"", "\"source\"", COR_E_FORMAT, "“corredor:source”" },
        { "un-desa-ims-2020", "un-desa-ims-1820", COR_E_NONE, "un-desa-ims-1820" },
    };

    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        ingest_case test;
        case_open(&test);
        write_pack(&test, CASES[i].old, CASES[i].new);
        cor_import_report *reports;
        size_t count;
        cor_code code = import_pack(&test, &reports, &count);
        if (code != CASES[i].code || !strstr(test_message(&test.err), CASES[i].words))
            fail_msg("%zu: %s: %s", i, cor_code_name(code), test_message(&test.err));
        case_close(&test);
    }
}

static void altered_files_are_not_read(void **state) {
    (void)state;
    ingest_case test;
    case_open(&test);
    write_pack(&test, "profile", "profile");
    case_write(&test, "stock.csv",
               "origin_iso3,dest_iso3,year,sex,value\nMEX,USA,2020,T,10853106\n"); // as long
    cor_import_report *reports;
    size_t count;
    assert_fails(import_pack(&test, &reports, &count), COR_E_FORMAT, &test.err,
                 "its SHA-256 differs");
    assert_figures(&test, "");
    case_close(&test);
}

static void a_folder_without_pack_is_told(void **state) {
    (void)state;
    ingest_case test;
    case_open(&test);
    cor_import_report *reports;
    size_t count;
    assert_fails(import_pack(&test, &reports, &count), COR_E_MISSING, &test.err, "--pack FOLDER");
    case_close(&test);
}

test_program(cmocka_unit_test(a_pack_is_loaded_once), cmocka_unit_test(faults_of_packs_are_told),
             cmocka_unit_test(altered_files_are_not_read),
             cmocka_unit_test(a_folder_without_pack_is_told))
