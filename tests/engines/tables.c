/* SPDX-License-Identifier: Apache-2.0 */
/* tables.c: stock tables for the tests. */
#include "tables.h"

static const cor_str LETTERS[] = { COR_STR_INIT("A"), COR_STR_INIT("B"), COR_STR_INIT("C"),
                                   COR_STR_INIT("D") };

static size_t cells_of(int32_t n) {
    return (size_t)n * (size_t)n;
}

void question_init(question *q, int32_t n) {
    memset(q, 0, sizeof *q);
    q->n = n;
    q->stretch = test_stretch(((size_t)4 << 20) + cells_of(n) * sizeof(double) * 200);
    q->keep = cor_stretch_arena(&q->stretch);
    q->scratch = cor_arena_scratch(&q->keep);
    q->start = cor_new(&q->keep, double, cells_of(n));
    q->end = cor_new(&q->keep, double, cells_of(n));
    q->seed = cor_new(&q->keep, double, cells_of(n));
    q->births = cor_new(&q->keep, double, n);
    q->deaths = cor_new(&q->keep, double, n);
    q->input = (cor_flows_input){ .place_count = n,
                                  .place_names = n <= 4 ? LETTERS : NULL,
                                  .stock_start_persons = q->start,
                                  .stock_end_persons = q->end,
                                  .births_persons = q->births,
                                  .deaths_persons = q->deaths };
}

void question_done(question *q) {
    cor_stretch_close(&q->stretch);
}

void question_four(question *q, const double start[16], const double end[16],
                   const double births[4], const double deaths[4]) {
    question_init(q, 4);
    memcpy(q->start, start, 16 * sizeof *start);
    memcpy(q->end, end, 16 * sizeof *end);
    if (births) memcpy(q->births, births, 4 * sizeof *births);
    if (deaths) memcpy(q->deaths, deaths, 4 * sizeof *deaths);
}

/* SplitMix64 (Steele, Lea and Flood 2014): enough for tables. */
double draw(uint64_t *state) {
    uint64_t z = (*state += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return (double)((z ^ (z >> 31)) >> 11) / 9007199254740992.0;
}

static double column_sum(const double *table, int32_t n, int32_t column) {
    double sum = 0;
    for (int32_t b = 0; b < n; b++)
        sum += table[(size_t)b * (size_t)n + (size_t)column];
    return sum;
}

/* Foreign-born stocks fall off with the distance in the list and grow or shrink by up to a
 * third. */
static void settle(question *q, uint64_t *state, double share_empty) {
    for (int32_t b = 0; b < q->n; b++)
        for (int32_t r = 0; r < q->n; r++) {
            double size = exp(10 * draw(state)) / (1 + abs(b - r)),
                   change = 0.7 + 0.65 * draw(state);
            bool is_empty = draw(state) < share_empty;
            if (b == r) continue;
            q->start[cell(q, b, r)] = is_empty ? 0 : rint(size);
            q->end[cell(q, b, r)] = is_empty && draw(state) < 0.9 ? 0 : rint(size * change);
        }
}

/* Natives, births and deaths; then the natives at the end are moved so that the world adds up to
 * `gap`. */
static void populate(question *q, uint64_t *state, double gap) {
    double unexplained = 0;
    for (int32_t r = 0; r < q->n; r++) {
        double natives = 2e5 + rint(exp(9 + 9 * draw(state)));
        q->births[r] = rint(natives * 0.02 * (0.5 + draw(state)));
        q->deaths[r] = rint(natives * 0.01 * (0.5 + draw(state)));
        q->start[cell(q, r, r)] = natives;
        double others = column_sum(q->end, q->n, r) - (column_sum(q->start, q->n, r) - natives);
        double net = rint(0.004 * natives * (draw(state) - 0.5));
        q->end[cell(q, r, r)] = natives + q->births[r] - q->deaths[r] - rint(others / 2) + net;
    }

    for (int32_t r = 0; r < q->n; r++)
        unexplained += q->births[r] - q->deaths[r] - column_sum(q->end, q->n, r) +
                       column_sum(q->start, q->n, r);

    for (int32_t r = 0; r < q->n; r++) {
        double part = r + 1 < q->n ? rint((unexplained - gap) / q->n) : 0;
        q->end[cell(q, r, r)] += part;
        if (r + 1 == q->n)
            q->end[cell(q, r, r)] +=
                unexplained - gap - rint((unexplained - gap) / q->n) * (q->n - 1);
    }
}

void question_world(question *q, int32_t n, uint64_t seed, double share_empty, double gap) {
    question_init(q, n);
    settle(q, &seed, share_empty);
    populate(q, &seed, gap);
}

void question_reorder(const question *q, const int32_t *order, question *ret) {
    question_init(ret, q->n);
    for (int32_t i = 0; i < q->n; i++) {
        ret->births[i] = q->births[order[i]];
        ret->deaths[i] = q->deaths[order[i]];
        for (int32_t j = 0; j < q->n; j++) {
            ret->start[cell(q, i, j)] = q->start[cell(q, order[i], order[j])];
            ret->end[cell(q, i, j)] = q->end[cell(q, order[i], order[j])];
            ret->seed[cell(q, i, j)] = q->seed[cell(q, order[i], order[j])];
        }
    }

    if (q->input.seed) ret->input.seed = ret->seed;
}

void question_scale(const question *q, double factor, question *ret) {
    question_init(ret, q->n);
    for (size_t k = 0; k < cells_of(q->n); k++) {
        ret->start[k] = q->start[k] * factor;
        ret->end[k] = q->end[k] * factor;
        ret->seed[k] = q->seed[k];
    }

    for (int32_t i = 0; i < q->n; i++) {
        ret->births[i] = q->births[i] * factor;
        ret->deaths[i] = q->deaths[i] * factor;
    }

    if (q->input.seed) ret->input.seed = ret->seed;
}

void question_copy(const question *q, question *ret) {
    question_scale(q, 1, ret);
}

cor_flows estimate(question *q, const char *method, const cor_flows_options *options) {
    cor_flows flows;
    memset(&flows, 0, sizeof flows);
    const cor_flows_method *found = cor_flows_method_find(cor_str_of(method));
    if (!found) fail_msg("no method %s", method);
    assert_ok(cor_flows_estimate(found, &q->input, options, &q->keep, q->scratch, &flows, &q->err),
              &q->err);
    return flows;
}

double largest_difference(const double *a, const double *b, size_t count) {
    double most = 0;
    for (size_t k = 0; k < count; k++)
        most = fmax(most, fabs(a[k] - b[k]));
    return most;
}
