/* SPDX-License-Identifier: Apache-2.0 */
/* flows_indices.c: corredor flows indices FILE: summary indices of a migration system. */
#include "flows.h"

#include <math.h>

/* One index: its position, name, format and meaning. */
typedef struct {
    const char *key, *label, *unit;
    double value;
    int32_t decimals;
    const char *says;
} index_row;

#define ASKED(member_) COR_ASKED(flows_indices_asked, member_)

const cor_parameter flows_indices_parameters[] = {
    { "moves", COR_PARAM_FILE, ASKED(moves), N_("The table of moves."), .is_argument = true,
      .is_required = true },
    { "population", COR_PARAM_FILE, ASKED(population), N_("People at risk of moving, by place.") },
    { "distance", COR_PARAM_FILE, ASKED(distance), N_("Distances, origin by destination.") },
    FLOWS_DECIMAL_ROW(flows_indices_asked),
    { 0 },
};

static cor_code read_system(cli_context *cli, const flows_indices_asked *asked,
                            flows_system *system, cor_indices_input *ret_input, cor_error *err) {
    double *people = NULL, *lengths = NULL;
    cor_code code = flows_system_read(cli, asked->moves, system, err);
    if (!code && system->groups.count)
        code = cor_fail(err, COR_E_SHAPE,
                        _("Indices are of one table: origins by destinations, without groups."));
    if (!code && asked->population.length)
        code = flows_place_numbers_read(cli, asked->population, system, &people, err);
    if (!code && asked->distance.length)
        code = flows_pair_numbers_read(cli, asked->distance, system, &lengths, err);
    if (code) return code;

    *ret_input = (cor_indices_input){ .place_count = system->places.count,
                                      .place_names = system->places.names,
                                      .moves_persons = system->cells,
                                      .population_persons = people,
                                      .distance_km = lengths };
    return COR_OK;
}

static void add_group(cor_doc *doc, const char *id, cor_text title, const index_row *rows,
                      size_t count) {
    cor_table_column columns[] = {
        { .kind = COR_CELL_LABEL, .key = COR_STR("index"), .label = cor_say(_("Index")) },
        { .kind = COR_CELL_VALUE, .key = COR_STR("value"), .label = cor_say(_("Value")) },
        { .kind = COR_CELL_WORDS, .key = COR_STR("meaning"), .label = cor_say(_("What it says")) },
    };
    size_t known = 0;

    for (size_t k = 0; k < count; k++)
        known += isfinite(rows[k].value) != 0;
    if (!known) return;
    cor_doc_table(doc, id, title, columns, 3, (cor_text){ 0 });

    for (size_t k = 0; k < count; k++)
        cor_doc_row(doc, (cor_table_cell[]){
                             { .text = cor_say(rows[k].label), .code = cor_str_of(rows[k].key) },
                             { .value = flows_computed(doc, rows[k].value, rows[k].unit,
                                                       rows[k].decimals) },
                             { .text = cor_say(rows[k].says) },
                         });
}

static void add_intensity(cor_doc *doc, const cor_indices *x) {
    const index_row rows[] = {
        { "CMP", N_("Crude migration probability"), "percent", 100 * x->crude_probability, 3,
          N_("Moves for every 100 people.") },
        { "K", N_("Courgeau's k"), "percent", 100 * x->courgeau_k, 3,
          N_("The same, made less dependent on the number of places.") },
        { "ANMR", N_("Aggregate net migration rate"), "percent", 100 * x->net_rate, 3,
          N_("Net redistribution of people, for every 100.") },
        { "MEI", N_("Migration effectiveness index"), "percent", 100 * x->effectiveness, 2,
          N_("Net moves for every 100 moves: 100 where nobody moves the other way.") },
        { "PREF", N_("Preference, sum over pairs"), "ratio", x->preference_sum, 3,
          N_("Moves over those expected from both populations.") },
        { "VEL", N_("Velocity, sum over pairs"), "ratio", x->velocity_sum, 3,
          N_("Moves relative to both populations.") },
    };
    add_group(doc, "intensity", cor_say(_("Intensity and impact")), rows,
              sizeof rows / sizeof *rows);
}

static void add_connectivity(cor_doc *doc, const cor_indices *x) {
    const index_row rows[] = {
        { "I-MC", N_("Connectivity"), "percent", 100 * x->connectivity, 2,
          N_("Pairs of places with any move.") },
        { "I-MI", N_("Inequality"), "percent", 100 * x->inequality, 2,
          N_("Moves that would have to be elsewhere for all pairs to be equal.") },
        { "I-MI*", N_("Dissimilarity from independence"), "percent", 100 * x->dissimilarity, 2,
          N_("Moves that would have to be elsewhere for totals of origins and destinations to "
             "explain them.") },
        { "CV", N_("Coefficient of variation"), "ratio", x->variation, 4,
          N_("Of all pairs: 0 where all are equal.") },
        { "ACV", N_("Aggregated coefficient of variation"), "ratio", x->variation_system, 4,
          N_("Of rows and columns, weighted by their moves, added up.") },
        { "G", N_("Gini index"), "ratio", x->gini, 4,
          N_("1 where all moves are between two places in one direction.") },
        { "G-row", N_("Gini, rows"), "percent", 100 * x->gini_rows / x->gini_uncorrected, 2,
          N_("Part of inequality between destinations of the same origin.") },
        { "G-col", N_("Gini, columns"), "percent", 100 * x->gini_columns / x->gini_uncorrected, 2,
          N_("Part of inequality between origins of the same destination.") },
        { "G-ex", N_("Gini, exchanges"), "percent", 100 * x->gini_exchange / x->gini_uncorrected, 2,
          N_("Part of inequality between the two directions of a pair.") },
        { "MWG-O", N_("Weighted Gini of departures"), "ratio", x->gini_out, 4,
          N_("How focused departures are on few destinations.") },
        { "MWG-D", N_("Weighted Gini of arrivals"), "ratio", x->gini_in, 4,
          N_("How focused arrivals are on few origins.") },
        { "MWG", N_("Weighted Gini, mean"), "ratio", x->gini_mean, 4,
          N_("Mean of the two before.") },
        { "T", N_("Theil index"), "ratio", x->theil, 4, N_("0 where all pairs are equal.") },
    };
    add_group(doc, "connectivity", cor_say(_("Connectivity and inequality")), rows,
              sizeof rows / sizeof *rows);
}

static void add_distance(cor_doc *doc, const cor_indices *x) {
    const index_row rows[] = {
        { "mean", N_("Mean distance"), "count", x->distance_mean_km, 2,
          N_("Of a move, in the unit of the distances.") },
        { "median", N_("Median distance"), "count", x->distance_median_km, 2,
          N_("Half of the moves are not longer.") },
        { "decay", N_("Distance decay"), "ratio", x->distance_decay, 4,
          N_("Exponent of distance, given the totals of origins and destinations.") },
    };
    add_group(doc, "distance", cor_say(_("Distance")), rows, sizeof rows / sizeof *rows);
}

static void add_place_indices(cor_doc *doc, const flows_system *system, const cor_indices *x) {
    cor_table_column columns[] = {
        { .kind = COR_CELL_LABEL, .key = COR_STR("place"), .label = cor_say(_("Place")) },
        { .kind = COR_CELL_VALUE, .key = COR_STR("departures"), .label = cor_say(_("Departures")) },
        { .kind = COR_CELL_VALUE, .key = COR_STR("arrivals"), .label = cor_say(_("Arrivals")) },
        { .kind = COR_CELL_VALUE,
          .key = COR_STR("effectiveness"),
          .label = cor_say(_("Effectiveness")) },
        { .kind = COR_CELL_VALUE,
          .key = COR_STR("gini_out"),
          .label = cor_say(_("Gini of departures")) },
        { .kind = COR_CELL_VALUE,
          .key = COR_STR("gini_in"),
          .label = cor_say(_("Gini of arrivals")) },
    };
    cor_doc_table(doc, "places", cor_say(_("By place")), columns, 6,
                  cor_say(_("Effectiveness: arrivals less departures, for every 100 of both.")));

    for (int32_t p = 0; p < system->places.count; p++)
        cor_doc_row(doc, (cor_table_cell[]){
                             { .text = cor_say_str(system->places.names[p]) },
                             { .value = flows_computed(doc, x->out_persons[p], "persons", 0) },
                             { .value = flows_computed(doc, x->in_persons[p], "persons", 0) },
                             { .value = flows_computed(doc, 100 * x->place_effectiveness[p],
                                                       "percent", 2) },
                             { .value = flows_computed(doc, x->place_gini_out[p], "ratio", 4) },
                             { .value = flows_computed(doc, x->place_gini_in[p], "ratio", 4) },
                         });
}

static cor_code show_indices(cli_context *cli, cor_str path, const flows_system *system,
                             const cor_indices_input *input, const cor_indices *x, cor_error *err) {
    cor_doc *doc = cor_doc_begin(&cli->keep, COR_STR("flow-indices"), COR_STR("/flows/indices"),
                                 cor_say(_("Indices of a migration system")),
                                 cor_say(_("{path}: {places} places, {moves} moves."),
                                         cor_arg_str(path), cor_arg_int(system->places.count),
                                         cor_arg_number(x->moves_persons, 0)));
    add_intensity(doc, x);
    add_connectivity(doc, x);
    add_distance(doc, x);
    add_place_indices(doc, system, x);
    if (!input->population_persons)
        cor_doc_note(doc, cor_say(_("Probabilities and rates need --population.")), NULL, 0);

    if (!input->distance_km) cor_doc_note(doc, cor_say(_("Distances need --distance.")), NULL, 0);
    cor_doc_note(
        doc, cor_say(_("Indices depend on how the territory is divided; compare like with like.")),
        NULL, 0);
    const cor_document *document;
    cor_code code = cor_doc_end(doc, &document, err);

    return code ? code : cli_show(cli, document, err);
}

cor_code flows_indices(cli_context *cli, const void *words, cor_error *err) {
    const flows_indices_asked *asked = words;
    flows_system system;
    cor_indices_input input;
    cor_indices indices;
    cor_code code = cli_decimal(asked->decimal, &cli->decimal, err);
    if (!code) code = read_system(cli, asked, &system, &input, err);
    if (code) return code;

    code = cor_indices_compute(&input, &cli->keep, cli->scratch, &indices, err);
    if (code) return cor_within(err, "{path}", cor_arg_str(asked->moves));
    return show_indices(cli, asked->moves, &system, &input, &indices, err);
}
