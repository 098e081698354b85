/* SPDX-License-Identifier: Apache-2.0 */
/* stock_editions.c: the editions of the migrant stock in the database, and for each question the
 * newest that answers it. Sources of one series ("un-desa-ims-2020", "un-desa-ims-2024") are
 * editions of the same tables; a newer one replaces an older as a whole for a pair, never year by
 * year, and where it no longer names a pair the older one stays. */
#include <stdlib.h>

#include "page.h"

/* ---- which there are ----------------------------------------------------- */

static bool is_known_edition(const stock_editions *editions, cor_str source) {
    for (int32_t i = 0; i < editions->count; i++)
        if (cor_str_equal(editions->list[i].source, source)) return true;
    return false;
}

/* The newest period of an edition that names corridors; zero when it has totals only. */
static cor_interval newest_with_corridors(dossier_page *page, cor_str source, cor_interval period) {
    cor_corridor_filter any = {
        .measure = COR_STR(MEASURE_STOCK), .source = source, .period = period, .limit = 1
    };
    return dossier_rank(page, any, NULL).count ? period : (cor_interval){ 0 };
}

static cor_interval newest_period_of(dossier_figures figures, cor_str source) {
    cor_interval newest = { 0 };
    for (size_t i = 0; i < figures.count; i++)
        if (cor_str_equal(figures.list[i].source, source) &&
            figures.list[i].period.end.days > newest.end.days)
            newest = figures.list[i].period;
    return newest;
}

static void add_edition(dossier_page *page, cor_str source, dossier_figures figures) {
    stock_editions *editions = &page->editions;
    if (!cor_str_starts(source, COR_STR(SERIES_STOCK)) || is_known_edition(editions, source) ||
        editions->count == STOCK_EDITIONS_MAX)
        return;

    cor_interval newest = newest_with_corridors(page, source, newest_period_of(figures, source));
    if (dossier_no_period(newest)) return;

    int32_t at = editions->count++;
    while (at > 0 && cor_str_compare(editions->list[at - 1].source, source) < 0) {
        editions->list[at] = editions->list[at - 1];
        at--;
    }
    editions->list[at] = (stock_edition){ cor_str_keep(page->keep, source), newest };
}

/* A database without world totals shows its editions by any corridors. */
static dossier_figures some_stocks(dossier_page *page) {
    dossier_figures worlds = dossier_totals(page, COR_COUNTRY_WORLD, true);
    if (worlds.count) return worlds;
    return dossier_select(page, (cor_filter){ .measure = COR_STR(MEASURE_STOCK),
                                              .breakdown_exact = true,
                                              .latest = true,
                                              .limit = 1000 });
}

const stock_editions *dossier_stock_editions(dossier_page *page) {
    if (page->has_editions) return &page->editions;
    page->has_editions = true;
    dossier_figures figures = some_stocks(page);
    for (size_t i = 0; i < figures.count; i++)
        add_edition(page, figures.list[i].source, figures);
    return &page->editions;
}

cor_interval dossier_newest_stock(dossier_page *page) {
    const stock_editions *editions = dossier_stock_editions(page);
    return editions->count ? editions->list[0].newest : (cor_interval){ 0 };
}

dossier_periods dossier_stock_years(dossier_page *page) {
    const stock_editions *editions = dossier_stock_editions(page);
    dossier_figures worlds = dossier_totals(page, COR_COUNTRY_WORLD, true);
    cor_figure *list = cor_new(page->keep, cor_figure, worlds.count + 1);
    size_t count = 0;
    for (size_t i = 0; list && i < worlds.count; i++)
        if (is_known_edition(editions, worlds.list[i].source)) list[count++] = worlds.list[i];
    return dossier_periods_of(page, (dossier_figures){ list, count });
}

cor_str dossier_years_text(dossier_page *page, dossier_periods years) {
    cor_out list = cor_out_memory(page->keep);
    for (int32_t i = 0; i < years.count; i++) {
        char label[32];
        cor_interval_label(years.list[i], label);
        cor_put_c(&list, i ? ", " : "");
        cor_put_c(&list, label);
    }
    return list.failed ? (cor_str){ 0 } : cor_out_str(&list);
}

/* ---- the newest that answers --------------------------------------------- */

static bool has_any_value(dossier_figures figures) {
    for (size_t i = 0; i < figures.count; i++)
        if (dossier_has_value(&figures.list[i])) return true;
    return false;
}

dossier_figures dossier_newest_edition(dossier_page *page, dossier_figures figures) {
    const stock_editions *editions = dossier_stock_editions(page);
    for (int32_t i = 0; i < editions->count; i++) {
        dossier_figures part = dossier_of_source(page, figures, editions->list[i].source);
        if (has_any_value(part)) return part;
    }
    return (dossier_figures){ 0 };
}

/* ---- corridors of all editions ------------------------------------------- */

/* Pairs of places, as bits. */
typedef struct {
    uint64_t *bits;
    size_t places;
} pair_set;

static pair_set make_pair_set(dossier_page *page) {
    size_t count;
    const cor_country_info *list = cor_country_list(&count);
    pair_set set = { 0 };
    for (size_t i = 0; i < count; i++)
        if (list[i].place.id >= set.places) set.places = list[i].place.id + 1u;
    set.bits = cor_new(page->keep, uint64_t, set.places * set.places / 64 + 1);
    return set;
}

/* Whether the pair was there already; it is afterwards. */
static bool note_pair(pair_set *set, const cor_figure *figure) {
    size_t at = figure->origin.id * set->places + figure->destination.id;
    bool known = set->bits[at / 64] >> at % 64 & 1;
    set->bits[at / 64] |= UINT64_C(1) << at % 64;
    return known;
}

static int larger_first(const void *one, const void *other) {
    const cor_figure *a = &((const cor_corridor *)one)->figure,
                     *b = &((const cor_corridor *)other)->figure;
    if (a->value != b->value) return a->value > b->value ? -1 : 1;
    return a->origin.id != b->origin.id ? (int)a->origin.id - (int)b->origin.id
                                        : (int)a->destination.id - (int)b->destination.id;
}

/* Add the pairs of an edition that no newer one names. */
static bool add_unnamed_pairs(dossier_page *page, pair_set *named, dossier_corridors older,
                              dossier_corridors *all) {
    cor_corridor *list = cor_new_unset(page->keep, cor_corridor, all->count + older.count);
    bool is_newest = !all->list;
    if (!list) return false;
    if (all->count) memcpy(list, all->list, all->count * sizeof *list);

    for (size_t i = 0; i < older.count; i++) {
        if (note_pair(named, &older.list[i].figure)) continue;
        list[all->count] = older.list[i];
        if (!is_newest) list[all->count].rank = 0; // it has none among those of the newest edition
        all->count++;
    }
    all->list = list;
    return true;
}

dossier_corridors dossier_rank_stock(dossier_page *page, cor_corridor_filter filter,
                                     int64_t *ret_of) {
    const stock_editions *editions = dossier_stock_editions(page);
    dossier_corridors all = { 0 };
    pair_set named = make_pair_set(page);
    int32_t limit = filter.limit;
    bool any_period = dossier_no_period(filter.period), fits = named.bits != NULL;

    filter.measure = COR_STR(MEASURE_STOCK);
    filter.limit = 0;
    if (ret_of) *ret_of = 0;
    for (int32_t i = 0; i < editions->count && fits; i++) {
        int64_t of;
        filter.source = editions->list[i].source;
        if (any_period) filter.period = editions->list[i].newest;
        fits = add_unnamed_pairs(page, &named, dossier_rank(page, filter, &of), &all);
        if (ret_of && i == 0) *ret_of = of;
    }

    if (!fits) return (dossier_corridors){ 0 }; // the builder reports that memory ran out
    if (all.count && editions->count > 1)
        qsort(all.list, all.count, sizeof *all.list, larger_first);
    if (limit && all.count > (size_t)limit) all.count = (size_t)limit;
    return all;
}
