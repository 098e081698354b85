/* SPDX-License-Identifier: Apache-2.0 */
/* flows.c: questions about estimated moves: all methods of a corridor, and the laboratory. */
#include "doubt.h"
#include "rows.h"

/* ---- all methods of a corridor ------------------------------------------- */

typedef struct {
    cor_country origin, destination;
    cor_interval period;
    cor_str sex;
    cor_doubt_asked doubt;
    cor_stock_quality quality;
} compare_asked;

static const cor_parameter COMPARE[] = {
    { "origin", COR_PARAM_PLACE, COR_ASKED(compare_asked, origin), N_("Where people move from."),
      .is_argument = true, .is_required = true, .value = "ORIGIN", .example = "GTM" },
    { "destination", COR_PARAM_PLACE, COR_ASKED(compare_asked, destination),
      N_("Where they move to."), .is_argument = true, .is_required = true, .value = "DESTINATION",
      .example = "MEX" },
    { "period", COR_PARAM_YEARS, COR_ASKED(compare_asked, period), N_("Only this period.") },
    { "sex", COR_PARAM_SEX, COR_ASKED(compare_asked, sex), N_("Women, men, or both together.") },
    COR_DOUBT_ROWS(compare_asked),
    COR_DOUBT_STOCK_ROWS(compare_asked),
    { 0 },
};

static cor_code answer_methods_compared(const cor_asking *asking, cor_answer *ret_answer,
                                        cor_error *err) {
    const compare_asked *asked = asking->asked;
    cor_code code = cor_doubt_check(&asked->doubt, &asked->quality, err);
    if (code) return code;
    cor_flows_comparison wish = { .period = asked->period,
                                  .sex = asked->sex,
                                  .doubt = cor_doubt_given(&asked->doubt),
                                  .quality = asked->quality };
    return cor_dossier_flows_compare(&asking->dossier, asked->origin, asked->destination, &wish,
                                     asking->keep, asking->scratch, &ret_answer->document, err);
}

/* ---- the laboratory ------------------------------------------------------ */

typedef struct {
    cor_interval period;
    cor_str sex;
    const cor_flows_method *method;
    int32_t circle, census;
    cor_country place;
    double short_percent;
} laboratory_asked;

static const char *const CIRCLES[] = { "regions", "members", "largest", NULL };
static const char *const CENSUSES[] = { "later", "earlier", "both", NULL };

static const char *const CIRCLE_LABELS[] = {
    N_("Regions of the world"),
    N_("Members of the Regional Conference on Migration"),
    N_("Places with most moves"),
};
static const char *const CENSUS_LABELS[] = { N_("the later table"), N_("the earlier table"),
                                             N_("both tables") };

static const cor_parameter LABORATORY[] = {
    { "period", COR_PARAM_YEARS, COR_ASKED(laboratory_asked, period),
      N_("The period; default the newest."), .label = N_("Period") },
    { "sex", COR_PARAM_SEX, COR_ASKED(laboratory_asked, sex), N_("Women, men, or both together."),
      .label = N_("Sex") },
    { "method", COR_PARAM_METHOD, COR_ASKED(laboratory_asked, method), N_("How to estimate."),
      .initial = "da-pb-closed", .label = N_("Method") },
    { "circle", COR_PARAM_CHOICE, COR_ASKED(laboratory_asked, circle),
      N_("Places on the circle: regions of the world, members of the Regional Conference on "
         "Migration, or the places with most moves."),
      .words = CIRCLES, .label = N_("On the circle"), .labels = CIRCLE_LABELS },
    { "place", COR_PARAM_PLACE, COR_ASKED(laboratory_asked, place),
      N_("A place whose census may have counted too few or too many."), .example = "GTM",
      .label = N_("The census of which place?"),
      .hint = N_("A name in English or Spanish, or an ISO code.") },
    { "short", COR_PARAM_NUMBER, COR_ASKED(laboratory_asked, short_percent),
      N_("Percentage of the foreign-born that its census missed; below zero: counted too many."),
      .least = -50, .most = 50, .initial = "5", .value = "PERCENT",
      .label = N_("What percentage of the foreign-born did it miss?"),
      .hint = N_("From -50 to 50; below zero when it counted too many.") },
    { "census", COR_PARAM_CHOICE, COR_ASKED(laboratory_asked, census),
      N_("Which of its two censuses."), .words = CENSUSES, .label = N_("In which table?"),
      .labels = CENSUS_LABELS },
    { 0 },
};

static cor_code answer_laboratory(const cor_asking *asking, cor_answer *ret_answer,
                                  cor_error *err) {
    const laboratory_asked *asked = asking->asked;
    cor_flow_choice choice = { .period = asked->period,
                               .sex = asked->sex,
                               .method = asked->method,
                               .circle = (cor_flow_circle)asked->circle,
                               .place = asked->place,
                               .short_percent = asked->short_percent,
                               .census = (cor_flow_census)asked->census };
    return cor_dossier_flows(&asking->dossier, &choice, asking->keep, &ret_answer->document, err);
}

/* ---- beside reported moves ------------------------------------------------ */

static const cor_parameter VALIDATION[] = {
    { "period", COR_PARAM_YEARS, COR_ASKED(cor_flow_validation, period), N_("Only this period."),
      .label = N_("Period") },
    { "sex", COR_PARAM_SEX, COR_ASKED(cor_flow_validation, sex),
      N_("Women, men, or both together."), .label = N_("Sex") },
    { 0 },
};

static cor_code answer_validation(const cor_asking *asking, cor_answer *ret_answer,
                                  cor_error *err) {
    return cor_dossier_flow_validation(&asking->dossier, asking->asked, asking->keep,
                                       asking->scratch, &ret_answer->document, err);
}

static cor_code answer_methods(const cor_asking *asking, cor_answer *ret_answer, cor_error *err) {
    return cor_dossier_flow_methods(asking->keep, &ret_answer->document, err);
}

/* ---- the rows ------------------------------------------------------------ */

const cor_question question_rows_flows[] = {
    { .command = "flows show",
      .path = "/flows",
      .title = N_("Moves of a period by a method, and the effect of a census that missed people."),
      .example = "method=da-min-closed",
      .parameters = LABORATORY,
      .asked_bytes = sizeof(laboratory_asked),
      .answer = answer_laboratory,
      .is_slow = true },
    { .command = "flows compare",
      .path = "/flows/compare/{origin}-{destination}",
      .title = N_("Estimated moves of a corridor, all methods side by side."),
      .example = "origin=GTM&destination=MEX",
      .parameters = COMPARE,
      .asked_bytes = sizeof(compare_asked),
      .answer = answer_methods_compared },
    { .command = "flows validation",
      .path = "/flows/validation",
      .title = N_("Estimated beside reported moves: agreement by method and period."),
      .example = "sex=F",
      .parameters = VALIDATION,
      .asked_bytes = sizeof(cor_flow_validation),
      .answer = answer_validation,
      .is_slow = true },
    { .command = "flows methods",
      .path = "/flows/methods",
      .title = N_("The methods of flow estimation: what each assumes and when not to use it."),
      .answer = answer_methods,
      .needs_no_database = true },
    { 0 },
};
