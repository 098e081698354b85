/* SPDX-License-Identifier: Apache-2.0 */
/* test_database.c: a database as others open it: figures and documents, without knowing registries
 * or stores. */
#include "../dossier/small_world.h"

#include "corredor/database.h"
#include "corredor/render.h"
#include "kinds/kinds.h"

static const fact FACTS[] = {
    { "stock", "un-desa-ims-2020", "GTM", "MEX", "2020-07-01", "", 44178 },
    { "stock", "un-desa-ims-2020", "HND", "MEX", "2020-07-01", "", 35361 },
};
static const fact LATER[] = {
    { "stock", "un-desa-ims-2020", "SLV", "MEX", "2020-07-01", "", 19736 },
};

static small_world world;
static cor_database *database;

static void open_world(void) {
    small_world_of(&world, FACTS);
    assert_ok(cor_database_open(cor_store_name(world.store), &database, &world.err), &world.err);
}

static void close_world(void) {
    cor_database_close(database);
    small_world_close(&world);
}

static size_t stocks_seen(void) {
    cor_figure *list;
    size_t count;
    const cor_filter stocks = { .measure = COR_STR("stock") };
    assert_ok(cor_figures_select(cor_database_figures(database), &stocks, &world.keep, &list,
                                 &count, &world.err),
              &world.err);
    return count;
}

static cor_str as_json(const cor_document *document) {
    cor_out out = cor_out_memory(&world.keep);
    cor_arena scratch = { 0 };
    cor_stretch stretch;
    assert_true(cor_stretch_open(1 << 24, &stretch));
    scratch = cor_stretch_arena(&stretch);
    const cor_render_options options = { .lang = COR_LANG_EN };
    assert_ok(
        cor_renderer_find(COR_STR("json"))->render(document, &options, scratch, &out, &world.err),
        &world.err);
    cor_stretch_close(&stretch);
    return cor_out_str(&out);
}

/* ---- tests --------------------------------------------------------------- */

static void documents_are_those_of_the_program(void **state) {
    (void)state;
    open_world();
    const cor_document *theirs, *ours;
    assert_ok(cor_database_corridor(database, place("GTM"), place("MEX"), &world.keep, &theirs,
                                    &world.err),
              &world.err);
    cor_str json = as_json(theirs);
    assert_true(json.length > 1000);

    cor_registry *registry;
    cor_registry_memory *entries;
    assert_ok(cor_registry_open(world.store, &cor_kinds, &registry, &world.err), &world.err);
    assert_ok(cor_registry_memory_open(registry, 0, &entries, &world.err), &world.err);
    world.dossier.registry = registry;
    world.dossier.registries = entries;
    ours = corridor_of(&world, "GTM", "MEX");
    assert_true(cor_str_equal(json, as_json(ours)));
    cor_registry_memory_close(entries);
    cor_registry_close(registry);

    assert_ok(cor_database_country(database, place("MEX"), &world.keep, &theirs, &world.err),
              &world.err);
    assert_str(theirs->kind, "country");
    assert_ok(cor_database_world(database, &world.keep, &theirs, &world.err), &world.err);
    assert_str(theirs->kind, "world");
    close_world();
}

static void places_that_are_none_are_refused(void **state) {
    (void)state;
    open_world();
    const cor_document *document = NULL;
    assert_fails(cor_database_corridor(database, COR_COUNTRY_NONE, place("MEX"), &world.keep,
                                       &document, &world.err),
                 COR_E_DOMAIN, &world.err, "No country or territory is given.");
    assert_fails(cor_database_corridor(database, place("MEX"), place("MEX"), &world.keep, &document,
                                       &world.err),
                 COR_E_DOMAIN, &world.err, "is given as both");
    assert_fails(
        cor_database_country(database, COR_COUNTRY_WORLD, &world.keep, &document, &world.err),
        COR_E_DOMAIN, &world.err, "is not a country or territory");
    assert_null(document);
    close_world();
}

static void too_little_memory_is_said(void **state) {
    (void)state;
    open_world();
    char room[4096];
    cor_arena small = { room, room + sizeof room };
    const cor_document *document = NULL;
    assert_int_equal(
        cor_database_corridor(database, place("GTM"), place("MEX"), &small, &document, &world.err),
        COR_E_MEMORY);
    assert_null(document);
    close_world();
}

static void what_was_loaded_meanwhile_is_seen(void **state) {
    (void)state;
    open_world();
    assert_int_equal(stocks_seen(), 2);
    small_world_add(&world, LATER, 1);
    assert_int_equal(stocks_seen(), 3);
    close_world();
}

static void a_day_before_all_loads_has_no_figures(void **state) {
    (void)state;
    open_world();
    const cor_document *then, *now;
    cor_database_as_known(database, 86400);
    assert_ok(
        cor_database_corridor(database, place("GTM"), place("MEX"), &world.keep, &then, &world.err),
        &world.err);
    assert_int_equal(then->source_count, 0);
    assert_int_equal(then->as_known_s, 86400);

    cor_database_as_known(database, 0);
    assert_ok(
        cor_database_corridor(database, place("GTM"), place("MEX"), &world.keep, &now, &world.err),
        &world.err);
    assert_true(now->source_count > 0);
    close_world();
}

static void what_is_no_database_is_refused(void **state) {
    (void)state;
    test_folder folder = test_folder_make();
    char path[600];
    cor_error err = { 0 };
    cor_database *none = NULL;
    snprintf(path, sizeof path, "%s/none.db", folder.path);
    assert_fails(cor_database_open(cor_str_of(path), &none, &err), COR_E_MISSING, &err, "none.db");

    FILE *file = fopen(path, "w");
    fputs("Minutes of the meeting of 3 March", file);
    fclose(file);
    assert_int_equal(cor_database_open(cor_str_of(path), &none, &err), COR_E_FORMAT);
    assert_null(none);
    cor_database_close(NULL);
    test_folder_remove(&folder);
}

static cor_code ask(const char *command, const char *name, const char *value,
                    const cor_document **ret_document) {
    const cor_database_value values[] = { { name, value } };
    const cor_database_question question = { .command = command,
                                             .values = values,
                                             .value_count = name != NULL };
    cor_stretch stretch;
    assert_true(cor_stretch_open(1 << 26, &stretch));
    cor_code code = cor_database_ask(database, &question, &world.keep, cor_stretch_arena(&stretch),
                                     ret_document, &world.err);
    cor_stretch_close(&stretch);
    return code;
}

static void every_command_can_be_asked(void **state) {
    (void)state;
    open_world();
    const cor_document *document;
    assert_ok(ask("corridors", "from", "Guatemala,HND", &document), &world.err);
    assert_str(document->kind, "corridors");
    assert_int_equal(node(document, "ranking")->table.row_count, 2);
    assert_ok(ask("mechanisms list", NULL, NULL, &document), &world.err);
    assert_str(document->kind, "mechanisms");
    close_world();
}

static void questions_that_are_none_are_refused(void **state) {
    (void)state;
    open_world();
    const cor_document *document = NULL;
    assert_fails(ask("coridor", NULL, NULL, &document), COR_E_USAGE, &world.err,
                 "There is no command \"coridor\".");
    assert_fails(ask("corridors", "form", "GTM", &document), COR_E_USAGE, &world.err,
                 "Did you mean --from?");
    assert_fails(ask("corridors", "from", "Gautemala", &document), COR_E_USAGE, &world.err,
                 "Guatemala");
    assert_fails(ask("mechanisms pairs", NULL, NULL, &document), COR_E_USAGE, &world.err,
                 "gives a file, not a document");
    assert_fails(ask("mechanisms show", "mechanism", "MEX-CAN-PTAT", &document), COR_E_NONE,
                 &world.err, "MEX-CAN-PTAT");
    assert_null(document);
    close_world();
}

test_program(cmocka_unit_test(documents_are_those_of_the_program),
             cmocka_unit_test(places_that_are_none_are_refused),
             cmocka_unit_test(too_little_memory_is_said),
             cmocka_unit_test(what_was_loaded_meanwhile_is_seen),
             cmocka_unit_test(a_day_before_all_loads_has_no_figures),
             cmocka_unit_test(what_is_no_database_is_refused),
             cmocka_unit_test(every_command_can_be_asked),
             cmocka_unit_test(questions_that_are_none_are_refused))
