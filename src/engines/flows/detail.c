/* SPDX-License-Identifier: Apache-2.0 */
/* detail.c: the moves of each birthplace, computed from the factors that the engine keeps. */
#include "core/say.h"
#include "flows_private.h"

static double move_within(const cor_flows_part *part, int32_t n, int32_t b, int32_t i, int32_t j) {
    double propensity = part->seed ? part->seed[at2(n, i, j)] : 1;
    double moved = part->leaving[at2(n, b, i)] * propensity * part->arriving[at2(n, b, j)];
    if (!part->stayed || i != j) return moved;
    return part->stayed[at2(n, b, i)]; // the stayers held fixed; nobody else returns
}

double cor_flows_move(const cor_flows *flows, int32_t birthplace, int32_t origin,
                      int32_t destination) {
    double persons = 0;
    for (int32_t p = 0; p < flows->part_count; p++)
        persons += flows->parts[p].weight * move_within(&flows->parts[p], flows->place_count,
                                                        birthplace, origin, destination);
    return persons;
}

void cor_flows_slice(const cor_flows *flows, int32_t birthplace, double *ret_moves_persons) {
    int32_t n = flows->place_count;
    for (int32_t i = 0; i < n; i++)
        for (int32_t j = 0; j < n; j++)
            ret_moves_persons[at2(n, i, j)] = cor_flows_move(flows, birthplace, i, j);
}

cor_code cor_flows_types_get(const cor_flows *flows, cor_arena *keep, cor_flows_types *ret_types,
                             cor_error *err) {
    int32_t n = flows->place_count;
    double *outward = cor_new(keep, double, square(n)),
           *returned = cor_new(keep, double, square(n));

    double *transit = cor_new(keep, double, square(n));

    if (!outward || !returned || !transit) return cor_fail_memory(err);
    for (int32_t i = 0; i < n; i++)
        for (int32_t j = 0; j < n; j++) {
            if (i == j) continue;
            size_t cell = at2(n, i, j);
            outward[cell] = cor_flows_move(flows, i, i, j);
            returned[cell] = cor_flows_move(flows, j, i, j);
            transit[cell] = larger(flows->moves_persons[cell] - outward[cell] - returned[cell], 0);
        }

    *ret_types = (cor_flows_types){ outward, returned, transit };
    return COR_OK;
}
