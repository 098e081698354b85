/* SPDX-License-Identifier: Apache-2.0 */
/* Tables with any labels from any bytes: what is read has a cell for every combination of
 * levels, and the engines fit it to its own totals, take it apart and sum it up, or say why not. */
#include "corredor/components.h"
#include "corredor/fit.h"
#include "corredor/flow_tables.h"
#include "corredor/indices.h"
#include "fuzz.h"

/* A table and its own totals of rows and columns: when both can be read, the fit is the table. */
static void fit_to_itself(const cor_level_axes *axes, const double *cells, cor_arena keep,
                          cor_arena scratch) {
    static cor_error err;
    int32_t rows = axes->levels[0].count, columns = axes->levels[1].count;
    double *by_row = cor_new(&keep, double, rows), *by_column = cor_new(&keep, double, columns);

    if (!by_row || !by_column) return;
    for (int32_t i = 0; i < rows; i++)
        for (int32_t j = 0; j < columns; j++) {
            by_row[i] += cells[(size_t)i * (size_t)columns + (size_t)j];
            by_column[j] += cells[(size_t)i * (size_t)columns + (size_t)j];
        }

    cor_fit_input input = { .counts = { rows, columns },
                            .names = { axes->levels[0].names, axes->levels[1].names },
                            .seed = cells };
    input.totals[COR_FIT_FIRST] = by_row;
    input.totals[COR_FIT_SECOND] = by_column;
    cor_fit fit;
    cor_code code = cor_fit_solve(&input, NULL, &keep, scratch, &fit, &err);
    if (code)
        promise_message(&err, code);

    else
        promise(fit.total == fit.total);
}

static void describe(const cor_level_axes *axes, const double *cells, cor_arena keep,
                     cor_arena scratch) {
    static cor_error err;
    int32_t n = axes->levels[0].count;
    cor_components components;
    cor_components_input split = { .place_count = n,
                                   .place_names = axes->levels[0].names,
                                   .moves = cells };
    cor_code code = cor_components_split(&split, &keep, scratch, &components, &err);
    if (code) promise_message(&err, code);
    cor_indices indices;
    cor_indices_input summed = { .place_count = n,
                                 .place_names = axes->levels[0].names,
                                 .moves_persons = cells };
    code = cor_indices_compute(&summed, &keep, scratch, &indices, &err);
    if (code)
        promise_message(&err, code);

    else
        promise(indices.moves_persons > 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static char keep_room[8 << 20], scratch_room[8 << 20];
    static cor_error err;
    cor_arena keep = { keep_room, keep_room + sizeof keep_room };
    cor_arena scratch = { scratch_room, scratch_room + sizeof scratch_room };
    cor_level_axes axes = { 0 };
    cor_level_table read;
    cor_table *table;
    double *cells;

    if (cor_table_open_memory((cor_str){ (const char *)data, size }, NULL, &table, &err)) return 0;
    cor_code code = cor_level_table_read(table, &axes, &keep, &read, &err);
    cor_table_close(table);
    if (!code) {
        promise(axes.count > 0 && axes.count <= COR_LEVEL_AXES_MAX && read.margin > 0 &&
                read.row_count > 0);
        code = cor_level_table_cells(&read, &axes, &keep, &cells, &err);
    }

    if (code) {
        promise_message(&err, code);
        return 0;
    }

    bool is_small = axes.count == 2 && axes.levels[0].count < 24 && axes.levels[1].count < 24;
    if (is_small) fit_to_itself(&axes, cells, keep, scratch);
    if (is_small && axes.levels[0].count == axes.levels[1].count)
        describe(&axes, cells, keep, scratch);

    return 0;
}
