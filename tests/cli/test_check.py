# SPDX-License-Identifier: Apache-2.0
"""corredor check and corredor seal: what is changed behind the back of the program is named; a table that contradicts
itself is a finding, not damage."""
import contextlib
import pathlib
import shutil
import sqlite3
import tempfile

from harness import FOLDER, case, corredor, main, refuses, same, write
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
