"""The rig itself: what the other tests take for granted."""
import base64
import hashlib
import json
import secrets
import smtplib
import urllib.parse
from email.message import EmailMessage

import pytest
from joserfc import jwt
from joserfc.jwk import KeySet

REDIRECT = "http://localhost/oauth"


def challenge(verifier):
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()


class Flow:
    """One authorization-code flow, spoken by hand."""

    def __init__(self, rig, client="public", secret=None, entra=False, scope="openid email offline_access mail"):
        self.rig, self.client, self.secret, self.scope = rig, client, secret, scope
        self.root = rig["entra"] + "/oauth2/v2.0" if entra else rig["issuer"]
        self.verifier = secrets.token_urlsafe(48)

    def code(self, user="alice@example.test", allow=True, **overrides):
        query = {
            "response_type": "code", "client_id": self.client, "redirect_uri": REDIRECT, "scope": self.scope,
            "state": "st", "nonce": "n1", "code_challenge": challenge(self.verifier),
            "code_challenge_method": "S256", **overrides}
        location = self.rig.consent(f"{self.root}/authorize?" + urllib.parse.urlencode(query), user, allow)
        return dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(location).query))

    def token(self, **fields):
        form = {"client_id": self.client, **fields}
        if self.secret:
            form["client_secret"] = self.secret
        status, _, body = self.rig.request(f"{self.root}/token", urllib.parse.urlencode(form).encode())
        return status, json.loads(body)

    def redeem(self, code=None, **fields):
        return self.token(**{
            "grant_type": "authorization_code", "code": code or self.code()["code"], "redirect_uri": REDIRECT,
            "code_verifier": self.verifier, **fields})

    def refresh(self, token, **fields):
        return self.token(grant_type="refresh_token", refresh_token=token, **fields)


def xoauth2(user, token):
    return f"user={user}\x01auth=Bearer {token}\x01\x01"


def test_a_code_is_redeemed_once_and_only_with_its_verifier(rig):
    flow = Flow(rig)
    answer = flow.code()
    assert answer["state"] == "st" and answer["iss"] == rig["issuer"]
    assert flow.redeem(answer["code"], code_verifier="w" * 50)[0] == 400
    code = flow.code()["code"]
    status, token = flow.redeem(code)
    assert status == 200 and {"access_token", "refresh_token", "id_token", "expires_in"} <= set(token)
    assert flow.redeem(code)[1]["error"] == "invalid_grant"


def test_pkce_is_demanded(rig):
    flow = Flow(rig)
    query = {"response_type": "code", "client_id": "public", "redirect_uri": REDIRECT, "scope": "openid"}
    assert rig.request(f"{flow.root}/authorize?" + urllib.parse.urlencode(query))[0] == 400


def test_the_user_can_say_no(rig):
    assert Flow(rig).code(allow=False)["error"] == "access_denied"


def test_a_confidential_client_needs_its_secret(rig):
    secret = rig["clients"]["confidential"]["clientSecret"]
    assert Flow(rig, "confidential", secret).redeem()[0] == 200
    status, answer = Flow(rig, "confidential", "wrong").redeem()
    assert status == 401 and answer["error"] == "invalid_client"


@pytest.mark.parametrize("algorithm", ["RS256", "ES256"])
def test_the_id_token_is_signed_by_a_published_key(rig, algorithm):
    rig.control("set", {"id_token_alg": algorithm})
    _, token = Flow(rig).redeem()
    keys = KeySet.import_key_set(json.loads(rig.request(rig["issuer"] + "/jwks")[2]))
    decoded = jwt.decode(token["id_token"], keys, algorithms=[algorithm])
    assert decoded.header["kid"] and decoded.claims["nonce"] == "n1"
    assert decoded.claims["iss"] == rig["issuer"] and decoded.claims["aud"] in ("public", ["public"])


def test_a_forged_id_token_does_not_verify(rig):
    rig.control("set", {"forge_id_token": True})
    _, token = Flow(rig).redeem()
    keys = KeySet.import_key_set(json.loads(rig.request(rig["issuer"] + "/jwks")[2]))
    with pytest.raises(Exception):
        jwt.decode(token["id_token"], keys, algorithms=["RS256"])


@pytest.mark.parametrize("manner, old, new", [("strict", 400, 200), ("lenient", 200, 200), ("family", 400, 400)])
def test_a_used_refresh_token(rig, manner, old, new):
    rig.control("set", {"refresh": manner})
    flow = Flow(rig)
    first = flow.redeem()[1]["refresh_token"]
    status, token = flow.refresh(first)
    assert status == 200 and token["refresh_token"] != first
    assert flow.refresh(first)[0] == old
    assert flow.refresh(token["refresh_token"])[0] == new


def test_the_entra_face_gives_one_resource_a_token_and_its_own_claims(rig):
    outlook, graph = "https://outlook.rig.test/IMAP.AccessAsUser.All", "https://graph.rig.test/Mail.Send"
    flow = Flow(rig, entra=True, scope=f"openid profile offline_access {outlook} {graph}")
    status, token = flow.redeem(scope=f"{outlook} openid offline_access")
    assert status == 200 and token["scope"] == outlook
    claims = json.loads(base64.urlsafe_b64decode(token["id_token"].split(".")[1] + "=="))
    assert claims["preferred_username"] == "alice@example.test" and claims["iss"].endswith(f"/{claims['tid']}/v2.0")
    status, both = flow.refresh(token["refresh_token"], scope=f"{outlook} {graph}")
    assert status == 400 and "AADSTS28000" in both["error_description"]
    status, other = flow.refresh(token["refresh_token"], scope=graph)
    assert status == 200 and other["scope"] == graph
    assert flow.refresh(other["refresh_token"], scope=outlook)[0] == 200


def test_the_entra_face_numbers_its_errors(rig):
    flow = Flow(rig, entra=True)
    status, answer = flow.refresh("rt-unknown")
    assert status == 400 and answer["error_codes"] == [70000]


@pytest.mark.parametrize("mechanism, text", [
    ("XOAUTH2", xoauth2), ("OAUTHBEARER", lambda user, token: f"n,a={user},\x01auth=Bearer {token}\x01\x01")])
def test_dovecot_takes_a_live_token_and_no_other(rig, mechanism, text):
    import imaplib
    user = "alice@example.test"

    def sign_in(token):
        client = imaplib.IMAP4("localhost", rig["imap"]["port"])
        client.starttls(rig.context)
        replies = iter([text(user, token), "\x01"])
        try:
            return client.authenticate(mechanism, lambda challenge: next(replies))[0]
        except imaplib.IMAP4.error:
            return "NO"
        finally:
            client.shutdown()

    token = rig.mint(user)["access_token"]
    assert sign_in(token) == "OK"
    rig.control("expire", form={"user": user})
    assert sign_in(token) == "NO"
    assert sign_in(rig.mint(user, scope="https://graph.rig.test/Mail.Read")["access_token"]) == "NO"


@pytest.mark.parametrize("implicit", [False, True])
def test_postfix_takes_a_token_and_delivers(rig, implicit):
    user = "alice@example.test"
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = user, "bob@example.test", "over the rig"
    message["Message-ID"] = identifier = f"<{secrets.token_hex(8)}@rig.test>"
    message.set_content("hello")
    port = rig["submissions" if implicit else "submission"]["port"]
    client = smtplib.SMTP_SSL("localhost", port, context=rig.context) if implicit else smtplib.SMTP("localhost", port)
    if not implicit:
        client.starttls(context=rig.context)
    client.ehlo()
    client.auth("XOAUTH2", lambda challenge=None: xoauth2(user, rig.mint(user)["access_token"]))
    client.send_message(message)
    with pytest.raises(smtplib.SMTPRecipientsRefused):
        client.sendmail(user, ["nobody@example.test"], b"Subject: x\r\n\r\n")
    client.quit()
    assert b"over the rig" in rig.find("bob@example.test", "Message-ID", identifier)


@pytest.mark.parametrize("fault, outcome", [
    ({"do": "fail", "status": 429, "headers": {"Retry-After": "7"}}, 429),
    ({"do": "fail", "status": 200, "body": "<html>not json</html>"}, "not json"),
    ({"do": "lose"}, "cut"), ({"do": "drop"}, "cut"), ({"do": "drip", "seconds": 0.0001}, 200)])
def test_faults_hit_the_next_request_only(rig, fault, outcome):
    flow = Flow(rig)
    rig.control("faults", [{**fault, "grant": "refresh_token"}])
    token = flow.redeem()[1]["refresh_token"]
    try:
        result = flow.refresh(token)[0]
    except json.JSONDecodeError:
        result = "not json"
    except OSError:
        result = "cut"
    assert result == outcome
    # `lose` did its work before it cut the line: strictly rotated, the old token is dead.
    assert flow.refresh(token)[0] == (400 if outcome in ("cut", 200) and fault["do"] != "drop" else 200)


def test_a_held_request_waits_for_its_release(rig):
    import threading
    flow = Flow(rig)
    token = flow.redeem()[1]["refresh_token"]
    rig.control("faults", [{"do": "keep", "grant": "refresh_token"}])
    answers = []
    thread = threading.Thread(target=lambda: answers.append(flow.refresh(token)[0]))
    thread.start()
    rig.await_waiting()
    assert not answers
    rig.control("release", {})
    thread.join(30)
    assert answers == [200]
