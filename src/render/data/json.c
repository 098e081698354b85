/* SPDX-License-Identifier: Apache-2.0 */
/* json.c: the document as data, written as it is walked. The shape is described in docs/guide
 * and stable: keys are never renamed or removed, only added. Absent things are null; texts are
 * in the language asked for; numbers read back to the same double. */
#include <math.h>
#include <time.h>

#include "core/say.h"
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

static void next(struct writer *writer) {
    if (writer->filled[writer->depth]) cor_put_char(writer->out, ',');
    writer->filled[writer->depth] = true;
}

static void name(struct writer *writer, const char *key) {
    next(writer);
    if (!key) return;
    cor_put_char(writer->out, '"');
    cor_put_c(writer->out, key);
    cor_put(writer->out, COR_STR("\":"));
}

/* `key` NULL inside an array. Big things start on their own line, so that two versions can be
 * compared. */
static void begin(struct writer *writer, const char *key, char bracket) {
    name(writer, key);
    cor_put_char(writer->out, bracket);
    writer->filled[++writer->depth] = false;
}

static void begin_line(struct writer *writer, char bracket) {
    next(writer);
    cor_put_char(writer->out, '\n');
    cor_put_char(writer->out, bracket);
    writer->filled[++writer->depth] = false;
}

static void end(struct writer *writer, char bracket) {
    writer->depth--;
    cor_put_char(writer->out, bracket);
}

/* ---- leaves -------------------------------------------------------------- */

static void null_value(struct writer *writer, const char *key) {
    name(writer, key);
    cor_put(writer->out, COR_STR("null"));
}

static void string(struct writer *writer, const char *key, cor_str text) {
    if (!text.length) {
        null_value(writer, key);
        return;
    }
    name(writer, key);
    cor_put_json(writer->out, text);
}

static void words(struct writer *writer, const char *key, cor_text text) {
    if (cor_text_is_empty(text)) {
        null_value(writer, key);
        return;
    }
    cor_arena scratch = writer->scratch;
    cor_str said = cor_text_in(text, writer->options->lang, &scratch);
    writer->full = writer->full || !said.at;
    string(writer, key, said);
}

static void number(struct writer *writer, const char *key, double value) {
    if (!isfinite(value)) {
        null_value(writer, key);
        return;
    }
    name(writer, key);
    cor_put_number(writer->out, value);
}

static void integer(struct writer *writer, const char *key, int64_t value) {
    name(writer, key);
    cor_put_int(writer->out, value);
}

static void truth(struct writer *writer, const char *key, bool value) {
    name(writer, key);
    cor_put_c(writer->out, value ? "true" : "false");
}

static void link(struct writer *writer, cor_str href) {
    if (!href.length) return;
    cor_arena scratch = writer->scratch;
    cor_str whole = cor_render_link(writer->options, href, &scratch);
    writer->full = writer->full || !whole.at;
    string(writer, "href", whole);
}

static void place(struct writer *writer, const char *key, cor_country country) {
    if (!country.id) {
        null_value(writer, key);
        return;
    }
    begin(writer, key, '{');
    string(writer, "code", cor_country_code(country));
    string(writer, "name", cor_country_name(country, writer->options->lang));
    end(writer, '}');
}

static void moment(struct writer *writer, const char *key, int64_t unix_s) {
    struct tm parts;
    time_t at = (time_t)unix_s;
    char label[40];
    if (!unix_s || !gmtime_r(&at, &parts)) {
        null_value(writer, key);
        return;
    }
    size_t length = strftime(label, sizeof label, "%Y-%m-%dT%H:%M:%SZ", &parts);
    string(writer, key, (cor_str){ label, length });
}

/* ---- values -------------------------------------------------------------- */

static cor_str source_key(const struct writer *writer, int32_t source) {
    return writer->document->sources[source].source.key;
}

static void put_sources(struct writer *writer, const cor_value *value) {
    int32_t sources[3];
    int32_t count = cor_value_sources(value, sources);
    string(writer, "source", count ? source_key(writer, sources[0]) : (cor_str){ 0 });
    if (count < 2) return;
    begin(writer, "source_more", '[');
    for (int32_t i = 1; i < count; i++)
        string(writer, NULL, source_key(writer, sources[i]));
    end(writer, ']');
}

static void put_value(struct writer *writer, const char *key, const cor_value *value) {
    bool known = value->present || value->figure_id || value->status != COR_OBSERVED;
    bool timed = value->period.start.days != value->period.end.days;
    char period[32] = "";

    if (timed) cor_interval_label(value->period, period);
    begin(writer, key, '{');
    number(writer, "value", value->present ? value->value : NAN);
    string(writer, "unit", value->unit ? value->unit->key : (cor_str){ 0 });
    string(writer, "status", known ? cor_str_of(cor_status_key(value->status)) : (cor_str){ 0 });
    string(writer, "period", cor_str_of(period));
    if (value->figure_id)
        integer(writer, "figure_id", value->figure_id);

    else
        null_value(writer, "figure_id");
    put_sources(writer, value);
    words(writer, "derivation", value->derivation);
    end(writer, '}');
}

static void put_optional(struct writer *writer, const char *key, const cor_value *value) {
    if (value->present) put_value(writer, key, value);
}

/* ---- nodes --------------------------------------------------------------- */

static void put_cited(struct writer *writer, const cor_node *node) {
    words(writer, "text", node->text);
    begin(writer, "cited", '[');
    for (int32_t i = 0; i < node->cited_count; i++)
        put_value(writer, NULL, &node->cited[i]);
    end(writer, ']');
}

static void put_columns(struct writer *writer, const cor_node *node) {
    static const char *const kind[] = { [COR_CELL_LABEL] = "label",
                                        [COR_CELL_VALUE] = "value",
                                        [COR_CELL_WORDS] = "words",
                                        [COR_CELL_STATUS] = "status" };
    begin(writer, "columns", '[');

    for (int32_t i = 0; i < node->table.column_count; i++) {
        begin(writer, NULL, '{');
        string(writer, "key", node->table.columns[i].key);
        string(writer, "kind", cor_str_of(kind[node->table.columns[i].kind]));
        words(writer, "label", node->table.columns[i].label);
        words(writer, "unit", node->table.columns[i].unit);
        end(writer, '}');
    }

    end(writer, ']');
}

static void put_cell(struct writer *writer, cor_column_kind kind, const cor_table_cell *cell) {
    if (kind == COR_CELL_VALUE) {
        put_value(writer, NULL, &cell->value);
        return;
    }

    begin(writer, NULL, '{');
    if (cor_text_is_empty(cell->text) && kind == COR_CELL_STATUS)
        words(writer, "text", cor_value_status(&cell->value));

    else
        words(writer, "text", cell->text);
    if (cell->code.length) string(writer, "code", cell->code);
    if (cell->value.names_source) put_sources(writer, &cell->value);
    link(writer, cell->href);
    end(writer, '}');
}

static void put_table(struct writer *writer, const cor_node *node) {
    put_columns(writer, node);
    begin(writer, "rows", '[');
    for (int32_t row = 0; row < node->table.row_count; row++) {
        begin_line(writer, '[');
        for (int32_t i = 0; i < node->table.column_count; i++)
            put_cell(writer, node->table.columns[i].kind, &node->table.rows[row][i]);
        end(writer, ']');
    }

    end(writer, ']');
    truth(writer, "last_row_is_total", node->table.last_row_is_total);
}

static void put_categories(struct writer *writer, const cor_node *node) {
    begin(writer, "categories", '[');
    for (int32_t i = 0; i < node->chart.category_count; i++) {
        begin(writer, NULL, '{');
        string(writer, "key", node->chart.category_keys[i]);
        words(writer, "label", node->chart.categories[i]);
        if (node->chart.category_at) number(writer, "at_year", node->chart.category_at[i]);
        end(writer, '}');
    }
    end(writer, ']');
}

static const char *hue_word(cor_hue hue) {
    static const char *const word[] = { [COR_HUE_INK] = "ink",
                                        [COR_HUE_ORIGIN] = "origin",
                                        [COR_HUE_DESTINATION] = "destination",
                                        [COR_HUE_QUIET] = "quiet" };
    return word[hue];
}

static void put_chart(struct writer *writer, const cor_node *node) {
    static const char *const kind[] = {
        [COR_CHART_LINE] = "line",   [COR_CHART_AREA] = "area",   [COR_CHART_BARS] = "bars",
        [COR_CHART_PAIRS] = "pairs", [COR_CHART_RANGE] = "range", [COR_CHART_SPLIT] = "split",
        [COR_CHART_CHORD] = "chord"
    };
    string(writer, "chart", cor_str_of(kind[node->chart.kind]));
    string(writer, "unit", node->chart.unit ? node->chart.unit->key : (cor_str){ 0 });
    put_categories(writer, node);
    begin(writer, "series", '[');

    for (int32_t i = 0; i < node->chart.series_count; i++) {
        const cor_chart_series *series = &node->chart.series[i];
        begin_line(writer, '{');
        string(writer, "key", series->key);
        words(writer, "label", series->label);
        string(writer, "hue", cor_str_of(hue_word(series->hue)));
        begin(writer, "values", '[');
        for (int32_t k = 0; k < node->chart.category_count; k++)
            put_value(writer, NULL, &series->values[k]);
        end(writer, ']');
        end(writer, '}');
    }

    end(writer, ']');
    if (!isfinite(node->chart.mark)) return;
    number(writer, "mark", node->chart.mark);
    words(writer, "mark_label", node->chart.mark_label);
}

static void put_map(struct writer *writer, const cor_node *node) {
    static const char *const view[] = {
        [COR_VIEW_REGION] = "region", [COR_VIEW_WORLD] = "world", [COR_VIEW_PAIR] = "pair"
    };
    string(writer, "view", cor_str_of(view[node->map.view]));
    begin(writer, "lines", '[');

    for (int32_t i = 0; i < node->map.line_count; i++) {
        begin_line(writer, '{');
        place(writer, "origin", node->map.lines[i].origin);
        place(writer, "destination", node->map.lines[i].destination);
        put_optional(writer, "value", &node->map.lines[i].value);
        truth(writer, "quiet", node->map.lines[i].quiet);
        link(writer, node->map.lines[i].href);
        end(writer, '}');
    }

    end(writer, ']');
    begin(writer, "points", '[');
    for (int32_t i = 0; i < node->map.point_count; i++) {
        const cor_map_point *point = &node->map.points[i];
        begin_line(writer, '{');
        place(writer, "place", point->place);
        number(writer, "latitude", point->place.id ? NAN : point->latitude);
        number(writer, "longitude", point->place.id ? NAN : point->longitude);
        words(writer, "label", point->label);
        string(writer, "hue", cor_str_of(hue_word(point->hue)));
        put_optional(writer, "value", &point->value);
        link(writer, point->href);
        end(writer, '}');
    }

    end(writer, ']');
}

static void put_passages(struct writer *writer, const cor_list_item *item) {
    if (!item->passage_count) return;
    begin(writer, "passages", '[');
    for (int32_t i = 0; i < item->passage_count; i++) {
        const cor_passage *passage = &item->passages[i];
        begin(writer, NULL, '{');
        string(writer, "lang", cor_str_of(cor_lang_code(passage->lang)));
        string(writer, "text", passage->text);
        begin(writer, "marks", '[');
        for (int32_t k = 0; k < passage->mark_count; k++) {
            begin(writer, NULL, '[');
            integer(writer, NULL, (int64_t)passage->marks[k].start);
            integer(writer, NULL, (int64_t)passage->marks[k].length);
            end(writer, ']');
        }
        end(writer, ']');
        end(writer, '}');
    }

    end(writer, ']');
}

static void put_items(struct writer *writer, const cor_node *node) {
    begin(writer, "items", '[');
    for (int32_t i = 0; i < node->list.item_count; i++) {
        const cor_list_item *item = &node->list.items[i];
        begin_line(writer, '{');
        words(writer, "text", item->text);
        words(writer, "quiet", item->quiet);
        if (!cor_text_is_empty(item->when)) words(writer, "when", item->when);
        if (!cor_text_is_empty(item->state)) words(writer, "state", item->state);
        if (item->is_current) truth(writer, "is_current", true);
        put_optional(writer, "value", &item->value);
        put_optional(writer, "share", &item->share);
        if (item->cited.names_source) put_sources(writer, &item->cited);
        put_passages(writer, item);
        link(writer, item->href);
        end(writer, '}');
    }

    end(writer, ']');
}

static void put_fillers(struct writer *writer, const cor_node_absence *absence) {
    begin(writer, "fillers", '[');
    for (int32_t i = 0; i < absence->filler_count; i++) {
        begin_line(writer, '{');
        words(writer, "text", absence->fillers[i]);
        null_value(writer, "quiet");
        end(writer, '}');
    }
    end(writer, ']');
}

static void put_field(struct writer *writer, const cor_field *field) {
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
    begin_line(writer, '{');
    string(writer, "kind", cor_str_of(kind[field->kind]));
    string(writer, "name", field->name);
    words(writer, "label", field->label);
    words(writer, "hint", field->hint);
    string(writer, "value",
           field->group ? cor_str_of(cor_field_group_word(field->group)) : field->value);
    truth(writer, "required", field->required);
    if (!cor_text_is_empty(field->problem)) words(writer, "problem", field->problem);
    begin(writer, "choices", '[');

    for (int32_t i = 0; i < field->choice_count; i++) {
        begin(writer, NULL, '{');
        string(writer, "value", field->choices[i].value);
        words(writer, "label", field->choices[i].label);
        end(writer, '}');
    }

    end(writer, ']');
    end(writer, '}');
}

static void put_form(struct writer *writer, const cor_node *node) {
    string(writer, "action", node->form.action);
    string(writer, "method", node->form.post ? COR_STR("post") : COR_STR("get"));
    begin(writer, "fields", '[');
    for (int32_t i = 0; i < node->form.field_count; i++)
        put_field(writer, &node->form.fields[i]);
    end(writer, ']');
}

static void put_node(struct writer *writer, const cor_node *node);

static void put_children(struct writer *writer, const cor_node *node) {
    begin(writer, "nodes", '[');
    for (const cor_node *child = node->section.first; child; child = child->next)
        put_node(writer, child);
    end(writer, ']');
}

static void put_kind(struct writer *writer, const cor_node *node) {
    switch (node->kind) {
    case COR_NODE_SECTION:
        put_children(writer, node);
        break;
    case COR_NODE_PARAGRAPH:
    case COR_NODE_NOTE:
        put_cited(writer, node);
        break;
    case COR_NODE_FIGURE:
        put_value(writer, "value", &node->figure.value);
        break;
    case COR_NODE_TABLE:
        put_table(writer, node);
        break;
    case COR_NODE_CHART:
        put_chart(writer, node);
        break;
    case COR_NODE_MAP:
        put_map(writer, node);
        break;
    case COR_NODE_LIST:
        truth(writer, "ordered", node->list.ordered);
        put_items(writer, node);
        break;
    case COR_NODE_FORM:
        put_form(writer, node);
        break;
    case COR_NODE_LINK:
        words(writer, "text", node->text);
        link(writer, node->link.href);
        break;
    case COR_NODE_ABSENCE:
        words(writer, "why", node->text);
        put_fillers(writer, &node->absence);
        break;
    case COR_NODE_CODE:
        words(writer, "text", node->text);
        string(writer, "says", node->code.says);
        break;
    case COR_NODE_COUNT:
        break;
    }
}

static void put_node(struct writer *writer, const cor_node *node) {
    begin_line(writer, '{');
    string(writer, "kind", cor_str_of(cor_node_kind_word(node->kind)));
    string(writer, "id", node->id);
    if (node->role) string(writer, "role", cor_str_of(cor_node_role_word(node->role)));
    if (!cor_text_is_empty(node->title)) words(writer, "title", node->title);
    bool drawn = node->kind == COR_NODE_CHART || node->kind == COR_NODE_MAP;
    if (drawn) words(writer, "summary", node->text);
    if (!cor_text_is_empty(node->about)) words(writer, "about", node->about);
    put_kind(writer, node);
    end(writer, '}');
}

/* ---- document ------------------------------------------------------------ */

static void put_source(struct writer *writer, int32_t index) {
    const cor_document_source *entry = &writer->document->sources[index];
    const cor_source *source = &entry->source;
    cor_lang lang = writer->options->lang;

    begin_line(writer, '{');
    integer(writer, "number", index + 1);
    string(writer, "key", source->key);
    string(writer, "producer", source->producer);
    string(writer, "title", source->title[lang]);
    string(writer, "edition", source->edition);
    string(writer, "published", source->published);
    string(writer, "accessed", source->accessed);
    string(writer, "licence", source->licence);
    string(writer, "citation", source->citation);
    string(writer, "url", source->url);
    string(writer, "note", source->note[lang]);
    string(writer, "file", entry->dataset_file);
    integer(writer, "uses", entry->use_count);
    end(writer, '}');
}

static void put_document(struct writer *writer) {
    const cor_document *document = writer->document;
    begin(writer, NULL, '{');
    string(writer, "kind", document->kind);
    string(writer, "path", document->path);
    string(writer, "lang", cor_str_of(cor_lang_code(writer->options->lang)));
    words(writer, "title", document->title);
    words(writer, "lead", document->lead);
    place(writer, "origin", document->origin);
    place(writer, "destination", document->destination);
    moment(writer, "as_known", document->as_known_s);
    begin(writer, "sources", '[');
    for (int32_t i = 0; i < document->source_count; i++)
        put_source(writer, i);

    end(writer, ']');
    begin(writer, "blocks", '[');
    for (const cor_node *node = document->root->section.first; node; node = node->next)
        put_node(writer, node);

    end(writer, ']');
    end(writer, '}');
    cor_put_char(writer->out, '\n');
}

cor_code cor_render_json(const cor_document *document, const cor_render_options *options,
                         cor_arena scratch, cor_out *out, cor_error *err) {
    struct writer writer = {
        .document = document, .options = options, .scratch = scratch, .out = out
    };
    put_document(&writer);
    return writer.full ? cor_fail_memory(err) : cor_render_finish(out, err);
}
