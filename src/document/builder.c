/* SPDX-License-Identifier: Apache-2.0 */
/* builder.c: the frame of a document: arena, sections, ids, numbered sources. */
#include <assert.h>
#include <math.h>

#include "builder_private.h"

/* ---- memory -------------------------------------------------------------- */

void *cor_doc_take(cor_doc *doc, size_t size, size_t align, size_t count) {
    void *room = doc->full ? NULL : cor_take(doc->keep, size, align, count);
    if (!room) doc->full = true;
    return room;
}

void *cor_doc_take_unset(cor_doc *doc, size_t size, size_t align, size_t count) {
    void *room = doc->full ? NULL : cor_take_unset(doc->keep, size, align, count);
    if (!room) doc->full = true;
    return room;
}

void *cor_doc_room(cor_doc *doc, void *array, int32_t count, int32_t *room, size_t size) {
    if (count < *room) return array;
    int32_t wider = *room ? *room * 2 : 8;
    void *moved = cor_doc_take_unset(doc, size, _Alignof(max_align_t), (size_t)wider);
    if (!moved) return NULL;
    if (count) memcpy(moved, array, size * (size_t)count);
    *room = wider;
    return moved;
}

cor_str cor_doc_keep(cor_doc *doc, cor_str text) {
    if (doc->full || !text.length) return (cor_str){ 0 };
    cor_str kept = cor_str_keep(doc->keep, text);
    if (!kept.at) doc->full = true;
    return kept;
}

cor_text cor_doc_keep_text(cor_doc *doc, cor_text text) {
    if (doc->full || cor_text_is_empty(text)) return (cor_text){ 0 };
    cor_text kept = cor_text_keep(doc->keep, text);
    if (!kept.id) doc->full = true;
    return kept;
}

/* ---- begin and end ------------------------------------------------------- */

cor_doc *cor_doc_begin(cor_arena *keep, cor_str kind, cor_str path, cor_text title, cor_text lead) {
    cor_doc *doc = cor_new(keep, cor_doc, 1);
    if (!doc) return NULL;
    doc->keep = keep;
    doc->document = cor_doc_new(doc, cor_document, 1);
    cor_node *root = cor_doc_new(doc, cor_node, 1);
    if (doc->full) return doc;
    *root = (cor_node){ .kind = COR_NODE_SECTION };
    *doc->document = (cor_document){ .kind = cor_doc_keep(doc, kind),
                                     .path = cor_doc_keep(doc, path),
                                     .title = cor_doc_keep_text(doc, title),
                                     .lead = cor_doc_keep_text(doc, lead),
                                     .root = root };
    doc->open[0] = doc->latest = root;

    return doc;
}

static void list_source(cor_doc *doc, cor_doc_known *known) {
    cor_document *document = doc->document;
    cor_document_source *list = cor_doc_room(doc, document->sources, document->source_count,
                                             &doc->source_room, sizeof *list);
    if (!list) return;
    document->sources = list;
    list[document->source_count] =
        (cor_document_source){ .source = known->source, .dataset_file = known->file_name };
    known->number = document->source_count++;
}

cor_code cor_doc_end(cor_doc *doc, const cor_document **ret_document, cor_error *err) {
    if (!doc) return cor_fail_memory(err);
    assert(doc->full || doc->depth == 0);
    for (int32_t i = 0; i < doc->known_count && !doc->full; i++) {
        cor_doc_known *known = &doc->known[i];
        if (known->asked && known->number < 0) list_source(doc, known);
        if (known->number >= 0 && !doc->full)
            doc->document->sources[known->number].dataset_file = known->file_name;
    }

    if (doc->full) return cor_fail_memory(err);
    *ret_document = doc->document;
    return COR_OK;
}

void cor_doc_places(cor_doc *doc, cor_country origin, cor_country destination) {
    if (!doc || doc->full) return;
    doc->document->origin = origin;
    doc->document->destination = destination;
}

void cor_doc_as_known(cor_doc *doc, int64_t as_known_s) {
    if (!doc || doc->full) return;
    doc->document->as_known_s = as_known_s;
}

cor_arena *cor_doc_arena(cor_doc *doc) {
    return doc && !doc->full ? doc->keep : NULL;
}

/* ---- ids ----------------------------------------------------------------- */

static cor_doc_id *find_id(cor_doc *doc, cor_str id) {
    cor_doc_id *entry = doc->ids[cor_str_hash(id) % COR_DOC_ID_BUCKETS];
    while (entry && !cor_str_equal(entry->id, id))
        entry = entry->next;
    return entry;
}

static cor_str add_id(cor_doc *doc, cor_str id) {
    cor_doc_id *entry = cor_doc_new(doc, cor_doc_id, 1);
    cor_str kept = cor_doc_keep(doc, id);
    if (doc->full) return (cor_str){ 0 };
    cor_doc_id **bucket = &doc->ids[cor_str_hash(id) % COR_DOC_ID_BUCKETS];
    *entry = (cor_doc_id){ .id = kept, .copies = 1, .next = *bucket };
    *bucket = entry;
    return kept;
}

static cor_str unique_id(cor_doc *doc, cor_str wanted) {
    cor_doc_id *taken = find_id(doc, wanted);
    cor_str id = wanted;
    while (taken && !doc->full && find_id(doc, id)) {
        id = cor_str_print(doc->keep, "%.*s-%d", COR_STR_F(wanted), ++taken->copies);
        if (!id.at) doc->full = true;
    }
    return doc->full ? (cor_str){ 0 } : add_id(doc, id);
}

static cor_str id_of(cor_doc *doc, cor_node_kind kind, const char *id) {
    if (id && *id) return unique_id(doc, cor_str_of(id));
    cor_str section = doc->open[doc->depth]->id;
    const char *dash = section.length ? "-" : "";
    cor_str made =
        cor_str_print(doc->keep, "%.*s%s%s", COR_STR_F(section), dash, cor_node_kind_word(kind));
    if (!made.at) doc->full = true;
    return doc->full ? made : unique_id(doc, made);
}

/* ---- tree ---------------------------------------------------------------- */

cor_node *cor_doc_node(cor_doc *doc, cor_node_kind kind, const char *id) {
    if (!doc || doc->full) return NULL;
    cor_str unique = id_of(doc, kind, id);
    cor_node *node = cor_doc_new(doc, cor_node, 1);
    if (!node) return NULL;

    *node = (cor_node){ .kind = kind, .id = unique };
    cor_node *section = doc->open[doc->depth];
    if (section->section.last)
        section->section.last->next = node;
    else
        section->section.first = node;
    section->section.last = node;
    doc->latest = node;

    return node;
}

void cor_doc_section(cor_doc *doc, const char *id, cor_text title) {
    cor_node *node = cor_doc_node(doc, COR_NODE_SECTION, id);
    if (!node) return;
    assert(doc->depth + 1 < COR_DOC_DEPTH_MAX);
    node->title = cor_doc_keep_text(doc, title);
    node->section.level = ++doc->depth;
    doc->open[doc->depth] = node;
}

void cor_doc_context(cor_doc *doc, const char *id, cor_text title, cor_text about) {
    cor_doc_section(doc, id, title);
    if (!doc || doc->full) return;
    doc->latest->role = COR_ROLE_CONTEXT;
    doc->latest->text = cor_doc_keep_text(doc, about);
}

/* Context without anything in it is left out. */
static void remove_last(cor_doc *doc, const cor_node *node) {
    cor_node_section *parent = &doc->open[doc->depth]->section;
    cor_node *before = NULL;
    for (cor_node *one = parent->first; one && one != node; one = one->next)
        before = one;

    parent->last = before;
    *(before ? &before->next : &parent->first) = NULL;
    doc->latest = before ? before : doc->open[doc->depth];
}

void cor_doc_section_end(cor_doc *doc) {
    if (!doc || doc->full) return;
    assert(doc->depth > 0);
    cor_node *section = doc->open[doc->depth--];
    doc->latest = section;
    if (section->role == COR_ROLE_CONTEXT && !section->section.first) remove_last(doc, section);
}

void cor_doc_role(cor_doc *doc, cor_node_role role) {
    if (!doc || doc->full) return;
    doc->latest->role = role;
}

/* ---- sources and values -------------------------------------------------- */

static void keep_each(cor_doc *doc, cor_str texts[COR_LANG_COUNT]) {
    for (int lang = 0; lang < COR_LANG_COUNT; lang++)
        texts[lang] = cor_doc_keep(doc, texts[lang]);
}

static cor_source keep_source(cor_doc *doc, const cor_source *given) {
    cor_source source = *given;
    cor_str *plain[] = { &source.key,      &source.producer, &source.edition,  &source.published,
                         &source.accessed, &source.licence,  &source.citation, &source.url };
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
        *plain[i] = cor_doc_keep(doc, *plain[i]);
    keep_each(doc, source.title);
    keep_each(doc, source.note);
    return source;
}

/* The handle of a source; with `asked` it is listed even if no value cites it. */
static int32_t know_source(cor_doc *doc, const cor_source *source, bool asked) {
    if (!doc || doc->full || !source) return -1;
    for (int32_t i = 0; i < doc->known_count; i++) {
        if (!cor_str_equal(doc->known[i].source.key, source->key)) continue;
        doc->known[i].asked |= asked;
        return i;
    }

    cor_doc_known *list =
        cor_doc_room(doc, doc->known, doc->known_count, &doc->known_room, sizeof *list);
    if (!list) return -1;
    doc->known = list;
    list[doc->known_count] =
        (cor_doc_known){ .source = keep_source(doc, source), .number = -1, .asked = asked };

    return doc->known_count++;
}

int32_t cor_doc_source(cor_doc *doc, const cor_source *source) {
    return know_source(doc, source, true);
}

void cor_doc_source_file(cor_doc *doc, int32_t source, cor_str file_name) {
    if (!doc || doc->full || source < 0 || doc->known[source].file_name.length) return;
    doc->known[source].file_name = cor_doc_keep(doc, file_name);
}

cor_value cor_doc_value(cor_doc *doc, const cor_figure *figure, const cor_source *source) {
    bool is_last = doc && doc->measure && cor_str_equal(doc->measure->key, figure->measure);
    const cor_measure *measure = is_last ? doc->measure : cor_measure_find(figure->measure);

    if (doc) doc->measure = measure;
    bool withheld = figure->status == COR_SUPPRESSED || figure->status == COR_MISSING;
    cor_value value = cor_value_absent();
    value.present = !withheld && isfinite(figure->value);
    value.value = value.present ? figure->value : 0;
    value.unit = measure ? measure->unit : NULL;
    value.decimals = -1;
    value.status = figure->status;
    value.figure_id = figure->id;
    value.period = figure->period;
    value.source = know_source(doc, source, false);

    return value;
}

cor_value cor_doc_citation(cor_doc *doc, const cor_source *source) {
    cor_value value = cor_value_absent();
    value.source = know_source(doc, source, false);
    value.names_source = value.source >= 0;
    return value;
}

static void inherit_source(cor_value *value, int32_t source) {
    if (source < 0 || source == value->source) return;
    if (value->source < 0) {
        value->source = source;
        return;
    }

    for (int32_t i = 0; i < 2; i++) {
        if (value->source_more[i] == source) return;
        if (value->source_more[i] >= 0) continue;
        value->source_more[i] = source;
        return;
    }
}

/* How weak a status is: a sum gets the weakest of its parts. */
static int32_t weakness(cor_obs_status status) {
    static const int32_t rank[COR_STATUS_COUNT] = {
        [COR_OBSERVED] = 0,  [COR_PROVISIONAL] = 1, [COR_ESTIMATED] = 2,
        [COR_PROJECTED] = 3, [COR_SUPPRESSED] = 4,  [COR_MISSING] = 5
    };
    return rank[status];
}

cor_value cor_doc_computed(cor_doc *doc, double number, cor_str unit_key, cor_text derivation,
                           const cor_value *from, int32_t from_count) {
    cor_value value = cor_value_absent();
    bool sound = isfinite(number);

    for (int32_t i = 0; i < from_count; i++) {
        sound = sound && from[i].present;
        if (weakness(from[i].status) > weakness(value.status)) value.status = from[i].status;
        inherit_source(&value, from[i].source);
        if (!value.correction) value.correction = from[i].correction;
        for (int32_t more = 0; more < 2; more++)
            inherit_source(&value, from[i].source_more[more]);
    }

    value.present = sound;
    value.value = sound ? number : 0;
    value.unit = cor_unit_find(unit_key);
    value.decimals = -1;
    if (from_count > 0) value.period = from[0].period;
    if (doc) value.derivation = cor_doc_keep_text(doc, derivation);

    return value;
}

/* The number of the source mark beside a value, assigned when the value enters the page. */
static int32_t number_source(cor_doc *doc, int32_t handle) {
    if (handle < 0 || handle >= doc->known_count) return -1;
    if (doc->known[handle].number < 0) list_source(doc, &doc->known[handle]);
    if (doc->full) return -1;
    doc->document->sources[doc->known[handle].number].use_count++;
    return doc->known[handle].number;
}

/* Zeroed values are absent and have no source, although their source reads 0. */
static bool has_origin(const cor_value *value) {
    return value->present || value->figure_id || value->names_source ||
           value->status != COR_OBSERVED;
}

cor_value cor_doc_keep_value(cor_doc *doc, const cor_value *given) {
    cor_value value = *given;
    if (!has_origin(given)) {
        value.source = value.source_more[0] = value.source_more[1] = -1;
        return value;
    }

    value.source = number_source(doc, given->source);
    for (int32_t i = 0; i < 2; i++)
        value.source_more[i] = number_source(doc, given->source_more[i]);

    value.derivation = cor_doc_keep_text(doc, given->derivation);
    return value;
}

cor_value *cor_doc_keep_values(cor_doc *doc, const cor_value *values, int32_t count) {
    cor_value *kept = count > 0 ? cor_doc_new_unset(doc, cor_value, count) : NULL;
    for (int32_t i = 0; kept && i < count; i++)
        kept[i] = cor_doc_keep_value(doc, &values[i]);
    return kept;
}
