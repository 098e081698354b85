/* history.c: the audit log as a reader or an officer asks for it. */
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
    return event->who.at && event->why.at && event->kind.at && event->key.at;
}

static cor_code bind_history(cor_registry *registry, const cor_registry_kind *kind, cor_str key, int32_t limit,
                             cor_statement **ret_statement, cor_error *err) {
    int sql = !kind        ? COR_SQL_REGISTRY_HISTORY_OF_ALL
              : key.length ? COR_SQL_REGISTRY_HISTORY_OF_ENTRY
                           : COR_SQL_REGISTRY_HISTORY_OF_KIND;
    cor_code code = cor_statement_get(registry->store, sql, ret_statement, err);
    if (code) return code;
    if (kind) cor_bind_text(*ret_statement, "kind", cor_str_of(kind->key));
    if (kind && key.length) cor_bind_text(*ret_statement, "key", key);
    cor_bind_int(*ret_statement, "limit", limit ? limit : -1);
    return COR_OK;
}

cor_code cor_registry_history(cor_registry *registry, const cor_registry_kind *kind, cor_str key, int32_t limit,
                              cor_arena *keep, cor_registry_event **ret_list, size_t *ret_count, cor_error *err) {
    cor_statement *statement;
    chained *newest = NULL, **last = &newest;
    size_t count = 0;
    bool row;
    cor_code code = bind_history(registry, kind, key, limit, &statement, err);
    while (!code && !(code = cor_statement_step(statement, &row, err)) && row) {
        *last = cor_new(keep, chained, 1);
        if (!*last || !keep_event(statement, keep, &(*last)->event)) code = cor_fail_memory(err);
        if (code) break;
        last = &(*last)->older;
        count++;
    }
    if (code) return code;
    cor_statement_reset(statement);
    cor_registry_event *list = cor_new(keep, cor_registry_event, count ? count : 1);
    if (!list) return cor_fail_memory(err);
    size_t at = count;
    for (const chained *one = newest; one; one = one->older)
        list[--at] = one->event;
    *ret_list = list;
    *ret_count = count;
    return COR_OK;
}
