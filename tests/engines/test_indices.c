/* SPDX-License-Identifier: Apache-2.0 */
/* test_indices.c: indices and components beside printed values and an independent
 * implementation.
 *
 * HYPOTHETICAL_1 and _2 are the three-place systems of Plane and Mulligan (1997), Demography 34,
 * 253, with their printed Gini indices, and of Rogers and Sweeney (1998), Professional
 * Geographer 50, 232-242, with the printed coefficients of variation. Values marked "glm" were
 * computed once with R 4.2.2: glm(round(flow) ~ orig + dest [+ log(dist)], poisson) on the
 * made-up table and distances below. */
#include "corredor/components.h"
#include "corredor/indices.h"
#include "tables.h"

typedef struct {
    cor_stretch stretch;
    cor_arena keep, scratch;
    cor_indices_input input;
    cor_indices indices;
    cor_error err;
} system_of_moves;

static const cor_str LETTERS[] = { COR_STR_INIT("A"), COR_STR_INIT("B"), COR_STR_INIT("C"),
                                   COR_STR_INIT("D"), COR_STR_INIT("E") };

static void begin(system_of_moves *s, int32_t n, const double *moves) {
    memset(s, 0, sizeof *s);
    s->stretch = test_stretch((size_t)8 << 20);
    s->keep = cor_stretch_arena(&s->stretch);
    s->scratch = cor_arena_scratch(&s->keep);
    s->input =
        (cor_indices_input){ .place_count = n, .place_names = LETTERS, .moves_persons = moves };
}

static cor_code compute(system_of_moves *s) {
    return cor_indices_compute(&s->input, &s->keep, s->scratch, &s->indices, &s->err);
}

static void end(system_of_moves *s) {
    cor_stretch_close(&s->stretch);
}

static const double HYPOTHETICAL_1[9] = { 0, 10, 10, 20, 0, 20, 30, 30, 0 };
static const double HYPOTHETICAL_2[9] = { 0, 20, 20, 30, 0, 50, 20, 20, 0 };

static void printed_gini_indices(void **state) {
    (void)state;
    system_of_moves s;
    begin(&s, 3, HYPOTHETICAL_1);
    assert_ok(compute(&s), &s.err);
    assert_float_equal(s.indices.gini_uncorrected, 0.2222222, 5e-8);
    assert_float_equal(s.indices.gini, 0.2666667, 5e-8);
    assert_float_equal(s.indices.gini_rows, 0, 1e-15);
    assert_float_equal(s.indices.gini_columns / s.indices.gini_uncorrected, 0.25, 1e-12);
    assert_float_equal(s.indices.gini_exchange / s.indices.gini_uncorrected, 0.25, 1e-12);
    assert_float_equal(s.indices.place_gini_in[0], 0.2, 1e-12);
    assert_float_equal(s.indices.place_gini_in[1], 0.5, 1e-12);
    assert_float_equal(s.indices.place_gini_in[2], 1 / 3.0, 1e-12);
    assert_float_equal(s.indices.variation_in, 0.3333333, 5e-8);
    assert_float_equal(s.indices.variation_system, 0.3333333, 5e-8);
    end(&s);
    begin(&s, 3, HYPOTHETICAL_2);
    assert_ok(compute(&s), &s.err);
    assert_float_equal(s.indices.gini_uncorrected, 0.1875, 1e-12);
    assert_float_equal(s.indices.gini, 0.225, 1e-12);
    assert_float_equal(s.indices.gini_rows / s.indices.gini_uncorrected, 0.1111111, 5e-8);
    assert_float_equal(s.indices.gini_columns / s.indices.gini_uncorrected, 0.2222222, 5e-8);
    assert_float_equal(s.indices.gini_exchange / s.indices.gini_uncorrected, 0.2222222, 5e-8);
    assert_float_equal(s.indices.place_gini_out[1], 0.25, 1e-12);
    assert_float_equal(s.indices.place_gini_in[2], 0.4285714, 5e-8);
    assert_float_equal(s.indices.gini_out, 0.25 * 80 / 160, 1e-12); // weights: shares of all moves
    assert_float_equal(s.indices.variation_in, 0.25, 1e-12);
    assert_float_equal(s.indices.variation_out, 0.125, 1e-12);
    assert_float_equal(s.indices.variation_system, 0.375, 1e-12);
    assert_true(isnan(s.indices.crude_probability) && isnan(s.indices.distance_mean_km));
    end(&s);
}

static const double MOVES[25] = { 0,  123, 45, 6,  78, 90, 0,  12, 34, 56, 7,  89, 0,
                                  21, 43,  65, 87, 9,  0,  11, 22, 33, 44, 55, 0 };
static const double DISTANCE[25] = { 0,   120, 340, 560, 780, 120, 0,   210, 450, 620, 340, 210, 0,
                                     190, 330, 560, 450, 190, 0,   150, 780, 620, 330, 150, 0 };
static const double POPULATION[5] = { 5000, 4000, 3000, 2000, 1000 };

static void beside_an_independent_implementation(void **state) {
    (void)state;
    system_of_moves s;
    begin(&s, 5, MOVES);
    s.input.population_persons = POPULATION;
    s.input.distance_km = DISTANCE;
    assert_ok(compute(&s), &s.err);
    const cor_indices *x = &s.indices;
    assert_float_equal(x->crude_probability, 930 / 15000.0, 1e-15);
    assert_float_equal(x->courgeau_k, 930 / 15000.0 / log(25), 1e-15);
    assert_float_equal(x->effectiveness, 0.187096774193548, 1e-13);
    assert_float_equal(x->net_rate, 0.0116, 1e-13);
    assert_float_equal(x->preference_sum, 37.2600806451613, 1e-11);
    assert_float_equal(x->velocity_sum, 2.310125, 1e-12);
    assert_float_equal(x->connectivity, 1, 0);
    assert_float_equal(x->inequality, 0.291397849462366, 1e-13);
    assert_float_equal(x->dissimilarity, 0.194808359397323, 1e-12); // glm
    assert_float_equal(x->gini, 0.414601018675722, 1e-13);
    assert_float_equal(x->gini_rows, 0.0702150537634409, 1e-13);
    assert_float_equal(x->gini_columns, 0.0579569892473118, 1e-13);
    assert_float_equal(x->gini_exchange, 0.0212903225806452, 1e-13);
    assert_float_equal(x->gini_out, 0.468100358422939, 1e-13);
    assert_float_equal(x->gini_in, 0.386379928315412, 1e-13);
    assert_float_equal(x->variation, 0.702719228279334, 1e-13);
    assert_float_equal(x->variation_system, 1.1773483484779, 1e-12);
    assert_float_equal(x->theil, 0.256228354562526, 1e-13);
    assert_float_equal(x->distance_mean_km, 361.451612903226, 1e-11);
    assert_float_equal(x->distance_median_km, 330, 0);
    assert_float_equal(x->distance_decay, -0.173318952236601, 1e-11); // glm
    end(&s);
}

/* All moves in one pair: the corrected Gini is one, and everything else is at its end. */
static void all_in_one_pair(void **state) {
    (void)state;
    double moves[16] = { [1] = 100 };
    system_of_moves s;
    begin(&s, 4, moves);
    assert_ok(compute(&s), &s.err);
    assert_float_equal(s.indices.gini, 1, 1e-12);
    assert_float_equal(s.indices.inequality, 11 / 12.0, 1e-12);
    assert_float_equal(s.indices.effectiveness, 1, 1e-12);
    assert_float_equal(s.indices.connectivity, 1 / 12.0, 1e-12);
    assert_float_equal(s.indices.theil, log(12), 1e-12);
    assert_float_equal(s.indices.gini_out, 1, 1e-12);
    assert_float_equal(s.indices.dissimilarity, 0, 1e-9);
    assert_true(isnan(s.indices.place_effectiveness[2]) && isnan(s.indices.place_gini_out[1]));
    for (int k = 0; k < 16; k++)
        moves[k] = k % 5 ? 7 : NAN; // the diagonal is not looked at

    assert_ok(compute(&s), &s.err);
    assert_float_equal(s.indices.gini, 0, 1e-12);
    assert_float_equal(s.indices.inequality, 0, 1e-12);
    assert_float_equal(s.indices.variation, 0, 1e-12);
    assert_float_equal(s.indices.theil, 0, 1e-12);
    end(&s);
}

/* Moves made by a gravity law: the exponent comes back, whatever origins and destinations weigh. */
static void decay_of_a_law(void **state) {
    (void)state;
    uint64_t sequence = 3;
    double moves[25], out[5], in[5];

    for (int k = 0; k < 5; k++) {
        out[k] = 100 + 1000 * draw(&sequence);
        in[k] = 1 + draw(&sequence);
    }

    for (int k = 0; k < 25; k++)
        moves[k] = k % 6 ? out[k / 5] * in[k % 5] * pow(DISTANCE[k], -1.375) : 0;
    system_of_moves s;
    begin(&s, 5, moves);
    s.input.distance_km = DISTANCE;
    assert_ok(compute(&s), &s.err);
    assert_float_equal(s.indices.distance_decay, -1.375, 1e-9);
    for (int k = 0; k < 25; k++)
        moves[k] = 3; // and none where distance does not matter

    assert_ok(compute(&s), &s.err);
    assert_float_equal(s.indices.distance_decay, 0, 1e-9);
    assert_float_equal(s.indices.distance_median_km, (330 + 340) / 2.0, 1e-12);
    end(&s);
    begin(&s, 2, (double[]){ 0, 5, 6, 0 }); // two places: totals explain everything
    s.input.distance_km = (double[]){ 0, 10, 12, 0 };
    assert_ok(compute(&s), &s.err);
    assert_true(isnan(s.indices.distance_decay) && isnan(s.indices.gini_out));
    end(&s);
}

static void index_refusals(void **state) {
    (void)state;
    double moves[4] = { 0, -5, 6, 0 };
    system_of_moves s;
    begin(&s, 2, moves);
    assert_fails(compute(&s), COR_E_DOMAIN, &s.err,
                 "moves from A to B are not a number from zero up: \u22125");
    moves[1] = moves[2] = 0;
    assert_fails(compute(&s), COR_E_NONE, &s.err, "Nobody moved");
    moves[1] = 1;
    s.input.population_persons = (double[]){ 10, NAN };
    assert_fails(compute(&s), COR_E_DOMAIN, &s.err, "population of B");
    s.input.population_persons = NULL;
    s.input.distance_km = (double[]){ 0, 0, 6, 0 };
    assert_fails(compute(&s), COR_E_DOMAIN, &s.err, "distance from A to B is not above zero: 0");
    s.input.place_count = 1;
    assert_fails(compute(&s), COR_E_SHAPE, &s.err, "fewer than two places");
    end(&s);
}

static void too_little_memory(void **state) {
    (void)state;
    system_of_moves s;
    begin(&s, 5, MOVES);
    s.input.distance_km = DISTANCE;
    int refusals = 0;

    for (size_t bytes = 32;; bytes += bytes / 2, refusals++) {
        cor_arena keep = s.keep, scratch = s.scratch;
        keep.end = keep.next + bytes;
        scratch.end = scratch.next + bytes;
        cor_code code = cor_indices_compute(&s.input, &keep, scratch, &s.indices, &s.err);
        memset(s.keep.next, 0, bytes);
        memset(s.scratch.next, 0, bytes);
        if (!code) break;
        assert_int_equal(code, COR_E_MEMORY);
    }

    assert_true(refusals > 3);
    end(&s);
}

/* ---- components ---------------------------------------------------------- */

static cor_components split(system_of_moves *s, cor_components_coding coding, int32_t groups,
                            bool with_diagonal) {
    cor_components components;
    cor_components_input input = { .place_count = s->input.place_count,
                                   .group_count = groups,
                                   .place_names = LETTERS,
                                   .moves = s->input.moves_persons,
                                   .coding = coding,
                                   .with_diagonal = with_diagonal };
    assert_ok(cor_components_split(&input, &s->keep, s->scratch, &components, &s->err), &s->err);
    return components;
}

static double product(const cor_components *c, int32_t n, int32_t g, int32_t i, int32_t j,
                      int32_t k) {
    return c->overall * c->origin[i] * c->destination[j] * c->group[k] * c->interaction[i * n + j] *
           c->origin_group[i * g + k] * c->destination_group[j * g + k] *
           c->origin_destination_group[(i * n + j) * g + k];
}

/* The four-region example of the documentation of the R package migest, function multi_comp. */
static void shares_of_the_total(void **state) {
    (void)state;
    static const double FOUR[16] = { 0, 100, 30, 70, 50, 0, 45, 5, 60, 35, 0, 40, 20, 25, 20, 0 };
    system_of_moves s;
    begin(&s, 4, FOUR);
    cor_components c = split(&s, COR_CODING_TOTAL, 0, false);
    assert_float_equal(c.overall, 500, 0);
    assert_float_equal(c.origin[0], 0.4, 1e-15);
    assert_float_equal(c.destination[3], 0.23, 1e-15);
    assert_float_equal(c.interaction[1], 1.5625, 1e-12);
    assert_float_equal(c.interaction[7], 0.2173913, 5e-8);
    assert_float_equal(c.interaction[14], 1.6194332, 5e-8);
    assert_true(isnan(c.interaction[5]) && c.group[0] == 1);
    end(&s);
}

static void components_multiply_to_the_table(void **state) {
    (void)state;
    uint64_t sequence = 4;
    double moves[75];
    for (int k = 0; k < 75; k++)
        moves[k] = 1 + floor(1000 * draw(&sequence));

    system_of_moves s;
    begin(&s, 5, moves);
    for (int form = 0; form < 8; form++) {
        cor_components_coding coding = form & 1 ? COR_CODING_GEOMETRIC : COR_CODING_TOTAL;
        int32_t groups = form & 2 ? 3 : 0, g = groups ? groups : 1;
        bool with_diagonal = form & 4;
        cor_components c = split(&s, coding, groups, with_diagonal);
        for (int cell = 0; cell < 25 * g; cell++) {
            int i = cell / g / 5, j = cell / g % 5, k = cell % g;
            if (i == j && !with_diagonal) continue;
            assert_float_equal(product(&c, 5, g, i, j, k) / moves[cell], 1, 1e-12);
        }
        double logs = 0, along = 0;
        for (int i = 0; coding == COR_CODING_GEOMETRIC && i < 5; i++) { // effects sum to zero
            logs += log(c.origin[i]);
            if (with_diagonal || i != 2) along += log(c.interaction[2 * 5 + i]);
        }
        assert_float_equal(logs, 0, 1e-12);
        assert_float_equal(along, 0, 1e-12);
    }

    end(&s);
}

static void component_refusals(void **state) {
    (void)state;
    static const double EMPTY[9];
    double moves[9] = { 0, 1, 2, 3, 0, 0, 5, 6, 0 };
    cor_components components;
    system_of_moves s;
    begin(&s, 3, moves);
    cor_components_input input = { 3, 0, LETTERS, moves, COR_CODING_GEOMETRIC, false };
#define ask() cor_components_split(&input, &s.keep, s.scratch, &components, &s.err)
    assert_fails(ask(), COR_E_DOMAIN, &s.err,
                 "Nobody moved from B to C, so there is no geometric mean");
    input.coding = COR_CODING_TOTAL;
    moves[2] = INFINITY;
    assert_fails(ask(), COR_E_DOMAIN, &s.err, "moves from A to C are not a number");
    input.moves = EMPTY;
    assert_fails(ask(), COR_E_NONE, &s.err, "Nobody moved");
    input.place_count = 2;
    input.coding = COR_CODING_GEOMETRIC;
    assert_fails(ask(), COR_E_SHAPE, &s.err, "at least 3 places; there are 2");
    input = (cor_components_input){ 3, 0, LETTERS, HYPOTHETICAL_2, COR_CODING_GEOMETRIC, false };
    cor_arena none = { 0 };
    assert_fails(cor_components_split(&input, &none, s.scratch, &components, &s.err), COR_E_MEMORY,
                 &s.err, "");
    assert_fails(cor_components_split(&input, &s.keep, none, &components, &s.err), COR_E_MEMORY,
                 &s.err, "");
    end(&s);
}

test_program(cmocka_unit_test(printed_gini_indices),
             cmocka_unit_test(beside_an_independent_implementation),
             cmocka_unit_test(all_in_one_pair), cmocka_unit_test(decay_of_a_law),
             cmocka_unit_test(index_refusals), cmocka_unit_test(too_little_memory),
             cmocka_unit_test(shares_of_the_total),
             cmocka_unit_test(components_multiply_to_the_table),
             cmocka_unit_test(component_refusals))
