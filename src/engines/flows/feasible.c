/* SPDX-License-Identifier: Apache-2.0 */
/* feasible.c: whether a table with these zeros can have these totals; if not, which rows and
 * columns contradict it.
 *
 * People flow from rows to columns through the cells that may be filled. When the flow is maximal,
 * the rows that still hold people and all rows they could displace form the contradiction: together
 * they have more people than the columns they can reach (Ford and Fulkerson 1956; Hall 1935 for the
 * condition). */
#include "margins.h"

typedef struct {
    const margins *problem;
    int32_t n, m;
    double *flow;         // [n][m]
    double *supply;       // [n] people without a column yet
    double *room;         // [m] remaining capacity
    int32_t *row_from;    // [n] the column that reached a row; -1 a start, -2 not reached
    int32_t *column_from; // [m] the row that reached a column; -2 not reached
    int32_t *queue;       // [n + m] rows as i, columns as n + j
    double negligible;
} network;

static bool can_fill(const network *net, int32_t i, int32_t j) {
    return net->problem->seed[at2(net->m, i, j)] > 0;
}

/* Scale the fit's last table down to a feasible flow, which is then nearly maximal. */
static void begin_with(network *net, const double *reached) {
    for (int32_t j = 0; j < net->m; j++) {
        double sum = 0, total = net->problem->column_totals[j];
        for (int32_t i = 0; i < net->n; i++)
            sum += reached[at2(net->m, i, j)];
        double factor = sum > total ? total / sum : 1;
        for (int32_t i = 0; i < net->n; i++) {
            double part = reached[at2(net->m, i, j)] * factor;
            net->flow[at2(net->m, i, j)] = part;
            net->supply[i] -= part;
        }
        net->room[j] = larger(total - sum * factor, 0);
    }
}

/* Breadth-first search from the rows that still have people. Returns a column with capacity, or
 * -1. */
static int32_t search_path(network *net) {
    int32_t head = 0, tail = 0;
    for (int32_t j = 0; j < net->m; j++)
        net->column_from[j] = -2;

    for (int32_t i = 0; i < net->n; i++) {
        net->row_from[i] = net->supply[i] > net->negligible ? -1 : -2;
        if (net->row_from[i] == -1) net->queue[tail++] = i;
    }

    while (head < tail) {
        int32_t at = net->queue[head++];
        if (at < net->n) {
            for (int32_t j = 0; j < net->m; j++) {
                if (net->column_from[j] != -2 || !can_fill(net, at, j)) continue;
                net->column_from[j] = at;
                if (net->room[j] > net->negligible) return j;
                net->queue[tail++] = net->n + j;
            }
            continue;
        }
        for (int32_t i = 0; i < net->n; i++) {
            if (net->row_from[i] != -2 || net->flow[at2(net->m, i, at - net->n)] <= net->negligible)
                continue;
            net->row_from[i] = at - net->n;
            net->queue[tail++] = i;
        }
    }

    return -1;
}

static double narrowest_on_path(const network *net, int32_t end) {
    double most = net->room[end];
    for (int32_t j = end;;) {
        int32_t i = net->column_from[j], before = net->row_from[i];
        if (before < 0) return smaller(most, net->supply[i]);
        most = smaller(most, net->flow[at2(net->m, i, before)]);
        j = before;
    }
}

static void push_flow(network *net, int32_t end) {
    double persons = narrowest_on_path(net, end);
    net->room[end] -= persons;
    for (int32_t j = end;;) {
        int32_t i = net->column_from[j], before = net->row_from[i];
        net->flow[at2(net->m, i, j)] += persons;
        if (before < 0) {
            net->supply[i] -= persons;
            return;
        }
        net->flow[at2(net->m, i, before)] -= persons;
        j = before;
    }
}

static bool take_network_room(const margins *problem, cor_arena *scratch, network *ret) {
    int32_t n = problem->row_count, m = problem->column_count;
    *ret = (network){ .problem = problem, .n = n, .m = m };
    ret->flow = cor_new(scratch, double, (size_t)n *(size_t)m);
    ret->supply = cor_new(scratch, double, n);
    ret->room = cor_new(scratch, double, m);
    ret->row_from = cor_new(scratch, int32_t, n);
    ret->column_from = cor_new(scratch, int32_t, m);
    ret->queue = cor_new(scratch, int32_t, n + m);
    return ret->flow && ret->supply && ret->room && ret->row_from && ret->column_from && ret->queue;
}

static void report_contradiction(const network *net, margins_result *result) {
    double crowd = 0, room = 0;
    for (int32_t i = 0; i < net->n; i++) {
        bool is_crowded = net->row_from[i] != -2;
        if (is_crowded) crowd += net->problem->row_totals[i];
        if (result->is_row_crowded) result->is_row_crowded[i] = is_crowded;
    }

    for (int32_t j = 0; j < net->m; j++) {
        bool is_full = net->column_from[j] != -2;
        if (is_full) room += net->problem->column_totals[j];
        if (result->is_column_full) result->is_column_full[j] = is_full;
    }

    result->excess = crowd - room;
}

margins_status margins_examine(const margins *problem, const double *reached, cor_arena scratch,
                               margins_result *ret_result) {
    network net;
    if (!take_network_room(problem, &scratch, &net)) return MARGINS_MEMORY;
    double people = 0, left = 0;
    for (int32_t i = 0; i < net.n; i++)
        people += net.supply[i] = problem->row_totals[i];

    net.negligible = 1e-13 * people;
    begin_with(&net, reached);
    for (int32_t end = search_path(&net); end >= 0; end = search_path(&net))
        push_flow(&net, end);

    for (int32_t i = 0; i < net.n; i++)
        left += larger(net.supply[i], 0);
    if (left <= net.negligible * (net.n + 1)) return MARGINS_UNMET;
    report_contradiction(&net, ret_result);

    return MARGINS_IMPOSSIBLE;
}
