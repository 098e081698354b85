/* SPDX-License-Identifier: Apache-2.0 */
/* write_sample.c: the sample document on standard output, for tests that read it with other
 * programs. usage: write-sample FORMAT LANG [sample|figures] */
#include <stdio.h>

#include "corredor/render.h"
#include "sample.h"

int main(int argc, char **argv) {
    static cor_error err;
    cor_stretch stretch;
    const cor_document *document;

    if (argc < 3 || !cor_stretch_open((size_t)64 << 20, &stretch)) return 64;
    cor_arena keep = cor_stretch_arena(&stretch);
    bool figures = argc > 3 && cor_str_is(cor_str_of(argv[3]), "figures");
    cor_render_options options = { .base_url = COR_STR("https://corredor.example"),
                                   .standalone = true };
    const cor_renderer *renderer = cor_renderer_find(cor_str_of(argv[1]));
    if (!renderer || !cor_lang_find(cor_str_of(argv[2]), &options.lang)) return 64;

    cor_code code =
        figures ? sample_figures(&keep, &document, &err) : sample_document(&keep, &document, &err);
    cor_out out = cor_out_file(stdout), messages = cor_out_file(stderr);
    if (!code) code = renderer->render(document, &options, keep, &out, &err);
    if (code) cor_error_print(&err, COR_LANG_EN, &messages);
    cor_stretch_close(&stretch);

    return cor_code_exit(code);
}
