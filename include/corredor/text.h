/* SPDX-License-Identifier: Apache-2.0 */
/* text.h: messages as data, and where rendered bytes go.
 *
 * A cor_text is an English sentence with named holes and the values for them. The language is
 * chosen where it is shown, with cor_text_in, so that one document and one error serve every
 * reader. Values stand in the order in which their holes first appear in the English sentence; a
 * translation may use them in any order, and more than once. */
#ifndef CORREDOR_TEXT_H
#define CORREDOR_TEXT_H

#include <stdio.h>

#include "country.h"
#include "date.h"
#include "number.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct cor_text cor_text;

typedef enum {
    COR_ARG_STR,     // unchanged
    COR_ARG_INT,     // with the reader's grouping
    COR_ARG_PLAIN,   // an identifying number: year, row, column, id; never grouped
    COR_ARG_NUMBER,  // with `decimals` and the reader's signs; -1: as many as needed
    COR_ARG_PERCENT, // likewise, with the percent sign: 49.5 %
    COR_ARG_DATE,
    COR_ARG_PERIOD,
    COR_ARG_COUNTRY, // its name
    COR_ARG_PAIR,    // a text per language, e.g. a title from a table
    COR_ARG_TEXT     // another text
} cor_arg_kind;

/* The value of a hole. `kind` selects the member. */
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

/* Borrowed: the arguments live as long as the maker of the text states. */
struct cor_text {
    const char *id;        // English; NULL for no text
    const char *id_plural; // NULL unless the sentence counts something
    int64_t n;             // the number counted
    const cor_arg *args;
    int32_t arg_count;
};

/* The sentence in `lang`, terminated. Empty with at == NULL when it does not fit into `keep`. */
COR_API cor_str cor_text_in(cor_text text, cor_lang lang, cor_arena *keep);
static inline bool cor_text_is_empty(cor_text text) {
    return !text.id || !*text.id;
}

/* A destination of rendered bytes: memory, a file, or a function of the caller. Failure is sticky:
 * keep writing, and check `failed` once at the end. A custom sink sets `write` and `self` and
 * zeroes the rest; `write` returns false when it cannot take the bytes. */
typedef struct cor_out cor_out;
struct cor_out {
    bool (*write)(cor_out *out, const char *bytes, size_t length);
    bool failed;
    int system_error; // errno of the failure, or 0
    void *self;
    char *memory; // for cor_out_memory: the bytes written, `used` of them, in `arena`
    size_t used, room;
    cor_arena *arena;
};
/* Grows inside the arena, which must not be used otherwise meanwhile; `memory` is terminated. Fails
 * when the arena is full. */
COR_API cor_out cor_out_memory(cor_arena *arena);
/* Buffered by stdio: flush or close the file yourself, and check that it succeeds. */
COR_API cor_out cor_out_file(FILE *file);
/* The text written to cor_out_memory; lives in its arena. Empty with at == NULL after a failure. */
COR_API cor_str cor_out_str(const cor_out *out);

#ifdef __cplusplus
}
#endif

#endif
