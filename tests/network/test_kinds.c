/* SPDX-License-Identifier: Apache-2.0 */
/* What the network keeps: what is refused, and that the pack's entries are sound. */
#include "../registry/registry_case.h"
#include "network/kinds.h"

static cor_entry *event(registry_case *test, const char *starts, const char *ends) {
    cor_entry *entry = cor_entry_new(&cor_kind_network_event, COR_STR("E"), &test->keep);
    case_set_in(entry, "title", COR_LANG_ES, "Reunión");
    case_set(entry, "starts", starts);
    case_set(entry, "ends", ends);
    return entry;
}

static void assert_refused(registry_case *test, cor_entry *entry, const char *what) {
    assert_fails(case_put(test, entry, "ana", COR_STATE_PUBLISHED, -1), COR_E_CONFLICT, &test->err,
                 what);
}

static cor_entry *meeting(registry_case *test, const char *starts, const char *begins_at,
                          const char *ends_at, const char *zone) {
    cor_entry *entry = event(test, starts, "");
    case_set(entry, "begins_at", begins_at);
    case_set(entry, "ends_at", ends_at);
    case_set(entry, "zone", zone);
    return entry;
}

static void events_are_in_order_and_in_a_time_zone(void **state) {
    (void)state;
    registry_case *test = case_open();
    assert_refused(test, event(test, "2026-05-04", "2026-05-03"), "ends before it starts");
    assert_refused(test, meeting(test, "2026-05-04", "09:00", "", ""), "without its time zone");
    assert_refused(test, meeting(test, "2026-05-04", "09:00", "08:59", "America/Guatemala"),
                   "ends before it starts");
    assert_refused(test, meeting(test, "2026-05", "09:00", "17:30", "America/Guatemala"),
                   "needs the whole date");
    assert_refused(test, meeting(test, "2026-05-04", "", "17:30", "America/Guatemala"),
                   "not when it begins");
    assert_fails(case_put(test, meeting(test, "2026-05-04", "9:00", "", "UTC"), "ana",
                          COR_STATE_PUBLISHED, -1),
                 COR_E_DOMAIN, &test->err, "not a time of day");
    assert_ok(case_put(test, meeting(test, "2026-05-04", "09:00", "17:30", "America/Guatemala"),
                       "ana", COR_STATE_PUBLISHED, -1),
              &test->err);
    case_close(test);
}

/* A fresh one each time: checking brings values into their canonical form, in memory that is
 * forgotten. */
static cor_entry *action(registry_case *test, const char *state, const char *progress,
                         const char *decided, const char *due) {
    cor_entry *entry = cor_entry_new(&cor_kind_network_action, COR_STR("A"), &test->keep);
    case_set_in(entry, "title", COR_LANG_EN, "Publish the register");
    case_set(entry, "state", state);
    case_set(entry, "progress", progress);
    case_set(entry, "decided", decided);
    case_set(entry, "due", due);
    case_set(entry, "sdg", "8.8;10.c");
    return entry;
}

static void actions_that_contradict_themselves_are_refused(void **state) {
    (void)state;
    registry_case *test = case_open();
    assert_refused(test, action(test, "done", "60", "", ""), "less than 100 percent");
    assert_fails(
        case_put(test, action(test, "done", "101", "", ""), "ana", COR_STATE_PUBLISHED, -1),
        COR_E_DOMAIN, &test->err, "between 0 and 100");
    assert_refused(test, action(test, "done", "100", "2026-05", "2026-04-30"),
                   "due before it was decided");
    assert_ok(case_put(test, action(test, "done", "100", "2026-05", "2026-05-31"), "ana",
                       COR_STATE_PUBLISHED, -1),
              &test->err);
    cor_entry *entry = action(test, "agreed", "", "", "");
    case_set(entry, "themes", "no-such-theme");
    assert_true(case_put(test, entry, "ana", COR_STATE_PUBLISHED, -1) != COR_OK);
    case_close(test);
}

static void the_pack_has_the_themes_and_nothing_invented(void **state) {
    (void)state;
    static const struct {
        const cor_registry_kind *kind;
        const char *table;
        int64_t count;
    } tables[] = {
        { &cor_kind_recommendation, "recommendations", 41 },
        { &cor_kind_network_theme, "network_themes", 6 },
        { &cor_kind_network_member, "network_members", 1 },
        { &cor_kind_network_practice, "network_practices", 15 },
        { &cor_kind_network_event, "network_events", 4 },
        { &cor_kind_network_action, "network_actions", 3 },
    };
    registry_case *test = case_open();

    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        cor_import_report report;
        cor_entry **list;
        size_t count;
        cor_registry_filter filter = { 0 };
        assert_ok(case_load(test, tables[i].kind, tables[i].table, &report), &test->err);
        assert_int_equal(report.load.added, tables[i].count);
        assert_ok(cor_registry_list(test->registry, tables[i].kind, &filter, &test->keep, &list,
                                    &count, &test->err),
                  &test->err);
        for (size_t k = 0; k < count; k++) {
            assert_true(list[k]->source_count > 0);
            for (int lang = 0; lang < COR_LANG_COUNT;
                 lang++) // the first field is what it is called
                if (list[k]->kind->fields[0].type == COR_REGISTRY_BILINGUAL)
                    assert_true(list[k]->values[0][lang].length > 0);
        }
    }

    case_close(test);
}

static void every_time_zone_that_can_be_chosen_is_known(void **state) {
    (void)state;
    int64_t at_s;
    const cor_registry_code *codes = cor_kind_network_event.fields[EVENT_ZONE].codes;
    for (; codes->code; codes++)
        if (!network_moment(cor_str_of(codes->code), cor_date_of(2026, 5, 4), 540, &at_s))
            fail_msg("the system does not know %s; is tzdata installed?", codes->code);
    assert_false(network_moment(COR_STR("Europe/Atlantis"), cor_date_of(2026, 5, 4), 540, &at_s));
}

/* Rules of the time-zone database: summer time where it is kept, none where it no longer is. */
static void hours_follow_the_rules_of_their_place(void **state) {
    (void)state;
    static const struct {
        const char *zone;
        int32_t month, day, hours_before_utc;
    } rows[] = {
        { "America/Guatemala", 1, 15, 6 },      { "America/Guatemala", 7, 15, 6 },
        { "America/New_York", 3, 7, 5 },        { "America/New_York", 3, 9, 4 },
        { "America/New_York", 11, 2, 5 },       { "America/Mexico_City", 7, 15, 6 },
        { "America/Port-au-Prince", 7, 15, 4 }, { "America/Panama", 7, 15, 5 },
        { "Europe/Madrid", 3, 28, -1 },         { "Europe/Madrid", 3, 30, -2 },
        { "Europe/Zurich", 10, 26, -1 },        { "UTC", 7, 15, 0 },
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cor_date day = cor_date_of(2026, rows[i].month, rows[i].day);
        int64_t at_s = 0;
        assert_true(network_moment(cor_str_of(rows[i].zone), day, 9 * 60, &at_s));
        assert_int_equal(at_s - day.days * INT64_C(86400), (9 + rows[i].hours_before_utc) * 3600);
    }
}

test_program(cmocka_unit_test(events_are_in_order_and_in_a_time_zone),
             cmocka_unit_test(actions_that_contradict_themselves_are_refused),
             cmocka_unit_test(the_pack_has_the_themes_and_nothing_invented),
             cmocka_unit_test(every_time_zone_that_can_be_chosen_is_known),
             cmocka_unit_test(hours_follow_the_rules_of_their_place))
