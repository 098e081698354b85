/* SPDX-License-Identifier: Apache-2.0 */
/* json.c: the document as data, written as it is walked. The shape is described in docs/guide
 * and stable: keys are never renamed or removed, only added. Absent things are null; texts are
 * in the language asked for; numbers read back to the same double. */
#include <math.h>
#include <time.h>

#include "core/say.h"
#include "document/document.h"
#include "render/render.h"

enum { DEPTH_MAX = 64 };

struct writer {
    const cor_document *document;
    const cor_render_options *options;
    cor_arena scratch;
    cor_out *out;
    bool full; // a text did not fit in scratch
    int32_t depth;
    bool filled[DEPTH_MAX]; // something was written at this depth: the next thing needs a comma
};

/* ---- punctuation --------------------------------------------------------- */

static void put_comma(struct writer *writer) {
    if (writer->filled[writer->depth]) cor_put_char(writer->out, ',');
    writer->filled[writer->depth] = true;
}

static void put_name(struct writer *writer, const char *key) {
    put_comma(writer);
    if (!key) return;
    cor_put_char(writer->out, '"');
    cor_put_c(writer->out, key);
    cor_put(writer->out, COR_STR("\":"));
}

/* `key` is NULL inside an array. Objects and arrays start on their own line, so that two
 * versions can be compared with diff. */
static void begin_group(struct writer *writer, const char *key, char bracket) {
    put_name(writer, key);
    cor_put_char(writer->out, bracket);
    writer->filled[++writer->depth] = false;
}

static void begin_line(struct writer *writer, char bracket) {
    put_comma(writer);
    cor_put_char(writer->out, '\n');
    cor_put_char(writer->out, bracket);
    writer->filled[++writer->depth] = false;
}

static void end_group(struct writer *writer, char bracket) {
    writer->depth--;
    cor_put_char(writer->out, bracket);
}

/* ---- leaves -------------------------------------------------------------- */

static void put_null(struct writer *writer, const char *key) {
    put_name(writer, key);
    cor_put(writer->out, COR_STR("null"));
}

static void put_string(struct writer *writer, const char *key, cor_str text) {
    if (!text.length) {
        put_null(writer, key);
        return;
    }
    put_name(writer, key);
    cor_put_json(writer->out, text);
}

/* A word of the format. */
static void put_word(struct writer *writer, const char *key, const char *word) {
    put_string(writer, key, cor_str_of(word));
}

static void put_json_words(struct writer *writer, const char *key, cor_text text) {
    if (cor_text_is_empty(text)) {
        put_null(writer, key);
        return;
    }
    cor_arena scratch = writer->scratch;
    cor_str said = cor_text_in(text, writer->options->lang, &scratch);
    writer->full = writer->full || !said.at;
    put_string(writer, key, said);
}

static void put_json_number(struct writer *writer, const char *key, double value) {
    if (!isfinite(value)) {
        put_null(writer, key);
        return;
    }
    put_name(writer, key);
    cor_put_number(writer->out, value);
}

static void put_integer(struct writer *writer, const char *key, int64_t value) {
    put_name(writer, key);
    cor_put_int(writer->out, value);
}

static void put_truth(struct writer *writer, const char *key, bool value) {
    put_name(writer, key);
    cor_put_c(writer->out, value ? "true" : "false");
}

static void put_href(struct writer *writer, cor_str href) {
    if (!href.length) return;
    cor_arena scratch = writer->scratch;
    cor_str whole = cor_render_link(writer->options, href, &scratch);
    writer->full = writer->full || !whole.at;
    put_string(writer, "href", whole);
}

static void put_place(struct writer *writer, const char *key, cor_country country) {
    if (!country.id) {
        put_null(writer, key);
        return;
    }
    begin_group(writer, key, '{');
    put_string(writer, "code", cor_country_code(country));
    put_string(writer, "name", cor_country_name(country, writer->options->lang));
    end_group(writer, '}');
}

static void put_moment(struct writer *writer, const char *key, int64_t unix_s) {
    struct tm parts;
    time_t at = (time_t)unix_s;
    char label[40];
    if (!unix_s || !gmtime_r(&at, &parts)) {
        put_null(writer, key);
        return;
    }
    size_t length = strftime(label, sizeof label, "%Y-%m-%dT%H:%M:%SZ", &parts);
    put_string(writer, key, (cor_str){ label, length });
}

/* ---- values -------------------------------------------------------------- */

static cor_str source_key(const struct writer *writer, int32_t source) {
    return writer->document->sources[source].source.key;
}

static void put_json_sources(struct writer *writer, const cor_value *value) {
    int32_t sources[3];
    int32_t count = cor_value_sources(value, sources);
    put_string(writer, "source", count ? source_key(writer, sources[0]) : (cor_str){ 0 });
    if (count < 2) return;
    begin_group(writer, "source_more", '[');
    for (int32_t i = 1; i < count; i++)
        put_string(writer, NULL, source_key(writer, sources[i]));
    end_group(writer, ']');
}

static void put_correction(struct writer *writer, const cor_value_correction *correction) {
    begin_group(writer, "correction", '{');
    put_json_number(writer, "published_value", correction->published);
    put_integer(writer, "published_figure_id", correction->published_id);
    put_string(writer, "by", correction->who);
    put_moment(writer, "at", correction->at_s);
    put_string(writer, "why", correction->why);
    put_json_words(writer, "text", correction->says);
    end_group(writer, '}');
}

static void put_json_value(struct writer *writer, const char *key, const cor_value *value) {
    char period[32];
    begin_group(writer, key, '{');
    put_json_number(writer, "value", value->present ? value->value : NAN);
    put_string(writer, "unit", value->unit ? value->unit->key : (cor_str){ 0 });
    put_string(writer, "status", cor_render_status(value));
    put_word(writer, "period", cor_render_period(value, period));
    if (value->figure_id)
        put_integer(writer, "figure_id", value->figure_id);
    else
        put_null(writer, "figure_id");
    put_json_sources(writer, value);
    put_json_words(writer, "derivation", value->derivation);
    if (value->contradicts) put_truth(writer, "contradicts", true);
    if (value->correction) put_correction(writer, value->correction);
    end_group(writer, '}');
}

static void put_optional(struct writer *writer, const char *key, const cor_value *value) {
    if (value->present) put_json_value(writer, key, value);
}

/* ---- nodes --------------------------------------------------------------- */

static void put_json_sentence(struct writer *writer, const cor_node *node) {
    put_json_words(writer, "text", node->text);
    begin_group(writer, "cited", '[');
    for (int32_t i = 0; i < node->cited_count; i++)
        put_json_value(writer, NULL, &node->cited[i]);
    end_group(writer, ']');
}

static void put_json_figure(struct writer *writer, const cor_node *node) {
    put_json_value(writer, "value", &node->figure.value);
}

static void put_columns(struct writer *writer, const cor_node_table *table) {
    static const char *const kind[] = { [COR_CELL_LABEL] = "label",
                                        [COR_CELL_VALUE] = "value",
                                        [COR_CELL_WORDS] = "words",
                                        [COR_CELL_STATUS] = "status" };
    begin_group(writer, "columns", '[');

    for (int32_t i = 0; i < table->column_count; i++) {
        const cor_table_column *column = &table->columns[i];
        begin_group(writer, NULL, '{');
        put_string(writer, "key", column->key);
        put_word(writer, "kind", kind[column->kind]);
        put_json_words(writer, "label", column->label);
        put_json_words(writer, "unit", column->unit);
        end_group(writer, '}');
    }

    end_group(writer, ']');
}

static void put_cell(struct writer *writer, cor_column_kind kind, const cor_table_cell *cell) {
    if (kind == COR_CELL_VALUE) {
        put_json_value(writer, NULL, &cell->value);
        return;
    }

    bool is_status = kind == COR_CELL_STATUS && cor_text_is_empty(cell->text);
    begin_group(writer, NULL, '{');
    put_json_words(writer, "text", is_status ? cor_value_status(&cell->value) : cell->text);
    if (cell->code.length) put_string(writer, "code", cell->code);
    if (cell->value.names_source) put_json_sources(writer, &cell->value);
    put_href(writer, cell->href);
    end_group(writer, '}');
}

static void put_table(struct writer *writer, const cor_node *node) {
    const cor_node_table *table = &node->table;
    put_columns(writer, table);
    begin_group(writer, "rows", '[');
    for (int32_t row = 0; row < table->row_count; row++) {
        begin_line(writer, '[');
        for (int32_t i = 0; i < table->column_count; i++)
            put_cell(writer, table->columns[i].kind, &table->rows[row][i]);
        end_group(writer, ']');
    }

    end_group(writer, ']');
    put_truth(writer, "last_row_is_total", table->last_row_is_total);
}

static void put_categories(struct writer *writer, const cor_node_chart *chart) {
    begin_group(writer, "categories", '[');
    for (int32_t i = 0; i < chart->category_count; i++) {
        begin_group(writer, NULL, '{');
        put_string(writer, "key", chart->category_keys[i]);
        put_json_words(writer, "label", chart->categories[i]);
        if (chart->category_at) put_json_number(writer, "at_year", chart->category_at[i]);
        end_group(writer, '}');
    }
    end_group(writer, ']');
}

static void put_hue(struct writer *writer, cor_hue hue) {
    static const char *const word[] = { [COR_HUE_INK] = "ink",
                                        [COR_HUE_ORIGIN] = "origin",
                                        [COR_HUE_DESTINATION] = "destination",
                                        [COR_HUE_QUIET] = "quiet" };
    put_word(writer, "hue", word[hue]);
}

static void put_series(struct writer *writer, const cor_chart_series *series, int32_t count) {
    begin_line(writer, '{');
    put_string(writer, "key", series->key);
    put_json_words(writer, "label", series->label);
    put_hue(writer, series->hue);
    begin_group(writer, "values", '[');
    for (int32_t i = 0; i < count; i++)
        put_json_value(writer, NULL, &series->values[i]);
    end_group(writer, ']');
    end_group(writer, '}');
}

static void put_chart(struct writer *writer, const cor_node *node) {
    static const char *const kind[] = {
        [COR_CHART_LINE] = "line",   [COR_CHART_AREA] = "area",   [COR_CHART_BARS] = "bars",
        [COR_CHART_PAIRS] = "pairs", [COR_CHART_RANGE] = "range", [COR_CHART_SPLIT] = "split",
        [COR_CHART_CHORD] = "chord"
    };
    const cor_node_chart *chart = &node->chart;
    put_word(writer, "chart", kind[chart->kind]);
    put_string(writer, "unit", chart->unit ? chart->unit->key : (cor_str){ 0 });
    put_categories(writer, chart);

    begin_group(writer, "series", '[');
    for (int32_t i = 0; i < chart->series_count; i++)
        put_series(writer, &chart->series[i], chart->category_count);
    end_group(writer, ']');

    if (!isfinite(chart->mark)) return;
    put_json_number(writer, "mark", chart->mark);
    put_json_words(writer, "mark_label", chart->mark_label);
}

static void put_map_line(struct writer *writer, const cor_map_line *line) {
    begin_line(writer, '{');
    put_place(writer, "origin", line->origin);
    put_place(writer, "destination", line->destination);
    put_optional(writer, "value", &line->value);
    put_truth(writer, "quiet", line->quiet);
    put_href(writer, line->href);
    end_group(writer, '}');
}

static void put_point(struct writer *writer, const cor_map_point *point) {
    begin_line(writer, '{');
    put_place(writer, "place", point->place);
    put_json_number(writer, "latitude", point->place.id ? NAN : point->latitude);
    put_json_number(writer, "longitude", point->place.id ? NAN : point->longitude);
    put_json_words(writer, "label", point->label);
    put_hue(writer, point->hue);
    put_optional(writer, "value", &point->value);
    put_href(writer, point->href);
    end_group(writer, '}');
}

static void put_json_map(struct writer *writer, const cor_node *node) {
    static const char *const view[] = {
        [COR_VIEW_REGION] = "region", [COR_VIEW_WORLD] = "world", [COR_VIEW_PAIR] = "pair"
    };
    const cor_node_map *map = &node->map;
    put_word(writer, "view", view[map->view]);

    begin_group(writer, "lines", '[');
    for (int32_t i = 0; i < map->line_count; i++)
        put_map_line(writer, &map->lines[i]);
    end_group(writer, ']');

    begin_group(writer, "points", '[');
    for (int32_t i = 0; i < map->point_count; i++)
        put_point(writer, &map->points[i]);
    end_group(writer, ']');
}

static void put_passage(struct writer *writer, const cor_passage *passage) {
    begin_group(writer, NULL, '{');
    put_word(writer, "lang", cor_lang_code(passage->lang));
    put_string(writer, "text", passage->text);
    begin_group(writer, "marks", '[');
    for (int32_t i = 0; i < passage->mark_count; i++) {
        begin_group(writer, NULL, '[');
        put_integer(writer, NULL, (int64_t)passage->marks[i].start);
        put_integer(writer, NULL, (int64_t)passage->marks[i].length);
        end_group(writer, ']');
    }

    end_group(writer, ']');
    end_group(writer, '}');
}

static void put_passages(struct writer *writer, const cor_list_item *item) {
    if (!item->passage_count) return;
    begin_group(writer, "passages", '[');
    for (int32_t i = 0; i < item->passage_count; i++)
        put_passage(writer, &item->passages[i]);
    end_group(writer, ']');
}

/* The number over time, with the gaps. */
static void put_trail(struct writer *writer, const cor_list_item *item) {
    if (!item->trail_count) return;
    begin_group(writer, "trail", '[');
    for (int32_t i = 0; i < item->trail_count; i++)
        put_json_value(writer, NULL, &item->trail[i]);
    end_group(writer, ']');
}

static void put_item(struct writer *writer, const cor_list_item *item) {
    begin_line(writer, '{');
    put_json_words(writer, "text", item->text);
    put_json_words(writer, "quiet", item->quiet);
    if (!cor_text_is_empty(item->when)) put_json_words(writer, "when", item->when);
    if (!cor_text_is_empty(item->state)) put_json_words(writer, "state", item->state);
    if (item->is_current) put_truth(writer, "is_current", true);
    put_optional(writer, "value", &item->value);
    put_optional(writer, "share", &item->share);
    put_trail(writer, item);
    if (item->cited.names_source) put_json_sources(writer, &item->cited);
    put_passages(writer, item);
    put_href(writer, item->href);
    end_group(writer, '}');
}

static void put_list(struct writer *writer, const cor_node *node) {
    put_truth(writer, "ordered", node->list.ordered);
    begin_group(writer, "items", '[');
    for (int32_t i = 0; i < node->list.item_count; i++)
        put_item(writer, &node->list.items[i]);
    end_group(writer, ']');
}

/* The data that would fill an absence, as items of a list. */
static void put_json_absence(struct writer *writer, const cor_node *node) {
    put_json_words(writer, "why", node->text);
    begin_group(writer, "fillers", '[');
    for (int32_t i = 0; i < node->absence.filler_count; i++)
        put_item(writer, &(cor_list_item){ .text = node->absence.fillers[i] });
    end_group(writer, ']');
}

static void put_choices(struct writer *writer, const cor_field *field) {
    begin_group(writer, "choices", '[');
    for (int32_t i = 0; i < field->choice_count; i++) {
        begin_group(writer, NULL, '{');
        put_string(writer, "value", field->choices[i].value);
        put_json_words(writer, "label", field->choices[i].label);
        end_group(writer, '}');
    }
    end_group(writer, ']');
}

static void put_json_field(struct writer *writer, const cor_field *field) {
    static const char *const kind[] = {
        [COR_FIELD_TEXT] = "text",           [COR_FIELD_SEARCH] = "search",
        [COR_FIELD_CHOICE] = "choice",       [COR_FIELD_HIDDEN] = "hidden",
        [COR_FIELD_FILE] = "file",           [COR_FIELD_NUMBER] = "number",
        [COR_FIELD_PASSWORD] = "password",   [COR_FIELD_CODE] = "code",
        [COR_FIELD_AREA] = "text",           [COR_FIELD_CHECKS] = "choices",
        [COR_FIELD_DATE] = "date",           [COR_FIELD_ADDRESS] = "address",
        [COR_FIELD_BUTTON] = "button",       [COR_FIELD_GROUP] = "group",
        [COR_FIELD_GROUP_END] = "group_end",
    };
    cor_str group = cor_str_of(cor_field_group_word(field->group));
    begin_line(writer, '{');
    put_word(writer, "kind", kind[field->kind]);
    put_string(writer, "name", field->name);
    put_json_words(writer, "label", field->label);
    put_json_words(writer, "hint", field->hint);
    put_string(writer, "value", group.length ? group : field->value);
    put_truth(writer, "required", field->required);
    if (!cor_text_is_empty(field->problem)) put_json_words(writer, "problem", field->problem);
    put_choices(writer, field);
    end_group(writer, '}');
}

static void put_form(struct writer *writer, const cor_node *node) {
    const cor_node_form *form = &node->form;
    put_string(writer, "action", form->action);
    put_word(writer, "method", form->post ? "post" : "get");
    begin_group(writer, "fields", '[');
    for (int32_t i = 0; i < form->field_count; i++)
        put_json_field(writer, &form->fields[i]);
    end_group(writer, ']');
}

static void put_json_link(struct writer *writer, const cor_node *node) {
    put_json_words(writer, "text", node->text);
    put_href(writer, node->link.href);
}

static void put_json_code(struct writer *writer, const cor_node *node) {
    put_json_words(writer, "text", node->text);
    put_string(writer, "says", node->code.says);
}

static void put_nodes(struct writer *writer, const char *key, const cor_node *first);

static void put_json_section(struct writer *writer, const cor_node *node) {
    put_nodes(writer, "nodes", node->section.first);
}

static void (*const writers[COR_NODE_COUNT])(struct writer *writer, const cor_node *node) = {
    [COR_NODE_SECTION] = put_json_section,
    [COR_NODE_PARAGRAPH] = put_json_sentence,
    [COR_NODE_FIGURE] = put_json_figure,
    [COR_NODE_TABLE] = put_table,
    [COR_NODE_CHART] = put_chart,
    [COR_NODE_MAP] = put_json_map,
    [COR_NODE_LIST] = put_list,
    [COR_NODE_FORM] = put_form,
    [COR_NODE_NOTE] = put_json_sentence,
    [COR_NODE_LINK] = put_json_link,
    [COR_NODE_ABSENCE] = put_json_absence,
    [COR_NODE_CODE] = put_json_code,
};

static void put_node(struct writer *writer, const cor_node *node) {
    bool is_drawn = node->kind == COR_NODE_CHART || node->kind == COR_NODE_MAP;
    begin_line(writer, '{');
    put_word(writer, "kind", cor_node_kind_word(node->kind));
    put_string(writer, "id", node->id);
    if (node->role) put_word(writer, "role", cor_node_role_word(node->role));
    if (!cor_text_is_empty(node->title)) put_json_words(writer, "title", node->title);
    if (is_drawn) put_json_words(writer, "summary", node->text);
    if (!cor_text_is_empty(node->about)) put_json_words(writer, "about", node->about);
    writers[node->kind](writer, node);
    end_group(writer, '}');
}

static void put_nodes(struct writer *writer, const char *key, const cor_node *first) {
    begin_group(writer, key, '[');
    for (const cor_node *node = first; node; node = node->next)
        put_node(writer, node);
    end_group(writer, ']');
}

/* ---- document ------------------------------------------------------------ */

static void put_json_source(struct writer *writer, int32_t index) {
    const cor_document_source *entry = &writer->document->sources[index];
    const cor_source *source = &entry->source;
    cor_lang lang = cor_lang_words(writer->options->lang);

    begin_line(writer, '{');
    put_integer(writer, "number", index + 1);
    put_string(writer, "key", source->key);
    put_string(writer, "producer", source->producer);
    put_string(writer, "title", source->title[lang]);
    put_string(writer, "edition", source->edition);
    put_string(writer, "published", source->published);
    put_string(writer, "accessed", source->accessed);
    put_string(writer, "licence", source->licence);
    put_string(writer, "citation", source->citation);
    put_string(writer, "url", source->url);
    put_string(writer, "note", source->note[lang]);
    put_string(writer, "file", entry->dataset_file);
    put_integer(writer, "uses", entry->use_count);
    end_group(writer, '}');
}

static void put_json_document(struct writer *writer) {
    const cor_document *document = writer->document;
    begin_group(writer, NULL, '{');
    put_string(writer, "kind", document->kind);
    put_string(writer, "path", document->path);
    put_word(writer, "lang", cor_lang_code(writer->options->lang));
    put_json_words(writer, "title", document->title);
    put_json_words(writer, "lead", document->lead);
    put_place(writer, "origin", document->origin);
    put_place(writer, "destination", document->destination);
    put_moment(writer, "as_known", document->as_known_s);
    begin_group(writer, "sources", '[');
    for (int32_t i = 0; i < document->source_count; i++)
        put_json_source(writer, i);

    end_group(writer, ']');
    put_nodes(writer, "blocks", document->root->section.first);
    end_group(writer, '}');
    cor_put_char(writer->out, '\n');
}

cor_code cor_render_json(const cor_document *document, const cor_render_options *options,
                         cor_arena scratch, cor_out *out, cor_error *err) {
    struct writer writer = {
        .document = document, .options = options, .scratch = scratch, .out = out
    };
    put_json_document(&writer);
    return writer.full ? cor_fail_memory(err) : cor_render_finish(out, err);
}
