/* SPDX-License-Identifier: Apache-2.0 */
/* data.c: tables and lists for programs: figures, words, places; health and metrics for
 * operators; assets of pages. */
#include <stdlib.h>
#include <unistd.h>

#include "render/html/assets.h"
#include "routes.h"
#include "server.h"

static cor_code give_json(http_response *response, const cor_out *out, cor_error *err) {
    if (out->failed) return cor_fail_memory(err);
    response->body = cor_out_str(out);
    response->media_type = COR_STR("application/json");
    return COR_OK;
}

/* An unnamed file: whatever happens to the connection, nothing stays. */
static FILE *open_unnamed(void) {
    const char *folder = getenv("TMPDIR");
    char name[256];
    snprintf(name, sizeof name, "%s/corredor-XXXXXX", folder && *folder ? folder : "/tmp");
    int descriptor = mkstemp(name);
    if (descriptor < 0) return NULL;
    unlink(name);
    FILE *file = fdopen(descriptor, "w+");
    if (!file) close(descriptor);
    return file;
}

/* A table that fits is given as bytes, which can be compressed and kept; ret_bytes stays empty
 * for larger ones. */
static bool read_small(FILE *file, long size, cor_arena *keep, cor_str *ret_bytes) {
    enum { SMALL_BYTES = 1 << 20 };
    *ret_bytes = (cor_str){ 0 };
    if (size <= 0 || size > SMALL_BYTES) return true;
    char *bytes = cor_new(keep, char, (size_t)size);
    if (!bytes) return true;
    rewind(file);
    if (fread(bytes, 1, (size_t)size, file) != (size_t)size) return false;
    *ret_bytes = (cor_str){ bytes, (size_t)size };
    return true;
}

/* Large tables go through a file, so that memory does not grow with the answer. */
FILE *data_unnamed_file(cor_error *err) {
    FILE *file = open_unnamed();
    if (file) return file;
    cor_fail(err, COR_E_FULL, _("There is no room for the table on the server's disk."));
    (void)cor_hint(err, _("Ask for fewer figures: name a measure, a place or a year."));
    return NULL;
}

cor_code data_give_file(http_request *request, FILE *file, cor_code code, cor_str name,
                        http_response *response, cor_error *err) {
    if (!code && fflush(file) != 0) code = cor_fail(err, COR_E_FULL, _("The disk is full."));
    long size = ftell(file);
    bool is_read = code || read_small(file, size, request->keep, &response->body);
    int descriptor = code || response->body.length ? 0 : dup(fileno(file));
    fclose(file);
    if (code) return code;

    if (!is_read || descriptor < 0 || size < 0) return cor_fail_memory(err);
    response->body_file = descriptor;
    response->body_file_bytes = response->body.length ? 0 : size;
    response->media_type = COR_STR("text/csv; charset=utf-8; header=present");
    response->file_name = name;

    return COR_OK;
}

static cor_code figures_csv(http_request *request, const cor_filter *filter,
                            http_response *response, cor_error *err) {
    FILE *file = data_unnamed_file(err);
    if (!file) return COR_E_FULL;
    cor_out out = cor_out_file(file);
    cor_code code = cor_figures_write_csv(request->figures, filter, &out, err);
    return data_give_file(request, file, code, COR_STR("figures.csv"), response, err);
}

cor_code data_figures(http_request *request, http_response *response, cor_error *err) {
    enum { JSON_MOST = 10000 };
    cor_filter filter = { 0 };
    cor_code code = query_filter(request, &filter, err);
    if (code) return code;

    if (!cor_str_is(request->format, "json")) return figures_csv(request, &filter, response, err);
    if (!filter.limit || filter.limit > JSON_MOST) filter.limit = JSON_MOST;
    cor_dossier dossier = { .figures = request->figures };
    const cor_document *document;
    code = cor_dossier_figures(&dossier, &filter, request->keep, &document, err);

    return code ? code : page_show(request, document, response, err);
}

static void put_pair(cor_out *out, const char *key, const cor_str texts[COR_LANG_COUNT]) {
    cor_put_c(out, ",\"");
    cor_put_c(out, key);
    cor_put_c(out, "\":{");

    for (int lang = 0; lang < COR_LANG_COUNT; lang++) {
        cor_put_c(out, lang ? ",\"" : "\"");
        cor_put_c(out, cor_lang_code((cor_lang)lang));
        cor_put_c(out, "\":");
        cor_put_json(out, texts[lang]);
    }

    cor_put_char(out, '}');
}

cor_code data_measures(http_request *request, http_response *response, cor_error *err) {
    size_t count;
    const cor_measure *list = cor_measure_list(&count);
    cor_out out = cor_out_memory(request->keep);

    cor_put_c(&out, "{\"measures\":[");
    for (size_t i = 0; i < count; i++) {
        cor_put_c(&out, i ? ",{\"key\":" : "{\"key\":");
        cor_put_json(&out, list[i].key);
        cor_put_c(&out, ",\"unit\":");
        cor_put_json(&out, list[i].unit->key);
        put_pair(&out, "name", list[i].name);
        put_pair(&out, "definition", list[i].definition);
        cor_put_c(&out, list[i].is_bilateral ? ",\"places\":2}" : ",\"places\":1}");
    }

    cor_put_c(&out, "]}\n");
    return give_json(response, &out, err);
}

static void put_place(cor_out *out, const cor_country_info *info) {
    cor_put_c(out, "{\"code\":");
    cor_put_json(out, info->code);
    put_pair(out, "name", info->name);

    if (info->latitude == info->latitude) { // not NaN
        cor_put_c(out, ",\"latitude\":");
        cor_put_number(out, info->latitude);
        cor_put_c(out, ",\"longitude\":");
        cor_put_number(out, info->longitude);
    }

    cor_put_char(out, '}');
}

cor_code data_places(http_request *request, http_response *response, cor_error *err) {
    size_t count;
    const cor_country_info *list = cor_country_list(&count);
    cor_out out = cor_out_memory(request->keep);

    cor_put_c(&out, "{\"places\":[");
    for (size_t i = 0, written = 0; i < count; i++) {
        if (!cor_country_is_place(list[i].place)) continue;
        if (written++) cor_put_char(&out, ',');
        put_place(&out, &list[i]);
    }

    cor_put_c(&out, "]}\n");
    return give_json(response, &out, err);
}

cor_code data_suggest(http_request *request, http_response *response, cor_error *err) {
    enum { MOST = 8, LONGEST = 100 };
    cor_country list[MOST];
    cor_str words = cor_str_part(http_parameter(request, "q"), 0, LONGEST);
    size_t count = cor_str_is_utf8(words) ? query_places(words, list, MOST, request->scratch) : 0;
    cor_out out = cor_out_memory(request->keep);

    cor_put_c(&out, "{\"places\":[");
    for (size_t i = 0; i < count; i++) {
        if (i) cor_put_char(&out, ',');
        put_place(&out, cor_country_get(list[i]));
    }

    cor_put_c(&out, "]}\n");
    return give_json(response, &out, err);
}

cor_code data_asset(http_request *request, http_response *response, cor_error *err) {
    char path[256];
    snprintf(path, sizeof path, "/assets/%.*s", COR_STR_F(request->part));
    const cor_asset *asset = cor_asset_at(cor_str_of(path));
    if (!asset) return cor_fail(err, COR_E_NONE, _("There is no such page."));
    response->body = asset->bytes;
    response->media_type = asset->media_type;
    response->immutable = true;
    return COR_OK;
}

/* Alive and able to read the database. */
cor_code data_health(http_request *request, http_response *response, cor_error *err) {
    (void)err;
    response->no_store = true;
    response->media_type = COR_STR("text/plain; charset=utf-8");
    response->status = request->figures ? 200 : 503;
    response->body = request->figures ? COR_STR("ok\n") : COR_STR("no database\n");
    return COR_OK;
}

cor_code data_metrics(http_request *request, http_response *response, cor_error *err) {
    cor_out out = cor_out_memory(request->keep);
    http_metrics_print(&out);
    if (out.failed) return cor_fail_memory(err);
    response->no_store = true;
    response->body = cor_out_str(&out);
    response->media_type = COR_STR("text/plain; version=0.0.4; charset=utf-8");
    return COR_OK;
}

cor_code data_robots(http_request *request, http_response *response, cor_error *err) {
    (void)request;
    (void)err;
    response->body = COR_STR("User-agent: *\nDisallow: /data/figures\nDisallow: /search\nDisallow: "
                             "/metrics\nDisallow: /office\n");
    response->media_type = COR_STR("text/plain; charset=utf-8");
    response->max_age_s = 86400;
    return COR_OK;
}
