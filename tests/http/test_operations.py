# SPDX-License-Identifier: Apache-2.0
"""What runs the server and stands before it: the unit of systemd, the example for nginx, the numbers for Prometheus."""
import contextlib
import re
import shutil
import socket
import ssl
import subprocess
import tempfile
from pathlib import Path

from client import PATIENCE_S, PROGRAM, ROOT, Answer, case, free_port, get, listens, main, receive, same, server, wait_for

UNIT = ROOT / "share" / "corredor.service"
PROXY = ROOT / "share" / "nginx.conf"


def missing(*programs):
    """Said, not failed: what this machine lacks cannot be tested on it."""
    lacking = [program for program in programs if not find(program)]
    if lacking:
        print(f"# skipped: {', '.join(lacking)} is not installed", flush=True)
    return lacking


def find(program):
    return shutil.which(program) or shutil.which(program, path="/usr/sbin:/sbin")


@case
def the_unit_is_sound_and_hardened():
    if missing("systemd-analyze"):
        return
    with tempfile.TemporaryDirectory() as folder:
        unit = Path(folder, "corredor.service")
        unit.write_text(UNIT.read_text().replace("/usr/local/bin/corredor", PROGRAM))
        done = subprocess.run(["systemd-analyze", "verify", "--man=no", str(unit)], capture_output=True, text=True, check=False)
        if "Failed to" in done.stderr and "corredor" not in done.stderr:
            print(f"# skipped: systemd-analyze cannot run here: {done.stderr.strip()[:200]}", flush=True)
            return
        same((done.returncode, done.stderr.strip()), (0, ""))
        done = subprocess.run(["systemd-analyze", "security", "--offline=true", "--threshold=20", "--no-pager", str(unit)],
                              capture_output=True, text=True, check=False)
        exposure = re.search(r"exposure level for corredor.service: ([0-9.]+)", done.stdout)
        assert exposure and float(exposure[1]) <= 2.0, done.stdout[-1500:] + done.stderr


@contextlib.contextmanager
def proxy(backend):
    """Debian's nginx with the example as it stands, but for names, ports and a certificate of its own."""
    secure, plain = free_port(), free_port()
    with tempfile.TemporaryDirectory() as folder:
        certificate = [f"{folder}/fullchain.pem", f"{folder}/privkey.pem"]
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=localhost",
                        "-out", certificate[0], "-keyout", certificate[1]], check=True, capture_output=True)
        site = PROXY.read_text()
        for old, new in (("127.0.0.1:8080", f"127.0.0.1:{backend}"), ("/etc/ssl/corredor.example", folder),
                         ("listen 443 ssl", f"listen 127.0.0.1:{secure} ssl"), ("listen 80;", f"listen 127.0.0.1:{plain};"),
                         ("    listen [::]:443 ssl http2;\n", ""), ("    listen [::]:80;\n", "")):
            assert old in site, old
            site = site.replace(old, new)
        Path(folder, "nginx.conf").write_text(
            f"daemon off; pid {folder}/pid; error_log {folder}/error.log; events {{}}\nhttp {{\nkeepalive_timeout 1;\n"
            + "".join(f"{kind}_temp_path {folder}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
            + site + "}\n")
        process = subprocess.Popen([find("nginx"), "-c", f"{folder}/nginx.conf", "-e", f"{folder}/error.log"],
                                   stderr=subprocess.PIPE, text=True)
        wait_for(lambda: process.poll() is not None or listens(secure), "nginx does not listen")
        assert process.poll() is None, process.stderr.read() + Path(folder, "error.log").read_text()
        try:
            yield secure, plain
        finally:
            process.terminate()
            process.wait(PATIENCE_S)


def through(port, request):
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    with socket.create_connection(("127.0.0.1", port), PATIENCE_S) as raw, context.wrap_socket(raw) as connection:
        connection.sendall(request)
        return Answer(receive(connection))


def answered(port):
    return sum(map(int, re.findall(r'corredor_responses_total\{class="\dxx"\} (\d+)', get(port, "/metrics").text)))


HIDDEN = b"GET /healthz?hidden HTTP/1.1\r\nHost: localhost\r\n\r\n"
SMUGGLED = [
    ("a length and chunks", b"POST /about HTTP/1.1\r\nHost: localhost\r\nContent-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n"
                            b"0\r\n\r\n" + HIDDEN),
    ("a coding behind a tab", b"POST /about HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\nTransfer-Encoding:\tchunked\r\n"
                              b"\r\n0\r\n\r\n" + HIDDEN),
    ("a coding with a NUL", b"POST /about HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\x00\r\n\r\n0\r\n\r\n" + HIDDEN),
    ("a folded coding", b"POST /about HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n" + HIDDEN),
    ("a field hidden by bare LF", b"GET /about HTTP/1.1\r\nHost: localhost\r\nX: a\nContent-Length: 50\r\nConnection: close\r\n"
                                  b"\r\n" + HIDDEN),
    ("a chunk size with bare LF", b"POST /about HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n"
                                  b"Connection: close\r\n\r\n1\nx\r\n0\r\n\r\n" + HIDDEN),
    ("two lengths", b"POST /about HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\nContent-Length: %d\r\n\r\n" % len(HIDDEN)
     + HIDDEN),
]


@case
def behind_nginx_nothing_is_smuggled():
    if missing("nginx", "openssl", "curl"):
        return
    with server() as (backend, _), proxy(backend) as (port, plain):
        page = subprocess.run(["curl", "-ksS", "--http2", "-i", f"https://localhost:{port}/corridor/GTM-MEX",
                               "--resolve", f"localhost:{port}:127.0.0.1"], capture_output=True, check=True).stdout
        assert page.startswith(b"HTTP/2 200") and b"strict-transport-security" in page.lower(), page[:600]
        moved = get(plain, "/about?x=1")
        same((moved.status, moved.fields["location"]), (301, "https://localhost/about?x=1"))
        # A form of our own page is known as such although the proxy is between.
        form = (b"POST /about HTTP/1.1\r\nHost: localhost:%d\r\nOrigin: https://localhost:%d\r\nConnection: close\r\n"
                b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 3\r\n\r\na=b" % (port, port))
        same(through(port, form).status, 405)
        for about, request in SMUGGLED:
            before = answered(backend)
            answer = through(port, request)
            reached = answered(backend) - before - 1  # the question itself is answered too
            assert reached <= 1, f"{about}: {reached} requests arrived"
            assert answer.raw.count(b"HTTP/1.1 ") <= 2 and b"ok\n" not in answer.raw, f"{about}: {answer}"


def check_exposition(text):
    """Prometheus text format 0.0.4: a family is HELP, TYPE, then its samples together; names and labels are well formed."""
    kinds, seen, family = {}, set(), None
    for line in text.splitlines():
        word = re.fullmatch(r"# (HELP|TYPE) ([a-zA-Z_:][a-zA-Z0-9_:]*) (.+)", line)
        if word and word[1] == "HELP":
            assert word[2] not in seen, line
            family = word[2]
            seen.add(family)
        elif word:
            same((word[2], word[3] in ("counter", "gauge", "histogram")), (family, True), line)
            kinds[family] = word[3]
        else:
            sample = re.fullmatch(r'([a-z_]+)(\{[a-z]+="[^"\\\n]*"\})? (\d+(?:\.\d+)?(?:e[+-]?\d+)?)', line)
            assert sample, line
            same(re.sub(r"_(bucket|sum|count)$", "", sample[1]) if kinds[family] == "histogram" else sample[1], family, line)
            assert kinds[family] != "counter" or family.endswith("_total"), line
    assert text.endswith("\n") and len(kinds) >= 8, kinds
    return kinds


@case
def the_metrics_are_in_the_format_of_prometheus():
    with server() as (port, _):
        for target in ("/", "/", "/nothing", "/corridor/GTM-MEX.pdf"):
            get(port, target)
        text = get(port, "/metrics").text
        kinds = check_exposition(text)
        histograms = [name for name, kind in kinds.items() if kind == "histogram"]
        assert histograms
        for name in histograms:
            buckets = [(float(edge), int(count)) for edge, count in re.findall(name + r'_bucket\{le="([^"]+)"\} (\d+)', text)]
            same(buckets, sorted(buckets), name)
            same([count for _, count in buckets], sorted(count for _, count in buckets), name)
            same((buckets[-1][0], buckets[-1][1]), (float("inf"), int(re.search(name + r"_count (\d+)", text)[1])))
        classes = dict(re.findall(r'responses_total\{class="(\dxx)"\} (\d+)', text))
        assert int(classes["2xx"]) >= 3 and int(classes["4xx"]) >= 1, classes
        if find("promtool"):
            subprocess.run(["promtool", "check", "metrics"], input=text, text=True, check=True)


main()
