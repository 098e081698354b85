/* SPDX-License-Identifier: Apache-2.0 */
/* work.c: work of people born abroad in a country, beside that of people born there: industry,
 * occupation, skill, education, unemployment, hours, earnings. Sources publish them as one group,
 * so the page says that all countries of origin are together; figures of a survey that names the
 * origin follow. */
#include <stdlib.h>

#include "country.h"

/* ---- employment split by one dimension ----------------------------------- */

enum { GROUPS_MAX = 48 };

typedef struct {
    const cor_code_label *code;
    cor_value foreign, native; // employed persons
} work_group;

typedef struct {
    const char *dimension; // "sector"
    cor_interval period;
    work_group groups[GROUPS_MAX]; // largest share of the foreign-born first
    int32_t count;
    cor_value foreign, native; // sums over the groups
} work_split;

static cor_value employed_as(dossier_page *page, dossier_figures figures, const work_split *split,
                             cor_str code, const char *birth, const char *sex) {
    // Dimensions of a breakdown are in alphabetical order: birth, education, occupation, sector,
    // sex.
    cor_str parts[] = { COR_STR("birth="), cor_str_of(birth),
                        COR_STR(";"),      cor_str_of(split->dimension),
                        COR_STR("="),      code,
                        cor_str_of(sex) };
    char room[128];
    cor_arena arena = { room, room + sizeof room };
    cor_str breakdown = cor_str_join(&arena, parts, sizeof parts / sizeof *parts);

    return dossier_value(page,
                         breakdown.at ? dossier_pick(figures, breakdown.at, split->period) : NULL);
}

/* Women and men together; summed where the source has them separately. A missing sex had too few
 * interviews. */
static cor_value employed_in(dossier_page *page, dossier_figures figures, const work_split *split,
                             cor_str code, const char *birth) {
    cor_value all = employed_as(page, figures, split, code, birth, "");
    if (all.present) return all;
    cor_value women = employed_as(page, figures, split, code, birth, ";sex=F");
    cor_value men = employed_as(page, figures, split, code, birth, ";sex=M");
    if (!women.present || !men.present) return women.present ? women : men;
    return cor_doc_computed(
        page->doc, women.value + men.value, COR_STR(UNIT_PERSONS),
        dossier_plain(_("sum of women and men; a sex missing in the source is not included")),
        (cor_value[]){ women, men }, 2);
}

static cor_value sum_of(dossier_page *page, const work_split *split, bool foreign) {
    cor_sum sum = { 0 };
    const cor_value *some = NULL;

    for (int32_t i = 0; i < split->count; i++) {
        const cor_value *value = foreign ? &split->groups[i].foreign : &split->groups[i].native;
        if (!value->present) continue;
        cor_sum_add(&sum, value->value);
        some = value;
    }

    if (!some) return cor_value_absent();
    return cor_doc_computed(page->doc, cor_sum_get(&sum), COR_STR(UNIT_PERSONS),
                            dossier_plain(_("sum of the groups that the source distinguishes")),
                            some, 1);
}

static int by_foreign(const void *a, const void *b) {
    const work_group *one = a, *other = b;
    double x = one->foreign.present ? one->foreign.value : -1,
           y = other->foreign.present ? other->foreign.value : -1;
    if (x != y) return x > y ? -1 : 1;
    return one->code->order - other->code->order;
}

/* The newest period in which the source splits the foreign-born by the dimension. */
static cor_interval newest_split(dossier_figures figures, const char *dimension) {
    cor_interval newest = { 0 };
    for (size_t i = 0; i < figures.count; i++) {
        const cor_figure *figure = &figures.list[i];
        if (figure->period.end.days <= newest.end.days || !dossier_has_value(figure)) continue;
        if (!dossier_is(figure->breakdown, "birth", "foreign")) continue;
        if (cor_breakdown_get(figure->breakdown, cor_str_of(dimension)).length)
            newest = figure->period;
    }
    return newest;
}

static void split_one_source(dossier_page *page, dossier_figures figures, const char *dimension,
                             work_split *split) {
    *split = (work_split){ .dimension = dimension, .period = newest_split(figures, dimension) };
    if (dossier_no_period(split->period)) return;
    figures = dossier_of_period(page, figures, split->period, dimension);
    size_t code_count;
    const cor_code_label *codes = cor_code_list(&code_count);

    for (size_t c = 0; c < code_count && split->count < GROUPS_MAX; c++) {
        if (!cor_str_is(codes[c].dimension->key, dimension)) continue;
        work_group group = { .code = &codes[c],
                             .foreign = employed_in(page, figures, split, codes[c].code, "foreign"),
                             .native = employed_in(page, figures, split, codes[c].code, "native") };
        if (group.foreign.present || group.native.present) split->groups[split->count++] = group;
    }

    qsort(split->groups, (size_t)split->count, sizeof *split->groups, by_foreign);
    split->foreign = sum_of(page, split, true);
    split->native = sum_of(page, split, false);
}

/* Groups of two sources never share a scale: the source with the most groups is drawn. */
static void split_by(dossier_page *page, dossier_figures figures, const char *dimension,
                     work_split *split) {
    *split = (work_split){ .dimension = dimension };
    dossier_keys sources = dossier_sources_in(page, figures);
    for (int32_t s = 0; s < sources.count; s++) {
        work_split other;
        split_one_source(page, dossier_of_source(page, figures, sources.list[s]), dimension,
                         &other);
        if (other.count > split->count) *split = other;
    }
}

static cor_value share_of_group(dossier_page *page, cor_value part, cor_value whole) {
    return dossier_share(
        page, part, whole,
        dossier_plain(_("employed in the group divided by the sum over all groups")));
}

static int32_t largest_of(const cor_value *values, int32_t count) {
    int32_t largest = 0;
    for (int32_t i = 1; i < count; i++)
        if (values[i].present &&
            (!values[largest].present || values[i].value > values[largest].value))
            largest = i;
    return largest;
}

static void show_split_chart(dossier_page *page, const work_split *split, const char *id,
                             cor_text title, cor_country place) {
    cor_value foreign[GROUPS_MAX], native[GROUPS_MAX];
    cor_text labels[GROUPS_MAX];
    cor_str keys[GROUPS_MAX];

    for (int32_t i = 0; i < split->count; i++) {
        foreign[i] = share_of_group(page, split->groups[i].foreign, split->foreign);
        native[i] = share_of_group(page, split->groups[i].native, split->native);
        labels[i] = dossier_code_text(page, split->dimension, split->groups[i].code->code);
        keys[i] = split->groups[i].code->code;
    }

    cor_chart_series series[] = {
        { .key = COR_STR("foreign_born"),
          .label = dossier_plain(_("Born abroad")),
          .hue = COR_HUE_ORIGIN,
          .values = foreign },
        { .key = COR_STR("native_born"),
          .label = cor_say(_("Born in {place}"), cor_arg_country(place)),
          .hue = COR_HUE_INK,
          .values = native },
    };
    int32_t largest = largest_of(foreign, split->count);
    cor_text largest_name =
        dossier_code_text(page, split->dimension, split->groups[largest].code->code);
    cor_doc_chart(page->doc, id,
                  &(cor_chart_spec){
                      .kind = COR_CHART_PAIRS,
                      .title = title,
                      .summary = cor_say(_("Largest group of those born abroad: {group}, {share}."),
                                         cor_arg_text(&largest_name),
                                         cor_arg_percent(foreign[largest].value, 1)),
                      .about = dossier_plain(_("All countries of origin together. Percent of the "
                                               "employed of each group of people.")),
                      .unit = cor_unit_find(COR_STR(UNIT_PERCENT)),
                      .categories = labels,
                      .category_keys = keys,
                      .category_count = split->count,
                      .series = series,
                      .series_count = split->native.present ? 2 : 1,
                      .mark = NAN });
}

static void show_split_table(dossier_page *page, const work_split *split, const char *id,
                             cor_text title, cor_country place) {
    cor_table_column columns[] = {
        dossier_column(COR_CELL_LABEL, "group", _("Group")),
        dossier_column(COR_CELL_VALUE, "foreign_born", _("Born abroad")),
        { .kind = COR_CELL_VALUE,
          .key = COR_STR("native_born"),
          .label = cor_say(_("Born in {place}"), cor_arg_country(place)) },
        dossier_column(COR_CELL_VALUE, "foreign_share", _("Born abroad, of the two together")),
    };
    cor_doc_table(page->doc, id, title, columns, 4,
                  dossier_plain(_("Employed persons; all countries of origin together.")));
    cor_doc_role(page->doc, COR_ROLE_DETAIL);

    for (int32_t i = 0; i <= split->count; i++) {
        bool is_total = i == split->count;
        cor_value foreign = is_total ? split->foreign : split->groups[i].foreign;
        cor_value native = is_total ? split->native : split->groups[i].native;
        cor_value both = { 0 };
        if (foreign.present && native.present)
            both = cor_doc_computed(page->doc, foreign.value + native.value, COR_STR(UNIT_PERSONS),
                                    NO_TEXT, (cor_value[]){ foreign, native }, 2);
        cor_table_cell label = is_total ? dossier_words(dossier_plain(_("Total")))
                                        : dossier_words(dossier_code_text(
                                              page, split->dimension, split->groups[i].code->code));
        if (!is_total) label.code = split->groups[i].code->code;
        cor_table_cell cells[] = {
            label,
            dossier_cell(foreign),
            dossier_cell(native),
            dossier_cell(dossier_share(page, foreign, both,
                                       dossier_plain(_("people born abroad divided by people born "
                                                       "abroad and in the country together")))),
        };
        if (is_total)
            cor_doc_row_total(page->doc, cells);
        else
            cor_doc_row(page->doc, cells);
    }
}

/* ---- skill: occupations in three levels ---------------------------------- */

/* ISCO-08 major groups 1 to 3 are skill levels 3 and 4, groups 4 to 8 level 2, group 9 level 1
 * (ILO, ISCO-08 Volume I, table 3); armed forces span all levels and stay out, as do
 * unclassified occupations. */
static const char *skill_of(cor_str occupation) {
    if (occupation.length != 9 || !cor_str_starts(occupation, COR_STR("ISCO-08-"))) return NULL;
    switch (occupation.at[8]) {
    case '1':
    case '2':
    case '3':
        return "high";
    case '4':
    case '5':
    case '6':
    case '7':
    case '8':
        return "medium";
    case '9':
        return "low";
    default:
        return NULL;
    }
}

static void split_by_skill(dossier_page *page, const work_split *occupations, work_split *skills) {
    static const char *const levels[] = { "low", "medium", "high" };
    *skills = (work_split){ .dimension = "skill", .period = occupations->period };
    for (int level = 0; level < 3; level++) {
        cor_sum foreign = { 0 }, native = { 0 };
        const cor_value *some_foreign = NULL, *some_native = NULL;
        for (int32_t i = 0; i < occupations->count; i++) {
            const work_group *group = &occupations->groups[i];
            const char *skill = skill_of(group->code->code);
            if (!skill || strcmp(skill, levels[level]) != 0) continue;
            if (group->foreign.present) {
                cor_sum_add(&foreign, group->foreign.value);
                some_foreign = &group->foreign;
            }
            if (group->native.present) {
                cor_sum_add(&native, group->native.value);
                some_native = &group->native;
            }
        }
        cor_text how = dossier_plain(
            _("ISCO-08 groups 1 to 3 are high, 4 to 8 medium, 9 low skill; added up"));
        work_group group = { .code = cor_code_find(COR_STR("skill"), cor_str_of(levels[level])) };
        if (!group.code) continue;
        if (some_foreign)
            group.foreign = cor_doc_computed(page->doc, cor_sum_get(&foreign),
                                             COR_STR(UNIT_PERSONS), how, some_foreign, 1);
        if (some_native)
            group.native = cor_doc_computed(page->doc, cor_sum_get(&native), COR_STR(UNIT_PERSONS),
                                            how, some_native, 1);
        if (some_foreign || some_native) skills->groups[skills->count++] = group;
    }

    skills->foreign = sum_of(page, skills, true);
    skills->native = sum_of(page, skills, false);
}

/* ---- conditions ---------------------------------------------------------- */

static const cor_figure *condition(dossier_figures figures, const char *birth, const char *sex,
                                   cor_interval period) {
    char breakdown[64];
    snprintf(breakdown, sizeof breakdown, "birth=%s%s%s", birth, *sex ? ";sex=" : "", sex);
    return dossier_pick(figures, breakdown, period);
}

typedef struct {
    dossier_page *page;
    cor_country place;
    bool begun;
    bool contradicts; // a mean of hours is marked
} conditions;

static void begin_conditions(const conditions *of) {
    cor_table_column columns[] = {
        dossier_column(COR_CELL_LABEL, "what", _("What")),
        dossier_column(COR_CELL_WORDS, "year", _("Year")),
        dossier_column(COR_CELL_VALUE, "foreign_born", _("Born abroad")),
        { .kind = COR_CELL_VALUE,
          .key = COR_STR("native_born"),
          .label = cor_say(_("Born in {place}"), cor_arg_country(of->place)) },
    };
    cor_doc_table(of->page->doc, "conditions", dossier_plain(_("Unemployment and hours")), columns,
                  4,
                  dossier_plain(_("All countries of origin together. Each row is of the newest "
                                  "year in which the source has people born abroad.")));
}

/* Working hours of two groups in one country differ by a few hours in every survey; a mean far from
 * the other is more likely a fault of the source than the life of people. The one farther from an
 * ordinary week is marked. */
static void mark_hours(conditions *of, cor_value hours[2]) {
    enum { HOURS_APART = 15, HOURS_ORDINARY = 40 };
    if (!hours[0].present || !hours[1].present) return;
    if (fabs(hours[0].value - hours[1].value) <= HOURS_APART) return;

    double far[2] = { fabs(hours[0].value - HOURS_ORDINARY),
                      fabs(hours[1].value - HOURS_ORDINARY) };
    hours[far[1] > far[0]].contradicts = true;
    of->contradicts = true;
}

static void show_condition(conditions *of, cor_text what, cor_interval period, cor_value pair[2]) {
    if (!of->begun) begin_conditions(of);
    of->begun = true;
    cor_doc_row(of->page->doc,
                (cor_table_cell[]){ dossier_words(what),
                                    dossier_words(cor_say("{period}", cor_arg_period(period))),
                                    dossier_cell(pair[0]), dossier_cell(pair[1]) });
}

static void show_condition_rows(conditions *of, const char *measure, const char *label) {
    static const struct {
        const char *sex;
        const char *name;
    } rows[] = { { "", N_("all") }, { "F", N_("women") }, { "M", N_("men") } };
    dossier_figures figures = dossier_latest_with(of->page, measure, of->place, "");
    cor_interval period = dossier_newest(figures, "birth", "foreign");
    if (dossier_no_period(period)) return;

    for (int i = 0; i < 3; i++) {
        const cor_figure *foreign = condition(figures, "foreign", rows[i].sex, period);
        const cor_figure *native = condition(figures, "native", rows[i].sex, period);
        if (!foreign && !native) continue;
        cor_value pair[] = { dossier_value(of->page, foreign), dossier_value(of->page, native) };
        if (strcmp(measure, MEASURE_HOURS) == 0) mark_hours(of, pair);
        cor_text what = dossier_plain(label), who = dossier_plain(rows[i].name);
        show_condition(of, cor_say(_("{what}, {who}"), cor_arg_text(&what), cor_arg_text(&who)),
                       period, pair);
    }
}

static void show_conditions(dossier_page *page, cor_country place) {
    conditions of = { .page = page, .place = place };
    show_condition_rows(&of, MEASURE_UNEMPLOYMENT, _("Unemployment rate"));
    show_condition_rows(&of, MEASURE_HOURS, _("Mean weekly hours"));
    if (!of.contradicts) return;
    cor_doc_note(
        page->doc,
        dossier_plain(_("‡ More than 15 hours a week apart from the other group in the same "
                        "survey, which is hardly possible: ask the source before using "
                        "the number.")),
        NULL, 0);
}

/* The packaged earnings have no currency, so only the ratio of the two groups is shown. */
static void show_earnings(dossier_page *page, cor_country place) {
    dossier_figures earnings = dossier_latest_with(page, MEASURE_EARNINGS, place, "");
    cor_interval period = dossier_newest(earnings, "birth", "foreign");
    const cor_figure *foreign = condition(earnings, "foreign", "", period);
    const cor_figure *native = foreign ? condition(earnings, "native", "", foreign->period) : NULL;
    cor_value ratio =
        dossier_ratio(page, UNIT_RATIO, dossier_value(page, foreign), dossier_value(page, native),
                      dossier_plain(_("mean monthly earnings of people born abroad divided by "
                                      "those of people born in the country")));

    if (!ratio.present) return;
    cor_doc_figure(page->doc, "earnings-ratio",
                   cor_say(_("earned a month by people born abroad for each 1 earned by people "
                             "born in {place}, {year}"),
                           cor_arg_country(place), cor_arg_period(foreign->period)),
                   ratio);
    cor_doc_note(
        page->doc,
        dossier_plain(
            _("Only the ratio is shown, because the source does not state the currency. It "
              "compares all workers; it does not allow for age, hours, occupation or schooling.")),
        NULL, 0);
}

/* ---- a survey that names the origin -------------------------------------- */

/* False without such a survey. */
static bool show_own_survey(dossier_page *page, cor_country place, cor_country origin) {
    bool any = false;
    dossier_figures figures = dossier_between(page, MEASURE_EMPLOYED, origin, place);
    dossier_keys sources = dossier_sources_in(page, figures);
    for (int32_t s = 0; s < sources.count; s++) {
        dossier_figures part = dossier_of_source(page, figures, sources.list[s]);
        cor_interval newest = { 0 };
        for (size_t i = 0; i < part.count; i++)
            if (dossier_has_value(&part.list[i]) && part.list[i].period.end.days > newest.end.days)
                newest = part.list[i].period;
        if (dossier_no_period(newest)) continue;
        any = true;
        cor_table_column columns[] = {
            dossier_column(COR_CELL_LABEL, "group", _("Group")),
            dossier_column(COR_CELL_WORDS, "period", _("Period")),
            dossier_column(COR_CELL_VALUE, "employed", _("Employed")),
        };
        cor_doc_table(page->doc, "survey",
                      cor_say(_("Employed people born in {origin}, from a survey of {destination}"),
                              cor_arg_country(origin), cor_arg_country(place)),
                      columns, 3,
                      dossier_plain(_(
                          "Only these groups are published by country of birth. Small numbers rest "
                          "on few interviews, so they fluctuate from one quarter to the next.")));
        for (size_t i = 0; i < part.count; i++) {
            const cor_figure *figure = &part.list[i];
            if (!dossier_has_value(figure) || !cor_interval_equal(figure->period, newest)) continue;
            cor_doc_row(page->doc,
                        (cor_table_cell[]){
                            dossier_words(cor_breakdown_text(figure->breakdown, page->keep)),
                            dossier_words(cor_say("{period}", cor_arg_period(figure->period))),
                            dossier_cell(dossier_value(page, figure)) });
        }
    }
    return any;
}

static void say_what_is_missing(dossier_page *page, cor_country place, cor_country origin,
                                bool has_survey) {
    cor_text fillers[] = {
        cor_say(_("a tabulation of the household survey or census of {destination} by country of "
                  "birth"),
                cor_arg_country(place)),
        cor_say(_("work permits or social security records of {destination} by nationality, "
                  "sector, age and sex"),
                cor_arg_country(place)),
    };
    cor_doc_absence(
        page->doc, "work-origin",
        cor_say(has_survey ? _("Work of people born in {origin}: other sectors, occupation, pay")
                           : _("Work of people born in {origin}: sector, occupation, pay"),
                cor_arg_country(origin)),
        has_survey
            ? dossier_plain(_("Apart from the table above, the sources publish all people born "
                              "abroad as one group."))
            : dossier_plain(_("The sources publish all people born abroad as one group.")),
        fillers, 2);
}

/* Other employed persons, and those of unknown birthplace, stay in the store. */
static dossier_figures employed_by_birth(dossier_page *page, cor_country place) {
    dossier_figures foreign = dossier_latest_with(page, MEASURE_EMPLOYED, place, "birth=foreign");
    if (!foreign.count) return foreign;
    dossier_figures native = dossier_latest_with(page, MEASURE_EMPLOYED, place, "birth=native");
    cor_figure *both = cor_new_unset(page->keep, cor_figure, foreign.count + native.count);
    if (!both) return foreign; // the builder reports that memory ran out
    memcpy(both, foreign.list, foreign.count * sizeof *both);
    if (native.count) memcpy(both + foreign.count, native.list, native.count * sizeof *both);
    return (dossier_figures){ both, foreign.count + native.count };
}

/* ---- the part ------------------------------------------------------------ */

static bool show_employment(dossier_page *page, dossier_figures employed, cor_country place) {
    work_split sectors, occupations, skills, education;
    split_by(page, employed, "sector", &sectors);
    split_by(page, employed, "occupation", &occupations);
    split_by(page, employed, "education", &education);
    split_by_skill(page, &occupations, &skills);
    const struct {
        const work_split *split;
        const char *chart, *table, *chart_title, *table_title;
    } parts[] = {
        { &sectors, "sectors", "sectors-persons", N_("Industry of the employed in {place}, {year}"),
          N_("Employed persons by industry in {place}, {year}") },
        { &occupations, "occupations", "occupations-persons",
          N_("Occupation of the employed in {place}, {year}"),
          N_("Employed persons by occupation in {place}, {year}") },
        { &skills, "skills", NULL,
          N_("Skill level of the occupations of the employed in {place}, {year}"), NULL },
        { &education, "education-employed", NULL,
          N_("Education of the employed in {place}, {year}"), NULL },
    };
    bool any = false;

    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        const work_split *split = parts[i].split;
        if (!split->count || !split->foreign.present || !(split->foreign.value > 0)) continue;
        any = true;
        show_split_chart(
            page, split, parts[i].chart,
            cor_say(parts[i].chart_title, cor_arg_country(place), cor_arg_period(split->period)),
            place);
        if (parts[i].table)
            show_split_table(page, split, parts[i].table,
                             cor_say(parts[i].table_title, cor_arg_country(place),
                                     cor_arg_period(split->period)),
                             place);
    }

    return any;
}

/* The same part for every origin. */
static void show_work_of_all(dossier_page *page, cor_country place) {
    dossier_figures employed = employed_by_birth(page, place);
    if (!show_employment(page, employed, place)) {
        cor_text fillers[] = {
            cor_say(
                _("a labour force survey or census of {place} that asks for the country of birth"),
                cor_arg_country(place)),
        };
        cor_doc_absence(
            page->doc, "employment", dossier_plain(_("Employment by industry and occupation")),
            cor_say(_("No source in the database has employed people born abroad in {place}."),
                    cor_arg_country(place)),
            fillers, 1);
    }

    show_conditions(page, place);
    show_earnings(page, place);
}

void dossier_work(dossier_page *page, cor_country place) {
    cor_doc_section(page->doc, "work",
                    cor_say(_("Work of people born abroad in {place}"), cor_arg_country(place)));
    show_work_of_all(page, place);
    cor_doc_section_end(page->doc);
}

void dossier_work_of_origin(dossier_page *page, cor_country place, cor_country origin) {
    bool has_survey = show_own_survey(page, place, origin);
    say_what_is_missing(page, place, origin, has_survey);
}
