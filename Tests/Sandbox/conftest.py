import platform
import subprocess
from importlib import metadata

import pytest

from endpoints import CLIENTS, Exercised
from sandbox import Sandbox

exercised = Exercised()


@pytest.fixture(scope="session")
def tls_directory(tmp_path_factory):
    return tmp_path_factory.mktemp("tls")


@pytest.fixture(scope="session")
def shared(tls_directory):
    sandbox = Sandbox(tls_directory)
    yield sandbox
    assert sandbox.stop() == 0


@pytest.fixture
def sandbox(shared, request):
    """The sandbox that tests share: no fault is on and nothing is recorded when a test begins."""
    shared.control("DELETE", "faults")
    shared.control("DELETE", "requests")
    yield shared
    shared.close_opened()
    exercised.note(CLIENTS.get(request.module.__name__), shared)
    shared.control("DELETE", "faults")


@pytest.fixture
def start(tls_directory, request):
    """Starts sandboxes of a test's own: `start({"graph.maximumTop": 5})`."""
    started = []

    def start_one(facts=None, *options):
        started.append(Sandbox(tls_directory, facts, options))
        return started[-1]

    yield start_one
    for sandbox in started:
        exercised.note(CLIENTS.get(request.module.__name__), sandbox)
        sandbox.stop()


@pytest.fixture(scope="session")
def what_was_exercised():
    return exercised


_mutations = []


@pytest.fixture(scope="session")
def mutation_table():
    return _mutations


def pytest_terminal_summary(terminalreporter):
    terminalreporter.section("foreign clients")
    for name, version in versions():
        terminalreporter.write_line(f"{name:12} {version}")
    if _mutations:
        terminalreporter.section("facts turned round")
    for fact, value, client, test, noticed in _mutations:
        terminalreporter.write_line(f"{'noticed' if noticed else 'MISSED '}  {fact + ' = ' + value:42} {client:12} {test}")


def versions():
    for name in ("msal", "msgraph-sdk", "O365", "IMAPClient", "PyJWT"):
        yield name, metadata.version(name)
    yield "imaplib", "of Python " + platform.python_version()
    yield "smtplib", "of Python " + platform.python_version()
    for program in ("mbsync", "msmtp", "curl", "chromium"):
        said = subprocess.run([program, "--version"], capture_output=True, text=True).stdout.splitlines()
        yield program, said[0][:60] if said else "not here"
