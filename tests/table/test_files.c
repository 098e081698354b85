/* SPDX-License-Identifier: Apache-2.0 */
/* Files: what opens and what does not, gzip sound and broken, look-alikes, limits, hashes, and
 * reading again. */
#include <sodium.h>
#include <zlib.h>

#include "formats.h"

#include "../test_folder.h"

/* ---- gzip made on the spot ----------------------------------------------- */

static size_t gzip(char *to, size_t room, cor_str text) {
    z_stream stream = { 0 };
    deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
    stream.next_in = (Bytef *)(uintptr_t)text.at;
    stream.avail_in = (uInt)text.length;
    stream.next_out = (Bytef *)to;
    stream.avail_out = (uInt)room;
    if (deflate(&stream, Z_FINISH) != Z_STREAM_END) abort();
    size_t length = stream.total_out;
    deflateEnd(&stream);

    return length;
}

static void gzip_is_unpacked(void **state) {
    (void)state;
    char packed[4096];
    size_t length = gzip(packed, sizeof packed, COR_STR("a,b\n1,"));
    assert_refused(((cor_str){ packed, length }), NULL, "1:a|b\n2:1|\n");
    // Members follow each other, in the middle of a row too; zeros at the end are padding.
    length += gzip(packed + length, sizeof packed - length, COR_STR("2\n3,4\n"));
    memset(packed + length, 0, 512);
    assert_string_equal(rows_of((cor_str){ packed, length }, NULL), "1:a|b\n2:1|2\n3:3|4\n");
    assert_string_equal(rows_of((cor_str){ packed, length + 512 }, NULL), "1:a|b\n2:1|2\n3:3|4\n");
}

static void broken_gzip_is_refused(void **state) {
    (void)state;
    static char packed[1 << 20];
    static char text[40000];
    for (size_t i = 0; i < sizeof text; i++)
        text[i] = i % 50 == 49 ? '\n' : (char)('a' + i * i % 23);

    size_t length = gzip(packed, sizeof packed, (cor_str){ text, sizeof text });
    for (size_t cut = 2; cut < length; cut += 1 + length / 50)
        assert_refused(((cor_str){ packed, cut }), NULL, "ends too early");

    packed[length - 5] ^= 1; // the check sum
    assert_refused(((cor_str){ packed, length }), NULL, "The compressed file is damaged near byte");
    packed[length - 5] ^= 1;
    packed[length] = 'x';
    assert_refused(((cor_str){ packed, length + 1 }), NULL, "is damaged");
    assert_refused(COR_STR("\x1f\x8b\x08\xff"), NULL, "COR_E_FORMAT");
    size_t twice = gzip(text, sizeof text, (cor_str){ packed, length });
    assert_refused(((cor_str){ text, twice }), NULL, "compressed twice");
}

static void damage_far_into_a_file_has_its_row(void **state) {
    (void)state;
    static char text[600000], packed[sizeof text];
    for (size_t i = 0; i < sizeof text; i++)
        text[i] = i % 50 == 49 ? '\n' : (char)('a' + i * i % 23);

    size_t length = gzip(packed, sizeof packed, (cor_str){ text, sizeof text });
    cor_error err;
    cor_table *table;
    cor_row row = { 0 };
    bool found = true;
    assert_ok(cor_table_open_memory((cor_str){ packed, length - 9 }, NULL, &table, &err), &err);
    cor_code code = COR_OK;
    while (!code && found)
        code = cor_table_next(table, &row, &found, &err);

    char expected[64];
    snprintf(expected, sizeof expected, "row %d: The compressed file ends too early", row.row + 1);
    assert_fails(code, COR_E_FORMAT, &err, expected);
    assert_true(row.row > 5000);
    cor_table_close(table);
}

static void gzip_bomb_is_refused(void **state) {
    (void)state;
    enum { BOMB = 20 << 20 };
    char *text = malloc(BOMB);
    static char packed[1 << 20];
    memset(text, 'x', BOMB);
    for (size_t i = 99; i < BOMB; i += 100)
        text[i] = '\n';

    size_t length = gzip(packed, sizeof packed, (cor_str){ text, BOMB });
    free(text);
    cor_table_options small = { .limits = { .bytes = 1 << 20 } },
                      trusting = { .limits = { .ratio = 2000 } };
    cor_error err;
    cor_table *table;
    cor_row row;
    bool found = true;
    cor_code code = cor_table_open_memory((cor_str){ packed, length }, NULL, &table, &err);
    while (!code && found)
        code = cor_table_next(table, &row, &found, &err);

    assert_fails(code, COR_E_LIMIT, &err, "unpacks to more than 200 times its size");
    assert_fails(cor_table_next(table, &row, &found, &err), COR_E_LIMIT, &err, "has failed before");
    assert_ok(cor_table_rewind(table, &err), &err);
    assert_ok(cor_table_next(table, &row, &found, &err), &err);
    cor_table_close(table);
    assert_ok(cor_table_open_memory((cor_str){ packed, length }, &small, &table, &err), &err);
    for (code = COR_OK, found = true; !code && found;)
        code = cor_table_next(table, &row, &found, &err);

    assert_fails(code, COR_E_LIMIT, &err, "has more than 1,048,576 bytes once unpacked");
    cor_table_close(table);
    assert_ok(cor_table_open_memory((cor_str){ packed, length }, &trusting, &table, &err), &err);
    for (code = COR_OK, found = true; !code && found;)
        code = cor_table_next(table, &row, &found, &err);

    assert_ok(code, &err);
    cor_table_close(table);
}

/* ---- limits -------------------------------------------------------------- */

static void limits(void **state) {
    (void)state;
    const cor_table_options tight = {
        .separator = ',', .limits = { .columns = 3, .cell_bytes = 5, .row_bytes = 12, .bytes = 40 }
    };
    assert_rows("a,b,c\n12345,1,1\n", &tight, "1:a|b|c\n2:12345|1|1\n");
    assert_refused(COR_STR("a,b,c\n1,2,3,4\n"), &tight,
                   "COR_E_LIMIT row 2: The row has more than 3 columns");
    assert_refused(COR_STR("a,b,c\n1,123456\n"), &tight,
                   "COR_E_LIMIT row 2, column B: The cell has more than 5 bytes");
    assert_refused(COR_STR("a,b,c\n12345,12345,12\n"), &tight,
                   "COR_E_LIMIT row 2: The row has more than 12 bytes");
    assert_refused(COR_STR("a,\"open\nand never closed\n"), &tight, "COR_E_LIMIT row 1");
    assert_refused(COR_STR("1\n2\n3\n4\n5\n6\n7\n8\n9\n1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n"),
                   &tight, "more than 40 bytes");
}

/* ---- files --------------------------------------------------------------- */

static cor_code open_path(const char *path, cor_table **ret_table, cor_error *err) {
    return cor_table_open(cor_str_of(path), NULL, ret_table, err);
}

static void files_that_do_not_open(void **state) {
    (void)state;
    cor_error err;
    cor_table *table = NULL;
    test_folder folder = test_folder_make();
    assert_fails(open_path("/nowhere/at/all.csv", &table, &err), COR_E_MISSING, &err,
                 "there is no such file");
    assert_fails(open_path("", &table, &err), COR_E_MISSING, &err, "cannot be opened");
    assert_fails(cor_table_open(COR_STR("a\0b"), NULL, &table, &err), COR_E_MISSING, &err,
                 "The file a");
    assert_fails(open_path("/", &table, &err), COR_E_MISSING, &err, "/ is a folder, not a file");
    assert_fails(open_path("/dev/zero", &table, &err), COR_E_MISSING, &err,
                 "is a pipe or a device");
    const char *path = test_folder_file(&folder, "pipe");
    assert_int_equal(mkfifo(path, 0600), 0);
    assert_fails(open_path(path, &table, &err), COR_E_MISSING, &err, "is a pipe or a device");
    char *long_path = malloc(10001);
    memset(long_path, 'a', 10000);
    long_path[10000] = 0;
    assert_fails(open_path(long_path, &table, &err), COR_E_MISSING, &err, "the name is too long");
    free(long_path);
    path = test_folder_file(&folder, "secret.csv");
    test_write_file(path, "a,b\n", 4);
    chmod(path, 0);
    if (geteuid() != 0) // root may read everything
        assert_fails(open_path(path, &table, &err), COR_E_MISSING, &err, "permission is missing");

    test_folder_remove(&folder);
}

static void hash_and_progress(void **state) {
    (void)state;
    static char text[600000];
    memset(text, 'x', sizeof text);
    for (size_t i = 79; i < sizeof text; i += 80)
        text[i] = '\n';

    test_folder folder = test_folder_make();
    const char *path = test_folder_file(&folder, "table.csv");
    uint8_t expected[32], hash[32];
    crypto_hash_sha256(expected, (const unsigned char *)text, sizeof text);
    test_write_file(path, text, sizeof text);
    cor_error err;
    cor_table *table;
    cor_row row;
    bool found;
    assert_ok(open_path(path, &table, &err), &err);
    assert_int_equal(cor_table_bytes_total(table), sizeof text);
    assert_ok(cor_table_next(table, &row, &found, &err), &err);
    assert_in_range(cor_table_bytes_read(table), 1, sizeof text - 1);
    assert_ok(cor_table_sha256(table, hash, &err), &err); // in the middle of reading
    assert_memory_equal(hash, expected, 32);
    int32_t rows = 1;
    while (cor_table_next(table, &row, &found, &err) == COR_OK && found)
        rows++;

    assert_int_equal(rows, sizeof text / 80);
    assert_ok(cor_table_rewind(table, &err), &err);
    assert_ok(cor_table_next(table, &row, &found, &err), &err);
    assert_int_equal(row.row, 1);
    assert_ok(cor_table_sha256(table, hash, &err), &err);
    assert_memory_equal(hash, expected, 32);
    cor_table_close(table);
    test_folder_remove(&folder);
}

static void a_file_that_shrinks_while_it_is_read(void **state) {
    (void)state;
    static char text[600000];
    memset(text, '\n', sizeof text);
    text[0] = 'a';
    test_folder folder = test_folder_make();
    const char *path = test_folder_file(&folder, "table.csv");
    test_write_file(path, text, sizeof text);
    cor_error err;
    cor_table *table;
    cor_row row;
    bool found;
    assert_ok(open_path(path, &table, &err), &err);
    assert_ok(cor_table_next(table, &row, &found, &err), &err);
    assert_int_equal(truncate(path, 300000), 0);
    assert_fails(cor_table_next(table, &row, &found, &err), COR_E_CONFLICT, &err, "became shorter");
    cor_table_close(table);
    test_folder_remove(&folder);
}

static void two_gigabytes_of_nothing(void **state) {
    (void)state;
    test_folder folder = test_folder_make();
    const char *path = test_folder_file(&folder, "table.csv");
    test_write_file(path, "", 0);
    assert_int_equal(truncate(path, (off_t)2 << 30), 0); // sparse: takes no disk
    cor_error err;
    cor_table *table;
    assert_fails(open_path(path, &table, &err), COR_E_FORMAT, &err,
                 "begins with nothing but zero bytes");
    test_write_file(path, "a,b\n1,2\n", 8);
    assert_int_equal(truncate(path, (off_t)2 << 30), 0);
    assert_fails(open_path(path, &table, &err), COR_E_FORMAT, &err,
                 "is not text: it has zero bytes");
    test_folder_remove(&folder);
}

/* ---- look-alikes --------------------------------------------------------- */

static void look_alikes(void **state) {
    (void)state;
    assert_refused(COR_STR("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and so on"), NULL,
                   "COR_E_FORMAT This is an old Excel");
    assert_refused(COR_STR("%PDF-1.7\n"), NULL, "This is a PDF document");
    assert_refused(COR_STR("\n <!DOCTYPE html>\n<html>"), NULL, "This is a web page");
    assert_refused(COR_STR("<HTML><body>"), NULL, "This is a web page");
    assert_refused(COR_STR("<?xml version=\"1.0\"?><mes:Structure/>"), NULL, "This is an XML file");
    assert_refused(COR_STR("{ \"meta\": 1 }"), NULL, "This is a JSON file");
    assert_refused(COR_STR("[\n {\"a\": 1}]"), NULL, "This is a JSON file");
    assert_refused(COR_STR("\xff\xfe\x61\0,\0b\0"), NULL, "This text is in UTF-16");
    assert_refused(COR_STR("\xfe\xff\0a\0,"), NULL, "This text is in UTF-16");
    assert_refused(COR_STR("a\0,\0b\0\n\0c\0,\0d\0\n\0"), NULL, "This text is in UTF-16");
    assert_refused(COR_STR("a,b\n\0\0\0\0,1,\0\0\0\1\2\3\4"), NULL,
                   "is not text: it has zero bytes");
    assert_refused(COR_STR("SQLite format 3"), NULL, "This is an SQLite database");
    assert_refused(COR_STR("BZh91AY"), NULL, "bzip2");
    assert_refused(COR_STR("\x89PNG\r\n\x1a\n"), NULL, "This is a picture");
    char tar[512] = "folder/table.csv";
    memset(tar + 16, ' ', sizeof tar - 16);
    memcpy(tar + 257, "ustar", 5);
    assert_refused(((cor_str){ tar, sizeof tar }), NULL, "This is a tar archive");
    assert_rows("{a},[b]\n", NULL, "1:{a}|[b]\n"); // only what is surely something else is refused
}

static void column_labels(void **state) {
    (void)state;
    static const struct {
        int32_t column;
        const char *label;
    } CASES[] = { { 1, "A" },     { 26, "Z" },      { 27, "AA" }, { 702, "ZZ" },
                  { 703, "AAA" }, { 16384, "XFD" }, { 0, "" } };

    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        char label[8];
        cor_column_label(CASES[i].column, label);
        assert_string_equal(label, CASES[i].label);
    }

    char label[8];
    cor_column_label(INT32_MAX, label);
    assert_string_equal(label, "FXSHRXW");
}

test_program(cmocka_unit_test(gzip_is_unpacked), cmocka_unit_test(broken_gzip_is_refused),
             cmocka_unit_test(damage_far_into_a_file_has_its_row),
             cmocka_unit_test(gzip_bomb_is_refused), cmocka_unit_test(limits),
             cmocka_unit_test(files_that_do_not_open), cmocka_unit_test(hash_and_progress),
             cmocka_unit_test(a_file_that_shrinks_while_it_is_read),
             cmocka_unit_test(two_gigabytes_of_nothing), cmocka_unit_test(look_alikes),
             cmocka_unit_test(column_labels))
