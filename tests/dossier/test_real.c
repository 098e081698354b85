/* SPDX-License-Identifier: Apache-2.0 */
/* The documents on the data pack, imported once: known figures, and every kind of page for many
 * places. */
#include "pack/pack.h"
#include "small_world.h"

#include <math.h>

#include "corredor/render.h"
#include "dossier/page.h"
#include "ingest/ingest.h"

static small_world world;

/* The pack is imported into one database for all tests of this program. */
static int import_pack(void **state) {
    (void)state;
    small_world_open(&world, NULL, 0);
    const char *root = getenv("CORREDOR_SOURCE_ROOT");
    cor_str folder = cor_str_print(&world.keep, "%s/data", root ? root : ".");
    cor_arena scratch = cor_arena_scratch(&world.keep);
    cor_import_report *reports;
    size_t count;
    cor_code code = cor_import_pack(world.figures, folder, &(cor_import_options){ 0 }, &world.keep,
                                    scratch, &reports, &count, &world.err);
    if (code) fprintf(stderr, "the pack: %s\n", test_message(&world.err));

    return code != COR_OK;
}

static int close_pack(void **state) {
    (void)state;
    small_world_close(&world);
    return 0;
}

/* Memory of one document is given back before the next. */
#define with_document(document, call)                                                              \
    for (cor_arena before_ = world.keep, *once_ = &before_; once_;                                 \
         world.keep = before_, once_ = NULL)                                                       \
        for (const cor_document *document = (call); document; document = NULL)

static void known_figures(void **state) {
    (void)state;
    with_document(document, corridor_of(&world, "MEX", "USA")) {
        assert_value(node(document, "headline")->figure.value, 11279561, 0);
        assert_value(node(document, "claim")->cited[2], 1, 0);
        // what other sources count: the World Bank for 2017
        assert_value(
            cell(node(document, "stock-sources"), "Bilateral Migration Matrix 2017", "people")
                ->value,
            11573680, 0);
        assert_value(cell(node(document, "education"), "Total", "all")->value, 10668900, 0);
        assert_value(cell(node(document, "education"), "High (ISCED 5 to 8)", "all")->value, 745159,
                     0);
    }
    with_document(document, corridor_of(&world, "NIC", "CRI")) {
        assert_value(node(document, "headline")->figure.value, 423401, 0);
        assert_value(node(document, "claim")->cited[0], 67.4, 0.05);
        assert_value(node(document, "claim")->cited[4], 50.4, 0.05);
        assert_string_equal(said(node(document, "trend")->text),
                            "99,153 in 1990, up at every estimate since: 4.3 times as many in "
                            "2024.");
        assert_value(node(document, "stock")->chart.series[0].values[0], 99153, 0);
        assert_value(cell(node(document, "stock-shares"), "2015", "women")->value, 53.0, 0.05);
        assert_value(cell(node(document, "sectors-persons"), "Total", "foreign_born")->value,
                     231935, 0);
        assert_value(cell(node(document, "occupations-persons"), "Total", "foreign_born")->value,
                     256439, 0);
        assert_value(cell(node(document, "newest-prices"), "USD 200", "cost")->value, 10.25, 0.005);
        assert_value(
            cell(node(document, "volumes"), "From Costa Rica to Nicaragua, model", "volume")->value,
            921.6, 0.05);
    }
    with_document(document, corridor_of(&world, "HTI", "DOM"))
        assert_value(node(document, "headline")->figure.value, 535116, 0);
    with_document(document, corridor_of(&world, "GTM", "MEX")) {
        assert_value(node(document, "headline")->figure.value, 81012, 0);
        assert_true(node(document, "survey")->table.row_count > 0);
    }
}

static const cor_document *country_of(const char *code) {
    const cor_document *document;
    assert_ok(cor_dossier_country(&world.dossier, place(code), &world.keep, &document, &world.err),
              &world.err);
    return document;
}

/* Fewer destinations of the newer edition name Costa Rica: its total is below one corridor alone. */
static void totals_that_name_fewer(void **state) {
    (void)state;
    with_document(document, country_of("CRI")) {
        assert_value(node(document, "emigrants")->figure.value, 150241, 0);
        assert_null(find_node(document, "origin-stock"));
    }
    with_document(document, country_of("MEX"))
        assert_value(node(document, "emigrants")->figure.value, 11596529, 0);
}

/* Every list of corridors of every country: shares of one edition, which add up to no more than the
 * whole, and to what is listed; each number is that of the database. */
static void shares_add_up(const cor_document *document, const cor_node *section, int *lists) {
    for (const cor_node *node = section->section.first; node; node = node->next) {
        if (node->kind == COR_NODE_SECTION) shares_add_up(document, node, lists);
        if (node->kind != COR_NODE_LIST || node->role != COR_ROLE_RANKS) continue;
        double percent = 0, persons = 0, whole = 0;
        for (int32_t i = 0; i < node->list.item_count; i++) {
            const cor_list_item *item = &node->list.items[i];
            if (!item->share.present) continue;
            assert_int_equal(item->value.source, node->list.items[0].value.source);
            percent += item->share.value;
            persons += item->value.value;
            whole = 100 * node->list.items[0].value.value / node->list.items[0].share.value;
        }
        ++*lists;
        if (percent > 100.0001 || fabs(percent - 100 * persons / whole) > 0.0001)
            fail_msg("%.*s, %.*s: shares add up to %g", COR_STR_F(document->path),
                     COR_STR_F(node->id), percent);
    }
}

/* The larger direction stands first, and is the one number of the page. */
static void the_larger_side_leads(const cor_document *document) {
    const cor_node *came = find_node(document, "headline"),
                   *left = find_node(document, "emigrants");
    if (!came || !left) return;
    bool more_came = came->figure.value.value >= left->figure.value.value;
    assert_int_equal((more_came ? came : left)->role, COR_ROLE_HEADLINE);
    assert_int_equal((more_came ? left : came)->role, COR_ROLE_SIDE);
}

/* Guatemala as the file has it: both directions, and the fifteen destinations that only the edition
 * of 2020 names. */
static void a_country_of_two_editions(void **state) {
    (void)state;
    with_document(document, country_of("GTM")) {
        assert_value(node(document, "emigrants")->figure.value, 1460232, 0);
        assert_value(node(document, "headline")->figure.value, 92732, 0);
        const cor_node_list *newest = &node(document, "destinations")->list,
                            *older = &node(document, "destinations-2")->list;
        assert_value(newest->items[0].value, 1298936, 0);
        assert_value(newest->items[0].share, 100.0 * 1298936 / 1460232, 1e-9);
        assert_true(newest->items[0].trail_count >= 8);
        double persons = 0;
        for (int32_t i = 0; i < older->item_count; i++)
            persons += older->items[i].value.value;
        assert_true(persons == 21385);
        const char *all = everything_said(&world, document, COR_LANG_EN);
        assert_non_null(strstr(all, "down to 48,119 in 2000, up to 92,732 in 2024"));
        assert_non_null(strstr(all, "from 323,376 in 1990 to 1,460,232 in 2024, 4.5 times"));
        assert_non_null(strstr(all, "2024 was not counted"));
    }
}

static void hours_that_contradict(void **state) {
    (void)state;
    with_document(document, corridor_of(&world, "GTM", "MEX")) {
        const cor_node *conditions = node(document, "conditions");
        assert_true(cell(conditions, "Mean weekly hours, all", "foreign_born")->value.contradicts);
        assert_false(cell(conditions, "Mean weekly hours, all", "native_born")->value.contradicts);
    }
    with_document(document, corridor_of(&world, "NIC", "CRI"))
        assert_false(cell(node(document, "conditions"), "Mean weekly hours, all", "foreign_born")
                         ->value.contradicts);
}

/* Each pair from the newest edition that names it, with its year; the page says why an older one
 * stands there, and what the newest changed. */
static void the_newest_edition_of_each_pair(void **state) {
    (void)state;
    with_document(document, corridor_of(&world, "CRI", "USA")) {
        assert_value(node(document, "headline")->figure.value, 96903, 0);
        const char *all = everything_said(&world, document, COR_LANG_EN);
        assert_non_null(strstr(all, "in 2020"));
        assert_non_null(strstr(all, "International Migrant Stock 2024 no longer names people from "
                                    "Costa Rica in the United States"));
    }
    with_document(document, corridor_of(&world, "VEN", "COL"))
        assert_value(node(document, "headline")->figure.value, 2904873, 0);
    with_document(document, corridor_of(&world, "GTM", "MEX")) {
        const char *all = everything_said(&world, document, COR_LANG_EN);
        assert_non_null(strstr(all, "63,459, where International Migrant Stock 2020 said 46,318"));
        assert_non_null(strstr(all, "revised the series of Mexico"));
    }
    with_document(document, corridor_of(&world, "NIC", "CRI")) {
        const char *all = everything_said(&world, document, COR_LANG_EN);
        assert_non_null(strstr(all, "Carried forward, not counted."));
    }
}

/* ---- many corridors ------------------------------------------------------ */

/* Whether the database has a value of a measure for a pair. */
static bool is_held(const char *measure, cor_country from, cor_country to) {
    cor_filter filter = { .measure = cor_str_of(measure),
                          .origins = &from,
                          .origin_count = 1,
                          .destinations = &to,
                          .destination_count = 1 };
    cor_figure *list;
    size_t count;
    assert_ok(cor_figures_select(world.figures, &filter, &world.keep, &list, &count, &world.err),
              &world.err);
    for (size_t i = 0; i < count; i++)
        if (list[i].status != COR_SUPPRESSED && list[i].status != COR_MISSING) return true;
    return false;
}

/* No block says that something is absent for which the database has a row. */
static void assert_no_false_absence(const cor_document *document, cor_country from,
                                    cor_country to) {
    static const struct {
        const char *absence, *measure;
    } blocks[] = { { "headline", "stock" },
                   { "stock", "stock" },
                   { "price", "remittance_price" },
                   { "volumes", "remittances" } };

    for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++) {
        const cor_node *found = find_node(document, blocks[i].absence);
        bool is_absent = found && found->kind == COR_NODE_ABSENCE;
        if (is_absent == is_held(blocks[i].measure, from, to))
            fail_msg("%.*s: %s and its rows disagree", COR_STR_F(document->path),
                     blocks[i].absence);
    }
}

/* Women and men are all people; the share in the sentence is that of the people in its total. */
static void assert_adds_up(const cor_document *document) {
    const cor_node *years = node(document, "stock-shares");
    for (int32_t r = 0; r < years->table.row_count; r++) {
        const cor_table_cell *cells = years->table.rows[r];
        bool whole = cells[1].value.present && cells[2].value.present && cells[3].value.present;
        if (whole && fabs(cells[2].value.value + cells[3].value.value - cells[1].value.value) > 1.5)
            fail_msg("%.*s: women and men are not all people", COR_STR_F(document->path));
        if (cells[5].value.present && !(cells[5].value.value <= 100.0000001))
            fail_msg("%.*s: a share above all", COR_STR_F(document->path));
    }
}

/* Every so many of the corridors that an edition names, in the period `year`. */
static void corridors_of_an_edition(const char *edition, int32_t year, size_t wanted,
                                    size_t *ret_seen) {
    cor_corridor_filter filter = { .measure = COR_STR("stock"),
                                   .source = cor_str_of(edition),
                                   .period = cor_interval_year(year) };
    cor_corridor *list;
    size_t count;
    int64_t of;
    assert_ok(
        cor_figures_corridors(world.figures, &filter, &world.keep, &list, &count, &of, &world.err),
        &world.err);

    for (size_t i = 7; i < count; i += count / wanted) {
        const cor_figure *figure = &list[i].figure;
        cor_str from = cor_country_code(figure->origin), to = cor_country_code(figure->destination);
        if (!dossier_has_page(figure->origin) || !dossier_has_page(figure->destination)) continue;
        with_document(document, corridor_of(&world, from.at, to.at)) {
            const cor_value *people = &node(document, "headline")->figure.value;
            assert_no_false_absence(document, figure->origin, figure->destination);
            assert_adds_up(document);
            if (cor_str_equal(document->sources[people->source].source.key, filter.source)) {
                assert_value(*people, figure->value, 0);
                ++*ret_seen;
            }
        }
    }
}

/* Numbers equal the file, those of the older edition only where the newer has no such pair. */
static void many_corridors_equal_their_file(void **state) {
    (void)state;
    size_t newest = 0, older = 0;
    cor_arena before = world.keep;
    corridors_of_an_edition("un-desa-ims-2024", 2024, 220, &newest);
    corridors_of_an_edition("un-desa-ims-2020", 2020, 80, &older);
    world.keep = before;
    assert_true(newest > 200);
    assert_true(older > 5);
}

static void the_world(void **state) {
    (void)state;
    const cor_document *document = NULL;
    cor_arena before = world.keep;
    assert_ok(cor_dossier_world(&world.dossier, &world.keep, &document, &world.err), &world.err);
    const cor_node *editions = node(document, "editions");
    bool seen = false;

    for (int32_t r = 0; r < editions->table.row_count; r++) {
        if (!cor_str_is(editions->table.rows[r][1].code, "ilo-global-3-iom")) continue;
        seen = true;
        assert_value(editions->table.rows[r][2].value, 169, 0);
        assert_value(editions->table.rows[r][5].value, 58.5, 0);
        assert_value(editions->table.rows[r][6].value, 41.5, 0);
    }

    assert_true(seen);
    assert_value(node(document, "migrants")->figure.value, 304021813, 0);
    world.keep = before;
}

/* Every sentence is whole in both languages: no hole is left open. */
static void assert_whole(const cor_document *document) {
    for (int lang = 0; lang < COR_LANG_COUNT; lang++) {
        const char *all = everything_said(&world, document, (cor_lang)lang);
        const char *hole = strchr(all, '{');
        if (hole) fail_msg("%.*s: an open hole: %.60s", COR_STR_F(document->path), hole);
        if (strlen(all) < 1000)
            fail_msg("%.*s says too little:\n%s", COR_STR_F(document->path), all);
    }
}

static bool keep_counting(void *self, const cor_value_place *place) {
    const cor_value *value = place->value;
    int32_t *unsourced = self;
    if (value->present && value->source < 0) ++*unsourced;
    return true;
}

/* A number without its source is not shown. */
static void assert_sourced(const cor_document *document) {
    int32_t unsourced = 0;
    cor_document_values(document, keep_counting, &unsourced);
    if (unsourced)
        fail_msg("%.*s: %d numbers without source", COR_STR_F(document->path), unsourced);
}

static void the_largest_corridors(void **state) {
    (void)state;
    cor_corridor_filter filter = { .measure = COR_STR("stock"),
                                   .source = COR_STR("un-desa-ims-2024"),
                                   .period = cor_interval_year(2024),
                                   .limit = 50 };
    cor_corridor *corridors;
    size_t count;
    int64_t of;
    assert_ok(cor_figures_corridors(world.figures, &filter, &world.keep, &corridors, &count, &of,
                                    &world.err),
              &world.err);
    assert_int_equal(count, 50);
    assert_true(of > 9000);

    for (size_t i = 0; i < count; i++) {
        cor_str from = cor_country_code(corridors[i].figure.origin),
                to = cor_country_code(corridors[i].figure.destination);
        with_document(document, corridor_of(&world, from.at, to.at)) {
            assert_value(node(document, "headline")->figure.value, corridors[i].figure.value, 0);
            assert_value(node(document, "claim")->cited[2], corridors[i].rank, 0);
            assert_whole(document);
            assert_sourced(document);
        }
    }
}

static void corridors_of_few_or_nobody(void **state) {
    (void)state;
    static const char *const pairs[][2] = { { "TUV", "GTM" }, { "GTM", "TUV" }, { "XKX", "CRI" },
                                            { "CHI", "MEX" }, { "ATA", "USA" }, { "VAT", "HTI" },
                                            { "ESH", "BLZ" }, { "PRI", "USA" }, { "TWN", "BLZ" },
                                            { "SSD", "SDN" }, { "JAM", "CAN" }, { "GUY", "SUR" } };

    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        with_document(document, corridor_of(&world, pairs[i][0], pairs[i][1])) {
            assert_whole(document);
            assert_sourced(document);
        }
}

static void every_country(void **state) {
    (void)state;
    size_t count;
    int lists = 0;
    const cor_country_info *places = cor_country_list(&count);

    for (size_t i = 0; i < count; i++) {
        cor_arena before = world.keep;
        const cor_document *document = NULL;
        cor_code code = cor_dossier_country(&world.dossier, places[i].place, &world.keep, &document,
                                            &world.err);
        if (places[i].kind != COR_PLACE_COUNTRY && places[i].kind != COR_PLACE_TERRITORY) {
            assert_int_equal(code, COR_E_DOMAIN);
        } else {
            if (code) fail_msg("%.*s: %s", COR_STR_F(places[i].code), test_message(&world.err));
            assert_sourced(document);
            shares_add_up(document, document->root, &lists);
            the_larger_side_leads(document);
            if (i % 10 == 0) assert_whole(document);
        }
        world.keep = before;
    }
    assert_true(lists > 300);
}

static void the_ranking_of_the_region(void **state) {
    (void)state;
    cor_country to[] = { place("MEX"), place("CRI"), place("PAN"), place("DOM") };
    cor_ranking ranking = { .destinations = to, .destination_count = 4 };
    const cor_document *document = NULL;
    cor_arena before = world.keep;
    assert_ok(cor_dossier_corridors(&world.dossier, &ranking, &world.keep, &document, &world.err),
              &world.err);
    const cor_node *table = node(document, "ranking");
    static const double largest[] = { 823502, 535116, 423401, 182386 };
    for (int i = 0; i < 4; i++)
        assert_value(table->table.rows[i][3].value, largest[i], 0);

    assert_int_equal(table->table.row_count, 50);
    world.keep = before;
}

static void home_and_catalogue(void **state) {
    (void)state;
    cor_arena before = world.keep;
    const cor_document *document = NULL;
    const cor_home wish = { 0 };
    assert_ok(cor_dossier_home(&world.dossier, &wish, &world.keep, &document, &world.err),
              &world.err);
    assert_true(node(document, "map")->map.line_count >= 12);
    assert_int_equal(node(document, "origins-PAN")->list.item_count, 6);
    assert_whole(document);
    assert_ok(cor_dossier_data(&world.dossier, &world.keep, &document, &world.err), &world.err);
    assert_true(node(document, "sources-table")->table.row_count >= 20);
    assert_whole(document);
    world.keep = before;
}

/* One period of three methods, and what pages say of it. */
static void estimated_moves(void **state) {
    (void)state;
    cor_arena before = world.keep, scratch = cor_arena_scratch(&world.keep);
    const cor_interval period = cor_interval_midyears(2020, 2024);
    const cor_flows_method *methods[] = { cor_flows_method_find(COR_STR("sd-drop-neg")),
                                          cor_flows_method_find(COR_STR("mig-rate")),
                                          cor_flows_method_find(COR_STR("da-pb-closed")) };
    const cor_flow_runs_wish wish = { .periods = &period,
                                      .period_count = 1,
                                      .methods = methods,
                                      .method_count = 3,
                                      .sexes = &COR_STR(""),
                                      .sex_count = 1 };
    cor_flow_runs_report report;
    with_document(document, corridor_of(&world, "GTM", "MEX"))
        assert_non_null(node(document, "flows-none"));
    assert_ok(
        cor_flow_runs_compute(world.figures, &wish, &world.keep, scratch, &report, &world.err),
        &world.err);
    assert_int_equal(report.result_count, 3);
    with_document(document, corridor_of(&world, "GTM", "MEX")) {
        const cor_node *chart = node(document, "flows-methods");
        assert_int_equal(chart->chart.category_count, 3);
        assert_int_equal(chart->chart.series_count, 2);
        assert_value(chart->chart.series[0].values[0], 17553, 0); // the stock grew by that many
        assert_value(chart->chart.series[1].values[0], 1886, 0);
        assert_null(find_node(document, "flows-none"));
        assert_false(chart->chart.series[0].values[2].contradicts);
        assert_whole(document);
    }
    // More moves than people who could have made them, by the stocks.
    with_document(document, corridor_of(&world, "PAK", "USA"))
        assert_true(node(document, "flows-methods")->chart.series[0].values[2].contradicts);

    // Nobody estimated is not unknown; a place without a row is.
    with_document(document, corridor_of(&world, "TUV", "SMR")) {
        assert_value(node(document, "flows-methods")->chart.series[0].values[0], 0, 0);
        assert_whole(document);
    }
    with_document(document, corridor_of(&world, "VAT", "ITA"))
        assert_non_null(node(document, "flows-none"));
    const cor_document *country = NULL;
    assert_ok(cor_dossier_country(&world.dossier, place("CRI"), &world.keep, &country, &world.err),
              &world.err);
    assert_int_equal(node(country, "flows-in")->list.item_count, 5);
    assert_true(node(country, "flows-in")->list.items[0].value.value >=
                node(country, "flows-in")->list.items[1].value.value);
    assert_whole(country);
    world.keep = before;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_figures),
        cmocka_unit_test(the_newest_edition_of_each_pair),
        cmocka_unit_test(the_world),
        cmocka_unit_test(the_largest_corridors),
        cmocka_unit_test(many_corridors_equal_their_file),
        cmocka_unit_test(corridors_of_few_or_nobody),
        cmocka_unit_test(every_country),
        cmocka_unit_test(the_ranking_of_the_region),
        cmocka_unit_test(totals_that_name_fewer),
        cmocka_unit_test(a_country_of_two_editions),
        cmocka_unit_test(hours_that_contradict),
        cmocka_unit_test(home_and_catalogue),
        cmocka_unit_test(estimated_moves),
    };

    return cmocka_run_group_tests(tests, import_pack, close_pack);
}
