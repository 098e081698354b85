# SPDX-License-Identifier: Apache-2.0
"""What a request may cost: lanes of work and the share of a client, tables made once, parts of answers, shared links with
trackers, a database that goes away, a full disk, and what the process may still do."""
import json
import re
import resource
import shutil
import socket
import struct
import subprocess
import tempfile
from pathlib import Path

from client import (PATIENCE_S, PROGRAM, Answer, case, copy_database, free_port, get, listens, main, private_database, receive, same, send, server,
                    shared_database, standing_server, wait_for)

TABLE = "/data/figures.csv?measure=stock&year=2020"  # some megabytes
SECURITY = ("content-security-policy", "x-content-type-options", "referrer-policy", "cross-origin-resource-policy")


def temporary_bytes(port):
    return int(float(re.search(r"\ncorredor_temporary_bytes (\S+)", get(port, "/metrics").text)[1]))


def lane_jobs(port, lane):
    return int(re.search(r'corredor_lane_jobs\{lane="%s"\} (\d+)' % lane, get(port, "/metrics").text)[1])


def begin(port, target, room=None, fields=""):
    """A request whose answer is not read yet."""
    connection = socket.socket()
    if room:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, room)
    connection.connect(("127.0.0.1", port))
    connection.sendall(f"GET {target} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n{fields}\r\n".encode())
    return connection


# ---- the client's side ends early ---------------------------------------------

@case
def who_ends_the_sending_side_still_gets_the_answer():
    form = "name=root&password=not+the+password".encode()
    post = (b"POST /office/sign-in HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            b"Content-Length: %d\r\n\r\n" % len(form) + form)
    asked = [(b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n", 200), (b"GET /corridor/GTM-MEX.pdf HTTP/1.1\r\nHost: a\r\n\r\n", 200),
             (post, 403), (b"GET /about HT", 400), (post[:-3], 400)]
    with server() as (port, _):
        for request, status in asked:
            with socket.create_connection(("127.0.0.1", port), PATIENCE_S) as connection:
                connection.sendall(request)
                connection.shutdown(socket.SHUT_WR)
                answer = Answer(receive(connection))
            same((answer.status, len(answer.body) > 2), (status, True), request)


@case
def who_leaves_does_not_keep_the_others_waiting():
    with server() as (port, _):
        for number in range(60):  # reset, not only ended: the latter may still read
            gone = begin(port, f"/mechanisms/gaps.pdf?limit=40&min-stock={number}")
            gone.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            gone.close()
        wait_for(lambda: get(port, "/corridor/GTM-MEX.pdf").status == 200, "work for clients that are gone goes on")
        wait_for(lambda: lane_jobs(port, "files") == 0, "work is left over")


# ---- refusals in our own words ------------------------------------------------

CHUNKED = b"POST /office/sign-in HTTP/1.1\r\nHost: a\r\nConnection: close\r\nAccept-Language: es\r\nTransfer-Encoding: chunked\r\n\r\n"


@case
def malformed_bodies_get_a_page_in_the_readers_language():
    asked = [(b"1;" + b"a" * 100000 + b"\r\nx\r\n0\r\n\r\n", 400), (b"1\nx\n0\n\n", 400), (b"0\r\nHost: b\r\n\r\n", 400),
             (b"0\r\nX: " + b"a" * 100000 + b"\r\n\r\n", 431), (b"7fffffffffffffff\r\n" + b"x" * 1000, 413)]
    with standing_server() as (port, _):
        for body, status in asked:
            answer = send(port, CHUNKED + body)
            same((answer.status, answer.fields["content-type"]), (status, "text/html; charset=utf-8"), answer)
            assert 'lang="es"' in answer.text and "petición" in answer.text or "cuerpo" in answer.text, answer
            same(answer.raw.count(b"HTTP/1.1 "), 1)
            assert all(name in answer.fields for name in SECURITY), answer.fields


@case
def parts_carry_what_the_whole_carries():
    with standing_server() as (port, _):
        for target in ("/about", TABLE):
            whole = get(port, target)
            part, beyond = get(port, target, Range="bytes=10-29"), get(port, target, Range="bytes=999999999-")
            same((part.status, part.body), (206, whole.body[10:30]), target)
            same(part.fields["content-range"], f"bytes 10-29/{len(whole.body)}")
            same(beyond.status in (200, 416), True)
            none = get(port, target, Range="bytes=-0")
            same((none.status, none.fields["content-range"]), (416, f"bytes */{len(whole.body)}"), target)
            for answer in (part, none):
                same({name: answer.fields.get(name) for name in SECURITY}, {name: whole.fields[name] for name in SECURITY}, target)
            same(get(port, target, If_None_Match=whole.fields["etag"]).status, 304)


# ---- shared links --------------------------------------------------------------

@case
def trackers_are_passed_over_everywhere():
    trackers = "utm_source=mail&fbclid=IwAR0x&gclid=%FF%FE&_ga=1"
    with server() as (port, _):
        for target in ("/corridor/GTM-MEX", "/mechanisms?country=MEX", "/flows/methods.json", "/robots.txt"):
            sign = "&" if "?" in target else "?"
            plain, tracked = get(port, target), get(port, target + sign + trackers)
            same((tracked.status, tracked.body), (200, plain.body), target)
            same(tracked.fields.get("etag"), plain.fields.get("etag"))
        cached = r"corredor_responses_cached_total (\d+)"
        for number in range(3):  # the second is kept, the third is found, whatever the tracker
            before = int(re.search(cached, get(port, "/metrics").text)[1])
            get(port, f"/country/HND?fbclid={number}")
        same(int(re.search(cached, get(port, "/metrics").text)[1]) - before, 1)


# ---- lanes ----------------------------------------------------------------------

@case
def one_client_has_a_share_and_others_are_answered():
    with server("--proxy", "127.0.0.1") as (port, _):
        answers = []

        def many_at_once():
            """Of one address, until one is refused: the others may be made too fast to be many at once."""
            asked = [begin(port, f"/mechanisms/gaps.pdf?limit=40&min-stock={len(answers) + number + 1}",
                           fields="X-Forwarded-For: 192.0.2.1\r\nAccept-Language: es\r\n") for number in range(40)]
            same(get(port, "/corridor/GTM-MEX.pdf", X_Forwarded_For="192.0.2.2").status, 200)
            same(get(port, "/office", X_Forwarded_For="192.0.2.1").status, 200)
            answers.extend(Answer(receive(connection)) for connection in asked)
            return any(answer.status == 429 for answer in answers)

        wait_for(many_at_once, "no request is refused")
        # On a slow machine some wait too long.
        same([answer for answer in answers if answer.status not in (200, 429, 503)], [])
        refused = next(answer for answer in answers if answer.status == 429)
        same((json.loads(refused.text)["title"], int(refused.fields["retry-after"]) > 0),
             ("Ya se están atendiendo varias de sus peticiones.", True))


@case
def a_forwarded_address_is_believed_from_the_named_proxy_alone():
    def refused(port, address="198.51.100.9"):
        """How often sign-in makes an address wait that tries many names."""
        form = [get(port, "/office").status]
        for number in range(24):
            body = f"name=n{number}&password=not+the+password"
            form.append(send(port, (f"POST /office/sign-in HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
                                    f"X-Forwarded-For: {address.format(number)}\r\n"
                                    f"Content-Type: application/x-www-form-urlencoded\r\n"
                                    f"Content-Length: {len(body)}\r\n\r\n{body}").encode()).status)
        return form.count(429)

    database = str(private_database())
    with server("--db", database) as (port, _):
        same(refused(port), 0)
    with server("--db", database, "--proxy", "127.0.0.1") as (port, _):
        assert refused(port) > 0
    # The proxy wrote the last field; a subscriber of IPv6 has all addresses of a /64.
    claimed = "203.0.113.{0}\r\nX-Forwarded-For: 198.51.100.7"
    with server("--db", database, "--proxy", "127.0.0.1") as (port, _):
        assert refused(port, claimed) > 0
    with server("--db", database, "--proxy", "127.0.0.1") as (port, _):
        assert refused(port, "2001:db8:1:2::{0:x}") > 0
    with server("--db", database, "--proxy", "127.0.0.1") as (port, _):
        same(refused(port, "2001:db8:9:{0:x}::1"), 0)
    for wrong, hint in (("localhost", "127.0.0.1"), ("10.0.0", "127.0.0.1"), ("0:0::1", "::1")):
        done = subprocess.run([PROGRAM, "serve", "--db", database, "--proxy", wrong], capture_output=True, text=True, check=False)
        same((done.returncode, wrong in done.stderr, hint in done.stderr), (64, True, True), done.stderr)


# ---- tables ---------------------------------------------------------------------

@case
def a_large_table_is_one_file_for_all_who_ask():
    with server("--send-rate", "1") as (port, _):
        whole = get(port, TABLE)
        same(whole.status, 200)
        slow = [begin(port, f"{TABLE}&x={number}", room=4096) for number in range(8)]
        for connection in slow:
            connection.settimeout(PATIENCE_S)
            assert connection.recv(100).startswith(b"HTTP/1.1 200"), "a slow reader is not answered"
        same(temporary_bytes(port) <= len(whole.body), True)
        same(get(port, "/office").status, 200)
        for connection in slow:
            connection.close()
        again = get(port, f"{TABLE}&utm_source=x")
        same((again.body, again.fields["etag"]), (whole.body, whole.fields["etag"]))


@case
def a_full_disk_is_said():
    """A limit on the size of files stands for the disk."""
    port = free_port()
    process = subprocess.Popen([PROGRAM, "serve", "--listen", f"127.0.0.1:{port}", "--db", str(shared_database())],
                               stderr=subprocess.DEVNULL,
                               preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (3 << 20, 3 << 20)))
    try:
        wait_for(lambda: listens(port), "the server does not listen")
        answer = get(port, TABLE, Accept_Language="es")
        same(answer.status, 507)
        same(json.loads(answer.text)["title"], "No hay lugar para la tabla en el disco del servidor.")
        same((temporary_bytes(port), get(port, "/corridor/GTM-MEX").status), (0, 200))
    finally:
        process.terminate()
        process.wait(PATIENCE_S)


@case
def a_limit_for_tables_can_be_set():
    with server("--temporary", str(1 << 20)) as (port, _):
        answer = get(port, TABLE)
        same((answer.status, temporary_bytes(port)), (503, 0))
        assert answer.fields["retry-after"] and "Other large tables" in json.loads(answer.text)["title"], answer


@case
def what_is_too_much_for_paper_or_for_a_form_is_said():
    with standing_server() as (port, _):
        answer = get(port, "/figures.pdf?limit=100000", Accept_Language="es")
        same(answer.status, 413)
        problem = json.loads(answer.text)
        assert "celdas" in problem["title"] and "CSV" in problem["detail"], problem
        rows = "".join(f"p{number},q{number},1\n" for number in range(300000))
        form = ('--X\r\nContent-Disposition: form-data; name="as"\r\n\r\njson\r\n--X\r\nContent-Disposition: form-data; name="start"; '
                f'filename="x.csv"\r\n\r\nbirthplace,residence,stock\n{rows}\r\n--X--\r\n').encode()
        answer = send(port, b"POST /flows/own HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: multipart/form-data; boundary=X\r\n"
                      b"Content-Length: %d\r\n\r\n" % len(form) + form)
        same((answer.status, "places" in json.loads(answer.text)["title"]), (413, True), answer)


# ---- the database -----------------------------------------------------------------

@case
def health_looks_at_the_file():
    with tempfile.TemporaryDirectory() as folder:
        database, aside = Path(folder, "corredor.db"), Path(folder, "aside")
        copy_database(shared_database(), database)
        with server("--db", str(database)) as (port, _):
            same((get(port, "/healthz").status, get(port, "/healthz").text), (200, "ok\n"))
            database.rename(aside)
            lost = get(port, "/healthz", Accept_Language="es")
            same((lost.status, lost.text), (503, "El archivo de la base de datos ya no está.\n"))
            same(get(port, "/corridor/GTM-MEX").status, 200)
            database.write_bytes(b"not a database at all")
            lost = get(port, "/healthz")
            same((lost.status, "is no database" in lost.text), (503, True), lost.text)
            database.unlink()
            shutil.copyfile(aside, database)  # another file with the same content: read within seconds
            wait_for(lambda: get(port, "/healthz").status == 200, "the new file is not read")


# ---- rights -------------------------------------------------------------------------

def events_of(process, seconds=PATIENCE_S):
    process.terminate()
    lines = process.communicate(timeout=seconds)[1].splitlines()
    return {event["event"]: event["text"] for event in map(json.loads, (line for line in lines if line.startswith("{")))
            if "event" in event}


def status_of(process):
    return dict(line.split(":\t", 1) for line in Path(f"/proc/{process.pid}/status").read_text().splitlines() if ":\t" in line)


@case
def rights_are_given_up_and_pages_of_all_kinds_are_made():
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder, "corredor.db")
        copy_database(shared_database(), database)
        with server("--db", str(database)) as (port, process):
            text = ""
            for target in ("/", "/corridor/GTM-MEX.pdf", "/corridor/GTM-MEX.xlsx", TABLE, "/office", "/search?q=mexico", "/metrics"):
                same(get(port, target).status in (200, 303), True, target)
            status = status_of(process)
            text = events_of(process)["sandbox"]
        if text == "None: switched off.":
            print("# sanitizers keep their rights", flush=True)
            return
        same("seccomp" in text and "no seccomp" not in text, status["Seccomp"].strip() == "2", text)
        same(status["NoNewPrivs"].strip(), "1")
        with server("--db", str(database), "--no-sandbox") as (port, process):
            same((status_of(process)["Seccomp"].strip(), get(port, "/").status), ("0", 200))
            same(events_of(process)["sandbox"], "None: switched off.")


main()
