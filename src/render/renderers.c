/* SPDX-License-Identifier: Apache-2.0 */
/* renderers.c: the table of renderers. */
#include "render.h"

// clang-format off
static const cor_renderer renderers[] = {
    { COR_STR_INIT("text"), COR_STR_INIT(".txt"),  COR_STR_INIT("text/plain; charset=utf-8"),       false, cor_render_text },
    { COR_STR_INIT("json"), COR_STR_INIT(".json"), COR_STR_INIT("application/json"),                false, cor_render_json },
    { COR_STR_INIT("csv"),  COR_STR_INIT(".csv"),  COR_STR_INIT("text/csv; charset=utf-8; header=present"), false, cor_render_csv },
    { COR_STR_INIT("html"), COR_STR_INIT(".html"), COR_STR_INIT("text/html; charset=utf-8"),        false, cor_render_html },
    { COR_STR_INIT("xlsx"), COR_STR_INIT(".xlsx"), COR_STR_INIT("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"), true, cor_render_xlsx },
    { COR_STR_INIT("pdf"),  COR_STR_INIT(".pdf"),  COR_STR_INIT("application/pdf"),                 true,  cor_render_pdf },
};
// clang-format on
enum { RENDERER_COUNT = sizeof renderers / sizeof *renderers };

const cor_renderer *cor_renderer_find(cor_str name) {
    for (size_t i = 0; i < RENDERER_COUNT; i++) {
        if (cor_str_equal(renderers[i].name, name)) return &renderers[i];
    }
    return NULL;
}

static char lower(char letter) {
    return letter >= 'A' && letter <= 'Z' ? (char)(letter + ('a' - 'A')) : letter;
}

static bool ends_alike(cor_str path, cor_str ending) {
    if (path.length <= ending.length) return false;
    const char *tail = path.at + path.length - ending.length;
    for (size_t i = 0; i < ending.length; i++) {
        if (lower(tail[i]) != ending.at[i]) return false;
    }
    return true;
}

const cor_renderer *cor_renderer_for_file(cor_str path) {
    for (size_t i = 0; i < RENDERER_COUNT; i++) {
        if (ends_alike(path, renderers[i].ending)) return &renderers[i];
    }
    return NULL;
}

const cor_renderer *cor_renderer_list(size_t *ret_count) {
    *ret_count = RENDERER_COUNT;
    return renderers;
}
