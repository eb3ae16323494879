"""What tests of mail do again and again: apps, sign-ins, accounts, over the Python client."""
import secrets
from email.message import EmailMessage

from postern import Client
from wire import wait_for

ALICE, BOB, CAROL = (f"{name}@example.test" for name in ("alice", "bob", "carol"))
REDIRECT = "http://localhost/oauth"


def app_parameters(rig, provider="oidc", client="public", **overrides):
    values = {"name": "Interop", "provider": provider, **rig["clients"][client], "redirectURLs": rig["redirectURLs"]}
    if provider == "outlook":
        values.update(cloud="rig", authority="common", baseScopes=["imap"])
    else:
        values.update(issuer=rig["issuer"], imap=rig["imaps"], smtp=rig["submission"])
    return {**values, **overrides}


class House:
    """A daemon, the rig, and a client between them."""

    def __init__(self, daemon, rig):
        self.daemon, self.rig = daemon, rig
        self.client = Client(str(daemon.socket_path), timeout=120)

    def reconnect(self):
        self.client.close()
        self.client = Client(str(self.daemon.socket_path), timeout=120)

    def restart(self):
        self.daemon.restart()
        self.reconnect()

    def crash(self):
        """kill -9 and a new start."""
        self.daemon.kill()
        self.daemon.start()
        self.reconnect()

    def app(self, **overrides):
        return self.client.call("registerApp", app_parameters(self.rig, **overrides))["app"]["id"]

    def invite(self, app, **params):
        return self.client.call("authorizeURL", {"app": app, **params})

    def sign_in(self, app, user=ALICE, **params):
        """The whole sign-in; gives the account."""
        callback = self.rig.consent(self.invite(app, **params)["url"], user)
        return self.client.call("exchangeCode", {"callbackURL": callback})["account"]

    def password_account(self, user=BOB, **overrides):
        return self.client.call("addAccount", {
            "address": user, "password": self.rig.password(user), "imap": self.rig["imaps"],
            "smtp": self.rig["submission"], **overrides})["account"]

    def subjects(self, account, mailbox="INBOX", **params):
        page = self.client.call("listMessages", {"account": account, "mailbox": mailbox, **params})
        return [message.get("subject") for message in page["messages"]]

    def await_subject(self, account, subject, mailbox="INBOX"):
        """The listed message with that subject, once it has arrived."""
        def look():
            page = self.client.call("listMessages", {"account": account, "mailbox": mailbox})
            return next((message for message in page["messages"] if message.get("subject") == subject), None)

        return wait_for(look, f"{subject} in {mailbox}")

    def close(self):
        self.client.close()


def mail(subject="Hello", sender=BOB, to=ALICE, text="Hello.\n", **headers):
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, to, subject
    message["Message-ID"] = f"<{secrets.token_hex(8)}@rig.test>"
    message["Date"] = "Sun, 22 Nov 2026 18:00:00 +0000"
    for name, value in headers.items():
        message[name] = value
    message.set_content(text)
    return message
