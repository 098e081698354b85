/* SPDX-License-Identifier: Apache-2.0 */
/* worker.c: each answering thread has its own connection to the database and its own memory; all
 * share the current figures and registries in memory, which are read again when the database has
 * changed. */
#include <fcntl.h>
#include <malloc.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "kinds/kinds.h"
#include "server.h"

/* Address space for the largest document; only touched pages use memory, and most are returned
 * afterwards. */
enum { STRETCH_BYTES = 1 << 29 };

/* Counted references; the last one to be released closes it. */
struct worker_shared {
    void *memory; // current_figures or cor_registry_memory
    void (*close)(void *memory);
    int32_t references;
};

static struct {
    cor_str database;
    pthread_mutex_t lock;
    worker_shared *figures, *registries;
    struct stat file; // that was read last, guarded
    int descriptor;   // of that file, plus one; guarded. See keep_descriptor
    _Atomic int64_t generation;
    _Atomic bool is_unread; // the last attempt to read it failed
} common = { .lock = PTHREAD_MUTEX_INITIALIZER, .generation = 1 };

static pthread_key_t own_key;
static pthread_once_t own_once = PTHREAD_ONCE_INIT;

/* ---- the shared memory --------------------------------------------------- */

/* The current figures, and the tables of flows made from them on demand. */
typedef struct {
    cor_memory *memory;
    cor_flow_runs_memory *flow_runs;
} current_figures;

static void close_figures_memory(void *memory) {
    current_figures *current = memory;
    cor_memory_close(current->memory);
    cor_flow_runs_memory_close(current->flow_runs);
    free(current);
}

static void close_registry_memory(void *memory) {
    cor_registry_memory_close(memory);
}

static worker_shared *hold_shared(worker_shared *const *place) {
    pthread_mutex_lock(&common.lock);
    worker_shared *shared = *place;
    if (shared) shared->references++;
    pthread_mutex_unlock(&common.lock);
    return shared;
}

static void release_shared(worker_shared *shared) {
    if (!shared) return;
    pthread_mutex_lock(&common.lock);
    bool last = --shared->references == 0;
    pthread_mutex_unlock(&common.lock);
    if (!last) return;
    shared->close(shared->memory);
    free(shared);
}

/* With `memory` NULL the existing one is removed. */
static void replace_shared(worker_shared **place, void *memory, void (*close)(void *memory)) {
    worker_shared *shared = memory ? calloc(1, sizeof *shared) : NULL;
    if (shared) *shared = (worker_shared){ .memory = memory, .close = close, .references = 1 };
    if (memory && !shared) close(memory);

    pthread_mutex_lock(&common.lock);
    worker_shared *before = *place;
    *place = shared;
    pthread_mutex_unlock(&common.lock);
    common.generation++;
    release_shared(before);
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
    worker_shared *now = hold_shared(&common.figures);
    current_figures *known = now ? now->memory : NULL;
    cor_code code = cor_figures_open(store, &figures, err);
    if (!code && known && known->memory && !always)
        code = cor_memory_is_current(known->memory, figures, &is_current, err);
    if (!code && !is_current) code = read_figures(figures, &fresh, err);
    release_shared(now);
    cor_figures_close(figures);
    if (code || is_current) return code;

    replace_shared(&common.figures, fresh, close_figures_memory);
    *ret_changed = true;
    return COR_OK;
}

static cor_code refresh_registries(cor_store *store, bool always, bool *ret_changed,
                                   cor_error *err) {
    cor_registry *registry = NULL;
    cor_registry_memory *memory = NULL;
    bool current = false;
    worker_shared *now = hold_shared(&common.registries);
    cor_code code = cor_registry_open(store, &cor_kinds, &registry, err);
    if (!code && now && !always)
        code = cor_registry_memory_is_current(now->memory, registry, &current, err);
    if (!code && !current) code = cor_registry_memory_open(registry, 0, &memory, err);
    release_shared(now);
    cor_registry_close(registry);
    if (code || current) return code;

    replace_shared(&common.registries, memory, close_registry_memory);
    *ret_changed = true;
    return COR_OK;
}

/* ---- the file ------------------------------------------------------------ */

static bool look_at_file(struct stat *ret_file) {
    char path[4096];
    snprintf(path, sizeof path, "%.*s", COR_STR_F(common.database));
    return stat(path, ret_file) == 0;
}

static bool is_same_file(const struct stat *file) {
    pthread_mutex_lock(&common.lock);
    bool same = file->st_dev == common.file.st_dev && file->st_ino == common.file.st_ino;
    pthread_mutex_unlock(&common.lock);
    return same;
}

static bool access_is_refused(void) {
    char path[4096];
    snprintf(path, sizeof path, "%.*s", COR_STR_F(common.database));
    return access(path, R_OK) != 0;
}

/* The first bytes of every database of SQLite. */
static bool begins_as_database(int descriptor) {
    static const char magic[16] = "SQLite format 3";
    char bytes[sizeof magic];
    ssize_t count = descriptor >= 0 ? pread(descriptor, bytes, sizeof bytes, 0) : -1;
    return count == (ssize_t)sizeof bytes && memcmp(bytes, magic, sizeof magic) == 0;
}

/* Of the file that is read, by the descriptor that stays open; of another by its name. */
static bool is_database_file(bool is_same) {
    if (is_same) {
        pthread_mutex_lock(&common.lock);
        int kept = common.descriptor - 1;
        pthread_mutex_unlock(&common.lock);
        return begins_as_database(kept);
    }

    char path[4096];
    snprintf(path, sizeof path, "%.*s", COR_STR_F(common.database));
    int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    bool begins = begins_as_database(descriptor);
    if (descriptor >= 0) close(descriptor);
    return begins;
}

/* Closing any descriptor of a file gives up all locks that the process has on it, those of SQLite
 * too: the next program to close the database would then take itself for the last and remove its
 * log. So one descriptor stays open for looking at the file, also after another took its place.
 * Source: SQLite, "How To Corrupt An SQLite Database File", 2.2. */
static void keep_descriptor(const struct stat *file) {
    char path[4096];
    snprintf(path, sizeof path, "%.*s", COR_STR_F(common.database));
    int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    pthread_mutex_lock(&common.lock);
    common.file = *file;
    common.descriptor = descriptor + 1;
    pthread_mutex_unlock(&common.lock);
}

/* An open database outlives its name: who asks whether it is there must look at the name. */
bool workers_have_database(cor_text *ret_fact) {
    struct stat file;
    *ret_fact = (cor_text){ 0 };
    bool is_there = look_at_file(&file), is_same = is_there && is_same_file(&file);
    if (!is_there)
        *ret_fact = cor_say(_("The database file is gone."));
    else if (access_is_refused() || !is_database_file(is_same))
        *ret_fact = cor_say(_("The database file cannot be read, or is no database."));
    else if (!is_same)
        *ret_fact = cor_say(_("The database file was replaced and is not read yet."));
    else if (common.is_unread)
        *ret_fact = cor_say(_("The database could not be read anew."));
    return cor_text_is_empty(*ret_fact);
}

/* Nobody can sign in then; whoever runs the server reads why at its start, not from staff. */
static void log_key_trouble(cor_store *store) {
    cor_error err = { 0 };
    if (cor_store_key_read(store, &err)) http_log_event("key file", err.what);
}

static cor_code refresh_all(bool always, bool *ret_changed, cor_error *err) {
    cor_store *store = NULL;
    cor_code code = cor_store_open(common.database, COR_STORE_READ, &store, err);
    if (!code) code = refresh_figures(store, always, ret_changed, err);
    if (!code) code = refresh_registries(store, always, ret_changed, err);
    if (!code && always) log_key_trouble(store);
    cor_store_close(store);
    return code;
}

cor_code workers_refresh(bool always, bool *ret_changed, cor_error *err) {
    struct stat file = { 0 };
    *ret_changed = false;
    bool is_new = look_at_file(&file) && !is_same_file(&file);
    cor_code code = refresh_all(always || is_new, ret_changed, err);
    common.is_unread = code != COR_OK;
    if (!code && is_new) keep_descriptor(&file);

    // Reading everything filled the cache of the database connection, which is closed now.
    if (*ret_changed) malloc_trim(0);
    return code;
}

/* ---- a thread's own ------------------------------------------------------ */

static void close_database(http_worker *worker) {
    cor_registry_close(worker->registry);
    cor_figures_close(worker->figures);
    cor_store_close(worker->store);
    release_shared(worker->figures_shared);
    release_shared(worker->registries_shared);
    worker->registry = NULL;
    worker->figures = NULL;
    worker->store = NULL;
    worker->registries = NULL;
    worker->flow_runs = NULL;
    worker->figures_shared = worker->registries_shared = NULL;
}

static void close_writing(http_worker *worker) {
    cor_store_close(worker->writing);
    worker->writing = NULL;
}

/* The server library ends its threads without notice: the thread's key frees the worker. */
static void free_worker(void *value) {
    http_worker *worker = value;
    close_database(worker);
    close_writing(worker);
    cor_stretch_close(&worker->stretch);
    cor_stretch_close(&worker->scratch);
    free(worker);
}

static void make_worker_key(void) {
    if (pthread_key_create(&own_key, free_worker) != 0) abort();
}

void workers_open(cor_str database) {
    pthread_once(&own_once, make_worker_key);
    common.database = database;
}

void workers_close(void) {
    replace_shared(&common.figures, NULL, NULL);
    replace_shared(&common.registries, NULL, NULL);
}

static http_worker *make_worker(void) {
    http_worker *worker = calloc(1, sizeof *worker);
    if (!worker) return NULL;
    if (cor_stretch_open(STRETCH_BYTES, &worker->stretch) &&
        cor_stretch_open(STRETCH_BYTES, &worker->scratch) &&
        pthread_setspecific(own_key, worker) == 0)
        return worker;

    cor_stretch_close(&worker->stretch);
    cor_stretch_close(&worker->scratch);
    free(worker);

    return NULL;
}

static void use_shared(http_worker *worker) {
    worker->figures_shared = hold_shared(&common.figures);
    worker->registries_shared = hold_shared(&common.registries);
    if (worker->figures_shared) {
        current_figures *current = worker->figures_shared->memory;
        if (current->memory) cor_figures_use(worker->figures, current->memory);
        worker->flow_runs = current->flow_runs;
    }

    if (worker->registries_shared) worker->registries = worker->registries_shared->memory;
}

static cor_code open_database(http_worker *worker, cor_error *err) {
    int64_t generation = common.generation;
    cor_code code = cor_store_open(common.database, COR_STORE_READ, &worker->store, err);
    if (!code) code = cor_figures_open(worker->store, &worker->figures, err);
    if (!code) code = cor_registry_open(worker->store, &cor_kinds, &worker->registry, err);
    if (code) {
        close_database(worker);
        return code;
    }

    use_shared(worker);
    worker->generation = generation;
    return COR_OK;
}

int64_t worker_generation(void) {
    const http_worker *own = pthread_getspecific(own_key);
    return own ? own->generation : 0;
}

cor_code worker_get(http_worker **ret_worker, cor_error *err) {
    http_worker *own = pthread_getspecific(own_key);
    if (!own) own = make_worker();
    if (!own) return cor_fail_memory(err);
    if (own->store && own->generation != common.generation) close_database(own);
    cor_code code = own->store ? COR_OK : open_database(own, err);
    if (!code) *ret_worker = own;
    return code;
}

/* The path of the database goes to the operator's log, not to readers. */
static cor_code refuse_writing(cor_code code, cor_error *err) {
    if (code == COR_E_MEMORY) return code;
    http_log_event("writing", err->what);
    cor_fail(err, COR_E_BUSY,
             _("Nothing can be written here at the moment; pages can still be read."));
    return cor_hint(err,
                    _("Try again later. If this continues, tell the administrator of the server."));
}

void worker_roll_back(void) {
    http_worker *own = pthread_getspecific(own_key);
    if (own && own->writing) cor_store_rollback(own->writing);
}

cor_code http_store_write(cor_store **ret_store, cor_error *err) {
    http_worker *own = pthread_getspecific(own_key);
    if (!own) own = make_worker();
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
