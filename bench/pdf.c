/* SPDX-License-Identifier: Apache-2.0 */
/* pdf.c: what a dossier on paper costs: the first of a thread, which looks for the fonts, and
 * those after it.
 *
 * usage: bench-pdf DATABASE [TIMES]    (a database made by corredor init; 40 times) For
 * instructions: valgrind --tool=callgrind --instr-atstart=no build-release/bench/bench-pdf
 * DATABASE 5 leaves one count for each line. */
#include <stdio.h>
#include <stdlib.h>

#include "corredor/render.h"

#include "ready.h"

#if __has_include(<valgrind/callgrind.h>)
#include <valgrind/callgrind.h>
#else
#define CALLGRIND_START_INSTRUMENTATION
#define CALLGRIND_STOP_INSTRUMENTATION
#define CALLGRIND_DUMP_STATS_AT(what) (void)(what)
#endif

static cor_stretch stretch;

static double processor_ms(void) {
    return now_ms(CLOCK_THREAD_CPUTIME_ID);
}

/* Milliseconds of the processor for drawing; making the document is not in them: bench-page
 * measures it. */
static double draw(const char *from, const char *to, cor_lang lang, size_t *ret_bytes) {
    cor_arena keep = cor_stretch_arena(&stretch), scratch = cor_arena_scratch(&keep);
    const cor_document *document;
    must(cor_dossier_corridor(&dossier, place(from), place(to), &keep, &document, &failure));
    cor_out out = cor_out_memory(&keep);
    double start_ms = processor_ms();
    must(cor_renderer_find(COR_STR("pdf"))
             ->render(document, &(cor_render_options){ .lang = lang }, scratch, &out, &failure));
    *ret_bytes = out.used;
    return processor_ms() - start_ms;
}

static int by_value(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void measure(const char *from, const char *to, cor_lang lang, int times) {
    enum { TIMES_MAX = 1000 };
    static double took_ms[TIMES_MAX];
    size_t bytes = 0;

    if (times > TIMES_MAX) times = TIMES_MAX;
    double first_ms = draw(from, to, lang, &bytes);
    CALLGRIND_START_INSTRUMENTATION;
    for (int i = 0; i < times; i++)
        took_ms[i] = draw(from, to, lang, &bytes);

    CALLGRIND_STOP_INSTRUMENTATION;
    CALLGRIND_DUMP_STATS_AT(to);
    qsort(took_ms, (size_t)times, sizeof *took_ms, by_value);
    printf("%s-%s %s   first %6.1f ms   again %6.1f ms of processor (median; least %.1f)   %zu "
           "bytes\n",
           from, to, cor_lang_code(lang), first_ms, times ? took_ms[times / 2] : 0,
           times ? took_ms[0] : 0, bytes);
}

/* Each once, as visitors ask for them: most words were seen before, most numbers were not. */
static void measure_in_turn(void) {
    static const char places[][4] = { "GTM", "HND", "SLV", "NIC", "CUB",
                                      "COL", "VEN", "ECU", "PER", "BOL" };
    enum { COUNT = sizeof places / sizeof *places };
    double took_ms = 0;
    size_t bytes = 0;

    CALLGRIND_START_INSTRUMENTATION;
    for (int i = 0; i < COUNT; i++)
        took_ms +=
            draw(places[i], i % 2 ? "USA" : "MEX", i % 4 < 2 ? COR_LANG_EN : COR_LANG_ES, &bytes);

    CALLGRIND_STOP_INSTRUMENTATION;
    CALLGRIND_DUMP_STATS_AT("in turn");
    printf("%d corridors in turn, each once   %6.1f ms of processor each\n", COUNT,
           took_ms / COUNT);
}

int main(int count, char **arguments) {
    if (count < 2) {
        fprintf(stderr, "usage: bench-pdf DATABASE [TIMES]\n");
        return 64;
    }

    int times = count > 2 ? atoi(arguments[2]) : 40;
    if (!cor_stretch_open((size_t)256 << 20, &stretch)) return 71;
    ready_open(arguments[1]);
    ready_memory();
    measure("NIC", "CRI", COR_LANG_EN, times);
    measure("NIC", "CRI", COR_LANG_ES, times);
    measure("MEX", "USA", COR_LANG_ES, times);
    measure_in_turn();
    ready_close();
    cor_stretch_close(&stretch);

    return 0;
}
