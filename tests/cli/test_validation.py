# SPDX-License-Identifier: Apache-2.0
"""corredor flows validation: reported moves beside stored estimates, and what can be compared with what."""
import csv
import io
import itertools
import math

from harness import case, corredor, main, refuses, same, write
from own_world import BASIS, PLACES, PUBLISHED, own_world

PAIRS = [pair for pair in itertools.permutations(PLACES, 2)]


def estimated_world():
    path = own_world()
    result = corredor("flows", "run", *BASIS, "--method", "sd-rev-neg,mig-rate", "--sex", "T", db=path)
    same(result.code, 0, repr(result))
    return path


def stored(db, method, period):
    rows = csv.DictReader(io.StringIO(corredor("figures", "--measure", "flow", "--source", PUBLISHED, "--breakdown",
                                               f"method={method}", "--format", "csv", db=db).out))
    moves = {(row["origin"], row["destination"]): float(row["value"]) for row in rows if row["period"] == period}
    return {pair: moves.get(pair, 0) for pair in PAIRS}


def report(db, source, rows, *words):
    head = "measure,origin,destination,period,value,breakdown\n"
    file = write(f"{source}.csv", head + "".join(f"flow_reported,{a},{b},{period},{value},{breakdown}\n"
                                                for a, b, period, value, breakdown in rows))
    return corredor("import", "table", file, "--source", source, *words, db=db)


def agreement(db, *words):
    """By table, period and column: the numbers of the page."""
    result = corredor("flows", "validation", "--format", "csv", *words, db=db)
    same(result.code, 0, repr(result))
    found = {}
    for row in csv.DictReader(io.StringIO(result.out)):
        if row["node"].startswith("agreement"):
            found.setdefault((row["node"], row["row"]), []).append((row["column_key"], row["value"]))
    return found


def correlation(pairs):
    means = [sum(side) / len(pairs) for side in zip(*pairs)]
    spread = [[side - mean for side, mean in zip(pair, means)] for pair in pairs]
    return sum(a * b for a, b in spread) / math.sqrt(sum(a * a for a, _ in spread) * sum(b * b for _, b in spread))


def number(cells, key, row=0):
    return float([value for name, value in cells if name == key][row])


@case
def yearly_moves_are_added_up_by_the_part_inside_the_period():
    path = estimated_world()
    yearly = {pair: 1000 * (k + 1) ** 2 for k, pair in enumerate(PAIRS)}
    rows = [(*pair, year, persons + (year - 2017) * 100, "definition=moves;duration=12_months")
            for pair, persons in yearly.items() for year in range(2015, 2021)]
    same(report(path, "register-1", rows).code, 0)
    estimates = stored(path, "sd-rev-neg", "2015/2020")
    # Halves of 2015 and 2020, and the years between: the middle of 2017 and 2018, to within a day or two.
    reported = {pair: persons + 50 for pair, persons in yearly.items()}
    cells = agreement(path)["agreement-1-1", "2015–2020"]
    methods = ["sd-rev-neg", "mig-rate"]
    same([number(cells, "pairs", k) for k in range(2)], [12, 12])
    for k, method in enumerate(methods):
        estimates = stored(path, method, "2015/2020")
        counts = [(estimates[pair], reported[pair]) for pair in PAIRS]
        logs = [(math.log(a), math.log(b)) for a, b in counts if a > 0]
        assert abs(number(cells, "correlation", k) - correlation(counts)) < 1e-3, (method, cells)
        assert abs(number(cells, "correlation_log", k) - correlation(logs)) < 1e-3, (method, cells)
        assert abs(number(cells, "estimated", k) - sum(estimates.values()) / 5) < 0.002 * sum(estimates.values()), cells
    assert abs(number(cells, "reported") / sum(reported.values()) - 1) < 1e-3, cells
    text = " ".join(corredor("flows", "validation", db=path).out.split())
    assert "Moves, each one" in text and "12 months" in text and "transitions over the whole period" in text, text


@case
def transitions_are_compared_with_periods_as_long():
    path = estimated_world()
    five = [(*pair, "2015/2020", 100 * k + 7, "definition=transitions") for k, pair in enumerate(PAIRS)]
    one = [(*pair, "2018", 100 * k + 7, "definition=transitions;duration=none") for k, pair in enumerate(PAIRS)]
    same(report(path, "census-5", five).code, 0)
    same(report(path, "survey-1", one).code, 0)
    found = agreement(path)
    same({row for _, row in found}, {"2015–2020"})
    cells = next(iter(found.values()))
    assert abs(number(cells, "reported") * 5 / sum(row[3] for row in five) - 1) < 0.002, cells
    text = " ".join(corredor("flows", "validation", db=path).out.split())
    assert "None of these figures belongs to a period with estimates of the same kind" in text, text
    assert "Transitions over several years are not yearly moves" in text, text
    spanish = " ".join(corredor("flows", "validation", "--lang", "es", db=path).out.split())
    assert "no son movimientos anuales" in spanish and "Transiciones, residencia al inicio y al final" in spanish, spanish


@case
def an_estimate_of_others_stands_beside_the_same_method():
    path = estimated_world()
    rows = [(*pair, "2015/2020", f"{persons:.0f}", "method=mig-rate")
            for pair, persons in stored(path, "mig-rate", "2015/2020").items()]
    same(report(path, "rival-1", rows).code, 0)
    found = agreement(path)
    same([len([1 for key, _ in cells if key == "correlation"]) for cells in found.values()], [1])
    assert number(next(iter(found.values())), "correlation") > 0.999999, found


@case
def what_is_missing_is_said():
    path = own_world()
    nothing = corredor("flows", "validation", db=path)
    assert nothing.code == 0 and "flow_reported" in nothing.out and "corredor flows run" in nothing.out, nothing
    path = estimated_world()
    assert "No reported moves" in corredor("flows", "validation", db=path).out
    refuses(corredor("flows", "validation", "--period", "2014-2019", db=path), 69, "no estimate for 2014", "2015/2020")
    refuses(report(path, "register-2", [("GTM", "MEX", 2019, 5, "definition=heads")]), 65, "“heads”", "moves, transitions")


main()
