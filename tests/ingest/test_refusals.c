/* SPDX-License-Identifier: Apache-2.0 */
/* test_refusals.c: files with faults: what is said, where, and what to do; and that nothing of
 * them is stored. */
#include <math.h>

#include "ingest_case.h"
#include "workbook.h"

typedef struct {
    const char *dataset, *text;
    cor_code code;
    const char *fact, *where, *hint; // parts of the message
} broken;

#define UN_DESA "un-desa-stock"
#define STOCK   "origin_iso3,dest_iso3,year,sex,value\n"
#define TABLE   "measure,origin,destination,period,breakdown,value,status,source\n"

static const broken BROKEN[] = {
    // Columns.
    { "un-desa-stock", "origin_iso3,dest_iso3,year,gender,value\nMEX,USA,2020,F,1\n", COR_E_FORMAT,
      "Columns are missing: sex.", "row 1", "has: origin_iso3, dest_iso3, year, gender, value" },
    { "un-desa-stock", "origen_iso3,destino_iso3,año,sexo,valor\nMEX,USA,2020,F,1\n", COR_E_FORMAT,
      "The header of the file is in Spanish: origen_iso3, destino_iso3, año, sexo, valor.", "",
      "in English" },
    { "wdi",
      "Nombre del país,Código del país,Nombre del indicador,Indicator Code,1990\nAruba,ABW,x,y,1\n",
      COR_E_FORMAT, "The header of the file is in Spanish", "",
      "Name the columns in English, or download the file in English: "
      "Country Name, Country Code" },
    { "un-desa-stock", "origin_iso3,dest_iso3,year,sex,value,year\nMEX,USA,2020,F,1,2020\n",
      COR_E_FORMAT, "The column “year” is twice in the header.", "row 1", "Remove one of the two" },
    { "un-desa-stock", "a,b\n1,2\n", COR_E_FORMAT,
      "none of the layouts of un-desa-stock; it begins with: a, b.", "",
      "Layouts that can be read: the workbook of the United Nations" },
    { "un-desa-stock", "", COR_E_FORMAT, "", "", "" },
    { "sdg", STOCK "MEX,USA,2020,F,1\n", COR_E_FORMAT,
      "This is not a file of sdg but of un-desa-stock", "", "corredor import un-desa-stock" },
    { "un-wpp", "country_code\tcountry\t2024\n900\tWorld\t8196980.849\n", COR_E_FORMAT,
      "population of countries at the end of each year, in thousands, which is not read", "",
      "mid-year" },
    { "un-wpp", "LocID,LocTypeName,Variant,Time,TPopulation1July,Births,Deaths,NetMigrations\n",
      COR_E_FORMAT, "does not say of which edition", "",
      "--source KEY. The keys known here are un-wpp-2024, un-wpp-2022, un-wpp-2019" },
    // Places.
    { "un-desa-stock", STOCK "MEX,USA,2020,F,1\nMEX,Gautemala,2020,F,1\n", COR_E_FORMAT,
      "The place “Gautemala” is not known.", "row 3, column B “dest_iso3”",
      "Did you mean Guatemala? Write GTM." },
    { "un-desa-stock", STOCK "QQQ,USA,2020,F,1\n", COR_E_FORMAT, "The place “QQQ” is not known.",
      "row 2, column A “origin_iso3”", "" },
    { "un-desa-stock", STOCK ",USA,2020,F,1\n", COR_E_FORMAT, "The place is missing.",
      "row 2, column A", "ISO 3166-1" },
    { "un-wpp", "country_code\tcountry\t1950\n900\tWorld\t91823.936\n999x\tAruba\t1\n",
      COR_E_FORMAT, "“999x” is not a country number", "row 3, column A “country_code”", "" },
    { "un-wpp", "country_code\tcountry\t1950\n900\tWorld\t91823.936\n7\tAruba\t1\n", COR_E_FORMAT,
      "No country has the number 7", "row 3", "" },
    // Periods.
    { "un-desa-stock", STOCK "MEX,USA,20x0,F,1\n", COR_E_FORMAT, "“20x0” is not a year.",
      "row 2, column C “year”", "four digits" },
    { "un-desa-stock", STOCK "MEX,USA,20,F,1\n", COR_E_FORMAT, "“20” is not a year.", "row 2", "" },
    { "un-desa-stock", STOCK "MEX,USA,,F,1\n", COR_E_FORMAT, "“” is not a year.", "row 2", "" },
    { "remittance-prices",
      "sending_iso3,receiving_iso3,year,quarter,total_cost_pct\nUSA,MEX,2020,5,4\n", COR_E_FORMAT,
      "“5” is not a quarter.", "row 2, column D", "1, 2, 3 or 4" },
    { "un-wpp", "iso3,year0,year1,births,deaths,net_migration\nABW,1995,1990,1,2,3\n", COR_E_DOMAIN,
      "ends in 1990, before it begins in 1995", "row 2", "" },
    // Words.
    { "un-desa-stock", STOCK "MEX,USA,2020,W,1\n", COR_E_FORMAT, "“W” is not known in this column.",
      "row 2, column D “sex”", "Allowed values: T, M, F" },
    { "labour-market", "iso3,year,indicator,sex,value\nGUY,2019,lfpr_15plsu,T,1\n", COR_E_FORMAT,
      "“lfpr_15plsu”", "row 2", "Did you mean lfpr_15plus?" },
    // Values.
    { "un-desa-stock", STOCK "MEX,USA,2020,F,-5\n", COR_E_DOMAIN, "The value is negative: −5.",
      "row 2, column E “value”", "leave the row out" },
    { "un-desa-stock", STOCK "MEX,USA,2020,F,none at all\n", COR_E_FORMAT,
      "“none at all” is not a number.", "row 2, column E", "there is no value" },
    { "un-desa-stock", STOCK "MEX,USA,2020,F,inf\n", COR_E_FORMAT, "“inf” is not a number.",
      "row 2", "" },
    { "un-desa-stock", STOCK "MEX,USA,2020,F,1e999\n", COR_E_FORMAT, "“1e999” is not a number.",
      "row 2", "" },
    { "un-desa-stock", STOCK "MEX,USA,2020,F,\"1,234\"\n", COR_E_FORMAT,
      "“1,234” can be read as 1234 or as 1.234", "row 2", "--decimal" },
    { "un-desa-stock", STOCK "MEX,USA,2020,F,1\nNIC,CRI,2020,F,2\nMEX,USA,2020,F,3\n",
      COR_E_CONFLICT, "Mexico → United States in 2020 is there twice: 1 (row 2) and 3 (row 4)",
      "row 4", "Keep the row that is right" },
    { "dioc", "coub,sex,age_lfs,edu_lfs,regionb,fborn,number\nABW,1,1,2,SCAC,1,many\n",
      COR_E_FORMAT, "“many” is not a number.", "row 2, column G “number”", "" },
    // Ragged and cut-off rows.
    { "un-desa-stock", STOCK "MEX,USA,2020\n", COR_E_SHAPE, "The row has 3 cells, the header 5.",
      "row 2", "cut off" },
    { "un-desa-stock", STOCK "MEX,USA,2020,F,1,2\n", COR_E_SHAPE,
      "The row has 6 cells, the header 5.", "row 2", "quotation marks" },
    { "un-desa-stock", STOCK "MEX,USA,2020,,1\n", COR_E_FORMAT, "“” is not known in this column",
      "row 2, column D", "" },
    { "un-desa-stock", STOCK "MEX,USA,2020,F,\"1\n", COR_E_FORMAT,
      "quotation mark is opened and never closed", "row 2", "" },
    { "ilo-global",
      "edition,ref_year,indicator,dimension,category,sex,value\n3,2019,migrant_workers,total,World,"
      "T,169\n"
      "4,2022,migrants_employed,total,World,T,155.6\n",
      COR_E_FORMAT, "of the source ilo-global-4, the first one of ilo-global-3", "row 3",
      "a file of its own" },
    // Own tables.
    { "table", TABLE "stokc,MEX,USA,2020,,1,observed,\n", COR_E_FORMAT,
      "The measure “stokc” is not known.", "row 2, column A “measure”", "Did you mean stock?" },
    { "table", TABLE "stock,,USA,2020,,1,observed,\n", COR_E_FORMAT, "stock needs an origin.",
      "row 2, column B", "WLD" },
    { "table", TABLE "population,,,2020,,1,observed,\n", COR_E_FORMAT, "The place is missing.",
      "row 2, column C", "" },
    { "table", TABLE "stock,MEX,,2020,,1,observed,\n", COR_E_FORMAT, "The place is missing.",
      "row 2, column C", "WLD" },
    { "table", TABLE "stock,MEX,USA,yesterday,,1,observed,\n", COR_E_FORMAT,
      "“yesterday” is not a period.", "row 2, column D", "2020-Q3" },
    { "table", TABLE "stock,MEX,USA,2020,sexo=F,1,observed,\n", COR_E_DOMAIN, "sexo",
      "row 2, column E", "" },
    { "table", TABLE "stock,MEX,USA,2020,,1,seen,\n", COR_E_FORMAT,
      "The status “seen” is not known.", "row 2, column G", "observed, estimated" },
    { "table", TABLE "stock,MEX,USA,2020,,,observed,\n", COR_E_FORMAT, "The value is missing.",
      "row 2, column F", "“missing” or “suppressed”" },
    { "table", TABLE "stock,MEX,USA,2020,,1,suppressed,\n", COR_E_FORMAT, "has no value",
      "row 2, column F", "" },
    { "table", TABLE "stock,MEX,USA,2020,,-1,observed,\n", COR_E_DOMAIN, "negative",
      "row 2, column F", "" },
    { "table", TABLE "stock,MEX,USA,2020,,1,observed,a\nstock,MEX,USA,2015,,1,observed,b\n",
      COR_E_FORMAT, "of the source b, the first one of a", "row 3", "a file of its own" },
    { "table", TABLE "stock,MEX,USA,2020,,1,observed,My Table\n", COR_E_FORMAT,
      "cannot be the key of a source", "", "small letters" },
    { "table", "measure,destination,period,value,colour\nstock,USA,2020,1,red\n", COR_E_FORMAT,
      "The column “colour” is not known.", "row 1", "sex, age" },
    { "table", "measure,period,value\nstock,2020,1\n", COR_E_FORMAT,
      "Columns are missing: destination.", "row 1", "" },
    { "table", "measure,destination,period,value,unit\npopulation,USA,2020,1,households\n",
      COR_E_FORMAT, "The unit of population is persons, not “households”.", "row 2, column E",
      "thousands" },
    { "table", "medida,origen,destino,periodo,valor\nstock,MEX,USA,2020,1\n", COR_E_FORMAT,
      "The header of the file is in Spanish", "", "measure, period, value" },
};

static bool has(const char *message, const char *part) {
    return strstr(message, part) != NULL;
}

static void each_fault_is_told(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof BROKEN / sizeof *BROKEN; i++) {
        const broken *file = &BROKEN[i];
        ingest_case test;
        case_open(&test);
        cor_import_options options = { 0 };
        if (strcmp(file->dataset, UN_DESA) == 0) // two editions have such tables
            options.source = COR_STR("un-desa-ims-2020");
        if (strcmp(file->dataset, "dioc") == 0) // its files have no year
            options.source = COR_STR("dioc-2015");
        const char *path = case_write(&test, "broken.csv", file->text);
        cor_code code = case_import_with(&test, file->dataset, path, &options);
        const char *message = test_message(&test.err);
        if (code != file->code || !has(message, file->fact) || !has(message, file->where) ||
            !has(message, file->hint))
            fail_msg("%zu: %s: %s", i, cor_code_name(code), message);
        assert_true(has(message, "broken.csv"));
        // In Spanish too every part of it is translated: no English sentence is left.
        const char *spanish = case_message(&test, COR_LANG_ES);
        if (*file->where && strncmp(file->where, "row", 3) == 0 && !has(spanish, "fila"))
            fail_msg("%s", spanish);
        assert_false(has(spanish, " is not "));
        assert_figures(&test, "");
        case_close(&test);
    }
}

static void all_faults_are_counted_and_the_first_ones_kept(void **state) {
    (void)state;
    ingest_case test;
    case_open(&test);
    char text[4096] = STOCK "MEX,USA,2020,F,1\n";
    for (int i = 0; i < 30; i++)
        strcat(text, i % 2 ? "NIC,CRI,2020,F,-1\n" : "NIC,XYZ,2020,F,1\n");

    const char *path = case_write(&test, "a.csv", text);
    cor_import_options options = { .source = COR_STR("un-desa-ims-2020") };
    assert_fails(case_import_with(&test, UN_DESA, path, &options), COR_E_FORMAT, &test.err,
                 "The place “XYZ” is not known. Nothing was stored; there are 29 more faults.");
    assert_int_equal(test.report.refused, 30);
    assert_int_equal(test.report.refusal_count, COR_REFUSALS_KEPT);
    assert_int_equal(test.report.refusals[1].code, COR_E_DOMAIN);
    assert_str(cor_text_in(test.report.refusals[1].what, COR_LANG_ES, &test.keep),
               "El valor es negativo: −1.");
    assert_str(cor_text_in(test.report.refusals[1].where, COR_LANG_EN, &test.keep),
               "row 4, column E “value”");
    assert_figures(&test, "");

    // The sound row alone, when asked for.
    options.allow_refused = true;
    assert_ok(case_import_with(&test, "un-desa-stock", path, &options), &test.err);
    assert_int_equal(test.report.refused, 30);
    assert_int_equal(test.report.load.added, 1);
    assert_figures(&test, "stock,MEX,USA,2020,sex=F,1,estimated,un-desa-ims-2020\n");
    case_close(&test);
}

static void sources_can_be_given(void **state) {
    (void)state;
    ingest_case test;
    case_open(&test);
    const char *path = case_write(&test, "a.csv", STOCK "MEX,USA,2015,F,1\n");
    cor_import_options options = { .source = COR_STR("un-desa-ims-2019") };
    assert_ok(case_import_with(&test, UN_DESA, path, &options), &test.err);
    assert_int_equal(test.report.remark_count, 0);
    assert_figures(&test, "stock,MEX,USA,2015,sex=F,1,estimated,un-desa-ims-2019\n");
    options.source = COR_STR("Rev 2019");
    assert_fails(case_import_with(&test, UN_DESA, path, &options), COR_E_FORMAT, &test.err,
                 "“Rev 2019” cannot be the key of a source.");
    case_close(&test);
}

static void unreadable_files_are_told(void **state) {
    (void)state;
    ingest_case test;
    case_open(&test);
    assert_fails(case_import(&test, "wdi", test_folder_file(&test.folder, "nowhere.csv")),
                 COR_E_MISSING, &test.err, "dataset wdi, file nowhere.csv");
    assert_str(test.report.file_name, "nowhere.csv");
    assert_fails(case_import(&test, "wdi", test.folder.path), COR_E_MISSING, &test.err, "folder");
    assert_fails(case_import(&test, "wdi",
                             case_write(&test, "a.csv", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 old")),
                 COR_E_FORMAT, &test.err, ".xls");
    assert_fails(
        case_import(&test, "wdi",
                    case_write(&test, "b.csv", "iso3,year,indicator,value\nM\xE9xico,1,2,3\n")),
        COR_E_FORMAT, &test.err, "UTF-8");
    assert_figures(&test, "");
    case_close(&test);
}

static void faults_in_workbooks_name_the_sheet(void **state) {
    (void)state;
    ingest_case test;
    case_open(&test);
    const char *path = test_folder_file(&test.folder, "a.xlsx");
    workbook_write(path,
                   "== Bilateral_Migration_2017\nBilateral Estimates of Migrant Stocks in 2017\n"
                   "|United States|Atlantis\nMexico|many|1\nLemuria|1|2\n");
    assert_int_equal(case_import(&test, "knomad", path), COR_E_FORMAT);
    assert_int_equal(test.report.refused, 3);
    static const char *const WHERE[] = {
        "sheet “Bilateral_Migration_2017”, row 2, column C “Atlantis”",
        "sheet “Bilateral_Migration_2017”, row 3, column B “United States”",
        "sheet “Bilateral_Migration_2017”, row 4, column A"
    };
    for (size_t i = 0; i < 3; i++)
        assert_str(cor_text_in(test.report.refusals[i].where, COR_LANG_EN, &test.keep), WHERE[i]);

    case_close(&test);
}

typedef struct {
    int calls, stop_at;
    int64_t done, total;
} progress_seen;

static bool watch(void *self, cor_str file_name, int64_t bytes_done, int64_t bytes_total) {
    progress_seen *seen = self;
    assert_str(file_name, "big.csv");
    assert_true(bytes_done >= seen->done && bytes_done <= bytes_total);
    seen->done = bytes_done;
    seen->total = bytes_total;
    return ++seen->calls != seen->stop_at;
}

static const char *write_big(ingest_case *test) {
    const char *path = test_folder_file(&test->folder, "big.csv");
    FILE *file = fopen(path, "wb");

    fputs("origin_iso3,dest_iso3,migrants\n", file);
    size_t count;
    const cor_country_info *places = cor_country_list(&count);

    for (size_t i = 0; i < 100; i++)
        for (size_t j = 0; j < 200; j++)
            fprintf(file, "%.*s,%.*s,%zu\n", COR_STR_F(places[i].code), COR_STR_F(places[j].code),
                    i * j);

    fclose(file);
    return path;
}

static void progress_is_told_and_can_stop(void **state) {
    (void)state;
    ingest_case test;
    case_open(&test);
    const char *path = write_big(&test);
    progress_seen watcher = { .stop_at = 3 };
    cor_import_options options = { .progress = watch,
                                   .progress_self = &watcher,
                                   .source = COR_STR("knomad-stock-2017") };
    assert_fails(case_import_with(&test, "knomad", path, &options), COR_E_INTERRUPT, &test.err,
                 "nothing was stored");
    assert_int_equal(watcher.calls, 3);
    assert_figures(&test, "");
    watcher.stop_at = 0;
    watcher.done = 0;
    assert_ok(case_import_with(&test, "knomad", path, &options), &test.err);
    assert_true(watcher.calls > 6);
    assert_true(watcher.done > watcher.total / 2);
    assert_int_equal(test.report.rows_read, 20000);
    assert_int_equal(test.report.load.added, 20000);
    case_close(&test);
}

/* In arenas that are too small an import says so and leaves nothing; in the first that is large
 * enough it works. */
static void too_little_memory_leaves_nothing(void **state) {
    (void)state;
    ingest_case test;
    case_open(&test);
    const char *path = case_write(&test, "a.csv", STOCK "MEX,USA,2020,F,1\nNIC,CRI,2020,M,2\n");
    const cor_dataset *dataset = cor_dataset_find(COR_STR(UN_DESA));
    cor_import_options options = { .source = COR_STR("un-desa-ims-2020") };
    int failures = 0;

    for (size_t size = 64;; size += size / 4) {
        cor_arena keep = { test.keep.next, test.keep.next + size / 2 };
        cor_arena scratch = { test.scratch.next, test.scratch.next + size };
        cor_import_report report;
        cor_error_clear(&test.err);
        cor_code code = cor_import(test.figures, dataset, cor_str_of(path), &options, &keep,
                                   scratch, &report, &test.err);
        if (!code) break;
        assert_int_equal(code, COR_E_MEMORY);
        failures++;
        assert_true(size < (1 << 24));
    }

    assert_true(failures > 5);
    assert_figures(&test, "stock,MEX,USA,2020,sex=F,1,estimated,un-desa-ims-2020\n"
                          "stock,NIC,CRI,2020,sex=M,2,estimated,un-desa-ims-2020\n");
    case_close(&test);
}

test_program(cmocka_unit_test(each_fault_is_told),
             cmocka_unit_test(all_faults_are_counted_and_the_first_ones_kept),
             cmocka_unit_test(sources_can_be_given), cmocka_unit_test(unreadable_files_are_told),
             cmocka_unit_test(faults_in_workbooks_name_the_sheet),
             cmocka_unit_test(progress_is_told_and_can_stop),
             cmocka_unit_test(too_little_memory_leaves_nothing))
