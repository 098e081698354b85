/* SPDX-License-Identifier: Apache-2.0 */
/* Everything the registers of the pack hold can be read: every coded provision on the page of
 * its agreement and of the instrument it is, every field of every entry on the page of the
 * entry, in both languages. */
#include "../registry/registry_case.h"
#include "core/say.h"
#include "corredor/corredor.h"
#include "dossier/dossier.h"
#include "dossier/register.h"
#include "figures/figures.h"
#include "ingest/ingest.h"
#include "mechanisms/kinds.h"
#include "mechanisms/mechanisms.h"
#include "network/network.h"
#include "office/office.h"
#include "publications/publications.h"

static registry_case *test;
static cor_registry_memory *memory;
static cor_figures *figures;

static int open_registers(void **state) {
    (void)state;
    test = case_open();
    case_load_all(test);
    assert_ok(cor_figures_open(test->store, &figures, &test->err), &test->err);
    return cor_registry_memory_open(test->registry, 0, &memory, &test->err);
}

static int close_registers(void **state) {
    (void)state;
    cor_registry_memory_close(memory);
    cor_figures_close(figures);
    case_close(test);
    return 0;
}

/* ---- what a page says ---------------------------------------------------- */

typedef struct {
    cor_out *out;
    cor_lang lang;
    cor_arena scratch;
} speaker;

static void say(const speaker *to, cor_text text) {
    cor_arena scratch = to->scratch;
    cor_put(to->out, cor_text_in(text, to->lang, &scratch));
    cor_put_char(to->out, '\n');
}

static void say_cell(const speaker *to, const cor_table_cell *cell) {
    cor_arena scratch = to->scratch;
    if (cell->value.present)
        cor_put(to->out, cor_value_show(&cell->value, false, to->lang, &scratch));
    cor_put(to->out, cell->href);
    say(to, cell->text);
}

static void say_item(const speaker *to, const cor_list_item *item) {
    cor_text texts[] = { item->when, item->text, item->state, item->quiet };
    for (int k = 0; k < 4; k++)
        say(to, texts[k]);
    for (int32_t k = 0; k < item->passage_count; k++)
        cor_put(to->out, item->passages[k].text);
    cor_put(to->out, item->href);
    cor_put_char(to->out, '\n');
}

static void say_table(const speaker *to, const cor_node_table *table) {
    for (int32_t row = 0; row < table->row_count; row++)
        for (int32_t column = 0; column < table->column_count; column++)
            say_cell(to, &table->rows[row][column]);
}

static void say_node(const speaker *to, const cor_node *node) {
    say(to, node->title);
    say(to, node->text);
    if (node->kind == COR_NODE_LINK) cor_put(to->out, node->link.href);
    if (node->kind == COR_NODE_TABLE) say_table(to, &node->table);
    for (int32_t i = 0; node->kind == COR_NODE_LIST && i < node->list.item_count; i++)
        say_item(to, &node->list.items[i]);
    for (int32_t i = 0; node->kind == COR_NODE_ABSENCE && i < node->absence.filler_count; i++)
        say(to, node->absence.fillers[i]);

    if (node->kind != COR_NODE_SECTION) return;
    for (const cor_node *inside = node->section.first; inside; inside = inside->next)
        say_node(to, inside);
}

/* All words of the document, one thing a line. */
static cor_str words_of(const cor_document *document, cor_lang lang, cor_arena *keep,
                        cor_arena scratch) {
    cor_out out = cor_out_memory(keep);
    speaker to = { .out = &out, .lang = lang, .scratch = scratch };
    say(&to, document->title);
    say(&to, document->lead);
    say_node(&to, document->root);
    assert_false(out.failed);
    return cor_out_str(&out);
}

static void assert_says(cor_str words, cor_str what, const cor_entry *entry, const char *field,
                        int lang) {
    if (cor_str_find(words, what) == SIZE_MAX)
        fail_msg("page of %.*s, %s: %s is not there: %.*s", COR_STR_F(entry->key),
                 lang ? "es" : "en", field, COR_STR_F(what));
}

/* ---- provisions ---------------------------------------------------------- */

typedef cor_code page_of(const cor_dossier *dossier, cor_str key, cor_arena *keep,
                         const cor_document **ret_document, cor_error *err);

static void assert_page_has_provisions(page_of *page, cor_str key, const cor_entry *agreement) {
    const cor_registry_field *field = &cor_kind_agreement.fields[AGREEMENT_PROVISIONS];
    cor_arena keep = test->keep, scratch = test->scratch;
    const cor_dossier dossier = { .figures = figures, .registries = memory };
    const cor_document *document;

    assert_ok(page(&dossier, key, &keep, &document, &test->err), &test->err);
    for (int lang = 0; lang < COR_LANG_COUNT; lang++) {
        cor_str words = words_of(document, (cor_lang)lang, &keep, scratch);
        cor_str rest = cor_entry_get(agreement, AGREEMENT_PROVISIONS), code;
        while (cor_entry_next(&rest, &code)) {
            cor_str label =
                cor_text_in(cor_registry_code_text(field, code, &keep), (cor_lang)lang, &keep);
            assert_says(words, cor_str_print(&keep, "\n%.*s\n", COR_STR_F(label)), agreement,
                        "provision", lang);
        }
    }
}

static void every_coded_provision_is_on_the_page_of_its_agreement_and_instrument(void **state) {
    (void)state;
    size_t count, coded = 0, linked = 0;
    const cor_entry *const *list = cor_registry_memory_list(memory, &cor_kind_agreement, &count);
    assert_int_equal(count, 1222);

    for (size_t i = 0; i < count; i++) {
        if (!cor_entry_get(list[i], AGREEMENT_PROVISIONS).length) continue;
        assert_page_has_provisions(cor_dossier_agreement, list[i]->key, list[i]);
        coded++;
        cor_str mechanism = cor_entry_get(list[i], AGREEMENT_MECHANISM);
        if (!mechanism.length) continue;
        assert_page_has_provisions(cor_dossier_mechanism, mechanism, list[i]);
        linked++;
    }

    assert_true(coded > 100 && linked > 5);
}

/* ---- fields -------------------------------------------------------------- */

/* A part of a list by its name: the places of a corridor, the title of what is referred to. */
static void assert_page_has_part(cor_str words, const cor_entry *entry, int32_t field, cor_str part,
                                 int lang, dossier_page *page) {
    const cor_registry_field *what = &entry->kind->fields[field];
    if (what->target) {
        const cor_entry *other = cor_registry_memory_target(memory, what, part);
        assert_non_null(other);
        cor_str title = cor_text_in(dossier_entry_title(page, other), (cor_lang)lang, page->keep);
        assert_says(words, title, entry, what->name, lang);
        return;
    }

    if (what->codes) {
        cor_str name =
            cor_text_in(cor_registry_code_text(what, part, page->keep), (cor_lang)lang, page->keep);
        assert_says(words, name, entry, what->name, lang);
        return;
    }

    cor_str code;
    while (part.length && cor_str_split(&part, '-', &code)) {
        cor_country place;
        if (cor_str_is(code, "*")) continue;
        assert_true(cor_country_by_code(code, &place));
        assert_says(words, cor_country_name(place, (cor_lang)lang), entry, what->name, lang);
    }
}

static void assert_page_has_field(cor_str words, const cor_entry *entry, int32_t field, int lang,
                                  cor_arena keep) {
    const cor_registry_field *what = &entry->kind->fields[field];
    cor_str rest = cor_entry_get(entry, field), part;
    const cor_dossier dossier = { .figures = figures, .registries = memory };
    dossier_page page = { .dossier = &dossier, .keep = &keep, .err = &test->err };

    if (!rest.length) return;
    if (what->type ==
        COR_REGISTRY_BILINGUAL) { // each reader's language, the other where there is only that
        assert_says(words, cor_entry_in(entry, field, (cor_lang)lang), entry, what->name, lang);
        return;
    }

    if (registry_is_linked(what->type)) {
        while (cor_entry_next(&rest, &part))
            assert_page_has_part(words, entry, field, part, lang, &page);
        return;
    }

    cor_str shown = cor_text_in(dossier_field_text(&page, entry, field), (cor_lang)lang, &keep);
    assert_says(words, shown, entry, what->name, lang);
}

static void assert_page_is_whole(const cor_document *document, const cor_entry *entry) {
    for (int lang = 0; lang < COR_LANG_COUNT; lang++) {
        cor_arena keep = test->keep;
        cor_str words = words_of(document, (cor_lang)lang, &keep, test->scratch);
        for (int32_t field = 0; field < entry->kind->field_count; field++)
            assert_page_has_field(words, entry, field, lang, keep);
    }
}

static void every_field_of_every_entry_is_on_the_page_of_its_version(void **state) {
    (void)state;
    size_t count, all = 0;

    for (size_t k = 0; k < cor_kinds.count; k++) {
        const cor_entry *const *list = cor_registry_memory_list(memory, cor_kinds.list[k], &count);
        for (size_t i = 0; i < count; i++) {
            cor_arena before = test->keep;
            const cor_dossier dossier = { .figures = figures,
                                          .registries = memory,
                                          .registry = test->registry };
            const cor_document *document;
            assert_ok(cor_dossier_entry(&dossier, cor_kinds.list[k], list[i]->key,
                                        &(cor_registry_view){ 0 }, false, &test->keep, &document,
                                        &test->err),
                      &test->err);
            assert_page_is_whole(document, list[i]);
            test->keep = before;
            all++;
        }
    }

    assert_true(all > 1700);
}

static void every_field_of_a_mechanism_is_on_its_own_page(void **state) {
    (void)state;
    size_t count;
    const cor_entry *const *list = cor_registry_memory_list(memory, &cor_kind_mechanism, &count);
    assert_int_equal(count, 47);

    for (size_t i = 0; i < count; i++) {
        cor_arena before = test->keep;
        const cor_dossier dossier = { .figures = figures, .registries = memory };
        const cor_document *document;
        assert_ok(cor_dossier_mechanism(&dossier, list[i]->key, &test->keep, &document, &test->err),
                  &test->err);
        assert_page_is_whole(document, list[i]);
        test->keep = before;
    }
}

static cor_country place(const char *code) {
    cor_country found;
    assert_true(cor_country_by_code(cor_str_of(code), &found));
    return found;
}

static void a_corridor_denies_nothing_that_is_held(void **state) {
    (void)state;
    cor_arena keep = test->keep, scratch = test->scratch;
    const cor_dossier dossier = { .figures = figures, .registries = memory };
    const cor_document *document;

    assert_ok(
        cor_dossier_corridor(&dossier, place("SLV"), place("USA"), &keep, &document, &test->err),
        &test->err);
    cor_str words = words_of(document, COR_LANG_EN, &keep, scratch);
    assert_true(cor_str_find(words, COR_STR("El Rescate")) != SIZE_MAX);
    assert_true(cor_str_find(words, COR_STR("Rules of recruitment")) != SIZE_MAX);
    assert_true(cor_str_find(words, COR_STR("No directory of organisations")) == SIZE_MAX);

    assert_true(cor_str_find(words, COR_STR("Registration is compulsory for agencies")) !=
                SIZE_MAX);
    assert_true(cor_str_find(words, COR_STR("Wage and Hour Division")) != SIZE_MAX);

    // Organisations near a corridor that has few of its own.
    assert_ok(
        cor_dossier_corridor(&dossier, place("JAM"), place("USA"), &keep, &document, &test->err),
        &test->err);
    words = words_of(document, COR_LANG_EN, &keep, scratch);
    assert_true(cor_str_find(words, COR_STR("New Sanctuary Coalition")) != SIZE_MAX);
    assert_true(cor_str_find(words, COR_STR("Global Jamaica Diaspora Council")) != SIZE_MAX);

    // Where nothing is held the page says so, and how much there is of others.
    assert_ok(
        cor_dossier_corridor(&dossier, place("FRA"), place("JPN"), &keep, &document, &test->err),
        &test->err);
    words = words_of(document, COR_LANG_EN, &keep, scratch);
    assert_true(cor_str_find(words, COR_STR("The directory has")) != SIZE_MAX);
    assert_true(cor_str_find(words, COR_STR("Nothing has been loaded about who may recruit")) !=
                SIZE_MAX);
}

/* A card for two nationalities is nobody's alone. */
static void use_of_all_nationalities_is_shown_to_each(void **state) {
    (void)state;
    const cor_dossier dossier = { .figures = figures, .registries = memory };
    for (int i = 0; i < 2; i++) {
        cor_arena keep = test->keep, scratch = test->scratch;
        const cor_document *document;
        assert_ok(cor_dossier_corridor(&dossier, place(i ? "BLZ" : "GTM"), place("MEX"), &keep,
                                       &document, &test->err),
                  &test->err);
        cor_str words = words_of(document, COR_LANG_EN, &keep, scratch);
        assert_true(cor_str_find(words, COR_STR("2023-01 to 2023-06, of all nationalities of the "
                                                "scheme together")) != SIZE_MAX);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_corridor_denies_nothing_that_is_held),
        cmocka_unit_test(use_of_all_nationalities_is_shown_to_each),
        cmocka_unit_test(every_coded_provision_is_on_the_page_of_its_agreement_and_instrument),
        cmocka_unit_test(every_field_of_every_entry_is_on_the_page_of_its_version),
        cmocka_unit_test(every_field_of_a_mechanism_is_on_its_own_page),
    };
    return cmocka_run_group_tests(tests, open_registers, close_registers);
}
