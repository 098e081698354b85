/* SPDX-License-Identifier: Apache-2.0 */
/* form.c: rows of parameters as fields of a form. */
#include "form.h"

static bool has_name(const char *names, const char *name) {
    cor_str rest = cor_str_of(names), word;
    while (cor_str_split(&rest, ' ', &word))
        if (cor_str_is(word, name)) return true;
    return false;
}

/* ---- choices ------------------------------------------------------------- */

enum { CHOICES_MAX = 96 };

static void add_choice(cor_field *field, cor_choice *choices, cor_str value, const char *label) {
    if (field->choice_count == CHOICES_MAX) return;
    choices[field->choice_count++] = (cor_choice){ value, { .id = label } };
}

static void add_word_choices(const cor_parameter *row, cor_field *field, cor_choice *choices) {
    for (int32_t i = 0; row->words[i]; i++) // "" stands for none: the first choice
        add_choice(field, choices, cor_str_of(row->words[i]),
                   row->labels ? row->labels[i] : row->words[i]);
}

static void add_codes(const cor_parameter *row, cor_field *field, cor_choice *choices) {
    int32_t at = cor_registry_field_find(row->kind, cor_str_of(row->field));
    const cor_registry_code *codes = row->kind->fields[at].codes;
    add_choice(field, choices, (cor_str){ 0 }, row->any ? row->any : N_("any"));
    for (; codes->code; codes++)
        add_choice(field, choices, cor_str_of(codes->code), codes->label);
}

static void add_methods(cor_field *field, cor_choice *choices) {
    size_t count;
    const cor_flows_method *methods = cor_flows_method_list(&count);
    for (size_t i = 0; i < count; i++)
        add_choice(field, choices, methods[i].name, methods[i].title);
}

static void add_sexes(cor_field *field, cor_choice *choices) {
    add_choice(field, choices, COR_STR("T"), N_("Women and men"));
    add_choice(field, choices, COR_STR("F"), N_("Women"));
    add_choice(field, choices, COR_STR("M"), N_("Men"));
}

static void add_answers(const cor_parameter *row, cor_field *field, cor_choice *choices) {
    add_choice(field, choices, COR_STR("no"), row->labels ? row->labels[0] : N_("no"));
    add_choice(field, choices, COR_STR("yes"), row->labels ? row->labels[1] : N_("yes"));
}

/* ---- fields -------------------------------------------------------------- */

static cor_field_kind field_kind_of(const cor_parameter *row) {
    switch (row->type) {
    case COR_PARAM_PLACE:
        return COR_FIELD_SEARCH;
    case COR_PARAM_NUMBER:
    case COR_PARAM_WHOLE:
    case COR_PARAM_YEAR:
        return COR_FIELD_NUMBER;
    case COR_PARAM_DAY:
    case COR_PARAM_MOMENT:
        return COR_FIELD_DATE;
    case COR_PARAM_CODE:
    case COR_PARAM_CHOICE:
    case COR_PARAM_SEX:
    case COR_PARAM_METHOD:
    case COR_PARAM_FLAG:
        return COR_FIELD_CHOICE;
    default:
        return COR_FIELD_TEXT;
    }
}

static void add_choices(dossier_page *page, const cor_parameter *row, cor_field *field) {
    cor_choice *choices = cor_new(page->keep, cor_choice, CHOICES_MAX);
    if (!choices) return;
    switch (row->type) {
    case COR_PARAM_CODE:
        add_codes(row, field, choices);
        break;
    case COR_PARAM_CHOICE:
        add_word_choices(row, field, choices);
        break;
    case COR_PARAM_SEX:
        add_sexes(field, choices);
        break;
    case COR_PARAM_METHOD:
        add_methods(field, choices);
        break;
    default:
        add_answers(row, field, choices);
        break;
    }
    field->choices = choices;
}

/* The current value: the given one, else the initial one. */
static cor_str value_in_effect(dossier_page *page, const cor_parameter *row) {
    cor_str value = cor_parameter_print(row, page->dossier->asked, page->keep);
    if (value.length) return value;
    if (row->initial) return cor_str_of(row->initial);
    if (row->type == COR_PARAM_FLAG) return COR_STR("no");
    if (row->type == COR_PARAM_SEX) return COR_STR("T");
    return row->type == COR_PARAM_CHOICE ? cor_str_of(row->words[0]) : (cor_str){ 0 };
}

static cor_field open_field(dossier_page *page, const cor_parameter *row) {
    cor_field field = { .kind = field_kind_of(row),
                        .name = cor_str_of(row->name),
                        .label = { .id = row->label ? row->label : row->help },
                        .hint = { .id = row->hint },
                        .value = value_in_effect(page, row),
                        .required = row->is_required && row->type == COR_PARAM_PLACE };
    if (field.kind == COR_FIELD_CHOICE) add_choices(page, row, &field);
    return field;
}

static cor_field kept_field(const cor_parameter *row, cor_str value) {
    return (cor_field){ .kind = COR_FIELD_HIDDEN, .name = cor_str_of(row->name), .value = value };
}

void dossier_form_begin(dossier_page *page, const char *names, dossier_form *ret_form) {
    ret_form->count = 0;
    const cor_parameter *row = page->dossier->parameters;
    for (; row && row->type && ret_form->count < DOSSIER_FORM_FIELDS_MAX; row++) {
        cor_str value = cor_parameter_print(row, page->dossier->asked, page->keep);
        if (has_name(names, row->name))
            ret_form->fields[ret_form->count++] = open_field(page, row);
        else if (value.length && strcmp(row->name, "page") != 0)
            ret_form->fields[ret_form->count++] = kept_field(row, value);
    }
}

cor_field *dossier_form_field(dossier_form *form, const char *name) {
    for (int32_t i = 0; i < form->count; i++)
        if (cor_str_is(form->fields[i].name, name)) return &form->fields[i];
    return NULL;
}

void dossier_form_show(dossier_page *page, const char *id, cor_text title, const char *path,
                       const dossier_form *form) {
    if (form->count)
        cor_doc_form(page->doc, id, title, cor_str_of(path), false, form->fields, form->count);
}
