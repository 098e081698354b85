/* SPDX-License-Identifier: Apache-2.0 */
/* The calendar: hours at the place, folded lines, escaped texts, a number that grows with the
 * version. */
#include "../registry/registry_case.h"
#include "network/kinds.h"
#include "network/network.h"

static cor_entry *event(registry_case *test, const char *key, const char *starts) {
    cor_entry *entry = cor_entry_new(&cor_kind_network_event, cor_str_of(key), &test->keep);
    case_set_in(entry, "title", COR_LANG_EN, "Meeting; fees, costs\nand \\ more");
    case_set(entry, "starts", starts);
    return entry;
}

static cor_str calendar(registry_case *test, cor_lang lang) {
    cor_registry_memory *memory;
    cor_out out = cor_out_memory(&test->keep);
    assert_ok(cor_registry_memory_open(test->registry, 0, &memory, &test->err), &test->err);
    cor_network_calendar(memory, COR_STR("https://example.org"), lang, &out);
    cor_registry_memory_close(memory);
    assert_false(out.failed);
    return cor_out_str(&out);
}

#define assert_holds(text, part)                                                                   \
    do {                                                                                           \
        if (cor_str_find((text), cor_str_of(part)) == SIZE_MAX)                                    \
            fail_msg("no “%s” in %.*s", (part), COR_STR_F(text));                                  \
    } while (0)

static void hours_are_those_of_the_place(void **state) {
    (void)state;
    registry_case *test = case_open();
    cor_entry *entry = event(test, "E1", "2026-05-04");
    case_set(entry, "ends", "2026-05-05");
    case_set(entry, "begins_at", "09:00");
    case_set(entry, "ends_at", "17:30");
    case_set(entry, "zone", "America/Guatemala");
    assert_ok(case_put(test, entry, "ana", COR_STATE_PUBLISHED, -1), &test->err);
    entry = event(test, "E2", "2026-07-01");
    case_set(entry, "begins_at", "10:00");
    case_set(entry, "zone", "America/New_York");
    assert_ok(case_put(test, entry, "ana", COR_STATE_PUBLISHED, -1), &test->err);
    cor_str text = calendar(test, COR_LANG_EN);
    assert_holds(text, "DTSTART:20260504T150000Z\r\n");
    assert_holds(text, "DTEND:20260505T233000Z\r\n");
    assert_holds(text, "DTSTART:20260701T140000Z\r\nSUMMARY:"); // four hours in summer; left open
    assert_true(cor_str_find(text, COR_STR("TZID")) == SIZE_MAX);
    assert_holds(text, "URL:https://example.org/network/events/E1\r\n");
    case_close(test);
}

static void whole_days_and_unknown_days(void **state) {
    (void)state;
    registry_case *test = case_open();
    cor_entry *entry = event(test, "E1", "2024-06-10");
    case_set(entry, "ends", "2024-06-11");
    assert_ok(case_put(test, entry, "ana", COR_STATE_PUBLISHED, -1), &test->err);
    assert_ok(case_put(test, event(test, "E2", "2019-06"), "ana", COR_STATE_PUBLISHED, -1),
              &test->err);
    cor_str text = calendar(test, COR_LANG_ES);
    assert_holds(text, "DTSTART;VALUE=DATE:20240610\r\nDTEND;VALUE=DATE:20240612\r\n");
    assert_true(cor_str_find(text, COR_STR("UID:E2")) ==
                SIZE_MAX); // nobody can be invited to a month
    case_close(test);
}

static void lines_are_folded_and_texts_escaped(void **state) {
    (void)state;
    registry_case *test = case_open();
    cor_entry *entry = event(test, "E1", "2026-05-04");
    case_set_in(entry, "summary", COR_LANG_EN,
                "ññññññññññññññññññññññññññññññññññññññññññññññññññññññññññññññññññññññññññññññññññ"
                "ñññññññññññññ");
    assert_ok(case_put(test, entry, "ana", COR_STATE_PUBLISHED, -1), &test->err);
    cor_str text = calendar(test, COR_LANG_ES), rest = text, line;
    assert_holds(text, "SUMMARY:Meeting\\; fees\\, costs\\nand \\\\ more\r\n");

    while (rest.length && cor_str_split(&rest, '\n', &line)) {
        assert_true(!line.length || line.at[line.length - 1] == '\r');
        assert_true(line.length <= 76 &&
                    cor_str_is_utf8(line)); // 75 bytes and the CR, no letter cut
    }

    assert_true(cor_str_starts(text, COR_STR("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:")));
    assert_true(cor_str_ends(text, COR_STR("END:VEVENT\r\nEND:VCALENDAR\r\n")));
    case_close(test);
}

static void the_sequence_grows_with_the_version(void **state) {
    (void)state;
    registry_case *test = case_open();
    assert_ok(case_put(test, event(test, "E1", "2026-05-04"), "ana", COR_STATE_PUBLISHED, -1),
              &test->err);
    assert_holds(calendar(test, COR_LANG_EN),
                 "UID:E1.network-event@corredor\r\nDTSTAMP:19700112T134640Z\r\n");
    assert_holds(calendar(test, COR_LANG_EN), "SEQUENCE:0\r\n");
    registry_set_clock(test->registry, 2000000);
    assert_ok(case_put(test, event(test, "E1", "2026-05-06"), "ana", COR_STATE_PUBLISHED, -1),
              &test->err);
    assert_holds(calendar(test, COR_LANG_EN), "SEQUENCE:1\r\n");
    assert_holds(calendar(test, COR_LANG_EN),
                 "UID:E1.network-event@corredor\r\nDTSTAMP:19700124T033320Z\r\n");
    case_close(test);
}

static void actions_are_late_after_the_day_they_are_due(void **state) {
    (void)state;
    registry_case *test = case_open();
    cor_entry *action = cor_entry_new(&cor_kind_network_action, COR_STR("A"), &test->keep);
    case_set(action, "due", "2026-03-31");
    case_set(action, "state", "agreed");
    assert_int_equal(cor_action_days_overdue(action, cor_date_of(2026, 3, 31)), 0);
    assert_int_equal(cor_action_days_overdue(action, cor_date_of(2026, 4, 1)), 1);
    case_set(action, "state", "dropped");
    assert_int_equal(cor_action_days_overdue(action, cor_date_of(2027, 4, 1)), 0);
    case_set(action, "state", "in_progress");
    case_set(action, "due", "");
    assert_int_equal(cor_action_days_overdue(action, cor_date_of(2027, 4, 1)), 0);
    case_close(test);
}

test_program(cmocka_unit_test(hours_are_those_of_the_place),
             cmocka_unit_test(whole_days_and_unknown_days),
             cmocka_unit_test(lines_are_folded_and_texts_escaped),
             cmocka_unit_test(the_sequence_grows_with_the_version),
             cmocka_unit_test(actions_are_late_after_the_day_they_are_due))
