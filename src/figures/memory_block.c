/* SPDX-License-Identifier: Apache-2.0 */
/* memory_block.c: see memory_block.h. A figure starts with a byte that describes the rest: bits 0
 * to 2 the form of the number, 3 to 5 the status, 6 set if the period is the next one, 7 set if the
 * load is the same. Then follow the period and the load if they differ, the change of the step
 * between ids, and the number. Whole numbers are in base 128, low digits first, with the sign in
 * the lowest bit. */
#include "memory_block.h"

#include <math.h>
#include <string.h>

/* Forms 0 to 5: that many decimals, as the difference from the previous number. */
enum {
    SCALE_MAX = 5,
    FORM_RAW = 6,
    FORM_NONE = 7,
    STATUS_SHIFT = 3,
    NEXT_PERIOD = 1 << 6,
    SAME_LOAD = 1 << 7
};
static const double POWERS[SCALE_MAX + 1] = { 1e0, 1e1, 1e2, 1e3, 1e4, 1e5 };

static uint8_t *put_whole(uint8_t *at, int64_t value) {
    uint64_t rest = ((uint64_t)value << 1) ^ (uint64_t)(value >> 63);
    for (; rest >= 128; rest >>= 7)
        *at++ = (uint8_t)(rest | 128);
    *at++ = (uint8_t)rest;
    return at;
}

static inline const uint8_t *get_whole(const uint8_t *at, int64_t *ret_value) {
    uint64_t rest = *at & 127;
    for (int shift = 7; *at++ & 128; shift += 7)
        rest |= (uint64_t)(*at & 127) << shift;
    *ret_value = (int64_t)(rest >> 1) ^ -(int64_t)(rest & 1);
    return at;
}

/* The fewest decimals that reproduce the number, and the number in units of them. */
static uint8_t form_of(double value, int64_t *ret_units) {
    const double exact = 9007199254740992; // 2^53
    if (isnan(value)) return FORM_NONE;
    for (uint8_t scale = 0; scale <= SCALE_MAX && !(value == 0 && signbit(value)); scale++) {
        double units = nearbyint(value * POWERS[scale]);
        if (!(fabs(units) < exact)) break;
        if (units / POWERS[scale] != value) continue;
        *ret_units = (int64_t)units;
        return scale;
    }

    return FORM_RAW;
}

size_t memory_block_write(memory_trail *trail, const memory_value *value,
                          uint8_t room[MEMORY_VALUE_BYTES_MAX]) {
    int64_t units = 0, id_step = (int64_t)value->id - (int64_t)trail->last.id;
    uint8_t form = form_of(value->value, &units), *at = room + 1;
    bool next_period = value->period == trail->last.period + 1,
         same_load = value->load == trail->last.load;

    room[0] = (uint8_t)(form | value->status << STATUS_SHIFT | (next_period ? NEXT_PERIOD : 0) |
                        (same_load ? SAME_LOAD : 0));
    if (!next_period) at = put_whole(at, value->period);
    if (!same_load) at = put_whole(at, value->load);
    at = put_whole(at, id_step - trail->id_step);

    if (form <= SCALE_MAX) {
        at = put_whole(at, form == trail->scale ? units - trail->units : units);
        trail->units = units;
        trail->scale = form;
    } else if (form == FORM_RAW) {
        memcpy(at, &value->value, sizeof value->value);
        at += sizeof value->value;
    }

    trail->last = *value;
    trail->id_step = id_step;
    return (size_t)(at - room);
}

const uint8_t *memory_block_read(memory_trail *trail, const uint8_t *at) {
    memory_value *value = &trail->last;
    uint8_t head = *at++, form = head & 7;
    int64_t whole;

    value->status = head >> STATUS_SHIFT & 7;
    value->period++;
    if (!(head & NEXT_PERIOD)) {
        at = get_whole(at, &whole);
        value->period = (uint16_t)whole;
    }

    if (!(head & SAME_LOAD)) {
        at = get_whole(at, &whole);
        value->load = (uint32_t)whole;
    }

    at = get_whole(at, &whole);
    trail->id_step += whole;
    value->id = (uint32_t)((int64_t)value->id + trail->id_step);

    if (form <= SCALE_MAX) {
        at = get_whole(at, &whole);
        trail->units = form == trail->scale ? trail->units + whole : whole;
        trail->scale = form;
        value->value = form ? (double)trail->units / POWERS[form] : (double)trail->units;
    } else if (form == FORM_RAW) {
        memcpy(&value->value, at, sizeof value->value);
        at += sizeof value->value;
    } else {
        value->value = (double)NAN;
    }

    return at;
}
