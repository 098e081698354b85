/* SPDX-License-Identifier: Apache-2.0 */
/* doubt.h: uncertainty of the input of an estimate as parameters: rows shared by a question and two
 * acts about moves. */
#ifndef CORREDOR_QUESTIONS_DOUBT_H
#define CORREDOR_QUESTIONS_DOUBT_H

#include "flow_runs/flow_runs.h"
#include "parameters/parameters.h"

/* Without replicates there are no intervals, and the other members are unused. */
typedef struct {
    int64_t replicates, seed;
    double stock_cv, births_cv, deaths_cv, persistence, coverage; // settings
} cor_doubt_asked;

/* For the engine: values that were not given stay zero, its default. */
static inline cor_flows_doubt cor_doubt_given(const cor_doubt_asked *asked) {
    return (cor_flows_doubt){ .replicate_count = (int32_t)asked->replicates,
                              .seed = (uint64_t)asked->seed,
                              .stock_cv = asked->stock_cv,
                              .births_cv = asked->births_cv,
                              .deaths_cv = asked->deaths_cv,
                              .persistence = asked->persistence,
                              .coverage = asked->coverage };
}

/* Refuse what would change nothing: a doubt without replicates, kinds of sources beside one error
 * for all. quality may be NULL. COR_E_USAGE. */
COR_CHECKED
cor_code cor_doubt_check(const cor_doubt_asked *asked, const cor_stock_quality *quality,
                         cor_error *err);

/* A row for a member of `doubt`. Intervals take seconds, so only on the command line. */
#define COR_DOUBT_ROW(type_, name_, kind_, member_, help_, ...)                                    \
    { name_, kind_, COR_ASKED(type_, doubt.member_), help_, .side = COR_SIDE_COMMAND, __VA_ARGS__ }
#define COR_DOUBT_CV(type_, name_, member_, help_, ...)                                            \
    COR_DOUBT_ROW(type_, name_, COR_PARAM_SETTING, member_, help_, .most = 10, .value = "SHARE",   \
                  __VA_ARGS__)

/* Rows for a struct with a member `doubt`, except those of stocks. */
#define COR_DOUBT_ROWS(type_)                                                                      \
    COR_DOUBT_ROW(type_, "replicates", COR_PARAM_WHOLE, replicates,                                \
                  N_("Intervals from N estimates with errors in the input."), .least = 1,          \
                  .most = 1e6, .example = "50"),                                                   \
        COR_DOUBT_ROW(type_, "random", COR_PARAM_WHOLE, seed,                                      \
                      N_("Seed of the random numbers; the same seed, the same answer."),           \
                      .most = 9e15, .example = "1"),                                               \
        COR_DOUBT_CV(type_, "births-cv", births_cv, N_("Error of births."), .initial = "0.02"),    \
        COR_DOUBT_CV(type_, "deaths-cv", deaths_cv, N_("Error of deaths."), .initial = "0.03"),    \
        COR_DOUBT_ROW(type_, "persistence", COR_PARAM_SETTING, persistence,                        \
                      N_("Share of the error that both dates have."), .most = 1, .initial = "0.8", \
                      .value = "SHARE"),                                                           \
        COR_DOUBT_ROW(type_, "coverage", COR_PARAM_SETTING, coverage,                              \
                      N_("Coverage of the intervals."), .least = 0.01, .most = 0.99,               \
                      .initial = "0.8", .value = "SHARE")

/* Stocks of the database: their error follows from the kind of source, or is given. */
#define COR_DOUBT_STOCK_ROWS(type_)                                                                \
    COR_DOUBT_CV(type_, "stock-cv", stock_cv,                                                      \
                 N_("Error of all foreign-born stocks; default by the kind of source of each."),   \
                 .example = "0.05"),                                                               \
    {                                                                                              \
        "quality", COR_PARAM_QUALITY, COR_ASKED(type_, quality),                                   \
            N_("Errors of stocks by kind of source: birthplace, citizenship, imputed, refugees."), \
            .side = COR_SIDE_COMMAND                                                               \
    }

#endif
