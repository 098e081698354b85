/* SPDX-License-Identifier: Apache-2.0 */
/* page.h: what the builders of a dossier share: a document in the making, questions to the
 * figures, and the small sums and sentences that occur on many pages.
 *
 * Failure is sticky, as in the document builder: after the first query that fails every question
 * comes back empty, so that a builder reads as a list of what the page says; dossier_end reports
 * the failure. */
#ifndef CORREDOR_DOSSIER_PAGE_H
#define CORREDOR_DOSSIER_PAGE_H

#include <math.h>

#include "dossier/dossier.h"
#include "keys.h"

typedef struct dossier_known_source dossier_known_source;
typedef struct {
    const cor_dossier *dossier;
    cor_doc *doc;
    cor_arena *keep;
    cor_country origin, destination; // of a corridor; a country page has `destination`
    cor_code code;                   // the first failure
    cor_error *err;
    dossier_known_source *sources; // those asked for so far
    bool snapshot;                 // all questions of the page see one state of the database
} dossier_page;

/* ---- beginning and end --------------------------------------------------- */

void dossier_begin(dossier_page *page, const cor_dossier *dossier, const char *kind, cor_str path,
                   cor_text title, cor_text lead, cor_arena *keep, cor_error *err);
cor_code dossier_end(dossier_page *page, const cor_document **ret_document);
/* COR_E_DOMAIN unless it is a country or territory of today; former states and regions are refused
 * with a way forward.
 */
COR_CHECKED
cor_code dossier_check_place(cor_country place, cor_error *err);
/* Two such places, and not the same twice. */
COR_CHECKED
cor_code dossier_check_pair(cor_country origin, cor_country destination, cor_error *err);
/* "/corridor/GTM-MEX", "/country/GTM" */
cor_str dossier_corridor_path(cor_arena *keep, cor_country origin, cor_country destination);
cor_str dossier_country_path(cor_arena *keep, cor_country country);
/* A country or territory of today: one that has a dossier and may be linked to. */
bool dossier_has_page(cor_country place);

/* ---- figures ------------------------------------------------------------- */

typedef struct {
    const cor_figure *list; // as cor_figures_select orders them
    size_t count;
} dossier_figures;

typedef struct {
    cor_str *list;
    int32_t count;
} dossier_keys;

/* Everything that matches, as known at the dossier's time. */
dossier_figures dossier_select(dossier_page *page, cor_filter filter);
/* One measure at one place with exactly this breakdown: every source and period. */
dossier_figures dossier_at_place(dossier_page *page, const char *measure, cor_country place,
                                 const char *breakdown);
/* One measure at one place with at least this breakdown: the latest period of every source and
 * breakdown. */
dossier_figures dossier_latest_with(dossier_page *page, const char *measure, cor_country place,
                                    const char *part);
/* One measure of one corridor: every source, breakdown and period. */
dossier_figures dossier_between(dossier_page *page, const char *measure, cor_country origin,
                                cor_country destination);
/* All migrants in a place, or from it: women and men together from every source; or of
 * SOURCE_STOCK, by sex. */
dossier_figures dossier_totals(dossier_page *page, cor_country place, bool as_destination);
dossier_figures dossier_totals_by_sex(dossier_page *page, cor_country place, bool as_destination);
/* Those of one source, in the same order. */
dossier_figures dossier_of_source(dossier_page *page, dossier_figures figures, cor_str source);
/* Corridors with their ranks; *ret_of, if not NULL: how many the ranks are taken from. */
typedef struct {
    cor_corridor *list;
    size_t count;
} dossier_corridors;
dossier_corridors dossier_rank(dossier_page *page, cor_corridor_filter filter, int64_t *ret_of);
/* Those of one period that have a value and whose breakdown says anything for `dimension`, in
 * the same order. */
dossier_figures dossier_of_period(dossier_page *page, dossier_figures figures, cor_interval period,
                                  const char *dimension);
/* The keys of the sources of the figures, each once, in their order. */
dossier_keys dossier_sources_in(dossier_page *page, dossier_figures figures);
/* NULL when there is none; the newest period that is not a projection when `period` is zero. A
 * figure without a value counts as none here. */
const cor_figure *dossier_pick(dossier_figures figures, const char *breakdown, cor_interval period);
/* The newest period of a figure that says `code` for `dimension`, NULL any; zero when there is
 * none. */
cor_interval dossier_newest(dossier_figures figures, const char *dimension, const char *code);
/* True when `breakdown` says `code` for `dimension`. */
bool dossier_is(cor_str breakdown, const char *dimension, const char *code);
bool dossier_has_value(const cor_figure *figure);
bool dossier_no_period(cor_interval period);
double
dossier_middle_year(cor_interval period); // of a period, for time axes: 2020.5 for the year 2020

/* ---- values -------------------------------------------------------------- */

const cor_source *dossier_source_of(dossier_page *page, cor_str key);
/* Absent when the figure is NULL. */
cor_value dossier_value(dossier_page *page, const cor_figure *figure);
/* part / whole in percent; absent unless both are there and whole is above zero. */
cor_value dossier_share(dossier_page *page, cor_value part, cor_value whole, cor_text derivation);
/* a / b; absent unless both are there and b is above zero. */
cor_value dossier_ratio(dossier_page *page, const char *unit, cor_value a, cor_value b,
                        cor_text derivation);
/* a - b; absent unless both are there. */
cor_value dossier_difference(dossier_page *page, const char *unit, cor_value a, cor_value b,
                             cor_text derivation);
static inline cor_value dossier_decimals(cor_value value, int32_t decimals) {
    value.decimals = decimals;
    return value;
}

/* ---- cells, columns, texts ----------------------------------------------- */

static inline cor_table_cell dossier_words(cor_text text) {
    return (cor_table_cell){ .text = text, .value = cor_value_absent() };
}
static inline cor_table_cell dossier_link(cor_text text, cor_str href) {
    return (cor_table_cell){ .text = text, .href = href, .value = cor_value_absent() };
}
static inline cor_table_cell dossier_cell(cor_value value) {
    return (cor_table_cell){ .value = value };
}
static inline cor_table_column dossier_column(cor_column_kind kind, const char *key,
                                              const char *label) {
    return (cor_table_column){ .kind = kind, .key = cor_str_of(key), .label = { .id = label } };
}
static inline cor_text dossier_plain(const char *id) {
    return (cor_text){ .id = id };
}
#define NO_TEXT ((cor_text){ 0 })

/* The name of one code of a dimension, in every language; the code itself when it is not in the
 * vocabulary. */
cor_text dossier_code_text(dossier_page *page, const char *dimension, cor_str code);
cor_text dossier_measure_text(dossier_page *page, cor_str key);
/* A share in a sentence: "49.5 %", the sign tied to the number. */
cor_arg dossier_percent(dossier_page *page, double percent, int32_t decimals);
/* The title of a source, by its key and as it is. */
cor_text dossier_source_text(dossier_page *page, cor_str key);
cor_text dossier_source_title(dossier_page *page, const cor_source *source);

cor_table_cell dossier_source_cell(dossier_page *page, cor_str key);
/* Where to go on from a page: addresses of ours with what is there. */
typedef struct {
    const char *text, *href; // the text marked for translation
} dossier_onward;
void dossier_onward_list(dossier_page *page, const dossier_onward *links, size_t count);

/* ---- over time ----------------------------------------------------------- */

typedef struct {
    cor_interval *list; // distinct, ascending
    int32_t count;
} dossier_periods;
/* The periods for which any of the figures has a value. */
dossier_periods dossier_periods_of(dossier_page *page, dossier_figures figures);
/* [periods.count]; absent where there is no figure with exactly this breakdown. */
cor_value *dossier_values_over(dossier_page *page, dossier_figures figures, const char *breakdown,
                               dossier_periods periods);
/* A chart whose categories are the periods; `spec` brings all the rest. Nothing when there are
 * no periods. */
void dossier_chart_over(dossier_page *page, const char *id, dossier_periods periods,
                        cor_chart_spec spec);

/* The first and the last value that is there, or NULL. */
const cor_value *dossier_first_of(const cor_value *values, int32_t count);
const cor_value *dossier_last_of(const cor_value *values, int32_t count);

/* ---- stocks of migrants: stock.c ------------------------------------------ */

/* The newest period of SOURCE_STOCK; zero when there is none. */
cor_interval dossier_newest_stock(dossier_page *page);
/* The total of all migrants in a place in one period ("" or by sex, "sex=F"), of SOURCE_STOCK;
 * may be absent. */
cor_value dossier_total_in(dossier_page *page, cor_country place, cor_interval period,
                           const char *breakdown);
/* What every source that has a total says in its newest year; nothing unless there are two. */
void dossier_sources_table(dossier_page *page, const char *id, dossier_figures stock);
/* Stock by sex over the years of one source; nothing when it has no total. */
void dossier_stock_chart(dossier_page *page, const char *id, cor_text title, dossier_figures stock);

/* ---- figures as rows: figures.c ------------------------------------------ */

void dossier_figure_table(dossier_page *page, const char *id, cor_text title,
                          const cor_figure *list, size_t count);

#endif
