/* desk.c: what an editor works through: newest versions whatever their state, latest change first. */
#include "inside.h"

/* ---- words --------------------------------------------------------------------------------------------------------
 */

/* Key and found fields folded, with a blank at both ends. */
static cor_str folded_whole(const cor_entry *entry, cor_arena *scratch) {
    cor_out out = cor_out_memory(scratch);
    cor_put(&out, entry->key);
    for (int32_t i = 0; i < entry->kind->field_count; i++)
        for (int lang = 0; entry->kind->fields[i].search && lang < COR_LANG_COUNT; lang++) {
            cor_put_char(&out, ' ');
            cor_put(&out, entry->values[i][lang]);
        }
    return out.failed ? (cor_str){ 0 } : cor_str_fold(scratch, cor_out_str(&out));
}

/* `words` are folded. An entry that does not fit to be looked at is shown rather than hidden. */
static bool has_words(const cor_entry *entry, cor_str words, cor_arena scratch) {
    if (!words.length) return true;
    cor_str whole = folded_whole(entry, &scratch), rest = words, word;
    while (whole.at && cor_str_split(&rest, ' ', &word))
        if (cor_str_find(whole, word) == SIZE_MAX) return false;
    return true;
}

/* ---- entries ------------------------------------------------------------------------------------------------------
 */

typedef struct listed listed;
struct listed {
    cor_entry *entry;
    listed *next;
};

typedef struct {
    const cor_registry_desk *desk;
    cor_str words;
    listed *first, **last;
    size_t count;
    int64_t total;
} desk_list;

static cor_code read_entry(cor_statement *statement, cor_arena *keep, cor_entry **ret_entry, cor_error *err) {
    const cor_registry_kind *kind = cor_registry_kind_find(cor_column_text(statement, 8));
    *ret_entry = NULL;
    return kind ? registry_row_read(statement, kind, keep, ret_entry, err) : COR_OK;
}

/* Entries behind the limit are counted, not kept. */
static cor_code take_row(desk_list *list, cor_statement *statement, cor_arena *keep, cor_arena scratch,
                         cor_error *err) {
    const cor_registry_desk *desk = list->desk;
    cor_entry *entry;
    bool wanted = list->total >= desk->offset && (!desk->limit || list->count < (size_t)desk->limit);
    if (!wanted && !list->words.length) {
        list->total++;
        return COR_OK;
    }
    cor_arena before = *keep;
    cor_code code = read_entry(statement, keep, &entry, err);
    if (code) return code;
    bool fits = entry && has_words(entry, list->words, scratch);
    if (fits) list->total++;
    if (!fits || !wanted) {
        *keep = before;
        return COR_OK;
    }
    *list->last = cor_new(keep, listed, 1);
    if (!*list->last) return cor_fail_memory(err);
    (*list->last)->entry = entry;
    list->last = &(*list->last)->next;
    list->count++;
    return COR_OK;
}

static cor_code bind_desk(cor_registry *registry, const cor_registry_desk *desk, cor_statement **ret_statement,
                          cor_error *err) {
    cor_code code = cor_statement_get(registry->store, COR_SQL_REGISTRY_NEWEST, ret_statement, err);
    if (code) return code;
    const char *state = desk->in_state ? cor_registry_state_key(desk->state) : "";
    cor_bind_text(*ret_statement, "kind", cor_str_of(desk->kind ? desk->kind->key : ""));
    cor_bind_text(*ret_statement, "state", cor_str_of(state));
    cor_bind_text(*ret_statement, "who", desk->who);
    return COR_OK;
}

cor_code cor_registry_newest(cor_registry *registry, const cor_registry_desk *desk, cor_arena *keep, cor_arena scratch,
                             cor_entry ***ret_list, size_t *ret_count, int64_t *ret_total, cor_error *err) {
    cor_statement *statement;
    bool row;
    desk_list list = { .desk = desk };
    list.last = &list.first;
    if (desk->words.length) list.words = cor_str_fold(keep, desk->words);
    cor_code code = bind_desk(registry, desk, &statement, err);
    if (code) return code;
    while (!(code = cor_statement_step(statement, &row, err)) && row)
        if ((code = take_row(&list, statement, keep, scratch, err))) break;
    cor_statement_reset(statement);
    cor_entry **entries = code ? NULL : cor_new(keep, cor_entry *, list.count ? list.count : 1);
    if (!code && !entries) code = cor_fail_memory(err);
    if (code) return code;
    size_t at = 0;
    for (const listed *one = list.first; one; one = one->next)
        entries[at++] = one->entry;
    *ret_list = entries;
    *ret_count = list.count;
    if (ret_total) *ret_total = list.total;
    return COR_OK;
}

cor_code cor_registry_is_author(cor_registry *registry, const cor_registry_kind *kind, cor_str key, cor_str who,
                                bool *ret_author, cor_error *err) {
    cor_statement *statement;
    bool row;
    cor_code code = cor_statement_get(registry->store, COR_SQL_REGISTRY_AUTHORS, &statement, err);
    if (code) return code;
    cor_bind_text(statement, "kind", cor_str_of(kind->key));
    cor_bind_text(statement, "key", key);
    cor_bind_text(statement, "who", who);
    code = cor_statement_step(statement, &row, err);
    if (!code) *ret_author = row && cor_column_int(statement, 0) > 0;
    cor_statement_reset(statement);
    return code;
}
