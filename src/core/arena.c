/* SPDX-License-Identifier: Apache-2.0 */
/* arena.c: stretches of address space and the arenas inside them. */
#include "core/core.h"

#include <string.h>
#include <sys/mman.h>

static size_t page_round(size_t size_bytes) {
    return (size_bytes + 4095u) & ~(size_t)4095u;
}

bool cor_stretch_open(size_t size_bytes, cor_stretch *ret_stretch) {
    if (size_bytes == 0 || size_bytes > SIZE_MAX - 4096) return false;
    size_t size = page_round(size_bytes);
    // MAP_NORESERVE: reserving a stretch claims no memory; the kernel allocates pages when they are
    // touched.
    void *base = mmap(NULL, size, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (base == MAP_FAILED) return false;
    *ret_stretch = (cor_stretch){ .base = base, .size_bytes = size };
    return true;
}

void cor_stretch_close(cor_stretch *stretch) {
    if (stretch->base) munmap(stretch->base, stretch->size_bytes);
    *stretch = (cor_stretch){ 0 };
}

cor_arena cor_stretch_arena(const cor_stretch *stretch) {
    return (cor_arena){ .next = stretch->base, .end = stretch->base + stretch->size_bytes };
}

void cor_stretch_trim(cor_stretch *stretch, size_t keep_bytes) {
    size_t kept = page_round(keep_bytes);
    if (kept < stretch->size_bytes)
        madvise(stretch->base + kept, stretch->size_bytes - kept, MADV_DONTNEED);
}

void *cor_take_unset(cor_arena *arena, size_t size, size_t align, size_t count) {
    if (!arena->next) return NULL;
    uintptr_t at = (uintptr_t)arena->next, end = (uintptr_t)arena->end;
    uintptr_t start = (at + (align - 1)) & ~(uintptr_t)(align - 1);
    size_t bytes;
    if (__builtin_mul_overflow(size, count, &bytes)) return NULL;
    if (start < at || start > end || bytes > end - start) return NULL;
    char *taken = arena->next + (start - at);
    arena->next = taken + bytes;
    return taken;
}

void *cor_take(cor_arena *arena, size_t size, size_t align, size_t count) {
    void *taken = cor_take_unset(arena, size, align, count);
    // A scratch arena is passed by value, so memory it hands out may have been used before: clear
    // it.
    return taken ? memset(taken, 0, size * count) : NULL;
}

cor_arena cor_arena_scratch(cor_arena *arena) {
    if (!arena->next) return *arena;
    size_t half = (size_t)(arena->end - arena->next) / 2 & ~(size_t)63;
    cor_arena scratch = { .next = arena->end - half, .end = arena->end };
    arena->end = scratch.next;
    return scratch;
}
