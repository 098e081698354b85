/* SPDX-License-Identifier: Apache-2.0 */
/* From memory and from the database: the same answers to every question, and a memory that knows
 * when it is old. */
#include "figures/memory.h"
#include "figures_case.h"

static const char *const PLACES[] = { "GTM", "MEX", "HND", "USA", "HTI", "DOM" };
enum { PLACES_COUNT = sizeof PLACES / sizeof *PLACES };

static void load(figures_case *test, cor_str source, double factor) {
    cor_load *open = case_begin(test, source);
    cor_load_report report;

    for (int from = 0; from < PLACES_COUNT; from++)
        for (int to = 0; to < PLACES_COUNT; to++)
            for (int year = 2000; year <= 2020 && from != to; year += 5) {
                double men = (from * 100 + to * 10 + year % 100) * factor, women = men + year % 7;
                cor_figure figures[3] = { case_stock(PLACES[from], PLACES[to], year, "",
                                                     men + women),
                                          case_stock(PLACES[from], PLACES[to], year, "F", women),
                                          case_stock(PLACES[from], PLACES[to], year, "M", men) };
                for (int i = 0; i < 3; i++)
                    assert_ok(cor_load_append(open, &figures[i], &test->err), &test->err);
            }

    assert_ok(cor_load_commit(open, &report, &test->err), &test->err);
    cor_load_close(open);
}

static bool same_number(double a, double b) {
    return a == b || (isnan(a) && isnan(b));
}

static void assert_same(const cor_figure *a, const cor_figure *b) {
    assert_int_equal(a->id, b->id);
    assert_true(cor_str_equal(a->measure, b->measure) && cor_str_equal(a->source, b->source));
    assert_true(cor_str_equal(a->breakdown, b->breakdown) &&
                cor_interval_equal(a->period, b->period));
    assert_int_equal(a->origin.id, b->origin.id);
    assert_int_equal(a->destination.id, b->destination.id);
    assert_true(same_number(a->value, b->value));
    assert_int_equal(a->status, b->status);
    assert_int_equal(a->load_id, b->load_id);
    assert_int_equal(a->run_id, b->run_id);
}

/* The filter asked of both; returns how many figures it has. */
static size_t ask(figures_case *test, const cor_memory *memory, const cor_filter *filter) {
    cor_figure *stored, *kept;
    size_t stored_count, kept_count;

    cor_figures_use(test->figures, NULL);
    assert_ok(
        cor_figures_select(test->figures, filter, &test->keep, &stored, &stored_count, &test->err),
        &test->err);
    cor_figures_use(test->figures, memory);
    assert_ok(
        cor_figures_select(test->figures, filter, &test->keep, &kept, &kept_count, &test->err),
        &test->err);
    assert_int_equal(stored_count, kept_count);
    for (size_t i = 0; i < kept_count; i++)
        assert_same(&stored[i], &kept[i]);

    return kept_count;
}

static bool find_like(figures_case *test, const cor_figure *like, cor_interval period,
                      cor_figure *ret_figure) {
    bool found;
    assert_ok(cor_figures_find(test->figures, like->measure, like->source, like->origin,
                               like->destination, period, like->breakdown, &test->keep, ret_figure,
                               &found, &test->err),
              &test->err);
    return found;
}

/* Without sheet, row and column, which only the database has: answered from memory. */
static void every_figure_is_found_by_its_key(void **state) {
    (void)state;
    figures_case test;
    case_open(&test);
    load(&test, IMS2020, 1);
    load(&test, IMS2020, 2);
    cor_figure *stored, kept;
    size_t count = case_select(&test, &(cor_filter){ 0 }, &stored);
    cor_memory *memory;
    assert_ok(cor_memory_open(test.figures, &memory, &test.err), &test.err);
    cor_figures_use(test.figures, memory);

    for (size_t i = 0; i < count; i++) {
        cor_arena before = test.keep;
        assert_true(find_like(&test, &stored[i], stored[i].period, &kept));
        assert_same(&stored[i], &kept);
        assert_true(stored[i].row && !kept.row);
        assert_false(find_like(&test, &stored[i], cor_interval_year(1888), &kept));
        cor_figure elsewhere = stored[i];
        elsewhere.breakdown = COR_STR("sex=X");
        assert_false(find_like(&test, &elsewhere, stored[i].period, &kept));
        test.keep = before;
    }

    assert_true(count > 100);
    cor_figures_use(test.figures, NULL);
    cor_memory_close(memory);
    case_close(&test);
}

static void every_question_has_the_same_answer(void **state) {
    (void)state;
    figures_case test;
    case_open(&test);
    load(&test, IMS2020, 1);
    load(&test, IMS2020, 2); // corrections
    load(&test, COR_STR("un-desa-ims-2024"), 3);
    cor_memory *memory;
    assert_ok(cor_memory_open(test.figures, &memory, &test.err), &test.err);
    cor_country two[] = { case_place("MEX"), case_place("DOM") }, again[] = { two[0], two[0] };
    cor_country none[] = { COR_COUNTRY_NONE }, far[] = { { 65535 } };
    const cor_filter places[] = {
        { .limit = 0 },
        { .destinations = two, .destination_count = 1 },
        { .destinations = two, .destination_count = 2 },
        { .destinations = again, .destination_count = 2 },
        { .origins = two, .origin_count = 2 },
        { .origins = two, .origin_count = 2, .destinations = two, .destination_count = 1 },
        { .origins = two, .origin_count = 1, .destinations = two, .destination_count = 2 },
        { .origins = none, .origin_count = 1 },
        { .destinations = far, .destination_count = 1 },
    };
    static const char *const measures[] = { "", "stock", "population", "nothing" };
    static const char *const sources[] = { "", "un-desa-ims-2020", "nobody" };
    static const char *const breakdowns[] = { "", "sex=F", "sex=X" };
    size_t answered = 0;

    for (size_t p = 0; p < sizeof places / sizeof *places; p++)
        for (size_t m = 0; m < 4; m++)
            for (size_t s = 0; s < 3; s++)
                for (size_t b = 0; b < 3; b++)
                    for (int flags = 0; flags < 8; flags++) {
                        cor_filter filter = places[p];
                        filter.measure = cor_str_of(measures[m]);
                        filter.source = cor_str_of(sources[s]);
                        filter.breakdown = cor_str_of(breakdowns[b]);
                        filter.breakdown_exact = flags & 1;
                        filter.latest = flags & 2;
                        if (flags & 4)
                            filter.within =
                                (cor_interval){ cor_date_of(2003, 1, 1), cor_date_of(2016, 1, 1) };
                        filter.limit = flags == 7 ? 5 : 0;
                        cor_arena before = test.keep;
                        answered += ask(&test, memory, &filter);
                        test.keep = before;
                    }

    assert_true(answered > 1000);
    cor_filter history = { .history = true };
    assert_true(ask(&test, memory, &history) > 600);
    cor_figures_close(test.figures);
    cor_memory_close(memory);
    assert_ok(cor_figures_open(test.store, &test.figures, &test.err), &test.err);
    case_close(&test);
}

static void rankings_are_the_same_and_age_is_known(void **state) {
    (void)state;
    figures_case test;
    case_open(&test);
    load(&test, IMS2020, 1);
    cor_memory *memory;
    assert_ok(cor_memory_open(test.figures, &memory, &test.err), &test.err);
    cor_corridor_filter filter = { .measure = COR_STR("stock"),
                                   .source = IMS2020,
                                   .period = cor_interval_year(2020) };
    cor_corridor *stored, *kept;
    size_t stored_count, kept_count;
    int64_t of;
    assert_ok(cor_figures_corridors(test.figures, &filter, &test.keep, &stored, &stored_count, &of,
                                    &test.err),
              &test.err);
    cor_figures_use(test.figures, memory);
    assert_ok(cor_figures_corridors(test.figures, &filter, &test.keep, &kept, &kept_count, &of,
                                    &test.err),
              &test.err);
    assert_int_equal(stored_count, kept_count);
    assert_int_equal(of, PLACES_COUNT * (PLACES_COUNT - 1));
    for (size_t i = 0; i < kept_count; i++)
        assert_true(stored[i].figure.id == kept[i].figure.id && stored[i].rank == kept[i].rank);

    bool current = false;
    assert_ok(cor_memory_is_current(memory, test.figures, &current, &test.err), &test.err);
    assert_true(current);
    load(&test, IMS2020, 2);
    assert_ok(cor_memory_is_current(memory, test.figures, &current, &test.err), &test.err);
    assert_false(current);
    cor_memory_close(NULL);
    cor_figures_use(test.figures, NULL);
    cor_memory_close(memory);
    case_close(&test);
}

/* What is written is read back to the bit, whatever comes after whatever. */
static void blocks_give_back_what_was_written(void **state) {
    (void)state;
    enum { COUNT = 20000 };
    static memory_value values[COUNT];
    static uint8_t room[COUNT * MEMORY_VALUE_BYTES_MAX];
    uint64_t bits = 88172645463325252ULL;

    for (int i = 0; i < COUNT; i++) {
        bits ^= bits << 13, bits ^= bits >> 7, bits ^= bits << 17;
        const double numbers[] = { (double)(bits >> 40),
                                   (double)(int64_t)(bits >> 20) / 1000,
                                   0.1 * (double)(bits % 1000),
                                   (double)bits * 1e-300,
                                   -(double)(bits >> 30),
                                   9007199254740993.0,
                                   -0.0,
                                   NAN };
        values[i] = (memory_value){ .value = numbers[bits % 8],
                                    .id = (uint32_t)(bits >> 13),
                                    .load = bits % 3 ? 7 : (uint32_t)(bits >> 33),
                                    .period = bits % 5 ? (uint16_t)i : (uint16_t)(bits >> 7),
                                    .status = (uint8_t)(bits % COR_STATUS_COUNT) };
    }

    memory_trail trail = { 0 };
    size_t used = 0;
    for (int i = 0; i < COUNT; i++)
        used += memory_block_write(&trail, &values[i], room + used);

    const uint8_t *at = room;
    trail = (memory_trail){ 0 };
    for (int i = 0; i < COUNT; i++) {
        at = memory_block_read(&trail, at);
        const memory_value *read = &trail.last, *written = &values[i];
        assert_true(same_number(read->value, written->value) &&
                    signbit(read->value) == signbit(written->value));
        assert_true(read->id == written->id && read->load == written->load &&
                    read->period == written->period && read->status == written->status);
    }

    assert_true(at == room + used);
}

/* A year of whole persons, as the stock tables have them: a page of memory for a thousand
 * figures. */
static void plain_figures_take_few_bytes(void **state) {
    (void)state;
    uint8_t room[MEMORY_VALUE_BYTES_MAX];
    memory_trail trail = { 0 };
    size_t used = 0;

    for (uint16_t i = 0; i < 100; i++)
        used += memory_block_write(
            &trail,
            &(memory_value){
                .value = 350000 + 800.0 * i, .id = 5000u + 231u * i, .load = 3, .period = i },
            room);

    assert_true(used < 500);
}

/* Too large a measure stays in the database; the answers are the same. */
static void what_is_left_out_is_answered_from_the_database(void **state) {
    (void)state;
    figures_case test;
    case_open(&test);
    load(&test, IMS2020, 1);
    cor_load *open = case_begin(&test, IMS2020);
    cor_load_report report;
    cor_figure people = case_stock("GTM", "MEX", 2020, "", 1);
    people.measure = COR_STR("population");
    people.origin = COR_COUNTRY_NONE;
    assert_ok(cor_load_append(open, &people, &test.err), &test.err);
    assert_ok(cor_load_commit(open, &report, &test.err), &test.err);
    cor_load_close(open);
    const int64_t stock_series = PLACES_COUNT * (PLACES_COUNT - 1) * 3;

    for (int64_t budget = 0; budget <= stock_series + 1; budget += stock_series + 1) {
        cor_memory *memory;
        assert_ok(memory_open_within(test.figures, budget, &memory, &test.err), &test.err);
        assert_int_equal(memory->series.count, budget);
        assert_int_equal(memory->left_out.count, budget ? 0 : 2);
        cor_memory_close(memory);
    }

    cor_memory *memory;
    assert_ok(memory_open_within(test.figures, stock_series, &memory, &test.err), &test.err);
    assert_int_equal(memory->series.count,
                     1); // the smallest first: there is no room for the stock any more
    cor_filter any = { 0 }, stock = { .measure = COR_STR("stock") },
               population = { .measure = COR_STR("population") };
    assert_false(memory_answers(memory, &any) || memory_answers(memory, &stock));
    assert_true(memory_answers(memory, &population));
    assert_int_equal(ask(&test, memory, &any), stock_series * 5 + 1);
    assert_int_equal(ask(&test, memory, &stock), stock_series * 5);
    assert_int_equal(ask(&test, memory, &population), 1);
    cor_corridor_filter ranking = { .measure = COR_STR("stock"),
                                    .source = IMS2020,
                                    .period = cor_interval_year(2020) };
    cor_corridor *list;
    size_t count;
    int64_t of;
    assert_ok(
        cor_figures_corridors(test.figures, &ranking, &test.keep, &list, &count, &of, &test.err),
        &test.err);
    assert_int_equal(of, PLACES_COUNT * (PLACES_COUNT - 1));
    cor_figures_use(test.figures, NULL);
    cor_memory_close(memory);
    case_close(&test);
}

/* One question about rankings, answered from the database and from memory. */
static void rank_both_ways(figures_case *test, const cor_memory *memory,
                           const cor_corridor_filter *filter) {
    cor_corridor *stored, *kept;
    size_t stored_count, kept_count;
    int64_t stored_of, kept_of;

    cor_figures_use(test->figures, NULL);
    assert_ok(cor_figures_corridors(test->figures, filter, &test->keep, &stored, &stored_count,
                                    &stored_of, &test->err),
              &test->err);
    cor_figures_use(test->figures, memory);
    assert_ok(cor_figures_corridors(test->figures, filter, &test->keep, &kept, &kept_count,
                                    &kept_of, &test->err),
              &test->err);
    assert_int_equal(stored_count, kept_count);
    assert_int_equal(stored_of, kept_of);

    for (size_t i = 0; i < kept_count; i++) {
        assert_same(&stored[i].figure, &kept[i].figure);
        assert_int_equal(stored[i].rank, kept[i].rank);
        assert_int_equal(stored[i].rank_destination, kept[i].rank_destination);
        assert_int_equal(stored[i].rank_origin, kept[i].rank_origin);
    }
}

/* More rankings than are kept, for every choice of places. */
static void every_ranking_is_the_same(void **state) {
    (void)state;
    figures_case test;
    case_open(&test);
    load(&test, IMS2020, 1);
    load(&test, IMS2020, 2);
    load(&test, COR_STR("un-desa-ims-2024"), 3);
    cor_memory *memory;
    assert_ok(cor_memory_open(test.figures, &memory, &test.err), &test.err);
    const cor_str sources[] = { IMS2020, COR_STR("un-desa-ims-2024"), COR_STR("nobody") };
    static const char *const breakdowns[] = { "", "sex=F", "sex=M", "sex=X" };
    cor_country two[] = { case_place("MEX"), case_place("DOM") }, far[] = { { 65535 } };

    for (int round = 0; round < 2; round++)
        for (int s = 0; s < 3; s++)
            for (int b = 0; b < 4; b++)
                for (int year = 2000; year <= 2005; year += 5) {
                    cor_arena before = test.keep;
                    cor_corridor_filter filter = { .measure = COR_STR("stock"),
                                                   .source = sources[s],
                                                   .breakdown = cor_str_of(breakdowns[b]),
                                                   .period = cor_interval_year(year),
                                                   .limit = round * 7 };
                    rank_both_ways(&test, memory, &filter);
                    filter.origins = two, filter.origin_count = 1;
                    rank_both_ways(&test, memory, &filter);
                    filter.destinations = two + 1, filter.destination_count = 1;
                    rank_both_ways(&test, memory, &filter);
                    filter.origin_count = 0;
                    rank_both_ways(&test, memory, &filter);
                    filter.destinations = two, filter.destination_count = 2;
                    rank_both_ways(&test, memory, &filter);
                    filter.destinations = far, filter.destination_count = 1;
                    rank_both_ways(&test, memory, &filter);
                    test.keep = before;
                }

    cor_figures_use(test.figures, NULL);
    cor_memory_close(memory);
    case_close(&test);
}

test_program(cmocka_unit_test(every_question_has_the_same_answer),
             cmocka_unit_test(every_figure_is_found_by_its_key),
             cmocka_unit_test(rankings_are_the_same_and_age_is_known),
             cmocka_unit_test(blocks_give_back_what_was_written),
             cmocka_unit_test(plain_figures_take_few_bytes),
             cmocka_unit_test(what_is_left_out_is_answered_from_the_database),
             cmocka_unit_test(every_ranking_is_the_same))
