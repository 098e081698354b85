#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What is stored per language is found with cor_lang_words: a reader's language such as es-CR has no place of its own there.
A loop over the languages may use its counter. usage: check_languages.py SOURCE_ROOT"""
import pathlib
import re
import sys

root = pathlib.Path(sys.argv[1])
problems = 0
for path in sorted(p for folder in ("src", "include") for p in (root / folder).rglob("*.[ch]")):
    function = ""
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        function = "" if line.startswith("}") else function + line + "\n"
        for index in re.findall(r"\[([\w>.\-]*\blang)\]", line):
            is_counted = index == "lang" and not re.search(r"\bcor_lang lang\b[^=]*\)?\s*{", function)
            is_words = re.search(r"\blang = cor_lang_words\(", function)
            if is_counted or is_words or "LANGUAGES[lang]" in line:
                continue
            problems += 1
            print(f"{path}:{number}: [{index}] without cor_lang_words: {line.strip()}")
print(f"{problems} problems")
sys.exit(problems > 0)
