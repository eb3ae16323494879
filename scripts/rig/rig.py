#!/usr/bin/env python3
"""Starts and stops the rig; start.sh and stop.sh are the doors. Standard library only."""
import argparse
import json
import os
import pwd
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import time
import grp
import urllib.request
from pathlib import Path

HERE = Path(__file__).resolve().parent
USERS = ("alice", "bob", "carol")
# Further mailboxes, by password only, for tests that need many.
CROWD = tuple(f"user{number}" for number in range(10))
PORTS = ("imap", "imaps", "submission", "submissions", "provider")
# Dovecot's longest socket name in its base directory, so that sun_path (108 bytes) holds it.
LONGEST_SOCKET = "/dovecot/srv.imap-urlauth-worker/xxxxxxxx"
START_SECONDS, STOP_SECONDS = 30, 10


def choose_ports():
    """Free ports, all held at once so that no two are the same; an environment variable overrides each."""
    held, ports = [], {}
    for name in PORTS:
        given = os.environ.get(f"RIG_{name.upper()}_PORT")
        if given:
            ports[name] = int(given)
            continue
        holder = socket.socket()
        holder.bind(("127.0.0.1", 0))
        held.append(holder)
        ports[name] = holder.getsockname()[1]
    for holder in held:
        holder.close()
    return ports


class Rig:
    def __init__(self, directory, owned):
        self.directory, self.owned = directory, owned
        self.ports = choose_ports()
        self.user = pwd.getpwnam(os.environ.get("RIG_USER", "dovecot"))
        self.pids = {}

    def start(self):
        for part in ("dovecot", "dovecot-state", "mail", "log", "postfix/etc", "postfix/queue", "postfix/data"):
            (self.directory / part).mkdir(parents=True, exist_ok=True)
        subprocess.run([HERE / "certs.sh", self.directory / "tls"], check=True, stdout=sys.stderr)
        self.write_configuration()
        self.set_owners()
        self.start_provider()
        self.start_dovecot()
        self.start_postfix()
        self.wait_until_up()

    def write_configuration(self):
        fields = {
            "DIR": self.directory, "USER": self.user.pw_name, "GROUP": grp.getgrgid(self.user.pw_gid).gr_name,
            "TEXTHASH": self.directory / "postfix/etc/mailboxes",
            **{name.upper() + "_PORT": port for name, port in self.ports.items()}}
        for template, target in (
            ("dovecot.conf.in", "dovecot.conf"), ("dovecot-oauth2.conf.in", "dovecot-oauth2.conf"),
            ("main.cf.in", "postfix/etc/main.cf"), ("master.cf.in", "postfix/etc/master.cf"),
        ):
            text = (HERE / "etc" / template).read_text()
            for name, value in fields.items():
                text = text.replace(f"@{name}@", str(value))
            (self.directory / target).write_text(text)
        ids = f"{self.user.pw_uid}:{self.user.pw_gid}"
        everybody = USERS + CROWD
        (self.directory / "users").write_text("".join(
            f"{name}@example.test:{{PLAIN}}pw-{name}:{ids}::{self.directory}/mail/home-{name}::\n" for name in everybody))
        (self.directory / "postfix/etc/mailboxes").write_text("".join(f"{name}@example.test x\n" for name in everybody))

    def set_owners(self):
        os.chmod(self.directory, 0o755)
        os.chmod(self.directory / "log", 0o1777)
        theirs = [self.directory / name for name in ("users", "dovecot-oauth2.conf")]
        for top in ("dovecot", "dovecot-state", "mail", "tls"):
            theirs += [self.directory / top, *(self.directory / top).rglob("*")]
        for path in theirs:
            os.chown(path, self.user.pw_uid, self.user.pw_gid)
        os.chmod(self.directory / "tls", 0o755)
        os.chmod(self.directory / "tls/ca.pem", 0o644)
        os.chown(self.directory / "postfix/data", pwd.getpwnam("postfix").pw_uid, -1)

    def spawn(self, name, command, **options):
        with open(self.directory / f"log/{name}.out", "ab") as log:
            process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True, **options)
        self.pids[name] = process.pid

    def start_provider(self):
        self.spawn("provider", [
            sys.executable, "-B", HERE / "provider.py", str(self.ports["provider"]),
            self.directory / "tls/server.pem", self.directory / "tls/server.key"])

    def start_dovecot(self):
        # Rootless and in the foreground, so that its pid is ours to stop.
        self.spawn(
            "dovecot", ["/usr/sbin/dovecot", "-F", "-c", self.directory / "dovecot.conf"],
            user=self.user.pw_uid, group=self.user.pw_gid, extra_groups=[])

    def start_postfix(self):
        configuration = str(self.directory / "postfix/etc")
        with open(self.directory / "log/postfix.out", "ab") as log:
            subprocess.run(["/usr/sbin/postfix", "-c", configuration, "start"], stdout=log, stderr=log, check=True)
        self.pids["postfix"] = int((self.directory / "postfix/queue/pid/master.pid").read_text())

    def wait_until_up(self):
        limit = time.monotonic() + START_SECONDS
        waiting = set(PORTS)
        while waiting:
            for name, pid in self.pids.items():
                if not is_running(pid):
                    raise SystemExit(f"{name} ended at once: see {self.directory}/log")
            for name in sorted(waiting):
                with socket.socket() as probe:
                    if probe.connect_ex(("127.0.0.1", self.ports[name])) == 0:
                        waiting.discard(name)
            if time.monotonic() > limit:
                raise SystemExit(f"not up after {START_SECONDS} s: {sorted(waiting)}; see {self.directory}/log")
            time.sleep(0.02)
        context = ssl.create_default_context(cafile=str(self.directory / "tls/ca.pem"))
        urllib.request.urlopen(self.issuer() + "/jwks", context=context, timeout=10).read()

    def issuer(self):
        return f"https://localhost:{self.ports['provider']}"

    def description(self):
        # As `registerApp` and `addAccount` take them.
        server = {
            name: {"host": "localhost", "port": port, "security": "tls" if name.endswith("s") else "startTLS"}
            for name, port in self.ports.items() if name != "provider"}
        return {
            "dir": str(self.directory), "owned": self.owned, "ca": str(self.directory / "tls/ca.pem"), **server,
            "issuer": self.issuer(), "entra": self.issuer() + "/common", "control": self.issuer() + "/_ctl",
            "users": [{"address": f"{name}@example.test", "password": f"pw-{name}"} for name in USERS],
            "crowd": [{"address": f"{name}@example.test", "password": f"pw-{name}"} for name in CROWD],
            "clients": {
                "public": {"clientId": "public"},
                "confidential": {"clientId": "confidential", "clientSecret": "rig-client-secret~Value.1"}},
            "redirectURLs": ["http://localhost/oauth", "https://backend.test/oauth"],
            "pids": self.pids}


def is_running(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def belongs_to(pid, directory):
    """Whether the process with that id is still ours: ids are used again."""
    try:
        command = Path(f"/proc/{pid}/cmdline").read_bytes()
        return str(directory).encode() in command or Path(f"/proc/{pid}/cwd").resolve().is_relative_to(directory)
    except OSError:
        return False


def stop(pids, directory):
    mine = [pid for pid in pids.values() if is_running(pid) and belongs_to(pid, directory)]
    for sign in (signal.SIGTERM, signal.SIGKILL):
        for pid in mine:
            if is_running(pid):
                os.kill(pid, sign)
        limit = time.monotonic() + STOP_SECONDS
        while any(is_running(pid) for pid in mine) and time.monotonic() < limit:
            reap()
            time.sleep(0.02)


def reap():
    try:
        os.waitpid(-1, os.WNOHANG)
    except ChildProcessError:
        pass


def run_start(arguments):
    if os.geteuid() != 0:
        raise SystemExit("the rig needs root: Postfix's master does")
    directory = Path(arguments.dir or tempfile.mkdtemp(prefix="postern-rig.", dir="/tmp")).resolve()
    if len(str(directory)) + len(LONGEST_SOCKET) > 107:
        raise SystemExit(f"{directory} is too long a path for Unix sockets in it")
    rig = Rig(directory, owned=arguments.dir is None)
    try:
        rig.start()
    except BaseException:
        stop(rig.pids, directory)
        for log in sorted((directory / "log").glob("*")):
            print(f"--- {log}\n{log.read_text(errors='replace')[-2000:]}", file=sys.stderr)
        raise
    text = json.dumps(rig.description())
    (directory / "rig.json").write_text(text + "\n")
    print(text)


def run_stop(arguments):
    directory = Path(arguments.dir).resolve()
    description = json.loads((directory / "rig.json").read_text())
    stop(description["pids"], directory)
    (directory / "rig.json").unlink()
    if description["owned"] and not arguments.keep_state:
        shutil.rmtree(directory)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    commands = parser.add_subparsers(required=True)
    start_command = commands.add_parser("start")
    start_command.add_argument("--dir", help="where state goes; a fresh directory when absent")
    start_command.set_defaults(run=run_start)
    stop_command = commands.add_parser("stop")
    stop_command.add_argument("dir")
    stop_command.add_argument("--keep-state", action="store_true")
    stop_command.set_defaults(run=run_stop)
    arguments = parser.parse_args()
    arguments.run(arguments)


if __name__ == "__main__":
    main()
