/* SPDX-License-Identifier: Apache-2.0 */
/* test_folder.h: a folder of its own for each test, on the disk the build is on, removed at its
 * end. */
#ifndef CORREDOR_TEST_FOLDER_H
#define CORREDOR_TEST_FOLDER_H

#include <dirent.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct {
    char path[256];
} test_folder;

static inline test_folder test_folder_make(void) {
    test_folder folder;
    const char *root = getenv("CORREDOR_BUILD_ROOT");
    snprintf(folder.path, sizeof folder.path, "%s/test-XXXXXX", root ? root : "/tmp");
    if (!mkdtemp(folder.path)) abort();
    return folder;
}

/* The path of a file inside, in one of a few rooms that later calls use again. */
static inline const char *test_folder_file(const test_folder *folder, const char *name) {
    static char rooms[8][512];
    static unsigned next;
    char *room = rooms[next++ % 8];
    snprintf(room, sizeof rooms[0], "%s/%s", folder->path, name);
    return room;
}

static inline void test_folder_remove(const test_folder *folder) {
    DIR *open = opendir(folder->path);
    for (struct dirent *entry; open && (entry = readdir(open));)
        if (entry->d_name[0] != '.') unlink(test_folder_file(folder, entry->d_name));
    if (open) closedir(open);
    rmdir(folder->path);
}

static inline void test_write_file(const char *path, const char *bytes, size_t length) {
    FILE *file = fopen(path, "wb");
    if (!file || fwrite(bytes, 1, length, file) != length || fclose(file)) abort();
}

#endif
