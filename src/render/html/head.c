/* SPDX-License-Identifier: Apache-2.0 */
/* head.c: the head of a dossier: its two countries, the headline number, the map, facts, files
 * to download; and the index of blocks, with those that lack data. */
#include "core/say.h"
#include "html.h"
#include "render/draw/draw.h"

static const cor_node *with_role(const cor_document *document, cor_node_role role) {
    for (const cor_node *node = document->root->section.first; node; node = node->next)
        if (node->role == role) return node;
    return NULL;
}

/* ---- title --------------------------------------------------------------- */

static void put_corridor_title(html_page *page) {
    cor_str origin = cor_country_name(page->document->origin, page->lang);
    size_t last = origin.length; // the arrow stays with the last word before it

    while (last > 0 && origin.at[last - 1] != ' ')
        last--;
    html_put(page, "<h1><span class=\"origin\">");
    html_str(page, cor_str_part(origin, 0, last));
    html_put(page, "<span class=\"nowrap\">");
    html_str(page, cor_str_part(origin, last, SIZE_MAX));
    html_put(page,
             " <svg viewBox=\"0 0 60 20\" aria-hidden=\"true\"><path class=\"f-ink\" d=\"M1 9.4 46 "
             "7V2L59 10 46 18V13L1 10.6Z\"/></svg></span></span><span class=\"hidden\"> ");
    html_say(page, _("to"));
    html_put(page, " </span> <span class=\"destination\">");
    html_str(page, cor_country_name(page->document->destination, page->lang));
    html_put(page, "</span></h1>\n");
}

static void put_title(html_page *page) {
    const cor_document *document = page->document;
    if (document->origin.id && document->destination.id) {
        put_corridor_title(page);
        return;
    }
    html_words(page, "<h1>", document->title, "</h1>\n");
}

static void put_lead(html_page *page) {
    if (cor_text_is_empty(page->document->lead)) return;
    html_words(page, "<p class=\"lead\">", page->document->lead, "</p>\n");
}

static void put_as_known(html_page *page) {
    if (!page->document->as_known_s) return;
    cor_date day = { (int32_t)(page->document->as_known_s / 86400) };
    html_words(
        page, "<p class=\"note\">",
        cor_say(_("As known on {date}. Figures loaded later are left out."), cor_arg_date(day)),
        "</p>\n");
}

/* ---- the big number ------------------------------------------------------ */

static void put_big_number(html_page *page, const cor_node *node) {
    const cor_value *value = &node->figure.value;
    html_put(page, "<div class=\"headline\"");
    html_attribute(page, "id", html_id(page, node));
    html_put(page, "><p class=\"big\">");
    html_value(page, value, true);
    html_words(page, "</p>\n<p class=\"lead\">", node->title, ".");
    html_marks(page, value, 1);
    html_put(page, "</p><p>");
    html_status(page, value);
    if (value->correction)
        html_words(page, "</p>\n<p class=\"note\">† ", value->correction->says, "");
    html_put(page, "</p></div>\n");
}

static void put_headline(html_page *page, const cor_node *node) {
    if (!node) return;
    if (node->kind == COR_NODE_FIGURE && node->figure.value.present) {
        put_big_number(page, node);
        return;
    }
    html_put(page, "<div class=\"headline\">");
    html_node(page, node);
    html_put(page, "</div>\n");
}

static bool is_number(const cor_node *node) {
    return node && node->kind == COR_NODE_FIGURE && node->figure.value.present;
}

/* A headline and the number beside it, with a bar under both drawn to one scale. */
static void put_sides(html_page *page, const cor_node *larger, const cor_node *smaller) {
    static const char *const words[] = { [COR_HUE_INK] = "",
                                         [COR_HUE_QUIET] = "",
                                         [COR_HUE_ORIGIN] = " origin",
                                         [COR_HUE_DESTINATION] = " destination" };
    static const char *const fills[] = { [COR_HUE_INK] = "f-ink",
                                         [COR_HUE_QUIET] = "f-ink3",
                                         [COR_HUE_ORIGIN] = "f-orig",
                                         [COR_HUE_DESTINATION] = "f-dest" };
    double sum = larger->figure.value.value + smaller->figure.value.value,
           width = sum > 0 ? 100 * larger->figure.value.value / sum : 50;
    const cor_node *sides[] = { larger, smaller };
    html_put(page, "<div class=\"sides\">");
    for (int i = 0; i < 2; i++) {
        html_put(page, i ? "<div class=\"side less" : "<div class=\"side");
        html_put(page, words[sides[i]->figure.hue]);
        html_put(page, "\">");
        put_big_number(page, sides[i]);
        html_put(page, "</div>");
    }
    html_put(page, "</div>\n<svg class=\"both\" aria-hidden=\"true\"><rect height=\"14\" class=\"");
    html_put(page, fills[larger->figure.hue]);
    html_put(page, "\" width=\"");
    cor_svg_percent(page->out, width);
    html_put(page, "\"/><rect height=\"14\" class=\"");
    html_put(page, fills[smaller->figure.hue]);
    html_put(page, "\" x=\"");
    cor_svg_percent(page->out, width);
    html_put(page, "\" width=\"");
    cor_svg_percent(page->out, 100 - width);
    html_put(page, "\"/></svg>\n");
}

/* ---- files to take along ------------------------------------------------- */

/* Which files a page has, by its kind; src/serve/routes.c serves these. */
static const struct {
    const char *kind;
    bool dossier, data;
} files_of[] = {
    { "corridor", true, true },      { "country", true, true },
    { "world", true, true },         { "corridors", true, true },
    { "remittances", true, true },   { "source", true, true },
    { "sources", true, true },       { "data", false, true },
    { "mechanisms", true, true },    { "mechanism", true, true },
    { "mechanism_use", true, true }, { "mechanisms_compare", true, true },
    { "gaps", true, true },          { "agreements", true, true },
    { "agreement", true, true },     { "ratifications", true, true },
    { "entry", true, true },         { "entry_history", true, true },
    { "entry_diff", true, true },
};

static bool has_files(const html_page *page, bool dossier) {
    if (!html_leads_somewhere(page, page->document->path)) return false;
    for (size_t i = 0; i < sizeof files_of / sizeof *files_of; i++)
        if (cor_str_is(page->document->kind, files_of[i].kind))
            return dossier ? files_of[i].dossier : files_of[i].data;
    return false;
}

static void put_file(html_page *page, const cor_format *format) {
    html_put(page, " <a");
    cor_arena room = page->scratch;
    cor_str address = html_address(page);
    size_t query = cor_str_find(address, COR_STR("?"));
    cor_str parts[] = { cor_str_part(address, 0, query), format->ending,
                        cor_str_part(address, query, SIZE_MAX) };
    html_href(page, cor_str_join(&room, parts, query == SIZE_MAX ? 2 : 3));
    html_put(page, " type=\"");
    size_t end = cor_str_find(format->media_type, COR_STR(";"));
    html_str(page, cor_str_part(format->media_type, 0, end));
    html_put(page, "\">");
    for (size_t i = 0; i < format->name.length; i++)
        cor_put_char(page->out, (char)(format->name.at[i] - ('a' - 'A')));

    html_put(page, "</a>");
}

/* Dossiers for people, then data for programs. */
static void put_files(html_page *page, bool dossier) {
    static const char *const names[2][2] = { { "csv", "json" }, { "pdf", "xlsx" } };
    if (!has_files(page, dossier)) return;
    html_put(page, "<li><span class=\"quiet\">");
    html_say(page, dossier ? _("Dossier") : _("Data"));
    html_put(page, "</span>");

    for (int i = 0; i < 2; i++) {
        const cor_format *format = cor_format_find(cor_str_of(names[dossier][i]));
        if (format) put_file(page, format);
    }

    html_put(page, "</li>");
}

static void put_action(html_page *page, const cor_list_item *item) {
    html_put(page, "<li>");
    bool linked = html_link_begin(page, item->href, NULL);
    html_text(page, item->text);

    if (item->value.present) {
        html_put(page, ", ");
        html_value(page, &item->value, true);
    }

    if (linked) html_put(page, "</a>");
    html_marks(page, &item->value, 1);
    if (item->value.present) {
        html_put(page, " ");
        html_status(page, &item->value);
    }

    html_put(page, "</li>\n");
}

static void put_actions(html_page *page) {
    const cor_node *node = with_role(page->document, COR_ROLE_ACTIONS);
    const cor_node_list *list = node && node->kind == COR_NODE_LIST ? &node->list : NULL;
    if (!list && !has_files(page, true) && !has_files(page, false)) return;
    html_put(page, "<ul class=\"actions\" aria-label=\"");
    html_say(page, _("Take it with you"));
    html_put(page, "\">");
    put_files(page, true);
    put_files(page, false);
    for (int32_t i = 0; list && i < list->item_count; i++)
        put_action(page, &list->items[i]);
    html_put(page, "</ul>\n");
}

/* ---- the head ------------------------------------------------------------ */

/* A form or the worker's call stands beside the title of a page without a number of its own. */
static void put_hero(html_page *page) {
    html_put(page, "<div class=\"hero\"><div>");
    put_title(page);
    put_lead(page);
    put_as_known(page);
    for (const cor_node *node = page->document->root->section.first; node; node = node->next)
        if (node->kind == COR_NODE_FORM) html_node(page, node);

    html_put(page, "</div>\n");
    const cor_node *worker = with_role(page->document, COR_ROLE_WORKER);
    if (worker) html_node(page, worker);
    html_put(page, "</div>\n");
}

/* ---- the first screen of a corridor ---------------------------------------- */

static void put_edition_line(html_page *page) {
    const cor_node *node = with_role(page->document, COR_ROLE_EDITION);
    if (!node) return;
    html_put(page, "<p class=\"edition\" id=\"edition\">");
    html_words(page, "<b>", node->title, "</b> ");
    html_text(page, node->text);
    html_marks(page, node->cited, node->cited_count);
    html_put(page, " <a class=\"nowrap\" href=\"#stock\">");
    html_say(page, _("Every edition in one chart"));
    html_put(page, "</a></p>\n");
}

static void put_short(html_page *page) {
    const cor_node *node = with_role(page->document, COR_ROLE_SHORT);
    if (!node || node->kind != COR_NODE_SECTION) return;
    html_words(page, "<div class=\"short\"><h2 class=\"hidden\">", node->title, "</h2>\n");
    html_section_body(page, node);
    html_put(page, "</div>\n");
}

static void put_glance_line(html_page *page, const cor_list_item *item, int32_t number) {
    html_put(page, "<li><a href=\"");
    html_str(page, item->href);
    html_put(page, "\"><b>");
    html_int(page, number);
    html_words(page, " ", item->text, "</b>");
    html_words(page, "<span>", item->state, "</span>");
    if (!cor_text_is_empty(item->quiet))
        html_words(page, "<span class=\"void\">", item->quiet, "</span>");
    html_put(page, "</a></li>");
}

static void put_glance(html_page *page) {
    const cor_node *node = with_role(page->document, COR_ROLE_GLANCE);
    if (!node || node->kind != COR_NODE_LIST) return;
    html_words(page, "<nav class=\"glance\" aria-label=\"", node->title, "\"><ol>");
    for (int32_t i = 0; i < node->list.item_count; i++)
        put_glance_line(page, &node->list.items[i], i + 1);
    html_put(page, "</ol></nav>\n");
}

/* Number, map, edition, sentences; below them the strip of blocks, files, signs. */
static void put_first_screen(html_page *page, const cor_node *headline, const cor_node *locator) {
    html_put(page, "<div class=\"first\">\n");
    put_title(page);
    html_put(page, "<div class=\"now\">");
    put_headline(page, headline);
    put_as_known(page);
    html_put(page, "</div>\n");
    if (locator) html_node(page, locator);
    put_edition_line(page);
    put_short(page);
    html_put(page, "</div>\n");
    put_glance(page);
    put_actions(page);
    html_signs(page);
}

void html_dossier_head(html_page *page) {
    const cor_node *headline = with_role(page->document, COR_ROLE_HEADLINE),
                   *locator = with_role(page->document, COR_ROLE_LOCATOR);
    page->heading = 2;

    if (with_role(page->document, COR_ROLE_SHORT)) {
        put_first_screen(page, headline, locator);
        return;
    }
    if (headline || locator) {
        html_put(page, "<div class=\"dossier-head\"><div>\n");
        put_title(page);
        const cor_node *side = with_role(page->document, COR_ROLE_SIDE);
        if (is_number(headline) && is_number(side))
            put_sides(page, headline, side);
        else {
            put_headline(page, headline);
            put_headline(page, side);
        }
        put_as_known(page);
        html_put(page, "</div>\n");
        if (locator) html_node(page, locator);
        html_put(page, "</div>\n");
    } else {
        put_hero(page);
    }

    const cor_node *facts = with_role(page->document, COR_ROLE_FACTS);
    if (facts && facts->kind == COR_NODE_SECTION) html_facts(page, facts->section.first, NULL);
    put_actions(page);
}

/* ---- index --------------------------------------------------------------- */

typedef struct {
    bool values, absences;
} holdings;

static bool has_value(const cor_node *node) {
    switch (node->kind) {
    case COR_NODE_FIGURE:
        return node->figure.value.present;
    case COR_NODE_TABLE:
        return node->table.row_count > 0;
    case COR_NODE_LIST:
        return node->list.item_count > 0;
    case COR_NODE_PARAGRAPH:
        return node->cited_count > 0;
    default:
        return node->kind == COR_NODE_CHART || node->kind == COR_NODE_MAP ||
               node->kind == COR_NODE_FORM;
    }
}

static void look_into(const cor_node *section, holdings *held) {
    for (const cor_node *node = section->section.first; node; node = node->next) {
        held->values |= has_value(node);
        held->absences |= node->kind == COR_NODE_ABSENCE;
        if (node->kind == COR_NODE_SECTION) look_into(node, held);
    }
}

static bool is_block(const cor_node *node) {
    return node->kind == COR_NODE_SECTION && !cor_text_is_empty(node->title) && node->id.length &&
           (node->role == COR_ROLE_NONE || node->role == COR_ROLE_RANKS);
}

int32_t html_block_count(const cor_document *document) {
    int32_t count = 0;
    for (const cor_node *node = document->root->section.first; node; node = node->next)
        count += is_block(node);
    return count;
}

static void put_index_entry(html_page *page, const cor_node *block, int32_t number) {
    holdings held = { 0 };
    look_into(block, &held);
    html_put(page, "<li><a href=\"#");
    html_str(page, block->id);
    html_put(page, "\"><span class=\"n\">");
    html_int(page, number);
    html_words(page, "</span>", block->title, "");
    if (held.absences) {
        html_put(page, "<span class=\"why quiet small\">");
        html_say(page, held.values ? _("partial") : _("no data"));
        html_put(page, "</span>");
    }

    html_put(page, "</a></li>");
}

void html_index(html_page *page) {
    int32_t number = 0;
    html_put(page, "<nav class=\"toc\" aria-label=\"");
    html_say(page, _("On this page"));
    html_put(page, "\"><ol>");
    for (const cor_node *node = page->document->root->section.first; node; node = node->next)
        if (is_block(node)) put_index_entry(page, node, ++number);

    if (page->document->source_count) {
        html_put(page, "<li><a href=\"#notes\"><span class=\"n\"></span>");
        html_say(page, _("Sources"));
        html_put(page, "</a></li>");
    }

    html_put(page, "</ol></nav>\n");
}
