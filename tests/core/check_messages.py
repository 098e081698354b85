#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Every sentence a person can see, marked _() or N_() in the C sources, has a Spanish translation, and every translation
belongs to a sentence that exists. usage: check_messages.py SOURCE_ROOT"""
import ast
import pathlib
import re
import subprocess
import sys
import tempfile

root = pathlib.Path(sys.argv[1])
sources = sorted(str(p) for folder in ("src", "include") for p in (root / folder).rglob("*.[ch]"))


def ids(path):
    found, field, current = set(), None, ""
    for line in path.read_text("utf-8").splitlines() + ['msgid ""']:
        match = re.match(r'(msgid|msgid_plural|msgstr(?:\[\d\])?)\s+(".*")', line)
        if match:
            if field in ("msgid", "msgid_plural") and current:
                found.add(current)
            field, current = match.group(1), ast.literal_eval(match.group(2))
        elif line.startswith('"'):
            current += ast.literal_eval(line)
    return found


with tempfile.TemporaryDirectory() as folder:
    pot = pathlib.Path(folder, "corredor.pot")
    subprocess.run(["xgettext", "--language=C", "--keyword=_", "--keyword=N_", "--keyword=cor_say_n:2,3",
                    "--keyword=X:4", "--from-code=UTF-8", "--no-location", "-o", str(pot)] + sources, check=True)
    wanted = ids(pot)
problems = 0
for language in ("es",):
    have = set()
    for po in sorted((root / "po" / language).glob("*.po")):
        subprocess.run(["msgfmt", "--check-format", "--check-domain", "-o", "/dev/null", str(po)], check=True)
        have |= ids(po)
    for message in sorted(wanted - have):
        problems += 1
        print(f"not translated into {language}: {message!r}")
    for message in sorted(have - wanted):
        problems += 1
        print(f"translated into {language}, but no longer in the program: {message!r}")
print(f"{len(wanted)} messages, {problems} problems")
sys.exit(problems > 0)
