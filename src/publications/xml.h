/* SPDX-License-Identifier: Apache-2.0 */
/* xml.h: XML helpers shared by the feed and the harvesting protocol. */
#ifndef CORREDOR_PUBLICATIONS_XML_H
#define CORREDOR_PUBLICATIONS_XML_H

#include "kinds.h"
#include "publications/publications.h"

enum { XML_TIME_BYTES = 24 };
/* "2026-01-31T12:00:00Z" */
void xml_time(int64_t at_s, char ret_text[XML_TIME_BYTES]);
void xml_put_time(cor_out *out, int64_t at_s);
/* `<name>text</name>`, with ` xml:lang="…"` unless `lang` is -1; an empty text writes nothing. */
void xml_put_element(cor_out *out, const char *name, int lang, cor_str text);

#endif
