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
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "cli"))
from harness import (PROGRAM, ROOT, case, corredor, main, private_database, same,  # noqa: E402,F401
                     shared_database, write)


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


@contextlib.contextmanager
def server(*options, ends_with=0):
    """Ended politely; a complaint of the sanitizers or another exit status fails the test."""
    port = free_port()
    database = [] if "--db" in options else ["--db", str(shared_database())]
    process = subprocess.Popen([PROGRAM, "serve", "--listen", f"127.0.0.1:{port}", *database, *options],
                               stderr=subprocess.PIPE, text=True, env={**os.environ, "LC_ALL": "C.UTF-8"})
    for _ in range(1200):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            break
        time.sleep(0.05)
    try:
        yield port, process
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        errors = process.communicate(timeout=60)[1]
        assert process.returncode == ends_with, (process.returncode, errors[-3000:])
        assert "Sanitizer" not in errors and "runtime error" not in errors, errors[-5000:]


def receive(connection, timeout=20):
    connection.settimeout(timeout)
    raw = b""
    with contextlib.suppress(OSError):
        while piece := connection.recv(65536):
            raw += piece
    return raw


def send(port, request, timeout=20):
    with socket.create_connection(("127.0.0.1", port), timeout) as connection:
        with contextlib.suppress(OSError):
            connection.sendall(request)
        return Answer(receive(connection, timeout))


def get(port, target, method="GET", **fields):
    head = f"{method} {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
    head += "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in fields.items())
    return send(port, head.encode() + b"\r\n")
