-- SPDX-License-Identifier: Apache-2.0
-- What a person recognises a session by: family of browser and system ("Firefox, Windows"), nothing finer.
ALTER TABLE staff_session ADD COLUMN device TEXT NOT NULL DEFAULT ''
    CONSTRAINT staff_session_device_is_short CHECK (length(device) <= 64);
