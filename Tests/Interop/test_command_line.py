"""`postern`, the command: one call, one answer, an exit status that a script can act on."""
import json
import os
import socket
import subprocess
import threading

import pytest

from daemon import COMMAND_LINE

UNKNOWN = "acc_aaaaaaaaaaaaaaaaaaaaaaaaaa"


def run(daemon, *arguments, socket=None, stdin=None):
    return subprocess.run(
        [COMMAND_LINE, *arguments], input=stdin, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, timeout=120,
        env={"PATH": os.environ["PATH"], "POSTERN_SOCKET": str(socket or daemon.socket_path)})


def test_ping(daemon):
    assert run(daemon, "ping").returncode == 0


def test_a_call_prints_its_result_as_one_line(daemon):
    done = run(daemon, "call", "getInfo")
    assert done.returncode == 0 and done.stdout.count("\n") == 1
    assert json.loads(done.stdout)["name"] == "posternd"
    assert done.stderr == ""


def test_the_socket_can_be_named(daemon):
    assert run(daemon, "ping", "--socket", str(daemon.socket_path), socket="/nonexistent").returncode == 0


@pytest.mark.parametrize("arguments, status, kind", [
    (["call", "noSuchMethod"], 64, "methodNotFound"),
    (["call", "ping", '{"unheardOf":1}'], 64, "invalidParams"),
    (["call", "getAccount", json.dumps({"account": UNKNOWN})], 66, "notFound"),
    (["call", "exchangeCode", json.dumps({"state": "x" * 43, "code": "c"})], 1, "stateInvalid"),
])
def test_an_error_is_one_line_and_a_status(daemon, arguments, status, kind):
    done = run(daemon, *arguments)
    assert done.returncode == status and done.stdout == ""
    assert done.stderr.startswith(f"postern: {kind}: ") and done.stderr.count("\n") == 1


def test_parameters_can_come_from_standard_input(daemon):
    done = run(daemon, "call", "getAccount", "-", stdin=json.dumps({"account": UNKNOWN}))
    assert done.returncode == 66, done.stderr


@pytest.mark.parametrize("arguments", [["call"], ["call", "ping", "{"], ["unheardOf"], ["call", "ping", "{}", "more"]])
def test_a_wrong_call_is_told_before_anything_is_sent(daemon, arguments):
    done = run(daemon, *arguments)
    assert done.returncode == 64 and done.stderr


def test_without_a_daemon(daemon):
    done = run(daemon, "ping", socket="/nonexistent/postern.sock")
    assert done.returncode == 69 and "/nonexistent/postern.sock" in done.stderr + done.stdout


@pytest.fixture
def scripted(tmp_path):
    """Stands for the daemon: answers one request a connection, in order; gives what it was asked."""
    path, asked = str(tmp_path / "s"), []
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(path)
    listener.listen()

    def serve(*answers):
        for answer in answers:
            connection, _ = listener.accept()
            with connection, connection.makefile("rb") as lines:
                request = json.loads(lines.readline())
                asked.append((request["method"], request["params"]))
                connection.sendall(json.dumps({"jsonrpc": "2.0", "id": request["id"], **answer}).encode() + b"\n")

    def start(*answers):
        threading.Thread(target=serve, args=answers, daemon=True).start()
        return path, asked

    yield start
    listener.close()


INVITATION = {"result": {
    "login": "lgn", "userCode": "AB12", "verificationURI": "https://p.example/device", "expiresAt": "2026-11-23T12:00:00Z"}}
NOT_YET = {"error": {"code": -31045, "message": "not yet", "data": {"kind": "timeout", "retryable": True}}}


def test_a_login_tells_the_user_what_to_do_and_prints_the_account(daemon, scripted):
    path, asked = scripted(INVITATION, NOT_YET, NOT_YET, {"result": {"account": {"id": "acc_1"}, "isNew": True}})
    done = run(daemon, "login", "app_1", "--expected-email", "ann@example.com", socket=path)
    assert done.returncode == 0 and json.loads(done.stdout)["account"]["id"] == "acc_1", done.stderr
    assert done.stderr == "Open https://p.example/device and enter the code AB12.\n"
    assert asked[0] == ("startDeviceLogin", {"app": "app_1", "expectedEmail": "ann@example.com"})
    assert asked[1:] == [("awaitDeviceLogin", {"login": "lgn", "timeoutMs": 60_000})] * 3


def test_a_login_says_the_providers_words_without_what_a_terminal_obeys(daemon, scripted):
    path, _ = scripted(
        {"result": {**INVITATION["result"], "message": "Go\x1b[2J there,\nand on."}},
        {"error": {"code": -31024, "message": "too late", "data": {"kind": "codeExpired"}}})
    done = run(daemon, "login", "app_1", socket=path)
    assert done.returncode == 1 and done.stderr == "Go [2J there, and on.\npostern: codeExpired: too late\n"


def test_a_login_that_cannot_begin_is_an_error_like_any(daemon):
    assert run(daemon, "login", "app_ge3dmnzygm4tqmrtgu4dinzs").returncode == 66
