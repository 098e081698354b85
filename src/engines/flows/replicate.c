/* SPDX-License-Identifier: Apache-2.0 */
/* replicate.c: estimates many slightly changed copies of the input, and takes quantiles of the
 * answers. */
#include "replicate.h"
#include "core/say.h"

#include <omp.h>

typedef struct {
    const cor_flows_method *method;
    const cor_flows_input *input;
    cor_flows_options options;
    cor_flows_doubt doubt; // defaults filled in
    const cor_flows_pair *pairs;
    int32_t pair_count;
    double *begin[2];   // [n] starting values of the fits: the solution of the unchanged input
    float *answers;     // [replicates][pairs]; tables of doubles would be twice as large
    double *totals;     // [replicates] all moves together
    bool *has_answered; // [replicates]
} repetition;

/* ---- what is believed ---------------------------------------------------- */

static double given_or_standard(double given, double standard) {
    return given == 0 ? standard : larger(given, 0);
}

static cor_flows_doubt doubt_of(const cor_flows_doubt *doubt) {
    cor_flows_doubt filled = doubt ? *doubt : (cor_flows_doubt){ 0 };
    filled.stock_cv = given_or_standard(filled.stock_cv, 0.05);
    filled.cell_share = given_or_standard(filled.cell_share, 0.5);
    filled.persistence = given_or_standard(filled.persistence, 0.8);
    filled.births_cv = given_or_standard(filled.births_cv, 0.02);
    filled.deaths_cv = given_or_standard(filled.deaths_cv, 0.03);
    filled.coverage = given_or_standard(filled.coverage, 0.8);
    if (filled.replicate_count <= 0) filled.replicate_count = 200;
    return filled;
}

static bool is_cv(double value) {
    return value >= 0 && value <= 10;
}

static cor_code check_doubt(const cor_flows_doubt *doubt, int32_t n, cor_error *err) {
    bool is_sound = is_cv(doubt->stock_cv) && is_cv(doubt->births_cv) && is_cv(doubt->deaths_cv) &&
                    doubt->cell_share >= 0 && doubt->cell_share <= 1 && doubt->persistence >= 0 &&
                    doubt->persistence <= 1 && doubt->coverage > 0 && doubt->coverage < 1;
    for (int32_t r = 0; doubt->stock_cv_by_place && r < n; r++)
        is_sound = is_sound && is_cv(doubt->stock_cv_by_place[r]);

    if (is_sound) return COR_OK;
    cor_fail(
        err, COR_E_DOMAIN,
        _("A coefficient of variation, a share or the coverage of the interval is out of range."));

    return cor_hint(
        err,
        _("Coefficients of variation are between 0 and 10, shares and coverage between 0 and 1."));
}

static cor_code check_pairs(const cor_flows_pair *pairs, int32_t pair_count, int32_t n,
                            cor_error *err) {
    for (int32_t k = 0; pairs && k < pair_count; k++)
        if (pairs[k].origin < 0 || pairs[k].origin >= n || pairs[k].destination < 0 ||
            pairs[k].destination >= n)
            return cor_fail(err, COR_E_SHAPE,
                            _("A corridor names a place that is not in the tables."));
    return COR_OK;
}

/* ---- asking -------------------------------------------------------------- */

static size_t answers_per_replicate(const repetition *repeat) {
    return repeat->pairs ? (size_t)repeat->pair_count : square(repeat->input->place_count);
}

static void keep_answer(const repetition *repeat, int32_t replicate, const cor_flows *flows) {
    size_t count = answers_per_replicate(repeat);
    float *answers = repeat->answers + (size_t)replicate * count;

    for (size_t k = 0; k < count; k++) {
        size_t cell = k;
        if (repeat->pairs)
            cell = at2(flows->place_count, repeat->pairs[k].origin, repeat->pairs[k].destination);
        answers[k] = (float)flows->moves_persons[cell];
    }

    repeat->totals[replicate] = flows->report.moves_persons;
    repeat->has_answered[replicate] = true;
}

static cor_code estimate_from(const repetition *repeat, const cor_flows_input *input,
                              double *const found[2], cor_arena *keep, cor_arena scratch,
                              cor_flows *ret_flows, cor_error *err) {
    cor_flows_work work = { .input = input,
                            .options = repeat->options,
                            .n = input->place_count,
                            .seed = input->seed,
                            .keep = keep,
                            .scratch = scratch };

    for (int side = 0; side < 2; side++) {
        if (found)
            work.found[side] = found[side];
        else
            work.begin[side] = repeat->begin[side];
    }

    return estimate_prepared(&work, repeat->method, ret_flows, err);
}

/* One replicate in the memory of one thread. Only lack of memory ends the whole call. */
static cor_code ask_replicate(const repetition *repeat, int32_t replicate, cor_arena room) {
    perturbed tables;
    cor_flows flows = { 0 };
    cor_error err = { 0 }; // errors of perturbed tables are not reported
    cor_arena scratch = room, keep;

    if (!perturbed_take(repeat->input, &scratch, &tables)) return COR_E_MEMORY;
    keep = cor_arena_scratch(&scratch);
    perturb(repeat->input, &repeat->doubt, replicate, &tables);
    cor_code code = estimate_from(repeat, &tables.input, NULL, &keep, scratch, &flows, &err);
    if (!code) keep_answer(repeat, replicate, &flows);

    return code == COR_E_MEMORY ? code : COR_OK;
}

static cor_arena replicate_lane(cor_arena scratch, int32_t lane, int32_t lane_count) {
    size_t bytes = (size_t)(scratch.end - scratch.next) / (size_t)lane_count / 64 * 64;
    return (cor_arena){ scratch.next + (size_t)lane * bytes,
                        scratch.next + (size_t)(lane + 1) * bytes };
}

static cor_code ask_all(const repetition *repeat, cor_arena scratch, cor_error *err) {
    int32_t lane_count = omp_get_max_threads();
    cor_code worst = COR_OK;
#pragma omp parallel for schedule(dynamic) num_threads(lane_count)
    for (int32_t replicate = 0; replicate < repeat->doubt.replicate_count; replicate++) {
        cor_code code = ask_replicate(repeat, replicate,
                                      replicate_lane(scratch, omp_get_thread_num(), lane_count));
        if (code) {
#pragma omp atomic write
            worst = code;
        }
    }
    return worst ? cor_fail_memory(err) : COR_OK;
}

/* ---- quantiles ----------------------------------------------------------- */

/* The k-th smallest value; reorders so that smaller values are before it, larger ones after
 * (Hoare's selection). */
static float select_kth(float *values, int32_t count, int32_t k) {
    int32_t low = 0, high = count - 1;
    while (low < high) {
        float pivot = values[low + (high - low) / 2];
        int32_t i = low, j = high;
        while (i <= j) {
            while (values[i] < pivot)
                i++;
            while (values[j] > pivot)
                j--;
            if (i > j) break;
            float swapped = values[i];
            values[i++] = values[j];
            values[j--] = swapped;
        }
        if (k <= j)
            high = j;
        else if (k >= i)
            low = i;
        else
            break;
    }

    return values[k];
}

/* Linear interpolation between order statistics (definition 7 of Hyndman and Fan 1996). */
static double quantile_of(float *values, int32_t count, double share) {
    double at = share * (count - 1);
    int32_t below = (int32_t)floor(at), above = below + 1 < count ? below + 1 : below;
    double low = (double)select_kth(values, count, below);
    double high = above > below ? (double)select_kth(values, count, above) : low;
    return low + (at - below) * (high - low);
}

typedef struct {
    double *low, *median, *high, *mean, *deviation;
} interval_room;

static void summarise_pair(const interval_room *room, size_t k, float *values, int32_t count,
                           double coverage) {
    cor_sum sum = { 0 }, squares = { 0 };
    for (int32_t r = 0; r < count; r++)
        cor_sum_add(&sum, (double)values[r]);

    double mean = cor_sum_get(&sum) / count;
    for (int32_t r = 0; r < count; r++)
        cor_sum_add(&squares, ((double)values[r] - mean) * ((double)values[r] - mean));

    room->mean[k] = mean;
    if (cor_sum_get(&squares) == 0) { // most corridors have no moves in any replicate
        room->low[k] = room->median[k] = room->high[k] = mean;
        return;
    }

    room->deviation[k] = count > 1 ? sqrt(cor_sum_get(&squares) / (count - 1)) : 0;
    room->low[k] = quantile_of(values, count, (1 - coverage) / 2);
    room->median[k] = quantile_of(values, count, 0.5);
    room->high[k] = quantile_of(values, count, (1 + coverage) / 2);
}

static cor_code summarise_all(const repetition *repeat, const interval_room *room,
                              cor_arena scratch, int32_t answered, cor_error *err) {
    size_t count = answers_per_replicate(repeat);
    int32_t lane_count = omp_get_max_threads();
    float *lanes = cor_new(&scratch, float, (size_t)lane_count *(size_t)answered);
    if (!lanes) return cor_fail_memory(err);
#pragma omp parallel for schedule(dynamic, 256) num_threads(lane_count)
    for (size_t k = 0; k < count; k++) {
        float *values = lanes + (size_t)omp_get_thread_num() * (size_t)answered;
        int32_t taken = 0;
        for (int32_t replicate = 0; replicate < repeat->doubt.replicate_count; replicate++)
            if (repeat->has_answered[replicate])
                values[taken++] = repeat->answers[(size_t)replicate * count + k];
        summarise_pair(room, k, values, taken, repeat->doubt.coverage);
    }
    return COR_OK;
}

static cor_code summarise_totals(const repetition *repeat, cor_arena scratch,
                                 cor_flows_interval *interval, cor_error *err) {
    float *values = cor_new(&scratch, float, interval->replicate_count);
    if (!values) return cor_fail_memory(err);
    int32_t taken = 0;
    for (int32_t replicate = 0; replicate < repeat->doubt.replicate_count; replicate++)
        if (repeat->has_answered[replicate]) values[taken++] = (float)repeat->totals[replicate];
    interval->moves_low_persons = quantile_of(values, taken, (1 - repeat->doubt.coverage) / 2);
    interval->moves_high_persons = quantile_of(values, taken, (1 + repeat->doubt.coverage) / 2);
    return COR_OK;
}

/* ---- the whole ----------------------------------------------------------- */

static bool take_interval(size_t count, cor_arena *keep, interval_room *ret) {
    *ret = (interval_room){ cor_new(keep, double, count), cor_new(keep, double, count),
                            cor_new(keep, double, count), cor_new(keep, double, count),
                            cor_new(keep, double, count) };
    return ret->low && ret->median && ret->high && ret->mean && ret->deviation;
}

/* The unchanged input: faults are reported here, and the fits of the replicates start from its
 * solution. */
static cor_code ask_first(repetition *repeat, cor_arena *scratch, cor_error *err) {
    int32_t n = repeat->input->place_count;
    cor_code code = cor_flows_check(repeat->method, repeat->input, &repeat->options, err);
    if (code) return code;
    repeat->begin[0] = cor_new(scratch, double, n);
    repeat->begin[1] = cor_new(scratch, double, n);
    if (!repeat->begin[0] || !repeat->begin[1]) return cor_fail_memory(err);
    cor_arena rest = *scratch, keep = cor_arena_scratch(&rest);
    cor_flows flows = { 0 };
    return estimate_from(repeat, repeat->input, repeat->begin, &keep, rest, &flows, err);
}

static int32_t count_answers(const repetition *repeat) {
    int32_t count = 0;
    for (int32_t replicate = 0; replicate < repeat->doubt.replicate_count; replicate++)
        count += repeat->has_answered[replicate];
    return count;
}

static cor_code summarise_answers(const repetition *repeat, cor_arena *keep, cor_arena scratch,
                                  cor_flows_interval *ret_interval, cor_error *err) {
    interval_room room;
    cor_flows_interval interval = { .replicate_count = count_answers(repeat) };

    interval.failed_count = repeat->doubt.replicate_count - interval.replicate_count;
    if (!interval.replicate_count)
        return cor_fail(
            err, COR_E_NONE,
            _("None of the tables with errors could be estimated; the errors may be too large."));

    if (!take_interval(answers_per_replicate(repeat), keep, &room)) return cor_fail_memory(err);
    cor_code code = summarise_all(repeat, &room, scratch, interval.replicate_count, err);
    if (!code) code = summarise_totals(repeat, scratch, &interval, err);
    if (code) return code;

    interval.low_persons = room.low;
    interval.median_persons = room.median;
    interval.high_persons = room.high;
    interval.mean_persons = room.mean;
    interval.deviation_persons = room.deviation;
    *ret_interval = interval;

    return COR_OK;
}

cor_code cor_flows_replicate(const cor_flows_method *method, const cor_flows_input *input,
                             const cor_flows_options *options, const cor_flows_doubt *doubt,
                             const cor_flows_pair *pairs, int32_t pair_count, cor_arena *keep,
                             cor_arena scratch, cor_flows_interval *ret_interval, cor_error *err) {
    repetition repeat = { .method = method,
                          .input = input,
                          .options = options_with_defaults(options),
                          .doubt = doubt_of(doubt),
                          .pairs = pairs,
                          .pair_count = pair_count };
    cor_code code = check_doubt(&repeat.doubt, input->place_count, err);
    if (!code) code = check_pairs(pairs, pair_count, input->place_count, err);
    if (!code) code = ask_first(&repeat, &scratch, err);
    if (code) return code;
    size_t replicates = (size_t)repeat.doubt.replicate_count;
    repeat.options.impossible =
        COR_FLOWS_IMPOSSIBLE_SHIFT; // an error can make a possible table impossible
    repeat.answers = cor_new(&scratch, float, replicates *answers_per_replicate(&repeat));
    repeat.totals = cor_new(&scratch, double, replicates);
    repeat.has_answered = cor_new(&scratch, bool, replicates);
    if (!repeat.answers || !repeat.totals || !repeat.has_answered) return cor_fail_memory(err);
    if ((code = ask_all(&repeat, scratch, err))) return code;

    return summarise_answers(&repeat, keep, scratch, ret_interval, err);
}
