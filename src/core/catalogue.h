/* SPDX-License-Identifier: Apache-2.0 */
/* catalogue.h: the translated sentences, compiled in by tools/catalogue.py: one hash table per
 * language. */
#ifndef CORREDOR_CORE_CATALOGUE_H
#define CORREDOR_CORE_CATALOGUE_H

#include <stdint.h>

typedef struct {
    const char *id;     // English; NULL marks a free slot
    const char *text;   // translation; of the singular if the entry has a plural
    const char *plural; // translation of the plural; NULL when the entry does not count
} cor_catalogue_entry;

typedef struct {
    const cor_catalogue_entry *slots; // a text starts at slot cor_str_hash(id) & mask; linear
                                      // probing
    uint32_t mask;                    // slot count - 1; 0 for an empty catalogue
} cor_catalogue;

extern const cor_catalogue cor_catalogues[]; // [COR_LANG_COUNT]; English is empty

#endif
