/* SPDX-License-Identifier: Apache-2.0 */
/* tables.c: tables that are too large for memory. Each is written once for the current figures, to
 * an unnamed file, and every client is sent that file: however many download, and however slowly,
 * the disk holds one. All files together have a limit. */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sodium.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "server.h"

enum { TABLES_MAX = 16, KEY_BYTES_MAX = 512, SMALL_BYTES = 1 << 20 };
enum { DISK_BYTES_LEAST = 64 << 20, MAKING_S_MOST = 60 };
/* As text all figures take a little more than the database: the whole table and others beside it. */
enum { DATABASE_TIMES = 2 };

typedef struct {
    char key[KEY_BYTES_MAX];
    size_t key_length; // 0: free
    table_file *file;  // NULL: being made
    int64_t generation;
} kept_table;

static struct {
    pthread_mutex_t lock;
    pthread_cond_t made;
    kept_table list[TABLES_MAX];
    int64_t generation, number, bytes_most;
    uint64_t run; // tells the files of this run from those of others
    _Atomic int64_t disk_bytes;
} tables = { .lock = PTHREAD_MUTEX_INITIALIZER, .made = PTHREAD_COND_INITIALIZER };

void tables_open(cor_str database, int64_t bytes_most) {
    char path[4096];
    struct stat about;
    snprintf(path, sizeof path, "%.*s", COR_STR_F(database));
    int64_t database_bytes = stat(path, &about) == 0 ? DATABASE_TIMES * (int64_t)about.st_size : 0;
    tables.bytes_most = bytes_most                          ? bytes_most
                        : database_bytes > DISK_BYTES_LEAST ? database_bytes
                                                            : DISK_BYTES_LEAST;
    randombytes_buf(&tables.run, sizeof tables.run);
}

int64_t tables_bytes(void) {
    return tables.disk_bytes;
}

/* ---- files ----------------------------------------------------------------- */

/* It has no name: whatever happens, nothing stays behind. */
static int open_unnamed(void) {
    const char *folder = getenv("TMPDIR");
    char name[256];
    snprintf(name, sizeof name, "%s/corredor-XXXXXX", folder && *folder ? folder : "/tmp");
    int descriptor = mkostemp(name, O_CLOEXEC);
    if (descriptor >= 0) unlink(name);
    return descriptor;
}

void table_file_release(table_file *file) {
    if (!file || --file->references) return;
    tables.disk_bytes -= file->bytes;
    close(file->descriptor);
    free(file);
}

static table_file *hold_file(table_file *file) {
    file->references++;
    return file;
}

/* ---- what is kept, under the lock ------------------------------------------ */

static kept_table *find_table(cor_str key) {
    for (int i = 0; i < TABLES_MAX; i++) {
        kept_table *table = &tables.list[i];
        if (table->key_length && table->generation == tables.generation &&
            cor_str_equal((cor_str){ table->key, table->key_length }, key))
            return table;
    }
    return NULL;
}

static void drop_table(kept_table *table) {
    table_file_release(table->file);
    *table = (kept_table){ 0 };
}

/* Nobody is being sent it. */
static bool is_idle(const kept_table *table) {
    return table->key_length && table->file && table->file->references == 1;
}

static void drop_idle_tables(void) {
    for (int i = 0; i < TABLES_MAX; i++)
        if (is_idle(&tables.list[i])) drop_table(&tables.list[i]);
}

static kept_table *take_free_place(cor_str key) {
    kept_table *place = NULL;
    for (int i = 0; i < TABLES_MAX && !place; i++)
        if (!tables.list[i].key_length) place = &tables.list[i];
    for (int i = 0; i < TABLES_MAX && !place; i++) {
        if (!is_idle(&tables.list[i])) continue;
        drop_table(&tables.list[i]);
        place = &tables.list[i];
    }
    if (!place) return NULL;

    *place = (kept_table){ .key_length = key.length, .generation = tables.generation };
    memcpy(place->key, key.at, key.length);
    return place;
}

void tables_forget(void) {
    pthread_mutex_lock(&tables.lock);
    tables.generation++;
    for (int i = 0; i < TABLES_MAX; i++)
        if (tables.list[i].file) drop_table(&tables.list[i]);
    pthread_mutex_unlock(&tables.lock);
}

void tables_close(void) {
    tables_forget();
}

table_file *table_file_find(cor_str key) {
    pthread_mutex_lock(&tables.lock);
    kept_table *table = find_table(key);
    table_file *file = table && table->file ? hold_file(table->file) : NULL;
    pthread_mutex_unlock(&tables.lock);
    return file;
}

/* ---- writing --------------------------------------------------------------- */

/* In memory while it is small; then in a file. */
typedef struct {
    char *small; // [SMALL_BYTES]
    size_t small_length;
    FILE *file;
    int64_t bytes; // in the file
    int64_t ends_s;
    cor_code code;
    int system_error;
} table_writing;

static int64_t seconds_now(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC_COARSE, &now);
    return now.tv_sec;
}

static bool reserve_disk(int64_t bytes) {
    if (atomic_fetch_add(&tables.disk_bytes, bytes) + bytes <= tables.bytes_most) return true;
    pthread_mutex_lock(&tables.lock);
    drop_idle_tables();
    pthread_mutex_unlock(&tables.lock);
    if (tables.disk_bytes <= tables.bytes_most) return true;
    tables.disk_bytes -= bytes;
    return false;
}

static bool fail_writing(table_writing *writing, cor_code code) {
    writing->code = code;
    writing->system_error = errno;
    return false;
}

static bool write_to_file(table_writing *writing, const char *bytes, size_t length) {
    if (!reserve_disk((int64_t)length)) return fail_writing(writing, COR_E_BUSY);
    writing->bytes += (int64_t)length;
    if (fwrite(bytes, 1, length, writing->file) != length) return fail_writing(writing, COR_E_FULL);
    return true;
}

static bool move_to_file(table_writing *writing) {
    int descriptor = open_unnamed();
    writing->file = descriptor >= 0 ? fdopen(descriptor, "w+") : NULL;
    if (!writing->file) {
        if (descriptor >= 0) close(descriptor);
        return fail_writing(writing, COR_E_FULL);
    }
    return write_to_file(writing, writing->small, writing->small_length);
}

static bool write_table_bytes(cor_out *out, const char *bytes, size_t length) {
    table_writing *writing = out->self;
    if (!writing->file && writing->small_length + length <= SMALL_BYTES) {
        memcpy(writing->small + writing->small_length, bytes, length);
        writing->small_length += length;
        return true;
    }

    if (!writing->file && !move_to_file(writing)) return false;
    if (seconds_now() > writing->ends_s) return fail_writing(writing, COR_E_INTERRUPT);
    return write_to_file(writing, bytes, length);
}

static cor_code describe_failure(const table_writing *writing, cor_error *err) {
    if (writing->code == COR_E_BUSY) {
        cor_fail(err, COR_E_BUSY, _("Other large tables are being sent at the moment."));
        return cor_hint(err, _("Try again soon, or ask for fewer figures: name a measure, a place "
                               "or a year."));
    }

    if (writing->code == COR_E_INTERRUPT)
        cor_fail(err, COR_E_INTERRUPT, _("The table took longer than {most} seconds to make."),
                 cor_arg_int(MAKING_S_MOST));
    else
        cor_fail(err, COR_E_FULL, _("There is no room for the table on the server's disk."));
    return cor_hint(err, _("Ask for fewer figures: name a measure, a place or a year."));
}

/* The file as it will stay; NULL without memory. */
static table_file *finish_file(table_writing *writing) {
    table_file *file = calloc(1, sizeof *file);
    if (!file) return NULL;
    *file = (table_file){ .descriptor = dup(fileno(writing->file)),
                          .bytes = writing->bytes,
                          .references = 1 };
    if (file->descriptor < 0) {
        free(file);
        return NULL;
    }

    pthread_mutex_lock(&tables.lock);
    snprintf(file->etag, sizeof file->etag, "\"t%llx-%llx\"", (unsigned long long)tables.run,
             (unsigned long long)++tables.number);
    pthread_mutex_unlock(&tables.lock);
    return file;
}

static cor_code write_table(table_write write, void *self, cor_arena *keep, table_file **ret_file,
                            cor_str *ret_small, cor_error *err) {
    table_writing writing = { .small = cor_new(keep, char, SMALL_BYTES),
                              .ends_s = seconds_now() + MAKING_S_MOST };
    cor_out out = { .write = write_table_bytes, .self = &writing };
    if (!writing.small) return cor_fail_memory(err);
    cor_code code = write(self, &out, err);
    if (!code && writing.file && fflush(writing.file) != 0)
        (void)fail_writing(&writing, COR_E_FULL);
    if (writing.code) code = describe_failure(&writing, err);

    table_file *file = !code && writing.file ? finish_file(&writing) : NULL;
    if (!code && writing.file && !file) code = cor_fail_memory(err);
    if (code) tables.disk_bytes -= writing.bytes;
    if (writing.file) fclose(writing.file);
    *ret_file = file;
    *ret_small = (cor_str){ writing.small, file ? 0 : writing.small_length };
    return code;
}

/* ---- made once ------------------------------------------------------------- */

/* A file that another thread has made or is making; or a place to make it, which may be missing. */
static table_file *wait_for_file(cor_str key, kept_table **ret_place) {
    *ret_place = NULL;
    pthread_mutex_lock(&tables.lock);
    kept_table *table;
    while ((table = find_table(key)) && !table->file)
        pthread_cond_wait(&tables.made, &tables.lock);

    table_file *file = table ? hold_file(table->file) : NULL;
    if (!file) *ret_place = take_free_place(key);
    pthread_mutex_unlock(&tables.lock);
    return file;
}

/* Without a place the file lives as long as it is sent. */
static void keep_file(kept_table *place, table_file *file) {
    if (!place) return;
    pthread_mutex_lock(&tables.lock);
    bool is_current = place->generation == tables.generation;
    if (file && is_current)
        place->file = hold_file(file);
    else
        *place = (kept_table){ 0 };
    pthread_cond_broadcast(&tables.made);
    pthread_mutex_unlock(&tables.lock);
}

cor_code table_file_make(cor_str key, table_write write, void *self, cor_arena *keep,
                         table_file **ret_file, cor_str *ret_small, cor_error *err) {
    kept_table *place = NULL;
    *ret_small = (cor_str){ 0 };
    *ret_file = NULL;
    if (key.length > KEY_BYTES_MAX)
        return cor_fail(err, COR_E_USAGE, _("The address is too long."));
    *ret_file = wait_for_file(key, &place);
    if (*ret_file) return COR_OK;

    cor_code code = write_table(write, self, keep, ret_file, ret_small, err);
    keep_file(place, *ret_file);
    return code;
}
