/* SPDX-License-Identifier: Apache-2.0 */
/* xlsx.c: lists the sheets of a workbook in its own order, hidden ones included and marked, with
 * the parts that hold them. */
#include "xlsx.h"
#include "core/say.h"

#include <limits.h>
#include <stdio.h>
#include <unistd.h>

/* State while the workbook and its relations are read. */
typedef struct {
    cor_table *table;
    char folder[PATH_MAX / 8]; // folder of the workbook part, "xl/"
    char workbook[PATH_MAX / 8];
    char shared[PATH_MAX / 8];
    char styles[PATH_MAX / 8];
    cor_str *names;        // [sheet_count]
    const char **relation; // [sheet_count] relation id
    const char **part;     // [sheet_count] path; NULL until a relation gives one
    bool *has_no_cells;    // [sheet_count] a chart or a dialog
    bool *is_hidden;       // [sheet_count]
    int32_t sheet_count;
    bool is_too_long, has_too_many;
} book;

/* ---- paths --------------------------------------------------------------- */

/* Resolve the target of a relation against a folder: "../media/a.xml", "/xl/b.xml", "c.xml". False
 * when it is too long. */
static bool resolve_target(const char *folder, const char *target, char *path, size_t room) {
    int length = snprintf(path, room, "%s%s", *target == '/' ? "" : folder,
                          *target == '/' ? target + 1 : target);
    if (length < 0 || (size_t)length >= room) return false;
    char *up;

    while ((up = strstr(path, "../"))) {
        char *to = up > path ? up - 1 : path;
        while (to > path && to[-1] != '/')
            to--;
        memmove(to, up + 3, strlen(up + 3) + 1);
    }

    return true;
}

static bool type_is(const char *type, const char *kind) {
    return type && cor_str_ends(cor_str_of(type), cor_str_of(kind));
}

/* ---- the relations of the package: where is the workbook? ---------------- */

static void package_begin(cor_xml *xml, const char *name, const char **attributes) {
    book *b = xml->self;
    const char *target = cor_xml_attribute(attributes, "Target");
    if (strcmp(name, "Relationship") != 0 || !target) return;
    if (type_is(cor_xml_attribute(attributes, "Type"), "/officeDocument") &&
        !resolve_target("", target, b->workbook, sizeof b->workbook))
        b->is_too_long = true;
}

static void nothing_to_end(cor_xml *xml, const char *name) {
    (void)xml, (void)name;
}

/* ---- the workbook: names and order --------------------------------------- */

static bool is_true(const char *value) {
    return value && (strcmp(value, "1") == 0 || strcmp(value, "true") == 0);
}

static void note_sheet(cor_xml *xml, const char **attributes) {
    book *b = xml->self;
    const char *name = cor_xml_attribute(attributes, "name"),
               *relation = cor_xml_attribute(attributes, "id");

    if (b->sheet_count == b->table->limits.sheets) {
        b->has_too_many = true;
        cor_xml_refuse(xml);
        return;
    }

    cor_str kept_name = cor_str_keep(&b->table->keep, cor_str_of(name));
    cor_str kept_relation = cor_str_keep(&b->table->keep, cor_str_of(relation));
    if (!kept_name.at || !kept_relation.at) {
        b->is_too_long = true;
        cor_xml_refuse(xml);
        return;
    }

    const char *state = cor_xml_attribute(attributes, "state");
    b->is_hidden[b->sheet_count] = state && strcmp(state, "visible") != 0;
    b->names[b->sheet_count] = kept_name;
    b->relation[b->sheet_count++] = kept_relation.at;
}

static void workbook_begin(cor_xml *xml, const char *name, const char **attributes) {
    book *b = xml->self;
    if (strcmp(name, "sheet") == 0)
        note_sheet(xml, attributes);
    else if (strcmp(name, "workbookPr") == 0)
        b->table->is_1904 = is_true(cor_xml_attribute(attributes, "date1904"));
}

/* ---- the relations of the workbook: which part is which sheet ------------ */

static void give_part(book *b, int32_t sheet, const char *type, const char *path) {
    if (!type_is(type, "/worksheet")) {
        b->has_no_cells[sheet] = true;
        return;
    }
    cor_str kept = cor_str_keep(&b->table->keep, cor_str_of(path));
    if (!kept.at) b->is_too_long = true;
    b->part[sheet] = kept.at;
}

static void relation_begin(cor_xml *xml, const char *name, const char **attributes) {
    book *b = xml->self;
    char path[sizeof b->workbook];
    const char *id = cor_xml_attribute(attributes, "Id"),
               *type = cor_xml_attribute(attributes, "Type");
    const char *target = cor_xml_attribute(attributes, "Target");

    if (strcmp(name, "Relationship") != 0 || !id || !target) return;
    if (!resolve_target(b->folder, target, path, sizeof path)) {
        b->is_too_long = true;
        return;
    }

    if (type_is(type, "/sharedStrings")) memcpy(b->shared, path, sizeof path);
    if (type_is(type, "/styles")) memcpy(b->styles, path, sizeof path);
    for (int32_t i = 0; i < b->sheet_count; i++)
        if (strcmp(b->relation[i], id) == 0) give_part(b, i, type, path);
}

/* ---- opening ------------------------------------------------------------- */

static cor_code fail_archive(cor_error *err) {
    cor_fail(
        err, COR_E_FORMAT,
        _("The workbook (a zip archive) is cut short or damaged: its directory cannot be read."));
    return cor_hint(err, _("Download or copy it again and compare its size with the original."));
}

/* libzip keeps a record of every member. A workbook has some hundreds; the classic directory counts
 * up to 65535, which is harmless. A workbook has no use for the zip64 directory (APPNOTE 4.3.14):
 * it is harmless in a small file, but in a large one it may list millions of members. */
static cor_code check_directory(const cor_table *table, cor_error *err) {
    enum {
        HARMLESS_BYTES = 16 << 20,
        TAIL_BYTES = 65535 + 22 + 20
    }; // comment, end of directory, zip64 locator
    static const char LOCATOR[] = "PK\x06\x07";
    const cor_feed *feed = &table->feed;

    if (feed->size_bytes <= HARMLESS_BYTES) return COR_OK;
    char tail[TAIL_BYTES];
    size_t got;
    cor_code code =
        cor_feed_peek(feed, feed->size_bytes - TAIL_BYTES, tail, sizeof tail, &got, err);
    if (code || !memmem(tail, got, LOCATOR, 4)) return code;
    cor_fail(err, COR_E_LIMIT, _("The workbook has too many parts."));

    return cor_hint(err, _("Open it in Excel or LibreOffice and save it anew."));
}

static cor_code open_archive(cor_table *table, cor_error *err) {
    cor_code code = check_directory(table, err);
    if (code) return code;
    zip_error_t problem;
    zip_error_init(&problem);
    cor_xlsx *xlsx = table->xlsx;
    int system_problem = 0;

    if (table->feed.file >= 0) {
        int file = dup(table->feed.file); // libzip closes its own descriptor
        if (file < 0) return cor_fail_memory(err);
        xlsx->archive = zip_fdopen(file, 0, &system_problem);
        if (!xlsx->archive) close(file);
    } else {
        zip_source_t *source =
            zip_source_buffer_create(table->feed.memory.at, table->feed.memory.length, 0, &problem);
        if (source) xlsx->archive = zip_open_from_source(source, ZIP_RDONLY, &problem);
        if (source && !xlsx->archive) zip_source_free(source);
    }

    zip_error_fini(&problem);
    return xlsx->archive ? COR_OK : fail_archive(err);
}

static bool has_member(void *self, const char *name) {
    const cor_table *table = self;
    return zip_name_locate(table->xlsx->archive, name, ZIP_FL_NOCASE) >= 0;
}

static cor_code fail_names(const book *b, cor_error *err) {
    if (b->has_too_many) {
        cor_fail(err, COR_E_LIMIT, _("The workbook has more than {limit} sheets."),
                 cor_arg_int(b->table->limits.sheets));
        return cor_hint(err, _("Remove the sheets that are not needed."));
    }
    cor_fail(err, COR_E_LIMIT, _("The workbook has names that are too long."));
    return cor_hint(err, _("Open it in Excel or LibreOffice and save it anew."));
}

/* Parse one of the small parts; `book` records whether a limit was exceeded. */
static cor_code parse_small(book *b, const char *name, const cor_xml_handler *handler,
                            bool *ret_found, cor_error *err) {
    cor_code code = cor_part_parse_whole(b->table, name, handler, b, ret_found, err);
    if (code) return code;
    return b->is_too_long || b->has_too_many ? fail_names(b, err) : COR_OK;
}

static cor_code find_workbook(book *b, cor_error *err) {
    static const cor_xml_handler package = { package_begin, nothing_to_end, NULL };
    bool found;
    cor_code code = parse_small(b, "_rels/.rels", &package, &found, err);
    if (code) return code;

    if (!*b->workbook) strcpy(b->workbook, "xl/workbook.xml");
    if (!has_member(b->table, b->workbook) ||
        cor_str_ends(cor_str_of(b->workbook), COR_STR(".bin")) ||
        has_member(b->table, "word/document.xml"))
        return cor_sniff_zip(has_member, b->table, err);

    const char *slash = strrchr(b->workbook, '/');
    size_t folder_length = slash ? (size_t)(slash - b->workbook) + 1 : 0;
    memcpy(b->folder, b->workbook, folder_length);

    return COR_OK;
}

static cor_code read_relations(book *b, cor_error *err) {
    static const cor_xml_handler relations = { relation_begin, nothing_to_end, NULL };
    char path[sizeof b->workbook + 16];
    size_t folder_length = strlen(b->folder);

    snprintf(path, sizeof path, "%s_rels/%s.rels", b->folder, b->workbook + folder_length);
    bool found;
    cor_code code = parse_small(b, path, &relations, &found, err);
    if (code || found) return code;
    cor_fail(err, COR_E_FORMAT, _("The workbook is damaged: its part {part} is missing."),
             cor_arg_cstr(path));

    return cor_hint(err, _("Open it in Excel or LibreOffice and save it anew."));
}

/* Excel counts charts and dialogs as sheets; they have no cells. */
static void drop_sheets_without_cells(book *b) {
    int32_t kept = 0;
    for (int32_t i = 0; i < b->sheet_count; i++) {
        if (b->has_no_cells[i]) continue;
        b->names[kept] = b->names[i];
        b->is_hidden[kept] = b->is_hidden[i];
        b->part[kept++] = b->part[i];
    }
    b->sheet_count = kept;
}

static cor_code read_book(book *b, cor_error *err) {
    static const cor_xml_handler workbook = { workbook_begin, nothing_to_end, NULL };
    cor_code code = find_workbook(b, err);
    bool found;
    if (!code) code = parse_small(b, b->workbook, &workbook, &found, err);
    if (!code) code = read_relations(b, err);
    if (code) return code;
    drop_sheets_without_cells(b);
    if (b->sheet_count) return COR_OK;
    cor_fail(err, COR_E_FORMAT, _("The workbook has no sheet with cells."));

    return cor_hint(err, _("Open it in Excel or LibreOffice and see whether the table is there."));
}

static cor_code xlsx_open(cor_table *table, cor_error *err) {
    size_t sheets = (size_t)table->limits.sheets;
    table->xlsx = cor_new(&table->keep, cor_xlsx, 1);
    book *b = cor_new(&table->keep, book, 1);
    if (!table->xlsx || !b) return cor_fail_memory(err);

    b->table = table;
    b->names = cor_new(&table->keep, cor_str, sheets);
    b->relation = cor_new(&table->keep, const char *, sheets);
    b->part = cor_new(&table->keep, const char *, sheets);
    b->has_no_cells = cor_new(&table->keep, bool, sheets);
    b->is_hidden = cor_new(&table->keep, bool, sheets);
    if (!b->names || !b->relation || !b->part || !b->has_no_cells || !b->is_hidden)
        return cor_fail_memory(err);

    cor_code code = open_archive(table, err);
    if (!code) code = read_book(b, err);
    if (code) return code;
    table->sheet_names = b->names;
    table->sheet_is_hidden = b->is_hidden;
    table->sheet_count = b->sheet_count;
    while (table->sheet + 1 < b->sheet_count && b->is_hidden[table->sheet])
        table->sheet++;
    table->xlsx->sheet_parts = b->part;
    if (*b->styles) code = cor_styles_open(table, b->styles, err);
    if (code) return code;

    return *b->shared ? cor_shared_open(table, b->shared, err) : COR_OK;
}

static cor_code xlsx_select(cor_table *table, int32_t sheet, cor_error *err) {
    (void)sheet, (void)err; // opened when its first row is read
    cor_sheet_close(&table->xlsx->sheet);
    return COR_OK;
}

static cor_code xlsx_next(cor_table *table, cor_row *ret_row, bool *ret_found, cor_error *err) {
    cor_sheet *sheet = &table->xlsx->sheet;
    cor_code code = COR_OK;
    if (!sheet->is_open) code = cor_sheet_open(table, table->xlsx->sheet_parts[table->sheet], err);
    if (!code) code = cor_sheet_next(table, ret_row, ret_found, err);
    if (code)
        cor_within(err, _("sheet \"{sheet}\""), cor_arg_str(table->sheet_names[table->sheet]));
    return code;
}

static void xlsx_close(cor_table *table) {
    cor_xlsx *xlsx = table->xlsx;
    if (!xlsx) return;
    cor_sheet_close(&xlsx->sheet);
    cor_shared_close(&xlsx->shared);
    cor_stretch_close(&xlsx->sheet.text_stretch);
    if (xlsx->archive) zip_discard(xlsx->archive);
}

const cor_table_format cor_format_xlsx = { xlsx_open, xlsx_next, xlsx_select, xlsx_close };
