/* SPDX-License-Identifier: Apache-2.0 */
/* test_fit.c: fitting to margins: beside published tables and an independent implementation, and
 * what is refused.
 *
 * Reference answers with a comment "mipfp" were computed once with the R package mipfp 3.2.1
 * (Barthelemy and Suesse) at tolerance 1e-15 on tables made up for this test. */
#include "corredor/fit.h"
#include "tables.h"

typedef struct {
    cor_stretch stretch;
    cor_arena keep, scratch;
    cor_fit_input input;
    cor_fit fit;
    cor_error err;
} problem;

static const cor_str LETTERS[] = { COR_STR_INIT("A"), COR_STR_INIT("B"), COR_STR_INIT("C"),
                                   COR_STR_INIT("D") };

static void begin(problem *p, int32_t rows, int32_t columns, int32_t layers) {
    memset(p, 0, sizeof *p);
    p->stretch = test_stretch((size_t)8 << 20);
    p->keep = cor_stretch_arena(&p->stretch);
    p->scratch = cor_arena_scratch(&p->keep);
    p->input = (cor_fit_input){ .counts = { rows, columns, layers } };
    for (int axis = 0; axis < 3; axis++)
        if (p->input.counts[axis] <= 4) p->input.names[axis] = LETTERS;
}

static void end(problem *p) {
    cor_stretch_close(&p->stretch);
}

static cor_code solve(problem *p, const cor_fit_options *options) {
    return cor_fit_solve(&p->input, options, &p->keep, p->scratch, &p->fit, &p->err);
}

static void assert_cells(const double *cells, const double *expected, size_t count,
                         double tolerance) {
    for (size_t k = 0; k < count; k++)
        if (!(fabs(cells[k] - expected[k]) <= tolerance))
            fail_msg("cell %zu: %.17g instead of %.17g", k, cells[k], expected[k]);
}

/* Willekens (1999), Mathematical Population Studies 7, 239-278: two regions, new totals, an
 * older table as pattern. */
static void two_regions(void **state) {
    (void)state;
    problem p;
    begin(&p, 2, 2, 0);
    p.input.seed = (double[]){ 5, 2, 1, 7 };
    p.input.totals[COR_FIT_FIRST] = (double[]){ 18, 20 };
    p.input.totals[COR_FIT_SECOND] = (double[]){ 16, 22 };
    assert_ok(solve(&p, NULL), &p.err);
    assert_cells(
        p.fit.cells,
        (double[]){ 13.2501932031895, 4.74980679681049, 2.74980679681049, 17.2501932031895 }, 4,
        1e-11);
    assert_true(p.fit.error < 1e-12 && p.fit.total == 38);
    assert_float_equal(p.fit.cells[0] * p.fit.cells[3] / (p.fit.cells[1] * p.fit.cells[2]),
                       5 * 7 / 2.0, 1e-10);
    end(&p);
}

static const double SEED_3[12] = { 5, 5, 2, 3, 4, 1, 1, 9, 7, 3, 2, 2 };
static const double TABLE_3[12] = { 8, 5, 1, 3, 4, 1, 2, 9, 9, 7, 6, 3 }; // [2][3][2]

/* Totals of TABLE_3 over the axes that `margin` does not have. */
static const double *totals_of(problem *p, int32_t margin) {
    int32_t counts[3] = { 2, 3, 2 };
    double *totals = cor_new(&p->keep, double, 12);
    for (int32_t cell = 0; cell < 12; cell++) {
        int32_t at[3] = { cell / 6, cell / 2 % 3, cell % 2 }, level = 0;
        for (int axis = 0; axis < 3; axis++)
            if (margin >> axis & 1) level = level * counts[axis] + at[axis];
        totals[level] += TABLE_3[cell];
    }
    return totals;
}

static void fit_margins(problem *p, const int32_t *margins, int32_t count) {
    begin(p, 2, 3, 2);
    p->input.seed = SEED_3;
    for (int32_t k = 0; k < count; k++)
        p->input.totals[margins[k]] = totals_of(p, margins[k]);
    assert_ok(solve(p, NULL), &p->err);
}

/* mipfp, margins (1,2) (1,3) (2,3); (1) (2) (3); (1,3) (2) */
static void three_axes(void **state) {
    (void)state;
    problem p;
    fit_margins(&p, (int32_t[]){ 3, 5, 6 }, 3);
    assert_cells(p.fit.cells,
                 (double[]){ 7.9142541909097401, 5.0857458090902599, 0.87549677284342808,
                             3.1245032271565725, 4.2102490362468323, 0.789750963753168,
                             2.0857458090902599, 8.9142541909097393, 9.1245032271565716,
                             6.8754967728434284, 5.7897509637531677, 3.2102490362468328 },
                 12, 1e-11);
    assert_true(p.fit.error < 1e-12 && p.fit.errors[6] < 1e-12);
    end(&p);
    fit_margins(&p, (int32_t[]){ 1, 2, 4 }, 3);
    assert_cells(p.fit.cells,
                 (double[]){ 5.6122951603189968, 4.6956911630662024, 2.2087758082858819,
                             2.7720554820854009, 5.5502397208311809, 1.1609426654123383,
                             1.6051384796874952, 12.086875196927306, 11.05507488079396,
                             3.9640938288347574, 3.9684759500824862, 3.3203416636739949 },
                 12, 1e-11);
    end(&p);
    fit_margins(&p, (int32_t[]){ 5, 2 }, 2);
    assert_cells(p.fit.cells,
                 (double[]){ 5.4827223720234253, 4.9350936405930508, 2.1093234261284959,
                             2.8479579814285594, 5.4079542018480797, 1.2169483779783903,
                             1.6669051313268901, 11.915278856056634, 11.222661220309055,
                             3.8200573721338906, 4.1104336483640544, 3.2646637718094764 },
                 12, 1e-11);
    end(&p);
}

/* Every set of margins, also redundant ones: all totals are met, the odds of what no margin
 * fixes are those of the seed, and a table with its own totals is its own answer. */
static void every_set_of_margins(void **state) {
    (void)state;
    for (int32_t set = 1; set < 1 << 6; set++) {
        problem p;
        begin(&p, 2, 3, 2);
        for (int32_t margin = 1; margin < 7; margin++)
            if (set >> (margin - 1) & 1) p.input.totals[margin] = totals_of(&p, margin);
        p.input.seed = SEED_3;
        assert_ok(solve(&p, NULL), &p.err);
        assert_true(p.fit.error < 1e-11);
        assert_float_equal(p.fit.total, 58, 1e-11);
        const double *x =
            p.fit.cells; // the three-way odds ratio is of the seed, whatever the margins
        double odds = x[0] * x[3] * x[7] * x[8] / (x[1] * x[2] * x[6] * x[9]);
        assert_float_equal(odds / (5.0 * 3 * 9 * 7 / (5 * 2 * 1 * 3)), 1, 1e-10);
        p.input.seed = TABLE_3;
        assert_ok(solve(&p, NULL), &p.err);
        assert_cells(p.fit.cells, TABLE_3, 12, 1e-10);
        end(&p);
    }
}

/* Three-way with (origin, birthplace) and (destination, birthplace) and an empty diagonal of
 * origin and destination: the quasi-independent model of Abel (2013), here beside the flow
 * engine, which solves it without iteration. */
static void as_the_flow_engine(void **state) {
    (void)state;
    question q;
    question_world(&q, 6, 5, 0.2, 0);
    cor_flows flows = estimate(&q, "da-min-closed", NULL);
    problem p;
    begin(&p, 6, 6, 6);
    double *left = cor_new(&p.keep, double, 36), *reached = cor_new(&p.keep, double, 36);
    double *held = cor_new(&p.keep, double, 216);

    for (int32_t i = 0; i < 6; i++)
        for (int32_t b = 0; b < 6; b++) {
            left[i * 6 + b] = flows.start_fitted_persons[b * 6 + i];
            reached[i * 6 + b] = flows.end_fitted_persons[b * 6 + i];
        }

    for (int32_t cell = 0; cell < 216; cell++) {
        int32_t i = cell / 36, j = cell / 6 % 6, b = cell % 6;
        held[cell] = i == j ? fmin(left[i * 6 + b], reached[i * 6 + b]) : NAN;
    }

    p.input.totals[COR_FIT_FIRST | COR_FIT_THIRD] = left;
    p.input.totals[COR_FIT_SECOND | COR_FIT_THIRD] = reached;
    p.input.held = held;
    assert_ok(solve(&p, NULL), &p.err);

    for (int32_t cell = 0; cell < 216; cell++) {
        double move = cor_flows_move(&flows, cell % 6, cell / 36, cell / 6 % 6);
        assert_true(fabs(move - p.fit.cells[cell]) <= 1e-4);
    }

    end(&p);
    question_done(&q);
}

/* Quasi-independence on four places with an empty diagonal: the answer has the totals, zeros
 * stay zero, and odds ratios that avoid the diagonal are one. */
static void empty_diagonal(void **state) {
    (void)state;
    problem p;
    begin(&p, 4, 4, 0);
    p.input.totals[COR_FIT_FIRST] = (double[]){ 250, 100, 140, 110 };
    p.input.totals[COR_FIT_SECOND] = (double[]){ 150, 150, 180, 120 };
    p.input.held = cor_fit_diagonal(4, (double[4]){ 0 }, NULL, NULL, &p.keep);
    assert_ok(solve(&p, NULL), &p.err);
    const double *x = p.fit.cells;
    for (int i = 0; i < 4; i++)
        assert_true(x[5 * i] == 0);

    assert_true(p.fit.error < 1e-11);
    assert_float_equal(x[1] * x[11] / (x[9] * x[3]), 1, 1e-12); // A>B, C>D against C>B, A>D
    p.input.held = cor_fit_diagonal(4, NULL, p.input.totals[1], p.input.totals[2], &p.keep);
    assert_ok(solve(&p, NULL),
              &p.err); // as many as possible stay: only A loses, to C and the others
    assert_cells(p.fit.cells,
                 (double[]){ 150, 50, 40, 10, 0, 100, 0, 0, 0, 0, 140, 0, 0, 0, 0, 110 }, 16,
                 1e-10);
    end(&p);
}

/* The only table with these totals has a zero where the seed has none: the limit is reached all
 * the same. */
static void on_the_boundary(void **state) {
    (void)state;
    problem p;
    begin(&p, 2, 2, 0);
    p.input.seed = (double[]){ 1, 1, 1, 0 };
    p.input.totals[COR_FIT_FIRST] = p.input.totals[COR_FIT_SECOND] = (double[]){ 10, 10 };
    assert_ok(solve(&p, NULL), &p.err);
    assert_cells(p.fit.cells, (double[]){ 0, 10, 10, 0 }, 4, 1e-6);
    end(&p);
}

/* Most people live where they were born: where plain fitting needs thousands of rounds. */
static void hard_tables(void **state) {
    (void)state;
    uint64_t sequence = 9;
    problem p;
    begin(&p, 60, 60, 0);
    double *seed = cor_new(&p.keep, double, 3600), *rows = cor_new(&p.keep, double, 60);
    double *columns = cor_new(&p.keep, double, 60);

    for (int32_t i = 0; i < 60; i++)
        for (int32_t j = 0; j < 60; j++) {
            seed[i * 60 + j] = i == j                  ? 1e5 + 1e8 * draw(&sequence)
                               : draw(&sequence) < 0.3 ? 1e4 * draw(&sequence)
                                                       : 0;
            double cell = seed[i * 60 + j] * (0.9 + 0.2 * draw(&sequence));
            rows[i] += cell;
            columns[j] += cell;
        }

    p.input.seed = seed;
    p.input.totals[COR_FIT_FIRST] = rows;
    p.input.totals[COR_FIT_SECOND] = columns;
    assert_ok(solve(&p, NULL), &p.err);
    assert_true(p.fit.error < 1e-6 && p.fit.iterations < 60);
    end(&p);
}

/* ---- refusals ------------------------------------------------------------ */

static void sums_that_differ(void **state) {
    (void)state;
    problem p;
    begin(&p, 2, 2, 0);
    p.input.totals[COR_FIT_FIRST] = (double[]){ 18, 20 };
    p.input.totals[COR_FIT_SECOND] = (double[]){ 16, 20 };
    assert_fails(solve(&p, NULL), COR_E_CONFLICT, &p.err, "do not add up to the same: 38 and 36");
    assert_ok(solve(&p, &(cor_fit_options){ .leading = COR_FIT_FIRST }), &p.err);
    assert_float_equal(p.fit.total, 38, 1e-12);
    assert_float_equal(p.fit.scaled, 2, 1e-12);
    assert_fails(solve(&p, &(cor_fit_options){ .leading = COR_FIT_THIRD }), COR_E_USAGE, &p.err,
                 "are not given");
    end(&p);
    begin(&p, 2, 2, 2);
    p.input.totals[COR_FIT_FIRST | COR_FIT_SECOND] = (double[]){ 1, 2, 3, 4 };
    p.input.totals[COR_FIT_FIRST | COR_FIT_THIRD] = (double[]){ 2, 2, 3, 3 };
    assert_fails(solve(&p, NULL), COR_E_CONFLICT, &p.err,
                 "totals of A do not add up to the same in two margins: 3 and 4");
    end(&p);
}

static void impossible_totals(void **state) {
    (void)state;
    problem p;
    begin(&p, 3, 3, 0);
    p.input.seed = (double[]){ 1, 0, 0, 1, 1, 1, 1, 1, 1 }; // A goes to A only
    p.input.totals[COR_FIT_FIRST] = (double[]){ 30, 10, 10 };
    p.input.totals[COR_FIT_SECOND] = (double[]){ 20, 15, 15 };
    assert_fails(solve(&p, NULL), COR_E_CONFLICT, &p.err,
                 "totals of A add up to 30, but where the seed is not zero there are only A, which "
                 "hold 10 less");
    p.input.seed = (double[]){ 0, 0, 0, 1, 1, 1, 1, 1, 1 };
    assert_fails(solve(&p, NULL), COR_E_CONFLICT, &p.err,
                 "total of A is 30, but the seed has no cell for it");
    p.input.totals[COR_FIT_SECOND] = NULL;
    assert_fails(solve(&p, NULL), COR_E_CONFLICT, &p.err,
                 "total of A is 30, but the seed has no cell for it");
    end(&p);
    begin(&p, 2, 2, 2); // by slice: of group B, nobody may go from A to A
    p.input.seed = (double[]){ 1, 0, 1, 1, 1, 1, 1, 1 };
    p.input.totals[COR_FIT_FIRST | COR_FIT_THIRD] = (double[]){ 5, 8, 5, 2 };
    p.input.totals[COR_FIT_SECOND | COR_FIT_THIRD] = (double[]){ 5, 5, 5, 5 };
    assert_fails(solve(&p, NULL), COR_E_CONFLICT, &p.err, "A, B add up to 8");
    p.input.totals[COR_FIT_FIRST | COR_FIT_SECOND] = (double[]){ 5, 8, 5, 2 };
    assert_fails(solve(&p, NULL), COR_E_CONFLICT, &p.err,
                 "A, B add up to 8"); // also with a third margin
    end(&p);
}

/* Any two margins agree, all three do not: no table of two by two by two has these. */
static void three_that_exclude_each_other(void **state) {
    (void)state;
    problem p;
    begin(&p, 2, 2, 2);
    p.input.totals[3] = (double[]){ 10, 0, 0, 10 }; // first and second alike
    p.input.totals[5] = (double[]){ 10, 0, 0, 10 }; // first and third alike
    p.input.totals[6] = (double[]){ 0, 10, 10, 0 }; // second and third unlike
    assert_fails(solve(&p, NULL), COR_E_CONFLICT, &p.err, "");
    p.input.totals[3] = (double[]){ 9, 1, 1, 9 };
    p.input.totals[5] = (double[]){ 9, 1, 1, 9 };
    p.input.totals[6] = (double[]){ 1, 9, 9, 1 };
    assert_fails(solve(&p, NULL), COR_E_CONFLICT, &p.err, "all of these totals at once");
    end(&p);
}

static void numbers_that_are_none(void **state) {
    (void)state;
    problem p;
    begin(&p, 2, 2, 0);
    assert_fails(solve(&p, NULL), COR_E_SHAPE, &p.err, "nothing to fit to");
    p.input.totals[COR_FIT_FIRST] = (double[]){ 18, -20 };
    assert_fails(solve(&p, NULL), COR_E_DOMAIN, &p.err,
                 "total of B is not a number from zero up: \u221220");
    p.input.totals[COR_FIT_FIRST] = (double[]){ 18, 20 };
    p.input.seed = (double[]){ 1, NAN, 1, 1 };
    assert_fails(solve(&p, NULL), COR_E_DOMAIN, &p.err, "seed of A, B is not a number");
    p.input.seed = NULL;
    p.input.held = cor_fit_diagonal(2, (double[]){ 19, 1 }, NULL, NULL, &p.keep);
    assert_fails(solve(&p, NULL), COR_E_CONFLICT, &p.err, "held cells of A exceed its total by 1");
    p.input.totals[COR_FIT_THIRD] = (double[]){ 1 };
    assert_fails(solve(&p, NULL), COR_E_SHAPE, &p.err, "an axis that the table does not have");
    p.input.counts[0] = 0;
    assert_fails(solve(&p, NULL), COR_E_SHAPE, &p.err, "at least one row");
    end(&p);
}

static void too_little_memory(void **state) {
    (void)state;
    const int32_t sets[][3] = { { 1 }, { 1, 2 }, { 3, 5, 6 } };
    for (size_t set = 0; set < 3; set++) {
        problem p;
        fit_margins(&p, sets[set], (int32_t)set + 1);
        double expected[12];
        memcpy(expected, p.fit.cells, sizeof expected);
        int refusals = 0;
        for (size_t bytes = 32;; bytes += bytes / 2, refusals++) {
            cor_arena keep = p.keep, scratch = p.scratch;
            keep.end = keep.next + bytes;
            scratch.end = scratch.next + bytes;
            cor_code code = cor_fit_solve(&p.input, NULL, &keep, scratch, &p.fit, &p.err);
            memset(p.keep.next, 0, bytes);
            memset(p.scratch.next, 0, bytes);
            if (!code) break;
            assert_int_equal(code, COR_E_MEMORY);
        }
        assert_true(refusals > 3);
        end(&p);
    }
}

test_program(cmocka_unit_test(two_regions), cmocka_unit_test(three_axes),
             cmocka_unit_test(every_set_of_margins), cmocka_unit_test(as_the_flow_engine),
             cmocka_unit_test(empty_diagonal), cmocka_unit_test(on_the_boundary),
             cmocka_unit_test(hard_tables), cmocka_unit_test(sums_that_differ),
             cmocka_unit_test(impossible_totals), cmocka_unit_test(three_that_exclude_each_other),
             cmocka_unit_test(numbers_that_are_none), cmocka_unit_test(too_little_memory))
