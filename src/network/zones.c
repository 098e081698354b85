/* SPDX-License-Identifier: Apache-2.0 */
/* zones.c: how clocks run where the region meets. Offsets and rules as in the time-zone database
 * of 2024; a rule that changes is a row that changes. */
#include "kinds.h"

static const network_zone LIST[] = {
    { "America/Belize", -360, ZONE_STEADY },
    { "America/Costa_Rica", -360, ZONE_STEADY },
    { "America/El_Salvador", -360, ZONE_STEADY },
    { "America/Guatemala", -360, ZONE_STEADY },
    { "America/Guyana", -240, ZONE_STEADY },
    { "America/Jamaica", -300, ZONE_STEADY },
    { "America/Managua", -360, ZONE_STEADY },
    { "America/Mexico_City", -360, ZONE_STEADY },
    { "America/New_York", -300, ZONE_NORTH_AMERICA },
    { "America/Panama", -300, ZONE_STEADY },
    { "America/Port-au-Prince", -300, ZONE_NORTH_AMERICA },
    { "America/Santo_Domingo", -240, ZONE_STEADY },
    { "America/Tegucigalpa", -360, ZONE_STEADY },
    { "America/Toronto", -300, ZONE_NORTH_AMERICA },
    { "Europe/Madrid", 60, ZONE_EUROPE },
    { "Europe/Zurich", 60, ZONE_EUROPE },
    { "UTC", 0, ZONE_STEADY },
};

const network_zone *network_zone_find(cor_str name) {
    for (size_t i = 0; i < sizeof LIST / sizeof *LIST; i++)
        if (cor_str_is(name, LIST[i].name)) return &LIST[i];
    return NULL;
}
