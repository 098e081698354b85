/* SPDX-License-Identifier: Apache-2.0 */
/* answers.c: see answers.h. The population of Mexico, what people send home from it and its
 * moves to and from everywhere are asked for by the page of each of Mexico's corridors; only
 * what is between the two is its own. */
#include "answers.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

/* Room for sixty places, thirty questions each; when it is full, the rest is looked up for each
 * page. */
enum { ROOM_BYTES = 12 << 20, SLOTS = 1 << 14, SLOTS_USED_MAX = SLOTS / 2 };

typedef struct {
    cor_filter question; // its places are the two below
    cor_country origin, destination;
    dossier_figures figures;
} answer;

struct dossier_answers {
    cor_stretch stretch;
    pthread_mutex_t lock; // of what follows; what is in a slot is only read
    cor_arena arena;
    int32_t count;
    bool is_full;
    _Atomic(const answer *) slots[SLOTS];
};

dossier_answers *dossier_answers_open(void) {
    dossier_answers *answers = calloc(1, sizeof *answers);
    if (!answers || !cor_stretch_open(ROOM_BYTES, &answers->stretch)) {
        free(answers);
        return NULL;
    }
    answers->arena = cor_stretch_arena(&answers->stretch);
    pthread_mutex_init(&answers->lock, NULL);
    return answers;
}

void dossier_answers_close(dossier_answers *answers) {
    if (!answers) return;
    pthread_mutex_destroy(&answers->lock);
    cor_stretch_close(&answers->stretch);
    free(answers);
}

/* ---- questions ----------------------------------------------------------- */

static bool is_no_place(cor_country place) {
    return !place.id || place.id == COR_COUNTRY_WORLD.id;
}

bool dossier_is_about_one_place(const cor_filter *filter) {
    return filter->origin_count == 1 && filter->destination_count == 1 && !filter->as_known_s &&
           !filter->history && !filter->limit &&
           (is_no_place(filter->origins[0]) || is_no_place(filter->destinations[0]));
}

static bool is_same(const answer *known, const cor_filter *asked) {
    const cor_filter *question = &known->question;
    return known->origin.id == asked->origins[0].id &&
           known->destination.id == asked->destinations[0].id &&
           question->latest == asked->latest &&
           question->breakdown_exact == asked->breakdown_exact &&
           cor_interval_equal(question->within, asked->within) &&
           cor_str_equal(question->measure, asked->measure) &&
           cor_str_equal(question->source, asked->source) &&
           cor_str_equal(question->breakdown, asked->breakdown) &&
           cor_str_equal(question->without, asked->without);
}

static size_t slot_of(const cor_filter *filter) {
    uint64_t hash = cor_str_hash(filter->measure) ^ cor_str_hash(filter->breakdown) * 3 ^
                    filter->source.length * 5;
    hash = (hash ^ (uint64_t)filter->origins[0].id << 16 ^ filter->destinations[0].id) *
           0x9E3779B97F4A7C15U;
    return (size_t)(hash >> 32) % SLOTS;
}

/* The slot of the question, or the free one where it belongs. There always is one: half of them
 * stay free. */
static _Atomic(const answer *) *find_slot(dossier_answers *answers, const cor_filter *filter,
                                          const answer **ret_known) {
    for (size_t slot = slot_of(filter);; slot = (slot + 1) % SLOTS) {
        *ret_known = atomic_load_explicit(&answers->slots[slot], memory_order_acquire);
        if (!*ret_known || is_same(*ret_known, filter)) return &answers->slots[slot];
    }
}

bool dossier_answers_find(dossier_answers *answers, const cor_filter *filter,
                          dossier_figures *ret_figures) {
    const answer *known;
    (void)find_slot(answers, filter, &known);
    if (known) *ret_figures = known->figures;
    return known;
}

/* ---- keeping ------------------------------------------------------------- */

/* Figures of one answer mostly say the same words one after the other. */
static bool keep_text(cor_arena *arena, cor_str *text, cor_str before) {
    if (cor_str_equal(*text, before) && before.at) {
        *text = before;
        return true;
    }
    *text = cor_str_keep(arena, *text);
    return text->at;
}

static bool keep_figures(cor_arena *arena, dossier_figures figures, dossier_figures *ret_figures) {
    cor_figure *list = cor_new_unset(arena, cor_figure, figures.count + 1);
    bool fits = list;
    cor_figure before = { 0 };

    for (size_t i = 0; i < figures.count && fits; i++) {
        list[i] = figures.list[i];
        fits = keep_text(arena, &list[i].measure, before.measure) &&
               keep_text(arena, &list[i].source, before.source) &&
               keep_text(arena, &list[i].breakdown, before.breakdown) &&
               keep_text(arena, &list[i].sheet, before.sheet);
        before = list[i];
    }

    *ret_figures = (dossier_figures){ list, figures.count };
    return fits;
}

static bool keep_question(cor_arena *arena, const cor_filter *filter, answer *kept) {
    kept->question = *filter;
    kept->origin = filter->origins[0];
    kept->destination = filter->destinations[0];
    kept->question.origins = &kept->origin;
    kept->question.destinations = &kept->destination;
    return keep_text(arena, &kept->question.measure, COR_STR("")) &&
           keep_text(arena, &kept->question.source, COR_STR("")) &&
           keep_text(arena, &kept->question.breakdown, COR_STR("")) &&
           keep_text(arena, &kept->question.without, COR_STR(""));
}

void dossier_answers_keep(dossier_answers *answers, const cor_filter *filter,
                          dossier_figures figures) {
    const answer *known;
    pthread_mutex_lock(&answers->lock);
    _Atomic(const answer *) *slot = find_slot(answers, filter, &known);

    if (!known && !answers->is_full) {
        cor_arena before = answers->arena;
        answer *kept = cor_new(&answers->arena, answer, 1);
        bool fits = kept && answers->count < SLOTS_USED_MAX &&
                    keep_question(&answers->arena, filter, kept) &&
                    keep_figures(&answers->arena, figures, &kept->figures);
        if (!fits) answers->arena = before;
        answers->is_full = !fits;
        answers->count += fits;
        if (fits) atomic_store_explicit(slot, kept, memory_order_release);
    }

    pthread_mutex_unlock(&answers->lock);
}
