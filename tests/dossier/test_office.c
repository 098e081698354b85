/* SPDX-License-Identifier: Apache-2.0 */
/* The pages of the office, made from what they show, without a database or a request. */
#include "../test_case.h"
#include "dossier/office/office.h"
#include "kinds/kinds.h"

static cor_error err;
static char room[8 << 20];
static cor_arena keep;
static cor_session session;

static dossier_office office_of(cor_stage stage, const cor_grant *grant) {
    memset(room, 0, sizeof room);
    keep = (cor_arena){ room, room + sizeof room };
    cor_error_clear(&err);
    session = (cor_session){ .id = 7, .stage = stage, .staff = { .name = COR_STR("ana") } };
    session.staff.grants = cor_new(&keep, cor_grant, 1);
    if (grant) session.staff.grants[session.staff.grant_count++] = *grant;
    return (dossier_office){ .session = &session, .mark = COR_STR("the-mark"), .keep = &keep };
}

static const cor_node *find(const cor_node *section, const char *id) {
    for (const cor_node *node = section->section.first; node; node = node->next) {
        if (cor_str_is(node->id, id)) return node;
        const cor_node *inside = node->kind == COR_NODE_SECTION ? find(node, id) : NULL;
        if (inside) return inside;
    }
    return NULL;
}

static const cor_field *field_of(const cor_document *document, const char *form, const char *name) {
    const cor_node *node = find(document->root, form);
    assert_non_null(node);
    for (int32_t i = 0; i < node->form.field_count; i++)
        if (cor_str_is(node->form.fields[i].name, name)) return &node->form.fields[i];
    return NULL;
}

static bool has_button(const cor_document *document, const char *form, const char *value) {
    const cor_node *node = find(document->root, form);
    for (int32_t i = 0; node && i < node->form.field_count; i++)
        if (node->form.fields[i].kind == COR_FIELD_BUTTON &&
            cor_str_is(node->form.fields[i].value, value))
            return true;
    return false;
}

static void a_password_made_by_somebody_else_comes_first(void **state) {
    (void)state;
    const cor_document *document;
    dossier_office_account account = { 0 };

    dossier_office office = office_of(COR_STAGE_CHANGE, NULL);
    assert_ok(dossier_office_account_page(&office, &account, &document, &err), &err);
    assert_non_null(find(document->root, "change"));
    assert_null(find(document->root, "sessions"));
    assert_str(field_of(document, "change", "mark")->value, "the-mark");

    office = office_of(COR_STAGE_WHOLE, NULL);
    account = (dossier_office_account){ .sessions = &session, .session_count = 1 };
    assert_ok(dossier_office_account_page(&office, &account, &document, &err), &err);
    assert_non_null(find(document->root, "sign-out"));
    assert_null(find(document->root, "end")); // there is no other session
}

static void kept_fields_go_along_with_signing_in(void **state) {
    (void)state;
    const cor_document *document;
    const dossier_office_pair kept[] = { { COR_STR("next"), COR_STR("/office/log") },
                                         { COR_STR("kept.title_en"), COR_STR("typed with care") } };
    dossier_office_sign_in shown = { .hidden = kept,
                                     .hidden_count = 2,
                                     .problem = { .id = "Wrong." } };
    dossier_office office = office_of(COR_STAGE_WHOLE, NULL);
    office.session = NULL;

    assert_ok(dossier_office_sign_in_page(&office, &shown, &document, &err), &err);
    const cor_field *field = field_of(document, "sign-in", "kept.title_en");
    assert_int_equal(field->kind, COR_FIELD_HIDDEN);
    assert_str(field->value, "typed with care");
    assert_int_equal(find(document->root, "sign-in")->form.problem_count, 1);
    assert_null(find(document->root, "office-menu"));
}

/* ---- entries ------------------------------------------------------------- */

static cor_entry *entry_of(cor_registry_state state, int32_t version) {
    cor_entry *entry = cor_entry_new(&cor_kind_mechanism, COR_STR("A"), &keep);
    entry->state = state;
    entry->version = version;
    entry->who = COR_STR("bruno");
    int32_t parties = cor_registry_field_find(entry->kind, COR_STR("parties"));
    entry->values[parties][0] = COR_STR("GTM;MEX");
    return entry;
}

static void roles_decide_what_is_offered(void **state) {
    (void)state;
    const cor_document *document;
    const cor_grant editor = { .role = COR_ROLE_EDITOR }, reviewer = { .role = COR_ROLE_REVIEWER };

    dossier_office office = office_of(COR_STAGE_WHOLE, &editor);
    cor_entry *draft = entry_of(COR_STATE_DRAFT, 1);
    dossier_office_entry shown = { .newest = draft, .shown = draft };
    assert_ok(dossier_office_entry_page(&office, &shown, &document, &err), &err);
    assert_true(has_button(document, "act", "review"));
    assert_false(has_button(document, "act", "publish"));
    assert_null(find(document->root, "compare")); // there is one version

    office = office_of(COR_STAGE_WHOLE, &reviewer);
    cor_entry *waiting = entry_of(COR_STATE_REVIEW, 2), *first = entry_of(COR_STATE_DRAFT, 1);
    shown = (dossier_office_entry){ .newest = waiting, .shown = first };
    assert_ok(dossier_office_entry_page(&office, &shown, &document, &err), &err);
    assert_true(has_button(document, "act", "publish"));
    assert_true(has_button(document, "restore", "restore"));
    assert_non_null(find(document->root, "compare"));

    office = office_of(COR_STAGE_WHOLE, NULL);
    waiting = entry_of(COR_STATE_REVIEW, 2);
    shown = (dossier_office_entry){ .newest = waiting, .shown = waiting };
    assert_ok(dossier_office_entry_page(&office, &shown, &document, &err), &err);
    assert_null(find(document->root, "act"));

    cor_registry_state to;
    assert_true(dossier_office_step_find(COR_STR("withdraw"), &to) && to == COR_STATE_WITHDRAWN);
    assert_false(dossier_office_step_find(COR_STR("restore"), &to));
}

static void problems_stand_beside_their_field(void **state) {
    (void)state;
    const cor_document *document;
    const cor_grant editor = { .role = COR_ROLE_EDITOR };
    dossier_office office = office_of(COR_STAGE_WHOLE, &editor);
    cor_entry *entry = entry_of(COR_STATE_DRAFT, 0);
    int32_t parties = cor_registry_field_find(entry->kind, COR_STR("parties"));
    const cor_entry_problem problems[] = {
        { .field = parties, .what = { .id = "Not a place." } },
        { .field = -1, .what = { .id = "No source." } },
    };
    dossier_office_form form = { .entry = entry,
                                 .key = COR_STR("a-key"),
                                 .problems = problems,
                                 .problem_count = 2,
                                 .general = { { .id = "Saved by nobody." } },
                                 .general_count = 1 };

    assert_ok(dossier_office_edit_page(&office, &form, &document, &err), &err);
    assert_string_equal(field_of(document, "entry", "parties")->problem.id, "Not a place.");
    assert_str(field_of(document, "entry", "parties")->value, "GTM;MEX");
    assert_str(field_of(document, "entry", "key")->value, "a-key");
    const cor_node *node = find(document->root, "entry");
    assert_int_equal(node->form.problem_count, 2);
    assert_string_equal(node->form.problems[1].id, "No source.");
}

test_program(cmocka_unit_test(a_password_made_by_somebody_else_comes_first),
             cmocka_unit_test(kept_fields_go_along_with_signing_in),
             cmocka_unit_test(roles_decide_what_is_offered),
             cmocka_unit_test(problems_stand_beside_their_field))
