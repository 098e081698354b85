/* search.c: published entries by words.
 *
 * Ranking by statistics over all documents would have to look at every one of them for a common word. Instead the same
 * words are asked for more and more loosely, and each answer is read only as far as the page needs it: the cost does
 * not grow with how common a word is. */
#include "inside.h"

enum { TERMS_MAX = 12, QUERY_BYTES = 2048, LIMIT_DEFAULT = 20, LIMIT_MOST = 1000 };

/* Parts of what is looked for: a phrase is several stems that follow each other. */
typedef struct {
    cor_str stems[TERMS_MAX];
    bool is_prefix[TERMS_MAX];
    bool joins[TERMS_MAX]; // belongs to the phrase of the one before
    int32_t count;
} search_terms;

/* ---- what is asked ------------------------------------------------------------------------------------------------
 */

static cor_code add_words(cor_str text, bool is_phrase, search_terms *terms, cor_arena *keep, cor_error *err) {
    cor_str rest = text, piece;
    bool is_first = true;
    while (rest.length && cor_str_split(&rest, ' ', &piece)) {
        bool is_prefix = cor_str_ends(piece, COR_STR("*"));
        cor_str stems = registry_stems(keep, piece), stem;
        if (!stems.at) return cor_str_is_utf8(piece) ? cor_fail_memory(err) : COR_OK;
        while (stems.length && terms->count < TERMS_MAX && cor_str_split(&stems, ' ', &stem)) {
            terms->stems[terms->count] = stem;
            terms->joins[terms->count] = is_phrase && !is_first;
            terms->is_prefix[terms->count++] = is_prefix && !stems.length && !is_phrase;
            is_first = false;
        }
    }
    return COR_OK;
}

/* Words outside quotation marks one by one, those inside as phrases. */
static cor_code read_terms(cor_str text, search_terms *terms, cor_arena *keep, cor_error *err) {
    cor_str rest = cor_str_part(text, 0, QUERY_BYTES), piece;
    bool is_phrase = false;
    while (rest.length && cor_str_split(&rest, '"', &piece)) {
        cor_code code = add_words(piece, is_phrase, terms, keep, err);
        if (code) return code;
        is_phrase = !is_phrase;
    }
    return COR_OK;
}

/* An expression of FTS5; every stem stands in quotation marks, so that none can be an operator. */
static cor_str expression(const search_terms *terms, const char *prefix, const char *between, const char *suffix,
                          cor_arena *keep) {
    cor_out out = cor_out_memory(keep);
    cor_put_c(&out, prefix);
    for (int32_t i = 0; i < terms->count; i++) {
        if (i) cor_put_c(&out, terms->joins[i] ? " + " : between);
        cor_put_char(&out, '"');
        cor_put(&out, terms->stems[i]);
        cor_put_char(&out, '"');
        if (terms->is_prefix[i]) cor_put_char(&out, '*');
    }
    cor_put_c(&out, suffix);
    return out.failed ? (cor_str){ 0 } : cor_out_str(&out);
}

/* ---- which entries ------------------------------------------------------------------------------------------------
 */

typedef struct {
    int64_t *list;
    int32_t count, room;
} found_entries;

static void add_found(found_entries *found, int64_t id) {
    for (int32_t i = 0; i < found->count; i++)
        if (found->list[i] == id) return;
    found->list[found->count++] = id;
}

static cor_code bind_search(cor_registry *registry, int sql, cor_str query, const cor_registry_kind *kind,
                            int64_t limit, cor_statement **ret_statement, cor_error *err) {
    cor_code code = cor_statement_get(registry->store, sql, ret_statement, err);
    if (code) return code;
    cor_bind_text(*ret_statement, "query", query);
    cor_bind_text(*ret_statement, "kind", kind ? cor_str_of(kind->key) : COR_STR(""));
    cor_bind_int(*ret_statement, "limit", limit);
    return COR_OK;
}

static cor_code collect(cor_registry *registry, const cor_registry_kind *kind, cor_str query, found_entries *found,
                        cor_error *err) {
    cor_statement *statement;
    bool row;
    if (!query.at) return cor_fail_memory(err);
    // Those found already may come again: so many more are read.
    cor_code code =
        bind_search(registry, COR_SQL_REGISTRY_SEARCH, query, kind, found->room + found->count, &statement, err);
    while (!code && found->count < found->room && !(code = cor_statement_step(statement, &row, err)) && row)
        add_found(found, cor_column_int(statement, 0));
    if (!code) cor_statement_reset(statement);
    return code;
}

static cor_code count_all(cor_registry *registry, const cor_registry_kind *kind, cor_str query, int64_t *ret_total,
                          cor_error *err) {
    cor_statement *statement;
    bool row;
    if (!query.at) return cor_fail_memory(err);
    cor_code code =
        bind_search(registry, COR_SQL_REGISTRY_SEARCH_COUNT, query, kind, COR_SEARCH_COUNTED, &statement, err);
    if (!code) code = cor_statement_step(statement, &row, err);
    if (code) return code;
    *ret_total = row ? cor_column_int(statement, 0) : 0;
    cor_statement_reset(statement);
    return COR_OK;
}

static cor_code find_entries(cor_registry *registry, const cor_registry_kind *kind, const search_terms *terms,
                             found_entries *found, cor_registry_hits *hits, cor_arena *scratch, cor_error *err) {
    cor_str all = expression(terms, "", " AND ", "", scratch);
    cor_code code = COR_OK;
    if (terms->count > 1)
        code = collect(registry, kind, expression(terms, "title : (", " + ", ")", scratch), found, err);
    if (!code && found->count < found->room)
        code = collect(registry, kind, expression(terms, "title : (", " AND ", ")", scratch), found, err);
    if (!code && found->count < found->room) code = collect(registry, kind, all, found, err);
    if (!code) code = count_all(registry, kind, all, &hits->total, err);
    if (code || found->count || hits->total || terms->count < 2) return code;
    cor_str any = expression(terms, "", " OR ", "", scratch);
    hits->is_partial = true;
    code = collect(registry, kind, any, found, err);
    return code ? code : count_all(registry, kind, any, &hits->total, err);
}

/* ---- what is shown ------------------------------------------------------------------------------------------------
 */

/* The text with the words: the body in the reader's language, then in another; the beginning of the first otherwise. */
static cor_code add_snippet(cor_registry_hit *hit, const search_terms *terms, cor_lang lang, cor_arena *keep,
                            cor_error *err) {
    const cor_entry *entry = hit->entry;
    for (int turn = 0; turn < COR_LANG_COUNT; turn++) {
        int in = (lang + turn) % COR_LANG_COUNT;
        for (int32_t i = 0; i < entry->kind->field_count; i++) {
            const cor_registry_field *field = &entry->kind->fields[i];
            cor_str text = entry->values[i][in];
            int32_t found;
            cor_registry_hit tried = *hit;
            if (field->search != COR_SEARCH_BODY || registry_is_linked(field->type) || !text.length) continue;
            cor_code code =
                registry_snippet(text, terms->stems, terms->is_prefix, terms->count, keep, &tried, &found, err);
            if (code) return code;
            if (found || !hit->snippet.length) *hit = tried;
            if (found) return COR_OK;
        }
    }
    return COR_OK;
}

static cor_code read_hit(cor_registry *registry, int64_t id, cor_arena *keep, cor_registry_hit *ret_hit,
                         cor_error *err) {
    cor_statement *statement;
    bool row;
    cor_code code = cor_statement_get(registry->store, COR_SQL_REGISTRY_SHOWN_BY_ID, &statement, err);
    if (code) return code;
    cor_bind_int(statement, "entry", id);
    code = cor_statement_step(statement, &row, err);
    const cor_registry_kind *kind = !code && row ? cor_registry_kind_find(cor_column_text(statement, 8)) : NULL;
    if (kind) code = registry_row_read(statement, kind, keep, &ret_hit->entry, err);
    cor_statement_reset(statement);
    return code;
}

static cor_code read_hits(cor_registry *registry, const cor_registry_query *query, const search_terms *terms,
                          const found_entries *found, cor_arena *keep, cor_registry_hits *hits, cor_error *err) {
    hits->hits = cor_new(keep, cor_registry_hit, found->count ? found->count : 1);
    if (!hits->hits) return cor_fail_memory(err);
    for (int32_t i = query->offset; i < found->count; i++) {
        cor_registry_hit *hit = &hits->hits[hits->count];
        cor_code code = read_hit(registry, found->list[i], keep, hit, err);
        if (!code && hit->entry) code = add_snippet(hit, terms, query->lang, keep, err);
        if (code) return code;
        if (hit->entry) hits->count++;
    }
    return COR_OK;
}

cor_code cor_registry_search(cor_registry *registry, const cor_registry_query *query, cor_arena *keep,
                             cor_arena scratch, cor_registry_hits *ret_hits, cor_error *err) {
    search_terms terms = { 0 };
    cor_registry_hits hits = { 0 };
    int32_t limit = query->limit ? query->limit : LIMIT_DEFAULT;
    if (limit < 0 || query->offset < 0 || limit > LIMIT_MOST || query->offset > COR_SEARCH_COUNTED) {
        (void)cor_fail(err, COR_E_USAGE, _("At most {most} results can be read."), cor_arg_int(COR_SEARCH_COUNTED));
        return cor_hint(err, _("Add a word to the search."));
    }
    found_entries found = { .room = query->offset + limit };
    found.list = cor_new(&scratch, int64_t, found.room + 1);
    if (!found.list) return cor_fail_memory(err);
    cor_code code = read_terms(query->text, &terms, &scratch, err);
    if (!code && terms.count) code = find_entries(registry, query->kind, &terms, &found, &hits, &scratch, err);
    if (!code) code = read_hits(registry, query, &terms, &found, keep, &hits, err);
    if (!code) *ret_hits = hits;
    return code;
}
