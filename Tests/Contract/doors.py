"""Three doors to mail, driven the same way: Dovecot and Postfix, the sandbox's IMAP and SMTP, the sandbox's Graph.

A door has one account of Postern's in it and hands of its own, which are no part of Postern: it delivers mail as the outside
world does, makes mailboxes, marks and moves mail behind Postern's back, and looks up what really went out.
"""
import base64
import email
import email.policy
import imaplib
import os
import signal
from pathlib import Path

from postern import Client

from household import ALICE, BOB, CAROL
from sandbox import BRUNO, CALLBACK, GRAPH_SCOPES
from wire import wait_for

CHLOE, KENJI = "chloe@contoso.example", "kenji@contoso.example"
# The sandbox's app for hands that are not Postern's, so that records tell whose request it was.
HANDS = "postern-both"
IMMUTABLE = {"Prefer": 'IdType="ImmutableId"'}


class Door:
    """What the contract's tests know of a door. `account` is the account's id; `me` its address, `other` and `third` somebody else's."""

    name = ""
    #: What people call the mailboxes of these roles.
    names = {}
    me = other = third = ""
    daemon = client = account = None

    def connect(self):
        self.client = Client(str(self.daemon.socket_path), timeout=60)

    def call(self, method, **params):
        return self.client.call(method, {"account": self.account, **params})

    def capabilities(self):
        return self.call("getAccount")["account"]["capabilities"]

    def state(self):
        return self.call("getAccount")["account"]["state"]

    def restart(self):
        """A new daemon on the same state."""
        self.client.close()
        self.daemon.restart()
        self.connect()

    # Postern's view, by what the tests look for

    def listed(self, mailbox="INBOX", **params):
        return self.call("listMessages", mailbox=mailbox, **params)["messages"]

    def item(self, message_id, mailbox="INBOX", **params):
        """The listed message with that Message-ID, once it has arrived."""
        def look():
            return next((one for one in self.listed(mailbox, limit=100, **params) if one.get("messageId") == message_id), None)
        return wait_for(look, f"{message_id} in {mailbox}", 20)

    def mailbox_of(self, role):
        return next(box["path"] for box in self.call("listMailboxes")["mailboxes"] if box.get("role") == role)

    def whole(self, method, **params):
        """All windows of a content, and the size that the first one told."""
        content, window = b"", None
        while window is None or len(content) < window["size"]:
            more = {"offset": len(content), "contentId": window["contentId"]} if window else {}
            window = self.call(method, **params, **more)
            assert window["offset"] == len(content)
            piece = base64.b64decode(window["content"])
            assert piece or window["size"] == len(content), "an empty window before the end"
            content += piece
        return content

    def path_of(self, *levels):
        """The path by which Postern lists the mailbox that is called so, level by level."""
        parent = None
        boxes = self.call("listMailboxes")["mailboxes"]
        for level in levels:
            parent = next(box["path"] for box in boxes if box["name"] == level and box.get("parent") == parent)
        return parent

    def upload(self, octets, piece=1_000_000):
        """Uploads a blob piece by piece; gives its id."""
        blob, offset = None, 0
        while offset < len(octets):
            params = {"content": base64.b64encode(octets[offset:offset + piece]).decode(), "offset": offset}
            answer = self.client.call("uploadBlob", {**params, **({"blob": blob} if blob else {})})
            blob, offset = answer["blob"], offset + piece
        return blob

    def second_account(self):
        """Another account of the same kind, for a test to spoil: `third`'s."""
        raise NotImplementedError

    def locked_out(self):
        """An account whose credential opens nothing any more."""
        raise NotImplementedError

    # Hands

    def refused(self):
        """An address that the server refuses, where it judges recipients."""
        return "nobody.at.all@" + self.me.partition("@")[2]

    def deliver(self, source, into=None, received=None, seen=False):
        """Puts a mail (bytes) into the inbox, or into the mailbox with these levels, as if it had come in at that time."""
        raise NotImplementedError

    def make_mailbox(self, *levels):
        """Makes the mailbox and the levels above it."""
        raise NotImplementedError

    def make_hidden_mailbox(self, name):
        raise NotImplementedError

    def mark(self, message_id, into=None, seen=None, flagged=None, answered=None, keywords=None):
        raise NotImplementedError

    def marks(self, message_id, into=None):
        """{"seen", "flagged"…} as it stands in the mailbox."""
        raise NotImplementedError

    def move(self, message_id, into, to):
        raise NotImplementedError

    def delete(self, message_id, into=None):
        raise NotImplementedError

    def link(self, into, subject):
        raise NotImplementedError

    def draft(self, source):
        """Files a draft of one's own."""
        raise NotImplementedError

    def arrived(self, message_id, address=None):
        """The sources of the mails with that Message-ID in somebody's inbox (`other` when absent), once there is one."""
        def look():
            return self.copies(message_id, address or self.other)
        return wait_for(look, f"{message_id} in the inbox of {address or self.other}", 20)

    def copies(self, message_id, address, role="inbox"):
        """The sources of the mails with that Message-ID in a mailbox of `address`."""
        raise NotImplementedError

    def sent_copies(self, message_id):
        """The sources of the sender's own copies."""
        raise NotImplementedError

    def handed_over(self, marker):
        """How many messages with that word in the subject left for anybody."""
        raise NotImplementedError

    def bytes_handed_over(self, message_id):
        """The message with that Message-ID as the server was given it; of a long one the beginning."""
        raise NotImplementedError

    def pids(self):
        """The processes that serve this door."""
        raise NotImplementedError

    def freeze(self):
        """The servers say nothing any more, and keep what they have."""
        for pid in self.pids():
            os.kill(pid, signal.SIGSTOP)

    def thaw(self):
        for pid in self.pids():
            os.kill(pid, signal.SIGCONT)


def utf7(name):
    """A mailbox name as IMAP writes it (RFC 3501, section 5.1.3), quoted."""
    out, foreign = "", ""
    for character in name + "\0":
        if 0x20 <= ord(character) <= 0x7E or character == "\0":
            if foreign:
                out += "&" + base64.b64encode(foreign.encode("utf-16-be")).decode().rstrip("=").replace("/", ",") + "-"
                foreign = ""
            out += {"&": "&-", "\0": ""}.get(character, character)
        else:
            foreign += character
    return '"' + out.replace("\\", "\\\\").replace('"', '\\"') + '"'


FLAGS = {"seen": "\\Seen", "flagged": "\\Flagged", "answered": "\\Answered"}


class RigDoor(Door):
    """Dovecot and Postfix, an account by password."""

    name = "rig"
    names = {"inbox": "INBOX", "sent": "Sent", "drafts": "Drafts", "trash": "Trash", "junk": "Junk", "archive": "Archive"}
    me, other, third = BOB, CAROL, ALICE

    def __init__(self, rig, daemon):
        self.rig, self.daemon = rig, daemon
        for user in rig["users"]:
            rig.empty(user["address"])
        self.hands = {}
        self.connect()
        self.account = self.client.call("addAccount", self.settings())["account"]["id"]

    def settings(self, **overrides):
        return {"address": self.me, "name": "Bob", "password": self.rig.password(self.me), "imap": self.rig["imaps"],
                "smtp": self.rig["submission"], **overrides}

    def second_account(self, **overrides):
        return self.client.call("addAccount", self.settings(
            address=self.third, password=self.rig.password(self.third), **overrides))["account"]["id"]

    def locked_out(self):
        return self.client.call("addAccount", self.settings(
            address=self.third, password="no longer right", verify=False))["account"]["id"]

    def imap(self, user=None):
        user = user or self.me
        if user not in self.hands:
            self.hands[user] = self.rig.imap(user)
        return self.hands[user]

    def close_hands(self):
        for client in self.hands.values():
            client.logout()
        self.hands = {}

    @staticmethod
    def _name(into):
        return utf7("/".join(into)) if into else "INBOX"

    def deliver(self, source, into=None, received=None, seen=False):
        date = None
        if received:
            year, month, day = received[:10].split("-")
            months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
            date = f'"{day}-{months[int(month) - 1]}-{year} {received[11:19]} +0000"'
        answer = self.imap().append(self._name(into), "(\\Seen)" if seen else None, date, source)
        assert answer[0] == "OK", answer

    def make_mailbox(self, *levels):
        answer = self.imap().create(self._name(levels))
        assert answer[0] == "OK", answer

    def _select(self, into, message_id, user=None, readonly=False):
        client = self.imap(user)
        answer = client.select(self._name(into) if not isinstance(into, str) else into, readonly=readonly)
        assert answer[0] == "OK", answer
        return client, client.uid("SEARCH", "HEADER", "Message-ID", f'"{message_id}"')[1][0].split()

    def mark(self, message_id, into=None, keywords=None, **flags):
        client, uids = self._select(into, message_id)
        for name, value in flags.items():
            if value is not None:
                client.uid("STORE", uids[0], "+FLAGS" if value else "-FLAGS", f"({FLAGS[name]})")
        if keywords:
            client.uid("STORE", uids[0], "+FLAGS", f"({' '.join(keywords)})")

    def marks(self, message_id, into=None):
        client, uids = self._select(into, message_id, readonly=True)
        said = client.uid("FETCH", uids[0], "(FLAGS)")[1][0].decode()
        return {name for name, flag in FLAGS.items() if flag in said}

    def move(self, message_id, into, to):
        client, uids = self._select(into, message_id)
        assert client.uid("MOVE", uids[0], self._name(to))[0] == "OK"

    def delete(self, message_id, into=None):
        client, uids = self._select(into, message_id)
        client.uid("STORE", uids[0], "+FLAGS", "(\\Deleted)")
        client.expunge()

    def draft(self, source):
        assert self.imap().append("Drafts", "(\\Draft \\Seen)", None, source)[0] == "OK"

    def copies(self, message_id, address, role="inbox"):
        client, uids = self._select(self.names[role], message_id, address, readonly=True)
        return [client.uid("FETCH", uid, "(BODY.PEEK[])")[1][0][1] for uid in uids]

    def sent_copies(self, message_id):
        return self.copies(message_id, self.me, "sent")

    def handed_over(self, marker):
        ids = set()
        for address in (self.me, self.other, self.third):
            client = self.imap(address)
            client.select("INBOX", readonly=True)
            for number in client.search(None, "SUBJECT", f'"{marker}"')[1][0].split():
                ids.add(client.fetch(number, "(BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)])")[1][0][1].strip())
        return len(ids)

    def bytes_handed_over(self, message_id):
        # As it arrived, below what was written on the way.
        source = self.arrived(message_id)[0]
        return source[source.index(b"From: "):]

    def pids(self):
        found = []
        waiting = [int(pid) for name, pid in self.rig["pids"].items() if name in ("dovecot", "postfix")]
        while waiting:
            pid = waiting.pop()
            found.append(pid)
            try:
                waiting += [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
            except OSError:
                found.remove(pid)
        return found


class SandboxDoor(Door):
    """The sandbox tenant, signed in to by an app: Bruno, whose mailbox is German."""

    names = {"inbox": "Posteingang", "sent": "Gesendete Elemente", "drafts": "Entwürfe", "trash": "Gelöschte Elemente",
             "junk": "Junk-E-Mail", "archive": "Archiv"}
    me, other, third = BRUNO, CHLOE, KENJI
    app = scope = ""

    def __init__(self, sandbox, daemon):
        self.sandbox, self.daemon = sandbox, daemon
        self.tokens, self.folders = {}, {}
        self.connect()
        self.account = self.sign_in()["id"]

    # Signing in to Postern

    def register(self, **overrides):
        app = self.sandbox.app(self.app)
        return self.client.call("registerApp", {
            "name": self.name, "provider": "outlook", "cloud": "sandbox", "authority": "organizations",
            "clientId": app["clientId"], "clientSecret": app["secret"], "baseScopes": [self.scope],
            "redirectURLs": [CALLBACK], **overrides})["app"]["id"]

    def registered(self):
        client_id = self.sandbox.app(self.app)["clientId"]
        for app in self.client.list_apps()["apps"]:
            if app["clientId"] == client_id and app["baseScopes"] == [self.scope]:
                return app["id"]
        return self.register()

    def sign_in(self, user=None, **params):
        url = self.client.call("authorizeURL", {"app": self.registered(), **params})["url"]
        page = self.sandbox.http.get(url, allow_redirects=False, headers={"X-Sandbox-User": user or self.me})
        assert page.status_code == 302, page.text[:500]
        return self.client.call("exchangeCode", {"callbackURL": page.headers["Location"]})["account"]

    def second_account(self):
        return self.sign_in(self.third)["id"]

    def locked_out(self):
        account = self.second_account()
        self.sandbox.control("POST", "tokens/revoke", json={"person": self.third})
        self.sandbox.control("POST", "tokens/expire", json={"person": self.third})
        self.tokens.pop(self.third, None)
        # An open connection outlives its token.
        self.restart()
        return account

    def refused(self):
        nobody = super().refused()
        # Exchange takes everybody at first, and reports later.
        self.sandbox.fault("smtp.reply", {"reply": "550 5.1.1 Recipient refused", "recipient": nobody}, operation="RCPT", remaining=None)
        return nobody

    # Hands: Graph, with tokens of another app

    def token(self, user):
        if user not in self.tokens:
            self.tokens[user] = self.sandbox.graph_token(user, GRAPH_SCOPES, HANDS)
        return self.tokens[user]

    def graph(self, method, path, user=None, headers=None, **arguments):
        user = user or self.me
        answer = self.sandbox.call(method, path, self.token(user), {**IMMUTABLE, **(headers or {})}, **arguments)
        if answer.status_code == 401:
            del self.tokens[user]
            answer = self.sandbox.call(method, path, self.token(user), {**IMMUTABLE, **(headers or {})}, **arguments)
        assert answer.ok, f"{method} {path}: {answer.status_code} {answer.text}"
        return answer

    def found(self, message_id, folder="inbox", user=None, **params):
        quoted = message_id.replace("'", "''")
        return self.graph("GET", f"/me/mailFolders/{folder}/messages", user, params={
            "$filter": f"internetMessageId eq '{quoted}'", "$select": "id,isRead,flag,categories", **params}).json()["value"]

    def folder(self, into):
        return self.folders[tuple(into)] if into else "inbox"

    def graph_id(self, message_id, into=None):
        return self.found(message_id, self.folder(into))[0]["id"]

    def deliver(self, source, into=None, received=None, seen=False):
        delivery = {"mailbox": self.me, "mimeBase64": base64.b64encode(source).decode(), "isRead": seen}
        if received:
            delivery["receivedAt"] = received
        filed = self.sandbox.control("POST", "mail", json=delivery)
        if into:
            self.graph("POST", f"/me/messages/{self.graph_id(filed['messageId'])}/move", json={
                "destinationId": self.folder(into)})

    def make_mailbox(self, *levels):
        for depth in range(1, len(levels) + 1):
            if levels[:depth] not in self.folders:
                above = f"/me/mailFolders/{self.folders[levels[:depth - 1]]}/childFolders" if depth > 1 else "/me/mailFolders"
                self.folders[levels[:depth]] = self.graph("POST", above, json={"displayName": levels[depth - 1]}).json()["id"]

    def make_hidden_mailbox(self, name):
        self.folders[(name,)] = self.graph("POST", "/me/mailFolders", json={
            "displayName": name, "isHidden": True}).json()["id"]

    def mark(self, message_id, into=None, seen=None, flagged=None, answered=None, keywords=None):
        change = {}
        if seen is not None:
            change["isRead"] = seen
        if flagged is not None:
            change["flag"] = {"flagStatus": "flagged" if flagged else "notFlagged"}
        if keywords is not None:
            change["categories"] = keywords
        if answered is not None:
            change["singleValueExtendedProperties"] = [{"id": "Integer 0x1081", "value": "102" if answered else "0"}]
        self.graph("PATCH", f"/me/messages/{self.graph_id(message_id, into)}", json=change)

    def marks(self, message_id, into=None):
        one = self.found(message_id, self.folder(into))[0]
        marks = {"seen"} if one["isRead"] else set()
        return marks | ({"flagged"} if one["flag"]["flagStatus"] == "flagged" else set())

    def move(self, message_id, into, to):
        self.graph("POST", f"/me/messages/{self.graph_id(message_id, into)}/move", json={"destinationId": self.folder(to)})

    def delete(self, message_id, into=None):
        self.graph("POST", f"/me/messages/{self.graph_id(message_id, into)}/permanentDelete")

    def link(self, into, subject):
        """Files a message with a link to a file in OneDrive; gives its Message-ID."""
        made = self.graph("POST", f"/me/mailFolders/{self.folder(into)}/messages", json={
            "subject": subject, "body": {"contentType": "text", "content": "See the link."},
            "attachments": [{"@odata.type": "#microsoft.graph.referenceAttachment", "name": "Plan.docx", "sourceUrl": "https://drive.example/plan"}]}).json()
        return made["internetMessageId"]

    def draft(self, source):
        self.graph("POST", "/me/messages", headers={"Content-Type": "text/plain"}, data=base64.b64encode(source))

    def copies(self, message_id, address, role="inbox"):
        folder = {"inbox": "inbox", "sent": "sentitems"}[role]
        return [self.graph("GET", f"/me/messages/{one['id']}/$value", address).content
                for one in self.found(message_id, folder, address)]

    def sent_copies(self, message_id):
        self.sandbox.settle()
        return self.copies(message_id, self.me, "sent")

    def handed_over(self, marker):
        self.sandbox.settle()
        return sum(marker in (one["subject"] or "") for one in self.sandbox.sent())

    def bytes_handed_over(self, message_id):
        for one in reversed(self.asked()):
            octets = (one.get("body") or "").encode()
            if one["operation"] == "messages.create" and one["headers"].get("content-type", "").startswith("text/plain"):
                octets = base64.b64decode(octets)
            elif one["operation"] not in ("dot", "BDAT"):
                continue
            if message_id.encode() in octets:
                return octets
        raise AssertionError(f"nobody was handed {message_id}")

    def pids(self):
        return [self.sandbox.process.pid]

    # What Postern asked, without what the hands did

    def asked(self, **query):
        hands = self.sandbox.app(HANDS)["clientId"]
        return [one for one in self.sandbox.requests(**query)
                if one.get("client") != hands and one["headers"].get("user-agent") != "postern-sandbox-tests"]

    def forget_records(self):
        self.sandbox.control("DELETE", "requests")


class SandboxIMAPDoor(SandboxDoor):
    name, app, scope = "sandbox-imap", "postern-imap", "imap"


class SandboxGraphDoor(SandboxDoor):
    name, app, scope = "sandbox-graph", "postern-graph", "graph"


def parsed(source):
    return email.message_from_bytes(source, policy=email.policy.default)
