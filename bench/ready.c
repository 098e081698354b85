/* SPDX-License-Identifier: Apache-2.0 */
/* ready.c: a database, opened and closed, for the benchmarks of documents. */
#include <stdio.h>
#include <stdlib.h>

#include "ready.h"

cor_error failure;
cor_dossier dossier;
static cor_store *store;
static cor_memory *memory;

void must(cor_code code) {
    if (!code) return;
    cor_out out = cor_out_file(stderr);
    cor_error_print(&failure, COR_LANG_EN, &out);
    exit(1);
}

void ready_open(const char *database) {
    must(cor_store_open(cor_str_of(database), COR_STORE_READ, &store, &failure));
    must(cor_figures_open(store, &dossier.figures, &failure));
}

void ready_memory(void) {
    must(cor_memory_open(dossier.figures, &memory, &failure));
    cor_figures_use(dossier.figures, memory);
}

void ready_close(void) {
    cor_figures_close(dossier.figures);
    cor_memory_close(memory);
    cor_store_close(store);
}

cor_country place(const char *code) {
    cor_country found = COR_COUNTRY_NONE;
    if (!cor_country_by_code(cor_str_of(code), &found)) abort();
    return found;
}

double now_ms(clockid_t clock) {
    struct timespec time;
    clock_gettime(clock, &time);
    return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}
