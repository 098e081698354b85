/* SPDX-License-Identifier: Apache-2.0 */
/* hash.c: passwords as argon2id, few at a time: each takes 64 MiB, and a hundred attempts must not
 * exhaust the machine. */
#include <semaphore.h>

#include "inside.h"

static sem_t places;
static int made = 0; // 0 until libsodium and the semaphore are ready

/* Runs before main, so no thread finds it half done. */
__attribute__((constructor)) static void make_places(void) {
    made = sodium_init() >= 0 && sem_init(&places, 0, COR_HASHES_AT_ONCE) == 0;
}

static void wait_for_place(void) {
    while (sem_wait(&places) != 0) {}
}

cor_code office_hash(const cor_password *password, char ret_hash[crypto_pwhash_STRBYTES],
                     cor_error *err) {
    if (!made) return cor_fail_memory(err);
    wait_for_place();
    int failed =
        crypto_pwhash_str(ret_hash, password->bytes, password->length,
                          crypto_pwhash_OPSLIMIT_INTERACTIVE, crypto_pwhash_MEMLIMIT_INTERACTIVE);
    sem_post(&places);
    return failed ? cor_fail_memory(err) : COR_OK;
}

/* Hash of a random password: a name that does not exist costs the same work. */
static const char NOBODY[] = "$argon2id$v=19$m=65536,t=2,p=1$V7OrHugzSl4N2a1B4jjyWg$"
                             "LLjnTP5dCoHLDZ5oVf9T+qyRrn5C2JBXKF6+7Hc7ED0";

bool office_hash_is(const char *hash, const cor_password *password) {
    if (!made) return false;
    wait_for_place();
    int failed = crypto_pwhash_str_verify(hash ? hash : NOBODY, password->bytes, password->length);
    sem_post(&places);
    return hash && !failed;
}
