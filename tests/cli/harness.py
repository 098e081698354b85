# SPDX-License-Identifier: Apache-2.0
"""harness.py: run the program as its users do and say the outcome as TAP. Used by the other files of this folder.

    harness.py PROGRAM SOURCE DATABASE    makes a database of the whole pack, for tests in other languages"""
import fcntl
import hashlib
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time
import traceback

PROGRAM = os.path.abspath(sys.argv[1])
ROOT = pathlib.Path(sys.argv[2])
PACK = ROOT / "data"
CASES = []
AT_END = []  # what is done after the last test, and fails the file when it fails
BUILD = os.environ.get("CORREDOR_BUILD_ROOT")  # of Meson; by hand each test file fills a database of its own
PATIENCE_S = 600  # a busy machine is waited for; what takes longer hangs


class Result:
    def __init__(self, done):
        self.code, self.out, self.err = done.returncode, done.stdout, done.stderr

    def __repr__(self):
        return f"exit {self.code}\n--- stdout\n{self.out[-2000:]}\n--- stderr\n{self.err[-2000:]}"


def corredor(*words, db=None, env=None, stdin=None, timeout=PATIENCE_S, cwd=None, **options):
    """Run `corredor WORDS`; text in, text out. No database is ever taken from the tester's own folders."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("LC_", "LANG", "CORREDOR_DB", "XDG_"))}
    environment.update({"LC_ALL": "C.UTF-8", "HOME": str(FOLDER), **(env or {})})
    if db:
        environment["CORREDOR_DB"] = str(db)
    done = subprocess.run([PROGRAM, *map(str, words)], capture_output=True, text=True, encoding="utf-8", env=environment,
                          stdin=stdin or subprocess.DEVNULL, timeout=timeout, cwd=cwd, **options)
    result = Result(done)
    for word in ("AddressSanitizer", "runtime error:", "LeakSanitizer"):
        assert word not in result.err, result
    return result


def case(function):
    """A test: passes when it returns."""
    CASES.append(function)
    return function


def same(got, expected, about=""):
    assert got == expected, f"{about}\n  got      {got!r}\n  expected {expected!r}"


def refuses(result, code, *words):
    """The command failed with this exit status, said these words on standard error and gave no data."""
    same(result.code, code, repr(result))
    for word in words:
        assert word in result.err, f"standard error lacks {word!r}\n{result}"
    assert result.err.startswith("corredor: "), result


def wait_for(condition, about):
    """Ask until it holds, for events that give no other sign."""
    give_up = time.monotonic() + PATIENCE_S
    while not (answer := condition()):
        assert time.monotonic() < give_up, about() if callable(about) else about
        time.sleep(0.05)
    return answer


def copy_database(of, path):
    """With its key file, as a backup has both."""
    shutil.copy(of, path)
    if pathlib.Path(f"{of}.key").exists():
        shutil.copy2(f"{of}.key", f"{path}.key")


def fill(path):
    result = corredor("init", "--pack", PACK, db=path)
    same(result.code, 0, repr(result))


def age_of(path):
    seen = os.stat(path)
    return [seen.st_size, seen.st_mtime_ns]


def filled_database(folder):
    """The whole pack, filled by the first test of a build that asks; another program or pack fills it anew. Nobody changes
    it. A fill that was killed left another name."""
    made, made_of = folder / "filled.db", folder / "filled.json"
    of = json.dumps([age_of(PROGRAM), age_of(PACK / "datapackage.json")])
    folder.mkdir(exist_ok=True)
    with open(folder / "filled.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made_of.exists() or made_of.read_text() != of:
            made_of.unlink(missing_ok=True)
            new = pathlib.Path(tempfile.mkdtemp(dir=FOLDER)) / "new.db"
            fill(new)
            copy_database(new, made)
            made_of.write_text(of)
    return made


def shared_database():
    """The whole pack: a copy for this test file."""
    path = FOLDER / "shared.db"
    if not path.exists() and BUILD:
        copy_database(filled_database(pathlib.Path(BUILD) / "tests" / "filled"), path)
    elif not path.exists():
        fill(path)
    return path


def small_database():
    """A database with one own figure and nothing else, so that copying and checking it are quick."""
    path = FOLDER / "small.db"
    if not path.exists():
        own = write("own.csv", "measure,origin,destination,period,breakdown,value,status,source\n"
                               "stock,HTI,DOM,2024,,1,observed,own-table\n")
        (own.parent / "datapackage.json").write_text(json.dumps({
            "name": "small", "resources": [{
                "name": "own", "path": "own.csv", "format": "csv", "mediatype": "text/csv", "encoding": "utf-8",
                "bytes": own.stat().st_size, "hash": "sha256:" + hashlib.sha256(own.read_bytes()).hexdigest(),
                "corredor:dataset": "table", "corredor:source": "own-table"}]}))
        result = corredor("init", "--pack", own.parent, db=path)
        same(result.code, 0, repr(result))
    return path


def private_database():
    """A copy of the loaded pack that a test may change."""
    shared = shared_database()
    path = pathlib.Path(tempfile.mkdtemp(dir=FOLDER)) / "corredor.db"
    copy_database(shared, path)
    return path


def write(name, text):
    path = pathlib.Path(tempfile.mkdtemp(dir=FOLDER)) / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return path


def passes(function):
    """Whether it returns; else its traceback is said."""
    try:
        function()
        return True
    except Exception:  # noqa: BLE001: whatever went wrong is the test's failure
        print("\n".join("# " + line for line in traceback.format_exc().splitlines()), flush=True)
        return False


def main():
    failed = 0
    print(f"1..{len(CASES)}")
    for number, function in enumerate(CASES, 1):
        done = passes(function)
        failed += not done
        print(f"{'ok' if done else 'not ok'} {number} - {function.__name__.replace('_', ' ')}", flush=True)
    failed += sum(not passes(end) for end in AT_END)
    shutil.rmtree(FOLDER, ignore_errors=True)
    sys.exit(failed > 0)


FOLDER = pathlib.Path(tempfile.mkdtemp(prefix="corredor-cli-"))
if __name__ == "__main__":
    copy_database(shared_database(), sys.argv[3])
    shutil.rmtree(FOLDER)
