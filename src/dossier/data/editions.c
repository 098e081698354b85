/* SPDX-License-Identifier: Apache-2.0 */
/* editions.c: the ILO world estimates of migrant workers. Their concept changed with the fourth
 * edition, so both measures are read, and each number names its measure. */
#include <math.h>
#include <stdlib.h>

#include "editions.h"

static const struct {
    const char *total, *share;
} concepts[] = {
    { "migrant_workers", "share_of_migrant_workers" },
    { "migrants_in_labour_force", "share_of_migrants_in_labour_force" },
};
enum { CONCEPT_COUNT = sizeof concepts / sizeof *concepts };

static dossier_figures of_world(dossier_page *page, const char *measure) {
    cor_country world = COR_COUNTRY_WORLD;
    return dossier_select(page, (cor_filter){ .measure = cor_str_of(measure),
                                              .destinations = &world,
                                              .destination_count = 1 });
}

static int by_year(const void *a, const void *b) {
    const dossier_edition *one = a, *other = b;
    if (one->total->period.start.days != other->total->period.start.days)
        return one->total->period.start.days < other->total->period.start.days ? -1 : 1;
    return cor_str_compare(one->total->source, other->total->source);
}

dossier_editions dossier_editions_of(dossier_page *page) {
    dossier_figures people[CONCEPT_COUNT], shares[CONCEPT_COUNT];
    size_t room = 0;

    for (int c = 0; c < CONCEPT_COUNT; c++) {
        people[c] = of_world(page, concepts[c].total);
        shares[c] = of_world(page, concepts[c].share);
        room += people[c].count;
    }

    dossier_editions editions = { .list = cor_new(page->keep, dossier_edition, room + 1) };
    for (int c = 0; editions.list && c < CONCEPT_COUNT; c++)
        for (size_t i = 0; i < people[c].count; i++) {
            const cor_figure *total = &people[c].list[i];
            if (total->breakdown.length || !dossier_has_value(total)) continue;
            dossier_figures same = dossier_of_source(page, people[c], total->source);
            dossier_figures parts = dossier_of_source(page, shares[c], total->source);
            editions.list[editions.count++] =
                (dossier_edition){ .total = total,
                                   .men = dossier_pick(same, "sex=M", total->period),
                                   .women = dossier_pick(same, "sex=F", total->period),
                                   .men_share = dossier_pick(parts, "sex=M", total->period),
                                   .women_share = dossier_pick(parts, "sex=F", total->period) };
        }

    if (editions.count)
        qsort(editions.list, (size_t)editions.count, sizeof *editions.list, by_year);
    return editions;
}

cor_value dossier_edition_people(dossier_page *page, const cor_figure *figure) {
    cor_value value = dossier_value(page, figure);
    bool is_whole = value.present && nearbyint(value.value) == value.value;
    return is_whole ? dossier_decimals(value, 0) : value;
}

/* Published totals are rounded by themselves: 83.7 men and 66.6 women stand beside a total of 150. */
static cor_value women_and_men(dossier_page *page, cor_value women, cor_value men) {
    if (!women.present || !men.present) return cor_value_absent();
    return cor_doc_computed(page->doc, women.value + men.value, women.unit->key,
                            dossier_plain(_("women and men together")), (cor_value[]){ women, men },
                            2);
}

cor_value dossier_edition_share(dossier_page *page, const dossier_edition *edition,
                                const char *sex) {
    bool is_women = strcmp(sex, "F") == 0;
    const cor_figure *published = is_women ? edition->women_share : edition->men_share;
    if (published) return dossier_value(page, published);
    cor_value women = dossier_value(page, edition->women), men = dossier_value(page, edition->men);
    return dossier_share(page, is_women ? women : men, women_and_men(page, women, men),
                         is_women ? dossier_plain(_("women divided by women and men together"))
                                  : dossier_plain(_("men divided by women and men together")));
}

cor_table_cell dossier_edition_cell(dossier_page *page, cor_str key) {
    const cor_source *source = dossier_source_of(page, key);
    cor_table_cell cell = dossier_source_cell(page, key);
    if (source && source->edition.length)
        cell.text = cor_text_keep(page->keep, cor_say_str(source->edition));
    return cell;
}
