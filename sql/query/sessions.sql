-- SPDX-License-Identifier: Apache-2.0
-- sessions.sql: staff_session and staff_delay, where staff are signed in and who has to wait after
-- failing to. A session has the digest of its secret; it is `whole` (1) once the second factor was
-- given too. A delay has the keyed digest of a name or an address. Times are Unix seconds.

-- name: office_session_put
-- Open a session.
-- :digest blob   :staff :whole :at_s integer
INSERT INTO staff_session (digest, staff, whole, created_s, seen_s)
VALUES (:digest, :staff, :whole, :at_s, :at_s)

-- name: office_session_get
-- A session by the digest of its secret.
-- :digest blob
-- returns  id integer, staff integer, whole integer, created_s integer, seen_s integer, device text
SELECT id, staff, whole, created_s, seen_s, device FROM staff_session WHERE digest = :digest

-- name: office_session_list
-- Where somebody is signed in, the last seen first.
-- :staff integer
-- returns  as office_session_get
SELECT id, staff, whole, created_s, seen_s, device FROM staff_session
WHERE staff = :staff AND whole = 1 ORDER BY seen_s DESC

-- name: office_session_seen
-- A session was used.
-- :id :at_s integer
UPDATE staff_session SET seen_s = :at_s WHERE id = :id

-- name: office_session_device
-- What a person recognises a session by: family of browser and system.
-- :digest blob   :device text
UPDATE staff_session SET device = :device WHERE digest = :digest

-- name: office_session_drop
-- End one session of somebody; no row when it is not theirs.
-- :id :staff integer
-- returns  id integer
DELETE FROM staff_session WHERE id = :id AND staff = :staff RETURNING id

-- name: office_session_clear
-- End all sessions of somebody but one.
-- :staff integer   :but integer   0: all
DELETE FROM staff_session WHERE staff = :staff AND id <> :but

-- name: office_session_expire
-- End sessions that were not used for long, are old, or waited too long for the second factor.
-- :seen_before_s :created_before_s :half_before_s integer
DELETE FROM staff_session
WHERE seen_s < :seen_before_s OR created_s < :created_before_s
    OR (whole = 0 AND created_s < :half_before_s)

-- name: office_delay_put
-- Failures so far, and until when the next attempt has to wait.
-- :digest blob   :failures :last_s :until_s integer
INSERT INTO staff_delay (digest, failures, last_s, until_s)
VALUES (:digest, :failures, :last_s, :until_s)
ON CONFLICT (digest) DO UPDATE
SET failures = excluded.failures, last_s = excluded.last_s, until_s = excluded.until_s

-- name: office_delay_get
-- The row of office_delay_put.
-- :digest blob
-- returns  failures integer, last_s integer, until_s integer
SELECT failures, last_s, until_s FROM staff_delay WHERE digest = :digest

-- name: office_delay_drop
-- Somebody signed in: forget the failures.
-- :digest blob
DELETE FROM staff_delay WHERE digest = :digest

-- name: office_delay_expire
-- Forget failures that are long past.
-- :last_before_s integer
DELETE FROM staff_delay WHERE last_s < :last_before_s

-- name: office_delay_count
-- How many counters there are.
-- returns  count integer
SELECT count(*) AS count FROM staff_delay

-- name: office_delay_trim
-- Forget counters with the fewest failures, the oldest first; none that is kept for the log.
-- :now_s integer   :limit integer
DELETE FROM staff_delay WHERE digest IN (
    SELECT digest FROM staff_delay WHERE last_s <= :now_s ORDER BY failures, last_s LIMIT :limit)
