# SPDX-License-Identifier: Apache-2.0
"""Mechanisms and registries on the command line: the pack's facts, round trips that lose nothing, bad input refused."""
import csv
import io
import json
import pathlib
import shutil
import tempfile

from harness import FOLDER, case, corredor, main, refuses, same
from registers import registers_database

KINDS = ("institution", "publication", "mechanism", "agreement", "mechanism_use", "ratification", "recommendation",
         "framework_evidence", "diaspora_organisation")


def ask(*words, db=None):
    result = corredor(*words, db=db or registers_database())
    same(result.code, 0, repr(result))
    return result.out


def rows(*words, db=None):
    return list(csv.DictReader(io.StringIO(ask(*words, "--format", "csv", db=db))))


def scratch():
    return pathlib.Path(tempfile.mkdtemp(dir=FOLDER))


def private():
    path = scratch() / "corredor.db"
    shutil.copyfile(registers_database(), path)
    return path


@case
def types_and_states_in_the_words_of_people():
    expected = ["CARIB-CAN-SAWP", "JAM-CAN-SAWP", "MEX-CAN-PTAT"]
    for words in (("memorandum", "CAN"), ("memorandos", "Canadá"), ("memorandum-of-understanding", "canada")):
        same([row["key"] for row in rows("mechanisms", "list", "--type", words[0], "--country", words[1])], expected)
    same([row["key"] for row in rows("mechanisms", "list", "--status", "vigente", "--type", "fta-clause")],
         ["CAN-PAN-FTA", "MEX-PAN-FTA", "USMCA-CH16"])
    same(len(rows("mechanisms", "list")), 47)
    refuses(corredor("mechanisms", "list", "--type", "treaty", db=registers_database()), 64, "is not a valid type",
            "bilateral_agreement, memorandum")


def theme(key, title, name="themes.csv"):
    path = scratch() / name
    with open(path, "w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(["key", "name_en", "sources"])
        writer.writerow([key, title, "https://example.org/"])
    return path


@case
def keys_that_addresses_use_otherwise_are_refused():
    db = private()
    for key, words in (("new", "stands for another page"), ("History", "stands for another page"), ("edit", "another page"),
                       ("index.json", "ends in .json"), ("x.csv", "ends in .csv"), ("a.PDF", "ends in .pdf")):
        refuses(corredor("registry", "import", "network_theme", theme(key, "A theme"), "--who", "test", db=db), 65, words)
    same(corredor("registry", "import", "network_theme", theme("news", "A theme"), "--who", "test", db=db).code, 0)
    refuses(corredor("user", "add", "ana.json", "--role", "editor", "--enrol-later", "--generate", db=db), 65, "ends in .json")
    refuses(corredor("user", "add", "history", "--role", "editor", "--enrol-later", "--generate", db=db), 65, "another page")


@case
def what_cannot_be_seen_is_refused_with_its_place():
    db = private()
    for text, words in (("Recruitment \u202ephoney\u202c fees", "Character 13 of the text, U+202E"), ("a\u2066b", "U+2066"),
                        ("zero\u200bwidth", "Character 5 of the text, U+200B"), ("soft\u00adhyphen", "U+00AD"), ("\u0085x", "U+0085")):
        refuses(corredor("registry", "import", "network_theme", theme("t1", text), "--who", "test", db=db), 65, words, "Name")
    same(corredor("registry", "import", "network_theme", theme("t1", "مهاجرت می\u200cشود"), "--who", "test", db=db).code, 0)


@case
def formulas_in_csv_are_guarded_and_read_back_as_they_were():
    db = private()
    texts = ["=1+1", "@SUM(1)", "-2+3", "+34 900", "'=quoted", "''-twice", "'tis plain", "plain"]
    for number, text in enumerate(texts):
        same(corredor("registry", "import", "network_theme", theme(f"f{number}", text), "--who", "test", db=db).code, 0)
    shown = {row["key"]: row["name_en"] for row in rows("registry", "export", "network_theme", db=db)}
    for number, text in enumerate(texts):
        assert shown[f"f{number}"][0] not in "=+-@", shown
    same([shown["f0"], shown["f4"], shown["f6"], shown["f7"]], ["'=1+1", "'=quoted", "'tis plain", "plain"])
    exported = scratch() / "themes.csv"
    exported.write_text(ask("registry", "export", "network_theme", "--format", "csv", db=db), "utf-8")
    result = corredor("registry", "import", "network_theme", exported, "--who", "test", db=db)
    same(result.code, 0, repr(result))
    same([row for row in json.loads(ask("registry", "export", "network_theme", "--format", "json", db=db))["entries"]
          if row["key"].startswith("f") and row["version"] != 1], [], "nothing changed")


@case
def an_instrument_in_both_languages():
    for lang, words in (("en", ("Mexico–Canada Seasonal", "since 1974", "25,344", "not checked against an official gazette")),
                        ("es", ("Trabajadores Agrícolas Temporales", "desde 1974", "25,344", "diario oficial"))):
        out = ask("mechanisms", "show", "MEX-CAN-PTAT", "--lang", lang)
        for word in words:
            assert word in " ".join(out.replace("│", "").split()), (word, out)
    refuses(corredor("mechanisms", "show", "MEX-CAN-PTAX", db=registers_database()), 69, "MEX-CAN-PTAT")


@case
def measures_of_use_stand_apart():
    use = rows("mechanisms", "use")
    same(len(use), 99)
    tables = {row["table"] for row in use}
    same(tables, {"use-" + measure for measure in ("workers", "workers_in_all", "visas", "cards", "certificates", "quota", "planned")})
    workers = rows("mechanisms", "use", "MEX-CAN-PTAT", "--measure", "workers")
    same([row["number"] for row in workers][-1], "25344")
    assert all(row["number_source"].startswith("http") for row in workers), workers
    same({row["bound"] for row in rows("mechanisms", "use", "--measure", "quota")}, {"quota"})


@case
def gaps_say_what_is_missing_and_why():
    gaps = rows("mechanisms", "gaps", "--min-stock", "50000", "--limit", "1000")
    kinds = {kind: [row["key"] for row in gaps if row["table"] == kind] for kind in ("none", "general", "unused", "used")}
    assert "MEX-CAN" in kinds["used"], kinds
    # Of a country without any described instrument the register says nothing, whatever lives there.
    assert "SYR-TUR" not in {row["key"] for row in gaps}
    said = ask("mechanisms", "gaps", "--min-stock", "50000", "--limit", "5")
    assert "Not named in the register of 47 instruments (5 of 18)" in said and "638 more corridors" in said, said
    assert "HTI-DOM" in kinds["none"], "its permits are of unknown state"
    people = [int(row["people"]) for row in gaps if row["table"] == "none"]
    same(people, sorted(people, reverse=True))
    assert min(people) >= 50000
    mexico = next(row for row in gaps if row["key"] == "MEX-CAN")
    same((mexico["use"], mexico["use_counts"], mexico["covers"]), ("25344", "workers, 2017", "names this corridor"))
    same(round(float(mexico["per_1000"]), 6), round(1000 * 25344 / float(mexico["people"]), 6))
    # A scheme that is open to everybody is not an instrument of the two countries: it stands apart, and not at all if
    # only what names the two is asked for.
    named = {row["key"]: row["table"] for row in rows("mechanisms", "gaps", "--named", "--limit", "1000")}
    every = {row["key"]: row for row in gaps}
    same((every["NIC-USA"]["table"], named["NIC-USA"]), ("general", "none"))
    assert every["IND-USA"]["table"] == "general" and "IND-USA" not in named
    same({row["covers"] for row in gaps if row["table"] == "general"}, {"open to every country"})
    assert "open to every country" not in {row["covers"] for row in gaps if row["table"] == "unused"}
    assert "general" not in named.values()
    # Use of a general scheme by one country is shown with it.
    assert any(row["use"] for row in gaps if row["table"] == "general"), "no use of a general scheme"
    document = json.loads(ask("mechanisms", "gaps", "--min-stock", "1000000", "--format", "json", "--lang", "es"))
    assert "Solo un instrumento general" in json.dumps(document, ensure_ascii=False)


@case
def pairs_and_years_join_with_flows():
    table = list(csv.DictReader(io.StringIO(ask("mechanisms", "pairs", "--origin", "MEX", "--destination", "CAN"))))
    same([row["year"] for row in table][0], "1974")
    assert all(row["memorandum"] == "1" for row in table)
    same(len({(row["origin"], row["destination"], row["year"]) for row in table}), len(table))
    refuses(corredor("mechanisms", "pairs", "--format", "pdf", db=registers_database()), 64, "Allowed values: csv")


@case
def listed_agreements_and_conventions():
    same(len(rows("mechanisms", "agreements")), 1222)
    same([row["key"] for row in rows("mechanisms", "agreements", "--country", "MEX", "--destination", "CAN")],
         ["BLA-0050", "BLA-0876", "BLA-1234"])
    same(len(rows("mechanisms", "conventions")), 35)
    assert "A provision that is not named" in " ".join(ask("mechanisms", "show", "BLA-0005").replace("│", "").split())


@case
def export_and_import_lose_nothing():
    folder, empty = scratch(), scratch() / "empty.db"
    pack = scratch()
    (pack / "datapackage.json").write_text(json.dumps({"name": "nothing", "resources": []}), "utf-8")
    corredor("init", "--pack", pack, db=empty)
    for form in ("csv", "json"):
        for kind in KINDS:
            path = folder / f"{kind}.{form}"
            ask("registry", "export", kind, "-o", path)
            back = corredor("registry", "import", kind, path, "--who", "test", "--format", "json", db=private())
            same(back.code, 0, repr(back))
            report = json.loads(back.out)
            numbers = {column["key"]: cell for column, cell in zip(report["blocks"][0]["columns"],
                                                                   report["blocks"][0]["rows"][0])}
            same([numbers[key]["value"] for key in ("added", "revised", "refused")], [0, 0, 0], kind)
            if form == "csv" and empty.exists():
                same(corredor("registry", "import", kind, path, "--who", "test", db=empty).code, 0, kind)
    if empty.exists():
        for kind in KINDS:
            same(ask("registry", "export", kind, db=empty), (folder / f"{kind}.csv").read_text("utf-8"), kind)


def mechanism(**fields):
    row = {"key": "TST-1", "type": "bilateral_agreement", "title_en": "Test agreement", "parties": "GTM;MEX",
           "sources": "https://example.org/a"}
    row.update(fields)
    return row


def use(**fields):
    row = {"key": "TST-1.2020.workers", "mechanism": "MEX-CAN-PTAT", "period": "2021", "measure": "workers",
           "persons": "100", "sources": "https://example.org/b"}
    row.update(fields)
    return row


def attempt(kind, row, db):
    path = scratch() / "file.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(row))
        writer.writeheader()
        writer.writerow(row)
    return corredor("registry", "import", kind, path, "--who", "test", "--why", "test", db=db)


@case
def bad_entries_are_refused_with_place_and_reason():
    db = private()
    before = {kind: ask("registry", "export", kind, db=db) for kind in ("mechanism", "mechanism_use")}
    cases = [
        ("mechanism", mechanism(signed="2020-05-01", in_force="2019"), "In force from", "lies before"),
        ("mechanism", mechanism(signed="2020", ended="2010"), "Ended", "lies before"),
        ("mechanism", mechanism(parties="GTM;XXA"), "Parties", "is not a place known here"),
        ("mechanism", mechanism(parties="GTM;NA"), "Parties", "“NA” may be Namibia or a missing value"),
        ("mechanism", mechanism(parties="GTM;ZAF", corridors="NA-ZAF"), "Corridors covered", "Write NAM for the country"),
        ("mechanism_use", use(origin="NA"), "From", "may be Namibia"),
        ("mechanism", mechanism(parties="GTM"), "Parties", "at least two parties"),
        ("mechanism", mechanism(corridors="GTM-USA"), "Corridors covered", "which is no party"),
        ("mechanism", mechanism(status="ended-ish"), "State", "is not a valid value of"),
        ("mechanism", mechanism(title_en="Bracero Program", parties="MEX;USA"), "Title", "MEX-USA-BRACERO"),
        ("mechanism", mechanism(status="in_force", ended="2010"), "State", "ended"),
        ("mechanism", mechanism(sources="javascript:alert(1)"), "TST-1", "is not an address"),
        ("mechanism", mechanism(replaces="NOPE"), "Replaces", "There is no mechanism"),
        ("mechanism", mechanism(key="a b"), "a b", "cannot be the key"),
        ("mechanism", mechanism(summary_en="x" * (1 << 20)), "Summary", "a field holds"),
        ("mechanism", mechanism(summary_en="\x07bell"), "Summary", "not characters"),
        ("mechanism_use", use(period="1960"), "Period", "lies before MEX-CAN-PTAT was signed"),
        ("mechanism_use", use(period="2021-05-01/2020-05-01"), "Period", "is not a span of time"),
        ("mechanism_use", use(note_en="annual quota"), "What is counted", "quota"),
        ("mechanism_use", use(persons="12.5"), "Number", "whole numbers"),
        ("mechanism_use", use(origin="HTI"), "From", "is no party"),
        ("mechanism_use", use(mechanism="NOPE"), "Mechanism", "There is no mechanism"),
        ("mechanism_use", use(mechanism="USA-H2B-NCA", period="2023", persons="20000"), "What is counted", "exactly the quota"),
        ("mechanism_use", use(period="2016-07-01/2017-07-01", origin="MEX"), "Period", "overlaps"),
        ("agreement", {"key": "BLA-X", "parties": "MEX;GTM", "signed": "2018-06-06"}, "Described as", "MEX-GTM-2018"),
    ]
    for kind, row, place, reason in cases:
        result = attempt(kind, row, db)
        refuses(result, 65, place, reason, "file.csv", "row 2")
    for kind, text in before.items():
        same(ask("registry", "export", kind, db=db), text, kind)


@case
def markup_is_text_like_any_other():
    db = private()
    markup = "<script>alert('x')</script> & \"quotes\""
    result = attempt("mechanism", mechanism(title_en=markup, summary_es="<img src=x onerror=alert(1)>"), db)
    same(result.code, 0, repr(result))
    page = ask("mechanisms", "show", "TST-1", "--format", "html", db=db)
    assert "<script>alert" not in page and "<img src=x" not in page, "markup was not escaped"
    assert "&lt;script&gt;alert" in page
    assert markup in [row["title"] for row in rows("mechanisms", "list", db=db)]


@case
def versions_are_kept_compared_and_dated():
    db = private()
    same(attempt("mechanism", mechanism(), db).code, 0)
    same(attempt("mechanism", mechanism(title_en="A better title", status="signed"), db).code, 0)
    history = " ".join(ask("registry", "history", "mechanism", "TST-1", db=db).split())
    assert "Version 1" in history and "Version 2" in history and "test: test" in history, history
    same([(row["key"], row["before"], row["after"]) for row in rows("registry", "diff", "mechanism", "TST-1", db=db)],
         [("title", "Test agreement", "A better title"), ("status", "nothing", "signed")])
    assert "Test agreement" in ask("registry", "show", "mechanism", "TST-1", "--version", "1", db=db)
    assert "A better title" in ask("mechanisms", "show", "TST-1", db=db)
    same(rows("mechanisms", "list", "--as-known", "2020-01-01", db=db), [])
    refuses(corredor("registry", "show", "mechanism", "TST-1", "--version", "9", db=db), 69, "TST-1 has no version 9", "is 2")
    refuses(corredor("registry", "diff", "mechanism", "TST-1", "--from", "1", "--to", "7", db=db), 69, "TST-1 has no version 7")
    refuses(corredor("registry", "list", "mechanizm-thing", db=db), 64, "Allowed values")
    refuses(corredor("registry", "export", db=db), 64, "KIND")


main()
