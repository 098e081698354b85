/* SPDX-License-Identifier: Apache-2.0 */
/* short.c: the page in a few sentences, made from its figures: the trend, the rules, what is known
 * of practice, and what is not known. A sentence without words before it continues the one before. */
#include "first.h"

static void say_more(dossier_first *first, cor_text text, const cor_value *cited, int32_t count) {
    cor_doc_sentence(first->corridor->page->doc, NULL, NO_TEXT, text, cited, count);
}

/* ---- trend --------------------------------------------------------------- */

static void say_trend(dossier_first *first) {
    const dossier_trend *trend = &first->trend;
    cor_value points[TREND_POINTS_MAX];
    if (!trend->point_count) return;
    for (int32_t i = 0; i < trend->point_count; i++)
        points[i] = *trend->points[i];
    cor_doc_sentence(first->corridor->page->doc, "trend", dossier_plain(_("Trend.")),
                     dossier_trend_text(first->corridor->page, trend), points, trend->point_count);
}

/* ---- rules --------------------------------------------------------------- */

static cor_text no_instrument_text(dossier_page *page, const dossier_brief *brief) {
    if (!brief->has_register) return dossier_plain(_("No register of instruments is loaded."));
    if (brief->listed_count && !brief->count)
        return cor_text_keep(
            page->keep,
            cor_say_n(brief->listed_count,
                      _("No instrument is described; {count} agreement between the two is "
                        "listed, its state today unknown."),
                      _("No instrument is described; {count} agreements between the two are "
                        "listed, their state today unknown."),
                      cor_arg_int(brief->listed_count)));
    if (!brief->count) return dossier_plain(_("No instrument between the two is on record."));
    return cor_text_keep(
        page->keep,
        cor_say_n(brief->count, _("The one instrument on record is not known to be in force."),
                  _("None of the {count} instruments on record is known to be in force."),
                  cor_arg_int(brief->count)));
}

static cor_text instruments_text(dossier_page *page, const dossier_brief *brief) {
    if (!brief->current_count) return no_instrument_text(page, brief);
    cor_text named = brief->named[0];
    if (brief->named_count > 1)
        named = cor_text_keep(page->keep, cor_say("{a}; {b}", cor_arg_text(&brief->named[0]),
                                                  cor_arg_text(&brief->named[1])));
    bool are_more = brief->current_count > brief->named_count;
    const char *one = _("{current} of {count} instruments is in operation: {named}."),
               *many = are_more ? _("{current} of {count} instruments are in operation, among them "
                                    "{named}.")
                                : _("{current} of {count} instruments are in operation: {named}.");
    if (brief->count == 1)
        return cor_text_keep(page->keep, cor_say(_("One instrument is in operation: {named}."),
                                                 cor_arg_text(&named)));
    return cor_text_keep(page->keep, cor_say_n(brief->current_count, one, many,
                                               cor_arg_int(brief->current_count),
                                               cor_arg_int(brief->count), cor_arg_text(&named)));
}

static bool is_finding(const cor_entry *finding, const char *status) {
    return finding && cor_str_is(cor_entry_get(finding, FINDING_STATUS), status);
}

static void say_fee_rule(dossier_first *first, int place, cor_country country) {
    const cor_entry *finding = first->fees[place];
    if (!finding) return;
    const char *said =
        is_finding(finding, "yes")      ? _("Recruiters may not charge workers in {place}.")
        : is_finding(finding, "partly") ? _("In {place} charging workers is banned in part.")
        : is_finding(finding, "no")     ? _("In {place} charging workers is not prevented.")
                                        : NULL;
    cor_value cited = dossier_entry_cited(first->corridor->page, finding, FINDING_STATUS);
    if (said) say_more(first, cor_say(said, cor_arg_country(country)), &cited, 1);
}

static void say_fees(dossier_first *first) {
    dossier_page *page = first->corridor->page;
    if (is_finding(first->fees[0], "yes") && is_finding(first->fees[1], "yes")) {
        cor_value cited[] = { dossier_entry_cited(page, first->fees[0], FINDING_STATUS),
                              dossier_entry_cited(page, first->fees[1], FINDING_STATUS) };
        say_more(first, dossier_plain(_("Recruiters may not charge workers in either country.")),
                 cited, 2);
        return;
    }
    say_fee_rule(first, 0, first->corridor->origin);
    say_fee_rule(first, 1, first->corridor->destination);
}

static void say_rules(dossier_first *first) {
    dossier_page *page = first->corridor->page;
    const dossier_brief *brief = &first->instruments;
    cor_value uses[DOSSIER_NAMED_MOST];
    int32_t count = 0;
    for (int32_t i = 0; i < brief->named_count; i++)
        if (brief->uses[i].present) uses[count++] = brief->uses[i];

    cor_doc_sentence(page->doc, "rules", dossier_plain(_("Rules.")), instruments_text(page, brief),
                     uses, count);
    say_fees(first);
}

/* ---- practice ------------------------------------------------------------ */

static cor_text price_text(const dossier_first *first) {
    dossier_page *page = first->corridor->page;
    if (!first->price.price.present)
        return dossier_plain(_("What sending USD 200 home costs is not published."));
    return cor_text_keep(page->keep, cor_say(_("Sending USD {amount} home costs {price} "
                                               "({quarter})."),
                                             cor_arg_int(DOSSIER_AMOUNT_LOW),
                                             cor_arg_percent(first->price.price.value, 1),
                                             cor_arg_period(first->price.quarter)));
}

static cor_text organisations_text(const dossier_first *first) {
    const dossier_corridor *corridor = first->corridor;
    return cor_text_keep(
        corridor->page->keep,
        cor_say_n(first->organisation_count,
                  _("{count} organisation of people from {origin} in {destination} is on record."),
                  _("{count} organisations of people from {origin} in {destination} are on "
                    "record."),
                  cor_arg_int(first->organisation_count), cor_arg_country(corridor->origin),
                  cor_arg_country(corridor->destination)));
}

static void say_practice(dossier_first *first) {
    cor_doc_sentence(first->corridor->page->doc, "practice", dossier_plain(_("In practice.")),
                     price_text(first), &first->price.price, first->price.price.present);
    if (first->organisation_count) say_more(first, organisations_text(first), NULL, 0);
}

/* ---- what is not known --------------------------------------------------- */

enum { UNKNOWN_MOST = 6 };

static cor_text nobody_organises_text(const dossier_corridor *corridor) {
    return cor_text_keep(
        corridor->page->keep,
        cor_say(_("who organises them: no organisation of people from {origin} in {destination} "
                  "is on record"),
                cor_arg_country(corridor->origin), cor_arg_country(corridor->destination)));
}

static int32_t gather_unknown(const dossier_first *first, cor_text *ret_list) {
    int32_t count = 0;
    if (first->instruments.unused_count)
        ret_list[count++] = cor_text_keep(
            first->corridor->page->keep,
            cor_say_n(first->instruments.unused_count,
                      _("how many people use {count} of the instruments in operation"),
                      _("how many people use {count} of the instruments in operation"),
                      cor_arg_int(first->instruments.unused_count)));
    if (!first->most.present) ret_list[count++] = dossier_plain(_("how many people move"));
    ret_list[count++] = dossier_plain(first->names_jobs ? _("in which jobs most of them work")
                                                        : _("in which jobs and sectors they work"));
    if (!first->organisation_count) ret_list[count++] = nobody_organises_text(first->corridor);
    return count;
}

static void say_unknown(const dossier_first *first) {
    dossier_page *page = first->corridor->page;
    cor_text list[UNKNOWN_MOST];
    int32_t count = gather_unknown(first, list);
    cor_text said = list[0];

    for (int32_t i = 1; i < count; i++)
        said = cor_text_keep(page->keep,
                             cor_say("{a}; {b}", cor_arg_text(&said), cor_arg_text(&list[i])));
    cor_doc_sentence(page->doc, "unknown", dossier_plain(_("Not known:")),
                     cor_say("{list}.", cor_arg_text(&said)), NULL, 0);
}

void dossier_show_short(dossier_first *first) {
    cor_doc *doc = first->corridor->page->doc;
    cor_doc_section(doc, "short", dossier_plain(_("In short")));
    cor_doc_role(doc, COR_ROLE_SHORT);
    say_trend(first);
    say_practice(first); // a line or two, so that all begin on the first screen of a phone
    say_rules(first);
    say_unknown(first);
    cor_doc_section_end(doc);
}
