/* SPDX-License-Identifier: Apache-2.0 */
/* flows_options.c: options of the engine and of the doubt about its input, as flows estimate and
 * flows run have them; what the chosen methods do not use is refused. */
#include "flows.h"

const char *const flows_births_words[] = { "native", "native-only", "proportional", NULL };
const char *const flows_deaths_words[] = { "proportional", "accounting", NULL };
const char *const flows_match_words[] = { "before", "after", NULL };
const char *const flows_open_words[] = { "own", "cross", NULL };
const char *const flows_impossible_words[] = { "refuse", "shift", NULL };

cor_flows_options flows_engine_given(const flows_engine_asked *asked) {
    return (cor_flows_options){ .births = (cor_flows_births)asked->births,
                                .deaths = (cor_flows_deaths)asked->deaths,
                                .match = (cor_flows_match)asked->match,
                                .open = (cor_flows_open)asked->open,
                                .impossible = (cor_flows_impossible)asked->impossible,
                                .without_stayers = asked->without_stayers,
                                .minimum_weight = asked->weight,
                                .total_moves_persons = asked->total_moves,
                                .tolerance_persons = flows_least_setting(asked->tolerance),
                                .gap_share_max = flows_least_setting(asked->gap_max) };
}

/* ---- what the methods use ------------------------------------------------ */

/* An option, and the methods that use it: those with all of `traits` and none of `without`. */
typedef struct {
    const char *name;
    bool is_asked;
    uint32_t traits, without;
} method_option;

static bool uses_option(const cor_flows_method *method, const method_option *option) {
    return (method->traits & option->traits) == option->traits &&
           !(method->traits & option->without);
}

static cor_code fail_method_option(const cor_flows_method *method, const method_option *option,
                                   cor_error *err) {
    char users[512] = "", name[40];
    size_t used = 0, count;
    const cor_flows_method *list = cor_flows_method_list(&count);
    for (size_t m = 0; m < count; m++)
        if (uses_option(&list[m], option))
            used += (size_t)snprintf(users + used, sizeof users - used, "%s%.*s", used ? ", " : "",
                                     COR_STR_F(list[m].name));

    snprintf(name, sizeof name, "--%s", option->name);
    cor_fail(err, COR_E_USAGE, _("The method {method} does not use {option}."),
             cor_arg_str(method->name), cor_arg_cstr(name));
    return cor_hint(err, _("Methods that use it: {list}. Choose among them with --method."),
                    cor_arg_cstr(users));
}

static cor_code check_method_option(const method_option *option,
                                    const cor_flows_method *const *methods, int32_t method_count,
                                    cor_error *err) {
    for (int32_t m = 0; option->is_asked && m < method_count; m++)
        if (!uses_option(methods[m], option)) return fail_method_option(methods[m], option, err);
    return COR_OK;
}

cor_code flows_engine_check(const flows_engine_asked *asked, cor_flows_impossible impossible,
                            const cor_flows_method *const *methods, int32_t method_count,
                            bool has_seed, cor_error *err) {
    enum { ACCOUNTING = COR_FLOWS_GIVES_BIRTHPLACE, CLOSED = ACCOUNTING | COR_FLOWS_CLOSED };
    // An open system is fitted to margins only for these.
    bool is_fitted_open = has_seed || asked->deaths;
    const method_option options[] = {
        { "births", asked->births != 0, ACCOUNTING, 0 },
        { "deaths", asked->deaths != 0, ACCOUNTING, 0 },
        { "match", asked->match != 0, CLOSED, 0 },
        { "open", asked->open != 0, ACCOUNTING, COR_FLOWS_CLOSED },
        { "impossible", asked->impossible != (int32_t)impossible, CLOSED, 0 },
        { "without-stayers", asked->without_stayers, COR_FLOWS_USES_STAYERS, 0 },
        { "weight", asked->weight != 0, COR_FLOWS_USES_WEIGHT, 0 },
        { "gap-max", asked->gap_max != 0, CLOSED, 0 },
        { "tolerance", asked->tolerance != 0, is_fitted_open ? ACCOUNTING : CLOSED, 0 },
        { "total-moves", asked->total_moves != 0, COR_FLOWS_USES_TOTAL, 0 },
    };

    cor_code code = COR_OK;
    for (size_t i = 0; !code && i < sizeof options / sizeof *options; i++)
        code = check_method_option(&options[i], methods, method_count, err);
    return code;
}

/* ---- the doubt ----------------------------------------------------------- */

cor_code flows_doubt_check(const cor_doubt_asked *asked, const cor_stock_quality *quality,
                           const cor_flows_method *const *methods, int32_t method_count,
                           cor_error *err) {
    cor_code code = cor_doubt_check(asked, quality, err);
    const char *option = asked->births_cv != 0 ? "births-cv" : "deaths-cv";
    if (code || (asked->births_cv == 0 && asked->deaths_cv == 0)) return code;

    const method_option events = { option, true, COR_FLOWS_USES_DEMOGRAPHY, 0 };
    for (int32_t m = 0; m < method_count; m++)
        if (uses_option(methods[m], &events)) return COR_OK;
    return method_count ? fail_method_option(methods[0], &events, err) : COR_OK;
}
