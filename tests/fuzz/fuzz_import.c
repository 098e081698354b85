/* SPDX-License-Identifier: Apache-2.0 */
/* Any bytes as a file of any dataset: what is taken is sound, what is not has a message, and a
 * refused file leaves the database as it was. The first byte chooses the dataset. */
#include <sanitizer/lsan_interface.h>
#include <sys/mman.h>
#include <unistd.h>

#include "fuzz.h"
#include "ingest/ingest.h"
#include "store/sqlite.h"

static char keep_room[4 << 20], scratch_room[32 << 20];
static cor_store *store;
static cor_figures *figures;

/* A database for all inputs: in memory that looks like a disk, gone with the process. Its connection
 * is held by the store alone, whose memory is a stretch and not of malloc: the leak sanitizer does
 * not look there unless it is told, and reported all that SQLite had allocated (0.6 MB in 2,800
 * objects that name each other) whenever no register happened to name the connection as well. */
static void open_once(cor_error *err) {
    char path[64];
    if (store) return;
    snprintf(path, sizeof path, "/dev/shm/corredor-fuzz-%d.db", (int)getpid());
    promise(cor_store_open(cor_str_of(path), COR_STORE_CREATE, &store, err) == COR_OK);
    promise(cor_figures_open(store, &figures, err) == COR_OK);
    __lsan_register_root_region(store, sizeof *store);
    unlink(path);
}

static int64_t count_loads(cor_error *err) {
    cor_arena keep = { keep_room, keep_room + sizeof keep_room };
    cor_source_summary *list;
    size_t count;
    promise(cor_sources_list(figures, &keep, &list, &count, err) == COR_OK);
    int64_t loads = 0;
    for (size_t i = 0; i < count; i++)
        loads += list[i].load_count;
    return loads;
}

static void check_report(const cor_import_report *report, bool allowed) {
    promise(report->refused >= 0 && report->rows_skipped >= 0 &&
            report->rows_read >= report->rows_skipped);
    promise(report->refusal_count <= COR_REFUSALS_KEPT &&
            (int64_t)report->refusal_count <= report->refused);
    promise(report->refused == 0 || allowed);
    for (size_t i = 0; i < report->refusal_count; i++)
        promise(!cor_text_is_empty(report->refusals[i].what) && report->refusals[i].code);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static cor_error err;
    cor_error_clear(&err);
    open_once(&err);
    if (!size || size > 1 << 16) return 0;

    const cor_dataset *dataset = cor_dataset_at(data[0] % cor_dataset_count());
    cor_import_options options = { .allow_refused = data[0] & 0x80 };
    if (data[0] & 0x40) options.source = COR_STR("own-table");
    int file = memfd_create("fuzz", 0);
    promise(file >= 0 && write(file, data + 1, size - 1) == (ssize_t)size - 1);
    char path[64];
    snprintf(path, sizeof path, "/proc/self/fd/%d", file);
    int64_t before = count_loads(&err);
    cor_arena keep = { keep_room, keep_room + sizeof keep_room };
    cor_arena scratch = { scratch_room, scratch_room + sizeof scratch_room };
    cor_import_report report;
    cor_code code =
        cor_import(figures, dataset, cor_str_of(path), &options, &keep, scratch, &report, &err);
    close(file);
    if (code)
        promise_message(&err, code);

    else
        check_report(&report, options.allow_refused);
    promise(code ? count_loads(&err) == before : count_loads(&err) >= before);

    return 0;
}
