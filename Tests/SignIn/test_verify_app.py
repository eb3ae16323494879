"""`verifyApp` over the socket: every step says what is so at the provider, and nothing is left behind there or here."""
import datetime

import pytest

from sandbox import OUTLOOK
from test_client_proof import certificate

SECRET = "a-secret-of-these-tests-2026"
REDIRECT = "http://localhost/callback"
MAIL = [OUTLOOK + "IMAP.AccessAsUser.All", OUTLOOK + "SMTP.Send"]


@pytest.fixture
def client(house):
    house.sandbox.control("DELETE", "faults")
    house.sandbox.control("DELETE", "requests")
    yield house.client
    house.sandbox.control("DELETE", "faults")


@pytest.fixture
def registered(house, request):
    """Registers an app with the tenant; gives its client id."""
    names = []

    def register(**properties):
        names.append(f"{request.node.name} {len(names)}")
        like = house.sandbox.app("postern-both")
        return house.sandbox.control("POST", "registrations", json={
            "name": names[-1], "audience": like["audience"], "secrets": [{"value": SECRET}],
            "redirectUris": [{"uri": REDIRECT}], "delegatedPermissions": like["delegatedPermissions"],
            **properties})["clientId"]

    return register


def verify(client, client_id, **params):
    """The outcome of each step and whether the app works; the app is gone afterwards."""
    params = {"clientSecret": SECRET, "redirectURLs": [REDIRECT], **params}
    app = client.call("registerApp", {
        "name": "verified", "provider": "outlook", "cloud": "sandbox", "clientId": client_id,
        **{name: value for name, value in params.items() if value is not None}})["app"]
    try:
        answer = client.call("verifyApp", {"app": app["id"]})
        assert client.call("getApp", {"app": app["id"]})["app"].get("failure") is None or not answer["works"]
    finally:
        client.call("deleteApp", {"app": app["id"]})
    steps = {step["name"]: step for step in answer["steps"]}
    assert answer["works"] == all(step["outcome"] != "failed" for step in steps.values())
    return answer["works"], steps


def outcomes(steps):
    return {name: step["outcome"] for name, step in steps.items()}


def test_an_app_that_is_right_works_at_every_step(house, client, registered):
    works, steps = verify(client, registered(), baseScopes=["imap", "graph"])
    assert works
    assert outcomes(steps) == {
        "settings": "passed", "endpoints": "passed", "keys": "passed", "client": "passed", "credential cred_1": "passed",
        "expiry cred_1": "skipped", "applicationToken": "skipped", f"redirect {REDIRECT}": "passed"}


def test_an_app_of_one_tenant_gets_its_tokens_without_a_user(house, client, registered):
    tenant = house.sandbox.tenant()["id"]
    works, steps = verify(client, registered(audience="AzureADMyOrg", homeTenant=tenant), authority=tenant,
                          baseScopes=["imap", "graph"])
    assert works, steps
    assert outcomes(steps)["applicationToken mail"] == outcomes(steps)["applicationToken graph"] == "passed"


def test_nothing_is_left_behind(house, client, registered):
    before = house.client.call("listAccounts", {})["accounts"]
    client_id = registered()
    verify(client, client_id)
    asked = [(record["method"], record["target"].split("?")[0].rsplit("/", 1)[-1]) for record in house.sandbox.requests(door="entra")]
    assert {("GET", "openid-configuration"), ("GET", "keys"), ("POST", "devicecode"), ("POST", "token"), ("GET", "authorize")} == set(asked)
    assert house.client.call("listAccounts", {})["accounts"] == before


@pytest.mark.parametrize("authority, step", [("common", "credential cred_1"), ("Contoso", "credential cred_1")])
def test_a_wrong_secret_is_named_with_its_place_in_the_portal(house, client, registered, authority, step):
    if authority != "common":
        authority = house.sandbox.tenant(authority)["id"]
    works, steps = verify(client, registered(), authority=authority, clientSecret="wrong~" + "w" * 34)
    assert not works
    assert steps[step]["outcome"] == "failed" and "7000215" in steps[step]["detail"]
    assert steps[step]["failure"]["kind"] == "appMisconfigured"
    assert "Certificates & secrets" in steps[step]["failure"]["hint"]
    assert steps["client"]["outcome"] == "passed"


def test_of_two_secrets_the_one_that_has_expired_is_named(house, client, registered):
    client_id = registered(secrets=[{"value": SECRET}, {"value": "old~" + "o" * 34, "expiresAt": "2020-01-01T00:00:00Z"}])
    app = client.call("registerApp", {
        "name": "two", "provider": "outlook", "cloud": "sandbox", "clientId": client_id, "clientSecret": "old~" + "o" * 34,
        "redirectURLs": [REDIRECT]})["app"]["id"]
    client.call("updateApp", {"app": app, "clientSecret": SECRET, "keepPrevious": True})
    answer = client.call("verifyApp", {"app": app})
    steps = {step["name"]: step for step in answer["steps"]}
    assert not answer["works"]
    assert (steps["credential cred_1"]["outcome"], steps["credential cred_2"]["outcome"]) == ("failed", "passed")
    assert "7000222" in steps["credential cred_1"]["detail"]
    client.call("deleteApp", {"app": app})


def test_a_secret_that_ends_soon_says_so(house, client, registered):
    end = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(days=9, hours=1)
    works, steps = verify(client, registered(), secretExpiresAt=end.strftime("%Y-%m-%dT%H:%M:%SZ"))
    assert works and "9 days" in steps["expiry cred_1"]["detail"]


@pytest.mark.parametrize("authority", ["common", "Contoso"])
def test_a_certificate_is_tried_as_a_secret_is(house, client, registered, tmp_path, authority):
    key, pem = certificate(tmp_path)
    other_key, other = certificate(tmp_path, "other", days=20)
    authority = authority if authority == "common" else house.sandbox.tenant(authority)["id"]
    client_id = registered(secrets=[], certificates=[pem])
    works, steps = verify(client, client_id, clientSecret=None, authority=authority,
                          clientCertificate={"certificate": pem, "privateKey": key})
    assert works and steps["credential cred_1"]["outcome"] == "passed" and "days" in steps["expiry cred_1"]["detail"]
    works, steps = verify(client, client_id, clientSecret=None, authority=authority,
                          clientCertificate={"certificate": other, "privateKey": other_key})
    assert not works and "700027" in steps["credential cred_1"]["detail"]
    assert "make the next one now" in steps["expiry cred_1"]["detail"]


def test_a_client_id_that_nobody_knows_fails(house, client):
    works, steps = verify(client, "00000000-1111-4222-8333-444444444444")
    assert not works
    assert steps["client"]["failure"]["kind"] == "appMisconfigured" and "700016" in steps["client"]["detail"]


def test_a_tenant_that_is_not_there_fails_at_the_endpoints(house, client, registered):
    works, steps = verify(client, registered(), authority="nowhere.example")
    assert not works and list(steps) == ["settings", "endpoints", "expiry cred_1"]
    assert "90002" in steps["endpoints"]["detail"]


def test_a_redirect_url_that_is_not_registered_fails(house, client, registered):
    works, steps = verify(client, registered(), redirectURLs=[REDIRECT, "https://backend.example/oauth"])
    assert not works
    assert steps[f"redirect {REDIRECT}"]["outcome"] == "passed"
    assert "50011" in steps["redirect https://backend.example/oauth"]["detail"]


def test_a_scope_that_the_registration_lacks_fails_at_the_client(house, client, registered):
    permissions = [name for name in house.sandbox.app("postern-both")["delegatedPermissions"] if name != "SMTP.Send"]
    works, steps = verify(client, registered(delegatedPermissions=permissions))
    assert not works and steps["client"]["outcome"] == "failed"


def test_an_app_of_many_tenants_at_the_wrong_authority_fails(house, client, registered):
    tenant = house.sandbox.tenant()["id"]
    works, steps = verify(client, registered(audience="AzureADMyOrg", homeTenant=tenant), authority="common")
    assert not works and "50194" in steps["client"]["detail"]


def test_a_public_client_is_tried_without_a_credential(house, client):
    works, steps = verify(client, house.sandbox.app("postern-native")["clientId"], clientSecret=None,
                          redirectURLs=["http://localhost"])
    assert works and steps["publicClient"]["outcome"] == "passed"


@pytest.mark.parametrize("fault", [
    ("http.status", {"status": 503}), ("http.html", {"status": 200}), ("http.status", {"status": 429, "retryAfter": "2"})])
def test_a_provider_that_is_away_is_not_the_apps_fault(house, client, registered, fault):
    house.sandbox.fault(fault[0], fault[1], door="entra", remaining=None)
    works, steps = verify(client, registered())
    assert not works
    assert steps["endpoints"]["failure"]["kind"] in ("providerUnavailable", "rateLimited")


def test_it_ends_when_its_caller_waits_no_longer(house, client, registered):
    house.sandbox.fault("http.late", {"milliseconds": 600_000}, door="entra", remaining=1)
    app = client.call("registerApp", {
        "name": "late", "provider": "outlook", "cloud": "sandbox", "clientId": registered(), "clientSecret": SECRET,
        "redirectURLs": [REDIRECT]})["app"]["id"]
    answer = client.call("verifyApp", {"app": app, "timeoutMs": 1_000})
    assert answer["steps"][1]["failure"]["kind"] == "timeout"
    client.call("deleteApp", {"app": app})


@pytest.mark.parametrize("client", ["public", "confidential"])
def test_an_app_of_any_openid_provider_is_tried_by_its_document(rig_house, client):
    app = rig_house.app(client=client)
    answer = rig_house.client.call("verifyApp", {"app": app})
    steps = {step["name"]: step for step in answer["steps"]}
    assert answer["works"], steps
    proof = "publicClient" if client == "public" else "credential cred_1"
    assert [steps[name]["outcome"] for name in ("settings", "endpoints", "keys", proof)] == ["passed"] * 4


def test_a_wrong_secret_at_any_openid_provider_is_the_operators(rig_house):
    app = rig_house.app(client="confidential", clientSecret="wrong~" + "w" * 34)
    answer = rig_house.client.call("verifyApp", {"app": app})
    step = next(step for step in answer["steps"] if step["name"] == "credential cred_1")
    assert not answer["works"] and step["outcome"] == "failed"
    assert step["failure"]["kind"] == "appMisconfigured"
