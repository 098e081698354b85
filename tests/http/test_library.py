# SPDX-License-Identifier: Apache-2.0
"""Pages of the library and the network: every row is reachable by links alone, both languages, files, feeds, harvesting."""
import csv
import html.parser
import io
import json
import pathlib
import re
import socket
import sys
import xml.etree.ElementTree as xml

from client import PATIENCE_S, Answer, case, get, main, receive, same, server

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "cli"))
from harness import corredor  # noqa: E402
from registers import registers_database  # noqa: E402


class Links(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = set()

    def handle_starttag(self, tag, attributes):
        href = dict(attributes).get("href") if tag == "a" else None
        if href and href.startswith("/"):
            self.found.add(href.split("#")[0])


def ask(port, path, method="GET", body=""):
    length = f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n" if body else ""
    with socket.create_connection(("127.0.0.1", port), PATIENCE_S) as connection:
        connection.sendall(f"{method} {path} HTTP/1.1\r\nHost: x.org\r\n{length}Connection: close\r\n\r\n{body}".encode())
        return Answer(receive(connection))


def export(kind):
    result = corredor("registry", "export", kind, db=registers_database())
    same(result.code, 0, repr(result))
    return list(csv.DictReader(io.StringIO(result.out)))


def crawl(port, first, under):
    """Pages reached by links, without choices, files and other languages."""
    pages, waiting = {}, [first]
    while waiting:
        path = waiting.pop()
        plain = path.replace("?lang=en", "").replace("&lang=en", "")
        skip = "lang=es" in path or plain in pages or not plain.startswith(under)
        skip = skip or ("?" in plain and "?page=" not in plain) or "/history" in plain
        if skip or plain.rsplit(".", 1)[-1] in ("json", "csv", "xlsx", "pdf", "bib", "ris", "ics", "atom"):
            continue
        answer = ask(port, path)
        same(answer.status, 200, path)
        links = Links()
        links.feed(answer.text)
        pages[plain] = answer.text
        waiting.extend(links.found)
    return pages


@case
def every_row_is_reached_by_links():
    with server("--db", str(registers_database())) as (port, _):
        library = crawl(port, "/library?lang=en", ("/library",))
        network = crawl(port, "/network?lang=en", ("/network",))
    for row in export("publication"):
        page = library[f"/library/{row['key']}"]
        for lang in ("en", "es"):
            assert row[f"title_{lang}"][:20].replace("&", "&amp;") in page, (row["key"], lang)
            assert row[f"summary_{lang}"][:20].replace("&", "&amp;") in page, (row["key"], lang)
    for row in export("institution"):
        assert f"/library/institutions/{row['key']}" in library, row["key"]
    for kind, path in (("network_theme", "themes"), ("network_member", "members"), ("network_practice", "practices"),
                       ("network_event", "events"), ("network_action", "actions")):
        for row in export(kind):
            assert f"/network/{path}/{row['key']}" in network, row["key"]
    programme = [row["key"] for row in export("publication") if row["programme_page"] == "yes"]
    same(len(programme), 10)
    group = library["/library"]
    group = group[group.index('id="programme-page"'):group.index('id="publications"')]
    for key in programme:
        assert f'href="/library/{key}' in group, key


@case
def a_search_without_a_script_keeps_its_state():
    with server("--db", str(registers_database())) as (port, _):
        page = ask(port, "/library?q=reclutamiento+etico&lang=es").text
        assert "<mark>contratación</mark>" in page and '<p class="passage" lang="en">' in page
        assert 'value="reclutamiento etico"' in page
        assert "/library?q=reclutamiento%20etico&amp;topic=recruitment&amp;lang=es" in page
        page = ask(port, "/library?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E").text
        assert "<script>alert" not in page
        same(ask(port, "/library?topic=nothing").status, 400)
        same(ask(port, "/library?page=0").status, 400)
        same(ask(port, "/library/NOTHING").status, 404)
        rows = list(csv.DictReader(io.StringIO(ask(port, "/library.csv?country=GTM").text)))
        assert len(rows) > 5 and all(row["title_en"] and row["title_es"] for row in rows)


@case
def every_page_has_its_files():
    with server("--db", str(registers_database())) as (port, _):
        for path in ("/library", "/library/PUB01", "/library/institutions", "/library/institutions/GTM-MINTRAB", "/network",
                     "/network/actions", "/network/themes/fees", "/network/countries/GTM", "/network/members",
                     "/network/practices/MEX-FEES", "/library/PUB01/history"):
            for ending, begins in (("json", b"{"), ("pdf", b"%PDF-"), ("xlsx", b"PK"), ("csv", b"")):
                answer = ask(port, f"{path}.{ending}")
                same((answer.status, answer.body[:len(begins)]), (200, begins), f"{path}.{ending}")
            same(ask(port, f"{path}?lang=es").status, 200, path)
        assert ask(port, "/library/PUB01.bib").text.startswith("@techreport{PUB01")
        assert ask(port, "/library/PUB01.ris").text.startswith("TY  - RPRT")
        same(json.loads(ask(port, "/library/PUB01.csl.json").text)[0]["id"], "PUB01")
        same(ask(port, "/library/NOTHING.bib").status, 404)


@case
def the_calendar_is_one():
    with server("--db", str(registers_database())) as (port, _):
        answer = ask(port, "/network/events.ics?lang=es")
    assert answer.fields["content-type"].startswith("text/calendar"), answer.fields
    lines = answer.body.split(b"\r\n")
    same((lines[0], lines[-2], lines[-1]), (b"BEGIN:VCALENDAR", b"END:VCALENDAR", b""))
    assert all(len(line) <= 75 for line in lines) and b"\n" not in b"".join(lines)
    assert b"Segunda Conferencia Mundial" in answer.body.replace(b"\r\n ", b"")


@case
def harvesting_by_get_and_post():
    oai = "{http://www.openarchives.org/OAI/2.0/}"
    with server("--db", str(registers_database())) as (port, _):
        by_get = ask(port, "/oai?verb=ListRecords&metadataPrefix=oai_dc")
        by_post = ask(port, "/oai", "POST", "verb=ListRecords&metadataPrefix=oai_dc")
        same((by_get.status, by_post.status), (200, 200))
        assert by_get.fields["content-type"].startswith("text/xml")
        for answer in (by_get, by_post):
            tree = xml.fromstring(answer.body)
            same(len(tree.findall(f"{oai}ListRecords/{oai}record")), 35)
        titles = tree.findall(".//{http://purl.org/dc/elements/1.1/}title")
        same({title.get("{http://www.w3.org/XML/1998/namespace}lang") for title in titles}, {"en", "es"})
        tree = xml.fromstring(ask(port, "/oai?verb=GetRecord&metadataPrefix=oai_dc&identifier=%22%3Cx%3E%26").body)
        same(tree.find(f"{oai}error").get("code"), "idDoesNotExist")
        same(xml.fromstring(ask(port, "/oai").body).find(f"{oai}error").get("code"), "badVerb")
        feed = ask(port, "/library/feed.atom")
        assert feed.fields["content-type"].startswith("application/atom+xml")
        same(len(xml.fromstring(feed.body).findall("{http://www.w3.org/2005/Atom}entry")), 35)


@case
def the_block_of_a_corridor():
    with server("--db", str(registers_database())) as (port, _):
        for path, words in (("/corridor/GTM-MEX?lang=en", ("Guatemalan temporary workers in Chiapas", "All publications about")),
                            ("/corridor/HTI-USA?lang=es", ("Asociaciones de la diáspora haitiana",)),
                            ("/corridor/FJI-TON?lang=en", ("The catalogue has no publication about",))):
            page = ask(port, path).text
            start = page.index('id="library"')
            block = page[start:page.index("<section", start)]
            for word in words:
                assert word in block, (path, word, block)
            assert len(block.encode()) <= 3 * 1024, (path, len(block.encode()))


@case
def a_worker_reads_it_on_a_weak_signal():
    """Whom to ask, what may be charged, where to complain: page, style and icon under 8 kB, no script, both languages."""
    said = {"en": ("may not charge you", "not a check of a recruiter", "1-866-487-9243"),
            "es": ("no le pueden cobrar", "no verifica a quien recluta", "1-866-487-9243")}
    with server("--db", str(registers_database())) as (port, _):
        for lang, words in said.items():
            for path in ("/check", "/check?country=USA", "/check?country=GTM", "/check?country=HTI"):
                target = f"{path}{'&' if '?' in path else '?'}lang={lang}"
                page = get(port, target).text
                assert "<script" not in page and "corredor.css" not in page, target
                parts = [target, *re.findall(r'<link rel="(?:stylesheet|icon)" href="([^"]*)"', page)]
                assert len(parts) == 3 and "/assets/worker." in page, parts
                wire = sum(len(get(port, part, Accept_Encoding="br").body) for part in parts)
                assert wire <= 8_000, (target, wire)
            page = get(port, f"/check?country=USA&lang={lang}").text
            assert all(word in page for word in words) and 'href="tel:18664879243"' in page, page
        same(get(port, "/check?country=XXX").status, 400)


main()
