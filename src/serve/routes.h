/* SPDX-License-Identifier: Apache-2.0 */
/* routes.h: the handlers of the routing table, by family. */
#ifndef CORREDOR_SERVE_ROUTES_H
#define CORREDOR_SERVE_ROUTES_H

#include "http.h"

/* ---- show.c: a document as the answer to a request ----------------------- */
/* The data needed to answer this request. */
cor_dossier page_dossier(const http_request *request);
/* Name of the requested format: "html" for a page, "text" for .txt. */
cor_str page_format(const http_request *request);
/* Render a document in the requested format. */
cor_code page_show(http_request *request, const cor_document *document, http_response *response,
                   cor_error *err);
/* Redirect to another address, keeping the language and the format. */
cor_code page_go_to(http_request *request, http_response *response, int status, cor_str address,
                    cor_error *err);

/* ---- question.c ---------------------------------------------------------- */
cor_code answer_question(http_request *request, const cor_question *question,
                         http_response *response, cor_error *err);
/* The large table that answers, with a reference, when it was made for somebody else: nothing is
 * left to do. NULL: it must be made. */
table_file *question_table_find(http_request *request, const cor_question *question);

/* ---- office/: where staff edit the registries ---------------------------- */
cor_code office_desk(http_request *request, http_response *response, cor_error *err);
cor_code office_sign_in(http_request *request, http_response *response, cor_error *err);
/* Whether a form for signing in comes from a device that the person it names signed in on. */
bool office_is_from_known_device(const http_request *request);
cor_code office_second(http_request *request, http_response *response, cor_error *err);
cor_code office_sign_out(http_request *request, http_response *response, cor_error *err);
cor_code office_account(http_request *request, http_response *response, cor_error *err);
cor_code office_staff(http_request *request, http_response *response, cor_error *err);
cor_code office_staff_one(http_request *request, http_response *response, cor_error *err);
cor_code office_log_page(http_request *request, http_response *response, cor_error *err);
cor_code office_list(http_request *request, http_response *response, cor_error *err);
cor_code office_new(http_request *request, http_response *response, cor_error *err);
cor_code office_entry(http_request *request, http_response *response, cor_error *err);
cor_code office_edit(http_request *request, http_response *response, cor_error *err);
cor_code office_compare(http_request *request, http_response *response, cor_error *err);

/* ---- own_tables.c, oai.c, system.c --------------------------------------- */
cor_code page_flows_own(http_request *request, http_response *response, cor_error *err);
cor_code page_oai(http_request *request, http_response *response, cor_error *err);
cor_code data_asset(http_request *request, http_response *response, cor_error *err);
cor_code data_health(http_request *request, http_response *response, cor_error *err);
cor_code data_metrics(http_request *request, http_response *response, cor_error *err);
cor_code data_robots(http_request *request, http_response *response, cor_error *err);

#endif
