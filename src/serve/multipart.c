/* SPDX-License-Identifier: Apache-2.0 */
/* multipart.c: forms with files. RFC 7578 over RFC 2046, section 5.1: lines of "--boundary"
 * separate the parts; each has a few header fields, an empty line and its bytes. Stricter than
 * required wherever two parsers could split the same bytes differently. */
#include "http.h"

typedef struct {
    cor_str rest;      // not read yet
    char line[80];     // CRLF "--" boundary
    size_t line_bytes; // length of it
    cor_arena *keep;
    http_posted *posted;
    cor_error *err;
} parts;

/* One part while it is parsed. */
typedef struct {
    cor_str name, file_name, media_type;
    bool is_file, is_named;
} part_head;

static int refuse_body(parts *in, int status, const char *sentence) {
    cor_error_fail(in->err, status == 413 ? COR_E_LIMIT : COR_E_USAGE,
                   (cor_text){ .id = sentence });
    return status;
}

static bool is_boundary(cor_str text) {
    for (size_t i = 0; i < text.length; i++) {
        char c = text.at[i];
        bool fine = (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z') ||
                    (c && strchr("'()+_,-./:=? ", c));
        if (!fine) return false;
    }
    return text.length > 0 && text.length <= 70 && text.at[text.length - 1] != ' ';
}

/* ---- header of a part ---------------------------------------------------- */

static bool take_token(cor_str *rest, cor_str *ret_text) {
    size_t end = cor_str_find(*rest, COR_STR(";"));
    *ret_text = cor_str_trim(cor_str_part(*rest, 0, end));
    *rest = cor_str_part(*rest, end, rest->length);
    return cor_str_find(*ret_text, COR_STR("\"")) == SIZE_MAX;
}

/* The text of `name="…"`: browsers write a quotation mark as %22, other clients as \". */
static bool take_text(parts *in, cor_str *rest, cor_str *ret_text) {
    if (!rest->length || rest->at[0] != '"') return take_token(rest, ret_text);
    char *made = cor_new(in->keep, char, rest->length);
    if (!made) return false;
    size_t length = 0, i = 1;

    for (; i < rest->length && rest->at[i] != '"'; i++) {
        bool escaped =
            rest->at[i] == '\\' && i + 1 < rest->length && strchr("\"\\", rest->at[i + 1]);
        bool percent = cor_str_starts(cor_str_part(*rest, i, 3), COR_STR("%22"));
        i += escaped;
        made[length++] = percent ? '"' : rest->at[i];
        i += percent ? 2 : 0;
    }

    if (i >= rest->length) return false;
    *rest = cor_str_part(*rest, i + 1, rest->length);
    *ret_text = (cor_str){ made, length };

    return true;
}

static bool is_name(cor_str text) {
    for (size_t i = 0; i < text.length; i++)
        if ((unsigned char)text.at[i] < 0x20 || text.at[i] == 0x7F) return false;
    return text.length <= HTTP_FORM_NAME_BYTES_MAX && cor_str_is_utf8(text);
}

/* Some clients send the whole path. */
static cor_str last_of_path(cor_str path) {
    size_t start = 0;
    for (size_t i = 0; i < path.length; i++)
        if (path.at[i] == '/' || path.at[i] == '\\') start = i + 1;
    return cor_str_part(path, start, path.length);
}

/* `form-data; name="stocks"; filename="2020.csv"`, each at most once; filename* is not meant for
 * forms and is skipped. */
static bool read_disposition(parts *in, cor_str value, part_head *head) {
    size_t semicolon = cor_str_find(value, COR_STR(";"));
    if (!http_media_is(value, "form-data") || head->is_named) return false;
    cor_str rest =
        semicolon == SIZE_MAX ? (cor_str){ 0 } : cor_str_part(value, semicolon, value.length);

    while (rest.length) {
        if (rest.at[0] != ';') return false;
        rest = cor_str_trim(cor_str_part(rest, 1, rest.length));
        size_t equals = cor_str_find(rest, COR_STR("="));
        if (equals == SIZE_MAX) return false;
        cor_str key = cor_str_trim(cor_str_part(rest, 0, equals)), text;
        rest = cor_str_part(rest, equals + 1, rest.length);
        bool is_name_key = cor_str_is(key, "name"), is_file_key = cor_str_is(key, "filename");
        if (!is_name_key && !is_file_key) {
            rest = cor_str_part(rest, cor_str_find(rest, COR_STR(";")), rest.length);
            continue;
        }
        if (!take_text(in, &rest, &text) || !is_name(text)) return false;
        if (is_name_key ? head->is_named : head->is_file) return false;
        if (is_name_key)
            head->name = text, head->is_named = true;
        else
            head->file_name = last_of_path(text), head->is_file = true;
        rest = cor_str_trim(rest);
    }

    return head->is_named && head->name.length > 0;
}

static int read_field(parts *in, cor_str line, part_head *head) {
    size_t colon = cor_str_find(line, COR_STR(":"));
    cor_str name = cor_str_part(line, 0, colon);

    if (colon == SIZE_MAX || !name.length || cor_str_trim(name).length != name.length)
        return refuse_body(in, 400, N_("The header of a part of the form is malformed."));
    cor_str value = cor_str_trim(cor_str_part(line, colon + 1, line.length));

    if (http_word_is(name, "content-disposition") && !read_disposition(in, value, head))
        return refuse_body(
            in, 400,
            N_("A part of the form has no proper name, or the name of its file is not UTF-8."));

    if (http_word_is(name, "content-type")) {
        cor_str charset = http_media_parameter(value, "charset");
        if (charset.length && !http_word_is(charset, "utf-8") && !http_word_is(charset, "us-ascii"))
            return refuse_body(in, 415,
                               N_("A part of the form is in another encoding than UTF-8."));
        head->media_type = cor_str_is_utf8(value) ? value : (cor_str){ 0 };
    }

    bool coded = http_word_is(name, "content-transfer-encoding") &&
                 !http_word_is(value, "binary") && !http_word_is(value, "8bit") &&
                 !http_word_is(value, "7bit");

    return coded ? refuse_body(in, 415,
                               N_("A part of the form is encoded; send its bytes as they are."))
                 : 0;
}

static int read_head(parts *in, part_head *head) {
    cor_str window = cor_str_part(in->rest, 0, HTTP_FORM_PART_HEAD_BYTES_MAX);
    for (;;) {
        size_t end = cor_str_find(window, COR_STR("\r\n"));
        if (end == SIZE_MAX)
            return refuse_body(
                in, 400, N_("The header of a part of the form does not end, or is too long."));
        cor_str line = cor_str_part(window, 0, end);
        window = cor_str_part(window, end + 2, window.length);
        in->rest = cor_str_part(in->rest, end + 2, in->rest.length);
        if (!line.length) break;
        int status = read_field(in, line, head);
        if (status) return status;
    }

    return head->is_named ? 0 : refuse_body(in, 400, N_("A part of the form has no name."));
}

/* ---- parts --------------------------------------------------------------- */

static int put_posted_text(parts *in, const part_head *head, cor_str text) {
    http_posted *posted = in->posted;
    if (posted->text_count == HTTP_FORM_FIELDS_MAX) {
        cor_fail(in->err, COR_E_LIMIT, _("The form has more than {most} fields."),
                 cor_arg_int(HTTP_FORM_FIELDS_MAX));
        return 413;
    }
    posted->texts[posted->text_count++] = (http_pair){ head->name, text };
    return http_form_text_check(head->name, text, in->err);
}

static int put_uploaded_file(parts *in, const part_head *head, cor_str bytes) {
    http_posted *posted = in->posted;
    if (posted->upload_count == HTTP_FORM_UPLOADS_MAX) {
        cor_fail(in->err, COR_E_LIMIT, _("The form has more than {most} files."),
                 cor_arg_int(HTTP_FORM_UPLOADS_MAX));
        return 413;
    }

    posted->uploads[posted->upload_count++] = (http_upload){ .name = head->name,
                                                             .file_name = head->file_name,
                                                             .media_type = head->media_type,
                                                             .body = bytes };

    return 0;
}

/* After a boundary: blanks and the end of the line, or "--" after the last part. */
static int end_boundary_line(parts *in, bool *ret_last) {
    *ret_last = cor_str_starts(in->rest, COR_STR("--"));
    if (*ret_last) return 0; // the rest is ignored
    size_t blanks = 0;
    while (blanks < in->rest.length && (in->rest.at[blanks] == ' ' || in->rest.at[blanks] == '\t'))
        blanks++;

    in->rest = cor_str_part(in->rest, blanks, in->rest.length);
    if (!cor_str_starts(in->rest, COR_STR("\r\n")))
        return refuse_body(in, 400, N_("A boundary between parts of the form is malformed."));

    in->rest = cor_str_part(in->rest, 2, in->rest.length);
    return 0;
}

static int read_form_part(parts *in, bool *ret_last) {
    part_head head = { 0 };
    int status = read_head(in, &head);

    if (status) return status;
    if (!in->rest.length)
        return refuse_body(in, 400, N_("The form ends before its last part does."));

    // The line end before a boundary belongs to the boundary; after an empty part it is the one
    // that ended the part's head.
    cor_str from_line_end = { in->rest.at - 2, in->rest.length + 2 };
    size_t found = cor_str_find(from_line_end, (cor_str){ in->line, in->line_bytes });
    if (found == SIZE_MAX)
        return refuse_body(in, 400, N_("The form ends before its last part does."));
    cor_str bytes = cor_str_part(in->rest, 0, found < 2 ? 0 : found - 2);
    in->rest = cor_str_part(from_line_end, found + in->line_bytes, from_line_end.length);
    status = head.is_file ? put_uploaded_file(in, &head, bytes) : put_posted_text(in, &head, bytes);

    return status ? status : end_boundary_line(in, ret_last);
}

/* The first boundary is the first line, or follows an ignored preamble. */
static int find_first(parts *in, bool *ret_last) {
    cor_str line = { in->line, in->line_bytes }, start = cor_str_part(line, 2, line.length);
    size_t found = cor_str_find(in->rest, line), after = found + line.length;
    if (cor_str_starts(in->rest, start))
        after = start.length;
    else if (found == SIZE_MAX)
        return refuse_body(in, 400, N_("The body of the form does not contain its boundary."));
    in->rest = cor_str_part(in->rest, after, in->rest.length);
    return end_boundary_line(in, ret_last);
}

int http_multipart_read(cor_str media_type, cor_str body, cor_arena *keep, http_posted *ret_posted,
                        cor_error *err) {
    http_posted posted = { .texts = cor_new(keep, http_pair, HTTP_FORM_FIELDS_MAX),
                           .uploads = cor_new(keep, http_upload, HTTP_FORM_UPLOADS_MAX) };
    parts in = { .rest = body, .keep = keep, .posted = &posted, .err = err };
    cor_str boundary = http_media_parameter(media_type, "boundary");
    bool is_last = false;

    if (!posted.texts || !posted.uploads) {
        cor_fail_memory(err);
        return 503;
    }

    if (!is_boundary(boundary))
        return refuse_body(&in, 400, N_("The form names no proper boundary between its parts."));
    in.line_bytes = (size_t)snprintf(in.line, sizeof in.line, "\r\n--%.*s", COR_STR_F(boundary));
    int status = find_first(&in, &is_last);
    while (!status && !is_last)
        status = read_form_part(&in, &is_last);

    if (!status) *ret_posted = posted;
    return status;
}
