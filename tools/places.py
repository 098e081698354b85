#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Make the table of places (src/core/places.h) from data/vocabulary.

usage: places.py OUTPUT.c COUNTRIES.csv AREAS.csv ALIASES.csv
Names are folded here exactly as cor_str_fold does it (tests/core compares the two)."""
import csv
import re
import sys
import unicodedata

KINDS = {
    "country": "COR_PLACE_COUNTRY", "world": "COR_PLACE_WORLD", "region": "COR_PLACE_REGION",
    "group": "COR_PLACE_GROUP", "former": "COR_PLACE_FORMER", "territory": "COR_PLACE_TERRITORY",
    "unknown": "COR_PLACE_UNKNOWN",
}
PLAIN = {"æ": "ae", "ø": "o", "œ": "oe", "ı": "i", "ł": "l", "ð": "d", "đ": "d", "þ": "th"}


# English names that take "the" inside a sentence: "people born in the Philippines".
ARTICLE = re.compile(
    r"^(United |Bahamas|Gambia|Netherlands|Philippines|Comoros|Maldives|Democratic Republic|Republic of|Holy See|Isle of Man"
    r"|Channel|Former|German Democratic)|( Islands| Republic| Territory| Territories| Union)$")


def fold(text):
    out = []
    for char in unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold()):
        kind = unicodedata.category(char)
        if kind[0] == "M":
            continue
        if kind[0] == "L" or kind in ("Nd", "Nl", "No"):
            out.append(PLAIN.get(char, char))
        elif kind != "Cf":
            out.append(" ")
    return " ".join("".join(out).split())


def c_string(text):
    return '"' + "".join(
        chr(b) if 32 <= b < 127 and chr(b) not in '"\\?' else f"\\{b:03o}" for b in text.encode("utf-8")) + '"'


def c_str(text):
    return f"COR_STR_INIT({c_string(text)})"


def fnv1a(data):
    value = 0xCBF29CE484222325
    for byte in data:
        value = ((value ^ byte) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
    return value


def rows(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def flag(text):
    return "true" if text.strip().lower() in ("1", "true", "yes") else "false"


def number(text):
    return text if text else "NAN"


def main():
    output, countries_path, areas_path, aliases_path = sys.argv[1:]
    places = []
    for row in rows(countries_path):
        places.append(dict(row, code=row["iso3"], code2=row["iso2"], kind="country"))
    for row in rows(areas_path):
        places.append(dict(row, code2=""))
    places.sort(key=lambda row: row["code"])
    index, ids, names = {}, {}, {}
    for at, row in enumerate(places, 1):
        if row["code"] in index or int(row["id"]) in ids:
            sys.exit(f"{areas_path}: the code {row['code']} or the id {row['id']} is there twice")
        index[row["code"]] = at
        ids[int(row["id"])] = at

    def name(text, code, path):
        folded = fold(text)
        if not folded:
            return
        if names.get(folded, code) != code:
            sys.exit(f"{path}: {text!r} names both {names[folded]} and {code}")
        names[folded] = code

    for row in places:
        if row["kind"] in ("country", "former", "territory", "world", "unknown"):
            # "Asia" is the region; only exactly ASIA, as files write it, is "Asia, country not stated".
            for text in (row["name_en"], row["name_es"], row["code2"], row["code"] * (row["kind"] != "unknown")):
                name(text, row["code"], countries_path)
    for row in places:
        if row["kind"] in ("region", "group"):  # a country keeps its name when a region has the same
            for text in (row["name_en"], row["name_es"], row["code"]):
                if fold(text) not in names:
                    name(text, row["code"], areas_path)
    for row in rows(aliases_path):
        if row["code"] not in index:
            sys.exit(f"{aliases_path}: {row['alias']!r} points to {row['code']}, which is not a place")
        name(row["alias"], row["code"], aliases_path)

    with open(output, "w", encoding="utf-8") as out:
        out.write("/* Made by tools/places.py from data/vocabulary. */\n#include \"core/places.h\"\n\n#include <math.h>\n\n")
        out.write("const cor_country_info cor_places[] = {\n    { .latitude = NAN, .longitude = NAN },\n")
        for row in places:
            def region(key):
                code = (row.get(key) or "").strip()
                return str(int(code)) if code else "0"
            out.write(
                f"    {{ .place = {{ {row['id']} }}, .kind = {KINDS[row['kind']]}, .code = {c_str(row['code'])},\n"
                f"      .code2 = {c_str(row['code2'])}, .name = {{ {c_str(row['name_en'])}, {c_str(row['name_es'])} }},\n"
                f"      .region = {{ {region('region_code')} }}, .subregion = {{ {region('subregion_code')} }},"
                f" .intermediate = {{ {region('intermediate_code')} }},\n"
                f"      .income = {c_str(row.get('wb_income') or '')}, .currency = {c_str(row.get('currency') or '')},\n"
                f"      .latitude = {number(row.get('lat'))}, .longitude = {number(row.get('lon'))},"
                f" .rcm_member = {flag(row.get('rcm_member') or '')},"
                f" .caricom_member = {flag(row.get('caricom_member') or '')},\n"
                f"      .takes_article = {'true' if ARTICLE.search(row['name_en']) else 'false'} }},\n")
        out.write(f"}};\nconst uint32_t cor_place_count = {len(places) + 1};\n\n")
        end = max(ids) + 1
        out.write(f"const uint32_t cor_place_id_end = {end};\nconst uint16_t cor_place_by_id[{end}] = {{\n")
        out.write("".join(f"    [{i}] = {at},\n" for i, at in sorted(ids.items())) + "};\n\n")
        out.write("const cor_place_name cor_place_names[] = {\n")
        ordered = sorted(names, key=lambda text: text.encode("utf-8"))
        out.write("".join(f"    {{ {c_string(text)}, {index[names[text]]} }},\n" for text in ordered))
        out.write(f"}};\nconst uint32_t cor_place_name_count = {len(ordered)};\n\n")
        size = 1
        while size < 2 * len(places) + 2:
            size *= 2
        slots = [0] * size
        for row in places:
            at = fnv1a(row["code"].encode()) & (size - 1)
            while slots[at]:
                at = (at + 1) & (size - 1)
            slots[at] = index[row["code"]]
        out.write(f"const uint32_t cor_place_code_mask = {size - 1};\nconst uint16_t cor_place_codes[{size}] = {{\n    ")
        out.write(", ".join(map(str, slots)) + "\n};\n")


if __name__ == "__main__":
    main()
