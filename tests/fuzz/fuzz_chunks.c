/* SPDX-License-Identifier: Apache-2.0 */
/* A chunked body from any bytes: in one piece and byte by byte it gives the same data and ends at
 * the same byte, or is refused with the same status. */
#include "fuzz.h"
#include "serve/http.h"

enum { ROOM = 1 << 16 };

typedef struct {
    char data[ROOM];
    size_t length, used;
    int status;
    bool done;
} chunked;

static void read_all(cor_str bytes, size_t step, chunked *ret_read) {
    http_chunks chunks = { 0 };
    ret_read->length = ret_read->used = 0;
    ret_read->status = 0;
    while (ret_read->used < bytes.length && !ret_read->status && !http_chunks_done(&chunks)) {
        cor_str piece = cor_str_part(bytes, ret_read->used, step), data;
        size_t before = piece.length;
        ret_read->status = http_chunks_read(&chunks, &piece, &data).status;
        if (ret_read->status) break;
        promise(piece.length < before && ret_read->length + data.length <= ROOM);
        if (data.length) memcpy(ret_read->data + ret_read->length, data.at, data.length);
        ret_read->length += data.length;
        ret_read->used += before - piece.length;
    }
    ret_read->done = http_chunks_done(&chunks);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static chunked whole, pieces;
    cor_str bytes = { (const char *)data, size };
    if (size >= ROOM) return 0;
    read_all(bytes, size ? size : 1, &whole);
    read_all(bytes, 1, &pieces);
    promise(whole.status == pieces.status && whole.done == pieces.done);
    if (whole.status) return 0;
    promise(whole.used == pieces.used && whole.length == pieces.length);
    promise(memcmp(whole.data, pieces.data, whole.length) == 0);
    return 0;
}
