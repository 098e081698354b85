/* SPDX-License-Identifier: Apache-2.0 */
/* sample.c: see sample.h. Migrant stock: UN DESA 2020, Nicaragua to Costa Rica; employment by
 * sector: ILOSTAT, Costa Rica 2023; price of sending: Remittance Prices Worldwide. Figure ids
 * are made up. */
#include "sample.h"

#include <math.h>

#define EN_ES(en, es) cor_say_pair(COR_STR(en), COR_STR(es))
enum { YEAR_COUNT = 7 };

static const double women[YEAR_COUNT] = { 49058, 64634, 115185, 136889, 151788, 154943, 176779 };
static const double men[YEAR_COUNT] = { 50095, 67061, 114900, 131268, 136245, 137289, 174075 };

struct maker {
    cor_doc *doc;
    cor_country nic, cri, pan;
    const cor_source *desa, *ilostat, *prices;
    int64_t next_id;
};

static cor_country country(const char *code) {
    cor_country found = COR_COUNTRY_NONE;
    (void)cor_country_by_code(cor_str_of(code), &found);
    return found;
}

static cor_value stored(struct maker *maker, const char *measure, const cor_source *source,
                        int32_t year, double value, cor_obs_status status) {
    cor_figure figure = { .id = maker->next_id++,
                          .measure = cor_str_of(measure),
                          .origin = maker->nic,
                          .destination = maker->cri,
                          .period = cor_interval_year(year),
                          .value = value,
                          .status = status,
                          .source = source->key };
    return cor_doc_value(maker->doc, &figure, source);
}

static cor_value stock(struct maker *maker, int32_t year, double persons) {
    return stored(maker, "stock", maker->desa, year, persons, COR_ESTIMATED);
}

static cor_value share(struct maker *maker, cor_value part, cor_value whole) {
    cor_value from[] = { part, whole };
    return cor_doc_computed(maker->doc, part.value / whole.value * 100, COR_STR("percent"),
                            EN_ES("part divided by the total", "parte dividida entre el total"),
                            from, 2);
}

/* ---- people -------------------------------------------------------------- */

static void add_head(struct maker *maker) {
    cor_value total = stock(maker, 2020, 350854), all = stock(maker, 2020, 520729);
    cor_doc_figure(maker->doc, "headline",
                   EN_ES("people born in Nicaragua lived in Costa Rica in 2020",
                         "personas nacidas en Nicaragua vivían en Costa Rica en 2020"),
                   total);
    cor_doc_role(maker->doc, COR_ROLE_HEADLINE);
    cor_doc_figure(maker->doc, "share",
                   EN_ES("of all people born abroad in Costa Rica",
                         "de todas las personas nacidas en el extranjero"),
                   share(maker, total, all));
    cor_doc_figure(maker->doc, "growth",
                   EN_ES("times as many as in 1990", "veces la cifra de 1990"),
                   cor_doc_computed(maker->doc, 350854 / 99153.0, COR_STR("ratio"),
                                    EN_ES("2020 / 1990", "2020 / 1990"),
                                    (cor_value[]){ total, stock(maker, 1990, 99153) }, 2));
    cor_map_line lines[] = { { .origin = maker->nic,
                               .destination = maker->cri,
                               .value = total,
                               .href = COR_STR("/corridor/NIC-CRI") },
                             { .origin = maker->cri,
                               .destination = maker->nic,
                               .value = stock(maker, 2020, 11281),
                               .quiet = true } };
    cor_map_point points[] = {
        { .latitude = 10.0, .longitude = -84.1, .label = EN_ES("San José", "San José") }
    };
    cor_doc_map(maker->doc, "where",
                &(cor_map_spec){ .view = COR_VIEW_PAIR,
                                 .title = EN_ES("Where", "Dónde"),
                                 .summary = EN_ES("From Nicaragua south to Costa Rica.",
                                                  "De Nicaragua hacia el sur, a Costa Rica."),
                                 .lines = lines,
                                 .line_count = 2,
                                 .points = points,
                                 .point_count = 1 });
    cor_doc_role(maker->doc, COR_ROLE_LOCATOR);
}

static void add_stock_chart(struct maker *maker) {
    cor_text years[YEAR_COUNT];
    cor_arg plain[YEAR_COUNT];
    cor_str keys[YEAR_COUNT];
    double at[YEAR_COUNT];
    cor_value total[YEAR_COUNT], female[YEAR_COUNT], male[YEAR_COUNT];

    static const char *const labels[YEAR_COUNT] = { "1990", "1995", "2000", "2005",
                                                    "2010", "2015", "2020" };
    for (int32_t i = 0; i < YEAR_COUNT; i++) {
        int32_t year = 1990 + 5 * i;
        plain[i] = cor_arg_plain(year);
        years[i] = (cor_text){ .id = "{year}", .args = &plain[i], .arg_count = 1 };
        keys[i] = cor_str_of(labels[i]);
        at[i] = year + 0.5;
        female[i] = stock(maker, year, women[i]);
        male[i] = stock(maker, year, men[i]);
        total[i] = stock(maker, year, women[i] + men[i]);
    }

    cor_chart_series series[] = {
        { .key = COR_STR("T"),
          .label = EN_ES("All", "Total"),
          .hue = COR_HUE_ORIGIN,
          .values = total },
        { .key = COR_STR("F"),
          .label = EN_ES("Women", "Mujeres"),
          .hue = COR_HUE_ORIGIN,
          .values = female },
        { .key = COR_STR("M"),
          .label = EN_ES("Men", "Hombres"),
          .hue = COR_HUE_QUIET,
          .values = male },
    };
    cor_chart_spec spec = { .kind = COR_CHART_AREA,
                            .title = EN_ES("Migrant stock by sex", "Población migrante por sexo"),
                            .summary = EN_ES("It grew from 99,153 in 1990 to 350,854 in 2020.",
                                             "Pasó de 99 153 en 1990 a 350 854 en 2020."),
                            .about =
                                EN_ES("People by country of birth, refugees included. Mid-year.",
                                      "Personas por país de nacimiento, incluidas las refugiadas."),
                            .unit = cor_unit_find(COR_STR("persons")),
                            .categories = years,
                            .category_keys = keys,
                            .category_at = at,
                            .category_count = YEAR_COUNT,
                            .series = series,
                            .series_count = 3,
                            .mark = NAN };
    cor_doc_chart(maker->doc, "stock", &spec);
    spec.kind = COR_CHART_LINE;
    spec.title = EN_ES("Migrant stock", "Población migrante");
    spec.series_count = 1;
    total[2] = cor_value_absent();
    cor_doc_chart(maker->doc, "stock", &spec);
}

static void add_stock_table(struct maker *maker) {
    cor_table_column columns[] = {
        { .kind = COR_CELL_LABEL, .key = COR_STR("year"), .label = EN_ES("Year", "Año") },
        { .kind = COR_CELL_VALUE, .key = COR_STR("women"), .label = EN_ES("Women", "Mujeres") },
        { .kind = COR_CELL_VALUE, .key = COR_STR("men"), .label = EN_ES("Men", "Hombres") },
        { .kind = COR_CELL_VALUE,
          .key = COR_STR("share"),
          .label = EN_ES("Share of women", "Proporción de mujeres"),
          .unit = EN_ES("percent", "porcentaje") },
        { .kind = COR_CELL_WORDS,
          .key = COR_STR("remark"),
          .label = EN_ES("Remark", "Observación") },
        { .kind = COR_CELL_STATUS,
          .key = COR_STR("status"),
          .label = EN_ES("Status", "Condición") },
    };
    cor_doc_table(maker->doc, "by-sex", EN_ES("Women and men", "Mujeres y hombres"), columns, 6,
                  EN_ES("Every five years, at mid-year.", "Cada cinco años, a mitad de año."));

    for (int32_t i = 0; i < YEAR_COUNT; i++) {
        int32_t year = 1990 + 5 * i;
        cor_value female = stock(maker, year, women[i]), male = stock(maker, year, men[i]);
        cor_value both = stock(maker, year, women[i] + men[i]);
        if (i == 1) male = stored(maker, "stock", maker->desa, year, NAN, COR_SUPPRESSED);
        cor_table_cell cells[] = {
            { .text = cor_say("{year}", cor_arg_plain(year)),
              .href = COR_STR("/figures?year=1990") },
            { .value = female },
            { .value = male },
            { .value = share(maker, female, both) },
            { .text = i == 2 ? EN_ES("=SUM(A1) is text here, \"quoted\", with a comma; and long "
                                     "enough to be wrapped",
                                     "=SUM(A1) es texto aquí, \"entre comillas\", con coma")
                             : (cor_text){ 0 } },
            { .value = female },
        };
        if (i == YEAR_COUNT - 1)
            cor_doc_row_total(maker->doc, cells);
        else
            cor_doc_row(maker->doc, cells);
    }
}

static void add_people(struct maker *maker) {
    cor_doc_section(maker->doc, "people", EN_ES("People", "Personas"));
    cor_value cited[] = { stock(maker, 1990, 99153), stock(maker, 2020, 350854) };
    cor_doc_paragraph(
        maker->doc,
        EN_ES(
            "The Nicaraguan-born population of Costa Rica has grown at every estimate since 1990.",
            "La población nacida en Nicaragua ha crecido en cada estimación desde 1990."),
        cited, 2);
    add_stock_chart(maker);
    cor_doc_section(maker->doc, "sex", EN_ES("By sex", "Por sexo"));
    add_stock_table(maker);
    cor_doc_section_end(maker->doc);
    cor_text fillers[] = { EN_ES("a tabulation of the household survey by country of birth",
                                 "una tabulación de la encuesta de hogares por país de nacimiento"),
                           EN_ES("the register of work permits",
                                 "el registro de permisos de trabajo") };
    cor_doc_absence(
        maker->doc, "skills",
        EN_ES("Workers by skill level", "Personas trabajadoras por calificación"),
        EN_ES("The survey publishes the foreign-born as one group.",
              "La encuesta publica a las personas nacidas en el extranjero como un solo grupo."),
        fillers, 2);
    cor_doc_section_end(maker->doc);
}

/* ---- moves between places ------------------------------------------------ */

static void add_moves(struct maker *maker) {
    enum { PLACES = 4 };
    // Four places as in the worked example of Abel (2013), with moves inside the first of them.
    static const double moves[PLACES][PLACES] = {
        { 12, 0, 50, 0 }, { 35, 0, 25, 0 }, { 10, 10, 0, 0 }, { 10, 10, 0, 0 }
    };

    static const char *const codes[] = { "CRI", "NIC", "HND", "GTM" };
    cor_value values[PLACES][PLACES];
    cor_text names[PLACES];
    cor_arg places[PLACES];
    cor_str keys[PLACES];
    cor_chart_series series[PLACES];

    for (int32_t i = 0; i < PLACES; i++) {
        cor_country place = COR_COUNTRY_NONE;
        cor_country_by_code(cor_str_of(codes[i]), &place);
        places[i] = cor_arg_country(place);
        names[i] = (cor_text){ .id = "{place}", .args = &places[i], .arg_count = 1 };
        keys[i] = cor_str_of(codes[i]);
    }

    for (int32_t to = 0; to < PLACES; to++) {
        for (int32_t from = 0; from < PLACES; from++)
            values[to][from] = moves[from][to] > 0 ? stored(maker, "flow", maker->desa, 2020,
                                                            moves[from][to], COR_ESTIMATED)
                                                   : cor_value_absent();
        series[to] = (cor_chart_series){
            .key = keys[to], .label = names[to], .hue = COR_HUE_QUIET, .values = values[to]
        };
    }

    cor_doc_chart(maker->doc, "circle",
                  &(cor_chart_spec){ .kind = COR_CHART_CHORD,
                                     .title = EN_ES("Who moved where", "Quién se movió adónde"),
                                     .summary = EN_ES("Estimated moves of five years.",
                                                      "Movimientos de cinco años."),
                                     .unit = cor_unit_find(COR_STR("persons")),
                                     .categories = names,
                                     .category_keys = keys,
                                     .category_count = PLACES,
                                     .series = series,
                                     .series_count = PLACES,
                                     .mark = NAN });
}

/* ---- work ---------------------------------------------------------------- */

enum { SECTOR_COUNT = 4 };

static void add_work(struct maker *maker) {
    static const double foreign[SECTOR_COUNT] = { 39074, 33467, 35032, 26713 };
    static const double native[SECTOR_COUNT] = { 249759, 104202, 332508, 99227 };
    cor_value values[2][SECTOR_COUNT];

    for (int32_t i = 0; i < SECTOR_COUNT; i++) {
        values[0][i] = stored(maker, "employed", maker->ilostat, 2023, foreign[i], COR_OBSERVED);
        values[1][i] = stored(maker, "employed", maker->ilostat, 2023, native[i], COR_OBSERVED);
    }

    cor_text sectors[] = {
        EN_ES("Agriculture, forestry, fishing", "Agricultura, silvicultura y pesca"),
        EN_ES("Construction", "Construcción"),
        EN_ES("Trade and vehicle repair", "Comercio y reparación de vehículos"),
        EN_ES("Households as employers, other", "Hogares como empleadores, otros")
    };
    cor_str keys[] = { COR_STR("A"), COR_STR("F"), COR_STR("G"), COR_STR("T-X") };
    cor_chart_series series[] = { { .key = COR_STR("foreign_born"),
                                    .label = EN_ES("foreign-born", "nacidos en el extranjero"),
                                    .hue = COR_HUE_DESTINATION,
                                    .values = values[0] },
                                  { .key = COR_STR("native_born"),
                                    .label = EN_ES("native-born", "nacidos en el país"),
                                    .hue = COR_HUE_QUIET,
                                    .values = values[1] } };
    cor_chart_spec spec = { .title = EN_ES("Employed by industry", "Personas ocupadas por rama"),
                            .summary = EN_ES("All countries of origin together.",
                                             "Todos los países de origen."),
                            .unit = cor_unit_find(COR_STR("persons")),
                            .categories = sectors,
                            .category_keys = keys,
                            .category_count = SECTOR_COUNT,
                            .series = series,
                            .mark = NAN };
    static const cor_chart_kind kinds[] = { COR_CHART_BARS, COR_CHART_PAIRS, COR_CHART_RANGE,
                                            COR_CHART_SPLIT };
    cor_doc_section(maker->doc, "work", EN_ES("Work", "Trabajo"));

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        bool single = kinds[i] == COR_CHART_BARS || kinds[i] == COR_CHART_SPLIT;
        spec.kind = kinds[i];
        spec.series_count = single ? 1 : 2;
        spec.mark = kinds[i] == COR_CHART_BARS ? 30000 : (double)NAN;
        spec.mark_label =
            kinds[i] == COR_CHART_BARS ? EN_ES("a reference", "una referencia") : (cor_text){ 0 };
        cor_doc_chart(maker->doc, "industry", &spec);
    }

    add_moves(maker);
    cor_doc_note(maker->doc,
                 EN_ES("No source separates Nicaraguan workers by industry.",
                       "Ninguna fuente separa a las personas nicaragüenses por rama."),
                 values[0], 1);
    cor_doc_section_end(maker->doc);
}

/* ---- remittances, links -------------------------------------------------- */

static void add_rest(struct maker *maker) {
    cor_doc_section(maker->doc, "remittances", EN_ES("Remittances", "Remesas"));
    cor_value price = stored(maker, "remittance_price", maker->prices, 2020, 3.3358, COR_OBSERVED);
    cor_doc_list(maker->doc, "prices",
                 EN_ES("Price of sending 200 dollars", "Costo de enviar 200 dólares"), true);
    cor_doc_item(maker->doc, &(cor_list_item){ .text = EN_ES("All services", "Todos los servicios"),
                                               .quiet = EN_ES("mean of the services priced",
                                                              "media de los servicios"),
                                               .value = price,
                                               .share = price,
                                               .href = COR_STR("/remittances?from=CRI&to=NIC") });
    cor_doc_item(maker->doc, &(cor_list_item){ .text = EN_ES("Banks", "Bancos") });
    cor_doc_figure(maker->doc, "sdg", EN_ES("SDG 10.c.1", "ODS 10.c.1"), cor_value_absent());
    cor_choice choices[] = { { COR_STR("200"), EN_ES("200 dollars", "200 dólares") },
                             { COR_STR("500"), EN_ES("500 dollars", "500 dólares") } };
    cor_field fields[] = {
        { .kind = COR_FIELD_CHOICE,
          .name = COR_STR("amount"),
          .label = EN_ES("Amount", "Monto"),
          .value = COR_STR("200"),
          .choices = choices,
          .choice_count = 2,
          .required = true },
        { .kind = COR_FIELD_HIDDEN, .name = COR_STR("from"), .value = COR_STR("CRI") }
    };
    cor_doc_form(maker->doc, "compare", EN_ES("Compare prices", "Comparar costos"),
                 COR_STR("/remittances"), false, fields, 2);
    cor_doc_link(maker->doc, EN_ES("The other way: Costa Rica to Nicaragua", "El sentido inverso"),
                 COR_STR("/corridor/CRI-NIC"));
    cor_doc_section_end(maker->doc);
}

cor_code sample_document(cor_arena *keep, const cor_document **ret_document, cor_error *err) {
    struct maker maker = { .nic = country("NIC"),
                           .cri = country("CRI"),
                           .pan = country("PAN"),
                           .desa = cor_source_known(COR_STR("un-desa-ims-2020")),
                           .ilostat = cor_source_known(COR_STR("ilostat-mst-2025")),
                           .prices = cor_source_known(COR_STR("rpw-2025q1")),
                           .next_id = 1001 };
    maker.doc = cor_doc_begin(
        keep, COR_STR("corridor"), COR_STR("/corridor/NIC-CRI"),
        cor_say("{origin} → {destination}", cor_arg_country(maker.nic), cor_arg_country(maker.cri)),
        EN_ES("Who moves from Nicaragua to Costa Rica.", "Quién va de Nicaragua a Costa Rica."));
    cor_doc_places(maker.doc, maker.nic, maker.cri);
    cor_doc_as_known(maker.doc, 1700000000);
    add_head(&maker);
    add_people(&maker);
    add_work(&maker);
    add_rest(&maker);

    return cor_doc_end(maker.doc, ret_document, err);
}

/* ---- figures ------------------------------------------------------------- */

cor_code sample_figures(cor_arena *keep, const cor_document **ret_document, cor_error *err) {
    struct maker maker = { .nic = country("NIC"),
                           .cri = country("CRI"),
                           .desa = cor_source_known(COR_STR("un-desa-ims-2020")),
                           .next_id = 7 };
    maker.doc = cor_doc_begin(keep, COR_STR("figures"), COR_STR("/figures"),
                              EN_ES("Figures", "Cifras"), (cor_text){ 0 });
    static const char *const keys[] = { "measure",   "origin", "destination", "period",
                                        "breakdown", "value",  "status" };
    cor_table_column columns[7];
    cor_text label = EN_ES("column", "columna");

    for (int32_t i = 0; i < 7; i++) {
        columns[i] = (cor_table_column){ .kind = i == 5   ? COR_CELL_VALUE
                                                 : i == 6 ? COR_CELL_STATUS
                                                          : COR_CELL_WORDS,
                                         .key = cor_str_of(keys[i]),
                                         .label = label };
    }

    cor_doc_table(maker.doc, "figures", EN_ES("Figures", "Cifras"), columns, 7, (cor_text){ 0 });
    for (int32_t i = 0; i < 2; i++) {
        cor_value value = stored(&maker, "stock", maker.desa, 2020, i ? (double)NAN : 176779.25,
                                 i ? COR_SUPPRESSED : COR_ESTIMATED);
        cor_doc_row(
            maker.doc,
            (cor_table_cell[]){
                { .text = EN_ES("Migrant stock", "Población migrante"), .code = COR_STR("stock") },
                { .text = EN_ES("Nicaragua", "Nicaragua"), .code = COR_STR("NIC") },
                { .text = EN_ES("Costa Rica", "Costa Rica"), .code = COR_STR("CRI") },
                { .text = EN_ES("2020", "2020") },
                { .text = i ? EN_ES("Men", "Hombres") : EN_ES("Women", "Mujeres"),
                  .code = i ? COR_STR("sex=M") : COR_STR("sex=F") },
                { .value = value },
                { .value = value } });
    }

    return cor_doc_end(maker.doc, ret_document, err);
}
