/* SPDX-License-Identifier: Apache-2.0 */
/* list.c: lists: ranks with their bars, news, and lists of things with a line about each. */
#include <math.h>

#include "document/document.h"
#include "html.h"
#include "render/draw/draw.h"

static void put_marked(html_page *page, const cor_passage *passage) {
    size_t at = 0;
    for (int32_t i = 0; i < passage->mark_count; i++) {
        const cor_mark *mark = &passage->marks[i];
        html_str(page, cor_str_part(passage->text, at, mark->start - at));
        html_put(page, "<mark>");
        html_str(page, cor_str_part(passage->text, mark->start, mark->length));
        html_put(page, "</mark>");
        at = mark->start + mark->length;
    }

    html_str(page, cor_str_part(passage->text, at, passage->text.length));
}

/* The passage that says what the item is called in the reader's language: it knows what was
 * found in it. */
static const cor_passage *own_passage(const html_page *page, const cor_list_item *item) {
    for (int32_t i = 0; i < item->passage_count; i++)
        if (cor_passage_repeats(item, i, page->lang, page->scratch)) return &item->passages[i];
    return NULL;
}

static void put_item_text(html_page *page, const cor_list_item *item) {
    const cor_passage *own = own_passage(page, item);
    bool linked = html_link_begin(page, item->href, NULL);
    if (own)
        put_marked(page, own);
    else
        html_text(page, item->text);
    if (linked) html_put(page, "</a>");
}

/* The bar under a rank: a share of the whole, read aloud by the number beside it. */
static void put_share_bar(html_page *page, const cor_value *share) {
    if (!share->present) return;
    html_put(page, "<svg aria-hidden=\"true\"><rect class=\"f-rule\" width=\"100%\" height=\"4\"/>"
                   "<rect class=\"f-dest\" width=\"");
    cor_svg_percent(page->out, fmax(0, fmin(100, share->value)));
    html_put(page, "\" height=\"4\"/></svg>");
}

/* A number over time: from zero to its own largest, first to last at their years. Only drawn: the
 * ends are said beside it for those who do not see it. */
static void put_trail(html_page *page, const cor_list_item *item) {
    enum { WIDE = 64, HIGH = 18 };
    const cor_value *first = NULL, *last = NULL;
    double most = 0;
    for (int32_t i = 0; i < item->trail_count; i++) {
        const cor_value *value = &item->trail[i];
        if (!value->present) continue;
        if (!first) first = value;
        last = value;
        most = fmax(most, value->value);
    }
    if (first == last || !(most > 0)) return;

    double start = first->period.start.days, span = last->period.start.days - start;
    char points[512], *at = points;
    for (int32_t i = 0; i < item->trail_count; i++) {
        const cor_value *value = &item->trail[i];
        if (!value->present || at > points + sizeof points - 32) continue;
        at += snprintf(at, 32, "%s%.0f,%.1f", at == points ? "" : " ",
                       2 + (WIDE - 4) * (value->period.start.days - start) / span,
                       HIGH - 2 - (HIGH - 4) * value->value / most);
    }
    html_words(page, "<svg class=\"spark\" width=\"64\" height=\"18\" role=\"img\" aria-label=\"",
               cor_say(_("{before} in {first}"), cor_arg_number(first->value, 0),
                       cor_arg_period(first->period)),
               "\"><polyline points=\"");
    html_put(page, points);
    html_put(page, "\"/></svg> ");
}

static void put_quiet(html_page *page, const cor_list_item *item, const char *before) {
    if (cor_text_is_empty(item->quiet)) return;
    html_put(page, before);
    html_words(page, "<span class=\"quiet\">", item->quiet, "</span>");
}

static void put_rank(html_page *page, const cor_list_item *item, bool marked) {
    html_put(page, "<li><span>");
    put_item_text(page, item);
    html_put(page, "</span><span class=\"num\">");
    put_trail(page, item);
    if (item->value.present) html_value(page, &item->value, true);

    if (item->share.present) {
        html_put(page, " <span class=\"share\">");
        html_value(page, &item->share, true);
        html_put(page, "</span>");
    }

    if (marked && item->value.present) html_other_status(page, &item->value);
    if (marked) html_marks(page, (cor_value[]){ item->value, item->share }, 2);
    html_put(page, "</span>");
    put_share_bar(page, &item->share);
    put_quiet(page, item, "");
    html_put(page, "</li>\n");
}

/* Each passage is marked with its language, so that screen readers pronounce it correctly. */
static void put_passages(html_page *page, const cor_list_item *item) {
    for (int32_t i = 0; i < item->passage_count; i++) {
        if (cor_passage_repeats(item, i, page->lang, page->scratch)) continue;
        html_put(page, "<p class=\"passage\"");
        if (item->passages[i].lang != cor_lang_words(page->lang))
            html_attribute(page, "lang", cor_str_of(cor_lang_code(item->passages[i].lang)));
        html_put(page, ">");
        put_marked(page, &item->passages[i]);
        html_put(page, "</p>");
    }
}

static void put_thing(html_page *page, const cor_list_item *item, bool marked) {
    html_put(page, "<li><strong>");
    put_item_text(page, item);
    html_put(page, "</strong>");

    if (item->value.present) {
        html_put(page, " <b>");
        html_value(page, &item->value, true);
        html_put(page, "</b>");
        html_other_status(page, &item->value);
    }

    if (marked) html_marks(page, (cor_value[]){ item->value, item->share }, 2);
    html_marks(page, &item->cited, 1);
    put_quiet(page, item, "<br/>");
    put_passages(page, item);
    html_put(page, "</li>\n");
}

static void put_news(html_page *page, const cor_list_item *item, bool marked) {
    html_put(page, "<li><span>");
    put_item_text(page, item);
    if (item->value.present) {
        html_put(page, " <b>");
        html_value(page, &item->value, true);
        html_put(page, "</b>");
    }

    if (marked) html_marks(page, &item->value, 1);
    html_words(page, "</span><span class=\"who\">", item->quiet, "</span></li>\n");
}

/* An act in time: when, what, in which state, and what followed from it. */
static void put_act(html_page *page, const cor_list_item *item, bool marked) {
    (void)marked;
    html_words(page, "<li><span class=\"when\">", item->when, "</span><div><strong>");
    put_item_text(page, item);
    html_put(page, "</strong>");

    if (!cor_text_is_empty(item->state)) {
        html_put(page, " <span class=\"chip ");
        html_put(page, cor_item_shape_word(item->shape));
        html_words(page, "\">", item->state, "</span>");
    }

    html_marks(page, &item->cited, 1);
    put_quiet(page, item, "<br/>");
    if (item->value.present) {
        html_put(page, " <b>");
        html_value(page, &item->value, true);
        html_put(page, "</b>");
        html_marks(page, &item->value, 1);
    }

    html_put(page, "</div></li>\n");
}

static void put_choice(html_page *page, const cor_list_item *item) {
    html_put(page, item->is_current ? "<li aria-current=\"true\"><span>" : "<li><span>");
    put_item_text(page, item);
    html_put(page, "</span>");

    if (item->value.present) {
        html_put(page, " <span class=\"num\">");
        html_value(page, &item->value, false);
        html_put(page, "</span>");
    }

    html_put(page, "</li>\n");
}

typedef struct {
    const char *class_name;
    void (*put)(html_page *page, const cor_list_item *item, bool marked);
} list_style;

static const list_style rank_style = { "rank", put_rank }, things_style = { "things", put_thing };
static const list_style role_styles[COR_NODE_ROLE_COUNT] = {
    [COR_ROLE_NEWS] = { "news", put_news },
    [COR_ROLE_ACTS] = { "acts", put_act },
    [COR_ROLE_RANKS] = { "rank", put_rank },
};

/* Style of a list: by its role, else by what its items hold. */
static list_style style_of(const cor_node *node) {
    if (role_styles[node->role].put) return role_styles[node->role];
    bool has_values = false, has_shares = false;
    for (int32_t i = 0; i < node->list.item_count; i++) {
        has_values |= node->list.items[i].value.present;
        has_shares |= node->list.items[i].share.present;
    }
    return has_shares || (node->list.ordered && has_values) ? rank_style : things_style;
}

static void put_basis(html_page *page, const cor_node *node) {
    html_basis basis;
    if (!html_basis_begin(&basis, page)) return;
    for (int32_t i = 0; i < node->list.item_count; i++) {
        html_basis_add(&basis, &node->list.items[i].value);
        html_basis_add(&basis, &node->list.items[i].share);
    }
    html_about(&basis, node->about, HTML_DIV);
}

/* Places to go: a menu of links. */
static void put_menu(html_page *page, const cor_node *node) {
    html_words(page, "<nav class=\"places\" aria-label=\"", node->title, "\"><ul>");
    for (int32_t i = 0; i < node->list.item_count; i++) {
        bool here = cor_str_equal(node->list.items[i].href, page->document->path);
        html_put(page, here ? "<li aria-current=\"page\">" : "<li>");
        put_item_text(page, &node->list.items[i]);
        html_put(page, "</li>");
    }

    html_put(page, "</ul></nav>\n");
}

/* A list of choices opens on demand; what is chosen now is said while it is closed. */
static void put_choices(html_page *page, const cor_node *node) {
    html_put(page, "<details class=\"choices\"");
    html_attribute(page, "id", html_id(page, node));
    html_put(page, "><summary>");
    html_text(page, node->title);

    for (int32_t i = 0; i < node->list.item_count; i++) {
        const cor_list_item *item = &node->list.items[i];
        if (item->is_current) html_words(page, ": <b>", item->text, "</b>");
    }

    html_put(page, "</summary><ul>\n");
    for (int32_t i = 0; i < node->list.item_count; i++)
        put_choice(page, &node->list.items[i]);
    html_put(page, "</ul></details>\n");
}

static void put_items(html_page *page, const cor_node_list *list, list_style style, bool marked) {
    const char *tag = list->ordered ? "ol" : "ul";
    html_put(page, "<");
    html_put(page, tag);
    html_attribute(page, "class", cor_str_of(style.class_name));
    html_put(page, ">\n");
    for (int32_t i = 0; i < list->item_count; i++)
        style.put(page, &list->items[i], marked);

    html_put(page, "</");
    html_put(page, tag);
    html_put(page, ">\n");
}

/* Sources and status once under the list, when all its numbers share them. */
static void put_listing(html_page *page, const cor_node *node) {
    list_style style = style_of(node);
    cor_common common = cor_common_node(node);
    bool shared = common.any && common.same_sources && common.same_status;
    html_put(page, style.put == put_rank ? "<div class=\"rank\"" : "<div class=\"listing\"");
    if (node->id.length) html_attribute(page, "id", node->id);
    html_put(page, ">");
    html_heading(page, node->title, (cor_str){ 0 }, "");
    if (!cor_text_is_empty(node->text)) html_words(page, "<p class=\"total\">", node->text, "</p>");

    put_items(page, &node->list, style, !shared);
    if ((shared && style.put != put_act) || !cor_text_is_empty(node->about)) put_basis(page, node);
    html_put(page, "</div>\n");
}

void html_list(html_page *page, const cor_node *node) {
    static void (*const layouts[COR_NODE_ROLE_COUNT])(html_page * page, const cor_node *node) = {
        [COR_ROLE_MENU] = put_menu,
        [COR_ROLE_CHOICES] = put_choices,
    };
    (layouts[node->role] ? layouts[node->role] : put_listing)(page, node);
}
