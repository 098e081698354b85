/* SPDX-License-Identifier: Apache-2.0 */
/* office.h: staff who edit the registries: accounts, permissions, sessions.
 *
 * A person signs in with a name and a password, then with a code of a second device (RFC 6238). A
 * session is a token of 32 random bytes that only the browser holds; the database stores its hash.
 * Unknown names take as long, get the same answer and are delayed alike. Failures delay the next
 * attempt of whoever failed; no stranger delays a device on which the person signed in before, nor
 * locks a name. Everything staff do to accounts is a row of the audit
 * log.
 *
 * Secrets have their own types, which are wiped and have no printing function. Hashing a password
 * takes 64 MiB and tens of milliseconds; at most COR_HASHES_AT_ONCE run at a time, so call it from
 * worker threads.
 *
 * One cor_office per registry and thread. Functions that change something open their own
 * transaction. */
#ifndef CORREDOR_OFFICE_OFFICE_H
#define CORREDOR_OFFICE_OFFICE_H

#include "registry/registry.h"

typedef struct cor_office cor_office;

enum {
    COR_HASHES_AT_ONCE = 4,
    COR_PASSWORD_BYTES_MIN = 12,
    COR_PASSWORD_BYTES_MAX = 1024,
    COR_STAFF_NAME_BYTES = 40,
    COR_DISPLAY_BYTES = 80,
    COR_RECOVERY_CODES = 8,
    COR_SESSION_IDLE_S = 30 * 60,      // since the last request
    COR_SESSION_LONGEST_S = 12 * 3600, // since signing in
    COR_SESSION_HALF_S = 10 * 60,      // time to enter the second factor
    COR_SIGN_IN_FREE_NAME = 5,     // failures with a name from an address, or of a known device,
                                   // before it has to wait
    COR_SIGN_IN_FREE_ADDRESS = 20, // failures of an address before it has to wait
    COR_SIGN_IN_WAIT_S = 15,       // the first delay; doubles with every failure
    COR_SIGN_IN_WAIT_MOST_S = 15 * 60,
    COR_SIGN_IN_FREE_STRANGERS = 100,  // failures with a name from all unknown devices, before each
                                       // spaces out their attempts: a second at first
    COR_SIGN_IN_STRANGERS_DOUBLE = 50, // failures until that doubles
    COR_SIGN_IN_STRANGERS_MOST_S = 60,
    COR_SIGN_IN_FORGET_S = 24 * 3600, // failures are forgotten after a day without one
    COR_DEVICE_KNOWN_DAYS = 180,      // since the last sign-in
    COR_DEVICE_PEOPLE = 4,            // who share a browser
    COR_DEVICE_COOKIE_BYTES = COR_DEVICE_PEOPLE * 102
};

/* ---- secrets ------------------------------------------------------------- */

typedef struct {
    char bytes[COR_PASSWORD_BYTES_MAX + 1];
    size_t length;
} cor_password;
typedef struct {
    uint8_t bytes[32];
} cor_token; // of a session: the value of the cookie
typedef struct {
    uint8_t bytes[20];
} cor_factor; // key of the second factor

void cor_password_wipe(cor_password *password);
void cor_token_wipe(cor_token *token);
void cor_factor_wipe(cor_factor *factor);
/* COR_E_LIMIT when it exceeds the length of any password; ret_password is then empty. */
COR_CHECKED
cor_code cor_password_of(cor_str text, cor_password *ret_password, cor_error *err);
/* A random password, to be handed over and changed: five groups of four letters and digits. */
void cor_password_random(cor_password *ret_password);
/* The token as 64 hexadecimal digits, for the cookie; false when the text is not one. */
void cor_token_print(const cor_token *token, char text[65]);
bool cor_token_read(cor_str text, cor_token *ret_token);
/* The token of this session's forms: does not reveal the session token, and reads differently each
 * time, so that the size of compressed pages reveals nothing. */
enum { COR_FORM_MARK_BYTES = 128 };
void cor_token_form_mark(const cor_token *token, char text[COR_FORM_MARK_BYTES + 1]);
/* Compares in constant time. */
bool cor_token_form_mark_is(const cor_token *token, cor_str mark);
/* Base32 for authenticator apps, "JBSW Y3DP …" with `grouped`; false when the text is not 20 bytes
 * in base32. */
void cor_factor_print(const cor_factor *factor, bool grouped, char text[48]);
bool cor_factor_read(cor_str text, cor_factor *ret_factor);
void cor_factor_random(cor_factor *ret_factor);
/* The six digits at a Unix time. */
int32_t cor_factor_code(const cor_factor *factor, int64_t at_s);
/* "otpauth://totp/corredor:ana?secret=…&issuer=corredor", the content of a QR code for the
 * device. */
cor_str cor_factor_uri(const cor_factor *factor, cor_str name, cor_arena *keep);

/* ---- what staff may do --------------------------------------------------- */

typedef enum {
    COR_ROLE_EDITOR,            // saves drafts and submits them for review
    COR_ROLE_REVIEWER,          // publishes what others wrote, returns, withdraws
    COR_ROLE_CASE_OFFICER,      // complaints
    COR_ROLE_LICENSING_OFFICER, // recruiters
    COR_ROLE_ADMINISTRATOR,     // accounts, the log; everything above, with a reason
    COR_ROLE_COUNT
} cor_role;
const char *cor_role_key(cor_role role); // "case-officer"
bool cor_role_find(cor_str key, cor_role *ret_role);
cor_text cor_role_text(cor_role role);

typedef struct {
    cor_role role;
    cor_country country;           // none: all of them
    const cor_registry_kind *kind; // NULL: all registries
} cor_grant;

typedef struct {
    int64_t id;
    cor_str name;
    cor_str display; // as the public reads it; empty: "the office"
    cor_grant *grants;
    int32_t grant_count;
    bool disabled, enrolled, must_change; // must_change: the password was set by somebody else
    int64_t created_s, signed_in_s;       // signed_in_s 0: never
} cor_staff;

bool cor_staff_is(const cor_staff *staff, cor_role role);
/* Whether they have the role for entries of this kind, in at least one country. */
bool cor_staff_has(const cor_staff *staff, cor_role role, const cor_registry_kind *kind);
/* Whether they save or decide about entries of this kind, in at least one country. */
bool cor_staff_writes(const cor_staff *staff, const cor_registry_kind *kind);
/* Whether they may act in the role on this entry; entries without a place need the role in every
 * country. */
bool cor_staff_may(const cor_staff *staff, cor_role role, const cor_entry *entry);
/* "editor of mechanisms, Guatemala" */
cor_text cor_grant_text(const cor_grant *grant, cor_arena *keep);
/* All roles in one line; "active", "disabled", "second factor not set up". */
cor_text cor_staff_roles_text(const cor_staff *staff, cor_arena *keep);
cor_text cor_staff_state_text(const cor_staff *staff);

/* ---- opening ------------------------------------------------------------- */

/* Open over a registry that stays open as long. The key that encrypts second factors is beside the
 * database, in <database>.key; it is made with the first account. COR_E_ACCESS, COR_E_FORMAT for an
 * invalid key file. */
COR_CHECKED
cor_code cor_office_open(cor_registry *registry, cor_office **ret_office, cor_error *err);
void cor_office_close(cor_office *office);
/* Whether anybody could sign in: COR_E_MISSING, COR_E_ACCESS or COR_E_FORMAT for trouble with the key
 * file. */
COR_CHECKED
cor_code cor_office_check_key(cor_office *office, cor_error *err);

/* ---- accounts ------------------------------------------------------------ */

/* Unused `codes` are empty texts. Shown once. */
typedef struct {
    char codes[COR_RECOVERY_CODES][16];
} cor_recovery;
void cor_recovery_wipe(cor_recovery *recovery);

typedef struct {
    cor_str name; // letters, digits, points, hyphens; lower case
    const cor_password *password;
    bool must_change;
    const cor_factor *factor; // NULL: enrolled with the first sign-in
    const cor_grant *grants;
    int32_t grant_count;
} cor_staff_new;
/* `actor`: who does it, for the log. COR_E_CONFLICT when the name is taken; COR_E_DOMAIN for
 * unsuitable names and passwords. ret_recovery (may be NULL without a factor) receives the codes
 * for a lost device. */
COR_CHECKED
cor_code cor_office_add(cor_office *office, cor_str actor, const cor_staff_new *new,
                        cor_recovery *ret_recovery, cor_error *err);
/* COR_E_NONE. */
COR_CHECKED
cor_code cor_office_get(cor_office *office, cor_str name, cor_arena *keep, cor_staff *ret_staff,
                        cor_error *err);
COR_CHECKED
cor_code cor_office_list(cor_office *office, cor_arena *keep, cor_staff **ret_list,
                         size_t *ret_count, cor_error *err);
/* Disabling ends the sessions. COR_E_CONFLICT for the last administrator. */
COR_CHECKED
cor_code cor_office_disable(cor_office *office, cor_str actor, cor_str name, bool disabled,
                            cor_error *err);
/* Grant or revoke roles; ends the sessions of the person, who has to sign in again. */
COR_CHECKED
cor_code cor_office_grant(cor_office *office, cor_str actor, cor_str name, const cor_grant *grants,
                          int32_t count, bool take, cor_error *err);
/* How the public reads the name, on versions of entries; empty: "the office". COR_E_DOMAIN for a text
 * that is too long or cannot be shown. */
COR_CHECKED
cor_code cor_office_show_as(cor_office *office, cor_str actor, cor_str name, cor_str display,
                            cor_error *err);
/* Set another password (`password` NULL: unchanged) and, with `factor`, require a new second factor
 * at the next sign-in; ends sessions and delays. */
COR_CHECKED
cor_code cor_office_reset(cor_office *office, cor_str actor, cor_str name,
                          const cor_password *password, bool factor, cor_error *err);

/* ---- signing in ---------------------------------------------------------- */

typedef enum {
    COR_STAGE_CODE,   // the password was right: the second factor is next
    COR_STAGE_ENROL,  // or must be set up
    COR_STAGE_CHANGE, // the password was set by somebody else and must be changed first
    COR_STAGE_WHOLE   // signed in
} cor_stage;
typedef struct {
    int64_t id;
    cor_stage stage;
    cor_staff staff;
    int64_t created_s, seen_s;
    cor_str device; // in lists: how the person recognises it; empty: unknown
} cor_session;

/* Who asks. `address`: rate-limit key of the client; only keyed hashes of it are stored. `devices`:
 * the cookie of cor_office_know_device, or anything else. */
typedef struct {
    cor_str address, devices;
} cor_caller;
/* Check name and password. COR_E_ACCESS, the same for all reasons, or COR_E_BUSY with the time to
 * wait. */
COR_CHECKED
cor_code cor_office_sign_in(cor_office *office, cor_str name, const cor_password *password,
                            const cor_caller *caller, cor_token *ret_token, cor_error *err);
/* Check a code of the device, or a recovery code: ends the half session and returns a new token. A
 * code works once. */
COR_CHECKED
cor_code cor_office_second(cor_office *office, const cor_token *half, cor_str code,
                           const cor_caller *caller, cor_token *ret_token, cor_error *err);
/* Whether the cookie of a browser says that this person signed in on it before. */
bool cor_office_knows_device(const cor_office *office, cor_str name, cor_str cookie);
/* After a whole sign-in: what the browser keeps, so that it is known next time. `cookie`: what it
 * kept so far. */
COR_CHECKED
cor_code cor_office_know_device(cor_office *office, cor_str name, cor_str cookie,
                                char ret_cookie[COR_DEVICE_COOKIE_BYTES + 1], cor_error *err);
/* A key for somebody without a second factor: the same until one of its codes confirms it, which
 * signs in. */
COR_CHECKED
cor_code cor_office_enrol(cor_office *office, const cor_token *half, cor_factor *ret_factor,
                          cor_error *err);
COR_CHECKED
cor_code cor_office_enrolled(cor_office *office, const cor_token *half, cor_str code,
                             const cor_caller *caller, cor_token *ret_token,
                             cor_recovery *ret_recovery, cor_error *err);
/* The person of a session; records the time. COR_E_ACCESS when the session has ended or never
 * existed. */
COR_CHECKED
cor_code cor_office_session(cor_office *office, const cor_token *token, cor_arena *keep,
                            cor_session *ret_session, cor_error *err);
/* Set how its owner recognises the session: family of browser and system, "Firefox, Windows". No
 * address, no version. Cut to COR_DEVICE_BYTES. */
enum { COR_DEVICE_BYTES = 64 };
COR_CHECKED
cor_code cor_office_note_device(cor_office *office, const cor_token *token, cor_str device,
                                cor_error *err);
/* Needs the old password; all sessions end, ret_token belongs to a new one. */
COR_CHECKED
cor_code cor_office_change_password(cor_office *office, const cor_session *session,
                                    const cor_password *before, const cor_password *after,
                                    const cor_caller *caller, cor_token *ret_token, cor_error *err);
/* Make new recovery codes; the old ones become invalid. */
COR_CHECKED
cor_code cor_office_new_recovery(cor_office *office, const cor_session *session,
                                 cor_recovery *ret_recovery, cor_error *err);
COR_CHECKED
cor_code cor_office_recovery_left(cor_office *office, const cor_session *session,
                                  int32_t *ret_count, cor_error *err);
COR_CHECKED
cor_code cor_office_sign_out(cor_office *office, const cor_session *session, cor_error *err);
/* The full sessions of a person, last used first. */
COR_CHECKED
cor_code cor_office_sessions(cor_office *office, int64_t staff, cor_arena *keep,
                             cor_session **ret_list, size_t *ret_count, cor_error *err);
/* End one of one's own sessions, or all others with id 0. */
COR_CHECKED
cor_code cor_office_end_session(cor_office *office, const cor_session *session, int64_t id,
                                cor_error *err);

/* ---- editing ------------------------------------------------------------- */

/* Save as draft or for review, as this person. COR_E_ACCESS unless they may edit the entry both
 * before and after the change; then as cor_registry_put. */
COR_CHECKED
cor_code cor_office_save(cor_office *office, const cor_staff *staff, cor_entry *entry,
                         const cor_registry_act *act, cor_arena scratch, int32_t *ret_version,
                         cor_error *err);
/* A copy of an entry being edited, to be brought into canonical form while the form keeps the typed
 * text. NULL when memory ran out. */
cor_entry *cor_draft_copy(const cor_entry *entry, cor_arena *keep);
/* A key for a new entry, from its title: "Acuerdo de 2014" gives acuerdo-de-2014. */
cor_str cor_draft_key(const cor_entry *entry, cor_arena *keep);
/* Somebody saved `theirs` after `mine` was started from `base`: take over into `mine` what only
 * they changed. Fields that both changed stay as typed and are named in ret_problems. `clean`: mine
 * in canonical form. */
COR_CHECKED
cor_code cor_draft_merge(cor_entry *mine, const cor_entry *clean, const cor_entry *base,
                         const cor_entry *theirs, cor_arena *keep, cor_entry_problem **ret_problems,
                         size_t *ret_count, cor_error *err);
/* Submit for review, return, publish, withdraw, discard. Authors of a version since the last
 * published one cannot publish it; editors never can. An administrator may, with a reason, which is
 * marked in the log. */
COR_CHECKED
cor_code cor_office_move(cor_office *office, const cor_staff *staff, const cor_registry_kind *kind,
                         cor_str key, const cor_registry_act *act, cor_arena scratch,
                         cor_error *err);

#endif
