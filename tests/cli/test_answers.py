# SPDX-License-Identifier: Apache-2.0
"""The answers people come for, from the data pack."""
import csv
import io
import json

from harness import PACK, case, corredor, main, refuses, same, shared_database


def figures(*words):
    result = corredor("figures", *words, "--format", "csv", db=shared_database())
    same(result.code, 0, repr(result))
    return list(csv.DictReader(io.StringIO(result.out)))


def one(*words):
    rows = figures(*words)
    same(len(rows), 1, repr(rows))
    return rows[0]["value"]


@case
def stocks_of_2020_are_those_of_the_united_nations():
    for origin, destination, persons in (("MEX", "USA", "10853105"), ("NIC", "CRI", "350854"), ("HTI", "DOM", "496112"),
                                         ("WLD", "WLD", "280598105")):
        same(one("--measure", "stock", "--source", "un-desa-ims-2020", "--origin", origin, "--destination", destination,
                 "--year", "2020", "--sex", "T"), persons)


@case
def women_and_men_add_up_to_the_total():
    words = ("--measure", "stock", "--source", "un-desa-ims-2024", "--origin", "GTM", "--destination", "MEX", "--year", "2024")
    women, men, total = (float(one(*words, "--sex", sex)) for sex in ("F", "M", "T"))
    same(women + men, total)


@case
def corridor_shows_its_figures_with_their_source():
    result = corredor("corridor", "NIC", "CRI", db=shared_database())
    same(result.code, 0, repr(result))
    for words in ("Nicaragua", "Costa Rica", "423,401", "67.4", "50.4", "United Nations"):
        assert words in result.out, f"{words!r} is not in\n{result.out}"


@case
def every_document_has_every_text_format_in_both_languages():
    db = shared_database()
    for words in (("corridor", "GTM", "MEX"), ("country", "CRI"), ("world",), ("corridors", "--to", "MEX,CRI,PAN,DOM"),
                  ("sources",), ("source", "1"), ("remittances", "USA", "GTM", "--amount", "200")):
        for lang in ("en", "es"):
            for form in ("text", "json", "csv"):
                result = corredor(*words, "--lang", lang, "--format", form, db=db)
                same(result.code, 0, repr(result))
                same(result.err, "")
                assert len(result.out) > 200, result
                if form == "json":
                    document = json.loads(result.out)
                    same(document["lang"], lang)


@case
def numbers_in_data_formats_do_not_depend_on_the_language():
    db = shared_database()
    for words in (("corridor", "HTI", "DOM"), ("country", "DOM")):
        values = []
        for lang in ("en", "es"):
            table = list(csv.DictReader(io.StringIO(corredor(*words, "--lang", lang, "--format", "csv", db=db).out)))
            values.append([(row["value"], row["period"], row["source"]) for row in table])
        same(values[0], values[1])
        assert len(values[0]) > 50


@case
def spanish_groups_digits_as_its_readers_do():
    for lang, number in (("es", "496,112"), ("es-DO", "496,112"), ("es-CR", "496\u202f112"), ("es-ES", "496.112")):
        result = corredor("corridor", "Haití", "república dominicana", "--lang", lang, db=shared_database())
        same(result.code, 0, repr(result))
        assert number in result.out, result.out[:2000]
        assert "República Dominicana" in result.out


@case
def world_has_every_edition_of_the_global_estimates():
    result = corredor("world", db=shared_database())
    for words in ("169", "58.5", "41.5", "167.7"):
        assert words in result.out, f"{words!r} is not in\n{result.out}"


@case
def the_ranking_is_in_order():
    result = corredor("corridors", "--to", "MEX,CRI,PAN,DOM", "--format", "json", db=shared_database())
    same(result.code, 0, repr(result))
    assert result.out.index("USA") < result.out.index("HTI") < result.out.index("NIC")


def table(document, key):
    """The rows of the table with this id, anywhere in a document."""
    if isinstance(document, dict):
        if document.get("id") == key and "rows" in document:
            return document
        document = list(document.values())
    found = (table(part, key) for part in document) if isinstance(document, list) else ()
    return next((part for part in found if part), None)


@case
def compared_corridors_have_the_numbers_of_their_own_pages():
    pairs = ("GTM-MEX", "HND-MEX", "NIC-CRI", "HTI-DOM")
    result = corredor("compare", *pairs, "--format", "json", db=shared_database())
    same(result.code, 0, repr(result))
    same(corredor("compare", "~".join(pairs), "--format", "json", db=shared_database()).out, result.out)
    numbers = table(json.loads(result.out), "numbers")
    same(len(numbers["rows"]), len(pairs))
    for pair, row in zip(pairs, numbers["rows"]):
        origin, destination = pair.split("-")
        people = one("--measure", "stock", "--source", "un-desa-ims-2024", "--origin", origin, "--destination", destination, "--sex", "T",
                     "--year", "2024")
        assert people in json.dumps(row), (pair, people, row)


@case
def what_cannot_be_compared_is_said():
    db = shared_database()
    refuses(corredor("compare", "GTM-MEX", db=db), 64, "Between 2 and 4 corridors", "1 given", "GTM-MEX~HND-MEX")
    refuses(corredor("compare", *["GTM-MEX", "HND-MEX", "NIC-CRI", "HTI-DOM", "VEN-COL"], db=db), 64, "5 given")
    refuses(corredor("compare", "GTM-MEX", "guatemala-mexico", db=db), 64, "given twice")
    refuses(corredor("compare", "GTM-MEX", "HND-Mexixo", db=db), 64, "“Mexixo”", "Mexico (MEX)")
    refuses(corredor("compare", "GTM-MEX", "HNDMEX", db=db), 64, "not a corridor", "with a hyphen")
    refuses(corredor("compare", "GTM-MEX", "MEX-MEX", db=db), 65)
    refuses(corredor("compare", db=db), 64, "CORRIDOR...", "corredor compare GTM-MEX~HND-MEX")


@case
def a_figure_leads_back_to_its_file():
    row = figures("--measure", "stock", "--origin", "HTI", "--destination", "DOM", "--year", "2020", "--sex", "T")[0]
    result = corredor("source", row["figure_id"], db=shared_database())
    same(result.code, 0, repr(result))
    package = json.loads((PACK / "datapackage.json").read_text("utf-8"))
    hashes = [resource["hash"].removeprefix("sha256:") for resource in package["resources"]]
    assert any(digest in result.out.replace("\n", "").replace(" ", "") for digest in hashes), result.out
    assert "migrant_stock.csv.gz" in result.out, result.out


@case
def check_finds_the_database_sound():
    result = corredor("check", db=shared_database())
    same(result.code, 0, repr(result))


@case
def init_again_changes_nothing():
    db = shared_database()
    before = figures("--measure", "population", "--destination", "GTM", "--year", "2020")
    result = corredor("init", "--pack", PACK, db=db)
    same(result.code, 0, repr(result))
    same(figures("--measure", "population", "--destination", "GTM", "--year", "2020"), before)


@case
def as_known_before_the_first_load_there_was_nothing():
    result = corredor("figures", "--measure", "stock", "--origin", "HTI", "--destination", "DOM", "--as-known",
                      "2000-01-01", "--format", "csv", db=shared_database())
    same(result.code, 0, repr(result))
    same(len(result.out.splitlines()), 1)


main()
