"""Real parts for the tests: the rig once for a session, a daemon of its own for whoever asks."""
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(REPOSITORY / "clients/python/src"))

from daemon import Daemon  # noqa: E402
from household import House  # noqa: E402
from rig_client import Rig  # noqa: E402


@pytest.fixture(scope="session")
def running_rig():
    """The rig that POSTERN_RIG describes (a file or JSON text), else one of our own."""
    given = os.environ.get("POSTERN_RIG")
    if given:
        yield Rig(json.loads(given if given.startswith("{") else Path(given).read_text()))
        return
    started = subprocess.run(
        [REPOSITORY / "scripts/rig/start.sh"], stdout=subprocess.PIPE, check=True, timeout=300,
        env={**os.environ, "RIG_PYTHON": sys.executable})
    description = json.loads(started.stdout)
    yield Rig(description)
    subprocess.run([REPOSITORY / "scripts/rig/stop.sh", description["dir"]], check=True, timeout=60)


@pytest.fixture
def rig(running_rig):
    """The rig with every switch in its first position."""
    running_rig.control("reset", {})
    return running_rig


@pytest.fixture
def make_daemon():
    """Makes daemons that are not started yet, and cleans up after all of them."""
    made = []

    def make(rig=None, **overrides):
        made.append(Daemon(rig, **overrides))
        return made[-1]

    yield make
    for one in made:
        one.discard()


@pytest.fixture(scope="session")
def shared_daemon():
    """A running daemon without mail, for tests that leave it as they found it."""
    one = Daemon().start()
    yield one
    one.discard()


@pytest.fixture
def daemon(shared_daemon):
    assert shared_daemon.is_running(), f"an earlier test ended the shared daemon:\n{shared_daemon.log()[-3000:]}"
    yield shared_daemon
    assert shared_daemon.is_running(), f"this test ended the daemon:\n{shared_daemon.log()[-3000:]}"


@pytest.fixture
def mail_daemon(make_daemon, rig):
    """A running daemon of the test's own that knows the rig."""
    return make_daemon(rig).start()


@pytest.fixture
def house(mail_daemon, rig):
    """A daemon of the test's own beside the rig, with empty mailboxes, and a client."""
    for user in rig["users"]:
        rig.empty(user["address"])
    one = House(mail_daemon, rig)
    yield one
    one.close()
