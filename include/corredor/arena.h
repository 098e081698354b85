/* SPDX-License-Identifier: Apache-2.0 */
/* arena.h: memory whose lifetime is visible in the signature.
 *
 * A stretch is a piece of address space taken once, at the edge of the program: one for a
 * command, a request, a load. An arena is what is left of it. `cor_arena *keep` receives what
 * outlives a call; `cor_arena scratch`, passed by value, is forgotten when the call returns.
 * Pages are only used when touched, so a large stretch costs nothing until it is full. */
#ifndef CORREDOR_ARENA_H
#define CORREDOR_ARENA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#if defined(COR_BUILDING)
#define COR_API __attribute__((visibility("default")))
#else
#define COR_API
#endif
#define COR_CHECKED __attribute__((warn_unused_result))

/* What is left of a stretch of memory. A zeroed arena is full. */
typedef struct {
    char *next, *end;
} cor_arena;

/* A stretch of memory obtained from the system. A zeroed stretch is empty and may be closed. */
typedef struct {
    char *base;
    size_t size_bytes;
} cor_stretch;

/* Take `size_bytes` of zeroed address space. False when the system has none; `ret_stretch` is
 * then untouched. */
COR_API COR_CHECKED
bool cor_stretch_open(size_t size_bytes, cor_stretch *ret_stretch);
COR_API void cor_stretch_close(cor_stretch *stretch);

/* The whole stretch as an arena. */
COR_API cor_arena cor_stretch_arena(const cor_stretch *stretch);

/* Forget everything taken from the stretch and give its pages back to the system, except the
 * first `keep_bytes`, which stay warm for the next arena. */
COR_API void cor_stretch_trim(cor_stretch *stretch, size_t keep_bytes);

/* Room for `count` things of `size` bytes, zeroed. NULL when it does not fit (also when size *
 * count overflows). */
COR_API void *cor_take(cor_arena *arena, size_t size, size_t align, size_t count);

/* The same without zeroing, for room that is written whole before it is read. */
COR_API void *cor_take_unset(cor_arena *arena, size_t size, size_t align, size_t count);

/* Split the upper half of what is left off as scratch space: a way to get two arenas from one. */
COR_API cor_arena cor_arena_scratch(cor_arena *arena);

#define cor_new(arena, type, count)                                                                \
    ((type *)cor_take((arena), sizeof(type), _Alignof(type), (size_t)(count)))
#define cor_new_unset(arena, type, count)                                                          \
    ((type *)cor_take_unset((arena), sizeof(type), _Alignof(type), (size_t)(count)))

#endif
