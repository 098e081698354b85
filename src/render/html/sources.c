/* SPDX-License-Identifier: Apache-2.0 */
/* sources.c: statuses, source marks, what a figure rests on, and the notes the marks lead to.
 *
 * A mark after a number leads to a numbered note; the note leads back to the first marks and
 * says what kind of numbers the source gave. */
#include "core/say.h"
#include "html.h"

enum { MARKS_LED_BACK_TO = 6 }; // of one source; further marks have no anchor

static cor_obs_status status_of(const cor_value *value) {
    return value->present || value->status == COR_SUPPRESSED ? value->status : COR_MISSING;
}

static void put_status(html_page *page, cor_obs_status status) {
    html_put(page, "<span class=\"status ");
    html_put(page, cor_status_key(status));
    html_words(page, "\">", cor_status_text(status), "</span>");
}

void html_status(html_page *page, const cor_value *value) {
    html_put(page, "<span class=\"status ");
    html_put(page, cor_status_key(status_of(value)));
    html_words(page, "\">", cor_value_status(value), "</span>");
}

void html_other_status(html_page *page, const cor_value *value) {
    if (page->block_status == (int32_t)status_of(value)) return;
    html_put(page, " ");
    html_status(page, value);
}

static bool count_status(void *self, const cor_value_place *place) {
    int32_t *counts = self;
    if (place->value->present) counts[place->value->status]++;
    return true;
}

/* Context has statuses of its own. */
static void count_statuses(const cor_node *section, int32_t *counts) {
    for (const cor_node *node = section->section.first; node; node = node->next)
        if (node->kind != COR_NODE_SECTION)
            cor_node_values(node, count_status, counts);
        else if (node->role != COR_ROLE_CONTEXT)
            count_statuses(node, counts);
}

int32_t html_common_status(const cor_node *section) {
    int32_t counts[COR_STATUS_COUNT] = { 0 }, all = 0, most = 0;
    count_statuses(section, counts);
    for (int32_t status = 0; status < COR_STATUS_COUNT; status++) {
        all += counts[status];
        if (counts[status] > counts[most]) most = status;
    }
    return 2 * counts[most] > all ? most : -1;
}

/* ---- marks --------------------------------------------------------------- */

void html_put_mark(html_page *page, int32_t source) {
    int32_t use = ++page->mark_counts[source];
    html_put(page, "<a class=\"src\""); // a word joiner before it stands in the stylesheet
    if (use <= MARKS_LED_BACK_TO) {
        html_put(page, " id=\"r");
        html_int(page, source + 1);
        html_put(page, "-");
        html_int(page, use);
        html_put(page, "\"");
    }

    html_put(page, " href=\"#n");
    html_int(page, source + 1);
    html_words(page, "\" aria-label=\"", cor_say(_("Source {number}"), cor_arg_plain(source + 1)),
               "\">");
    html_int(page, source + 1);
    html_put(page, "</a>");
}

static bool is_known(const int32_t *list, int32_t count, int32_t number) {
    for (int32_t i = 0; i < count; i++)
        if (list[i] == number) return true;
    return false;
}

/* The distinct sources of values, in order of appearance. */
static int32_t add_sources(const html_page *page, const cor_value *value, int32_t *list,
                           int32_t count) {
    int32_t sources[3], found = cor_value_sources(value, sources);
    for (int32_t i = 0; i < found; i++)
        if (sources[i] < page->document->source_count && !is_known(list, count, sources[i]))
            list[count++] = sources[i];
    return count;
}

void html_marks(html_page *page, const cor_value *values, int32_t count) {
    cor_arena room = page->scratch;
    int32_t *list = cor_new(&room, int32_t, page->document->source_count + 1), list_count = 0;

    if (!list) {
        page->is_full = true;
        return;
    }

    for (int32_t i = 0; i < count; i++)
        list_count = add_sources(page, &values[i], list, list_count);
    for (int32_t i = 0; i < list_count; i++)
        html_put_mark(page, list[i]);
}

/* ---- about --------------------------------------------------------------- */

bool html_basis_begin(html_basis *basis, html_page *page) {
    *basis = (html_basis){ .page = page };
    basis->sources = cor_new(&page->scratch, int32_t, page->document->source_count + 1);
    page->is_full |= !basis->sources;
    return basis->sources;
}

static void add_derivation(html_basis *basis, cor_text derivation) {
    enum { ROOM = sizeof basis->derivations / sizeof *basis->derivations };
    if (cor_text_is_empty(derivation) || basis->derivation_count == ROOM) return;
    for (int32_t i = 0; i < basis->derivation_count; i++)
        if (strcmp(basis->derivations[i].id, derivation.id) == 0) return;
    basis->derivations[basis->derivation_count++] = derivation;
}

void html_basis_add(html_basis *basis, const cor_value *value) {
    if (!value->present) return;
    basis->statuses |= 1U << status_of(value);
    basis->source_count = add_sources(basis->page, value, basis->sources, basis->source_count);
    add_derivation(basis, value->derivation);
}

static void put_note_sources(html_basis *basis) {
    html_page *page = basis->page;
    if (!basis->source_count) return;
    html_put(page, "<p>");
    html_text(page, cor_say_n(basis->source_count, _("Source:"), _("Sources:")));

    for (int32_t i = 0; i < basis->source_count; i++) {
        const cor_source *source = &page->document->sources[basis->sources[i]].source;
        cor_str title = source->title[cor_lang_words(page->lang)];
        html_put(page, i ? "; " : " ");
        html_str(page, title.length ? title : source->producer);
        html_put_mark(page, basis->sources[i]);
    }

    html_put(page, "</p>");
}

/* The statuses of the values, unless it is the one said beside the title of the block. */
static void put_basis_statuses(html_basis *basis) {
    html_page *page = basis->page;
    bool said = page->block_status >= 0 && basis->statuses == 1U << page->block_status;
    if (!basis->statuses || said) return;
    html_put(page, "<p>");
    for (int status = 0, first = 1; status < COR_STATUS_COUNT; status++) {
        if (!(basis->statuses & 1U << status)) continue;
        if (!first) html_put(page, " ");
        put_status(page, (cor_obs_status)status);
        first = 0;
    }
    html_put(page, "</p>");
}

void html_about(html_basis *basis, cor_text about, html_about_element element) {
    html_page *page = basis->page;
    if (!basis->statuses && cor_text_is_empty(about)) return;
    html_put(page, element == HTML_FIGCAPTION ? "<figcaption>" : "<div class=\"about\">");
    put_basis_statuses(basis);
    if (!cor_text_is_empty(about)) {
        html_words(page, "<p>", about, "</p>");
    }

    for (int32_t i = 0; i < basis->derivation_count; i++) {
        html_words(page, "<p>",
                   cor_say(_("Computed: {how}."), cor_arg_text(&basis->derivations[i])), "</p>");
    }

    put_note_sources(basis);
    html_put(page, element == HTML_FIGCAPTION ? "</figcaption>\n" : "</div>\n");
}

/* ---- notes --------------------------------------------------------------- */

static bool gather_status(void *self, const cor_value_place *place) {
    html_page *page = self;
    int32_t sources[3], count = cor_value_sources(place->value, sources);
    for (int32_t i = 0; i < count; i++)
        if (sources[i] < page->document->source_count)
            page->status_sets[sources[i]] |= 1U << status_of(place->value);
    return true;
}

void html_sources_begin(html_page *page) {
    cor_document_values(page->document, gather_status, page);
}

static void put_back_links(html_page *page, int32_t source) {
    int32_t count = page->mark_counts[source] < MARKS_LED_BACK_TO ? page->mark_counts[source]
                                                                  : MARKS_LED_BACK_TO;
    if (!count) return;
    html_put(page, " <span class=\"back\"><span class=\"hidden\">");
    html_say(page, _("Back to its places:"));
    html_put(page, "</span>");

    for (int32_t use = 1; use <= count; use++) {
        char letter[] = { (char)('a' + use - 1), 0 };
        html_put(page, " <a href=\"#r");
        html_int(page, source + 1);
        html_put(page, "-");
        html_int(page, use);
        html_put(page, "\">");
        html_put(page, count == 1 ? "↑" : letter);
        html_put(page, "</a>");
    }

    html_put(page, "</span>");
}

/* The date it was published, as far as it is known. Licence, file and edition code stand on the page
 * of the source. */
static void put_published(html_page *page, const cor_source *source) {
    if (!source->published.length) return;
    html_put(page, ", ");
    html_str(page, source->published);
}

/* A page that stands for its publisher is named by its host: the rest of an address says nothing. */
static cor_str note_title(const html_page *page, const cor_source *source) {
    cor_str title = source->title[cor_lang_words(page->lang)];
    bool is_address = cor_str_find(title, COR_STR(" ")) == SIZE_MAX;
    size_t slash = cor_str_find(title, COR_STR("/"));
    return is_address && slash != SIZE_MAX ? cor_str_part(title, 0, slash) : title;
}

/* One remark: its first sentence. */
static cor_str first_remark(cor_str note) {
    size_t stop = cor_str_find(note, COR_STR(". "));
    return stop == SIZE_MAX ? note : cor_str_part(note, 0, stop + 1);
}

static void put_source_note(html_page *page, int32_t number) {
    const cor_document_source *entry = &page->document->sources[number];
    const cor_source *source = &entry->source;
    cor_lang words = cor_lang_words(page->lang);

    html_put(page, "<li id=\"n");
    html_int(page, number + 1);
    html_put(page, "\">");
    html_str(page, source->producer);
    if (source->producer.length) html_put(page, ", ");
    bool linked = html_link_begin(page, source->url, NULL);
    html_put(page, "<i>");
    html_str(page, note_title(page, source));
    html_put(page, linked ? "</i></a>" : "</i>");
    put_published(page, source);
    html_put(page, ".");
    if (source->note[words].length) {
        html_put(page, " <span class=\"caution\">");
        html_str(page, first_remark(source->note[words]));
        html_put(page, "</span>");
    }

    put_back_links(page, number);
    html_put(page, "</li>\n");
}

static const struct {
    cor_obs_status status;
    const char *meaning;
} meanings[] = {
    { COR_OBSERVED, N_("counted or reported") },
    { COR_ESTIMATED, N_("by a model") },
    { COR_PROJECTED, N_("about the future") },
    { COR_PROVISIONAL, N_("will be revised") },
    { COR_MISSING, N_("not published, or not held here") },
};

static uint32_t statuses_used(const html_page *page) {
    uint32_t used = 1U << COR_MISSING;
    for (int32_t i = 0; i < page->document->source_count; i++)
        used |= page->status_sets[i];
    return used;
}

void html_signs(html_page *page) {
    uint32_t used = statuses_used(page);
    html_put(page, "<ul class=\"signs\" aria-label=\"");
    html_say(page, _("What the signs mean"));
    html_put(page, "\">");

    for (size_t i = 0; i < sizeof meanings / sizeof *meanings; i++) {
        if (!(used & 1U << meanings[i].status)) continue;
        html_put(page, "<li>");
        put_status(page, meanings[i].status);
        html_put(page, " ");
        html_say(page, meanings[i].meaning);
        html_put(page, "</li>");
    }

    html_put(page, "</ul>\n");
}

bool html_has_first_screen(const html_page *page) {
    for (const cor_node *node = page->document->root->section.first; node; node = node->next)
        if (node->role == COR_ROLE_GLANCE) return true;
    return false;
}

static void put_sources_link(html_page *page) {
    bool linked = html_link_begin(page, COR_STR("/data"), NULL);
    html_say(page, _("Licences, files and editions of the sources"));
    if (linked) html_put(page, "</a>");
}

static void put_how_to_read(html_page *page) {
    html_put(page, "<p class=\"small quiet\">");
    html_say(page, _("Every figure carries a number that leads here."));
    html_put(page, " ");
    put_sources_link(page);
    html_put(page, "</p>\n");
    if (!html_has_first_screen(page)) html_signs(page);
}

void html_source_list(html_page *page) {
    if (!page->document->source_count) return;
    html_put(
        page,
        "<section class=\"block\" id=\"notes\" aria-labelledby=\"notes-h\"><h2 id=\"notes-h\">");
    html_say(page, _("Sources"));
    html_put(page, "</h2>\n");
    if (!html_is_for_workers(page)) put_how_to_read(page);
    html_put(page, "<ol class=\"notes\">");
    for (int32_t i = 0; i < page->document->source_count; i++)
        put_source_note(page, i);

    html_put(page, "</ol></section>\n");
}
