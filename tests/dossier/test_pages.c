/* SPDX-License-Identifier: Apache-2.0 */
/* The other documents: country, world, ranking, figures, lineage, sources, check, remittances,
 * home, data, about. */
#include <math.h>

#include "small_world.h"

#define IMS "un-desa-ims-2020"

static const fact facts[] = {
    { "stock", IMS, "NIC", "CRI", "1990", "", 99153 },
    { "stock", IMS, "NIC", "CRI", "2020", "", 350854 },
    { "stock", IMS, "NIC", "CRI", "2020", "sex=F", 176779 },
    { "stock", IMS, "NIC", "CRI", "2020", "sex=M", 174075 },
    { "stock", IMS, "VEN", "CRI", "2020", "", 28214 },
    { "stock", IMS, "VEN", "CRI", "2020", "sex=F", 15000 },
    { "stock", IMS, "NIC", "USA", "2020", "", 257000 },
    { "stock", IMS, "MEX", "USA", "2020", "", 10853105 },
    { "stock", IMS, "GTM", "MEX", "2020", "", 46318 },
    { "stock", IMS, "HTI", "DOM", "2020", "", 496112 },
    { "stock", IMS, "SUD", "CRI", "1990", "", 3 },
    { "stock", IMS, "WLD", "CRI", "1990", "", 400000 },
    { "stock", IMS, "WLD", "CRI", "2020", "", 520729 },
    { "stock", IMS, "WLD", "CRI", "2020", "sex=F", 262000 },
    { "stock", IMS, "WLD", "CRI", "2020", "sex=M", 258729 },
    { "stock", IMS, "WLD", "WLD", "1990", "", 152986157 },
    { "stock", IMS, "WLD", "WLD", "2020", "", 280598105 },
    { "stock", "un-desa-ims-2024", "WLD", "CRI", "2024", "", 628404 },
    { "stock", "un-desa-ims-2024", "NIC", "WLD", "2024", "", 800000 },
    { "stock", "un-desa-ims-2024", "NIC", "WLD", "2020", "", 720000 },
    { "population", "un-wpp-2024", "", "CRI", "2024", "", 5130000 },
    { "population", "un-wpp-2024", "", "WLD", "2020", "", 7840000000 },
    { "migrant_workers", "ilo-global-1", "", "WLD", "2013", "", 150 },
    { "migrant_workers", "ilo-global-1", "", "WLD", "2013", "sex=M", 83.7 },
    { "migrant_workers", "ilo-global-1", "", "WLD", "2013", "sex=F", 66.6 },
    { "migrant_workers", "ilo-global-3", "", "WLD", "2019", "", 169 },
    { "migrant_workers", "ilo-global-3-iom", "", "WLD", "2019", "", 169 },
    { "migrant_workers", "ilo-global-3-iom", "", "WLD", "2019", "sex=M", 98.9 },
    { "share_of_migrant_workers", "ilo-global-3-iom", "", "WLD", "2019", "sex=M", 58.5 },
    { "share_of_migrant_workers", "ilo-global-3-iom", "", "WLD", "2019", "sex=F", 41.5 },
    { "migrant_workers", "ilo-global-3", "", "019", "2019", "", 43.3 },
    { "share_of_migrant_workers", "ilo-global-3", "", "019", "2019", "", 25.6 },
    { "share_of_migrant_workers", "ilo-global-3", "", "WLD", "2019", "age=15-24", 10 },
    { "migrants_in_labour_force", "ilo-global-4", "", "WLD", "2022", "", 167.7 },
    { "unemployment_rate_migrant", "ilo-global-4", "", "WLD", "2022", "", 7.2 },
    { "remittances_received", "knomad-remittances-2023", "", "WLD", "2022", "", 831103 },
    { "remittances_received", "knomad-remittances-2023", "", "CRI", "2021", "", 600 },
    { "remittances_received", "knomad-remittances-2023", "", "CRI", "2022", "", 650 },
    { "remittances_sent", "knomad-remittances-2023", "", "CRI", "2022", "", 500 },
    { "sdg_10_c_1", "un-sdg-2020", "", "WLD", "2018", "", 6.9 },
    { "remittance_price", "rpw-2025q1", "MEX", "USA", "2025-Q1", "amount_usd=200", 5 },
    { "remittance_price", "rpw-2025q1", "MEX", "USA", "2025-Q1", "amount_usd=500", 3 },
    { "remittance_fx_margin", "rpw-2025q1", "MEX", "USA", "2025-Q1", "amount_usd=200", 1.5 },
    { "remittance_fx_margin", "rpw-2025q1", "MEX", "USA", "2025-Q1", "amount_usd=500", 1 },
    { "remittance_price", "rpw-2020q3", "HND", "USA", "2020-Q3", "amount_usd=200", 4 },
};

static const cor_document *made(small_world *world, cor_code code, const cor_document *document) {
    if (code) fail_msg("%s: %s", cor_code_name(code), test_message(&world->err));
    assert_non_null(document);
    return document;
}
#define make(world, call, ...)                                                                     \
    ({                                                                                             \
        const cor_document *document_ = NULL;                                                      \
        cor_code code_ =                                                                           \
            call(&(world)->dossier, ##__VA_ARGS__, &(world)->keep, &document_, &(world)->err);     \
        made((world), code_, document_);                                                           \
    })

static void a_country_both_ways(void **state) {
    (void)state;
    small_world world;
    small_world_of(&world, facts);
    const cor_document *document = make(&world, cor_dossier_country, place("CRI"));
    assert_str(document->path, "/country/CRI");
    assert_value(node(document, "headline")->figure.value, 628404,
                 0); // the newest edition, not the one with corridors
    assert_string_equal(said(node(document, "headline")->title),
                        "people born abroad lived in Costa Rica in 2024");
    assert_value(node(document, "of-population")->figure.value, 100.0 * 628404 / 5130000, 1e-9);
    assert_value(node(document, "women")->figure.value, 100.0 * 262000 / 520729, 1e-9);
    const cor_node *origins = node(document, "origins");
    assert_int_equal(origins->list.item_count, 2);
    assert_string_equal(said(origins->list.items[0].text), "Nicaragua");
    assert_value(origins->list.items[0].share, 67.377465, 1e-5);
    assert_str(origins->list.items[0].href, "/corridor/NIC-CRI");
    assert_int_equal(node(document, "destination-sources")->table.row_count, 2);
    assert_int_equal(node(document, "destination-stock")->chart.kind, COR_CHART_AREA);
    assert_int_equal(node(document, "origin-none")->kind, COR_NODE_ABSENCE);
    const cor_node *money = node(document, "money");
    assert_value(money->chart.series[0].values[1], 650, 0);
    assert_false(money->chart.series[1].values[0].present);

    document = make(&world, cor_dossier_country, place("NIC"));
    const cor_node *destinations = node(document, "destinations");
    assert_int_equal(destinations->list.item_count, 2);
    // no published total of all people from Nicaragua in the edition with corridors: their sum
    assert_value(destinations->list.items[0].share, 100.0 * 350854 / (350854 + 257000), 1e-9);
    assert_value(node(document, "emigrants")->figure.value, 800000, 0);
    assert_null(find_node(document, "headline"));
    small_world_close(&world);
}

static void the_world_with_every_edition(void **state) {
    (void)state;
    small_world world;
    small_world_of(&world, facts);
    const cor_document *document = make(&world, cor_dossier_world);
    const cor_node *editions = node(document, "editions");
    assert_int_equal(editions->table.row_count, 4); // 2019 from two sources, side by side
    assert_str(editions->table.rows[2][1].code, "ilo-global-3-iom");
    assert_value(editions->table.rows[2][2].value, 169, 0);
    assert_value(editions->table.rows[2][5].value, 58.5, 0);
    assert_value(editions->table.rows[2][6].value, 41.5, 0);
    assert_true(editions->table.rows[2][6].value.figure_id > 0); // as published, not computed
    // of women and men together, 150.3; the published total of 150 is rounded
    assert_value(cell(editions, "2013", "men_share")->value, 100 * 83.7 / 150.3, 1e-9);
    assert_value(cell(editions, "2013", "women_share")->value, 100 * 66.6 / 150.3, 1e-9);
    assert_int_equal(cell(editions, "2013", "people")->value.decimals, 0); // 150, not 150.0
    assert_int_equal(cell(editions, "2013", "men")->value.decimals, -1);
    assert_false(cell(editions, "2022", "men_share")->value.present);
    assert_string_equal(said(cell(editions, "2022", "what")->text), "Migrants in the labour force");
    const cor_node *groups = node(document, "groups");
    assert_int_equal(groups->table.row_count, 2);
    assert_value(cell(groups, "Americas", "people")->value, 43.3, 0);
    assert_value(cell(groups, "Americas", "share")->value, 25.6,
                 0); // people and share of one group in one row
    assert_value(cell(groups, "15 to 24 years", "share")->value, 10, 0);
    assert_false(cell(groups, "15 to 24 years", "people")->value.present);
    assert_value(cell(node(document, "rates"), "Unemployment rate of migrants", "value")->value,
                 7.2, 0);
    assert_value(node(document, "migrants")->figure.value, 280598105, 0);
    assert_value(node(document, "migrants-share")->figure.value, 100 * 280598105.0 / 7840000000.0,
                 1e-9);
    assert_value(node(document, "received")->figure.value, 831103, 0);
    assert_true(node(document, "indicators")->table.row_count > 0);
    small_world_close(&world);
}

static void corridors_by_size(void **state) {
    (void)state;
    small_world world;
    small_world_of(&world, facts);
    cor_country to[] = { place("MEX"), place("CRI"), place("PAN"), place("DOM") };
    cor_ranking ranking = { .destinations = to, .destination_count = 4 };
    const cor_document *document = make(&world, cor_dossier_corridors, &ranking);
    const cor_node *table = node(document, "ranking");
    assert_int_equal(table->table.row_count, 4);
    assert_value(table->table.rows[0][3].value, 496112, 0);
    assert_string_equal(said(table->table.rows[0][0].text), "Haiti to the Dominican Republic");
    assert_str(table->table.rows[0][0].href, "/corridor/HTI-DOM");
    assert_false(table->table.rows[0][5].value.present); // no total of the Dominican Republic here
    assert_value(table->table.rows[1][5].value, 67.377465, 1e-5);
    assert_value(table->table.rows[0][6].value, 2,
                 0); // second in the world, after Mexico to United States
    ranking.sex = COR_STR("F");
    document = make(&world, cor_dossier_corridors, &ranking);
    assert_value(node(document, "ranking")->table.rows[1][3].value, 15000, 0);
    assert_string_equal(said(node(document, "ranking")->title), "Corridors by people, 2020: women");
    ranking = (cor_ranking){ .limit = 1 };
    document = make(&world, cor_dossier_corridors, &ranking);
    assert_int_equal(node(document, "ranking")->table.row_count, 1);
    assert_value(node(document, "ranking")->table.rows[0][3].value, 10853105, 0);
    ranking = (cor_ranking){ .year = 1990 };
    document = make(&world, cor_dossier_corridors, &ranking);
    assert_str(node(document, "ranking")->table.rows[1][0].href, ""); // a former state has no page
    ranking.year = 1991;
    document = make(&world, cor_dossier_corridors, &ranking);
    assert_int_equal(node(document, "ranking")->kind, COR_NODE_ABSENCE);
    ranking.sex = COR_STR("X");
    assert_fails(
        cor_dossier_corridors(&world.dossier, &ranking, &world.keep, &document, &world.err),
        COR_E_DOMAIN, &world.err, "The sex must be F or M, not X.");
    ranking = (cor_ranking){ .year = 12 };
    assert_fails(
        cor_dossier_corridors(&world.dossier, &ranking, &world.keep, &document, &world.err),
        COR_E_DOMAIN, &world.err, "12 is not a year.");
    small_world_close(&world);
}

static void figures_and_where_they_are_from(void **state) {
    (void)state;
    small_world world;
    small_world_of(&world, facts);
    static const fact corrected[] = { { "stock", IMS, "NIC", "CRI", "2020", "", 350855 } };
    small_world_add(&world, corrected, 1);
    cor_country origin = place("NIC"), destination = place("CRI");
    cor_filter filter = { .measure = COR_STR("stock"),
                          .origins = &origin,
                          .origin_count = 1,
                          .destinations = &destination,
                          .destination_count = 1,
                          .within = cor_interval_year(2020),
                          .breakdown_exact = true };
    const cor_document *document = make(&world, cor_dossier_figures, &filter);
    const cor_node *table = node(document, "figures");
    assert_int_equal(table->table.row_count, 1);
    const cor_table_cell *value = cell(table, "Migrant stock", "value");
    assert_value(value->value, 350855, 0);
    assert_str(cell(table, "Migrant stock", "origin")->code, "NIC");

    document = make(&world, cor_dossier_source, value->value.figure_id);
    const cor_node *file = node(document, "file");
    assert_string_equal(said(cell(file, "File", "is")->text), "facts.csv");
    assert_int_equal(strlen(said(cell(file, "SHA-256", "is")->text)), 64);
    assert_string_equal(said(cell(file, "Row", "is")->text), "2");
    assert_string_equal(said(cell(node(document, "source"), "Title", "is")->text),
                        "International Migrant Stock 2020");
    const cor_node *older = node(document, "older");
    assert_int_equal(older->table.row_count, 1);
    assert_value(cell(older, "Migrant stock", "value")->value, 350854, 0);
    assert_null(find_node(document, "newer"));
    document =
        make(&world, cor_dossier_source, cell(older, "Migrant stock", "value")->value.figure_id);
    assert_value(cell(node(document, "newer"), "Migrant stock", "value")->value, 350855, 0);
    assert_says(document, &world, "This figure was corrected.");

    assert_fails(cor_dossier_source(&world.dossier, 999999999, &world.keep, &document, &world.err),
                 COR_E_NONE, &world.err, "999");
    filter.within = cor_interval_year(1850);
    document = make(&world, cor_dossier_figures, &filter);
    assert_int_equal(node(document, "figures")->kind, COR_NODE_ABSENCE);
    small_world_close(&world);
}

static void sources_and_soundness(void **state) {
    (void)state;
    small_world world;
    small_world_of(&world, facts);
    const cor_document *document = make(&world, cor_dossier_sources);
    const cor_node *table = node(document, "sources-table");
    assert_string_equal(said(cell(table, "International Migrant Stock 2020", "figures")->text),
                        "17");
    assert_str(cell(table, "International Migrant Stock 2020", "title")->code, IMS);
    cor_check_count count = { .problems = 1 };
    const cor_document *check = NULL;
    assert_ok(cor_dossier_check(&world.dossier, false, &world.keep, cor_arena_scratch(&world.keep),
                                &count, &check, &world.err),
              &world.err);
    assert_int_equal(count.problems, 0);
    assert_true(node(check, "checks")->table.row_count > 3);
    small_world_close(&world);
}

static void a_table_that_contradicts_itself_is_a_finding(void **state) {
    (void)state;
    static const fact wrong[] = { { "stock", IMS, "NIC", "CRI", "2020", "", 100 },
                                  { "stock", IMS, "NIC", "CRI", "2020", "sex=F", 80 },
                                  { "stock", IMS, "NIC", "CRI", "2020", "sex=M", 70 } };
    small_world world;
    small_world_of(&world, wrong);
    cor_check_count count = { 0 };
    const cor_document *document = NULL;
    assert_ok(cor_dossier_check(&world.dossier, false, &world.keep, cor_arena_scratch(&world.keep),
                                &count, &document, &world.err),
              &world.err);
    assert_int_equal(count.problems, 0);
    assert_int_equal(count.findings, 1);
    assert_says(document, &world, "1 finding is about");
    bool listed = false;
    for (const cor_node *one = document->root->section.first; one; one = one->next)
        if (one->kind == COR_NODE_LIST) listed = one->list.item_count == 1;

    assert_true(listed);
    small_world_close(&world);
}

static void a_computed_figure_leads_to_its_run(void **state) {
    (void)state;
    small_world world;
    small_world_of(&world, facts);
    cor_run run = { .engine = COR_STR("flows"),
                    .method = COR_STR("da-pb-closed"),
                    .version = COR_STR("0.1.0"),
                    .options = COR_STR("{}"),
                    .inputs = COR_STR("{\"measure\":\"stock\"}"),
                    .started_s = 86400 };
    cor_load *load;
    assert_ok(cor_run_begin(world.figures, &run, COR_STR(IMS), &load, &world.err), &world.err);
    cor_figure figure = { .measure = COR_STR("stock"),
                          .origin = place("HND"),
                          .destination = place("MEX"),
                          .period = cor_interval_year(2020),
                          .value = 5,
                          .status = COR_ESTIMATED };
    cor_load_report report;
    assert_ok(cor_load_append(load, &figure, &world.err), &world.err);
    assert_ok(cor_load_commit(load, &report, &world.err), &world.err);
    cor_load_close(load);
    bool found;
    assert_ok(cor_figures_find(world.figures, COR_STR("stock"), COR_STR(IMS), place("HND"),
                               place("MEX"), cor_interval_year(2020), COR_STR(""), &world.keep,
                               &figure, &found, &world.err),
              &world.err);
    assert_true(found);
    const cor_document *document = make(&world, cor_dossier_source, figure.id);
    const cor_node *made_by = node(document, "run");
    assert_string_equal(said(cell(made_by, "Method", "is")->text), "da-pb-closed");
    assert_string_equal(said(cell(made_by, "Computed on", "is")->text), "1970-01-02");
    assert_null(find_node(document, "file"));
    small_world_close(&world);
}

static void what_an_amount_costs(void **state) {
    (void)state;
    static const struct {
        double amount_usd, cost_usd;
    } cases[] = { { 200, 10 }, { 500, 15 }, { 350, 12.5 }, { 300, 10 + 5 / 3.0 } };
    small_world world;
    small_world_of(&world, facts);
    cor_country north = place("USA"), mexico = place("MEX"), honduras = place("HND");

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const cor_document *document =
            make(&world, cor_dossier_remittances, north, mexico, cases[i].amount_usd);
        assert_value(node(document, "cost")->figure.value, cases[i].cost_usd, 1e-9);
        assert_value(node(document, "percent")->figure.value,
                     100 * cases[i].cost_usd / cases[i].amount_usd, 1e-9);
        double parts = node(document, "fee")->figure.value.value +
                       node(document, "margin")->figure.value.value;
        assert_true(parts > cases[i].cost_usd - 1e-9 && parts < cases[i].cost_usd + 1e-9);
    }

    const cor_document *document = make(&world, cor_dossier_remittances, north, mexico, 350);
    assert_int_equal(node(document, "cost")->figure.value.status, COR_ESTIMATED);
    document = make(&world, cor_dossier_remittances, north, mexico, 150); // below what is surveyed
    assert_int_equal(node(document, "cost")->kind, COR_NODE_ABSENCE);
    document = make(&world, cor_dossier_remittances, north, honduras, 200);
    assert_value(node(document, "cost")->figure.value, 8, 0);
    assert_null(find_node(document, "fee")); // that file does not split the price
    document = make(&world, cor_dossier_remittances, north, honduras, 500);
    assert_int_equal(node(document, "cost")->kind, COR_NODE_ABSENCE);
    document = make(&world, cor_dossier_remittances, north, place("CUB"), 200);
    assert_int_equal(node(document, "price")->kind, COR_NODE_ABSENCE);
    const double wrong[] = { 0, -5, 2e6, (double)NAN };

    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_fails(cor_dossier_remittances(&world.dossier, north, mexico, wrong[i], &world.keep,
                                             &document, &world.err),
                     COR_E_DOMAIN, &world.err, "The amount must be above zero");

    assert_fails(cor_dossier_remittances(&world.dossier, north, north, 200, &world.keep, &document,
                                         &world.err),
                 COR_E_DOMAIN, &world.err, "given as both");
    small_world_close(&world);
}

static void the_pages_of_the_browser(void **state) {
    (void)state;
    small_world world;
    small_world_of(&world, facts);
    const cor_home wish = { 0 };
    const cor_document *home = make(&world, cor_dossier_home, &wish);
    assert_str(home->path, "/");
    assert_int_equal(node(home, "worker")->role, COR_ROLE_WORKER);
    const cor_node *map = node(home, "map");
    assert_int_equal(map->map.line_count,
                     6); // HTI-DOM, NIC-CRI, GTM-MEX, VEN-CRI; MEX-USA, NIC-USA without colour
    int quiet = 0;
    for (int32_t i = 0; i < map->map.line_count; i++)
        quiet += map->map.lines[i].quiet;

    assert_int_equal(quiet, 2);
    assert_int_equal(node(home, "origins-CRI")->list.item_count, 2);
    assert_string_equal(said(node(home, "edition-2")->title),
                        "Migrant workers, edition 3: 58.5\xc2\xa0% men, 41.5\xc2\xa0% women");
    assert_string_equal(said(node(home, "edition-3")->title),
                        "Migrants in the labour force, edition 4; by sex: no data");
    assert_null(find_node(home, "edition-4"));
    assert_int_equal(node(home, "news")->list.item_count, 6);
    const cor_document *data = make(&world, cor_dossier_data);
    size_t measures;
    (void)cor_measure_list(&measures);
    assert_int_equal(node(data, "measures-table")->table.row_count, measures);
    assert_str(cell(node(data, "measures-table"), "Migrant stock", "csv")->href,
               "/figures.csv?measure=stock");
    const cor_document *about = make(&world, cor_dossier_about);
    node(about, "privacy");
    small_world_close(&world);
}

/* A year, a sex and a way to look, which are the address of the page; what is not there says what
 * is. */
static void home_as_it_is_chosen(void **state) {
    (void)state;
    small_world world;
    small_world_of(&world, facts);
    cor_home wish = { .year = 2020, .sex = COR_STR("F"), .view = COR_HOME_TABLE };
    const cor_document *home = make(&world, cor_dossier_home, &wish);
    assert_str(home->path, "/?year=2020&sex=F&view=table");
    const cor_node *table = node(home, "table");
    assert_int_equal(table->table.row_count, 2);
    assert_value(cell(table, "Nicaragua to Costa Rica", "people")->value, 176779, 0);
    assert_value(cell(table, "Nicaragua to Costa Rica", "share")->value, 100.0 * 176779 / 262000,
                 1e-9);
    assert_null(find_node(home, "map"));

    wish = (cor_home){ .view = COR_HOME_WORLD };
    home = make(&world, cor_dossier_home, &wish);
    assert_str(home->path, "/?view=world");
    const cor_node_list *largest = &node(home, "largest")->list;
    assert_int_equal(largest->item_count, 6);
    assert_value(largest->items[0].value, 10853105, 0);
    assert_value(largest->items[0].share, 100.0 * 10853105 / 280598105, 1e-9);
    const cor_node_list *rest = &node(home, "rest")->list; // Costa Rica alone has a total
    assert_int_equal(rest->item_count, 1);
    assert_value(rest->items[0].value, 520729 - 350854 - 28214, 0);

    const cor_document *none = NULL;
    wish = (cor_home){ .year = 2012 };
    assert_fails(cor_dossier_home(&world.dossier, &wish, &world.keep, &none, &world.err),
                 COR_E_NONE, &world.err, "no year 2012");
    assert_non_null(strstr(test_message(&world.err), "1990, 2020"));
    small_world_close(&world);
}

static void an_empty_database_says_what_would_fill_it(void **state) {
    (void)state;
    small_world world;
    small_world_open(&world, NULL, 0);
    cor_ranking ranking = { 0 };
    cor_filter filter = { 0 };
    cor_home wish = { 0 };
    const cor_document *documents[] = { make(&world, cor_dossier_country, place("CRI")),
                                        make(&world, cor_dossier_world),
                                        make(&world, cor_dossier_corridors, &ranking),
                                        make(&world, cor_dossier_figures, &filter),
                                        make(&world, cor_dossier_sources),
                                        make(&world, cor_dossier_remittances, place("USA"),
                                             place("MEX"), 200.0),
                                        make(&world, cor_dossier_home, &wish),
                                        make(&world, cor_dossier_data),
                                        corridor_of(&world, "NIC", "CRI") };

    for (size_t i = 0; i < sizeof documents / sizeof *documents; i++)
        for (int lang = 0; lang < COR_LANG_COUNT; lang++)
            assert_true(strlen(everything_said(&world, documents[i], (cor_lang)lang)) > 50);

    small_world_close(&world);
}

static void as_it_was_known(void **state) {
    (void)state;
    small_world world;
    small_world_of(&world, facts);
    world.dossier.as_known_s = 1; // before anything was loaded
    const cor_document *document = corridor_of(&world, "NIC", "CRI");
    assert_int_equal(node(document, "headline")->kind, COR_NODE_ABSENCE);
    assert_int_equal(document->as_known_s, 1);
    small_world_close(&world);
}

test_program(cmocka_unit_test(a_country_both_ways), cmocka_unit_test(the_world_with_every_edition),
             cmocka_unit_test(corridors_by_size), cmocka_unit_test(figures_and_where_they_are_from),
             cmocka_unit_test(sources_and_soundness),
             cmocka_unit_test(a_table_that_contradicts_itself_is_a_finding),
             cmocka_unit_test(a_computed_figure_leads_to_its_run),
             cmocka_unit_test(what_an_amount_costs), cmocka_unit_test(the_pages_of_the_browser),
             cmocka_unit_test(home_as_it_is_chosen),
             cmocka_unit_test(an_empty_database_says_what_would_fill_it),
             cmocka_unit_test(as_it_was_known))
