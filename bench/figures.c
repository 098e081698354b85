/* SPDX-License-Identifier: Apache-2.0 */
/* figures.c: how fast the store of figures loads, finds and ranks. Synthetic figures in the
 * amounts of the data pack: a bilateral table with sex and seven years, and tables of one place
 * with many parts and years.
 *
 * usage: bench-figures [DATABASE]    (default: a file in the current folder, removed afterwards) */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "figures/figures.h"

static cor_error err;

/* Wall time, and processor time: what is left to compare when others use the machine too. */
typedef struct {
    double wall_s, processor_s;
} stopwatch;

static stopwatch since(stopwatch start) {
    struct timespec time;
    struct rusage usage;
    clock_gettime(CLOCK_MONOTONIC, &time);
    getrusage(RUSAGE_SELF, &usage);
    double wall_s = (double)time.tv_sec + (double)time.tv_nsec / 1e9;
    double processor_s = (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
                         (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
    return (stopwatch){ wall_s - start.wall_s, processor_s - start.processor_s };
}

/* "walk a whole measure    221214 figures   0.188 s   0.180 s processor   1228.8 thousand/s". */
static void report_line(const char *what, double count, const char *of, stopwatch start) {
    stopwatch spent = since(start);
    printf("%-32s %8.0f %-9s %8.4f s %8.4f s processor %8.1f thousand/s of processor time\n", what,
           count, of, spent.wall_s, spent.processor_s, count / spent.processor_s / 1e3);
}

static void must(cor_code code) {
    if (!code) return;
    cor_out out = cor_out_file(stderr);
    cor_error_print(&err, COR_LANG_EN, &out);
    exit(1);
}

static uint64_t state = 42;
static uint32_t random_below(uint32_t end) { // xorshift64*
    state ^= state >> 12;
    state ^= state << 25;
    state ^= state >> 27;
    return (uint32_t)(((state * 2685821657736338717ULL) >> 33) % end);
}

static cor_country places[300];
static uint32_t place_count;

static void gather_places(void) {
    size_t count;
    const cor_country_info *list = cor_country_list(&count);
    for (size_t i = 0; i < count && place_count < 232; i++)
        if (list[i].kind == COR_PLACE_COUNTRY) places[place_count++] = list[i].place;
}

static const char *const sexes[] = { "", "sex=F", "sex=M" };

/* About 46 origins for each of 232 destinations, as in the United Nations table. */
static bool has_corridor(uint32_t origin, uint32_t destination) {
    return origin != destination && (origin * 7 + destination * 13) % 5 == 0;
}

static double people(uint32_t origin, uint32_t destination, int sex, int year) {
    uint32_t x = origin * 2654435761u ^ destination * 40503u;
    double women = (double)((x >> 8) % 5000), men = (double)((x >> 4) % 4000);
    women += year % 7;
    return sex == 0 ? women + men : sex == 1 ? women : men;
}

static cor_load *begin(cor_figures *figures, const char *source, const char *file) {
    cor_load_head head = { .dataset = COR_STR("bench"),
                           .layout = COR_STR("synthetic"),
                           .source = cor_str_of(source),
                           .file_name = cor_str_of(file) };
    cor_load *load;
    cor_source described = { .key = cor_str_of(source) };
    must(cor_source_put(figures, &described, &err));
    must(cor_load_begin(figures, &head, &load, &err));
    return load;
}

static void end(cor_load *load, const char *what, stopwatch start) {
    cor_load_report report;
    must(cor_load_commit(load, &report, &err));
    cor_load_close(load);
    report_line(what, (double)(report.added + report.unchanged + report.revised), "figures", start);
}

/* By year, then place, as published tables are: not the order of the store. */
static void load_corridors(cor_figures *figures, double change, const char *what) {
    stopwatch start = since((stopwatch){ 0 });
    cor_load *load = begin(figures, "bench-stock", "stock.csv");
    int32_t row = 1;

    for (int year = 1990; year <= 2020; year += 5)
        for (uint32_t d = 0; d < place_count; d++)
            for (uint32_t o = 0; o < place_count; o++)
                for (int sex = 0; sex < 3 && has_corridor(o, d); sex++) {
                    cor_figure figure = { .measure = COR_STR("stock"),
                                          .origin = places[o],
                                          .destination = places[d],
                                          .period = cor_interval_year(year),
                                          .breakdown = cor_str_of(sexes[sex]),
                                          .value =
                                              people(o, d, sex, year) + (o % 10 == 0 ? change : 0),
                                          .row = ++row };
                    must(cor_load_append(load, &figure, &err));
                }

    end(load, what, start);
}

static void load_places(cor_figures *figures, int table) {
    static const char *const measures[] = { "population", "births", "deaths", "net_migration" };
    char source[32], breakdown[64];
    snprintf(source, sizeof source, "bench-table-%d", table);
    stopwatch start = since((stopwatch){ 0 });
    cor_load *load = begin(figures, source, "table.csv");
    int32_t row = 1;
    size_t code_count;
    const cor_code_label *codes = cor_code_list(&code_count);

    for (uint32_t place = 0; place < place_count; place++)
        for (size_t c = 0; c < code_count; c++) {
            if (!cor_str_is(codes[c].dimension->key, "age") || codes[c].order > 21) continue;
            for (int sex = 0; sex < 3; sex++)
                for (int year = 1990; year < 2002; year++) {
                    snprintf(breakdown, sizeof breakdown, "age=%.*s%s%s", COR_STR_F(codes[c].code),
                             sex ? ";" : "", sexes[sex]);
                    cor_figure figure = { .measure = cor_str_of(measures[table % 4]),
                                          .destination = places[place],
                                          .period = cor_interval_year(year),
                                          .breakdown = cor_str_of(breakdown),
                                          .value = place * 1e3 + year + sex + (double)c / 7,
                                          .status = COR_ESTIMATED,
                                          .row = ++row };
                    must(cor_load_append(load, &figure, &err));
                }
        }

    end(load, source, start);
}

static void find(cor_figures *figures) {
    char room[4096];
    enum { TIMES = 200000 };
    stopwatch start = since((stopwatch){ 0 });
    int found_count = 0;

    for (int i = 0; i < TIMES; i++) {
        uint32_t o = random_below(place_count), d = random_below(place_count);
        cor_arena keep = { room, room + sizeof room };
        cor_figure figure;
        bool found;
        must(cor_figures_find(figures, COR_STR("stock"), COR_STR("bench-stock"), places[o],
                              places[d], cor_interval_year(1990 + 5 * (int)random_below(7)),
                              cor_str_of(sexes[random_below(3)]), &keep, &figure, &found, &err));
        found_count += found;
    }

    if (!found_count) must(cor_fail(&err, COR_E_SOFTWARE, "nothing found"));
    report_line("find, random", TIMES, "lookups", start);
}

static void rank(cor_figures *figures, cor_arena keep, const char *what) {
    cor_corridor_filter filter = { .measure = COR_STR("stock"),
                                   .source = COR_STR("bench-stock"),
                                   .period = cor_interval_year(2020),
                                   .origins = &places[10],
                                   .origin_count = 1 };
    cor_corridor *list;
    size_t count;
    int64_t of;
    stopwatch start = since((stopwatch){ 0 });

    must(cor_figures_corridors(figures, &filter, &keep, &list, &count, &of, &err));
    report_line(what, (double)of, "corridors", start);
}

static void select_some(cor_figures *figures, cor_arena keep) {
    enum { TIMES = 2000 };
    stopwatch start = since((stopwatch){ 0 });
    size_t total = 0;

    for (int i = 0; i < TIMES; i++) {
        cor_arena room = keep;
        cor_filter filter = { .measure = COR_STR("stock"),
                              .origins = &places[random_below(place_count)],
                              .destinations = &places[random_below(place_count)],
                              .origin_count = 1,
                              .destination_count = 1 };
        cor_figure *list;
        size_t count;
        must(cor_figures_select(figures, &filter, &room, &list, &count, &err));
        total += count;
    }

    report_line("select a corridor", TIMES, "queries", start);
    start = since((stopwatch){ 0 });
    cor_filter everything = { .measure = COR_STR("stock") };
    cor_query *query;
    cor_figure figure;
    bool found = true;
    total = 0;
    must(cor_query_open(figures, &everything, &query, &err));
    for (; found; total++)
        must(cor_query_next(query, &figure, &found, &err));

    cor_query_close(query);
    report_line("walk a whole measure", (double)(total - 1), "figures", start);
}

static void check(cor_figures *figures, cor_arena keep) {
    cor_check_result *results;
    size_t count;
    stopwatch start = since((stopwatch){ 0 });
    must(cor_figures_check(figures, &keep, &results, &count, &err));
    int64_t problems = 0;
    for (size_t i = 0; i < count; i++)
        problems += results[i].problem_count;
    report_line("check", (double)problems, "problems", start);
}

static cor_code count_figures(cor_figures *figures, cor_arena keep, int64_t *ret_total) {
    cor_source_summary *list;
    size_t count;
    cor_code code = cor_sources_list(figures, &keep, &list, &count, &err);
    if (code) return code;
    *ret_total = 0;
    for (size_t i = 0; i < count; i++)
        *ret_total += list[i].figure_count;
    return COR_OK;
}

int main(int argc, char **argv) {
    const char *path = argc > 1 ? argv[1] : "bench-figures.db";
    unlink(path);
    gather_places();
    cor_stretch stretch;
    if (!cor_stretch_open(1 << 28, &stretch)) return 71;

    cor_arena keep = cor_stretch_arena(&stretch);
    cor_store *store;
    cor_figures *figures;
    stopwatch start = since((stopwatch){ 0 });
    must(cor_store_open(cor_str_of(path), COR_STORE_CREATE, &store, &err));
    must(cor_figures_open(store, &figures, &err));
    load_corridors(figures, 0, "bench-stock");
    for (int table = 0; table < 5; table++)
        load_places(figures, table);

    must(cor_store_tune(store, &err));
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    struct stat status;
    stat(path, &status);
    int64_t total;
    must(count_figures(figures, keep, &total));
    report_line("the whole pack", (double)total, "figures", start);
    printf("peak memory %ld MB, database %lld MB\n", usage.ru_maxrss / 1024,
           (long long)status.st_size >> 20);
    load_corridors(figures, 0, "bench-stock again");
    load_corridors(figures, 1, "bench-stock, a tenth revised");
    find(figures);
    rank(figures, keep, "rank, first time");
    rank(figures, keep, "rank, again");
    select_some(figures, keep);
    check(figures, keep);
    cor_figures_close(figures);
    cor_store_close(store);
    cor_stretch_close(&stretch);
    if (argc < 2) unlink(path);

    return 0;
}
