# SPDX-License-Identifier: Apache-2.0
"""The office through a browser without scripts: journeys in both languages, and everything that must not work."""
import concurrent.futures
import contextlib
import os
import pathlib
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import threading
import time

from client import PATIENCE_S, PROGRAM, case, free_port, listens, main, receive, same, send, server, wait_for
from harness import corredor
from office import PASSWORD, Browser, add_account, code_at, empty_database, next_code, signed_in

DB = empty_database()
_serial = [0]


def staff(*options):
    """A new account; every test has its own, so that none waits for the codes of another."""
    _serial[0] += 1
    name = f"staff{_serial[0]}"
    add_account(DB, name, *options)
    return name


EDITOR = ("--role", "editor", "--country", "GTM", "--registry", "mechanism")
REVIEWER = ("--role", "reviewer", "--country", "GTM")
BOTH = ("--role", "editor,reviewer")


def new_mechanism(browser, key, button=("do", "draft"), **fields):
    fields = {"type": "bilateral_agreement", "title_en": f"Agreement {key}", "title_es": f"Acuerdo {key}", "parties": "GTM; MEX",
              "key": key, **fields}
    return browser.send(browser.get("/office/mechanism/new"), "entry", button, **fields)


def versions(key):
    with contextlib.closing(sqlite3.connect(DB)) as raw:
        rows = raw.execute("SELECT newest, state, shown FROM registry_entry WHERE key = ?", (key,)).fetchall()
    return rows[0] if rows else None


def log(action):
    with contextlib.closing(sqlite3.connect(DB)) as raw:
        return raw.execute("SELECT count(*) FROM audit WHERE state_to = ?", (action,)).fetchone()[0]


# ---- through the door ------------------------------------------------------------------------------------------------

@case
def password_and_code_lead_to_the_desk():
    name = staff(*EDITOR)
    browser = Browser(PORT)
    page = browser.password(name)
    same(page.status, 200)
    half = browser.cookies["__Host-session"]
    cookie = page.cookies[0]
    for part in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
        assert part in cookie, cookie
    assert PASSWORD not in page, "the password comes back"
    page = browser.send(page, "sign-in", code=next_code(name))
    assert page.status == 200 and "Waiting for review" in page, page
    assert browser.cookies["__Host-session"] != half, "the token must change"
    for field, words in (("cache-control", "no-store"), ("referrer-policy", "origin"), ("x-content-type-options", "nosniff"),
                         ("content-security-policy", "default-src 'none'")):
        assert words in page.fields[field], page.fields
    assert "unsafe" not in page.fields["content-security-policy"]
    fixed = Browser(PORT)
    fixed.cookies["__Host-session"] = half
    assert "Sign in" in fixed.get("/office"), "the half session must have ended"


@case
def signing_in_leads_back_to_the_address_that_was_asked_for():
    name = staff(*EDITOR)
    asked = "/office/mechanism?q=caf%C3%A9%26lang%3Des&state=draft"
    page = Browser(PORT).get(asked, follow=False)
    same(page.fields["location"], "/office?next=/office/mechanism%3Fq%3Dcaf%25C3%25A9%2526lang%253Des%26state%3Ddraft")
    browser = Browser(PORT)
    page = browser.send(browser.get(asked), "sign-in", name=name, password=PASSWORD)
    page = browser.send(page, "sign-in", follow=False, code=next_code(name))
    same((page.status, page.fields["location"]), (303, asked + "&lang=en"))
    for odd in ("/office/a%26next=x", "/office/a%23b", "/office/a%0d%0aX-Evil:1", "/office/%C3%A9%22"):
        place = Browser(PORT).get(odd, follow=False).fields["location"]
        assert place.startswith("/office?next=/office/") and place.isascii() and not set('&#"\r\n') & set(place[8:]), place
    same(Browser(PORT).get("/office/mechanism?q=" + "a" * 1500, follow=False).fields["location"], "/office")


@case
def forms_of_the_office_have_a_size():
    def post(path, body, head=""):
        return send(PORT, (f"POST {path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n{head}"
                           f"Content-Type: application/x-www-form-urlencoded\r\n\r\n").encode() + body)

    large = b"&".join(b"f%d=%s" % (number, b"x" * 32000) for number in range(70))
    for path in ("/office/sign-in", "/office/mechanism/X/edit", "/office/staff"):
        same(post(path, large, f"Content-Length: {len(large)}\r\n").status, 413)
        same(post(path, b"%x\r\n%s\r\n0\r\n\r\n" % (len(large), large), "Transfer-Encoding: chunked\r\n").status, 413)
    # Who asks before sending does not send in vain.
    asked = post("/office/sign-in", b"", f"Expect: 100-continue\r\nContent-Length: {len(large)}\r\n")
    same(asked.status, 413)
    name = b"name=" + b"%26" * 60000 + b"&password=x"
    answer = post("/office/sign-in", name, f"Content-Length: {len(name)}\r\n")
    assert answer.status == 403 and len(answer.body) < 8000, (answer.status, len(answer.body))


@case
def the_desk_speaks_spanish():
    browser = signed_in(PORT, staff(*EDITOR), "es")
    page = browser.get("/office")
    for words in ("En espera de revisión", "Sus borradores", "Mi cuenta", "Registros"):
        assert words in page, page
    page = browser.send(browser.get("/office/mechanism/new"), "entry", ("do", "draft"), key="ES-1")
    same(page.status, 422)
    assert "Hay 3 problemas" in page and "falta" in page.text.lower(), page


@case
def unknown_names_and_wrong_passwords_look_alike():
    name, browser = staff(*EDITOR), Browser(PORT)
    wrong = browser.password(name, "not the password at all")
    unknown = browser.password("nobody-at-all", "not the password at all")
    same((wrong.status, unknown.status), (403, 403))
    same(wrong.text.replace(name, "X"), unknown.text.replace("nobody-at-all", "X"))
    assert "__Host-session" not in browser.cookies


@case
def a_hundred_wrong_passwords_are_refused_faster_and_faster():
    name, browser = staff(*EDITOR), Browser(PORT)
    door = browser.get("/office")
    before, statuses = log("refused-password"), []
    for i in range(100):
        statuses.append(browser.send(door, "sign-in", name=name, password=f"wrong password {i}").status)
    checked = statuses.count(403)
    assert 5 <= checked <= 8, statuses  # a slow machine outlasts the first waits of a quarter and half a minute
    same(statuses.count(429), 100 - checked)
    # One row a minute, with the number of those that had none.
    assert 1 <= log("refused-password") - before <= checked, statuses
    page = browser.send(door, "sign-in", name=name, password=PASSWORD)
    assert page.status == 429 and "too many attempts" in page, page


def taken(lane):
    return int(re.search(rf'corredor_lane_jobs_total{{lane="{lane}"}} (\d+)', Browser(PORT).get("/metrics").text)[1])


@case
def strangers_who_guess_do_not_stand_before_a_known_device():
    name, other = staff(*EDITOR), staff(*EDITOR)
    browser = signed_in(PORT, name)
    del browser.cookies["__Host-session"]
    known, codes = taken("known-device"), taken("office")
    strangers = []
    for number in range(60):  # more than wait in a lane, each with an address and a name of its own
        body = f"name=stranger{number}&password=not+the+password+at+all"
        strangers.append(socket.create_connection(("127.0.0.1", PORT), PATIENCE_S))
        strangers[-1].sendall((f"POST /office/sign-in HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
                               f"X-Forwarded-For: 203.0.113.{number}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                               f"Content-Length: {len(body)}\r\n\r\n{body}").encode())
    page = browser.password(name.upper())
    same((page.status, taken("known-device") - known), (200, 1), "a place of its own, with capital letters too")
    page = browser.send(page, "sign-in", code=next_code(name))
    same((page.status, "/office/account" in page, taken("office") > codes), (200, True, True), "nor for its code")
    for connection in strangers:
        assert receive(connection).split(b" ")[1] in (b"403", b"503")

    # The device of one is no device of another, and a cookie that nobody signed is none.
    before = taken("known-device")
    Browser(PORT).password(name)
    del browser.cookies["__Host-session"]
    browser.password(other)
    forged = Browser(PORT)
    forged.cookies["__Host-device"] = "0" * 102
    forged.password(name)
    same(taken("known-device"), before)


@case
def an_address_behind_the_proxy_that_tries_many_names_waits():
    def attempt(name, forwarded):
        return Browser(PORT).request("POST", "/office/sign-in", f"name={name}&password=not+the+password+at+all",
                                     X_Forwarded_For=forwarded).status

    statuses = [attempt(f"name{i}", f"10.0.0.{i}, 198.51.100.7") for i in range(22)]
    same(statuses[:20], [403] * 20)
    same(statuses[20:], [429] * 2, "the address the proxy saw, not what the sender claims")
    same(attempt("name1", "198.51.100.8"), 403)


@case
def strangers_keep_nobody_out():
    name, known = staff(*EDITOR), Browser(PORT)
    known.sign_in(name)
    known.send(known.get("/office/account"), "sign-out")
    assert "__Host-device" in known.cookies and "__Host-session" not in known.cookies
    stranger = Browser(PORT)
    door = stranger.get("/office")
    for i in range(30):
        last = stranger.send(door, "sign-in", name=name, password=f"wrong password {i}")
    same(last.status, 429)
    same(stranger.send(door, "sign-in", name=name, password=PASSWORD).status, 429)

    page = known.password(name)
    assert page.status == 200 and page.form("sign-in").names >= {"code"}, page
    page = known.send(page, "sign-in", code=next_code(name))
    assert page.status == 200 and "/office/account" in page, page
    other = Browser(PORT).request("POST", "/office/sign-in", f"name={name}&password={PASSWORD.replace(' ', '+')}",
                                  X_Forwarded_For="203.0.113.9")
    same(other.status, 200, "a new address after the failures of others")


@case
def names_to_sign_in_with_and_words_of_reviews_are_not_public():
    names = staff(*BOTH), staff("--role", "reviewer")
    writer, reviewer = (signed_in(PORT, name) for name in names)
    new_mechanism(writer, "PUBLIC-1", ("do", "review"), why="the words of the writer")
    page = reviewer.get("/office/mechanism/PUBLIC-1")
    reviewer.send(page, "act", ("do", "publish"), why="the words of the reviewer")
    same(versions("PUBLIC-1"), (1, "published", 1))

    def public():
        return "".join(Browser(PORT).get(path).text for path in (
            "/mechanisms/PUBLIC-1", "/mechanisms/PUBLIC-1.json", "/mechanisms/PUBLIC-1.csv", "/mechanisms/PUBLIC-1/history",
            "/mechanisms/PUBLIC-1/history.json", "/mechanisms/PUBLIC-1?version=1")) + \
            corredor("registry", "export", "mechanism", "--format", "json", db=DB).out + \
            corredor("registry", "list", "mechanism", db=DB).out

    shown = public()
    assert "the office" in shown and "the words of" not in shown, shown[:2000]
    for name in names:
        assert name not in shown.replace(f"{name}0", ""), name
    same(corredor("user", "show-as", names[0], "Ana Pérez", db=DB).code, 0)
    assert "Ana Pérez" in public()
    result = corredor("user", "show-as", names[0], "Ana\u202ezereP", db=DB)
    assert result.code == 65 and "Character 4 of the name, U+202E" in result.err, result


@case
def trouble_with_the_key_file_is_said_without_its_path():
    db = empty_database()
    add_account(db, "root", "--role", "administrator")
    key = pathlib.Path(f"{db}.key")
    for spoil in (lambda: key.chmod(0o644), lambda: key.write_text("not a key"), lambda: key.rename(f"{key}.away")):
        kept = key.read_bytes()
        spoil()
        with server("--db", str(db)) as (port, _):
            page = Browser(port).get("/office")
            assert page.status == 503 and "its key file cannot be used" in page and ".key" not in page, page
            same(Browser(port).get("/about").status, 200)
        key.write_bytes(kept)
        key.chmod(0o600)


@case
def a_code_signs_in_once():
    name, first, second = staff(*EDITOR), Browser(PORT), Browser(PORT)
    one, other = first.password(name), second.password(name)
    code = next_code(name)
    page = first.send(one, "sign-in", code=code)
    assert "/office/account" in page, page
    page = second.send(other, "sign-in", code=code)
    assert page.status == 403 and "used already" in page, page


@case
def a_session_set_by_somebody_else_is_not_taken_over():
    name, browser = staff(*EDITOR), Browser(PORT)
    browser.cookies["__Host-session"] = fixed = "ab" * 32
    browser.sign_in(name)
    assert browser.cookies["__Host-session"] != fixed
    attacker = Browser(PORT)
    attacker.cookies["__Host-session"] = fixed
    assert "Sign in" in attacker.get("/office")


@case
def a_session_is_worth_nothing_after_signing_out():
    browser = signed_in(PORT, staff(*EDITOR))
    kept = dict(browser.cookies)
    page = browser.send(browser.get("/office/account"), "sign-out")
    assert "Sign in" in page and "__Host-session" not in browser.cookies, page
    browser.cookies = kept
    assert "Sign in" in browser.get("/office/mechanism"), "replayed"
    page = browser.post("/office/mechanism/new", [("key", "REPLAY"), ("title_en", "typed with care"), ("do", "draft")])
    assert page.status == 403 and "typed with care" in page and versions("REPLAY") is None, page


@case
def sessions_are_listed_and_ended():
    name = staff(*EDITOR)
    one = signed_in(PORT, name, agent="Mozilla/5.0 (Windows NT 10.0; rv:128.0) Gecko/20100101 Firefox/128.0")
    other = signed_in(PORT, name)
    page = other.get("/office/account")
    same(page.text.count("<tr>"), 3)
    assert "Firefox, Windows" in page.text and "128" not in page.text
    with contextlib.closing(sqlite3.connect(DB)) as raw:
        kept = raw.execute("SELECT device FROM staff_session WHERE device <> ''").fetchall()
    assert ("Firefox, Windows",) in kept and not any("Mozilla" in device for device, in kept), kept
    other.send(page, "end", ("do", "end"), session="0")
    assert "Sign in" in one.get("/office")
    assert "Waiting for review" in other.get("/office")


@case
def officers_without_a_desk_are_told_so_and_change_nothing():
    """Complaints and recruiters are not kept here yet: what their officers see says so, and registries are to read."""
    writer = signed_in(PORT, staff(*BOTH))
    new_mechanism(writer, "OFFICER-1")
    for role, word in (("case-officer", "case officer"), ("licensing-officer", "licensing officer")):
        name = staff("--role", role, "--country", "GTM")
        browser = signed_in(PORT, name)
        desk = browser.get("/office").text
        assert word in desk and "no pages for complaints and licences of recruiters yet" in desk, desk[:3000]
        assert "/office/mechanism/new" not in desk
        same(browser.get("/office/mechanism").status, 200)
        same(browser.get("/office/mechanism/new").status, 403)
        same(browser.get("/office/mechanism/OFFICER-1/edit").status, 403)
        for page in ("/office/staff", "/office/log"):
            same(browser.get(page).status, 403, page)
        # A form made by hand, with the mark of the session: of the entry, of its state, of accounts.
        mark = browser.get("/office/account").form("sign-out").value("mark")
        for path, fields in (("/office/mechanism/OFFICER-1/edit", {"do": "draft", "title_en": "Taken", "expected": "1"}),
                             ("/office/mechanism/new", {"do": "draft", "key": "OFFICER-2", "title_en": "Taken",
                                                        "type": "memorandum", "parties": "GTM;MEX"}),
                             ("/office/mechanism/OFFICER-1", {"do": "publish", "expected": "1",
                                                            "why": "because I say so, twice"}),
                             (f"/office/staff/{name}", {"do": "give", "role": "administrator"})):
            answer = browser.post(path, [("mark", mark), *fields.items()])
            same(answer.status, 403, path)
        same(versions("OFFICER-1"), (1, "draft", None))
        same(versions("OFFICER-2"), None)


@case
def an_administrator_makes_an_account_and_its_owner_takes_it_over():
    root = signed_in(PORT, staff("--role", "administrator"))
    page = root.send(root.get("/office/staff"), "add", ("do", "add"), account="nadia", role="editor", country="Guatemala",
                     registry="mechanism")
    assert page.status == 200, page
    password = page.text.split("first sign-in: ")[1].split("<")[0]
    nadia = Browser(PORT)
    page = nadia.password("nadia", password)
    assert "<svg class=\"code\"" in page and "Set up the second factor" in page, page
    key = page.text.split("Key: ")[1].split("<")[0].replace(" ", "")
    page = nadia.send(page, "sign-in", code=code_at(time.time() + 15, key))
    assert "Recovery codes" in page and page.text.count("<strong>") == 8, page
    recovery = page.text.split("<strong>")[1].split("<")[0]
    page = nadia.get("/office/mechanism")
    assert "made by somebody else" in page, page  # nothing else before the password is her own
    page = nadia.send(page, "change", ("do", "password"), before=password, after="four words of a friend", again="four words of a fiend")
    assert page.status == 422 and "differ" in page, page
    old = nadia.cookies["__Host-session"]
    page = nadia.send(page, "change", ("do", "password"), before=password, after="four words of a friend",
                      again="four words of a friend")
    assert page.status == 200 and nadia.cookies["__Host-session"] != old, page
    again = Browser(PORT)
    page = again.send(again.password("nadia", "four words of a friend"), "sign-in", code=recovery)
    assert "Waiting for review" in page, page
    root.send(root.get("/office/staff/nadia"), "access-form", ("do", "disable"))
    assert "Sign in" in nadia.get("/office"), "disabling ends sessions"
    page = root.get("/office/log")
    for words in ("account made", "role granted", "second factor set up", "password changed", "account disabled"):
        assert words in page, page
    assert "403" in str(signed_in(PORT, staff(*EDITOR)).get("/office/log").status)


# ---- writing ---------------------------------------------------------------------------------------------------------

@case
def an_entry_goes_from_draft_to_published_by_another():
    author, reader = signed_in(PORT, staff(*BOTH)), signed_in(PORT, staff(*REVIEWER), "es")
    page = new_mechanism(author, "GTM-MEX-A", ("do", "review"), signed="2014-08", sectors=["agriculture", "construction"],
                         source0__url="https://example.org/text", source0__title="The text", source0__fields=["signed"])
    assert page.status == 200 and "Saved." in page, page
    same(versions("GTM-MEX-A"), (1, "review", None))
    page = author.send(page, "act", ("do", "publish"))
    assert page.status == 403 and "somebody else must publish" in page, page
    assert "GTM-MEX-A" in reader.get("/office")
    page = reader.send(reader.get("/office/mechanism/GTM-MEX-A"), "act", ("do", "return"))
    assert page.status == 422 and "motivo" in page, page
    page = reader.send(page, "act", ("do", "return"), why="Falta la fecha exacta de la firma.")
    same(versions("GTM-MEX-A"), (1, "draft", None))
    page = author.get("/office/mechanism/GTM-MEX-A/edit")
    form = page.form("entry")
    same(form.value("signed"), "2014-08")
    same([value for name, value in form.values if name == "sectors"], ["agriculture", "construction"])
    same((form.value("source0.url"), form.value("source0.fields")), ("https://example.org/text", "signed"))
    author.send(page, "entry", ("do", "draft"))
    same(versions("GTM-MEX-A"), (1, "draft", None), "what reads the same is no new version")
    page = author.send(page, "entry", ("do", "review"), signed="2014-08-07", why="exact date")
    page = reader.send(reader.get("/office/mechanism/GTM-MEX-A"), "act", ("do", "publish"))
    same(versions("GTM-MEX-A"), (2, "published", 2))
    assert "publicado" in page.text.lower() or "publicada" in page.text.lower(), page
    page = reader.get("/office/mechanism/GTM-MEX-A/compare?from=1&to=2")
    assert "2014-08-07" in page and "2014-08<" in page, page
    page = author.send(author.get("/office/mechanism/GTM-MEX-A?version=1"), "restore", ("do", "restore"))
    same(versions("GTM-MEX-A"), (3, "draft", 2))


@case
def everything_that_is_wrong_is_said_at_once_and_nothing_is_lost():
    browser = signed_in(PORT, staff(*EDITOR))
    page = new_mechanism(browser, "WRONG-1", type="", title_en="", title_es="", parties="Atlantis; GTM", signed="2014-13-40",
                         summary_en="first line\nsecond line", source0__url="ftp://nowhere", why="my reason")
    same(page.status, 422)
    assert "There are 5 problems." in page, page
    for name in ("type", "title_en", "parties", "signed"):
        assert f'href="#entry-{name}"' in page and f'id="entry-{name}"' in page, (name, page)
    form = page.form("entry")
    same([form.value(n) for n in ("parties", "signed", "why", "source0.url")], ["Atlantis; GTM", "2014-13-40", "my reason", "ftp://nowhere"])
    same(form.value("summary_en").replace("\r", ""), "first line\nsecond line")
    assert versions("WRONG-1") is None


@case
def dates_that_contradict_each_other_are_refused_beside_their_field():
    browser = signed_in(PORT, staff(*EDITOR))
    page = new_mechanism(browser, "DATES-1", signed="2015", in_force="2014", ended="2013")
    assert page.status in (409, 422) and 'class="field wrong"' in page and versions("DATES-1") is None, page


@case
def markup_in_any_field_is_shown_as_text():
    browser = signed_in(PORT, staff(*EDITOR))
    attack = "\"><script>alert(1)</script><img src=x onerror=alert(1)>"
    page = new_mechanism(browser, "MARKUP-1", title_en=attack, title_es=attack, summary_en=attack, source0__url="https://example.org/",
                         source0__title=attack, why=attack)
    same(page.status, 200)
    for path in ("", "/edit", "/compare?from=1&to=1"):
        page = browser.get("/office/mechanism/MARKUP-1" + path)
        same(page.status, 200)
        assert "<script>alert" not in page and "<img" not in page, page
    assert "&lt;script&gt;" in browser.get("/office/mechanism?q=script"), "shown as text"
    page = browser.send(page if page.forms else browser.get("/office/mechanism/new"), "entry", ("do", "draft"), key=attack,
                        parties=attack) if page.forms else new_mechanism(browser, attack, parties=attack)
    assert page.status == 422 and "<script>alert" not in page, page
    page = Browser(PORT).password(attack, attack)
    assert page.status == 403 and "<script>alert" not in page, page


@case
def a_search_inside_the_form_finds_what_to_refer_to():
    browser = signed_in(PORT, staff(*BOTH))
    new_mechanism(browser, "REFER-1", title_en="Zebra agreement", title_es="Acuerdo cebra")
    page = browser.get("/office/mechanism/new")
    page = browser.send(page, "entry", ("find", "amends"), title_en="Refers to the zebra", type="memorandum", parties="GTM;MEX",
                        amends__words="cebra", key="REFER-2")
    same(page.status, 200)
    same(page.form("entry").value("title_en"), "Refers to the zebra")
    page = browser.send(page, "entry", ("do", "draft"), amends__add=["REFER-1"])
    assert "Saved." in page, page
    assert "Zebra agreement" in browser.get("/office/mechanism/REFER-2/edit"), "titles of what is referred to"
    page = browser.send(browser.get("/office/mechanism/REFER-2/edit"), "entry", ("do", "sources"))
    assert "source1.url" in page.form("entry").names, page


@case
def the_key_is_made_from_the_title_and_not_given_twice():
    browser = signed_in(PORT, staff(*EDITOR))
    page = new_mechanism(browser, "", title_en="Acuerdo de Migración, 2031")
    assert versions("acuerdo-de-migracion-2031") == (1, "draft", None), page
    page = new_mechanism(browser, "", title_en="Acuerdo de Migración, 2031", summary_en="second try")
    assert page.status == 409 and "already" in page, page
    same(page.form("entry").value("summary_en"), "second try")


# ---- what must not work ----------------------------------------------------------------------------------------------

@case
def a_form_without_the_mark_of_the_session_saves_nothing_and_loses_nothing():
    browser, other = signed_in(PORT, staff(*EDITOR)), signed_in(PORT, staff(*EDITOR))
    foreign = other.get("/office/mechanism/new").form("entry").value("mark")
    for mark in ("", "0" * 128, foreign, foreign[:-1]):
        pairs = [("key", "FORGED"), ("title_en", "typed with care"), ("type", "memorandum"), ("parties", "GTM"), ("do", "draft"),
                 ("mark", mark)]
        page = browser.post("/office/mechanism/new", pairs)
        assert page.status == 403 and "typed with care" in page and versions("FORGED") is None, (mark, page)
    page = browser.post("/office/account", [("do", "end"), ("session", "0")])
    assert page.status == 403 and "not of this session" in page, page


@case
def other_sites_cannot_send_forms():
    browser = signed_in(PORT, staff(*EDITOR))
    mark = browser.get("/office/mechanism/new").form("entry").value("mark")
    for fields in ({"Sec_Fetch_Site": "cross-site"}, {"Origin": "https://evil.example"}):
        page = browser.request("POST", "/office/mechanism/new", f"key=CROSS&title_en=x&parties=GTM&type=memorandum&do=draft&mark={mark}",
                               **fields)
        assert page.status == 403 and versions("CROSS") is None, page


@case
def a_role_for_one_country_and_registry_ends_there():
    hugo = signed_in(PORT, staff("--role", "editor", "--country", "HND"))
    page = new_mechanism(hugo, "OTHER-1", summary_en="typed with care")
    assert page.status == 403 and "typed with care" in page and versions("OTHER-1") is None, page
    ana = signed_in(PORT, staff(*EDITOR))
    new_mechanism(ana, "OTHER-2")
    page = hugo.send(hugo.get("/office/mechanism/OTHER-2/edit"), "entry", ("do", "draft"), parties="GTM;HND;MEX")
    assert page.status == 403 and versions("OTHER-2")[0] == 1, page
    page = ana.get("/office/publication/new")
    assert page.status == 403 and "not write" in page, page
    same(ana.get("/office/staff").status, 403)
    same(ana.get("/office/nonsense").status, 404)


@case
def fields_that_are_too_long_are_refused():
    browser = signed_in(PORT, staff(*EDITOR))
    page = new_mechanism(browser, "LONG-1", summary_en="x" * 70000)
    assert page.status == 413 and len(page.form("entry").value("summary_en")) == 70000 and versions("LONG-1") is None
    page = new_mechanism(browser, "LONG-1", summary_en="x" * (1 << 20))
    assert page.status == 413 and versions("LONG-1") is None, page.status


# ---- two at once -----------------------------------------------------------------------------------------------------

@case
def two_who_edit_at_once_lose_nothing():
    ana, bruno = signed_in(PORT, staff(*BOTH)), signed_in(PORT, staff(*BOTH))
    new_mechanism(ana, "BOTH-1", summary_en="before", signed="2010")
    first, second = ana.get("/office/mechanism/BOTH-1/edit"), bruno.get("/office/mechanism/BOTH-1/edit")
    ana.send(first, "entry", ("do", "draft"), summary_en="written by ana", signed="2011", source0__url="https://ana.example/")
    page = bruno.send(second, "entry", ("do", "draft"), summary_en="written by bruno", title_en="Bruno's title",
                      source0__url="https://bruno.example/")
    same(page.status, 409)
    for words in ("Somebody else saved meanwhile", "before", "written by ana", "written by bruno", "2011"):
        assert words in page, (words, page)
    form = page.form("entry")
    same(form.value("summary_en"), "written by bruno")  # both changed it: his stays, hers is beside it
    same(form.value("title_en"), "Bruno's title")       # only he did
    same(form.value("signed"), "2011")                  # only she did
    same({form.value("source0.url"), form.value("source1.url")}, {"https://ana.example/", "https://bruno.example/"})
    page = bruno.send(page, "entry", ("do", "draft"), take__summary_en="theirs")
    assert "Saved." in page and versions("BOTH-1")[0] == 3, page
    for words in ("written by ana", "Bruno&#39;s title", "2011", "ana.example", "bruno.example"):
        assert words in page or words.replace("&#39;", "'") in page or words.replace("&#39;", "&apos;") in page, (words, page)
    assert "written by bruno" not in page.text.split("History")[0]


@case
def of_many_who_save_at_once_one_does():
    name = staff(*BOTH)
    browsers = [signed_in(PORT, staff(*BOTH)) for _ in range(4)]
    new_mechanism(browsers[0], "RACE-1")
    pages = [browser.get("/office/mechanism/RACE-1/edit") for browser in browsers]
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        sent = list(pool.map(lambda i: browsers[i].send(pages[i], "entry", ("do", "draft"), summary_en=f"from {i}", follow=False),
                             range(4)))
    same(sorted(page.status for page in sent), [303, 409, 409, 409], name)
    same(versions("RACE-1")[0], 2)


@case
def two_reviewers_publish_once():
    author = signed_in(PORT, staff(*BOTH))
    one, other = signed_in(PORT, staff(*REVIEWER)), signed_in(PORT, staff(*REVIEWER))
    new_mechanism(author, "PUBLISH-1", ("do", "review"))
    first, second = one.get("/office/mechanism/PUBLISH-1"), other.get("/office/mechanism/PUBLISH-1")
    author.send(author.get("/office/mechanism/PUBLISH-1/edit"), "entry", ("do", "review"), summary_en="changed behind both")
    page = one.send(first, "act", ("do", "publish"))
    assert page.status == 409 and versions("PUBLISH-1") == (2, "review", None), page  # not what was read
    page = one.send(one.get("/office/mechanism/PUBLISH-1"), "act", ("do", "publish"))
    same(versions("PUBLISH-1"), (2, "published", 2))
    page = other.send(second, "act", ("do", "publish"))
    same(page.status, 409)


@case
def a_form_that_comes_too_late_waits_at_the_door():
    name = staff(*EDITOR)
    browser = signed_in(PORT, name)
    page = browser.get("/office/mechanism/new")
    with contextlib.closing(sqlite3.connect(DB, timeout=PATIENCE_S)) as raw:  # half an hour passes
        raw.execute("UPDATE staff_session SET seen_s = seen_s - 3600 WHERE staff = (SELECT id FROM staff WHERE name = ?)", (name,))
        raw.commit()
    page = browser.send(page, "entry", ("do", "draft"), title_en="Written for an hour", parties="GTM; MEX", type="memorandum",
                        key="LATE-1", sectors=["agriculture", "forestry"], summary_es="línea uno\nlínea dos")
    assert page.status == 403 and "kept" in page and versions("LATE-1") is None, page
    page = browser.send(page, "sign-in", name=name, password="a wrong password first")
    same(page.status, 403)
    page = browser.send(page, "sign-in", name=name, password=PASSWORD)
    page = browser.send(page, "sign-in", code=next_code(name))
    form = page.form("entry")
    same([form.value("title_en"), form.value("key")], ["Written for an hour", "LATE-1"])
    same(form.value("summary_es").replace("\r", ""), "línea uno\nlínea dos")
    assert versions("LATE-1") is None
    page = browser.send(page, "entry", ("do", "draft"))
    assert "Saved." in page and versions("LATE-1") == (1, "draft", None), page


# ---- the database ----------------------------------------------------------------------------------------------------

@case
def a_tampered_row_of_the_log_is_found():
    signed_in(PORT, staff(*EDITOR))
    copy = empty_database()
    with contextlib.closing(sqlite3.connect(DB)) as raw, contextlib.closing(sqlite3.connect(copy)) as out:
        raw.backup(out)
        shutil.copy(f"{DB}.key", f"{copy}.key")
        same(corredor("seal", "--why", "a session was made older for a test", db=copy).code, 0)
        result = corredor("check", "--format", "json", db=copy)
        same(result.code, 0, result)
        out.execute("DROP TRIGGER audit_not_changed")
        out.execute("UPDATE audit SET who = 'somebody' WHERE id = (SELECT max(id) - 1 FROM audit)")
        out.commit()
    result = corredor("check", db=copy)
    same(result.code, 74, result)
    assert "of the audit log was changed: somebody" in result.out, result


@case
def killed_while_saving_there_is_before_or_after():
    db, port = empty_database(), free_port()
    add_account(db, "kim", "--role", "editor")

    def start():
        process = subprocess.Popen([PROGRAM, "serve", "--listen", f"127.0.0.1:{port}", "--db", str(db)], stderr=subprocess.DEVNULL)
        wait_for(lambda: listens(port), "the server does not listen")
        return process

    process = start()
    browser = signed_in(port, "kim")
    new_mechanism(browser, "KILL-1")
    saved = 1
    for delay_ms in (0, 2, 5, 9, 14, 20):
        page = browser.get("/office/mechanism/KILL-1/edit")

        def save(page=page, delay=delay_ms):
            with contextlib.suppress(Exception):
                acknowledged.append(browser.send(page, "entry", ("do", "draft"), summary_en=f"after {delay}", follow=False).status)

        acknowledged = []
        thread = threading.Thread(target=save)
        thread.start()
        time.sleep(delay_ms / 1000)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        thread.join()
        with contextlib.closing(sqlite3.connect(db)) as raw:
            newest = raw.execute("SELECT newest FROM registry_entry WHERE key = 'KILL-1'").fetchone()[0]
        assert newest in (saved, saved + 1), (newest, saved)
        assert acknowledged != [303] or newest == saved + 1, "what was acknowledged must be there"
        saved = newest
        same(corredor("check", db=db).code, 0)
        process = start()
    process.terminate()
    process.wait()


with server("--db", str(DB), "--proxy", "127.0.0.1") as (PORT, _process):
    main()
