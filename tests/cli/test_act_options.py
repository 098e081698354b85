# SPDX-License-Identifier: Apache-2.0
"""Options of the acts, which change something or compute from files: each one changes what is done or what is said, or is
refused. The list of acts and of their options is read from the program: one without a case here fails. The acts of
corredor flows have theirs in test_flow_options.py."""
import contextlib
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import tempfile

from harness import FOLDER, PROGRAM, case, corredor, main, refuses, same, small_database, wait_for, write

PASSWORD = "a horse on a quiet bridge\n"
KEY = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ\n"
OWN = "measure,origin,destination,period,breakdown,value,status,source\n"
SECONDS = re.compile(r"\d+\.\d+ s")


def own_table(rows):
    return write("own.csv", OWN + rows)


SOUND = own_table("stock,HTI,DOM,2025,,2,observed,own-table\n")
UNDECIDED = own_table("stock,HTI,DOM,2025,,350.854,observed,own-table\n")
RATIOS = own_table("unemployment_rate,,DOM,2025,,0.412,observed,own-table\n")
REVISED = own_table("stock,HTI,DOM,2024,,2,observed,own-table\n")
UNSAID = write("unsaid.csv", "measure,origin,destination,period,value\nstock,HTI,DOM,2025,2\n")
FAULTY = own_table("stock,HTI,DOM,2025,,2,observed,own-table\nstock,XXX,DOM,2025,,2,observed,own-table\n")
THEME = "key,name_en,name_es,summary_en,summary_es,order,chapter,sources\n"
FEES = "fees,Fees,Cobros,Who pays.,Quién paga.,2,2,https://example.org/fees\n"
THEMES = write("themes.csv", THEME + FEES)
FAULTY_THEMES = write("faulty.csv", THEME + FEES + "levies,Levies,Tasas,Who pays.,Quién paga.,two,2,https://example.org/l\n")



def small_pack():
    """The folder from which the small database was made."""
    small_database()
    return next(path.parent for path in FOLDER.glob("*/datapackage.json"))


# Act: what is run without the option, and what shows the state afterwards.
HISTORY = ("registry", "history", "network_theme", "fees")
IMPORT_THEMES = ("registry", "import", "network_theme", THEMES)
ADD = ("user", "add", "ana", "--role", "editor")
LIST = ("user", "list")


class Trial:
    """An act with and without an option: the words before, what shows the effect, standard input."""
    def __init__(self, words, option, look=None, typed="", before=(), without=(), plain_code=0):
        self.words, self.option, self.look, self.typed, self.before = words, option, look, typed, before
        self.plain_code = plain_code  # without the option
        self.without = without  # stands in for the option where one of two must be given

    def outcome(self, words):
        path = pathlib.Path(tempfile.mkdtemp(dir=FOLDER)) / "corredor.db"
        shutil.copyfile(small_database(), path)
        for earlier in self.before:
            self.run(path, earlier)
        done = self.run(path, words)
        looked = corredor(*self.look, db=path) if self.look else None
        told = SECONDS.sub("", done.out + done.err + (looked.out if looked else "")).replace(str(path), "")
        return done.code, told

    def run(self, path, words):
        with open(write("typed", self.typed or PASSWORD), encoding="utf-8") as stdin:
            return corredor(*words, db=path, stdin=stdin)

    def changes(self):
        plain, with_it = self.outcome((*self.words, *self.without)), self.outcome((*self.words, *self.option))
        same(plain[0], self.plain_code, plain)
        assert with_it != plain, f"{self.option} after {self.words} changes nothing\n{plain}"
        assert with_it[0] in (0, 64, 65, 66, 69), with_it


# The secret of an account differs each time: only the list and the kind of answer are compared.
class Account(Trial):
    def outcome(self, words):
        code, told = super().outcome(words)
        steps = ("password", "recovery", "Or type this key", "first sign-in", "second factor")
        return code, [step in told for step in steps], "ana" in told and re.findall(r"(?m)^ana .*$", told)


TRIALS = {
    "init": [Trial(("init",), ("--pack", FOLDER), without=("--pack", small_pack()))],
    "import": [
        Trial(("import", "table", UNSAID), ("--source", "own-table"), without=("--source", "own-table-2")),
        Trial(("import", "table", SOUND), ("--allow-refused",)),
        Trial(("import", "table", REVISED), ("--revise",), plain_code=65),
        Trial(("import", "table", UNDECIDED), ("--decimal", ","), plain_code=65),
        Trial(("import", "table", RATIOS), ("--shares", "ratio"), plain_code=65),
        Trial(("import", "table", SOUND), ("--sheet", "x")),  # of a workbook only; tests/ingest has some
        # A correction needs figures of an agency: eventful_database in tests/http makes one of the pack.
        Trial(("import", "table", SOUND), ("--correct", "ilo-global-4")),
        Trial(("import", "table", SOUND), ("--why", "misprint")),
        Trial(("import", "table", SOUND), ("--who", "ana")),
    ],
    "check": [Trial(("check",), ("--replay",))],
    "seal": [Trial(("seal",), ("--why", "key file lost"), plain_code=64)],
    "registry import": [
        Trial(IMPORT_THEMES, ("--who", "ana"), HISTORY),
        Trial(IMPORT_THEMES, ("--why", "gazette of 3 March"), HISTORY),
        Trial(IMPORT_THEMES, ("--state", "draft"), HISTORY),
        Trial(("registry", "import", "network_theme", FAULTY_THEMES), ("--allow-refused",)),
    ],
    "user add": [
        Account(("user", "add", "ana"), ("--role", "editor"), LIST, without=("--role", "reviewer")),
        Account(ADD, ("--country", "GTM"), LIST),
        Account(ADD, ("--registry", "mechanism"), LIST),
        Account(ADD, ("--generate",), LIST),
        Account(ADD, ("--enrol-later",), LIST),
        Account(ADD, ("--with-key",), LIST, typed=PASSWORD + "no key\n"),
    ],
    "user list": [],
    "user disable": [],
    "user enable": [],
    "user reset": [
        Account(("user", "reset", "ana"), ("--generate",), LIST, before=[ADD]),
        Account(("user", "reset", "ana"), ("--keep-factor",), LIST, before=[ADD]),
    ],
    "user role": [
        Account(("user", "role", "ana"), ("--role", "reviewer"), LIST, before=[ADD], without=("--role", "case-officer")),
        Account(("user", "role", "ana", "--role", "reviewer"), ("--country", "GTM"), LIST, before=[ADD]),
        Account(("user", "role", "ana", "--role", "reviewer"), ("--registry", "mechanism"), LIST, before=[ADD]),
        Account(("user", "role", "ana", "--role", "editor"), ("--remove",), LIST, before=[ADD]),
    ],
    "help": [Trial(("help",), ("--man",))],
    "completion": [],
}
FLOWS = {f"flows {verb}" for verb in ("estimate", "run", "validate", "fit", "components", "indices")}

# Limits of the server: what they do is seen from outside, in tests/http (test_malformed, test_hostile, test_operations).
# Here: a value that is no such limit is refused, so each is read.
LIMITS = {"threads", "connections", "rate", "head-timeout", "body-timeout", "stop-timeout", "send-rate", "temporary"}
SEEN_HERE = {"listen", "log"}
SEEN_OUTSIDE = {"proxy", "no-sandbox"}


def names_of(text):
    return re.findall(r"(?m)^  ([a-z]+(?: [a-z]+)*)(?:  +|$)", text.partition("Options of every command:")[0])


def all_commands():
    """Those of help, with the verbs of each group."""
    for name in names_of(corredor("help").out):
        verbs = [verb for verb in names_of(corredor("help", name).out) if verb.startswith(name + " ")]
        yield from verbs or [name]


def questions():
    described = json.loads(corredor("openapi", "--format", "json").out)
    of_paths = {of["get"].get("x-command") for of in described["paths"].values()}
    return of_paths | {of["x-command"] for of in described["x-commands"]}


def options_of(act):
    own, _, common = corredor("help", *act.split()).out.partition("Options of every command:")
    return [set(re.findall(r"(?m)^ +(?:-\w, )?--([a-z-]+)", text)) for text in (own, common)]


@case
def every_act_is_here():
    acts = set(all_commands()) - questions()
    same(acts, set(TRIALS) | FLOWS | {"serve"})


@case
def every_option_of_an_act_changes_something():
    for act, trials in TRIALS.items():
        same({trial.option[0][2:] for trial in trials}, options_of(act)[0], act)
    for trials in TRIALS.values():
        for trial in trials:
            if trial.option == ("--allow-refused",):
                continue
            trial.changes()


@case
def allow_refused_stores_the_sound_rows_and_names_the_others():
    for words, fault in ((("import", "table", FAULTY), "row 3, column B “origin”"),
                         (("registry", "import", "network_theme", FAULTY_THEMES), "row 3")):
        for is_allowed in (False, True):
            path = pathlib.Path(tempfile.mkdtemp(dir=FOLDER)) / "corredor.db"
            shutil.copyfile(small_database(), path)
            done = corredor(*words, *(["--allow-refused"] if is_allowed else []), "--format", "json", db=path)
            same(done.code, 0 if is_allowed else 65, repr(done))
            assert fault in done.err, repr(done)
            assert ("not stored" in done.err) is is_allowed, repr(done)
            stored = corredor("figures", "--year", "2025", "--format", "csv", db=path).out.count("\n") - 1
            listed = corredor("registry", "list", "network_theme", "--format", "csv", db=path).out
            same(stored == 1 or "fees" in listed, is_allowed, words)


@case
def options_of_every_command_mean_something_or_are_refused():
    """The database and the language are those of the session: every command takes them, also one that needs neither.
    The others change the answer, or the act does not have them."""
    for act in sorted(TRIALS | dict.fromkeys(FLOWS | {"serve"})):
        common = options_of(act)[1]
        assert {"db", "lang", "help"} <= common, act
        words = act.split()
        assert corredor("help", *words, "--lang", "es").out != corredor("help", *words).out, act
        same(corredor(*words, "--help").out, corredor("help", *words).out, act)
        for option, value in (("format", "nonsense"), ("output", str(FOLDER / "x.nonsense")), ("as-known", "2020-13-01")):
            said = f"has no option --{option}." if option not in common else "nonsense" if option != "as-known" else "13"
            if option == "output" and act in ("help", "completion"):
                continue  # a text in one format: any name will do, such as corredor.fish
            sample = sample_of(act)
            refuses(corredor(*sample, f"--{option}", value, db=small_database()), 64, said)
        same("as-known" in common, act == "flows validate", act)


def sample_of(act):
    """The act with arguments that let it get to its options."""
    table = write("m.csv", ",A,B\nA,,1\nB,2,\n")
    arguments = {
        "import": ("table", SOUND), "registry import": ("network_theme", THEMES), "completion": ("bash",),
        "flows estimate": ("--method", "mig-rate", "--start", table, "--end", table), "flows fit": ("--rows", table),
        "flows components": (table,), "flows indices": (table,),
        "flows validate": (table, "--method", "mig-rate", "--period", "2015-2020"),
        "user add": ("ana", "--role", "editor"), "user disable": ("ana",), "user enable": ("ana",), "user reset": ("ana",),
        "user role": ("ana", "--role", "editor"), "seal": ("--why", "x"),
    }
    return (*act.split(), *arguments.get(act, ()))


# ---- serve ---------------------------------------------------------------------------------------------------------------

def free_port():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return taken.getsockname()[1]


@contextlib.contextmanager
def serving(*words):
    """What the server says when it is there."""
    said = tempfile.TemporaryFile(dir=FOLDER)
    process = subprocess.Popen([PROGRAM, "serve", "--db", str(small_database()), *words], stdout=subprocess.DEVNULL,
                               stderr=said, env={**os.environ, "LC_ALL": "C.UTF-8"})

    def told():
        return os.pread(said.fileno(), 1 << 16, 0).decode()
    try:
        wait_for(lambda: "http://" in told() or process.poll() is not None, told)
        yield told, re.search(r"http://([0-9.]+):(\d+)", told())
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait()


def ask_home(address):
    subprocess.run(["curl", "-s", "-o", "/dev/null", f"http://{address[1]}:{address[2]}/about"], check=True)


@case
def every_option_of_the_server_is_read():
    own = options_of("serve")[0]
    same(own - LIMITS - SEEN_HERE - SEEN_OUTSIDE, set())
    for option in sorted(LIMITS & own):
        refuses(corredor("serve", f"--{option}", "0", db=small_database()), 64, f"{option}: 0 is out of range.")
    with serving("--listen", f"127.0.0.2:{free_port()}") as (told, address):
        same(address[1], "127.0.0.2", told())
        ask_home(address)
        assert "/about" not in told(), told()
    with serving("--listen", f"127.0.0.1:{free_port()}", "--log") as (told, address):
        ask_home(address)
        wait_for(lambda: "/about" in told(), told)


main()
