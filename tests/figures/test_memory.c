/* From memory and from the database: the same answers to every question, and a memory that knows when it is old. */
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
                cor_figure figures[3] = { case_stock(PLACES[from], PLACES[to], year, "", men + women),
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
    assert_true(cor_str_equal(a->breakdown, b->breakdown) && cor_interval_equal(a->period, b->period));
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
    assert_ok(cor_figures_select(test->figures, filter, &test->keep, &stored, &stored_count, &test->err), &test->err);
    cor_figures_use(test->figures, memory);
    assert_ok(cor_figures_select(test->figures, filter, &test->keep, &kept, &kept_count, &test->err), &test->err);
    assert_int_equal(stored_count, kept_count);
    for (size_t i = 0; i < kept_count; i++)
        assert_same(&stored[i], &kept[i]);
    return kept_count;
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
                            filter.within = (cor_interval){ cor_date_of(2003, 1, 1), cor_date_of(2016, 1, 1) };
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
    cor_corridor_filter filter = { .measure = COR_STR("stock"), .source = IMS2020, .period = cor_interval_year(2020) };
    cor_corridor *stored, *kept;
    size_t stored_count, kept_count;
    int64_t of;
    assert_ok(cor_figures_corridors(test.figures, &filter, &test.keep, &stored, &stored_count, &of, &test.err),
              &test.err);
    cor_figures_use(test.figures, memory);
    assert_ok(cor_figures_corridors(test.figures, &filter, &test.keep, &kept, &kept_count, &of, &test.err), &test.err);
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

test_program(cmocka_unit_test(every_question_has_the_same_answer),
             cmocka_unit_test(rankings_are_the_same_and_age_is_known))
