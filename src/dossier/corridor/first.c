/* SPDX-License-Identifier: Apache-2.0 */
/* first.c: reads what the first screen of a corridor says, from the figures and registries that
 * its blocks show. */
#include "first.h"

#include "dossier/flows/flows.h"
#include "dossier/publications/publications.h"

stock_basis dossier_basis_of(const dossier_corridor *corridor, const cor_figure **ret_figure) {
    dossier_figures bases = dossier_of_source(
        corridor->page,
        dossier_latest_with(corridor->page, MEASURE_STOCK_BASIS, corridor->destination, ""),
        corridor->edition);
    const cor_figure *revised = dossier_pick(bases, "basis=reassessed", corridor->newest),
                     *carried = dossier_pick(bases, "basis=carried_forward", corridor->newest);

    *ret_figure = revised ? revised : carried;
    return revised ? BASIS_REASSESSED : carried ? BASIS_CARRIED : BASIS_UNKNOWN;
}

static void read_people(dossier_first *first) {
    dossier_corridor *corridor = first->corridor;
    dossier_page *page = corridor->page;
    dossier_periods periods = dossier_periods_of(page, corridor->main);
    cor_value *totals = dossier_values_over(page, corridor->main, "", periods);
    const cor_figure *said;

    first->basis = dossier_basis_of(corridor, &said);
    first->earlier = cor_value_absent();
    if (!totals || !periods.count) return;
    first->trend = dossier_trend_of(totals, periods.count, *page->keep);
    // the trend points into the values, which stay
    for (int32_t i = periods.count - 1, seen = 0; i >= 0; i--)
        if (totals[i].present && seen++ == 1) first->earlier = totals[i];
}

/* Item of the checklist: no fees or costs are charged to workers. */
static const char *const FEES_ITEM = "M2.1";

static void read_rules(dossier_first *first) {
    dossier_corridor *corridor = first->corridor;
    dossier_page *page = corridor->page;
    const cor_country places[] = { corridor->origin, corridor->destination };

    first->instruments = dossier_brief_of(corridor);
    for (int p = 0; p < 2; p++) {
        first->fees[p] = dossier_finding_on(page, cor_str_of(FEES_ITEM), places[p]);
        dossier_entries found = dossier_entries_with(page, &cor_kind_framework_evidence,
                                                     FINDING_PLACE, cor_country_code(places[p]));
        for (size_t i = 0; i < found.count; i++)
            first->finding_count +=
                !cor_str_is(cor_entry_get(found.list[i], FINDING_STATUS), "unknown");
    }
}

static void read_practice(dossier_first *first) {
    dossier_corridor *corridor = first->corridor;
    dossier_page *page = corridor->page;
    dossier_prices prices = dossier_prices_of(page, corridor->destination, corridor->origin);
    dossier_entries organisations = dossier_entries_of(page, &cor_kind_diaspora_organisation);

    first->price = dossier_price_newest(page, &prices, DOSSIER_AMOUNT_LOW);
    for (size_t i = 0; i < organisations.count; i++)
        first->organisation_count += dossier_is_organisation(corridor, organisations.list[i]);
    first->publication_count = dossier_publication_count(corridor);
    first->names_jobs =
        dossier_between(page, MEASURE_EMPLOYED, corridor->origin, corridor->destination).count > 0;
}

void dossier_first_read(dossier_corridor *corridor, dossier_first *ret_first) {
    *ret_first = (dossier_first){ .corridor = corridor };
    read_people(ret_first);
    read_rules(ret_first);
    dossier_newest_moves(corridor, &ret_first->least, &ret_first->most);
    read_practice(ret_first);
}
