/* SPDX-License-Identifier: Apache-2.0 */
/* meaning.c: looks up the columns and words of a layout once per file; reading a row then takes no
 * memory. */
#include "meaning.h"

#include <assert.h>

/* ---- binding ------------------------------------------------------------- */

static int32_t parse_parts(const char *breakdown, cor_part parts[COR_PARTS_MAX]) {
    cor_str rest = cor_str_of(breakdown), piece;
    int32_t count = 0;
    while (breakdown && *breakdown && cor_str_split(&rest, ';', &piece)) {
        size_t equals = cor_str_find(piece, COR_STR("="));
        assert(equals != SIZE_MAX && count < COR_PARTS_MAX);
        parts[count++] =
            (cor_part){ cor_str_part(piece, 0, equals), cor_str_part(piece, equals + 1, SIZE_MAX) };
    }
    return count;
}

static cor_country read_default_place(const char *code) {
    cor_country place = COR_COUNTRY_NONE;
    bool known = !code || cor_country_by_code(cor_str_of(code), &place);
    assert(known);
    (void)known;
    return place;
}

static cor_bound_word bind_word(const cor_word *word) {
    cor_bound_word bound = { .text = cor_str_of(word->text),
                             .measure = cor_str_of(word->measure),
                             .source = cor_str_of(word->source),
                             .origin = read_default_place(word->origin),
                             .destination = read_default_place(word->destination),
                             .shift10 = word->shift10,
                             .status = word->status,
                             .from_place = word->from_place,
                             .skip = word->skip };
    bound.part_count = parse_parts(word->breakdown, bound.parts);

    return bound;
}

static bool bind_words(cor_bound_column *bound, cor_arena *work) {
    const cor_column *column = bound->column;
    cor_word of_value = { .text = column->name,
                          .measure = column->measure,
                          .breakdown = column->breakdown,
                          .origin = column->origin,
                          .destination = column->destination,
                          .status = column->status };
    const cor_word *words = column->role == COR_AS_VALUE ? &of_value : column->words;
    size_t count = column->role == COR_AS_VALUE;

    if (column->role != COR_AS_VALUE)
        while (words && words[count].text)
            count++;

    bound->words = cor_new(work, cor_bound_word, count);
    if (!bound->words && count) return false;
    for (size_t i = 0; i < count; i++)
        bound->words[i] = bind_word(&words[i]);

    bound->word_count = count;
    return true;
}

/* Lists of words that are the codes of a dimension: there other ways to write them are known. */
static const cor_dimension *dimension_of_words(const cor_word *words) {
    const char *key = words == COR_WORDS_SEX         ? "sex"
                      : words == COR_WORDS_AGE       ? "age"
                      : words == COR_WORDS_BIRTH     ? "birth"
                      : words == COR_WORDS_EDUCATION ? "education"
                                                     : NULL;
    return key ? cor_dimension_find(cor_str_of(key)) : NULL;
}

static cor_code bind_column(const cor_intake *intake, const cor_column *column,
                            const cor_row *header, cor_arena *work, cor_bound_column *ret_bound,
                            cor_error *err) {
    int32_t at = cor_row_find(header, column->name);
    cor_bound_column bound = { .column = column,
                               .rule = cor_place_rule_of(intake, header, at, column->rule),
                               .dimension = dimension_of_words(column->words),
                               .at = at,
                               .joined_at = -1,
                               .place_length = SIZE_MAX };
    if (column->joined) bound.joined_at = cor_row_find(header, column->joined);

    if (!bind_words(&bound, work)) return cor_fail_memory(err);
    *ret_bound = bound;
    return COR_OK;
}

/* Each combination of a value column and one word of every other column has a number, so its
 * breakdown is composed only once. Numbers may exceed the size of any table; few of them occur. */
static void number_combinations(cor_binding *binding) {
    size_t count = (size_t)binding->column_count;
    for (int32_t i = 0; i < binding->column_count; i++) {
        cor_bound_column *column = &binding->columns[i];
        if (column->column->role == COR_AS_VALUE || column->at < 0) continue;
        column->weight = count;
        assert(count < SIZE_MAX / (column->word_count + 1));
        count *= column->word_count + 1;
    }
}

cor_code cor_binding_make(const cor_intake *intake, const cor_row *header, cor_arena *work,
                          cor_binding *ret_binding, cor_error *err) {
    const cor_layout *layout = intake->layout;
    cor_binding binding = { .work = work };
    if (layout->is_of_one_period && cor_row_find(header, "year") < 0)
        binding.period = intake->period;

    for (const cor_column *column = layout->columns; column->name; column++) {
        assert(binding.column_count < COR_COLUMNS_MAX);
        cor_code code = bind_column(intake, column, header, work,
                                    &binding.columns[binding.column_count++], err);
        if (code) return code;
    }

    if (layout->across) {
        cor_code code = bind_column(intake, layout->across, header, work,
                                    &binding.columns[binding.column_count++], err);
        if (code) return code;
    }

    number_combinations(&binding);
    *ret_binding = binding;
    return COR_OK;
}

/* ---- reading ------------------------------------------------------------- */

static const cor_bound_word *find_word(cor_bound_column *column, cor_str text) {
    if (!column->word_count) return NULL;
    if (cor_str_equal(column->words[column->last].text, text)) return &column->words[column->last];
    for (size_t i = 0; i < column->word_count; i++)
        if (cor_str_equal(column->words[i].text, text)) {
            column->last = i;
            return &column->words[i];
        }
    return NULL;
}

/* The nearest word in spelling, with at most a third of its letters different. */
static cor_str nearest_word(const cor_bound_column *column, cor_str text) {
    cor_str best = { 0 };
    int32_t least = (int32_t)(text.length / 3) + 1;
    for (size_t i = 0; i < column->word_count; i++) {
        int32_t distance = cor_str_distance(text, column->words[i].text, least);
        if (distance < least) best = column->words[i].text, least = distance;
    }
    return best;
}

static cor_code unknown_word(const cor_bound_column *column, cor_str text, cor_error *err) {
    enum { WORDS_TOLD = 12 };
    char told[512];
    size_t used = 0;

    for (size_t i = 0; i < column->word_count && i < WORDS_TOLD; i++) {
        cor_str word = column->words[i].text;
        if (!word.length || used + word.length + 8 > sizeof told) continue;
        if (used) memcpy(told + used, ", ", 2), used += 2;
        memcpy(told + used, word.at, word.length);
        used += word.length;
    }

    if (column->word_count > WORDS_TOLD)
        memcpy(told + used, " …", sizeof " …" - 1), used += sizeof " …" - 1;
    (void)cor_fail(err, COR_E_FORMAT, _("“{text}” is not known in this column."),
                   cor_arg_str(text));
    cor_str near = nearest_word(column, text);
    if (near.length) return cor_hint(err, _("Did you mean {key}?"), cor_arg_str(near));

    return cor_hint(err, _("Allowed values: {words}."), cor_arg_str((cor_str){ told, used }));
}

static void add_meaning(cor_meaning *meaning, const cor_bound_column *column,
                        const cor_bound_word *word) {
    if (word->measure.length) meaning->measure = word->measure;
    if (word->source.length) meaning->source = word->source;
    if (word->origin.id) meaning->origin = word->origin;
    if (word->destination.id) meaning->destination = word->destination;
    if (word->status) meaning->status = word->status;
    meaning->shift10 += word->shift10;
    meaning->from_place |= word->from_place;
    meaning->skip |= word->skip;
    meaning->combination += column->weight * (size_t)(word - column->words + 1);
    if (word->part_count) meaning->said[meaning->said_count++] = word;
}

/* The word that means the same as the text: "Female" is F, "Y20T24" is 20-24. */
static const cor_bound_word *find_written(cor_bound_column *column, cor_str text) {
    char room[64];
    cor_arena arena = { room, room + sizeof room };
    cor_error ignored = { 0 };
    cor_str code;
    if (!text.length || cor_cell_code(column->dimension, text, &arena, &code, &ignored))
        return NULL;

    for (size_t i = 0; i < column->word_count; i++) {
        const cor_bound_word *word = &column->words[i];
        bool is_same = code.length
                           ? word->part_count == 1 && cor_str_equal(word->parts[0].code, code)
                           : !word->part_count && !word->skip;
        if (is_same) return word;
    }

    return NULL;
}

static cor_code read_column_word(cor_bound_column *column, cor_str text, cor_meaning *meaning,
                                 cor_error *err) {
    const cor_bound_word *word = find_word(column, text);
    if (!word && column->dimension) word = find_written(column, text);
    if (word)
        add_meaning(meaning, column, word);
    else
        meaning->skip |= column->column->others_skip;
    return word || column->column->any_word || meaning->skip ? COR_OK
                                                             : unknown_word(column, text, err);
}

/* Read "citizenship:foreign" from two columns. */
static cor_code read_joined(cor_bound_column *column, const cor_row *row, cor_meaning *meaning,
                            cor_error *err) {
    char joined[128];
    cor_str first = cor_row_text(row, column->joined_at), second = cor_row_text(row, column->at);
    if (first.length + second.length >= sizeof joined) return unknown_word(column, second, err);
    if (first.length) memcpy(joined, first.at, first.length);
    joined[first.length] = ':';
    if (second.length) memcpy(joined + first.length + 1, second.at, second.length);
    return read_column_word(column, (cor_str){ joined, first.length + 1 + second.length }, meaning,
                            err);
}

static cor_code read_column_place(cor_bound_column *column, cor_str text, cor_meaning *meaning,
                                  cor_country *ret_place, cor_error *err) {
    const cor_bound_word *word = find_word(column, text);
    if (word) {
        column->place = COR_COUNTRY_NONE;
        column->place_length = SIZE_MAX;
        add_meaning(meaning, column, word);
        return COR_OK;
    }

    if (!cor_str_equal((cor_str){ column->place_text, column->place_length }, text)) {
        cor_code code = cor_cell_country(text, column->rule, &column->place, err);
        if (code && column->column->others_skip) {
            cor_error_clear(err);
            column->place = COR_COUNTRY_NONE;
        } else if (code) {
            return code;
        }
        column->place_length = text.length < sizeof column->place_text ? text.length : SIZE_MAX;
        if (text.length && text.length < sizeof column->place_text)
            memcpy(column->place_text, text.at, text.length);
    }

    *ret_place = column->place;
    if (!column->place.id) meaning->skip = true;
    return COR_OK;
}

typedef struct {
    int32_t year, year_end;
    int64_t quarter;
} parts_of_period;

static cor_code read_quarter(cor_str text, int64_t *ret_quarter, cor_error *err) {
    if (cor_number_parse_int(text, ret_quarter) && *ret_quarter >= 1 && *ret_quarter <= 4)
        return COR_OK;
    (void)cor_fail(err, COR_E_FORMAT, _("“{text}” is not a quarter."), cor_arg_str(text));
    return cor_hint(err, _("Write 1, 2, 3 or 4."));
}

static cor_code read_years(cor_str text, parts_of_period *parts, cor_error *err) {
    cor_str rest = text, first;
    if (!cor_str_split(&rest, '-', &first) || !rest.length)
        return cor_cell_year(text, &parts->year, err);
    cor_code code = cor_cell_year(first, &parts->year, err);
    return code ? code : cor_cell_year(rest, &parts->year_end, err);
}

static cor_code read_column(cor_bound_column *column, cor_str text, cor_meaning *meaning,
                            parts_of_period *parts, cor_error *err) {
    switch (column->column->role) {
    case COR_AS_ORIGIN:
        return read_column_place(column, text, meaning, &meaning->origin, err);
    case COR_AS_DESTINATION:
        return read_column_place(column, text, meaning, &meaning->destination, err);
    case COR_AS_YEAR:
        return cor_cell_year(text, &parts->year, err);
    case COR_AS_YEAR_END:
        return cor_cell_year(text, &parts->year_end, err);
    case COR_AS_QUARTER:
        return read_quarter(text, &parts->quarter, err);
    case COR_AS_YEARS:
        return read_years(text, parts, err);
    case COR_AS_PERIOD:
        return cor_cell_period(text, &meaning->period, err);
    case COR_AS_WORD:
        return read_column_word(column, text, meaning, err);
    default:
        return COR_OK;
    }
}

static cor_code settle_row_period(const parts_of_period *parts, cor_meaning *meaning,
                                  int32_t *ret_column, cor_error *err) {
    if (parts->year_end && parts->year_end <= parts->year) {
        *ret_column = -1;
        return cor_fail(err, COR_E_DOMAIN,
                        _("The period ends in {end}, before it begins in {start}."),
                        cor_arg_plain(parts->year_end), cor_arg_plain(parts->year));
    }

    if (parts->year_end)
        meaning->period = cor_interval_midyears(parts->year, parts->year_end);
    else if (parts->quarter)
        meaning->period = cor_interval_quarter(parts->year, (int32_t)parts->quarter);
    else if (parts->year)
        meaning->period = cor_interval_year(parts->year);

    return COR_OK;
}

cor_code cor_binding_read(cor_binding *binding, const cor_row *row, cor_meaning *ret_meaning,
                          int32_t *ret_column, cor_error *err) {
    cor_meaning *meaning = ret_meaning;
    meaning->origin = meaning->destination = COR_COUNTRY_NONE;
    meaning->period = binding->period;
    meaning->measure = meaning->source = (cor_str){ 0 };
    meaning->shift10 = meaning->status = meaning->said_count = 0;
    meaning->combination = 0;
    meaning->from_place = meaning->skip = false;
    parts_of_period parts = { 0 };

    for (int32_t i = 0; i < binding->column_count; i++) {
        cor_bound_column *column = &binding->columns[i];
        if (column->at < 0 || column->column->role == COR_AS_VALUE ||
            column->column->role == COR_AS_NOTHING)
            continue;
        cor_code code = column->joined_at >= 0 ? read_joined(column, row, meaning, err)
                                               : read_column(column, cor_row_text(row, column->at),
                                                             meaning, &parts, err);
        *ret_column = column->at;
        if (code) return code;
        if (meaning->skip) return COR_OK;
    }

    if (meaning->from_place) {
        meaning->origin = meaning->destination;
        meaning->destination = COR_COUNTRY_WORLD;
    }

    return settle_row_period(&parts, meaning, ret_column, err);
}

/* ---- breakdowns ---------------------------------------------------------- */

static int32_t gather_parts(const cor_meaning *meaning, const cor_bound_word *value,
                            const cor_part *parts[]) {
    int32_t count = 0;
    for (int32_t w = 0; w <= meaning->said_count; w++) {
        const cor_bound_word *word = w < meaning->said_count ? meaning->said[w] : value;
        for (int32_t p = 0; p < word->part_count; p++) {
            int32_t at = count++; // insertion sort, in the order of the dimensions' names
            for (; at && cor_str_compare(parts[at - 1]->dimension, word->parts[p].dimension) > 0;
                 at--)
                parts[at] = parts[at - 1];
            parts[at] = &word->parts[p];
        }
    }

    return count;
}

static cor_str join_parts(const cor_part *const parts[], int32_t count, cor_arena *work) {
    cor_str pieces[4 * COR_PARTS_MAX * (COR_COLUMNS_MAX + 1)];
    size_t used = 0;
    for (int32_t i = 0; i < count; i++) {
        if (i) pieces[used++] = COR_STR(";");
        pieces[used++] = parts[i]->dimension;
        pieces[used++] = COR_STR("=");
        pieces[used++] = parts[i]->code;
    }
    return cor_str_join(work, pieces, used);
}

static cor_combination *find_combination(cor_combination *list, size_t room, size_t number) {
    size_t at = number * 0x9e3779b97f4a7c15u >> 20;
    while (list[at & (room - 1)].number && list[at & (room - 1)].number != number + 1)
        at++;
    return &list[at & (room - 1)];
}

static bool grow_combinations(cor_binding *binding) {
    size_t room = binding->combination_room ? 2 * binding->combination_room : 256;
    cor_combination *wider = cor_new(binding->work, cor_combination, room);

    if (!wider) return false;
    for (size_t i = 0; i < binding->combination_room; i++)
        if (binding->combinations[i].number)
            *find_combination(wider, room, binding->combinations[i].number - 1) =
                binding->combinations[i];

    binding->combinations = wider;
    binding->combination_room = room;
    return true;
}

cor_code cor_binding_breakdown(cor_binding *binding, const cor_meaning *meaning,
                               const cor_bound_column *value, cor_str *ret_breakdown,
                               cor_error *err) {
    size_t number = meaning->combination + (size_t)(value - binding->columns);
    if (2 * (binding->combination_count + 1) > binding->combination_room &&
        !grow_combinations(binding))
        return cor_fail_memory(err);

    cor_combination *kept =
        find_combination(binding->combinations, binding->combination_room, number);
    if (!kept->number) {
        const cor_part *parts[COR_PARTS_MAX * (COR_COLUMNS_MAX + 1)];
        int32_t count = gather_parts(meaning, value->words, parts);
        cor_str breakdown = join_parts(parts, count, binding->work);
        if (!breakdown.at) return cor_fail_memory(err);
        *kept = (cor_combination){ number + 1, breakdown };
        binding->combination_count++;
    }

    *ret_breakdown = kept->breakdown;
    return COR_OK;
}
