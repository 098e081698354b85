/* SPDX-License-Identifier: Apache-2.0 */
/* diaspora.c: the fields of a diaspora organisation. */
#include "kinds.h"

static const cor_registry_code PRECISIONS[] = {
    { "city", N_("the city") },
    { "address", N_("the address") },
    { 0 },
};

static const cor_registry_field ORGANISATION[] = {
    [ORGANISATION_NAME] = { "name", N_("Name"), COR_REGISTRY_TEXT, true,
                            .search = COR_SEARCH_TITLE },
    [ORGANISATION_CITY] = { "city", N_("City"), COR_REGISTRY_TEXT, .search = COR_SEARCH_BODY },
    [ORGANISATION_REGION] = { "region", N_("State or province"), COR_REGISTRY_TEXT,
                              .search = COR_SEARCH_BODY },
    [ORGANISATION_PLACE] = { "place", N_("Country"), COR_REGISTRY_PLACE,
                             .search = COR_SEARCH_BODY },
    [ORGANISATION_LATITUDE] = { "latitude", N_("Latitude"), COR_REGISTRY_NUMBER, .least = -90,
                                .most = 90 },
    [ORGANISATION_LONGITUDE] = { "longitude", N_("Longitude"), COR_REGISTRY_NUMBER, .least = -180,
                                 .most = 180 },
    [ORGANISATION_PRECISION] = { "precision", N_("The point is that of"), COR_REGISTRY_CODE, false,
                                 PRECISIONS },
    [ORGANISATION_ORIGINS] = { "origins", N_("Countries of origin"), COR_REGISTRY_PLACES,
                               .search = COR_SEARCH_BODY },
    [ORGANISATION_TYPE] = { "type", N_("Type"), COR_REGISTRY_TEXT, .search = COR_SEARCH_BODY },
    [ORGANISATION_AREAS] = { "areas", N_("Areas of work"), COR_REGISTRY_TEXT,
                             .search = COR_SEARCH_BODY },
    [ORGANISATION_URL] = { "url", N_("Web address"), COR_REGISTRY_URL },
};

const cor_registry_kind cor_kind_diaspora_organisation = {
    .key = "diaspora_organisation",
    .path = "/diaspora/",
    .label = N_("diaspora organisation"),
    .label_many = N_("diaspora organisations"),
    .fields = ORGANISATION,
    .field_count = sizeof ORGANISATION / sizeof *ORGANISATION,
};
