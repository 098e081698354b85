/* SPDX-License-Identifier: Apache-2.0 */
/* register.h: entries of the registries in documents: their fields as words, their sources as
 * citations, their pages. */
#ifndef CORREDOR_DOSSIER_REGISTER_H
#define CORREDOR_DOSSIER_REGISTER_H

#include "kinds/kinds.h"
#include "page.h"

/* Entries in the order of keys; none when nothing is loaded. */
typedef struct {
    const cor_entry *const *list;
    size_t count;
} dossier_entries;
dossier_entries dossier_entries_of(dossier_page *page, const cor_registry_kind *kind);
dossier_entries dossier_entries_with(dossier_page *page, const cor_registry_kind *kind,
                                     int32_t field, cor_str value);

/* One by its key. COR_E_NONE with the nearest key. */
COR_CHECKED
cor_code dossier_find_entry(const cor_dossier *dossier, const cor_registry_kind *kind, cor_str key,
                            cor_arena *keep, const cor_entry **ret_entry, cor_error *err);

/* What an entry is called: its title or name; its key when it has none. */
cor_text dossier_entry_title(dossier_page *page, const cor_entry *entry);
/* A field as words: names of places and codes, dates as a reader writes them, titles of what is
 * referred to. */
cor_text dossier_field_text(dossier_page *page, const cor_entry *entry, int32_t field);
/* "Guatemala, Mexico" for "GTM;MEX". */
cor_text dossier_places_text(dossier_page *page, cor_str codes);
/* Address of the page of an entry; empty when it has none. */
cor_str dossier_entry_path(dossier_page *page, const cor_entry *entry);

/* Where the words of a field are from, as a mark: the sources that stand for it, at most three.
 * -1: of the whole entry. */
cor_value dossier_entry_cited(dossier_page *page, const cor_entry *entry, int32_t field);
/* A number of an entry with its source. Absent when the field is empty. */
cor_value dossier_entry_number(dossier_page *page, const cor_entry *entry, int32_t field,
                               const char *unit, cor_obs_status status, cor_interval period);

/* Columns of a table of facts, and its rows. */
extern const cor_table_column dossier_fact_columns[2];
void dossier_fact(dossier_page *page, cor_text what, cor_text is, cor_str href, cor_value cited);
/* One row: a field by its label; nothing when the field is empty. */
void dossier_field_fact(dossier_page *page, const cor_entry *entry, int32_t field);
/* All fields of an entry that say something. */
void dossier_entry_facts(dossier_page *page, const char *id, cor_text title,
                         const cor_entry *entry);

#endif
