/* SPDX-License-Identifier: Apache-2.0 */
/* xlsx_styles.c: how the number formats of a workbook are understood (ECMA-376 part 1, 18.8.30 and
 * 18.8.31): as a percentage, a day, a number in thousands, or as stored. */
#include "core/say.h"
#include "xlsx.h"

enum { FORMATS_MOST = 4096, STYLES_MOST = 65536, FORMAT_IDS = 65536 };

typedef struct {
    cor_table *table;
    uint8_t *of_format; // [FORMAT_IDS] by the number of the format
    uint8_t *shown;     // [STYLES_MOST]
    int32_t style_count, format_count;
    bool in_cell_styles;
} style_reading;

/* ---- format codes -------------------------------------------------------- */

/* Numbers below 164 are formats that every program knows. */
static cor_shown shown_built_in(int64_t id) {
    if (id == 9 || id == 10) return COR_SHOWN_PERCENT;
    bool is_date = (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) ||
                   (id >= 50 && id <= 58);
    return is_date ? COR_SHOWN_DATE : COR_SHOWN_AS_STORED;
}

static bool is_elapsed_time(const char *after_bracket) {
    char first = (char)(*after_bracket | 32);
    size_t length = strspn(after_bracket, first == 'h' ? "hH" : first == 'm' ? "mM" : "sS");
    return length > 0 && after_bracket[length] == ']';
}

/* Move past what a format shows as it is written: "text", \c, _c, *c, [Red]. False for a character
 * that stands for something. */
static bool skip_literal(const char **at, bool *ret_is_date) {
    char c = **at;
    if (c == '"' || c == '[') {
        if (c == '[') *ret_is_date |= is_elapsed_time(*at + 1);
        const char *end = strchr(*at + 1, c == '"' ? '"' : ']');
        *at = end ? end + 1 : *at + strlen(*at);
        return true;
    }
    if (c != '\\' && c != '_' && c != '*') return false;
    *at += (*at)[1] ? 2 : 1;
    return true;
}

/* Commas right behind the digits divide by a thousand each: "#,##0,," shows millions. */
static bool scales(const char *comma, bool after_digit) {
    const char *next = comma + strspn(comma, ",");
    return after_digit && !strchr("0#?", *next ? *next : '-');
}

/* "[$€-C0A]" shows the sign before the language; the dollar may be ours. */
static bool is_other_currency(const char *sign) {
    cor_str text = cor_str_trim((cor_str){ sign, strcspn(sign, "-]") });
    return text.length && !cor_str_is(text, "$") && !cor_str_is(text, "US$") &&
           !cor_str_is(text, "USD");
}

static bool has_currency_sign(cor_str text) {
    return cor_str_find(text, COR_STR("€")) != SIZE_MAX ||
           cor_str_find(text, COR_STR("£")) != SIZE_MAX ||
           cor_str_find(text, COR_STR("¥")) != SIZE_MAX;
}

/* Whether a literal has letters or digits, which add a scale or a unit: 46318 is not what a sheet
 * says that shows "46318 thousand". Signs and blanks add nothing; nor do our dollars. */
static bool adds_unit(const char *from, const char *to) {
    if (*from == '[') return from[1] == '$' && is_other_currency(from + 2);
    if (*from != '"' && *from != '\\') return false;
    cor_str text = { from + 1, (size_t)(to - from) - 1 };
    if (*from == '"' && text.length && to[-1] == '"') text.length--;
    text = cor_str_trim(text);
    if (cor_str_is(text, "US$") || cor_str_is(text, "USD")) return false;

    for (size_t i = 0; i < text.length; i++) {
        unsigned char c = (unsigned char)text.at[i];
        bool is_letter = (c | 32) >= 'a' && (c | 32) <= 'z', is_digit = c >= '0' && c <= '9';
        bool is_of_other_script = c >= 0xC3 && c != 0xE2; // C2 and E2: blanks, dashes, signs
        if (is_letter || is_digit || is_of_other_script) return true;
    }
    return has_currency_sign(text);
}

/* A literal that is a sign of a share: 0.0"%". */
static bool is_percent_sign(const char *from, const char *to) {
    return *from != '[' && *from != '_' && *from != '*' && memchr(from, '%', (size_t)(to - from));
}

/* One section of a format; those without digits are words for zero or for texts: 0;-0;"none". */
typedef struct {
    bool has_digits, has_unit;
} format_section;

/* What a format code has. */
typedef struct {
    bool is_date, is_percent, has_percent_sign, is_scaled;
    bool is_blank; // positive numbers, which the first section is for, are not shown
} format_traits;

static format_traits read_format(const char *code) {
    bool after_digit = false, is_first = true;
    format_traits traits = { 0 };
    format_section section = { 0 };
    if (strncmp(code, "General", 7) == 0) code += 7, section.has_digits = true;
    traits.is_scaled = strstr(code, "‰") || strstr(code, "‱");

    while (*code) {
        const char *from = code;
        if (skip_literal(&code, &traits.is_date)) {
            section.has_unit |= adds_unit(from, code);
            traits.has_percent_sign |= is_percent_sign(from, code);
            traits.is_scaled |= section.has_unit && section.has_digits;
            continue;
        }
        if (*code == ',' && scales(code, after_digit)) traits.is_scaled = true;
        traits.is_percent |= *code == '%';
        traits.is_date |= strchr("dmyhsDMYHS", *code) != NULL;
        after_digit = strchr("0#?,", *code) && (*code != ',' || after_digit);
        section.has_digits |= after_digit || *code == '@';
        if (*code == ';') {
            traits.is_blank |= is_first && !section.has_digits && !traits.is_date;
            is_first = false;
            section = (format_section){ 0 };
        }
        traits.is_scaled |= section.has_unit && section.has_digits;
        code++;
    }

    return traits;
}

static cor_shown shown_by_code(const char *code) {
    format_traits traits = read_format(code);
    return traits.is_date            ? COR_SHOWN_DATE
           : traits.is_blank         ? COR_SHOWN_BLANK
           : traits.is_scaled        ? COR_SHOWN_SCALED
           : traits.is_percent       ? COR_SHOWN_PERCENT
           : traits.has_percent_sign ? COR_SHOWN_PERCENT_SIGN
                                     : COR_SHOWN_AS_STORED;
}

/* ---- the part ------------------------------------------------------------ */

static int64_t read_format_id(const char *text) {
    int64_t id;
    bool is_id = text && cor_number_parse_int(cor_str_of(text), &id) && id >= 0 && id < FORMAT_IDS;
    return is_id ? id : 0;
}

static void note_format(style_reading *reading, const char **attributes) {
    const char *code = cor_xml_attribute(attributes, "formatCode");
    int64_t id = read_format_id(cor_xml_attribute(attributes, "numFmtId"));
    if (!code || !id || reading->format_count++ >= FORMATS_MOST) return;
    reading->of_format[id] = (uint8_t)shown_by_code(code);
}

static void note_style(style_reading *reading, const char **attributes) {
    if (reading->style_count == STYLES_MOST) return;
    int64_t id = read_format_id(cor_xml_attribute(attributes, "numFmtId"));
    reading->shown[reading->style_count++] = reading->of_format[id];
}

static void style_begin(cor_xml *xml, const char *name, const char **attributes) {
    style_reading *reading = xml->self;
    if (strcmp(name, "numFmt") == 0) note_format(reading, attributes);
    if (strcmp(name, "cellXfs") == 0) reading->in_cell_styles = true;
    if (strcmp(name, "xf") == 0 && reading->in_cell_styles) note_style(reading, attributes);
}

static void style_end(cor_xml *xml, const char *name) {
    style_reading *reading = xml->self;
    if (strcmp(name, "cellXfs") == 0) reading->in_cell_styles = false;
}

cor_code cor_styles_open(cor_table *table, const char *part, cor_error *err) {
    static const cor_xml_handler handler = { style_begin, style_end, NULL };
    style_reading reading = { .table = table,
                              .of_format = cor_new(&table->keep, uint8_t, FORMAT_IDS),
                              .shown = cor_new(&table->keep, uint8_t, STYLES_MOST) };
    bool found;
    if (!reading.of_format || !reading.shown) return cor_fail_memory(err);

    for (int64_t id = 0; id < 164; id++)
        reading.of_format[id] = (uint8_t)shown_built_in(id);
    cor_code code = cor_part_parse_whole(table, part, &handler, &reading, &found, err);
    table->xlsx->shown = reading.shown;
    table->xlsx->style_count = reading.style_count;

    return code;
}
