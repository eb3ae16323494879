"""Every fault that can concern Graph or Entra, at everything that Postern does there, and what has to come of it.

The kinds are of proto-docs/methods.md; "ok" is a result.
"""
from dataclasses import dataclass, field

OK = "ok"
# Told where it cannot be known whether the mail went.
UNKNOWN = "sendOutcomeUnknown"
LOST = {"connectFailed", "providerUnavailable"}

# Words of the tests for what Postern does: what a fault is told to strike at (door, operation).
PLACES = {
    "list": ("graph", "messages.list"),
    "mailboxes": ("graph", "batch"),
    "read": ("graph", "messages.get"),
    "download": ("graph", "attachments.value"),
    "draft": ("graph", "messages.create"),
    "session": ("graph", "attachments.createUploadSession"),
    "slice": ("graph", "uploads.put"),
    "send": ("graph", "messages.send"),
    "refresh": ("entra", "token"),
}
READS = ("list", "mailboxes", "read", "download")


@dataclass(frozen=True)
class Fault:
    """`once` and `lasting`: how reading ends when it strikes once, or until it is cleared."""

    label: str
    name: str
    parameters: dict = field(default_factory=dict, hash=False)
    once: frozenset = frozenset([OK])
    lasting: frozenset = frozenset()
    # How /send ends; the steps before it end as reading does.
    sending: frozenset = frozenset()
    # What has happened when it strikes at /send: mails that went.
    went: int = 0
    # How long the caller waits: longer than Postern tries, or too short.
    patience_ms: int = 20_000

    @property
    def stalls(self):
        """Whether its requests take up room for long, of the few that a mailbox may have under way."""
        return self.patience_ms < 20_000

    @property
    def throttles(self):
        """Whether the mailbox is left alone for a while."""
        return "retryAfter" in self.parameters or self.parameters.get("status") == 429 or self.name == "graph.batchThrottled"


def kinds(*names):
    return frozenset(names)


BUSY, THROTTLED, GONE = kinds("providerUnavailable"), kinds("rateLimited"), kinds(*LOST)
TIMES_OUT = kinds("timeout")
NOT_TOLD = kinds(UNKNOWN, OK)

HTTP = [
    Fault("429, after 1 s", "http.status", {"status": 429, "retryAfter": 1}, lasting=THROTTLED, sending=THROTTLED | {OK}),
    Fault("429, after 0.128 s", "http.status", {"status": 429, "retryAfter": "0.128"}, lasting=THROTTLED, sending=THROTTLED | {OK}),
    Fault("429, says not when", "http.status", {"status": 429}, lasting=THROTTLED, sending=THROTTLED | {OK}),
    Fault("500", "http.status", {"status": 500}, lasting=BUSY, sending=NOT_TOLD),
    Fault("502", "http.status", {"status": 502}, lasting=BUSY, sending=NOT_TOLD),
    Fault("503, after 1 s", "http.status", {"status": 503, "retryAfter": 1}, lasting=BUSY | THROTTLED, sending=BUSY | THROTTLED | {OK}),
    Fault("503, says not when", "http.status", {"status": 503}, lasting=BUSY, sending=NOT_TOLD | BUSY),
    Fault("504", "http.status", {"status": 504}, lasting=BUSY, sending=NOT_TOLD),
    Fault("507", "http.status", {"status": 507}, once=kinds("quotaExceeded"), lasting=kinds("quotaExceeded"), sending=NOT_TOLD | {"quotaExceeded"}),
    Fault("dropped before", "http.dropBefore", lasting=GONE, sending=NOT_TOLD),
    Fault("dropped after", "http.dropAfter", lasting=GONE, sending=NOT_TOLD, went=1),
    Fault("one byte a second", "http.slow", {"bytesPerSecond": 1}, once=TIMES_OUT, lasting=TIMES_OUT, sending=kinds(OK), went=1,
          patience_ms=2_000),
    Fault("5 s late", "http.late", {"milliseconds": 5_000}, once=TIMES_OUT, lasting=TIMES_OUT, sending=NOT_TOLD, went=1,
          patience_ms=2_000),
    Fault("truncated", "http.truncated", lasting=GONE, sending=NOT_TOLD, went=1),
    Fault("a gateway's page", "http.html", lasting=BUSY, sending=NOT_TOLD),
    Fault("200 and nothing", "http.empty", lasting=BUSY, sending=NOT_TOLD, went=1),
    Fault("claims are wanted", "graph.claimsChallenge", lasting=kinds("signInRequired"), sending=kinds("signInRequired", OK)),
]
BATCH = [
    Fault("both members throttled", "graph.batchThrottled", {"count": 2, "retryAfter": "0.5"}, lasting=THROTTLED),
    Fault("one member throttled, says not when", "graph.batchThrottled", {"count": 1}, lasting=THROTTLED),
]
# At the token endpoint; a refresh is never lost by what is said there but by `refreshRevoked`.
ENTRA = [
    Fault("90033, passing", "entra.error", {"code": 90033}, once=BUSY | {OK}, lasting=BUSY),
    Fault("50076, a second factor", "entra.error", {"code": 50076}, once=kinds("signInRequired"), lasting=kinds("signInRequired")),
    Fault("65001, no consent", "entra.error", {"code": 65001}, once=kinds("consentRequired"), lasting=kinds("consentRequired")),
    Fault("700016, no such app", "entra.error", {"code": 700016}, once=kinds("appMisconfigured"), lasting=kinds("appMisconfigured")),
    Fault("the secret expired", "entra.secretExpired", once=kinds("appMisconfigured"), lasting=kinds("appMisconfigured")),
    Fault("rotated, the old one refused", "entra.refreshRotated", lasting=kinds(OK)),
    Fault("invalid_grant that passes", "entra.temporaryInvalidGrant", once=BUSY, lasting=BUSY),
    Fault("clocks an hour apart", "entra.clockSkew", {"seconds": -3_600}, lasting=kinds(OK)),
    Fault("revoked", "entra.refreshRevoked", once=kinds("signInRequired"), lasting=kinds("signInRequired")),
]


# Of what goes by upload session, which takes longer.
LARGE = ("429, after 0.128 s", "507", "dropped before", "dropped after", "5 s late", "truncated", "200 and nothing")


@dataclass(frozen=True)
class Row:
    fault: Fault
    place: str
    lasts: bool
    # On a connection of its own instead of one that was kept from before.
    fresh: bool = False

    @property
    def name(self):
        return f"{self.place}, {self.fault.label}, {'lasting' if self.lasts else 'once'}{', new connection' * self.fresh}"

    @property
    def allowed(self):
        fault = self.fault
        if self.place == "send":
            return fault.sending - {OK} if self.lasts and not fault.went and UNKNOWN not in fault.sending else fault.sending
        if self.lasts:
            # An upload asks how far it has come when an answer is cut.
            return fault.lasting | {OK} if (self.place, fault.name) == ("slice", "http.truncated") else fault.lasting
        # What would be made twice is not asked for twice unless Graph said that it did nothing; of a download that has begun
        # nothing is asked for twice; a refresh that failed is not repeated at once.
        asked_once = self.place in ("draft", "session", "refresh") or (self.place, fault.name) == ("download", "http.truncated")
        return fault.once | fault.lasting if asked_once else fault.once

    @property
    def drafts(self):
        """How many may be left over: one that nobody has heard of."""
        return int(self.place == "draft" and bool(self.fault.went or TIMES_OUT & self.fault.once))


def rows():
    """Those of small things, then those of what goes by upload session."""
    apart = [Row(fault, place, lasts) for fault in HTTP for place in (*READS, "draft", "send") for lasts in (False, True)]
    apart += [Row(fault, "mailboxes", lasts) for fault in BATCH for lasts in (False, True)]
    large = [Row(fault, place, lasts) for fault in HTTP if fault.label in LARGE for place in ("session", "slice") for lasts in (False, True)]
    return apart, large


def refreshes():
    network = [fault for fault in HTTP if fault.name.startswith("http.") and fault.label != "507"]
    return [Row(fault, "refresh", lasts) for fault in [*network, *ENTRA] for lasts in (False, True)]
