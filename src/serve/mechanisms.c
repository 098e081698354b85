/* SPDX-License-Identifier: Apache-2.0 */
/* mechanisms.c: pages about mechanisms, listed agreements and conventions, and the history of
 * their entries. */
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "kinds/kinds.h"
#include "routes.h"

static cor_code place(const http_request *request, const char *name, cor_country *ret_place,
                      cor_error *err) {
    cor_str word = http_parameter(request, name);
    return word.length ? query_country(word, ret_place, err) : COR_OK;
}

static cor_code choice(const http_request *request, const cor_registry_kind *kind, const char *name,
                       const char *field, cor_str *ret_code, cor_error *err) {
    cor_str word = http_parameter(request, name);
    int32_t at = cor_registry_field_find(kind, cor_str_of(field));
    if (!word.length) return COR_OK;
    return cor_registry_code_choose(&kind->fields[at], word, request->scratch, ret_code, err);
}

static cor_code whole(const http_request *request, const char *name, double least, double most,
                      int32_t *ret_number, cor_error *err) {
    double number = 0;
    cor_code code = query_number(request, name, least, most, &number, err);
    if (!code) *ret_number = (int32_t)number;
    return code;
}

static cor_code show(http_request *request, cor_code code, const cor_document *document,
                     http_response *response, cor_error *err) {
    return code ? code : page_show(request, document, response, err);
}

/* ---- lists --------------------------------------------------------------- */

cor_code page_mechanisms(http_request *request, http_response *response, cor_error *err) {
    cor_mechanism_filter filter = { .words = http_parameter(request, "q") };
    cor_dossier dossier = page_dossier(request);
    const cor_document *document;
    cor_code code = choice(request, &cor_kind_mechanism, "type", "type", &filter.type, err);
    if (!code) code = choice(request, &cor_kind_mechanism, "status", "status", &filter.status, err);
    if (!code)
        code = choice(request, &cor_kind_mechanism, "sector", "sectors", &filter.sector, err);
    if (!code) code = place(request, "country", &filter.country, err);
    if (!code) code = place(request, "origin", &filter.origin, err);
    if (!code) code = place(request, "destination", &filter.destination, err);
    if (!code) code = whole(request, "year", COR_YEAR_MIN, COR_YEAR_MAX, &filter.year, err);
    if (!code) code = cor_dossier_mechanisms(&dossier, &filter, request->keep, &document, err);

    return show(request, code, document, response, err);
}

cor_code page_mechanism_use(http_request *request, http_response *response, cor_error *err) {
    cor_str measure = { 0 };
    cor_dossier dossier = page_dossier(request);
    const cor_document *document;
    cor_code code = choice(request, &cor_kind_mechanism_use, "measure", "measure", &measure, err);
    if (!code)
        code = cor_dossier_mechanism_use(&dossier, http_parameter(request, "mechanism"), measure,
                                         request->keep, &document, err);
    return show(request, code, document, response, err);
}

cor_code page_mechanisms_compare(http_request *request, http_response *response, cor_error *err) {
    cor_dossier dossier = page_dossier(request);
    const cor_document *document;
    cor_code code =
        cor_dossier_mechanisms_compare(&dossier, http_parameter(request, "a"),
                                       http_parameter(request, "b"), request->keep, &document, err);
    return show(request, code, document, response, err);
}

cor_code page_gaps(http_request *request, http_response *response, cor_error *err) {
    cor_gaps gaps = { .only_named = cor_str_is(http_parameter(request, "named"), "yes") };
    cor_dossier dossier = page_dossier(request);
    const cor_document *document;
    cor_code code = query_number(request, "min-stock", 1000, 1e9, &gaps.stock_least_persons, err);
    if (!code) code = place(request, "origin", &gaps.origin, err);
    if (!code) code = place(request, "destination", &gaps.destination, err);
    if (!code) code = whole(request, "limit", 1, 1000, &gaps.limit, err);
    if (!code) code = cor_dossier_gaps(&dossier, &gaps, request->keep, &document, err);
    return show(request, code, document, response, err);
}

cor_code page_agreements(http_request *request, http_response *response, cor_error *err) {
    cor_agreement_filter filter = { .words = http_parameter(request, "q") };
    cor_dossier dossier = page_dossier(request);
    const cor_document *document;
    cor_code code =
        choice(request, &cor_kind_agreement, "provision", "provisions", &filter.provision, err);
    if (!code) code = place(request, "country", &filter.country, err);
    if (!code) code = place(request, "other", &filter.other, err);
    if (!code) code = whole(request, "from", COR_YEAR_MIN, COR_YEAR_MAX, &filter.year_first, err);
    if (!code) code = whole(request, "to", COR_YEAR_MIN, COR_YEAR_MAX, &filter.year_last, err);
    if (!code) code = whole(request, "page", 1, 100000, &filter.page, err);

    // A file holds all that match, not one screen of them.
    if (request->format.length && !cor_str_is(request->format, "html")) filter.per_page = 2000;
    if (!code) code = cor_dossier_agreements(&dossier, &filter, request->keep, &document, err);

    return show(request, code, document, response, err);
}

cor_code page_conventions(http_request *request, http_response *response, cor_error *err) {
    cor_country country = COR_COUNTRY_NONE;
    cor_dossier dossier = page_dossier(request);
    const cor_document *document;
    cor_code code = place(request, "country", &country, err);
    if (!code) code = cor_dossier_ratifications(&dossier, country, request->keep, &document, err);
    return show(request, code, document, response, err);
}

/* ---- one entry ----------------------------------------------------------- */

static const cor_registry_kind *kind_of(const http_request *request) {
    bool listed = cor_registry_memory_find(request->registries, &cor_kind_agreement, request->part);
    return listed ? &cor_kind_agreement : &cor_kind_mechanism;
}

/* ?version=2: an earlier version, field by field. ?as-known=2026-01-31: the page of that day. */
static cor_code read_view(const http_request *request, cor_registry_view *ret_view,
                          cor_error *err) {
    cor_str day = http_parameter(request, "as-known");
    cor_date date;
    cor_code code = whole(request, "version", 1, 1e9, &ret_view->version, err);
    if (code || ret_view->version || !day.length) return code;

    if (!cor_date_parse(day, &date))
        return cor_fail(err, COR_E_USAGE,
                        _("--as-known: \"{word}\" is not a day such as 2026-01-31."),
                        cor_arg_str(day));

    ret_view->as_known_s = ((int64_t)date.days + 1) * 86400 - 1;
    return COR_OK;
}

static cor_code show_entry(http_request *request, const cor_dossier *dossier,
                           const cor_registry_kind *kind, http_response *response, cor_error *err) {
    const cor_document *document;
    cor_code code =
        kind == &cor_kind_agreement
            ? cor_dossier_agreement(dossier, request->part, request->keep, &document, err)
            : cor_dossier_mechanism(dossier, request->part, request->keep, &document, err);
    return show(request, code, document, response, err);
}

/* The same page from everything that was published then: the entry, its use, what it is
 * connected with. */
static cor_code show_entry_then(http_request *request, cor_dossier dossier,
                                const cor_registry_kind *kind, const cor_registry_view *view,
                                http_response *response, cor_error *err) {
    cor_registry_memory *then = NULL;
    cor_entry *entry;
    cor_code code =
        cor_registry_get(dossier.registry, kind, request->part, view, request->keep, &entry, err);
    if (!code) code = cor_registry_memory_open(dossier.registry, view->as_known_s, &then, err);
    if (code) return code;
    dossier.registries = then;
    dossier.as_known_s = view->as_known_s;
    code = show_entry(request, &dossier, kind, response, err);
    cor_registry_memory_close(then);

    return code;
}

cor_code page_mechanism(http_request *request, http_response *response, cor_error *err) {
    cor_dossier dossier = page_dossier(request);
    const cor_document *document;
    cor_registry_view view = { 0 };
    const cor_registry_kind *kind = kind_of(request);
    cor_code code = read_view(request, &view, err);
    if (code) return code;

    if (view.as_known_s) return show_entry_then(request, dossier, kind, &view, response, err);
    if (!view.version) return show_entry(request, &dossier, kind, response, err);
    code = cor_dossier_entry(&dossier, kind, request->part, &view, false, request->keep, &document,
                             err);

    return show(request, code, document, response, err);
}

cor_code page_mechanism_history(http_request *request, http_response *response, cor_error *err) {
    cor_dossier dossier = page_dossier(request);
    const cor_document *document;
    int32_t from = 0, to = 0;
    const cor_registry_kind *kind = kind_of(request);
    cor_code code = whole(request, "from", 1, 1e9, &from, err);
    if (!code) code = whole(request, "to", 1, 1e9, &to, err);
    if (code) return code;
    code = from || to ? cor_dossier_entry_diff(&dossier, kind, request->part, from, to, false,
                                               request->keep, &document, err)
                      : cor_dossier_entry_history(&dossier, kind, request->part, false,
                                                  request->keep, &document, err);

    return show(request, code, document, response, err);
}

/* ---- the table of pairs and years ---------------------------------------- */

cor_code data_mechanism_pairs(http_request *request, http_response *response, cor_error *err) {
    cor_pairs_filter filter = { .today = { (int32_t)(time(NULL) / 86400) } };
    int32_t year = 0;
    cor_code code = place(request, "origin", &filter.origin, err);
    if (!code) code = place(request, "destination", &filter.destination, err);
    if (!code) code = whole(request, "year", COR_YEAR_MIN, COR_YEAR_MAX, &year, err);
    filter.year_first = filter.year_last = year;
    if (code) return code;

    FILE *file = data_unnamed_file(err);
    if (!file) return COR_E_FULL;
    cor_out out = cor_out_file(file);
    code = cor_pairs_write_csv(request->registries, &filter, request->scratch, &out, err);

    return data_give_file(request, file, code, COR_STR("mechanism-pairs.csv"), response, err);
}
