/* SPDX-License-Identifier: Apache-2.0 */
/* oai.c: answers of the harvesting protocol: one function per verb. */
#include "oai.h"

enum { OAI_PAGE = 100 };

typedef struct {
    cor_registry *registry;
    const cor_repository *repository;
    oai_request request;
    int64_t now_s;
    cor_arena keep;
    cor_out *out;
    cor_error *err;
} oai_answer;

static void refuse_request(oai_answer *answer, oai_fault fault, const char *reason) {
    answer->request.fault = fault;
    answer->request.reason = reason;
}

/* ---- frame --------------------------------------------------------------- */

static void put_attributes(oai_answer *answer, const cor_oai_argument *arguments, size_t count) {
    for (size_t i = 0; i < count; i++) {
        cor_put_char(answer->out, ' ');
        cor_put(answer->out, arguments[i].name); // a checked value of the protocol
        cor_put_c(answer->out, "=\"");
        cor_put_xml(answer->out, arguments[i].value);
        cor_put_char(answer->out, '"');
    }
}

static void put_answer_head(oai_answer *answer, const cor_oai_argument *arguments, size_t count) {
    cor_out *out = answer->out;
    oai_fault fault = answer->request.fault;

    cor_put_c(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                   "<OAI-PMH xmlns=\"http://www.openarchives.org/OAI/2.0/\" "
                   "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" "
                   "xsi:schemaLocation=\"http://www.openarchives.org/OAI/2.0/ "
                   "http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd\">\n<responseDate>");
    xml_put_time(out, answer->now_s);
    cor_put_c(out, "</responseDate>\n<request");

    // A request outside the protocol is not repeated in the answer.
    if (fault != OAI_BAD_VERB && fault != OAI_BAD_ARGUMENT)
        put_attributes(answer, arguments, count);

    cor_put_char(out, '>');
    cor_put_xml(out, answer->repository->base_url);
    cor_put_c(out, "/oai</request>\n");
}

static void put_fault(oai_answer *answer) {
    cor_put_c(answer->out, "<error code=\"");
    cor_put_c(answer->out, oai_fault_code(answer->request.fault));
    cor_put_c(answer->out, "\">");
    cor_put_c(answer->out, answer->request.reason);
    cor_put_c(answer->out, "</error>\n");
}

/* ---- what the repository is ---------------------------------------------- */

/* "postmaster@" and the host name without port. */
static void put_email(oai_answer *answer) {
    const cor_repository *repository = answer->repository;
    if (repository->admin_email.length) {
        cor_put_xml(answer->out, repository->admin_email);
        return;
    }

    cor_str host = cor_str_part(repository->base_url,
                                cor_str_find(repository->base_url, COR_STR("//")) + 2, SIZE_MAX);
    host = cor_str_part(host, 0, cor_str_find(host, COR_STR(":")));
    cor_put_c(answer->out, "postmaster@");
    cor_put_xml(answer->out, host);
    if (cor_str_find(host, COR_STR(".")) == SIZE_MAX)
        cor_put_c(answer->out, ".localdomain"); // the schema requires a dot
}

static cor_code answer_identify(oai_answer *answer) {
    cor_out *out = answer->out;
    cor_registry_harvest all = { .until_s = INT64_MAX };
    int64_t earliest_s = 0, count = 0;
    cor_code code = cor_registry_records_span(answer->registry, &cor_kind_publication, &all,
                                              &earliest_s, &count, answer->err);
    if (code) return code;

    cor_put_c(out, "<Identify>\n<repositoryName>corredor</repositoryName>\n<baseURL>");
    cor_put_xml(out, answer->repository->base_url);
    cor_put_c(out, "/oai</baseURL>\n<protocolVersion>2.0</protocolVersion>\n<adminEmail>");
    put_email(answer);
    cor_put_c(out, "</adminEmail>\n<earliestDatestamp>");
    xml_put_time(out, earliest_s);
    cor_put_c(out, "</earliestDatestamp>\n<deletedRecord>persistent</deletedRecord>\n"
                   "<granularity>YYYY-MM-DDThh:mm:ssZ</granularity>\n</Identify>\n");

    return COR_OK;
}

static cor_code find_record(oai_answer *answer, cor_registry_record *ret_record, bool *ret_found) {
    cor_str key;
    *ret_found = false;
    if (!oai_identifier_read(answer->repository, answer->request.identifier, &key)) return COR_OK;
    return cor_registry_record_get(answer->registry, &cor_kind_publication, key, &answer->keep,
                                   ret_record, ret_found, answer->err);
}

static cor_code list_formats(oai_answer *answer) {
    cor_put_c(answer->out,
              "<ListMetadataFormats>\n<metadataFormat>\n<metadataPrefix>oai_dc</metadataPrefix>\n"
              "<schema>http://www.openarchives.org/OAI/2.0/oai_dc.xsd</schema>\n"
              "<metadataNamespace>http://www.openarchives.org/OAI/2.0/oai_dc/</metadataNamespace>\n"
              "</metadataFormat>\n</ListMetadataFormats>\n");
    return COR_OK;
}

static void put_family(cor_out *out, int32_t field, const char *prefix) {
    for (const cor_registry_code *code = cor_kind_publication.fields[field].codes; code->code;
         code++) {
        cor_put_c(out, "<set>\n<setSpec>");
        cor_put_c(out, prefix);
        cor_put_c(out, code->code);
        cor_put_c(out, "</setSpec>\n<setName>");
        cor_put_xml(out, cor_str_of(cor_gettext(code->label, COR_LANG_EN)));
        cor_put_c(out, " / ");
        cor_put_xml(out, cor_str_of(cor_gettext(code->label, COR_LANG_ES)));
        cor_put_c(out, "</setName>\n</set>\n");
    }
}

static cor_code list_sets(oai_answer *answer) {
    cor_put_c(answer->out, "<ListSets>\n");
    put_family(answer->out, PUBLICATION_TOPICS, "topic-");
    put_family(answer->out, PUBLICATION_FORM, "form-");
    cor_put_c(answer->out, "</ListSets>\n");
    return COR_OK;
}

/* ---- records ------------------------------------------------------------- */

static cor_registry_harvest harvest_of(const oai_place *place) {
    cor_registry_harvest harvest = { .from_s = place->from_s,
                                     .until_s = place->until_s,
                                     .after_at_s = place->after_at_s,
                                     .after_entry = place->after_entry,
                                     .limit = OAI_PAGE + 1 };
    int32_t field;
    if (oai_set_read(cor_str_of(place->set), &field, &harvest.value))
        harvest.field = cor_kind_publication.fields[field].name;
    return harvest;
}

/* The last page of a list with several pages says so with an empty token. */
static void put_token(oai_answer *answer, const oai_place *place, const cor_registry_record *last,
                      size_t shown, bool more) {
    char token[OAI_TOKEN_BYTES] = "";
    oai_place next = *place;

    if (!more && !place->cursor) return;
    if (more) {
        next.after_at_s = last->at_s;
        next.after_entry = last->entry->id;
        next.cursor += (int64_t)shown;
        oai_token_write(answer->request.verb, &next, token);
    }

    cor_put_c(answer->out, "<resumptionToken completeListSize=\"");
    cor_put_int(answer->out, place->total);
    cor_put_c(answer->out, "\" cursor=\"");
    cor_put_int(answer->out, place->cursor);
    cor_put_c(answer->out, "\">");
    cor_put_c(answer->out, token);
    cor_put_c(answer->out, "</resumptionToken>\n");
}

static void put_records(oai_answer *answer, const oai_place *place,
                        const cor_registry_record *records, size_t count) {
    bool whole = answer->request.verb == OAI_LIST_RECORDS;
    size_t shown = count > OAI_PAGE ? OAI_PAGE : count;
    cor_put_c(answer->out, whole ? "<ListRecords>\n" : "<ListIdentifiers>\n");
    for (size_t i = 0; i < shown; i++)
        (whole ? oai_put_record : oai_put_header)(answer->out, answer->repository, &records[i]);
    put_token(answer, place, &records[shown - 1], shown, count > OAI_PAGE);
    cor_put_c(answer->out, whole ? "</ListRecords>\n" : "</ListIdentifiers>\n");
}

/* Everything a list answer needs, determined before the first byte is written, because a fault
 * changes how the answer begins. */
typedef struct {
    oai_place place;
    cor_registry_record *records;
    size_t count;
    cor_registry_record record; // for GetRecord
} oai_found;

static cor_code look_up_list(oai_answer *answer, oai_found *found) {
    found->place = answer->request.place;
    cor_registry_harvest harvest = harvest_of(&found->place);
    int64_t earliest_s;
    cor_code code = COR_OK;

    if (!answer->request.has_token)
        code = cor_registry_records_span(answer->registry, &cor_kind_publication, &harvest,
                                         &earliest_s, &found->place.total, answer->err);
    if (!code)
        code = cor_registry_records(answer->registry, &cor_kind_publication, &harvest,
                                    &answer->keep, &found->records, &found->count, answer->err);
    if (code || found->count) return code;
    if (answer->request.has_token)
        refuse_request(answer, OAI_BAD_TOKEN, "There are no records behind this resumptionToken.");

    else
        refuse_request(answer, OAI_NO_RECORDS, "No records match.");
    return COR_OK;
}

static cor_code look_up_record(oai_answer *answer, oai_found *found) {
    bool is_there;
    cor_code code = find_record(answer, &found->record, &is_there);
    if (!code && !is_there)
        refuse_request(answer, OAI_ID_DOES_NOT_EXIST, "There is no record with this identifier.");
    return code;
}

static cor_code look_up_request(oai_answer *answer, oai_found *found) {
    const oai_request *request = &answer->request;
    if (request->fault) return COR_OK;
    if (request->verb == OAI_LIST_RECORDS || request->verb == OAI_LIST_IDENTIFIERS)
        return look_up_list(answer, found);
    if (request->verb == OAI_GET_RECORD || request->has_identifier)
        return look_up_record(answer, found);
    return COR_OK;
}

static cor_code put_answer(oai_answer *answer, const oai_found *found) {
    switch (answer->request.verb) {
    case OAI_IDENTIFY:
        return answer_identify(answer);
    case OAI_LIST_METADATA_FORMATS:
        return list_formats(answer);
    case OAI_LIST_SETS:
        return list_sets(answer);
    case OAI_GET_RECORD:
        cor_put_c(answer->out, "<GetRecord>\n");
        oai_put_record(answer->out, answer->repository, &found->record);
        cor_put_c(answer->out, "</GetRecord>\n");
        return COR_OK;
    default:
        put_records(answer, &found->place, found->records, found->count);
        return COR_OK;
    }
}

cor_code cor_oai_answer(cor_registry *registry, const cor_repository *repository,
                        const cor_oai_argument *arguments, size_t argument_count, int64_t now_s,
                        cor_arena keep, cor_out *out, cor_error *err) {
    oai_answer answer = { registry, repository, oai_request_read(arguments, argument_count, now_s),
                          now_s,    keep,       out,
                          err };
    oai_found found = { 0 };
    cor_code code = look_up_request(&answer, &found);
    if (code) return code;

    put_answer_head(&answer, arguments, argument_count);
    if (answer.request.fault)
        put_fault(&answer);

    else
        code = put_answer(&answer, &found);
    cor_put_c(out, "</OAI-PMH>\n");

    return code ? code : out->failed ? cor_fail_memory(err) : COR_OK;
}
