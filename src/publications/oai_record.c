/* SPDX-License-Identifier: Apache-2.0 */
/* oai_record.c: a publication as unqualified Dublin Core, each text in every language it has. */
#include "cite.h"
#include "oai.h"

static cor_str domain_of(const cor_repository *repository) {
    return repository->domain.length ? repository->domain : COR_STR("corredor.local");
}

void oai_put_identifier(cor_out *out, const cor_repository *repository, cor_str key) {
    cor_put_c(out, "oai:");
    cor_put_xml(out, domain_of(repository));
    cor_put_char(out, ':');
    cor_put_xml(out, key);
}

bool oai_identifier_read(const cor_repository *repository, cor_str identifier, cor_str *ret_key) {
    cor_str domain = domain_of(repository), scheme = COR_STR("oai:");
    size_t before = scheme.length + domain.length + 1;
    if (!cor_str_starts(identifier, scheme) || identifier.length <= before) return false;
    if (!cor_str_starts(cor_str_part(identifier, scheme.length, identifier.length), domain))
        return false;
    *ret_key = cor_str_part(identifier, before, identifier.length);
    return identifier.at[before - 1] == ':';
}

static void put_sets(cor_out *out, const cor_entry *publication, int32_t field,
                     const char *prefix) {
    for (const cor_registry_code *code = publication->kind->fields[field].codes; code->code;
         code++) {
        if (!cor_entry_has(publication, field, cor_str_of(code->code))) continue;
        cor_put_c(out, "<setSpec>");
        cor_put_c(out, prefix);
        cor_put_c(out, code->code);
        cor_put_c(out, "</setSpec>\n");
    }
}

void oai_put_header(cor_out *out, const cor_repository *repository,
                    const cor_registry_record *record) {
    cor_put_c(out, record->gone ? "<header status=\"deleted\">\n<identifier>"
                                : "<header>\n<identifier>");
    oai_put_identifier(out, repository, record->entry->key);
    cor_put_c(out, "</identifier>\n<datestamp>");
    xml_put_time(out, record->at_s);
    cor_put_c(out, "</datestamp>\n");
    put_sets(out, record->entry, PUBLICATION_TOPICS, "topic-");
    put_sets(out, record->entry, PUBLICATION_FORM, "form-");
    cor_put_c(out, "</header>\n");
}

/* Each language once: a name that is the same in both is not repeated. */
static void put_both(cor_out *out, const char *name, cor_str english, cor_str spanish) {
    if (cor_str_equal(english, spanish)) {
        xml_put_element(out, name, -1, english);
        return;
    }
    xml_put_element(out, name, COR_LANG_EN, english);
    xml_put_element(out, name, COR_LANG_ES, spanish);
}

static void put_subjects(cor_out *out, const char *name, const cor_entry *publication,
                         int32_t field) {
    for (const cor_registry_code *code = publication->kind->fields[field].codes; code->code; code++)
        if (cor_entry_has(publication, field, cor_str_of(code->code)))
            put_both(out, name, cor_str_of(cor_gettext(code->label, COR_LANG_EN)),
                     cor_str_of(cor_gettext(code->label, COR_LANG_ES)));
}

/* The type in the DCMI vocabulary. */
static const char *dcmi_type(const cor_entry *publication) {
    cor_str form = cor_entry_get(publication, PUBLICATION_FORM);
    if (cor_str_is(form, "video")) return "MovingImage";
    return cor_str_is(form, "dataset") ? "Dataset" : "Text";
}

static void put_creators(cor_out *out, const cor_entry *publication) {
    cor_str english = cite_authors(publication), spanish = english;
    cite_author author, autor;
    while (cite_author_next(&english, COR_LANG_EN, &author) &&
           cite_author_next(&spanish, COR_LANG_ES, &autor))
        put_both(out, "dc:creator", author.name, autor.name);
}

static void put_coverage(cor_out *out, const cor_entry *publication) {
    cor_str rest = cor_entry_get(publication, PUBLICATION_PLACES), part;
    cor_country place;
    while (cor_entry_next(&rest, &part))
        if (cor_country_by_code(part, &place))
            put_both(out, "dc:coverage", cor_country_name(place, COR_LANG_EN),
                     cor_country_name(place, COR_LANG_ES));
}

static void put_page(cor_out *out, const cor_repository *repository, cor_str key) {
    cor_put_c(out, "<dc:identifier>");
    cor_put_xml(out, repository->base_url);
    cor_put_c(out, "/library/");
    cor_put_xml(out, key);
    cor_put_c(out, "</dc:identifier>\n");
}

static void put_metadata(cor_out *out, const cor_repository *repository,
                         const cor_entry *publication) {
    cor_put_c(out,
              "<metadata>\n<oai_dc:dc xmlns:oai_dc=\"http://www.openarchives.org/OAI/2.0/oai_dc/\" "
              "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
              "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" "
              "xsi:schemaLocation=\"http://www.openarchives.org/OAI/2.0/oai_dc/ "
              "http://www.openarchives.org/OAI/2.0/oai_dc.xsd\">\n");
    for (int lang = 0; lang < COR_LANG_COUNT; lang++)
        xml_put_element(out, "dc:title", lang, publication->values[PUBLICATION_TITLE][lang]);

    put_creators(out, publication);
    put_subjects(out, "dc:subject", publication, PUBLICATION_TOPICS);
    for (int lang = 0; lang < COR_LANG_COUNT; lang++)
        xml_put_element(out, "dc:description", lang,
                        publication->values[PUBLICATION_SUMMARY][lang]);

    xml_put_element(out, "dc:publisher", -1, cor_entry_get(publication, PUBLICATION_PUBLISHER));
    xml_put_element(out, "dc:date", -1, cor_entry_get(publication, PUBLICATION_YEAR));
    xml_put_element(out, "dc:type", -1, cor_str_of(dcmi_type(publication)));
    put_subjects(out, "dc:type", publication, PUBLICATION_FORM);
    xml_put_element(out, "dc:identifier", -1, cor_entry_get(publication, PUBLICATION_URL));
    put_page(out, repository, publication->key);
    put_coverage(out, publication);
    cor_put_c(out, "</oai_dc:dc>\n</metadata>\n");
}

void oai_put_record(cor_out *out, const cor_repository *repository,
                    const cor_registry_record *record) {
    cor_put_c(out, "<record>\n");
    oai_put_header(out, repository, record);
    if (!record->gone) put_metadata(out, repository, record->entry);
    cor_put_c(out, "</record>\n");
}
