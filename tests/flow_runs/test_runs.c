/* SPDX-License-Identifier: Apache-2.0 */
/* test_runs.c: estimates as figures: what is stored, what is skipped, what holds, and that a run
 * can be repeated. */
#include <signal.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "two_censuses.h"

#define SOURCE COR_STR("flows-un-desa-ims-2020-un-wpp-2022")

typedef struct {
    figures_case store;
    cor_stretch stretch;
    cor_arena scratch;
} runs_case;

static void open_case(runs_case *test) {
    case_open(&test->store);
    test->stretch = test_stretch(1 << 28);
    test->scratch = cor_stretch_arena(&test->stretch);
    two_censuses_load(&test->store, 1000);
    figures_set_clock(test->store.figures, 2000);
}

static void close_case(runs_case *test) {
    case_close(&test->store);
    cor_stretch_close(&test->stretch);
}

static cor_flow_runs_report run(runs_case *test, const cor_flow_runs_wish *wish) {
    cor_flow_runs_report report;
    assert_ok(cor_flow_runs_compute(test->store.figures, wish, &test->store.keep, test->scratch,
                                    &report, &test->store.err),
              &test->store.err);
    return report;
}

static int32_t fresh_count(const cor_flow_runs_report *report) {
    int32_t count = 0;
    for (int32_t r = 0; r < report->result_count; r++)
        count += !report->results[r].is_unchanged;
    return count;
}

static double moves(runs_case *test, const char *method, const char *origin,
                    const char *destination) {
    cor_figure figure;
    bool found;
    assert_ok(cor_figures_find(test->store.figures, COR_STR("flow"), SOURCE, case_place(origin),
                               case_place(destination), cor_interval_midyears(2015, 2020),
                               cor_str_of(method), &test->store.keep, &figure, &found,
                               &test->store.err),
              &test->store.err);
    return found ? figure.value : 0;
}

static cor_check_result replay(runs_case *test) {
    cor_check_result result;
    assert_ok(cor_flow_runs_replay(test->store.figures, &test->store.keep, test->scratch, &result,
                                   &test->store.err),
              &test->store.err);
    return result;
}

static void everything_is_estimated_and_stored(void **state) {
    (void)state;
    runs_case test;
    open_case(&test);
    cor_flow_runs_report report = run(&test, &(cor_flow_runs_wish){ 0 });
    assert_int_equal(report.result_count, 2 * 3 * 6);
    assert_int_equal(fresh_count(&report), 36);
    assert_str(report.results[0].source, "flows-un-desa-ims-2020-un-wpp-2022");
    assert_int_equal(report.left_count, 2);

    // Growth of the stock of Guatemalans in the United States, 9000 to 9900.
    assert_persons(moves(&test, "method=sd-drop-neg", "GTM", "USA"), 900, 0);
    assert_persons(moves(&test, "method=sd-drop-neg", "GTM", "MEX"), 0, 0);
    assert_persons(moves(&test, "method=sd-rev-neg", "MEX", "GTM"), 40 + 50,
                   0); // arrivals, and returns of fifty
    assert_persons(moves(&test, "method=sd-drop-neg;sex=F", "GTM", "USA"), 360, 0);
    assert_int_equal(replay(&test).problem_count, 0);
    assert_int_equal(replay(&test).looked_at, 36);
    close_case(&test);
}

static void the_same_again_is_unchanged(void **state) {
    (void)state;
    runs_case test;
    open_case(&test);
    run(&test, &(cor_flow_runs_wish){ 0 });
    cor_flow_runs_report report = run(&test, &(cor_flow_runs_wish){ 0 });
    assert_int_equal(fresh_count(&report), 0);

    // Another load of the source that leaves the tables as they are.
    two_censuses_correct(&test.store, "WLD", "GTM", 328, 3000);
    figures_set_clock(test.store.figures, 4000);
    report = run(&test, &(cor_flow_runs_wish){ 0 });
    assert_int_equal(fresh_count(&report), 0);
    report =
        run(&test, &(cor_flow_runs_wish){ .again = true, .sexes = &COR_STR("F"), .sex_count = 1 });
    assert_int_equal(fresh_count(&report), 12);
    close_case(&test);
}

static void a_correction_is_estimated_anew(void **state) {
    (void)state;
    runs_case test;
    open_case(&test);
    run(&test, &(cor_flow_runs_wish){ 0 });
    two_censuses_correct(&test.store, "GTM", "USA", 10000, 3000);
    figures_set_clock(test.store.figures, 4000);
    cor_flow_runs_report report = run(&test, &(cor_flow_runs_wish){ 0 });
    assert_int_equal(fresh_count(&report), 6); // one period, both sexes together
    assert_true(report.results[18].revised_count > 0 && !report.results[18].is_unchanged);
    assert_persons(moves(&test, "method=sd-drop-neg", "GTM", "USA"), 1000, 0);
    assert_int_equal(replay(&test).problem_count, 0); // the older runs with what was known then
    close_case(&test);
}

static double net_of(runs_case *test, const char *method, const char *place) {
    return moves(test, method, "WLD", place) - moves(test, method, place, "WLD");
}

static void closed_methods_keep_the_demographic_account(void **state) {
    (void)state;
    static const struct {
        const char *place;
        double net;
    } ACCOUNTS[] = { { "GTM", 17000 - 15500 - 2000 + 400 },
                     { "MEX", 126000 - 120000 - 11000 + 3500 },
                     { "USA", 336000 - 325000 - 19500 + 14000 },
                     { "CRI", 5000 - 4800 - 340 + 120 } };
    runs_case test;
    open_case(&test);
    run(&test, &(cor_flow_runs_wish){ 0 });
    double gap = 0;
    for (int i = 0; i < 4; i++)
        gap += ACCOUNTS[i].net;

    static const char *const CLOSED[] = { "method=da-min-closed", "method=da-pb-closed" };
    for (int m = 0; m < 2; m++) {
        double sum = 0;
        for (int i = 0; i < 4; i++) {
            double net = net_of(&test, CLOSED[m], ACCOUNTS[i].place);
            sum += net;
            // What does not add up over all places is shared out in proportion to the native-born.
            assert_persons(net, ACCOUNTS[i].net, fabs(gap) + 1);
        }
        assert_persons(sum, 0, 0.01);
        assert_persons(net_of(&test, CLOSED[m], "CRI"), ACCOUNTS[3].net, fabs(gap) * 0.02 + 1);
    }

    close_case(&test);
}

static void intervals_enclose_and_repeat(void **state) {
    (void)state;
    runs_case test;
    open_case(&test);
    const cor_interval period = cor_interval_midyears(2015, 2020);
    const cor_flow_runs_wish wish = { .periods = &period,
                                      .period_count = 1,
                                      .sexes = &COR_STR(""),
                                      .sex_count = 1,
                                      .replicate_count = 40 };
    cor_flow_runs_report report = run(&test, &wish);
    assert_int_equal(report.result_count, 12);
    assert_true(report.results[6].is_interval);
    const cor_country from = case_place("GTM"), to = case_place("USA");
    cor_filter filter = { .measure = COR_STR("flow_low"),
                          .origins = &from,
                          .origin_count = 1,
                          .destinations = &to,
                          .destination_count = 1,
                          .breakdown = COR_STR("method=da-pb-closed") };
    cor_figure *low, *high;
    assert_int_equal(case_select(&test.store, &filter, &low), 1);
    filter.measure = COR_STR("flow_high");
    assert_int_equal(case_select(&test.store, &filter, &high), 1);
    double estimate = moves(&test, "method=da-pb-closed", "GTM", "USA");
    assert_true(low->value < estimate && estimate < high->value);
    assert_int_equal(replay(&test).problem_count, 0);
    report = run(&test, &wish);
    assert_int_equal(fresh_count(&report), 0);
    close_case(&test);
}

static void quality_decides_the_error(void **state) {
    (void)state;
    runs_case test;
    open_case(&test);
    cor_figure basis[4];
    static const char *const WORDS[] = { "basis=birthplace", "basis=refugees_added",
                                         "basis=imputed", "basis=birthplace" };
    static const char *const PLACES[] = { "MEX", "MEX", "GTM", "USA" };

    for (int i = 0; i < 4; i++) {
        basis[i] = case_stock("", PLACES[i], 2015, "", 1);
        basis[i].measure = COR_STR("stock_basis");
        basis[i].breakdown = cor_str_of(WORDS[i]);
    }

    case_load_at(&test.store, IMS2020, 1500, basis, 4);
    cor_flow_runs_input input;
    const double *cv;
    assert_ok(cor_flow_runs_input_read(test.store.figures, NULL, cor_interval_midyears(2010, 2015),
                                       COR_STR(""), &test.store.keep, test.scratch, &input,
                                       &test.store.err),
              &test.store.err);
    const cor_stock_quality quality = { .imputed = 0.5 };
    assert_ok(cor_flow_runs_doubt(test.store.figures, &input, &quality, &test.store.keep, &cv,
                                  &test.store.err),
              &test.store.err);
    assert_persons(cv[cor_flow_runs_row(&input, case_place("GTM"))], 0.5, 1e-12);
    assert_persons(cv[cor_flow_runs_row(&input, case_place("CRI"))], 0.10,
                   1e-12); // nothing is said of it
    assert_persons(cv[cor_flow_runs_row(&input, case_place("USA"))], 0.10, 1e-12); // nor of 2010
    assert_persons(cv[cor_flow_runs_row(&input, case_place("MEX"))], 0.10, 1e-12);
    close_case(&test);
}

/* Behind the back of the program, past the triggers. */
static void tamper(runs_case *test, const char *trigger, const char *sql) {
    sqlite3 *raw;
    char drop[128];
    case_close_figures(&test->store);
    snprintf(drop, sizeof drop, "DROP TRIGGER %s", trigger);
    assert_int_equal(sqlite3_open(test->store.path, &raw), SQLITE_OK);
    assert_int_equal(sqlite3_exec(raw, drop, NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_exec(raw, sql, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(raw);
    case_open_figures(&test->store, COR_STORE_WRITE);
}

static void replay_names_what_was_changed(void **state) {
    (void)state;
    static const struct {
        const char *trigger, *sql, *words;
    } CHANGES[] = {
        { "matrix_not_changed",
          "UPDATE matrix SET cells = CAST(substr(cells, 1, length(cells) - 1) || x'02' AS BLOB) "
          "WHERE id = 1",
          "run 1, sd-drop-neg: " },
        { "figure_not_changed",
          "UPDATE figure SET value = 501 WHERE value = 500 AND series IN (SELECT id FROM series "
          "WHERE measure = "
          "'stock')",
          "known then are not those it was made from" },
        { "run_not_changed", "UPDATE run SET inputs = '{' WHERE id = 2",
          "run 2 cannot be repeated: The record" },
        { "run_not_changed", "UPDATE run SET method = 'magic' WHERE id = 3",
          "run 3 cannot be repeated" },
        { "run_not_changed", "UPDATE run SET result_digest = zeroblob(32) WHERE id = 4",
          "run 4, da-min-open: its result is not the recorded one" },
    };

    for (size_t i = 0; i < sizeof CHANGES / sizeof *CHANGES; i++) {
        runs_case test;
        open_case(&test);
        run(&test, &(cor_flow_runs_wish){ .sexes = &COR_STR(""), .sex_count = 1 });
        tamper(&test, CHANGES[i].trigger, CHANGES[i].sql);
        cor_check_result result = replay(&test);
        if (!result.problem_count) fail_msg("%zu: nothing noticed", i);
        const char *said = cor_text_in(result.problems[0], COR_LANG_EN, &test.store.keep).at;
        if (!strstr(said, CHANGES[i].words)) fail_msg("%zu: %s", i, said);
        close_case(&test);
    }
}

static void what_cannot_be_estimated_is_refused(void **state) {
    (void)state;
    runs_case test;
    open_case(&test);
    const cor_interval period = cor_interval_midyears(2020, 2025);
    cor_flow_runs_report report;
    const cor_flow_runs_wish later = { .periods = &period, .period_count = 1 };
    assert_fails(cor_flow_runs_compute(test.store.figures, &later, &test.store.keep, test.scratch,
                                       &report, &test.store.err),
                 COR_E_NONE, &test.store.err, "The periods are: 2010/2015, 2015/2020.");
    const cor_flow_runs_wish other = { .basis = { .demography = COR_STR("un-wpp-2024") } };
    assert_fails(cor_flow_runs_compute(test.store.figures, &other, &test.store.keep, test.scratch,
                                       &report, &test.store.err),
                 COR_E_NONE, &test.store.err, "un-wpp-2024");
    cor_run *runs;
    size_t count;
    assert_ok(cor_runs_list(test.store.figures, &test.store.keep, &runs, &count, &test.store.err),
              &test.store.err);
    assert_int_equal(count, 0);
    close_case(&test);
}

static bool stop_at_ten(void *self, cor_str name, int64_t done, int64_t total) {
    (void)self, (void)name, (void)total;
    return done < 10;
}

static void a_stopped_run_leaves_nothing(void **state) {
    (void)state;
    runs_case test;
    open_case(&test);
    cor_flow_runs_report report;
    const cor_flow_runs_wish wish = { .progress = stop_at_ten };
    assert_fails(cor_flow_runs_compute(test.store.figures, &wish, &test.store.keep, test.scratch,
                                       &report, &test.store.err),
                 COR_E_INTERRUPT, &test.store.err, "nothing was stored");
    const cor_filter all = { .measure = COR_STR("flow") };
    cor_figure *list;
    assert_int_equal(case_select(&test.store, &all, &list), 0);
    close_case(&test);
}

/* In a child, with a database of its own. */
static int run_alone(const char *path) {
    static cor_error err;
    cor_store *store;
    cor_figures *figures = NULL;
    cor_flow_runs_report report;
    cor_stretch stretch = test_stretch(1 << 28);
    cor_arena keep = cor_stretch_arena(&stretch), scratch = cor_arena_scratch(&keep);
    cor_code code = patient_store_open(path, COR_STORE_WRITE, &store, &err);
    if (code) return (int)code;

    code = cor_figures_open(store, &figures, &err);
    if (!code)
        code = cor_flow_runs_compute(figures, &(cor_flow_runs_wish){ 0 }, &keep, scratch, &report,
                                     &err);

    cor_figures_close(figures);
    cor_store_close(store);
    cor_stretch_close(&stretch);

    return (int)code;
}

static size_t run_count(runs_case *test) {
    cor_run *runs;
    size_t count;
    case_open_figures(&test->store, COR_STORE_WRITE);
    assert_ok(
        cor_runs_list(test->store.figures, &test->store.keep, &runs, &count, &test->store.err),
        &test->store.err);
    return count;
}

static void a_killed_run_is_there_or_not(void **state) {
    (void)state;
    for (int moment = 0; moment < 8; moment++) {
        runs_case test;
        open_case(&test);
        case_close_figures(&test.store);
        pid_t child = fork();
        if (child == 0) test_child_exit(run_alone(test.store.path));
        usleep((useconds_t)(moment * 40000));
        kill(child, SIGKILL);
        assert_int_equal(waitpid(child, NULL, 0), child);
        size_t count = run_count(&test);
        assert_true(count == 0 || count == 36);
        if (count) assert_int_equal(replay(&test).problem_count, 0);
        close_case(&test);
    }
}

static void two_runs_beside_each_other_store_once(void **state) {
    (void)state;
    runs_case test;
    open_case(&test);
    case_close_figures(&test.store);
    pid_t children[2];

    for (int c = 0; c < 2; c++) {
        children[c] = fork();
        if (children[c] == 0) test_child_exit(run_alone(test.store.path));
    }

    for (int c = 0; c < 2; c++) {
        int status;
        assert_int_equal(waitpid(children[c], &status, 0), children[c]);
        assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    }

    assert_int_equal(run_count(&test), 36);
    close_case(&test);
}

test_program(cmocka_unit_test(everything_is_estimated_and_stored),
             cmocka_unit_test(the_same_again_is_unchanged),
             cmocka_unit_test(a_correction_is_estimated_anew),
             cmocka_unit_test(closed_methods_keep_the_demographic_account),
             cmocka_unit_test(intervals_enclose_and_repeat),
             cmocka_unit_test(quality_decides_the_error),
             cmocka_unit_test(replay_names_what_was_changed),
             cmocka_unit_test(what_cannot_be_estimated_is_refused),
             cmocka_unit_test(a_stopped_run_leaves_nothing),
             cmocka_unit_test(a_killed_run_is_there_or_not),
             cmocka_unit_test(two_runs_beside_each_other_store_once))
