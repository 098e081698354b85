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

/* Running, and the database is there and can be read; the fact when it is not. */
cor_code data_health(http_request *request, http_response *response, cor_error *err) {
    cor_text fact;
    cor_out out = cor_out_memory(request->keep);
    bool is_well = workers_have_database(&fact) && request->figures;
    if (is_well)
        cor_put_c(&out, "ok");
    else if (cor_text_is_empty(fact))
        cor_put_text(&out, cor_say(_("The database cannot be read at the moment.")), request->lang);
    else
        cor_put_text(&out, fact, request->lang);
    cor_put_char(&out, '\n');

    response->no_store = true;
    response->media_type = COR_STR("text/plain; charset=utf-8");
    response->status = is_well ? 200 : 503;
    response->body = cor_out_str(&out);
    return out.failed ? cor_fail_memory(err) : COR_OK;
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
