#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The data pack is what datapackage.json says, and holds the figures its sources publish.

    check_pack.py [repository]

Prints what is wrong, one line each, and fails if there is any.
"""
import csv
import gzip
import hashlib
import io
import json
import os
import re
import sys

ROOT = sys.argv[1] if len(sys.argv) > 1 else os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
DATA = os.path.join(ROOT, "data")

REGISTRIES = {"institution", "publication", "mechanism", "agreement", "mechanism_use", "ratification", "recommendation",
              "framework_evidence", "diaspora_organisation", "network_theme", "network_member", "network_practice",
              "network_event", "network_action"}
DATASETS = {"un-desa-stock", "un-wpp", "ilostat", "ilo-global", "wdi", "knomad", "remittance-prices", "dioc", "sdg",
            "labour-market", "enoe"}
MOST_BYTES = 15_000_000
PLACE_COLUMNS = {"iso3", "origin_iso3", "dest_iso3", "origin_code", "sending_iso3", "receiving_iso3"}
DIMENSIONS = {"sex": "sex", "age": "age", "education": "education", "isic4_section": "sector", "sector": "sector",
              "isco": "occupation", "skill": "skill", "birth": "birth", "birthplace": "birth",
              "region_of_birth": "region_of_birth", "migratory_status": "migration_status", "count_basis": "basis"}
NUMBER = re.compile(r"-?\d+(\.\d+)?([eE][-+]?\d+)?")

# Values a reader can look up at the agency: table, key in the order of its columns, column, value.
HEADLINES = [
    ("migrant-stock", "MEX USA 2020 T", "value", 10853105),
    ("migrant-stock", "NIC CRI 2020 T", "value", 350854),
    ("migrant-stock", "HTI DOM 2020 T", "value", 496112),
    ("migrant-stock-by-dest", "WLD 2020 T", "migrants", 280598105),
    ("migrant-stock-by-dest", "WLD 2020 M", "migrants", 145655844),
    ("migrant-stock-by-dest", "WLD 1990 T", "migrants", 152986157),
    ("migrant-stock-2024rev-totals", "CRI 2024", "immigrants", 628404),
    ("migrant-stock-2024rev-totals", "USA 2024", "immigrants", 52375047),
    ("migrant-stock-knomad-2017", "MEX USA", "migrants", 11573680),
    ("population", "MEX 2020", "population", 126799054),
    ("population-wpp2022", "MEX 2015", "population", 120149901),
    ("population-wpp2022", "USA 2015", "population", 324607776),
    ("population", "GUY 2024", "population", 831086),
    ("demography-5y", "CRI 2015 2020", "net_migration", 7969),
    ("demography-5y", "CRI 2015 2020", "residual_migration", 7972),
    ("labour-market", "GUY 2019 lfpr_15plus T", "value", 51.293),
    ("labour-market", "GUY 2019 unemployment_rate_15plus T", "value", 13.172),
    ("remittance-prices-corridor", "USA MEX 2020 3", "total_cost_pct", 4.1804),
    ("remittances-bilateral-2017", "USA MEX", "usd_million", 30019.187026),
    ("remittances-knomad", "MEX 2022 inflow", "usd_million", 61099.607915),
    ("ilostat-informality", "IND 2019 T", "informal_rate_pct", 88.907),
    ("ilostat-informality", "IND 2019 O", "informal_rate_pct", 89.961),
    ("ilo-migrant-workers-3", "2019 migrant_workers total World T", "value", 169),
    ("ilo-migrant-workers-3-iom", "2019 migrant_workers total World M", "value", 98.9),
    ("ilo-migrant-workers-3-iom", "2019 share_of_migrant_workers sex World F", "value", 41.5),
    ("ilo-migrant-workers-4", "2022 migrants_in_labour_force total World T", "value", 167.7),
]
# Sums over rows: table, column to add, what the rows have, value, how far it may be off.
SUMS = [
    ("migrant-stock", "value", {"year": "2020", "sex": "T"}, 267940954, 0),
    ("migrant-stock-origin-unknown", "origin_other", {"year": "2020", "sex": "T"}, 12657151, 0),
    ("migrants-age-sex", "value", {"iso3": "CRI", "role": "immigrants", "year": "2020", "sex": "T"}, 520729, 0.5),
    ("dioc-2005-bilateral", "persons_15plus", {"origin_code": "MEX", "dest_iso3": "USA"}, 10668900, 0),
    ("dioc-2005-bilateral", "persons_15plus", {"origin_code": "MEX", "dest_iso3": "USA", "education": "high"},
     745159, 0),
    ("dioc-2015-by-destination", "persons", {"birth": "foreign_born"}, 128.6e6, 0.05e6),
    ("population-age-sex", "population", {"iso3": "GUY", "year": "2020", "age": {
        "15-19", "20-24", "25-29", "30-34", "35-39", "40-44", "45-49", "50-54", "55-59", "60-64"}}, 513374, 0),
    ("ilostat-employment-birth-sector", "employed", {"iso3": "CRI", "year": "2023", "birth": "foreign_born"},
     231935, 1),
    ("ilostat-employment-birth-sector", "employed", {"iso3": "DOM", "year": "2023", "birth": "foreign_born"},
     342564, 1),
    ("remittances-bilateral-2017", "usd_million", {}, 613.5e3, 0.05e3),
    ("migrant-stock-2024rev-totals", "immigrants", {"year": "2024"}, 302.0e6, 0.05e6),
]

problems = []


def report(*words):
    problems.append(" ".join(str(word) for word in words))


def read_vocabulary(name):
    with open(os.path.join(DATA, "vocabulary", name), encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def is_valid(text, field, missing):
    """A cell against the type and constraints of its field, as the Table Schema standard has them."""
    constraints = field.get("constraints", {})
    if text in missing:
        return not constraints.get("required")
    kind = field["type"]
    if kind == "year" and not re.fullmatch(r"(19|20)\d\d", text):
        return False
    if kind == "integer" and not re.fullmatch(r"-?\d+", text) or kind == "number" and not NUMBER.fullmatch(text):
        return False
    if kind in ("integer", "number") and not (constraints.get("minimum", float("-inf")) <= float(text)
                                              <= constraints.get("maximum", float("inf"))):
        return False
    if "enum" in constraints and text not in constraints["enum"]:
        return False
    return "pattern" not in constraints or bool(re.fullmatch(constraints["pattern"], text))


def check_bytes(resource):
    path = os.path.join(DATA, resource["path"])
    with open(path, "rb") as file:
        packed = file.read()
    if len(packed) != resource["bytes"] or "sha256:" + hashlib.sha256(packed).hexdigest() != resource["hash"]:
        report(resource["path"], "has other bytes than datapackage.json says")
    if packed[3] != 0 or packed[4:8] != bytes(4):
        report(resource["path"], "has a file name or a time in its gzip header")
    raw = gzip.decompress(packed)
    if b"\r" in raw or raw.startswith(b"\xef\xbb\xbf") or not raw.endswith(b"\n"):
        report(resource["path"], "is not plain UTF-8 with LF line ends")
    return list(csv.reader(io.StringIO(raw.decode("utf-8"), newline="")))


def check_table(resource, rows, places, codes):
    name, schema = resource["name"], resource["schema"]
    header, rows = rows[0], rows[1:]
    if header != [field["name"] for field in schema["fields"]]:
        report(name, "has the columns", header)
        return
    if len(rows) != resource["corredor:rows"] or any(len(row) != len(header) for row in rows):
        report(name, "has", len(rows), "rows, or rows of uneven length")
    columns = dict(zip(header, zip(*rows)))
    for field in schema["fields"]:
        column = field["name"]
        distinct = set(columns[column])
        bad = sorted(text for text in distinct if not is_valid(text, field, schema["missingValues"]))
        if bad:
            report(name, column, "has values that do not fit its schema:", bad[:5])
        if column in PLACE_COLUMNS and distinct - places - {""}:
            report(name, column, "has unknown places:", sorted(distinct - places)[:5])
        known = codes.get(DIMENSIONS.get(column))
        if known is not None and "corredor:dataset" in resource and distinct - known - {""}:
            report(name, column, "has codes that are not in the vocabulary:", sorted(distinct - known)[:5])
    keys = list(zip(*(columns[column] for column in schema["primaryKey"])))
    if len(set(keys)) != len(keys):
        report(name, "has rows with the same key")
    if keys != sorted(keys):
        report(name, "is not sorted by its key")
    check_headlines(name, schema["primaryKey"], keys, columns)


def check_headlines(name, key_columns, keys, columns):
    for table, key, column, expected in HEADLINES:
        if table == name:
            found = [columns[column][at] for at, row in enumerate(keys) if " ".join(row) == key]
            if len(found) != 1 or float(found[0]) != expected:
                report(name, key, column, "is", found, "and should be", expected)
    for table, column, wanted, expected, tolerance in SUMS:
        if table == name:
            chosen = [at for at in range(len(keys)) if all(
                columns[c][at] in v if isinstance(v, set) else columns[c][at] == v for c, v in wanted.items())]
            total = sum(float(columns[column][at]) for at in chosen)
            if abs(total - expected) > tolerance:
                report(name, wanted, column, "adds up to", total, "and should give", expected)


def check_laws(tables):
    """Women and men make the total; the origins of a destination do not exceed it."""
    stock, origins = {}, {}
    for origin, destination, year, sex, value in tables["migrant-stock"][1:]:
        stock.setdefault((origin, destination, year), {})[sex] = int(value)
        at = (destination, year, sex)
        origins[at] = origins.get(at, 0) + int(value)
    for pair, sexes in stock.items():
        if sexes.get("M", 0) + sexes.get("F", 0) != sexes.get("T"):
            report("migrant-stock: women and men of", pair, "do not make the total")
    totals = {(row[0], row[2], row[3]): int(row[4]) for row in tables["migrant-stock-by-dest"][1:]}
    for at, value in origins.items():
        if at in totals and value > totals[at]:
            report("migrant-stock: the origins of", at, "exceed its total")
    for place, year, sex, total, identified, other in tables["migrant-stock-origin-unknown"][1:]:
        at = (place, year, sex)
        if int(total) != totals.get(at) or int(identified) != origins.get(at, 0) or \
                int(other) != int(total) - int(identified):
            report("migrant-stock-origin-unknown:", at, "is not the remainder")
    for year in sorted({at[1] for at in totals}):
        places = sum(value for at, value in totals.items() if at[0] != "WLD" and at[1:] == (year, "T"))
        if places != totals["WLD", year, "T"]:
            report("migrant-stock-by-dest: the destinations of", year, "do not make the world")
    years = {(row[0], row[1]): row[2] for row in tables["population"][1:]}
    for place, year0, year1, population0, population1, *_ in tables["demography-5y"][1:]:
        if (population0, population1) != (years[place, year0], years[place, year1]):
            report("demography-5y:", place, year0, "has another population than the annual table")


REFERENCES = [("registry-mechanism-use", "mechanism", "registry-mechanisms"),
              ("registry-agreements", "mechanism", "registry-mechanisms"),
              ("registry-mechanisms", "institutions", "registry-institutions"),
              ("registry-mechanisms", "amends", "registry-mechanisms"),
              ("registry-mechanisms", "replaces", "registry-mechanisms"),
              ("registry-mechanisms", "implements", "registry-mechanisms"),
              ("registry-framework-evidence", "recommendation", "registry-recommendations"),
              ("registry-network-practices", "themes", "registry-network-themes"),
              ("registry-network-practices", "recommendations", "registry-recommendations"),
              ("registry-network-events", "themes", "registry-network-themes")]


def check_registries(tables, places):
    """Entries name others that are there, places that we know, and where they are from."""
    keys = {name: {row[0] for row in rows[1:]} for name, rows in tables.items() if name.startswith("registry-")}
    for name, column, target in REFERENCES:
        at = tables[name][0].index(column)
        for row in tables[name][1:]:
            for key in set(row[at].split(";")) - keys[target] - {""}:
                report(name, row[0], column, "names", key, "which is not in", target)
    for name in keys:
        header = tables[name][0]
        for row in tables[name][1:]:
            entry = dict(zip(header, row))
            if not entry["sources"]:
                report(name, row[0], "has no source")
            for column in ("place", "parties", "places", "origins"):
                if set(entry.get(column, "").split(";")) - places - {""}:
                    report(name, row[0], "has an unknown place in", column)
    linked = sum(1 for row in tables["registry-agreements"][1:] if row[8])
    if linked != 45:
        report("registry-agreements:", linked, "agreements are linked to a described mechanism")


def check_package(package, sources):
    names = [resource["name"] for resource in package["resources"]]
    for name in {name for name in names if names.count(name) > 1}:
        report("two resources are called", name)
    listed = {resource["path"] for resource in package["resources"]}
    present = {"pack/" + name for name in os.listdir(os.path.join(DATA, "pack"))}
    for path in listed ^ present:
        report(path, "is listed or there, but not both")
    for resource in package["resources"]:
        if not re.fullmatch(r"[a-z0-9-]+", resource["name"]):
            report("not a resource name:", resource["name"])
        if resource["corredor:source"] not in sources or not (
                resource.get("corredor:dataset") in DATASETS) ^ (resource.get("corredor:registry") in REGISTRIES):
            report(resource["name"], "has an unknown dataset, registry or source")
        for key in ["title", "corredor:title_es", "description", "licenses", "sources"]:
            if not resource.get(key):
                report(resource["name"], "lacks", key)
        if (resource["format"], resource["mediatype"], resource["compression"]) != ("csv", "text/csv", "gz"):
            report(resource["name"], "is of another format")
    if sum(resource["bytes"] for resource in package["resources"]) > MOST_BYTES:
        report("the pack is larger than", MOST_BYTES, "bytes")
    for folder, _, files in os.walk(DATA):
        for name in files:
            if "abel" in name.lower():
                report(name, "is a published flow estimate, which must not be in the pack")


def main():
    with open(os.path.join(DATA, "datapackage.json"), encoding="utf-8") as file:
        package = json.load(file)
    places = {row["iso3"] for row in read_vocabulary("countries.csv")}
    places |= {row["code"] for row in read_vocabulary("areas.csv")}
    codes = {}
    for row in read_vocabulary("codes.csv"):
        codes.setdefault(row["dimension"], set()).add(row["code"])
    for row in read_vocabulary("code_aliases.csv"):
        codes[row["dimension"]].add(row["alias"])
    check_package(package, {row["key"] for row in read_vocabulary("sources.csv")})
    tables = {}
    for resource in package["resources"]:
        tables[resource["name"]] = check_bytes(resource)
        check_table(resource, tables[resource["name"]], places, codes)
    for table in {table for table, *_ in HEADLINES + SUMS} - set(tables):
        report("there is no table", table)
    measures = {row["key"] for row in read_vocabulary("measures.csv")}
    for name in [name for name in tables if name.startswith("ilo-migrant-workers")]:
        for row in tables[name][1:]:
            if row[2] not in measures:
                report(name, "has the indicator", row[2], "which is not a measure")
    check_laws(tables)
    check_registries(tables, places)
    for problem in problems:
        print(problem)
    rows = sum(len(table) - 1 for table in tables.values())
    size = sum(resource["bytes"] for resource in package["resources"])
    print(f"{len(tables)} tables, {rows} rows, {size} bytes, {len(problems)} problems")
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
