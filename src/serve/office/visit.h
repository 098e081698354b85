/* SPDX-License-Identifier: Apache-2.0 */
/* visit.h: what the handlers of the office share: who asks, what they may see, and answering with
 * a page that src/dossier/office builds.
 *
 * Every form carries the mark of its session. Browsers and caches keep nothing of the office. A
 * form that comes too late, or to another session, is shown again with what was typed. */
#ifndef CORREDOR_SERVE_OFFICE_VISIT_H
#define CORREDOR_SERVE_OFFICE_VISIT_H

#include "dossier/office/office.h"
#include "kinds/kinds.h"
#include "serve/routes.h"

#define OFFICE_COOKIE "session"

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
/* Open what a page needs, ask the visitor to sign in where that is needed, and make the page.
 * `reshows`: the page shows a form without its mark again instead of refusing it. */
cor_code office_visit_run(http_request *request, http_response *response, office_need need,
                          bool reshows, office_page page, cor_error *err);

/* ---- answering ----------------------------------------------------------- */

/* The reader of the page, with a fresh mark for its forms. */
dossier_office office_viewer(office_visit *visit);
/* `code`, or when it is COR_OK the page. */
cor_code office_give(office_visit *visit, cor_code code, const cor_document *document, int status,
                     cor_error *err);
/* Goes to a page of the office. */
cor_code office_go(office_visit *visit, cor_str path, cor_error *err);
/* Set the cookie of a session; NULL takes it away. */
cor_code office_put_cookie(office_visit *visit, const cor_token *token, cor_error *err);
/* Rate-limit key of the client. */
cor_str office_address(const office_visit *visit);

/* ---- sign_in.c ----------------------------------------------------------- */

/* The sign-in page, holding on to a form that came too late. `problem` empty: none. */
cor_code office_show_sign_in(office_visit *visit, cor_text problem, int status, cor_error *err);
cor_code office_show_second(office_visit *visit, cor_text problem, int status, cor_error *err);

/* ---- reading ------------------------------------------------------------- */

/* The registry named by the address. desk.c */
cor_code office_kind(office_visit *visit, const cor_registry_kind **ret_kind, cor_error *err);
/* What was typed into the form of an entry, as it is; never fails for what it says. NULL when
 * memory ran out. form.c */
cor_entry *office_entry_read(office_visit *visit, const cor_registry_kind *kind, cor_str key);

#endif
