-- SPDX-License-Identifier: Apache-2.0
-- Loads that correct figures of an agency: who says so, and why. When is the load's own time. What the agency published
-- is the newest version of the figure whose load has no row here.
CREATE TABLE correction (
    load INTEGER PRIMARY KEY CONSTRAINT correction_load_known REFERENCES load (id),
    who  TEXT NOT NULL CONSTRAINT correction_who_given CHECK (who <> ''),
    why  TEXT NOT NULL CONSTRAINT correction_why_given CHECK (why <> '')
) STRICT;

CREATE TRIGGER correction_not_changed BEFORE UPDATE ON correction
BEGIN SELECT RAISE(ABORT, 'correction_not_changed: corrections are only added'); END;
CREATE TRIGGER correction_not_deleted BEFORE DELETE ON correction
BEGIN SELECT RAISE(ABORT, 'correction_not_deleted: corrections are only added'); END;
