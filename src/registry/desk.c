/* SPDX-License-Identifier: Apache-2.0 */
/* desk.c: the work list of an editor: newest versions in any state, latest change first. Words are
 * looked up in the index, which covers published entries; the few unpublished versions are read one
 * by one. */
#include "inside.h"

/* ---- words --------------------------------------------------------------- */

/* The words as prefixes for the index; empty without words. */
static cor_str index_expression(cor_str stems, cor_arena *keep) {
    cor_str stem;
    cor_out out = cor_out_memory(keep);
    for (int32_t i = 0; stems.length && cor_str_split(&stems, ' ', &stem); i++) {
        cor_put_c(&out, i ? " AND \"" : "words : (\"");
        cor_put(&out, stem);
        cor_put_c(&out, stem.length > 1 ? "\"*" : "\"");
    }
    if (cor_out_str(&out).length) cor_put_char(&out, ')');
    return out.failed ? (cor_str){ 0 } : cor_out_str(&out);
}

static bool has_beginning(cor_str stems, cor_str wanted) {
    cor_str stem;
    while (stems.length && cor_str_split(&stems, ' ', &stem))
        if (wanted.length > 1 ? cor_str_starts(stem, wanted) : cor_str_equal(stem, wanted))
            return true;
    return false;
}

/* `words` are stems. An entry too large to be searched is shown rather than hidden. */
static bool has_all_words(const cor_entry *entry, cor_str words, cor_arena scratch) {
    cor_arena second = cor_arena_scratch(&scratch);
    cor_str whole = registry_words(entry, &scratch, second), word;
    while (whole.at && words.length && cor_str_split(&words, ' ', &word))
        if (!has_beginning(whole, word)) return false;
    return true;
}

/* ---- entries ------------------------------------------------------------- */

typedef struct listed listed;
struct listed {
    cor_entry *entry;
    listed *next;
};

typedef struct {
    const cor_registry_kinds *kinds;
    const cor_registry_desk *desk;
    cor_str words; // stems
    listed *first, **last;
    size_t count;
    int64_t total;
} desk_list;

static cor_code read_desk_entry(const cor_registry_kinds *kinds, cor_statement *statement,
                                cor_arena *keep, cor_entry **ret_entry, cor_error *err) {
    const cor_registry_kind *kind = cor_registry_kind_find(kinds, cor_column_text(statement, 8));
    *ret_entry = NULL;
    return kind ? registry_row_read(statement, kind, keep, ret_entry, err) : COR_OK;
}

/* Entries beyond the limit are counted, but not kept. */
static cor_code take_desk_row(desk_list *list, cor_statement *statement, cor_arena *keep,
                              cor_arena scratch, cor_error *err) {
    const cor_registry_desk *desk = list->desk;
    cor_entry *entry;
    bool wanted =
        list->total >= desk->offset && (!desk->limit || list->count < (size_t)desk->limit);
    bool is_settled = !list->words.length || cor_column_int(statement, 9);

    if (!wanted && is_settled) {
        list->total++;
        return COR_OK;
    }

    cor_arena before = *keep;
    cor_code code = read_desk_entry(list->kinds, statement, keep, &entry, err);
    if (code) return code;
    bool fits = entry && (is_settled || has_all_words(entry, list->words, scratch));
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

static cor_code bind_desk(cor_registry *registry, const cor_registry_desk *desk, cor_str match,
                          cor_statement **ret_statement, cor_error *err) {
    cor_code code = cor_statement_get(registry->store, COR_SQL_REGISTRY_NEWEST, ret_statement, err);
    if (code) return code;
    const char *state = desk->in_state ? cor_registry_state_key(desk->state) : "";
    cor_bind_text(*ret_statement, "kind", cor_str_of(desk->kind ? desk->kind->key : ""));
    cor_bind_text(*ret_statement, "state", cor_str_of(state));
    cor_bind_text(*ret_statement, "who", desk->who);
    cor_bind_text(*ret_statement, "match", match);
    return COR_OK;
}

cor_code cor_registry_newest(cor_registry *registry, const cor_registry_desk *desk, cor_arena *keep,
                             cor_arena scratch, cor_entry ***ret_list, size_t *ret_count,
                             int64_t *ret_total, cor_error *err) {
    cor_statement *statement;
    bool row;
    desk_list list = { .kinds = registry->kinds, .desk = desk };

    list.last = &list.first;
    cor_str match = COR_STR("");
    if (desk->words.length) {
        list.words = registry_stems(keep, desk->words);
        match = index_expression(list.words, keep);
        if (!list.words.at || !match.at) return cor_fail_memory(err);
    }

    cor_code code = bind_desk(registry, desk, match, &statement, err);
    if (code) return code;

    while (!(code = cor_statement_step(statement, &row, err)) && row)
        if ((code = take_desk_row(&list, statement, keep, scratch, err))) break;

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

cor_code cor_registry_is_author(cor_registry *registry, const cor_registry_kind *kind, cor_str key,
                                cor_str who, bool *ret_author, cor_error *err) {
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
