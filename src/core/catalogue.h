/* SPDX-License-Identifier: Apache-2.0 */
/* catalogue.h: the translated sentences, compiled in by tools/catalogue.py: one open-addressing
 * table per language. */
#ifndef CORREDOR_CORE_CATALOGUE_H
#define CORREDOR_CORE_CATALOGUE_H

#include <stdint.h>

typedef struct {
    const char *id;     // English; NULL: free slot
    const char *text;   // translation, or of the singular
    const char *plural; // of the plural; NULL when the entry does not count
} cor_catalogue_entry;

typedef struct {
    const cor_catalogue_entry *slots; // slot of a text: cor_str_hash(id) & mask, then the next ones
    uint32_t mask;                    // slot count - 1; 0: empty catalogue
} cor_catalogue;

extern const cor_catalogue cor_catalogues[]; // [COR_LANG_COUNT]; English is empty

#endif
