"""One client's manners are its own trouble: the slow, the silent, the flooding and the hostile, beside one that works."""
import os
import socket
import subprocess
import threading

import pytest

from wire import Wire, ping, wait_for

MEGABYTE = 1 << 20
PING = b'{"jsonrpc":"2.0","id":1,"method":"ping"}\n'


@pytest.fixture
def alone(make_daemon):
    return make_daemon().start()


def still_serves(daemon):
    """A well-mannered client beside the others."""
    with daemon.wire() as wire:
        return all("result" in wire.ask("ping", identifier=number) for number in range(50))


def connect(daemon):
    wire = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    wire.connect(str(daemon.socket_path))
    return wire


def test_a_client_that_never_reads_is_not_read_any_more(alone):
    before = alone.memory()
    with connect(alone) as deaf:
        deaf.setblocking(False)
        sent = 0

        def fill():
            nonlocal sent
            try:
                while sent < 512 * MEGABYTE:
                    sent += deaf.send(PING * 1000)
                return True
            except BlockingIOError:
                return still_serves(alone) and stopped(sent)

        last = [-1]

        def stopped(now):
            settled, last[0] = now == last[0], now
            return settled

        wait_for(fill, "the daemon to stop reading")
        assert sent < 64 * MEGABYTE, "what nobody reads is collected without a bound"
        assert alone.memory() - before < 128 * MEGABYTE
        assert still_serves(alone)


def test_answers_wait_for_a_slow_reader_and_none_is_lost(alone):
    with alone.wire() as slow:
        count = 20_000
        writer = threading.Thread(target=lambda: slow.send(
            b"".join(b'{"jsonrpc":"2.0","id":%d,"method":"ping"}\n' % number for number in range(count))))
        writer.start()
        assert still_serves(alone)
        assert sorted(slow.answer()["id"] for _ in range(count)) == list(range(count))
        writer.join(60)


def test_silent_and_halfway_clients_cost_nothing_but_a_descriptor(alone):
    before = alone.descriptors()
    wires = [connect(alone) for _ in range(500)]
    for wire in wires[::2]:
        wire.sendall(b'{"jsonrpc":"2.0","id":1,"met')
    assert still_serves(alone)
    for wire in wires:
        wire.close()
    wait_for(lambda: alone.descriptors() <= before + 2, "descriptors to be given back")


def test_a_thousand_comings_and_goings_leak_nothing(alone):
    ping(alone.socket_path)
    before = alone.descriptors()
    for number in range(1000):
        with connect(alone) as wire:
            if number % 3:
                wire.sendall(PING[: number % len(PING)])
    wait_for(lambda: alone.descriptors() <= before + 2, "descriptors to be given back")
    assert still_serves(alone)


def test_more_connections_than_descriptors(make_daemon):
    daemon = make_daemon()
    daemon.wrapper = ["prlimit", "--nofile=64:64"]
    daemon.start()
    with daemon.wire() as early:
        assert "result" in early.ask("ping")
        wires = []
        for _ in range(100):
            wire = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            wire.settimeout(0.05)
            try:
                wire.connect(str(daemon.socket_path))
            except OSError:
                pass
            wires.append(wire)
        assert "result" in early.ask("ping", identifier=2), "an open connection suffers from those that want one"
        for wire in wires:
            wire.close()
        assert wait_for(lambda: still_serves_or_none(daemon), "new connections to be served again")


def still_serves_or_none(daemon):
    try:
        return still_serves(daemon)
    except OSError:
        return None


def test_floods_of_notifications_cancels_and_duplicates(alone):
    with alone.wire() as flood:
        flood.send(b'{"jsonrpc":"2.0","method":"ping"}\n' * 10_000)
        flood.send(b'{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":1}}\n' * 10_000)
        flood.send(b'{"jsonrpc":"2.0","method":"noSuchMethod"}\n' * 10_000)
        assert still_serves(alone)
        assert "result" in flood.ask("ping", identifier="after")


def test_one_id_many_times_is_answered_each_time(alone):
    with alone.wire() as wire:
        wire.send(PING * 1000)
        answers = wire.finish()
        assert len(answers) == 1000
        assert all("result" in answer or answer["error"]["code"] == -32600 for answer in answers)


def test_a_client_that_goes_in_the_middle_of_its_answers(alone):
    for _ in range(50):
        with connect(alone) as wire:
            wire.sendall(b'{"jsonrpc":"2.0","id":1,"method":"rpc.discover"}\n' * 20)
            wire.recv(10)
    assert still_serves(alone)


@pytest.mark.parametrize("line", [
    b'{"jsonrpc":"2.0","id":1,"method":"ping","params":' + b'{"a":' * 10_000 + b"1" + b"}" * 10_000 + b"}",
    b'{"jsonrpc":"2.0","id":1,"method":"' + b"p" * MEGABYTE + b'"}',
    b'{"jsonrpc":"2.0","id":1,"method":"ping","params":{' + b",".join(b'"%d":0' % n for n in range(200_000)) + b"}}",
    b"[" + b",".join([b'{"jsonrpc":"2.0","id":1,"method":"ping"}'] * 10_000) + b"]",
    b'{"jsonrpc":"2.0","id":1,"method":"ping","params":{"a":"' + b"\\u0000" * 100_000 + b'"}}',
    b'{"jsonrpc":"2.0","id":1e400,"method":"ping"}',
    bytes(range(256)) * 16,
    b"\x00" * MEGABYTE,
], ids=["deep", "long name", "many keys", "long batch", "escaped NULs", "huge number", "all bytes", "NULs"])
def test_a_hostile_line_is_answered(alone, line):
    with alone.wire() as wire:
        for piece in line.replace(b"\n", b" ").split(b"\n"):
            wire.send(piece + b"\n")
            assert "error" in wire.answer()
        assert "result" in wire.ask("ping", identifier="after")


def test_large_requests_of_many_share_a_budget(alone):
    """Far more than the daemon takes in at once: each is answered or refused as overloaded, and memory stays bounded."""
    before = alone.memory()
    size = 24 * MEGABYTE
    outcomes = []

    def push():
        with Wire(alone.socket_path, seconds=120) as wire:
            wire.send(b'{"jsonrpc":"2.0","id":1,"method":"ping","params":{"a":"' + b"x" * size + b'"}}\n')
            outcomes.append(wire.answer()["error"]["data"]["kind"])

    threads = [threading.Thread(target=push) for _ in range(24)]
    for thread in threads:
        thread.start()
    assert still_serves(alone)
    for thread in threads:
        thread.join(180)
    assert len(outcomes) == len(threads) and set(outcomes) <= {"invalidParams", "overloaded", "tooLarge"}
    assert alone.memory() - before < 1600 * MEGABYTE


def test_a_full_disk_is_an_error_and_not_the_end(make_daemon):
    if os.geteuid() != 0:
        pytest.skip("only root can mount")
    daemon = make_daemon()
    daemon.state.mkdir(mode=0o700)
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m,mode=0700", "tmpfs", daemon.state], stderr=subprocess.PIPE)
    if mounted.returncode:
        pytest.skip("no mounts here")
    try:
        daemon.start()
        (daemon.state / "ballast").write_bytes(b"")
        with open(daemon.state / "ballast", "wb", buffering=0) as ballast:
            try:
                while True:
                    ballast.write(b"x" * 4096)
            except OSError:
                pass
        with daemon.wire() as wire:
            # A few may still fit into pages that are there.
            for number in range(200):
                answer = wire.ask("registerApp", {
                    "name": f"App {number}", "provider": "oidc", "clientId": "c" * 200, "issuer": "https://localhost:9",
                    "redirectURLs": ["http://localhost/oauth"],
                    "imap": {"host": "localhost", "port": 9, "security": "tls"},
                    "smtp": {"host": "localhost", "port": 9, "security": "tls"}})
                if "error" in answer:
                    break
            assert answer["error"]["data"]["kind"] in ("internalError", "quotaExceeded"), answer
            (daemon.state / "ballast").unlink()
            known = len(wire.ask("listApps", identifier=2)["result"]["apps"])
            assert known == number, "an app was kept whose making failed, or lost whose making was answered"
    finally:
        daemon.discard_process()
        subprocess.run(["umount", daemon.state], check=True)


def test_no_core_file_can_hold_a_secret(alone):
    limits = open(f"/proc/{alone.process.pid}/limits").read()
    assert "Max core file size        0 " in limits, limits
