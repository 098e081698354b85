# SPDX-License-Identifier: Apache-2.0
"""client.py: a server on a free port, and a client that sends exactly the bytes it is given."""
import contextlib
import os
import pathlib
import re
import signal
import socket
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "cli"))
from harness import (AT_END, PATIENCE_S, PROGRAM, ROOT, case, copy_database, corredor, main, private_database, same,  # noqa: E402,F401
                     shared_database, small_database, wait_for, write)


UNQUOTED = re.compile(r'(\s[\w:-]+)=(?:"([^"]*)"|([^\s">]+))')


def quoted(match):
    return f'{match[1]}="{match[2] if match[3] is None else match[3]}"'


class Answer:
    def __init__(self, raw):
        head, _, self.body = raw.partition(b"\r\n\r\n")
        lines = head.decode("latin-1").split("\r\n")
        self.raw = raw
        self.status = int(lines[0].split()[1]) if raw else 0
        self.fields = {}
        for line in lines[1:]:
            name, _, value = line.partition(":")
            self.fields.setdefault(name.lower(), value.strip())

    @property
    def text(self):
        """As it is; of a page, with the quotes around values that a long page leaves out."""
        text = self.body.decode("utf-8")
        if not self.fields.get("content-type", "").startswith("text/html"):
            return text
        return re.sub(r"<[a-zA-Z][^>]*>", lambda tag: UNQUOTED.sub(quoted, tag[0]), text)

    def __repr__(self):
        return repr(self.raw[:600])


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def listens(port):
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), PATIENCE_S):
        return True
    return False


@contextlib.contextmanager
def server(*options, ends_with=0):
    """Ended politely; a complaint of the sanitizers or another exit status fails the test."""
    port = free_port()
    words = [*options, *([] if "--db" in options else ["--db", str(shared_database())])]
    if os.environ.get("CORREDOR_COUNTS_LINES"):  # counts are written at the end, to files the sandbox does not know
        words += [] if "--no-sandbox" in options else ["--no-sandbox"]
    for name in ("--head-timeout", "--body-timeout", "--stop-timeout"):  # nobody is ended because the machine is busy
        words += [] if name in options else [name, str(PATIENCE_S)]
    process = subprocess.Popen([PROGRAM, "serve", "--listen", f"127.0.0.1:{port}", *words],
                               stderr=subprocess.PIPE, text=True, env={**os.environ, "LC_ALL": "C.UTF-8"})
    wait_for(lambda: process.poll() is not None or listens(port), "the server does not listen")
    try:
        yield port, process
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        errors = process.communicate(timeout=PATIENCE_S)[1]
        assert process.returncode == ends_with, (process.returncode, errors[-3000:])
        assert "Sanitizer" not in errors and "runtime error" not in errors, errors[-5000:]


STANDING = {}


@contextlib.contextmanager
def standing_server(*options):
    """One server for all tests of a file that ask so, started once and ended after the last: for what only reads, and
    does not depend on what was asked before."""
    if options not in STANDING:
        stack = contextlib.ExitStack()
        STANDING[options] = stack.enter_context(server(*options))
        AT_END.append(stack.close)
    yield STANDING[options]


def receive(connection):
    """All that comes until the server ends the connection, politely or not."""
    connection.settimeout(PATIENCE_S)
    raw = b""
    try:
        while piece := connection.recv(65536):
            raw += piece
    except TimeoutError as hangs:
        raise AssertionError(f"the connection stays open after {raw[:600]!r}") from hangs
    except OSError:
        pass
    return raw


def send(port, request):
    with socket.create_connection(("127.0.0.1", port), PATIENCE_S) as connection:
        with contextlib.suppress(OSError):
            connection.sendall(request)
        return Answer(receive(connection))


def get(port, target, method="GET", **fields):
    head = f"{method} {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
    head += "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in fields.items())
    return send(port, head.encode() + b"\r\n")
