"""IMAP clients that nobody here wrote: imaplib, IMAPClient, curl, mbsync."""
import email
import imaplib
import ssl
import subprocess
import time

import pytest
from imapclient import IMAPClient

from sandbox import ADELE, BRUNO, GRAPH_SCOPES, SUPPORT

PRE_AUTH = "IMAP4 IMAP4rev1 AUTH=XOAUTH2 LOGINDISABLED SASL-IR UIDPLUS MOVE ID UNSELECT CHILDREN IDLE NAMESPACE LITERAL+"


def tls(sandbox):
    return ssl.create_default_context(cafile=sandbox.ca)


def imap4(sandbox, user=ADELE, token=None, login=True):
    at = sandbox.ready["imap"]
    connection = imaplib.IMAP4_SSL(at["host"], at["port"], ssl_context=tls(sandbox), timeout=30)
    if login:
        text = sandbox.xoauth2(user, token or sandbox.mail_token(user))
        connection.authenticate("XOAUTH2", lambda _: text.encode())
    return connection


def imapclient(sandbox, user=ADELE, token=None):
    at = sandbox.ready["imap"]
    client = IMAPClient(at["host"], at["port"], ssl_context=tls(sandbox), timeout=30)
    client.oauth2_login(user, token or sandbox.mail_token(user))
    return client


class TestImaplib:
    def test_is_greeted_by_exchange_with_what_exchange_can_do(self, sandbox):
        connection = imap4(sandbox, login=False)
        assert connection.welcome.startswith(b"* OK The Microsoft Exchange IMAP4 service is ready. [")
        assert sorted(connection.capabilities) == sorted(PRE_AUTH.upper().split())
        connection.logout()

    def test_passwords_are_refused(self, sandbox):
        connection = imap4(sandbox, login=False)
        with pytest.raises(imaplib.IMAP4.error, match="Basic authentication is disabled"):
            connection.login(ADELE, sandbox.person(ADELE)["password"])

    def test_a_graph_token_is_refused(self, sandbox):
        with pytest.raises(imaplib.IMAP4.error, match="AUTHENTICATE failed"):
            imap4(sandbox, token=sandbox.graph_token())

    def test_somebody_elses_mailbox_is_authenticated_but_not_connected(self, sandbox):
        connection = imap4(sandbox, BRUNO, sandbox.mail_token(ADELE))
        with pytest.raises(imaplib.IMAP4.error, match="User is authenticated but not connected"):
            connection.select()

    def test_a_delegate_opens_a_shared_mailbox_with_a_token_of_their_own(self, sandbox):
        connection = imap4(sandbox, SUPPORT, sandbox.mail_token(ADELE))
        assert connection.select(readonly=True)[0] == "OK"
        connection.logout()

    def test_an_app_opens_a_mailbox_by_itself(self, sandbox):
        connection = imap4(sandbox, ADELE, sandbox.app_token("https://outlook.office365.com/"))
        assert connection.select(readonly=True)[0] == "OK"
        connection.logout()

    def test_reads_searches_and_marks(self, sandbox):
        connection = imap4(sandbox)
        assert connection.select("INBOX")[0] == "OK"
        assert connection.untagged_responses["PERMANENTFLAGS"] == [rb"(\Seen \Answered \Flagged \Deleted \Draft $MDNSent)"]
        _, found = connection.uid("SEARCH", None, "ALL")
        uid = found[0].split()[-1]
        _, rows = connection.uid("FETCH", uid, "(FLAGS INTERNALDATE RFC822.SIZE ENVELOPE BODYSTRUCTURE BODY.PEEK[])")
        whole = next(row[1] for row in rows if isinstance(row, tuple))
        assert email.message_from_bytes(whole)["Message-ID"].encode() in rows[0][0] + whole
        with pytest.raises(imaplib.IMAP4.error, match="Command Argument Error. 11"):
            connection.uid("SEARCH", None, "KEYWORD", "Red")
        status, words = connection.uid("SEARCH", "CHARSET", "UTF-8", "ALL")
        assert status == "NO" and b"BADCHARSET (US-ASCII)" in words[0] + b"".join(connection.untagged_responses.get("BADCHARSET", []))
        connection.logout()


    def test_manages_folders_and_says_what_else_there_is_to_say(self, sandbox):
        connection = imap4(sandbox)
        assert connection.create("Imaplib")[0] == "OK" and connection.rename("Imaplib", "Imaplib2")[0] == "OK"
        assert connection.subscribe("Imaplib2")[0] == "OK" and b"Imaplib2" in b"".join(connection.lsub()[1])
        assert connection.unsubscribe("Imaplib2")[0] == "OK" and connection.delete("Imaplib2")[0] == "OK"
        status, rows = connection.status("INBOX", "(MESSAGES UNSEEN UIDNEXT UIDVALIDITY)")
        connection.select()
        assert status == "OK" and b"MESSAGES " + connection.untagged_responses["EXISTS"][-1] in rows[0]
        assert connection.check()[0] == connection.noop()[0] == connection.close()[0] == "OK"
        connection.logout()


class TestIMAPClient:
    def test_walks_folders_and_reads_structures(self, sandbox):
        client = imapclient(sandbox)
        names = [name for _, _, name in client.list_folders()]
        assert {"INBOX", "Sent Items", "Deleted Items", "Drafts"} <= {"INBOX" if name.upper() == "INBOX" else name for name in names}
        assert client.namespace().personal == (("", "/"),)
        assert client.id_({"name": "test"})[0][1] == b"Microsoft.Exchange.Imap4.Imap4Server"
        client.select_folder("INBOX", readonly=True)
        rows = client.fetch(client.search()[:50], ["ENVELOPE", "BODYSTRUCTURE", "FLAGS", "RFC822.SIZE", "BODY.PEEK[HEADER.FIELDS (SUBJECT)]"])
        assert len(rows) == 50 and all(row[b"ENVELOPE"].message_id for row in rows.values())
        client.logout()

    def test_appends_copies_moves_and_expunges(self, sandbox):
        client = imapclient(sandbox)
        client.create_folder("Clients test")
        answer = client.append("Clients test", b"Subject: appended\r\nMessage-ID: <append@test.example>\r\n\r\nbody\r\n", [b"\\Seen"])
        assert b"APPENDUID" in answer
        client.select_folder("Clients test")
        uid = client.search(["HEADER", "Message-ID", "<append@test.example>"])[0]
        assert b"\\Seen" in client.fetch(uid, ["FLAGS"])[uid][b"FLAGS"]
        client.copy(uid, "Archive")
        client.move(uid, "Drafts")
        assert client.search() == []
        client.select_folder("Drafts")
        there = client.search(["HEADER", "Message-ID", "<append@test.example>"])
        client.delete_messages(there)
        client.expunge(there)
        assert client.search(["HEADER", "Message-ID", "<append@test.example>"]) == []
        client.unselect_folder()
        client.delete_folder("Clients test")
        client.logout()

    def test_is_told_of_new_mail_while_idle(self, sandbox):
        client = imapclient(sandbox)
        count = client.select_folder("INBOX")[b"EXISTS"]
        client.idle()
        token = sandbox.graph_token()
        sandbox.call("POST", "/me/sendMail", token, json={"message": {
            "subject": "wakes IDLE", "toRecipients": [{"emailAddress": {"address": ADELE}}]}})
        seen = []
        deadline = time.monotonic() + 20
        while (count + 1, b"EXISTS") not in seen and time.monotonic() < deadline:
            seen += client.idle_check(timeout=1)
        client.idle_done()
        assert (count + 1, b"EXISTS") in seen
        client.logout()

    def test_so_many_at_once_and_no_more(self, start):
        sandbox = start({"imap.connectionLimit": 3})
        token = sandbox.mail_token()
        held = [imapclient(sandbox, token=token) for _ in range(3)]
        for client in held:
            client.noop()
        fourth = imapclient(sandbox, token=token)
        with pytest.raises(IMAPClient.Error, match="User is authenticated but not connected"):
            fourth.select_folder("INBOX")
        for client in held:
            client.logout()


def test_curl_fetches_a_message_by_its_uid(sandbox):
    at = sandbox.ready["imap"]
    got = subprocess.run(
        ["curl", "-sS", "--cacert", sandbox.ca, "--user", ADELE + ":", "--oauth2-bearer", sandbox.mail_token(),
         "--login-options", "AUTH=XOAUTH2", f"imaps://{at['host']}:{at['port']}/INBOX;UID=1"], capture_output=True, timeout=30)
    assert got.returncode == 0, got.stderr
    assert email.message_from_bytes(got.stdout)["Message-ID"]


def test_mbsync_brings_a_mailbox_home(sandbox, tmp_path):
    at = sandbox.ready["imap"]
    token = tmp_path / "token"
    token.write_text(sandbox.mail_token(BRUNO))
    token.chmod(0o600)
    (tmp_path / "mail").mkdir()
    configuration = tmp_path / "mbsyncrc"
    configuration.write_text(f"""
IMAPStore far
Host {at['host']}
Port {at['port']}
User {BRUNO}
PassCmd "cat {token}"
AuthMechs XOAUTH2
SSLType IMAPS
CertificateFile {sandbox.ca}
SystemCertificates no

MaildirStore near
Path {tmp_path}/mail/
Inbox {tmp_path}/mail/INBOX
SubFolders Verbatim

Channel all
Far :far:
Near :near:
Patterns INBOX
Create Near
Sync Pull
SyncState {tmp_path}/state-
""")
    ran = subprocess.run(["mbsync", "-c", str(configuration), "-a", "-V"], capture_output=True, text=True, timeout=120)
    assert ran.returncode == 0, ran.stdout[-2000:] + ran.stderr[-2000:]
    count = imap4(sandbox, BRUNO).select("INBOX", readonly=True)[1][0]
    files = [file for folder in ("cur", "new") for file in (tmp_path / "mail/INBOX" / folder).iterdir()]
    assert len(files) == int(count) > 0
