# SPDX-License-Identifier: Apache-2.0
"""Options of corredor flows: each one that a verb has changes an answer or is refused, one that it has not is
refused, and a typed zero is none rather than the default."""
import json
import re
import sqlite3

from harness import FOLDER, case, corredor, main, refuses, same
from own_world import BASIS, EARLIER, FIRST, PUBLISHED, SECOND, own_world

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
# Every number with a mark can be thousands or decimals.
OPEN_START = put("open-start.csv", START.read_text("utf-8").replace("1000", "1.000"))
OPEN_MOVES = put("open-moves.csv", MOVES.read_text("utf-8").replace("100", "1.100"))
OPEN_LEFT = put("open-left.csv", "region,persons\nA,1.250\nB,100\nC,140\nD,110\n")
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
        (("--decimal", ","), (*ESTIMATE, "--start", OPEN_START, "--end", END)),
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
        (("--decimal", ","), ("flows", "fit", "--rows", OPEN_LEFT, "--columns",
                              put("open-arrived.csv", "region,persons\nD,1120\nA,150\nB,150\nC,180\n"))),
    ])
    tries("components", [
        (("--decimal", "."), ("flows", "components", OPEN_MOVES)),
        (("--coding", "geometric"), ("flows", "components", MOVES)),
        (("--with-diagonal",), ("flows", "components", ROUND)),
    ])
    tries("indices", [
        (("--population", LEFT), ("flows", "indices", MOVES)),
        (("--distance", KM), ("flows", "indices", MOVES)),
        (("--decimal", "."), ("flows", "indices", OPEN_MOVES)),
    ])


@case
def options_of_another_verb_are_refused():
    for verb, words in (("run", ("seed", "detail", "start", "as-known", "report")),
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
        for ending in ("xlsx", "pdf", "foo", "docx"):
            refuses(corredor(*words, "-o", FOLDER / f"answer.{ending}"), 64, f'no format "{ending}"', "csv, matrix, json")
        refuses(corredor(*words, "--format", "text"), 64, 'no format "text"', "csv, matrix, json")
    refuses(corredor(*ESTIMATE, *TABLES, "--detail", "type", "--format", "json"), 64, "are written as a list")


@case
def what_the_method_does_not_use_is_refused_with_the_methods_that_do():
    path = own_world()
    accounting = "da-min-open, da-min-closed, da-ind-closed, da-pb-closed"
    closed = "da-min-closed, da-ind-closed, da-pb-closed"
    for words, method, users in (
            (("--weight", "0.5"), "da-min-closed", "da-pb-closed"), (("--total-moves", "5"), "da-pb-closed", "mig-rate"),
            (("--without-stayers",), "da-pb-closed", "da-min-open, da-min-closed"),
            (("--births", "proportional"), "mig-rate", accounting), (("--deaths", "accounting"), "sd-drop-neg", accounting),
            (("--match", "after"), "da-min-open", closed), (("--open", "cross"), "da-min-closed", "da-min-open"),
            (("--gap-max", "0.1"), "da-min-open", closed), (("--tolerance", "1"), "rogers-von-rabenau", closed)):
        said = (f"The method {method} does not use {words[0]}.", f"Methods that use it: {users}.")
        refuses(corredor("flows", "run", "--method", method, *words, db=path), 64, *said)
        refuses(corredor("flows", "estimate", "--method", method, *TABLES, *words), 64, *said)
        refuses(corredor("flows", "run", *words, db=path), 64, "does not use " + words[0], f"Methods that use it: {users}.")
    refuses(corredor("flows", "run", "--method", "mig-rate", "--impossible", "refuse", db=path), 64, closed)
    refuses(corredor("flows", "estimate", "--method", "mig-rate", *TABLES, "--impossible", "shift"), 64, closed)
    refuses(corredor("flows", "estimate", "--method", "sd-drop-neg", *TABLES), 64,
            "The method sd-drop-neg does not use --demography.")
    refuses(corredor(*ESTIMATE, "--start", START, "--end", END, "--births", "proportional"), 64,
            "--births needs the births and deaths of the period.", "--demography")

    # Intervals that nobody asked for.
    for words in (("random", "7"), ("births-cv", "0.2"), ("deaths-cv", "0.2"), ("persistence", "0.1"),
                  ("coverage", "0.5"), ("stock-cv", "0.2")):
        for command in ((*ESTIMATE, *TABLES), ("flows", "run"), ("flows", "compare", "GTM", "MEX")):
            refuses(corredor(*command, f"--{words[0]}={words[1]}", db=path), 64,
                    f"--{words[0]} describes intervals, and none are asked for.", "--replicates 50")
    for command in (("flows", "run"), ("flows", "compare", "GTM", "MEX")):
        refuses(corredor(*command, "--quality", "imputed=0.5", db=path), 64, "--quality describes intervals")
        refuses(corredor(*command, "--replicates=3", "--quality=imputed=0.5", "--stock-cv=0.1", db=path), 64, "Give one")
    refuses(corredor("flows", "run", "--method=sd-rev-neg", "--replicates=3", "--births-cv=0.3", db=path), 64,
            "does not use --births-cv")


def newest_run(path, *words):
    """Options of the newest run, the digest of its numbers, and the source they are stored under."""
    result = corredor("flows", "run", *BASIS, "--again", *words, db=path)
    same(result.code, 0, repr(result))
    with sqlite3.connect(path) as database:
        return database.execute(
            "SELECT run.options, hex(run.result_digest), source.key FROM run JOIN load ON load.run = run.id "
            "JOIN source ON source.id = load.source ORDER BY run.id DESC LIMIT 1").fetchone()


# Of the engine: method, option, value, end of the source's key.
OF_ENGINE = [
    ("da-pb-closed", "weight", "0.5", "weight-0.5"), ("da-pb-closed", "weight", "0", "weight-0"),
    ("da-pb-closed", "births", "proportional", "births-proportional"),
    ("da-pb-closed", "deaths", "accounting", "deaths-accounting"), ("da-pb-closed", "match", "after", "match-after"),
    ("da-min-open", "open", "cross", "open-cross"), ("da-min-closed", "without-stayers", None, "stayers-none"),
    ("mig-rate", "total-moves", "1000000", "total-moves-1000000"),
]


@case
def every_option_of_run_changes_what_is_stored():
    path = own_world()
    tried = {"period", "method", "sex", "again", "replicates", "stocks", "demography", "unknown"}
    rates = ("--period", FIRST, "--sex", "F", "--method", "mig-rate")
    doubted = (*rates, "--replicates", "4")
    estimate, interval = newest_run(path, *rates), newest_run(path, *doubted)
    same(estimate[2], PUBLISHED)
    assert interval[:2] != estimate[:2]
    for other in (("--period", SECOND), ("--sex", "T"), ("--method", "da-min-open")):
        words = dict(zip(rates[::2], rates[1::2])) | {other[0]: other[1]}
        assert newest_run(path, *(word for pair in words.items() for word in pair))[1] != estimate[1], other
    assert "Nothing to do" in corredor("flows", "run", *BASIS, *rates, db=path).out
    for option in ("stocks", "demography"):
        refuses(corredor("flows", "run", *BASIS, *rates, f"--{option}", "no-such-source", db=path), 64, "given twice")
        refuses(corredor("flows", "run", *rates, f"--{option}", "no-such-source", db=path), 69, "There are no stocks")
    same(newest_run(path, *rates, "--unknown", "spread")[2], PUBLISHED + "-spread")

    # Of the doubt: other intervals of the same source.
    same(newest_run(path, *doubted), interval)
    same(newest_run(path, *doubted, "--births-cv", "0.02"), interval)
    for option, value in (("random", "9"), ("births-cv", "0.3"), ("deaths-cv", "0"), ("persistence", "0"),
                          ("coverage", "0.5"), ("stock-cv", "0.4"), ("quality", "citizenship=0.4")):
        tried.add(option)
        options, digest, source = newest_run(path, *doubted, f"--{option}", value)
        assert options != interval[0] and digest != interval[1] and source == PUBLISHED, option

    # Of the engine: other numbers under a source of their own, the same when run again.
    for method, option, value, key in OF_ENGINE:
        tried.add(option)
        words = ("--period", FIRST, "--sex", "T", "--method", method)
        chosen = (*words, f"--{option}={value}") if value else (*words, f"--{option}")
        before, after = newest_run(path, *words), newest_run(path, *chosen)
        same((before[0], before[2]), ('{"impossible":"shift"}', PUBLISHED), option)
        same(after[2], f"{PUBLISHED}-{key}")
        assert after[0] != before[0] and after[1] != before[1], (option, before, after)
        same(newest_run(path, *chosen), after, option)
    # Three of them only take or refuse tables.
    tried |= {"gap-max", "impossible", "tolerance"}
    halves = ("--sex", "T", "--method", "da-min-closed", "--period", EARLIER)
    refuses(corredor("flows", "run", *BASIS, *halves, db=path), 65, "da-min-closed, 2010–2015, T", "are still")
    options, _, source = newest_run(path, *halves, "--tolerance", "50000")
    same((options, source), ('{"impossible":"shift","tolerance":50000}', PUBLISHED + "-tolerance-50000"))
    closed = ("flows", "run", *BASIS, "--sex", "T", "--method", "da-min-closed")
    same(corredor(*closed, "--period", SECOND, db=path).code, 0)
    refuses(corredor(*closed, "--period", FIRST, "--gap-max", "0", db=path), 65, "are unexplained")
    refuses(corredor(*closed, "--period", SECOND, "--impossible", "refuse", db=path), 65, "SLV")
    same(tried, own_options("run"))

    # The published estimates are still those of before, a run says its options, and every run can be repeated.
    same(newest_run(path, *rates), estimate)
    figures = corredor("figures", "--measure", "flow", "--source", f"{PUBLISHED}-weight-0.5", "--origin", "GTM",
                       "--destination", "MEX", "--format", "csv", db=path).out.splitlines()
    same(len(figures), 2)
    told = corredor("source", figures[1].rsplit(",", 1)[1], db=path).out
    assert '"weight":0.5' in told and "weight 0.5" in told, told
    replayed = json.loads(corredor("check", "--replay", "--format", "json", db=path).out)
    assert '"runs that do not give the same result again"' in json.dumps(replayed)


@case
def validate_finds_the_stored_estimate_that_is_named():
    path = own_world()
    run = ("flows", "run", *BASIS, "--period", f"{FIRST},{SECOND}", "--method")
    for words in (("mig-rate,da-pb-closed",), ("mig-rate,da-pb-closed", "--unknown", "spread"),
                  ("mig-rate", "--total-moves", "500000")):
        ran = corredor(*run, *words, db=path)
        same(ran.code, 0, repr(ran))
    refuses(corredor(*run[:-3], "--method", "mig-rate,da-pb-closed", db=path), 65, "2010–2015, T, da-pb-closed")
    reported = put("reported.csv", "origin,destination,flow\nGTM,MEX,9000\nMEX,GTM,4000\nHND,SLV,30000\nSLV,MEX,100\n")
    estimate = put("estimate.csv", "origin,destination,flow\nGTM,MEX,950\nMEX,GTM,30\nHND,SLV,20000\nSLV,MEX,90000\n")

    def validate(*words):
        return corredor("flows", "validate", reported, *words, "--format", "json", db=path)
    named = ("--method", "mig-rate", "--period", FIRST)
    stored = (*named, *BASIS)
    known = validate(*stored)
    assert known.code == 0 and "mig-rate 2015/2020" in known.out, known
    same(validate("--method", "mig-rate", "--period", "2015/2020", "--sex", "T", *BASIS).out, known.out)
    same(validate(*named, "--source", PUBLISHED).out, known.out)
    answers = {known.out} | {validate(*words).out for words in (
        (*stored, "--sex", "F"), ("--method", "da-pb-closed", "--period", FIRST, *BASIS), ("--estimate", estimate),
        ("--method", "mig-rate", "--period", SECOND, *BASIS), (*named, "--source", PUBLISHED + "-total-moves-500000"))}
    same(len(answers), 6)
    same(validate(*stored, "--unknown", "spread").code, 0)
    for words in (("--stocks", "x"), ("--demography", "x"), ("--as-known", "2001-01-31")):
        same(validate(*named, *(BASIS[2:] if "--stocks" in words else BASIS[:2] if "--demography" in words else BASIS),
                      *words).code, 69, words)
    same(validate("--method", "mig-rate", "--period", "2010-2015", *BASIS).code, 69)
    refuses(validate(*named, "--source", "nosuch"), 69, "There is no source “nosuch”.")
    for words in (("--method", "mig-rate"), ("--period", FIRST), ("--sex", "F"), ("--stocks", "x"), ("--demography", "x"),
                  ("--unknown", "spread"), ("--source", "x"), ("--as-known", "2020-01-01")):
        refuses(validate("--estimate", estimate, *words), 64, f"With --estimate, {words[0]} would change nothing.")
    for words in (("--stocks", "x"), ("--demography", "x"), ("--unknown", "spread")):
        refuses(validate(*named, "--source", PUBLISHED, *words), 64, f"With --source, {words[0]} would change nothing.")
    same(own_options("validate"),
         {"estimate", "method", "period", "sex", "stocks", "demography", "unknown", "source", "decimal"})


main()
