/* SPDX-License-Identifier: Apache-2.0 */
/* words.c: texts, numbers and marks as a reader sees them. */
#include "words.h"

cor_str cor_text_say(cor_words *words, cor_text text, cor_arena *arena) {
    if (cor_text_is_empty(text)) return (cor_str){ 0 };
    cor_str said = cor_text_in(text, words->lang, arena);
    words->full = words->full || !said.at;
    return said;
}

cor_str cor_text_join(cor_words *words, cor_arena *arena, const cor_str *parts, size_t count) {
    cor_str joined = cor_str_join(arena, parts, count);
    words->full = words->full || !joined.at;
    return joined;
}

cor_str cor_text_number(cor_words *words, const cor_value *value, bool with_unit,
                        cor_arena *arena) {
    cor_str shown = cor_value_show(value, with_unit, words->lang, arena);
    words->full = words->full || !shown.at;
    return shown;
}

cor_str cor_text_marks(cor_words *words, const cor_value *value, cor_common common,
                       cor_arena *arena) {
    if (!value->present) return cor_text_say(words, cor_value_status(value), arena);
    cor_str parts[3] = { 0 };
    size_t count = 0;
    if (!common.same_sources) parts[count++] = cor_str_trim(cor_source_marks(value, 1, arena));
    if (!common.same_sources && !common.same_status) parts[count++] = COR_STR(" ");
    if (!common.same_status) parts[count++] = cor_str_of(cor_value_mark(value));
    return count ? cor_text_join(words, arena, parts, count) : (cor_str){ 0 };
}

cor_str *cor_text_row(cor_words *words, cor_grid *grid) {
    cor_str *cells = cor_grid_row(grid);
    words->full = words->full || !cells;
    return cells;
}

cor_str cor_text_two_lines(cor_words *words, cor_text text, const char *lead, cor_text more,
                           cor_arena *arena) {
    cor_str parts[] = { cor_text_say(words, text, arena), cor_str_of(lead),
                        cor_text_say(words, more, arena) };
    return cor_text_join(words, arena, parts, parts[2].length ? 3 : 1);
}
