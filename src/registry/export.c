/* SPDX-License-Identifier: Apache-2.0 */
/* export.c: entries as CSV and JSON that can be read back without loss. */
#include "inside.h"

static const char *const SOURCE_COLUMNS[] = { "sources", "source_fields", "source_titles" };

/* ---- CSV ----------------------------------------------------------------- */

static void put_csv_head(const cor_registry_kind *kind, cor_out *out) {
    cor_put_c(out, "key");
    for (int32_t i = 0; i < kind->field_count; i++)
        for (int lang = 0;
             lang < (kind->fields[i].type == COR_REGISTRY_BILINGUAL ? COR_LANG_COUNT : 1); lang++) {
            cor_put_c(out, ",");
            cor_put_c(out, kind->fields[i].name);
            if (kind->fields[i].type != COR_REGISTRY_BILINGUAL) continue;
            cor_put_c(out, "_");
            cor_put_c(out, cor_lang_code((cor_lang)lang));
        }

    for (int i = 0; i < 3; i++) {
        cor_put_c(out, ",");
        cor_put_c(out, SOURCE_COLUMNS[i]);
    }

    cor_put_c(out, "\n");
}

static cor_str part_of_source(const cor_entry_source *source, int column) {
    return column == 0 ? source->url : column == 1 ? source->fields : source->title;
}

/* "a
 * b", with bars and backslashes escaped; empty when every part is empty. */
static cor_str joined_sources(const cor_entry *entry, int column, cor_arena *keep) {
    cor_out out = cor_out_memory(keep);
    bool any = false;

    for (int32_t i = 0; i < entry->source_count; i++) {
        cor_str part = part_of_source(&entry->sources[i], column);
        if (i) cor_put_c(&out, " | ");
        for (size_t c = 0; c < part.length; c++) {
            if (part.at[c] == '|' || part.at[c] == '\\') cor_put_char(&out, '\\');
            cor_put_char(&out, part.at[c]);
        }
        any = any || part.length;
    }

    if (out.failed) return (cor_str){ 0 };
    return any ? cor_out_str(&out) : (cor_str){ "", 0 };
}

/* Numbers are never taken for formulas. */
static void put_csv_value(const cor_entry *entry, int32_t field, int lang, cor_out *out) {
    if (entry->kind->fields[field].type == COR_REGISTRY_NUMBER)
        cor_put_csv(out, entry->values[field][lang]);
    else
        cor_put_csv_words(out, entry->values[field][lang]);
}

static cor_code put_csv_row(const cor_entry *entry, cor_arena scratch, cor_out *out,
                            cor_error *err) {
    const cor_registry_kind *kind = entry->kind;
    cor_put_csv_words(out, entry->key);
    for (int32_t i = 0; i < kind->field_count; i++)
        for (int lang = 0;
             lang < (kind->fields[i].type == COR_REGISTRY_BILINGUAL ? COR_LANG_COUNT : 1); lang++) {
            cor_put_c(out, ",");
            put_csv_value(entry, i, lang, out);
        }

    for (int column = 0; column < 3; column++) {
        cor_arena line = scratch;
        cor_str text = joined_sources(entry, column, &line);
        if (!text.at) return cor_fail_memory(err);
        cor_put_c(out, ",");
        cor_put_csv_words(out, text);
    }

    cor_put_c(out, "\n");
    return COR_OK;
}

cor_code cor_registry_write_csv(cor_registry *registry, const cor_registry_kind *kind,
                                const cor_registry_view *view, cor_arena scratch, cor_out *out,
                                cor_error *err) {
    cor_entry **list;
    size_t count;
    cor_registry_filter filter = { .view = view ? *view : (cor_registry_view){ 0 } };
    cor_code code = cor_registry_list(registry, kind, &filter, &scratch, &list, &count, err);
    if (code) return code;
    put_csv_head(kind, out);
    for (size_t i = 0; i < count && !code; i++)
        code = put_csv_row(list[i], scratch, out, err);
    return code;
}

/* ---- JSON ---------------------------------------------------------------- */

static void put_text_member(cor_out *out, const char *name, cor_str text) {
    cor_put_c(out, ", ");
    cor_put_json(out, cor_str_of(name));
    cor_put_c(out, ": ");
    cor_put_json(out, text);
}

/* Unix time as 2026-01-31T12:34:56Z. */
static cor_str utc_moment(int64_t at_s, char text[32]) {
    int64_t day = at_s / 86400, second = at_s % 86400;
    char label[16];
    cor_date_label((cor_date){ (int32_t)day }, label);
    snprintf(text, 32, "%s%c%02d:%02d:%02dZ", label, 'T', (int)(second / 3600),
             (int)(second / 60 % 60), (int)(second % 60));
    return cor_str_of(text);
}

/* An export may be handed on: it has no names to sign in with and no words of reviews. */
static cor_code put_json_entry(cor_registry *registry, const cor_entry *entry, cor_arena scratch,
                               cor_out *out, cor_error *err) {
    char at[32];
    cor_text who;
    cor_code code = cor_registry_shown_as(registry, entry->who, &scratch, &who, NULL, err);
    if (code) return code;

    cor_put_c(out, "{\"key\": ");
    cor_put_json(out, entry->key);
    cor_put_c(out, ", \"version\": ");
    cor_put_int(out, entry->version);
    put_text_member(out, "state", cor_str_of(cor_registry_state_key(entry->state)));
    put_text_member(out, "who", cor_text_in(who, COR_LANG_EN, &scratch));
    put_text_member(out, "at", utc_moment(entry->at_s, at));
    cor_put_c(out, ", \"fields\": ");
    registry_put_fields(entry, out);
    cor_put_c(out, ", \"sources\": ");
    registry_put_sources(entry, out);
    cor_put_c(out, "}");

    return COR_OK;
}

cor_code cor_registry_write_json(cor_registry *registry, const cor_registry_kind *kind,
                                 const cor_registry_view *view, cor_arena scratch, cor_out *out,
                                 cor_error *err) {
    cor_entry **list;
    size_t count;
    cor_registry_filter filter = { .view = view ? *view : (cor_registry_view){ 0 } };
    cor_code code = cor_registry_list(registry, kind, &filter, &scratch, &list, &count, err);
    if (code) return code;

    cor_put_c(out, "{\"kind\": ");
    cor_put_json(out, cor_str_of(kind->key));
    cor_put_c(out, ", \"entries\": [");

    for (size_t i = 0; i < count && !code; i++) {
        cor_put_c(out, i ? ",\n" : "\n");
        code = put_json_entry(registry, list[i], scratch, out, err);
    }

    cor_put_c(out, "\n]}\n");
    return code;
}
