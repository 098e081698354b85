/* SPDX-License-Identifier: Apache-2.0 */
/* reference.c: see reference.h. Follows the equations of Abel (2013), Abel and Sander (2014),
 * Azose and Raftery (2019) as listed in docs/methods/accounting.md. */
#include "reference.h"

typedef long double real;

static int n;
#define AT(table, i, j) (table)[(size_t)(i) * (size_t)n + (size_t)(j)]

static real *room(size_t count) {
    real *values = calloc(count ? count : 1, sizeof(real));
    if (!values) abort();
    return values;
}

static real total(const real *values, int count) {
    real sum = 0;
    for (int k = 0; k < count; k++)
        sum += values[k];
    return sum;
}
static real row(const real *table, int i) {
    real sum = 0;
    for (int j = 0; j < n; j++)
        sum += AT(table, i, j);
    return sum;
}
static real column(const real *table, int j) {
    real sum = 0;
    for (int i = 0; i < n; i++)
        sum += AT(table, i, j);
    return sum;
}

/* Proportional fitting of a whole table to rows and columns, until a round changes no margin any
 * more. */
static void fit(real *table, const real *rows, const real *columns) {
    for (int round = 0; round < 400000; round++) {
        for (int i = 0; i < n; i++) {
            real sum = row(table, i);
            for (int j = 0; sum > 0 && j < n; j++)
                AT(table, i, j) *= rows[i] / sum;
        }
        real worst = 0;
        for (int j = 0; j < n; j++) {
            real sum = column(table, j);
            worst = fmaxl(worst, fabsl(sum - columns[j]));
            for (int i = 0; sum > 0 && i < n; i++)
                AT(table, i, j) *= columns[j] / sum;
        }
        if (worst < 1e-9L) return;
    }
}

static void lift(real *table) {
    for (int r = 0; r < n; r++) {
        if (AT(table, r, r) >= 0) continue;
        real population = column(table, r), positive = 0;
        for (int b = 0; b < n; b++)
            positive += fmaxl(AT(table, b, r), 0);
        for (int b = 0; b < n; b++)
            AT(table, b, r) = fmaxl(AT(table, b, r), 0) * population / positive;
    }
}

static void round_diagonal(real *table, real added) {
    real before = 0, after = 0;
    int biggest = 0;

    for (int r = 0; r < n; r++)
        before += AT(table, r, r);
    real factor = (double)((before + added) / before);
    for (int r = 0; r < n; r++)
        if (AT(table, r, r) > AT(table, biggest, biggest)) biggest = r;

    for (int r = 0; r < n; r++) {
        AT(table, r, r) = rintl(AT(table, r, r) * factor);
        after += AT(table, r, r);
    }

    AT(table, biggest, biggest) += before + added - after;
}

static void close_world(const question *q, real *start, real *end) {
    real gap = total(start, n * n) - total(end, n * n);
    for (int r = 0; r < n; r++)
        gap += (real)q->births[r] - (real)q->deaths[r];
    if (gap == 0) return;
    round_diagonal(start, -gap / 2);
    round_diagonal(end, gap / 2);
}

static void close_afterwards(real *start, real *end) {
    real gap = total(end, n * n) - total(start, n * n), first = 0, last = 0;
    for (int r = 0; r < n; r++) {
        first += AT(start, r, r);
        last += AT(end, r, r);
    }
    for (int r = 0; r < n; r++) {
        AT(start, r, r) *= 1 + gap / 2 / first;
        AT(end, r, r) *= 1 - gap / 2 / last;
    }
}

static void take_out(const question *q, const cor_flows_options *options, real *start, real *end) {
    if (options->deaths == COR_FLOWS_DEATHS_ACCOUNTING) {
        real *dead = room((size_t)n * (size_t)n), *rows = room((size_t)n),
             *columns = room((size_t)n);
        for (int b = 0; b < n; b++) {
            rows[b] = row(start, b) + (real)q->births[b] - row(end, b);
            columns[b] = (real)q->deaths[b];
        }
        memcpy(dead, start, (size_t)n * (size_t)n * sizeof(real));
        fit(dead, rows, columns);
        for (int k = 0; k < n * n; k++)
            start[k] -= dead[k];
        free(dead), free(rows), free(columns);
    } else {
        for (int r = 0; r < n; r++) {
            real factor = q->deaths[r] > 0 ? 1 - (real)q->deaths[r] / column(start, r) : 1;
            for (int b = 0; b < n; b++)
                AT(start, b, r) *= factor;
        }
    }

    for (int r = 0; r < n; r++) {
        real births = (real)q->births[r];
        bool is_spread = options->births == COR_FLOWS_BIRTHS_PROPORTIONAL || AT(end, r, r) < births;
        real factor = births > 0 ? 1 - births / column(end, r) : 1;
        for (int b = 0; is_spread && b < n; b++)
            AT(end, b, r) *= factor;
        if (!is_spread) AT(end, r, r) -= births;
    }
}

static void match_closed(real *start, real *end) {
    real *rows = room((size_t)n), *first = room((size_t)n), *last = room((size_t)n);
    for (int k = 0; k < n; k++) {
        rows[k] = (row(start, k) + row(end, k)) / 2;
        first[k] = column(start, k);
        last[k] = column(end, k);
    }
    fit(start, rows, first);
    fit(end, rows, last);
    free(rows), free(first), free(last);
}

static void match_open(const cor_flows_options *options, real *start, real *end) {
    for (int b = 0; b < n; b++) {
        real before = row(start, b), after = row(end, b), excess = before - after;
        for (int r = 0; r < n; r++) {
            real *first = &AT(start, b, r), *last = &AT(end, b, r), was = *first;
            if (options->open == COR_FLOWS_OPEN_CROSS) {
                if (excess > 0) *first -= *last * excess / after;
                if (excess < 0) *last += was * excess / before;
            } else {
                if (excess > 0) *first *= 1 - excess / before;
                if (excess < 0) *last *= 1 + excess / after;
            }
        }
    }
}

/* One birthplace by proportional fitting of the whole origin-destination table, stayers held out
 * if asked. */
static void move_birthplace(const question *q, const real *start, const real *end, int b,
                            bool with_stayers, real weight, double *moves) {
    real *table = room((size_t)n * (size_t)n), *rows = room((size_t)n), *columns = room((size_t)n);
    for (int i = 0; i < n; i++) {
        real stayed = with_stayers ? fminl(AT(start, b, i), AT(end, b, i)) : 0;
        rows[i] = AT(start, b, i) - stayed;
        columns[i] = AT(end, b, i) - stayed;
        for (int j = 0; j < n; j++)
            AT(table, i, j) = with_stayers && i == j ? 0
                              : q->input.seed ? (real)q->seed[(size_t)i * (size_t)n + (size_t)j]
                                              : 1;
    }

    real gap = total(columns, n) / total(rows, n);
    for (int i = 0; gap > 0 && i < n; i++)
        columns[i] /= gap;

    fit(table, rows, columns);
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++)
            if (i != j)
                moves[(size_t)i * (size_t)n + (size_t)j] += (double)(weight * AT(table, i, j));

    free(table), free(rows), free(columns);
}

static void account(const question *q, bool is_closed, const cor_flows_options *options,
                    real *start, real *end) {
    for (int k = 0; k < n * n; k++) {
        start[k] = (real)q->start[k];
        end[k] = (real)q->end[k];
    }

    lift(start);
    lift(end);
    if (is_closed && options->match == COR_FLOWS_MATCH_BEFORE) close_world(q, start, end);
    take_out(q, options, start, end);
    if (is_closed && options->match == COR_FLOWS_MATCH_AFTER) close_afterwards(start, end);
    if (is_closed)
        match_closed(start, end);

    else
        match_open(options, start, end);
}

static void difference(const question *q, bool with_returns, double *moves) {
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++) {
            real grown = (real)AT(q->end, i, j) - (real)AT(q->start, i, j);
            real shrunk = (real)AT(q->start, j, i) - (real)AT(q->end, j, i);
            if (i != j)
                AT(moves, i, j) = (double)(fmaxl(grown, 0) + (with_returns ? fmaxl(shrunk, 0) : 0));
        }
}

static void rate(const question *q, const cor_flows_options *options, double *moves) {
    real all = (real)options->total_moves_persons, migrants = 0;
    for (int r = 0; r < n; r++) {
        real net = (real)q->deaths[r] - (real)q->births[r];
        for (int b = 0; b < n; b++) {
            net += (real)AT(q->end, b, r) - (real)AT(q->start, b, r);
            if (b != r) migrants += (real)AT(q->start, b, r);
        }
        if (options->total_moves_persons == 0) all += fabsl(net);
    }

    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++)
            if (i != j) AT(moves, i, j) = (double)(all * (real)AT(q->start, i, j) / migrants);
}

double *reference_estimate(const question *q, const char *method,
                           const cor_flows_options *options) {
    static const cor_flows_options DEFAULTS;
    if (!options) options = &DEFAULTS;
    n = q->n;
    double *moves = calloc((size_t)n * (size_t)n, sizeof *moves);
    real *start = room((size_t)n * (size_t)n), *end = room((size_t)n * (size_t)n);
    real weight = !strcmp(method, "da-pb-closed")    ? 0.87L
                  : !strcmp(method, "da-ind-closed") ? 0
                                                     : 1;
    if (options->without_stayers) weight = 0;
    if (!strncmp(method, "sd-", 3))
        difference(q, !strcmp(method, "sd-rev-neg"), moves);

    else if (!strcmp(method, "mig-rate"))
        rate(q, options, moves);
    else
        account(q, strcmp(method, "da-min-open"), options, start, end);

    for (int b = 0; !strncmp(method, "da-", 3) && b < n; b++) {
        if (weight > 0) move_birthplace(q, start, end, b, true, weight, moves);
        if (weight < 1) move_birthplace(q, start, end, b, false, 1 - weight, moves);
    }

    free(start), free(end);
    return moves;
}
