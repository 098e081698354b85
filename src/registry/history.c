/* SPDX-License-Identifier: Apache-2.0 */
/* history.c: reads the audit log for readers and officers. */
#include "inside.h"

typedef struct chained chained;
struct chained {
    cor_registry_event event;
    chained *older;
};

static bool keep_event(cor_statement *statement, cor_arena *keep, cor_registry_event *event) {
    event->id = cor_column_int(statement, 0);
    event->at_s = cor_column_int(statement, 1);
    event->who = cor_str_keep(keep, cor_column_text(statement, 2));
    event->why = cor_str_keep(keep, cor_column_text(statement, 3));
    event->kind = cor_str_keep(keep, cor_column_text(statement, 4));
    event->key = cor_str_keep(keep, cor_column_text(statement, 5));
    event->version = (int32_t)cor_column_int(statement, 6);
    event->from = event->to = COR_STATE_COUNT;
    (void)cor_registry_state_find(cor_column_text(statement, 7), &event->from);
    (void)cor_registry_state_find(cor_column_text(statement, 8), &event->to);
    event->action =
        event->version ? (cor_str){ "", 0 } : cor_str_keep(keep, cor_column_text(statement, 8));

    return event->action.at && event->who.at && event->why.at && event->kind.at && event->key.at;
}

static cor_code bind_history(cor_registry *registry, const cor_registry_kind *kind, cor_str key,
                             int32_t limit, cor_statement **ret_statement, cor_error *err) {
    int sql = !kind        ? COR_SQL_REGISTRY_HISTORY_OF_ALL
              : key.length ? COR_SQL_REGISTRY_HISTORY_OF_ENTRY
                           : COR_SQL_REGISTRY_HISTORY_OF_KIND;
    cor_code code = cor_statement_get(registry->store, sql, ret_statement, err);
    if (code) return code;
    if (kind) cor_bind_text(*ret_statement, "kind", cor_str_of(kind->key));
    if (kind && key.length) cor_bind_text(*ret_statement, "key", key);
    cor_bind_int(*ret_statement, "limit", registry_limit(limit));
    return COR_OK;
}

/* Keep the rows of a statement as a list, in its order. */
static cor_code gather_events(cor_statement *statement, cor_arena *keep, chained **ret_first,
                              size_t *ret_count, cor_error *err) {
    chained *first = NULL, **last = &first;
    size_t count = 0;
    cor_code code;
    bool row;

    while (!(code = cor_statement_step(statement, &row, err)) && row) {
        *last = cor_new(keep, chained, 1);
        if (!*last || !keep_event(statement, keep, &(*last)->event)) code = cor_fail_memory(err);
        if (code) break;
        last = &(*last)->older;
        count++;
    }

    cor_statement_reset(statement);
    if (code) return code;
    *ret_first = first;
    *ret_count = count;

    return COR_OK;
}

static cor_code events_in_row(const chained *first, size_t count, bool backwards, cor_arena *keep,
                              cor_registry_event **ret_list, cor_error *err) {
    cor_registry_event *list = cor_new(keep, cor_registry_event, count ? count : 1);
    if (!list) return cor_fail_memory(err);
    for (size_t i = 0; i < count; i++, first = first->older)
        list[backwards ? count - 1 - i : i] = first->event;
    *ret_list = list;
    return COR_OK;
}

cor_code cor_registry_history(cor_registry *registry, const cor_registry_kind *kind, cor_str key,
                              int32_t limit, cor_arena *keep, cor_registry_event **ret_list,
                              size_t *ret_count, cor_error *err) {
    cor_statement *statement;
    chained *newest = NULL;
    size_t count = 0;
    cor_code code = bind_history(registry, kind, key, limit, &statement, err);
    if (!code) code = gather_events(statement, keep, &newest, &count, err);
    if (!code) code = events_in_row(newest, count, true, keep, ret_list, err);
    if (!code) *ret_count = count;
    return code;
}

cor_code cor_registry_log(cor_registry *registry, int64_t before, cor_str who, int32_t limit,
                          cor_arena *keep, cor_registry_event **ret_list, size_t *ret_count,
                          cor_error *err) {
    cor_statement *statement;
    chained *newest = NULL;
    size_t count = 0;
    cor_code code = cor_statement_get(registry->store, COR_SQL_REGISTRY_LOG_PAGE, &statement, err);
    if (code) return code;

    cor_bind_int(statement, "before", before ? before : INT64_MAX);
    cor_bind_text(statement, "who", who);
    cor_bind_int(statement, "limit", registry_limit(limit));
    code = gather_events(statement, keep, &newest, &count, err);
    if (!code) code = events_in_row(newest, count, false, keep, ret_list, err);
    if (!code) *ret_count = count;

    return code;
}

/* Names that staff sign in with are half of what a stranger needs to try passwords. */
cor_code cor_registry_shown_as(cor_registry *registry, cor_str who, cor_arena *keep,
                               cor_text *ret_name, bool *ret_is_staff, cor_error *err) {
    cor_statement *statement;
    bool row;
    cor_text name = registry_plain(_("the office"));
    if (cor_str_is(who, "data pack")) name = registry_plain(_("the data pack"));
    cor_code code = cor_statement_get(registry->store, COR_SQL_OFFICE_DISPLAY_OF, &statement, err);
    if (code) return code;

    cor_bind_text(statement, "name", who);
    code = cor_statement_step(statement, &row, err);
    if (!code && row && cor_column_text(statement, 0).length)
        name = cor_text_keep(keep, cor_say_str(cor_column_text(statement, 0)));
    if (!code) cor_statement_reset(statement);
    if (code) return code;
    if (!name.id) return cor_fail_memory(err);
    *ret_name = name;
    if (ret_is_staff) *ret_is_staff = row;

    return COR_OK;
}

cor_code cor_registry_remark(cor_registry *registry, const cor_registry_event *event,
                             cor_error *err) {
    static const uint8_t nothing[REGISTRY_DIGEST_BYTES];
    registry_audit_row row = { .at_s = event->at_s ? event->at_s : registry_now(registry),
                               .who = event->who,
                               .kind = event->kind,
                               .key = event->key,
                               .state_to = event->action,
                               .why = event->why,
                               .digest = nothing };
    return registry_log(registry, &row, err);
}
