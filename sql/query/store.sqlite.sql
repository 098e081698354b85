-- SPDX-License-Identifier: Apache-2.0
-- store.sqlite.sql: all tables, what SQLite says about its own file.

-- name: store_integrity
-- Damage to the file, at most ten lines; the one line "ok" when there is none.
-- returns  problem text
PRAGMA integrity_check(10)

-- name: store_foreign_keys
-- Rows that refer to rows which do not exist. `key` numbers the constraint of the table.
-- returns  table text, row integer or null, parent text, key integer
PRAGMA foreign_key_check

-- name: store_tune
-- Gather full statistics: the tables are few, and the planner consults them with every statement.
ANALYZE
