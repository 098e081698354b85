/* SPDX-License-Identifier: Apache-2.0 */
/* data.c: questions about figures and their sources, lists for programs, and the pages about the
 * observatory itself. */
#include "dossier/data/search.h"
#include "lists.h"
#include "rows.h"

/* ---- figures ------------------------------------------------------------- */

typedef struct {
    cor_str measure, source, breakdown;
    int32_t sex; // index in SEXES
    cor_places origins, destinations;
    cor_interval year, from, to;
    bool latest, total, history;
    int64_t limit;
} figures_asked;

static const char *const SEXES[] = { "", "F", "M", "T", NULL };
enum { SEX_ANY, SEX_WOMEN, SEX_MEN, SEX_TOTAL };

#define FIGURES_PARAMS                                                                             \
    { "measure", COR_PARAM_MEASURE, COR_ASKED(figures_asked, measure),                             \
      N_("What is measured, e.g. stock; default every measure.") },                                \
        { "origin", COR_PARAM_PLACES, COR_ASKED(figures_asked, origins),                           \
          N_("Origins, e.g. GTM or GTM,HND.") },                                                   \
        { "destination", COR_PARAM_PLACES, COR_ASKED(figures_asked, destinations),                 \
          N_("Destinations; for measures of one place, the place."), .example = "MEX" },           \
        { "year", COR_PARAM_PERIOD, COR_ASKED(figures_asked, year),                                \
          N_("Periods within this one: 2020, 2020-Q3, 2015/2020.") },                              \
        { "from", COR_PARAM_PERIOD, COR_ASKED(figures_asked, from),                                \
          N_("Periods that do not begin before this one."), .example = "2010" },                   \
        { "to", COR_PARAM_PERIOD, COR_ASKED(figures_asked, to),                                    \
          N_("Periods that do not end after this one.") },                                         \
        { "latest", COR_PARAM_FLAG, COR_ASKED(figures_asked, latest),                              \
          N_("Only the latest period of each series.") },                                          \
        { "sex", COR_PARAM_CHOICE, COR_ASKED(figures_asked, sex),                                  \
          N_("Women, men, or totals without any other breakdown."), .words = SEXES },              \
        { "breakdown", COR_PARAM_BREAKDOWN, COR_ASKED(figures_asked, breakdown),                   \
          N_("For example \"age=15-24;sex=F\": at least these.") },                                \
        { "total", COR_PARAM_FLAG, COR_ASKED(figures_asked, total),                                \
          N_("Only totals: no breakdown but the one given.") },                                    \
        { "source", COR_PARAM_KEY, COR_ASKED(figures_asked, source),                               \
          N_("Only this edition, e.g. un-desa-ims-2020."), .example = "un-desa-ims-2020" },        \
    {                                                                                              \
        "history", COR_PARAM_FLAG, COR_ASKED(figures_asked, history),                              \
            N_("Also figures that were corrected since.")                                          \
    }

static const cor_parameter FIGURES[] = {
    FIGURES_PARAMS,
    { "limit", COR_PARAM_WHOLE, COR_ASKED(figures_asked, limit),
      N_("At most this many; csv has all of them without a limit, the other formats 200."),
      .least = 1, .most = 1e6, .example = "20" },
    { 0 },
};

static cor_code read_periods(const figures_asked *asked, cor_filter *filter, cor_error *err) {
    static const cor_interval none;
    bool has_year = !cor_interval_equal(asked->year, none),
         has_from = !cor_interval_equal(asked->from, none),
         has_to = !cor_interval_equal(asked->to, none);
    if (has_year && (has_from || has_to))
        return cor_fail(err, COR_E_USAGE, _("Give either year, or from and to."));

    filter->within = asked->year;
    if (!has_from && !has_to) return COR_OK;
    cor_date start = has_from ? asked->from.start : cor_interval_year(COR_YEAR_MIN).start,
             end = has_to ? asked->to.end : cor_interval_year(COR_YEAR_MAX - 1).end;
    filter->within = (cor_interval){ start, end };
    if (start.days < end.days) return COR_OK;
    return cor_fail(err, COR_E_USAGE, _("from is later than to."));
}

/* An edition that nobody knows is refused with the nearest key, as measures and places are; one
 * that is known and not loaded has no figures. */
static cor_code check_source(const cor_asking *asking, cor_str key, cor_error *err) {
    cor_source source;
    cor_arena keep = asking->scratch;
    if (!key.length || cor_source_known(key)) return COR_OK;
    return cor_source_get(asking->dossier.figures, key, &keep, &source, err);
}

static cor_code make_filter(const cor_asking *asking, cor_filter *filter, cor_error *err) {
    const figures_asked *asked = asking->asked;
    bool is_one = asked->sex == SEX_WOMEN || asked->sex == SEX_MEN;
    cor_str text = asked->breakdown;
    *filter = (cor_filter){ .measure = asked->measure,
                            .source = asked->source,
                            .latest = asked->latest,
                            .history = asked->history,
                            .origins = asked->origins.list,
                            .origin_count = asked->origins.count,
                            .destinations = asked->destinations.list,
                            .destination_count = asked->destinations.count,
                            .breakdown_exact = asked->total || asked->sex == SEX_TOTAL,
                            .as_known_s = asking->dossier.as_known_s,
                            .limit = asked->limit };

    if (is_one)
        text = cor_str_print(asking->keep, "%.*s%ssex=%s", COR_STR_F(text), text.length ? ";" : "",
                             SEXES[asked->sex]);
    cor_code code = check_source(asking, asked->source, err);
    if (!code) code = cor_breakdown_make(text, asking->keep, &filter->breakdown, err);
    return code ? code : read_periods(asked, filter, err);
}

static cor_code answer_figures(const cor_asking *asking, cor_answer *ret_answer, cor_error *err) {
    enum { LIMIT = 200 };
    cor_filter filter;
    cor_code code = make_filter(asking, &filter, err);
    if (code) return code;
    if (!filter.limit) filter.limit = LIMIT;
    return cor_dossier_figures(&asking->dossier, &filter, asking->keep, &ret_answer->document, err);
}

/* A million figures need no document: csv is written straight from the query. */
static cor_code write_figures(const cor_asking *asking, cor_out *out, cor_error *err) {
    cor_filter filter;
    cor_code code = make_filter(asking, &filter, err);
    return code ? code : cor_figures_write_csv(asking->dossier.figures, &filter, out, err);
}

static const cor_question_file FIGURES_FILES[] = {
    { "csv", "text/csv; charset=utf-8; header=present", "figures.csv", write_figures },
    { 0 },
};

/* The same for programs: JSON with more rows. */
static cor_code answer_figures_data(const cor_asking *asking, cor_answer *ret_answer,
                                    cor_error *err) {
    enum { LIMIT = 10000 };
    cor_filter filter;
    cor_code code = make_filter(asking, &filter, err);
    if (code) return code;
    if (!filter.limit || filter.limit > LIMIT) filter.limit = LIMIT;
    return cor_dossier_figures(&asking->dossier, &filter, asking->keep, &ret_answer->document, err);
}

/* ---- sources ------------------------------------------------------------- */

typedef struct {
    int64_t figure;
} source_asked;

static const cor_parameter SOURCE[] = {
    { "figure", COR_PARAM_WHOLE, COR_ASKED(source_asked, figure),
      N_("Number of a figure: column figure_id of figures --format csv."), .is_argument = true,
      .is_required = true, .value = "FIGURE_ID", .least = 1, .most = 1e15, .example = "1" },
    { 0 },
};

static cor_code answer_source(const cor_asking *asking, cor_answer *ret_answer, cor_error *err) {
    const source_asked *asked = asking->asked;
    return cor_dossier_source(&asking->dossier, asked->figure, asking->keep, &ret_answer->document,
                              err);
}

static cor_code answer_sources(const cor_asking *asking, cor_answer *ret_answer, cor_error *err) {
    return cor_dossier_sources(&asking->dossier, asking->keep, &ret_answer->document, err);
}

static cor_code answer_catalogue(const cor_asking *asking, cor_answer *ret_answer, cor_error *err) {
    return cor_dossier_data(&asking->dossier, asking->keep, &ret_answer->document, err);
}

/* ---- pages about the observatory ----------------------------------------- */

static cor_code answer_about(const cor_asking *asking, cor_answer *ret_answer, cor_error *err) {
    return cor_dossier_about(&asking->dossier, asking->keep, &ret_answer->document, err);
}

static const cor_parameter SEARCH[] = {
    { "q", COR_PARAM_WORDS, COR_ASKED(search_asked, words),
      N_("Name of a country, or of two for a corridor."), .is_argument = true,
      .example = "guatemala mexico" },
    { 0 },
};

static cor_str without_article(cor_str words) {
    bool has = cor_str_starts(words, COR_STR("de ")) || cor_str_starts(words, COR_STR("De "));
    return has ? cor_str_part(words, 3, words.length) : words;
}

/* A page redirects to a single possible result; files list the results. */
static cor_code answer_search(const cor_asking *asking, cor_answer *ret_answer, cor_error *err) {
    enum { WORDS_BYTES_MAX = 200 };
    const search_asked *asked = asking->asked;
    cor_str words = without_article(asked->words);
    cor_country origin, destination, place[2];
    bool is_page = cor_str_is(asking->format, "html") && words.length < WORDS_BYTES_MAX;

    if (is_page && dossier_find_corridor(words, &origin, &destination) &&
        origin.id != destination.id) {
        ret_answer->location =
            cor_str_print(asking->keep, "/corridor/%.*s-%.*s", COR_STR_F(cor_country_code(origin)),
                          COR_STR_F(cor_country_code(destination)));
        return ret_answer->location.at ? COR_OK : cor_fail_memory(err);
    }

    if (is_page && dossier_find_places(words, place, 2, asking->scratch) == 1) {
        ret_answer->location =
            cor_str_print(asking->keep, "/country/%.*s", COR_STR_F(cor_country_code(place[0])));
        return ret_answer->location.at ? COR_OK : cor_fail_memory(err);
    }

    return dossier_search_page(words, asking->keep, asking->scratch, &ret_answer->document, err);
}

/* ---- lists for programs -------------------------------------------------- */

static const cor_question_file MEASURES_FILES[] = {
    { "json", "application/json", NULL, question_write_measures }, { 0 }
};
static const cor_question_file PLACES_FILES[] = {
    { "json", "application/json", NULL, question_write_places }, { 0 }
};
static const cor_question_file SUGGESTIONS_FILES[] = {
    { "json", "application/json", NULL, question_write_suggestions }, { 0 }
};
static const cor_question_file MAP_FILES[] = {
    { "json", "application/json", NULL, question_write_map, .max_age_s = 86400 }, { 0 }
};

static cor_code write_openapi(const cor_asking *asking, cor_out *out, cor_error *err) {
    (void)err;
    cor_questions_openapi(asking->lang, asking->scratch, out);
    return COR_OK;
}

static const cor_question_file OPENAPI_FILES[] = {
    { "json", "application/json", NULL, write_openapi, .max_age_s = 3600 }, { 0 }
};

/* ---- the rows ------------------------------------------------------------ */

const cor_question question_rows_data[] = {
    { .command = "figures",
      .path = "/figures",
      .title = N_("Figures by measure, place, period and breakdown."),
      .details = N_("WLD is the world, OTH other and unknown origins. The csv can be changed and "
                    "imported again as dataset \"table\"."),
      .example = "measure=stock&origin=GTM&destination=MEX&sex=F&year=2020",
      .parameters = FIGURES,
      .asked_bytes = sizeof(figures_asked),
      .answer = answer_figures,
      .files = FIGURES_FILES,
      .is_slow = true },
    { .path = "/data/figures",
      .title = N_("Figures as a table for programs."),
      .example = "measure=stock&origin=GTM&destination=MEX&sex=F&year=2020",
      .parameters = FIGURES,
      .asked_bytes = sizeof(figures_asked),
      .answer = answer_figures_data,
      .files = FIGURES_FILES,
      .is_slow = true },
    { .command = "source",
      .path = "/source/{figure}",
      .title = N_("Where a figure is from: source, file, sheet, row, and what it replaced."),
      .example = "figure=1",
      .parameters = SOURCE,
      .asked_bytes = sizeof(source_asked),
      .answer = answer_source },
    { .command = "sources",
      .path = "/sources",
      .title = N_("The sources in the database, with licence and citation."),
      .answer = answer_sources },
    { .command = "data",
      .path = "/data",
      .title = N_("Catalogue of measures and sources."),
      .answer = answer_catalogue },
    { .command = "data measures",
      .path = "/data/measures",
      .title = N_("Measures with units and definitions."),
      .files = MEASURES_FILES,
      .needs_no_database = true,
      .needs_no_language = true },
    { .command = "data places",
      .path = "/data/places",
      .title = N_("Places with codes and names in both languages."),
      .files = PLACES_FILES,
      .needs_no_database = true,
      .needs_no_language = true },
    { .command = "data map",
      .path = "/data/map",
      .title = N_("The world as the maps draw it: outlines, and where places are."),
      .files = MAP_FILES,
      .needs_no_database = true,
      .needs_no_language = true },
    { .command = "search",
      .path = "/search",
      .title = N_("Places and corridors by name."),
      .example = "q=guatemala mexico",
      .parameters = SEARCH,
      .asked_bytes = sizeof(search_asked),
      .answer = answer_search,
      .needs_no_database = true },
    { .command = "suggest",
      .path = "/suggest",
      .title = N_("Places whose names begin with the words."),
      .example = "q=guat",
      .parameters = SEARCH,
      .asked_bytes = sizeof(search_asked),
      .files = SUGGESTIONS_FILES,
      .needs_no_database = true,
      .needs_no_language = true },
    { .command = "about",
      .path = "/about",
      .title = N_("Method, limits, privacy."),
      .answer = answer_about },
    { .command = "openapi",
      .path = "/openapi",
      .title = N_("This description, for programs."),
      .files = OPENAPI_FILES,
      .needs_no_database = true },
    { 0 },
};
