/* SPDX-License-Identifier: Apache-2.0 */
/* page.h: shared by the builders of dossiers: a document being built, questions to the figures, and
 * small sums and sentences that occur on many pages.
 *
 * Failure is sticky, as in the document builder: after the first failed query every question
 * returns nothing, so that a builder reads as a list of what the page shows; dossier_end reports
 * the failure. */
#ifndef CORREDOR_DOSSIER_PAGE_H
#define CORREDOR_DOSSIER_PAGE_H

#include <math.h>

#include "dossier/dossier.h"
#include "keys.h"

/* An edition of the migrant stock. */
typedef struct {
    cor_str source;
    cor_interval newest; // the newest period in which it names corridors
} stock_edition;
enum { STOCK_EDITIONS_MAX = 8 };
typedef struct {
    stock_edition list[STOCK_EDITIONS_MAX]; // newest first
    int32_t count;
} stock_editions;

typedef struct dossier_known_source dossier_known_source;
typedef struct dossier_corrected dossier_corrected;
typedef struct {
    const cor_dossier *dossier;
    cor_doc *doc;
    cor_arena *keep;
    cor_country origin, destination; // of a corridor; a country page has `destination`
    cor_code code;                   // the first failure
    cor_error *err;
    dossier_known_source *sources; // those used so far
    dossier_corrected *corrected;  // figures used so far that are corrections
    stock_editions editions;       // read at the first question for them
    bool has_editions;
    bool snapshot; // all questions of the page see one snapshot of the database
} dossier_page;

/* ---- beginning and end --------------------------------------------------- */

void dossier_begin(dossier_page *page, const cor_dossier *dossier, const char *kind, cor_str path,
                   cor_text title, cor_text lead, cor_arena *keep, cor_error *err);
cor_code dossier_end(dossier_page *page, const cor_document **ret_document);
/* COR_E_DOMAIN unless it is a country or territory of today; former states and regions are refused
 * with a way forward. */
COR_CHECKED
cor_code dossier_check_place(cor_country place, cor_error *err);
/* Check two such places, which must differ. */
COR_CHECKED
cor_code dossier_check_pair(cor_country origin, cor_country destination, cor_error *err);
/* "/corridor/GTM-MEX", "/country/GTM" */
cor_str dossier_corridor_path(cor_arena *keep, cor_country origin, cor_country destination);
cor_str dossier_country_path(cor_arena *keep, cor_country country);
/* Whether it is a country or territory of today, which has a dossier and may be linked to. */
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

/* ---- corrections.c ------------------------------------------------------- */
/* Mark the value of a figure that somebody corrected. */
void dossier_mark_correction(dossier_page *page, const cor_figure *figure, const cor_source *source,
                             cor_value *value);
/* What was corrected, from which value, by whom, when and why. */
cor_text dossier_correction_text(dossier_page *page, const cor_figure *figure,
                                 const cor_correction *correction);
/* Who corrected, as readers are told: the name they signed with, never one to sign in with. */
cor_str dossier_corrector(dossier_page *page, const cor_correction *correction);
/* A section with these sentences, if the page has such figures. */
void dossier_show_corrections(dossier_page *page);

/* All matching figures, as known at the dossier's time. */
dossier_figures dossier_select(dossier_page *page, cor_filter filter);
/* "Corridors (12)"; where not all are shown "Corridors (10 of 12)". */
cor_text dossier_counted_title(dossier_page *page, cor_text title, int64_t shown, int64_t found);
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
/* All migrants in a place, or from it: women and men together from every source; or by sex from
 * one edition of the stock, empty: the newest that has the place. */
dossier_figures dossier_totals(dossier_page *page, cor_country place, bool as_destination);
dossier_figures dossier_totals_by_sex(dossier_page *page, cor_country place, bool as_destination,
                                      cor_str source);
/* The figures of one source, in the same order. */
dossier_figures dossier_of_source(dossier_page *page, dossier_figures figures, cor_str source);
/* Corridors with their ranks; *ret_of, if not NULL: the number of ranked corridors. */
typedef struct {
    cor_corridor *list;
    size_t count;
} dossier_corridors;
dossier_corridors dossier_rank(dossier_page *page, cor_corridor_filter filter, int64_t *ret_of);
/* The figures of one period that have a value and a code of `dimension`, in the same order. */
dossier_figures dossier_of_period(dossier_page *page, dossier_figures figures, cor_interval period,
                                  const char *dimension);
/* The keys of the sources of the figures, each once, in order. */
dossier_keys dossier_sources_in(dossier_page *page, dossier_figures figures);
/* NULL without one; with a zero period, the newest that is not a projection. Figures without a
 * value do not count. */
const cor_figure *dossier_pick(dossier_figures figures, const char *breakdown, cor_interval period);
/* The newest period of a figure with this code of `dimension`, NULL any; zero without one. */
cor_interval dossier_newest(dossier_figures figures, const char *dimension, const char *code);
/* Whether `breakdown` has this code of `dimension`. */
bool dossier_is(cor_str breakdown, const char *dimension, const char *code);
bool dossier_has_value(const cor_figure *figure);
bool dossier_no_period(cor_interval period);
double
dossier_middle_year(cor_interval period); // middle of a period, for time axes: 2020.5 for the year
                                          // 2020

/* ---- values -------------------------------------------------------------- */

const cor_source *dossier_source_of(dossier_page *page, cor_str key);
/* Absent when the figure is NULL. */
cor_value dossier_value(dossier_page *page, const cor_figure *figure);
/* part / whole in percent; absent unless both are present and whole is above zero. */
cor_value dossier_share(dossier_page *page, cor_value part, cor_value whole, cor_text derivation);
/* a / b; absent unless both are present and b is above zero. */
cor_value dossier_ratio(dossier_page *page, const char *unit, cor_value a, cor_value b,
                        cor_text derivation);
/* a - b; absent unless both are present. */
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

/* The name of a code of a dimension, in every language; the code itself when it is not in the
 * vocabulary. */
cor_text dossier_code_text(dossier_page *page, const char *dimension, cor_str code);
cor_text dossier_measure_text(dossier_page *page, cor_str key);
/* The title of a source by its key, in its own language. */
cor_text dossier_source_text(dossier_page *page, cor_str key);
cor_text dossier_source_title(dossier_page *page, const cor_source *source);

cor_table_cell dossier_source_cell(dossier_page *page, cor_str key);
/* Links onward from a page. */
typedef struct {
    const char *text, *href; // text marked for translation
} dossier_onward;
void dossier_onward_list(dossier_page *page, const dossier_onward *links, size_t count);

/* ---- over time ----------------------------------------------------------- */

typedef struct {
    cor_interval *list; // distinct, ascending
    int32_t count;
} dossier_periods;
/* The periods for which any of the figures has a value. */
dossier_periods dossier_periods_of(dossier_page *page, dossier_figures figures);
/* [periods.count]; absent where no figure has exactly this breakdown. */
cor_value *dossier_values_over(dossier_page *page, dossier_figures figures, const char *breakdown,
                               dossier_periods periods);
/* A chart whose categories are the periods; `spec` gives everything else. Adds nothing without
 * periods. */
void dossier_chart_over(dossier_page *page, const char *id, dossier_periods periods,
                        cor_chart_spec spec);

/* The first and the last present value, or NULL. */
const cor_value *dossier_first_of(const cor_value *values, int32_t count);
const cor_value *dossier_last_of(const cor_value *values, int32_t count);

/* ---- stocks of migrants: stock.c ----------------------------------------- */

/* The editions that name corridors: stock_editions.c. */
const stock_editions *dossier_stock_editions(dossier_page *page);
/* The newest period of the newest edition; zero without one. */
cor_interval dossier_newest_stock(dossier_page *page);
/* The years of which any edition counts all migrants of the world; ascending. */
dossier_periods dossier_stock_years(dossier_page *page);
/* "1990, 1995, 2000", as they would be typed. */
cor_str dossier_years_text(dossier_page *page, dossier_periods years);
/* Those of the newest edition that has any value among them; none without one. */
dossier_figures dossier_newest_edition(dossier_page *page, dossier_figures figures);
/* Corridors of every edition, largest first, each from the newest edition that names the pair: in
 * filter.period, or each in the newest period of its edition. Its measure and source are ignored.
 * `rank` is that of the newest edition, 0 for a pair only older ones name; *ret_of counts the
 * corridors of the newest. */
dossier_corridors dossier_rank_stock(dossier_page *page, cor_corridor_filter filter,
                                     int64_t *ret_of);
/* The total of all migrants in a place in one period ("" or by sex, "sex=F"), of the edition
 * `source`; may be absent. */
cor_value dossier_total_in(dossier_page *page, cor_country place, cor_interval period,
                           const char *breakdown, cor_str source);
/* The newest total of every source; adds nothing unless there are two. */
void dossier_sources_table(dossier_page *page, const char *id, dossier_figures stock);
/* Stock by sex over the years of one source; adds nothing without a total. */
void dossier_stock_chart(dossier_page *page, const char *id, cor_text title, dossier_figures stock);

/* ---- figures as rows: figures.c ------------------------------------------ */

void dossier_figure_table(dossier_page *page, const char *id, cor_text title,
                          const cor_figure *list, size_t count);

#endif
