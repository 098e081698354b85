/* SPDX-License-Identifier: Apache-2.0 */
/* notes.c: what the report says besides counts: columns and sheets that were not read, rows and
 * columns that the workbook hides, units that were converted. */
#include "datasets.h"

/* A list of names, cut where it would become too long. */
typedef struct {
    char text[1024];
    size_t used;
} name_list;

static void add_name(name_list *list, cor_str name) {
    if (list->used + name.length + 8 > sizeof list->text) return;
    list->used += (size_t)snprintf(list->text + list->used, sizeof list->text - list->used,
                                   "%s%.*s", list->used ? ", " : "", COR_STR_F(name));
}

static cor_arg arg_names(const name_list *list) {
    return cor_arg_str((cor_str){ list->text, list->used });
}

/* ---- columns ------------------------------------------------------------- */

/* Names of columns that change what a row means: skipping one would make two figures one, or give a
 * value another period or unit. Folded. */
static const char *const MEANINGFUL[] = {
    "year",
    "years",
    "ano",
    "anio",
    "time",
    "time period",
    "period",
    "periodo",
    "date",
    "fecha",
    "quarter",
    "trimestre",
    "month",
    "mes",
    "unit",
    "units",
    "unidad",
    "unit measure",
    "unit mult",
    "unit multiplier",
    "multiplier",
    "scale",
    "factor",
    "currency",
    "moneda",
    "measure",
    "medida",
    "indicator",
    "indicador",
    "series",
    "serie",
    "variable",
    "sex",
    "sexo",
    "gender",
    "genero",
    "age",
    "ages",
    "age group",
    "edad",
    "grupo de edad",
    "education",
    "educacion",
    "occupation",
    "ocupacion",
    "sector",
    "activity",
    "actividad",
    "birth",
    "birthplace",
    "place of birth",
    "nacimiento",
    "citizenship",
    "nationality",
    "nacionalidad",
    "migration status",
    "migratory status",
    "category",
    "categoria",
    "role",
    "variant",
    "scenario",
    "status",
    "kind",
    "basis",
    "skill",
    "institution",
    "domain",
    "quintile",
    "location",
    "urbanisation",
};

static bool is_meaningful(cor_str name) {
    char room[512];
    cor_arena arena = { room, room + sizeof room };
    cor_str folded = name.length < 64 ? cor_str_fold(&arena, name) : (cor_str){ 0 };
    size_t count;
    const cor_dimension *dimensions = cor_dimension_list(&count);

    // "[Age]": the United Nations put dimensions in brackets.
    if (folded.length && *name.at == '[') return true;
    if (cor_scale_named(name)) return true; // "in_thousands"
    for (size_t i = 0; i < sizeof MEANINGFUL / sizeof *MEANINGFUL; i++)
        if (cor_str_is(folded, MEANINGFUL[i])) return true;
    for (size_t i = 0; i < count; i++)
        if (cor_str_equal(name, dimensions[i].key)) return true;

    return false;
}

static cor_code refuse_column(const cor_intake *intake, cor_str name, int32_t column,
                              cor_error *err) {
    cor_text looks = { .id = intake->layout->looks };
    char label[8];
    cor_column_label(column + 1, label);
    (void)cor_fail(err, COR_E_FORMAT,
                   _("The column “{name}” changes what a row means, and {looks} has no such "
                     "column."),
                   cor_arg_str(name), cor_arg_text(&looks));
    (void)cor_hint(err, _("Remove the column if it has one value only, and keep only rows with "
                          "that value; or import the file with “corredor import table”, which "
                          "reads every dimension."));
    return cor_within(err, _("row {row}, column {column}"), cor_arg_plain(intake->header->row),
                      cor_arg_cstr(label)),
           COR_E_FORMAT;
}

static cor_code note_left_out(cor_intake *intake, const name_list *names, cor_error *err) {
    if (!names->used) return COR_OK;
    return cor_intake_remark(intake, cor_say(_("Columns left out: {names}."), arg_names(names)),
                             err);
}

cor_code cor_intake_leave_out(cor_intake *intake, const bool *used, cor_error *err) {
    const cor_row *header = intake->header;
    name_list names = { .used = 0 };
    bool *left_out = cor_new(intake->work, bool, header->cell_count);
    if (!left_out) return cor_fail_memory(err);

    int32_t width = header->cell_count;
    while (width > 0 && !cor_row_text(header, width - 1).length)
        width--;

    for (int32_t i = 0; i < width; i++) {
        cor_str name = cor_row_text(header, i);
        left_out[i] = !used[i];
        if (used[i]) continue;
        if (is_meaningful(name)) return refuse_column(intake, name, i, err);
        char label[8];
        cor_column_label(i + 1, label);
        add_name(&names, name.length ? name : cor_str_of(label));
    }

    intake->left_out = left_out;
    intake->left_out_count = header->cell_count;
    return note_left_out(intake, &names, err);
}

/* ---- sheets -------------------------------------------------------------- */

static cor_code note_sheets(cor_intake *intake, const char *id, const name_list *names,
                            cor_error *err) {
    return names->used ? cor_intake_remark(intake, cor_say(id, arg_names(names)), err) : COR_OK;
}

/* A layout that looks for its tables in all sheets reads those that have its columns. */
static bool is_sheet_read(const cor_intake *intake, int32_t sheet) {
    const cor_layout *layout = intake->layout;
    if (sheet < intake->head->read_count) return true;
    return layout->reads_all &&
           (!layout->columns || cor_sheet_find_header(&intake->head->sheets[sheet], layout) >= 0);
}

cor_code cor_sheets_note(cor_intake *intake, cor_error *err) {
    const cor_head *head = intake->head;
    int32_t count = cor_table_sheet_count(intake->table);
    name_list read = { .used = 0 }, others = { .used = 0 }, hidden = { .used = 0 };

    for (int32_t i = 0; i < count && count > 1; i++) {
        bool is_read = false;
        for (int32_t k = 0; k < head->sheet_count; k++)
            is_read |= head->sheets[k].number == i && is_sheet_read(intake, k);
        name_list *list = is_read                                       ? &read
                          : cor_table_sheet_is_hidden(intake->table, i) ? &hidden
                                                                        : &others;
        add_name(list, cor_table_sheet_name(intake->table, i));
    }

    // A workbook of an agency that looks in all sheets by itself has its tables in some of them.
    cor_code code = COR_OK;
    if (!intake->layout->reads_all || intake->layout->columns) {
        code = note_sheets(intake, _("Sheets read: {names}."), &read, err);
        if (!code) code = note_sheets(intake, _("Sheets not read: {names}."), &others, err);
    }

    if (!code) code = note_sheets(intake, _("Hidden sheets, not read: {names}."), &hidden, err);
    return code;
}

cor_code cor_passed_note(cor_intake *intake, cor_error *err) {
    cor_table_passed passed = cor_table_passed_get(intake->table);
    cor_code code = COR_OK;
    if (passed.blank_rows)
        code = cor_intake_remark(
            intake,
            cor_say_n(passed.blank_rows, _("{count} blank row was passed over."),
                      _("{count} blank rows were passed over."), cor_arg_int(passed.blank_rows)),
            err);
    if (!code && passed.hidden_rows)
        code = cor_intake_remark(intake,
                                 cor_say_n(passed.hidden_rows,
                                           _("{count} row that the sheet hides was read too."),
                                           _("{count} rows that the sheet hides were read too."),
                                           cor_arg_int(passed.hidden_rows)),
                                 err);
    if (!code && passed.hidden_columns)
        code = cor_intake_remark(intake,
                                 cor_say_n(passed.hidden_columns,
                                           _("{count} column that the sheet hides was read too."),
                                           _("{count} columns that the sheet hides were read too."),
                                           cor_arg_int(passed.hidden_columns)),
                                 err);

    return code;
}
