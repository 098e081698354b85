/* SPDX-License-Identifier: Apache-2.0 */
/* vocabulary.h (internal): what only this project asks of the vocabulary, and figures as lines. */
#ifndef CORREDOR_VOCABULARY_VOCABULARY_H
#define CORREDOR_VOCABULARY_VOCABULARY_H

#include "core/core.h"
#include "corredor/vocabulary.h"

/* The known key nearest in spelling, for "did you mean"; empty when nothing is near. */
cor_str cor_measure_suggest(cor_str key);

/* A line of the table that the dataset "table" reads back, and its head: measure, origin,
 * destination, period, breakdown, value, unit, status, source, figure_id. */
void cor_put_figures_head(cor_out *out);
void cor_put_figure_row(cor_out *out, const cor_figure *figure);

#endif
