# SPDX-License-Identifier: Apache-2.0
"""The library and the network on the command line: found in both languages, cited, nothing invented, overdue by the day."""
import csv
import io
import json
import pathlib
import shutil
import tempfile

from harness import FOLDER, case, corredor, main, refuses, same
from registers import registers_database


def ask(*words, db=None):
    result = corredor(*words, db=db or registers_database())
    same(result.code, 0, repr(result))
    return result.out


def rows(*words, db=None):
    return list(csv.DictReader(io.StringIO(ask(*words, "--format", "csv", db=db))))


@case
def words_of_both_languages_find_the_same():
    for words in ("reclutamiento etico", "ethical recruitment", "contratación ética", "fair hiring"):
        keys = [row["key"] for row in rows("library", "search", words)]
        same(set(keys[:2]), {"PUB08", "PUB17"}, words)
    out = ask("library", "search", "reclutamiento etico", "--lang", "es")
    for word in ("contratación ética", "Infosheet: Global Policy Network", "2 tienen todas las palabras", "Reclutamiento revelado"):
        assert word in out, (word, out)
    found = json.loads(ask("library", "search", "remesas", "--lang", "es", "--format", "json"))
    items = [item for block in found["blocks"] if block["id"] == "publications" for item in block["items"]]
    passages = [passage for item in items for passage in item.get("passages", [])]
    assert {passage["lang"] for passage in passages} == {"en", "es"}
    for passage in passages:
        for start, length in passage["marks"]:
            assert passage["text"].encode()[start:start + length].decode(), passage


@case
def what_narrows_the_list():
    same(len(rows("library", "list")), 35)
    guyana = rows("library", "list", "--country", "guyana")
    assert len(guyana) >= 4 and all("Guyana" in row["countries"] for row in guyana)
    found = rows("library", "search", "contratación", "--year", "2020", "--form", "informe", "--topic", "recruitment")
    same({row["key"] for row in found}, {"PUB09", "PUB18", "PUB19"})
    years = [row["year"] for row in rows("library", "list")]
    known = [year for year in years if year]
    same(known, sorted(known, reverse=True))
    refuses(corredor("library", "list", "--topic", "football", db=registers_database()), 64, "is not a valid topic", "Allowed values")
    assert "That does not mean that there are none" in ask("library", "search", "zzzz").replace("\n", " ").replace("║ ", "")


@case
def one_publication_in_both_languages():
    for lang in ("en", "es"):
        out = " ".join(ask("library", "show", "PUB09", "--lang", lang).split())
        for word in ("The Montreal Recommendations on Recruitment", "Las Recomendaciones de Montreal", "Katharine"):
            assert word in out, (lang, word, out)
    refuses(corredor("library", "show", "PUB99", db=registers_database()), 69, "PUB")


@case
def citations_in_three_styles():
    bib = ask("library", "cite", "PUB09", "PUB01", "--lang", "es")
    assert bib.count("@techreport{") == 2 and "Jones, Katharine and {Organizaci{\\'{o}}n" in bib, bib
    same([item["id"] for item in json.loads(ask("library", "cite", "PUB09", "PUB01", "--style", "csl-json"))],
         ["PUB09", "PUB01"])
    ris = ask("library", "cite", "PUB09", "--style", "ris")
    assert "AU  - Jones, Katharine" in ris and "TT  - Las Recomendaciones" in ris
    refuses(corredor("library", "cite", "PUB09", "--style", "chicago", db=registers_database()), 64, "bibtex, ris, csl-json")


@case
def institutions_with_a_caution():
    out = ask("library", "institutions", "--country", "GTM", "--complaints")
    assert "Confirm them" in out and "Public Prosecutor" in out and "Migration Institute" not in out
    assert [row["key"] for row in rows("library", "institutions", "--country", "GTM", "--verifies")] == ["GTM-MINTRAB"]
    same(len(rows("library", "institutions")), 38)


@case
def the_network_has_four_pillars_and_its_actions():
    for lang, words in (("en", ("awareness and communications", "capacity building", "advocacy", "data and research",
                                "Update the register of diaspora organisations")),
                        ("es", ("sensibilización y comunicación", "desarrollo de capacidades", "incidencia", "datos e investigación",
                                "Actualizar el registro de organizaciones"))):
        out = ask("network", "overview", "--lang", lang, "--format", "html")
        assert all(word in out for word in words), out


@case
def before_a_recruiter_is_paid():
    out = " ".join(ask("recruiters", "check", "--country", "GTM").split())
    for word in ("no register of recruiters is held here", "they may not charge you", "Agreement 50-2022", "As of 2025",
                 "Whom to ask", "tuempleo.mintrabajo.gob.gt", "Public Prosecutor", "must be registered and authorised"):
        assert word in out, (word, out)
    out = " ".join(ask("recruiters", "check", "--country", "GTM", "--lang", "es").split())
    for word in ("no le pueden cobrar", "dinero, bienes o servicios", "¿Dónde denunciar?", "Ministerio Público"):
        assert word in out, (word, out)
    # What was not found is not a no, and nothing is said in favour of an offer.
    for place, answer in (("CRI", "did not find the rule"), ("HND", "some charges may be allowed"), ("GUY", "not prevented"),
                          ("HTI", "did not find the rule"), ("CAN", "did not find the rule")):
        out = " ".join(ask("recruiters", "check", "--country", place).split())
        assert answer in out and "may not charge you" not in out, (place, out)
    assert "says nothing good or bad" in out and "Ask the ministry of labour" in out, out
    start = ask("recruiters", "check")
    assert "Guatemala" in start and "Signs of a trick" in start, start


@case
def the_network_says_what_it_does_not_know():
    out = ask("network", "members")
    assert "No public source that was read lists the regulators" in " ".join(out.replace("│", "").split()), out
    same(len(rows("network", "themes")), 6)
    same({row["key"] for row in rows("network", "practices", "--theme", "fees")}, {"MEX-FEES", "GTM-FEES"})
    same([row["key"] for row in rows("network", "practices", "--country", "PAN")], ["PAN-INSPECTIONS"])
    same([row["key"] for row in rows("network", "actions", "--sdg", "10.c")], ["FORUM-2021-TRANSFERS"])
    out = " ".join(ask("network", "actions", "--overdue").split())
    assert "Nothing known here matches" in out, out
    refuses(corredor("network", "practices", "--theme", "feees", db=registers_database()), 69, "fees")
    calendar = ask("network", "events", "--format", "ics")
    assert calendar.count("BEGIN:VEVENT") == 3 and "DTSTART;VALUE=DATE:20240610" in calendar


@case
def a_page_of_several_tables_is_one_file():
    overview = rows("network", "overview")
    for name, own in (("themes", "about"), ("members", "role"), ("events", "where")):
        part = [row for row in overview if row["table"].startswith(name)]
        same([row["key"] for row in part], [row["key"] for row in rows("network", name)], name)
        assert any(row[own] for row in part), name
        assert not any(row[own] for row in overview if own not in rows("network", row["table"].split("-")[0])[0]), own


@case
def overdue_is_of_the_day_that_is_asked_for():
    path = pathlib.Path(tempfile.mkdtemp(dir=FOLDER)) / "corredor.db"
    shutil.copyfile(registers_database(), path)
    file = path.parent / "actions.csv"
    file.write_text("key,title_en,title_es,owner,themes,due,sdg,state,progress,sources\n"
                    "A,Publish the register,Publicar el registro,GTM,licensing,2026-03-31,8.8,in_progress,40,https://example.org/\n"
                    "B,Train inspectors,Capacitar inspección,GTM,inspection,2026-03-01,8.8,done,100,https://example.org/\n", "utf-8")
    result = corredor("registry", "import", "network_action", file, "--who", "test", db=path)
    same(result.code, 0, repr(result))
    same(rows("network", "actions", "--overdue", "--as-of", "2026-03-31", db=path), [])
    late = rows("network", "actions", "--overdue", "--as-of", "2026-04-12", db=path)
    same([(row["key"], row["time_left"]) for row in late], [("A", "overdue by 12 days")])
    early = rows("network", "actions", "--country", "GTM", "--as-of", "2026-03-30", db=path)
    same({row["key"]: row["time_left"] for row in early}, {"A": "due in 1 day", "B": ""})
    refuses(corredor("network", "actions", "--as-of", "tomorrow", db=path), 64, "is not a day")


main()
