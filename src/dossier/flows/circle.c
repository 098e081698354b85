/* SPDX-License-Identifier: Apache-2.0 */
/* circle.c: moves between a dozen places or regions on a circle. */
#include "laboratory.h"

enum { MOST = 12 };

typedef struct {
    const flow_result *result;
    int32_t count;
    cor_text names[MOST];
    cor_str keys[MOST];
    double persons[MOST][MOST]; // origin, destination
    bool with_inside;           // moves within a group count too
} places_circle;

static void show_chord(places_circle *circle, const char *id, cor_text title, cor_text about) {
    cor_value values[MOST][MOST]; // destination, origin
    cor_chart_series series[MOST];
    if (circle->count < 2) return;

    for (int32_t to = 0; to < circle->count; to++) {
        for (int32_t from = 0; from < circle->count; from++) {
            bool shown = circle->persons[from][to] >= 0.5 && (from != to || circle->with_inside);
            values[to][from] =
                shown ? flow_moves(circle->result, circle->persons[from][to]) : cor_value_absent();
        }
        series[to] = (cor_chart_series){ .key = circle->keys[to],
                                         .label = circle->names[to],
                                         .hue = COR_HUE_QUIET,
                                         .values = values[to] };
    }

    cor_doc_chart(
        circle->result->page->doc, id,
        &(cor_chart_spec){
            .kind = COR_CHART_CHORD,
            .title = title,
            .summary = dossier_plain(
                _("A ribbon starts at the origin, at the cool part of the ring, and ends at the "
                  "destination, at the warm part; its width shows the number of people.")),
            .about = about,
            .unit = cor_unit_find(COR_STR(UNIT_PERSONS)),
            .categories = circle->names,
            .category_keys = circle->keys,
            .category_count = circle->count,
            .series = series,
            .series_count = circle->count,
            .mark = NAN });
}

static void take_largest_places(places_circle *circle, const int32_t *rows, int32_t count) {
    const flow_result *result = circle->result;
    circle->count = count;
    for (int32_t i = 0; i < count; i++) {
        circle->names[i] = result->names[rows[i]];
        circle->keys[i] = result->input->place_names[rows[i]];
        for (int32_t j = 0; j < count; j++)
            circle->persons[i][j] = flow_at(result, rows[i], rows[j]);
    }
}

void flow_show_circle_of_largest(const flow_result *result) {
    places_circle circle = { .result = result };
    int32_t rows[MOST], count = flow_largest_places(result, rows, MOST);

    // Keep the order of the tables, so that neighbours stay neighbours from period to period.
    for (int32_t i = 1; i < count; i++)
        for (int32_t k = i; k > 0 && rows[k - 1] > rows[k]; k--) {
            int32_t other = rows[k];
            rows[k] = rows[k - 1];
            rows[k - 1] = other;
        }

    take_largest_places(&circle, rows, count);
    show_chord(&circle, "circle", dossier_plain(_("Moves between the places with most moves")),
               count == result->flows->place_count
                   ? dossier_plain(_("All places of the tables."))
                   : dossier_plain(
                         _("Moves to and from other places are not drawn; the tables have them.")));
}

void flow_show_circle_of_members(const flow_result *result) {
    places_circle circle = { .result = result };
    int32_t rows[MOST], count = 0;
    for (int32_t i = 0; i < result->flows->place_count && count < MOST; i++)
        if (cor_country_get(result->places[i])->rcm_member) rows[count++] = i;
    take_largest_places(&circle, rows, count);
    show_chord(
        &circle, "circle",
        dossier_plain(_("Moves between the members of the Regional Conference on Migration")),
        dossier_plain(_("Moves to and from other countries are not drawn; the tables have them.")));
}

/* ---- regions ------------------------------------------------------------- */

/* From west to east; the Americas and Asia by subregion. */
static const struct {
    int32_t m49;
    const char *key;
} regions[] = { { 21, "NAM" },  { 13, "CAM" }, { 29, "CAR" },  { 5, "SAM" },
                { 150, "EUR" }, { 2, "AFR" },  { 145, "WAS" }, { 143, "CAS" },
                { 34, "SAS" },  { 35, "SEA" }, { 30, "EAS" },  { 9, "OCE" } };
enum { REGION_COUNT = sizeof regions / sizeof *regions };
_Static_assert((int)REGION_COUNT <= (int)MOST, "every region has a place on the circle");

static int32_t region_of(cor_country place) {
    const cor_country_info *info = cor_country_get(place);
    for (int32_t i = 0; i < REGION_COUNT; i++)
        if (info->intermediate.id == regions[i].m49 || info->subregion.id == regions[i].m49 ||
            info->region.id == regions[i].m49)
            return i;
    return -1;
}

static void add_moves(places_circle *circle, const int32_t *row_region) {
    const flow_result *result = circle->result;
    for (int32_t i = 0; i < result->flows->place_count; i++)
        for (int32_t j = 0; j < result->flows->place_count; j++)
            if (row_region[i] >= 0 && row_region[j] >= 0)
                circle->persons[row_region[i]][row_region[j]] += flow_at(result, i, j);
}

void flow_show_circle_of_regions(const flow_result *result) {
    places_circle circle = { .result = result, .count = REGION_COUNT, .with_inside = true };
    cor_arg args[REGION_COUNT];
    int32_t n = result->flows->place_count, *row_region = cor_new(result->page->keep, int32_t, n);

    if (!row_region) return; // then the document does not fit either, and reports it
    for (int32_t i = 0; i < n; i++)
        row_region[i] = region_of(result->places[i]);

    for (int32_t i = 0; i < REGION_COUNT; i++) {
        cor_country region = COR_COUNTRY_NONE;
        cor_country_by_m49(regions[i].m49, &region);
        args[i] = cor_arg_country(region);
        circle.names[i] = (cor_text){ .id = "{place}", .args = &args[i], .arg_count = 1 };
        circle.keys[i] = cor_str_of(regions[i].key);
    }

    add_moves(&circle, row_region);
    show_chord(
        &circle, "circle", dossier_plain(_("Moves between and inside the regions of the world")),
        dossier_plain(_("A ribbon that comes back to its own region stands for moves between "
                        "countries of it.")));
}
