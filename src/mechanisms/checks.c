/* SPDX-License-Identifier: Apache-2.0 */
/* checks.c: rules for mechanisms, agreements and records of use beyond the type of each field. */
#include <math.h>

#include "checks.h"

static cor_text plain_text(const char *id) {
    return (cor_text){ .id = id };
}

static const cor_text NONE = { 0 };

/* ---- dates --------------------------------------------------------------- */

/* Whether `a` ends before `b` starts, as far as both are known: "1974" and "1974-06-17" are not in
 * the wrong order. */
static bool ends_before(cor_interval a, cor_interval b) {
    return a.end.days <= b.start.days;
}

static cor_code check_order(cor_registry_checking *checking, int32_t first, int32_t second,
                            cor_error *err) {
    const cor_registry_field *fields = checking->entry->kind->fields;
    cor_interval early, late;

    if (!cor_entry_period(checking->entry, first, &early) ||
        !cor_entry_period(checking->entry, second, &late))
        return COR_OK;

    if (!ends_before(late, early)) return COR_OK;
    cor_text before = plain_text(fields[first].label), after = plain_text(fields[second].label);
    return cor_registry_object(
        checking, COR_E_CONFLICT, second,
        cor_say(_("“{later}” ({date}) lies before “{earlier}” ({other})."), cor_arg_text(&after),
                cor_arg_str(cor_entry_get(checking->entry, second)), cor_arg_text(&before),
                cor_arg_str(cor_entry_get(checking->entry, first))),
        plain_text(_("Correct one of the two dates, or leave out the one that is not certain.")),
        err);
}

static cor_code check_dates(cor_registry_checking *checking, const int32_t *fields, int count,
                            cor_error *err) {
    for (int i = 0; i < count; i++)
        for (int j = i + 1; j < count; j++) {
            cor_code code = check_order(checking, fields[i], fields[j], err);
            if (code) return code;
        }
    return COR_OK;
}

/* ---- parties ------------------------------------------------------------- */

static int32_t part_count(cor_str list) {
    cor_str part;
    int32_t count = 0;
    while (cor_entry_next(&list, &part))
        count++;
    return count;
}

static bool same_parts(const cor_entry *a, int32_t field_a, const cor_entry *b, int32_t field_b) {
    cor_str rest = cor_entry_get(a, field_a), part;
    if (part_count(rest) != part_count(cor_entry_get(b, field_b))) return false;
    while (cor_entry_next(&rest, &part))
        if (!cor_entry_has(b, field_b, part)) return false;
    return true;
}

static cor_code check_two_parties(cor_registry_checking *checking, int32_t field, cor_error *err) {
    if (part_count(cor_entry_get(checking->entry, field)) >= 2) return COR_OK;
    return cor_registry_object(checking, COR_E_DOMAIN, field,
                               plain_text(_("An agreement has at least two parties.")),
                               plain_text(_("Name both, separated by a semicolon; a scheme of one "
                                            "country alone is a temporary labour scheme.")),
                               err);
}

/* List published entries of a kind that share this entry's first party. */
static cor_code list_of_first_party(cor_registry_checking *checking, const cor_registry_kind *kind,
                                    int32_t field, cor_entry ***ret_list, size_t *ret_count,
                                    cor_error *err) {
    cor_str rest = cor_entry_get(checking->entry, field), first = { "", 0 };
    (void)cor_entry_next(&rest, &first);
    cor_registry_filter filter = { .field = "parties", .value = first };
    return cor_registry_list(checking->registry, kind, &filter, checking->keep, ret_list, ret_count,
                             err);
}

/* ---- mechanisms ---------------------------------------------------------- */

static cor_code check_corridors(cor_registry_checking *checking, cor_error *err) {
    cor_str rest = cor_entry_get(checking->entry, MECHANISM_CORRIDORS), corridor, end;
    while (cor_entry_next(&rest, &corridor)) {
        cor_str ends = corridor;
        while (cor_str_split(&ends, '-', &end)) {
            if (cor_str_is(end, "*") || cor_entry_has(checking->entry, MECHANISM_PARTIES, end))
                continue;
            return cor_registry_object(
                checking, COR_E_CONFLICT, MECHANISM_CORRIDORS,
                cor_say(_("The corridor {corridor} leads to {place}, which is no party."),
                        cor_arg_str(corridor), cor_arg_str(end)),
                plain_text(_("Add the place to the parties, or remove the corridor.")), err);
        }
    }

    return COR_OK;
}

static bool is_current(cor_str status) {
    return cor_str_is(status, "announced") || cor_str_is(status, "signed") ||
           cor_str_is(status, "in_force") || cor_str_is(status, "in_operation");
}

static cor_code check_state(cor_registry_checking *checking, cor_error *err) {
    const cor_entry *entry = checking->entry;
    cor_str status = cor_entry_get(entry, MECHANISM_STATUS),
            ended = cor_entry_get(entry, MECHANISM_ENDED);

    if (!ended.length || !is_current(status)) return COR_OK;
    cor_text names = cor_entry_names(entry, MECHANISM_STATUS, checking->keep);
    return cor_registry_object(
        checking, COR_E_CONFLICT, MECHANISM_STATUS,
        cor_say(_("It ended ({date}) and is said to be “{state}”."), cor_arg_str(ended),
                cor_arg_text(&names)),
        plain_text(_("Set the state to ended or superseded, or remove the date of the end.")), err);
}

static bool same_title(const cor_entry *a, const cor_entry *b, cor_arena scratch) {
    for (int lang = 0; lang < COR_LANG_COUNT; lang++) {
        cor_str one = cor_str_fold(&scratch, a->values[MECHANISM_TITLE][lang]);
        cor_str other = cor_str_fold(&scratch, b->values[MECHANISM_TITLE][lang]);
        if (one.length && cor_str_equal(one, other)) return true;
    }
    return false;
}

static bool is_twin(const cor_entry *a, const cor_entry *b, cor_arena scratch) {
    cor_str signed_a = cor_entry_get(a, MECHANISM_SIGNED);
    // Two schemes of one country may begin in the same year, but hardly on the same day.
    bool same_act =
        signed_a.length == 10 && cor_str_equal(signed_a, cor_entry_get(b, MECHANISM_SIGNED)) &&
        cor_str_equal(cor_entry_get(a, MECHANISM_TYPE), cor_entry_get(b, MECHANISM_TYPE));
    return same_parts(a, MECHANISM_PARTIES, b, MECHANISM_PARTIES) &&
           (same_act || same_title(a, b, scratch));
}

static cor_code check_twins(cor_registry_checking *checking, cor_error *err) {
    cor_entry **others;
    size_t count;
    cor_code code =
        list_of_first_party(checking, &cor_kind_mechanism, MECHANISM_PARTIES, &others, &count, err);

    for (size_t i = 0; i < count && !code; i++) {
        if (cor_str_equal(others[i]->key, checking->entry->key)) continue;
        if (!is_twin(checking->entry, others[i], *checking->keep)) continue;
        return cor_registry_object(
            checking, COR_E_CONFLICT, MECHANISM_TITLE,
            cor_say(_("It is the same instrument as {key}: the same parties and date, or the same "
                      "title."),
                    cor_arg_str(others[i]->key)),
            cor_say(_("Edit {key}; if this is another one, give its own "
                      "title and date, and say whether it amends or replaces the first."),
                    cor_arg_str(others[i]->key)),
            err);
    }

    return code;
}

static cor_code check_circle(cor_registry_checking *checking, int32_t field, cor_error *err) {
    cor_str rest = cor_entry_get(checking->entry, field), key;
    while (cor_entry_next(&rest, &key)) {
        cor_entry *other;
        cor_registry_view view = { .newest = true };
        cor_code code = cor_registry_get(checking->registry, &cor_kind_mechanism, key, &view,
                                         checking->keep, &other, err);
        if (code == COR_E_NONE) continue; // entered in the same file, below this one
        if (code) return code;
        if (!cor_entry_has(other, field, checking->entry->key)) continue;
        cor_text label = plain_text(checking->entry->kind->fields[field].label);
        return cor_registry_object(
            checking, COR_E_CONFLICT, field,
            cor_say(_("{key} says the same of this one: “{relation}” goes one way only."),
                    cor_arg_str(key), cor_arg_text(&label)),
            NONE, err);
    }

    return COR_OK;
}

cor_code mechanism_check(cor_registry_checking *checking, cor_error *err) {
    static const int32_t dates[] = { MECHANISM_ANNOUNCED, MECHANISM_SIGNED, MECHANISM_IN_FORCE,
                                     MECHANISM_SUSPENDED, MECHANISM_ENDED };
    cor_str type = cor_entry_get(checking->entry, MECHANISM_TYPE);
    cor_code code = check_dates(checking, dates, 5, err);
    if (!code && !cor_str_is(type, "temporary_scheme"))
        code = check_two_parties(checking, MECHANISM_PARTIES, err);
    if (!code) code = check_corridors(checking, err);
    if (!code) code = check_state(checking, err);
    if (!code) code = check_twins(checking, err);
    for (int32_t field = MECHANISM_AMENDS; field <= MECHANISM_IMPLEMENTS && !code; field++)
        code = check_circle(checking, field, err);

    return code;
}

/* ---- agreements ---------------------------------------------------------- */

/* The same act as a mechanism described here: both dates equal to the day. */
static cor_code check_described(cor_registry_checking *checking, cor_error *err) {
    const cor_entry *entry = checking->entry;
    cor_str date = cor_entry_get(entry, AGREEMENT_SIGNED);
    cor_entry **others;
    size_t count;

    if (cor_entry_get(entry, AGREEMENT_MECHANISM).length || date.length != 10) return COR_OK;
    cor_code code =
        list_of_first_party(checking, &cor_kind_mechanism, AGREEMENT_PARTIES, &others, &count, err);

    for (size_t i = 0; i < count && !code; i++) {
        if (!cor_str_equal(date, cor_entry_get(others[i], MECHANISM_SIGNED))) continue;
        if (!same_parts(entry, AGREEMENT_PARTIES, others[i], MECHANISM_PARTIES)) continue;
        return cor_registry_object(checking, COR_E_CONFLICT, AGREEMENT_MECHANISM,
                                   cor_say(_("The same parties signed {key} on the same day."),
                                           cor_arg_str(others[i]->key)),
                                   cor_say(_("Give “{key}” as the mechanism it is described as, so "
                                             "that it is not counted twice."),
                                           cor_arg_str(others[i]->key)),
                                   err);
    }

    return code;
}

cor_code agreement_check(cor_registry_checking *checking, cor_error *err) {
    static const int32_t dates[] = { AGREEMENT_SIGNED, AGREEMENT_RATIFIED };
    const cor_entry *entry = checking->entry;
    cor_code code = check_dates(checking, dates, 2, err);
    if (!code) code = check_two_parties(checking, AGREEMENT_PARTIES, err);
    if (!code && cor_entry_get(entry, AGREEMENT_PROVISIONS).length &&
        !cor_str_is(cor_entry_get(entry, AGREEMENT_CODED), "yes"))
        code = cor_registry_object(
            checking, COR_E_CONFLICT, AGREEMENT_PROVISIONS,
            plain_text(_("Provisions are given, but its text is said not to have been read.")),
            NONE, err);
    if (!code && cor_entry_get(entry, AGREEMENT_QUOTA_PERSONS).length &&
        !cor_str_is(cor_entry_get(entry, AGREEMENT_QUOTA), "yes"))
        code = cor_registry_object(
            checking, COR_E_CONFLICT, AGREEMENT_QUOTA_PERSONS,
            plain_text(_("A number is given for a quota that it is said not to set.")), NONE, err);

    return code ? code : check_described(checking, err);
}

/* ---- use ----------------------------------------------------------------- */

static bool counts_people(const cor_entry *use) {
    cor_str measure = cor_entry_get(use, USE_MEASURE);
    return !cor_str_is(measure, "quota") && !cor_str_is(measure, "planned");
}

static cor_code check_signature(cor_registry_checking *checking, const cor_entry *mechanism,
                                cor_error *err) {
    const cor_entry *use = checking->entry;
    cor_interval period, act;

    if (!counts_people(use) || !cor_entry_period(use, USE_PERIOD, &period)) return COR_OK;
    bool has_act = cor_entry_period(mechanism, MECHANISM_SIGNED, &act);
    if (!has_act && !cor_entry_period(mechanism, MECHANISM_IN_FORCE, &act)) return COR_OK;

    // Annual counts for the year of the signature start before its day.
    if (!ends_before(period, act) && cor_date_year(period.start) >= cor_date_year(act.start))
        return COR_OK;

    return cor_registry_object(
        checking, COR_E_CONFLICT, USE_PERIOD,
        cor_say(
            has_act ? _("{period} lies before {key} was signed ({date}).")
                    : _("{period} lies before {key} began ({date})."),
            cor_arg_str(cor_entry_get(use, USE_PERIOD)), cor_arg_str(mechanism->key),
            cor_arg_str(cor_entry_get(mechanism, has_act ? MECHANISM_SIGNED : MECHANISM_IN_FORCE))),
        plain_text(
            _("Correct the period, or enter the use under the mechanism that was in force then.")),
        err);
}

static bool date_covers(const cor_entry *mechanism, cor_str place) {
    cor_str rest = cor_entry_get(mechanism, MECHANISM_CORRIDORS), corridor;
    while (cor_entry_next(&rest, &corridor))
        if (cor_str_starts(corridor, COR_STR("*-"))) return true;
    return cor_entry_has(mechanism, MECHANISM_PARTIES, place);
}

static cor_code check_party_places(cor_registry_checking *checking, const cor_entry *mechanism,
                                   cor_error *err) {
    for (int32_t field = USE_ORIGIN; field <= USE_DESTINATION; field++) {
        cor_str place = cor_entry_get(checking->entry, field);
        if (!place.length || date_covers(mechanism, place)) continue;
        return cor_registry_object(
            checking, COR_E_CONFLICT, field,
            cor_say(_("{place} is no party of {key}."), cor_arg_str(place),
                    cor_arg_str(mechanism->key)),
            plain_text(_("Correct the place, or add it to the parties of the mechanism.")), err);
    }

    return COR_OK;
}

/* Whether a word speaks of places offered, not of people who moved. */
static bool speaks_of_quota(const cor_entry *use, cor_arena scratch) {
    static const char *const words[] = { " quota ", " cap ",  " cupo ",
                                         " cupos ", " tope ", " cuota " };
    for (int lang = 0; lang < COR_LANG_COUNT; lang++) {
        cor_str folded = cor_str_fold(&scratch, use->values[USE_NOTE][lang]);
        cor_str padded =
            cor_str_join(&scratch, (cor_str[]){ COR_STR(" "), folded, COR_STR(" ") }, 3);
        for (size_t i = 0; i < sizeof words / sizeof *words; i++)
            if (cor_str_find(padded, cor_str_of(words[i])) != SIZE_MAX) return true;
    }

    return false;
}

static cor_code fail_quota(cor_registry_checking *checking, cor_text what, cor_error *err) {
    return cor_registry_object(
        checking, COR_E_CONFLICT, USE_MEASURE, what,
        plain_text(
            _("A quota is what may be used, not what was: enter it as “quota”. If it was filled "
              "to the last place, say so in the note.")),
        err);
}

static cor_code check_quota(cor_registry_checking *checking, cor_entry *const *others, size_t count,
                            cor_error *err) {
    const cor_entry *use = checking->entry;
    if (!cor_str_is(cor_entry_get(use, USE_MEASURE), "workers")) return COR_OK;
    if (speaks_of_quota(use, *checking->keep))
        return fail_quota(
            checking,
            plain_text(_("The number is entered as workers, and its note speaks of a quota.")),
            err);

    for (size_t i = 0; i < count; i++) {
        if (!cor_str_is(cor_entry_get(others[i], USE_MEASURE), "quota")) continue;
        if (!cor_str_equal(cor_entry_get(others[i], USE_PERIOD), cor_entry_get(use, USE_PERIOD)))
            continue;
        if (!cor_str_equal(cor_entry_get(others[i], USE_PERSONS), cor_entry_get(use, USE_PERSONS)))
            continue;
        if (use->values[USE_NOTE][0].length || use->values[USE_NOTE][1].length) continue;
        return fail_quota(
            checking,
            cor_say(_("The number of workers is exactly the quota of the same period ({key})."),
                    cor_arg_str(others[i]->key)),
            err);
    }

    return COR_OK;
}

static bool same_use_series(const cor_entry *a, const cor_entry *b) {
    static const int32_t fields[] = { USE_MEASURE, USE_BOUND,       USE_SEX,  USE_ORIGIN,
                                      USE_SECTOR,  USE_DESTINATION, USE_SCOPE };
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (!cor_str_equal(cor_entry_get(a, fields[i]), cor_entry_get(b, fields[i]))) return false;
    return true;
}

/* Two periods that overlap although neither contains the other. Parts of a year may stand beside
 * the year. */
static bool periods_cross(cor_interval a, cor_interval b) {
    bool apart = a.end.days <= b.start.days || b.end.days <= a.start.days;
    bool a_in_b = a.start.days >= b.start.days && a.end.days <= b.end.days;
    bool b_in_a = b.start.days >= a.start.days && b.end.days <= a.end.days;
    return !apart && !a_in_b && !b_in_a;
}

static bool same_source(const cor_entry *a, const cor_entry *b) {
    for (int32_t i = 0; i < a->source_count; i++)
        for (int32_t j = 0; j < b->source_count; j++)
            if (cor_str_equal(a->sources[i].url, b->sources[j].url)) return true;
    return !a->source_count && !b->source_count;
}

static cor_code check_overlap(cor_registry_checking *checking, cor_entry *const *others,
                              size_t count, cor_error *err) {
    const cor_entry *use = checking->entry;
    cor_interval period, other;

    // Sums since the beginning overlap by nature.
    if (cor_str_is(cor_entry_get(use, USE_MEASURE), "workers_in_all")) return COR_OK;
    if (!cor_entry_period(use, USE_PERIOD, &period)) return COR_OK;

    for (size_t i = 0; i < count; i++) {
        if (cor_str_equal(others[i]->key, use->key) || !same_use_series(use, others[i])) continue;
        if (!cor_entry_period(others[i], USE_PERIOD, &other)) continue;
        bool twice = cor_interval_equal(period, other) && same_source(use, others[i]);
        if (!twice && !periods_cross(period, other)) continue;
        return cor_registry_object(
            checking, COR_E_CONFLICT, USE_PERIOD,
            cor_say(twice ? _("The same source already says this of {period} ({key}).")
                          : _("The period overlaps {period} of {key}."),
                    cor_arg_str(cor_entry_get(others[i], USE_PERIOD)), cor_arg_str(others[i]->key)),
            plain_text(_("Correct the period, or edit the other record.")), err);
    }

    return COR_OK;
}

cor_code use_check(cor_registry_checking *checking, cor_error *err) {
    cor_str key = cor_entry_get(checking->entry, USE_MECHANISM);
    cor_entry *mechanism, **others = NULL;
    size_t count = 0;
    double persons;
    cor_registry_view view = { .newest = true };
    cor_registry_filter filter = { .field = "mechanism", .value = key };
    cor_code code = cor_registry_get(checking->registry, &cor_kind_mechanism, key, &view,
                                     checking->keep, &mechanism, err);
    if (!code)
        code = cor_registry_list(checking->registry, &cor_kind_mechanism_use, &filter,
                                 checking->keep, &others, &count, err);
    if (!code && cor_entry_number(checking->entry, USE_PERSONS, &persons) &&
        persons != floor(persons))
        code = cor_registry_object(
            checking, COR_E_DOMAIN, USE_PERSONS,
            plain_text(_("People, visas and places are counted in whole numbers.")), NONE, err);
    if (!code) code = check_signature(checking, mechanism, err);
    if (!code) code = check_party_places(checking, mechanism, err);
    if (!code) code = check_quota(checking, others, count, err);
    if (!code) code = check_overlap(checking, others, count, err);

    return code;
}

cor_code ratification_check(cor_registry_checking *checking, cor_error *err) {
    const cor_entry *entry = checking->entry;
    if (!cor_entry_get(entry, RATIFICATION_DATE).length ||
        !cor_str_is(cor_entry_get(entry, RATIFICATION_STATUS), "signed_only"))
        return COR_OK;
    return cor_registry_object(
        checking, COR_E_CONFLICT, RATIFICATION_DATE,
        plain_text(_("It is said to be signed only, and has a date of ratification.")), NONE, err);
}
