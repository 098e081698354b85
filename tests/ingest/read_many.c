/* SPDX-License-Identifier: Apache-2.0 */
/* read_many.c: reads many tables in one process, for malformed_tables.py. Each line of the input is
 * "kind TAB path TAB source TAB decimal": the kind is a dataset, or "flows" for a stock table. Each
 * line of the output is the code, then the message or the figures, with bars between them. */
#include "flow_files/flow_files.h"
#include "ingest_case.h"

static void put_message(cor_code code, const cor_error *err, cor_arena scratch) {
    cor_out out = cor_out_memory(&scratch);
    cor_error_print(err, COR_LANG_EN, &out);
    const char *text = out.failed ? "" : out.memory;
    printf("%s\t", cor_code_name(code));
    for (; *text; text++)
        putchar(strchr("\n\r\t", *text) ? '|' : *text);
    putchar('\n');
}

static void put_number(double value) {
    char digits[32];
    cor_number_print(value, digits);
    fputs(*digits ? digits : "nan", stdout);
}

static void put_figures(ingest_case *test, cor_str source) {
    cor_arena keep = test->keep;
    cor_figure *list;
    size_t count;
    cor_filter filter = { .source = source };
    assert_ok(cor_figures_select(test->figures, &filter, &keep, &list, &count, &test->err),
              &test->err);
    fputs("COR_OK\t", stdout);
    for (size_t i = 0; i < count; i++) {
        char period[32];
        cor_interval_label(list[i].period, period);
        cor_str origin = cor_country_code(list[i].origin),
                destination = cor_country_code(list[i].destination);
        printf("%s%.*s,%.*s,%.*s,%s,%.*s,", i ? "|" : "", COR_STR_F(list[i].measure),
               COR_STR_F(origin), COR_STR_F(destination), period, COR_STR_F(list[i].breakdown));
        put_number(list[i].value);
    }
    putchar('\n');
}

static void read_figures(ingest_case *test, const char *dataset, const char *path,
                         const char *source, const char *decimal) {
    cor_arena kept = test->keep;
    cor_import_options options = { .source = cor_str_of(source), .decimal = *decimal };
    cor_code code = case_import_with(test, dataset, path, &options);
    if (code)
        put_message(code, &test->err, test->scratch);
    else
        put_figures(test, cor_str_of(source));
    test->keep = kept;
}

static void read_flows(ingest_case *test, const char *path, const char *decimal) {
    cor_arena keep = test->keep;
    cor_table_options options = { .decimal = *decimal };
    cor_flow_places places;
    cor_table *table = NULL;
    double *cells;
    cor_error_clear(&test->err);
    cor_code code = cor_table_open(cor_str_of(path), &options, &table, &test->err);
    if (!code)
        code = cor_flow_table_read(table, COR_FLOW_STOCKS, &keep, test->scratch, &places, &cells,
                                   &test->err);
    cor_table_close(table);
    if (code) {
        put_message(code, &test->err, test->scratch);
        return;
    }

    fputs("COR_OK\t", stdout);
    for (int32_t a = 0; a < places.count; a++)
        for (int32_t b = 0; b < places.count; b++) {
            printf("%s%.*s,%.*s,", a || b ? "|" : "", COR_STR_F(places.names[a]),
                   COR_STR_F(places.names[b]));
            put_number(cells[(size_t)a * (size_t)places.count + (size_t)b]);
        }
    putchar('\n');
}

int main(void) {
    static char line[4096];
    ingest_case test;
    case_open(&test);
    while (fgets(line, sizeof line, stdin)) {
        char *rest = line, *kind = strsep(&rest, "\t"), *path = strsep(&rest, "\t"),
             *source = strsep(&rest, "\t"), *decimal = strsep(&rest, "\n");
        if (!decimal) return 64;
        if (strcmp(kind, "flows") == 0)
            read_flows(&test, path, decimal);
        else
            read_figures(&test, kind, path, source, decimal);
    }
    case_close(&test);
    return 0;
}
