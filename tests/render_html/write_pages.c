/* SPDX-License-Identifier: Apache-2.0 */
/* write_pages.c: the sample document as pages on disk, to be looked at and handed to the
 * checkers of tests/web. usage: write-pages FOLDER */
#include "../render/sample.h"
#include "corredor/render.h"

static bool write_page(const char *folder, const char *name, const cor_document *document,
                       const cor_render_options *options, cor_arena scratch) {
    static char path[4096];
    snprintf(path, sizeof path, "%s/%s-%s.html", folder, name, cor_lang_code(options->lang));
    FILE *file = fopen(path, "w");
    if (!file) return false;

    cor_out out = cor_out_file(file);
    cor_error err = { 0 };
    cor_code code =
        cor_renderer_find(COR_STR("html"))->render(document, options, scratch, &out, &err);
    cor_out messages = cor_out_file(stderr);
    if (code) cor_error_print(&err, COR_LANG_EN, &messages);

    return fclose(file) == 0 && !code;
}

int main(int count, char **arguments) {
    if (count != 2) return 64;
    cor_stretch keep_stretch, scratch_stretch;
    if (!cor_stretch_open(64 << 20, &keep_stretch) || !cor_stretch_open(64 << 20, &scratch_stretch))
        return 71;

    cor_arena keep = cor_stretch_arena(&keep_stretch),
              scratch = cor_stretch_arena(&scratch_stretch);
    const cor_document *sample, *figures;
    static cor_error err;
    if (sample_document(&keep, &sample, &err) || sample_figures(&keep, &figures, &err)) return 70;
    bool written = true;

    for (cor_lang lang = 0; lang < COR_LANG_COUNT; lang++) {
        cor_render_options options = { .lang = lang,
                                       .standalone = true,
                                       .base_url = COR_STR("https://example.org") };
        written &= write_page(arguments[1], "sample", sample, &options, scratch);
        written &= write_page(arguments[1], "figures", figures, &options, scratch);
    }

    return written ? 0 : 74;
}
