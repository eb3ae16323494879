"""What only Outlook has: shared mailboxes, mailboxes of an app, and accounts with both base scopes."""
import base64

import pytest

from doors import parsed
from mails import put
from postern import errors
from sandbox import ADELE, BRUNO, CALLBACK, SUPPORT
from wire import wait_for

SHARED = ["Mail.ReadWrite.Shared", "Mail.Send.Shared"]
PAT = "pat@outlook.example"


class Clerk:
    """Apps and accounts of a sandbox's people, in the daemon of the doors."""

    def __init__(self, door):
        self.door, self.client, self.sandbox = door, door.client, door.sandbox
        self.made, self.apps = [], []

    def app(self, name, scopes, authority="organizations", **more):
        app = self.sandbox.app(name)
        made = self.client.call("registerApp", {
            "name": name, "provider": "outlook", "cloud": "sandbox", "authority": authority, "clientId": app["clientId"],
            "clientSecret": app["secret"], "baseScopes": scopes, "redirectURLs": [app["redirectUris"][0]["uri"]], **more})["app"]["id"]
        self.apps.append(made)
        return made

    def sign_in(self, app, user, headers=None, **params):
        url = self.client.call("authorizeURL", {"app": app, **params})["url"]
        page = self.sandbox.http.get(url, allow_redirects=False, headers={"X-Sandbox-User": user, **(headers or {})})
        account = self.kept(self.client.call("exchangeCode", {"callbackURL": page.headers["Location"]})["account"])
        # The daemon tries a new account by itself; what a test counts comes after that.
        wait_for(lambda: self.client.get_account(account=account["id"])["account"]["state"]["state"] != "unknown", "the first contact")
        return account

    def kept(self, account):
        if account["id"] not in self.made:
            self.made.insert(0, account["id"])
        return account

    def kept_last(self, account):
        """One that others borrow from, which were made known before it."""
        if account["id"] not in self.made:
            self.made.append(account["id"])
        return account

    def add(self, **settings):
        return self.kept(self.client.call("addAccount", settings)["account"])

    def send(self, account, **parts):
        return self.client.call("sendMessage", {
            "account": account, "to": [{"address": BRUNO}], "subject": "other ways", "text": "x\n", **parts})

    def arrived(self, sent, user=BRUNO):
        self.sandbox.settle()
        [source] = self.door.copies(sent["messageId"], user)
        return parsed(source)

    def leave(self):
        for account in self.made:
            self.client.delete_account(account=account)
        for app in self.apps:
            self.client.delete_app(app=app)


@pytest.fixture
def clerk(graph_door):
    one = Clerk(graph_door)
    yield one
    one.leave()


def test_a_shared_mailbox_is_read_and_sent_from_by_a_colleagues_sign_in(clerk):
    adele = clerk.sign_in(clerk.app("postern-graph", ["graph"], extraScopes=SHARED), ADELE)
    support = clerk.add(grantOf=adele["id"], mailbox=SUPPORT)
    assert (support["address"], support["authentication"], support["grantOf"]) == (SUPPORT, "borrowed", adele["id"])
    assert support["capabilities"]["backend"] == "graph"
    roles = {box.get("role") for box in clerk.client.list_mailboxes(account=support["id"])["mailboxes"]}
    assert {"inbox", "sent", "drafts"} <= roles
    sent = clerk.send(support["id"])
    arrived = clerk.arrived(sent)
    assert [one.addr_spec for one in arrived["From"].addresses] == [SUPPORT]
    sent_path = next(box["path"] for box in clerk.client.list_mailboxes(account=support["id"])["mailboxes"] if box.get("role") == "sent")
    copies = clerk.client.list_messages(account=support["id"], mailbox=sent_path, limit=5)["messages"]
    assert sent["messageId"] in [one["messageId"] for one in copies], "the copy is in the shared mailbox"
    with pytest.raises(errors.Conflict):
        clerk.client.delete_account(account=adele["id"])


def test_a_large_file_from_a_shared_mailbox_says_who_could(clerk):
    """An upload session on somebody else's mailbox is refused by Microsoft (reference sheet, section C5)."""
    adele = clerk.sign_in(clerk.app("postern-graph", ["graph"], extraScopes=SHARED), ADELE)
    support = clerk.add(grantOf=adele["id"], mailbox=SUPPORT)
    blob = clerk.door.upload(b"x" * 5_000_000, 4_000_000)
    with pytest.raises(errors.Unsupported) as refused:
        clerk.send(support["id"], attachments=[{"filename": "large.bin", "blob": blob}])
    assert "app" in str(refused.value)
    assert clerk.send(support["id"], attachments=[{"filename": "small.bin", "content": "eA=="}])["outcome"] == "sent"


def test_a_shared_mailbox_without_the_scopes_for_it_names_them(clerk):
    adele = clerk.sign_in(clerk.app("postern-graph", ["graph"]), ADELE)
    with pytest.raises(errors.ConsentRequired) as missing:
        clerk.add(grantOf=adele["id"], mailbox=SUPPORT)
    assert {scope.rpartition("/")[2] for scope in missing.value.data["scopes"]} == set(SHARED)


def test_a_mailbox_that_one_has_no_right_to_is_refused_with_the_next_step(clerk):
    adele = clerk.sign_in(clerk.app("postern-graph", ["graph"], extraScopes=SHARED), ADELE)
    with pytest.raises(errors.PosternError) as denied:
        clerk.add(grantOf=adele["id"], mailbox="kenji@contoso.example")
    assert denied.value.kind == "providerRejected" and denied.value.hint and denied.value.provider["requestId"]


def test_an_app_opens_mailboxes_by_itself_and_sends_large_files_from_them(clerk):
    tenant = clerk.sandbox.tenant()["id"]
    app = clerk.app("postern-service", ["graph"], authority=tenant)
    account = clerk.add(app=app, mailbox=SUPPORT)
    assert (account["address"], account["authentication"]) == (SUPPORT, "application")
    clerk.door.forget_records()
    assert clerk.client.list_messages(account=account["id"], limit=1) is not None
    octets = b"y" * 5_000_000
    blob = clerk.door.upload(octets, 4_000_000)
    sent = clerk.send(account["id"], attachments=[{"filename": "large.bin", "blob": blob}])
    [file] = clerk.arrived(sent).iter_attachments()
    assert file.get_payload(decode=True) == octets
    assert all("/me/" not in one["target"] for one in clerk.door.asked(door="graph")), "an app has no /me"


def test_a_personal_account_with_both_scopes_reads_over_imap_and_sends_over_graph(clerk):
    account = clerk.sign_in(clerk.app("postern-both", ["imap", "graph"], authority="common"), PAT)
    capabilities = account["capabilities"]
    assert capabilities["backend"] == "imap" and [way["by"] for way in capabilities["sending"]] == ["graph"]
    assert clerk.client.list_messages(account=account["id"], limit=1) is not None
    sent = clerk.send(account["id"], to=[{"address": BRUNO}])
    assert clerk.sandbox.sent()[-1]["messageId"] == sent["messageId"] and clerk.sandbox.sent()[-1]["door"] == "graph"


def test_a_work_account_with_both_scopes_sends_by_smtp_what_graph_cannot_carry(clerk):
    account = clerk.sign_in(clerk.app("postern-both", ["imap", "graph"]), ADELE)
    assert [way["by"] for way in account["capabilities"]["sending"]] == ["graph", "smtp"]
    assert clerk.send(account["id"])["outcome"] == "sent" and clerk.sandbox.sent()[-1]["door"] == "graph"
    sent = clerk.send(account["id"], envelope={"from": ADELE, "to": ["chloe@contoso.example"]})
    assert sent["outcome"] == "sent" and clerk.sandbox.sent()[-1]["door"] == "smtp"


def test_sending_in_another_name_is_refused_or_told_apart(clerk):
    adele = clerk.sign_in(clerk.app("postern-graph", ["graph"], extraScopes=SHARED), ADELE)
    with pytest.raises(errors.MessageRejected) as refused:
        clerk.send(adele["id"], **{"from": {"address": "kenji@contoso.example"}})
    assert refused.value.hint
    sent = clerk.send(adele["id"], **{"from": {"address": SUPPORT}})
    assert [one.addr_spec for one in clerk.arrived(sent)["From"].addresses] == [SUPPORT]


def test_a_raw_message_above_the_request_limit_is_too_large_and_never_taken_apart(clerk):
    adele = clerk.sign_in(clerk.app("postern-graph", ["graph"]), ADELE)
    limit = adele["capabilities"]["sending"][0]["maxMessageBytes"]
    head = f"From: {ADELE}\r\nTo: {BRUNO}\r\nSubject: raw\r\nMessage-ID: <large.raw@contoso.example>\r\n\r\n".encode()
    raw = head + (b"x" * 74 + b"\r\n") * (limit // 76 + 1)
    clerk.door.forget_records()
    with pytest.raises(errors.TooLarge):
        clerk.client.call("sendMessage", {"account": adele["id"], "raw": base64.b64encode(raw).decode()})
    assert clerk.door.asked(door="graph") == []


def sent_copies(clerk, account):
    path = next(box["path"] for box in clerk.client.list_mailboxes(account=account)["mailboxes"] if box.get("role") == "sent")
    return [one["messageId"] for one in clerk.client.list_messages(account=account, mailbox=path, limit=5)["messages"]]


def test_a_shared_mailbox_over_imap_is_sent_from_as_the_delegate_and_keeps_its_copy(clerk):
    """At Exchange the copy would be the delegate's (reference sheet, sections B2 and B7)."""
    adele = clerk.sign_in(clerk.app("postern-imap", ["imap"]), ADELE)
    support = clerk.add(grantOf=adele["id"], mailbox=SUPPORT)
    assert (support["capabilities"]["backend"], support["username"]) == ("imap", SUPPORT)
    sent = clerk.send(support["id"])
    assert sent["sentCopy"] == "appended"
    arrived = clerk.arrived(sent)
    assert [one.addr_spec for one in arrived["From"].addresses] == [SUPPORT]
    assert clerk.sandbox.sent()[-1]["door"] == "smtp"
    assert sent_copies(clerk, support["id"]).count(sent["messageId"]) == 1


def test_an_app_opens_a_mailbox_over_imap_and_smtp(clerk):
    app = clerk.app("postern-service", ["imap"], authority=clerk.sandbox.tenant()["id"])
    account = clerk.add(app=app, mailbox=SUPPORT)
    assert account["capabilities"]["backend"] == "imap"
    sent = clerk.send(account["id"])
    assert sent["sentCopy"] == "server" and clerk.sandbox.sent()[-1]["door"] == "smtp"
    clerk.sandbox.settle()
    assert sent_copies(clerk, account["id"]).count(sent["messageId"]) == 1


def test_a_large_file_from_a_shared_mailbox_goes_by_smtp_where_the_delegate_may(clerk):
    adele = clerk.sign_in(clerk.app("postern-both", ["imap", "graph"], extraScopes=SHARED), ADELE)
    support = clerk.add(grantOf=adele["id"], mailbox=SUPPORT)
    assert [way["by"] for way in support["capabilities"]["sending"]] == ["graph", "smtp"]
    blob = clerk.door.upload(b"z" * 5_000_000, 4_000_000)
    sent = clerk.send(support["id"], attachments=[{"filename": "large.bin", "blob": blob}])
    [file] = clerk.arrived(sent).iter_attachments()
    assert file.get_payload(decode=True) == b"z" * 5_000_000 and clerk.sandbox.sent()[-1]["door"] == "smtp"


@pytest.mark.parametrize("name, authority", [("postern-service", "common"), ("postern-native", None)])
def test_an_app_that_cannot_act_alone_is_told_why(clerk, name, authority):
    registered = clerk.sandbox.app(name)
    app = clerk.client.call("registerApp", {
        "name": name, "provider": "outlook", "cloud": "sandbox", "authority": authority or clerk.sandbox.tenant()["id"],
        "clientId": registered["clientId"], "baseScopes": ["graph"], "redirectURLs": [CALLBACK],
        **({"clientSecret": registered["secret"]} if registered.get("secret") else {})})["app"]["id"]
    clerk.apps.append(app)
    with pytest.raises(errors.AppMisconfigured) as refused:
        clerk.add(app=app, mailbox=SUPPORT)
    assert ("authority" if authority else "clientSecret") in refused.value.hint and refused.value.data["app"] == app


def test_an_app_is_kept_while_it_opens_mailboxes(clerk):
    app = clerk.app("postern-service", ["graph"], authority=clerk.sandbox.tenant()["id"])
    account = clerk.add(app=app, mailbox=SUPPORT)
    with pytest.raises(errors.AlreadyExists):
        clerk.add(app=app, mailbox=SUPPORT)
    with pytest.raises(errors.Conflict):
        clerk.client.delete_app(app=app)
    with pytest.raises(errors.InvalidParams):
        clerk.client.call("authorizeURL", {"app": app, "account": account["id"]})
    assert clerk.client.get_access_token(account=account["id"], resource="graph")["accessToken"]
