/* SPDX-License-Identifier: Apache-2.0 */
/* write.c: new versions and changes of state: one writer at a time, nothing lost or overwritten. */
#include "inside.h"

/* ---- pieces -------------------------------------------------------------- */

cor_code registry_reserve(cor_registry *registry, const cor_entry *entry, int64_t *ret_id,
                          cor_error *err) {
    cor_statement *statement;
    cor_code code = cor_statement_get(registry->store, COR_SQL_REGISTRY_ENTRY_PUT, &statement, err);
    if (code) return code;
    cor_bind_text(statement, "kind", cor_str_of(entry->kind->key));
    cor_bind_text(statement, "key", entry->key);
    return cor_statement_run(statement, ret_id, err);
}

static cor_code put_version(cor_registry *registry, const cor_entry *entry, int64_t id,
                            int32_t number, const cor_registry_act *act, cor_str body,
                            const uint8_t digest[REGISTRY_DIGEST_BYTES], cor_error *err) {
    cor_statement *statement;
    (void)entry;
    cor_code code =
        cor_statement_get(registry->store, COR_SQL_REGISTRY_VERSION_PUT, &statement, err);
    if (code) return code;

    cor_bind_int(statement, "entry", id);
    cor_bind_int(statement, "number", number);
    cor_bind_text(statement, "who", act->who);
    cor_bind_text(statement, "why", act->why);
    cor_bind_int(statement, "at_s", act->at_s);
    cor_bind_text(statement, "body", body);
    cor_bind_blob(statement, "digest", digest, REGISTRY_DIGEST_BYTES);

    return cor_statement_run(statement, NULL, err);
}

static cor_code set_head(cor_registry *registry, const registry_head *head, cor_error *err) {
    cor_statement *statement;
    cor_code code = cor_statement_get(registry->store, COR_SQL_REGISTRY_ENTRY_SET, &statement, err);
    if (code) return code;
    cor_bind_int(statement, "id", head->id);
    cor_bind_int(statement, "newest", head->newest);
    cor_bind_text(statement, "state", cor_str_of(cor_registry_state_key(head->state)));
    if (head->shown) cor_bind_int(statement, "shown", head->shown);
    return cor_statement_run(statement, NULL, err);
}

/* Record for harvesters that an entry changed. */
static cor_code put_record(cor_registry *registry, cor_str kind, const registry_head *before,
                           const registry_head *after, int64_t at_s, cor_error *err) {
    cor_statement *statement;
    cor_code code =
        cor_statement_get(registry->store, COR_SQL_REGISTRY_RECORD_PUT, &statement, err);
    if (code) return code;

    cor_bind_int(statement, "entry", after->id);
    cor_bind_text(statement, "kind", kind);
    cor_bind_int(statement, "version", after->shown ? after->shown : before->shown);
    cor_bind_int(statement, "at_s", at_s);
    cor_bind_int(statement, "gone", after->shown == 0);

    return cor_statement_run(statement, NULL, err);
}

/* Write the log row of a change from one head to the next. */
static cor_code log_change(cor_registry *registry, cor_str kind, cor_str key,
                           const registry_head *before, const registry_head *after,
                           const cor_registry_act *act, const uint8_t digest[REGISTRY_DIGEST_BYTES],
                           cor_error *err) {
    registry_audit_row row = { .at_s = act->at_s,
                               .who = act->who,
                               .kind = kind,
                               .key = key,
                               .entry = after->id,
                               .version = after->newest,
                               .state_from = cor_str_of(cor_registry_state_key(before->state)),
                               .state_to = cor_str_of(cor_registry_state_key(after->state)),
                               .shown = after->shown,
                               .why = act->why,
                               .digest = digest };
    cor_code code = registry_log(registry, &row, err);
    if (code || after->shown == before->shown) return code;

    return put_record(registry, kind, before, after, row.at_s, err);
}

/* ---- a new version ------------------------------------------------------- */

/* Whether the newest version has the same content and state. */
static cor_code is_unchanged(cor_registry *registry, const cor_entry *entry,
                             const registry_head *head, cor_registry_state state, cor_str body,
                             cor_arena scratch, bool *ret_unchanged, cor_error *err) {
    cor_entry *newest = NULL;
    *ret_unchanged = false;
    if (!head->newest || head->state != state) return COR_OK;
    cor_code code =
        registry_version_get(registry, entry->kind, head->id, head->newest, &scratch, &newest, err);
    if (code || !newest) return code;

    cor_str stored = registry_body_write(newest, &scratch);
    if (!stored.at) return cor_fail_memory(err);
    *ret_unchanged = cor_str_equal(stored, body);

    return COR_OK;
}

static cor_code add_entry_version(cor_registry *registry, const cor_entry *entry,
                                  const registry_head *before, const cor_registry_act *act,
                                  cor_str body, cor_arena scratch, cor_error *err) {
    registry_head after = *before;
    uint8_t digest[REGISTRY_DIGEST_BYTES];
    cor_str kind = cor_str_of(entry->kind->key);
    cor_code code = before->id ? COR_OK : registry_reserve(registry, entry, &after.id, err);

    after.newest++;
    after.state = act->state;
    if (act->state == COR_STATE_PUBLISHED) after.shown = after.newest;
    registry_version_digest(kind, entry->key, after.newest, body, digest);
    if (!code) code = put_version(registry, entry, after.id, after.newest, act, body, digest, err);
    if (!code) code = set_head(registry, &after, err);
    if (!code) code = log_change(registry, kind, entry->key, before, &after, act, digest, err);
    if (!code && after.shown == after.newest)
        code = registry_index(registry, after.id, entry, scratch, err);

    return code;
}

cor_code registry_store(cor_registry *registry, const cor_entry *entry, const cor_registry_act *act,
                        cor_arena scratch, registry_outcome *ret_outcome, int32_t *ret_version,
                        cor_error *err) {
    registry_head head;
    bool unchanged = false;
    cor_str body = registry_body_write(entry, &scratch);

    if (!body.at) return cor_fail_memory(err);
    cor_code code =
        registry_head_get(registry, cor_str_of(entry->kind->key), entry->key, &head, err);
    if (!code)
        code = is_unchanged(registry, entry, &head, act->state, body, scratch, &unchanged, err);
    if (!code && !unchanged)
        code = add_entry_version(registry, entry, &head, act, body, scratch, err);
    if (code) return code;
    *ret_outcome = unchanged ? REGISTRY_UNCHANGED : head.newest ? REGISTRY_REVISED : REGISTRY_ADDED;
    *ret_version = unchanged ? head.newest : head.newest + 1;

    return COR_OK;
}

/* ---- two people at once -------------------------------------------------- */

static bool has_changed(const cor_entry *before, const cor_entry *after, int32_t field) {
    for (int lang = 0; lang < COR_LANG_COUNT; lang++)
        if (!cor_str_equal(before->values[field][lang], after->values[field][lang])) return true;
    return false;
}

/* The fields that both people changed since the common version; empty when they changed different
 * ones. */
static cor_text both_changed(const cor_entry *base, const cor_entry *theirs, const cor_entry *ours,
                             cor_arena *keep) {
    cor_text list = { 0 };
    for (int32_t i = 0; base && i < ours->kind->field_count; i++) {
        if (!has_changed(base, theirs, i) || !has_changed(base, ours, i)) continue;
        cor_text label = registry_label(ours->kind->fields[i].label), before = list;
        list = cor_text_is_empty(before)
                   ? label
                   : cor_text_keep(keep, cor_say("{list}, {name}", cor_arg_text(&before),
                                                 cor_arg_text(&label)));
    }

    return list;
}

static cor_code fail_stale(cor_registry *registry, const cor_entry *entry,
                           const registry_head *head, int32_t expected, cor_arena scratch,
                           cor_error *err) {
    cor_entry *theirs = NULL, *base = NULL;
    cor_code code =
        registry_version_get(registry, entry->kind, head->id, head->newest, &scratch, &theirs, err);
    if (!code && expected > 0)
        code =
            registry_version_get(registry, entry->kind, head->id, expected, &scratch, &base, err);
    if (code) return code;
    if (!theirs) return cor_fail(err, COR_E_CONFLICT, _("The entry was changed meanwhile."));
    cor_text both = both_changed(base, theirs, entry, &scratch);
    cor_date day = { (int32_t)(theirs->at_s / 86400) };
    (void)cor_fail(err, COR_E_CONFLICT,
                   _("{who} saved version {number} on {date}, while you were editing."),
                   cor_arg_str(theirs->who), cor_arg_plain(theirs->version), cor_arg_date(day));

    if (cor_text_is_empty(both))
        (void)cor_hint(
            err, _("Your text is kept here: load the newest version and save your changes again."));

    else
        (void)cor_hint(err,
                       _("Your text is kept here. You both changed: {list}. Compare the versions "
                         "and save again."),
                       cor_arg_text(&both));

    return cor_within(err, _("entry {key}"), cor_arg_str(entry->key));
}

static cor_code check_expected(cor_registry *registry, const cor_entry *entry,
                               const cor_registry_act *act, cor_arena scratch, cor_error *err) {
    registry_head head;
    if (act->expected < 0) return COR_OK;
    cor_code code =
        registry_head_get(registry, cor_str_of(entry->kind->key), entry->key, &head, err);
    if (code || head.newest == act->expected) return code;

    if (act->expected == 0) {
        (void)cor_fail(err, COR_E_CONFLICT, _("There is an entry with the key {key} already."),
                       cor_arg_str(entry->key));
        return cor_hint(err, _("Edit that one, or choose another key."));
    }

    if (!head.newest)
        return cor_fail(err, COR_E_NONE, _("There is no entry {key}."), cor_arg_str(entry->key));
    return fail_stale(registry, entry, &head, act->expected, scratch, err);
}

static cor_code stamp_version(const cor_registry *registry, const cor_registry_act *act,
                              cor_registry_act *ret_act, cor_error *err) {
    *ret_act = *act;
    if (!act->at_s) ret_act->at_s = registry_now(registry);
    if (cor_str_trim(act->who).length) return COR_OK;
    return cor_fail(err, COR_E_USAGE, _("A change needs the name of who makes it."));
}

static cor_code put_locked(cor_registry *registry, cor_entry *entry, const cor_registry_act *act,
                           cor_arena scratch, int32_t *ret_version, cor_error *err) {
    cor_entry_problem *problems;
    size_t count;
    registry_outcome outcome;
    cor_code code = check_expected(registry, entry, act, scratch, err);
    if (!code) code = cor_registry_check(registry, entry, &scratch, &problems, &count, err);
    if (code) return code;
    if (count) return registry_fail_with(entry, problems, count, err);
    return registry_store(registry, entry, act, scratch, &outcome, ret_version, err);
}

cor_code cor_registry_put(cor_registry *registry, cor_entry *entry, const cor_registry_act *act,
                          cor_arena scratch, int32_t *ret_version, cor_error *err) {
    cor_registry_act own;
    int32_t version;
    cor_code code = stamp_version(registry, act, &own, err);
    if (!code && own.state > COR_STATE_PUBLISHED)
        code =
            cor_fail(err, COR_E_USAGE, _("An entry is saved as draft, for review or published."));
    if (!code) code = cor_store_begin(registry->store, err);
    if (code) return code;
    code = put_locked(registry, entry, &own, scratch, &version, err);
    if (!code) code = cor_store_commit(registry->store, err);
    if (code) {
        cor_store_rollback(registry->store);
        return code;
    }

    *ret_version = version;
    return COR_OK;
}

/* ---- changes of state ---------------------------------------------------- */

static bool is_possible(cor_registry_state from, cor_registry_state to) {
    static const struct {
        cor_registry_state from, to;
    } steps[] = {
        { COR_STATE_DRAFT, COR_STATE_REVIEW },     { COR_STATE_DRAFT, COR_STATE_DISCARDED },
        { COR_STATE_REVIEW, COR_STATE_DRAFT },     { COR_STATE_REVIEW, COR_STATE_PUBLISHED },
        { COR_STATE_REVIEW, COR_STATE_DISCARDED }, { COR_STATE_PUBLISHED, COR_STATE_WITHDRAWN },
    };
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        if (steps[i].from == from && steps[i].to == to) return true;

    return false;
}

static cor_code fail_step(const registry_head *head, cor_registry_state to, cor_error *err) {
    cor_text from = cor_registry_state_text(head->state), next = cor_registry_state_text(to);
    (void)cor_fail(err, COR_E_CONFLICT, _("Version {number} is {state} and cannot become {next}."),
                   cor_arg_plain(head->newest), cor_arg_text(&from), cor_arg_text(&next));
    return cor_hint(err, _("Drafts go to review, reviewed versions are published or sent back, "
                           "published ones can be withdrawn."));
}

static cor_code move_locked(cor_registry *registry, const cor_registry_kind *kind, cor_str key,
                            const cor_registry_act *act, cor_arena scratch, cor_error *err) {
    registry_head before;
    cor_entry *entry = NULL;
    cor_code code = registry_head_get(registry, cor_str_of(kind->key), key, &before, err);
    if (!code && !before.newest)
        return cor_fail(err, COR_E_NONE, _("There is no entry {key}."), cor_arg_str(key));
    if (!code)
        code =
            registry_version_get(registry, kind, before.id, before.newest, &scratch, &entry, err);
    if (code) return code;
    if (!entry) return cor_fail(err, COR_E_STORE, _("What is stored about it cannot be read."));
    if (act->expected >= 0 && before.newest != act->expected)
        return fail_stale(registry, entry, &before, act->expected, scratch, err);

    if (!is_possible(before.state, act->state)) return fail_step(&before, act->state, err);
    registry_head after = before;
    uint8_t digest[REGISTRY_DIGEST_BYTES];
    cor_str body = registry_body_write(entry, &scratch);
    if (!body.at) return cor_fail_memory(err);

    registry_version_digest(cor_str_of(kind->key), key, before.newest, body, digest);
    after.state = act->state;
    if (act->state == COR_STATE_PUBLISHED) after.shown = after.newest;
    if (act->state == COR_STATE_WITHDRAWN) after.shown = 0;
    code = set_head(registry, &after, err);
    if (!code)
        code = log_change(registry, cor_str_of(kind->key), key, &before, &after, act, digest, err);
    if (!code && after.shown != before.shown)
        code = registry_index(registry, after.id, after.shown ? entry : NULL, scratch, err);
    return code;
}

cor_code cor_registry_move(cor_registry *registry, const cor_registry_kind *kind, cor_str key,
                           const cor_registry_act *act, cor_arena scratch, cor_error *err) {
    cor_registry_act own;
    cor_code code = stamp_version(registry, act, &own, err);
    if (!code) code = cor_store_begin(registry->store, err);
    if (code) return code;
    code = move_locked(registry, kind, key, &own, scratch, err);
    if (!code) code = cor_store_commit(registry->store, err);
    if (code) cor_store_rollback(registry->store);
    return code;
}
