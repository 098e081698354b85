/* SPDX-License-Identifier: Apache-2.0 */
/* cells.c: single cells of a workbook: text as text, numbers as numbers in the format of their
 * unit. */
#include "core/say.h"
#include "render/words/words.h"
#include "sheet.h"

enum { LINE_LETTERS = 110, TEXT_MAX = 32000, COLUMN_LETTERS_MAX = 42, FIRST_LETTERS_MAX = 68 };

void xlsx_check(struct xlsx_book *book, lxw_error error) {
    if (!book->error) book->error = error;
}

const char *xlsx_say(struct xlsx_book *book, cor_text text, cor_arena *arena) {
    if (cor_text_is_empty(text)) return "";
    cor_str said = cor_text_in(text, book->lang, arena);
    book->full = book->full || !said.at;
    return said.at ? said.at : "";
}

const char *xlsx_terminated(struct xlsx_book *book, cor_str text, cor_arena *arena) {
    if (!text.length) return "";
    cor_str kept = cor_str_keep(arena, text);
    book->full = book->full || !kept.at;
    return kept.at ? kept.at : "";
}

void xlsx_widen(struct xlsx_sheet *sheet, lxw_col_t column, int32_t letters) {
    if (column >= XLSX_COLUMNS_TRACKED || letters <= sheet->widths[column]) return;
    int32_t most = column ? COLUMN_LETTERS_MAX : FIRST_LETTERS_MAX;
    sheet->widths[column] = letters < most ? letters : most;
}

/* A cell of Excel holds 32,767 letters; longer texts end with an ellipsis. */
static const char *shortened(struct xlsx_book *book, const char *text, cor_arena *arena) {
    size_t length = strlen(text);
    if (length <= TEXT_MAX) return text;
    length = TEXT_MAX;
    while (((unsigned char)text[length] & 0xc0) == 0x80)
        length--;
    cor_str parts[] = { { text, length }, COR_STR("…") };
    cor_str cut = cor_str_join(arena, parts, 2);
    book->full = book->full || !cut.at;
    return cut.at ? cut.at : "";
}

void xlsx_put(struct xlsx_sheet *sheet, lxw_col_t column, const char *text, lxw_format *format) {
    struct xlsx_book *book = sheet->book;
    if (!*text || book->full || book->error) return;
    cor_arena scratch = book->scratch;
    if (strlen(text) > TEXT_MAX) {
        cor_arena upper = cor_arena_scratch(
            &scratch); // `text` may lie in the lower half, in the caller's scratch
        text = shortened(book, text, &upper);
    }
    xlsx_check(book, worksheet_write_string(sheet->worksheet, sheet->row, column, text, format));
}

void xlsx_put_link(struct xlsx_sheet *sheet, lxw_col_t column, const char *text, cor_str href,
                   lxw_format *format) {
    struct xlsx_book *book = sheet->book;
    enum { ADDRESS_MAX = 2000 };
    char address[ADDRESS_MAX + 1];
    bool ours = href.length && href.at[0] == '/';
    cor_str base = ours ? book->options->base_url : (cor_str){ 0 };
    bool works = cor_str_starts(ours ? base : href, COR_STR("http")) &&
                 base.length + href.length <= ADDRESS_MAX;

    if (!works || !*text || book->full) {
        xlsx_put(sheet, column, text, format);
        return;
    }

    (void)snprintf(address, sizeof address, "%.*s%.*s", COR_STR_F(base), COR_STR_F(href));
    xlsx_check(book, worksheet_write_url_opt(sheet->worksheet, sheet->row, column, address,
                                             book->link, text, NULL));
}

void xlsx_put_lines(struct xlsx_sheet *sheet, const char *text, lxw_format *format) {
    struct xlsx_book *book = sheet->book;
    cor_str rest = cor_str_of(text), line;
    while (!book->full && cor_wrap_next(&rest, LINE_LETTERS, &line)) {
        char room[LINE_LETTERS * 4 + 1];
        size_t length = line.length < sizeof room - 1 ? line.length : sizeof room - 1;
        memcpy(room, line.at, length);
        room[length] = 0;
        xlsx_put(sheet, 0, room, format);
        sheet->row++;
    }
}

void xlsx_put_text(struct xlsx_sheet *sheet, cor_text text, lxw_format *format) {
    cor_arena scratch = sheet->book->scratch;
    xlsx_put_lines(sheet, xlsx_say(sheet->book, text, &scratch), format);
}

/* ---- numbers ------------------------------------------------------------- */

/* "#,##0.0" followed by the symbol in quotes, so that a percent sign does not multiply by a
 * hundred. Quotes in a symbol would end it: they are left out. */
static void describe(const cor_unit *unit, int32_t decimals, cor_lang lang, char code[128]) {
    size_t used = (size_t)snprintf(code, 128, "#,##0%s", decimals > 0 ? "." : "");
    for (int32_t i = 0; i < decimals && i < 12; i++)
        code[used++] = '0';

    code[used] = 0;
    cor_str symbol = unit ? unit->symbol[cor_lang_words(lang)] : (cor_str){ 0 };
    if (!symbol.length || symbol.length > 80) return;
    used += (size_t)snprintf(code + used, 128 - used, "\"%s", cor_number_gap(symbol, lang));

    for (size_t i = 0; i < symbol.length; i++) {
        if (symbol.at[i] != '"') code[used++] = symbol.at[i];
    }

    (void)snprintf(code + used, 128 - used, "\"");
}

lxw_format *xlsx_number_format(struct xlsx_book *book, const cor_unit *unit, int32_t decimals,
                               bool is_total) {
    for (int32_t i = 0; i < book->number_count; i++) {
        const struct xlsx_number_format *known = &book->numbers[i];
        if (known->unit == unit && known->decimals == decimals && known->is_total == is_total)
            return known->format;
    }

    if (book->number_count == XLSX_NUMBER_FORMATS_MAX)
        return is_total ? book->words_total : book->words;
    lxw_format *format = workbook_add_format(book->workbook);
    book->full = book->full || !format;
    if (!format) return NULL;

    char code[128];
    describe(unit, decimals, book->lang, code);
    format_set_num_format(format, code);
    if (is_total) format_set_top(format, LXW_BORDER_THIN);
    book->numbers[book->number_count++] =
        (struct xlsx_number_format){ unit, decimals, is_total, format };

    return format;
}

void xlsx_put_value(struct xlsx_sheet *sheet, lxw_col_t column, const cor_value *value,
                    bool is_total, bool for_chart) {
    struct xlsx_book *book = sheet->book;
    cor_arena scratch = book->scratch;

    if (!value->present) {
        if (!for_chart)
            xlsx_put(sheet, column, xlsx_say(book, cor_value_status(value), &scratch), book->gap);
        return;
    }

    int32_t decimals = value->decimals < 0 && value->unit ? value->unit->decimals : value->decimals;
    lxw_format *format =
        decimals < 0 ? NULL : xlsx_number_format(book, value->unit, decimals, is_total);
    if (book->full) return;
    xlsx_check(book,
               worksheet_write_number(sheet->worksheet, sheet->row, column, value->value, format));
}

void xlsx_put_origin(struct xlsx_sheet *sheet, lxw_col_t column, const cor_value *value) {
    struct xlsx_book *book = sheet->book;
    cor_arena scratch = book->scratch;
    cor_str marks = cor_str_trim(cor_source_marks(value, 1, &scratch));
    xlsx_put(sheet, column, xlsx_terminated(book, marks, &scratch), book->quiet);
    xlsx_put(sheet, column + 1, xlsx_say(book, cor_value_status(value), &scratch), book->quiet);
}

void xlsx_put_head(struct xlsx_sheet *sheet, lxw_col_t column, const char *text, bool is_number) {
    if (sheet->book->full) return;
    lxw_format *format = is_number ? sheet->book->head_number : sheet->book->head;
    xlsx_check(sheet->book,
               worksheet_write_string(sheet->worksheet, sheet->row, column, text, format));
}

void xlsx_put_origin_heads(struct xlsx_sheet *sheet, lxw_col_t column) {
    xlsx_put_head(sheet, column, cor_gettext(N_("Source"), sheet->book->lang), false);
    xlsx_put_head(sheet, column + 1, cor_gettext(N_("Status"), sheet->book->lang), false);
}

void xlsx_skip_row(struct xlsx_sheet *sheet) {
    if (sheet->row < sheet->clear_row) sheet->row = sheet->clear_row;
    sheet->row++;
}

void xlsx_begin_table(struct xlsx_sheet *sheet, cor_text title) {
    xlsx_skip_row(sheet);
    xlsx_put_text(sheet, title, sheet->book->strong);
    if (!sheet->table_count++) sheet->head_row = sheet->row;
}
