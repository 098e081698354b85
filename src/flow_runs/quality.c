/* SPDX-License-Identifier: Apache-2.0 */
/* quality.c: uncertainty of a stock, by the kind of source it rests on. */
#include <math.h>

#include "flow_runs/flow_runs.h"

enum { BASIS_BIRTHPLACE = 1, BASIS_CITIZENSHIP = 2, BASIS_IMPUTED = 4, BASIS_REFUGEES = 8 };

static const struct {
    const char *breakdown;
    uint8_t basis;
} BASES[] = {
    { "basis=birthplace", BASIS_BIRTHPLACE },
    { "basis=citizenship", BASIS_CITIZENSHIP },
    { "basis=imputed", BASIS_IMPUTED },
    { "basis=refugees_added", BASIS_REFUGEES },
};

static double given_or_default(double given, double standard) {
    return given == 0 ? standard : given < 0 ? 0 : given;
}

static cor_stock_quality quality_with_defaults(const cor_stock_quality *quality) {
    cor_stock_quality filled = quality ? *quality : (cor_stock_quality){ 0 };
    filled.birthplace = given_or_default(filled.birthplace, 0.05);
    filled.citizenship = given_or_default(filled.citizenship, 0.10);
    filled.imputed = given_or_default(filled.imputed, 0.30);
    filled.refugees = given_or_default(filled.refugees, 0.05);
    return filled;
}

/* The least certain of its sources, and the refugees added to it. */
static double cv_of_basis(const cor_stock_quality *quality, uint8_t basis) {
    double counted = basis & BASIS_BIRTHPLACE ? quality->birthplace : 0;
    bool is_known = basis & (BASIS_BIRTHPLACE | BASIS_CITIZENSHIP | BASIS_IMPUTED);
    if (basis & BASIS_CITIZENSHIP || !is_known) counted = fmax(counted, quality->citizenship);
    if (basis & BASIS_IMPUTED) counted = fmax(counted, quality->imputed);
    return basis & BASIS_REFUGEES ? sqrt(counted * counted + quality->refugees * quality->refugees)
                                  : counted;
}

static void note_basis(const cor_figure *figure, const cor_flow_runs_input *input,
                       uint8_t *bases[2]) {
    int32_t row = cor_flow_runs_row(input, figure->destination);
    bool is_end = cor_date_year(figure->period.start) == cor_date_year(input->period.end);
    bool is_start = cor_date_year(figure->period.start) == cor_date_year(input->period.start);
    for (size_t b = 0; row >= 0 && (is_start || is_end) && b < sizeof BASES / sizeof *BASES; b++)
        if (cor_str_is(figure->breakdown, BASES[b].breakdown)) bases[is_end][row] |= BASES[b].basis;
}

static cor_code read_bases(cor_figures *figures, const cor_flow_runs_input *input,
                           uint8_t *bases[2], cor_error *err) {
    const cor_filter filter = { .measure = COR_STR("stock_basis"),
                                .source = input->basis.stocks,
                                .as_known_s = input->basis.as_known_s };
    cor_query *query;
    cor_code code = cor_query_open(figures, &filter, &query, err);
    if (code) return code;

    for (bool found = true;;) {
        cor_figure figure;
        code = cor_query_next(query, &figure, &found, err);
        if (code || !found) break;
        note_basis(&figure, input, bases);
    }

    cor_query_close(query);
    return code;
}

cor_code cor_flow_runs_doubt(cor_figures *figures, const cor_flow_runs_input *input,
                             const cor_stock_quality *quality, cor_arena *keep,
                             const double **ret_stock_cv, cor_error *err) {
    int32_t n = input->input.place_count;
    const cor_stock_quality filled = quality_with_defaults(quality);
    double *cv = cor_new(keep, double, n);
    uint8_t *bases[2] = { cor_new(keep, uint8_t, n), cor_new(keep, uint8_t, n) };

    if (!cv || !bases[0] || !bases[1]) return cor_fail_memory(err);
    cor_code code = read_bases(figures, input, bases, err);
    if (code) return code;

    for (int32_t r = 0; r < n; r++)
        cv[r] = fmax(cv_of_basis(&filled, bases[0][r]), cv_of_basis(&filled, bases[1][r]));

    *ret_stock_cv = cv;
    return COR_OK;
}
