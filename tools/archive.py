#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Make an archive that shows public names alone: its objects become one, in which names that are hidden from other
libraries (-fvisibility=hidden) are local, so that they cannot meet a name of the program that links it.

usage: archive.py --objcopy OBJCOPY --ar AR OUTPUT.a OBJECT... --compiler COMMAND..."""
import argparse
import pathlib
import subprocess

parser = argparse.ArgumentParser()
parser.add_argument("--objcopy", required=True)
parser.add_argument("--ar", required=True)
parser.add_argument("archive", type=pathlib.Path)
parser.add_argument("objects", nargs="+")
parser.add_argument("--compiler", required=True, nargs="+")
options = parser.parse_args()

whole = options.archive.with_suffix(".o")
subprocess.run([*options.compiler, "-r", "-nostdlib", "-o", whole, *options.objects], check=True)
subprocess.run([options.objcopy, "--localize-hidden", whole], check=True)
options.archive.unlink(missing_ok=True)
subprocess.run([options.ar, "rcsD", options.archive, whole], check=True)
whole.unlink()
