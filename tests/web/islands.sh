#!/bin/sh
# islands.sh FOLDER-OF-WEB: types and tests of the islands, skipped (77) where node or its packages (script/setup) are missing.
set -eu
cd "$1"
[ -d node_modules ] && command -v npx >/dev/null || exit 77
npx --no-install tsc --noEmit
npx --no-install vitest run --testTimeout 600000
