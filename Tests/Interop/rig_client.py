"""A test's hands on the rig: browser, provider switchboard and mailboxes."""
import imaplib
import json
import os
import signal
import ssl
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path


class Rig:
    def __init__(self, description):
        self.description = description
        self.context = ssl.create_default_context(cafile=description["ca"])
        self.opener = urllib.request.build_opener(
            urllib.request.HTTPSHandler(context=self.context), _NoRedirect())

    def __getitem__(self, name):
        return self.description[name]

    @property
    def port(self):
        return int(self["issuer"].rpartition(":")[2])

    def password(self, address):
        return next(user["password"] for user in self["users"] + self["crowd"] if user["address"] == address)

    def request(self, url, data=None, headers=None, timeout=30):
        """(status, headers, body) of one request; redirects are not followed."""
        try:
            with self.opener.open(urllib.request.Request(url, data, headers or {}), timeout=timeout) as answer:
                return answer.status, answer.headers, answer.read()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.headers, error.read()

    def control(self, name, value=None, form=None):
        """One address of the switchboard: GET without value or form."""
        data, headers = None, {}
        if value is not None:
            data, headers = json.dumps(value).encode(), {"Content-Type": "application/json"}
        elif form is not None:
            data = urllib.parse.urlencode(form).encode()
        status, _, body = self.request(f"{self['control']}/{name}", data, headers)
        assert status == 200, (name, status, body[:300])
        return json.loads(body)

    def await_waiting(self, count=1):
        """Until that many token requests are held at the provider."""
        return self.control(f"wait?waiting={count}&timeout=30")

    def refreshes(self):
        return self.control("state")["refreshes"]

    def consent(self, url, user="alice@example.test", allow=True):
        """What the browser does: the consent page, then its button; gives back where it is sent."""
        status, _, page = self.request(url)
        assert status == 200, (status, page[:300])
        form = urllib.parse.urlencode({"user": user, "ok": "1" if allow else "0"}).encode()
        status, headers, page = self.request(url, form)
        assert status == 302, (status, page[:300])
        return headers["Location"]

    def mint(self, user, **fields):
        return self.control("mint", form={"user": user, **fields})

    def imap(self, user):
        """A signed-in imaplib connection: what stands in the mailbox according to somebody else's client."""
        client = imaplib.IMAP4_SSL("localhost", self["imaps"]["port"], ssl_context=self.context)
        client.login(user, self.password(user))
        return client

    def put(self, user, message, mailbox="INBOX", flags=None, date=None):
        """Files a message (bytes) in a mailbox, past every delivery."""
        client = self.imap(user)
        status, answer = client.append(mailbox, flags, date, message)
        client.logout()
        assert status == "OK", answer

    def empty(self, user):
        """Removes every message of the user."""
        client = self.imap(user)
        for line in client.list()[1]:
            name = line.decode().rpartition(' "/" ')[2]
            if client.select(name)[0] == "OK":
                client.uid("STORE", "1:*", "+FLAGS", "\\Deleted")
                client.expunge()
        client.logout()

    def hang_up(self):
        """Ends every open mail connection, as servers do from time to time."""
        for parent, name in (("dovecot", "imap"), ("postfix", "smtpd")):
            parent = str(self["pids"][parent])
            children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
            for child in children:
                if Path(f"/proc/{child}/comm").read_text().strip() == name:
                    os.kill(int(child), signal.SIGTERM)

    def find(self, user, header, value, mailbox="INBOX", seconds=20):
        """The source of the one message with that header; waits for deliveries under way."""
        limit = time.monotonic() + seconds
        client = self.imap(user)
        try:
            while True:
                client.select(mailbox, readonly=True)
                numbers = client.search(None, "HEADER", header, f'"{value}"')[1][0].split()
                if numbers:
                    assert len(numbers) == 1, f"{len(numbers)} copies of {value}"
                    return client.fetch(numbers[0], "(BODY.PEEK[])")[1][0][1]
                assert time.monotonic() < limit, f"no message with {header}: {value} in {mailbox} of {user}"
                time.sleep(0.05)
        finally:
            client.logout()

    def count(self, user, header, value, mailbox="INBOX"):
        client = self.imap(user)
        client.select(mailbox, readonly=True)
        numbers = client.search(None, "HEADER", header, f'"{value}"')[1][0].split()
        client.logout()
        return len(numbers)


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *arguments, **named):
        return None
