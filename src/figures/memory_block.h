/* SPDX-License-Identifier: Apache-2.0 */
/* memory_block.h: the figures of one series as a run of bytes: only changes from one to the next
 * are stored, so most figures take four or five bytes. Everything is exact: a number that is not a
 * short decimal keeps its eight bytes. */
#ifndef CORREDOR_FIGURES_MEMORY_BLOCK_H
#define CORREDOR_FIGURES_MEMORY_BLOCK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct {
    double value; // NaN when suppressed or missing
    uint32_t id;
    uint32_t load;   // position among the loads
    uint16_t period; // position among the periods
    uint8_t status;
} memory_value;

/* Position in a run while reading or writing. Zeroed at the start of each series. */
typedef struct {
    memory_value last;
    int64_t id_step; // between the last two
    int64_t units;   // the last short decimal, in units of 10^-scale
    uint8_t scale;
} memory_trail;

enum { MEMORY_VALUE_BYTES_MAX = 32 };

/* Write `value` after the last one; returns the bytes used. */
size_t memory_block_write(memory_trail *trail, const memory_value *value,
                          uint8_t room[MEMORY_VALUE_BYTES_MAX]);
/* Read the next value into trail->last; returns the start of the following one. */
const uint8_t *memory_block_read(memory_trail *trail, const uint8_t *at);

#endif
