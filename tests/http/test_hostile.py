# SPDX-License-Identifier: Apache-2.0
"""The server as bad clients meet it: slow, too many; and how it reloads and stops."""
import contextlib
import json
import os
import re
import resource
import signal
import socket
import subprocess
import threading
import time

from client import PROGRAM, case, corredor, get, main, private_database, receive, same, send, server, shared_database, write

@case
def forms_are_only_taken_where_there_is_one():
    with server() as (port, _):
        form = b"Content-Type: application/x-www-form-urlencoded\r\nConnection: close\r\n"
        answer = send(port, b"POST /about HTTP/1.1\r\nHost: a\r\n" + form + b"Content-Length: 3\r\n\r\na=b")
        same((answer.status, answer.fields["allow"]), (405, "GET, HEAD, OPTIONS"))
        # A body without an announced length is counted as it comes, although nobody keeps it.
        endless = b"100000\r\n" + b"x" * 0x100000 + b"\r\n"
        answer = send(port, b"POST /about HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n" + form + b"\r\n" +
                      endless * 17 + b"0\r\n\r\n")
        same(answer.status, 413)


@case
def slow_heads_and_bodies_are_ended_and_others_served():
    with server("--head-timeout", "2", "--body-timeout", "2") as (port, _):
        slow = []
        for n in range(100):
            connection = socket.create_connection(("127.0.0.1", port))
            connection.sendall(b"GET / HTTP/1.1\r\nHost: a\r\n" if n % 2 else
                               b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n")
            slow.append(connection)
        for _ in range(4):
            for connection in slow:
                with contextlib.suppress(OSError):
                    connection.sendall(b"x")
            same(get(port, "/healthz").status, 200)
            time.sleep(0.5)
        ended = [receive(connection, 15) for connection in slow]
        said = sum(b" 408 " in raw.split(b"\r\n")[0] for raw in ended if raw)
        assert said >= 40, (said, ended[:3])
        same(get(port, "/healthz").status, 200)


def raise_descriptors(wanted):
    """As many open files as the system lets this process have; the server it starts inherits the limit."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    limit = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    if soft < limit:
        resource.setrlimit(resource.RLIMIT_NOFILE, (limit, hard))
    return max(soft, limit)


@case
def ten_thousand_idle_connections_are_refused_politely():
    limit = raise_descriptors(10500)
    with server("--connections", "200") as (port, _):
        idle, refused = [], 0
        with contextlib.suppress(OSError):
            for _ in range(10000):
                idle.append(socket.create_connection(("127.0.0.1", port), 5))
        if len(idle) < 10000:
            print(f"# {len(idle)} connections instead of 10000: {limit} open files are allowed here", flush=True)
        assert len(idle) >= min(10000, limit - 100), (len(idle), limit)
        same(len(idle) > 400, True)
        for connection in idle:
            connection.settimeout(0.05)
            with contextlib.suppress(OSError):
                refused += connection.recv(100).startswith(b"HTTP/1.1 503 ")
        assert refused >= len(idle) - 260, (refused, len(idle))
        for connection in idle:
            connection.close()
        time.sleep(1)
        same(get(port, "/healthz").status, 200)
        metrics = get(port, "/metrics").text
        same(int(re.search(r"corredor_connections_refused_total (\d+)", metrics)[1]) >= refused, True)


@case
def a_budget_of_requests_can_be_set():
    with server("--rate", "5") as (port, _):
        statuses = [get(port, "/healthz").status for _ in range(30)]
        assert 429 in statuses and 200 in statuses, statuses
        time.sleep(1.2)
        same(get(port, "/healthz").status, 200)


@case
def keep_alive_serves_one_after_the_other():
    with server() as (port, _):
        with socket.create_connection(("127.0.0.1", port), 20) as connection:
            connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n"
                               b"GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
            same(receive(connection).count(b"200 OK"), 2)


@case
def a_reload_opens_the_database_anew():
    database = private_database()
    with server("--db", str(database)) as (port, process):
        target = "/data/figures.csv?measure=stock&origin=GTM&destination=MEX"
        before = get(port, target)
        same((before.status, "654321" in before.text), (200, False))
        other = private_database()
        table = write("own.csv", "measure,origin,destination,period,breakdown,value,status,source\n"
                                 "stock,GTM,MEX,2025,,654321,observed,own-table\n")
        loaded = corredor("import", "table", table, db=other)
        same(loaded.code, 0, repr(loaded))
        os.replace(other, database)
        process.send_signal(signal.SIGHUP)
        for _ in range(40):
            after = get(port, target)
            same(after.status, 200)
            if "654321" in after.text:
                break
            time.sleep(0.25)
        assert "654321" in after.text, after.text[:2000]


def ask_again_and_again(port, targets, stop, whole, cut):
    """Requests on a connection that is kept; an answer that began must end."""
    while not stop.is_set():
        try:
            connection = socket.create_connection(("127.0.0.1", port), 20)
        except OSError:
            return
        with connection, contextlib.suppress(ConnectionError):
            for target in targets:
                connection.sendall(f"GET {target} HTTP/1.1\r\nHost: a\r\n\r\n".encode())
                raw = b""
                while b"\r\n\r\n" not in raw and (piece := connection.recv(65536)):
                    raw += piece
                if not raw:
                    break
                head, _, body = raw.partition(b"\r\n\r\n")
                length = int(re.search(rb"(?i)content-length: (\d+)", head)[1])
                while len(body) < length and (piece := connection.recv(65536)):
                    body += piece
                (whole if len(body) == length else cut).append((target, head[:40], len(body), length))


@case
def a_stop_under_load_finishes_what_was_begun():
    with server() as (port, process):
        stop, whole, cut = threading.Event(), [], []
        targets = ("/corridor/NIC-CRI.pdf", "/corridor/GTM-MEX", "/corridor/HTI-DOM.xlsx", "/country/CRI?a=b")
        askers = [threading.Thread(target=ask_again_and_again, args=(port, targets, stop, whole, cut)) for _ in range(8)]
        for asker in askers:
            asker.start()
        time.sleep(2)
        begun = time.monotonic()
        process.send_signal(signal.SIGTERM)
        same(process.wait(60), 0)
        took_s = time.monotonic() - begun
        stop.set()
        for asker in askers:
            asker.join(30)
        assert len(whole) >= 8, whole
        same(cut, [])
        assert took_s < 45, took_s


@case
def asked_twice_it_stops_at_once():
    with server(ends_with=-signal.SIGTERM) as (port, process):
        with socket.create_connection(("127.0.0.1", port), 20) as connection:
            # An answer that nobody reads: the first signal waits for it.
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            connection.sendall(b"GET /data/figures.csv?measure=stock HTTP/1.1\r\nHost: a\r\n\r\n")
            connection.recv(100)
            process.send_signal(signal.SIGTERM)
            time.sleep(1)
            same(process.poll(), None)
            process.send_signal(signal.SIGTERM)
            same(process.wait(10), -signal.SIGTERM)


@case
def the_log_keeps_no_names():
    with server("--log") as (port, process):
        get(port, "/search?q=secretname", Cookie="x=secretcookie")
        process.send_signal(signal.SIGTERM)
        errors = process.communicate(timeout=30)[1]
        lines = [json.loads(line) for line in errors.splitlines() if line.startswith("{")]
        assert any(line.get("route") == "/search" for line in lines), errors
        assert "secret" not in errors, errors


@case
def an_address_in_use_is_said():
    with server() as (port, _):
        done = subprocess.run([PROGRAM, "serve", "--listen", f"127.0.0.1:{port}", "--db", str(shared_database())],
                              capture_output=True, text=True, timeout=30, check=False)
        same(done.returncode, 75)
        assert "in use" in done.stderr and "--listen" in done.stderr, done.stderr
    done = subprocess.run([PROGRAM, "serve", "--listen", "nonsense", "--db", str(shared_database())], capture_output=True,
                          text=True, timeout=30, check=False)
    same(done.returncode, 64)


main()
