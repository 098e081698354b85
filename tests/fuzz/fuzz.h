/* SPDX-License-Identifier: Apache-2.0 */
/* fuzz.h: what fuzz targets share. A broken promise aborts, which the fuzzer reports with the
 * input that did it. */
#ifndef CORREDOR_FUZZ_H
#define CORREDOR_FUZZ_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "corredor/error.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define promise(condition)                                                                         \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            fprintf(stderr, "%s:%d: broken promise: %s\n", __FILE__, __LINE__, #condition);        \
            abort();                                                                               \
        }                                                                                          \
    } while (0)

/* A failure has a message that can be shown in every language. */
static inline void promise_message(const cor_error *err, cor_code code) {
    static char room[1 << 16];
    promise(err->code == code && err->what.id);
    for (int lang = 0; lang < COR_LANG_COUNT; lang++) {
        cor_arena arena = { room, room + sizeof room };
        cor_out out = cor_out_memory(&arena);
        cor_error_print(err, (cor_lang)lang, &out);
        promise(!out.failed);
    }
}

#endif
