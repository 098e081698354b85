/* SPDX-License-Identifier: Apache-2.0 */
/* The dossier of a corridor: numbers, sentences for every way a series can go, absences,
 * refusals. */
#include "small_world.h"

#define IMS  "un-desa-ims-2020"
#define RPW1 "rpw-2020q3"
#define RPW2 "rpw-2025q1"
#define MST  "ilostat-mst-2025"

static const fact nicaragua_costa_rica[] = {
    { "stock", IMS, "NIC", "CRI", "1990", "", 99153 },
    { "stock", IMS, "NIC", "CRI", "1990", "sex=F", 49058 },
    { "stock", IMS, "NIC", "CRI", "1990", "sex=M", 50095 },
    { "stock", IMS, "NIC", "CRI", "2015", "", 292232 },
    { "stock", IMS, "NIC", "CRI", "2020", "", 350854 },
    { "stock", IMS, "NIC", "CRI", "2020", "sex=F", 176779 },
    { "stock", IMS, "NIC", "CRI", "2020", "sex=M", 174075 },
    { "stock", IMS, "VEN", "CRI", "2020", "", 28214 },
    { "stock", IMS, "CRI", "NIC", "2020", "", 11281 },
    { "stock", IMS, "MEX", "USA", "2020", "", 10853105 },
    { "stock", IMS, "WLD", "CRI", "2020", "", 520729 },
    { "stock", IMS, "OTH", "CRI", "2020", "", 900000 },
    { "stock", "knomad-stock-2017", "NIC", "CRI", "2017", "", 329925 },
    { "stock", "iom-gdi-ims-age-2020", "WLD", "CRI", "2020", "age=20-24;sex=F", 19986 },
    { "stock", "iom-gdi-ims-age-2020", "WLD", "CRI", "2020", "age=20-24;sex=M", 19566 },
    { "stock", "iom-gdi-ims-age-2020", "WLD", "CRI", "2020", "age=75+;sex=F", 6622 },
    { "stock", "iom-gdi-ims-age-2020", "WLD", "CRI", "2020", "age=75+;sex=M", 6556 },
    { "employed", MST, "", "CRI", "2023", "birth=foreign;sector=A", 39074 },
    { "employed", MST, "", "CRI", "2023", "birth=foreign;sector=F", 33467 },
    { "employed", MST, "", "CRI", "2023", "birth=native;sector=A", 249759 },
    { "employed", MST, "", "CRI", "2023", "birth=native;sector=F", 104202 },
    { "employed", MST, "", "CRI", "2024", "birth=foreign;occupation=ISCO-08-9", 4122 },
    { "employed", MST, "", "CRI", "2024", "birth=foreign;occupation=ISCO-08-5;sex=F", 36233 },
    { "employed", MST, "", "CRI", "2024", "birth=foreign;occupation=ISCO-08-5;sex=M", 26041 },
    { "employed", MST, "", "CRI", "2024", "birth=foreign;occupation=ISCO-08-7", 28086 },
    { "employed", MST, "", "CRI", "2024", "birth=foreign;occupation=ISCO-08-1;sex=M", 1374 },
    { "employed", MST, "", "CRI", "2024", "birth=foreign;occupation=ISCO-08-X", 5923 },
    { "employed", MST, "", "CRI", "2024", "birth=native;occupation=ISCO-08-9", 382373 },
    { "unemployment_rate", MST, "", "CRI", "2023", "birth=foreign", 9.5 },
    { "unemployment_rate", MST, "", "CRI", "2023", "birth=native", 8 },
    { "hours_weekly", MST, "", "CRI", "2023", "birth=foreign;sex=F", 41.5 },
    { "hours_weekly", MST, "", "CRI", "2023", "birth=native;sex=F", 38.5 },
    { "earnings_monthly", MST, "", "CRI", "2023", "birth=foreign", 300000 },
    { "earnings_monthly", MST, "", "CRI", "2023", "birth=native", 400000 },
    { "remittance_price", RPW1, "NIC", "CRI", "2020-Q2", "amount_usd=200", 5.12 },
    { "remittance_price", RPW1, "NIC", "CRI", "2020-Q3", "amount_usd=200", 5.125 },
    { "remittances", "knomad-remittances-2017", "NIC", "CRI", "2017", "", 527.8 },
    { "remittances_sent", "knomad-remittances-2023", "", "CRI", "2017", "", 468.5 },
    { "remittances_sent", "knomad-remittances-2023", "", "CRI", "2022", "", 600 },
    { "remittances_received", "knomad-remittances-2023", "", "NIC", "2022", "", 3227.3 },
    { "sdg_10_c_1", "un-sdg-2020", "", "NIC", "2018", "", 5.1 },
    { "sdg_10_c_1", "un-sdg-2020", "", "WLD", "2018", "", 6.9 },
    { "population", "un-wpp-2024", "", "CRI", "2023", "", 5000000 },
    { "births", "un-wpp-2024", "", "CRI", "2023", "", 60000 },
    { "deaths", "un-wpp-2024", "", "CRI", "2023", "", 30000 },
    { "net_migration", "un-wpp-2024", "", "CRI", "2023", "", -5000 },
    { "gdp_per_capita", "gapminder-systema-globalis", "", "NIC", "2019", "", 1900 },
};

static void the_headline_and_what_puts_it_in_proportion(void **state) {
    (void)state;
    small_world world;
    small_world_of(&world, nicaragua_costa_rica);
    const cor_document *document = corridor_of(&world, "NIC", "CRI");
    assert_str(document->path, "/corridor/NIC-CRI");
    assert_string_equal(said(document->title), "Nicaragua to Costa Rica");
    const cor_node *headline = node(document, "headline");
    assert_int_equal(headline->role, COR_ROLE_HEADLINE);
    assert_value(headline->figure.value, 350854, 0);
    assert_int_equal(headline->figure.value.status, COR_ESTIMATED);
    assert_string_equal(said(headline->title),
                        "people born in Nicaragua lived in Costa Rica in 2020");
    assert_str(document->sources[headline->figure.value.source].source.key, IMS);
    assert_str(document->sources[headline->figure.value.source].dataset_file, "facts.csv");
    assert_value(node(document, "claim")->cited[0], 67.377465, 1e-5);
    assert_value(node(document, "claim")->cited[1], 1, 0);
    assert_value(node(document, "claim")->cited[4], 50.385346, 1e-5);
    assert_value(node(document, "claim")->cited[2], 2, 0);
    assert_says(document, &world, "Number 2 of the 4 corridors of the world.");
    const cor_node *actions = node(document, "actions");
    assert_string_equal(said(actions->list.items[0].text),
                        "The other way: Costa Rica to Nicaragua");
    assert_str(actions->list.items[0].href, "/corridor/CRI-NIC");
    assert_value(actions->list.items[0].value, 11281, 0);
    small_world_close(&world);
}

static void the_eight_blocks_in_their_order(void **state) {
    (void)state;
    static const char *const ids[] = { "headline",    "locator", "short",      "glance",
                                       "actions",     "people",  "mechanisms", "recruitment",
                                       "remittances", "flows",   "diaspora",   "outlook",
                                       "library",     "basics" };
    small_world world;
    small_world_of(&world, nicaragua_costa_rica);
    const cor_document *document = corridor_of(&world, "NIC", "CRI");
    size_t at = 0;
    for (const cor_node *one = document->root->section.first; one; one = one->next)
        assert_str(one->id, ids[at++]);

    assert_int_equal(at, sizeof ids / sizeof *ids);
    static const char *const empty[] = { "flows",    "mechanisms", "recruitment",
                                         "diaspora", "outlook",    "library" };

    for (size_t i = 0; i < sizeof empty / sizeof *empty; i++) {
        const cor_node *block = node(document, empty[i]);
        assert_int_equal(block->section.first->kind, COR_NODE_ABSENCE);
        assert_true(block->section.first->absence.filler_count > 0);
        assert_true(strlen(said(block->section.first->text)) > 20);
    }

    small_world_close(&world);
}

static void people_by_sex_and_beside_other_sources(void **state) {
    (void)state;
    small_world world;
    small_world_of(&world, nicaragua_costa_rica);
    const cor_document *document = corridor_of(&world, "NIC", "CRI");
    const cor_node *stock = node(document, "stock");
    assert_int_equal(stock->chart.kind, COR_CHART_LINE);
    assert_int_equal(stock->chart.category_count, 3);
    assert_int_equal(stock->chart.series_count, 1);
    assert_value(stock->chart.series[0].values[1], 292232, 0);
    const cor_node *shares = node(document, "stock-shares");
    assert_value(cell(shares, "2020", "female")->value, 176779, 0);
    assert_false(cell(shares, "2015", "female")->value.present); // not in the database
    assert_value(cell(shares, "2020", "women")->value, 50.385346, 1e-5);
    assert_value(cell(shares, "2020", "share")->value, 67.377465, 1e-5);
    assert_value(cell(shares, "2020", "growth")->value, 3.7237,
                 1e-3); // (350854 / 292232) ^ (1 / 5)
    assert_false(cell(shares, "1990", "growth")->value.present);
    const cor_node *sources = node(document, "stock-sources");
    assert_int_equal(sources->table.row_count, 1); // editions are lines of the chart
    assert_value(cell(sources, "Bilateral Migration Matrix 2017", "people")->value, 329925, 0);
    const cor_node *ages = node(document, "ages");
    assert_int_equal(ages->chart.category_count, 2);
    assert_value(ages->chart.series[0].values[0], 19986, 0);
    small_world_close(&world);
}

static void work_is_of_all_origins_and_says_so(void **state) {
    (void)state;
    small_world world;
    small_world_of(&world, nicaragua_costa_rica);
    const cor_document *document = corridor_of(&world, "NIC", "CRI");
    const cor_node *context = node(document, "context");
    assert_int_equal(context->role, COR_ROLE_CONTEXT);
    assert_string_equal(said(context->text), "context: all origins together");
    assert_non_null(find_in_node(context, "ages"));
    assert_non_null(find_in_node(context, "work"));
    assert_null(find_in_node(context, "work-origin"));
    const cor_node *sectors = node(document, "sectors");
    assert_str(sectors->chart.category_keys[0], "A");
    assert_value(sectors->chart.series[0].values[0], 100.0 * 39074 / (39074 + 33467), 1e-9);
    assert_value(sectors->chart.series[1].values[1], 100.0 * 104202 / (249759 + 104202), 1e-9);
    const cor_node *persons = node(document, "sectors-persons");
    assert_value(cell(persons, "Total", "foreign_born")->value, 72541, 0);
    assert_value(cell(persons, "Construction", "foreign_share")->value,
                 100.0 * 33467 / (33467 + 104202), 1e-9);

    // the source has occupations by sex only, and no women managers: what is there is added up
    const cor_node *occupations = node(document, "occupations-persons");
    assert_value(cell(occupations, "Service and sales workers", "foreign_born")->value, 62274, 0);
    assert_value(cell(occupations, "Managers", "foreign_born")->value, 1374, 0);
    const cor_node *skills = node(document, "skills");
    assert_int_equal(skills->chart.category_count, 3);
    assert_str(skills->chart.category_keys[1], "medium");

    // 62274 + 28086 of 4122 + 62274 + 28086 + 1374: what is not classified has no skill level
    assert_value(skills->chart.series[0].values[1], 100.0 * 90360 / 95856, 1e-9);
    assert_string_equal(said(skills->text),
                        "Largest group of those born abroad: Medium skill, 94.3\xc2\xa0%.");
    assert_string_equal(
        said(sectors->text),
        "Largest group of those born abroad: Agriculture, forestry and fishing, 53.9\xc2\xa0%.");
    const cor_node *conditions = node(document, "conditions");
    assert_value(cell(conditions, "Unemployment rate, all", "foreign_born")->value, 9.5, 0);
    assert_value(cell(conditions, "Mean weekly hours, women", "native_born")->value, 38.5, 0);
    assert_value(node(document, "earnings-ratio")->figure.value, 0.75, 1e-12);
    assert_says_not(document, &world, "300,000"); // no currency is known, so no amount is shown
    node(document, "work-origin");
    small_world_close(&world);
}

static void remittances_side_by_side(void **state) {
    (void)state;
    small_world world;
    small_world_of(&world, nicaragua_costa_rica);
    const cor_document *document = corridor_of(&world, "NIC", "CRI");
    assert_says(
        document, &world,
        "Sending USD 200 from Costa Rica to Nicaragua cost 5.12\xc2\xa0% in 2020-Q3, the newest "
        "quarter of the series: USD 10.25, above the 5 % mark of SDG target 10.c.");
    const cor_node *prices = node(document, "prices");
    assert_int_equal(prices->chart.category_count, 2);
    assert_value(prices->chart.series[0].values[1], 5.125, 0);
    assert_true(prices->chart.mark == 5);
    assert_null(find_node(document, "parts-200"));
    assert_int_equal(node(document, "price-parts")->kind, COR_NODE_ABSENCE);
    node(document, "smart");
    const cor_node *volumes = node(document, "volumes");
    assert_value(cell(volumes, "From Costa Rica to Nicaragua, model", "volume")->value, 527.8, 0);

    const cor_node *countries = node(document, "volumes-countries");
    assert_non_null(find_in_node(node(document, "remittances-context"), "volumes-countries"));

    // of the year of the model, not the newest
    assert_value(cell(countries, "From Costa Rica to all countries, reported", "volume")->value,
                 468.5, 0);
    assert_value(cell(countries, "From all countries to Nicaragua, reported", "volume")->value,
                 3227.3, 0);
    assert_says(
        document, &world,
        "The model puts this one corridor above everything that is reported as sent from Costa "
        "Rica in 2017. Both are shown.");
    assert_value(cell(node(document, "mean-costs"), "SDG 10.c.1: world mean", "cost")->value, 6.9,
                 0);
    small_world_close(&world);
}

static void basics_of_both(void **state) {
    (void)state;
    small_world world;
    small_world_of(&world, nicaragua_costa_rica);
    const cor_document *document = corridor_of(&world, "NIC", "CRI");
    const cor_node *basics = node(document, "basics-table");
    assert_value(cell(basics, "Population", "CRI")->value, 5000000, 0);
    assert_false(cell(basics, "Population", "NIC")->value.present);
    assert_value(cell(basics, "Natural increase in the year", "CRI")->value, 6, 1e-12);
    assert_value(cell(basics, "Net migration in the year", "CRI")->value, -1, 1e-12);
    assert_value(cell(basics, "GDP per person", "NIC")->value, 1900, 0);
    small_world_close(&world);
}

/* ---- every way a series can go ------------------------------------------- */

static void sentences_follow_the_numbers(void **state) {
    (void)state;
    static const fact facts[] = {
        { "stock", IMS, "GTM", "MEX", "1990", "", 1000 },
        { "stock", IMS, "GTM", "MEX", "2020", "", 999 },
        { "stock", IMS, "HND", "MEX", "1990", "", 10 },
        { "stock", IMS, "HND", "MEX", "2005", "", 50 },
        { "stock", IMS, "HND", "MEX", "2020", "", 20 },
        { "stock", IMS, "SLV", "MEX", "1990", "", 20 },
        { "stock", IMS, "SLV", "MEX", "2005", "", 5 },
        { "stock", IMS, "SLV", "MEX", "2020", "", 10 },
        { "stock", IMS, "CUB", "MEX", "1990", "", 7 },
        { "stock", IMS, "CUB", "MEX", "2005", "", 9 },
        { "stock", IMS, "CUB", "MEX", "2020", "", 7 },
        { "stock", IMS, "HTI", "MEX", "1990", "", 7 },
        { "stock", IMS, "HTI", "MEX", "2020", "", 7 },
        { "stock", IMS, "JAM", "MEX", "2020", "", 1 },
        { "stock", IMS, "JAM", "MEX", "2020", "sex=F", 1 },
        { "stock", IMS, "PAN", "MEX", "1990", "", 0 },
        { "stock", IMS, "PAN", "MEX", "2020", "", 4 },
        { "stock", IMS, "PRI", "MEX", "1990", "", 4 },
        { "stock", IMS, "PRI", "MEX", "2020", "", 0 },
        { "stock", IMS, "XKX", "CHI", "2015", "", 2 },
    };
    static const struct {
        const char *origin, *destination, *words, *not_words;
    } cases[] = {
        { "GTM", "MEX", "1,000 in 1990; 0.1\xc2\xa0% fewer in 2020.", "at every" },
        { "HND", "MEX", "10 in 1990, up to 50 in 2005, then 60\xc2\xa0% fewer in 2020.",
          "at every" },
        { "SLV", "MEX", "20 in 1990, down to 5 in 2005, then 2.0 times as many in 2020.", "0.5" },
        { "CUB", "MEX", "7 in 1990, up to 9 in 2005, then 22\xc2\xa0% fewer in 2020.", "at every" },
        { "HTI", "MEX", "The same at every estimate since 1990.", "more in" },
        { "JAM", "MEX", "One estimate only, of 2020.", "more in" },
        { "JAM", "MEX", "person born in Jamaica lived in Mexico in 2020",
          "people born in Jamaica lived" },
        { "JAM", "MEX", "Women were 100.0\xc2\xa0% of them in 2020.", "Women were 0" },
        { "PAN", "MEX", "0 in 1990; 4 people in 2020.", "times as many" }, // nothing times zero
        { "PRI", "MEX", "people born in Puerto Rico lived in Mexico in 2020", "Women were" },
        { "PRI", "MEX", "4 in 1990; 0 people in 2020.", "fewer in" },
        { "XKX", "CHI", "people born in Kosovo lived in the Channel Islands in 2015",
          "times as many" },
        { "CRI", "MEX", "The international stock tables have no figure for this pair of countries",
          "rose" },
    };
    small_world world;
    small_world_of(&world, facts);

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const cor_document *document = corridor_of(&world, cases[i].origin, cases[i].destination);
        assert_says(document, &world, cases[i].words);
        assert_says_not(document, &world, cases[i].not_words);
    }

    const cor_document *nobody = corridor_of(&world, "CRI", "MEX");
    assert_int_equal(node(nobody, "headline")->kind, COR_NODE_ABSENCE);
    assert_null(find_node(nobody, "edition"));
    assert_null(find_node(nobody, "trend"));
    node(nobody, "rules");
    assert_int_equal(node(nobody, "glance")->list.item_count, 8);
    assert_int_equal(node(nobody, "stock")->kind, COR_NODE_ABSENCE);
    assert_int_equal(node(corridor_of(&world, "GTM", "MEX"), "stock")->chart.kind,
                     COR_CHART_LINE); // no sexes known
    small_world_close(&world);
}

static void prices_above_at_and_below_five_percent(void **state) {
    (void)state;
    static const fact facts[] = {
        { "remittance_price", RPW1, "GTM", "USA", "2020-Q3", "amount_usd=200", 5.004 },
        { "remittance_price", RPW1, "HND", "USA", "2020-Q3", "amount_usd=200", 4.99 },
        { "remittance_price", RPW1, "MEX", "USA", "2020-Q3", "amount_usd=200", 4.18 },
        { "remittance_price", RPW2, "MEX", "USA", "2024-Q4", "amount_usd=200", 4.8 },
        { "remittance_price", RPW2, "MEX", "USA", "2024-Q4", "amount_usd=500", 3 },
        { "remittance_fx_margin", RPW2, "MEX", "USA", "2024-Q4", "amount_usd=200", 1.1 },
        { "remittance_price", RPW2, "MEX", "USA", "2025-Q1", "amount_usd=200", 4.978 },
        { "remittance_price", RPW2, "MEX", "USA", "2025-Q1", "amount_usd=500", 3.2247 },
        { "remittance_fx_margin", RPW2, "MEX", "USA", "2025-Q1", "amount_usd=200", 1.4511 },
        { "remittance_fx_margin", RPW2, "MEX", "USA", "2025-Q1", "amount_usd=500", 1.2549 },
        { "remittance_providers", RPW2, "MEX", "USA", "2025-Q1", "", 46 },
        { "remittance_price", RPW2, "SLV", "USA", "2024-Q4", "amount_usd=200", 3 },
        { "remittance_fx_margin", RPW2, "SLV", "USA", "2024-Q4", "amount_usd=200", -0.2 },
        { "remittance_price", RPW2, "SLV", "USA", "2025-Q1", "amount_usd=200", 3 },
        { "remittance_fx_margin", RPW2, "SLV", "USA", "2025-Q1", "amount_usd=200", 0 },
    };
    small_world world;
    small_world_of(&world, facts);
    assert_says(corridor_of(&world, "GTM", "USA"), &world, "USD 10.01, just at the 5 % mark");
    assert_says(corridor_of(&world, "HND", "USA"), &world, "below the 5 % mark");
    const cor_document *split = corridor_of(&world, "MEX", "USA");
    assert_int_equal(node(split, "prices")->chart.series_count,
                     3); // USD 200 in both files, USD 500 in one
    assert_string_equal(said(node(split, "prices")->chart.series[1].label),
                        "USD 200, 2024-Q4 to 2025-Q1");
    assert_null(find_node(split, "price-parts"));
    const cor_node *newest = node(split, "newest-prices");
    assert_value(cell(newest, "USD 200", "fee")->value, 4.978 - 1.4511, 1e-12);
    assert_value(cell(newest, "USD 500", "cost")->value, 16.1235, 1e-9);
    assert_value(cell(newest, "USD 200", "quotes")->value, 46, 0);
    assert_int_equal(node(split, "parts-200")->chart.kind, COR_CHART_AREA);

    // a service that pays a better rate than the market: parts no longer add up from zero
    assert_int_equal(node(corridor_of(&world, "SLV", "USA"), "parts-200")->chart.kind,
                     COR_CHART_LINE);
    const cor_document *none = corridor_of(&world, "CUB", "USA");
    assert_int_equal(node(none, "price")->kind, COR_NODE_ABSENCE);
    assert_null(find_node(none, "smart"));
    small_world_close(&world);
}

static void a_survey_that_names_the_origin(void **state) {
    (void)state;
    static const fact facts[] = {
        { "employed", "inegi-enoe-iom", "", "MEX", "2022-Q4", "birth=foreign;sector=agriculture",
          10704 },
        { "employed", "inegi-enoe-iom", "", "MEX", "2022-Q4", "birth=native;sector=agriculture",
          6000000 },
        { "employed", "inegi-enoe-iom", "GTM", "MEX", "2022-Q3",
          "birth=foreign;sector=services_without_trade", 3000 },
        { "employed", "inegi-enoe-iom", "GTM", "MEX", "2022-Q4",
          "birth=foreign;sector=services_without_trade", 4000 },
        { "employed", MST, "", "MEX", "2023", "birth=foreign;sector=A", 15000 },
        { "employed", MST, "", "MEX", "2023", "birth=foreign;sector=F", 5000 },
    };
    small_world world;
    small_world_of(&world, facts);
    const cor_document *document = corridor_of(&world, "GTM", "MEX");
    const cor_node *survey = node(document, "survey");
    assert_int_equal(survey->table.row_count, 1);
    assert_value(survey->table.rows[0][2].value, 4000, 0);

    // sources with different groups are never put on one scale
    assert_value(node(document, "sectors")->chart.series[0].values[0], 75, 1e-12);
    assert_int_equal(node(document, "sectors")->chart.category_count, 2);
    assert_null(find_node(corridor_of(&world, "HND", "MEX"), "survey"));
    small_world_close(&world);
}

/* ---- refusals ------------------------------------------------------------ */

static void what_is_no_corridor_is_refused(void **state) {
    (void)state;
    static const struct {
        const char *origin, *destination, *words;
    } cases[] = {
        { "SCG", "DEU", "no longer exists as a state" },
        { "USSR", "USA", "no longer exists as a state" },
        { "MEX", "WLD", "World is not a country or territory" },
        { "OTH", "USA", "is not a country or territory" },
        { "013", "USA", "corredor figures --origin 013" },
        { "", "USA", "No country or territory is given" },
        { "MEX", "MEX", "Mexico is given as both" },
    };
    small_world world;
    small_world_of(&world, nicaragua_costa_rica);

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const cor_document *document = NULL;
        assert_fails(cor_dossier_corridor(&world.dossier, place(cases[i].origin),
                                          place(cases[i].destination), &world.keep, &document,
                                          &world.err),
                     COR_E_DOMAIN, &world.err, cases[i].words);
        assert_null(document);
    }

    small_world_close(&world);
}

static void every_room_too_small_is_reported(void **state) {
    (void)state;
    small_world world;
    small_world_of(&world, nicaragua_costa_rica);
    cor_arena whole = world.keep;
    const cor_document *document = NULL;
    assert_ok(cor_dossier_corridor(&world.dossier, place("NIC"), place("CRI"), &world.keep,
                                   &document, &world.err),
              &world.err);
    size_t needed = (size_t)(world.keep.next - whole.next);

    for (size_t bytes = 0; bytes < needed; bytes += 1 + bytes / 6) {
        cor_arena keep = { whole.next, whole.next + bytes };
        const cor_document *nothing = NULL;
        cor_code code = cor_dossier_corridor(&world.dossier, place("NIC"), place("CRI"), &keep,
                                             &nothing, &world.err);
        if (code != COR_E_MEMORY)
            fail_msg("%zu of %zu bytes: %s", bytes, needed, cor_code_name(code));
        assert_null(nothing);
    }

    cor_arena keep = { whole.next, whole.next + needed + 64 };
    assert_ok(cor_dossier_corridor(&world.dossier, place("NIC"), place("CRI"), &keep, &document,
                                   &world.err),
              &world.err);
    small_world_close(&world);
}

test_program(cmocka_unit_test(the_headline_and_what_puts_it_in_proportion),
             cmocka_unit_test(the_eight_blocks_in_their_order),
             cmocka_unit_test(people_by_sex_and_beside_other_sources),
             cmocka_unit_test(work_is_of_all_origins_and_says_so),
             cmocka_unit_test(remittances_side_by_side), cmocka_unit_test(basics_of_both),
             cmocka_unit_test(sentences_follow_the_numbers),
             cmocka_unit_test(prices_above_at_and_below_five_percent),
             cmocka_unit_test(a_survey_that_names_the_origin),
             cmocka_unit_test(what_is_no_corridor_is_refused),
             cmocka_unit_test(every_room_too_small_is_reported))
