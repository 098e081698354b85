/* SPDX-License-Identifier: Apache-2.0 */
/* terminal.c: a document on a terminal: headings, wrapped sentences, the numbered list of
 * sources. Nothing depends on colour; bold is used only where the terminal has it. */
#include "terminal.h"
#include "core/say.h"

enum { WIDTH_DEFAULT = 100, WIDTH_MIN = 20 };

/* ---- sentences ----------------------------------------------------------- */

static void put_text_sentence(struct text_writer *writer, const cor_node *node, const char *bar) {
    cor_arena scratch = writer->words.scratch;
    bool titled = !cor_text_is_empty(node->title);
    cor_str parts[] = { cor_text_say(&writer->words, node->title, &scratch),
                        titled ? COR_STR(" ") : (cor_str){ 0 },
                        cor_text_say(&writer->words, node->text, &scratch),
                        cor_source_marks(node->cited, node->cited_count, &scratch) };
    cor_put_char(writer->out, '\n');
    cor_put_wrapped(writer->out, cor_text_join(&writer->words, &scratch, parts, 4), 0, bar, bar,
                    writer->width);
}

static void put_text_paragraph(struct text_writer *writer, const cor_node *node) {
    put_text_sentence(writer, node, "");
}

static void put_text_note(struct text_writer *writer, const cor_node *node) {
    put_text_sentence(writer, node, "│ ");
}

static void put_text_link(struct text_writer *writer, const cor_node *node) {
    cor_arena scratch = writer->words.scratch;
    cor_str parts[] = { cor_text_say(&writer->words, node->text, &scratch), COR_STR(": "),
                        cor_render_link(writer->words.options, node->link.href, &scratch) };
    cor_put_wrapped(writer->out, cor_text_join(&writer->words, &scratch, parts, 3), 0, "→ ", "  ",
                    writer->width);
}

static void put_text_absence(struct text_writer *writer, const cor_node *node) {
    cor_arena scratch = writer->words.scratch;
    cor_str parts[] = { cor_text_say(&writer->words, node->title, &scratch), COR_STR(" – "),
                        cor_text_say(&writer->words, (cor_text){ .id = _("no data") }, &scratch) };

    cor_put_char(writer->out, '\n');
    cor_put_c(writer->out, writer->bold);
    cor_put_wrapped(writer->out, cor_text_join(&writer->words, &scratch, parts, 3), 0, "║ ", "║ ",
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
static void put_text_code(struct text_writer *writer, const cor_node *node) {
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
    cor_arena scratch = writer->words.scratch;
    cor_str parts[] = { cor_text_say(&writer->words, node->title, &scratch), COR_STR(": "),
                        cor_render_link(writer->words.options, form->action, &scratch) };

    cor_put_char(writer->out, '\n');
    bool titled = parts[0].length > 0;
    cor_str whole =
        cor_text_join(&writer->words, &scratch, titled ? parts : parts + 2, titled ? 3 : 1);
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

static void put_text_section(struct text_writer *writer, const cor_node *node) {
    cor_arena scratch = writer->words.scratch;
    if (cor_text_is_empty(node->title)) {
        put_nodes(writer, node->section.first);
        return;
    }

    cor_str title = cor_text_say(&writer->words, node->title, &scratch);
    bool numbered = node->section.level == 1 && node->role == COR_ROLE_NONE &&
                    cor_str_is(writer->words.document->kind, "corridor");
    cor_str number = numbered ? cor_str_print(&scratch, "%d  ", ++writer->block) : (cor_str){ 0 };
    cor_str parts[] = { number, title };
    cor_put_c(writer->out, node->section.level == 1 ? "\n\n" : "\n");
    put_heading(writer, cor_text_join(&writer->words, &scratch, parts, 2),
                node->section.level == 1 ? "━" : "─");
    put_nodes(writer, node->section.first);
}

/* A small map beside the headline shows its one number again. */
static void put_text_map(struct text_writer *writer, const cor_node *node) {
    if (node->role != COR_ROLE_LOCATOR || node->map.line_count > 1) cor_text_map(writer, node);
}

static void (*const writers[COR_NODE_COUNT])(struct text_writer *writer, const cor_node *node) = {
    [COR_NODE_SECTION] = put_text_section, [COR_NODE_PARAGRAPH] = put_text_paragraph,
    [COR_NODE_FIGURE] = cor_text_figures,  [COR_NODE_TABLE] = cor_text_table,
    [COR_NODE_CHART] = cor_text_chart,     [COR_NODE_MAP] = put_text_map,
    [COR_NODE_LIST] = cor_text_list,       [COR_NODE_FORM] = put_form,
    [COR_NODE_NOTE] = put_text_note,       [COR_NODE_LINK] = put_text_link,
    [COR_NODE_ABSENCE] = put_text_absence, [COR_NODE_CODE] = put_text_code,
};

static void put_nodes(struct text_writer *writer, const cor_node *first) {
    for (const cor_node *node = first; node && !writer->words.full; node = cor_node_after(node))
        if (!cor_only_leads_on(node)) writers[node->kind](writer, node);
}

/* ---- document ------------------------------------------------------------ */

static void put_text_source(struct text_writer *writer, int32_t index) {
    cor_arena scratch = writer->words.scratch;
    const cor_document_source *source = &writer->words.document->sources[index];
    cor_str mark = cor_str_print(&scratch, "[%d] ", index + 1);
    cor_str blank = cor_str_print(&scratch, "%*s", (int)mark.length, "");
    cor_str line = cor_render_source(source, writer->words.lang, &scratch);

    writer->words.full = writer->words.full || !mark.at || !blank.at || !line.at;
    if (writer->words.full) return;
    cor_put_wrapped(writer->out, line, 0, mark.at, blank.at, writer->width);
    cor_put_wrapped(writer->out, source->source.url, 0, blank.at, blank.at, writer->width);
}

static void put_source_list(struct text_writer *writer) {
    if (!writer->words.document->source_count) return;
    cor_arena scratch = writer->words.scratch;
    cor_put_c(writer->out, "\n\n");
    put_heading(writer, cor_text_say(&writer->words, (cor_text){ .id = _("Sources") }, &scratch),
                "━");
    for (int32_t i = 0; i < writer->words.document->source_count && !writer->words.full; i++)
        put_text_source(writer, i);
}

static void put_text_document(struct text_writer *writer) {
    const cor_document *document = writer->words.document;
    cor_arena scratch = writer->words.scratch;

    put_heading(writer, cor_text_say(&writer->words, document->title, &scratch), "═");
    cor_text_paragraph(writer, document->lead, "", "");
    if (document->as_known_s) {
        cor_date day = { (int32_t)(document->as_known_s / 86400) };
        cor_text_paragraph(writer, cor_say(_("As known on {date}."), cor_arg_date(day)), "", "");
    }

    put_nodes(writer, document->root->section.first);
    put_source_list(writer);
}

cor_code cor_render_text(const cor_document *document, const cor_render_options *options,
                         cor_arena scratch, cor_out *out, cor_error *err) {
    int32_t width = options->width ? options->width : WIDTH_DEFAULT;
    struct text_writer writer = { .words = { .document = document,
                                             .options = options,
                                             .lang = options->lang,
                                             .scratch = scratch },
                                  .out = out,
                                  .width = width < WIDTH_MIN ? WIDTH_MIN : width,
                                  .bold = options->color ? "\033[1m" : "",
                                  .plain = options->color ? "\033[0m" : "" };

    put_text_document(&writer);
    return writer.words.full ? cor_fail_memory(err) : cor_render_finish(out, err);
}
