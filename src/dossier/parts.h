/* SPDX-License-Identifier: Apache-2.0 */
/* parts.h: parts of pages that many pages have in common. */
#ifndef CORREDOR_DOSSIER_PARTS_H
#define CORREDOR_DOSSIER_PARTS_H

#include "answers.h"

typedef enum { DOSSIER_PART_AGES, DOSSIER_PART_WORK, DOSSIER_PART_COUNT } dossier_part;
/* Add a part at the end of the open section: from those kept, or made here and now. */
void dossier_show_part(dossier_page *page, dossier_part kind, cor_country place);
/* Answers to questions that many pages ask; NULL when nothing is kept. */
dossier_answers *dossier_answers_of(cor_dossier_parts *parts);

#endif
