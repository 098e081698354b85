/* SPDX-License-Identifier: Apache-2.0 */
/* Bodies of forms from any bytes: the first line is the media type, the rest the body. What is
 * read lies within the bounds and inside the body or the arena; what is not has a message. */
#include "fuzz.h"
#include "serve/http.h"

static char room[1 << 20];

static bool is_inside(cor_str text, cor_str body) {
    if (!text.length) return true;
    return (text.at >= body.at && text.at + text.length <= body.at + body.length) ||
           (text.at >= room && text.at + text.length <= room + sizeof room);
}

static void check_posted(const http_posted *posted, cor_str body) {
    promise(posted->text_count <= HTTP_FORM_FIELDS_MAX &&
            posted->upload_count <= HTTP_FORM_UPLOADS_MAX);
    for (int32_t i = 0; i < posted->text_count; i++) {
        const http_pair *pair = &posted->texts[i];
        promise(pair->name.length > 0 && pair->name.length <= HTTP_FORM_NAME_BYTES_MAX);
        promise(is_inside(pair->name, body) && is_inside(pair->value, body));
        promise(cor_str_is_utf8(pair->name) && cor_str_is_utf8(pair->value));
        promise(pair->value.length <= HTTP_FORM_TEXT_BYTES_MAX);
    }

    for (int32_t i = 0; i < posted->upload_count; i++) {
        const http_upload *upload = &posted->uploads[i];
        promise(is_inside(upload->name, body) && is_inside(upload->file_name, body) &&
                is_inside(upload->body, body));
        promise(cor_str_is_utf8(upload->file_name) && cor_str_is_utf8(upload->media_type));
        promise(!memchr(upload->file_name.length ? upload->file_name.at : "", '/',
                        upload->file_name.length));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static cor_error err;
    cor_str all = { (const char *)data, size };
    size_t line = cor_str_find(all, COR_STR("\n"));
    cor_str type = cor_str_part(all, 0, line);
    cor_str body = line == SIZE_MAX ? (cor_str){ 0 } : cor_str_part(all, line + 1, size);
    http_posted posted = { 0 };
    cor_arena keep = { room, room + sizeof room };

    cor_error_clear(&err);
    int status = http_form_read(type, body, &keep, &posted, &err);
    promise(status == 0 || status == 400 || status == 413 || status == 415 || status == 503);
    if (status)
        promise_message(&err, err.code);

    else
        check_posted(&posted, body);
    return 0;
}
