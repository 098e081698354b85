/* SPDX-License-Identifier: Apache-2.0 */
/* zones.c: local time to Unix time, by the rules of the system's time-zone database. */
#include <glib.h>

#include "kinds.h"

static bool find_moment(GTimeZone *zone, cor_date day, int32_t minutes, int64_t *ret_at_s) {
    int32_t year, month, of_month;
    cor_date_parts(day, &year, &month, &of_month);

    GDateTime *moment = g_date_time_new(zone, year, month, of_month, minutes / 60, minutes % 60, 0);
    if (!moment) return false;
    *ret_at_s = g_date_time_to_unix(moment);
    g_date_time_unref(moment);

    return true;
}

bool network_moment(cor_str zone, cor_date day, int32_t minutes, int64_t *ret_at_s) {
    char name[64];
    if (!zone.length) return false; // would be the zone of this machine
    snprintf(name, sizeof name, "%.*s", COR_STR_F(zone));

    GTimeZone *rules = g_time_zone_new_identifier(name);
    if (!rules) return false;
    bool found = find_moment(rules, day, minutes, ret_at_s);
    g_time_zone_unref(rules);
    return found;
}
