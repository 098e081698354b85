/* SPDX-License-Identifier: Apache-2.0 */
/* code.c: QR codes (ISO/IEC 18004), made by libqrencode. */
#include <qrencode.h>
#include <stdlib.h>

#include "builder_private.h"

/* The modules without the quiet zone; NULL if they cannot be made: then only the text is shown. */
static uint8_t *make_modules(cor_doc *doc, cor_str says, int32_t *ret_side) {
    cor_arena *keep = cor_doc_arena(doc);
    cor_str text = keep ? cor_str_keep(keep, says) : (cor_str){ 0 };

    QRcode *code = text.length ? QRcode_encodeString8bit(text.at, 0, QR_ECLEVEL_M) : NULL;
    if (!code) return NULL;
    int32_t side = code->width;
    uint8_t *modules = cor_doc_new(doc, uint8_t, side * side);
    for (int32_t i = 0; modules && i < side * side; i++)
        modules[i] = code->data[i] & 1;

    QRcode_free(code);
    *ret_side = side;
    return modules;
}

void cor_doc_code(cor_doc *doc, const char *id, cor_text title, cor_text text, cor_str says) {
    cor_node *node = cor_doc_node(doc, COR_NODE_CODE, id);
    if (!node) return;
    node->title = cor_doc_keep_text(doc, title);
    node->text = cor_doc_keep_text(doc, text);
    node->code.says = cor_doc_keep(doc, says);
    node->code.modules = make_modules(doc, says, &node->code.side);
}
