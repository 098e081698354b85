/* SPDX-License-Identifier: Apache-2.0 */
/* office.h: what the pages of the office share: who is visiting, what they may see, and pages in
 * the making.
 *
 * Every page is a document and works without a script. Every form carries the mark of its
 * session. Nothing of the office is kept by browsers or caches. A form that comes too late, or
 * to the wrong session, is shown again with what was typed. */
#ifndef CORREDOR_SERVE_OFFICE_H
#define CORREDOR_SERVE_OFFICE_H

#include "kinds/kinds.h"
#include "routes.h"

#define OFFICE_COOKIE    "session"
/* Forms that wait for a new sign-in carry their fields under this prefix, and their address as
 * OFFICE_KEPT_PATH. */
#define OFFICE_KEPT      "kept."
#define OFFICE_KEPT_PATH "kept-path"

typedef struct {
    http_request *request;
    http_response *response;
    cor_registry *registry; // over the database for writing
    cor_office *office;
    cor_token token;
    bool has_session;
    bool marked; // a form with the mark of this session
    cor_session session;
    cor_arena *keep;
    cor_arena scratch;
} office_visit;

/* Who may see a page. */
typedef enum {
    OFFICE_ANYBODY,
    OFFICE_HALF,   // the password was given
    OFFICE_CHANGE, // signed in, even if the password must be changed first
    OFFICE_STAFF,  // signed in
    OFFICE_ADMINISTRATOR
} office_need;

typedef cor_code (*office_page)(office_visit *visit, cor_error *err);
/* Open what a page needs, let the visitor in or show the door, make the page. `reshows`: the
 * page shows a form without its mark again instead of refusing it. */
cor_code office_visit_run(http_request *request, http_response *response, office_need need,
                          bool reshows, office_page page, cor_error *err);

/* ---- pages in the making ------------------------------------------------- */
/* With the menu of the office when somebody is signed in. */
cor_doc *office_page_begin(office_visit *visit, cor_str path, cor_text title, cor_text lead);
cor_code office_page_end(office_visit *visit, cor_doc *doc, int status, cor_error *err);
/* Goes to a page of the office. */
cor_code office_go(office_visit *visit, cor_str path, cor_error *err);
/* The hidden field every form begins with. */
cor_field office_mark(const office_visit *visit);
cor_field office_hidden(const char *name, cor_str value);
cor_field office_button(const char *name, const char *value, const char *label, bool quiet);
/* "2026-11-27, 23:40 UTC" */
cor_text office_when(int64_t at_s, cor_arena *keep);
cor_table_cell office_words(cor_text text);
cor_table_cell office_linked(cor_text text, cor_str href);
static inline cor_text office_plain(const char *id) {
    return (cor_text){ .id = id };
}
/* Set the cookie of a session; an empty token takes it away. */
cor_code office_put_cookie(office_visit *visit, const cor_token *token, cor_error *err);
/* The first message of an error as the problem of a form: what, and what to do. */
cor_text office_problem(const cor_error *err, cor_arena *keep);
/* A copy, for a page that says what went wrong; NULL for want of memory. */
cor_error *office_keep_error(office_visit *visit, cor_code code, const cor_error *err);
/* The codes of recovery, to be written down. */
void office_put_codes(cor_doc *doc, const char *id, cor_text title, const cor_recovery *recovery);
/* What a sender is told apart by. */
cor_str office_address(const office_visit *visit);

/* ---- office_door.c ------------------------------------------------------- */
/* The sign-in page, holding on to a form that came too late. */
cor_code office_show_door(office_visit *visit, const cor_error *problem, int status,
                          cor_error *err);
cor_code office_show_second(office_visit *visit, const cor_error *problem, int status,
                            cor_error *err);

/* ---- office_fields.c: the fields of a kind as a form, and back ----------- */
typedef struct {
    office_visit *visit;
    const cor_registry_kind *kind;
    cor_entry *entry; // as typed
    const cor_entry *mine, *theirs,
        *base; // of a conflict: as typed, theirs, what both began with; else NULL
    const cor_entry_problem *problems; // of its fields
    size_t problem_count;
    cor_str found_field, found_words; // a search for entries to refer to
    int32_t more_sources;             // empty rows beyond the usual one
    cor_field *fields;
    int32_t count, room;
    bool full; // memory ran out
} office_form;
void office_form_add(office_form *form, cor_field field);
/* All fields of the kind and its sources. */
void office_form_fields(office_form *form);
/* What was typed; never fails for what it says. NULL for want of memory. */
cor_entry *office_form_read(office_visit *visit, const cor_registry_kind *kind, cor_str key);
/* The name of a field's input: "title_es", "type". */
cor_str office_field_name(const cor_registry_field *field, int lang, cor_arena *keep);
/* "Title (Spanish)" */
cor_text office_field_label(const cor_registry_kind *kind, int32_t field, int lang,
                            cor_arena *keep);

/* ---- office_merge.c ------------------------------------------------------ */
/* Yours and theirs put together: what only one side changed is taken, what both changed stays
 * yours and is marked. */
void office_merge(office_form *form, const cor_entry *clean);
/* Before, theirs, yours, field by field. */
void office_show_differences(office_visit *visit, cor_doc *doc, const cor_entry *base,
                             const cor_entry *theirs, const cor_entry *mine);
/* Two versions side by side. */
cor_code office_show_diff(office_visit *visit, cor_doc *doc, const cor_entry *before,
                          const cor_entry *after, cor_error *err);

/* ---- office_desk.c, office_entry.c --------------------------------------- */
cor_code office_kind(office_visit *visit, const cor_registry_kind **ret_kind, cor_error *err);
cor_str office_entry_path(const cor_registry_kind *kind, cor_str key, const char *more,
                          cor_arena *keep);
bool office_may_write(const cor_staff *staff, const cor_registry_kind *kind);

#endif
