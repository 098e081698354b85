/* SPDX-License-Identifier: Apache-2.0 */
/* assets.h: stylesheet, scripts and pictures of the pages, embedded at build time, compressed
 * once, named by their content so that browsers keep them for ever. */
#ifndef CORREDOR_RENDER_HTML_ASSETS_H
#define CORREDOR_RENDER_HTML_ASSETS_H

#include "corredor/str.h"

typedef struct {
    cor_str name;                // "corredor.css"
    cor_str path;                // "/assets/corredor.1f0c3a9b.css"
    cor_str media_type;          // "text/css; charset=utf-8"
    cor_str bytes, gzip, brotli; // brotli is empty where the build machine has none
} cor_asset;

/* NULL when there is none: a build without node has no islands. */
const cor_asset *cor_asset_find(cor_str name);
const cor_asset *cor_asset_at(cor_str path);
const cor_asset *cor_asset_list(size_t *ret_count);

#endif
