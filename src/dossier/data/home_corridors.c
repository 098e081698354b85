/* SPDX-License-Identifier: Apache-2.0 */
/* home_corridors.c: the corridors of the home page in the year and for the sex that a reader
 * chose: on the map of the region, in the world, or as a table. */
#include <stdlib.h>

#include "dossier/country/country.h"
#include "dossier/form.h"
#include "home.h"

enum { LINES_MAX = 48, QUIET_MAX = 5, ROWS_MAX = 50, WORLD_MAX = 12 };
static const double LINE_PERSONS = 20000; // smaller corridors would clutter the map

cor_country home_destination(int32_t number) {
    static const char *const codes[HOME_DESTINATIONS] = { "MEX", "CRI", "PAN", "DOM" };
    cor_country place = COR_COUNTRY_NONE;
    bool known = cor_country_by_code(cor_str_of(codes[number]), &place);
    return known ? place : COR_COUNTRY_NONE;
}

/* ---- what was chosen ----------------------------------------------------- */

static const char *const VIEWS[] = { "region", "world", "table" };

cor_str home_path(cor_arena *keep, const cor_home *home) {
    char year[16] = "";
    if (home->year) snprintf(year, sizeof year, "year=%d", (int)home->year);
    bool has_sex = home->sex.length > 0, has_view = home->view != COR_HOME_REGION;
    if (!*year && !has_sex && !has_view) return COR_STR("/");
    return cor_str_print(keep, "/?%s%s%s%.*s%s%s%s", year, *year && has_sex ? "&" : "",
                         has_sex ? "sex=" : "", COR_STR_F(home->sex),
                         has_view && (*year || has_sex) ? "&" : "", has_view ? "view=" : "",
                         has_view ? VIEWS[home->view] : "");
}

static cor_code fail_year(dossier_page *page, int32_t year, dossier_periods years) {
    cor_fail(page->err, COR_E_NONE, _("The stock of migrants has no year {year}."),
             cor_arg_plain(year));
    if (!years.count) return COR_E_NONE;
    return cor_hint(page->err, _("The years there are: {list}."),
                    cor_arg_str(dossier_years_text(page, years)));
}

static bool has_year(dossier_periods years, cor_interval year) {
    for (int32_t i = 0; i < years.count; i++)
        if (cor_interval_equal(years.list[i], year)) return true;
    return false;
}

/* The newest edition that counts all migrants of the world in a year. */
static cor_str find_whole_source(dossier_page *page, cor_interval period) {
    const stock_editions *editions = dossier_stock_editions(page);
    for (int32_t i = 0; i < editions->count; i++)
        if (dossier_total_in(page, COR_COUNTRY_WORLD, period, "", editions->list[i].source).present)
            return editions->list[i].source;
    return (cor_str){ 0 };
}

cor_code home_choice_make(dossier_page *page, const cor_home *asked, home_choice *ret_choice) {
    home_choice choice = { .asked = asked, .shown = dossier_newest_stock(page) };
    if (asked->year) {
        dossier_periods years = dossier_stock_years(page);
        choice.period = choice.shown = cor_interval_year(asked->year);
        if (page->code) return page->code;
        if (!has_year(years, choice.period)) return fail_year(page, asked->year, years);
    }

    choice.breakdown = cor_str_of(home_breakdown(&choice));
    choice.whole_source = find_whole_source(page, choice.shown);
    *ret_choice = choice;
    return page->code;
}

const char *home_breakdown(const home_choice *choice) {
    return cor_str_is(choice->asked->sex, "F")   ? "sex=F"
           : cor_str_is(choice->asked->sex, "M") ? "sex=M"
                                                 : "";
}

/* ---- ways to look -------------------------------------------------------- */

static cor_choice *year_choices(dossier_page *page, int32_t *ret_count) {
    dossier_periods years = dossier_stock_years(page);
    cor_choice *choices = cor_new(page->keep, cor_choice, years.count + 1);
    *ret_count = choices ? years.count + 1 : 0;
    if (!choices) return NULL;

    choices[0] = (cor_choice){ .label = dossier_plain(_("The newest of each corridor")) };
    for (int32_t i = 0; i < years.count; i++) {
        cor_interval year = years.list[years.count - 1 - i];
        char label[32];
        cor_interval_label(year, label);
        choices[i + 1] =
            (cor_choice){ cor_str_keep(page->keep, cor_str_of(label)),
                          cor_text_keep(page->keep, cor_say("{period}", cor_arg_period(year))) };
    }
    return choices;
}

static void show_choice_form(dossier_page *page) {
    dossier_form form;
    dossier_form_begin(page, "year sex", &form);
    cor_field *year = dossier_form_field(&form, "year");
    if (!year) return;

    year->kind = COR_FIELD_CHOICE;
    year->choices = year_choices(page, &year->choice_count);
    cor_doc_section(page->doc, "choose", NO_TEXT);
    dossier_form_show(page, "choice", dossier_plain(_("Year and sex")), "/", &form);
    cor_doc_role(page->doc, COR_ROLE_LINE);
    cor_doc_section_end(page->doc);
}

static void show_ways_to_look(dossier_page *page, const home_choice *choice) {
    static const char *const labels[] = { N_("Map of the region"), N_("The world"),
                                          N_("Table of the region") };
    cor_doc_list(page->doc, "views", dossier_plain(_("Ways to look")), false);
    cor_doc_role(page->doc, COR_ROLE_MENU);
    for (int32_t view = 0; view < COR_HOME_VIEWS; view++) {
        cor_home other = *choice->asked;
        other.view = view;
        cor_doc_item(page->doc, &(cor_list_item){ .text = dossier_plain(labels[view]),
                                                  .value = cor_value_absent(),
                                                  .share = cor_value_absent(),
                                                  .href = home_path(page->keep, &other) });
    }
}

/* ---- sentences ----------------------------------------------------------- */

/* "Corridors of Mesoamerica and the Caribbean, 2010: women". The map through the years keeps the
 * form and writes another year and sex in its end. */
static cor_text titled(dossier_page *page, const home_choice *choice, const char *all,
                       const char *women, const char *men) {
    const char *title = cor_str_is(choice->asked->sex, "F")   ? women
                        : cor_str_is(choice->asked->sex, "M") ? men
                                                              : all;
    return cor_text_keep(page->keep, cor_say(title, cor_arg_period(choice->shown)));
}

static cor_text region_title(dossier_page *page, const home_choice *choice) {
    return titled(page, choice, _("Corridors of Mesoamerica and the Caribbean, {year}"),
                  _("Corridors of Mesoamerica and the Caribbean, {year}: women"),
                  _("Corridors of Mesoamerica and the Caribbean, {year}: men"));
}

/* Corridors that the newest edition no longer names are drawn with their older number: say which. */
static void say_older(dossier_page *page, const home_choice *choice, const cor_map_line *lines,
                      int32_t count) {
    enum { NAMED_MOST = 4 };
    for (int32_t i = 0, named = 0; i < count && named < NAMED_MOST; i++) {
        const cor_value *people = &lines[i].value;
        if (cor_interval_equal(people->period, choice->shown)) continue;
        named++;
        cor_doc_note(page->doc,
                     cor_say(_("{origin} to {destination} is of {year}: the edition of {newest} no "
                               "longer names it."),
                             cor_arg_country(lines[i].origin),
                             cor_arg_country(lines[i].destination), cor_arg_period(people->period),
                             cor_arg_period(choice->shown)),
                     people, 1);
    }
}

/* ---- the region ---------------------------------------------------------- */

/* Whether a place is inside the frame of the region map: Mesoamerica, the Caribbean and their
 * neighbours. */
static bool is_on_map(cor_country place) {
    const cor_country_info *info = cor_country_get(place);
    return info->latitude > -5 && info->latitude < 45 && info->longitude > -125 &&
           info->longitude < -55;
}

static cor_map_line line_of(dossier_page *page, const cor_figure *figure, bool quiet) {
    return (cor_map_line){ .origin = figure->origin,
                           .destination = figure->destination,
                           .value = dossier_value(page, figure),
                           .href = dossier_corridor_path(page->keep, figure->origin,
                                                         figure->destination),
                           .quiet = quiet };
}

static void add_lines(dossier_page *page, const home_choice *choice, cor_map_line *lines,
                      int32_t *count, const cor_country *destinations, int32_t destination_count,
                      bool quiet) {
    cor_corridor_filter filter = { .period = choice->period,
                                   .breakdown = choice->breakdown,
                                   .destinations = destinations,
                                   .destination_count = destination_count };
    dossier_corridors corridors = dossier_rank_stock(page, filter, NULL);
    int32_t added = 0, most = quiet ? QUIET_MAX : LINES_MAX;

    for (size_t i = 0; i < corridors.count && *count < LINES_MAX && added < most; i++) {
        const cor_figure *figure = &corridors.list[i].figure;
        if (figure->value < LINE_PERSONS || !is_on_map(figure->origin) ||
            !dossier_has_page(figure->origin))
            continue;
        lines[(*count)++] = line_of(page, figure, quiet);
        added++;
    }
}

static void show_region(dossier_page *page, const home_choice *choice) {
    cor_country destinations[HOME_DESTINATIONS], north = COR_COUNTRY_NONE;
    cor_map_line lines[LINES_MAX];
    int32_t count = 0;

    for (int i = 0; i < HOME_DESTINATIONS; i++)
        destinations[i] = home_destination(i);
    add_lines(page, choice, lines, &count, destinations, HOME_DESTINATIONS, false);
    if (cor_country_by_code(COR_STR("USA"), &north))
        add_lines(page, choice, lines, &count, &north, 1, true);
    if (!count) return;
    cor_doc_map(
        page->doc, "map",
        &(cor_map_spec){
            .view = COR_VIEW_REGION,
            .title = region_title(page, choice),
            .summary = dossier_plain(
                _("People born in the country of origin living in the country of destination.")),
            .about = cor_say(
                _("Drawn are the corridors with {persons} people or more in {year} to Mexico, "
                  "Costa Rica, Panama and the Dominican Republic whose origin lies on the map; "
                  "without colour, the largest from the map to the United States."),
                cor_arg_int((int64_t)LINE_PERSONS), cor_arg_period(choice->shown)),
            .lines = lines,
            .line_count = count,
        });
    say_older(page, choice, lines, count);
}

/* ---- the same as a table ------------------------------------------------- */

static cor_value people_by_sex(dossier_page *page, const cor_figure *corridor,
                               dossier_figures series, const char *breakdown) {
    return dossier_value(page, dossier_pick(series, breakdown, corridor->period));
}

static void show_table_row(dossier_page *page, const home_choice *choice,
                           const cor_figure *figure) {
    dossier_figures series = dossier_of_source(
        page, dossier_between(page, MEASURE_STOCK, figure->origin, figure->destination),
        figure->source);
    cor_value people = dossier_value(page, figure);
    cor_value whole = dossier_total_in(page, figure->destination, figure->period,
                                       home_breakdown(choice), figure->source);
    bool linked = dossier_has_page(figure->origin) && dossier_has_page(figure->destination);
    cor_table_cell cells[] = {
        dossier_link(cor_say(_("{origin} to {destination}"), cor_arg_country(figure->origin),
                             cor_arg_country(figure->destination)),
                     linked ? dossier_corridor_path(page->keep, figure->origin, figure->destination)
                            : (cor_str){ 0 }),
        dossier_cell(people),
        dossier_words(cor_say("{period}", cor_arg_period(figure->period))),
        dossier_cell(dossier_share(
            page, people, whole,
            dossier_plain(_(
                "people of this corridor divided by all people born abroad at the destination")))),
        dossier_cell(people_by_sex(page, figure, series, "sex=F")),
        dossier_cell(people_by_sex(page, figure, series, "sex=M")),
    };
    cor_doc_row(page->doc, cells);
}

static void show_region_table(dossier_page *page, const home_choice *choice) {
    cor_country destinations[HOME_DESTINATIONS];
    for (int i = 0; i < HOME_DESTINATIONS; i++)
        destinations[i] = home_destination(i);
    cor_corridor_filter filter = { .period = choice->period,
                                   .breakdown = choice->breakdown,
                                   .destinations = destinations,
                                   .destination_count = HOME_DESTINATIONS,
                                   .limit = ROWS_MAX };
    dossier_corridors corridors = dossier_rank_stock(page, filter, NULL);
    if (!corridors.count) return;

    bool of_one = choice->breakdown.length > 0; // then the number is that of women, or of men
    cor_table_column columns[] = {
        dossier_column(COR_CELL_LABEL, "corridor", _("Corridor")),
        dossier_column(COR_CELL_VALUE, "people", _("People")),
        dossier_column(COR_CELL_WORDS, "year", _("Year")),
        dossier_column(COR_CELL_VALUE, "share", _("Share at the destination")),
        dossier_column(COR_CELL_VALUE, "women", _("Women")),
        dossier_column(COR_CELL_VALUE, "men", _("Men")),
    };
    cor_doc_table(page->doc, "table", region_title(page, choice), columns, of_one ? 4 : 6,
                  cor_say(_("The {count} largest corridors to Mexico, Costa Rica, Panama and the "
                            "Dominican Republic. A share is of all people born abroad in the same "
                            "edition and year."),
                          cor_arg_int((int64_t)corridors.count)));
    for (size_t i = 0; i < corridors.count; i++)
        show_table_row(page, choice, &corridors.list[i].figure);
}

/* ---- the world ----------------------------------------------------------- */

static void show_world_map(dossier_page *page, const home_choice *choice,
                           dossier_corridors corridors) {
    cor_map_line lines[WORLD_MAX];
    int32_t count = 0;
    for (size_t i = 0; i < corridors.count; i++) {
        const cor_figure *figure = &corridors.list[i].figure;
        if (dossier_has_page(figure->origin) && dossier_has_page(figure->destination))
            lines[count++] = line_of(page, figure, false);
    }
    if (count < 2) return;

    cor_doc_map(
        page->doc, "map",
        &(cor_map_spec){
            .view = COR_VIEW_WORLD,
            .title = titled(page, choice, _("The largest corridors of the world, {year}"),
                            _("The largest corridors of the world, {year}: women"),
                            _("The largest corridors of the world, {year}: men")),
            .summary = dossier_plain(
                _("People born in the country of origin living in the country of destination.")),
            .about = cor_say(_("Drawn are the {count} largest corridors of {year}."),
                             cor_arg_int(count), cor_arg_period(choice->shown)),
            .lines = lines,
            .line_count = count,
        });
    say_older(page, choice, lines, count);
}

/* All migrants of the world of the chosen sex, in one edition and year. */
static cor_value whole_world(dossier_page *page, const home_choice *choice) {
    if (!choice->whole_source.length) return cor_value_absent();
    return dossier_total_in(page, COR_COUNTRY_WORLD, choice->shown, home_breakdown(choice),
                            choice->whole_source);
}

static bool is_of_the_whole(const home_choice *choice, const cor_figure *figure) {
    return cor_str_equal(figure->source, choice->whole_source) &&
           cor_interval_equal(figure->period, choice->shown);
}

static void list_largest(dossier_page *page, const home_choice *choice, dossier_corridors corridors,
                         cor_value whole) {
    cor_doc_list(page->doc, "largest",
                 cor_text_keep(page->keep, cor_say(_("The {count} largest"),
                                                   cor_arg_int((int64_t)corridors.count))),
                 true);
    cor_doc_role(page->doc, COR_ROLE_RANKS);

    for (size_t i = 0; i < corridors.count; i++) {
        const cor_figure *figure = &corridors.list[i].figure;
        cor_value people = dossier_value(page, figure);
        bool linked = dossier_has_page(figure->origin) && dossier_has_page(figure->destination);
        cor_doc_item(
            page->doc,
            &(cor_list_item){
                .text = cor_say(_("{origin} to {destination}"), cor_arg_country(figure->origin),
                                cor_arg_country(figure->destination)),
                .value = people,
                .share = is_of_the_whole(choice, figure)
                             ? dossier_share(page, people, whole,
                                             dossier_plain(_("people of this corridor divided by "
                                                             "all migrants of the world")))
                             : cor_value_absent(),
                .href = linked
                            ? dossier_corridor_path(page->keep, figure->origin, figure->destination)
                            : (cor_str){ 0 } });
    }
}

/* ---- the rest of the world by region ------------------------------------- */

enum { REGIONS_MAX = 40 };
typedef struct {
    cor_country region;
    double persons;
    cor_value some; // one of the figures added, for source and status
} region_sum;
typedef struct {
    region_sum list[REGIONS_MAX];
    int32_t count;
} region_sums;

static cor_country region_of(cor_country place) {
    const cor_country_info *info = cor_country_get(place);
    return info->intermediate.id ? info->intermediate
           : info->subregion.id  ? info->subregion
                                 : info->region;
}

static void add_to_region(dossier_page *page, region_sums *sums, const cor_figure *figure,
                          double sign) {
    cor_country region = region_of(figure->destination);
    int32_t i = 0;
    while (i < sums->count && sums->list[i].region.id != region.id)
        i++;
    if (i == REGIONS_MAX) return;

    if (i == sums->count)
        sums->list[sums->count++] =
            (region_sum){ .region = region, .some = dossier_value(page, figure) };
    sums->list[i].persons += sign * figure->value;
}

static bool has_total(dossier_figures totals, cor_country destination) {
    for (size_t i = 0; i < totals.count; i++)
        if (totals.list[i].destination.id == destination.id)
            return dossier_has_value(&totals.list[i]);
    return false;
}

static int larger_region(const void *one, const void *other) {
    const region_sum *a = one, *b = other;
    if (a->persons != b->persons) return a->persons > b->persons ? -1 : 1;
    return (int)a->region.id - (int)b->region.id;
}

/* Totals of every destination less the corridors listed above, so that the two lists add up to all
 * migrants of the world. */
static region_sums sum_the_rest(dossier_page *page, const home_choice *choice,
                                dossier_corridors listed) {
    region_sums sums = { 0 };
    cor_country world = COR_COUNTRY_WORLD;
    dossier_figures totals = dossier_select(page, (cor_filter){ .measure = COR_STR(MEASURE_STOCK),
                                                                .source = choice->whole_source,
                                                                .origins = &world,
                                                                .origin_count = 1,
                                                                .within = choice->shown,
                                                                .breakdown = choice->breakdown,
                                                                .breakdown_exact = true });
    for (size_t i = 0; i < totals.count; i++) {
        const cor_figure *total = &totals.list[i];
        if (dossier_has_value(total) && cor_country_is_place(total->destination))
            add_to_region(page, &sums, total, 1);
    }
    for (size_t i = 0; i < listed.count; i++) {
        const cor_figure *corridor = &listed.list[i].figure;
        if (is_of_the_whole(choice, corridor) && has_total(totals, corridor->destination))
            add_to_region(page, &sums, corridor, -1);
    }

    qsort(sums.list, (size_t)sums.count, sizeof *sums.list, larger_region);
    return sums;
}

static void list_the_rest(dossier_page *page, const home_choice *choice, dossier_corridors listed,
                          cor_value whole) {
    if (!whole.present) return;
    region_sums sums = sum_the_rest(page, choice, listed);
    cor_doc_list(page->doc, "rest",
                 dossier_plain(_("All other corridors, by region of the destination")), true);
    cor_doc_role(page->doc, COR_ROLE_RANKS);

    for (int32_t i = 0; i < sums.count; i++) {
        const region_sum *sum = &sums.list[i];
        if (!(sum->persons > 0)) continue;
        cor_value people = cor_doc_computed(
            page->doc, sum->persons, COR_STR(UNIT_PERSONS),
            dossier_plain(_("people born abroad in the region, less the corridors listed apart")),
            &sum->some, 1);
        cor_doc_item(page->doc,
                     &(cor_list_item){
                         .text = sum->region.id ? cor_say("{place}", cor_arg_country(sum->region))
                                                : dossier_plain(_("Places without a region")),
                         .value = people,
                         .share = dossier_share(page, people, whole,
                                                dossier_plain(_("divided by all migrants of the "
                                                                "world"))) });
    }
}

static void show_world(dossier_page *page, const home_choice *choice) {
    cor_corridor_filter filter = { .period = choice->period,
                                   .breakdown = choice->breakdown,
                                   .limit = WORLD_MAX };
    dossier_corridors corridors = dossier_rank_stock(page, filter, NULL);
    if (!corridors.count) return;
    cor_value whole = whole_world(page, choice);

    show_world_map(page, choice, corridors);
    cor_doc_section(
        page->doc, "world",
        cor_say(_("All corridors of the world, {year}"), cor_arg_period(choice->shown)));
    cor_doc_role(page->doc, COR_ROLE_RANKS);
    if (whole.present)
        cor_doc_paragraph(page->doc,
                          cor_say(_("{persons} people lived outside their country of birth in "
                                    "{year}. The two lists add up to all of them; the bar is their "
                                    "share."),
                                  cor_arg_number(whole.value, 0), cor_arg_period(choice->shown)),
                          &whole, 1);
    list_largest(page, choice, corridors, whole);
    list_the_rest(page, choice, corridors, whole);
    cor_doc_section_end(page->doc);
}

void home_show_corridors(dossier_page *page, const home_choice *choice) {
    static void (*const views[COR_HOME_VIEWS])(dossier_page *, const home_choice *) = {
        [COR_HOME_REGION] = show_region,
        [COR_HOME_WORLD] = show_world,
        [COR_HOME_TABLE] = show_region_table,
    };
    if (dossier_no_period(choice->shown)) return;
    show_choice_form(page);
    show_ways_to_look(page, choice);
    views[choice->asked->view](page, choice);
}
