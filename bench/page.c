/* SPDX-License-Identifier: Apache-2.0 */
/* page.c: what the page of a corridor costs and weighs, without a network: the document from
 * memory, as the server makes it, the HTML of it, and its packing. Then the size of the largest
 * corridors in both languages.
 *
 * usage: bench-page DATABASE [TIMES [LARGEST [WALK]]] (a database made by corredor init and
 * flows run; 300 times, the 100 largest, 1000 corridors in turn) For instructions: valgrind
 * --tool=callgrind --instr-atstart=no build-release/bench/bench-page DATABASE 0 0 200 counts
 * those of 200 pages. */
#include <stdio.h>
#include <stdlib.h>

#include "corredor/render.h"

#include "ready.h"
#include "serve/http.h"

#if __has_include(<valgrind/callgrind.h>)
#include <valgrind/callgrind.h>
#else
#define CALLGRIND_START_INSTRUMENTATION
#define CALLGRIND_STOP_INSTRUMENTATION
#endif

static cor_stretch stretch;

typedef struct {
    double document_ms, html_ms; // of the processor
    size_t bytes, packed_bytes;
} cost;

/* One page as the server makes it. */
static cor_str page(cor_country origin, cor_country destination, cor_lang lang, cor_arena *keep,
                    cor_arena scratch, cost *ret_cost) {
    const cor_document *document;
    double start_ms = now_ms(CLOCK_THREAD_CPUTIME_ID);

    must(cor_dossier_corridor(&dossier, origin, destination, keep, &document, &failure));
    double made_ms = now_ms(CLOCK_THREAD_CPUTIME_ID);
    cor_out out = cor_out_memory(keep);
    must(cor_renderer_find(COR_STR("html"))
             ->render(document, &(cor_render_options){ .lang = lang }, scratch, &out, &failure));
    cor_str html = cor_out_str(&out);
    *ret_cost = (cost){ .document_ms = made_ms - start_ms,
                        .html_ms = now_ms(CLOCK_THREAD_CPUTIME_ID) - made_ms,
                        .bytes = html.length };

    return html;
}

static cost measure(cor_country origin, cor_country destination, cor_lang lang, bool pack) {
    cor_arena keep = cor_stretch_arena(&stretch), scratch = cor_arena_scratch(&keep);
    cost result;
    cor_str html = page(origin, destination, lang, &keep, scratch, &result);
    if (pack) result.packed_bytes = http_compress(html, HTTP_BROTLI, &keep).length;
    return result;
}

static void time_one(const char *from, const char *to, int times) {
    double document_ms = 0, html_ms = 0;
    cost last = { 0 };

    for (int i = 0; i < times; i++) {
        last = measure(place(from), place(to), i % 2 ? COR_LANG_ES : COR_LANG_EN, false);
        document_ms += last.document_ms;
        html_ms += last.html_ms;
    }

    if (times)
        printf(
            "%s-%s  document %6.3f ms  html %6.3f ms  together %6.3f ms of processor  %zu bytes\n",
            from, to, document_ms / times, html_ms / times, (document_ms + html_ms) / times,
            last.bytes);
}

/* Pages in turn, as a reader of all corridors would ask for them: nothing of one is left in the
 * caches for the next. */
static void time_walk(int pages) {
    static const char *const places[] = {
        "MEX", "GTM", "HND", "SLV", "NIC", "CRI", "PAN", "DOM", "HTI", "JAM", "CUB", "COL",
        "VEN", "ECU", "PER", "BOL", "PRY", "URY", "ARG", "CHL", "BRA", "GUY", "SUR", "TTO",
        "BLZ", "USA", "CAN", "ESP", "ITA", "FRA", "DEU", "GBR", "PRT", "CHE", "NLD", "BEL",
        "SWE", "NOR", "POL", "UKR", "RUS", "KAZ", "TUR", "SYR", "EGY", "MAR", "DZA", "NGA",
        "GHA", "SEN", "ZAF", "IND", "PAK", "BGD", "NPL", "PHL", "IDN", "CHN", "JPN", "AUS",
    };
    enum { COUNT = sizeof places / sizeof *places, WARM = 2 * COUNT };
    double ms = 0;
    int timed = 0;

    for (int n = 0; timed < pages; n++) {
        int from = n % COUNT, to = (n / COUNT + 7 * from + 1) % COUNT;
        if (from == to) continue;
        cost one = measure(place(places[from]), place(places[to]),
                           n % 2 ? COR_LANG_ES : COR_LANG_EN, false);
        if (n == WARM) CALLGRIND_START_INSTRUMENTATION;
        if (n > WARM) ms += one.document_ms + one.html_ms, timed++;
    }

    CALLGRIND_STOP_INSTRUMENTATION;
    if (pages) printf("%d corridors in turn  %6.3f ms of processor each\n", pages, ms / pages);
}

static void size_largest(int32_t count) {
    cor_corridor *list;
    size_t found;
    cor_stretch stretch_of_list;

    if (!count || !cor_stretch_open((size_t)64 << 20, &stretch_of_list)) return;
    cor_arena keep = cor_stretch_arena(&stretch_of_list);
    int64_t of;
    cor_corridor_filter filter = { .measure = COR_STR("stock"),
                                   .source = COR_STR("un-desa-ims-2020"),
                                   .period = cor_interval_year(2020),
                                   .limit = count };
    must(cor_figures_corridors(dossier.figures, &filter, &keep, &list, &found, &of, &failure));

    for (int lang = 0; lang < COR_LANG_COUNT; lang++) {
        size_t most = 0, packed_most = 0, sum = 0, packed_sum = 0, at = 0, packed_at = 0;
        for (size_t i = 0; i < found; i++) {
            cost one =
                measure(list[i].figure.origin, list[i].figure.destination, (cor_lang)lang, true);
            sum += one.bytes;
            packed_sum += one.packed_bytes;
            if (one.bytes > most) most = one.bytes, at = i;
            if (one.packed_bytes > packed_most) packed_most = one.packed_bytes, packed_at = i;
        }
        if (!found) continue;
        const cor_figure *a = &list[at].figure, *b = &list[packed_at].figure;
        printf("%s: %zu largest corridors: %zu bytes on average, %zu at most (%.*s-%.*s); as "
               "brotli %zu, %zu "
               "(%.*s-%.*s)\n",
               cor_lang_code((cor_lang)lang), found, sum / found, most,
               COR_STR_F(cor_country_code(a->origin)), COR_STR_F(cor_country_code(a->destination)),
               packed_sum / found, packed_most, COR_STR_F(cor_country_code(b->origin)),
               COR_STR_F(cor_country_code(b->destination)));
    }

    cor_stretch_close(&stretch_of_list);
}

int main(int count, char **arguments) {
    if (count < 2) {
        fprintf(stderr, "usage: bench-page DATABASE [TIMES [LARGEST [WALK]]]\n");
        return 64;
    }

    int times = count > 2 ? atoi(arguments[2]) : 300;
    if (!cor_stretch_open((size_t)64 << 20, &stretch)) return 71;
    ready_open(arguments[1]);
    ready_memory();
    static const char *const pairs[][2] = {
        { "NIC", "CRI" }, { "MEX", "USA" }, { "BLZ", "SUR" }, { "DOM", "ESP" }
    };
    enum { PAIRS = sizeof pairs / sizeof *pairs };
    for (int i = 0; i < 2 * PAIRS; i++) // what pages share is made once
        (void)measure(place(pairs[i / 2][0]), place(pairs[i / 2][1]), (cor_lang)(i % 2), false);

    CALLGRIND_START_INSTRUMENTATION;
    for (int i = 0; i < PAIRS; i++)
        time_one(pairs[i][0], pairs[i][1], times);

    CALLGRIND_STOP_INSTRUMENTATION;
    time_walk(count > 4 ? atoi(arguments[4]) : 1000);
    size_largest(count > 3 ? atoi(arguments[3]) : 100);
    ready_close();
    cor_stretch_close(&stretch);

    return 0;
}
