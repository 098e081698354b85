/* SPDX-License-Identifier: Apache-2.0 */
/* network.c: questions about the network of regulators. */
#include "network/network.h"
#include "kinds/kinds.h"
#include "rows.h"

/* ---- parameters that parts share ----------------------------------------- */

#define COUNTRY_PARAM                                                                              \
    {                                                                                              \
        "country", COR_PARAM_PLACE, COR_ASKED(cor_network_filter, country),                        \
            N_("Only of this country."), .example = "GTM"                                          \
    }
#define THEME_PARAM                                                                                \
    {                                                                                              \
        "theme", COR_PARAM_KEY, COR_ASKED(cor_network_filter, theme), N_("Only of this theme."),   \
            .kind = &cor_kind_network_theme, .example = "fees"                                     \
    }
#define AS_OF_PARAM(type_)                                                                         \
    {                                                                                              \
        "as-of", COR_PARAM_DAY, COR_ASKED(type_, as_of),                                           \
            N_("The day to which “overdue” refers; default today.")                                \
    }

static cor_date day_or_today(const cor_asking *asking, cor_date day) {
    return day.days ? day : asking->today;
}

/* ---- the whole network, and a country in it ------------------------------ */

typedef struct {
    cor_country country;
    cor_date as_of;
} overview_asked;

static const cor_parameter OVERVIEW[] = { AS_OF_PARAM(overview_asked), { 0 } };

static cor_code answer_overview(const cor_asking *asking, cor_answer *ret_answer, cor_error *err) {
    const overview_asked *asked = asking->asked;
    return cor_dossier_network(&asking->dossier, day_or_today(asking, asked->as_of), asking->keep,
                               &ret_answer->document, err);
}

static const cor_parameter COUNTRY[] = {
    { "country", COR_PARAM_PLACE, COR_ASKED(overview_asked, country), N_("A country."),
      .is_argument = true, .is_required = true, .example = "GTM" },
    AS_OF_PARAM(overview_asked),
    { 0 },
};

static cor_code answer_network_country(const cor_asking *asking, cor_answer *ret_answer,
                                       cor_error *err) {
    const overview_asked *asked = asking->asked;
    return cor_dossier_network_country(&asking->dossier, asked->country,
                                       day_or_today(asking, asked->as_of), asking->keep,
                                       &ret_answer->document, err);
}

/* ---- parts --------------------------------------------------------------- */

static const cor_parameter MEMBERS[] = { COUNTRY_PARAM, { 0 } };
static const cor_parameter PRACTICES[] = { COUNTRY_PARAM, THEME_PARAM, { 0 } };
static const cor_parameter EVENTS[] = { THEME_PARAM, { 0 } };
static const cor_parameter ACTIONS[] = {
    COUNTRY_PARAM,
    THEME_PARAM,
    { "sdg", COR_PARAM_CODE, COR_ASKED(cor_network_filter, sdg),
      N_("Only for this target of the Sustainable Development Goals."),
      .kind = &cor_kind_network_action, .field = "sdg" },
    { "overdue", COR_PARAM_FLAG, COR_ASKED(cor_network_filter, overdue),
      N_("Only those that are overdue.") },
    AS_OF_PARAM(cor_network_filter),
    { 0 },
};

/* An unknown theme is an error with the nearest key, not an empty table. */
static cor_code check_theme(const cor_asking *asking, cor_str theme, cor_error *err) {
    cor_entry *entry;
    bool is_known = !theme.length || cor_registry_memory_find(asking->dossier.registries,
                                                              &cor_kind_network_theme, theme);
    if (is_known) return COR_OK;
    return cor_registry_get(asking->dossier.registry, &cor_kind_network_theme, theme, NULL,
                            asking->keep, &entry, err);
}

static cor_code answer_part(const cor_asking *asking, cor_network_part part, cor_answer *ret_answer,
                            cor_error *err) {
    static const cor_network_filter everything;
    cor_network_filter filter =
        asking->parameters ? *(const cor_network_filter *)asking->asked : everything;
    filter.as_of = day_or_today(asking, filter.as_of);
    cor_code code = check_theme(asking, filter.theme, err);
    if (code) return code;
    return cor_dossier_network_part(&asking->dossier, part, &filter, asking->keep,
                                    &ret_answer->document, err);
}

static cor_code answer_members(const cor_asking *asking, cor_answer *ret_answer, cor_error *err) {
    return answer_part(asking, COR_NETWORK_MEMBERS, ret_answer, err);
}

static cor_code answer_themes(const cor_asking *asking, cor_answer *ret_answer, cor_error *err) {
    return answer_part(asking, COR_NETWORK_THEMES, ret_answer, err);
}

static cor_code answer_practices(const cor_asking *asking, cor_answer *ret_answer, cor_error *err) {
    return answer_part(asking, COR_NETWORK_PRACTICES, ret_answer, err);
}

static cor_code answer_events(const cor_asking *asking, cor_answer *ret_answer, cor_error *err) {
    return answer_part(asking, COR_NETWORK_EVENTS, ret_answer, err);
}

static cor_code answer_actions(const cor_asking *asking, cor_answer *ret_answer, cor_error *err) {
    return answer_part(asking, COR_NETWORK_ACTIONS, ret_answer, err);
}

static cor_code write_calendar(const cor_asking *asking, cor_out *out, cor_error *err) {
    (void)err;
    cor_network_calendar(asking->dossier.registries, (cor_str){ 0 }, asking->lang, out);
    return COR_OK;
}

static const cor_question_file EVENTS_FILES[] = {
    { "ics", "text/calendar; charset=utf-8", NULL, write_calendar },
    { 0 },
};

/* ---- one entry ----------------------------------------------------------- */

static const char *const PARTS[] = { "members", "themes", "practices", "events", "actions", NULL };

static const cor_registry_kind *const PART_KINDS[] = {
    &cor_kind_network_member, &cor_kind_network_theme,  &cor_kind_network_practice,
    &cor_kind_network_event,  &cor_kind_network_action,
};

typedef struct {
    int32_t part;
    question_entry entry;
    cor_date as_of;
} entry_asked;

static const cor_parameter ENTRY[] = {
    { "part", COR_PARAM_CHOICE, COR_ASKED(entry_asked, part), N_("Part of the network."),
      .is_argument = true, .is_required = true, .words = PARTS, .value = "PART",
      .example = "themes" },
    { "entry", COR_PARAM_KEY, COR_ASKED(entry_asked, entry.key), N_("Key of an entry."),
      .is_argument = true, .is_required = true, .example = "fees" },
    { "version", COR_PARAM_WHOLE, COR_ASKED(entry_asked, entry.version),
      N_("The number of a version."), .least = 1, .most = 1e9, .example = "1" },
    AS_OF_PARAM(entry_asked),
    { 0 },
};

static cor_code answer_entry(const cor_asking *asking, cor_answer *ret_answer, cor_error *err) {
    const entry_asked *asked = asking->asked;
    const cor_registry_kind *kind = PART_KINDS[asked->part];
    cor_date as_of = day_or_today(asking, asked->as_of);
    bool is_given;
    cor_code code = question_entry_version(asking, kind, &asked->entry, &is_given, ret_answer, err);
    if (code || is_given) return code;

    return kind == &cor_kind_network_theme
               ? cor_dossier_network_theme(&asking->dossier, asked->entry.key, as_of, asking->keep,
                                           &ret_answer->document, err)
               : cor_dossier_network_entry(&asking->dossier, kind, asked->entry.key, as_of,
                                           asking->keep, &ret_answer->document, err);
}

typedef struct {
    int32_t part;
    question_history history;
} history_asked;

static const cor_parameter HISTORY[] = {
    { "part", COR_PARAM_CHOICE, COR_ASKED(history_asked, part), N_("Part of the network."),
      .is_argument = true, .is_required = true, .words = PARTS, .value = "PART",
      .example = "themes" },
    { "entry", COR_PARAM_KEY, COR_ASKED(history_asked, history.key), N_("Key of an entry."),
      .is_argument = true, .is_required = true, .example = "fees" },
    { "from", COR_PARAM_WHOLE, COR_ASKED(history_asked, history.from),
      N_("The earlier version; default the one before the newest."), .least = 1, .most = 1e9,
      .value = "VERSION", .example = "1" },
    { "to", COR_PARAM_WHOLE, COR_ASKED(history_asked, history.to),
      N_("The later version; default the newest published one."), .least = 1, .most = 1e9,
      .value = "VERSION", .example = "2" },
    { 0 },
};

static cor_code answer_network_history(const cor_asking *asking, cor_answer *ret_answer,
                                       cor_error *err) {
    const history_asked *asked = asking->asked;
    return question_entry_history(asking, PART_KINDS[asked->part], &asked->history, ret_answer,
                                  err);
}

/* ---- the rows ------------------------------------------------------------ */

const cor_question question_rows_network[] = {
    { .command = "network overview",
      .path = "/network",
      .title = N_("The network of regulators by theme and country, and what is overdue."),
      .details = N_("Only what a source says: where no member or action is known, the answer says "
                    "so."),
      .parameters = OVERVIEW,
      .asked_bytes = sizeof(overview_asked),
      .answer = answer_overview },
    { .command = "network members",
      .path = "/network/members",
      .title = N_("Members of the network."),
      .parameters = MEMBERS,
      .asked_bytes = sizeof(cor_network_filter),
      .answer = answer_members },
    { .command = "network themes",
      .path = "/network/themes",
      .title = N_("Themes of the network."),
      .answer = answer_themes },
    { .command = "network practices",
      .path = "/network/practices",
      .title = N_("Practices that members have shared."),
      .parameters = PRACTICES,
      .asked_bytes = sizeof(cor_network_filter),
      .answer = answer_practices },
    { .command = "network events",
      .path = "/network/events",
      .title = N_("Events of the network, also as a calendar (ics)."),
      .parameters = EVENTS,
      .asked_bytes = sizeof(cor_network_filter),
      .answer = answer_events,
      .files = EVENTS_FILES },
    { .command = "network actions",
      .path = "/network/actions",
      .title = N_("Actions that were agreed, with what is overdue."),
      .example = "overdue=yes",
      .parameters = ACTIONS,
      .asked_bytes = sizeof(cor_network_filter),
      .answer = answer_actions },
    { .command = "network country",
      .path = "/network/countries/{country}",
      .title = N_("A country in the network of regulators."),
      .example = "country=GTM",
      .parameters = COUNTRY,
      .asked_bytes = sizeof(overview_asked),
      .answer = answer_network_country },
    { .command = "network show",
      .path = "/network/{part}/{entry}",
      .title = N_("An entry of the network."),
      .example = "part=themes&entry=fees",
      .parameters = ENTRY,
      .asked_bytes = sizeof(entry_asked),
      .answer = answer_entry },
    { .command = "network history",
      .path = "/network/{part}/{entry}/history",
      .title = N_("The versions of an entry of the network, and what differs between two."),
      .example = "part=themes&entry=fees",
      .parameters = HISTORY,
      .asked_bytes = sizeof(history_asked),
      .answer = answer_network_history },
    { 0 },
};
