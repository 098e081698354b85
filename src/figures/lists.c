/* SPDX-License-Identifier: Apache-2.0 */
/* lists.c: lists that grow without moving. Untouched address space costs nothing, so each list
 * reserves its maximum. */
#include "lists.h"
#include "core/core.h"

bool figures_list_open(figures_list *list, size_t item_bytes, uint32_t most) {
    if (!cor_stretch_open(most * item_bytes, &list->stretch)) return false;
    list->items = list->stretch.base;
    list->room = most;
    list->count = 0;
    return true;
}

bool figures_open_together(bool (*open)(void *self, int shift), void (*close)(void *self),
                           void *self) {
    enum { SHIFT_MOST = 8 };
    for (int shift = 0; shift <= SHIFT_MOST; shift += 2) {
        if (open(self, shift)) return true;
        close(self);
    }
    return false;
}

void figures_list_close(figures_list *list) {
    cor_stretch_close(&list->stretch);
    *list = (figures_list){ 0 };
}

static bool take_slots(figures_index *index, uint64_t slot_count) {
    if (!cor_stretch_open(slot_count * sizeof *index->slots, &index->stretch)) return false;
    index->slots = (uint32_t *)(void *)index->stretch.base;
    index->mask = slot_count - 1;
    return true;
}

bool figures_index_open(figures_index *index, figures_hash_of *hash_of, const void *owner) {
    *index = (figures_index){ .hash_of = hash_of, .owner = owner };
    return take_slots(index, 1024);
}

void figures_index_close(figures_index *index) {
    cor_stretch_close(&index->stretch);
    *index = (figures_index){ 0 };
}

static void place_item(figures_index *index, uint64_t hash, uint32_t position) {
    while (index->slots[hash & index->mask])
        hash++;
    index->slots[hash & index->mask] = position + 1;
}

static bool grow_index(figures_index *index) {
    figures_index old = *index;
    if (!take_slots(index, 2 * (old.mask + 1))) {
        *index = old;
        return false;
    }
    for (uint64_t i = 0; i <= old.mask; i++)
        if (old.slots[i])
            place_item(index, old.hash_of(old.owner, old.slots[i] - 1), old.slots[i] - 1);
    cor_stretch_close(&old.stretch);
    return true;
}

bool figures_index_add(figures_index *index, uint64_t hash, uint32_t position) {
    if (2 * (uint64_t)(index->count + 1) > index->mask && !grow_index(index)) return false;
    place_item(index, hash, position);
    index->count++;
    return true;
}

static uint64_t hash_of_text(const void *owner, uint32_t number) {
    return cor_str_hash(figures_pool_get(owner, number));
}

bool figures_pool_open(figures_pool *pool, size_t text_bytes, uint32_t most) {
    *pool = (figures_pool){ 0 };
    bool opened = figures_list_open(&pool->texts, sizeof(cor_str), most) &&
                  figures_index_open(&pool->index, hash_of_text, pool) &&
                  cor_stretch_open(text_bytes, &pool->stretch);

    if (!opened) {
        figures_pool_close(pool);
        return false;
    }

    pool->arena = cor_stretch_arena(&pool->stretch);
    uint32_t empty;
    return figures_pool_put(pool, COR_STR(""), &empty);
}

void figures_pool_close(figures_pool *pool) {
    figures_list_close(&pool->texts);
    figures_index_close(&pool->index);
    cor_stretch_close(&pool->stretch);
}

static bool find_hashed(const figures_pool *pool, cor_str text, uint64_t hash,
                        uint32_t *ret_number) {
    uint32_t number;
    while (figures_index_next(&pool->index, &hash, &number)) {
        if (!cor_str_equal(figures_pool_get(pool, number), text)) continue;
        *ret_number = number;
        return true;
    }
    return false;
}

bool figures_pool_find(const figures_pool *pool, cor_str text, uint32_t *ret_number) {
    return find_hashed(pool, text, cor_str_hash(text), ret_number);
}

bool figures_pool_put(figures_pool *pool, cor_str text, uint32_t *ret_number) {
    if (pool->texts.count && cor_str_equal(figures_pool_get(pool, pool->last), text)) {
        *ret_number = pool->last;
        return true;
    }

    uint64_t hash = cor_str_hash(text);
    if (!find_hashed(pool, text, hash, ret_number)) {
        uint32_t number = pool->texts.count;
        cor_str kept =
            number < pool->texts.room ? cor_str_keep(&pool->arena, text) : (cor_str){ 0 };
        if (!kept.at) return false;
        ((cor_str *)pool->texts.items)[number] = kept;
        pool->texts.count++;
        if (!figures_index_add(&pool->index, hash, number)) return false;
        *ret_number = number;
    }

    pool->last = *ret_number;
    return true;
}
