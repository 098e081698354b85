/* SPDX-License-Identifier: Apache-2.0 */
/* routes.h: the handlers of the routing table, by family. */
#ifndef CORREDOR_SERVE_ROUTES_H
#define CORREDOR_SERVE_ROUTES_H

#include "http.h"

/* ---- pages.c: documents -------------------------------------------------- */
cor_code page_home(http_request *request, http_response *response, cor_error *err);
cor_code page_corridor_choice(http_request *request, http_response *response, cor_error *err);
cor_code page_corridor(http_request *request, http_response *response, cor_error *err);
cor_code page_country(http_request *request, http_response *response, cor_error *err);
cor_code page_world(http_request *request, http_response *response, cor_error *err);
cor_code page_corridors(http_request *request, http_response *response, cor_error *err);
cor_code page_remittances_choice(http_request *request, http_response *response, cor_error *err);
cor_code page_remittances(http_request *request, http_response *response, cor_error *err);
cor_code page_flows_compare(http_request *request, http_response *response, cor_error *err);
cor_code page_data(http_request *request, http_response *response, cor_error *err);
cor_code page_source(http_request *request, http_response *response, cor_error *err);
cor_code page_sources(http_request *request, http_response *response, cor_error *err);
cor_code page_about(http_request *request, http_response *response, cor_error *err);
cor_code page_figures(http_request *request, http_response *response, cor_error *err);
cor_code page_check(http_request *request, http_response *response, cor_error *err);
cor_code page_search(http_request *request, http_response *response, cor_error *err);
/* What dossiers of this request are made from. */
/* What the library needs to answer this request. */
cor_dossier page_dossier(const http_request *request);
/* Render a document in the format asked for. */
cor_code page_show(http_request *request, const cor_document *document, http_response *response,
                   cor_error *err);

/* ---- office*.c: where staff edit the registries -------------------------- */
cor_code office_desk(http_request *request, http_response *response, cor_error *err);
cor_code office_sign_in(http_request *request, http_response *response, cor_error *err);
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
/* ---- flows.c: the flow laboratory ---------------------------------------- */
cor_code page_flows(http_request *request, http_response *response, cor_error *err);
cor_code page_flow_methods(http_request *request, http_response *response, cor_error *err);
cor_code page_flows_own(http_request *request, http_response *response, cor_error *err);

/* ---- data.c: tables and lists for programs ------------------------------- */
cor_code data_figures(http_request *request, http_response *response, cor_error *err);
cor_code data_measures(http_request *request, http_response *response, cor_error *err);
cor_code data_places(http_request *request, http_response *response, cor_error *err);
cor_code data_suggest(http_request *request, http_response *response, cor_error *err);
cor_code data_asset(http_request *request, http_response *response, cor_error *err);
cor_code data_health(http_request *request, http_response *response, cor_error *err);
cor_code data_metrics(http_request *request, http_response *response, cor_error *err);
cor_code data_robots(http_request *request, http_response *response, cor_error *err);

/* ---- map.c --------------------------------------------------------------- */
cor_code data_map(http_request *request, http_response *response, cor_error *err);
/* An unnamed file for a large table; NULL with the reason. It is closed by data_give_file, which
 * answers with it. */
FILE *data_unnamed_file(cor_error *err);
cor_code data_give_file(http_request *request, FILE *file, cor_code code, cor_str name,
                        http_response *response, cor_error *err);

/* ---- mechanisms.c -------------------------------------------------------- */
cor_code page_mechanisms(http_request *request, http_response *response, cor_error *err);
cor_code page_mechanism(http_request *request, http_response *response, cor_error *err);
cor_code page_mechanism_history(http_request *request, http_response *response, cor_error *err);
cor_code page_mechanism_use(http_request *request, http_response *response, cor_error *err);
cor_code page_mechanisms_compare(http_request *request, http_response *response, cor_error *err);
cor_code page_gaps(http_request *request, http_response *response, cor_error *err);
cor_code page_agreements(http_request *request, http_response *response, cor_error *err);
cor_code page_conventions(http_request *request, http_response *response, cor_error *err);
cor_code data_mechanism_pairs(http_request *request, http_response *response, cor_error *err);

/* ---- library.c: publications and institutions; what other programs read of them ---- */
cor_code page_publications(http_request *request, http_response *response, cor_error *err);
cor_code page_publication(http_request *request, http_response *response, cor_error *err);
cor_code page_publication_history(http_request *request, http_response *response, cor_error *err);
cor_code page_institutions(http_request *request, http_response *response, cor_error *err);
cor_code page_institution(http_request *request, http_response *response, cor_error *err);
cor_code page_institution_history(http_request *request, http_response *response, cor_error *err);
cor_code page_publications_feed(http_request *request, http_response *response, cor_error *err);
cor_code page_oai(http_request *request, http_response *response, cor_error *err);

/* ---- network.c: the network of regulators; versions of entries of any registry ---- */
cor_code page_network(http_request *request, http_response *response, cor_error *err);
cor_code page_network_part(http_request *request, http_response *response, cor_error *err);
cor_code page_network_events(http_request *request, http_response *response, cor_error *err);
cor_code page_network_country(http_request *request, http_response *response, cor_error *err);
cor_code page_network_entry(http_request *request, http_response *response, cor_error *err);
cor_code page_network_history(http_request *request, http_response *response, cor_error *err);
/* ?version=2 or ?as-known=2026-01-31: an earlier version, field by field; nothing, and false,
 * without them. */
cor_code page_entry_version(http_request *request, const cor_registry_kind *kind, cor_str key,
                            bool *ret_given, http_response *response, cor_error *err);
/* The versions of an entry, or with ?from= and ?to= what differs between two. */
cor_code page_entry_history(http_request *request, const cor_registry_kind *kind, cor_str key,
                            http_response *response, cor_error *err);

/* ---- openapi.c ----------------------------------------------------------- */
cor_code data_openapi(http_request *request, http_response *response, cor_error *err);

/* ---- query.c: parameters into values ------------------------------------- */
cor_code query_country(cor_str text, cor_country *ret_country, cor_error *err);
cor_code query_countries(http_request *request, const char *name, const cor_country **ret_list,
                         int32_t *ret_count, cor_error *err);
/* "2015-2020" or "2015/2020", mid-year to mid-year; empty leaves the period as it is. flows.c */
cor_code query_flow_period(cor_str word, cor_interval *ret_period, cor_error *err);
cor_code query_number(const http_request *request, const char *name, double least, double most,
                      double *ret_value, cor_error *err);
cor_code query_filter(http_request *request, cor_filter *ret_filter, cor_error *err);
/* Places whose folded name begins with, or contains, the folded words; best first. */
size_t query_places(cor_str words, cor_country *ret_list, size_t room, cor_arena scratch);

#endif
