/* SPDX-License-Identifier: Apache-2.0 */
/* write_csv.c: figures as the table that can be edited and imported again. */
#include "core/say.h"
#include "corredor/figures.h"
#include "vocabulary/vocabulary.h"

cor_code cor_figures_write_csv(cor_figures *figures, const cor_filter *filter, cor_out *out,
                               cor_error *err) {
    cor_query *query;
    cor_code code = cor_query_open(figures, filter, &query, err);
    if (code) return code;
    cor_put_figures_head(out);
    cor_figure figure;
    bool found = true;

    while (!code && !out->failed) {
        code = cor_query_next(query, &figure, &found, err);
        if (code || !found) break;
        cor_put_figure_row(out, &figure);
    }

    cor_query_close(query);
    if (!code && out->failed)
        code = cor_fail(err, COR_E_OUTPUT, _("The output cannot be written."));

    return code;
}
