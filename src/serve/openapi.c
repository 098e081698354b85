/* SPDX-License-Identifier: Apache-2.0 */
/* openapi.c: OpenAPI 3.1, printed from the routing table. */
#include "routes.h"

typedef struct {
    const char *path;  // of the route
    const char *names; // query parameters it reads
} route_parameters;

static const route_parameters PARAMETERS[] = {
    { "/corridors", "from to year sex limit" },
    { "/remittances/{sending}-{receiving}", "amount" },
    { "/mechanisms", "q country origin destination type status sector year" },
    { "/mechanisms/gaps", "min-stock origin destination named limit" },
    { "/mechanisms/compare", "a b" },
    { "/mechanisms/use", "mechanism measure" },
    { "/mechanisms/agreements", "q country other from to provision page" },
    { "/mechanisms/conventions", "country" },
    { "/mechanisms/pairs", "origin destination year" },
    { "/mechanisms/{mechanism}", "version as-known" },
    { "/mechanisms/{mechanism}/history", "from to" },
    { "/data/figures",
      "measure origin destination year sex breakdown source latest total history limit" },
    { "/library", "q topic form country year page" },
    { "/library/institutions", "country verifies complaints" },
    { "/library/institutions/{institution}", "version as-known" },
    { "/library/institutions/{institution}/history", "from to" },
    { "/library/{publication}", "version as-known" },
    { "/library/{publication}/history", "from to" },
    { "/network", "as-of" },
    { "/network/events", "country theme" },
    { "/network/{part}", "country theme sdg overdue as-of" },
    { "/network/countries/{country}", "as-of" },
    { "/network/{part}/{entry}", "version as-known as-of" },
    { "/network/{part}/{entry}/history", "from to" },
    { "/flows", "period sex method circle place short census" },
    { "/search", "q" },
    { "/suggest", "q" },
};

static const struct {
    const char *name, *type, *about;
} NAMES[] = {
    { "from", "string", N_("Origins: codes or names, separated by commas.") },
    { "to", "string", N_("Destinations: codes or names, separated by commas.") },
    { "origin", "string", N_("Origins: codes or names, separated by commas.") },
    { "destination", "string", N_("Destinations: codes or names, separated by commas.") },
    { "year", "string", N_("A period: 2020, 2020-Q3, 2015/2020.") },
    { "sex", "string", N_("F, M, or T for totals.") },
    { "limit", "integer", N_("At most this many.") },
    { "amount", "number", N_("US dollars.") },
    { "measure", "string", N_("Key of a measure; see /data/measures.json.") },
    { "breakdown", "string", N_("For example age=15-24;sex=F: at least these.") },
    { "source", "string", N_("Key of an edition; see /sources.json.") },
    { "latest", "boolean", N_("Only the latest period of each series.") },
    { "total", "boolean", N_("Only totals.") },
    { "history", "boolean", N_("Also figures that were corrected since.") },
    { "topic", "string", N_("Topic of a publication, e.g. recruitment.") },
    { "form", "string", N_("Form of a publication, e.g. report or video.") },
    { "verifies", "string", N_("yes: only where a recruiter can be checked.") },
    { "complaints", "string", N_("yes: only those that take complaints.") },
    { "theme", "string", N_("Key of a theme of the network, e.g. licensing.") },
    { "sdg", "string", N_("Target of the Sustainable Development Goals, e.g. 8.8.") },
    { "overdue", "string", N_("yes: only actions that are overdue.") },
    { "as-of", "string", N_("The day for which it is reckoned what is overdue; default today.") },
    { "period", "string", N_("Two years, such as 2015-2020.") },
    { "method", "string", N_("Name of a method; see /flows/methods.json.") },
    { "circle", "string", N_("regions, members or largest.") },
    { "place", "string", N_("Code or name of a place.") },
    { "short", "number", N_("Per cent of the foreign-born that its census missed.") },
    { "census", "string", N_("later, earlier or both.") },
    { "q", "string", N_("Words to look for.") },
    { "country", "string", N_("A country: code or name.") },
    { "other", "string", N_("The other country: code or name.") },
    { "type", "string", N_("Type of instrument, e.g. memorandum.") },
    { "status", "string", N_("State of the instrument, e.g. in_force.") },
    { "sector", "string", N_("Sector, e.g. agriculture.") },
    { "min-stock", "number", N_("Corridors of at least so many people.") },
    { "named", "string", N_("yes: schemes that are open to every country do not count.") },
    { "a", "string", N_("Key of one mechanism.") },
    { "b", "string", N_("Key of another mechanism.") },
    { "mechanism", "string", N_("Key of a mechanism, e.g. MEX-CAN-PTAT.") },
    { "provision", "string", N_("Code of a provision, e.g. contract_req.") },
    { "page", "integer", N_("Page of the list, from 1.") },
    { "version", "integer", N_("Number of a version.") },
    { "as-known", "string", N_("A day: what was published at its end.") },
    { "lang", "string", N_("en or es.") },
};

static void put_parameter(cor_out *out, cor_str name, bool in_path, cor_lang lang) {
    const char *type = "string",
               *about = in_path ? N_("ISO code or name of a place, or number of a figure.") : "";
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES && !in_path; i++)
        if (cor_str_is(name, NAMES[i].name)) type = NAMES[i].type, about = NAMES[i].about;

    cor_put_c(out, "{\"name\":");
    cor_put_json(out, name);
    cor_put_c(out, in_path ? ",\"in\":\"path\",\"required\":true" : ",\"in\":\"query\"");
    cor_put_c(out, ",\"description\":");
    cor_put_json(out, cor_str_of(cor_gettext(about, lang)));
    cor_put_c(out, ",\"schema\":{\"type\":\"");
    cor_put_c(out, type);
    cor_put_c(out, "\"}}");
}

static void put_parameters(cor_out *out, const http_route *route, cor_lang lang) {
    int written = 0;
    cor_put_c(out, "\"parameters\":[");
    for (const char *open = strchr(route->path, '{'); open; open = strchr(open + 1, '{')) {
        if (written++) cor_put_char(out, ',');
        put_parameter(out, (cor_str){ open + 1, strcspn(open + 1, "}") }, true, lang);
    }

    cor_str names = { 0 }, name;
    for (size_t i = 0; i < sizeof PARAMETERS / sizeof *PARAMETERS; i++)
        if (strcmp(PARAMETERS[i].path, route->path) == 0) names = cor_str_of(PARAMETERS[i].names);

    while (cor_str_split(&names, ' ', &name)) {
        if (written++) cor_put_char(out, ',');
        put_parameter(out, name, false, lang);
    }

    if (written++) cor_put_char(out, ',');
    put_parameter(out, COR_STR("lang"), false, lang);
    cor_put_c(out, "],");
}

static void put_answers(cor_out *out, cor_str format) {
    const cor_renderer *renderer =
        cor_renderer_find(cor_str_is(format, "txt") ? COR_STR("text") : format);
    cor_str media = renderer ? renderer->media_type : COR_STR("text/plain");
    size_t semicolon = cor_str_find(media, COR_STR(";"));

    cor_put_c(out, "\"responses\":{\"200\":{\"description\":\"OK\",\"content\":{");
    cor_put_json(out, cor_str_part(media, 0, semicolon));
    cor_put_c(out, cor_str_is(format, "json") ? ":{\"schema\":{\"type\":\"object\"}}"
                                              : ":{\"schema\":{\"type\":\"string\"}}");
    cor_put_c(out, "}},\"4XX\":{\"description\":\"Problem\",\"content\":{\"application/"
                   "problem+json\":{\"schema\":"
                   "{\"$ref\":\"#/components/schemas/Problem\"}}}}}");
}

static void put_operation(cor_out *out, const http_route *route, cor_str format, cor_lang lang) {
    cor_put_c(out, strcmp(route->path, "/") == 0 ? "\"/index." : "\"");
    if (strcmp(route->path, "/") != 0) {
        cor_put_c(out, route->path);
        cor_put_char(out, '.');
    }

    cor_put(out, format);
    cor_put_c(out, "\":{\"get\":{\"operationId\":\"");
    for (const char *at = route->path; *at; at++)
        if ((*at >= 'a' && *at <= 'z') || (*at >= 'A' && *at <= 'Z')) cor_put_char(out, *at);

    cor_put_c(out, strcmp(route->path, "/") == 0 ? "home_" : "_");
    cor_put(out, format);
    cor_put_c(out, "\",\"summary\":");
    cor_put_json(out, cor_str_of(cor_gettext(route->summary, lang)));
    cor_put_char(out, ',');
    put_parameters(out, route, lang);
    put_answers(out, format);
    cor_put_c(out, "}}");
}

cor_code data_openapi(http_request *request, http_response *response, cor_error *err) {
    size_t count;
    const http_route *routes = http_routes(&count);
    cor_out out = cor_out_memory(request->keep);

    cor_put_c(&out,
              "{\"openapi\":\"3.1.0\",\"info\":{\"title\":\"corredor\",\"version\":\"" COR_VERSION
              "\",\"summary\":");
    cor_put_json(
        &out, cor_str_of(cor_gettext(_("Labour-migration corridors, every number with its source."),
                                     request->lang)));
    cor_put_c(&out, ",\"license\":{\"name\":\"Apache-2.0\",\"identifier\":\"Apache-2.0\"}},"
                    "\"servers\":[{\"url\":\"/\"}],\"security\":[],\"paths\":{");
    int written = 0;

    for (size_t i = 0; i < count; i++) {
        if (!routes[i].summary) continue;
        cor_str formats = cor_str_of(routes[i].formats), format;
        while (cor_str_split(&formats, ' ', &format)) {
            if (written++) cor_put_char(&out, ',');
            put_operation(&out, &routes[i], format, request->lang);
        }
    }

    cor_put_c(&out,
              "},\"components\":{\"schemas\":{\"Problem\":{\"type\":\"object\",\"required\":["
              "\"status\",\"title\"],"
              "\"properties\":{\"status\":{\"type\":\"integer\"},\"title\":{\"type\":\"string\"},"
              "\"detail\":{\"type\":\"string\"}}}}}}\n");
    if (out.failed) return cor_fail_memory(err);
    response->body = cor_out_str(&out);
    response->media_type = COR_STR("application/json");
    response->max_age_s = 3600;

    return COR_OK;
}
