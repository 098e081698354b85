/* SPDX-License-Identifier: Apache-2.0 */
/* office_entry.c: one entry as staff see it: what it says, what can be done with it, and all its
 * versions. */
#include "office.h"

enum { EVENTS_SHOWN = 200 };

typedef struct {
    office_visit *visit;
    const cor_registry_kind *kind;
    cor_str key;
    cor_entry *newest, *shown; // shown: the version looked at
    cor_text problem;          // of the action that was tried
} looking;

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

static void put_values(looking *look, cor_doc *doc) {
    cor_arena *keep = look->visit->keep;
    const cor_entry *entry = look->shown;

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

/* One way on: from a state, by whom, under which name. */
typedef struct {
    cor_registry_state from, to;
    const char *word, *label;
    cor_role role; // or whoever may write, with COR_ROLE_EDITOR
} step;

static const step STEPS[] = {
    { COR_STATE_DRAFT, COR_STATE_REVIEW, "review", N_("Send for review"), COR_ROLE_EDITOR },
    { COR_STATE_REVIEW, COR_STATE_PUBLISHED, "publish", N_("Publish"), COR_ROLE_REVIEWER },
    { COR_STATE_REVIEW, COR_STATE_DRAFT, "return", N_("Return to the author"), COR_ROLE_REVIEWER },
    { COR_STATE_DRAFT, COR_STATE_DISCARDED, "discard", N_("Give the draft up"), COR_ROLE_EDITOR },
    { COR_STATE_PUBLISHED, COR_STATE_WITHDRAWN, "withdraw", N_("Withdraw"), COR_ROLE_REVIEWER },
};

static bool is_offered(const looking *look, const step *one) {
    const cor_staff *staff = &look->visit->session.staff;
    if (look->newest->state != one->from) return false;
    if (cor_staff_is(staff, COR_ROLE_ADMINISTRATOR)) return true;
    if (cor_staff_may(staff, COR_ROLE_REVIEWER, look->newest)) return true;
    return one->role == COR_ROLE_EDITOR && cor_staff_may(staff, COR_ROLE_EDITOR, look->newest);
}

static void put_actions(looking *look, cor_doc *doc) {
    office_visit *visit = look->visit;
    cor_field fields[12];
    int32_t count = 0;

    fields[count++] = office_mark(visit);
    fields[count++] =
        office_hidden("expected", cor_str_print(visit->keep, "%d", (int)look->newest->version));
    fields[count++] = (cor_field){
        .kind = COR_FIELD_TEXT,
        .name = COR_STR("why"),
        .label = office_plain(_("Reason")),
        .hint = office_plain(
            _("Needed to return, to withdraw, and to publish what you wrote part of yourself.")),
        .value = http_form(visit->request, "why"),
        .problem = look->problem
    };
    int32_t before = count;

    for (size_t i = 0; i < sizeof STEPS / sizeof *STEPS; i++)
        if (is_offered(look, &STEPS[i])) {
            fields[count] = office_button("do", STEPS[i].word, STEPS[i].label, count > before);
            count++;
        }

    if (count == before) return;
    cor_doc_form_of(
        doc, &(cor_form_spec){ .id = "act",
                               .title = office_plain(_("What next?")),
                               .action = office_entry_path(look->kind, look->key, "", visit->keep),
                               .post = true,
                               .fields = fields,
                               .field_count = count });
}

/* ---- history ------------------------------------------------------------- */

static const cor_table_column EVENT_COLUMNS[] = {
    { .kind = COR_CELL_LABEL, .key = COR_STR_INIT("version"), .label = { .id = _("Version") } },
    { .kind = COR_CELL_WORDS, .key = COR_STR_INIT("state"), .label = { .id = _("Became") } },
    { .kind = COR_CELL_WORDS, .key = COR_STR_INIT("who"), .label = { .id = _("Who") } },
    { .kind = COR_CELL_WORDS, .key = COR_STR_INIT("when"), .label = { .id = _("When") } },
    { .kind = COR_CELL_WORDS, .key = COR_STR_INIT("why"), .label = { .id = _("Why") } },
};

static cor_code put_history(looking *look, cor_doc *doc, cor_error *err) {
    office_visit *visit = look->visit;
    cor_registry_event *list;
    size_t count;
    cor_code code = cor_registry_history(visit->registry, look->kind, look->key, EVENTS_SHOWN,
                                         visit->keep, &list, &count, err);
    if (code) return code;

    cor_doc_table(doc, "events", office_plain(_("Versions and states, newest first")),
                  EVENT_COLUMNS, 5, (cor_text){ 0 });
    for (size_t i = count; i-- > 0;) {
        const cor_registry_event *event = &list[i];
        cor_str more = cor_str_print(visit->keep, "?version=%d", (int)event->version);
        cor_text number = cor_text_keep(
            visit->keep, cor_say(_("Version {number}"), cor_arg_plain(event->version)));
        cor_doc_row(doc,
                    (cor_table_cell[]){
                        office_linked(number, more.at ? office_entry_path(look->kind, look->key,
                                                                          more.at, visit->keep)
                                                      : more),
                        office_words(cor_registry_state_text(event->to)),
                        office_words(cor_say_str(event->who)),
                        office_words(office_when(event->at_s, visit->keep)),
                        office_words(cor_say_str(event->why)) });
    }

    return COR_OK;
}

/* Any two versions. */
static void put_compare(looking *look, cor_doc *doc) {
    office_visit *visit = look->visit;
    int32_t count = look->newest->version;
    cor_choice *choices = cor_new(visit->keep, cor_choice, count);

    if (count < 2 || !choices) return;
    for (int32_t i = 0; i < count; i++)
        choices[i] = (cor_choice){ cor_str_print(visit->keep, "%d", (int)(count - i)),
                                   cor_text_keep(visit->keep, cor_say(_("Version {number}"),
                                                                      cor_arg_plain(count - i))) };

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
    cor_doc_form(doc, "compare", (cor_text){ 0 },
                 office_entry_path(look->kind, look->key, "/compare", visit->keep), false, fields,
                 2);
}

static void put_restore(looking *look, cor_doc *doc) {
    office_visit *visit = look->visit;
    if (look->shown->version == look->newest->version ||
        !office_may_write(&visit->session.staff, look->kind))
        return;

    cor_field fields[] = {
        office_mark(visit),
        office_hidden("expected", cor_str_print(visit->keep, "%d", (int)look->newest->version)),
        office_hidden("version", cor_str_print(visit->keep, "%d", (int)look->shown->version)),
        office_button("do", "restore", _("Restore this version as a new draft"), true)
    };
    cor_doc_form_of(
        doc, &(cor_form_spec){ .id = "restore",
                               .action = office_entry_path(look->kind, look->key, "", visit->keep),
                               .post = true,
                               .fields = fields,
                               .field_count = 4 });
}

/* ---- the page ------------------------------------------------------------ */

static cor_text lead(const looking *look) {
    cor_text state = cor_registry_state_text(look->shown->state);
    return cor_text_keep(look->visit->keep,
                         cor_say(_("{key}, version {number} ({state}), saved by {who}."),
                                 cor_arg_str(look->key), cor_arg_plain(look->shown->version),
                                 cor_arg_text(&state), cor_arg_str(look->shown->who)));
}

static void put_links(looking *look, cor_doc *doc) {
    office_visit *visit = look->visit;
    cor_text list = office_plain(look->kind->label_many);
    if (office_may_write(&visit->session.staff, look->kind))
        cor_doc_link(doc, office_plain(_("Edit")),
                     office_entry_path(look->kind, look->key, "/edit", visit->keep));
    cor_doc_link(doc, list, cor_str_print(visit->keep, "/office/%s", look->kind->key));
}

static cor_code show(looking *look, int status, cor_error *err) {
    office_visit *visit = look->visit;
    cor_doc *doc =
        office_page_begin(visit, office_entry_path(look->kind, look->key, "", visit->keep),
                          cor_entry_title(look->shown, visit->keep), lead(look));

    if (http_parameter(visit->request, "saved").length)
        cor_doc_note(doc, office_plain(_("Saved.")), NULL, 0);
    cor_doc_section(doc, "says", office_plain(_("What it says")));
    put_links(look, doc);
    put_values(look, doc);
    cor_doc_section_end(doc);
    cor_doc_section(doc, "next", office_plain(_("Review")));
    put_restore(look, doc);
    put_actions(look, doc);
    cor_doc_section_end(doc);
    cor_doc_section(doc, "history", office_plain(_("History")));
    cor_code code = put_history(look, doc, err);
    put_compare(look, doc);
    cor_doc_section_end(doc);

    return code ? code : office_page_end(visit, doc, status, err);
}

static cor_code get_version(looking *look, cor_str text, cor_entry **ret_entry, cor_error *err) {
    int64_t number = 0;
    if (!cor_number_parse_int(text, &number) || number < 1 || number > INT32_MAX)
        return cor_fail(err, COR_E_USAGE, _("“{word}” is not the number of a version."),
                        cor_arg_str(text));
    cor_registry_view view = { .version = (int32_t)number };
    return cor_registry_get(look->visit->registry, look->kind, look->key, &view, look->visit->keep,
                            ret_entry, err);
}

static cor_code begin(office_visit *visit, looking *look, cor_error *err) {
    cor_registry_view view = { .newest = true };
    *look = (looking){ .visit = visit, .key = visit->request->part2 };
    cor_code code = office_kind(visit, &look->kind, err);
    if (!code)
        code = cor_registry_get(visit->registry, look->kind, look->key, &view, visit->keep,
                                &look->newest, err);
    look->shown = look->newest;
    return code;
}

/* ---- doing it ------------------------------------------------------------ */

static cor_code restore(looking *look, int32_t expected, cor_error *err) {
    office_visit *visit = look->visit;
    cor_entry *old;
    int32_t version;
    cor_code code = get_version(look, http_form(visit->request, "version"), &old, err);
    if (code) return code;
    cor_registry_act act = { .why = cor_str_print(visit->keep, "version %d restored",
                                                  (int)old->version),
                             .expected = expected,
                             .state = COR_STATE_DRAFT };

    return cor_office_save(visit->office, &visit->session.staff, old, &act, visit->scratch,
                           &version, err);
}

static cor_code act_on(looking *look, cor_error *err) {
    office_visit *visit = look->visit;
    cor_str what = http_form(visit->request, "do");
    int64_t expected = 0;

    if (!cor_number_parse_int(http_form(visit->request, "expected"), &expected) || expected < 1 ||
        expected > INT32_MAX)
        return cor_fail(err, COR_E_USAGE, _("The form does not say which version it is about."));

    if (cor_str_is(what, "restore")) return restore(look, (int32_t)expected, err);
    for (size_t i = 0; i < sizeof STEPS / sizeof *STEPS; i++) {
        if (!cor_str_is(what, STEPS[i].word)) continue;
        cor_registry_act act = { .why = cor_str_part(cor_str_trim(http_form(visit->request, "why")),
                                                     0, 2000),
                                 .expected = (int32_t)expected,
                                 .state = STEPS[i].to };
        return cor_office_move(visit->office, &visit->session.staff, look->kind, look->key, &act,
                               visit->scratch, err);
    }

    return cor_fail(err, COR_E_USAGE, _("The form does not say what to do."));
}

static cor_code take(looking *look, cor_error *err) {
    office_visit *visit = look->visit;
    cor_code code = act_on(look, err);
    if (!code)
        return office_go(visit, office_entry_path(look->kind, look->key, "?saved=1", visit->keep),
                         err);
    bool said = code == COR_E_ACCESS || code == COR_E_DOMAIN || code == COR_E_CONFLICT;
    if (!said) return code;
    look->problem = office_problem(err, visit->keep);
    return show(look, cor_code_http(code), err);
}

static cor_code entry_page(office_visit *visit, cor_error *err) {
    looking look;
    cor_str version = http_parameter(visit->request, "version");
    cor_code code = begin(visit, &look, err);
    if (!code && visit->request->method == HTTP_POST) return take(&look, err);
    if (!code && version.length) code = get_version(&look, version, &look.shown, err);
    return code ? code : show(&look, 200, err);
}

cor_code office_entry(http_request *request, http_response *response, cor_error *err) {
    return office_visit_run(request, response, OFFICE_STAFF, false, entry_page, err);
}

static cor_code compare_page(office_visit *visit, cor_error *err) {
    looking look;
    cor_entry *before = NULL, *after = NULL;
    cor_code code = begin(visit, &look, err);
    if (!code) code = get_version(&look, http_parameter(visit->request, "from"), &before, err);
    if (!code) code = get_version(&look, http_parameter(visit->request, "to"), &after, err);
    if (code) return code;
    cor_doc *doc =
        office_page_begin(visit, office_entry_path(look.kind, look.key, "/compare", visit->keep),
                          cor_entry_title(after, visit->keep),
                          cor_say(_("Two versions of {key}"), cor_arg_str(look.key)));
    code = office_show_diff(visit, doc, before, after, err);
    cor_doc_link(doc, office_plain(_("Back to the entry")),
                 office_entry_path(look.kind, look.key, "", visit->keep));

    return code ? code : office_page_end(visit, doc, 200, err);
}

cor_code office_compare(http_request *request, http_response *response, cor_error *err) {
    return office_visit_run(request, response, OFFICE_STAFF, false, compare_page, err);
}
