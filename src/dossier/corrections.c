/* SPDX-License-Identifier: Apache-2.0 */
/* corrections.c: figures of agencies that somebody else corrected: a mark beside the number, and a
 * sentence with the published value, who corrected it, when and why. */
#include <math.h>

#include "page.h"

struct dossier_corrected {
    int64_t figure_id;
    cor_value_correction correction;
    cor_value published;
    dossier_corrected *next;
};

/* "81,012", or "missing" where the agency gave no value. */
static cor_text show_value(const cor_figure *figure, cor_arena *keep) {
    if (isnan(figure->value)) return cor_status_text(figure->status);
    return cor_text_keep(keep, cor_say("{value}", cor_arg_number(figure->value, -1)));
}

static cor_text name_figure(dossier_page *page, const cor_figure *figure) {
    cor_text measure = dossier_measure_text(page, figure->measure);
    cor_text whom = cor_breakdown_text(figure->breakdown, page->keep);
    cor_arg period = cor_arg_period(figure->period), place = cor_arg_country(figure->destination);
    if (!figure->origin.id)
        return cor_text_keep(page->keep,
                             cor_say("{measure}, {place}, {period}, {whom}", cor_arg_text(&measure),
                                     place, period, cor_arg_text(&whom)));
    return cor_text_keep(page->keep,
                         cor_say("{measure}, {origin} – {place}, {period}, {whom}",
                                 cor_arg_text(&measure), cor_arg_country(figure->origin), place,
                                 period, cor_arg_text(&whom)));
}

cor_str dossier_corrector(dossier_page *page, const cor_correction *correction) {
    cor_text name = NO_TEXT;
    bool is_staff = false;
    if (!page->dossier->registry || page->code) return correction->who;
    page->code = cor_registry_shown_as(page->dossier->registry, correction->who, page->keep, &name,
                                       &is_staff, page->err);
    return is_staff && !page->code ? cor_text_in(name, COR_LANG_EN, page->keep) : correction->who;
}

cor_text dossier_correction_text(dossier_page *page, const cor_figure *figure,
                                 const cor_correction *correction) {
    const cor_source *source = dossier_source_of(page, figure->source);
    cor_text named = name_figure(page, figure), value = show_value(figure, page->keep),
             published = show_value(&correction->published, page->keep);
    cor_date day = { (int32_t)(correction->at_s / 86400) };
    if (!source) return NO_TEXT;
    return cor_text_keep(
        page->keep,
        cor_say(_("{figure}: {value} is a correction by {who} of {date}; {producer} published "
                  "{published}. Reason: {why}"),
                cor_arg_text(&named), cor_arg_text(&value),
                cor_arg_str(dossier_corrector(page, correction)), cor_arg_date(day),
                cor_arg_str(source->producer), cor_arg_text(&published),
                cor_arg_str(correction->why)));
}

static const cor_value_correction *find_corrected(const dossier_page *page, int64_t figure_id) {
    for (const dossier_corrected *known = page->corrected; known; known = known->next)
        if (known->figure_id == figure_id) return &known->correction;
    return NULL;
}

static const cor_value_correction *add_corrected(dossier_page *page, const cor_figure *figure,
                                                 const cor_source *source,
                                                 const cor_correction *correction) {
    dossier_corrected *known = cor_new(page->keep, dossier_corrected, 1);
    if (!known) return NULL;
    cor_figure published = correction->published;
    published.source = figure->source;
    *known = (dossier_corrected){ .figure_id = figure->id,
                                  .correction = { .says = dossier_correction_text(page, figure,
                                                                                  correction),
                                                  .who = dossier_corrector(page, correction),
                                                  .why = correction->why,
                                                  .at_s = correction->at_s,
                                                  .published = published.value,
                                                  .published_id = published.id },
                                  .published = cor_doc_value(page->doc, &published, source),
                                  .next = page->corrected };
    page->corrected = known;

    return &known->correction;
}

void dossier_mark_correction(dossier_page *page, const cor_figure *figure, const cor_source *source,
                             cor_value *value) {
    cor_correction correction;
    bool found = false;
    value->correction = find_corrected(page, figure->id);
    if (value->correction || page->code) return;

    page->code = cor_figures_correction(page->dossier->figures, figure, page->keep, &correction,
                                        &found, page->err);
    if (!page->code && found) value->correction = add_corrected(page, figure, source, &correction);
}

void dossier_show_corrections(dossier_page *page) {
    enum { MOST = 20 };
    int32_t shown = 0;
    if (!page->corrected || page->code) return;
    cor_doc_section(page->doc, "corrections", dossier_plain(_("Corrected figures (†)")));

    for (const dossier_corrected *known = page->corrected; known && shown < MOST;
         known = known->next, shown++)
        cor_doc_note(page->doc, known->correction.says, &known->published, 1);
    cor_doc_section_end(page->doc);
}
