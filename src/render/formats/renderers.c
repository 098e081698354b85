/* SPDX-License-Identifier: Apache-2.0 */
/* renderers.c: renderers by the name of their format and by the ending of a file. */
#include "render/render.h"

#define ROW(name, ending, media_type, is_binary, render)                                           \
    { COR_STR_INIT(name), COR_STR_INIT(ending), COR_STR_INIT(media_type), is_binary, render },

static const cor_renderer renderers[] = { COR_FORMATS(ROW) };
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
