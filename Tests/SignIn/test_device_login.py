"""Signing in on another device: what the provider says while the daemon waits, restarts and kill -9 in between, and who it was."""
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest

from graph_house import GraphHouse
from sandbox import ADELE, BRUNO
from signing import app, contacted, register, token_requests, works
from wire import wait_for



@pytest.fixture(scope="module")
def house(tls_directory):
    with GraphHouse(tls_directory, {"entra.deviceInterval": 1}, ("--messages", "5")) as one:
        yield one


@pytest.fixture
def native(house, request):
    """A public client without any redirect: its client id, and what Postern calls it."""
    yield client_of(house, request.node.name)
    clear(house)


def client_of(house, name):
    registered = register(house, name, allowsPublicClientFlows=True, redirectUris=[])
    return registered["clientId"], app(house, registered, secret=None, redirectURLs=[])


def clear(house):
    house.sandbox.control("DELETE", "faults")
    for account in house.client.call("listAccounts")["accounts"]:
        if "grantOf" not in account:
            house.client.call("deleteAccount", {"account": account["id"], "withBorrowers": True})


def begin(house, known, **params):
    return house.client.call("startDeviceLogin", {"app": known, **params})


def enter(house, invitation, user, answer="allow", **headers):
    """What the user does at the page."""
    page = house.sandbox.http.post(house.sandbox.root + "/devicelogin", data={"otc": invitation["userCode"]}, headers={
        "X-Sandbox-User": user, "X-Sandbox-Answer": answer, **headers})
    assert page.ok, page.text[:300]


def awaited(house, invitation, timeout_ms=60_000):
    return house.ask("awaitDeviceLogin", login=invitation["login"], timeoutMs=timeout_ms)


def polls(house, client):
    return [one for one in token_requests(house, client) if "device_code" in one["body"]]


def test_somebody_signs_in_elsewhere(house, native):
    client, known = native
    invitation = begin(house, known, expectedEmail=ADELE, context="ours")
    assert invitation["userCode"] in invitation["message"] and invitation["verificationURI"].endswith("/devicelogin")
    assert awaited(house, invitation, 200).kind == "timeout"
    enter(house, invitation, ADELE)
    done = awaited(house, invitation)
    assert done["account"]["address"] == ADELE and done["context"] == "ours" and done["isNew"]
    contacted(house, done["account"]["id"])
    assert awaited(house, invitation)["account"]["id"] == done["account"]["id"]
    for form in token_requests(house, client):
        assert "client_secret" not in form["body"]


def test_the_daemon_asks_at_the_providers_pace(house, native):
    client, known = native
    begin(house, known)
    house.sandbox.fault("entra.error", {"code": 70016, "error": "slow_down"}, door="entra", operation="token", client=client)
    told, following = wait_for(lambda: len(polls(house, client)) >= 2 and polls(house, client)[:2], "two polls")
    # Five seconds more than before, and ever after (RFC 8628, section 3.5).
    assert seconds_between(told["time"], following["time"]) >= 6


def seconds_between(first, second):

    parsed = [datetime.fromisoformat(text.replace("Z", "+00:00")) for text in (first, second)]
    return (parsed[1] - parsed[0]).total_seconds()


ENDINGS = {
    "declined": ("authorization_declined", 70016, "signInDenied"),
    "denied": ("access_denied", 65004, "signInDenied"),
    "expired": ("expired_token", 70019, "codeExpired"),
    "an unknown code": ("bad_verification_code", 70018, "codeExpired"),
    "public flows not allowed": ("invalid_client", 7000218, "appMisconfigured"),
    "blocked by a policy": ("interaction_required", 53003, "signInRequired"),
}


PASSING = {
    "a page": ("http.html", {"status": 502}), "a page with status 200": ("http.html", {"status": 200}), "503": ("http.status", {"status": 503}),
    "429": ("http.status", {"status": 429, "retryAfter": 1}), "a lost connection": ("http.dropBefore", {}),
    "a redirect": ("http.redirect", {}), "90033": ("entra.error", {"code": 90033})}


@pytest.fixture(scope="module")
def answers(house):
    """What comes of a login when the provider ends it, or does not work twice: all at once, because most of it is waiting."""
    def ended(name):
        known = client_of(house, f"ended, {name}")
        invitation = begin(house, known[1])
        word, code, _ = ENDINGS[name]
        house.sandbox.fault("entra.error", {"code": code, "error": word}, door="entra", operation="token", client=known[0])
        return [awaited(house, invitation).kind for _ in range(2)]

    def passed(name):
        client, known = client_of(house, f"passing, {name}")
        invitation = begin(house, known)
        struck = house.sandbox.fault(*PASSING[name], remaining=2, door="entra", operation="token", client=client)
        enter(house, invitation, ADELE)
        answer = awaited(house, invitation)
        assert struck["id"] not in {one["id"] for one in house.sandbox.control("GET", "faults")["faults"]}
        return answer["account"]["address"] if works(answer) else answer.kind

    with ThreadPoolExecutor(len(ENDINGS) + len(PASSING)) as pool:
        jobs = {name: pool.submit(ended, name) for name in ENDINGS} | {name: pool.submit(passed, name) for name in PASSING}
        found = {name: job.result() for name, job in jobs.items()}
    clear(house)
    return found


@pytest.mark.parametrize("name", ENDINGS)
def test_the_provider_ends_it(answers, name):
    assert answers[name] == [ENDINGS[name][2]] * 2


@pytest.mark.parametrize("name", PASSING)
def test_what_passes_is_passed_over(answers, name):
    assert answers[name] == ADELE


def test_the_user_declines(house, native):
    invitation = begin(house, native[1])
    enter(house, invitation, ADELE, answer="deny")
    assert awaited(house, invitation).kind == "signInDenied"
    assert house.client.call("listAccounts")["accounts"] == []


@pytest.mark.parametrize("name", ["a page", "a page with status 200", "503", "429", "a lost connection", "a redirect"])
def test_no_code_is_to_be_had(house, native, name):
    client, known = native
    fault, parameters = PASSING[name]
    house.sandbox.fault(fault, parameters, door="entra", operation="devicecode")
    refused = house.ask("startDeviceLogin", app=known)
    assert refused.kind in ("providerUnavailable", "rateLimited", "connectFailed") and refused.retryable
    assert begin(house, known)["userCode"]


def test_it_survives_kill_9_while_the_user_looks_for_his_phone(house, native):
    client, known = native
    invitation = begin(house, known, context="kept")
    house.crash()
    assert awaited(house, invitation, 200).kind == "timeout"
    enter(house, invitation, ADELE)
    house.crash()
    # Nobody waits for it: the daemon asks by itself.
    wait_for(lambda: house.client.call("listAccounts")["accounts"], "the account")
    done = awaited(house, invitation)
    assert done["context"] == "kept" and done["account"]["address"] == ADELE
    house.crash()
    assert awaited(house, invitation)["account"]["id"] == done["account"]["id"]


def test_the_wrong_person_changes_nothing(house, native):
    client, known = native
    invitation = begin(house, known, expectedEmail=BRUNO)
    enter(house, invitation, ADELE)
    assert awaited(house, invitation).kind == "wrongIdentity"
    assert house.client.call("listAccounts")["accounts"] == []
    first = begin(house, known)
    enter(house, first, ADELE)
    account = awaited(house, first)["account"]["id"]
    again = begin(house, known, account=account)
    enter(house, again, BRUNO)
    assert awaited(house, again).kind == "wrongIdentity"
    again = begin(house, known, account=account)
    enter(house, again, ADELE)
    done = awaited(house, again)
    assert (done["account"]["id"], done["isNew"]) == (account, False)


def test_a_login_that_nobody_began_is_none(house, native):
    assert house.ask("awaitDeviceLogin", login="l" * 43, timeoutMs=1_000).kind == "stateInvalid"
    assert house.ask("awaitDeviceLogin", login="l" * 65_536, timeoutMs=1_000).kind in ("stateInvalid", "invalidParams")


def test_an_app_of_a_provider_without_such_codes_says_so(house, native):
    known = house.client.call("registerApp", {
        "name": "elsewhere", "provider": "oidc", "clientId": "x", "issuer": house.sandbox.root, "redirectURLs": ["http://localhost/x"],
        "endpoints": {"authorization": house.sandbox.root + "/a", "token": house.sandbox.root + "/t", "keys": house.sandbox.root + "/k"},
        "imap": {"host": "localhost", "port": 1, "security": "tls"}, "smtp": {"host": "localhost", "port": 2, "security": "tls"}})["app"]["id"]
    assert house.ask("startDeviceLogin", app=known).kind == "unsupported"
    house.client.call("deleteApp", {"app": known})


def test_forged_tokens_are_not_believed_either(house, native):
    client, known = native
    for forgery in ({"algorithm": "none"}, {"foreignKey": True}, {"claims": {"aud": "somebody-else"}}):
        invitation = begin(house, known)
        house.sandbox.fault("entra.idToken", forgery, remaining=None, door="entra", operation="token", client=client)
        enter(house, invitation, ADELE)
        assert awaited(house, invitation).kind == "providerRejected"
        house.sandbox.control("DELETE", "faults")
    assert house.client.call("listAccounts")["accounts"] == []
