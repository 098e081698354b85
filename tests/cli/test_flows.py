# SPDX-License-Identifier: Apache-2.0
"""corredor flows: tables in files, moves out; what is refused and how it is said."""
import csv
import io
import json
import re
import zipfile

from harness import FOLDER, ROOT, case, corredor, main, refuses, same

START = """,A,B,C,D
A,1000,100,10,0
B,55,555,50,5
C,80,40,800,40
D,20,25,20,200
"""
END = """birthplace,residence,stock
C,A,90
C,B,30
C,C,800
C,D,40
A,A,950
A,B,100
A,C,60
B,A,80
B,B,505
B,C,75
B,D,5
D,A,40
D,B,45
D,D,180
"""
MOVES = {("A", "C"): 50, ("B", "A"): 35, ("B", "C"): 25, ("C", "A"): 10, ("C", "B"): 10, ("D", "A"): 10, ("D", "B"): 10}


def put(name, text):
    path = FOLDER / name
    path.write_text(text, "utf-8")
    return path


def ask(*words, start=START, end=END, method="da-min-closed"):
    return corredor("flows", "estimate", "--method", method, "--start", put("start.csv", start), "--end",
                    put("end.csv", end), *words)


def moves_of(text):
    return {(row["origin"], row["destination"]): float(row["flow"]) for row in csv.DictReader(io.StringIO(text))}


@case
def four_places_as_published():
    result = ask()
    same((result.code, result.err), (0, ""))
    moves = moves_of(result.out)
    same(len(moves), 12)
    same({pair: persons for pair, persons in moves.items() if persons}, MOVES)


@case
def a_matrix_and_json_say_the_same():
    rows = list(csv.reader(io.StringIO(ask("--format", "matrix").out)))
    same(rows[0], ["origin", "A", "B", "C", "D"])
    same({(row[0], to): float(x) for row in rows[1:] for to, x in zip(rows[0][1:], row[1:]) if float(x)}, MOVES)
    answer = json.loads(ask("--format", "json").out)
    same(answer["moves_persons"][1], [35, 0, 25, 0])
    same(answer["report"]["moves_persons"], 150)


@case
def the_report_goes_where_the_moves_do_not():
    result = ask("--report", "json")
    same(json.loads(result.err)["method"], "da-min-closed")
    path = FOLDER / "moves.csv"
    result = ask("--report", "-o", path)
    assert "Moves in all" in result.out and "150.0" in result.out, result
    same(moves_of(path.read_text())[("B", "A")], 35)
    assert "Movimientos en total" in ask("--report", "--lang", "es").err


@case
def birthplaces_and_types_add_up():
    moves = moves_of(ask(method="da-pb-closed").out)
    for detail, key in (("birthplace", "birthplace"), ("type", "type")):
        sums = dict.fromkeys(moves, 0.0)
        for row in csv.DictReader(io.StringIO(ask("--detail", detail, method="da_pb_closed").out)):
            assert row[key]
            if row["origin"] != row["destination"]:
                sums[(row["origin"], row["destination"])] += float(row["flow"])
        assert all(abs(sums[pair] - moves[pair]) < 1e-9 for pair in moves), (detail, sums, moves)
    refuses(ask("--detail", "type", method="mig-rate"), 64, "does not tell birthplaces apart")


@case
def births_deaths_and_options():
    events = put("events.csv", "deaths,region,births\n10,D,60\n70,A,80\n30,B,20\n50,C,40\n")
    end = ",A,B,C,D\nA,1060,60,10,10\nB,45,540,40,0\nC,70,75,770,70\nD,30,30,20,230\n"
    answers = set()
    for options in ((), ("--births", "proportional"), ("--match", "after"), ("--without-stayers",)):
        result = ask("--demography", events, *options, end=end)
        same(result.code, 0, repr(result))
        answers.add(result.out)
    same(len(answers), 4)
    open_result = ask("--demography", events, "--open", "cross", "--report", "json", end=end, method="da-min-open")
    assert json.loads(open_result.err)["left_persons"] > 0
    refuses(ask("--births", "nobody"), 64, "births: “nobody” is not a valid births", "native, native-only, proportional")
    refuses(ask("--demography", put("bad.csv", "region,births,deaths\nA,1,2\nB,x,2\n")), 65, "bad.csv", "row 3, column B",
            '"x" is not a number')
    refuses(ask("--demography", put("few.csv", "region,births,deaths\nA,1,2\n")), 65, '"B"', "missing here")


@case
def a_seed_is_used():
    seed = put("seed.csv", "origin,destination,propensity\n" + "".join(
        f"{i},{j},{1 + 10 * (i == 'A' and j == 'C')}\n" for i in "ABCD" for j in "ABCD"))
    start = ",A,B,C,D\nA,100,10,10,0\nB,80,180,10,90\nC,30,10,140,40\nD,60,70,10,160\n"
    end = ",A,B,C,D\nA,95,5,15,5\nB,75,225,5,55\nC,55,0,115,50\nD,35,25,25,215\n"
    plain, seeded = ask(start=start, end=end), ask("--seed", seed, start=start, end=end)
    same((plain.code, seeded.code), (0, 0), repr(seeded))
    assert moves_of(seeded.out)[("A", "C")] > moves_of(plain.out)[("A", "C")] + 1
    refuses(ask("--seed", seed, start=start, end=end, method="sd-drop-neg"), 64, "does not use seed")


@case
def tables_that_do_not_fit():
    unknown = ask(end=END.replace("D,D,180", "D,E,180"))
    refuses(unknown, 65, "end.csv", "row 15, column B", '"E" is not in the table')
    assert "Did you mean" not in unknown.err, unknown  # of two letters one is not near
    refuses(ask(end=END.replace("D,D,180", "d,D,180")), 65, 'Did you mean "D"?')
    refuses(ask(end=END.replace("D,D,180", "D,D,NaN")), 65, "row 15, column C", '"NaN" is not a number')
    refuses(ask(end=END.replace("D,D,180", "D,D,180\nD,D,180")), 65, "row 16", "D and D occurs twice, first in row 15")
    refuses(ask(end=END.replace("D,D,180\n", "")), 65, "born in D and living in D is not a number")
    refuses(ask(end="birthplace,residence,stock\nA,A,5\n"), 65, '"B" of the table at the start is missing')
    refuses(ask(start=START.replace("C,80,40", "C,80,")), 65, "start.csv", "row 4, column C", "of C and B is empty")
    refuses(ask(start=START.replace("D,20", "C,20")), 65, '"C" occurs twice')
    small = START.replace(",D\n", ",a\n", 1).replace("D,20", "a,20")
    refuses(ask(start=small), 65, 'start.csv, row 1, column E: The place "A" occurs twice, the second time as "a"', "capitals")
    refuses(ask(start=END.replace("D,D,180", "d,d,180")), 65, "row 15, column A", '"D" occurs twice, the second time as "d"')
    refuses(ask(start=small.replace("A", "É").replace("a", "é")), 65, '"É" occurs twice, the second time as "é"')
    refuses(ask(start=START.replace("B,55", "X,55")), 65, 'row "X" has no column')
    refuses(ask(start=START.replace(",A,B,C,D", ",A,B,B,D")), 65, 'start.csv, row 1, column D: The place "B" occurs twice')
    refuses(ask(start=START.replace("55,555", "-55,555")), 65, "born in B and living in A is negative")
    refuses(ask(start=START.replace("55,555", '"1,055",555')), 65, "row 3, column B",
            "“1,055” can be read as 1055 or as 1.055", "nothing between the thousands")
    refuses(ask(start=START.replace("55,555", "1e400,555")), 65, "row 3, column B")
    refuses(ask(start=START.replace("55,555", "9223372036854775808,555")), 65, "too large to be counted")
    refuses(ask(start=",A\nA,5\n", end=",A\nA,6\n"), 65, "fewer than two places")
    refuses(ask(start=""), 65, "start.csv")
    refuses(ask(end=END.replace(",9", ",0.09").replace(",8", ",0.08").replace(",505", ",0.5")), 65, "unexplained")
    refuses(ask(method="da-pb-close"), 64, "Did you mean da-pb-closed?")
    refuses(corredor("flows", "estimate", "--method", "mig-rate"), 64, "--start is missing")
    refuses(corredor("flows", "estimate", "--method", "mig-rate", "--start", FOLDER / "none.csv", "--end", "x"), 66, "none.csv")
    refuses(corredor("flows", "guess"), 64, 'does not know what to do with "guess"', "estimate|run|validate")


@case
def what_was_repaired_is_said():
    result = ask(start=START.replace("20,25,20,200", "20,25,20,-20"), method="da-min-open")
    same(result.code, 0)
    assert "more foreign-born than people" in result.err, result
    same(ask("--total-moves", "1000", method="mig-rate").out.count("\n"), 13)
    assert abs(sum(moves_of(ask("--total-moves", "1000", method="mig-rate").out).values()) - 1000) < 1e-9


@case
def a_thousand_places():
    n = 1000
    head = "," + ",".join(f"p{j}" for j in range(n)) + "\n"
    table = head + "".join(
        f"p{i}," + ",".join(str(100000 if i == j else (i * 7 + j * 3) % 11) for j in range(n)) + "\n" for i in range(n))
    path = FOLDER / "large.csv"
    result = corredor("flows", "estimate", "--method", "da-min-closed", "--start", put("large0.csv", table), "--end",
                      put("large1.csv", table), "-o", path)
    same((result.code, result.err), (0, ""), repr(result))
    with path.open() as lines:
        same(sum(1 for _ in lines), n * (n - 1) + 1)


@case
def reported_moves_beside_estimates():
    reported = put("reported.csv", "origin,destination,flow\nA,C,40\nB,A,35\nB,C,30\nC,A,12\nD,A,9\nE,A,1\n")
    estimate = put("estimate.csv", ask().out)
    result = corredor("flows", "validate", reported, "--estimate", estimate, "--format", "json")
    same(result.code, 0, repr(result))
    text = json.dumps(json.loads(result.out))
    assert '"correlation"' in text or "orrelation" in text, text[:500]
    refuses(corredor("flows", "validate", reported), 64, "Two tables of moves are needed")


@case
def intervals_surround_the_estimate():
    words = ("--replicates", "50", "--random", "3", "--stock-cv", "0.1")
    result = ask(*words)
    same((result.code, result.err), (0, ""), repr(result))
    rows = list(csv.DictReader(io.StringIO(result.out)))
    same(len(rows), 12)
    assert all(float(row["low"]) <= float(row["median"]) <= float(row["high"]) for row in rows)
    assert any(float(row["low"]) < float(row["high"]) for row in rows)
    same(ask(*words).out, result.out)
    same(corredor("flows", "estimate", "--method", "da-min-closed", "--start", FOLDER / "start.csv", "--end", FOLDER / "end.csv",
                  *words, env={"OMP_NUM_THREADS": "1"}).out, result.out)
    refuses(ask(*words, "--detail", "type"), 64, "Intervals are written as a list")


@case
def every_method_has_a_page():
    table = (ROOT / "src/engines/flows/methods.c").read_text("utf-8")
    methods = re.findall(r'COR_STR_INIT\("([a-z-]+)"\)', table)
    assert len(methods) >= 8, methods
    for tool in ("fit", "components", "indices"):
        page = (ROOT / "docs/methods" / f"{tool}.md").read_text("utf-8")
        assert all(word in page for word in ("**Question.**", "**Assumes**", "**Do not use", "**Sources.**")), tool
    for method in methods:
        page = (ROOT / "docs/methods" / f"{method}.md").read_text("utf-8")
        assert all(word in page for word in ("**Question.**", "**Assumes**", "**Do not use it**", "**Source.**")), method


@case
def formats_of_other_programs():
    """A byte order mark, semicolons, another order and blanks are read; what could be two numbers is asked about."""
    published = ask().out
    same(ask(start="\ufeff" + START).out, published)
    same(ask(start=START.replace(",", ";")).out, published)
    same(ask(start=START.replace("\n", "\r\n")).out, published)
    same(ask(end=",D,C,B,A\nD,180,0,45,40\nC,40,800,30,90\nB,5,75,505,80\nA,0,60,100,950\n").out, published)
    same(ask(start=START.replace("1000", " 1000 ")).out, published)
    refuses(ask(start=START.replace(",", ";").replace("1000", "1.000")), 65, "row 2, column B",
            "“1.000” can be read as 1000 or as 1.000")
    same(ask("--decimal", ",", start=START.replace(",", ";").replace("1000", "1.000")).out, published)
    same(ask(start=START.replace(",", ";").replace("1000", "1000,0")).out, published)
    refuses(ask(start=START.replace("1000", "1 000")), 65, '"1 000" is not a number')
    refuses(ask(start=START + "Total,1155,720,880,245\n"), 65, "“Total” is the sum of the other places",
            "Leave rows and columns of totals out")
    for name in ("All places", "Todos los países", "Toutes", "TOTAL (persons)", "All regions", "Total mundial"):
        refuses(ask(start=START + name + ",1155,720,880,245\n"), 65, f"“{name}” is the sum of the other places")
    refuses(ask(start=START + "All other countries,1,2,3,4\n"), 65, 'row "All other countries" has no column')
    summed = ",A,B,C,D,Everywhere\nA,1000,100,10,0,1111\nB,55,555,50,5,665\nC,80,40,800,40,959\nD,20,25,20,200,266\n" \
        "Everywhere,1156,718,880,246,3001\n"
    refuses(ask(start=summed), 65, "“Everywhere” is the sum of the other places")  # each within its rounding
    near = ask(start=summed.replace("1156", "1166"), end=summed.replace("1156", "1166"))
    same((near.code, "sum of the other" in near.err), (0, False), near)
    refuses(ask(start=START.replace("40,800,40", "40,800,40,7")), 65, "row 4: The row has 6 cells, the header 5.")
    refuses(ask(start="<html><body>no</body></html>"), 65, "This is a web page")


@case
def one_number_in_the_wrong_place_is_named():
    def events(rows):
        return put("events.csv", "region,births,deaths\nA,0,0\nB,0,0\nC,0,0\n" + rows)
    refuses(ask("--demography", events("D,2000,0\n")), 65, "more births in D than people at the end: 2,000 and 225")
    refuses(ask("--demography", events("D,0,9000\n")), 65, "more deaths in D than people at the start: 9,000 and 245")
    refuses(ask("--demography", events("D,-4,0\n")), 65, "births in D are not a number of persons")
    assert "exceed its native-born" in ask("--demography", events("D,200,200\n")).err
    gone = ",A,B,C,D\nA,950,100,60,0\nB,80,505,75,5\nC,90,30,800,40\nD,0,0,0,0\n"
    refuses(ask(end=gone), 65, "stocks at the end", "People born in D live nowhere in this table")
    result = ask("--lang", "es", end=gone)
    assert "poblaciones al final: Las personas nacidas en D no viven en ninguna parte" in result.err, result


def workbook(name, sheets):
    """A workbook with plain cells, as small as one can be."""
    def cells(rows):
        lines = []
        for r, row in enumerate(rows, 1):
            parts = []
            for c, value in enumerate(row):
                at = f"{chr(65 + c)}{r}"
                parts.append(f'<c r="{at}" t="inlineStr"><is><t>{value}</t></is></c>' if isinstance(value, str) else
                             f'<c r="{at}"><v>{value}</v></c>')
            lines.append(f'<row r="{r}">{"".join(parts)}</row>')
        return ('<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>' + "".join(lines) +
                "</sheetData></worksheet>")
    main_space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    path = FOLDER / name
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>')
        archive.writestr("_rels/.rels", f'<Relationships xmlns="{package}"><Relationship Id="r1" Type="{relations}/officeDocument" '
                         'Target="xl/workbook.xml"/></Relationships>')
        archive.writestr("xl/workbook.xml", f'<workbook xmlns="{main_space}" xmlns:r="{relations}"><sheets>' + "".join(
            f'<sheet name="{title}" sheetId="{k}" r:id="r{k}"/>' for k, title in enumerate(sheets, 1)) + "</sheets></workbook>")
        archive.writestr("xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{package}">' + "".join(
            f'<Relationship Id="r{k}" Type="{relations}/worksheet" Target="worksheets/sheet{k}.xml"/>'
            for k in range(1, len(sheets) + 1)) + "</Relationships>")
        for k, rows in enumerate(sheets.values(), 1):
            archive.writestr(f"xl/worksheets/sheet{k}.xml", cells(rows))
    return path


@case
def a_sheet_is_named_and_not_guessed():
    rows = [[float(cell) if cell.isdigit() else cell for cell in line.split(",")] for line in START.strip().split("\n")]
    one, two = workbook("one.xlsx", {"2015": rows}), workbook("two.xlsx", {"notes": [["see 2015"]], "2015": rows})
    put("end.csv", END)

    def estimate(start):
        return corredor("flows", "estimate", "--method", "da-min-closed", "--start", start, "--end", FOLDER / "end.csv")
    same(estimate(one).out, ask().out)
    same(estimate(f"{two}#2015").out, ask().out)
    refuses(estimate(two), 65, "The workbook has 2 sheets", f"{two}#notes")
    refuses(estimate(f"{two}#2020"), 66, 'no sheet "2020"', '"notes"')


OLDER = ",A,B,C,D\nA,,100,30,70\nB,50,,45,5\nC,60,35,,40\nD,20,25,20,\n"
LEFT, ARRIVED = "region,persons\nA,250\nB,100\nC,140\nD,110\n", "region,persons\nD,120\nA,150\nB,150\nC,180\n"


def fit(*words):
    return corredor("flows", "fit", "--rows", put("left.csv", LEFT), "--columns", put("arrived.csv", ARRIVED), *words)


@case
def a_table_with_new_totals():
    rows = list(csv.DictReader(io.StringIO(fit("--seed", put("older.csv", OLDER)).out)))
    same(list(rows[0]), ["origin", "destination", "value"])
    cells = {(row["origin"], row["destination"]): float(row["value"]) for row in rows}
    for place, left, arrived in (("A", 250, 150), ("B", 100, 150), ("C", 140, 180), ("D", 110, 120)):
        assert abs(sum(x for pair, x in cells.items() if pair[0] == place) - left) < 1e-9
        assert abs(sum(x for pair, x in cells.items() if pair[1] == place) - arrived) < 1e-9
    odds = cells["A", "B"] * cells["C", "D"] / (cells["A", "D"] * cells["C", "B"])
    assert abs(odds - 100 * 40 / (70 * 35)) < 1e-9, odds
    same(fit("--diagonal", "most", "--format", "matrix").out.split("\n")[1], "A,150,50,40,10")
    result = fit("--diagonal", put("stay.csv", "region,persons\nA,1\nB,2\nC,3\nD,4\n"), "--format", "json", "--report", "json")
    same([json.loads(result.out)["cells"][5 * k] for k in range(4)], [1, 2, 3, 4])
    assert json.loads(result.err)["error"] < 1e-9


@case
def three_axes_by_their_heads():
    origin = put("origin.csv", "origin,sex,total\nA,F,10\nA,M,20\nB,F,5\nB,M,15\n")
    destination = put("destination.csv", "sex,destination,total\nF,X,7\nM,X,13\nF,Y,8\nM,Y,22\n")
    both = put("both.csv", "origin,destination,total\nA,X,12\nA,Y,18\nB,X,8\nB,Y,12\n")
    result = corredor("flows", "fit", origin, destination, both, "--report", "json")
    rows = list(csv.DictReader(io.StringIO(result.out)))
    same(list(rows[0]), ["origin", "sex", "destination", "value"])
    assert abs(sum(float(row["value"]) for row in rows if (row["origin"], row["destination"]) == ("A", "Y")) - 18) < 1e-9
    assert abs(sum(float(row["value"]) for row in rows if (row["sex"], row["destination"]) == ("F", "X")) - 7) < 1e-9
    assert json.loads(result.err)["error"] < 1e-9
    refuses(corredor("flows", "fit", both), 65, "a whole table, not totals of one")
    refuses(corredor("flows", "fit", origin, origin, destination), 65, "given twice")


@case
def totals_that_no_table_has():
    refuses(corredor("flows", "fit"), 64, "No totals are given")
    refuses(corredor("flows", "fit", "--rows", put("left.csv", LEFT), "--columns", put("more.csv", ARRIVED.replace("180", "190"))),
            65, "do not add up to the same: 600 and 610")
    result = corredor("flows", "fit", "--rows", FOLDER / "left.csv", "--columns", FOLDER / "more.csv", "--scale", "rows")
    same(result.code, 0, repr(result))
    assert "totals scaled by 10" in result.err, result
    refuses(fit("--seed", put("closed.csv", OLDER.replace("A,,100,30,70", "A,,100,0,0"))), 65,
            "totals of A add up to 250", "there are only B, which hold 100 less")
    refuses(fit("--seed", put("other.csv", OLDER.replace("D", "E"))), 65, "missing here")
    refuses(fit("--scale", "foo"), 64, "scale: “foo” is not a valid scale", "Give rows, columns, or one of the files")


@case
def components_multiply_to_the_moves():
    answer = json.loads(corredor("flows", "components", put("older.csv", OLDER), "--format", "json").out)
    assert "1.5625" in json.dumps(answer), answer
    text = corredor("flows", "components", FOLDER / "older.csv", "--coding", "geometric", "--lang", "es").out
    assert "Media geométrica" in text, text
    refuses(corredor("flows", "components", put("zero.csv", OLDER.replace("45,5", "45,0")), "--coding", "geometric"), 65,
            "zero.csv", "Nobody moved from B to D")
    groups = "origin,destination,sex,flow\n" + "".join(
        f"{i},{j},{s},{5 + ord(i) * ord(j) % 7 + (s == 'F')}\n" for i in "ABC" for j in "ABC" if i != j for s in "FM")
    for coding in ("total", "geometric"):
        result = corredor("flows", "components", put("groups.csv", groups), "--coding", coding)
        assert result.code == 0 and "Pairs within groups" in result.out, result


@case
def indices_by_published_formulas():
    people = put("people.csv", LEFT)
    km = put("km.csv", "origin,destination,km\n" + "".join(
        f"{i},{j},{abs(ord(i) - ord(j)) * 100}\n" for i in "ABCD" for j in "ABCD" if i != j))
    result = corredor("flows", "indices", put("older.csv", OLDER), "--population", people, "--distance", km)
    same(result.code, 0, repr(result))
    for words in ("83.333", "Migration effectiveness index", "22.00", "Distance decay", "0.5539"):
        assert words in result.out, result
    refuses(corredor("flows", "indices", FOLDER / "older.csv", "--population", put("few.csv", "region,persons\nA,1\n")), 65,
            '"B" of the moves is missing here')
    refuses(corredor("flows", "indices", FOLDER / "older.csv", "--distance", put("flat.csv", OLDER.replace("100", "0"))), 65,
            "distance from A to B is not above zero")
    refuses(corredor("flows", "indices", people), 65, "one kind of label")
    refuses(corredor("flows", "indices", put("bare.csv", "total\n5\n")), 65, "no labels in the first row")


@case
def methods_are_listed():
    result = corredor("flows", "methods")
    for method in ("sd-drop-neg", "sd-rev-neg", "mig-rate", "da-min-open", "da-min-closed", "da-ind-closed", "da-pb-closed",
                   "rogers-von-rabenau"):
        assert f"{method}: " in result.out, method


@case
def the_diagonal_is_that_of_the_axes_with_the_same_places():
    left = put("by-sex-left.csv", "sex,origin,n\nF,A,20\nF,B,30\nF,C,10\nM,A,12\nM,B,18\nM,C,10\n")
    came = put("by-sex-came.csv", "sex,destination,n\nF,C,15\nF,A,25\nF,B,20\nM,B,15\nM,A,15\nM,C,10\n")

    def fitted(*files, diagonal):
        result = corredor("flows", "fit", *files, "--diagonal", diagonal)
        same(result.code, 0, repr(result))
        return {(row["sex"], row["origin"], row["destination"]): float(row["value"])
                for row in csv.DictReader(io.StringIO(result.out))}
    for diagonal in ("empty", "most"):
        one, other = fitted(left, came, diagonal=diagonal), fitted(came, left, diagonal=diagonal)
        same(one.keys(), other.keys())
        assert all(abs(one[cell] - other[cell]) < 1e-6 for cell in one), (one, other)
        for (sex, origin, destination), value in one.items():
            if origin == destination:
                wanted = 0 if diagonal == "empty" else min(one_total(left, sex, origin), one_total(came, sex, origin))
                same(round(value, 6), wanted, (diagonal, sex, origin))
    strangers = put("strangers.csv", "destination,n\nX,30\nY,30\n")
    at_home = put("at-home.csv", "origin,n\nA,30\nB,30\n")
    refuses(corredor("flows", "fit", at_home, strangers, "--diagonal", "empty"), 64, "No two axes have places in common")
    three = [put(f"{a}.csv", f"{a},n\nA,30\nB,30\n") for a in ("origin", "transit", "destination")]
    refuses(corredor("flows", "fit", *three, "--diagonal", "empty"), 64, "Three axes have places in common")


def one_total(path, sex, place):
    return next(float(n) for s, p, n in list(csv.reader(path.open()))[1:] if (s, p) == (sex, place))


@case
def both_labels_of_a_row_are_kept():
    moves = put("abc.csv", ",A,B,C\nA,,100,30\nB,50,,45\nC,60,35,\n")
    rows = list(csv.DictReader(io.StringIO(corredor("flows", "components", moves, "--format", "csv").out)))
    pairs = [row["row"] for row in rows if row["node"] == "interactions"]
    same(pairs, ["A · B", "A · C", "B · A", "B · C", "C · A", "C · B"])
    same([row["row"] for row in rows if row["node"] == "places"], ["A", "A", "B", "B", "C", "C"])
    grouped = put("grouped.csv", "origin,destination,sex,flow\n" + "".join(
        f"{i},{j},{s},{n}\n" for n, (i, j, s) in enumerate(
            ((i, j, s) for i in "AB" for j in "AB" for s in "FM" if i != j), 5)))
    rows = list(csv.DictReader(io.StringIO(corredor("flows", "components", grouped, "--format", "csv").out)))
    assert {row["row"] for row in rows if row["node"] == "group-interactions"} >= {"F · A · B", "M · B · A"}, rows
    path = FOLDER / "components.xlsx"
    same(corredor("flows", "components", moves, "-o", path).code, 0)
    assert "A · B" in zipfile.ZipFile(path).read("xl/sharedStrings.xml").decode()


main()
