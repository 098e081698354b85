/* SPDX-License-Identifier: Apache-2.0 */
/* csv.c: how fast tables are read, beside libcsv on the same bytes in the same run; and cells of
 * a workbook a second.
 *
 * The text is made here: eleven columns in the shape of an ILOSTAT download, a third of the
 * cells in quotes, some with commas, doubled quotes and letters beyond ASCII. Every reader must
 * see the same cells and the same bytes of text. */
#include <csv.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "corredor/table.h"
#include "table/csv_scan.h"

enum { TEXT_MB = 200, ROUNDS = 5 };

typedef struct {
    int64_t cells, text_bytes;
} tally;

/* Processor time: what others do on the machine meanwhile counts less. Everything here runs on
 * one thread. */
static double seconds_now(void) {
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static void fail(const cor_error *err) {
    cor_out out = cor_out_file(stderr);
    cor_error_print(err, COR_LANG_EN, &out);
    exit(70);
}

/* ---- the text ------------------------------------------------------------ */

static uint32_t draw(uint32_t limit) {
    static uint64_t state = 1;
    state = state * 6364136223846793005u + 1442695040888963407u; // Knuth, MMIX
    return (uint32_t)(state >> 33) % limit;
}

static cor_str make_text(void) {
    static const char *const PLACES[] = { "MEX", "GTM", "NIC", "CRI", "HTI", "DOM" };
    static const char *const NOTES[] = { "\"Labour Force Survey, annual\"",
                                         "\"Encuesta de hogares, \"\"continua\"\"\"",
                                         "\"Población de 15 años y más\"", "", "Census" };
    size_t room = (size_t)TEXT_MB << 20, used = 0;
    char *text = malloc(room);
    if (!text) exit(71);

    while (used + 300 < room)
        used += (size_t)sprintf(text + used,
                                "%s,BX:%u,EMP_%u,\"Employment by sex, age "
                                "(thousands)\",SEX_%c,%u-%u,%u,%u.%03u,%c,%s,%u\n",
                                PLACES[draw(6)], draw(9000), draw(90), "TMF"[draw(3)],
                                15 + draw(10), 25 + draw(40), 1990 + draw(34), draw(99999),
                                draw(1000), "AEPB"[draw(4)], NOTES[draw(5)], draw(100000));

    return (cor_str){ text, used };
}

/* ---- readers ------------------------------------------------------------- */

static tally read_table(cor_table *table) {
    static cor_error err;
    tally seen = { 0 };
    cor_row row;
    bool found;

    while (cor_table_next(table, &row, &found, &err) == COR_OK && found) {
        seen.cells += row.cell_count;
        for (int32_t i = 0; i < row.cell_count; i++)
            seen.text_bytes += (int64_t)row.cells[i].text.length;
    }

    if (err.code) fail(&err);
    return seen;
}

static tally by_memory(cor_str text) {
    cor_error err;
    cor_table *table;
    if (cor_table_open_memory(text, NULL, &table, &err)) fail(&err);
    tally seen = read_table(table);
    cor_table_close(table);
    return seen;
}

static tally by_path(const char *path) {
    cor_error err;
    cor_table *table;

    if (cor_table_open(cor_str_of(path), NULL, &table, &err)) fail(&err);
    tally seen = read_table(table);
    for (int32_t sheet = 1; sheet < cor_table_sheet_count(table); sheet++) {
        if (cor_table_sheet_select(table, sheet, &err)) fail(&err);
        tally more = read_table(table);
        seen.cells += more.cells;
        seen.text_bytes += more.text_bytes;
    }

    cor_table_close(table);
    return seen;
}

static void count_cell(void *cell, size_t length, void *self) {
    tally *seen = self;
    (void)cell;
    seen->cells++;
    seen->text_bytes += (int64_t)length;
}

static void end_row(int byte, void *self) {
    (void)byte, (void)self;
}

static tally by_libcsv(cor_str text) {
    enum { PIECE = 64 * 1024 };
    struct csv_parser parser;
    tally seen = { 0 };

    if (csv_init(&parser, CSV_STRICT)) exit(70);
    for (size_t at = 0; at < text.length; at += PIECE) {
        cor_str piece = cor_str_part(text, at, PIECE);
        if (csv_parse(&parser, piece.at, piece.length, count_cell, end_row, &seen) != piece.length)
            exit(70);
    }

    csv_fini(&parser, count_cell, end_row, &seen);
    csv_free(&parser);
    return seen;
}

static int64_t by_scanner(cor_str text, cor_scan_kernel kernel) {
    static cor_scan scan;
    int64_t places = 0;

    scan.kernel = kernel;
    scan.separator = ',';
    scan.filled = text.length;
    scan.is_last = true;
    cor_scan_begin(&scan, text.at, 0);
    while (cor_scan_step(&scan))
        places += (int64_t)scan.index_count;

    return places;
}

/* ---- CSV ----------------------------------------------------------------- */

static double less(double a, double b) {
    return a < b ? a : b;
}

static void bench_csv(void) {
    cor_str text = make_text();
    double gigabytes = (double)text.length / 1e9, ours = 1e9, theirs = 1e9,
           scans[COR_SCAN_KERNEL_COUNT] = { 1e9, 1e9, 1e9 };

    tally expected = by_libcsv(text), seen;

    // One after the other in each round, so that both have the same neighbours on the machine; the
    // best round counts.
    for (int round = 0; round < ROUNDS; round++) {
        double start = seconds_now();
        seen = by_memory(text);
        ours = less(ours, seconds_now() - start);
        if (seen.cells != expected.cells || seen.text_bytes != expected.text_bytes) exit(70);
        start = seconds_now();
        seen = by_libcsv(text);
        theirs = less(theirs, seconds_now() - start);
        for (cor_scan_kernel kernel = 0; kernel < COR_SCAN_KERNEL_COUNT; kernel++) {
            if (!cor_scan_has(kernel)) continue;
            start = seconds_now();
            if (by_scanner(text, kernel) != expected.cells) exit(70);
            scans[kernel] = less(scans[kernel], seconds_now() - start);
        }
    }

    static const char *const KERNELS[] = { "portable", "SSE2", "AVX2" };
    printf("CSV, %.0f MB, %lld cells, processor time, best of %d rounds\n", gigabytes * 1e3,
           (long long)seen.cells, ROUNDS);
    printf("  rows and cells, corredor        %6.2f GB/s\n", gigabytes / ours);
    printf("  rows and cells, libcsv          %6.2f GB/s\n", gigabytes / theirs);
    printf("  ratio                           %6.1f\n", theirs / ours);

    for (cor_scan_kernel kernel = 0; kernel < COR_SCAN_KERNEL_COUNT; kernel++)
        if (cor_scan_has(kernel))
            printf("  scanner alone, %-8s         %6.2f GB/s\n", KERNELS[kernel],
                   gigabytes / scans[kernel]);

    char path[] = "/tmp/corredor-bench-XXXXXX";
    int file = mkstemp(path);
    if (file < 0 || write(file, text.at, text.length) != (ssize_t)text.length) exit(74);
    double start = seconds_now();
    by_path(path);
    printf("  from a file, with its SHA-256   %6.2f GB/s\n", gigabytes / (seconds_now() - start));
    close(file);
    unlink(path);
    free((void *)(uintptr_t)text.at);
}

/* ---- XLSX ---------------------------------------------------------------- */

enum { SHEET_ROWS = 60000, SHEET_COLUMNS = 10 };

/* Numbers and, in every third column, texts: shared ones as Excel writes them. */
static void write_workbook(const char *path) {
    lxw_workbook *book = workbook_new(path);
    lxw_worksheet *sheet = workbook_add_worksheet(book, "Table 1");

    for (lxw_row_t row = 0; row < SHEET_ROWS; row++)
        for (lxw_col_t column = 0; column < SHEET_COLUMNS; column++) {
            char text[32];
            snprintf(text, sizeof text, "Area %u", draw(300));
            if (column % 3 == 0)
                worksheet_write_string(sheet, row, column, text, NULL);
            else
                worksheet_write_number(sheet, row, column, draw(10000000), NULL);
        }

    if (workbook_close(book)) exit(74);
}

static void bench_xlsx(void) {
    char path[] = "/tmp/corredor-bench-XXXXXX";
    int file = mkstemp(path);

    if (file < 0) exit(74);
    close(file);
    write_workbook(path);
    double best = 1e9;
    tally seen = { 0 };

    for (int round = 0; round < ROUNDS; round++) {
        double start = seconds_now();
        seen = by_path(path);
        best = less(best, seconds_now() - start);
    }

    if (seen.cells != SHEET_ROWS * SHEET_COLUMNS) exit(70);
    printf("XLSX, %d rows of %d cells, a third of them texts\n", SHEET_ROWS, SHEET_COLUMNS);
    printf("  cells                           %6.2f million/s\n", (double)seen.cells / best / 1e6);
    unlink(path);
}

int main(void) {
    bench_csv();
    bench_xlsx();
    return 0;
}
