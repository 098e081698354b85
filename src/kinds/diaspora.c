/* SPDX-License-Identifier: Apache-2.0 */
/* diaspora.c: the fields of a diaspora organisation. */
#include "kinds.h"

static const cor_registry_code PRECISIONS[] = {
    { "city", N_("the city") },
    { "address", N_("the address") },
    { 0 },
};

static const cor_registry_field ORGANISATION[] = {
    { "name", N_("Name"), COR_REGISTRY_TEXT, true, .search = COR_SEARCH_TITLE },
    { "city", N_("City"), COR_REGISTRY_TEXT, .search = COR_SEARCH_BODY },
    { "region", N_("State or province"), COR_REGISTRY_TEXT, .search = COR_SEARCH_BODY },
    { "place", N_("Country"), COR_REGISTRY_PLACE, .search = COR_SEARCH_BODY },
    { "latitude", N_("Latitude"), COR_REGISTRY_NUMBER, .least = -90, .most = 90 },
    { "longitude", N_("Longitude"), COR_REGISTRY_NUMBER, .least = -180, .most = 180 },
    { "precision", N_("The point is that of"), COR_REGISTRY_CODE, false, PRECISIONS },
    { "origins", N_("Countries of origin"), COR_REGISTRY_PLACES, .search = COR_SEARCH_BODY },
    { "type", N_("Type"), COR_REGISTRY_TEXT, .search = COR_SEARCH_BODY },
    { "areas", N_("Areas of work"), COR_REGISTRY_TEXT, .search = COR_SEARCH_BODY },
    { "url", N_("Web address"), COR_REGISTRY_URL },
};

const cor_registry_kind cor_kind_diaspora_organisation = {
    .key = "diaspora_organisation",
    .path = "/diaspora/",
    .label = N_("diaspora organisation"),
    .label_many = N_("diaspora organisations"),
    .fields = ORGANISATION,
    .field_count = sizeof ORGANISATION / sizeof *ORGANISATION,
};
