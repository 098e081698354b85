/* SPDX-License-Identifier: Apache-2.0 */
/* links.c: links, places they lead to, and bookmarks. */
#include "paper.h"

enum { ATTRIBUTES_MAX = 2400 };
struct attributes {
    char text[ATTRIBUTES_MAX];
    size_t used;
};

/* name='value', with quotes and backslashes escaped as cairo reads them; what does not fit is
 * left out whole. */
static void add_attribute(struct attributes *all, const char *name, cor_str value) {
    size_t start = all->used, most = sizeof all->text - 4;
    if (all->used + strlen(name) + 3 > most) return;
    all->used +=
        (size_t)snprintf(all->text + all->used, sizeof all->text - all->used, " %s='", name);

    for (size_t i = 0; i < value.length && all->used < most; i++) {
        if (value.at[i] == '\'' || value.at[i] == '\\') all->text[all->used++] = '\\';
        all->text[all->used++] = value.at[i];
    }

    if (all->used >= most)
        all->used = start;
    else
        all->text[all->used++] = '\'';
    all->text[all->used] = 0;
}

static void put_tag(struct pdf_press *press, const char *kind, const struct attributes *all) {
    cairo_tag_begin(press->cairo, kind, all->text);
    cairo_tag_end(press->cairo, kind);
}

/* Whole points, because printf would write decimals in the way of the process locale. */
static struct attributes area_of(double x, double y, double width, double height) {
    struct attributes all = { .used = 0 };
    all.used = (size_t)snprintf(all.text, sizeof all.text, "rect=[%d %d %d %d]", (int)x, (int)y,
                                (int)(width + 1.5), (int)(height + 0.5));
    return all;
}

void pdf_link_place(struct pdf_press *press, cor_str place, double x, double y, double width,
                    double height) {
    struct attributes all = area_of(x, y, width, height);
    add_attribute(&all, "dest", place);
    put_tag(press, CAIRO_TAG_LINK, &all);
}

void pdf_link_address(struct pdf_press *press, cor_str href, double x, double y, double width,
                      double height) {
    cor_arena scratch = press->words.scratch;
    cor_str address = cor_render_link(press->words.options, href, &scratch);

    press->words.full = press->words.full || !address.at;
    bool ascii = true;
    for (size_t i = 0; i < address.length; i++)
        ascii = ascii && address.at[i] > ' ' && address.at[i] < 127;

    if (!ascii || address.length > 2000 || !cor_str_starts(address, COR_STR("http"))) return;
    struct attributes all = area_of(x, y, width, height);
    add_attribute(&all, "uri", address);
    put_tag(press, CAIRO_TAG_LINK, &all);
}

void pdf_place(struct pdf_press *press, cor_str name) {
    struct attributes all = { .used = 0 };
    all.used = (size_t)snprintf(all.text, sizeof all.text, "x=%d y=%d", (int)PDF_LEFT,
                                (int)(press->y > 12 ? press->y - 12 : 0));
    add_attribute(&all, "name", name);
    put_tag(press, CAIRO_TAG_DEST, &all);
}

void pdf_bookmark(struct pdf_press *press, int32_t level, cor_str title, cor_str place) {
    struct attributes all = { .used = 0 };
    add_attribute(&all, "dest", place);
    cor_arena scratch = press->words.scratch;
    cor_str words = cor_str_keep(&scratch, title);
    press->words.full = press->words.full || !words.at;
    int32_t at = level < 1 ? 1 : level > 7 ? 7 : level;
    if (!words.length) return;
    press->outline[at] =
        cairo_pdf_surface_add_outline(press->surface, press->outline[at - 1], words.at, all.text,
                                      level < 2 ? CAIRO_PDF_OUTLINE_FLAG_OPEN : 0);
    for (int32_t below = at + 1; below < 8; below++)
        press->outline[below] = press->outline[at];
}
