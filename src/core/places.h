/* SPDX-License-Identifier: Apache-2.0 */
/* places.h: the table of places made by tools/places.py from data/vocabulary. */
#ifndef CORREDOR_CORE_PLACES_H
#define CORREDOR_CORE_PLACES_H

#include "corredor/country.h"

typedef struct {
    const char *folded; // as cor_str_fold returns it
    uint16_t index;     // index into cor_places
} cor_place_name;

extern const cor_country_info cor_places[]; // ordered by code; the first entry means "no place"
extern const uint32_t cor_place_count;
extern const uint16_t cor_place_by_id[]; // [cor_place_id_end] index into cor_places, 0 for none
extern const uint32_t cor_place_id_end;
extern const cor_place_name cor_place_names[]; // ordered by folded name, each name once
extern const uint32_t cor_place_name_count;
/* Hash table with open addressing on the exact code: index into cor_places, 0 for a free slot. */
extern const uint16_t cor_place_codes[];
extern const uint32_t cor_place_code_mask;

#endif
