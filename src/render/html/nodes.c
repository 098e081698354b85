/* SPDX-License-Identifier: Apache-2.0 */
/* nodes.c: one table says how each kind of node is written; here are the simple ones. */
#include "core/say.h"
#include "html.h"
#include "render/draw/draw.h"

/* ---- sentences ----------------------------------------------------------- */

static void put_html_sentence(html_page *page, const cor_node *node, const char *begin) {
    html_put(page, begin);
    if (!cor_text_is_empty(node->title)) html_words(page, "<b>", node->title, "</b> ");
    html_text(page, node->text);
    html_marks(page, node->cited, node->cited_count);
    html_put(page, "</p>\n");
}

static void put_html_paragraph(html_page *page, const cor_node *node) {
    put_html_sentence(page, node, "<p>");
}

static void put_html_note(html_page *page, const cor_node *node) {
    put_html_sentence(page, node, "<p class=\"note\">");
}

static void put_html_link(html_page *page, const cor_node *node) {
    html_put(page, "<p class=\"more\">");
    bool linked =
        html_link_begin(page, node->link.href, node->role == COR_ROLE_WORKER ? "button" : NULL);
    html_text(page, node->text);
    html_put(page, linked ? "</a></p>\n" : "</p>\n");
}

/* ---- no data is an answer ------------------------------------------------ */

/* On a long page they open on demand. */
static void put_fillers(html_page *page, const cor_node_absence *absence) {
    bool folded = html_has_first_screen(page);
    html_put(page, folded ? "<details class=\"twin\"><summary>" : " ");
    html_say(page, _("What would fill it:"));
    html_put(page, folded ? "</summary><ul>" : "</p><ul>");
    for (int32_t i = 0; i < absence->filler_count; i++)
        html_words(page, "<li>", absence->fillers[i], "</li>");
    html_put(page, folded ? "</ul></details>" : "</ul>");
}

static void put_html_absence(html_page *page, const cor_node *node) {
    char tag[] = { 'h', (char)('0' + (page->heading < 6 ? page->heading : 6)), 0 };
    bool has_fillers = node->absence.filler_count > 0;
    html_put(page, "<div class=\"nodata\"");
    if (node->id.length) html_attribute(page, "id", node->id);
    html_put(page, "><");
    html_put(page, tag);
    html_words(page, ">", node->title, " <span class=\"status missing\">");
    html_say(page, _("no data"));
    html_put(page, "</span></");
    html_put(page, tag);
    html_words(page, "><p>", node->text, "");
    if (!has_fillers || html_has_first_screen(page)) html_put(page, "</p>");
    if (has_fillers) put_fillers(page, &node->absence);
    html_put(page, "</div>\n");
}

/* ---- figures ------------------------------------------------------------- */

static void put_fact(html_page *page, const cor_node *node) {
    const cor_value *value = &node->figure.value;
    html_put(page, "<div");
    if (node->id.length) html_attribute(page, "id", node->id);
    html_words(page, "><dt>", node->title, "");
    html_marks(page, value, 1);
    html_put(page, "</dt><dd>");
    html_value(page, value, true);
    if (value->present) html_other_status(page, value);
    html_put(page, "</dd></div>\n");
}

static void put_derivations(html_page *page, const cor_node *first, const cor_node *end) {
    bool any = false;
    for (const cor_node *node = first; node != end; node = node->next) {
        if (node->kind != COR_NODE_FIGURE || cor_text_is_empty(node->figure.value.derivation))
            continue;
        html_put(page, any ? " " : "<details class=\"twin how\"><summary>");
        if (!any) {
            html_say(page, _("How these were computed"));
            html_put(page, "</summary><ul>");
        }
        html_words(page, "<li>", node->title, ": ");
        html_text(page, node->figure.value.derivation);
        html_put(page, "</li>");
        any = true;
    }

    if (any) html_put(page, "</ul></details>\n");
}

void html_facts(html_page *page, const cor_node *first, const cor_node *end) {
    html_put(page, "<dl class=\"facts\">\n");
    for (const cor_node *node = first; node != end; node = node->next)
        if (node->kind == COR_NODE_FIGURE) put_fact(page, node);
    html_put(page, "</dl>\n");
    put_derivations(page, first, end);
}

const cor_node *html_end_of_figures(const cor_node *node) {
    while (node && node->kind == COR_NODE_FIGURE && node->role != COR_ROLE_HEADLINE &&
           node->role != COR_ROLE_SIDE)
        node = node->next;
    return node;
}

/* A bar of two parts; what is not known is an empty one. */
static void put_split(html_page *page, double first_percent) {
    const double gap = 0.8;
    html_put(page, "<svg class=\"split\" aria-hidden=\"true\"><rect class=\"");
    html_put(page, first_percent > 0 ? "f-ink3\" width=\""
                                     : "blank\" x=\".5\" y=\".5\" height=\"9\" width=\"99.5%");

    if (first_percent > 0) {
        cor_svg_percent(page->out, first_percent - gap / 2);
        html_put(page, "\" height=\"10\"/><rect class=\"f-ink\" height=\"10\" x=\"");
        cor_svg_percent(page->out, first_percent + gap / 2);
        html_put(page, "\" width=\"");
        cor_svg_percent(page->out, 100 - first_percent - gap / 2);
    }

    html_put(page, "\"/></svg>");
}

static void put_edition(html_page *page, const cor_node *node) {
    const cor_value *value = &node->figure.value;
    html_words(page, "<li><p class=\"year\">", cor_say("{period}", cor_arg_period(value->period)),
               "</p><p>");
    if (value->present) html_put(page, "<span class=\"big\">");
    html_value(page, value, false);

    if (value->present) {
        cor_str symbol =
            value->unit ? value->unit->symbol[cor_lang_words(page->lang)] : (cor_str){ 0 };
        if (symbol.length) {
            html_put(page, " <small>");
            html_str(page, symbol);
            html_put(page, "</small>");
        }
        html_put(page, "</span>");
        html_status(page, value);
    }

    html_put(page, "</p>");
    put_split(page, node->figure.split_percent);
    html_words(page, "<p class=\"small\">", node->title, "");
    html_marks(page, value, 1);
    html_put(page, "</p></li>\n");
}

static void put_editions(html_page *page, const cor_node *section) {
    html_put(page, "<ul class=\"editions\">");
    for (const cor_node *node = section->section.first; node; node = node->next)
        if (node->kind == COR_NODE_FIGURE) put_edition(page, node);
    html_put(page, "</ul>\n");
    for (const cor_node *node = section->section.first; node; node = node->next)
        if (node->kind != COR_NODE_FIGURE) html_node(page, node);
}

/* ---- sections ------------------------------------------------------------ */

void html_children(html_page *page, const cor_node *node) {
    for (const cor_node *child = node->section.first; child;) {
        const cor_node *end = html_end_of_figures(child);
        if (end != child)
            html_facts(page, child, end);
        else
            html_node(page, child);
        child = end != child ? end : child->next;
    }
}

static void put_ranks(html_page *page, const cor_node *section) {
    for (const cor_node *node = section->section.first; node; node = node->next)
        if (node->kind != COR_NODE_LIST && node->kind != COR_NODE_SECTION) html_node(page, node);
    html_put(page, "<div class=\"ranks\">");
    for (const cor_node *node = section->section.first; node; node = node->next)
        if (node->kind == COR_NODE_LIST || node->kind == COR_NODE_SECTION) html_node(page, node);
    html_put(page, "</div>\n");
}

/* A sentence without a title continues the paragraph. */
static void put_short(html_page *page, const cor_node *section) {
    for (const cor_node *node = section->section.first; node; node = node->next) {
        if (node->kind != COR_NODE_PARAGRAPH) {
            html_node(page, node);
            continue;
        }
        bool begins = node == section->section.first || !cor_text_is_empty(node->title);
        bool ends = !node->next || node->next->kind != COR_NODE_PARAGRAPH ||
                    !cor_text_is_empty(node->next->title);
        html_put(page, begins ? "<p" : " ");
        if (begins && node->id.length) html_attribute(page, "id", node->id);
        if (begins) html_put(page, ">");
        if (!cor_text_is_empty(node->title)) html_words(page, "<b>", node->title, "</b> ");
        html_text(page, node->text);
        html_marks(page, node->cited, node->cited_count);
        if (ends) html_put(page, "</p>\n");
    }
}

static void put_facts(html_page *page, const cor_node *section) {
    html_facts(page, section->section.first, NULL);
}

void html_section_body(html_page *page, const cor_node *node) {
    static void (*const layouts[COR_NODE_ROLE_COUNT])(html_page * page, const cor_node *node) = {
        [COR_ROLE_RANKS] = put_ranks,
        [COR_ROLE_EDITIONS] = put_editions,
        [COR_ROLE_FACTS] = put_facts,
        [COR_ROLE_SHORT] = put_short,
    };
    (layouts[node->role] ? layouts[node->role] : html_children)(page, node);
}

/* What is not about the subject of the page opens on demand; its numbers carry their own status. */
static void put_fold(html_page *page, const cor_node *node) {
    int32_t said = page->block_status;
    char tag = (char)('0' + (page->heading < 6 ? page->heading : 6));
    html_put(page, "<details class=\"fold\"");
    if (node->id.length) html_attribute(page, "id", node->id);
    html_put(page, "><summary><h");
    cor_put_char(page->out, tag);
    html_words(page, ">", node->title, "</h");
    cor_put_char(page->out, tag);
    html_words(page, "> <span class=\"tag\">", node->text, "</span></summary>\n");

    page->block_status = -1;
    page->heading++;
    html_children(page, node);
    page->heading--;
    page->block_status = said;
    html_put(page, "</details>\n");
}

/* Parts of a block: no number, one level down. */
static void put_html_section(html_page *page, const cor_node *node) {
    if (node->role == COR_ROLE_CONTEXT) {
        put_fold(page, node);
        return;
    }
    static const char *const classes[COR_NODE_ROLE_COUNT] = {
        [COR_ROLE_WORKER] = "worker", [COR_ROLE_CHOICES] = "filters"
    };
    const char *class_name = classes[node->role] ? classes[node->role] : "sub-block";
    bool titled = !cor_text_is_empty(node->title) && node->id.length;
    html_put(page, titled ? "<section" : "<div");
    html_attribute(page, "class", cor_str_of(class_name));
    if (node->id.length) html_attribute(page, "id", node->id);
    if (titled) {
        html_put(page, " aria-labelledby=\"");
        html_str(page, node->id);
        html_put(page, "-h\"");
    }

    html_put(page, ">");
    html_heading(page, node->title, titled ? node->id : (cor_str){ 0 }, "-h");
    page->heading++;
    html_section_body(page, node);
    page->heading--;
    html_put(page, titled ? "</section>\n" : "</div>\n");
}

static void put_lone_figure(html_page *page, const cor_node *node) {
    html_facts(page, node, node->next);
}

/* Dark modules that follow each other in a row are one part of the path. */
static void put_module_row(html_page *page, const uint8_t *row, int32_t side, int32_t y) {
    for (int32_t x = 0, end; x < side; x = end) {
        char run[64];
        end = x + 1;
        while (end < side && row[end] == row[x])
            end++;
        if (!row[x]) continue;
        snprintf(run, sizeof run, "M%d %dh%dv1h-%dz", (int)x, (int)y, (int)(end - x),
                 (int)(end - x));
        html_put(page, run);
    }
}

/* A square for a camera: on white whatever the reader's colours. */
static void put_square(html_page *page, const cor_node *node) {
    int32_t side = node->code.side;
    char begin[96];
    snprintf(begin, sizeof begin,
             "<svg class=\"code\" viewBox=\"-4 -4 %d %d\" role=\"img\" aria-label=\"",
             (int)side + 8, (int)side + 8);
    html_words(page, begin, node->title,
               "\"><rect x=\"-4\" y=\"-4\" width=\"100%\" height=\"100%\" "
               "fill=\"#fff\"/><path fill=\"#000\" d=\"");
    for (int32_t y = 0; y < side; y++)
        put_module_row(page, node->code.modules + y * side, side, y);
    html_put(page, "\"/></svg>\n");
}

static void put_html_code(html_page *page, const cor_node *node) {
    html_heading(page, node->title, (cor_str){ 0 }, "");
    if (node->code.modules) put_square(page, node);
    html_words(page, "<p class=\"key\">", node->text, "</p>\n");
}

static void (*const writers[COR_NODE_COUNT])(html_page *page, const cor_node *node) = {
    [COR_NODE_SECTION] = put_html_section, [COR_NODE_PARAGRAPH] = put_html_paragraph,
    [COR_NODE_FIGURE] = put_lone_figure,   [COR_NODE_TABLE] = html_table,
    [COR_NODE_CHART] = html_chart,         [COR_NODE_MAP] = html_map,
    [COR_NODE_LIST] = html_list,           [COR_NODE_FORM] = html_form,
    [COR_NODE_NOTE] = put_html_note,       [COR_NODE_LINK] = put_html_link,
    [COR_NODE_ABSENCE] = put_html_absence, [COR_NODE_CODE] = put_html_code,
};

void html_node(html_page *page, const cor_node *node) {
    cor_arena before = page->scratch;
    writers[node->kind](page, node);
    page->scratch = before;
}
