#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The vocabulary tables agree with each other: unique, complete in both languages, nothing ambiguous.

    check_vocabulary.py [repository] [facts folder]

With the facts folder it also looks up every place name of the agencies' original files (see place_names.py).
Prints what is wrong, one line each, and fails if there is any.
"""
import csv
import os
import re
import sys
import unicodedata

sys.dont_write_bytecode = True
ROOT = sys.argv[1] if len(sys.argv) > 1 else os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
FOLDER = os.path.join(ROOT, "data", "vocabulary")
sys.path[:0] = [os.path.join(ROOT, "tools"), os.path.dirname(os.path.abspath(__file__))]

import place_names  # noqa: E402
from places import fold  # noqa: E402  (the form in which the program compares names)

COLUMNS = {
    "countries.csv": "id,iso3,iso2,m49,name_en,name_es,region_code,subregion_code,intermediate_code,wb_income,currency,"
                     "lat,lon,rcm_member,caricom_member",
    "areas.csv": "id,code,name_en,name_es,kind,lat,lon",
    "country_aliases.csv": "alias,code",
    "not_places.csv": "name,reason",
    "units.csv": "key,symbol_en,symbol_es,name_en,name_es,decimals",
    "measures.csv": "key,unit,name_en,name_es,definition_en,definition_es,places",
    "dimensions.csv": "key,name_en,name_es,order",
    "codes.csv": "dimension,code,name_en,name_es,order",
    "code_aliases.csv": "dimension,alias,code",
    "sources.csv": "key,producer,title_en,title_es,edition,published,accessed,licence,citation,url,note_en,note_es,first,last,years",
}
KINDS = {"world", "region", "group", "former", "territory", "unknown"}
KEY = re.compile(r"[a-z0-9]+([_-][a-z0-9]+)*")
# Words that Spanish writes with an accent or a tilde: their bare forms are slips.
BARE_SPANISH = re.compile(
    r"\b(poblacion|migracion|educacion|ocupacion|situacion|comision|anos?|pais|paises|numero|"
    r"indice|economia|extranjeria|practica|dia|mas|tambien|segun|estan|numeros|proporcion|relacion|participacion|"
    r"agricola|electrica|espanola?|america|africa|oceania|mexico|panama|haiti|peru|japon|iran|camerun|gabon|tunez|"
    r"informacion|organizacion|politicas|estadisticas?|union|niveles? de educacion)\b", re.IGNORECASE)

problems = []


def report(*words):
    problems.append(" ".join(str(word) for word in words))


def read(name):
    with open(os.path.join(FOLDER, name), "rb") as file:
        raw = file.read()
    if raw.startswith(b"\xef\xbb\xbf") or b"\r" in raw or not raw.endswith(b"\n"):
        report(name, "is not plain UTF-8 with LF line ends")
    lines = list(csv.reader(raw.decode("utf-8").splitlines(keepends=True)))
    if ",".join(lines[0]) != COLUMNS[name]:
        report(name, "has other columns:", ",".join(lines[0]))
    rows = []
    for number, cells in enumerate(lines[1:], 2):
        if len(cells) != len(lines[0]):
            report(name, "row", number, "has", len(cells), "cells")
        rows.append(dict(zip(lines[0], cells)))
        for column, cell in zip(lines[0], cells):
            if cell != cell.strip() or "  " in cell or unicodedata.normalize("NFC", cell) != cell:
                report(name, "row", number, column, "has stray spaces or loose accents:", repr(cell))
    return rows


def unique(name, rows, *columns):
    seen = set()
    for row in rows:
        key = tuple(row[column] for column in columns)
        if key in seen:
            report(name, "has", key, "twice")
        seen.add(key)
    return {key[0] if len(key) == 1 else key for key in seen}


def bilingual(name, rows, *stems):
    for row in rows:
        for stem in stems:
            english, spanish = row[stem + "_en"], row[stem + "_es"]
            if bool(english) != bool(spanish):
                report(name, "lacks a language of", stem, "in", list(row.values())[:2])
            if BARE_SPANISH.search(spanish):
                report(name, "Spanish without accent:", BARE_SPANISH.search(spanish).group(), "in", spanish)


def check_places():
    countries, areas = read("countries.csv"), read("areas.csv")
    ids = [row["id"] for row in countries + areas]
    for repeated in {place for place in ids if ids.count(place) > 1}:
        report("place id", repeated, "is given twice")
    codes = [row["iso3"] for row in countries] + [row["code"] for row in areas]
    for repeated in {code for code in codes if codes.count(code) > 1}:
        report("place code", repeated, "is given twice")
    unique("countries.csv", countries, "iso2")
    unique("countries.csv", countries, "m49")
    regions = {row["code"] for row in areas if row["kind"] == "region"}
    for row in countries:
        if int(row["m49"]) != int(row["id"]) or len(row["m49"]) != 3:
            report(row["iso3"], "has id", row["id"], "and M49", row["m49"])
        if not re.fullmatch("[A-Z]{3}", row["iso3"]) or not re.fullmatch("[A-Z]{2}", row["iso2"]):
            report("not ISO codes:", row["iso3"], row["iso2"])
        if not re.fullmatch("([A-Z]{3})?", row["currency"]) or row["wb_income"] not in ("", "L", "LM", "UM", "H"):
            report(row["iso3"], "currency or income group:", row["currency"], row["wb_income"])
        if {row["rcm_member"], row["caricom_member"]} - {"0", "1"}:
            report(row["iso3"], "membership is not 0 or 1")
        for column in ["region_code", "subregion_code", "intermediate_code"]:
            if row[column] and row[column] not in regions:
                report(row["iso3"], column, row[column], "is not an area")
        if not row["lat"]:
            report(row["iso3"], "has no point")
    for row in areas:
        if row["kind"] not in KINDS:
            report(row["code"], "has kind", row["kind"])
        if row["kind"] == "region" and int(row["code"]) != int(row["id"]):
            report(row["code"], "is not the M49 code", row["id"])
    for row in countries + areas:
        if not row["name_en"] or not 0 < int(row["id"]) < 65536:
            report("no name or id out of range:", row)
        if bool(row["lat"]) != bool(row["lon"]):
            report("half a point:", row)
        if row["lat"] and not (abs(float(row["lat"])) <= 90 and abs(float(row["lon"])) <= 180):
            report("point out of range:", row)
    bilingual("countries.csv", countries, "name")
    bilingual("areas.csv", areas, "name")
    return countries, areas, check_names(countries, areas, set(codes))


def check_names(countries, areas, codes):
    """Every name means one place, and no name means a place whose code it is not."""
    meaning = {}
    for row in countries + areas:
        code = row.get("iso3") or row["code"]
        for name in (row["name_en"], row["name_es"]):
            if meaning.setdefault(fold(name), code) != code:
                report("name", repr(name), "means", meaning[fold(name)], "and", code)
    aliases = read("country_aliases.csv")
    unique("country_aliases.csv", aliases, "alias")
    for row in aliases:
        if row["code"] not in codes:
            report("alias", repr(row["alias"]), "of unknown place", row["code"])
        if not fold(row["alias"]):
            report("empty alias of", row["code"])
        if meaning.setdefault(fold(row["alias"]), row["code"]) != row["code"]:
            report("alias", repr(row["alias"]), "means", meaning[fold(row["alias"])], "and", row["code"])
    short = {row["iso2"]: row["iso3"] for row in countries}
    # "Asia" is the region; ASIA, as files write it, is "Asia, country not stated".
    short.update({code: code for code in codes - {row["code"] for row in areas if row["kind"] == "unknown"}})
    for name, code in meaning.items():
        if short.get(name.upper(), code) != code:
            report("name", repr(name), "is the code of", short[name.upper()], "and means", code)
    skipped = read("not_places.csv")
    unique("not_places.csv", skipped, "name")
    for row in skipped:
        if fold(row["name"]) in meaning:
            report(repr(row["name"]), "is a place and not a place")
        if not row["reason"]:
            report(repr(row["name"]), "lacks a reason")
    return meaning, {fold(row["name"]) for row in skipped}


def check_words():
    units, measures = read("units.csv"), read("measures.csv")
    dimensions, codes, aliases = read("dimensions.csv"), read("codes.csv"), read("code_aliases.csv")
    unit_keys = unique("units.csv", units, "key")
    measure_keys = unique("measures.csv", measures, "key")
    dimension_keys = unique("dimensions.csv", dimensions, "key")
    code_keys = unique("codes.csv", codes, "dimension", "code")
    unique("codes.csv", codes, "dimension", "order")
    unique("codes.csv", codes, "dimension", "name_en")
    unique("codes.csv", codes, "dimension", "name_es")
    unique("dimensions.csv", dimensions, "order")
    unique("code_aliases.csv", aliases, "dimension", "alias")
    for key in unit_keys | measure_keys | dimension_keys:
        if not KEY.fullmatch(key):
            report("not a key:", key)
    for row in measures:
        if row["unit"] not in unit_keys or row["places"] not in ("origin-destination", "place", "place-or-corridor"):
            report("measure", row["key"], "has unit", row["unit"], "and places", row["places"])
        for column in ["definition_en", "definition_es"]:
            if not row[column].endswith(".") or row[column].count(". ") > 0:
                report("measure", row["key"], column, "is not one sentence")
    for row in codes:
        if row["dimension"] not in dimension_keys or re.search(r"[;=\s]", row["code"]) or not row["code"]:
            report("code", row["dimension"], repr(row["code"]))
        if row["code"] in ("T", "TOTAL") and row["dimension"] == "sex":
            report("the total is the absence of the dimension, not a code:", row)
        if not row["name_en"]:
            report("code without name:", row)
    for key in dimension_keys:
        if not any(row["dimension"] == key for row in codes):
            report("dimension", key, "has no codes")
    for row in aliases:
        if row["dimension"] not in dimension_keys or row["code"] and (row["dimension"], row["code"]) not in code_keys:
            report("code alias", row)
        if (row["dimension"], row["alias"]) in code_keys and row["alias"] != row["code"]:
            report("code alias hides a code:", row)
    for row in units + measures + dimensions:
        if not row["name_en"]:
            report("no name:", row["key"])
    bilingual("units.csv", units, "name", "symbol")
    bilingual("measures.csv", measures, "name", "definition")
    bilingual("dimensions.csv", dimensions, "name")
    bilingual("codes.csv", codes, "name")


def check_sources():
    sources = read("sources.csv")
    for key in unique("sources.csv", sources, "key"):
        if not KEY.fullmatch(key):
            report("not a key:", key)
    for row in sources:
        for column in ["producer", "title_en", "licence", "citation", "note_en"]:
            if not row[column]:
                report("source", row["key"], "lacks", column)
        for column in ["published", "accessed"]:
            if not re.fullmatch(r"(\d{4}(-\d{2}(-\d{2})?)?)?", row[column]):
                report("source", row["key"], column, "is not an ISO date")
        if not re.fullmatch(r"(\d{4}( \d{4})*)?", row["years"]) or row["years"].split() != sorted(row["years"].split()):
            report("source", row["key"], "years are not in order")
        if row["years"] and (row["first"], row["last"]) != (row["years"][:4], row["years"][-4:]):
            report("source", row["key"], "years do not go from the first to the last period")
        if row["url"] and not row["url"].startswith("https://"):
            report("source", row["key"], "url", row["url"])
        if "CC BY" in row["licence"] and "could not be verified" not in row["licence"]:
            report("source", row["key"], "states a licence that was not verified as if it were")
    bilingual("sources.csv", sources, "title", "note")


def check_originals(facts, countries, meaning, skipped):
    """Every place the original files name is known, and is the place their own codes say."""
    numbers = {str(int(row["m49"])): row["iso3"] for row in countries}
    codes = {row["iso3"] for row in countries}
    names = place_names.collect(os.path.join(facts, "originals"))
    for file, name, code in names:
        found = meaning.get(fold(name))
        if found is None and fold(name) not in skipped:
            report(file, "names", repr(name), "which is neither a place nor listed as not one")
        expected = numbers.get(code) or (code if code in codes else None)
        if found and expected and found != expected:
            report(file, "names", repr(name), code, "which is taken for", found)
    print(f"{len(names)} names of the original files")


def main():
    countries, areas, (meaning, skipped) = check_places()
    check_words()
    check_sources()
    if len(sys.argv) > 2:
        check_originals(sys.argv[2], countries, meaning, skipped)
    for problem in problems:
        print(problem)
    print(f"{len(countries)} countries, {len(areas)} areas, {len(meaning)} names, {len(problems)} problems")
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
