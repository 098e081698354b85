/* SPDX-License-Identifier: Apache-2.0 */
/* inside.h: declarations shared by the files of the office, private to src/office and its tests. */
#ifndef CORREDOR_OFFICE_INSIDE_H
#define CORREDOR_OFFICE_INSIDE_H

#include <sodium.h>

#include "office/office.h"
#include "statements.h"

enum { OFFICE_KEY_BYTES = COR_STORE_KEY_BYTES, OFFICE_DIGEST_BYTES = 32 };
enum {
    OFFICE_SEALED_BYTES =
        crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES + sizeof(cor_factor)
};

struct cor_office {
    cor_registry *registry;
    cor_store *store;
    const uint8_t *key; // [OFFICE_KEY_BYTES], of the store; NULL until it is read
    int64_t now_s;      // replaces the clock when not 0
};
/* Set the time from now on; 0 returns to the clock. For tests. */
void office_set_clock(cor_office *office, int64_t now_s);
int64_t office_now(const cor_office *office);

/* ---- hash.c: passwords, at most so many at once -------------------------- */
COR_CHECKED
cor_code office_hash(const cor_password *password, char ret_hash[crypto_pwhash_STRBYTES],
                     cor_error *err);
/* A hash of NULL takes as long and never matches. */
bool office_hash_is(const char *hash, const cor_password *password);

/* ---- key.c: the key beside the database ---------------------------------- */
COR_CHECKED
cor_code office_key_read(cor_office *office, cor_error *err); // does nothing without a key file
COR_CHECKED
cor_code office_key_need(cor_office *office, cor_error *err); // makes one if nothing needs another
/* Keyed BLAKE2b of a purpose and a text. */
void office_digest(const cor_office *office, const char *purpose, cor_str text,
                   uint8_t ret_digest[OFFICE_DIGEST_BYTES]);
void office_seal(const cor_office *office, const cor_factor *factor,
                 uint8_t ret_sealed[OFFICE_SEALED_BYTES]);
COR_CHECKED
cor_code office_unseal(const cor_office *office, cor_str sealed, cor_factor *ret_factor,
                       cor_error *err);

/* ---- factor.c ------------------------------------------------------------ */
/* The time step (half minute) of a code: the previous, current or next one; -1: none of them. */
int64_t office_factor_step(const cor_factor *factor, cor_str code, int64_t at_s);
int32_t office_factor_code_at(const cor_factor *factor, int64_t step);

/* ---- staff.c ------------------------------------------------------------- */
typedef struct {
    int64_t id; // 0: no such person
    char name[COR_STAFF_NAME_BYTES + 1];
    char display[COR_DISPLAY_BYTES + 1];
    char password[crypto_pwhash_STRBYTES];
    uint8_t factor[OFFICE_SEALED_BYTES];
    size_t factor_length;
    bool must_change, enrolled, disabled;
    int64_t factor_step, created_s, signed_in_s;
} office_row;
void office_row_wipe(office_row *row);
/* The canonical form of a name; false when it is not valid. */
bool office_name_make(cor_str text, char ret_name[COR_STAFF_NAME_BYTES + 1]);
COR_CHECKED
cor_code office_row_find(cor_office *office, cor_str name, office_row *ret_row, cor_error *err);
COR_CHECKED
cor_code office_row_of(cor_office *office, int64_t id, office_row *ret_row, cor_error *err);
COR_CHECKED
cor_code office_staff_of(cor_office *office, const office_row *row, cor_arena *keep,
                         cor_staff *ret_staff, cor_error *err);
COR_CHECKED
cor_code office_password_check(cor_str name, const cor_password *password, cor_error *err);
COR_CHECKED
cor_code office_password_set(cor_office *office, int64_t id, const char *hash, bool must_change,
                             cor_error *err);
COR_CHECKED
cor_code office_factor_set(cor_office *office, int64_t id, const cor_factor *factor, bool enrolled,
                           int64_t step, cor_error *err);
COR_CHECKED
cor_code office_recovery_make(cor_office *office, int64_t id, cor_recovery *ret_recovery,
                              cor_error *err);
/* Use up a recovery code; false when it is not one of the remaining. */
COR_CHECKED
cor_code office_recovery_take(cor_office *office, int64_t id, cor_str code, bool *ret_taken,
                              cor_error *err);

/* ---- grants.c ------------------------------------------------------------ */
COR_CHECKED
cor_code office_grants_of(cor_office *office, int64_t staff, cor_arena *keep, cor_grant **ret_list,
                          int32_t *ret_count, cor_error *err);
/* `ret_changed`: whether the grant was not already as wanted. */
COR_CHECKED
cor_code office_grant_put(cor_office *office, int64_t staff, const cor_grant *grant, bool take,
                          bool *ret_changed, cor_error *err);

/* ---- delay.c ------------------------------------------------------------- */
typedef enum {
    OFFICE_ATTEMPT_PASSWORD,
    OFFICE_ATTEMPT_CODE // of somebody who has the password
} office_attempt_kind;
/* An attempt, as failures are counted. `name` is canonical, `device` empty when not known, `since`
 * changes with the password. */
typedef struct {
    office_attempt_kind kind;
    cor_str name, since, address, device;
} office_attempt;
enum { OFFICE_PAIR_BYTES = 1024 };
/* COR_E_BUSY while it has to wait. */
COR_CHECKED
cor_code office_delay_check(cor_office *office, const office_attempt *attempt, cor_error *err);
COR_CHECKED
cor_code office_delay_add(cor_office *office, const office_attempt *attempt, cor_error *err);
/* Somebody signed in: forget their own failures. */
COR_CHECKED
cor_code office_delay_forgive(cor_office *office, const office_attempt *attempt, cor_error *err);
/* An administrator forgets what was done with a name. */
COR_CHECKED
cor_code office_delay_clear(cor_office *office, cor_str name, cor_error *err);

/* Write a refusal into the audit log, inside a transaction: one row a minute for each name, with the
 * number of those that had none. `known` empty: the name does not exist, and is not recorded, because
 * people type passwords there by mistake. */
COR_CHECKED
cor_code office_failure_log(cor_office *office, const char *action, cor_str known, cor_error *err);
/* Write the numbers that are left over of this name, and of names that do not exist. */
COR_CHECKED
cor_code office_failures_flush(cor_office *office, cor_str name, cor_error *err);
/* Counters at most: 30 MB with their seals. */
enum { OFFICE_DELAYS_MOST = 100000 };

/* ---- device.c ------------------------------------------------------------ */
/* The device of a cookie for this name, as counted; empty when it is not known. */
cor_str office_device_of(const cor_office *office, cor_str cookie, cor_str name);

/* ---- sessions.c ---------------------------------------------------------- */
COR_CHECKED
cor_code office_session_make(cor_office *office, int64_t staff, bool whole, cor_token *ret_token,
                             cor_error *err);
/* Find a session that is still valid by its token, with the row of its owner. COR_E_ACCESS. */
COR_CHECKED
cor_code office_session_find(cor_office *office, const cor_token *token, cor_session *ret_session,
                             office_row *ret_row, bool *ret_whole, cor_error *err);
COR_CHECKED
cor_code office_session_drop(cor_office *office, int64_t staff, int64_t id, bool *ret_dropped,
                             cor_error *err);
COR_CHECKED
cor_code office_sessions_clear(cor_office *office, int64_t staff, int64_t but, cor_error *err);

/* ---- office.c ------------------------------------------------------------ */
/* Write a row of the log, inside a transaction. `action` is one of those in
 * docs/guide/office.md. */
COR_CHECKED
cor_code office_log(cor_office *office, cor_str actor, const char *action, cor_str about,
                    cor_str why, cor_error *err);
/* End a transaction: commit when `code` is COR_OK, else roll back. Returns the code of both. */
COR_CHECKED
cor_code office_end(cor_office *office, cor_code code, cor_error *err);
/* Run a bound statement that returns no rows. */
COR_CHECKED
cor_code office_statement(cor_office *office, int sql, cor_statement **ret_statement,
                          cor_error *err);
/* The first number of the first row; `ret_row`: whether there was a row. */
COR_CHECKED
cor_code office_one(cor_statement *statement, int64_t *ret_value, bool *ret_row, cor_error *err);

#endif
