# SPDX-License-Identifier: Apache-2.0
"""What one would write instead of `corredor import un-desa-stock`: pandas and openpyxl from Debian, into SQLite.

usage: import_peer.py WORKBOOK DATABASE        reads the two tables that corredor reads
       import_peer.py --make WORKBOOK          writes a workbook of the same shape and size, for want of the real one"""
import random
import sqlite3
import sys

YEARS = [1990, 1995, 2000, 2005, 2010, 2015, 2020]
BLOCKS = [("both sexes combined", ""), ("males", "sex=M"), ("females", "sex=F")]
TABLES = {"Table 1": ("stock", 1), "Table 2": ("population", 1000)}


def read(path):
    import pandas

    parts = []
    for sheet, (measure, unit) in TABLES.items():
        table = pandas.read_excel(path, sheet_name=sheet, header=None, skiprows=11, na_values=[".."])
        table = table[pandas.to_numeric(table[3], errors="coerce").le(900)]
        for block, (_, breakdown) in enumerate(BLOCKS):
            columns = {5 + len(YEARS) * block + i: year for i, year in enumerate(YEARS)}
            part = table[[3, *columns]].rename(columns={3: "place", **columns})
            part = part.melt("place", var_name="year", value_name="value").dropna()
            part["value"] = (part["value"].astype(float) * unit).round()
            parts.append(part.assign(measure=measure, breakdown=breakdown))
    return pandas.concat(parts)


def make(path):
    import openpyxl

    draw = random.Random(1)
    book = openpyxl.Workbook(write_only=True)
    for sheet in ["Table 1", "Table 2", "Table 3", "Table 4", "Table 5", "Table 6"]:
        page = book.create_sheet(sheet)
        page.append([])
        page.append([None] * 4 + ["International Migrant Stock 2020: Destination"])
        page.append([])
        page.append([None] * 4 + ["POP/DB/MIG/Stock/Rev.2020"])
        for _ in range(3):
            page.append([])
        title = {"Table 1": "International migrant stock at mid-year, {}",
                 "Table 2": "Total population at mid-year, {} (thousands)"}.get(sheet, "Derived, {}")
        titles = [None] * 5
        for name, _ in BLOCKS:
            titles += [title.format(name)] + [None] * (len(YEARS) - 1)
        page.append(titles)
        page.append([])
        page.append([])
        page.append([None, "Region, development group, country or area", "Notes", "Location code", "Type of data"]
                    + YEARS * 3)
        codes = [900] + [code for code in range(901, 951)] + CODES
        for row, code in enumerate(codes, 1):
            page.append([row, f"   Place {code}", None, code, "B R"] + [round(draw.uniform(1, 1e6), 3) for _ in YEARS * 3])
    book.save(path)


# UN numbers of 232 places.
CODES = [4, 8, 12, 16, 20, 24, 28, 31, 32, 36, 40, 44, 48, 50, 51, 52, 56, 60, 64, 68, 70, 72, 76, 84, 90, 92, 96, 100,
         104, 108, 112, 116, 120, 124, 132, 136, 140, 144, 148, 152, 156, 170, 174, 178, 180, 184, 188, 191, 192, 196,
         203, 204, 208, 212, 214, 218, 222, 226, 231, 232, 233, 234, 238, 242, 246, 250, 254, 258, 262, 266, 268, 270,
         275, 276, 288, 292, 296, 300, 304, 308, 312, 316, 320, 324, 328, 332, 336, 340, 344, 348, 352, 356, 360, 364,
         368, 372, 376, 380, 384, 388, 392, 398, 400, 404, 408, 410, 414, 417, 418, 422, 426, 428, 430, 434, 438, 440,
         442, 446, 450, 454, 458, 462, 466, 470, 474, 478, 480, 484, 492, 496, 498, 499, 500, 504, 508, 512, 516, 520,
         524, 528, 531, 533, 534, 535, 540, 548, 554, 558, 562, 566, 570, 578, 580, 583, 584, 585, 586, 591, 598, 600,
         604, 608, 616, 620, 624, 626, 630, 634, 638, 642, 643, 646, 654, 659, 660, 662, 666, 670, 674, 678, 682, 686,
         688, 690, 694, 702, 703, 704, 705, 706, 710, 716, 724, 728, 729, 732, 740, 748, 752, 756, 760, 762, 764, 768,
         772, 776, 780, 784, 788, 792, 795, 796, 798, 800, 804, 807, 818, 826, 833, 834, 840, 850, 854, 858, 860, 862,
         876, 882, 887, 894]

if __name__ == "__main__":
    if sys.argv[1] == "--make":
        make(sys.argv[2])
    else:
        figures = read(sys.argv[1])
        with sqlite3.connect(sys.argv[2]) as database:
            figures.to_sql("figure", database, if_exists="append", index=False)
        print(len(figures))
