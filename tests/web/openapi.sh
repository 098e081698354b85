#!/bin/sh
# openapi.sh PROGRAM SOURCE FOLDER-OF-THIS-SCRIPT: openapi.mjs, skipped where node or its packages (script/setup) are missing.
set -eu
skip() { echo "1..0 # SKIP $1 is missing"; exit 0; }
command -v node >/dev/null || skip node
for package in openapi-fetch @seriousme/openapi-schema-validator playwright-core; do
    [ -d "$3/node_modules/$package" ] || skip "$package (script/setup)"
done
exec node "$3/openapi.mjs" "$1" "$2"
