#!/bin/sh
# site.sh PROGRAM SOURCE FOLDER-OF-THIS-SCRIPT: site.mjs, skipped where node, its packages (script/setup), Chromium or Java are missing.
set -eu
skip() { echo "1..0 # SKIP $1 is missing"; exit 0; }
command -v node >/dev/null || skip node
command -v java >/dev/null || skip java
[ -d "$3/node_modules" ] || skip "tests/web/node_modules (script/setup)"
[ -x "${CHROMIUM:-/usr/bin/chromium}" ] || skip chromium
exec node "$3/site.mjs" "$1" "$2"
