"""How an app proves itself: by certificate, by an assertion of somebody else's, by two credentials while one takes over from the other;
and how it is said that one ends or is refused."""
import datetime
import hashlib
import ssl
import subprocess
import time
import uuid

import pytest
from joserfc import jwt
from joserfc.jwk import RSAKey

from graph_house import REDIRECT, SECRET, GraphHouse
from sandbox import ADELE, SUPPORT
from signing import app, contacted, register, service, state, works

ISSUER, SUBJECT, AUDIENCE = "https://ci.example", "repo:postern", "api://AzureADTokenExchange"
OTHER_SECRET = "the-next-of-these-tests-2027"


@pytest.fixture(scope="module")
def assertion_file(tmp_path_factory):
    return tmp_path_factory.mktemp("federation") / "token"


@pytest.fixture(scope="module")
def house(tls_directory, assertion_file):
    with GraphHouse(tls_directory, None, ("--messages", "5"), assertionFiles={"ci": str(assertion_file)}) as one:
        yield one


@pytest.fixture(autouse=True)
def without_faults(house):
    yield
    house.sandbox.control("DELETE", "faults")


def certificate(directory, name="app", days=365):
    """A key and a certificate of it, as PEM, made by openssl."""
    key, made = directory / f"{name}.key", directory / f"{name}.pem"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", made, "-days", str(days),
                    "-subj", f"/CN={name}"], check=True, capture_output=True)
    return key.read_text(), made.read_text()


def thumbprint(pem):
    return hashlib.sha256(ssl.PEM_cert_to_DER_cert(pem)).hexdigest()


def forms(house, client):
    return [one["body"] for one in house.sandbox.requests(door="entra", operation="token") if client in one["body"]]


def listed(house, app_id):
    return next(one for one in house.client.call("listApps")["apps"] if one["id"] == app_id)


def renewed(house, account, client):
    """What comes of the next use of the account, whose token has run out."""
    house.sandbox.control("POST", "tokens/expire", json={"client": client})
    return house.ask("listMessages", account=account, limit=1, fields=["id"])


@pytest.mark.parametrize("algorithm", ["PS256", "RS256", None])
def test_by_certificate(house, tmp_path, algorithm):
    key, pem = certificate(tmp_path)
    registered = register(house, f"by certificate {algorithm}", certificates=[pem])
    known = app(house, registered, secret=None, clientCertificate={
        "certificate": pem, "privateKey": key, **({"algorithm": algorithm} if algorithm else {})})
    account = contacted(house, house.sign_in(ADELE, app=known))
    assert works(renewed(house, account, registered["clientId"]))
    assert len(forms(house, registered["clientId"])) >= 2
    for form in forms(house, registered["clientId"]):
        assert "client_assertion=" in form and "client_assertion_type=" in form and "client_secret" not in form
    [credential] = listed(house, known)["credentials"]
    assert credential["kind"] == "certificate" and credential["thumbprint"].replace(":", "").lower() == thumbprint(pem)
    assert credential["expiresAt"]
    assert key.splitlines()[1] not in str(house.client.call("listApps"))


def test_a_certificate_that_nobody_registered_is_the_operators(house, tmp_path):
    key, pem = certificate(tmp_path)
    registered = register(house, "unknown certificate", certificates=[certificate(tmp_path, "another")[1]])
    known = app(house, registered, secret=None, clientCertificate={"certificate": pem, "privateKey": key})
    with pytest.raises(Exception) as refused:
        house.sign_in(ADELE, app=known)
    assert refused.value.kind == "appMisconfigured"
    assert refused.value.data["provider"]["code"].endswith("AADSTS700027")
    assert refused.value.data["provider"]["responsible"] == "operator"
    assert "certificate" in refused.value.data["hint"].lower()


def test_the_key_of_another_certificate_is_refused_at_once(house, tmp_path):
    (key, _), (_, pem) = certificate(tmp_path, "one"), certificate(tmp_path, "two")
    answer = house.ask("registerApp", name="x", provider="outlook", cloud="sandbox", clientId=str(uuid.uuid4()),
                       redirectURLs=[REDIRECT], clientCertificate={"certificate": pem, "privateKey": key})
    assert answer.kind == "invalidParams" and answer.data["field"].startswith("clientCertificate")


@pytest.fixture(scope="module")
def issuer():
    """Somebody else who vouches for the app."""
    key = RSAKey.generate_key(2048, {"kid": "k1"})

    def vouch(subject=SUBJECT, seconds=300):
        now = int(time.time())
        return jwt.encode({"alg": "RS256", "kid": "k1"}, {
            "iss": ISSUER, "sub": subject, "aud": AUDIENCE, "iat": now, "nbf": now, "exp": now + seconds, "jti": str(uuid.uuid4())}, key)

    vouch.trust = {"issuer": ISSUER, "subject": SUBJECT, "audience": AUDIENCE, "keys": {"keys": [key.as_dict(private=False)]}}
    return vouch


def test_a_federated_assertion_is_read_at_each_use(house, issuer, assertion_file):
    assertion_file.write_text(issuer() + "\n")
    known = service(house, "federated", secrets=[], federatedCredentials=[issuer.trust], secret=None, clientAssertion="ci")
    client = house.sandbox.app("federated")["clientId"]
    account = contacted(house, house.client.call("addAccount", {"app": known, "mailbox": SUPPORT})["account"]["id"])
    assert listed(house, known)["credentials"][0]["assertion"] == "ci"
    # Its issuer writes another one; the old is as good as gone.
    assertion_file.write_text("no assertion at all")
    answer = renewed(house, account, client)
    assert answer.kind == "appMisconfigured" and "ci" in answer.data["hint"]
    assertion_file.write_text(issuer(subject="repo:another"))
    house.client.call("reconnectAccount", {"account": account})
    failure = state(house, account)
    assert failure["state"] == "appMisconfigured"
    assert failure["lastFailure"]["provider"]["code"].endswith(("AADSTS700213", "AADSTS70021"))
    assertion_file.unlink()
    house.client.call("reconnectAccount", {"account": account})
    assert state(house, account)["state"] == "appMisconfigured"
    assertion_file.write_text(issuer())
    house.client.call("reconnectAccount", {"account": account})
    assert state(house, account)["state"] == "ready"


def test_an_assertion_that_the_configuration_does_not_name_is_refused(house):
    answer = house.ask("registerApp", name="x", provider="outlook", cloud="sandbox", authority="contoso.example",
                       clientId=str(uuid.uuid4()), redirectURLs=[], clientAssertion="elsewhere")
    assert (answer.kind, answer.data["field"]) == ("invalidParams", "clientAssertion")


def test_two_secrets_take_turns_without_anybodys_noticing(house):
    registered = register(house, "rollover", secrets=[{"value": SECRET}])
    client = registered["clientId"]
    known = app(house, registered)
    account = contacted(house, house.sign_in(ADELE, app=known))
    # The operator gives the next one before the portal knows it …
    both = house.client.call("updateApp", {"app": known, "clientSecret": OTHER_SECRET, "keepPrevious": True})["app"]
    assert [one["kind"] for one in both["credentials"]] == ["secret", "secret"]
    assert works(renewed(house, account, client))
    assert state(house, account)["state"] == "ready"
    refused = listed(house, known)
    assert refused["credentials"][0]["refusal"]["provider"]["code"].endswith("AADSTS7000215")
    assert "failure" not in refused
    # … the portal takes it, and the old one ends.
    house.sandbox.control("PATCH", f"registrations/{client}", json={"secrets": [{"value": OTHER_SECRET}]})
    assert works(renewed(house, account, client))
    assert "refusal" not in listed(house, known)["credentials"][0]
    dropped = listed(house, known)["credentials"][1]["id"]
    assert len(house.client.call("updateApp", {"app": known, "dropCredential": dropped})["app"]["credentials"]) == 1
    assert works(renewed(house, account, client))
    # Neither is good any more: the app says so, and its accounts.
    house.sandbox.control("PATCH", f"registrations/{client}", json={"secrets": [{"value": "unknown-to-postern"}]})
    answer = renewed(house, account, client)
    assert answer.kind == "appMisconfigured" and answer.data["provider"]["responsible"] == "operator"
    assert "Certificates & secrets" in answer.data["hint"] and "Value" in answer.data["hint"]
    assert listed(house, known)["failure"]["provider"]["code"].endswith("AADSTS7000215")
    assert state(house, account)["state"] == "appMisconfigured"
    assert any("rollover" in reason or known in reason for reason in house.client.call("getHealth")["reasons"])
    house.sandbox.control("PATCH", f"registrations/{client}", json={"secrets": [{"value": OTHER_SECRET}]})
    house.client.call("reconnectAccount", {"account": account})
    assert state(house, account)["state"] == "ready" and "failure" not in listed(house, known)
    for account in house.client.call("listAccounts")["accounts"]:
        house.client.call("deleteAccount", {"account": account["id"], "withBorrowers": True})
    house.client.call("deleteApp", {"app": known})


@pytest.mark.parametrize("days, announced", [(29, True), (31, False), (-1, True)])
def test_a_secret_that_ends_is_announced_a_month_ahead(house, days, announced):
    ends = (datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(days=days)).strftime("%Y-%m-%dT%H:%M:%SZ")
    name = f"ends in {days}"
    known = app(house, register(house, name, secrets=[{"value": SECRET}]), secretExpiresAt=ends)
    app_info = listed(house, known)
    assert app_info["credentials"][0]["expiresAt"].startswith(ends[:10])
    reasons = house.client.call("getHealth")["reasons"]
    assert bool(app_info.get("warnings")) == announced
    assert any(name in reason for reason in reasons) == announced
    house.client.call("deleteApp", {"app": known})


@pytest.mark.parametrize("code, words", [
    (7000222, ("Certificates & secrets", "Value")), (7000215, ("Certificates & secrets", "Value")), (700016, ("Application (client) ID",))])
def test_what_the_operator_has_to_mend_stands_at_the_app_and_at_its_accounts(house, code, words):
    known = service(house, f"broken {code}")
    client = house.sandbox.app(f"broken {code}")["clientId"]
    account = contacted(house, house.client.call("addAccount", {"app": known, "mailbox": SUPPORT})["account"]["id"])
    fault = house.sandbox.fault("entra.error", {"code": code}, remaining=None, door="entra", operation="token", client=client)
    answer = renewed(house, account, client)
    assert answer.kind == "appMisconfigured" and all(word in answer.data["hint"] for word in words), answer.data["hint"]
    assert all(word in listed(house, known)["failure"]["hint"] for word in words)
    assert state(house, account)["state"] == "appMisconfigured"
    house.sandbox.control("DELETE", f"faults/{fault['id']}")
    house.client.call("reconnectAccount", {"account": account})
    assert "failure" not in listed(house, known) and state(house, account)["state"] == "ready"
