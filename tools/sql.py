#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Embed the statements and migrations of sql/: one C enum (cor_sql) and one table of texts per engine.

usage: sql.py QUERY_FOLDER SCHEMA_FOLDER OUTPUT.h OUTPUT.c DEPFILE

sql/query/<module>_<name>.sql becomes COR_SQL_<MODULE>_<NAME>. Where engines differ, <name>.sqlite.sql and
<name>.postgres.sql replace it. sql/schema/<engine>/NNNN_title.sql are migrations, numbered from 1 without gaps.
A comment `-- rows N` makes a second statement <name>_rows out of an INSERT ... VALUES (...): it takes N rows at once,
the parameters of row r in the order of the first row's. Other comments are left out of the program."""
import pathlib
import re
import sys

ENGINES = ["sqlite"]


def without_comments(text, path):
    out, at = [], 0
    while at < len(text):
        if text.startswith("--", at):
            at = text.find("\n", at)
            if at < 0:
                break
        elif text[at] in "'\"":
            end = text.find(text[at], at + 1)
            if end < 0:
                sys.exit(f"{path}: a quote is opened and never closed")
            out.append(text[at:end + 1])
            at = end + 1
        else:
            out.append(text[at])
            at += 1
    lines = (re.sub(r"[ \t]+", " ", line).strip() for line in "".join(out).splitlines())
    return "\n".join(line for line in lines if line)


def with_rows(text, rows, path):
    """The VALUES list repeated; parameters keep their order, so row r begins at r times their number."""
    match = re.fullmatch(r"(INSERT .*\bVALUES\s*)(\([^()]*\))", text, re.DOTALL)
    if not match or not re.fullmatch(r"\((\s*:\w+\s*,)*\s*:\w+\s*\)", match.group(2)):
        sys.exit(f"{path}: only INSERT ... VALUES (:a, :b, ...) can take several rows")
    lists = [re.sub(r":(\w+)", rf":\1_{row}" if row else r":\1", match.group(2)) for row in range(rows)]
    return match.group(1) + ",\n".join(lists)


def c_string(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", '\\n"\n    "') + '"'


def read_queries(folder):
    """{name: {engine: text}} and {name: rows}; every name must have a text for every engine."""
    queries, rows_of = {}, {}
    for path in sorted(folder.glob("*.sql")):
        name, *engine = path.name[:-len(".sql")].split(".")
        if not re.fullmatch(r"[a-z]+(_[a-z0-9]+)+", name) or len(engine) > 1:
            sys.exit(f"{path}: the name of a statement is <module>_<name>.sql or <module>_<name>.<engine>.sql")
        raw = path.read_text("utf-8")
        text = without_comments(raw, path)
        rows = re.search(r"^-- rows (\d+)", raw, re.MULTILINE)
        if text.rstrip(";").count(";"):
            sys.exit(f"{path}: one statement a file")
        for target in engine or ENGINES:
            if engine or target not in queries.setdefault(name, {}):
                queries.setdefault(name, {})[target] = text.rstrip(";")
                if rows:
                    rows_of[f"{name}_rows"] = int(rows.group(1))
                    queries.setdefault(f"{name}_rows", {})[target] = with_rows(text.rstrip(";"), int(rows.group(1)), path)
    for name, texts in queries.items():
        missing = [engine for engine in ENGINES if engine not in texts]
        if missing:
            sys.exit(f"{folder}/{name}: no statement for {', '.join(missing)}")
    return queries, rows_of


def read_migrations(folder):
    found = []
    for path in sorted(folder.glob("*.sql")):
        match = re.fullmatch(r"(\d{4})_([a-z0-9_]+)\.sql", path.name)
        if not match or int(match.group(1)) != len(found) + 1:
            sys.exit(f"{path}: migrations are NNNN_title.sql, numbered from 0001 without gaps")
        found.append((int(match.group(1)), match.group(2), without_comments(path.read_text("utf-8"), path)))
    return found


def main():
    query_folder, schema_folder, header, source, depfile = (pathlib.Path(arg) for arg in sys.argv[1:])
    queries, rows_of = read_queries(query_folder)
    names = sorted(queries)
    with open(header, "w", encoding="utf-8") as out:
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
    with open(source, "w", encoding="utf-8") as out:
        out.write('/* Made by tools/sql.py from sql/. */\n#include "statements.h"\n\n')
        out.write("const char *const cor_sql_names[COR_SQL_COUNT] = {\n")
        out.write("".join(f'    "{name}",\n' for name in names) + "};\n\n")
        out.write("const int cor_sql_rows[COR_SQL_COUNT] = {\n    ")
        out.write(", ".join(str(rows_of.get(name, 1)) for name in names) + "\n};\n\n")
        for engine in ENGINES:
            out.write(f"const char *const cor_sql_{engine}[COR_SQL_COUNT] = {{\n")
            out.write("".join(f"    {c_string(queries[name][engine])},\n" for name in names) + "};\n\n")
            migrations = read_migrations(schema_folder / engine)
            out.write(f"const cor_migration cor_migrations_{engine}[] = {{\n")
            for number, title, text in migrations:
                out.write(f'    {{ {number}, "{title}",\n    {c_string(text)} }},\n')
            out.write(f"}};\nconst int cor_migration_count_{engine} = {len(migrations)};\n\n")
    # The folders too: a new file changes them, and the tables are made again.
    read = [query_folder, *query_folder.glob("*.sql"), *schema_folder.glob("*"), *schema_folder.glob("*/*.sql")]
    escaped = " ".join(str(path).replace(" ", "\\ ") for path in read)
    depfile.write_text(f"{header} {source}: {escaped}\n")


main()
