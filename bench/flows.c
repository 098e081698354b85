/* SPDX-License-Identifier: Apache-2.0 */
/* flows.c: how long a world table of moves takes. usage: bench-flows [PACK_FOLDER
 * [FOLDER_FOR_TABLES]]
 *
 * With a second folder the tables and the moves of da-min-closed are written there, for
 * bench/flows_peer.R.
 *
 * The peer is the R package migest 2.0.5 (G. Abel). It was timed once, on a two-core Debian 12
 * machine: one closed table of 230 areas 32 s and 1.2 GB, six methods for six periods and both
 * sexes about 19 minutes. Ratios against it are labelled as recorded. */
#include <math.h>
#include <omp.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

#include "corredor/indices.h"
#include "flows_world.h"

enum { PERIODS = 6, SEXES = 2, REPEATS = 15 };
static const double RECORDED_TABLE_S = 32, RECORDED_RUN_S = 19 * 60;

static double clock_ms(clockid_t clock) {
    struct timespec at;
    clock_gettime(clock, &at);
    return (double)at.tv_sec * 1e3 + (double)at.tv_nsec / 1e6;
}

/* On one thread processor time is what a quiet machine would show, also on a busy one. */
static double now_ms(void) {
    return clock_ms(CLOCK_PROCESS_CPUTIME_ID);
}

static void check(cor_code code, const cor_error *err) {
    if (!code) return;
    cor_out out = cor_out_file(stderr);
    cor_error_print(err, COR_LANG_EN, &out);
    exit(cor_code_exit(code));
}

typedef struct {
    double least_ms, median_ms;
    double used_mb; // of the arenas
    cor_flows flows;
} measurement;

static int by_size(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Pages that were written to in a zeroed arena. */
static double touched_mb(cor_arena zeroed) {
    static const char EMPTY[4096];
    size_t count = 0;
    for (const char *page = zeroed.next; page + sizeof EMPTY <= zeroed.end; page += sizeof EMPTY)
        count += memcmp(page, EMPTY, sizeof EMPTY) != 0;
    return (double)count * sizeof EMPTY / 1048576;
}

static measurement measure(const char *method, const cor_flows_input *input,
                           const cor_flows_options *options, size_t room_bytes, int repeats) {
    static cor_error err;
    double times[REPEATS];
    measurement timing = { 0 };

    for (int k = 0; k < repeats; k++) {
        cor_stretch stretch;
        if (!cor_stretch_open(room_bytes, &stretch)) exit(71);
        cor_arena keep = cor_stretch_arena(&stretch), scratch = cor_arena_scratch(&keep),
                  begin = keep;
        double start = now_ms();
        check(cor_flows_estimate(cor_flows_method_find(cor_str_of(method)), input, options, &keep,
                                 scratch, &timing.flows, &err),
              &err);
        times[k] = now_ms() - start;
        if (k == 0) timing.used_mb = touched_mb(begin) + touched_mb(scratch);
        timing.flows.moves_persons = NULL; // its memory goes with the stretch
        cor_stretch_close(&stretch);
    }

    qsort(times, (size_t)repeats, sizeof *times, by_size);
    timing.least_ms = times[0];
    timing.median_ms = times[repeats / 2];

    return timing;
}

static void print_methods(const world_tables *world) {
    size_t count;
    const cor_flows_method *methods = cor_flows_method_list(&count);

    printf("one table, %d areas, 2015 to 2020, one core\n", (int)world->places.place_count);
    printf("  %-18s %9s %9s %9s %6s %14s %11s\n", "method", "median ms", "least ms", "memory MB",
           "rounds", "moves", "margin err");

    for (size_t m = 0; m < count; m++) {
        measurement timing =
            measure(methods[m].name.at, &world->input, NULL, (size_t)256 << 20, REPEATS);
        const cor_flows_report *report = &timing.flows.report;
        printf("  %-18s %9.2f %9.2f %9.1f %6d %14.0f %11.1e\n", methods[m].name.at,
               timing.median_ms, timing.least_ms, timing.used_mb, (int)report->iterations,
               report->moves_persons, report->margin_error_persons);
    }

    measurement closed = measure("da-min-closed", &world->input, NULL, (size_t)256 << 20, REPEATS);
    printf("  da-min-closed: %.0f times the recorded speed of migest 2.0.5 (32 s; recorded, not "
           "run here)\n",
           RECORDED_TABLE_S * 1e3 / closed.median_ms);
}

/* A table of propensities that fall with the distance of the areas in the list: what matters is
 * that no two are equal.
 */
static void print_seeded(const world_tables *world, cor_arena scratch) {
    int32_t n = world->places.place_count;
    double *seed = cor_new(&scratch, double, (size_t)n *(size_t)n);

    for (int32_t i = 0; i < n; i++)
        for (int32_t j = 0; j < n; j++)
            seed[(size_t)i * (size_t)n + (size_t)j] =
                i == j ? 0 : 1 / (1 + fabs((double)(i - j)) + 0.01 * (i * 7 % 31));

    cor_flows_input input = world->input;
    input.seed = seed;
    measurement timing = measure("da-min-closed", &input, NULL, (size_t)256 << 20, REPEATS);
    printf("  %-18s %9.2f %9.2f %9.1f %6d\n", "closed, with seed", timing.median_ms,
           timing.least_ms, timing.used_mb, (int)timing.flows.report.iterations);
}

static void print_replicates(const world_tables *world, int32_t count, cor_arena keep,
                             cor_arena scratch) {
    static cor_error err;
    cor_flows_interval interval;
    cor_flows_doubt doubt = { .replicate_count = count, .seed = 1 };
    double start = clock_ms(CLOCK_MONOTONIC), work = now_ms();

    check(cor_flows_replicate(cor_flows_method_find(COR_STR("da-min-closed")), &world->input, NULL,
                              &doubt, NULL, 0, &keep, scratch, &interval, &err),
          &err);
    printf("%d replicates of the closed table with all intervals, %d threads: %.2f s, %.2f s of "
           "processor time (%d "
           "failed); moves %.1f to %.1f million\n",
           (int)count, omp_get_max_threads(), (clock_ms(CLOCK_MONOTONIC) - start) / 1e3,
           (now_ms() - work) / 1e3, (int)interval.failed_count, interval.moves_low_persons / 1e6,
           interval.moves_high_persons / 1e6);
}

static cor_arena lane_of(cor_arena room, int lane, int lane_count) {
    size_t bytes = (size_t)(room.end - room.next) / (size_t)lane_count / 64 * 64;
    return (cor_arena){ room.next + (size_t)lane * bytes, room.next + (size_t)(lane + 1) * bytes };
}

/* Milliseconds: processor time on one thread, of the clock on several. */
static double estimate_worlds(const world_tables *worlds, const cor_flows_method *const *methods,
                              int32_t count, int lane_count, cor_arena keep, cor_arena scratch) {
    const cor_flows_options options = { .impossible =
                                            COR_FLOWS_IMPOSSIBLE_SHIFT }; // Curaçao before 2010
    clockid_t clock = lane_count == 1 ? CLOCK_PROCESS_CPUTIME_ID : CLOCK_MONOTONIC;
    double start = clock_ms(clock);
#pragma omp parallel for schedule(dynamic) num_threads(lane_count)
    for (int k = 0; k < PERIODS * SEXES; k++) {
        cor_error err = { 0 };
        cor_flows flows[16];
        int lane = omp_get_thread_num();
        cor_arena room = lane_of(keep, lane, lane_count),
                  inner = lane_of(scratch, lane, lane_count);
        check(cor_flows_estimate_all(methods, count, &worlds[k].input, &options, &room, inner,
                                     flows, &err),
              &err);
    }
    return clock_ms(clock) - start;
}

static void print_run(const char *folder, const world_places *places, cor_arena keep,
                      cor_arena scratch) {
    static cor_error err;
    static world_tables worlds[PERIODS * SEXES];
    size_t count;
    const cor_flows_method *methods = cor_flows_method_list(&count), *compared[16];
    int32_t chosen = 0;

    for (size_t m = 0; m < count; m++)
        if (methods[m].traits & COR_FLOWS_COMPARED) compared[chosen++] = &methods[m];
    for (int k = 0; k < PERIODS * SEXES; k++)
        check(world_read(folder, places, 1990 + 5 * (k / SEXES), "FM"[k % SEXES], &keep, &worlds[k],
                         &err),
              &err);

    double one = INFINITY, all = INFINITY;
    for (int repeat = 0; repeat < 5; repeat++) {
        one = fmin(one, estimate_worlds(worlds, compared, chosen, 1, keep, scratch));
        all = fmin(all,
                   estimate_worlds(worlds, compared, chosen, omp_get_num_procs(), keep, scratch));
    }

    printf("six methods x six periods x two sexes: %.3f s on one core, %.3f s on %d; %.0f times "
           "the recorded speed of "
           "migest 2.0.5 (recorded)\n",
           one / 1e3, all / 1e3, omp_get_num_procs(), RECORDED_RUN_S * 1e3 / one);
}

/* ---- growth -------------------------------------------------------------- */

static uint64_t state = 1;
static double draw(void) { // SplitMix64
    uint64_t z = (state += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return (double)((z ^ (z >> 31)) >> 11) / 9007199254740992.0;
}

/* A made-up world: most people at home, foreign-born cells `filled` of all. */
static void fill_world(int32_t n, double filled, double *start, double *end) {
    for (int32_t b = 0; b < n; b++)
        for (int32_t r = 0; r < n; r++) {
            size_t cell = (size_t)b * (size_t)n + (size_t)r;
            start[cell] = b == r            ? 1e5 + rint(exp(17 * draw()))
                          : draw() < filled ? rint(exp(11 * draw()))
                                            : 0;
            end[cell] = b == r ? start[cell] : rint(start[cell] * (0.7 + 0.7 * draw()));
        }
}

static void print_growth(double filled) {
    printf("da-min-closed, %.0f%% of cells filled, made-up worlds:", filled * 100);
    for (int32_t n = 50; n <= 1000; n = n == 50 ? 100 : n == 100 ? 230 : n == 230 ? 500 : 2 * n) {
        size_t bytes = (size_t)n * (size_t)n * sizeof(double);
        double *start = malloc(bytes), *end = malloc(bytes);
        if (!start || !end) exit(71);
        fill_world(n, filled, start, end);
        cor_flows_input input = { .place_count = n,
                                  .stock_start_persons = start,
                                  .stock_end_persons = end };
        measurement timing = measure("da-min-closed", &input, NULL, ((size_t)64 << 20) + 60 * bytes,
                                     n > 400 ? 3 : 7);
        printf("  n=%d %.1f ms", (int)n, timing.median_ms);
        free(start);
        free(end);
    }

    printf("\n");
}

/* ---- tables for the peer ------------------------------------------------- */

static void write_table(const char *folder, const char *name, const world_places *places,
                        const double *cells, int32_t columns, const char *head) {
    char path[4096];
    snprintf(path, sizeof path, "%s/%s.csv", folder, name);
    FILE *file = fopen(path, "we");
    if (!file) exit(73);
    fprintf(file, "%s", head);
    for (int32_t j = 0; columns == places->place_count && j < columns; j++)
        fprintf(file, ",%.*s", COR_STR_F(places->codes[j]));

    for (int32_t i = 0; i < places->place_count; i++) {
        fprintf(file, "\n%.*s", COR_STR_F(places->codes[i]));
        for (int32_t j = 0; j < columns; j++)
            fprintf(file, ",%.17g", cells[(size_t)i * (size_t)columns + (size_t)j]);
    }

    fprintf(file, "\n");
    fclose(file);
}

static void write_tables(const char *folder, const world_tables *world, cor_arena keep,
                         cor_arena scratch) {
    static cor_error err;
    int32_t n = world->places.place_count;
    double *events = cor_new(&keep, double, 2 * (size_t)n);

    for (int32_t r = 0; r < n; r++) {
        events[2 * r] = world->births[r];
        events[2 * r + 1] = world->deaths[r];
    }

    cor_flows flows;
    check(cor_flows_estimate(cor_flows_method_find(COR_STR("da-min-closed")), &world->input, NULL,
                             &keep, scratch, &flows, &err),
          &err);
    write_table(folder, "start", &world->places, world->start, n, "birthplace");
    write_table(folder, "end", &world->places, world->end, n, "birthplace");
    write_table(folder, "moves", &world->places, flows.moves_persons, n, "origin");
    write_table(folder, "events", &world->places, events, 2, "region,births,deaths");
}

/* ---- general tools ------------------------------------------------------- */

/* The indices of a made-up system with distances; the total Gini index compares n^4 pairs of cells
 * in n^2 log n steps.
 */
static void print_indices(cor_arena keep, cor_arena scratch) {
    static cor_error err;
    printf("all indices with distance decay:");
    for (int32_t n = 60; n <= 240; n *= 2) {
        cor_arena room = keep;
        double *moves = cor_new(&room, double, (size_t)n *(size_t)n);
        double *distance = cor_new(&room, double, (size_t)n *(size_t)n);
        for (size_t cell = 0; cell < (size_t)n * (size_t)n; cell++) {
            distance[cell] = 10 + 5000 * draw();
            moves[cell] = rint(1e6 * draw() / distance[cell]);
        }
        cor_indices indices;
        cor_indices_input input = { .place_count = n,
                                    .moves_persons = moves,
                                    .distance_km = distance };
        double start = now_ms();
        check(cor_indices_compute(&input, &room, scratch, &indices, &err), &err);
        printf("  n=%d %.1f ms", (int)n, now_ms() - start);
    }

    printf("\n");
}

int main(int argc, char **argv) {
    const char *folder = argc > 1 ? argv[1] : "data/pack";
    static cor_error err;
    cor_stretch stretch, other;

    if (!cor_stretch_open((size_t)512 << 20, &stretch) ||
        !cor_stretch_open((size_t)1 << 30, &other))
        return 71;

    cor_arena keep = cor_stretch_arena(&stretch), scratch = cor_stretch_arena(&other);
    world_places places;
    world_tables world;
    check(world_places_read(folder, &keep, &places, &err), &err);
    check(world_read(folder, &places, 2015, 'T', &keep, &world, &err), &err);
    int threads = omp_get_max_threads();
    omp_set_num_threads(1);
    if (argc > 2) write_tables(argv[2], &world, keep, scratch);
    print_methods(&world);
    print_seeded(&world, scratch);
    print_run(folder, &places, keep, scratch);
    print_growth(0.2);
    print_growth(1);
    print_indices(keep, scratch);
    omp_set_num_threads(threads);
    print_replicates(&world, 1000, keep, scratch);
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    printf("largest resident size of this program: %.0f MB\n", (double)usage.ru_maxrss / 1024);
    cor_stretch_close(&stretch);
    cor_stretch_close(&other);

    return 0;
}
