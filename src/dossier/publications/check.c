/* SPDX-License-Identifier: Apache-2.0 */
/* check.c: what workers need before they pay for a job abroad: whom to ask, what may be charged and
 * where to complain, country by country, from institutions and findings on national frameworks. No
 * register of recruiters is held, so nothing here says whether a recruiter may be trusted. */
#include "publications.h"

/* Items of the checklist: an end to charging workers; whether private recruiters need a licence,
 * which stands in the chapter on laws and belongs to registration here. And chapters. */
static const char CHARGE_ITEM[] = "M2.1", LICENCE_ITEM[] = "M1.3";
enum { CHAPTER_FEES = 2, CHAPTER_REGISTRATION = 3, CHAPTER_GRIEVANCE = 6 };

/* ---- findings ------------------------------------------------------------ */

static bool says_something(const cor_entry *finding) {
    return !cor_str_is(cor_entry_get(finding, FINDING_STATUS), "unknown");
}

int32_t dossier_finding_chapter(dossier_page *page, const cor_entry *finding) {
    const cor_entry *item = cor_registry_memory_find(
        page->dossier->registries, &cor_kind_recommendation, cor_entry_get(finding, FINDING_ITEM));
    int32_t field = cor_registry_field_find(&cor_kind_recommendation, COR_STR("chapter"));
    double chapter = 0;
    return item && cor_entry_number(item, field, &chapter) ? (int32_t)chapter : 0;
}

static int32_t chapter_of(dossier_page *page, const cor_entry *finding) {
    bool is_licence = cor_str_is(cor_entry_get(finding, FINDING_ITEM), LICENCE_ITEM);
    return is_licence ? CHAPTER_REGISTRATION : dossier_finding_chapter(page, finding);
}

static dossier_entries findings_of(dossier_page *page, cor_country place) {
    return dossier_entries_with(page, &cor_kind_framework_evidence, FINDING_PLACE,
                                cor_country_code(place));
}

/* What was found about charging workers; NULL: nothing. */
static const cor_entry *charge_finding(dossier_page *page, cor_country place) {
    dossier_entries found = findings_of(page, place);
    for (size_t i = 0; i < found.count; i++)
        if (cor_str_is(cor_entry_get(found.list[i], FINDING_ITEM), CHARGE_ITEM) &&
            says_something(found.list[i]))
            return found.list[i];
    return NULL;
}

/* The answer in one sentence. A finding is what public pages said, never the law itself. */
static cor_text charge_answer(const cor_entry *finding) {
    cor_str status = finding ? cor_entry_get(finding, FINDING_STATUS) : (cor_str){ 0 };
    if (cor_str_is(status, "yes"))
        return dossier_plain(_("From what we read, they may not charge you."));
    if (cor_str_is(status, "partly"))
        return dossier_plain(
            _("From what we read, some charges may be allowed. Ask before you pay."));
    if (cor_str_is(status, "no"))
        return dossier_plain(
            _("We read that charges to workers are not prevented. Ask before you pay."));
    return dossier_plain(_("We did not find the rule. Ask before you pay."));
}

static cor_text as_of_text(dossier_page *page, const cor_entry *finding) {
    cor_text date = dossier_field_text(page, finding, FINDING_AS_OF);
    if (cor_text_is_empty(date)) return dossier_plain(_("The source gives no year."));
    return cor_text_keep(page->keep, cor_say(_("As of {date}."), cor_arg_text(&date)));
}

/* Everything that was found on a chapter; nothing when nothing was. */
static void show_findings(dossier_page *page, const char *id, const char *title, cor_country place,
                          int32_t chapter) {
    dossier_entries found = findings_of(page, place);
    bool any = false;

    for (size_t i = 0; i < found.count; i++) {
        const cor_entry *finding = found.list[i];
        cor_text evidence = dossier_field_text(page, finding, FINDING_EVIDENCE);
        if (chapter_of(page, finding) != chapter || !says_something(finding)) continue;
        if (cor_text_is_empty(evidence)) continue;
        if (!any) cor_doc_list(page->doc, id, dossier_plain(title), false);
        any = true;
        cor_doc_item(page->doc,
                     &(cor_list_item){ .text = evidence,
                                       .quiet = as_of_text(page, finding),
                                       .cited = dossier_entry_cited(page, finding, -1) });
    }
}

/* ---- institutions -------------------------------------------------------- */

typedef bool choose_institution(const cor_entry *institution);

static bool says_yes(const cor_entry *institution, int32_t field) {
    return cor_str_is(cor_entry_get(institution, field), "yes");
}

static bool checks_recruiters(const cor_entry *institution) {
    return says_yes(institution, INSTITUTION_VERIFY);
}

static bool takes_complaints(const cor_entry *institution) {
    return says_yes(institution, INSTITUTION_COMPLAINTS);
}

/* Somebody to ask where nobody is known to check recruiters. */
static bool may_know(const cor_entry *institution) {
    return takes_complaints(institution) || !cor_entry_get(institution, INSTITUTION_VERIFY).length;
}

static bool helps_everywhere(const cor_entry *institution) {
    return checks_recruiters(institution) || takes_complaints(institution);
}

/* A telephone number has at least seven digits and no letters. */
static bool is_telephone(cor_str text) {
    int32_t digits = 0;
    for (size_t i = 0; i < text.length; i++) {
        if (text.at[i] >= '0' && text.at[i] <= '9')
            digits++;
        else if (!memchr("+-() .", text.at[i], 6))
            return false;
    }
    return digits >= 7;
}

static bool is_mail(cor_str text) {
    return cor_str_find(text, COR_STR("@")) != SIZE_MAX &&
           cor_str_find(text, COR_STR(" ")) == SIZE_MAX;
}

/* "tel:18664879243": what a telephone dials. */
static cor_str dialled(dossier_page *page, cor_str number) {
    char digits[48] = "tel:";
    size_t at = 4;
    for (size_t i = 0; i < number.length && at + 1 < sizeof digits; i++)
        if (number.at[i] == '+' || (number.at[i] >= '0' && number.at[i] <= '9'))
            digits[at++] = number.at[i];
    return cor_str_print(page->keep, "%.*s", (int)at, digits);
}

/* The web page, by its address without what every address has. */
static void show_web_page(dossier_page *page, cor_str url) {
    size_t start = cor_str_find(url, COR_STR("://"));
    cor_str said = start == SIZE_MAX ? url : cor_str_part(url, start + 3, SIZE_MAX);
    if (cor_str_starts(said, COR_STR("www."))) said = cor_str_part(said, 4, SIZE_MAX);
    if (!said.length) return;
    cor_doc_item(page->doc, &(cor_list_item){ .text = cor_text_keep(page->keep, cor_say_str(said)),
                                              .href = url,
                                              .quiet = dossier_plain(_("Web page")) });
}

/* One telephone number, mail address or street address, as a line of its own. */
static void show_contact(dossier_page *page, cor_str contact) {
    cor_list_item item = { .text = cor_text_keep(page->keep, cor_say_str(contact)),
                           .quiet = dossier_plain(_("Address")) };
    if (is_telephone(contact)) {
        item.quiet = dossier_plain(_("Telephone"));
        item.href = dialled(page, contact);
    } else if (is_mail(contact)) {
        item.quiet = dossier_plain(_("E-mail"));
        item.href = cor_str_print(page->keep, "mailto:%.*s", COR_STR_F(contact));
    }
    cor_doc_item(page->doc, &item);
}

static void show_institution(dossier_page *page, const cor_entry *institution) {
    cor_str contacts = cor_entry_get(institution, INSTITUTION_CONTACT), contact;
    cor_doc_item(page->doc,
                 &(cor_list_item){ .text = dossier_entry_title(page, institution),
                                   .quiet = dossier_field_text(page, institution, INSTITUTION_ROLE),
                                   .cited = dossier_entry_cited(page, institution, -1) });
    show_web_page(page, cor_entry_get(institution, INSTITUTION_URL));
    while (contacts.length && cor_str_split(&contacts, ';', &contact))
        show_contact(page, cor_str_trim(contact));
}

/* Institutions of a place; place empty: of the region. Returns how many. */
static int32_t show_institutions(dossier_page *page, const char *id, const char *title,
                                 cor_str place, choose_institution *choose) {
    dossier_entries all = dossier_entries_of(page, &cor_kind_institution);
    int32_t count = 0;

    for (size_t i = 0; i < all.count; i++) {
        if (!cor_str_equal(cor_entry_get(all.list[i], INSTITUTION_PLACE), place)) continue;
        if (!choose(all.list[i])) continue;
        if (!count++) cor_doc_list(page->doc, id, title ? dossier_plain(title) : NO_TEXT, false);
        show_institution(page, all.list[i]);
    }

    return count;
}

/* ---- one country --------------------------------------------------------- */

static void show_charges(dossier_page *page, cor_country place) {
    const cor_entry *finding = charge_finding(page, place);
    cor_value cited = finding ? dossier_entry_cited(page, finding, -1) : cor_value_absent();

    cor_doc_section(page->doc, "charges", dossier_plain(_("What may they charge you?")));
    cor_doc_note(page->doc, charge_answer(finding), &cited, finding ? 1 : 0);
    show_findings(page, "charge-rules", _("What we read"), place, CHAPTER_FEES);
    cor_doc_section_end(page->doc);
}

static void show_whom_to_ask(dossier_page *page, cor_country place) {
    cor_str code = cor_country_code(place);
    cor_doc_section(page->doc, "ask", dossier_plain(_("Whom to ask")));

    if (!show_institutions(page, "ask-institutions", NULL, code, checks_recruiters)) {
        cor_doc_paragraph(page->doc,
                          cor_say(_("We know of no institution of {country} where a recruiter can "
                                    "be checked. That says nothing good or bad about an offer."),
                                  cor_arg_country(place)),
                          NULL, 0);
        if (!show_institutions(page, "ask-others", _("Ask here"), code, may_know))
            cor_doc_paragraph(page->doc,
                              dossier_plain(_("Ask the ministry of labour, or a consulate.")), NULL,
                              0);
    }

    show_findings(page, "register-rules", _("What we read about registers and licences"), place,
                  CHAPTER_REGISTRATION);
    cor_doc_section_end(page->doc);
}

static void show_where_to_complain(dossier_page *page, cor_country place) {
    cor_doc_section(page->doc, "complain", dossier_plain(_("Where to complain")));
    cor_doc_paragraph(page->doc,
                      dossier_plain(_("If you have already paid, it is not your fault. You can "
                                      "complain even if you paid nothing.")),
                      NULL, 0);

    if (!show_institutions(page, "complain-institutions", NULL, cor_country_code(place),
                           takes_complaints))
        cor_doc_paragraph(page->doc,
                          cor_say(_("We know of no institution of {country} that takes these "
                                    "complaints. Ask the ministry of labour or a consulate where "
                                    "to go."),
                                  cor_arg_country(place)),
                          NULL, 0);

    show_findings(page, "complain-rules", _("What we read about complaints"), place,
                  CHAPTER_GRIEVANCE);
    cor_doc_section_end(page->doc);
}

/* ---- advice -------------------------------------------------------------- */

static void show_sentences(dossier_page *page, const char *id, const char *title,
                           const char *const *sentences) {
    cor_doc_list(page->doc, id, dossier_plain(title), false);
    for (; *sentences; sentences++)
        cor_doc_item(page->doc, &(cor_list_item){ .text = dossier_plain(*sentences) });
}

static void show_steps(dossier_page *page) {
    static const char *const steps[] = {
        N_("Do not pay for the job itself before you have asked."),
        N_("Do not hand over your passport or your identity card."),
        N_("Ask for the contract in a language you read, before you travel, and keep a copy."),
        N_("Keep receipts, messages and names."),
        NULL,
    };
    show_sentences(page, "steps", _("Until you know"), steps);
}

static void show_signs(dossier_page *page) {
    static const char *const signs[] = {
        N_("They ask for money for the job."),
        N_("Somebody who is not a consulate promises the visa."),
        N_("They do not give you the terms in writing."),
        N_("They keep your passport."),
        N_("They answer only by messages."),
        NULL,
    };
    show_sentences(page, "signs", _("Signs of a trick"), signs);
}

static void show_no_register(dossier_page *page) {
    cor_doc_note(page->doc,
                 dossier_plain(_("This is not a check of a recruiter: no register of recruiters is "
                                 "held here.")),
                 NULL, 0);
}

static void show_caution(dossier_page *page) {
    cor_doc_note(
        page->doc,
        dossier_plain(_("This is what public pages said, with their dates. Rules, telephone "
                        "numbers and addresses change: confirm them before you rely on them.")),
        NULL, 0);
}

/* ---- the choice of a country --------------------------------------------- */

static bool is_known(dossier_page *page, cor_country place) {
    cor_str code = cor_country_code(place);
    return charge_finding(page, place) ||
           dossier_entries_with(page, &cor_kind_institution, INSTITUTION_PLACE, code).count;
}

/* The places of which something is known, and the members of the two regional bodies. */
static int32_t places_to_choose(dossier_page *page, cor_choice *ret_list, int32_t room) {
    size_t place_count;
    const cor_country_info *places = cor_country_list(&place_count);
    int32_t count = 0;

    for (size_t i = 0; i < place_count && count < room; i++) {
        const cor_country_info *info = &places[i];
        if (!dossier_has_page(info->place)) continue;
        if (!is_known(page, info->place) && !info->rcm_member && !info->caricom_member) continue;
        ret_list[count++] = (cor_choice){
            .value = info->code,
            .label = cor_text_keep(page->keep, cor_say("{place}", cor_arg_country(info->place)))
        };
    }

    return count;
}

static void show_choice(dossier_page *page, cor_country place) {
    enum { CHOICES_MAX = 128 };
    cor_choice choices[CHOICES_MAX] = { { .label = dossier_plain(_("Choose a country")) } };
    cor_field fields[] = {
        { .kind = COR_FIELD_CHOICE,
          .name = COR_STR("country"),
          .label = dossier_plain(_("Country where you live or where the job is")),
          .value = cor_country_code(place),
          .choices = choices,
          .choice_count = 1 + places_to_choose(page, choices + 1, CHOICES_MAX - 1) },
        { .kind = COR_FIELD_BUTTON, .label = dossier_plain(_("See what to do")) },
    };
    cor_doc_form(page->doc, "choose", NO_TEXT, COR_STR("/check"), false, fields, 2);
}

static void show_known_countries(dossier_page *page) {
    size_t place_count;
    const cor_country_info *places = cor_country_list(&place_count);
    bool any = false;

    for (size_t i = 0; i < place_count; i++) {
        cor_country place = places[i].place;
        if (!dossier_has_page(place) || !is_known(page, place)) continue;
        if (!any) cor_doc_list(page->doc, "countries", dossier_plain(_("By country")), false);
        any = true;
        cor_doc_item(page->doc,
                     &(cor_list_item){ .text = cor_say("{place}", cor_arg_country(place)),
                                       .href = cor_str_print(page->keep, "/check?country=%.*s",
                                                             COR_STR_F(places[i].code)),
                                       .quiet = charge_answer(charge_finding(page, place)) });
    }

    if (!any) {
        cor_text filler = dossier_plain(_("the data pack: corredor init"));
        cor_doc_absence(page->doc, "countries-none", dossier_plain(_("By country")),
                        dossier_plain(_("No institution and no rule has been loaded.")), &filler,
                        1);
    }
}

/* ---- pages --------------------------------------------------------------- */

static cor_code answer_country(const cor_dossier *dossier, cor_country place, cor_arena *keep,
                               const cor_document **ret_document, cor_error *err) {
    dossier_page page;
    cor_str path = cor_str_print(keep, "/check?country=%.*s", COR_STR_F(cor_country_code(place)));
    dossier_begin(&page, dossier, "check", path,
                  cor_say(_("{country}: before you pay"), cor_arg_country(place)),
                  dossier_plain(_("Whom to ask, what they may charge you and where to complain.")),
                  keep, err);

    show_no_register(&page);
    show_charges(&page, place);
    show_whom_to_ask(&page, place);
    show_where_to_complain(&page, place);
    show_institutions(&page, "everywhere", _("In any country"), (cor_str){ 0 }, helps_everywhere);
    show_steps(&page);
    cor_doc_link(page.doc, dossier_plain(_("Another country")), COR_STR("/check"));
    show_caution(&page);

    return dossier_end(&page, ret_document);
}

static cor_code answer_start(const cor_dossier *dossier, cor_arena *keep,
                             const cor_document **ret_document, cor_error *err) {
    dossier_page page;
    dossier_begin(&page, dossier, "check", COR_STR("/check"),
                  dossier_plain(_("Before you pay, sign or hand over your passport")),
                  dossier_plain(_("Choose a country: whom to ask, what they may charge you and "
                                  "where to complain. It is free, and nobody asks your name.")),
                  keep, err);

    show_no_register(&page);
    show_choice(&page, COR_COUNTRY_NONE);
    show_known_countries(&page);
    show_signs(&page);
    show_steps(&page);

    return dossier_end(&page, ret_document);
}

cor_code cor_dossier_recruiters_check(const cor_dossier *dossier, cor_country place,
                                      cor_arena *keep, const cor_document **ret_document,
                                      cor_error *err) {
    if (!place.id) return answer_start(dossier, keep, ret_document, err);
    cor_code code = dossier_check_place(place, err);
    return code ? code : answer_country(dossier, place, keep, ret_document, err);
}
