"""Accounts whose tokens come from a command or an address of the configuration; the tokens are the rig's."""
import http.server
import json
import os
import ssl
import sys
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from household import ALICE, BOB, House, mail
from postern import errors
from wire import wait_for

# Mints a token of the rig's provider for whom it is told, and writes down how it was called.
COMMAND = r'''
import json, os, ssl, sys, time, urllib.parse, urllib.request
control, ca, log, form, mode = sys.argv[1:6]
with open(log, "a") as file:
    file.write(json.dumps({"env": dict(os.environ), "fds": sorted(os.listdir("/proc/self/fd")),
                           "stdin": sys.stdin.read()}) + "\n")
mode = open(mode).read()
if mode == "hang":
    time.sleep(3600)
if mode == "loud":
    sys.stdout.write("x" * 1_000_000)
    sys.exit(0)
if mode.isdigit():
    sys.stderr.write("CANARY-of-standard-error\n")
    sys.exit(int(mode))
data = urllib.parse.urlencode({"user": os.environ["POSTERN_USERNAME"], "ttl": "3600"}).encode()
context = ssl.create_default_context(cafile=ca)
token = json.load(urllib.request.urlopen(control + "/mint", data, context=context))["access_token"]
print({"oauth": json.dumps({"access_token": token, "expires_in": 3600}), "line": token,
       "ours": json.dumps({"accessToken": token, "expiresAt": "2099-01-01T00:00:00Z"})}[form])
'''


class Source:
    """A command, its log and the switch for its mood."""

    def __init__(self, directory, rig, form="oauth"):
        self.script, self.calls_path, self.mood_path = (directory / name for name in ("source.py", "calls", "mood"))
        self.script.write_text(COMMAND)
        self.mood("well")
        self.command = [
            sys.executable, str(self.script), rig["control"], rig["ca"], str(self.calls_path), form,
            str(self.mood_path)]

    def mood(self, text):
        self.mood_path.write_text(text)

    def calls(self):
        if not self.calls_path.exists():
            return []
        return [json.loads(line) for line in self.calls_path.read_text().splitlines()]


class Address:
    """An HTTPS address that mints tokens, by the rig's certificate."""

    def __init__(self, rig):
        self.seen, self.answer = [], None
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                outer.seen.append((body, self.headers.get("Authorization")))
                status, headers, text = outer.answer or (200, {}, json.dumps({
                    "access_token": rig.mint(body["username"])["access_token"], "expires_in": 3600}))
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(text.encode())))
                self.end_headers()
                self.wfile.write(text.encode())

            def log_message(self, *arguments):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls = Path(rig["ca"]).parent
        context.load_cert_chain(tls / "server.pem", tls / "server.key")
        self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        self.url = f"https://localhost:{self.server.server_port}/tokens"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def house_with(make_daemon, rig, tmp_path):
    made = []

    def make(**sources):
        for user in rig["users"]:
            rig.empty(user["address"])
        made.append(House(make_daemon(rig, tokenSources=sources).start(), rig))
        return made[-1]

    yield make
    for one in made:
        one.close()


@pytest.fixture
def address(rig):
    one = Address(rig)
    yield one
    one.close()


def add(house, source="tool", user=ALICE, **params):
    return house.client.call("addAccount", {
        "tokenSource": source, "address": user, "imap": house.rig["imaps"], "smtp": house.rig["submission"],
        **params})["account"]


@pytest.mark.parametrize("form", ["oauth", "ours", "line"])
def test_a_command_opens_a_mailbox(house_with, rig, tmp_path, form):
    source = Source(tmp_path, rig, form)
    house = house_with(tool={"command": source.command})
    account = add(house)
    assert account["authentication"] == "external" and account["tokenSource"] == "tool"
    rig.put(ALICE, mail("To read").as_bytes())
    assert house.subjects(account["id"]) == ["To read"]
    sent = house.client.send_message(account=account["id"], to=[{"address": BOB}], subject="Sent", text="Hello.\n")
    assert sent["outcome"] == "sent"
    assert house.client.get_account(account=account["id"])["account"]["state"]["state"] == "ready"
    # Kept for reading and sending alike, across connections; a server's refusal brings the next one.
    assert len(source.calls()) == 1
    rig.control("expire", form={"user": ALICE})
    rig.hang_up()
    assert house.subjects(account["id"]) == ["To read"]
    assert len(source.calls()) == 2
    house.restart()
    assert house.subjects(account["id"]) == ["To read"]
    assert len(source.calls()) == 3


def test_a_command_is_told_whose_token_is_wanted_and_gets_nothing_else(house_with, rig, tmp_path):
    source = Source(tmp_path, rig)
    house = house_with(tool={"command": source.command})
    account = add(house)["id"]
    call = source.calls()[0]
    environment = {name: value for name, value in call["env"].items() if name not in ("LC_CTYPE", "PWD", "_")}
    assert set(environment) == {"PATH", "LANG", "POSTERN_ACCOUNT", "POSTERN_USERNAME", "POSTERN_RESOURCE"}
    assert environment["POSTERN_ACCOUNT"] == account
    assert environment["POSTERN_USERNAME"] == ALICE and environment["POSTERN_RESOURCE"] == "mail"
    assert call["stdin"] == ""
    # 3 and 4 are its own: the log and the directory that it lists.
    assert set(call["fds"]) <= {"0", "1", "2", "3", "4"}


@pytest.mark.parametrize("mood, kind, retryable", [
    ("1", "providerRejected", False), ("75", "providerUnavailable", True), ("loud", "providerRejected", False)])
def test_a_command_that_fails_says_so_and_is_left_alone_for_a_while(
        house_with, rig, tmp_path, mood, kind, retryable):
    source = Source(tmp_path, rig)
    house = house_with(tool={"command": source.command})
    account = add(house)["id"]
    source.mood(mood)
    before = len(source.calls())
    house.restart()
    kinds = set()
    for _ in range(5):
        with pytest.raises(errors.PosternError) as failed:
            house.client.get_access_token(account=account)
        kinds.add((failed.value.kind, failed.value.retryable))
        assert failed.value.data["provider"]["name"] == "tool"
        assert failed.value.data["provider"]["responsible"] == "operator"
    assert kinds == {(kind, retryable)}
    assert len(source.calls()) - before <= 4
    assert "CANARY-of-standard-error" not in house.daemon.log()
    source.mood("well")
    house.client.call("reconnectAccount", {"account": account})
    assert house.client.get_access_token(account=account)["accessToken"]


def test_a_command_that_hangs_is_ended_and_stalls_nobody_else(house_with, rig, tmp_path):
    source = Source(tmp_path, rig)
    house = house_with(tool={"command": source.command, "timeoutSeconds": 2})
    source.mood("hang")
    with pytest.raises(errors.PosternError) as failed:
        add(house)
    assert failed.value.kind == "timeout"
    bystander = house.password_account(BOB)
    assert house.subjects(bystander["id"]) == []
    wait_for(lambda: not children(house.daemon), "the end of the command")


def children(daemon):
    found = []
    try:
        for task in Path(f"/proc/{daemon.process.pid}/task").iterdir():
            found += (task / "children").read_text().split()
    except OSError:
        # A thread, or the whole process, has ended meanwhile.
        pass
    return found


def pipes(daemon):
    links = []
    for descriptor in Path(f"/proc/{daemon.process.pid}/fd").iterdir():
        try:
            links.append(os.readlink(descriptor))
        except OSError:
            # Closed meanwhile.
            pass
    return [link for link in links if link.startswith("pipe:")]


def test_many_accounts_run_few_commands_at_a_time_and_leave_nothing_behind(house_with, rig, tmp_path):
    source = Source(tmp_path, rig)
    house = house_with(tool={"command": source.command})
    people = [user["address"] for user in rig["crowd"]]
    accounts = [add(house, user=person, verify=False)["id"] for person in people]
    house.restart()
    before = len(pipes(house.daemon))
    most, done = 0, threading.Event()

    def watch():
        nonlocal most
        while not done.is_set():
            most = max(most, len(children(house.daemon)))
            time.sleep(0.005)

    watcher = threading.Thread(target=watch)
    watcher.start()
    with ThreadPoolExecutor(len(accounts)) as pool:
        tokens = list(pool.map(lambda one: house.client.get_access_token(account=one)["accessToken"], accounts))
    done.set()
    watcher.join()
    assert len(set(tokens)) == len(accounts), "one for each"
    asked = Counter(call["env"]["POSTERN_ACCOUNT"] for call in source.calls())
    assert set(asked) == set(accounts) and max(asked.values()) <= 2, "once in the life of each daemon"
    assert 1 < most <= 8
    wait_for(lambda: not children(house.daemon), "the end of all commands")
    wait_for(lambda: len(pipes(house.daemon)) <= before, "the end of all pipes")


def test_an_address_opens_a_mailbox(house_with, rig, address, tmp_path):
    bearer = tmp_path / "bearer"
    bearer.write_text("first\n")
    os.chmod(bearer, 0o600)
    house = house_with(tool={"url": address.url, "bearerFile": str(bearer)})
    account = add(house)["id"]
    rig.put(ALICE, mail("To read").as_bytes())
    assert house.subjects(account) == ["To read"]
    assert address.seen == [({"account": account, "username": ALICE, "resource": "mail"}, "Bearer first")]
    bearer.write_text("second\n")
    rig.control("expire", form={"user": ALICE})
    rig.hang_up()
    assert house.subjects(account) == ["To read"]
    assert address.seen[-1][1] == "Bearer second"


@pytest.mark.parametrize("answer, kind", [
    ((503, {"Retry-After": "7"}, "later"), "providerUnavailable"), ((429, {"Retry-After": "7"}, ""), "rateLimited"),
    ((403, {}, "no"), "providerRejected"), ((302, {"Location": "https://elsewhere.example/"}, ""), "providerRejected"),
    ((200, {}, ""), "providerRejected"), ((200, {}, "<html>Sign in</html>"), "providerRejected"),
    ((200, {}, "x" * 200_000), "providerRejected")])
def test_what_an_address_may_answer(house_with, rig, address, answer, kind):
    house = house_with(tool={"url": address.url})
    account = add(house, verify=False)["id"]
    address.answer = answer
    house.restart()
    with pytest.raises(errors.PosternError) as failed:
        house.client.get_access_token(account=account)
    assert failed.value.kind == kind, failed.value
    if "Retry-After" in answer[1]:
        assert 0 < failed.value.data["retryAfterMs"] <= 7000


def test_only_the_name_of_a_source_travels(house_with, rig, tmp_path):
    source = Source(tmp_path, rig)
    house = house_with(tool={"command": source.command})
    with pytest.raises(errors.InvalidParams) as refused:
        add(house, source="another")
    assert "tokenSource" in str(refused.value)
    for name in ("/bin/sh", "../tool", "", "https://localhost/x"):
        with pytest.raises(errors.InvalidParams):
            add(house, source=name)
    assert source.calls() == []


@pytest.mark.parametrize("source, complaint", [
    ({"command": []}, "tokenSources.a.command"), ({"command": ["relative"]}, "tokenSources.a.command"),
    ({"command": ["/bin/true"], "bearerFile": "/x"}, "tokenSources.a.bearerFile"),
    ({"command": ["/bin/true"], "url": "https://localhost/x"}, "exactly one of command, url"),
    ({"url": "http://tokens.example/x"}, "tokenSources.a.url"),
    ({"command": ["/bin/true"], "timeoutSeconds": 0}, "timeoutSeconds"),
])
def test_a_source_that_cannot_work_is_refused_at_start(make_daemon, source, complaint):
    daemon = make_daemon(tokenSources={"a": source})
    assert daemon.spawn().wait(60) == 78
    assert complaint in daemon.log()
