# SPDX-License-Identifier: Apache-2.0
"""questions.py: every question as /openapi.json describes it, values for its parameters, and the same question asked of
the address and of the command."""
import csv
import datetime
import io
import json
import os
import re
import subprocess
import time
from urllib.parse import quote

from client import PATIENCE_S, PROGRAM, corredor, get, private_database, same, write

SEEN_FIRST = ["GTM", "MEX", "HND", "SLV", "NIC", "CRI", "PAN", "DOM", "CAN", "USA", "BLZ", "ESP", "HTI", "ECU"]
WORDS = ["temporary", "trabajo agrícola", "guatemala", "guat", "labour", "remesas", "fees", "mexico canada", "zzzz"]
PERIODS = ["2020", "2015/2020", "2020-Q3", "2019-07", "2010", "2024"]
YEARS = ["2015-2020", "2010-2015", "2005-2010", "2020-2024", "1990-1995"]
BREAKDOWNS = ["sex=F", "age=15-24", "age=15-24;sex=F"]
ROWS_MOST = 3000  # of a list: longer ones say nothing that these do not


class Parameter:
    def __init__(self, of):
        self.name, self.schema, self.type = of["name"], of["schema"], of.get("x-type")
        self.in_path = of.get("in") == "path"
        self.is_argument, self.is_required = of.get("x-argument", False), of.get("x-required", False)
        self.registry, self.also = of.get("x-registry"), of.get("x-also")
        self.words, self.examples = self.schema.get("enum", []), list(map(text_of, self.schema.get("examples", [])))
        self.default = text_of(self.schema["default"]) if "default" in self.schema else None
        self.is_number = self.schema["type"] in ("integer", "number")
        self.is_common = self.name in ("lang", "as-known")


class Question:
    def __init__(self, path, of):
        self.path, self.command, self.title = path, of.get("x-command"), of["summary"]
        self.name = self.command or path
        rows = [Parameter(row) for row in of.get("parameters", [])]
        self.formats = next((row.words for row in rows if row.name == "format"), of.get("x-formats"))
        self.parameters = [row for row in rows if row.name != "format"]
        self.options = [Parameter(row) for row in of.get("x-options", [])]
        self.example = dict(pair.split("=", 1) for pair in of.get("x-example", "").split("&") if pair)

    def find(self, name):
        return next(row for row in self.parameters + self.options if row.name == name)

    @property
    def compared_in(self):
        """The format in which both sides are compared: what programs read, else the first file."""
        return "json" if "json" in self.formats else self.formats[0]


def text_of(value):
    return value if isinstance(value, str) else f"{value:.15g}"


# What the pack alone lacks: entries with a second version, an action that is due.
CHANGED = {
    "mechanism": ("MEX-CAN-PTAT", {"title_en": "Seasonal Agricultural Workers"}),
    "publication": ("PUB01", {"title_en": "Another title"}),
    "institution": ("BLZ-LABOUR", {"name_en": "Labour"}),
    "network_theme": ("fees", {"name_en": "Fees"}),
    "network_action": ("FORUM-2021-REGISTER", {"owner": "GTM", "themes": "fees", "due": "2025-06-30"}),
}


def table(path, row):
    """A file with this row."""
    out = io.StringIO()
    writer = csv.DictWriter(out, list(row))
    writer.writeheader()
    writer.writerow(row)
    return write(path, out.getvalue())


def eventful_database():
    """The pack, and what happens later: estimates, second versions, a corrected figure. Each parameter then has something
    to choose from."""
    path = private_database()

    def run(*words):
        result = corredor(*words, db=path)
        same(result.code, 0, f"{words} {result!r}")
        return result.out

    def rows(*words):
        return list(csv.DictReader(io.StringIO(run(*words, "--format", "csv"))))

    run("flows", "run", "--method", "da-min-closed,sd-drop-neg", "--period", "2010-2015,2015-2020")
    for kind, (key, values) in CHANGED.items():
        entry = next(row for row in rows("registry", "export", kind) if row["key"] == key)
        run("registry", "import", kind, table("entry.csv", entry | values), "--who", "test")
    figure = rows("figures", "--measure=stock", "--origin=GTM", "--destination=MEX", "--sex=F", "--year=2020")[0]
    run("import", "table", table("figures.csv", figure | {"value": "24482"}), "--correct", "un-desa-ims-2020", "--why", "test")
    return path


class Refused:
    """What was said instead of an answer."""
    def __init__(self, status, fact, hint):
        self.status, self.fact, self.hint = status, fact, hint

    @property
    def said(self):
        return self.fact, self.hint

    def __repr__(self):
        return f"refused {self.status}: {self.fact} | {self.hint}"


class Both:
    """The two sides, on one database."""
    def __init__(self, port, database):
        self.port, self.database = port, database
        description = json.loads(get(port, "/openapi.json").body)
        self.questions = [Question(path, of["get"]) for path, of in description["paths"].items()]
        self.commands = [Question(None, of) for of in description["x-commands"]]
        self.places = json.loads(get(port, "/data/places.json").body)["places"]
        self.measures = [row["key"] for row in json.loads(get(port, "/data/measures.json").body)["measures"]]
        self.keys = {}

    # ---- asking

    def address(self, question, given, extra="", ending=None):
        """`given` is a list of names and values; what stands in the path is taken out of it once."""
        values, rest = dict(reversed(given)), list(given)
        path = question.path.replace("{format}", ending or question.compared_in)
        for name in re.findall(r"{(\w+)}", path):
            rest.remove((name, values[name]))
            path = path.replace("{%s}" % name, quote(values[name], safe=""))
        query = "&".join(f"{name}={quote(value, safe='')}" for name, value in rest)
        return path + (f"?{query}{extra}" if query else extra and "?" + extra[1:])

    def web(self, question, given, extra="", ending=None):
        """The bytes of the answer, or what was refused."""
        return self.get(self.address(question, given, extra, ending))

    def get_patiently(self, address):
        """Large tables are sent one after the other: what is refused as busy is asked again."""
        give_up = time.monotonic() + PATIENCE_S
        while (answer := get(self.port, address)).status == 503 and time.monotonic() < give_up:
            time.sleep(0.2)
        return answer

    def get(self, address):
        """Names in a path lead to the address with codes."""
        answer = self.get_patiently(address)
        if answer.status in (301, 303):
            answer = get(self.port, answer.fields["location"])
        if answer.status == 200:
            return answer.body
        if answer.fields.get("content-type") != "application/problem+json":
            return Refused(answer.status, answer.text[:300], "")
        problem = json.loads(answer.body)
        return Refused(answer.status, problem["title"], problem.get("detail", ""))

    def words(self, question, given, ending=None):
        """Options, then arguments in the order of the rows; switches stand alone."""
        options, arguments = [], []
        rows = question.parameters + question.options
        for name, value in given:
            row = next((row for row in rows if row.name == name), None)
            if row and row.is_argument:
                arguments.append((rows.index(row), value))
            elif row and row.type == "flag" and value == "yes":
                options.append(f"--{name}")
            else:
                options.append(f"--{name}={value}")
        format_ = f"--format={ending or question.compared_in}"
        return [*question.command.split(), *options, format_, "--", *(value for _, value in sorted(arguments))]

    def command(self, question, given, ending=None):
        return self.run(self.words(question, given, ending))

    def run(self, words):
        environment = {k: v for k, v in os.environ.items() if not k.startswith(("LC_", "LANG", "XDG_"))}
        environment |= {"LC_ALL": "C.UTF-8", "HOME": str(self.database.parent), "CORREDOR_DB": str(self.database)}
        done = subprocess.run([PROGRAM, *words], capture_output=True, env=environment, stdin=subprocess.DEVNULL,
                              timeout=PATIENCE_S, check=False)
        errors = done.stderr.decode("utf-8")
        assert "Sanitizer" not in errors and "runtime error" not in errors, errors
        if done.returncode == 0:
            return done.stdout
        assert errors.startswith("corredor: ") and not done.stdout, (words, done)
        fact, _, hint = errors.removeprefix("corredor: ").rstrip("\n").partition("\n")
        return Refused(done.returncode, fact, hint.strip())

    # ---- values

    def keys_of(self, question, row, given):
        """Keys of a register, from the addresses that its list links to."""
        listed = self.list_of(question, row, given)
        if listed not in self.keys:
            body = get(self.port, f"{listed}.json").text if listed else ""
            found = re.findall(r'"%s/([A-Za-z0-9._-]+)"' % re.escape(listed or ""), body)
            pages = {re.split(r"[/.]", other.path.removeprefix(f"{listed}/"))[0] for other in self.questions}
            self.keys[listed] = sorted(set(found) - pages)
        return self.keys[listed] or row.examples

    def list_of(self, question, row, given):
        if row.type == "list":
            return "/library"
        if not question.path and row.name == "key":
            return "/mechanisms" if given.get("kind") == "mechanism" else None
        if row.in_path:
            before = question.path.partition("{%s}" % row.name)[0].rstrip("/")
            return before.format(**given) if "{" not in before or given.keys() >= set(re.findall(r"{(\w+)}", before)) else None
        for other in self.questions:
            for same in other.parameters:
                if same.in_path and row.registry and same.registry == row.registry:
                    return self.list_of(other, same, {})
        return "/network/themes" if row.registry == "network_theme" else None

    def value(self, question, row, chance, given):
        """A valid value, any of those the type allows."""
        kind = row.type
        if row.words:
            return chance.choice(row.words)
        if kind in ("place", "places"):
            count = chance.randint(1, 3) if kind == "places" else 1
            return ",".join(self.place(chance, codes_only=row.in_path or kind == "places") for _ in range(count))
        if kind == "corridors":
            return "~".join(f"{self.place(chance, True)}-{self.place(chance, True)}" for _ in range(chance.randint(2, 4)))
        if kind == "quality":
            return f"birthplace={chance.choice([0, 0.2])},imputed={chance.choice([0, 0.9])}"
        if kind == "year":
            return str(chance.randint(1990, 2025))
        if kind in ("day", "moment"):
            return str(datetime.date(2024, 1, 1) + datetime.timedelta(chance.randrange(1200)))
        if row.is_number:
            return self.number(row, chance)
        fixed = {"period": PERIODS, "years": YEARS, "breakdown": BREAKDOWNS, "words": WORDS, "measure": self.measures}
        if kind in fixed:
            return chance.choice(fixed[kind] + row.examples)
        return chance.choice(self.keys_of(question, row, given) + row.examples)

    def place(self, chance, codes_only):
        place = chance.choice(self.places)
        if chance.random() < 0.6:
            return chance.choice(SEEN_FIRST)
        if codes_only or chance.random() < 0.6:
            return place["code"]
        return place["name"][chance.choice(["en", "es"])]

    @staticmethod
    def number(row, chance):
        least, most = row.schema["minimum"], min(row.schema["maximum"], ROWS_MOST)
        if least >= 1:  # of any size: as many of 1 to 10 as of 100 to 1000
            number = least * (most / least) ** chance.random()
        else:
            number = least + (most - least) * chance.random()
        return str(round(number)) if row.schema["type"] == "integer" else f"{number:.3g}"

    def some_values(self, question, chance):
        """Valid values of some of the parameters; an argument only after those before it."""
        given, is_open = {}, True
        for row in question.parameters:
            must = row.in_path or row.is_required
            if row.is_argument and not is_open:
                continue
            if must or chance.random() < (0.15 if row.is_common else 0.45):
                given[row.name] = self.value(question, row, chance, given)
            elif row.is_argument:
                is_open = False
        return list(given.items())
