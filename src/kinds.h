/* SPDX-License-Identifier: Apache-2.0 */
/* kinds.h: all kinds of entries, each defined in the folder of its subject. */
#ifndef CORREDOR_KINDS_H
#define CORREDOR_KINDS_H

#include "corredor/registry.h"

extern const cor_registry_kind cor_kind_mechanism, cor_kind_agreement, cor_kind_mechanism_use,
    cor_kind_ratification;
extern const cor_registry_kind cor_kind_institution, cor_kind_publication;
extern const cor_registry_kind cor_kind_recommendation, cor_kind_framework_evidence;
extern const cor_registry_kind cor_kind_diaspora_organisation;
extern const cor_registry_kind cor_kind_network_theme, cor_kind_network_member,
    cor_kind_network_practice, cor_kind_network_event, cor_kind_network_action;

/* Codes that several kinds use. */
extern const cor_registry_code cor_codes_yes_no[], cor_codes_sectors[], cor_codes_skills[];

#endif
