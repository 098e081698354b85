/* SPDX-License-Identifier: Apache-2.0 */
/* workbook.c: a document as a workbook: one sheet a block, the values of all blocks in one
 * table, the sources. The same document gives the same bytes. Text is written as text: nothing
 * in it is ever read as a formula. The library writes 16 significant digits, one less than some
 * doubles need. */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sys/mman.h>
#include <unistd.h>

#include "core/say.h"
#include "sheet.h"

enum { FIRST_COLUMN_LETTERS = 46, COLUMN_LETTERS = 13, SHEET_NAME_LETTERS = 31, MARGIN_ROWS = 2 };

/* ---- sheets -------------------------------------------------------------- */

/* At most 31 letters without the signs that Excel forbids, unlike any other name. */
static cor_str sheet_name(struct xlsx_book *book, cor_str title, cor_arena *arena) {
    char name[SHEET_NAME_LETTERS * 4 + 1];
    size_t used = 0;
    int32_t letters = 0;

    for (size_t i = 0; i < title.length && letters < SHEET_NAME_LETTERS; i++) {
        char byte = strchr("[]:*?/\\'", title.at[i]) ? ' ' : title.at[i];
        name[used++] = byte;
        bool ends = i + 1 == title.length || ((unsigned char)title.at[i + 1] & 0xc0) != 0x80;
        letters += ends;
    }

    cor_str trimmed = cor_str_trim((cor_str){ name, used });
    cor_str kept = cor_str_keep(arena, trimmed);
    book->full = book->full || !kept.at;
    if (kept.length && workbook_validate_sheet_name(book->workbook, kept.at) == LXW_NO_ERROR)
        return kept;

    kept = cor_str_print(arena, "%d", (int)book->workbook->num_sheets + 1);
    book->full = book->full || !kept.at;
    return kept;
}

static void begin_sheet(struct xlsx_book *book, cor_str title, struct xlsx_sheet *ret_sheet,
                        cor_arena *arena) {
    *ret_sheet = (struct xlsx_sheet){ .book = book, .name = sheet_name(book, title, arena) };
    if (book->full) return;
    lxw_worksheet *worksheet = workbook_add_worksheet(book->workbook, ret_sheet->name.at);
    book->full = book->full || !worksheet;
    if (!worksheet) return;

    ret_sheet->worksheet = worksheet;
    worksheet_set_paper(worksheet, 9); // A4
    worksheet_set_landscape(worksheet);
    worksheet_fit_to_pages(worksheet, 1, 0);
    worksheet_set_margins(worksheet, 0.6, 0.6, 0.7, 0.7);
    worksheet_gridlines(worksheet, LXW_HIDE_ALL_GRIDLINES);

    // years and codes are names made of digits
    xlsx_check(book, worksheet_ignore_errors(worksheet, LXW_IGNORE_NUMBER_STORED_AS_TEXT,
                                             "A1:XFD1048576"));
    xlsx_check(book, worksheet_set_footer(worksheet, "&L&8corredor&C&8&A&R&8&P / &N"));
}

/* Set the widths of columns; on a sheet with one table its head stays in sight. */
static void end_sheet(struct xlsx_sheet *sheet) {
    for (int32_t i = 0; i < XLSX_COLUMNS_TRACKED && sheet->worksheet; i++) {
        int32_t letters = i ? COLUMN_LETTERS : FIRST_COLUMN_LETTERS;
        if (sheet->widths[i] > letters || (sheet->table_count == 1 && sheet->widths[i]))
            letters = sheet->widths[i];
        lxw_col_t column = (lxw_col_t)i;
        xlsx_check(sheet->book,
                   worksheet_set_column(sheet->worksheet, column, column, letters, NULL));
    }

    if (!sheet->worksheet) return;
    if (sheet->table_count == 1) {
        worksheet_freeze_panes(sheet->worksheet, sheet->head_row + 1, 0);
        xlsx_check(sheet->book,
                   worksheet_repeat_rows(sheet->worksheet, sheet->head_row, sheet->head_row));
    } else {
        worksheet_freeze_panes(sheet->worksheet, 1, 0);
    }
}

static void put_sheet_title(struct xlsx_sheet *sheet, cor_text title) {
    cor_arena scratch = sheet->book->scratch;
    xlsx_put(sheet, 0, xlsx_say(sheet->book, title, &scratch), sheet->book->title);
    sheet->row++;
}

static bool has_loose_nodes(const cor_document *document) {
    for (const cor_node *node = document->root->section.first; node; node = node->next) {
        if (!xlsx_is_block(node)) return true;
    }
    return !document->root->section.first;
}

/* What stands outside the blocks: title, lead, headline. */
static void put_first_sheet(struct xlsx_book *book) {
    cor_arena scratch = book->scratch;
    const cor_document *document = book->document;
    struct xlsx_sheet sheet;

    begin_sheet(book, cor_str_of(xlsx_say(book, document->title, &scratch)), &sheet, &scratch);
    if (!sheet.worksheet) return;
    book->scratch = scratch;
    put_sheet_title(&sheet, document->title);
    xlsx_put_text(&sheet, document->lead, book->words);

    if (document->as_known_s) {
        cor_date day = { (int32_t)(document->as_known_s / 86400) };
        xlsx_put_text(&sheet, cor_say(_("As known on {date}."), cor_arg_date(day)), book->quiet);
    }

    xlsx_put_nodes(&sheet, document->root->section.first, false);
    end_sheet(&sheet);
}

static void put_block(struct xlsx_book *book, const cor_node *section) {
    cor_arena scratch = book->scratch, before = scratch;
    struct xlsx_sheet sheet;
    begin_sheet(book, cor_str_of(xlsx_say(book, section->title, &scratch)), &sheet, &scratch);
    if (!sheet.worksheet) return;
    book->scratch = scratch;
    put_sheet_title(&sheet, section->title);
    xlsx_put_nodes(&sheet, section->section.first, true);
    end_sheet(&sheet);
    book->scratch = before;
}

/* ---- all values, one row each: what a program reads ---------------------- */

enum {
    DATA_BLOCK,
    DATA_NODE,
    DATA_ROW,
    DATA_COLUMN,
    DATA_VALUE,
    DATA_UNIT,
    DATA_STATUS,
    DATA_PERIOD,
    DATA_SOURCE
};
enum { DATA_FIGURE = DATA_SOURCE + 1, DATA_DERIVATION, DATA_COLUMNS };

static bool put_datum(void *self, const cor_value_place *place) {
    struct xlsx_sheet *sheet = self;
    struct xlsx_book *book = sheet->book;
    cor_arena scratch = book->scratch;
    const cor_value *value = place->value;
    char period[32];

    xlsx_put(sheet, DATA_BLOCK, xlsx_terminated(book, place->block, &scratch), book->words);
    xlsx_put(sheet, DATA_NODE, xlsx_terminated(book, place->node->id, &scratch), book->words);
    xlsx_put(sheet, DATA_ROW, xlsx_say(book, place->row, &scratch), book->words);
    xlsx_put(sheet, DATA_COLUMN, xlsx_say(book, place->column, &scratch), book->words);
    xlsx_put_value(sheet, DATA_VALUE, value, false, true);
    xlsx_put(sheet, DATA_UNIT, value->unit ? xlsx_terminated(book, value->unit->key, &scratch) : "",
             book->words);
    xlsx_put(sheet, DATA_STATUS, xlsx_terminated(book, cor_render_status(value), &scratch),
             book->words);
    xlsx_put(sheet, DATA_PERIOD, cor_render_period(value, period), book->words);
    int32_t sources[3];
    bool sourced = cor_value_sources(value, sources) > 0;
    cor_str key = sourced ? book->document->sources[sources[0]].source.key : (cor_str){ 0 };
    xlsx_put(sheet, DATA_SOURCE, xlsx_terminated(book, key, &scratch), book->words);

    if (value->figure_id) {
        xlsx_check(book, worksheet_write_number(sheet->worksheet, sheet->row, DATA_FIGURE,
                                                (double)value->figure_id, book->words));
    }

    bool is_stored = cor_text_is_empty(value->derivation);
    cor_text how = is_stored && value->correction ? value->correction->says : value->derivation;
    xlsx_put(sheet, DATA_DERIVATION, xlsx_say(book, how, &scratch), book->words);
    sheet->row++;
    return !book->full && !book->error;
}

static void put_data(struct xlsx_book *book) {
    static const char *const heads[DATA_COLUMNS] = {
        N_("Block"),
        N_("Part"),
        N_("Row"),
        N_("Column"),
        N_("Value"),
        N_("Unit"),
        N_("Status"),
        N_("Period"),
        N_("Source"),
        N_("Figure"),
        N_("How it was computed"),
    };
    static const int32_t widths[DATA_COLUMNS] = { 14, 20, 34, 24, 14, 12, 12, 12, 20, 10, 30 };
    cor_arena scratch = book->scratch;
    struct xlsx_sheet sheet;
    begin_sheet(book, cor_str_of(cor_gettext(N_("All values"), book->lang)), &sheet, &scratch);
    if (!sheet.worksheet) return;

    for (lxw_col_t i = 0; i < DATA_COLUMNS; i++) {
        xlsx_put_head(&sheet, i, cor_gettext(heads[i], book->lang), i == DATA_VALUE);
        sheet.widths[i] = widths[i];
    }

    sheet.table_count = 1;
    sheet.row = 1;
    cor_document_values(book->document, put_datum, &sheet);
    lxw_row_t last = sheet.row > 1 ? sheet.row - 1 : 1;
    xlsx_check(book, worksheet_autofilter(sheet.worksheet, 0, 0, last, DATA_COLUMNS - 1));
    end_sheet(&sheet);
}

/* ---- sources ------------------------------------------------------------- */

static void put_sheet_source(struct xlsx_sheet *sheet, int32_t index) {
    struct xlsx_book *book = sheet->book;
    cor_arena scratch = book->scratch;
    const cor_document_source *entry = &book->document->sources[index];
    const cor_source *source = &entry->source;
    cor_str mark = cor_str_print(&scratch, "[%d]", index + 1);

    book->full = book->full || !mark.at;
    if (book->full) return;
    const cor_str texts[] = { mark,
                              source->producer,
                              source->title[cor_lang_words(book->lang)],
                              source->edition,
                              source->published,
                              source->accessed,
                              source->licence,
                              source->url,
                              source->key,
                              entry->dataset_file,
                              source->note[cor_lang_words(book->lang)] };

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        const char *text = xlsx_terminated(book, texts[i], &scratch);
        if (i == 7)
            xlsx_put_link(sheet, (lxw_col_t)i, text, source->url, book->words);
        else
            xlsx_put(sheet, (lxw_col_t)i, text, book->words);
    }

    sheet->row++;
}

static void put_source_rows(struct xlsx_book *book) {
    static const char *const heads[] = { N_("Number"),  N_("Producer"),  N_("Title"),
                                         N_("Edition"), N_("Published"), N_("Accessed"),
                                         N_("Licence"), N_("Address"),   N_("Key"),
                                         N_("File"),    N_("Cautions") };
    static const int32_t widths[] = { 9, 34, 34, 22, 12, 12, 26, 40, 22, 26, 60 };
    cor_arena scratch = book->scratch;
    struct xlsx_sheet sheet;
    begin_sheet(book, cor_str_of(cor_gettext(N_("Sources"), book->lang)), &sheet, &scratch);
    if (!sheet.worksheet) return;

    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
        xlsx_put_head(&sheet, (lxw_col_t)i, cor_gettext(heads[i], book->lang), false);
        sheet.widths[i] = widths[i];
    }

    sheet.table_count = 1;
    sheet.row = 1;
    for (int32_t i = 0; i < book->document->source_count && !book->full; i++)
        put_sheet_source(&sheet, i);

    end_sheet(&sheet);
}

/* ---- book ---------------------------------------------------------------- */

static lxw_format *format(struct xlsx_book *book) {
    lxw_format *made = workbook_add_format(book->workbook);
    book->full = book->full || !made;
    return made;
}

static void make_formats(struct xlsx_book *book) {
    lxw_format **all[] = { &book->title,       &book->heading, &book->strong,      &book->head,
                           &book->head_number, &book->words,   &book->words_total, &book->quiet,
                           &book->link,        &book->gap };
    for (size_t i = 0; i < sizeof all / sizeof *all && !book->full; i++)
        *all[i] = format(book);

    if (book->full) return;
    format_set_font_name(book->title, "Cambria");
    format_set_font_size(book->title, 20);
    format_set_font_name(book->heading, "Cambria");
    format_set_font_size(book->heading, 14);
    format_set_bold(book->strong);
    lxw_format *heads[] = { book->head, book->head_number };

    for (size_t i = 0; i < 2; i++) {
        format_set_bold(heads[i]);
        format_set_bottom(heads[i], LXW_BORDER_THIN);
        format_set_text_wrap(heads[i]);
        format_set_align(heads[i], LXW_ALIGN_VERTICAL_BOTTOM);
    }

    format_set_align(book->head_number, LXW_ALIGN_RIGHT);
    format_set_top(book->words_total, LXW_BORDER_THIN);
    format_set_font_color(book->quiet, 0x4b5763);
    format_set_font_color(book->link, 0x1b3f75);
    format_set_underline(book->link, LXW_UNDERLINE_SINGLE);
    format_set_font_color(book->gap, 0x4b5763);
    format_set_italic(book->gap);
    format_set_align(book->gap, LXW_ALIGN_RIGHT);
}

/* The day the document speaks of, else the first one a zip file knows: the clock would change
 * the bytes. */
static void put_properties(struct xlsx_book *book) {
    cor_arena scratch = book->scratch;
    const char *title = xlsx_say(book, book->document->title, &scratch);
    const char *lead = xlsx_say(book, book->document->lead, &scratch);
    cor_str copies[] = { cor_str_keep(&scratch, cor_str_of(title)),
                         cor_str_keep(&scratch, cor_str_of(lead)) };
    cor_str author = cor_str_keep(&scratch, COR_STR("corredor"));

    book->full = book->full || !copies[0].at || !copies[1].at || !author.at;
    if (book->full) return;
    int64_t first_day_s = 315532800; // 1980-01-01
    int64_t as_known_s = book->document->as_known_s;
    lxw_doc_properties properties = { .title = xlsx_unqualified(copies[0]),
                                      .subject = xlsx_unqualified(copies[1]),
                                      .author = xlsx_unqualified(author),
                                      .created = (time_t)(as_known_s ? as_known_s : first_day_s) };
    xlsx_check(book, workbook_set_properties(book->workbook, &properties));
}

static void put_book(struct xlsx_book *book) {
    bool is_figures = cor_str_is(book->document->kind, "figures");
    put_properties(book);
    make_formats(book);
    cor_arena before = book->scratch;
    if (has_loose_nodes(book->document)) put_first_sheet(book);
    book->scratch = before;

    for (const cor_node *node = book->document->root->section.first; node && !book->full;
         node = node->next) {
        if (xlsx_is_block(node)) put_block(book, node);
    }

    if (!is_figures && !book->full) put_data(book); // there the only table is this one
    if (!book->full) put_source_rows(book);
}

/* ---- file ---------------------------------------------------------------- */

/* The library writes to a name. A file without one, in memory, has its name in /proc. */
static void copy_out(int fd, cor_out *out) {
    char block[16384];
    ssize_t count;
    while ((count = read(fd, block, sizeof block)) > 0)
        cor_put(out, (cor_str){ block, (size_t)count });
    if (count == 0 || out->failed) return;
    out->failed = true;
    out->system_error = errno;
}

static cor_code fail_library(lxw_error error, cor_error *err) {
    if (error == LXW_ERROR_MEMORY_MALLOC_FAILED) return cor_fail_memory(err);
    if (error == LXW_ERROR_WORKSHEET_INDEX_OUT_OF_RANGE) {
        (void)cor_fail(err, COR_E_LIMIT,
                       _("A sheet of a workbook holds at most {rows} rows; this has more."),
                       cor_arg_int(LXW_ROW_MAX));
        return cor_hint(err, _("Ask for CSV, which has no such limit, or for fewer figures."));
    }
    return cor_fail(err, COR_E_OUTPUT, _("The document could not be written: {reason}."),
                    cor_arg_cstr(lxw_strerror(error)));
}

/* The library writes the day of creation by gmtime, whose answer all threads share: one workbook is
 * closed at a time. */
static lxw_error close_workbook(lxw_workbook *workbook) {
    static pthread_mutex_t closing = PTHREAD_MUTEX_INITIALIZER;
    (void)pthread_mutex_lock(&closing);
    lxw_error error = workbook_close(workbook);
    (void)pthread_mutex_unlock(&closing);
    return error;
}

cor_code cor_render_xlsx(const cor_document *document, const cor_render_options *options,
                         cor_arena scratch, cor_out *out, cor_error *err) {
    int fd = memfd_create("corredor.xlsx", MFD_CLOEXEC);
    if (fd < 0) return cor_fail_memory(err);
    char path[32];
    (void)snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    lxw_workbook_options how = { .constant_memory = cor_str_is(document->kind, "figures") };
    struct xlsx_book book = {
        .document = document, .options = options, .lang = options->lang, .scratch = scratch
    };
    book.workbook = workbook_new_opt(path, &how);
    if (book.workbook) put_book(&book);
    book.full = book.full || !book.workbook;
    if (book.workbook) xlsx_check(&book, close_workbook(book.workbook));
    if (!book.full && !book.error) copy_out(fd, out);
    (void)close(fd);
    if (book.full) return cor_fail_memory(err);

    return book.error ? fail_library(book.error, err) : cor_render_finish(out, err);
}
