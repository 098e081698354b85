/* SPDX-License-Identifier: Apache-2.0 */
/* search.c: how fast publications are found among 100,000. They are generated: titles and
 * summaries in both languages of words as frequent as words are (Zipf), the topics, forms,
 * countries and years of a library.
 *
 * usage: bench-search [DATABASE [COUNT]]    (default: a file in the current folder, removed
 * afterwards; kept and used again when it is named) */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "core/random.h"
#include "kinds/kinds.h"
#include "registry/registry.h"

enum { VOCABULARY = 8000, QUERIES = 500, BATCH = 2000 };

static cor_error err;
static const cor_random seed = { .seed = 20261127 };
static uint64_t counter;

static void must(cor_code code) {
    if (!code) return;
    cor_out out = cor_out_file(stderr);
    cor_error_print(&err, COR_LANG_EN, &out);
    exit(1);
}

static double uniform(void) {
    return cor_random_uniform(seed, counter++);
}

static int32_t below(int32_t end) {
    return (int32_t)(uniform() * end);
}

/* The rank of a word as frequent as words are: the k-th about 1/k of the first. */
static int32_t rank_of_word(void) {
    return (int32_t)exp(uniform() * log(VOCABULARY)) - 1;
}

/* Real words of the field for the most frequent ranks, made-up ones behind. */
static void put_word(cor_out *out, int32_t rank, cor_lang lang) {
    static const char *const frequent[][COR_LANG_COUNT] = {
        { "migration", "migración" },
        { "labour", "laboral" },
        { "workers", "trabajadores" },
        { "recruitment", "reclutamiento" },
        { "countries", "países" },
        { "study", "estudio" },
        { "fair", "ética" },
        { "women", "mujeres" },
        { "temporary", "temporal" },
        { "agreement", "acuerdo" },
        { "remittances", "remesas" },
        { "rights", "derechos" },
        { "fees", "comisiones" },
        { "agriculture", "agricultura" },
        { "inspection", "inspección" },
    };
    static const char *const syllables[] = { "ba",  "ce",  "di",  "fo",  "gu",  "la", "me",
                                             "ni",  "po",  "ru",  "sa",  "te",  "vi", "zo",
                                             "cha", "bre", "tri", "plo", "gua", "nue" };

    if (rank < (int32_t)(sizeof frequent / sizeof *frequent)) {
        cor_put_c(out, frequent[rank][lang]);
        return;
    }

    for (int32_t rest = rank; rest > 0; rest /= 20)
        cor_put_c(out, syllables[rest % 20]);
    cor_put_c(out, lang == COR_LANG_ES ? "ción" : "ment");
}

static cor_str words(cor_arena *keep, int32_t count, cor_lang lang) {
    cor_out out = cor_out_memory(keep);
    for (int32_t i = 0; i < count; i++) {
        if (i) cor_put_char(&out, ' ');
        put_word(&out, rank_of_word(), lang);
    }
    return cor_out_str(&out);
}

static int32_t field(const cor_registry_kind *kind, const char *name) {
    return cor_registry_field_find(kind, cor_str_of(name));
}

static cor_entry *make_publication(const cor_registry_kind *kind, int32_t number, cor_arena *keep) {
    static const char *const topics[] = { "recruitment", "labour_market", "mechanisms",
                                          "remittances", "diaspora",      "statistics",
                                          "governance",  "protection" };
    static const char *const forms[] = { "report", "infosheet", "notice",
                                         "guide",  "video",     "article" };
    static const char *const places[] = { "GTM", "MEX", "HND", "SLV", "NIC", "CRI", "PAN", "DOM",
                                          "HTI", "JAM", "GUY", "BLZ", "USA", "CAN", "ESP", "ABW" };
    cor_entry *entry = cor_entry_new(kind, cor_str_print(keep, "P%06d", number), keep);
    if (!entry) exit(1);

    for (int lang = 0; lang < COR_LANG_COUNT; lang++) {
        entry->values[field(kind, "title")][lang] = words(keep, 8, (cor_lang)lang);
        entry->values[field(kind, "summary")][lang] = words(keep, 40, (cor_lang)lang);
    }

    int32_t place = (int32_t)(16 * pow(uniform(), 2)), other = (int32_t)(16 * pow(uniform(), 2));
    entry->values[field(kind, "topics")][0] = cor_str_of(topics[below(8)]);
    entry->values[field(kind, "form")][0] = cor_str_of(forms[below(6)]);
    entry->values[field(kind, "places")][0] =
        cor_str_print(keep, "%s;%s", places[place], places[other]);
    entry->values[field(kind, "year")][0] = cor_str_print(keep, "%d", 1980 + below(46));

    return entry;
}

static void generate(cor_registry *registry, int32_t count, cor_stretch *stretch) {
    const cor_registry_kind *kind = cor_registry_kind_find(&cor_kinds, COR_STR("publication"));
    cor_registry_import options = { .act = { .who = COR_STR("bench"),
                                             .why = COR_STR("generated"),
                                             .state = COR_STATE_PUBLISHED } };

    for (int32_t first = 0; first < count; first += BATCH) {
        cor_arena keep = cor_stretch_arena(stretch), scratch = cor_arena_scratch(&keep);
        cor_entry **list = cor_new(&keep, cor_entry *, BATCH);
        cor_import_report report;
        int32_t size = count - first < BATCH ? count - first : BATCH;
        for (int32_t i = 0; i < size; i++)
            list[i] = make_publication(kind, first + i, &keep);
        must(cor_registry_put_all(registry, list, NULL, (size_t)size, &options, &keep, scratch,
                                  &report, &err));
        cor_stretch_trim(stretch, 0);
    }
}

/* ---- questions ----------------------------------------------------------- */

typedef enum {
    ANY_WORDS,
    COMMON_WORDS,
    RARE_WORDS,
    BEGINNINGS,
    PHRASE,
    UNKNOWN_WORD
} question_sort;

typedef struct {
    const char *name;
    int32_t words, conditions;
    question_sort sort;
    bool facets; // as the page of the library asks
} question;

static double now_ms(clockid_t clock) {
    struct timespec time;
    clock_gettime(clock, &time);
    return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

static int ascending(const void *a, const void *b) {
    const double *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

static int32_t rank_for(question_sort sort) {
    return sort == RARE_WORDS     ? VOCABULARY / 4 + below(VOCABULARY / 2)
           : sort == COMMON_WORDS ? below(4)
                                  : rank_of_word();
}

/* Both languages in turn; the first letters of a word, words in quotation marks, a word that
 * nothing has. */
static cor_str question_text(const question *of, cor_arena *keep) {
    cor_out out = cor_out_memory(keep);
    cor_lang lang = (cor_lang)below(2);

    if (of->sort == PHRASE) cor_put_char(&out, '"');
    for (int32_t i = 0; i < of->words; i++) {
        cor_out word = cor_out_memory(keep);
        put_word(&word, rank_for(of->sort), lang);
        cor_str text = cor_out_str(&word);
        if (i) cor_put_char(&out, ' ');
        cor_put(&out,
                of->sort == BEGINNINGS ? cor_str_part(text, 0, (size_t)(2 + below(3))) : text);
        if (of->sort == BEGINNINGS) cor_put_char(&out, '*');
    }

    if (of->sort == PHRASE) cor_put_char(&out, '"');
    if (of->sort == UNKNOWN_WORD) cor_put_c(&out, " xylography");
    return cor_out_str(&out);
}

static void print_times(const char *what, double *times_ms, int32_t count) {
    qsort(times_ms, (size_t)count, sizeof *times_ms, ascending);
    printf("   %s median %6.2f p99 %6.2f worst %6.2f ms", what, times_ms[count / 2],
           times_ms[count * 99 / 100], times_ms[count - 1]);
}

/* Wall time, and processor time: what is left to compare when others use the machine too. */
static void ask(cor_registry *registry, const question *of, cor_stretch *stretch, int32_t count) {
    static double wall_ms[QUERIES], processor_ms[QUERIES];
    static const cor_registry_where conditions[] = { { "topics", COR_STR_INIT("recruitment") },
                                                     { "places", COR_STR_INIT("ABW") } };
    int64_t found = 0;

    for (int32_t i = 0; i < count; i++) {
        cor_arena keep = cor_stretch_arena(stretch), scratch = cor_arena_scratch(&keep);
        cor_registry_hits hits;
        cor_registry_query query = { .kind =
                                         cor_registry_kind_find(&cor_kinds, COR_STR("publication")),
                                     .text = question_text(of, &keep),
                                     .where = conditions,
                                     .where_count = of->conditions,
                                     .all = true,
                                     .facets = of->facets,
                                     .lang = (cor_lang)(i % 2) };
        double start_ms = now_ms(CLOCK_MONOTONIC),
               start_processor_ms = now_ms(CLOCK_PROCESS_CPUTIME_ID);
        must(cor_registry_search(registry, &query, &keep, scratch, &hits, &err));
        wall_ms[i] = now_ms(CLOCK_MONOTONIC) - start_ms;
        processor_ms[i] = now_ms(CLOCK_PROCESS_CPUTIME_ID) - start_processor_ms;
        found += hits.total;
        cor_stretch_trim(stretch, (size_t)1 << 20);
    }

    printf("%-34s %4.0f found", of->name, (double)found / count);
    print_times("wall", wall_ms, count);
    print_times("processor", processor_ms, count);
    printf("\n");
}

int main(int argc, char **argv) {
    setvbuf(stdout, NULL, _IOLBF, 0);
    static const question questions[] = {
        { "one word", 1, 0, ANY_WORDS, false },
        { "two words", 2, 0, ANY_WORDS, false },
        { "three words", 3, 0, ANY_WORDS, false },
        { "six words", 6, 0, ANY_WORDS, false },
        { "two of the four commonest", 2, 0, COMMON_WORDS, false },
        { "two rare words", 2, 0, RARE_WORDS, false },
        { "beginning of a word", 1, 0, BEGINNINGS, false },
        { "beginnings of two words", 2, 0, BEGINNINGS, false },
        { "phrase of two words", 2, 0, PHRASE, false },
        { "a word nothing has", 0, 0, UNKNOWN_WORD, false },
        { "two words and one nothing has", 2, 0, UNKNOWN_WORD, false },
        { "two words, topic and country", 2, 2, ANY_WORDS, false },
        { "no words, topic and country", 0, 2, ANY_WORDS, false },
        { "one word, with facets (the page)", 1, 0, ANY_WORDS, true },
        { "two words, with facets", 2, 0, ANY_WORDS, true },
        { "three words, with facets", 3, 0, ANY_WORDS, true },
        { "beginning of a word, with facets", 1, 0, BEGINNINGS, true },
        { "two words, topic, with facets", 2, 1, ANY_WORDS, true },
        { "no words, topic, with facets", 0, 1, ANY_WORDS, true },
    };
    char own[] = "bench-search.db";
    const char *path = argc > 1 ? argv[1] : own;
    int32_t count = argc > 2 ? atoi(argv[2]) : 100000;
    struct stat status;
    bool is_new = argc < 2 || stat(path, &status) != 0;
    cor_stretch stretch;
    cor_store *store;
    cor_registry *registry;
    if (!cor_stretch_open((size_t)1 << 30, &stretch)) return 1;

    must(
        cor_store_open(cor_str_of(path), is_new ? COR_STORE_CREATE : COR_STORE_READ, &store, &err));
    must(cor_registry_open(store, &cor_kinds, &registry, &err));
    double start_ms = now_ms(CLOCK_PROCESS_CPUTIME_ID);

    if (is_new) {
        generate(registry, count, &stretch);
        printf("%d publications generated, checked and stored in %.1f s of processor time\n", count,
               (now_ms(CLOCK_PROCESS_CPUTIME_ID) - start_ms) / 1e3);
    }

    for (size_t i = 0; i < sizeof questions / sizeof *questions; i++)
        ask(registry, &questions[i], &stretch,
            QUERIES / 100); // the pages that are needed come into memory

    printf("-- warm\n");
    for (size_t i = 0; i < sizeof questions / sizeof *questions; i++)
        ask(registry, &questions[i], &stretch, QUERIES);

    cor_registry_close(registry);
    cor_store_close(store);
    cor_stretch_close(&stretch);

    if (argc < 2) {
        unlink(own);
        unlink("bench-search.db-wal");
        unlink("bench-search.db-shm");
    }

    return 0;
}
