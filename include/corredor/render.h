/* SPDX-License-Identifier: Apache-2.0 */
/* render.h: a document to bytes: text, JSON, CSV, HTML, a workbook, PDF. One table lists the
 * renderers; `--format`, the file endings of -o and of addresses, and the Accept header all read
 * it.
 *
 *     const cor_renderer *json = cor_renderer_find(COR_STR("json"));
 *     cor_render_options options = { COR_LANG_ES };
 *     code = json->render(document, &options, scratch, &out, &err); */
#ifndef CORREDOR_RENDER_H
#define CORREDOR_RENDER_H

#include "document.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Zero in every member means the default. */
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
    /* Write the document.
     *
     * scratch    1 MB for a corridor, given back on return.
     * returns    COR_OK; COR_E_MEMORY; COR_E_OUTPUT, COR_E_FULL: `out` took no more.
     * holds      bytes depend on the document and the options alone: same input, same bytes. */
    cor_code (*render)(const cor_document *document, const cor_render_options *options,
                       cor_arena scratch, cor_out *out, cor_error *err);
} cor_renderer;

/* By name, "json"; NULL when there is none. All renderers are static. */
COR_API const cor_renderer *cor_renderer_find(cor_str name);
/* Find by file name: "gtm-mex.pdf"; NULL for another ending. */
COR_API const cor_renderer *cor_renderer_for_file(cor_str path);
/* All of them, [*ret_count]. */
COR_API const cor_renderer *cor_renderer_list(size_t *ret_count);

#ifdef __cplusplus
}
#endif

#endif
