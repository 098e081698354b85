/* SPDX-License-Identifier: Apache-2.0 */
/* entry.c: an entry as staff see it: content, actions, all its versions. */
#include "page.h"

static cor_str office_entry_path(const dossier_office *office, const cor_entry *entry,
                                 const char *more) {
    return dossier_office_entry_path(entry->kind, entry->key, more, office->keep);
}

static cor_text version_text(int32_t version, cor_arena *keep) {
    return cor_text_keep(keep, cor_say(_("Version {number}"), cor_arg_plain(version)));
}

/* ---- what it says -------------------------------------------------------- */

static const cor_table_column VALUE_COLUMNS[] = {
    { .kind = COR_CELL_LABEL, .key = COR_STR_INIT("field"), .label = { .id = _("Field") } },
    { .kind = COR_CELL_WORDS, .key = COR_STR_INIT("value"), .label = { .id = _("Value") } },
};

static cor_text value_text(const cor_entry *entry, int32_t field, int lang, cor_arena *keep) {
    cor_registry_type type = entry->kind->fields[field].type;
    if (type == COR_REGISTRY_CODE || type == COR_REGISTRY_CODES)
        return cor_entry_names(entry, field, keep);
    return cor_text_keep(keep, cor_say_str(entry->values[field][lang]));
}

static void put_entry_values(const dossier_office *office, cor_doc *doc, const cor_entry *entry) {
    cor_arena *keep = office->keep;
    cor_doc_table(doc, "values", office_plain(_("Fields and sources")), VALUE_COLUMNS, 2,
                  (cor_text){ 0 });

    for (int32_t i = 0; i < entry->kind->field_count; i++)
        for (int lang = 0; lang < COR_LANG_COUNT; lang++)
            if (entry->values[i][lang].length)
                cor_doc_row(doc, (cor_table_cell[]){
                                     office_words(office_field_label(entry->kind, i, lang, keep)),
                                     office_words(value_text(entry, i, lang, keep)) });

    for (int32_t i = 0; i < entry->source_count; i++) {
        const cor_entry_source *source = &entry->sources[i];
        cor_text title = cor_say_str(source->title.length ? source->title : source->url);
        cor_doc_row(doc,
                    (cor_table_cell[]){ office_words(office_plain(_("Source"))),
                                        office_linked(cor_text_keep(keep, title), source->url) });
    }
}

/* ---- what can be done ---------------------------------------------------- */

/* A change of state: from which state, with which role, under which name. */
typedef struct {
    cor_registry_state from, to;
    const char *word, *label;
    cor_role role; // anyone who may write, with COR_ROLE_EDITOR
} step;

static const step STEPS[] = {
    { COR_STATE_DRAFT, COR_STATE_REVIEW, "review", N_("Send for review"), COR_ROLE_EDITOR },
    { COR_STATE_REVIEW, COR_STATE_PUBLISHED, "publish", N_("Publish"), COR_ROLE_REVIEWER },
    { COR_STATE_REVIEW, COR_STATE_DRAFT, "return", N_("Return to the author"), COR_ROLE_REVIEWER },
    { COR_STATE_DRAFT, COR_STATE_DISCARDED, "discard", N_("Discard the draft"), COR_ROLE_EDITOR },
    { COR_STATE_PUBLISHED, COR_STATE_WITHDRAWN, "withdraw", N_("Withdraw"), COR_ROLE_REVIEWER },
};

bool dossier_office_step_find(cor_str word, cor_registry_state *ret_to) {
    for (size_t i = 0; i < sizeof STEPS / sizeof *STEPS; i++) {
        if (!cor_str_is(word, STEPS[i].word)) continue;
        *ret_to = STEPS[i].to;
        return true;
    }
    return false;
}

static bool is_offered(const cor_staff *staff, const cor_entry *newest, const step *one) {
    if (newest->state != one->from) return false;
    if (cor_staff_is(staff, COR_ROLE_ADMINISTRATOR)) return true;
    if (cor_staff_may(staff, COR_ROLE_REVIEWER, newest)) return true;
    return one->role == COR_ROLE_EDITOR && cor_staff_may(staff, COR_ROLE_EDITOR, newest);
}

static void put_entry_actions(const dossier_office *office, cor_doc *doc,
                              const dossier_office_entry *shown) {
    cor_field fields[12];
    int32_t count = 0;

    fields[count++] = office_mark(office);
    fields[count++] = office_number("expected", shown->newest->version, office->keep);
    fields[count++] = (cor_field){
        .kind = COR_FIELD_TEXT,
        .name = COR_STR("why"),
        .label = office_plain(_("Reason")),
        .hint = office_plain(
            _("Needed to return, to withdraw, and to publish what you wrote part of yourself.")),
        .value = shown->why,
        .problem = shown->problem
    };
    int32_t before = count;

    for (size_t i = 0; i < sizeof STEPS / sizeof *STEPS; i++)
        if (is_offered(&office->session->staff, shown->newest, &STEPS[i])) {
            fields[count] = office_button("do", STEPS[i].word, STEPS[i].label, count > before);
            count++;
        }

    if (count > before)
        office_form(doc, "act", office_plain(_("What next?")),
                    office_entry_path(office, shown->newest, ""), fields, count, (cor_text){ 0 });
}

static void put_restore(const dossier_office *office, cor_doc *doc,
                        const dossier_office_entry *shown) {
    if (shown->shown->version == shown->newest->version ||
        !cor_staff_writes(&office->session->staff, shown->newest->kind))
        return;

    cor_field fields[] = {
        office_mark(office), office_number("expected", shown->newest->version, office->keep),
        office_number("version", shown->shown->version, office->keep),
        office_button("do", "restore", _("Restore this version as a new draft"), true)
    };
    office_form(doc, "restore", (cor_text){ 0 }, office_entry_path(office, shown->newest, ""),
                fields, 4, (cor_text){ 0 });
}

/* ---- history ------------------------------------------------------------- */

static const cor_table_column EVENT_COLUMNS[] = {
    { .kind = COR_CELL_LABEL, .key = COR_STR_INIT("version"), .label = { .id = _("Version") } },
    { .kind = COR_CELL_WORDS, .key = COR_STR_INIT("state"), .label = { .id = _("Became") } },
    { .kind = COR_CELL_WORDS, .key = COR_STR_INIT("who"), .label = { .id = _("Who") } },
    { .kind = COR_CELL_WORDS, .key = COR_STR_INIT("when"), .label = { .id = _("When") } },
    { .kind = COR_CELL_WORDS, .key = COR_STR_INIT("why"), .label = { .id = _("Why") } },
};

static void put_entry_event(const dossier_office *office, cor_doc *doc, const cor_entry *entry,
                            const cor_registry_event *event) {
    cor_arena *keep = office->keep;
    cor_str more = cor_str_print(keep, "?version=%d", (int)event->version);
    cor_str path = more.at ? office_entry_path(office, entry, more.at) : more;
    cor_doc_row(doc, (cor_table_cell[]){ office_linked(version_text(event->version, keep), path),
                                         office_words(cor_registry_state_text(event->to)),
                                         office_words(cor_say_str(event->who)),
                                         office_words(office_when(event->at_s, keep)),
                                         office_words(cor_say_str(event->why)) });
}

static void put_history(const dossier_office *office, cor_doc *doc,
                        const dossier_office_entry *shown) {
    cor_doc_table(doc, "events", office_plain(_("Versions and states, newest first")),
                  EVENT_COLUMNS, 5, (cor_text){ 0 });
    for (size_t i = shown->event_count; i-- > 0;)
        put_entry_event(office, doc, shown->newest, &shown->events[i]);
}

/* A form to compare any two versions. */
static void put_compare(const dossier_office *office, cor_doc *doc, const cor_entry *newest) {
    int32_t count = newest->version;
    cor_choice *choices = cor_new(office->keep, cor_choice, count);

    if (count < 2 || !choices) return;
    for (int32_t i = 0; i < count; i++)
        choices[i] = (cor_choice){ cor_str_print(office->keep, "%d", (int)(count - i)),
                                   version_text(count - i, office->keep) };

    cor_field fields[] = {
        { .kind = COR_FIELD_CHOICE,
          .name = COR_STR("from"),
          .label = office_plain(_("Compare")),
          .choices = choices,
          .choice_count = count,
          .value = choices[1].value },
        { .kind = COR_FIELD_CHOICE,
          .name = COR_STR("to"),
          .label = office_plain(_("with")),
          .choices = choices,
          .choice_count = count,
          .value = choices[0].value },
    };
    cor_doc_form(doc, "compare", (cor_text){ 0 }, office_entry_path(office, newest, "/compare"),
                 false, fields, 2);
}

/* ---- the page ------------------------------------------------------------ */

static cor_text lead(const cor_entry *entry, cor_arena *keep) {
    cor_text state = cor_registry_state_text(entry->state);
    return cor_text_keep(keep, cor_say(_("{key}, version {number} ({state}), saved by {who}."),
                                       cor_arg_str(entry->key), cor_arg_plain(entry->version),
                                       cor_arg_text(&state), cor_arg_str(entry->who)));
}

static void put_links(const dossier_office *office, cor_doc *doc, const cor_entry *entry) {
    if (cor_staff_writes(&office->session->staff, entry->kind))
        cor_doc_link(doc, office_plain(_("Edit")), office_entry_path(office, entry, "/edit"));
    cor_doc_link(doc, office_plain(entry->kind->label_many),
                 cor_str_print(office->keep, "/office/%s", entry->kind->key));
}

cor_code dossier_office_entry_page(const dossier_office *office, const dossier_office_entry *shown,
                                   const cor_document **ret_document, cor_error *err) {
    cor_doc *doc =
        office_begin(office, "office", office_entry_path(office, shown->newest, ""),
                     cor_entry_title(shown->shown, office->keep), lead(shown->shown, office->keep));
    if (shown->saved) cor_doc_note(doc, office_plain(_("Saved.")), NULL, 0);

    cor_doc_section(doc, "says", office_plain(_("What it says")));
    put_links(office, doc, shown->newest);
    put_entry_values(office, doc, shown->shown);
    cor_doc_section_end(doc);

    cor_doc_section(doc, "next", office_plain(_("Review")));
    put_restore(office, doc, shown);
    put_entry_actions(office, doc, shown);
    cor_doc_section_end(doc);

    cor_doc_section(doc, "history", office_plain(_("History")));
    put_history(office, doc, shown);
    put_compare(office, doc, shown->newest);
    cor_doc_section_end(doc);

    return cor_doc_end(doc, ret_document, err);
}
