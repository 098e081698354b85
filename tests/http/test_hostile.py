# SPDX-License-Identifier: Apache-2.0
"""The server as bad clients meet it: slow, too many; and how it reloads and stops."""
import contextlib
import json
import os
import re
import resource
import select
import signal
import socket
import subprocess
import threading

from client import (PATIENCE_S, PROGRAM, case, corredor, get, listens, main, private_database, receive, same, send, server,
                    shared_database, standing_server, wait_for, write)


@case
def forms_are_only_taken_where_there_is_one():
    with standing_server() as (port, _):
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
        slow, ended = [], []
        for n in range(100):
            connection = socket.create_connection(("127.0.0.1", port))
            connection.sendall(b"GET / HTTP/1.1\r\nHost: a\r\n" if n % 2 else
                               b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n")
            slow.append(connection)

        def all_are_ended():
            for connection in list(slow):
                if select.select([connection], [], [], 0)[0]:
                    ended.append(receive(connection))
                    slow.remove(connection)
                else:
                    with contextlib.suppress(OSError):
                        connection.sendall(b"x")
            is_served(port)
            return not slow

        wait_for(all_are_ended, lambda: f"{len(slow)} connections stay open")
        # Who sends a byte just when the connection is ended does not hear why.
        same({raw.split(b" ")[1] for raw in ended if raw}, {b"408"})
        is_served(port)


def is_served(port):
    """A whole request is answered, in the end also where heads have little time."""
    wait_for(lambda: get(port, "/healthz").status == 200, "a whole request is not answered")


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
                idle.append(socket.create_connection(("127.0.0.1", port), PATIENCE_S))
        if len(idle) < 10000:
            print(f"# {len(idle)} connections instead of 10000: {limit} open files are allowed here", flush=True)
        assert len(idle) >= min(10000, limit - 100), (len(idle), limit)
        same(len(idle) > 400, True)
        watched, by_number = select.poll(), {connection.fileno(): connection for connection in idle}
        for number in by_number:
            watched.register(number, select.POLLIN)

        def enough_are_refused():
            nonlocal refused
            for number, _ in watched.poll(0):
                watched.unregister(number)
                with contextlib.suppress(OSError):
                    refused += by_number[number].recv(100).startswith(b"HTTP/1.1 503 ")
            return refused >= len(idle) - 260

        wait_for(enough_are_refused, lambda: f"{refused} of {len(idle)} were refused")
        for connection in idle:
            connection.close()
        is_served(port)
        metrics = get(port, "/metrics").text
        same(int(re.search(r"corredor_connections_refused_total (\d+)", metrics)[1]) >= refused, True)


@case
def a_budget_of_requests_can_be_set():
    with server("--rate", "1") as (port, _):
        def two_in_a_second():
            both = send(port, b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\nGET /healthz HTTP/1.1\r\nHost: a\r\n"
                              b"Connection: close\r\n\r\n").raw
            return both.count(b"HTTP/1.1 200 ") == 1 and both.count(b"HTTP/1.1 429 ") == 1

        wait_for(two_in_a_second, "two requests in one second are both answered")
        is_served(port)


@case
def behind_a_proxy_the_budget_is_of_each_client():
    with server("--rate", "1", "--proxy", "127.0.0.1") as (port, _):
        def statuses(fields):
            """Of requests one after the other on the proxy's one connection."""
            wire = b"".join(b"GET /healthz HTTP/1.1\r\nHost: a\r\n" + field + b"\r\n" for field in fields)
            return [int(status) for status in re.findall(rb"HTTP/1.1 (\d+) ", send_and_end(port, wire))]

        for same_for_all in (b"", b"X-Forwarded-For: unknown\r\n", b"X-Forwarded-For: 192.0.2.1, _hidden\r\n"):
            same(statuses([same_for_all] * 12), [200] * 12, "who is not named is not one with all others")
        ten = [b"X-Forwarded-For: 192.0.2.%d:4711\r\n" % n for n in range(10)]
        # Clients are kept as hashes, and two of ten share a place once in 180 starts.
        assert statuses(ten).count(200) >= 9
        for client in (b"192.0.2.77", b"2001:db8:7::1", b"[2001:db8:7::2]:80"):
            field = b"X-Forwarded-For: " + client + b"\r\n"
            wait_for(lambda f=field: 429 in statuses([f] * 3), "a client's own budget is not counted")


def send_and_end(port, wire):
    with socket.create_connection(("127.0.0.1", port), PATIENCE_S) as connection:
        with contextlib.suppress(OSError):
            connection.sendall(wire)
            connection.shutdown(socket.SHUT_WR)
        return receive(connection)


@case
def a_database_given_as_an_address_is_read_and_written():
    link = private_database().parent / "link.db"
    os.symlink(link.parent / "corredor.db", link)
    for url in (f"file://{link.parent}/corredor.db", f"file:{link.parent}/%63orredor.db", str(link)):
        with server("--db", url) as (port, _):
            same((get(port, "/healthz").status, get(port, "/country/GTM").status), (200, 200), url)
            wrong = (b"POST /office/sign-in HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 28\r\n"
                     b"Content-Type: application/x-www-form-urlencoded\r\n\r\nname=nobody&password=not+this")
            same(send(port, wrong).status, 403, url)


@case
def keep_alive_serves_one_after_the_other():
    with standing_server() as (port, _):
        with socket.create_connection(("127.0.0.1", port), PATIENCE_S) as connection:
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

        def has_the_new_one():
            after = get(port, target)
            same(after.status, 200)
            return "654321" in after.text

        wait_for(has_the_new_one, "the new figure is not seen")


def ask_again_and_again(port, targets, stop, whole, cut):
    """Requests on a connection that is kept; an answer that began must end."""
    while not stop.is_set():
        try:
            connection = socket.create_connection(("127.0.0.1", port), PATIENCE_S)
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
        wait_for(lambda: len(whole) >= 8, lambda: f"answered so far: {whole}")
        process.send_signal(signal.SIGTERM)
        same(process.wait(PATIENCE_S), 0)
        stop.set()
        for asker in askers:
            asker.join(PATIENCE_S)
        same(cut, [])


@case
def asked_twice_it_stops_at_once():
    with server(ends_with=-signal.SIGTERM) as (port, process):
        with socket.create_connection(("127.0.0.1", port), PATIENCE_S) as connection:
            # An answer that nobody reads: the first signal waits for it.
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            connection.sendall(b"GET /data/figures.csv?measure=stock HTTP/1.1\r\nHost: a\r\n\r\n")
            connection.recv(100)
            process.send_signal(signal.SIGTERM)
            wait_for(lambda: not listens(port), "the first signal does not close the door")
            same(process.poll(), None)
            process.send_signal(signal.SIGTERM)
            same(process.wait(PATIENCE_S), -signal.SIGTERM)


@case
def the_log_keeps_no_names():
    with server("--log") as (port, process):
        get(port, "/search?q=secretname", Cookie="x=secretcookie")
        process.send_signal(signal.SIGTERM)
        errors = process.communicate(timeout=PATIENCE_S)[1]
        lines = [json.loads(line) for line in errors.splitlines() if line.startswith("{")]
        assert any(line.get("route") == "/search" for line in lines), errors
        assert "secret" not in errors, errors


@case
def an_address_in_use_is_said():
    with standing_server() as (port, _):
        done = subprocess.run([PROGRAM, "serve", "--listen", f"127.0.0.1:{port}", "--db", str(shared_database())],
                              capture_output=True, text=True, timeout=PATIENCE_S, check=False)
        same(done.returncode, 75)
        assert "in use" in done.stderr and "--listen" in done.stderr, done.stderr
    done = subprocess.run([PROGRAM, "serve", "--listen", "nonsense", "--db", str(shared_database())], capture_output=True,
                          text=True, timeout=PATIENCE_S, check=False)
    same(done.returncode, 64)


main()
