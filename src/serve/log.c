/* SPDX-License-Identifier: Apache-2.0 */
/* log.c: one line of JSON per request on standard error, without personal data: no address, no
 * query, no body, and the route instead of the path, so that a search for a person's name is not
 * logged. */
#include <pthread.h>
#include <time.h>

#include "http.h"

static void put_log_time(char text[32]) {
    struct timespec now;
    struct tm parts;
    clock_gettime(CLOCK_REALTIME, &now);
    gmtime_r(&now.tv_sec, &parts);
    strftime(text, 32, "%Y-%m-%dT%H:%M:%SZ", &parts);
}

static void write_line(const cor_out *line) {
    // One call per line keeps lines of several threads apart.
    if (!line->failed) fwrite(line->memory, 1, line->used, stderr);
}

void http_log(const char *method, const char *route, const http_outcome *outcome) {
    char room[1024], when[32];
    cor_arena arena = { room, room + sizeof room };
    cor_out line = cor_out_memory(&arena);

    put_log_time(when);
    cor_put_c(&line, "{\"time\":\"");
    cor_put_c(&line, when);
    cor_put_c(&line, "\",\"method\":");
    cor_put_json(&line, cor_str_of(method));
    cor_put_c(&line, ",\"route\":");
    cor_put_json(&line, cor_str_of(route));
    cor_put_c(&line, ",\"status\":");
    cor_put_int(&line, outcome->status);
    cor_put_c(&line, ",\"bytes\":");
    cor_put_int(&line, outcome->bytes);
    cor_put_c(&line, ",\"ms\":");
    cor_put_number(&line, (double)outcome->microseconds / 1000);
    cor_put_c(&line, outcome->cached ? ",\"cached\":true}\n" : "}\n");
    write_line(&line);
}

void http_log_event(const char *event, cor_text text) {
    char room[2048], words[1024], when[32];
    cor_arena arena = { room, room + sizeof room }, other = { words, words + sizeof words };
    cor_out line = cor_out_memory(&arena);

    put_log_time(when);
    cor_put_c(&line, "{\"time\":\"");
    cor_put_c(&line, when);
    cor_put_c(&line, "\",\"event\":");
    cor_put_json(&line, cor_str_of(event));
    cor_put_c(&line, ",\"text\":");
    cor_put_json(&line, cor_text_in(text, COR_LANG_EN, &other));
    cor_put_c(&line, "}\n");
    write_line(&line);
}
