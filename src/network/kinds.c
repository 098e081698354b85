/* SPDX-License-Identifier: Apache-2.0 */
/* kinds.c: the fields of themes, members, practices, events, and actions with a due date. */
#include "kinds.h"

/* ---- themes -------------------------------------------------------------- */

static const cor_registry_field THEME[THEME_FIELDS] = {
    [THEME_NAME] = { "name", N_("Name"), COR_REGISTRY_BILINGUAL, true, .search = COR_SEARCH_TITLE },
    [THEME_SUMMARY] = { "summary", N_("Summary"), COR_REGISTRY_BILINGUAL,
                        .search = COR_SEARCH_BODY },
    [THEME_ORDER] = { "order", N_("Place in lists"), COR_REGISTRY_NUMBER, .least = 1, .most = 99 },
    [THEME_CHAPTER] = { "chapter", N_("Chapter of the Montreal Recommendations"),
                        COR_REGISTRY_NUMBER, .least = 1, .most = 9 },
};

const cor_registry_kind cor_kind_network_theme = {
    .key = "network_theme",
    .path = "/network/themes/",
    .label = N_("theme"),
    .label_many = N_("themes"),
    .fields = THEME,
    .field_count = THEME_FIELDS,
};

/* ---- members ------------------------------------------------------------- */

static const cor_registry_code MEMBER_ROLES[] = {
    { "regulator", N_("regulator") },
    { "observer", N_("observer") },
    { "secretariat", N_("secretariat") },
    { 0 },
};

/* The office, never a person: who works there changes and is not recorded here. */
static const cor_registry_field MEMBER[MEMBER_FIELDS] = {
    [MEMBER_NAME] = { "name", N_("Name"), COR_REGISTRY_BILINGUAL, true,
                      .search = COR_SEARCH_TITLE },
    [MEMBER_INSTITUTION] = { "institution", N_("Institution"), COR_REGISTRY_REFERENCE,
                             .target = "institution" },
    [MEMBER_PLACE] = { "place", N_("Country"), COR_REGISTRY_PLACE, .search = COR_SEARCH_BODY },
    [MEMBER_ROLE] = { "role", N_("Role in the network"), COR_REGISTRY_CODE, true, MEMBER_ROLES },
    [MEMBER_CONTACT_ROLE] = { "contact_role", N_("Post to write to"), COR_REGISTRY_BILINGUAL },
    [MEMBER_OFFICE] = { "office", N_("Telephone or mail of the office"), COR_REGISTRY_TEXT },
    [MEMBER_JOINED] = { "joined", N_("Member since"), COR_REGISTRY_PARTIAL },
    [MEMBER_THEMES] = { "themes", N_("Themes"), COR_REGISTRY_REFERENCES,
                        .target = "network_theme" },
};

const cor_registry_kind cor_kind_network_member = {
    .key = "network_member",
    .path = "/network/members/",
    .label = N_("member of the network"),
    .label_many = N_("members of the network"),
    .fields = MEMBER,
    .field_count = MEMBER_FIELDS,
};

/* ---- practices ----------------------------------------------------------- */

static const cor_registry_field PRACTICE[PRACTICE_FIELDS] = {
    [PRACTICE_TITLE] = { "title", N_("Title"), COR_REGISTRY_BILINGUAL, true,
                         .search = COR_SEARCH_TITLE },
    [PRACTICE_THEMES] = { "themes", N_("Themes"), COR_REGISTRY_REFERENCES, true,
                          .target = "network_theme" },
    [PRACTICE_PLACE] = { "place", N_("Country"), COR_REGISTRY_PLACE, true,
                         .search = COR_SEARCH_BODY },
    [PRACTICE_DONE] = { "done", N_("What was done"), COR_REGISTRY_BILINGUAL, true,
                        .search = COR_SEARCH_BODY },
    [PRACTICE_RESULT] = { "result", N_("Result"), COR_REGISTRY_BILINGUAL,
                          .search = COR_SEARCH_BODY },
    [PRACTICE_YEAR] = { "year", N_("Year"), COR_REGISTRY_PARTIAL },
    [PRACTICE_SHARED_BY] = { "shared_by", N_("Shared by"), COR_REGISTRY_REFERENCE,
                             .target = "network_member" },
    [PRACTICE_RECOMMENDATIONS] = { "recommendations", N_("Items of the checklist"),
                                   COR_REGISTRY_REFERENCES, .target = "recommendation" },
    [PRACTICE_URL] = { "url", N_("Web address"), COR_REGISTRY_URL },
};

const cor_registry_kind cor_kind_network_practice = {
    .key = "network_practice",
    .path = "/network/practices/",
    .label = N_("practice"),
    .label_many = N_("practices"),
    .fields = PRACTICE,
    .field_count = PRACTICE_FIELDS,
};

/* ---- events -------------------------------------------------------------- */

static const cor_registry_code ZONES[] = {
    { "America/Belize", N_("Belize time") },
    { "America/Costa_Rica", N_("Costa Rica time") },
    { "America/El_Salvador", N_("El Salvador time") },
    { "America/Guatemala", N_("Guatemala time") },
    { "America/Guyana", N_("Guyana time") },
    { "America/Jamaica", N_("Jamaica time") },
    { "America/Managua", N_("Nicaragua time") },
    { "America/Mexico_City", N_("Mexico City time") },
    { "America/New_York", N_("New York time") },
    { "America/Panama", N_("Panama time") },
    { "America/Port-au-Prince", N_("Haiti time") },
    { "America/Santo_Domingo", N_("Dominican Republic time") },
    { "America/Tegucigalpa", N_("Honduras time") },
    { "America/Toronto", N_("Toronto time") },
    { "Europe/Madrid", N_("Madrid time") },
    { "Europe/Zurich", N_("Geneva time") },
    { "UTC", N_("universal time") },
    { 0 },
};

static const cor_registry_field EVENT[EVENT_FIELDS] = {
    [EVENT_TITLE] = { "title", N_("Title"), COR_REGISTRY_BILINGUAL, true,
                      .search = COR_SEARCH_TITLE },
    [EVENT_STARTS] = { "starts", N_("First day"), COR_REGISTRY_PARTIAL, true },
    [EVENT_ENDS] = { "ends", N_("Last day"), COR_REGISTRY_PARTIAL },
    [EVENT_BEGINS_AT] = { "begins_at", N_("Begins at"), COR_REGISTRY_TEXT },
    [EVENT_ENDS_AT] = { "ends_at", N_("Ends at"), COR_REGISTRY_TEXT },
    [EVENT_ZONE] = { "zone", N_("Time zone"), COR_REGISTRY_CODE, false, ZONES },
    [EVENT_LOCATION] = { "location", N_("Where"), COR_REGISTRY_BILINGUAL,
                         .search = COR_SEARCH_BODY },
    [EVENT_PLACE] = { "place", N_("Country"), COR_REGISTRY_PLACE, .search = COR_SEARCH_BODY },
    [EVENT_THEMES] = { "themes", N_("Themes"), COR_REGISTRY_REFERENCES, .target = "network_theme" },
    [EVENT_SUMMARY] = { "summary", N_("Summary"), COR_REGISTRY_BILINGUAL,
                        .search = COR_SEARCH_BODY },
    [EVENT_URL] = { "url", N_("Web address"), COR_REGISTRY_URL },
};

bool network_time_read(cor_str text, int32_t *ret_minutes) {
    for (size_t i = 0; i < text.length; i++)
        if (i == 2 ? text.at[i] != ':' : text.at[i] < '0' || text.at[i] > '9') return false;
    if (text.length != 5) return false;
    int32_t hours = (text.at[0] - '0') * 10 + text.at[1] - '0',
            minutes = (text.at[3] - '0') * 10 + text.at[4] - '0';
    *ret_minutes = hours * 60 + minutes;
    return hours < 24 && minutes < 60;
}

static cor_text plain_field(const char *id) {
    return (cor_text){ .id = id };
}

static cor_code check_times(cor_registry_checking *checking, cor_error *err) {
    const cor_entry *event = checking->entry;
    cor_str first = cor_entry_get(event, EVENT_BEGINS_AT),
            last = cor_entry_get(event, EVENT_ENDS_AT);
    int32_t begins = 0, ends = 0;
    cor_text hint = plain_field(_("Write it as 09:30."));

    if (first.length && !network_time_read(first, &begins))
        return cor_registry_object(checking, COR_E_DOMAIN, EVENT_BEGINS_AT,
                                   cor_say(_("“{word}” is not a time of day."), cor_arg_str(first)),
                                   hint, err);

    if (last.length && !network_time_read(last, &ends))
        return cor_registry_object(checking, COR_E_DOMAIN, EVENT_ENDS_AT,
                                   cor_say(_("“{word}” is not a time of day."), cor_arg_str(last)),
                                   hint, err);

    if (last.length && !first.length)
        return cor_registry_object(
            checking, COR_E_CONFLICT, EVENT_ENDS_AT,
            plain_field(_("It says when the meeting ends, not when it begins.")), plain_field(NULL),
            err);

    if (first.length && !cor_entry_get(event, EVENT_ZONE).length)
        return cor_registry_object(
            checking, COR_E_CONFLICT, EVENT_ZONE,
            plain_field(_("A time of day means nothing without its time zone.")),
            plain_field(_("Choose the time zone of the place where it is held.")), err);

    if (first.length && cor_entry_get(event, EVENT_STARTS).length != 10)
        return cor_registry_object(checking, COR_E_CONFLICT, EVENT_STARTS,
                                   plain_field(_("A time of day needs the whole date.")),
                                   plain_field(_("Write it as 2026-01-31.")), err);

    return COR_OK;
}

static cor_code check_event(cor_registry_checking *checking, cor_error *err) {
    cor_interval first, last;
    int32_t begins, ends;
    const cor_entry *event = checking->entry;
    bool has_last = cor_entry_period(event, EVENT_ENDS, &last);

    if (cor_entry_period(event, EVENT_STARTS, &first) && has_last && last.end.days < first.end.days)
        return cor_registry_object(checking, COR_E_CONFLICT, EVENT_ENDS,
                                   plain_field(_("It ends before it starts.")), plain_field(NULL),
                                   err);

    bool one_day = !has_last || last.end.days == first.end.days;
    if (one_day && network_time_read(cor_entry_get(event, EVENT_BEGINS_AT), &begins) &&
        network_time_read(cor_entry_get(event, EVENT_ENDS_AT), &ends) && ends <= begins)
        return cor_registry_object(checking, COR_E_CONFLICT, EVENT_ENDS_AT,
                                   plain_field(_("It ends before it starts.")), plain_field(NULL),
                                   err);

    return check_times(checking, err);
}

const cor_registry_kind cor_kind_network_event = {
    .key = "network_event",
    .path = "/network/events/",
    .label = N_("event"),
    .label_many = N_("events"),
    .fields = EVENT,
    .field_count = EVENT_FIELDS,
    .check = check_event,
};

/* ---- actions ------------------------------------------------------------- */

/* Targets of the Sustainable Development Goals that actions on recruitment and labour migration
 * serve. */
static const cor_registry_code TARGETS[] = {
    { "5.2", N_("5.2 ending violence against women and girls, trafficking among it") },
    { "8.5", N_("8.5 decent work and equal pay") },
    { "8.7", N_("8.7 ending forced labour and trafficking") },
    { "8.8", N_("8.8 labour rights and safe work, also for migrant workers") },
    { "10.7", N_("10.7 orderly, safe, regular and responsible migration") },
    { "10.c", N_("10.c lower cost of remittances") },
    { "16.3", N_("16.3 access to justice") },
    { "17.16", N_("17.16 partnerships") },
    { "17.18", N_("17.18 data by migration status") },
    { 0 },
};

static const cor_registry_code STATES[] = {
    { "proposed", N_("proposed") },       { "agreed", N_("agreed") },
    { "in_progress", N_("in progress") }, { "done", N_("done") },
    { "dropped", N_("given up") },        { 0 },
};

static const cor_registry_field ACTION[ACTION_FIELDS] = {
    [ACTION_TITLE] = { "title", N_("Title"), COR_REGISTRY_BILINGUAL, true,
                       .search = COR_SEARCH_TITLE },
    [ACTION_OWNER] = { "owner", N_("Country in charge"), COR_REGISTRY_PLACE,
                       .search = COR_SEARCH_BODY },
    [ACTION_MEMBER] = { "member", N_("Member in charge"), COR_REGISTRY_REFERENCE,
                        .target = "network_member" },
    [ACTION_THEMES] = { "themes", N_("Themes"), COR_REGISTRY_REFERENCES,
                        .target = "network_theme" },
    [ACTION_DECIDED] = { "decided", N_("Decided"), COR_REGISTRY_PARTIAL },
    [ACTION_DUE] = { "due", N_("Due"), COR_REGISTRY_DATE },
    [ACTION_SDG] = { "sdg", N_("SDG targets"), COR_REGISTRY_CODES, false, TARGETS,
                     .search = COR_SEARCH_BODY },
    [ACTION_RECOMMENDATIONS] = { "recommendations", N_("Items of the checklist"),
                                 COR_REGISTRY_REFERENCES, .target = "recommendation" },
    [ACTION_STATE] = { "state", N_("State"), COR_REGISTRY_CODE, true, STATES },
    [ACTION_PROGRESS] = { "progress", N_("Progress in percent"), COR_REGISTRY_NUMBER, .least = 0,
                          .most = 100 },
    [ACTION_UPDATE] = { "update", N_("Last report"), COR_REGISTRY_BILINGUAL,
                        .search = COR_SEARCH_BODY },
};

static cor_code check_action(cor_registry_checking *checking, cor_error *err) {
    const cor_entry *action = checking->entry;
    double progress;
    bool is_known = cor_entry_number(action, ACTION_PROGRESS, &progress);
    bool is_done = cor_str_is(cor_entry_get(action, ACTION_STATE), "done");
    cor_interval decided, due;

    if (is_done && is_known && progress < 100)
        return cor_registry_object(
            checking, COR_E_CONFLICT, ACTION_PROGRESS,
            plain_field(_("The action is done, and its progress is less than 100 percent.")),
            plain_field(_("Correct one of the two.")), err);

    if (cor_entry_period(action, ACTION_DECIDED, &decided) &&
        cor_entry_period(action, ACTION_DUE, &due) && due.start.days < decided.start.days)
        return cor_registry_object(checking, COR_E_CONFLICT, ACTION_DUE,
                                   plain_field(_("It is due before it was decided.")),
                                   plain_field(NULL), err);

    return COR_OK;
}

const cor_registry_kind cor_kind_network_action = {
    .key = "network_action",
    .path = "/network/actions/",
    .label = N_("action"),
    .label_many = N_("actions"),
    .fields = ACTION,
    .field_count = ACTION_FIELDS,
    .check = check_action,
};
