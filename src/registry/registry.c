/* SPDX-License-Identifier: Apache-2.0 */
/* registry.c: opening the registries, and reading entries as published now, in the past, or being
 * edited. */
#include <time.h>

#include "inside.h"

cor_code cor_registry_open(cor_store *store, const cor_registry_kinds *kinds,
                           cor_registry **ret_registry, cor_error *err) {
    cor_stretch stretch;
    if (!cor_stretch_open(sizeof(cor_registry) + 64, &stretch)) return cor_fail_memory(err);
    cor_arena arena = cor_stretch_arena(&stretch);
    cor_registry *registry = cor_new(&arena, cor_registry, 1);
    registry->stretch = stretch;
    registry->store = store;
    registry->kinds = kinds;
    *ret_registry = registry;
    return COR_OK;
}

void cor_registry_close(cor_registry *registry) {
    if (!registry) return;
    cor_stretch stretch = registry->stretch;
    cor_stretch_close(&stretch);
}

cor_store *cor_registry_store(cor_registry *registry) {
    return registry->store;
}

const cor_registry_kinds *cor_registry_kinds_of(const cor_registry *registry) {
    return registry->kinds;
}

void registry_set_clock(cor_registry *registry, int64_t now_s) {
    registry->now_s = now_s;
}

int64_t registry_now(const cor_registry *registry) {
    return registry->now_s ? registry->now_s : (int64_t)time(NULL);
}

/* ---- rows ---------------------------------------------------------------- */

cor_code registry_row_read(cor_statement *statement, const cor_registry_kind *kind, cor_arena *keep,
                           cor_entry **ret_entry, cor_error *err) {
    cor_entry *entry = cor_entry_new(kind, cor_column_text(statement, 1), keep);
    if (!entry) return cor_fail_memory(err);
    entry->id = cor_column_int(statement, 0);
    entry->version = (int32_t)cor_column_int(statement, 2);
    if (!cor_registry_state_find(cor_column_text(statement, 3), &entry->state))
        entry->state = COR_STATE_DISCARDED;

    entry->who = cor_str_keep(keep, cor_column_text(statement, 4));
    entry->why = cor_str_keep(keep, cor_column_text(statement, 5));
    entry->at_s = cor_column_int(statement, 6);
    if (!entry->who.at || !entry->why.at) return cor_fail_memory(err);

    cor_code code = registry_body_read(cor_column_text(statement, 7), entry, keep, err);
    if (code) return cor_within(err, _("entry {key}"), cor_arg_str(entry->key));
    *ret_entry = entry;

    return COR_OK;
}

cor_code registry_head_get(cor_registry *registry, cor_str kind, cor_str key,
                           registry_head *ret_head, cor_error *err) {
    cor_statement *statement;
    bool row;
    cor_code code = cor_statement_get(registry->store, COR_SQL_REGISTRY_ENTRY_GET, &statement, err);
    if (code) return code;

    cor_bind_text(statement, "kind", kind);
    cor_bind_text(statement, "key", key);
    code = cor_statement_step(statement, &row, err);
    if (code) return code;

    registry_head head = { .state = COR_STATE_COUNT };
    if (row) {
        head.id = cor_column_int(statement, 0);
        head.newest = (int32_t)cor_column_int(statement, 1);
        if (!cor_registry_state_find(cor_column_text(statement, 2), &head.state))
            head.state = COR_STATE_COUNT;
        head.shown = (int32_t)cor_column_int(statement, 3);
    }

    cor_statement_reset(statement);
    *ret_head = head;
    return COR_OK;
}

cor_code registry_version_get(cor_registry *registry, const cor_registry_kind *kind, int64_t entry,
                              int32_t number, cor_arena *keep, cor_entry **ret_entry,
                              cor_error *err) {
    cor_statement *statement;
    bool row;
    cor_code code =
        cor_statement_get(registry->store, COR_SQL_REGISTRY_VERSION_GET, &statement, err);
    if (code) return code;

    cor_bind_int(statement, "entry", entry);
    cor_bind_int(statement, "number", number);
    code = cor_statement_step(statement, &row, err);
    *ret_entry = NULL;
    if (!code && row) code = registry_row_read(statement, kind, keep, ret_entry, err);
    cor_statement_reset(statement);

    return code;
}

/* ---- one entry ----------------------------------------------------------- */

static cor_code suggest_key(cor_registry *registry, const cor_registry_kind *kind, cor_str wanted,
                            cor_error *err) {
    cor_statement *statement;
    char best[COR_ENTRY_KEY_BYTES + 1] = "";
    int32_t nearest = cor_str_near(wanted) + 1;
    bool row = true;
    cor_code code = cor_statement_get(registry->store, COR_SQL_REGISTRY_KEYS, &statement, NULL);
    if (code) return COR_E_NONE;

    cor_bind_text(statement, "kind", cor_str_of(kind->key));
    while (!cor_statement_step(statement, &row, NULL) && row) {
        cor_str key = cor_column_text(statement, 0);
        int32_t distance = cor_str_distance(key, wanted, nearest);
        if (!distance || distance >= nearest || key.length > COR_ENTRY_KEY_BYTES) continue;
        nearest = distance;
        memcpy(best, key.at, key.length);
        best[key.length] = 0;
    }

    cor_statement_reset(statement);
    return *best ? cor_hint(err, _("Did you mean {key}?"), cor_arg_cstr(best)) : COR_E_NONE;
}

static cor_code fail_none(cor_registry *registry, const cor_registry_kind *kind, cor_str key,
                          cor_error *err) {
    cor_text label = registry_label(kind->label);
    (void)cor_fail(err, COR_E_NONE, _("There is no {kind} “{key}”."), cor_arg_text(&label),
                   cor_arg_str(key));
    return suggest_key(registry, kind, key, err);
}

static cor_code fail_version(cor_str key, int32_t version, int32_t newest, cor_error *err) {
    (void)cor_fail(err, COR_E_NONE, _("{key} has no version {number}."), cor_arg_str(key),
                   cor_arg_plain(version));
    return cor_hint(err, _("Its newest version is {number}."), cor_arg_plain(newest));
}

static cor_code shown_then(cor_registry *registry, int64_t entry, int64_t at_s, int32_t *ret_number,
                           cor_error *err) {
    cor_statement *statement;
    bool row;
    cor_code code =
        cor_statement_get(registry->store, COR_SQL_REGISTRY_SHOWN_THEN, &statement, err);
    if (code) return code;

    cor_bind_int(statement, "entry", entry);
    cor_bind_int(statement, "at_s", at_s);
    code = cor_statement_step(statement, &row, err);
    if (!code) *ret_number = row ? (int32_t)cor_column_int(statement, 0) : 0;
    cor_statement_reset(statement);

    return code;
}

cor_code cor_registry_get(cor_registry *registry, const cor_registry_kind *kind, cor_str key,
                          const cor_registry_view *view, cor_arena *keep, cor_entry **ret_entry,
                          cor_error *err) {
    cor_registry_view wanted = view ? *view : (cor_registry_view){ 0 };
    registry_head head;
    cor_code code = registry_head_get(registry, cor_str_of(kind->key), key, &head, err);
    if (code) return code;

    int32_t number = wanted.version ? wanted.version : wanted.newest ? head.newest : head.shown;
    if (head.id && wanted.as_known_s && !wanted.version && !wanted.newest)
        code = shown_then(registry, head.id, wanted.as_known_s, &number, err);

    cor_entry *entry = NULL;
    if (!code && head.id && number)
        code = registry_version_get(registry, kind, head.id, number, keep, &entry, err);
    if (code) return code;
    if (!entry && head.id && wanted.version)
        return fail_version(key, wanted.version, head.newest, err);

    if (!entry) return fail_none(registry, kind, key, err);
    *ret_entry = entry;
    return COR_OK;
}

/* ---- many entries -------------------------------------------------------- */

static cor_code bind_list(cor_registry *registry, const cor_registry_kind *kind,
                          const cor_registry_filter *filter, cor_statement **ret_statement,
                          cor_error *err) {
    int sql = filter->view.newest       ? COR_SQL_REGISTRY_LIST_NEWEST
              : filter->field           ? COR_SQL_REGISTRY_LIST_LINKED
              : filter->view.as_known_s ? COR_SQL_REGISTRY_LIST_THEN
                                        : COR_SQL_REGISTRY_LIST_SHOWN;
    cor_code code = cor_statement_get(registry->store, sql, ret_statement, err);
    if (code) return code;

    cor_bind_text(*ret_statement, "kind", cor_str_of(kind->key));
    if (sql == COR_SQL_REGISTRY_LIST_THEN)
        cor_bind_int(*ret_statement, "at_s", filter->view.as_known_s);

    if (sql == COR_SQL_REGISTRY_LIST_LINKED) {
        cor_bind_text(*ret_statement, "field", cor_str_of(filter->field));
        cor_bind_text(*ret_statement, "value", filter->value);
    }

    cor_bind_int(*ret_statement, "limit", registry_limit(filter->limit));
    cor_bind_int(*ret_statement, "offset", filter->offset);
    return COR_OK;
}

/* Entries in a list while their number is unknown; moved into an array at the end. */
typedef struct listed listed;
struct listed {
    cor_entry *entry;
    listed *next;
};

static cor_code entries_in_row(const listed *first, size_t count, cor_arena *keep,
                               cor_entry ***ret_list, cor_error *err) {
    cor_entry **list = cor_new(keep, cor_entry *, count ? count : 1);
    if (!list) return cor_fail_memory(err);
    for (size_t i = 0; i < count; i++, first = first->next)
        list[i] = first->entry;
    *ret_list = list;
    return COR_OK;
}

cor_code cor_registry_list(cor_registry *registry, const cor_registry_kind *kind,
                           const cor_registry_filter *filter, cor_arena *keep,
                           cor_entry ***ret_list, size_t *ret_count, cor_error *err) {
    static const cor_registry_filter everything = { 0 };
    cor_statement *statement;
    listed *first = NULL, **last = &first;
    size_t count = 0;
    bool row;
    cor_code code = bind_list(registry, kind, filter ? filter : &everything, &statement, err);
    if (code) return code;

    while (!(code = cor_statement_step(statement, &row, err)) && row) {
        *last = cor_new(keep, listed, 1);
        code = *last ? registry_row_read(statement, kind, keep, &(*last)->entry, err)
                     : cor_fail_memory(err);
        if (code) break;
        last = &(*last)->next;
        count++;
    }

    cor_statement_reset(statement);
    if (!code) code = entries_in_row(first, count, keep, ret_list, err);
    if (!code) *ret_count = count;

    return code;
}

static cor_code one_number(cor_registry *registry, int sql, const cor_registry_kind *kind,
                           int64_t *ret_number, cor_error *err) {
    cor_statement *statement;
    bool row;
    cor_code code = cor_statement_get(registry->store, sql, &statement, err);
    if (code) return code;
    if (kind) cor_bind_text(statement, "kind", cor_str_of(kind->key));
    code = cor_statement_step(statement, &row, err);
    if (!code) *ret_number = row ? cor_column_int(statement, 0) : 0;
    cor_statement_reset(statement);
    return code;
}

cor_code cor_registry_count(cor_registry *registry, const cor_registry_kind *kind,
                            int64_t *ret_count, cor_error *err) {
    return one_number(registry, COR_SQL_REGISTRY_COUNT, kind, ret_count, err);
}

cor_code cor_registry_revision(cor_registry *registry, int64_t *ret_revision, cor_error *err) {
    return one_number(registry, COR_SQL_REGISTRY_AUDIT_LAST, NULL, ret_revision, err);
}
