/* house.c: each thread that answers has its own connection to the database and its own stretch of memory; all share the
 * current figures in memory, which are read anew when something was loaded. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "server.h"

/* Address space for the largest document; only what is used becomes memory, and most of it is given back after. */
enum { STRETCH_BYTES = 1 << 30 };

/* Figures in memory, closed by whoever uses them last. */
struct house_memory {
    cor_memory *figures;
    int32_t users;
};

static struct {
    cor_str database;
    pthread_mutex_t lock;
    house_memory *memory;
    _Atomic int64_t generation;
} common = { .lock = PTHREAD_MUTEX_INITIALIZER, .generation = 1 };

static pthread_key_t own_key;
static pthread_once_t own_once = PTHREAD_ONCE_INIT;

/* ---- the shared memory ------------------------------------------------------------------------------------------- */

static house_memory *take_memory(void) {
    pthread_mutex_lock(&common.lock);
    house_memory *memory = common.memory;
    if (memory) memory->users++;
    pthread_mutex_unlock(&common.lock);
    return memory;
}

static void release_memory(house_memory *memory) {
    if (!memory) return;
    pthread_mutex_lock(&common.lock);
    bool last = --memory->users == 0;
    pthread_mutex_unlock(&common.lock);
    if (!last) return;
    cor_memory_close(memory->figures);
    free(memory);
}

static void put_memory(cor_memory *figures) {
    house_memory *memory = figures ? calloc(1, sizeof *memory) : NULL;
    if (memory) {
        *memory = (house_memory){ .figures = figures, .users = 1 };
    } else {
        cor_memory_close(figures);
    }
    pthread_mutex_lock(&common.lock);
    house_memory *before = common.memory;
    common.memory = memory;
    pthread_mutex_unlock(&common.lock);
    common.generation++;
    release_memory(before);
}

static cor_code read_figures(cor_memory **ret_memory, bool *ret_changed, cor_error *err) {
    cor_store *store = NULL;
    cor_figures *figures = NULL;
    cor_code code = cor_store_open(common.database, COR_STORE_READ, &store, err);
    if (!code) code = cor_figures_open(store, &figures, err);
    house_memory *now = take_memory();
    bool current = false;
    if (!code && now && !*ret_changed) code = cor_memory_is_current(now->figures, figures, &current, err);
    release_memory(now);
    *ret_changed = !code && !current;
    if (*ret_changed) code = cor_memory_open(figures, ret_memory, err);
    cor_figures_close(figures);
    cor_store_close(store);
    return code;
}

cor_code house_refresh(bool always, bool *ret_changed, cor_error *err) {
    cor_memory *memory = NULL;
    bool changed = always;
    cor_code code = read_figures(&memory, &changed, err);
    *ret_changed = !code && changed;
    if (*ret_changed) put_memory(memory);
    return code;
}

/* ---- a thread's own ---------------------------------------------------------------------------------------------- */

static void close_figures(http_house *house) {
    cor_figures_close(house->figures);
    cor_store_close(house->store);
    release_memory(house->memory);
    house->figures = NULL;
    house->store = NULL;
    house->memory = NULL;
}

static void close_writing(http_house *house) {
    cor_store_close(house->writing);
    house->writing = NULL;
}

/* The server library's threads end where we do not see it, so giving back is the thread's own last act. */
static void leave(void *value) {
    http_house *house = value;
    close_figures(house);
    close_writing(house);
    cor_stretch_close(&house->stretch);
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
    put_memory(NULL);
}

static http_house *move_in(void) {
    http_house *house = calloc(1, sizeof *house);
    if (!house) return NULL;
    if (cor_stretch_open(STRETCH_BYTES, &house->stretch) && pthread_setspecific(own_key, house) == 0) return house;
    cor_stretch_close(&house->stretch);
    free(house);
    return NULL;
}

static cor_code open_figures(http_house *house, cor_error *err) {
    int64_t generation = common.generation;
    cor_code code = cor_store_open(common.database, COR_STORE_READ, &house->store, err);
    if (!code) code = cor_figures_open(house->store, &house->figures, err);
    if (code) {
        close_figures(house);
        return code;
    }
    house->memory = take_memory();
    if (house->memory) cor_figures_use(house->figures, house->memory->figures);
    house->generation = generation;
    return COR_OK;
}

cor_code house_get(http_house **ret_house, cor_error *err) {
    http_house *own = pthread_getspecific(own_key);
    if (!own) own = move_in();
    if (!own) return cor_fail_memory(err);
    if (own->figures && own->generation != common.generation) close_figures(own);
    cor_code code = own->figures ? COR_OK : open_figures(own, err);
    if (!code) *ret_house = own;
    return code;
}

/* Where the database lies is for the log of those who run the server, not for a reader's screen. */
static cor_code refuse_writing(cor_code code, cor_error *err) {
    if (code == COR_E_MEMORY) return code;
    http_log_event("writing", err->what);
    cor_fail(err, COR_E_BUSY, _("Nothing can be written here at the moment; pages can still be read."));
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
    cor_code code = own->writing ? COR_OK : cor_store_open(common.database, COR_STORE_WRITE, &own->writing, err);
    if (code) return refuse_writing(code, err);
    own->writing_generation = generation;
    *ret_store = own->writing;
    return COR_OK;
}
