/* SPDX-License-Identifier: Apache-2.0 */
/* agreement.c: agreement of estimated with reported moves, in the measures of Abel and Cohen
 * (2019). */
#include "core/say.h"
#include "flows_private.h"

/* Both sides of one measure. Subtracting the means first lets one pass compute the correlation. */
typedef struct {
    const double *estimated, *reported; // [count]; pairs with NaN on either side are left out
    size_t count;
} pairing;

static bool are_both_known(const pairing *series, size_t k) {
    return !isnan(series->estimated[k]) && !isnan(series->reported[k]);
}

typedef struct {
    double estimated, reported;
    int64_t count;
} mean_values;

static bool pair_counts(const pairing *series, size_t k, bool in_logs) {
    return are_both_known(series, k) &&
           (!in_logs || (series->estimated[k] > 0 && series->reported[k] > 0));
}

static double scaled_value(double persons, bool in_logs) {
    return in_logs ? log(persons) : persons;
}

static mean_values means_of(const pairing *series, bool in_logs) {
    cor_sum estimated = { 0 }, reported = { 0 };
    mean_values means = { 0 };

    for (size_t k = 0; k < series->count; k++) {
        if (!pair_counts(series, k, in_logs)) continue;
        cor_sum_add(&estimated, scaled_value(series->estimated[k], in_logs));
        cor_sum_add(&reported, scaled_value(series->reported[k], in_logs));
        means.count++;
    }

    means.estimated = cor_sum_get(&estimated) / (double)means.count;
    means.reported = cor_sum_get(&reported) / (double)means.count;
    return means;
}

/* Pearson's correlation. */
static double correlation_of(const pairing *series, bool in_logs, int64_t *ret_count) {
    mean_values mean = means_of(series, in_logs);
    cor_sum ee = { 0 }, rr = { 0 }, er = { 0 };

    for (size_t k = 0; k < series->count; k++) {
        if (!pair_counts(series, k, in_logs)) continue;
        double e = scaled_value(series->estimated[k], in_logs) - mean.estimated;
        double r = scaled_value(series->reported[k], in_logs) - mean.reported;
        cor_sum_add(&ee, e * e);
        cor_sum_add(&rr, r * r);
        cor_sum_add(&er, e * r);
    }

    *ret_count = mean.count;
    double spread = sqrt(cor_sum_get(&ee)) * sqrt(cor_sum_get(&rr));
    return spread > 0 ? cor_sum_get(&er) / spread : NAN;
}

static cor_flows_agreement agreement_of(cor_flows_by by, const pairing *series) {
    cor_flows_agreement agreement = { .by = by };
    cor_sum error = { 0 }, estimated = { 0 }, reported = { 0 };
    int64_t near = 0;

    agreement.correlation = correlation_of(series, false, &agreement.count);
    agreement.correlation_log = correlation_of(series, true, &agreement.log_count);
    for (size_t k = 0; k < series->count; k++) {
        if (!are_both_known(series, k)) continue;
        double difference = fabs(series->estimated[k] - series->reported[k]);
        cor_sum_add(&error, difference);
        cor_sum_add(&estimated, fabs(series->estimated[k]));
        cor_sum_add(&reported, fabs(series->reported[k]));
        near += difference <= 10 || difference <= 0.01 * fabs(series->reported[k]);
    }

    agreement.error_persons = cor_sum_get(&error) / (double)agreement.count;
    agreement.estimated_persons = cor_sum_get(&estimated);
    agreement.reported_persons = cor_sum_get(&reported);
    agreement.near_share = (double)near / (double)agreement.count;

    return agreement;
}

/* Arrivals, departures and net migration over the pairs known on both sides; a place without any is
 * unknown. */
typedef struct {
    double *arrivals[2], *departures[2], *net[2]; // estimated, reported
} place_sums;

static bool take_sums(int32_t n, cor_arena *scratch, place_sums *ret) {
    bool fits = true;
    for (int side = 0; side < 2; side++) {
        fits = (ret->arrivals[side] = cor_new(scratch, double, n)) && fits;
        fits = (ret->departures[side] = cor_new(scratch, double, n)) && fits;
        fits = (ret->net[side] = cor_new(scratch, double, n)) && fits;
    }
    return fits;
}

static void sum_places(int32_t n, const double *const tables[2], const place_sums *sums) {
    for (int32_t r = 0; r < n; r++)
        for (int side = 0; side < 2; side++) {
            cor_sum arrivals = { 0 }, departures = { 0 };
            bool has_arrivals = false, has_departures = false;
            for (int32_t k = 0; k < n; k++) {
                size_t in = at2(n, k, r), out = at2(n, r, k);
                if (k != r && !isnan(tables[0][in]) && !isnan(tables[1][in])) {
                    cor_sum_add(&arrivals, tables[side][in]);
                    has_arrivals = true;
                }
                if (k != r && !isnan(tables[0][out]) && !isnan(tables[1][out])) {
                    cor_sum_add(&departures, tables[side][out]);
                    has_departures = true;
                }
            }
            sums->arrivals[side][r] = has_arrivals ? cor_sum_get(&arrivals) : NAN;
            sums->departures[side][r] = has_departures ? cor_sum_get(&departures) : NAN;
            sums->net[side][r] = sums->arrivals[side][r] - sums->departures[side][r];
        }
}

/* Copy without the diagonal, which holds no moves. */
static double *without_diagonal(const double *table, int32_t n, cor_arena *scratch) {
    double *copy = cor_new(scratch, double, square(n));
    if (!copy) return NULL;
    memcpy(copy, table, square(n) * sizeof(double));
    for (int32_t r = 0; r < n; r++)
        copy[at2(n, r, r)] = NAN;
    return copy;
}

cor_code cor_flows_compare(int32_t place_count, const double *estimated_persons,
                           const double *reported_persons, cor_arena scratch,
                           cor_flows_agreement ret_agreements[COR_FLOWS_BY_COUNT], cor_error *err) {
    int32_t n = place_count;
    place_sums sums;
    const double *tables[2] = { without_diagonal(estimated_persons, n, &scratch),
                                without_diagonal(reported_persons, n, &scratch) };

    if (!tables[0] || !tables[1] || !take_sums(n, &scratch, &sums)) return cor_fail_memory(err);
    sum_places(n, tables, &sums);
    const pairing all[COR_FLOWS_BY_COUNT] = {
        [COR_FLOWS_BY_PAIR] = { tables[0], tables[1], square(n) },
        [COR_FLOWS_BY_ARRIVALS] = { sums.arrivals[0], sums.arrivals[1], (size_t)n },
        [COR_FLOWS_BY_DEPARTURES] = { sums.departures[0], sums.departures[1], (size_t)n },
        [COR_FLOWS_BY_NET] = { sums.net[0], sums.net[1], (size_t)n },
    };

    if (means_of(&all[COR_FLOWS_BY_PAIR], false).count == 0)
        return cor_fail(err, COR_E_NONE,
                        _("There is no pair of places whose moves are known in both tables."));

    for (cor_flows_by by = 0; by < COR_FLOWS_BY_COUNT; by++)
        ret_agreements[by] = agreement_of(by, &all[by]);
    return COR_OK;
}
