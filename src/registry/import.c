/* SPDX-License-Identifier: Apache-2.0 */
/* import.c: imports entries from memory or from a file of either form, all or nothing. */
#include <jansson.h>
#include <stdlib.h>
#include <time.h>

#include "inside.h"

enum { ROOM_FIRST = 256, ENTRIES_MAX = 2000000 };

/* ---- storing many -------------------------------------------------------- */

typedef struct {
    cor_registry *registry;
    const cor_registry_import *options;
    cor_registry_act act;
    cor_arena *keep;
    cor_import_report *report;
} importing;

/* ---- the same key twice -------------------------------------------------- */

typedef struct {
    cor_str key;
    size_t at;
} keyed;

static int by_key(const void *a, const void *b) {
    const keyed *one = a, *other = b;
    int order = cor_str_compare(one->key, other->key);
    return order ? order : one->at < other->at ? -1 : 1;
}

/* For each entry, the earlier entry of the file with the same key; SIZE_MAX without one. */
static size_t *find_twins(cor_entry *const *entries, size_t count, cor_arena *keep) {
    cor_arena scratch = cor_arena_scratch(keep);
    size_t *twins = cor_new(keep, size_t, count + 1);
    keyed *sorted = cor_new(&scratch, keyed, count + 1);

    if (!twins || !sorted) return NULL;
    for (size_t i = 0; i < count; i++)
        sorted[i] = (keyed){ entries[i]->key, i };

    qsort(sorted, count, sizeof *sorted, by_key);
    for (size_t i = 0; i < count; i++) {
        bool twice = i > 0 && cor_str_equal(sorted[i].key, sorted[i - 1].key);
        twins[sorted[i].at] = twice ? sorted[i - 1].at : SIZE_MAX;
    }

    return twins;
}

/* Reserve the keys first, so that entries of one file can refer to each other in any order. */
static cor_code reserve_all(importing *import, cor_entry *const *entries, size_t count,
                            cor_error *err) {
    for (size_t i = 0; i < count; i++) {
        registry_head head;
        int64_t id;
        if (!registry_is_key(entries[i]->key)) continue; // the check reports it
        cor_code code = registry_head_get(import->registry, cor_str_of(entries[i]->kind->key),
                                          entries[i]->key, &head, err);
        if (!code && !head.id) code = registry_reserve(import->registry, entries[i], &id, err);
        if (code) return code;
    }

    return COR_OK;
}

/* Record what is wrong with an entry for the report. */
static cor_code refuse_entry(importing *import, const cor_entry *entry, int32_t row,
                             const cor_entry_problem *problem, cor_error *err) {
    cor_import_report *report = import->report;
    report->refused++;
    if (report->refusal_count == COR_REFUSALS_KEPT) return COR_OK;
    if (!report->refusals) report->refusals = cor_new(import->keep, cor_refusal, COR_REFUSALS_KEPT);
    if (!report->refusals) return cor_fail_memory(err);

    cor_refusal *refusal = &report->refusals[report->refusal_count];
    cor_text field =
        registry_label(problem->field >= 0 ? entry->kind->fields[problem->field].label : "");
    cor_arg key = cor_arg_str(cor_str_part(entry->key, 0, COR_ENTRY_KEY_BYTES));
    cor_text where = problem->field < 0
                         ? cor_say(_("row {row}, entry {key}"), cor_arg_plain(row), key)
                         : cor_say(_("row {row}, entry {key}, field “{field}”"), cor_arg_plain(row),
                                   key, cor_arg_text(&field));
    refusal->code = problem->code;
    refusal->what = cor_text_keep(import->keep, problem->what);
    refusal->hint = cor_text_keep(import->keep, problem->hint);
    refusal->where = cor_text_keep(import->keep, where);
    report->refusal_count++;

    return refusal->what.id && refusal->where.id ? COR_OK : cor_fail_memory(err);
}

static cor_code refuse_twin(importing *import, const cor_entry *entry, int32_t row,
                            int32_t first_row, cor_error *err) {
    cor_entry_problem problem = { .code = COR_E_CONFLICT, .field = -1 };
    problem.what = cor_say(_("The key is there already, in row {row}."), cor_arg_plain(first_row));
    problem.hint = registry_plain(_("Keep one of the two rows, or give one another key."));
    return refuse_entry(import, entry, row, &problem, err);
}

/* Somebody else made the newest version: a pack does not overwrite it. */
static cor_code was_edited(importing *import, const cor_entry *entry, cor_arena scratch,
                           bool *ret_edited, cor_error *err) {
    registry_head head;
    cor_entry *newest = NULL;

    *ret_edited = false;
    if (!import->options->keep_edited) return COR_OK;
    cor_code code =
        registry_head_get(import->registry, cor_str_of(entry->kind->key), entry->key, &head, err);
    if (code || !head.newest) return code;

    code = registry_version_get(import->registry, entry->kind, head.id, head.newest, &scratch,
                                &newest, err);
    *ret_edited = newest && !cor_str_equal(newest->who, import->act.who);

    return code;
}

static cor_code store_one(importing *import, cor_entry *entry, int32_t row, cor_arena scratch,
                          cor_error *err) {
    cor_entry_problem *problems;
    size_t count;
    bool edited;
    registry_outcome outcome;
    int32_t version;
    cor_code code = was_edited(import, entry, scratch, &edited, err);
    if (!code && edited) {
        import->report->rows_skipped++;
        return COR_OK;
    }

    if (!code) code = cor_registry_check(import->registry, entry, &scratch, &problems, &count, err);
    if (code) return code;
    if (count) return refuse_entry(import, entry, row, &problems[0], err);
    code = registry_store(import->registry, entry, &import->act, scratch, &outcome, &version, err);
    if (code) return code;

    cor_load_report *load = &import->report->load;
    *(outcome == REGISTRY_ADDED     ? &load->added
      : outcome == REGISTRY_REVISED ? &load->revised
                                    : &load->unchanged) += 1;

    return COR_OK;
}

static cor_code fail_refused(const cor_import_report *report, cor_error *err) {
    const cor_refusal *first = &report->refusals[0];
    int64_t more = report->refused - 1;
    cor_text all = cor_say_n(more, _("{what} Nothing was stored; there is {count} more fault."),
                             _("{what} Nothing was stored; there are {count} more faults."),
                             cor_arg_text(&first->what), cor_arg_int(more));
    (void)cor_error_fail(err, first->code, more ? all : first->what);
    if (!cor_text_is_empty(first->hint)) (void)cor_error_hint(err, first->hint);
    return cor_error_within(err, first->where);
}

static cor_code store_all_entries(importing *import, cor_entry *const *entries, const int32_t *rows,
                                  size_t count, cor_arena scratch, cor_error *err) {
    cor_arena marks = cor_arena_scratch(&scratch);
    const size_t *twins = find_twins(entries, count, &marks);

    if (!twins) return cor_fail_memory(err);
    cor_code code = reserve_all(import, entries, count, err);
    for (size_t i = 0; i < count && !code; i++) {
        int32_t row = rows ? rows[i] : 0;
        code = twins[i] == SIZE_MAX
                   ? store_one(import, entries[i], row, scratch, err)
                   : refuse_twin(import, entries[i], row, rows ? rows[twins[i]] : 0, err);
    }

    if (!code && import->report->refused && !import->options->allow_refused)
        code = fail_refused(import->report, err);
    return code;
}

cor_code cor_registry_put_all(cor_registry *registry, cor_entry *const *entries,
                              const int32_t *rows, size_t count, const cor_registry_import *options,
                              cor_arena *keep, cor_arena scratch, cor_import_report *ret_report,
                              cor_error *err) {
    cor_import_report report = *ret_report;
    importing import = { registry, options, options->act, keep, &report };

    if (!import.act.at_s) import.act.at_s = registry_now(registry);
    if (!cor_str_trim(import.act.who).length)
        return cor_fail(err, COR_E_USAGE, _("A change needs the name of who makes it."));

    cor_code code = cor_store_begin(registry->store, err);
    if (code) return code;
    code = store_all_entries(&import, entries, rows, count, scratch, err);
    if (!code) code = cor_store_commit(registry->store, err);
    if (code) {
        cor_store_rollback(registry->store);
        report.load = (cor_load_report){ 0 };
    }

    *ret_report = report;
    return code;
}

/* ---- CSV ----------------------------------------------------------------- */

enum {
    COLUMNS_MAX = 128,
    COLUMN_KEY = -1,
    COLUMN_URLS = -2,
    COLUMN_FIELDS = -3,
    COLUMN_TITLES = -4
};

typedef struct {
    const cor_registry_kind *kind;
    cor_table *table;
    struct {
        int32_t field; // or one of the above
        int lang;
    } columns[COLUMNS_MAX];
    int32_t column_count;
    cor_entry **entries;
    int32_t *rows;
    size_t count, room;
} table_reading;

static bool find_column(const cor_registry_kind *kind, cor_str name, int32_t *ret_field,
                        int *ret_lang) {
    static const char *const others[] = { "key", "sources", "source_fields", "source_titles" };
    char lower[128];
    *ret_lang = 0;
    if (name.length >= sizeof lower) return false;
    for (size_t i = 0; i < name.length; i++)
        lower[i] = name.at[i] >= 'A' && name.at[i] <= 'Z' ? (char)(name.at[i] + 32) : name.at[i];
    name = (cor_str){ lower, name.length };

    for (int i = 0; i < 4; i++)
        if (cor_str_is(name, others[i])) {
            *ret_field = -1 - i;
            return true;
        }

    for (int32_t i = 0; i < kind->field_count; i++) {
        cor_str field = cor_str_of(kind->fields[i].name);
        *ret_field = i;
        if (kind->fields[i].type != COR_REGISTRY_BILINGUAL) {
            if (cor_str_equal(name, field)) return true;
            continue;
        }
        if (name.length != field.length + 3 || !cor_str_starts(name, field) ||
            name.at[field.length] != '_')
            continue;
        for (*ret_lang = 0; *ret_lang < COR_LANG_COUNT; ++*ret_lang)
            if (cor_str_is(cor_str_part(name, field.length + 1, 2),
                           cor_lang_code((cor_lang)*ret_lang)))
                return true;
    }

    return false;
}

static cor_code fail_column(const cor_registry_kind *kind, cor_str name, cor_error *err) {
    char list[1024];
    size_t used = (size_t)snprintf(list, sizeof list, "key");
    for (int32_t i = 0; i < kind->field_count && used < sizeof list; i++)
        used += (size_t)snprintf(list + used, sizeof list - used, ", %s%s", kind->fields[i].name,
                                 kind->fields[i].type == COR_REGISTRY_BILINGUAL ? "_en/_es" : "");
    cor_text label = registry_label(kind->label);
    (void)cor_fail(err, COR_E_FORMAT, _("A {kind} has no column “{name}”."), cor_arg_text(&label),
                   cor_arg_str(cor_str_part(name, 0, 80)));
    return cor_hint(err, _("The columns are: {list}."), cor_arg_cstr(list));
}

static cor_code read_csv_head(table_reading *reading, cor_error *err) {
    cor_row row;
    bool found, has_key = false;
    cor_code code = cor_table_next(reading->table, &row, &found, err);
    if (code) return code;

    if (!found || row.cell_count > COLUMNS_MAX)
        return cor_fail(err, COR_E_FORMAT, _("The file has no row of column names."));
    for (int32_t i = 0; i < row.cell_count; i++) {
        cor_str name = cor_str_trim(row.cells[i].text);
        if (!find_column(reading->kind, name, &reading->columns[i].field,
                         &reading->columns[i].lang))
            return fail_column(reading->kind, name, err);
        has_key = has_key || reading->columns[i].field == COLUMN_KEY;
    }

    reading->column_count = row.cell_count;
    if (!has_key)
        return cor_fail(err, COR_E_FORMAT, _("The column “{name}” is missing."),
                        cor_arg_cstr("key"));

    cor_table_rules rules = { .is_text = true };
    return cor_table_hold(reading->table, &rules, err);
}

/* The next part of "a
 * b \
 * c": up to a bar between blanks that is not escaped. */
static bool next_source(cor_str *rest, cor_arena *keep, cor_str *ret_part) {
    if (!rest->at) return false;
    char *text = cor_new(keep, char, rest->length + 1);
    size_t used = 0, at = 0;
    if (!text) return false;

    while (at < rest->length && rest->at[at] != '|') {
        if (rest->at[at] == '\\' && at + 1 < rest->length) at++;
        text[used++] = rest->at[at++];
    }

    *ret_part = cor_str_trim((cor_str){ text, used });
    *rest = at < rest->length ? cor_str_part(*rest, at + 1, SIZE_MAX) : (cor_str){ 0 };
    return true;
}

static cor_code read_csv_sources(cor_entry *entry, const cor_str texts[3], cor_arena *keep,
                                 cor_error *err) {
    cor_str url, part, rests[3] = { texts[0], texts[1], texts[2] };
    if (!texts[0].length) return COR_OK;
    entry->sources = cor_new(keep, cor_entry_source, COR_ENTRY_SOURCES_MAX);
    if (!entry->sources) return cor_fail_memory(err);

    while (next_source(&rests[0], keep, &url)) {
        if (entry->source_count == COR_ENTRY_SOURCES_MAX)
            return cor_fail(err, COR_E_LIMIT, _("An entry has at most {most} sources."),
                            cor_arg_int(COR_ENTRY_SOURCES_MAX));
        cor_entry_source *source = &entry->sources[entry->source_count++];
        *source = (cor_entry_source){ .url = url };
        if (rests[1].length && next_source(&rests[1], keep, &part)) source->fields = part;
        if (rests[2].length && next_source(&rests[2], keep, &part)) source->title = part;
    }

    return COR_OK;
}

static cor_code add_entry(table_reading *reading, cor_entry *entry, int32_t row, cor_arena *keep,
                          cor_error *err) {
    if (reading->count == reading->room) {
        size_t room = reading->room ? 2 * reading->room : ROOM_FIRST;
        cor_entry **entries = cor_new(keep, cor_entry *, room);
        int32_t *rows = cor_new(keep, int32_t, room);
        if (!entries || !rows || room > ENTRIES_MAX) return cor_fail_memory(err);
        if (reading->count) memcpy(entries, reading->entries, reading->count * sizeof *entries);
        if (reading->count) memcpy(rows, reading->rows, reading->count * sizeof *rows);
        reading->entries = entries;
        reading->rows = rows;
        reading->room = room;
    }

    reading->entries[reading->count] = entry;
    reading->rows[reading->count++] = row;
    return COR_OK;
}

static cor_code read_csv_row(table_reading *reading, const cor_row *row, cor_arena *keep,
                             cor_error *err) {
    cor_str key = { "", 0 }, sources[3] = { { 0 } };
    for (int32_t i = 0; i < row->cell_count && i < reading->column_count; i++)
        if (reading->columns[i].field == COLUMN_KEY) key = cor_str_trim(row->cells[i].text);

    cor_entry *entry = cor_entry_new(reading->kind, key, keep);
    if (!entry) return cor_fail_memory(err);
    for (int32_t i = 0; i < row->cell_count; i++) {
        if (i >= reading->column_count) continue; // blank: the table is held to its header
        int32_t field = reading->columns[i].field;
        cor_code code =
            row->cells[i].shown ? cor_cell_check(reading->table, &row->cells[i], err) : COR_OK;
        if (code) return code;
        if (field == COLUMN_KEY || row->cells[i].kind == COR_CELL_EMPTY) continue;
        cor_str text = cor_str_keep(keep, cor_csv_words(row->cells[i].text));
        if (!text.at) return cor_fail_memory(err);
        if (field < COLUMN_KEY)
            sources[-2 - field] = text;
        else
            entry->values[field][reading->columns[i].lang] = text;
    }

    cor_code code = read_csv_sources(entry, sources, keep, err);
    return code ? code : add_entry(reading, entry, row->row, keep, err);
}

static cor_code read_csv_rows(table_reading *reading, cor_arena *keep, cor_error *err) {
    cor_row row;
    bool found;
    cor_code code = read_csv_head(reading, err);
    while (!code && !(code = cor_table_next(reading->table, &row, &found, err)) && found) {
        code = read_csv_row(reading, &row, keep, err);
        if (code) return cor_within(err, _("row {row}"), cor_arg_plain(row.row));
    }
    return code;
}

static cor_code check_hash(table_reading *reading, const uint8_t *sha256, cor_error *err) {
    uint8_t found[32];
    if (!sha256) return COR_OK;
    cor_code code = cor_table_sha256(reading->table, found, err);
    if (code || memcmp(found, sha256, sizeof found) == 0) return code;
    (void)cor_fail(err, COR_E_FORMAT,
                   _("The file is not the one that the pack describes: its hash differs."));
    return cor_hint(err, _("Copy the pack again."));
}

static cor_code read_table(table_reading *reading, cor_str path, const uint8_t *sha256,
                           cor_arena *keep, cor_error *err) {
    // Cells beyond the limit of a field are read too, so that the refusal can name the entry.
    cor_table_options options = { .limits = { .cell_bytes = 4 << 20 }, .separator = 0 };
    cor_code code = cor_table_open(path, &options, &reading->table, err);
    if (!code) code = read_csv_rows(reading, keep, err);
    if (!code) code = check_hash(reading, sha256, err);
    cor_table_close(reading->table);
    return code;
}

/* ---- JSON ---------------------------------------------------------------- */

static cor_code read_object(table_reading *reading, const json_t *object, int32_t number,
                            cor_arena *keep, cor_error *err) {
    const json_t *key = json_object_get(object, "key");
    cor_entry *entry = cor_entry_new(
        reading->kind, (cor_str){ json_string_value(key), json_string_length(key) }, keep);
    if (!entry) return cor_fail_memory(err);
    cor_code code = registry_json_read(object, entry, keep, err);
    if (!code) code = add_entry(reading, entry, number, keep, err);
    return code ? cor_within(err, _("entry number {number}"), cor_arg_plain(number)) : COR_OK;
}

static cor_code read_json_file(table_reading *reading, cor_str path, cor_arena *keep,
                               cor_error *err) {
    json_error_t fault;
    cor_str terminated = cor_str_keep(keep, path);

    if (!terminated.at) return cor_fail_memory(err);
    json_t *json = json_load_file(terminated.at, JSON_REJECT_DUPLICATES, &fault);
    if (!json) {
        (void)cor_fail(err, COR_E_FORMAT, _("The file is not valid JSON: {fault}."),
                       cor_arg_cstr(fault.text));
        return cor_within(err, _("line {line}"), cor_arg_plain(fault.line));
    }

    const json_t *list = json_object_get(json, "entries");
    const json_t *kind = json_object_get(json, "kind");
    cor_code code = COR_OK;

    if (!json_is_array(list) ||
        !cor_str_is(cor_str_of(json_string_value(kind)), reading->kind->key))
        code = cor_fail(err, COR_E_FORMAT, _("The file does not hold entries of the kind {kind}."),
                        cor_arg_cstr(reading->kind->key));

    for (size_t i = 0; i < json_array_size(list) && !code; i++)
        code = read_object(reading, json_array_get(list, i), (int32_t)i + 1, keep, err);
    json_decref(json);

    return code;
}

/* ---- files --------------------------------------------------------------- */

static cor_str name_of_file(cor_str path) {
    for (size_t i = path.length; i > 0; i--)
        if (path.at[i - 1] == '/') return cor_str_part(path, i, SIZE_MAX);
    return path;
}

static double clock_seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

cor_code cor_registry_read(cor_registry *registry, const cor_registry_kind *kind, cor_str path,
                           const cor_registry_import *options, cor_arena *keep, cor_arena scratch,
                           cor_import_report *ret_report, cor_error *err) {
    double start = clock_seconds();
    cor_str name = cor_str_keep(keep, name_of_file(path));
    cor_import_report report = { .file_name = name,
                                 .dataset = cor_str_of(kind->key),
                                 .layout = COR_STR("registry") };
    table_reading *reading = cor_new(&scratch, table_reading, 1);

    if (!reading || !name.at) return cor_fail_memory(err);
    reading->kind = kind;
    cor_arena work = cor_arena_scratch(&scratch);
    cor_code code = cor_str_ends(path, COR_STR(".json"))
                        ? read_json_file(reading, path, &scratch, err)
                        : read_table(reading, path, options->sha256, &scratch, err);
    report.rows_read = (int64_t)reading->count;
    if (!code)
        code = cor_registry_put_all(registry, reading->entries, reading->rows, reading->count,
                                    options, keep, work, &report, err);

    report.seconds = clock_seconds() - start;
    *ret_report = report;
    return code ? cor_within(err, _("file {file}"), cor_arg_str(name)) : COR_OK;
}
