# SPDX-License-Identifier: Apache-2.0
"""The flow laboratory: choices in the address, own tables by form, and what comes back when something is wrong."""
import csv
import io
import json
import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from client import PROGRAM, case, get, main, private_database, same, send, server, standing_server

# The worked example of Abel (2013), table 4: four places, nobody born, nobody died.
START = ",A,B,C,D\nA,1000,100,10,0\nB,55,555,50,5\nC,80,40,800,40\nD,20,25,20,200\n"
END = ",A,B,C,D\nA,950,100,60,0\nB,80,505,75,5\nC,90,30,800,40\nD,40,45,0,180\n"
MOVES = {("A", "C"): 50, ("B", "A"): 35, ("B", "C"): 25, ("C", "A"): 10, ("C", "B"): 10, ("D", "A"): 10, ("D", "B"): 10}


def multipart(fields):
    """A body as browsers make it; a pair is a file with its name."""
    parts = b""
    for name, value in fields.items():
        name, kind = f'name="{name}"', b""
        if isinstance(value, tuple):
            name += f'; filename="{value[0]}"'
            kind, value = b"\r\nContent-Type: text/csv", value[1]
        body = value if isinstance(value, bytes) else value.encode()
        parts += b"--xYzZy\r\nContent-Disposition: form-data; " + name.encode() + kind + b"\r\n\r\n" + body + b"\r\n"
    return parts + b"--xYzZy--\r\n"


def post(port, target, body, kind="multipart/form-data; boundary=xYzZy", **fields):
    head = f"POST {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: {kind}\r\n"
    head += f"Content-Length: {len(body)}\r\n" + "".join(f"{n.replace('_', '-')}: {v}\r\n" for n, v in fields.items())
    return send(port, head.encode() + b"\r\n" + body)


def own(port, start=START, end=END, **more):
    fields = {"method": "da-min-closed", "start": ("start.csv", start), "end": ("end.csv", end), **more}
    return post(port, "/flows/own", multipart(fields))


@case
def the_laboratory_answers_in_every_form():
    with standing_server() as (port, _):
        for lang, words in (("en", "Checks, and changes to the tables"), ("es", "Comprobaciones y cambios en las tablas")):
            page = get(port, "/flows?circle=largest&sex=F&method=da-min-closed", Accept_Language=lang)
            same(page.status, 200, repr(page))
            assert words in page.text and 'class="chart chord"' in page.text, page.text[:3000]
            assert len(page.body) < 110_000, len(page.body)
        document = json.loads(get(port, "/flows.json?period=2010-2015&circle=regions").text)
        circle = next(node for node in nodes(document) if node.get("chart") == "chord")
        same(len(circle["categories"]), len(circle["series"]))
        same(get(port, "/flows.pdf").body[:5], b"%PDF-")
        same(get(port, "/flows.xlsx").body[:2], b"PK")
        assert "moves" in get(port, "/flows.csv").text and "→" in get(port, "/flows.txt").text
        methods = get(port, "/flows/methods").text
        assert 'id="da-pb-closed"' in methods and "Abel" in methods
        for query, status in (("period=2015", 400), ("period=1900-1905", 404), ("sex=X", 400), ("method=da-pb-close", 400),
                              ("circle=square", 400), ("place=XXX", 400), ("place=GTM&short=90", 400)):
            answer = get(port, f"/flows?{query}")
            same(answer.status, status, f"{query}: {answer}")


def nodes(node):
    if isinstance(node, list):
        for child in node:
            yield from nodes(child)
    elif isinstance(node, dict):
        yield node
        for child in node.values():
            yield from nodes(child)


def changed_rows(document):
    table = next(node for node in nodes(document) if node.get("id") == "what-if-flows")
    return [[cell["value"] for cell in row if "value" in cell] for row in table["rows"]]


@case
def a_short_census_moves_the_corridors_of_its_place():
    with standing_server() as (port, _):
        page = get(port, "/flows?place=Costa+Rica&short=5&census=later")
        same(page.status, 200)
        assert "What if a census missed people?" in page.text and "if its census missed 5\u00a0%" in page.text
        rows = changed_rows(json.loads(get(port, "/flows.json?place=CRI&short=5&census=later").text))
        same(len(rows), 20)
        # More people than counted at the end: more must have come.
        assert rows[0][1] > rows[0][0] and rows[0][2] > 0, rows[0]
        for base, then, difference, percent in rows:
            assert abs(then - base - difference) < 1e-6 and abs((then / base - 1) * 100 - percent) < 1e-6
        other = changed_rows(json.loads(get(port, "/flows.json?place=CRI&short=-5&census=later").text))
        assert other[0][1] < other[0][0], other[0]
        none = changed_rows(json.loads(get(port, "/flows.json?place=CRI&short=0").text))
        assert max(abs(row[2]) for row in none) < 1e-6, none


def estimated_database():
    path = private_database()
    ran = subprocess.run([PROGRAM, "flows", "run", "--period", "2015/2020", "--sex", "T,F", "--method",
                          "sd-drop-neg,mig-rate,da-pb-closed", "--db", str(path)], capture_output=True, text=True)
    same(ran.returncode, 0, ran.stderr)
    return path


@case
def methods_side_by_side_in_every_form():
    with server("--db", str(estimated_database())) as (port, _):
        pair = "/flows/compare/GTM-MEX"
        for lang, words in (("en", "What each method assumes"), ("es", "Lo que supone cada método")):
            page = get(port, pair, Accept_Language=lang)
            same(page.status, 200, repr(page))
            assert words in page.text and f'<html lang="{lang}"' in page.text, page.text[:2000]
            assert 'class="chart' in page.text and "<table" in page.text and 'id="methods-2015"' in page.text
        women = get(port, f"{pair}?sex=F&period=2015-2020")
        assert women.status == 200 and "women" in women.text, women
        document = json.loads(get(port, f"{pair}.json?period=2015-2020").text)
        table = next(node for node in nodes(document) if node.get("id") == "methods-2015")
        moves = [next(cell["value"] for cell in row if "value" in cell) for row in table["rows"]]
        assert len(moves) == 3 and min(moves) >= 0 and max(moves) > 1000, moves
        same(json.loads(get(port, f"{pair}.json?period=2015/2020").text)["blocks"] if "blocks" in document else None,
             document.get("blocks"))
        rows = list(csv.DictReader(io.StringIO(get(port, f"{pair}.csv").text)))
        assert {row["status"] for row in rows if row.get("value")} == {"estimated"}, rows[:3]
        same(get(port, f"{pair}.pdf").body[:5], b"%PDF-")
        same(get(port, f"{pair}.xlsx").body[:2], b"PK")
        assert "estimated" in get(port, f"{pair}.txt").text
        named = get(port, "/flows/compare/Guatemala-M%C3%A9xico")
        assert named.status in (301, 303, 308) and named.fields["location"].startswith(pair), named
        corridor = get(port, "/corridor/GTM-MEX").text
        assert 'href="/flows/compare/GTM-MEX' in corridor and 'href="/flows?period=2015-2020' in corridor
        for query, status in (("GTM-MEX?sex=X", 400), ("GTM-MEX?period=2015", 400), ("GTM-MEX?period=1990-1995", 404),
                              ("GTM-MEX?period=x-y", 400), ("GTM-GTM", 422), ("GTM-XXX", 404), ("GTM", 404)):
            answer = get(port, f"/flows/compare/{query}")
            same(answer.status, status, f"{query}: {answer}")
        problem = get(port, f"{pair}.json?sex=X")
        same((problem.status, problem.fields["content-type"]), (400, "application/problem+json"))
        same(get(port, pair, method="OPTIONS").fields["allow"], "GET, HEAD, OPTIONS")


@case
def own_tables_come_back_as_moves():
    with standing_server() as (port, _):
        page = own(port)
        same(page.status, 200, repr(page))
        same(page.fields["cache-control"], "no-store")
        assert "Your tables: " in page.text and 'action="/flows/own"' in page.text, page.text[:2000]
        table = own(port, **{"as": "csv"})
        same((table.status, table.fields["content-type"]), (200, "text/csv; charset=utf-8"))
        assert 'filename="moves.csv"' in table.fields["content-disposition"], table
        rows = {(row["origin"], row["destination"]): float(row["flow"]) for row in csv.DictReader(io.StringIO(table.text))}
        same(len(rows), 12)
        for pair, flow in rows.items():
            assert abs(flow - MOVES.get(pair, 0)) < 1e-6, (pair, flow)
        answer = json.loads(own(port, **{"as": "json"}).text)
        same((answer["places"], answer["report"]["method"]), (["A", "B", "C", "D"], "da-min-closed"))
        listed = "birthplace,residence,stock\n" + "".join(
            f"{row[0]},{place},{count}\n" for row in csv.reader(io.StringIO(START)) if row[0]
            for place, count in zip("ABCD", row[1:]))
        same(own(port, start=listed, **{"as": "csv"}).body, table.body)
        spanish = own(port, lang="es")
        assert '<html lang="es"' in spanish.text and "Sus tablas: " in spanish.text


@case
def bad_tables_are_refused_with_the_cell_and_keep_the_form():
    with standing_server() as (port, _):
        for start, end, words in (
                (START.replace("555", "many"), END, ("start.csv", "many", "row 3")),
                (START, END.replace("D,40", "E,40"), ("end.csv", "E")),
                (START.replace("A,1000,100", "A,1000,-100"), END, ("A", "B", "negative")),
                (START, END.replace("75", "7,5"), ("end.csv", "row 3")),
                ("", END, ("start.csv", "empty")),
                (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, END, ("start.csv", "xls")),
                (b"PK\x03\x04 not a workbook", END, ("start.csv",)),
                (START, "%PDF-1.7", ("end.csv",))):
            answer = own(port, start, end)
            assert answer.status in (400, 409, 422), (words, answer)
            for word in words:
                assert word.lower() in answer.text.lower(), f"{word!r} is not in\n{re.sub('<[^>]+>', ' ', answer.text)[:1500]}"
            # The form is there again, with what can be kept of it.
            assert 'action="/flows/own"' in answer.text and 'value="da-min-closed" selected' in answer.text
            problem = own(port, start, end, **{"as": "json"})
            same((problem.status, problem.fields["content-type"]), (answer.status, "application/problem+json"))
        missing = post(port, "/flows/own", multipart({"method": "da-min-closed", "start": ("start.csv", START)}))
        same(missing.status, 400)
        assert "end" in missing.text and 'action="/flows/own"' in missing.text
        unknown = own(port, method="da-pb-close")
        same(unknown.status, 400)
        assert "da-pb-closed" in unknown.text


@case
def forms_of_others_and_of_other_kinds_are_refused():
    with standing_server() as (port, _):
        body = multipart({"start": ("a", START), "end": ("b", END)})
        same(post(port, "/flows/own", body, Sec_Fetch_Site="cross-site").status, 403)
        same(post(port, "/flows/own", body, Sec_Fetch_Site="same-site").status, 403)
        same(post(port, "/flows/own", body, Origin="https://evil.example").status, 403)
        same(post(port, "/flows/own", body, Origin="null").status, 403)
        same(post(port, "/flows/own", body, Origin="http://localhost").status, 200)
        same(post(port, "/flows/own", body, Sec_Fetch_Site="same-origin", Origin="null").status, 200)
        same(post(port, "/flows/own", b"{}", "application/json").status, 415)
        same(post(port, "/flows/own", body[:-20]).status, 400)
        same(post(port, "/flows/own", body, "multipart/form-data").status, 400)
        same(post(port, "/flows/own", b"a=%ff", "application/x-www-form-urlencoded").status, 400)
        large = post(port, "/flows/own", multipart({"note": "x" * 1_000_000}))
        same(large.status, 413)
        assert "note" in large.text and "1,000,000" in large.text
        same(post(port, "/flows/own", multipart({"start": ("a", b"1," * (9 << 20))})).status, 413)
        same(get(port, "/flows/own", method="OPTIONS").fields["allow"], "GET, HEAD, POST, OPTIONS")


@case
def without_the_right_to_write_the_server_serves():
    source = private_database()
    folder = Path(tempfile.mkdtemp())
    shutil.copy(source, folder / "corredor.db")
    os.chmod(folder / "corredor.db", 0o444)
    os.chmod(folder, 0o555)
    try:
        with server("--db", str(folder / "corredor.db")) as (port, _):
            same(get(port, "/corridor/GTM-MEX").status, 200)
            same(own(port).status, 200)
            same(sorted(path.name for path in folder.iterdir()), ["corredor.db"] if os.getuid() else
                 sorted(path.name for path in folder.iterdir()))
    finally:
        os.chmod(folder, 0o755)
        shutil.rmtree(folder)


main()
