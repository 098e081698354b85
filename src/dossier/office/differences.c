/* SPDX-License-Identifier: Apache-2.0 */
/* differences.c: versions of an entry side by side: two of them, or the three of a conflict. */
#include "page.h"

static const char NOTHING[] = "–";

static cor_table_cell value_cell(cor_str value, cor_arena *keep) {
    if (!value.length) return office_words((cor_text){ .id = NOTHING });
    return office_words(cor_text_keep(keep, cor_say_str(value)));
}

/* ---- a conflict ---------------------------------------------------------- */

static void put_difference_row(cor_doc *doc, const cor_entry *versions[3], int32_t field, int lang,
                               cor_arena *keep) {
    cor_table_cell cells[4] = { office_words(
        office_field_label(versions[0]->kind, field, lang, keep)) };
    for (int i = 0; i < 3; i++)
        cells[i + 1] = value_cell(versions[i]->values[field][lang], keep);
    cor_doc_row(doc, cells);
}

static bool is_same_text(const cor_entry *a, const cor_entry *b, int32_t field, int lang) {
    return cor_str_equal(a->values[field][lang], b->values[field][lang]);
}

static void put_difference_table(cor_doc *doc, const dossier_office_form *form, cor_arena *keep) {
    const cor_entry *versions[] = { form->base, form->theirs, form->mine };
    cor_text before = cor_text_keep(
        keep, cor_say(_("Before (version {number})"), cor_arg_plain(form->base->version)));
    cor_text other =
        cor_text_keep(keep, cor_say(_("{who} (version {number})"), cor_arg_str(form->theirs->who),
                                    cor_arg_plain(form->theirs->version)));
    cor_table_column columns[] = {
        { .kind = COR_CELL_LABEL, .key = COR_STR("field"), .label = office_plain(_("Field")) },
        { .kind = COR_CELL_WORDS, .key = COR_STR("before"), .label = before },
        { .kind = COR_CELL_WORDS, .key = COR_STR("theirs"), .label = other },
        { .kind = COR_CELL_WORDS, .key = COR_STR("yours"), .label = office_plain(_("Yours")) },
    };

    cor_doc_table(doc, "differences", office_plain(_("What was changed")), columns, 4,
                  (cor_text){ 0 });
    for (int32_t i = 0; i < form->base->kind->field_count; i++)
        for (int lang = 0; lang < COR_LANG_COUNT; lang++)
            if (!is_same_text(form->base, form->theirs, i, lang) ||
                !is_same_text(form->base, form->mine, i, lang))
                put_difference_row(doc, versions, i, lang, keep);
}

void office_put_conflict(cor_doc *doc, const dossier_office_form *form, cor_arena *keep) {
    cor_doc_section(doc, "conflict", office_plain(_("Somebody else saved meanwhile")));
    cor_doc_paragraph(
        doc,
        cor_say(_("{who} saved version {number} while you were writing. Nothing is lost: "
                  "below, what only one of you changed is put together; where you both did, "
                  "yours stands in the form and you decide. Then save again."),
                cor_arg_str(form->theirs->who), cor_arg_plain(form->theirs->version)),
        NULL, 0);
    put_difference_table(doc, form, keep);
    cor_doc_section_end(doc);
}

/* ---- two versions -------------------------------------------------------- */

static cor_text version_head(const cor_entry *version, cor_arena *keep) {
    return cor_text_keep(keep, cor_say(_("Version {number}, {who}"),
                                       cor_arg_plain(version->version), cor_arg_str(version->who)));
}

static cor_code put_diff(cor_doc *doc, const cor_entry *before, const cor_entry *after,
                         cor_arena *keep, cor_error *err) {
    cor_entry_change *list;
    size_t count;
    cor_code code = cor_entry_diff(before, after, keep, &list, &count, err);
    if (code) return code;

    if (!count) {
        cor_doc_paragraph(doc, office_plain(_("The two versions say the same.")), NULL, 0);
        return COR_OK;
    }

    cor_table_column columns[] = {
        { .kind = COR_CELL_LABEL, .key = COR_STR("field"), .label = office_plain(_("Field")) },
        { .kind = COR_CELL_WORDS, .key = COR_STR("before"), .label = version_head(before, keep) },
        { .kind = COR_CELL_WORDS, .key = COR_STR("after"), .label = version_head(after, keep) },
    };
    cor_doc_table(doc, "diff", office_plain(_("What differs")), columns, 3, (cor_text){ 0 });

    for (size_t i = 0; i < count; i++)
        cor_doc_row(doc, (cor_table_cell[]){
                             office_words(office_field_label(after->kind, list[i].field,
                                                             (int)list[i].lang, keep)),
                             value_cell(list[i].before, keep), value_cell(list[i].after, keep) });

    return COR_OK;
}

cor_code dossier_office_compare_page(const dossier_office *office, const cor_entry *before,
                                     const cor_entry *after, const cor_document **ret_document,
                                     cor_error *err) {
    cor_arena *keep = office->keep;
    cor_doc *doc = office_begin(
        office, "office", dossier_office_entry_path(after->kind, after->key, "/compare", keep),
        cor_entry_title(after, keep), cor_say(_("Two versions of {key}"), cor_arg_str(after->key)));
    cor_code code = put_diff(doc, before, after, keep, err);
    if (code) return code;

    cor_doc_link(doc, office_plain(_("Back to the entry")),
                 dossier_office_entry_path(after->kind, after->key, "", keep));
    return cor_doc_end(doc, ret_document, err);
}
