"""The switchboard: each fault by its name, seen from outside, and gone when it is cleared."""
import base64
import imaplib
import json
import smtplib
import socket
import time
import urllib.parse

import pytest
import requests

from sandbox import ADELE, BRUNO, GRAPH_SCOPES
from test_imap_clients import imap4, imapclient
from test_smtp_clients import connect, log_in, mail


def renew(sandbox, token):
    return sandbox.redeem("postern-graph", grant_type="refresh_token", refresh_token=token)


@pytest.fixture
def signed_in(sandbox):
    return sandbox.sign_in("postern-graph", ADELE, GRAPH_SCOPES)


class TestHTTP:
    @pytest.mark.parametrize("status", [429, 503, 504])
    @pytest.mark.parametrize("after", ["7", "2.128", None])
    def test_a_status_with_a_whole_a_fractional_or_no_retry_after(self, sandbox, signed_in, status, after):
        parameters = {"status": status} | ({"retryAfter": after} if after else {})
        sandbox.fault("http.status", parameters, door="graph", remaining=2)
        for _ in range(2):
            answer = sandbox.call("GET", "/me", signed_in["access_token"])
            assert (answer.status_code, answer.headers.get("Retry-After")) == (status, after)
            assert answer.json()["error"]["code"]
        assert sandbox.call("GET", "/me", signed_in["access_token"]).status_code == 200

    def test_strikes_only_where_it_was_told_to(self, sandbox, signed_in):
        sandbox.fault("http.status", {"status": 503}, door="graph", operation="sendMail", mailbox=BRUNO, remaining=None)
        assert sandbox.call("GET", "/me", signed_in["access_token"]).status_code == 200
        send = {"message": {"subject": "x", "toRecipients": [{"emailAddress": {"address": BRUNO}}]}}
        assert sandbox.call("POST", "/me/sendMail", signed_in["access_token"], json=send).status_code == 202
        bruno = sandbox.graph_token(BRUNO)
        for _ in range(3):
            assert sandbox.call("POST", "/me/sendMail", bruno, json=send).status_code == 503

    @pytest.mark.parametrize("name,took_effect", [("http.dropBefore", 0), ("http.dropAfter", 1)])
    def test_a_connection_ends_before_or_after_a_mail_was_sent(self, sandbox, signed_in, name, took_effect):
        subject = f"drop {name}"
        sandbox.fault(name, door="graph", operation="sendMail")
        with pytest.raises(requests.ConnectionError):
            sandbox.call("POST", "/me/sendMail", signed_in["access_token"], json={"message": {
                "subject": subject, "toRecipients": [{"emailAddress": {"address": BRUNO}}]}})
        assert sum(entry["subject"] == subject for entry in sandbox.sent()) == took_effect

    def test_a_body_is_cut(self, sandbox, signed_in):
        sandbox.fault("http.truncated", door="graph")
        with pytest.raises((requests.exceptions.ChunkedEncodingError, requests.ConnectionError)):
            sandbox.call("GET", "/me/messages", signed_in["access_token"])

    def test_a_gateway_answers_with_its_page(self, sandbox, signed_in):
        sandbox.fault("http.html", door="graph")
        answer = sandbox.call("GET", "/me", signed_in["access_token"])
        assert (answer.status_code, answer.headers["Content-Type"].split(";")[0]) == (502, "text/html")

    def test_an_answer_is_empty(self, sandbox, signed_in):
        sandbox.fault("http.empty", door="graph")
        answer = sandbox.call("GET", "/me", signed_in["access_token"])
        assert (answer.status_code, answer.content) == (200, b"")

    def test_an_answer_leads_back_to_itself_or_elsewhere(self, sandbox):
        for location, parameters in ((None, {}), ("https://elsewhere.example/token", {"location": "https://elsewhere.example/token"})):
            sandbox.fault("http.redirect", parameters, door="entra", operation="token")
            address = sandbox.authority() + "/oauth2/v2.0/token"
            answer = sandbox.http.post(address, data={}, allow_redirects=False)
            assert (answer.status_code, answer.headers["Location"]) == (302, location or address)

    def test_an_answer_is_larger_than_any_should_be(self, sandbox, signed_in):
        sandbox.fault("http.huge", {"bytes": 5_000_000}, door="entra", operation="token")
        assert len(renew(sandbox, signed_in["refresh_token"]).json()["access_token"]) == 5_000_000

    def test_an_answer_never_ends_until_its_reader_goes(self, sandbox, signed_in):
        sandbox.fault("http.endless", door="entra", operation="token")
        with sandbox.http.post(sandbox.authority() + "/oauth2/v2.0/token", data={"grant_type": "x"}, stream=True) as answer:
            assert "Content-Length" not in answer.headers
            assert sum(len(answer.raw.read(65_536)) for _ in range(100)) == 6_553_600
        assert renew(sandbox, signed_in["refresh_token"]).status_code == 200

    def test_bytes_come_slowly(self, sandbox, signed_in):
        sandbox.fault("http.slow", {"bytesPerSecond": 200}, door="graph")
        answer = sandbox.http.get(sandbox.graph + "/me", headers={"Authorization": "Bearer " + signed_in["access_token"]}, stream=True)
        first = answer.raw.read1(65536)
        assert 0 < len(first) < int(answer.headers["Content-Length"])
        assert len(first) + len(answer.raw.read()) == int(answer.headers["Content-Length"])

    def test_slow_downloads_count_as_under_way(self, sandbox, signed_in):
        sandbox.fault("http.slow", {"bytesPerSecond": 200}, door="graph", remaining=4)
        headers = {"Authorization": "Bearer " + signed_in["access_token"]}
        slow = [requests.get(sandbox.graph + "/me/messages", headers=headers, stream=True, verify=sandbox.http.verify)
                for _ in range(4)]
        assert [answer.status_code for answer in slow] == [200] * 4
        fifth = sandbox.call("GET", "/me/messages", signed_in["access_token"])
        assert (fifth.status_code, fifth.json()["error"]["code"]) == (429, "ApplicationThrottled")
        for answer in slow:
            answer.close()

    def test_members_of_a_batch_are_throttled(self, sandbox, signed_in):
        sandbox.fault("graph.batchThrottled", {"count": 2, "retryAfter": "3"})
        members = [{"id": str(index), "method": "GET", "url": "/me"} for index in range(5)]
        answer = sandbox.call("POST", "/$batch", signed_in["access_token"], json={"requests": members})
        statuses = sorted(member["status"] for member in answer.json()["responses"])
        assert (answer.status_code, statuses) == (200, [200, 200, 200, 429, 429])
        assert {member["headers"]["Retry-After"] for member in answer.json()["responses"] if member["status"] == 429} == {"3"}

    def test_claims_are_asked_for(self, sandbox, signed_in):
        sandbox.fault("graph.claimsChallenge")
        answer = sandbox.call("GET", "/me", signed_in["access_token"])
        assert answer.status_code == 401 and 'error="insufficient_claims"' in answer.headers["WWW-Authenticate"]
        assert "claims=" in answer.headers["WWW-Authenticate"]


class TestEntra:
    # Reference sheet §A10: the codes of its decision table.
    CODES = [
        90006, 90012, 90024, 90033, 90090, 90055, 70012, 50196, 50173, 700082, 70008, 700084, 70043, 70044, 70000, 50089, 50085,
        50139, 54005, 50132, 50133, 50034, 51004, 50053, 50057, 50055, 50126, 50076, 50079, 50072, 50074, 50078, 50158, 53000,
        53001, 50097, 50129, 53003, 530032, 530035, 65001, 650056, 650057, 65004, 90094, 90095, 70011, 28002, 28003, 28000,
        700022, 700023, 50001, 500011, 650052, 650054, 65005, 901002, 700016, 700011, 7000112, 70001, 7000215, 7000222, 7000218,
        700025, 700027, 700024, 50012, 50048, 700213, 90002, 50059, 90019, 50011, 50147, 501481, 501491, 50194, 9002332, 9002331,
        50020, 500208, 700005, 50105, 900144, 9002313, 90014, 70003, 9001023, 70002, 53004, 50125, 50135, 50144, 500021, 500022,
        500212, 500213, 90123]

    def test_every_code_of_the_sheet_can_be_had(self, sandbox, signed_in):
        for code in self.CODES:
            sandbox.fault("entra.error", {"code": code})
            answer = renew(sandbox, signed_in["refresh_token"])
            body = answer.json()
            assert body["error_codes"] == [code] and body["error_description"].startswith(f"AADSTS{code}: "), body
            assert answer.status_code >= 400 and body["error"]
        assert renew(sandbox, signed_in["refresh_token"]).status_code == 200

    def test_a_revoked_token_stays_revoked(self, sandbox, signed_in):
        sandbox.fault("entra.refreshRevoked")
        for _ in range(2):
            assert renew(sandbox, signed_in["refresh_token"]).json()["error_codes"] == [50173]

    def test_a_rotated_token_leaves_the_old_one_refused(self, sandbox, signed_in):
        sandbox.fault("entra.refreshRotated")
        new = renew(sandbox, signed_in["refresh_token"])
        assert new.status_code == 200
        assert renew(sandbox, signed_in["refresh_token"]).json()["error"] == "invalid_grant"
        assert renew(sandbox, new.json()["refresh_token"]).status_code == 200

    def test_an_invalid_grant_can_be_a_passing_one(self, sandbox, signed_in):
        sandbox.fault("entra.temporaryInvalidGrant")
        assert renew(sandbox, signed_in["refresh_token"]).json()["error"] == "invalid_grant"
        assert renew(sandbox, signed_in["refresh_token"]).status_code == 200

    def test_clocks_differ(self, sandbox):
        sandbox.fault("entra.clockSkew", {"seconds": 7200}, remaining=None)
        token = sandbox.sign_in("postern-graph", ADELE, GRAPH_SCOPES)["id_token"].split(".")[1]
        claims = json.loads(base64.urlsafe_b64decode(token + "==="))
        assert claims["iat"] > time.time() + 6000

    def test_the_token_comes_but_the_answer_does_not(self, sandbox, signed_in):
        sandbox.fault("http.dropAfter", door="entra", operation="token")
        with pytest.raises(requests.ConnectionError):
            renew(sandbox, signed_in["refresh_token"])
        assert renew(sandbox, signed_in["refresh_token"]).status_code == 200


class TestIMAP:
    def test_drops_after_a_login(self, sandbox):
        sandbox.fault("imap.dropAfterLogin")
        connection = imap4(sandbox)
        with pytest.raises((imaplib.IMAP4.abort, OSError)):
            connection.select()

    def test_drops_amid_a_literal(self, sandbox):
        connection = imap4(sandbox)
        connection.select(readonly=True)
        sandbox.fault("imap.dropMidLiteral")
        with pytest.raises((imaplib.IMAP4.abort, OSError)):
            connection.uid("FETCH", "1:*", "(BODY.PEEK[])")

    def test_says_goodbye(self, sandbox):
        connection = imap4(sandbox)
        sandbox.fault("imap.bye", {"text": "Connection is closed. 13"})
        with pytest.raises(imaplib.IMAP4.abort):
            connection.noop()
            connection.noop()

    def test_throttles(self, sandbox):
        connection = imap4(sandbox)
        sandbox.fault("imap.throttled", {"milliseconds": 92415})
        with pytest.raises(imaplib.IMAP4.error, match="Request is throttled. Suggested Backoff Time: 92415 milliseconds"):
            connection.select()
        assert connection.select(readonly=True)[0] == "OK"

    def test_authenticates_without_connecting(self, sandbox):
        sandbox.fault("imap.notConnected")
        connection = imap4(sandbox)
        with pytest.raises(imaplib.IMAP4.error, match="User is authenticated but not connected"):
            connection.select()
        assert imap4(sandbox).select(readonly=True)[0] == "OK"

    def test_leaves_rows_out_and_delivers_stubs(self, sandbox):
        client = imapclient(sandbox)
        client.select_folder("INBOX", readonly=True)
        uids = client.search()[:30]
        assert len(client.fetch(uids, ["FLAGS"])) == 30
        sandbox.fault("imap.missingRows", {"every": 3})
        assert len(client.fetch(uids, ["FLAGS"])) == 20
        sandbox.fault("imap.stub", {"every": 1})
        row = client.fetch(uids[:1], ["BODY.PEEK[]"])[uids[0]]
        assert b"Retrieval using the IMAP4 protocol failed for the following message" in row[b"BODY[]"]

    def test_breaks_a_structure(self, sandbox):
        connection = imap4(sandbox)
        connection.select(readonly=True)
        sandbox.fault("imap.malformedStructure")
        _, rows = connection.fetch("1", "(BODYSTRUCTURE)")
        assert b"NIL NIL NIL NIL NIL" in rows[0]


class TestSMTP:
    def test_drops_amid_the_message_which_is_then_nobodys(self, sandbox):
        client = connect(sandbox)
        log_in(client, sandbox)
        sandbox.fault("smtp.dropMidData")
        with pytest.raises((smtplib.SMTPException, OSError)):
            client.sendmail(ADELE, [BRUNO], mail("dropped amid"))
        assert not any(entry["subject"] == "dropped amid" for entry in sandbox.sent())

    @pytest.mark.parametrize("operation", ["MAIL", "RCPT", "DATA", "dot"])
    def test_any_reply_can_be_given(self, sandbox, operation):
        client = connect(sandbox)
        log_in(client, sandbox)
        sandbox.fault("smtp.reply", {"reply": "451 4.7.0 Temporary server error. Please try again later."}, operation=operation)
        with pytest.raises(smtplib.SMTPException) as refused:
            client.sendmail(ADELE, [BRUNO], mail("reply at " + operation))
        assert "451" in str(refused.value)
        assert not any(entry["subject"] == "reply at " + operation for entry in sandbox.sent())


class TestControl:
    def test_faults_can_be_named_on_the_command_line(self, start):
        sandbox = start(None, "--fault", '{"name": "http.status", "parameters": {"status": 503}, "door": "graph", "remaining": 1}')
        token = sandbox.graph_token()
        assert [sandbox.call("GET", "/me", token).status_code for _ in range(2)] == [503, 200]

    def test_faults_are_listed_and_cleared(self, sandbox, signed_in):
        made = sandbox.fault("http.status", {"status": 503}, door="graph", remaining=None)
        assert [fault["name"] for fault in sandbox.control("GET", "faults")["faults"]] == ["http.status"]
        sandbox.control("DELETE", f"faults/{made['id']}")
        assert sandbox.call("GET", "/me", signed_in["access_token"]).status_code == 200

    @pytest.mark.parametrize("body", [{"name": "nonsense"}, {"name": "http.status", "parameters": {"status": "x"}}, {},
                                      {"name": "http.slow"}, {"name": "http.html", "nonsense": 1}])
    def test_a_wrong_fault_is_refused_with_the_fields_name(self, sandbox, body):
        answer = sandbox.http.post(sandbox.ready["control"] + "/faults", json=body)
        assert answer.status_code == 400 and answer.json()["error"]["message"]

    def test_every_request_is_recorded_without_its_secrets(self, sandbox, signed_in):
        sandbox.call("GET", "/me", signed_in["access_token"])
        renew(sandbox, signed_in["refresh_token"])
        connection = imap4(sandbox, token=sandbox.mail_token())
        connection.logout()
        recorded = json.dumps(sandbox.requests())
        assert {"graph", "entra", "imap"} <= {record["door"] for record in sandbox.requests()}
        for secret in (signed_in["access_token"], signed_in["refresh_token"], sandbox.app("postern-graph")["secret"]):
            assert secret not in recorded and urllib.parse.quote_plus(secret) not in recorded
        assert "sha256:" in recorded

    def test_a_web_page_cannot_reach_the_control_endpoint(self, sandbox):
        answer = sandbox.http.get(sandbox.ready["control"], headers={"Origin": "https://evil.example"})
        assert answer.status_code == 403

    def test_garbage_at_every_port_disturbs_nobody(self, sandbox, signed_in):
        web = int(urllib.parse.urlsplit(sandbox.root).port)
        for port in (web, int(urllib.parse.urlsplit(sandbox.ready["http"]).port), sandbox.ready["imap"]["port"],
                     sandbox.ready["smtp"]["port"], int(urllib.parse.urlsplit(sandbox.ready["proxy"]).port)):
            for garbage in (b"\x00" * 1000, b"GET / HTTP/9.9\r\n\r\n", b"a" * 100_000, b"\xff\xfe\r\n" * 50):
                with socket.create_connection(("localhost", port), timeout=5) as client:
                    try:
                        client.sendall(garbage)
                        client.shutdown(socket.SHUT_WR)
                        client.settimeout(5)
                        while client.recv(65536):
                            pass
                    except OSError:
                        pass
        assert sandbox.call("GET", "/me", signed_in["access_token"]).status_code == 200
