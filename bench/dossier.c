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

static double now_s(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
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

/* First time, median and worst of the times after. */
static void measure(const char *name, void (*make)(void)) {
    enum { TIMES = 200 };
    static double times_ms[TIMES];
    cor_arena before = keep;
    size_t bytes = 0;
    for (int i = 0; i < TIMES; i++) {
        keep = before;
        double start_s = now_s();
        make();
        times_ms[i] = 1000 * (now_s() - start_s);
        bytes = (size_t)(keep.next - before.next);
    }
    keep = before;
    double first_ms = times_ms[0];
    qsort(times_ms + 1, TIMES - 1, sizeof *times_ms, by_value);
    printf("%-24s first %7.2f ms   median %6.2f ms   worst %6.2f ms   %5zu KB\n", name, first_ms, times_ms[TIMES / 2],
           times_ms[TIMES - 1], bytes / 1024);
}

int main(int count, char **arguments) {
    if (count != 2) {
        fprintf(stderr, "usage: bench-dossier DATABASE\n");
        return 64;
    }
    cor_stretch stretch;
    cor_store *store;
    if (!cor_stretch_open((size_t)1 << 30, &stretch)) return 71;
    keep = cor_stretch_arena(&stretch);
    must(cor_store_open(cor_str_of(arguments[1]), COR_STORE_READ, &store, &err));
    must(cor_figures_open(store, &dossier.figures, &err));
    measure("corridor NIC-CRI", nicaragua_costa_rica);
    measure("corridor MEX-USA", mexico_united_states);
    measure("corridor BLZ-SUR", few_people);
    measure("country MEX", country);
    measure("ranking of 50", ranking);
    measure("world", world);
    measure("home", home);
    cor_figures_close(dossier.figures);
    cor_store_close(store);
    cor_stretch_close(&stretch);
    return 0;
}
