/* SPDX-License-Identifier: Apache-2.0 */
/* frame.c: what surrounds every page: head, masthead with the worker's check first, breadcrumbs,
 * colophon. */
#include "assets.h"
#include "core/say.h"
#include "html.h"

typedef struct {
    const char *label;
    const char *path;
} place;

/* The worker comes first, outside the menu; the rest is the menu: a row on wide screens, a list
 * to open on narrow ones. The foot repeats what is marked. */
static const struct {
    place place;
    bool in_foot;
} sections[] = {
    { { N_("Check a recruiter"), "/check" }, true },
    { { N_("Corridors"), "/corridors" }, false },
    { { N_("Mechanisms"), "/mechanisms" }, false },
    { { N_("Flows"), "/flows" }, false },
    { { N_("Remittances"), "/remittances" }, false },
    { { N_("Library"), "/library" }, false },
    { { N_("Network"), "/network" }, false },
    { { N_("Data"), "/data" }, true },
    { { N_("About"), "/about" }, true },
};
enum { SECTION_COUNT = sizeof sections / sizeof *sections };

static cor_lang other_language(cor_lang lang) {
    return (cor_lang)((cor_lang_words(lang) + 1) % COR_LANG_COUNT);
}

static const char *language_name(cor_lang lang) {
    static const char *const names[COR_LANG_COUNT] = {
        [COR_LANG_EN] = "English", [COR_LANG_ES] = "Español"
    };
    return names[cor_lang_words(lang)];
}

static bool is_home(const html_page *page) {
    return cor_str_is(page->document->path, "/") || cor_str_is(page->document->kind, "home");
}

bool html_is_for_workers(const html_page *page) {
    return cor_str_is(page->document->kind, "check");
}

/* ---- head ---------------------------------------------------------------- */

static void put_page_title(html_page *page) {
    html_put(page, "<title>");
    html_text(page, page->document->title);
    html_put(page, is_home(page) ? "</title>\n" : " · corredor</title>\n");
}

static void put_style(html_page *page) {
    const cor_asset *css =
        cor_asset_find(html_is_for_workers(page) ? COR_STR("worker.css") : COR_STR("corredor.css"));
    if (!css) return;
    if (page->options->standalone) {
        html_put(page, "<style>");
        cor_put(page->out, css->bytes); // no < or & in it: tests/render_html looks
        html_put(page, "</style>\n");
        return;
    }

    html_put(page, "<link rel=\"stylesheet\" href=\"");
    html_str(page, css->path);
    html_put(page, "\"/>\n");
}

static void put_icon(html_page *page) {
    const cor_asset *icon = page->options->standalone ? NULL : cor_asset_find(COR_STR("icon.svg"));
    html_put(page, "<link rel=\"icon\" href=\"");
    html_str(page, icon ? icon->path : COR_STR("data:,"));
    html_put(page, icon ? "\" type=\"image/svg+xml\"/>\n" : "\"/>\n");
}

/* The page works without scripts, so they load after it: on a slow line it can be read a quarter
 * of a second earlier. */
static void put_script(html_page *page) {
    const cor_asset *islands = page->options->standalone || html_is_for_workers(page)
                                   ? NULL
                                   : cor_asset_find(COR_STR("islands.js"));
    if (!islands) return;
    html_put(page, "<script type=\"module\" fetchpriority=\"low\" src=\"");
    html_str(page, islands->path);
    html_put(page, "\"></script>\n");
}

/* Scripts write numbers like the page: where that is not the usual way, the root says how. */
static void put_root(html_page *page) {
    const cor_number_style *style = cor_lang_numbers(page->lang),
                           *usual = cor_lang_numbers(COR_LANG_EN);
    html_put(page, "<!DOCTYPE html>\n<html lang=\"");
    html_put(page, cor_lang_code(page->lang));
    html_put(page, "\"");
    if (strcmp(style->thousands, usual->thousands) != 0)
        html_attribute(page, "data-thousands", cor_str_of(style->thousands));
    if (style->grouped_digits != usual->grouped_digits) {
        html_put(page, " data-grouped=\"");
        html_int(page, style->grouped_digits);
        html_put(page, "\"");
    }
    html_put(page, ">\n");
}

static void put_page_head(html_page *page) {
    put_root(page);
    html_put(page, "<head>\n<meta charset=\"utf-8\"/>\n");
    put_page_title(page);
    html_put(page, "<meta name=\"description\" content=\"");
    html_text(page, page->document->lead);
    html_put(
        page,
        "\"/>\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n"
        "<meta name=\"theme-color\" content=\"#fcfbf8\" media=\"(prefers-color-scheme: light)\"/>\n"
        "<meta name=\"theme-color\" content=\"#12181f\" media=\"(prefers-color-scheme: "
        "dark)\"/>\n");
    put_icon(page);
    put_style(page);
    put_script(page);
    html_put(page, "</head>\n<body>\n");
}

/* ---- masthead ------------------------------------------------------------ */

static void put_wordmark(html_page *page) {
    bool linked = html_link_begin(page, COR_STR("/"), "wordmark");
    if (!linked) html_put(page, "<span class=\"wordmark\">");
    html_put(
        page,
        "<svg viewBox=\"0 0 42 21\" aria-hidden=\"true\"><path class=\"f-dest\" d=\"M4 16.5Q18 1 "
        "33.5 8.5L35.5 4.5 41 14 31 15.5 32.6 12.2Q18 5.5 4 17.5Z\"/><circle class=\"f-orig\" "
        "cx=\"3.5\" cy=\"17\" "
        "r=\"3\"/></svg>corredor");
    html_put(page, linked ? "</a>\n" : "</span>\n");
}

static void put_section_link(html_page *page, const place *section) {
    html_put(page, "<li><a");
    html_href(page, cor_str_of(section->path));
    if (cor_str_is(page->document->path, section->path)) html_put(page, " aria-current=\"page\"");
    html_put(page, ">");
    html_say(page, section->label);
    html_put(page, "</a></li>");
}

/* Opens without a script; where there is room the stylesheet keeps it open and hides the button. */
static void put_menu(html_page *page) {
    html_put(page, "<ul class=\"safe\">");
    put_section_link(page, &sections[0].place);
    html_put(page, "</ul>\n<details class=\"menu\"><summary>");
    html_say(page, _("Menu"));
    html_put(page, "</summary><nav aria-label=\"");
    html_say(page, _("Parts of the site"));
    html_put(page, "\"><ul>");
    for (size_t i = 1; i < SECTION_COUNT; i++)
        put_section_link(page, &sections[i].place);

    html_put(page, "</ul></nav></details>\n");
}

static void put_languages(html_page *page) {
    cor_lang other = other_language(page->lang);
    html_put(page, "<p class=\"tools\"><a lang=\"");
    html_put(page, cor_lang_code(other));
    html_put(page, "\" hreflang=\"");
    html_put(page, cor_lang_code(other));
    html_put(page, "\"");
    html_href_in(page, html_address(page), other);
    html_put(page, ">");
    html_put(page, language_name(other));
    html_put(page, "</a></p>\n");
}

static void put_masthead(html_page *page) {
    html_put(page, "<header class=\"masthead\">\n");
    put_wordmark(page);
    if (html_leads_somewhere(page, COR_STR("/")) && !html_is_for_workers(page)) put_menu(page);
    if (!page->options->standalone) put_languages(page);
    html_put(page, "</header>\n");
}

/* ---- breadcrumbs --------------------------------------------------------- */

static const struct {
    const char *kind, *label, *path;
} parents[] = {
    { "corridor", N_("Corridors"), "/corridors" },
    { "country", N_("Corridors"), "/corridors" },
    { "figures", N_("Data"), "/data" },
    { "source", N_("Data"), "/data" },
    { "sources", N_("Data"), "/data" },
    { "office", N_("Office"), "/office" },
    { "mechanism", N_("Mechanisms"), "/mechanisms" },
    { "mechanism_use", N_("Mechanisms"), "/mechanisms" },
    { "mechanisms_compare", N_("Mechanisms"), "/mechanisms" },
    { "gaps", N_("Mechanisms"), "/mechanisms" },
    { "agreements", N_("Mechanisms"), "/mechanisms" },
    { "agreement", N_("Mechanisms"), "/mechanisms" },
    { "ratifications", N_("Mechanisms"), "/mechanisms" },
    { "publication", N_("Library"), "/library" },
    { "institutions", N_("Library"), "/library" },
    { "institution", N_("Institutions"), "/library/institutions" },
    { "members", N_("Network"), "/network" },
    { "themes", N_("Network"), "/network" },
    { "practices", N_("Network"), "/network" },
    { "events", N_("Network"), "/network" },
    { "actions", N_("Network"), "/network" },
    { "network_theme", N_("Network"), "/network" },
    { "network_country", N_("Network"), "/network" },
    { "network_member", N_("Network"), "/network" },
    { "network_practice", N_("Network"), "/network" },
    { "network_event", N_("Network"), "/network" },
    { "network_action", N_("Network"), "/network" },
};

static void put_crumb(html_page *page, const char *label, const char *path) {
    html_put(page, "<li>");
    bool linked = html_link_begin(page, cor_str_of(path), NULL);
    html_say(page, label);
    html_put(page, linked ? "</a></li>" : "</li>");
}

/* The last word of the address is the short name of the page: NIC-CRI. */
static cor_str short_name(const cor_document *document) {
    size_t start = document->path.length;
    while (start > 0 && document->path.at[start - 1] != '/')
        start--;
    return cor_str_part(document->path, start, SIZE_MAX);
}

void html_crumbs(html_page *page) {
    if (is_home(page) || html_is_for_workers(page)) return;
    if (!html_leads_somewhere(page, COR_STR("/"))) return;
    html_put(page, "<nav class=\"crumbs\" aria-label=\"");
    html_say(page, _("Where you are"));
    html_put(page, "\"><ol>");
    put_crumb(page, _("Home"), "/");
    bool is_pair = page->document->origin.id > 0 && page->document->destination.id > 0;

    for (size_t i = 0; i < sizeof parents / sizeof *parents; i++)
        if (cor_str_is(page->document->kind, parents[i].kind))
            put_crumb(page, parents[i].label, parents[i].path);

    html_put(page, "<li aria-current=\"page\">");
    if (is_pair)
        html_str(page, short_name(page->document));

    else
        html_text(page, page->document->title);
    html_put(page, "</li></ol></nav>\n");
}

/* ---- begin and end ------------------------------------------------------- */

void html_frame_begin(html_page *page) {
    put_page_head(page);
    html_put(page, "<a class=\"skip\" href=\"#content\">");
    html_say(page, _("Skip to content"));
    html_put(page, "</a>\n<div class=\"page\">\n");
    put_masthead(page);
    html_put(page, "<main id=\"content\" tabindex=\"-1\">\n");
}

static void put_borders(html_page *page) {
    html_put(page, " ");
    html_say(page, _("Borders on the maps are those of Natural Earth and imply no opinion on the "
                     "status of any territory."));
}

static void put_colophon(html_page *page) {
    html_put(page, "<footer class=\"colophon\"><p>");
    html_say(page, _("corredor is an open observatory. A number without its source is not shown; "
                     "gaps are stated."));
    if (!html_is_for_workers(page)) put_borders(page);
    html_put(page, "</p>");

    if (html_leads_somewhere(page, COR_STR("/"))) {
        html_put(page, "<ul>");
        for (size_t i = 0; i < SECTION_COUNT; i++)
            if (sections[i].in_foot) put_section_link(page, &sections[i].place);
        html_put(page, "</ul>");
    }

    html_put(page, "</footer>\n");
}

void html_frame_end(html_page *page) {
    html_put(page, "</main>\n");
    put_colophon(page);
    html_put(page, "</div>\n</body>\n</html>\n");
}
