/* SPDX-License-Identifier: Apache-2.0 */
/* visit.h: shared by the handlers of the office: session, permissions, and answering with a page
 * that src/dossier/office builds.
 *
 * Every form carries a token of its session. Browsers and caches store nothing of the office. A
 * form that comes too late, or from another session, is shown again with the typed text. */
#ifndef CORREDOR_SERVE_OFFICE_VISIT_H
#define CORREDOR_SERVE_OFFICE_VISIT_H

#include "dossier/office/office.h"
#include "kinds/kinds.h"
#include "serve/routes.h"

#define OFFICE_COOKIE        "session"
#define OFFICE_DEVICE_COOKIE "device"

typedef struct {
    http_request *request;
    http_response *response;
    cor_registry *registry; // over the database for writing
    cor_office *office;
    cor_token token;
    bool has_session;
    bool marked; // a form with this session's token
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
/* Open what a page needs, ask for sign-in where needed, and make the page. `reshows`: the page
 * shows a form without a valid token again instead of refusing it. */
cor_code office_visit_run(http_request *request, http_response *response, office_need need,
                          bool reshows, office_page page, cor_error *err);

/* ---- answering ----------------------------------------------------------- */

/* The reader of the page, with a fresh token for its forms. */
dossier_office office_viewer(office_visit *visit);
/* Answer with the page, or return `code` if it is not COR_OK. */
cor_code office_give(office_visit *visit, cor_code code, const cor_document *document, int status,
                     cor_error *err);
/* Redirect to a page of the office. */
cor_code office_go(office_visit *visit, cor_str path, cor_error *err);
/* The address that was asked for, encoded: of this page, with its query. */
cor_str office_here(const office_visit *visit);
/* Set the session cookie; NULL deletes it. */
cor_code office_put_cookie(office_visit *visit, const cor_token *token, cor_error *err);
/* Rate-limit key of the client, and the devices its cookie says. */
cor_caller office_caller(const office_visit *visit);
/* After a whole sign-in: have the browser keep that it is known. */
cor_code office_put_device(office_visit *visit, const cor_token *token, cor_error *err);

/* ---- sign_in.c ----------------------------------------------------------- */

/* Whether the fields of a form are short enough to be shown back on the page for signing in. */
bool office_form_is_kept(const http_request *request);
/* The sign-in page, keeping a form that came too late. `problem` empty: none. */
cor_code office_show_sign_in(office_visit *visit, cor_text problem, int status, cor_error *err);
cor_code office_show_second(office_visit *visit, cor_text problem, int status, cor_error *err);

/* ---- reading ------------------------------------------------------------- */

/* The registry named by the address. desk.c */
cor_code office_kind(office_visit *visit, const cor_registry_kind **ret_kind, cor_error *err);
/* The typed content of an entry's form, unchanged; its content causes no failure. NULL when memory
 * ran out. form.c */
cor_entry *office_entry_read(office_visit *visit, const cor_registry_kind *kind, cor_str key);

#endif
