/* SPDX-License-Identifier: Apache-2.0 */
/* kinds.c: the one table of kinds of entries, in the order in which they can refer to each other.
 * To add one, put its table of fields into the folder of its subject (into this folder while the
 * subject has no rules of its own) and its row here. */
#include "kinds.h"

static const cor_registry_kind *const KINDS[] = {
    &cor_kind_institution,    &cor_kind_publication,        &cor_kind_mechanism,
    &cor_kind_agreement,      &cor_kind_mechanism_use,      &cor_kind_ratification,
    &cor_kind_recommendation, &cor_kind_framework_evidence, &cor_kind_diaspora_organisation,
    &cor_kind_network_theme,  &cor_kind_network_member,     &cor_kind_network_practice,
    &cor_kind_network_event,  &cor_kind_network_action,
};

const cor_registry_kinds cor_kinds = { KINDS, sizeof KINDS / sizeof *KINDS };
