/* SPDX-License-Identifier: Apache-2.0 */
/* flows_system.c: reads a table of moves and numbers of its places, for components and indices. */
#include "flows.h"

#include <math.h>

/* The places of both axes in one order: origins first, then destinations that are not origins. */
static cor_code unite_places(cli_context *cli, const cor_level_axes *axes,
                             cor_flow_places *ret_places, cor_error *err) {
    *ret_places = (cor_flow_places){ 0 };
    for (int32_t axis = 0; axis < 2; axis++)
        for (int32_t k = 0; k < axes->levels[axis].count; k++) {
            cor_str name = axes->levels[axis].names[k];
            if (cor_flow_place_find(ret_places, name) < 0 &&
                !cor_flow_place_add(ret_places, name, &cli->keep))
                return cor_fail_memory(err);
        }
    return COR_OK;
}

/* [rows][columns][groups] to [n][n][groups]; pairs missing in the table have no moves. */
static cor_code make_square(cli_context *cli, const cor_level_axes *axes, const double *cells,
                            flows_system *system, cor_error *err) {
    size_t n = (size_t)system->places.count,
           groups = (size_t)(axes->count == 3 ? axes->levels[2].count : 1);
    size_t columns = (size_t)axes->levels[1].count;
    double *moves = cor_new(&cli->keep, double, n *n *groups);

    if (!moves) return cor_fail_memory(err);
    for (size_t i = 0; i < (size_t)axes->levels[0].count; i++)
        for (size_t j = 0; j < columns; j++) {
            size_t row = (size_t)cor_flow_place_find(&system->places, axes->levels[0].names[i]);
            size_t column = (size_t)cor_flow_place_find(&system->places, axes->levels[1].names[j]);
            memcpy(moves + (row * n + column) * groups, cells + (i * columns + j) * groups,
                   groups * sizeof *moves);
        }

    system->cells = moves;
    system->groups = axes->count == 3 ? axes->levels[2] : (cor_flow_places){ 0 };
    return COR_OK;
}

cor_code flows_system_read(cli_context *cli, cor_str path, flows_system *ret_system,
                           cor_error *err) {
    cor_level_axes axes = { 0 };
    cor_level_table table;
    double *cells;
    cor_code code = flows_level_file_read(cli, path, &axes, &table, err);
    if (code) return code;

    if (axes.count < 2) {
        cor_fail(
            err, COR_E_FORMAT,
            _("A table of moves has origins and destinations; there is one kind of label here."));
        return cor_within(err, "{path}", cor_arg_str(path));
    }

    code = cor_level_table_cells(&table, &axes, &cli->keep, &cells, err);
    if (code) return cor_within(err, "{path}", cor_arg_str(path));
    code = unite_places(cli, &axes, &ret_system->places, err);

    return code ? code : make_square(cli, &axes, cells, ret_system, err);
}

static cor_code fail_unknown_label(const flows_system *system, const cor_flow_places *own,
                                   cor_str path, cor_error *err) {
    for (int32_t p = 0; p < system->places.count; p++)
        if (cor_flow_place_find(own, system->places.names[p]) < 0) {
            cor_fail(err, COR_E_CONFLICT, _("The place \"{place}\" of the moves is missing here."),
                     cor_arg_str(system->places.names[p]));
            cor_hint(err, _("Use the same labels in all tables."));
            return cor_within(err, "{path}", cor_arg_str(path));
        }
    return COR_OK;
}

cor_code flows_place_numbers_read(cli_context *cli, cor_str path, const flows_system *system,
                                  double **ret_numbers, cor_error *err) {
    cor_level_axes axes = { 0 };
    cor_level_table table;
    double *cells, *numbers = cor_new(&cli->keep, double, system->places.count);

    if (!numbers) return cor_fail_memory(err);
    cor_code code = flows_level_file_read(cli, path, &axes, &table, err);
    if (!code) code = cor_level_table_cells(&table, &axes, &cli->keep, &cells, err);
    if (!code && axes.count != 1) {
        cor_fail(err, COR_E_FORMAT, _("This table needs one column of labels and one of numbers."));
        code = cor_within(err, "{path}", cor_arg_str(path));
    }

    if (!code) code = fail_unknown_label(system, &axes.levels[0], path, err);
    for (int32_t p = 0; !code && p < system->places.count; p++)
        numbers[p] = cells[cor_flow_place_find(&axes.levels[0], system->places.names[p])];

    *ret_numbers = numbers;
    return code;
}

cor_code flows_pair_numbers_read(cli_context *cli, cor_str path, const flows_system *system,
                                 double **ret_numbers, cor_error *err) {
    flows_system other;
    int32_t n = system->places.count;
    double *numbers = cor_new(&cli->keep, double, (size_t)n *(size_t)n);

    if (!numbers) return cor_fail_memory(err);
    cor_code code = flows_system_read(cli, path, &other, err);
    if (!code) code = fail_unknown_label(system, &other.places, path, err);

    for (int32_t i = 0; !code && i < n; i++)
        for (int32_t j = 0; j < n; j++) {
            int32_t row = cor_flow_place_find(&other.places, system->places.names[i]);
            int32_t column = cor_flow_place_find(&other.places, system->places.names[j]);
            numbers[(size_t)i * (size_t)n + (size_t)j] =
                other.cells[(size_t)row * (size_t)other.places.count + (size_t)column];
        }

    *ret_numbers = numbers;
    return code;
}

/* ---- numbers on a page --------------------------------------------------- */

cor_value flows_computed(cor_doc *doc, double value, const char *unit, int32_t decimals) {
    if (!isfinite(value)) return cor_value_absent();
    cor_value shown = cor_doc_computed(doc, value, cor_str_of(unit),
                                       cor_say(_("Computed from the file.")), NULL, 0);
    shown.status = COR_ESTIMATED; // not counted by anybody
    shown.decimals = decimals;
    return shown;
}
