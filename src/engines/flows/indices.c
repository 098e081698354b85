/* SPDX-License-Identifier: Apache-2.0 */
/* indices.c: summary indices of a migration system. See corredor/indices.h; spread and distance
 * have their own files. */
#include "indices.h"
#include "core/say.h"

/* ---- what can be summed up ----------------------------------------------- */

static cor_arg index_name_arg(const index_work *work, int32_t place) {
    return work->input->place_names ? cor_arg_str(work->input->place_names[place])
                                    : cor_arg_plain(place + 1);
}

static bool is_amount(double value) {
    return value >= 0 && value <= 9007199254740992.0;
}

static cor_code check_pair(const index_work *work, int32_t i, int32_t j, cor_error *err) {
    double moves = index_moves(work, i, j);
    if (!is_amount(moves)) {
        cor_fail(
            err, COR_E_DOMAIN,
            _("The moves from {origin} to {destination} are not a number from zero up: {value}."),
            index_name_arg(work, i), index_name_arg(work, j), cor_arg_number(moves, -1));
        return cor_hint(err, _("Write 0 where nobody moved."));
    }

    double distance = work->input->distance_km ? work->input->distance_km[at2(work->n, i, j)] : 1;
    if (distance > 0 && isfinite(distance)) return COR_OK;
    cor_fail(err, COR_E_DOMAIN,
             _("The distance from {origin} to {destination} is not above zero: {value}."),
             index_name_arg(work, i), index_name_arg(work, j), cor_arg_number(distance, -1));

    return cor_hint(err, _("Give every pair of different places its distance, in any unit."));
}

static cor_code check_moves(const index_work *work, cor_error *err) {
    if (work->n < 2 || work->n > 32768)
        return cor_fail(err, COR_E_SHAPE,
                        _("There are fewer than two places, so nobody can have moved: {count}."),
                        cor_arg_int(work->n));

    for (int32_t p = 0; work->input->population_persons && p < work->n; p++)
        if (!is_amount(work->input->population_persons[p]))
            return cor_fail(err, COR_E_DOMAIN,
                            _("The population of {place} is not a number from zero up: {value}."),
                            index_name_arg(work, p),
                            cor_arg_number(work->input->population_persons[p], -1));

    cor_code code = COR_OK;
    for (int32_t i = 0; !code && i < work->n; i++)
        for (int32_t j = 0; !code && j < work->n; j++)
            if (i != j) code = check_pair(work, i, j, err);

    return code;
}

/* ---- totals -------------------------------------------------------------- */

static double sum_out(const index_work *work, int32_t place) {
    cor_sum sum = { 0 };
    for (int32_t j = 0; j < work->n; j++)
        if (j != place) cor_sum_add(&sum, index_moves(work, place, j));
    return cor_sum_get(&sum);
}

static double sum_in(const index_work *work, int32_t place) {
    cor_sum sum = { 0 };
    for (int32_t i = 0; i < work->n; i++)
        if (i != place) cor_sum_add(&sum, index_moves(work, i, place));
    return cor_sum_get(&sum);
}

static cor_code add_place_totals(index_work *work, cor_arena *keep, cor_error *err) {
    double *effectiveness = cor_new(keep, double, work->n);
    work->out = cor_new(keep, double, work->n);
    work->in = cor_new(keep, double, work->n);
    if (!work->out || !work->in || !effectiveness) return cor_fail_memory(err);

    for (int32_t p = 0; p < work->n; p++) {
        work->out[p] = sum_out(work, p);
        work->in[p] = sum_in(work, p);
        effectiveness[p] = (work->in[p] - work->out[p]) / (work->in[p] + work->out[p]);
    }

    work->indices->out_persons = work->out;
    work->indices->in_persons = work->in;
    work->indices->place_effectiveness = effectiveness;
    work->indices->moves_persons = sum_of(work->out, (size_t)work->n);
    work->indices->population_persons =
        work->input->population_persons ? sum_of(work->input->population_persons, (size_t)work->n)
                                        : NAN;
    if (work->indices->moves_persons > 0) return COR_OK;
    cor_fail(err, COR_E_NONE, _("Nobody moved."));

    return cor_hint(err, _("An index describes moves; there must be some."));
}

/* ---- intensity, impact, connectivity ------------------------------------- */

static void set_intensity(index_work *work) {
    cor_indices *indices = work->indices;
    cor_sum net = { 0 };
    for (int32_t p = 0; p < work->n; p++)
        cor_sum_add(&net, fabs(work->in[p] - work->out[p]));
    indices->crude_probability = indices->moves_persons / indices->population_persons;
    indices->courgeau_k = indices->crude_probability / log((double)work->n * work->n);
    indices->effectiveness = cor_sum_get(&net) / (2 * indices->moves_persons);
    indices->net_rate = 0.5 * cor_sum_get(&net) / indices->population_persons;
}

double cor_indices_preference(const cor_indices_input *input, const cor_indices *indices,
                              int32_t origin, int32_t destination) {
    double all = indices->population_persons,
           moves = input->moves_persons[at2(input->place_count, origin, destination)];
    if (!input->population_persons) return NAN;
    double expected = indices->moves_persons * (input->population_persons[origin] / all) *
                      (input->population_persons[destination] / all);
    return moves / expected;
}

double cor_indices_velocity(const cor_indices_input *input, const cor_indices *indices,
                            int32_t origin, int32_t destination) {
    double moves = input->moves_persons[at2(input->place_count, origin, destination)];
    if (!input->population_persons) return NAN;
    return moves / input->population_persons[origin] /
           (input->population_persons[destination] / indices->population_persons);
}

static void set_pairs(index_work *work) {
    cor_sum preference = { 0 }, velocity = { 0 }, unequal = { 0 };
    double pairs = (double)work->n * (work->n - 1), moves = work->indices->moves_persons;
    int64_t connected = 0;

    for (int32_t i = 0; i < work->n; i++)
        for (int32_t j = 0; j < work->n; j++) {
            if (i == j) continue;
            cor_sum_add(&preference, cor_indices_preference(work->input, work->indices, i, j));
            cor_sum_add(&velocity, cor_indices_velocity(work->input, work->indices, i, j));
            cor_sum_add(&unequal, fabs(index_moves(work, i, j) / moves - 1 / pairs));
            connected += index_moves(work, i, j) > 0;
        }

    work->indices->preference_sum = cor_sum_get(&preference);
    work->indices->velocity_sum = cor_sum_get(&velocity);
    work->indices->inequality = 0.5 * cor_sum_get(&unequal);
    work->indices->connectivity = (double)connected / pairs;
}

cor_code cor_indices_compute(const cor_indices_input *input, cor_arena *keep, cor_arena scratch,
                             cor_indices *ret_indices, cor_error *err) {
    cor_indices indices = { 0 };
    index_work work = {
        .input = input, .n = input->place_count, .scratch = scratch, .indices = &indices
    };
    cor_code code = check_moves(&work, err);
    if (!code) code = add_place_totals(&work, keep, err);
    if (code) return code;
    set_intensity(&work);
    set_pairs(&work);
    code = index_spread(&work, keep, err);
    if (!code) code = index_distance(&work, err);
    if (!code) *ret_indices = indices;

    return code;
}
