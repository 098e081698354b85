/* SPDX-License-Identifier: Apache-2.0 */
/* revision.c: who may revise what. An own table repeats the figures of an agency and changes none,
 * unless it is a correction with a reason; a correction adds none. A file that does not say of
 * which edition it is adds figures to the edition it was taken for and changes none. Nobody changes
 * more than one figure in a hundred of a source unless asked to. The rules look at the whole load
 * before it is committed, so that nothing of a file is stored when one of them is broken. */
#include <math.h>

#include "datasets.h"
#include "vocabulary/vocabulary.h"

enum { MOST_REVISED_PERCENT = 1 };

typedef struct {
    cor_intake *intake;
    cor_load_preview load;
    cor_source_holding holding;
    bool is_of_agency; // the source, whatever the file is
} revision_question;

bool cor_source_is_own(cor_str key, const cor_source_holding *holding) {
    if (cor_source_known(key)) return cor_str_is(key, "own-table");
    return !holding->dataset.length || cor_str_is(holding->dataset, cor_own_table.name);
}

/* ---- in words ------------------------------------------------------------ */

/* "“Migrant stock”, Guatemala – Mexico, 2020" */
static cor_text name_figure(const cor_figure *figure, cor_arena *keep) {
    const cor_measure *measure = cor_measure_find(figure->measure);
    cor_arg name = cor_arg_pair(measure->name[COR_LANG_EN], measure->name[COR_LANG_ES]);
    cor_arg place = cor_arg_country(figure->destination), period = cor_arg_period(figure->period);
    if (!figure->origin.id)
        return cor_text_keep(keep, cor_say("“{measure}”, {place}, {period}", name, place, period));
    return cor_text_keep(keep, cor_say("“{measure}”, {origin} – {place}, {period}", name,
                                       cor_arg_country(figure->origin), place, period));
}

/* A value, with its status where the numbers alone do not differ, or the status of an absent one. */
static cor_text name_value(double value, cor_obs_status status, bool with_status, cor_arena *keep) {
    cor_text said = cor_status_text(status);
    if (isnan(value)) return said;
    if (!with_status) return cor_text_keep(keep, cor_say("{value}", cor_arg_number(value, -1)));
    return cor_text_keep(
        keep, cor_say("{value} ({status})", cor_arg_number(value, -1), cor_arg_text(&said)));
}

/* The first revised figure: what it is, and its values in the store and in the file. */
typedef struct {
    cor_text figure, before, after;
} revision_words;

static revision_words name_revision(const revision_question *asked) {
    const cor_load_preview *load = &asked->load;
    cor_arena *keep = asked->intake->work;
    bool same = load->revised_before == load->revised.value;
    return (revision_words){
        .figure = name_figure(&load->revised, keep),
        .before = name_value(load->revised_before, load->revised_status, same, keep),
        .after = name_value(load->revised.value, load->revised.status, same, keep)
    };
}

static cor_code within_cell(const revision_question *asked, const cor_figure *figure,
                            cor_error *err) {
    return figure->row ? cor_intake_within(asked->intake, figure->row, figure->column - 1, err)
                       : err->code;
}

/* ---- own tables under the source of an agency ---------------------------- */

static cor_code refuse_own_revision(const revision_question *asked, cor_error *err) {
    const cor_figure *figure = &asked->load.revised;
    cor_str source = asked->intake->source;
    revision_words said = name_revision(asked);
    (void)cor_fail(err, COR_E_CONFLICT,
                   _("{figure}, is {published} in {source}; a table of your own cannot make it "
                     "{value}."),
                   cor_arg_text(&said.figure), cor_arg_text(&said.before), cor_arg_str(source),
                   cor_arg_text(&said.after));
    (void)cor_hint(err,
                   _("Keep your figures beside the published ones with --source own-table, or "
                     "correct the published ones with --correct {source} --why TEXT."),
                   cor_arg_str(source));
    return within_cell(asked, figure, err);
}

static cor_code refuse_own_addition(const revision_question *asked, cor_error *err) {
    const cor_figure *figure = &asked->load.added;
    cor_text named = name_figure(figure, asked->intake->work);
    (void)cor_fail(err, COR_E_CONFLICT,
                   asked->intake->is_correction
                       ? _("{figure}: {source} has no such figure to correct.")
                       : _("{figure}: {source} has no such figure, and a table of your own cannot "
                           "add one."),
                   cor_arg_text(&named), cor_arg_str(asked->intake->source));
    (void)cor_hint(err, _("Keep such figures in a table of its own with --source own-table."));
    return within_cell(asked, figure, err);
}

static cor_code check_own(const revision_question *asked, cor_error *err) {
    const cor_load_report *counts = &asked->load.counts;
    if (asked->intake->dataset != &cor_own_table || !asked->is_of_agency) return COR_OK;
    if (counts->revised && !asked->intake->is_correction) return refuse_own_revision(asked, err);
    return counts->added ? refuse_own_addition(asked, err) : COR_OK;
}

/* ---- files of which the edition is not certain --------------------------- */

static cor_code check_assumed(const revision_question *asked, cor_error *err) {
    const cor_figure *figure = &asked->load.revised;
    if (!asked->intake->source_assumed || !asked->load.counts.revised) return COR_OK;
    revision_words said = name_revision(asked);
    (void)cor_fail(err, COR_E_CONFLICT,
                   _("The file does not say of which edition it is, and {count} of its figures "
                     "differ from those of {source}; the first is {figure}: {published} there, "
                     "{value} here."),
                   cor_arg_int(asked->load.counts.revised), cor_arg_str(asked->intake->source),
                   cor_arg_text(&said.figure), cor_arg_text(&said.before),
                   cor_arg_text(&said.after));
    (void)cor_hint(err,
                   _("Name the edition with --source KEY; with --source {source} the figures of "
                     "this edition are revised."),
                   cor_arg_str(asked->intake->source));
    return within_cell(asked, figure, err);
}

/* ---- many revisions at once ---------------------------------------------- */

static cor_code check_share(const revision_question *asked, cor_error *err) {
    const cor_import_options *options = asked->intake->options;
    int64_t revised = asked->load.counts.revised, held = asked->holding.figure_count;
    if (100 * revised <= MOST_REVISED_PERCENT * held || (options && options->revise)) return COR_OK;
    const cor_figure *figure = &asked->load.revised;
    revision_words said = name_revision(asked);

    (void)cor_fail(err, COR_E_CONFLICT,
                   _("The file would revise {revised} of the {held} figures of {source} "
                     "({percent}); the first is {figure}: {published} becomes {value}."),
                   cor_arg_int(revised), cor_arg_int(held), cor_arg_str(asked->intake->source),
                   cor_arg_percent(100.0 * (double)revised / (double)held, 1),
                   cor_arg_text(&said.figure), cor_arg_text(&said.before),
                   cor_arg_text(&said.after));
    (void)cor_hint(err, _("Nothing was stored. Name another edition with --source KEY; if these "
                          "figures are to be revised, add --revise."));

    return within_cell(asked, figure, err);
}

/* ---- the whole load ------------------------------------------------------ */

static cor_code remark_upheld(const revision_question *asked, cor_error *err) {
    int64_t upheld = asked->load.counts.upheld;
    if (!upheld) return COR_OK;
    return cor_intake_remark(
        asked->intake,
        cor_say_n(upheld,
                  _("{count} figure stays as it was corrected: the file has the value that was "
                    "corrected."),
                  _("{count} figures stay as they were corrected: the file has the values that "
                    "were corrected."),
                  cor_arg_int(upheld)),
        err);
}

cor_code cor_revision_check(cor_intake *intake, cor_error *err) {
    revision_question asked = { .intake = intake };
    cor_load_look(intake->load, &asked.load);
    cor_code code =
        cor_source_look(intake->figures, intake->source, intake->work, &asked.holding, err);
    if (code) return code;

    asked.is_of_agency = !cor_source_is_own(intake->source, &asked.holding);
    code = check_own(&asked, err);
    if (!code) code = check_assumed(&asked, err);
    if (!code) code = check_share(&asked, err);
    return code ? code : remark_upheld(&asked, err);
}

/* ---- corrections --------------------------------------------------------- */

static cor_code not_corrected(const cor_intake *intake, cor_error *err) {
    (void)cor_fail(err, COR_E_CONFLICT,
                   _("{source} is no publication of an agency, so there is nothing to correct."),
                   cor_arg_str(intake->source));
    return cor_hint(err,
                    _("Import your table again under {source}: its changed figures are stored "
                      "as newer ones."),
                    cor_arg_str(intake->source));
}

/* They are shown on pages: a line each, in which nothing is hidden. */
static cor_code check_words(cor_str text, cor_error *err) {
    enum { MOST_BYTES = 1000 };
    size_t at;
    char name[16];
    if (text.length > MOST_BYTES)
        return cor_fail(err, COR_E_USAGE,
                        _("The reason of a correction has {bytes} bytes; it may have {most}."),
                        cor_arg_int((int64_t)text.length), cor_arg_int(MOST_BYTES));
    if (!cor_str_is_utf8(text) || cor_str_find(text, COR_STR("\n")) != SIZE_MAX)
        return cor_fail(err, COR_E_USAGE, _("The reason of a correction is not a line of text."));
    if (!cor_str_find_invisible(text, &at, name)) return COR_OK;
    return cor_fail(
        err, COR_E_USAGE,
        _("Character {number} of the text, {name}, cannot be seen and changes what is seen."),
        cor_arg_int((int64_t)at), cor_arg_cstr(name));
}

cor_code cor_correction_begin(cor_intake *intake, cor_error *err) {
    const cor_import_options *options = intake->options;
    if (!options || !options->correct.length) return COR_OK;
    if (!options->who.length || !options->why.length)
        return cor_fail(err, COR_E_USAGE,
                        _("A correction needs a reason and somebody who gives it."));
    cor_source source;
    cor_source_holding holding;
    cor_code code = check_words(options->who, err);
    if (!code) code = check_words(options->why, err);
    if (!code) code = cor_source_get(intake->figures, intake->source, intake->work, &source, err);
    if (!code) code = cor_source_look(intake->figures, intake->source, intake->work, &holding, err);
    if (code) return code;

    if (holding.is_run || cor_source_is_own(intake->source, &holding))
        return not_corrected(intake, err);
    intake->is_correction = true;
    intake->source_given = false; // rows of another source are refused
    return COR_OK;
}
