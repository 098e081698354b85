/* SPDX-License-Identifier: Apache-2.0 */
/* system.c: operation of the server: assets, health, metrics, robots. */
#include "render/html/assets.h"
#include "routes.h"
#include "server.h"

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

/* Running and able to read the database. */
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
