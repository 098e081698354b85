/* SPDX-License-Identifier: Apache-2.0 */
/* vocabulary.h (internal): what only this project asks of the vocabulary, and figures as lines. */
#ifndef CORREDOR_VOCABULARY_VOCABULARY_H
#define CORREDOR_VOCABULARY_VOCABULARY_H

#include "core/core.h"
#include "corredor/vocabulary.h"

/* The known key nearest in spelling, for "did you mean"; empty when nothing is near. */
cor_str cor_measure_suggest(cor_str key);

/* A line of the table that the dataset "table" reads back, and its head: measure, origin,
 * destination, period, breakdown, value, unit, status, source, figure_id, and note where a figure
 * is a correction. `note`: NULL in a table without that column. */
void cor_put_figures_head(cor_out *out, bool has_notes);
void cor_put_figure_row(cor_out *out, const cor_figure *figure, const cor_str *note);

#endif
