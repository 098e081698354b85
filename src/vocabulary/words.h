/* SPDX-License-Identifier: Apache-2.0 */
/* words.h: the tables that tools/vocabulary.py makes from data/vocabulary. */
#ifndef CORREDOR_VOCABULARY_WORDS_H
#define CORREDOR_VOCABULARY_WORDS_H

#include "corredor/vocabulary.h"

// Each table in reading order; *_by_key holds the positions of its rows in byte order of their
// keys.
extern const cor_unit cor_units[];
extern const uint16_t cor_units_by_key[], cor_units_count;
extern const cor_measure cor_measures[];
extern const uint16_t cor_measures_by_key[], cor_measures_count;
extern const cor_dimension cor_dimensions[];
extern const uint16_t cor_dimensions_by_key[], cor_dimensions_count;
extern const cor_code_label cor_codes[];
extern const uint16_t cor_codes_by_key[], cor_codes_count; // by dimension, then code
extern const cor_source cor_sources[];
extern const uint16_t cor_sources_by_key[], cor_sources_count;

#endif
