/* SPDX-License-Identifier: Apache-2.0 */
/* dossier.c: a document as a dossier on A4 paper, drawn by cairo from the same tree: text that
 * can be searched and copied, charts and maps as vectors, bookmarks, links from every number to
 * its source. The same document gives the same bytes on the same fonts. */
#include <time.h>

#include "core/say.h"
#include "paper.h"

/* A failure is kept in `out` and asked for at the end: cairo 1.16 crashes when a write callback
 * reports one. */
static cairo_status_t write_out(void *self, const unsigned char *bytes, unsigned int length) {
    cor_put(self, (cor_str){ (const char *)bytes, length });
    return CAIRO_STATUS_SUCCESS;
}

/* The day the document speaks of, else a fixed one: the clock would change the bytes. */
static void put_properties(struct pdf_press *press) {
    const cor_document *document = press->words.document;
    cor_arena scratch = press->words.scratch;
    cor_str title = pdf_say(press, document->title, &scratch),
            lead = pdf_say(press, document->lead, &scratch);
    time_t day = (time_t)(document->as_known_s ? document->as_known_s : 946684800); // 2000-01-01
    struct tm parts;
    char date[32] = "2000-01-01T00:00:00Z";

    if (gmtime_r(&day, &parts)) (void)strftime(date, sizeof date, "%Y-%m-%dT%H:%M:%SZ", &parts);
    cairo_surface_t *surface = press->surface;
    if (title.length) cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, title.at);
    if (lead.length) cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_SUBJECT, lead.at);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_AUTHOR, "corredor");
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "corredor " COR_VERSION);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, date);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_MOD_DATE, date);
}

static void print_document(struct pdf_press *press) {
    put_properties(press);
    pdf_page_first(press);
    pdf_head(press);
    pdf_nodes(press, press->words.document->root->section.first);
    pdf_sources(press);
    cairo_show_page(press->cairo);
}

static cor_code fail_cairo(cairo_status_t status, cor_error *err) {
    if (status == CAIRO_STATUS_NO_MEMORY) return cor_fail_memory(err);
    return cor_fail(err, COR_E_SOFTWARE, _("The document could not be written: {reason}."),
                    cor_arg_cstr(cairo_status_to_string(status)));
}

cor_code cor_render_pdf(const cor_document *document, const cor_render_options *options,
                        cor_arena scratch, cor_out *out, cor_error *err) {
    struct pdf_press press = { .words = { .document = document,
                                          .options = options,
                                          .lang = options->lang,
                                          .scratch = scratch } };
    press.surface = cairo_pdf_surface_create_for_stream(write_out, out, PDF_WIDTH, PDF_HEIGHT);
    press.cairo = cairo_create(press.surface);
    if (pdf_shapes_open(&press))
        print_document(&press);

    else
        press.words.full = true;
    pdf_shapes_close(&press);
    cairo_status_t status = cairo_status(press.cairo);
    cairo_destroy(press.cairo);
    cairo_surface_finish(press.surface);
    if (status == CAIRO_STATUS_SUCCESS) status = cairo_surface_status(press.surface);
    cairo_surface_destroy(press.surface);
    if (press.words.full) return cor_fail_memory(err);

    return status == CAIRO_STATUS_SUCCESS ? cor_render_finish(out, err) : fail_cairo(status, err);
}
