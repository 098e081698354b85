# SPDX-License-Identifier: Apache-2.0
"""Pages about mechanisms: every row of the registers is reachable by links alone, filters keep their state, nothing that
is not published is shown."""
import contextlib
import csv
import html.parser
import io
import json
import pathlib
import shutil
import sqlite3
import socket
import sys
import tempfile

from client import PATIENCE_S, Answer, case, main, receive, same, server

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "cli"))
from harness import FOLDER, corredor  # noqa: E402
from registers import registers_database  # noqa: E402


class Links(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.found, self.text = set(), []

    def handle_starttag(self, tag, attributes):
        href = dict(attributes).get("href") if tag == "a" else None
        if href and href.startswith("/"):
            self.found.add(href.split("#")[0])

    def handle_data(self, data):
        self.text.append(data)


def get(port, path):
    with socket.create_connection(("127.0.0.1", port), PATIENCE_S) as connection:
        connection.sendall(f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
        return Answer(receive(connection))


def export(kind):
    result = corredor("registry", "export", kind, db=registers_database())
    same(result.code, 0, repr(result))
    return list(csv.DictReader(io.StringIO(result.out)))


def crawl(port, first):
    """Pages reached from the first one by links that begin with /mechanisms, without files and other languages."""
    pages, waiting = {}, [first]
    while waiting:
        path = waiting.pop()
        plain = path.replace("?lang=en", "").replace("&lang=en", "")
        # Every combination of choices would be the same rows again; their pages are tried one by one below.
        skip = "lang=es" in path or plain in pages or not plain.startswith("/mechanisms") or ("?" in plain and
               not plain.startswith("/mechanisms/agreements?page="))
        if skip or plain.rsplit(".", 1)[-1] in ("json", "csv", "xlsx", "pdf"):
            continue
        answer = get(port, path)
        same(answer.status, 200, path)
        links = Links()
        links.feed(answer.text)
        pages[plain] = " ".join("".join(links.text).split())
        waiting.extend(links.found)
    return pages


@case
def every_row_is_reached_by_links():
    with server("--db", str(registers_database())) as (port, _):
        pages = crawl(port, "/mechanisms?lang=en")
    for kind in ("mechanism", "agreement"):
        missing = [row["key"] for row in export(kind) if f"/mechanisms/{row['key']}" not in pages]
        same(missing, [], kind)
    for row in export("mechanism_use"):
        page = pages[f"/mechanisms/{row['mechanism']}"]
        assert f"{int(row['persons']):,}" in page, row["key"]
    for row in export("agreement"):
        assert not row["provisions"] or "What its text provides" in pages[f"/mechanisms/{row['key']}"], row["key"]
    for row in export("ratification"):
        assert row["key"] in pages["/mechanisms/conventions"], row["key"]


@case
def choices_keep_their_state_and_count_what_is_left():
    with server("--db", str(registers_database())) as (port, _):
        page = get(port, "/mechanisms?country=CAN&type=memorandum&lang=en").text
        assert "3 mechanisms" in page
        for href in ("/mechanisms?country=CAN&amp;type=temporary_scheme&amp;lang=en",
                     "/mechanisms?country=CAN&amp;lang=en", "/mechanisms?country=MEX&amp;type=memorandum&amp;lang=en",
                     "/mechanisms?country=CAN&amp;type=memorandum&amp;lang=es",
                     "/mechanisms.csv?country=CAN&amp;type=memorandum&amp;lang=en"):
            assert href in page, href
        rows = list(csv.DictReader(io.StringIO(get(port, "/mechanisms.csv?country=CAN&type=memorandum").text)))
        same([row["key"] for row in rows], ["CARIB-CAN-SAWP", "JAM-CAN-SAWP", "MEX-CAN-PTAT"])
        same(get(port, "/mechanisms?type=memorando&country=Canad%C3%A1&lang=es").status, 200)
        same(get(port, "/mechanisms?type=nothing").status, 400)
        same(get(port, "/mechanisms?country=Nowhere").status, 400)
        hits = list(csv.DictReader(io.StringIO(get(port, "/mechanisms.csv?q=fronterizo&lang=es").text)))
        assert "MEX-TVTF" in [row["key"] for row in hits], hits
        page = get(port, "/mechanisms?q=%3Cscript%3Ealert(1)%3C/script%3E").text
        assert "<script>alert" not in page


@case
def every_page_has_its_files():
    with server("--db", str(registers_database())) as (port, _):
        for path in ("/mechanisms", "/mechanisms/MEX-CAN-PTAT", "/mechanisms/gaps", "/mechanisms/compare", "/mechanisms/use",
                     "/mechanisms/agreements", "/mechanisms/BLA-0050", "/mechanisms/conventions",
                     "/mechanisms/MEX-CAN-PTAT/history"):
            for ending, begins in (("json", b"{"), ("pdf", b"%PDF-"), ("xlsx", b"PK")):
                answer = get(port, f"{path}.{ending}?a=MEX-CAN-PTAT&b=JAM-CAN-SAWP")
                same((answer.status, answer.body[:len(begins)]), (200, begins), f"{path}.{ending}")
            same(get(port, f"{path}.csv?a=MEX-CAN-PTAT&b=JAM-CAN-SAWP").status, 200, path)
        document = json.loads(get(port, "/mechanisms/gaps.json?min-stock=100000").text)
        same(document["kind"], "gaps")
        assert get(port, "/mechanisms/pairs.csv?origin=MEX&destination=CAN&year=1980").text.count("\n") == 2


@case
def a_page_as_known_is_of_that_day_entry_and_use_alike():
    """The clock of the program is the machine's, so what is known 'then' is made by moving the log of a copy back."""
    path = pathlib.Path(tempfile.mkdtemp(dir=FOLDER)) / "corredor.db"
    shutil.copyfile(registers_database(), path)

    def put(kind, name, head, row):
        file = path.parent / f"{name}.csv"
        file.write_text(f"{head}\n{row}\n", "utf-8")
        result = corredor("registry", "import", kind, file, "--who", "test", db=path)
        same(result.code, 0, repr(result))

    mechanism = "key,type,status,title_en,parties,corridors,signed,sources"
    use = "key,mechanism,period,measure,persons,sources"
    put("mechanism", "one", mechanism, "TST-2,memorandum,in_force,First title,GTM;MEX,GTM-MEX,2001,https://example.org/")
    put("mechanism_use", "two", use, "TST-2-2010,TST-2,2010,workers,1111,https://example.org/")
    with sqlite3.connect(path) as raw:  # all that until here was known on 2 January 2020
        guards = raw.execute("SELECT sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'audit'").fetchall()
        raw.execute("DROP TRIGGER audit_not_changed")
        raw.execute("UPDATE audit SET at_s = 1577923200")
        for guard in guards:
            if "audit_not_changed" in guard[0]:
                raw.execute(guard[0])
    put("mechanism", "three", mechanism, "TST-2,memorandum,ended,Second title,GTM;MEX,GTM-MEX,2001,https://example.org/")
    put("mechanism_use", "four", use, "TST-2-2011,TST-2,2011,workers,2222,https://example.org/")
    with server("--db", str(path)) as (port, _):
        now, then = (get(port, f"/mechanisms/TST-2?lang=en{day}").text for day in ("", "&as-known=2020-01-02"))
        assert "Second title" in now and "1,111" in now and "2,222" in now
        assert "First title" in then and "1,111" in then
        assert "Second title" not in then and "2,222" not in then
        table = get(port, "/mechanisms/TST-2.csv?as-known=2020-01-02").text
        assert "1111" in table and "2222" not in table
        same(get(port, "/mechanisms/TST-2?as-known=2020-01-01").status, 404)
        same(get(port, "/mechanisms/TST-2?as-known=yesterday").status, 400)
        same(get(port, "/mechanisms/BLA-0050?as-known=2020-01-02").status, 200)
    shown = corredor("mechanisms", "show", "TST-2", "--as-known", "2020-01-02", db=path).out
    assert "First title" in shown and "2,222" not in shown


@case
def earlier_versions_are_shown_and_drafts_are_not():
    path = pathlib.Path(tempfile.mkdtemp(dir=FOLDER)) / "corredor.db"
    shutil.copyfile(registers_database(), path)
    for number, (title, state) in enumerate((("First", "published"), ("Second", "published"), ("Secret", "draft")), 1):
        file = path.parent / f"{number}.csv"
        file.write_text("key,type,title_en,parties,sources\n"
                        f"TST-1,bilateral_agreement,{title} title,GTM;MEX,https://example.org/\n", "utf-8")
        result = corredor("registry", "import", "mechanism", file, "--who", "test", "--state", state, db=path)
        same(result.code, 0, repr(result))
    with server("--db", str(path)) as (port, _):
        assert "Second title" in get(port, "/mechanisms/TST-1?lang=en").text
        assert "First title" in get(port, "/mechanisms/TST-1?version=1&lang=en").text
        same(get(port, "/mechanisms/TST-1?version=3").status, 404)
        same(get(port, "/mechanisms/TST-1/history?from=2&to=3").status, 404)
        same(get(port, "/mechanisms/TST-1?as-known=2001-01-01").status, 404)
        assert "Second title" in get(port, "/mechanisms/TST-1?as-known=2100-01-01&lang=en").text
        history = get(port, "/mechanisms/TST-1/history?lang=en").text
        assert "Version 2" in history and "Version 3" not in history
        difference = get(port, "/mechanisms/TST-1/history?from=1&to=2&lang=en").text
        assert "First title" in difference and "Second title" in difference
        for page in ("/mechanisms", "/mechanisms/TST-1", "/mechanisms/TST-1/history", "/corridor/GTM-MEX"):
            assert "Secret title" not in get(port, page).text, page


@case
def no_key_stands_for_another_page():
    """Whatever follows the path of a kind in an address, and every ending, is refused as a key."""
    path = pathlib.Path(tempfile.mkdtemp(dir=FOLDER)) / "corredor.db"
    shutil.copyfile(registers_database(), path)
    with server("--db", str(path)) as (port, _):
        described = json.loads(get(port, "/openapi.json").text)
    words, endings = set(), set()
    for address, of in described["paths"].items():
        for prefix in ("/library/", "/library/institutions/", "/mechanisms/"):
            part = address.removeprefix(prefix).split("/")[0].split(".")[0]
            if address.startswith(prefix) and part and "{" not in part:
                words.add(part)
        for row in of["get"].get("parameters", []):
            endings |= set(row["schema"].get("enum", [])) if row["name"] == "format" else set()
    assert {"feed", "institutions", "gaps", "use"} <= words and {"json", "csv", "bib"} <= endings, (words, endings)
    keys = sorted(words) + [f"x.{ending}" for ending in sorted(endings)]
    file = path.parent / "themes.csv"
    file.write_text("key,name_en,sources\n" + "".join(f"{key},A theme,https://example.org/\n" for key in keys), "utf-8")
    result = corredor("registry", "import", "network_theme", file, "--who", "test", "--allow-refused", db=path)
    with contextlib.closing(sqlite3.connect(path)) as raw:
        taken = [key for key in keys if raw.execute("SELECT 1 FROM registry_entry WHERE kind = 'network_theme' AND newest > 0 AND key = ?",
                                                    (key,)).fetchone()]
    same(taken, [], repr(result))


@case
def the_block_of_a_corridor():
    with server("--db", str(registers_database())) as (port, _):
        for path, words in (("/corridor/MEX-CAN?lang=en", ("Mexico–Canada Seasonal", "25,344", "official gazette")),
                            ("/corridor/HTI-DOM?lang=es", ("Vacío:", "Permisos de trabajador temporal", "estado desconocido")),
                            ("/corridor/NIC-CRI?lang=en", ("2022-10-13", "in force", "superseded"))):
            page = get(port, path).text
            start = page.index('id="mechanisms"')
            block = page[start:page.index("<section", start)]
            for word in words:
                assert word in block, (path, word, block[:3000])
            assert len(block.encode()) <= 5 * 1024, (path, len(block.encode()))


main()
