# SPDX-License-Identifier: Apache-2.0
"""run_corridor.py: run an example on a database of two figures and compare what it prints with the answer of the program.
usage: run_corridor.py CORREDOR EXAMPLE"""
import hashlib
import json
import pathlib
import subprocess
import sys
import tempfile

corredor, example = sys.argv[1:]
TABLE = b"""measure,origin,destination,period,value,source
stock,GTM,MEX,2020-07-01,44178,own-table
stock,HND,MEX,2020-07-01,35361,own-table
"""


def printed(*words):
    return subprocess.run(words, check=True, capture_output=True, text=True, encoding="utf-8").stdout


with tempfile.TemporaryDirectory() as folder:
    database = str(pathlib.Path(folder, "a.db"))
    pathlib.Path(folder, "stocks.csv").write_bytes(TABLE)
    resource = {"path": "stocks.csv", "bytes": len(TABLE), "hash": "sha256:" + hashlib.sha256(TABLE).hexdigest(),
                "corredor:dataset": "table", "corredor:source": "own-table"}
    pathlib.Path(folder, "datapackage.json").write_text(json.dumps({"resources": [resource]}))
    printed(corredor, "init", "--pack", folder, "--db", database)
    answer = printed(example, database, "Guatemala", "MEX")
    assert json.loads(answer)["kind"] == "corridor", answer
    assert answer == printed(corredor, "corridor", "GTM", "MEX", "--format", "json", "--lang", "en", "--db", database)
