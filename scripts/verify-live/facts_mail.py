"""What can be seen of Exchange's IMAP and SMTP with a token (reference sheet, section B)."""
import base64
import imaplib
import re
import secrets
import smtplib

from facts import NotTried, fact, own, true

PATIENCE = 30
#: What the sheet says that Exchange Online lacks.
LACKING = {"CONDSTORE", "QRESYNC", "ESEARCH", "SORT", "LIST-EXTENDED", "LIST-STATUS", "SPECIAL-USE", "OBJECTID", "NOTIFY",
           "COMPRESS=DEFLATE", "MULTIAPPEND"}


def sasl(user, token):
    return f"user={user}\x01auth=Bearer {token}\x01\x01"


class IMAP(imaplib.IMAP4_SSL):
    """`challenges` are what a failed sign-in was told before it was refused."""

    def __init__(self, live):
        self.challenges = []
        super().__init__(*live.cloud.imap, ssl_context=live.web.context(), timeout=PATIENCE)

    def sign_in(self, user, token):
        """Whether it was let in. An error challenge is answered by an empty line, as RFC 7628 would have it."""
        first = [sasl(user, token).encode()]

        def response(challenge):
            if first:
                return first.pop()
            self.challenges.append(challenge)
            return b""

        try:
            return self.authenticate("XOAUTH2", response)[0] == "OK"
        except imaplib.IMAP4.error:
            return False

    def command(self, name, *arguments):
        """The status and the untagged lines of any command, also of one that the library does not know."""
        imaplib.Commands.setdefault(name, ("NONAUTH", "AUTH", "SELECTED"))
        try:
            status, lines = self._simple_command(name, *arguments)
        except imaplib.IMAP4.abort:
            return "closed", []
        except imaplib.IMAP4.error as error:
            return "BAD", [str(error).encode()]
        return status, lines


def imap(live, user=None, token=None):
    connection = IMAP(live)
    if not connection.sign_in(user or live.username, token or live.mail_token):
        raise NotTried("the sign-in over IMAP is refused")
    return connection


def smtp(live):
    connection = smtplib.SMTP(*live.cloud.smtp, timeout=PATIENCE)
    connection.ehlo()
    connection.starttls(context=live.web.context())
    connection.ehlo()
    return connection


def smtp_signed_in(live, user=None):
    connection = smtp(live)
    code, text = connection.docmd("AUTH", "XOAUTH2 " + base64.b64encode(
        sasl(user or live.username, live.mail_token).encode()).decode())
    if code != 235:
        raise NotTried(f"the sign-in over SMTP is refused: {code} {enhanced(text)}")
    return connection


def enhanced(text):
    """The enhanced status code of a reply, and which of the known reasons it gives."""
    text = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    code = re.match(r"\d\.\d+\.\d+", text)
    reasons = ("disabled for the Tenant", "disabled for the Mailbox", "basic authentication is disabled", "SendAsDenied")
    return " ".join([code.group() if code else "", *[reason for reason in reasons if reason.lower() in text.lower()]]).strip()


# IMAP

@own("imap.lacks", "§B3", "Exchange has none of CONDSTORE, QRESYNC, SPECIAL-USE and their kind", "none", "mail")
def _(live):
    with imap(live) as connection:
        return " ".join(sorted(LACKING.intersection(capabilities(connection)))) or "none"


@fact("imap.capabilitiesBefore", "§B2", "what CAPABILITY answers before the sign-in",
      "IMAP4 IMAP4rev1 AUTH=XOAUTH2 LOGINDISABLED SASL-IR UIDPLUS MOVE ID UNSELECT CHILDREN IDLE NAMESPACE LITERAL+")
def _(live):
    with IMAP(live) as connection:
        return " ".join(capabilities(connection))


@fact("imap.capabilitiesAfter", "§B3", "and after it",
      "IMAP4 IMAP4rev1 AUTH=PLAIN AUTH=XOAUTH2 SASL-IR UIDPLUS MOVE ID UNSELECT CLIENTACCESSRULES "
      "CLIENTNETWORKPRESENCELOCATION BACKENDAUTHENTICATE CHILDREN IDLE NAMESPACE LITERAL+", "mail")
def _(live):
    with imap(live) as connection:
        return " ".join(capabilities(connection))


@fact("imap.rev2", "§B3", "IMAP4rev2 is offered", "false", "mail")
def _(live):
    with imap(live) as connection:
        return true("IMAP4REV2" in {word.upper() for word in capabilities(connection)})


@fact("imap.failureChallenge", "§B2", "a failed XOAUTH2 is answered by a challenge first", "false")
def _(live):
    with IMAP(live) as connection:
        if connection.sign_in(live.username or "nobody@postern.invalid", "made.up.token"):
            raise NotTried("a made-up token was taken")
        return true(connection.challenges)


@fact("imap.basicRefusal", "§B2", "what LOGIN is told", "Basic authentication is disabled.")
def _(live):
    with IMAP(live) as connection:
        status, lines = connection.command("LOGIN", "nobody@postern.invalid", "made-up")
        if status == "OK":
            raise NotTried("a made-up password was taken")
        # `imaplib` gives back what was said as it came, or wraps it in its own words.
        text = (lines[-1] or b"").decode("utf-8", "replace")
        return text.split("[b'")[-1].rstrip("']") if "[b'" in text else text


@own("imap.audience", "§B2", "a token for Graph is refused", "refused", "mail", "graph")
def _(live):
    with IMAP(live) as connection:
        return "taken" if connection.sign_in(live.username, live.graph_token) else "refused"


@own("imap.foreignMailbox", "§B4", "a mailbox that is not there is authenticated but not connected", "not connected", "mail")
def _(live):
    with IMAP(live) as connection:
        if not connection.sign_in(stranger(live), live.mail_token):
            return "refused at once"
        return "not connected" if connection.command("NAMESPACE")[0] != "OK" else "connected"


@fact("imap.noopNeedsMailbox", "§B4", "a session that is authenticated but not connected may not say NOOP", "false", "mail")
def _(live):
    with not_connected(live) as connection:
        return true(connection.command("NOOP")[0] != "OK")


@fact("imap.notConnectedPatience", "§B4", "so many commands until the connection is closed", "3", "mail")
def _(live):
    with not_connected(live) as connection:
        count = 0
        while count < 20 and connection.command("NAMESPACE")[0] == "BAD":
            count += 1
        return count


@fact("imap.keywords", "§B3", "there are keywords", "false", "mail")
def _(live):
    with imap(live) as connection:
        connection.select("INBOX", readonly=True)
        flags = connection.response("PERMANENTFLAGS")[1]
        return true(flags and flags[0] and b"\\*" in flags[0])


@fact("imap.searchUTF8", "§B4", "SEARCH knows UTF-8", "false", "mail")
def _(live):
    with imap(live) as connection:
        connection.select("INBOX", readonly=True)
        return true(connection.command("SEARCH", "CHARSET", "UTF-8", "SUBJECT", '"postern"')[0] == "OK")


@fact("imap.personalSpecialUse", "§B3", "LIST shows \\Sent and its kind in personal mailboxes", "true", "mail", "personal")
def _(live):
    with imap(live) as connection:
        return true(any(b"\\Sent" in line for line in connection.list()[1] if line))


@fact("imap.exactSize", "§B4", "RFC822.SIZE is exact", "false", "mail")
def _(live):
    with imap(live) as connection:
        count = int(connection.select("INBOX", readonly=True)[1][0])
        if not count:
            raise NotTried("the inbox is empty")
        exact = []
        for number in range(max(1, count - 4), count + 1):
            parts = connection.fetch(str(number), "(RFC822.SIZE BODY.PEEK[])")[1]
            head, source = next(part for part in parts if isinstance(part, tuple))
            exact.append(int(re.search(rb"RFC822\.SIZE (\d+)", head).group(1)) == len(source))
        return true(all(exact))


@fact("imap.slashInName", "§B3", "what a / in a folder's name is shown as", "_", "mail", "graph", "write")
def _(live):
    marker = "x" + secrets.token_hex(6)
    folder = live.call("POST", "/me/mailFolders", document={"displayName": f"{marker}/end"})
    if not folder.ok:
        raise NotTried(f"the folder was refused: {folder.told()}")
    try:
        def names():
            with imap(live) as connection:
                lines = [line.decode("utf-8", "replace") for line in connection.list()[1] if line]
            return [found.group(1) for line in lines if (found := re.search(marker + r"(.*?)end", line))]

        found = live.until(names, live.options.patience)
        if not found:
            raise NotTried("the folder does not appear over IMAP")
        return found[0]
    finally:
        live.call("DELETE", "/me/mailFolders/" + folder.json["id"])


@own("imap.shared", "§B2", "user=shared opens a shared mailbox with the delegate's token", "true", "mail", "shared")
def _(live):
    with imap(live, user=live.options.shared) as connection:
        return true(connection.command("NAMESPACE")[0] == "OK")


# SMTP

@fact("smtp.tlsRequired", "§B5", "AUTH needs STARTTLS", "true")
def _(live):
    with smtplib.SMTP(*live.cloud.smtp, timeout=PATIENCE) as connection:
        connection.ehlo()
        return true(not connection.has_extn("auth") and connection.docmd("AUTH", "XOAUTH2")[0] >= 500)


@fact("smtp.maximumSize", "§B5", "the number behind SIZE", "157286400")
def _(live):
    with smtp(live) as connection:
        return connection.esmtp_features.get("size")


@fact("smtp.failureChallenge", "§B2", "a failed XOAUTH2 is answered by a challenge first", "false")
def _(live):
    with smtp(live) as connection:
        response = base64.b64encode(sasl(live.username or "nobody@postern.invalid", "made.up.token").encode()).decode()
        code, _ = connection.docmd("AUTH", "XOAUTH2 " + response)
        if code == 334:
            connection.docmd("")
        return true(code == 334)


@fact("smtp.initialResponse", "§B2", "AUTH XOAUTH2 takes its response on the same line", "true", "mail")
def _(live):
    with smtp_signed_in(live):
        return "true"


@fact("smtp.personalRefused", "§B5", "personal accounts are refused for good", "true", "mail", "personal")
def _(live):
    with smtp(live) as connection:
        code, _ = connection.docmd("AUTH", "XOAUTH2 " + base64.b64encode(
            sasl(live.username, live.mail_token).encode()).decode())
        return true(code != 235)


@own("smtp.auth", "§B5", "SMTP AUTH is on for this mailbox", "on", "mail", "work", accepts=lambda seen: True)
def _(live):
    with smtp(live) as connection:
        code, text = connection.docmd("AUTH", "XOAUTH2 " + base64.b64encode(
            sasl(live.username, live.mail_token).encode()).decode())
        return "on" if code == 235 else f"off: {code} {enhanced(text)}"


@fact("smtp.sharedInherits", "§B2", "a shared mailbox has SMTP AUTH as its tenant says", "true", "mail", "shared")
def _(live):
    with smtp(live) as connection:
        code, _ = connection.docmd("AUTH", "XOAUTH2 " + base64.b64encode(
            sasl(live.options.shared, live.mail_token).encode()).decode())
        return true(code == 235)


@fact("smtp.sendAsMoment", "§B5", "a foreign sender is refused with the message, not at MAIL", "dot", "mail", "write")
def _(live):
    with smtp_signed_in(live) as connection:
        code, _ = connection.mail(stranger(live))
        if code >= 400:
            return "mail"
        connection.rcpt(live.username)
        code, text = connection.data(f"From: <{stranger(live)}>\r\nSubject: postern verify-live\r\n\r\nNo.\r\n")
        return "dot" if code >= 400 else f"accepted: {enhanced(text)}"


@fact("smtp.bareLineFeedRefused", "RFC 5321, section 2.3.8", "DATA with a lone line feed is refused", "true", "mail", "write")
def _(live):
    with smtp_signed_in(live) as connection:
        connection.mail(live.username)
        connection.rcpt(live.username)
        connection.putcmd("data")
        if connection.getreply()[0] != 354:
            raise NotTried("DATA is refused")
        connection.send(f"From: <{live.username}>\r\nSubject: postern verify-live lone line feed\r\n\r\none\ntwo\r\n.\r\n".encode())
        return true(connection.getreply()[0] >= 400)


def header_fields(live, subject, *names):
    """Fields of the newest messages of the inbox, of the one with that subject."""
    def look():
        with imap(live) as connection:
            count = int(connection.select("INBOX", readonly=True)[1][0])
            rows = connection.fetch(f"{max(1, count - 19)}:{count}", f"(BODY.PEEK[HEADER.FIELDS (SUBJECT {' '.join(names)})])")[1]
        texts = [row[1].decode("utf-8", "replace") for row in rows if isinstance(row, tuple)]
        return next((text for text in texts if subject in text), None)

    found = live.until(look, live.options.patience)
    if not found:
        raise NotTried("the mail does not appear over IMAP")
    return found


def capabilities(connection):
    status, lines = connection.capability()
    return lines[0].decode().split() if status == "OK" and lines and lines[0] else []


def stranger(live):
    """An address of the same domain that nobody has."""
    return f"postern-{secrets.token_hex(8)}@{live.username.rsplit('@', 1)[-1]}"


def not_connected(live):
    connection = IMAP(live)
    if not connection.sign_in(stranger(live), live.mail_token):
        raise NotTried("another mailbox is refused at once")
    return connection
