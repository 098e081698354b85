/* SPDX-License-Identifier: Apache-2.0 */
/* form.c: the body of a form as texts and files by name. Number and size are limited; text that is
 * not UTF-8 is refused. */
#include "http.h"

bool http_media_is(cor_str media_type, const char *lower) {
    cor_str type =
        cor_str_trim(cor_str_part(media_type, 0, cor_str_find(media_type, COR_STR(";"))));
    return http_word_is(type, lower);
}

/* The value `"a;b"` or `ab` at the start of the text; moves *rest past it. */
static cor_str take_value(cor_str *rest) {
    bool quoted = rest->length && rest->at[0] == '"';
    size_t start = quoted, length = 0;
    while (start + length < rest->length && rest->at[start + length] != (quoted ? '"' : ';'))
        length++;
    cor_str value = cor_str_part(*rest, start, length);
    *rest = cor_str_part(*rest, start + length + quoted, rest->length);
    return quoted ? value : cor_str_trim(value);
}

cor_str http_media_parameter(cor_str media_type, const char *lower) {
    cor_str rest = media_type;
    size_t semicolon;

    while ((semicolon = cor_str_find(rest, COR_STR(";"))) != SIZE_MAX) {
        rest = cor_str_trim(cor_str_part(rest, semicolon + 1, rest.length));
        size_t equals = cor_str_find(rest, COR_STR("=")), next = cor_str_find(rest, COR_STR(";"));
        if (equals == SIZE_MAX || equals > next) continue;
        cor_str name = cor_str_part(rest, 0, equals);
        rest = cor_str_part(rest, equals + 1, rest.length);
        cor_str value = take_value(&rest);
        if (http_word_is(name, lower)) return value;
    }

    return (cor_str){ 0 };
}

int http_form_text_check(cor_str name, cor_str text, cor_error *err) {
    if (!name.length || name.length > HTTP_FORM_NAME_BYTES_MAX || !cor_str_is_utf8(name)) {
        cor_fail(err, COR_E_USAGE,
                 _("The name of a field of the form is empty, too long or not UTF-8."));
        return 400;
    }

    if (text.length > HTTP_FORM_TEXT_BYTES_MAX) {
        cor_fail(err, COR_E_LIMIT,
                 _("The text has {bytes} bytes; {most} is the most a field takes."),
                 cor_arg_int((int64_t)text.length), cor_arg_int(HTTP_FORM_TEXT_BYTES_MAX));
        cor_hint(err, _("Shorten it, or split it into several."));
        cor_within(err, _("field {name}"), cor_arg_str(name));
        return 413;
    }

    if (!cor_str_is_utf8(text)) {
        cor_fail(err, COR_E_USAGE, _("The text is not UTF-8, or has a NUL byte in it."));
        cor_within(err, _("field {name}"), cor_arg_str(name));
        return 400;
    }

    return 0;
}

static int fail_memory(cor_error *err) {
    cor_fail_memory(err);
    return 503;
}

static int read_pair(cor_str piece, cor_arena *keep, http_pair *ret_pair, cor_error *err) {
    size_t equals = cor_str_find(piece, COR_STR("="));
    cor_str name = cor_str_part(piece, 0, equals),
            value = cor_str_part(piece, equals, piece.length);

    if (value.length) value = cor_str_part(value, 1, value.length);
    if ((size_t)(keep->end - keep->next) < piece.length + 64) return fail_memory(err);
    if (!http_decode(name, true, keep, &ret_pair->name) ||
        !http_decode(value, true, keep, &ret_pair->value)) {
        cor_fail(err, COR_E_USAGE,
                 _("The form does not have the encoding it names, or is not UTF-8."));
        return 400;
    }

    return http_form_text_check(ret_pair->name, ret_pair->value, err);
}

static int read_urlencoded(cor_str body, cor_arena *keep, http_posted *posted, cor_error *err) {
    cor_str rest = body, piece;
    posted->texts = cor_new(keep, http_pair, HTTP_FORM_FIELDS_MAX);
    if (!posted->texts) return fail_memory(err);

    while (cor_str_split(&rest, '&', &piece)) {
        if (!piece.length) continue;
        if (posted->text_count == HTTP_FORM_FIELDS_MAX) {
            cor_fail(err, COR_E_LIMIT, _("The form has more than {most} fields."),
                     cor_arg_int(HTTP_FORM_FIELDS_MAX));
            return 413;
        }
        int status = read_pair(piece, keep, &posted->texts[posted->text_count], err);
        if (status) return status;
        posted->text_count++;
    }

    return 0;
}

int http_form_read(cor_str media_type, cor_str body, cor_arena *keep, http_posted *ret_posted,
                   cor_error *err) {
    http_posted posted = { 0 };
    int status = 0;

    if (!media_type.length && !body.length)
        status = 0; // a button without fields
    else if (http_media_is(media_type, "application/x-www-form-urlencoded"))
        status = read_urlencoded(body, keep, &posted, err);
    else if (http_media_is(media_type, "multipart/form-data"))
        status = http_multipart_read(media_type, body, keep, &posted, err);
    else {
        cor_fail(err, COR_E_USAGE, _("The body of the request is not a form."));
        cor_hint(err, _("Send application/x-www-form-urlencoded or multipart/form-data."));
        status = 415;
    }
    if (!status) *ret_posted = posted;

    return status;
}

bool http_form_next(const http_request *request, const char *name, int32_t *at, cor_str *ret_text) {
    const http_posted *posted = &request->posted;
    while (*at < posted->text_count) {
        const http_pair *pair = &posted->texts[(*at)++];
        if (!cor_str_is(pair->name, name)) continue;
        *ret_text = pair->value;
        return true;
    }
    return false;
}

cor_str http_form(const http_request *request, const char *name) {
    cor_str text = { 0 };
    int32_t at = 0;
    return http_form_next(request, name, &at, &text) ? text : (cor_str){ 0 };
}

bool http_form_has(const http_request *request, const char *name) {
    cor_str text;
    int32_t at = 0;
    return http_form_next(request, name, &at, &text);
}

const http_upload *http_upload_find(const http_request *request, const char *name) {
    const http_posted *posted = &request->posted;
    for (int32_t i = 0; i < posted->upload_count; i++) {
        const http_upload *upload = &posted->uploads[i];
        // Without a chosen file browsers send an empty one without a name.
        if (cor_str_is(upload->name, name) && (upload->file_name.length || upload->body.length))
            return upload;
    }
    return NULL;
}
