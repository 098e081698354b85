/* SPDX-License-Identifier: Apache-2.0 */
/* editions.c: which editions of the stocks and of the demography are stored, which two go together,
 * and between which of their dates moves can be estimated.
 *
 * An edition of the stocks goes with the earliest revision of the demography that reaches the last
 * date of the stocks: both then describe that date with the knowledge of the same years. The stocks
 * of 2020 go with the World Population Prospects of 2022, as in the published estimates, those of
 * 2024 with the Prospects of 2024. Nothing of this is a list: a newer edition that is loaded takes
 * part. */
#include "runs.h"

static const cor_str STOCK_SERIES = COR_STR_INIT("un-desa-ims-");
static const cor_str DEMOGRAPHY_SERIES = COR_STR_INIT("un-wpp-");

enum { SOURCES_MAX = 16, DATES_MAX = 256 };

/* The years for which a source has all foreign-born of a place, or the periods of its births. */
typedef struct {
    cor_str source;
    int32_t years[DATES_MAX]; // ascending
    cor_interval spans[DATES_MAX];
    int32_t count;
} edition_dates;

typedef struct {
    edition_dates list[SOURCES_MAX];
    int32_t count;
} dates_found;

typedef struct {
    cor_flow_runs_basis wanted; // empty: any of the series
    dates_found stocks, demography;
} editions_search;

/* ---- looking ------------------------------------------------------------- */

static void note_year(edition_dates *dates, int32_t year) {
    int32_t at = dates->count;
    while (at > 0 && dates->years[at - 1] > year)
        at--;
    if ((at > 0 && dates->years[at - 1] == year) || dates->count == DATES_MAX) return;
    memmove(&dates->years[at + 1], &dates->years[at],
            (size_t)(dates->count - at) * sizeof *dates->years);
    dates->years[at] = year;
    dates->count++;
}

static bool has_span(const edition_dates *dates, cor_interval span) {
    for (int32_t s = dates->count; s-- > 0;)
        if (cor_interval_equal(dates->spans[s], span)) return true;
    return false;
}

static void note_span(edition_dates *dates, cor_interval span) {
    if (!has_span(dates, span) && dates->count < DATES_MAX) dates->spans[dates->count++] = span;
}

/* The dates of a source, which are begun when it is new; NULL when it is not looked for. */
static edition_dates *dates_of(dates_found *found, cor_str source, cor_str wanted, cor_str series,
                               cor_arena *keep) {
    if (wanted.length ? !cor_str_equal(source, wanted) : !cor_str_starts(source, series))
        return NULL;
    for (int32_t i = found->count; i-- > 0;)
        if (cor_str_equal(found->list[i].source, source)) return &found->list[i];
    if (found->count == SOURCES_MAX) return NULL;
    edition_dates *made = &found->list[found->count++];
    made->source = cor_str_keep(keep, source);
    return made;
}

/* All foreign-born of places, or their births. */
static cor_code search_dates(cor_figures *figures, editions_search *search, bool is_stock,
                             cor_arena *keep, cor_error *err) {
    const cor_country world = COR_COUNTRY_WORLD;
    const cor_filter filter = { .measure = is_stock ? COR_STR("stock") : COR_STR("births"),
                                .source =
                                    is_stock ? search->wanted.stocks : search->wanted.demography,
                                .origins = &world,
                                .origin_count = is_stock,
                                .breakdown_exact = true,
                                .as_known_s = search->wanted.as_known_s };
    dates_found *found = is_stock ? &search->stocks : &search->demography;
    cor_query *query;
    cor_code code = cor_query_open(figures, &filter, &query, err);
    if (code) return code;

    for (bool any = true;;) {
        cor_figure figure;
        code = cor_query_next(query, &figure, &any, err);
        if (code || !any) break;
        edition_dates *dates = dates_of(found, figure.source, filter.source,
                                        is_stock ? STOCK_SERIES : DEMOGRAPHY_SERIES, keep);
        if (dates && is_stock) note_year(dates, cor_date_year(figure.period.start));
        if (dates && !is_stock) note_span(dates, figure.period);
    }

    cor_query_close(query);
    return code;
}

static int newest_first(const void *one, const void *other) {
    return cor_str_compare(((const edition_dates *)other)->source,
                           ((const edition_dates *)one)->source);
}

static cor_code search_editions(cor_figures *figures, const cor_flow_runs_basis *wanted,
                                cor_arena *keep, editions_search **ret_search, cor_error *err) {
    editions_search *search = cor_new(keep, editions_search, 1);
    if (!search) return cor_fail_memory(err);
    if (wanted) search->wanted = *wanted;

    cor_code code = search_dates(figures, search, true, keep, err);
    if (!code) code = search_dates(figures, search, false, keep, err);
    if (code) return code;

    qsort(search->stocks.list, (size_t)search->stocks.count, sizeof *search->stocks.list,
          newest_first);
    qsort(search->demography.list, (size_t)search->demography.count,
          sizeof *search->demography.list, newest_first);
    *ret_search = search;
    return COR_OK;
}

/* ---- which go together --------------------------------------------------- */

/* The last date of the stocks to which births lead from the date before; 0: none. */
static int32_t last_year_reached(const edition_dates *stocks, const edition_dates *demography) {
    for (int32_t y = stocks->count - 1; y > 0; y--)
        if (has_span(demography, cor_interval_midyears(stocks->years[y - 1], stocks->years[y])))
            return stocks->years[y];
    return 0;
}

/* The demography that goes with stocks; NULL when none has births between two of their dates. */
static const edition_dates *demography_of(const editions_search *search,
                                          const edition_dates *stocks) {
    const edition_dates *best = NULL;
    int32_t furthest = 0;
    for (int32_t d = 0; d < search->demography.count; d++) {
        const edition_dates *demography = &search->demography.list[d];
        int32_t year = last_year_reached(stocks, demography);
        if (!year || year < furthest) continue;
        furthest = year; // of those that reach as far, the earliest comes last
        best = demography;
    }
    return best;
}

static bool has_year(const edition_dates *stocks, int32_t year) {
    for (int32_t y = 0; y < stocks->count; y++)
        if (stocks->years[y] == year) return true;
    return false;
}

static bool has_both_ends(const edition_dates *stocks, cor_interval period) {
    return has_year(stocks, cor_date_year(period.start)) &&
           has_year(stocks, cor_date_year(period.end));
}

static cor_flow_runs_basis basis_of(const editions_search *search, const edition_dates *stocks,
                                    const edition_dates *demography) {
    return (cor_flow_runs_basis){ .stocks = stocks->source,
                                  .demography = demography->source,
                                  .unknown = search->wanted.unknown,
                                  .as_known_s = search->wanted.as_known_s };
}

/* ---- asking -------------------------------------------------------------- */

static cor_code add_edition(const editions_search *search, const edition_dates *stocks,
                            cor_arena *keep, cor_flow_runs_edition *list, int32_t *count,
                            cor_error *err) {
    const edition_dates *demography = demography_of(search, stocks);
    if (!demography) return COR_OK;
    cor_flow_runs_edition edition = { .basis = basis_of(search, stocks, demography) };
    cor_interval *periods = cor_new(keep, cor_interval, stocks->count);
    if (!periods) return cor_fail_memory(err);

    for (int32_t y = 1; y < stocks->count; y++) {
        cor_interval period = cor_interval_midyears(stocks->years[y - 1], stocks->years[y]);
        if (has_span(demography, period)) periods[edition.period_count++] = period;
    }
    edition.periods = periods;
    list[(*count)++] = edition;
    return COR_OK;
}

cor_code cor_flow_runs_editions(cor_figures *figures, const cor_flow_runs_basis *wanted,
                                cor_arena *keep, const cor_flow_runs_edition **ret_list,
                                int32_t *ret_count, cor_error *err) {
    editions_search *search;
    cor_code code = search_editions(figures, wanted, keep, &search, err);
    if (code) return code;
    cor_flow_runs_edition *list = cor_new(keep, cor_flow_runs_edition, search->stocks.count + 1);
    if (!list) return cor_fail_memory(err);

    *ret_count = 0;
    for (int32_t s = 0; s < search->stocks.count && !code; s++)
        code = add_edition(search, &search->stocks.list[s], keep, list, ret_count, err);
    if (!code) *ret_list = list;
    return code;
}

static bool comes_before(cor_interval one, cor_interval other) {
    return one.start.days != other.start.days ? one.start.days < other.start.days
                                              : one.end.days < other.end.days;
}

static void add_period(cor_interval *list, int32_t *count, cor_interval period) {
    int32_t at = *count;
    while (at > 0 && comes_before(period, list[at - 1]))
        at--;
    if (at > 0 && cor_interval_equal(list[at - 1], period)) return;
    memmove(&list[at + 1], &list[at], (size_t)(*count - at) * sizeof *list);
    list[at] = period;
    ++*count;
}

cor_code cor_flow_runs_periods(cor_figures *figures, const cor_flow_runs_basis *wanted,
                               cor_arena *keep, cor_interval **ret_periods, int32_t *ret_count,
                               cor_error *err) {
    const cor_flow_runs_edition *editions;
    int32_t count, room = 1;
    cor_code code = cor_flow_runs_editions(figures, wanted, keep, &editions, &count, err);
    if (code) return code;
    for (int32_t e = 0; e < count; e++)
        room += editions[e].period_count;
    cor_interval *periods = cor_new(keep, cor_interval, room);
    if (!periods) return cor_fail_memory(err);

    *ret_count = 0;
    for (int32_t e = 0; e < count; e++)
        for (int32_t p = 0; p < editions[e].period_count; p++)
            add_period(periods, ret_count, editions[e].periods[p]);
    *ret_periods = periods;
    return COR_OK;
}

/* ---- one period ---------------------------------------------------------- */

static cor_code fail_without_sources(const editions_search *search, cor_error *err) {
    if (!search->wanted.stocks.length && !search->wanted.demography.length)
        cor_fail(err, COR_E_NONE,
                 _("There are no stocks of two dates with births and deaths between them to "
                   "estimate from."));
    else
        cor_fail(err, COR_E_NONE,
                 _("There are no stocks of {stocks} and births of {demography} to estimate from."),
                 cor_arg_str(search->wanted.stocks.length ? search->wanted.stocks
                                                          : COR_STR("un-desa-ims-…")),
                 cor_arg_str(search->wanted.demography.length ? search->wanted.demography
                                                              : COR_STR("un-wpp-…")));
    return cor_hint(err, _("Load them with corredor init, or import them."));
}

static cor_code hint_periods(const cor_interval *periods, int32_t count, cor_error *err) {
    char list[512] = "";
    for (int32_t p = 0; p < count && strlen(list) < sizeof list - 40; p++) {
        char label[32];
        cor_interval_label(periods[p], label);
        strcat(strcat(list, p ? ", " : ""), label);
    }
    return cor_hint(err, _("The periods are: {list}."), cor_arg_cstr(list));
}

/* Say which half of a period is missing, and which periods there are. */
static cor_code fail_period(cor_figures *figures, const editions_search *search,
                            cor_interval period, cor_arena scratch, cor_error *err) {
    cor_interval *periods;
    int32_t count;
    cor_code code =
        cor_flow_runs_periods(figures, &search->wanted, &scratch, &periods, &count, err);
    if (code) return code;
    if (!count) return fail_without_sources(search, err);

    bool has_stocks = false;
    for (int32_t s = 0; s < search->stocks.count; s++)
        has_stocks = has_stocks || has_both_ends(&search->stocks.list[s], period);
    if (has_stocks)
        cor_fail(err, COR_E_NONE,
                 _("The stocks of {start} and {end} are stored, but no births and deaths from "
                   "the middle of one to the middle of the other."),
                 cor_arg_plain(cor_date_year(period.start)),
                 cor_arg_plain(cor_date_year(period.end)));
    else
        cor_fail(err, COR_E_NONE, _("There are no stocks, births and deaths for {period}."),
                 cor_arg_period(period));
    return hint_periods(periods, count, err);
}

/* The stocks and the demography of a period: what was asked for, else the newest edition and the
 * demography that goes with it, else any that has the period. */
static bool find_basis(const editions_search *search, cor_interval period,
                       cor_flow_runs_basis *ret_basis) {
    for (int32_t s = 0; s < search->stocks.count; s++) {
        const edition_dates *stocks = &search->stocks.list[s], *own = demography_of(search, stocks);
        if (!has_both_ends(stocks, period)) continue;
        for (int32_t d = -1; d < search->demography.count; d++) {
            const edition_dates *demography = d < 0 ? own : &search->demography.list[d];
            if (!demography || !has_span(demography, period)) continue;
            *ret_basis = basis_of(search, stocks, demography);
            return true;
        }
    }
    return false;
}

cor_code cor_flow_runs_settle(cor_figures *figures, const cor_flow_runs_basis *wanted,
                              cor_interval period, cor_arena *keep, cor_arena scratch,
                              cor_flow_runs_basis *ret_basis, cor_error *err) {
    editions_search *search;
    cor_flow_runs_basis found = { 0 };
    if (wanted && wanted->stocks.length && wanted->demography.length) {
        *ret_basis = *wanted;
        return COR_OK;
    }

    cor_code code = search_editions(figures, wanted, &scratch, &search, err);
    if (code) return code;
    if (!find_basis(search, period, &found))
        return fail_period(figures, search, period, scratch, err);
    found.stocks = cor_str_keep(keep, found.stocks);
    found.demography = cor_str_keep(keep, found.demography);
    if (!found.stocks.at || !found.demography.at) return cor_fail_memory(err);
    *ret_basis = found;
    return COR_OK;
}

cor_code run_fail_period(cor_figures *figures, const cor_flow_runs_basis *basis,
                         cor_interval period, cor_arena scratch, cor_error *err) {
    editions_search *search;
    cor_code code = search_editions(figures, basis, &scratch, &search, err);
    return code ? code : fail_period(figures, search, period, scratch, err);
}
