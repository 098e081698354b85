/* SPDX-License-Identifier: Apache-2.0 */
/* load.c: begin, append, commit: all or nothing. Figures wait in memory, and the commit writes them
 * together in the order of the store; a load that is abandoned has written nothing. */
#include "load.h"
#include "vocabulary/vocabulary.h"

#include <assert.h>
#include <math.h>

/* ---- begin --------------------------------------------------------------- */

/* A source of the vocabulary needs no description by the caller. */
static cor_code take_load_source(cor_load *load, cor_error *err) {
    cor_code code = figures_source_id(load->figures, load->head.source, &load->source_id, err);
    if (code || load->source_id) return code;
    const cor_source *known = cor_source_known(load->head.source);
    if (!known) known = load->head.described;

    if (!known) {
        cor_fail(err, COR_E_NONE, _("The source “{key}” is not described."),
                 cor_arg_str(load->head.source));
        return cor_hint(err, _("Describe it first, or name one that “corredor sources” lists."));
    }

    code = cor_source_put(load->figures, known, err);
    return code ? code : figures_source_id(load->figures, load->head.source, &load->source_id, err);
}

static bool keep_series_texts(cor_arena *arena, cor_str *const texts[], int count) {
    for (int i = 0; i < count; i++) {
        *texts[i] = cor_str_keep(arena, *texts[i]);
        if (!texts[i]->at) return false;
    }
    return true;
}

static bool keep_head(cor_load *load, cor_arena *arena) {
    cor_str *const head[] = { &load->head.dataset,   &load->head.layout, &load->head.source,
                              &load->head.file_name, &load->head.who,    &load->head.why };
    cor_str *const run[] = { &load->run.engine, &load->run.method, &load->run.version,
                             &load->run.options, &load->run.inputs };
    return keep_series_texts(arena, head, 6) && keep_series_texts(arena, run, 5);
}

/* What pages show of a load: names of files and sheets, reasons, descriptions of sources. */
static cor_code check_visible(cor_str text, cor_error *err) {
    size_t at;
    char name[16];
    if (!cor_str_find_invisible(text, &at, name)) return COR_OK;
    cor_fail(err, COR_E_FORMAT,
             _("Character {number} of “{text}”, {name}, cannot be seen and changes what is seen."),
             cor_arg_int((int64_t)at), cor_arg_str(text), cor_arg_cstr(name));
    return cor_hint(err, _("Give the file, the sheet or the source a name without it."));
}

static cor_code check_head(const cor_load *load, cor_error *err) {
    const cor_load_head *head = &load->head;
    const cor_source *source = head->described; // or NULL
    const cor_str texts[] = { head->file_name,
                              head->who,
                              head->why,
                              head->source,
                              source ? source->title[COR_LANG_EN] : head->source,
                              source ? source->title[COR_LANG_ES] : head->source,
                              source ? source->producer : head->source,
                              source ? source->note[COR_LANG_EN] : head->source,
                              source ? source->note[COR_LANG_ES] : head->source };
    cor_code code = COR_OK;
    for (size_t i = 0; i < sizeof texts / sizeof *texts && !code; i++)
        code = check_visible(texts[i], err);
    return code;
}

static cor_code open_transaction(cor_load *load, cor_error *err) {
    cor_code code = take_load_source(load, err);
    if (!code) code = load_open_memory(load, err);
    if (!code)
        code = figures_number(load->figures, COR_SQL_FIGURES_LOAD_NEWEST, &load->load_id, err);
    if (!code)
        code = figures_number(load->figures, COR_SQL_FIGURES_FIGURE_NEWEST, &load->first_id, err);
    load->load_id += 1;
    load->first_id += 1;
    return code;
}

static cor_code begin_head(cor_figures *figures, const cor_load_head *head, const cor_run *run,
                           cor_load **ret_load, cor_error *err) {
    enum { HEAD_BYTES = 16 << 20 }; // the inputs of a run may list many figures
    assert(!figures->load && "one load at a time");
    cor_stretch stretch;
    if (!cor_stretch_open(HEAD_BYTES, &stretch)) return cor_fail_memory(err);

    cor_arena arena = cor_stretch_arena(&stretch);
    cor_load *load = cor_new(&arena, cor_load, 1);
    *load = (cor_load){ .stretch = stretch,
                        .figures = figures,
                        .head = *head,
                        .is_run = run != NULL,
                        .is_done = true };
    if (run) load->run = *run;
    figures->load = load;
    cor_code code = keep_head(load, &arena) ? check_head(load, err) : cor_fail_memory(err);
    if (!code && !figures->is_batch) code = cor_store_begin(figures->store, err);
    if (!code) load->is_done = false;
    if (!code) code = open_transaction(load, err);
    if (code) {
        cor_load_close(load);
        return code;
    }

    *ret_load = load;
    return COR_OK;
}

cor_code cor_load_begin(cor_figures *figures, const cor_load_head *head, cor_load **ret_load,
                        cor_error *err) {
    return begin_head(figures, head, NULL, ret_load, err);
}

cor_code cor_run_begin(cor_figures *figures, const cor_run *run, cor_str source,
                       cor_load **ret_load, cor_error *err) {
    cor_load_head head = { .dataset = run->engine, .layout = run->method, .source = source };
    return begin_head(figures, &head, run, ret_load, err);
}

/* ---- append -------------------------------------------------------------- */

static cor_code check_measure(cor_load *load, const cor_figure *figure, cor_error *err) {
    if (load->measure && cor_str_equal(load->measure->key, figure->measure)) return COR_OK;
    const cor_measure *measure = cor_measure_find(figure->measure);
    if (measure) {
        load->measure = measure;
        return load_read_measure(load, measure, err);
    }

    cor_fail(err, COR_E_DOMAIN, _("The measure “{measure}” is not known."),
             cor_arg_str(figure->measure));
    cor_str near = cor_measure_suggest(figure->measure);
    if (near.length) return cor_hint(err, _("Did you mean “{key}”?"), cor_arg_str(near));

    return cor_hint(err, _("“corredor data measures” lists them."));
}

static cor_code check_measure_places(const cor_load *load, const cor_figure *figure,
                                     cor_error *err) {
    cor_arg measure =
        cor_arg_pair(load->measure->name[COR_LANG_EN], load->measure->name[COR_LANG_ES]);
    if (!cor_country_get(figure->destination)->place.id)
        return cor_fail(err, COR_E_DOMAIN, _("The figure “{measure}” names no place."), measure);

    bool needs_origin = load->measure->is_bilateral && !load->measure->may_lack_origin;
    if (needs_origin && !cor_country_get(figure->origin)->place.id)
        return cor_fail(err, COR_E_DOMAIN,
                        _("The figure “{measure}” of {destination} names no origin."), measure,
                        cor_arg_country(figure->destination));

    if (!load->measure->is_bilateral && figure->origin.id)
        return cor_fail(err, COR_E_DOMAIN,
                        _("The figure “{measure}” has one place, but names the origin {origin}."),
                        measure, cor_arg_country(figure->origin));

    return COR_OK;
}

static cor_code check_figure_value(const cor_load *load, const cor_figure *figure, cor_error *err) {
    cor_arg measure =
        cor_arg_pair(load->measure->name[COR_LANG_EN], load->measure->name[COR_LANG_ES]);
    if ((unsigned)figure->status >= COR_STATUS_COUNT)
        return cor_fail(err, COR_E_DOMAIN, _("The figure “{measure}” has no valid status."),
                        measure);

    bool is_absent = figure->status == COR_SUPPRESSED || figure->status == COR_MISSING;
    if (!is_absent && !(fabs(figure->value) <= 1e300)) // as in the constraint figure_value_finite
        return cor_fail(err, COR_E_DOMAIN, _("The figure “{measure}” has no finite value."),
                        measure);

    if (is_absent && !isnan(figure->value))
        return cor_fail(
            err, COR_E_DOMAIN,
            _("The figure “{measure}” has a value, although its status says there is none."),
            measure);

    if (figure->period.start.days >= figure->period.end.days)
        return cor_fail(err, COR_E_DOMAIN, _("The figure “{measure}” has no period."), measure);
    if (figure->source.length && !cor_str_equal(figure->source, load->head.source))
        return cor_fail(err, COR_E_DOMAIN,
                        _("The figure is of the source “{source}”, the load of “{load}”."),
                        cor_arg_str(figure->source), cor_arg_str(load->head.source));

    return COR_OK;
}

/* Well formed: equal to the text that cor_breakdown_make writes. Each text is checked once. */
static cor_code check_breakdown(cor_load *load, cor_str text, uint32_t *ret_breakdown,
                                cor_error *err) {
    if (!figures_pool_put(&load->breakdowns, text, ret_breakdown)) return cor_fail_memory(err);
    if (*ret_breakdown < load->breakdowns_checked) return COR_OK;
    char room[1024];
    cor_arena arena = { room, room + sizeof room };
    cor_str canonical;
    cor_code code = cor_breakdown_make(text, &arena, &canonical, err);
    if (code == COR_E_MEMORY || (!code && !cor_str_equal(text, canonical)))
        return cor_fail(err, COR_E_DOMAIN,
                        _("The breakdown “{breakdown}” is not in its canonical form."),
                        cor_arg_str(text));
    if (!code && *ret_breakdown == load->breakdowns_checked) load->breakdowns_checked++;
    return code;
}

static cor_code find_or_add_entry(cor_load *load, const cor_figure *figure, uint32_t breakdown,
                                  load_entry **ret_entry, cor_error *err) {
    uint32_t series, entry;
    bool is_new;
    if (!load_put_series(load, load->measure->key, figure->origin, figure->destination, breakdown,
                         &series) ||
        !load_put_entry(load, series, figure->period.start.days, figure->period.end.days, &entry,
                        &is_new))
        return cor_fail_memory(err);
    *ret_entry = load_entry_at(load, entry);
    return COR_OK;
}

static bool is_same_figure(const load_entry *entry, double value, cor_obs_status status) {
    return entry->status == status &&
           (entry->value == value || (isnan(entry->value) && isnan(value)));
}

/* What a row says of a figure: its value; its status where the other has the same value, or it has
 * none. */
static cor_text say_content(double value, cor_obs_status status, double other, cor_arena *keep) {
    if (isnan(value) || value == other)
        return cor_text_keep(keep, cor_say_str(cor_str_of(cor_status_key(status))));
    return cor_text_keep(keep, cor_say("{text}", cor_arg_number(value, -1)));
}

/* "row 18"; with its sheet where the two rows are in different ones. */
static cor_text say_row(cor_str sheet, bool has_sheet, int32_t row, cor_arena *keep) {
    cor_arg number = cor_arg_plain(row);
    if (!has_sheet) return cor_text_keep(keep, cor_say(_("row {row}"), number));
    return cor_text_keep(keep,
                         cor_say(_("sheet “{sheet}”, row {row}"), cor_arg_str(sheet), number));
}

static cor_text say_corridor(const cor_figure *figure, cor_arena *keep) {
    cor_arg to = cor_arg_country(figure->destination);
    if (!figure->origin.id) return cor_text_keep(keep, cor_say("{text}", to));
    return cor_text_keep(keep, cor_say("{text} → {other}", cor_arg_country(figure->origin), to));
}

static cor_code say_conflict(const cor_load *load, const load_entry *entry,
                             const cor_figure *figure, cor_error *err) {
    char room[2048];
    cor_arena keep = { room, room + sizeof room };
    cor_arg measure =
        cor_arg_pair(load->measure->name[COR_LANG_EN], load->measure->name[COR_LANG_ES]);
    cor_str sheet = figures_pool_get(&load->sheets, entry->sheet);
    bool differ = !cor_str_equal(sheet, figure->sheet);
    double value = entry->value;

    cor_text corridor = say_corridor(figure, &keep),
             first = say_content(value, (cor_obs_status)entry->status, figure->value, &keep),
             first_row = say_row(sheet, differ, entry->row, &keep),
             second = say_content(figure->value, figure->status, value, &keep),
             second_row = say_row(figure->sheet, differ, figure->row, &keep);

    cor_fail(err, COR_E_CONFLICT,
             _("“{measure}” of {corridor} in {period} is there twice: {first} ({first_row}) and "
               "{second} ({second_row})."),
             measure, cor_arg_text(&corridor), cor_arg_period(figure->period), cor_arg_text(&first),
             cor_arg_text(&first_row), cor_arg_text(&second), cor_arg_text(&second_row));
    return cor_hint(err, _("Keep the row that is right and remove the other; if they are of "
                           "different groups, say so in a column of their own."));
}

/* The value that a correction replaced says nothing new, unless it comes as a correction itself. */
static bool upholds_correction(const cor_load *load, const load_entry *entry, double value,
                               cor_obs_status status) {
    if (!entry->is_corrected || load->head.who.length) return false;
    const load_published *published = load_published_of(load, entry);
    return published && published->status == status &&
           (published->value == value || (isnan(published->value) && isnan(value)));
}

static void count_figure(cor_load *load, const load_entry *entry) {
    uint32_t position = (uint32_t)(entry - (const load_entry *)load->entries.items);
    load->report.added += entry->state == LOAD_ADDED;
    load->report.unchanged += entry->state == LOAD_UNCHANGED;
    load->report.revised += entry->state == LOAD_REVISED;
    if (entry->state == LOAD_ADDED && !load->first_added) load->first_added = position + 1;
    if (entry->state != LOAD_REVISED || load->first_revised) return;
    load->first_revised = position + 1;
    load->revised_before = entry->value;
    load->revised_status = (cor_obs_status)entry->status;
}

static cor_code meet_figure(cor_load *load, load_entry *entry, const cor_figure *figure,
                            cor_error *err) {
    double value = figure->value == 0
                       ? 0
                       : figure->value; // one form of zero: SQLite stores no negative zero either

    bool same = is_same_figure(entry, value, figure->status), is_new = entry->id == 0;

    if (entry->state != LOAD_KNOWN) return same ? COR_OK : say_conflict(load, entry, figure, err);
    if (!figures_pool_put(&load->sheets, figure->sheet, &entry->sheet)) return cor_fail_memory(err);
    if (entry->sheet >= load->sheets_checked) {
        cor_code code = check_visible(figure->sheet, err);
        if (code) return code;
        load->sheets_checked = entry->sheet + 1;
    }

    bool upheld = !is_new && !same && upholds_correction(load, entry, value, figure->status);
    load->report.upheld += upheld;
    entry->state = is_new ? LOAD_ADDED : same || upheld ? LOAD_UNCHANGED : LOAD_REVISED;
    count_figure(load, entry);
    entry->value = value; // an unchanged one is not written; a second row has to agree with it
    entry->status = (uint8_t)figure->status;
    entry->row = figure->row;
    entry->column = figure->column;

    return COR_OK;
}

cor_code cor_load_append(cor_load *load, const cor_figure *figure, cor_error *err) {
    assert(!load->is_done && "the load is still open");
    uint32_t breakdown = 0;
    load_entry *entry = NULL;
    cor_code code = check_measure(load, figure, err);
    if (!code) code = check_measure_places(load, figure, err);
    if (!code) code = check_figure_value(load, figure, err);
    if (!code) code = check_breakdown(load, figure->breakdown, &breakdown, err);
    if (!code) code = find_or_add_entry(load, figure, breakdown, &entry, err);
    return code ? code : meet_figure(load, entry, figure, err);
}

static cor_figure look_at(const cor_load *load, uint32_t position) {
    const load_entry *entry = load_entry_at(load, position);
    const load_series *series = load_series_at(load, entry->series);
    return (cor_figure){ .measure = series->measure,
                         .origin = series->origin,
                         .destination = series->destination,
                         .breakdown = figures_pool_get(&load->breakdowns, series->breakdown),
                         .period = { { entry->period_start }, { entry->period_end } },
                         .value = entry->value,
                         .status = (cor_obs_status)entry->status,
                         .source = load->head.source,
                         .sheet = figures_pool_get(&load->sheets, entry->sheet),
                         .row = entry->row,
                         .column = entry->column };
}

void cor_load_look(const cor_load *load, cor_load_preview *ret_preview) {
    *ret_preview = (cor_load_preview){ .counts = load->report };
    if (load->first_added) ret_preview->added = look_at(load, load->first_added - 1);
    if (!load->first_revised) return;
    ret_preview->revised = look_at(load, load->first_revised - 1);
    ret_preview->revised_before = load->revised_before;
    ret_preview->revised_status = load->revised_status;
}

/* ---- end ----------------------------------------------------------------- */

cor_code cor_load_commit(cor_load *load, cor_load_report *ret_report, cor_error *err) {
    assert(!load->is_done && "the load is still open");
    cor_code code = load_write(load, err);
    if (code) return code; // closing rolls back
    if (!load->figures->is_batch) code = cor_store_commit(load->figures->store, err);
    load->is_done = true;
    if (code) {
        figures_forget_seen(load->figures);
        return code;
    }

    *ret_report = load->report;
    ret_report->load_id = load->load_id;
    return COR_OK;
}

void cor_load_close(cor_load *load) {
    if (!load) return;
    if (!load->is_done && load->figures->is_batch) {
        cor_batch_close(load->figures); // rolls back the other loads too
    } else if (!load->is_done) {
        cor_store_rollback(load->figures->store);
        figures_forget_seen(load->figures);
    }

    load->figures->load = NULL;
    load_forget(load);
    cor_stretch stretch = load->stretch;
    cor_stretch_close(&stretch);
}

cor_code cor_load_append_matrix(cor_load *load, const cor_matrix_packed *matrix, cor_error *err) {
    assert(!load->is_done && load->is_run && "the run is still open");
    if (!matrix->figure_count) return COR_OK;
    if (load->matrix_count == LOAD_MATRICES_MAX)
        return cor_fail(err, COR_E_LIMIT, _("A run has at most {most} computed tables."),
                        cor_arg_int(LOAD_MATRICES_MAX));
    uint32_t breakdown;
    cor_code code = check_breakdown(load, matrix->breakdown, &breakdown, err);
    if (!code) load->matrices[load->matrix_count++] = *matrix;
    return code;
}

/* ---- several as one ------------------------------------------------------ */

cor_code cor_batch_begin(cor_figures *figures, cor_error *err) {
    assert(!figures->load && !figures->is_batch && "nothing else is open");
    cor_code code = cor_store_begin(figures->store, err);
    if (!code) figures->is_batch = true;
    return code;
}

cor_code cor_batch_commit(cor_figures *figures, cor_error *err) {
    assert(!figures->load && figures->is_batch && "a batch is open, and no load in it");
    cor_code code = cor_store_commit(figures->store, err);
    if (code) return code; // closing rolls back
    figures->is_batch = false;
    return COR_OK;
}

void cor_batch_close(cor_figures *figures) {
    if (!figures->is_batch) return;
    figures->is_batch = false;
    cor_store_rollback(figures->store);
    figures_forget_seen(figures);
}

cor_code cor_load_find(cor_figures *figures, cor_str dataset, const uint8_t file_sha256[32],
                       int64_t *ret_load_id, cor_error *err) {
    cor_statement *statement;
    bool row;
    cor_code code =
        cor_statement_get(figures->store, COR_SQL_FIGURES_LOAD_OF_FILE, &statement, err);
    if (code) return code;

    cor_bind_text(statement, "dataset", dataset);
    cor_bind_blob(statement, "sha256", file_sha256, 32);
    code = cor_statement_step(statement, &row, err);
    if (code) return code;

    *ret_load_id = row ? cor_column_int(statement, 0) : 0;
    cor_statement_reset(statement);
    return COR_OK;
}
