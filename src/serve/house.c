/* SPDX-License-Identifier: Apache-2.0 */
/* house.c: each thread that answers has its own connection to the database and its own stretch
 * of memory; all share the current figures and registries in memory, which are read anew when
 * something was changed. */
#include <malloc.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "kinds/kinds.h"
#include "server.h"

/* Address space for the largest document; only what is used becomes memory, and most of it is
 * given back after. */
enum { STRETCH_BYTES = 1 << 29 };

/* A thing in memory, closed by whoever uses it last. */
struct house_shared {
    void *thing;
    void (*close)(void *thing);
    int32_t users;
};

static struct {
    cor_str database;
    pthread_mutex_t lock;
    house_shared *figures, *registries;
    _Atomic int64_t generation;
} common = { .lock = PTHREAD_MUTEX_INITIALIZER, .generation = 1 };

static pthread_key_t own_key;
static pthread_once_t own_once = PTHREAD_ONCE_INIT;

/* ---- the shared memory --------------------------------------------------- */

/* The current figures, and what is made of them when first asked for. */
typedef struct {
    cor_memory *memory;
    cor_flow_runs_memory *flow_runs;
} current_figures;

static void close_figures_memory(void *thing) {
    current_figures *current = thing;
    cor_memory_close(current->memory);
    cor_flow_runs_memory_close(current->flow_runs);
    free(current);
}

static void close_registry_memory(void *thing) {
    cor_registry_memory_close(thing);
}

static house_shared *take(house_shared *const *place) {
    pthread_mutex_lock(&common.lock);
    house_shared *shared = *place;
    if (shared) shared->users++;
    pthread_mutex_unlock(&common.lock);
    return shared;
}

static void release(house_shared *shared) {
    if (!shared) return;
    pthread_mutex_lock(&common.lock);
    bool last = --shared->users == 0;
    pthread_mutex_unlock(&common.lock);
    if (!last) return;
    shared->close(shared->thing);
    free(shared);
}

/* Put a new thing, or none, in the place of the one that is there. */
static void put(house_shared **place, void *thing, void (*close)(void *thing)) {
    house_shared *shared = thing ? calloc(1, sizeof *shared) : NULL;
    if (shared) *shared = (house_shared){ .thing = thing, .close = close, .users = 1 };
    if (thing && !shared) close(thing);
    pthread_mutex_lock(&common.lock);
    house_shared *before = *place;
    *place = shared;
    pthread_mutex_unlock(&common.lock);
    common.generation++;
    release(before);
}

static cor_code read_figures(cor_figures *figures, current_figures **ret_fresh, cor_error *err) {
    current_figures *fresh = calloc(1, sizeof *fresh);
    if (!fresh) return cor_fail_memory(err);
    cor_code code = cor_memory_open(figures, &fresh->memory, err);
    if (!code) code = cor_flow_runs_memory_open(&fresh->flow_runs, err);
    if (code)
        close_figures_memory(fresh);

    else
        *ret_fresh = fresh;
    return code;
}

static cor_code refresh_figures(cor_store *store, bool always, bool *ret_changed, cor_error *err) {
    cor_figures *figures = NULL;
    current_figures *fresh = NULL;
    bool is_current = false;
    house_shared *now = take(&common.figures);
    current_figures *known = now ? now->thing : NULL;
    cor_code code = cor_figures_open(store, &figures, err);
    if (!code && known && known->memory && !always)
        code = cor_memory_is_current(known->memory, figures, &is_current, err);
    if (!code && !is_current) code = read_figures(figures, &fresh, err);
    release(now);
    cor_figures_close(figures);
    if (code || is_current) return code;

    put(&common.figures, fresh, close_figures_memory);
    *ret_changed = true;
    return COR_OK;
}

static cor_code refresh_registries(cor_store *store, bool always, bool *ret_changed,
                                   cor_error *err) {
    cor_registry *registry = NULL;
    cor_registry_memory *memory = NULL;
    bool current = false;
    house_shared *now = take(&common.registries);
    cor_code code = cor_registry_open(store, &cor_kinds, &registry, err);
    if (!code && now && !always)
        code = cor_registry_memory_is_current(now->thing, registry, &current, err);
    if (!code && !current) code = cor_registry_memory_open(registry, 0, &memory, err);
    release(now);
    cor_registry_close(registry);
    if (code || current) return code;

    put(&common.registries, memory, close_registry_memory);
    *ret_changed = true;
    return COR_OK;
}

cor_code house_refresh(bool always, bool *ret_changed, cor_error *err) {
    cor_store *store = NULL;
    *ret_changed = false;
    cor_code code = cor_store_open(common.database, COR_STORE_READ, &store, err);
    if (!code) code = refresh_figures(store, always, ret_changed, err);
    if (!code) code = refresh_registries(store, always, ret_changed, err);
    cor_store_close(store);

    if (*ret_changed)
        malloc_trim(
            0); // reading everything once fills the cache of the database, which is gone now

    return code;
}

/* ---- a thread's own ------------------------------------------------------ */

static void close_database(http_house *house) {
    cor_registry_close(house->registry);
    cor_figures_close(house->figures);
    cor_store_close(house->store);
    release(house->figures_shared);
    release(house->registries_shared);
    house->registry = NULL;
    house->figures = NULL;
    house->store = NULL;
    house->registries = NULL;
    house->flow_runs = NULL;
    house->figures_shared = house->registries_shared = NULL;
}

static void close_writing(http_house *house) {
    cor_store_close(house->writing);
    house->writing = NULL;
}

/* The server library's threads end where we do not see it, so giving back is the thread's own
 * last act. */
static void leave(void *value) {
    http_house *house = value;
    close_database(house);
    close_writing(house);
    cor_stretch_close(&house->stretch);
    cor_stretch_close(&house->scratch);
    free(house);
}

static void make_key(void) {
    if (pthread_key_create(&own_key, leave) != 0) abort();
}

void house_open(cor_str database) {
    pthread_once(&own_once, make_key);
    common.database = database;
}

void house_close(void) {
    put(&common.figures, NULL, NULL);
    put(&common.registries, NULL, NULL);
}

static http_house *move_in(void) {
    http_house *house = calloc(1, sizeof *house);
    if (!house) return NULL;
    if (cor_stretch_open(STRETCH_BYTES, &house->stretch) &&
        cor_stretch_open(STRETCH_BYTES, &house->scratch) &&
        pthread_setspecific(own_key, house) == 0)
        return house;

    cor_stretch_close(&house->stretch);
    cor_stretch_close(&house->scratch);
    free(house);

    return NULL;
}

static void take_memories(http_house *house) {
    house->figures_shared = take(&common.figures);
    house->registries_shared = take(&common.registries);
    if (house->figures_shared) {
        current_figures *current = house->figures_shared->thing;
        if (current->memory) cor_figures_use(house->figures, current->memory);
        house->flow_runs = current->flow_runs;
    }

    if (house->registries_shared) house->registries = house->registries_shared->thing;
}

static cor_code open_database(http_house *house, cor_error *err) {
    int64_t generation = common.generation;
    cor_code code = cor_store_open(common.database, COR_STORE_READ, &house->store, err);
    if (!code) code = cor_figures_open(house->store, &house->figures, err);
    if (!code) code = cor_registry_open(house->store, &cor_kinds, &house->registry, err);
    if (code) {
        close_database(house);
        return code;
    }

    take_memories(house);
    house->generation = generation;
    return COR_OK;
}

cor_code house_get(http_house **ret_house, cor_error *err) {
    http_house *own = pthread_getspecific(own_key);
    if (!own) own = move_in();
    if (!own) return cor_fail_memory(err);
    if (own->store && own->generation != common.generation) close_database(own);
    cor_code code = own->store ? COR_OK : open_database(own, err);
    if (!code) *ret_house = own;
    return code;
}

/* Where the database lies is for the log of those who run the server, not for a reader's screen. */
static cor_code refuse_writing(cor_code code, cor_error *err) {
    if (code == COR_E_MEMORY) return code;
    http_log_event("writing", err->what);
    cor_fail(err, COR_E_BUSY,
             _("Nothing can be written here at the moment; pages can still be read."));
    return cor_hint(err, _("Try again later. If it stays so, tell those who run this server."));
}

void house_settle(void) {
    http_house *own = pthread_getspecific(own_key);
    if (own && own->writing) cor_store_rollback(own->writing);
}

cor_code http_store_write(cor_store **ret_store, cor_error *err) {
    http_house *own = pthread_getspecific(own_key);
    if (!own) own = move_in();
    if (!own) return cor_fail_memory(err);
    int64_t generation = common.generation;
    if (own->writing && own->writing_generation != generation) close_writing(own);
    cor_code code = own->writing
                        ? COR_OK
                        : cor_store_open(common.database, COR_STORE_WRITE, &own->writing, err);
    if (code) return refuse_writing(code, err);

    own->writing_generation = generation;
    *ret_store = own->writing;
    return COR_OK;
}
