"""What the RFCs ask of the mail doors, seen with Python's own clients and its reader of mail; and the command line."""
import email
import email.policy
import smtplib
import subprocess

import pytest

from sandbox import ADELE, BRUNO, SUPPORT, program
from test_imap_clients import imap4
from test_smtp_clients import connect, log_in


@pytest.fixture
def smtp(sandbox):
    client = connect(sandbox)
    log_in(client, sandbox)
    return client


def send(client, header, to=BRUNO, sender=ADELE):
    return client.sendmail(sender, [to], f"{header}\r\nTo: {to}\r\nSubject: standards\r\n\r\nhello\r\n")


class TestAuthors:
    """RFC 5322, sections 3.6 and 3.6.2: each author counts, in however many fields."""

    @pytest.mark.parametrize("header", [
        f"From: {ADELE}, Chief <{BRUNO}>",
        f"From: {ADELE}\r\nFrom: {BRUNO}",
        f"From: {ADELE}\r\nX-Other: 1\r\nFROM: Chief\r\n <{BRUNO}>",
        f"From: {ADELE}, stranger@elsewhere.example",
    ])
    def test_one_who_is_somebody_else_is_refused(self, sandbox, smtp, header):
        before = len(sandbox.sent())
        with pytest.raises(smtplib.SMTPDataError) as refused:
            send(smtp, header)
        assert refused.value.smtp_code == 554 and b"SendAsDenied" in refused.value.smtp_error
        assert len(sandbox.sent()) == before

    def test_those_whom_one_may_be_are_sent(self, smtp):
        assert send(smtp, f"From: {ADELE}, {SUPPORT}") == {}


@pytest.mark.parametrize("rendering", ["verbatim", "exchange"])
def test_a_report_of_failure_is_one_that_programs_read(start, rendering):
    """RFC 3464 and RFC 6522."""
    sandbox = start({"mail.mimeRendering": rendering})
    client = connect(sandbox)
    log_in(client, sandbox)
    send(client, f"From: {ADELE}\r\nMessage-ID: <failing@test.example>", to="nobody@contoso.example")
    connection = imap4(sandbox)
    connection.select("INBOX")
    [found] = connection.search(None, "SUBJECT", '"Undeliverable: standards"')[1]
    assert len(found.split()) == 1
    [(_, raw), _] = connection.fetch(found, "(RFC822)")[1]
    report = email.message_from_bytes(raw, policy=email.policy.default)
    assert report.get_content_type() == "multipart/report" and report.get_param("report-type") == "delivery-status"
    text, status, original = report.iter_parts()
    assert [part.get_content_type() for part in (text, status, original)] == [
        "text/plain", "message/delivery-status", "text/rfc822-headers"]
    whole, recipient = status.get_payload()
    assert whole["Reporting-MTA"].startswith("dns;")
    assert recipient["Final-Recipient"].split(";")[1].strip() == "nobody@contoso.example"
    assert (recipient["Action"], recipient["Status"]) == ("failed", "5.1.10")
    assert email.message_from_string(original.get_content())["Message-ID"] == "<failing@test.example>"
    structure = connection.fetch(found, "(BODYSTRUCTURE)")[1][0]
    assert b'"REPORT"' in structure.upper() and b'"DELIVERY-STATUS"' in structure.upper()


def folders(connection):
    return {line.split(b' "/" ')[1].decode().strip('"') for line in connection.list()[1]}


def test_a_folder_moves_under_a_new_name_where_its_old_one_is_taken(start):
    connection = imap4(start())
    for name in ("a/x", "b/x"):
        assert connection.create(name)[0] == "OK"
    assert connection.rename("a/x", "b/y")[0] == "OK"
    assert {"a", "b", "b/x", "b/y"} <= folders(connection) and "a/x" not in folders(connection)


def test_a_renaming_that_is_refused_leaves_nothing_behind(start):
    connection = imap4(start())
    assert connection.create("a")[0] == "OK"
    before = folders(connection)
    for old, new in [("a", "a/new/deep/q"), ("Drafts", "new/Drafts"), ("a", "Drafts")]:
        assert connection.rename(old, new)[0] == "NO"
        assert folders(connection) == before


@pytest.mark.parametrize("words, reason", [
    (["--messages", "-1"], "--messages: must be from 0 to 100000"),
    (["--port", "-1"], "--port: a port is a number from 0 to 65535"),
    (["--listen", "999.1.1.1"], "--listen: must be an IP address"),
    (["--listen", ":::1"], "--listen: must be an IP address"),
    (["--fault", '{"name":"smtp.reply","parameters":{"reply":"busy"}}'], "--fault: parameters.reply must be a line"),
])
def test_an_option_out_of_range_is_refused_by_name(words, reason):
    ended = subprocess.run([program(), *words], capture_output=True, text=True, timeout=30)
    assert ended.returncode == 64 and ended.stderr.startswith(f"postern-sandbox: {reason}")
    assert ended.stdout == ""
