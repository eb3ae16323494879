"""Ids, cursors and contents that were not given out, or not for this: refused, and nobody outside of the account's own mailbox is asked.

The sandbox records what its doors are asked; the requests of this file's own hands are left out.
"""
import base64
import hashlib
import json
import secrets
import string
import time
from urllib.parse import unquote

import pytest

from doors import CHLOE, KENJI
from mails import mail, put
from postern import Client, errors
from test_access import CLIENT, call_as, kind

# Alphabets, lengths and characters that an id may be made of by somebody who wants it to be a path, a query or a command.
NASTY = ["/", "..", "../..", "../../users/chloe@contoso.example/messages", "%2f", "%2F..%2F", "?$select=body", "#", "&", "\r\nDELETE /", "\0", "\n",
         " ", "a b", "'", '"', "\\", "$value", "%00", "é", "\u2025", "*", "1:*", "(", "{5}", ";", ":", "@", "+", "|", "~"]


def octets(identifier):
    text = identifier.partition("_")[2]
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def identifier(content):
    return "msg_" + base64.urlsafe_b64encode(content).decode().rstrip("=")


def graph_message(account, place):
    place = place if isinstance(place, bytes) else place.encode()
    return identifier(bytes([1, 2, len(account)]) + account.encode() + place)


def imap_message(account, mailbox, validity=1, uid=1):
    mailbox = mailbox if isinstance(mailbox, bytes) else mailbox.encode()
    return identifier(bytes([1, 1]) + validity.to_bytes(4, "big") + uid.to_bytes(4, "big") + bytes([len(account)]) + account.encode() + mailbox)


def place(one):
    """What follows the account in a message id."""
    content = octets(one)
    at = 2 if content[1] == 2 else 10
    return content[at + 1 + content[at]:]


def ask(door, method, one, **params):
    if method == "getAttachment":
        params.setdefault("attachment", "2")
    return door.call(method, message=one, **params)


METHODS = ("getMessage", "getMessageSource", "getAttachment")


class Ledger:
    """What Postern asked the sandbox since the last look."""

    def __init__(self, door):
        self.door = door
        # A command of IMAP is written down when its answer has gone out: the last one may not be there yet.
        known = None
        while known != (known := len(door.asked())):
            time.sleep(0.05)
        door.forget_records()

    def nothing(self):
        """No more than a goodbye."""
        asked = [one for one in self.door.asked() if one["operation"] != "LOGOUT"]
        assert not asked, [(one["operation"], one["target"]) for one in asked]

    def only_own_mailbox(self):
        """Graph was asked below the account's own mailbox alone, also by members of batches; one segment stayed one segment."""
        for one in self.door.asked(door="graph"):
            target = one["target"].partition("?")[0]
            assert one["mailbox"] in (self.door.me, None), one["mailbox"]
            members = json.loads(one["body"])["requests"] if target == "/v1.0/$batch" else []
            for path in [member["url"].partition("?")[0] for member in members] or [target.removeprefix("/v1.0")]:
                segments = path.split("/")
                assert segments[1] == "me" and ".." not in [unquote(segment) for segment in segments], path
                assert "chloe" not in unquote(path) and "users" not in segments, path
        for one in self.door.asked():
            if one["door"] in ("imap", "smtp"):
                assert one["mailbox"] in (self.door.me, None), one["mailbox"]
                assert "\r" not in one["target"] and "\n" not in one["target"]


@pytest.fixture(params=["imap", "graph"])
def outlook(request):
    """Each of the sandbox's doors, both of one daemon, with a message in its inbox: `one`."""
    door = request.getfixturevalue(request.param + "_door")
    message = mail("real")
    message.add_attachment(b"real content", maintype="application", subtype="octet-stream", filename="real.bin")
    door.deliver(message.as_bytes())
    door.one = door.item(message["Message-ID"])["id"]
    door.attachment = door.call("getMessage", message=door.one)["attachments"][0]["id"]
    door.other_door = request.getfixturevalue(("graph" if request.param == "imap" else "imap") + "_door")
    return door


def refused(door, call, *kinds, reason=None):
    with pytest.raises(errors.PosternError) as error:
        call()
    assert error.value.kind in kinds, (error.value.kind, error.value.data)
    return error.value


def changed(one):
    """Forged versions of a message id."""
    content = octets(one)
    alphabet = string.ascii_letters + string.digits + "-_"
    yield "msg_"
    yield ""
    yield one[4:]
    yield one.replace("msg_", "acc_")
    yield one.upper()
    yield one + "A"
    yield one + "="
    yield "msg_" + "".join(secrets.choice(alphabet) for _ in range(60))
    yield "msg_" + "A" * 2_044
    yield "msg_" + "A" * 100_000
    yield "msg_" + base64.b64encode(content + b"\xff\xfe\xfb").decode()
    yield identifier(bytes([2]) + content[1:])
    yield identifier(bytes([0]) + content[1:])
    for backend in (0, 3, 255):
        yield identifier(bytes([1, backend]) + content[2:])
    yield identifier(content[:2])
    yield identifier(content[:12])
    yield identifier(content + b"\0")
    yield identifier(content[:-4] + b"\xff\xff\xff\xff")
    for nasty in NASTY:
        yield "msg_" + nasty
        yield one[:12] + nasty + one[12:]


def test_a_changed_message_id_reaches_nobody(outlook):
    ledger = Ledger(outlook)
    for forged in changed(outlook.one):
        for method in METHODS:
            refused(outlook, lambda: ask(outlook, method, forged), "notFound", "invalidParams")
    ledger.nothing()


def test_a_shortened_or_longer_message_id_finds_nothing(outlook):
    """Of a Graph id nobody can tell but Graph: it is looked for in the own mailbox."""
    content = octets(outlook.one)
    ledger = Ledger(outlook)
    for forged in (outlook.one[:-1], outlook.one[:-4], outlook.one + "AAAA", outlook.one[:20], identifier(content[:-1]), identifier(content + b"A"),
                   identifier(content[:-1] + bytes([content[-1] ^ 1])), identifier(content[:-4].swapcase() + content[-4:])):
        for method in METHODS:
            refused(outlook, lambda: ask(outlook, method, forged), "notFound", "invalidParams")
    ledger.only_own_mailbox()


def test_a_path_inside_of_an_id_reaches_nobody(outlook):
    """The encoding is no secret: these are well-formed but for what they name."""
    ledger = Ledger(outlook)
    real = place(outlook.one)
    for nasty in NASTY:
        for text in (nasty, nasty + "A", "A" + nasty, "AAMk" + nasty + "AAA="):
            refused(outlook, lambda: ask(outlook, "getMessage", graph_message(outlook.account, text)), "notFound", "invalidParams")
    for long in (b"A" * 1_025, b"A" * 1_400, b"", b"\xff\xfe", real + b"\0"):
        refused(outlook, lambda: ask(outlook, "getMessage", graph_message(outlook.account, long)), "notFound", "invalidParams")
    for mailbox in (b"", b"a\r\nb", b"a\0b", b"\xff\xfe", b"x" * 1_025):
        refused(outlook, lambda: ask(outlook, "getMessage", imap_message(outlook.account, mailbox)), "notFound", "invalidParams")
    for zero in ({"validity": 0}, {"uid": 0}):
        refused(outlook, lambda: ask(outlook, "getMessage", imap_message(outlook.account, "INBOX", **zero)), "notFound", "invalidParams")
    ledger.nothing()


def test_an_id_that_nobody_has_is_looked_for_in_the_own_mailbox_alone(outlook):
    ledger = Ledger(outlook)
    random = base64.urlsafe_b64encode(secrets.token_bytes(90)).decode()
    for method in METHODS:
        for forged in (graph_message(outlook.account, random), graph_message(outlook.account, "AAMkADYA="),
                       graph_message(outlook.account, "inbox"), graph_message(outlook.account, "delta"),
                       imap_message(outlook.account, "INBOX", 1, 4_000_000_000), imap_message(outlook.account, "INBOX", 77, 1),
                       imap_message(outlook.account, "Nobody", 1, 1), imap_message(outlook.account, "../Chloe", 1, 1)):
            refused(outlook, lambda: ask(outlook, method, forged), "notFound")
    ledger.only_own_mailbox()


def test_another_accounts_message_is_unknown_before_anybody_is_asked(outlook):
    stranger = outlook.sign_in(KENJI)["id"]
    try:
        theirs = outlook.client.list_messages(account=stranger, limit=1)["messages"][0]["id"]
        ledger = Ledger(outlook)
        for method in METHODS:
            refused(outlook, lambda: ask(outlook, method, theirs), "notFound")
            with pytest.raises(errors.NotFound):
                outlook.client.call(method, {"account": stranger, "message": outlook.one, **({"attachment": "2"} if method == "getAttachment" else {})})
        ledger.nothing()
        # The other mailbox's own words, under this account's name: asked for with this account's rights alone.
        spliced = octets(theirs).replace(stranger.encode(), outlook.account.encode())
        for method in METHODS:
            error = refused(outlook, lambda: ask(outlook, method, identifier(spliced)), "notFound") if octets(theirs)[1] == 2 else None
            assert error is None or "secret" not in str(error)
        ledger.only_own_mailbox()
    finally:
        outlook.client.delete_account(account=stranger)


def test_an_id_of_the_other_protocol_is_unknown_before_anybody_is_asked(outlook):
    other = outlook.other_door
    theirs = other.listed(limit=1)[0]["id"]
    spliced = identifier(octets(theirs).replace(other.account.encode(), outlook.account.encode()))
    ledger = Ledger(outlook)
    for method in METHODS:
        for forged in (theirs, spliced):
            refused(outlook, lambda: ask(outlook, method, forged), "notFound")
    ledger.nothing()


def test_an_attachment_id_never_becomes_more_than_one_segment(outlook):
    ledger = Ledger(outlook)
    for nasty in [*NASTY, "", "x" * 257, "x" * 5_000, "0", "1]", "1]<0.5>", "HEADER", "TEXT", "2.MIME", "999.999", "1 BODY[]", "-1", "1.",
                  ".1", "1..2", "4294967296", "99999999999999999999", "01"]:
        refused(outlook, lambda: outlook.call("getAttachment", message=outlook.one, attachment=nasty), "notFound", "invalidParams")
    real = outlook.attachment
    for forged in (real + "A", real[:-2], real + "/$value", real.swapcase() if real.swapcase() != real else "9" + real, "../" + real, real + "%00"):
        refused(outlook, lambda: outlook.call("getAttachment", message=outlook.one, attachment=forged), "notFound", "invalidParams")
    ledger.only_own_mailbox()


def test_another_messages_attachment_is_not_found(outlook):
    if outlook.capabilities()["backend"] != "graph":
        return  # A part's number says nothing about its message.
    put(outlook, subject="bare", text="x\n")
    bare = outlook.listed(limit=1)[0]["id"]
    ledger = Ledger(outlook)
    refused(outlook, lambda: outlook.call("getAttachment", message=bare, attachment=outlook.attachment), "notFound")
    ledger.only_own_mailbox()


def tag(one, attachment=None):
    """The end of a content's name, which is no secret."""
    digest = hashlib.sha256(f"{one} {attachment or ''}".encode()).digest()[:8]
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def test_a_content_is_read_by_its_own_name_alone(outlook):
    opened = outlook.call("getMessageSource", message=outlook.one, length=5)["contentId"]
    assert opened.endswith(tag(outlook.one))
    file = outlook.call("getAttachment", message=outlook.one, attachment=outlook.attachment)["contentId"]
    ledger = Ledger(outlook)
    own = tag(outlook.one)
    for forged in ["", "cnt_", own, "x" + own, "../postern.db" + own, "..%2f" + own, "/etc/passwd" + own, "a" * 129, "a" * 120 + own,
                   opened[:-1], opened + "A", "A" + opened, opened.swapcase(), file, opened[:len(opened) - len(own)] + tag(outlook.one, "1"),
                   *(nasty + own for nasty in NASTY), *(opened[:6] + nasty + opened[6:] for nasty in NASTY)]:
        refused(outlook, lambda: outlook.call("getMessageSource", message=outlook.one, contentId=forged, offset=5), "notFound", "invalidParams")
    stranger = outlook.sign_in(KENJI)["id"]
    try:
        theirs = outlook.client.list_messages(account=stranger, limit=1)["messages"][0]["id"]
        content = outlook.client.call("getMessageSource", {"account": stranger, "message": theirs, "length": 5})["contentId"]
        ledger = Ledger(outlook)
        spliced = content[:len(content) - len(own)] + own
        for forged in (content, spliced):
            refused(outlook, lambda: outlook.call("getMessageSource", message=outlook.one, contentId=forged), "notFound")
    finally:
        outlook.client.delete_account(account=stranger)
    ledger.nothing()


@pytest.fixture
def cursor(outlook):
    for number in range(3):
        put(outlook, subject=f"for a cursor {number}")
    return outlook.call("listMessages", limit=2)["nextCursor"]


def test_a_changed_cursor_is_refused_before_anybody_is_asked(outlook, cursor):
    content = octets("_" + cursor)
    ledger = Ledger(outlook)

    def again(changed):
        return base64.urlsafe_b64encode(changed).decode().rstrip("=")

    forged = ["", "A", cursor[:-1], cursor[:40], cursor[4:], cursor + "A", cursor + "AAAA", cursor + "=", cursor.swapcase(), "A" * 4_096, "A" * 4_097,
              "A" * 100_000, base64.b64encode(content + b"\xff\xfe\xfb").decode(), again(bytes([content[0] + 1]) + content[1:]),
              again(content[:33]), again(content[:1] + bytes(32) + content[33:]), again(content + b"&$top=1000"),
              *(again(content[:at] + bytes([content[at] ^ 1]) + content[at + 1:]) for at in range(0, len(content), max(1, len(content) // 25))),
              *(again(content[:33] + other.encode()) for other in (
                  "https://evil.example/v1.0/me/messages", "//evil.example/", "/users/chloe@contoso.example/messages", "../users/x/messages",
                  "me/mailFolders/inbox/messages?$skip=0", "me/messages")),
              *(cursor[:8] + nasty + cursor[8:] for nasty in NASTY)]
    for one in forged:
        error = refused(outlook, lambda: outlook.call("listMessages", limit=2, cursor=one), "invalidParams")
        assert error.data["field"] == "cursor"
    ledger.nothing()


def test_a_cursor_goes_on_with_its_own_question_alone(outlook, cursor):
    outlook.make_mailbox("Other list " + secrets.token_hex(4))
    archive = outlook.mailbox_of("archive")
    other = outlook.other_door.call("listMessages", limit=2)["nextCursor"]
    stranger = outlook.sign_in(KENJI)["id"]
    try:
        theirs = outlook.client.list_messages(account=stranger, limit=2)["nextCursor"]
        ledger = Ledger(outlook)
        for params in ({"limit": 3}, {"mailbox": archive}, {"unseen": True}, {"since": "2020-01-01T00:00:00Z"}, {"before": "2030-01-01T00:00:00Z"},
                       {"include": ["total"]}, {"include": ["preview"]}, {"fields": ["id"]}, {"cursor": other}, {"cursor": theirs}):
            refused(outlook, lambda: outlook.call("listMessages", **{"limit": 2, "cursor": cursor, **params}), "invalidParams")
        with pytest.raises(errors.InvalidParams):
            outlook.client.list_messages(account=stranger, limit=2, cursor=cursor)
        ledger.nothing()
        assert outlook.call("listMessages", limit=2, cursor=cursor)["messages"]
        ledger.only_own_mailbox()
    finally:
        outlook.client.delete_account(account=stranger)


def test_a_mailbox_path_never_becomes_more_than_one_segment(outlook):
    ledger = Ledger(outlook)
    for nasty in [*NASTY, "inbox/messages", "INBOX/../..", "users/chloe@contoso.example", "%2e%2e", "%2E%2E/%2E%2E", "INBOX%2Fmessages", "%", "%4",
                  "%zz", "sentitems", "drafts", "msgfolderroot", "AAMkADYAAA="]:
        refused(outlook, lambda: outlook.listed(nasty), "notFound", "invalidParams", "providerRejected")
    ledger.only_own_mailbox()


@pytest.mark.parametrize("method, params", [
    ("listMessages", {}), ("getMessage", {"message": "msg_AAAA"}), ("listMailboxes", {}), ("sendMessage", {"to": [{"address": CHLOE}], "text": "x"})])
def test_an_account_that_is_none_is_unknown(outlook, method, params):
    ledger = Ledger(outlook)
    for forged in ["acc_" + "a" * 24, "acc_", "", "acc_../x", outlook.account[:-1], outlook.account + "a", outlook.account.upper(), CHLOE,
                   *("acc_" + nasty for nasty in NASTY)]:
        refused(outlook, lambda: outlook.client.call(method, {**params, "account": forged}), "notFound", "invalidParams", "forbidden")
    ledger.nothing()


# Blobs

def test_a_blob_that_is_none_is_unknown(graph_door):
    blob = graph_door.upload(b"mine")
    ledger = Ledger(graph_door)
    note = {"to": [{"address": CHLOE}], "subject": "forged blob", "text": "x"}
    for forged in ["blb_" + "a" * 24, "blb_", "", blob[:-1], blob + "a", blob.upper(), "blb_../postern", graph_door.account,
                   *("blb_" + nasty for nasty in NASTY), *(blob[:8] + nasty + blob[8:] for nasty in NASTY)]:
        for method, params in (("getBlob", {}), ("deleteBlob", {}), ("uploadBlob", {"offset": 4, "content": "AAAA"})):
            refused(graph_door, lambda: graph_door.client.call(method, {"blob": forged, **params}), "notFound", "invalidParams")
        refused(graph_door, lambda: graph_door.call("sendMessage", **note, attachments=[{"filename": "x", "blob": forged}]), "notFound", "invalidParams")
    ledger.nothing()
    assert base64.b64decode(graph_door.client.call("getBlob", {"blob": blob})["content"]) == b"mine"


def test_another_users_blob_is_unknown(make_daemon):
    daemon = make_daemon(clients=[{"user": CLIENT, "role": "client", "accounts": "*", "methods": "*"}]).start()
    daemon.open_to_everybody()
    with Client(str(daemon.socket_path), timeout=60) as mine:
        blob = mine.call("uploadBlob", {"content": base64.b64encode(b"mine").decode()})["blob"]
        answers = call_as(daemon, CLIENT, ("getBlob", {"blob": blob}), ("uploadBlob", {"blob": blob, "offset": 4, "content": "AAAA"}),
                          ("deleteBlob", {"blob": blob}), ("uploadBlob", {"content": "AAAA"}))
        assert [kind(answer) for answer in answers] == ["notFound"] * 3 + ["ok"]
        assert base64.b64decode(mine.call("getBlob", {"blob": blob})["content"]) == b"mine"
        with pytest.raises(errors.NotFound):
            mine.call("getBlob", {"blob": answers[-1]["result"]["blob"]})
