/* SPDX-License-Identifier: Apache-2.0 */
/* form.c: forms. They work without a script; a problem stands beside its field and in a list that
 * links to the field.
 *
 * The server reports problems in the reader's language; forms that store something therefore switch
 * the browser's own messages off (novalidate). */
#include "core/say.h"
#include "html.h"

static void put_reference(html_page *page, cor_str form, const cor_field *field,
                          const char *suffix) {
    html_str(page, form);
    html_put(page, "-");
    html_str(page, field->name);
    html_put(page, suffix);
}

static void put_id(html_page *page, const char *name, cor_str form, const cor_field *field,
                   const char *suffix) {
    html_put(page, " ");
    html_put(page, name);
    html_put(page, "=\"");
    put_reference(page, form, field, suffix);
    html_put(page, "\"");
}

static void put_hidden(html_page *page, cor_str name, cor_str value) {
    html_put(page, "<input type=\"hidden\"");
    html_attribute(page, "name", name);
    html_attribute(page, "value", value);
    html_put(page, "/>");
}

static bool has_hint(const cor_field *field) {
    return !cor_text_is_empty(field->hint);
}

static bool is_control(cor_field_kind kind) {
    return kind != COR_FIELD_HIDDEN && kind != COR_FIELD_BUTTON && kind != COR_FIELD_GROUP &&
           kind != COR_FIELD_GROUP_END;
}

static bool has_problem(const cor_field *field) {
    return is_control(field->kind) && !cor_text_is_empty(field->problem);
}

/* What describes the control: its hint, its problem. */
static void put_described(html_page *page, cor_str form, const cor_field *field) {
    if (!has_hint(field) && !has_problem(field)) return;
    html_put(page, " aria-describedby=\"");
    if (has_hint(field)) put_reference(page, form, field, "-hint");
    if (has_hint(field) && has_problem(field)) html_put(page, " ");
    if (has_problem(field)) put_reference(page, form, field, "-problem");
    html_put(page, "\"");
    if (has_problem(field)) html_put(page, " aria-invalid=\"true\"");
}

/* ---- controls ------------------------------------------------------------ */

static void put_options(html_page *page, const cor_field *field) {
    for (int32_t i = 0; i < field->choice_count; i++) {
        html_put(page, "<option");
        html_attribute(page, "value", field->choices[i].value);
        if (cor_str_equal(field->choices[i].value, field->value))
            html_put(page, " selected=\"selected\"");
        html_words(page, ">", field->choices[i].label, "</option>");
    }
}

/* Each kind of input: its type and what helps the reader type. */
static const struct {
    const char *type, *more;
} inputs[COR_FIELD_COUNT] = {
    [COR_FIELD_TEXT] = { "text", "" },
    [COR_FIELD_SEARCH] = { "search",
                           " autocomplete=\"off\" spellcheck=\"false\" data-suggest=\"\"" },
    [COR_FIELD_NUMBER] = { "number", " step=\"any\" inputmode=\"decimal\"" },
    [COR_FIELD_FILE] = { "file", "" },
    [COR_FIELD_PASSWORD] = { "password", " spellcheck=\"false\" autocapitalize=\"none\"" },
    [COR_FIELD_CODE] = { "text", " inputmode=\"numeric\" autocomplete=\"one-time-code\" "
                                 "spellcheck=\"false\"" },
    [COR_FIELD_ADDRESS] = { "url", " spellcheck=\"false\"" },
    [COR_FIELD_DATE] = { "date", "" },
};

static bool keeps_value(cor_field_kind kind) {
    return kind != COR_FIELD_FILE && kind != COR_FIELD_PASSWORD && kind != COR_FIELD_CODE;
}

/* A browser's calendar drops what is not a day; then the text is shown as it was typed. */
static const char *input_type(const cor_field *field) {
    cor_date day;
    if (field->kind == COR_FIELD_DATE && field->value.length && !cor_date_parse(field->value, &day))
        return "text";
    return inputs[field->kind].type;
}

static void put_common(html_page *page, cor_str form, const cor_field *field) {
    put_id(page, "id", form, field, "");
    html_attribute(page, "name", field->name);
    put_described(page, form, field);
    if (field->text_lang.length) html_attribute(page, "lang", field->text_lang);
    if (field->autocomplete.length) html_attribute(page, "autocomplete", field->autocomplete);
    if (field->required && field->kind != COR_FIELD_CHOICE)
        html_put(page, " required=\"required\"");
}

static void put_input(html_page *page, cor_str form, const cor_field *field) {
    html_put(page, "<input");
    put_common(page, form, field);
    html_attribute(page, "type", cor_str_of(input_type(field)));
    html_put(page, inputs[field->kind].more);
    if (field->choice_count) put_id(page, "list", form, field, "-list");
    if (field->value.length && keeps_value(field->kind))
        html_attribute(page, "value", field->value);
    html_put(page, "/>");
    if (!field->choice_count) return;

    html_put(page, "<datalist");
    put_id(page, "id", form, field, "-list");
    html_put(page, ">");
    put_options(page, field);
    html_put(page, "</datalist>");
}

static void put_area(html_page *page, cor_str form, const cor_field *field) {
    html_put(page, "<textarea rows=\"5\"");
    put_common(page, form, field);
    html_put(page, ">\n"); // the first line end is not part of the text
    html_str(page, field->value);
    html_put(page, "</textarea>");
}

static void put_select(html_page *page, cor_str form, const cor_field *field) {
    html_put(page, "<select");
    put_common(page, form, field);
    html_put(page, ">");
    put_options(page, field);
    html_put(page, "</select>");
}

static void put_control(html_page *page, cor_str form, const cor_field *field) {
    if (field->kind == COR_FIELD_CHOICE)
        put_select(page, form, field);
    else if (field->kind == COR_FIELD_AREA)
        put_area(page, form, field);
    else
        put_input(page, form, field);
}

/* ---- around a control ---------------------------------------------------- */

static void put_label(html_page *page, cor_str form, const cor_field *field) {
    html_put(page, "<label");
    put_id(page, "for", form, field, "");
    html_words(page, ">", field->label, "</label>");
}

/* The id of a part ends in its class, after a hyphen. */
static void put_field_words(html_page *page, cor_str form, const cor_field *field, cor_text words,
                            const char *suffix) {
    if (cor_text_is_empty(words)) return;
    html_put(page, "<p");
    html_attribute(page, "class", cor_str_of(suffix + 1));
    if (field->name.length) put_id(page, "id", form, field, suffix);
    html_words(page, ">", words, "</p>");
}

static void put_hint(html_page *page, cor_str form, const cor_field *field) {
    put_field_words(page, form, field, field->hint, "-hint");
}

static void put_problem(html_page *page, cor_str form, const cor_field *field) {
    put_field_words(page, form, field, field->problem, "-problem");
}

static bool is_chosen(const cor_field *field, cor_str value) {
    cor_str rest = field->value, part;
    while (rest.length && cor_str_split(&rest, ';', &part))
        if (cor_str_equal(part, value)) return true;
    return false;
}

static void put_check(html_page *page, cor_str form, const cor_field *field, int32_t i) {
    char suffix[16] = ""; // the first has the field's id: links lead there
    if (i) snprintf(suffix, sizeof suffix, "-%d", (int)i);
    html_put(page, "<div class=\"check\"><input type=\"checkbox\"");
    put_id(page, "id", form, field, suffix);
    html_attribute(page, "name", field->name);
    html_attribute(page, "value", field->choices[i].value);
    if (is_chosen(field, field->choices[i].value)) html_put(page, " checked=\"checked\"");
    html_put(page, "/><label");
    put_id(page, "for", form, field, suffix);
    html_words(page, ">", field->choices[i].label, "</label></div>");
}

static void put_checks(html_page *page, cor_str form, const cor_field *field) {
    html_put(page,
             has_problem(field) ? "<fieldset class=\"field wrong\"" : "<fieldset class=\"field\"");
    put_described(page, form, field);
    html_words(page, "><legend>", field->label, "</legend>");
    put_hint(page, form, field);
    put_problem(page, form, field);
    html_put(page,
             field->choice_count > 6 ? "<div class=\"checks many\">" : "<div class=\"checks\">");
    for (int32_t i = 0; i < field->choice_count; i++)
        put_check(page, form, field, i);

    html_put(page, "</div></fieldset>\n");
}

static void put_button(html_page *page, const cor_field *field) {
    html_put(page, field->quiet ? "<button class=\"button plain\"" : "<button class=\"button\"");
    if (field->name.length) html_attribute(page, "name", field->name);
    if (field->name.length) html_attribute(page, "value", field->value);
    html_words(page, ">", field->label, "</button>\n");
}

/* Fields that belong together: side by side, or folded away until they are wanted. */
static void put_group(html_page *page, cor_str form, const cor_field *field) {
    if (field->group == COR_GROUP_FOLDED) {
        html_words(page, "<details class=\"folded\"><summary>", field->label, "</summary><div>");
        return;
    }
    bool is_side = field->group == COR_GROUP_SIDE;
    html_put(page, is_side ? "<fieldset class=\"side\">" : "<fieldset class=\"group\">");
    html_words(page, "<legend>", field->label, "</legend>");
    put_hint(page, form, field);
    html_put(page, "<div>");
}

static void end_group(html_page *page, const cor_field *field) {
    bool is_folded = field->group == COR_GROUP_FOLDED;
    html_put(page, is_folded ? "</div></details>\n" : "</div></fieldset>\n");
}

static void put_boxed(html_page *page, cor_str form, const cor_field *field) {
    html_put(page, has_problem(field) ? "<div class=\"field wrong\">" : "<div class=\"field\">");
    put_label(page, form, field);
    put_hint(page, form, field);
    put_problem(page, form, field);
    put_control(page, form, field);
    html_put(page, "</div>\n");
}

static void put_html_field(html_page *page, cor_str form, const cor_field *field) {
    switch (field->kind) {
    case COR_FIELD_HIDDEN:
        put_hidden(page, field->name, field->value);
        break;
    case COR_FIELD_GROUP:
        put_group(page, form, field);
        break;
    case COR_FIELD_GROUP_END:
        end_group(page, field);
        break;
    case COR_FIELD_CHECKS:
        put_checks(page, form, field);
        break;
    default:
        put_boxed(page, form, field);
    }
}

/* Buttons that follow each other stand in one row. */
static int32_t put_buttons(html_page *page, const cor_node_form *form, int32_t first) {
    int32_t i = first;
    html_put(page, "<p class=\"go\">");
    for (; i < form->field_count && form->fields[i].kind == COR_FIELD_BUTTON; i++)
        put_button(page, &form->fields[i]);
    html_put(page, "</p>\n");
    return i;
}

/* ---- what is wrong ------------------------------------------------------- */

static int32_t problem_count(const cor_node_form *form) {
    int32_t count = form->problem_count;
    for (int32_t i = 0; i < form->field_count; i++)
        count += has_problem(&form->fields[i]);
    return count;
}

static void put_problem_link(html_page *page, cor_str form, const cor_field *field) {
    html_put(page, "<li><a href=\"#");
    put_reference(page, form, field, "");
    html_words(page, "\">", field->label, "</a>: ");
    html_text(page, field->problem);
    html_put(page, "</li>");
}

static void put_problems(html_page *page, const cor_node_form *form, cor_str id) {
    int32_t count = problem_count(form);
    if (!count) return;
    html_put(page, "<div class=\"problems\" role=\"alert\">");
    html_heading(page,
                 cor_say_n(count, _("There is {count} problem."), _("There are {count} problems."),
                           cor_arg_int(count)),
                 (cor_str){ 0 }, "");
    html_put(page, "<ul>");

    for (int32_t i = 0; i < form->problem_count; i++) {
        html_words(page, "<li>", form->problems[i], "</li>");
    }

    for (int32_t i = 0; i < form->field_count; i++)
        if (has_problem(&form->fields[i])) put_problem_link(page, id, &form->fields[i]);
    html_put(page, "</ul></div>\n");
}

/* ---- the form ------------------------------------------------------------ */

static bool is_search(const cor_node_form *form) {
    int32_t seen = 0, searches = 0;
    for (int32_t i = 0; i < form->field_count; i++) {
        seen += form->fields[i].kind != COR_FIELD_HIDDEN;
        searches += form->fields[i].kind == COR_FIELD_SEARCH;
    }
    return seen == 1 && searches == 1;
}

static bool has_kind(const cor_node_form *form, cor_field_kind kind) {
    for (int32_t i = 0; i < form->field_count; i++)
        if (form->fields[i].kind == kind) return true;
    return false;
}

static void put_fields(html_page *page, const cor_node_form *form, cor_str id) {
    for (int32_t i = 0; i < form->field_count;) {
        if (form->fields[i].kind == COR_FIELD_BUTTON)
            i = put_buttons(page, form, i);
        else
            put_html_field(page, id, &form->fields[i++]);
    }

    if (has_kind(form, COR_FIELD_BUTTON)) return;
    html_put(page, "<p class=\"go\"><button class=\"button\">");
    html_say(page, _("Show"));
    html_put(page, "</button></p>");
}

/* Label, input and button in one row, the hint under them. */
static void put_search(html_page *page, const cor_node_form *form, cor_str id) {
    const cor_field *shown = NULL;
    for (int32_t i = 0; i < form->field_count; i++) {
        if (!is_control(form->fields[i].kind)) {
            put_html_field(page, id, &form->fields[i]);
            continue;
        }
        shown = &form->fields[i];
        put_label(page, id, shown);
        put_control(page, id, shown);
    }

    html_put(page, "<button class=\"button\">");
    html_say(page, _("Search"));
    html_put(page, "</button>");
    if (shown) put_hint(page, id, shown);
}

static void put_form_begin(html_page *page, const cor_node *node, cor_str id, bool search) {
    const cor_node_form *form = &node->form;
    html_put(page, search                        ? "<form class=\"search\" role=\"search\""
                   : node->role == COR_ROLE_WIDE ? "<form class=\"form wide\""
                   : node->role == COR_ROLE_LINE ? "<form class=\"form line\""
                                                 : "<form class=\"form\"");
    html_attribute(page, "id", id);
    html_put(page, " action=\"");
    html_str(page, page->options->base_url);
    html_str(page, form->action);
    html_put(page,
             form->post ? "\" method=\"post\" novalidate=\"novalidate\"" : "\" method=\"get\"");
    html_put(page, has_kind(form, COR_FIELD_FILE) ? " enctype=\"multipart/form-data\">\n" : ">\n");
}

void html_form(html_page *page, const cor_node *node) {
    if (page->options->standalone && !page->options->base_url.length)
        return; // a file has nobody to ask
    cor_str id = html_id(page, node);
    bool search = is_search(&node->form);
    put_problems(page, &node->form, id);
    put_form_begin(page, node, id, search);
    if (!search) html_heading(page, node->title, (cor_str){ 0 }, "");
    put_hidden(page, COR_STR("lang"), cor_str_of(cor_lang_code(page->lang)));
    (search ? put_search : put_fields)(page, &node->form, id);
    html_put(page, "</form>\n");
}
