/* SPDX-License-Identifier: Apache-2.0 */
/* csv.c: turns the positions found by the scanner into rows of cells (RFC 4180), with one window of
 * memory for a file of any size.
 *
 * The window always starts at the start of a record. When it holds no further whole record, the
 * rest moves to the front and more bytes are read. A record longer than the window doubles the
 * window, up to the limit for a row. */
#include "core/say.h"
#include "csv_scan.h"
#include "table.h"

#include <stdio.h>
#include <stdlib.h>

enum {
    WINDOW_FIRST =
        256 * 1024,     // large enough to move the rest rarely, small enough for the L2 cache
    WINDOW_MARGIN = 64, // readable bytes before and after the window
};

struct cor_csv {
    cor_stretch stretch;
    char *window;
    size_t room, room_most, filled;
    bool has_ended; // the feed has reached its end
    cor_scan scan;
    size_t next, next_escape; // next entries of the scanner's index and escapes
    bool has_escapes;         // an earlier scan step found doubled quotes in this record
    size_t record_start, cell_start;
    int32_t cell_count;
    int64_t line, record_line;
    bool after_return; // the last record ended with CR; an LF right after it belongs to it
    bool spans_lines;  // a quoted cell of the record holds a line break
};

/* ---- the window ---------------------------------------------------------- */

static cor_code fill_window(cor_table *table, cor_error *err) {
    cor_csv *csv = table->csv;
    size_t want = csv->room - csv->filled, got;
    cor_code code = cor_feed_read(&table->feed, csv->window + csv->filled, want, &got, err);
    if (code) return code;
    csv->filled += got;
    csv->has_ended = got < want;
    return COR_OK;
}

/* Start the record again. It starts outside quotes, so the scanner needs no earlier state. */
static void begin_record_at(cor_csv *csv, size_t at) {
    csv->record_start = csv->cell_start = at;
    csv->cell_count = 0;
    csv->line = csv->record_line;
    csv->next = csv->next_escape = 0;
    csv->has_escapes = csv->spans_lines = false;
    cor_scan_begin(&csv->scan, csv->window, at);
    csv->scan.filled = csv->filled;
    csv->scan.is_last = csv->has_ended;
}

/* Check that a record or cell reaching at least `at` is within the limits. The limits apply
 * wherever windows end, so the message depends on the file alone. */
static cor_code check_lengths(const cor_table *table, size_t at, cor_error *err) {
    enum { QUOTES = 2 };
    const cor_csv *csv = table->csv;
    if (at > csv->record_start + (size_t)table->limits.row_bytes)
        return cor_table_fail_row(table, csv->record_line, err);
    if (at > csv->cell_start + (size_t)table->limits.cell_bytes + QUOTES)
        return cor_table_fail_cell(table, csv->record_line, csv->cell_count + 1, err);
    return COR_OK;
}

/* No record ends within the window: make room and read more. */
static cor_code refill_window(cor_table *table, cor_error *err) {
    cor_csv *csv = table->csv;
    size_t left = csv->filled - csv->record_start;
    cor_code code = check_lengths(table, csv->scan.at, err);
    if (code) return code;

    memmove(csv->window, csv->window + csv->record_start, left);
    csv->filled = left;
    if (left > csv->room / 2)
        csv->room = csv->room * 2 < csv->room_most ? csv->room * 2 : csv->room_most;

    code = fill_window(table, err);
    if (code) {
        cor_table_at(err, csv->record_line, 0);
        return code;
    }

    begin_record_at(csv, 0);
    return COR_OK;
}

/* ---- cells --------------------------------------------------------------- */

/* Branch-free, because whether a cell is quoted is hard to predict. */
static inline void put_raw_cell(cor_cell *cell, const char *from, const char *to) {
    size_t quote = *from == '"'; // the scanner has checked that the last byte is the closing quote
    from += quote;
    to -= quote;
    cell->kind = from < to ? COR_CELL_TEXT : COR_CELL_EMPTY;
    cell->shown = COR_SHOWN_AS_STORED;
    cell->text = (cor_str){ from, (size_t)(to - from) };
}

/* Replace doubled quotes by one, in place: the window is ours and the record is not scanned
 * again. */
static void undouble_quotes(cor_str *text, char *at) {
    char *to = memchr(at, '"', text->length), *end = at + text->length;
    if (!to) return;
    for (char *from = to; from < end; from++) {
        *to++ = *from;
        if (*from == '"') from++;
    }
    text->length = (size_t)(to - at);
}

static void undouble_cells(const cor_csv *csv, cor_cell *cells) {
    for (int32_t i = 0; i < csv->cell_count; i++) {
        cor_str *text = &cells[i].text;
        bool is_quoted = text->length && text->at[-1] == '"';
        if (is_quoted) undouble_quotes(text, csv->window + (text->at - csv->window));
    }
}

/* Whether the record has doubled quotes before `end`. */
static bool record_has_escapes(cor_csv *csv, size_t end) {
    const cor_scan *scan = &csv->scan;
    while (csv->next_escape < scan->escape_count &&
           scan->escapes[csv->next_escape] < csv->record_start)
        csv->next_escape++;
    bool is_here = csv->next_escape < scan->escape_count && scan->escapes[csv->next_escape] < end;
    return csv->has_escapes || is_here;
}

typedef enum { RECORD_OPEN, RECORD_WHOLE, RECORD_TOO_WIDE, RECORD_CELL_TOO_LONG } record_state;

static inline record_state take_one_cell(const cor_table *table, cor_csv *csv, size_t end) {
    if (csv->cell_count == table->limits.columns) return RECORD_TOO_WIDE;
    cor_cell *cell = table->cells + csv->cell_count++;
    put_raw_cell(cell, csv->window + csv->cell_start, csv->window + end);
    csv->cell_start = end + 1;
    return cell->text.length > (size_t)table->limits.cell_bytes ? RECORD_CELL_TOO_LONG
                                                                : RECORD_OPEN;
}

/* Count a line break inside quotes; CR LF counts once. */
static void count_quoted_break(cor_csv *csv, size_t at) {
    csv->spans_lines = true;
    if (csv->window[at] == '\r' || csv->window[at - 1] != '\r') csv->line++;
}

/* A line ended at `end`. Returns true if that completes a record, false for a blank line. */
static bool end_record_line(cor_csv *csv, size_t end) {
    bool is_return = csv->window[end] == '\r';
    bool is_blank = csv->cell_count == 0 && csv->cell_start == end;
    bool is_second_half = is_blank && !is_return && csv->after_return;
    csv->after_return = is_return;
    if (!is_second_half) csv->line++;
    if (!is_blank) return true;
    csv->record_start = csv->cell_start = end + 1;
    csv->record_line = csv->line;
    return false;
}

/* Take consecutive cells that end with a separator: most of the work. Stops at anything else. */
static record_state take_plain_cells(const cor_table *table, cor_csv *csv) {
    const cor_scan *scan = &csv->scan;
    const char *window = csv->window, separator = scan->separator;
    const uint32_t *next = scan->index + csv->next, *last = scan->index + scan->index_count;
    const size_t cell_most = (size_t)table->limits.cell_bytes;
    size_t cell_start = csv->cell_start, longest = 0;
    cor_cell *cell = table->cells + csv->cell_count;
    const cor_cell *room = table->cells + table->limits.columns;

    // An entry for a break inside quotes lies beyond the window, so it ends this loop as well.
    while (next < last && cell < room && *next < COR_SCAN_QUOTED && window[*next] == separator) {
        put_raw_cell(cell, window + cell_start, window + *next);
        if (cell->text.length > longest) longest = cell->text.length;
        cell_start = *next++ + 1;
        cell++;
    }

    csv->next = (size_t)(next - scan->index);
    csv->cell_start = cell_start;
    csv->cell_count = (int32_t)(cell - table->cells);
    if (longest <= cell_most) return RECORD_OPEN;
    csv->cell_count = 1;
    while (table->cells[csv->cell_count - 1].text.length <= cell_most)
        csv->cell_count++;

    return RECORD_CELL_TOO_LONG;
}

/* Take cells from the scanner's positions up to the end of the record. */
static record_state take_indexed_cells(const cor_table *table, cor_csv *csv) {
    const cor_scan *scan = &csv->scan;
    for (;;) {
        record_state state = take_plain_cells(table, csv);
        if (state != RECORD_OPEN || csv->next == scan->index_count) return state;
        uint32_t end = scan->index[csv->next++];
        if (end & COR_SCAN_QUOTED) {
            count_quoted_break(csv, end & ~COR_SCAN_QUOTED);
            continue;
        }
        bool is_line_end =
            csv->window[end] != scan->separator; // otherwise there is no room for another cell
        if (is_line_end && !end_record_line(csv, end)) continue;
        state = take_one_cell(table, csv, end);
        if (state != RECORD_OPEN) return state;
        if (is_line_end) return RECORD_WHOLE;
    }
}

/* ---- failures ------------------------------------------------------------ */

static cor_code fail_utf8(unsigned char byte, cor_error *err) {
    char hex[8];
    snprintf(hex, sizeof hex, "0x%02X", byte);
    cor_fail(
        err, COR_E_FORMAT,
        _("The byte {byte} is not UTF-8 text: the file probably is in Windows-1252 (Latin-1)."),
        cor_arg_cstr(hex));
    return cor_hint(err, _("Save it as \"CSV UTF-8\", or convert it: iconv -f WINDOWS-1252 -t "
                           "UTF-8 FILE > NEW_FILE"));
}

static cor_code fail_fault(const cor_table *table, cor_error *err) {
    const cor_csv *csv = table->csv;
    size_t at = csv->scan.fault_at;
    cor_code code = check_lengths(table, at, err);
    if (code) return code;

    switch (csv->scan.fault) {
    case COR_FAULT_ZERO:
        cor_fail(err, COR_E_FORMAT,
                 _("There is a zero byte in the text: the file is damaged or is not a table."));
        cor_hint(err, _("Download or copy it again."));
        break;
    case COR_FAULT_UTF8:
        fail_utf8((unsigned char)csv->window[at], err);
        break;
    case COR_FAULT_QUOTE:
        cor_fail(err, COR_E_FORMAT,
                 _("A cell that does not begin with a quotation mark has one inside."));
        cor_hint(
            err,
            _("Put the whole cell in quotation marks and double those inside: \"5\"\" pipe\"."));
        break;
    case COR_FAULT_AFTER_QUOTE:
    case COR_FAULT_NONE:
        cor_fail(err, COR_E_FORMAT, _("There is text after the closing quotation mark of a cell."));
        cor_hint(err, _("Double the quotation marks inside the cell: \"say \"\"yes\"\"\"."));
    }
    cor_table_at(err, csv->record_line, csv->cell_count + 1);

    return COR_E_FORMAT;
}

static cor_code fail_open_quote(const cor_table *table, cor_error *err) {
    const cor_csv *csv = table->csv;
    cor_code code = check_lengths(table, csv->filled, err);
    if (code) return code;
    cor_fail(err, COR_E_FORMAT, _("A quotation mark is opened and never closed."));
    cor_hint(err, _("Add the closing one, or double a quotation mark that belongs to the text."));
    cor_table_at(err, csv->record_line, csv->cell_count + 1);
    return COR_E_FORMAT;
}

static cor_code fail_state(const cor_table *table, record_state state, cor_error *err) {
    const cor_csv *csv = table->csv;
    if (state == RECORD_TOO_WIDE) return cor_table_fail_columns(table, csv->record_line, err);
    return cor_table_fail_cell(table, csv->record_line, csv->cell_count, err);
}

/* ---- quotation marks that swallow rows ----------------------------------- */

static int32_t count_char(cor_str text, char c) {
    int32_t count = 0;
    for (size_t i = 0; i < text.length; i++)
        count += text.at[i] == c;
    return count;
}

/* The next line of a text, whatever ends it; false after the last. */
static bool next_line(cor_str *rest, cor_str *ret_line) {
    size_t end = 0;
    if (!rest->at) return false;
    while (end < rest->length && rest->at[end] != '\n' && rest->at[end] != '\r')
        end++;
    *ret_line = cor_str_part(*rest, 0, end);
    if (end == rest->length) {
        *rest = (cor_str){ 0 };
        return true;
    }
    bool is_pair = rest->at[end] == '\r' && end + 1 < rest->length && rest->at[end + 1] == '\n';
    *rest = cor_str_part(*rest, end + 1 + is_pair, SIZE_MAX);
    return true;
}

static int32_t count_breaks(cor_str text) {
    int32_t count = -1;
    cor_str rest = text, line;
    while (next_line(&rest, &line))
        count++;
    return text.length ? count : 0;
}

/* A quotation mark that nobody meant opens a cell in one row and closes it in a later one. The row
 * then has as many cells as any other, but the cell holds the rest of the first row, whole rows, and
 * the beginning of the last: on each of its lines as many separators as rows have there. Prose of
 * several lines does not. */
static bool swallows_rows(cor_str text, int32_t column, int32_t width, char separator) {
    enum { WIDTH_LEAST = 3, OFF_FROM = 4 };
    int32_t line_count = 0, before = 0;
    cor_str rest = text, line = { 0 };

    while (width >= WIDTH_LEAST && next_line(&rest, &line)) {
        bool is_last = !rest.at;
        int32_t wanted = line_count == 0 ? width - 1 - column : is_last ? column : width - 1;
        // The row in which it opens may have a fault of its own.
        int32_t off = abs(count_char(line, separator) - wanted);
        if (off > (line_count == 0 && wanted >= OFF_FROM)) return false;
        before = line_count++;
    }

    return before > 0;
}

static cor_code check_quotes(const cor_table *table, cor_error *err) {
    const cor_csv *csv = table->csv;
    int64_t line = csv->record_line;

    for (int32_t i = 0; i < csv->cell_count; i++) {
        cor_str text = table->cells[i].text;
        int32_t breaks = count_breaks(text);
        if (breaks && swallows_rows(text, i, csv->cell_count, csv->scan.separator)) {
            (void)cor_error_fail(
                err, COR_E_FORMAT,
                cor_say_n(breaks,
                          _("The quotation mark that opens in this cell closes {count} line "
                            "below, and takes the rows between into one text."),
                          _("The quotation mark that opens in this cell closes {count} lines "
                            "below, and takes the rows between into one text."),
                          cor_arg_int(breaks)));
            (void)cor_hint(err, _("Remove the two quotation marks, or close the first one in its "
                                  "own row."));
            return cor_table_at(err, line, i + 1), COR_E_FORMAT;
        }
        line += breaks;
    }

    return COR_OK;
}

/* ---- rows ---------------------------------------------------------------- */

/* At the end of the file the rest is the last record, without a line break. */
static cor_code last_record(cor_table *table, record_state *ret_state, bool *ret_found,
                            cor_error *err) {
    cor_csv *csv = table->csv;
    if (cor_scan_is_inside(&csv->scan)) return fail_open_quote(table, err);
    *ret_found = csv->cell_count > 0 || csv->cell_start < csv->filled;
    if (!*ret_found) return COR_OK;
    *ret_state = take_one_cell(table, csv, csv->filled);
    if (*ret_state == RECORD_OPEN) *ret_state = RECORD_WHOLE;
    return COR_OK;
}

static cor_code hand_out(cor_table *table, cor_row *ret_row, bool *ret_found, cor_error *err) {
    cor_csv *csv = table->csv;
    if (csv->cell_start - csv->record_start > (size_t)table->limits.row_bytes + 1)
        return cor_table_fail_row(table, csv->record_line, err);

    if (csv->record_line > INT32_MAX) return cor_table_fail_rows(err);
    bool can_swallow = csv->spans_lines && table->hold.is_held;
    cor_code code = can_swallow ? check_quotes(table, err) : COR_OK;
    if (code) return code;
    if (record_has_escapes(csv, csv->cell_start)) undouble_cells(csv, table->cells);
    *ret_row = (cor_row){ .row = (int32_t)csv->record_line,
                          .cell_count = csv->cell_count,
                          .cells = table->cells };
    *ret_found = true;
    csv->record_start = csv->cell_start;
    csv->record_line = csv->line;
    csv->cell_count = 0;
    csv->has_escapes = csv->spans_lines = false;

    return COR_OK;
}

/* Scan the next part of the window. Returns false when nothing is left to scan. */
static bool scan_on(cor_csv *csv) {
    csv->has_escapes = record_has_escapes(csv, csv->scan.at);
    csv->next = csv->next_escape = 0;
    return cor_scan_step(&csv->scan);
}

static cor_code csv_next(cor_table *table, cor_row *ret_row, bool *ret_found, cor_error *err) {
    cor_csv *csv = table->csv;
    for (;;) {
        record_state state = take_indexed_cells(table, csv);
        if (state == RECORD_OPEN) {
            if (scan_on(csv)) continue;
            if (csv->scan.fault) return fail_fault(table, err);
            if (!csv->has_ended) {
                cor_code code = refill_window(table, err);
                if (code) return code;
                continue;
            }
            cor_code code = last_record(table, &state, ret_found, err);
            if (code || !*ret_found) return code;
        }
        if (state != RECORD_WHOLE) return fail_state(table, state, err);
        return hand_out(table, ret_row, ret_found, err);
    }
}

/* ---- opening ------------------------------------------------------------- */

/* A first line "sep=;" is a directive to Excel. Returns its length without the line break, or 0. */
static size_t excel_note(cor_str head, char *ret_separator) {
    if (head.length < 5 || memcmp(head.at, "sep=", 4) != 0) return 0;
    if (head.length > 5 && head.at[5] != '\r' && head.at[5] != '\n') return 0;
    *ret_separator = head.at[4];
    return 5;
}

static bool can_separate(char c) {
    return c > 0 && c != '"' && c != '\r' && c != '\n';
}

static const char BOM[] = "\xef\xbb\xbf";

static cor_code fail_order_marks(cor_error *err) {
    (void)cor_fail(err, COR_E_FORMAT,
                   _("The file begins with two byte order marks; one of them stands inside the "
                     "header."));
    (void)cor_hint(err, _("Save the file again as “CSV UTF-8”, or remove the mark: it is three "
                          "bytes, EF BB BF, that no program shows."));
    return cor_table_at(err, 1, 1), COR_E_FORMAT;
}

static cor_code start_reading(cor_table *table, cor_error *err) {
    cor_csv *csv = table->csv;

    csv->filled = 0;
    csv->line = csv->record_line = 1;
    csv->after_return = false;
    cor_code code = fill_window(table, err);
    if (code) return code;

    size_t start = csv->filled >= 3 && memcmp(csv->window, BOM, 3) == 0 ? 3 : 0;
    cor_str head = { csv->window + start, csv->filled - start };
    code = cor_sniff_text(head, err);
    if (code) return code;
    if (start && cor_str_starts(head, cor_str_of(BOM))) return fail_order_marks(err);

    char noted = 0;
    size_t note = excel_note(head, &noted);
    if (note && !can_separate(noted)) note = 0;
    start += note;

    if (!csv->scan.separator) {
        head = (cor_str){ csv->window + start, csv->filled - start };
        csv->scan.separator = table->options.separator ? table->options.separator
                              : note                   ? noted
                                                       : cor_sniff_separator(head);
    }

    begin_record_at(csv, start);
    return COR_OK;
}

static cor_code csv_open(cor_table *table, cor_error *err) {
    if (table->options.separator && !can_separate(table->options.separator)) {
        cor_fail(err, COR_E_USAGE, _("This character cannot separate cells."));
        return cor_hint(err, _("Use a comma, a semicolon or a tab."));
    }

    cor_csv *csv = table->csv = cor_new(&table->keep, cor_csv, 1);
    if (!csv) return cor_fail_memory(err);
    csv->room_most = (size_t)table->limits.row_bytes + WINDOW_FIRST;
    csv->room = csv->room_most < WINDOW_FIRST ? csv->room_most : WINDOW_FIRST;
    if (!cor_stretch_open(csv->room_most + 2 * (size_t)WINDOW_MARGIN, &csv->stretch))
        return cor_fail_memory(err);

    csv->window = csv->stretch.base + WINDOW_MARGIN;
    csv->scan.kernel = cor_scan_best();
    table->sheet_count = 1;

    return start_reading(table, err);
}

static cor_code csv_select(cor_table *table, int32_t sheet, cor_error *err) {
    (void)sheet;
    cor_code code = cor_feed_rewind(&table->feed, err);
    return code ? code : start_reading(table, err);
}

static void csv_close(cor_table *table) {
    if (table->csv) cor_stretch_close(&table->csv->stretch);
}

char cor_csv_separator(const cor_csv *csv) {
    return csv->scan.separator;
}

const cor_table_format cor_format_csv = { csv_open, csv_next, csv_select, csv_close };
