"""scripts/verify-live against a sandbox, with somebody who signs in on another device as he is told to."""
import json
import os
import re
import subprocess
import sys
import threading
from pathlib import Path

from daemon import PROGRAM, REPOSITORY
from sandbox import ADELE

VERIFY_LIVE = REPOSITORY / "scripts/verify-live"
INVITATION = re.compile(r"open the page (\S+) and enter the code (\w+)")
SECONDS = 600


class Verification:
    """One run: its exit status, what it printed, and its report."""

    def __init__(self, sandbox, directory, *options, app="postern-native", user=ADELE, answer="allow", secret=None):
        registered = sandbox.app(app)
        configuration, report = directory / "config.json", directory / "report.json"
        configuration.write_text(json.dumps(sandbox.ready["configuration"]))
        words = ["--client-id", registered["clientId"], "--cloud", "sandbox", "--config", configuration, "--json", report]
        secret = secret or registered["secret"]
        if secret:
            (directory / "secret").write_text(secret + "\n")
            words += ["--secret-file", directory / "secret"]
        self.sandbox, self.user, self.answer = sandbox, user, answer
        self.said = []
        self.process = subprocess.Popen(
            [sys.executable, VERIFY_LIVE, *map(str, words), *options], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            env={**os.environ, "POSTERN_BIN": str(Path(PROGRAM).parent), "PYTHONDONTWRITEBYTECODE": "1"})
        signer = threading.Thread(target=self.sign_in)
        signer.start()
        try:
            self.printed = self.process.stdout.read()
            self.status = self.process.wait(SECONDS)
        finally:
            self.process.kill()
            signer.join()
            self.process.stdout.close()
            self.process.stderr.close()
        self.source = report.read_text() if report.exists() else "{}"
        self.report = json.loads(self.source)

    def sign_in(self):
        """Does on the device page what each invitation asks for."""
        for line in self.process.stderr:
            self.said.append(line)
            invitation = INVITATION.search(line)
            if invitation:
                self.sandbox.http.post(invitation.group(1), data={"otc": invitation.group(2)},
                                       headers={"X-Sandbox-User": self.user, "X-Sandbox-Answer": self.answer})

    @property
    def facts(self):
        return {entry["fact"]: entry for entry in self.report["facts"]}

    @property
    def flow(self):
        return {step["step"]: step for step in self.report["flow"]}

    def told(self):
        """For a failing test."""
        return self.printed + "".join(self.said)[-3000:]
