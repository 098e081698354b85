/* SPDX-License-Identifier: Apache-2.0 */
/* gaps.c: large corridors and the instruments that concern them: none in force; only a general one
 * open to every country; one between the two countries without recorded use; and recorded use
 * compared with the people of the corridor. */
#include "dossier/form.h"
#include "mechanisms.h"

enum { STOCK_LEAST_DEFAULT = 50000, ROWS_DEFAULT = 100, CORRIDORS_MOST = 50000 };

/* ---- one corridor -------------------------------------------------------- */

typedef enum { GAP_NONE, GAP_GENERAL, GAP_UNUSED, GAP_USED, GAP_COUNT } gap_kind;

typedef struct {
    const cor_figure *people;
    gap_kind kind;
    const cor_instrument *instrument; // the first in force, bilateral before general ones, or NULL
    const cor_instrument *used;       // the instrument whose use is shown
    const cor_entry *use;
    const cor_entry *together; // the newest use of several corridors together, or NULL
    int32_t in_force;          // number in force
    int32_t coming, unknown, past, limited, listed; // others that concern the corridor
} corridor_gap;

/* In force and meant for people who want to work. */
static bool counts_for_work(const cor_gaps *gaps, const cor_instrument *instrument) {
    if (instrument->stage != COR_INSTRUMENT_CURRENT || instrument->cover == COR_COVER_OTHER_WAY)
        return false;
    if (gaps->only_named && instrument->cover == COR_COVER_OPEN) return false;
    return instrument->reach == COR_REACH_WORK || instrument->reach == COR_REACH_CONDITIONS;
}

/* Open to every country, not made for these two. */
static bool is_general(const cor_instrument *instrument) {
    return instrument->cover == COR_COVER_OPEN;
}

static void count_other(corridor_gap *gap, const cor_instrument *instrument) {
    if (instrument->cover == COR_COVER_OTHER_WAY || instrument->reach == COR_REACH_COUNT) return;
    bool limited = instrument->reach == COR_REACH_LIMITED;
    gap->limited += limited && instrument->stage == COR_INSTRUMENT_CURRENT;
    gap->coming += instrument->stage == COR_INSTRUMENT_COMING;
    gap->past +=
        instrument->stage == COR_INSTRUMENT_PAST || instrument->stage == COR_INSTRUMENT_SUSPENDED;
    gap->unknown += instrument->stage == COR_INSTRUMENT_UNKNOWN;
}

static bool ends_later(const cor_entry *use, const cor_entry *than) {
    cor_interval a, b;
    if (!than) return true;
    return cor_entry_period(use, USE_PERIOD, &a) && cor_entry_period(than, USE_PERIOD, &b) &&
           a.end.days > b.end.days;
}

static void look_at_use(dossier_page *page, corridor_gap *gap, const cor_instrument *instrument) {
    const cor_entry *together;
    const cor_entry *use =
        cor_use_newest(page->dossier->registries, instrument->entry, gap->people->origin,
                       gap->people->destination, COR_USE_MOVED, &together);
    if (together && ends_later(together, gap->together)) gap->together = together;
    if (!use || !ends_later(use, gap->use)) return;
    gap->use = use;
    gap->used = instrument;
}

static bool look_at_corridor(dossier_page *page, const cor_gaps *gaps, const cor_figure *people,
                             corridor_gap *gap) {
    cor_instrument *list;
    const cor_entry **listed;
    size_t count, listed_count;

    *gap = (corridor_gap){ .people = people };
    const cor_registry_memory *memory = page->dossier->registries;
    page->code = cor_instruments_between(memory, people->origin, people->destination, page->keep,
                                         &list, &count, page->err);
    if (!page->code)
        page->code = cor_agreements_between(memory, people->origin, people->destination, page->keep,
                                            &listed, &listed_count, page->err);
    if (page->code) return false;

    for (size_t i = 0; i < count; i++) {
        if (!counts_for_work(gaps, &list[i])) {
            count_other(gap, &list[i]);
            continue;
        }
        gap->in_force++;
        if (!gap->instrument || (is_general(gap->instrument) && !is_general(&list[i])))
            gap->instrument = &list[i];
        look_at_use(page, gap, &list[i]);
    }

    // Those that are also described instruments were counted as such.
    for (size_t i = 0; i < listed_count; i++)
        gap->listed += !cor_entry_get(listed[i], AGREEMENT_MECHANISM).length;

    gap->kind = !gap->instrument              ? GAP_NONE
                : is_general(gap->instrument) ? GAP_GENERAL
                : gap->use                    ? GAP_USED
                                              : GAP_UNUSED;

    return true;
}

/* ---- words --------------------------------------------------------------- */

static cor_text add_gap(dossier_page *page, cor_text so_far, int32_t count, const char *one,
                        const char *many) {
    if (!count) return so_far;
    cor_text next = cor_text_keep(page->keep, cor_say_n(count, one, many, cor_arg_int(count)));
    if (cor_text_is_empty(so_far)) return next;
    return cor_text_keep(page->keep,
                         cor_say("{list}; {name}", cor_arg_text(&so_far), cor_arg_text(&next)));
}

static cor_text others_text(dossier_page *page, const corridor_gap *gap) {
    cor_text text = NO_TEXT;
    if (gap->in_force > 1)
        text = add_gap(page, text, gap->in_force - 1, _("{count} more in force"),
                       _("{count} more in force"));

    text = add_gap(page, text, gap->coming, _("{count} announced or signed"),
                   _("{count} announced or signed"));
    text = add_gap(page, text, gap->unknown, _("{count} of unknown state"),
                   _("{count} of unknown state"));
    text = add_gap(page, text, gap->past, _("{count} ended"), _("{count} ended"));
    text = add_gap(page, text, gap->limited, _("{count} that opens no work"),
                   _("{count} that open no work"));

    return add_gap(page, text, gap->listed, _("{count} listed agreement, state today not known"),
                   _("{count} listed agreements, state today not known"));
}

static cor_text use_words(dossier_page *page, const corridor_gap *gap) {
    if (gap->use) return dossier_use_text(page, gap->use);
    if (gap->together) return dossier_plain(_("recorded only for several corridors together"));
    return NO_TEXT;
}

/* Only the count of a whole year can be compared with the people who live there. */
static cor_value per_thousand(dossier_page *page, const corridor_gap *gap, cor_value use,
                              cor_value people) {
    if (!gap->use || !use.present || !people.present || people.value <= 0 ||
        !cor_use_is_yearly(gap->use))
        return cor_value_absent();
    cor_value value =
        cor_doc_computed(page->doc, 1000 * use.value / people.value, COR_STR("per_1000"),
                         dossier_plain(_("use in the year divided by the people of the corridor in "
                                         "the year of the stock, times 1000")),
                         (cor_value[]){ use, people }, 2);
    return value;
}

/* ---- tables -------------------------------------------------------------- */

enum {
    GAP_CORRIDOR,
    GAP_PEOPLE,
    GAP_YEAR,
    GAP_MECHANISM,
    GAP_COVERS,
    GAP_USE,
    GAP_USE_COUNTS,
    GAP_RATE,
    GAP_OTHERS,
    GAP_COLUMNS
};

static const struct {
    const char *id, *title, *about;
} tables[GAP_COUNT] = {
    [GAP_NONE] = { "none", NULL, // its title has the size of the register
                   N_("Corridors between two countries of which the register describes "
                      "instruments, but none in force that opens or regulates work between these "
                      "two. Business, travel and cooperation agreements do not open work and do "
                      "not count here.") },
    [GAP_GENERAL] = { "general", N_("Only a general instrument"),
                      N_("The instrument in force is open to workers of every country: the two "
                         "countries have no agreement, and the destination alone decides who may "
                         "come. Recorded use is shown where a source has it for this corridor.") },
    [GAP_UNUSED] = { "unused", N_("A bilateral instrument without recorded use"),
                     N_("An instrument that names the corridor, or to which both countries are "
                        "parties, is in force, but no known source says how many people of this "
                        "corridor used it.") },
    [GAP_USED] = { "used", N_("A bilateral instrument with recorded use"),
                   N_("The newest record, whatever it counts. Use covers a season or a year, "
                      "people are everyone who lives there: the rate compares corridors; it is not "
                      "a share.") },
};

/* Where nothing is in force there is no instrument and no use to show. */
static int32_t pick_columns(gap_kind kind, int32_t ret_list[GAP_COLUMNS]) {
    int32_t count = 0;
    for (int32_t i = 0; i < GAP_COLUMNS; i++)
        if (kind != GAP_NONE || i < GAP_MECHANISM || i == GAP_OTHERS) ret_list[count++] = i;
    return count;
}

/* "Not named in the register of 47 instruments (100 of 187)". */
static cor_text table_title(dossier_page *page, gap_kind kind, int64_t shown, int64_t found) {
    int64_t instruments = (int64_t)dossier_entries_of(page, &cor_kind_mechanism).count;
    cor_text title =
        kind != GAP_NONE
            ? dossier_plain(tables[kind].title)
            : cor_text_keep(page->keep,
                            cor_say_n(instruments,
                                      _("Not named in the register of {count} instrument"),
                                      _("Not named in the register of {count} instruments"),
                                      cor_arg_int(instruments)));
    return dossier_counted_title(page, title, shown, found);
}

static void begin_gap_table(dossier_page *page, gap_kind kind, int64_t shown, int64_t found) {
    cor_table_column columns[] = {
        dossier_column(COR_CELL_LABEL, "corridor", _("Corridor")),
        dossier_column(COR_CELL_VALUE, "people", _("People")),
        dossier_column(COR_CELL_WORDS, "year", _("Year")),
        dossier_column(COR_CELL_WORDS, "mechanism", _("In force")),
        dossier_column(COR_CELL_WORDS, "covers", _("Why it counts")),
        dossier_column(COR_CELL_VALUE, "use", _("Newest use")),
        dossier_column(COR_CELL_WORDS, "use_counts", _("What that counts")),
        dossier_column(COR_CELL_VALUE, "per_1000", _("Per 1000 people")),
        dossier_column(COR_CELL_WORDS, "others", _("Other instruments")),
    };
    int32_t list[GAP_COLUMNS], column_count = pick_columns(kind, list);

    for (int32_t i = 0; i < column_count; i++)
        columns[i] = columns[list[i]];
    cor_doc_table(page->doc, tables[kind].id, table_title(page, kind, shown, found), columns,
                  column_count, dossier_plain(tables[kind].about));
    cor_doc_role(page->doc, COR_ROLE_ROWS);
}

static cor_str cover_code(cor_cover cover) {
    static const char *const codes[] = { [COR_COVER_NONE] = "",
                                         [COR_COVER_NAMED] = "named",
                                         [COR_COVER_OPEN] = "general",
                                         [COR_COVER_PARTIES] = "parties",
                                         [COR_COVER_OTHER_WAY] = "other_way" };
    return cor_str_of(codes[cover]);
}

static void show_gap_row(dossier_page *page, const corridor_gap *gap) {
    const cor_figure *figure = gap->people;
    cor_value people = dossier_value(page, figure),
              use = gap->use ? dossier_use_value(page, gap->use) : cor_value_absent();
    const cor_instrument *shown = gap->used ? gap->used : gap->instrument;
    bool linked = dossier_has_page(figure->origin) && dossier_has_page(figure->destination);
    cor_str from = cor_country_code(figure->origin), to = cor_country_code(figure->destination);
    cor_table_cell cells[] = {
        { .text = cor_say(_("{origin} to {destination}"), cor_arg_country(figure->origin),
                          cor_arg_country(figure->destination)),
          .code = cor_str_print(page->keep, "%.*s-%.*s", COR_STR_F(from), COR_STR_F(to)),
          .href = linked ? dossier_corridor_path(page->keep, figure->origin, figure->destination)
                         : (cor_str){ 0 },
          .value = cor_value_absent() },
        dossier_cell(people),
        dossier_words(cor_say("{period}", cor_arg_period(figure->period))),
        dossier_words(NO_TEXT),
        { .text = shown ? dossier_cover_text(shown->cover) : NO_TEXT,
          .code = shown ? cover_code(shown->cover) : (cor_str){ 0 },
          .value = cor_value_absent() },
        dossier_cell(use),
        dossier_words(use_words(page, gap)),
        dossier_cell(per_thousand(page, gap, use, people)),
        dossier_words(others_text(page, gap)),
    };

    if (shown) {
        cor_table_cell *cell = &cells[GAP_MECHANISM];
        *cell = dossier_link(dossier_entry_title(page, shown->entry),
                             dossier_entry_path(page, shown->entry));
        cell->value = dossier_entry_cited(page, shown->entry, MECHANISM_STATUS);
    }

    int32_t list[GAP_COLUMNS], count = pick_columns(gap->kind, list);
    for (int32_t i = 0; i < count; i++)
        cells[i] = cells[list[i]];

    cor_doc_row(page->doc, cells);
}

static void show_gap_table(dossier_page *page, const cor_gaps *asked, const corridor_gap *list,
                           size_t count, gap_kind kind) {
    int64_t of_kind = 0, shown = 0, most = asked->limit > 0 ? asked->limit : ROWS_DEFAULT;
    for (size_t i = 0; i < count; i++)
        of_kind += list[i].kind == kind;

    if (!of_kind) return;
    begin_gap_table(page, kind, of_kind < most ? of_kind : most, of_kind);
    for (size_t i = 0; i < count && shown < most; i++)
        if (list[i].kind == kind) {
            show_gap_row(page, &list[i]);
            shown++;
        }
}

/* That a corridor is not named says something only where the register describes instruments of both
 * countries. */
static bool register_covers(const dossier_page *page, const cor_figure *people) {
    const cor_registry_memory *memory = page->dossier->registries;
    return cor_register_names(memory, people->origin) &&
           cor_register_names(memory, people->destination);
}

static void say_elsewhere(dossier_page *page, int64_t corridors) {
    if (!corridors) return;
    cor_doc_note(page->doc,
                 cor_say_n(corridors,
                           _("{count} more corridor of this size has a country of which the "
                             "register describes no instrument: nothing is said of it here."),
                           _("{count} more corridors of this size have a country of which the "
                             "register describes no instrument: nothing is said of them here."),
                           cor_arg_int(corridors)),
                 NULL, 0);
}

static void show_gaps(dossier_page *page, const cor_gaps *asked, double least) {
    cor_corridor_filter filter = { .origins = &asked->origin,
                                   .origin_count = asked->origin.id ? 1 : 0,
                                   .destinations = &asked->destination,
                                   .destination_count = asked->destination.id ? 1 : 0,
                                   .limit = CORRIDORS_MOST };
    dossier_corridors all = dossier_rank_stock(page, filter, NULL);
    corridor_gap *list = cor_new(page->keep, corridor_gap, all.count + 1);
    size_t count = 0;
    int64_t elsewhere = 0;

    for (size_t i = 0; list && i < all.count && all.list[i].figure.value >= least; i++) {
        const cor_figure *people = &all.list[i].figure;
        if (!dossier_has_page(people->origin) || !dossier_has_page(people->destination)) continue;
        if (!look_at_corridor(page, asked, people, &list[count])) return;
        bool is_covered = list[count].kind != GAP_NONE || register_covers(page, people);
        count += is_covered;
        elsewhere += !is_covered;
    }

    say_elsewhere(page, elsewhere);

    for (gap_kind kind = GAP_NONE; kind < GAP_COUNT; kind++)
        show_gap_table(page, asked, list, count, kind);
    if (count) return;
    cor_text fillers[] = { dossier_plain(_("a lower number of people, or other countries")) };
    cor_doc_absence(page->doc, "gaps-none", dossier_plain(_("Corridors")),
                    dossier_plain(elsewhere ? _("The register covers no corridor of this choice.")
                                            : _("No corridor has so many people for this choice.")),
                    fillers, 1);
}

/* ---- the form and the page ----------------------------------------------- */

static void show_gaps_form(dossier_page *page) {
    dossier_form form;
    dossier_form_begin(page, "min-stock origin destination named", &form);
    dossier_form_show(page, "gaps", dossier_plain(_("Which corridors")), "/mechanisms/gaps", &form);
}

static cor_str gaps_path(cor_arena *keep, const cor_gaps *asked, cor_str least) {
    cor_str from = cor_country_code(asked->origin), to = cor_country_code(asked->destination);
    return cor_str_print(keep, "/mechanisms/gaps?min-stock=%.*s%s%.*s%s%.*s%s", COR_STR_F(least),
                         from.length ? "&origin=" : "", COR_STR_F(from),
                         to.length ? "&destination=" : "", COR_STR_F(to),
                         asked->only_named ? "&named=yes" : "");
}

cor_code cor_dossier_gaps(const cor_dossier *dossier, const cor_gaps *asked, cor_arena *keep,
                          const cor_document **ret_document, cor_error *err) {
    dossier_page page;
    double least =
        asked->stock_least_persons > 0 ? asked->stock_least_persons : STOCK_LEAST_DEFAULT;

    char printed[32];

    cor_number_print(least, printed);
    cor_str least_text = cor_str_keep(keep, cor_str_of(printed));
    cor_code code = asked->origin.id ? dossier_check_place(asked->origin, err) : COR_OK;
    if (!code && asked->destination.id) code = dossier_check_place(asked->destination, err);
    if (code) return code;

    dossier_begin(
        &page, dossier, "gaps", gaps_path(keep, asked, least_text),
        dossier_plain(_("Gaps: corridors and their mechanisms")),
        cor_say(_("Corridors of at least {persons} people: which are named in the register "
                  "of mechanisms of labour migration, and which are not."),
                cor_arg_number(least, 0)),
        keep, err);

    cor_interval period = dossier_newest_stock(&page);
    show_gaps_form(&page);
    cor_doc_note(
        page.doc,
        cor_say(_("People are the stock of {year}, or of the last edition that names the "
                  "corridor: born in one country and living in the other, for any reason. Only "
                  "instruments of the register count, and it is not complete: "
                  "that a corridor is not named in it is a question to the two countries, not a "
                  "verdict."),
                cor_arg_period(period)),
        NULL, 0);
    dossier_stage_caution(&page);
    if (dossier->registries) show_gaps(&page, asked, least);

    return dossier_end(&page, ret_document);
}
