/* SPDX-License-Identifier: Apache-2.0 */
/* recognise.c: recognises the layout of a file by its content; otherwise says what is missing. */
#include "datasets.h"

static bool is_of(const cor_head *head, const cor_layout *layout) {
    if (!layout->columns) return layout->recognise(head);
    return cor_head_find_header(head, layout) >= 0 &&
           (!layout->recognise || layout->recognise(head));
}

static int32_t column_count(const cor_layout *layout) {
    int32_t count = 0;
    while (layout->columns && layout->columns[count].name)
        count++;
    return count;
}

/* Of several layouts that fit, the one that knows most columns of the file. */
static const cor_layout *find_layout(const cor_dataset *dataset, const cor_head *head) {
    const cor_layout *best = NULL;
    for (size_t i = 0; i < dataset->layout_count; i++) {
        const cor_layout *layout = &dataset->layouts[i];
        if (is_of(head, layout) && (!best || column_count(layout) > column_count(best)))
            best = layout;
    }
    if (!best && cor_sdmx_layout.recognise(head)) best = &cor_sdmx_layout;
    return best;
}

/* ---- when there is none -------------------------------------------------- */

typedef struct {
    const cor_layout *layout;
    const cor_row *header;
    int32_t missing, present;
} nearest;

static int32_t needed_columns(const cor_layout *layout) {
    int32_t count = 0;
    for (const cor_column *column = layout->columns; column->name; column++)
        count += !column->is_optional;
    return count;
}

/* The layout and row with the largest share of the columns they need. */
static nearest find_nearest(const cor_dataset *dataset, const cor_head *head) {
    nearest best = { 0 };
    for (size_t i = 0; i < dataset->layout_count; i++) {
        const cor_layout *layout = &dataset->layouts[i];
        for (int32_t at = 0; layout->columns && at < head->sheet_count * COR_HEAD_ROWS; at++) {
            const cor_head_sheet *sheet = &head->sheets[at / COR_HEAD_ROWS];
            const cor_row *row = &sheet->rows[at % COR_HEAD_ROWS];
            if (at % COR_HEAD_ROWS >= sheet->row_count) continue;
            int32_t missing = cor_row_missing(row, layout),
                    present = needed_columns(layout) - missing;
            bool better = !best.layout || present * (best.missing + best.present) >
                                              best.present * (missing + present);
            if (present && better) best = (nearest){ layout, row, missing, present };
        }
    }

    return best;
}

/* A list of texts separated by commas, limited to the first few. */
typedef struct {
    char text[768];
    size_t used;
    int32_t count;
} enumeration;

static void add_to_list(enumeration *list, cor_str text) {
    enum { MOST = 16 };
    if (!text.length || list->count > MOST || list->used + text.length + 8 > sizeof list->text)
        return;
    if (list->used) memcpy(list->text + list->used, ", ", 2), list->used += 2;
    if (list->count++ == MOST) text = COR_STR("…");
    memcpy(list->text + list->used, text.at, text.length);
    list->used += text.length;
}

static cor_str list_text(const enumeration *list) {
    return (cor_str){ list->text, list->used };
}

static enumeration list_cells(const cor_row *row) {
    enumeration list = { .used = 0 };
    for (int32_t i = 0; i < row->cell_count; i++)
        add_to_list(&list, cor_str_part(cor_row_text(row, i), 0, 40));
    return list;
}

/* Column names in Spanish exports, folded. */
static const char *const SPANISH[] = {
    "ano",
    "anio",
    "anos",
    "codigo de pais",
    "codigo del pais",
    "defunciones",
    "destino",
    "edad",
    "educacion",
    "estado",
    "fuente",
    "indicador",
    "medida",
    "migrantes",
    "nacimiento",
    "nacimientos",
    "nombre",
    "nombre del pais",
    "origen",
    "pais",
    "pais de destino",
    "pais de origen",
    "periodo",
    "personas",
    "poblacion",
    "sexo",
    "trimestre",
    "unidad",
    "valor",
    "zona de referencia",
};

static int32_t spanish_cells(const cor_row *row, cor_arena scratch) {
    int32_t count = 0;
    for (int32_t i = 0; i < row->cell_count; i++) {
        cor_arena fresh = scratch;
        cor_str folded = cor_str_fold(&fresh, cor_row_text(row, i)), rest = folded, first;
        if (!cor_str_split(&rest, ' ', &first)) continue; // "origen iso3"
        for (size_t w = 0; w < sizeof SPANISH / sizeof *SPANISH; w++)
            count += cor_str_is(folded, SPANISH[w]) || cor_str_is(first, SPANISH[w]);
    }
    return count;
}

static enumeration list_needed(const cor_layout *layout) {
    enumeration list = { .used = 0 };
    for (const cor_column *column = layout->columns; column->name; column++)
        if (!column->is_optional) add_to_list(&list, cor_str_of(column->name));
    return list;
}

static cor_code spanish_header(const cor_dataset *dataset, const cor_row *header,
                               const cor_layout *layout, cor_error *err) {
    enumeration found = list_cells(header);
    (void)cor_fail(err, COR_E_FORMAT, _("The header of the file is in Spanish: {found}."),
                   cor_arg_str(list_text(&found)));

    if (!layout)
        return cor_hint(
            err,
            _("Download the file in English; “corredor import {dataset}” reads English headers."),
            cor_arg_cstr(dataset->name));

    enumeration needed = list_needed(layout);
    return cor_hint(err,
                    _("Name the columns in English, or download the file in English: {columns}."),
                    cor_arg_str(list_text(&needed)));
}

static cor_code missing_columns(const nearest *near, cor_error *err) {
    enumeration missing = { .used = 0 }, found = list_cells(near->header);
    for (const cor_column *column = near->layout->columns; column->name; column++)
        if (!column->is_optional && cor_row_find(near->header, column->name) < 0)
            add_to_list(&missing, cor_str_of(column->name));

    (void)cor_fail(err, COR_E_FORMAT, _("Columns are missing: {missing}."),
                   cor_arg_str(list_text(&missing)));
    cor_text looks = { .id = near->layout->looks };
    (void)cor_hint(err, _("The file was taken for “{looks}” and has: {found}."),
                   cor_arg_text(&looks), cor_arg_str(list_text(&found)));

    return cor_within(err, _("row {row}"), cor_arg_plain(near->header->row));
}

static cor_code other_dataset(const cor_dataset *dataset, const cor_dataset *other,
                              const cor_layout *layout, cor_error *err) {
    cor_text looks = { .id = layout->looks };
    (void)cor_fail(err, COR_E_FORMAT, _("This is not a file of {dataset} but of {other}: {looks}."),
                   cor_arg_cstr(dataset->name), cor_arg_cstr(other->name), cor_arg_text(&looks));
    return cor_hint(err, _("Import it with “corredor import {other}”."), cor_arg_cstr(other->name));
}

/* Describe the layouts in every language. */
static void list_looks(const cor_dataset *dataset, enumeration looks[COR_LANG_COUNT]) {
    for (size_t i = 0; i < dataset->layout_count; i++)
        for (int lang = 0; lang < COR_LANG_COUNT; lang++)
            add_to_list(&looks[lang],
                        cor_str_of(cor_gettext(dataset->layouts[i].looks, (cor_lang)lang)));
}

/* The first sheet that is not empty; NULL when all are. */
static const cor_head_sheet *first_filled(const cor_head *head) {
    for (int32_t s = 0; s < head->sheet_count; s++)
        if (head->sheets[s].row_count) return &head->sheets[s];
    return NULL;
}

static enumeration list_sheets(const cor_table *table) {
    enumeration list = { .used = 0 };
    for (int32_t i = 0; i < cor_table_sheet_count(table); i++)
        add_to_list(&list, cor_table_sheet_name(table, i));
    return list;
}

/* One cell with bars: a separator that is not tried. */
static bool has_other_separator(const cor_row *row) {
    return row->cell_count == 1 && cor_str_find(row->cells[0].text, COR_STR("|")) != SIZE_MAX;
}

static cor_code no_layout(const cor_dataset *dataset, const cor_head *head, cor_error *err) {
    const cor_head_sheet *sheet = first_filled(head);
    if (!sheet) return cor_fail(err, COR_E_FORMAT, _("The file is empty."));
    enumeration looks[COR_LANG_COUNT] = { 0 }, found = list_cells(&sheet->rows[0]),
                sheets = list_sheets(head->table);
    list_looks(dataset, looks);

    if (cor_table_sheet_count(head->table) > 1)
        (void)cor_fail(err, COR_E_FORMAT,
                       _("None of the sheets has a layout of {dataset}. The sheets are: {sheets}; "
                         "the first one that is shown begins with: {found}."),
                       cor_arg_cstr(dataset->name), cor_arg_str(list_text(&sheets)),
                       cor_arg_str(list_text(&found)));
    else
        (void)cor_fail(err, COR_E_FORMAT,
                       _("The file has none of the layouts of {dataset}; it begins with: {found}."),
                       cor_arg_cstr(dataset->name), cor_arg_str(list_text(&found)));
    if (has_other_separator(&sheet->rows[0]))
        return cor_hint(err, _("Separate the cells by commas, semicolons or tabs."));
    return cor_hint(err, _("Layouts that can be read: {known}."),
                    cor_arg_pair(list_text(&looks[COR_LANG_EN]), list_text(&looks[COR_LANG_ES])));
}

static const cor_layout *only_layout(const cor_dataset *dataset) {
    return dataset->layout_count == 1 ? &dataset->layouts[0] : NULL;
}

static cor_code explain_missing(const cor_dataset *dataset, const cor_head *head, cor_arena scratch,
                                cor_error *err) {
    for (size_t i = 0; i < cor_dataset_count(); i++) {
        const cor_dataset *other = cor_dataset_at(i);
        const cor_layout *layout = find_layout(other, head);
        if (layout) return other_dataset(dataset, other, layout, err);
    }

    nearest near = find_nearest(dataset, head);
    if (near.layout && near.present >= near.missing) return missing_columns(&near, err);
    for (int32_t r = 0; r < head->sheets[0].row_count; r++)
        if (spanish_cells(&head->sheets[0].rows[r], scratch) >= 2)
            return spanish_header(dataset, &head->sheets[0].rows[r],
                                  near.layout ? near.layout : only_layout(dataset), err);

    return near.layout ? missing_columns(&near, err) : no_layout(dataset, head, err);
}

/* ---- sheets -------------------------------------------------------------- */

/* Move the sheet to another position; those between move by one. */
static void move_sheet(cor_head *head, int32_t from, int32_t to) {
    cor_head_sheet moved = head->sheets[from];
    for (int32_t i = from; i > to; i--)
        head->sheets[i] = head->sheets[i - 1];
    for (int32_t i = from; i < to; i++)
        head->sheets[i] = head->sheets[i + 1];
    head->sheets[to] = moved;
}

/* The first sheet with a layout of the dataset comes to the front. */
static const cor_layout *find_sheet(const cor_dataset *dataset, cor_head *head) {
    for (int32_t i = 0; i < head->sheet_count; i++) {
        move_sheet(head, i, 0);
        const cor_layout *layout = find_layout(dataset, head);
        if (layout) return layout;
        move_sheet(head, 0, i);
    }
    return NULL;
}

static int32_t named_columns(const cor_row *row) {
    int32_t count = 0;
    for (int32_t i = 0; i < row->cell_count; i++)
        count += cor_row_text(row, i).length > 0;
    return count;
}

/* Whether both sheets have the same columns, in any order. */
static bool same_header(const cor_head_sheet *a, const cor_head_sheet *b,
                        const cor_layout *layout) {
    int32_t first = cor_sheet_find_header(a, layout), second = cor_sheet_find_header(b, layout);
    if (first < 0 || second < 0) return false;
    const cor_row *one = &a->rows[first], *other = &b->rows[second];
    char name[256];

    for (int32_t i = 0; i < one->cell_count; i++) {
        cor_str text = cor_row_text(one, i);
        if (!text.length || text.length >= sizeof name) continue;
        memcpy(name, text.at, text.length);
        name[text.length] = 0;
        if (cor_row_find(other, name) < 0) return false;
    }

    return named_columns(one) == named_columns(other);
}

static cor_code ask_for_sheet(const cor_head_sheet *first, const cor_head_sheet *second,
                              cor_error *err) {
    (void)cor_fail(err, COR_E_FORMAT,
                   _("The sheets “{first}” and “{second}” both have data, in different columns."),
                   cor_arg_str(first->name), cor_arg_str(second->name));
    return cor_hint(err, _("Say which one is meant with --sheet, or give both the same columns."));
}

/* Further sheets of the same columns are read too; others with data are a question. */
static cor_code gather_sheets(const cor_dataset *dataset, cor_head *head, const cor_layout *layout,
                              cor_error *err) {
    if (layout->reads_all) return COR_OK;
    for (int32_t i = 1; i < head->sheet_count; i++) {
        cor_head alone = {
            .table = head->table, .sheets = &head->sheets[i], .sheet_count = 1, .read_count = 1
        };
        const cor_layout *other = find_layout(dataset, &alone);
        if (!other) continue;
        if (other != layout || !same_header(&head->sheets[0], &head->sheets[i], layout))
            return ask_for_sheet(&head->sheets[0], &head->sheets[i], err);
        move_sheet(head, i, head->read_count++);
    }

    return COR_OK;
}

cor_code cor_recognise(const cor_dataset *dataset, cor_head *head, cor_arena scratch,
                       const cor_layout **ret_layout, cor_error *err) {
    const cor_layout *layout = find_sheet(dataset, head);
    if (layout && layout->unread) {
        cor_text why = { .id = layout->unread }, looks = { .id = layout->looks };
        (void)cor_fail(err, COR_E_FORMAT, _("The file is {looks}, which is not read."),
                       cor_arg_text(&looks));
        return cor_error_hint(err, why);
    }

    if (!layout) return explain_missing(dataset, head, scratch, err);
    *ret_layout = layout;
    return gather_sheets(dataset, head, layout, err);
}
