#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""The workbook as another reader sees it: every number of the JSON is in it, once in the table of all values and again in
its block, as a number; no formulas; charts drawn from cells; the same bytes every time. usage: check_xlsx.py WRITE_SAMPLE"""
import io
import json
import subprocess
import sys
import time
from collections import Counter

try:
    import openpyxl
except ImportError:
    sys.exit(77)  # skipped: python3-openpyxl is not there


def sample(form, lang, kind="sample"):
    return subprocess.run([sys.argv[1], form, lang, kind], check=True, stdout=subprocess.PIPE).stdout


def values(node):
    """Every value of the JSON document that is present."""
    if isinstance(node, list):
        for child in node:
            yield from values(child)
    elif isinstance(node, dict):
        if "figure_id" in node and node["value"] is not None:
            yield node["value"]
        for child in node.values():
            yield from values(child)


def rounded(numbers):
    return Counter(float(f"{n:.14g}") for n in numbers)


def numbers_of(sheet):
    return [c.value for row in sheet.iter_rows() for c in row if isinstance(c.value, (int, float))]


for lang, all_name, source_name in (("en", "All values", "Sources"), ("es", "Todos los valores", "Fuentes")):
    first = sample("xlsx", lang)
    book = openpyxl.load_workbook(io.BytesIO(first))
    assert book.sheetnames[-2:] == [all_name, source_name], book.sheetnames
    assert book.sheetnames[1:4] == [["People", "Work", "Remittances"], ["Personas", "Trabajo", "Remesas"]][lang == "es"]
    wanted = rounded(values(json.loads(sample("json", lang))))
    table = book[all_name]
    head = [c.value for c in table[1]]
    column = head.index("Value" if lang == "en" else "Valor")
    found = rounded(r[column].value for r in table.iter_rows(min_row=2) if r[column].value is not None)
    assert found == wanted, (found - wanted, wanted - found)
    blocks = Counter()
    for name in book.sheetnames[:-2]:
        blocks += rounded(numbers_of(book[name]))
    cited = Counter({99153.0: 1, 350854.0: 1, 39074.0: 1})  # named in sentences, which are words
    assert not wanted - cited - blocks, wanted - cited - blocks
    assert all(c.data_type != "f" for s in book for row in s.iter_rows() for c in row)
    assert [len(book[n]._charts) for n in book.sheetnames] == [0, 2, 4, 0, 0, 0]
    assert all(book[n].freeze_panes for n in book.sheetnames)
    formats = {c.number_format for row in book[book.sheetnames[1]].iter_rows() for c in row}
    gap = "\xa0" if lang == "en" else "\u202f"
    assert {"#,##0", f'#,##0.0"{gap}%"'} <= formats, formats
    people = book[book.sheetnames[1]]
    texts = [c.value for row in people.iter_rows() for c in row if isinstance(c.value, str)]
    assert any(t.startswith("=SUM(A1)") for t in texts)
    assert ("suppressed" if lang == "en" else "suprimido") in texts
    sources = book[source_name]
    assert [sources.cell(r, 1).value for r in range(2, 5)] == ["[1]", "[2]", "[3]"]
    assert sources.cell(2, 8).hyperlink.target.startswith("https://www.un.org/")
    time.sleep(1.1)  # the clock has moved on by the second that file formats tell
    assert sample("xlsx", lang) == first, "the bytes differ from run to run"

book = openpyxl.load_workbook(io.BytesIO(sample("xlsx", "en", "figures")))
assert numbers_of(book["Figures"]) == [176779.25]
print("workbooks hold every value")
