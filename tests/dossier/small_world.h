/* SPDX-License-Identifier: Apache-2.0 */
/* small_world.h: a database made in a test from a few facts, and ways to look into the documents
 * made from it. */
#ifndef CORREDOR_TEST_SMALL_WORLD_H
#define CORREDOR_TEST_SMALL_WORLD_H

#include "../test_case.h"
#include "../test_folder.h"

#include "dossier/dossier.h"

/* One figure as a line of a test. */
typedef struct {
    const char *measure, *source, *origin,
        *destination; // origin "" where the measure has one place
    const char *period, *breakdown;
    double value;
} fact;

typedef struct {
    test_folder folder;
    cor_store *store;
    cor_figures *figures;
    cor_stretch stretch;
    cor_arena keep;
    cor_error err;
    cor_dossier dossier;
} small_world;

/* A new database with these facts, each source in a load of its own. */
void small_world_open(small_world *world, const fact *facts, size_t count);
void small_world_add(small_world *world, const fact *facts, size_t count);
void small_world_close(small_world *world);
#define small_world_of(world, facts)                                                               \
    small_world_open((world), (facts), sizeof(facts) / sizeof *(facts))

cor_country place(const char *code);
const cor_document *corridor_of(small_world *world, const char *origin, const char *destination);

/* Below one section; NULL without one. */
const cor_node *find_in_node(const cor_node *section, const char *id);
/* The first node with this id; the test fails when there is none. find_node comes back with NULL
 * instead. */
const cor_node *find_node(const cor_document *document, const char *id);
const cor_node *node(const cor_document *document, const char *id);
/* In English; the room is used again after a few calls. */
const char *said(cor_text text);
/* All sentences and labels of the document in one language, one a line. */
const char *everything_said(small_world *world, const cor_document *document, cor_lang lang);
/* The cell in the row whose label is `label` and the column with this key. */
const cor_table_cell *cell(const cor_node *table, const char *label, const char *key);

#define assert_says(document, world, words)                                                        \
    do {                                                                                           \
        const char *all_ = everything_said((world), (document), COR_LANG_EN);                      \
        if (!strstr(all_, (words)))                                                                \
            fail_msg("the document does not say \"%s\":\n%s", (words), all_);                      \
    } while (0)
#define assert_says_not(document, world, words)                                                    \
    do {                                                                                           \
        const char *all_ = everything_said((world), (document), COR_LANG_EN);                      \
        if (strstr(all_, (words))) fail_msg("the document says \"%s\":\n%s", (words), all_);       \
    } while (0)
#define assert_value(value_, expected, tolerance)                                                  \
    do {                                                                                           \
        const cor_value *got_ = &(value_);                                                         \
        if (!got_->present || got_->value < (expected) - (tolerance) ||                            \
            got_->value > (expected) + (tolerance))                                                \
            fail_msg("%s: %.10g (%s) instead of %.10g", #value_, got_->value,                      \
                     got_->present ? "there" : "absent", (double)(expected));                      \
    } while (0)

#endif
