/* SPDX-License-Identifier: Apache-2.0 */
/* corridors.c: questions about corridors, countries, the world and money sent home. */
#include "rows.h"

/* ---- corridor, country, world -------------------------------------------- */

static const cor_parameter CORRIDOR[] = {
    { "origin", COR_PARAM_PLACE, COR_ASKED(question_pair, first), N_("Where people are born."),
      .is_argument = true, .is_required = true, .value = "ORIGIN", .example = "GTM" },
    { "destination", COR_PARAM_PLACE, COR_ASKED(question_pair, second),
      N_("Where they live and work."), .is_argument = true, .is_required = true,
      .value = "DESTINATION", .example = "MEX" },
    { 0 },
};

static cor_code answer_corridor(const cor_asking *asking, cor_answer *ret_answer, cor_error *err) {
    const question_pair *asked = asking->asked;
    return cor_dossier_corridor(&asking->dossier, asked->first, asked->second, asking->keep,
                                &ret_answer->document, err);
}

typedef struct {
    cor_country country;
} country_asked;

static const cor_parameter COUNTRY[] = {
    { "country", COR_PARAM_PLACE, COR_ASKED(country_asked, country), N_("A country."),
      .is_argument = true, .is_required = true, .example = "CRI" },
    { 0 },
};

static cor_code answer_country_dossier(const cor_asking *asking, cor_answer *ret_answer,
                                       cor_error *err) {
    const country_asked *asked = asking->asked;
    return cor_dossier_country(&asking->dossier, asked->country, asking->keep,
                               &ret_answer->document, err);
}

static cor_code answer_world(const cor_asking *asking, cor_answer *ret_answer, cor_error *err) {
    return cor_dossier_world(&asking->dossier, asking->keep, &ret_answer->document, err);
}

static const char *const HOME_VIEWS[] = { "region", "world", "table", NULL };
static const cor_parameter HOME[] = {
    { "year", COR_PARAM_YEAR, COR_ASKED(cor_home, year),
      N_("Year of the stocks; default the newest of each corridor."), .label = N_("Year") },
    { "sex", COR_PARAM_SEX, COR_ASKED(cor_home, sex), N_("Women, men, or both together."),
      .label = N_("Sex") },
    { "view", COR_PARAM_CHOICE, COR_ASKED(cor_home, view),
      N_("Corridors on the map of the region, in the world, or as a table."), .words = HOME_VIEWS,
      .initial = "region" },
    { 0 },
};

static cor_code answer_home(const cor_asking *asking, cor_answer *ret_answer, cor_error *err) {
    return cor_dossier_home(&asking->dossier, asking->asked, asking->keep, &ret_answer->document,
                            err);
}

/* ---- corridors by size --------------------------------------------------- */

typedef struct {
    cor_places origins, destinations;
    int32_t year;
    cor_str sex;
    int64_t limit;
} corridors_asked;

static const cor_parameter CORRIDORS[] = {
    { "from", COR_PARAM_PLACES, COR_ASKED(corridors_asked, origins),
      N_("Only these origins, e.g. GTM,HND,SLV.") },
    { "to", COR_PARAM_PLACES, COR_ASKED(corridors_asked, destinations),
      N_("Only these destinations, e.g. MEX,CRI,PAN,DOM.") },
    { "year", COR_PARAM_YEAR, COR_ASKED(corridors_asked, year),
      N_("Year of the stocks; default the latest.") },
    { "sex", COR_PARAM_SEX, COR_ASKED(corridors_asked, sex), N_("Women, men, or both together.") },
    { "limit", COR_PARAM_WHOLE, COR_ASKED(corridors_asked, limit), N_("At most this many."),
      .least = 1, .most = 10000, .initial = "50" },
    { 0 },
};

static cor_code answer_corridors(const cor_asking *asking, cor_answer *ret_answer, cor_error *err) {
    const corridors_asked *asked = asking->asked;
    cor_ranking ranking = { .origins = asked->origins.list,
                            .origin_count = asked->origins.count,
                            .destinations = asked->destinations.list,
                            .destination_count = asked->destinations.count,
                            .year = asked->year,
                            .sex = asked->sex,
                            .limit = (int32_t)asked->limit };
    return cor_dossier_corridors(&asking->dossier, &ranking, asking->keep, &ret_answer->document,
                                 err);
}

/* ---- corridors side by side ---------------------------------------------- */

typedef struct {
    cor_corridors corridors;
} compare_asked;

static const cor_parameter COMPARE[] = {
    { "c", COR_PARAM_CORRIDORS, COR_ASKED(compare_asked, corridors),
      N_("Two to four corridors, origin and destination with a hyphen."), .is_argument = true,
      .is_required = true, .label = N_("Corridors"),
      .hint = N_("Origin and destination with a hyphen, corridors apart by ~: GTM-MEX~HND-MEX.") },
    { 0 },
};

static cor_code answer_compare(const cor_asking *asking, cor_answer *ret_answer, cor_error *err) {
    const compare_asked *asked = asking->asked;
    const cor_question *question = cor_question_for_command(COR_STR("compare"));
    return cor_dossier_compare(&asking->dossier, asked->corridors.list, asked->corridors.count,
                               cor_question_address(question, asked, asking->keep), asking->keep,
                               &ret_answer->document, err);
}

/* ---- money sent home ----------------------------------------------------- */

typedef struct {
    cor_country sending, receiving;
    double amount_usd;
} remittances_asked;

#define AMOUNT(type_)                                                                              \
    {                                                                                              \
        "amount", COR_PARAM_NUMBER, COR_ASKED(type_, amount_usd),                                  \
            N_("Amount to send, in US dollars."), .least = 1, .most = 1e6, .initial = "200",       \
                                                  .value = "USD",                                  \
                                                  .label = N_("Amount in US dollars")              \
    }

static const cor_parameter REMITTANCES[] = {
    { "sending", COR_PARAM_PLACE, COR_ASKED(remittances_asked, sending),
      N_("Where the money is sent from."), .label = N_("From"), .is_argument = true,
      .is_required = true, .value = "SENDING", .example = "USA" },
    { "receiving", COR_PARAM_PLACE, COR_ASKED(remittances_asked, receiving),
      N_("Where it is received."), .label = N_("To"), .is_argument = true, .is_required = true,
      .value = "RECEIVING", .example = "GTM" },
    AMOUNT(remittances_asked),
    { 0 },
};

static cor_code answer_remittances(const cor_asking *asking, cor_answer *ret_answer,
                                   cor_error *err) {
    const remittances_asked *asked = asking->asked;
    return cor_dossier_remittances(&asking->dossier, asked->sending, asked->receiving,
                                   asked->amount_usd, asking->keep, &ret_answer->document, err);
}

/* ---- forms that lead to the page of two places --------------------------- */

typedef struct {
    cor_country first, second;
    double amount_usd;
} choice_asked;

static const cor_parameter CORRIDOR_CHOICE[] = {
    { "from", COR_PARAM_PLACE, COR_ASKED(choice_asked, first), N_("Where people are born"),
      .example = "GTM" },
    { "to", COR_PARAM_PLACE, COR_ASKED(choice_asked, second), N_("Where they live and work"),
      .example = "MEX" },
    { 0 },
};

static const cor_parameter REMITTANCES_CHOICE[] = {
    { "sending", COR_PARAM_PLACE, COR_ASKED(choice_asked, first), N_("Sent from"),
      .example = "USA" },
    { "receiving", COR_PARAM_PLACE, COR_ASKED(choice_asked, second), N_("Received in"),
      .example = "GTM" },
    AMOUNT(choice_asked),
    { 0 },
};

/* Without both places, show the form that asks for them. */
static cor_code ask_pair(const cor_asking *asking, const char *path, const char *title,
                         const char *lead, cor_answer *ret_answer, cor_error *err) {
    const choice_asked *asked = asking->asked;
    cor_doc *doc = cor_doc_begin(asking->keep, COR_STR("form"), cor_str_of(path),
                                 (cor_text){ .id = title }, (cor_text){ .id = lead });
    const cor_country places[] = { asked->first, asked->second };
    cor_field fields[2];
    for (int32_t i = 0; i < 2; i++)
        fields[i] = (cor_field){
            .kind = COR_FIELD_SEARCH,
            .name = cor_str_of(asking->parameters[i].name),
            .label = { .id = asking->parameters[i].help },
            .hint = { .id = _("A name in English or Spanish, or an ISO code.") },
            .value = places[i].id ? cor_country_name(places[i], asking->lang) : (cor_str){ 0 },
            .required = true,
        };

    cor_doc_form(doc, "pair", (cor_text){ 0 }, cor_str_of(path), false, fields, 2);
    return cor_doc_end(doc, &ret_answer->document, err);
}

static cor_code choose_corridor(const cor_asking *asking, cor_answer *ret_answer, cor_error *err) {
    const choice_asked *asked = asking->asked;
    if (!asked->first.id || !asked->second.id)
        return ask_pair(asking, "/corridor", _("A corridor"),
                        _("Everything known about people who move between two countries for "
                          "work."),
                        ret_answer, err);

    ret_answer->location = cor_str_print(asking->keep, "/corridor/%.*s-%.*s",
                                         COR_STR_F(cor_country_code(asked->first)),
                                         COR_STR_F(cor_country_code(asked->second)));
    return ret_answer->location.at ? COR_OK : cor_fail_memory(err);
}

static cor_code choose_remittances(const cor_asking *asking, cor_answer *ret_answer,
                                   cor_error *err) {
    const choice_asked *asked = asking->asked;
    if (!asked->first.id || !asked->second.id)
        return ask_pair(asking, "/remittances", _("Sending money home"),
                        _("What it costs to send money from one country to another, and how much "
                          "is sent."),
                        ret_answer, err);

    remittances_asked pair = { asked->first, asked->second, asked->amount_usd };
    const cor_question *question = cor_question_for_command(COR_STR("remittances"));
    ret_answer->location = cor_question_address(question, &pair, asking->keep);
    return ret_answer->location.at ? COR_OK : cor_fail_memory(err);
}

/* ---- the rows ------------------------------------------------------------ */

const cor_question question_rows_corridors[] = {
    { .command = "home",
      .path = "/",
      .title = N_("Introduction, world figures, the region on a map."),
      .example = "year=2010&sex=F&view=table",
      .parameters = HOME,
      .asked_bytes = sizeof(cor_home),
      .answer = answer_home },
    { .command = "corridor",
      .path = "/corridor/{origin}-{destination}",
      .title = N_("Everything known about a corridor, every figure with its source."),
      .details = N_("Places are given as ISO codes or by name, in English or Spanish."),
      .example = "origin=GTM&destination=MEX",
      .parameters = CORRIDOR,
      .asked_bytes = sizeof(question_pair),
      .answer = answer_corridor },
    { .path = "/corridor",
      .title = N_("Redirects to the corridor of two places."),
      .parameters = CORRIDOR_CHOICE,
      .asked_bytes = sizeof(choice_asked),
      .answer = choose_corridor,
      .is_form = true,
      .is_hidden = true },
    { .command = "country",
      .path = "/country/{country}",
      .title = N_("A country as origin and as destination, with its largest corridors."),
      .example = "country=CRI",
      .parameters = COUNTRY,
      .asked_bytes = sizeof(country_asked),
      .answer = answer_country_dossier },
    { .command = "world",
      .path = "/world",
      .title = N_("The global estimates of every edition, side by side."),
      .answer = answer_world },
    { .command = "corridors",
      .path = "/corridors",
      .title = N_("Corridors by the number of people in them, largest first."),
      .example = "to=MEX,CRI,PAN,DOM",
      .parameters = CORRIDORS,
      .asked_bytes = sizeof(corridors_asked),
      .answer = answer_corridors },
    { .command = "compare",
      .path = "/compare",
      .title = N_("Two to four corridors side by side, on one scale."),
      .example = "c=GTM-MEX~HND-MEX",
      .parameters = COMPARE,
      .asked_bytes = sizeof(compare_asked),
      .answer = answer_compare },
    { .command = "remittances",
      .path = "/remittances/{sending}-{receiving}",
      .title = N_("What it costs to send money home, and how much is sent."),
      .details = N_("The first country is where the money is sent from, the second where it is "
                    "received."),
      .example = "sending=USA&receiving=GTM&amount=200",
      .parameters = REMITTANCES,
      .asked_bytes = sizeof(remittances_asked),
      .answer = answer_remittances },
    { .path = "/remittances",
      .title = N_("Redirects to the price of sending between two places."),
      .parameters = REMITTANCES_CHOICE,
      .asked_bytes = sizeof(choice_asked),
      .answer = choose_remittances,
      .is_form = true,
      .is_hidden = true },
    { 0 },
};
