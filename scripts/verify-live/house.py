"""A daemon for this run alone, on a directory that is gone afterwards."""
import json
import os
import shutil
import subprocess
import tempfile
import time

from postern import Client, PosternError

START_SECONDS = 60
#: What of a given configuration is meant for this daemon, too.
SHARED = ("clouds", "tls", "egress")


class House:
    def __init__(self, program, configuration):
        # Short: a Unix socket's path has 107 bytes.
        self.directory = tempfile.mkdtemp(prefix="postern-live.")
        self.socket = os.path.join(self.directory, "run", "postern.sock")
        path = os.path.join(self.directory, "config.json")
        with open(path, "w") as file:
            json.dump({**{name: configuration[name] for name in SHARED if name in configuration},
                       "vault": {"createKeyFile": True}}, file)
        self.log = open(os.path.join(self.directory, "log"), "wb")
        self.process = subprocess.Popen(
            [program, "--socket", self.socket, "--state-directory", os.path.join(self.directory, "state"), "--config", path],
            stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log)
        self.client = None

    def __enter__(self):
        try:
            self._await_start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def _await_start(self):
        end = time.monotonic() + START_SECONDS
        while self.process.poll() is None and time.monotonic() < end:
            try:
                self.client = Client(self.socket)
                self.client.ping()
                return
            except (PosternError, OSError):
                time.sleep(0.05)
        last = open(self.log.name, errors="replace").read()[-2000:]
        raise SystemExit(f"posternd does not start; it said:\n{last}")

    def __exit__(self, *_):
        if self.client:
            self.client.close()
        self.process.terminate()
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.log.close()
        shutil.rmtree(self.directory, ignore_errors=True)
