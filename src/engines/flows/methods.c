/* SPDX-License-Identifier: Apache-2.0 */
/* methods.c: the methods, one row each, and the two calls that run them. To add one, write its
 * function, its row, its page in docs/methods and its expected answer in tests/flows. */
#include "core/say.h"
#include "flows_private.h"

#define ABEL_2013                                                                                  \
    "Abel, G. J. (2013). Estimating global migration flow tables using place of birth data. "      \
    "Demographic Research 28, "                                                                    \
    "505-546. https://doi.org/10.4054/DemRes.2013.28.18"
#define ABEL_SANDER_2014                                                                           \
    "Abel, G. J. and Sander, N. (2014). Quantifying global international migration flows. "        \
    "Science 343, 1520-1522. "                                                                     \
    "https://doi.org/10.1126/science.1248676"
#define ABEL_COHEN_2019                                                                            \
    "Abel, G. J. and Cohen, J. E. (2019). Bilateral international migration flow estimates for "   \
    "200 countries. "                                                                              \
    "Scientific Data 6, 82. https://doi.org/10.1038/s41597-019-0089-3"
#define AZOSE_RAFTERY_2019                                                                         \
    "Azose, J. J. and Raftery, A. E. (2019). Estimation of emigration, return migration, and "     \
    "transit migration "                                                                           \
    "between all pairs of countries. PNAS 116, 116-122. https://doi.org/10.1073/pnas.1722334116"
#define DENNETT_2016                                                                               \
    "Dennett, A. (2016). Estimating an annual time series of global migration flows. In: Global "  \
    "Dynamics, Wiley, "                                                                            \
    "125-142. https://doi.org/10.1002/9781118937464.ch7"
#define BEINE_PARSONS_2015                                                                         \
    "Beine, M. and Parsons, C. (2015). Climatic factors as determinants of international "         \
    "migration. Scandinavian "                                                                     \
    "Journal of Economics 117, 723-767. https://doi.org/10.1111/sjoe.12098"
#define ROGERS_1971                                                                                \
    "Rogers, A. and von Rabenau, B. (1971). Estimation of interregional migration streams from "   \
    "place-of-birth-by-"                                                                           \
    "residence data. Demography 8, 185-194. https://doi.org/10.2307/2060608"

enum {
    ACCOUNTING = COR_FLOWS_USES_NATIVE | COR_FLOWS_USES_DEMOGRAPHY | COR_FLOWS_USES_SEED |
                 COR_FLOWS_GIVES_BIRTHPLACE,
    CLOSED = ACCOUNTING | COR_FLOWS_CLOSED
};

static const cor_flows_method methods[] = {
    { COR_STR_INIT("sd-drop-neg"), N_("Stock differencing, decreases dropped"),
      N_("Every increase of a stock is that many arrivals from the birthplace; a decrease is no "
         "move at all."),
      N_("Not where people die, return or move on in numbers: all of that is missing."),
      COR_STR_INIT(ABEL_COHEN_2019), COR_FLOWS_COMPARED, difference_drop },
    { COR_STR_INIT("sd-rev-neg"), N_("Stock differencing, decreases as returns"),
      N_("Every increase of a stock is that many arrivals from the birthplace; every decrease is "
         "that many returns to it."),
      N_("Not where old migrant populations die out: their deaths are read as returns."),
      COR_STR_INIT(BEINE_PARSONS_2015 " " ABEL_COHEN_2019), COR_FLOWS_COMPARED,
      difference_reverse },
    { COR_STR_INIT("mig-rate"), N_("Migration rates"),
      N_("Moves go where the migrants of the start already live, in the same proportions."),
      N_("Not for corridors that are new or have ended: yesterday's stocks are taken for today's "
         "moves."),
      COR_STR_INIT(DENNETT_2016 " " ABEL_COHEN_2019),
      COR_FLOWS_COMPARED | COR_FLOWS_USES_NATIVE | COR_FLOWS_USES_DEMOGRAPHY | COR_FLOWS_USES_TOTAL,
      rate_spread },
    { COR_STR_INIT("da-min-open"), N_("Demographic accounting, minimum, open"),
      N_("As many people as possible stay where they were; birthplaces that grow or shrink do so "
         "across the border of the system."),
      N_("Not where net migration must agree with population change: moves over the border of the "
         "system are left out."),
      COR_STR_INIT(ABEL_2013), ACCOUNTING | COR_FLOWS_COMPARED | COR_FLOWS_USES_STAYERS,
      demographic_open },
    { COR_STR_INIT("da-min-closed"), N_("Demographic accounting, minimum, closed"),
      N_("As many people as possible stay where they were, and nobody enters or leaves the system "
         "but by birth and death."),
      N_("Not for the number of moves: it is the smallest that explains the tables, and return "
         "moves are mostly missing."),
      COR_STR_INIT(ABEL_SANDER_2014), CLOSED | COR_FLOWS_COMPARED | COR_FLOWS_USES_STAYERS,
      demographic_closed },
    { COR_STR_INIT("da-ind-closed"), N_("Demographic accounting, independent, closed"),
      N_("Where someone lives at the end does not depend on where the person lived at the start, "
         "given the birthplace."),
      N_("Not by itself: nearly everyone abroad would have gone home and been replaced; it is the "
         "other component of the weighted estimate."),
      COR_STR_INIT(AZOSE_RAFTERY_2019), CLOSED, demographic_independent },
    { COR_STR_INIT("da-pb-closed"), N_("Demographic accounting, weighted, closed"),
      N_("The truth lies between as few moves as possible and moves at random, at a fixed share "
         "learnt from Europe."),
      N_("Not for one corridor alone: the random part spreads moves to places with few ties to "
         "each other."),
      COR_STR_INIT(AZOSE_RAFTERY_2019), CLOSED | COR_FLOWS_COMPARED | COR_FLOWS_USES_WEIGHT,
      demographic_weighted },
    { COR_STR_INIT("rogers-von-rabenau"), N_("Equal growth rates"),
      N_("People of every birthplace move between two places at the same rate."),
      N_("Not where returns are frequent: rates then come out negative."),
      COR_STR_INIT(ROGERS_1971), COR_FLOWS_USES_NATIVE | COR_FLOWS_MAY_BE_NEGATIVE, rate_growth },
};
enum { METHOD_COUNT = sizeof methods / sizeof *methods };

const cor_flows_method *cor_flows_method_list(size_t *ret_count) {
    *ret_count = METHOD_COUNT;
    return methods;
}

static bool is_method_name(cor_str method, cor_str name) {
    if (method.length != name.length) return false;
    for (size_t i = 0; i < name.length; i++)
        if (method.at[i] != (name.at[i] == '_' ? '-' : name.at[i])) return false;
    return true;
}

const cor_flows_method *cor_flows_method_find(cor_str name) {
    for (size_t m = 0; m < METHOD_COUNT; m++)
        if (is_method_name(methods[m].name, name)) return &methods[m];
    return NULL;
}

const cor_flows_method *cor_flows_method_suggest(cor_str name) {
    size_t best = 0;
    int32_t least = INT32_MAX;
    for (size_t m = 0; m < METHOD_COUNT; m++) {
        int32_t distance = cor_str_distance(methods[m].name, name, 64);
        if (distance >= least) continue;
        least = distance;
        best = m;
    }
    return &methods[best];
}

/* ---- running them -------------------------------------------------------- */

cor_flows_options options_with_defaults(const cor_flows_options *options) {
    cor_flows_options filled = options ? *options : (cor_flows_options){ 0 };
    if (filled.gap_share_max <= 0) filled.gap_share_max = 0.5;
    return filled;
}

static void add_up_moves(cor_flows *flows) {
    cor_sum total = { 0 };
    for (size_t cell = 0; cell < square(flows->place_count); cell++)
        cor_sum_add(&total, flows->moves_persons[cell]);
    flows->report.moves_persons = cor_sum_get(&total);
}

static double column_sum(const double *table, int32_t n, int32_t place) {
    cor_sum sum = { 0 };
    for (int32_t b = 0; b < n; b++)
        cor_sum_add(&sum, table[at2(n, b, place)]);
    return cor_sum_get(&sum);
}

/* What the moves leave unexplained of the growth of each place, all places together. */
static void add_up_residual(const cor_flows_input *input, cor_flows *flows) {
    cor_sum residual = { 0 };
    int32_t n = flows->place_count;

    for (int32_t r = 0; r < n; r++) {
        double due = column_sum(input->stock_end_persons, n, r) -
                     column_sum(input->stock_start_persons, n, r) -
                     (input->births_persons ? input->births_persons[r] : 0) +
                     (input->deaths_persons ? input->deaths_persons[r] : 0);
        cor_sum net = { 0 };
        for (int32_t k = 0; k < n; k++) {
            cor_sum_add(&net, flows->moves_persons[at2(n, k, r)]);
            cor_sum_add(&net, -flows->moves_persons[at2(n, r, k)]);
        }
        cor_sum_add(&residual, fabs(cor_sum_get(&net) - due));
    }

    flows->report.residual_persons = cor_sum_get(&residual);
}

cor_code estimate_prepared(cor_flows_work *work, const cor_flows_method *method,
                           cor_flows *ret_flows, cor_error *err) {
    cor_flows flows = { .method = method, .place_count = work->n };
    work->method = method;
    cor_code code = method->estimate(work, &flows, err);
    if (code) return code;
    add_up_moves(&flows);
    *ret_flows = flows;
    return COR_OK;
}

/* The answer refers to the propensities: moves by birthplace are computed from them on demand. */
static cor_code keep_seed(cor_flows_work *work, cor_error *err) {
    if (!work->input->seed) return COR_OK;
    double *seed = cor_new(work->keep, double, square(work->n));
    if (!seed) return cor_fail_memory(err);
    memcpy(seed, work->input->seed, square(work->n) * sizeof(double));
    for (int32_t i = 0; i < work->n; i++)
        if (!(seed[at2(work->n, i, i)] >= 0)) seed[at2(work->n, i, i)] = 0;
    work->seed = seed;
    return COR_OK;
}

/* Of several methods, the error names the one that failed. */
static cor_code estimate_one_of(cor_flows_work *work, const cor_flows_method *method,
                                int32_t method_count, cor_flows *ret_flows, cor_error *err) {
    cor_code code = estimate_prepared(work, method, ret_flows, err);
    if (!code) add_up_residual(work->input, ret_flows);
    return code && method_count > 1 ? cor_within(err, "{method}", cor_arg_str(method->name)) : code;
}

cor_code cor_flows_estimate_all(const cor_flows_method *const *chosen, int32_t method_count,
                                const cor_flows_input *input, const cor_flows_options *options,
                                cor_arena *keep, cor_arena scratch, cor_flows *ret_flows,
                                cor_error *err) {
    for (int32_t m = 0; m < method_count; m++) {
        cor_code code = cor_flows_check(chosen[m], input, options, err);
        if (code) return code;
    }

    cor_flows *answers = cor_new(&scratch, cor_flows, method_count);
    if (!answers) return cor_fail_memory(err);
    cor_flows_work work = { .input = input,
                            .options = options_with_defaults(options),
                            .n = input->place_count,
                            .keep = keep,
                            .scratch = scratch };
    cor_code code = keep_seed(&work, err);
    for (int32_t m = 0; !code && m < method_count; m++)
        code = estimate_one_of(&work, chosen[m], method_count, &answers[m], err);
    if (code) return code;
    memcpy(ret_flows, answers, (size_t)method_count * sizeof *answers);
    return COR_OK;
}

cor_code cor_flows_estimate(const cor_flows_method *method, const cor_flows_input *input,
                            const cor_flows_options *options, cor_arena *keep, cor_arena scratch,
                            cor_flows *ret_flows, cor_error *err) {
    return cor_flows_estimate_all(&method, 1, input, options, keep, scratch, ret_flows, err);
}
