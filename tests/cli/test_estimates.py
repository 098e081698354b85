# SPDX-License-Identifier: Apache-2.0
"""corredor flows run, compare, validate and check --replay: estimates from the database into it, and back out."""
import csv
import io
import json
import os
import signal
import sqlite3
import subprocess
import time

import world_moves
from harness import PROGRAM, ROOT, case, corredor, main, private_database, refuses, same, write

FAST = ("--period", "2020/2024", "--method", "sd-drop-neg,mig-rate,da-pb-closed", "--sex", "T")


def estimated():
    path = private_database()
    result = corredor("flows", "run", *FAST, db=path)
    same(result.code, 0, repr(result))
    assert "3 runs stored, 0 unchanged" in result.out, result
    return path


@case
def a_run_is_stored_once_and_traced():
    path = estimated()
    again = corredor("flows", "run", *FAST, db=path)
    assert again.code == 0 and "Nothing to do" in again.out, again
    rows = list(csv.DictReader(io.StringIO(corredor(
        "figures", "--measure", "flow", "--origin", "GTM", "--destination", "USA", "--format", "csv", db=path).out)))
    same([row["breakdown"] for row in rows], ["method=da-pb-closed", "method=mig-rate", "method=sd-drop-neg"])
    same({row["status"] for row in rows}, {"estimated"})
    source = corredor("source", rows[0]["figure_id"], db=path)
    assert source.code == 0 and "da-pb-closed" in source.out and "un-wpp-2024" in source.out, source


@case
def all_methods_side_by_side():
    path = estimated()
    result = corredor("flows", "compare", "GTM", "MEX", "--format", "json", db=path)
    same(result.code, 0, repr(result))
    json.loads(result.out)
    shown = corredor("flows", "compare", "Guatemala", "México", "--lang", "es", db=path)
    assert shown.code == 0 and "Lo que supone cada método" in shown.out, shown
    for words in ((), ("--format", "csv"), ("--format", "html")):
        same(corredor("flows", "compare", "NIC", "CRI", "--period", "2020/2024", *words, db=path).code, 0)
    wide = corredor("flows", "compare", "NIC", "CRI", "--replicates", "5", "--stock-cv", "0.1", db=path)
    assert wide.code == 0 and "Interval from" in wide.out, wide
    beside = corredor("flows", "validate", write("moves.csv", "origin,destination,flow\nGTM,MEX,900\nMEX,GTM,40\n"),
                      "--method", "mig-rate", "--period", "2020/2024", db=path)
    assert beside.code == 0 and "◐ estimated" in beside.out and "observed" not in beside.out, beside
    refuses(corredor("flows", "compare", "GTM", db=path), 64, "needs: ORIGIN DESTINATION")
    refuses(corredor("flows", "compare", "GTM", "GTM", db=path), 65, "given as both")
    refuses(corredor("flows", "compare", "GTM", "MEX", "--period", "1950/1955", db=path), 69, "no estimate for 1950", "The periods are: 2020-2024")
    refuses(corredor("flows", "compare", "GTM", "MEX", "--quality", "good", db=path), 64, "quality: “good”")


def moves(db, origin, destination):
    """Persons of the stored moves of a corridor, by period, breakdown and source."""
    rows = csv.DictReader(io.StringIO(corredor("figures", "--measure", "flow", "--origin", origin, "--destination",
                                               destination, "--format", "csv", db=db).out))
    return {(row["period"], row["breakdown"], row["source"]): float(row["value"]) for row in rows}


@case
def every_edition_has_its_estimates():
    """Growth of a stock and shrinking of the other way, from the tables of 2020 and 2024; and what only the older edition
    names."""
    path = private_database()
    result = corredor("flows", "run", "--method", "sd-rev-neg", "--period", "2015-2020,2020-2024", db=path)
    assert result.code == 0 and "9 runs stored" in result.out, result  # two editions, then one; three sexes
    newer, older = "flows-un-desa-ims-2024-un-wpp-2024", "flows-un-desa-ims-2020-un-wpp-2022"
    same(moves(path, "VEN", "COL")["2020/2024", "method=sd-rev-neg", newer], 1151008)
    nicaragua = moves(path, "NIC", "CRI")
    same(nicaragua["2020/2024", "method=sd-rev-neg", newer], 72547)
    women, men = (nicaragua["2020/2024", f"method=sd-rev-neg;sex={sex}", newer] for sex in "FM")
    assert women > 0 and men > 0, (women, men)
    same({source for _, _, source in moves(path, "CRI", "USA")}, {older})

    shown = corredor("flows", "compare", "NIC", "CRI", "--format", "json", db=path).out
    assert '"period-2020"' in shown and "72547" in shown, shown[:1000]
    text = corredor("flows", "compare", "NIC", "CRI", db=path).out
    assert "18,137" in text and "divided by its years" in text and "2020–2024, 4 years" in text and "different lengths" in text, text
    costa_rica = " ".join(corredor("flows", "compare", "CRI", "USA", db=path).out.split())
    assert "2015–2020" in costa_rica and "2020–2024" not in costa_rica, costa_rica
    assert "“International Migrant Stock 2024” does not name all the people" in costa_rica, costa_rica
    both = corredor("flows", "run", "--method", "sd-rev-neg", "--period", "2010-2015", "--stocks", "un-desa-ims-2020",
                    "--demography", "un-wpp-2024", "--sex", "T", db=path)
    assert both.code == 0 and "flows-un-desa-ims-2020-un-wpp-2024" in both.out, both


@case
def the_demographic_account_is_kept_or_its_residual_printed():
    path = private_database()
    result = corredor("flows", "run", "--period", "2020-2024", "--format", "csv", db=path)
    rows = [row for row in csv.DictReader(io.StringIO(result.out)) if row.get("value")]
    margins = [float(row["value"]) for row in rows if row["column_key"] == "margin_error"]
    residuals = [float(row["value"]) for row in rows if row["column_key"] == "residual"]
    assert len(margins) == 9 and max(margins) < 1e-6 * 8e9 * 1e-6, margins  # three methods, three sexes; a hundredth of a person
    same(len(residuals), 18)
    assert min(residuals) < 200_000 and max(residuals) > 10_000_000, residuals

    # The same numbers from the files of the pack by another program; estimates are stored to the thousandth.
    places, stocks, births, deaths = world_moves.tables_of(ROOT)
    for method, expected in (("sd-rev-neg", world_moves.differences(stocks)),
                             ("da-min-open", world_moves.accounted_open(places, stocks, births, deaths))):
        listed = corredor("figures", "--measure", "flow", "--breakdown", f"method={method}", "--format", "csv", db=path).out
        stored = {(row["origin"], row["destination"]): float(row["value"]) for row in csv.DictReader(io.StringIO(listed))
                  if row["breakdown"] == f"method={method}" and "WLD" not in (row["origin"], row["destination"])}
        same(set(stored), {pair for pair, persons in expected.items() if persons >= 0.5})
        worst = max(abs(persons - expected[pair]) for pair, persons in stored.items())
        assert worst < 0.001, (method, worst)


@case
def without_a_run_the_comparison_says_what_would_fill_it():
    result = corredor("flows", "compare", "GTM", "MEX", db=private_database())
    assert result.code == 0 and "corredor flows run" in result.out, result


@case
def stored_estimates_against_a_table():
    path = estimated()
    rows = csv.DictReader(io.StringIO(corredor("figures", "--measure", "flow", "--breakdown", "method=mig-rate",
                                               "--format", "csv", db=path).out))
    moves = {(row["origin"], row["destination"]): row["value"] for row in rows}
    same(abs(sum(float(moves[place, "WLD"]) for place in {a for a, _ in moves} - {"WLD"}) -
             float(moves["WLD", "WLD"])) < 1, True)
    reported = write("reported.csv", "origin,destination,flow\n" + "".join(
        f"{a},{b},{value}\n" for (a, b), value in moves.items() if "WLD" not in (a, b)))
    words = ("flows", "validate", reported, "--method", "mig-rate", "--period", "2020/2024")
    result = corredor(*words, "--format", "json", db=path)
    same(result.code, 0, repr(result))
    assert '"correlation"' in result.out
    refuses(corredor("flows", "validate", reported, db=path), 64, "Two tables of moves are needed")


@case
def replay_finds_what_was_changed():
    path = estimated()
    sound = corredor("check", "--replay", db=path)
    assert sound.code == 0 and "No problem was found" in sound.out, sound
    with sqlite3.connect(path) as database:
        database.execute("DROP TRIGGER matrix_not_changed")
        database.execute("UPDATE matrix SET cells = CAST(substr(cells, 1, length(cells) - 1) || x'02' AS BLOB) WHERE id = 1")
    damaged = corredor("check", "--replay", db=path)
    same(damaged.code, 74, repr(damaged))
    assert "run 1, sd-drop-neg" in damaged.out and "is stored as" in damaged.out, damaged


@case
def mistakes_are_said():
    path = private_database()
    for words, code, about in ((("--method", "magic"), 64, "“magic” is not a valid method"), (("--sex", "X"), 64, "“X” is not"),
                               (("--period", "2020/2025"), 69, "2015/2020, 2020/2024."),
                               (("--period", "2015/2024"), 69, "The stocks of 2015 and 2024 are stored, but no births"),
                               (("--demography", "un-wpp-1899"), 69, "un-wpp-1899"),
                               (("--unknown", "maybe"), 64, "unknown: “maybe”")):
        refuses(corredor("flows", "run", *words, db=path), code, about)
    os.chmod(path, 0o444)
    if os.access(path, os.W_OK):  # nobody is kept out of anything: root
        return
    refuses(corredor("flows", "run", *FAST, db=path), 74)


@case
def killed_or_stopped_leaves_no_trace():
    for how, wait_s in ((signal.SIGKILL, 0.5), (signal.SIGINT, 0.5)):
        path = private_database()
        started = subprocess.Popen([PROGRAM, "flows", "run", "--db", str(path)], stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL)
        time.sleep(wait_s)
        started.send_signal(how)
        started.wait()
        with sqlite3.connect(path) as database:
            assert database.execute("SELECT count(*) FROM run").fetchone()[0] in (0, 234)


main()
