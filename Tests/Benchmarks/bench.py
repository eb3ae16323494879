"""Measures Postern beside raw C and beside Python's imapclient, in one run on one machine, and prints a table.

usage: bench.py --programs DIRECTORY --rig FILE [--posternd PATH] [--messages N] [--seconds N]

Asserts nothing: a figure that falls short of its aim is printed like the others.
"""

import argparse
import email
import email.policy
import json
import os
import pwd
import socket
import ssl
import statistics
import subprocess
import tempfile
import time

import imapclient

import mailbox

USER, PASSWORD = "carol@example.test", "pw-carol"
NEWEST, DEPTH, ROUNDS = 1000, 16, 5
START_SECONDS = 30


class Table:
    def __init__(self):
        self.rows = []

    def add(self, what, postern, unit, other=None, value=None, aim=""):
        """`value` is what `other` needs; `aim` is about postern / value."""
        ratio = postern / value if postern is not None and value else None
        self.rows.append((
            what, "-" if postern is None else f"{postern:,.1f} {unit}",
            "" if value is None else f"{other}: {value:,.1f} {unit}", "" if ratio is None else f"{ratio:.2f}", aim))

    def show(self):
        rows = [("what", "postern", "beside", "ratio", "aim"), *self.rows]
        widths = [max(len(row[column]) for row in rows) for column in range(5)]
        for number, row in enumerate(rows):
            print("  ".join(text.ljust(width) for text, width in zip(row, widths)).rstrip())
            if number == 0:
                print("  ".join("-" * width for width in widths))


class Postern:
    """A daemon of the benchmark's own, and one connection to it."""

    def __init__(self, program, rig, directory):
        self.program, self.directory = program, directory
        self.path = os.path.join(directory, "run", "postern.sock")
        self.config = os.path.join(directory, "config.json")
        self.log = os.path.join(directory, "log")
        with open(self.config, "w") as file:
            json.dump({
                "tls": {"caFile": rig["ca"]}, "egress": {"allow": ["127.0.0.0/8", "::1/128"]},
                "vault": {"createKeyFile": True}, "logLevel": "error",
                "limits": {"connections": 200, "connectionsPerUser": 200}}, file)
        self.process = self.socket = None
        self.buffer, self.last_id = b"", 0

    def start(self):
        """Returns the milliseconds from the program's start to its first answer."""
        began = time.perf_counter()
        self.process = subprocess.Popen(
            [self.program, "--socket", self.path, "--state-directory", os.path.join(self.directory, "state"),
             "--config", self.config], stdin=subprocess.DEVNULL, stderr=open(self.log, "ab"))
        while True:
            try:
                self.socket = socket.socket(socket.AF_UNIX)
                self.socket.connect(self.path)
                break
            except OSError:
                self.socket.close()
                if self.process.poll() is not None or time.perf_counter() - began > START_SECONDS:
                    raise SystemExit(f"posternd does not start: {open(self.log).read()[-2000:]}")
                time.sleep(0.0005)
        self.call("ping")
        return (time.perf_counter() - began) * 1000

    def stop(self):
        self.socket.close()
        self.process.terminate()
        self.process.wait(timeout=START_SECONDS)

    def line(self):
        while b"\n" not in self.buffer:
            more = self.socket.recv(1 << 20)
            if not more:
                raise SystemExit("posternd closed the connection")
            self.buffer += more
        line, self.buffer = self.buffer.split(b"\n", 1)
        return line

    def request(self, method, params):
        self.last_id += 1
        return json.dumps({"jsonrpc": "2.0", "id": self.last_id, "method": method, "params": params}).encode() + b"\n"

    def call(self, method, params=None):
        self.socket.sendall(self.request(method, params or {}))
        answer = json.loads(self.line())
        if "error" in answer:
            raise SystemExit(f"{method}: {answer['error']}")
        return answer["result"]

    def timed(self, method, params):
        """Milliseconds until the answer's last byte; the client's own reading of the JSON is not counted."""
        request = self.request(method, params)
        began = time.perf_counter()
        self.socket.sendall(request)
        line = self.line()
        took = (time.perf_counter() - began) * 1000
        if b'"error"' in line[:200]:
            raise SystemExit(f"{method}: {line[:500]}")
        return took

    def timed_window(self, method, every):
        """Milliseconds for all of these calls, DEPTH of them unanswered at a time."""
        requests = [self.request(method, params) for params in every]
        began, sent = time.perf_counter(), 0
        for done in range(len(requests)):
            batch = requests[sent:done + DEPTH]
            if batch:
                self.socket.sendall(b"".join(batch))
                sent += len(batch)
            line = self.line()
            if b'"error"' in line[:200]:
                raise SystemExit(f"{method}: {line[:500]}")
        return (time.perf_counter() - began) * 1000

    def resident_mebibytes(self):
        with open(f"/proc/{self.process.pid}/status") as file:
            return next(int(line.split()[1]) for line in file if line.startswith("VmRSS")) / 1024


def load(programs, path, clients, depth, seconds):
    """One run of the C client."""
    words = [os.path.join(programs, "load"), path, str(clients), str(depth), str(seconds)]
    return json.loads(subprocess.run(words, check=True, capture_output=True).stdout)


def wait_for(path):
    """Until somebody listens there."""
    limit = time.monotonic() + START_SECONDS
    while True:
        with socket.socket(socket.AF_UNIX) as attempt:
            try:
                return attempt.connect(path)
            except OSError:
                if time.monotonic() > limit:
                    raise
        time.sleep(0.01)


def ping(table, options, postern, directory):
    path = os.path.join(directory, "echo.sock")
    echo = subprocess.Popen([os.path.join(options.programs, "echo"), path])
    try:
        wait_for(path)
        runs = {}
        # In turn, so that a noisy moment meets both.
        for name, where in (("echo", path), ("postern", postern and postern.path)) * 3:
            if where:
                runs.setdefault((name, 1), []).append(load(options.programs, where, 1, 1, options.seconds))
                runs.setdefault((name, 64), []).append(load(options.programs, where, 64, DEPTH, options.seconds))
    finally:
        echo.terminate()
        echo.wait()

    def middle(name, clients, field):
        return statistics.median(run[field] for run in runs[name, clients]) if (name, clients) in runs else None

    table.add("ping, 1 client, p50", middle("postern", 1, "p50"), "µs", "C echo", middle("echo", 1, "p50"), "≤ 1.5")
    table.add("ping, 1 client, p99", middle("postern", 1, "p99"), "µs", "C echo", middle("echo", 1, "p99"))
    table.add(
        f"ping, 64 clients × {DEPTH}", middle("postern", 64, "perSecond"), "/s", "C echo",
        middle("echo", 64, "perSecond"), "≥ 0.05")


def with_imapclient(rig):
    """Medians in milliseconds: list, bodies, bodies read by Python's parser."""
    context = ssl.create_default_context(cafile=rig["ca"])
    client = imapclient.IMAPClient("localhost", rig["imaps"]["port"], use_uid=False, ssl_context=context)
    client.login(USER, PASSWORD)
    exists = client.select_folder("INBOX", readonly=True)[b"EXISTS"]
    newest = f"{exists - NEWEST + 1}:*"
    times = {"list": [], "bodies": [], "parsed": []}
    for _ in range(ROUNDS):
        began = time.perf_counter()
        client.fetch(newest, ["UID", "FLAGS", "INTERNALDATE", "RFC822.SIZE", "ENVELOPE", "BODYSTRUCTURE"])
        times["list"].append(time.perf_counter() - began)
        began = time.perf_counter()
        messages = client.fetch(newest, ["BODY.PEEK[]"])
        times["bodies"].append(time.perf_counter() - began)
        for data in messages.values():
            message = email.message_from_bytes(data[b"BODY[]"], policy=email.policy.default)
            message.get_body(("plain",)).get_content()
            message.get_body(("html",)).get_content()
        times["parsed"].append(time.perf_counter() - began)
    client.logout()
    return {name: statistics.median(every) * 1000 for name, every in times.items()}


def with_fetch(options, rig):
    words = [os.path.join(options.programs, "fetch"), str(rig["imaps"]["port"]), USER, PASSWORD, rig["ca"], str(ROUNDS)]
    every = json.loads(subprocess.run(words, check=True, capture_output=True).stdout)
    return {name: statistics.median(times) for name, times in every.items()}


def with_postern(postern, rig):
    account = postern.call("addAccount", {
        "address": USER, "password": PASSWORD, "imap": rig["imaps"], "smtp": rig["submission"]})["account"]["id"]
    listing = {"account": account, "mailbox": "INBOX", "limit": NEWEST}
    messages = postern.call("listMessages", listing)["messages"]
    every = [{"account": account, "message": message["id"]} for message in messages]
    return {
        "list": statistics.median(postern.timed("listMessages", listing) for _ in range(ROUNDS)),
        "bodies": statistics.median(postern.timed_window("getMessage", every) for _ in range(ROUNDS))}


def mail(table, options, postern, rig):
    print(f"filling a mailbox with {options.messages:,} messages …", flush=True)
    owner = pwd.getpwnam(os.environ.get("RIG_USER", "dovecot"))
    mailbox.fill(os.path.join(rig["dir"], "mail", USER), options.messages, owner.pw_uid, owner.pw_gid)
    print("letting Dovecot index it …", flush=True)
    with_imapclient(rig)
    raw, python = with_fetch(options, rig), with_imapclient(rig)
    ours = with_postern(postern, rig) if postern else {}
    name = f"{NEWEST:,} newest of {options.messages:,}"
    table.add(f"listMessages, {name}", ours.get("list"), "ms", "C fetch", raw["list"], "≤ 2")
    table.add(f"listMessages, {name}", ours.get("list"), "ms", "imapclient", python["list"], "< 1")
    table.add(f"getMessage × {NEWEST:,}", ours.get("bodies"), "ms", "C fetch", raw["bodies"], "≤ 2")
    table.add(f"getMessage × {NEWEST:,}", ours.get("bodies"), "ms", "imapclient", python["bodies"], "< 1")
    table.add(f"getMessage × {NEWEST:,}", ours.get("bodies"), "ms", "imapclient + email", python["parsed"])


def beginnings(table, postern):
    """Cold start on a state directory that exists, and what an idle daemon holds."""
    postern.start()
    postern.stop()
    times = []
    for _ in range(10):
        times.append(postern.start())
        resident = postern.resident_mebibytes()
        postern.stop()
    table.add("start to first answer", statistics.median(times), "ms", aim="≤ 50 ms")
    table.add("idle RSS", resident, "MiB", aim="≤ 45 MiB")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--programs", required=True)
    parser.add_argument("--rig", required=True)
    parser.add_argument("--posternd")
    parser.add_argument("--messages", type=int, default=50_000)
    parser.add_argument("--seconds", type=float, default=2)
    options = parser.parse_args()
    with open(options.rig) as file:
        rig = json.load(file)
    table = Table()
    with tempfile.TemporaryDirectory(prefix="postern-bench.", dir="/tmp") as directory:
        postern = Postern(options.posternd, rig, directory) if options.posternd else None
        if postern:
            beginnings(table, postern)
            postern.start()
        try:
            ping(table, options, postern, directory)
            mail(table, options, postern, rig)
        finally:
            if postern:
                postern.stop()
    print()
    table.show()


if __name__ == "__main__":
    main()
