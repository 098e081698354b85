/* SPDX-License-Identifier: Apache-2.0 */
/* facets.c: lists of choices that narrow a page: links with the number of entries each would
 * leave. */
#include "facets.h"

#include <stdlib.h>

void dossier_address_add(dossier_address *address, const char *name, cor_str value) {
    if (address->count == FACET_PARAMETERS_MAX) return;
    address->names[address->count] = name;
    address->values[address->count++] = value;
}

/* Write everything except letters, digits and -._~ as %XX. */
static void put_percent_encoded(cor_out *out, cor_str text) {
    static const char hex[] = "0123456789ABCDEF";
    for (size_t i = 0; i < text.length; i++) {
        unsigned char c = (unsigned char)text.at[i];
        bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                     (c && strchr("-._~", c));
        if (plain) {
            cor_put_char(out, (char)c);
            continue;
        }
        cor_put_char(out, '%');
        cor_put_char(out, hex[c >> 4]);
        cor_put_char(out, hex[c & 15]);
    }
}

cor_str dossier_address_with(dossier_page *page, const dossier_address *address, const char *name,
                             cor_str value) {
    cor_out out = cor_out_memory(page->keep);
    char separator = '?';

    cor_put_c(&out, address->path);
    for (int32_t i = 0; i < address->count; i++) {
        cor_str shown = name && strcmp(address->names[i], name) == 0 ? value : address->values[i];
        if (!shown.length) continue;
        cor_put_char(&out, separator);
        cor_put_c(&out, address->names[i]);
        cor_put_char(&out, '=');
        put_percent_encoded(&out, shown);
        separator = '&';
    }

    return out.failed ? (cor_str){ 0 } : cor_out_str(&out);
}

bool dossier_facet_begin(dossier_facet *facet, dossier_page *page, const dossier_address *address,
                         const char *name, int32_t room) {
    *facet = (dossier_facet){ .page = page, .address = address, .name = name, .room = room };
    facet->list = cor_take(page->keep, sizeof *facet->list, _Alignof(cor_str), (size_t)room);
    return facet->list != NULL;
}

void dossier_facet_count(dossier_facet *facet, cor_str value, cor_text label) {
    for (int32_t i = 0; i < facet->count; i++) {
        if (!cor_str_equal(facet->list[i].value, value)) continue;
        facet->list[i].count++;
        return;
    }
    if (facet->count == facet->room) return;
    facet->list[facet->count].value = value;
    facet->list[facet->count].label = label;
    facet->list[facet->count++].count = 1;
}

static cor_str chosen_of(const dossier_facet *facet) {
    for (int32_t i = 0; i < facet->address->count; i++)
        if (strcmp(facet->address->names[i], facet->name) == 0) return facet->address->values[i];
    return (cor_str){ 0 };
}

static int32_t most_frequent(const dossier_facet *facet, const bool *done) {
    int32_t best = -1;
    for (int32_t i = 0; i < facet->count; i++)
        if (!done[i] && (best < 0 || facet->list[i].count > facet->list[best].count)) best = i;
    return best;
}

static void show_facet_choice(const dossier_facet *facet, int32_t at, cor_str chosen) {
    dossier_page *page = facet->page;
    cor_str value = facet->list[at].value;
    cor_value count = cor_doc_computed(page->doc, facet->list[at].count, COR_STR(UNIT_COUNT),
                                       dossier_plain(_("counted in this list")), NULL, 0);
    cor_doc_item(page->doc, &(cor_list_item){ .text = facet->list[at].label,
                                              .value = count,
                                              .href = dossier_address_with(page, facet->address,
                                                                           facet->name, value),
                                              .is_current = cor_str_equal(value, chosen) });
}

void dossier_facet_show(dossier_facet *facet, const char *title, bool in_order) {
    dossier_page *page = facet->page;
    cor_str chosen = chosen_of(facet);
    bool *done = cor_new(page->keep, bool, facet->count + 1);

    if (!done || (!facet->count && !chosen.length)) return;
    cor_doc_list(page->doc, facet->name, dossier_plain(title), false);
    cor_doc_role(page->doc, COR_ROLE_CHOICES);
    cor_doc_item(page->doc,
                 &(cor_list_item){ .text = dossier_plain(_("any")),
                                   .href = dossier_address_with(page, facet->address, facet->name,
                                                                (cor_str){ 0 }),
                                   .is_current = !chosen.length });

    for (int32_t i = 0; i < facet->count; i++) {
        int32_t at = in_order ? i : most_frequent(facet, done);
        done[at] = true;
        show_facet_choice(facet, at, chosen);
    }
}
