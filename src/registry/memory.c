/* SPDX-License-Identifier: Apache-2.0 */
/* memory.c: the published entries in memory, ordered by key, and indexed by the values of their
 * lists. */
#include <stdlib.h>

#include "inside.h"

static const size_t STRETCH_BYTES = (size_t)1 << 30;

/* The entries with `value` in `field`: entries[first] and the following. */
typedef struct {
    int32_t field;
    uint32_t first, count;
    cor_str value;
} memory_link;

typedef struct {
    const cor_registry_kind *kind;
    cor_entry **list; // [count] ordered by key
    size_t count;
    memory_link *links; // [link_count] ordered by field and value
    size_t link_count;
    const cor_entry **linked; // [all parts of all entries]
} memory_kind;

struct cor_registry_memory {
    cor_stretch stretch; // holds this struct and all texts
    cor_arena arena;
    int64_t revision;
    memory_kind *kinds; // [kind_count]
    size_t kind_count;
};

/* ---- reading ------------------------------------------------------------- */

/* A value of a list of an entry, before sorting. */
typedef struct {
    int32_t field;
    cor_str value;
    const cor_entry *entry;
} memory_part;

static int same_link(const memory_part *a, const memory_part *b) {
    return a->field != b->field ? a->field - b->field : cor_str_compare(a->value, b->value);
}

static int by_link_and_key(const void *a, const void *b) {
    const memory_part *one = a, *other = b;
    int order = same_link(one, other);
    return order ? order : cor_str_compare(one->entry->key, other->entry->key);
}

/* The values of all lists of the kind; with `parts` NULL, only count them. */
static size_t gather_parts(const memory_kind *of, memory_part *parts) {
    size_t count = 0;
    for (size_t i = 0; i < of->count; i++)
        for (int32_t field = 0; field < of->kind->field_count; field++) {
            if (!registry_is_linked(of->kind->fields[field].type)) continue;
            cor_str rest = cor_entry_get(of->list[i], field), part;
            while (cor_entry_next(&rest, &part)) {
                if (parts) parts[count] = (memory_part){ field, part, of->list[i] };
                count++;
            }
        }

    return count;
}

static bool link_entries(memory_kind *of, cor_arena *keep, cor_arena scratch) {
    size_t count = gather_parts(of, NULL);
    memory_part *parts = cor_new(&scratch, memory_part, count + 1);

    of->linked = cor_new(keep, const cor_entry *, count + 1);
    of->links = cor_new(keep, memory_link, count + 1);
    if (!parts || !of->linked || !of->links || count > UINT32_MAX) return false;
    (void)gather_parts(of, parts);
    qsort(parts, count, sizeof *parts, by_link_and_key);

    for (size_t i = 0; i < count; i++) {
        if (i == 0 || same_link(&parts[i - 1], &parts[i]) != 0)
            of->links[of->link_count++] =
                (memory_link){ parts[i].field, (uint32_t)i, 0, parts[i].value };
        of->links[of->link_count - 1].count++;
        of->linked[i] = parts[i].entry;
    }

    // Most values are shared by many entries; give the unused rest back.
    keep->next = (char *)(of->links + of->link_count);
    return true;
}

static cor_code read_kind_entries(cor_registry_memory *memory, cor_registry *registry,
                                  const cor_registry_kind *kind, int64_t as_known_s,
                                  cor_arena scratch, cor_error *err) {
    memory_kind *of = &memory->kinds[memory->kind_count++];
    cor_registry_filter filter = { .view = { .as_known_s = as_known_s } };
    of->kind = kind;
    cor_code code =
        cor_registry_list(registry, kind, &filter, &memory->arena, &of->list, &of->count, err);
    if (!code && !link_entries(of, &memory->arena, scratch)) code = cor_fail_memory(err);
    return code;
}

static cor_code read_kinds(cor_registry_memory *memory, cor_registry *registry, int64_t as_known_s,
                           cor_arena scratch, cor_error *err) {
    const cor_registry_kinds *kinds = registry->kinds;
    memory->kinds = cor_new(&memory->arena, memory_kind, kinds->count + 1);
    if (!memory->kinds) return cor_fail_memory(err);

    cor_code code = cor_registry_revision(registry, &memory->revision, err);
    for (size_t i = 0; i < kinds->count && !code; i++)
        code = read_kind_entries(memory, registry, kinds->list[i], as_known_s, scratch, err);
    return code;
}

/* ---- opening ------------------------------------------------------------- */

/* Where address space is limited, take less of it instead of failing. */
static bool open_stretch(cor_stretch *ret_stretch) {
    for (int shift = 0; shift < 6; shift++)
        if (cor_stretch_open(STRETCH_BYTES >> shift, ret_stretch)) return true;
    return false;
}

static cor_code read_moment(cor_registry_memory *memory, cor_registry *registry, int64_t as_known_s,
                            cor_error *err) {
    cor_stretch work;
    bool begun = false;
    if (!open_stretch(&work)) return cor_fail_memory(err);
    // One snapshot: later changes belong to the next memory.
    cor_code code = cor_store_snapshot(registry->store, &begun, err);
    if (!code) code = read_kinds(memory, registry, as_known_s, cor_stretch_arena(&work), err);
    if (begun) cor_store_snapshot_end(registry->store);
    cor_stretch_close(&work);
    return code;
}

cor_code cor_registry_memory_open(cor_registry *registry, int64_t as_known_s,
                                  cor_registry_memory **ret_memory, cor_error *err) {
    cor_stretch stretch;
    if (!open_stretch(&stretch)) return cor_fail_memory(err);
    cor_arena arena = cor_stretch_arena(&stretch);
    cor_registry_memory *memory = cor_new(&arena, cor_registry_memory, 1);
    memory->stretch = stretch;
    memory->arena = arena;
    cor_code code = read_moment(memory, registry, as_known_s, err);
    if (code) {
        cor_registry_memory_close(memory);
        return code;
    }

    *ret_memory = memory;
    return COR_OK;
}

void cor_registry_memory_close(cor_registry_memory *memory) {
    if (!memory) return;
    cor_stretch stretch = memory->stretch;
    cor_stretch_close(&stretch);
}

cor_code cor_registry_memory_is_current(const cor_registry_memory *memory, cor_registry *registry,
                                        bool *ret_current, cor_error *err) {
    int64_t revision;
    cor_code code = cor_registry_revision(registry, &revision, err);
    if (!code) *ret_current = revision == memory->revision;
    return code;
}

/* ---- asking -------------------------------------------------------------- */

static const memory_kind *find_kind(const cor_registry_memory *memory,
                                    const cor_registry_kind *kind) {
    for (size_t i = 0; memory && i < memory->kind_count; i++)
        if (memory->kinds[i].kind == kind) return &memory->kinds[i];
    return NULL;
}

const cor_entry *cor_registry_memory_find(const cor_registry_memory *memory,
                                          const cor_registry_kind *kind, cor_str key) {
    const memory_kind *of = find_kind(memory, kind);
    size_t low = 0, high = of ? of->count : 0;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = cor_str_compare(of->list[middle]->key, key);
        if (order == 0) return of->list[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }

    return NULL;
}

const cor_entry *cor_registry_memory_target(const cor_registry_memory *memory,
                                            const cor_registry_field *field, cor_str key) {
    for (size_t i = 0; memory && i < memory->kind_count; i++) {
        const cor_registry_kind *kind = memory->kinds[i].kind;
        if (cor_str_is(cor_str_of(kind->key), field->target))
            return cor_registry_memory_find(memory, kind, key);
    }
    return NULL;
}

const cor_entry *const *cor_registry_memory_list(const cor_registry_memory *memory,
                                                 const cor_registry_kind *kind, size_t *ret_count) {
    const memory_kind *of = find_kind(memory, kind);
    *ret_count = of ? of->count : 0;
    return of ? (const cor_entry *const *)of->list : NULL;
}

const cor_entry *const *cor_registry_memory_with(const cor_registry_memory *memory,
                                                 const cor_registry_kind *kind, int32_t field,
                                                 cor_str value, size_t *ret_count) {
    const memory_kind *of = find_kind(memory, kind);
    memory_part wanted = { .field = field, .value = value };
    size_t low = 0, high = of ? of->link_count : 0;

    *ret_count = 0;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const memory_link *link = &of->links[middle];
        int order =
            same_link(&(memory_part){ .field = link->field, .value = link->value }, &wanted);
        if (order == 0) {
            *ret_count = link->count;
            return of->linked + link->first;
        }
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }

    return NULL;
}
