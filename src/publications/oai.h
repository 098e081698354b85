/* SPDX-License-Identifier: Apache-2.0 */
/* oai.h: a request of OAI-PMH 2.0, parsed and checked; see
 * http://www.openarchives.org/OAI/openarchivesprotocol.html. */
#ifndef CORREDOR_PUBLICATIONS_OAI_H
#define CORREDOR_PUBLICATIONS_OAI_H

#include "xml.h"

typedef enum {
    OAI_IDENTIFY,
    OAI_LIST_METADATA_FORMATS,
    OAI_LIST_SETS,
    OAI_LIST_IDENTIFIERS,
    OAI_LIST_RECORDS,
    OAI_GET_RECORD,
    OAI_VERB_COUNT
} oai_verb;

typedef enum {
    OAI_FINE,
    OAI_BAD_VERB,
    OAI_BAD_ARGUMENT,
    OAI_BAD_TOKEN,
    OAI_CANNOT_DISSEMINATE,
    OAI_ID_DOES_NOT_EXIST,
    OAI_NO_RECORDS,
    OAI_FAULT_COUNT
} oai_fault;
const char *oai_fault_code(oai_fault fault); // "badVerb"

/* Position in a list. The token contains all of it, so the server stores nothing. */
typedef struct {
    int64_t from_s, until_s;
    char set[48]; // empty: all sets
    int64_t after_at_s, after_entry, cursor, total;
} oai_place;

typedef struct {
    oai_verb verb;
    oai_fault fault;
    const char *reason; // explains the fault; in English, as validators and harvesters expect
    cor_str identifier, prefix, from, until, set, token;
    bool has_from, has_until, has_set, has_token, has_identifier, has_prefix;
    oai_place place; // for lists: from the arguments or from the token
} oai_request;

enum { OAI_TOKEN_BYTES = 256 };
/* Never fails: errors are in `fault`. */
oai_request oai_request_read(const cor_oai_argument *arguments, size_t count, int64_t now_s);
void oai_token_write(oai_verb verb, const oai_place *place, char ret_token[OAI_TOKEN_BYTES]);
bool oai_token_read(cor_str token, oai_verb verb, oai_place *ret_place);
/* "2026-01-31" or "2026-01-31T12:00:00Z"; `end`: the last second of a day. */
bool oai_time_read(cor_str text, bool end, int64_t *ret_at_s, bool *ret_is_day);
/* "topic-recruitment": the field of the publication and the code; false for an unknown set. */
bool oai_set_read(cor_str set, int32_t *ret_field, cor_str *ret_code);

/* ---- oai_record.c -------------------------------------------------------- */
void oai_put_header(cor_out *out, const cor_repository *repository,
                    const cor_registry_record *record);
void oai_put_record(cor_out *out, const cor_repository *repository,
                    const cor_registry_record *record);
void oai_put_identifier(cor_out *out, const cor_repository *repository, cor_str key);
/* The key in "oai:domain:PUB01"; false for any other identifier. */
bool oai_identifier_read(const cor_repository *repository, cor_str identifier, cor_str *ret_key);

#endif
