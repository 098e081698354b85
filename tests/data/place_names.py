# SPDX-License-Identifier: Apache-2.0
"""Collect the names by which the agencies' original files call places, with the code beside them where there is one."""
import csv
import glob
import os
import re
import xml.etree.ElementTree as ElementTree
import zipfile

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def sheets(path):
    """Each sheet of a workbook: its name and its rows as (number, {column letter: text})."""
    book = zipfile.ZipFile(path)

    def tree(name):
        return ElementTree.fromstring(book.read(name))

    shared = ["".join(part.text or "" for part in item.iter(MAIN + "t")) for item in tree("xl/sharedStrings.xml")]
    targets = {link.get("Id"): link.get("Target") for link in tree("xl/_rels/workbook.xml.rels")}
    for sheet in tree("xl/workbook.xml").iter(MAIN + "sheet"):
        target = targets[sheet.get(LINK)].lstrip("/")
        rows = []
        for row in tree(target if target.startswith("xl/") else "xl/" + target).iter(MAIN + "row"):
            cells = {}
            for cell in row.iter(MAIN + "c"):
                value = cell.find(MAIN + "v")
                if value is not None and value.text:
                    text = shared[int(value.text)] if cell.get("t") == "s" else value.text
                    cells[re.match("[A-Z]+", cell.get("r")).group()] = text
            rows.append((int(row.get("r")), cells))
        yield sheet.get("name"), rows


def un_desa(folder):
    """Rows below the heading, in the tables (not the notes); name in B, code in C or D."""
    for path in sorted(glob.glob(os.path.join(folder, "undesa", "*.xlsx"))):
        for sheet, rows in sheets(path):
            if re.match("notes|table of|contents", sheet, re.IGNORECASE):
                continue
            for number, cells in rows:
                if number > 11 and cells.get("B", "").strip():
                    yield path, cells["B"], cells.get("D") or cells.get("C")


def knomad(folder):
    """First column, and the heading of the matrices. Long texts are notes."""
    for path in sorted(glob.glob(os.path.join(folder, "knomad", "*.xlsx"))):
        _, rows = next(sheets(path))
        for number, cells in rows:
            names = [cells.get("A", "")]
            if "bilateral" in path and number == 2:
                names = [cells[column] for column in cells if column != "A"]
            for name in names:
                has_numbers = any(re.fullmatch(r"[-0-9.E+]+", cells[column]) for column in cells if column != "A")
                if name.strip() and (has_numbers and number > 2 or len(names) > 1):
                    yield path, name, None


def world_bank(folder):
    for path in sorted(glob.glob(os.path.join(folder, "worldbank", "*.csv"))):
        with open(path, encoding="utf-8-sig", newline="") as file:
            for cells in csv.reader(file):
                if len(cells) < 6 or not cells[1] or cells[0] in ("Country Name", "Sending Countries Name"):
                    continue
                yield path, cells[0], cells[1]
                if "rpw" in path:
                    yield path, cells[4], cells[5]


def ilostat(folder):
    for path in sorted(glob.glob(os.path.join(folder, "ilostat", "*.csv"))):
        with open(path, encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                yield path, row["ref_area.label"], None


def wpp(folder):
    for path in sorted(glob.glob(os.path.join(folder, "wpp", "*.txt"))):
        with open(path, encoding="utf-8", newline="") as file:
            for cells in csv.reader(file, delimiter="\t"):
                if len(cells) > 2 and cells[0] != "country_code":
                    yield path, cells[1], cells[0]


def collect(folder):
    """Distinct (file name, place name, code), in order."""
    found = {}
    for reader in (un_desa, knomad, world_bank, ilostat, wpp):
        for path, name, code in reader(folder):
            found.setdefault((os.path.basename(path), name, code), None)
    return list(found)
