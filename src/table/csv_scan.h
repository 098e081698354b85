/* SPDX-License-Identifier: Apache-2.0 */
/* csv_scan.h: where the cells of a CSV end, found 64 bytes at a time.
 *
 * Each block of 64 bytes becomes bit masks (quotes, separators, line breaks, ...). The prefix
 * xor of the quote mask tells which bytes are inside quotes; what is left of separators and
 * breaks outside of them ends cells. The rules of RFC 4180 about quotes are checked on the masks
 * too, so strictness costs nothing. Three ways to make the masks give the same answer: AVX2 with
 * carry-less multiplication, SSE2, and portable C.
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
/* The fastest this machine has. */
cor_scan_kernel cor_scan_best(void);

typedef enum {
    COR_FAULT_NONE,
    COR_FAULT_ZERO,        // a NUL byte
    COR_FAULT_UTF8,        // not UTF-8 (RFC 3629)
    COR_FAULT_QUOTE,       // a quote inside a cell that does not begin with one
    COR_FAULT_AFTER_QUOTE, // text after a closing quote
} cor_fault;

enum {
    COR_SCAN_BLOCK = 64,
    COR_SCAN_STEP =
        32 * 1024, // bytes at a time: with their index they stay in the first-level cache
};
/* Mark of an index entry that is a line break inside quotes: counted, but ends nothing. */
#define COR_SCAN_QUOTED 0x80000000u

/* Where the scanner is in the bytes [0, filled). Begin at the start of a record with
 * cor_scan_begin. */
typedef struct {
    const char *bytes;
    size_t at, filled; // scanned so far, and how many there are; less than 2 GiB
    bool is_last;      // nothing comes after `filled`
    char separator;
    cor_scan_kernel kernel;
    cor_fault fault; // the first one; scanning stops there
    size_t fault_at;
    uint32_t index[COR_SCAN_STEP + COR_SCAN_BLOCK]; // places of separators and line breaks
    size_t index_count;
    uint32_t
        escapes[COR_SCAN_STEP / 2 + COR_SCAN_BLOCK]; // places of the second of two doubled quotes
    size_t escape_count;
    // from block to block
    uint64_t inside;      // all ones when the block begins inside quotes
    uint64_t after_break; // 1 when the byte before the block ends a cell, or there is none
    uint64_t after_close; // 1 when the byte before the block is a closing quote
    uint32_t pending;     // continuation bytes of a character still to come
    uint32_t pending_low, pending_high; // what the next of them may be
    size_t pending_at;                  // where that character began
} cor_scan;

void cor_scan_begin(cor_scan *scan, const char *bytes, size_t at);
/* Scan on, COR_SCAN_STEP bytes at most, and fill `index` and `escapes` anew. Bytes of an unfinished
 * block are left for later unless `is_last`. False when there was nothing to scan: more bytes are
 * needed, or a fault stands at `fault_at`.
 */
bool cor_scan_step(cor_scan *scan);
/* At the end of everything: the quote that is still open? */
static inline bool cor_scan_is_inside(const cor_scan *scan) {
    return scan->inside != 0;
}

#endif
