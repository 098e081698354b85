/* SPDX-License-Identifier: Apache-2.0 */
/* text.h: messages as data. A cor_text is an English sentence with named holes and the values
 * for them; the language is chosen where it is shown. Marked with _() it is found by xgettext
 * and translated in po/.
 *
 *     cor_say(_("The stock of people born in {place} is negative: {persons}."),
 *     cor_arg_country(p), cor_arg_number(x,
 * 0))
 *
 * Values are given in the order in which their holes first appear in the English sentence; a
 * translation may use them in any order, and more than once. */
#ifndef CORREDOR_TEXT_H
#define CORREDOR_TEXT_H

#include <stdio.h>

#include "country.h"
#include "date.h"
#include "number.h"

typedef struct cor_text cor_text;

typedef enum {
    COR_ARG_STR,    // as it is
    COR_ARG_INT,    // grouped the reader's way
    COR_ARG_PLAIN,  // a whole number that is a name: year, row, column, id; never grouped
    COR_ARG_NUMBER, // with `decimals`, the reader's way; -1 as many as needed
    COR_ARG_DATE,
    COR_ARG_PERIOD,
    COR_ARG_COUNTRY, // its name
    COR_ARG_PAIR,    // the same thing in every language, e.g. a title from a table
    COR_ARG_TEXT     // another text
} cor_arg_kind;

typedef struct {
    cor_arg_kind kind;
    int32_t decimals;
    union {
        cor_str str;
        int64_t integer;
        double number;
        cor_date date;
        cor_interval period;
        cor_country country;
        cor_str pair[COR_LANG_COUNT];
        const cor_text *text;
    };
} cor_arg;

/* Borrowed: the arguments live as long as whoever made them says (cor_say: the enclosing block). */
struct cor_text {
    const char *id;        // English, or NULL for no text
    const char *id_plural; // NULL unless the sentence counts something
    int64_t n;             // what is counted
    const cor_arg *args;
    int32_t arg_count;
};

/* The sentence in `lang`, terminated. Empty with at == NULL when it does not fit. */
COR_API cor_str cor_text_in(cor_text text, cor_lang lang, cor_arena *keep);
/* The translation of a bare id; the id itself when there is none. */
COR_API const char *cor_gettext(const char *id, cor_lang lang);
static inline bool cor_text_is_empty(cor_text text) {
    return !text.id || !*text.id;
}

/* Where rendered bytes go. Failure is sticky: write on, ask once at the end. */
typedef struct cor_out cor_out;
struct cor_out {
    bool (*write)(cor_out *out, const char *bytes, size_t length);
    bool failed;
    int system_error; // errno of the failure
    void *self;
    char *memory; // memory sink: what was written, `used` bytes, in `arena`
    size_t used, room;
    cor_arena *arena;
};
/* Grows inside the arena, which nobody else may use meanwhile; `memory` is terminated. */
COR_API cor_out cor_out_memory(cor_arena *arena);
/* Buffered by stdio. */
COR_API cor_out cor_out_file(FILE *file);
COR_API cor_str cor_out_str(const cor_out *out);
/* To a sink that is not memory, or that is full. */
COR_API void cor_put_through(cor_out *out, cor_str text);
static inline void cor_put(cor_out *out, cor_str text) {
    // A page is tens of thousands of short pieces: those that go to memory are copied here.
    if (out->memory && !out->failed && text.length < (size_t)(out->arena->end - out->arena->next)) {
        if (text.length) memcpy(out->memory + out->used, text.at, text.length);
        out->used += text.length;
        out->memory[out->used] = 0;
        out->arena->next += text.length;
    } else if (!out->failed && text.length) {
        cor_put_through(out, text);
    }
}
static inline void cor_put_c(cor_out *out, const char *terminated) {
    cor_put(out, cor_str_of(terminated));
}
COR_API void cor_put_char(cor_out *out, char byte);
/* Spaces, or any ASCII character, `count` times. */
COR_API void cor_put_fill(cor_out *out, char byte, int32_t count);
COR_API void cor_put_int(cor_out *out, int64_t value);
/* Shortest exact form, for data. */
COR_API void cor_put_number(cor_out *out, double value);
COR_API void cor_put_text(cor_out *out, cor_text text, cor_lang lang);
/* JSON string with quotes; CSV field per RFC 4180; text for HTML/XML content and attributes. */
COR_API void cor_put_json(cor_out *out, cor_str text);
COR_API void cor_put_csv(cor_out *out, cor_str text);
COR_API void cor_put_xml(cor_out *out, cor_str text);

#endif
