# SPDX-License-Identifier: Apache-2.0
"""The engine beside the published equations written down a second time, on tables nobody chose.

With a first and a last number after the folder, those worlds are tried instead: test_equations.py PROGRAM ROOT 0 5000."""
import csv
import io
import random
import sys

import flow_worlds
from flow_equations import Impossible, estimate
from harness import FOLDER, case, corredor, main, same

PLAIN = [("sd-drop-neg", {}), ("sd-rev-neg", {}), ("mig-rate", {}), ("mig-rate", {"total-moves": 12345}),
         ("rogers-von-rabenau", {}), ("da-min-open", {}), ("da-min-open", {"births": "proportional"}),
         ("da-min-open", {"births": "native-only"}), ("da-min-open", {"open": "cross"}),
         ("da-min-open", {"without-stayers": True})]
CLOSED = [("da-min-closed", {}), ("da-ind-closed", {}), ("da-pb-closed", {}), ("da-min-closed", {"match": "after"}),
          ("da-min-closed", {"births": "proportional"}), ("da-pb-closed", {"match": "after", "births": "proportional"}),
          ("da-min-closed", {"deaths": "accounting"}), ("da-min-open", {"deaths": "accounting"}),
          ("da-ind-closed", {"deaths": "accounting", "births": "native-only"}),
          ("da-min-closed", {"seed": True}), ("da-min-open", {"seed": True}),
          ("da-min-closed", {"seed": True, "without-stayers": True})]


def put(name, rows, head):
    path = FOLDER / name
    with open(path, "w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([head, *([f"P{k}", *row] for k, row in enumerate(rows))])
    return path


def put_world(world):
    places = [f"P{k}" for k in range(len(world["start"]))]
    files = {name: put(f"{name}.csv", world[name], ["", *places]) for name in ("start", "end", "seed")}
    files["demography"] = put("events.csv", zip(world["births"], world["deaths"]), ["region", "births", "deaths"])
    return files


def ask(files, method, options):
    words = []
    for name, value in options.items():
        words += [f"--{name}"] if value is True and name != "seed" else [f"--{name}", files.get(name, value)]
    # What a method does not use is refused: only accounts and rates need events, and only closed accounts leave a gap.
    events = ("--demography", files["demography"]) if method.startswith(("da-", "mig-")) else ()
    gap = ("--gap-max", 100) if method.endswith("-closed") else ()
    result = corredor("flows", "estimate", "--method", method, "--start", files["start"], "--end", files["end"],
                      *events, *gap, "--format", "matrix", *words)
    if result.code:
        return None, result
    rows = list(csv.reader(io.StringIO(result.out)))[1:]
    return [[float(cell or 0) for cell in row[1:]] for row in rows], result


def largest_error(got, expected, is_relative):
    worst = 0
    for i, row in enumerate(expected):
        for j, value in enumerate(row):
            if i != j:
                error = abs(got[i][j] - float(value))
                worst = max(worst, error / max(abs(float(value)), 1e-3) if is_relative else error)
    return worst


def compare(number, n, methods, is_counted_badly, worst):
    world = flow_worlds.make(number, n, is_counted_badly)
    files = put_world(world)
    for method, options in methods:
        about = f"world {number} of {n} places, {method} {options}"
        try:
            expected = estimate(world, method, options)
        except Impossible as reason:
            expected = None
            about += f": {reason}"
        got, result = ask(files, method, options)
        same(got is None, expected is None, f"{about}\n{result.err}")
        if got is None:
            assert result.code == 65 and result.err.startswith("corredor: "), about
            worst["refused"] = worst.get("refused", 0) + 1
            continue
        is_exact = not options.get("seed") and "closed" not in method and "deaths" not in options
        key = f"{method} {options}"
        error = largest_error(got, expected, is_exact)
        worst[key] = max(worst.get(key, 0), error)
        assert error <= (1e-11 if is_exact else 0.01), f"{about}: {error}"


def campaign(first, last):
    worst, failed = {}, 0
    for number in range(first, last):
        draw = random.Random(number)
        try:
            compare(number, draw.randrange(2, 61 if draw.random() < 0.2 else 16), PLAIN + CLOSED, number % 2 == 0, worst)
        except AssertionError as error:
            failed += 1
            print(f"# {str(error)[:600]}")
    print(f"# {failed} of {last - first} worlds differ")
    for key, error in sorted(worst.items()):
        print(f"# {error:10.3g} {key}")


if len(sys.argv) > 4:
    campaign(int(sys.argv[3]), int(sys.argv[4]))
    sys.exit()


@case
def open_methods_to_the_eleventh_digit():
    for number, n in ((2, 2), (14, 5), (33, 9), (24, 12), (39, 8)):
        compare(number, n, PLAIN, number % 2 == 0, {})


@case
def closed_methods_at_their_limit():
    for number, n in ((1, 4), (14, 6), (9, 9), (10, 10)):
        compare(number, n, CLOSED, number % 2 == 0, {})


@case
def totals_that_differ_by_rounding_alone_are_the_same():
    compare(1015, 2, [("da-min-open", {"open": "cross"})], False, {})


@case
def as_many_places_as_countries_of_a_continent():
    compare(29, 36, [("da-min-open", {}), ("da-min-closed", {}), ("da-pb-closed", {})], True, {})


main()
