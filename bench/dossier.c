/* SPDX-License-Identifier: Apache-2.0 */
/* dossier.c: how long documents take on the real database, uncached but for what the store keeps
 * between requests.
 *
 * usage: bench-dossier DATABASE    (made by corredor init) */
#include <stdio.h>
#include <stdlib.h>

#include "ready.h"

static cor_arena keep;

static void corridor(const char *from, const char *to) {
    const cor_document *document;
    must(cor_dossier_corridor(&dossier, place(from), place(to), &keep, &document, &failure));
}
static void nicaragua_costa_rica(void) {
    corridor("NIC", "CRI");
}
static void mexico_united_states(void) {
    corridor("MEX", "USA");
}
static void few_people(void) {
    corridor("BLZ", "SUR");
}
static void country(void) {
    const cor_document *document;
    must(cor_dossier_country(&dossier, place("MEX"), &keep, &document, &failure));
}
static void ranking(void) {
    const cor_document *document;
    must(cor_dossier_corridors(&dossier, &(cor_ranking){ 0 }, &keep, &document, &failure));
}
static void world(void) {
    const cor_document *document;
    must(cor_dossier_world(&dossier, &keep, &document, &failure));
}
static void home(void) {
    const cor_document *document;
    must(cor_dossier_home(&dossier, &(cor_home){ 0 }, &keep, &document, &failure));
}

static int by_value(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

static double median(double *values, int count) {
    qsort(values, (size_t)count, sizeof *values, by_value);
    return values[count / 2];
}

/* On a busy machine the time of the processor says more than the time on the wall. */
static void measure(const char *name, void (*make)(void)) {
    enum { TIMES = 200 };
    static double wall_ms[TIMES], processor_ms[TIMES];
    cor_arena before = keep;
    size_t bytes = 0;

    for (int i = 0; i < TIMES; i++) {
        keep = before;
        double wall = now_ms(CLOCK_MONOTONIC), processor = now_ms(CLOCK_PROCESS_CPUTIME_ID);
        make();
        wall_ms[i] = now_ms(CLOCK_MONOTONIC) - wall;
        processor_ms[i] = now_ms(CLOCK_PROCESS_CPUTIME_ID) - processor;
        bytes = (size_t)(keep.next - before.next);
    }

    keep = before;
    double first_ms = wall_ms[0];
    printf("%-18s first %7.2f ms   median %6.2f ms   processor %6.2f ms   %5zu KB\n", name,
           first_ms, median(wall_ms, TIMES), median(processor_ms, TIMES), bytes / 1024);
}

static void measure_all(void) {
    measure("corridor NIC-CRI", nicaragua_costa_rica);
    measure("corridor MEX-USA", mexico_united_states);
    measure("corridor BLZ-SUR", few_people);
    measure("country MEX", country);
    measure("ranking of 50", ranking);
    measure("world", world);
    measure("home", home);
}

int main(int count, char **arguments) {
    if (count != 2) {
        fprintf(stderr, "usage: bench-dossier DATABASE\n");
        return 64;
    }

    cor_stretch stretch;
    if (!cor_stretch_open((size_t)1 << 30, &stretch)) return 71;
    keep = cor_stretch_arena(&stretch);
    ready_open(arguments[1]);
    printf("from the database\n");
    measure_all();
    double start_ms = now_ms(CLOCK_MONOTONIC);
    ready_memory();
    printf("figures read into memory in %.0f ms; from memory, as the server answers\n",
           now_ms(CLOCK_MONOTONIC) - start_ms);
    measure_all();
    ready_close();
    cor_stretch_close(&stretch);

    return 0;
}
