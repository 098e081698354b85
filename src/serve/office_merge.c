/* SPDX-License-Identifier: Apache-2.0 */
/* office_merge.c: two people changed one entry: nothing of either is lost, and whoever saves
 * second decides field by field. */
#include "office.h"

static bool same(const cor_entry *a, const cor_entry *b, int32_t field, int lang) {
    return cor_str_equal(a->values[field][lang], b->values[field][lang]);
}

/* ---- sources ------------------------------------------------------------- */

static bool has_source(const cor_entry *entry, const cor_entry_source *source) {
    for (int32_t i = 0; i < entry->source_count; i++) {
        const cor_entry_source *other = &entry->sources[i];
        if (cor_str_equal(other->url, source->url) && cor_str_equal(other->title, source->title) &&
            cor_str_equal(other->fields, source->fields))
            return true;
    }
    return false;
}

/* Yours, and those of theirs that are new since the version both started from; what one side
 * took out stays out. */
static void merge_sources(cor_entry *mine, const cor_entry *theirs, const cor_entry *base,
                          cor_arena *keep) {
    cor_entry_source *list =
        cor_new(keep, cor_entry_source, mine->source_count + theirs->source_count + 1);
    int32_t count = 0;

    if (!list) return;
    for (int32_t i = 0; i < mine->source_count; i++)
        if (!has_source(base, &mine->sources[i]) || has_source(theirs, &mine->sources[i]))
            list[count++] = mine->sources[i];

    for (int32_t i = 0; i < theirs->source_count; i++)
        if (!has_source(base, &theirs->sources[i]) && !has_source(mine, &theirs->sources[i]))
            list[count++] = theirs->sources[i];

    mine->sources = list;
    mine->source_count = count;
}

/* ---- fields -------------------------------------------------------------- */

static cor_text both_text(const cor_entry *theirs, int32_t field, int lang, cor_arena *keep) {
    cor_str value = theirs->values[field][lang];
    if (!value.length)
        return cor_text_keep(
            keep, cor_say(_("You both changed this. {who} emptied it."), cor_arg_str(theirs->who)));
    return cor_text_keep(keep, cor_say(_("You both changed this. {who} wrote: {text}"),
                                       cor_arg_str(theirs->who), cor_arg_str(value)));
}

void office_merge(office_form *form, const cor_entry *clean) {
    cor_arena *keep = form->visit->keep;
    cor_entry *mine = form->entry;
    const cor_entry *base = form->base, *theirs = form->theirs;
    int32_t room = mine->kind->field_count * COR_LANG_COUNT;
    cor_entry_problem *problems = cor_new(keep, cor_entry_problem, room);
    size_t count = 0;

    for (int32_t i = 0; problems && i < mine->kind->field_count; i++)
        for (int lang = 0; lang < COR_LANG_COUNT; lang++) {
            if (same(theirs, base, i, lang) || same(clean, theirs, i, lang))
                continue; // yours, or the same
            if (same(clean, base, i, lang)) {
                mine->values[i][lang] = theirs->values[i][lang];
                continue;
            }
            problems[count++] = (cor_entry_problem){ .code = COR_E_CONFLICT,
                                                     .field = i,
                                                     .lang = (cor_lang)lang,
                                                     .what = both_text(theirs, i, lang, keep) };
        }

    merge_sources(mine, theirs, base, keep);
    form->problems = problems;
    form->problem_count = count;
}

/* ---- side by side -------------------------------------------------------- */

static const char NOTHING[] = "–";

static cor_table_cell value_cell(cor_str value, cor_arena *keep) {
    if (!value.length) return office_words((cor_text){ .id = NOTHING });
    return office_words(cor_text_keep(keep, cor_say_str(value)));
}

static void put_row(office_visit *visit, cor_doc *doc, const cor_entry *versions[3], int32_t field,
                    int lang) {
    cor_arena *keep = visit->keep;
    cor_table_cell cells[4] = { office_words(
        office_field_label(versions[0]->kind, field, lang, keep)) };
    for (int i = 0; i < 3; i++)
        cells[i + 1] = value_cell(versions[i]->values[field][lang], keep);
    cor_doc_row(doc, cells);
}

void office_show_differences(office_visit *visit, cor_doc *doc, const cor_entry *base,
                             const cor_entry *theirs, const cor_entry *mine) {
    cor_text before = cor_text_keep(
        visit->keep, cor_say(_("Before (version {number})"), cor_arg_plain(base->version)));
    cor_text other =
        cor_text_keep(visit->keep, cor_say(_("{who} (version {number})"), cor_arg_str(theirs->who),
                                           cor_arg_plain(theirs->version)));
    cor_table_column columns[] = {
        { .kind = COR_CELL_LABEL, .key = COR_STR("field"), .label = office_plain(_("Field")) },
        { .kind = COR_CELL_WORDS, .key = COR_STR("before"), .label = before },
        { .kind = COR_CELL_WORDS, .key = COR_STR("theirs"), .label = other },
        { .kind = COR_CELL_WORDS, .key = COR_STR("yours"), .label = office_plain(_("Yours")) },
    };
    const cor_entry *versions[] = { base, theirs, mine };

    cor_doc_table(doc, "differences", office_plain(_("What was changed")), columns, 4,
                  (cor_text){ 0 });
    for (int32_t i = 0; i < base->kind->field_count; i++)
        for (int lang = 0; lang < COR_LANG_COUNT; lang++)
            if (!same(base, theirs, i, lang) || !same(base, mine, i, lang))
                put_row(visit, doc, versions, i, lang);
}

cor_code office_show_diff(office_visit *visit, cor_doc *doc, const cor_entry *before,
                          const cor_entry *after, cor_error *err) {
    cor_entry_change *list;
    size_t count;
    cor_code code = cor_entry_diff(before, after, visit->keep, &list, &count, err);
    if (code) return code;

    if (!count) {
        cor_doc_paragraph(doc, office_plain(_("The two versions say the same.")), NULL, 0);
        return COR_OK;
    }

    cor_text heads[2];
    for (int i = 0; i < 2; i++) {
        const cor_entry *version = i ? after : before;
        heads[i] = cor_text_keep(visit->keep, cor_say(_("Version {number}, {who}"),
                                                      cor_arg_plain(version->version),
                                                      cor_arg_str(version->who)));
    }

    cor_table_column columns[] = {
        { .kind = COR_CELL_LABEL, .key = COR_STR("field"), .label = office_plain(_("Field")) },
        { .kind = COR_CELL_WORDS, .key = COR_STR("before"), .label = heads[0] },
        { .kind = COR_CELL_WORDS, .key = COR_STR("after"), .label = heads[1] },
    };
    cor_doc_table(doc, "diff", office_plain(_("What differs")), columns, 3, (cor_text){ 0 });

    for (size_t i = 0; i < count; i++)
        cor_doc_row(doc, (cor_table_cell[]){
                             office_words(office_field_label(after->kind, list[i].field,
                                                             (int)list[i].lang, visit->keep)),
                             value_cell(list[i].before, visit->keep),
                             value_cell(list[i].after, visit->keep) });

    return COR_OK;
}
