#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The files of sql/ and the tool that embeds them: the comments beside each statement name the columns that it
returns, and a mistake in a file is told with file and line."""
import pathlib
import re
import sqlite3
import sys
import tempfile

sys.dont_write_bytecode = True
ROOT = pathlib.Path(sys.argv[1])
sys.path.insert(0, str(ROOT / "tools"))

import sql  # noqa: E402

COLUMN = re.compile(rf"\w+ {sql.TYPES}")


def columns_of(name, statements):
    """The columns a statement says it returns; of “as <name>, then ...” those of the other first."""
    comments = statements[name].comments
    start = next(at for at, comment in enumerate(comments) if comment.startswith("returns  "))
    said = " ".join(comments[start:])[len("returns  "):]
    other = re.match(r"as (\w+)(?:, then |$)", said)
    columns = columns_of(other.group(1), statements) if other else []
    rest = said[other.end():] if other else said
    own = rest.split(", ") if rest else []
    wrong = [column for column in own if not COLUMN.fullmatch(column)]
    assert not wrong, f"{name}: not a column and its type: {wrong[0]!r}"
    return columns + own


def new_database():
    database = sqlite3.connect(":memory:")
    for _, _, text in sql.read_migrations(ROOT / "sql/schema/sqlite"):
        database.executescript(text)
    return database


def returned_columns(statement, database):
    """The columns that SQLite names; statements that write are read, not run."""
    returning = re.search(r"RETURNING (.*)", statement.text)
    if returning:
        return returning.group(1).split(", ")
    values = dict.fromkeys(re.findall(r":(\w+)", statement.text), "")
    values.update({key: 1 for key in ("limit", "offset") if key in values})
    if "MATCH :query" in statement.text:
        values["query"] = "word"
    return [column[0] for column in database.execute(statement.text, values).description]


def statements_return_what_they_say():
    statements = sql.read_queries(ROOT / "sql/query")["sqlite"]
    database = new_database()
    for name, statement in statements.items():
        if any(comment.startswith("returns  ") for comment in statement.comments):
            returned, said = returned_columns(statement, database), columns_of(name, statements)
            assert len(returned) == len(said), f"{name} returns {returned}, its comments say {said}"


HEAD = "-- SPDX-License-Identifier: Apache-2.0\n-- songs.sql: songs, that people sing.\n\n"
MISTAKES = [
    ("SELECT 1\n", "songs.sql:1: the first line"),
    ("-- SPDX-License-Identifier: Apache-2.0\nSELECT 1\n", "songs.sql:2: the second line"),
    (HEAD + "SELECT 1\n", "songs.sql:4: a statement begins with"),
    (HEAD + "-- name: song\n-- A song.\nDELETE FROM song\n", "songs.sql:4: song: the name of a statement"),
    (HEAD + "-- name: song_drop\n-- Forget.\n", "songs.sql:4: song_drop: there is no statement"),
    (HEAD + "-- name: song_drop\nDELETE FROM song\n", "songs.sql:4: song_drop: a comment says what is asked"),
    (HEAD + "-- name: song_drop\n-- Forget.\nDELETE FROM a; DELETE FROM b\n", "songs.sql:4: song_drop: one statement"),
    (HEAD + "-- name: song_drop\n-- Forget.\nDELETE FROM a\nWHERE b = 'c\n", "songs.sql:7: a quote is opened"),
    (HEAD + "-- name: song_drop\n-- Forget.\nDELETE FROM a WHERE b = :b\n", "songs.sql:4: song_drop: the parameter :b"),
    (HEAD + "-- name: song_drop\n-- Forget.\n-- :b number\nDELETE FROM a WHERE b = :b\n", "the parameter :b"),
    (HEAD + "-- name: song_drop\n-- Forget.\n-- :b text\nDELETE FROM a\n", "the comments have a parameter :b"),
    (HEAD + "-- name: song_get\n-- A song.\nSELECT 1\n", "songs.sql:4: song_get: a comment “returns"),
    (HEAD + "-- name: song_drop\n-- Forget.\n-- returns  a text\nDELETE FROM a\n", "it returns nothing"),
    (HEAD + "-- name: song_put\n-- A song.\n-- rows 8: often\nINSERT INTO a SELECT 1\n", "can take several rows"),
    (HEAD + 2 * "-- name: song_drop\n-- Forget.\nDELETE FROM a\n\n", "songs.sql:8: song_drop: songs.sql:4 has this"),
]


def mistakes_are_told_with_their_line():
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "songs.sql"
        for text, expected in MISTAKES:
            path.write_text(text, "utf-8")
            try:
                for statement in sql.read_queries(path.parent)["sqlite"].values():
                    statement.with_rows() if statement.rows > 1 else None
            except SystemExit as told:
                assert expected in str(told), f"{told}\n  instead of {expected}"
            else:
                raise AssertionError(f"accepted:\n{text}")


def main():
    cases = [statements_return_what_they_say, mistakes_are_told_with_their_line]
    failed = 0
    print(f"1..{len(cases)}")
    for number, case in enumerate(cases, 1):
        try:
            case()
            print(f"ok {number} - {case.__name__}")
        except AssertionError as told:
            failed += 1
            print(f"not ok {number} - {case.__name__}\n# " + str(told).replace("\n", "\n# "))
    sys.exit(failed > 0)


main()
