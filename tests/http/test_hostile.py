"""The server as bad clients meet it: malformed, slow, too many; and how it stops."""
import contextlib
import json
import signal
import socket
import subprocess
import time

from client import PROGRAM, case, get, main, receive, same, send, server, shared_database

MALFORMED = [
    b"GET / HTTP/1.1\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
    b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx",
    b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
    b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1x\r\n\r\nx",
    b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999999\r\n\r\n",
    b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n",
    b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    b"GET / HTTP/1.1\r\nHost : a\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: a\r\nX Y: 1\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: a\r\nX\x01Y: 1\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: a/b\r\n\r\n",
    b"GET / HTTP/9.9\r\nHost: a\r\n\r\n",
    b"GET /\x01 HTTP/1.1\r\nHost: a\r\n\r\n",
    b"GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n",
    b"GET /%00 HTTP/1.1\r\nHost: a\r\n\r\n",
    b"GET /../etc/passwd HTTP/1.1\r\nHost: a\r\n\r\n",
    b"GET /%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\nHost: a\r\n\r\n",
    b"GET nothing HTTP/1.1\r\nHost: a\r\n\r\n",
    b"G\xc3\x89T / HTTP/1.1\r\nHost: a\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: a\r\nX: \x7f\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: a\r\nExpect: tea\r\n\r\n",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 200,
    b"GET /" + b"a" * 8000 + b" HTTP/1.1\r\nHost: a\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: a\r\nX: " + b"a" * 60000 + b"\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: a\r\n" + b"X: a\r\n" * 500 + b"\r\n",
    b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
]


@case
def malformed_requests_are_refused():
    with server("--head-timeout", "2", "--body-timeout", "2") as (port, _):
        for request in MALFORMED:
            answer = send(port, request, timeout=15)
            assert answer.status in (0, 400, 404, 405, 408, 413, 414, 417, 431, 501, 505), (request[:80], answer)
        same(send(port, MALFORMED[24]).status, 414)
        assert send(port, MALFORMED[25]).status in (0, 431)
        same(send(port, b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999\r\n\r\n").status, 413)
        same(get(port, "/healthz").status, 200)


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


@case
def ten_thousand_idle_connections_are_refused_politely():
    # As many as the system lets this test open; both ends are on this machine.
    with server("--connections", "200") as (port, _):
        idle, refused = [], 0
        with contextlib.suppress(OSError):
            for _ in range(10000):
                idle.append(socket.create_connection(("127.0.0.1", port), 5))
        assert len(idle) > 400, len(idle)
        for connection in idle:
            connection.settimeout(0.05)
            with contextlib.suppress(OSError):
                refused += connection.recv(100).startswith(b"HTTP/1.1 503 ")
        assert refused >= len(idle) - 260, (refused, len(idle))
        for connection in idle:
            connection.close()
        time.sleep(1)
        same(get(port, "/healthz").status, 200)


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
    with server() as (port, process):
        same(get(port, "/corridor/GTM-MEX").status, 200)
        process.send_signal(signal.SIGHUP)
        time.sleep(0.5)
        same(get(port, "/corridor/GTM-MEX").status, 200)


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
