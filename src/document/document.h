/* SPDX-License-Identifier: Apache-2.0 */
/* document.h (internal): builds documents, once, front to back, in one arena. */
#ifndef CORREDOR_DOCUMENT_DOCUMENT_H
#define CORREDOR_DOCUMENT_DOCUMENT_H

#include "core/say.h"
#include "corredor/document.h"

/* ---- builder ------------------------------------------------------------- */

typedef struct cor_doc cor_doc;
/* The builder copies everything into `keep`. Lack of memory is sticky: build on, cor_doc_end
 * reports it. NULL only when not even the builder fits; every function below accepts NULL. */
cor_doc *cor_doc_begin(cor_arena *keep, cor_str kind, cor_str path, cor_text title, cor_text lead);
COR_CHECKED
cor_code cor_doc_end(cor_doc *doc, const cor_document **ret_document, cor_error *err);
void cor_doc_places(cor_doc *doc, cor_country origin, cor_country destination);
void cor_doc_as_known(cor_doc *doc, int64_t as_known_s);
/* The arena, for texts made while building; NULL after memory ran out. */
cor_arena *cor_doc_arena(cor_doc *doc);

/* A handle of the source for values of this document. The number that readers see is assigned when
 * a value with this source is first added to a node, so numbers ascend in reading order. Sources
 * requested here are listed even if no value cites them; those of cor_doc_value only when one
 * does. */
int32_t cor_doc_source(cor_doc *doc, const cor_source *source);
/* Set the file of the newest load behind the figures used; only the first call counts. */
void cor_doc_source_file(cor_doc *doc, int32_t source, cor_str file_name);
/* A value from a stored figure; suppressed and missing ones are absent and keep status and
 * source. */
cor_value cor_doc_value(cor_doc *doc, const cor_figure *figure, const cor_source *source);
/* A value computed from others. It inherits their sources (the first three), the weakest status
 * (observed, provisional, estimated, projected, suppressed, missing) and the period of the first.
 * It is absent, with that status, when one of them is absent or `value` is not finite. */
cor_value cor_doc_computed(cor_doc *doc, double value, cor_str unit_key, cor_text derivation,
                           const cor_value *from, int32_t from_count);
/* The source of words: a mark without a number. */
cor_value cor_doc_citation(cor_doc *doc, const cor_source *source);
static inline cor_value cor_value_absent(void) {
    return (cor_value){ .source = -1, .source_more = { -1, -1 } };
}

/* Ids are made unique by "-2", "-3"; NULL gives "<section>-<kind>". */
void cor_doc_section(cor_doc *doc, const char *id, cor_text title);
void cor_doc_section_end(cor_doc *doc);
/* The same, with the role of context; `about` says what it is about. Left out when it ends with
 * nothing in it. */
void cor_doc_context(cor_doc *doc, const char *id, cor_text title, cor_text about);
/* Set the role of the node added last (or of the section just opened). */
void cor_doc_role(cor_doc *doc, cor_node_role role);
void cor_doc_paragraph(cor_doc *doc, cor_text text, const cor_value *cited, int32_t cited_count);
/* The same with an id and words before the sentence, "Trend."; both may be empty. */
void cor_doc_sentence(cor_doc *doc, const char *id, cor_text before, cor_text text,
                      const cor_value *cited, int32_t cited_count);
void cor_doc_note(cor_doc *doc, cor_text text, const cor_value *cited, int32_t cited_count);
void cor_doc_figure(cor_doc *doc, const char *id, cor_text label, cor_value value);
/* Draw the figure added last as a bar of two parts; its label names them. */
void cor_doc_split(cor_doc *doc, double first_percent);
/* Its colour: that of an origin, or of a destination. */
void cor_doc_hue(cor_doc *doc, cor_hue hue);
void cor_doc_link(cor_doc *doc, cor_text text, cor_str href);
/* reasons: data that would fill the gap; at least one. */
void cor_doc_absence(cor_doc *doc, const char *id, cor_text what, cor_text why,
                     const cor_text *fillers, int32_t filler_count);

void cor_doc_table(cor_doc *doc, const char *id, cor_text title, const cor_table_column *columns,
                   int32_t column_count, cor_text about);
/* cells: [column_count] of the table added last. */
void cor_doc_row(cor_doc *doc, const cor_table_cell *cells);
void cor_doc_row_total(cor_doc *doc, const cor_table_cell *cells);

typedef struct {
    cor_chart_kind kind;
    cor_text title, summary, about;
    const cor_unit *unit;
    const cor_text *categories;
    const cor_str *category_keys;
    const double *category_at; // may be NULL
    int32_t category_count;
    const cor_chart_series *series;
    int32_t series_count;
    double mark; // NaN for none
    cor_text mark_label;
} cor_chart_spec;
void cor_doc_chart(cor_doc *doc, const char *id, const cor_chart_spec *spec);

typedef struct {
    cor_map_view view;
    bool shows_moves;
    cor_text title, summary, about;
    const cor_map_line *lines;
    int32_t line_count;
    const cor_map_point *points;
    int32_t point_count;
} cor_map_spec;
void cor_doc_map(cor_doc *doc, const char *id, const cor_map_spec *spec);

void cor_doc_list(cor_doc *doc, const char *id, cor_text title, bool ordered);
void cor_doc_item(cor_doc *doc, const cor_list_item *item);
void cor_doc_form(cor_doc *doc, const char *id, cor_text title, cor_str action, bool post,
                  const cor_field *fields, int32_t field_count);
typedef struct {
    const char *id;
    cor_text title;
    cor_str action;
    bool post;
    const cor_field *fields;
    int32_t field_count;
    const cor_text *problems; // of the whole form; those of fields are in the fields
    int32_t problem_count;
} cor_form_spec;
void cor_doc_form_of(cor_doc *doc, const cor_form_spec *spec);
/* `says` as a QR code; `text`: the same for people who type it. */
void cor_doc_code(cor_doc *doc, const char *id, cor_text title, cor_text text, cor_str says);

/* ---- words --------------------------------------------------------------- */

/* The words used in data formats and styles: "table"; "headline", or "" for none. */
const char *cor_node_kind_word(cor_node_kind kind);
const char *cor_node_role_word(cor_node_role role);
const char *cor_item_shape_word(cor_item_shape shape);
const char *cor_field_group_word(cor_field_group group);

#endif
