/* SPDX-License-Identifier: Apache-2.0 */
/* mechanisms.c: corredor mechanisms: the register of instruments on the command line. */
#include <time.h>

#include "cli.h"
#include "kinds/kinds.h"

const cli_option cli_mechanisms_options[] = {
    { .name = "type",
      .value = "TYPE",
      .help = N_("Only this type: bilateral-agreement, memorandum, temporary-scheme, fta-clause, "
                 "regional-regime.") },
    { .name = "country", .value = "COUNTRY", .help = N_("Only where this country takes part.") },
    { .name = "status",
      .value = "STATE",
      .help = N_("Only in this state, e.g. in-force or ended.") },
    { .name = "sector", .value = "SECTOR", .help = N_("Only this sector, e.g. agriculture.") },
    { .name = "year",
      .value = "YEAR",
      .help = N_("Only if something happened in this year; for pairs, this year.") },
    { .name = "origin", .value = "COUNTRY", .help = N_("Only corridors from here.") },
    { .name = "destination", .value = "COUNTRY", .help = N_("Only corridors to here.") },
    { .name = "search", .value = "WORDS", .help = N_("Only if its texts have these words.") },
    { .name = "measure",
      .value = "MEASURE",
      .help = N_(
          "use: only this: workers, visas, cards, certificates, quota, planned, workers-in-all.") },
    { .name = "min-stock",
      .value = "N",
      .help = N_("gaps: corridors of at least so many people; default 50000.") },
    { .name = "named", .help = N_("gaps: schemes that are open to every country do not count.") },
    { .name = "provision",
      .value = "CODE",
      .help = N_("agreements: only those whose text provides this.") },
    { .name = "limit", .value = "N", .help = N_("gaps, agreements: at most this many.") },
    { 0 },
};

/* ---- words into values --------------------------------------------------- */

static cor_code read_place(const cli_context *cli, const char *name, cor_country *ret_place,
                           cor_error *err) {
    const char *word = cli_option_get(cli, name);
    return word ? cli_country_read(word, ret_place, err) : COR_OK;
}

static cor_code read_code(const cli_context *cli, const cor_registry_kind *kind, const char *option,
                          const char *field, cor_str *ret_code, cor_error *err) {
    const char *word = cli_option_get(cli, option);
    int32_t at = cor_registry_field_find(kind, cor_str_of(field));
    if (!word) return COR_OK;
    return cor_registry_code_choose(&kind->fields[at], cor_str_of(word), cli->scratch, ret_code,
                                    err);
}

static cor_code read_year(const cli_context *cli, int32_t *ret_year, cor_error *err) {
    const char *word = cli_option_get(cli, "year");
    double year = 0;
    cor_code code =
        word ? cli_number_read(word, "year", COR_YEAR_MIN, COR_YEAR_MAX, &year, err) : COR_OK;
    if (!code) *ret_year = (int32_t)year;
    return code;
}

static cor_code read_limit(const cli_context *cli, int32_t *ret_limit, cor_error *err) {
    const char *word = cli_option_get(cli, "limit");
    double limit = 0;
    cor_code code = word ? cli_number_read(word, "limit", 1, 100000, &limit, err) : COR_OK;
    if (!code) *ret_limit = (int32_t)limit;
    return code;
}

/* ---- what can be asked --------------------------------------------------- */

static cor_code ask_list(cli_context *cli, const cor_dossier *dossier,
                         const cor_document **ret_document, cor_error *err) {
    cor_mechanism_filter filter = { .words = cor_str_of(cli_option_get(cli, "search")) };
    cor_code code = read_code(cli, &cor_kind_mechanism, "type", "type", &filter.type, err);
    if (!code) code = read_code(cli, &cor_kind_mechanism, "status", "status", &filter.status, err);
    if (!code) code = read_code(cli, &cor_kind_mechanism, "sector", "sectors", &filter.sector, err);
    if (!code) code = read_place(cli, "country", &filter.country, err);
    if (!code) code = read_place(cli, "origin", &filter.origin, err);
    if (!code) code = read_place(cli, "destination", &filter.destination, err);
    if (!code) code = read_year(cli, &filter.year, err);
    return code ? code : cor_dossier_mechanisms(dossier, &filter, &cli->keep, ret_document, err);
}

static cor_code ask_show(cli_context *cli, const cor_dossier *dossier,
                         const cor_document **ret_document, cor_error *err) {
    cor_str key = cor_str_of(cli->arguments[1]);
    bool listed = cor_registry_memory_find(dossier->registries, &cor_kind_agreement, key);
    return listed ? cor_dossier_agreement(dossier, key, &cli->keep, ret_document, err)
                  : cor_dossier_mechanism(dossier, key, &cli->keep, ret_document, err);
}

static cor_code ask_use(cli_context *cli, const cor_dossier *dossier,
                        const cor_document **ret_document, cor_error *err) {
    cor_str key = { 0 }, measure = { 0 };
    if (cli->argument_count > 1) key = cor_str_of(cli->arguments[1]);
    cor_code code = read_code(cli, &cor_kind_mechanism_use, "measure", "measure", &measure, err);
    return code ? code
                : cor_dossier_mechanism_use(dossier, key, measure, &cli->keep, ret_document, err);
}

static cor_code ask_compare(cli_context *cli, const cor_dossier *dossier,
                            const cor_document **ret_document, cor_error *err) {
    return cor_dossier_mechanisms_compare(dossier, cor_str_of(cli->arguments[1]),
                                          cor_str_of(cli->arguments[2]), &cli->keep, ret_document,
                                          err);
}

static cor_code ask_gaps(cli_context *cli, const cor_dossier *dossier,
                         const cor_document **ret_document, cor_error *err) {
    cor_gaps gaps = { .only_named = cli_option_given(cli, "named") };
    const char *least = cli_option_get(cli, "min-stock");
    cor_code code =
        least ? cli_number_read(least, "min-stock", 1, 1e9, &gaps.stock_least_persons, err)
              : COR_OK;
    if (!code) code = read_place(cli, "origin", &gaps.origin, err);
    if (!code) code = read_place(cli, "destination", &gaps.destination, err);
    if (!code) code = read_limit(cli, &gaps.limit, err);
    return code ? code : cor_dossier_gaps(dossier, &gaps, &cli->keep, ret_document, err);
}

static cor_code ask_agreements(cli_context *cli, const cor_dossier *dossier,
                               const cor_document **ret_document, cor_error *err) {
    cor_agreement_filter filter = { .words = cor_str_of(cli_option_get(cli, "search")),
                                    .per_page = 2000 };
    int32_t year = 0;
    cor_code code = read_place(cli, "country", &filter.country, err);
    if (!code && !filter.country.id) code = read_place(cli, "origin", &filter.country, err);
    if (!code) code = read_place(cli, "destination", &filter.other, err);
    if (!code)
        code =
            read_code(cli, &cor_kind_agreement, "provision", "provisions", &filter.provision, err);
    if (!code) code = read_year(cli, &year, err);
    if (!code && cli_option_given(cli, "limit")) code = read_limit(cli, &filter.per_page, err);
    filter.year_first = filter.year_last = year;

    return code ? code : cor_dossier_agreements(dossier, &filter, &cli->keep, ret_document, err);
}

static cor_code ask_conventions(cli_context *cli, const cor_dossier *dossier,
                                const cor_document **ret_document, cor_error *err) {
    cor_country country = COR_COUNTRY_NONE;
    cor_code code = read_place(cli, "country", &country, err);
    return code ? code : cor_dossier_ratifications(dossier, country, &cli->keep, ret_document, err);
}

/* ---- the table of pairs and years ---------------------------------------- */

static cor_code read_pairs(cli_context *cli, cor_pairs_filter *filter, cor_error *err) {
    int64_t known_s;
    int32_t year = 0;
    const char *format = cli_option_get(cli, "format");

    if (format && strcmp(format, "csv") != 0) {
        (void)cor_fail(err, COR_E_USAGE, _("There is no format \"{format}\"."),
                       cor_arg_cstr(format));
        return cor_hint(err, _("The table of pairs and years is CSV."));
    }

    cor_code code = read_place(cli, "origin", &filter->origin, err);
    if (!code) code = read_place(cli, "destination", &filter->destination, err);
    if (!code) code = read_year(cli, &year, err);
    if (!code) code = cli_as_known_read(cli, &known_s, err);
    if (code) return code;

    filter->year_first = filter->year_last = year;
    filter->today.days = (int32_t)((known_s ? known_s : (int64_t)time(NULL)) / 86400);
    return COR_OK;
}

static cor_code write_pairs(cli_context *cli, cor_error *err) {
    cor_pairs_filter filter = { 0 };
    const cor_registry_memory *memory;
    cli_output output;
    cor_code code = read_pairs(cli, &filter, err);
    if (!code) code = cli_registries(cli, &memory, err);
    if (!code) code = cli_output_open(cli, &output, err);
    if (code) return code;
    code = cor_pairs_write_csv(memory, &filter, cli->scratch, &output.out, err);
    if (!code) code = cli_output_commit(&output, err);
    cli_output_close(&output);

    return code;
}

/* ---- the command --------------------------------------------------------- */

static const cli_verb verbs[] = {
    { "list", "", 0, 0, ask_list },
    { "show", "KEY", 1, 1, ask_show },
    { "use", "[KEY]", 0, 1, ask_use },
    { "compare", "KEY KEY", 2, 2, ask_compare },
    { "gaps", "", 0, 0, ask_gaps },
    { "pairs", "", 0, 0, .write = write_pairs },
    { "agreements", "", 0, 0, ask_agreements },
    { "conventions", "", 0, 0, ask_conventions },
};

cor_code cli_mechanisms(cli_context *cli, cor_error *err) {
    return cli_verb_run(cli, verbs, sizeof verbs / sizeof *verbs, err);
}
