/* SPDX-License-Identifier: Apache-2.0 */
/* feed.c: new publications as Atom (RFC 4287). */
#include <sodium.h>

#include "cite.h"
#include "xml.h"

enum { FEED_ENTRIES = 50 };

/* An identifier that never changes and does not depend on the address of the server: a UUID made
 * from the name. */
static void put_uuid(cor_out *out, cor_str kind, cor_str key) {
    unsigned char hash[16];
    char text[40];
    crypto_generichash_state state;

    crypto_generichash_init(&state, NULL, 0, sizeof hash);
    crypto_generichash_update(&state, (const unsigned char *)kind.at, kind.length);
    crypto_generichash_update(&state, (const unsigned char *)"/", 1);
    crypto_generichash_update(&state, (const unsigned char *)key.at, key.length);
    crypto_generichash_final(&state, hash, sizeof hash);
    hash[6] = (unsigned char)((hash[6] & 0x0F) | 0x80); // version 8: custom (RFC 9562)
    hash[8] = (unsigned char)((hash[8] & 0x3F) | 0x80);
    char *at = text;

    for (int i = 0; i < 16; i++) {
        if (i == 4 || i == 6 || i == 8 || i == 10) *at++ = '-';
        at += snprintf(at, 3, "%02x", hash[i]);
    }

    cor_put_c(out, "urn:uuid:");
    cor_put_c(out, text);
}

static void put_feed_link(cor_out *out, const cor_repository *repository, const char *rel,
                          const char *type, const char *path, cor_str key, const char *lang) {
    cor_put_c(out, "<link rel=\"");
    cor_put_c(out, rel);
    cor_put_c(out, "\" type=\"");
    cor_put_c(out, type);

    if (lang) {
        cor_put_c(out, "\" hreflang=\"");
        cor_put_c(out, lang);
    }

    cor_put_c(out, "\" href=\"");
    cor_put_xml(out, repository->base_url);
    cor_put_c(out, path);
    cor_put_xml(out, key);

    if (lang) {
        cor_put_c(out, "?lang=");
        cor_put_c(out, lang);
    }

    cor_put_c(out, "\"/>\n");
}

static void put_topics(cor_out *out, const cor_entry *publication, cor_lang lang) {
    for (const cor_registry_code *code = publication->kind->fields[PUBLICATION_TOPICS].codes;
         code->code; code++) {
        if (!cor_entry_has(publication, PUBLICATION_TOPICS, cor_str_of(code->code))) continue;
        cor_put_c(out, "<category term=\"");
        cor_put_xml(out, cor_str_of(code->code));
        cor_put_c(out, "\" label=\"");
        cor_put_xml(out, cor_str_of(cor_gettext(code->label, lang)));
        cor_put_c(out, "\"/>\n");
    }
}

static void put_feed_authors(cor_out *out, const cor_entry *publication, cor_lang lang) {
    cor_str rest = cite_authors(publication);
    cite_author author;
    bool any = false;

    while (cite_author_next(&rest, lang, &author)) {
        cor_put_c(out, "<author>");
        xml_put_element(out, "name", -1, author.name);
        cor_put_c(out, "</author>\n");
        any = true;
    }

    if (!any)
        cor_put_c(out, "<author><name>corredor</name></author>\n"); // Atom requires an author in
                                                                    // every entry
}

/* Atom has room for one title and one summary: the other language follows in the content, marked
 * with its language. */
static void put_feed_content(cor_out *out, const cor_entry *publication, cor_lang lang) {
    cor_put_c(out, "<content type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\">\n");
    for (int turn = 0; turn < COR_LANG_COUNT; turn++) {
        int in = (cor_lang_words(lang) + turn) % COR_LANG_COUNT;
        cor_str title = publication->values[PUBLICATION_TITLE][in],
                summary = publication->values[PUBLICATION_SUMMARY][in];
        if (!title.length && !summary.length) continue;
        cor_put_c(out, "<div xml:lang=\"");
        cor_put_c(out, cor_lang_code((cor_lang)in));
        cor_put_c(out, "\">\n");
        xml_put_element(out, "h2", -1, title);
        xml_put_element(out, "p", -1, summary);
        cor_put_c(out, "</div>\n");
    }

    cor_put_c(out, "</div></content>\n");
}

static void put_feed_entry(cor_out *out, const cor_repository *repository,
                           const cor_registry_record *record, cor_lang lang) {
    const cor_entry *publication = record->entry;
    lang = cor_lang_words(lang);
    cor_lang shown = cite_title_lang(publication, lang);

    cor_put_c(out, "<entry>\n<id>");
    put_uuid(out, cor_str_of(publication->kind->key), publication->key);
    cor_put_c(out, "</id>\n");
    xml_put_element(out, "title", (int)shown, publication->values[PUBLICATION_TITLE][shown]);
    cor_put_c(out, "<updated>");
    xml_put_time(out, record->at_s);
    cor_put_c(out, "</updated>\n");
    put_feed_authors(out, publication, lang);

    for (int in = 0; in < COR_LANG_COUNT; in++)
        put_feed_link(out, repository, "alternate", "text/html", "/library/", publication->key,
                      cor_lang_code((cor_lang)in));

    put_topics(out, publication, lang);
    xml_put_element(out, "summary",
                    publication->values[PUBLICATION_SUMMARY][lang].length ? (int)lang : -1,
                    cor_entry_in(publication, PUBLICATION_SUMMARY, lang));
    put_feed_content(out, publication, lang);
    cor_put_c(out, "</entry>\n");
}

cor_code cor_publications_feed(cor_registry *registry, const cor_repository *repository,
                               cor_lang lang, cor_arena keep, cor_out *out, cor_error *err) {
    cor_registry_record *records;
    size_t count;
    cor_code code = cor_registry_records_newest(registry, &cor_kind_publication, FEED_ENTRIES,
                                                &keep, &records, &count, err);
    if (code) return code;

    cor_put_c(out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed "
                   "xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"");
    cor_put_c(out, cor_lang_code(lang));
    cor_put_c(out, "\">\n<id>");
    put_uuid(out, COR_STR("feed"), COR_STR("library"));
    cor_put_c(out, "</id>\n");
    xml_put_element(out, "title", -1,
                    cor_str_of(cor_gettext(_("Library on labour migration"), lang)));
    xml_put_element(out, "subtitle", -1,
                    cor_str_of(cor_gettext(_("What was added or changed last."), lang)));
    cor_put_c(out, "<updated>");
    xml_put_time(out, count ? records[0].at_s : 0);
    cor_put_c(out, "</updated>\n<generator>corredor</generator>\n");
    put_feed_link(out, repository, "self", "application/atom+xml", "/library/feed.atom",
                  (cor_str){ "", 0 }, cor_lang_code(lang));
    put_feed_link(out, repository, "alternate", "text/html", "/library", (cor_str){ "", 0 },
                  cor_lang_code(lang));
    for (size_t i = 0; i < count; i++)
        put_feed_entry(out, repository, &records[i], lang);

    cor_put_c(out, "</feed>\n");
    return out->failed ? cor_fail_memory(err) : COR_OK;
}
