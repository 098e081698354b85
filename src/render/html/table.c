/* SPDX-License-Identifier: Apache-2.0 */
/* table.c: tables, and the tables behind charts and maps.
 *
 * What all numbers share is said once: sources and statuses stand in the caption, else in the
 * head of the column, else at the row, else in the cell. */
#include "core/say.h"
#include "html.h"

typedef enum { AT_CAPTION, AT_COLUMN, AT_ROW, AT_CELL, NOWHERE } placement;

typedef struct {
    html_page *page;
    const html_grid *grid;
    placement marks, statuses;
    bool all_numbers; // every column: the table says so once
} table_writer;

/* What the numbers of these rows and columns have in common. */
static cor_common common_of(const html_grid *grid, int32_t row, int32_t row_end, int32_t column,
                            int32_t column_end) {
    cor_common common = { 0 };
    for (int32_t r = row; r < row_end; r++) {
        for (int32_t c = column; c < column_end; c++) {
            const cor_value *value = grid->value(grid->node, r, c);
            if (value) cor_common_add(&common, value);
        }
    }
    return common;
}

static cor_common common_of_all(const html_grid *grid) {
    return common_of(grid, 0, grid->row_count, 0, grid->column_count);
}

static cor_common common_of_column(const html_grid *grid, int32_t column) {
    return common_of(grid, 0, grid->row_count, column, column + 1);
}

static cor_common common_of_row(const html_grid *grid, int32_t row) {
    return common_of(grid, row, row + 1, 0, grid->column_count);
}

static bool agree_on_sources(cor_common common) {
    return !common.any || common.same_sources;
}

static bool agree_on_status(cor_common common) {
    return !common.any || common.same_status;
}

/* Where sources and statuses stand: at the outermost level whose numbers all share them. */
static placement place_for(const html_grid *grid, bool (*agree)(cor_common common)) {
    cor_common all = common_of_all(grid);
    if (!all.any) return NOWHERE;
    if (agree(all)) return AT_CAPTION;
    bool columns = true, rows = true;
    for (int32_t c = 0; c < grid->column_count && columns; c++)
        columns = agree(common_of_column(grid, c));

    if (columns) return AT_COLUMN;
    for (int32_t r = 0; r < grid->row_count && rows; r++)
        rows = agree(common_of_row(grid, r));
    return rows ? AT_ROW : AT_CELL;
}

/* ---- head ---------------------------------------------------------------- */

static void put_common(const table_writer *table, cor_common common, placement here) {
    if (!common.any) return;
    if (table->statuses == here) {
        html_put(table->page, " ");
        html_status(table->page, common.first);
    }
    if (table->marks == here) html_marks(table->page, common.first, 1);
}

static void put_caption(const table_writer *table, cor_str id) {
    const html_grid *grid = table->grid;
    html_page *page = table->page;

    if (cor_text_is_empty(grid->caption)) return;
    html_put(page, "<caption id=\"");
    html_str(page, id);
    html_put(page, "-c\">");
    html_text(page, grid->caption);

    if (grid->unit.length) {
        html_put(page, " <span class=\"unit\">");
        html_str(page, grid->unit);
        html_put(page, "</span>");
    }

    put_common(table, common_of_all(grid), AT_CAPTION);
    html_put(page, "</caption>");
}

static bool is_number_column(const html_grid *grid, int32_t column) {
    return grid->row_count > 0 && grid->value(grid->node, 0, column);
}

static void put_table_head(const table_writer *table) {
    const html_grid *grid = table->grid;
    html_page *page = table->page;

    html_words(page, "<thead><tr><th>", grid->corner, "</th>");

    for (int32_t c = 0; c < grid->column_count; c++) {
        bool marked = is_number_column(grid, c) && !table->all_numbers;
        html_put(page, marked ? "<th class=\"num\">" : "<th>");
        grid->head(page, grid->node, c);
        put_common(table, common_of_column(grid, c), AT_COLUMN);
        html_put(page, "</th>");
    }

    if (table->statuses == AT_ROW) {
        html_put(page, "<th class=\"words\">");
        html_say(page, _("Status"));
        html_put(page, "</th>");
    }

    html_put(page, "</tr></thead>\n");
}

/* ---- rows ---------------------------------------------------------------- */

/* Begins a cell. Where rows are stacked it is told the head of its column, which is out of sight
 * then. */
static void put_cell(html_page *page, const html_grid *grid, const char *class, int32_t column) {
    html_put(page, "<td");
    if (class) html_attribute(page, "class", cor_str_of(class));
    if (grid->narrow == HTML_STACK) {
        html_put(page, " data-head=\"");
        grid->head(page, grid->node, column);
        html_put(page, "\"");
    }

    html_put(page, ">");
}

/* With a plain blank before the unit: whether a line may end there the stylesheet says, and on a
 * phone it may. */
static void put_html_value(html_page *page, const cor_value *value, bool with_unit) {
    const cor_str no_break = COR_STR("\xc2\xa0");
    if (!value->present || !with_unit) {
        html_value(page, value, with_unit);
        return;
    }

    cor_arena room = page->scratch;
    cor_str shown = cor_value_show(value, true, page->lang, &room);
    if (!shown.at) page->is_full = true;
    size_t end = cor_str_find(shown, no_break);
    html_str(page, cor_str_part(shown, 0, end));
    if (end == SIZE_MAX) return;
    html_put(page, " ");
    html_str(page, cor_str_part(shown, end + no_break.length, SIZE_MAX));
}

static void put_html_number(const table_writer *table, const cor_value *value, int32_t column) {
    html_page *page = table->page;
    if (table->all_numbers && !value->present) {
        put_cell(page, table->grid, "none", column);
        html_text(page, cor_value_status(value));
        html_put(page, "</td>");
        return;
    }

    put_cell(page, table->grid, table->all_numbers ? NULL : "num", column);
    if (table->statuses == AT_CELL && value->present) {
        html_status(page, value);
        html_put(page, " ");
    }

    put_html_value(page, value, table->grid->with_unit(table->grid->node, column));
    if (table->marks == AT_CELL) html_marks(page, value, 1);
    html_put(page, "</td>");
}

/* A head beside cells is that of its row, one among heads that of its column, without being
 * told. */
static void put_row_head(const table_writer *table, int32_t row, const cor_value *first) {
    html_page *page = table->page;
    html_put(page, "<tr><th>");
    const cor_value *marked = table->grid->label(page, table->grid->node, row);
    bool is_said = marked && first && cor_same_sources(marked, first);
    if (table->marks == AT_ROW && first && !is_said) html_marks(page, first, 1);
    html_put(page, "</th>");
}

static void put_row(const table_writer *table, int32_t row) {
    const html_grid *grid = table->grid;
    html_page *page = table->page;
    const cor_value *first = common_of_row(grid, row).first;
    put_row_head(table, row, first);

    for (int32_t c = 0; c < grid->column_count; c++) {
        const cor_value *value = grid->value(grid->node, row, c);
        if (value)
            put_html_number(table, value, c);
        else
            grid->cell(page, grid, row, c);
    }

    if (table->statuses == AT_ROW) {
        html_put(page, table->all_numbers ? "<td class=\"words\">" : "<td>");
        if (first) html_status(page, first);
        html_put(page, "</td>");
    }

    html_put(page, "</tr>\n");
}

static void put_body(const table_writer *table) {
    const html_grid *grid = table->grid;
    int32_t last = grid->row_count - (grid->last_row_is_total ? 1 : 0);

    html_put(table->page, "<tbody>\n");
    for (int32_t row = 0; row < last; row++)
        put_row(table, row);

    html_put(table->page, "</tbody>");
    if (grid->last_row_is_total && last >= 0) {
        html_put(table->page, "<tfoot>");
        put_row(table, last);
        html_put(table->page, "</tfoot>");
    }
}

static bool ends_with_status(const table_writer *table) {
    const cor_node *node = table->grid->node;
    if (!table->grid->says_status) return table->statuses == AT_ROW;
    return node->table.columns[node->table.column_count - 1].kind == COR_CELL_STATUS;
}

/* What it is made of, and how it is laid out on a phone. */
static void put_table_begin(const table_writer *table) {
    const html_grid *grid = table->grid;
    bool stated = grid->narrow == HTML_TALL && ends_with_status(table);
    const char *names[] = { table->all_numbers ? "nums" : NULL, html_narrow_class(grid->narrow),
                            stated ? "stated" : NULL };
    const char *before = "<table class=\"";

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (!names[i]) continue;
        html_put(table->page, before);
        html_put(table->page, names[i]);
        before = " ";
    }

    html_put(table->page, *before == ' ' ? "\">" : "<table>");
}

void html_grid_write(html_page *page, const html_grid *grid, cor_str id) {
    table_writer table = { .page = page, .grid = grid };
    table.marks = place_for(grid, agree_on_sources);
    table.statuses = grid->says_status ? NOWHERE : place_for(grid, agree_on_status);
    html_put(page, "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-labelledby=\"");
    html_str(page, id);
    html_put(page, cor_text_is_empty(grid->caption) ? "-h" : "-c");
    table.all_numbers = grid->row_count > 0;
    for (int32_t c = 0; c < grid->column_count; c++)
        table.all_numbers &= is_number_column(grid, c);

    html_put(page, "\">");
    put_table_begin(&table);
    put_caption(&table, id);
    put_table_head(&table);
    put_body(&table);
    html_put(page, "</table></div>");
}

void html_twin(html_page *page, const html_grid *grid, cor_str id) {
    if (!grid->row_count) return;
    html_put(page, "<details class=\"twin\" id=\"");
    html_str(page, id);
    html_put(page, "-table\"><summary>");
    html_say(page, _("Show as table"));
    html_put(page, "</summary>");
    html_grid_write(page, grid, id);
    html_put(page, "</details>\n");
}

/* ---- tables of a document ------------------------------------------------ */

static const cor_value *table_value(const cor_node *node, int32_t row, int32_t column) {
    bool is_number = node->table.columns[column + 1].kind == COR_CELL_VALUE;
    return is_number ? &node->table.rows[row][column + 1].value : NULL;
}

static void table_head(html_page *page, const cor_node *node, int32_t column) {
    const cor_table_column *of = &node->table.columns[column + 1];
    html_text(page, of->label);
    if (!cor_text_is_empty(of->unit)) html_words(page, ", ", of->unit, "");
}

/* Pages about data show the keys of this program, which commands and addresses take; elsewhere
 * readers see the codes of standards alone, which have a capital: ISCO-08-5, GTM. */
static bool is_key_shown(const cor_document *document, cor_str key) {
    static const char *const ABOUT_DATA[] = { "data", "sources", "source", "figures" };
    for (size_t i = 0; i < sizeof ABOUT_DATA / sizeof *ABOUT_DATA; i++)
        if (cor_str_is(document->kind, ABOUT_DATA[i])) return true;
    for (size_t i = 0; i < key.length; i++)
        if (key.at[i] >= 'A' && key.at[i] <= 'Z') return true;
    return false;
}

static void put_key(html_page *page, cor_str key) {
    if (!key.length || !is_key_shown(page->document, key)) return;
    html_put(page, "<small> ");
    html_str(page, key);
    html_put(page, "</small>");
}

/* An address in a cell is a link. */
static void put_cell_words(html_page *page, const cor_table_cell *cell) {
    cor_arena room = page->scratch;
    cor_str words = cor_text_in(cell->text, page->lang, &room);
    bool is_address =
        cor_str_starts(words, COR_STR("https://")) || cor_str_starts(words, COR_STR("http://"));
    bool linked =
        html_link_begin(page, is_address ? words : cell->href, is_address ? "address" : NULL);

    html_str(page, words);
    if (linked) html_put(page, "</a>");
    put_key(page, cell->code);

    if (cell->value.names_source) html_marks(page, &cell->value, 1);
}

static const cor_value *table_label(html_page *page, const cor_node *node, int32_t row) {
    const cor_table_cell *cell = &node->table.rows[row][0];
    if (node->table.columns[0].kind == COR_CELL_VALUE) {
        html_value(page, &cell->value, true);
        return NULL;
    }
    put_cell_words(page, cell);
    return cell->value.names_source ? &cell->value : NULL;
}

/* A date stays on its line; a checksum may not. */
static const char *class_of_words(cor_str words) {
    enum { DATE_LETTERS = 10, LONG_WORD_BYTES = 24 };
    bool has_blank = cor_str_find(words, COR_STR(" ")) != SIZE_MAX;
    if (!has_blank && words.length > LONG_WORD_BYTES) return "address";
    bool breaks = has_blank || cor_str_find(words, COR_STR("-")) != SIZE_MAX;
    return breaks && cor_str_width(words) <= DATE_LETTERS ? "nowrap" : NULL;
}

static void table_cell(html_page *page, const html_grid *grid, int32_t row, int32_t column) {
    const cor_node *node = grid->node;
    const cor_table_cell *cell = &node->table.rows[row][column + 1];
    cor_arena room = page->scratch;
    cor_str words = cor_text_in(cell->text, page->lang, &room);
    bool is_empty = !words.length && !cell->code.length && !cell->value.names_source;

    if (node->table.columns[column + 1].kind == COR_CELL_STATUS) { // its sign and word need no head
        html_put(page, "<td>");
        html_status(page, &cell->value);
    } else if (is_empty) { // nothing to say, no head to say it under
        html_put(page, "<td>");
    } else {
        put_cell(page, grid, class_of_words(words), column);
        put_cell_words(page, cell);
    }

    html_put(page, "</td>");
}

static bool table_with_unit(const cor_node *node, int32_t column) {
    return cor_text_is_empty(node->table.columns[column + 1].unit);
}

static bool says_status(const cor_node_table *table) {
    for (int32_t c = 0; c < table->column_count; c++)
        if (table->columns[c].kind == COR_CELL_STATUS) return true;
    return false;
}

static void add_table_basis(html_basis *basis, const cor_node_table *table) {
    for (int32_t r = 0; r < table->row_count; r++)
        for (int32_t c = 0; c < table->column_count; c++)
            if (table->columns[c].kind == COR_CELL_VALUE)
                html_basis_add(basis, &table->rows[r][c].value);
    if (says_status(table)) basis->statuses = 0;
}

static html_grid table_grid(const html_page *page, const cor_node *node) {
    const cor_node_table *table = &node->table;
    return (html_grid){ .node = node,
                        .corner = table->columns[0].label,
                        .caption = { .id = cor_text_is_empty(node->title) ? _("Table") : NULL },
                        .row_count = table->row_count,
                        .column_count = table->column_count - 1,
                        .last_row_is_total = table->last_row_is_total,
                        .says_status = says_status(table),
                        .narrow = html_narrow_table(table, page->lang, page->scratch),
                        .value = table_value,
                        .head = table_head,
                        .label = table_label,
                        .cell = table_cell,
                        .with_unit = table_with_unit };
}

enum { COLUMNS_BESIDE_A_NOTE = 4 }; // a table of more takes the whole width

/* A long table opens on demand. */
static void begin_detail(html_page *page, const cor_node *node, cor_str id) {
    html_put(page, "<details class=\"fold\"");
    html_attribute(page, "id", id);
    html_put(page, "><summary>");
    html_heading(page, node->title, id, "-h");
    html_put(page, "</summary>");
}

enum { ROWS_AT_ONCE = 12 };

/* A page of several long tables shows the first rows of each, so that a phone reaches the last. */
static bool is_divided(const html_page *page, const cor_node *node) {
    int32_t tables = 0;
    if (node->role != COR_ROLE_ROWS || node->table.row_count < ROWS_AT_ONCE + ROWS_AT_ONCE / 2)
        return false;
    for (const cor_node *of = page->document->root->section.first; of; of = of->next)
        tables += of->kind == COR_NODE_TABLE && of->role == COR_ROLE_ROWS;
    return tables > 1;
}

static void put_divided(html_page *page, const cor_node *node, cor_str id) {
    cor_node first = *node, rest = *node;
    cor_str rest_id = cor_str_print(&page->scratch, "%.*s-rest", COR_STR_F(id));
    page->is_full |= !rest_id.at;
    if (!rest_id.at) return;
    first.table.row_count = ROWS_AT_ONCE;
    rest.table.rows += ROWS_AT_ONCE;
    rest.table.row_count -= ROWS_AT_ONCE;

    html_grid grid = table_grid(page, &first);
    html_grid_write(page, &grid, id);
    html_put(page, "<details class=\"twin\"");
    html_attribute(page, "id", rest_id);
    html_put(page, "><summary>");
    html_text(page, cor_say_n(rest.table.row_count, _("{count} more row"), _("{count} more rows"),
                              cor_arg_int(rest.table.row_count)));
    html_put(page, "</summary>");
    grid = table_grid(page, &rest);
    grid.caption = (cor_text){ .id = _("The other rows") };
    html_grid_write(page, &grid, rest_id);
    html_put(page, "</details>\n");
}

void html_table(html_page *page, const cor_node *node) {
    html_grid grid = table_grid(page, node);
    cor_str id = html_id(page, node);
    html_basis basis;

    if (!html_basis_begin(&basis, page)) return;
    add_table_basis(&basis, &node->table);
    bool is_detail = node->role == COR_ROLE_DETAIL;
    if (is_detail) begin_detail(page, node, id);
    html_put(page, "<div class=\"fig");
    if (node->table.column_count > COLUMNS_BESIDE_A_NOTE) html_put(page, " full");
    if (grid.narrow == HTML_STACK) html_put(page, " rows");
    html_put(page, "\"");
    if (!is_detail) html_attribute(page, "id", id);
    html_put(page, ">");
    if (!is_detail) html_heading(page, node->title, id, "-h");

    html_put(page, "<div class=\"plot\">");
    if (is_divided(page, node))
        put_divided(page, node, id);
    else
        html_grid_write(page, &grid, id);
    html_put(page, "</div>\n");
    html_about(&basis, node->about, HTML_DIV);
    html_put(page, is_detail ? "</div></details>\n" : "</div>\n");
}

/* ---- charts -------------------------------------------------------------- */

static const cor_value *chart_value(const cor_node *node, int32_t row, int32_t column) {
    return &node->chart.series[column].values[row];
}

static void chart_head(html_page *page, const cor_node *node, int32_t column) {
    html_text(page, node->chart.series[column].label);
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/* "5-9" says nothing beside "5 to 9 years": it is numbers alone and all of them stand there. */
static bool says_more(cor_str key, cor_text label, cor_lang lang, cor_arena room) {
    cor_str words = cor_text_in(label, lang, &room);
    for (size_t i = 0, end; i < key.length; i = end + 1) {
        for (end = i; end < key.length && is_digit(key.at[end]);)
            end++;
        if (end < key.length && !strchr("-+ ", key.at[end])) return true;
        if (cor_str_find(words, cor_str_part(key, i, end - i)) == SIZE_MAX) return true;
    }
    return false;
}

static const cor_value *chart_label(html_page *page, const cor_node *node, int32_t row) {
    html_text(page, node->chart.categories[row]);
    if (node->chart.category_at ||
        !says_more(node->chart.category_keys[row], node->chart.categories[row], page->lang,
                   page->scratch))
        return NULL;
    put_key(page, node->chart.category_keys[row]);
    return NULL;
}

static bool never(const cor_node *node, int32_t column) {
    (void)node;
    (void)column;
    return false;
}

static bool always(const cor_node *node, int32_t column) {
    (void)node;
    (void)column;
    return true;
}

html_grid html_chart_grid(const cor_node *chart, cor_lang lang, cor_arena room) {
    html_grid grid = { .node = chart,
                       .caption = chart->title,
                       .corner = { .id = chart->chart.kind == COR_CHART_CHORD ? _("From, to")
                                         : chart->chart.category_at           ? _("Period")
                                                                              : _("Group") },
                       .row_count = chart->chart.category_count,
                       .column_count = chart->chart.series_count,
                       .narrow = html_narrow_chart(&chart->chart, lang, room),
                       .value = chart_value,
                       .head = chart_head,
                       .label = chart_label,
                       .with_unit = chart->chart.unit ? never : always };
    if (chart->chart.unit) grid.unit = chart->chart.unit->name[cor_lang_words(lang)];

    return grid;
}

/* ---- maps ---------------------------------------------------------------- */

static const cor_value *map_value(const cor_node *node, int32_t row, int32_t column) {
    (void)column;
    return row < node->map.line_count ? &node->map.lines[row].value
                                      : &node->map.points[row - node->map.line_count].value;
}

static void map_head(html_page *page, const cor_node *node, int32_t column) {
    (void)node;
    (void)column;
    html_say(page, _("Number"));
}

static const cor_value *map_label(html_page *page, const cor_node *node, int32_t row) {
    bool is_line = row < node->map.line_count;
    const cor_map_line *line = is_line ? &node->map.lines[row] : NULL;
    const cor_map_point *point = is_line ? NULL : &node->map.points[row - node->map.line_count];
    bool linked = html_link_begin(page, line ? line->href : point->href, NULL);

    if (line) {
        html_put(page, "<span class=\"origin\">");
        html_str(page, cor_country_name(line->origin, page->lang));
        html_put(page, "</span> → <span class=\"destination\">");
        html_str(page, cor_country_name(line->destination, page->lang));
        html_put(page, "</span>");
    } else {
        html_text(page, point->label);
    }

    if (linked) html_put(page, "</a>");
    return NULL;
}

html_grid html_map_grid(const cor_node *map) {
    return (html_grid){ .node = map,
                        .caption = map->title,
                        .corner = { .id = map->map.line_count ? _("Corridor") : _("Place") },
                        .row_count = map->map.line_count + map->map.point_count,
                        .column_count = 1,
                        .value = map_value,
                        .head = map_head,
                        .label = map_label,
                        .with_unit = always };
}
