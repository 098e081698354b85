/* SPDX-License-Identifier: Apache-2.0 */
/* xlsx_strings.c: the shared strings of a workbook, which cells refer to by number (ECMA-376 part
 * 1, 18.4). */
#include "core/say.h"
#include "xlsx.h"

typedef struct {
    cor_table *table;
    cor_shared *shared;
    bool in_string, is_text;
    cor_script script;
    int32_t phonetic; // depth inside <rPh>: a reading aid, not part of the text
    size_t start;     // start of the string being read
    cor_code failure;
    cor_error *err;
} reading;

static void refuse_string(cor_xml *xml, cor_code code) {
    reading *r = xml->self;
    if (!r->failure) r->failure = code;
    cor_xml_refuse(xml);
}

static cor_code fail_too_many(const cor_table *table, cor_error *err) {
    cor_fail(err, COR_E_LIMIT, _("The workbook has more than {limit} different texts."),
             cor_arg_int(table->limits.shared_strings));
    return cor_hint(err, _("Save the sheet that is needed as CSV UTF-8 and import that."));
}

static cor_code fail_too_large(const cor_table *table, cor_error *err) {
    cor_fail(err, COR_E_LIMIT, _("The texts of the workbook have more than {limit} bytes."),
             cor_arg_int(table->limits.shared_bytes));
    return cor_hint(err, _("Save the sheet that is needed as CSV UTF-8 and import that."));
}

static cor_code fail_too_long(const cor_table *table, cor_error *err) {
    return cor_fail(err, COR_E_LIMIT, _("A text of the workbook has more than {limit} bytes."),
                    cor_arg_int(table->limits.cell_bytes));
}

cor_script cor_script_after(cor_script before, const char *name, const char **attributes) {
    if (strcmp(name, "r") == 0 || strcmp(name, "si") == 0) return COR_SCRIPT_PLAIN;
    const char *value = cor_xml_attribute(attributes, "val");
    if (strcmp(name, "strike") == 0) {
        bool is_off = value && (strcmp(value, "0") == 0 || strcmp(value, "false") == 0);
        return is_off ? before : COR_SCRIPT_STRUCK;
    }

    if (strcmp(name, "vertAlign") != 0 || !value) return before;
    return strcmp(value, "superscript") == 0 ? COR_SCRIPT_RAISED
           : strcmp(value, "subscript") == 0 ? COR_SCRIPT_LOWERED
                                             : before;
}

/* A digit that is struck out has a line through it (U+0336). */
static cor_str script_digit(char digit, cor_script script, char room[COR_SCRIPT_BYTES]) {
    static const char *const RAISED[10] = { "⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹" };
    static const char *const LOWERED[10] = { "₀", "₁", "₂", "₃", "₄", "₅", "₆", "₇", "₈", "₉" };
    if (script == COR_SCRIPT_RAISED) return cor_str_of(RAISED[digit - '0']);
    if (script == COR_SCRIPT_LOWERED) return cor_str_of(LOWERED[digit - '0']);
    memcpy(room, (const char[]){ digit, '\xcc', '\xb6' }, COR_SCRIPT_BYTES);
    return (cor_str){ room, COR_SCRIPT_BYTES };
}

size_t cor_script_put(char *to, const char *bytes, size_t length, cor_script script) {
    size_t used = 0;

    if (script == COR_SCRIPT_PLAIN) {
        memcpy(to, bytes, length);
        return length;
    }

    for (size_t i = 0; i < length; i++) {
        char room[COR_SCRIPT_BYTES];
        bool is_digit = bytes[i] >= '0' && bytes[i] <= '9';
        cor_str piece = is_digit ? script_digit(bytes[i], script, room) : (cor_str){ bytes + i, 1 };
        memcpy(to + used, piece.at, piece.length);
        used += piece.length;
    }

    return used;
}

static void string_begin(cor_xml *xml, const char *name, const char **attributes) {
    reading *r = xml->self;
    r->script = cor_script_after(r->script, name, attributes);
    if (strcmp(name, "si") == 0) {
        r->in_string = true;
        r->start = r->shared->used;
    } else if (strcmp(name, "rPh") == 0) {
        r->phonetic++;
    } else if (strcmp(name, "t") == 0) {
        r->is_text = r->in_string && !r->phonetic;
    }
}

static void string_text(cor_xml *xml, const char *bytes, int length) {
    reading *r = xml->self;
    cor_shared *shared = r->shared;
    if (!r->is_text || r->failure) return;
    size_t most = (size_t)length * (r->script ? COR_SCRIPT_BYTES : 1);
    if (most > shared->room - shared->used) {
        refuse_string(xml, fail_too_large(r->table, r->err));
        return;
    }
    shared->used +=
        cor_script_put(shared->bytes_stretch.base + shared->used, bytes, (size_t)length, r->script);
}

static void keep_string(cor_xml *xml) {
    reading *r = xml->self;
    cor_shared *shared = r->shared;

    if (shared->count == shared->count_room) {
        refuse_string(xml, fail_too_many(r->table, r->err));
        return;
    }

    size_t length = cor_unescape(shared->bytes_stretch.base + r->start, shared->used - r->start);
    if (length > (size_t)r->table->limits.cell_bytes) {
        refuse_string(xml, fail_too_long(r->table, r->err));
        return;
    }

    shared->used = r->start + length;
    shared->ends[shared->count++] = (uint32_t)shared->used;
}

static void string_end(cor_xml *xml, const char *name) {
    reading *r = xml->self;
    if (strcmp(name, "t") == 0) {
        r->is_text = false;
    } else if (strcmp(name, "rPh") == 0) {
        r->phonetic--;
    } else if (strcmp(name, "si") == 0 && r->in_string) {
        r->in_string = false;
        keep_string(xml);
    }
}

static size_t smaller_size(size_t a, size_t b) {
    return a < b ? a : b;
}

cor_code cor_shared_open(cor_table *table, const char *part, cor_error *err) {
    static const cor_xml_handler handler = { string_begin, string_end, string_text };
    enum { SHORTEST_BYTES = 5, MARGIN_BYTES = 4096 }; // "<si/>"
    cor_shared *shared = &table->xlsx->shared;
    size_t size = (size_t)cor_part_size(table, part);

    if (!size) return COR_OK;
    // A byte of a part in another encoding becomes at most two bytes of UTF-8. Offsets have 32
    // bits.
    size_t most = smaller_size((size_t)table->limits.shared_bytes, UINT32_MAX);
    shared->room = smaller_size(most, 2 * size + MARGIN_BYTES);
    shared->count_room =
        smaller_size((size_t)table->limits.shared_strings, size / SHORTEST_BYTES + 1);
    if (!cor_stretch_open(shared->room, &shared->bytes_stretch)) return cor_fail_memory(err);

    if (!cor_stretch_open(shared->count_room * sizeof(uint32_t), &shared->ends_stretch))
        return cor_fail_memory(err);
    shared->ends = (uint32_t *)(void *)shared->ends_stretch.base;
    reading r = { .table = table, .shared = shared, .err = err };
    bool found;
    cor_code code = cor_part_parse_whole(table, part, &handler, &r, &found, err);

    return code ? code : r.failure;
}

void cor_shared_close(cor_shared *shared) {
    cor_stretch_close(&shared->bytes_stretch);
    cor_stretch_close(&shared->ends_stretch);
    *shared = (cor_shared){ 0 };
}

bool cor_shared_get(const cor_shared *shared, int64_t number, cor_str *ret_text) {
    if (number < 0 || (uint64_t)number >= shared->count) return false;
    size_t start = number ? shared->ends[number - 1] : 0;
    *ret_text = (cor_str){ shared->bytes_stretch.base + start, shared->ends[number] - start };
    return true;
}

/* ---- escapes ------------------------------------------------------------- */

/* The four hexadecimal digits of "_x000D_" as a number; -1 for anything else. */
static int32_t read_escape(const char *at, const char *end) {
    if (end - at < 7 || at[1] != 'x' || at[6] != '_') return -1;
    int32_t value = 0;
    for (int i = 2; i < 6; i++) {
        char c = at[i];
        int32_t digit = c >= '0' && c <= '9'   ? c - '0'
                        : c >= 'A' && c <= 'F' ? c - 'A' + 10
                        : c >= 'a' && c <= 'f' ? c - 'a' + 10
                                               : -1;
        if (digit < 0) return -1;
        value = value * 16 + digit;
    }

    // NUL and surrogate halves stay as written: UTF-8 text has no such characters.
    return value == 0 || (value >= 0xd800 && value <= 0xdfff) ? -1 : value;
}

static char *put_utf8(char *to, int32_t value) {
    if (value < 0x80) {
        *to++ = (char)value;
    } else if (value < 0x800) {
        *to++ = (char)(0xc0 | value >> 6);
        *to++ = (char)(0x80 | (value & 0x3f));
    } else {
        *to++ = (char)(0xe0 | value >> 12);
        *to++ = (char)(0x80 | (value >> 6 & 0x3f));
        *to++ = (char)(0x80 | (value & 0x3f));
    }

    return to;
}

size_t cor_unescape(char *text, size_t length) {
    char *from = memchr(text, '_', length), *to = from;
    if (!from) return length;
    const char *end = text + length;

    while (from < end) {
        int32_t value = *from == '_' ? read_escape(from, end) : -1;
        if (value >= 0) {
            to = put_utf8(to, value);
            from += 7;
        } else {
            *to++ = *from++;
        }
    }

    return (size_t)(to - text);
}
