/* SPDX-License-Identifier: Apache-2.0 */
/* register.c: entries of the registries in documents: their fields as words, their sources as
 * citations. */
#include "register.h"

/* ---- entries ------------------------------------------------------------- */

dossier_entries dossier_entries_of(dossier_page *page, const cor_registry_kind *kind) {
    dossier_entries entries = { 0 };
    entries.list = cor_registry_memory_list(page->dossier->registries, kind, &entries.count);
    return entries;
}

dossier_entries dossier_entries_with(dossier_page *page, const cor_registry_kind *kind,
                                     int32_t field, cor_str value) {
    dossier_entries entries = { 0 };
    entries.list =
        cor_registry_memory_with(page->dossier->registries, kind, field, value, &entries.count);
    return entries;
}

cor_code dossier_find_entry(const cor_dossier *dossier, const cor_registry_kind *kind, cor_str key,
                            cor_arena *keep, const cor_entry **ret_entry, cor_error *err) {
    *ret_entry = cor_registry_memory_find(dossier->registries, kind, key);
    if (*ret_entry) return COR_OK;
    if (dossier->registry) { // to suggest the nearest key
        cor_entry *entry;
        cor_registry_view view = { .as_known_s = dossier->as_known_s };
        cor_code code = cor_registry_get(dossier->registry, kind, key, &view, keep, &entry, err);
        if (!code) *ret_entry = entry;
        return code;
    }

    cor_text label = { .id = kind->label };
    return cor_fail(err, COR_E_NONE, _("There is no {kind} “{key}”."), cor_arg_text(&label),
                    cor_arg_str(key));
}

cor_str dossier_entry_path(dossier_page *page, const cor_entry *entry) {
    return cor_entry_path(entry, page->keep);
}

cor_text dossier_entry_title(dossier_page *page, const cor_entry *entry) {
    for (int32_t i = 0; i < entry->kind->field_count; i++) {
        const cor_registry_field *field = &entry->kind->fields[i];
        if (field->search != COR_SEARCH_TITLE || field->type > COR_REGISTRY_BILINGUAL) continue;
        if (cor_entry_in(entry, i, COR_LANG_EN).length) return cor_entry_text(entry, i, page->keep);
    }
    return cor_text_keep(page->keep, cor_say_str(entry->key));
}

/* ---- words of fields ----------------------------------------------------- */

static cor_text place_text(dossier_page *page, cor_str code) {
    cor_country place;
    if (cor_str_is(code, "*")) return dossier_plain(_("any country"));
    if (!cor_country_by_code(code, &place)) return cor_text_keep(page->keep, cor_say_str(code));
    return cor_text_keep(page->keep, cor_say("{place}", cor_arg_country(place)));
}

static cor_text corridor_text(dossier_page *page, cor_str corridor) {
    size_t dash = cor_str_find(corridor, COR_STR("-"));
    cor_text from = place_text(page, cor_str_part(corridor, 0, dash));
    cor_text to = place_text(page, cor_str_part(corridor, dash + 1, SIZE_MAX));
    return cor_text_keep(page->keep, cor_say(_("{origin} to {destination}"), cor_arg_text(&from),
                                             cor_arg_text(&to)));
}

static cor_text reference_text(dossier_page *page, const cor_registry_field *field, cor_str key) {
    const cor_entry *entry = cor_registry_memory_target(page->dossier->registries, field, key);
    return entry ? dossier_entry_title(page, entry) : cor_text_keep(page->keep, cor_say_str(key));
}

static cor_text part_text(dossier_page *page, const cor_registry_field *field, cor_str part) {
    switch (field->type) {
    case COR_REGISTRY_PLACE:
    case COR_REGISTRY_PLACES:
        return place_text(page, part);
    case COR_REGISTRY_CORRIDORS:
        return corridor_text(page, part);
    case COR_REGISTRY_CODE:
    case COR_REGISTRY_CODES:
        return cor_registry_code_text(field, part, page->keep);
    default:
        return reference_text(page, field, part);
    }
}

/* "a, b, c": a comma between items; titles and corridors may contain commas themselves. */
static cor_text joined_values(dossier_page *page, const cor_registry_field *field, cor_str list) {
    bool plain = field->type == COR_REGISTRY_PLACES || field->type == COR_REGISTRY_CODES;
    cor_text names = NO_TEXT;
    cor_str part;

    while (cor_entry_next(&list, &part)) {
        cor_text next = part_text(page, field, part), before = names;
        if (cor_text_is_empty(before)) {
            names = next;
            continue;
        }
        names = cor_text_keep(page->keep, cor_say(plain ? "{list}, {name}" : "{list}; {name}",
                                                  cor_arg_text(&before), cor_arg_text(&next)));
    }

    return names;
}

cor_text dossier_places_text(dossier_page *page, cor_str codes) {
    static const cor_registry_field places = { .name = "places", .type = COR_REGISTRY_PLACES };
    return joined_values(page, &places, codes);
}

cor_text dossier_field_text(dossier_page *page, const cor_entry *entry, int32_t field) {
    const cor_registry_field *what = &entry->kind->fields[field];
    cor_str said = cor_entry_get(entry, field);
    cor_interval period;
    double number;

    switch (what->type) {
    case COR_REGISTRY_BILINGUAL:
        return cor_entry_text(entry, field, page->keep);
    case COR_REGISTRY_TEXT:
    case COR_REGISTRY_URL:
        return said.length ? cor_text_keep(page->keep, cor_say_str(said)) : NO_TEXT;
    case COR_REGISTRY_DATE:
    case COR_REGISTRY_PARTIAL:
    case COR_REGISTRY_PERIOD:
        if (!cor_entry_period(entry, field, &period)) return NO_TEXT;
        return cor_text_keep(page->keep, cor_say("{period}", cor_arg_period(period)));
    case COR_REGISTRY_NUMBER:
        if (!cor_entry_number(entry, field, &number)) return NO_TEXT;
        return cor_text_keep(page->keep, cor_say("{number}", cor_arg_number(number, -1)));
    default:
        return joined_values(page, what, said);
    }
}

/* ---- sources ------------------------------------------------------------- */

/* A URL in short form: without scheme, "www." and a final slash. */
static cor_str short_address(cor_str url) {
    size_t start = cor_str_find(url, COR_STR("://"));
    cor_str rest = start == SIZE_MAX ? url : cor_str_part(url, start + 3, SIZE_MAX);
    if (cor_str_starts(rest, COR_STR("www."))) rest = cor_str_part(rest, 4, SIZE_MAX);
    return rest.length && rest.at[rest.length - 1] == '/' ? cor_str_part(rest, 0, rest.length - 1)
                                                          : rest;
}

/* A source of an entry as one of a document; its key is its URL, which is also its name if it has
 * none: pages of one publisher stay distinct. */
static cor_source source_of(const cor_entry_source *source) {
    cor_str address = short_address(source->url),
            host = cor_str_part(address, 0, cor_str_find(address, COR_STR("/")));
    if (!source->title.length)
        return (
            cor_source){ .key = source->url, .title = { address, address }, .url = source->url };
    return (cor_source){ .key = source->url,
                         .producer = host,
                         .title = { source->title, source->title },
                         .url = source->url };
}

static bool stands_for(const cor_entry_source *source, const cor_entry *entry, int32_t field) {
    cor_str rest = source->fields, name;
    if (field < 0 || !rest.length) return true;
    while (cor_str_split(&rest, ' ', &name))
        if (cor_str_is(name, entry->kind->fields[field].name)) return true;
    return false;
}

/* Sources of the field come before those of the whole entry. */
static cor_value cite_field(dossier_page *page, const cor_entry *entry, int32_t field,
                            bool named_only) {
    cor_value cited = cor_value_absent();
    int32_t count = 0;

    for (int32_t i = 0; i < entry->source_count && count < 3; i++) {
        const cor_entry_source *source = &entry->sources[i];
        if (!stands_for(source, entry, field) || (named_only && !source->fields.length)) continue;
        cor_source known = source_of(source);
        cor_value one = cor_doc_citation(page->doc, &known);
        if (count++)
            cited.source_more[count - 2] = one.source;
        else
            cited = one;
    }

    return cited;
}

cor_value dossier_entry_cited(dossier_page *page, const cor_entry *entry, int32_t field) {
    cor_value cited = field < 0 ? cor_value_absent() : cite_field(page, entry, field, true);
    return cited.names_source ? cited : cite_field(page, entry, field, false);
}

cor_value dossier_entry_number(dossier_page *page, const cor_entry *entry, int32_t field,
                               const char *unit, cor_obs_status status, cor_interval period) {
    cor_value value = dossier_entry_cited(page, entry, field);
    if (!cor_entry_number(entry, field, &value.value)) return cor_value_absent();
    value.names_source = false;
    value.present = true;
    value.unit = cor_unit_find(cor_str_of(unit));
    value.decimals = -1;
    value.status = status;
    value.period = period;
    return value;
}

/* ---- tables of facts ----------------------------------------------------- */

const cor_table_column dossier_fact_columns[2] = {
    { .kind = COR_CELL_LABEL, .key = COR_STR_INIT("what"), .label = { .id = N_("What") } },
    { .kind = COR_CELL_WORDS, .key = COR_STR_INIT("is"), .label = { .id = N_("What is known") } },
};

void dossier_fact(dossier_page *page, cor_text what, cor_text is, cor_str href, cor_value cited) {
    if (cor_text_is_empty(is)) return;
    cor_doc_row(page->doc, (cor_table_cell[]){ dossier_words(what),
                                               { .text = is, .href = href, .value = cited } });
}

void dossier_field_fact(dossier_page *page, const cor_entry *entry, int32_t field) {
    dossier_fact(page, dossier_plain(entry->kind->fields[field].label),
                 dossier_field_text(page, entry, field), (cor_str){ 0 },
                 dossier_entry_cited(page, entry, field));
}

void dossier_entry_facts(dossier_page *page, const char *id, cor_text title,
                         const cor_entry *entry) {
    cor_doc_table(page->doc, id, title, dossier_fact_columns, 2, NO_TEXT);
    for (int32_t i = 0; i < entry->kind->field_count; i++)
        dossier_field_fact(page, entry, i);
}
