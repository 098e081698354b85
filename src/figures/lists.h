/* SPDX-License-Identifier: Apache-2.0 */
/* lists.h: lists, hash indexes and text pools that grow without moving, in address space reserved
 * at once. */
#ifndef CORREDOR_FIGURES_LISTS_H
#define CORREDOR_FIGURES_LISTS_H

#include "corredor/str.h"

/* Items of one kind; they do not move while the list grows. A zeroed list may be closed. */
typedef struct {
    void *items;
    uint32_t count, room;
    cor_stretch stretch;
} figures_list;
/* Reserve room for `most` items. False when the address space is not available. */
COR_CHECKED
bool figures_list_open(figures_list *list, size_t item_bytes, uint32_t most);
/* Open several lists that are needed together: `open` is tried with full room, then with less and
 * less, for systems that limit address space (ulimit -v, strict overcommit). Reserve `most >>
 * shift`. After a failure `close` is called. */
COR_CHECKED
bool figures_open_together(bool (*open)(void *self, int shift), void (*close)(void *self),
                           void *self);
void figures_list_close(figures_list *list);

/* Finds items of a list by hash, with open addressing over positions. `hash_of` returns the hash of
 * an item again when the index grows. */
typedef uint64_t figures_hash_of(const void *owner, uint32_t position);
typedef struct {
    uint32_t *slots; // position + 1; 0 free
    uint64_t mask;
    uint32_t count;
    cor_stretch stretch;
    figures_hash_of *hash_of;
    const void *owner;
} figures_index;
COR_CHECKED
bool figures_index_open(figures_index *index, figures_hash_of *hash_of, const void *owner);
void figures_index_close(figures_index *index);
COR_CHECKED
bool figures_index_add(figures_index *index, uint64_t hash, uint32_t position);
/* Step through the candidates for a hash: start with *step = hash, stop at false. */
static inline bool figures_index_next(const figures_index *index, uint64_t *step,
                                      uint32_t *ret_position) {
    uint32_t slot = index->slots[*step & index->mask];
    *step += 1;
    *ret_position = slot - 1;
    return slot != 0;
}

/* Distinct texts, each stored once and identified by a number; number 0 is the empty text. */
typedef struct {
    figures_list texts; // cor_str
    figures_index index;
    cor_stretch stretch;
    cor_arena arena;
    uint32_t last; // the text found last, which is often asked for again
} figures_pool;
/* `owner` must not move, because the index refers to it. */
COR_CHECKED
bool figures_pool_open(figures_pool *pool, size_t text_bytes, uint32_t most);
void figures_pool_close(figures_pool *pool);
COR_CHECKED
bool figures_pool_find(const figures_pool *pool, cor_str text, uint32_t *ret_number);
COR_CHECKED
bool figures_pool_put(figures_pool *pool, cor_str text, uint32_t *ret_number);
static inline cor_str figures_pool_get(const figures_pool *pool, uint32_t number) {
    return ((const cor_str *)pool->texts.items)[number];
}

/* Mix whole numbers into a hash (the finaliser of MurmurHash3). */
static inline uint64_t figures_mix(uint64_t hash, uint64_t value) {
    hash = (hash ^ value) * 0xff51afd7ed558ccdULL;
    return hash ^ (hash >> 33);
}

#endif
