/* SPDX-License-Identifier: Apache-2.0 */
/* nodes.c: one function per kind of node, which copies its input and adds the node to the tree. */

#include <assert.h>
#include <math.h>

#include "builder_private.h"

static cor_text *keep_texts(cor_doc *doc, const cor_text *texts, int32_t count) {
    cor_text *kept = count > 0 ? cor_doc_new(doc, cor_text, count) : NULL;
    for (int32_t i = 0; kept && i < count; i++)
        kept[i] = cor_doc_keep_text(doc, texts[i]);
    return kept;
}

/* The signs that a number has where it stands alone: a sentence names its numbers in words, so the
 * signs of all of them stand at its end. */
static cor_str signs_of(const cor_value *cited, int32_t count) {
    bool is_corrected = false, contradicts = false;
    for (int32_t i = 0; i < count; i++) {
        is_corrected |= cited[i].correction != NULL;
        contradicts |= cited[i].contradicts;
    }
    return is_corrected  ? contradicts ? COR_STR(" †‡") : COR_STR(" †")
            : contradicts ? COR_STR(" ‡")
                         : (cor_str){ 0 };
}

static void fill_sentence(cor_doc *doc, cor_node *node, cor_text text, const cor_value *cited,
                          int32_t cited_count) {
    if (!node) return;
    cor_str signs = signs_of(cited, cited_count);
    cor_text sentence = cor_doc_keep_text(doc, text);
    node->text = signs.length
                     ? cor_doc_keep_text(doc, cor_say("{sentence}{signs}", cor_arg_text(&sentence),
                                                      cor_arg_str(signs)))
                     : sentence;
    node->cited = cor_doc_keep_values(doc, cited, cited_count);
    node->cited_count = node->cited ? cited_count : 0;
}

void cor_doc_paragraph(cor_doc *doc, cor_text text, const cor_value *cited, int32_t cited_count) {
    fill_sentence(doc, cor_doc_node(doc, COR_NODE_PARAGRAPH, NULL), text, cited, cited_count);
}

void cor_doc_sentence(cor_doc *doc, const char *id, cor_text before, cor_text text,
                      const cor_value *cited, int32_t cited_count) {
    cor_node *node = cor_doc_node(doc, COR_NODE_PARAGRAPH, id);
    if (!node) return;
    node->title = cor_doc_keep_text(doc, before);
    fill_sentence(doc, node, text, cited, cited_count);
}

void cor_doc_note(cor_doc *doc, cor_text text, const cor_value *cited, int32_t cited_count) {
    fill_sentence(doc, cor_doc_node(doc, COR_NODE_NOTE, NULL), text, cited, cited_count);
}

void cor_doc_figure(cor_doc *doc, const char *id, cor_text label, cor_value value) {
    cor_node *node = cor_doc_node(doc, COR_NODE_FIGURE, id);
    if (!node) return;
    node->title = cor_doc_keep_text(doc, label);
    node->figure.value = cor_doc_keep_value(doc, &value);
}

void cor_doc_split(cor_doc *doc, double first_percent) {
    if (!doc || doc->full) return;
    assert(doc->latest->kind == COR_NODE_FIGURE);
    doc->latest->figure.split_percent = fmax(0, fmin(100, first_percent));
}

void cor_doc_hue(cor_doc *doc, cor_hue hue) {
    if (!doc || doc->full) return;
    assert(doc->latest->kind == COR_NODE_FIGURE);
    doc->latest->figure.hue = hue;
}

void cor_doc_link(cor_doc *doc, cor_text text, cor_str href) {
    cor_node *node = cor_doc_node(doc, COR_NODE_LINK, NULL);
    if (!node) return;
    node->text = cor_doc_keep_text(doc, text);
    node->link.href = cor_doc_keep(doc, href);
}

void cor_doc_absence(cor_doc *doc, const char *id, cor_text what, cor_text why,
                     const cor_text *fillers, int32_t filler_count) {
    assert(filler_count > 0);
    cor_node *node = cor_doc_node(doc, COR_NODE_ABSENCE, id);
    if (!node) return;
    node->title = cor_doc_keep_text(doc, what);
    node->text = cor_doc_keep_text(doc, why);
    node->absence.fillers = keep_texts(doc, fillers, filler_count);
    node->absence.filler_count = node->absence.fillers ? filler_count : 0;
}

/* ---- tables -------------------------------------------------------------- */

void cor_doc_table(cor_doc *doc, const char *id, cor_text title, const cor_table_column *columns,
                   int32_t column_count, cor_text about) {
    assert(column_count > 0);
    cor_node *node = cor_doc_node(doc, COR_NODE_TABLE, id);
    if (!node) return;
    node->title = cor_doc_keep_text(doc, title);
    node->about = cor_doc_keep_text(doc, about);
    cor_table_column *kept = cor_doc_new(doc, cor_table_column, column_count);
    node->table.columns = kept;
    node->table.column_count = kept ? column_count : 0;

    for (int32_t i = 0; kept && i < column_count; i++) {
        kept[i] = (cor_table_column){ .kind = columns[i].kind,
                                      .key = cor_doc_keep(doc, columns[i].key),
                                      .label = cor_doc_keep_text(doc, columns[i].label),
                                      .unit = cor_doc_keep_text(doc, columns[i].unit) };
    }
}

/* A status cell repeats the status of the value beside it and cites no source again. */
static cor_value keep_cell_value(cor_doc *doc, cor_column_kind kind, const cor_value *value) {
    if (kind == COR_CELL_VALUE || value->names_source) return cor_doc_keep_value(doc, value);
    cor_value shown = cor_value_absent();
    if (kind == COR_CELL_STATUS) {
        shown.present = value->present;
        shown.status = value->status;
    }
    return shown;
}

static cor_table_cell keep_cell(cor_doc *doc, cor_column_kind kind, const cor_table_cell *cell) {
    return (cor_table_cell){ .text = cor_doc_keep_text(doc, cell->text),
                             .value = keep_cell_value(doc, kind, &cell->value),
                             .href = cor_doc_keep(doc, cell->href),
                             .code = cor_doc_keep(doc, cell->code) };
}

void cor_doc_row(cor_doc *doc, const cor_table_cell *cells) {
    if (!doc || doc->full) return;
    assert(doc->latest->kind == COR_NODE_TABLE);
    cor_node_table *table = &doc->latest->table;
    assert(!table->last_row_is_total);
    cor_table_cell **rows =
        cor_doc_room(doc, table->rows, table->row_count, &table->row_room, sizeof *rows);
    cor_table_cell *row = cor_doc_new_unset(doc, cor_table_cell, table->column_count);
    if (!row || !rows) return;

    for (int32_t i = 0; i < table->column_count; i++)
        row[i] = keep_cell(doc, table->columns[i].kind, &cells[i]);
    table->rows = rows;
    rows[table->row_count++] = row;
}

void cor_doc_row_total(cor_doc *doc, const cor_table_cell *cells) {
    cor_doc_row(doc, cells);
    if (doc && !doc->full) doc->latest->table.last_row_is_total = true;
}

/* ---- charts and maps ----------------------------------------------------- */

static void keep_categories(cor_doc *doc, cor_node_chart *chart, const cor_chart_spec *spec) {
    int32_t count = spec->category_count;
    chart->categories = keep_texts(doc, spec->categories, count);
    chart->category_keys = cor_doc_new(doc, cor_str, count);
    if (spec->category_at) chart->category_at = cor_doc_new(doc, double, count);
    if (doc->full) return;

    for (int32_t i = 0; i < count; i++) {
        chart->category_keys[i] = cor_doc_keep(doc, spec->category_keys[i]);
        if (spec->category_at) chart->category_at[i] = spec->category_at[i];
    }

    chart->category_count = count;
}

static void keep_series(cor_doc *doc, cor_node_chart *chart, const cor_chart_spec *spec) {
    chart->series = cor_doc_new(doc, cor_chart_series, spec->series_count);
    for (int32_t i = 0; chart->series && i < spec->series_count; i++) {
        const cor_chart_series *series = &spec->series[i];
        chart->series[i] = (cor_chart_series){ .key = cor_doc_keep(doc, series->key),
                                               .label = cor_doc_keep_text(doc, series->label),
                                               .hue = series->hue,
                                               .values = cor_doc_keep_values(
                                                   doc, series->values, spec->category_count) };
    }

    if (!doc->full) chart->series_count = spec->series_count;
}

/* Keep the title, summary and notes of a drawing. */
static void keep_words(cor_doc *doc, cor_node *node, cor_text title, cor_text summary,
                       cor_text about) {
    node->title = cor_doc_keep_text(doc, title);
    node->text = cor_doc_keep_text(doc, summary);
    node->about = cor_doc_keep_text(doc, about);
}

void cor_doc_chart(cor_doc *doc, const char *id, const cor_chart_spec *spec) {
    assert(spec->category_count > 0 && spec->series_count > 0);
    assert(spec->kind != COR_CHART_CHORD || spec->category_count == spec->series_count);
    cor_node *node = cor_doc_node(doc, COR_NODE_CHART, id);
    if (!node) return;

    keep_words(doc, node, spec->title, spec->summary, spec->about);
    node->chart = (cor_node_chart){ .kind = spec->kind,
                                    .unit = spec->unit,
                                    .mark = spec->mark,
                                    .mark_label = cor_doc_keep_text(doc, spec->mark_label) };
    keep_categories(doc, &node->chart, spec);
    keep_series(doc, &node->chart, spec);
}

static void keep_lines(cor_doc *doc, cor_node_map *map, const cor_map_spec *spec) {
    map->lines = cor_doc_new(doc, cor_map_line, spec->line_count);
    for (int32_t i = 0; map->lines && i < spec->line_count; i++) {
        map->lines[i] = spec->lines[i];
        map->lines[i].value = cor_doc_keep_value(doc, &spec->lines[i].value);
        map->lines[i].href = cor_doc_keep(doc, spec->lines[i].href);
    }

    if (!doc->full) map->line_count = spec->line_count;
}

static void keep_points(cor_doc *doc, cor_node_map *map, const cor_map_spec *spec) {
    map->points = cor_doc_new(doc, cor_map_point, spec->point_count);
    for (int32_t i = 0; map->points && i < spec->point_count; i++) {
        map->points[i] = spec->points[i];
        map->points[i].label = cor_doc_keep_text(doc, spec->points[i].label);
        map->points[i].value = cor_doc_keep_value(doc, &spec->points[i].value);
        map->points[i].href = cor_doc_keep(doc, spec->points[i].href);
    }

    if (!doc->full) map->point_count = spec->point_count;
}

void cor_doc_map(cor_doc *doc, const char *id, const cor_map_spec *spec) {
    cor_node *node = cor_doc_node(doc, COR_NODE_MAP, id);
    if (!node) return;
    keep_words(doc, node, spec->title, spec->summary, spec->about);
    node->map = (cor_node_map){ .view = spec->view, .shows_moves = spec->shows_moves };
    keep_lines(doc, &node->map, spec);
    keep_points(doc, &node->map, spec);
}

/* ---- lists and forms ----------------------------------------------------- */

void cor_doc_list(cor_doc *doc, const char *id, cor_text title, bool ordered) {
    cor_node *node = cor_doc_node(doc, COR_NODE_LIST, id);
    if (!node) return;
    node->title = cor_doc_keep_text(doc, title);
    node->list.ordered = ordered;
}

static cor_passage *keep_passages(cor_doc *doc, const cor_passage *passages, int32_t count) {
    cor_passage *kept = count > 0 ? cor_doc_new(doc, cor_passage, count) : NULL;
    for (int32_t i = 0; kept && i < count; i++) {
        int32_t mark_count = passages[i].mark_count;
        cor_mark *marks = mark_count > 0 ? cor_doc_new(doc, cor_mark, mark_count) : NULL;
        if (marks) memcpy(marks, passages[i].marks, (size_t)mark_count * sizeof *marks);
        kept[i] = (cor_passage){ .text = cor_doc_keep(doc, passages[i].text),
                                 .lang = passages[i].lang,
                                 .marks = marks,
                                 .mark_count = marks ? mark_count : 0 };
    }

    return kept;
}

void cor_doc_item(cor_doc *doc, const cor_list_item *item) {
    if (!doc || doc->full) return;
    assert(doc->latest->kind == COR_NODE_LIST);
    cor_node_list *list = &doc->latest->list;
    cor_list_item *items =
        cor_doc_room(doc, list->items, list->item_count, &list->item_room, sizeof *items);
    if (!items) return;
    list->items = items;
    items[list->item_count++] =
        (cor_list_item){ .text = cor_doc_keep_text(doc, item->text),
                         .value = cor_doc_keep_value(doc, &item->value),
                         .quiet = cor_doc_keep_text(doc, item->quiet),
                         .href = cor_doc_keep(doc, item->href),
                         .share = cor_doc_keep_value(doc, &item->share),
                         .trail = cor_doc_keep_values(doc, item->trail, item->trail_count),
                         .trail_count = item->trail_count,
                         .when = cor_doc_keep_text(doc, item->when),
                         .state = cor_doc_keep_text(doc, item->state),
                         .shape = item->shape,
                         .cited = cor_doc_keep_value(doc, &item->cited),
                         .is_current = item->is_current,
                         .passages = keep_passages(doc, item->passages, item->passage_count),
                         .passage_count = item->passage_count };
}

static cor_choice *keep_choices(cor_doc *doc, const cor_choice *choices, int32_t count) {
    cor_choice *kept = count > 0 ? cor_doc_new(doc, cor_choice, count) : NULL;
    for (int32_t i = 0; kept && i < count; i++) {
        kept[i] = (cor_choice){ .value = cor_doc_keep(doc, choices[i].value),
                                .label = cor_doc_keep_text(doc, choices[i].label) };
    }
    return kept;
}

static cor_field keep_field(cor_doc *doc, const cor_field *given) {
    cor_field field = *given;
    field.name = cor_doc_keep(doc, given->name);
    field.label = cor_doc_keep_text(doc, given->label);
    field.hint = cor_doc_keep_text(doc, given->hint);
    field.problem = cor_doc_keep_text(doc, given->problem);

    // Never repeat a secret that was typed.
    bool secret = given->kind == COR_FIELD_PASSWORD || given->kind == COR_FIELD_CODE;
    field.value = secret ? (cor_str){ "", 0 } : cor_doc_keep(doc, given->value);
    field.autocomplete = cor_doc_keep(doc, given->autocomplete);
    field.text_lang = cor_doc_keep(doc, given->text_lang);
    field.choices = keep_choices(doc, given->choices, given->choice_count);
    field.choice_count = field.choices ? given->choice_count : 0;

    return field;
}

static cor_field *keep_fields(cor_doc *doc, const cor_field *fields, int32_t count) {
    cor_field *kept = count > 0 ? cor_doc_new(doc, cor_field, count) : NULL;
    for (int32_t i = 0; kept && i < count; i++)
        kept[i] = keep_field(doc, &fields[i]);
    return kept;
}

void cor_doc_form_of(cor_doc *doc, const cor_form_spec *spec) {
    cor_node *node = cor_doc_node(doc, COR_NODE_FORM, spec->id);
    if (!node) return;
    node->title = cor_doc_keep_text(doc, spec->title);
    cor_node_form *form = &node->form;
    form->action = cor_doc_keep(doc, spec->action);
    form->post = spec->post;
    form->fields = keep_fields(doc, spec->fields, spec->field_count);
    form->field_count = form->fields ? spec->field_count : 0;
    form->problems = keep_texts(doc, spec->problems, spec->problem_count);
    form->problem_count = form->problems ? spec->problem_count : 0;
}

void cor_doc_form(cor_doc *doc, const char *id, cor_text title, cor_str action, bool post,
                  const cor_field *fields, int32_t field_count) {
    cor_doc_form_of(doc, &(cor_form_spec){ .id = id,
                                           .title = title,
                                           .action = action,
                                           .post = post,
                                           .fields = fields,
                                           .field_count = field_count });
}
