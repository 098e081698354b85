/* SPDX-License-Identifier: Apache-2.0 */
/* error.c: facts, hints and places of an error, copied into its own pool. */
#include "corredor/error.h"
#include "core/say.h"

#include <errno.h>

static const struct {
    const char *name, *sentence;
    int http, exit;
} CODES[COR_CODE_COUNT] = {
#define COR_CODE_ROW(code, http_, exit_, sentence_)                                                \
    [code] = { .name = #code, .sentence = sentence_, .http = http_, .exit = exit_ },
    COR_CODES(COR_CODE_ROW)
#undef COR_CODE_ROW
};

int cor_code_http(cor_code code) {
    return CODES[code].http;
}
int cor_code_exit(cor_code code) {
    return CODES[code].exit;
}
const char *cor_code_name(cor_code code) {
    return CODES[code].name;
}
const char *cor_code_sentence(cor_code code) {
    return CODES[code].sentence;
}

void cor_error_clear(cor_error *err) {
    if (!err) return;
    // Clear the head only: the pools are refilled from their start.
    memset(err, 0, offsetof(cor_error, args));
}

/* Copy as much of the text as the pool holds, cut at a character. */
static cor_str pool_str(cor_error *err, cor_str text) {
    size_t left = sizeof err->bytes - err->byte_count;
    enum { LONGEST = 800 }; // room for a list of allowed values
    size_t length = text.length > LONGEST ? LONGEST : text.length;

    if (length > left) length = left;
    while (length && length < text.length && ((unsigned char)text.at[length] & 0xC0) == 0x80)
        length--;

    char *copy = err->bytes + err->byte_count;
    if (length) memcpy(copy, text.at, length);
    err->byte_count += length;

    return (cor_str){ copy, length };
}

static void *pool_place(cor_error *err, size_t size, size_t align) {
    cor_arena left = { err->bytes + err->byte_count, err->bytes + sizeof err->bytes };
    void *place = cor_take(&left, size, align, 1);
    if (place) err->byte_count = (size_t)(left.next - err->bytes);
    return place;
}

static cor_text pool_text(cor_error *err, cor_text text) {
    int32_t room = COR_ERROR_ARGS_MAX - err->arg_count;
    int32_t count = text.arg_count < room ? text.arg_count : room;
    cor_arg *args = err->args + err->arg_count;

    err->arg_count += count;
    for (int32_t i = 0; i < count; i++) {
        args[i] = text.args[i];
        if (args[i].kind == COR_ARG_STR) {
            args[i].str = pool_str(err, args[i].str);
        } else if (args[i].kind == COR_ARG_PAIR) {
            for (int lang = 0; lang < COR_LANG_COUNT; lang++)
                args[i].pair[lang] = pool_str(err, args[i].pair[lang]);
        } else if (args[i].kind == COR_ARG_TEXT) {
            cor_text *inner = pool_place(err, sizeof *inner, _Alignof(cor_text));
            if (inner) *inner = pool_text(err, *args[i].text);
            args[i] = inner ? cor_arg_text(inner)
                            : cor_arg_cstr(args[i].text->id ? args[i].text->id : "");
        }
    }

    text.args = args;
    text.arg_count = count;
    return text;
}

cor_code cor_error_fail(cor_error *err, cor_code code, cor_text what) {
    if (!err) return code;
    cor_error_clear(err);
    err->code = code;
    err->what = pool_text(err, what);
    return code;
}

cor_code cor_error_hint(cor_error *err, cor_text hint) {
    if (!err) return COR_E_SOFTWARE;
    err->hint = pool_text(err, hint);
    return err->code;
}

cor_code cor_error_within(cor_error *err, cor_text where) {
    if (!err) return COR_E_SOFTWARE;
    if (err->where_count < COR_ERROR_WHERE_MAX)
        err->where[err->where_count++] = pool_text(err, where);
    return err->code;
}

cor_text cor_system_reason(int system_error) {
    static const struct {
        int number;
        const char *words;
    } reasons[] = {
        { ENOENT, N_("there is no such file or folder") },
        { EACCES, N_("permission is missing") },
        { EPERM, N_("permission is missing") },
        { EISDIR, N_("it is a folder") },
        { ENOTDIR, N_("part of the path is not a folder") },
        { ENOSPC, N_("the disk is full") },
        { EDQUOT, N_("the quota of the disk is used up") },
        { EFBIG, N_("the file would become larger than allowed") },
        { EROFS, N_("the disk is read-only") },
        { EIO, N_("the disk reports an error") },
        { ENOMEM, N_("there is not enough memory") },
        { EMFILE, N_("too many files are open") },
        { ENFILE, N_("too many files are open") },
        { ELOOP, N_("the links lead in a circle") },
        { ENAMETOOLONG, N_("the name is too long") },
        { EPIPE, N_("nobody reads it any more") },
        { EADDRINUSE, N_("the address is in use") },
        { EADDRNOTAVAIL, N_("this machine does not have that address") },
    };
    for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
        if (reasons[i].number == system_error) return (cor_text){ .id = reasons[i].words };

    return (cor_text){ .id = N_("the system refused") };
}

cor_code cor_fail_memory(cor_error *err) {
    cor_fail(err, COR_E_MEMORY, _("There is not enough memory for this."));
    return cor_hint(err, _("Ask for less at a time, or run it on a machine with more memory."));
}

void cor_error_print(const cor_error *err, cor_lang lang, cor_out *out) {
    for (int32_t i = err->where_count - 1; i >= 0; i--) {
        cor_put_text(out, err->where[i], lang);
        cor_put_c(out, i ? ", " : ": ");
    }

    if (cor_text_is_empty(err->what))
        cor_put_c(out, cor_gettext(cor_code_sentence(err->code), lang));
    else
        cor_put_text(out, err->what, lang);
    cor_put_char(out, '\n');
    if (cor_text_is_empty(err->hint)) return;
    cor_put_c(out, "  ");
    cor_put_text(out, err->hint, lang);
    cor_put_char(out, '\n');
}
