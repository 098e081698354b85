/* SPDX-License-Identifier: Apache-2.0 */
/* diff.c: the differences between two versions of an entry. */
#include "inside.h"

static cor_str sources_line(const cor_entry *entry, cor_arena *keep) {
    cor_out out = cor_out_memory(keep);
    for (int32_t i = 0; i < entry->source_count; i++) {
        const cor_entry_source *source = &entry->sources[i];
        if (i) cor_put_c(&out, " | ");
        cor_put(&out, source->url);
        if (source->title.length) cor_put_c(&out, " (");
        cor_put(&out, source->title);
        if (source->title.length) cor_put_c(&out, ")");
        if (source->fields.length) cor_put_c(&out, ": ");
        cor_put(&out, source->fields);
    }

    return out.failed ? (cor_str){ 0 } : cor_out_str(&out);
}

cor_code cor_entry_diff(const cor_entry *before, const cor_entry *after, cor_arena *keep,
                        cor_entry_change **ret_list, size_t *ret_count, cor_error *err) {
    int32_t most = after->kind->field_count * COR_LANG_COUNT + 1;
    cor_entry_change *list = cor_new(keep, cor_entry_change, most);

    if (!list) return cor_fail_memory(err);
    size_t count = 0;
    for (int32_t i = 0; i < after->kind->field_count; i++)
        for (int lang = 0; lang < COR_LANG_COUNT; lang++)
            if (!cor_str_equal(before->values[i][lang], after->values[i][lang]))
                list[count++] = (cor_entry_change){ .field = i,
                                                    .lang = (cor_lang)lang,
                                                    .before = before->values[i][lang],
                                                    .after = after->values[i][lang] };

    cor_str old_sources = sources_line(before, keep), new_sources = sources_line(after, keep);
    if (!old_sources.at || !new_sources.at) return cor_fail_memory(err);
    if (!cor_str_equal(old_sources, new_sources))
        list[count++] =
            (cor_entry_change){ .field = -1, .before = old_sources, .after = new_sources };

    *ret_list = list;
    *ret_count = count;
    return COR_OK;
}
