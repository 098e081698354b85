/* SPDX-License-Identifier: Apache-2.0 */
/* doubt.c: which parameters of the doubt about an input mean something together. */
#include "doubt.h"

static bool has_quality(const cor_stock_quality *quality) {
    return quality && (quality->birthplace != 0 || quality->citizenship != 0 ||
                       quality->imputed != 0 || quality->refugees != 0);
}

/* The first that was given although there are no intervals; NULL without one. */
static const char *find_idle(const cor_doubt_asked *asked, const cor_stock_quality *quality) {
    const struct {
        const char *name;
        bool is_given;
    } given[] = {
        { "random", asked->seed != 0 },         { "births-cv", asked->births_cv != 0 },
        { "deaths-cv", asked->deaths_cv != 0 }, { "persistence", asked->persistence != 0 },
        { "coverage", asked->coverage != 0 },   { "stock-cv", asked->stock_cv != 0 },
        { "quality", has_quality(quality) },
    };
    for (size_t i = 0; i < sizeof given / sizeof *given; i++)
        if (given[i].is_given) return given[i].name;
    return NULL;
}

cor_code cor_doubt_check(const cor_doubt_asked *asked, const cor_stock_quality *quality,
                         cor_error *err) {
    const char *idle = asked->replicates ? NULL : find_idle(asked, quality);
    if (idle) {
        cor_fail(err, COR_E_USAGE, _("--{option} describes intervals, and none are asked for."),
                 cor_arg_cstr(idle));
        return cor_hint(err, _("Ask for them with --replicates, for example --replicates 50."));
    }

    if (asked->stock_cv == 0 || !has_quality(quality)) return COR_OK;
    cor_fail(err, COR_E_USAGE,
             _("--stock-cv gives all stocks one error, so --quality would change nothing."));
    return cor_hint(err, _("Give one of them."));
}
