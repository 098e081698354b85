# SPDX-License-Identifier: Apache-2.0
"""own_world.py: a database with four places and nothing else, as own tables: stocks and populations of four years by
sex, births and deaths between them. Estimates of it take no time."""
import hashlib
import json
import pathlib
import shutil
import tempfile

from harness import FOLDER, corredor, same, write

PLACES = ["GTM", "MEX", "HND", "SLV"]
KEY = "own-table"
BASIS = ("--stocks", KEY, "--demography", KEY)
PUBLISHED = f"flows-{KEY}-{KEY}"  # the key of estimates as published
EARLIER, FIRST, SECOND = "2010-2015", "2015-2020", "2020-2025"

# [birthplace][residence]. In 2010 nobody lives outside the own half, and the halves have some 25 other people than in
# 2015: a closed table misses their totals by so many. In 2025 nobody is left who was born in SLV.
STOCKS = {
    2010: [[1050, 100, 0, 0], [55, 620, 0, 0], [0, 0, 820, 30], [0, 0, 25, 260]],
    2015: [[1000, 100, 10, 0], [55, 555, 50, 5], [80, 40, 800, 40], [20, 25, 20, 200]],
    2020: [[1060, 60, 10, 10], [45, 540, 40, 0], [70, 75, 770, 70], [30, 30, 20, 230]],
    2025: [[1100, 50, 10, 0], [40, 560, 40, 0], [70, 75, 790, 0], [0, 0, 0, 0]],
}
EVENTS = {(2010, 2015): ([20, 10, 20, 10], [10, 5, 3, 2]), (2015, 2020): ([80, 20, 40, 60], [70, 30, 50, 10]), (2020, 2025): ([60, 30, 40, 0], [50, 20, 30, 20])}
SHARES = {"": 1.0, "sex=F": 0.5, "sex=M": 0.5}
PERSONS = 1000  # in a unit of the tables above


def stock_rows(year, table, sex, share):
    size = PERSONS * share
    for residence, place in enumerate(PLACES):
        people = [row[residence] for row in table]
        yield "population", "", place, year, sex, sum(people) * size
        yield "stock", "WLD", place, year, sex, (sum(people) - people[residence]) * size
        for birthplace, origin in enumerate(PLACES):
            if origin != place:
                yield "stock", origin, place, year, sex, people[birthplace] * size


def all_rows():
    for year, table in STOCKS.items():
        for sex, share in SHARES.items():
            yield from stock_rows(year, table, sex, share)
    for (start, end), events in EVENTS.items():
        for measure, numbers in zip(("births", "deaths"), events):
            for place, number in zip(PLACES, numbers):
                yield measure, "", place, f"{start}/{end}", "", number * PERSONS


def own_world():
    """The database, for one test: a copy of the one made first."""
    made = FOLDER / "own-world.db"
    if not made.exists():
        lines = ["measure,origin,destination,period,breakdown,value,status,source"]
        lines += [f"{measure},{origin},{place},{period},{sex},{value:.0f},estimated,{KEY}"
                  for measure, origin, place, period, sex, value in all_rows()]
        file = write("own.csv", "\n".join(lines) + "\n")
        (file.parent / "datapackage.json").write_text(json.dumps({
            "name": "own-world", "resources": [{
                "name": "own", "path": "own.csv", "format": "csv", "mediatype": "text/csv", "encoding": "utf-8",
                "bytes": file.stat().st_size, "hash": "sha256:" + hashlib.sha256(file.read_bytes()).hexdigest(),
                "corredor:dataset": "table", "corredor:source": KEY}]}))
        result = corredor("init", "--pack", file.parent, db=made)
        same(result.code, 0, repr(result))
    path = pathlib.Path(tempfile.mkdtemp(dir=FOLDER)) / "corredor.db"
    shutil.copyfile(made, path)
    return path
