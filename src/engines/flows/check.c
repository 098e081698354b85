/* SPDX-License-Identifier: Apache-2.0 */
/* check.c: whether a method can answer the question; if not, which cell prevents it. */
#include "core/say.h"
#include "flows_private.h"

/* Above 2^53 a double no longer represents every whole number of persons. */
static const double PERSONS_MAX = 9007199254740992.0;

cor_arg place_arg(const cor_flows_input *input, int32_t place) {
    if (input->place_names && input->place_names[place].length)
        return cor_arg_str(input->place_names[place]);
    return cor_arg_plain(place + 1);
}

typedef struct {
    const char *where; // names the table, for the end of the message
    const double *table;
    bool has_diagonal; // the method reads the diagonal
} stock_table;

static cor_code fail_stock(const cor_flows_input *input, const char *id, int32_t birthplace,
                           int32_t residence, double value, cor_error *err) {
    return cor_fail(err, COR_E_DOMAIN, id, place_arg(input, birthplace),
                    place_arg(input, residence), cor_arg_number(value, -1));
}

static cor_code check_stock(const cor_flows_input *input, int32_t birthplace, int32_t residence,
                            double value, bool may_be_low, cor_error *err) {
    if (isnan(value)) {
        fail_stock(input,
                   _("The stock of people born in {birthplace} and living in {residence} is not a "
                     "number."),
                   birthplace, residence, value, err);
        if (birthplace == residence)
            return cor_hint(err, _("The diagonal holds population less foreign-born; stock "
                                   "differencing does without it."));
        return cor_hint(
            err, _("Write 0 where nobody lives; leave out places whose stocks are not known."));
    }

    if (fabs(value) > PERSONS_MAX) {
        fail_stock(input,
                   _("The stock of people born in {birthplace} and living in {residence} is too "
                     "large to be counted."),
                   birthplace, residence, value, err);
        return cor_hint(err, _("Give persons, at most {most} of them."),
                        cor_arg_int((int64_t)1 << 53));
    }

    if (value >= 0 || may_be_low) return COR_OK;
    fail_stock(input,
               _("The stock of people born in {birthplace} and living in {residence} is negative: "
                 "{persons}."),
               birthplace, residence, value, err);

    return cor_hint(
        err, _("Correct the cell in the source table; nobody can estimate with fewer than none."));
}

/* True for nearly every row of every table; the others are checked cell by cell. */
static bool is_sound_row(const double *row, int32_t n) {
    int32_t sound = 0;
    for (int32_t r = 0; r < n; r++)
        sound += row[r] >= 0 && row[r] <= PERSONS_MAX;
    return sound == n;
}

static cor_code check_one_table(const cor_flows_input *input, const stock_table *stock,
                                cor_error *err) {
    int32_t n = input->place_count;
    for (int32_t b = 0; b < n; b++)
        for (int32_t r = is_sound_row(stock->table + at2(n, b, 0), n) ? n : 0; r < n; r++) {
            if (b == r && !stock->has_diagonal) continue;
            double value = stock->table[at2(n, b, r)];
            cor_code code = check_stock(input, b, r, value, b == r, err);
            if (code) return cor_error_within(err, cor_say(stock->where));
        }
    return COR_OK;
}

static cor_code check_events(const cor_flows_input *input, const double *events, const char *bad,
                             cor_error *err) {
    for (int32_t r = 0; events && r < input->place_count; r++) {
        if (events[r] >= 0 && events[r] <= PERSONS_MAX) continue;
        cor_fail(err, COR_E_DOMAIN, bad, place_arg(input, r), cor_arg_number(events[r], -1));
        return cor_hint(err,
                        _("Give the number of the whole period, in the unit of the stock tables."));
    }
    return COR_OK;
}

static cor_code check_seed(const cor_flows_input *input, bool has_diagonal, cor_error *err) {
    int32_t n = input->place_count;
    for (int32_t i = 0; i < n; i++)
        for (int32_t j = 0; j < n; j++) {
            double value = input->seed[at2(n, i, j)];
            if ((i == j && !has_diagonal) || (value >= 0 && value <= PERSONS_MAX)) continue;
            cor_fail(err, COR_E_DOMAIN,
                     _("The propensity to move from {origin} to {destination} is not a number from "
                       "zero up: {value}."),
                     place_arg(input, i), place_arg(input, j), cor_arg_number(value, -1));
            return cor_hint(err, _("A propensity is relative: only ratios between cells matter."));
        }

    return COR_OK;
}

static cor_code check_input_shape(const cor_flows_input *input, cor_error *err) {
    if (input->place_count < 2) {
        cor_fail(err, COR_E_SHAPE,
                 _("There are fewer than two places, so nobody can have moved: {count}."),
                 cor_arg_int(input->place_count));
        return cor_hint(
            err,
            _("Give tables of at least two places; the rest of the world may be one of them."));
    }

    if (input->place_count > 32768)
        return cor_fail(err, COR_E_LIMIT,
                        _("There are more places than the limit of {limit}: {count}."),
                        cor_arg_int(32768), cor_arg_int(input->place_count));

    if (!input->stock_start_persons || !input->stock_end_persons)
        return cor_fail(
            err, COR_E_SHAPE,
            _("A stock table is missing: one at the start and one at the end are needed."));

    return COR_OK;
}

static cor_code check_tables(const cor_flows_method *method, const cor_flows_input *input,
                             cor_error *err) {
    bool has_diagonal = method->traits & COR_FLOWS_USES_NATIVE;
    stock_table start = { N_("stocks at the start"), input->stock_start_persons, has_diagonal };
    stock_table end = { N_("stocks at the end"), input->stock_end_persons, has_diagonal };
    cor_code code = check_one_table(input, &start, err);
    return code ? code : check_one_table(input, &end, err);
}

/* ---- units --------------------------------------------------------------- */

/* Cells of both tables side by side: their number, how many are about a thousand times the other,
 * and the first of these. */
typedef struct {
    int32_t cells, thousands, birthplace, residence;
} unit_count;

static const double THOUSAND_LEAST = 500,
                    THOUSAND_MOST = 2000; // other stocks grew or fell by half
enum {
    UNIT_CELLS_LEAST = 3,
    UNIT_OTHERS_MOST = 64
}; // fewer cells cannot be judged; more others
    // rule the suspicion out

static void count_unit(const cor_flows_input *input, int32_t birthplace, int32_t residence,
                       double wanted, unit_count *count) {
    double start = input->stock_start_persons[at2(input->place_count, birthplace, residence)];
    double end = input->stock_end_persons[at2(input->place_count, birthplace, residence)];
    if (!(start > 0 && end > 0)) return;
    double ratio = wanted > 1 ? end / start : start / end;
    count->cells++;
    if (!(ratio >= THOUSAND_LEAST && ratio <= THOUSAND_MOST)) return;
    if (count->thousands++) return;
    count->birthplace = birthplace;
    count->residence = residence;
}

/* wanted > 1: the end is the larger one. Tables with one unit are settled after a few cells. */
static unit_count count_units(const cor_flows_input *input, double wanted) {
    unit_count count = { 0 };
    int32_t n = input->place_count;
    for (int32_t b = 0; b < n; b++)
        for (int32_t r = 0; r < n && count.cells - count.thousands < UNIT_OTHERS_MOST; r++)
            if (b != r) count_unit(input, b, r, wanted, &count);
    return count;
}

static cor_code fail_unit(const cor_flows_input *input, const unit_count *count, cor_error *err) {
    size_t cell = at2(input->place_count, count->birthplace, count->residence);
    cor_fail(err, COR_E_CONFLICT,
             _("One stock table seems to be in persons, the other in thousands: {start} people "
               "born in {birthplace} live in {residence} at the start, {end} at the end, and so in "
               "{count} of {cells} cells."),
             cor_arg_number(input->stock_start_persons[cell], -1),
             place_arg(input, count->birthplace), place_arg(input, count->residence),
             cor_arg_number(input->stock_end_persons[cell], -1), cor_arg_int(count->thousands),
             cor_arg_int(count->cells));

    return cor_hint(err, _("Give both tables in persons, or both in thousands."));
}

/* Nearly all stocks are a thousand times as large at one date, which no history explains. */
static cor_code check_units(const cor_flows_input *input, cor_error *err) {
    for (int k = 0; k < 2; k++) {
        unit_count count = count_units(input, k == 0 ? 2 : 0.5);
        bool is_mixed = count.cells >= UNIT_CELLS_LEAST &&
                        10 * (int64_t)count.thousands >= 9 * (int64_t)count.cells;
        if (is_mixed) return fail_unit(input, &count, err);
    }
    return COR_OK;
}

static cor_code check_demography(const cor_flows_input *input, cor_error *err) {
    cor_code code =
        check_events(input, input->births_persons,
                     _("The births in {place} are not a number of persons: {persons}."), err);
    if (code) return code;
    return check_events(input, input->deaths_persons,
                        _("The deaths in {place} are not a number of persons: {persons}."), err);
}

static cor_code fail_option(const cor_flows_method *method, const char *option, cor_error *err) {
    return cor_fail(err, COR_E_USAGE, _("The method {method} does not use {option}."),
                    cor_arg_str(method->name), cor_arg_cstr(option));
}

static cor_code check_flow_options(const cor_flows_method *method, const cor_flows_input *input,
                                   const cor_flows_options *options, cor_error *err) {
    if (input->seed && !(method->traits & COR_FLOWS_USES_SEED))
        return fail_option(method, "seed", err);
    if (options->total_moves_persons != 0 && !(method->traits & COR_FLOWS_USES_TOTAL))
        return fail_option(method, "total-moves", err);

    if (options->without_stayers && !(method->traits & COR_FLOWS_USES_STAYERS))
        return fail_option(method, "stayers", err);
    if (!(options->minimum_weight <= 1))
        return cor_fail(err, COR_E_USAGE,
                        _("The weight of the minimum estimate is not between 0 and 1: {weight}."),
                        cor_arg_number(options->minimum_weight, -1));

    if (!(options->total_moves_persons >= 0 && options->total_moves_persons <= PERSONS_MAX))
        return cor_fail(err, COR_E_USAGE,
                        _("The total of moves is not a number of persons: {persons}."),
                        cor_arg_number(options->total_moves_persons, -1));

    if (!(options->tolerance_persons >= 0 && options->gap_share_max >= 0 &&
          options->iterations_max >= 0))
        return cor_fail(err, COR_E_USAGE,
                        _("A tolerance, a share or a number of iterations is negative."));

    return COR_OK;
}

cor_code cor_flows_check(const cor_flows_method *method, const cor_flows_input *input,
                         const cor_flows_options *options, cor_error *err) {
    static const cor_flows_options DEFAULTS;
    if (!options) options = &DEFAULTS;
    cor_code code = check_input_shape(input, err);
    if (!code) code = check_flow_options(method, input, options, err);
    if (!code) code = check_tables(method, input, err);
    if (!code) code = check_units(input, err);
    if (!code && method->traits & COR_FLOWS_USES_DEMOGRAPHY) code = check_demography(input, err);
    bool is_free = options->without_stayers || !(method->traits & COR_FLOWS_USES_STAYERS);
    if (!code && input->seed) code = check_seed(input, is_free, err);

    return code;
}
