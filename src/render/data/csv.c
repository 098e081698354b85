/* SPDX-License-Identifier: Apache-2.0 */
/* csv.c: one line per value of the document; for documents of kind "figures" the figures in the
 * layout that the import reads back. UTF-8 without byte order mark, fields as in RFC 4180; lines
 * end in LF, which every reader of CSV takes and the tools of a shell need. Numbers have every
 * digit and a point; an absent value is an empty field with its status beside it. Several
 * sources stand in one field with a blank between (keys have none). Words are in the language
 * asked for, keys are the same in every language. Labels are never read as formulas by a data
 * tool; for spreadsheet programs there is XLSX. Documents that say where numbers are from are
 * tables of words, and are written as such; so are the tables that a document says it is about
 * (role "rows"). */
#include <assert.h>
#include <math.h>

#include "core/say.h"
#include "render/render.h"
#include "vocabulary/vocabulary.h"

/* The columns of all main tables of a page, each once; a row's cell is empty where its own table
 * lacks the column. */
enum { COLUMNS_MAX = 64 };
typedef struct {
    const cor_table_column *list[COLUMNS_MAX];
    int32_t count;
} row_columns;

struct writer {
    const cor_document *document;
    cor_lang lang;
    cor_arena scratch;
    cor_out *out;
    bool full; // a text did not fit in scratch
    row_columns columns;
    int32_t word_columns; // of the tables of words; 0: none was written yet
    bool has_notes;       // a figure is a correction
};

static void put_csv_field(const struct writer *writer, cor_str text) {
    cor_put_char(writer->out, ',');
    cor_put_csv_words(writer->out, text);
}

/* A cell that is nothing but a count has plain digits, as all numbers here. */
static bool put_count(struct writer *writer, cor_text text) {
    bool is_count = text.arg_count == 1 && text.args[0].kind == COR_ARG_INT && text.id &&
                    text.id[0] == '{' && text.id[strcspn(text.id, "}")] == '}' &&
                    !text.id[strcspn(text.id, "}") + 1];
    if (!is_count) return false;
    cor_put_char(writer->out, ',');
    cor_put_int(writer->out, text.args[0].integer);
    return true;
}

static void put_csv_words(struct writer *writer, cor_text text) {
    cor_arena scratch = writer->scratch;
    cor_str said = { 0 };
    if (put_count(writer, text)) return;
    if (!cor_text_is_empty(text)) {
        said = cor_text_in(text, writer->lang, &scratch);
        writer->full = writer->full || !said.at;
    }
    put_csv_field(writer, said);
}

static void end_line(const struct writer *writer) {
    cor_put_char(writer->out, '\n');
}

static void put_csv_number(const struct writer *writer, const cor_value *value) {
    cor_put_char(writer->out, ',');
    if (value->present) cor_put_number(writer->out, value->value);
}

static void put_period(const struct writer *writer, const cor_value *value) {
    char room[32];
    put_csv_field(writer, cor_str_of(cor_render_period(value, room)));
}

static void put_csv_sources(const struct writer *writer, const cor_value *value) {
    int32_t list[3];
    int32_t count = cor_value_sources(value, list);
    cor_put_char(writer->out, ',');
    for (int32_t i = 0; i < count; i++) {
        if (i) cor_put_char(writer->out, ' ');
        cor_put(writer->out, writer->document->sources[list[i]].source.key);
    }
}

static void put_figure_id(const struct writer *writer, const cor_value *value) {
    cor_put_char(writer->out, ',');
    if (value->figure_id) cor_put_int(writer->out, value->figure_id);
}

/* ---- any document: its values -------------------------------------------- */

static bool put_csv_value(void *self, const cor_value_place *place) {
    struct writer *writer = self;
    const cor_value *value = place->value;

    if (cor_only_leads_on(place->node)) return true; // no data
    cor_put_csv_words(writer->out, place->block);
    put_csv_field(writer, place->node->id);
    put_csv_words(writer, place->row);
    put_csv_field(writer, place->row_key);
    put_csv_words(writer, place->column);
    put_csv_field(writer, place->column_key);
    put_csv_number(writer, value);
    put_csv_field(writer, value->unit ? value->unit->key : (cor_str){ 0 });
    put_csv_field(writer, cor_render_status(value));
    put_period(writer, value);
    put_csv_sources(writer, value);
    put_figure_id(writer, value);
    bool is_stored = cor_text_is_empty(value->derivation);
    put_csv_words(writer,
                  is_stored && value->correction ? value->correction->says : value->derivation);
    end_line(writer);

    return !writer->full && !writer->out->failed;
}

static void put_values(struct writer *writer) {
    cor_put(
        writer->out,
        COR_STR(
            "block,node,row,row_key,column,column_key,value,unit,status,period,source,figure_id,"
            "derivation\n"));
    cor_document_values(writer->document, put_csv_value, writer);
}

/* ---- tables, also those in sections -------------------------------------- */

static void each_table(struct writer *writer, const cor_node *first,
                       void (*see)(struct writer *writer, const cor_node *table)) {
    for (const cor_node *node = first; node && !writer->full; node = node->next) {
        if (node->kind == COR_NODE_SECTION) each_table(writer, node->section.first, see);
        if (node->kind == COR_NODE_TABLE) see(writer, node);
    }
}

static const cor_table_cell *cell_of(const cor_node_table *table, int32_t row, cor_str key) {
    static const cor_table_cell none = { .value = { .source = -1 } };
    for (int32_t i = 0; i < table->column_count; i++) {
        if (cor_str_equal(table->columns[i].key, key)) return &table->rows[row][i];
    }
    return &none;
}

/* Which table, which row of it. */
static void begin_row(const struct writer *writer, const cor_node *node, int32_t row) {
    cor_put_csv_words(writer->out, node->id);
    put_csv_field(writer, node->table.rows[row][0].code);
}

/* ---- figures: as the import layout `table` takes them -------------------- */

static cor_country place_of(const cor_node_table *table, int32_t row, const char *key) {
    cor_country place = COR_COUNTRY_NONE;
    (void)cor_country_by_code(cell_of(table, row, cor_str_of(key))->code, &place);
    return place;
}

static void put_csv_figure(struct writer *writer, const cor_node_table *table, int32_t row) {
    const cor_value *value = &cell_of(table, row, COR_STR("value"))->value;
    int32_t source[3];
    bool sourced = cor_value_sources(value, source) > 0;
    cor_figure figure = { .id = value->figure_id,
                          .measure = cell_of(table, row, COR_STR("measure"))->code,
                          .origin = place_of(table, row, "origin"),
                          .destination = place_of(table, row, "destination"),
                          .period = value->period,
                          .breakdown = cell_of(table, row, COR_STR("breakdown"))->code,
                          .value = value->present ? value->value : (double)NAN,
                          .status = value->status,
                          .source = sourced ? writer->document->sources[source[0]].source.key
                                            : (cor_str){ 0 } };
    cor_str note = { 0 };
    cor_arena scratch = writer->scratch;
    if (value->correction) note = cor_text_in(value->correction->says, writer->lang, &scratch);
    writer->full = writer->full || (value->correction && !note.at);
    cor_put_figure_row(writer->out, &figure, writer->has_notes ? &note : NULL);
}

/* Whether there is one: false stops the walk. */
static bool find_correction(void *self, const cor_value_place *place) {
    struct writer *writer = self;
    writer->has_notes = place->value->correction != NULL;
    return !writer->has_notes;
}

static void put_figures(struct writer *writer, const cor_node *node) {
    for (int32_t row = 0; row < node->table.row_count; row++)
        put_csv_figure(writer, &node->table, row);
}

/* ---- tables of words: where a figure is from, which sources there are ---- */

static bool has_words_only(const cor_node_table *table) {
    for (int32_t i = 0; i < table->column_count; i++)
        if (table->columns[i].kind == COR_CELL_VALUE) return false;
    return true;
}

static void put_words_head(struct writer *writer, const cor_node_table *table) {
    cor_put_c(writer->out, "table,key");
    for (int32_t i = 0; i < table->column_count; i++)
        put_csv_field(writer, table->columns[i].key);
    end_line(writer);
    writer->word_columns = table->column_count;
}

/* The tables of such a document share their columns; the first one names them. */
static void put_words_table(struct writer *writer, const cor_node *node) {
    const cor_node_table *table = &node->table;
    if (!has_words_only(table)) return;
    if (!writer->word_columns) put_words_head(writer, table);
    if (table->column_count != writer->word_columns) return;

    for (int32_t row = 0; row < table->row_count; row++) {
        begin_row(writer, node, row);
        for (int32_t i = 0; i < table->column_count; i++)
            put_csv_words(writer, table->rows[row][i].text);
        end_line(writer);
    }
}

/* ---- the rows a page is about -------------------------------------------- */

static void add_column(row_columns *columns, const cor_table_column *column) {
    for (int32_t i = 0; i < columns->count; i++)
        if (cor_str_equal(columns->list[i]->key, column->key)) return;
    assert(columns->count < COLUMNS_MAX);
    columns->list[columns->count++] = column;
}

static void gather_columns(struct writer *writer, const cor_node *node) {
    for (int32_t i = 0; node->role == COR_ROLE_ROWS && i < node->table.column_count; i++)
        add_column(&writer->columns, &node->table.columns[i]);
}

/* A value column is followed by columns of its period and its sources. */
static void put_rows_head(const struct writer *writer) {
    cor_put_c(writer->out, "table,key");
    for (int32_t i = 0; i < writer->columns.count; i++) {
        const cor_table_column *column = writer->columns.list[i];
        put_csv_field(writer, column->key);
        if (column->kind != COR_CELL_VALUE) continue;
        cor_put_c(writer->out, ",");
        cor_put(writer->out, column->key);
        cor_put_c(writer->out, "_period,");
        cor_put(writer->out, column->key);
        cor_put_c(writer->out, "_source");
    }

    end_line(writer);
}

static void put_row_cell(struct writer *writer, cor_column_kind kind, const cor_table_cell *cell) {
    if (kind != COR_CELL_VALUE) {
        put_csv_words(writer,
                      kind == COR_CELL_STATUS ? cor_value_status(&cell->value) : cell->text);
        return;
    }
    put_csv_number(writer, &cell->value);
    put_period(writer, &cell->value);
    put_csv_sources(writer, &cell->value);
}

static void put_csv_rows(struct writer *writer, const cor_node *node) {
    if (node->role != COR_ROLE_ROWS) return;
    for (int32_t row = 0; row < node->table.row_count && !writer->full; row++) {
        begin_row(writer, node, row);
        for (int32_t i = 0; i < writer->columns.count; i++) {
            const cor_table_column *column = writer->columns.list[i];
            put_row_cell(writer, column->kind, cell_of(&node->table, row, column->key));
        }
        end_line(writer);
    }
}

/* ---- document ------------------------------------------------------------ */

static void put_csv_document(struct writer *writer) {
    const cor_node *first = writer->document->root->section.first;
    cor_str kind = writer->document->kind;
    if (cor_str_is(kind, "figures")) {
        cor_document_values(writer->document, find_correction, writer);
        cor_put_figures_head(writer->out, writer->has_notes);
        each_table(writer, first, put_figures);
        return;
    }

    if (cor_str_is(kind, "source") || cor_str_is(kind, "sources")) {
        each_table(writer, first, put_words_table);
        return;
    }

    each_table(writer, first, gather_columns);
    if (!writer->columns.count) {
        put_values(writer);
        return;
    }
    put_rows_head(writer);
    each_table(writer, first, put_csv_rows);
}

cor_code cor_render_csv(const cor_document *document, const cor_render_options *options,
                        cor_arena scratch, cor_out *out, cor_error *err) {
    struct writer writer = {
        .document = document, .lang = options->lang, .scratch = scratch, .out = out
    };
    put_csv_document(&writer);
    return writer.full ? cor_fail_memory(err) : cor_render_finish(out, err);
}
