# SPDX-License-Identifier: Apache-2.0
"""Options of corredor flows: each one that a verb has changes an answer, one that it has not is refused, and a typed zero
is none rather than the default."""
import json
import re
import sqlite3

from harness import FOLDER, case, corredor, main, private_database, refuses, same

ESTIMATE = ("flows", "estimate", "--method", "da-pb-closed")


def put(name, text):
    path = FOLDER / name
    path.write_text(text, "utf-8")
    return path


START = put("start.csv", ",A,B,C,D\nA,1000,100,10,0\nB,55,555,50,5\nC,80,40,800,40\nD,20,25,20,200\n")
END = put("end.csv", ",A,B,C,D\nA,1060,60,10,10\nB,45,540,40,0\nC,70,75,770,70\nD,30,30,20,230\n")
LATER = put("later.csv", ",A,B,C,D\nA,1070,70,10,10\nB,45,540,40,0\nC,70,75,770,70\nD,30,30,20,230\n")
EVENTS = put("events.csv", "region,births,deaths\nA,80,70\nB,20,30\nC,40,50\nD,60,10\n")
GONE = put("gone.csv", ",A,B,C,D\nA,950,100,60,0\nB,80,505,75,5\nC,90,30,800,40\nD,0,0,0,0\n")
SEED = put("seed.csv", "origin,destination,propensity\n" + "".join(
    f"{i},{j},{1 + 10 * (i == 'A' and j == 'C')}\n" for i in "ABCD" for j in "ABCD"))
# Half a person born in A must have moved, and the seed forbids it; or next to nobody.
FIXED = put("fixed.csv", "origin,destination,propensity\nA,A,1\nA,B,0\nB,A,1\nB,B,1\n")
FIXED_START = put("fixed-start.csv", ",A,B\nA,100,0\nB,0,300\n")
HALF_END = put("half-end.csv", ",A,B\nA,99.5,0.5\nB,0,300\n")
LITTLE_END = put("little-end.csv", ",A,B\nA,99.9999995,0.0000005\nB,0,300\n")
MOVES = put("moves.csv", ",A,B,C,D\nA,,100,30,70\nB,50,,45,5\nC,60,35,,40\nD,20,25,20,\n")
ROUND = put("round.csv", ",A,B,C\nA,7,100,30\nB,50,8,45\nC,60,35,9\n")
LEFT = put("left.csv", "region,persons\nA,250\nB,100\nC,140\nD,110\n")
ARRIVED = put("arrived.csv", "region,persons\nD,120\nA,150\nB,150\nC,180\n")
MORE = put("more.csv", "region,persons\nD,120\nA,150\nB,150\nC,190\n")
KM = put("km.csv", "origin,destination,km\n" + "".join(
    f"{i},{j},{abs(ord(i) - ord(j)) * 100}\n" for i in "ABCD" for j in "ABCD" if i != j))
TABLES = ("--start", START, "--end", END, "--demography", EVENTS)
FITTED = ("flows", "fit", "--rows", LEFT, "--columns", ARRIVED)


def own_options(verb):
    """The options that help shows for the verb, without those of every command."""
    text = corredor("help", "flows", verb).out.split("Options of every command:")[0]
    return set(re.findall(r"^ +(?:-\w, )?--([a-z-]+)", text, re.MULTILINE))


def answer(*words):
    result = corredor(*words)
    return result.code, result.out, result.err


def tries(verb, cases):
    """Every option of the verb is among the cases, and the answer with it is another than the one without."""
    for options, words in cases:
        assert answer(*words, *options) != answer(*words), f"{options} after {words}"
    same({options[0][2:] for options, _ in cases} ^ own_options(verb), set(), verb)


@case
def every_option_of_estimate_changes_an_answer():
    doubted = (*ESTIMATE, *TABLES, "--replicates", "20")
    tries("estimate", [
        (("--method", "mig-rate"), ("flows", "estimate", *TABLES)),
        (("--start", START), (*ESTIMATE, "--end", END)),
        (("--end", LATER), (*ESTIMATE, "--start", START, "--demography", EVENTS)),
        (("--demography", EVENTS), (*ESTIMATE, "--start", START, "--end", END)),
        (("--seed", SEED), ("flows", "estimate", "--method", "da-min-closed", *TABLES)),
        (("--births", "proportional"), (*ESTIMATE, *TABLES)),
        (("--births", "native-only"), (*ESTIMATE, "--start", START, "--end", END, "--demography",
                                       put("many.csv", "region,births,deaths\nA,0,0\nB,0,0\nC,0,0\nD,240,200\n"))),
        (("--deaths", "accounting"), (*ESTIMATE, *TABLES)),
        (("--match", "after"), (*ESTIMATE, *TABLES)),
        (("--open", "cross"), ("flows", "estimate", "--method", "da-min-open", *TABLES)),
        (("--impossible", "shift"), (*ESTIMATE, "--start", START, "--end", GONE)),
        (("--without-stayers",), ("flows", "estimate", "--method", "da-min-closed", *TABLES)),
        (("--weight", "0.5"), (*ESTIMATE, *TABLES)),
        (("--gap-max", "0.001"), (*ESTIMATE, *TABLES)),
        (("--tolerance", "1"), ("flows", "estimate", "--method", "da-min-open", "--without-stayers", "--start",
                                FIXED_START, "--end", HALF_END, "--seed", FIXED)),
        (("--total-moves", "1000"), ("flows", "estimate", "--method", "mig-rate", *TABLES)),
        (("--replicates", "20"), (*ESTIMATE, *TABLES)),
        (("--random", "7"), doubted),
        (("--stock-cv", "0.2"), doubted),
        (("--births-cv", "0.2"), doubted),
        (("--deaths-cv", "0.2"), doubted),
        (("--persistence", "0.1"), doubted),
        (("--coverage", "0.5"), doubted),
        (("--detail", "type"), (*ESTIMATE, *TABLES)),
        (("--report",), (*ESTIMATE, *TABLES)),
    ])


@case
def every_option_of_fit_components_and_indices_changes_an_answer():
    tries("fit", [
        (("--rows", LEFT), ("flows", "fit", "--columns", ARRIVED, "--seed", MOVES)),
        (("--columns", ARRIVED), ("flows", "fit", "--rows", LEFT, "--seed", MOVES)),
        (("--seed", MOVES), FITTED),
        (("--diagonal", "empty"), FITTED),
        (("--scale", "rows"), ("flows", "fit", "--rows", LEFT, "--columns", MORE)),
        (("--tolerance", "1"), ("flows", "fit", "--rows", put("r.csv", "region,persons\nA,100.5\nB,99.5\n"), "--columns",
                                put("c.csv", "region,persons\nA,100\nB,100\n"), "--seed",
                                put("s.csv", "origin,destination,x\nA,A,1\nA,B,0\nB,A,0\nB,B,1\n"))),
        (("--report",), FITTED),
    ])
    tries("components", [
        (("--coding", "geometric"), ("flows", "components", MOVES)),
        (("--with-diagonal",), ("flows", "components", ROUND)),
    ])
    tries("indices", [
        (("--population", LEFT), ("flows", "indices", MOVES)),
        (("--distance", KM), ("flows", "indices", MOVES)),
    ])


@case
def options_of_another_verb_are_refused():
    for verb, words in (("run", ("weight", "gap-max", "tolerance", "total-moves", "births", "deaths", "match", "open",
                                 "impossible", "without-stayers", "seed", "detail", "start", "as-known")),
                        ("estimate", ("quality", "stocks", "unknown", "period", "sex", "again", "rows")),
                        ("validate", ("weight", "replicates", "quality", "seed")),
                        ("fit", ("weight", "method", "births", "start", "as-known")),
                        ("components", ("weight", "population")), ("indices", ("coding", "seed"))):
        for word in words:
            refuses(corredor("flows", verb, f"--{word}", "1"), 64, f"corredor flows {verb} has no option --{word}.")
    refuses(corredor("flows", "estimate", "--weigth", "0.5"), 64, "Did you mean --weight?")
    refuses(corredor("flows", "run", "--methods", "mig-rate"), 64, "Did you mean --method?")
    refuses(corredor("flows", "estimate", "--method", "mig-rate", "--end", END), 64, "The option --start is missing.",
            "Example: corredor flows estimate")
    refuses(corredor("flows", "components", "  "), 64, "corredor flows components needs: FILE.")


@case
def a_typed_zero_is_none():
    even = put("even.csv", ",A,B,C,D\nA,950,100,60,0\nB,80,505,75,5\nC,90,30,800,40\nD,40,45,0,180\n")
    closed = ("flows", "estimate", "--method", "da-min-closed", "--start", START)
    same(corredor(*closed, "--end", even, "--gap-max", "0").code, 0)
    refuses(corredor(*closed, "--end", LATER, "--gap-max", "0"), 65, "are unexplained")
    fixed = ("flows", "estimate", "--method", "da-min-open", "--without-stayers", "--start", FIXED_START, "--seed", FIXED)
    same(corredor(*fixed, "--end", LITTLE_END).code, 0)
    refuses(corredor(*fixed, "--end", LITTLE_END, "--tolerance", "0"), 65, "The seed forbids")
    refuses(corredor("flows", "estimate", "--method", "mig-rate", *TABLES, "--total-moves", "0"), 64, "total-moves: 0")

    # The weight of the minimum estimate: none leaves the independence model.
    independent = corredor("flows", "estimate", "--method", "da-ind-closed", *TABLES).out
    same(corredor(*ESTIMATE, *TABLES, "--weight", "0").out, independent)
    doubted = (*ESTIMATE, *TABLES, "--replicates", "10", "--births-cv", "0", "--deaths-cv", "0")
    rows = corredor(*doubted, "--stock-cv", "0").out.splitlines()[1:]
    assert all(row.split(",")[3] == row.split(",")[5] for row in rows), rows
    assert corredor(*doubted).out != corredor(*doubted, "--stock-cv", "0").out

    # What is typed as the default is the default.
    for option, value in (("weight", "0.87"), ("gap-max", "0.50"), ("tolerance", "1e-6"), ("births", "native")):
        same(corredor(*ESTIMATE, *TABLES, f"--{option}", value).out, corredor(*ESTIMATE, *TABLES).out, option)


@case
def the_name_of_the_file_says_the_form():
    for words, key in (((*ESTIMATE, *TABLES), "moves_persons"), (FITTED, "cells")):
        path = FOLDER / "answer.json"
        same(corredor(*words, "-o", path).code, 0)
        assert key in json.loads(path.read_text("utf-8"))
        listed = corredor(*words).out
        for name in ("answer.csv", "answer.txt", "answer.2020", "answer"):
            same(corredor(*words, "-o", FOLDER / name).code, 0)
            same((FOLDER / name).read_text("utf-8"), listed, name)
        refuses(corredor(*words, "-o", FOLDER / "answer.xlsx"), 64, 'no format "xlsx"', "csv, matrix, json")
        refuses(corredor(*words, "--format", "text"), 64, 'no format "text"', "csv, matrix, json")
    refuses(corredor(*ESTIMATE, *TABLES, "--detail", "type", "--format", "json"), 64, "are written as a list")


def digest_of_run(path, *words):
    """What the newest interval rests on and the digest of its numbers."""
    result = corredor("flows", "run", "--period", "2015-2020", "--method", "mig-rate", "--sex", "F", "--again", *words,
                      db=path)
    same(result.code, 0, repr(result))
    with sqlite3.connect(path) as database:
        return database.execute("SELECT hex(result_digest) FROM run ORDER BY id DESC LIMIT 1").fetchone()[0]


@case
def every_option_of_run_changes_what_is_stored():
    path = private_database()
    doubted = ("--replicates", "4")
    estimate, interval = digest_of_run(path), digest_of_run(path, *doubted)
    same(digest_of_run(path, *doubted), interval)
    same(digest_of_run(path, *doubted, "--births-cv", "0.02"), interval)
    tried = {"period", "method", "sex", "again", "replicates"}
    for option, value in (("random", "9"), ("births-cv", "0.3"), ("deaths-cv", "0"), ("persistence", "0"),
                          ("coverage", "0.5"), ("stock-cv", "0"), ("stock-cv", "0.4"), ("unknown", "spread"),
                          ("quality", "birthplace=0.3,citizenship=0.3,imputed=0")):
        tried.add(option)
        assert digest_of_run(path, *doubted, f"--{option}", value) != interval, option
    assert digest_of_run(path, "--unknown", "spread") != estimate
    for option in ("stocks", "demography"):
        tried.add(option)
        refuses(corredor("flows", "run", "--period", "2015-2020", f"--{option}", "no-such-source", db=path), 69,
                "There are no stocks")
    same(tried, own_options("run"))


@case
def validate_finds_the_stored_estimate_that_is_named():
    path = private_database()
    for words in ((), ("--unknown", "spread")):
        ran = corredor("flows", "run", "--period", "2015-2020", "--method", "mig-rate,da-pb-closed", "--sex", "T,F", *words,
                       db=path)
        same(ran.code, 0, repr(ran))
    reported = put("reported.csv", "origin,destination,flow\nGTM,MEX,900\nMEX,GTM,40\nNIC,CRI,30000\nUSA,MEX,100000\n")

    def validate(*words):
        return corredor("flows", "validate", reported, *words, "--format", "json", db=path)
    stored = ("--method", "mig-rate", "--period", "2015/2020")
    known = validate(*stored)
    assert known.code == 0 and "mig-rate 2015/2020" in known.out, known
    same(validate("--method", "mig-rate", "--period", "2015-2020", "--sex", "T").out, known.out)
    estimate = put("estimate.csv", "origin,destination,flow\nGTM,MEX,950\nMEX,GTM,30\nNIC,CRI,20000\nUSA,MEX,90000\n")
    answers = {known.out} | {validate(*stored, *words).out for words in (("--sex", "F"), ("--unknown", "spread"))}
    answers |= {validate("--method", "da-pb-closed", "--period", "2015-2020").out, validate("--estimate", estimate).out}
    same(len(answers), 5)
    for words in (("--stocks", "x"), ("--demography", "x"), ("--as-known", "2001-01-31")):
        same(validate(*stored, *words).code, 69, words)
    same(validate("--method", "mig-rate", "--period", "2010-2015").code, 69)
    same(own_options("validate"), {"estimate", "method", "period", "sex", "stocks", "demography", "unknown"})


main()
