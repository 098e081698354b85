/* SPDX-License-Identifier: Apache-2.0 */
/* form.c: the typed content of an entry's form, unchanged: the registry brings it into canonical
 * form and reports faults. */
#include "visit.h"

/* Browsers send line ends as CR LF. */
static cor_str with_plain_ends(cor_str text, cor_arena *keep) {
    if (cor_str_find(text, COR_STR("\r")) == SIZE_MAX) return text;
    char *made = cor_new(keep, char, text.length + 1);
    size_t length = 0;
    for (size_t i = 0; made && i < text.length; i++)
        if (text.at[i] != '\r') made[length++] = text.at[i];
    return (cor_str){ made, made ? length : 0 };
}

/* Every text with this name, joined. */
static cor_str read_all_texts(const office_visit *visit, const char *name, char separator) {
    cor_out out = cor_out_memory(visit->keep);
    cor_str text;
    int32_t at = 0;
    while (http_form_next(visit->request, name, &at, &text)) {
        if (!cor_str_trim(text).length) continue;
        if (out.used) cor_put_char(&out, separator);
        cor_put(&out, cor_str_trim(text));
    }
    return out.failed || !out.used ? (cor_str){ "", 0 } : cor_out_str(&out);
}

/* The typed keys, then the ticked ones. */
static cor_str read_reference(const office_visit *visit, const cor_registry_field *field) {
    cor_str typed = http_form(visit->request, field->name);
    cor_str name = cor_str_print(visit->keep, "%s.add", field->name);
    cor_str added = name.at ? read_all_texts(visit, name.at, ';') : (cor_str){ 0 };
    if (!added.length) return typed;
    if (!cor_str_trim(typed).length || field->type == COR_REGISTRY_REFERENCE) return added;
    return cor_str_join(visit->keep, (cor_str[]){ cor_str_trim(typed), COR_STR(";"), added }, 3);
}

static cor_str read_typed_value(const office_visit *visit, const cor_registry_field *field,
                                int lang) {
    if (field->type == COR_REGISTRY_CODES) return read_all_texts(visit, field->name, ';');
    if (field->type == COR_REGISTRY_REFERENCE || field->type == COR_REGISTRY_REFERENCES)
        return read_reference(visit, field);
    cor_str name = cor_str_keep(visit->keep, dossier_office_field_name(field, lang, visit->keep));
    return name.at ? with_plain_ends(http_form(visit->request, name.at), visit->keep)
                   : (cor_str){ 0 };
}

static bool read_source(const office_visit *visit, int32_t row, cor_entry_source *ret_source) {
    cor_str url = cor_str_print(visit->keep, "source%d.url", (int)row);
    cor_str title = cor_str_print(visit->keep, "source%d.title", (int)row);
    cor_str fields = cor_str_print(visit->keep, "source%d.fields", (int)row);
    if (!url.at || !title.at || !fields.at) return false;
    *ret_source = (cor_entry_source){ .url = cor_str_trim(http_form(visit->request, url.at)),
                                      .title = cor_str_trim(http_form(visit->request, title.at)),
                                      .fields = read_all_texts(visit, fields.at, ' ') };
    return ret_source->url.length || ret_source->title.length;
}

cor_entry *office_entry_read(office_visit *visit, const cor_registry_kind *kind, cor_str key) {
    cor_entry *entry = cor_entry_new(kind, key, visit->keep);
    if (!entry) return NULL;
    for (int32_t i = 0; i < kind->field_count; i++)
        for (int lang = 0;
             lang < (kind->fields[i].type == COR_REGISTRY_BILINGUAL ? COR_LANG_COUNT : 1); lang++)
            entry->values[i][lang] = read_typed_value(visit, &kind->fields[i], lang);

    entry->sources = cor_new(visit->keep, cor_entry_source, COR_ENTRY_SOURCES_MAX);
    for (int32_t row = 0; entry->sources && row < COR_ENTRY_SOURCES_MAX; row++)
        if (read_source(visit, row, &entry->sources[entry->source_count])) entry->source_count++;

    return entry->sources ? entry : NULL;
}
