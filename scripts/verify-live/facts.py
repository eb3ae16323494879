"""What a fact is, and what a check of it says."""

#: All facts, in the order in which they are tried.
ALL = []


#: What a check says when it saw something that the sandbox has no word for.
NO_VALUES = ("HTTP", "other", "accepted", "no ", "false:", "redirected", "None", "nowhere")


class NotTried(Exception):
    """A fact that could not be looked at here; the text says why."""


class Fact:
    """One statement of the reference sheet: where it stands, what it expects, and how to see what is so.

    Those named as in `postern-sandbox --list-facts` (`sandbox`) say what they see in the words of `--fact NAME=VALUE`.
    """

    def __init__(self, look, name, sheet, statement, expected, sandbox, accepts, needs):
        self.look = look
        self.name = name
        self.sheet = sheet
        self.statement = statement
        self.expected = expected
        self.sandbox = sandbox
        self.accepts = accepts or (lambda seen: seen == expected)
        self.needs = needs

    def try_on(self, live):
        """The entry of the report."""
        entry = {"fact": self.name, "sheet": self.sheet, "statement": self.statement, "expected": self.expected}
        missing = next((why for need in self.needs if (why := live.lacks(need))), None)
        if missing:
            return {**entry, "verdict": "notTried", "why": missing}
        try:
            seen = str(self.look(live))
        except NotTried as reason:
            return {**entry, "verdict": "notTried", "why": str(reason)}
        except Exception as error:  # A server may do anything; one check must not end the others.
            return {**entry, "verdict": "failed", "why": f"{type(error).__name__}: {error}"}
        entry["seen"] = seen
        entry["verdict"] = "asExpected" if self.accepts(seen) else "otherwise"
        if entry["verdict"] == "otherwise" and self.sandbox and not seen.startswith(NO_VALUES):
            entry["sandbox"] = f"--fact '{self.name}={seen}'"
        return entry


def fact(name, sheet, statement, expected, *needs, sandbox=True, accepts=None):
    """Registers a check. `needs`: `secret`, `tenant`, `redirect`, `tokens`, `mail`, `graph`, `write`, `slow`, `shared`."""

    def register(look):
        ALL.append(Fact(look, name, sheet, statement, expected, sandbox, accepts, needs))
        return look

    return register


def own(*arguments, **options):
    """A fact that the sandbox has no switch for."""
    return fact(*arguments, sandbox=False, **options)


def true(value):
    return "true" if value else "false"


#: Facts that the sheet doubts and nothing here looks at, each with the reason.
UNCHECKED = {
    "entra.assertionAudienceCode": "needs the key of a certificate of the app, which stays with Postern",
    "entra.assertionReplay": "needs the key of a certificate of the app, which stays with Postern",
    "entra.assertionSkewSeconds": "needs the key of a certificate of the app, which stays with Postern",
    "entra.codeLifetimeSeconds": "needs a code of a browser's and ten minutes",
    "entra.missingVerifierCode": "needs a code of a browser's, which it would spend",
    "entra.redirectMismatchCode": "needs a code of a browser's, which it would spend",
    "entra.personalSharedScopes": "shows itself to a personal account on the consent page alone",
    "entra.personalAppOnCommon": "needs an app that is registered for personal accounts alone",
    "entra.signInFrequencyCode": "needs a policy of the tenant and its time",
    "graph.bccOnValue": "cannot be told from mail.bccStripped: what arrives has no Bcc to show",
    "graph.concurrencyPerMailbox": "needs two mailboxes and thousands of requests",
    "graph.quotaStatus": "needs a full mailbox",
    "graph.referenceValueStatus": "needs an attachment that lies on OneDrive",
    "graph.subscriptionMinutes": "needs a public HTTPS address that Graph can call",
    "graph.throttleRetryAfter": "needs thousands of requests, which would throttle the mailbox for others",
    "graph.uploadRateBytes": "needs 150 MB of uploads, which would throttle the mailbox for others",
    "imap.connectionLimit": "needs so many connections that other programs of the mailbox would be shut out",
    "imap.sessionOutlivesToken": "needs more than an hour, until the token has expired",
    "mail.quotaBytes": "is the sandbox's own",
    "smtp.idleSeconds": "needs five minutes of silence",
    "smtp.longestDelaySeconds": "needs more than 30 messages in a minute",
    # Those that the sandbox has no name for.
    "§A2, the mail resource of DoD": "needs a tenant of that cloud; --cloud dod shows whether the one in use works",
    "§B4, BYE Connection is closed. 13": "comes when Exchange wants it",
    "§B6, limits of personal accounts": "needs hundreds of messages",
    "§D2, no roles claim under RBAC": "needs an app whose rights were narrowed in Exchange",
}
