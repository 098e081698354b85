/* SPDX-License-Identifier: Apache-2.0 */
/* terminal.c: a document on a terminal: headings, wrapped sentences, the numbered list of
 * sources. Nothing depends on colour; bold is used only where the terminal has it. */
#include "terminal.h"
#include "core/say.h"

enum { WIDTH_DEFAULT = 100, WIDTH_MIN = 20, INDENT = 2 };

/* ---- shared by the files of this renderer -------------------------------- */

cor_str cor_text_say(struct text_writer *writer, cor_text text, cor_arena *arena) {
    if (cor_text_is_empty(text)) return (cor_str){ 0 };
    cor_str said = cor_text_in(text, writer->lang, arena);
    writer->full = writer->full || !said.at;
    return said;
}

cor_str cor_text_join(struct text_writer *writer, cor_arena *arena, const cor_str *parts,
                      size_t count) {
    cor_str joined = cor_str_join(arena, parts, count);
    writer->full = writer->full || !joined.at;
    return joined;
}

cor_str cor_text_number(struct text_writer *writer, const cor_value *value, bool with_unit,
                        cor_arena *arena) {
    cor_str shown = cor_value_show(value, with_unit, writer->lang, arena);
    writer->full = writer->full || !shown.at;
    return shown;
}

cor_str cor_text_marks(struct text_writer *writer, const cor_value *value, cor_common common,
                       cor_arena *arena) {
    if (!value->present) return cor_text_say(writer, cor_value_status(value), arena);
    cor_str parts[3] = { 0 };
    size_t count = 0;
    if (!common.same_sources) parts[count++] = cor_str_trim(cor_source_marks(value, 1, arena));
    if (!common.same_sources && !common.same_status) parts[count++] = COR_STR(" ");
    if (!common.same_status) parts[count++] = cor_str_of(cor_value_mark(value));
    return count ? cor_text_join(writer, arena, parts, count) : (cor_str){ 0 };
}

cor_str *cor_text_row(struct text_writer *writer, cor_grid *grid) {
    cor_str *cells = cor_grid_row(grid);
    writer->full = writer->full || !cells;
    return cells;
}

void cor_text_grid(struct text_writer *writer, const cor_grid *grid, int32_t indent) {
    bool fits = cor_grid_put(grid, writer->out, indent, writer->width, writer->bold, writer->plain);
    writer->full = writer->full || !fits;
}

void cor_text_paragraph(struct text_writer *writer, cor_text text, const char *first,
                        const char *before) {
    cor_arena scratch = writer->scratch;
    cor_put_wrapped(writer->out, cor_text_say(writer, text, &scratch), 0, first, before,
                    writer->width);
}

void cor_text_title(struct text_writer *writer, cor_text title, cor_common common) {
    cor_arena scratch = writer->scratch;
    bool shared = common.any && common.same_status;
    cor_str status =
        shared ? cor_text_say(writer, cor_value_status(common.first), &scratch) : (cor_str){ 0 };
    cor_str marks = common.any && common.same_sources ? cor_source_marks(common.first, 1, &scratch)
                                                      : (cor_str){ 0 };
    cor_str head[] = { cor_text_say(writer, title, &scratch), marks };
    cor_str line = cor_text_join(writer, &scratch, head, 2);

    cor_put_char(writer->out, '\n');
    cor_put_c(writer->out, writer->bold);
    cor_put_wrapped(writer->out, line, 0, "", "", writer->width);
    cor_put_c(writer->out, writer->plain);
    if (!shared) return;
    cor_str said[] = { cor_str_of(cor_value_mark(common.first)), COR_STR(" "), status };
    cor_put_wrapped(writer->out, cor_text_join(writer, &scratch, said, 3), 0, "", "",
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
    cor_str said = cor_text_say(under->writer, value->derivation, under->arena);

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
        parts[count++] = cor_text_say(writer, cor_status_text(value.status), arena);
    }

    cor_put_wrapped(writer->out, cor_text_join(writer, arena, parts, count), INDENT, "", "",
                    writer->width);
}

void cor_text_under(struct text_writer *writer, const cor_node *node, cor_common common) {
    cor_arena scratch = writer->scratch;
    struct under under = { .writer = writer, .arena = &scratch };
    cor_node_values(node, note_value, &under);
    if (common.any && !common.same_status) put_key(writer, under.seen, &scratch);
    for (int32_t i = 0; i < under.said_count; i++) {
        cor_put_wrapped(writer->out, under.said[i], INDENT, "= ", "  ", writer->width);
    }
    cor_put_wrapped(writer->out, cor_text_say(writer, node->about, &scratch), INDENT, "", "",
                    writer->width);
}

/* ---- sentences ----------------------------------------------------------- */

static void put_sentence(struct text_writer *writer, const cor_node *node, const char *bar) {
    cor_arena scratch = writer->scratch;
    cor_str parts[] = { cor_text_say(writer, node->text, &scratch),
                        cor_source_marks(node->cited, node->cited_count, &scratch) };
    cor_put_char(writer->out, '\n');
    cor_put_wrapped(writer->out, cor_text_join(writer, &scratch, parts, 2), 0, bar, bar,
                    writer->width);
}

static void put_paragraph(struct text_writer *writer, const cor_node *node) {
    put_sentence(writer, node, "");
}

static void put_note(struct text_writer *writer, const cor_node *node) {
    put_sentence(writer, node, "│ ");
}

static void put_link(struct text_writer *writer, const cor_node *node) {
    cor_arena scratch = writer->scratch;
    cor_str parts[] = { cor_text_say(writer, node->text, &scratch), COR_STR(": "),
                        cor_render_link(writer->options, node->link.href, &scratch) };
    cor_put_wrapped(writer->out, cor_text_join(writer, &scratch, parts, 3), 0, "→ ", "  ",
                    writer->width);
}

static void put_absence(struct text_writer *writer, const cor_node *node) {
    cor_arena scratch = writer->scratch;
    cor_str parts[] = { cor_text_say(writer, node->title, &scratch), COR_STR(" – "),
                        cor_text_say(writer, (cor_text){ .id = _("no data") }, &scratch) };

    cor_put_char(writer->out, '\n');
    cor_put_c(writer->out, writer->bold);
    cor_put_wrapped(writer->out, cor_text_join(writer, &scratch, parts, 3), 0, "║ ", "║ ",
                    writer->width);
    cor_put_c(writer->out, writer->plain);
    cor_text_paragraph(writer, node->text, "║ ", "║ ");
    cor_text_paragraph(writer, (cor_text){ .id = _("What would fill it:") }, "║ ", "║ ");

    for (int32_t i = 0; i < node->absence.filler_count; i++) {
        cor_text_paragraph(writer, node->absence.fillers[i], "║ – ", "║   ");
    }
}

/* Two rows of modules a line, light ones lit, as terminals are dark; four modules of quiet zone
 * around. */
static void put_code(struct text_writer *writer, const cor_node *node) {
    enum { QUIET = 4 };
    static const char *const halves[] = { " ", "▄", "▀", "█" };
    int32_t side = node->code.modules ? node->code.side : -2 * QUIET;
    cor_text_paragraph(writer, node->title, "", "");

    for (int32_t y = -QUIET; y < side + QUIET; y += 2) {
        for (int32_t x = -QUIET; x < side + QUIET; x++) {
            bool across = x >= 0 && x < side;
            bool top = across && y >= 0 && y < side && node->code.modules[y * side + x];
            bool bottom =
                across && y + 1 >= 0 && y + 1 < side && node->code.modules[(y + 1) * side + x];
            cor_put_c(writer->out, halves[(top ? 0 : 2) + (bottom ? 0 : 1)]);
        }
        cor_put_char(writer->out, '\n');
    }

    cor_text_paragraph(writer, node->text, "", "");
}

static void put_form(struct text_writer *writer, const cor_node *node) {
    const cor_node_form *form = &node->form;
    cor_arena scratch = writer->scratch;
    cor_str parts[] = { cor_text_say(writer, node->title, &scratch), COR_STR(": "),
                        cor_render_link(writer->options, form->action, &scratch) };

    cor_put_char(writer->out, '\n');
    bool titled = parts[0].length > 0;
    cor_str whole = cor_text_join(writer, &scratch, titled ? parts : parts + 2, titled ? 3 : 1);
    cor_put_wrapped(writer->out, whole, 0, "→ ", "  ", writer->width);

    for (int32_t i = 0; i < form->field_count; i++) {
        const cor_field *field = &form->fields[i];
        if (field->kind == COR_FIELD_HIDDEN || field->kind == COR_FIELD_GROUP_END) continue;
        cor_text_paragraph(writer, field->label, "  – ", "    ");
    }
}

/* ---- sections ------------------------------------------------------------ */

static void put_heading(struct text_writer *writer, cor_str title, const char *rule) {
    int32_t width = cor_str_width(title);
    if (!title.length) return;
    cor_put_c(writer->out, writer->bold);
    cor_put_wrapped(writer->out, title, 0, "", "", writer->width);
    cor_put_c(writer->out, writer->plain);
    for (int32_t i = 0; i < (width < writer->width ? width : writer->width); i++)
        cor_put_c(writer->out, rule);
    cor_put_char(writer->out, '\n');
}

static void put_nodes(struct text_writer *writer, const cor_node *first);

static void put_section(struct text_writer *writer, const cor_node *node) {
    cor_arena scratch = writer->scratch;
    if (cor_text_is_empty(node->title)) {
        put_nodes(writer, node->section.first);
        return;
    }

    cor_str title = cor_text_say(writer, node->title, &scratch);
    bool numbered = node->section.level == 1 && cor_str_is(writer->document->kind, "corridor");
    cor_str number = numbered ? cor_str_print(&scratch, "%d  ", ++writer->block) : (cor_str){ 0 };
    cor_str parts[] = { number, title };
    cor_put_c(writer->out, node->section.level == 1 ? "\n\n" : "\n");
    put_heading(writer, cor_text_join(writer, &scratch, parts, 2),
                node->section.level == 1 ? "━" : "─");
    put_nodes(writer, node->section.first);
}

/* A small map beside the headline shows its one number again. */
static void put_map(struct text_writer *writer, const cor_node *node) {
    if (node->role != COR_ROLE_LOCATOR || node->map.line_count > 1) cor_text_map(writer, node);
}

static void (*const writers[COR_NODE_COUNT])(struct text_writer *writer, const cor_node *node) = {
    [COR_NODE_SECTION] = put_section,     [COR_NODE_PARAGRAPH] = put_paragraph,
    [COR_NODE_FIGURE] = cor_text_figures, [COR_NODE_TABLE] = cor_text_table,
    [COR_NODE_CHART] = cor_text_chart,    [COR_NODE_MAP] = put_map,
    [COR_NODE_LIST] = cor_text_list,      [COR_NODE_FORM] = put_form,
    [COR_NODE_NOTE] = put_note,           [COR_NODE_LINK] = put_link,
    [COR_NODE_ABSENCE] = put_absence,     [COR_NODE_CODE] = put_code,
};

static void put_nodes(struct text_writer *writer, const cor_node *first) {
    for (const cor_node *node = first; node && !writer->full; node = cor_node_after(node))
        if (!cor_only_leads_on(node)) writers[node->kind](writer, node);
}

/* ---- document ------------------------------------------------------------ */

static void put_source(struct text_writer *writer, int32_t index) {
    cor_arena scratch = writer->scratch;
    const cor_document_source *source = &writer->document->sources[index];
    cor_str mark = cor_str_print(&scratch, "[%d] ", index + 1);
    cor_str blank = cor_str_print(&scratch, "%*s", (int)mark.length, "");
    cor_str line = cor_render_source(source, writer->lang, &scratch);
    cor_str file = cor_text_in(cor_say(_("File: {name}"), cor_arg_str(source->dataset_file)),
                               writer->lang, &scratch);

    writer->full = writer->full || !mark.at || !blank.at || !line.at || !file.at;
    if (writer->full) return;
    cor_put_wrapped(writer->out, line, 0, mark.at, blank.at, writer->width);
    cor_put_wrapped(writer->out, source->source.url, 0, blank.at, blank.at, writer->width);
    if (source->dataset_file.length)
        cor_put_wrapped(writer->out, file, 0, blank.at, blank.at, writer->width);
}

static void put_sources(struct text_writer *writer) {
    if (!writer->document->source_count) return;
    cor_arena scratch = writer->scratch;
    cor_put_c(writer->out, "\n\n");
    put_heading(writer, cor_text_say(writer, (cor_text){ .id = _("Sources") }, &scratch), "━");
    for (int32_t i = 0; i < writer->document->source_count && !writer->full; i++)
        put_source(writer, i);
}

static void put_document(struct text_writer *writer) {
    const cor_document *document = writer->document;
    cor_arena scratch = writer->scratch;

    put_heading(writer, cor_text_say(writer, document->title, &scratch), "═");
    cor_text_paragraph(writer, document->lead, "", "");
    if (document->as_known_s) {
        cor_date day = { (int32_t)(document->as_known_s / 86400) };
        cor_text_paragraph(writer, cor_say(_("As it was known on {date}."), cor_arg_date(day)), "",
                           "");
    }

    put_nodes(writer, document->root->section.first);
    put_sources(writer);
}

cor_code cor_render_text(const cor_document *document, const cor_render_options *options,
                         cor_arena scratch, cor_out *out, cor_error *err) {
    int32_t width = options->width ? options->width : WIDTH_DEFAULT;
    struct text_writer writer = { .document = document,
                                  .options = options,
                                  .lang = options->lang,
                                  .scratch = scratch,
                                  .out = out,
                                  .width = width < WIDTH_MIN ? WIDTH_MIN : width,
                                  .bold = options->color ? "\033[1m" : "",
                                  .plain = options->color ? "\033[0m" : "" };

    put_document(&writer);
    return writer.full ? cor_fail_memory(err) : cor_render_finish(out, err);
}
