"""One mailbox, three doors: what one shows, the others show."""
import base64
import email
import email.policy

import pytest

from sandbox import ADELE, BRUNO
from test_imap_clients import imapclient
from test_smtp_clients import connect, log_in

NASTY = (b"From: =?utf-8?q?Ad=C3=A8le?= <adele@contoso.example>\r\nTo: bruno@contoso.example\r\n"
         b"Subject: =?iso-8859-1?q?Gr=FC=DFe?= three doors\r\nMessage-ID: <three.doors@test.example>\r\nMIME-Version: 1.0\r\n"
         b"X-Own:   odd  spacing\r\nContent-Type: multipart/mixed; boundary=\"own boundary\"\r\n\r\npreamble\r\n--own boundary\r\n"
         b"Content-Type: text/plain; charset=koi8-r\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n=F0=D2=C9=D7=C5=D4\r\n"
         b"--own boundary\r\nContent-Type: application/octet-stream; name*=utf-8''%E2%82%AC.bin\r\n"
         b"Content-Disposition: attachment; filename*=utf-8''%E2%82%AC.bin\r\nContent-Transfer-Encoding: base64\r\n\r\nAAECAwQ=\r\n"
         b"--own boundary--\r\nepilogue\r\n")


def send(sandbox):
    client = connect(sandbox)
    log_in(client, sandbox)
    assert client.sendmail(ADELE, [BRUNO], NASTY) == {}
    client.quit()


def graph_message(sandbox, subject, user=BRUNO):
    sandbox.settle()
    token = sandbox.graph_token(user)
    found = sandbox.call("GET", "/me/mailFolders/inbox/messages", token, params={
        "$filter": f"subject eq '{subject}'", "$top": "1"}).json()["value"]
    return found[0], token


def imap_bytes(sandbox, message_id, user=BRUNO):
    client = imapclient(sandbox, user)
    client.select_folder("INBOX", readonly=True)
    uid = client.search(["HEADER", "Message-ID", message_id])[-1]
    row = client.fetch(uid, ["BODY.PEEK[]", "BODY.PEEK[1]", "BODY.PEEK[2.MIME]", "FLAGS"])[uid]
    client.logout()
    return row


@pytest.mark.parametrize("rendering", ["verbatim", "exchange"])
def test_a_mail_sent_by_smtp_is_the_same_by_graph_and_by_imap(start, rendering):
    sandbox = start({"mail.mimeRendering": rendering})
    send(sandbox)
    message, token = graph_message(sandbox, "Grüße three doors")
    assert (message["from"]["emailAddress"], message["internetMessageId"]) == (
        {"name": "Adèle", "address": ADELE}, "<three.doors@test.example>")
    assert message["body"]["content"].strip().endswith("Привет") or "Привет" in message["body"]["content"]
    there = f"/me/messages/{message['id']}/attachments"
    listed = sandbox.call("GET", there, token).json()["value"]
    assert all("contentBytes" not in one for one in listed)
    attachments = [sandbox.call("GET", f"{there}/{one['id']}", token).json() for one in listed]
    assert [(one["name"], base64.b64decode(one["contentBytes"])) for one in attachments] == [("€.bin", b"\0\1\2\3\4")]
    value = sandbox.call("GET", f"/me/messages/{message['id']}/$value", token).content
    row = imap_bytes(sandbox, "<three.doors@test.example>")
    assert row[b"BODY[]"] == value
    parsed = email.message_from_bytes(value, policy=email.policy.default)
    assert parsed["Subject"] == "Grüße three doors" and parsed.get_body().get_content().strip() == "Привет"
    assert [part.get_content() for part in parsed.iter_attachments()] == [b"\0\1\2\3\4"]
    # Header fields of the way come first; below them, verbatim is verbatim and a rendering is not.
    assert value.endswith(NASTY) == (rendering == "verbatim")
    assert (b"own boundary" in value) == (rendering == "verbatim")


def test_what_one_door_marks_the_others_see(sandbox):
    subject = "marks by all doors"
    token = sandbox.graph_token()
    sandbox.call("POST", "/me/sendMail", token, json={"message": {
        "subject": subject, "toRecipients": [{"emailAddress": {"address": BRUNO}}], "body": {"contentType": "text", "content": "x"}}})
    message, bruno = graph_message(sandbox, subject)
    client = imapclient(sandbox, BRUNO)
    client.select_folder("INBOX")
    uid = client.search(["HEADER", "Message-ID", message["internetMessageId"]])[0]
    assert b"\\Seen" not in client.get_flags(uid)[uid]
    sandbox.call("PATCH", f"/me/messages/{message['id']}", bruno, json={"isRead": True, "flag": {"flagStatus": "flagged"}})
    assert {b"\\Seen", b"\\Flagged"} <= set(client.get_flags(uid)[uid])
    client.remove_flags(uid, [b"\\Seen"])
    seen = sandbox.call("GET", f"/me/messages/{message['id']}?$select=isRead,flag", bruno).json()
    assert (seen["isRead"], seen["flag"]["flagStatus"]) == (False, "flagged")
    client.move(uid, "Papierkorb" if client.folder_exists("Papierkorb") else "Gelöschte Elemente")
    assert sandbox.call("GET", f"/me/messages/{message['id']}", bruno).status_code == 404
    client.logout()


def test_folders_of_a_german_mailbox_have_german_names_at_both_doors(sandbox):
    token = sandbox.graph_token(BRUNO)
    by_graph = {folder["displayName"] for folder in sandbox.call("GET", "/me/mailFolders?$top=100", token).json()["value"]}
    client = imapclient(sandbox, BRUNO)
    by_imap = {name for _, _, name in client.list_folders()}
    client.logout()
    assert {"Gesendete Elemente", "Entwürfe"} <= by_graph & by_imap
    sent = sandbox.call("GET", "/me/mailFolders/sentitems", token).json()
    assert sent["displayName"] == "Gesendete Elemente"


def test_the_same_seed_gives_the_same_mail(start):
    def look(sandbox):
        return sandbox.call("GET", "/me/messages?$top=50", sandbox.graph_token()).json()["value"]
    strip = lambda messages: [{key: value for key, value in message.items() if not key.startswith("@")} for message in messages]
    assert strip(look(start())) == strip(look(start()))


def test_a_reply_belongs_to_the_conversation(sandbox):
    token = sandbox.graph_token(BRUNO)
    sandbox.call("POST", "/me/sendMail", sandbox.graph_token(), json={"message": {
        "subject": "thread", "toRecipients": [{"emailAddress": {"address": BRUNO}}]}})
    message, _ = graph_message(sandbox, "thread")
    draft = sandbox.call("POST", f"/me/messages/{message['id']}/createReply", token, json={}).json()
    assert (draft["subject"], draft["conversationId"]) == ("RE: thread", message["conversationId"])
    value = sandbox.call("GET", f"/me/messages/{draft['id']}/$value", token).content
    assert email.message_from_bytes(value)["In-Reply-To"] == message["internetMessageId"]
