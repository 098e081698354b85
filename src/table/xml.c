/* SPDX-License-Identifier: Apache-2.0 */
/* xml.c: expat with limits. Workbooks never have a document type (ECMA-376 part 2, 8.1.4 forbids
 * it), so one is refused, which rules out entity expansion attacks. Memory for long names, deep
 * nesting and many attributes has a ceiling. */
#include "xml.h"

#include <stdlib.h>
#include <string.h>

enum { MEMORY_MOST_BYTES = 8 << 20, HEAD_BYTES = 16 };

/* expat's allocator has no context argument, so each call into expat notes its parser here. */
static _Thread_local cor_xml *working;

static void *take_counted(size_t size) {
    if (size > MEMORY_MOST_BYTES || working->memory_bytes > MEMORY_MOST_BYTES - size) return NULL;
    char *block = malloc(size + HEAD_BYTES);
    if (!block) return NULL;
    memcpy(block, &size, sizeof size);
    working->memory_bytes += size;
    return block + HEAD_BYTES;
}

static size_t size_of(const void *place) {
    size_t size;
    memcpy(&size, (const char *)place - HEAD_BYTES, sizeof size);
    return size;
}

static void give_back(void *place) {
    if (!place) return;
    working->memory_bytes -= size_of(place);
    free((char *)place - HEAD_BYTES);
}

static void *take_again(void *place, size_t size) {
    if (!place) return take_counted(size);
    size_t before = size_of(place);
    void *bigger = take_counted(size);
    if (!bigger) return NULL;
    memcpy(bigger, place, before < size ? before : size);
    give_back(place);
    return bigger;
}

static const char *without_prefix(const char *name) {
    const char *colon = strchr(name, ':');
    return colon ? colon + 1 : name;
}

static void XMLCALL on_begin(void *self, const XML_Char *name, const XML_Char **attributes) {
    cor_xml *xml = self;
    xml->handler->begin(xml, without_prefix(name), attributes);
}

static void XMLCALL on_end(void *self, const XML_Char *name) {
    cor_xml *xml = self;
    xml->handler->end(xml, without_prefix(name));
}

static void XMLCALL on_text(void *self, const XML_Char *bytes, int length) {
    cor_xml *xml = self;
    xml->handler->text(xml, bytes, length);
}

static void XMLCALL on_doctype(void *self, const XML_Char *name, const XML_Char *system,
                               const XML_Char *public, int has_internal) {
    cor_xml *xml = self;
    (void)name, (void)system, (void)public, (void)has_internal;
    xml->has_doctype = true;
    XML_StopParser(xml->parser, XML_FALSE);
}

bool cor_xml_open(cor_xml *xml, const cor_xml_handler *handler, void *self) {
    static const XML_Memory_Handling_Suite memory = { take_counted, take_again, give_back };
    *xml = (cor_xml){ .handler = handler, .self = self };
    working = xml;
    xml->parser = XML_ParserCreate_MM(NULL, &memory, NULL);
    if (!xml->parser) return false;

    XML_SetUserData(xml->parser, xml);
    XML_SetElementHandler(xml->parser, on_begin, on_end);
    if (handler->text) XML_SetCharacterDataHandler(xml->parser, on_text);
    XML_SetStartDoctypeDeclHandler(xml->parser, on_doctype);

    return true;
}

void cor_xml_close(cor_xml *xml) {
    working = xml;
    if (xml->parser) XML_ParserFree(xml->parser);
    *xml = (cor_xml){ 0 };
}

char *cor_xml_room(cor_xml *xml, int size) {
    working = xml;
    return XML_GetBuffer(xml->parser, size);
}

static cor_xml_state state_after(cor_xml *xml, enum XML_Status status) {
    if (status == XML_STATUS_SUSPENDED) return COR_XML_PAUSED;
    if (status == XML_STATUS_OK) return COR_XML_MORE;
    if (xml->is_refused) return COR_XML_REFUSED;
    if (xml->has_doctype) return COR_XML_DOCTYPE;
    return XML_GetErrorCode(xml->parser) == XML_ERROR_NO_MEMORY ? COR_XML_MEMORY : COR_XML_BROKEN;
}

cor_xml_state cor_xml_push(cor_xml *xml, int length, bool is_last) {
    working = xml;
    xml->is_paused = false;
    return state_after(xml, XML_ParseBuffer(xml->parser, length, is_last));
}

cor_xml_state cor_xml_resume(cor_xml *xml) {
    working = xml;
    xml->is_paused = false;
    return state_after(xml, XML_ResumeParser(xml->parser));
}

void cor_xml_pause(cor_xml *xml) {
    xml->is_paused = true;
    XML_StopParser(xml->parser, XML_TRUE);
}

void cor_xml_refuse(cor_xml *xml) {
    if (xml->is_refused) return;
    xml->is_refused = true;
    XML_StopParser(xml->parser, XML_FALSE);
}

int64_t cor_xml_byte(const cor_xml *xml) {
    return (int64_t)XML_GetCurrentByteIndex(xml->parser);
}

const char *cor_xml_attribute(const char **attributes, const char *name) {
    for (; *attributes; attributes += 2)
        if (strcmp(without_prefix(attributes[0]), name) == 0) return attributes[1];
    return NULL;
}
