/* SPDX-License-Identifier: Apache-2.0 */
/* test_contract.c: what every table has to keep to, whatever its layout: a file is read as it was
 * meant, or refused with what is wrong, where, and what to do. */
#include "ingest_case.h"
#include "workbook.h"

#define OWN     "source,measure,origin,destination,period,value\n"
#define OWN_SEX "source,measure,origin,destination,period,sex,value\n"
#define SDMX    "DATAFLOW,FREQ,COUNTERPART_AREA,REF_AREA,TIME_PERIOD,OBS_VALUE,MEASURE"
#define TIDY    "origin_iso3,dest_iso3,year,sex,value\n"
#define SDG     "series,iso3,year,sex,age,migratory_status,domain,nature,value,unit\n"

/* ---- what is read -------------------------------------------------------- */

typedef struct {
    const char *dataset, *text, *figures;
    const char *remark; // part of the report
    char decimal;
    const char *source;
    cor_shares shares;
} readable;

#define STOCK(value) "stock,GTM,MEX,2020,," value ",observed,a\n"
static const readable READ[] = {
    // Rows.
    { "table",
      "source,measure,origin,destination,period,value,,\na,stock,GTM,MEX,2020,5,,\n,,,,,,,\n",
      STOCK("5"), "1 blank row was passed over." },
    // Names.
    { "table", "Source, MEASURE ,Origin,Destination,Period,Value\na,stock,GTM,MEX,2020,5\n",
      STOCK("5") },
    { "un-desa-stock", "sex,Value,YEAR,dest_iso3,origin_iso3,comment\nF,5,2020,MEX,GTM,x\n",
      "stock,GTM,MEX,2020,sex=F,5,estimated,un-desa-ims-2020\n", "Columns left out: comment." },
    // Marks: by the whole column, or as stated.
    { "table",
      "source;measure;origin;destination;period;value\na;remittances;GTM;MEX;2020;46,318\n"
      "a;remittances;HND;MEX;2020;4,5\n",
      "remittances,GTM,MEX,2020,,46.318,observed,a\nremittances,HND,MEX,2020,,4.5,observed,a\n" },
    { "table", OWN "a,stock,GTM,MEX,2020,1.070.743\na,stock,HND,MEX,2020,46.318\n",
      "stock,GTM,MEX,2020,,1070743,observed,a\nstock,HND,MEX,2020,,46318,observed,a\n", NULL, ',' },
    { "table", OWN "a,remittances,GTM,MEX,2020,\"1'234.5\"\n",
      "remittances,GTM,MEX,2020,,1234.5,observed,a\n", NULL, '.' },
    { "table", OWN "a,unemployment_rate,,MEX,2020,5.926\n",
      "unemployment_rate,,MEX,2020,,5.926,observed,a\n" },
    // Units.
    { "table",
      "source,measure,origin,destination,period,unit,value\na,stock,GTM,MEX,2020,THS_PER,46.3\n"
      "a,stock,HND,MEX,2020,thousands,46.3184\n",
      NULL },
    { "table",
      "source,measure,origin,destination,period,unit,value\na,stock,GTM,MEX,2020,THS_PER,46.3\n",
      STOCK("46300") },
    { "table", SDMX ",unit\nX:Y(1.0),A,GTM,MEX,2020,4012.5,stock,THS_PER\n",
      "stock,GTM,MEX,2020,,4012500,observed,own-table\n", "converted to persons: times 10^3" },
    { "table", SDMX ",UNIT_MEASURE\nX:Y(1.0),A,GTM,MEX,2020,15000000000,remittances,USD\n",
      "remittances,GTM,MEX,2020,,15000,observed,own-table\n", "times 10^-6" },
    { "table", SDMX ",UNIT_MEASURE,UNIT_MULT\nX:Y(1.0),A,GTM,MEX,2020,15,remittances,USD,9\n",
      "remittances,GTM,MEX,2020,,15000,observed,own-table\n" },
    { "sdg", SDG "SL_TLF_UEM,MEX,2019,,,,,c,7.5,PERCENT\nSG_CPA_MIGRS,MEX,2019,,,,,c,2,number\n",
      "sdg_10_7_2,,MEX,2019,,2,observed,un-sdg-2020\n"
      "sdg_8_5_2,,MEX,2019,,7.5,observed,un-sdg-2020\n" },
    { "sdg", SDG "SM_DTH_MIGR,MEX,2019,,,,,c,0.4,THOUSANDS\n",
      "sdg_10_7_3,,MEX,2019,,400,observed,un-sdg-2020\n" },
    { "sdg",
      "SeriesCode,GeoAreaCode,TimePeriod,Value,[Units]\nSL_EMP_INJUR,484,2019,7,PER_100000_EMP\n",
      "sdg_8_8_1_injury,,MEX,2019,,7,observed,un-sdg-2020\n", .source = "un-sdg-2020" },
    // Digits that are kept are those of our unit: four of a percentage are six of a ratio.
    { "remittance-prices",
      "Sending Countries Name,Sending Countries Code,Series Name,Series Code,Receiving Countries "
      "Name,Receiving Countries Code,Unit,2020Q3 [YR2020Q3]\n"
      "x,USA,x,ATCR.CORR,x,MEX,ratio,0.0418037033081055\nx,USA,x,ATCR.CORR,x,GTM,%,4."
      "18037033081055\n",
      "remittance_price,GTM,USA,2020-Q3,amount_usd=200,4.1804,observed,rpw-2020q3\n"
      "remittance_price,MEX,USA,2020-Q3,amount_usd=200,4.1804,observed,rpw-2020q3\n" },
    // Shares: one above 1 shows that they are percentages; else it is said.
    { "table", OWN "a,unemployment_rate,,MEX,2020,0.4\na,unemployment_rate,,CRI,2020,1.2\n",
      "unemployment_rate,,CRI,2020,,1.2,observed,a\nunemployment_rate,,MEX,2020,,0.4,observed,"
      "a\n" },
    { "table", OWN "a,unemployment_rate,,MEX,2020,0.412\n",
      "unemployment_rate,,MEX,2020,,41.2,observed,a\n", .shares = COR_SHARES_RATIO },
    { "table", OWN "a,unemployment_rate,,MEX,2020,0.412\n",
      "unemployment_rate,,MEX,2020,,0.412,observed,a\n", .shares = COR_SHARES_PERCENT },
    { "table", OWN "a,unemployment_rate,,MEX,2020,0\n",
      "unemployment_rate,,MEX,2020,,0,observed,a\n" },
    { "table",
      "source,measure,destination,period,unit,value\na,remittances_gdp_share,MEX,2020,ratio,0.04\n"
      "a,remittances_gdp_share,CRI,2020,percent,0.5\n",
      "remittances_gdp_share,,CRI,2020,,0.5,observed,a\n"
      "remittances_gdp_share,,MEX,2020,,4,observed,a\n" },
    { "table", SDMX ",UNIT_MEASURE\nX:Y(1.0),A,,MEX,2020,0.4,unemployment_rate,PT\n",
      "unemployment_rate,,MEX,2020,,0.4,observed,own-table\n" },
    { "labour-market", "iso3,year,indicator,sex,value\nGUY,2019,lfpr_15plus,T,0.513\n",
      "lfpr,,GUY,2019,age=15+,51.3,estimated,gapminder-systema-globalis\n",
      .shares = COR_SHARES_RATIO },
    { "ilostat", "iso3,year,sex,source,informal_rate_pct\nBGD,2022,T,LFS,0.8\n",
      "informality_rate,,BGD,2022,,0.8,observed,ilostat-2024\n", .source = "ilostat-2024" },
    // A table without a year has that of the edition named; a year of its own goes before.
    { "knomad", "origin_iso3,dest_iso3,migrants\nGTM,MEX,5\n",
      "stock,GTM,MEX,2017,,5,estimated,knomad-stock-2017\n", .source = "knomad-stock-2017" },
    { "knomad", "origin_iso3,dest_iso3,year,migrants\nGTM,MEX,2022,5\n",
      "stock,GTM,MEX,2022,,5,estimated,knomad-stock-2022\n", .source = "knomad-stock-2022" },
    // No value.
    { "table",
      "source,measure,origin,destination,period,breakdown,value\na,employed,NA,CRI,2021,NA,9508\n",
      "employed,,CRI,2021,,9508,observed,a\n" },
    { "un-desa-stock", TIDY "GTM,MEX,2020,F,5\nHND,MEX,2020,F,n.a.\nNIC,MEX,2020,F,:\n",
      "stock,GTM,MEX,2020,sex=F,5,estimated,un-desa-ims-2020\n" },
    { "table",
      SDMX ",CONF_STATUS\nX:Y(1.0),A,GTM,MEX,2020,4,stock,C\n"
           "X:Y(1.0),A,HND,MEX,2020,5,stock,F\n",
      "stock,GTM,MEX,2020,,,suppressed,own-table\nstock,HND,MEX,2020,,5,observed,own-table\n" },
    // Words and codes.
    { "table", OWN_SEX "a,stock,GTM,MEX,2020,Female,5\na,stock,GTM,MEX,2020,Total,9\n",
      "stock,GTM,MEX,2020,,9,observed,a\nstock,GTM,MEX,2020,sex=F,5,observed,a\n" },
    { "table",
      "source,measure,origin,destination,period,breakdown,value\n"
      "a,stock,GTM,MEX,2020,sex=Female;age=Y20T24,5\na,stock,GTM,MEX,2020,sex=Total,9\n",
      "stock,GTM,MEX,2020,,9,observed,a\nstock,GTM,MEX,2020,age=20-24;sex=F,5,observed,a\n" },
    { "table", OWN_SEX "a,stock,GTM,MEX,2020,Hombres,5\na,stock,GTM,MEX,2020,ambos sexos,9\n",
      "stock,GTM,MEX,2020,,9,observed,a\nstock,GTM,MEX,2020,sex=M,5,observed,a\n" },
    { "un-desa-stock", TIDY "GTM,MEX,2020,Mujeres,5\n",
      "stock,GTM,MEX,2020,sex=F,5,estimated,un-desa-ims-2020\n" },
    { "table",
      SDMX ",AGE\nX:Y(1.0),A,GTM,MEX,2020,1,stock,AGE_5YRBANDS_Y20-24\n"
           "X:Y(1.0),A,GTM,MEX,2020,2,stock,Y25T29\nX:Y(1.0),A,GTM,MEX,2020,3,stock,Y_GE65\n"
           "X:Y(1.0),A,GTM,MEX,2020,4,stock,Y15T64\nX:Y(1.0),A,GTM,MEX,2020,5,stock,_T\n"
           "X:Y(1.0),A,GTM,MEX,2020,6,stock,Y_LT15\nX:Y(1.0),A,GTM,MEX,2020,7,stock,AGE_YTHADULT_"
           "YGE15\n",
      "stock,GTM,MEX,2020,,5,observed,own-table\n"
      "stock,GTM,MEX,2020,age=0-14,6,observed,own-table\n"
      "stock,GTM,MEX,2020,age=15+,7,observed,own-table\n"
      "stock,GTM,MEX,2020,age=15-64,4,observed,own-table\n"
      "stock,GTM,MEX,2020,age=20-24,1,observed,own-table\n"
      "stock,GTM,MEX,2020,age=25-29,2,observed,own-table\n"
      "stock,GTM,MEX,2020,age=65+,3,observed,own-table\n" },
    // Places.
    { "table", OWN "a,stock,XK,DEU,2020,5\n", "stock,XKX,DEU,2020,,5,observed,a\n" },
    { "table", OWN "a,stock,GT,MX,2020,5\na,stock,EL,UK,2020,5\n",
      "stock,GRC,GBR,2020,,5,observed,a\n" STOCK("5") },
    { "table", OWN "a,stock,32,484,2020,5\n", "stock,ARG,MEX,2020,,5,observed,a\n" },
    // Periods.
    { "table", OWN "a,stock,GTM,MEX,2020.0,5\n", STOCK("5") },
};

static bool has_remark(const ingest_case *test, const char *part) {
    cor_arena keep = test->keep;
    for (size_t i = 0; i < test->report.remark_count; i++) {
        cor_str text = cor_text_in(test->report.remarks[i], COR_LANG_EN, &keep);
        if (cor_str_find(text, cor_str_of(part)) != SIZE_MAX) return true;
    }
    return false;
}

/* Tidy tables do not say of which edition they are. */
static cor_str edition_of(const char *dataset) {
    return strcmp(dataset, "un-desa-stock") == 0 ? COR_STR("un-desa-ims-2020") : (cor_str){ 0 };
}

static void tables_are_read_as_meant(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof READ / sizeof *READ; i++) {
        ingest_case test;
        if (!READ[i].figures) continue;
        case_open(&test);
        cor_import_options options = { .decimal = READ[i].decimal,
                                       .shares = READ[i].shares,
                                       .source = READ[i].source ? cor_str_of(READ[i].source)
                                                                : edition_of(READ[i].dataset) };
        const char *path = case_write(&test, "a.csv", READ[i].text);
        assert_ok(case_import_with(&test, READ[i].dataset, path, &options), &test.err);
        assert_figures(&test, READ[i].figures);
        if (READ[i].remark && !has_remark(&test, READ[i].remark)) fail_msg("%zu: no remark", i);
        case_close(&test);
    }
}

/* ---- what is refused ----------------------------------------------------- */

typedef struct {
    const char *dataset, *text;
    const char *fact, *where, *hint;
    const char *source;
} refused;

static const refused REFUSED[] = {
    // Rows and names.
    { "table", OWN "a,stock,GTM,MEX,2020,46,318\n", "The row has 7 cells, the header 6.", "row 2",
      "quotation marks" },
    { "table", OWN "a,stock,GTM,MEX\n", "The row has 4 cells, the header 6.", "row 2", "cut off" },
    { "wdi",
      "Country Name,Country Code,Indicator Name,Indicator Code,2019,2020,\n"
      "Mexico,MEX,x,BX.TRF.PWKR.CD.DT,1,234,5,\nLast Updated Date,2021-09-15,,,,,\n",
      "The row has 7 cells, the header 6.", "row 2", "quotation marks" },
    { "table",
      "source,measure,origin,destination,period,value,Value \na,stock,GTM,MEX,2020,10,20\n",
      "The column “Value” is twice in the header.", "row 1, column G", "capitals" },
    { "table", "\xef\xbb\xbf\xef\xbb\xbf" OWN "a,stock,GTM,MEX,2020,5\n", "two byte order marks",
      "row 1, column A", "CSV UTF-8" },
    { "table",
      "source,measure,origin,destination,period,\xef\xbb\xbfvalue,value\na,stock,GTM,MEX,2020,5,"
      "5\n",
      "A byte order mark stands inside the header.", "row 1, column F", "EF BB BF" },
    { "un-desa-stock", "origin_iso3,dest_iso3,year,sex,age,value\nGTM,MEX,2020,F,15-24,5\n",
      "The column “age” changes what a row means", "row 1, column E", "corredor import table" },
    { "table",
      "source,measure,origin,destination,period,value,note\na,stock,GTM,MEX,2020,5,\"open\n"
      "a,stock,GTM,CRI,2020,6,x\na,stock,GTM,BLZ,2020,7,y\na,stock,GTM,USA,2020,8,close\"\n",
      "The quotation mark that opens in this cell closes 3 lines below", "row 2, column G",
      "Remove the two" },
    { "table",
      "source,measure,origin,destination,period,value,note\na,stock,GTM,MEX,2020,5,\"open\n"
      "a,stock,GTM,CRI,2020,6,close\"\n",
      "The quotation mark that opens in this cell closes 1 line below", "row 2, column G",
      "Remove the two" },
    // Marks.
    { "table",
      "source;measure;origin;destination;period;value\na;stock;GTM;MEX;2020;46.318\n"
      "a;stock;NIC;CRI;2020;350.854\n",
      "“46.318” can be read as 46318 or as 46.318", "row 2, column F “value”",
      "--decimal . or --decimal ," },
    { "table", OWN "a,remittances,GTM,MEX,2020,\"4,5\"\na,remittances,HND,MEX,2020,4.5\n",
      "The marks of “4,5” contradict", "row 2, column F", "nothing between the thousands" },
    { "table", OWN "a,stock,GTM,MEX,2020,46 318\n", "“46 318” is not a number.", "row 2, column F",
      "nothing between the thousands" },
    { "table", OWN "a,stock,GTM,MEX,2020,1'234\n", "“1'234” is not a number.", "row 2, column F",
      "nothing between the thousands" },
    { "table", OWN "a,stock,GTM,MEX,2020,1.070.743\n", "“1.070.743” is not a number.",
      "row 2, column F", "nothing between the thousands" },
    { "table", OWN "a,stock,GTM,MEX,2020,1234*\n", "“1234*” is not a number.", "row 2, column F",
      "footnote" },
    { "table", OWN "a,remittances,GTM,MEX,2020,1e-400\n", "“1e-400” is not a number.",
      "row 2, column F", "digits" },
    // Titles above the header.
    { "table", "Migrants (thousands)\n" OWN "a,stock,GTM,MEX,2020,46\n",
      "“Migrants (thousands)” above the header", "row 1, column A", "convert" },
    { "un-desa-stock", "Datos,En miles de personas\n" TIDY "GTM,MEX,2020,F,46\n",
      "“En miles de personas” above the header", "row 1, column B", "convert" },
    // Units and values.
    { "table", SDMX ",UNIT_MEASURE\nX:Y(1.0),A,GTM,MEX,2020,3.9,stock,PT\n",
      "The unit of stock is persons, not “PT”.", "row 2, column H", "ths_per" },
    { "table", SDMX ",UNIT_MEASURE\nX:Y(1.0),A,GTM,MEX,2020,3,remittances,EUR\n",
      "The unit of remittances is usd_million, not “EUR”.", "row 2, column H", "mio_usd" },
    { "table", SDMX ",UNIT_MEASURE,UNIT_MULT\nX:Y(1.0),A,GTM,MEX,2020,4,stock,THS_PER,3\n",
      "The unit “THS_PER” is scaled already", "row 2, column I", "once" },
    { "table", OWN "a,stock,GTM,MEX,2020,46.31\n",
      "stock is a number of persons, and 46.31 is not whole.", "row 2, column F", "“unit”" },
    { "table", OWN "a,informality_rate,,MEX,2020,412\n",
      "informality_rate lies between 0 and 100; 412 does not.", "row 2, column F", "Correct" },
    { "un-desa-stock", TIDY "GTM,MEX,2020,F,4.5\n", "4.5 is not whole.", "row 2, column E", "" },
    { "sdg", SDG "SL_TLF_UEM,MEX,2019,,,,,c,7.5,NUMBER\n",
      "The unit of sdg_8_5_2 is percent, not “NUMBER”.", "row 2, column J", "percent" },
    { "sdg", "SeriesCode,GeoAreaCode,TimePeriod,Value,[Units]\nSL_TLF_UEM,484,2019,7,NUMBER\n",
      "The unit of sdg_8_5_2 is percent, not “NUMBER”.", "row 2, column E", "percent",
      .source = "un-sdg-2020" },
    { "table", SDMX "\nX:Y(1.0),A,GTM,MEX,2020,15000000000,remittances\n",
      "The file does not say in which unit the values of remittances are.", "row 2, column F",
      "UNIT_MEASURE, such as usd_million" },
    { "table",
      OWN "a,unemployment_rate,,MEX,2020,0\na,unemployment_rate,,CRI,2020,0.412\n"
          "a,unemployment_rate,,HND,2020,1\n",
      "0.412 can be 0.412 percent or 41.2 percent, and so can every value of unemployment_rate",
      "row 3, column F “value”", "--shares percent or --shares ratio" },
    { "table", SDMX "\nX:Y(1.0),A,,MEX,2020,0.4,unemployment_rate\n",
      "0.4 can be 0.4 percent or 40 percent", "row 2, column F", "--shares" },
    { "labour-market", "iso3,year,indicator,sex,value\nGUY,2019,lfpr_15plus,T,0.513\n",
      "0.513 can be 0.513 percent or 51.3 percent", "row 2, column E", "a column “unit”" },
    { "table",
      "source,measure,origin,destination,period,unit,value\na,stock,GTM,MEX,2020,thousands,46\n"
      "a,stock,HND,MEX,2020,,12\n",
      "The row has no unit, and the unit of others is “thousands”.", "row 3, column F “unit”",
      "into every row" },
    { "un-desa-stock",
      "origin_iso3,dest_iso3,year,sex,value,unit\nGTM,MEX,2020,F,5,\nHND,MEX,2020,F,5,thousands\n",
      "The row has no unit", "row 2, column F", "into every row" },
    { "table",
      SDMX ",UNIT_MEASURE\nX:Y(1.0),A,GTM,MEX,2020,46,stock,THS_PER\n"
           "X:Y(1.0),A,HND,MEX,2020,12,stock,\n",
      "The row has no unit", "row 3, column H", "into every row" },
    { "un-desa-stock", "origin_iso3,dest_iso3,year,sex,value,in_thousands\nGTM,MEX,2020,F,5,yes\n",
      "The column “in_thousands” changes what a row means", "row 1, column F",
      "Remove the column" },
    // Years across, periods, frequencies.
    { "wdi",
      "Country Name,Country Code,Indicator Name,Indicator Code,2019,2020*\nMexico,MEX,x,"
      "BX.TRF.PWKR.CD.DT,1,2\n",
      "“2020*” is not a period.", "row 1, column F", "Write 2020", .source = "wdi-2025" },
    { "wdi",
      "Country Name,Country Code,Indicator Name,Indicator Code,value\nMexico,MEX,x,"
      "BX.TRF.PWKR.CD.DT,1\n",
      "No column of the header is a year or a quarter.", "row 1", "as 2020 into the header",
      .source = "wdi-2025" },
    { "table", SDMX "\nX:Y(1.0),A,GTM,MEX,2020-12-31,5,stock\n",
      "The period 2020-12-31 is not one of the frequency A.", "row 2, column E", "2020-Q3 with Q" },
    { "table", SDMX "\nX:Y(1.0),Q,GTM,MEX,2020,5,stock\n",
      "The period 2020 is not one of the frequency Q.", "row 2, column E", "2020-Q3 with Q" },
    // Editions: what names none is not put under a default one.
    { "knomad", "origin_iso3,dest_iso3,migrants\nGTM,MEX,5\n",
      "does not say of which edition it is.", "a.csv",
      "--source KEY. The keys known here are knomad-stock-2017" },
    { "knomad", "sending_iso3,receiving_iso3,usd_million\nUSA,MEX,5\n",
      "does not say of which edition it is.", "a.csv", "knomad-remittances-2021" },
    { "knomad", "origin_iso3,dest_iso3,migrants\nGTM,MEX,5\n",
      "The table has no year, and knomad-stock-2022 is no edition of a single one.", "a.csv",
      "Add a column “year”", .source = "knomad-stock-2022" },
    { "knomad", "origin_iso3,dest_iso3,year,migrants\nGTM,MEX,2018,5\n",
      "The edition knomad-stock-2017 has no figures of 2018", "row 2, column D", "--source KEY",
      .source = "knomad-stock-2017" },
    { "dioc", "origin_code,sex,age,education,persons\nABW,M,15-24,medium,908\n",
      "does not say of which edition it is.", "a.csv", "dioc-2005, dioc-2015" },
    { "un-desa-stock", TIDY "GTM,MEX,2020,F,5\nGTM,MEX,2012,F,5\n",
      "has no figures of 2012; it has 1990, 1995, 2000, 2005, 2010, 2015, 2020.", "row 3, column E",
      "Correct the year" },
    { "un-desa-stock", TIDY "GTM,MEX,2019,F,5\n",
      "it has 1990, 1995, 2000, 2005, 2010, 2015, 2020, "
      "2024.",
      "row 2, column E", "Correct the year", .source = "un-desa-ims-2024" },
    { "un-desa-stock", TIDY "GTM,MEX,2202,F,5\n",
      "has no figures of 2202; it goes from 1990 to 2020", "row 2, column E", "--source KEY" },
    // Places, words, periods.
    { "table", OWN "a,stock,NA,MEX,2020,5\n", "stock needs an origin.", "row 2, column C", "WLD" },
    { "sdg",
      "series,iso3,m49,year,sex,age,migratory_status,domain,nature,value,unit\n"
      "SL_TLF_UEM,MEX,484,2019,,,,,c,7.5,percent\nSL_TLF_UEM,MEX,320,2019,female,,,,c,7,percent\n",
      "“320” is Guatemala, but “MEX” in the same row is Mexico.", "row 3, column C “m49”",
      "Correct the one that is wrong" },
    { "sdg",
      "SeriesCode,GeoAreaCode,GeoAreaName,TimePeriod,Value\nSL_TLF_UEM,484,Guatemala,2019,7\n",
      "“Guatemala” is Guatemala, but “484” in the same row is Mexico.", "row 2, column C",
      "Correct", .source = "un-sdg-2020" },
    { "table",
      "DATAFLOW,REF_AREA: Area,TIME_PERIOD,OBS_VALUE,MEASURE\n"
      "X:Y(1.0): z,MEX: Mexico,2020,5,population\nX:Y(1.0): z,MEX: Honduras,2021,5,population\n",
      "“Honduras” is Honduras, but “MEX” in the same row is Mexico.", "row 3, column B",
      "Correct" },
    { "un-desa-stock",
      "origin_iso3,origin_name,dest_iso3,year,sex,value\nGTM,Honduras,MEX,2020,F,5\n",
      "“Honduras” is Honduras, but “GTM”", "row 2, column B", "Correct" },
    { "un-desa-stock", "origin_iso3,dest_iso3,dest_m49,year,sex,value\nGTM,MEX,320,2020,F,5\n",
      "“320” is Guatemala, but “MEX”", "row 2, column C", "Correct" },
    { "un-wpp", "country_code\tcountry\t1950\n900\tWorld\t91823.936\n533\tHaiti\t1.777\n",
      "“Haiti” is Haiti, but “533” in the same row is Aruba.", "row 3, column B", "Correct" },
    { "un-desa-stock", TIDY "NA,MEX,2020,F,5\n", "The place is missing.", "row 2, column A",
      "GTM" },
    { "un-desa-stock", TIDY "NA,MX,2020,F,5\nGT,MX,2020,F,5\n", "“NA” may be Namibia",
      "row 2, column A", "NAM" },
    { "table", OWN "a,stock,US,MEX,2020,5\na,stock,GTM,MEX,2020,5\n", "“US” has two letters",
      "row 2, column C", "Write USA" },
    { "table", OWN "a,stock,Micronesia,USA,2020,5\n", "The place “Micronesia” may be several.",
      "row 2, column C", "FSM (Micronesia (Federated States of))" },
    { "table", OWN "a,stock,Korea,USA,2020,5\n", "The place “Korea” may be several.",
      "row 2, column C", "KOR" },
    { "table", OWN "a,stock,Virgin Islands,USA,2020,5\n", "may be several.", "row 2, column C",
      "VIR" },
    { "table", OWN "a,stock,Otros países,MEX,2020,5\n", "“Otros países” is no place.",
      "row 2, column C", "Write OTH" },
    { "table", OWN "a,stock,41,MEX,2020,5\n", "The place “41” is not known.", "row 2, column C",
      "three-letter code" },
    { "table", OWN "a,stock,Total,MEX,2020,5\n", "“Total” is the sum of the other places.",
      "row 2, column C", "WLD" },
    { "table", OWN_SEX "a,stock,GTM,MEX,2020,Frau,5\n", "“Frau” is not a code of sex.",
      "row 2, column F “sex”", "The codes are F, M" },
    { "table", OWN_SEX "a,stock,GTM,MEX,2020,1,5\na,stock,GTM,MEX,2020,2,6\n",
      "“1” is not a code of sex.", "row 2, column F “sex”", "\n  The codes are F, M" },
    { "table", OWN_SEX "a,stock,GTM,MEX,2020,H,5\na,stock,GTM,MEX,2020,M,6\n",
      "“H” is not a code of sex.", "row 2, column F", "mujeres" },
    { "table", "source,measure,origin,destination,period,age,value\na,stock,GTM,MEX,2020,05-09,5\n",
      "“05-09” is not a code of age.", "row 2, column F “age”", "Did you mean 5-9?" },
    { "table",
      "source,measure,origin,destination,period,breakdown,value\n"
      "a,stock,GTM,MEX,2020,sex=Frau,5\n",
      "“Frau” is not a code of sex.", "row 2, column F “breakdown”", "The codes are F, M" },
    { "table",
      "source,measure,origin,destination,period,breakdown,value\n"
      "a,stock,GTM,MEX,2020,sexo=F,5\n",
      "names an unknown dimension", "row 2, column F", "The dimensions are sex, age" },
    { "table", "source|measure|origin|destination|period|value\na|stock|GTM|MEX|2020|5\n",
      "The file has none of the layouts of table", "a.csv", "commas, semicolons or tabs" },
    { "table", OWN "'a',stock,GTM,MEX,2020,5\n", "“'a'” cannot be the key of a source.",
      "row 2, column A", "small letters" },
    { "table", "region,sector,year,total\nNorth,agriculture,2020,5\n",
      "The file has none of the layouts of table; it begins with: region", "", "measure, origin" },
};

static void faults_have_a_place_and_a_way_forward(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof REFUSED / sizeof *REFUSED; i++) {
        ingest_case test;
        case_open(&test);
        const char *path = case_write(&test, "a.csv", REFUSED[i].text);
        cor_import_options options = { .source = REFUSED[i].source
                                                     ? cor_str_of(REFUSED[i].source)
                                                     : edition_of(REFUSED[i].dataset) };
        cor_code code = case_import_with(&test, REFUSED[i].dataset, path, &options);
        const char *message = test_message(&test.err);
        if (!code || !strstr(message, REFUSED[i].fact) || !strstr(message, REFUSED[i].where) ||
            !strstr(message, REFUSED[i].hint))
            fail_msg("%zu: %s: %s", i, cor_code_name(code), message);
        assert_null(strstr(message, "data/vocabulary"));
        assert_null(strstr(case_message(&test, COR_LANG_ES), " is not "));
        assert_figures(&test, "");
        case_close(&test);
    }
}

/* ---- workbooks ----------------------------------------------------------- */

static const char *book_path(ingest_case *test, const char *text) {
    const char *path = test_folder_file(&test->folder, "a.xlsx");
    workbook_write(path, text);
    return path;
}

#define HEAD "source|measure|origin|destination|period|value\n"

static void sheets_with_the_columns_are_found(void **state) {
    (void)state;
    ingest_case test;
    case_open(&test);
    const char *path =
        book_path(&test, "== Notes\nRead me first\n== Empty\n== 2020\n" HEAD
                         "a|stock|GTM|MEX|2020|5\n== 2021\n" HEAD "a|stock|GTM|MEX|2021|6\n");
    assert_ok(case_import(&test, "table", path), &test.err);
    assert_figures(&test, STOCK("5") "stock,GTM,MEX,2021,,6,observed,a\n");
    assert_true(has_remark(&test, "Sheets read: 2020, 2021."));
    assert_true(has_remark(&test, "Sheets not read: Notes, Empty."));

    path = book_path(&test, "== Old\n" HEAD "a|stock|GTM|MEX|2019|1\n== New\nsource|measure|origin|"
                            "destination|period|value|sex\na|stock|GTM|MEX|2019|2|F\n");
    assert_fails(case_import(&test, "table", path), COR_E_FORMAT, &test.err,
                 "The sheets “Old” and “New” both have data");
    cor_import_options options = { .sheet = COR_STR("new") };
    assert_ok(case_import_with(&test, "table", path, &options), &test.err);
    assert_non_null(strstr(case_figures(&test), "stock,GTM,MEX,2019,sex=F,2,"));
    options.sheet = COR_STR("nosuch");
    assert_fails(case_import_with(&test, "table", path, &options), COR_E_FORMAT, &test.err,
                 "The file has no sheet “nosuch”.");
    case_close(&test);
}

/* A scale above the table or in the name of the sheet is what the layout reads, or is refused. */
static void scales_in_titles_are_heeded(void **state) {
    (void)state;
#define UN                                                                                         \
    "Migrants\n\n\nPOP/DB/MIG/Stock/Rev.2020\n||%s\n|Location "                                    \
    "code|1990|2020\nKenya|404|298.089|1050\n"
    static const struct {
        const char *dataset, *sheet, *text, *first, *figure, *fact;
    } CASES[] = {
        { "un-desa-stock", "Table 1", UN, "International migrant stock at mid-year (thousands)",
          "stock,WLD,KEN,1990,,298089,", NULL },
        { "un-desa-stock", "Table 1", UN, "International migrant stock at mid-year", NULL,
          "298.089 is not whole" },
        { "un-desa-stock", "Table 1 (thousands)", UN, "International migrant stock at mid-year",
          NULL, "The name of the sheet “Table 1 (thousands)” says in which unit" },
        { "knomad", "Inward",
          "%s\n\nRemittance inflows (US$ million)|2021|2022\nMexico|5|6\n\nDate: June 2023\n",
          "US$ billions", NULL, "“US$ billions” above the header" },
        { "knomad", "Inward",
          "%s\n\nRemittance inflows (US$ million)|2021|2022\nMexico|5|6\n\nDate: June 2023\n",
          "Millions of US$", "remittances_received,,MEX,2021,,5,", NULL },
        { "knomad", "BRM 2021",
          "%s\nreceiving (across) / sending (down)|Mexico\nUnited States|52.5\n",
          "Bilateral Remittance Estimates for 2021 (US$ bn)", NULL, "(US$ bn)” above the header" },
        { "knomad", "BRM 2021 miles de millones",
          "%s\nreceiving (across) / sending (down)|Mexico\nUnited States|52.5\n", "Remittances",
          NULL, "The name of the sheet" },
        { "knomad", "BRM 2021",
          "%s\nreceiving (across) / sending (down)|Mexico\nUnited States|52.5\n",
          "Bilateral Remittance Estimates for 2021 (millions of US$)",
          "remittances,MEX,USA,2021,,52.5,", NULL },
        { "knomad", "Stocks 2017", "%s\n|Mexico\nGuatemala|46\n",
          "Bilateral Estimates of Migrant Stocks in 2017 (in thousands)", NULL,
          "(in thousands)” above the header" },
        { "knomad", "BRM 2021",
          "%s\nreceiving (across) / sending (down)|Mexico\nUnited States|52.5\n",
          "Bilateral Remittance Estimates for 2021 (millions of EUR)", NULL, "above the header" },
        { "un-desa-stock", "Table 1", UN, "International migrant stock at mid-year as a share (%)",
          NULL, "Columns are missing" },
        { "un-desa-stock", "Table 1",
          "x\nPOP/DB/MIG/Stock/Rev.2020\n||%s\n|Location code|1990\nKenya|320|298\n",
          "International migrant stock at mid-year, women", NULL,
          "“Kenya” is Kenya, but “320” in the same row is Guatemala." },
        { "un-desa-stock", "Table 1",
          "x\nPOP/DB/MIG/Stock/Rev.2020\n||%s\n|Location code|1990\nKenya||298\n",
          "International migrant stock at mid-year, women", NULL,
          "The row has values and no code of a place." },
        { "un-desa-stock", "Table 1",
          "x\nPOP/DB/MIG/Stock/Rev.2020\n||%s\n|Location code|1990\nAfrica\nKenya|404|298\n",
          "International migrant stock at mid-year, women", "stock,WLD,KEN,1990,sex=F,298,", NULL },
        { "table", "Stock, miles", HEAD "%s\n", "a|stock|GTM|MEX|2020|46", NULL,
          "The name of the sheet “Stock, miles”" },
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        char text[1024], sheet[1200];
        ingest_case test;
        case_open(&test);
        snprintf(text, sizeof text, CASES[i].text, CASES[i].first);
        snprintf(sheet, sizeof sheet, "== %s\n%s", CASES[i].sheet, text);
        cor_code code = case_import(&test, CASES[i].dataset, book_path(&test, sheet));
        const char *message = code ? test_message(&test.err) : case_figures(&test);
        const char *part = CASES[i].figure ? CASES[i].figure : CASES[i].fact;
        if (!code != (CASES[i].figure != NULL) || !strstr(message, part))
            fail_msg("%zu: %s: %s", i, cor_code_name(code), message);
        case_close(&test);
    }
}

typedef enum {
    PERCENT,
    DATE,
    THOUSANDS,
    FORMULA,
    FOOTNOTE,
    SUBSCRIPT,
    STRUCK,
    MERGED,
    HIDDEN
} trait;

static const char *number_format = "#,##0,"; // of THOUSANDS

/* A workbook of two rows, whose first value or period has the trait. */
static const char *book_with(ingest_case *test, trait of, const char *measure, double value) {
    static const char *const NAMES[] = { "source",      "measure", "origin",
                                         "destination", "period",  "value" };
    const char *path = test_folder_file(&test->folder, "b.xlsx");
    lxw_workbook *book = workbook_new(path);
    lxw_worksheet *hidden = of == HIDDEN ? workbook_add_worksheet(book, "Old") : NULL,
                  *sheet = workbook_add_worksheet(book, "Data");
    lxw_format *format = workbook_add_format(book), *raised = workbook_add_format(book);
    format_set_num_format(format, of == PERCENT ? "0.0%"
                                  : of == DATE  ? "yyyy-mm-dd"
                                                : number_format);
    if (of == FOOTNOTE) format_set_font_script(raised, LXW_FONT_SUPERSCRIPT);
    if (of == SUBSCRIPT) format_set_font_script(raised, LXW_FONT_SUBSCRIPT);
    if (of == STRUCK) format_set_font_strikeout(raised);

    for (lxw_col_t c = 0; c < 6; c++) {
        worksheet_write_string(sheet, 0, c, NAMES[c], NULL);
        if (hidden) worksheet_write_string(hidden, 0, c, NAMES[c], NULL);
    }
    for (lxw_row_t r = 1; r <= 2; r++) {
        worksheet_write_string(sheet, r, 0, "a", NULL);
        worksheet_write_string(sheet, r, 1, measure, NULL);
        bool has_origin = strcmp(measure, "stock") == 0;
        if (has_origin) worksheet_write_string(sheet, r, 2, r == 1 ? "GTM" : "HND", NULL);
        worksheet_write_string(sheet, r, 3, has_origin || r == 1 ? "MEX" : "CRI", NULL);
        worksheet_write_number(sheet, r, 4, 2020, NULL);
        worksheet_write_number(sheet, r, 5, value,
                               of == PERCENT || of == THOUSANDS ? format : NULL);
    }

    char number[] = "46318", note[] = "2";
    lxw_rich_string_tuple plain = { .string = number }, mark = { .format = raised, .string = note };
    lxw_rich_string_tuple *parts[] = { &plain, &mark, NULL };
    if (of == DATE) worksheet_write_number(sheet, 1, 4, 44013, format);
    if (of == FORMULA) worksheet_write_formula_str(sheet, 1, 5, "=1/0", NULL, "#DIV/0!");
    if (of == FOOTNOTE || of == SUBSCRIPT || of == STRUCK)
        worksheet_write_rich_string(sheet, 1, 5, parts, NULL);
    if (of == MERGED) worksheet_merge_range(sheet, 1, 3, 2, 3, "MEX", NULL);
    if (hidden) worksheet_hide(hidden);
    if (hidden) worksheet_activate(sheet);
    if (of == HIDDEN)
        worksheet_set_row_opt(sheet, 2, 15, NULL, &(lxw_row_col_options){ .hidden = 1 });
    if (workbook_close(book)) abort();
    return path;
}

static void cells_are_what_the_sheet_shows(void **state) {
    (void)state;
    static const struct {
        trait of;
        const char *measure;
        double value;
        const char *figure, *fact, *hint; // read, or refused
    } CASES[] = {
        { HIDDEN, "stock", 46318.000000000007, "stock,GTM,MEX,2020,,46318,", NULL, NULL },
        { HIDDEN, "remittances_received", 0.1 + 0.2, "MEX,2020,,0.3,", NULL, NULL },
        { PERCENT, "remittances_gdp_share", 0.412, ",41.2,", NULL, NULL },
        { PERCENT, "stock", 0.412, NULL, "The cell shows a percentage and holds 0.412",
          "plain numbers" },
        { DATE, "stock", 5, NULL, "The cell holds a date of Excel (2020-07-01).",
          "Write it as text" },
        { THOUSANDS, "stock", 46318000, NULL,
          "shows a unit, or thousands or millions, and holds 46318000", "plain" },
        { FORMULA, "stock", 5, NULL, "“#DIV/0!” is not a number.", "Write digits" },
        { FOOTNOTE, "stock", 5, NULL, "“46318²” is not a number.", "footnote" },
        { SUBSCRIPT, "stock", 5, NULL, "“46318₂” is not a number.", "footnote" },
        { STRUCK, "stock", 5, NULL, "“463182̶” is not a number.", "footnote" },
        { MERGED, "stock", 5, NULL, "The cells D2:D3 are merged", "Take the merge off" },
        { HIDDEN, "stock", 5, "stock,HND,MEX,2020,,5,", NULL, NULL },
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        ingest_case test;
        case_open(&test);
        const char *path = book_with(&test, CASES[i].of, CASES[i].measure, CASES[i].value);
        cor_code code = case_import(&test, "table", path);
        const char *message = code ? test_message(&test.err) : case_figures(&test);
        bool right = CASES[i].figure
                         ? !code && strstr(message, CASES[i].figure)
                         : code && strstr(message, CASES[i].fact) && strstr(message, CASES[i].hint);
        if (!right) fail_msg("%zu: %s: %s", i, cor_code_name(code), message);
        if (CASES[i].of == HIDDEN) {
            assert_true(has_remark(&test, "Hidden sheets, not read: Old."));
            assert_true(has_remark(&test, "1 row that the sheet hides was read too."));
        }
        case_close(&test);
    }
}

/* What a format adds in letters or digits is part of what the sheet says. */
static void formats_that_add_a_unit_are_refused(void **state) {
    (void)state;
    static const struct {
        const char *format;
        bool is_read;
    } FORMATS[] = {
        { "#,##0\" thousand\"", false },
        { "0\" mil\"", false },
        { "0\"000\"", false },
        { "0.0\"bn\"", false },
        { "0\\k", false },
        { "General\" pers.\"", false },
        { "\"тыс. \"0", false },
        { "#,##0_);(#,##0)", true },
        { "0;-0;\"none\";@", true },
        { "0\"*\"", true },
        { "#,##0\\ [$€-C0A]", false },
        { "[$Q-100A]#,##0.00", false },
        { "\"£\"0", false },
        { "[$$-409]#,##0", true },
        { "[$-409]#,##0", true },
        { "#,##0_€", true },
        { "\"US$ \"#,##0", true },
        { "_-* #,##0_-", true },
        { "[Red]#,##0\\ _x", true },
    };
    static const struct {
        const char *format, *measure, *part;
    } SIGNS[] = {
        { "0.0\"%\"", "unemployment_rate", ",0.4," },
        { "0.0\\%", "stock", "shows a percentage and holds 0.4" },
        { "0.0\"‰\"", "unemployment_rate", "shows a unit" },
        { ";;;", "unemployment_rate", "does not show its number, 0.4" },
        { "\"n.a.\";0", "unemployment_rate", "does not show its number" },
        { "@", "remittances_received", ",0.4," },
    };
    for (size_t i = 0; i < sizeof SIGNS / sizeof *SIGNS; i++) {
        ingest_case test;
        case_open(&test);
        number_format = SIGNS[i].format;
        const char *path = book_with(&test, THOUSANDS, SIGNS[i].measure, 0.4);
        cor_code code = case_import(&test, "table", path);
        const char *message = code ? test_message(&test.err) : case_figures(&test);
        if (!strstr(message, SIGNS[i].part)) fail_msg("%s: %s", SIGNS[i].format, message);
        case_close(&test);
    }

    for (size_t i = 0; i < sizeof FORMATS / sizeof *FORMATS; i++) {
        ingest_case test;
        case_open(&test);
        number_format = FORMATS[i].format;
        const char *path = book_with(&test, THOUSANDS, "stock", 46318);
        number_format = "#,##0,";
        cor_code code = case_import(&test, "table", path);
        const char *message = code ? test_message(&test.err) : case_figures(&test);
        if (!strstr(message, FORMATS[i].is_read ? ",46318," : "shows a unit"))
            fail_msg("%s: %s", FORMATS[i].format, message);
        case_close(&test);
    }
}

test_program(cmocka_unit_test(tables_are_read_as_meant),
             cmocka_unit_test(formats_that_add_a_unit_are_refused),
             cmocka_unit_test(faults_have_a_place_and_a_way_forward),
             cmocka_unit_test(scales_in_titles_are_heeded),
             cmocka_unit_test(sheets_with_the_columns_are_found),
             cmocka_unit_test(cells_are_what_the_sheet_shows))
