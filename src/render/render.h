/* SPDX-License-Identifier: Apache-2.0 */
/* render.h: what the renderers share. */
#ifndef CORREDOR_RENDER_RENDER_H
#define CORREDOR_RENDER_RENDER_H

#include "corredor/render.h"

#define COR_RENDER_ARGS                                                                            \
    const cor_document *document, const cor_render_options *options, cor_arena scratch,            \
        cor_out *out, cor_error *err

/* The one table of formats: name, ending of its files, media type, whether it is binary (not for a
 * terminal), renderer. To add one, write its renderer in a room of its own and its row here. */
// clang-format off
#define COR_FORMATS(X)                                                                             \
    X("text", ".txt",  "text/plain; charset=utf-8",               false, cor_render_text)          \
    X("json", ".json", "application/json",                        false, cor_render_json)          \
    X("csv",  ".csv",  "text/csv; charset=utf-8; header=present", false, cor_render_csv)           \
    X("html", ".html", "text/html; charset=utf-8",                false, cor_render_html)          \
    X("xlsx", ".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",        \
                                                                  true,  cor_render_xlsx)          \
    X("pdf",  ".pdf",  "application/pdf",                         true,  cor_render_pdf)
// clang-format on
#define COR_FORMAT_DECLARE(name, ending, media_type, is_binary, render)                            \
    cor_code render(COR_RENDER_ARGS);
COR_FORMATS(COR_FORMAT_DECLARE)

/* A row of the table, for renderers that lead to files of other formats. */
typedef struct {
    cor_str name, ending, media_type;
} cor_format;
/* NULL when there is none of this name. */
const cor_format *cor_format_find(cor_str name);

/* COR_OK, or why `out` took no more: COR_E_MEMORY, COR_E_FULL, COR_E_OUTPUT. */
cor_code cor_render_finish(const cor_out *out, cor_error *err);
/* A link that works in a file away from the site: base_url is put before paths of the site;
 * other addresses stay. */
cor_str cor_render_link(const cor_render_options *options, cor_str href, cor_arena *keep);
/* One entry of the list of sources in a sentence: producer, title, date, remark. Edition, licence
 * and file stand on the pages of data. Empty with at == NULL when it does not fit. */
cor_str cor_render_source(const cor_document_source *source, cor_lang lang, cor_arena *keep);

/* What data formats write beside a number: the key of its status, or nothing where it has none to
 * tell; its period, or "". */
cor_str cor_render_status(const cor_value *value);
const char *cor_render_period(const cor_value *value, char room[32]);

/* The next node to show. Consecutive figures are shown together: after the first of them comes
 * the node behind the last. */
static inline const cor_node *cor_node_after(const cor_node *node) {
    bool is_figure = node->kind == COR_NODE_FIGURE;
    do
        node = node->next;
    while (is_figure && node && node->kind == COR_NODE_FIGURE);
    return node;
}

/* Whether the node only links to other views of the same page; only a screen shows it. */
static inline bool cor_only_leads_on(const cor_node *node) {
    return node->role == COR_ROLE_CHOICES;
}

/* Whether a passage repeats the item's name in the reader's language; it is then shown once. */
bool cor_passage_repeats(const cor_list_item *item, int32_t passage, cor_lang lang,
                         cor_arena scratch);
/* The text of an item with its time before it; its quiet line with its state before it. */
cor_text cor_item_text(const cor_list_item *item, cor_arena *keep);
cor_text cor_item_quiet(const cor_list_item *item, cor_arena *keep);

/* The reference line of a chart, as a value. */
static inline cor_value cor_chart_mark(const cor_node_chart *chart) {
    return (cor_value){
        .present = true, .value = chart->mark, .unit = chart->unit, .decimals = -1, .source = -1
    };
}

bool cor_same_sources(const cor_value *a, const cor_value *b);
/* What all present values of a range have in common, so that it is said once and not in every
 * cell. */
typedef struct {
    bool any;          // there is a present value
    bool same_sources; // in the same order
    bool same_status;
    const cor_value *first;
} cor_common;
void cor_common_add(cor_common *common, const cor_value *value);
/* Of all values of a node, of one column of a table, of one series of a chart. */
cor_common cor_common_node(const cor_node *node);
cor_common cor_common_column(const cor_node_table *table, int32_t column);
cor_common cor_common_series(const cor_node_chart *chart, int32_t series);

/* Counted values are drawn solid and filled, estimates broken and hollow, projections dotted. */
static inline bool cor_is_counted(const cor_value *value) {
    return value->status == COR_OBSERVED || value->status == COR_PROVISIONAL;
}

/* " [1][2]" for the sources of the values, each once, in rising order; empty when there are
 * none. */
cor_str cor_source_marks(const cor_value *values, int32_t count, cor_arena *keep);

#endif
