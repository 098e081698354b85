/* SPDX-License-Identifier: Apache-2.0 */
/* Threads that answer while figures are loaded and read anew: each page is that of before or that of
 * after, to the byte. Also run with the thread sanitizer, see script/test. */
#include "../dossier/small_world.h"

#include <pthread.h>
#include <sodium.h>
#include <stdatomic.h>

#include "corredor/render.h"
#include "serve/server.h"

enum { THREADS = 4, ROUNDS = 4 };

static const fact FACTS[] = {
    { "stock", "un-desa-ims-2020", "GTM", "MEX", "2015", "", 41952 },
    { "stock", "un-desa-ims-2020", "GTM", "MEX", "2020", "", 44178 },
    { "stock", "un-desa-ims-2020", "GTM", "MEX", "2020", "sex=F", 23311 },
    { "stock", "un-desa-ims-2020", "GTM", "MEX", "2020", "sex=M", 20867 },
    { "stock", "un-desa-ims-2020", "MEX", "USA", "2020", "", 10853105 },
    { "remittances", "knomad-remittances-2017", "GTM", "MEX", "2017", "", 17.5 },
    { "population", "un-wpp-2024", "", "MEX", "2023", "", 129739759 },
};
/* Of one source, so of one load: there is nothing between before and after. */
static const fact LATER[] = {
    { "stock", "un-desa-ims-2024", "GTM", "MEX", "2024", "", 53150 },
};

/* ---- pages --------------------------------------------------------------- */

static cor_code make_corridor(const cor_dossier *dossier, cor_arena *keep,
                              const cor_document **ret_document, cor_error *err) {
    cor_country origin, destination;
    bool known = cor_country_by_code(COR_STR("GTM"), &origin) &&
                 cor_country_by_code(COR_STR("MEX"), &destination);
    if (!known) return cor_fail_memory(err);
    return cor_dossier_corridor(dossier, origin, destination, keep, ret_document, err);
}

static cor_code make_country(const cor_dossier *dossier, cor_arena *keep,
                             const cor_document **ret_document, cor_error *err) {
    cor_country country;
    if (!cor_country_by_code(COR_STR("MEX"), &country)) return cor_fail_memory(err);
    return cor_dossier_country(dossier, country, keep, ret_document, err);
}

static const struct {
    cor_code (*make)(const cor_dossier *dossier, cor_arena *keep, const cor_document **ret_document,
                     cor_error *err);
    const char *format;
    cor_lang lang;
} PAGES[] = {
    { make_corridor, "html", COR_LANG_EN },     { make_corridor, "html", COR_LANG_ES },
    { make_corridor, "json", COR_LANG_EN },     { make_corridor, "xlsx", COR_LANG_EN },
    { make_corridor, "pdf", COR_LANG_ES },      { make_country, "html", COR_LANG_ES },
    { cor_dossier_world, "html", COR_LANG_EN }, { cor_dossier_sources, "csv", COR_LANG_EN },
};
enum { PAGE_COUNT = sizeof PAGES / sizeof *PAGES };

typedef struct {
    uint8_t bytes[32];
} page_digest;

static cor_code make_page(int page, page_digest *ret_digest, cor_error *err) {
    http_worker *worker;
    const cor_document *document;
    cor_code code = worker_get(&worker, err);
    if (code) return code;

    cor_arena keep = cor_stretch_arena(&worker->stretch);
    cor_dossier dossier = { .figures = worker->figures,
                            .registries = worker->registries,
                            .registry = worker->registry,
                            .flow_runs = worker->flow_runs };
    code = PAGES[page].make(&dossier, &keep, &document, err);
    if (code) return code;

    cor_out out = cor_out_memory(&keep);
    const cor_renderer *renderer = cor_renderer_find(cor_str_of(PAGES[page].format));
    code = renderer->render(document, &(cor_render_options){ .lang = PAGES[page].lang },
                            cor_stretch_arena(&worker->scratch), &out, err);
    if (code) return code;

    cor_str text = cor_out_str(&out);
    crypto_generichash(ret_digest->bytes, sizeof ret_digest->bytes, (const uint8_t *)text.at,
                       text.length, NULL, 0);
    return COR_OK;
}

/* ---- threads ------------------------------------------------------------- */

typedef struct {
    page_digest digests[ROUNDS][PAGE_COUNT];
    int32_t first_page, round_count;
    atomic_int rounds_done;
    cor_code code;
} page_walk;

static void *walk_pages(void *walk_) {
    page_walk *walk = walk_;
    cor_error err = { 0 };

    for (int round = 0; round < walk->round_count && !walk->code; round++) {
        for (int i = 0; i < PAGE_COUNT && !walk->code; i++) {
            int page = (i + walk->first_page) % PAGE_COUNT;
            walk->code = make_page(page, &walk->digests[round][page], &err);
        }
        walk->rounds_done++;
    }

    walk->rounds_done = ROUNDS;
    return NULL;
}

static pthread_t start_walk(page_walk *walk) {
    pthread_t thread;
    assert_int_equal(pthread_create(&thread, NULL, walk_pages, walk), 0);
    return thread;
}

/* The pages as they are now. */
static void make_all(page_digest ret_pages[PAGE_COUNT]) {
    static page_walk walk;
    walk = (page_walk){ .round_count = 1 };
    pthread_join(start_walk(&walk), NULL);
    assert_int_equal(walk.code, COR_OK);
    memcpy(ret_pages, walk.digests[0], sizeof walk.digests[0]);
}

static bool are_done(page_walk *walks, int rounds) {
    for (int i = 0; i < THREADS; i++)
        if (walks[i].rounds_done < rounds) return false;
    return true;
}

static bool is_same(const page_digest *a, const page_digest *b) {
    return memcmp(a, b, sizeof *a) == 0;
}

static void threads_see_before_or_after(void **state) {
    (void)state;
    static page_walk walks[THREADS];
    page_digest before[PAGE_COUNT], after[PAGE_COUNT];
    pthread_t threads[THREADS];
    small_world world;
    bool changed;

    small_world_of(&world, FACTS);
    char path[512];
    snprintf(path, sizeof path, "%s", test_folder_file(&world.folder, "small.db"));
    workers_open(cor_str_of(path));
    assert_ok(workers_refresh(true, &changed, &world.err), &world.err);
    make_all(before);

    for (int i = 0; i < THREADS; i++) {
        walks[i] = (page_walk){ .first_page = i, .round_count = ROUNDS };
        threads[i] = start_walk(&walks[i]);
    }

    while (!are_done(walks, 1))
        usleep(1000);
    small_world_add(&world, LATER, sizeof LATER / sizeof *LATER);
    assert_ok(workers_refresh(false, &changed, &world.err), &world.err);
    assert_true(changed);
    while (!are_done(walks, ROUNDS))
        assert_ok(workers_refresh(true, &changed, &world.err), &world.err);
    for (int i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
    make_all(after);

    assert_false(is_same(&before[0], &after[0])); // the corridor has a newer figure
    for (int i = 0; i < THREADS; i++) {
        assert_int_equal(walks[i].code, COR_OK);
        for (int round = 0; round < ROUNDS; round++)
            for (int page = 0; page < PAGE_COUNT; page++) {
                const page_digest *made = &walks[i].digests[round][page];
                if (!is_same(made, &before[page]) && !is_same(made, &after[page]))
                    fail_msg("page %d of round %d is neither that of before nor that of after",
                             page, round);
            }
    }

    workers_close();
    small_world_close(&world);
}

test_program(cmocka_unit_test(threads_see_before_or_after))
