/* SPDX-License-Identifier: Apache-2.0 */
/* put.c: the smallest pieces of a page: escaped text, numbers, links, headings. */
#include "html.h"

void html_text(html_page *page, cor_text text) {
    cor_put_text(&page->escaped, text, page->lang);
}

void html_words(html_page *page, const char *before, cor_text text, const char *after) {
    html_put(page, before);
    html_text(page, text);
    html_put(page, after);
}

void html_attribute(html_page *page, const char *name, cor_str value) {
    html_put(page, " ");
    html_put(page, name);
    html_put(page, "=\"");
    html_str(page, value);
    html_put(page, "\"");
}

void html_str(html_page *page, cor_str text) {
    cor_put_xml(page->out, text);
}

void html_say(html_page *page, const char *id) {
    cor_put_xml(page->out, cor_str_of(cor_gettext(id, page->lang)));
}

void html_int(html_page *page, int64_t value) {
    cor_put_int(page->out, value);
}

/* ---- links --------------------------------------------------------------- */

static bool is_ours(cor_str href) {
    return href.length > 0 && href.at[0] == '/' && !(href.length > 1 && href.at[1] == '/');
}

/* Addresses come from data files: only http, https and paths of the site become links. */
static bool is_web(cor_str href) {
    return cor_str_starts(href, COR_STR("https://")) || cor_str_starts(href, COR_STR("http://")) ||
           cor_str_starts(href, COR_STR("mailto:")) || cor_str_starts(href, COR_STR("tel:"));
}

static void put_our_href(html_page *page, cor_str href, cor_lang lang) {
    size_t hash = cor_str_find(href, COR_STR("#"));
    cor_str path = cor_str_part(href, 0, hash), anchor = cor_str_part(href, hash, SIZE_MAX);
    html_str(page, page->options->base_url);
    html_str(page, path);
    html_put(page, cor_str_find(path, COR_STR("?")) == SIZE_MAX ? "?lang=" : "&amp;lang=");
    html_put(page, cor_lang_code(lang));
    if (hash != SIZE_MAX) html_str(page, anchor);
}

cor_str html_address(const html_page *page) {
    return page->options->address.length ? page->options->address : page->document->path;
}

bool html_leads_somewhere(const html_page *page, cor_str href) {
    if (is_ours(href)) return !page->options->standalone || page->options->base_url.length;
    return is_web(href) || (href.length > 1 && href.at[0] == '#');
}

void html_href(html_page *page, cor_str href) {
    html_href_in(page, href, page->lang);
}

void html_href_in(html_page *page, cor_str href, cor_lang lang) {
    html_put(page, " href=\"");
    if (is_ours(href))
        put_our_href(page, href, lang);
    else
        html_str(page, href);
    html_put(page, "\"");
}

bool html_link_begin(html_page *page, cor_str href, const char *class_name) {
    if (!html_leads_somewhere(page, href)) return false;
    html_put(page, "<a");
    if (class_name) html_attribute(page, "class", cor_str_of(class_name));
    html_href(page, href);
    html_put(page, ">");
    return true;
}

/* ---- ids and headings ---------------------------------------------------- */

cor_str html_id(html_page *page, const cor_node *node) {
    if (node->id.length) return node->id;
    cor_str id = cor_str_print(&page->scratch, "part-%d", ++page->anonymous_count);
    if (!id.at) page->is_full = true;
    return id;
}

void html_heading(html_page *page, cor_text title, cor_str id, const char *id_suffix) {
    if (cor_text_is_empty(title)) return;
    char level = (char)('0' + (page->heading < 6 ? page->heading : 6));
    char tag[] = { 'h', level, 0 };
    html_put(page, "<");
    html_put(page, tag);

    if (id.length) {
        html_put(page, " id=\"");
        html_str(page, id);
        html_put(page, id_suffix);
        html_put(page, "\"");
    }

    html_put(page, ">");
    html_text(page, title);
    html_put(page, "</");
    html_put(page, tag);
    html_put(page, ">\n");
}

/* ---- values -------------------------------------------------------------- */

void html_value_plain(html_page *page, const cor_value *value, bool with_unit) {
    cor_arena room = page->scratch;
    cor_str shown = cor_value_show(value, with_unit, page->lang, &room);
    if (!shown.at) page->is_full = true;
    html_str(page, shown);
}

void html_value(html_page *page, const cor_value *value, bool with_unit) {
    if (value->present) {
        html_value_plain(page, value, with_unit);
        return;
    }
    html_words(page, "<span class=\"none\">", cor_value_status(value), "</span>");
}
