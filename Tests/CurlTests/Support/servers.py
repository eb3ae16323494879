"""TLS servers with scripted manners for the tests of Curl. One process, many doors.

usage: servers.py DIRECTORY

DIRECTORY holds good.pem, other-name.pem, expired.pem and foreign.pem (key and certificate each). An nginx, which speaks
HTTP/2, stands before the plain HTTP door. When everything listens, one line of `name=port` words goes to standard
output; when standard input ends, the process does.
"""

import ctypes
import os
import queue
import signal
import socket
import ssl
import subprocess
import sys
import threading
import time
import warnings

warnings.simplefilter("ignore", DeprecationWarning)  # TLS 1.1 is offered on purpose, to be refused
DIRECTORY = sys.argv[1]
GREETING = {"imap": b"* OK ready\r\n", "smtp": b"220 ready\r\n"}
ports = {}


def context(certificate="good", oldest=ssl.TLSVersion.TLSv1_2, newest=None):
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.load_cert_chain(os.path.join(DIRECTORY, certificate + ".pem"))
    made.set_ciphers("DEFAULT:@SECLEVEL=0")
    made.minimum_version = oldest
    if newest:
        made.maximum_version = newest
    return made


class Lines:
    """A connection read line by line."""

    def __init__(self, connection):
        self.connection = connection
        self.buffer = b""

    def line(self):
        while b"\n" not in self.buffer:
            data = self.connection.recv(65536)
            if not data:
                raise EOFError
            self.buffer += data
        line, self.buffer = self.buffer.split(b"\n", 1)
        return line.rstrip(b"\r")

    def say(self, data):
        self.connection.sendall(data)

    def start_tls(self, tls):
        self.connection = tls.wrap_socket(self.connection, server_side=True)


def listen(serve, once=False):
    """Serves connections on a port of its own, which it returns; after the first, `once`, it is gone."""
    listener = socket.create_server(("127.0.0.1", 0), backlog=64)

    def one(connection):
        try:
            serve(connection)
        except (EOFError, OSError, ValueError):
            pass
        finally:
            try:
                connection.close()
            except OSError:
                pass

    def accept():
        while True:
            connection = listener.accept()[0]
            if once:
                listener.close()
            threading.Thread(target=one, args=(connection,), daemon=True).start()
            if once:
                return

    threading.Thread(target=accept, daemon=True).start()
    return listener.getsockname()[1]


def door(name):
    """Registers a function that serves one connection as a server of that name."""

    def register(serve):
        ports[name] = listen(serve)
        return serve

    return register


# --- HTTP ---------------------------------------------------------------------------------------------------------


def http_head(lines):
    request = lines.line().decode()
    fields = {}
    while True:
        line = lines.line().decode()
        if not line:
            return request, fields
        name, value = line.split(":", 1)
        fields[name.lower()] = value.strip()


def body_of(lines, fields):
    count = int(fields.get("content-length", "0"))
    while len(lines.buffer) < count:
        data = lines.connection.recv(65536)
        if not data:
            raise EOFError
        lines.buffer += data
    body, lines.buffer = lines.buffer[:count], lines.buffer[count:]
    return body


def answer(lines, body, status="200 OK", *headers):
    head = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers, "", ""]
    lines.say("\r\n".join(head).encode() + body)


class Signals:
    """What tests and doors tell one another, by names that a test chooses."""

    def __init__(self):
        self.lock = threading.Lock()
        self.queues = {}

    def of(self, name):
        with self.lock:
            return self.queues.setdefault(name, queue.Queue())

    def tell(self, name, what=""):
        self.of(name).put(what)

    def wait(self, name):
        return self.of(name).get()


signals = Signals()
flooded = {}


def flood(lines, count, name):
    """Sends that many bytes, and tells when the other side took no more for a while."""
    raw = lines.connection
    raw.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 65536)
    piece = bytes(range(256)) * 64
    lines.say(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % count)
    flooded[name] = 0
    raw.settimeout(0.5)
    while flooded[name] < count:
        try:
            flooded[name] += raw.send(piece[: count - flooded[name]])
        except TimeoutError:
            signals.tell("stopped/" + name)
            raw.settimeout(None)
    signals.tell("stopped/" + name)


def http(connection):
    lines = Lines(connection)
    served = 0
    while True:
        request, fields = http_head(lines)
        served += 1
        path = request.split(" ")[1]
        body = body_of(lines, fields)
        if path == "/hello":
            answer(lines, b"hello", "200 OK", "X-Two: one", "x-two: two", f"X-Served: {served}")
        elif path == "/echo":
            text = request + "\n" + "\n".join(f"{k}: {v}" for k, v in sorted(fields.items())) + "\n"
            answer(lines, text.encode() + b"\n" + body)
        elif path == "/redirect":
            answer(lines, b"elsewhere", "302 Found", "Location: /hello", "Set-Cookie: a=b")
        elif path == "/error":
            answer(lines, b"broken", "500 Internal Server Error")
        elif path == "/informational":
            lines.say(b"HTTP/1.1 103 Early Hints\r\nX-Early: 1\r\n\r\n")
            answer(lines, b"final")
        elif path.startswith("/bytes/"):
            answer(lines, b"x" * int(path[7:]))
        elif path == "/endless":
            lines.say(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
            while True:
                lines.say(b"4000\r\n" + b"y" * 0x4000 + b"\r\n")
        elif path == "/headers":
            lines.say(b"HTTP/1.1 200 OK\r\n")
            while True:
                lines.say(b"X-More: " + b"z" * 4000 + b"\r\n")
        elif path == "/single":
            response = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nslow!"
            for index in range(len(response)):
                lines.say(response[index : index + 1])
        elif path == "/truncated":
            lines.say(b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nshort")
            return
        elif path == "/garbage":
            lines.say(b"\x00\x01\x02 not http\r\n\r\n")
            return
        elif path == "/close":
            return
        elif path == "/silent":
            lines.line()
        elif path == "/take":
            pattern = bytes(index * 31 % 256 for index in range(256))
            answer(lines, b"%d %s" % (len(body), b"as expected" if body == pattern * (len(body) // 256) else b"changed"))
        elif path == "/broken-chunks":
            lines.say(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nshort\r\nnot a size\r\n")
            return
        elif path == "/unended-chunks":
            lines.say(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nshort\r\n")
            return
        elif path == "/chunks":
            lines.say(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nshort\r\n0\r\nX-Late: 1\r\n\r\n")
        elif path == "/nothing":
            lines.say(b"HTTP/1.1 204 No Content\r\n\r\n")
        elif path.startswith("/flood/"):
            flood(lines, int(path.split("/")[2]), path.split("/")[3])
        elif path.startswith("/flooded/"):
            answer(lines, str(flooded[path[9:]]).encode())
        elif path.startswith("/held/"):
            name = path[6:]
            lines.say(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nfirst")
            signals.wait("go/" + name)
            lines.say(b"other")
        elif path.startswith("/heard/"):
            signals.tell(path[1:])
            try:
                lines.line()
            finally:
                signals.tell("ended/" + path[7:])
        elif path.startswith("/watched/"):
            lines.say(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nfirst")
            try:
                lines.line()
            finally:
                signals.tell("ended/" + path[9:])
        elif path.startswith("/tell/"):
            signals.tell(path[6:])
            answer(lines, b"told")
        elif path.startswith("/wait/"):
            answer(lines, signals.wait(path[6:]).encode())
        elif path.startswith("/door/"):
            answer(lines, str(fragile_door(path[6:])).encode())
        elif path.startswith("/arrivals/"):
            answer(lines, str(arrivals[int(path[10:])]).encode())


def over_tls(serve, tls):
    def served(connection):
        secured = tls.wrap_socket(connection, server_side=True)
        try:
            serve(secured)
        finally:
            secured.close()

    return served


def tls_door(name, serve, tls):
    door(name)(over_tls(serve, tls))


tls_door("https", http, context())
tls_door("other_name", http, context("other-name"))
tls_door("expired", http, context("expired"))
tls_door("foreign", http, context("foreign"))
tls_door("old", http, context(oldest=ssl.TLSVersion.TLSv1, newest=ssl.TLSVersion.TLSv1_1))
door("http")(http)


@door("shut")
def shut(connection):
    """Closes at once, in the middle of the handshake as far as a client can tell."""


@door("mute")
def mute(connection):
    """Takes the connection and says nothing."""
    connection.recv(1 << 20)
    while connection.recv(1 << 20):
        pass


# --- Doors that count requests and fail the second one of a connection ----------------------------------------------

arrivals = {}


def fragile_door(manner):
    """Makes one, and returns its port.

    `dying` ends the connection, `fleeting` the whole server; both speak HTTP/1.1. Over HTTP/2, `h2-closing` ends the
    connection, `h2-goaway` says that it was not looked at and will not be, and `h2-refusing` says that of the stream;
    `h2-short` sends half of the body that it announces.
    """
    tls = context()
    tls.set_alpn_protocols(["h2"] if manner.startswith("h2-") else ["http/1.1"])
    serve = fragile_http2 if manner.startswith("h2-") else fragile_http1
    port = None  # known before the first connection
    port = listen(over_tls(lambda connection: serve(connection, port, manner), tls), once=manner == "fleeting")
    arrivals[port] = 0
    return port


def fragile_http1(connection, port, _):
    lines = Lines(connection)
    for count in (1, 2):
        _, fields = http_head(lines)
        body_of(lines, fields)
        arrivals[port] += 1
        if count == 2:
            return
        answer(lines, b"alive")


def frame(kind, flags, stream, payload=b""):
    return len(payload).to_bytes(3, "big") + bytes([kind, flags]) + stream.to_bytes(4, "big") + payload


def fragile_http2(connection, port, manner):
    """As much of RFC 9113 as it takes: every request is answered with 200 and `alive`, whatever it is."""
    buffer = b""

    def take(count):
        nonlocal buffer
        while len(buffer) < count:
            data = connection.recv(65536)
            if not data:
                raise EOFError
            buffer += data
        taken, buffer = buffer[:count], buffer[count:]
        return taken

    data, headers, reset, settings, goaway = 0, 1, 3, 4, 7
    end_stream, end_headers, acknowledge = 1, 4, 1
    take(24)  # the preface
    connection.sendall(frame(settings, 0, 0))
    served = 0
    while True:
        head = take(9)
        kind, flags, stream = head[3], head[4], int.from_bytes(head[5:], "big")
        take(int.from_bytes(head[:3], "big"))
        if kind == settings and not flags & acknowledge:
            connection.sendall(frame(settings, acknowledge, 0))
        if kind not in (headers, data) or not flags & end_stream:
            continue
        arrivals[port] += 1
        served += 1
        status_200 = b"\x88"  # of HPACK's static table
        if manner == "h2-short":
            length_10 = b"\x0f\x0d\x0210"  # name 28 of the table
            connection.sendall(
                frame(headers, end_headers, stream, status_200 + length_10) + frame(data, end_stream, stream, b"alive"))
        elif served == 1:
            connection.sendall(frame(headers, end_headers, stream, status_200) + frame(data, end_stream, stream, b"alive"))
        elif manner == "h2-refusing":
            refused_stream = (7).to_bytes(4, "big")
            connection.sendall(frame(reset, 0, stream, refused_stream))
        elif manner == "h2-goaway":
            last_stream_and_no_error = (stream - 2).to_bytes(4, "big") + bytes(4)
            connection.sendall(frame(goaway, 0, 0, last_stream_and_no_error))
        else:
            return


# --- HTTP/2, by a server that others wrote --------------------------------------------------------------------------

NGINX = """
daemon off; master_process off; pid {directory}/nginx.pid; error_log {directory}/nginx.log;
events {{ worker_connections 256; }}
http {{
  access_log off; client_max_body_size 16m;
  client_body_temp_path {directory}/nginx-body; proxy_temp_path {directory}/nginx-proxy;
  fastcgi_temp_path {directory}/nginx-1; uwsgi_temp_path {directory}/nginx-2; scgi_temp_path {directory}/nginx-3;
  ssl_certificate {directory}/good.pem; ssl_certificate_key {directory}/good.pem;
  add_header X-Connection $connection always; add_header X-Version $server_protocol always;
  proxy_http_version 1.1; proxy_read_timeout 600s; proxy_buffering off;
  server {{ listen 127.0.0.1:{many} ssl http2; location / {{ proxy_pass http://127.0.0.1:{http}; }} }}
  server {{
    listen 127.0.0.1:{few} ssl http2; keepalive_requests 3; location / {{ proxy_pass http://127.0.0.1:{http}; }}
  }}
}}
"""


def die_with_parent():
    pr_set_pdeathsig = 1
    ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGKILL)


def start_nginx():
    """`http2`, and `http2_few`, where a connection ends (GOAWAY) after three requests. Ends with our standard input."""
    for _ in range(10):  # somebody else may take a port before nginx does
        free = [socket.create_server(("127.0.0.1", 0)) for _ in range(2)]
        many, few = (listener.getsockname()[1] for listener in free)
        for listener in free:
            listener.close()
        path = os.path.join(DIRECTORY, "nginx.conf")
        with open(path, "w") as file:
            file.write(NGINX.format(directory=DIRECTORY, many=many, few=few, http=ports["http"]))
        nginx = subprocess.Popen(
            ["/usr/sbin/nginx", "-e", DIRECTORY + "/nginx.log", "-c", path], stdin=subprocess.DEVNULL,
            preexec_fn=die_with_parent)
        while nginx.poll() is None:
            try:
                socket.create_connection(("127.0.0.1", few)).close()
                ports.update(http2=many, http2_few=few)
                return nginx
            except ConnectionRefusedError:
                time.sleep(0.02)
    raise SystemExit("nginx does not start: see " + DIRECTORY + "/nginx.log")


# --- Mail ---------------------------------------------------------------------------------------------------------


def commands(lines):
    """After TLS: a small language that the tests of byte streams speak."""
    while True:
        words = lines.line().split(b" ")
        verb = words[0]
        if verb == b"BYTES":
            lines.say(b"b" * int(words[1]))
        elif verb == b"SINGLE":
            for byte in words[1]:
                lines.say(bytes([byte]))
        elif verb == b"TAKE":
            count = int(words[1])
            while len(lines.buffer) < count:
                data = lines.connection.recv(65536)
                if not data:
                    raise EOFError
                lines.buffer += data
            lines.buffer = lines.buffer[count:]
            lines.say(b"took %d\r\n" % count)
        elif verb == b"DEAF":
            threading.Event().wait()
        elif verb == b"PARK":
            lines.say(b"unasked\r\n")
        elif verb == b"CLOSE":
            lines.say(b"last words\r\n")
            return
        elif verb == b"BREAK":
            raw = lines.connection
            raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
            return
        else:
            lines.say(b"heard " + b" ".join(words) + b"\r\n")


def imap_opening(lines, capability):
    """Up to and with the first CAPABILITY."""
    tag = lines.line().split(b" ")[0]
    lines.say(b"* CAPABILITY " + capability + b"\r\n" + tag + b" OK done\r\n")


def smtp_opening(lines, extensions):
    lines.line()
    names = [b"localhost", *extensions]
    for index, name in enumerate(names):
        lines.say(b"250" + (b" " if index == len(names) - 1 else b"-") + name + b"\r\n")


def imaps(connection):
    lines = Lines(connection)
    lines.say(GREETING["imap"])
    imap_opening(lines, b"IMAP4rev1 AUTH=PLAIN SASL-IR")
    commands(lines)


def smtps(connection):
    lines = Lines(connection)
    lines.say(GREETING["smtp"])
    smtp_opening(lines, [b"PIPELINING", b"AUTH PLAIN"])
    commands(lines)


tls_door("imaps", imaps, context())
tls_door("smtps", smtps, context())
tls_door("imaps_other_name", imaps, context("other-name"))
tls_door("imaps_foreign", imaps, context("foreign"))


@door("imap")
def imap(connection):
    lines = Lines(connection)
    lines.say(GREETING["imap"])
    imap_opening(lines, b"IMAP4rev1 STARTTLS LOGINDISABLED")
    tag = lines.line().split(b" ")[0]
    lines.say(tag + b" OK begin TLS\r\n")
    lines.start_tls(context())
    imap_opening(lines, b"IMAP4rev1 AUTH=XOAUTH2")
    commands(lines)


@door("smtp")
def smtp(connection):
    lines = Lines(connection)
    lines.say(GREETING["smtp"])
    smtp_opening(lines, [b"STARTTLS"])
    lines.line()
    lines.say(b"220 begin TLS\r\n")
    lines.start_tls(context())
    smtp_opening(lines, [b"AUTH XOAUTH2"])
    commands(lines)


@door("imap_stripped")
def imap_stripped(connection):
    lines = Lines(connection)
    lines.say(GREETING["imap"])
    imap_opening(lines, b"IMAP4rev1 AUTH=PLAIN")
    commands(lines)


@door("smtp_stripped")
def smtp_stripped(connection):
    lines = Lines(connection)
    lines.say(GREETING["smtp"])
    smtp_opening(lines, [b"AUTH PLAIN"])
    commands(lines)


@door("imap_preauth")
def imap_preauth(connection):
    """Offers STARTTLS, but says that the client is signed in already (CVE-2021-22946's manner)."""
    lines = Lines(connection)
    lines.say(b"* PREAUTH welcome\r\n")
    imap_opening(lines, b"IMAP4rev1 STARTTLS")
    commands(lines)


@door("imap_injected")
def imap_injected(connection):
    """Somebody in the middle sends plain text behind the STARTTLS answer, to be taken for the server's."""
    lines = Lines(connection)
    lines.say(GREETING["imap"])
    imap_opening(lines, b"IMAP4rev1 STARTTLS")
    tag = lines.line().split(b" ")[0]
    lines.say(tag + b" OK begin TLS\r\n* CAPABILITY IMAP4rev1 INJECTED\r\n")
    lines.start_tls(context())
    imap_opening(lines, b"IMAP4rev1")
    commands(lines)


@door("smtp_injected")
def smtp_injected(connection):
    lines = Lines(connection)
    lines.say(GREETING["smtp"])
    smtp_opening(lines, [b"STARTTLS"])
    lines.line()
    lines.say(b"220 begin TLS\r\n250 INJECTED\r\n")
    lines.start_tls(context())
    smtp_opening(lines, [b"AUTH PLAIN"])
    commands(lines)


@door("smtp_busy")
def smtp_busy(connection):
    connection.sendall(b"421 4.3.2 come back later\r\n")


@door("imap_bye")
def imap_bye(connection):
    connection.sendall(b"* BYE overloaded\r\n")


@door("imap_single")
def imap_single(connection):
    lines = Lines(connection)
    for byte in GREETING["imap"]:
        lines.say(bytes([byte]))
    imap_opening(lines, b"IMAP4rev1 STARTTLS")
    tag = lines.line().split(b" ")[0]
    for byte in tag + b" OK begin\r\n":
        lines.say(bytes([byte]))
    lines.start_tls(context())
    imap_opening(lines, b"IMAP4rev1")
    commands(lines)


@door("proxy")
def proxy(connection):
    """An HTTP proxy that connects every name to this machine."""
    lines = Lines(connection)
    request, _ = http_head(lines)
    target = socket.create_connection(("127.0.0.1", int(request.split(" ")[1].rsplit(":", 1)[1])))
    lines.say(b"HTTP/1.1 200 Connected\r\nX-Proxy: 1\r\n\r\n")

    def pump(source, sink):
        try:
            while data := source.recv(65536):
                sink.sendall(data)
        except OSError:
            pass
        finally:
            for end in (source, sink):
                try:
                    end.shutdown(socket.SHUT_RDWR)
                except OSError:
                    pass

    back = threading.Thread(target=pump, args=(target, connection), daemon=True)
    back.start()
    pump(connection, target)
    back.join()


nginx = start_nginx()
print(" ".join(f"{name}={port}" for name, port in ports.items()), flush=True)
sys.stdin.read()
nginx.kill()
