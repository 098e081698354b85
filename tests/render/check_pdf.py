#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""The dossier on paper as another reader sees it: every number of the JSON is in its text, with sources, bookmarks, links
and metadata; the same bytes every time. usage: check_pdf.py WRITE_SAMPLE"""
import json
import re
import shutil
import subprocess
import sys
import tempfile
import time
import zlib

if not shutil.which("pdftotext"):
    sys.exit(77)  # skipped: poppler-utils is not there


def run(*command):
    return subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout


def sample(form, lang, kind="sample"):
    return run(sys.argv[1], form, lang, kind)


def values(node):
    """Every value of the JSON document that is present, but those that sentences cite: they are words there."""
    if isinstance(node, list):
        for child in node:
            yield from values(child)
    elif isinstance(node, dict):
        if "figure_id" in node and node["value"] is not None:
            yield node["value"], node["unit"]
        for key, child in node.items():
            if key != "cited":
                yield from values(child)


def shown(value, unit, lang):
    """As the reader sees it: grouped, with the decimals of the unit."""
    decimals = {"persons": 0, "percent": 1, "percent_of_amount": 2, "ratio": 2}[unit]
    text = f"{value:,.{decimals}f}"
    if lang == "es-CR":
        text = text.translate({ord(","): " ", ord("."): ","})  # pdftotext gives narrow blanks as blanks
    return text


def told_apart(paper):
    """Words the file has to say beside its letters, because a letter stands for another there."""
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", paper, re.S):
        try:
            drawn = zlib.decompress(stream)
        except zlib.error:
            continue
        for code in re.findall(rb"/ActualText <feff([0-9a-f]+)>", drawn):
            yield bytes.fromhex(code.decode()).decode("utf-16-be")


for lang in ("en", "es", "es-CR"):
    first = sample("pdf", lang)
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(first)
        file.flush()
        text = run("pdftotext", "-layout", file.name, "-").decode()
        info = run("pdfinfo", "-isodates", file.name).decode()
        raw = run("pdftotext", "-raw", file.name, "-").decode()
    wanted = {shown(v, u, lang) for v, u in values(json.loads(sample("json", lang)))}
    missing = {s for s in wanted if not re.search(rf"(?<![\d.,]){re.escape(s)}(?![\d]|[.,]\d)", raw)}
    assert len(wanted) > 30 and not missing, missing
    for words in {"en": ("People", "Sources", "suppressed", "no data", "What would fill it:", "◐ estimated"),
                  "es": ("Personas", "Fuentes", "suprimido", "sin datos", "Qué lo completaría:", "◐ estimado")}[lang[:2]]:
        assert words in text, words
    assert "United Nations, Department of Economic and Social Affairs" in raw
    assert "2023-11-14T22:13:20Z" in info and "A4" in info and "corredor" in info, info
    assert "Nicaragua → Costa Rica" in info
    assert first.startswith(b"%PDF-1.5") and first.rstrip().endswith(b"%%EOF")
    for part in (b"/Outlines", b"/Subtype /Link", b"/URI (https://www.un.org/", b"source-1"):
        assert part in first, part
    assert not any(c.isdigit() for words in told_apart(first) for c in words), "a digit is drawn as another"
    pages = int(re.search(r"Pages:\s+(\d+)", info).group(1))
    assert pages == text.count("\f") and 3 <= pages <= 6, pages
    time.sleep(1.1)
    assert sample("pdf", lang) == first, "the bytes differ from run to run"

figures = sample("pdf", "en", "figures")
assert figures.startswith(b"%PDF")
print("dossiers on paper hold every value")
