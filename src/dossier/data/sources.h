/* SPDX-License-Identifier: Apache-2.0 */
/* sources.h: the editions in the database, for the pages that list them. */
#ifndef CORREDOR_DOSSIER_DATA_SOURCES_H
#define CORREDOR_DOSSIER_DATA_SOURCES_H

#include "dossier/page.h"

typedef struct {
    cor_source_summary *list;
    size_t count;
} dossier_source_list;
dossier_source_list dossier_all_sources(dossier_page *page);
void dossier_source_table(dossier_page *page, const char *id, cor_text title);

#endif
