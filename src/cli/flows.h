/* SPDX-License-Identifier: Apache-2.0 */
/* flows.h: the acts of corredor flows that change something or compute from files. Each verb has a
 * struct here, filled from the rows in the verb's file. */
#ifndef CORREDOR_CLI_FLOWS_H
#define CORREDOR_CLI_FLOWS_H

#include "cli.h"
#include "questions/doubt.h"

/* ---- flows.c: what several verbs have ------------------------------------ */

/* FILE, or FILE#SHEET for one sheet of a workbook; - is standard input. */
cor_code flows_file_open(cli_context *cli, cor_str path, cor_table **ret_table, cor_error *err);
/* --decimal of the verbs that read tables. */
#define FLOWS_DECIMAL_ROW(type_)                                                                   \
    {                                                                                              \
        "decimal", COR_PARAM_WORDS, COR_ASKED(type_, decimal),                                     \
            N_("The decimal mark of the files, a point or a comma, where their numbers leave it "  \
               "open."),                                                                           \
            .value = "MARK"                                                                        \
    }

/* The figures of the database on which an estimate rests. */
typedef struct {
    cor_str stocks, demography;
    int32_t unknown;
} flows_basis_asked;
extern const char *const flows_unknown_words[];
cor_flow_runs_basis flows_basis_given(const flows_basis_asked *asked);

/* Rows for a struct with a member `basis`. */
#define FLOWS_BASIS_ROWS(type_)                                                                    \
    { "stocks",                                                                                    \
      COR_PARAM_KEY,                                                                               \
      COR_ASKED(type_, basis.stocks),                                                              \
      N_("The source of stocks; default the editions of the United Nations."),                     \
      .example = "un-desa-ims-2024",                                                               \
      .value = "SOURCE" },                                                                         \
        { "demography",                                                                            \
          COR_PARAM_KEY,                                                                           \
          COR_ASKED(type_, basis.demography),                                                      \
          N_("The source of population, births and deaths; default the revision of the United "    \
             "Nations that goes with the stocks."),                                                \
          .example = "un-wpp-2024",                                                                \
          .value = "SOURCE" },                                                                     \
    {                                                                                              \
        "unknown", COR_PARAM_CHOICE, COR_ASKED(type_, basis.unknown),                              \
            N_("Where people of unknown origin are counted."), .words = flows_unknown_words,       \
                                                               .initial = "native"                 \
    }

/* Options of the engine, as words of flows_options.c. */
typedef struct {
    int32_t births, deaths, match, open, impossible;
    bool without_stayers;
    double weight, gap_max, tolerance; // settings
    double total_moves;
} flows_engine_asked;
extern const char *const flows_births_words[],
    *const flows_deaths_words[], *const flows_match_words[], *const flows_open_words[],
                                                                 *const flows_impossible_words[];
cor_flows_options flows_engine_given(const flows_engine_asked *asked);
/* What was asked that one of these methods does not use: COR_E_USAGE, naming those that do. An
 * option typed as its default is not asked for. `impossible` is the default of the verb. */
cor_code flows_engine_check(const flows_engine_asked *asked, cor_flows_impossible impossible,
                            const cor_flows_method *const *methods, int32_t method_count,
                            bool has_seed, cor_error *err);
/* The doubt about the input without replicates, or about births that the methods do not use. */
cor_code flows_doubt_check(const cor_doubt_asked *asked, const cor_stock_quality *quality,
                           const cor_flows_method *const *methods, int32_t method_count,
                           cor_error *err);

/* Rows for a struct with a member `engine`. */
#define FLOWS_ENGINE_ROW(type_, name_, kind_, member_, help_, ...)                                 \
    { name_, kind_, COR_ASKED(type_, engine.member_), help_, __VA_ARGS__ }
#define FLOWS_ENGINE_WORD(type_, member_, words_, initial_, help_)                                 \
    FLOWS_ENGINE_ROW(type_, #member_, COR_PARAM_CHOICE, member_, help_, .words = words_,           \
                     .initial = initial_)
#define FLOWS_ENGINE_ROWS(type_, impossible_)                                                      \
    FLOWS_ENGINE_WORD(type_, births, flows_births_words, "native",                                 \
                      N_("Where the newborn are at the end.")),                                    \
        FLOWS_ENGINE_WORD(type_, deaths, flows_deaths_words, "proportional",                       \
                          N_("Who of a place died.")),                                             \
        FLOWS_ENGINE_WORD(type_, match, flows_match_words, "before",                               \
                          N_("When totals are made to agree: before births and deaths are taken "  \
                             "out, or after.")),                                                   \
        FLOWS_ENGINE_WORD(type_, open, flows_open_words, "own",                                    \
                          N_("How an open system spreads those who leave and enter it.")),         \
        FLOWS_ENGINE_WORD(type_, impossible, flows_impossible_words, impossible_,                  \
                          N_("Birthplace totals that no table can have.")),                        \
        FLOWS_ENGINE_ROW(type_, "without-stayers", COR_PARAM_FLAG, without_stayers,                \
                         N_("Do not keep as many people in place as the tables allow."), 0),       \
        FLOWS_ENGINE_ROW(type_, "weight", COR_PARAM_SETTING, weight,                               \
                         N_("Of the minimum estimate in da-pb-closed."), .most = 1,                \
                         .initial = "0.87", .value = "SHARE"),                                     \
        FLOWS_ENGINE_ROW(type_, "gap-max", COR_PARAM_SETTING, gap_max,                             \
                         N_("Largest unexplained share of the population."), .most = 1e9,          \
                         .initial = "0.5", .value = "SHARE"),                                      \
        FLOWS_ENGINE_ROW(type_, "tolerance", COR_PARAM_SETTING, tolerance,                         \
                         N_("Largest error of a margin; 0: as exact as a double can be."),         \
                         .initial = "0.000001", .value = "PERSONS"),                               \
        FLOWS_ENGINE_ROW(type_, "total-moves", COR_PARAM_NUMBER, total_moves,                      \
                         N_("All moves together, for mig-rate; default the sum of absolute net "   \
                            "migration."),                                                         \
                         .least = 1e-6, .most = 1e15, .value = "PERSONS", .example = "1000")

/* For a setting of the engine without a value for "none": the smallest number above zero. */
double flows_least_setting(double setting);

/* How much of the computation is reported. */
typedef enum { FLOWS_REPORT_NOTES, FLOWS_REPORT_TEXT, FLOWS_REPORT_JSON } flows_report_form;
extern const char *const flows_report_words[];
/* Standard error, or standard output when the answer goes to a file. */
cor_out flows_report_out(const cli_context *cli);

#define FLOWS_REPORT_ROW(type_)                                                                    \
    {                                                                                              \
        "report", COR_PARAM_CHOICE, COR_ASKED(type_, report),                                      \
            N_("What was adjusted, what is conserved, how exactly; notes: only what was "          \
               "repaired."),                                                                       \
            .words = flows_report_words, .initial = "notes", .implied = "text"                     \
    }

/* ---- flows_estimate.c, flows_write.c ------------------------------------- */
typedef struct {
    const cor_flows_method *method;
    cor_str start, end, demography, seed;
    flows_engine_asked engine;
    cor_doubt_asked doubt;
    int32_t detail, report;
    cor_str decimal;
} flows_estimate_asked;
extern const cor_parameter flows_estimate_parameters[];
cor_code flows_estimate(cli_context *cli, const void *asked, cor_error *err);

typedef enum { FLOWS_DETAIL_PAIR, FLOWS_DETAIL_BIRTHPLACE, FLOWS_DETAIL_TYPE } flows_detail;

/* Tables from files, and the answer. */
typedef struct {
    const flows_estimate_asked *asked;
    cor_str format;
    cor_flow_places places;
    cor_flows_input input;
    cor_flows flows;
    const cor_flows_interval *interval; // NULL: not requested
} flows_estimation;
cor_code flows_write(cli_context *cli, const flows_estimation *estimation, cor_error *err);
cor_code flows_report(cli_context *cli, const flows_estimation *estimation, cor_error *err);

/* ---- flows_run.c --------------------------------------------------------- */
typedef struct {
    cor_periods periods;
    cor_methods methods;
    cor_words sexes;
    bool again;
    flows_basis_asked basis;
    flows_engine_asked engine;
    cor_doubt_asked doubt;
    cor_stock_quality quality;
} flows_run_asked;
extern const cor_parameter flows_run_parameters[];
cor_code flows_run(cli_context *cli, const void *asked, cor_error *err);

/* ---- flows_validate.c ---------------------------------------------------- */
typedef struct {
    cor_str reported, estimate;
    const cor_flows_method *method;
    cor_interval period;
    cor_str sex;
    flows_basis_asked basis;
    cor_str source, decimal;
} flows_validate_asked;
extern const cor_parameter flows_validate_parameters[];
cor_code flows_validate(cli_context *cli, const void *asked, cor_error *err);

/* ---- flows_fit.c --------------------------------------------------------- */
typedef struct {
    cor_words totals;
    cor_str rows, columns, seed;
    cor_str diagonal, scale; // a word or a path
    double tolerance;        // a setting
    int32_t report;
    cor_str decimal;
} flows_fit_asked;
extern const cor_parameter flows_fit_parameters[];
cor_code flows_fit(cli_context *cli, const void *asked, cor_error *err);
/* A file with labels; its axes and levels are added to the known ones. */
cor_code flows_level_file_read(cli_context *cli, cor_str path, cor_level_axes *axes,
                               cor_level_table *ret_table, cor_error *err);

/* ---- flows_components.c, flows_indices.c --------------------------------- */
typedef struct {
    cor_str moves;
    int32_t coding;
    bool with_diagonal;
    cor_str decimal;
} flows_components_asked;
extern const cor_parameter flows_components_parameters[];
cor_code flows_components(cli_context *cli, const void *asked, cor_error *err);

typedef struct {
    cor_str moves, population, distance, decimal;
} flows_indices_asked;
extern const cor_parameter flows_indices_parameters[];
cor_code flows_indices(cli_context *cli, const void *asked, cor_error *err);

/* ---- flows_system.c ------------------------------------------------------ */
/* A table of moves: origins and destinations in one order, and groups if there is a third label. */
typedef struct {
    cor_flow_places places, groups;
    const double *cells; // [places][places][groups]
} flows_system;
cor_code flows_system_read(cli_context *cli, cor_str path, flows_system *ret_system,
                           cor_error *err);
/* A number for every place, or for every pair, in the order of the system. */
cor_code flows_place_numbers_read(cli_context *cli, cor_str path, const flows_system *system,
                                  double **ret_numbers, cor_error *err);
cor_code flows_pair_numbers_read(cli_context *cli, cor_str path, const flows_system *system,
                                 double **ret_numbers, cor_error *err);
/* A number of the answer, absent if undetermined. */
cor_value flows_computed(cor_doc *doc, double value, const char *unit, int32_t decimals);

#endif
