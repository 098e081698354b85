/* html_form.c: forms. They work without a script and keep their state in the address. */
#include "html_private.h"

static void put_attribute(html_page *page, const char *name, cor_str value) {
    html_put(page, " ");
    html_put(page, name);
    html_put(page, "=\"");
    html_str(page, value);
    html_put(page, "\"");
}

static void put_id(html_page *page, const char *name, cor_str form, cor_str field, const char *suffix) {
    html_put(page, " ");
    html_put(page, name);
    html_put(page, "=\"");
    html_str(page, form);
    html_put(page, "-");
    html_str(page, field);
    html_put(page, suffix);
    html_put(page, "\"");
}

static void put_hidden(html_page *page, cor_str name, cor_str value) {
    html_put(page, "<input type=\"hidden\"");
    put_attribute(page, "name", name);
    put_attribute(page, "value", value);
    html_put(page, "/>");
}

static void put_choices(html_page *page, const cor_field *field) {
    for (int32_t i = 0; i < field->choice_count; i++) {
        html_put(page, "<option");
        put_attribute(page, "value", field->choices[i].value);
        if (cor_str_equal(field->choices[i].value, field->value)) html_put(page, " selected=\"selected\"");
        html_put(page, ">");
        html_text(page, field->choices[i].label);
        html_put(page, "</option>");
    }
}

static const char *input_type(cor_field_kind kind) {
    switch (kind) {
    case COR_FIELD_SEARCH:
        return "search";
    case COR_FIELD_NUMBER:
        return "number";
    case COR_FIELD_FILE:
        return "file";
    default:
        return "text";
    }
}

static void put_control(html_page *page, cor_str form, const cor_field *field) {
    bool is_choice = field->kind == COR_FIELD_CHOICE, has_hint = !cor_text_is_empty(field->hint);
    html_put(page, is_choice ? "<select" : "<input");
    put_id(page, "id", form, field->name, "");
    put_attribute(page, "name", field->name);
    if (has_hint) put_id(page, "aria-describedby", form, field->name, "-hint");
    if (field->required && !is_choice) html_put(page, " required=\"required\"");
    if (is_choice) {
        html_put(page, ">");
        put_choices(page, field);
        html_put(page, "</select>");
        return;
    }
    put_attribute(page, "type", cor_str_of(input_type(field->kind)));
    if (field->kind == COR_FIELD_NUMBER) html_put(page, " step=\"any\" inputmode=\"decimal\"");
    if (field->kind == COR_FIELD_SEARCH) html_put(page, " autocomplete=\"off\" spellcheck=\"false\" data-suggest=\"\"");
    if (field->value.length && field->kind != COR_FIELD_FILE) put_attribute(page, "value", field->value);
    html_put(page, "/>");
}

static void put_label(html_page *page, cor_str form, const cor_field *field) {
    html_put(page, "<label");
    put_id(page, "for", form, field->name, "");
    html_put(page, ">");
    html_text(page, field->label);
    html_put(page, "</label>");
}

static void put_hint(html_page *page, cor_str form, const cor_field *field) {
    if (cor_text_is_empty(field->hint)) return;
    html_put(page, "<p class=\"hint\"");
    put_id(page, "id", form, field->name, "-hint");
    html_put(page, ">");
    html_text(page, field->hint);
    html_put(page, "</p>");
}

static bool is_search(const cor_node *form) {
    int32_t seen = 0, searches = 0;
    for (int32_t i = 0; i < form->field_count; i++) {
        seen += form->fields[i].kind != COR_FIELD_HIDDEN;
        searches += form->fields[i].kind == COR_FIELD_SEARCH;
    }
    return seen == 1 && searches == 1;
}

static void put_field(html_page *page, cor_str form, const cor_field *field, bool search) {
    if (field->kind == COR_FIELD_HIDDEN) {
        put_hidden(page, field->name, field->value);
        return;
    }
    if (!search) html_put(page, "<div class=\"field\">");
    put_label(page, form, field);
    if (!search) put_hint(page, form, field);
    put_control(page, form, field);
    if (!search) html_put(page, "</div>\n");
}

static void put_button(html_page *page, bool search) {
    html_put(page, search ? "<button class=\"button\">" : "<p class=\"go\"><button class=\"button\">");
    html_say(page, search ? _("Search") : _("Show"));
    html_put(page, search ? "</button>" : "</button></p>");
}

void html_form(html_page *page, const cor_node *node) {
    if (page->options->standalone && !page->options->base_url.length) return; // a file has nobody to ask
    cor_str id = html_id(page, node);
    bool search = is_search(node);
    html_put(page, search ? "<form class=\"search\" role=\"search\"" : "<form class=\"form\"");
    put_attribute(page, "id", id);
    html_put(page, " action=\"");
    html_str(page, page->options->base_url);
    html_str(page, node->action);
    html_put(page, node->post ? "\" method=\"post\"" : "\" method=\"get\"");
    bool has_file = false;
    for (int32_t i = 0; i < node->field_count; i++)
        has_file |= node->fields[i].kind == COR_FIELD_FILE;
    html_put(page, has_file ? " enctype=\"multipart/form-data\">\n" : ">\n");
    if (!search) html_heading(page, node->title, (cor_str){ 0 }, "");
    put_hidden(page, COR_STR("lang"), cor_str_of(cor_lang_code(page->lang)));
    for (int32_t i = 0; i < node->field_count; i++)
        put_field(page, id, &node->fields[i], search);
    put_button(page, search);
    for (int32_t i = 0; search && i < node->field_count; i++)
        put_hint(page, id, &node->fields[i]);
    html_put(page, "</form>\n");
}
