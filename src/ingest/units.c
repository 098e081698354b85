/* SPDX-License-Identifier: Apache-2.0 */
/* units.c: units as files state them: equal to that of the measure, converted by a power of ten, or
 * refused. */
#include "dataset.h"
#include "vocabulary/vocabulary.h"

/* How agencies call our units. Values of a file are in units of 10^shift10 of ours. Capitals,
 * accents and punctuation make no difference. Sources: SDMX code lists CL_UNIT_MEASURE of the ILO, OECD and
 * Eurostat; the rest is how people write. */
static const struct {
    const char *unit, *written;
    int32_t shift10;
} UNITS[] = {
    { "persons", "persons", 0 },
    { "persons", "person", 0 },
    { "persons", "people", 0 },
    { "persons", "ps", 0 },
    { "persons", "per", 0 },
    { "persons", "pers", 0 },
    { "persons", "nb", 0 },
    { "persons", "nr", 0 },
    { "persons", "no", 0 },
    { "persons", "number", 0 },
    { "persons", "count", 0 },
    { "persons", "headcount", 0 },
    { "persons", "personas", 0 },
    { "persons", "ths_per", 3 },
    { "persons", "ths", 3 },
    { "persons", "ths_ps", 3 },
    { "persons", "thousand", 3 },
    { "persons", "thousands", 3 },
    { "persons", "thousand persons", 3 },
    { "persons", "thousands of persons", 3 },
    { "persons", "persons_thousand", 3 },
    { "persons", "miles", 3 },
    { "persons", "miles de personas", 3 },
    { "persons", "mio_per", 6 },
    { "persons", "mio", 6 },
    { "persons", "million", 6 },
    { "persons", "millions", 6 },
    { "persons", "million persons", 6 },
    { "persons", "persons_million", 6 },
    { "persons", "millones", 6 },
    { "persons", "millones de personas", 6 },
    { "percent", "percent", 0 },
    { "percent", "per cent", 0 },
    { "percent", "percentage", 0 },
    { "percent", "porcentaje", 0 },
    { "percent", "por ciento", 0 },
    { "percent", "pc", 0 },
    { "percent", "pt", 0 },
    { "percent", "pct", 0 },
    { "percent", "ratio", 2 },
    { "percent", "proportion", 2 },
    { "percent", "proporcion", 2 },
    { "percent", "fraction", 2 },
    { "percent_of_gdp", "pc_gdp", 0 },
    { "percent_of_gdp", "pt_b1gq", 0 },
    { "percent_of_gdp", "pt_gdp", 0 },
    { "percent_of_gdp", "% of gdp", 0 },
    { "percent_of_gdp", "% del pib", 0 },
    { "usd", "usd", 0 },
    { "usd", "us dollars", 0 },
    { "usd", "us$", 0 },
    { "usd", "dolares", 0 },
    { "usd", "current us$", 0 },
    { "usd", "ths_usd", 3 },
    { "usd", "usd_ths", 3 },
    { "usd", "thousand usd", 3 },
    { "usd", "mio_usd", 6 },
    { "usd", "usd_mio", 6 },
    { "usd", "usd_million", 6 },
    { "usd", "million usd", 6 },
    { "usd", "usd million", 6 },
    { "usd", "us$ million", 6 },
    { "usd", "millones de usd", 6 },
    { "usd", "millones de dolares", 6 },
    { "usd", "usd_bn", 9 },
    { "usd", "billion usd", 9 },
    { "usd", "usd billion", 9 },
    { "usd", "us$ billion", 9 },
    { "constant_usd", "usd_const", 0 },
    { "constant_usd", "constant usd", 0 },
    { "hours_per_week", "hours", 0 },
    { "hours_per_week", "hour", 0 },
    { "hours_per_week", "h", 0 },
    { "hours_per_week", "hr_wk", 0 },
    { "hours_per_week", "horas", 0 },
    { "local_currency_per_month", "lcu", 0 },
    { "local_currency_per_month", "xdc", 0 },
    { "local_currency_per_month", "nac", 0 },
    { "count", "count", 0 },
    { "count", "nb", 0 },
    { "count", "nr", 0 },
    { "count", "number", 0 },
    { "per_100000", "per_100000_pop", 0 },
    { "per_100000", "per_100000_emp", 0 },
    { "level", "number", 0 },
    { "score", "index", 0 },
};

/* Our unit as a power of ten of another: million persons are persons times 10^6; any percentage may
 * be called percent. */
static cor_str base_unit(cor_str unit, int32_t *ret_shift10) {
    static const struct {
        const char *unit, *base;
        int32_t shift10;
    } BASES[] = {
        { "persons_million", "persons", 6 },
        { "usd_million", "usd", 6 },
        { "percent_of_amount", "percent", 0 },
    };
    *ret_shift10 = 0;
    for (size_t i = 0; i < sizeof BASES / sizeof *BASES; i++)
        if (cor_str_is(unit, BASES[i].unit)) {
            *ret_shift10 = BASES[i].shift10;
            return cor_str_of(BASES[i].base);
        }
    return unit;
}

static bool is_unit_itself(const cor_unit *unit, cor_str folded) {
    char room[512];
    for (int lang = -1; lang < COR_LANG_COUNT; lang++) {
        cor_arena arena = { room, room + sizeof room };
        cor_str name = cor_str_fold(&arena, lang < 0 ? unit->key : unit->name[lang]);
        if (cor_str_equal(name, folded)) return true;
    }
    return false;
}

static bool is_written(cor_str folded, const char *written) {
    char room[512];
    cor_arena arena = { room, room + sizeof room };
    return cor_str_equal(cor_str_fold(&arena, cor_str_of(written)), folded);
}

static cor_code unknown_unit(const cor_measure *measure, cor_str base, cor_str text,
                             cor_error *err) {
    char told[512];
    size_t used = 0;
    for (size_t i = 0; i < sizeof UNITS / sizeof *UNITS && used + 40 < sizeof told; i++)
        if (cor_str_is(base, UNITS[i].unit))
            used += (size_t)snprintf(told + used, sizeof told - used, "%s%s", used ? ", " : "",
                                     UNITS[i].written);

    (void)cor_fail(err, COR_E_FORMAT, _("The unit of {measure} is {unit}, not “{text}”."),
                   cor_arg_str(measure->key), cor_arg_str(measure->unit->key), cor_arg_str(text));
    if (!used) return cor_hint(err, _("Convert the values, or leave the column “unit” out."));

    return cor_hint(err, _("Convert the values. These units are read as well: {units}."),
                    cor_arg_str((cor_str){ told, used }));
}

cor_code cor_unit_read(const cor_measure *measure, cor_str text, int32_t *ret_shift10,
                       cor_error *err) {
    char room[512];
    cor_arena arena = { room, room + sizeof room };
    cor_str folded = text.length < 100 ? cor_str_fold(&arena, text) : (cor_str){ 0 };
    if (cor_str_is(text, "%")) folded = COR_STR("percent");
    int32_t ours, shift = 0;
    cor_str base = base_unit(measure->unit->key, &ours);
    bool is_same = is_unit_itself(measure->unit, folded), is_known = is_same;

    bool is_gdp = cor_str_is(base, "percent_of_gdp");
    for (size_t i = 0; i < sizeof UNITS / sizeof *UNITS && folded.length && !is_known; i++) {
        bool fits =
            cor_str_is(base, UNITS[i].unit) || (is_gdp && strcmp(UNITS[i].unit, "percent") == 0);
        if (!fits || !is_written(folded, UNITS[i].written)) continue;
        shift = UNITS[i].shift10 - ours;
        is_known = true;
    }

    if (!is_known) return unknown_unit(measure, base, text, err);
    *ret_shift10 = is_same ? 0 : shift;
    return COR_OK;
}

int32_t cor_unit_power(const cor_measure *measure) {
    int32_t ours;
    (void)base_unit(measure->unit->key, &ours);
    return ours;
}

/* ---- rows without a unit ------------------------------------------------- */

void cor_unit_note(cor_intake *intake, cor_str text, int32_t shift10, int32_t row, int32_t column) {
    cor_blank_unit *blank = &intake->blank_unit;
    if (text.length && shift10 && !*blank->other)
        snprintf(blank->other, sizeof blank->other, "%.*s", COR_STR_F(text));
    if (text.length || blank->row || column < 0) return;
    blank->row = row;
    blank->column = column;
    snprintf(blank->sheet, sizeof blank->sheet, "%.*s", COR_STR_F(intake->sheet));
}

cor_code cor_blank_unit_check(cor_intake *intake, cor_error *err) {
    const cor_blank_unit *blank = &intake->blank_unit;
    if (!blank->row || !*blank->other) return COR_OK;
    (void)cor_fail(err, COR_E_FORMAT, _("The row has no unit, and the unit of others is “{unit}”."),
                   cor_arg_cstr(blank->other));
    (void)cor_hint(err, _("Write the unit into every row."));
    intake->sheet = cor_str_of(blank->sheet);
    return cor_intake_within(intake, blank->row, blank->column, err);
}
