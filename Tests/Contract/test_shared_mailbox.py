"""One shared mailbox, opened in every way that there is: the same mail is read, and what is sent lies where the sheet says."""
import base64
import secrets

import pytest

from daemon import Daemon
from doors import SandboxGraphDoor
from mails import mail
from postern import errors
from sandbox import ADELE, BRUNO, CALLBACK, DRIVER, GRAPH, SUPPORT, Sandbox
from test_other_accounts import PAT, SHARED, Clerk

ROW = "{:46} {:8} {:8} {:14} {:12} {}"
# How it is opened: how it is read, how it sends, and of the copy who filed it, how many lie in the mailbox's Sent Items
# afterwards, and how many in the delegate's.
WAYS = {
    "IMAP and SMTP, delegated": {
        "reads": "imap", "sends": ["smtp"], "copy": ("appended", 1, 1)},
    "IMAP and SMTP, delegated, SASL's user shared": {
        "reads": "imap", "sends": ["smtp"], "copy": ("server", 1, 0)},
    "Graph, delegated": {
        "reads": "graph", "sends": ["graph"], "copy": ("server", 1, 0)},
    "IMAP and Graph, delegated": {
        "reads": "imap", "sends": ["graph", "smtp"], "copy": ("server", 1, 0)},
    "Graph, app-only": {
        "reads": "graph", "sends": ["graph"], "copy": ("server", 1, 0)},
    "IMAP and SMTP, app-only": {
        "reads": "imap", "sends": ["smtp"], "copy": ("server", 1, 0)},
}


class SupportDesk(Clerk):
    """Opens the shared mailbox, and looks into mailboxes past Postern."""

    def open(self, way):
        if "app-only" in way:
            scopes = ["graph"] if "Graph" in way else ["imap"]
            return self.add(app=self.app("postern-service", scopes, self.sandbox.tenant()["id"]), mailbox=SUPPORT)
        name, scopes = {"IMAP and SMTP": ("postern-imap", ["imap"]), "Graph": ("postern-graph", ["graph"]),
                        "IMAP and Graph": ("postern-both", ["imap", "graph"])}[way.split(",")[0]]
        if way == "IMAP and Graph, delegated":
            # Nothing but the wish: the scopes for it come by themselves.
            support = self.sign_in(self.app(name, scopes), ADELE, mailbox=SUPPORT, expectedEmail=ADELE)
            self.kept_last(self.client.get_account(account=support["grantOf"])["account"])
            return support
        adele = self.sign_in(self.app(name, scopes, extraScopes=SHARED if "graph" in scopes else []), ADELE)
        support = self.add(grantOf=adele["id"], mailbox=SUPPORT)
        if "SASL" in way:
            support = self.client.call("updateAccount", {"account": support["id"], "smtpUsername": SUPPORT})["account"]
        return support

    def fresh(self, like):
        """The name of a new app like that one, to which nobody has agreed yet."""
        old, name = self.sandbox.app(like), f"{like} {secrets.token_hex(4)}"
        made = self.sandbox.control("POST", "registrations", json={
            "name": name, "audience": old["audience"], "secrets": [{"value": "an-app-of-these-tests-2026"}],
            "redirectUris": [{"uri": CALLBACK}], "delegatedPermissions": old["delegatedPermissions"]})
        self.sandbox.ready["apps"].append({**old, **made, "name": name, "secret": "an-app-of-these-tests-2026"})
        return name

    def in_sent(self, address, message_id):
        """How many copies lie in somebody's Sent Items, by an app that may look."""
        self.sandbox.settle()
        answer = self.sandbox.call(
            "GET", f"/users/{address}/mailFolders/sentitems/messages", self.sandbox.app_token(GRAPH),
            params={"$filter": f"internetMessageId eq '{message_id}'", "$select": "id"})
        assert answer.ok, answer.text
        return len(answer.json()["value"])

    def asked_of_graph(self):
        """What Postern did, without what this file looks up."""
        return [one for one in self.sandbox.requests(door="graph") if one["headers"].get("user-agent") != DRIVER]

    def in_role(self, account, message_id, role):
        """The copies that Postern lists in the mailbox with that role."""
        boxes = self.client.list_mailboxes(account=account)["mailboxes"]
        path = next(box["path"] for box in boxes if box.get("role") == role)
        newest = self.client.list_messages(account=account, mailbox=path, limit=20)["messages"]
        return [one for one in newest if one["messageId"] == message_id]


@pytest.fixture
def desk(graph_door):
    one = SupportDesk(graph_door)
    yield one
    one.leave()


@pytest.fixture(scope="module")
def generous_door(tls_directory):
    """A tenant that grants what the user agreed to and leaves out the rest: the reference sheet does not say which Microsoft does."""
    sandbox = Sandbox(tls_directory, {"entra.partialConsent": "grantRest"}, ("--messages", "5"))
    daemon = Daemon(**sandbox.ready["configuration"])
    try:
        yield SandboxGraphDoor(sandbox, daemon.start())
    finally:
        daemon.discard()
        sandbox.stop()


@pytest.fixture
def generous_desk(generous_door):
    one = SupportDesk(generous_door)
    yield one
    one.leave()


def test_one_shared_mailbox_is_read_and_sent_from_in_every_way(desk, marker, capsys):
    accounts = {way: desk.open(way) for way in WAYS}
    assert len({account["id"] for account in accounts.values()}) == len(WAYS)
    source = mail(subject=marker, text=f"{marker}\n", to=SUPPORT).as_bytes()
    desk.sandbox.control("POST", "mail", json={"mailbox": SUPPORT, "mimeBase64": base64.b64encode(source).decode()})
    lines = [ROW.format("the shared mailbox by", "read by", "sent by", "copy filed by", "in its Sent", "in the delegate's")]
    for way, account in accounts.items():
        expected, identifier = WAYS[way], account["id"]
        assert (account["address"], account["username"]) == (SUPPORT, SUPPORT), way
        capabilities = account["capabilities"]
        assert capabilities["backend"] == expected["reads"], way
        assert [each["by"] for each in capabilities["sending"]] == expected["sends"], way
        checks = desk.client.verify_account(account=identifier)
        assert checks and all(check == {"ok": True} for check in checks.values()), (way, checks)
        # Read: the list, the message, its bytes.
        newest = desk.client.list_messages(account=identifier, limit=20)["messages"]
        [listed] = [one for one in newest if one["subject"] == marker]
        assert marker in desk.client.get_message(account=identifier, message=listed["id"])["text"]["content"], way
        # Sent: it arrives once, in the mailbox's name, by the first way out.
        sent = desk.send(identifier, subject=f"{marker} {way}")
        record = desk.sandbox.sent()[-1]
        assert (record["messageId"], record["door"]) == (sent["messageId"], expected["sends"][0]), way
        assert [one.addr_spec for one in desk.arrived(sent)["From"].addresses] == [SUPPORT], way
        # The copy: who says to have filed it, and where it lies.
        here, there = desk.in_sent(SUPPORT, sent["messageId"]), desk.in_sent(ADELE, sent["messageId"])
        assert (sent["sentCopy"], here, there) == expected["copy"], way
        assert len(desk.in_role(identifier, sent["messageId"], "sent")) == 1, way
        lines.append(ROW.format(way, expected["reads"], record["door"], sent["sentCopy"], here, there))
    with capsys.disabled():
        print("\n" + "\n".join(lines))


def test_a_sign_in_for_a_shared_mailbox_gives_it_an_account_and_asks_for_its_scopes_by_itself(desk):
    app = desk.app("postern-graph", ["graph"])
    support = desk.sign_in(app, ADELE, mailbox=SUPPORT, expectedEmail=ADELE)
    assert (support["authentication"], support["address"]) == ("borrowed", SUPPORT)
    lender = desk.kept_last(desk.client.get_account(account=support["grantOf"])["account"])
    assert (lender["authentication"], lender["address"]) == ("oauth", ADELE)
    granted = {scope.rpartition("/")[2] for scope in lender["state"]["grantedScopes"]}
    assert set(SHARED) <= granted
    assert desk.arrived(desk.send(support["id"]))["From"].addresses[0].addr_spec == SUPPORT
    # Once more: the same two accounts. The signer's own, by its own sign-in: neither is another.
    assert desk.sign_in(app, ADELE, mailbox=SUPPORT)["id"] == support["id"]
    assert desk.sign_in(app, ADELE)["id"] == lender["id"]
    assert desk.client.get_account(account=support["id"])["account"]["grantOf"] == lender["id"]
    assert desk.arrived(desk.send(support["id"]))["From"].addresses[0].addr_spec == SUPPORT


def test_deleting_the_lender_says_what_depends_on_it_and_takes_it_along_where_that_is_wanted(desk):
    adele = desk.sign_in(desk.app("postern-imap", ["imap"]), ADELE)
    support = desk.add(grantOf=adele["id"], mailbox=SUPPORT)
    with pytest.raises(errors.Conflict) as kept:
        desk.client.delete_account(account=adele["id"])
    assert kept.value.data["accounts"] == [support["id"]] and "withBorrowers" in kept.value.hint
    desk.client.delete_account(account=adele["id"], with_borrowers=True)
    desk.made.clear()
    for account in (adele, support):
        with pytest.raises(errors.NotFound):
            desk.client.get_account(account=account["id"])


def test_user_name_address_and_principal_name_are_separate_values_and_can_all_be_set(desk):
    adele = desk.sign_in(desk.app("postern-both", ["imap", "graph"], extraScopes=SHARED), ADELE)
    principal = desk.sandbox.person(ADELE)["id"]
    changed = desk.client.call("updateAccount", {
        "account": adele["id"], "name": "Adele", "username": ADELE.upper(), "userPrincipalName": principal,
        "address": SUPPORT, "sentCopy": "always"})["account"]
    assert (changed["name"], changed["username"], changed["address"]) == ("Adele", ADELE.upper(), SUPPORT)
    assert changed["graph"]["user"] == principal and changed["sentCopy"] == "always"
    assert desk.client.get_account(account=adele["id"])["account"]["identity"] == adele["identity"]
    desk.door.forget_records()
    assert desk.arrived(desk.send(adele["id"]))["From"].addresses[0].addr_spec == SUPPORT
    asked = desk.asked_of_graph()
    assert asked and all(f"/users/{principal}/" in one["target"] for one in asked)
    # What somebody set outlives another sign-in.
    again = desk.sign_in(adele["app"], ADELE, account=adele["id"])
    assert {name: again[name] for name in ("name", "username", "address", "graph", "sentCopy")} == {
        name: changed[name] for name in ("name", "username", "address", "graph", "sentCopy")}


def test_a_change_that_the_servers_refuse_changes_nothing(desk):
    adele = desk.sign_in(desk.app("postern-imap", ["imap"]), ADELE)
    with pytest.raises(errors.PosternError) as refused:
        desk.client.call("updateAccount", {"account": adele["id"], "username": "kenji@contoso.example"})
    # Exchange takes the token and not the mailbox, in words that may mean a mailbox without IMAP as well.
    assert refused.value.kind in ("signInRequired", "providerRejected", "providerUnavailable")
    assert desk.client.get_account(account=adele["id"])["account"]["username"] == adele["username"]
    with pytest.raises(errors.InvalidParams) as moved:
        desk.client.call("updateAccount", {"account": adele["id"], "imap": {"host": "evil.test", "port": 993, "security": "tls"}})
    assert moved.value.data["field"] == "imap"
    assert desk.client.list_messages(account=adele["id"], limit=1) is not None


def test_an_app_of_many_tenants_opens_a_mailbox_in_the_tenant_that_is_named(desk):
    app = desk.app("postern-service", ["graph", "imap"], authority="organizations")
    tenant = desk.sandbox.tenant()["id"]
    account = desk.add(app=app, tenant=tenant, mailbox=SUPPORT)
    assert (account["app"], account["tenant"]) == (app, tenant)
    assert desk.arrived(desk.send(account["id"]))["From"].addresses[0].addr_spec == SUPPORT
    with pytest.raises(errors.AlreadyExists):
        desk.add(app=app, tenant=tenant, mailbox=SUPPORT.upper())
    with pytest.raises(errors.PosternError) as elsewhere:
        desk.client.call("addAccount", {"app": app, "tenant": desk.sandbox.tenant("Fabrikam")["id"], "mailbox": SUPPORT})
    assert not elsewhere.value.retryable and elsewhere.value.hint


# What was granted


@pytest.mark.parametrize("name, scopes, without, reads, sends, missing", [
    ("postern-imap", ["imap"], "SMTP.Send", "imap", [], "SMTP.Send"),
    ("postern-both", ["imap", "graph"], "SMTP.Send", "imap", ["graph"], None),
    ("postern-graph", ["graph"], "Mail.Send", "graph", [], "Mail.Send"),
    ("postern-graph", ["graph"], "Mail.ReadWrite", "none", ["graph"], None),
])
def test_an_account_works_as_far_as_the_user_agreed(generous_desk, name, scopes, without, reads, sends, missing):
    user = "mia@fabrikam.example"
    account = generous_desk.sign_in(generous_desk.app(generous_desk.fresh(name), scopes), user, headers={"X-Sandbox-Without": without})
    capabilities = generous_desk.client.get_account(account=account["id"])["account"]["capabilities"]
    assert [way["by"] for way in capabilities["sending"]] == sends
    assert capabilities["backend"] == reads
    if reads == "none":
        with pytest.raises(errors.ConsentRequired) as unread:
            generous_desk.client.list_messages(account=account["id"])
        assert unread.value.data["scopes"] == [without] and unread.value.hint
    else:
        assert generous_desk.client.list_messages(account=account["id"], limit=1) is not None
    if missing:
        with pytest.raises(errors.ConsentRequired) as refused:
            generous_desk.send(account["id"])
        assert refused.value.data["scopes"] == [missing] and "agree" in refused.value.hint
    else:
        assert generous_desk.send(account["id"], to=[{"address": user}])["outcome"] == "sent"


# What a personal account may send by


def test_a_personal_account_with_imap_alone_is_told_how_it_could_send(desk):
    account = desk.sign_in(desk.app("postern-both", ["imap"], authority="common"), PAT)
    assert account["capabilities"]["sending"] == []
    assert desk.client.list_messages(account=account["id"], limit=1) is not None
    with pytest.raises(errors.ConsentRequired) as refused:
        desk.send(account["id"])
    assert refused.value.data["scopes"] == ["Mail.Send"]
    assert "Mail.Send" in refused.value.hint and "extraScopes" in refused.value.hint and "sign in again" in refused.value.hint


def test_a_personal_account_with_imap_and_mail_send_sends_without_a_draft(desk):
    account = desk.sign_in(desk.app("postern-both", ["imap"], authority="common", extraScopes=["Mail.Send"]), PAT)
    capabilities = account["capabilities"]
    assert (capabilities["backend"], [way["by"] for way in capabilities["sending"]]) == ("imap", ["graph"])
    assert desk.client.verify_account(account=account["id"]) == {"imap": {"ok": True}, "graph": {"ok": True}}
    desk.door.forget_records()
    sent = desk.send(account["id"], bcc=[{"address": ADELE}], attachments=[{"filename": "a.txt", "content": "eA=="}])
    assert sent["sentCopy"] == "server"
    assert [one["operation"] for one in desk.asked_of_graph()] == ["sendMail"]
    for user in (BRUNO, ADELE):
        arrived = desk.arrived(sent, user)
        assert [one.addr_spec for one in arrived["From"].addresses] == [PAT] and not arrived["Bcc"]
        assert [file.get_filename() for file in arrived.iter_attachments()] == ["a.txt"]
    assert len(desk.in_role(account["id"], sent["messageId"], "sent")) == 1
    with pytest.raises(errors.PosternError) as large:
        desk.send(account["id"], attachments=[{"filename": "large.bin", "blob": desk.door.upload(b"x" * 5_000_000, 4_000_000)}])
    assert large.value.kind == "unsupported" and "Mail.ReadWrite" in str(large.value)


def test_a_lost_answer_to_a_send_without_a_draft_is_settled_by_the_copy_and_never_sent_twice(desk, marker):
    account = desk.sign_in(desk.app("postern-both", ["imap"], authority="common", extraScopes=["Mail.Send"]), PAT)
    desk.sandbox.fault("http.dropAfter", door="graph", operation="sendMail")
    try:
        sent = desk.send(account["id"], subject=marker, idempotencyKey=marker)
    except errors.SendOutcomeUnknown:
        # The copy takes a moment.
        desk.sandbox.settle()
        sent = desk.send(account["id"], subject=marker, idempotencyKey=marker)
    assert sent["outcome"] == "sent"
    assert desk.door.handed_over(marker) == 1


# Patience


def test_a_pause_longer_than_the_caller_waits_is_told_as_one(desk, marker):
    adele = desk.sign_in(desk.app("postern-graph", ["graph"]), ADELE)
    desk.sandbox.fault("http.status", {"status": 429, "retryAfter": 30}, door="graph", operation="messages.create")
    with pytest.raises(errors.RateLimited) as refused:
        desk.send(adele["id"], subject=marker, timeoutMs=8_000)
    assert refused.value.retryable and 8_000 < refused.value.retry_after_ms <= 30_000
    assert desk.door.handed_over(marker) == 0
