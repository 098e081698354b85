/* SPDX-License-Identifier: Apache-2.0 */
/* search.h: places and corridors by name. */
#ifndef CORREDOR_DOSSIER_DATA_SEARCH_H
#define CORREDOR_DOSSIER_DATA_SEARCH_H

#include "corredor/document.h"

/* Places whose folded name begins with, or contains, the folded words; best first. */
size_t dossier_find_places(cor_str words, cor_country *ret_list, size_t room, cor_arena scratch);
/* Two places in words: "guatemala méxico", "GTM-MEX", "de Haití a República Dominicana". */
bool dossier_find_corridor(cor_str words, cor_country *ret_origin, cor_country *ret_destination);

/* The places with these words in their names, and a form for other words. COR_E_MEMORY. */
COR_CHECKED
cor_code dossier_search_page(cor_str words, cor_arena *keep, cor_arena scratch,
                             const cor_document **ret_document, cor_error *err);

#endif
