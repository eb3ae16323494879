"""Real parts for the tests: the rig once for a session, a daemon of its own for whoever asks."""
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(REPOSITORY / "clients/python/src"))

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
