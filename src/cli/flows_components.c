/* SPDX-License-Identifier: Apache-2.0 */
/* flows_components.c: corredor flows components FILE: a table of moves as a product. */
#include "flows.h"

static const char *const CODINGS[] = { "total", "geometric", NULL };

#define ASKED(member_) COR_ASKED(flows_components_asked, member_)

const cor_parameter flows_components_parameters[] = {
    { "moves", COR_PARAM_FILE, ASKED(moves), N_("The table of moves."), .is_argument = true,
      .is_required = true },
    { "coding", COR_PARAM_CHOICE, ASKED(coding),
      N_("Components as shares of the total, or of typical cells."), .words = CODINGS,
      .initial = "total" },
    { "with-diagonal", COR_PARAM_FLAG, ASKED(with_diagonal), N_("The diagonal counts, too.") },
    FLOWS_DECIMAL_ROW(flows_components_asked),
    { 0 },
};

static void add_places(cor_doc *doc, const flows_system *system, const cor_components *components) {
    cor_table_column columns[] = {
        { .kind = COR_CELL_LABEL, .key = COR_STR("place"), .label = cor_say(_("Place")) },
        { .kind = COR_CELL_VALUE, .key = COR_STR("origin"), .label = cor_say(_("As origin")) },
        { .kind = COR_CELL_VALUE,
          .key = COR_STR("destination"),
          .label = cor_say(_("As destination")) },
    };
    cor_doc_table(doc, "places", cor_say(_("Origins and destinations")), columns, 3,
                  (cor_text){ 0 });

    for (int32_t p = 0; p < system->places.count; p++)
        cor_doc_row(doc,
                    (cor_table_cell[]){
                        { .text = cor_say_str(system->places.names[p]) },
                        { .value = flows_computed(doc, components->origin[p], "ratio", 4) },
                        { .value = flows_computed(doc, components->destination[p], "ratio", 4) },
                    });
}

static void add_pairs(cor_doc *doc, const flows_system *system, const cor_components *components) {
    size_t n = (size_t)system->places.count;
    cor_table_column columns[] = {
        { .kind = COR_CELL_LABEL, .key = COR_STR("origin"), .label = cor_say(_("Origin")) },
        { .kind = COR_CELL_LABEL,
          .key = COR_STR("destination"),
          .label = cor_say(_("Destination")) },
        { .kind = COR_CELL_VALUE,
          .key = COR_STR("interaction"),
          .label = cor_say(_("Interaction")) },
    };

    cor_doc_table(
        doc, "interactions", cor_say(_("Attraction between places")), columns, 3,
        cor_say(_("Above one: more moves than the origin and the destination alone would give.")));

    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++) {
            if (components->interaction[i * n + j] != components->interaction[i * n + j]) continue;
            cor_doc_row(doc, (cor_table_cell[]){
                                 { .text = cor_say_str(system->places.names[i]) },
                                 { .text = cor_say_str(system->places.names[j]) },
                                 { .value = flows_computed(doc, components->interaction[i * n + j],
                                                           "ratio", 4) },
                             });
        }
}

/* One row for each group and place, and one for each group and pair. */
static void add_group_tables(cor_doc *doc, const flows_system *system,
                             const cor_components *components) {
    size_t n = (size_t)system->places.count, g = (size_t)system->groups.count;
    cor_table_column columns[] = {
        { .kind = COR_CELL_LABEL, .key = COR_STR("group"), .label = cor_say(_("Group")) },
        { .kind = COR_CELL_LABEL, .key = COR_STR("place"), .label = cor_say(_("Place")) },
        { .kind = COR_CELL_VALUE,
          .key = COR_STR("group_component"),
          .label = cor_say(_("Group as a whole")) },
        { .kind = COR_CELL_VALUE, .key = COR_STR("origin"), .label = cor_say(_("As origin")) },
        { .kind = COR_CELL_VALUE,
          .key = COR_STR("destination"),
          .label = cor_say(_("As destination")) },
    };

    cor_doc_table(doc, "groups", cor_say(_("Groups")), columns, 5, (cor_text){ 0 });
    for (size_t k = 0; k < g; k++)
        for (size_t p = 0; p < n; p++)
            cor_doc_row(doc, (cor_table_cell[]){
                                 { .text = cor_say_str(system->groups.names[k]) },
                                 { .text = cor_say_str(system->places.names[p]) },
                                 { .value = flows_computed(doc, components->group[k], "ratio", 4) },
                                 { .value = flows_computed(doc, components->origin_group[p * g + k],
                                                           "ratio", 4) },
                                 { .value = flows_computed(
                                       doc, components->destination_group[p * g + k], "ratio", 4) },
                             });
}

static void add_group_pairs(cor_doc *doc, const flows_system *system,
                            const cor_components *components) {
    size_t n = (size_t)system->places.count, g = (size_t)system->groups.count;
    cor_table_column columns[] = {
        { .kind = COR_CELL_LABEL, .key = COR_STR("group"), .label = cor_say(_("Group")) },
        { .kind = COR_CELL_LABEL, .key = COR_STR("origin"), .label = cor_say(_("Origin")) },
        { .kind = COR_CELL_LABEL,
          .key = COR_STR("destination"),
          .label = cor_say(_("Destination")) },
        { .kind = COR_CELL_VALUE,
          .key = COR_STR("interaction"),
          .label = cor_say(_("Interaction")) },
    };

    cor_doc_table(doc, "group-interactions", cor_say(_("Pairs within groups")), columns, 4,
                  (cor_text){ 0 });
    for (size_t cell = 0; cell < n * n * g; cell++) {
        double value = components->origin_destination_group[cell];
        if (value != value) continue;
        cor_doc_row(doc, (cor_table_cell[]){
                             { .text = cor_say_str(system->groups.names[cell % g]) },
                             { .text = cor_say_str(system->places.names[cell / g / n]) },
                             { .text = cor_say_str(system->places.names[cell / g % n]) },
                             { .value = flows_computed(doc, value, "ratio", 4) },
                         });
    }
}

static cor_code show_components(cli_context *cli, cor_str path, const flows_system *system,
                                const cor_components *components, bool is_geometric,
                                cor_error *err) {
    cor_doc *doc = cor_doc_begin(
        &cli->keep, COR_STR("flow-components"), COR_STR("/flows/components"),
        cor_say(_("Components of a table of moves")),
        cor_say(_("{path}: moves as overall level × origin × destination × interaction."),
                cor_arg_str(path)));
    cor_doc_figure(doc, "overall",
                   is_geometric ? cor_say(_("Geometric mean of the cells"))
                                : cor_say(_("All moves together")),
                   flows_computed(doc, components->overall, "persons", is_geometric ? 4 : 0));
    add_places(doc, system, components);
    add_pairs(doc, system, components);
    if (system->groups.count) add_group_tables(doc, system, components);
    if (system->groups.count) add_group_pairs(doc, system, components);
    cor_doc_note(
        doc,
        is_geometric
            ? cor_say(_(
                  "Components are relative to geometric means: those of an axis multiply to one."))
            : cor_say(_("Components of an axis are shares of the total and add up to one.")),
        NULL, 0);
    const cor_document *document;
    cor_code code = cor_doc_end(doc, &document, err);

    return code ? code : cli_show(cli, document, err);
}

cor_code flows_components(cli_context *cli, const void *words, cor_error *err) {
    const flows_components_asked *asked = words;
    flows_system system;
    cor_components components;
    cor_code code = cli_decimal(asked->decimal, &cli->decimal, err);
    if (!code) code = flows_system_read(cli, asked->moves, &system, err);
    if (code) return code;

    cor_components_input input = { .place_count = system.places.count,
                                   .group_count = system.groups.count,
                                   .place_names = system.places.names,
                                   .moves = system.cells,
                                   .coding = (cor_components_coding)asked->coding,
                                   .with_diagonal = asked->with_diagonal };
    code = cor_components_split(&input, &cli->keep, cli->scratch, &components, err);
    if (code) return cor_within(err, "{path}", cor_arg_str(asked->moves));

    bool is_geometric = input.coding == COR_CODING_GEOMETRIC;
    return show_components(cli, asked->moves, &system, &components, is_geometric, err);
}
