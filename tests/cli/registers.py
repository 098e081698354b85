# SPDX-License-Identifier: Apache-2.0
"""registers.py: a small database for tests of the registries: the registers of the pack, and the stocks of 2020."""
import csv
import gzip
import hashlib
import io
import json
import shutil

from harness import FOLDER, PACK, corredor, same


def _stocks_of_2020(target):
    text = io.StringIO()
    with gzip.open(PACK / "pack" / "migrant_stock.csv.gz", "rt", encoding="utf-8") as source:
        rows = csv.reader(source)
        out = csv.writer(text, lineterminator="\n")
        out.writerow(next(rows))
        out.writerows(row for row in rows if row[2] == "2020" and row[3] == "T")
    target.write_bytes(gzip.compress(text.getvalue().encode(), mtime=0))


def small_pack():
    folder = FOLDER / "registers"
    if folder.exists():
        return folder
    (folder / "pack").mkdir(parents=True)
    package = json.loads((PACK / "datapackage.json").read_text("utf-8"))
    kept = []
    for resource in package["resources"]:
        path = folder / resource["path"]
        if "/registry_" in resource["path"]:
            shutil.copyfile(PACK / resource["path"], path)
        elif resource["path"].endswith("/migrant_stock.csv.gz"):
            _stocks_of_2020(path)
            content = path.read_bytes()
            resource["bytes"] = len(content)
            resource["corredor:rows"] = len(gzip.decompress(content).splitlines()) - 1
            resource["hash"] = "sha256:" + hashlib.sha256(content).hexdigest()
        else:
            continue
        kept.append(resource)
    package["resources"] = kept
    (folder / "datapackage.json").write_text(json.dumps(package), "utf-8")
    return folder


def registers_database():
    path = FOLDER / "registers.db"
    if not path.exists():
        result = corredor("init", "--pack", small_pack(), db=path)
        same(result.code, 0, repr(result))
    return path
