/* SPDX-License-Identifier: Apache-2.0 */
/* facets.h: lists of choices that narrow a page; each choice is a link, and the address holds the
 * whole selection. */
#ifndef CORREDOR_DOSSIER_FACETS_H
#define CORREDOR_DOSSIER_FACETS_H

#include "page.h"

enum { FACET_PARAMETERS_MAX = 12 };

/* The parameters in the address of a page, in order. */
typedef struct {
    const char *path; // "/mechanisms"
    const char *names[FACET_PARAMETERS_MAX];
    cor_str values[FACET_PARAMETERS_MAX]; // empty: not in the address
    int32_t count;
} dossier_address;
void dossier_address_add(dossier_address *address, const char *name, cor_str value);
/* The address with one parameter changed, or removed by an empty value; NULL: unchanged. */
cor_str dossier_address_with(dossier_page *page, const dossier_address *address, const char *name,
                             cor_str value);

/* Values of one facet with the number of entries each would leave. */
typedef struct {
    dossier_page *page;
    const dossier_address *address;
    const char *name;
    struct {
        cor_str value;
        cor_text label;
        int32_t count;
    } * list;
    int32_t count, room;
} dossier_facet;
bool dossier_facet_begin(dossier_facet *facet, dossier_page *page, const dossier_address *address,
                         const char *name, int32_t room);
/* Count an entry with this value. */
void dossier_facet_count(dossier_facet *facet, cor_str value, cor_text label);
/* List the choices: first "all", then the values, the most frequent first (or in their own
 * order). */
void dossier_facet_show(dossier_facet *facet, const char *title, bool in_order);

#endif
