/* SPDX-License-Identifier: Apache-2.0 */
/* edit.c: who may save, publish, return and withdraw entries. */
#include "inside.h"

static cor_code fail_role(const cor_entry *entry, cor_role role, cor_error *err) {
    cor_text name = cor_role_text(role), registry = { .id = entry->kind->label_many };
    (void)cor_fail(err, COR_E_ACCESS,
                   _("For this you need to be {role} of {registry} in a country the entry names."),
                   cor_arg_text(&name), cor_arg_text(&registry));
    return cor_hint(err, _("An administrator can give you the role."));
}

static cor_code check_permission(const cor_staff *staff, cor_role role, const cor_entry *entry,
                                 cor_error *err) {
    bool may = cor_staff_may(staff, role, entry) || cor_staff_is(staff, COR_ROLE_ADMINISTRATOR);
    return may ? COR_OK : fail_role(entry, role, err);
}

static cor_code newest_entry(cor_office *office, const cor_registry_kind *kind, cor_str key,
                             cor_arena *keep, cor_entry **ret_entry, cor_error *err) {
    cor_registry_view view = { .newest = true };
    return cor_registry_get(office->registry, kind, key, &view, keep, ret_entry, err);
}

/* Editors write, reviewers correct; both only within their grants. */
static bool may_write(const cor_staff *staff, const cor_entry *entry) {
    return cor_staff_may(staff, COR_ROLE_EDITOR, entry) ||
           cor_staff_may(staff, COR_ROLE_REVIEWER, entry) ||
           cor_staff_is(staff, COR_ROLE_ADMINISTRATOR);
}

cor_code cor_office_save(cor_office *office, const cor_staff *staff, cor_entry *entry,
                         const cor_registry_act *act, cor_arena scratch, int32_t *ret_version,
                         cor_error *err) {
    cor_entry *before = NULL;
    cor_registry_act own = *act;

    own.who = staff->name;
    if (act->state != COR_STATE_DRAFT && act->state != COR_STATE_REVIEW)
        return cor_fail(err, COR_E_USAGE, _("Entries are saved as draft or for review."));

    if (!may_write(staff, entry)) return fail_role(entry, COR_ROLE_EDITOR, err);
    cor_code code = act->expected
                        ? newest_entry(office, entry->kind, entry->key, &scratch, &before, err)
                        : COR_OK;
    if (!code && before && !may_write(staff, before))
        code = fail_role(before, COR_ROLE_EDITOR, err);

    return code ? code : cor_registry_put(office->registry, entry, &own, scratch, ret_version, err);
}

/* ---- changes of state ---------------------------------------------------- */

enum { REASON_BYTES_MIN = 10 };

static cor_code need_reason(const cor_registry_act *act, cor_error *err) {
    if (cor_str_trim(act->why).length >= REASON_BYTES_MIN) return COR_OK;
    (void)cor_fail(err, COR_E_DOMAIN, _("This needs a reason."));
    return cor_hint(err,
                    _("Write a sentence that somebody who reads the history will understand."));
}

/* Somebody other than the authors must have reviewed the entry. */
static cor_code check_eyes(cor_office *office, const cor_staff *staff, const cor_entry *entry,
                           bool *ret_override, cor_error *err) {
    bool author = false;
    cor_code code = cor_registry_is_author(office->registry, entry->kind, entry->key, staff->name,
                                           &author, err);
    if (code) return code;

    *ret_override = author || !cor_staff_may(staff, COR_ROLE_REVIEWER, entry);
    if (!*ret_override || cor_staff_is(staff, COR_ROLE_ADMINISTRATOR)) return COR_OK;
    if (!author) return fail_role(entry, COR_ROLE_REVIEWER, err);
    (void)cor_fail(err, COR_E_ACCESS,
                   _("You wrote part of this version; somebody else must publish it."));

    return cor_hint(err, _("Ask another reviewer. An administrator may publish it with a reason."));
}

static cor_code check_move(cor_office *office, const cor_staff *staff, const cor_entry *entry,
                           const cor_registry_act *act, bool *ret_override, cor_error *err) {
    cor_code code;
    switch (act->state) {
    case COR_STATE_PUBLISHED:
        code = check_eyes(office, staff, entry, ret_override, err);
        return !code && *ret_override ? need_reason(act, err) : code;
    case COR_STATE_WITHDRAWN:
        code = check_permission(staff, COR_ROLE_REVIEWER, entry, err);
        return code ? code : need_reason(act, err);
    case COR_STATE_DRAFT: // returned by a reviewer, or withdrawn by its author
        if (cor_str_equal(entry->who, staff->name)) return COR_OK;
        code = check_permission(staff, COR_ROLE_REVIEWER, entry, err);
        return code ? code : need_reason(act, err);
    default:
        return may_write(staff, entry) ? COR_OK : fail_role(entry, COR_ROLE_EDITOR, err);
    }
}

cor_code cor_office_move(cor_office *office, const cor_staff *staff, const cor_registry_kind *kind,
                         cor_str key, const cor_registry_act *act, cor_arena scratch,
                         cor_error *err) {
    cor_entry *entry;
    cor_registry_act own = *act;
    bool override = false;
    cor_code code = newest_entry(office, kind, key, &scratch, &entry, err);
    if (!code) code = check_move(office, staff, entry, act, &override, err);
    if (code) return code;
    own.who = staff->name;
    if (override) own.why = cor_str_print(&scratch, "[override] %.*s", COR_STR_F(act->why));
    if (!own.why.at && override) return cor_fail_memory(err);

    // The version that was shown is the one that changes state: a version saved in between is a
    // conflict.
    if (own.expected < 0) own.expected = entry->version;
    return cor_registry_move(office->registry, kind, key, &own, scratch, err);
}
