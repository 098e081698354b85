#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Stylesheet, scripts and pictures into the program: names by content, compressed once, embedded with .incbin.

usage: assets.py OUTPUT.c FOLDER FILE...   (FOLDER receives the compressed copies)

Brotli needs the Python module or the command `brotli`; where neither is there, the asset has gzip only."""
import gzip
import hashlib
import pathlib
import re
import subprocess
import sys

MEDIA = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".json": "application/json",
}


def shorter_css(text):
    """Without comments and the blanks that mean nothing; strings are left alone."""
    parts = re.split(r'("(?:\\.|[^"\\])*")', re.sub(r"/\*.*?\*/", "", text, flags=re.S))
    for i in range(0, len(parts), 2):
        part = re.sub(r"\s+", " ", parts[i])
        part = re.sub(r" ?([{};,]) ?", r"\1", part)
        part = re.sub(r"(?<=[\w-]): (?=[^{}]*[;}])", ":", part)
        parts[i] = part.replace(";}", "}")
    return "".join(parts).strip()


def brotli(data):
    try:
        import brotli as module
        return module.compress(data, quality=11, lgwin=22)
    except ImportError:
        pass
    try:
        return subprocess.run(["brotli", "-q", "11", "-c"], input=data, stdout=subprocess.PIPE, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return b""


def literal(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def embed(out, symbol, path):
    """.previous puts the compiler back into its own section; .hidden keeps the symbol inside the library."""
    out.write(f'__asm__(".section .rodata\\n.balign 16\\n.globl {symbol}\\n.hidden {symbol}\\n{symbol}:\\n"\n')
    out.write(f'        ".incbin \\"{path}\\"\\n.previous\\n");\n')
    out.write(f"extern const char {symbol}[] __attribute__((visibility(\"hidden\")));\n")


def main():
    target, folder = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    rows = []
    with target.open("w", encoding="utf-8") as out:
        out.write('/* Made by tools/assets.py. Do not edit. */\n#include "render/html/assets.h"\n\n')
        for number, name in enumerate(sorted(sys.argv[3:], key=lambda n: pathlib.Path(n).name)):
            path = pathlib.Path(name)
            data = path.read_bytes()
            if path.suffix == ".css":
                data = shorter_css(data.decode("utf-8")).encode("utf-8")
                if b"<" in data or b"&" in data:
                    sys.exit(f"{name}: write < and & as escapes: files that travel carry the sheet inside the page")
            forms = {"": data, ".gz": gzip.compress(data, 9, mtime=0), ".br": brotli(data)}
            fields = []
            for ending, form in forms.items():
                copy = folder / (path.name + ending)
                copy.write_bytes(form)
                symbol = f"cor_asset_{number}_{len(fields)}"
                embed(out, symbol, copy)
                fields.append("{ %s, %d }" % (symbol, len(form)) if form else "{ 0, 0 }")
            digest = hashlib.sha256(data).hexdigest()[:10]
            address = f"/assets/{path.stem}.{digest}{path.suffix}"
            media = MEDIA[path.suffix]
            texts = ["{ %s, %d }" % (literal(t), len(t)) for t in (path.name, address, media)]
            rows.append("    { " + ", ".join(texts + fields) + " },\n")
        out.write("\nstatic const cor_asset assets[] = {\n" + "".join(rows) + "};\n")
        out.write("""
const cor_asset *cor_asset_list(size_t *ret_count) {
    *ret_count = sizeof assets / sizeof *assets;
    return assets;
}

const cor_asset *cor_asset_find(cor_str name) {
    for (size_t i = 0; i < sizeof assets / sizeof *assets; i++)
        if (cor_str_equal(assets[i].name, name)) return &assets[i];
    return NULL;
}

const cor_asset *cor_asset_at(cor_str path) {
    for (size_t i = 0; i < sizeof assets / sizeof *assets; i++)
        if (cor_str_equal(assets[i].path, path)) return &assets[i];
    return NULL;
}
""")


if __name__ == "__main__":
    main()
