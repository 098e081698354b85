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

struct writer {
    const cor_document *document;
    cor_lang lang;
    cor_arena scratch;
    cor_out *out;
    bool full; // a text did not fit in scratch
};

static void field(const struct writer *writer, cor_str text) {
    cor_put_char(writer->out, ',');
    cor_put_csv(writer->out, text);
}

static void words(struct writer *writer, cor_text text) {
    cor_arena scratch = writer->scratch;
    cor_str said = { 0 };
    if (!cor_text_is_empty(text)) {
        said = cor_text_in(text, writer->lang, &scratch);
        writer->full = writer->full || !said.at;
    }
    field(writer, said);
}

static void end_line(const struct writer *writer) {
    cor_put_char(writer->out, '\n');
}

static void number(const struct writer *writer, const cor_value *value) {
    cor_put_char(writer->out, ',');
    if (value->present) cor_put_number(writer->out, value->value);
}

static void status(const struct writer *writer, const cor_value *value) {
    bool known = value->present || value->figure_id || value->status != COR_OBSERVED;
    field(writer, known ? cor_str_of(cor_status_key(value->status)) : (cor_str){ 0 });
}

static void period(const struct writer *writer, const cor_value *value) {
    char label[32] = "";
    if (value->period.end.days != value->period.start.days)
        cor_interval_label(value->period, label);
    field(writer, cor_str_of(label));
}

static void sources(const struct writer *writer, const cor_value *value) {
    int32_t list[3];
    int32_t count = cor_value_sources(value, list);
    cor_put_char(writer->out, ',');
    for (int32_t i = 0; i < count; i++) {
        if (i) cor_put_char(writer->out, ' ');
        cor_put(writer->out, writer->document->sources[list[i]].source.key);
    }
}

static void figure_id(const struct writer *writer, const cor_value *value) {
    cor_put_char(writer->out, ',');
    if (value->figure_id) cor_put_int(writer->out, value->figure_id);
}

/* ---- any document: its values -------------------------------------------- */

static bool put_value(void *self, const cor_value_place *place) {
    struct writer *writer = self;
    const cor_value *value = place->value;

    if (place->node->role == COR_ROLE_CHOICES)
        return true; // says how the page can be narrowed: no data
    cor_put_csv(writer->out, place->block);
    field(writer, place->node->id);
    words(writer, place->row);
    field(writer, place->row_key);
    words(writer, place->column);
    field(writer, place->column_key);
    number(writer, value);
    field(writer, value->unit ? value->unit->key : (cor_str){ 0 });
    status(writer, value);
    period(writer, value);
    sources(writer, value);
    figure_id(writer, value);
    words(writer, value->derivation);
    end_line(writer);

    return !writer->full && !writer->out->failed;
}

static void put_values(struct writer *writer) {
    cor_put(
        writer->out,
        COR_STR(
            "block,node,row,row_key,column,column_key,value,unit,status,period,source,figure_id,"
            "derivation\n"));
    cor_document_values(writer->document, put_value, writer);
}

/* ---- figures: as the import layout `table` takes them -------------------- */

static const cor_table_cell *cell_of(const cor_node *table, int32_t row, cor_str key) {
    static const cor_table_cell none = { .value = { .source = -1 } };
    for (int32_t i = 0; i < table->table.column_count; i++) {
        if (cor_str_equal(table->table.columns[i].key, key)) return &table->table.rows[row][i];
    }
    return &none;
}

static cor_country place_of(const cor_node *table, int32_t row, const char *key) {
    cor_country place = COR_COUNTRY_NONE;
    (void)cor_country_by_code(cell_of(table, row, cor_str_of(key))->code, &place);
    return place;
}

static void put_figure(const struct writer *writer, const cor_node *table, int32_t row) {
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
    cor_put_figure_row(writer->out, &figure);
}

static void put_figures(const struct writer *writer) {
    cor_put_figures_head(writer->out);
    for (const cor_node *node = writer->document->root->section.first; node; node = node->next) {
        if (node->kind != COR_NODE_TABLE) continue;
        for (int32_t row = 0; row < node->table.row_count; row++)
            put_figure(writer, node, row);
    }
}

/* ---- tables of words: where a figure is from, which sources there are ---- */

static bool is_words_table(const cor_node *node) {
    bool words_only = node->kind == COR_NODE_TABLE;
    for (int32_t i = 0; words_only && i < node->table.column_count; i++)
        words_only = node->table.columns[i].kind != COR_CELL_VALUE;
    return words_only;
}

static void put_words_row(struct writer *writer, const cor_node *table, int32_t row) {
    cor_put_csv(writer->out, table->id);
    field(writer, table->table.rows[row][0].code);
    for (int32_t i = 0; i < table->table.column_count; i++)
        words(writer, table->table.rows[row][i].text);
    end_line(writer);
}

/* The tables of such a document share their columns; the first one names them. */
static void put_words_tables(struct writer *writer, const cor_node *first, int32_t *columns) {
    for (const cor_node *node = first; node; node = node->next) {
        if (node->kind == COR_NODE_SECTION) put_words_tables(writer, node->section.first, columns);
        if (!is_words_table(node) || (*columns && node->table.column_count != *columns)) continue;
        if (!*columns) {
            cor_put(writer->out, COR_STR("table,key"));
            for (int32_t i = 0; i < node->table.column_count; i++)
                field(writer, node->table.columns[i].key);
            end_line(writer);
            *columns = node->table.column_count;
        }
        for (int32_t row = 0; row < node->table.row_count; row++)
            put_words_row(writer, node, row);
    }
}

/* ---- the rows a page is about -------------------------------------------- */

/* The columns of all these tables together, each once; a row is empty where its own table has no
 * such column. */
enum { COLUMNS_MAX = 64 };
typedef struct {
    const cor_table_column *list[COLUMNS_MAX];
    int32_t count;
} row_columns;

static void add_column(row_columns *columns, const cor_table_column *column) {
    for (int32_t i = 0; i < columns->count; i++)
        if (cor_str_equal(columns->list[i]->key, column->key)) return;
    assert(columns->count < COLUMNS_MAX);
    columns->list[columns->count++] = column;
}

static bool is_about_rows(const cor_node *node) {
    return node->kind == COR_NODE_TABLE && node->role == COR_ROLE_ROWS;
}

static void gather_columns(const cor_node *first, row_columns *columns) {
    for (const cor_node *node = first; node; node = node->next) {
        if (node->kind == COR_NODE_SECTION) gather_columns(node->section.first, columns);
        for (int32_t i = 0; is_about_rows(node) && i < node->table.column_count; i++)
            add_column(columns, &node->table.columns[i]);
    }
}

/* A value brings its period and its sources. */
static void put_rows_head(const struct writer *writer, const row_columns *columns) {
    cor_put_c(writer->out, "table,key");
    for (int32_t i = 0; i < columns->count; i++) {
        const cor_table_column *column = columns->list[i];
        field(writer, column->key);
        if (column->kind != COR_CELL_VALUE) continue;
        cor_put_c(writer->out, ",");
        cor_put(writer->out, column->key);
        cor_put_c(writer->out, "_period,");
        cor_put(writer->out, column->key);
        cor_put_c(writer->out, "_source");
    }

    end_line(writer);
}

static void put_rows_row(struct writer *writer, const cor_node *table, int32_t row,
                         const row_columns *columns) {
    cor_put_csv(writer->out, table->id);
    field(writer, table->table.rows[row][0].code);
    for (int32_t i = 0; i < columns->count; i++) {
        const cor_table_cell *cell = cell_of(table, row, columns->list[i]->key);
        if (columns->list[i]->kind != COR_CELL_VALUE) {
            words(writer, columns->list[i]->kind == COR_CELL_STATUS ? cor_value_status(&cell->value)
                                                                    : cell->text);
            continue;
        }
        number(writer, &cell->value);
        period(writer, &cell->value);
        sources(writer, &cell->value);
    }

    end_line(writer);
}

static void put_rows(struct writer *writer, const cor_node *first, const row_columns *columns) {
    for (const cor_node *node = first; node; node = node->next) {
        if (node->kind == COR_NODE_SECTION) put_rows(writer, node->section.first, columns);
        for (int32_t row = 0; is_about_rows(node) && row < node->table.row_count && !writer->full;
             row++)
            put_rows_row(writer, node, row, columns);
    }
}

cor_code cor_render_csv(const cor_document *document, const cor_render_options *options,
                        cor_arena scratch, cor_out *out, cor_error *err) {
    struct writer writer = {
        .document = document, .lang = options->lang, .scratch = scratch, .out = out
    };
    row_columns columns = { .count = 0 };

    gather_columns(document->root->section.first, &columns);
    if (cor_str_is(document->kind, "figures"))
        put_figures(&writer);

    else if (cor_str_is(document->kind, "source") || cor_str_is(document->kind, "sources"))
        put_words_tables(&writer, document->root->section.first, &(int32_t){ 0 });
    else if (columns.count) {
        put_rows_head(&writer, &columns);
        put_rows(&writer, document->root->section.first, &columns);
    } else
        put_values(&writer);

    return writer.full ? cor_fail_memory(err) : cor_render_finish(out, err);
}
