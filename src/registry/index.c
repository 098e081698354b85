/* SPDX-License-Identifier: Apache-2.0 */
/* index.c: the search index of published entries: codes, places and references, and words in every
 * language. */
#include "inside.h"

/* ---- parts of lists ------------------------------------------------------ */

static cor_code clear_entry(cor_registry *registry, int sql, int64_t id, cor_error *err) {
    cor_statement *statement;
    cor_code code = cor_statement_get(registry->store, sql, &statement, err);
    if (code) return code;
    cor_bind_int(statement, "entry", id);
    return cor_statement_run(statement, NULL, err);
}

static cor_code put_field_links(cor_registry *registry, int64_t id, const cor_entry *entry,
                                int32_t field, cor_str part, cor_error *err) {
    cor_statement *statement;
    cor_code code = cor_statement_get(registry->store, COR_SQL_REGISTRY_LINK_PUT, &statement, err);
    if (code) return code;
    cor_bind_text(statement, "kind", cor_str_of(entry->kind->key));
    cor_bind_text(statement, "field", cor_str_of(entry->kind->fields[field].name));
    cor_bind_text(statement, "value", part);
    cor_bind_int(statement, "entry", id);
    return cor_statement_run(statement, NULL, err);
}

/* The values of a field by which an entry is found: the parts of a list, or the year of a date that
 * may be incomplete. */
static cor_str field_parts(const cor_entry *entry, int32_t field) {
    cor_registry_type type = entry->kind->fields[field].type;
    if (type == COR_REGISTRY_PARTIAL) return cor_str_part(cor_entry_get(entry, field), 0, 4);
    return registry_is_linked(type) ? cor_entry_get(entry, field) : (cor_str){ "", 0 };
}

static cor_code put_entry_links(cor_registry *registry, int64_t id, const cor_entry *entry,
                                cor_error *err) {
    for (int32_t i = 0; i < entry->kind->field_count; i++) {
        cor_str rest = field_parts(entry, i), part;
        while (cor_entry_next(&rest, &part)) {
            cor_code code = put_field_links(registry, id, entry, i, part, err);
            if (code) return code;
        }
    }
    return COR_OK;
}

/* ---- words --------------------------------------------------------------- */

static void add_field_words(cor_out *out, cor_str text, cor_arena scratch) {
    cor_str stems = registry_stems(&scratch, text);
    if (!stems.at) out->failed = true;
    if (!stems.length) return;
    cor_put(out, stems);
    cor_put_char(out, ' ');
}

/* A place is found by its names, a pair by those of both ends. */
static void add_place_names(cor_out *out, cor_str part, cor_arena scratch) {
    cor_str rest = part, code;
    while (cor_str_split(&rest, '-', &code)) {
        cor_country place;
        if (!cor_country_by_code(code, &place)) continue;
        for (int lang = 0; lang < COR_LANG_COUNT; lang++)
            add_field_words(out, cor_country_name(place, (cor_lang)lang), scratch);
    }
}

static void add_part(cor_out *out, const cor_registry_field *field, cor_str part,
                     cor_arena scratch) {
    if (field->type == COR_REGISTRY_PLACE || field->type == COR_REGISTRY_PLACES) {
        add_place_names(out, part, scratch);
        return;
    }
    for (const cor_registry_code *known = field->codes; known && known->code; known++)
        if (cor_str_is(part, known->code))
            for (int lang = 0; lang < COR_LANG_COUNT; lang++)
                add_field_words(out, cor_str_of(cor_gettext(known->label, (cor_lang)lang)),
                                scratch);
}

static void add_field_text(cor_out *out, const cor_entry *entry, int32_t field, cor_arena scratch) {
    const cor_registry_field *what = &entry->kind->fields[field];
    if (registry_is_linked(what->type)) {
        cor_str rest = cor_entry_get(entry, field), part;
        while (cor_entry_next(&rest, &part))
            add_part(out, what, part, scratch);
        return;
    }
    for (int lang = 0; lang < COR_LANG_COUNT; lang++)
        add_field_words(out, entry->values[field][lang], scratch);
}

static cor_str entry_words(const cor_entry *entry, cor_registry_search_part part, cor_arena *keep,
                           cor_arena scratch) {
    cor_out out = cor_out_memory(keep);
    if (part == COR_SEARCH_TITLE) add_field_words(&out, entry->key, scratch);
    for (int32_t i = 0; i < entry->kind->field_count; i++)
        if (entry->kind->fields[i].search == part) add_field_text(&out, entry, i, scratch);
    return out.failed ? (cor_str){ 0 } : cor_out_str(&out);
}

cor_str registry_words(const cor_entry *entry, cor_arena *keep, cor_arena scratch) {
    cor_arena second = cor_arena_scratch(&scratch), third = cor_arena_scratch(&second);
    cor_str parts[] = { entry_words(entry, COR_SEARCH_TITLE, &scratch, third),
                        entry_words(entry, COR_SEARCH_BODY, &second, third) };
    return parts[0].at && parts[1].at ? cor_str_join(keep, parts, 2) : (cor_str){ 0 };
}

/* Only letters and digits, so that the tokenizer of the index takes a tag for one word. */
static void put_tag_part(cor_out *out, cor_str text) {
    for (size_t i = 0; i < text.length; i++) {
        unsigned char byte = (unsigned char)text.at[i];
        char code[4];
        if (byte >= 'A' && byte <= 'Z') byte = (unsigned char)(byte - 'A' + 'a');
        if ((byte >= 'a' && byte <= 'z' && byte != 'q') || (byte >= '0' && byte <= '9')) {
            cor_put_char(out, (char)byte);
            continue;
        }
        snprintf(code, sizeof code, "q%02x", byte);
        cor_put_c(out, code);
    }
}

void registry_put_tag(cor_out *out, const cor_registry_kind *kind, const char *field,
                      cor_str value) {
    put_tag_part(out, cor_str_of(kind->key));
    cor_put_c(out, "qq");
    put_tag_part(out, cor_str_of(field));
    cor_put_c(out, "qq");
    put_tag_part(out, value);
}

static cor_str tags_of(const cor_entry *entry, cor_arena *keep) {
    cor_out out = cor_out_memory(keep);
    registry_put_tag(&out, entry->kind, "", (cor_str){ "", 0 });
    for (int32_t i = 0; i < entry->kind->field_count; i++) {
        cor_str rest = field_parts(entry, i), part;
        while (cor_entry_next(&rest, &part)) {
            cor_put_char(&out, ' ');
            registry_put_tag(&out, entry->kind, entry->kind->fields[i].name, part);
        }
    }

    return out.failed ? (cor_str){ 0 } : cor_out_str(&out);
}

static cor_code put_indexed_text(cor_registry *registry, int sql, int64_t id, cor_str words,
                                 cor_str tags, cor_error *err) {
    cor_statement *statement;
    if (!words.at || !tags.at) return cor_fail_memory(err);
    cor_code code = cor_statement_get(registry->store, sql, &statement, err);
    if (code) return code;
    cor_bind_int(statement, "entry", id);
    cor_bind_text(statement, "words", words);
    cor_bind_text(statement, "tags", tags);
    return cor_statement_run(statement, NULL, err);
}

/* A line "field value" for each part, for counting by searches. */
static cor_str facet_lines(const cor_entry *entry, cor_arena *keep) {
    cor_out out = cor_out_memory(keep);
    const char *between = "";

    for (int32_t i = 0; i < entry->kind->field_count; i++) {
        cor_str rest = field_parts(entry, i), part;
        while (cor_entry_next(&rest, &part)) {
            cor_put_c(&out, between);
            cor_put_c(&out, entry->kind->fields[i].name);
            cor_put_char(&out, ' ');
            cor_put(&out, part);
            between = "\n";
        }
    }

    return out.failed ? (cor_str){ 0 } : cor_out_str(&out);
}

static cor_code put_found(cor_registry *registry, int64_t id, cor_str title, cor_str lines,
                          cor_error *err) {
    cor_statement *statement;
    if (!lines.at) return cor_fail_memory(err);
    cor_code code = cor_statement_get(registry->store, COR_SQL_REGISTRY_FOUND_PUT, &statement, err);
    if (code) return code;
    cor_bind_int(statement, "entry", id);
    cor_bind_text(statement, "title", title);
    cor_bind_text(statement, "parts", lines);
    return cor_statement_run(statement, NULL, err);
}

cor_code registry_found_get(cor_registry *registry, int64_t entry, cor_statement **ret_statement,
                            bool *ret_found, cor_error *err) {
    cor_code code =
        cor_statement_get(registry->store, COR_SQL_REGISTRY_FOUND_GET, ret_statement, err);
    if (code) return code;
    cor_bind_int(*ret_statement, "entry", entry);
    return cor_statement_step(*ret_statement, ret_found, err);
}

/* Index the titles separately, and everything together. */
static cor_code put_indexed_words(cor_registry *registry, int64_t id, const cor_entry *entry,
                                  cor_arena scratch, cor_error *err) {
    cor_arena second = cor_arena_scratch(&scratch), third = cor_arena_scratch(&second);
    cor_str title = entry_words(entry, COR_SEARCH_TITLE, &scratch, third);
    cor_str body = entry_words(entry, COR_SEARCH_BODY, &second, third);
    cor_str tags = tags_of(entry, &third);
    if (!title.at || !body.at) return cor_fail_memory(err);
    cor_str all = cor_str_join(&third, (cor_str[]){ title, body }, 2);
    cor_code code = put_indexed_text(registry, COR_SQL_REGISTRY_TITLE_PUT, id, title, tags, err);
    if (!code) code = put_indexed_text(registry, COR_SQL_REGISTRY_TEXT_PUT, id, all, tags, err);
    return code ? code : put_found(registry, id, title, facet_lines(entry, &third), err);
}

cor_code registry_index(cor_registry *registry, int64_t id, const cor_entry *entry,
                        cor_arena scratch, cor_error *err) {
    cor_code code = clear_entry(registry, COR_SQL_REGISTRY_LINK_CLEAR, id, err);
    if (!code) code = clear_entry(registry, COR_SQL_REGISTRY_TEXT_CLEAR, id, err);
    if (!code) code = clear_entry(registry, COR_SQL_REGISTRY_TITLE_CLEAR, id, err);
    if (!code) code = clear_entry(registry, COR_SQL_REGISTRY_FOUND_CLEAR, id, err);
    if (!code && entry) code = put_entry_links(registry, id, entry, err);
    if (!code && entry) code = put_indexed_words(registry, id, entry, scratch, err);
    return code;
}
