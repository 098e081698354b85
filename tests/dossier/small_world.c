/* SPDX-License-Identifier: Apache-2.0 */
/* small_world.c: see small_world.h. */
#include "small_world.h"

cor_country place(const char *code) {
    cor_country found = COR_COUNTRY_NONE;
    if (*code && !cor_country_by_code(cor_str_of(code), &found)) fail_msg("no place %s", code);
    return found;
}

/* ---- the database -------------------------------------------------------- */

static cor_obs_status status_of(const fact *one) {
    if (strstr(one->source, "un-desa") || strstr(one->source, "ilo-global")) return COR_ESTIMATED;
    return COR_OBSERVED;
}

static void put_source(small_world *world, const char *key) {
    const cor_source *known = cor_source_known(cor_str_of(key));
    if (!known) fail_msg("no source %s", key);
    assert_ok(cor_source_put(world->figures, known, &world->err), &world->err);
}

static void load_source(small_world *world, const char *key, const fact *facts, size_t count) {
    static uint8_t hash;
    cor_load_head head = { .dataset = COR_STR("table"),
                           .layout = COR_STR("table"),
                           .source = cor_str_of(key),
                           .file_name = COR_STR("facts.csv"),
                           .file_sha256 = { 7, ++hash },
                           .file_bytes = 99 };
    cor_load *load;

    put_source(world, key);
    assert_ok(cor_load_begin(world->figures, &head, &load, &world->err), &world->err);
    for (size_t i = 0; i < count; i++) {
        if (strcmp(facts[i].source, key) != 0) continue;
        cor_figure figure = { .measure = cor_str_of(facts[i].measure),
                              .origin = place(facts[i].origin),
                              .destination = place(facts[i].destination),
                              .breakdown = cor_str_of(facts[i].breakdown),
                              .value = facts[i].value,
                              .status = status_of(&facts[i]),
                              .row = (int32_t)i + 2,
                              .column = 6 };
        if (!cor_interval_parse(cor_str_of(facts[i].period), &figure.period))
            fail_msg("no period %s", facts[i].period);
        assert_ok(cor_load_append(load, &figure, &world->err), &world->err);
    }

    cor_load_report report;
    assert_ok(cor_load_commit(load, &report, &world->err), &world->err);
    cor_load_close(load);
}

void small_world_add(small_world *world, const fact *facts, size_t count) {
    for (size_t i = 0; i < count; i++) {
        bool seen = false;
        for (size_t before = 0; before < i; before++)
            seen |= strcmp(facts[before].source, facts[i].source) == 0;
        if (!seen) load_source(world, facts[i].source, facts, count);
    }
}

void small_world_open(small_world *world, const fact *facts, size_t count) {
    *world = (small_world){ .folder = test_folder_make() };
    if (!cor_stretch_open((size_t)256 << 20, &world->stretch)) abort();
    world->keep = cor_stretch_arena(&world->stretch);
    const char *path = test_folder_file(&world->folder, "small.db");
    assert_ok(cor_store_open(cor_str_of(path), COR_STORE_CREATE, &world->store, &world->err),
              &world->err);
    assert_ok(cor_figures_open(world->store, &world->figures, &world->err), &world->err);
    world->dossier.figures = world->figures;
    small_world_add(world, facts, count);
}

void small_world_close(small_world *world) {
    cor_figures_close(world->figures);
    cor_store_close(world->store);
    cor_stretch_close(&world->stretch);
    test_folder_remove(&world->folder);
}

const cor_document *corridor_of(small_world *world, const char *origin, const char *destination) {
    const cor_document *document = NULL;
    assert_ok(cor_dossier_corridor(&world->dossier, place(origin), place(destination), &world->keep,
                                   &document, &world->err),
              &world->err);
    return document;
}

/* ---- looking into documents ---------------------------------------------- */

static const cor_node *find_in(const cor_node *from, const char *id) {
    for (const cor_node *one = from; one; one = one->next) {
        if (cor_str_is(one->id, id)) return one;
        const cor_node *below =
            one->kind == COR_NODE_SECTION ? find_in(one->section.first, id) : NULL;
        if (below) return below;
    }
    return NULL;
}

const cor_node *find_in_node(const cor_node *section, const char *id) {
    return find_in(section->section.first, id);
}

const cor_node *find_node(const cor_document *document, const char *id) {
    return find_in(document->root->section.first, id);
}

const cor_node *node(const cor_document *document, const char *id) {
    const cor_node *found = find_node(document, id);
    if (!found) fail_msg("no node %s in %.*s", id, COR_STR_F(document->path));
    return found;
}

const char *said(cor_text text) {
    static char rooms[4][4096];
    static unsigned next;
    char *room = rooms[next++ % 4];
    cor_arena arena = { room, room + sizeof rooms[0] };
    cor_str words = cor_text_in(text, COR_LANG_EN, &arena);
    return words.at ? words.at : "";
}

static void say(cor_out *out, cor_text text, cor_lang lang) {
    if (cor_text_is_empty(text)) return;
    cor_put_text(out, text, lang);
    cor_put_char(out, '\n');
}

static void say_table(cor_out *out, const cor_node_table *table, cor_lang lang) {
    for (int32_t i = 0; i < table->column_count; i++)
        say(out, table->columns[i].label, lang);
    for (int32_t r = 0; r < table->row_count; r++)
        for (int32_t c = 0; c < table->column_count; c++)
            say(out, table->rows[r][c].text, lang);
}

static void say_chart(cor_out *out, const cor_node_chart *chart, cor_lang lang) {
    say(out, chart->mark_label, lang);
    for (int32_t i = 0; i < chart->category_count; i++)
        say(out, chart->categories[i], lang);
    for (int32_t i = 0; i < chart->series_count; i++)
        say(out, chart->series[i].label, lang);
}

static void say_list(cor_out *out, const cor_node_list *list, cor_lang lang) {
    for (int32_t i = 0; i < list->item_count; i++) {
        say(out, list->items[i].text, lang);
        say(out, list->items[i].state, lang);
        say(out, list->items[i].quiet, lang);
    }
}

static void say_form(cor_out *out, const cor_node_form *form, cor_lang lang) {
    for (int32_t i = 0; i < form->field_count; i++) {
        say(out, form->fields[i].label, lang);
        say(out, form->fields[i].hint, lang);
    }
}

static void say_node(cor_out *out, const cor_node *one, cor_lang lang) {
    say(out, one->title, lang);
    say(out, one->text, lang);
    say(out, one->about, lang);

    if (one->kind == COR_NODE_FIGURE) say(out, one->figure.value.derivation, lang);
    if (one->kind == COR_NODE_TABLE) say_table(out, &one->table, lang);
    if (one->kind == COR_NODE_CHART) say_chart(out, &one->chart, lang);
    if (one->kind == COR_NODE_LIST) say_list(out, &one->list, lang);
    if (one->kind == COR_NODE_FORM) say_form(out, &one->form, lang);
    for (int32_t i = 0; one->kind == COR_NODE_MAP && i < one->map.point_count; i++)
        say(out, one->map.points[i].label, lang);
    for (int32_t i = 0; one->kind == COR_NODE_ABSENCE && i < one->absence.filler_count; i++)
        say(out, one->absence.fillers[i], lang);

    if (one->kind != COR_NODE_SECTION) return;
    for (const cor_node *child = one->section.first; child; child = child->next)
        say_node(out, child, lang);
}

const char *everything_said(small_world *world, const cor_document *document, cor_lang lang) {
    cor_out out = cor_out_memory(&world->keep);
    say(&out, document->title, lang);
    say(&out, document->lead, lang);
    say_node(&out, document->root, lang);
    if (out.failed) fail_msg("out of memory");
    return cor_str_keep(&world->keep, cor_out_str(&out)).at;
}

const cor_table_cell *cell(const cor_node *table, const char *label, const char *key) {
    for (int32_t r = 0; r < table->table.row_count; r++) {
        if (strcmp(said(table->table.rows[r][0].text), label) != 0) continue;
        for (int32_t c = 0; c < table->table.column_count; c++)
            if (cor_str_is(table->table.columns[c].key, key)) return &table->table.rows[r][c];
    }
    fail_msg("no cell %s, %s in %.*s", label, key, COR_STR_F(table->id));
    return NULL;
}
