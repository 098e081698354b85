/* SPDX-License-Identifier: Apache-2.0 */
/* draft.c: an entry as it was typed, before it is saved: a copy to check, a key for a new one, and
 * two people's changes put together. Nothing of either is lost; whoever saves second decides field
 * by field. */
#include "office/office.h"

enum { KEY_BYTES = 60 };

cor_entry *cor_draft_copy(const cor_entry *entry, cor_arena *keep) {
    cor_entry *copy = cor_entry_new(entry->kind, entry->key, keep);
    if (!copy) return NULL;
    memcpy(copy->values, entry->values, (size_t)entry->kind->field_count * sizeof *entry->values);
    copy->sources = cor_new(keep, cor_entry_source, entry->source_count + 1);
    if (!copy->sources) return NULL;
    for (int32_t i = 0; i < entry->source_count; i++)
        copy->sources[copy->source_count++] = entry->sources[i];
    return copy;
}

cor_str cor_draft_key(const cor_entry *entry, cor_arena *keep) {
    cor_str title = { 0 };
    for (int32_t i = 0; i < entry->kind->field_count && !title.length; i++)
        if (entry->kind->fields[i].search == COR_SEARCH_TITLE)
            title = cor_str_trim(cor_entry_in(entry, i, COR_LANG_EN));

    cor_str folded = cor_str_fold(keep, cor_str_part(title, 0, 400));
    char made[KEY_BYTES + 1];
    size_t length = 0;

    for (size_t i = 0; i < folded.length && length < KEY_BYTES; i++) {
        char c = folded.at[i];
        bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (plain) made[length++] = c;
        if (!plain && length && made[length - 1] != '-') made[length++] = '-';
    }

    while (length && made[length - 1] == '-')
        length--;
    return cor_str_keep(keep, (cor_str){ made, length });
}

/* ---- two who edit at once ------------------------------------------------ */

static bool is_same(const cor_entry *a, const cor_entry *b, int32_t field, int lang) {
    return cor_str_equal(a->values[field][lang], b->values[field][lang]);
}

static bool has_source(const cor_entry *entry, const cor_entry_source *source) {
    for (int32_t i = 0; i < entry->source_count; i++) {
        const cor_entry_source *other = &entry->sources[i];
        if (cor_str_equal(other->url, source->url) && cor_str_equal(other->title, source->title) &&
            cor_str_equal(other->fields, source->fields))
            return true;
    }
    return false;
}

/* Mine, and those of theirs that are new since `base`; what either side took out stays out. */
static bool merge_sources(cor_entry *mine, const cor_entry *theirs, const cor_entry *base,
                          cor_arena *keep) {
    cor_entry_source *list =
        cor_new(keep, cor_entry_source, mine->source_count + theirs->source_count + 1);
    int32_t count = 0;

    if (!list) return false;
    for (int32_t i = 0; i < mine->source_count; i++)
        if (!has_source(base, &mine->sources[i]) || has_source(theirs, &mine->sources[i]))
            list[count++] = mine->sources[i];

    for (int32_t i = 0; i < theirs->source_count; i++)
        if (!has_source(base, &theirs->sources[i]) && !has_source(mine, &theirs->sources[i]))
            list[count++] = theirs->sources[i];

    mine->sources = list;
    mine->source_count = count;
    return true;
}

static cor_text both_text(const cor_entry *theirs, int32_t field, int lang, cor_arena *keep) {
    cor_str value = theirs->values[field][lang];
    if (!value.length)
        return cor_text_keep(
            keep, cor_say(_("You both changed this. {who} emptied it."), cor_arg_str(theirs->who)));
    return cor_text_keep(keep, cor_say(_("You both changed this. {who} wrote: {text}"),
                                       cor_arg_str(theirs->who), cor_arg_str(value)));
}

cor_code cor_draft_merge(cor_entry *mine, const cor_entry *clean, const cor_entry *base,
                         const cor_entry *theirs, cor_arena *keep, cor_entry_problem **ret_problems,
                         size_t *ret_count, cor_error *err) {
    int32_t room = mine->kind->field_count * COR_LANG_COUNT;
    cor_entry_problem *problems = cor_new(keep, cor_entry_problem, room);
    size_t count = 0;

    if (!problems) return cor_fail_memory(err);
    for (int32_t i = 0; i < mine->kind->field_count; i++)
        for (int lang = 0; lang < COR_LANG_COUNT; lang++) {
            if (is_same(theirs, base, i, lang) || is_same(clean, theirs, i, lang))
                continue; // mine, or the same
            if (is_same(clean, base, i, lang)) {
                mine->values[i][lang] = theirs->values[i][lang];
                continue;
            }
            problems[count++] = (cor_entry_problem){ .code = COR_E_CONFLICT,
                                                     .field = i,
                                                     .lang = (cor_lang)lang,
                                                     .what = both_text(theirs, i, lang, keep) };
        }

    if (!merge_sources(mine, theirs, base, keep)) return cor_fail_memory(err);
    *ret_problems = problems;
    *ret_count = count;
    return COR_OK;
}
