/* SPDX-License-Identifier: Apache-2.0 */
/* figure_row.c: one figure as a line of the table that can be edited and imported again. */
#include "vocabulary.h"

void cor_put_figures_head(cor_out *out, bool has_notes) {
    cor_put_c(out,
              "measure,origin,destination,period,breakdown,value,unit,status,source,figure_id");
    cor_put_c(out, has_notes ? ",note\n" : "\n");
}

void cor_put_figure_row(cor_out *out, const cor_figure *figure, const cor_str *note) {
    const cor_measure *measure = cor_measure_find(figure->measure);
    char period[32];

    cor_interval_label(figure->period, period);
    cor_put_csv(out, figure->measure);
    cor_put_char(out, ',');
    cor_put_csv(out, cor_country_code(figure->origin));
    cor_put_char(out, ',');
    cor_put_csv(out, cor_country_code(figure->destination));
    cor_put_char(out, ',');
    cor_put_c(out, period);
    cor_put_char(out, ',');
    cor_put_csv(out, figure->breakdown);
    cor_put_char(out, ',');
    cor_put_number(out, figure->value);
    cor_put_char(out, ',');
    if (measure) cor_put_csv(out, measure->unit->key);
    cor_put_char(out, ',');
    cor_put_c(out, cor_status_key(figure->status));
    cor_put_char(out, ',');
    cor_put_csv(out, figure->source);
    cor_put_char(out, ',');
    cor_put_int(out, figure->id);
    if (note) {
        cor_put_char(out, ',');
        cor_put_csv(out, *note);
    }
    cor_put_char(out, '\n');
}
