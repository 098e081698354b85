/* SPDX-License-Identifier: Apache-2.0 */
/* texts.h: texts computed once and kept: a file repeats a few texts in a hundred thousand rows. */
#ifndef CORREDOR_INGEST_TEXTS_H
#define CORREDOR_INGEST_TEXTS_H

#include "corredor/str.h"

typedef struct {
    cor_str key, value;
    uint64_t hash;
} cor_texts_entry;

/* Zeroed: empty. */
typedef struct cor_texts {
    cor_texts_entry *entries; // a power of two, at most half full
    size_t count, room;
} cor_texts;

/* The value stored under the key, or NULL. */
const cor_str *cor_texts_find(const cor_texts *texts, cor_str key);
/* Copy and store both; false when the arena is full. */
bool cor_texts_put(cor_texts *texts, cor_arena *keep, cor_str key, cor_str value);

#endif
