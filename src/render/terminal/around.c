/* SPDX-License-Identifier: Apache-2.0 */
/* around.c: grids, paragraphs, and the lines above and below tables and charts. */
#include "core/say.h"
#include "terminal.h"

enum { INDENT = 2 };

void cor_text_grid(struct text_writer *writer, const cor_grid *grid, int32_t indent) {
    bool fits = cor_grid_put(grid, writer->out, indent, writer->width, writer->bold, writer->plain);
    writer->words.full = writer->words.full || !fits;
}

void cor_text_paragraph(struct text_writer *writer, cor_text text, const char *first,
                        const char *before) {
    cor_arena scratch = writer->words.scratch;
    cor_put_wrapped(writer->out, cor_text_say(&writer->words, text, &scratch), 0, first, before,
                    writer->width);
}

void cor_text_title(struct text_writer *writer, cor_text title, cor_common common) {
    cor_arena scratch = writer->words.scratch;
    bool shared = common.any && common.same_status;
    cor_str status = shared ? cor_text_say(&writer->words, cor_value_status(common.first), &scratch)
                            : (cor_str){ 0 };
    cor_str marks = common.any && common.same_sources ? cor_source_marks(common.first, 1, &scratch)
                                                      : (cor_str){ 0 };
    cor_str head[] = { cor_text_say(&writer->words, title, &scratch), marks };
    cor_str line = cor_text_join(&writer->words, &scratch, head, 2);

    cor_put_char(writer->out, '\n');
    cor_put_c(writer->out, writer->bold);
    cor_put_wrapped(writer->out, line, 0, "", "", writer->width);
    cor_put_c(writer->out, writer->plain);
    if (!shared) return;
    cor_str said[] = { cor_str_of(cor_value_mark(common.first)), COR_STR(" "), status };
    cor_put_wrapped(writer->out, cor_text_join(&writer->words, &scratch, said, 3), 0, "", "",
                    writer->width);
}

/* ---- under tables and charts --------------------------------------------- */

enum { DERIVATIONS_MAX = 8 };

struct under {
    struct text_writer *writer;
    cor_arena *arena;
    cor_str said[DERIVATIONS_MAX];
    int32_t said_count;
    bool seen[COR_STATUS_COUNT];
};

static bool note_value(void *self, const cor_value_place *place) {
    struct under *under = self;
    const cor_value *value = place->value;

    if (value->present) under->seen[value->status] = true;
    if (cor_text_is_empty(value->derivation) || under->said_count == DERIVATIONS_MAX) return true;
    cor_str said = cor_text_say(&under->writer->words, value->derivation, under->arena);

    for (int32_t i = 0; i < under->said_count; i++) {
        if (cor_str_equal(under->said[i], said)) return true;
    }

    under->said[under->said_count++] = said;
    return true;
}

/* "● observed  ◐ estimated": only when the marks stand at single numbers. */
static void put_key(struct text_writer *writer, const bool *seen, cor_arena *arena) {
    cor_str parts[COR_STATUS_COUNT * 4];
    size_t count = 0;

    for (int status = 0; status < COR_STATUS_COUNT; status++) {
        if (!seen[status]) continue;
        cor_value value = { .present = true, .status = (cor_obs_status)status };
        if (count) parts[count++] = COR_STR("  ");
        parts[count++] = cor_str_of(cor_value_mark(&value));
        parts[count++] = COR_STR(" ");
        parts[count++] = cor_text_say(&writer->words, cor_status_text(value.status), arena);
    }

    cor_put_wrapped(writer->out, cor_text_join(&writer->words, arena, parts, count), INDENT, "", "",
                    writer->width);
}

void cor_text_under(struct text_writer *writer, const cor_node *node, cor_common common) {
    cor_arena scratch = writer->words.scratch;
    struct under under = { .writer = writer, .arena = &scratch };
    cor_node_values(node, note_value, &under);
    if (common.any && !common.same_status) put_key(writer, under.seen, &scratch);
    for (int32_t i = 0; i < under.said_count; i++) {
        cor_put_wrapped(writer->out, under.said[i], INDENT, "= ", "  ", writer->width);
    }
    cor_put_wrapped(writer->out, cor_text_say(&writer->words, node->about, &scratch), INDENT, "",
                    "", writer->width);
}
