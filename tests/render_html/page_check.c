/* SPDX-License-Identifier: Apache-2.0 */
/* page_check.c: see page_check.h. */
#include "page_check.h"

#include <expat.h>
#include <stdio.h>

typedef struct {
    page_report *report;
    XML_Parser parser;
    int32_t stack[PAGE_DEPTH_MAX]; // id of each open element, -1 for none
    int32_t depth;
} page_reader;

static void complain(const page_reader *reader, const char *what, const char *detail) {
    if (*reader->report->problem) return;
    snprintf(reader->report->problem, PAGE_PROBLEM_BYTES, "line %lu: %s: %s",
             (unsigned long)XML_GetCurrentLineNumber(reader->parser), what, detail);
}

static int32_t take_id(page_reader *reader, const char *id) {
    page_report *report = reader->report;
    for (int32_t i = 0; i < report->id_count; i++)
        if (strcmp(report->ids[i], id) == 0) complain(reader, "the id is there twice", id);
    if (!*id || strchr(id, ' ')) complain(reader, "not an id", id);
    if (report->id_count == PAGE_IDS_MAX) return -1;
    snprintf(report->ids[report->id_count], sizeof report->ids[0], "%s", id);
    return report->id_count++;
}

static void take_links(page_reader *reader, const char *ids) {
    page_report *report = reader->report;
    char copy[512];
    snprintf(copy, sizeof copy, "%s", ids);
    for (char *rest = copy, *one;
         (one = strtok_r(rest, " ", &rest)) && report->link_count < PAGE_MARKS_MAX;)
        snprintf(report->links[report->link_count++], sizeof report->links[0], "%s", one);
}

static void take_mark(page_reader *reader, const char *href) {
    page_report *report = reader->report;
    int32_t source = 0;
    if (sscanf(href, "#n%d", &source) != 1) complain(reader, "a source mark leads elsewhere", href);
    if (report->mark_count == PAGE_MARKS_MAX) return;
    page_mark *mark = &report->marks[report->mark_count++];
    mark->source = source;
    mark->depth = reader->depth;
    memcpy(mark->inside, reader->stack, sizeof mark->inside);
}

static bool is_void(const char *name) {
    static const char *const names[] = { "meta", "link", "input", "br", "img", "hr" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(name, names[i]) == 0) return true;
    return false;
}

static void look_at(page_reader *reader, const char *element, const char *name, const char *value,
                    bool *is_mark) {
    static const char *const references[] = { "aria-labelledby", "aria-describedby", "for",
                                              "aria-controls" };
    for (size_t i = 0; i < sizeof references / sizeof *references; i++)
        if (strcmp(name, references[i]) == 0) take_links(reader, value);

    if (strcmp(name, "style") == 0) complain(reader, "a style attribute on", element);
    if (name[0] == 'o' && name[1] == 'n') complain(reader, "a script attribute", name);
    if (strcmp(name, "class") == 0 && strcmp(value, "src") == 0) *is_mark = true;
    bool address =
        strcmp(name, "href") == 0 || strcmp(name, "src") == 0 || strcmp(name, "action") == 0;
    if (!address) return;

    if (value[0] == '#') take_links(reader, value + 1);
    static const char *const fair[] = {
        "#", "/", "https://", "http://", "mailto:", "tel:", "data:,"
    };
    bool is_fair = false;
    for (size_t i = 0; i < sizeof fair / sizeof *fair; i++)
        if (strncmp(value, fair[i], strlen(fair[i])) == 0) is_fair = true;

    if (!is_fair) complain(reader, "an address nobody expects", value);
}

static void XMLCALL begin(void *self, const char *name, const char **attributes) {
    page_reader *reader = self;
    reader->report->element_count++;
    int32_t id = -1;
    bool is_mark = false, has_src = false;
    const char *href = "";

    for (int i = 0; attributes[i]; i += 2) {
        look_at(reader, name, attributes[i], attributes[i + 1], &is_mark);
        if (strcmp(attributes[i], "id") == 0) id = take_id(reader, attributes[i + 1]);
        if (strcmp(attributes[i], "href") == 0) href = attributes[i + 1];
        if (strcmp(attributes[i], "src") == 0) has_src = true;
    }

    if (strcmp(name, "script") == 0 && !has_src) complain(reader, "a script in the page", name);
    if (is_mark) take_mark(reader, href);
    if (reader->depth < PAGE_DEPTH_MAX) reader->stack[reader->depth++] = id;
}

static void XMLCALL end(void *self, const char *name) {
    page_reader *reader = self;
    (void)name;
    if (reader->depth > 0) reader->depth--;
}

/* HTML has no empty elements but these; a browser would leave others open. SVG has. */
static void look_for_open_elements(page_reader *reader, cor_str page) {
    for (size_t i = 0; i + 2 < page.length; i++) {
        if (page.at[i] != '/' || page.at[i + 1] != '>') continue;
        size_t start = i;
        while (start > 0 && page.at[start] != '<')
            start--;
        char name[24] = "";
        sscanf(page.at + start, "<%23[A-Za-z0-9]", name);
        static const char *const drawn[] = { "path", "circle", "rect", "line",
                                             "use",  "stop",   "svg",  "g" };
        bool is_fair = is_void(name);
        for (size_t k = 0; k < sizeof drawn / sizeof *drawn; k++)
            is_fair |= strcmp(name, drawn[k]) == 0;
        if (!is_fair) complain(reader, "an element a browser leaves open", name);
    }
}

static bool is_known(const page_report *report, const char *id) {
    for (int32_t i = 0; i < report->id_count; i++)
        if (strcmp(report->ids[i], id) == 0) return true;
    return false;
}

void page_check(cor_str page, page_report *report) {
    memset(report, 0, sizeof *report);
    page_reader reader = { .report = report, .parser = XML_ParserCreate("UTF-8") };
    XML_SetUserData(reader.parser, &reader);
    XML_SetElementHandler(reader.parser, begin, end);
    if (XML_Parse(reader.parser, page.at, (int)page.length, 1) == XML_STATUS_ERROR)
        complain(&reader, "not well formed", XML_ErrorString(XML_GetErrorCode(reader.parser)));

    look_for_open_elements(&reader, page);
    for (int32_t i = 0; i < report->link_count; i++)
        if (!is_known(report, report->links[i]))
            complain(&reader, "leads to an id that is not there", report->links[i]);

    XML_ParserFree(reader.parser);
}

bool page_has_mark(const page_report *report, cor_str id, int32_t source) {
    for (int32_t i = 0; i < report->mark_count; i++) {
        const page_mark *mark = &report->marks[i];
        if (mark->source != source) continue;
        for (int32_t k = 0; k < mark->depth; k++)
            if (mark->inside[k] >= 0 && cor_str_is(id, report->ids[mark->inside[k]])) return true;
    }
    return false;
}
