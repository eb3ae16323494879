"""`postern`, the command: one call, one answer, an exit status that a script can act on."""
import json
import os
import subprocess

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
