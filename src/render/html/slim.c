/* SPDX-License-Identifier: Apache-2.0 */
/* slim.c: a page without what HTML does not need: end tags that the next tag implies and quotes
 * around plain values (HTML Living Standard, 13.1.2.4 optional tags, 13.1.2.3 attributes). The
 * reader's browser builds the same tree; an eighth of the bytes stays at home. Only for pages
 * written by this folder: every quote is a double one, and < and > stand for tags alone. */
#include "html.h"

typedef struct {
    const char *at, *end; // what is read
    const char *kept;     // from here on everything is wanted, so far
    char *to;             // never ahead of `kept`
} slimmer;

/* What was wanted so far goes to its place; what comes before `next` is left out. */
static void leave_out(slimmer *page, const char *from, const char *next) {
    size_t length = (size_t)(from - page->kept);
    memmove(page->to, page->kept, length);
    page->to += length;
    page->kept = page->at = next;
}

static bool is_implied_end(const char *name, size_t length) {
    if (length == 2)
        return (name[0] == 't' && (name[1] == 'd' || name[1] == 'h' || name[1] == 'r')) ||
               (name[0] == 'd' && (name[1] == 'd' || name[1] == 't')) ||
               (name[0] == 'l' && name[1] == 'i');
    return (length == 5 && (!memcmp(name, "thead", 5) || !memcmp(name, "tbody", 5) ||
                            !memcmp(name, "tfoot", 5))) ||
           (length == 6 && !memcmp(name, "option", 6));
}

/* Elements of HTML that never have an end: the slash of XML says nothing. */
static bool is_void(cor_str name) {
    static const char *const names[] = { "br", "meta", "link", "input", "img", "hr", "wbr", "col" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (cor_str_is(name, names[i])) return true;
    return false;
}

/* What the loops below stop at. A page ends with NUL, so they need not ask whether it is over. */
enum { ENDS_NAME = 1, NEEDS_QUOTES = 2, ENDS_VALUE = 4 };
static const unsigned char stops[256] = {
    [0] = ENDS_NAME | ENDS_VALUE,
    [' '] = ENDS_NAME | NEEDS_QUOTES,
    ['\n'] = ENDS_NAME | NEEDS_QUOTES,
    ['\t'] = NEEDS_QUOTES,
    ['='] = ENDS_NAME | NEEDS_QUOTES,
    ['>'] = ENDS_NAME | NEEDS_QUOTES,
    ['<'] = NEEDS_QUOTES,
    ['/'] = ENDS_NAME,
    ['\''] = NEEDS_QUOTES,
    ['`'] = NEEDS_QUOTES,
    ['"'] = ENDS_VALUE,
};

static const char *skip_to(const char *at, unsigned char stop) {
    while (!(stops[(unsigned char)*at] & stop))
        at++;
    return at;
}

/* At the blank before a name. False when it is not written as we write. */
static bool slim_attribute(slimmer *page, bool *ret_is_bare) {
    const char *equals = skip_to(page->at + 1, ENDS_NAME);
    if (equals[0] != '=' || equals[1] != '"') return false;
    const char *open = equals + 2, *close = skip_to(open, NEEDS_QUOTES | ENDS_VALUE);
    const bool quoted = stops[(unsigned char)*close] & NEEDS_QUOTES;
    if (quoted) close = memchr(close, '"', (size_t)(page->end - close));
    if (!close || *close != '"') return false;

    *ret_is_bare = !quoted && close > open;
    if (quoted) {
        page->at = close + 1;
    } else if (close == open) {
        leave_out(page, equals, close + 1);
    } else {
        leave_out(page, equals + 1, open);
        leave_out(page, close, close + 1);
    }

    return true;
}

/* At a name behind <. */
static void slim_start(slimmer *page) {
    cor_str name = { page->at, (size_t)(skip_to(page->at, ENDS_NAME) - page->at) };
    bool is_bare = false;

    page->at += name.length;
    while (*page->at == ' ')
        if (!slim_attribute(page, &is_bare)) return;

    if (*page->at != '/') return;
    if (is_void(name)) {
        leave_out(page, page->at, page->at + 1);
    } else if (is_bare) { // the slash would be part of the value
        leave_out(page, page->at, page->at);
        *page->to++ = ' '; // there is room: two quotes were left out before
    }
}

static void slim_tag(slimmer *page) {
    const char *tag = page->at, *name = tag + 1;
    if (name == page->end || *name == '!') {
        page->at = name;
    } else if (*name != '/') {
        page->at = name;
        slim_start(page);
    } else {
        const char *end = skip_to(++name, ENDS_NAME);
        page->at = end;
        if (*end != '>' || !is_implied_end(name, (size_t)(end - name))) return;
        end++;
        bool line_ends = end[0] == '\n' && end[1] == '<';
        leave_out(page, tag, end + line_ends);
    }
}

size_t html_slim(char *page, size_t length) {
    slimmer all = { .at = page, .end = page + length, .kept = page, .to = page };
    while ((all.at = memchr(all.at, '<', (size_t)(all.end - all.at))))
        slim_tag(&all);
    leave_out(&all, all.end, all.end);
    return (size_t)(all.to - page);
}

/* Only what is in memory can be gone through again. */
void html_slim_down(html_page *page) {
    cor_out *out = page->out;
    if (!page->options->slim || !out->memory || out->failed) return;
    size_t length = out->used - page->slim_end;
    size_t saved = length - html_slim(out->memory + page->slim_end, length);
    out->used -= saved;
    out->arena->next -= saved;
    out->memory[out->used] = 0;
    page->slim_end = out->used;
}
