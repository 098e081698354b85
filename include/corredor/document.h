/* SPDX-License-Identifier: Apache-2.0 */
/* document.h: a page as a tree of a dozen kinds of node, independent of its appearance.
 *
 * The HTML page, the JSON, the CSV, the workbook, the PDF and the terminal text of a corridor are
 * renderings of the same tree, so their numbers cannot differ. Texts are cor_text: the renderer
 * chooses the language. Every number is a cor_value with unit, status and source; a number without
 * its source is not shown.
 *
 * A document lives in the arena it was made in. It is never changed, so that any number of threads
 * may read it: start at `root`, follow `next`, and for sections `section.first`. */
#ifndef CORREDOR_DOCUMENT_H
#define CORREDOR_DOCUMENT_H

#include "vocabulary.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Of a figure that an agency published and somebody else corrected. */
typedef struct {
    cor_text says; // what was corrected, from which value, by whom, when and why
    cor_str who, why;
    int64_t at_s;         // Unix time
    double published;     // by the agency; NaN when it gave no value
    int64_t published_id; // its figure
} cor_value_correction;

/* A number, or its absence, with its source. Zeroed: absent. */
typedef struct {
    bool present;
    double value; // in `unit`
    const cor_unit *unit;
    int32_t decimals; // on screen; -1: those of the unit. Data formats have all digits
    cor_obs_status status;
    int64_t figure_id; // the stored figure; 0 when computed here
    int32_t source; // index into the document's sources; -1 for none (`derivation` then explains)
    int32_t source_more[2]; // further sources of a computed number, -1 for none
    cor_interval period;
    cor_text derivation; // how it was computed from stored figures; empty for stored ones
    bool contradicts;    // another figure of the page: shown with a dagger; a note says which
    const cor_value_correction *correction; // of it, or of a figure it is computed from; or NULL
    bool names_source; // not a number: names the source of the words beside it (cor_doc_citation)
} cor_value;

typedef enum {
    COR_NODE_SECTION,
    COR_NODE_PARAGRAPH,
    COR_NODE_FIGURE, // one number with its label
    COR_NODE_TABLE,
    COR_NODE_CHART,
    COR_NODE_MAP,
    COR_NODE_LIST,
    COR_NODE_FORM,
    COR_NODE_NOTE, // a caution: how to read the numbers above
    COR_NODE_LINK,
    COR_NODE_ABSENCE, // no data: what is missing, why, what would fill it
    COR_NODE_CODE,    // a QR code, with the same in words
    COR_NODE_COUNT
} cor_node_kind;

typedef enum { COR_CELL_LABEL, COR_CELL_VALUE, COR_CELL_WORDS, COR_CELL_STATUS } cor_column_kind;
typedef struct {
    cor_column_kind kind;
    cor_str key; // for data formats: "men", "share"
    cor_text label;
    cor_text unit; // shown in the column's header when all cells share it; may be empty
} cor_table_column;
typedef struct {
    cor_text text;   // LABEL, WORDS
    cor_value value; // VALUE
    cor_str href;    // a page of the observatory, or empty
    cor_str code;    // classification code beside a label, e.g. ISIC "A"; or empty
} cor_table_cell;

/* The subject of a chart; the renderer chooses its drawing and always adds the table. */
typedef enum {
    COR_CHART_LINE,  // values over time, one line per series
    COR_CHART_AREA,  // line with parts that add up to the first series (women and men under the
                     // total)
    COR_CHART_BARS,  // one bar per category
    COR_CHART_PAIRS, // two or more dots per category on one scale (foreign-born and native-born)
    COR_CHART_RANGE, // dots per category with the range between them (six methods)
    COR_CHART_SPLIT, // one bar divided in parts of a whole
    COR_CHART_CHORD  // moves between places on a circle: the categories are origins, the series
                     // destinations, both the same places in the same order
} cor_chart_kind;
typedef enum { COR_HUE_INK, COR_HUE_ORIGIN, COR_HUE_DESTINATION, COR_HUE_QUIET } cor_hue;
typedef struct {
    cor_str key;
    cor_text label;
    cor_hue hue;
    cor_value *values; // [category_count]; absent values are gaps
} cor_chart_series;

typedef struct {
    cor_country origin, destination;
    cor_value value;
    cor_str href;
    bool quiet; // context, drawn without colour
} cor_map_line;
typedef struct {
    cor_country place; // none: use latitude and longitude
    double latitude, longitude;
    cor_text label;
    cor_value value; // may be absent
    cor_hue hue;
    cor_str href;
} cor_map_point;
typedef enum {
    COR_VIEW_REGION,
    COR_VIEW_WORLD,
    COR_VIEW_PAIR
} cor_map_view; // PAIR: the surroundings of the places drawn

/* A text in one language, shown unchanged to every reader: a title in the other language, or a
 * passage that matches a search. */
typedef struct {
    cor_str text;
    cor_lang lang;
    const cor_mark *marks; // words that were searched for
    int32_t mark_count;
} cor_passage;

typedef enum {
    COR_SHAPE_NONE,
    COR_SHAPE_UNKNOWN,
    COR_SHAPE_ACTIVE,
    COR_SHAPE_SIGNED,
    COR_SHAPE_SUPERSEDED,
    COR_SHAPE_ENDED,
    COR_SHAPE_COUNT
} cor_item_shape;
typedef struct {
    cor_text text;
    cor_value value;        // may be absent
    cor_text quiet;         // second line, may be empty
    cor_str href;           // may be empty
    cor_value share;        // drawn as a small bar when present (percent)
    const cor_value *trail; // the number over time, drawn as a small line from zero on a scale of
                            // its own; the numbers themselves are on the page that `href` leads to
    int32_t trail_count;
    // Optional members:
    cor_text when;               // date of an act, before the text
    cor_text state;              // one or two words, before the second line
    cor_item_shape shape;        // drawing of the state
    cor_value cited;             // source of the words
    bool is_current;             // the choice in effect
    const cor_passage *passages; // further lines
    int32_t passage_count;
} cor_list_item;

typedef enum {
    COR_FIELD_TEXT,
    COR_FIELD_SEARCH,
    COR_FIELD_CHOICE,
    COR_FIELD_HIDDEN,
    COR_FIELD_FILE,
    COR_FIELD_NUMBER,
    COR_FIELD_PASSWORD,  // the value is never shown
    COR_FIELD_CODE,      // code of another device; never shown either
    COR_FIELD_AREA,      // multi-line text
    COR_FIELD_CHECKS,    // several of the choices: `value` is "a;b"
    COR_FIELD_DATE,      // 2026-01-31
    COR_FIELD_ADDRESS,   // URL
    COR_FIELD_BUTTON,    // submits the form: name, value, label; a form without a button gets one
                         // labelled "Show"
    COR_FIELD_GROUP,     // starts a group of fields: label, hint and `group`
    COR_FIELD_GROUP_END, // `group` as at its start
    COR_FIELD_COUNT
} cor_field_kind;
typedef struct {
    cor_str value;
    cor_text label;
} cor_choice;
/* Appearance of a group of fields. */
typedef enum {
    COR_GROUP_PLAIN,
    COR_GROUP_SIDE,  // side by side
    COR_GROUP_FOLDED // opened on demand
} cor_field_group;
typedef struct {
    cor_field_kind kind;
    cor_field_group group; // for GROUP and GROUP_END
    cor_str name;
    cor_text label, hint;
    cor_str value;
    const cor_choice *choices; // for TEXT: suggestions while typing
    int32_t choice_count;
    bool required;
    bool quiet;           // a secondary button
    cor_text problem;     // the fault of the value
    cor_str autocomplete; // autocomplete of HTML: "current-password"
    cor_str text_lang;    // language of the text, "es"
} cor_field;

/* ---- nodes --------------------------------------------------------------- */

/* Role of a node on its page: a hint for layout, which renderers may ignore. */
typedef enum {
    COR_ROLE_NONE,
    COR_ROLE_HEADLINE, // the one number of the page
    COR_ROLE_SIDE,     // a figure: the smaller number that stands beside it, at the same scale
    COR_ROLE_LOCATOR,  // the map beside it
    COR_ROLE_FACTS,    // the figures below it
    COR_ROLE_ACTIONS,  // actions offered by the page
    COR_ROLE_WORKER,   // what workers look for first
    COR_ROLE_EDITIONS, // a section of charts and tables by year
    COR_ROLE_RANKS,    // ranked lists, or a section of them
    COR_ROLE_NEWS,     // a list of the latest loads
    COR_ROLE_DETAIL,   // a long table, opened on demand
    COR_ROLE_WIDE,     // a form of many fields
    COR_ROLE_LINE,     // a form of few, in one line
    COR_ROLE_MENU,     // a list of destinations
    COR_ROLE_ACTS,     // a timeline: date, act, state
    COR_ROLE_CHOICES,  // links that narrow the page, opened on demand; or a section of such lists
    COR_ROLE_ROWS,     // the subject of the page: a table that holds everything in its CSV file
    COR_ROLE_EDITION,  // below the headline: which edition it is of, and what that edition changed
    COR_ROLE_SHORT,    // a section: the page in a few sentences; a sentence without a title
                       // continues the one before
    COR_ROLE_GLANCE,  // a list: one line a block, which leads there; `state` what is known, `quiet`
                      // what is not
    COR_ROLE_CONTEXT, // a section that is not about the subject of the page, opened on demand;
                      // `text` says what it is about
    COR_NODE_ROLE_COUNT
} cor_node_role;

typedef struct cor_document cor_document;
typedef struct cor_node cor_node;

typedef struct {
    int32_t level;          // 1 under the page title
    cor_node *first, *last; // children, in order
} cor_node_section;
typedef struct {
    cor_value value;
    double split_percent; // drawn as a bar of two parts, the first with this share; 0: one part, or
                          // unknown
    cor_hue hue;          // of a headline and of the figure beside it
} cor_node_figure;
typedef struct {
    cor_table_column *columns;
    int32_t column_count;
    cor_table_cell **rows; // [row_count][column_count]
    int32_t row_count, row_room;
    bool last_row_is_total;
} cor_node_table;
typedef struct {
    cor_chart_kind kind;
    cor_text *categories;   // [category_count]: periods, sectors
    cor_str *category_keys; // [category_count]: "2020", "A"
    double *category_at;    // LINE, AREA: position in years, e.g. 2020.5
    int32_t category_count;
    cor_chart_series *series;
    int32_t series_count;
    const cor_unit *unit;
    double mark; // a reference line (5 % for remittance prices); NaN for none
    cor_text mark_label;
} cor_node_chart;
typedef struct {
    cor_map_view view;
    bool shows_moves; // lines are moves; otherwise stocks by birthplace and residence
    cor_map_line *lines;
    int32_t line_count;
    cor_map_point *points;
    int32_t point_count;
} cor_node_map;
typedef struct {
    cor_list_item *items;
    int32_t item_count, item_room;
    bool ordered;
} cor_node_list;
typedef struct {
    cor_str action; // path; method GET unless `post`
    bool post;
    cor_field *fields;
    int32_t field_count;
    cor_text *problems; // of the whole form; those of fields are in the fields
    int32_t problem_count;
} cor_node_form;
typedef struct {
    cor_str href;
} cor_node_link;
typedef struct {
    cor_text *fillers; // data that would fill the gap
    int32_t filler_count;
} cor_node_absence;
typedef struct {
    cor_str says;     // `text` says the same in words
    uint8_t *modules; // [side][side] 1 is dark; NULL when it could not be made
    int32_t side;
} cor_node_code;

struct cor_node {
    cor_node_kind kind; // selects the member of the union
    cor_str id;         // unique in the document; anchor and key in data formats
    cor_node_role role;
    cor_text title;   // section, table, chart, map, list, form, absence, code; label of a figure;
                      // words before a paragraph, may be empty
    cor_text text;    // paragraph, note, link, code, absence (reason); summary sentence (desc) of
                      // chart and map; what a section of context is about
    cor_text about;   // method note of table, chart, map: what is counted and how to read it
    cor_value *cited; // paragraph, note: figures cited in the sentence
    int32_t cited_count;
    cor_node *next; // sibling
    union {
        cor_node_section section;
        cor_node_figure figure;
        cor_node_table table;
        cor_node_chart chart;
        cor_node_map map;
        cor_node_list list;
        cor_node_form form;
        cor_node_link link;
        cor_node_absence absence;
        cor_node_code code;
    };
};

typedef struct {
    cor_source source;    // deep copy
    cor_str dataset_file; // file name of the newest load behind the figures used, or empty
    int32_t use_count;
} cor_document_source;

struct cor_document {
    cor_str kind; // "corridor", "country", …; pages of registries have the key of their kind
    cor_str path; // "/corridor/GTM-MEX": address, and stem of file names
    cor_country origin, destination; // for a corridor; a country page has `destination`
    cor_text title, lead;            // lead: a summary sentence for readers and search engines
    int64_t as_known_s;              // 0: now
    cor_node *root;                  // a section without title
    cor_document_source *sources;    // in order of first use: number 1 is sources[0]
    int32_t source_count;
};

/* ---- walking ------------------------------------------------------------- */

/* A value and where it stands. Labels are those of the figure, of the row and column of a table, of
 * the category and series of a chart. Texts live until `visit` returns. */
typedef struct {
    const cor_node *node;
    const cor_value *value;
    cor_str block; // id of the outermost section
    cor_text row, column;
    cor_str row_key, column_key; // for data formats
} cor_value_place;
/* Visit every value of the document in reading order: figures, cells of value columns, points of
 * charts, lines and points of maps, items of lists with their shares, and values cited by a
 * sentence (column_key "cited"). Absent values are visited where a reader sees the gap (figures,
 * cells, charts), not where a value is optional. `visit` returns false to stop. */
COR_API void cor_document_values(const cor_document *document,
                                 bool (*visit)(void *self, const cor_value_place *place),
                                 void *self);
/* The same for one node and its children; `block` stays empty. */
COR_API void cor_node_values(const cor_node *node,
                             bool (*visit)(void *self, const cor_value_place *place), void *self);

/* ---- values as every renderer shows them --------------------------------- */

/* The number with its unit as shown to readers, "350,854" or "67.4 %", or "–" when absent;
 * terminated. With `with_unit` false the number alone, for columns whose header names the unit.
 * Empty with at == NULL when it does not fit. */
COR_API cor_str cor_value_show(const cor_value *value, bool with_unit, cor_lang lang,
                               cor_arena *keep);
/* Its sources in order, as indexes into cor_document.sources; returns their number, at most 3. */
COR_API int32_t cor_value_sources(const cor_value *value, int32_t ret_sources[3]);
/* ● observed, ◐ estimated and provisional, ◌ projected, – no data: always beside the word, never
 * replacing it. */
COR_API const char *cor_value_mark(const cor_value *value);
/* "observed", or "suppressed", or "no data". */
COR_API cor_text cor_value_status(const cor_value *value);

#ifdef __cplusplus
}
#endif

#endif
