"""Microsoft's own MSAL for Python, as it comes: every grant that Postern knows."""
import base64
import ssl
import time
import urllib.parse
import uuid

import jwt
import msal
import pytest
import requests
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from datetime import datetime, timedelta, timezone

from sandbox import ADELE, CALLBACK, GRAPH, GRAPH_SCOPES, IMAP_SCOPES, PAT

GRAPH_DEFAULT = [GRAPH + ".default"]


def confidential(sandbox, app="postern-both", tenant="common", credential=None, **options):
    registered = sandbox.app(app)
    return msal.ConfidentialClientApplication(
        registered["clientId"], client_credential=credential or registered["secret"],
        authority=sandbox.authority(tenant), instance_discovery=False, verify=sandbox.ca, **options)


def public(sandbox, tenant="common"):
    return msal.PublicClientApplication(
        sandbox.app("postern-native")["clientId"], authority=sandbox.authority(tenant), instance_discovery=False, verify=sandbox.ca)


def browse(sandbox, url, user, answer="allow"):
    page = sandbox.http.get(url, headers={"X-Sandbox-User": user, "X-Sandbox-Answer": answer}, allow_redirects=False)
    assert page.status_code == 302, page.text[:300]
    return dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(page.headers["Location"]).query))


def certificate():
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "postern-test")])
    now = datetime.now(timezone.utc)
    made = (x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
            .serial_number(x509.random_serial_number()).not_valid_before(now - timedelta(hours=1))
            .not_valid_after(now + timedelta(days=30)).sign(key, hashes.SHA256()))
    return (key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()).decode(),
            made.public_bytes(serialization.Encoding.PEM).decode(), made)


class TestAuthorizationCode:
    def test_signs_in_with_pkce_and_knows_who_it_is(self, sandbox):
        app = confidential(sandbox)
        flow = app.initiate_auth_code_flow(GRAPH_SCOPES, redirect_uri=CALLBACK)
        result = app.acquire_token_by_auth_code_flow(flow, browse(sandbox, flow["auth_uri"], ADELE))
        assert "error" not in result, result
        claims = result["id_token_claims"]
        person = sandbox.person(ADELE)
        assert (claims["oid"], claims["tid"], claims["preferred_username"]) == (person["id"], person["tenant"], ADELE)
        assert claims["iss"] == f"{sandbox.root}/{person['tenant']}/v2.0"
        assert app.get_accounts()[0]["username"] == ADELE
        keys = jwt.PyJWKClient(f"{sandbox.root}/common/discovery/v2.0/keys", ssl_context=ssl.create_default_context(cafile=sandbox.ca))
        key = keys.get_signing_key_from_jwt(result["id_token"]).key
        assert jwt.decode(result["id_token"], key, ["RS256"], audience=app.client_id)["nonce"] == claims["nonce"]
        assert {name.rsplit("/")[-1] for name in result["scope"].split()} >= {"User.Read", "Mail.ReadWrite", "Mail.Send"}

    def test_renews_silently_and_mints_a_token_for_the_other_resource(self, sandbox):
        app = confidential(sandbox)
        flow = app.initiate_auth_code_flow(IMAP_SCOPES + GRAPH_SCOPES, redirect_uri=CALLBACK)
        both = browse(sandbox, flow["auth_uri"], ADELE)
        flow["scope"] = IMAP_SCOPES + ["openid", "profile", "offline_access"]
        first = app.acquire_token_by_auth_code_flow(flow, both, scopes=IMAP_SCOPES)
        assert "error" not in first, first
        account = app.get_accounts()[0]
        again = app.acquire_token_silent(IMAP_SCOPES, account, force_refresh=True)
        graph = app.acquire_token_silent(GRAPH_SCOPES, account)
        assert again["access_token"] != first["access_token"]
        assert graph["access_token"] not in (first["access_token"], again["access_token"])
        assert sandbox.call("GET", "/me", graph["access_token"]).status_code == 200
        assert sandbox.call("GET", "/me", again["access_token"]).status_code == 401

    def test_a_personal_account_has_the_personal_tenant_and_a_token_that_is_no_jwt(self, sandbox):
        app = confidential(sandbox, tenant="consumers")
        flow = app.initiate_auth_code_flow(GRAPH_SCOPES, redirect_uri=CALLBACK)
        result = app.acquire_token_by_auth_code_flow(flow, browse(sandbox, flow["auth_uri"], PAT))
        assert result["id_token_claims"]["tid"] == "9188040d-6c67-4c5b-b112-36a304b66dad"
        assert result["access_token"].startswith("Ew") and result["access_token"].count(".") != 2

    def test_tells_of_a_refusal(self, sandbox):
        app = confidential(sandbox)
        flow = app.initiate_auth_code_flow(GRAPH_SCOPES, redirect_uri=CALLBACK)
        back = browse(sandbox, flow["auth_uri"], ADELE, answer="deny")
        result = app.acquire_token_by_auth_code_flow(flow, back)
        assert result["error"] == "access_denied" and "AADSTS65004" in result["error_description"]

    def test_a_code_works_once(self, sandbox):
        app = confidential(sandbox)
        flow = app.initiate_auth_code_flow(GRAPH_SCOPES, redirect_uri=CALLBACK)
        back = browse(sandbox, flow["auth_uri"], ADELE)
        assert "access_token" in app.acquire_token_by_auth_code_flow(flow, back)
        again = app.acquire_token_by_auth_code_flow(flow, back)
        assert (again["error"], again["error_codes"]) == ("invalid_grant", [54005])


class TestDeviceCode:
    def approve(self, sandbox, flow, user, answer="allow"):
        page = sandbox.http.post(
            sandbox.root + "/common/oauth2/deviceauth", data={"otc": flow["user_code"]}, allow_redirects=False,
            headers={"X-Sandbox-User": user, "X-Sandbox-Answer": answer})
        assert page.ok, page.text[:300]

    def test_waits_for_the_person_and_then_signs_in(self, sandbox):
        app = public(sandbox)
        flow = app.initiate_device_flow(GRAPH_SCOPES)
        assert "user_code" in flow, flow
        pending = sandbox.redeem("postern-native", client_secret=None, device_code=flow["device_code"],
                                 grant_type="urn:ietf:params:oauth:grant-type:device_code")
        assert pending.json()["error"] == "authorization_pending"
        self.approve(sandbox, flow, ADELE)
        result = app.acquire_token_by_device_flow(flow)
        assert "access_token" in result, result
        assert result["id_token_claims"]["preferred_username"] == ADELE

    def test_is_told_to_slow_down(self, sandbox):
        app = public(sandbox)
        flow = app.initiate_device_flow(GRAPH_SCOPES)
        poll = lambda: app.client.obtain_token_by_device_flow(flow, exit_condition=lambda flow: True)
        assert poll()["error"] == "authorization_pending"
        assert poll()["error"] == "slow_down"

    def test_ends_when_the_person_declines(self, sandbox):
        app = public(sandbox)
        flow = app.initiate_device_flow(GRAPH_SCOPES)
        self.approve(sandbox, flow, ADELE, answer="deny")
        assert app.acquire_token_by_device_flow(flow)["error"] in ("authorization_declined", "access_denied")


class TestClientCredentials:
    def test_with_a_secret(self, sandbox):
        app = confidential(sandbox, "postern-service", sandbox.tenant()["id"])
        result = app.acquire_token_for_client(GRAPH_DEFAULT)
        assert "access_token" in result and "refresh_token" not in result, result
        assert sandbox.call("GET", f"/users/{ADELE}/messages?$top=1", result["access_token"]).status_code == 200

    @pytest.mark.parametrize("kind", ["sha256-ps256", "sha1-rs256"])
    def test_with_a_certificate(self, sandbox, kind):
        key, pem, made = certificate()
        self.register(sandbox, certificates=[pem])
        credential = {"private_key": key, "public_certificate": pem}
        if kind == "sha1-rs256":
            credential = {"private_key": key, "thumbprint": made.fingerprint(hashes.SHA1()).hex()}
        result = confidential(sandbox, "postern-service", sandbox.tenant()["id"], credential).acquire_token_for_client(GRAPH_DEFAULT)
        assert "access_token" in result, result

    def test_refuses_a_certificate_that_nobody_registered(self, sandbox):
        key, pem, _ = certificate()
        app = confidential(sandbox, "postern-service", sandbox.tenant()["id"], {"private_key": key, "public_certificate": pem})
        result = app.acquire_token_for_client(GRAPH_DEFAULT)
        assert (result["error"], result["error_codes"]) == ("invalid_client", [700027])

    def test_with_a_federated_assertion(self, sandbox):
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        numbers = key.public_key().public_numbers()
        text = lambda value: base64.urlsafe_b64encode(value.to_bytes((value.bit_length() + 7) // 8, "big")).rstrip(b"=").decode()
        keys = {"keys": [{"kty": "RSA", "kid": "k1", "n": text(numbers.n), "e": text(numbers.e)}]}
        trust = {"issuer": "https://ci.example", "subject": "repo:x", "audience": "api://AzureADTokenExchange", "keys": keys}
        self.register(sandbox, federatedCredentials=[trust])

        def assertion(subject):
            now = int(time.time())
            return jwt.encode({"iss": trust["issuer"], "sub": subject, "aud": trust["audience"], "iat": now, "nbf": now,
                               "exp": now + 300, "jti": str(uuid.uuid4())}, key, algorithm="RS256", headers={"kid": "k1"})

        tenant = sandbox.tenant()["id"]
        good = confidential(sandbox, "postern-service", tenant, {"client_assertion": assertion("repo:x")})
        assert "access_token" in good.acquire_token_for_client(GRAPH_DEFAULT)
        bad = confidential(sandbox, "postern-service", tenant, {"client_assertion": assertion("repo:y")})
        assert bad.acquire_token_for_client(GRAPH_DEFAULT)["error_codes"] == [700213]

    def test_needs_a_tenant(self, sandbox):
        result = confidential(sandbox, "postern-service", "common").acquire_token_for_client(GRAPH_DEFAULT)
        assert result["error_codes"] == [9001023], result

    def test_tells_a_wrong_secret(self, sandbox):
        result = confidential(sandbox, "postern-service", sandbox.tenant()["id"], "not-it").acquire_token_for_client(GRAPH_DEFAULT)
        assert (result["error"], result["error_codes"]) == ("invalid_client", [7000215])

    def register(self, sandbox, **members):
        sandbox.control("PATCH", "registrations/" + sandbox.app("postern-service")["clientId"], json=members)


class TestThrough:
    """MSAL with Microsoft's own host names, through the sandbox's proxy: nothing in the program says sandbox."""

    def through(self, sandbox):
        session = requests.Session()
        session.verify = sandbox.ca
        session.proxies = {"https": sandbox.ready["proxy"]}
        return session

    def test_the_proxy_an_unknown_authority_is_refused_by_instance_discovery(self, sandbox):
        with pytest.raises(ValueError, match="invalid_instance"):
            msal.PublicClientApplication(sandbox.app("postern-native")["clientId"], http_client=self.through(sandbox),
                                         authority=f"https://localhost:{sandbox.root.rsplit(':')[-1]}/contoso.onmicrosoft.com")

    def test_the_proxy_a_program_signs_in_at_login_microsoftonline_com(self, sandbox):
        session = self.through(sandbox)
        app = msal.ConfidentialClientApplication(
            sandbox.app("postern-service")["clientId"], client_credential=sandbox.app("postern-service")["secret"],
            authority="https://login.microsoftonline.com/contoso.onmicrosoft.com", http_client=session)
        result = app.acquire_token_for_client(GRAPH_DEFAULT)
        assert "access_token" in result, result
        users = session.get(f"https://graph.microsoft.com/v1.0/users/{ADELE}/messages?$top=1",
                            headers={"Authorization": "Bearer " + result["access_token"]})
        assert users.status_code == 200, users.text
        assert users.json()["@odata.nextLink"].startswith("https://graph.microsoft.com/v1.0/users/")
