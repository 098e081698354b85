# SPDX-License-Identifier: Apache-2.0
"""world_moves.py: moves of 2020 to 2024 from the files of the pack, by two methods, written down a second time."""
import collections
import csv
import gzip

WHOLES = {"GGY": "CHI", "JEY": "CHI"}  # the stocks know these as one


def pack_rows(root, name):
    with gzip.open(root / f"data/pack/{name}.csv.gz", "rt", encoding="utf-8") as file:
        yield from csv.DictReader(file)


def tables_of(root):
    """Places; people by birthplace and residence at both ends; births and deaths."""
    people = collections.defaultdict(lambda: [0, 0, 0, 0])
    for row in pack_rows(root, "demography_2020_2024"):
        whole = people[WHOLES.get(row["iso3"], row["iso3"])]
        for k, name in enumerate(("pop0", "pop1", "births", "deaths")):
            whole[k] += float(row[name])
    counted = collections.Counter(row["iso3"] for row in pack_rows(root, "migrant_stock_2024rev_by_dest")
                                  if row["sex"] == "T" and row["year"] in ("2020", "2024") and row["migrants"])
    places = sorted(place for place, count in counted.items() if count == 2 and place in people)
    stocks = [collections.defaultdict(float), collections.defaultdict(float)]
    for row in pack_rows(root, "migrant_stock_2024rev"):
        pair = row["origin_iso3"], row["dest_iso3"]
        if row["sex"] == "T" and row["year"] in ("2020", "2024") and set(pair) <= set(places):
            stocks[row["year"] == "2024"][pair] += float(row["value"])
    for end, table in enumerate(stocks):
        abroad = collections.defaultdict(float)
        for (_, residence), persons in table.items():
            abroad[residence] += persons
        for place in places:
            table[place, place] = people[place][end] - abroad[place]
    return places, stocks, {p: people[p][2] for p in places}, {p: people[p][3] for p in places}


def differences(stocks):
    """Arrivals where a stock grew, returns where it shrank (Beine and Parsons 2015; Abel and Cohen 2019)."""
    moves = collections.defaultdict(float)
    for origin, residence in set(stocks[0]) | set(stocks[1]):
        growth = stocks[1].get((origin, residence), 0) - stocks[0].get((origin, residence), 0)
        if origin != residence:
            moves[(origin, residence) if growth > 0 else (residence, origin)] += abs(growth)
    return moves


def sums(table, axis):
    total = collections.defaultdict(float)
    for pair, persons in table.items():
        total[pair[axis]] += persons
    return total


def scaled(table, factors, axis):
    return {pair: persons * factors[pair[axis]] for pair, persons in table.items()}


def lift_natives(table):
    """Fewer people than foreign-born: these are scaled down to the people."""
    short = {place for place, other in table if place == other and table[place, place] < 0}
    whole, positive = sums(table, 1), sums({pair: max(value, 0) for pair, value in table.items()}, 1)
    return {pair: max(value, 0) * whole[pair[1]] / positive[pair[1]] if pair[1] in short else value
            for pair, value in table.items()}


def accounted_open(places, stocks, births, deaths):
    """As many people as possible stay; the rest leave and arrive birthplace by birthplace (Abel 2013), and a birthplace
    that grows or shrinks does so across the border of the system."""
    start, end = (lift_natives(table) for table in stocks)
    residents = sums(start, 1)
    start = scaled(start, {p: 1 - deaths[p] / residents[p] for p in places}, 1)
    residents = sums(end, 1)
    for place in places:
        if end[place, place] >= births[place]:
            end[place, place] -= births[place]
        else:
            for birthplace in places:
                if (birthplace, place) in end:
                    end[birthplace, place] *= 1 - births[place] / residents[place]
    born = sums(start, 0), sums(end, 0)
    start = scaled(start, {p: min(1, born[1][p] / born[0][p]) for p in places}, 0)
    end = scaled(end, {p: min(1, born[0][p] / born[1][p]) for p in places}, 0)
    moves = collections.defaultdict(float)
    for birthplace in places:
        leave, arrive = {}, {}
        for place in places:
            more = end.get((birthplace, place), 0) - start.get((birthplace, place), 0)
            if more:
                (arrive if more > 0 else leave)[place] = abs(more)
        everybody = sum(arrive.values())
        for origin, leaving in leave.items():
            for destination, arriving in arrive.items():
                moves[origin, destination] += leaving * arriving / everybody
    return moves
