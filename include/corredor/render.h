/* SPDX-License-Identifier: Apache-2.0 */
/* render.h: turns a document into bytes. One table lists the renderers; `--format`, the file
 * endings of -o and of URLs, and the Accept header are read from it. */
#ifndef CORREDOR_RENDER_H
#define CORREDOR_RENDER_H

#include "document.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct {
    cor_lang lang;
    int32_t width;    // text: columns of the terminal, 0 for 100
    bool color;       // text: the terminal shows bold and colour
    cor_str base_url; // prefix of links in files that travel (pdf, html, xlsx); empty for relative
    bool standalone;  // html: one self-contained file; else the page a server sends
    bool fragment;    // html: without masthead and foot
    cor_str address;  // html: requested path and query without the language; empty: the document's
                      // path
} cor_render_options;

typedef struct {
    cor_str name;       // "text", "json", "csv", "html", "xlsx", "pdf"
    cor_str ending;     // ".txt"
    cor_str media_type; // "application/json"
    bool is_binary;     // not suitable for a terminal
    /* The bytes depend on the document and the options only. */
    cor_code (*render)(const cor_document *document, const cor_render_options *options,
                       cor_arena scratch, cor_out *out, cor_error *err);
} cor_renderer;

COR_API const cor_renderer *cor_renderer_find(cor_str name);
/* Find by file name: "gtm-mex.pdf"; NULL for another ending. */
COR_API const cor_renderer *cor_renderer_for_file(cor_str path);
COR_API const cor_renderer *cor_renderer_list(size_t *ret_count);

#ifdef __cplusplus
}
#endif

#endif
