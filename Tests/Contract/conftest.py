"""One body of tests, three doors: `door` is each of them in turn, and what a test may expect there is what the account declares."""
import secrets
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
for place in (HERE.parent / "Sandbox", HERE.parent / "Interop", HERE.parents[1] / "clients/python/src"):
    sys.path.insert(0, str(place))

from daemon import Daemon  # noqa: E402
from doors import RigDoor, SandboxGraphDoor, SandboxIMAPDoor  # noqa: E402
from fixtures import make_daemon, running_rig  # noqa: E402,F401
from sandbox import Sandbox  # noqa: E402

import differences  # noqa: E402

DOORS = ("rig", "sandbox-imap", "sandbox-graph")


@pytest.fixture(scope="session")
def tls_directory(tmp_path_factory):
    return tmp_path_factory.mktemp("tls")


@pytest.fixture(scope="session")
def running_sandbox(tls_directory):
    sandbox = Sandbox(tls_directory)
    yield sandbox
    assert sandbox.stop() == 0


@pytest.fixture
def start_sandbox(tls_directory):
    """Starts sandboxes of a test's own: `start_sandbox({"graph.maximumTop": 5})`."""
    started = []

    def start(facts=None, *options):
        started.append(Sandbox(tls_directory, facts, options))
        return started[-1]

    yield start
    for one in started:
        one.stop()


@pytest.fixture(scope="session")
def sandbox_daemon(running_sandbox):
    """One daemon for both of the sandbox's doors."""
    daemon = Daemon(**running_sandbox.ready["configuration"]).start()
    yield daemon
    daemon.discard()


@pytest.fixture(scope="session")
def rig_door(running_rig):  # noqa: F811
    running_rig.control("reset", {})
    daemon = Daemon(running_rig).start()
    door = RigDoor(running_rig, daemon)
    yield door
    door.close_hands()
    daemon.discard()


@pytest.fixture(scope="session")
def sandbox_imap_door(running_sandbox, sandbox_daemon):
    return SandboxIMAPDoor(running_sandbox, sandbox_daemon)


@pytest.fixture(scope="session")
def sandbox_graph_door(running_sandbox, sandbox_daemon):
    return SandboxGraphDoor(running_sandbox, sandbox_daemon)


def ready(door):
    """The door as a test finds it: its daemon alive, its servers without faults."""
    if hasattr(door, "sandbox"):
        door.sandbox.control("DELETE", "faults")
        door.sandbox.control("DELETE", "requests")
    if not door.daemon.is_running():
        door.daemon.start()
    try:
        door.client.ping()
    except ConnectionError:
        door.connect()
    return door


@pytest.fixture(params=DOORS)
def door(request):
    one = ready(request.getfixturevalue(request.param.replace("-", "_") + "_door"))
    yield one
    assert one.daemon.is_running(), f"this test ended the daemon:\n{one.daemon.log()[-3000:]}"
    if hasattr(one, "sandbox"):
        one.sandbox.control("DELETE", "faults")
    differences.note(one)


@pytest.fixture
def imap_door(sandbox_imap_door):
    return ready(sandbox_imap_door)


@pytest.fixture
def graph_door(sandbox_graph_door):
    return ready(sandbox_graph_door)


@pytest.fixture
def marker():
    """A word that no other test uses."""
    return "m" + secrets.token_hex(6)


@pytest.fixture
def box(door, marker):
    """A new, empty mailbox: its levels."""
    levels = ("Box " + marker,)
    door.make_mailbox(*levels)
    return levels


def pytest_terminal_summary(terminalreporter):
    if differences.seen:
        terminalreporter.section("declared differences")
        for line in differences.table(differences.seen).splitlines():
            terminalreporter.write_line(line)
