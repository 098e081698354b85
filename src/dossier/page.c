/* SPDX-License-Identifier: Apache-2.0 */
/* page.c: shared by the builders of dossiers. See page.h. */
#include <stdlib.h>

#include "page.h"

struct dossier_known_source {
    cor_str key;
    cor_source source;
    bool file_named;
    dossier_known_source *next;
};

static bool keep_failure(dossier_page *page, cor_code code) {
    if (code && !page->code) page->code = code;
    return code != COR_OK;
}

/* ---- beginning and end --------------------------------------------------- */

void dossier_begin(dossier_page *page, const cor_dossier *dossier, const char *kind, cor_str path,
                   cor_text title, cor_text lead, cor_arena *keep, cor_error *err) {
    *page = (dossier_page){ .dossier = dossier, .keep = keep, .err = err };
    page->doc = cor_doc_begin(keep, cor_str_of(kind), path, title, lead);
    if (!page->doc) keep_failure(page, cor_fail_memory(err));
    keep_failure(page,
                 cor_store_snapshot(cor_figures_store(dossier->figures), &page->snapshot, err));
    cor_doc_as_known(page->doc, dossier->as_known_s);
}

cor_code dossier_end(dossier_page *page, const cor_document **ret_document) {
    dossier_show_corrections(page);
    if (page->snapshot) cor_store_snapshot_end(cor_figures_store(page->dossier->figures));
    if (page->code) return page->code;
    return cor_doc_end(page->doc, ret_document, page->err);
}

cor_code dossier_check_place(cor_country place, cor_error *err) {
    const cor_country_info *info = cor_country_get(place);
    if (!info->code.length) {
        cor_fail(err, COR_E_DOMAIN, _("No country or territory is given."));
        return cor_hint(err, _("Give an ISO code such as GTM, or a name in English or Spanish."));
    }

    if (info->kind == COR_PLACE_COUNTRY || info->kind == COR_PLACE_TERRITORY) return COR_OK;
    if (info->kind == COR_PLACE_FORMER) {
        cor_fail(err, COR_E_DOMAIN, _("{place} no longer exists as a state, so it has no dossier."),
                 cor_arg_country(place));
    } else {
        cor_fail(err, COR_E_DOMAIN, _("{place} is not a country or territory."),
                 cor_arg_country(place));
    }

    return cor_hint(err, _("Its figures are listed by: corredor figures --origin {code}"),
                    cor_arg_str(info->code));
}

cor_code dossier_check_pair(cor_country origin, cor_country destination, cor_error *err) {
    cor_code code = dossier_check_place(origin, err);
    if (!code) code = dossier_check_place(destination, err);
    if (code || origin.id != destination.id) return code;
    cor_fail(err, COR_E_DOMAIN, _("A corridor joins two countries; {place} is given as both."),
             cor_arg_country(origin));
    return cor_hint(
        err, _("Give the country of origin and the country of destination, for example GTM MEX."));
}

cor_str dossier_corridor_path(cor_arena *keep, cor_country origin, cor_country destination) {
    cor_str from = cor_country_code(origin), to = cor_country_code(destination);
    return cor_str_print(keep, "/corridor/%.*s-%.*s", COR_STR_F(from), COR_STR_F(to));
}

cor_str dossier_country_path(cor_arena *keep, cor_country country) {
    cor_str code = cor_country_code(country);
    return cor_str_print(keep, "/country/%.*s", COR_STR_F(code));
}

bool dossier_has_page(cor_country place) {
    cor_place_kind kind = cor_country_get(place)->kind;
    return place.id && (kind == COR_PLACE_COUNTRY || kind == COR_PLACE_TERRITORY);
}

/* ---- figures ------------------------------------------------------------- */

dossier_figures dossier_select(dossier_page *page, cor_filter filter) {
    cor_figure *list;
    size_t count;
    if (page->code) return (dossier_figures){ 0 };
    if (!filter.as_known_s) filter.as_known_s = page->dossier->as_known_s;
    if (keep_failure(page, cor_figures_select(page->dossier->figures, &filter, page->keep, &list,
                                              &count, page->err)))
        return (dossier_figures){ 0 };

    return (dossier_figures){ list, count };
}

/* One-place measures have no origin. Two-place measures have the world as origin for "all origins",
 * or none where a source may leave the origin open. */
static cor_country all_origins(cor_str measure) {
    const cor_measure *known = cor_measure_find(measure);
    return known && known->is_bilateral && !known->may_lack_origin ? COR_COUNTRY_WORLD
                                                                   : COR_COUNTRY_NONE;
}

static dossier_figures at_place(dossier_page *page, cor_country place, cor_filter filter) {
    cor_country origin = all_origins(filter.measure);
    filter.origins = &origin;
    filter.destinations = &place;
    filter.origin_count = filter.destination_count = 1;
    return dossier_select(page, filter);
}

dossier_figures dossier_at_place(dossier_page *page, const char *measure, cor_country place,
                                 const char *breakdown) {
    return at_place(page, place,
                    (cor_filter){ .measure = cor_str_of(measure),
                                  .breakdown = cor_str_of(breakdown),
                                  .breakdown_exact = true });
}

dossier_figures dossier_latest_with(dossier_page *page, const char *measure, cor_country place,
                                    const char *part) {
    return at_place(page, place,
                    (cor_filter){ .measure = cor_str_of(measure),
                                  .breakdown = cor_str_of(part),
                                  .latest = true });
}

static dossier_figures totals_filter(dossier_page *page, cor_country place, bool as_destination,
                                     cor_filter filter) {
    cor_country world = COR_COUNTRY_WORLD;
    filter.measure = COR_STR(MEASURE_STOCK);
    filter.origins = as_destination ? &world : &place;
    filter.destinations = as_destination ? &place : &world;
    filter.origin_count = filter.destination_count = 1;
    return dossier_select(page, filter);
}

dossier_figures dossier_totals(dossier_page *page, cor_country place, bool as_destination) {
    return totals_filter(page, place, as_destination, (cor_filter){ .breakdown_exact = true });
}

dossier_figures dossier_totals_by_sex(dossier_page *page, cor_country place, bool as_destination,
                                      cor_str source) {
    dossier_figures totals =
        totals_filter(page, place, as_destination, (cor_filter){ .source = source });
    return source.length ? totals : dossier_newest_edition(page, totals);
}

dossier_figures dossier_between(dossier_page *page, const char *measure, cor_country origin,
                                cor_country destination) {
    return dossier_select(page, (cor_filter){ .measure = cor_str_of(measure),
                                              .origins = &origin,
                                              .origin_count = 1,
                                              .destinations = &destination,
                                              .destination_count = 1 });
}

dossier_figures dossier_of_source(dossier_page *page, dossier_figures figures, cor_str source) {
    size_t first = 0, end = 0, count = 0;
    for (size_t i = 0; i < figures.count; i++) {
        if (!cor_str_equal(figures.list[i].source, source)) continue;
        if (!count++) first = i;
        end = i + 1;
    }

    // between two places the figures of a source are adjacent
    if (end - first == count) return (dossier_figures){ figures.list + first, count };
    cor_figure *list = cor_new_unset(page->keep, cor_figure, count);

    if (!list) {
        keep_failure(page, cor_fail_memory(page->err));
        return (dossier_figures){ 0 };
    }

    count = 0;
    for (size_t i = first; i < end; i++)
        if (cor_str_equal(figures.list[i].source, source)) list[count++] = figures.list[i];

    return (dossier_figures){ list, count };
}

dossier_corridors dossier_rank(dossier_page *page, cor_corridor_filter filter, int64_t *ret_of) {
    dossier_corridors corridors = { 0 };
    int64_t of = 0;
    if (page->code) return corridors;
    if (!filter.as_known_s) filter.as_known_s = page->dossier->as_known_s;
    if (keep_failure(page,
                     cor_figures_corridors(page->dossier->figures, &filter, page->keep,
                                           &corridors.list, &corridors.count, &of, page->err)))
        return (dossier_corridors){ 0 };
    if (ret_of) *ret_of = of;
    return corridors;
}

dossier_keys dossier_sources_in(dossier_page *page, dossier_figures figures) {
    dossier_keys keys = { .list = cor_new_unset(page->keep, cor_str, figures.count + 1) };
    if (!keys.list) {
        keep_failure(page, cor_fail_memory(page->err));
        return keys;
    }

    for (size_t i = 0; i < figures.count; i++) {
        int32_t known = 0;
        while (known < keys.count && !cor_str_equal(keys.list[known], figures.list[i].source))
            known++;
        if (known == keys.count) keys.list[keys.count++] = figures.list[i].source;
    }

    return keys;
}

dossier_figures dossier_of_period(dossier_page *page, dossier_figures figures, cor_interval period,
                                  const char *dimension) {
    cor_figure *list = cor_new_unset(page->keep, cor_figure, 0), *kept = list;
    size_t count = 0;

    for (size_t i = 0; kept && i < figures.count; i++) {
        const cor_figure *figure = &figures.list[i];
        if (!cor_interval_equal(figure->period, period) || !dossier_has_value(figure)) continue;
        if (!cor_breakdown_get(figure->breakdown, cor_str_of(dimension)).length) continue;
        kept = cor_new_unset(page->keep, cor_figure, 1); // extends the previous one
        if (kept) list[count++] = *figure;
    }

    if (kept) return (dossier_figures){ list, count };
    keep_failure(page, cor_fail_memory(page->err));
    return (dossier_figures){ 0 };
}

bool dossier_has_value(const cor_figure *figure) {
    return figure && isfinite(figure->value) && figure->status != COR_SUPPRESSED &&
           figure->status != COR_MISSING;
}

bool dossier_no_period(cor_interval period) {
    return period.start.days == 0 && period.end.days == 0;
}

static bool is_later_period(cor_interval a, cor_interval b) {
    return dossier_no_period(b) || a.end.days > b.end.days;
}

const cor_figure *dossier_pick(dossier_figures figures, const char *breakdown,
                               cor_interval period) {
    const cor_figure *found = NULL;
    cor_str wanted = cor_str_of(breakdown);

    for (size_t i = 0; i < figures.count; i++) {
        const cor_figure *figure = &figures.list[i];
        if (!cor_str_equal(figure->breakdown, wanted) || !dossier_has_value(figure)) continue;
        if (dossier_no_period(period) ? figure->status == COR_PROJECTED
                                      : !cor_interval_equal(figure->period, period))
            continue;
        if (!found || is_later_period(figure->period, found->period)) found = figure;
    }

    return found;
}

cor_interval dossier_newest(dossier_figures figures, const char *dimension, const char *code) {
    cor_interval newest = { 0 };
    for (size_t i = 0; i < figures.count; i++) {
        const cor_figure *figure = &figures.list[i];
        if (!is_later_period(figure->period, newest) || !dossier_has_value(figure)) continue;
        cor_str said = cor_breakdown_get(figure->breakdown, cor_str_of(dimension));
        if (code ? cor_str_is(said, code) : said.length > 0) newest = figure->period;
    }
    return newest;
}

bool dossier_is(cor_str breakdown, const char *dimension, const char *code) {
    return cor_str_is(cor_breakdown_get(breakdown, cor_str_of(dimension)), code);
}

double dossier_middle_year(cor_interval period) {
    int32_t year = cor_date_year(period.start);
    int32_t first_day = cor_date_of(year, 1, 1).days,
            days = cor_date_of(year + 1, 1, 1).days - first_day;
    double middle = 0.5 * ((double)period.start.days + (double)period.end.days);
    return year + (middle - first_day) / days;
}

/* ---- values -------------------------------------------------------------- */

static dossier_known_source *known_source_of(dossier_page *page, cor_str key) {
    for (dossier_known_source *known = page->sources; known; known = known->next)
        if (cor_str_equal(known->key, key)) return known;
    if (page->code) return NULL;
    dossier_known_source *known = cor_new(page->keep, dossier_known_source, 1);

    if (!known) {
        keep_failure(page, cor_fail_memory(page->err));
        return NULL;
    }

    if (keep_failure(page, cor_source_get(page->dossier->figures, key, page->keep, &known->source,
                                          page->err)))
        return NULL;

    known->key = known->source.key;
    known->next = page->sources;
    page->sources = known;

    return known;
}

const cor_source *dossier_source_of(dossier_page *page, cor_str key) {
    const dossier_known_source *known = known_source_of(page, key);
    return known ? &known->source : NULL;
}

/* The note of a source names the file of its first figure on the page. */
static void name_source_file(dossier_page *page, dossier_known_source *known,
                             const cor_figure *figure, int32_t number) {
    known->file_named = true;
    cor_str file_name;
    if (!figure->id || keep_failure(page, cor_figures_file(page->dossier->figures, figure,
                                                           page->keep, &file_name, page->err)))
        return;
    cor_doc_source_file(page->doc, number, file_name);
}

cor_value dossier_value(dossier_page *page, const cor_figure *figure) {
    dossier_known_source *known = figure ? known_source_of(page, figure->source) : NULL;
    if (!known) return cor_value_absent();
    cor_value value = cor_doc_value(page->doc, figure, &known->source);
    dossier_mark_correction(page, figure, &known->source, &value);
    bool is_of_source = !value.correction; // the file of a correction is not one of the source
    if (is_of_source && !known->file_named) name_source_file(page, known, figure, value.source);
    return value;
}

cor_value dossier_share(dossier_page *page, cor_value part, cor_value whole, cor_text derivation) {
    if (!part.present || !whole.present || !(whole.value > 0)) return cor_value_absent();
    return cor_doc_computed(page->doc, 100 * part.value / whole.value, COR_STR(UNIT_PERCENT),
                            derivation, (cor_value[]){ part, whole }, 2);
}

cor_value dossier_ratio(dossier_page *page, const char *unit, cor_value a, cor_value b,
                        cor_text derivation) {
    if (!a.present || !b.present || !(b.value > 0)) return cor_value_absent();
    return cor_doc_computed(page->doc, a.value / b.value, cor_str_of(unit), derivation,
                            (cor_value[]){ a, b }, 2);
}

cor_value dossier_difference(dossier_page *page, const char *unit, cor_value a, cor_value b,
                             cor_text derivation) {
    if (!a.present || !b.present) return cor_value_absent();
    return cor_doc_computed(page->doc, a.value - b.value, cor_str_of(unit), derivation,
                            (cor_value[]){ a, b }, 2);
}

/* ---- texts --------------------------------------------------------------- */

cor_text dossier_code_text(dossier_page *page, const char *dimension, cor_str code) {
    const cor_code_label *label = cor_code_find(cor_str_of(dimension), code);
    if (!label) return cor_text_keep(page->keep, cor_say_str(code));
    return cor_text_keep(page->keep,
                         cor_say_pair(label->name[COR_LANG_EN], label->name[COR_LANG_ES]));
}

cor_text dossier_measure_text(dossier_page *page, cor_str key) {
    const cor_measure *measure = cor_measure_find(key);
    if (!measure) return cor_text_keep(page->keep, cor_say_str(key));
    return cor_text_keep(page->keep,
                         cor_say_pair(measure->name[COR_LANG_EN], measure->name[COR_LANG_ES]));
}

cor_text dossier_counted_title(dossier_page *page, cor_text title, int64_t shown, int64_t found) {
    return cor_text_keep(
        page->keep, shown == found
                        ? cor_say("{title} ({count})", cor_arg_text(&title), cor_arg_int(found))
                        : cor_say(_("{title} ({shown} of {count})"), cor_arg_text(&title),
                                  cor_arg_int(shown), cor_arg_int(found)));
}

cor_text dossier_source_title(dossier_page *page, const cor_source *source) {
    if (!source) return NO_TEXT;
    return cor_text_keep(page->keep,
                         cor_say_pair(source->title[COR_LANG_EN], source->title[COR_LANG_ES]));
}

cor_text dossier_source_text(dossier_page *page, cor_str key) {
    return dossier_source_title(page, dossier_source_of(page, key));
}

/* ---- side by side -------------------------------------------------------- */

cor_table_cell dossier_source_cell(dossier_page *page, cor_str key) {
    return (cor_table_cell){ .text = dossier_source_text(page, key),
                             .code = key,
                             .value = cor_value_absent() };
}

void dossier_onward_list(dossier_page *page, const dossier_onward *links, size_t count) {
    cor_doc_list(page->doc, "actions", NO_TEXT, false);
    cor_doc_role(page->doc, COR_ROLE_ACTIONS);
    for (size_t i = 0; i < count; i++)
        cor_doc_item(page->doc, &(cor_list_item){ .text = dossier_plain(links[i].text),
                                                  .value = cor_value_absent(),
                                                  .href = cor_str_of(links[i].href),
                                                  .share = cor_value_absent() });
}

/* ---- over time ----------------------------------------------------------- */

static int by_start(const void *a, const void *b) {
    const cor_interval *one = a, *other = b;
    if (one->start.days != other->start.days) return one->start.days < other->start.days ? -1 : 1;
    return one->end.days < other->end.days ? -1 : one->end.days > other->end.days;
}

/* Skip a period seen a few series ago; other duplicates are removed later. */
static void add_period(dossier_periods *periods, cor_interval period) {
    enum { LOOK_BACK = 160 };
    for (int32_t i = periods->count; i > 0 && i > periods->count - LOOK_BACK; i--)
        if (cor_interval_equal(periods->list[i - 1], period)) return;
    periods->list[periods->count++] = period;
}

dossier_periods dossier_periods_of(dossier_page *page, dossier_figures figures) {
    dossier_periods periods = { .list =
                                    cor_new_unset(page->keep, cor_interval, figures.count + 1) };
    if (!periods.list) {
        keep_failure(page, cor_fail_memory(page->err));
        return periods;
    }

    for (size_t i = 0; i < figures.count; i++)
        if (dossier_has_value(&figures.list[i])) add_period(&periods, figures.list[i].period);
    qsort(periods.list, (size_t)periods.count, sizeof *periods.list, by_start);
    int32_t distinct = 0;

    for (int32_t i = 0; i < periods.count; i++)
        if (!distinct || !cor_interval_equal(periods.list[i], periods.list[distinct - 1]))
            periods.list[distinct++] = periods.list[i];

    periods.count = distinct;
    return periods;
}

/* [periods.count] the figures that dossier_pick would find, in one pass; NULL without one. */
static const cor_figure **figures_over(dossier_page *page, dossier_figures figures,
                                       const char *breakdown, dossier_periods periods) {
    const cor_figure **found = cor_new(page->keep, const cor_figure *, periods.count + 1);
    if (!found) {
        keep_failure(page, cor_fail_memory(page->err));
        return NULL;
    }

    cor_str wanted = cor_str_of(breakdown);
    for (size_t i = 0; i < figures.count; i++) {
        const cor_figure *figure = &figures.list[i];
        if (!cor_str_equal(figure->breakdown, wanted) || !dossier_has_value(figure)) continue;
        const cor_interval *at = bsearch(&figure->period, periods.list, (size_t)periods.count,
                                         sizeof *periods.list, by_start);
        if (at && !found[at - periods.list]) found[at - periods.list] = figure;
    }

    return found;
}

cor_value *dossier_values_over(dossier_page *page, dossier_figures figures, const char *breakdown,
                               dossier_periods periods) {
    cor_value *values = cor_new(page->keep, cor_value, periods.count + 1);
    if (!values) {
        keep_failure(page, cor_fail_memory(page->err));
        return NULL;
    }
    const cor_figure **found = figures_over(page, figures, breakdown, periods);
    for (int32_t i = 0; found && i < periods.count; i++)
        values[i] = dossier_value(page, found[i]);
    return values;
}

void dossier_chart_over(dossier_page *page, const char *id, dossier_periods periods,
                        cor_chart_spec spec) {
    if (page->code || !periods.count) return;
    cor_text *categories = cor_new(page->keep, cor_text, periods.count);
    cor_str *keys = cor_new(page->keep, cor_str, periods.count);
    double *at = cor_new(page->keep, double, periods.count);

    if (!categories || !keys || !at) {
        keep_failure(page, cor_fail_memory(page->err));
        return;
    }

    for (int32_t i = 0; i < periods.count; i++) {
        char label[32];
        cor_interval_label(periods.list[i], label);
        keys[i] = cor_str_keep(page->keep, cor_str_of(label));
        categories[i] =
            cor_text_keep(page->keep, cor_say("{period}", cor_arg_period(periods.list[i])));
        at[i] = dossier_middle_year(periods.list[i]);
    }

    spec.categories = categories;
    spec.category_keys = keys;
    spec.category_at = at;
    spec.category_count = periods.count;
    cor_doc_chart(page->doc, id, &spec);
}

static const cor_value *end_of_pair(const cor_value *values, int32_t count, bool last) {
    for (int32_t i = 0; i < count; i++) {
        const cor_value *value = &values[last ? count - 1 - i : i];
        if (value->present) return value;
    }
    return NULL;
}

const cor_value *dossier_first_of(const cor_value *values, int32_t count) {
    return end_of_pair(values, count, false);
}

const cor_value *dossier_last_of(const cor_value *values, int32_t count) {
    return end_of_pair(values, count, true);
}
