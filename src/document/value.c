/* SPDX-License-Identifier: Apache-2.0 */
/* value.c: a value as text, so that the page, the paper and the terminal print the same digits. */
#include "core/say.h"
#include "corredor/document.h"

cor_str cor_value_show(const cor_value *value, bool with_unit, cor_lang lang, cor_arena *keep) {
    if (!value->present) return cor_str_keep(keep, COR_STR("–"));
    int32_t decimals = value->decimals;
    if (decimals < 0) decimals = value->unit ? value->unit->decimals : -1;
    char digits[64];
    size_t length = cor_number_format(value->value, decimals, lang, digits);
    cor_str symbol =
        with_unit && value->unit ? value->unit->symbol[cor_lang_words(lang)] : (cor_str){ 0 };
    cor_str corrected = value->correction ? COR_STR("†") : (cor_str){ 0 };
    cor_str mark = value->contradicts ? COR_STR("‡") : (cor_str){ 0 };
    cor_str gap = cor_str_of(cor_number_gap(symbol, lang));
    cor_str parts[] = { { digits, length }, corrected, mark, gap, symbol };
    return cor_str_join(keep, parts, symbol.length ? 5 : 3);
}

int32_t cor_value_sources(const cor_value *value, int32_t ret_sources[3]) {
    int32_t count = 0;
    if (!value->present && !value->figure_id && !value->names_source) return 0;
    if (value->source >= 0) ret_sources[count++] = value->source;
    for (int32_t i = 0; i < 2; i++) {
        if (value->source_more[i] >= 0) ret_sources[count++] = value->source_more[i];
    }
    return count;
}

const char *cor_value_mark(const cor_value *value) {
    static const char *const mark[COR_STATUS_COUNT] = {
        [COR_OBSERVED] = "●",    [COR_ESTIMATED] = "◐",  [COR_PROJECTED] = "◌",
        [COR_PROVISIONAL] = "◐", [COR_SUPPRESSED] = "–", [COR_MISSING] = "–",
    };
    return value->present ? mark[value->status] : "–";
}

cor_text cor_value_status(const cor_value *value) {
    if (value->present || value->status == COR_SUPPRESSED) return cor_status_text(value->status);
    return (cor_text){ .id = _("no data") };
}
