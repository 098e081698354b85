/* SPDX-License-Identifier: Apache-2.0 */
/* page.c: a document as a page: head, blocks with their index, notes. */
#include "core/say.h"
#include "html.h"

/* Everything written as text passes through here. */
static bool write_escaped(cor_out *out, const char *bytes, size_t length) {
    cor_out *page = out->self;
    cor_put_xml(page, (cor_str){ bytes, length });
    out->system_error = page->system_error;
    return !page->failed;
}

/* What stands in the head already. */
static bool is_in_head(const cor_node *node, bool has_hero) {
    static const bool roles[COR_NODE_ROLE_COUNT] = {
