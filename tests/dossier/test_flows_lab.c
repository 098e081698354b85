/* SPDX-License-Identifier: Apache-2.0 */
/* The flow laboratory without a database: own tables in, a page out; the list of methods; the form
 * with what was wrong.
 */
#include "../test_case.h"
#include "core/say.h"
#include "corredor/corredor.h"
#include "dossier/dossier.h"
#include "figures/figures.h"
#include "ingest/ingest.h"
#include "mechanisms/mechanisms.h"
#include "network/network.h"
#include "office/office.h"
#include "publications/publications.h"

static cor_error err;
static char room[8 << 20], rest[8 << 20];
static cor_arena keep, scratch;

static const cor_node *find(const cor_node *section, const char *id) {
    for (const cor_node *node = section->section.first; node; node = node->next) {
        if (cor_str_is(node->id, id)) return node;
        const cor_node *inside = node->kind == COR_NODE_SECTION ? find(node, id) : NULL;
        if (inside) return inside;
    }
    return NULL;
}

static void begin(void) {
    memset(room, 0, sizeof room);
    memset(rest, 0, sizeof rest);
    keep = (cor_arena){ room, room + sizeof room };
    scratch = (cor_arena){ rest, rest + sizeof rest };
    cor_error_clear(&err);
}

/* The worked example of Abel (2013), table 4: nobody born, nobody died. */
static const cor_str names[] = { COR_STR_INIT("A"), COR_STR_INIT("B"), COR_STR_INIT("C"),
                                 COR_STR_INIT("D") };
static const double start[] = {
    1000, 100, 10, 0, 55, 555, 50, 5, 80, 40, 800, 40, 20, 25, 20, 200
};
static const double end[] = { 950, 100, 60, 0, 80, 505, 75, 5, 90, 30, 800, 40, 40, 45, 0, 180 };
static const cor_flows_input input = {
    .place_count = 4, .place_names = names, .stock_start_persons = start, .stock_end_persons = end
};

static const cor_document *own_page(const char *method) {
    cor_flows flows;
    const cor_document *document = NULL;
    begin();
    assert_ok(cor_flows_estimate(cor_flows_method_find(cor_str_of(method)), &input, NULL, &keep,
                                 scratch, &flows, &err),
              &err);
    assert_ok(cor_dossier_flows_own(&input, &flows, &keep, &document, &err), &err);
    return document;
}

static void own_tables_make_a_page(void **state) {
    (void)state;
    const cor_document *document = own_page("da-min-closed");
    const cor_node *circle = find(document->root, "circle"),
                   *table = find(document->root, "largest");
    assert_non_null(circle);
    assert_int_equal(circle->chart.kind, COR_CHART_CHORD);
    assert_int_equal(circle->chart.category_count, 4);
    static const double moves[4][4] = {
        { 0, 0, 50, 0 }, { 35, 0, 25, 0 }, { 10, 10, 0, 0 }, { 10, 10, 0, 0 }
    };

    for (int from = 0; from < 4; from++)
        for (int to = 0; to < 4; to++) {
            const cor_value *value = &circle->chart.series[to].values[from];
            assert_int_equal(value->present, moves[from][to] > 0);
            if (value->present) assert_float_equal(value->value, moves[from][to], 1e-6);
        }

    assert_int_equal(table->table.row_count, 7);
    assert_float_equal(table->table.rows[0][1].value.value, 50, 1e-6);
    assert_float_equal(find(document->root, "moves")->figure.value.value, 150, 1e-6);

    // Net migration adds up to nothing; places are in the order of their moves.
    const cor_node *places = find(document->root, "places-table");
    double net = 0;
    for (int32_t i = 0; i < places->table.row_count; i++)
        net += places->table.rows[i][3].value.value;

    assert_float_equal(net, 0, 1e-6);
    assert_non_null(find(document->root, "report"));
    assert_non_null(find(document->root, "own-form"));
    assert_null(find(document->root, "map")); // labels are not countries
}

static void every_method_makes_a_page(void **state) {
    (void)state;
    size_t count;
    const cor_flows_method *methods = cor_flows_method_list(&count);

    for (size_t m = 0; m < count; m++) {
        const cor_node *method = find(own_page(methods[m].name.at)->root, "method");
        assert_non_null(method);
        assert_string_equal(method->section.first->text.id, methods[m].assumes);
    }

    const cor_document *document;
    begin();
    assert_ok(cor_dossier_flow_methods(&keep, &document, &err), &err);
    for (size_t m = 0; m < count; m++)
        assert_non_null(find(document->root, methods[m].name.at));

    // Two citations are two paragraphs, each with its link.
    const cor_node *rates = find(document->root, "mig-rate");
    int32_t link_count = 0;
    for (const cor_node *node = rates->section.first; node; node = node->next)
        link_count += node->kind == COR_NODE_LINK;
    assert_int_equal(link_count, 2);
}

static void the_form_says_what_was_wrong(void **state) {
    (void)state;
    static cor_error problem;
    const cor_document *document;
    begin();
    cor_fail(&problem, COR_E_FORMAT, "not a number: {text}", cor_arg_cstr("many"));
    cor_within(&problem, "row {row}", cor_arg_plain(3));
    cor_within(&problem, "{file}", cor_arg_cstr("start.csv"));
    assert_ok(cor_dossier_flows_form(cor_flows_method_find(COR_STR("mig-rate")), &problem, &keep,
                                     &document, &err),
              &err);
    const cor_node *wrong = find(document->root, "problem"),
                   *form = find(document->root, "own-form");
    assert_str(cor_text_in(wrong->text, COR_LANG_EN, &scratch),
               "start.csv, row 3: not a number: many");
    assert_true(form->form.post);
    assert_str(form->form.fields[3].value, "mig-rate");
    assert_ok(cor_dossier_flows_form(NULL, NULL, &keep, &document, &err), &err);
    assert_null(find(document->root, "problem"));
    assert_str(find(document->root, "own-form")->form.fields[3].value, "da-pb-closed");
}

/* In an arena that is too small the page says so and does not come half. */
static void small_memory_is_said(void **state) {
    (void)state;
    cor_flows flows;
    begin();
    assert_ok(cor_flows_estimate(cor_flows_method_find(COR_STR("da-pb-closed")), &input, NULL,
                                 &keep, scratch, &flows, &err),
              &err);
    cor_arena free_room = keep;
    cor_code code = COR_E_MEMORY;

    for (size_t size = 0; code; size += 4099) {
        const cor_document *document = NULL;
        cor_arena small = { free_room.next, free_room.next + size };
        memset(free_room.next, 0, size);
        cor_error_clear(&err);
        code = cor_dossier_flows_own(&input, &flows, &small, &document, &err);
        assert_true(code == COR_OK || code == COR_E_MEMORY);
        assert_int_equal(code == COR_OK, document != NULL);
    }
}

test_program(cmocka_unit_test(own_tables_make_a_page), cmocka_unit_test(every_method_makes_a_page),
             cmocka_unit_test(the_form_says_what_was_wrong), cmocka_unit_test(small_memory_is_said))
