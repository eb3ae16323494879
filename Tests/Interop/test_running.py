"""Starting, stopping and being started: sockets, the service manager, locks, configuration."""
import json
import os
import shutil
import signal
import socket
import sqlite3
import stat
import subprocess
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from daemon import COMMAND_LINE, PROGRAM
from wire import Wire, ping, wait_for

# sysexits(3)
USAGE, DATA, TEMPORARY, CONFIGURATION = 64, 65, 75, 78
# A uid as people have them; it needs no entry in the list of users.
ORDINARY_UID = 61234


def test_it_says_to_the_service_manager_what_it_does(make_daemon):
    daemon = make_daemon().start(WATCHDOG_USEC="400000")
    said = daemon.notifications.said
    assert any(line.startswith("STATUS=") for line in said), said
    daemon.notifications.wait_for("WATCHDOG=1", daemon.is_running)
    assert daemon.stop() == 0
    daemon.notifications.wait_for("STOPPING=1", lambda: True)


def test_the_socket_is_for_owner_and_group_and_goes_with_the_daemon(make_daemon):
    daemon = make_daemon().start()
    assert stat.S_IMODE(daemon.socket_path.stat().st_mode) == 0o660
    assert stat.S_IMODE(daemon.socket_path.parent.stat().st_mode) == 0o750
    assert stat.S_IMODE(daemon.state.stat().st_mode) == 0o700
    assert all(stat.S_IMODE(path.stat().st_mode) & 0o077 == 0 for path in daemon.state.rglob("*"))
    daemon.stop()
    assert not daemon.socket_path.exists()


def test_a_directory_that_socket_and_state_share_is_made_for_owner_and_group_only(make_daemon):
    daemon = make_daemon()
    shared = daemon.directory / "shared"
    daemon.socket_path, daemon.state = shared / "postern.sock", shared / "state"
    daemon.start()
    assert stat.S_IMODE(shared.stat().st_mode) == 0o750


def test_a_socket_left_by_a_crash_is_replaced(make_daemon):
    daemon = make_daemon().start()
    daemon.kill()
    assert daemon.socket_path.exists()
    daemon.start()
    assert ping(daemon.socket_path)


def test_a_file_in_the_place_of_the_socket_is_left_alone(make_daemon):
    daemon = make_daemon()
    daemon.socket_path.parent.mkdir(mode=0o750)
    daemon.socket_path.write_text("precious")
    assert daemon.spawn().wait(60) != 0
    assert daemon.socket_path.read_text() == "precious"


def test_a_path_too_long_for_a_socket_is_refused(make_daemon):
    daemon = make_daemon()
    daemon.socket_path = daemon.directory / ("x" * 120)
    assert daemon.spawn().wait(60) in (USAGE, CONFIGURATION)
    assert "107" in daemon.log()


def test_a_second_daemon_on_the_same_state_is_refused_and_harms_nothing(make_daemon):
    first, second = make_daemon().start(), make_daemon()
    second.state = first.state
    assert second.spawn().wait(60) == TEMPORARY
    assert str(first.state) in second.log()
    assert ping(first.socket_path)


def test_a_second_daemon_on_the_same_socket_is_refused_and_harms_nothing(make_daemon):
    first, second = make_daemon().start(), make_daemon()
    second.socket_path = first.socket_path
    assert second.spawn().wait(60) == TEMPORARY
    assert ping(first.socket_path)


@pytest.mark.parametrize("name", ["postern.db", "vault.db"])
def test_a_database_of_a_later_version_is_refused_and_not_touched(make_daemon, name):
    daemon = make_daemon().start()
    daemon.stop()
    path = daemon.state / name
    with sqlite3.connect(path) as database:
        version = database.execute("PRAGMA user_version").fetchone()[0]
        database.execute(f"PRAGMA user_version = {version + 1}")
    database.close()
    before = path.read_bytes()
    assert daemon.spawn().wait(60) == DATA
    assert name in daemon.log() and path.read_bytes() == before


def test_a_damaged_database_is_refused(make_daemon):
    daemon = make_daemon().start()
    daemon.stop()
    (daemon.state / "postern.db").write_bytes(b"this is no database" * 1000)
    for leftover in daemon.state.glob("postern.db-*"):
        leftover.unlink()
    assert daemon.spawn().wait(60) == DATA
    assert "damaged" in daemon.log()


@pytest.mark.parametrize("text, named", [
    ('{"unheardOf": 1}', ["unheardOf"]),
    ('{"logLevel": "loud"}', ["logLevel", "debug", "notice", "error"]),
    ('{"logLevel": 7}', ["logLevel"]),
    ('{"clients": [{"user": "root", "role": "emperor"}]}', ["role", "admin", "client"]),
    ('{"clients": [{"role": "client"}]}', ["clients"]),
    ('{"logLevel": "debug", "logLevel": "error"}', ["duplicate"]),
    ('{"logLevel": "debug",}', []),
    ("[]", []),
    ("", []),
])
def test_a_wrong_configuration_is_refused_by_name(make_daemon, text, named):
    daemon = make_daemon()
    daemon.config_path.write_text(text)
    done = subprocess.run(
        daemon.arguments(), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        env={"PATH": os.environ["PATH"]}, timeout=60)
    assert done.returncode == CONFIGURATION, done.stdout
    assert str(daemon.config_path) in done.stdout and all(word in done.stdout for word in named), done.stdout


@pytest.mark.parametrize("arguments, environment, status", [
    (["--unheard-of"], {}, USAGE),
    (["--log-level"], {}, USAGE),
    (["--log-level", "loud"], {}, CONFIGURATION),
    (["--config", "/nonexistent/config.json"], {}, CONFIGURATION),
    ([], {"POSTERN_LOG_LEVEL": "loud"}, CONFIGURATION),
])
def test_a_wrong_call_is_refused(make_daemon, arguments, environment, status):
    daemon = make_daemon()
    assert daemon.spawn(*arguments, **environment).wait(60) == status, daemon.log()


def test_a_flag_is_stronger_than_the_environment_and_that_than_the_file(make_daemon):
    daemon = make_daemon(logLevel="debug")
    daemon.start("--log-level", "error", POSTERN_LOG_LEVEL="notice")
    ping(daemon.socket_path)
    daemon.stop()
    assert daemon.log() == ""


def test_an_ordinary_users_daemon_finds_its_place_and_its_key(make_daemon):
    daemon = make_daemon()
    home = daemon.directory / "home"
    runtime = home / "runtime"
    for directory in (home, runtime):
        directory.mkdir(mode=0o700)
        os.chown(directory, ORDINARY_UID, ORDINARY_UID)
    # A copy: the checkout may lie where others cannot go.
    programs = [Path(shutil.copy(program, daemon.directory)) for program in (PROGRAM, COMMAND_LINE)]
    become = ["setpriv", f"--reuid={ORDINARY_UID}", f"--regid={ORDINARY_UID}", "--clear-groups"]
    environment = {"PATH": os.environ["PATH"], "HOME": str(home), "XDG_RUNTIME_DIR": str(runtime)}
    with open(daemon.log_path, "ab") as log:
        daemon.process = subprocess.Popen(
            [*become, programs[0]], stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=environment, cwd="/")
    path = runtime / "postern/postern.sock"
    wait_for(lambda: try_ping(path) or not daemon.is_running(), "an answer")
    assert daemon.is_running(), daemon.log()
    done = subprocess.run(
        [*become, programs[1], "call", "getVaultStatus"], env=environment, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, timeout=60, cwd="/")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["openedBy"] == "keyFile"
    key = home / ".local/state/postern/vault.key"
    assert stat.S_IMODE(key.stat().st_mode) == 0o400 and str(key) in daemon.log()


def try_ping(path):
    try:
        return ping(path)
    except (OSError, AssertionError):
        return None


# Activation

def activate(daemon, names, listeners, extra=()):
    """The program as systemd would start it, by systemd's own test tool."""
    daemon.config_path.write_text(json.dumps(daemon.configuration))
    command = ["systemd-socket-activate", *([f"--fdname={':'.join(names)}"] if names else [])]
    for name in ("CREDENTIALS_DIRECTORY", "HOME"):
        command += ["-E", name]
    for listener in listeners:
        command += ["-l", str(listener)]
    arguments = [
        str(PROGRAM), "--state-directory", str(daemon.state), "--config", str(daemon.config_path), *extra]
    daemon.process = subprocess.Popen(
        command + arguments, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=open(daemon.log_path, "ab"),
        env={"PATH": os.environ["PATH"], "HOME": str(daemon.directory), **daemon.environment})
    return daemon.process


@pytest.mark.parametrize("names", [["api"], []])
def test_a_socket_from_systemd_is_taken_by_its_name_or_without_one_and_left_in_place(make_daemon, names):
    daemon = make_daemon()
    path = daemon.directory / "activated.sock"
    activate(daemon, names, [path])
    wait_for(path.exists, "systemd's socket")
    assert ping(path)
    assert not daemon.socket_path.exists()
    assert daemon.stop() == 0
    assert path.exists()


def test_on_an_admin_socket_of_its_own_admin_methods_leave_the_other(make_daemon):
    daemon = make_daemon()
    api, admin = daemon.directory / "api.sock", daemon.directory / "admin.sock"
    activate(daemon, ["api", "admin"], [api, admin])
    wait_for(admin.exists, "systemd's sockets")
    for path, allowed in ((api, False), (admin, True)):
        with Wire(path) as wire:
            assert "result" in wire.ask("ping")
            answer = wire.ask("getVaultStatus")
            assert ("result" in answer) == allowed, answer
            if not allowed:
                assert answer["error"]["data"]["kind"] == "forbidden"
                assert "admin socket" in answer["error"]["data"]["hint"]


@pytest.mark.parametrize("names", [["api", "odd"], ["odd"]])
def test_a_socket_with_an_unknown_name_is_refused(make_daemon, names):
    daemon = make_daemon()
    paths = [daemon.directory / f"{name}.sock" for name in names]
    activate(daemon, names, paths)
    wait_for(paths[-1].exists, "systemd's sockets")
    wait_for(lambda: try_ping(paths[0]) or not daemon.is_running(), "the program to be started")
    assert daemon.process.wait(60) == CONFIGURATION, daemon.log()
    assert "odd" in daemon.log()


# Stopping

def test_sigterm_answers_what_is_under_way(make_daemon):
    daemon = make_daemon().start()
    with daemon.wire() as wire:
        wire.send("".join('{"jsonrpc":"2.0","id":%d,"method":"ping"}\n' % number for number in range(100)))
        first = wire.answer()
        daemon.process.send_signal(signal.SIGTERM)
        answers = [first]
        while (line := wire.line()) is not None:
            answers.append(json.loads(line))
    assert sorted(answer["id"] for answer in answers) == list(range(len(answers)))
    assert all("result" in answer or answer["error"]["data"]["kind"] == "shuttingDown" for answer in answers)
    assert daemon.process.wait(60) == 0


def test_sigterm_does_not_wait_for_idle_clients(make_daemon):
    daemon = make_daemon().start()
    with daemon.wire() as idle, daemon.wire() as halfway:
        assert "result" in idle.ask("ping")
        halfway.send('{"jsonrpc":"2.0","id":1,"meth')
        assert daemon.stop() == 0


def test_a_long_poll_ends_when_the_daemon_stops(make_daemon, rig):
    daemon = make_daemon(rig).start()
    with daemon.wire() as wire:
        app = wire.ask("registerApp", {
            "name": "poll", "provider": "oidc", "clientId": "public", "issuer": rig["issuer"],
            "redirectURLs": ["http://localhost/oauth"], "imap": rig["imaps"], "smtp": rig["submission"]})["result"]
        state = wire.ask("authorizeURL", {"app": app["app"]["id"]})["result"]["state"]
        wire.send_line({
            "jsonrpc": "2.0", "id": 9, "method": "awaitSignIn", "params": {"state": state, "timeoutMs": 300_000}})
        assert "result" in wire.ask("ping", identifier=10)
        assert daemon.stop() == 0
        assert wire.answer()["error"]["data"]["kind"] in ("shuttingDown", "requestCancelled", "timeout")


# Sealed

def test_without_a_key_it_runs_and_waits_for_a_passphrase(make_daemon):
    daemon = make_daemon()
    daemon.environment = {}
    daemon.start()
    with daemon.wire() as wire:
        assert wire.ask("getHealth")["result"]["status"] == "uninitialized"
        assert wire.ask("listApps")["error"]["data"]["kind"] == "vaultSealed"
        opened = wire.ask("unlockVault", {"passphrase": "correct horse battery staple"})
        assert opened["result"]["state"] == "open"
        assert wire.ask("listApps")["result"]["apps"] == []
    daemon.restart()
    with daemon.wire() as wire:
        assert wire.ask("getHealth")["result"]["status"] == "sealed"
        assert "error" in wire.ask("unlockVault", {"passphrase": "wrong"})
        assert wire.ask("getVaultStatus")["result"]["state"] in ("sealed", "wrongKey")
        assert wire.ask("unlockVault", {"passphrase": "correct horse battery staple"})["result"]["state"] == "open"


def test_a_key_file_is_made_where_the_configuration_says_so(make_daemon):
    daemon = make_daemon(vault={"createKeyFile": True})
    daemon.environment = {}
    daemon.start()
    key = daemon.state / "vault.key"
    assert stat.S_IMODE(key.stat().st_mode) == 0o400 and str(key) in daemon.log()
    daemon.restart()
    with daemon.wire() as wire:
        assert wire.ask("getVaultStatus")["result"]["openedBy"] == "keyFile"


def test_a_key_file_that_others_can_read_is_not_used(make_daemon):
    daemon = make_daemon(vault={"createKeyFile": True})
    daemon.environment = {}
    daemon.start()
    os.chmod(daemon.state / "vault.key", 0o444)
    daemon.restart()
    with daemon.wire() as wire:
        assert wire.ask("getHealth")["result"]["status"] == "sealed"


def test_with_a_wrong_key_it_runs_and_says_so(make_daemon):
    daemon = make_daemon().start()
    daemon.stop()
    key = daemon.credentials / "vault-key"
    os.chmod(key, 0o600)
    key.write_bytes(bytes(32))
    os.chmod(key, 0o400)
    daemon.start()
    with daemon.wire() as wire:
        assert wire.ask("getVaultStatus")["result"]["state"] == "wrongKey"
        assert wire.ask("getHealth")["result"]["status"] == "sealed"


# The loopback listener

def free_port():
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        return holder.getsockname()[1]


def test_the_loopback_listener_answers_one_address_only(make_daemon):
    port = free_port()
    daemon = make_daemon(listener={"enabled": True, "port": port}).start()

    def get(path, host=None):
        request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers={"Host": host or f"localhost:{port}"})
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return answer.status, dict(answer.headers), answer.read()
        except urllib.error.HTTPError as error:
            return error.code, dict(error.headers), error.read()

    assert get("/")[0] == 404
    assert get("/oauth?state=a&code=b", "evil.example")[0] in (400, 403, 404, 421)
    status, headers, page = get("/oauth?state=unknown&code=secret-code-canary")
    assert status in (200, 400, 404)
    assert headers.get("Referrer-Policy") == "no-referrer" and "Access-Control-Allow-Origin" not in headers
    assert b"secret-code-canary" not in page and "secret-code-canary" not in daemon.log()


def test_a_taken_port_does_not_stop_the_daemon(make_daemon):
    with socket.socket() as squatter:
        squatter.bind(("127.0.0.1", 0))
        squatter.listen()
        daemon = make_daemon(listener={"enabled": True, "port": squatter.getsockname()[1]}).start()
        with daemon.wire() as wire:
            assert wire.ask("getHealth")["result"]["status"] == "degraded"


def test_many_starts_in_parallel_leave_one_daemon(make_daemon):
    daemons = [make_daemon() for _ in range(6)]
    for one in daemons:
        one.state, one.socket_path = daemons[0].state, daemons[0].socket_path
    for one in daemons:
        one.spawn()
    wait_for(
        lambda: sum(1 for one in daemons if one.process.poll() is not None) == len(daemons) - 1,
        "all but one to give up", 60)
    assert wait_for(lambda: try_ping(daemons[0].socket_path), "the one that stayed")
    assert all(one.process.poll() in (None, TEMPORARY) for one in daemons)
