/* SPDX-License-Identifier: Apache-2.0 */
/* kinds.h: institutions and publications: the kinds, and their fields by number. */
#ifndef CORREDOR_PUBLICATIONS_KINDS_H
#define CORREDOR_PUBLICATIONS_KINDS_H

#include "registry/registry.h"

extern const cor_registry_kind cor_kind_institution, cor_kind_publication;

enum {
    INSTITUTION_NAME,
    INSTITUTION_PLACE,
    INSTITUTION_ROLE,
    INSTITUTION_VERIFY,
    INSTITUTION_COMPLAINTS,
    INSTITUTION_URL,
    INSTITUTION_CONTACT,
    INSTITUTION_FIELDS
};
enum {
    PUBLICATION_TITLE,
    PUBLICATION_FORM,
    PUBLICATION_YEAR,
    PUBLICATION_PUBLISHER,
    PUBLICATION_URL,
    PUBLICATION_TOPICS,
    PUBLICATION_PLACES,
    PUBLICATION_PROGRAMME_PAGE,
    PUBLICATION_SUMMARY,
    PUBLICATION_AUTHORS,
    PUBLICATION_CORRIDORS,
    PUBLICATION_FIELDS
};

#endif
