/* SPDX-License-Identifier: Apache-2.0 */
/* builder_private.h: declarations shared by the files of the builder: copying into the document's
 * arena, with sticky failure. */
#ifndef CORREDOR_DOCUMENT_BUILDER_PRIVATE_H
#define CORREDOR_DOCUMENT_BUILDER_PRIVATE_H

#include "document/document.h"

enum { COR_DOC_DEPTH_MAX = 6, COR_DOC_ID_BUCKETS = 64 };

/* A source given to the builder; `number` is its position in the document once a value shows it, -1
 * before. */
typedef struct {
    cor_source source;
    cor_str file_name;
    int32_t number;
    bool asked;
} cor_doc_known;

typedef struct cor_doc_id cor_doc_id;
struct cor_doc_id {
    cor_str id;
    int32_t copies; // number of ids derived from this one
    cor_doc_id *next;
};

struct cor_doc {
    cor_arena *keep;
    bool full; // memory is full: everything after is ignored
    cor_document *document;
    cor_node *open[COR_DOC_DEPTH_MAX]; // sections, outermost first; [0] is the root
    int32_t depth;                     // depth of the innermost open section
    cor_node *latest;                  // receives rows, items and the role
    cor_doc_known *known;
    int32_t known_count, known_room, source_room;
    const cor_measure *measure; // measure of the last figure
    cor_doc_id *ids[COR_DOC_ID_BUCKETS];
};

/* Take zeroed memory; NULL marks the document as full. */
void *cor_doc_take(cor_doc *doc, size_t size, size_t align, size_t count);
#define cor_doc_new(doc, type, count)                                                              \
    ((type *)cor_doc_take((doc), sizeof(type), _Alignof(type), (size_t)(count)))
/* The same, not cleared. */
void *cor_doc_take_unset(cor_doc *doc, size_t size, size_t align, size_t count);
#define cor_doc_new_unset(doc, type, count)                                                        \
    ((type *)cor_doc_take_unset((doc), sizeof(type), _Alignof(type), (size_t)(count)))
/* Make room for one more item at the end of a growing array, not cleared: returns the array, moved
 * if it was full; NULL when it does not fit. */
void *cor_doc_room(cor_doc *doc, void *array, int32_t count, int32_t *room, size_t size);
cor_str cor_doc_keep(cor_doc *doc, cor_str text);
cor_text cor_doc_keep_text(cor_doc *doc, cor_text text);
/* The value as stored in the node: numbered sources, copied derivation. */
cor_value cor_doc_keep_value(cor_doc *doc, const cor_value *value);
cor_value *cor_doc_keep_values(cor_doc *doc, const cor_value *values, int32_t count);
/* Add a node at the end of the open section; NULL when full. */
cor_node *cor_doc_node(cor_doc *doc, cor_node_kind kind, const char *id);

#endif
