/* SPDX-License-Identifier: Apache-2.0 */
/* example.h: memory for an example, and an end with a message when something fails. */
#ifndef EXAMPLE_H
#define EXAMPLE_H

#include <corredor/corredor.h>
#include <stdio.h>
#include <stdlib.h>

/* Say what went wrong, as the program does, and leave. */
static inline void check(cor_code code, const cor_error *err) {
    if (!code) return;
    cor_out out = cor_out_file(stderr);
    cor_error_print(err, COR_LANG_EN, &out);
    exit(cor_code_exit(code));
}

/* A stretch of memory: answers go into `keep`, the rest is room for the computation. */
static inline cor_stretch open_memory(cor_arena *ret_keep, cor_arena *ret_scratch) {
    cor_stretch stretch;
    if (!cor_stretch_open((size_t)64 << 20, &stretch)) exit(cor_code_exit(COR_E_MEMORY));
    *ret_keep = cor_stretch_arena(&stretch);
    *ret_scratch = cor_arena_scratch(ret_keep);
    return stretch;
}

#endif
