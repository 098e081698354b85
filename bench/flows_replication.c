/* SPDX-License-Identifier: Apache-2.0 */
/* flows_replication.c: the published world estimates of Abel and Cohen beside ours, for
 * docs/methods/replication.md. usage: bench-flows-replication FOLDER
 *
 * FOLDER holds migrant_stock, migrant_stock_by_dest and demography_5y_wpp2022 as the data pack
 * has them, and the published estimates as flows_abel_total.csv.gz and flows_abel_sex.csv.gz
 * (figshare 7731233; not part of this project). Places of a period are those of the published
 * file; parts are joined where it has the whole. Prints a table in Markdown. */
#include <math.h>
#include <stdlib.h>

#include "core/core.h"
#include "flows_world.h"

enum { METHODS = 6, PERIODS = 6, PLACES_MAX = 300 };
static const char *const NAMES[METHODS] = { "sd_drop_neg", "sd_rev_neg",    "mig_rate",
                                            "da_min_open", "da_min_closed", "da_pb_closed" };

static void check(cor_code code, const cor_error *err) {
    if (!code) return;
    cor_out out = cor_out_file(stderr);
    cor_error_print(err, COR_LANG_EN, &out);
    exit(cor_code_exit(code));
}

/* One period and sex of the published file. */
typedef struct {
    world_places places;
    double *moves[METHODS]; // [n][n]
} publication;

typedef struct {
    cor_table *table;
    cor_row row;
    int32_t year, sex, origin, destination, value[METHODS];
} published_file;

static void open_published(const char *folder, char sex, published_file *file) {
    static cor_error err;
    bool found;

    check(
        world_open(folder, sex == 'T' ? "flows_abel_total" : "flows_abel_sex", &file->table, &err),
        &err);
    check(cor_table_next(file->table, &file->row, &found, &err), &err);
    file->year = world_column(&file->row, "year0");
    file->sex = sex == 'T' ? -1 : world_column(&file->row, "sex");
    file->origin = world_column(&file->row, "origin_iso3");
    file->destination = world_column(&file->row, "dest_iso3");
    for (int m = 0; m < METHODS; m++)
        file->value[m] = world_column(&file->row, NAMES[m]);
}

/* The next row of the period and sex. */
static bool next_published(published_file *file, int32_t year, char sex) {
    static cor_error err;
    bool found;
    for (;;) {
        check(cor_table_next(file->table, &file->row, &found, &err), &err);
        if (!found) return false;
        if ((int32_t)world_number(&file->row.cells[file->year]) != year) continue;
        if (file->sex < 0 || file->row.cells[file->sex].text.at[0] == sex) return true;
    }
}

static int by_code(const void *a, const void *b) {
    return cor_str_compare(*(const cor_str *)a, *(const cor_str *)b);
}

static void add_place(world_places *places, cor_str code, cor_arena *keep) {
    for (int32_t k = 0; k < places->place_count; k++)
        if (cor_str_equal(places->codes[k], code)) return;
    if (places->place_count < PLACES_MAX)
        places->codes[places->place_count++] = cor_str_keep(keep, code);
}

static void read_published(const char *folder, int32_t year, char sex, cor_arena *keep,
                           publication *ret) {
    published_file file;
    *ret = (publication){ .places = { .codes = cor_new(keep, cor_str, PLACES_MAX) } };
    open_published(folder, sex, &file);

    while (next_published(&file, year, sex)) {
        add_place(&ret->places, file.row.cells[file.origin].text, keep);
        add_place(&ret->places, file.row.cells[file.destination].text, keep);
    }

    cor_table_close(file.table);
    qsort(ret->places.codes, (size_t)ret->places.place_count, sizeof *ret->places.codes, by_code);
    size_t n = (size_t)ret->places.place_count;
    for (int m = 0; m < METHODS; m++)
        ret->moves[m] = cor_new(keep, double, n *n);

    open_published(folder, sex, &file);
    while (next_published(&file, year, sex)) {
        size_t i = (size_t)world_place(&ret->places, file.row.cells[file.origin].text);
        size_t j = (size_t)world_place(&ret->places, file.row.cells[file.destination].text);
        for (int m = 0; m < METHODS; m++)
            ret->moves[m][i * n + j] = world_number(&file.row.cells[file.value[m]]);
    }

    cor_table_close(file.table);
}

/* Of the pairs in which either table has somebody. */
static void print_row(int32_t year, char sex, int m, const publication *published,
                      const cor_flows *flows, cor_arena scratch) {
    static cor_error err;
    cor_flows_agreement agreements[COR_FLOWS_BY_COUNT];
    int32_t n = published->places.place_count;
    size_t cells = (size_t)n * (size_t)n;
    double *ours = cor_new(&scratch, double, cells);
    int64_t equal = 0, occupied = 0, near = 0;

    for (size_t k = 0; k < cells; k++) {
        ours[k] = nearbyint(flows->moves_persons[k]); // the published estimates are whole persons
        double difference = fabs(ours[k] - published->moves[m][k]);
        if (ours[k] == 0 && published->moves[m][k] == 0) continue;
        occupied++;
        equal += difference <= 1;
        near += difference <= 10 || difference <= 0.01 * published->moves[m][k];
    }

    check(cor_flows_compare(n, ours, published->moves[m], scratch, agreements, &err), &err);
    const cor_flows_agreement *pair = &agreements[COR_FLOWS_BY_PAIR];
    printf("| %d-%d | %c | %s | %lld | %.5f | %.5f | %.1f | %.1f | %.0f | %.0f |\n", (int)year,
           (int)year + 5, sex, NAMES[m], (long long)occupied, pair->correlation,
           agreements[COR_FLOWS_BY_NET].correlation, 100 * (double)equal / (double)occupied,
           100 * (double)near / (double)occupied, pair->estimated_persons / 1e3,
           pair->reported_persons / 1e3);
}

static void print_notes(const cor_flows *flows, const world_tables *world, cor_arena scratch) {
    for (int32_t k = 0; k < flows->report.note_count; k++) {
        cor_arena room = scratch;
        cor_out out = cor_out_file(stderr);
        cor_put_c(&out, "  ");
        cor_put_text(&out, cor_flows_note_text(&flows->report.notes[k], &world->input, &room),
                     COR_LANG_EN);
        cor_put_char(&out, '\n');
    }
}

static void replicate(const char *folder, int32_t year, char sex, cor_arena keep,
                      cor_arena scratch) {
    static cor_error err;
    publication published;
    world_tables world;
    const cor_flows_options options = { .impossible = COR_FLOWS_IMPOSSIBLE_SHIFT };

    read_published(folder, year, sex, &keep, &published);
    check(world_read(folder, &published.places, year, sex, &keep, &world, &err), &err);
    for (int m = 0; m < METHODS; m++) {
        cor_flows flows;
        const cor_flows_method *method = cor_flows_method_find(cor_str_of(NAMES[m]));
        check(cor_flows_estimate(method, &world.input, &options, &keep, scratch, &flows, &err),
              &err);
        print_row(year, sex, m, &published, &flows, scratch);
        if (m == METHODS - 1) print_notes(&flows, &world, scratch);
    }
}

int main(int argc, char **argv) {
    if (argc != 2) {
        fprintf(stderr, "usage: bench-flows-replication FOLDER\n");
        return 64;
    }

    printf("| period | sex | method | pairs | r | r net | equal %% | near %% | ours, thousands | "
           "published, thousands "
           "|\n");
    printf("|---|---|---|---:|---:|---:|---:|---:|---:|---:|\n");

    for (int k = 0; k < 3 * PERIODS; k++) {
        cor_stretch stretch;
        if (!cor_stretch_open((size_t)512 << 20, &stretch)) return 71;
        cor_arena keep = cor_stretch_arena(&stretch), scratch = cor_arena_scratch(&keep);
        replicate(argv[1], 1990 + 5 * (k % PERIODS), "TFM"[k / PERIODS], keep, scratch);
        cor_stretch_close(&stretch);
    }

    return 0;
}
