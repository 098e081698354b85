/* SPDX-License-Identifier: Apache-2.0 */
/* calendar.c: events as iCalendar (RFC 5545). Lines end in CR LF and are folded after 75 bytes,
 * never inside a letter; commas, semicolons, backslashes and line breaks of texts are escaped. */
#include <time.h>

#include "kinds.h"
#include "network/network.h"

enum { LINE_BYTES = 75 };

/* ---- lines --------------------------------------------------------------- */

typedef struct {
    cor_out *out;
    int32_t column; // bytes of the current line
} calendar_line;

static int32_t utf8_bytes(cor_str text, size_t at) {
    size_t end_property = at + 1;
    while (end_property < text.length && ((unsigned char)text.at[end_property] & 0xC0) == 0x80)
        end_property++;
    return (int32_t)(end_property - at);
}

static void put_folded(calendar_line *line, cor_str text) {
    for (size_t at = 0; at < text.length;) {
        int32_t size = utf8_bytes(text, at);
        if (line->column + size > LINE_BYTES) {
            cor_put_c(line->out, "\r\n ");
            line->column = 1;
        }
        cor_put(line->out, cor_str_part(text, at, (size_t)size));
        line->column += size;
        at += (size_t)size;
    }
}

static void put_c(calendar_line *line, const char *text) {
    put_folded(line, cor_str_of(text));
}

static void put_escaped_text(calendar_line *line, cor_str text) {
    for (size_t at = 0; at < text.length;) {
        char byte = text.at[at], pair[2] = { '\\', byte };
        int32_t size = utf8_bytes(text, at);
        if (byte == '\n')
            put_c(line, "\\n");
        else if (byte == ',' || byte == ';' || byte == '\\')
            put_folded(line, (cor_str){ pair, 2 });
        else if ((unsigned char)byte >= ' ')
            put_folded(line, cor_str_part(text, at, (size_t)size));
        at += (size_t)size;
    }
}

static calendar_line begin_property(cor_out *out, const char *name) {
    calendar_line line = { out, 0 };
    put_c(&line, name);
    return line;
}

static void end_property(calendar_line *line) {
    cor_put_c(line->out, "\r\n");
}

static void put_whole_line(cor_out *out, const char *text) {
    calendar_line line = begin_property(out, text);
    end_property(&line);
}

static void put_property(cor_out *out, const char *name, cor_str text) {
    if (!text.length) return;
    calendar_line line = begin_property(out, name);
    put_escaped_text(&line, text);
    end_property(&line);
}

/* ---- times --------------------------------------------------------------- */

static void calendar_day_text(cor_date day, char ret_text[16]) {
    int32_t year, month, of_month;
    cor_date_parts(day, &year, &month, &of_month);
    snprintf(ret_text, 16, "%04d%02d%02d", year, month, of_month);
}

static void put_stamp(cor_out *out, const char *name, int64_t at_s) {
    struct tm parts;
    time_t at = (time_t)at_s;
    char text[24] = "19700101T000000Z";
    calendar_line line = begin_property(out, name);
    if (gmtime_r(&at, &parts)) (void)strftime(text, sizeof text, "%Y%m%dT%H%M%SZ", &parts);
    put_c(&line, text);
    end_property(&line);
}

static void put_day(cor_out *out, const char *name, cor_date day) {
    char text[16];
    calendar_line line = begin_property(out, name);
    put_c(&line, ";VALUE=DATE:");
    calendar_day_text(day, text);
    put_c(&line, text);
    end_property(&line);
}

static cor_date last_day(const cor_entry *event, cor_date first) {
    cor_interval span;
    if (!cor_entry_period(event, EVENT_ENDS, &span) || span.end.days <= first.days) return first;
    return (cor_date){ span.end.days - 1 };
}

/* Whole days end on the day after the last; timed events end at their time, or have no end. Times
 * are written in UTC, which every calendar program knows. */
static void put_when(cor_out *out, const cor_entry *event, cor_date first, cor_date last) {
    cor_str zone = cor_entry_get(event, EVENT_ZONE);
    int32_t minutes;
    int64_t at_s;

    if (!network_time_read(cor_entry_get(event, EVENT_BEGINS_AT), &minutes) ||
        !network_moment(zone, first, minutes, &at_s)) {
        put_day(out, "DTSTART", first);
        put_day(out, "DTEND", (cor_date){ last.days + 1 });
        return;
    }

    put_stamp(out, "DTSTART:", at_s);
    if (network_time_read(cor_entry_get(event, EVENT_ENDS_AT), &minutes) &&
        network_moment(zone, last, minutes, &at_s))
        put_stamp(out, "DTEND:", at_s);
}

/* ---- events -------------------------------------------------------------- */

static void put_address(cor_out *out, const cor_entry *event, cor_str base_url) {
    cor_str url = cor_entry_get(event, EVENT_URL);
    if (!url.length && !base_url.length) return;
    calendar_line line = begin_property(out, "URL:");

    if (url.length) {
        put_folded(&line, url);
    } else {
        put_folded(&line, base_url);
        put_c(&line, event->kind->path);
        put_folded(&line, event->key);
    }

    end_property(&line);
}

static void put_calendar_event(cor_out *out, const cor_entry *event, cor_str base_url,
                               cor_lang lang) {
    cor_date first;
    char sequence[16];

    if (!cor_date_parse(cor_entry_get(event, EVENT_STARTS), &first)) return;
    put_whole_line(out, "BEGIN:VEVENT");
    calendar_line line = begin_property(out, "UID:");
    put_folded(&line, event->key);
    put_c(&line, ".network-event@corredor");
    end_property(&line);
    put_stamp(out, "DTSTAMP:", event->at_s);
    put_stamp(out, "LAST-MODIFIED:", event->at_s);
    snprintf(sequence, sizeof sequence, "%d", event->version > 0 ? event->version - 1 : 0);
    put_property(out, "SEQUENCE:", cor_str_of(sequence));
    put_when(out, event, first, last_day(event, first));
    put_property(out, "SUMMARY:", cor_entry_in(event, EVENT_TITLE, lang));
    put_property(out, "DESCRIPTION:", cor_entry_in(event, EVENT_SUMMARY, lang));
    put_property(out, "LOCATION:", cor_entry_in(event, EVENT_LOCATION, lang));
    put_address(out, event, base_url);
    put_whole_line(out, "END:VEVENT");
}

void cor_network_calendar(const cor_registry_memory *memory, cor_str base_url, cor_lang lang,
                          cor_out *out) {
    size_t count;
    const cor_entry *const *events =
        cor_registry_memory_list(memory, &cor_kind_network_event, &count);
    put_whole_line(out, "BEGIN:VCALENDAR");
    put_whole_line(out, "VERSION:2.0");
    put_whole_line(out, "PRODID:-//corredor//network of regulators//EN");
    put_whole_line(out, "CALSCALE:GREGORIAN");
    put_whole_line(out, "METHOD:PUBLISH");
    put_property(out, "X-WR-CALNAME:", cor_str_of(cor_gettext(_("Network of regulators"), lang)));
    for (size_t i = 0; i < count; i++)
        put_calendar_event(out, events[i], base_url, lang);

    put_whole_line(out, "END:VCALENDAR");
}
