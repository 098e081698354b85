/* SPDX-License-Identifier: Apache-2.0 */
/* grants.c: roles: what a person may do, for which country and registry. */
#include "inside.h"

static const struct {
    const char *key, *label;
} ROLES[COR_ROLE_COUNT] = {
    [COR_ROLE_EDITOR] = { "editor", N_("editor") },
    [COR_ROLE_REVIEWER] = { "reviewer", N_("reviewer") },
    [COR_ROLE_CASE_OFFICER] = { "case-officer", N_("case officer") },
    [COR_ROLE_LICENSING_OFFICER] = { "licensing-officer", N_("licensing officer") },
    [COR_ROLE_ADMINISTRATOR] = { "administrator", N_("administrator") },
};

const char *cor_role_key(cor_role role) {
    return role < COR_ROLE_COUNT ? ROLES[role].key : "";
}

bool cor_role_find(cor_str key, cor_role *ret_role) {
    for (int i = 0; i < COR_ROLE_COUNT; i++) {
        if (!cor_str_is(key, ROLES[i].key)) continue;
        *ret_role = (cor_role)i;
        return true;
    }
    return false;
}

cor_text cor_role_text(cor_role role) {
    return (cor_text){ .id = role < COR_ROLE_COUNT ? ROLES[role].label : "" };
}

cor_text cor_grant_text(const cor_grant *grant, cor_arena *keep) {
    cor_text role = cor_role_text(grant->role);
    cor_text registry = { .id = grant->kind ? grant->kind->label_many : _("all registries") };
    if (grant->role == COR_ROLE_ADMINISTRATOR) return role;
    if (!grant->country.id)
        return cor_text_keep(keep, cor_say(_("{role}: {registry}, all countries"),
                                           cor_arg_text(&role), cor_arg_text(&registry)));
    return cor_text_keep(keep, cor_say(_("{role}: {registry}, {country}"), cor_arg_text(&role),
                                       cor_arg_text(&registry), cor_arg_country(grant->country)));
}

cor_text cor_staff_roles_text(const cor_staff *staff, cor_arena *keep) {
    cor_text list = { 0 };
    for (int32_t i = 0; i < staff->grant_count; i++) {
        cor_text next = cor_grant_text(&staff->grants[i], keep), before = list;
        list = i == 0 ? next
                      : cor_text_keep(keep, cor_say("{list}; {name}", cor_arg_text(&before),
                                                    cor_arg_text(&next)));
    }
    return list;
}

cor_text cor_staff_state_text(const cor_staff *staff) {
    return (cor_text){ .id = staff->disabled   ? _("disabled")
                             : staff->enrolled ? _("active")
                                               : _("second factor not set up") };
}

/* ---- what they allow ----------------------------------------------------- */

bool cor_staff_is(const cor_staff *staff, cor_role role) {
    for (int32_t i = 0; i < staff->grant_count; i++)
        if (staff->grants[i].role == role) return true;
    return false;
}

static bool is_for(const cor_grant *grant, cor_role role, const cor_registry_kind *kind) {
    return grant->role == role && (!grant->kind || grant->kind == kind);
}

bool cor_staff_has(const cor_staff *staff, cor_role role, const cor_registry_kind *kind) {
    for (int32_t i = 0; i < staff->grant_count; i++)
        if (is_for(&staff->grants[i], role, kind)) return true;
    return false;
}

bool cor_staff_writes(const cor_staff *staff, const cor_registry_kind *kind) {
    return cor_staff_has(staff, COR_ROLE_EDITOR, kind) ||
           cor_staff_has(staff, COR_ROLE_REVIEWER, kind) ||
           cor_staff_is(staff, COR_ROLE_ADMINISTRATOR);
}

/* "GTM-MEX" names both; "*" names nobody. */
static bool part_names(cor_str part, cor_str code) {
    cor_str rest = part, place;
    while (cor_str_split(&rest, '-', &place))
        if (cor_str_equal(place, code)) return true;
    return false;
}

static bool names_place(const cor_entry *entry, cor_country country) {
    cor_str code = cor_country_code(country);
    for (int32_t i = 0; i < entry->kind->field_count; i++) {
        cor_registry_type type = entry->kind->fields[i].type;
        if (type != COR_REGISTRY_PLACE && type != COR_REGISTRY_PLACES &&
            type != COR_REGISTRY_CORRIDORS)
            continue;
        cor_str rest = cor_entry_get(entry, i), part;
        while (cor_entry_next(&rest, &part))
            if (part_names(part, code)) return true;
    }

    return false;
}

bool cor_staff_may(const cor_staff *staff, cor_role role, const cor_entry *entry) {
    for (int32_t i = 0; i < staff->grant_count; i++) {
        const cor_grant *grant = &staff->grants[i];
        if (is_for(grant, role, entry->kind) &&
            (!grant->country.id || names_place(entry, grant->country)))
            return true;
    }
    return false;
}

/* ---- in the database ----------------------------------------------------- */

enum { GRANTS_MAX = 2000 };

static cor_grant read_grant_row(const cor_registry_kinds *kinds, cor_statement *statement) {
    cor_grant grant = { .role = COR_ROLE_COUNT };
    cor_str country = cor_column_text(statement, 1), registry = cor_column_text(statement, 2);
    (void)cor_role_find(cor_column_text(statement, 0), &grant.role);
    // An unknown country or registry grants nothing, rather than everything.
    if (country.length && !cor_country_find(country, &grant.country)) grant.role = COR_ROLE_COUNT;
    grant.kind = cor_registry_kind_find(kinds, registry);
    if (registry.length && !grant.kind) grant.role = COR_ROLE_COUNT;
    return grant;
}

cor_code office_grants_of(cor_office *office, int64_t staff, cor_arena *keep, cor_grant **ret_list,
                          int32_t *ret_count, cor_error *err) {
    cor_statement *statement;
    cor_grant found[64], *list = found;
    int32_t count = 0, room = 64;
    bool row;
    cor_code code = office_statement(office, COR_SQL_OFFICE_ROLE_LIST, &statement, err);
    if (code) return code;

    cor_bind_int(statement, "staff", staff);
    while (!(code = cor_statement_step(statement, &row, err)) && row && count < GRANTS_MAX) {
        if (count == room) {
            cor_grant *more = cor_new(keep, cor_grant, room * 4);
            if (!more) code = cor_fail_memory(err);
            if (code) break;
            memcpy(more, list, (size_t)count * sizeof *list);
            list = more;
            room *= 4;
        }
        list[count++] = read_grant_row(cor_registry_kinds_of(office->registry), statement);
    }

    cor_statement_reset(statement);
    if (code) return code;
    *ret_list = cor_new(keep, cor_grant, count ? count : 1);
    if (!*ret_list) return cor_fail_memory(err);

    memcpy(*ret_list, list, (size_t)count * sizeof *list);
    *ret_count = count;
    return COR_OK;
}

cor_code office_grant_put(cor_office *office, int64_t staff, const cor_grant *grant, bool take,
                          bool *ret_changed, cor_error *err) {
    cor_statement *statement;
    bool global = grant->role == COR_ROLE_ADMINISTRATOR, row = false;
    int64_t value;
    int sql = take ? COR_SQL_OFFICE_ROLE_DROP : COR_SQL_OFFICE_ROLE_PUT;
    cor_code code = office_statement(office, sql, &statement, err);
    if (code) return code;

    cor_bind_int(statement, "staff", staff);
    cor_bind_text(statement, "role", cor_str_of(cor_role_key(grant->role)));
    cor_bind_text(statement, "country",
                  global || !grant->country.id ? (cor_str){ 0 } : cor_country_code(grant->country));
    cor_bind_text(statement, "registry",
                  cor_str_of(global || !grant->kind ? "" : grant->kind->key));
    code = office_one(statement, &value, &row, err);
    if (!code) *ret_changed = row;

    return code;
}
