"""SMTP clients that nobody here wrote: smtplib, msmtp, curl."""
import smtplib
import ssl
import subprocess

import pytest

from sandbox import ADELE, BRUNO, PAT, SUPPORT

EHLO = {"size": "157286400", "pipelining": "", "dsn": "", "enhancedstatuscodes": "", "8bitmime": "", "binarymime": "",
        "chunking": "", "smtputf8": ""}


def mail(subject, sender=ADELE, to=BRUNO):
    return f"From: {sender}\r\nTo: {to}\r\nSubject: {subject}\r\nMessage-ID: <{subject.replace(' ', '.')}@test.example>\r\n\r\nhello\r\n"


def connect(sandbox, secure=True):
    at = sandbox.ready["smtp"]
    client = smtplib.SMTP(at["host"], at["port"], timeout=30)
    sandbox.opened.append(client)
    client.ehlo("test.example")
    if secure:
        client.starttls(context=ssl.create_default_context(cafile=sandbox.ca))
        client.ehlo("test.example")
    return client


def log_in(client, sandbox, user=ADELE, token=None):
    text = sandbox.xoauth2(user, token or sandbox.mail_token(user))
    return client.auth("XOAUTH2", lambda challenge=None: text if challenge is None else "", initial_response_ok=True)


def subjects(sandbox, user, folder, subject):
    """How many mails of this subject the folder holds once all copies are filed, asked of Graph."""
    sandbox.settle()
    found = sandbox.call("GET", f"/me/mailFolders/{folder}/messages", sandbox.graph_token(user),
                         params={"$filter": f"subject eq '{subject}'", "$select": "subject"})
    return len(found.json()["value"])


class TestSmtplib:
    def test_is_offered_what_exchange_offers(self, sandbox):
        plain = connect(sandbox, secure=False)
        assert plain.has_extn("starttls") and not plain.has_extn("auth")
        secure = connect(sandbox)
        assert EHLO.items() <= secure.esmtp_features.items()
        assert secure.esmtp_features["auth"].split() == ["LOGIN", "XOAUTH2"]
        assert not secure.has_extn("starttls")

    def test_answers_the_small_commands(self, sandbox):
        client = connect(sandbox)
        assert [client.noop()[0], client.rset()[0], client.helo("test.example")[0]] == [250, 250, 250]
        assert client.verify(ADELE)[0] in (252, 550) and client.help()

    def test_a_password_is_refused(self, sandbox):
        client = connect(sandbox)
        with pytest.raises(smtplib.SMTPAuthenticationError) as refused:
            client.login(ADELE, sandbox.person(ADELE)["password"])
        assert refused.value.smtp_code == 535 and b"5.7.139" in refused.value.smtp_error
        assert b"basic authentication is disabled" in refused.value.smtp_error

    def test_a_graph_token_is_refused(self, sandbox):
        with pytest.raises(smtplib.SMTPAuthenticationError) as refused:
            log_in(connect(sandbox), sandbox, token=sandbox.graph_token())
        assert refused.value.smtp_error.startswith(b"5.7.3 Authentication unsuccessful")

    def test_a_personal_account_is_always_refused(self, sandbox):
        with pytest.raises(smtplib.SMTPAuthenticationError) as refused:
            log_in(connect(sandbox), sandbox, PAT, sandbox.mail_token(PAT))
        assert b"SmtpClientAuthentication is disabled for the Mailbox" in refused.value.smtp_error

    def test_a_tenant_can_switch_it_off_and_a_mailbox_can_beat_that(self, sandbox):
        token = sandbox.mail_token()
        sandbox.control("PATCH", "tenants/Contoso", json={"policies": {"smtpAuthEnabled": False}})
        try:
            with pytest.raises(smtplib.SMTPAuthenticationError) as refused:
                log_in(connect(sandbox), sandbox, token=token)
            assert b"SmtpClientAuthentication is disabled for the Tenant" in refused.value.smtp_error
            sandbox.control("PATCH", "people/" + ADELE, json={"smtpAuth": "enabled"})
            assert log_in(connect(sandbox), sandbox, token=token)[0] == 235
        finally:
            sandbox.control("PATCH", "tenants/Contoso", json={"policies": {"smtpAuthEnabled": True}})
            sandbox.control("PATCH", "people/" + ADELE, json={"smtpAuth": "inherited"})

    def test_sends_and_exchange_files_the_copy(self, sandbox):
        client = connect(sandbox)
        log_in(client, sandbox)
        assert client.sendmail(ADELE, [BRUNO], mail("smtplib sends")) == {}
        assert subjects(sandbox, BRUNO, "inbox", "smtplib sends") == 1
        assert subjects(sandbox, ADELE, "sentitems", "smtplib sends") == 1
        assert [entry["messageId"] for entry in sandbox.sent() if entry["subject"] == "smtplib sends"] == ["<smtplib.sends@test.example>"]

    def test_somebody_elses_name_needs_a_right(self, sandbox):
        client = connect(sandbox)
        log_in(client, sandbox)
        with pytest.raises((smtplib.SMTPSenderRefused, smtplib.SMTPDataError)) as refused:
            client.sendmail(BRUNO, [ADELE], mail("forged", BRUNO, ADELE))
        assert refused.value.smtp_code in (550, 554)
        assert client.sendmail(SUPPORT, [BRUNO], mail("as support", SUPPORT)) == {}

    def test_three_connections_and_no_more(self, sandbox):
        held = [connect(sandbox) for _ in range(3)]
        for client in held:
            log_in(client, sandbox)
        fourth = connect(sandbox)
        with pytest.raises(smtplib.SMTPException) as refused:
            log_in(fourth, sandbox)
            fourth.sendmail(ADELE, [BRUNO], mail("fourth"))
        assert "4.3.2 Concurrent connections limit exceeded" in str(refused.value)
        for client in held:
            client.quit()

    def test_a_reply_lost_after_the_dot_has_been_delivered_all_the_same(self, sandbox):
        client = connect(sandbox)
        log_in(client, sandbox)
        sandbox.fault("smtp.dropAfterDot")
        with pytest.raises(smtplib.SMTPServerDisconnected):
            client.sendmail(ADELE, [BRUNO], mail("lost reply"))
        assert subjects(sandbox, BRUNO, "inbox", "lost reply") == 1

    def test_one_recipient_can_be_refused(self, sandbox):
        client = connect(sandbox)
        log_in(client, sandbox)
        sandbox.fault("smtp.reply", {"reply": "550 5.1.1 User unknown", "recipient": "nobody@contoso.example"}, operation="RCPT")
        refused = client.sendmail(ADELE, [BRUNO, "nobody@contoso.example"], mail("one of two"))
        assert list(refused) == ["nobody@contoso.example"] and refused["nobody@contoso.example"][0] == 550


def test_msmtp_sends_with_xoauth2(sandbox, tmp_path):
    at = sandbox.ready["smtp"]
    token = tmp_path / "token"
    token.write_text(sandbox.mail_token())
    configuration = tmp_path / "msmtprc"
    configuration.write_text(f"""
account default
host {at['host']}
port {at['port']}
from {ADELE}
user {ADELE}
auth xoauth2
passwordeval "cat {token}"
tls on
tls_starttls on
tls_trust_file {sandbox.ca}
""")
    configuration.chmod(0o600)
    ran = subprocess.run(["msmtp", "-C", str(configuration), BRUNO], input=mail("msmtp sends").encode(), capture_output=True, timeout=60)
    assert ran.returncode == 0, ran.stderr
    assert subjects(sandbox, BRUNO, "inbox", "msmtp sends") == 1


def test_curl_sends_with_xoauth2(sandbox, tmp_path):
    at = sandbox.ready["smtp"]
    file = tmp_path / "mail"
    file.write_text(mail("curl sends"), newline="")
    ran = subprocess.run(
        ["curl", "-sS", "--ssl-reqd", "--cacert", sandbox.ca, "--user", ADELE + ":", "--oauth2-bearer", sandbox.mail_token(),
         "--login-options", "AUTH=XOAUTH2", "--mail-from", ADELE, "--mail-rcpt", BRUNO, "--upload-file", str(file),
         f"smtp://{at['host']}:{at['port']}/test.example"], capture_output=True, timeout=60)
    assert ran.returncode == 0, ran.stderr
    assert subjects(sandbox, BRUNO, "inbox", "curl sends") == 1
