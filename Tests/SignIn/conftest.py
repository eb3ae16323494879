"""Proof by tests of signing in and of tokens, through the running daemon: the sandbox stands for Microsoft, the rig for everybody else."""
import os
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
for place in (HERE.parent / "Contract", HERE.parent / "Sandbox", HERE.parent / "Interop", HERE.parents[1] / "clients/python/src"):
    sys.path.insert(0, str(place))

from fixtures import house as rig_house, mail_daemon, make_daemon, rig, running_rig  # noqa: E402,F401
from graph_house import GraphHouse  # noqa: E402

# `POSTERN_SIGNIN=long` runs everything at length; the short form is what CI has time for.
LONG = os.environ.get("POSTERN_SIGNIN") == "long"


@pytest.fixture(scope="session")
def tls_directory(tmp_path_factory):
    return tmp_path_factory.mktemp("tls")


@pytest.fixture
def start_house(tls_directory):
    """Starts a sandbox and a daemon beside it: `start_house({"entra.refreshRotation": "strict"}, tokens={…})`."""
    started = []

    def start(facts=None, options=("--messages", "5"), **configuration):
        started.append(GraphHouse(tls_directory, facts, options, **configuration))
        return started[-1].__enter__()

    yield start
    for one in started:
        one.__exit__()


@pytest.fixture(scope="module")
def house(tls_directory):
    """One for the tests of a file that leave it as they found it."""
    with GraphHouse(tls_directory, None, ("--messages", "5")) as one:
        yield one
