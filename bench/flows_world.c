/* SPDX-License-Identifier: Apache-2.0 */
/* flows_world.c: see flows_world.h. */
#include "flows_world.h"
#include "core/say.h"

#include <math.h>
#include <stdlib.h>
#include <unistd.h>

static const double BOYS_SHARE = 105.0 / 205.0;

cor_code world_open(const char *folder, const char *name, cor_table **ret_table, cor_error *err) {
    char path[4096];
    snprintf(path, sizeof path, "%s/%s.csv.gz", folder, name);
    if (access(path, R_OK) != 0) snprintf(path, sizeof path, "%s/%s.csv", folder, name);
    return cor_table_open(cor_str_of(path), NULL, ret_table, err);
}

int32_t world_column(const cor_row *head, const char *name) {
    for (int32_t c = 0; c < head->cell_count; c++)
        if (cor_str_is(head->cells[c].text, name)) return c;
    fprintf(stderr, "no column %s\n", name);
    exit(65);
}

double world_number(const cor_cell *cell) {
    double value;
    return cor_number_parse(cell->text, 0, &value) ? value : 0;
}

typedef struct {
    const char *part, *whole;
} composition;
static const composition COMPOSITIONS[] = { { "SRB", "SCG" }, { "MNE", "SCG" }, { "SDN", "SUD" },
                                            { "SSD", "SUD" }, { "GGY", "CHI" }, { "JEY", "CHI" },
                                            { "TWN", "CHN" } };

static int32_t find_exactly(const world_places *places, cor_str code) {
    int32_t low = 0, high = places->place_count - 1;
    while (low <= high) {
        int32_t middle = (low + high) / 2, order = cor_str_compare(code, places->codes[middle]);
        if (order == 0) return middle;
        if (order < 0)
            high = middle - 1;
        else
            low = middle + 1;
    }

    return -1;
}

int32_t world_place(const world_places *places, cor_str code) {
    int32_t place = find_exactly(places, code);
    for (size_t c = 0; place < 0 && c < sizeof COMPOSITIONS / sizeof *COMPOSITIONS; c++)
        if (cor_str_is(code, COMPOSITIONS[c].part))
            place = find_exactly(places, cor_str_of(COMPOSITIONS[c].whole));
    return place;
}

typedef void (*row_reader)(const cor_row *head, const cor_row *row, void *self);

/* Hand every row of a file to `reader`. The head is copied: a row lives only until the next. */
static cor_code read_rows(const char *folder, const char *name, cor_arena scratch,
                          row_reader reader, void *self, cor_error *err) {
    cor_table *table;
    cor_code code = world_open(folder, name, &table, err);
    if (code) return code;
    cor_row row, head = { 0 };
    bool found = true;

    for (bool first = true; !(code = cor_table_next(table, &row, &found, err)) && found;
         first = false) {
        if (!first) {
            reader(&head, &row, self);
            continue;
        }
        cor_cell *cells = cor_new(&scratch, cor_cell, row.cell_count);
        for (int32_t c = 0; c < row.cell_count; c++)
            cells[c].text = cor_str_keep(&scratch, row.cells[c].text);
        head = (cor_row){ 1, row.cell_count, cells };
    }

    cor_table_close(table);
    return code;
}

/* ---- places -------------------------------------------------------------- */

typedef struct {
    cor_arena *keep;
    cor_str codes[1024];
    int32_t count;
} code_list;

static void add_code(code_list *list, cor_str code) {
    for (int32_t k = list->count - 1; k >= 0; k--)
        if (cor_str_equal(list->codes[k], code)) return;
    if (list->count < 1024) list->codes[list->count++] = cor_str_keep(list->keep, code);
}

static void read_destination(const cor_row *head, const cor_row *row, void *self) {
    (void)head;
    add_code(self, row->cells[0].text);
}

static int by_code(const void *a, const void *b) {
    return cor_str_compare(*(const cor_str *)a, *(const cor_str *)b);
}

cor_code world_places_read(const char *folder, cor_arena *keep, world_places *ret_places,
                           cor_error *err) {
    static code_list living, counted;
    living = (code_list){ .keep = keep };
    counted = (code_list){ .keep = keep };
    cor_code code =
        read_rows(folder, "migrant_stock_by_dest", *keep, read_destination, &living, err);
    if (!code)
        code = read_rows(folder, "demography_5y_wpp2022", *keep, read_destination, &counted, err);
    if (code) return code;
    ret_places->codes = cor_new(keep, cor_str, living.count);
    ret_places->place_count = 0;

    for (int32_t k = 0; k < living.count; k++) {
        bool is_counted = cor_str_is(living.codes[k], "CHI");
        for (int32_t c = 0; !is_counted && c < counted.count; c++)
            is_counted = cor_str_equal(living.codes[k], counted.codes[c]);
        if (is_counted) ret_places->codes[ret_places->place_count++] = living.codes[k];
    }

    qsort(ret_places->codes, (size_t)ret_places->place_count, sizeof *ret_places->codes, by_code);
    return COR_OK;
}

/* ---- tables -------------------------------------------------------------- */

typedef struct {
    world_tables *world;
    int32_t year;
    char sex;
    int32_t columns[8];
    double *share_start, *share_end; // [n] of the population that is of this sex
    double *total_start, *total_end;
} table_reading;

static bool is_year(const cor_cell *cell, int32_t year) {
    return (int32_t)world_number(cell) == year;
}

static void find_columns(table_reading *reading, const cor_row *head, const char *const *names,
                         int32_t count) {
    for (int32_t k = 0; k < count; k++)
        reading->columns[k] = world_column(head, names[k]);
}

static void read_stock(const cor_row *head, const cor_row *row, void *self) {
    static const char *const NAMES[] = { "origin_iso3", "dest_iso3", "year", "sex", "value" };
    table_reading *reading = self;
    if (row->row == 2) find_columns(reading, head, NAMES, 5);
    const cor_cell *cells = row->cells;
    const int32_t *column = reading->columns;
    if (cells[column[3]].text.at[0] != reading->sex) return;

    double *table = is_year(&cells[column[2]], reading->year)       ? reading->world->start
                    : is_year(&cells[column[2]], reading->year + 5) ? reading->world->end
                                                                    : NULL;

    int32_t origin = world_place(&reading->world->places, cells[column[0]].text);
    int32_t destination = world_place(&reading->world->places, cells[column[1]].text);
    if (!table || origin < 0 || destination < 0 || origin == destination) return;
    table[(size_t)origin * (size_t)reading->world->places.place_count + (size_t)destination] +=
        world_number(&cells[column[4]]);
}

static void read_share(const cor_row *head, const cor_row *row, void *self) {
    static const char *const NAMES[] = { "iso3", "year", "sex", "population" };
    table_reading *reading = self;
    if (row->row == 2) find_columns(reading, head, NAMES, 4);
    const int32_t *column = reading->columns;
    int32_t place = world_place(&reading->world->places, row->cells[column[0]].text);
    char sex = row->cells[column[2]].text.at[0];
    if (place < 0 || (sex != 'T' && sex != reading->sex)) return;
    double people = world_number(&row->cells[column[3]]);
    if (is_year(&row->cells[column[1]], reading->year))
        (sex == 'T' ? reading->total_start : reading->share_start)[place] += people;

    if (is_year(&row->cells[column[1]], reading->year + 5))
        (sex == 'T' ? reading->total_end : reading->share_end)[place] += people;
}

static void read_demography(const cor_row *head, const cor_row *row, void *self) {
    static const char *const NAMES[] = { "iso3", "year0", "pop0", "pop1", "births", "deaths" };
    table_reading *reading = self;
    if (row->row == 2) find_columns(reading, head, NAMES, 6);
    const int32_t *column = reading->columns;
    int32_t place = world_place(&reading->world->places, row->cells[column[0]].text);
    if (place < 0 || !is_year(&row->cells[column[1]], reading->year)) return;
    reading->world->population_start[place] += world_number(&row->cells[column[2]]);
    reading->world->population_end[place] += world_number(&row->cells[column[3]]);
    reading->world->births[place] += world_number(&row->cells[column[4]]);
    reading->world->deaths[place] += world_number(&row->cells[column[5]]);
}

static double share_of(double part, double whole, char sex) {
    if (sex == 'T') return 1;
    return part > 0 && whole > part ? part / whole
                                    : 0.5; // not published by sex for the smallest areas
}

/* One sex: see the head of flows_world.h. Whole persons. */
static void split_by_sex(table_reading *reading) {
    world_tables *world = reading->world;
    double births_share = reading->sex == 'M' ? BOYS_SHARE : 1 - BOYS_SHARE;
    for (int32_t r = 0; reading->sex != 'T' && r < world->places.place_count; r++) {
        double start = world->population_start[r], end = world->population_end[r],
               births = world->births[r];
        double net = end - start - births + world->deaths[r];
        world->population_start[r] =
            nearbyint(start * share_of(reading->share_start[r], reading->total_start[r], 'X'));
        world->population_end[r] =
            nearbyint(end * share_of(reading->share_end[r], reading->total_end[r], 'X'));
        world->births[r] = nearbyint(births * births_share);
        double deaths =
            world->births[r] - (world->population_end[r] - world->population_start[r]) + net / 2;
        deaths = deaths < 0.2 * world->deaths[r] ? 0.2 * world->deaths[r] : deaths;
        world->deaths[r] =
            nearbyint(deaths > 0.8 * world->deaths[r] ? 0.8 * world->deaths[r] : deaths);
    }
}

static void fill_diagonal(double *table, const double *population, int32_t n) {
    for (int32_t r = 0; r < n; r++) {
        double foreign_born = 0;
        for (int32_t b = 0; b < n; b++)
            foreign_born += table[(size_t)b * (size_t)n + (size_t)r];
        table[(size_t)r * (size_t)n + (size_t)r] = population[r] - foreign_born;
    }
}

cor_code world_read(const char *folder, const world_places *places, int32_t year, char sex,
                    cor_arena *keep, world_tables *ret_world, cor_error *err) {
    int32_t n = places->place_count;
    size_t cells = (size_t)n * (size_t)n;
    world_tables *world = ret_world;

    *world = (world_tables){ .places = *places,
                             .start = cor_new(keep, double, cells),
                             .end = cor_new(keep, double, cells) };
    double *vectors = cor_new(keep, double, 8 * (size_t)n);
    if (!world->start || !world->end || !vectors) return cor_fail_memory(err);

    world->births = vectors;
    world->deaths = vectors + n;
    world->population_start = vectors + 2 * n;
    world->population_end = vectors + 3 * n;
    table_reading reading = { .world = world,
                              .year = year,
                              .sex = sex,
                              .share_start = vectors + 4 * n,
                              .share_end = vectors + 5 * n,
                              .total_start = vectors + 6 * n,
                              .total_end = vectors + 7 * n };
    cor_code code = read_rows(folder, "migrant_stock", *keep, read_stock, &reading, err);
    if (!code)
        code = read_rows(folder, "demography_5y_wpp2022", *keep, read_demography, &reading, err);
    if (!code && sex != 'T')
        code = read_rows(folder, "migrant_stock_by_dest", *keep, read_share, &reading, err);
    if (code) return code;
    split_by_sex(&reading);
    fill_diagonal(world->start, world->population_start, n);
    fill_diagonal(world->end, world->population_end, n);
    world->input = (cor_flows_input){ .place_count = n,
                                      .place_names = places->codes,
                                      .stock_start_persons = world->start,
                                      .stock_end_persons = world->end,
                                      .births_persons = world->births,
                                      .deaths_persons = world->deaths };

    return COR_OK;
}
