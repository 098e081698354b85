/* SPDX-License-Identifier: Apache-2.0 */
/* flows.h: who moved where, inferred from who lives where.
 *
 * Two tables give the number of people born in each place who live in each other place, at the
 * start and at the end of a period. They do not show who moved in between. The methods here fill in
 * moves that explain the change, each by its own assumption; compare at least two of them. Every
 * method is one row of src/engines/flows/methods.c and one page of docs/methods.
 *
 * Pure computation: no files, no store, no clock. Deterministic: the same input and options give
 * the same bytes with any number of threads. Safe to call from many threads with separate arenas.
 *
 * Tables are row-major; tables of stocks are [birthplace][residence], tables of moves are
 * [origin][destination]. The diagonal of a stock table holds the people who live where they were
 * born: population less foreign-born. A place where nobody lives is a zero, not a NaN. */
#ifndef CORREDOR_FLOWS_H
#define CORREDOR_FLOWS_H

#include "error.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---- what a method is ---------------------------------------------------- */

/* Inputs and properties of a method, as bits of cor_flows_method.traits. */
enum {
    COR_FLOWS_USES_NATIVE = 1,       // the diagonals of the stock tables
    COR_FLOWS_USES_DEMOGRAPHY = 2,   // births and deaths; taken as zero when not given
    COR_FLOWS_USES_SEED = 4,         // a table of propensities to move
    COR_FLOWS_USES_TOTAL = 8,        // the total number of moves, if known
    COR_FLOWS_GIVES_BIRTHPLACE = 16, // moves by birthplace: outward, return and transit moves
    COR_FLOWS_CLOSED = 32, // net migration equals change of population less births plus deaths
    COR_FLOWS_MAY_BE_NEGATIVE = 64, // its moves may be negative
    COR_FLOWS_USES_STAYERS =
        128,                    // works with or without keeping as many people in place as possible
    COR_FLOWS_COMPARED = 256,   // one of the six of Abel and Cohen (2019), shown side by side
    COR_FLOWS_USES_WEIGHT = 512 // weighs the minimum estimate against the independent one
};

struct cor_flows_work; // private

typedef struct cor_flows cor_flows;
typedef struct {
    cor_str name;        // "da-pb-closed": name on the command line, in figures and file names
    const char *title;   // for people: pass it to cor_say
    const char *assumes; // one sentence, for people: the assumption behind the numbers
    const char *avoid;   // one sentence, for people: when not to use it
    cor_str citation;    // full, with DOI
    uint32_t traits;
    /* Private. */
    cor_code (*estimate)(struct cor_flows_work *work, cor_flows *ret_flows, cor_error *err);
} cor_flows_method;

/* All methods, in the order in which they are shown: [*ret_count], static. */
COR_API const cor_flows_method *cor_flows_method_list(size_t *ret_count);
/* The method of that name; NULL when there is none. Underscores are read as hyphens: the authors'
 * files write da_pb_closed. */
COR_API const cor_flows_method *cor_flows_method_find(cor_str name);
/* The method with the nearest name; never NULL. */
COR_API const cor_flows_method *cor_flows_method_suggest(cor_str name);

/* ---- what it is given ---------------------------------------------------- */

typedef struct {
    int32_t place_count;               // n, at least 2
    const cor_str *place_names;        // [n] for messages; NULL: places are numbered from 1
    const double *stock_start_persons; // [n][n] birthplace, residence
    const double *stock_end_persons;   // [n][n] likewise, the same places in the same order
    const double *births_persons;      // [n] by residence, during the period; NULL: none
    const double *deaths_persons;      // [n] by residence, during the period; NULL: none
    const double *seed; // [n][n] origin, destination: relative propensity to move; NULL: all equal
} cor_flows_input;

/* Residence of the newborn in the table at the end. They are taken out before the tables are
 * compared. */
typedef enum {
    COR_FLOWS_BIRTHS_NATIVE, // among the native-born; if these are too few, among all residents in
                             // proportion
    COR_FLOWS_BIRTHS_NATIVE_ONLY, // among the native-born; refuse if these are too few
    COR_FLOWS_BIRTHS_PROPORTIONAL // among all residents, in proportion to their birthplaces
} cor_flows_births;

/* Birthplaces of the dead. They are taken out of the table at the start. */
typedef enum {
    COR_FLOWS_DEATHS_PROPORTIONAL, // residents of a place in proportion to their birthplaces
    COR_FLOWS_DEATHS_ACCOUNTING // as the birthplace totals require: start + births - end, fitted to
                                // the start table
} cor_flows_deaths;

/* When a closed method makes tables, births and deaths agree in total. */
typedef enum {
    COR_FLOWS_MATCH_BEFORE, // before births and deaths are taken out; whole persons stay whole
    COR_FLOWS_MATCH_AFTER   // afterwards
} cor_flows_match;

/* The people whom an open method lets leave and enter the system. */
typedef enum {
    COR_FLOWS_OPEN_OWN,  // leavers in proportion to the start table, entrants to the end table
                         // ("open-dr", Abel 2013)
    COR_FLOWS_OPEN_CROSS // leavers in proportion to the end table, entrants to the start table
                         // ("open")
} cor_flows_open;

/* What a closed method does when no table with this pattern of zeros has the required totals. */
typedef enum {
    COR_FLOWS_IMPOSSIBLE_REFUSE, // refuse, and name the birthplaces and residences that contradict
                                 // each other
    COR_FLOWS_IMPOSSIBLE_SHIFT   // give those birthplaces the total of one of the tables; reported
                                 // as a note
} cor_flows_impossible;

/* Zero in every member means the default, which is the published method. */
typedef struct {
    cor_flows_births births;
    cor_flows_deaths deaths;
    cor_flows_match match;
    cor_flows_open open;
    cor_flows_impossible impossible;
    bool without_stayers;       // do not maximise the people who stay: the independence model
    double minimum_weight;      // weight of the minimum estimate in da-pb-closed; 0: 0.87,
                                // negative: none
    double total_moves_persons; // for mig-rate; 0: the sum of absolute net migration
    double tolerance_persons;   // largest error accepted in a margin; 0: 1e-6, or the precision of
                                // a double
    int32_t iterations_max;     // per margin problem; 0: 1000
    double gap_share_max;       // refuse tables whose totals differ by a larger share of the
                                // population; 0: 0.5
} cor_flows_options;

/* ---- what comes back ----------------------------------------------------- */

typedef enum {
    COR_FLOWS_NOTE_NATIVE_NEGATIVE_START, // more foreign-born than people at `place`: its column
                                          // was scaled to fit
    COR_FLOWS_NOTE_NATIVE_NEGATIVE_END,
    COR_FLOWS_NOTE_BIRTHS_SPREAD, // more births than native-born at `place`: taken from all its
                                  // residents
    COR_FLOWS_NOTE_GAP_SHARED,    // totals differed: half of the gap was added to each diagonal
    COR_FLOWS_NOTE_NOT_WHOLE, // the diagonals are not whole persons, so the scaled ones were not
                              // rounded
    COR_FLOWS_NOTE_BIRTHPLACE_SHIFTED, // the total of birthplace `place` was changed to make the
                                       // tables possible
    COR_FLOWS_NOTE_KIND_COUNT
} cor_flows_note_kind;

/* A change to the input that its owner should know about. */
typedef struct {
    cor_flows_note_kind kind;
    int32_t place;  // row of the tables; -1: none
    double persons; // number of people concerned
} cor_flows_note;

/* Numerical quality of the answer. All in the unit of the tables. */
typedef struct {
    double moves_persons; // all moves
    double gap_persons; // births - deaths - (end - start): the unexplained remainder of the input;
                        // open: for information
    double native_added_persons; // moved into or out of the diagonals to close the gap, both
                                 // tables, absolute
    double negative_persons;     // native-born below zero that were repaired, absolute
    double birthplace_persons; // moved between cells so that birthplace totals agree, both tables,
                               // absolute
    double left_persons;       // open methods: moves out of the system
    double entered_persons;    // open methods: moves into it
    double margin_error_persons; // largest difference between a margin of the moves and its table
    double net_error_persons;    // largest difference between net migration of the moves and of the
                                 // adjusted tables
    double residual_persons; // of the demographic account of the input: difference between arrivals
                             // less departures and growth less births plus deaths, over all places
    double total_moves_persons;  // mig-rate: the total that was spread
    int32_t iterations;          // over all margin problems
    const cor_flows_note *notes; // [note_count]
    int32_t note_count;
} cor_flows_report;

struct cor_flows_part; // private: the factors of one [birthplace][origin][destination] table

struct cor_flows {
    const cor_flows_method *method;
    int32_t place_count;                // n
    const double *moves_persons;        // [n][n] origin, destination; the diagonal is zero
    const double *start_fitted_persons; // [n][n] birthplace, residence: the tables between which
                                        // the moves lead, after
    const double *end_fitted_persons;   // all adjustments; NULL where the method makes none
    cor_flows_report report;
    const struct cor_flows_part *parts;
    int32_t part_count; // 0: the method has no moves by birthplace
};

/* ---- asking -------------------------------------------------------------- */

/* Check shapes, signs, sizes and options, and say which cell is wrong. Estimating does this first;
 * a form calls it alone.
 *
 * options    NULL: all defaults.
 * returns    COR_OK;
 *            COR_E_SHAPE     fewer than two places, a table missing;
 *            COR_E_DOMAIN    a cell, which is named, is not a number, infinite, negative (off the
 *                            diagonal; the accounting methods repair negative native-born and note
 *                            it), or too large to count persons in a double;
 *            COR_E_USAGE     an option or a seed that the method does not take. */
COR_API COR_CHECKED
cor_code cor_flows_check(const cor_flows_method *method, const cor_flows_input *input,
                         const cor_flows_options *options, cor_error *err);

/* Estimate the moves of the period.
 *
 * options    NULL: all defaults.
 * keep       holds the result: 8 n^2 bytes, and for methods by birthplace up to 40 n^2 more.
 * scratch    about 150 n^2 bytes, given back on return.
 * returns    COR_OK, or with ret_flows untouched:
 *            what cor_flows_check returns;
 *            COR_E_DOMAIN    deaths or births exceed the population, an adjusted cell would be
 *                            negative;
 *            COR_E_CONFLICT  totals differ by more than gap_share_max, or no table with this
 *                            pattern of zeros has these totals: says which birthplaces and
 *                            residences, and how many persons are missing;
 *            COR_E_CONVERGE  a margin is not met within iterations_max: says which is furthest
 *                            off;
 *            COR_E_MEMORY    keep or scratch is too small.
 * holds      for methods by birthplace: over destinations, the moves and stays of a birthplace
 *            sum to start_fitted, over origins to end_fitted, within report.margin_error_persons.
 *            For closed methods also: in - out = change of population - births + deaths, as
 *            adjusted. Relabelling places relabels the answer. Two equal tables without births
 *            and deaths give no moves.
 * source     each method's citation. For the adjustment of the tables before fitting: Abel and
 *            Cohen (2019), Scientific Data 6:82, and docs/methods/accounting.md.
 * example    examples/flows_four_places.c prints the four-place tables of the literature. */
COR_API COR_CHECKED
cor_code cor_flows_estimate(const cor_flows_method *method, const cor_flows_input *input,
                            const cor_flows_options *options, cor_arena *keep, cor_arena scratch,
                            cor_flows *ret_flows, cor_error *err);

/* The same with several methods, sharing the work they have in common: the tables are adjusted
 * once.
 *
 * keep       method_count times what cor_flows_estimate needs.
 * returns    as cor_flows_estimate, of the first method that fails.
 * ret_flows  [method_count], in the order of the methods. */
COR_API COR_CHECKED
cor_code cor_flows_estimate_all(const cor_flows_method *const *methods, int32_t method_count,
                                const cor_flows_input *input, const cor_flows_options *options,
                                cor_arena *keep, cor_arena scratch, cor_flows *ret_flows,
                                cor_error *err);

/* The note as a sentence for people. Borrows the names of `input`; args lives in keep. Empty when
 * it does not fit. */
COR_API cor_text cor_flows_note_text(const cor_flows_note *note, const cor_flows_input *input,
                                     cor_arena *keep);

/* ---- by birthplace ------------------------------------------------------- */

/* Number of people born in `birthplace` who moved from `origin` to `destination`; with origin ==
 * destination, those who stayed or returned. Needs part_count > 0. */
COR_API double cor_flows_move(const cor_flows *flows, int32_t birthplace, int32_t origin,
                              int32_t destination);

/* The moves of people born in one place, [n][n] origin, destination, stayers on the diagonal: a way
 * to walk the [n][n][n] table of 97 MB for 230 places without holding it. Needs part_count > 0. */
COR_API void cor_flows_slice(const cor_flows *flows, int32_t birthplace, double *ret_moves_persons);

/* Moves away from the birthplace, back to it, and between two other places; each [n][n] origin,
 * destination. */
typedef struct {
    const double *outward_persons, *return_persons, *transit_persons;
} cor_flows_types;
/* Split the moves by type. Needs part_count > 0.
 *
 * keep       24 n^2 bytes.
 * returns    COR_OK; COR_E_MEMORY: they do not fit. */
COR_API COR_CHECKED
cor_code cor_flows_types_get(const cor_flows *flows, cor_arena *keep, cor_flows_types *ret_types,
                             cor_error *err);

/* ---- how sure ------------------------------------------------------------ */

/* Uncertainty of the input. Errors are multiplicative and log-normal with mean one; a coefficient
 * of variation of 0.05 is five per cent. Zero means the default, a negative number none.
 *
 * A census that miscounts a place's foreign-born miscounts all of them, and much the same way next
 * time: so an error has a part common to all birthplaces of a residence and a part of each cell,
 * and either has a part common to both dates. Populations are kept: what the foreign-born gain, the
 * native-born lose. */
typedef struct {
    double stock_cv;                 // of foreign-born stocks; default 0.05
    const double *stock_cv_by_place; // [n] by residence, by the quality of its source; NULL:
                                     // stock_cv everywhere
    double cell_share;               // share of the variance specific to each cell; default 0.5
    double persistence;              // share of the variance common to both dates; default 0.8
    double births_cv, deaths_cv;     // by residence; default 0.02 and 0.03
    int32_t replicate_count;         // default 200
    uint64_t seed;                   // of the random streams
    double coverage;                 // of the interval; default 0.8
} cor_flows_doubt;

typedef struct {
    int32_t origin, destination;
} cor_flows_pair;

/* Quantiles over the replicates, each [pair_count] in the order of the pairs, or [n][n] for all
 * pairs. */
typedef struct {
    int32_t replicate_count; // estimated successfully
    int32_t failed_count;    // failed: their tables contradict themselves
    const double *low_persons, *median_persons, *high_persons;
    const double *mean_persons, *deviation_persons; // mean and standard deviation
    double moves_low_persons, moves_high_persons;   // for all moves together
} cor_flows_interval;

/* Estimate many times, from tables with errors drawn from the doubt about the input. The interval
 * shows the effect of errors of the input on one method's answer, not whether its assumption is
 * true: for that, see the range between methods.
 *
 * options    NULL: all defaults.
 * doubt      NULL: all defaults.
 * pairs      [pair_count] of which intervals are wanted; NULL: all, [n][n].
 * keep       40 bytes a pair.
 * scratch    4 bytes a pair and replicate, and for each thread what cor_flows_estimate needs.
 * returns    COR_OK, or with ret_interval untouched:
 *            what cor_flows_estimate returns for the input as it is;
 *            COR_E_DOMAIN    a coefficient, share or coverage is out of range;
 *            COR_E_NONE      every replicate failed;
 *            COR_E_MEMORY.
 * holds      the same seed gives the same bytes with any number of threads.
 * example    examples/flows_uncertainty.c */
COR_API COR_CHECKED
cor_code cor_flows_replicate(const cor_flows_method *method, const cor_flows_input *input,
                             const cor_flows_options *options, const cor_flows_doubt *doubt,
                             const cor_flows_pair *pairs, int32_t pair_count, cor_arena *keep,
                             cor_arena scratch, cor_flows_interval *ret_interval, cor_error *err);

/* ---- against what was counted -------------------------------------------- */

typedef enum {
    COR_FLOWS_BY_PAIR,
    COR_FLOWS_BY_ARRIVALS,
    COR_FLOWS_BY_DEPARTURES,
    COR_FLOWS_BY_NET,
    COR_FLOWS_BY_COUNT
} cor_flows_by;

/* Agreement of two tables of moves in one measure. A correlation is NaN where one side does not
 * vary. */
typedef struct {
    cor_flows_by by;
    int64_t count; // pairs or places compared
    double correlation;
    double correlation_log;   // of natural logarithms, where both are above zero
    int64_t log_count;        // pairs or places with both above zero
    double error_persons;     // mean absolute difference
    double estimated_persons; // sum; absolute values for net
    double reported_persons;
    double near_share; // share of pairs or places within 1 % or 10 persons
} cor_flows_agreement;

/* Compare two tables of moves pair by pair, by arrivals, by departures and by net migration of
 * places. Only pairs of different places known on both sides (not NaN) count, so that sums compare
 * like with like.
 *
 * estimated, reported  [n][n] origin, destination.
 * scratch    64 n bytes.
 * returns    COR_OK; COR_E_NONE: no pair is known on both sides; COR_E_MEMORY.
 * ret_agreements  [COR_FLOWS_BY_COUNT], in the order of cor_flows_by.
 * source     validation as in Abel and Cohen (2019), table 6. */
COR_API COR_CHECKED
cor_code cor_flows_compare(int32_t place_count, const double *estimated_persons,
                           const double *reported_persons, cor_arena scratch,
                           cor_flows_agreement ret_agreements[COR_FLOWS_BY_COUNT], cor_error *err);

#ifdef __cplusplus
}
#endif

#endif
