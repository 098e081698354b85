/* SPDX-License-Identifier: Apache-2.0 */
/* words.c: publications in lists. */
#include "publications.h"

int32_t dossier_publication_year(const cor_entry *publication) {
    int64_t year;
    cor_str date = cor_str_part(cor_entry_get(publication, PUBLICATION_YEAR), 0, 4);
    return cor_number_parse_int(date, &year) ? (int32_t)year : 0;
}

bool dossier_publications_sort(const cor_entry **list, size_t count, cor_arena scratch) {
    enum { YEARS = COR_YEAR_MAX + 1 };
    uint32_t *starts = cor_new(&scratch, uint32_t, YEARS + 1);
    const cor_entry **sorted = cor_new(&scratch, const cor_entry *, count + 1);

    if (!starts || !sorted) return false;
    for (size_t i = 0; i < count; i++)
        starts[YEARS - dossier_publication_year(list[i])]++;

    for (uint32_t year = 0, before = 0; year <= YEARS; year++) {
        uint32_t many = starts[year];
        starts[year] = before;
        before += many;
    }

    for (size_t i = 0; i < count; i++)
        sorted[starts[YEARS - dossier_publication_year(list[i])]++] = list[i];
    memcpy(list, sorted, count * sizeof *list);

    return true;
}

static cor_text joined_text(dossier_page *page, cor_text before, cor_text next, const char *with) {
    if (cor_text_is_empty(before)) return next;
    if (cor_text_is_empty(next)) return before;
    return cor_text_keep(page->keep, cor_say(with, cor_arg_text(&before), cor_arg_text(&next)));
}

cor_text dossier_publication_about(dossier_page *page, const cor_entry *publication) {
    cor_text said = cor_entry_names(publication, PUBLICATION_FORM, page->keep);
    said = joined_text(page, said, dossier_field_text(page, publication, PUBLICATION_PUBLISHER),
                       "{list}, {name}");
    said = joined_text(page, said, dossier_field_text(page, publication, PUBLICATION_YEAR),
                       "{list}, {name}");
    return joined_text(page, said, dossier_field_text(page, publication, PUBLICATION_PLACES),
                       "{list}: {name}");
}

int32_t dossier_passages(const cor_entry *entry, int32_t field,
                         cor_passage ret_list[COR_LANG_COUNT]) {
    int32_t count = 0;
    for (int lang = 0; lang < COR_LANG_COUNT; lang++)
        if (entry->values[field][lang].length)
            ret_list[count++] =
                (cor_passage){ .text = entry->values[field][lang], .lang = (cor_lang)lang };
    return count;
}

/* Both titles, with the matches of the search, for readers of either language. */
static int32_t title_passages(const cor_entry *publication, const cor_registry_hit *hit,
                              cor_passage *list) {
    int32_t count = dossier_passages(publication, PUBLICATION_TITLE, list);
    bool same = count == 2 && cor_str_equal(list[0].text, list[1].text);
    if (count < 2 || same) return 0;
    for (int32_t i = 0; hit && i < count; i++) {
        list[i].marks = hit->title_marks[list[i].lang];
        list[i].mark_count = hit->title_mark_count[list[i].lang];
    }
    return count;
}

void dossier_publication_item(dossier_page *page, const cor_entry *publication,
                              const cor_registry_hit *hit) {
    cor_passage passages[COR_LANG_COUNT + 1];
    int32_t count = title_passages(publication, hit, passages);

    if (hit && hit->snippet.length)
        passages[count++] = (cor_passage){ .text = hit->snippet,
                                           .lang = hit->snippet_lang,
                                           .marks = hit->marks,
                                           .mark_count = hit->mark_count };

    cor_doc_item(page->doc, &(cor_list_item){ .text = dossier_entry_title(page, publication),
                                              .quiet = dossier_publication_about(page, publication),
                                              .href = dossier_entry_path(page, publication),
                                              .cited = dossier_entry_cited(page, publication, -1),
                                              .passages = passages,
                                              .passage_count = count });
}
