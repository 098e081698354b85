/* SPDX-License-Identifier: Apache-2.0 */
/* components.c: multiplicative components of a table of moves. See corredor/components.h. */
#include "corredor/components.h"

#include "core/say.h"
#include "flows_private.h"

typedef struct {
    const cor_components_input *input;
    int32_t n, groups;
    double overall;
    double *origin, *destination, *group, *interaction, *origin_group, *destination_group, *all;
} splitting;

static bool is_counted(const splitting *split, int32_t i, int32_t j) {
    return i != j || split->input->with_diagonal;
}

static size_t component_cell(const splitting *split, int32_t i, int32_t j, int32_t k) {
    return at2(split->n, i, j) * (size_t)split->groups + (size_t)k;
}

/* ---- what can be split --------------------------------------------------- */

static cor_arg split_name_arg(const splitting *split, int32_t place) {
    const cor_str *names = split->input->place_names;
    return names ? cor_arg_str(names[place]) : cor_arg_plain(place + 1);
}

static cor_code check_cell(const splitting *split, int32_t i, int32_t j, double value,
                           cor_error *err) {
    if (!(value >= 0 && value <= 9007199254740992.0)) {
        cor_fail(
            err, COR_E_DOMAIN,
            _("The moves from {origin} to {destination} are not a number from zero up: {value}."),
            split_name_arg(split, i), split_name_arg(split, j), cor_arg_number(value, -1));
        return cor_hint(err, _("Write 0 where nobody moved."));
    }

    if (value > 0 || split->input->coding == COR_CODING_TOTAL) return COR_OK;
    cor_fail(err, COR_E_DOMAIN,
             _("Nobody moved from {origin} to {destination}, so there is no geometric mean."),
             split_name_arg(split, i), split_name_arg(split, j));

    return cor_hint(err, _("Use shares of the total, or add places together."));
}

static cor_code check_split_shape(const splitting *split, cor_error *err) {
    int32_t least =
        split->input->coding == COR_CODING_GEOMETRIC && !split->input->with_diagonal ? 3 : 2;
    if (split->n >= least && split->n <= 32768) return COR_OK;
    return cor_fail(err, COR_E_SHAPE,
                    _("Components need at least {least} places; there are {count}."),
                    cor_arg_int(least), cor_arg_int(split->n));
}

static cor_code check_split(const splitting *split, cor_error *err) {
    cor_code code = check_split_shape(split, err);
    for (int32_t i = 0; !code && i < split->n; i++)
        for (int32_t j = 0; !code && j < split->n; j++)
            for (int32_t k = 0; !code && is_counted(split, i, j) && k < split->groups; k++)
                code = check_cell(split, i, j, split->input->moves[component_cell(split, i, j, k)],
                                  err);
    return code;
}

/* ---- shares of the total ------------------------------------------------- */

static void add_margins(splitting *split) {
    for (int32_t i = 0; i < split->n; i++)
        for (int32_t j = 0; j < split->n; j++)
            for (int32_t k = 0; is_counted(split, i, j) && k < split->groups; k++) {
                double moves = split->input->moves[component_cell(split, i, j, k)];
                split->overall += moves;
                split->origin[i] += moves;
                split->destination[j] += moves;
                split->group[k] += moves;
                split->interaction[at2(split->n, i, j)] += moves;
                split->origin_group[at2(split->groups, i, k)] += moves;
                split->destination_group[at2(split->groups, j, k)] += moves;
                split->all[component_cell(split, i, j, k)] = moves;
            }
}

/* Divide the observed table by the product of the components before it. 0/0 is undetermined. */
static void divide_cells(splitting *split) {
    double total = split->overall;
    for (int32_t i = 0; i < split->n; i++)
        for (int32_t k = 0; k < split->groups; k++) {
            split->origin_group[at2(split->groups, i, k)] /=
                total * split->origin[i] * split->group[k];
            split->destination_group[at2(split->groups, i, k)] /=
                total * split->destination[i] * split->group[k];
        }

    for (int32_t i = 0; i < split->n; i++)
        for (int32_t j = 0; j < split->n; j++) {
            double *pair = &split->interaction[at2(split->n, i, j)],
                   expected = split->origin[i] * split->destination[j];
            *pair = is_counted(split, i, j) ? *pair / (total * expected) : NAN;
            for (int32_t k = 0; k < split->groups; k++) {
                double three = total * expected * split->group[k] * *pair *
                               split->origin_group[at2(split->groups, i, k)] *
                               split->destination_group[at2(split->groups, j, k)];
                split->all[component_cell(split, i, j, k)] /= three;
            }
        }
}

static cor_code split_total(splitting *split, cor_error *err) {
    add_margins(split);
    if (!(split->overall > 0)) return cor_fail(err, COR_E_NONE, _("Nobody moved."));
    for (int32_t i = 0; i < split->n; i++) {
        split->origin[i] /= split->overall;
        split->destination[i] /= split->overall;
    }

    for (int32_t k = 0; k < split->groups; k++)
        split->group[k] /= split->overall;
    divide_cells(split);

    return COR_OK;
}

/* ---- geometric means ----------------------------------------------------- */

/* l_ij = mean + row_i + column_j + rest_ij, where rows and columns sum to zero and rests sum to
 * zero along every row and column. Without a diagonal each row lacks another column, so row and
 * column effects must be separated: (m - 1) row_i - column_i = R_i, (m - 1) column_i - row_i = C_i,
 * with m places. */
static double split_logs(const splitting *split, const double *logs, double *row, double *column) {
    int32_t n = split->n;
    double cells = split->input->with_diagonal ? n : n - 1, mean = 0;

    for (int32_t i = 0; i < n; i++)
        row[i] = column[i] = 0;
    for (int32_t i = 0; i < n; i++)
        for (int32_t j = 0; j < n; j++) {
            if (!is_counted(split, i, j)) continue;
            row[i] += logs[at2(n, i, j)];
            column[j] += logs[at2(n, i, j)];
            mean += logs[at2(n, i, j)];
        }

    mean /= cells * n;
    for (int32_t i = 0; i < n; i++) {
        double r = row[i] - cells * mean, c = column[i] - cells * mean;
        bool is_full = split->input->with_diagonal;
        row[i] = is_full ? r / cells : (cells * r + c) / (cells * cells - 1);
        column[i] = is_full ? c / cells : (cells * c + r) / (cells * cells - 1);
    }

    return mean;
}

static double log_at(const splitting *split, int32_t i, int32_t j, int32_t k) {
    return is_counted(split, i, j) ? log(split->input->moves[component_cell(split, i, j, k)]) : 0;
}

/* The typical table over all groups. */
static void split_mean(splitting *split, double *mean, double *row, double *column) {
    int32_t n = split->n;
    for (int32_t i = 0; i < n; i++)
        for (int32_t j = 0; j < n; j++) {
            mean[at2(n, i, j)] = 0;
            for (int32_t k = 0; k < split->groups; k++)
                mean[at2(n, i, j)] += log_at(split, i, j, k) / split->groups;
        }

    double overall = split_logs(split, mean, row, column);
    split->overall = exp(overall);
    for (int32_t i = 0; i < n; i++) {
        split->origin[i] = exp(row[i]);
        split->destination[i] = exp(column[i]);
        for (int32_t j = 0; j < n; j++)
            split->interaction[at2(n, i, j)] =
                is_counted(split, i, j) ? exp(mean[at2(n, i, j)] - overall - row[i] - column[j])
                                        : NAN;
    }
}

/* Deviation of one group from it. */
static void split_group(splitting *split, int32_t k, const double *mean, double *logs, double *row,
                        double *column) {
    int32_t n = split->n;
    for (int32_t i = 0; i < n; i++)
        for (int32_t j = 0; j < n; j++)
            logs[at2(n, i, j)] = log_at(split, i, j, k) - mean[at2(n, i, j)];

    double overall = split_logs(split, logs, row, column);
    split->group[k] = exp(overall);
    for (int32_t i = 0; i < n; i++) {
        split->origin_group[at2(split->groups, i, k)] = exp(row[i]);
        split->destination_group[at2(split->groups, i, k)] = exp(column[i]);
        for (int32_t j = 0; j < n; j++)
            split->all[component_cell(split, i, j, k)] =
                is_counted(split, i, j) ? exp(logs[at2(n, i, j)] - overall - row[i] - column[j])
                                        : NAN;
    }
}

static cor_code split_geometric(splitting *split, cor_arena scratch, cor_error *err) {
    int32_t n = split->n;
    double *mean = cor_new(&scratch, double, square(n)),
           *logs = cor_new(&scratch, double, square(n));
    double *row = cor_new(&scratch, double, n), *column = cor_new(&scratch, double, n);
    if (!mean || !logs || !row || !column) return cor_fail_memory(err);
    split_mean(split, mean, row, column);
    for (int32_t k = 0; k < split->groups; k++)
        split_group(split, k, mean, logs, row, column);
    return COR_OK;
}

/* ---- the whole ----------------------------------------------------------- */

static bool take_split_room(splitting *split, cor_arena *keep) {
    size_t n = (size_t)split->n, g = (size_t)split->groups;
    split->origin = cor_new(keep, double, n);
    split->destination = cor_new(keep, double, n);
    split->group = cor_new(keep, double, g);
    split->interaction = cor_new(keep, double, n *n);
    split->origin_group = cor_new(keep, double, n *g);
    split->destination_group = cor_new(keep, double, n *g);
    split->all = cor_new(keep, double, n *n *g);

    return split->origin && split->destination && split->group && split->interaction &&
           split->origin_group && split->destination_group && split->all;
}

/* Without groups the interaction explains everything: group components are exactly one, not one up
 * to rounding. */
static void forget_groups(splitting *split) {
    if (split->input->group_count > 0) return;
    split->group[0] = 1;
    for (int32_t i = 0; i < split->n; i++) {
        split->origin_group[i] = split->destination_group[i] = 1;
        for (int32_t j = 0; j < split->n; j++)
            split->all[at2(split->n, i, j)] = is_counted(split, i, j) ? 1 : NAN;
    }
}

cor_code cor_components_split(const cor_components_input *input, cor_arena *keep, cor_arena scratch,
                              cor_components *ret_components, cor_error *err) {
    splitting split = { .input = input, .n = input->place_count };
    split.groups = input->group_count > 0 ? input->group_count : 1;
    cor_code code = check_split(&split, err);
    if (code) return code;

    if (!take_split_room(&split, keep)) return cor_fail_memory(err);
    code = input->coding == COR_CODING_TOTAL ? split_total(&split, err)
                                             : split_geometric(&split, scratch, err);
    if (code) return code;

    forget_groups(&split);
    *ret_components = (cor_components){ split.overall,           split.origin,
                                        split.destination,       split.group,
                                        split.interaction,       split.origin_group,
                                        split.destination_group, split.all };

    return COR_OK;
}
