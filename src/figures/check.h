/* SPDX-License-Identifier: Apache-2.0 */
/* check.h: declarations shared by the parts of cor_figures_check. */
#ifndef CORREDOR_FIGURES_CHECK_H
#define CORREDOR_FIGURES_CHECK_H

#include "inside.h"

enum { CHECK_PROBLEMS_KEPT = 10 };

/* The result of one check while it runs. */
typedef struct {
    cor_check_result *result;
    cor_arena *keep;
    bool is_full; // `keep` is full
} check_part;

/* Count a problem; the first few are kept as texts. */
void check_note(check_part *part, cor_text problem);

/* Read all figures once: orphans, digests of loads, chains of corrections. */
COR_CHECKED
cor_code check_scan(cor_figures *figures, check_part *orphans, check_part *digests,
                    check_part *corrections, cor_error *err);
/* Find words of series that the vocabulary does not have. */
COR_CHECKED
cor_code check_words(cor_figures *figures, check_part *words, cor_error *err);
/* Rules between figures of a stock: women and men add up; corridors do not exceed their
 * destination's total. */
COR_CHECKED
cor_code check_laws(cor_figures *figures, check_part *sexes, check_part *totals, cor_error *err);

#endif
