/* SPDX-License-Identifier: Apache-2.0 */
/* xml.h: expat with limits: no document types (so no entities to expand), a ceiling on its memory,
 * and names without their prefix. */
#ifndef CORREDOR_TABLE_XML_H
#define CORREDOR_TABLE_XML_H

#include <expat.h>

#include "corredor/error.h"

typedef struct cor_xml cor_xml;

/* Handlers of elements and text. Names come without prefix; attributes are those of expat, see
 * cor_xml_attribute. */
typedef struct {
    void (*begin)(cor_xml *xml, const char *name, const char **attributes);
    void (*end)(cor_xml *xml, const char *name);
    void (*text)(cor_xml *xml, const char *bytes, int length); // may be NULL
} cor_xml_handler;

struct cor_xml {
    XML_Parser parser;
    const cor_xml_handler *handler;
    void *self;
    size_t memory_bytes; // held by expat at present
    bool has_doctype;
    bool is_paused;
    bool is_refused; // a handler refused: see cor_xml_refuse
};

typedef enum {
    COR_XML_MORE,
    COR_XML_PAUSED,
    COR_XML_BROKEN,
    COR_XML_REFUSED,
    COR_XML_DOCTYPE,
    COR_XML_MEMORY
} cor_xml_state;

/* False when memory is short. Close in any case. `xml` must not move. */
bool cor_xml_open(cor_xml *xml, const cor_xml_handler *handler, void *self);
void cor_xml_close(cor_xml *xml);
/* Room for the next `size` bytes, to be handed over with cor_xml_push; NULL when the ceiling is
 * reached. */
char *cor_xml_room(cor_xml *xml, int size);
cor_xml_state cor_xml_push(cor_xml *xml, int length, bool is_last);
/* Continue after a pause. */
cor_xml_state cor_xml_resume(cor_xml *xml);
/* For handlers: pause after this element, or stop for good. */
void cor_xml_pause(cor_xml *xml);
void cor_xml_refuse(cor_xml *xml);
/* Bytes parsed so far: the position of a fault. */
int64_t cor_xml_byte(const cor_xml *xml);

/* The value of an attribute by its name without prefix; NULL when there is none. */
const char *cor_xml_attribute(const char **attributes, const char *name);

#endif
