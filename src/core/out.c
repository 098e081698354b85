/* SPDX-License-Identifier: Apache-2.0 */
/* out.c: output of rendered bytes to a file, or to memory that grows in an arena. */
#include <errno.h>

#include "core/core.h"

static bool write_file(cor_out *out, const char *bytes, size_t length) {
    if (fwrite(bytes, 1, length, out->self) == length) return true;
    out->system_error = errno;
    return false;
}

/* cor_put has already written what fitted. */
static bool write_memory(cor_out *out, const char *bytes, size_t length) {
    (void)bytes;
    (void)length;
    out->system_error = ENOMEM;
    return false;
}

cor_out cor_out_memory(cor_arena *arena) {
    cor_out out = { .write = write_memory, .arena = arena };
    out.memory = cor_new(arena, char, 1);
    out.failed = !out.memory;
    return out;
}

cor_out cor_out_file(FILE *file) {
    return (cor_out){ .write = write_file, .self = file };
}

cor_str cor_out_str(const cor_out *out) {
    return out->failed ? (cor_str){ 0 } : (cor_str){ out->memory, out->used };
}

void cor_put_through(cor_out *out, cor_str text) {
    out->failed = !out->write(out, text.at, text.length);
}

void cor_put_char(cor_out *out, char byte) {
    cor_put(out, (cor_str){ &byte, 1 });
}

void cor_put_fill(cor_out *out, char byte, int32_t count) {
    char block[64];
    memset(block, byte, sizeof block);
    for (; count > 0; count -= (int32_t)sizeof block)
        cor_put(out,
                (cor_str){ block, count < (int32_t)sizeof block ? (size_t)count : sizeof block });
}

void cor_put_int(cor_out *out, int64_t value) {
    char text[24];
    cor_put(out, (cor_str){ text, cor_number_print_int(value, text) });
}

void cor_put_number(cor_out *out, double value) {
    char text[32];
    size_t length = cor_number_print(value, text);
    cor_put(out, (cor_str){ text, length });
}

/* Compare sixteen bytes at a time: most text has nothing to escape. */
typedef uint8_t bytes_16 __attribute__((vector_size(16)));

/* Whether any of 8 to 16 bytes is below a blank or one of & < > " ' \. A # may be reported too. */
static bool may_need_escapes(const char *at, size_t length) {
    bytes_16 text;
    memcpy(&text, at, 8);
    memcpy((char *)&text + 8, at + length - 8, 8);
    // " # & ' differ from each other in bits 0 and 2 only, < and > in bit 1
    const bytes_16 found = (bytes_16)(text < 32) | (bytes_16)((text | 5) == ('&' | 5)) |
                           (bytes_16)((text | 2) == '>') | (bytes_16)(text == '\\');
    uint64_t halves[2];
    memcpy(halves, &found, sizeof halves);
    return halves[0] | halves[1];
}

/* Index of the first byte at or after `at` that must be escaped, or the length of the text. */
static size_t find_replaced(cor_str text, size_t at, const bool replaced[256]) {
    while (at < text.length) {
        size_t left = text.length - at,
               end = at + (left < sizeof(bytes_16) ? left : sizeof(bytes_16));
        if (left < 8 || may_need_escapes(text.at + at, end - at))
            for (; at < end; at++)
                if (replaced[(unsigned char)text.at[at]]) return at;
        at = end;
    }
    return at;
}

/* Write runs of harmless bytes in one piece. `replaced` marks the bytes to escape; `escape` returns
 * the replacement of one. */
static void put_replaced(cor_out *out, cor_str text, const bool replaced[256],
                         const char *(*escape)(unsigned char byte, char buffer[8])) {
    char buffer[8];
    for (size_t start = 0, end; start < text.length; start = end + 1) {
        end = find_replaced(text, start, replaced);
        if (end > start) cor_put(out, (cor_str){ text.at + start, end - start });
        if (end < text.length) cor_put_c(out, escape((unsigned char)text.at[end], buffer));
    }
}

static const bool replaced_in_json[256] = { [0 ... 31] = true, ['"'] = true, ['\\'] = true };
// Control characters are not allowed in XML or HTML, not even escaped, except line breaks and tabs.
static const bool replaced_in_xml[256] = {
    [0 ... 8] = true, [11 ... 31] = true, ['&'] = true, ['<'] = true,
    ['>'] = true,     ['"'] = true,       ['\''] = true
};
static const bool replaced_in_csv[256] = { ['"'] = true };

static const char *escape_json(unsigned char byte, char buffer[8]) {
    switch (byte) {
    case '"':
        return "\\\"";
    case '\\':
        return "\\\\";
    case '\n':
        return "\\n";
    case '\r':
        return "\\r";
    case '\t':
        return "\\t";
    default:
        snprintf(buffer, 8, "\\u%04x", (unsigned)byte);
        return buffer;
    }
}

static const char *escape_xml(unsigned char byte, char buffer[8]) {
    (void)buffer;
    switch (byte) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        return "\xEF\xBF\xBD";
    }
}

static const char *escape_csv(unsigned char byte, char buffer[8]) {
    (void)byte;
    (void)buffer;
    return "\"\"";
}

void cor_put_json(cor_out *out, cor_str text) {
    cor_put_char(out, '"');
    put_replaced(out, text, replaced_in_json, escape_json);
    cor_put_char(out, '"');
}

void cor_put_xml(cor_out *out, cor_str text) {
    put_replaced(out, text, replaced_in_xml, escape_xml);
}

void cor_put_csv(cor_out *out, cor_str text) {
    bool quoted = false;
    for (size_t i = 0; i < text.length && !quoted; i++)
        quoted = text.at[i] == ',' || text.at[i] == '"' || text.at[i] == '\n' || text.at[i] == '\r';

    if (text.length && (text.at[0] == ' ' || text.at[text.length - 1] == ' ')) quoted = true;
    if (!quoted) {
        cor_put(out, text);
        return;
    }

    cor_put_char(out, '"');
    put_replaced(out, text, replaced_in_csv, escape_csv);
    cor_put_char(out, '"');
}

/* Apostrophes, then what a spreadsheet program takes for the beginning of a formula: a text that
 * begins so by itself gets one more, so that reading it back takes one away from each. */
static bool looks_like_formula(cor_str text) {
    size_t at = 0;
    while (at < text.length && text.at[at] == '\'')
        at++;
    return at < text.length && memchr("=+-@\t\r", text.at[at], 6);
}

void cor_put_csv_words(cor_out *out, cor_str text) {
    if (!looks_like_formula(text)) {
        cor_put_csv(out, text);
        return;
    }

    cor_put_c(out, "\"'");
    put_replaced(out, text, replaced_in_csv, escape_csv);
    cor_put_char(out, '"');
}

cor_str cor_csv_words(cor_str field) {
    bool guarded = field.length > 1 && field.at[0] == '\'' && looks_like_formula(field);
    return guarded ? cor_str_part(field, 1, field.length) : field;
}
