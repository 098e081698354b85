/* SPDX-License-Identifier: Apache-2.0 */
/* parts.c: parts of pages that are the same for every corridor to a place, made once for each
 * state of the figures.
 *
 * The work of people born abroad in Mexico takes a thousand look-ups and is on the page of each
 * of Mexico's corridors. It is kept as a finished document and said again inside the others; see
 * graft.c. */
#include "parts.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "dossier/corridor/corridor.h"

/* Room for the parts of all countries; when it is full, the rest is made on each page. */
enum { PARTS_BYTES = 32 << 20 };

static const struct {
    const char *section; // ids that are made are named after it
    void (*make)(dossier_page *page, cor_country place);
} kinds[DOSSIER_PART_COUNT] = {
    [DOSSIER_PART_AGES] = { "people", dossier_ages },
    [DOSSIER_PART_WORK] = { "work", dossier_work_of_all },
};

struct cor_dossier_parts {
    cor_stretch stretch;
    pthread_mutex_t lock; // of arena and is_full; what is in a slot is only read
    cor_arena arena;
    bool is_full;
    size_t place_count;
    _Atomic(const cor_document *) *slots; // [DOSSIER_PART_COUNT][place_count]
    dossier_answers *answers;
};

cor_code cor_dossier_parts_open(cor_dossier_parts **ret_parts, cor_error *err) {
    cor_dossier_parts *parts = calloc(1, sizeof *parts);
    if (!parts) return cor_fail_memory(err);
    (void)cor_country_list(&parts->place_count);
    parts->slots = calloc(DOSSIER_PART_COUNT * parts->place_count, sizeof *parts->slots);
    parts->answers = dossier_answers_open();

    if (!parts->slots || !parts->answers || !cor_stretch_open(PARTS_BYTES, &parts->stretch)) {
        dossier_answers_close(parts->answers);
        free(parts->slots);
        free(parts);
        return cor_fail_memory(err);
    }

    parts->arena = cor_stretch_arena(&parts->stretch);
    pthread_mutex_init(&parts->lock, NULL);
    *ret_parts = parts;

    return COR_OK;
}

void cor_dossier_parts_close(cor_dossier_parts *parts) {
    if (!parts) return;
    pthread_mutex_destroy(&parts->lock);
    dossier_answers_close(parts->answers);
    cor_stretch_close(&parts->stretch);
    free(parts->slots);
    free(parts);
}

dossier_answers *dossier_answers_of(cor_dossier_parts *parts) {
    return parts ? parts->answers : NULL;
}

static _Atomic(const cor_document *) *slot_of(cor_dossier_parts *parts, dossier_part kind,
                                              cor_country place) {
    size_t count;
    ptrdiff_t at = cor_country_get(place) - cor_country_list(&count);
    return &parts->slots[(size_t)kind * parts->place_count + (size_t)at];
}

/* A document with the part in a section, in the arena; NULL when it does not fit or the figures
 * cannot be read. */
static const cor_document *make(const dossier_page *page, dossier_part kind, cor_country place,
                                cor_arena *arena) {
    dossier_page of_its_own = { .dossier = page->dossier, .keep = arena, .err = page->err };
    of_its_own.doc = cor_doc_begin(arena, COR_STR("part"), COR_STR(""), NO_TEXT, NO_TEXT);
    cor_doc_section(of_its_own.doc, kinds[kind].section, NO_TEXT);
    kinds[kind].make(&of_its_own, place);
    cor_doc_section_end(of_its_own.doc);
    const cor_document *document = NULL;
    cor_code code = dossier_end(&of_its_own, &document);
    return code ? NULL : document;
}

/* Without what was asked for on the way. */
static const cor_document *copy(const cor_document *document, const char *section,
                                cor_arena *arena) {
    const cor_document *copied = NULL;
    cor_error ignored;
    cor_doc *doc = cor_doc_begin(arena, COR_STR("part"), COR_STR(""), NO_TEXT, NO_TEXT);
    cor_doc_section(doc, section, NO_TEXT);
    cor_doc_graft(doc, document, document->root->first, false);
    cor_doc_section_end(doc);
    return cor_doc_end(doc, &copied, &ignored) ? NULL : copied;
}

static const cor_document *keep(cor_dossier_parts *parts, dossier_part kind, cor_country place,
                                const cor_document *document) {
    _Atomic(const cor_document *) *slot = slot_of(parts, kind, place);
    pthread_mutex_lock(&parts->lock);
    const cor_document *kept = atomic_load_explicit(slot, memory_order_relaxed);

    if (!kept && !parts->is_full) {
        cor_arena before = parts->arena;
        kept = copy(document, kinds[kind].section, &parts->arena);
        if (!kept) parts->arena = before;
        parts->is_full = !kept;
        atomic_store_explicit(slot, kept, memory_order_release);
    }

    pthread_mutex_unlock(&parts->lock);
    return kept;
}

void dossier_show_part(dossier_page *page, dossier_part kind, cor_country place) {
    cor_dossier_parts *parts = page->dossier->as_known_s ? NULL : page->dossier->parts;
    const cor_document *part =
        parts ? atomic_load_explicit(slot_of(parts, kind, place), memory_order_acquire) : NULL;

    if (parts && !part && !page->code) {
        cor_arena scratch = cor_arena_scratch(page->keep);
        const cor_document *made = make(page, kind, place, &scratch);
        part = made ? keep(parts, kind, place, made) : NULL;
    }

    if (part)
        cor_doc_graft(page->doc, part, part->root->first, true);
    else
        kinds[kind].make(page, place);
}
