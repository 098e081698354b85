/* SPDX-License-Identifier: Apache-2.0 */
/* office.h: the pages of the office as documents: signing in, the desk, entries and their forms,
 * accounts, the log.
 *
 * What a page shows is handed in. Nothing here asks who may see it, reads a request or changes
 * anything. Every page works without a script. */
#ifndef CORREDOR_DOSSIER_OFFICE_OFFICE_H
#define CORREDOR_DOSSIER_OFFICE_OFFICE_H

#include "corredor/document.h"
#include "office/office.h"

/* The reader of a page, and the memory its document is made in. */
typedef struct {
    const cor_session *session; // NULL: nobody is signed in
    cor_str mark;               // of the session; first field of every form
    cor_arena *keep;
} dossier_office;

/* The problem of a form, from an error: the fact and the hint. */
cor_text dossier_office_problem(const cor_error *err, cor_arena *keep);
/* "/office/mechanism/GTM-MEX-2014" and what follows */
cor_str dossier_office_entry_path(const cor_registry_kind *kind, cor_str key, const char *more,
                                  cor_arena *keep);

/* ---- sign_in.c ----------------------------------------------------------- */

typedef struct {
    cor_str name, value;
} dossier_office_pair;

typedef struct {
    cor_str name;                      // of the account, as typed
    const dossier_office_pair *hidden; // [hidden_count] sent again with the form
    int32_t hidden_count;
    cor_text problem; // empty: none
} dossier_office_sign_in;
COR_CHECKED
cor_code dossier_office_sign_in_page(const dossier_office *office,
                                     const dossier_office_sign_in *shown,
                                     const cor_document **ret_document, cor_error *err);
/* The second factor. `factor`: to be set up first; NULL: it was. */
COR_CHECKED
cor_code dossier_office_second_page(const dossier_office *office,
                                    const dossier_office_sign_in *shown, const cor_factor *factor,
                                    const cor_document **ret_document, cor_error *err);
/* The codes made with a new second factor. */
COR_CHECKED
cor_code dossier_office_recovery_page(const dossier_office *office, const cor_recovery *recovery,
                                      const cor_document **ret_document, cor_error *err);

/* ---- desk.c: what there is to do, and the list of each registry ---------- */

/* The first entries of a list, and how many more there are. */
typedef struct {
    cor_entry **list;
    size_t count;
    int64_t more;
} dossier_office_entries;

typedef struct {
    int64_t session_count; // of this person
    dossier_office_entries review, own_drafts, drafts, recent;
} dossier_office_desk;
COR_CHECKED
cor_code dossier_office_desk_page(const dossier_office *office, const dossier_office_desk *desk,
                                  const cor_document **ret_document, cor_error *err);

typedef struct {
    const cor_registry_kind *kind;
    cor_str words, state; // asked for, as typed
    dossier_office_entries entries;
    int64_t page, page_count; // from 1
} dossier_office_list;
COR_CHECKED
cor_code dossier_office_list_page(const dossier_office *office, const dossier_office_list *shown,
                                  const cor_document **ret_document, cor_error *err);

/* ---- entry.c: one entry, what can be done with it, its versions ---------- */

typedef struct {
    const cor_entry *newest, *shown;  // shown: the version looked at
    const cor_registry_event *events; // [event_count] oldest first
    size_t event_count;
    cor_str why;      // as typed
    cor_text problem; // of the action that was tried; empty: none
    bool saved;       // just now
} dossier_office_entry;
COR_CHECKED
cor_code dossier_office_entry_page(const dossier_office *office, const dossier_office_entry *shown,
                                   const cor_document **ret_document, cor_error *err);
/* The state that a button of the page leads to. */
bool dossier_office_step_find(cor_str word, cor_registry_state *ret_to);
/* Two versions side by side. */
COR_CHECKED
cor_code dossier_office_compare_page(const dossier_office *office, const cor_entry *before,
                                     const cor_entry *after, const cor_document **ret_document,
                                     cor_error *err);

/* ---- edit.c, fields.c: the form of an entry ------------------------------ */

enum { DOSSIER_OFFICE_GENERAL_MAX = 4 };
typedef struct {
    cor_registry *registry; // where the titles of entries that are referred to are looked up
    cor_arena scratch;
    const cor_entry *entry;  // as typed
    const cor_entry *newest; // stored; NULL of a new entry
    cor_str key;             // of a new entry, as typed
    int32_t expected;        // the version the form is based on
    // Of a conflict: as typed, what the other saved, what both began with; else NULL.
    const cor_entry *mine, *theirs, *base;
    const cor_entry_problem *problems; // [problem_count] of fields
    size_t problem_count;
    cor_text general[DOSSIER_OFFICE_GENERAL_MAX]; // problems of no one field
    int32_t general_count;
    cor_str why;                      // as typed
    cor_str found_field, found_words; // a search for entries to refer to
    int32_t more_sources;             // empty rows beyond the usual one
} dossier_office_form;
COR_CHECKED
cor_code dossier_office_edit_page(const dossier_office *office, const dossier_office_form *form,
                                  const cor_document **ret_document, cor_error *err);
/* Names of the inputs of the form: "title_es", "type"; "take.title_es" chooses a side of a
 * conflict. */
cor_str dossier_office_field_name(const cor_registry_field *field, int lang, cor_arena *keep);
cor_str dossier_office_take_name(const cor_registry_field *field, int lang, cor_arena *keep);

/* ---- account.c: one's own account ---------------------------------------- */

typedef struct {
    const cor_session *sessions; // [session_count] last used first
    size_t session_count;
    int32_t recovery_left;
    const cor_recovery *fresh; // codes that are shown this once; NULL: none
    cor_text problem;          // of the form; empty: none
} dossier_office_account;
/* Before a password that somebody else made is changed, the rest of it is not shown. */
COR_CHECKED
cor_code dossier_office_account_page(const dossier_office *office,
                                     const dossier_office_account *account,
                                     const cor_document **ret_document, cor_error *err);

/* ---- accounts.c: the accounts of others, for administrators -------------- */

/* Name, roles, state, last signed in. */
extern const cor_table_column dossier_office_staff_columns[4];

/* An account and a role, as typed. */
typedef struct {
    cor_str account, role, country, registry;
    cor_text problem; // empty: none
} dossier_office_grant;
COR_CHECKED
cor_code dossier_office_accounts_page(const dossier_office *office, const cor_staff *list,
                                      size_t count, const dossier_office_grant *typed,
                                      const cor_document **ret_document, cor_error *err);
COR_CHECKED
cor_code dossier_office_staff_page(const dossier_office *office, const cor_staff *staff,
                                   const dossier_office_grant *typed,
                                   const cor_document **ret_document, cor_error *err);
/* The password for the first sign-in, shown this once. */
COR_CHECKED
cor_code dossier_office_password_page(const dossier_office *office, cor_str name,
                                      const cor_password *password,
                                      const cor_document **ret_document, cor_error *err);

/* ---- log.c: the audit log ------------------------------------------------ */

/* `is_more`: there are older rows. */
COR_CHECKED
cor_code dossier_office_log_page(const dossier_office *office, const cor_registry_event *list,
                                 size_t count, bool is_more, const cor_document **ret_document,
                                 cor_error *err);

#endif
