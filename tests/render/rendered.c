/* SPDX-License-Identifier: Apache-2.0 */
/* rendered.c: see rendered.h. */
#include "rendered.h"

static cor_error err;

cor_arena test_room(void) {
    static cor_stretch stretch;
    if (!stretch.base && !cor_stretch_open(RENDERED_ROOM, &stretch)) abort();
    return cor_stretch_arena(&stretch);
}

const cor_document *the_sample(cor_arena *keep) {
    const cor_document *document = NULL;
    assert_ok(sample_document(keep, &document, &err), &err);
    return document;
}

cor_str rendered(const char *format, const cor_document *document, cor_render_options options,
                 cor_arena *keep) {
    const cor_renderer *renderer = cor_renderer_find(cor_str_of(format));
    assert_non_null(renderer);
    static cor_stretch stretch;
    if (!stretch.base && !cor_stretch_open(RENDERED_ROOM, &stretch)) abort();
    cor_arena scratch = cor_stretch_arena(&stretch);
    cor_out out = cor_out_memory(keep);
    assert_ok(renderer->render(document, &options, scratch, &out, &err), &err);
    return cor_out_str(&out);
}

void number_set_add(number_set *set, double value) {
    assert_true(set->count < NUMBERS_MAX);
    (void)cor_number_print(value, set->text[set->count++]);
}

static bool add_present(void *self, const cor_value_place *place) {
    if (place->value->present) number_set_add(self, place->value->value);
    return true;
}

void number_set_of(number_set *set, const cor_document *document) {
    set->count = 0;
    cor_document_values(document, add_present, set);
}

static int by_text(const void *a, const void *b) {
    return strcmp(a, b);
}

void assert_same_numbers(number_set *a, number_set *b) {
    qsort(a->text, a->count, sizeof *a->text, by_text);
    qsort(b->text, b->count, sizeof *b->text, by_text);
    for (size_t i = 0; i < a->count && i < b->count; i++)
        assert_string_equal(a->text[i], b->text[i]);
    assert_int_equal(a->count, b->count);
}

void assert_memory_is_reported(const char *format, const cor_document *document, size_t step) {
    const cor_renderer *renderer = cor_renderer_find(cor_str_of(format));
    cor_render_options options = { .lang = COR_LANG_ES };
    static char scratch_room[1 << 22], out_room[1 << 22];
    cor_arena all = { out_room, out_room + sizeof out_room };
    cor_code code = COR_E_MEMORY;
    size_t bytes = 0;

    for (; code && bytes < sizeof scratch_room; bytes += step) {
        cor_arena scratch = { scratch_room, scratch_room + bytes }, keep = all;
        cor_out out = cor_out_memory(&keep);
        code = renderer->render(document, &options, scratch, &out, &err);
        assert_true(code == COR_OK || code == COR_E_MEMORY);
    }

    assert_int_equal(code, COR_OK);
    assert_true(bytes > step);
    cor_arena small = { out_room, out_room + 512 },
              scratch = { scratch_room, scratch_room + sizeof scratch_room };
    cor_out out = cor_out_memory(&small);
    assert_fails(renderer->render(document, &options, scratch, &out, &err), COR_E_MEMORY, &err,
                 "memory");
}
