/* SPDX-License-Identifier: Apache-2.0 */
/* ages.c: age and sex of all migrants in a country. */
#include "country.h"

enum { AGES_MAX = 64 };

/* Age groups of the figures, in the order of the vocabulary. */
static int32_t ages_in(dossier_figures figures, const cor_code_label *ages[AGES_MAX]) {
    size_t code_count;
    const cor_code_label *codes = cor_code_list(&code_count);
    int32_t count = 0;

    for (size_t c = 0; c < code_count && count < AGES_MAX; c++) {
        if (!cor_str_is(codes[c].dimension->key, "age")) continue;
        for (size_t i = 0; i < figures.count; i++) {
            const cor_figure *figure = &figures.list[i];
            if (!cor_str_equal(cor_breakdown_get(figure->breakdown, COR_STR("age")), codes[c].code))
                continue;
            if (!dossier_is(figure->breakdown, "sex", "F")) continue;
            ages[count++] = &codes[c];
            break;
        }
    }

    return count;
}

static cor_value at_age(dossier_page *page, dossier_figures figures, cor_interval period,
                        cor_str age, const char *sex) {
    cor_str parts[] = { COR_STR("age="), age, COR_STR(";sex="), cor_str_of(sex) };
    char room[128];
    cor_arena arena = { room, room + sizeof room };
    cor_str breakdown = cor_str_join(&arena, parts, sizeof parts / sizeof *parts);
    return dossier_value(page, breakdown.at ? dossier_pick(figures, breakdown.at, period) : NULL);
}

void dossier_ages(dossier_page *page, cor_country place) {
    dossier_figures figures = dossier_latest_with(page, MEASURE_STOCK, place, "");
    cor_interval period = dossier_newest(figures, "age", NULL);

    figures = dossier_of_period(page, figures, period, "age");
    const cor_code_label *ages[AGES_MAX];
    int32_t count = ages_in(figures, ages);
    if (count < 2) return;
    cor_value women_values[AGES_MAX], men_values[AGES_MAX];
    cor_text labels[AGES_MAX];
    cor_str keys[AGES_MAX];

    for (int32_t i = 0; i < count; i++) {
        women_values[i] = at_age(page, figures, period, ages[i]->code, "F");
        men_values[i] = at_age(page, figures, period, ages[i]->code, "M");
        labels[i] = dossier_code_text(page, "age", ages[i]->code);
        keys[i] = ages[i]->code;
    }

    cor_chart_series series[] = {
        { .key = COR_STR("women"),
          .label = dossier_plain(_("Women")),
          .hue = COR_HUE_INK,
          .values = women_values },
        { .key = COR_STR("men"),
          .label = dossier_plain(_("Men")),
          .hue = COR_HUE_QUIET,
          .values = men_values },
    };
    cor_doc_chart(page->doc, "ages",
                  &(cor_chart_spec){
                      .kind = COR_CHART_PAIRS,
                      .title = cor_say(_("Ages of all people born abroad in {destination}, {year}"),
                                       cor_arg_country(place), cor_arg_period(period)),
                      .summary = dossier_plain(_("Women and men in each age group.")),
                      .about = dossier_plain(_("All countries of origin together.")),
                      .unit = cor_unit_find(COR_STR(UNIT_PERSONS)),
                      .categories = labels,
                      .category_keys = keys,
                      .category_count = count,
                      .series = series,
                      .series_count = 2,
                      .mark = NAN });
}
