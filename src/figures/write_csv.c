/* SPDX-License-Identifier: Apache-2.0 */
/* write_csv.c: figures as the table that can be edited and imported again. A database with
 * corrections of published figures has a column for what was published. */
#include <inttypes.h>
#include <math.h>

#include "inside.h"
#include "vocabulary/vocabulary.h"

enum { NOTE_BYTES = 1 << 16 };

typedef struct {
    cor_figures *figures;
    cor_out *out;
    bool has_notes;
    cor_stretch stretch; // of the note of one figure
} csv_writing;

/* The dates of data formats are those of ISO 8601. */
static cor_str say_correction(const cor_correction *correction, cor_arena *keep) {
    char value[40], date[16];
    const cor_figure *published = &correction->published;
    cor_date_label((cor_date){ (int32_t)(correction->at_s / 86400) }, date);
    cor_number_print(published->value, value);
    return cor_str_print(keep, "Corrected by %.*s on %s; published: %s (figure %" PRId64 "). %.*s",
                         COR_STR_F(correction->who), date,
                         isnan(published->value) ? cor_status_key(published->status) : value,
                         published->id, COR_STR_F(correction->why));
}

static cor_code write_figure(csv_writing *writing, const cor_figure *figure, cor_error *err) {
    cor_arena keep = cor_stretch_arena(&writing->stretch);
    cor_correction correction;
    cor_str note = { 0 };
    bool found = false;
    if (!writing->has_notes) {
        cor_put_figure_row(writing->out, figure, NULL);
        return COR_OK;
    }

    cor_code code =
        cor_figures_correction(writing->figures, figure, &keep, &correction, &found, err);
    if (!code && found) note = say_correction(&correction, &keep);
    if (!code) cor_put_figure_row(writing->out, figure, &note);
    return code;
}

static cor_code write_figures(csv_writing *writing, cor_query *query, cor_error *err) {
    cor_figure figure;
    cor_code code = COR_OK;
    cor_put_figures_head(writing->out, writing->has_notes);
    for (bool found = true; !code && !writing->out->failed;) {
        code = cor_query_next(query, &figure, &found, err);
        if (code || !found) break;
        code = write_figure(writing, &figure, err);
    }
    return code;
}

cor_code cor_figures_write_csv(cor_figures *figures, const cor_filter *filter, cor_out *out,
                               cor_error *err) {
    csv_writing writing = { .figures = figures, .out = out };
    cor_query *query = NULL;
    int64_t corrections;
    cor_code code = figures_number(figures, COR_SQL_FIGURES_CORRECTION_COUNT, &corrections, err);
    if (code) return code;
    if (!cor_stretch_open(NOTE_BYTES, &writing.stretch)) return cor_fail_memory(err);

    writing.has_notes = corrections > 0;
    code = cor_query_open(figures, filter, &query, err);
    if (!code) code = write_figures(&writing, query, err);
    cor_query_close(query);
    cor_stretch_close(&writing.stretch);
    if (!code && out->failed)
        code = cor_fail(err, COR_E_OUTPUT, _("The output cannot be written."));

    return code;
}
