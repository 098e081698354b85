# SPDX-License-Identifier: Apache-2.0
# common.sh: what the scripts share. Sourced from the project's root.
set -eu
cd "$(dirname "$0")/.."

say() { printf '\n== %s\n' "$*" >&2; }

# build FOLDER [meson options]: configure once, then bring up to date. Two jobs at least, more when the machine has more.
build() {
    folder=$1
    shift
    if [ ! -f "$folder/build.ninja" ]; then
        rm -rf "$folder"
        meson setup "$folder" "$@" >"/tmp/corredor-meson.$$" 2>&1 || { cat "/tmp/corredor-meson.$$" >&2; exit 1; }
        rm -f "/tmp/corredor-meson.$$"
    fi
    ninja -C "$folder" --quiet
}

# The program people use: optimised, without sanitizers.
build_release() {
    build build-release --buildtype=release -Dtests=false -Dbench=true
}
