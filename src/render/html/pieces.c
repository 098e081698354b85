/* SPDX-License-Identifier: Apache-2.0 */
/* pieces.c: tables and charts of parts that many pages have in common, written once for a
 * language and then put in. Only the marks of sources differ from page to page: a piece has
 * holes where they stand. */
#include "html.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

enum { PIECES_BYTES = 16 << 20, BUCKETS = 2048, SOURCES_MAX = 128 };

/* A hole is this byte, which no text of a page has, and one for the source. */
static const char hole_mark = 1;
enum { HOLE_BASE = 0x80 };

typedef struct piece {
    const cor_node *node;
    cor_lang lang;
    int32_t heading;
    cor_str html; // slim
    const struct piece *next;
} piece;

struct cor_html_pieces {
    cor_stretch stretch; // holds this struct
    cor_arena arena;
    pthread_mutex_t lock; // of arena and is_full
    bool is_full;
    _Atomic(const piece *) buckets[BUCKETS];
};

cor_code cor_html_pieces_open(cor_html_pieces **ret_pieces, cor_error *err) {
    cor_stretch stretch;
    if (!cor_stretch_open(PIECES_BYTES, &stretch)) return cor_fail_memory(err);
    cor_arena arena = cor_stretch_arena(&stretch);
    cor_html_pieces *pieces = cor_new(&arena, cor_html_pieces, 1);
    pieces->stretch = stretch;
    pieces->arena = arena;
    pthread_mutex_init(&pieces->lock, NULL);
    *ret_pieces = pieces;
    return COR_OK;
}

void cor_html_pieces_close(cor_html_pieces *pieces) {
    if (!pieces) return;
    pthread_mutex_destroy(&pieces->lock);
    cor_stretch stretch = pieces->stretch;
    cor_stretch_close(&stretch);
}

/* ---- finding ------------------------------------------------------------- */

static _Atomic(const piece *) *bucket_of(cor_html_pieces *pieces, const piece *wanted) {
    uintptr_t at = (uintptr_t)wanted->node / sizeof(void *) * 31 + (uintptr_t)wanted->lang * 7;
    return &pieces->buckets[(at ^ at >> 11) % BUCKETS];
}

static const piece *find(cor_html_pieces *pieces, const piece *wanted) {
    const piece *found = atomic_load_explicit(bucket_of(pieces, wanted), memory_order_acquire);
    while (found && (found->node != wanted->node || found->lang != wanted->lang ||
                     found->heading != wanted->heading))
        found = found->next;
    return found;
}

static const piece *keep(cor_html_pieces *pieces, const piece *made) {
    _Atomic(const piece *) *bucket = bucket_of(pieces, made);
    pthread_mutex_lock(&pieces->lock);
    const piece *kept = find(pieces, made);
    cor_arena before = pieces->arena;
    piece *copy = kept || pieces->is_full ? NULL : cor_new(&pieces->arena, piece, 1);

    if (copy) {
        *copy = *made;
        copy->html = cor_str_keep(&pieces->arena, made->html);
        copy->next = atomic_load_explicit(bucket, memory_order_relaxed);
    }

    if (copy && copy->html.at) {
        kept = copy;
        atomic_store_explicit(bucket, copy, memory_order_release);
    } else if (!kept) {
        pieces->arena = before;
        pieces->is_full = true;
    }

    pthread_mutex_unlock(&pieces->lock);
    return kept;
}

/* ---- making -------------------------------------------------------------- */

void html_put_hole(html_page *page, int32_t source) {
    const char hole[] = { hole_mark, (char)(HOLE_BASE + source) };
    cor_put(page->out, (cor_str){ hole, sizeof hole });
}

/* Written as the part's own page would have it, with holes for marks. */
static bool make(const html_page *page, const cor_node *node, cor_arena *room, piece *ret_piece) {
    cor_arena scratch = cor_arena_scratch(room);
    cor_out out = cor_out_memory(room);
    html_page own = *page;

    own.document = node->part;
    own.has_holes = true;
    own.out = &out;
    own.escaped.self = &out;
    own.mark_counts = cor_new(&scratch, int32_t, node->part->source_count + 1);
    own.scratch = scratch;
    if (!own.mark_counts) return false;

    html_node_write(&own, node->part_node);
    if (out.failed || own.is_full) return false;
    ret_piece->html = cor_out_str(&out);
    ret_piece->html.length = html_slim(out.memory, out.used);

    return true;
}

/* ---- putting in ---------------------------------------------------------- */

/* The source of a part has another number on this page. */
static int32_t source_here(const html_page *page, const cor_node *node, int32_t source) {
    cor_str key = node->part->sources[source].source.key;
    int32_t here = 0;
    while (here < page->document->source_count &&
           !cor_str_equal(page->document->sources[here].source.key, key))
        here++;
    return here;
}

static void put_in(html_page *page, const cor_node *node, cor_str html) {
    const char *at = html.at, *end = html.at + html.length;
    html_slim_down(page);
    for (const char *hole; (hole = memchr(at, hole_mark, (size_t)(end - at))); at = hole + 2) {
        cor_put(page->out, (cor_str){ at, (size_t)(hole - at) });
        page->slim_end = page->out->used;
        int32_t here = source_here(page, node, (unsigned char)hole[1] - HOLE_BASE);
        if (here < page->document->source_count) html_put_mark(page, here);
        html_slim_down(page);
    }

    cor_put(page->out, (cor_str){ at, (size_t)(end - at) });
    page->slim_end = page->out->used;
}

bool html_put_piece(html_page *page, const cor_node *node) {
    cor_html_pieces *pieces = page->options->slim ? page->options->pieces : NULL;
    bool is_worth_it = node->kind == COR_NODE_CHART || node->kind == COR_NODE_TABLE;

    if (!pieces || !node->part || !is_worth_it || page->has_holes) return false;
    if (node->part->source_count > SOURCES_MAX || !cor_str_equal(node->id, node->part_node->id))
        return false;

    piece made = { .node = node->part_node, .lang = page->lang, .heading = page->heading };
    const piece *kept = find(pieces, &made);
    cor_arena room = page->scratch;
    if (!kept && !make(page, node, &room, &made)) return false;

    if (!kept) kept = keep(pieces, &made);
    put_in(page, node, kept ? kept->html : made.html);
    return true;
}
