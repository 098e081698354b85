/* SPDX-License-Identifier: Apache-2.0 */
/* inside.h: declarations shared by the files of the registries, private to src/registry and its
 * tests. */
#ifndef CORREDOR_REGISTRY_INSIDE_H
#define CORREDOR_REGISTRY_INSIDE_H

#include "registry/registry.h"
#include "statements.h"

enum { REGISTRY_DIGEST_BYTES = 32 };

struct cor_registry {
    cor_stretch stretch; // holds this struct
    cor_store *store;
    const cor_registry_kinds *kinds;
    int64_t now_s; // replaces the clock when not 0
};

/* Set the time with which changes are stamped from now on; 0 returns to the clock. For tests of
 * as-known. */
void registry_set_clock(cor_registry *registry, int64_t now_s);
int64_t registry_now(const cor_registry *registry);

/* ---- values -------------------------------------------------------------- */
bool registry_is_list(cor_registry_type type);
bool registry_is_linked(
    cor_registry_type type); // places, codes and references: entries are found by them
bool registry_is_key(cor_str text);
/* Bring a value into canonical form. On a fault, `ret_what` and `ret_hint` describe it;
 * COR_E_MEMORY as usual. */
cor_code registry_value_make(const cor_registry_field *field, cor_str text, cor_arena *keep,
                             cor_str *ret_value, cor_text *ret_what, cor_text *ret_hint);
cor_text registry_plain(const char *id);
cor_text registry_label(const char *label);

/* ---- bodies -------------------------------------------------------------- */
/* The JSON of an entry; at == NULL when `keep` is full. */
cor_str registry_body_write(const cor_entry *entry, cor_arena *keep);
void registry_put_fields(const cor_entry *entry, cor_out *out);  // {"title": {"en": …}, …}
void registry_put_sources(const cor_entry *entry, cor_out *out); // [{"url": …}, …]
COR_CHECKED
cor_code registry_body_read(cor_str body, cor_entry *entry, cor_arena *keep, cor_error *err);
struct json_t;
/* Read the members "fields" and "sources" of a JSON object that may be written by a person. */
COR_CHECKED
cor_code registry_json_read(const struct json_t *object, cor_entry *entry, cor_arena *keep,
                            cor_error *err);

/* ---- reading ------------------------------------------------------------- */
/* LIMIT of a statement: 0 stands for all. SQL has no negative limit; SQLite alone takes -1. */
static inline int64_t registry_limit(int32_t limit) {
    return limit ? limit : INT64_MAX;
}
typedef struct {
    int64_t id;            // 0: no such entry
    int32_t newest, shown; // 0: none
    cor_registry_state state;
} registry_head;
COR_CHECKED
cor_code registry_head_get(cor_registry *registry, cor_str kind, cor_str key,
                           registry_head *ret_head, cor_error *err);
/* The current row of a reading statement (columns as in registry_version_get). */
COR_CHECKED
cor_code registry_row_read(cor_statement *statement, const cor_registry_kind *kind, cor_arena *keep,
                           cor_entry **ret_entry, cor_error *err);
COR_CHECKED
cor_code registry_version_get(cor_registry *registry, const cor_registry_kind *kind, int64_t entry,
                              int32_t number, cor_arena *keep, cor_entry **ret_entry,
                              cor_error *err);

/* ---- writing, inside a transaction --------------------------------------- */
COR_CHECKED
cor_code registry_reserve(cor_registry *registry, const cor_entry *entry, int64_t *ret_id,
                          cor_error *err);
typedef enum { REGISTRY_ADDED, REGISTRY_REVISED, REGISTRY_UNCHANGED } registry_outcome;
/* Store a checked entry as a new version, unless the newest version is equal and in the same
 * state. */
COR_CHECKED
cor_code registry_store(cor_registry *registry, const cor_entry *entry, const cor_registry_act *act,
                        cor_arena scratch, registry_outcome *ret_outcome, int32_t *ret_version,
                        cor_error *err);
/* Turn the first problem into an error with its place. */
cor_code registry_fail_with(const cor_entry *entry, const cor_entry_problem *problems, size_t count,
                            cor_error *err);

/* ---- the log ------------------------------------------------------------- */
typedef struct {
    int64_t id, at_s;
    cor_str who, kind, key, state_from, state_to, why;
    int64_t entry;
    int32_t version, shown; // 0: none
    const uint8_t *digest;  // of the version
} registry_audit_row;
void registry_version_digest(cor_str kind, cor_str key, int32_t number, cor_str body,
                             uint8_t ret_digest[REGISTRY_DIGEST_BYTES]);
void registry_chain(const uint8_t before[REGISTRY_DIGEST_BYTES], const registry_audit_row *row,
                    uint8_t ret_chain[REGISTRY_DIGEST_BYTES]);
/* Append a row; id and at_s are set here. */
COR_CHECKED
cor_code registry_log(cor_registry *registry, registry_audit_row *row, cor_error *err);

/* ---- the index ----------------------------------------------------------- */
/* Index an entry after publication, or remove it (`entry` NULL). */
COR_CHECKED
cor_code registry_index(cor_registry *registry, int64_t id, const cor_entry *entry,
                        cor_arena scratch, cor_error *err);
/* "publicationqqtopicsqqlabourq5fmarket": a condition as one word of the index. With empty field
 * and value: belonging to the kind. */
void registry_put_tag(cor_out *out, const cor_registry_kind *kind, const char *field,
                      cor_str value);
/* Stems of the folded words of a text, separated by blanks. */
cor_str registry_stems(cor_arena *keep, cor_str text);
/* Every stem by which an entry is found, those of its titles first. */
cor_str registry_words(const cor_entry *entry, cor_arena *keep, cor_arena scratch);
/* Reduce a folded word to its stem in place; returns the new length. Removes plurals and final
 * vowels of both languages. */
size_t registry_stem(char *word, size_t length);
/* Stems with the same meaning in either language, e.g. "reclutamient" for "recruitment"; returns
 * their number, at most `room`. The stems live in `keep`. */
int32_t registry_equivalents(cor_str stem, cor_str *ret_list, int32_t room, cor_arena *keep);
/* The searched text of an entry: column 0, the folded words of its title; column 1, a line "field
 * value" for each code, place, reference and year. The caller resets the statement. */
COR_CHECKED
cor_code registry_found_get(cor_registry *registry, int64_t entry, cor_statement **ret_statement,
                            bool *ret_found, cor_error *err);
/* Count the entries with each code, place, reference and year into hits->facets. */
COR_CHECKED
cor_code registry_count_facets(cor_registry *registry, const int64_t *entries, int32_t count,
                               cor_arena *keep, cor_arena scratch, cor_registry_hits *hits,
                               cor_error *err);
/* The part of a text that contains the words. */
COR_CHECKED
cor_code registry_snippet(cor_str text, const cor_str *stems, const bool *is_prefix, int32_t count,
                          cor_arena *keep, cor_registry_hit *hit, int32_t *ret_found,
                          cor_error *err);
/* Positions of the words in a text; returns their number, at most `room`. */
int32_t registry_marks(cor_str text, const cor_str *stems, const bool *is_prefix, int32_t count,
                       cor_arena scratch, cor_mark *ret_marks, int32_t room);

#endif
