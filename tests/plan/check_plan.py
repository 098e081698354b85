#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The plan of the folders, proved from the object files of the library, the server and the program.
A folder uses symbols and headers of itself and of folders below it, nothing else; of another folder
it includes the face alone.
usage: check_plan.py BUILD_ROOT SOURCE_ROOT"""
import collections
import json
import pathlib
import re
import subprocess
import sys

# A folder, the folders right below it, what it is for. It may use those, and whatever they may use.
PLAN = [
    ("data", "", "places, made at build from data/vocabulary"),
    ("po", "", "translations, made at build"),
    ("sql", "", "statements, made at build"),
    ("web", "", "stylesheet, pictures and islands, made at build"),
    ("core", "data po", "arenas, text, numbers, dates, places, errors, random; knows nothing of migration"),
    ("vocabulary", "core", "a figure and its words: measures, units, codes, sources"),
    ("table", "core", "files as rows: csv, xlsx, gzip, xml"),
    ("store", "core sql", "one database behind one interface"),
    ("engines/flows", "core", "moves from stocks: arrays in, arrays out"),
    ("flow_files", "table engines/flows", "tables of the flow engine, read and written"),
    ("figures", "store vocabulary", "every number: loads, lineage, checks"),
    ("registry", "store table", "entries people keep: versions, review, audit; knows no subject"),
    ("mechanisms", "registry", "a subject: its kinds and its rules"),
    ("publications", "registry", "a subject"),
    ("network", "registry", "a subject"),
    ("kinds", "mechanisms publications network", "the one list of kinds"),
    ("office", "registry", "staff, sessions, two pairs of eyes"),
    ("ingest", "table figures", "layouts of agencies and own tables become figures"),
    ("pack", "ingest kinds", "the data pack: datasets and registers"),
    ("flow_runs", "figures flow_files", "figures become tables, tables moves, moves figures"),
    ("document", "vocabulary", "a page before anyone decides how it looks"),
    ("parameters", "figures kinds engines/flows flow_runs", "rows that describe what a reader can choose"),
    ("dossier", "document figures kinds flow_runs parameters", "what the pages share"),
    ("dossier/flows", "dossier", "pages of moves"),
    ("dossier/mechanisms", "dossier", "pages of agreements and instruments"),
    ("dossier/publications", "dossier", "pages of publications and institutions"),
    ("dossier/network", "dossier", "pages of the regulators' network"),
    ("dossier/country", "dossier/flows dossier/mechanisms", "one country"),
    ("dossier/corridor", "dossier/country dossier/flows dossier/mechanisms dossier/publications", "two countries"),
    ("dossier/data", "dossier/country", "sources, catalogue, checks, the world"),
    ("render", "document", "what the renderers share"),
    ("render/map", "render", "geometry of maps"),
    ("render/draw", "render render/map", "charts and maps laid out, and written as SVG"),
    ("render/words", "render/draw", "tables and charts as words"),
    ("render/data", "render", "json, csv"),
    ("render/terminal", "render/words", "text"),
    ("render/sheet", "render/words", "xlsx"),
    ("render/html", "render/draw render/map web", "pages of the web"),
    ("render/paper", "render/words render/map", "pdf"),
    ("render/formats", "render/data render/terminal render/sheet render/html render/paper", "every renderer by its name"),
    ("dossier/office", "dossier office", "pages of the staff"),
    ("questions", "dossier/corridor dossier/network dossier/data pack render/formats", "one row a question"),
    ("database", "questions", "a file opened for those who link the library"),
    ("serve", "questions dossier/office", "socket to question to bytes"),
    ("cli", "serve", "arguments to question to bytes"),
]

# A folder's face is its header of the same name, figures/figures.h; these are faces too. A room also
# sees the headers of the folder around it.
FACES = [
    "core/say.h", "core/random.h", "core/reports.h",
    "mechanisms/kinds.h", "publications/kinds.h", "network/kinds.h",
    "dossier/data/search.h", "questions/doubt.h",
    "render/map/world.h", "render/html/assets.h",
]

# Inside these, no file may use a file that uses it, directly or not.
WITHOUT_CIRCLES = ["figures", "render"]

# Folders that only keep files of one subject together: they count as the folder around them.
DRAWERS = ["serve/office"]

build, root = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
problems = []

# ---- The plan itself

above = {}  # folder -> all it may use
for folder, uses, _ in PLAN:
    above[folder] = {folder}
    for used in uses.split():
        if used not in above:
            sys.exit(f"the plan: {folder} stands on {used}, which has no line before it")
        above[folder] |= above[used]


def folder_of(path):
    """src/render/html/page.c -> render/html, src/figures/query.c -> figures, po/catalogues.c -> po."""
    parts = path.removeprefix("src/").split("/")
    if "/".join(parts[:-1]) in DRAWERS:
        parts.pop()
    return "/".join(parts[:-1])


def house_of(folder):
    """The folder around a room: render/html -> render."""
    return folder.split("/")[0] if folder.split("/")[0] in above else folder


# ---- What is compiled from what, as the build says it


def compiled():
    objects = {}
    for entry in json.loads((build / "compile_commands.json").read_text()):
        if not entry["output"].startswith("src/"):
            continue  # tests, benchmarks, examples
        path = (pathlib.Path(entry["directory"]) / entry["file"]).resolve()
        made = path.is_relative_to(build.resolve())
        objects[entry["output"]] = str(path.relative_to(build.resolve() if made else root.resolve()))
    return objects


def symbols(objects):
    """Which file defines each symbol, and which symbols each file uses."""
    listing = subprocess.run(["nm", "-A", "-P", "-g", *objects], cwd=build, capture_output=True, text=True)
    if listing.returncode:
        sys.exit("is everything built? " + listing.stderr[:300])
    defined, used = {}, collections.defaultdict(set)
    for line in listing.stdout.splitlines():
        place, rest = line.split(": ", 1)
        name, kind = rest.split()[:2]
        if kind in "Uwv":
            used[objects[place]].add(name)
        else:
            defined[name] = objects[place]
    return defined, used


objects = compiled()
defined, used = symbols(objects)
if not defined:
    sys.exit("no symbols found: is the library built?")
for folder in sorted({folder_of(path) for path in objects.values()} - above.keys()):
    sys.exit(f"the plan has no line for the folder {folder}: add one to {__file__}, and to ARCHITECTURE.md")
for folder in sorted(above.keys() - {folder_of(path) for path in objects.values()}):
    problems.append(f"the plan has a line for {folder}, which has no file")

# ---- Symbols

uses_file = collections.defaultdict(set)
for path in sorted(used):
    for name in sorted(used[path] & defined.keys()):
        other = defined[name]
        if folder_of(other) not in above[folder_of(path)]:
            problems.append(f"{path} uses {name} of {other}")
        if other != path:
            uses_file[path].add(other)

# ---- Headers


def without_comments(path):
    return re.sub(r"/\*.*?\*/|//[^\n]*", " ", path.read_text("utf-8"), flags=re.S)


def public_headers():
    """The folder of each installed header: where, in whatever room, the names that it declares are defined."""
    owners = {}
    for path in sorted((root / "include/corredor").glob("*.h")):
        names = set(re.findall(r"\bcor_\w+", without_comments(path))) & defined.keys()
        folders = {house_of(folder_of(defined[name])) for name in names}
        if len(folders) > 1:
            problems.append(f"{path.relative_to(root)} declares names of several folders: {', '.join(sorted(folders))}")
        elif folders:
            owners[path.name] = folders.pop()
    return owners


def is_face(header, folder):
    name, inside = header.rsplit("/", 1)[-1], folder_of("src/" + header)
    return name == inside.rsplit("/", 1)[-1] + ".h" or header in FACES or folder.startswith(inside + "/")


owners = public_headers()
seen = set()  # headers of other folders
sources = sorted((root / "src").rglob("*.[ch]")) + sorted((root / "include").rglob("*.h"))
for path in sources:
    short = str(path.relative_to(root))
    folder = owners.get(path.name) if short.startswith("include/") else folder_of(short)
    if folder not in above:
        continue
    for header in re.findall(r'#\s*include\s+"([^"]+)"', without_comments(path)):
        if ".." in header:
            problems.append(f"{short} includes {header}: name it from src")
        if header.startswith("corredor/") or short.startswith("include/"):
            other = owners.get(header.split("/")[-1], folder)
        elif (root / "src" / header).is_file():
            other = folder_of("src/" + header)
            if other != folder:
                seen.add(header)
            if other != folder and not is_face(header, folder):
                problems.append(f"{short} includes {header}, a private header of {other}")
        else:
            continue  # beside the file, or made at build
        if other not in above[folder]:
            problems.append(f"{short} includes {header} of {other}")

for header in sorted(set(FACES) - seen):
    problems.append(f"{header} is listed as a face, but no other folder includes it")

# ---- Circles of files


def circles(graph):
    """Groups of files that all use each other, directly or not: Tarjan's strongly connected components."""
    order, lowest, stack, found = {}, {}, [], []

    def visit(node):
        order[node] = lowest[node] = len(order)
        stack.append(node)
        for after in sorted(graph[node]):
            if after not in order:
                visit(after)
                lowest[node] = min(lowest[node], lowest[after])
            elif after in stack:
                lowest[node] = min(lowest[node], order[after])
        if lowest[node] == order[node]:
            group = stack[stack.index(node):]
            del stack[stack.index(node):]
            if len(group) > 1:
                found.append(sorted(group))

    for node in sorted(graph):
        if node not in order:
            visit(node)
    return found


for folder in WITHOUT_CIRCLES:
    inside = {path for path in objects.values() if path.startswith(f"src/{folder}/")}
    graph = {path: uses_file[path] & inside for path in inside}
    for group in circles(graph):
        problems.append("files use each other in a circle: " + ", ".join(group))

# ---- ARCHITECTURE.md

MADE = {"data", "po", "sql", "web"}  # made at build: of no interest to a reader
table = re.findall(r"^\| `([a-z_/]+)` \|((?: `[a-z_/]+`)*) *\|", (root / "ARCHITECTURE.md").read_text("utf-8"), re.M)
told = {folder: set(re.findall(r"[a-z_/]+", uses)) for folder, uses in table}
for folder, uses, _ in PLAN:
    if folder not in MADE and told.get(folder) != set(uses.split()) - MADE:
        problems.append(f"ARCHITECTURE.md says otherwise about {folder}")
for folder in sorted(told.keys() - above.keys()):
    problems.append(f"ARCHITECTURE.md has a line for {folder}, which is not in the plan")

# ---- The answer

for sentence in problems:
    print(sentence)
print(f"{len(objects)} files in {len(PLAN)} folders, {len(problems)} problems")
sys.exit(len(problems) > 0)
