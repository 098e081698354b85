/* SPDX-License-Identifier: Apache-2.0 */
/* publications.h: what the pages about publications and institutions share. */
#ifndef CORREDOR_DOSSIER_PUBLICATIONS_PUBLICATIONS_H
#define CORREDOR_DOSSIER_PUBLICATIONS_PUBLICATIONS_H

#include "dossier/block.h"
#include "dossier/register.h"
#include "publications/kinds.h"

/* "report, IOM, 2022: Guatemala, Mexico" */
cor_text dossier_publication_about(dossier_page *page, const cor_entry *publication);
/* A publication in a list: its title, what it is, its title in the other language, and the part
 * of a text where words were found (`hit`, may be NULL). */
void dossier_publication_item(dossier_page *page, const cor_entry *publication,
                              const cor_registry_hit *hit);
/* The year it was published in; 0 when that is not known. */
int32_t dossier_publication_year(const cor_entry *publication);
/* The newest first, those without a year last; within a year in the order they are in. */
bool dossier_publications_sort(const cor_entry **list, size_t count, cor_arena scratch);
/* Every language the text has, one passage each; those there are not are told apart by the
 * caller. */
int32_t dossier_passages(const cor_entry *entry, int32_t field,
                         cor_passage ret_list[COR_LANG_COUNT]);

/* Publications that name the corridor or both countries; those about either where there is none. */
int32_t dossier_publication_count(dossier_corridor *corridor);
/* The chapter of the Montreal Recommendations that a finding is about; 0: unknown. */
int32_t dossier_finding_chapter(dossier_page *page, const cor_entry *finding);
/* "a recruiter can be checked here; takes complaints"; empty for neither. */
cor_text dossier_institution_can(const cor_entry *institution);

void dossier_block_publications(dossier_corridor *corridor);

#endif
