/* SPDX-License-Identifier: Apache-2.0 */
/* texts.c: a hash table that grows in its arena. */
#include "texts.h"
#include "core/core.h"

static cor_texts_entry *find_text_slot(const cor_texts *texts, uint64_t hash, cor_str key) {
    for (size_t at = hash;; at++) {
        cor_texts_entry *entry = &texts->entries[at & (texts->room - 1)];
        if (!entry->key.at || (entry->hash == hash && cor_str_equal(entry->key, key))) return entry;
    }
}

const cor_str *cor_texts_find(const cor_texts *texts, cor_str key) {
    if (!texts->room) return NULL;
    const cor_texts_entry *entry = find_text_slot(texts, cor_str_hash(key), key);
    return entry->key.at ? &entry->value : NULL;
}

static bool grow_texts(cor_texts *texts, cor_arena *keep) {
    cor_texts wider = { .count = texts->count, .room = texts->room ? 2 * texts->room : 64 };
    wider.entries = cor_new(keep, cor_texts_entry, wider.room);
    if (!wider.entries) return false;
    for (size_t i = 0; i < texts->room; i++)
        if (texts->entries[i].key.at)
            *find_text_slot(&wider, texts->entries[i].hash, texts->entries[i].key) =
                texts->entries[i];
    *texts = wider;
    return true;
}

bool cor_texts_put(cor_texts *texts, cor_arena *keep, cor_str key, cor_str value) {
    if (2 * (texts->count + 1) > texts->room && !grow_texts(texts, keep)) return false;
    cor_texts_entry entry = { cor_str_keep(keep, key), cor_str_keep(keep, value),
                              cor_str_hash(key) };
    if (!entry.key.at || !entry.value.at) return false;
    *find_text_slot(texts, entry.hash, key) = entry;
    texts->count++;
    return true;
}
