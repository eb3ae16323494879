"""What both clients need for a device login."""
from __future__ import annotations

import sys
import time
from typing import Any, Callable, Mapping

from .errors import TimedOut

#: Told what the user has to be told: `verificationURI`, `userCode`, often a whole sentence as `message`.
Show = Callable[[Mapping[str, Any]], None]

#: How long one question to the daemon waits; meanwhile it answers others.
ROUND_SECONDS = 60
#: Longer than any provider lets a user take.
LONGEST_SECONDS = 3600.0


def print_invitation(invitation: Mapping[str, Any]) -> None:
    """The provider's own sentence, else one of ours, on standard error; without what a terminal would obey."""
    words = invitation.get("message") or f"Open {invitation['verificationURI']} and enter the code {invitation['userCode']}."
    print("".join(letter for letter in words if letter.isprintable()), file=sys.stderr, flush=True)


class Patience:
    """Until when a device login is waited for."""

    def __init__(self, seconds: float) -> None:
        self.end = time.monotonic() + seconds

    def round_ms(self) -> int:
        """How long to ask for next."""
        return max(1, int(min(ROUND_SECONDS, self.end - time.monotonic()) * 1000))

    def bear(self, error: TimedOut) -> None:
        """Raises it when it was the last; else the question is to be asked again."""
        if time.monotonic() >= self.end:
            raise error
