/* SPDX-License-Identifier: Apache-2.0 */
/* csv_scan.h: finds where the cells of a CSV end, 64 bytes at a time.
 *
 * Each block of 64 bytes becomes bit masks (quotes, separators, line breaks, ...). The prefix xor
 * of the quote mask marks the bytes inside quotes; separators and breaks outside of them end cells.
 * The quoting rules of RFC 4180 are checked on the masks too, so strictness costs nothing. Three
 * kernels make the masks with the same result: AVX2 with carry-less multiplication, SSE2, and
 * portable C.
 *
 * Source: Langdale and Lemire (2019), Parsing gigabytes of JSON per second, VLDB Journal 28,
 * 941-960, section 3.1. */
#ifndef CORREDOR_TABLE_CSV_SCAN_H
#define CORREDOR_TABLE_CSV_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum {
    COR_SCAN_PORTABLE,
    COR_SCAN_SSE2,
    COR_SCAN_AVX2,
    COR_SCAN_KERNEL_COUNT
} cor_scan_kernel;
bool cor_scan_has(cor_scan_kernel kernel);
/* The fastest kernel this machine supports. */
cor_scan_kernel cor_scan_best(void);

typedef enum {
    COR_FAULT_NONE,
    COR_FAULT_ZERO,        // a NUL byte
    COR_FAULT_UTF8,        // not UTF-8 (RFC 3629)
    COR_FAULT_QUOTE,       // a quote inside a cell that does not start with one
    COR_FAULT_AFTER_QUOTE, // text after a closing quote
} cor_fault;

enum {
    COR_SCAN_BLOCK = 64,
    COR_SCAN_STEP = 32 * 1024, // bytes per step: with their index they stay in the L1 cache
};
/* Marks an index entry as a line break inside quotes: counted, but it ends nothing. */
#define COR_SCAN_QUOTED 0x80000000u

/* State of the scanner over the bytes [0, filled). Call cor_scan_begin at the start of a record. */
typedef struct {
    const char *bytes;
    size_t at, filled; // bytes scanned so far, and bytes available; less than 2 GiB
    bool is_last;      // nothing follows `filled`
    char separator;
    cor_scan_kernel kernel;
    cor_fault fault; // the first fault; scanning stops there
    size_t fault_at;
    uint32_t index[COR_SCAN_STEP + COR_SCAN_BLOCK]; // positions of separators and line breaks
    size_t index_count;
    uint32_t escapes[COR_SCAN_STEP / 2 + COR_SCAN_BLOCK]; // positions of the second of two doubled
                                                          // quotes
    size_t escape_count;
    // state carried from block to block
    uint64_t inside;      // all ones when the block starts inside quotes
    uint64_t after_break; // 1 when the byte before the block ends a cell, or there is none
    uint64_t after_close; // 1 when the byte before the block is a closing quote
    uint32_t pending;     // continuation bytes still expected
    uint32_t pending_low, pending_high; // allowed range of the next one
    size_t pending_at;                  // where that character starts
} cor_scan;

void cor_scan_begin(cor_scan *scan, const char *bytes, size_t at);
/* Scan at most COR_SCAN_STEP more bytes and refill `index` and `escapes`. Bytes of an unfinished
 * block wait for the next step unless `is_last`. Returns false when nothing was scanned: either
 * more bytes are needed or there is a fault at `fault_at`. */
bool cor_scan_step(cor_scan *scan);
/* At the end of the input: whether a quote is still open. */
static inline bool cor_scan_is_inside(const cor_scan *scan) {
    return scan->inside != 0;
}

#endif
