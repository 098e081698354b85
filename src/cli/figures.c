/* SPDX-License-Identifier: Apache-2.0 */
/* figures.c: corredor figures: the statistics store on the command line. */
#include "cli.h"
#include "vocabulary/vocabulary.h"

const cli_option cli_figures_options[] = {
    { .name = "measure",
      .value = "KEY",
      .help = N_("What is measured, e.g. stock; default every measure.") },
    { .name = "origin", .value = "PLACES", .help = N_("Origins, e.g. GTM or GTM,HND.") },
    { .name = "destination",
      .value = "PLACES",
      .help = N_("Destinations; for measures of one place, the place.") },
    { .name = "year",
      .value = "PERIOD",
      .help = N_("Periods within this one: 2020, 2020-Q3, 2015/2020.") },
    { .name = "from", .value = "PERIOD", .help = N_("Periods that do not begin before this one.") },
    { .name = "to", .value = "PERIOD", .help = N_("Periods that do not end after this one.") },
    { .name = "latest", .help = N_("Only the latest period of each series.") },
    { .name = "sex",
      .value = "F|M|T",
      .help = N_("Women, men, or totals without any breakdown but --breakdown.") },
    { .name = "breakdown",
      .value = "CODES",
      .help = N_("For example \"age=15-24;sex=F\": at least these.") },
    { .name = "total", .help = N_("Only totals: no breakdown but the one given.") },
    { .name = "source", .value = "KEY", .help = N_("Only this edition, e.g. un-desa-ims-2020.") },
    { .name = "history", .help = N_("Also figures that were corrected since.") },
    { .name = "limit", .value = "N", .help = N_("At most this many.") },
    { 0 },
};

static cor_code read_breakdown(cli_context *cli, cor_filter *filter, cor_error *err) {
    const char *given = cli_option_get(cli, "breakdown"), *sex = cli_option_get(cli, "sex");
    filter->breakdown_exact = cli_option_given(cli, "total") || (sex && strcmp(sex, "T") == 0);
    cor_str text = cor_str_of(given);
    if (sex && strcmp(sex, "T") != 0)
        text = cor_str_print(&cli->keep, "%s%ssex=%s", given ? given : "",
                             given && *given ? ";" : "", sex);
    return cor_breakdown_make(text, &cli->keep, &filter->breakdown, err);
}

static cor_code read_periods(const cli_context *cli, cor_filter *filter, cor_error *err) {
    const char *year = cli_option_get(cli, "year"), *from = cli_option_get(cli, "from"),
               *to = cli_option_get(cli, "to");
    if (year && (from || to))
        return cor_fail(err, COR_E_USAGE, _("Give either --year or --from and --to."));

    if (year) return cli_period_read(year, &filter->within, err);
    if (!from && !to) return COR_OK;
    cor_interval first = cor_interval_year(COR_YEAR_MIN),
                 last = cor_interval_year(COR_YEAR_MAX - 1);
    cor_code code = from ? cli_period_read(from, &first, err) : COR_OK;
    if (!code && to) code = cli_period_read(to, &last, err);
    if (code) return code;

    filter->within = (cor_interval){ first.start, last.end };
    if (first.start.days < last.end.days) return COR_OK;
    return cor_fail(err, COR_E_USAGE, _("--from is later than --to."));
}

static cor_code read_filter(cli_context *cli, cor_filter *filter, cor_error *err) {
    const char *measure = cli_option_get(cli, "measure"), *origin = cli_option_get(cli, "origin");
    const char *destination = cli_option_get(cli, "destination"),
               *limit = cli_option_get(cli, "limit");

    filter->measure = cor_str_of(measure);
    filter->source = cor_str_of(cli_option_get(cli, "source"));
    filter->latest = cli_option_given(cli, "latest");
    filter->history = cli_option_given(cli, "history");

    if (measure && !cor_measure_find(filter->measure)) {
        cor_fail(err, COR_E_USAGE, _("There is no measure \"{key}\"."), cor_arg_cstr(measure));
        cor_str near = cor_measure_suggest(filter->measure);
        if (near.length) return cor_hint(err, _("Did you mean {key}?"), cor_arg_str(near));
        return cor_hint(err, _("data/vocabulary/measures.csv lists the measures; stock, population "
                               "and remittance_price are some of them."));
    }

    double number = 0;
    cor_code code = read_breakdown(cli, filter, err);
    if (!code) code = read_periods(cli, filter, err);
    if (!code && origin)
        code = cli_countries_read(origin, &cli->keep, &filter->origins, &filter->origin_count, err);
    if (!code && destination)
        code = cli_countries_read(destination, &cli->keep, &filter->destinations,
                                  &filter->destination_count, err);
    if (!code && limit) code = cli_number_read(limit, "limit", 1, 1e9, &number, err);
    filter->limit = (int64_t)number;
    return code ? code : cli_as_known_read(cli, &filter->as_known_s, err);
}

/* A million figures do not need a document: csv goes from the query to the file. */
static cor_code write_csv(cli_context *cli, const cor_filter *filter, cor_error *err) {
    cli_output output;
    cor_code code = cli_output_open(cli, &output, err);
    if (code) return code;
    code = cor_figures_write_csv(cli->figures, filter, &output.out, err);
    if (!code || output.out.failed) code = cli_output_commit(&output, err);
    cli_output_close(&output);
    return code;
}

cor_code cli_figures(cli_context *cli, cor_error *err) {
    cor_filter filter = { 0 };
    const cor_renderer *renderer;
    cor_code code = read_filter(cli, &filter, err);
    if (!code) code = cli_renderer(cli, &renderer, err);
    if (code) return code;
    if (cor_str_is(renderer->name, "csv")) return write_csv(cli, &filter, err);
    cor_dossier dossier;
    const cor_document *document;
    code = cli_dossier(cli, &dossier, err);
    if (!code) code = cor_dossier_figures(&dossier, &filter, &cli->keep, &document, err);

    return code ? code : cli_show(cli, document, err);
}
