/* SPDX-License-Identifier: Apache-2.0 */
/* kinds.h: the kinds kept by the network of regulators, and their fields by number. */
#ifndef CORREDOR_NETWORK_KINDS_H
#define CORREDOR_NETWORK_KINDS_H

#include "registry/registry.h"

extern const cor_registry_kind cor_kind_network_theme, cor_kind_network_member,
    cor_kind_network_practice, cor_kind_network_event, cor_kind_network_action;

enum { THEME_NAME, THEME_SUMMARY, THEME_ORDER, THEME_CHAPTER, THEME_FIELDS };
enum {
    MEMBER_NAME,
    MEMBER_INSTITUTION,
    MEMBER_PLACE,
    MEMBER_ROLE,
    MEMBER_CONTACT_ROLE,
    MEMBER_OFFICE,
    MEMBER_JOINED,
    MEMBER_THEMES,
    MEMBER_FIELDS
};
enum {
    PRACTICE_TITLE,
    PRACTICE_THEMES,
    PRACTICE_PLACE,
    PRACTICE_DONE,
    PRACTICE_RESULT,
    PRACTICE_YEAR,
    PRACTICE_SHARED_BY,
    PRACTICE_RECOMMENDATIONS,
    PRACTICE_URL,
    PRACTICE_FIELDS
};
enum {
    EVENT_TITLE,
    EVENT_STARTS,
    EVENT_ENDS,
    EVENT_BEGINS_AT,
    EVENT_ENDS_AT,
    EVENT_ZONE,
    EVENT_LOCATION,
    EVENT_PLACE,
    EVENT_THEMES,
    EVENT_SUMMARY,
    EVENT_URL,
    EVENT_FIELDS
};
enum {
    ACTION_TITLE,
    ACTION_OWNER,
    ACTION_MEMBER,
    ACTION_THEMES,
    ACTION_DECIDED,
    ACTION_DUE,
    ACTION_SDG,
    ACTION_RECOMMENDATIONS,
    ACTION_STATE,
    ACTION_PROGRESS,
    ACTION_UPDATE,
    ACTION_FIELDS
};

/* Unix time of so many minutes after midnight at a place. False when the system does not know the zone
 * ("America/Guatemala"). */
bool network_moment(cor_str zone, cor_date day, int32_t minutes, int64_t *ret_at_s);
/* "09:30" as minutes after midnight; false when it is not a time of day. */
bool network_time_read(cor_str text, int32_t *ret_minutes);

#endif
