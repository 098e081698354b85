/* SPDX-License-Identifier: Apache-2.0 */
/* Loads that are killed, loads on a full disk, and loads beside each other: before or after,
 * never between. */
#include "figures_case.h"

#include <errno.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

enum { YEARS = 40, MOMENTS = 40 };
static const char *const origins[] = { "NIC", "HTI", "MEX", "GTM", "HND", "SLV",
                                       "COL", "VEN", "PAN", "CUB", "JAM" };
enum { ORIGINS = sizeof origins / sizeof *origins };

/* In a child that is to be killed before it commits, however slow its parent is. */
static bool waits_before_commit;

/* One load in which every figure has the value of its version. */
static cor_code load_version(cor_figures *figures, cor_str source, double version, int ready,
                             cor_error *err) {
    cor_load_head head = { .dataset = COR_STR("un-desa-stock"),
                           .layout = COR_STR("tidy"),
                           .source = source };
    cor_load *load;
    cor_code code = cor_load_begin(figures, &head, &load, err);
    if (code) return code;

    for (int o = 0; o < ORIGINS && !code; o++)
        for (int year = 1980; year < 1980 + YEARS && !code; year++) {
            cor_figure figure = case_stock(origins[o], "CRI", year, "", version);
            code = cor_load_append(load, &figure, err);
        }

    if (ready >= 0 && write(ready, "!", 1) != 1) test_child_exit(99); // what follows is the commit
    if (waits_before_commit) (void)pause();
    cor_load_report report;
    if (!code) code = cor_load_commit(load, &report, err);
    cor_load_close(load);

    return code;
}

/* In a child: opens the database for itself. Returns the code. */
static int load_alone(const char *path, cor_str source, double version, int ready) {
    static cor_error err;
    cor_store *store;
    cor_figures *figures = NULL;
    cor_code code = patient_store_open(path, COR_STORE_CREATE, &store, &err);
    if (code) return (int)code;

    code = cor_figures_open(store, &figures, &err);
    if (!code) code = load_version(figures, source, version, ready, &err);
    cor_figures_close(figures);
    cor_store_close(store);

    return (int)code;
}

/* The one version of all figures of a source, 0 when there are none; and nothing that the check
 * complains about. */
static double sound_version(figures_case *test, cor_str source) {
    case_open_figures(test, COR_STORE_WRITE);
    cor_arena before = test->keep;
    cor_filter filter = { .source = source };
    cor_figure *list;
    size_t count = case_select(test, &filter, &list);
    assert_true(count == 0 || count == ORIGINS * YEARS);
    double version = count ? list[0].value : 0;
    for (size_t i = 0; i < count; i++)
        assert_true(list[i].value == version);

    cor_check_result *results;
    size_t result_count;
    assert_ok(cor_figures_check(test->figures, &test->keep, &results, &result_count, &test->err),
              &test->err);

    for (size_t i = 0; i < result_count; i++)
        if (results[i].problem_count)
            fail_msg("%.*s: %s", COR_STR_F(results[i].key),
                     cor_text_in(results[i].problems[0], COR_LANG_EN, &test->keep).at);

    test->keep = before;
    case_close_figures(test);
    return version;
}

static int64_t clock_ns(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

/* How long the commit of a load takes here and now, to know when to kill others. */
static int64_t commit_ns(const char *path) {
    int ready[2];
    char byte;

    assert_int_equal(pipe(ready), 0);
    pid_t child = fork();
    if (child == 0) test_child_exit(load_alone(path, IMS2020, 1, ready[1]));
    close(ready[1]);
    assert_int_equal(read(ready[0], &byte, 1), 1);
    int64_t start = clock_ns();
    assert_int_equal(waitpid(child, NULL, 0), child);
    close(ready[0]);

    return clock_ns() - start;
}

static void a_killed_load_is_there_or_not(void **state) {
    (void)state;
    figures_case test;
    case_open(&test);
    case_close_figures(&test);
    srand(2020);
    int64_t longest_ns = commit_ns(test.path) * 5 / 4;
    double version = sound_version(&test, IMS2020);
    int before = 0, after = 0;

    for (int moment = 1; moment <= MOMENTS; moment++) {
        int ready[2];
        assert_int_equal(pipe(ready), 0);
        pid_t child = fork();
        waits_before_commit = child == 0 && moment == 1;
        if (child == 0) test_child_exit(load_alone(test.path, IMS2020, version + 1, ready[1]));
        close(ready[1]);
        char byte;
        // Every fourth while it still gathers, the others while it writes.
        if (moment % 4) assert_int_equal(read(ready[0], &byte, 1), 1);
        int64_t pause_ns = longest_ns * (rand() % 1000) / 1000;
        struct timespec pause = { pause_ns / 1000000000, pause_ns % 1000000000 };
        nanosleep(&pause, NULL);
        kill(child, SIGKILL);
        int status;
        assert_int_equal(waitpid(child, &status, 0), child);
        close(ready[0]);
        double found = sound_version(&test, IMS2020);
        assert_true(found == version || (found == version + 1 && moment > 1));
        before += found == version;
        after += found != version;
        if (WIFEXITED(status) && WEXITSTATUS(status) == 0) assert_true(found == version + 1);
        version = found;
    }

    print_message("# killed before the commit: %d, after: %d\n", before, after);
    assert_int_equal(load_alone(test.path, IMS2020, version + 1, -1), COR_OK);
    assert_true(sound_version(&test, IMS2020) == version + 1);
    case_open_figures(&test, COR_STORE_READ);
    case_close(&test);
}

/* A load that needs more room than there is, at several sizes of what is left. */
static void a_full_disk_leaves_what_was_there(void **state) {
    (void)state;
    figures_case test;
    case_open(&test);
    case_close_figures(&test);
    assert_int_equal(load_alone(test.path, IMS2020, 1, -1), COR_OK);
    struct stat file;
    assert_int_equal(stat(test.path, &file), 0);
    int full = 0;

    for (rlim_t room = 0; room < 160000; room += 20000) {
        pid_t child = fork();
        if (child == 0) {
            signal(SIGXFSZ, SIG_IGN);
            struct rlimit limit = { 33000 + room,
                                    33000 + room }; // the index of the log needs 32 KiB
            setrlimit(RLIMIT_FSIZE, &limit);
            test_child_exit(load_alone(test.path, IMS2020, 2, -1));
        }
        int status;
        assert_int_equal(waitpid(child, &status, 0), child);
        assert_true(WIFEXITED(status));
        bool is_full = WEXITSTATUS(status) == COR_E_FULL;
        if (!is_full) assert_int_equal(WEXITSTATUS(status), COR_OK);
        assert_true(sound_version(&test, IMS2020) == (is_full ? 1 : 2));
        full += is_full;
        if (!is_full) break;
    }

    assert_true(full > 0);
    case_open_figures(&test, COR_STORE_READ);
    case_close(&test);
}

/* What this process may take in addition to what it has. */
static void limit_address_space(rlim_t more_bytes) {
    FILE *file = fopen("/proc/self/statm", "r");
    unsigned long pages = 0;
    if (!file || fscanf(file, "%lu", &pages) != 1) test_child_exit(99);
    fclose(file);
    rlim_t bytes = (rlim_t)pages * (rlim_t)sysconf(_SC_PAGESIZE) + more_bytes;
    struct rlimit limit = { bytes, bytes };
    if (setrlimit(RLIMIT_AS, &limit) != 0) test_child_exit(98);
}

/* Growing until it passes: each shorter run says so and leaves nothing behind. */
static void little_memory_is_told(void **state) {
    (void)state;
    figures_case test;
    case_open(&test);
    case_close_figures(&test);
    int refused = 0;
    bool passed = false;

    for (rlim_t more_bytes = 1 << 20; !passed && more_bytes < (rlim_t)1 << 36;
         more_bytes += more_bytes / 2) {
        pid_t child = fork();
        if (child == 0) {
            limit_address_space(more_bytes);
            test_child_exit(load_alone(test.path, IMS2020, 1, -1));
        }
        int status;
        assert_int_equal(waitpid(child, &status, 0), child);
        assert_true(WIFEXITED(status));
        passed = WEXITSTATUS(status) == COR_OK;
        if (!passed) assert_int_equal(WEXITSTATUS(status), COR_E_MEMORY);
        assert_true(sound_version(&test, IMS2020) == (passed ? 1 : 0));
        refused += !passed;
        // Lists ask for more than they need and are content with less.
        if (passed) assert_true(more_bytes < (rlim_t)2 << 30);
    }

    assert_true(passed && refused > 3);
    case_open_figures(&test, COR_STORE_READ);
    case_close(&test);
}

static void writers_wait_for_each_other(void **state) {
    (void)state;
    figures_case test;
    case_open(&test);
    case_close_figures(&test);
    const cor_str sources[] = { IMS2020, COR_STR("un-desa-ims-2024"),
                                COR_STR("knomad-stock-2017") };
    enum { WRITERS = 3, ROUNDS = 4 };
    pid_t children[WRITERS];

    for (int i = 0; i < WRITERS; i++) {
        children[i] = fork();
        if (children[i]) continue;
        for (int version = 1; version <= ROUNDS; version++) {
            int code = load_alone(test.path, sources[i], version, -1);
            if (code) test_child_exit(code);
        }
        test_child_exit(0);
    }

    for (int round = 0; round < 5; round++) // a reader in the middle of it
        for (int i = 0; i < WRITERS; i++)
            (void)sound_version(&test, sources[i]);

    for (int i = 0; i < WRITERS; i++) {
        int status;
        assert_int_equal(waitpid(children[i], &status, 0), children[i]);
        assert_true(WIFEXITED(status));
        assert_int_equal(WEXITSTATUS(status), 0);
    }

    for (int i = 0; i < WRITERS; i++)
        assert_true(sound_version(&test, sources[i]) == ROUNDS);
    case_open_figures(&test, COR_STORE_READ);
    case_close(&test);
}

test_program(cmocka_unit_test(a_killed_load_is_there_or_not),
             cmocka_unit_test(a_full_disk_leaves_what_was_there),
             cmocka_unit_test(little_memory_is_told), cmocka_unit_test(writers_wait_for_each_other))
