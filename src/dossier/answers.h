/* SPDX-License-Identifier: Apache-2.0 */
/* answers.h: what was found for questions about one place, for the other pages that ask the
 * same. */
#ifndef CORREDOR_DOSSIER_ANSWERS_H
#define CORREDOR_DOSSIER_ANSWERS_H

#include "page.h"

/* Of one state of the figures; safe to share between threads. */
typedef struct dossier_answers dossier_answers;
/* NULL when memory ran out. */
dossier_answers *dossier_answers_open(void);
void dossier_answers_close(dossier_answers *answers);

/* Whether a question is one that many pages ask: of one place, or of all places together. */
bool dossier_is_about_one_place(const cor_filter *filter);
/* False when nobody has asked yet. The figures live as long as the answers. */
bool dossier_answers_find(dossier_answers *answers, const cor_filter *filter,
                          dossier_figures *ret_figures);
/* Keep a copy for the next, unless the room is full. */
void dossier_answers_keep(dossier_answers *answers, const cor_filter *filter,
                          dossier_figures figures);

#endif
