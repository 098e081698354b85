#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Compile po/<lang>/*.po into C tables: one open-addressing hash table per language (src/core/catalogue.h).

usage: catalogue.py OUTPUT.c DEPFILE LANG=FOLDER...   (the first language is English and has no folder: "en=")
Refuses fuzzy and untranslated entries, holes that differ between a message and its translation, and one message with
two translations."""
import ast
import pathlib
import re
import sys


def read_po(path):
    """The entries of a gettext catalogue: {msgid: (singular, plural or None, msgid_plural or None)}."""
    entries, field, entry, fuzzy = {}, None, {}, False

    def close():
        nonlocal entry, fuzzy
        if entry.get("msgid"):
            if fuzzy:
                sys.exit(f"{path}: fuzzy translation of {entry['msgid']!r}: check it and remove the mark")
            one = entry.get("msgstr") or entry.get("msgstr[0]") or ""
            many = entry.get("msgstr[1]")
            if not one or ("msgid_plural" in entry and not many):
                sys.exit(f"{path}: no translation of {entry['msgid']!r}")
            if entry["msgid"] in entries:
                sys.exit(f"{path}: {entry['msgid']!r} is there twice")
            entries[entry["msgid"]] = (one, many, entry.get("msgid_plural"))
        entry, fuzzy = {}, False

    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        line = line.strip()
        if not line:
            continue
        if line.startswith("#"):
            if line.startswith("#,") and "fuzzy" in line:
                close()
                fuzzy = True
            continue
        match = re.match(r'(msgid_plural|msgid|msgstr(?:\[\d\])?)\s+(".*")$', line)
        if match:
            field = match.group(1)
            if field == "msgid":
                was_fuzzy = fuzzy and not entry
                close()
                fuzzy = was_fuzzy
            entry[field] = ast.literal_eval(match.group(2))
        elif line.startswith('"') and field:
            entry[field] += ast.literal_eval(line)
        else:
            sys.exit(f"{path}:{number}: not a line of a gettext catalogue: {line}")
    close()
    return entries


def holes(text):
    return set(re.findall(r"\{([^{}]*)\}", text or ""))


def check_holes(path, source, one, many, source_plural):
    allowed = holes(source) | holes(source_plural)
    for translation, needed in ((one, holes(source)), (many, holes(source_plural))):
        if translation is None:
            continue
        # A singular may say "one" instead of printing the number, so with plural forms holes may be left out.
        strange = holes(translation) - allowed
        missing = needed - holes(translation) if source_plural is None else set()
        if strange or missing:
            sys.exit(f"{path}: holes of {source!r} and its translation differ: {sorted(strange | missing)}")


def fnv1a(data):
    value = 0xCBF29CE484222325
    for byte in data:
        value = ((value ^ byte) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
    return value


def c_string(text):
    if text is None:
        return "0"
    out = []
    for byte in text.encode("utf-8"):
        char = chr(byte)
        out.append(char if 32 <= byte < 127 and char not in '"\\?' else f"\\{byte:03o}")
    return '"' + "".join(out) + '"'


def main():
    output, depfile, *languages = sys.argv[1:]
    read, tables, heads = [], [], []
    for language in languages:
        code, folder = language.split("=", 1)
        merged = {}
        if folder:
            read.append(folder)
        for path in sorted(pathlib.Path(folder).glob("*.po")) if folder else []:
            read.append(str(path))
            for source, (one, many, plural) in read_po(path).items():
                check_holes(path, source, one, many, plural)
                if merged.get(source, (one, many)) != (one, many):
                    sys.exit(f"{path}: {source!r} is translated differently in another catalogue")
                merged[source] = (one, many)
        if not merged:
            heads.append("{ 0, 0 }")
            continue
        size = 1
        while size < 2 * len(merged) + 2:
            size *= 2
        slots = [None] * size
        for source in sorted(merged):
            at = fnv1a(source.encode()) & (size - 1)
            while slots[at]:
                at = (at + 1) & (size - 1)
            slots[at] = source
        rows = [
            "    { 0, 0, 0 }," if source is None
            else f"    {{ {c_string(source)}, {c_string(merged[source][0])}, {c_string(merged[source][1])} }},"
            for source in slots
        ]
        tables.append(f"static const cor_catalogue_entry slots_{code}[{size}] = {{\n" + "\n".join(rows) + "\n};\n")
        heads.append(f"{{ slots_{code}, {size - 1} }}")
    with open(output, "w", encoding="utf-8") as out:
        out.write("/* Made by tools/catalogue.py from po/. */\n#include \"core/catalogue.h\"\n\n")
        out.write("\n".join(tables))
        out.write("\nconst cor_catalogue cor_catalogues[] = { " + ", ".join(heads) + " };\n")
    pathlib.Path(depfile).write_text(f"{output}: " + " ".join(p.replace(" ", "\\ ") for p in read) + "\n")


main()
