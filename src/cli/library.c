/* SPDX-License-Identifier: Apache-2.0 */
/* library.c: corredor library: publications and institutions on the command line. */
#include "cli.h"
#include "kinds/kinds.h"

const cli_option cli_library_options[] = {
    { .name = "topic",
      .value = "TOPIC",
      .help = N_("Only this topic, e.g. recruitment or remittances.") },
    { .name = "country", .value = "COUNTRY", .help = N_("Only about, or of, this country.") },
    { .name = "form", .value = "FORM", .help = N_("Only this form, e.g. report, guide or video.") },
    { .name = "year", .value = "YEAR", .help = N_("Only of this year.") },
    { .name = "style",
      .value = "NAME",
      .help = N_("cite: bibtex, ris or csl-json; default bibtex.") },
    { .name = "verifies", .help = N_("institutions: only where a recruiter can be checked.") },
    { .name = "complaints", .help = N_("institutions: only those that take complaints.") },
    { 0 },
};

static cor_code read_code(const cli_context *cli, const char *option, const char *field,
                          cor_str *ret_code, cor_error *err) {
    const char *word = cli_option_get(cli, option);
    int32_t at = cor_registry_field_find(&cor_kind_publication, cor_str_of(field));
    if (!word) return COR_OK;
    return cor_registry_code_choose(&cor_kind_publication.fields[at], cor_str_of(word),
                                    cli->scratch, ret_code, err);
}

static cor_code read_year(const cli_context *cli, cor_str *ret_year, cor_error *err) {
    const char *word = cli_option_get(cli, "year");
    double year;
    cor_code code =
        word ? cli_number_read(word, "year", COR_YEAR_MIN, COR_YEAR_MAX, &year, err) : COR_OK;
    if (!code && word) *ret_year = cor_str_of(word);
    return code;
}

static cor_code read_country(const cli_context *cli, cor_country *ret_country, cor_error *err) {
    const char *word = cli_option_get(cli, "country");
    return word ? cli_country_read(word, ret_country, err) : COR_OK;
}

/* In a table file one row each; for people a list. */
static bool wants_table(const cli_context *cli) {
    const cor_renderer *renderer;
    if (cli_renderer(cli, &renderer, NULL)) return false;
    return cor_str_is(renderer->name, "csv") || cor_str_is(renderer->name, "xlsx");
}

static cor_code ask_publications(cli_context *cli, const cor_dossier *dossier, cor_str words,
                                 const cor_document **ret_document, cor_error *err) {
    cor_publication_filter filter = { .words = words,
                                      .lang = cli->lang,
                                      .as_table = wants_table(cli) };
    cor_code code = read_code(cli, "topic", "topics", &filter.topic, err);
    if (!code) code = read_code(cli, "form", "form", &filter.form, err);
    if (!code) code = read_country(cli, &filter.country, err);
    if (!code) code = read_year(cli, &filter.year, err);
    return code ? code : cor_dossier_publications(dossier, &filter, &cli->keep, ret_document, err);
}

static cor_code ask_search(cli_context *cli, const cor_dossier *dossier,
                           const cor_document **ret_document, cor_error *err) {
    enum { WORDS_MOST = 50 };
    cor_str words[2 * WORDS_MOST];
    size_t count = 0;
    for (int i = 1; i < cli->argument_count && i <= WORDS_MOST; i++) {
        if (count) words[count++] = COR_STR(" ");
        words[count++] = cor_str_of(cli->arguments[i]);
    }
    cor_str text = cor_str_join(&cli->keep, words, count);
    return text.at ? ask_publications(cli, dossier, text, ret_document, err) : cor_fail_memory(err);
}

static cor_code ask_list(cli_context *cli, const cor_dossier *dossier,
                         const cor_document **ret_document, cor_error *err) {
    return ask_publications(cli, dossier, (cor_str){ 0 }, ret_document, err);
}

static cor_code ask_show(cli_context *cli, const cor_dossier *dossier,
                         const cor_document **ret_document, cor_error *err) {
    cor_str key = cor_str_of(cli->arguments[1]);
    bool is_institution = cor_registry_memory_find(dossier->registries, &cor_kind_institution, key);
    return is_institution ? cor_dossier_institution(dossier, key, &cli->keep, ret_document, err)
                          : cor_dossier_publication(dossier, key, &cli->keep, ret_document, err);
}

static cor_code ask_institutions(cli_context *cli, const cor_dossier *dossier,
                                 const cor_document **ret_document, cor_error *err) {
    cor_institution_filter filter = { .verifies = cli_option_given(cli, "verifies"),
                                      .complaints = cli_option_given(cli, "complaints") };
    cor_code code = read_country(cli, &filter.country, err);
    return code ? code : cor_dossier_institutions(dossier, &filter, &cli->keep, ret_document, err);
}

/* ---- citations ----------------------------------------------------------- */

static cor_code read_style(const cli_context *cli, const cor_citation_style **ret_style,
                           cor_error *err) {
    const char *word = cli_option_get(cli, "style");
    *ret_style = cor_citation_style_find(cor_str_of(word ? word : "bibtex"));
    if (*ret_style) return COR_OK;
    (void)cor_fail(err, COR_E_USAGE, _("There is no style of citation \"{style}\"."),
                   cor_arg_cstr(word));
    return cor_hint(err, _("Choose bibtex, ris or csl-json."));
}

static cor_code find_publications(cli_context *cli, const cor_registry_memory *memory,
                                  const cor_entry **list, cor_error *err) {
    for (int i = 1; i < cli->argument_count; i++) {
        cor_entry *entry;
        cor_str key = cor_str_of(cli->arguments[i]);
        list[i - 1] = cor_registry_memory_find(memory, &cor_kind_publication, key);
        if (list[i - 1]) continue;
        cor_code code = cor_registry_get(cli->registry, &cor_kind_publication, key, NULL,
                                         &cli->keep, &entry, err);
        if (code) return code;
        list[i - 1] = entry;
    }

    return COR_OK;
}

static cor_code write_citations(cli_context *cli, cor_error *err) {
    const cor_citation_style *style;
    const cor_registry_memory *memory;
    const cor_entry **list = cor_new(&cli->keep, const cor_entry *, cli->argument_count);
    cli_output output;
    cor_code code = list ? read_style(cli, &style, err) : cor_fail_memory(err);
    if (!code) code = cli_registries(cli, &memory, err);
    if (!code) code = find_publications(cli, memory, list, err);
    if (!code) code = cli_output_open(cli, &output, err);
    if (code) return code;

    cor_cite(style, list, (size_t)cli->argument_count - 1, cli->lang, &output.out);
    code = cli_output_commit(&output, err);
    cli_output_close(&output);

    return code;
}

/* ---- the command --------------------------------------------------------- */

static const cli_verb verbs[] = {
    { "search", "TEXT", 1, 50, ask_search },
    { "list", "", 0, 0, ask_list },
    { "show", "KEY", 1, 1, ask_show },
    { "cite", "KEY...", 1, CLI_ARGUMENTS_MAX, .write = write_citations },
    { "institutions", "", 0, 0, ask_institutions },
};

cor_code cli_publications(cli_context *cli, cor_error *err) {
    return cli_verb_run(cli, verbs, sizeof verbs / sizeof *verbs, err);
}
