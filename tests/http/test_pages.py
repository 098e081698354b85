# SPDX-License-Identifier: Apache-2.0
"""The server as readers meet it: pages, files, languages, conditions, problems."""
import concurrent.futures
import gzip
import json
import re
import zlib

from client import case, get, main, same, server, standing_server

PAGES = ("/", "/flows", "/flows/methods", "/flows/own", "/flows/validation", "/corridor/GTM-MEX", "/country/CRI", "/world", "/corridors?to=MEX,CRI,PAN,DOM", "/data", "/about", "/sources",
         "/source/1", "/remittances/USA-GTM?amount=200", "/search?q=gua", "/check",
         "/figures?measure=stock&origin=GTM&destination=MEX")


@case
def pages_answer_in_both_languages():
    with standing_server() as (port, _):
        for target in PAGES:
            for lang in ("en", "es"):
                answer = get(port, target, Accept_Language=lang)
                same(answer.status, 200, f"{target} {answer}")
                assert answer.fields["content-type"].startswith("text/html"), answer
                assert f'<html lang="{lang}"' in answer.text, answer
                same(answer.fields["content-language"], lang)
                assert "<script>" not in answer.text and " style=" not in answer.text, target


@case
def links_of_pages_lead_somewhere():
    with standing_server() as (port, _):
        seen, queue = set(), ["/"]
        while queue and len(seen) < 120:
            target = queue.pop(0)
            if target in seen:
                continue
            seen.add(target)
            answer = get(port, target)
            assert answer.status in (200, 301, 303), f"{target}: {answer.status}"
            if answer.fields.get("content-type", "").startswith("text/html"):
                found = re.findall(r'(?:href|action)="(/[^"#]*)', answer.text)
                queue += [link.replace("&amp;", "&") for link in found if "{" not in link]
        assert len(seen) > 60, seen


@case
def the_world_and_a_year_of_figures_are_small_enough_to_draw():
    with standing_server() as (port, _):
        world = get(port, "/data/map.json", Accept_Encoding="gzip")
        assert len(world.body) < 20_000, len(world.body)
        world = json.loads(gzip.decompress(world.body))
        at = {place["code"]: place for place in world["places"]}
        assert re.fullmatch(r"(M-?\d+ ?-?\d+(l[-\d ]*)?z)+", world["outlines_half_px"]), world["outlines_half_px"][:80]
        assert at["MEX"]["x"] < at["ESP"]["x"] < world["width_px"] and at["ARG"]["y"] > at["MEX"]["y"], at["MEX"]
        same(at["DOM"]["name"]["es"], "República Dominicana")
        year = get(port, "/data/figures.csv?measure=stock&year=2020&total=1&destination=CRI", Accept_Encoding="gzip")
        same(year.fields["content-encoding"], "gzip")
        assert b"stock,NIC,CRI,2020,,350854" in gzip.decompress(year.body), year


@case
def the_other_language_and_the_files_keep_the_query():
    with standing_server() as (port, _):
        page = get(port, "/corridors?to=MEX&sex=F&lang=es").text
        assert 'href="/corridors?to=MEX&amp;sex=F&amp;lang=en"' in page, page[:3000]
        assert 'href="/corridors.csv?to=MEX&amp;sex=F&amp;lang=es"' in page, page[:3000]
        assert "GTM" in get(port, "/corridors.csv?to=MEX&sex=F").text and "DOM" not in get(port, "/corridors.csv?to=MEX&limit=3").text
        lost = get(port, "/nothing?q=%22%3Cx&lang=en")
        same(lost.status, 404)
        assert 'href="/nothing?q=%22%3Cx&amp;lang=es"' in lost.text, lost
        same(lost.text.count("Search for a country or corridor, or start at the home page."), 2)  # description and lead


@case
def every_format_is_served_and_agrees():
    with standing_server() as (port, _):
        table = get(port, "/corridor/NIC-CRI.csv")
        same(table.status, 200)
        assert "423401" in table.text
        same(json.loads(get(port, "/corridor/NIC-CRI.json").text)["kind"], "corridor")
        assert get(port, "/corridor/NIC-CRI.xlsx").body.startswith(b"PK")
        assert "423,401" in get(port, "/corridor/NIC-CRI.txt").text
        whole = get(port, "/corridor/NIC-CRI.html")
        assert "<style>" in whole.text and 'filename="corridor-nic-cri.html"' in whole.fields["content-disposition"], whole
        rows = get(port, "/data/figures.csv?measure=stock&origin=HTI&destination=DOM&year=2020&sex=T")
        assert "496112" in rows.text and "figures.csv" in rows.fields["content-disposition"], rows
        same(get(port, "/corridor/NIC-CRI.doc").status, 404)


@case
def names_lead_to_the_one_address():
    with standing_server() as (port, _):
        for target, place in (("/corridor/gtm-mex", "/corridor/GTM-MEX"), ("/corridor/Guatemala-M%C3%A9xico", "/corridor/GTM-MEX"),
                              ("/country/haiti", "/country/HTI"), ("/corridor?from=Hait%C3%AD&to=DOM", "/corridor/HTI-DOM"),
                              ("/search?q=haiti+dominican+republic", "/corridor/HTI-DOM"),
                              ("/search?q=de+Guatemala+a+M%C3%A9xico", "/corridor/GTM-MEX"), ("/search?q=belice", "/country/BLZ")):
            answer = get(port, target)
            assert answer.status in (301, 303), (target, answer)
            same(answer.fields["location"], place)


@case
def suggestions_know_accents_and_both_languages():
    with standing_server() as (port, _):
        for words, code in (("mexi", "MEX"), ("M%C3%A9x", "MEX"), ("estados", "USA"), ("cote", "CIV"), ("hait", "HTI")):
            places = json.loads(get(port, f"/suggest.json?q={words}").text)["places"]
            assert code in [place["code"] for place in places], (words, places)
        same(json.loads(get(port, "/suggest.json?q=").text), {"places": []})


@case
def conditions_codings_and_ranges():
    with server() as (port, _):
        plain = get(port, "/corridor/GTM-MEX")
        same(get(port, "/corridor/GTM-MEX", If_None_Match=plain.fields["etag"]).status, 304)
        for coding, opened in (("gzip", gzip.decompress), ("deflate", zlib.decompress)):
            for _ in range(2):  # built, then from the cache
                answer = get(port, "/corridor/GTM-MEX", Accept_Encoding=coding)
                same(answer.fields["content-encoding"], coding)
                same(opened(answer.body), plain.body)
                assert answer.fields["etag"] != plain.fields["etag"]
                assert "Accept-Encoding" in answer.fields["vary"]
        same(get(port, "/corridor/GTM-MEX", Accept_Encoding="br").fields["content-encoding"], "br")
        head = get(port, "/corridor/GTM-MEX", method="HEAD")
        same((head.status, head.body, head.fields["content-length"]), (200, b"", str(len(plain.body))))
        part = get(port, "/corridor/GTM-MEX.csv", Range="bytes=0-9")
        same((part.status, len(part.body)), (206, 10))
        assert re.fullmatch(r"bytes 0-9/\d+", part.fields["content-range"]), part
        same(get(port, "/corridor/GTM-MEX.csv", Range="bytes=99999999-").status, 416)
        for range_of, status in (("bytes=0-9", 206), ("bytes=99999999-", 416), ("bytes=-5", 206)):
            whole = get(port, "/corridor/GTM-MEX.csv", Range=range_of)
            head = get(port, "/corridor/GTM-MEX.csv", method="HEAD", Range=range_of)
            same((head.status, head.body), (status, b""), range_of)
            names = ("content-length", "content-range", "content-security-policy", "etag", "vary")
            same([head.fields.get(name) for name in names], [whole.fields.get(name) for name in names], range_of)
        options = get(port, "/corridor/GTM-MEX", method="OPTIONS")
        same((options.status, "GET" in options.fields["allow"]), (204, True))
        denied = get(port, "/corridor/GTM-MEX", method="DELETE")
        same((denied.status, "GET" in denied.fields["allow"]), (405, True))


@case
def caches_keep_apart_what_differs():
    with server() as (port, _):
        for target, vary in (("/corridor/GTM-MEX", "Accept-Encoding, Accept-Language, Cookie"),
                             ("/corridor/GTM-MEX.pdf", "Accept-Language, Cookie"),
                             ("/data/figures.csv?measure=stock", "Accept-Language, Cookie")):
            answer = get(port, target)
            same((answer.status, answer.fields.get("vary")), (200, vary), target)
        for path in set(re.findall(r'(?:href|src)="(/assets/[^"]+)"', get(port, "/").text)):
            fields = get(port, path, Accept_Encoding="gzip").fields
            same((fields["vary"], fields.get("content-language")), ("Accept-Encoding", None), path)
            same(get(port, path, If_None_Match=fields["etag"], Accept_Encoding="gzip").fields["vary"], "Accept-Encoding")


@case
def large_pages_are_compressed_as_well():
    with server() as (port, _):
        target = "/figures?measure=stock&limit=3000"
        plain = get(port, target).body
        assert len(plain) > 1 << 20, len(plain)
        for coding, opened in (("gzip", gzip.decompress), ("deflate", zlib.decompress)):
            answer = get(port, target, Accept_Encoding=coding)
            same((answer.fields["content-encoding"], len(answer.body) < len(plain) / 8), (coding, True))
            same(opened(answer.body), plain)
        answer = get(port, target, Accept_Encoding="br")
        same((answer.fields["content-encoding"], len(answer.body) < len(plain) / 8), ("br", True))


@case
def the_language_is_the_only_cookie():
    with standing_server() as (port, _):
        same(get(port, "/").fields.get("set-cookie"), None)
        asked = get(port, "/?lang=es", Accept_Language="en")
        assert asked.fields["set-cookie"].startswith("lang=es;"), asked
        assert '<html lang="es"' in get(port, "/", Cookie="lang=es", Accept_Language="en").text


@case
def pages_are_locked_down():
    with standing_server() as (port, _):
        for target in ("/", "/nothing", "/corridor/GTM-MEX"):
            fields = get(port, target).fields
            assert "default-src 'none'" in fields["content-security-policy"], fields
            assert "unsafe" not in fields["content-security-policy"], fields
            same(fields["x-content-type-options"], "nosniff")
            same(fields["referrer-policy"], "same-origin")
        page = get(port, "/corridor/GTM-MEX").text
        assert not re.findall(r'<(?:img|script|link)[^>]*(?:src|href)="https?:', page)
        assert "<script>alert" not in get(port, "/search?q=%3Cscript%3Ealert(1)%3C/script%3E").text


@case
def assets_are_kept_for_ever():
    with standing_server() as (port, _):
        paths = set(re.findall(r'(?:href|src)="(/assets/[^"]+)"', get(port, "/").text))
        assert paths
        for path in paths:
            answer = get(port, path)
            same((answer.status, "immutable" in answer.fields["cache-control"]), (200, True), path)


@case
def problems_say_what_and_how_to_go_on():
    with standing_server() as (port, _):
        for target, status in (("/nothing", 404), ("/corridor/XXX-MEX", 404), ("/corridor/GTM-GTM", 422), ("/source/abc", 404),
                               ("/source/999999999", 404), ("/figures?measure=stok", 400), ("/figures?year=20", 400),
                               ("/%ff", 400), ("/corridors?limit=x", 400), ("/corridors?sex=Q", 400)):
            answer = get(port, target)
            same(answer.status, status, f"{target} {answer}")
            assert len(answer.text) > 20, answer
        problem = get(port, "/corridor/Gautemala-MEX.json")
        same((problem.status, problem.fields["content-type"]), (404, "application/problem+json"))
        assert "Guatemala" in json.loads(problem.text)["detail"], problem.text


@case
def health_and_metrics():
    with server() as (port, _):
        same((get(port, "/healthz").status, get(port, "/healthz").text), (200, "ok\n"))
        metrics = get(port, "/metrics").text
        for name in ("corredor_responses_total", "corredor_request_duration_seconds_bucket", "corredor_connections"):
            assert name in metrics, metrics
        for line in metrics.splitlines():
            assert line.startswith("# ") or re.fullmatch(r'[a-z_]+(\{[a-z]+="[^"]*"\})? [0-9.e+-]+', line), line


@case
def openapi_describes_what_there_is():
    with standing_server() as (port, _):
        description = json.loads(get(port, "/openapi.json").text)
        same(description["openapi"], "3.1.0")
        for path, operations in description["paths"].items():
            holes = set(re.findall(r"{(\w+)}", path))
            same({p["name"] for p in operations["get"]["parameters"] if p["in"] == "path"}, holes, path)


@case
def many_at_once_get_the_same_bytes():
    with server() as (port, _):
        targets = ["/corridor/GTM-MEX", "/corridor/NIC-CRI.json", "/country/HTI", "/corridor/HTI-DOM.xlsx", "/"] * 8
        with concurrent.futures.ThreadPoolExecutor(16) as pool:
            bodies = list(pool.map(lambda target: get(port, target).body, targets))
        for target in set(targets):
            same(len({body for body, t in zip(bodies, targets) if t == target}), 1, target)


main()
