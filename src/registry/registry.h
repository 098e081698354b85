/* SPDX-License-Identifier: Apache-2.0 */
/* registry.h: entries that people keep and change: mechanisms, institutions, publications,
 * organisations.
 *
 * One implementation serves every kind of entry. A kind is a table of fields; forms, checks,
 * import, export, comparison and search all read that table. Nothing is overwritten: each saved
 * change is a new version, and each change of state is a row that says who, when, from, to and why,
 * chained by hash so that a tampered row is detected.
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
    COR_REGISTRY_TEXT,      // without a language: a name, an address
    COR_REGISTRY_BILINGUAL, // a text in each language; one may be missing, neither hides the other
    COR_REGISTRY_DATE,      // 2026-01-31
    COR_REGISTRY_PARTIAL,   // as precise as known: 2026, 2026-01 or 2026-01-31
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

/* A code of a field. Lists end with a code NULL. */
typedef struct {
    const char *code;
    const char *label; // marked for translation
} cor_registry_code;

typedef struct {
    const char *name;  // in files: "signed"; bilingual fields become "title_en" and "title_es"
    const char *label; // marked for translation
    cor_registry_type type;
    bool required;
    const cor_registry_code *codes; // for CODE and CODES
    const char *target;             // for REFERENCE and REFERENCES: key of a kind
    cor_registry_search_part search;
    double least, most; // for NUMBER; both 0: any
} cor_registry_field;

typedef struct cor_registry_checking cor_registry_checking;

/* A kind of entry. */
typedef struct {
    const char *key;   // "mechanism"
    const char *path;  // "/mechanisms/": precedes the key of an entry; empty when entries have no
                       // page
    const char *label; // a single one, marked for translation
    const char *label_many; // the plural
    const cor_registry_field *fields;
    int32_t field_count;
    /* Rules between fields, and between entries of the kind; may be NULL. Calls cor_registry_object
     * for each fault; returns other failures only. */
    cor_code (*check)(cor_registry_checking *checking, cor_error *err);
} cor_registry_kind;

/* The codes of a yes/no field. */
extern const cor_registry_code cor_codes_yes_no[];

/* All kinds of a registry, in the order in which their entries can refer to each other. */
typedef struct {
    const cor_registry_kind *const *list;
    size_t count;
} cor_registry_kinds;
/* NULL for an unknown key. */
const cor_registry_kind *cor_registry_kind_find(const cor_registry_kinds *kinds, cor_str key);
/* The number of the field with this name, or -1. */
int32_t cor_registry_field_find(const cor_registry_kind *kind, cor_str name);

/* ---- entries ------------------------------------------------------------- */

typedef enum {
    COR_STATE_DRAFT,
    COR_STATE_REVIEW,
    COR_STATE_PUBLISHED,
    COR_STATE_WITHDRAWN, // was published, no longer shown
    COR_STATE_DISCARDED, // an abandoned draft
    COR_STATE_COUNT
} cor_registry_state;
const char *cor_registry_state_key(cor_registry_state state);
bool cor_registry_state_find(cor_str key, cor_registry_state *ret_state);
cor_text cor_registry_state_text(cor_registry_state state);

/* A source of an entry's facts. */
typedef struct {
    cor_str url, title; // title may be empty
    cor_str fields; // names of the fields it supports, separated by blanks; empty: the whole entry
} cor_entry_source;

/* One version of one entry. Its texts live in its arena. */
typedef struct {
    const cor_registry_kind *kind;
    int64_t id; // id of the entry in this database; 0 until stored
    cor_str key;
    int32_t version; // from 1; 0 until stored
    cor_registry_state state;
    cor_str who, why; // author of this version, and reason
    int64_t at_s;
    cor_str (*values)[COR_LANG_COUNT]; // [field_count]; [0] alone unless bilingual; empty: unknown
    cor_entry_source *sources;
    int32_t source_count;
} cor_entry;

/* An empty entry; NULL when it does not fit. */
cor_entry *cor_entry_new(const cor_registry_kind *kind, cor_str key, cor_arena *keep);
/* A field as text; a bilingual one in `lang`, or in the other language if that is the only one. */
cor_str cor_entry_get(const cor_entry *entry, int32_t field);
cor_str cor_entry_in(const cor_entry *entry, int32_t field, cor_lang lang);
/* A bilingual field for a document: in the reader's language, or the only one. Lives as long as the
 * entry. */
cor_text cor_entry_text(const cor_entry *entry, int32_t field, cor_arena *keep);
/* The names of a CODE or of CODES, "agriculture, construction". */
cor_text cor_entry_names(const cor_entry *entry, int32_t field, cor_arena *keep);
/* The name of a code of a field; the code itself when it is not in the list. */
cor_text cor_registry_code_text(const cor_registry_field *field, cor_str code, cor_arena *keep);
/* Find the code that a person means: the code itself or its name in any language, whole or a
 * prefix, with hyphens or blanks, singular or plural. COR_E_USAGE with the allowed values. */
COR_CHECKED
cor_code cor_registry_code_choose(const cor_registry_field *field, cor_str word, cor_arena scratch,
                                  cor_str *ret_code, cor_error *err);
/* DATE, PARTIAL, PERIOD: the whole period, e.g. all of 1974. False when empty. */
bool cor_entry_period(const cor_entry *entry, int32_t field, cor_interval *ret_period);
bool cor_entry_number(const cor_entry *entry, int32_t field, double *ret_value);
/* Step through the parts of a list: start with `*rest` = cor_entry_get(…). */
bool cor_entry_next(cor_str *rest, cor_str *ret_part);
/* Whether a list has this part. */
bool cor_entry_has(const cor_entry *entry, int32_t field, cor_str part);
/* Address of its page, "/mechanisms/MEX-CAN-PTAT"; empty when the kind has no pages or it does not
 * fit. */
cor_str cor_entry_path(const cor_entry *entry, cor_arena *keep);

/* ---- faults of an entry -------------------------------------------------- */

/* One fault of an entry, so that a form can show all of them, each beside its field. */
typedef struct {
    cor_code code;
    int32_t field; // -1: no single field
    cor_lang lang; // for bilingual fields
    cor_text what, hint;
} cor_entry_problem;

struct cor_registry_checking {
    cor_registry *registry;
    const cor_entry *entry; // with values in canonical form
    cor_arena *keep;
    cor_entry_problem *problems;
    size_t count, room;
};
/* Record a fault; the texts are copied. COR_E_MEMORY. */
COR_CHECKED
cor_code cor_registry_object(cor_registry_checking *checking, cor_code code, int32_t field,
                             cor_text what, cor_text hint, cor_error *err);

enum { COR_ENTRY_TEXT_BYTES = 65536, COR_ENTRY_KEY_BYTES = 120, COR_ENTRY_SOURCES_MAX = 64 };

/* Bring every value into canonical form (places by code, lists without blanks or repeats) and
 * report all faults: a required field that is empty, a value not of its type or larger than
 * COR_ENTRY_TEXT_BYTES, a reference to an entry that does not exist, and violations of the kind's
 * rules. Markup is ordinary text and is kept. */
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

/* The version of an entry that is wanted. Zeroed: the published one. */
typedef struct {
    int32_t version;    // this one, published or not
    bool newest;        // the newest, published or not: the starting point of an editor
    int64_t as_known_s; // the version published at this Unix time; 0: now
} cor_registry_view;

/* COR_E_NONE, with the nearest key as hint, when there is no such entry or version. */
COR_CHECKED
cor_code cor_registry_get(cor_registry *registry, const cor_registry_kind *kind, cor_str key,
                          const cor_registry_view *view, cor_arena *keep, cor_entry **ret_entry,
                          cor_error *err);

/* Every entry of a kind in the order of keys. */
typedef struct {
    cor_registry_view view; // `version` does not apply
    const char *field;      // only published entries whose list, code, place, reference or year
                            // `field` has `value`;
    cor_str value;          // NULL: all
    int32_t limit, offset;  // 0: all
} cor_registry_filter;
COR_CHECKED
cor_code cor_registry_list(cor_registry *registry, const cor_registry_kind *kind,
                           const cor_registry_filter *filter, cor_arena *keep,
                           cor_entry ***ret_list, size_t *ret_count, cor_error *err);
/* Number of published entries of a kind. */
COR_CHECKED
cor_code cor_registry_count(cor_registry *registry, const cor_registry_kind *kind,
                            int64_t *ret_count, cor_error *err);
/* Increases with every change of any entry: a cache is valid as long as the number is the same. */
COR_CHECKED
cor_code cor_registry_revision(cor_registry *registry, int64_t *ret_revision, cor_error *err);

/* ---- memory: for dossiers and a server ----------------------------------- */

/* The published entries of every kind, immutable and shared by any number of threads: a page asks
 * dozens of questions without the database. It is a snapshot; make a new one when
 * cor_registry_memory_is_current returns false. A NULL memory has no entries. */
typedef struct cor_registry_memory cor_registry_memory;
/* As published at the Unix time `as_known_s`; 0: now. COR_E_MEMORY, COR_E_STORE. */
COR_CHECKED
cor_code cor_registry_memory_open(cor_registry *registry, int64_t as_known_s,
                                  cor_registry_memory **ret_memory, cor_error *err);
void cor_registry_memory_close(cor_registry_memory *memory);
/* Whether nothing was changed since. */
COR_CHECKED
cor_code cor_registry_memory_is_current(const cor_registry_memory *memory, cor_registry *registry,
                                        bool *ret_current, cor_error *err);
/* NULL without such an entry. */
const cor_entry *cor_registry_memory_find(const cor_registry_memory *memory,
                                          const cor_registry_kind *kind, cor_str key);
/* The entry of the kind `field->target` to which a reference points; NULL without one. */
const cor_entry *cor_registry_memory_target(const cor_registry_memory *memory,
                                            const cor_registry_field *field, cor_str key);
/* All entries of a kind in the order of keys. */
const cor_entry *const *cor_registry_memory_list(const cor_registry_memory *memory,
                                                 const cor_registry_kind *kind, size_t *ret_count);
/* Entries whose `field` has `value` as code, place, corridor, reference or part of such a list; in
 * the order of keys. */
const cor_entry *const *cor_registry_memory_with(const cor_registry_memory *memory,
                                                 const cor_registry_kind *kind, int32_t field,
                                                 cor_str value, size_t *ret_count);

/* ---- changing ------------------------------------------------------------ */

/* Author and reason of a change. The caller has checked permissions. */
typedef struct {
    cor_str who, why; // who is required; people must give a reason for everything except drafts
    int64_t at_s;     // 0: now. Never before the last change, even if the clock goes back
    int32_t expected; // the version it is based on, 0 for a new entry; -1: any
    cor_registry_state state; // state of the new version: draft, review or published
} cor_registry_act;

/* Save a new version. COR_E_DOMAIN, COR_E_FORMAT, COR_E_LIMIT, COR_E_CONFLICT with the first fault
 * of the entry; COR_E_CONFLICT when the newest version is no longer `expected`: names who changed
 * it, when, and the fields that both changed. Nothing is stored unless something differs:
 * ret_version is then the existing version. */
COR_CHECKED
cor_code cor_registry_put(cor_registry *registry, cor_entry *entry, const cor_registry_act *act,
                          cor_arena scratch, int32_t *ret_version, cor_error *err);
/* Change the state of the newest version: draft to review or discarded, review to draft or
 * published, published to withdrawn. COR_E_CONFLICT when it is no longer `act->expected`, or its
 * state does not allow this. */
COR_CHECKED
cor_code cor_registry_move(cor_registry *registry, const cor_registry_kind *kind, cor_str key,
                           const cor_registry_act *act, cor_arena scratch, cor_error *err);

/* One row of the audit log. */
typedef struct {
    int64_t id, at_s;
    cor_str who, why;
    cor_str kind, key;
    int32_t version;
    cor_registry_state from, to; // COR_STATE_COUNT: no earlier state
    cor_str action;              // action of rows about anything other than entries
} cor_registry_event;
/* The events of an entry, oldest first; `key` empty: of all entries of the kind; `kind` NULL: of
 * everything. `limit` 0: all, else the newest ones. */
COR_CHECKED
cor_code cor_registry_history(cor_registry *registry, const cor_registry_kind *kind, cor_str key,
                              int32_t limit, cor_arena *keep, cor_registry_event **ret_list,
                              size_t *ret_count, cor_error *err);

/* The log backwards from row `before` (0: the end), newest first; `who` empty: everybody. */
COR_CHECKED
cor_code cor_registry_log(cor_registry *registry, int64_t before, cor_str who, int32_t limit,
                          cor_arena *keep, cor_registry_event **ret_list, size_t *ret_count,
                          cor_error *err);
/* Add a row about something other than an entry: staff, sessions. Inside a transaction of the
 * store. */
COR_CHECKED
cor_code cor_registry_remark(cor_registry *registry, const cor_registry_event *event,
                             cor_error *err);

/* The work list of an editor: the newest version of entries, latest change first. */
typedef struct {
    const cor_registry_kind *kind; // NULL: of all kinds
    bool in_state;                 // only those in `state`
    cor_registry_state state;
    cor_str who; // only those last saved by this person; empty: everybody
    cor_str
        words; // only those with words that start with each of these, as in a search; empty: all
    int32_t limit, offset; // 0: all
} cor_registry_desk;
/* `ret_total` (may be NULL): their number without limit and offset. */
COR_CHECKED
cor_code cor_registry_newest(cor_registry *registry, const cor_registry_desk *desk, cor_arena *keep,
                             cor_arena scratch, cor_entry ***ret_list, size_t *ret_count,
                             int64_t *ret_total, cor_error *err);
/* Whether a person saved one of the versions since the published one: then somebody else must
 * publish. */
COR_CHECKED
cor_code cor_registry_is_author(cor_registry *registry, const cor_registry_kind *kind, cor_str key,
                                cor_str who, bool *ret_author, cor_error *err);
/* The name of the entry for people: its title, or else its key. */
cor_text cor_entry_title(const cor_entry *entry, cor_arena *keep);

/* ---- comparing ----------------------------------------------------------- */

typedef struct {
    int32_t field; // -1: the sources
    cor_lang lang; // for bilingual fields
    cor_str before, after;
} cor_entry_change;
/* The fields that differ, in the order of the table; sources as one line each. Texts may belong to
 * the entries. */
COR_CHECKED
cor_code cor_entry_diff(const cor_entry *before, const cor_entry *after, cor_arena *keep,
                        cor_entry_change **ret_list, size_t *ret_count, cor_error *err);

/* ---- files --------------------------------------------------------------- */

/* The published entries of a kind as CSV: key, the fields, sources, source_fields, source_titles.
 * Several sources are separated by "
 * "; a bar or backslash inside is escaped by a backslash. Importing it changes nothing. */
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
    bool keep_edited;      // skip entries whose newest version somebody else made: for packs
    bool allow_refused;    // store the valid entries although others are refused
    const uint8_t *sha256; // expected hash of the file; NULL: any
} cor_registry_import;
/* Import entries from a file of either form, all or nothing. By default one refused entry refuses
 * the file; ret_report is filled all the same: added, unchanged, revised, skipped (kept as edited),
 * refused with row and column. */
COR_CHECKED
cor_code cor_registry_read(cor_registry *registry, const cor_registry_kind *kind, cor_str path,
                           const cor_registry_import *options, cor_arena *keep, cor_arena scratch,
                           cor_import_report *ret_report, cor_error *err);
/* Import entries in memory; `rows` [count] are their positions for messages, 0: none. */
COR_CHECKED
cor_code cor_registry_put_all(cor_registry *registry, cor_entry *const *entries,
                              const int32_t *rows, size_t count, const cor_registry_import *options,
                              cor_arena *keep, cor_arena scratch, cor_import_report *ret_report,
                              cor_error *err);

/* ---- searching ----------------------------------------------------------- */

/* Full-text search of published entries, in both languages at once: case, accents and plurals do
 * not matter, a word ending in * is a prefix, a text in quotation marks is a phrase. Best first:
 * the phrase in a title, all words in a title, all words anywhere, all of them or their synonyms
 * (recruitment, reclutamiento, contratación), and when that finds little or nothing, any of the
 * words; newest first within each. */
typedef struct {
    const char *field; // a code, place, reference, or date of which the year counts
    cor_str value;
} cor_registry_where;
typedef struct {
    const cor_registry_kind *kind; // NULL: every kind
    cor_str text;
    const cor_registry_where *where; // all of these must hold; for one kind only
    int32_t where_count;
    bool all;      // without words: everything that meets the conditions
    bool facets;   // also count codes, places and years
    cor_lang lang; // language of the snippets, where the entry has it
    int32_t limit; // 0: 20
    int32_t offset;
} cor_registry_query;
enum { COR_TITLE_MARKS = 8 };
typedef struct {
    cor_entry *entry;
    cor_str snippet; // the passage with the words; ellipses where it was cut
    cor_lang snippet_lang;
    cor_mark marks[16];
    int32_t mark_count;
    cor_mark title_marks[COR_LANG_COUNT][COR_TITLE_MARKS]; // in the first field that is a title
    int32_t title_mark_count[COR_LANG_COUNT];
} cor_registry_hit;
typedef struct {
    cor_str field, value;
    int64_t count; // among the COR_SEARCH_COUNTED newest results
} cor_registry_facet;
typedef struct {
    cor_registry_hit *hits;
    size_t count;
    int64_t total;              // number of results, counted up to COR_SEARCH_COUNTED
    int64_t complete;           // number of them with all words; they come first
    bool is_partial;            // no entry has all words: these have at least one
    cor_registry_facet *facets; // by field, most frequent first
    size_t facet_count;
} cor_registry_hits;
enum { COR_SEARCH_COUNTED = 1000 };
COR_CHECKED
cor_code cor_registry_search(cor_registry *registry, const cor_registry_query *query,
                             cor_arena *keep, cor_arena scratch, cor_registry_hits *ret_hits,
                             cor_error *err);

/* ---- harvesting ---------------------------------------------------------- */

/* A published entry, or one that was and is `gone`, with the time of the change. */
typedef struct {
    cor_entry *entry; // of a withdrawn one: its last content
    int64_t at_s;
    bool gone;
} cor_registry_record;
/* The records wanted: changed in a span of time, both ends included; after the one read last (its
 * time and entry id). */
typedef struct {
    int64_t from_s, until_s;
    const char *field; // only those with this code, place or reference; NULL: all
    cor_str value;
    int64_t after_at_s, after_entry;
    int32_t limit; // at least 1
} cor_registry_harvest;
/* Oldest change first. */
COR_CHECKED
cor_code cor_registry_records(cor_registry *registry, const cor_registry_kind *kind,
                              const cor_registry_harvest *harvest, cor_arena *keep,
                              cor_registry_record **ret_list, size_t *ret_count, cor_error *err);
/* Newest change first, without withdrawn ones. */
COR_CHECKED
cor_code cor_registry_records_newest(cor_registry *registry, const cor_registry_kind *kind,
                                     int32_t limit, cor_arena *keep, cor_registry_record **ret_list,
                                     size_t *ret_count, cor_error *err);
COR_CHECKED
cor_code cor_registry_record_get(cor_registry *registry, const cor_registry_kind *kind, cor_str key,
                                 cor_arena *keep, cor_registry_record *ret_record, bool *ret_found,
                                 cor_error *err);
/* Time of the first change of the kind, 0 for none; number of records in the span. */
COR_CHECKED
cor_code cor_registry_records_span(cor_registry *registry, const cor_registry_kind *kind,
                                   const cor_registry_harvest *harvest, int64_t *ret_earliest_s,
                                   int64_t *ret_count, cor_error *err);

/* ---- is it sound --------------------------------------------------------- */

/* Whether an address has no other use for a key or a name: "new", "history" and endings such as
 * ".json" stand for other pages. Otherwise why not, in `keep`; empty texts when it is full. */
bool cor_registry_key_is_free(cor_str key, cor_arena *keep, cor_text *ret_what, cor_text *ret_hint);
/* Who did something, as readers are told: the display name of a member of staff, "the office", "the
 * data pack"; never a name to sign in with. `ret_is_staff` may be NULL. */
COR_CHECKED
cor_code cor_registry_shown_as(cor_registry *registry, cor_str who, cor_arena *keep,
                               cor_text *ret_name, bool *ret_is_staff, cor_error *err);
/* Check the chain of the audit log, versions against their digests, published versions against the
 * log, references to missing entries, and the search index. `ret_head` (may be NULL) receives the
 * hash of the last row as hexadecimal text: recorded elsewhere, it also reveals a truncated log. */
COR_CHECKED
cor_code cor_registry_audit(cor_registry *registry, cor_arena *keep, cor_check_result **ret_results,
                            size_t *ret_count, cor_str *ret_head, cor_error *err);

#endif
