"""The whole way through Postern: an app, its verification, a device login, mail read and, if wanted, sent."""
import base64
import json
import secrets
import time

from facts import NotTried

#: How long somebody may take to sign in, in milliseconds; the provider's own limit is 15 minutes.
PATIENCE_MS = 60_000


class Flow:
    """The way of one base scope, `imap` or `graph`: a device code is for one resource. Each step is noted with its outcome;
    one that fails ends those that need it."""

    def __init__(self, live, client, base, say, entries):
        self.live = live
        self.client = client
        self.base = base
        self.say = say
        self.entries = entries
        self.app = self.account = None

    def note(self, name, outcome, detail, began=None):
        entry = {"step": f"{self.base}: {name}", "outcome": outcome, "detail": detail}
        if began is not None:
            entry["seconds"] = round(time.monotonic() - began, 1)
        self.entries.append(entry)

    def step(self, name, action):
        """The step's result; nothing when it failed."""
        began = time.monotonic()
        try:
            result, detail = action()
            self.note(name, "passed", detail, began)
            return result
        except Exception as error:
            self.note(name, "failed", told(error), began)
            return None

    def run(self):
        self.app = self.step("registerApp", self.register)
        if not self.app:
            return
        self.step("verifyApp", self.verify)
        self.account = self.step("device login", self.sign_in)
        if not self.account:
            return
        self.step("mailboxes", self.mailboxes)
        self.step("messages", self.messages)
        self.step("account", self.state)
        self.step("token", self.token)
        if self.live.options.shared:
            self.step("shared mailbox", self.shared)
        if self.live.options.write:
            self.step("mail to oneself", self.send)

    # Steps: each gives its result and a phrase

    def register(self):
        options = self.live.options
        params = {"name": "verify-live", "provider": "outlook", "cloud": options.cloud, "authority": options.authority,
                  "clientId": options.client_id, "baseScopes": [self.base],
                  "redirectURLs": [options.redirect_url] if options.redirect_url else []}
        if options.shared and self.base == "graph":
            params["extraScopes"] = ["Mail.ReadWrite.Shared", "Mail.Send.Shared"]
        if options.secret:
            params["clientSecret"] = options.secret
        return self.client.call("registerApp", params)["app"]["id"], None

    def verify(self):
        answer = self.client.call("verifyApp", {"app": self.app})
        for step in answer["steps"]:
            parts = [step.get("detail"), (step.get("failure") or {}).get("hint")]
            self.note(f"verifyApp, {step['name']}", step["outcome"], "; ".join(part for part in parts if part) or None)
        if not answer["works"]:
            raise RuntimeError("a step failed")
        return answer, None

    def sign_in(self):
        login = self.client.call("startDeviceLogin", {"app": self.app})
        self.say(f"Postern, {self.base}: " + clean(login.get("message") or
                 f"open the page {login['verificationURI']} and enter the code {login['userCode']}"))
        while True:
            try:
                answer = self.client.call("awaitDeviceLogin", {"login": login["login"], "timeoutMs": PATIENCE_MS})
                break
            except Exception as error:
                if getattr(error, "kind", None) != "timeout":
                    raise
        account = answer["account"]
        self.live.username = account["username"]
        granted = {scope.rsplit("/", 1)[-1] for scope in account["state"].get("grantedScopes", [])}
        return account["id"], "granted " + " ".join(sorted(granted))

    def state(self):
        """Its last contact was the step before."""
        account = self.client.call("getAccount", {"account": self.account})["account"]
        if account["state"]["state"] != "ready":
            raise RuntimeError(account["state"]["state"])
        return account, "ready"

    def mailboxes(self):
        found = self.client.call("listMailboxes", {"account": self.account})["mailboxes"]
        roles = sorted({mailbox["role"] for mailbox in found if mailbox.get("role")})
        return found, f"{len(found)}, among them {' '.join(roles)}"

    def messages(self):
        found = self.client.call("listMessages", {"account": self.account, "mailbox": "INBOX", "limit": 10})["messages"]
        if found:
            self.client.call("getMessage", {"account": self.account, "message": found[0]["id"]})
        return found, f"{len(found)} listed" + (", one read" if found else "")

    def token(self):
        resource = "mail" if self.base == "imap" else "graph"
        answer = self.client.call("getAccessToken", {"account": self.account, "resource": resource})
        setattr(self.live, f"{resource}_token", answer["accessToken"])
        return answer, None

    def shared(self):
        answer = self.client.call("addAccount", {"grantOf": self.account, "mailbox": self.live.options.shared})
        account = answer["account"]["id"]
        found = self.client.call("listMessages", {"account": account, "mailbox": "INBOX", "limit": 10})["messages"]
        return account, f"{len(found)} listed"

    def send(self):
        """Sends, and reads until the mail has come. It stays: Postern removes no mail."""
        subject = f"postern verify-live {secrets.token_hex(6)}"
        sent = self.client.call("sendMessage", {
            "account": self.account, "to": [{"address": self.live.username}], "subject": subject, "text": "To oneself.\n",
            "idempotencyKey": secrets.token_hex(16)})

        def arrived():
            page = self.client.call("listMessages", {"account": self.account, "mailbox": "INBOX", "limit": 25})
            return any(message.get("subject") == subject for message in page["messages"])

        if not self.live.until(arrived, self.live.options.patience):
            raise RuntimeError("it did not arrive in time")
        return sent, "sent and received"


class OwnSignIn:
    """Device logins by this program itself: Postern gives no refresh token away, and some facts are about them."""

    def __init__(self, live, say):
        self.live = live
        self.say = say

    def run(self):
        live = self.live
        self.keep(*self.signed_in(["openid", "profile", "offline_access", *live.first_scopes()]))
        # A code is for one resource; the other's token comes by refreshing where its scopes were agreed to before.
        for base, kind, scopes in (("imap", "mail_token", live.cloud.mail_scopes()),
                                   ("graph", "graph_token", live.cloud.graph_scopes())):
            if base in live.options.scopes and getattr(live, kind) is None:
                setattr(live, kind, self.other(scopes))

    def other(self, scopes):
        answer = self.live.refresh([*scopes, "offline_access"])
        if answer.ok:
            return answer.json["access_token"]
        return self.signed_in(["openid", "profile", "offline_access", *scopes])[0]["access_token"]

    def signed_in(self, scopes):
        """The token answer, and when it was asked for."""
        answer = self.live.device_code(scopes)
        if not answer.ok:
            raise NotTried(f"there is no device code: {answer.told()}")
        code = answer.json
        self.say("This program, for what Postern gives to nobody: " + clean(code["message"]))
        interval, end = code.get("interval", 5), time.monotonic() + code["expires_in"]
        while time.monotonic() < end:
            time.sleep(interval)
            asked_at = time.time()
            answer = self.live.poll(code["device_code"])
            if answer.ok:
                return answer.json, (asked_at + time.time()) / 2
            if answer.error == "slow_down":
                interval += 5
            elif answer.error != "authorization_pending" and answer.status < 500:
                raise RuntimeError(answer.told())
        raise RuntimeError("nobody signed in in time")

    def keep(self, answer, redeemed_at):
        live = self.live
        live.first_answer = answer
        live.redeemed_at = redeemed_at
        live.refresh_token = answer.get("refresh_token")
        payload = answer["id_token"].split(".")[1]
        live.claims = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
        live.username = live.claims.get("preferred_username")
        # Those of Postern's accounts may hold more than was asked for here.
        live.mail_token = live.graph_token = None
        if "imap" in live.options.scopes:
            live.mail_token = answer["access_token"]
        else:
            live.graph_token = answer["access_token"]


def clean(words):
    """A provider's sentence, without what a terminal would obey."""
    return "".join(letter if letter.isprintable() else " " for letter in words)


def told(error):
    """What an error says, with the hint of Postern's own."""
    kind = getattr(error, "kind", type(error).__name__)
    provider = getattr(error, "provider", None) or {}
    parts = [f"{kind}: {getattr(error, 'message', error)}", provider.get("code"), getattr(error, "hint", None)]
    return "; ".join(part for part in parts if part)
