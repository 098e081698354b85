#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Tables with faults, made at random: whoever reads one gets the numbers that were meant, or is refused with a place and
a way forward. Each table begins as sound numbers; one to three changes are made to it, of its width, names, marks,
units, words, cells, sheets or encoding.
usage: malformed_tables.py READ_MANY [COUNT] [SEED]      READ_MANY: the program made from read_many.c"""
import collections
import decimal
import io
import pathlib
import random
import subprocess
import sys
import tempfile
import zipfile
from xml.sax.saxutils import escape

PLACES = {"GTM": ("GT", "320", "Guatemala"), "MEX": ("MX", "484", "Mexico"), "HND": ("HN", "340", "Honduras"),
          "CRI": ("CR", "188", "Costa Rica"), "NIC": ("NI", "558", "Nicaragua"), "USA": ("US", "840", "United States"),
          "BLZ": ("BZ", "084", "Belize"), "ARG": ("AR", "032", "Argentina"), "BRA": ("BR", "076", "Brasil"),
          "NAM": ("NA", "516", "Namibia"), "PER": ("PE", "604", "Perú"), "DZA": ("DZ", "012", "Algeria")}
COUNTED = ("stock", "employed", "population")
BATCH = 400


class Cell(str):
    """A cell of a workbook that is not plain text: `kind` is how it is written, `shown` its text for a reader."""
    kind = ""


def cell(text, kind):
    made = Cell(text)
    made.kind = kind
    return made


class Table:
    """A grid under a header, what it means, and how it is written. `meant` None: it can only be refused."""

    def __init__(self, rng):
        self.rng, self.decimal, self.log = rng, "", []
        self.separator, self.encoding, self.newline, self.is_book = rng.choice(",,,;\t"), "utf-8", "\n", rng.random() < .35
        self.quote_all, self.raw = False, None
        self.preamble, self.sheets, self.merges, self.hidden_columns = [], None, [], False
        self.hidden_rows, self.date1904 = set(), False
        self.is_marked = False  # its numbers are texts that somebody wrote
        self.is_delimited = False  # the fault cannot be written into a workbook
        self.title, self.sheet_name = None, "Data"
        getattr(self, rng.choice(["own"] * 5 + ["sdmx"] * 3 + ["tidy"] * 2 + ["matrix"] * 2 + ["list"]))()

    # ---- sound tables

    def pairs(self, count):
        every = [(a, b) for a in PLACES for b in PLACES if a != b]
        return self.rng.sample(every, count)

    def number(self, measure):
        rng = self.rng
        if measure == "unemployment_rate":
            return decimal.Decimal(rng.randrange(0, 1000)) / 10
        if measure == "remittances":
            return decimal.Decimal(rng.randrange(1, 10 ** rng.randrange(3, 8))) / rng.choice((1, 10, 100, 1000))
        return decimal.Decimal(rng.choice((rng.randrange(1, 1000), rng.randrange(1000, 1000000), rng.randrange(10 ** 6, 10 ** 8))))

    def own(self):
        rng = self.rng
        self.kind, self.measure = "table", rng.choice(("stock", "stock", "employed", "remittances", "unemployment_rate"))
        self.header = ["measure", "origin", "destination", "period", "sex", "value"]
        self.rows, self.meant = [], []
        for origin, destination in self.pairs(rng.randrange(1, 9)):
            year, sex, value = rng.randrange(1990, 2024), rng.choice("TFM"), self.number(self.measure)
            if self.measure == "unemployment_rate":
                origin = ""
            key = (self.measure, origin, destination, str(year), "" if sex == "T" else f"sex={sex}")
            if key in {m[:5] for m in self.meant}:
                continue
            self.rows.append([self.measure, origin, destination, str(year), sex, format(value.normalize(), "f")])
            self.meant.append((*key, value))
        self.value, self.places, self.period, self.sex = 5, [1, 2], 3, 4

    def sdmx(self):
        self.own()
        if self.measure == "unemployment_rate":
            self.measure = "remittances"
            return self.sdmx()
        self.kind = "table"
        unit = {"remittances": "USD"}.get(self.measure, "PS")
        mult = {"remittances": "6"}.get(self.measure, "0")
        self.header = ["DATAFLOW", "FREQ", "COUNTERPART_AREA", "REF_AREA", "TIME_PERIOD", "SEX", "OBS_VALUE", "MEASURE",
                       "UNIT_MEASURE", "UNIT_MULT"]
        self.rows = [["XX:Y(1.0)", "A", r[1], r[2], r[3], r[4], r[5], r[0], unit, mult] for r in self.rows]
        self.value, self.places, self.period, self.sex = 6, [2, 3], 4, 5
        self.is_book = False

    def tidy(self):
        self.own()
        while self.measure != "stock":
            self.own()
        self.kind = "un-desa-stock"
        self.header = ["origin_iso3", "dest_iso3", "year", "sex", "value"]
        self.rows = [r[1:] for r in self.rows]
        self.value, self.places, self.period, self.sex = 4, [0, 1], 2, 3

    def matrix(self):
        rng = self.rng
        self.kind, self.measure = "flows", "stock"
        names = rng.sample(sorted(PLACES), rng.randrange(3, 7))
        self.header = [""] + names
        self.rows = [[a] + [str(rng.randrange(1, 900000)) for _ in names] for a in names]
        self.meant = [(a, b, decimal.Decimal(self.rows[i][j + 1])) for i, a in enumerate(names) for j, b in enumerate(names)]
        self.value, self.places, self.period, self.sex = None, [0], None, None

    def list(self):
        self.matrix()
        self.rows = [[a, b, str(v)] for a, b, v in self.meant]
        self.header = ["birthplace", "residence", "stock"]
        self.value, self.places = 2, [0, 1]

    # ---- helpers

    def numbers(self):
        """Row and column of each number."""
        for i, row in enumerate(self.rows):
            for j in [self.value] if self.value is not None else range(1, len(row)):
                if j < len(row):
                    yield i, j

    def decimals(self):
        return any("." in self.rows[i][j] for i, j in self.numbers())

    def some_row(self):
        return self.rng.randrange(len(self.rows))

    # ---- changes: each keeps what is meant, or sets it to None

    def grouped(self, mark, point="."):
        """Write the thousands apart; marks of two kinds in one table mean nothing."""
        if self.is_marked:
            return
        self.is_marked = True
        for i, j in self.numbers():
            text = self.rows[i][j]
            whole, _, fraction = text.partition(".")
            if whole.isdecimal():
                whole = f"{int(whole):,}".replace(",", mark)
                self.rows[i][j] = whole + (point + fraction if fraction else "")

    def change_grouping_comma(self):
        self.grouped(",")

    def change_grouping_point(self):
        self.grouped(".", ",")

    def change_grouping_blank(self):
        self.grouped(self.rng.choice((" ", "\u00a0", "\u202f", "'", "’")), self.rng.choice(".,"))

    def change_grouping_stated(self):
        comma = self.rng.random() < .5
        if self.is_marked:
            return
        self.grouped("." if comma else ",", "," if comma else ".")
        self.decimal = "," if comma else "."

    def change_decimal_comma(self):
        if self.is_marked:
            return
        self.is_marked = True
        for i, j in self.numbers():
            self.rows[i][j] = self.rows[i][j].replace(".", ",")

    def change_one_grouped(self):
        i, j = self.rng.choice(list(self.numbers()))
        whole = self.rows[i][j]
        # Beside decimals one number with a point between the thousands cannot be told from them.
        if whole.isdecimal() and int(whole) > 999 and not self.decimals() and not self.is_marked:
            self.rows[i][j] = f"{int(whole):,}".replace(",", self.rng.choice((",", ".", " ")))
            self.is_marked = True

    def change_footnote(self):
        i, j = self.rng.choice(list(self.numbers()))
        mark = self.rng.choice(("*", "²", " (1)", "a", "[2]", " b", "†"))
        self.rows[i][j] += mark

    def change_exponent(self):
        i, j = self.rng.choice(list(self.numbers()))
        text = self.rows[i][j]
        if text.replace(".", "", 1).isdecimal() and not self.is_marked and not isinstance(text, Cell):
            self.rows[i][j] = f"{decimal.Decimal(text):E}"

    def change_too_large(self):
        i, j = self.rng.choice(list(self.numbers()))
        self.rows[i][j] = self.rng.choice(("1e400", "1e-400", "inf", "0x10", "--5", "1.2.3"))
        self.meant = None

    def change_row_longer(self):
        row = self.rows[self.some_row()]
        if not row[-1].strip() or "row_shorter" in self.log:
            return  # its end is blank, so that nothing is too long
        row.insert(self.rng.randrange(len(row) + 1), self.rng.choice(("7", "x", "318")))
        self.meant = None

    def change_row_shorter(self):
        row = self.rows[self.some_row()]
        if self.header[-1].strip() and "".join(row).strip() and "row_longer" not in self.log:
            row.pop()
            self.is_delimited, self.meant = True, None

    def change_blank_rows(self):
        for _ in range(self.rng.randrange(1, 4)):
            self.rows.insert(self.rng.randrange(len(self.rows) + 1), [self.rng.choice(("", " ", "\u00a0"))] * len(self.header))

    def change_trailing_blanks(self):
        extra = self.rng.randrange(1, 4)
        self.header = self.header + [""] * extra
        self.rows = [row + [""] * extra for row in self.rows]

    def change_capitals(self):
        if self.kind == "flows" and self.value is None:
            return
        case = self.rng.choice((str.upper, str.title, lambda s: f" {s} ", str.lower))
        self.header = [case(name) for name in self.header]

    def change_order(self):
        if self.value is None or self.header[0].strip().upper() == "DATAFLOW":
            return
        if any(len(row) != len(self.header) for row in self.rows):
            return
        order = list(range(len(self.header)))
        self.rng.shuffle(order)
        self.header = [self.header[k] for k in order]
        self.rows = [[row[k] for k in order] for row in self.rows]
        self.value, self.places = order.index(self.value), [order.index(p) for p in self.places]
        self.period = None if self.period is None else order.index(self.period)
        self.sex = None if self.sex is None else order.index(self.sex)
        if self.merges:
            self.meant = None

    def change_column_twice(self):
        k = self.rng.randrange(len(self.header))
        if not self.header[k].strip():
            return
        self.header = self.header + [self.rng.choice((str, str.upper, lambda s: s + " "))(self.header[k])]
        self.rows = [row + [str(self.rng.randrange(100))] for row in self.rows]
        self.meant = None

    def change_column_more(self):
        if self.value is None:
            return
        name, values = self.rng.choice((("year", ("2001", "2002")), ("age", ("15-24", "25+")), ("unit", ("households",)),
                                        ("indicator", ("a", "b")), ("quarter", ("1", "2")), ("scale", ("3",))))
        if name in [h.strip().lower() for h in self.header]:
            return
        self.header = self.header + [name]
        self.rows = [row + [self.rng.choice(values)] for row in self.rows]
        if name == "age" and self.kind == "table":
            # a dimension of its own: what it says belongs to the figures
            if self.meant is None or any(len(r) != len(self.header) for r in self.rows) or len(self.rows) != len(self.meant):
                self.meant = None
                return
            self.meant = [(*m[:4], f"age={r[-1]}" + (f";{m[4]}" if m[4] else ""), m[5]) for m, r in zip(self.meant, self.rows)]
        else:
            self.meant = None

    def change_column_harmless(self):
        if self.value is None:
            return
        name = {"table": "note"}.get(self.kind, "comment" if self.kind != "flows" else "note")
        if name in [h.strip().lower() for h in self.header] or self.header[0].strip().upper() == "DATAFLOW":
            return
        self.header = self.header + [name]
        self.rows = [row + [self.rng.choice(("", "see page 3", "NA", "1,5", "revised"))] for row in self.rows]

    def change_unit_column(self):
        if self.kind != "table" or self.header[0].strip().upper() == "DATAFLOW" or "unit" in [h.strip().lower() for h in self.header]:
            return
        units = {"remittances": (("usd_million", 0), ("USD", 6), ("MIO_USD", 0), ("THS_USD", 3)),
                 "unemployment_rate": (("percent", 0), ("PC", 0), ("%", 0), ("ratio", -2))}
        unit, shift = self.rng.choice(units.get(self.measure, (("persons", 0), ("thousands", -3), ("THS_PER", -3), ("MIO_PER", -6))))
        if not self.shift(shift):
            return
        self.header = self.header + ["unit"]
        self.rows = [row + [unit] for row in self.rows]

    def shift(self, power):
        """Write the numbers in another unit; False where they are no plain numbers any more."""
        if any(not self.rows[i][j].replace(".", "", 1).isdecimal() for i, j in self.numbers()):
            return False
        for i, j in self.numbers():
            scaled = decimal.Decimal(self.rows[i][j]).scaleb(power)
            self.rows[i][j] = format(scaled.normalize(), "f")
        return True

    def change_sdmx_unit(self):
        if self.header[0].strip().upper() != "DATAFLOW":
            return
        upper = [h.strip().upper() for h in self.header]
        if not {"UNIT_MEASURE", "UNIT_MULT"} <= set(upper):
            return
        unit, mult = upper.index("UNIT_MEASURE"), upper.index("UNIT_MULT")
        choice = self.rng.choice(("scaled", "plain", "wrong", "twice", "eurostat", "without"))
        persons = self.measure != "remittances"
        if any(len(row) != len(self.header) for row in self.rows):
            return
        if choice == "scaled" and self.shift(-3 if persons else 0):
            for row in self.rows:
                row[unit], row[mult] = ("THS_PER" if persons else "MIO_USD"), ""
        elif choice == "plain" and not persons and self.shift(6):
            for row in self.rows:
                row[mult] = self.rng.choice(("", "0"))
        elif choice == "wrong":
            for row in self.rows:
                row[unit] = self.rng.choice(("PT", "EUR", "HOUSEHOLDS") if persons else ("PT", "EUR", "PS"))
            self.meant = None
        elif choice == "twice" and persons:
            for row in self.rows:
                row[unit], row[mult] = "THS_PER", "3"
            self.meant = None
        elif choice == "eurostat" and persons and self.shift(-3):
            self.header[unit] = "unit"
            for row in self.rows:
                row[unit], row[mult] = "THS_PER", ""
        elif choice == "without" and persons:
            for row in self.rows:
                row[mult] = ""

    def change_missing_place(self):
        i = self.some_row()
        row = self.rows[i]
        k = self.rng.choice(self.places)
        if k >= len(row) or (self.meant is not None and self.kind == "table" and len(self.meant) != len(self.rows)):
            return
        row[k] = self.rng.choice(("NA", "N/A", "..", "-", "n.a.", "NULL", ""))
        # Employed persons and rates may be of all origins.
        may_lack = self.measure != "stock" and self.measure != "remittances" and k == self.places[0]
        if not may_lack or self.meant is None or len(self.meant) != len(self.rows):
            self.meant = None
        else:
            self.meant[i] = (self.meant[i][0], "", *self.meant[i][2:])

    def change_missing_value(self):
        i, j = self.rng.choice(list(self.numbers()))
        if {"too_large", "number_forms"} & set(self.log) or (self.meant is not None and self.kind != "flows" and len(self.meant) != len(self.rows)):
            return
        self.rows[i][j] = self.rng.choice(("NA", "N/A", "..", "...", "-", ":", "n.a.", "NULL", "NaN", "s/d", "#N/A"))
        if self.kind == "un-desa-stock" and self.meant is not None and len(self.meant) == len(self.rows):
            self.meant = self.meant[:i] + self.meant[i + 1:]
        elif self.header[0].strip().upper() == "DATAFLOW" and self.meant is not None and len(self.meant) == len(self.rows):
            self.meant[i] = (*self.meant[i][:5], decimal.Decimal("NaN"))  # a missing observation
        else:
            self.meant = None

    def written_places(self, k):
        for row in self.rows:
            for p in self.places:
                if p < len(row) and row[p] in PLACES:
                    row[p] = PLACES[row[p]][k]
        if self.kind == "flows":
            names = {code: about[k] for code, about in PLACES.items()}
            self.header = [names.get(h, h) for h in self.header]
            if self.meant is not None:
                self.meant = [(names[a], names[b], v) for a, b, v in self.meant]

    def change_alpha2(self):
        # NA is a missing value: a column that has no other code cannot say Namibia.
        if self.kind != "flows" and not any("NAM" in row for row in self.rows):
            self.written_places(0)

    def change_alpha2_some(self):
        row = self.rows[self.some_row()]
        for p in self.places:
            if self.kind != "flows" and p < len(row) and row[p] in PLACES:
                row[p] = PLACES[row[p]][0]

    def change_m49(self):
        if self.kind != "flows":
            self.written_places(1)
            for row in self.rows:
                for p in self.places:
                    if p < len(row) and row[p].isdecimal():
                        row[p] = str(int(row[p]))

    def change_names(self):
        if all(h in PLACES or not h for h in self.header) or self.kind != "flows":
            self.written_places(2)

    def change_region(self):
        row = self.rows[self.some_row()]
        if self.kind != "flows":
            row[self.places[0]] = self.rng.choice(("Micronesia", "Korea", "Virgin Islands"))
            self.meant = None

    def change_total_row(self):
        word = self.rng.choice(("Total", "TOTAL", "Todos", "Sum", "All", "Suma"))
        if self.kind == "flows" and self.value is None and all(len(r) == len(self.header) for r in self.rows):
            if any(not self.rows[i][j].isdecimal() for i, j in self.numbers()):
                return
            numbers = [[int(x) for x in row[1:]] for row in self.rows]
            name = self.rng.choice((word, "Z"))
            self.header = self.header + [name]
            for row, values in zip(self.rows, numbers):
                row.append(str(sum(values)))
            sums = [sum(column) for column in zip(*numbers)]
            self.rows.append([name] + [str(s) for s in sums] + [str(sum(sums))])
        else:
            row = list(self.rows[self.some_row()])
            row[self.places[0]] = word
            self.rows.append(row)
        self.meant = None

    def change_sex_words(self):
        words = self.rng.choice(({"F": "Female", "M": "Male", "T": "Total"}, {"F": "Mujeres", "M": "Hombres", "T": "Ambos sexos"},
                                 {"F": "women", "M": "men", "T": "Both sexes"}, {"F": "SEX_F", "M": "SEX_M", "T": "SEX_T"},
                                 {"F": "F", "M": "M", "T": "_T"}))
        for row in self.rows:
            if self.sex is not None and self.sex < len(row):
                row[self.sex] = words.get(row[self.sex], row[self.sex])

    def change_sex_spanish_letters(self):
        if self.sex is None:
            return
        seen = {row[self.sex] for row in self.rows if self.sex < len(row)}
        if not {"F", "M"} <= seen:
            return  # without an H nothing says that M is mujeres
        for row in self.rows:
            if self.sex < len(row):
                row[self.sex] = {"F": "M", "M": "H"}.get(row[self.sex], row[self.sex])

    def change_period(self):
        if self.period is None:
            return
        form = self.rng.choice(("{}.0", "{}", "01/07/{}", "{}-13"))
        for row in self.rows:
            if self.period < len(row) and row[self.period].isdecimal():
                row[self.period] = form.format(row[self.period])
        if form not in ("{}.0", "{}"):
            self.meant = None

    def change_quote_open(self):
        if self.is_book or len(self.rows) < 2 or self.value is None:
            return
        text = self.delimited().split("\n")
        first, last = sorted(self.rng.sample(range(1, len(self.rows) + 1), 2))
        if '"' in "".join(text) or any(c in self.separator for row in self.rows for x in row for c in x):
            return
        cells, others = text[first].split(self.separator), text[last].split(self.separator)
        k = self.rng.randrange(len(cells))
        if k >= len(others):
            return
        cells[k], others[k] = '"' + cells[k], others[k] + '"'
        text[first], text[last] = self.separator.join(cells), self.separator.join(others)
        self.raw, self.meant = "\n".join(text), None

    def is_sdmx(self):
        return self.header[0].strip().upper() == "DATAFLOW"

    def is_even(self):
        """Whether each row still is one figure, as wide as the header."""
        return (self.meant is not None and len(self.meant) == len(self.rows) and self.kind != "flows"
                and all(len(row) == len(self.header) for row in self.rows))

    def change_number_forms(self):
        """Signs and digits that programs, printers and agencies write."""
        i, j = self.rng.choice(list(self.numbers()))
        text = self.rows[i][j]
        if not text.isdecimal() or not text.isascii() or isinstance(text, Cell):
            return
        form = self.rng.choice(("({})", "{}-", "−{}", "–{}", "${}", "{}%", "~{}", "<{}", "{} mil", "{}k", "arabic", "wide", "zero", "mark"))
        if form in ("arabic", "wide"):
            first = 0x660 if form == "arabic" else 0xff10
            self.rows[i][j] = "".join(chr(first + int(c)) for c in text)
        elif form == "zero":
            self.rows[i][j] = "00" + text
        elif form == "mark":
            self.rows[i][j] = text[0] + "\u200b" + text[1:]
        else:
            self.rows[i][j] = form.format(text)
            if form != "${}":
                self.meant = None

    def change_shares(self):
        """Ratios where percentages are kept, and nothing says so."""
        if self.measure != "unemployment_rate" or self.is_marked or "unit" in [h.strip().lower() for h in self.header]:
            return
        if self.shift(-2) and any(float(self.rows[i][j]) for i, j in self.numbers()):
            self.meant = None

    def change_unit_blank(self):
        """A unit in some rows: the others may have it too."""
        if self.kind == "flows" or self.is_sdmx() or len(self.rows) < 2 or self.measure not in COUNTED or not self.is_even():
            return
        if "unit" in [h.strip().lower() for h in self.header]:
            return
        self.header = self.header + ["unit"]
        some = self.some_row()
        self.rows = [row + ["thousands" if i == some else ""] for i, row in enumerate(self.rows)]
        self.meant = None

    def change_name_beside(self):
        """Names beside the codes of tidy tables; one may be another place's."""
        if self.kind != "un-desa-stock" or "origin_iso3" not in self.header or not self.is_even():
            return
        k = self.header.index("origin_iso3")
        names = [PLACES[row[k]][2] if row[k] in PLACES else "" for row in self.rows]
        i = self.some_row()
        if self.rng.random() < .5 and self.rows[i][k] in PLACES:
            names[i] = self.rng.choice([about[2] for code, about in PLACES.items() if code != self.rows[i][k]])
            self.meant = None
        self.header = self.header + ["origin_name"]
        self.rows = [row + [name] for row, name in zip(self.rows, names)]

    def change_row_twice(self):
        if not self.is_even() or self.value is None:
            return
        row = list(self.rows[self.some_row()])
        text = row[self.value]
        if self.rng.random() < .5 and text.isdecimal() and text.isascii():
            row[self.value] = str(int(text) + 1)
            self.meant = None
            self.rows.append(row)
        elif not isinstance(text, Cell):
            self.rows.append(row)

    def change_sdmx_frequency(self):
        if not self.is_sdmx() or "FREQ" not in self.header:
            return
        row = self.rows[self.some_row()]
        if len(row) == len(self.header):
            row[self.header.index("FREQ")] = self.rng.choice(("Q", "M", "S"))
            self.meant = None

    def change_confidential(self):
        if not self.is_sdmx() or not self.is_even():
            return
        some, code = self.some_row(), self.rng.choice(("C", "N", "F"))
        self.header = self.header + ["CONF_STATUS"]
        self.rows = [row + [code if i == some else self.rng.choice(("", "F"))] for i, row in enumerate(self.rows)]
        if code != "F":
            self.meant[some] = (*self.meant[some][:5], decimal.Decimal("NaN"))

    def change_notes_below(self):
        if self.kind == "flows":
            return
        note = self.rng.choice(("Source: census", "* provisional", "Total of the above in thousands"))
        self.rows.append([note] + [""] * (len(self.header) - 1))

    def change_header_again(self):
        self.rows.insert(self.rng.randrange(len(self.rows) + 1), list(self.header))

    def change_title(self):
        """A line above the header; some say in which unit the numbers are."""
        if self.kind == "flows" or self.is_sdmx():
            return
        self.title = self.rng.choice(("Migrants by origin", "Table 3", "Persons (thousands)", "En miles de personas", "US$ billions", "Milliers",
                                      "Values in euros"))
        if self.title not in ("Migrants by origin", "Table 3"):
            self.meant = None

    def change_sheet_name(self):
        if self.kind == "flows" or self.is_sdmx():
            return
        self.is_book = True
        self.sheet_name = self.rng.choice(("Stock (000)", "miles", "USD million", "Sheet 1", "2020"))
        if self.sheet_name not in ("Sheet 1", "2020") and self.sheets in (None, "notes first", "empty first"):
            self.meant = None

    def change_encoding(self):
        self.encoding = self.rng.choice(("utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "utf-8-bom-twice"))

    def change_line_ends(self):
        self.newline = self.rng.choice(("\r\n", "\r", "\n\n"))

    def change_quotes(self):
        self.quote_all = True

    def change_separator(self):
        self.separator = self.rng.choice(",;\t")

    def change_mark_in_header(self):
        k = self.rng.randrange(len(self.header))
        self.header = list(self.header)
        self.header[k] = "\ufeff" + self.header[k]
        if k or self.is_book:
            self.meant = None

    # ---- workbooks

    def change_cells(self):
        self.is_book = True
        i, j = self.rng.choice(list(self.numbers()))
        text = self.rows[i][j]
        if not text.replace(".", "", 1).isdecimal():
            return
        kind = self.rng.choice(("percent", "date", "nothing", "error", "boolean", "super", "sub", "strike", "scaled", "text", "permille",
                                "unseen", "noise"))
        if kind == "percent" and self.measure == "unemployment_rate":
            self.rows[i][j] = cell(format(decimal.Decimal(text) / 100, "f"), "percent")
        elif kind == "noise":
            self.rows[i][j] = cell(repr(float(text) * (1 + 2 ** -52)), "noise")
        elif kind == "scaled":
            self.rows[i][j] = cell(format(decimal.Decimal(text) * 1000, "f"), "scaled")
        else:
            self.rows[i][j] = cell(text, kind)
            if kind not in ("text", "super", "sub", "strike"):
                self.meant = None

    def change_period_date(self):
        if self.period is None:
            return
        self.is_book = True
        row = self.rows[self.some_row()]
        if self.period < len(row):
            row[self.period] = cell("44013", "date")
            self.date1904 = self.rng.random() < .3
            self.meant = None

    def change_sheets(self):
        self.is_book = True
        self.sheets = self.rng.choice(("notes first", "empty first", "hidden first", "very hidden first", "split", "other"))

    def change_merge(self):
        self.is_book = True
        if len(self.rows) < 2 or self.kind == "flows":
            return
        k = self.rng.choice([*self.places, self.period] + ([self.sex] if self.sex is not None else []))
        i = self.rng.randrange(len(self.rows) - 1)
        if any(k >= len(self.rows[n]) for n in (i, i + 1)):
            return
        self.rows[i + 1][k] = ""
        self.merges.append((i, k))
        self.meant = None

    def change_hidden(self):
        self.is_book = True
        self.hidden_rows = {self.some_row()}
        self.hidden_columns = True

    # ---- writing

    def written(self, text):
        text = str(text)
        needs = self.quote_all or any(c in text for c in (self.separator, '"', "\n", "\r"))
        return '"' + text.replace('"', '""') + '"' if needs else text

    def delimited(self):
        above = [[self.title]] if self.title else []
        return "\n".join(self.separator.join(self.written(x) for x in row) for row in [*above, self.header, *self.rows]) + "\n"

    def as_text(self):
        text = (self.raw if self.raw is not None else self.delimited()).replace("\n", self.newline)
        if self.encoding == "utf-8-bom-twice":
            return b"\xef\xbb\xbf" + text.encode("utf-8-sig")
        return text.encode(self.encoding, "replace")

    def sheet(self, rows, marks=True):
        styles = {"percent": 1, "date": 2, "scaled": 3, "permille": 4, "unseen": 5, "noise": 0}
        raised = {"super": '<vertAlign val="superscript"/>', "sub": '<vertAlign val="subscript"/>', "strike": "<strike/>"}
        out = io.StringIO()
        out.write('<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">')
        if self.hidden_columns and marks:
            out.write('<cols><col min="1" max="1" width="9" hidden="1"/></cols>')
        out.write("<sheetData>")
        for r, row in enumerate(rows, 1):
            hidden = ' hidden="1"' if marks and r - 2 in self.hidden_rows else ""
            out.write(f'<row r="{r}"{hidden}>')
            for c, text in enumerate(row):
                ref, kind = f"{chr(65 + c)}{r}", getattr(text, "kind", "")
                style = f' s="{styles[kind]}"' if kind in styles else ""
                if kind == "nothing":
                    out.write(f'<c r="{ref}"><f>A1+1</f></c>')
                elif kind == "error":
                    out.write(f'<c r="{ref}" t="e"><v>#REF!</v></c>')
                elif kind == "boolean":
                    out.write(f'<c r="{ref}" t="b"><v>1</v></c>')
                elif kind in raised:
                    out.write(f'<c r="{ref}" t="inlineStr"><is><r><t>{escape(text)}</t></r><r><rPr>'
                              f'{raised[kind]}</rPr><t>2</t></r></is></c>')
                elif text == "":
                    continue
                elif kind in styles:
                    out.write(f'<c r="{ref}"{style}><v>{text}</v></c>')
                elif kind != "text" and not self.is_marked and text.replace(".", "", 1).isdecimal() and text.isascii() and not text.startswith("0"):
                    out.write(f'<c r="{ref}"><v>{text}</v></c>')
                else:
                    out.write(f'<c r="{ref}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>')
            out.write("</row>")
        out.write("</sheetData>")
        if self.merges and marks:
            out.write("<mergeCells>" + "".join(f'<mergeCell ref="{chr(65 + k)}{i + 2}:{chr(65 + k)}{i + 3}"/>' for i, k in self.merges)
                      + "</mergeCells>")
        return out.getvalue() + "</worksheet>"

    def as_book(self):
        above = [[self.title]] if self.title else []
        grid, half = [*above, self.header, *self.rows], (len(self.rows) + 1) // 2
        wrong = [self.header] + [[str(int(x) + 7) if x.isdecimal() else x for x in row] for row in self.rows]
        sheets = {None: [("Data", "", grid)], "notes first": [("Notes", "", [["Read me first"], ["A remark"]]), ("Data", "", grid)],
                  "empty first": [("Sheet1", "", []), ("Data", "", grid)],
                  "hidden first": [("Old", ' state="hidden"', wrong), ("Data", "", grid)],
                  "very hidden first": [("Old", ' state="veryHidden"', wrong), ("Data", "", grid)],
                  "split": [("2020", "", grid[:half + 1 + len(above)]), ("2021", "", [self.header, *self.rows[half:]])],
                  "other": [("Data", "", grid), ("More", "", [self.header + ["note"], *[r + ["x"] for r in wrong[1:]]])]}[self.sheets]
        if self.sheets == "other" and self.kind != "flows":
            self.meant = None
        sheets = [(self.sheet_name if name == "Data" else name, state, rows) for name, state, rows in sheets]
        names = [(n, s) for n, s, _ in sheets]
        main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        package = "http://schemas.openxmlformats.org/package/2006/relationships"
        parts = {
            "_rels/.rels": f'<Relationships xmlns="{package}"><Relationship Id="rId1" Type="{rel}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{rel}"><workbookPr date1904="{int(self.date1904)}"/><sheets>'
                               + "".join(f'<sheet name="{n}" sheetId="{k}"{s} r:id="rId{k}"/>' for k, (n, s) in enumerate(names, 1))
                               + "</sheets></workbook>",
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}">'
                + "".join(f'<Relationship Id="rId{k}" Type="{rel}/worksheet" Target="worksheets/sheet{k}.xml"/>' for k in range(1, len(names) + 1))
                + f'<Relationship Id="rId99" Type="{rel}/styles" Target="styles.xml"/></Relationships>',
            "xl/styles.xml": f'<styleSheet xmlns="{main}"><numFmts count="4"><numFmt numFmtId="170" formatCode="yyyy\\-mm\\-dd"/>'
                '<numFmt numFmtId="171" formatCode="#,##0,"/><numFmt numFmtId="172" formatCode="0&quot;‰&quot;"/>'
                '<numFmt numFmtId="173" formatCode=";;;"/></numFmts><cellXfs count="6"><xf numFmtId="0"/><xf numFmtId="10"/>'
                '<xf numFmtId="170"/><xf numFmtId="171"/><xf numFmtId="172"/><xf numFmtId="173"/></cellXfs></styleSheet>',
        }
        for k, (name, _, rows) in enumerate(sheets, 1):
            parts[f"xl/worksheets/sheet{k}.xml"] = self.sheet(rows, name == self.sheet_name)
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as book:
            for name, text in parts.items():
                book.writestr(name, text)
        return packed.getvalue()


CHANGES = sorted(name for name in dir(Table) if name.startswith("change_"))


# Changes of cells come last: the others write texts.
OF_CELLS = ["change_region", "change_mark_in_header", "change_row_longer", "change_row_shorter", "change_cells",
            "change_period_date", "change_merge", "change_hidden", "change_header_again", "change_title", "change_sheet_name",
            "change_notes_below"]


def make(seed):
    rng = random.Random(seed)
    table = Table(rng)
    chosen = rng.sample(CHANGES, rng.choice((1, 1, 1, 2, 2, 3)))
    for name in sorted(chosen, key=OF_CELLS.count):
        if table.raw is None and any(table.numbers()):
            getattr(table, name)()
            table.log.append(name[7:])
    if table.is_delimited:
        table.is_book = False
    if table.kind == "flows" and table.is_book and table.sheets in ("split", "other", "notes first", "empty first"):
        table.sheets = None
    return table


def lines_meant(table):
    if table.kind == "flows":
        return sorted(f"{a},{b},{float(v):.9g}" for a, b, v in table.meant)
    return sorted(",".join(m[:5]) + f",{float(m[5]):.9g}" for m in table.meant)


def lines_read(text):
    lines = [line.rsplit(",", 1) for line in text.split("|") if line]
    return sorted(f"{key},{float(value):.9g}" for key, value in lines)


def judge(table, code, text):
    """What is wrong with the answer; empty when nothing is."""
    if code == "COR_OK":
        if table.meant is None:
            return "read, though it has to be refused"
        return "" if lines_read(text) == lines_meant(table) else f"read as {lines_read(text)[:4]}\n  instead of {lines_meant(table)[:4]}"
    if code in ("COR_E_MEMORY", "COR_E_SOFTWARE", "COR_E_STORE"):
        return f"an error of the program: {text}"
    has_hint = "|" in text.rstrip("|")
    has_place = any(word in text for word in ("row ", "file ", "column", "sheet", "place", "table", "UTF-16"))
    return "" if has_hint and has_place else f"refused without place or way forward: {text}"


def run(read_many, seeds, counts):
    problems = []
    with tempfile.TemporaryDirectory(prefix="corredor-tables-") as folder:
        tables, lines = [], []
        for seed in seeds:
            table = make(seed)
            data = table.as_book() if table.is_book else table.as_text()
            path = pathlib.Path(folder, f"{seed}.table")
            path.write_bytes(data)
            tables.append((seed, table, data))
            lines.append(f"{table.kind}\t{path}\tmade-{seed}\t{table.decimal}\n")
        result = subprocess.run([read_many], input="".join(lines), capture_output=True, text=True)
        answers = result.stdout.split("\n")[:-1]
        if result.returncode or len(answers) != len(tables):
            return [f"the reader ended with {result.returncode} after {len(answers)} tables, seeds {seeds[0]} and on\n{result.stderr}"]
        for (seed, table, data), answer in zip(tables, answers):
            code, _, text = answer.partition("\t")
            wrong = judge(table, code, text)
            counts["read as meant" if code == "COR_OK" and not wrong else "refused" if not wrong else "wrong"] += 1
            counts["could have been read" if table.meant is not None and code != "COR_OK" else ""] += 1
            if wrong:
                shown = data[:400] if not table.is_book else [table.header, *table.rows][:4]
                problems.append(f"seed {seed}, {table.kind}, {', '.join(table.log)}, {'xlsx' if table.is_book else 'csv'}: {wrong}\n  {shown}")
    return problems


def main():
    read_many, count = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 300
    first = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    counts, problems = collections.Counter(), []
    for start in range(first, first + count, BATCH):
        problems += run(read_many, list(range(start, min(start + BATCH, first + count))), counts)
    print(f"{count} tables from seed {first}: {counts['read as meant']} read as meant, {counts['refused']} refused"
          f" ({counts['could have been read']} of them could have been read), {counts['wrong']} wrong")
    print("\n".join(problems[:20]))
    sys.exit(bool(problems))


if __name__ == "__main__":
    main()
