/* SPDX-License-Identifier: Apache-2.0 */
/* network.c: pages of the network of regulators, its calendar, and the history of entries of any
 * registry. */
#include <time.h>

#include "kinds/kinds.h"
#include "routes.h"

/* ---- versions of an entry ------------------------------------------------ */

static cor_code whole(const http_request *request, const char *name, int32_t *ret_number,
                      cor_error *err) {
    double number = 0;
    cor_code code = query_number(request, name, 1, 1e9, &number, err);
    if (!code) *ret_number = (int32_t)number;
    return code;
}

cor_code page_entry_version(http_request *request, const cor_registry_kind *kind, cor_str key,
                            bool *ret_given, http_response *response, cor_error *err) {
    cor_registry_view view = { 0 };
    cor_dossier dossier = page_dossier(request);
    const cor_document *document;
    cor_str day = http_parameter(request, "as-known");
    cor_date date;
    cor_code code = whole(request, "version", &view.version, err);

    *ret_given = false;
    if (code || (!view.version && !day.length)) return code;
    if (day.length && !cor_date_parse(day, &date))
        return cor_fail(err, COR_E_USAGE,
                        _("--as-known: \"{word}\" is not a day such as 2026-01-31."),
                        cor_arg_str(day));

    if (day.length) view.as_known_s = ((int64_t)date.days + 1) * 86400 - 1;
    *ret_given = true;
    code = cor_dossier_entry(&dossier, kind, key, &view, false, request->keep, &document, err);

    return code ? code : page_show(request, document, response, err);
}

cor_code page_entry_history(http_request *request, const cor_registry_kind *kind, cor_str key,
                            http_response *response, cor_error *err) {
    cor_dossier dossier = page_dossier(request);
    const cor_document *document;
    int32_t from = 0, to = 0;
    cor_code code = whole(request, "from", &from, err);
    if (!code) code = whole(request, "to", &to, err);
    if (code) return code;
    code = from || to ? cor_dossier_entry_diff(&dossier, kind, key, from, to, false, request->keep,
                                               &document, err)
                      : cor_dossier_entry_history(&dossier, kind, key, false, request->keep,
                                                  &document, err);

    return code ? code : page_show(request, document, response, err);
}

/* ---- the network
 * -----------------------------------------------------------------------------------------------------
 */

/* ?as-of=2026-01-31: the day for which it is reckoned what is overdue. */
static cor_code read_day(const http_request *request, cor_date *ret_day, cor_error *err) {
    cor_str word = http_parameter(request, "as-of");
    ret_day->days = (int32_t)(time(NULL) / 86400);
    if (!word.length || cor_date_parse(word, ret_day)) return COR_OK;
    return cor_fail(err, COR_E_USAGE, _("--as-of: \"{word}\" is not a day such as 2026-01-31."),
                    cor_arg_str(word));
}

cor_code page_network(http_request *request, http_response *response, cor_error *err) {
    cor_dossier dossier = page_dossier(request);
    const cor_document *document;
    cor_date day;
    cor_code code = read_day(request, &day, err);
    if (!code) code = cor_dossier_network(&dossier, day, request->keep, &document, err);
    return code ? code : page_show(request, document, response, err);
}

static cor_code read_filter(const http_request *request, cor_network_filter *ret_filter,
                            cor_error *err) {
    cor_str country = http_parameter(request, "country"), target = http_parameter(request, "sdg");
    cor_network_filter filter = { .theme = http_parameter(request, "theme"),
                                  .overdue =
                                      cor_str_is(http_parameter(request, "overdue"), "yes") };
    int32_t sdg = cor_registry_field_find(&cor_kind_network_action, COR_STR("sdg"));
    cor_code code = country.length ? query_country(country, &filter.country, err) : COR_OK;
    if (!code && target.length)
        code = cor_registry_code_choose(&cor_kind_network_action.fields[sdg], target,
                                        request->scratch, &filter.sdg, err);
    if (!code) code = read_day(request, &filter.as_of, err);
    if (!code) *ret_filter = filter;
    return code;
}

static cor_code give_calendar(http_request *request, http_response *response, cor_error *err) {
    cor_out out = cor_out_memory(request->keep);
    cor_network_calendar(request->registries, (cor_str){ 0 }, request->lang, &out);
    if (out.failed) return cor_fail_memory(err);
    response->body = cor_out_str(&out);
    response->media_type = COR_STR("text/calendar; charset=utf-8");
    return COR_OK;
}

static cor_code show_part(http_request *request, cor_network_part part, http_response *response,
                          cor_error *err) {
    cor_network_filter filter;
    cor_dossier dossier = page_dossier(request);
    const cor_document *document;
    cor_code code = read_filter(request, &filter, err);
    if (!code)
        code = cor_dossier_network_part(&dossier, part, &filter, request->keep, &document, err);
    return code ? code : page_show(request, document, response, err);
}

cor_code page_network_events(http_request *request, http_response *response, cor_error *err) {
    if (cor_str_is(request->format, "ics")) return give_calendar(request, response, err);
    return show_part(request, COR_NETWORK_EVENTS, response, err);
}

cor_code page_network_part(http_request *request, http_response *response, cor_error *err) {
    cor_network_part part;
    if (!cor_network_part_find(request->part, &part))
        return cor_fail(err, COR_E_NONE, _("There is no such page."));
    return show_part(request, part, response, err);
}

cor_code page_network_country(http_request *request, http_response *response, cor_error *err) {
    cor_dossier dossier = page_dossier(request);
    const cor_document *document;
    cor_country country;
    cor_date day;
    cor_code code = query_country(request->part, &country, err);
    if (!code) code = read_day(request, &day, err);
    if (!code)
        code = cor_dossier_network_country(&dossier, country, day, request->keep, &document, err);
    return code ? code : page_show(request, document, response, err);
}

static cor_code read_kind(const http_request *request, const cor_registry_kind **ret_kind,
                          cor_error *err) {
    static const cor_registry_kind *const kinds[COR_NETWORK_PART_COUNT] = {
        [COR_NETWORK_MEMBERS] = &cor_kind_network_member,
        [COR_NETWORK_THEMES] = &cor_kind_network_theme,
        [COR_NETWORK_PRACTICES] = &cor_kind_network_practice,
        [COR_NETWORK_EVENTS] = &cor_kind_network_event,
        [COR_NETWORK_ACTIONS] = &cor_kind_network_action,
    };
    cor_network_part part;
    if (!cor_network_part_find(request->part, &part))
        return cor_fail(err, COR_E_NONE, _("There is no such page."));

    *ret_kind = kinds[part];
    return COR_OK;
}

cor_code page_network_entry(http_request *request, http_response *response, cor_error *err) {
    cor_dossier dossier = page_dossier(request);
    const cor_document *document;
    const cor_registry_kind *kind = NULL;
    bool earlier = false;
    cor_date day;
    cor_code code = read_kind(request, &kind, err);
    if (!code) code = page_entry_version(request, kind, request->part2, &earlier, response, err);
    if (code || earlier) return code;
    code = read_day(request, &day, err);
    if (!code)
        code = kind == &cor_kind_network_theme
                   ? cor_dossier_network_theme(&dossier, request->part2, day, request->keep,
                                               &document, err)
                   : cor_dossier_network_entry(&dossier, kind, request->part2, day, request->keep,
                                               &document, err);

    return code ? code : page_show(request, document, response, err);
}

cor_code page_network_history(http_request *request, http_response *response, cor_error *err) {
    const cor_registry_kind *kind = NULL;
    cor_code code = read_kind(request, &kind, err);
    return code ? code : page_entry_history(request, kind, request->part2, response, err);
}
