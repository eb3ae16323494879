"""The systemd units, as systemd itself judges them, and the manual pages."""
import os
import re
import secrets
import shutil
import subprocess
from pathlib import Path

import pytest

from daemon import PROGRAM

PACKAGING = Path(__file__).resolve().parents[2] / "packaging"
UNITS = sorted((PACKAGING / "systemd").glob("*.socket")) + [PACKAGING / "systemd/postern.service"]


@pytest.fixture
def units(tmp_path):
    """The units with a program that exists on this machine."""
    for unit in UNITS:
        text = unit.read_text().replace("/usr/bin/posternd", "/bin/true").replace("#LoadCredential", "LoadCredential")
        (tmp_path / unit.name).write_text(text)
    return tmp_path


def run(*command):
    return subprocess.run(
        [str(part) for part in command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=120)


def test_systemd_finds_no_fault(units):
    done = run("systemd-analyze", "verify", "--man=no", *sorted(units.iterdir()))
    assert done.returncode == 0 and done.stdout.strip() == "", done.stdout


def test_systemd_finds_faults_where_there_are_some(units):
    service = units / "postern.service"
    service.write_text(service.read_text().replace("Type=notify", "Type=notifyy"))
    assert "notifyy" in run("systemd-analyze", "verify", "--man=no", service).stdout


def test_the_exposure_score(units):
    done = run("systemd-analyze", "security", "--offline=true", "--no-pager", units / "postern.service")
    score = float(re.search(r"Overall exposure level for postern.service: ([\d.]+)", done.stdout)[1])
    assert score <= 1.5, done.stdout


def test_the_service_starts_as_its_unit_calls_it_on_a_machine_without_configuration(make_daemon):
    command = re.search(r"^ExecStart=/usr/bin/posternd(.*)$", (PACKAGING / "systemd/postern.service").read_text(), re.M)
    daemon = make_daemon()
    daemon.arguments = lambda: [str(PROGRAM), *command[1].split()]
    daemon.environment.update(STATE_DIRECTORY=str(daemon.state), RUNTIME_DIRECTORY=str(daemon.socket_path.parent))
    daemon.start()
    with daemon.wire() as wire:
        assert wire.ask("getVaultStatus")["result"]["state"] == "open"


def test_a_vault_key_is_exchanged_as_the_page_says(make_daemon):
    daemon = make_daemon().start()
    daemon.stop()
    key = daemon.credentials / "vault-key"
    previous = key.rename(daemon.credentials / "vault-key.previous")
    key.write_bytes(secrets.token_bytes(32))
    os.chmod(key, 0o400)
    for remaining in (previous, None):
        daemon.restart()
        with daemon.wire() as wire:
            assert wire.ask("getVaultStatus")["result"]["state"] == "open"
        if remaining:
            remaining.unlink()


def test_callers_stay_visible():
    text = (PACKAGING / "systemd/postern.service").read_text()
    assert not re.search(r"^PrivateUsers=", text, re.M) and re.search(r"^SystemCallErrorNumber=EPERM$", text, re.M)


def test_sockets_have_the_names_that_the_daemon_looks_for():
    names = {
        unit.stem: re.search(r"^FileDescriptorName=(\w+)$", unit.read_text(), re.M)[1]
        for unit in UNITS if unit.suffix == ".socket"}
    assert names == {"postern": "api", "postern-admin": "admin", "postern-oauth": "oauth"}


def test_the_user_and_the_directories_are_made(tmp_path):
    (tmp_path / "etc").mkdir()
    assert run("systemd-sysusers", f"--root={tmp_path}", PACKAGING / "systemd/postern.sysusers").returncode == 0
    assert re.search(r"^postern:", (tmp_path / "etc/passwd").read_text(), re.M)
    done = run("systemd-tmpfiles", f"--root={tmp_path}", "--create", PACKAGING / "systemd/postern.tmpfiles")
    assert done.returncode == 0 and (tmp_path / "etc/credstore.encrypted").stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("page", sorted((PACKAGING / "man").iterdir()), ids=lambda page: page.name)
def test_a_manual_page_is_sound(page):
    if not shutil.which("groff"):
        pytest.skip("groff is not installed")
    done = run("groff", "-man", "-t", "-Tutf8", "-ww", "-K", "utf8", "-z", "-rLL=100n", page)
    assert done.returncode == 0 and "error" not in done.stdout, done.stdout
