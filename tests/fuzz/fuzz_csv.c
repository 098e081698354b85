/* SPDX-License-Identifier: Apache-2.0 */
/* CSV and gzip from any bytes. Beside not crashing: the three scanners agree, and where a window
 * of the reader ends does not show in the rows. */
#include "core/core.h"
#include "corredor/table.h"
#include "fuzz.h"
#include "table/csv_scan.h"

enum { WINDOW_BYTES = 256 * 1024, INPUT_MOST = 4096 };

static uint64_t mix(uint64_t sum, const void *bytes, size_t length) {
    return sum * 1099511628211u + cor_str_hash((cor_str){ bytes, length });
}

/* A digest of all rows: numbers of rows counted from `first_row`. */
static uint64_t read_all(cor_str bytes, const cor_table_options *options, int32_t first_row,
                         cor_code *ret_code) {
    static cor_error err;
    cor_table *table;
    uint64_t sum = 0;

    *ret_code = cor_table_open_memory(bytes, options, &table, &err);
    if (*ret_code) {
        promise_message(&err, *ret_code);
        return 0;
    }

    for (;;) {
        cor_row row;
        bool found = false;
        *ret_code = cor_table_next(table, &row, &found, &err);
        if (*ret_code) promise_message(&err, *ret_code);
        if (*ret_code || !found) break;
        int32_t number = row.row - first_row;
        if (number < 0) continue;
        sum = mix(sum, &number, sizeof number);
        for (int32_t i = 0; i < row.cell_count; i++) {
            promise(cor_str_is_utf8(row.cells[i].text));
            promise((row.cells[i].kind == COR_CELL_EMPTY) == (row.cells[i].text.length == 0));
            sum = mix(sum, row.cells[i].text.at, row.cells[i].text.length) + 1;
        }
    }

    uint8_t hash[32];
    promise(cor_table_sha256(table, hash, &err) == COR_OK);
    cor_table_close(table);

    return sum;
}

/* The places one scanner finds, as a digest. */
static uint64_t scan_all(cor_scan_kernel kernel, const uint8_t *data, size_t size, char separator) {
    static cor_scan scan;
    uint64_t sum = 0;

    scan.kernel = kernel;
    scan.separator = separator;
    scan.filled = size;
    scan.is_last = true;
    cor_scan_begin(&scan, (const char *)data, 0);

    while (cor_scan_step(&scan))
        sum = mix(mix(sum, scan.index, scan.index_count * sizeof *scan.index), scan.escapes,
                  scan.escape_count * sizeof *scan.escapes);

    sum = mix(sum, &scan.fault, sizeof scan.fault) + scan.inside;
    return scan.fault ? sum + scan.fault_at : sum;
}

static void scanners_agree(const uint8_t *data, size_t size) {
    uint64_t expected = scan_all(COR_SCAN_PORTABLE, data, size, ',');
    for (cor_scan_kernel kernel = COR_SCAN_SSE2; kernel < COR_SCAN_KERNEL_COUNT; kernel++)
        if (cor_scan_has(kernel)) promise(scan_all(kernel, data, size, ',') == expected);
}

/* Lines of filler, `length` bytes in all; returns how many. */
static int32_t put_filler(char *text, size_t length) {
    int32_t lines = 1;
    memset(text, 'y', length);
    for (size_t at = 999; at + 1 < length; at += 1000, lines++)
        text[at] = '\n';
    text[length - 1] = '\n';
    return lines;
}

/* The same rows after a little filler, and after so much that the input straddles the end of a
 * window. */
static void windows_do_not_show(const uint8_t *data, size_t size) {
    enum { LITTLE_BYTES = 8000 };
    static char text[WINDOW_BYTES + INPUT_MOST];

    // Large texts are slow to try: one input in sixteen.
    if (size < 2 || size > INPUT_MOST || data[size - 1] % 16) return;
    cor_table_options options = {
        .separator = ',', .limits = { .row_bytes = 3000, .cell_bytes = 2000, .columns = 500 }
    };
    size_t much = WINDOW_BYTES - (size_t)(data[0] | data[1] << 8) % INPUT_MOST;
    cor_code code, other;
    int32_t lines = put_filler(text, LITTLE_BYTES);
    memcpy(text + LITTLE_BYTES, data, size);
    uint64_t sum = read_all((cor_str){ text, LITTLE_BYTES + size }, &options, lines + 1, &code);
    lines = put_filler(text, much);
    memcpy(text + much, data, size);
    uint64_t again = read_all((cor_str){ text, much + size }, &options, lines + 1, &other);
    promise(code == other && sum == again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    cor_code code;
    cor_table_options small = {
        .limits = { .bytes = 1 << 20, .columns = 64, .cell_bytes = 1000, .row_bytes = 4000 }
    };
    read_all((cor_str){ (const char *)data, size }, NULL, 0, &code);
    read_all((cor_str){ (const char *)data, size }, &small, 0, &code);
    scanners_agree(data, size);
    windows_do_not_show(data, size);
    return 0;
}
