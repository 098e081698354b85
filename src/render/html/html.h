/* SPDX-License-Identifier: Apache-2.0 */
/* html.h: what the files that write pages share: the page being written and the pieces every
 * node uses.
 *
 * The page is HTML5 written so that an XML parser reads it too: every element closed, every
 * attribute quoted. No style attributes and no scripts inside, so that the strictest content
 * policy holds. */
#ifndef CORREDOR_RENDER_HTML_HTML_H
#define CORREDOR_RENDER_HTML_HTML_H

#include "core/core.h"
#include "render/render.h"

typedef struct {
    const cor_document *document;
    const cor_render_options *options;
    cor_lang lang;
    cor_out *out;
    cor_out escaped;         // the same, for text
    cor_arena scratch;       // copy it, use the copy
    int32_t *mark_counts;    // [source_count] marks that a note can lead back to
    uint32_t *status_sets;   // [source_count] bits of the statuses its values have
    int32_t anonymous_count; // nodes without an id that needed one
    int32_t heading;         // level of the next heading
    int32_t block_status;    // cor_obs_status said beside the title of the block; -1: none
    bool is_full;            // scratch ran out: what is written is not complete
} html_page;

/* ---- writing: html_put.c ------------------------------------------------- */

static inline void html_put(html_page *page, const char *markup) {
    cor_put_c(page->out, markup);
}
void html_text(html_page *page, cor_text text);
void html_str(html_page *page, cor_str text);
/* A text between two pieces of markup. */
void html_words(html_page *page, const char *before, cor_text text, const char *after);
/* ` name="value"` */
void html_attribute(html_page *page, const char *name, cor_str value);
/* A sentence of ours. */
void html_say(html_page *page, const char *id);
void html_int(html_page *page, int64_t value);
/* False for a path of ours that leads nowhere from a file that travels without a base address,
 * and for addresses no reader would expect to follow. */
bool html_leads_somewhere(const html_page *page, cor_str href);
/* ` href="..."`: paths of ours with the language and the base address; other addresses as they
 * are. */
/* Where the reader is: what was asked for, else the document's own address. */
cor_str html_address(const html_page *page);
void html_href(html_page *page, cor_str href);
void html_href_in(html_page *page, cor_str href, cor_lang lang);
/* `<a href>`, to be closed by the caller, when it leads somewhere; else nothing and false. */
bool html_link_begin(html_page *page, cor_str href, const char *class_name);
/* The id of a node, or one made up for it. Lives in the page's scratch. */
cor_str html_id(html_page *page, const cor_node *node);
/* `<h2>`, `<h3>`… of the level the page is at. `id` may be empty; nothing when the title is
 * empty. */
void html_heading(html_page *page, cor_text title, cor_str id, const char *id_suffix);
/* The value as people read it, or "no data". */
void html_value(html_page *page, const cor_value *value, bool with_unit);
/* The same without markup, for SVG text. */
void html_value_plain(html_page *page, const cor_value *value, bool with_unit);

/* ---- sources and statuses: html_sources.c -------------------------------- */

void html_status(html_page *page, const cor_value *value);
/* The same, unless it is the one said beside the title of the block. */
void html_other_status(html_page *page, const cor_value *value);
/* The status of most present values of a section, if it has any; -1 without. */
int32_t html_common_status(const cor_node *section);
/* Whether the page begins with a first screen, where the signs are explained. */
bool html_has_first_screen(const html_page *page);
/* What the signs mean, where they are first met. */
void html_signs(html_page *page);
/* The mark of one source. */
void html_put_mark(html_page *page, int32_t source);
/* Marks of the sources of the values, each once. */
void html_marks(html_page *page, const cor_value *values, int32_t count);
/* What a figure, chart, map or table rests on: statuses, what is said about it, how values were
 * computed, sources. */
typedef struct {
    html_page *page;
    uint32_t statuses;
    int32_t *sources; // distinct, in order
    int32_t source_count;
    cor_text derivations[4]; // distinct
    int32_t derivation_count;
} html_basis;
/* False when the scratch is full. Lives until the node is written. */
bool html_basis_begin(html_basis *basis, html_page *page);
void html_basis_add(html_basis *basis, const cor_value *value);
typedef enum { HTML_DIV, HTML_FIGCAPTION } html_about_element;
void html_about(html_basis *basis, cor_text about, html_about_element element);
void html_source_list(html_page *page);
/* Gather the statuses of each source, for the notes. */
void html_sources_begin(html_page *page);

/* ---- tables on a phone: html_narrow.c ------------------------------------ */

typedef enum {
    HTML_ABREAST, // as everywhere
    HTML_TALL,    // the label on a line of its own, its cells abreast below it
    HTML_STACK    // a row is a list of cells, each after the head of its column
} html_narrow;
html_narrow html_narrow_table(const cor_node_table *table, cor_lang lang, cor_arena room);
html_narrow html_narrow_chart(const cor_node_chart *chart, cor_lang lang, cor_arena room);
/* What the stylesheet calls it, or NULL. */
const char *html_narrow_class(html_narrow narrow);

/* ---- tables: html_table.c ------------------------------------------------ */

/* Rows and columns of numbers, wherever they come from. Columns are counted without the row's
 * own label. */
typedef struct html_grid html_grid;
struct html_grid {
    const cor_node *node;
    cor_text caption, corner; // corner: head of the labels
    cor_str unit;             // said once in the caption; empty when heads or cells say it
    int32_t row_count, column_count;
    bool last_row_is_total, says_status; // the latter: a column of its own does
    html_narrow narrow;
    const cor_value *(*value)(const cor_node *node, int32_t row,
                              int32_t column); // NULL: no number in this column
    void (*head)(html_page *page, const cor_node *node, int32_t column);
    const cor_value *(*label)(html_page *page, const cor_node *node,
                              int32_t row); // what it marked, or NULL
    void (*cell)(html_page *page, const html_grid *grid, int32_t row,
                 int32_t column); // where value is NULL
    bool (*with_unit)(const cor_node *node, int32_t column);
};
/* Without a caption it is named by the heading ID-h. */
void html_grid_write(html_page *page, const html_grid *grid, cor_str id);
/* The table a chart or a map is drawn from, folded away. */
void html_twin(html_page *page, const html_grid *grid, cor_str id);
html_grid html_chart_grid(const cor_node *chart, cor_lang lang, cor_arena room);
html_grid html_map_grid(const cor_node *map);
void html_table(html_page *page, const cor_node *node);

/* ---- nodes: html_nodes.c and others -------------------------------------- */

void html_node(html_page *page, const cor_node *node);
void html_children(html_page *page, const cor_node *node);
/* What is in a section, laid out as its role asks. */
void html_section_body(html_page *page, const cor_node *node);
void html_list(html_page *page, const cor_node *node);
void html_form(html_page *page, const cor_node *node);
void html_facts(html_page *page, const cor_node *first, const cor_node *end);
/* Figures that follow each other form one list: the node behind the last of them, or `node`
 * itself. */
const cor_node *html_end_of_figures(const cor_node *node);

/* ---- the page: html_frame.c, html_head.c --------------------------------- */

void html_frame_begin(html_page *page);
void html_frame_end(html_page *page);
void html_crumbs(html_page *page);
/* Pages for workers: a small stylesheet of their own, no script, no menu, so that page and style
 * together stay under 8 kB on the wire. */
bool html_is_for_workers(const html_page *page);
void html_dossier_head(html_page *page);
void html_index(html_page *page);
/* Blocks of a dossier: titled sections right under the root. */
int32_t html_block_count(const cor_document *document);

/* ---- drawings: chart.c, map.c -------------------------------------------- */

void html_chart(html_page *page, const cor_node *node);
void html_map(html_page *page, const cor_node *node);

#endif
