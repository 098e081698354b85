#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Make the tables of measures, units, dimensions, codes and sources (src/vocabulary/words.h) from data/vocabulary.

usage: vocabulary.py OUTPUT.c UNITS.csv MEASURES.csv DIMENSIONS.csv CODES.csv SOURCES.csv
The order of the files is the order in which readers see the words, except where a column `order` says otherwise."""
import csv
import re
import sys

LANGUAGES = ("en", "es")


def read(path, needed):
    with open(path, encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        missing = [column for column in needed if column not in (reader.fieldnames or [])]
        if missing:
            sys.exit(f"{path}: no column {', '.join(missing)}")
        found = []
        for row in reader:
            where = f"{path}:{reader.line_num}"
            if None in row or None in row.values():
                sys.exit(f"{where}: more or fewer cells than columns")
            found.append(dict({column: text.strip() for column, text in row.items()}, where=where))
        return found


def unique(rows, *columns):
    """{key: position}, where a key is there once and has nothing a breakdown or an address could trip over."""
    positions = {}
    for at, row in enumerate(rows):
        key = tuple(row[column] for column in columns)
        if key in positions:
            sys.exit(f"{row['where']}: {'='.join(key)} is there twice")
        for part in key:
            if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_.+-]*", part):
                sys.exit(f"{row['where']}: {part!r} cannot be a key: letters, digits and _ . + - only")
        positions[key] = at
    return positions


def c_string(text):
    return '"' + "".join(
        chr(b) if 32 <= b < 127 and chr(b) not in '"\\?' else f"\\{b:03o}" for b in text.encode("utf-8")) + '"'


def c_str(text):
    return f"COR_STR_INIT({c_string(text)})"


def both(row, column):
    texts = [row[f"{column}_{language}"] for language in LANGUAGES]
    if any(texts) and not all(texts):
        sys.exit(f"{row['where']}: {column} is there in one language only")
    return "{ " + ", ".join(c_str(text) for text in texts) + " }"


def named(row, column="name"):
    if not row[f"{column}_en"]:
        sys.exit(f"{row['where']}: {column}_en is empty")
    return both(row, column)


def order_of(row):
    if not re.fullmatch(r"\d+", row["order"]):
        sys.exit(f"{row['where']}: order {row['order']!r} is not a whole number")
    return int(row["order"])


def table(out, kind, name, lines, positions):
    """A table in reading order, and the positions of its rows in byte order of their keys."""
    out.write(f"const {kind} cor_{name}[] = {{\n" + "".join(f"    {{ {line} }},\n" for line in lines) + "};\n")
    ordered = [positions[key] for key in sorted(positions, key=lambda key: tuple(part.encode() for part in key))]
    out.write(f"const uint16_t cor_{name}_by_key[] = {{ {', '.join(map(str, ordered))} }};\n")
    out.write(f"const uint16_t cor_{name}_count = {len(lines)};\n\n")


def main():
    output, units_path, measures_path, dimensions_path, codes_path, sources_path = sys.argv[1:]
    units = read(units_path, ["key", "symbol_en", "symbol_es", "name_en", "name_es", "decimals"])
    measures = read(measures_path, ["key", "unit", "name_en", "name_es", "definition_en", "definition_es", "places"])
    dimensions = sorted(read(dimensions_path, ["key", "name_en", "name_es", "order"]), key=order_of)
    dimension_at = unique(dimensions, "key")
    codes = read(codes_path, ["dimension", "code", "name_en", "name_es", "order"])
    for row in codes:
        if (row["dimension"],) not in dimension_at:
            sys.exit(f"{row['where']}: {row['dimension']} is not in {dimensions_path}")
        if row["code"].upper() == "TOTAL":
            sys.exit(f"{row['where']}: {row['code']} means the absence of a dimension and cannot be a code")
    codes.sort(key=lambda row: (dimension_at[row["dimension"],], order_of(row)))
    sources = read(sources_path, ["key", "producer", "title_en", "title_es", "edition", "published", "accessed",
                                  "licence", "citation", "url", "note_en", "note_es", "first", "last", "years"])
    unit_at = unique(units, "key")
    for row in measures:
        if (row["unit"],) not in unit_at:
            sys.exit(f"{row['where']}: the unit {row['unit']} is not in {units_path}")
        if row["places"] not in ("place", "origin-destination", "place-or-corridor"):
            sys.exit(f"{row['where']}: places is {row['places']!r} instead of place, origin-destination or place-or-corridor")

    with open(output, "w", encoding="utf-8") as out:
        out.write('/* Made by tools/vocabulary.py from data/vocabulary. */\n#include "vocabulary/words.h"\n\n')
        table(out, "cor_unit", "units", [
            f".key = {c_str(row['key'])}, .symbol = {both(row, 'symbol')}, .name = {named(row)},"
            f" .decimals = {int(row['decimals'])}" for row in units], unit_at)
        table(out, "cor_measure", "measures", [
            f".key = {c_str(row['key'])}, .unit = &cor_units[{unit_at[row['unit'],]}], .name = {named(row)},"
            f" .definition = {named(row, 'definition')},"
            f" .is_bilateral = {'false' if row['places'] == 'place' else 'true'},"
            f" .may_lack_origin = {'true' if row['places'] == 'place-or-corridor' else 'false'}"
            for row in measures], unique(measures, "key"))
        table(out, "cor_dimension", "dimensions", [
            f".key = {c_str(row['key'])}, .name = {named(row)}, .order = {order_of(row)}"
            for row in dimensions], dimension_at)
        table(out, "cor_code_label", "codes", [
            f".dimension = &cor_dimensions[{dimension_at[row['dimension'],]}], .code = {c_str(row['code'])},"
            f" .name = {named(row)}, .order = {order_of(row)}" for row in codes], unique(codes, "dimension", "code"))
        table(out, "cor_source", "sources", [
            f".key = {c_str(row['key'])}, .producer = {c_str(row['producer'])}, .title = {named(row, 'title')},"
            + "".join(f" .{column} = {c_str(row[column])}," for column in
                      ("edition", "published", "accessed", "licence", "citation", "url"))
            + f" .note = {both(row, 'note')}, .first_period = {c_str(row['first'])}, .last_period = {c_str(row['last'])},"
            f" .years = {c_str(row['years'])}"
            for row in sources], unique(sources, "key"))


main()
