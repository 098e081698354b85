/* SPDX-License-Identifier: Apache-2.0 */
/* render.c: how many documents a second each renderer writes, over the sample dossier. usage:
 * bench-render [SECONDS] */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "corredor/render.h"

#include "../tests/render/sample.h"

static double clock_s(clockid_t clock) {
    struct timespec at;
    clock_gettime(clock, &at);
    return (double)at.tv_sec + (double)at.tv_nsec / 1e9;
}

static int fail(const cor_error *err) {
    cor_out out = cor_out_file(stderr);
    cor_error_print(err, COR_LANG_EN, &out);
    return cor_code_exit(err->code);
}

/* CPU time is the steadier column when the machine has other work. */
static cor_code measure(const cor_renderer *renderer, const cor_document *document, cor_arena room,
                        double seconds, cor_error *err) {
    cor_render_options options = { .lang = COR_LANG_ES, .standalone = true };
    int64_t count = 0;
    size_t bytes = 0;
    double first_ms = 0, start = clock_s(CLOCK_MONOTONIC),
           cpu_start = clock_s(CLOCK_PROCESS_CPUTIME_ID), took = 0;

    while (took < seconds) {
        cor_arena scratch = room, keep = cor_arena_scratch(&scratch);
        cor_out out = cor_out_memory(&keep);
        cor_code code = renderer->render(document, &options, scratch, &out, err);
        if (code) return code;
        bytes = out.used;
        took = clock_s(CLOCK_MONOTONIC) - start;
        if (!count++) first_ms = (clock_s(CLOCK_PROCESS_CPUTIME_ID) - cpu_start) * 1e3;
    }

    double cpu_ms = (clock_s(CLOCK_PROCESS_CPUTIME_ID) - cpu_start) * 1e3;
    printf("%-5.*s %10.1f documents/s %9.3f ms CPU each %9.3f ms CPU the first %9zu bytes\n",
           COR_STR_F(renderer->name), (double)count / took, cpu_ms / (double)count, first_ms,
           bytes);

    return COR_OK;
}

int main(int argc, char **argv) {
    double seconds = argc > 1 ? strtod(argv[1], NULL) : 1;
    static cor_error err;
    cor_stretch stretch;

    if (!cor_stretch_open((size_t)256 << 20, &stretch)) return fail(&err);
    cor_arena keep = cor_stretch_arena(&stretch);
    const cor_document *document;
    cor_code code = sample_document(&keep, &document, &err);
    size_t count;
    const cor_renderer *list = cor_renderer_list(&count);
    for (size_t i = 0; i < count && !code; i++)
        code = measure(&list[i], document, keep, seconds, &err);

    cor_stretch_close(&stretch);
    return code ? fail(&err) : 0;
}
