# SPDX-License-Identifier: Apache-2.0
"""Importing: people's own tables, bad files, two at once, killed half-way."""
import csv
import gzip
import io
import json
import os
import random
import pathlib
import resource
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import time

from harness import FOLDER, PATIENCE_S, PROGRAM, case, corredor, main, private_database, refuses, same, small_database, write

TABLE = "measure,origin,destination,period,breakdown,value,status,source\n"


def private_copy(database):
    path = pathlib.Path(tempfile.mkdtemp(dir=FOLDER)) / "corredor.db"
    shutil.copyfile(database, path)
    return path


def value(db, *words):
    result = corredor("figures", *words, "--format", "csv", db=db)
    same(result.code, 0, repr(result))
    return [row["value"] for row in csv.DictReader(io.StringIO(result.out))]


def counts(result):
    """added, unchanged, revised, skipped, refused as the report says them in CSV."""
    return {row["column_key"]: int(row["value"]) for row in csv.DictReader(io.StringIO(result.out))}


@case
def an_own_table_is_imported_and_read_back():
    db = private_database()
    path = write("own.csv", TABLE + "stock,HND,GTM,2024,,1234,observed,own-table\nstock,HND,GTM,2024,sex=F,600,observed,own-table\n")
    result = corredor("import", "table", path, db=db)
    same(result.code, 0, repr(result))
    same(value(db, "--measure", "stock", "--origin", "HND", "--destination", "GTM", "--source", "own-table", "--sex", "T"),
         ["1234"])
    again = corredor("import", "table", path, "--format", "csv", db=db)
    same(again.code, 0, repr(again))
    path.write_text(path.read_text().replace("1234", "1240"))
    refuses(corredor("import", "table", path, db=db), 65, "would revise 1 of the 2 figures of own-table", "--revise")
    result = corredor("import", "table", path, "--revise", db=db)
    same(result.code, 0, repr(result))
    words = ("--measure", "stock", "--origin", "HND", "--destination", "GTM", "--source", "own-table", "--sex", "T")
    same(value(db, *words), ["1240"])
    same(value(db, *words, "--history"), ["1234", "1240"])
    same(corredor("check", db=db).code, 0)


@case
def what_figures_writes_import_reads():
    db = private_database()
    exported = corredor("figures", "--measure", "stock", "--destination", "CRI", "--source", "un-desa-ims-2020", "--format",
                        "csv", db=db)
    path = write("export.csv", exported.out)
    result = corredor("import", "table", path, db=db)
    same(result.code, 0, repr(result))
    same(value(db, "--measure", "stock", "--destination", "CRI", "--history", "--source", "un-desa-ims-2020").__len__(),
         len(exported.out.splitlines()) - 1)


@case
def a_published_figure_is_corrected_with_a_reason():
    db = private_database()
    path = write("five.csv", "source,measure,origin,destination,period,value\nun-desa-ims-2020,stock,GTM,MEX,2020,5\n")
    words = ("--measure", "stock", "--origin", "GTM", "--destination", "MEX", "--year", "2020", "--sex", "T")
    refuses(corredor("import", "table", path, db=db), 65, "is 46,318 in un-desa-ims-2020", "--source own-table",
            "--correct un-desa-ims-2020 --why TEXT")
    refuses(corredor("import", "table", path, "--lang", "es", db=db), 65, "una tabla propia no puede convertirla en 5")
    same(value(db, *words, "--source", "un-desa-ims-2020"), ["46318"])
    refuses(corredor("import", "table", path, "--correct", "un-desa-ims-2020", db=db), 64, "needs a reason")
    refuses(corredor("import", "table", path, "--why", "x", db=db), 64, "--correct SOURCE")
    refuses(corredor("import", "un-desa-stock", path, "--correct", "un-desa-ims-2020", "--why", "x", db=db), 64,
            "Only a table of your own")
    same(corredor("import", "table", path, "--source", "own-table", db=db).code, 0)
    same(value(db, *words, "--source", "un-desa-ims-2020") + value(db, *words, "--source", "own-table"), ["46318", "5"])
    before = corredor("figures", *words, "--format", "csv", db=db).out
    assert "note" not in before, before

    result = corredor("import", "table", path, "--correct", "un-desa-ims-2020", "--why", "Recount", "--who", "maria", db=db)
    same(result.code, 0, repr(result))
    again = corredor("import", "table", path, "--correct", "un-desa-ims-2020", "--why", "x", "--format", "csv", db=db)
    same((again.code, counts(again)["unchanged"]), (0, 1), repr(again))
    figure = next(row for row in csv.DictReader(io.StringIO(corredor("figures", *words, "--format", "csv", db=db).out))
                  if row["source"] == "un-desa-ims-2020")
    assert figure["note"].startswith("Corrected by maria on ") and "published: 46318" in figure["note"], figure
    for of in (("corridor", "GTM", "MEX"), ("source", figure["figure_id"])):
        for format in ("text", "csv", "json", "html"):
            said = corredor(*of, "--format", format, db=db)
            same(said.code, 0, repr(said))
            if of[0] == "corridor" or format != "csv":
                for word in ("maria", "46,318", "Recount"):
                    assert word in said.out, (of, format, word)
    text = corredor("corridor", "GTM", "MEX", db=db).out
    assert "5†" in text and "Corrected figures (†)" in text, text[:600]
    assert "International Migrant Stock 2020 said 5. †" in text, "a sentence with a corrected number has no sign"
    page = json.loads(corredor("corridor", "GTM", "MEX", "--format", "json", db=db).out)
    said = next(node["correction"] for node in each_node(page) if node.get("correction"))
    same((said["published_value"], said["by"], said["why"]), (46318, "maria", "Recount"))


def each_node(node):
    """The nodes of a document in JSON, all levels."""
    if isinstance(node, dict):
        yield node
        node = list(node.values())
    if isinstance(node, list):
        for child in node:
            yield from each_node(child)


@case
def a_key_that_nobody_knows_is_recorded():
    db = private_database()
    path = write("new.csv", "measure,destination,period,value\npopulation,GTM,2024,17843132\n")
    result = corredor("import", "table", path, "--source", "ministry-2024", db=db)
    same((result.code, "The source ministry-2024 is new" in result.out), (0, True), repr(result))
    same(value(db, "--measure", "population", "--source", "ministry-2024"), ["17843132"])


@case
def bad_tables_are_refused_with_place_and_reason():
    db = private_database()
    good = "stock,HND,GTM,2024,,1,observed,own-table\n"
    for row, said in (
        ("stock,HXX,GTM,2024,,1,observed,own-table\n", ("HXX", "row 3")),
        ("stock,HND,GTM,20x4,,1,observed,own-table\n", ("20x4", "row 3")),
        ("stock,HND,GTM,2024,,-5,observed,own-table\n", ("row 3",)),
        ("stock,HND,GTM,2024,,nan,observed,own-table\n", ("missing", "row 3")),
        ("stock,HND,GTM,2024,,\"1,5\",observed,own-table\n", ("1.5", "row 3")),
        ("stock,HND,GTM,2024,,2,observed,own-table\n", ("row 3",)),
        ("nothing,HND,GTM,2024,,1,observed,own-table\n", ("nothing", "row 3")),
        ("stock,HND,GTM,2024,shoe=41,1,observed,own-table\n", ("shoe", "row 3")),
    ):
        path = write("bad.csv", TABLE + good + row)
        result = corredor("import", "table", path, db=db)
        assert result.code == 65, (row, result)
        said_everywhere = result.err + result.out
        for word in said + ("bad.csv",):
            assert word in said_everywhere, (row, word, result)
        same(value(db, "--measure", "stock", "--origin", "HND", "--destination", "GTM", "--source", "own-table"), [])
    refuses(corredor("import", "table", write("head.csv", "measure,period,value\nstock,2020,1\n"), db=db), 65, "destination")
    refuses(corredor("import", "table", write("bare.csv", TABLE), db=db), 65, "no rows")
    refuses(corredor("import", "table", write("empty.csv", b""), db=db), 65, "empty.csv")
    refuses(corredor("import", "table", write("latin.csv", (TABLE + "stock,Haití,DOM,2024,,1,observed,own-table\n").encode("latin-1")),
                     db=db), 65, "UTF-8")
    refuses(corredor("import", "table", FOLDER / "nothing.csv", db=db), 66, "nothing.csv")
    refuses(corredor("import", "table", FOLDER, db=db), 66, "folder")


@case
def sound_rows_are_taken_when_asked():
    db = private_database()
    path = write("half.csv", TABLE + "stock,HND,GTM,2024,,1,observed,own-table\nstock,HXX,GTM,2024,,1,observed,own-table\n")
    result = corredor("import", "table", path, "--allow-refused", db=db)
    same(result.code, 0, repr(result))
    assert "HXX" in result.out, result
    same(value(db, "--measure", "stock", "--origin", "HND", "--destination", "GTM", "--source", "own-table"), ["1"])


@case
def a_database_of_a_newer_program_is_left_alone():
    db = private_database()
    with sqlite3.connect(db) as connection:
        connection.execute("PRAGMA user_version = 9999")
    connection.close()
    before = db.read_bytes()
    for words in (("corridor", "GTM", "MEX"), ("init",), ("import", "table", write("x.csv", TABLE))):
        refuses(corredor(*words, db=db), 78, "newer")
    same(db.read_bytes(), before)
    other = write("other.db", b"not a database at all, but long enough to look at" * 100)
    refuses(corredor("sources", db=other), 65, "other.db")


def four_centuries(*destinations):
    """4,000 rows for each destination."""
    origins = ("HND", "GTM", "SLV", "NIC", "PAN", "BLZ", "HTI", "COL", "VEN", "ECU")
    return [f"stock,{origin},{destination},{year},,{year},observed,own-table\n" for origin in origins
            for destination in destinations for year in range(1600, 2000)]


@case
def two_imports_at_once_both_end_well():
    db = private_copy(small_database())
    paths = [write(f"many{n}.csv", TABLE + "".join(
        f"stock,HND,GTM,{year},,{n}{year},observed,own-table\n" for year in range(1600 + 200 * n, 1800 + 200 * n))) for n in (0, 1)]
    running = [subprocess.Popen([PROGRAM, "import", "table", str(path), "--db", str(db)], stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE, text=True) for path in paths]
    ends = [process.communicate(timeout=PATIENCE_S) + (process.returncode,) for process in running]
    assert all(end[2] in (0, 75) for end in ends), ends
    loaded = len(value(db, "--measure", "stock", "--origin", "HND", "--destination", "GTM", "--source", "own-table"))
    same(loaded, 200 * sum(end[2] == 0 for end in ends))
    same(corredor("check", db=db).code, 0)


@case
def a_disk_that_fills_up_leaves_the_database_as_it_was():
    db = private_copy(small_database())
    limit = 200_000  # of one file: the log cannot take the load
    path = write("big.csv", TABLE + "".join(four_centuries("MEX", "CRI", "USA", "DOM")))
    result = corredor("import", "table", path, db=db,
                      preexec_fn=lambda: (signal.signal(signal.SIGXFSZ, signal.SIG_IGN),
                                          resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))))
    assert result.code in (73, 74), result
    assert "no room left on the disk" in result.err and "nothing was changed" in result.err, result
    same(value(db, "--measure", "stock", "--source", "own-table"), ["1"])
    same(corredor("check", db=db).code, 0)


@case
def fifty_kills_leave_before_or_after():
    rows = four_centuries("MEX", "CRI", "USA", "DOM", "CAN")
    path = write("kill.csv", TABLE + "".join(rows))
    db = FOLDER / "kill.db"
    same(corredor("import", "table", write("one.csv", TABLE + "stock,HTI,DOM,2024,,1,observed,own-table\n"), db=db).code, 66)
    sqlite_backup = small_database()
    started = time.monotonic()
    whole = subprocess.run([PROGRAM, "import", "table", str(path), "--db", str(fresh(sqlite_backup, db))],
                           capture_output=True, check=True)
    took = time.monotonic() - started
    assert whole.returncode == 0
    draw = random.Random(20260101)
    for _ in range(50):
        fresh(sqlite_backup, db)
        child = subprocess.Popen([PROGRAM, "import", "table", str(path), "--db", str(db)], stdout=subprocess.DEVNULL,
                                 stderr=subprocess.DEVNULL)
        time.sleep(draw.uniform(0, took * 1.1))
        child.kill()
        child.wait()
        count = len(value(db, "--measure", "stock", "--source", "own-table"))
        assert count in (1, 1 + len(rows)), count
        same(corredor("check", db=db).code, 0)


def fresh(backup, db):
    for ending in ("", "-wal", "-shm", "-journal"):
        if os.path.exists(str(db) + ending):
            os.unlink(str(db) + ending)
    db.write_bytes(backup.read_bytes())
    return db


@case
def a_dash_is_standard_input():
    table = write("own.csv", TABLE + "stock,HTI,DOM,2025,,2,observed,own-table\n")
    packed = gzip.compress(table.read_bytes())
    for bytes_ in (table.read_bytes(), packed):
        db = private_copy(small_database())
        with open(write("typed", bytes_)) as stdin:
            done = corredor("import", "table", "-", db=db, stdin=stdin)
        same(done.code, 0, repr(done))
        assert "standard-input" in done.out, done
        same(value(db, "--year", "2025"), ["2"])
    with open(write("typed", TABLE + "stock,XXX,DOM,2025,,2,observed,own-table\n")) as stdin:
        refuses(corredor("import", "table", "-", db=db, stdin=stdin), 65, "file standard-input, row 2, column B “origin”")
    with open(write("typed", ",A,B\nA,,1\nB,2,\n")) as stdin:
        told = corredor("flows", "components", "-", "--format", "csv", stdin=stdin)
    assert "interactions,A · B" in told.out, told


@case
def what_exists_is_named():
    told = corredor("help", "import").out
    for words in ("tidy-corridors: origin_iso3, dest_iso3, year, sex, value", "figures: measure, period, value, [origin]",
                  *(f"\n  {name} " for name in ("un-desa-stock", "un-wpp", "ilostat", "knomad", "table"))):
        assert words in told, (words, told)
    table = write("own.csv", TABLE + "stock,HTI,DOM,2025,,2,observed,own-table\n")
    refuses(corredor("import", "tables", table, db=small_database()), 64, "Did you mean table?")
    refuses(corredor("import", "nosuch", table, db=small_database()), 64, "un-desa-stock, un-wpp", "table.")
    refuses(corredor("figures", "--source", "nosuch", db=small_database()), 69, "The sources are: own-table.")
    refuses(corredor("figures", "--source", "un-desa-ims-202", db=small_database()), 69, "Did you mean “un-desa-ims-2020”?")
    for words in (("sources",), ("corridor", "GTM", "MEX"), ("check",)):
        refuses(corredor(*words, "-o", FOLDER / "x.foo", db=small_database()), 64, 'no format "foo"', "text, json, csv")


main()
