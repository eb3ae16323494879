"""What can be seen of Graph with a token (reference sheet, section C), and of mail that is sent to oneself."""
import base64
import datetime
import email.parser
import json
import secrets
import time
import urllib.parse

from facts import NotTried, fact, own, true
from facts_mail import header_fields, smtp_signed_in

IMMUTABLE = {"Prefer": 'IdType="ImmutableId"'}
WELL_KNOWN = ("archive", "clutter", "conflicts", "conversationhistory", "localfailures", "scheduled", "searchfolders",
              "serverfailures", "syncissues")
SUBJECT = "postern verify-live"


# Reading

@own("graph.me", "§C1", "GET /me answers with an id", "true", "graph")
def _(live):
    return true(good(live.call("GET", "/me?$select=id")).get("id"))


@own("graph.audience", "§A6", "a token for IMAP is refused with 401", "401", "graph", "mail")
def _(live):
    return live.call("GET", "/me?$select=id", token=live.mail_token).status


@fact("graph.folderSizeShown", "§C1", "folders show sizeInBytes", "false", "graph")
def _(live):
    return true("sizeInBytes" in good(live.call("GET", "/me/mailFolders/inbox")))


@fact("graph.missingFolderCode", "§C2", "what a well-known folder that is not there is", "ErrorItemNotFound", "graph")
def _(live):
    for name in WELL_KNOWN:
        answer = live.call("GET", f"/me/mailFolders/{name}")
        if answer.status == 404:
            return answer.error
    raise NotTried("all well-known folders are there")


@fact("graph.immutableIDsNeedPrefer", "§C9", "an immutable id is malformed without the preference", "true", "graph")
def _(live):
    found = good(live.call("GET", "/me/messages?$top=1&$select=id", headers=IMMUTABLE))["value"]
    if not found:
        raise NotTried("the mailbox is empty")
    return true(not live.call("GET", f"/me/messages/{segment(found[0]['id'])}?$select=id").ok)


@fact("graph.deltaExpiredCode", "§C11", "what a delta token of nobody's is refused with", "syncStateNotFound", "graph")
def _(live):
    answer = live.call("GET", "/me/mailFolders/inbox/messages/delta?$deltatoken=" + secrets.token_urlsafe(24))
    if answer.status != 410:
        raise NotTried(f"only a token that has expired would tell: {answer.told()}")
    return answer.error


@fact("graph.pageSize", "§C3", "a page has ten rows", "10", "graph")
def _(live):
    rows = good(live.call("GET", "/me/messages?$select=id"))["value"]
    if len(rows) < 10:
        raise NotTried("the mailbox has fewer")
    return len(rows)


@own("graph.shared", "§D1", "/users/{shared} needs a .Shared scope", "refused without", "graph", "shared")
def _(live):
    if "shared" in claims(live.graph_token).get("scp", "").lower():
        raise NotTried("the token has one, though nobody asked for it")
    answer = live.call("GET", f"/users/{segment(live.options.shared)}/mailFolders/inbox?$select=id")
    return "taken without" if answer.ok else "refused without"


# Drafts

@fact("graph.bodyTypeByDefault", "§C4", "a body keeps its type unless Prefer names one", "stored", "graph", "write")
def _(live):
    with Draft(live, body={"contentType": "text", "content": "plain"}) as draft:
        kind = good(live.call("GET", draft.path + "?$select=body"))["body"]["contentType"]
    return "stored" if kind == "text" else kind


@own("graph.bccInDraft", "§C4", "$value of a draft shows Bcc", "true", "graph", "write")
def _(live):
    with Draft(live, bccRecipients=[recipient(live.username)]) as draft:
        return true(names_bcc(live.call("GET", draft.path + "/$value")))


@fact("graph.ifMatch", "§C13", "an If-Match that is out of date is answered 412", "true", "graph", "write")
def _(live):
    with Draft(live) as draft:
        old = draft.document.get("@odata.etag")
        good(live.call("PATCH", draft.path, document={"subject": SUBJECT + " 2"}))
        answer = live.call("PATCH", draft.path, document={"subject": SUBJECT + " 3"}, headers={"If-Match": old})
    return true(answer.status == 412)


@fact("graph.readOnlyPropertiesRefused", "§C8", "properties that only Graph sets are refused", "false", "graph", "write")
def _(live):
    with Draft(live) as draft:
        return true(not live.call("PATCH", draft.path, document={"receivedDateTime": "2020-01-01T00:00:00Z"}).ok)


@fact("graph.deleteGoesTo", "§C9", "where DELETE puts a message", "recoverableItems", "graph", "write")
def _(live):
    subject = f"{SUBJECT} {secrets.token_hex(6)}"
    with Draft(live, subject=subject) as draft:
        good_status(live.call("DELETE", draft.path))
        for folder, name in (("deleteditems", "deletedItems"), ("recoverableitemsdeletions", "recoverableItems")):
            if named(live, folder, subject):
                return name
    return "nowhere"


@fact("graph.deleteMissing", "§C9", "what DELETE of a missing message is", "ErrorItemNotFound", "graph", "write")
def _(live):
    with Draft(live) as draft:
        good_status(live.call("DELETE", draft.path))
        answer = live.call("DELETE", draft.path)
    if answer.ok:
        raise NotTried("it is taken twice")
    return answer.error


@fact("graph.uploadSessionMinutes", "§C5", "how long an upload session lives", "120", "graph", "write",
      accepts=lambda seen: abs(int(seen) - 120) <= 5)
def _(live):
    with Draft(live) as draft:
        end = upload(live, draft)["expirationDateTime"]
    left = datetime.datetime.fromisoformat(end[:19] + "+00:00") - datetime.datetime.now(datetime.timezone.utc)
    return round(left.total_seconds() / 60)


@fact("graph.uploadRangeStatus", "§F3", "what a slice at the wrong place is answered", "416", "graph", "write")
def _(live):
    with Draft(live) as draft:
        return slice_of(live, upload(live, draft)["uploadUrl"], at=327680).status


@fact("graph.uploadRefusesAuthorization", "§C5", "an Authorization header at an upload URL is refused", "false", "graph", "write")
def _(live):
    with Draft(live) as draft:
        url = upload(live, draft)["uploadUrl"]
        answer = slice_of(live, url, at=0, headers={"Authorization": "Bearer " + live.graph_token})
    return true(not answer.ok)


# Mail to oneself

@fact("graph.mimeBccSends", "§C7", "the Bcc of a MIME sendMail names recipients", "true", "graph", "write")
def _(live):
    subject = f"{SUBJECT} {secrets.token_hex(6)}"
    source = f"From: <{live.username}>\r\nBcc: <{live.username}>\r\nSubject: {subject}\r\n\r\nTo oneself.\r\n"
    answer = live.call("POST", "/me/sendMail", headers={"Content-Type": "text/plain"}, body=base64.b64encode(source.encode()))
    if not answer.ok:
        # It finds nobody to send it to.
        return "false" if answer.status == 400 else answer.told()
    with Sent(live, subject) as sent:
        return true(sent.received())


@fact("mail.bccStripped", "§C4", "what recipients get has no Bcc field", "true", "mail", "graph", "write")
def _(live):
    # Over IMAP, because Graph may have its own mind about what it shows.
    with Sent.to_oneself(live) as sent:
        sent.found()
        headers = header_fields(live, sent.subject, "BCC")
    return true("bcc:" not in headers.lower())


@fact("mail.sentCopyDelayMilliseconds", "§C7", "how long the copy in Sent Items takes", "250", "graph", "write",
      accepts=lambda seen: int(seen) <= 30_000)
def _(live):
    with Sent.to_oneself(live) as sent:
        began = sent.at
        if not live.until(lambda: named(live, "sentitems", sent.subject), live.options.patience, 0.1):
            raise NotTried("there is no copy in Sent Items")
        return int((time.monotonic() - began) * 1000)


@fact("graph.createReplyStatus", "§C6", "what createReply answers", "201", "graph", "write")
def _(live):
    with Sent.to_oneself(live) as sent, Reply(live, sent.found()) as reply:
        return reply.answer.status


@fact("graph.commentInReplyDraft", "§C6", "the comment of createReply is in the draft's body", "true", "graph", "write")
def _(live):
    with Sent.to_oneself(live) as sent, Reply(live, sent.found()) as reply:
        return true("postern-comment" in good(reply.answer)["body"]["content"])


@fact("graph.deltaShowsAllSelected", "§C11", "a changed item in a delta shows all selected properties", "true", "graph", "write")
def _(live):
    with Draft(live) as draft:
        page = good(live.call("GET", "/me/mailFolders/drafts/messages/delta?$select=subject,isRead,importance"))
        for _ in range(1000):
            if "@odata.deltaLink" in page:
                break
            page = good(live.call("GET", page["@odata.nextLink"]))
        good(live.call("PATCH", draft.path, document={"importance": "high"}))

        def changed():
            rows = good(live.call("GET", page["@odata.deltaLink"]))["value"]
            return next((row for row in rows if row["id"] == draft.document["id"] and "@removed" not in row), None)

        row = live.until(changed, 60)
    if not row:
        raise NotTried("the change does not show in the delta")
    return true("subject" in row and "isRead" in row)


@fact("smtp.keepsMessageID", "§B7", "a client's Message-ID survives submission", "true", "mail", "graph", "write")
def _(live):
    with Sent.by_smtp(live) as sent:
        return true(sent.found("internetMessageId")["internetMessageId"] == sent.message_id)


@fact("mail.serverFilesSentCopy", "§B7", "what SMTP submits is filed in Sent Items by the server", "true", "mail", "graph", "write")
def _(live):
    with Sent.by_smtp(live) as sent:
        return true(live.until(lambda: named(live, "sentitems", sent.subject), live.options.patience))


# Tools

def good(answer):
    if not answer.ok:
        raise NotTried(f"Graph refuses: {answer.told()}")
    return answer.json


def good_status(answer):
    if not answer.ok:
        raise NotTried(f"Graph refuses: {answer.told()}")


def claims(token):
    """What a token says of itself; nothing of one that says nothing. Only for a look: nobody but Graph may rely on it."""
    try:
        payload = token.split(".")[1]
        return json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    except (IndexError, ValueError):
        return {}


def names_bcc(answer):
    good_status(answer)
    return "bcc" in email.parser.BytesHeaderParser().parsebytes(answer.body)


def segment(identifier):
    return urllib.parse.quote(identifier, safe="")


def recipient(address):
    return {"emailAddress": {"address": address}}


def named(live, folder, subject, select="id"):
    """The messages of that subject among the newest of a folder."""
    answer = live.call("GET", f"/me/mailFolders/{folder}/messages?$top=25&$select=subject,{select}"
                              "&$orderby=receivedDateTime%20desc")
    return [row for row in answer.json.get("value", []) if row.get("subject") == subject] if answer.ok else []


def upload(live, draft):
    answer = live.call("POST", draft.path + "/attachments/createUploadSession", document={
        "AttachmentItem": {"attachmentType": "file", "name": "zeros.bin", "size": 4_000_000}})
    return good(answer)


def slice_of(live, url, at, headers=None):
    return live.web.request("PUT", url, body=bytes(327680), headers={
        "Content-Range": f"bytes {at}-{at + 327679}/4000000", "Content-Type": "application/octet-stream", **(headers or {})})


class Draft:
    """A draft that is gone afterwards."""

    def __init__(self, live, **properties):
        self.live = live
        self.document = good(live.call("POST", "/me/messages", document={"subject": SUBJECT, **properties}))
        self.path = "/me/messages/" + segment(self.document["id"])

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.live.call("DELETE", self.path)


class Reply(Draft):
    def __init__(self, live, message):
        self.live = live
        self.answer = live.call("POST", f"/me/messages/{segment(message['id'])}/createReply",
                                document={"comment": "postern-comment"})
        self.path = "/me/messages/" + segment(self.answer.json.get("id", "none"))


class Sent:
    """Mail to oneself; all of its copies are gone afterwards."""

    def __init__(self, live, subject, message_id=None):
        self.live, self.subject, self.message_id, self.at = live, subject, message_id, time.monotonic()

    @staticmethod
    def to_oneself(live):
        subject = f"{SUBJECT} {secrets.token_hex(6)}"
        good_status(live.call("POST", "/me/sendMail", document={"message": {
            "subject": subject, "body": {"contentType": "text", "content": "To oneself."},
            "bccRecipients": [recipient(live.username)]}}))
        return Sent(live, subject)

    @staticmethod
    def by_smtp(live):
        subject, identifier = f"{SUBJECT} {secrets.token_hex(6)}", f"<{secrets.token_hex(16)}@postern.invalid>"
        with smtp_signed_in(live) as connection:
            connection.sendmail(live.username, [live.username], (
                f"From: <{live.username}>\r\nTo: <{live.username}>\r\nSubject: {subject}\r\nMessage-ID: {identifier}\r\n"
                "\r\nTo oneself.\r\n"))
        return Sent(live, subject, identifier)

    def received(self, select="id"):
        return self.live.until(lambda: named(self.live, "inbox", self.subject, select), self.live.options.patience)

    def found(self, select="id"):
        rows = self.received(select)
        if not rows:
            raise NotTried("the mail did not arrive in time")
        return rows[0]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for folder in ("inbox", "sentitems"):
            for row in named(self.live, folder, self.subject):
                self.live.call("DELETE", "/me/messages/" + segment(row["id"]))
