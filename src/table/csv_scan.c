/* SPDX-License-Identifier: Apache-2.0 */
/* csv_scan.c: 64 bytes to bit masks, bit masks to positions. */
#include "csv_scan.h"

#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

/* Masks of a block of 64 bytes: one bit per byte, the first byte lowest. */
typedef struct {
    uint64_t quote, separator, newline; // newline: LF or CR
    uint64_t zero, high;                // NUL; bytes outside ASCII
} masks;

#define INLINE static inline __attribute__((always_inline))

/* ---- masks, three ways --------------------------------------------------- */

INLINE masks classify_portable(const char *bytes, char separator) {
    masks m = { 0 };
    for (int i = 0; i < COR_SCAN_BLOCK; i++) {
        unsigned char c = (unsigned char)bytes[i];
        m.quote |= (uint64_t)(c == '"') << i;
        m.separator |= (uint64_t)(c == (unsigned char)separator) << i;
        m.newline |= (uint64_t)((c == '\n') | (c == '\r')) << i;
        m.zero |= (uint64_t)(c == 0) << i;
        m.high |= (uint64_t)(c >> 7) << i;
    }

    return m;
}

/* Bit i of the result is the xor of bits 0 to i. */
INLINE uint64_t prefix_xor(uint64_t bits) {
    for (int shift = 1; shift < 64; shift *= 2)
        bits ^= bits << shift;
    return bits;
}

#if defined(__x86_64__)
INLINE masks classify_sse2(const char *bytes, char separator) {
    masks m = { 0 };
    for (int i = 0; i < 4; i++) {
        __m128i v = _mm_loadu_si128((const __m128i *)(const void *)(bytes + 16 * i));
        __m128i newline = _mm_or_si128(_mm_cmpeq_epi8(v, _mm_set1_epi8('\n')),
                                       _mm_cmpeq_epi8(v, _mm_set1_epi8('\r')));
        uint64_t quote = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(v, _mm_set1_epi8('"')));
        uint64_t sep = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(v, _mm_set1_epi8(separator)));
        uint64_t zero = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(v, _mm_setzero_si128()));
        m.quote |= quote << (16 * i);
        m.separator |= sep << (16 * i);
        m.newline |= (uint64_t)(uint32_t)_mm_movemask_epi8(newline) << (16 * i);
        m.zero |= zero << (16 * i);
        m.high |= (uint64_t)(uint32_t)_mm_movemask_epi8(v) << (16 * i);
    }

    return m;
}

#define TARGET_AVX2 __attribute__((target("avx2,pclmul,bmi,popcnt")))
TARGET_AVX2 INLINE masks classify_avx2(const char *bytes, char separator) {
    masks m = { 0 };
    for (int i = 0; i < 2; i++) {
        __m256i v = _mm256_loadu_si256((const __m256i *)(const void *)(bytes + 32 * i));
        __m256i newline = _mm256_or_si256(_mm256_cmpeq_epi8(v, _mm256_set1_epi8('\n')),
                                          _mm256_cmpeq_epi8(v, _mm256_set1_epi8('\r')));
        uint64_t quote =
            (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(v, _mm256_set1_epi8('"')));
        uint64_t sep =
            (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(v, _mm256_set1_epi8(separator)));
        uint64_t zero =
            (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(v, _mm256_setzero_si256()));
        m.quote |= quote << (32 * i);
        m.separator |= sep << (32 * i);
        m.newline |= (uint64_t)(uint32_t)_mm256_movemask_epi8(newline) << (32 * i);
        m.zero |= zero << (32 * i);
        m.high |= (uint64_t)(uint32_t)_mm256_movemask_epi8(v) << (32 * i);
    }

    return m;
}

/* Carry-less multiplication by all ones is the prefix xor. */
TARGET_AVX2 INLINE uint64_t prefix_xor_clmul(uint64_t bits) {
    __m128i product =
        _mm_clmulepi64_si128(_mm_set_epi64x(0, (int64_t)bits), _mm_set1_epi8((char)0xff), 0);
    return (uint64_t)_mm_cvtsi128_si64(product);
}
#endif

/* ---- UTF-8 --------------------------------------------------------------- */

/* Number of continuation bytes after a first byte, and the range of the first of them (RFC 3629,
 * 4): no overlong forms, no surrogates, nothing above U+10FFFF. False for a byte that cannot start
 * a character. */
static bool utf8_begin(cor_scan *scan, unsigned char c) {
    scan->pending_low = 0x80;
    scan->pending_high = 0xbf;
    if (c < 0xc2 || c > 0xf4) return false;
    scan->pending = c < 0xe0 ? 1 : c < 0xf0 ? 2 : 3;
    if (c == 0xe0) scan->pending_low = 0xa0;
    if (c == 0xed) scan->pending_high = 0x9f;
    if (c == 0xf0) scan->pending_low = 0x90;
    if (c == 0xf4) scan->pending_high = 0x8f;
    return true;
}

/* Check one byte of a character in sequence. */
static bool utf8_take(cor_scan *scan, unsigned char c, size_t at) {
    if (scan->pending) {
        scan->pending--;
        bool is_good = c >= scan->pending_low && c <= scan->pending_high;
        scan->pending_low = 0x80;
        scan->pending_high = 0xbf;
        return is_good;
    }
    scan->pending_at = at;
    return utf8_begin(scan, c);
}

/* The first bad byte of the block as a bit, or 0. A truncated character is bad at its first byte,
 * or at bit 0 if it began in an earlier block (`pending_at` then holds the position). ASCII bytes
 * are skipped, except where a continuation byte is expected. */
static uint64_t utf8_fault(cor_scan *scan, const char *bytes, size_t base, size_t length,
                           uint64_t high) {
    uint64_t left = high | (scan->pending != 0);
    while (left) {
        size_t i = (size_t)__builtin_ctzll(left);
        if (i >= length) return 0; // continues in the next block, or is cut off by the end
        if (!utf8_take(scan, (unsigned char)bytes[i], base + i))
            return scan->pending_at < base ? 1 : (uint64_t)1 << (scan->pending_at - base);
        left &= left - 1;
        if (scan->pending && i + 1 < COR_SCAN_BLOCK) left |= (uint64_t)2 << i;
    }

    return 0;
}

/* ---- masks to places ----------------------------------------------------- */

INLINE void note_places(cor_scan *scan, uint64_t bits, uint32_t base) {
    uint32_t *to = scan->index + scan->index_count;
    while (bits) {
        *to++ = base + (uint32_t)__builtin_ctzll(bits);
        bits &= bits - 1;
    }
    scan->index_count = (size_t)(to - scan->index);
}

/* The same with bit-counting instructions: always write groups of eight, needed or not, because the
 * number of positions in a block is unpredictable and a wrong branch costs more. The index has a
 * block's worth of spare room. */
INLINE void note_places_counting(cor_scan *scan, uint64_t bits, uint32_t base) {
    uint32_t *to = scan->index + scan->index_count;
    scan->index_count += (size_t)__builtin_popcountll(bits);
    do {
        for (int i = 0; i < 8; i++) {
            to[i] = base + (uint32_t)__builtin_ctzll(bits | (uint64_t)1 << 63);
            bits &= bits - 1;
        }
        to += 8;
    } while (bits);
}

/* Rare case: also record line breaks inside quotes, marked, in order. */
static void note_mixed(cor_scan *scan, uint64_t ends, uint64_t quoted, uint32_t base) {
    for (uint64_t bits = ends | quoted; bits; bits &= bits - 1) {
        uint32_t place = base + (uint32_t)__builtin_ctzll(bits);
        if (quoted & bits & (0 - bits)) place |= COR_SCAN_QUOTED;
        scan->index[scan->index_count++] = place;
    }
}

static void note_escapes(cor_scan *scan, uint64_t bits) {
    for (; bits; bits &= bits - 1)
        scan->escapes[scan->escape_count++] = (uint32_t)scan->at + (uint32_t)__builtin_ctzll(bits);
}

/* The bits below the lowest of these bits. */
INLINE uint64_t bits_before(uint64_t bit) {
    return (bit & (0 - bit)) - 1;
}

static void stop_at_fault(cor_scan *scan, const masks *m, uint64_t quote, uint64_t after,
                          uint64_t utf8) {
    uint64_t all = m->zero | quote | after | utf8, first = all & (0 - all);
    scan->fault = first & m->zero ? COR_FAULT_ZERO
                  : first & utf8  ? COR_FAULT_UTF8
                  : first & quote ? COR_FAULT_QUOTE
                                  : COR_FAULT_AFTER_QUOTE;
    scan->fault_at = scan->at + (size_t)__builtin_ctzll(first);
    if (scan->fault == COR_FAULT_UTF8) scan->fault_at = scan->pending_at;
}

/* Scan one block. `valid` marks bytes that exist; `can_count`: the machine has a fast population
 * count. Returns false when a fault stops the scan. */
INLINE bool take_block(cor_scan *scan, const char *bytes, masks m, uint64_t prefix, uint64_t valid,
                       bool can_count) {
    uint64_t inside = prefix ^ scan->inside; // from an opening quote up to, not including, the
                                             // closing one
    uint64_t open = m.quote & inside, closing = m.quote & ~inside;
    uint64_t ends = (m.separator | m.newline) & ~inside;
    uint64_t after_close = closing << 1 | scan->after_close;
    uint64_t after_break = ends << 1 | scan->after_break;
    uint64_t bad_quote = open & ~(after_break | after_close);
    uint64_t bad_after = after_close & ~(ends | open) & valid;
    uint64_t bad_utf8 = 0;
    uint64_t escapes =
        open & after_close; // a block with a fault may still have whole records before it

    if (__builtin_expect(escapes != 0, 0)) note_escapes(scan, escapes);
    if (__builtin_expect((m.high | scan->pending) != 0, 0))
        bad_utf8 = utf8_fault(scan, bytes, scan->at, (size_t)__builtin_popcountll(valid), m.high);

    uint64_t bad = bad_quote | bad_after | bad_utf8 | m.zero;
    if (__builtin_expect(bad != 0, 0)) {
        stop_at_fault(scan, &m, bad_quote, bad_after, bad_utf8);
        uint64_t good = bits_before(bad);
        note_mixed(scan, ends & good, m.newline & inside & good, (uint32_t)scan->at);
        return false;
    }

    uint64_t quoted = m.newline & inside;
    if (__builtin_expect(quoted != 0, 0))
        note_mixed(scan, ends, quoted, (uint32_t)scan->at);

    else if (can_count)
        note_places_counting(scan, ends, (uint32_t)scan->at);
    else
        note_places(scan, ends, (uint32_t)scan->at);
    scan->inside = (uint64_t)((int64_t)inside >> 63);
    scan->after_break = ends >> 63;
    scan->after_close = closing >> 63;

    return true;
}

/* ---- whole blocks, three ways -------------------------------------------- */

static void blocks_portable(cor_scan *scan, size_t end) {
    for (; scan->at < end; scan->at += COR_SCAN_BLOCK) {
        masks m = classify_portable(scan->bytes + scan->at, scan->separator);
        if (!take_block(scan, scan->bytes + scan->at, m, prefix_xor(m.quote), ~(uint64_t)0, false))
            return;
    }
}

#if defined(__x86_64__)
static void blocks_sse2(cor_scan *scan, size_t end) {
    for (; scan->at < end; scan->at += COR_SCAN_BLOCK) {
        masks m = classify_sse2(scan->bytes + scan->at, scan->separator);
        uint64_t prefix = m.quote ? prefix_xor(m.quote) : 0;
        if (!take_block(scan, scan->bytes + scan->at, m, prefix, ~(uint64_t)0, false)) return;
    }
}

TARGET_AVX2 static void blocks_avx2(cor_scan *scan, size_t end) {
    for (; scan->at < end; scan->at += COR_SCAN_BLOCK) {
        masks m = classify_avx2(scan->bytes + scan->at, scan->separator);
        if (!take_block(scan, scan->bytes + scan->at, m, prefix_xor_clmul(m.quote), ~(uint64_t)0,
                        true))
            return;
    }
}
#endif

static void take_blocks(cor_scan *scan, size_t end) {
#if defined(__x86_64__)
    if (scan->kernel == COR_SCAN_AVX2) {
        blocks_avx2(scan, end);
        return;
    }
    if (scan->kernel == COR_SCAN_SSE2) {
        blocks_sse2(scan, end);
        return;
    }
#endif
    blocks_portable(scan, end);
}

bool cor_scan_has(cor_scan_kernel kernel) {
#if defined(__x86_64__)
    if (kernel == COR_SCAN_SSE2) return true;
    if (kernel == COR_SCAN_AVX2)
        return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("pclmul") &&
               __builtin_cpu_supports("bmi") && __builtin_cpu_supports("popcnt");
#endif
    return kernel == COR_SCAN_PORTABLE;
}

cor_scan_kernel cor_scan_best(void) {
    cor_scan_kernel kernel = COR_SCAN_AVX2;
    while (!cor_scan_has(kernel))
        kernel--;
    return kernel;
}

/* The bytes after the last whole block, padded with spaces. */
static void last_bytes(cor_scan *scan) {
    char block[COR_SCAN_BLOCK];
    size_t length = scan->filled - scan->at;
    memset(block, ' ', sizeof block);
    memcpy(block, scan->bytes + scan->at, length);
    masks m = classify_portable(block, scan->separator);
    uint64_t valid = ((uint64_t)1 << length) - 1;
    m.separator &= valid; // a separator might be the space
    if (!take_block(scan, block, m, prefix_xor(m.quote), valid, false)) return;
    scan->at = scan->filled;
}

void cor_scan_begin(cor_scan *scan, const char *bytes, size_t at) {
    scan->bytes = bytes;
    scan->at = at;
    scan->fault = COR_FAULT_NONE;
    scan->escape_count = 0;
    scan->index_count = 0;
    scan->inside = scan->after_close = 0;
    scan->after_break = 1;
    scan->pending = 0;
}

bool cor_scan_step(cor_scan *scan) {
    size_t from = scan->at, left = scan->filled - scan->at;
    scan->index_count = scan->escape_count = 0;
    if (scan->fault || !left) return false;
    size_t whole = left & ~(size_t)(COR_SCAN_BLOCK - 1);
    if (whole > COR_SCAN_STEP) whole = COR_SCAN_STEP;
    if (whole)
        take_blocks(scan, from + whole);

    else if (scan->is_last)
        last_bytes(scan);

    // A character cut off by the end of the file.
    if (!scan->fault && scan->is_last && scan->at == scan->filled && scan->pending) {
        scan->fault = COR_FAULT_UTF8;
        scan->fault_at = scan->pending_at;
    }

    return scan->at > from || scan->index_count > 0;
}
