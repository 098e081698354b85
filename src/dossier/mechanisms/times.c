/* SPDX-License-Identifier: Apache-2.0 */
/* times.c: the timeline of an instrument: its own dates, effects of other instruments on it, first
 * and last recorded use; and its parties on a map. */
#include <stdlib.h>

#include "mechanisms.h"

/* ---- the acts ------------------------------------------------------------ */

enum { ACTS_MAX = 64 };

typedef struct {
    cor_interval at;
    cor_list_item item;
} act;

typedef struct {
    dossier_page *page;
    const cor_entry *mechanism;
    act list[ACTS_MAX];
    int32_t count;
} acts;

static void add_dated_act(acts *of, cor_interval at, cor_list_item item) {
    if (of->count == ACTS_MAX) return;
    item.when = dossier_period_text(of->page, at);
    of->list[of->count++] = (act){ at, item };
}

static void add_dates(acts *of) {
    static const struct {
        int32_t field;
        const char *what;
    } dates[] = {
        { MECHANISM_ANNOUNCED, N_("Announced") },
        { MECHANISM_SIGNED, N_("Signed") },
        { MECHANISM_IN_FORCE, N_("In force from then on") },
        { MECHANISM_SUSPENDED, N_("Suspended") },
        { MECHANISM_ENDED, N_("Ended") },
    };

    for (size_t i = 0; i < sizeof dates / sizeof *dates; i++) {
        cor_interval at;
        if (!cor_entry_period(of->mechanism, dates[i].field, &at)) continue;
        add_dated_act(of, at,
                      (cor_list_item){
                          .text = dossier_plain(dates[i].what),
                          .cited = dossier_entry_cited(of->page, of->mechanism, dates[i].field) });
    }
}

static void add_relation(acts *of, const char *said, const cor_entry *other,
                         const cor_entry *dated) {
    cor_interval at;
    if (!cor_mechanism_began(dated, &at)) return;
    cor_text title = dossier_entry_title(of->page, other);
    add_dated_act(
        of, at,
        (cor_list_item){ .text = cor_text_keep(of->page->keep, cor_say(said, cor_arg_text(&title))),
                         .state = dossier_stage_text(of->page, other),
                         .shape = dossier_stage_shape(cor_mechanism_stage(other)),
                         .href = dossier_entry_path(of->page, other) });
}

/* Effects of this one on others at its own date; effects of others on it at theirs. */
static void add_relations(acts *of) {
    static const struct {
        int32_t field;
        const char *does, *done;
    } relations[] = {
        { MECHANISM_AMENDS, N_("Amends: {title}"), N_("Amended by: {title}") },
        { MECHANISM_REPLACES, N_("Replaces: {title}"), N_("Replaced by: {title}") },
        { MECHANISM_IMPLEMENTS, N_("Puts into practice: {title}"),
          N_("Put into practice by: {title}") },
    };

    for (size_t i = 0; i < sizeof relations / sizeof *relations; i++) {
        cor_str rest = cor_entry_get(of->mechanism, relations[i].field), key;
        while (cor_entry_next(&rest, &key)) {
            const cor_entry *other =
                cor_registry_memory_find(of->page->dossier->registries, &cor_kind_mechanism, key);
            if (other) add_relation(of, relations[i].does, other, of->mechanism);
        }
        dossier_entries others = dossier_entries_with(of->page, &cor_kind_mechanism,
                                                      relations[i].field, of->mechanism->key);
        for (size_t k = 0; k < others.count; k++)
            add_relation(of, relations[i].done, others.list[k], others.list[k]);
    }
}

static void add_use(acts *of, const char *said, const cor_entry *use) {
    cor_interval at;
    if (!use || !cor_entry_period(use, USE_PERIOD, &at)) return;
    add_dated_act(of, at,
                  (cor_list_item){ .text = dossier_plain(said),
                                   .quiet = dossier_use_text(of->page, use),
                                   .value = dossier_use_value(of->page, use) });
}

static bool act_is_before(const cor_entry *use, const cor_entry *other) {
    cor_interval a, b;
    if (!other) return true;
    return cor_entry_period(use, USE_PERIOD, &a) && cor_entry_period(other, USE_PERIOD, &b) &&
           a.start.days < b.start.days;
}

static void add_uses(acts *of) {
    dossier_entries uses =
        dossier_entries_with(of->page, &cor_kind_mechanism_use, USE_MECHANISM, of->mechanism->key);
    const cor_entry *first = NULL, *last = NULL;

    for (size_t i = 0; i < uses.count; i++) {
        if (cor_use_sort_of(uses.list[i]) != COR_USE_MOVED) continue;
        if (act_is_before(uses.list[i], first)) first = uses.list[i];
        if (!last || !act_is_before(uses.list[i], last)) last = uses.list[i];
    }

    if (first == last) {
        add_use(of, _("The only recorded use"), first);
        return;
    }

    add_use(of, _("First recorded use"), first);
    add_use(of, _("Newest recorded use"), last);
}

static int by_act_time(const void *a, const void *b) {
    const act *one = a, *other = b;
    if (one->at.start.days != other->at.start.days)
        return one->at.start.days < other->at.start.days ? -1 : 1;
    return one->at.end.days < other->at.end.days ? -1 : one->at.end.days > other->at.end.days;
}

void dossier_mechanism_times(dossier_page *page, const cor_entry *mechanism) {
    acts *of = cor_new(page->keep, acts, 1);
    if (!of) return; // the document is full and reports it at its end
    of->page = page;
    of->mechanism = mechanism;
    add_dates(of);
    add_relations(of);
    add_uses(of);
    qsort(of->list, (size_t)of->count, sizeof *of->list, by_act_time);

    if (!of->count) {
        cor_text fillers[] = { dossier_plain(
            _("the text of the instrument, or a notice in an official gazette")) };
        cor_doc_absence(
            page->doc, "times-none", dossier_plain(_("Dates")),
            dossier_plain(_("No source seen says when it was signed or came into force.")), fillers,
            1);
        return;
    }

    cor_doc_list(page->doc, "times", dossier_plain(_("In chronological order")), true);
    cor_doc_role(page->doc, COR_ROLE_ACTS);
    for (int32_t i = 0; i < of->count; i++)
        cor_doc_item(page->doc, &of->list[i].item);
}

/* ---- the map ------------------------------------------------------------- */

enum { PLACES_MAX = 64 };

static int32_t map_points(dossier_page *page, const cor_entry *mechanism, cor_map_point *points) {
    cor_str rest = cor_entry_get(mechanism, MECHANISM_PARTIES), code;
    int32_t count = 0;

    while (count < PLACES_MAX && cor_entry_next(&rest, &code)) {
        cor_country place;
        if (!cor_country_by_code(code, &place)) continue;
        points[count++] =
            (cor_map_point){ .place = place,
                             .label = cor_text_keep(page->keep,
                                                    cor_say("{place}", cor_arg_country(place))),
                             .value = cor_value_absent(),
                             .hue = COR_HUE_INK,
                             .href = dossier_country_path(page->keep, place) };
    }

    return count;
}

static int32_t map_lines(dossier_page *page, const cor_entry *mechanism, cor_map_line *lines) {
    cor_str rest = cor_entry_get(mechanism, MECHANISM_CORRIDORS), corridor;
    int32_t count = 0;

    while (count < PLACES_MAX && cor_entry_next(&rest, &corridor)) {
        size_t dash = cor_str_find(corridor, COR_STR("-"));
        cor_country from, to;
        if (!cor_country_by_code(cor_str_part(corridor, 0, dash), &from) ||
            !cor_country_by_code(cor_str_part(corridor, dash + 1, SIZE_MAX), &to))
            continue; // open to every country: not drawn
        lines[count++] = (cor_map_line){ .origin = from,
                                         .destination = to,
                                         .value = cor_value_absent(),
                                         .href = dossier_corridor_path(page->keep, from, to) };
    }

    return count;
}

void dossier_mechanism_map(dossier_page *page, const cor_entry *mechanism) {
    cor_map_point *points = cor_new(page->keep, cor_map_point, PLACES_MAX);
    cor_map_line *lines = cor_new(page->keep, cor_map_line, PLACES_MAX);

    if (!points || !lines) return;
    int32_t point_count = map_points(page, mechanism, points),
            line_count = map_lines(page, mechanism, lines);
    if (point_count < 2) return;
    cor_doc_map(page->doc, "parties-map",
                &(cor_map_spec){
                    .view = COR_VIEW_PAIR,
                    .title = dossier_plain(_("The parties")),
                    .summary = line_count ? dossier_plain(_("Arrows are the corridors it names."))
                                          : dossier_plain(_("It names no corridors.")),
                    .lines = lines,
                    .line_count = line_count,
                    .points = points,
                    .point_count = point_count });
    cor_doc_role(page->doc, COR_ROLE_LOCATOR);
}
