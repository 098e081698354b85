/* SPDX-License-Identifier: Apache-2.0 */
/* test_workbooks.c: the agencies' workbooks in miniature, made with a spreadsheet library at
 * test time. */
#include "ingest_case.h"
#include "workbook.h"

static const char *write_book(ingest_case *test, const char *text) {
    const char *path = test_folder_file(&test->folder, "a.xlsx");
    workbook_write(path, text);
    return path;
}

#define UN_HEADER                                                                                  \
    "|Region, development group, country or area|Notes|Location code|Type of "                     \
    "data|1990|2020|1990|2020\n"
/* The revision of 2020: header in row 11, titles of the blocks in row 8, blanks before the
 * names. */
static const char UN_2020[] =
    "== Table of contents\n||Table number|Title\n"
    "== Table 1\n\n||||International Migrant Stock 2020: "
    "Destination\n\n||||POP/DB/MIG/Stock/Rev.2020\n\n\n\n"
    "|||||International migrant stock at mid-year, both sexes combined||International migrant "
    "stock at mid-year, "
    "males\n\n\n" UN_HEADER "1|WORLD||900||152986157|280598105|77563467|145655844\n"
    "2|  Sub-Saharan Africa||947||13286341|22221538|1|2\n29|   Kenya||404|B "
    "R|298089|1050147|161259|..\n"
    "== Table 2\n\n\n\n||||POP/DB/MIG/Stock/Rev.2020\n\n\n\n"
    "|||||Total population at mid-year, both sexes combined (thousands)||Total population at "
    "mid-year, females "
    "(thousands)\n\n\n" UN_HEADER
    "29|   Kenya||404|B R|23724.574|53771.3|11904.523|8026.5919999999996\n"
    "== Table 3\n\n\n\n\n\n\n\n"
    "|||||International migrant stock as a percentage of the total population\n\n\n" UN_HEADER
    "29|   Kenya||404|B R|1|2|3|4\n== Notes\n|Notes\n";

/* The same with one table of stocks. */
#define UN_CELL                                                                                    \
    "== Table 1\n\n\n\n||||POP/DB/MIG/Stock/Rev.2020\n\n\n\n"                                      \
    "|||||International migrant stock at mid-year, both sexes combined||International migrant "    \
    "stock at mid-year, males\n\n\n" UN_HEADER

static void un_desa_by_destination(void **state) {
    (void)state;
    ingest_case test;
    case_open(&test);
    assert_ok(case_import(&test, "un-desa-stock", write_book(&test, UN_2020)), &test.err);
    assert_str(test.report.layout, "workbook");
    assert_str(test.report.source, "un-desa-ims-2020");
    assert_int_equal(test.report.rows_skipped, 1); // a region
    assert_figures(&test, "population,,KEN,1990,,23724574,estimated,un-desa-ims-2020\n"
                          "population,,KEN,1990,sex=F,11904523,estimated,un-desa-ims-2020\n"
                          "population,,KEN,2020,,53771300,estimated,un-desa-ims-2020\n"
                          "population,,KEN,2020,sex=F,8026592,estimated,un-desa-ims-2020\n"
                          "stock,WLD,KEN,1990,,298089,estimated,un-desa-ims-2020\n"
                          "stock,WLD,KEN,1990,sex=M,161259,estimated,un-desa-ims-2020\n"
                          "stock,WLD,KEN,2020,,1050147,estimated,un-desa-ims-2020\n"
                          "stock,WLD,WLD,1990,,152986157,estimated,un-desa-ims-2020\n"
                          "stock,WLD,WLD,1990,sex=M,77563467,estimated,un-desa-ims-2020\n"
                          "stock,WLD,WLD,2020,,280598105,estimated,un-desa-ims-2020\n"
                          "stock,WLD,WLD,2020,sex=M,145655844,estimated,un-desa-ims-2020\n");

    // The cell of the newest stock of the world: sheet, row and column as the workbook has them.
    cor_figure *list;
    size_t count;
    cor_filter filter = { .measure = COR_STR("stock"),
                          .within = cor_interval_year(2020),
                          .breakdown_exact = true };
    assert_ok(cor_figures_select(test.figures, &filter, &test.keep, &list, &count, &test.err),
              &test.err);
    assert_int_equal(count, 2);
    assert_str(list[1].sheet, "Table 1");
    assert_int_equal(list[1].row, 12);
    assert_int_equal(list[1].column, 7);

    // Half a person is not cut off.
    assert_fails(case_import(&test, "un-desa-stock",
                             write_book(&test, UN_CELL "29|   Kenya||404|B R|12.5|5|5|5\n")),
                 COR_E_DOMAIN, &test.err, "stock is a number of persons, and 12.5 is not whole.");
    assert_fails(case_import(&test, "un-desa-stock",
                             write_book(&test, UN_CELL "29|   Kenya||404|B R|5|1234567.5|5|5\n")),
                 COR_E_DOMAIN, &test.err, "1,234,567.5 is not whole.");

    // The tidy table says the same.
    const char *tidy =
        "iso3,year,sex,migrants,population\nKEN,1990,T,298089,23724574\nKEN,2020,F,5,8026592\n";
    cor_import_options options = { .source = COR_STR("un-desa-ims-2020") };
    const char *path = case_write(&test, "tidy.csv", tidy);
    assert_ok(case_import_with(&test, "un-desa-stock", path, &options), &test.err);
    assert_int_equal(test.report.load.unchanged, 3);
    assert_int_equal(test.report.load.added, 1);
    case_close(&test);
}

/* The revision of 2019: titles in the header row, years in the row below, the edition in the
 * name of the workbook. */
static void un_desa_of_2019(void **state) {
    (void)state;
    ingest_case test;
    case_open(&test);
    const char *book =
        "== Table 1\n||||Workbook: UN_MigrantStockTotal_2019.xlsx\n\n"
        "Sort|Major area, region, country or area of destination|Notes|Code|Type of data (a)|"
        "International migrant stock at mid-year (both sexes)||International migrant stock at "
        "mid-year "
        "(female)\n|||||1990|2019|1990|2019\n2|UN development groups||||..|..|..|..\n"
        "5|Tuvalu||798|C|318|238|'..|107\n";
    assert_ok(case_import(&test, "un-desa-stock", write_book(&test, book)), &test.err);
    assert_figures(&test, "stock,WLD,TUV,1990,,318,estimated,un-desa-ims-2019\n"
                          "stock,WLD,TUV,2019,,238,estimated,un-desa-ims-2019\n"
                          "stock,WLD,TUV,2019,sex=F,107,estimated,un-desa-ims-2019\n");
    case_close(&test);
}

static void un_desa_by_destination_and_origin(void **state) {
    (void)state;
    ingest_case test;
    case_open(&test);
    const char *book =
        "== Table 1\n\n||||POP/DB/MIG/Stock/Rev.2020\n|||||||International migrant stock at "
        "mid-year, both sexes "
        "combined\nIndex|Region, development group, country or area of destination|Notes of "
        "destination|Location code "
        "of destination|Type of data of destination|Region, development group, country or area of "
        "origin|Location "
        "code of origin|1990|2020\n1|WORLD||900||WORLD|900|152986157|280598105\n"
        "2|Costa Rica||188|B|Nicaragua|558|100|350854\n3|Costa Rica||188|B|Other|2003|7|9\n"
        "4|Costa Rica||188|B|Central America|916|8|9\n";
    assert_ok(case_import(&test, "un-desa-stock", write_book(&test, book)), &test.err);
    assert_figures(&test, "stock,NIC,CRI,1990,,100,estimated,un-desa-ims-2020\n"
                          "stock,NIC,CRI,2020,,350854,estimated,un-desa-ims-2020\n"
                          "stock,OTH,CRI,1990,,7,estimated,un-desa-ims-2020\n"
                          "stock,OTH,CRI,2020,,9,estimated,un-desa-ims-2020\n"
                          "stock,WLD,WLD,1990,,152986157,estimated,un-desa-ims-2020\n"
                          "stock,WLD,WLD,2020,,280598105,estimated,un-desa-ims-2020\n");
    case_close(&test);
}

static void knomad_matrices(void **state) {
    (void)state;
    ingest_case test;
    case_open(&test);
    const char *stock =
        "== Bilateral_Migration_2017\nBilateral Estimates of Migrant Stocks in 2017\n"
        "|United States|Bahamas, The|Other South|World\nMexico|11573680|0|5|11573685\n"
        "Venezuela, RB|3||1|4\nOther North|7|7|7|21\nWorld|1|2|3|6\n\nNotes:\n"
        "World Bank staff estimates.\n";
    assert_ok(case_import(&test, "knomad", write_book(&test, stock)), &test.err);
    assert_str(test.report.layout, "matrix-stock");
    assert_int_equal(test.report.rows_skipped, 4);
    const char *money =
        "== Bilateral_Remittances_2017\nBilateral Remittance Estimates for 2017 using Migrant "
        "Stocks\n"
        "receiving (across) / sending (down) |Mexico|WORLD\nUnited States|30019.35085806665262|1\n"
        "Bahamas, The|-|0\nWORLD|1|1\n";
    assert_ok(case_import(&test, "knomad", write_book(&test, money)), &test.err);
    assert_str(test.report.layout, "matrix-remittances");
    assert_figures(&test,
                   "remittances,MEX,USA,2017,,30019.350858,estimated,knomad-remittances-2017\n"
                   "stock,MEX,USA,2017,,11573680,estimated,knomad-stock-2017\n"
                   "stock,VEN,USA,2017,,3,estimated,knomad-stock-2017\n");
    case_close(&test);
}

static void knomad_flows(void **state) {
    (void)state;
    ingest_case test;
    case_open(&test);
    const char *in =
        "== Inward remittance flows\nRemittance inflows (US$ million)|2021|2022||\n"
        "Albania|1718.3559183217922|1745.2451357665093\nAmerican Samoa||\nWorld|0|831103\n\n"
        "Note: All numbers are in current (nominal) US $.\nDate: June 2023\n";
    assert_ok(case_import(&test, "knomad", write_book(&test, in)), &test.err);
    assert_str(test.report.layout, "inflows");
    assert_str(test.report.source, "knomad-remittances-2023");

    // Years as text, a title row, a column that is no year.
    const char *out = "== Outward remittance flows\n\nRemittance outflows (US$ "
                      "million)|'2021|2022|% of GDP in 2022\n"
                      "Albania|140.3|149.5|0.8\nDate: December 2024\n";
    const char *path = write_book(&test, out);
    assert_fails(case_import(&test, "knomad", path), COR_E_FORMAT, &test.err,
                 "of an edition that is not known here: knomad-remittances-2024-12");
    assert_non_null(strstr(test_message(&test.err), " --source knomad-remittances-2024-12"));
    cor_import_options options = { .source = COR_STR("knomad-remittances-2024-12") };
    assert_ok(case_import_with(&test, "knomad", path, &options), &test.err);
    assert_int_equal(test.report.remark_count, 2); // the source is new, a column is left out
    assert_figures(&test,
                   "remittances_received,,ALB,2021,,1718.355918,estimated,knomad-remittances-2023\n"
                   "remittances_received,,ALB,2022,,1745.245136,estimated,knomad-remittances-2023\n"
                   "remittances_received,,WLD,2021,,0,estimated,knomad-remittances-2023\n"
                   "remittances_received,,WLD,2022,,831103,estimated,knomad-remittances-2023\n"
                   "remittances_sent,,ALB,2021,,140.3,estimated,knomad-remittances-2024-12\n"
                   "remittances_sent,,ALB,2022,,149.5,estimated,knomad-remittances-2024-12\n");
    cor_source source;
    assert_ok(cor_source_get(test.figures, options.source, &test.keep, &source, &test.err),
              &test.err);
    assert_str(source.producer, "World Bank / KNOMAD");
    assert_str(source.edition, "2024-12");

    // Once recorded, the edition is known to the file that names it.
    assert_ok(case_import(&test, "knomad", path), &test.err);
    assert_int_equal(test.report.load.unchanged, 2);
    case_close(&test);
}

/* The edition of December 2023: an estimate of the newest year, remarks behind names. */
static void knomad_flows_of_december(void **state) {
    (void)state;
    ingest_case test;
    case_open(&test);
    const char *in =
        "== Inward remittance flows\nRemittance inflows (US$ million)|2022|2023e|% of GDP in 2023\n"
        "Israel (using CB data)|1168|1000|0.2\nSt. Martin (French part)|||\n"
        "Zimbabwe (using CB data for 2021 & 2022)|3062|3100|11.7\n\nDate: December 2023\n";
    assert_ok(case_import(&test, "knomad", write_book(&test, in)), &test.err);
    assert_figures(&test,
                   "remittances_received,,ISR,2022,,1168,estimated,knomad-remittances-2023-12\n"
                   "remittances_received,,ISR,2023,,1000,estimated,knomad-remittances-2023-12\n"
                   "remittances_received,,ZWE,2022,,3062,estimated,knomad-remittances-2023-12\n"
                   "remittances_received,,ZWE,2023,,3100,estimated,knomad-remittances-2023-12\n");

    // What stands in brackets may also tell places apart.
    const char *parts = "== x\nRemittance inflows (US$ million)|2022\nGuatemala (north)|1\n"
                        "Mexico|1\nDate: December 2023\n";
    assert_fails(case_import(&test, "knomad", write_book(&test, parts)), COR_E_FORMAT, &test.err,
                 "The place “Guatemala (north)” is not known.");

    // The edition that the file names does not give way to another known one.
    cor_import_options options = { .source = COR_STR("knomad-remittances-2023") };
    assert_fails(case_import_with(&test, "knomad", write_book(&test, in), &options), COR_E_CONFLICT,
                 &test.err, "of knomad-remittances-2023-12, not of knomad-remittances-2023");
    case_close(&test);
}

#define CORNER                                                                                     \
    "Remittance-receiving country (across)      -      Remittance-sending country (down) "

static void knomad_matrix_of_2021(void **state) {
    (void)state;
    ingest_case test;
    case_open(&test);
    const char *money =
        "== FINAL BRM 2021 \nBilateral Remittance Estimates for 2021 using Migrant Stocks, Host "
        "and "
        "Origin Country Incomes (millions of US$)\n" CORNER "|Guatemala|Mexico|WORLD\n"
        "Canada||35.5|35.5\nUnited States|14078.19|52595.34|66673.53\n"
        "WORLD|14078.19|52630.84|66709.03\n \nNote: All numbers are in current US dollar.\n";
    assert_ok(case_import(&test, "knomad", write_book(&test, money)), &test.err);
    assert_str(test.report.source, "knomad-remittances-2021");
    assert_figures(&test, "remittances,GTM,USA,2021,,14078.19,estimated,knomad-remittances-2021\n"
                          "remittances,MEX,CAN,2021,,35.5,estimated,knomad-remittances-2021\n"
                          "remittances,MEX,USA,2021,,52595.34,estimated,knomad-remittances-2021\n");
    assert_int_equal(test.report.remark_count, 1);
    assert_str(cor_text_in(test.report.remarks[0], COR_LANG_EN, &test.keep),
               "All 4 totals of the file are the sums of its cells.");

    const char *tidy = "sending_iso3,receiving_iso3,year,usd_million\nUSA,MEX,2021,52595.34\n";
    assert_ok(case_import(&test, "knomad", case_write(&test, "tidy.csv", tidy)), &test.err);
    assert_int_equal(test.report.load.unchanged, 1);
    case_close(&test);
}

static void totals_of_a_matrix_are_compared(void **state) {
    (void)state;
    ingest_case test;
    case_open(&test);
    const char *money = "== BRM\nBilateral Remittance Estimates for 2021\n" CORNER
                        "|Guatemala|Mexico|WORLD\nCanada|2|3|5\nUnited States|7|4|12\n"
                        "WORLD|9|7|17\n";
    assert_ok(case_import(&test, "knomad", write_book(&test, money)), &test.err);
    assert_str(cor_text_in(test.report.remarks[0], COR_LANG_EN, &test.keep),
               "1 of the 4 totals of the file are not the sums of its cells; the largest "
               "difference is that of United States: 12 is stated, the sum is 11.");

    // The corner says which way the money goes.
    const char *turned = "== BRM\nBilateral Remittance Estimates for 2017\nsending (across) / "
                         "receiving (down)|United States\nMexico|30019\n";
    assert_ok(case_import(&test, "knomad", write_book(&test, turned)), &test.err);
    assert_non_null(strstr(case_figures(&test), "remittances,MEX,USA,2017,,30019,"));

    // So is the world of yearly flows, which is kept.
    const char *flows = "== x\nRemittance inflows (US$ million)|2021|2022\nAlbania|1|2\n"
                        "Mexico|3|4\nLow-and Middle-Income Countries|4|6\nWorld|4|7\n"
                        "Date: June 2023\n";
    assert_ok(case_import(&test, "knomad", write_book(&test, flows)), &test.err);
    assert_str(
        cor_text_in(test.report.remarks[test.report.remark_count - 1], COR_LANG_EN, &test.keep),
        "1 of the 2 totals of the file are not the sums of its cells; the largest "
        "difference is that of 2022: 7 is stated, the sum is 6.");
    case_close(&test);
}

/* The workbook of 2024 by sex, destination and origin; “-” and “..” stand for no value. */
static void un_desa_of_2024(void **state) {
    (void)state;
    ingest_case test;
    case_open(&test);
    const char *text =
        "== Contents\nInternational Migrant Stock 2024: Destination and origin\n"
        "== Table 1\n\nInternational Migrant Stock 2024: Destination and origin\n"
        "POP/DB/MIG/Stock/Rev.2024\n\n"
        "|||||||International migrant stock at mid-year, both sexes||International migrant stock "
        "at "
        "mid-year, males\n"
        "Index|Region, development group, country or area of destination|Coverage|Data "
        "type|Location "
        "code of destination|Region, development group, country or area of origin|Location code of "
        "origin|1990|2024|1990|2024\n"
        "1|World|||900|World|900|153916063|304021813|77772082|158009795\n"
        "5|Costa Rica||B R|188|World|900|417628|628404|212173|318150\n"
        "6|Costa Rica||B R|188|  Latin America|1830|4|4|4|4\n"
        "7|Costa Rica||B R|188|Aruba**|533|29|-|20|..\n"
        "8|Costa Rica||B R|188|Others|2003|-|7|..|3\n";
    assert_ok(case_import(&test, "un-desa-stock", write_book(&test, text)), &test.err);
    assert_str(test.report.source, "un-desa-ims-2024");
    assert_figures(&test, "stock,ABW,CRI,1990,,29,estimated,un-desa-ims-2024\n"
                          "stock,ABW,CRI,1990,sex=M,20,estimated,un-desa-ims-2024\n"
                          "stock,OTH,CRI,2024,,7,estimated,un-desa-ims-2024\n"
                          "stock,OTH,CRI,2024,sex=M,3,estimated,un-desa-ims-2024\n"
                          "stock,WLD,CRI,1990,,417628,estimated,un-desa-ims-2024\n"
                          "stock,WLD,CRI,1990,sex=M,212173,estimated,un-desa-ims-2024\n"
                          "stock,WLD,CRI,2024,,628404,estimated,un-desa-ims-2024\n"
                          "stock,WLD,CRI,2024,sex=M,318150,estimated,un-desa-ims-2024\n"
                          "stock,WLD,WLD,1990,,153916063,estimated,un-desa-ims-2024\n"
                          "stock,WLD,WLD,1990,sex=M,77772082,estimated,un-desa-ims-2024\n"
                          "stock,WLD,WLD,2024,,304021813,estimated,un-desa-ims-2024\n"
                          "stock,WLD,WLD,2024,sex=M,158009795,estimated,un-desa-ims-2024\n");
    case_close(&test);
}

/* Without "Rev.2024" anywhere its years tell the edition. */
static void a_workbook_without_its_title(void **state) {
    (void)state;
    ingest_case test;
    case_open(&test);
    const char *table = "== Table 1\n||International migrant stock at mid-year, both sexes\n"
                        "Location code of destination|Location code of origin|2020|%d\n"
                        "188|900|520729|628404\n";
    const char *path = write_book(&test, cor_str_print(&test.keep, table, 2024).at);
    assert_ok(case_import(&test, "un-desa-stock", path), &test.err);
    assert_str(test.report.source, "un-desa-ims-2024");
    path = write_book(&test, cor_str_print(&test.keep, table, 2015).at);
    assert_fails(case_import(&test, "un-desa-stock", path), COR_E_FORMAT, &test.err,
                 "it can be of un-desa-ims-2020, un-desa-ims-2024.");
    path = write_book(&test, "== Table 1\nPOP/DB/MIG/Stock/Rev.2020\n"
                             "||International migrant stock at mid-year, both sexes\n"
                             "Location code of destination|Location code of origin|2024\n"
                             "188|900|628404\n");
    assert_fails(case_import(&test, "un-desa-stock", path), COR_E_CONFLICT, &test.err,
                 "The edition un-desa-ims-2020 has no figures of 2024");
    case_close(&test);
}

/* ---- prices service by service ------------------------------------------- */

#define CODES "id|period|source_code|source_name|destination_code|firm|"
#define PRICES                                                                                     \
    "cc1 denomination amount|cc1 fx margin|cc1 total cost %|cc2 denomination amount|cc2 fx "       \
    "margin|cc2 total cost %|transparent|"

/* Two sheets with different columns; numbers as text; a column without a name; Kosovo as KSV. */
static const char QUOTES[] =
    "== Terms of Use\nREFERENCES\n"
    "== Dataset (up to Q1 2016)\n" CODES PRICES "note1|date|corridor\n"
    "1|2014_2Q|USA|United States|GTM|Acme|200|0.5|4.5|500|0.5|2.5|yes||07/Feb/2014|USAGTM\n"
    "2|2014_2Q|USA|United States|GTM|Beta|200|1.5|6|500|1.5|3|yes||07/Feb/2014|USAGTM\n"
    "3|2014_2Q|USA|United States|GTM|Gamma|200|0|1|500|0|1|no||07/Feb/2014|USAGTM\n"
    "== Dataset (from Q2 2016)\n" CODES PRICES "pickup location|date|corridor\n"
    "'4|2025_3Q|USA|United States|KSV|Acme|'200.00|'-6.88|'-2.12|'500.00|'-6.41|'-1.65|Yes||"
    "45889|USAXKX|2025\n"
    "'5|2025_3Q|USA|United States|KSV|Beta|200|1|3|||||Agent|45889|USAXKX\n";

static void prices_are_means_of_services(void **state) {
    (void)state;
    ingest_case test;
    case_open(&test);
    assert_ok(case_import(&test, "remittance-prices", write_book(&test, QUOTES)), &test.err);
    assert_str(test.report.layout, "quotes");
    assert_str(test.report.source, "rpw-2025q3");
    assert_int_equal(test.report.rows_skipped, 2); // one does not tell its rate, one says nothing
    assert_figures(&test,
                   "remittance_fx_margin,GTM,USA,2014-Q2,amount_usd=200,1,observed,rpw-2025q3\n"
                   "remittance_fx_margin,GTM,USA,2014-Q2,amount_usd=500,1,observed,rpw-2025q3\n"
                   "remittance_fx_margin,XKX,USA,2025-Q3,amount_usd=200,-6.88,observed,rpw-2025q3\n"
                   "remittance_fx_margin,XKX,USA,2025-Q3,amount_usd=500,-6.41,observed,rpw-2025q3\n"
                   "remittance_price,GTM,USA,2014-Q2,amount_usd=200,5.25,observed,rpw-2025q3\n"
                   "remittance_price,GTM,USA,2014-Q2,amount_usd=500,2.75,observed,rpw-2025q3\n"
                   "remittance_price,XKX,USA,2025-Q3,amount_usd=200,-2.12,observed,rpw-2025q3\n"
                   "remittance_price,XKX,USA,2025-Q3,amount_usd=500,-1.65,observed,rpw-2025q3\n"
                   "remittance_providers,GTM,USA,2014-Q2,,2,observed,rpw-2025q3\n"
                   "remittance_providers,XKX,USA,2025-Q3,,1,observed,rpw-2025q3\n");

    // A figure knows the sheet and the row of its first service.
    cor_filter filter = { .measure = COR_STR("remittance_providers") };
    cor_figure *list;
    size_t count;
    assert_ok(cor_figures_select(test.figures, &filter, &test.keep, &list, &count, &test.err),
              &test.err);
    assert_str(list[0].sheet, "Dataset (up to Q1 2016)");
    assert_int_equal(list[0].row, 2);
    bool says_nameless = false;
    for (size_t i = 0; i < test.report.remark_count; i++)
        says_nameless |= strstr(cor_text_in(test.report.remarks[i], COR_LANG_EN, &test.keep).at,
                                "in the columns Q to Q were not read") != NULL;
    assert_true(says_nameless);
    case_close(&test);
}

static void faults_of_quotes_are_told(void **state) {
    (void)state;
    static const struct {
        const char *row, *words;
    } CASES[] = {
        { "1|2014_5Q|USA|x|GTM|A|200|0|4|500|0|2|yes", "row 2, column B “period”: “2014_5Q”" },
        { "1|2014_2Q|USA|x|GTM|A|300|0|4|500|0|2|yes",
          "column G “cc1 denomination amount”: The amount sent is 300 dollars, not 200." },
        { "1|2014_2Q|USA|x|QQQ|A|200|0|4|500|0|2|yes", "column E “destination_code”" },
        { "1|2014_2Q|USA|x|GTM|A|200|0|4|500|0|2|perhaps",
          "column M “transparent”: “perhaps” is not known" },
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        ingest_case test;
        case_open(&test);
        char text[1024] = "== Dataset\n" CODES PRICES "\n";
        strcat(text, CASES[i].row);
        strcat(text, "\n9|2025_3Q|USA|x|GTM|A|200|0|4|500|0|2|yes\n");
        cor_code code = case_import(&test, "remittance-prices", write_book(&test, text));
        if (!code || !strstr(test_message(&test.err), CASES[i].words))
            fail_msg("%zu: %s", i, test_message(&test.err));
        case_close(&test);
    }
}

test_program(cmocka_unit_test(un_desa_by_destination), cmocka_unit_test(un_desa_of_2019),
             cmocka_unit_test(un_desa_by_destination_and_origin), cmocka_unit_test(knomad_matrices),
             cmocka_unit_test(knomad_flows), cmocka_unit_test(knomad_flows_of_december),
             cmocka_unit_test(knomad_matrix_of_2021),
             cmocka_unit_test(totals_of_a_matrix_are_compared), cmocka_unit_test(un_desa_of_2024),
             cmocka_unit_test(a_workbook_without_its_title),
             cmocka_unit_test(prices_are_means_of_services),
             cmocka_unit_test(faults_of_quotes_are_told))
