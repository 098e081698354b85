/* SPDX-License-Identifier: Apache-2.0 */
/* texts.h: texts looked up once and kept: a file says the same few things in a hundred thousand
 * rows. */
#ifndef CORREDOR_INGEST_TEXTS_H
#define CORREDOR_INGEST_TEXTS_H

#include "corredor/str.h"

typedef struct {
    cor_str key, value;
    uint64_t hash;
} cor_texts_entry;

/* Zeroed: empty. */
typedef struct cor_texts {
    cor_texts_entry *entries; // a power of two of them, at most half full
    size_t count, room;
} cor_texts;

/* The value kept under the key, or NULL. */
const cor_str *cor_texts_find(const cor_texts *texts, cor_str key);
/* Keep copies of both; false when the arena is full. */
bool cor_texts_put(cor_texts *texts, cor_arena *keep, cor_str key, cor_str value);

#endif
