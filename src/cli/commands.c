/* SPDX-License-Identifier: Apache-2.0 */
/* commands.c: the one table of commands. To add one: its file, its row here, its transcript in
 * tests/cli. */
#include "cli.h"

static const cli_command COMMANDS[] = {
    { .name = "init",
      .summary = N_("Build the database from the data pack, or bring it up to date."),
      .details = N_("Files of the pack that are already in the database are skipped, so running it "
                    "again is quick and changes nothing."),
      .example = "init",
      .options = cli_init_options,
      .run = cli_init },
    { .name = "corridor",
      .arguments = "ORIGIN DESTINATION",
      .summary = N_("Everything known about a corridor, every figure with its source."),
      .details = N_("Places are given as ISO codes or by name, in English or Spanish."),
      .example = "corridor GTM MEX",
      .arguments_min = 2,
      .arguments_max = 2,
      .opens_store = true,
      .run = cli_corridor },
    { .name = "country",
      .arguments = "COUNTRY",
      .summary = N_("A country as origin and as destination, with its largest corridors."),
      .example = "country CRI",
      .arguments_min = 1,
      .arguments_max = 1,
      .opens_store = true,
      .run = cli_country },
    { .name = "world",
      .summary = N_("The global estimates of every edition, side by side."),
      .example = "world --lang es",
      .opens_store = true,
      .run = cli_world },
    { .name = "corridors",
      .summary = N_("Corridors by the number of people in them, largest first."),
      .example = "corridors --to MEX,CRI,PAN,DOM",
      .options = cli_corridors_options,
      .opens_store = true,
      .run = cli_corridors },
    { .name = "remittances",
      .arguments = "SENDING RECEIVING",
      .summary = N_("What it costs to send money home, and how much is sent."),
      .details =
          N_("The first country is where the money is sent from, the second where it is received."),
      .example = "remittances USA GTM --amount 200",
      .options = cli_remittances_options,
      .arguments_min = 2,
      .arguments_max = 2,
      .opens_store = true,
      .run = cli_remittances },
    { .name = "figures",
      .summary = N_("Figures by measure, place, period and breakdown."),
      .details = N_("Without limits every figure is written: use --format csv for large answers. "
                    "WLD is the world, OTH other and unknown origins. The CSV can be changed and "
                    "imported again as dataset \"table\"."),
      .example = "figures --measure stock --origin GTM --destination MEX --sex F --year 2020",
      .options = cli_figures_options,
      .opens_store = true,
      .run = cli_figures },
    { .name = "source",
      .arguments = "FIGURE_ID",
      .summary = N_("Where a figure is from: source, file, sheet, row, and what it replaced."),
      .example = "source 1",
      .arguments_min = 1,
      .arguments_max = 1,
      .opens_store = true,
      .run = cli_source },
    { .name = "sources",
      .summary = N_("The sources in the database, with licence and citation."),
      .example = "sources --format json",
      .opens_store = true,
      .run = cli_sources },
    { .name = "import",
      .arguments = "DATASET FILE...",
      .summary = N_("Read files of an agency, or your own table, into the database."),
      .details =
          N_("The layout of a file is recognised by its content. A file with a fault is refused as "
             "a whole, with the places and reasons, unless --allow-refused is given. Figures are "
             "never overwritten: a corrected value is stored as a newer figure."),
      .example = "import un-desa-stock undesa_pd_2020_ims_stock_by_sex_and_destination.xlsx",
      .options = cli_import_options,
      .arguments_min = 2,
      .arguments_max = CLI_ARGUMENTS_MAX,
      .opens_store = true,
      .mode = COR_STORE_WRITE,
      .run = cli_import },
    { .name = "check",
      .summary = N_("Check the database: integrity, provenance of every figure, laws of the data."),
      .details = N_("Only reads. The exit status is 0 when everything is sound and 65 when not."),
      .example = "check --replay",
      .options = cli_check_options,
      .opens_store = true,
      .run = cli_check },
    { .name = "flows",
      .arguments = "estimate|run|compare|validate|methods|fit|components|indices",
      .summary = N_("Moves between places, inferred from who lives where at two dates."),
      .details = N_(
          "Two stock tables in, a table of moves out: origin,destination,flow, or --format matrix "
          "or json. Births and deaths are taken as none unless --demography is given. What was "
          "repaired or adjusted is said on standard error; --report says it all. run estimates "
          "every period, method and sex from the database and stores the moves as figures; compare "
          "ORIGIN DESTINATION shows all methods side by side. fit finds the table nearest to a "
          "seed that has given totals; components and indices describe a table of moves."),
      .example = "flows estimate --method da-pb-closed --start 2015.csv --end 2020.csv "
                 "--demography events.csv",
      .options = cli_flows_options,
      .arguments_min = 1,
      .arguments_max = 8,
      .own_formats = true,
      .run = cli_flows },
    { .name = "mechanisms",
      .arguments = "list|show|use|compare|gaps|pairs|agreements|conventions",
      .summary = N_("Agreements, schemes and regimes: their state, their use, and the corridors "
                    "without any."),
      .details = N_("State and use are apart: being signed says nothing about anybody having "
                    "moved. Measures of use are never added up. pairs is a table of pairs and "
                    "years for joining with flows, as CSV."),
      .example = "mechanisms gaps --min-stock 50000",
      .options = cli_mechanisms_options,
      .arguments_min = 1,
      .arguments_max = 3,
      .opens_store = true,
      .own_formats = true,
      .run = cli_mechanisms },
    { .name = "library",
      .arguments = "search|list|show|cite|institutions",
      .summary = N_("Publications and institutions, in both languages, with citations."),
      .details = N_("A search finds words in both languages and words that mean the same; a text "
                    "in quotation marks is a phrase, and a word that ends in * stands for all that "
                    "begin so. Contacts of institutions were copied from public pages: confirm "
                    "them before anybody relies on them."),
      .example = "library search \"reclutamiento etico\"",
      .options = cli_library_options,
      .arguments_min = 1,
      .arguments_max = CLI_ARGUMENTS_MAX,
      .opens_store = true,
      .run = cli_publications },
    { .name = "network",
      .arguments = "overview|members|themes|practices|events|actions",
      .summary =
          N_("The network of regulators: who, what was learnt, what was agreed, what is overdue."),
      .details = N_("Only what a source says: where no member or action is known, the answer says "
                    "so. events --format ics is a calendar."),
      .example = "network actions --overdue",
      .options = cli_network_options,
      .arguments_min = 1,
      .arguments_max = 1,
      .opens_store = true,
      .own_formats = true,
      .run = cli_network },
    { .name = "registry",
      .arguments = "list|show|history|diff|export|import",
      .summary =
          N_("Entries of every registry with their versions: list, compare, export, import."),
      .details = N_("Kinds are mechanism, agreement, mechanism_use, ratification, institution, "
                    "publication and so on. An export read back changes nothing. An import is all "
                    "or nothing, and never overwrites: a changed entry is a new version."),
      .example = "registry export mechanism -o mechanisms.csv",
      .options = cli_registry_options,
      .arguments_min = 1,
      .arguments_max = 3,
      .own_formats = true,
      .run = cli_registry },
    { .name = "serve",
      .summary = N_("The observatory in a browser."),
      .details = N_("Reads the database; only forms of the office write to it. New figures are "
                    "seen within seconds of an import, at once after SIGHUP; SIGTERM finishes the "
                    "answers under way and stops."),
      .example = "serve --listen 127.0.0.1:8080",
      .options = cli_serve_options,
      .run = cli_serve },
    { .name = "user",
      .arguments = "add|list|disable|enable|reset|role [NAME]",
      .summary = N_("Accounts of the office, where staff edit the registries."),
      .details = N_("Passwords are typed at the terminal or read from standard input, never from "
                    "the words of the command. add shows the key of the second factor and the "
                    "recovery codes once. Roles, countries and registries are lists with commas; "
                    "every role holds for every country and registry named."),
      .example = "user add ana --role editor --country GTM --registry mechanism",
      .options = cli_user_options,
      .arguments_min = 1,
      .arguments_max = 2,
      .opens_store = true,
      .mode = COR_STORE_WRITE,
      .run = cli_user },
    { .name = "help",
      .arguments = "[COMMAND]",
      .summary = N_("Help about a command."),
      .example = "help figures",
      .options = cli_help_options,
      .arguments_max = 1,
      .run = cli_help_run },
};

static const cli_option COMMON[] = {
    { .name = "db",
      .value = "PATH",
      .help = N_("The database; default $CORREDOR_DB, or your data folder.") },
    { .name = "lang", .value = "en|es", .help = N_("Language; default from the environment.") },
    { .name = "format",
      .value = "NAME",
      .help = N_(
          "text, json, csv, html, xlsx or pdf; default text, or the ending of the output file.") },
    { .name = "output",
      .value = "FILE",
      .help = N_("Write to this file, all or nothing."),
      .letter = 'o' },
    { .name = "as-known",
      .value = "DATE",
      .help = N_("Answer as known at the end of this day, e.g. 2026-01-31.") },
    { .name = "help", .help = N_("Help about the command."), .letter = 'h' },
};

const cli_command *cli_command_list(size_t *ret_count) {
    *ret_count = sizeof COMMANDS / sizeof *COMMANDS;
    return COMMANDS;
}

const cli_command *cli_command_find(cor_str name) {
    for (size_t i = 0; i < sizeof COMMANDS / sizeof *COMMANDS; i++)
        if (cor_str_is(name, COMMANDS[i].name)) return &COMMANDS[i];
    return NULL;
}

const cli_option *cli_common_options(size_t *ret_count) {
    *ret_count = sizeof COMMON / sizeof *COMMON;
    return COMMON;
}
