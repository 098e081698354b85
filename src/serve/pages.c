/* SPDX-License-Identifier: Apache-2.0 */
/* pages.c: documents for the browser: read the address, ask the dossier, render. */
#include "routes.h"

/* Letters, digits and what an address means by itself; the rest as %XX. */
static void put_encoded(cor_out *out, cor_str text, const char *kept) {
    static const char hex[] = "0123456789ABCDEF";
    for (size_t i = 0; i < text.length; i++) {
        unsigned char c = (unsigned char)text.at[i];
        bool is_plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
                        (c >= 'A' && c <= 'Z') || strchr(kept, c);
        if (is_plain && c) {
            cor_put_char(out, (char)c);
            continue;
        }
        cor_put_char(out, '%');
        cor_put_char(out, hex[c >> 4]);
        cor_put_char(out, hex[c & 15]);
    }
}

/* What was asked for, without the language: the other language and the files of a page keep its
 * query. */
static cor_str address_of(const http_request *request) {
    cor_out out = cor_out_memory(request->keep);
    put_encoded(&out, request->path, "/-._~");
    int32_t written = 0;

    for (int32_t i = 0; i < request->parameter_count; i++) {
        const http_pair *pair = &request->parameters[i];
        if (cor_str_is(pair->name, "lang") || !pair->value.length) continue;
        cor_put_char(&out, written++ ? '&' : '?');
        put_encoded(&out, pair->name, "-._~");
        cor_put_char(&out, '=');
        put_encoded(&out, pair->value, "-._~,:");
    }

    return out.failed ? (cor_str){ 0 } : cor_out_str(&out);
}

cor_code page_show(http_request *request, const cor_document *document, http_response *response,
                   cor_error *err) {
    cor_str name = request->format.length ? request->format : COR_STR("html");
    if (cor_str_is(name, "txt")) name = COR_STR("text");
    const cor_renderer *renderer = cor_renderer_find(name);
    if (!renderer)
        return cor_fail(err, COR_E_NONE, _("There is no format \"{format}\"."), cor_arg_str(name));

    // A page asked for as .html is a file to keep; everything else is served as it is shown.
    bool travels = request->format.length > 0;
    cor_render_options options = { .lang = request->lang,
                                   .standalone = travels,
                                   .address = address_of(request) };
    cor_out out = cor_out_memory(request->keep);
    cor_code code = renderer->render(document, &options, request->scratch, &out, err);
    if (!code && out.failed) code = cor_fail_memory(err);
    if (code) return code;

    response->body = cor_out_str(&out);
    response->media_type = renderer->media_type;
    if (!travels || cor_str_is(name, "json") || cor_str_is(name, "csv") || cor_str_is(name, "text"))
        return COR_OK;

    char file[128];
    size_t length = 0;
    for (size_t i = 1; i < document->path.length && length < 100; i++) {
        char c = document->path.at[i];
        file[length++] = c == '/' ? '-' : c >= 'A' && c <= 'Z' ? (char)(c | 32) : c;
    }

    file[length] = 0;
    response->file_name = cor_str_print(request->keep, "%s.%.*s", length ? file : "corredor",
                                        COR_STR_F(request->format));

    return COR_OK;
}

cor_dossier page_dossier(const http_request *request) {
    return (cor_dossier){ .figures = request->figures,
                          .registries = request->registries,
                          .registry = request->registry,
                          .flow_runs = request->flow_runs };
}

/* Send on to the one address of a page, keeping the language and the format. */
static cor_code go_to(http_request *request, http_response *response, int status, cor_str path,
                      cor_error *err) {
    response->status = status;
    response->location =
        cor_str_print(request->keep, "%.*s%s%.*s%s%s", COR_STR_F(path),
                      request->format.length ? "." : "", COR_STR_F(request->format),
                      !request->lang_given                           ? ""
                      : cor_str_find(path, COR_STR("?")) == SIZE_MAX ? "?lang="
                                                                     : "&lang=",
                      request->lang_given ? cor_lang_code(request->lang) : "");
    response->media_type = COR_STR("text/plain; charset=utf-8");
    response->body = response->location;

    return response->location.at ? COR_OK : cor_fail_memory(err);
}

/* Two places out of the address; when they are not written as their codes, the way to the
 * address that is. */
static cor_code read_pair(http_request *request, const char *base, http_response *response,
                          cor_country *ret_first, cor_country *ret_second, bool *ret_moved,
                          cor_error *err) {
    cor_code code = query_country(request->part, ret_first, err);
    if (!code) code = query_country(request->part2, ret_second, err);
    if (code) return code;
    cor_str first = cor_country_code(*ret_first), second = cor_country_code(*ret_second);
    *ret_moved = !cor_str_equal(first, request->part) || !cor_str_equal(second, request->part2);
    if (!*ret_moved) return COR_OK;
    cor_str path =
        cor_str_print(request->keep, "/%s/%.*s-%.*s", base, COR_STR_F(first), COR_STR_F(second));
    return go_to(request, response, 301, path, err);
}

typedef struct {
    const char *base;           // first part of the address of the page
    const char *first, *second; // names of the form's fields
    const char *title, *lead;   // N_()
    const char *first_label, *second_label;
} pair_form;

/* Without an answer yet: the question. */
static cor_code ask_pair(http_request *request, const pair_form *form, http_response *response,
                         cor_error *err) {
    cor_str path = cor_str_print(request->keep, "/%s", form->base);
    cor_doc *doc = cor_doc_begin(request->keep, COR_STR("form"), path,
                                 (cor_text){ .id = form->title }, (cor_text){ .id = form->lead });
    cor_text hint = cor_say(_("A name in English or Spanish, or an ISO code."));
    cor_field fields[] = {
        { .kind = COR_FIELD_SEARCH,
          .name = cor_str_of(form->first),
          .label = { .id = form->first_label },
          .hint = hint,
          .value = http_parameter(request, form->first),
          .required = true },
        { .kind = COR_FIELD_SEARCH,
          .name = cor_str_of(form->second),
          .label = { .id = form->second_label },
          .hint = hint,
          .value = http_parameter(request, form->second),
          .required = true },
    };

    cor_doc_form(doc, "pair", (cor_text){ 0 }, path, false, fields, 2);
    const cor_document *document;
    cor_code code = cor_doc_end(doc, &document, err);

    return code ? code : page_show(request, document, response, err);
}

/* Forms give two names; the answer is the page of the pair. */
static cor_code choose_pair(http_request *request, const pair_form *form, http_response *response,
                            cor_error *err) {
    cor_country first, second;
    cor_str first_word = http_parameter(request, form->first),
            second_word = http_parameter(request, form->second);

    if (!first_word.length || !second_word.length) return ask_pair(request, form, response, err);
    cor_code code = query_country(first_word, &first, err);
    if (!code) code = query_country(second_word, &second, err);
    if (code) return code;

    cor_str amount = http_parameter(request, "amount");
    double amount_usd;
    bool has_amount = cor_number_parse(amount, 0, &amount_usd);
    cor_str path = cor_str_print(request->keep, "/%s/%.*s-%.*s%s%.*s", form->base,
                                 COR_STR_F(cor_country_code(first)),
                                 COR_STR_F(cor_country_code(second)), has_amount ? "?amount=" : "",
                                 (int)(has_amount ? amount.length : 0), amount.at ? amount.at : "");

    return go_to(request, response, 303, path, err);
}

cor_code page_corridor_choice(http_request *request, http_response *response, cor_error *err) {
    static const pair_form form = {
        "corridor",
        "from",
        "to",
        N_("A corridor"),
        N_("Everything known about people who move between two countries for work."),
        N_("Where people are born"),
        N_("Where they live and work")
    };

    return choose_pair(request, &form, response, err);
}

cor_code page_remittances_choice(http_request *request, http_response *response, cor_error *err) {
    static const pair_form form = {
        "remittances",
        "sending",
        "receiving",
        N_("Sending money home"),
        N_("What it costs to send money from one country to another, and how much is sent."),
        N_("Sent from"),
        N_("Received in")
    };

    return choose_pair(request, &form, response, err);
}

cor_code page_corridor(http_request *request, http_response *response, cor_error *err) {
    cor_country origin, destination;
    cor_dossier dossier = page_dossier(request);
    const cor_document *document;
    bool moved = false;
    cor_code code = read_pair(request, "corridor", response, &origin, &destination, &moved, err);
    if (code || moved) return code;
    code = cor_dossier_corridor(&dossier, origin, destination, request->keep, &document, err);
    return code ? code : page_show(request, document, response, err);
}

cor_code page_country(http_request *request, http_response *response, cor_error *err) {
    cor_country country;
    cor_dossier dossier = page_dossier(request);
    const cor_document *document;
    cor_code code = query_country(request->part, &country, err);
    if (code) return code;

    if (!cor_str_equal(cor_country_code(country), request->part))
        return go_to(
            request, response, 301,
            cor_str_print(request->keep, "/country/%.*s", COR_STR_F(cor_country_code(country))),
            err);

    code = cor_dossier_country(&dossier, country, request->keep, &document, err);
    return code ? code : page_show(request, document, response, err);
}

cor_code page_corridors(http_request *request, http_response *response, cor_error *err) {
    cor_ranking ranking = { .sex = http_parameter(request, "sex") };
    cor_dossier dossier = page_dossier(request);
    const cor_document *document;
    double year = 0, limit = 0;

    if (cor_str_is(ranking.sex, "T")) ranking.sex = (cor_str){ 0 };
    if (ranking.sex.length && !cor_str_is(ranking.sex, "F") && !cor_str_is(ranking.sex, "M"))
        return cor_fail(err, COR_E_USAGE, _("{name}: \"{word}\" is not F, M or T."),
                        cor_arg_cstr("sex"), cor_arg_str(ranking.sex));

    cor_code code = query_countries(request, "from", &ranking.origins, &ranking.origin_count, err);
    if (!code)
        code =
            query_countries(request, "to", &ranking.destinations, &ranking.destination_count, err);
    if (!code) code = query_number(request, "year", COR_YEAR_MIN, COR_YEAR_MAX, &year, err);
    if (!code) code = query_number(request, "limit", 1, 1000, &limit, err);
    ranking.year = (int32_t)year;
    ranking.limit = (int32_t)limit;
    if (!code) code = cor_dossier_corridors(&dossier, &ranking, request->keep, &document, err);

    return code ? code : page_show(request, document, response, err);
}

cor_code page_remittances(http_request *request, http_response *response, cor_error *err) {
    cor_country sending, receiving;
    cor_dossier dossier = page_dossier(request);
    const cor_document *document;
    bool moved = false;
    double amount_usd = 200;
    cor_code code = read_pair(request, "remittances", response, &sending, &receiving, &moved, err);
    if (code || moved) return code;

    code = query_number(request, "amount", 1, 1e6, &amount_usd, err);
    if (!code)
        code = cor_dossier_remittances(&dossier, sending, receiving, amount_usd, request->keep,
                                       &document, err);

    return code ? code : page_show(request, document, response, err);
}

cor_code page_flows_compare(http_request *request, http_response *response, cor_error *err) {
    cor_country origin, destination;
    cor_dossier dossier = page_dossier(request);
    const cor_document *document;
    cor_flows_comparison wish = { .sex = http_parameter(request, "sex") };
    bool moved = false;
    cor_code code =
        read_pair(request, "flows/compare", response, &origin, &destination, &moved, err);
    if (code || moved) return code;

    if (cor_str_is(wish.sex, "T")) wish.sex = (cor_str){ 0 };
    if (wish.sex.length && !cor_str_is(wish.sex, "F") && !cor_str_is(wish.sex, "M"))
        return cor_fail(err, COR_E_USAGE, _("{name}: \"{word}\" is not F, M or T."),
                        cor_arg_cstr("sex"), cor_arg_str(wish.sex));

    code = query_flow_period(http_parameter(request, "period"), &wish.period, err);
    if (code) return code;
    code = cor_dossier_flows_compare(&dossier, origin, destination, &wish, request->keep,
                                     request->scratch, &document, err);

    return code ? code : page_show(request, document, response, err);
}

cor_code page_source(http_request *request, http_response *response, cor_error *err) {
    int64_t figure_id;
    cor_dossier dossier = page_dossier(request);
    const cor_document *document;
    if (!cor_number_parse_int(request->part, &figure_id) || figure_id < 1)
        return cor_fail(err, COR_E_NONE, _("\"{word}\" is not the number of a figure."),
                        cor_arg_str(request->part));
    cor_code code = cor_dossier_source(&dossier, figure_id, request->keep, &document, err);
    return code ? code : page_show(request, document, response, err);
}

cor_code page_figures(http_request *request, http_response *response, cor_error *err) {
    enum { PAGE_MOST = 200 };
    cor_filter filter = { 0 };
    cor_dossier dossier = page_dossier(request);
    const cor_document *document;
    cor_code code = query_filter(request, &filter, err);
    if (code) return code;
    if (!filter.limit || filter.limit > PAGE_MOST) filter.limit = PAGE_MOST;
    code = cor_dossier_figures(&dossier, &filter, request->keep, &document, err);
    return code ? code : page_show(request, document, response, err);
}

/* Until a register of recruiters is loaded: say so, and what helps without one. Never a guess
 * about a name. */
cor_code page_check(http_request *request, http_response *response, cor_error *err) {
    cor_doc *doc = cor_doc_begin(request->keep, COR_STR("check"), COR_STR("/check"),
                                 cor_say(_("Before you pay a recruiter")),
                                 cor_say(_("No register of licensed recruiters is loaded here.")));
    cor_text fillers[] = { cor_say(
        _("the register of licensed recruiters of the ministry of labour of each country")) };

    cor_doc_absence(doc, "register", cor_say(_("Checking a name")),
                    cor_say(_("This observatory cannot say whether a recruiter is licensed.")),
                    fillers, 1);
    cor_doc_list(doc, "steps", cor_say(_("What you can do now")), true);
    const cor_text steps[] = {
        cor_say(_(
            "Ask the ministry of labour of your own country whether the recruiter has a licence.")),
        cor_say(_("Do not hand over your passport or your identity card.")),
        cor_say(
            _("Ask for the contract in a language you read, before you travel, and keep a copy.")),
        cor_say(_("If you are asked to pay for the job itself, ask the ministry first whether that "
                  "is allowed.")),
    };

    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        cor_list_item item = { .text = steps[i],
                               .value = cor_value_absent(),
                               .share = cor_value_absent() };
        cor_doc_item(doc, &item);
    }

    const cor_document *document;
    cor_code code = cor_doc_end(doc, &document, err);
    return code ? code : page_show(request, document, response, err);
}

typedef cor_code (*plain_document)(const cor_dossier *dossier, cor_arena *keep,
                                   const cor_document **ret_document, cor_error *err);

static cor_code show_plain(http_request *request, plain_document make, http_response *response,
                           cor_error *err) {
    cor_dossier dossier = page_dossier(request);
    const cor_document *document;
    cor_code code = make(&dossier, request->keep, &document, err);
    return code ? code : page_show(request, document, response, err);
}

cor_code page_home(http_request *request, http_response *response, cor_error *err) {
    return show_plain(request, cor_dossier_home, response, err);
}

cor_code page_world(http_request *request, http_response *response, cor_error *err) {
    return show_plain(request, cor_dossier_world, response, err);
}

cor_code page_sources(http_request *request, http_response *response, cor_error *err) {
    return show_plain(request, cor_dossier_sources, response, err);
}

cor_code page_data(http_request *request, http_response *response, cor_error *err) {
    return show_plain(request, cor_dossier_data, response, err);
}

cor_code page_about(http_request *request, http_response *response, cor_error *err) {
    return show_plain(request, cor_dossier_about, response, err);
}

/* "guatemala méxico", "GTM-MEX", "de Haití a República Dominicana": two places make a corridor. */
static bool read_corridor(cor_str words, cor_country *ret_origin, cor_country *ret_destination) {
    for (size_t cut = 1; cut + 1 < words.length; cut++) {
        if (words.at[cut] != ' ' && words.at[cut] != '-') continue;
        cor_str second = cor_str_trim(cor_str_part(words, cut + 1, words.length));
        static const char *const links[] = { "to ", "a ", "-", "→" };
        for (size_t i = 0; i < sizeof links / sizeof *links; i++)
            if (cor_str_starts(second, cor_str_of(links[i])))
                second = cor_str_trim(cor_str_part(second, strlen(links[i]), second.length));
        if (cor_country_find(cor_str_part(words, 0, cut), ret_origin) &&
            cor_country_find(second, ret_destination) && cor_country_is_place(*ret_origin) &&
            cor_country_is_place(*ret_destination))
            return true;
    }

    return false;
}

cor_code page_search(http_request *request, http_response *response, cor_error *err) {
    enum { MOST = 40 };
    cor_str words = cor_str_trim(http_parameter(request, "q"));

    if (cor_str_starts(words, COR_STR("de ")) || cor_str_starts(words, COR_STR("De ")))
        words = cor_str_part(words, 3, words.length);
    cor_country origin, destination, places[MOST];
    bool is_page = !request->format.length;

    if (is_page && words.length < 200 && read_corridor(words, &origin, &destination) &&
        origin.id != destination.id)
        return go_to(request, response, 303,
                     cor_str_print(request->keep, "/corridor/%.*s-%.*s",
                                   COR_STR_F(cor_country_code(origin)),
                                   COR_STR_F(cor_country_code(destination))),
                     err);

    size_t count = words.length < 200 ? query_places(words, places, MOST, request->scratch) : 0;
    if (is_page && count == 1)
        return go_to(
            request, response, 303,
            cor_str_print(request->keep, "/country/%.*s", COR_STR_F(cor_country_code(places[0]))),
            err);

    cor_doc *doc =
        cor_doc_begin(request->keep, COR_STR("search"), COR_STR("/search"), cor_say(_("Search")),
                      cor_say(_("Countries and corridors by name.")));
    cor_field field = { .kind = COR_FIELD_SEARCH,
                        .name = COR_STR("q"),
                        .label = cor_say(_("Country or corridor")),
                        .hint = cor_say(_("For example Guatemala, or Guatemala Mexico")),
                        .value = words };
    cor_doc_form(doc, "search", (cor_text){ 0 }, COR_STR("/search"), false, &field, 1);

    if (count == 0 && words.length) {
        cor_text filler =
            cor_say(_("A country or territory, in English or Spanish, or its ISO code."));
        cor_doc_absence(doc, "nothing",
                        cor_say(_("Nothing is found for \"{words}\""), cor_arg_str(words)),
                        cor_say(_("No place has this in its name.")), &filler, 1);
    }

    if (count) cor_doc_list(doc, "places", cor_say(_("Countries and territories")), false);
    for (size_t i = 0; i < count; i++) {
        char href[32];
        snprintf(href, sizeof href, "/country/%.*s", COR_STR_F(cor_country_code(places[i])));
        cor_list_item item = { .text = cor_say("{country}", cor_arg_country(places[i])),
                               .href = cor_str_of(href),
                               .value = cor_value_absent(),
                               .share = cor_value_absent() };
        cor_doc_item(doc, &item);
    }

    const cor_document *document;
    cor_code code = cor_doc_end(doc, &document, err);
    return code ? code : page_show(request, document, response, err);
}
