/* SPDX-License-Identifier: Apache-2.0 */
/* matrix_pack.c: packs cells into bytes and unpacks them. */
#include "matrix.h"

#include <math.h>

/* ---- numbers ------------------------------------------------------------- */

static uint64_t zigzag_encode(int64_t value) {
    return ((uint64_t)value << 1) ^ (uint64_t)(value >> 63);
}

static int64_t zigzag_decode(uint64_t value) {
    return (int64_t)(value >> 1) ^ -(int64_t)(value & 1);
}

static unsigned char *put_varint(unsigned char *at, uint64_t value) {
    for (; value >= 0x80; value >>= 7)
        *at++ = (unsigned char)(value | 0x80);
    *at++ = (unsigned char)value;
    return at;
}

static uint64_t get_number(cor_str cells, uint32_t *at) {
    uint64_t value = 0;
    for (int shift = 0;; shift += 7) {
        unsigned char byte = (unsigned char)cells.at[(*at)++];
        value |= (uint64_t)(byte & 0x7f) << shift;
        if (!(byte & 0x80)) return value;
    }
}

/* The same for bytes that have not been checked. */
static bool get_number_carefully(cor_str cells, uint32_t *at, uint64_t *ret_value) {
    uint64_t value = 0;
    for (int shift = 0; shift < 63 && *at < cells.length; shift += 7) {
        unsigned char byte = (unsigned char)cells.at[(*at)++];
        value |= (uint64_t)(byte & 0x7f) << shift;
        *ret_value = value;
        if (!(byte & 0x80)) return true;
    }
    return false;
}

/* ---- packing ------------------------------------------------------------- */

enum { CELL_BYTES_MAX = 2 + 8 }; // values up to 10^12, in thousandths

static bool is_kept_value(const cor_matrix *table, int32_t origin, int32_t destination) {
    double value = table->values[(size_t)origin * (size_t)table->place_count + (size_t)destination];
    return fabs(value) >= table->least && value != 0;
}

static unsigned char *pack_row(const cor_matrix *table, int32_t origin, unsigned char *at,
                               cor_matrix_packed *matrix) {
    int32_t n = table->place_count, count = 0, before = -1;
    for (int32_t j = 0; j < n; j++)
        count += is_kept_value(table, origin, j);

    at = put_varint(at, (uint64_t)count);
    for (int32_t j = 0; j < n; j++) {
        double value = table->values[(size_t)origin * (size_t)n + (size_t)j];
        if (!is_kept_value(table, origin, j)) {
            if (!isnan(value)) matrix->left_out += fabs(value);
            continue;
        }
        at = put_varint(at, (uint64_t)(j - before - 1));
        at = put_varint(at, zigzag_encode((int64_t)nearbyint(value * MATRIX_UNIT_PARTS)));
        before = j;
    }

    matrix->figure_count += count;
    return at;
}

static cor_code check_matrix_table(const cor_matrix *table, cor_error *err) {
    const cor_measure *measure = cor_measure_find(table->measure);
    if (!measure || !measure->is_bilateral)
        return cor_fail(err, COR_E_DOMAIN, _("The measure “{measure}” is not known."),
                        cor_arg_str(table->measure));

    if (table->place_count < 1 || table->place_count > MATRIX_PLACES_MAX)
        return cor_fail(err, COR_E_LIMIT, _("A computed table has 1 to {most} places."),
                        cor_arg_int(MATRIX_PLACES_MAX));

    for (size_t c = 0; c < (size_t)table->place_count * (size_t)table->place_count; c++)
        if (!isnan(table->values[c]) && !(fabs(table->values[c]) <= 1e12))
            return cor_fail(err, COR_E_DOMAIN, _("The figure “{measure}” has no finite value."),
                            cor_arg_pair(measure->name[COR_LANG_EN], measure->name[COR_LANG_ES]));

    return COR_OK;
}

static cor_str join_places(const cor_matrix *table, cor_arena *keep) {
    size_t room = 0;
    for (int32_t p = 0; p < table->place_count; p++)
        room += cor_country_code(table->places[p]).length + 1;

    char *text = cor_new(keep, char, room);
    size_t used = 0;
    for (int32_t p = 0; text && p < table->place_count; p++) {
        cor_str code = cor_country_code(table->places[p]);
        if (p) text[used++] = ' ';
        memcpy(text + used, code.at, code.length);
        used += code.length;
    }

    return (cor_str){ text, used };
}

cor_code cor_matrix_pack(const cor_matrix *table, cor_arena *keep, cor_matrix_packed *ret_matrix,
                         cor_error *err) {
    cor_code code = check_matrix_table(table, err);
    if (code) return code;
    size_t n = (size_t)table->place_count;
    cor_matrix_packed matrix = { .measure = cor_str_keep(keep, table->measure),
                                 .breakdown = cor_str_keep(keep, table->breakdown),
                                 .period = table->period,
                                 .status = table->status,
                                 .places = join_places(table, keep) };
    unsigned char *bytes = (unsigned char *)cor_new(keep, char, n *(5 + n * CELL_BYTES_MAX)),
                  *at = bytes;
    if (!matrix.measure.at || !matrix.breakdown.at || !matrix.places.at || !bytes)
        return cor_fail_memory(err);

    for (int32_t i = 0; i < table->place_count; i++)
        at = pack_row(table, i, at, &matrix);
    keep->next = (char *)at; // give back the unused rest
    matrix.cells = (cor_str){ (char *)bytes, (size_t)(at - bytes) };
    *ret_matrix = matrix;

    return COR_OK;
}

void cor_matrices_digest(const cor_matrix_packed *matrices, int32_t count,
                         uint8_t ret_digest[FIGURES_DIGEST_BYTES]) {
    figures_digest digest;
    figures_digest_open(&digest);
    for (int32_t g = 0; g < count; g++) {
        const figures_matrix same = { .measure = matrices[g].measure,
                                      .breakdown = matrices[g].breakdown,
                                      .period = matrices[g].period,
                                      .status = matrices[g].status,
                                      .places_text = matrices[g].places,
                                      .cells = matrices[g].cells };
        matrix_digest(&digest, &same);
    }

    figures_digest_close(&digest, ret_digest);
}

/* ---- looking into it ----------------------------------------------------- */

matrix_row matrix_row_of(const figures_matrix *matrix, int32_t origin) {
    return (matrix_row){ .cells = matrix->cells,
                         .at = matrix->row_at[origin],
                         .left = matrix->row_first[origin + 1] - matrix->row_first[origin],
                         .destination = -1 };
}

bool matrix_row_next(matrix_row *row) {
    if (!row->left) return false;
    row->left--;
    row->destination += (int32_t)get_number(row->cells, &row->at) + 1;
    row->value = (double)zigzag_decode(get_number(row->cells, &row->at)) / MATRIX_UNIT_PARTS;
    return true;
}

/* Binary search: places are ordered by code, as in the list of all places. */
int32_t matrix_place(const figures_matrix *matrix, cor_country place) {
    const cor_country_info *wanted = cor_country_get(place);
    int32_t low = 0, high = matrix->place_count;

    while (low < high) {
        int32_t middle = (low + high) / 2;
        const cor_country_info *info = cor_country_get(matrix->places[middle]);
        if (info == wanted) return place.id ? middle : -1;
        if (info < wanted)
            low = middle + 1;
        else
            high = middle;
    }

    return -1;
}

cor_figure matrix_figure(const figures_matrix *matrix, int32_t origin, const matrix_row *row) {
    uint32_t before = matrix->row_first[origin + 1] - row->left - 1;
    return (cor_figure){ .id = matrix->first_id + before,
                         .measure = matrix->measure,
                         .origin = matrix->places[origin],
                         .destination = matrix->places[row->destination],
                         .period = matrix->period,
                         .breakdown = matrix->breakdown,
                         .value = row->value,
                         .status = matrix->status,
                         .source = matrix->source,
                         .load_id = matrix->run_id ? 0 : matrix->load_id,
                         .run_id = matrix->run_id,
                         .sheet = COR_STR("") };
}

void matrix_row_call(const figures_matrix *matrix, int32_t origin, bool knows_where) {
    if (knows_where) {
        __builtin_prefetch(matrix->cells.at + matrix->row_at[origin]);
        __builtin_prefetch(matrix->marks + matrix->row_first[origin] / MATRIX_STRIDE);
    } else {
        __builtin_prefetch(&matrix->row_at[origin]);
        __builtin_prefetch(&matrix->row_first[origin]);
    }
}

bool matrix_row_find(const figures_matrix *matrix, int32_t origin, int32_t destination,
                     matrix_row *ret_row) {
    if (origin < 0 || destination < 0) return false;
    matrix_row row = matrix_row_of(matrix, origin);
    const matrix_mark *marks = matrix->marks + matrix->row_first[origin] / MATRIX_STRIDE;
    uint32_t passed = 0, count = row.left ? (row.left - 1) / MATRIX_STRIDE : 0;
    while (passed < count && marks[passed].destination < destination)
        passed++;

    if (passed) {
        row.at += marks[passed - 1].ahead;
        row.destination = marks[passed - 1].destination;
        row.left -= passed * MATRIX_STRIDE;
    }

    while (matrix_row_next(&row) && row.destination < destination)
        ;
    *ret_row = row;

    return row.destination == destination;
}

bool matrix_find(const figures_matrix *matrix, int32_t origin, int32_t destination,
                 cor_figure *ret_figure) {
    matrix_row row;
    if (!matrix_row_find(matrix, origin, destination, &row)) return false;
    *ret_figure = matrix_figure(matrix, origin, &row);
    return true;
}

bool matrix_find_id(const figures_matrix *matrix, int64_t id, cor_figure *ret_figure) {
    int64_t before = id - matrix->first_id;
    if (before < 0 || before >= matrix->figure_count) return false;
    int32_t origin = 0;
    while (matrix->row_first[origin + 1] <= before)
        origin++;

    matrix_row row = matrix_row_of(matrix, origin);
    for (int64_t skip = before - matrix->row_first[origin]; skip >= 0; skip--)
        (void)matrix_row_next(&row);

    *ret_figure = matrix_figure(matrix, origin, &row);
    return true;
}

/* ---- bytes from the store ------------------------------------------------ */

static cor_code fail_damaged_matrix(const figures_matrix *matrix, cor_error *err) {
    cor_fail(err, COR_E_STORE, _("The computed table {id} is damaged."), cor_arg_plain(matrix->id));
    return cor_hint(err,
                    _("“corredor check” says what else is; the tables can be computed again."));
}

static cor_code read_matrix_places(figures_matrix *matrix, const figures_matrix *before,
                                   cor_arena *arena, cor_error *err) {
    if (before && cor_str_equal(before->places_text, matrix->places_text)) {
        matrix->places = before->places;
        matrix->place_count = before->place_count;
        return COR_OK;
    }

    int32_t room = 1;
    for (size_t i = 0; i < matrix->places_text.length; i++)
        room += matrix->places_text.at[i] == ' ';

    cor_country *places = room <= MATRIX_PLACES_MAX ? cor_new(arena, cor_country, room) : NULL;
    if (!places)
        return room <= MATRIX_PLACES_MAX ? cor_fail_memory(err) : fail_damaged_matrix(matrix, err);
    cor_str rest = matrix->places_text, code;

    for (matrix->place_count = 0; cor_str_split(&rest, ' ', &code); matrix->place_count++)
        if (!cor_country_by_code(code, &places[matrix->place_count]))
            return fail_damaged_matrix(matrix, err);

    matrix->places = places;
    return COR_OK;
}

/* Check one row: its count, then as many cells with ascending destinations. `before`: figures in
 * the rows before. */
static bool look_at_row(const figures_matrix *matrix, uint32_t before, matrix_mark *marks,
                        uint32_t *at, uint32_t *row_at, uint32_t *ret_count) {
    uint64_t count, step, value, destination = 0;
    if (!get_number_carefully(matrix->cells, at, &count) || count > (uint64_t)matrix->place_count)
        return false;

    if (before + count > (uint64_t)matrix->figure_count) return false;
    *row_at = *at;
    *ret_count = (uint32_t)count;
    marks += before / MATRIX_STRIDE;

    for (uint64_t c = 0; c < count; c++) {
        if (c && c % MATRIX_STRIDE == 0)
            *marks++ = (matrix_mark){ (uint16_t)destination, (uint16_t)(*at - *row_at) };
        if (!get_number_carefully(matrix->cells, at, &step) ||
            !get_number_carefully(matrix->cells, at, &value) || step >= MATRIX_PLACES_MAX)
            return false;
        destination += step + (c > 0);
        if (destination >= (uint64_t)matrix->place_count) return false;
    }

    return true;
}

cor_code matrix_index(figures_matrix *matrix, const figures_matrix *before, cor_arena *arena,
                      cor_error *err) {
    cor_code code = matrix->cells.length < UINT32_MAX
                        ? read_matrix_places(matrix, before, arena, err)
                        : fail_damaged_matrix(matrix, err);
    if (code) return code;
    uint32_t *row_at = cor_new(arena, uint32_t, matrix->place_count + 1);
    uint32_t *row_first = cor_new(arena, uint32_t, matrix->place_count + 1);
    matrix_mark *marks = cor_new(arena, matrix_mark, matrix->figure_count / MATRIX_STRIDE + 1);
    if (!row_at || !row_first || !marks) return cor_fail_memory(err);

    uint32_t at = 0;
    for (int32_t i = 0; i < matrix->place_count; i++) {
        uint32_t count;
        if (!look_at_row(matrix, row_first[i], marks, &at, &row_at[i], &count))
            return fail_damaged_matrix(matrix, err);
        row_first[i + 1] = row_first[i] + count;
    }

    if (at != matrix->cells.length || row_first[matrix->place_count] != matrix->figure_count)
        return fail_damaged_matrix(matrix, err);
    matrix->row_at = row_at;
    matrix->row_first = row_first;
    matrix->marks = marks;

    return COR_OK;
}

static void digest_text(figures_digest *digest, cor_str text) {
    crypto_generichash_update(&digest->state, (const unsigned char *)text.at, text.length);
    crypto_generichash_update(&digest->state, (const unsigned char *)"", 1);
}

void matrix_digest(figures_digest *digest, const figures_matrix *matrix) {
    char head[128];
    snprintf(head, sizeof head, "%d %d %d %lld %lld", (int)matrix->period.start.days,
             (int)matrix->period.end.days, (int)matrix->status, (long long)matrix->first_id,
             (long long)matrix->cells.length);
    digest_text(digest, matrix->measure);
    digest_text(digest, matrix->source);
    digest_text(digest, matrix->breakdown);
    digest_text(digest, cor_str_of(head));
    digest_text(digest, matrix->places_text);
    digest_text(digest, matrix->cells);
    digest->figure_count += matrix->figure_count;
}
