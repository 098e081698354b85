# SPDX-License-Identifier: Apache-2.0
"""run.py: run an example and compare what it prints. usage: run.py EXPECTED PROGRAM [ARGUMENT...]; 77: program missing"""
import pathlib
import shutil
import subprocess
import sys

expected, words = pathlib.Path(sys.argv[1]), sys.argv[2:]
if not shutil.which(words[0]):
    print(f"{words[0]} is not installed")
    sys.exit(77)
done = subprocess.run(words, capture_output=True, text=True, encoding="utf-8", timeout=300)
printed = "".join(line.rstrip() + "\n" for line in done.stdout.splitlines())
if done.returncode or printed != expected.read_text("utf-8"):
    print(f"exit {done.returncode}; printed\n{printed}\ninstead of {expected}\n{done.stderr}")
    sys.exit(1)
