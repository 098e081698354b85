/* SPDX-License-Identifier: Apache-2.0 */
/* sources.c: editions of publications, with their descriptions and extent; and runs. */
#include "view.h"

/* Writing an unchanged description would cost a flush of the disk. */
static cor_code is_described(cor_figures *figures, const cor_source *source, bool *ret_same,
                             cor_error *err) {
    cor_statement *statement;
    bool row;
    cor_code code = figures_source_row(figures, source->key, &statement, &row, err);
    if (code) return code;

    cor_source wanted = *source;
    cor_str *texts[FIGURES_SOURCE_COLUMNS];
    figures_source_texts(&wanted, texts);
    bool same = row;
    for (int i = 0; i < FIGURES_SOURCE_COLUMNS && same; i++)
        same = cor_str_equal(cor_column_text(statement, 1 + i), *texts[i]);

    cor_statement_reset(statement);
    *ret_same = same;
    return COR_OK;
}

cor_code cor_source_put(cor_figures *figures, const cor_source *source, cor_error *err) {
    static const char *const names[FIGURES_SOURCE_COLUMNS] = { "key",      "producer", "title_en",
                                                               "title_es", "edition",  "published",
                                                               "accessed", "licence",  "citation",
                                                               "url",      "note_en",  "note_es" };
    if (!source->key.length) return cor_fail(err, COR_E_DOMAIN, _("A source has no key."));

    bool same;
    cor_code code = is_described(figures, source, &same, err);
    if (code || same) return code;
    cor_statement *statement;
    code = cor_statement_get(figures->store, COR_SQL_FIGURES_SOURCE_PUT, &statement, err);
    if (code) return code;

    cor_source wanted = *source;
    cor_str *texts[FIGURES_SOURCE_COLUMNS];
    figures_source_texts(&wanted, texts);
    for (int i = 0; i < FIGURES_SOURCE_COLUMNS; i++)
        cor_bind_text(statement, names[i], *texts[i]);

    return cor_statement_run(statement, NULL, err);
}

static cor_str nearest_key(cor_str key) {
    size_t count;
    const cor_source *known = cor_source_known_list(&count);
    cor_str best = { 0 };
    int32_t least = cor_str_near(key); // keys are long, and editions differ by a year

    for (size_t i = 0; i < count; i++) {
        int32_t distance = cor_str_distance(key, known[i].key, least);
        if (distance > least || (best.at && distance == least)) continue;
        least = distance;
        best = known[i].key;
    }

    return best;
}

/* The keys of the sources with figures, with commas. */
static cor_str loaded_keys(cor_figures *figures, cor_arena *keep) {
    cor_source_summary *list;
    size_t count;
    cor_arena scratch = *keep;
    if (cor_sources_list(figures, &scratch, &list, &count, NULL)) return (cor_str){ 0 };

    char keys[2048];
    size_t used = 0;
    for (size_t i = 0; i < count; i++) {
        cor_str key = list[i].source.key;
        if (used + key.length + 3 > sizeof keys) break;
        used += (size_t)snprintf(keys + used, sizeof keys - used, "%s%.*s", used ? ", " : "",
                                 COR_STR_F(key));
    }
    return cor_str_keep(keep, (cor_str){ keys, used });
}

static cor_code say_no_source(cor_figures *figures, cor_str key, cor_arena *keep, cor_error *err) {
    cor_fail(err, COR_E_NONE, _("There is no source “{key}”."), cor_arg_str(key));
    if (cor_source_known(key)) return cor_hint(err, _("Nothing has been loaded from it yet."));
    cor_str near = nearest_key(key);
    if (near.length) return cor_hint(err, _("Did you mean “{key}”?"), cor_arg_str(near));
    cor_str keys = loaded_keys(figures, keep);
    if (keys.length) return cor_hint(err, _("The sources are: {list}."), cor_arg_str(keys));
    return cor_hint(err, _("“corredor sources” lists them."));
}

cor_code cor_source_get(cor_figures *figures, cor_str key, cor_arena *keep, cor_source *ret_source,
                        cor_error *err) {
    bool found;
    cor_code code = figures_get_source(figures, key, keep, ret_source, &found, err);
    return code || found ? code : say_no_source(figures, key, keep, err);
}

cor_code cor_source_look(cor_figures *figures, cor_str key, cor_arena *keep,
                         cor_source_holding *ret_holding, cor_error *err) {
    cor_statement *statement;
    bool row;
    cor_code code =
        cor_statement_get(figures->store, COR_SQL_FIGURES_SOURCE_HOLDING, &statement, err);
    if (code) return code;
    cor_bind_text(statement, "key", key);
    code = cor_statement_step(statement, &row, err);
    if (code) return code;

    cor_source_holding holding = { 0 };
    if (row) {
        holding.is_run = cor_column_int(statement, 1) != 0;
        holding.figure_count = cor_column_int(statement, 2);
        if (!figures_keep_column(statement, 0, keep, &holding.dataset)) code = cor_fail_memory(err);
    }

    cor_statement_reset(statement);
    if (!code) *ret_holding = holding;
    return code;
}

static bool read_summary(cor_statement *statement, cor_arena *keep, void *ret_item) {
    cor_source_summary summary = { 0 };
    if (!figures_read_source(statement, 1, keep, &summary.source)) return false;
    int column = 1 + FIGURES_SOURCE_COLUMNS;
    summary.figure_count = cor_column_int(statement, column);
    summary.series_count = cor_column_int(statement, column + 1);
    summary.load_count = cor_column_int(statement, column + 2);
    summary.last_load_s = cor_column_int(statement, column + 3);
    summary.period.start.days = (int32_t)cor_column_int(statement, column + 4);
    summary.period.end.days = (int32_t)cor_column_int(statement, column + 5);
    *(cor_source_summary *)ret_item = summary;

    return true;
}

/* Read every row of a statement as an item in `keep`: first the texts, in order, then the list. */
typedef bool read_item(cor_statement *statement, cor_arena *keep, void *ret_item);

static cor_code read_all_rows(cor_statement *statement, read_item *read, size_t item_bytes,
                              cor_arena *keep, figures_list *list, cor_error *err) {
    for (bool row = true;;) {
        cor_code code = cor_statement_step(statement, &row, err);
        if (code || !row) return code;
        if (list->count == list->room ||
            !read(statement, keep, (char *)list->items + list->count * item_bytes)) {
            cor_statement_reset(statement);
            return cor_fail_memory(err);
        }
        list->count++;
    }
}

static cor_code list_rows(cor_figures *figures, int sql, read_item *read, size_t item_bytes,
                          uint32_t most, cor_arena *keep, void **ret_list, size_t *ret_count,
                          cor_error *err) {
    cor_statement *statement;
    cor_code code = cor_statement_get(figures->store, sql, &statement, err);
    if (code) return code;
    figures_list found = { 0 };
    if (!figures_list_open(&found, item_bytes, most)) return cor_fail_memory(err);

    code = read_all_rows(statement, read, item_bytes, keep, &found, err);
    void *list = code ? NULL : cor_take(keep, item_bytes, _Alignof(max_align_t), found.count);
    if (!code && !list) code = cor_fail_memory(err);
    if (!code) {
        memcpy(list, found.items, found.count * item_bytes);
        *ret_list = list;
        *ret_count = found.count;
    }

    figures_list_close(&found);
    return code;
}

cor_code cor_sources_list(cor_figures *figures, cor_arena *keep, cor_source_summary **ret_list,
                          size_t *ret_count, cor_error *err) {
    void *list = NULL;
    cor_code code =
        list_rows(figures, COR_SQL_FIGURES_SOURCES, read_summary, sizeof(cor_source_summary),
                  FIGURES_SOURCES_MAX, keep, &list, ret_count, err);
    if (!code) *ret_list = list;
    return code;
}

cor_code cor_runs_list(cor_figures *figures, cor_arena *keep, cor_run **ret_list, size_t *ret_count,
                       cor_error *err) {
    void *list = NULL;
    cor_code code = list_rows(figures, COR_SQL_FIGURES_RUNS, figures_read_run, sizeof(cor_run),
                              FIGURES_LOADS_MAX, keep, &list, ret_count, err);
    if (!code) *ret_list = list;
    return code;
}
