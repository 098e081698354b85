-- SPDX-License-Identifier: Apache-2.0
-- staff.sql: staff, staff_role and staff_recovery, who edits the registries and what they may do.
-- Passwords are kept as argon2id, keys of the second factor sealed, recovery codes as digests. A
-- role with an empty country or registry holds for all of them.

-- name: office_staff_put
-- Add an account.
-- :name :password text   :must_change integer   :factor blob or null   :enrolled :created_s integer
INSERT INTO staff (name, password, must_change, factor, enrolled, factor_step, disabled, created_s,
    signed_in_s)
VALUES (:name, :password, :must_change, :factor, :enrolled, 0, 0, :created_s, 0)

-- name: office_staff_get
-- An account by its name.
-- :name text
-- returns  id integer, name text, password text, must_change integer, factor blob or null,
--          enrolled integer, factor_step integer, disabled integer, created_s integer,
--          signed_in_s integer, display text
SELECT id, name, password, must_change, factor, enrolled, factor_step, disabled, created_s,
    signed_in_s, display
FROM staff WHERE name = :name

-- name: office_display_of
-- The name of somebody as the public reads it; empty: that it was staff, and no row: that it was not.
-- :name text
-- returns  display text
SELECT display FROM staff WHERE name = :name

-- name: office_display_set
-- How the public reads a name.
-- :id integer   :display text
UPDATE staff SET display = :display WHERE id = :id

-- name: office_staff_by_id
-- An account by its number.
-- :id integer
-- returns  as office_staff_get
SELECT id, name, password, must_change, factor, enrolled, factor_step, disabled, created_s,
    signed_in_s, display
FROM staff WHERE id = :id

-- name: office_staff_all
-- All accounts by name.
-- returns  as office_staff_get
SELECT id, name, password, must_change, factor, enrolled, factor_step, disabled, created_s,
    signed_in_s, display
FROM staff ORDER BY name

-- name: office_password_set
-- A new password; must_change 1: only good for choosing another.
-- :id integer   :password text   :must_change integer
UPDATE staff SET password = :password, must_change = :must_change WHERE id = :id

-- name: office_factor_set
-- A new key of the second factor; enrolled 0: until a code confirms it.
-- :id integer   :factor blob or null   :enrolled :step integer
UPDATE staff SET factor = :factor, enrolled = :enrolled, factor_step = :step WHERE id = :id

-- name: office_step_set
-- Accept the code of a step; no row when it or a later one was accepted before.
-- :id :step integer
-- returns  id integer
UPDATE staff SET factor_step = :step WHERE id = :id AND factor_step < :step RETURNING id

-- name: office_signed_in_set
-- When somebody signed in last.
-- :id :at_s integer
UPDATE staff SET signed_in_s = :at_s WHERE id = :id

-- name: office_disabled_set
-- Lock an account (1) or open it again (0).
-- :id :disabled integer
UPDATE staff SET disabled = :disabled WHERE id = :id

-- name: office_role_put
-- Give a role; no row when it was given before.
-- :staff integer   :role :country :registry text
-- returns  staff integer
INSERT INTO staff_role (staff, role, country, registry) VALUES (:staff, :role, :country, :registry)
ON CONFLICT DO NOTHING
RETURNING staff

-- name: office_role_drop
-- Take a role back; no row when it was not given.
-- :staff integer   :role :country :registry text
-- returns  staff integer
DELETE FROM staff_role
WHERE staff = :staff AND role = :role AND country = :country AND registry = :registry
RETURNING staff

-- name: office_role_list
-- The roles of an account.
-- :staff integer
-- returns  role text, country text, registry text
SELECT role, country, registry FROM staff_role WHERE staff = :staff
ORDER BY role, registry, country

-- name: office_administrator_count
-- Administrators whose accounts are open.
-- returns  staff_count integer
SELECT count(*) FROM staff s JOIN staff_role r ON r.staff = s.id
WHERE r.role = 'administrator' AND s.disabled = 0

-- name: office_recovery_put
-- Add a code for the day the second factor is lost.
-- :staff integer   :digest blob
INSERT INTO staff_recovery (staff, digest) VALUES (:staff, :digest)

-- name: office_recovery_take
-- Use up a code; no row when there is none like it.
-- :staff integer   :digest blob
-- returns  staff integer
DELETE FROM staff_recovery WHERE staff = :staff AND digest = :digest RETURNING staff

-- name: office_recovery_count
-- Codes that are left.
-- :staff integer
-- returns  code_count integer
SELECT count(*) FROM staff_recovery WHERE staff = :staff

-- name: office_recovery_clear
-- Forget all codes of an account.
-- :staff integer
DELETE FROM staff_recovery WHERE staff = :staff
