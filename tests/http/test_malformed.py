# SPDX-License-Identifier: Apache-2.0
"""Requests that are not what they should be, as bytes on the wire, each with the status it is answered with; and that
what is well-formed gets through however it is cut into packets."""
import random
import socket
import time

from client import PATIENCE_S, Answer, case, get, main, receive, same, send, server, standing_server

END = b"Host: a\r\nConnection: close\r\n\r\n"
LINE = b"GET / HTTP/1.1\r\nHost: a\r\n"
POST = b"POST /about HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"

# what is wrong, status, request
TRANSCRIPTS = [
    ("no Host", 400, b"GET / HTTP/1.1\r\n\r\n"),
    ("two Hosts", 400, LINE + b"Host: b\r\n\r\n"),
    ("an empty Host", 400, b"GET / HTTP/1.1\r\nHost: \r\n\r\n"),
    ("a Host with a path", 400, b"GET / HTTP/1.1\r\nHost: a/b\r\n\r\n"),
    ("a Host with a blank", 400, b"GET / HTTP/1.1\r\nHost: a b\r\n\r\n"),
    ("a Host with a user", 400, b"GET / HTTP/1.1\r\nHost: a@b\r\n\r\n"),
    ("a length and chunks", 400, POST + b"Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
    ("chunks and a length", 400, POST + b"Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n"),
    ("two lengths", 400, POST + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\nxx"),
    ("the same length twice", 400, POST + b"Content-Length: 1\r\nContent-Length: 1\r\n\r\nx"),
    ("a list of lengths", 400, POST + b"Content-Length: 1, 1\r\n\r\nx"),
    ("a negative length", 400, POST + b"Content-Length: -1\r\n\r\n"),
    ("a signed length", 400, POST + b"Content-Length: +1\r\n\r\nx"),
    ("a length that is no number", 400, POST + b"Content-Length: 1x\r\n\r\nx"),
    ("a length in hexadecimal", 400, POST + b"Content-Length: 0x1\r\n\r\nx"),
    ("a length beyond 64 bits", 413, POST + b"Content-Length: 99999999999999999999999\r\n\r\n"),
    ("a length beyond the limit", 413, POST + b"Content-Length: 99999999\r\n\r\n"),
    ("another transfer coding", 501, POST + b"Transfer-Encoding: xchunked\r\n\r\n"),
    ("two transfer codings", 501, POST + b"Transfer-Encoding: gzip, chunked\r\n\r\n"),
    ("chunked twice", 501, POST + b"Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n"),
    ("a coding behind a control character", 400, POST + b"Transfer-Encoding: \x0bchunked\r\n\r\n0\r\n\r\n"),
    ("a coding with a blank before the colon", 400, POST + b"Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n"),
    ("chunks in HTTP 1.0", 400, b"POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
    ("a chunk without a size", 400, POST + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n"),
    ("a chunk of negative size", 400, POST + b"Transfer-Encoding: chunked\r\n\r\n-1\r\n"),
    ("a chunk of many zeros", 400, POST + b"Transfer-Encoding: chunked\r\n\r\n" + b"0" * 5000),
    ("a chunk beyond 64 bits", 413, POST + b"Transfer-Encoding: chunked\r\n\r\nffffffffffffffffffff\r\n"),
    ("a chunk longer than its size", 400, POST + b"Transfer-Encoding: chunked\r\n\r\n3\r\nabcX0\r\n\r\n"),
    ("a blank before the colon", 400, b"GET / HTTP/1.1\r\nHost : a\r\n\r\n"),
    ("a name with a blank", 400, LINE + b"X Y: 1\r\n\r\n"),
    ("a name with a control character", 400, LINE + b"X\x01Y: 1\r\n\r\n"),
    ("a name with a NUL", 400, LINE + b"X\x00: 1\r\n\r\n"),
    ("an empty name", 400, LINE + b": 1\r\n\r\n"),
    ("a line without a colon", 400, LINE + b"no colon here\r\n\r\n"),
    ("a value with DEL", 400, LINE + b"X: \x7f\r\n\r\n"),
    ("a value with a NUL", 400, LINE + b"X: a\x00b\r\n\r\n"),
    ("a value ending in NUL", 400, LINE + b"X: a\x00\r\n\r\n"),
    ("a value with a bare CR", 400, LINE + b"X: a\rb\r\n\r\n"),
    ("a folded line", 400, LINE + b"X: a\r\n b\r\n\r\n"),
    ("a first line that is folded", 400, b"GET / HTTP/1.1\r\n Host: a\r\n\r\n"),
    ("bare LF everywhere", 400, b"GET / HTTP/1.1\nHost: a\n\n"),
    ("bare LF after the first line", 400, b"GET / HTTP/1.1\nHost: a\r\n\r\n"),
    ("bare LF after a field", 400, b"GET / HTTP/1.1\r\nHost: a\nX: y\r\n\r\n"),
    ("bare LF after the last field", 400, LINE + b"X: y\n\r\n"),
    ("bare LF for the empty line", 400, LINE + b"X: y\r\n\n"),
    ("a request hidden by bare LF", 400, LINE + b"X: y\n\nGET /healthz HTTP/1.1\r\nHost: a\r\n\r\n"),
    ("another version", 505, b"GET / HTTP/9.9\r\nHost: a\r\n\r\n"),
    ("HTTP 2 without having agreed on it", 505, b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
    ("a version in small letters", 400, b"GET / http/1.1\r\n" + END),
    ("no version", 400, b"GET /\r\n\r\n"),
    ("a blank after the version", 400, b"GET / HTTP/1.1 \r\n" + END),
    ("a NUL after the version", 400, b"GET / HTTP/1.1\x00\r\n" + END),
    ("two blanks in the first line", 400, b"GET  / HTTP/1.1\r\n" + END),
    ("an address with a control character", 400, b"GET /\x01 HTTP/1.1\r\n" + END),
    ("an address with a blank", 400, b"GET /a b HTTP/1.1\r\n" + END),
    ("an address with a NUL", 400, b"GET /a\x00b HTTP/1.1\r\n" + END),
    ("a bad escape", 400, b"GET /%zz HTTP/1.1\r\n" + END),
    ("an escaped NUL", 400, b"GET /%00 HTTP/1.1\r\n" + END),
    ("an address that is not UTF-8", 400, b"GET /%ff HTTP/1.1\r\n" + END),
    ("a query that is not UTF-8", 400, b"GET /search?q=%c3%28 HTTP/1.1\r\n" + END),
    ("a way out of the folder", 400, b"GET /../etc/passwd HTTP/1.1\r\n" + END),
    ("the same, escaped", 400, b"GET /%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\n" + END),
    ("two slashes", 400, b"GET //evil.example/ HTTP/1.1\r\n" + END),
    ("no slash", 400, b"GET nothing HTTP/1.1\r\n" + END),
    ("a whole address without a server", 400, b"GET http:///about HTTP/1.1\r\n" + END),
    ("a whole address with a user", 400, b"GET http://u@a/about HTTP/1.1\r\n" + END),
    ("a whole address and no Host", 400, b"GET http://a/about HTTP/1.1\r\nConnection: close\r\n\r\n"),
    ("a whole address of another scheme", 400, b"GET ftp://a/about HTTP/1.1\r\n" + END),
    ("an asterisk for a page", 400, b"GET * HTTP/1.1\r\n" + END),
    ("a tunnel", 400, b"CONNECT a:443 HTTP/1.1\r\n" + END),
    ("a method that is no word", 400, b"G\xc3\x89T / HTTP/1.1\r\n" + END),
    ("a method in small letters", 405, b"get / HTTP/1.1\r\n" + END),
    ("a method nobody has", 405, b"TRACE / HTTP/1.1\r\n" + END),
    ("65 parameters", 400, b"GET /?" + b"a=1&" * 65 + b" HTTP/1.1\r\n" + END),
    ("an expectation nobody has", 417, LINE + b"Expect: tea\r\n\r\n"),
    ("an address of 8 KB", 414, b"GET /" + b"a/" * 4000 + b" HTTP/1.1\r\n" + END),
    ("an address of 40 KB", 414, b"GET /" + b"a/" * 20000 + b" HTTP/1.1\r\n" + END),
    ("a field of 18 KB", 431, LINE + b"X: " + b"a" * 18000 + b"\r\n\r\n"),
    ("a field of 60 KB", 431, LINE + b"X: " + b"a" * 60000 + b"\r\n\r\n"),
    ("65 fields", 431, LINE + b"X: a\r\n" * 64 + b"\r\n"),
    ("5,000 fields", 431, LINE + b"X: a\r\n" * 5000 + b"\r\n"),
    ("TLS where none is spoken", 408, b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 200),
    ("nothing at all", 408, b""),
    ("half a first line", 408, b"GET / HT"),
    ("half a head", 408, LINE + b"X: "),
    ("half a body", 408, POST + b"Content-Length: 10\r\n\r\nabc"),
]

# The library refuses these before we see them, and its 0.9.75 sends its head twice before it closes the connection.
REFUSED_BY_THE_LIBRARY = ("a list of lengths", "a negative length", "a signed length", "a length that is no number",
                          "a length in hexadecimal", "a length beyond 64 bits")


@case
def malformed_requests_get_their_status_and_a_sentence():
    # What is not complete is ended soon; all else gets the time that a busy machine may need.
    with server("--head-timeout", "1", "--body-timeout", "1") as (hasty, _), standing_server() as (port, _):
        wrong = []
        for about, status, request in TRANSCRIPTS:
            answer = send(hasty if status == 408 else port, request)
            heads = answer.raw.count(b"HTTP/1.1 ")
            once = heads == 1 or about in REFUSED_BY_THE_LIBRARY
            if answer.status != status or len(answer.body) < 20 or not once:
                wrong.append(f"{about}: {status} expected, got {answer}")
        assert not wrong, "\n".join(wrong)
        same(get(port, "/healthz").status, 200)


@case
def a_whole_address_is_the_page_of_its_path():
    with server() as (port, _):
        def title(target):
            answer = get(port, target)
            same(answer.status, 200, target)
            return answer.text.split("<title>")[1].split("</title>")[0]

        same(title(f"http://localhost:{port}/about"), title("/about"))
        same(title("https://example.org/library?q=a"), title("/library?q=a"))
        same(title("HTTP://a"), title("/"))
        assert '<html lang="es"' in get(port, "http://a?lang=es").text
        # The server in the address counts, whatever Host says: another site must not send forms.
        form = b"Origin: http://%s\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 3\r\n" + END + b"a=b"
        for origin, status in ((b"b", 403), (b"a", 403)):
            answer = send(port, b"POST http://b/office/sign-out HTTP/1.1\r\n" + form % origin)
            same((origin, answer.status, b"another site" in answer.body), (origin, status, origin == b"a"))


@case
def the_whole_server_can_be_asked_what_it_does():
    with standing_server() as (port, _):
        answer = send(port, b"OPTIONS * HTTP/1.1\r\n" + END)
        same((answer.status, answer.fields["allow"]), (204, "GET, HEAD, POST, OPTIONS"))


def read_answer(connection):
    raw = b""
    while b"\r\n\r\n" not in raw and (piece := connection.recv(65536)):
        raw += piece
    while raw and len(Answer(raw).body) < int(Answer(raw).fields["content-length"]):
        raw += connection.recv(65536)
    return Answer(raw)


def head_of_any_shape(chance):
    fields = b"".join(b"X-%d:%s%s%s\r\n" % (n, chance.choice([b"", b" ", b" \t "]), b"v" * chance.randrange(0, 250),
                                            chance.choice([b"", b" "])) for n in range(chance.choice([0, 1, 5, 20, 50])))
    if chance.random() < 0.4:
        body = b"x" * chance.choice([0, 10, 50000])
        return 405, b"POST /about HTTP/1.1\r\nHost: a\r\n" + fields + b"Content-Length: %d\r\n\r\n" % len(body) + body
    return 200, b"GET /healthz?a=" + b"b" * chance.randrange(300) + b" HTTP/1.1\r\nHost: a\r\n" + fields + b"\r\n"


@case
def sound_requests_get_through_in_any_pieces():
    chance = random.Random(5)
    with standing_server() as (port, _):
        for _ in range(40):
            with socket.create_connection(("127.0.0.1", port), PATIENCE_S) as connection:
                connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                for _ in range(5):
                    status, request = head_of_any_shape(chance)
                    while request:
                        piece = chance.choice([7, 100, 1400, 9000])
                        connection.sendall(request[:piece])
                        request = request[piece:]
                        time.sleep(chance.choice([0, 0, 0, 0.001]))
                    same(read_answer(connection).status, status)


@case
def an_empty_line_before_a_request_is_passed_over():
    with server() as (port, _):
        for pieces in ((b"\r\n",), (b"\r", b"\n")):
            with socket.create_connection(("127.0.0.1", port), PATIENCE_S) as connection:
                connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n")
                same(read_answer(connection).status, 200)
                for piece in pieces:
                    connection.sendall(piece)
                    time.sleep(0.05)
                connection.sendall(b"GET /healthz HTTP/1.1\r\n" + END)
                same(Answer(receive(connection)).status, 200, pieces)


@case
def two_requests_in_one_packet_are_two():
    with standing_server() as (port, _):
        with socket.create_connection(("127.0.0.1", port), PATIENCE_S) as connection:
            connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n" * 2 + b"GET /healthz HTTP/1.1\r\n" + END)
            same(receive(connection).count(b"HTTP/1.1 200 OK"), 3)


main()
