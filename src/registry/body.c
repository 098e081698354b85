/* SPDX-License-Identifier: Apache-2.0 */
/* body.c: an entry as JSON for storage and export, and back. */
#include <jansson.h>

#include "inside.h"

/* ---- writing ------------------------------------------------------------- */

static bool has_any_value(const cor_entry *entry, int32_t field) {
    for (int lang = 0; lang < COR_LANG_COUNT; lang++)
        if (entry->values[field][lang].length) return true;
    return false;
}

static void put_both_languages(const cor_entry *entry, int32_t field, cor_out *out) {
    const char *separator = "{";
    for (int lang = 0; lang < COR_LANG_COUNT; lang++) {
        if (!entry->values[field][lang].length) continue;
        cor_put_c(out, separator);
        cor_put_json(out, cor_str_of(cor_lang_code((cor_lang)lang)));
        cor_put_c(out, ": ");
        cor_put_json(out, entry->values[field][lang]);
        separator = ", ";
    }

    cor_put_c(out, "}");
}

void registry_put_fields(const cor_entry *entry, cor_out *out) {
    const char *separator = "";
    cor_put_c(out, "{");
    for (int32_t i = 0; i < entry->kind->field_count; i++) {
        if (!has_any_value(entry, i)) continue;
        cor_put_c(out, separator);
        cor_put_json(out, cor_str_of(entry->kind->fields[i].name));
        cor_put_c(out, ": ");
        if (entry->kind->fields[i].type == COR_REGISTRY_BILINGUAL)
            put_both_languages(entry, i, out);
        else
            cor_put_json(out, entry->values[i][0]);
        separator = ", ";
    }

    cor_put_c(out, "}");
}

static void put_named_member(cor_out *out, const char *name, cor_str text) {
    if (!text.length) return;
    cor_put_c(out, ", ");
    cor_put_json(out, cor_str_of(name));
    cor_put_c(out, ": ");
    cor_put_json(out, text);
}

void registry_put_sources(const cor_entry *entry, cor_out *out) {
    cor_put_c(out, "[");
    for (int32_t i = 0; i < entry->source_count; i++) {
        cor_put_c(out, i ? ", {\"url\": " : "{\"url\": ");
        cor_put_json(out, entry->sources[i].url);
        put_named_member(out, "title", entry->sources[i].title);
        put_named_member(out, "fields", entry->sources[i].fields);
        cor_put_c(out, "}");
    }
    cor_put_c(out, "]");
}

cor_str registry_body_write(const cor_entry *entry, cor_arena *keep) {
    cor_out out = cor_out_memory(keep);
    cor_put_c(&out, "{\"fields\": ");
    registry_put_fields(entry, &out);
    cor_put_c(&out, ", \"sources\": ");
    registry_put_sources(entry, &out);
    cor_put_c(&out, "}");
    return out.failed ? (cor_str){ 0 } : cor_out_str(&out);
}

/* ---- reading ------------------------------------------------------------- */

static bool keep_json_text(const json_t *json, cor_arena *keep, cor_str *ret_text) {
    *ret_text = cor_str_keep(keep, (cor_str){ json_string_value(json), json_string_length(json) });
    return ret_text->at != NULL;
}

static cor_code fail_member(cor_str name, cor_error *err) {
    return cor_fail(err, COR_E_FORMAT, _("“{member}” is not valid."), cor_arg_str(name));
}

static cor_code read_languages(const json_t *json, cor_str *values, cor_str name, cor_arena *keep,
                               cor_error *err) {
    const char *lang_key;
    json_t *text;

    json_object_foreach((json_t *)(uintptr_t)json, lang_key, text) {
        cor_lang lang;
        if (!cor_lang_find(cor_str_of(lang_key), &lang) || strlen(lang_key) != 2 ||
            !json_is_string(text))
            return fail_member(name, err);
        if (!keep_json_text(text, keep, &values[lang])) return cor_fail_memory(err);
    }

    return COR_OK;
}

static cor_code read_field_json(const json_t *json, cor_entry *entry, int32_t field,
                                cor_arena *keep, cor_error *err) {
    const cor_registry_field *what = &entry->kind->fields[field];
    if (what->type == COR_REGISTRY_BILINGUAL && json_is_object(json))
        return read_languages(json, entry->values[field], cor_str_of(what->name), keep, err);
    if (what->type == COR_REGISTRY_BILINGUAL || !json_is_string(json))
        return fail_member(cor_str_of(what->name), err);
    return keep_json_text(json, keep, &entry->values[field][0]) ? COR_OK : cor_fail_memory(err);
}

static cor_code read_source_json(const json_t *json, cor_entry_source *source, cor_arena *keep,
                                 cor_error *err) {
    static const char *const names[] = { "url", "title", "fields" };
    cor_str *texts[] = { &source->url, &source->title, &source->fields };
    for (int i = 0; i < 3; i++) {
        const json_t *text = json_object_get(json, names[i]);
        if (text && !json_is_string(text)) return fail_member(cor_str_of(names[i]), err);
        if (text && !keep_json_text(text, keep, texts[i])) return cor_fail_memory(err);
    }
    return source->url.length ? COR_OK : fail_member(COR_STR("url"), err);
}

static cor_code read_sources_json(const json_t *list, cor_entry *entry, cor_arena *keep,
                                  cor_error *err) {
    size_t count = json_array_size(list);
    if (count > COR_ENTRY_SOURCES_MAX)
        return cor_fail(err, COR_E_LIMIT, _("An entry has at most {most} sources."),
                        cor_arg_int(COR_ENTRY_SOURCES_MAX));

    entry->sources = cor_new(keep, cor_entry_source, count ? count : 1);
    if (!entry->sources) return cor_fail_memory(err);
    for (size_t i = 0; i < count; i++) {
        cor_code code = read_source_json(json_array_get(list, i), &entry->sources[i], keep, err);
        if (code) return code;
    }

    entry->source_count = (int32_t)count;
    return COR_OK;
}

cor_code registry_json_read(const struct json_t *object, cor_entry *entry, cor_arena *keep,
                            cor_error *err) {
    const char *name;
    json_t *value;
    json_t *fields = json_object_get(object, "fields");

    if (!json_is_object(fields)) return fail_member(COR_STR("fields"), err);
    json_object_foreach(fields, name, value) {
        int32_t field = cor_registry_field_find(entry->kind, cor_str_of(name));
        if (field < 0) {
            cor_text kind = registry_label(entry->kind->label);
            return cor_fail(err, COR_E_FORMAT, _("A {kind} has no field “{name}”."),
                            cor_arg_text(&kind), cor_arg_cstr(name));
        }
        cor_code code = read_field_json(value, entry, field, keep, err);
        if (code) return code;
    }

    return read_sources_json(json_object_get(object, "sources"), entry, keep, err);
}

/* Our own stored JSON: unknown fields come from another version of the program and are skipped. */
static cor_code read_stored_body(const json_t *object, cor_entry *entry, cor_arena *keep,
                                 cor_error *err) {
    json_t *fields = json_object_get(object, "fields");
    for (int32_t i = 0; i < entry->kind->field_count; i++) {
        const json_t *value = json_object_get(fields, entry->kind->fields[i].name);
        cor_code code = value ? read_field_json(value, entry, i, keep, err) : COR_OK;
        if (code) return code;
    }
    return read_sources_json(json_object_get(object, "sources"), entry, keep, err);
}

cor_code registry_body_read(cor_str body, cor_entry *entry, cor_arena *keep, cor_error *err) {
    json_error_t fault;
    json_t *object = json_loadb(body.at ? body.at : "", body.length, 0, &fault);
    if (!object) return cor_fail(err, COR_E_STORE, _("What is stored about it cannot be read."));
    cor_code code = read_stored_body(object, entry, keep, err);
    json_decref(object);
    return code;
}
