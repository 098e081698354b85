# SPDX-License-Identifier: Apache-2.0
"""corredor check and corredor seal: what is changed behind the back of the program is named; a table that contradicts
itself is a finding, not damage."""
import contextlib
import pathlib
import shutil
import sqlite3
import tempfile

from harness import FOLDER, ROOT, case, corredor, main, refuses, same, write
from registers import registers_database

TABLE = "measure,origin,destination,period,value,sex,source\n"
CONTRADICTION = TABLE + "".join(f"stock,HND,GTM,2021,{value},{sex},own-table\n" for value, sex in ((100, "T"), (80, "F"), (70, "M")))


def sql(path, *statements):
    """As an attacker would: the triggers are dropped, and put back afterwards."""
    with contextlib.closing(sqlite3.connect(path)) as raw:
        triggers = raw.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in triggers:
            raw.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            raw.execute(statement)
        for _, text in triggers:
            raw.execute(text)
        raw.commit()


def database():
    """The registers of the pack, a table of figures and two accounts."""
    path = pathlib.Path(tempfile.mkdtemp(dir=FOLDER)) / "corredor.db"
    shutil.copyfile(registers_database(), path)
    same(corredor("import", "table", write("own.csv", TABLE + "stock,SLV,GTM,2021,10,T,own-table\n"), db=path).code, 0)
    for role in ("administrator", "editor"):
        typed = write("typed", "a horse on a quiet bridge\n")
        with open(typed) as stdin:
            same(corredor("user", "add", role[:5], "--role", role, "--enrol-later", db=path, stdin=stdin).code, 0)
    same(corredor("check", db=path).code, 0)
    return path


def refuses_with(result, code, words):
    same(result.code, code, repr(result))
    flat = " ".join(result.out.split())
    assert words in flat, (words, result)


def database_of_version_8():
    """As the migrations before the seal made it, with one source."""
    path = pathlib.Path(tempfile.mkdtemp(dir=FOLDER)) / "corredor.db"
    with contextlib.closing(sqlite3.connect(path)) as raw:
        for migration in sorted((ROOT / "sql" / "schema" / "sqlite").glob("000[1-8]*.sql")):
            raw.executescript(migration.read_text(encoding="utf-8"))
        raw.execute("PRAGMA application_id = 1129271890")
        raw.execute("PRAGMA user_version = 8")
        raw.commit()
    return path


def empty_pack():
    return write("datapackage.json", '{"name": "empty", "resources": []}').parent


@case
def only_init_upgrades_and_says_so():
    path = database_of_version_8()
    before = path.read_bytes()
    for words in (("check",), ("country", "GTM"), ("user", "list"), ("seal", "--why", "a repair"), ("flows", "run"),
                  ("import", "table", write("own.csv", TABLE)), ("serve", "--listen", "127.0.0.1:0")):
        refused = corredor(*words, db=path)
        same((refused.code, "older version" in refused.err, "corredor init" in refused.err), (78, True, True), (words, refused))
    same(path.read_bytes() == before, True, "nothing is written to it")

    done = corredor("init", "--pack", empty_pack(), db=path)
    assert "upgraded from version 8" in done.err, done
    again = corredor("init", "--pack", empty_pack(), db=path)
    assert "upgraded" not in again.err, again
    with contextlib.closing(sqlite3.connect(path)) as raw:
        rows = raw.execute("SELECT state_to, why FROM audit WHERE kind = 'database'").fetchall()
    same(rows, [("upgraded", "version 8 of the database")])
    refuses_with(corredor("check", db=path), 0, "took over what stood in")


@case
def a_new_database_is_sealed_from_its_first_row():
    path = pathlib.Path(tempfile.mkdtemp(dir=FOLDER)) / "corredor.db"
    corredor("init", "--pack", empty_pack(), db=path)
    refuses_with(corredor("check", db=path), 0, "The seal began with the database")
    same(corredor("seal", "--why", "to see what is said", db=path).code, 0)
    refuses_with(corredor("check", db=path), 0, "took over what stood in")


def files_beside(path):
    return sorted(file.name for file in path.parent.iterdir() if not file.name.endswith(("-wal", "-shm")))


@case
def a_path_can_be_written_in_several_ways():
    folder = pathlib.Path(tempfile.mkdtemp(dir=FOLDER))
    path = folder / "a b?c.db"
    corredor("init", "--pack", empty_pack(), db=path)
    same(files_beside(path), ["a b?c.db", "a b?c.db.key"])
    for url in (f"file:{folder}/a%20b%3Fc.db", f"file://{folder}/a%20b%3fc.db", f"file://localhost{folder}/a b%3Fc.db", f"//{path}",
                f"{folder}/../{folder.name}/a b?c.db"):
        same(corredor("check", db=url).code, 0, url)
    for url in (f"file://elsewhere{folder}/a.db", f"file:{path}", f"file:{folder}/a.db?mode=ro", f"file:{folder}/a%2", "file:"):
        refused = corredor("check", db=url)
        same(refused.code, 64, (url, refused))
    same(files_beside(path), ["a b?c.db", "a b?c.db.key"])


@case
def each_change_has_a_message_of_its_own():
    original = database()
    for statement, words in (
            ("UPDATE source SET licence = 'CC0' WHERE id = 1", "of the table source was changed without this program: licence"),
            ("UPDATE file SET sha256 = zeroblob(32) WHERE id = 1", "of the table file was changed without this program: sha256"),
            ("UPDATE load SET loaded_s = 1 WHERE id = 1", "of the table load was changed without this program: loaded_s"),
            ("UPDATE staff SET password = (SELECT password FROM staff WHERE id = 1) WHERE id = 2", "row 'edito' of the table staff"),
            ("DELETE FROM staff_role WHERE staff = 2", "of the table staff_role was removed"),
            ("INSERT INTO staff_role VALUES (2, 'administrator', '', '')", "(edito: administrator) of the table staff_role was added"),
            ("DELETE FROM audit WHERE id > (SELECT max(id) - 2 FROM audit)", "of the table audit was removed"),
            ("UPDATE registry_version SET who = 'x' WHERE entry = 1", "of the table registry_version was changed"),
            ("DELETE FROM registry_link WHERE entry = 1", "of the table registry_link was removed"),
            ("UPDATE figure SET value = value + 1 WHERE id = 1", "the figures of load 1 are not those that were loaded"),
            ("UPDATE seal SET since_s = 1", "the rows of the seal are not those that this program wrote"),
            ("DROP INDEX load_by_file", "the index load_by_file is missing"),
            ("CREATE TABLE notes (text TEXT)", "the table notes is not of this program")):
        for with_key in (True, False):  # a copy says the same
            path = original.parent / "copy.db"
            shutil.copy(original, path)
            key = original.parent / "copy.db.key"
            key.unlink(missing_ok=True)
            if with_key:
                shutil.copy(f"{original}.key", key)
            sql(path, statement)
            result = corredor("check", db=path)
            refuses_with(result, 74, words)


@case
def a_table_that_contradicts_itself_is_a_finding():
    path = database()
    same(corredor("import", "table", write("own.csv", CONTRADICTION), db=path).code, 0)
    result = corredor("check", db=path)
    refuses_with(result, 65, "1 finding is about figures that contradict their neighbours")
    assert "No problem was found" in result.out and "own-table: women and men from Honduras" in " ".join(result.out.split()), result
    assert "The database is sound" in result.err, result
    same(corredor("import", "table", write("own.csv", CONTRADICTION.replace("100", "150")), "--revise", db=path).code, 0)
    same(corredor("check", db=path).code, 0)


@case
def a_change_that_was_meant_is_sealed_with_its_reason():
    path = database()
    sql(path, "UPDATE source SET licence = 'CC BY 4.0' WHERE id = 1")
    same(corredor("check", db=path).code, 74)
    refuses(corredor("seal", db=path), 64, "why")
    same(corredor("seal", "--why", "the licence was wrong", db=path).code, 0)
    same(corredor("check", db=path).code, 0)
    with contextlib.closing(sqlite3.connect(path)) as raw:
        same(raw.execute("SELECT state_to, why FROM audit ORDER BY id DESC LIMIT 1").fetchone(),
             ("sealed-again", "the licence was wrong"))


main()
