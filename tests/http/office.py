# SPDX-License-Identifier: Apache-2.0
"""office.py: a browser without scripts for the pages of the office: cookies, forms, and the device of a second factor.

Other tests sign in with:   browser = signed_in(port, db, "root")   after   add_account(db, "root", "--role", ...)."""
import base64
import hashlib
import hmac
import html.parser
import http.client
import pathlib
import struct
import subprocess
import tempfile
import time
import urllib.parse

from client import PATIENCE_S, PROGRAM, same
from harness import FOLDER, corredor

PASSWORD = "a horse on a quiet bridge"
# The key of the test vectors of RFC 6238, for accounts of tests only.
KEY = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
_used = {}


def empty_database():
    """A database without figures: quick to make, and all the office needs."""
    folder = pathlib.Path(tempfile.mkdtemp(dir=FOLDER))
    (folder / "datapackage.json").write_text('{"name": "empty", "resources": []}')
    corredor("init", "--pack", folder, db=folder / "corredor.db")  # says that the pack is empty; the database is made
    assert (folder / "corredor.db").exists()
    return folder / "corredor.db"


def add_account(db, name, *options):
    done = subprocess.run([PROGRAM, "user", "add", name, "--with-key", "--db", str(db), *options],
                          input=f"{PASSWORD}\n{KEY}\n", capture_output=True, text=True)
    same(done.returncode, 0, done.stderr)
    assert "Sanitizer" not in done.stderr, done.stderr
    return done.stdout


def code_at(moment, key=KEY):
    mac = hmac.new(base64.b32decode(key), struct.pack(">Q", int(moment) // 30), hashlib.sha1).digest()
    at = mac[-1] & 15
    return f"{(struct.unpack('>I', mac[at:at + 4])[0] & 0x7FFFFFFF) % 1000000:06d}"


def next_code(name, key=KEY):
    """A code that was not used yet, of this step or the next, so that a slow machine is not too late; else it waits."""
    while True:
        step = int(time.time()) // 30
        for candidate in (step, step + 1):
            if candidate > _used.get(name, 0):
                _used[name] = candidate
                return code_at(candidate * 30, key)
        time.sleep(1)


class Form:
    def __init__(self, attributes):
        self.action, self.method, self.id = attributes.get("action"), attributes.get("method", "get"), attributes.get("id")
        self.values, self.buttons, self.names = [], [], set()

    def with_values(self, **changes):
        """As the browser would send it, with other values; a list ticks boxes, None leaves a field out."""
        changes = {name.replace("__", "."): value for name, value in changes.items()}
        unknown = set(changes) - self.names
        assert not unknown, (unknown, sorted(self.names))
        pairs = [(name, value) for name, value in self.values if name not in changes]
        for name, value in changes.items():
            for one in value if isinstance(value, list) else [] if value is None else [value]:
                pairs.append((name, one))
        return pairs

    def value(self, name):
        return dict(self.values).get(name)


class Forms(html.parser.HTMLParser):
    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.forms, self.form, self.area, self.select, self.words = [], None, None, None, []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        a = dict(attrs)
        if tag == "form":
            self.form = Form(a)
            self.forms.append(self.form)
        elif self.form is None:
            return
        elif tag == "input":
            self.form.names.add(a["name"])
            if a.get("type") != "checkbox" or "checked" in a:
                self.form.values.append((a["name"], a.get("value", "")))
        elif tag == "textarea":
            self.area, self.words = a["name"], []
            self.form.names.add(a["name"])
        elif tag == "select":
            self.select, self.first = a["name"], True
            self.form.names.add(a["name"])
        elif tag == "option" and self.select:
            if self.first or "selected" in a:
                self.form.values = [pair for pair in self.form.values if pair[0] != self.select]
                self.form.values.append((self.select, a.get("value", "")))
            self.first = False
        elif tag == "button" and "name" in a:
            self.form.buttons.append((a["name"], a["value"]))

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag):
        if tag == "form":
            self.form = None
        elif tag == "textarea" and self.area:
            self.form.values.append((self.area, "".join(self.words).removeprefix("\n")))
            self.area = None
        elif tag == "select":
            self.select = None

    def handle_data(self, data):
        if self.area:
            self.words.append(data)


class Page:
    def __init__(self, response, path):
        self.status, self.path = response.status, path
        self.fields = {name.lower(): value for name, value in response.getheaders()}
        self.cookies = response.msg.get_all("Set-Cookie") or []
        self.text = response.read().decode("utf-8")
        self.forms = Forms(self.text).forms

    def form(self, name):
        for form in self.forms:
            if form.id == name:
                return form
        raise AssertionError(f"no form {name} on {self.path} ({self.status}): {self.text[:3000]}")

    def __contains__(self, words):
        return words in self.text

    def __repr__(self):
        return f"{self.path} {self.status}\n{self.text[:6000]}"


class Browser:
    def __init__(self, port, lang="en", agent=""):
        self.port, self.cookies, self.lang, self.agent = port, {}, lang, agent

    def request(self, method, path, body=None, follow=True, **fields):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_S)
        head = {"Host": "localhost", "Accept-Language": self.lang, "User-Agent": self.agent,
                "Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items()),
                **{name.replace("_", "-"): value for name, value in fields.items()}}
        if body is not None:
            head.setdefault("Content-Type", "application/x-www-form-urlencoded")
        connection.request(method, path, body, head)
        page = Page(connection.getresponse(), path)
        connection.close()
        for cookie in page.cookies:
            name, _, value = cookie.split(";")[0].partition("=")
            if "Max-Age=0" in cookie:
                self.cookies.pop(name, None)
            else:
                self.cookies[name] = value
        if follow and page.status == 303:
            return self.get(page.fields["location"])
        return page

    def get(self, path, **options):
        return self.request("GET", path, **options)

    def post(self, path, pairs, **options):
        return self.request("POST", path, urllib.parse.urlencode(pairs), **options)

    def send(self, page, form_name, button=None, follow=True, **changes):
        """Press a button of a form of the page; without one the only one."""
        form = page.form(form_name)
        pairs = form.with_values(**changes)
        if button:
            assert button in form.buttons, (button, form.buttons)
            pairs.append(button)
        if form.method == "get":
            return self.get(form.action + "?" + urllib.parse.urlencode(pairs))
        return self.post(form.action, pairs, follow=follow)

    def password(self, name, password=PASSWORD):
        return self.send(self.get("/office"), "sign-in", name=name, password=password)

    def sign_in(self, name, password=PASSWORD):
        page = self.password(name, password)
        return self.send(page, "sign-in", code=next_code(name))


def signed_in(port, name, lang="en", agent=""):
    browser = Browser(port, lang, agent)
    page = browser.sign_in(name)
    assert page.status == 200 and "/office/account" in page, page
    return browser
