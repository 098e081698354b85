/* SPDX-License-Identifier: Apache-2.0 */
/* Which instruments concern a corridor, how they are used, and that listed agreements are not
 * counted twice: on the data pack. */
#include "../registry/registry_case.h"

#include "mechanisms/kinds.h"
#include "mechanisms/mechanisms.h"

static registry_case *test;
static cor_registry_memory *memory;

static int open_pack(void **state) {
    (void)state;
    test = case_open();
    case_load_all(test);
    return cor_registry_memory_open(test->registry, 0, &memory, &test->err) != COR_OK;
}

static int close_pack(void **state) {
    (void)state;
    cor_registry_memory_close(memory);
    case_close(test);
    return 0;
}

static cor_country place(const char *code) {
    cor_country country = { 0 };
    assert_true(cor_country_by_code(cor_str_of(code), &country));
    return country;
}

static const cor_entry *mechanism(const char *key) {
    const cor_entry *entry = cor_registry_memory_find(memory, &cor_kind_mechanism, cor_str_of(key));
    if (!entry) fail_msg("there is no %s", key);
    return entry;
}

static void covers_what_it_says(void **state) {
    (void)state;
    static const struct {
        const char *key, *origin, *destination;
        cor_cover cover;
    } cases[] = {
        { "GTM-PTTE", "GTM", "USA", COR_COVER_NAMED },
        { "GTM-PTTE", "USA", "GTM", COR_COVER_OTHER_WAY },
        { "GTM-PTTE", "USA", "CAN", COR_COVER_NONE }, // both are parties, it is not about them
        { "USA-H2A", "MEX", "USA", COR_COVER_OPEN },
        { "USA-H2A", "USA", "MEX", COR_COVER_NONE },
        { "CA4", "GTM", "HND", COR_COVER_PARTIES },
        { "CA4", "GTM", "MEX", COR_COVER_NONE },
        { "MEX-GTM-2018", "MEX", "GTM", COR_COVER_NAMED }, // both ways
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(cor_mechanism_covers(mechanism(cases[i].key), place(cases[i].origin),
                                              place(cases[i].destination)),
                         cases[i].cover);
}

static void business_travel_and_cooperation_open_no_work(void **state) {
    (void)state;
    assert_int_equal(cor_mechanism_reach(mechanism("NAFTA-CH16")), COR_REACH_LIMITED);
    assert_int_equal(cor_mechanism_reach(mechanism("CA4")), COR_REACH_LIMITED);
    assert_int_equal(cor_mechanism_reach(mechanism("MEX-GTM-2018")), COR_REACH_LIMITED);
    assert_int_equal(cor_mechanism_reach(mechanism("MEX-USA-2023")), COR_REACH_CONDITIONS);
    assert_int_equal(cor_mechanism_reach(mechanism("MEX-CAN-PTAT")), COR_REACH_WORK);
    assert_int_equal(cor_mechanism_reach(mechanism("GTM-ALL-TEMP")), COR_REACH_COUNT);
    assert_int_equal(cor_mechanism_stage(mechanism("MEX-GTM-2022")), COR_INSTRUMENT_COMING);
    assert_int_equal(cor_mechanism_stage(mechanism("MEX-USA-BRACERO")), COR_INSTRUMENT_PAST);
    assert_int_equal(cor_mechanism_stage(mechanism("DOM-ESP-2001")), COR_INSTRUMENT_UNKNOWN);
}

static void what_is_in_force_comes_first(void **state) {
    (void)state;
    cor_instrument *list;
    size_t count;
    assert_ok(cor_instruments_between(memory, place("MEX"), place("CAN"), &test->keep, &list,
                                      &count, &test->err),
              &test->err);
    assert_int_equal(count, 3);
    assert_str(list[0].entry->key, "MEX-CAN-PTAT");
    assert_str(list[1].entry->key, "USMCA-CH16");
    assert_str(list[2].entry->key, "NAFTA-CH16"); // ended

    // Each once, although both ends lead to it.
    assert_ok(cor_instruments_between(memory, place("GTM"), place("MEX"), &test->keep, &list,
                                      &count, &test->err),
              &test->err);

    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < i; k++)
            assert_false(cor_str_equal(list[i].entry->key, list[k].entry->key));

    assert_str(list[0].entry->key, "GTM-PTTE");
}

static void assert_newest(const char *key, const char *origin, const char *destination,
                          cor_use_sort sort, const char *use_key, const char *together_key) {
    const cor_entry *together;
    const cor_entry *use =
        cor_use_newest(memory, mechanism(key), place(origin), place(destination), sort, &together);

    assert_int_equal(together != NULL, together_key != NULL);
    if (together_key) assert_str(together->key, together_key);
    if (!use_key) {
        assert_null(use);
        return;
    }

    assert_non_null(use);
    assert_str(use->key, use_key);
}

static void the_newest_use_is_of_the_corridor_alone(void **state) {
    (void)state;
    assert_newest("MEX-CAN-PTAT", "MEX", "CAN", COR_USE_MOVED, "MEX-CAN-PTAT.2017.workers.MEX",
                  NULL);
    assert_newest("MEX-CAN-PTAT", "MEX", "CAN", COR_USE_IN_ALL,
                  "MEX-CAN-PTAT.1974_2025.workers_in_all.MEX", NULL);

    // a record without a nationality is of all those of the scheme
    assert_newest("MEX-TVTF", "GTM", "MEX", COR_USE_MOVED, NULL, "MEX-TVTF.2023-01_2023-06.cards");
    assert_newest("MEX-TVTF", "BLZ", "MEX", COR_USE_MOVED, NULL, "MEX-TVTF.2023-01_2023-06.cards");

    // a quota for three countries together is of none of them
    assert_newest("USA-H2B-NCA", "GTM", "USA", COR_USE_OFFERED, NULL, "USA-H2B-NCA.2023.quota");

    // all nationalities together, and each that is told apart
    assert_newest("USA-H2B", "MEX", "USA", COR_USE_MOVED, "USA-H2B.2006.visas.MEX",
                  "USA-H2B.2021.workers");
    assert_newest("USA-H2B", "BLZ", "USA", COR_USE_MOVED, NULL, "USA-H2B.2021.workers");

    // Ontario alone is not the corridor
    assert_newest("JAM-CAN-SAWP", "JAM", "CAN", COR_USE_MOVED, "JAM-CAN-SAWP.2024.workers.JAM",
                  NULL);
}

/* Same parties, at most a year apart: the same instrument, unless looked at and found to be
 * another or unclear. */
static void agreements_of_described_mechanisms_are_linked(void **state) {
    (void)state;
    // Listed with a year alone, without a title or a copy: nothing tells that it is the act of
    // December 2001.
    static const char *const looked_at[] = { "BLA-0092" };
    size_t agreement_count, mechanism_count;
    const cor_entry *const *agreements =
        cor_registry_memory_list(memory, &cor_kind_agreement, &agreement_count);
    const cor_entry *const *mechanisms =
        cor_registry_memory_list(memory, &cor_kind_mechanism, &mechanism_count);
    size_t linked = 0;

    for (size_t m = 0; m < mechanism_count; m++) {
        cor_interval began, at;
        cor_str parties = cor_entry_get(mechanisms[m], MECHANISM_PARTIES), first, second;
        bool two = cor_entry_next(&parties, &first) && cor_entry_next(&parties, &second) &&
                   !parties.length;
        if (!two || !cor_mechanism_began(mechanisms[m], &began)) continue;
        for (size_t a = 0; a < agreement_count; a++) {
            const cor_entry *agreement = agreements[a];
            if (!cor_entry_has(agreement, AGREEMENT_PARTIES, first) ||
                !cor_entry_has(agreement, AGREEMENT_PARTIES, second) ||
                !cor_entry_period(agreement, AGREEMENT_SIGNED, &at))
                continue;
            if (abs(cor_date_year(at.start) - cor_date_year(began.start)) > 1) continue;
            linked++;
            bool known = cor_entry_get(agreement, AGREEMENT_MECHANISM).length > 0;
            for (size_t i = 0; i < sizeof looked_at / sizeof *looked_at; i++)
                known |= cor_str_is(agreement->key, looked_at[i]);
            if (!known)
                fail_msg("%.*s is not linked to %.*s", COR_STR_F(agreement->key),
                         COR_STR_F(mechanisms[m]->key));
        }
    }

    assert_true(linked > 3);
    // What is linked has the same parties, or is one of several countries that are parties.
    for (size_t a = 0; a < agreement_count; a++) {
        cor_str key = cor_entry_get(agreements[a], AGREEMENT_MECHANISM), party;
        if (!key.length) continue;
        const cor_entry *described = cor_registry_memory_find(memory, &cor_kind_mechanism, key);
        assert_non_null(described);
        cor_str parties = cor_entry_get(agreements[a], AGREEMENT_PARTIES);
        while (cor_entry_next(&parties, &party))
            assert_true(cor_entry_has(described, MECHANISM_PARTIES, party));
    }
}

static void agreements_are_found_whatever_their_order(void **state) {
    (void)state;
    const cor_entry **one, **other;
    size_t count, other_count;
    assert_ok(cor_agreements_between(memory, place("CAN"), place("MEX"), &test->keep, &one, &count,
                                     &test->err),
              &test->err);
    assert_ok(cor_agreements_between(memory, place("MEX"), place("CAN"), &test->keep, &other,
                                     &other_count, &test->err),
              &test->err);
    assert_int_equal(count, 3);
    assert_int_equal(other_count, 3);
    for (size_t i = 0; i < count; i++)
        assert_ptr_equal(one[i], other[i]);

    assert_str(one[0]->key, "BLA-0050");
}

static void words_of_a_person_become_codes(void **state) {
    (void)state;
    static const struct {
        int32_t field;
        const char *word, *code; // NULL: refused
    } cases[] = {
        { MECHANISM_TYPE, "memorandum", "memorandum" },
        { MECHANISM_TYPE, "Memorando", "memorandum" },
        { MECHANISM_TYPE, "memorandos de entendimiento", "memorandum" },
        { MECHANISM_TYPE, "bilateral-agreement", "bilateral_agreement" },
        { MECHANISM_TYPE, "bilateral agreements", "bilateral_agreement" },
        { MECHANISM_TYPE, "acuerdo bilateral", "bilateral_agreement" },
        { MECHANISM_TYPE, "temporary", "temporary_scheme" },
        { MECHANISM_TYPE, "treaty", NULL },
        { MECHANISM_TYPE, "", NULL },
        { MECHANISM_TYPE, "<script>", NULL },
        { MECHANISM_STATUS, "in-force", "in_force" },
        { MECHANISM_STATUS, "vigente", "in_force" },
        { MECHANISM_STATUS, "in", NULL }, // in force or in operation
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        cor_str code = { 0 };
        const cor_registry_field *field = &cor_kind_mechanism.fields[cases[i].field];
        cor_code failed = cor_registry_code_choose(field, cor_str_of(cases[i].word), test->scratch,
                                                   &code, &test->err);
        if (!cases[i].code) {
            assert_fails(failed, COR_E_USAGE, &test->err, "Allowed values: ");
            continue;
        }
        if (failed) fail_msg("\"%s\": %s", cases[i].word, test_message(&test->err));
        assert_str(code, cases[i].code);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(covers_what_it_says),
        cmocka_unit_test(business_travel_and_cooperation_open_no_work),
        cmocka_unit_test(what_is_in_force_comes_first),
        cmocka_unit_test(the_newest_use_is_of_the_corridor_alone),
        cmocka_unit_test(agreements_of_described_mechanisms_are_linked),
        cmocka_unit_test(agreements_are_found_whatever_their_order),
        cmocka_unit_test(words_of_a_person_become_codes),
    };

    return cmocka_run_group_tests(tests, open_pack, close_pack);
}
