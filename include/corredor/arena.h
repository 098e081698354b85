/* SPDX-License-Identifier: Apache-2.0 */
/* arena.h: memory with lifetimes that are visible in signatures.
 *
 * A stretch is a piece of address space reserved once, at the edge of the program: one for a
 * command, a request, a load. An arena is the unused rest of it. `cor_arena *keep` receives what
 * outlives a call; `cor_arena scratch`, passed by value, is discarded when the call returns. Pages
 * use memory only when touched, so a large stretch costs nothing until it is full.
 *
 * One thread at a time may use a stretch and its arenas; any number of threads may have their
 * own. */
#ifndef CORREDOR_ARENA_H
#define CORREDOR_ARENA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(COR_BUILDING)
#define COR_API __attribute__((visibility("default")))
#else
#define COR_API
#endif
#define COR_CHECKED __attribute__((warn_unused_result))

/* A compound literal for C and C++: COR_OF(cor_country){ 1 }. */
#ifdef __cplusplus
#define COR_OF(type)    type
#define COR_ALIGN(type) alignof(type)
#else
#define COR_OF(type)    (type)
#define COR_ALIGN(type) _Alignof(type)
#endif

/* The unused rest of a stretch. A zeroed arena is full. */
typedef struct {
    char *next, *end;
} cor_arena;

/* A stretch of memory obtained from the system. A zeroed stretch is empty and may be closed. */
typedef struct {
    char *base;
    size_t size_bytes;
} cor_stretch;

/* Reserve `size_bytes` of zeroed address space. Close it with cor_stretch_close. False when the
 * system has none or `size_bytes` is 0; `ret_stretch` is then untouched. */
COR_API COR_CHECKED
bool cor_stretch_open(size_t size_bytes, cor_stretch *ret_stretch);
/* Return the stretch and everything in it to the system; `stretch` is zeroed. Accepts a zeroed
 * stretch. */
COR_API void cor_stretch_close(cor_stretch *stretch);

/* The whole stretch as an arena, which may overwrite what an earlier arena of it held. */
COR_API cor_arena cor_stretch_arena(const cor_stretch *stretch);

/* Take room for `count` things of `size` bytes, zeroed, aligned to `align` (a power of two). It
 * lives as long as the stretch. NULL when it does not fit, also when size * count overflows;
 * `arena` is then unchanged. */
COR_API void *cor_take(cor_arena *arena, size_t size, size_t align, size_t count);

/* Split off the upper half of the rest, to get two arenas from one. */
COR_API cor_arena cor_arena_scratch(cor_arena *arena);

/* Room for `count` things of a type: double *table = cor_new(&keep, double, n * n). */
#define cor_new(arena, type, count)                                                                \
    ((type *)cor_take((arena), sizeof(type), COR_ALIGN(type), (size_t)(count)))

#ifdef __cplusplus
}
#endif

#endif
