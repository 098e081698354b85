#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Embed the statements and migrations of sql/: one C enum (cor_sql) and one table of texts per engine.

usage: sql.py QUERY_FOLDER SCHEMA_FOLDER OUTPUT.h OUTPUT.c DEPFILE

sql/query/<family>.sql has the statements over a family of tables, for every engine;
<family>.<engine>.sql has those that an engine answers in its own way, and goes before. Each file
opens with its licence and a sentence on its tables. A statement is

    -- name: registry_version_put       it becomes COR_SQL_REGISTRY_VERSION_PUT
    -- What is asked, in a sentence.
    -- rows 32: why                     of an INSERT ... VALUES (...): also <name>_rows, of 32 rows
    -- :entry :number integer           parameters and their types, each of them
    -- :body text   note                groups and notes are three blanks apart
    -- returns  id integer, key text    columns and their types, or "as <name>, then ..."
    SELECT ...

sql/schema/<engine>/NNNN_title.sql are migrations, numbered from 1 without gaps. Comments are left out
of the program."""
import pathlib
import re
import sys

ENGINES = ["sqlite"]
LICENCE = "-- SPDX-License-Identifier: Apache-2.0"
TYPES = r"(?:integer|real|text|blob)(?: or null)?"


def fail(path, line, message):
    sys.exit(f"{path}:{line}: {message}")


def without_comments(text, path, line=1):
    """The statement alone, on lines without indent. `line` is where the text begins in its file."""
    out, at = [], 0
    while at < len(text):
        if text.startswith("--", at):
            at = text.find("\n", at)
            if at < 0:
                break
        elif text[at] in "'\"":
            end = text.find(text[at], at + 1)
            if end < 0:
                fail(path, line + text.count("\n", 0, at), "a quote is opened and never closed")
            out.append(text[at:end + 1])
            at = end + 1
        else:
            out.append(text[at])
            at += 1
    lines = (re.sub(r"[ \t]+", " ", line).strip() for line in "".join(out).splitlines())
    return "\n".join(line for line in lines if line)


class Statement:
    """A statement as it stands in its file: name, first line, comments and text."""

    def __init__(self, path, line, name, lines):
        self.path, self.line, self.name = path, line, name
        self.comments = [text[2:].strip() for text in lines if text.startswith("--")]
        self.text = without_comments("\n".join(lines), path, line + 1).rstrip(";")
        rows = next((match for match in map(re.compile(r"rows (\d+):").match, self.comments) if match), None)
        self.rows = int(rows.group(1)) if rows else 1
        self.check()

    def fail(self, message):
        fail(self.path, self.line, f"{self.name}: {message}")

    def check(self):
        if not re.fullmatch(r"[a-z]+(_[a-z0-9]+)+", self.name):
            self.fail("the name of a statement is <module>_<name>")
        bare = re.sub(r"'[^']*'", "", self.text)
        if not self.text:
            self.fail("there is no statement")
        if ";" in bare:
            self.fail("one statement a name")
        if not self.comments or self.comments[0].startswith((":", "returns", "rows")):
            self.fail("a comment says what is asked")
        self.check_parameters(set(re.findall(r":(\w+)", bare)))
        answers = bool(re.match(r"SELECT|PRAGMA", self.text) or re.search(r"\bRETURNING\b", self.text))
        if answers != any(comment.startswith("returns  ") for comment in self.comments):
            self.fail("a comment “returns  …” tells the columns" if answers else "it returns nothing")

    def check_parameters(self, used):
        named = set()
        for comment in self.comments:
            if comment.startswith(":"):
                for names in re.findall(rf"((?::\w+ )+){TYPES}(?:$| {{3}})", comment):
                    named.update(re.findall(r":(\w+)", names))
        for name in sorted(used - named):
            self.fail(f"the parameter :{name} has no type in the comments")
        for name in sorted(named - used):
            self.fail(f"the comments have a parameter :{name}, the statement has none")

    def with_rows(self):
        """The VALUES list repeated; parameters keep their order, so row r begins at r times their number."""
        match = re.fullmatch(r"(INSERT .*\bVALUES\s*)(\([^()]*\))", self.text, re.DOTALL)
        if not match or not re.fullmatch(r"\((\s*:\w+\s*,)*\s*:\w+\s*\)", match.group(2)):
            self.fail("only INSERT ... VALUES (:a, :b, ...) can take several rows")
        lists = [re.sub(r":(\w+)", rf":\1_{row}" if row else r":\1", match.group(2)) for row in range(self.rows)]
        return match.group(1) + ",\n".join(lists)


def read_family(path):
    """The statements of one file."""
    lines = path.read_text("utf-8").splitlines()
    starts = [at for at, line in enumerate(lines) if line.startswith("-- name:")]
    head = lines[:starts[0]] if starts else lines
    if not head or head[0] != LICENCE:
        fail(path, 1, f"the first line is “{LICENCE}”")
    if len(head) < 2 or not head[1].startswith(f"-- {path.name}: "):
        fail(path, 2, f"the second line is “-- {path.name}: ” and the tables of the file")
    for at, line in enumerate(head):
        if line and not line.startswith("--"):
            fail(path, at + 1, "a statement begins with “-- name: <module>_<name>”")
    return [Statement(path, at + 1, lines[at][len("-- name:"):].strip(), lines[at + 1:end])
            for at, end in zip(starts, starts[1:] + [len(lines)])]


def read_queries(folder):
    """{engine: {name: statement}}; every engine has every name."""
    queries = {engine: {} for engine in ENGINES}
    paths = sorted(folder.glob("*.sql"), key=lambda path: (path.name.count("."), path.name))
    for path in paths:
        engine = re.fullmatch(r"[a-z_]+(?:\.([a-z]+))?\.sql", path.name)
        if not engine or engine.group(1) not in [None, *ENGINES]:
            fail(path, 1, "the name of a file is <family>.sql or <family>.<engine>.sql")
        for statement in read_family(path):
            for target in [engine.group(1)] if engine.group(1) else ENGINES:
                other = queries[target].get(statement.name)
                if other and other.path.name.count(".") == path.name.count("."):
                    statement.fail(f"{other.path.name}:{other.line} has this name too")
                queries[target][statement.name] = statement
    for name, statement in {name: s for each in queries.values() for name, s in each.items()}.items():
        missing = [engine for engine in ENGINES if name not in queries[engine]]
        if missing:
            statement.fail(f"there is none for {', '.join(missing)}")
    return queries


def texts_of(statements):
    """{name: (text, rows)}, those of several rows included."""
    texts = {}
    for name, statement in statements.items():
        texts[name] = (statement.text, 1)
        if statement.rows > 1:
            texts[f"{name}_rows"] = (statement.with_rows(), statement.rows)
    return dict(sorted(texts.items()))


def read_migrations(folder):
    found = []
    for path in sorted(folder.glob("*.sql")):
        match = re.fullmatch(r"(\d{4})_([a-z0-9_]+)\.sql", path.name)
        if not match or int(match.group(1)) != len(found) + 1:
            fail(path, 1, "migrations are NNNN_title.sql, numbered from 0001 without gaps")
        raw = path.read_text("utf-8")
        if not raw.startswith(LICENCE + "\n"):
            fail(path, 1, f"the first line is “{LICENCE}”")
        found.append((int(match.group(1)), match.group(2), without_comments(raw, path)))
    return found


def c_string(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", '\\n"\n    "') + '"'


def write_header(names, out):
    out.write("/* Made by tools/sql.py from sql/. */\n#ifndef CORREDOR_STATEMENTS_H\n#define CORREDOR_STATEMENTS_H\n\n")
    out.write("enum cor_sql {\n" + "".join(f"    COR_SQL_{name.upper()},\n" for name in names))
    out.write("    COR_SQL_COUNT\n};\n\n")
    out.write("typedef struct {\n    int number;\n    const char *title, *text;\n} cor_migration;\n\n")
    out.write("extern const char *const cor_sql_names[COR_SQL_COUNT];\n")
    out.write("extern const int cor_sql_rows[COR_SQL_COUNT]; // how many the statement takes at once\n")
    for engine in ENGINES:
        out.write(f"extern const char *const cor_sql_{engine}[COR_SQL_COUNT];\n"
                  f"extern const cor_migration cor_migrations_{engine}[];\n"
                  f"extern const int cor_migration_count_{engine};\n")
    out.write("\n#endif\n")


def write_source(texts, migrations, out):
    first = texts[ENGINES[0]]
    out.write('/* Made by tools/sql.py from sql/. */\n#include "statements.h"\n\n')
    out.write("const char *const cor_sql_names[COR_SQL_COUNT] = {\n")
    out.write("".join(f'    "{name}",\n' for name in first) + "};\n\n")
    out.write("const int cor_sql_rows[COR_SQL_COUNT] = {\n    ")
    out.write(", ".join(str(rows) for _, rows in first.values()) + "\n};\n\n")
    for engine in ENGINES:
        out.write(f"const char *const cor_sql_{engine}[COR_SQL_COUNT] = {{\n")
        out.write("".join(f"    {c_string(text)},\n" for text, _ in texts[engine].values()) + "};\n\n")
        out.write(f"const cor_migration cor_migrations_{engine}[] = {{\n")
        for number, title, text in migrations[engine]:
            out.write(f'    {{ {number}, "{title}",\n    {c_string(text)} }},\n')
        out.write(f"}};\nconst int cor_migration_count_{engine} = {len(migrations[engine])};\n\n")


def main():
    query_folder, schema_folder, header, source, depfile = (pathlib.Path(arg) for arg in sys.argv[1:])
    queries = read_queries(query_folder)
    texts = {engine: texts_of(queries[engine]) for engine in ENGINES}
    migrations = {engine: read_migrations(schema_folder / engine) for engine in ENGINES}
    with open(header, "w", encoding="utf-8") as out:
        write_header(texts[ENGINES[0]], out)
    with open(source, "w", encoding="utf-8") as out:
        write_source(texts, migrations, out)
    # The folders too: a new file changes them, and the tables are made again.
    read = [query_folder, *query_folder.glob("*.sql"), *schema_folder.glob("*"), *schema_folder.glob("*/*.sql")]
    escaped = " ".join(str(path).replace(" ", "\\ ") for path in read)
    depfile.write_text(f"{header} {source}: {escaped}\n")


if __name__ == "__main__":
    main()
