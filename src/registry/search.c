/* SPDX-License-Identifier: Apache-2.0 */
/* search.c: full-text search of published entries.
 *
 * Ranking by statistics over all documents would have to read every document with a common word.
 * Instead the same words are searched for more and more loosely, and each result is read only as
 * far as the page needs: the cost does not depend on how common a word is. */
#include "inside.h"

enum {
    TERMS_MAX = 12,
    OTHERS_MAX = 6, // synonyms of one word
    WHERE_MAX = 8,
    QUERY_BYTES = 2048,
    LIMIT_DEFAULT = 20,
    LIMIT_MOST = 1000,
    FEW = 10,        // fewer results than these are followed by entries with only some of the words
    CLASSIFIED = 200 // at most so many results are classified one by one
};

/* The terms of a search; a phrase is several stems in a row. */
typedef struct {
    cor_str stems[TERMS_MAX];
    cor_str others[TERMS_MAX][OTHERS_MAX]; // synonyms of each
    int32_t other_count[TERMS_MAX];
    bool is_prefix[TERMS_MAX];
    bool joins[TERMS_MAX]; // continues the phrase of the term before
    int32_t count;
    cor_str where; // conditions as an FTS5 expression; may be empty
} search_terms;

static const cor_str NO_STR = { "", 0 };

/* ---- what is asked ------------------------------------------------------- */

static cor_code add_term_words(cor_str text, bool is_phrase, search_terms *terms, cor_arena *keep,
                               cor_error *err) {
    cor_str rest = text, piece;
    bool is_first = true;

    while (rest.length && cor_str_split(&rest, ' ', &piece)) {
        bool is_prefix = cor_str_ends(piece, COR_STR("*"));
        cor_str stems = registry_stems(keep, piece), stem;
        if (!stems.at) return cor_str_is_utf8(piece) ? cor_fail_memory(err) : COR_OK;
        while (stems.length && terms->count < TERMS_MAX && cor_str_split(&stems, ' ', &stem)) {
            terms->stems[terms->count] = stem;
            terms->joins[terms->count] = is_phrase && !is_first;
            terms->is_prefix[terms->count++] =
                is_prefix && !stems.length && !is_phrase && stem.length > 1;
            is_first = false;
        }
    }

    return COR_OK;
}

/* Words outside quotation marks are terms; those inside form phrases. */
static cor_code read_terms(cor_str text, search_terms *terms, cor_arena *keep, cor_error *err) {
    cor_str rest = cor_str_part(text, 0, QUERY_BYTES), piece;
    bool is_phrase = false;
    while (rest.length && cor_str_split(&rest, '"', &piece)) {
        cor_code code = add_term_words(piece, is_phrase, terms, keep, err);
        if (code) return code;
        is_phrase = !is_phrase;
    }
    return COR_OK;
}

/* Single words get their synonyms; phrases and prefixes are taken literally. */
static void add_equivalents(search_terms *terms, cor_arena *keep) {
    for (int32_t i = 0; i < terms->count; i++) {
        bool is_in_phrase = terms->joins[i] || (i + 1 < terms->count && terms->joins[i + 1]);
        if (is_in_phrase || terms->is_prefix[i]) continue;
        terms->other_count[i] =
            registry_equivalents(terms->stems[i], terms->others[i], OTHERS_MAX, keep);
    }
}

static bool has_equivalents(const search_terms *terms) {
    for (int32_t i = 0; i < terms->count; i++)
        if (terms->other_count[i]) return true;
    return false;
}

/* The kind and the conditions as tags, all required. A condition names its kind. */
static cor_code read_where(const cor_registry_query *query, search_terms *terms, cor_arena *keep,
                           cor_error *err) {
    cor_out out = cor_out_memory(keep);
    int32_t count = query->kind ? query->where_count : 0;

    for (int32_t i = 0; query->kind && i < (count ? count : 1) && i < WHERE_MAX; i++) {
        cor_put_c(&out, " AND tags : \"");
        registry_put_tag(&out, query->kind, count ? query->where[i].field : "",
                         count ? query->where[i].value : NO_STR);
        cor_put_char(&out, '"');
    }

    if (out.failed) return cor_fail_memory(err);
    terms->where = cor_out_str(&out);
    return COR_OK;
}

static void put_stem(cor_out *out, cor_str stem) {
    cor_put_char(out, '"');
    cor_put(out, stem);
    cor_put_char(out, '"');
}

/* "a", or ("a" OR "b" OR "c") with synonyms. */
static void put_term(cor_out *out, const search_terms *terms, int32_t i, bool wide) {
    bool is_group = wide && terms->other_count[i];
    if (is_group) cor_put_char(out, '(');
    put_stem(out, terms->stems[i]);
    if (terms->is_prefix[i]) cor_put_char(out, '*');
    for (int32_t k = 0; is_group && k < terms->other_count[i]; k++) {
        cor_put_c(out, " OR ");
        put_stem(out, terms->others[i][k]);
    }
    if (is_group) cor_put_char(out, ')');
}

typedef struct {
    bool in_titles, is_phrase, any, wide;
} search_form;

/* Tags and words share an index; only a prefix or an artificial word could match a tag. Otherwise
 * the column is not named, which saves reading every position of a word. */
static const char *column_filter(const search_terms *terms) {
    for (int32_t i = 0; i < terms->count; i++)
        if (terms->is_prefix[i] || cor_str_find(terms->stems[i], COR_STR("qq")) != SIZE_MAX)
            return "words : (";
    return "(";
}

/* An FTS5 expression; every stem is quoted, so that none can be an operator. */
static cor_str fts_expression(const search_terms *terms, search_form form, cor_arena *keep) {
    cor_out out = cor_out_memory(keep);
    if (!terms->count) { // conditions only: drop the first AND
        cor_put(&out, cor_str_part(terms->where, strlen(" AND "), terms->where.length));
        return out.failed ? (cor_str){ 0 } : cor_out_str(&out);
    }

    cor_put_c(&out, column_filter(terms));
    for (int32_t i = 0; i < terms->count; i++) {
        if (i)
            cor_put_c(&out, terms->joins[i] || form.is_phrase ? " + "
                            : form.any                        ? " OR "
                                                              : " AND ");
        put_term(&out, terms, i, form.wide);
    }

    cor_put_char(&out, ')');
    cor_put(&out, terms->where);
    return out.failed ? (cor_str){ 0 } : cor_out_str(&out);
}

/* ---- which entries ------------------------------------------------------- */

typedef struct {
    int64_t *list;
    int32_t count, room;
} found_entries;

/* Add an entry unless it is among the first `known`; the entries after them come from one query and
 * are distinct. */
static void add_new_found(found_entries *found, int64_t id, int32_t known) {
    for (int32_t i = 0; i < known; i++)
        if (found->list[i] == id) return;
    if (found->count < found->room) found->list[found->count++] = id;
}

/* The newest matches, at most `most`. */
static cor_code collect_newest(cor_registry *registry, const search_terms *terms, search_form form,
                               int32_t most, found_entries *found, cor_arena scratch,
                               cor_error *err) {
    cor_statement *statement;
    bool row;
    int32_t known = found->count;
    int sql = form.in_titles ? COR_SQL_REGISTRY_SEARCH_TITLE : COR_SQL_REGISTRY_SEARCH;
    cor_str query = fts_expression(terms, form, &scratch);

    if (!query.at) return cor_fail_memory(err);
    cor_code code = cor_statement_get(registry->store, sql, &statement, err);
    if (code) return code;
    cor_bind_text(statement, "query", query);
    cor_bind_int(statement, "limit", most);
    while (!(code = cor_statement_step(statement, &row, err)) && row)
        add_new_found(found, cor_column_int(statement, 0), known);
    if (!code) cor_statement_reset(statement);
    return code;
}

/* ---- which come first ---------------------------------------------------- */

/* From closest to loosest; each tier includes those before it. */
typedef enum {
    TIER_PHRASE,
    TIER_TITLE,
    TIER_ALL,
    TIER_TITLE_WIDE,
    TIER_WIDE,
    TIER_COUNT
} search_tier;

static const search_form TIERS[TIER_COUNT] = {
    [TIER_PHRASE] = { .in_titles = true, .is_phrase = true },
    [TIER_TITLE] = { .in_titles = true },
    [TIER_ALL] = { 0 },
    [TIER_TITLE_WIDE] = { .in_titles = true, .wide = true },
    [TIER_WIDE] = { .wide = true },
};

/* Whether the folded text contains the word, a word with this prefix, or a synonym. */
static bool has_stem(cor_str text, cor_str stem, bool is_prefix) {
    for (size_t at; (at = cor_str_find(text, stem)) != SIZE_MAX;
         text = cor_str_part(text, at + 1, text.length)) {
        bool begins = at == 0 || text.at[at - 1] == ' ';
        size_t end = at + stem.length;
        if (begins && (is_prefix || end == text.length || text.at[end] == ' ')) return true;
    }
    return false;
}

static bool has_term(cor_str text, const search_terms *terms, int32_t i, bool wide) {
    if (has_stem(text, terms->stems[i], terms->is_prefix[i])) return true;
    for (int32_t k = 0; wide && k < terms->other_count[i]; k++)
        if (has_stem(text, terms->others[i][k], false)) return true;
    return false;
}

static bool has_phrase(cor_str title, const search_terms *terms, cor_arena scratch) {
    cor_out out = cor_out_memory(&scratch);
    for (int32_t i = 0; i < terms->count; i++) {
        if (i) cor_put_char(&out, ' ');
        cor_put(&out, terms->stems[i]);
    }
    return has_stem(title, cor_out_str(&out), terms->is_prefix[terms->count - 1]);
}

/* Judged by the title alone: TIER_ALL when some word is elsewhere, TIER_TITLE_WIDE when a synonym
 * is in the title. */
static search_tier tier_by_title(cor_str title, const search_terms *terms, cor_arena scratch) {
    bool exact = true, wide = true;
    for (int32_t i = 0; i < terms->count && wide; i++) {
        exact = exact && has_term(title, terms, i, false);
        wide = has_term(title, terms, i, true);
    }
    if (exact && wide) return has_phrase(title, terms, scratch) ? TIER_PHRASE : TIER_TITLE;
    return wide ? TIER_TITLE_WIDE : TIER_ALL;
}

static cor_code has_all_terms(cor_registry *registry, int64_t entry, const search_terms *terms,
                              bool *ret_all, cor_error *err) {
    cor_statement *statement;
    cor_code code =
        cor_statement_get(registry->store, COR_SQL_REGISTRY_SEARCH_WORDS, &statement, err);
    if (code) return code;

    cor_bind_int(statement, "entry", entry);
    code = cor_statement_step(statement, ret_all, err);
    cor_str words = !code && *ret_all ? cor_column_text(statement, 0) : NO_STR;
    for (int32_t i = 0; i < terms->count && *ret_all; i++)
        *ret_all = has_term(words, terms, i, false);

    cor_statement_reset(statement);
    return code;
}

/* Read all words of an entry only if they decide: the title leaves it open, and synonyms may have
 * matched. */
static cor_code find_tier(cor_registry *registry, int64_t entry, const search_terms *terms,
                          bool wide, cor_arena scratch, search_tier *ret_tier, cor_error *err) {
    cor_statement *statement;
    bool row, exact = true;
    cor_code code = registry_found_get(registry, entry, &statement, &row, err);
    if (code) return code;

    search_tier tier =
        row ? tier_by_title(cor_column_text(statement, 0), terms, scratch) : TIER_ALL;
    cor_statement_reset(statement);
    if (wide && tier >= TIER_ALL) code = has_all_terms(registry, entry, terms, &exact, err);
    *ret_tier = exact && tier >= TIER_ALL ? TIER_ALL : tier == TIER_ALL ? TIER_WIDE : tier;

    return code;
}

/* Few results: classify each of them. */
static cor_code sort_few(cor_registry *registry, const search_terms *terms, found_entries *found,
                         cor_arena scratch, cor_error *err) {
    search_tier *tiers = cor_new(&scratch, search_tier, found->count + 1);
    int64_t *list = cor_new(&scratch, int64_t, found->count + 1);
    bool wide = has_equivalents(terms);
    int32_t sorted = 0;

    if (!tiers || !list) return cor_fail_memory(err);
    for (int32_t i = 0; i < found->count; i++) {
        cor_code code = find_tier(registry, found->list[i], terms, wide, scratch, &tiers[i], err);
        if (code) return code;
    }

    for (int tier = 0; tier < TIER_COUNT; tier++)
        for (int32_t i = 0; i < found->count; i++)
            if (tiers[i] == (search_tier)tier) list[sorted++] = found->list[i];

    memcpy(found->list, list, (size_t)sorted * sizeof *list);
    return COR_OK;
}

/* Many results: query the index tier by tier until the page is full. */
static cor_code sort_many(cor_registry *registry, const search_terms *terms, int32_t wanted,
                          found_entries *found, cor_arena scratch, cor_error *err) {
    found_entries best = { .room = found->room };
    best.list = cor_new(&scratch, int64_t, best.room + 1);
    if (!best.list) return cor_fail_memory(err);
    int last = has_equivalents(terms) ? TIER_TITLE_WIDE : TIER_TITLE;

    for (int tier = terms->count > 1 ? TIER_PHRASE : TIER_TITLE;
         tier <= last && best.count < wanted; tier++) {
        cor_code code = collect_newest(registry, terms, TIERS[tier], wanted, &best, scratch, err);
        if (code) return code;
    }

    int32_t known = best.count;
    for (int32_t i = 0; i < found->count; i++)
        add_new_found(&best, found->list[i], known);

    memcpy(found->list, best.list, (size_t)best.count * sizeof *best.list);
    found->count = best.count;
    return COR_OK;
}

static cor_code find_by_words(cor_registry *registry, const search_terms *terms, int32_t wanted,
                              found_entries *found, cor_registry_hits *hits, cor_arena scratch,
                              cor_error *err) {
    search_tier widest = has_equivalents(terms) ? TIER_WIDE : TIER_ALL;
    cor_code code =
        collect_newest(registry, terms, TIERS[widest], found->room, found, scratch, err);

    hits->complete = found->count;
    hits->is_partial = !found->count && terms->count > 1;
    if (!code && found->count > 1)
        code = found->count <= CLASSIFIED ? sort_few(registry, terms, found, scratch, err)
                                          : sort_many(registry, terms, wanted, found, scratch, err);
    if (code || found->count >= FEW || terms->count < 2) return code;
    return collect_newest(registry, terms, (search_form){ .any = true, .wide = true }, found->room,
                          found, scratch, err);
}

static cor_code find_entries(cor_registry *registry, const cor_registry_query *query,
                             const search_terms *terms, int32_t wanted, found_entries *found,
                             cor_registry_hits *hits, cor_arena *keep, cor_arena scratch,
                             cor_error *err) {
    cor_code code = COR_OK;
    if (terms->count) {
        code = find_by_words(registry, terms, wanted, found, hits, scratch, err);
    } else {
        code =
            collect_newest(registry, terms, (search_form){ 0 }, found->room, found, scratch, err);
        hits->complete = found->count;
    }

    hits->total = found->count;
    if (!code && query->facets)
        code = registry_count_facets(registry, found->list, found->count, keep, scratch, hits, err);

    return code;
}

/* ---- what is shown ------------------------------------------------------- */

/* Stems to highlight: the terms and their synonyms. */
typedef struct {
    cor_str stems[TERMS_MAX * (OTHERS_MAX + 1)];
    bool is_prefix[TERMS_MAX * (OTHERS_MAX + 1)];
    int32_t count;
} shown_stems;

static void gather_stems(const search_terms *terms, shown_stems *stems) {
    stems->count = 0;
    for (int32_t i = 0; i < terms->count; i++) {
        stems->stems[stems->count] = terms->stems[i];
        stems->is_prefix[stems->count++] = terms->is_prefix[i];
        for (int32_t k = 0; k < terms->other_count[i]; k++) {
            stems->stems[stems->count] = terms->others[i][k];
            stems->is_prefix[stems->count++] = false;
        }
    }
}

/* Positions of the words in the title, in every language. */
static void mark_title(cor_registry_hit *hit, const shown_stems *stems, cor_arena scratch) {
    const cor_registry_kind *kind = hit->entry->kind;
    int32_t field = 0;
    while (field < kind->field_count && kind->fields[field].search != COR_SEARCH_TITLE)
        field++;
    for (int lang = 0; field < kind->field_count && lang < COR_LANG_COUNT; lang++)
        hit->title_mark_count[lang] =
            registry_marks(hit->entry->values[field][lang], stems->stems, stems->is_prefix,
                           stems->count, scratch, hit->title_marks[lang], COR_TITLE_MARKS);
}

/* The text to show: the body in the reader's language, else in the other one; without matches the
 * beginning of the first. */
static cor_code add_snippet(cor_registry_hit *hit, const shown_stems *stems, cor_lang lang,
                            cor_arena *keep, cor_error *err) {
    const cor_entry *entry = hit->entry;
    for (int turn = 0; turn < COR_LANG_COUNT; turn++) {
        int in = (cor_lang_words(lang) + turn) % COR_LANG_COUNT;
        for (int32_t i = 0; i < entry->kind->field_count; i++) {
            const cor_registry_field *field = &entry->kind->fields[i];
            cor_str text = entry->values[i][in];
            int32_t found;
            cor_registry_hit tried = *hit;
            if (field->search != COR_SEARCH_BODY || registry_is_linked(field->type) || !text.length)
                continue;
            cor_code code = registry_snippet(text, stems->stems, stems->is_prefix, stems->count,
                                             keep, &tried, &found, err);
            if (code) return code;
            tried.snippet_lang = (cor_lang)in;
            if (found || !hit->snippet.length) *hit = tried;
            if (found) return COR_OK;
        }
    }

    return COR_OK;
}

static cor_code read_hit(cor_registry *registry, int64_t id, cor_arena *keep,
                         cor_registry_hit *ret_hit, cor_error *err) {
    cor_statement *statement;
    bool row;
    cor_code code =
        cor_statement_get(registry->store, COR_SQL_REGISTRY_SHOWN_BY_ID, &statement, err);
    if (code) return code;

    cor_bind_int(statement, "entry", id);
    code = cor_statement_step(statement, &row, err);
    const cor_registry_kind *kind =
        !code && row ? cor_registry_kind_find(registry->kinds, cor_column_text(statement, 8))
                     : NULL;
    if (kind) code = registry_row_read(statement, kind, keep, &ret_hit->entry, err);
    cor_statement_reset(statement);

    return code;
}

static cor_code read_hits(cor_registry *registry, const cor_registry_query *query,
                          const search_terms *terms, const found_entries *found, int32_t wanted,
                          cor_arena *keep, cor_registry_hits *hits, cor_error *err) {
    int32_t most = found->count < wanted ? found->count : wanted;
    hits->hits = cor_new(keep, cor_registry_hit, most > query->offset ? most - query->offset : 1);
    shown_stems stems;
    if (!hits->hits) return cor_fail_memory(err);

    gather_stems(terms, &stems);
    for (int32_t i = query->offset; i < most; i++) {
        cor_registry_hit *hit = &hits->hits[hits->count];
        cor_code code = read_hit(registry, found->list[i], keep, hit, err);
        if (!code && hit->entry) code = add_snippet(hit, &stems, query->lang, keep, err);
        if (!code && hit->entry) mark_title(hit, &stems, *keep);
        if (code) return code;
        if (hit->entry) hits->count++;
    }

    return COR_OK;
}

static cor_code run_search(cor_registry *registry, const cor_registry_query *query,
                           const search_terms *terms, int32_t wanted, cor_arena *keep,
                           cor_arena scratch, cor_registry_hits *hits, cor_error *err) {
    found_entries found = { .room = wanted > COR_SEARCH_COUNTED ? wanted : COR_SEARCH_COUNTED };
    found.list = cor_new(&scratch, int64_t, found.room + 1);
    if (!found.list) return cor_fail_memory(err);
    bool has_question = terms->count || (query->all && terms->where.length);
    cor_code code = COR_OK;
    if (has_question)
        code = find_entries(registry, query, terms, wanted, &found, hits, keep, scratch, err);
    return code ? code : read_hits(registry, query, terms, &found, wanted, keep, hits, err);
}

cor_code cor_registry_search(cor_registry *registry, const cor_registry_query *query,
                             cor_arena *keep, cor_arena scratch, cor_registry_hits *ret_hits,
                             cor_error *err) {
    search_terms terms = { 0 };
    cor_registry_hits hits = { 0 };
    bool begun = false;
    int32_t limit = query->limit ? query->limit : LIMIT_DEFAULT;

    if (limit < 0 || query->offset < 0 || limit > LIMIT_MOST ||
        query->offset > COR_SEARCH_COUNTED) {
        (void)cor_fail(err, COR_E_USAGE, _("At most {most} results can be read."),
                       cor_arg_int(COR_SEARCH_COUNTED));
        return cor_hint(err, _("Add a word to the search."));
    }

    cor_code code = read_terms(query->text, &terms, &scratch, err);
    add_equivalents(&terms, &scratch);
    if (!code) code = read_where(query, &terms, &scratch, err);

    // One snapshot, and one lock for a thousand queries.
    if (!code) code = cor_store_snapshot(registry->store, &begun, err);
    if (!code)
        code =
            run_search(registry, query, &terms, query->offset + limit, keep, scratch, &hits, err);

    if (begun) cor_store_snapshot_end(registry->store);
    if (!code) *ret_hits = hits;
    return code;
}
