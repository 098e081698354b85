/* SPDX-License-Identifier: Apache-2.0 */
/* page.h: what the pages of the office share: beginning a page, and fields, cells and texts that
 * occur on many. */
#ifndef CORREDOR_DOSSIER_OFFICE_PAGE_H
#define CORREDOR_DOSSIER_OFFICE_PAGE_H

#include "core/say.h"
#include "document/document.h"
#include "kinds/kinds.h"
#include "office.h"

/* With the menu of the office when somebody is signed in. */
cor_doc *office_begin(const dossier_office *office, const char *kind, cor_str path, cor_text title,
                      cor_text lead);

static inline cor_text office_plain(const char *id) {
    return (cor_text){ .id = id };
}
/* "2026-11-27, 23:40 UTC" */
cor_text office_when(int64_t at_s, cor_arena *keep);
cor_table_cell office_words(cor_text text);
cor_table_cell office_linked(cor_text text, cor_str href);
void office_item(cor_doc *doc, cor_text text, cor_str href);
/* The codes of recovery, to be written down. */
void office_codes(cor_doc *doc, const char *id, cor_text title, const cor_recovery *recovery);

/* ---- forms --------------------------------------------------------------- */

cor_field office_mark(const dossier_office *office);
cor_field office_hidden(const char *name, cor_str value);
cor_field office_number(const char *name, int32_t value, cor_arena *keep); // hidden
cor_field office_button(const char *name, const char *value, const char *label, bool quiet);
/* A form that is sent by POST; `problem` empty: none. */
void office_form(cor_doc *doc, const char *id, cor_text title, cor_str action,
                 const cor_field *fields, int32_t count, cor_text problem);

/* ---- entries ------------------------------------------------------------- */

/* "Title (Spanish)"; of a field below 0 "Sources". */
cor_text office_field_label(const cor_registry_kind *kind, int32_t field, int lang,
                            cor_arena *keep);
/* All fields of the kind and its sources, and the problems of no one field; false when memory ran
 * out. */
typedef struct {
    const dossier_office_form *form;
    const cor_registry_kind *kind;
    cor_arena *keep;
    cor_field *list;
    int32_t count, room;
    bool full; // memory ran out
} office_fields;
bool office_fields_make(const dossier_office_form *form, cor_arena *keep,
                        office_fields *ret_fields);
/* Before, theirs, yours, field by field. */
void office_put_conflict(cor_doc *doc, const dossier_office_form *form, cor_arena *keep);

#endif
