/* SPDX-License-Identifier: Apache-2.0 */
/* records.c: published entries for harvesters: in order of change, including withdrawn ones. */
#include "inside.h"

static cor_code read_record(cor_statement *statement, const cor_registry_kind *kind,
                            cor_arena *keep, cor_registry_record *ret_record, cor_error *err) {
    cor_entry *entry;
    cor_code code = registry_row_read(statement, kind, keep, &entry, err);
    if (code) return code;
    *ret_record = (cor_registry_record){ entry, cor_column_int(statement, 8),
                                         cor_column_int(statement, 9) != 0 };
    return COR_OK;
}

static void bind_span(cor_statement *statement, const cor_registry_kind *kind,
                      const cor_registry_harvest *harvest) {
    cor_bind_text(statement, "kind", cor_str_of(kind->key));
    cor_bind_int(statement, "from_s", harvest->from_s);
    cor_bind_int(statement, "until_s", harvest->until_s);
    cor_bind_text(statement, "field", cor_str_of(harvest->field ? harvest->field : ""));
    cor_bind_text(statement, "value", harvest->value.at ? harvest->value : COR_STR(""));
}

/* A withdrawn entry is no longer indexed by its codes: its last version decides. */
static bool belongs_to_set(const cor_registry_record *record, const cor_registry_harvest *harvest) {
    if (!harvest->field || !record->gone) return true;
    int32_t field = cor_registry_field_find(record->entry->kind, cor_str_of(harvest->field));
    return field >= 0 && cor_entry_has(record->entry, field, harvest->value);
}

cor_code cor_registry_records(cor_registry *registry, const cor_registry_kind *kind,
                              const cor_registry_harvest *harvest, cor_arena *keep,
                              cor_registry_record **ret_list, size_t *ret_count, cor_error *err) {
    cor_statement *statement;
    bool row;
    size_t count = 0;
    cor_registry_record *list = cor_new(keep, cor_registry_record, harvest->limit);

    if (!list) return cor_fail_memory(err);
    cor_code code = cor_statement_get(registry->store, COR_SQL_REGISTRY_RECORDS, &statement, err);
    if (code) return code;
    bind_span(statement, kind, harvest);
    cor_bind_int(statement, "after_at_s", harvest->after_at_s);
    cor_bind_int(statement, "after_entry", harvest->after_entry);

    while (count < (size_t)harvest->limit && !(code = cor_statement_step(statement, &row, err)) &&
           row) {
        code = read_record(statement, kind, keep, &list[count], err);
        if (code) break;
        if (belongs_to_set(&list[count], harvest)) count++;
    }

    cor_statement_reset(statement);
    if (code) return code;
    *ret_list = list;
    *ret_count = count;

    return COR_OK;
}

cor_code cor_registry_records_newest(cor_registry *registry, const cor_registry_kind *kind,
                                     int32_t limit, cor_arena *keep, cor_registry_record **ret_list,
                                     size_t *ret_count, cor_error *err) {
    cor_statement *statement;
    bool row;
    size_t count = 0;
    cor_registry_record *list = cor_new(keep, cor_registry_record, limit);

    if (!list) return cor_fail_memory(err);
    cor_code code =
        cor_statement_get(registry->store, COR_SQL_REGISTRY_RECORDS_NEWEST, &statement, err);
    if (code) return code;

    cor_bind_text(statement, "kind", cor_str_of(kind->key));
    cor_bind_int(statement, "limit", limit);
    while (count < (size_t)limit && !(code = cor_statement_step(statement, &row, err)) && row)
        if ((code = read_record(statement, kind, keep, &list[count++], err))) break;

    cor_statement_reset(statement);
    if (code) return code;
    *ret_list = list;
    *ret_count = count;

    return COR_OK;
}

cor_code cor_registry_record_get(cor_registry *registry, const cor_registry_kind *kind, cor_str key,
                                 cor_arena *keep, cor_registry_record *ret_record, bool *ret_found,
                                 cor_error *err) {
    cor_statement *statement;
    cor_code code =
        cor_statement_get(registry->store, COR_SQL_REGISTRY_RECORD_GET, &statement, err);
    if (code) return code;

    cor_bind_text(statement, "kind", cor_str_of(kind->key));
    cor_bind_text(statement, "key", key);
    code = cor_statement_step(statement, ret_found, err);
    if (!code && *ret_found) code = read_record(statement, kind, keep, ret_record, err);
    cor_statement_reset(statement);

    return code;
}

cor_code cor_registry_records_span(cor_registry *registry, const cor_registry_kind *kind,
                                   const cor_registry_harvest *harvest, int64_t *ret_earliest_s,
                                   int64_t *ret_count, cor_error *err) {
    cor_statement *statement;
    bool row;
    cor_code code =
        cor_statement_get(registry->store, COR_SQL_REGISTRY_RECORDS_SPAN, &statement, err);
    if (code) return code;

    bind_span(statement, kind, harvest);
    code = cor_statement_step(statement, &row, err);
    if (!code) {
        *ret_earliest_s = row ? cor_column_int(statement, 0) : 0;
        *ret_count = row ? cor_column_int(statement, 1) : 0;
    }

    cor_statement_reset(statement);
    return code;
}
