/* SPDX-License-Identifier: Apache-2.0 */
/* xml.c: XML helpers shared by the feed and the harvesting protocol. */
#include <time.h>

#include "xml.h"

void xml_time(int64_t at_s, char ret_text[XML_TIME_BYTES]) {
    struct tm parts;
    time_t at = (time_t)at_s;
    if (!gmtime_r(&at, &parts) || !strftime(ret_text, XML_TIME_BYTES, "%Y-%m-%dT%H:%M:%SZ", &parts))
        memcpy(ret_text, "1970-01-01T00:00:00Z", sizeof "1970-01-01T00:00:00Z");
}

void xml_put_time(cor_out *out, int64_t at_s) {
    char text[XML_TIME_BYTES];
    xml_time(at_s, text);
    cor_put_c(out, text);
}

void xml_put_element(cor_out *out, const char *name, int lang, cor_str text) {
    if (!text.length) return;
    cor_put_char(out, '<');
    cor_put_c(out, name);

    if (lang >= 0) {
        cor_put_c(out, " xml:lang=\"");
        cor_put_c(out, cor_lang_code((cor_lang)lang));
        cor_put_char(out, '"');
    }

    cor_put_char(out, '>');
    cor_put_xml(out, text);
    cor_put_c(out, "</");
    cor_put_c(out, name);
    cor_put_c(out, ">\n");
}
