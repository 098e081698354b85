/* SPDX-License-Identifier: Apache-2.0 */
/* registry.h: entries that people keep and change: mechanisms, institutions, publications,
 * organisations.
 *
 * One machinery for every kind of entry. A kind is a table of fields; forms, checks, import,
 * export, comparison and search all read that table. Nothing is overwritten: each saved change
 * is a new version, and each change of state is a row that says who, when, from, to and why,
 * chained by hash so that a row changed behind our back is noticed.
 *
 *     draft -> review -> published -> withdrawn
 *
 * Readers see the published version; the newest one may be a draft beside it. Keys and addresses
 * never change. One cor_registry per thread; any number of readers beside one writer. */
#ifndef CORREDOR_REGISTRY_REGISTRY_H
#define CORREDOR_REGISTRY_REGISTRY_H

#include "core/reports.h"
#include "core/say.h"
#include "corredor/table.h"
#include "store/store.h"

typedef struct cor_registry cor_registry;

/* ---- kinds --------------------------------------------------------------- */

typedef enum {
    COR_REGISTRY_TEXT,      // in one language or none: a name, an address
    COR_REGISTRY_BILINGUAL, // a text in each language; one may be missing, neither hides the other
    COR_REGISTRY_DATE,      // 2026-01-31
    COR_REGISTRY_PARTIAL,   // as far as known: 2026, 2026-01 or 2026-01-31
    COR_REGISTRY_PERIOD,    // as in date.h
    COR_REGISTRY_PLACE,     // one place, stored by its code
    COR_REGISTRY_PLACES,    // several: "GTM;MEX"
    COR_REGISTRY_CORRIDORS, // pairs of places; * is any: "GTM-MEX;*-USA"
    COR_REGISTRY_CODE,      // one of the codes of the field
    COR_REGISTRY_CODES,     // several of them
    COR_REGISTRY_URL,       // http or https
    COR_REGISTRY_NUMBER,
    COR_REGISTRY_REFERENCE, // the key of an entry of the kind `target`
    COR_REGISTRY_REFERENCES
} cor_registry_type;

typedef enum { COR_SEARCH_NOT, COR_SEARCH_TITLE, COR_SEARCH_BODY } cor_registry_search_part;

/* A code that a field may have. Lists end with a code NULL. */
typedef struct {
    const char *code;
    const char *label; // marked for translation
} cor_registry_code;

typedef struct {
    const char *name;  // in files: "signed"; bilingual fields are "title_en" and "title_es" there
    const char *label; // marked for translation
    cor_registry_type type;
    bool required;
    const cor_registry_code *codes; // of CODE and CODES
    const char *target;             // of REFERENCE and REFERENCES: key of a kind
    cor_registry_search_part search;
    double least, most; // of NUMBER; both 0: any
} cor_registry_field;

typedef struct cor_registry_checking cor_registry_checking;

/* What a kind of entry is. */
typedef struct {
    const char *key;  // "mechanism"
    const char *path; // "/mechanisms/": before the key of an entry; empty when entries have no page
                      // of their own
    const char *label;      // one of them, marked for translation
    const char *label_many; // all of them
    const cor_registry_field *fields;
    int32_t field_count;
    /* What fields must fulfil together, and entries of the kind among each other; may be NULL.
     * Calls cor_registry_object for each fault; returns other failures only. */
    cor_code (*check)(cor_registry_checking *checking, cor_error *err);
} cor_registry_kind;

/* The codes of a field that is answered by yes or no. */
extern const cor_registry_code cor_codes_yes_no[];

/* All kinds of a registry, in the order in which their entries can refer to each other. */
typedef struct {
    const cor_registry_kind *const *list;
    size_t count;
} cor_registry_kinds;
/* NULL when there is no such kind. */
const cor_registry_kind *cor_registry_kind_find(const cor_registry_kinds *kinds, cor_str key);
/* The number of the field with this name, -1 when there is none. */
int32_t cor_registry_field_find(const cor_registry_kind *kind, cor_str name);

/* ---- entries ------------------------------------------------------------- */

typedef enum {
    COR_STATE_DRAFT,
    COR_STATE_REVIEW,
    COR_STATE_PUBLISHED,
    COR_STATE_WITHDRAWN, // was published, is no longer shown
    COR_STATE_DISCARDED, // a draft that was given up
    COR_STATE_COUNT
} cor_registry_state;
const char *cor_registry_state_key(cor_registry_state state);
bool cor_registry_state_find(cor_str key, cor_registry_state *ret_state);
cor_text cor_registry_state_text(cor_registry_state state);

/* Where an entry's facts are from. */
typedef struct {
    cor_str url, title; // title may be empty
    cor_str
        fields; // names of the fields it stands for, separated by blanks; empty: the whole entry
} cor_entry_source;

/* One version of one entry. Texts live in the arena it was made in. */
typedef struct {
    const cor_registry_kind *kind;
    int64_t id; // of the entry in this database; 0 while it is not stored
    cor_str key;
    int32_t version; // from 1; 0 while it is not stored
    cor_registry_state state;
    cor_str who, why; // who made this version, and why
    int64_t at_s;
    cor_str (
        *values)[COR_LANG_COUNT]; // [field_count]; [0] alone unless bilingual; empty: not known
    cor_entry_source *sources;
    int32_t source_count;
} cor_entry;

/* An empty entry; NULL when it does not fit. */
cor_entry *cor_entry_new(const cor_registry_kind *kind, cor_str key, cor_arena *keep);
/* A field as text; of a bilingual one in `lang`, or in the other language when it has only that. */
cor_str cor_entry_get(const cor_entry *entry, int32_t field);
cor_str cor_entry_in(const cor_entry *entry, int32_t field, cor_lang lang);
/* A bilingual field for a document: each reader's language, or the one there is. Lives as long
 * as the entry. */
cor_text cor_entry_text(const cor_entry *entry, int32_t field, cor_arena *keep);
/* The names of a CODE or of CODES, "agriculture, construction". */
cor_text cor_entry_names(const cor_entry *entry, int32_t field, cor_arena *keep);
/* The name of one code of a field; the code itself when it is not in the list. */
cor_text cor_registry_code_text(const cor_registry_field *field, cor_str code, cor_arena *keep);
/* The code that a person means: the code itself or its name in any language, whole or from its
 * beginning, with hyphens or blanks, singular or plural. COR_E_USAGE with what is possible. */
COR_CHECKED
cor_code cor_registry_code_choose(const cor_registry_field *field, cor_str word, cor_arena scratch,
                                  cor_str *ret_code, cor_error *err);
/* DATE, PARTIAL, PERIOD: the whole period meant, e.g. all of 1974. False when empty. */
bool cor_entry_period(const cor_entry *entry, int32_t field, cor_interval *ret_period);
bool cor_entry_number(const cor_entry *entry, int32_t field, double *ret_value);
/* Walk the parts of a list: start with `*rest` = cor_entry_get(…). */
bool cor_entry_next(cor_str *rest, cor_str *ret_part);
/* Whether a list has this part. */
bool cor_entry_has(const cor_entry *entry, int32_t field, cor_str part);
/* Address of its page, "/mechanisms/MEX-CAN-PTAT"; empty when the kind has none or it does not
 * fit. */
cor_str cor_entry_path(const cor_entry *entry, cor_arena *keep);

/* ---- faults of an entry -------------------------------------------------- */

/* One thing that is wrong, so that a form can show all of them, each beside its field. */
typedef struct {
    cor_code code;
    int32_t field; // -1: not of one field
    cor_lang lang; // of bilingual fields
    cor_text what, hint;
} cor_entry_problem;

struct cor_registry_checking {
    cor_registry *registry;
    const cor_entry *entry; // its values already in canonical form
    cor_arena *keep;
    cor_entry_problem *problems;
    size_t count, room;
};
/* Note a fault; the texts are kept. COR_E_MEMORY. */
COR_CHECKED
cor_code cor_registry_object(cor_registry_checking *checking, cor_code code, int32_t field,
                             cor_text what, cor_text hint, cor_error *err);

enum { COR_ENTRY_TEXT_BYTES = 65536, COR_ENTRY_KEY_BYTES = 120, COR_ENTRY_SOURCES_MAX = 64 };

/* Bring every value into its canonical form (places by code, lists without blanks or repeats)
 * and say all that is wrong with the entry: a field that is required and empty, not of its type,
 * larger than COR_ENTRY_TEXT_BYTES, names an entry that does not exist; what its kind objects
 * to. Markup is text like any other and is kept. */
COR_CHECKED
cor_code cor_registry_check(cor_registry *registry, cor_entry *entry, cor_arena *keep,
                            cor_entry_problem **ret_problems, size_t *ret_count, cor_error *err);

/* ---- opening and reading ------------------------------------------------- */

/* Open over a store and kinds that stay as long. COR_E_MEMORY. */
COR_CHECKED
cor_code cor_registry_open(cor_store *store, const cor_registry_kinds *kinds,
                           cor_registry **ret_registry, cor_error *err);
void cor_registry_close(cor_registry *registry);
cor_store *cor_registry_store(cor_registry *registry);
const cor_registry_kinds *cor_registry_kinds_of(const cor_registry *registry);

/* Which version of an entry is meant. Zeroed: the published one. */
typedef struct {
    int32_t version;    // this one, published or not
    bool newest;        // the newest, published or not: what an editor starts from
    int64_t as_known_s; // what was published at this Unix time; 0: now
} cor_registry_view;

/* COR_E_NONE, with the nearest key as hint, when there is no such entry or version. */
COR_CHECKED
cor_code cor_registry_get(cor_registry *registry, const cor_registry_kind *kind, cor_str key,
                          const cor_registry_view *view, cor_arena *keep, cor_entry **ret_entry,
                          cor_error *err);

/* Every entry of a kind in the order of keys. */
typedef struct {
    cor_registry_view view; // `version` does not apply
    const char *field;      // only entries whose list, code, place, reference or year `field` has
                            // `value`, as published;
    cor_str value;          // NULL: all
    int32_t limit, offset;  // 0: all
} cor_registry_filter;
COR_CHECKED
cor_code cor_registry_list(cor_registry *registry, const cor_registry_kind *kind,
                           const cor_registry_filter *filter, cor_arena *keep,
                           cor_entry ***ret_list, size_t *ret_count, cor_error *err);
/* How many entries of a kind are published. */
COR_CHECKED
cor_code cor_registry_count(cor_registry *registry, const cor_registry_kind *kind,
                            int64_t *ret_count, cor_error *err);
/* Grows with every change of any entry: a cache made at one value is good until it changes. */
COR_CHECKED
cor_code cor_registry_revision(cor_registry *registry, int64_t *ret_revision, cor_error *err);

/* ---- memory: for dossiers and a server ----------------------------------- */

/* The published entries of every kind, immutable and shared by any number of threads: a page
 * asks dozens of questions and none of them goes to the database. It is of one moment; whoever
 * holds it makes a new one when cor_registry_memory_is_current says no. Where the memory is
 * NULL, there are no entries. */
typedef struct cor_registry_memory cor_registry_memory;
/* As published at the Unix time `as_known_s`; 0: now. COR_E_MEMORY, COR_E_STORE. */
COR_CHECKED
cor_code cor_registry_memory_open(cor_registry *registry, int64_t as_known_s,
                                  cor_registry_memory **ret_memory, cor_error *err);
void cor_registry_memory_close(cor_registry_memory *memory);
/* Nothing was changed since. */
COR_CHECKED
cor_code cor_registry_memory_is_current(const cor_registry_memory *memory, cor_registry *registry,
                                        bool *ret_current, cor_error *err);
/* NULL when there is no such entry. */
const cor_entry *cor_registry_memory_find(const cor_registry_memory *memory,
                                          const cor_registry_kind *kind, cor_str key);
/* The entry of the kind `field->target` that a reference means; NULL likewise. */
const cor_entry *cor_registry_memory_target(const cor_registry_memory *memory,
                                            const cor_registry_field *field, cor_str key);
/* All of a kind in the order of keys. */
const cor_entry *const *cor_registry_memory_list(const cor_registry_memory *memory,
                                                 const cor_registry_kind *kind, size_t *ret_count);
/* Those whose code, place, corridor, reference, or a part of such a list, in `field` is `value`; in
 * the order of keys.
 */
const cor_entry *const *cor_registry_memory_with(const cor_registry_memory *memory,
                                                 const cor_registry_kind *kind, int32_t field,
                                                 cor_str value, size_t *ret_count);

/* ---- changing ------------------------------------------------------------ */

/* Who changes something, and why. The caller has checked that they may. */
typedef struct {
    cor_str who, why; // who must be given; why is asked of people for everything but drafts
    int64_t at_s;     // 0: now. Never before the last change: clocks that go back are not believed
    int32_t expected; // the version it is based on, 0 for a new entry; -1: whatever there is
    cor_registry_state state; // of the new version: draft, review or published
} cor_registry_act;

/* Save a new version. COR_E_DOMAIN, COR_E_FORMAT, COR_E_LIMIT, COR_E_CONFLICT with the first
 * fault of the entry; COR_E_CONFLICT when the newest version is no longer `expected`: names who
 * changed it, when, and the fields that both changed. Nothing is stored unless something
 * differs: ret_version is then the version there was. */
COR_CHECKED
cor_code cor_registry_put(cor_registry *registry, cor_entry *entry, const cor_registry_act *act,
                          cor_arena scratch, int32_t *ret_version, cor_error *err);
/* Move the newest version on: draft to review or discarded, review to draft or published,
 * published to withdrawn. COR_E_CONFLICT when it is no longer `act->expected`, or not in a state
 * from which this is possible. */
COR_CHECKED
cor_code cor_registry_move(cor_registry *registry, const cor_registry_kind *kind, cor_str key,
                           const cor_registry_act *act, cor_arena scratch, cor_error *err);

/* One row of the audit log. */
typedef struct {
    int64_t id, at_s;
    cor_str who, why;
    cor_str kind, key;
    int32_t version;
    cor_registry_state from, to; // COR_STATE_COUNT: there was nothing before
    cor_str action;              // of rows about other things than entries: what was done
} cor_registry_event;
/* What happened to an entry, oldest first; `key` empty: to all entries of the kind; `kind` NULL:
 * to everything. `limit` 0: all, else the newest so many. */
COR_CHECKED
cor_code cor_registry_history(cor_registry *registry, const cor_registry_kind *kind, cor_str key,
                              int32_t limit, cor_arena *keep, cor_registry_event **ret_list,
                              size_t *ret_count, cor_error *err);

/* The log from its newest row before row `before` (0: the end) backwards, newest first; `who`
 * empty: everybody. */
COR_CHECKED
cor_code cor_registry_log(cor_registry *registry, int64_t before, cor_str who, int32_t limit,
                          cor_arena *keep, cor_registry_event **ret_list, size_t *ret_count,
                          cor_error *err);
/* Add a row about something that is not an entry: staff, sessions. Inside a transaction of the
 * store. */
COR_CHECKED
cor_code cor_registry_remark(cor_registry *registry, const cor_registry_event *event,
                             cor_error *err);

/* What an editor works through: the newest version of entries, latest change first. */
typedef struct {
    const cor_registry_kind *kind; // NULL: of all kinds
    bool in_state;                 // only those in `state`
    cor_registry_state state;
    cor_str who; // only those this person saved last; empty: everybody
    cor_str
        words; // only those with words that begin with each of these, as in a search; empty: all
    int32_t limit, offset; // 0: all
} cor_registry_desk;
/* `ret_total` (may be NULL): how many there are without limit and offset. */
COR_CHECKED
cor_code cor_registry_newest(cor_registry *registry, const cor_registry_desk *desk, cor_arena *keep,
                             cor_arena scratch, cor_entry ***ret_list, size_t *ret_count,
                             int64_t *ret_total, cor_error *err);
/* Whether somebody saved one of the versions since the published one: then another must publish. */
COR_CHECKED
cor_code cor_registry_is_author(cor_registry *registry, const cor_registry_kind *kind, cor_str key,
                                cor_str who, bool *ret_author, cor_error *err);
/* What people call the entry: its title, or its key when it has none. */
cor_text cor_entry_title(const cor_entry *entry, cor_arena *keep);

/* ---- comparing ----------------------------------------------------------- */

typedef struct {
    int32_t field; // -1: the sources
    cor_lang lang; // of bilingual fields
    cor_str before, after;
} cor_entry_change;
/* Which fields differ, in the order of the table; sources as one line each. Texts may be those
 * of the entries. */
COR_CHECKED
cor_code cor_entry_diff(const cor_entry *before, const cor_entry *after, cor_arena *keep,
                        cor_entry_change **ret_list, size_t *ret_count, cor_error *err);

/* ---- files
 * ------------------------------------------------------------------------------------------------------------
 */

/* The published entries of a kind as CSV: key, the fields, sources, source_fields, source_titles.
 * Several sources are separated by " | "; a bar or backslash inside is written with a backslash
 * before it. Read back, it changes nothing.
 */
COR_CHECKED
cor_code cor_registry_write_csv(cor_registry *registry, const cor_registry_kind *kind,
                                const cor_registry_view *view, cor_arena scratch, cor_out *out,
                                cor_error *err);
/* The same as JSON: {"kind", "entries": [{"key", "version", "state", "who", "at", "why",
 * "fields", "sources"}]}. */
COR_CHECKED
cor_code cor_registry_write_json(cor_registry *registry, const cor_registry_kind *kind,
                                 const cor_registry_view *view, cor_arena scratch, cor_out *out,
                                 cor_error *err);

typedef struct {
    cor_registry_act act;  // `expected` does not apply
    bool keep_edited;      // leave entries alone whose newest version somebody else made: for packs
    bool allow_refused;    // store the sound entries although others are refused
    const uint8_t *sha256; // the file must have this hash; NULL: any
} cor_registry_import;
/* Entries from a file of either form, all or nothing. By default one refused entry refuses the
 * file; ret_report is filled all the same: added, unchanged, revised, skipped (kept as edited),
 * refused with row and column. */
COR_CHECKED
cor_code cor_registry_read(cor_registry *registry, const cor_registry_kind *kind, cor_str path,
                           const cor_registry_import *options, cor_arena *keep, cor_arena scratch,
                           cor_import_report *ret_report, cor_error *err);
/* Entries already in memory; `rows` [count] are their places for messages, 0: none. */
COR_CHECKED
cor_code cor_registry_put_all(cor_registry *registry, cor_entry *const *entries,
                              const int32_t *rows, size_t count, const cor_registry_import *options,
                              cor_arena *keep, cor_arena scratch, cor_import_report *ret_report,
                              cor_error *err);

/* ---- searching
 * --------------------------------------------------------------------------------------------------------
 */

/* Published entries by words, in both languages at once: case, accents and plurals do not matter, a
 * word that ends in * stands for all that begin so, a text in quotation marks is looked for as a
 * phrase. Best first: the phrase in a title, all words in a title, all words anywhere, all of them
 * in other words of the field that mean the same (recruitment, reclutamiento, contratación), and
 * when that is little or nothing, any of the words; newest first within each.
 */
typedef struct {
    const char *field; // a code, place, reference, or date of which the year counts
    cor_str value;
} cor_registry_where;
typedef struct {
    const cor_registry_kind *kind; // NULL: every kind
    cor_str text;
    const cor_registry_where *where; // all of these hold; for one kind
    int32_t where_count;
    bool all;      // without words: whatever fulfils the conditions
    bool facets;   // also count codes, places and years
    cor_lang lang; // of the snippets, where the entry has it
    int32_t limit; // 0: 20
    int32_t offset;
} cor_registry_query;
enum { COR_TITLE_MARKS = 8 };
typedef struct {
    cor_entry *entry;
    cor_str snippet; // the part of a text where the words are; ellipses where it was cut
    cor_lang snippet_lang;
    cor_mark marks[16];
    int32_t mark_count;
    cor_mark title_marks[COR_LANG_COUNT][COR_TITLE_MARKS]; // in the first field that is a title
    int32_t title_mark_count[COR_LANG_COUNT];
} cor_registry_hit;
typedef struct {
    cor_str field, value;
    int64_t count; // of the COR_SEARCH_COUNTED newest that were found
} cor_registry_facet;
typedef struct {
    cor_registry_hit *hits;
    size_t count;
    int64_t total;              // how many there are, counted up to COR_SEARCH_COUNTED
    int64_t complete;           // how many of them have all words; they come first
    bool is_partial;            // none has all words: these have at least one
    cor_registry_facet *facets; // by field, most frequent first
    size_t facet_count;
} cor_registry_hits;
enum { COR_SEARCH_COUNTED = 1000 };
COR_CHECKED
cor_code cor_registry_search(cor_registry *registry, const cor_registry_query *query,
                             cor_arena *keep, cor_arena scratch, cor_registry_hits *ret_hits,
                             cor_error *err);

/* ---- harvesting ---------------------------------------------------------- */

/* A published entry, or one that was and is `gone`, with the moment since when. */
typedef struct {
    cor_entry *entry; // of one that is gone: what it said last
    int64_t at_s;
    bool gone;
} cor_registry_record;
/* Which of them: changed in a span of time, both ends included; behind the one read last (its
 * moment and entry id). */
typedef struct {
    int64_t from_s, until_s;
    const char *field; // only what has this code, place or reference; NULL: all
    cor_str value;
    int64_t after_at_s, after_entry;
    int32_t limit; // at least 1
} cor_registry_harvest;
/* The oldest change first. */
COR_CHECKED
cor_code cor_registry_records(cor_registry *registry, const cor_registry_kind *kind,
                              const cor_registry_harvest *harvest, cor_arena *keep,
                              cor_registry_record **ret_list, size_t *ret_count, cor_error *err);
/* The newest change first, without those that are gone. */
COR_CHECKED
cor_code cor_registry_records_newest(cor_registry *registry, const cor_registry_kind *kind,
                                     int32_t limit, cor_arena *keep, cor_registry_record **ret_list,
                                     size_t *ret_count, cor_error *err);
COR_CHECKED
cor_code cor_registry_record_get(cor_registry *registry, const cor_registry_kind *kind, cor_str key,
                                 cor_arena *keep, cor_registry_record *ret_record, bool *ret_found,
                                 cor_error *err);
/* The first change there ever was of the kind, 0 for none; how many records there are in the
 * span. */
COR_CHECKED
cor_code cor_registry_records_span(cor_registry *registry, const cor_registry_kind *kind,
                                   const cor_registry_harvest *harvest, int64_t *ret_earliest_s,
                                   int64_t *ret_count, cor_error *err);

/* ---- is it sound
 * ------------------------------------------------------------------------------------------------------
 */

/* The chain of the audit log, versions against their digests, shown versions against the log,
 * references that lead nowhere, the search index. `ret_head` (may be NULL) receives the hash of
 * the last row as hexadecimal text: noted elsewhere, it also shows a log cut short. */
COR_CHECKED
cor_code cor_registry_audit(cor_registry *registry, cor_arena *keep, cor_check_result **ret_results,
                            size_t *ret_count, cor_str *ret_head, cor_error *err);

#endif
