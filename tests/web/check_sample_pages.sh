#!/bin/sh
# check_sample_pages.sh WRITE-PAGES FOLDER-OF-THIS-SCRIPT: the sample pages through check_pages.mjs.
set -eu
[ -d "$2/node_modules" ] && [ -x "${CHROMIUM:-/usr/bin/chromium}" ] && command -v node >/dev/null || exit 77
pages=$(mktemp -d)
trap 'rm -rf "$pages"' EXIT
"$1" "$pages"
node "$2/check_pages.mjs" "$pages"
