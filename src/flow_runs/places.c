/* SPDX-License-Identifier: Apache-2.0 */
/* places.c: which places have a row in the tables, and which are counted with others.
 *
 * Stocks know some places only as wholes: the Channel Islands; China with Taiwan, which the
 * published estimates count together; Sudan and Serbia with Montenegro as long as one end of the
 * period is before their division. Where a part has no stock of its own at both ends, the whole
 * replaces it. */
#include "input.h"

#include <math.h>

static const struct {
    const char *whole;
    const char *parts[2];
} COMPOSITIONS[] = {
    { "CHI", { "GGY", "JEY" } },
    { "CHN", { "TWN", NULL } },
    { "SCG", { "MNE", "SRB" } },
    { "SUD", { "SDN", "SSD" } },
};
enum { COMPOSITION_COUNT = sizeof COMPOSITIONS / sizeof *COMPOSITIONS };

static cor_country place_with_id(const char *code) {
    cor_country place = COR_COUNTRY_NONE;
    (void)(code && cor_country_by_code(cor_str_of(code), &place));
    return place;
}

static bool has_stocks(const place_facts *facts) {
    return !isnan(facts->stock_start) && !isnan(facts->stock_end);
}

void input_join_places(input_reading *reading) {
    for (int32_t id = 0; id < reading->place_end; id++)
        reading->facts[id].whole = (cor_country){ (uint16_t)id };
    for (int c = 0; c < COMPOSITION_COUNT; c++) {
        bool is_divided = true;
        for (int p = 0; p < 2; p++) {
            cor_country part = place_with_id(COMPOSITIONS[c].parts[p]);
            if (part.id && !has_stocks(&reading->facts[part.id])) is_divided = false;
        }
        for (int p = 0; p < 2 && !is_divided; p++) {
            cor_country part = place_with_id(COMPOSITIONS[c].parts[p]);
            if (part.id) reading->facts[part.id].whole = place_with_id(COMPOSITIONS[c].whole);
        }
    }
}

static void add_given(double *sum, double part) {
    if (isnan(part)) return;
    *sum = isnan(*sum) ? part : *sum + part;
}

/* A number of one sex is known only where each part that has the number of both sexes has it. */
static void add_own(double *own, double all, double part_own, double part_all) {
    if (isnan(part_all)) return;
    *own = isnan(all) ? part_own : *own + part_own;
}

static void add_facts(place_facts *sum, const place_facts *part) {
    add_own(&sum->own_start, sum->population_start, part->own_start, part->population_start);
    add_own(&sum->own_end, sum->population_end, part->own_end, part->population_end);
    add_own(&sum->own_births, sum->births, part->own_births, part->births);
    add_own(&sum->own_deaths, sum->deaths, part->own_deaths, part->deaths);
    add_given(&sum->stock_start, part->stock_start);
    add_given(&sum->stock_end, part->stock_end);
    add_given(&sum->population_start, part->population_start);
    add_given(&sum->population_end, part->population_end);
    add_given(&sum->births, part->births);
    add_given(&sum->deaths, part->deaths);
    add_given(&sum->all_start, part->all_start);
    add_given(&sum->all_end, part->all_end);
    add_given(&sum->sex_start, part->sex_start);
    add_given(&sum->sex_end, part->sex_end);
}

place_facts input_whole(const input_reading *reading, cor_country place) {
    place_facts sum = reading->facts[place.id];
    for (int c = 0; c < COMPOSITION_COUNT; c++) {
        if (place_with_id(COMPOSITIONS[c].whole).id != place.id) continue;
        for (int p = 0; p < 2; p++) {
            cor_country part = place_with_id(COMPOSITIONS[c].parts[p]);
            if (part.id && reading->facts[part.id].whole.id == place.id)
                add_facts(&sum, &reading->facts[part.id]);
        }
    }

    return sum;
}

bool input_takes_part(const place_facts *facts) {
    return has_stocks(facts) && !isnan(facts->population_start) && !isnan(facts->population_end) &&
           !isnan(facts->births) && !isnan(facts->deaths);
}
