"""A daemon of the tests' own, on directories of its own."""
import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
from pathlib import Path

from wire import Wire, wait_for

REPOSITORY = Path(__file__).resolve().parents[2]
PROGRAM = Path(os.environ.get("POSTERN_BIN", REPOSITORY / ".build/debug/posternd")).resolve()
COMMAND_LINE = PROGRAM.with_name("postern")
START_SECONDS = 60
# What the named cloud of the tests calls the resource of IMAP and SMTP.
RESOURCE = "https://outlook.rig.test"


def configuration(rig=None):
    """What every daemon here is told: the rig's CA, that loopback is allowed, and the rig's Entra face as a cloud."""
    values = {"logLevel": "debug", "limits": {"connections": 2000, "connectionsPerUser": 2000}}
    if rig is not None:
        values["tls"] = {"caFile": rig["ca"]}
        values["egress"] = {"allow": ["127.0.0.0/8", "::1/128"]}
        values["clouds"] = {
            "rig": {
                "loginHost": rig["issuer"], "graphRoot": "https://localhost:9", "imap": rig["imaps"],
                "smtp": rig["submission"], "mailResource": RESOURCE}}
    return values


class Notifications:
    """Stands for the service manager: collects what the daemon says to $NOTIFY_SOCKET."""

    def __init__(self, directory):
        self.path = str(directory / "notify")
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.socket.bind(self.path)
        os.chmod(self.path, 0o777)
        self.said = []

    def wait_for(self, text, alive, seconds=START_SECONDS):
        """Until the daemon has said it; fails at once when `alive` tells that it has ended."""
        self.socket.settimeout(0.2)

        def heard():
            if any(text in line for line in self.said):
                return True
            try:
                self.said += self.socket.recv(1 << 16).decode().split("\n")
            except socket.timeout:
                assert alive(), f"the daemon ended before it said {text}"
            return any(text in line for line in self.said)

        wait_for(heard, f"{text} on the notify socket", seconds)


class Daemon:
    def __init__(self, rig=None, **overrides):
        # Short: a Unix socket's path has 107 bytes.
        self.directory = Path(tempfile.mkdtemp(prefix="postern-it.", dir="/tmp"))
        os.chmod(self.directory, 0o755)
        self.socket_path = self.directory / "run/postern.sock"
        self.state = self.directory / "state"
        self.config_path = self.directory / "config.json"
        self.log_path = self.directory / "log"
        self.credentials = self.directory / "credentials"
        self.configuration = {**configuration(rig), **overrides}
        self.environment = {"CREDENTIALS_DIRECTORY": str(self.credentials)}
        self.wrapper = []
        self.process = None
        self.notifications = None
        self.credentials.mkdir(mode=0o700)
        self.key = secrets.token_bytes(32)
        (self.credentials / "vault-key").write_bytes(self.key)
        os.chmod(self.credentials / "vault-key", 0o400)

    def arguments(self):
        return [
            str(PROGRAM), "--socket", str(self.socket_path), "--state-directory", str(self.state), "--config",
            str(self.config_path)]

    def spawn(self, *extra, **environment):
        """Starts the program without waiting for anything."""
        self.config_path.write_text(json.dumps(self.configuration))
        log = open(self.log_path, "ab")
        self.process = subprocess.Popen(
            [*self.wrapper, *self.arguments(), *extra], stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            env={"PATH": os.environ["PATH"], "HOME": str(self.directory), **self.environment, **environment})
        log.close()
        return self.process

    def start(self, *extra, **environment):
        """Starts it and waits until it says that it serves."""
        shutil.rmtree(self.directory / "notify", ignore_errors=True)
        (self.directory / "notify").unlink(missing_ok=True)
        self.notifications = Notifications(self.directory)
        self.spawn(*extra, NOTIFY_SOCKET=self.notifications.path, **environment)
        try:
            self.notifications.wait_for("READY=1", self.is_running)
        except AssertionError as error:
            raise AssertionError(f"{error}; it said:\n{self.log()[-3000:]}") from None
        return self

    def is_running(self):
        return self.process is not None and self.process.poll() is None

    def log(self):
        return self.log_path.read_text(errors="replace") if self.log_path.exists() else ""

    def stop(self):
        """SIGTERM, and its exit status."""
        if self.is_running():
            self.process.send_signal(signal.SIGTERM)
        return self.process.wait(60)

    def kill(self):
        """kill -9: no chance to write anything."""
        self.process.kill()
        self.process.wait(30)

    def restart(self):
        if self.is_running():
            self.stop()
        return self.start()

    def open_to_everybody(self):
        """So that what is tested is the daemon's own check, not the file system's."""
        os.chmod(self.socket_path.parent, 0o755)
        os.chmod(self.socket_path, 0o666)

    def wire(self):
        return Wire(self.socket_path)

    def descriptors(self):
        return len(os.listdir(f"/proc/{self.process.pid}/fd"))

    def memory(self):
        """Resident bytes."""
        for line in Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS"):
                return int(line.split()[1]) * 1024
        raise AssertionError("no VmRSS")

    def discard_process(self):
        if self.is_running():
            self.kill()

    def discard(self):
        self.discard_process()
        shutil.rmtree(self.directory, ignore_errors=True)
