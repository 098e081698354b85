/* SPDX-License-Identifier: Apache-2.0 */
/* words.c: states, periods and reach of instruments in words. */
#include "mechanisms.h"

cor_item_shape dossier_stage_shape(cor_instrument_stage stage) {
    static const cor_item_shape shapes[] = { [COR_INSTRUMENT_UNKNOWN] = COR_SHAPE_UNKNOWN,
                                             [COR_INSTRUMENT_COMING] = COR_SHAPE_SIGNED,
                                             [COR_INSTRUMENT_CURRENT] = COR_SHAPE_ACTIVE,
                                             [COR_INSTRUMENT_SUSPENDED] = COR_SHAPE_SUPERSEDED,
                                             [COR_INSTRUMENT_PAST] = COR_SHAPE_ENDED };
    return shapes[stage];
}

cor_text dossier_stage_text(dossier_page *page, const cor_entry *mechanism) {
    if (cor_mechanism_reach(mechanism) == COR_REACH_COUNT) return dossier_plain(_("no instrument"));
    cor_text names = cor_entry_names(mechanism, MECHANISM_STATUS, page->keep);
    return cor_text_is_empty(names) ? dossier_plain(_("state not known")) : names;
}

void dossier_stage_caution(dossier_page *page) {
    cor_doc_note(page->doc,
                 dossier_plain(
                     _("The state of an instrument is the one its sources give. It was not checked "
                       "against an official gazette and must be before it is shown as law.")),
                 NULL, 0);
}

cor_text dossier_cover_text(cor_cover cover) {
    static const char *const texts[] = { [COR_COVER_NONE] = "",
                                         [COR_COVER_NAMED] = N_("names this corridor"),
                                         [COR_COVER_OPEN] = N_("open to every country"),
                                         [COR_COVER_PARTIES] = N_("both are parties"),
                                         [COR_COVER_OTHER_WAY] =
                                             N_("for the other direction only") };
    return dossier_plain(texts[cover]);
}

cor_text dossier_agreement_title(dossier_page *page, const cor_entry *agreement) {
    cor_text title = dossier_field_text(page, agreement, AGREEMENT_TITLE);
    if (!cor_text_is_empty(title)) return title;
    cor_text parties = dossier_places_text(page, cor_entry_get(agreement, AGREEMENT_PARTIES));
    return cor_text_keep(
        page->keep, cor_say(_("Agreement without a title: {parties}"), cor_arg_text(&parties)));
}

/* ---- dates --------------------------------------------------------------- */

static bool begins_month(cor_date day) {
    char label[16];
    cor_date_label(day, label);
    return strcmp(label + strlen(label) - 3, "-01") == 0;
}

/* The month that a day is in, or the day itself. */
static cor_interval shown_as(cor_date day, bool month) {
    cor_interval whole = { day, { day.days + 1 } };
    char label[16];
    if (!month) return whole;
    cor_date_label(day, label);
    return cor_interval_parse(cor_str_part(cor_str_of(label), 0, strlen(label) - 3), &whole)
               ? whole
               : (cor_interval){ 0 };
}

cor_text dossier_period_text(dossier_page *page, cor_interval period) {
    char label[32];
    cor_interval_label(period, label);
    bool two_days = strlen(label) > 10 && strchr(label, '/');
    if (!two_days) return cor_text_keep(page->keep, cor_say("{period}", cor_arg_period(period)));

    bool months = begins_month(period.start) && begins_month(period.end);
    bool years =
        months && strncmp(label + 4, "-01-01/", 7) == 0 && strcmp(label + 15, "-01-01") == 0;
    cor_date last = { period.end.days - 1 };

    if (years)
        return cor_text_keep(page->keep, cor_say(_("{first} to {last}"),
                                                 cor_arg_plain(cor_date_year(period.start)),
                                                 cor_arg_plain(cor_date_year(last))));

    return cor_text_keep(page->keep, cor_say(_("{first} to {last}"),
                                             cor_arg_period(shown_as(period.start, months)),
                                             cor_arg_period(shown_as(last, months))));
}

cor_text dossier_span_text(dossier_page *page, const cor_entry *mechanism) {
    cor_interval begun, ended;
    bool has_end = cor_entry_period(mechanism, MECHANISM_ENDED, &ended);

    if (!cor_mechanism_began(mechanism, &begun)) return NO_TEXT;
    if (has_end)
        return cor_text_keep(page->keep, cor_say(_("{first} to {last}"), cor_arg_period(begun),
                                                 cor_arg_period(ended)));

    cor_instrument_stage stage = cor_mechanism_stage(mechanism);
    bool in_force = cor_entry_get(mechanism, MECHANISM_IN_FORCE).length > 0;
    const char *said =
        stage == COR_INSTRUMENT_COMING && !cor_entry_get(mechanism, MECHANISM_SIGNED).length
            ? _("announced {date}")
        : in_force && stage == COR_INSTRUMENT_CURRENT ? _("since {date}")
        : in_force                                    ? _("from {date}")
                                                      : _("signed {date}");

    return cor_text_keep(page->keep, cor_say(said, cor_arg_period(begun)));
}
