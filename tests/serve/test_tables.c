/* SPDX-License-Identifier: Apache-2.0 */
/* Large tables as files: made once for all who ask, within a limit on the disk, anew after the
 * figures have changed. Also run with the thread sanitizer. */
#include <pthread.h>
#include <unistd.h>

#include "../test_case.h"
#include "serve/server.h"

enum { LINE = 1000, LIMIT = 64 << 20 };

typedef struct {
    int64_t lines;
    atomic_int writes;
    bool fails;
} test_table;

static cor_code write_lines(void *self, cor_out *out, cor_error *err) {
    test_table *table = self;
    char line[LINE];
    table->writes++;
    memset(line, 'x', LINE);
    for (int64_t i = 0; i < table->lines && !out->failed; i++)
        cor_put(out, (cor_str){ line, LINE });
    if (table->fails) return cor_fail(err, COR_E_STORE, "It breaks.");
    return out->failed ? cor_fail(err, COR_E_OUTPUT, "It does not fit.") : COR_OK;
}

static cor_code make(const char *key, test_table *table, table_file **ret_file, cor_str *ret_small,
                     cor_error *err) {
    cor_stretch stretch;
    assert_true(cor_stretch_open(4 << 20, &stretch));
    cor_arena keep = cor_stretch_arena(&stretch);
    cor_code code =
        table_file_make(cor_str_of(key), write_lines, table, &keep, ret_file, ret_small, err);
    cor_stretch_close(&stretch);
    return code;
}

/* Whoever has found a table can be sent it, whatever becomes of it meanwhile. */
static void a_table_that_was_found_stays(void **state) {
    (void)state;
    cor_error err = { 0 };
    test_table large = { .lines = 3000 };
    table_file *made, *found;
    cor_str bytes;
    char line[LINE];

    tables_open(COR_STR("nowhere"), LIMIT);
    assert_ok(make("a", &large, &made, &bytes, &err), &err);
    table_file_release(made);
    found = table_file_find(COR_STR("a"));
    tables_forget();
    assert_null(table_file_find(COR_STR("a")));
    assert_int_equal(pread(found->descriptor, line, LINE, 0), LINE);
    assert_int_equal(tables_bytes(), 3000 * LINE);
    table_file_release(found);
    assert_int_equal(tables_bytes(), 0);
}

static void a_table_is_written_once(void **state) {
    (void)state;
    cor_error err = { 0 };
    test_table large = { .lines = 3000 }, small = { .lines = 10 };
    table_file *first, *second, *later;
    cor_str bytes;

    tables_open(COR_STR("nowhere"), LIMIT);
    assert_ok(make("a", &large, &first, &bytes, &err), &err);
    assert_ok(make("a", &large, &second, &bytes, &err), &err);
    assert_ptr_equal(first, second);
    assert_int_equal(large.writes, 1);
    assert_int_equal(first->bytes, 3000 * LINE);
    assert_int_equal(tables_bytes(), 3000 * LINE);
    assert_ok(make("b", &small, &later, &bytes, &err), &err);
    assert_null(later);
    assert_int_equal(bytes.length, 10 * LINE);

    tables_forget();
    assert_null(table_file_find(COR_STR("a")));
    assert_ok(make("a", &large, &later, &bytes, &err), &err);
    assert_int_equal(large.writes, 2);
    assert_string_not_equal(later->etag, first->etag);
    table_file_release(first);
    table_file_release(second);
    table_file_release(later);
    tables_close();
    assert_int_equal(tables_bytes(), 0);
}

static void all_together_have_a_limit(void **state) {
    (void)state;
    cor_error err = { 0 };
    test_table most = { .lines = 50000 }, more = { .lines = 20000 },
               broken = { 3000, .fails = true };
    table_file *held, *other;
    cor_str bytes;

    tables_open(COR_STR("nowhere"), LIMIT);
    assert_ok(make("most", &most, &held, &bytes, &err), &err);
    assert_int_equal(make("more", &more, &other, &bytes, &err), COR_E_BUSY);
    assert_int_equal(tables_bytes(), most.lines * LINE);
    assert_int_equal(make("broken", &broken, &other, &bytes, &err), COR_E_STORE);
    assert_int_equal(tables_bytes(), most.lines * LINE);

    table_file_release(held); // kept for the next, until the room is needed
    assert_ok(make("more", &more, &other, &bytes, &err), &err);
    assert_int_equal(tables_bytes(), more.lines * LINE);
    table_file_release(other);
    tables_close();
    assert_int_equal(tables_bytes(), 0);
}

static void without_a_folder_for_it_the_disk_is_full(void **state) {
    (void)state;
    cor_error err = { 0 };
    test_table large = { .lines = 3000 };
    table_file *file;
    cor_str bytes;

    const char *before = getenv("TMPDIR");
    setenv("TMPDIR", "/nowhere/at/all", 1);
    tables_open(COR_STR("nowhere"), LIMIT);
    assert_int_equal(make("a", &large, &file, &bytes, &err), COR_E_FULL);
    assert_int_equal(cor_code_http(err.code), 507);
    if (before)
        setenv("TMPDIR", before, 1);
    else
        unsetenv("TMPDIR");
    tables_close();
}

/* ---- many threads -------------------------------------------------------- */

enum { THREADS = 4, ROUNDS = 30 };
static test_table shared = { .lines = 2000 };

static void *ask_again(void *self) {
    const int *number = self;
    for (int i = 0; i < ROUNDS; i++) {
        cor_error err = { 0 };
        table_file *file;
        cor_str bytes;
        char key[16];
        snprintf(key, sizeof key, "%d", i % 3);
        assert_int_equal(make(key, &shared, &file, &bytes, &err), COR_OK);
        assert_int_equal(file->bytes, 2000 * LINE);
        table_file_release(file);
        if (*number == 0 && i % 10 == 9) tables_forget();
    }
    return NULL;
}

static void threads_are_given_the_same(void **state) {
    (void)state;
    pthread_t threads[THREADS];
    int numbers[THREADS];
    tables_open(COR_STR("nowhere"), LIMIT);
    for (int i = 0; i < THREADS; i++) {
        numbers[i] = i;
        assert_int_equal(pthread_create(&threads[i], NULL, ask_again, &numbers[i]), 0);
    }
    for (int i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
    tables_close();
    assert_int_equal(tables_bytes(), 0);
    assert_true(shared.writes < THREADS * ROUNDS);
}

test_program(cmocka_unit_test(a_table_is_written_once),
             cmocka_unit_test(a_table_that_was_found_stays),
             cmocka_unit_test(all_together_have_a_limit),
             cmocka_unit_test(without_a_folder_for_it_the_disk_is_full),
             cmocka_unit_test(threads_are_given_the_same))
