# SPDX-License-Identifier: Apache-2.0
"""Accounts of the office from the command line: made, listed, disabled, reset; no secret where it does not belong."""
import json
import os
import pathlib
import pty
import re
import subprocess
import tempfile
import termios

from harness import FOLDER, PATIENCE_S, PROGRAM, case, corredor, main, refuses, same, wait_for, write

PASSWORD = "a horse on a quiet bridge"
KEY = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"


def database():
    folder = pathlib.Path(tempfile.mkdtemp(dir=FOLDER))
    (folder / "datapackage.json").write_text('{"name": "empty", "resources": []}')
    corredor("init", "--pack", folder, db=folder / "corredor.db")  # the pack is empty; the database is made
    return folder / "corredor.db"


def user(db, *words, typed=PASSWORD + "\n", **options):
    with open(write("typed", typed)) as stdin:
        return corredor("user", *words, db=db, stdin=stdin, **options)


@case
def an_account_is_made_and_listed_in_both_languages():
    db = database()
    result = user(db, "add", "Ana", "--role", "editor,reviewer", "--country", "GTM,México", "--registry", "mechanism")
    same(result.code, 0, result)
    for words in ("Account ana", "editor: mechanisms, Guatemala", "reviewer: mechanisms, Mexico", "█▀", "Or type this key: "):
        assert words in result.out, (words, result)
    same(len(re.findall(r"– [A-Z2-9]{5}-[A-Z2-9]{5}\n", result.out)), 8)
    for name in ("corredor.db", "corredor.db.key"):
        same(oct((db.parent / name).stat().st_mode & 0o777), "0o600", name)
    spanish = corredor("user", "list", "--lang", "es", db=db).out
    assert "Cuentas de la oficina" in spanish and "revisor: mecanismos, México" in spanish and "activa" in spanish, spanish
    assert "\nstaff,,ana," in corredor("user", "list", "--format", "csv", db=db).out
    listed = json.loads(corredor("user", "list", "--format", "json", db=db).out)
    same(listed["kind"], "user")


@case
def secrets_are_not_taken_from_words_nor_written_elsewhere():
    db = database()
    result = user(db, "add", "ana", "--role", "administrator", "--with-key", typed=f"{PASSWORD}\n{KEY.lower()}\n")
    assert "GEZD GNBV GY3T QOJQ" in result.out and PASSWORD not in result.out + result.err, result
    for name in db.parent.iterdir():
        data = name.read_bytes()
        assert PASSWORD.encode() not in data and KEY.encode() not in data and b"12345678901234567890" not in data, name
    refuses(corredor("user", "add", "bruno", "--password", PASSWORD, db=db), 64, "has no option --password")
    refuses(corredor("user", "add", "bruno", "--role", "editor", db=db), 64, "no password on standard input")


@case
def what_will_not_do_is_said():
    db = database()
    refuses(user(db, "add", "ana", "--role", "boss"), 64, "no role “boss”", "case-officer")
    refuses(user(db, "add", "ana"), 64, "Say which role")
    refuses(user(db, "add", "ana", "--role", "editor", "--registry", "mecanismo"), 64, "no registry “mecanismo”", "mechanism")
    refuses(user(db, "add", "ana", "--role", "editor", "--country", "Atlantis"), 64, "Atlantis")
    refuses(user(db, "add", "ana maría", "--role", "editor"), 65, "cannot be the name")
    refuses(user(db, "add", "ana", "--role", "editor", typed="short\n"), 65, "shorter than 12")
    refuses(user(db, "add", "ana", "--role", "editor", typed="x" * 5000 + "\n"), 65, "longer than")
    refuses(user(db, "add", "ana", "--role", "editor", "--with-key", typed=f"{PASSWORD}\nnot base32\n"), 65, "base32")
    refuses(user(db, "add", "--role", "editor"), 64, "corredor user add needs: NAME")
    refuses(user(db, "remove", "ana"), 64, 'does not know what to do with "remove"')
    refuses(user(db, "disable", "ana"), 69, "no account “ana”")
    assert "no account yet" in corredor("user", "list", db=db).out


@case
def accounts_are_disabled_enabled_reset_and_given_roles():
    db = database()
    user(db, "add", "root", "--role", "administrator")
    refuses(user(db, "disable", "root"), 65, "no administrator")
    user(db, "add", "ana", "--role", "editor", "--enrol-later")
    assert "second factor not set up" in corredor("user", "list", db=db).out
    same(user(db, "disable", "ana").code, 0)
    assert "disabled" in corredor("user", "list", db=db).out
    same(user(db, "enable", "ana").code, 0)
    same(user(db, "role", "ana", "--role", "reviewer", "--country", "HND").code, 0)
    same(user(db, "role", "ana", "--role", "editor", "--remove").code, 0)
    listed = corredor("user", "list", db=db).out
    assert "reviewer: all registries, Honduras" in listed and "editor" not in listed, listed
    result = corredor("user", "reset", "ana", "--generate", db=db)
    assert re.search(r"Password for the first sign-in: (\w{4}-){4}\w{4}\n", result.out), result
    result = corredor("check", db=db)
    assert "rows of the audit log" in result.out and "End of the audit log: " in result.out, result
    same(result.code, 0, result)


@case
def at_a_terminal_the_password_is_asked_twice_and_not_shown():
    db = database()
    parent, child = pty.openpty()
    process = subprocess.Popen([PROGRAM, "user", "add", "ana", "--role", "editor", "--db", str(db)], stdin=child,
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE, bufsize=0)
    said = b""
    for prompt in (b"Password: ", b"Once more: "):
        while not said.endswith(prompt):
            said += process.stderr.read(1)
        # Only now is what was typed before forgotten, and what is typed not shown.
        wait_for(lambda: not termios.tcgetattr(child)[3] & termios.ECHO, "what is typed is shown")
        os.write(parent, (PASSWORD + "\n").encode())
    out, err = process.communicate(timeout=PATIENCE_S)
    same(process.returncode, 0, said + err)
    os.set_blocking(parent, False)
    try:
        echoed = os.read(parent, 65536)
    except BlockingIOError:
        echoed = b""
    assert PASSWORD.encode() not in out + said + err + echoed


main()
