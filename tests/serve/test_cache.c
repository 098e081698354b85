/* SPDX-License-Identifier: Apache-2.0 */
/* The cache of answers: what is kept and when, and that an answer which was found stays whole while
 * other threads empty the cache. Run under the sanitizers, it finds a reference too many or too
 * few. */
#include <pthread.h>

#include "../test_case.h"
#include "serve/server.h"

static http_answer *answer_of(cor_str body, bool no_store) {
    http_request request = { 0 };
    http_response response = { .body = body,
                               .media_type = COR_STR("text/plain"),
                               .no_store = no_store };
    http_answer *answer = answer_make(&request, &response, HTTP_IDENTITY, false);
    assert_non_null(answer);
    return answer;
}

static void offer(cor_str key, cor_str body) {
    http_answer *answer = answer_of(body, false);
    cache_put(key, answer, cache_generation());
    answer_release(answer);
}

static void what_is_made_twice_is_kept(void **state) {
    (void)state;
    cor_str key = COR_STR("en - /world");
    assert_true(cache_open(1 << 20));
    offer(key, COR_STR("the world"));
    assert_null(cache_find(key));
    offer(key, COR_STR("the world"));

    http_answer *found = cache_find(key);
    assert_non_null(found);
    assert_int_equal(found->bytes, 9);
    assert_int_equal(found->references, 2);
    cache_forget();
    assert_null(cache_find(key));
    assert_int_equal(found->references, 1);
    assert_true(found->etag[0]);

    answer_release(found);
    cache_close();
}

/* A request that began before the figures changed must not leave its page behind. */
static void what_was_begun_before_a_change_is_not_kept(void **state) {
    (void)state;
    cor_str key = COR_STR("en - /corridor/GTM-MEX");
    assert_true(cache_open(1 << 20));
    offer(key, COR_STR("old"));
    int64_t before = cache_generation();
    http_answer *old = answer_of(COR_STR("old"), false);
    cache_forget();
    cache_put(key, old, before);
    assert_null(cache_find(key));

    cache_put(key, old, cache_generation());
    http_answer *found = cache_find(key);
    assert_ptr_equal(found, old);
    answer_release(found);
    answer_release(old);
    cache_close();
}

static void private_answers_have_no_tag(void **state) {
    (void)state;
    http_answer *answer = answer_of(COR_STR("about somebody"), true);
    assert_false(answer->etag[0]);
    answer_release(answer);
    answer_release(NULL);
}

/* ---- many threads -------------------------------------------------------- */

enum { THREADS = 4, ROUNDS = 2000, KEYS = 40 };

static void text_of(int number, char text[32]) {
    snprintf(text, 32, "en - /page/%d", number);
}

/* As a request does: found, or made and offered; its tag is that of its own body either way. */
static void *ask_many(void *wrong) {
    for (int i = 0; i < ROUNDS; i++) {
        char text[32];
        text_of(i % KEYS, text);
        int64_t generation = cache_generation();
        http_answer *own = answer_of(cor_str_of(text), false);
        http_answer *found = cache_find(cor_str_of(text));
        if (found && strcmp(found->etag, own->etag) != 0) *(bool *)wrong = true;
        if (!found) cache_put(cor_str_of(text), own, generation);
        answer_release(found);
        answer_release(own);
        if (i % 97 == 0) cache_forget();
    }

    return NULL;
}

static void threads_share_answers(void **state) {
    (void)state;
    pthread_t threads[THREADS];
    bool wrong[THREADS] = { 0 };

    assert_true(cache_open(KEYS / 2 * 2100)); // half of them fit
    for (int i = 0; i < THREADS; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, ask_many, &wrong[i]), 0);
    for (int i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);

    for (int i = 0; i < THREADS; i++)
        assert_false(wrong[i]);
    cache_close();
}

test_program(cmocka_unit_test(what_is_made_twice_is_kept),
             cmocka_unit_test(what_was_begun_before_a_change_is_not_kept),
             cmocka_unit_test(private_answers_have_no_tag), cmocka_unit_test(threads_share_answers))
