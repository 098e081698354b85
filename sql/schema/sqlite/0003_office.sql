-- SPDX-License-Identifier: Apache-2.0
-- The office: staff who edit the registries, what they may do, and where they are signed in. Secrets are kept so that a
-- copy of this file opens no door: passwords as argon2id, keys of the second factor sealed with the key file beside the
-- database, recovery codes and sessions as keyed or plain BLAKE2b. What staff do is in the table audit.

CREATE TABLE staff (
    id             INTEGER PRIMARY KEY,
    name           TEXT NOT NULL CONSTRAINT staff_name_once UNIQUE CONSTRAINT staff_name_given CHECK (name <> ''),
    password       TEXT NOT NULL CONSTRAINT staff_password_is_hash CHECK (password LIKE '$argon2id$%'),
    must_change    INTEGER NOT NULL CONSTRAINT staff_must_change_is_truth CHECK (must_change IN (0, 1)),
    factor         BLOB,
    enrolled       INTEGER NOT NULL CONSTRAINT staff_enrolled_is_truth CHECK (enrolled IN (0, 1)),
    factor_step    INTEGER NOT NULL,
    disabled       INTEGER NOT NULL CONSTRAINT staff_disabled_is_truth CHECK (disabled IN (0, 1)),
    created_s      INTEGER NOT NULL,
    signed_in_s    INTEGER NOT NULL,
    CONSTRAINT staff_enrolled_has_factor CHECK (enrolled = 0 OR factor IS NOT NULL)
) STRICT;

-- What somebody may do, where and to what: an empty country or registry is all of them.
CREATE TABLE staff_role (
    staff    INTEGER NOT NULL CONSTRAINT staff_role_staff_known REFERENCES staff (id),
    role     TEXT NOT NULL CONSTRAINT staff_role_known
        CHECK (role IN ('editor', 'reviewer', 'case-officer', 'licensing-officer', 'administrator')),
    country  TEXT NOT NULL,
    registry TEXT NOT NULL,
    PRIMARY KEY (staff, role, country, registry)
) STRICT, WITHOUT ROWID;

-- Codes for the day the second factor is lost; each opens once.
CREATE TABLE staff_recovery (
    staff  INTEGER NOT NULL CONSTRAINT staff_recovery_staff_known REFERENCES staff (id),
    digest BLOB NOT NULL CONSTRAINT staff_recovery_digest_length CHECK (length(digest) = 32),
    PRIMARY KEY (staff, digest)
) STRICT, WITHOUT ROWID;

-- Where staff are signed in. `whole`: the second factor was given too.
CREATE TABLE staff_session (
    id        INTEGER PRIMARY KEY,
    digest    BLOB NOT NULL CONSTRAINT staff_session_once UNIQUE
        CONSTRAINT staff_session_digest_length CHECK (length(digest) = 32),
    staff     INTEGER NOT NULL CONSTRAINT staff_session_staff_known REFERENCES staff (id),
    whole     INTEGER NOT NULL CONSTRAINT staff_session_whole_is_truth CHECK (whole IN (0, 1)),
    created_s INTEGER NOT NULL,
    seen_s    INTEGER NOT NULL
) STRICT;
CREATE INDEX staff_session_by_staff ON staff_session (staff);

-- Failures to sign in, by keyed hash of a name or an address, known to us or not: how long to wait for the next attempt.
CREATE TABLE staff_delay (
    digest   BLOB PRIMARY KEY CONSTRAINT staff_delay_digest_length CHECK (length(digest) = 32),
    failures INTEGER NOT NULL CONSTRAINT staff_delay_failures_from_one CHECK (failures >= 1),
    last_s   INTEGER NOT NULL,
    until_s  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
