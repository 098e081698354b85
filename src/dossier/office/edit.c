/* SPDX-License-Identifier: Apache-2.0 */
/* edit.c: the editing page of an entry: the form, all its problems, and changes that somebody else
 * made meanwhile. */
#include "page.h"

static void add_head(const dossier_office *office, const dossier_office_form *form,
                     cor_field *fields, int32_t *count) {
    fields[(*count)++] = office_mark(office);
    fields[(*count)++] = office_number("expected", form->expected, office->keep);

    // The Enter key presses the first button.
    fields[(*count)++] = office_button("do", "draft", _("Save as draft"), true);
    if (!form->newest)
        fields[(*count)++] = (cor_field){
            .kind = COR_FIELD_TEXT,
            .name = COR_STR("key"),
            .label = office_plain(_("Key")),
            .hint = office_plain(_("Permanent, and part of the address, e.g. GTM-MEX-2014. If it "
                                   "is empty, it is made from the title.")),
            .value = form->key
        };
}

static void add_tail(const dossier_office_form *form, cor_field *fields, int32_t *count) {
    fields[(*count)++] = (cor_field){
        .kind = COR_FIELD_TEXT,
        .name = COR_STR("why"),
        .label = office_plain(_("What was changed, and why")),
        .hint = office_plain(_("For those who read the history. May stay empty in drafts.")),
        .value = form->why
    };
    fields[(*count)++] = office_button("do", "draft", _("Save as draft"), true);
    fields[(*count)++] = office_button("do", "review", _("Send for review"), false);
}

static cor_str edit_path(const dossier_office *office, const dossier_office_form *form) {
    const cor_registry_kind *kind = form->entry->kind;
    return form->newest ? dossier_office_entry_path(kind, form->newest->key, "/edit", office->keep)
                        : cor_str_print(office->keep, "/office/%s/new", kind->key);
}

/* Problems without a field: first the given ones, then those of the entry. */
static int32_t general_problems(const dossier_office_form *form,
                                cor_text list[DOSSIER_OFFICE_GENERAL_MAX]) {
    int32_t count = form->general_count;
    memcpy(list, form->general, (size_t)count * sizeof *list);
    for (size_t i = 0; i < form->problem_count && count < DOSSIER_OFFICE_GENERAL_MAX; i++)
        if (form->problems[i].field < 0) list[count++] = form->problems[i].what;
    return count;
}

static cor_code put_edit_form(const dossier_office *office, const dossier_office_form *form,
                              cor_doc *doc, cor_error *err) {
    enum { MORE_FIELDS = 16 };
    office_fields own;
    int32_t count = 0;
    cor_text general[DOSSIER_OFFICE_GENERAL_MAX];

    bool fits = office_fields_make(form, office->keep, &own);
    cor_field *fields = cor_new(office->keep, cor_field, own.count + MORE_FIELDS);
    if (!fits || !fields) return cor_fail_memory(err);
    add_head(office, form, fields, &count);
    memcpy(fields + count, own.list, (size_t)own.count * sizeof *fields);
    count += own.count;
    add_tail(form, fields, &count);

    cor_doc_form_of(doc, &(cor_form_spec){ .id = "entry",
                                           .action = edit_path(office, form),
                                           .post = true,
                                           .fields = fields,
                                           .field_count = count,
                                           .problems = general,
                                           .problem_count = general_problems(form, general) });
    cor_doc_role(doc, COR_ROLE_WIDE);

    return COR_OK;
}

static cor_text page_title(const dossier_office_form *form, cor_arena *keep) {
    cor_text label = office_plain(form->entry->kind->label);
    if (form->newest) return cor_entry_title(form->newest, keep);
    return cor_text_keep(keep, cor_say(_("New: {kind}"), cor_arg_text(&label)));
}

static cor_text page_lead(const dossier_office_form *form, cor_arena *keep) {
    if (form->newest)
        return cor_text_keep(keep, cor_say(_("Editing {key}, version {number}."),
                                           cor_arg_str(form->newest->key),
                                           cor_arg_plain(form->expected)));
    return office_plain(_("Saved as a draft it is seen by staff only; published after a review."));
}

cor_code dossier_office_edit_page(const dossier_office *office, const dossier_office_form *form,
                                  const cor_document **ret_document, cor_error *err) {
    cor_doc *doc = office_begin(office, "office", edit_path(office, form),
                                page_title(form, office->keep), page_lead(form, office->keep));
    if (form->theirs) office_put_conflict(doc, form, office->keep);

    cor_doc_section(doc, "edit", office_plain(_("Fields")));
    cor_code code = put_edit_form(office, form, doc, err);
    if (code) return code;
    cor_doc_section_end(doc);

    return cor_doc_end(doc, ret_document, err);
}
