/* SPDX-License-Identifier: Apache-2.0 */
/* Tables on a phone: which of them are laid out otherwise there, and that no cell says what
 * others say already. */
#include <math.h>

#include "../test_case.h"
#include "corredor/render.h"
#include "document/document.h"

static cor_error err;

enum { COLUMNS_MAX = 8 };

static const cor_text title = { .id = "Title" };
static const char *head = "Head"; // of each column

/* A table of one row: its label, and a column for each letter of `kinds`: v value, w words, s
 * status. */
static void add_table(cor_doc *doc, const char *kinds, const char *label, const char *words,
                      double number) {
    static const cor_source source = { .key = COR_STR_INIT("s") };
    cor_figure figure = {
        .id = 1, .measure = COR_STR("stock"), .value = number, .period = cor_interval_year(2020)
    };
    cor_value value = cor_doc_value(doc, &figure, &source);
    cor_table_column columns[COLUMNS_MAX] = {
        { .kind = COR_CELL_LABEL, .key = COR_STR("l"), .label = title }
    };
    cor_table_cell cells[COLUMNS_MAX] = { { .text = { .id = label } } };
    int32_t count = 1;

    for (const char *kind = kinds; *kind; kind++, count++) {
        columns[count] = (cor_table_column){ .kind = *kind == 'v'   ? COR_CELL_VALUE
                                                     : *kind == 's' ? COR_CELL_STATUS
                                                                    : COR_CELL_WORDS,
                                             .key = COR_STR("k"),
                                             .label = { .id = head } };
        cells[count] = (cor_table_cell){ .value = value };
        if (*kind == 'w') cells[count] = (cor_table_cell){ .text = { .id = words } };
    }

    cor_doc_table(doc, "t", title, columns, count, (cor_text){ 0 });
    cor_doc_row(doc, cells);
}

static void add_ages(cor_doc *doc, int32_t series_count, double number) {
    static const cor_source source = { .key = COR_STR_INIT("s") };
    cor_figure figure = {
        .id = 1, .measure = COR_STR("stock"), .value = number, .period = cor_interval_year(2020)
    };
    cor_value value = cor_doc_value(doc, &figure, &source), values[] = { value, value, value };
    cor_chart_series series[COLUMNS_MAX] = { 0 };

    for (int32_t i = 0; i < series_count; i++)
        series[i] = (cor_chart_series){ .label = { .id = "Head" }, .values = values };
    cor_doc_chart(
        doc, "c",
        &(cor_chart_spec){
            .kind = COR_CHART_PAIRS,
            .title = title,
            .categories = (cor_text[]){ { .id = "5 to 9" }, { .id = "75 on" }, { .id = "All" } },
            .category_keys = (cor_str[]){ COR_STR("5-9"), COR_STR("75+"), COR_STR("A") },
            .category_count = 3,
            .series = series,
            .series_count = series_count,
            .mark = NAN });
}

static cor_doc *begin(cor_arena *keep) {
    return cor_doc_begin(keep, COR_STR("test"), COR_STR("/test"), title, title);
}

static cor_str page_of(cor_doc *doc, cor_arena scratch, cor_arena *keep) {
    const cor_document *document;
    assert_ok(cor_doc_end(doc, &document, &err), &err);
    cor_out out = cor_out_memory(keep);
    const cor_renderer *html = cor_renderer_find(COR_STR("html"));
    assert_ok(
        html->render(document, &(cor_render_options){ .fragment = true }, scratch, &out, &err),
        &err);
    return cor_out_str(&out);
}

static void expect(cor_str page, const char *text, bool wanted, const char *why) {
    if ((cor_str_find(page, cor_str_of(text)) != SIZE_MAX) != wanted)
        fail_msg("%s: %s%s in %.*s", why, wanted ? "no " : "", text, COR_STR_F(page));
}

static void wide_tables_are_laid_out_otherwise(void **state) {
    (void)state;
    static const struct {
        const char *why, *kinds, *label, *words;
        const char *begin; // of the table
    } cases[] = {
        { "one number fits beside any label", "v", "A label of many words", "",
          "<table class=\"nums\"><thead>" },
        { "two numbers fit beside a year", "vv", "1990", "", "<table class=\"nums\"><thead>" },
        { "two numbers below a long label", "vv", "A label of many words", "",
          "<table class=\"nums tall\">" },
        { "the status goes to the label", "wvs", "A label of many words", "2020",
          "<table class=\"tall stated\">" },
        { "a status between others stays", "wsv", "A label of many words", "2020",
          "<table class=\"tall\">" },
        { "two countries and their years", "vwvws", "1990 to 2020 and on", "2020",
          "<table class=\"tall stated\">" },
        { "more numbers than fit", "vvvvv", "1990", "", "<table class=\"nums stack\">" },
        { "three columns of words", "www", "Haiti", "in force", "<table class=\"tall\">" },
        { "of long words", "www", "Haiti",
          "a text that is so long that it needs more than a line of a phone",
          "<table class=\"stack\">" },
        { "many columns of words", "wwww", "Haiti", "in force", "<table class=\"stack\">" },
    };
    cor_stretch keep_stretch = test_stretch(8 << 20), scratch_stretch = test_stretch(8 << 20);

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        cor_arena keep = cor_stretch_arena(&keep_stretch);
        cor_doc *doc = begin(&keep);
        add_table(doc, cases[i].kinds, cases[i].label, cases[i].words, 7);
        cor_str page = page_of(doc, cor_stretch_arena(&scratch_stretch), &keep);
        expect(page, cases[i].begin, true, cases[i].why);
        bool is_stack = strstr(cases[i].begin, "stack");
        expect(page, " data-head=\"Head\"", is_stack, cases[i].why);
        expect(page, " rows\" id=\"t\"", is_stack, cases[i].why);
    }

    cor_stretch_close(&keep_stretch);
    cor_stretch_close(&scratch_stretch);
}

static void long_heads_stand_beside_their_cells(void **state) {
    (void)state;
    cor_stretch keep_stretch = test_stretch(8 << 20), scratch_stretch = test_stretch(8 << 20);
    cor_arena keep = cor_stretch_arena(&keep_stretch);
    cor_doc *doc = begin(&keep);
    head = "Seasonal agricultural workers programme";
    add_table(doc, "vwvw", "1990 to 2020 and on", "2020", 7);
    head = "Head";
    cor_str page = page_of(doc, cor_stretch_arena(&scratch_stretch), &keep);
    expect(page, "<table class=\"stack\">", true, "four columns under long heads");
    cor_stretch_close(&keep_stretch);
    cor_stretch_close(&scratch_stretch);
}

static void cells_say_nothing_twice(void **state) {
    (void)state;
    cor_stretch keep_stretch = test_stretch(8 << 20), scratch_stretch = test_stretch(8 << 20);
    cor_arena keep = cor_stretch_arena(&keep_stretch),
              scratch = cor_stretch_arena(&scratch_stretch);
    cor_doc *doc = begin(&keep);
    add_table(doc, "wwwwv", "Haiti", "", 7);
    add_table(doc, "w", "Haiti", "0123456789abcdef0123456789abcdef", 7);
    add_table(doc, "w", "Haiti", "2020-06-01", 7);
    add_ages(doc, 2, 7);
    cor_doc_table(doc, "keys", title,
                  (cor_table_column[]){ { .kind = COR_CELL_WORDS, .key = COR_STR("k") } }, 1,
                  (cor_text){ 0 });
    cor_doc_row(doc, &(cor_table_cell){ .text = title, .code = COR_STR("in_force") });
    cor_doc_row(doc, &(cor_table_cell){ .text = title, .code = COR_STR("ISCO-08-5") });
    cor_str page = page_of(doc, scratch, &keep);
    expect(page, "</th><td></td><td></td><td></td><td></td><td", true,
           "nothing to say needs no head");
    expect(page, "<td class=\"address\">0123", true, "a checksum may be broken");
    expect(page, "<td class=\"nowrap\">2020-06-01", true, "a date may not");
    expect(page, "<tr><th>5 to 9</th>", true, "a key of the same numbers");
    expect(page, "<tr><th>75 on</th>", true, "and of one of them");
    expect(page, "<tr><th>All<small> A</small></th>", true, "a key that says more");
    expect(page, "in_force", false, "a key of this program");
    expect(page, "<small> ISCO-08-5</small>", true, "a code of a standard");
    cor_stretch_close(&keep_stretch);
    cor_stretch_close(&scratch_stretch);
}

static void charts_have_tables_that_fit(void **state) {
    (void)state;
    static const struct {
        int32_t series_count;
        double number;
        const char *begin;
    } cases[] = { { 2, 12345678, "<table class=\"nums\"><caption" },
                  { 3, 1234567, "<table class=\"nums\"><caption" },
                  { 3, 12345678, "<table class=\"nums tall\">" },
                  { 5, 7, "<table class=\"nums stack\">" } };
    cor_stretch keep_stretch = test_stretch(8 << 20), scratch_stretch = test_stretch(8 << 20);

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        cor_arena keep = cor_stretch_arena(&keep_stretch);
        cor_doc *doc = begin(&keep);
        add_ages(doc, cases[i].series_count, cases[i].number);
        cor_str page = page_of(doc, cor_stretch_arena(&scratch_stretch), &keep);
        expect(page, cases[i].begin, true, "the table of a chart");
    }

    cor_stretch_close(&keep_stretch);
    cor_stretch_close(&scratch_stretch);
}

test_program(cmocka_unit_test(wide_tables_are_laid_out_otherwise),
             cmocka_unit_test(long_heads_stand_beside_their_cells),
             cmocka_unit_test(cells_say_nothing_twice),
             cmocka_unit_test(charts_have_tables_that_fit))
