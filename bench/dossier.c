/* dossier.c: how long documents take on the real database, uncached but for what the store keeps between requests.
 *
 * usage: bench-dossier DATABASE    (made by corredor init) */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "corredor/dossier.h"

static cor_error err;
static cor_dossier dossier;
static cor_arena keep;

static double now_ms(clockid_t clock) {
    struct timespec time;
    clock_gettime(clock, &time);
    return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

static void must(cor_code code) {
    if (!code) return;
    cor_out out = cor_out_file(stderr);
    cor_error_print(&err, COR_LANG_EN, &out);
    exit(1);
}

static cor_country place(const char *code) {
    cor_country found = COR_COUNTRY_NONE;
    if (!cor_country_by_code(cor_str_of(code), &found)) abort();
    return found;
}

static void corridor(const char *from, const char *to) {
    const cor_document *document;
    must(cor_dossier_corridor(&dossier, place(from), place(to), &keep, &document, &err));
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
    must(cor_dossier_country(&dossier, place("MEX"), &keep, &document, &err));
}
static void ranking(void) {
    const cor_document *document;
    must(cor_dossier_corridors(&dossier, &(cor_ranking){ 0 }, &keep, &document, &err));
}
static void world(void) {
    const cor_document *document;
    must(cor_dossier_world(&dossier, &keep, &document, &err));
}
static void home(void) {
    const cor_document *document;
    must(cor_dossier_home(&dossier, &keep, &document, &err));
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
    printf("%-18s first %7.2f ms   median %6.2f ms   processor %6.2f ms   %5zu KB\n", name, first_ms,
           median(wall_ms, TIMES), median(processor_ms, TIMES), bytes / 1024);
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
    cor_store *store;
    cor_memory *memory;
    if (!cor_stretch_open((size_t)1 << 30, &stretch)) return 71;
    keep = cor_stretch_arena(&stretch);
    must(cor_store_open(cor_str_of(arguments[1]), COR_STORE_READ, &store, &err));
    must(cor_figures_open(store, &dossier.figures, &err));
    printf("from the database\n");
    measure_all();
    double start_ms = now_ms(CLOCK_MONOTONIC);
    must(cor_memory_open(dossier.figures, &memory, &err));
    printf("figures read into memory in %.0f ms; from memory, as the server answers\n",
           now_ms(CLOCK_MONOTONIC) - start_ms);
    cor_figures_use(dossier.figures, memory);
    measure_all();
    cor_figures_close(dossier.figures);
    cor_memory_close(memory);
    cor_store_close(store);
    cor_stretch_close(&stretch);
    return 0;
}
