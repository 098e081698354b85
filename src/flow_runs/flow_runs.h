/* SPDX-License-Identifier: Apache-2.0 */
/* flow_runs.h: moves estimated from the figures in the database, and stored as figures.
 *
 * The engine (flows.h) takes tables and knows no database. Here the tables of a period are
 * assembled from stored stocks, populations, births and deaths; docs/methods/inputs.md describes
 * how, place by place. */
#ifndef CORREDOR_FLOW_RUNS_FLOW_RUNS_H
#define CORREDOR_FLOW_RUNS_FLOW_RUNS_H

#include "core/say.h"
#include "corredor/flows.h"
#include "figures/figures.h"

/* ---- input: the tables of one period ------------------------------------- */

/* People whose birthplace is not a place of the tables: other and unknown origins. */
typedef enum {
    COR_UNKNOWN_NATIVE, // stay among the native-born, as in the published estimates
    COR_UNKNOWN_SPREAD  // are distributed over the known birthplaces of their residence, in
                        // proportion
} cor_unknown_origins;

/* The figures to use. Empty: the editions of the United Nations that are stored, see
 * cor_flow_runs_editions. */
typedef struct {
    cor_str stocks;     // source of stocks and of populations by sex, "un-desa-ims-2024"
    cor_str demography; // source of population, births and deaths, "un-wpp-2024"
    cor_unknown_origins unknown;
    int64_t as_known_s; // 0: as of now
} cor_flow_runs_basis;

typedef enum {
    COR_LEFT_JOINED,        // counted with `whole`: the stocks do not separate it in this period
    COR_LEFT_NO_STOCK,      // has people, but no stock at both ends
    COR_LEFT_NO_DEMOGRAPHY, // has stocks, but no population, births or deaths
} cor_left_reason;

/* A place of the sources that is not a place of the tables. */
typedef struct {
    cor_country place, whole;
    cor_left_reason reason;
    double persons; // its population at the end, or its stock where that is not known
} cor_left;

typedef struct {
    cor_interval period; // mid-year to mid-year
    cor_str sex;         // "", "F", "M"
    cor_flow_runs_basis basis;
    const cor_country *places; // [n] by code
    cor_flows_input input;     // place_names are codes; its tables live as long as `keep`
    const double *population_start_persons, *population_end_persons; // [n]
    double unknown_start_persons,
        unknown_end_persons; // foreign-born without a birthplace in the tables
    const cor_left *left;    // [left_count] by code
    int32_t left_count;
    int32_t assumed_count; // places without deaths by sex: half of their net migration is taken to
                           // be of this sex, see docs/methods/inputs.md
} cor_flow_runs_input;

/* An edition of the stocks, the demography that goes with it (editions.c says why), and the periods
 * between two dates of the stocks that follow each other and have births between them. */
typedef struct {
    cor_flow_runs_basis basis;   // with both sources
    const cor_interval *periods; // in order
    int32_t period_count;
} cor_flow_runs_edition;
/* Those that are stored, newest first; sources that `wanted` names take the place of the editions
 * of the United Nations. NULL: names none. An empty list is no failure. */
COR_CHECKED
cor_code cor_flow_runs_editions(cor_figures *figures, const cor_flow_runs_basis *wanted,
                                cor_arena *keep, const cor_flow_runs_edition **ret_list,
                                int32_t *ret_count, cor_error *err);
/* The periods of all of them, in order. */
COR_CHECKED
cor_code cor_flow_runs_periods(cor_figures *figures, const cor_flow_runs_basis *wanted,
                               cor_arena *keep, cor_interval **ret_periods, int32_t *ret_count,
                               cor_error *err);
/* The sources of one period: those that `wanted` names, which are not looked at when it names both;
 * the others of the newest edition that has the period. COR_E_NONE, with the periods there are. */
COR_CHECKED
cor_code cor_flow_runs_settle(cor_figures *figures, const cor_flow_runs_basis *wanted,
                              cor_interval period, cor_arena *keep, cor_arena scratch,
                              cor_flow_runs_basis *ret_basis, cor_error *err);

/* The tables of one period and sex ("", "F" or "M").
 *
 * basis      NULL, or without sources: those that cor_flow_runs_settle finds.
 * keep       16 n^2 bytes and a few vectors.
 * scratch    about 16 bytes a figure.
 * returns    COR_OK; COR_E_NONE: no stocks or no demography for this period, with the periods
 *            there are as hint; COR_E_USAGE: a sex that is not one of these; COR_E_STORE;
 *            COR_E_MEMORY.
 * holds      the columns of the stock tables sum to the populations; places are those with
 *            stocks at both ends, population, births and deaths. */
COR_CHECKED
cor_code cor_flow_runs_input_read(cor_figures *figures, const cor_flow_runs_basis *basis,
                                  cor_interval period, cor_str sex, cor_arena *keep,
                                  cor_arena scratch, cor_flow_runs_input *ret_input,
                                  cor_error *err);

/* Row of a place in the tables, also of a part that was counted with its whole; -1 without one. */
int32_t cor_flow_runs_row(const cor_flow_runs_input *input, cor_country place);

/* "Jersey is counted with the Channel Islands.", for people. */
cor_text cor_left_text(const cor_left *left, cor_arena *keep);

/* What the estimates of one sex assume of net migration, for people; empty when deaths by sex are
 * known everywhere, or for both sexes together. NULL: of tables that are not at hand. */
cor_text cor_flow_runs_sex_text(const cor_flow_runs_input *input, cor_arena *keep);

/* ---- input kept in memory: a few periods and sexes that many readers ask for ---- */

/* Belongs to one state of the figures: open another when they change. Threads may share it. */
typedef struct cor_flow_runs_memory cor_flow_runs_memory;
COR_CHECKED
cor_code cor_flow_runs_memory_open(cor_flow_runs_memory **ret_memory, cor_error *err);
void cor_flow_runs_memory_close(cor_flow_runs_memory *memory);
/* As cor_flow_runs_input_read. The answer lives as long as the memory, or in `keep` when the memory
 * is NULL or full, or as of another day than today. */
COR_CHECKED
cor_code cor_flow_runs_memory_get(cor_flow_runs_memory *memory, cor_figures *figures,
                                  const cor_flow_runs_basis *basis, cor_interval period,
                                  cor_str sex, cor_arena *keep, cor_arena scratch,
                                  const cor_flow_runs_input **ret_input, cor_error *err);

/* ---- how sure the input is ----------------------------------------------- */

/* Coefficients of variation of a stock by the kind of its source; docs/methods/uncertainty.md gives
 * their origin. Zero means the default, a negative number none. */
typedef struct {
    double birthplace;  // default 0.05
    double citizenship; // default 0.10: birthplace and citizenship differ
    double imputed;     // default 0.30: inferred from similar places
    double refugees;    // default 0.05: added in squares where refugees were added to the count
} cor_stock_quality;

/* One coefficient for each place of the input, by residence, for cor_flows_doubt.stock_cv_by_place:
 * the larger of both ends. A place whose source kind is not recorded counts as `citizenship`. */
COR_CHECKED
cor_code cor_flow_runs_doubt(cor_figures *figures, const cor_flow_runs_input *input,
                             const cor_stock_quality *quality, cor_arena *keep,
                             const double **ret_stock_cv, cor_error *err);

/* ---- runs: estimates as figures ------------------------------------------ */

/* The estimates wanted. Empty lists mean all: every period, the six compared methods, both sexes
 * together and each. Of every edition of the stocks that has a period, unless the basis names one:
 * an older edition has pairs that a newer one does not name. */
typedef struct {
    cor_flow_runs_basis basis; // as_known_s stays 0
    const cor_interval *periods;
    int32_t period_count;
    const cor_flows_method *const *methods;
    int32_t method_count;
    const cor_str *sexes;
    int32_t sex_count;
    int32_t replicate_count; // intervals, stored beside the moves; 0: no intervals
    cor_flows_doubt doubt;   // stock_cv_by_place is made from `quality` unless stock_cv is given
    cor_stock_quality quality;
    cor_flows_options options; // of the engine, all methods; zero: as published. `impossible` is
                               // not read: such birthplaces get the total of one of the tables,
    bool refuses_impossible;   // unless this is set
    bool again;                // repeat estimates whose input has not changed
    bool (*progress)(void *self, cor_str name, int64_t done,
                     int64_t total); // false stops; may be NULL
    void *progress_self;
} cor_flow_runs_wish;

typedef struct {
    cor_str source; // key under which it is stored
    cor_interval period;
    cor_str sex;
    const cor_flows_method *method;
    bool is_interval;
    bool is_unchanged;           // the newest run has the same input: nothing was computed
    double moves_persons;        // total of the estimate
    double left_persons;         // in pairs of less than half a person, which are not stored
    double population_persons;   // at the end, all places
    double margin_error_persons; // largest of a margin; NaN: the method fits none
    double residual_persons;     // of the demographic account, see cor_flows_report
    int64_t figure_count;        // stored
    int64_t revised_count;       // those that replace an older estimate
    int64_t byte_count;
    int32_t failed_count; // replicates whose tables contradict themselves
} cor_flow_runs_result;

typedef struct {
    cor_flow_runs_result *results; // source by source
    int32_t result_count;
    cor_text sex_assumption; // of the last estimates of one sex; empty without any
    const cor_left *left;    // places left out or joined, in the last period computed
    int32_t left_count;
} cor_flow_runs_report;

/* Estimate and store: a run each for period, sex and method, with options, inputs and the digest
 * of the result, all of them in one transaction. Computes before it takes the writer's lock, and
 * again if something was loaded meanwhile.
 *
 * keep       the report.
 * scratch    about 10 MB, and with intervals 4 bytes a pair and replicate.
 * returns    COR_OK; what cor_flow_runs_input_read and cor_flows_estimate return, with period,
 *            sex and method as place; COR_E_INTERRUPT when the progress says so; COR_E_BUSY;
 *            COR_E_STORE. Nothing is stored unless all is. */
COR_CHECKED
cor_code cor_flow_runs_compute(cor_figures *figures, const cor_flow_runs_wish *wish,
                               cor_arena *keep, cor_arena scratch, cor_flow_runs_report *ret_report,
                               cor_error *err);

/* The source key of estimates from these two sources, as published. With other options the key names
 * them, "flows-un-desa-ims-2020-un-wpp-2022-weight-0.5": such estimates stand beside the published
 * ones and never replace them. */
cor_str cor_flow_runs_source(const cor_flow_runs_basis *basis, cor_arena *keep);

/* Recompute every run from its recorded inputs and options and compare digests: the inputs, the
 * result, and the stored figures. One problem per run, naming the first difference. Reads only. */
COR_CHECKED
cor_code cor_flow_runs_replay(cor_figures *figures, cor_arena *keep, cor_arena scratch,
                              cor_check_result *ret_result, cor_error *err);

#endif
