# SPDX-License-Identifier: Apache-2.0
"""Pairs of places against the tables they come from: each from the newest edition that names it, with its year."""
import csv
import gzip
import json
import random

from harness import PACK, case, corredor, main, same, shared_database

NEW, OLD = "migrant_stock_2024rev.csv.gz", "migrant_stock.csv.gz"
PAIRS = 24


def newest(table):
    """People of each pair in the newest year of a table."""
    with gzip.open(PACK / "pack" / table, "rt", encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["sex"] == "T" and float(row["value"]) > 0]
    last = {}
    for row in rows:
        pair = (row["origin_iso3"], row["dest_iso3"])
        if pair not in last or row["year"] > last[pair][0]:
            last[pair] = (row["year"], float(row["value"]))
    return last


def headline(pair):
    result = corredor("corridor", *pair, "--format", "json", db=shared_database())
    same(result.code, 0, repr(result))
    return next(node for node in json.loads(result.out)["blocks"] if node.get("id") == "headline")["value"]


def shows(pair, year, people):
    value = headline(pair)
    same((value["period"], value["value"]), (year, people), pair)


@case
def known_corridors():
    for pair, year, people in ((("GTM", "MEX"), "2024", 81012), (("MEX", "USA"), "2024", 11279561),
                               (("NIC", "CRI"), "2024", 423401), (("HTI", "DOM"), "2024", 535116),
                               (("VEN", "COL"), "2024", 2904873), (("CRI", "USA"), "2020", 96903)):
        shows(pair, year, people)


@case
def pairs_are_those_of_the_newest_table_that_names_them():
    new, old = newest(NEW), newest(OLD)
    chance = random.Random(2024)
    places = {place["code"] for place in json.loads(corredor("data", "places", db=shared_database()).out)["places"]}
    new, old = ({pair: last for pair, last in table.items() if set(pair) <= places} for table in (new, old))
    gone = sorted(pair for pair in old if pair not in new)
    assert len(gone) > 2500, len(gone)
    for pair in chance.sample(sorted(new), PAIRS):
        shows(pair, *new[pair])
    for pair in chance.sample(gone, PAIRS // 6):
        shows(pair, *old[pair])

main()
