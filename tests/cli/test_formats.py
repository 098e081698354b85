# SPDX-License-Identifier: Apache-2.0
"""One number in every format: the values of the JSON of a corridor are those of the CSV and of the workbook, and stand on
the page, on paper and on the terminal. CORREDOR_TEST_CORRIDORS says how many corridors are walked through all formats."""
import csv
import html
import io
import json
import os
import re
import shutil
import subprocess
import tempfile
from collections import Counter

from harness import case, corredor, main, same, shared_database

HOW_MANY = int(os.environ.get("CORREDOR_TEST_CORRIDORS", "6"))


def largest_corridors():
    answer = corredor("corridors", "--limit", "50", "--format", "json", db=shared_database())
    document = json.loads(answer.out)
    pairs = re.findall(r"/corridor/([A-Z]{3})-([A-Z]{3})", json.dumps(document))
    pairs = list(dict.fromkeys(pairs))
    assert len(pairs) >= 50, f"{len(pairs)} corridors"
    return pairs[::max(1, len(pairs) // HOW_MANY)][:HOW_MANY]


def values(node, cited=True):
    """Every value that is present; with `cited` also those that sentences rest on."""
    if isinstance(node, list):
        for child in node:
            yield from values(child, cited)
    elif isinstance(node, dict):
        if "figure_id" in node and node["value"] is not None:
            yield node["value"]
        for key, child in node.items():
            if cited or key != "cited":
                yield from values(child, cited)


def tokens(text):
    """The numbers in a text as its reader sees them; the minus sign of typesetters is a minus."""
    return set(re.findall(r"-?\d[\d,]*(?:\.\d+)?", text.replace("\u2212", "-")))


def is_shown(value, found):
    return any(f"{value:,.{k}f}" in found or f"{value + 0.0:,.{k}f}".replace("-0", "0") in found for k in range(5))


def document(pair, form):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "file." + form)
        same(corredor("corridor", *pair, "-o", path, "--format", form, db=shared_database()).code, 0)
        with open(path, "rb") as file:
            return file.read()


def rounded(numbers):
    return Counter(float(f"{n:.13g}") for n in numbers)


@case
def csv_and_workbook_hold_exactly_the_values():
    openpyxl = None
    try:
        import openpyxl
    except ImportError:
        pass
    for pair in largest_corridors():
        wanted = list(values(json.loads(document(pair, "json"))))
        assert len(wanted) > 50, pair
        table = csv.DictReader(io.StringIO(document(pair, "csv").decode()))
        same(Counter(float(row["value"]) for row in table if row["value"]), Counter(map(float, wanted)), str(pair))
        if not openpyxl:
            continue
        book = openpyxl.load_workbook(io.BytesIO(document(pair, "xlsx")), read_only=True)
        rows = book["All values"].iter_rows(min_row=2, min_col=5, max_col=5, values_only=True)
        same(rounded(row[0] for row in rows if row[0] is not None), rounded(wanted), str(pair))


@case
def page_paper_and_terminal_show_the_values():
    for pair in largest_corridors():
        wanted = set(values(json.loads(document(pair, "json")), cited=False))
        shown = {"text": document(pair, "text").decode(),
                 "html": html.unescape(re.sub(r"<[^>]+>", " ", document(pair, "html").decode()))}
        if shutil.which("pdftotext"):
            paper = subprocess.run(["pdftotext", "-raw", "-", "-"], input=document(pair, "pdf"), check=True,
                                   stdout=subprocess.PIPE)
            shown["pdf"] = paper.stdout.decode()
        for form, text in shown.items():
            found = tokens(text)
            missing = [value for value in wanted if not is_shown(value, found)]
            assert not missing, f"{pair} as {form} lacks {missing[:10]}"


@case
def numbers_of_csv_have_plain_digits():
    rows = list(csv.DictReader(io.StringIO(corredor("sources", "--format", "csv", db=shared_database()).out)))
    assert max(int(row["figures"]) for row in rows) > 1000, rows  # no mark of thousands
    spanish = corredor("sources", "--format", "csv", "--lang", "es", db=shared_database()).out
    same([row["figures"] for row in csv.DictReader(io.StringIO(spanish))], [row["figures"] for row in rows])


main()
