/* SPDX-License-Identifier: Apache-2.0 */
/* kinds.c: the fields of institutions and publications. */
#include "kinds.h"

static const cor_registry_field INSTITUTION[INSTITUTION_FIELDS] = {
    [INSTITUTION_NAME] = { "name", N_("Name"), COR_REGISTRY_BILINGUAL, true,
                           .search = COR_SEARCH_TITLE },
    [INSTITUTION_PLACE] = { "place", N_("Country"), COR_REGISTRY_PLACE, .search = COR_SEARCH_BODY },
    [INSTITUTION_ROLE] = { "role", N_("What it does"), COR_REGISTRY_BILINGUAL,
                           .search = COR_SEARCH_BODY },
    [INSTITUTION_VERIFY] = { "verify_recruiter", N_("A recruiter can be checked here"),
                             COR_REGISTRY_CODE, false, cor_codes_yes_no },
    [INSTITUTION_COMPLAINTS] = { "complaints", N_("Takes complaints"), COR_REGISTRY_CODE, false,
                                 cor_codes_yes_no },
    [INSTITUTION_URL] = { "url", N_("Web address"), COR_REGISTRY_URL },
    [INSTITUTION_CONTACT] = { "contact", N_("Telephone, mail or address"), COR_REGISTRY_TEXT },
};

const cor_registry_kind cor_kind_institution = {
    .key = "institution",
    .path = "/library/institutions/",
    .label = N_("institution"),
    .label_many = N_("institutions"),
    .fields = INSTITUTION,
    .field_count = INSTITUTION_FIELDS,
};

static const cor_registry_code FORMS[] = {
    { "report", N_("report") },   { "infosheet", N_("information sheet") },
    { "notice", N_("notice") },   { "standard", N_("standard") },
    { "guide", N_("guide") },     { "video", N_("video") },
    { "form", N_("form") },       { "dataset", N_("dataset") },
    { "article", N_("article") }, { 0 },
};

static const cor_registry_code TOPICS[] = {
    { "recruitment", N_("recruitment") },
    { "labour_market", N_("labour market") },
    { "mechanisms", N_("mechanisms of labour migration") },
    { "remittances", N_("remittances") },
    { "diaspora", N_("diaspora") },
    { "statistics", N_("statistics") },
    { "governance", N_("governance of migration") },
    { "regulation", N_("regulation") },
    { "protection", N_("protection of workers") },
    { 0 },
};

static const cor_registry_field PUBLICATION[PUBLICATION_FIELDS] = {
    [PUBLICATION_TITLE] = { "title", N_("Title"), COR_REGISTRY_BILINGUAL, true,
                            .search = COR_SEARCH_TITLE },
    [PUBLICATION_FORM] = { "form", N_("Form"), COR_REGISTRY_CODE, false, FORMS,
                           .search = COR_SEARCH_BODY },
    [PUBLICATION_YEAR] = { "year", N_("Published"), COR_REGISTRY_PARTIAL },
    [PUBLICATION_PUBLISHER] = { "publisher", N_("Publisher"), COR_REGISTRY_TEXT,
                                .search = COR_SEARCH_BODY },
    [PUBLICATION_URL] = { "url", N_("Web address"), COR_REGISTRY_URL },
    [PUBLICATION_TOPICS] = { "topics", N_("Topics"), COR_REGISTRY_CODES, false, TOPICS,
                             .search = COR_SEARCH_BODY },
    [PUBLICATION_PLACES] = { "places", N_("Countries"), COR_REGISTRY_PLACES,
                             .search = COR_SEARCH_BODY },
    [PUBLICATION_PROGRAMME_PAGE] = { "programme_page", N_("On the page of the regional programme"),
                                     COR_REGISTRY_CODE, false, cor_codes_yes_no },
    [PUBLICATION_SUMMARY] = { "summary", N_("Summary"), COR_REGISTRY_BILINGUAL,
                              .search = COR_SEARCH_BODY },
    // "Jones, Katharine; International Organization for Migration": organisations whose name has a
    // comma go in braces.
    [PUBLICATION_AUTHORS] = { "authors", N_("Authors"), COR_REGISTRY_TEXT,
                              .search = COR_SEARCH_BODY },
    [PUBLICATION_CORRIDORS] = { "corridors", N_("Corridors"), COR_REGISTRY_CORRIDORS,
                                .search = COR_SEARCH_BODY },
};

const cor_registry_kind cor_kind_publication = {
    .key = "publication",
    .path = "/library/",
    .label = N_("publication"),
    .label_many = N_("publications"),
    .fields = PUBLICATION,
    .field_count = PUBLICATION_FIELDS,
};
