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
        [COR_ROLE_HEADLINE] = true, [COR_ROLE_LOCATOR] = true, [COR_ROLE_FACTS] = true,
        [COR_ROLE_ACTIONS] = true,  [COR_ROLE_WORKER] = true,  [COR_ROLE_EDITION] = true,
        [COR_ROLE_SHORT] = true,    [COR_ROLE_GLANCE] = true,  [COR_ROLE_SIDE] = true,
    };
    return roles[node->role] || (has_hero && node->kind == COR_NODE_FORM);
}

static bool has_hero(const cor_document *document) {
    for (const cor_node *node = document->root->section.first; node; node = node->next)
        if (node->role == COR_ROLE_HEADLINE || node->role == COR_ROLE_LOCATOR) return false;
    return true;
}

/* The state of a numbered block, where most of its numbers share it: said once, beside the title. */
static void put_block_status(html_page *page, const cor_node *node) {
    page->block_status = html_common_status(node);
    if (page->block_status < 0) return;
    cor_value value = { .present = true, .status = (cor_obs_status)page->block_status };
    html_put(page, "<p>");
    html_status(page, &value);
    html_put(page, " ");
    html_say(page, _("unless marked"));
    html_put(page, "</p>");
}

/* A section right under the root: a numbered block of a dossier, or a part of another page. */
static void put_block(html_page *page, const cor_node *node, int32_t number) {
    html_put(page, number ? "<section class=\"block\" id=\"" : "<section class=\"part\" id=\"");
    html_str(page, node->id);
    html_put(page, "\" aria-labelledby=\"");
    html_str(page, node->id);
    html_put(page, number ? "-h\">\n<div class=\"head\"><h2 id=\"" : "-h\">\n<h2 id=\"");
    html_str(page, node->id);
    html_put(page, "-h\">");

    if (number) {
        html_put(page, "<span class=\"n\">");
        html_int(page, number);
        html_put(page, "</span>");
    }

    html_text(page, node->title);
    html_put(page, "</h2>");
    if (number) put_block_status(page, node);
    html_put(page, number ? "</div>\n" : "\n");
    page->heading = 3;
    html_section_body(page, node);
    page->heading = 2;
    page->block_status = -1;
    html_put(page, "</section>\n");
}

static bool is_block(const cor_node *node) {
    return node->kind == COR_NODE_SECTION && !cor_text_is_empty(node->title) && node->id.length &&
           node->role != COR_ROLE_CONTEXT;
}

static void put_main(html_page *page, bool numbered) {
    bool hero = has_hero(page->document);
    int32_t number = 0;

    page->heading = 2;
    for (const cor_node *node = page->document->root->section.first, *end; node; node = end) {
        end = html_end_of_figures(node);
        if (end != node) {
            html_facts(page, node, end);
            continue;
        }
        end = node->next;
        if (is_in_head(node, hero)) continue;
        if (is_block(node))
            put_block(page, node, numbered ? ++number : 0);
        else
            html_node(page, node);
    }

    html_source_list(page);
}

/* Long documents of many blocks have an index beside them. */
static void put_content(html_page *page) {
    enum { BLOCKS_FOR_AN_INDEX = 4 };
    html_crumbs(page);
    html_dossier_head(page);
    bool indexed =
        html_block_count(page->document) >= BLOCKS_FOR_AN_INDEX && !has_hero(page->document);

    if (indexed) {
        html_put(page, "<div class=\"dossier\">\n");
        html_index(page);
        html_put(page, "<div class=\"blocks\">\n");
    }

    put_main(page, indexed);
    if (indexed) html_put(page, "</div></div>\n");
}

cor_code cor_render_html(const cor_document *document, const cor_render_options *options,
                         cor_arena scratch, cor_out *out, cor_error *err) {
    html_page page = { .document = document,
                       .options = options,
                       .lang = options->lang,
                       .out = out,
                       .escaped = { .write = write_escaped, .self = out },
                       .heading = 2,
                       .block_status = -1 };
    page.mark_counts = cor_new(&scratch, int32_t, document->source_count + 1);
    page.status_sets = cor_new(&scratch, uint32_t, document->source_count + 1);
    if (!page.mark_counts || !page.status_sets) return cor_fail_memory(err);

    page.scratch = scratch;
    html_sources_begin(&page);
    if (!options->fragment) html_frame_begin(&page);
    put_content(&page);
    if (!options->fragment) html_frame_end(&page);
    if (page.is_full) return cor_fail_memory(err);

    return cor_render_finish(out, err);
}
