/* SPDX-License-Identifier: Apache-2.0 */
/* number.c: parse and print numbers without the process locale. */
#include "core/core.h"

#include <fenv.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#define NARROW   "\xE2\x80\xAF" // no-break spaces
#define NO_BREAK "\xC2\xA0"

/* The one table of languages. Which countries write which signs: CLDR 44, main/es_*.xml; Costa
 * Rica's space and Spain's percent sign narrow, as the Ortografía of the academies has them. In
 * Latin America all four-digit numbers are grouped, so that a column has one look. */
static const struct {
    const char *tag;
    cor_lang words;
    cor_number_style numbers;
} LANGUAGES[COR_LANG_END] = {
    [COR_LANG_EN] = { "en", COR_LANG_EN, { ",", 4, '.', NO_BREAK } },
    [COR_LANG_ES] = { "es", COR_LANG_ES, { ",", 4, '.', NARROW } },
    [COR_LANG_ES_CR] = { "es-CR", COR_LANG_ES, { NARROW, 4, ',', NARROW } },
    [COR_LANG_ES_ES] = { "es-ES", COR_LANG_ES, { ".", 5, ',', NARROW } },
    [COR_LANG_ES_GQ] = { "es-GQ", COR_LANG_ES, { ".", 5, ',', NARROW } },
    [COR_LANG_ES_PH] = { "es-PH", COR_LANG_ES, { ".", 5, ',', NARROW } },
    [COR_LANG_ES_AR] = { "es-AR", COR_LANG_ES, { ".", 4, ',', NARROW } },
    [COR_LANG_ES_BO] = { "es-BO", COR_LANG_ES, { ".", 4, ',', NARROW } },
    [COR_LANG_ES_CL] = { "es-CL", COR_LANG_ES, { ".", 4, ',', NARROW } },
    [COR_LANG_ES_CO] = { "es-CO", COR_LANG_ES, { ".", 4, ',', NARROW } },
    [COR_LANG_ES_EC] = { "es-EC", COR_LANG_ES, { ".", 4, ',', NARROW } },
    [COR_LANG_ES_PY] = { "es-PY", COR_LANG_ES, { ".", 4, ',', NARROW } },
    [COR_LANG_ES_UY] = { "es-UY", COR_LANG_ES, { ".", 4, ',', NARROW } },
    [COR_LANG_ES_VE] = { "es-VE", COR_LANG_ES, { ".", 4, ',', NARROW } },
};

const char *cor_lang_code(cor_lang lang) {
    return LANGUAGES[lang].tag;
}

cor_lang cor_lang_words(cor_lang lang) {
    return LANGUAGES[lang].words;
}

const cor_number_style *cor_lang_numbers(cor_lang lang) {
    return &LANGUAGES[lang].numbers;
}

static char lower_letter(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c | 32) : c;
}

/* Whether `text` begins with the tag, whatever its capitals and "_" for "-", and ends with it or
 * goes on behind a separator: "ES_cr.UTF-8". */
static bool begins_with_tag(cor_str text, const char *tag) {
    size_t length = strlen(tag);
    if (text.length < length) return false;
    for (size_t i = 0; i < length; i++) {
        char given = text.at[i] == '_' ? '-' : lower_letter(text.at[i]);
        if (given != lower_letter(tag[i])) return false;
    }
    return text.length == length || (text.at[length] && strchr("-_.@", text.at[length]));
}

bool cor_lang_find(cor_str text, cor_lang *ret_lang) {
    for (int lang = COR_LANG_END - 1; lang >= 0; lang--) { // countries before their language
        if (!begins_with_tag(text, LANGUAGES[lang].tag)) continue;
        *ret_lang = (cor_lang)lang;
        return true;
    }
    return false;
}

static const double POWERS[23] = { 1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                   1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                   1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22 };

/* strtod expects the decimal sign of the process locale. We never call setlocale, but a program
 * that links us may. So the digits are written as an integer mantissa and an exponent, which every
 * locale reads alike. */
static bool parse_slow(cor_str digits, bool negative, int64_t exponent, double *ret_value) {
    char stack[1100];
    if (digits.length > 1000) return false;
    if (exponent > 9999) exponent = 9999;
    if (exponent < -9999) exponent = -9999;
    snprintf(stack, sizeof stack, "%s%.*se%d", negative ? "-" : "", COR_STR_F(digits),
             (int)exponent);
    double value = strtod(stack, NULL);
    if (!isfinite(value) || value == 0) return false; // beyond what a double can hold
    *ret_value = value;

    return true;
}

bool cor_number_parse(cor_str text, int32_t shift10, double *ret_value) {
    size_t i = 0;
    bool negative = false;

    if (i < text.length && (text.at[i] == '-' || text.at[i] == '+')) negative = text.at[i++] == '-';
    char digits[1000];
    size_t digit_count = 0, seen = 0;
    uint64_t mantissa = 0;
    int64_t exponent = shift10;
    bool point = false;

    for (; i < text.length; i++) {
        char c = text.at[i];
        if (c == '.' && !point) {
            point = true;
            continue;
        }
        if (c < '0' || c > '9') break;
        seen++;
        exponent -= point;
        if (digit_count == 0 && c == '0') continue; // leading zeros
        if (digit_count >= sizeof digits) return false;
        digits[digit_count++] = c;
        if (digit_count <= 19) mantissa = mantissa * 10 + (uint64_t)(c - '0');
    }

    if (seen == 0) return false;
    if (i < text.length && (text.at[i] == 'e' || text.at[i] == 'E')) {
        int64_t written;
        if (!cor_number_parse_int(cor_str_part(text, i + 1, text.length), &written)) return false;
        if (written > 100000 || written < -100000) return false;
        exponent += written;
        i = text.length;
    }

    if (i < text.length) return false;
    if (digit_count == 0) {
        *ret_value = 0;
        return true;
    }

    // Clinger's fast path: both factors are exact doubles, so one rounding gives the nearest
    // double.
    if (digit_count <= 15 && exponent >= -22 && exponent <= 22) {
        double value = (double)mantissa;
        value = exponent < 0 ? value / POWERS[-exponent] : value * POWERS[exponent];
        *ret_value = negative ? -value : value;
        return true;
    }

    return parse_slow((cor_str){ digits, digit_count }, negative, exponent, ret_value);
}

bool cor_number_parse_int(cor_str text, int64_t *ret_value) {
    size_t i = 0;
    bool negative = false;

    if (text.length && (text.at[0] == '-' || text.at[0] == '+')) negative = text.at[i++] == '-';
    if (i == text.length || text.length - i > 18) return false;
    int64_t value = 0;

    for (; i < text.length; i++) {
        if (text.at[i] < '0' || text.at[i] > '9') return false;
        value = value * 10 + (text.at[i] - '0');
    }

    *ret_value = negative ? -value : value;
    return true;
}

static size_t digit_count_of(uint64_t value) {
    size_t count = 1;
    for (; value >= 10; value /= 10)
        count++;
    return count;
}

static size_t print_digits(uint64_t value, char *at) {
    const size_t count = digit_count_of(value);
    for (size_t i = count; i > 0; value /= 10)
        at[--i] = (char)('0' + value % 10);
    return count;
}

size_t cor_number_print_int(int64_t value, char text[24]) {
    size_t sign = value < 0;
    if (sign) text[0] = '-';
    size_t length = sign + print_digits(sign ? 0 - (uint64_t)value : (uint64_t)value, text + sign);
    text[length] = 0;
    return length;
}

/* Print `units` of 10^-decimals: digits, point, exactly `decimals` digits. */
static size_t print_units(uint64_t units, int32_t decimals, char *at) {
    uint64_t base = (uint64_t)POWERS[decimals];
    size_t length = print_digits(units / base, at);
    if (decimals == 0) return length;
    at[length++] = '.';
    uint64_t rest = units % base;
    for (int32_t k = decimals - 1; k >= 0; k--)
        at[length + (size_t)k] = (char)('0' + rest % 10), rest /= 10;
    return length + (size_t)decimals;
}

/* Most statistics have few decimals: find the d for which
 * v
 * * 10^d is a whole number that divides back to v exactly, and print that integer with a point.
 * Other values return 0. */
static size_t print_short_decimal(double size, char *at) {
    for (int d = 0; d <= 9; d++) {
        double scaled = size * POWERS[d];
        if (scaled >= 9e15) return 0;
        double whole = nearbyint(scaled);
        if (whole / POWERS[d] != size) continue;
        return print_units((uint64_t)whole, d, at);
    }
    return 0;
}

/* snprintf writes the decimal sign of the process locale; replace it by a point. */
static void repair_point(char *text) {
    for (char *c = text; *c; c++)
        if (*c == ',') *c = '.';
}

size_t cor_number_print(double value, char text[32]) {
    text[0] = 0;
    if (!isfinite(value)) return 0;
    size_t sign = value < 0;
    if (sign) text[0] = '-';
    size_t length = print_short_decimal(fabs(value), text + sign);

    if (length) {
        text[sign + length] = 0;
        return sign + length;
    }

    for (int digits = 15; digits <= 17; digits++) {
        snprintf(text, 32, "%.*g", digits, value);
        repair_point(text);
        double back;
        if (cor_number_parse(cor_str_of(text), 0, &back) && back == value) break;
    }

    return strlen(text);
}

/* Same result as "%.*f", but faster: round half to even on the exact binary value. The product of
 * size and power of ten is itself rounded; the rounding error decides the cases at exactly one
 * half. Returns false when the value is too large. */
static bool print_fixed(double size, int32_t decimals, char *at) {
    double scaled = size * POWERS[decimals];
    if (scaled >= 4e15) return false;
    double whole = floor(scaled), over = scaled - whole - 0.5;
    if (over == 0) over = fma(size, POWERS[decimals], -scaled);
    uint64_t units = (uint64_t)whole;
    if (over > 0 || (over == 0 && units % 2)) units++;
    at[print_units(units, decimals, at)] = 0;
    return true;
}

static size_t group_thousands(const char *digits, size_t count, const cor_number_style *style,
                              char *at) {
    size_t length = 0, separator_length = strlen(style->thousands);

    for (size_t i = 0; i < count; i++) {
        if (i && count >= (size_t)style->grouped_digits && (count - i) % 3 == 0) {
            memcpy(at + length, style->thousands, separator_length);
            length += separator_length;
        }
        at[length++] = digits[i];
    }

    return length;
}

const char *cor_number_gap(cor_str symbol, cor_lang lang) {
    bool is_percent = cor_str_starts(symbol, COR_STR("%"));
    return is_percent ? cor_lang_numbers(lang)->percent : NO_BREAK;
}

size_t cor_number_format(double value, int32_t decimals, cor_lang lang, char text[64]) {
    const cor_number_style *style = cor_lang_numbers(lang);
    text[0] = 0;
    if (!isfinite(value)) return 0;
    char plain[400];
    bool negative = value < 0;
    int32_t fixed = decimals < 0 ? 0 : decimals > 12 ? 12 : decimals;

    if (decimals < 0 && fabs(value) < 1e15 && (value == 0 || fabs(value) >= 1e-5)) {
        cor_number_print(fabs(value), plain);
    } else if (!print_fixed(fabs(value), fixed, plain)) {
        snprintf(plain, sizeof plain, "%.*f", (int)fixed, fabs(value));
        repair_point(plain);
    }

    if (fabs(value) >= 1e15 ||
        strchr(plain, 'e')) { // too long to group: print it as data formats do
        size_t length = cor_number_print(value, plain);
        for (size_t i = 0; i <= length; i++)
            text[i] = plain[i] == '.' ? style->decimal : plain[i];
        return length;
    }

    size_t whole = strcspn(plain, "."), length = 0;
    if (negative && plain[strspn(plain, "0.")]) { // "-0" after rounding becomes 0
        memcpy(text, "\xE2\x88\x92", 3);          // minus sign
        length = 3;
    }

    length += group_thousands(plain, whole, style, text + length);
    if (plain[whole]) {
        text[length++] = style->decimal;
        size_t rest = strlen(plain + whole + 1);
        memcpy(text + length, plain + whole + 1, rest);
        length += rest;
    }

    text[length] = 0;
    return length;
}
