/* SPDX-License-Identifier: Apache-2.0 */
/* Databases that cannot be written: on a read-only disk, in a folder of others. They are read
 * all the same, and nobody is told something that changed meanwhile. In children, which give up
 * what cannot be taken back. */
#include "../test_case.h"
#include "../test_folder.h"

#include <fcntl.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/wait.h>

#include "statements.h"
#include "store/store.h"

enum { NOT_POSSIBLE_HERE = 77, NOBODY = 65534 };

static cor_error err;

static cor_code put_source(cor_store *store, const char *key) {
    static const char *const columns[] = { "producer",  "title_en", "title_es", "edition",
                                           "published", "accessed", "licence",  "citation",
                                           "url",       "note_en",  "note_es" };
    cor_statement *statement;
    cor_code code = cor_statement_get(store, COR_SQL_FIGURES_SOURCE_PUT, &statement, &err);
    if (code) return code;

    cor_bind_text(statement, "key", cor_str_of(key));
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
        cor_bind_text(statement, columns[i], COR_STR(""));

    return cor_statement_run(statement, NULL, &err);
}

static cor_code count_sources(cor_store *store, int *ret_count) {
    cor_statement *statement;
    cor_code code = cor_statement_get(store, COR_SQL_FIGURES_SOURCE_KEYS, &statement, &err);
    if (code) return code;
    cor_bind_int(statement, "after", 0);
    *ret_count = 0;

    for (bool row = true; !code; *ret_count += row) {
        code = cor_statement_step(statement, &row, &err);
        if (!row) break;
    }

    return code;
}

static void make(const char *path) {
    cor_store *store;
    assert_ok(cor_store_open(cor_str_of(path), COR_STORE_CREATE, &store, &err), &err);
    assert_ok(put_source(store, "first"), &err);
    cor_store_close(store);
}

/* 0 when one source can be read and nothing can be written; else the number of what failed. */
static int read_and_fail_to_write(const char *path) {
    cor_store *store;
    int count;
    if (cor_store_open(cor_str_of(path), COR_STORE_WRITE, &store, &err) != COR_E_ACCESS) return 1;
    if (!strstr(test_message(&err), "cannot be written")) return 2;
    if (cor_store_open(cor_str_of(path), COR_STORE_READ, &store, &err)) return 3;
    if (count_sources(store, &count) || count != 1) return 4;
    cor_store_close(store);
    return 0;
}

/* The folder read-only in a name space of its own. */
static bool mount_read_only(const char *folder) {
    if (unshare(CLONE_NEWNS) != 0 && unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0) return false;
    return mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0 &&
           mount(folder, folder, NULL, MS_BIND, NULL) == 0 &&
           mount(NULL, folder, NULL, MS_BIND | MS_REMOUNT | MS_RDONLY, NULL) == 0;
}

static int exit_of(pid_t child) {
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

static void a_read_only_disk_can_be_read(void **state) {
    (void)state;
    test_folder folder = test_folder_make();
    const char *path =
        test_folder_file(&folder, "a %3F?#.db"); // nothing in it is taken for an address
    make(path);
    pid_t child = fork();

    if (child == 0)
        test_child_exit(mount_read_only(folder.path) ? read_and_fail_to_write(path)
                                                     : NOT_POSSIBLE_HERE);

    int code = exit_of(child);
    test_folder_remove(&folder);
    if (code == NOT_POSSIBLE_HERE) test_skip();
    assert_int_equal(code, 0);
}

/* Root may write everywhere: become somebody who may not. */
static bool become_nobody(void) {
    return geteuid() != 0 || (setgid(NOBODY) == 0 && setuid(NOBODY) == 0);
}

/* Reads once, waits until the parent has written, and must be told. */
static int read_while_written(const char *path, int ready, int written) {
    cor_store *store;
    int count;
    char byte = '!';

    if (cor_store_open(cor_str_of(path), COR_STORE_READ, &store, &err)) return 10;
    if (count_sources(store, &count) || count != 1) return 11;
    if (write(ready, &byte, 1) != 1 || read(written, &byte, 1) != 1) return 12;
    if (count_sources(store, &count) != COR_E_BUSY) return 13;
    if (!strstr(test_message(&err), "was changed while it was read")) return 14;

    cor_store_close(store);
    if (cor_store_open(cor_str_of(path), COR_STORE_READ, &store, &err)) return 15;
    return count_sources(store, &count) || count != 2 ? 16 : 0;
}

static void a_folder_of_others_can_be_read(void **state) {
    (void)state;
    if (geteuid() != 0) test_skip(); // two users are needed
    test_folder folder = { .path = "/tmp/test-XXXXXX" };
    assert_non_null(mkdtemp(folder.path));
    const char *path = test_folder_file(&folder, "a.db");
    make(path);
    assert_int_equal(chmod(folder.path, 0755), 0);
    assert_int_equal(chmod(path, 0644), 0);
    int ready[2], written[2];
    char byte;
    assert_int_equal(pipe(ready) || pipe(written), 0);
    pid_t child = fork();

    if (child == 0) {
        if (!become_nobody() || access(path, R_OK) != 0) test_child_exit(NOT_POSSIBLE_HERE);
        int code = read_and_fail_to_write(path);
        test_child_exit(code ? code : read_while_written(path, ready[1], written[0]));
    }

    close(ready[1]);
    if (read(ready[0], &byte, 1) == 1) {
        cor_store *store;
        assert_ok(cor_store_open(cor_str_of(path), COR_STORE_WRITE, &store, &err), &err);
        assert_ok(put_source(store, "second"), &err);
        cor_store_close(store);
        assert_int_equal(write(written[1], "!", 1), 1);
    }

    int code = exit_of(child);
    test_folder_remove(&folder);
    if (code == NOT_POSSIBLE_HERE) test_skip();
    assert_int_equal(code, 0);
}

static void a_file_of_others_is_told(void **state) {
    (void)state;
    if (geteuid() != 0) skip();
    test_folder folder = { .path = "/tmp/test-XXXXXX" };
    assert_non_null(mkdtemp(folder.path));
    const char *path = test_folder_file(&folder, "a.db");
    make(path);
    assert_int_equal(chmod(folder.path, 0755) || chmod(path, 0600), 0);
    pid_t child = fork();

    if (child == 0) {
        if (!become_nobody()) test_child_exit(NOT_POSSIBLE_HERE);
        cor_store *store;
        for (cor_store_mode mode = COR_STORE_READ; mode <= COR_STORE_CREATE; mode++) {
            if (cor_store_open(cor_str_of(path), mode, &store, &err) != COR_E_MISSING)
                test_child_exit(20);
            if (!strstr(test_message(&err), "that you may read it")) test_child_exit(21);
        }
        test_child_exit(0);
    }

    int code = exit_of(child);
    test_folder_remove(&folder);
    if (code == NOT_POSSIBLE_HERE) skip();
    assert_int_equal(code, 0);
}

test_program(cmocka_unit_test(a_read_only_disk_can_be_read),
             cmocka_unit_test(a_folder_of_others_can_be_read),
             cmocka_unit_test(a_file_of_others_is_told))
