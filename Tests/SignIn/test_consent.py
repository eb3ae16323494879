"""What somebody agreed to, and what not: an administrator for all, a user to a part, and how the account works as far as it may."""
import urllib.parse

import pytest

from graph_house import REDIRECT, SECRET, GraphHouse
from sandbox import ADELE, BRUNO, CHIDI, PAT, SUPPORT
from signing import GRAPH_ROLES, app, back_from, contacted, register, state, works
from wire import wait_for


@pytest.fixture(scope="module")
def house(tls_directory):
    with GraphHouse(tls_directory, {"entra.partialConsent": "grantRest"}, ("--messages", "5")) as one:
        yield one


@pytest.fixture(autouse=True)
def swept(house):
    yield
    house.sandbox.control("DELETE", "faults")
    for account in house.client.call("listAccounts")["accounts"]:
        if "grantOf" not in account:
            house.client.call("deleteAccount", {"account": account["id"], "withBorrowers": True})


@pytest.fixture
def unconsented(house, request):
    """An app for itself to which no administrator has agreed yet: client id, Postern's id."""
    tenant = house.sandbox.tenant()["id"]
    registered = register(house, request.node.name, homeTenant=tenant, applicationPermissions=GRAPH_ROLES, secrets=[{"value": SECRET}])
    return registered["clientId"], app(house, registered, authority=tenant)


def query(url):
    return dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(url).query))


def sign_in(house, known, user, without="", **params):
    invitation = house.client.call("authorizeURL", {"app": known, **params})
    headers = {"X-Sandbox-Without": without} if without else {}
    return house.client.call("exchangeCode", {"callbackURL": back_from(house, invitation["url"], user, **headers)})


# Administrators


def test_an_administrator_agrees_for_everybody(house, unconsented):
    client, known = unconsented
    account = house.client.call("addAccount", {"app": known, "mailbox": SUPPORT, "verify": False})["account"]["id"]
    invitation = house.client.call("adminConsentURL", {"app": known, "withoutUser": True})
    asked = query(invitation["url"])
    assert asked["client_id"] == client and asked["scope"].endswith("/.default") and asked["redirect_uri"] == REDIRECT
    waiting = house.client.submit("awaitAdminConsent", {"state": invitation["state"], "timeoutMs": 60_000})
    url = back_from(house, invitation["url"], CHIDI)
    done = house.client.call("completeAdminConsent", {"callbackURL": url})
    tenant = house.sandbox.tenant()["id"]
    assert (done["app"], done["tenant"]) == (known, tenant) and waiting.result(60) == done
    listed = next(one for one in house.client.call("listApps")["apps"] if one["id"] == known)
    assert [one["tenant"] for one in listed["adminConsents"]] == [tenant]
    house.client.call("reconnectAccount", {"account": account})
    assert state(house, account)["state"] == "ready"


def test_an_administrators_state_survives_kill_9_and_works_once(house, unconsented):
    invitation = house.client.call("adminConsentURL", {"app": unconsented[1], "withoutUser": True})
    url = back_from(house, invitation["url"], CHIDI)
    house.crash()
    done = house.client.call("completeAdminConsent", {"callbackURL": url})
    assert house.client.call("completeAdminConsent", {"callbackURL": url}) == done
    assert house.ask("completeAdminConsent", callbackURL=url.replace(done["tenant"], "fab51ca0-0002-4f3e-8b2a-6c2f1e8d3c02")).kind in (
        "stateInvalid", "wrongIdentity")
    assert house.client.call("completeAdminConsent", {"callbackURL": url}) == done


@pytest.mark.parametrize("change", [
    {"state": "unknown" * 6}, {"state": "s" * 65_536}, {"admin_consent": None, "code": "a-code"}, {"error": "x", "code": "y"}, {"tenant": None}])
def test_what_is_no_return_of_an_administrator_ends_nothing(house, unconsented, change):
    invitation = house.client.call("adminConsentURL", {"app": unconsented[1], "withoutUser": True})
    url = back_from(house, invitation["url"], CHIDI)
    fields = {name: value for name, value in {**query(url), **change}.items() if value is not None}
    forged = url.split("?")[0] + "?" + urllib.parse.urlencode(fields)
    assert house.ask("completeAdminConsent", callbackURL=forged).kind in ("stateInvalid", "invalidParams")
    assert house.ask("awaitAdminConsent", state=invitation["state"], timeoutMs=100).kind == "timeout"
    assert works(house.ask("completeAdminConsent", callbackURL=url))


def test_an_administrator_says_no(house, unconsented):
    invitation = house.client.call("adminConsentURL", {"app": unconsented[1], "withoutUser": True})
    url = back_from(house, invitation["url"], CHIDI, **{"X-Sandbox-Answer": "deny"})
    refused = house.ask("completeAdminConsent", callbackURL=url)
    assert refused.kind in ("signInDenied", "consentRequired") and not refused.retryable
    assert house.ask("awaitAdminConsent", state=invitation["state"], timeoutMs=1_000).kind == refused.kind


def test_a_sign_in_is_no_consent_and_a_consent_no_sign_in(house, unconsented):
    known = app(house, register(house, "to sign in", secrets=[{"value": SECRET}]))
    signing = house.client.call("authorizeURL", {"app": known})
    consent = house.client.call("adminConsentURL", {"app": unconsented[1], "withoutUser": True})
    assert house.ask("completeAdminConsent", callbackURL=back_from(house, signing["url"], ADELE)).kind in ("stateInvalid", "invalidParams")
    assert house.ask("exchangeCode", callbackURL=back_from(house, consent["url"], CHIDI)).kind in ("stateInvalid", "invalidParams")


def test_who_needs_an_administrator_is_told_where_he_agrees(house):
    house.sandbox.control("PATCH", "tenants/Contoso", json={"policies": {"userConsentAllowed": False}})
    try:
        known = app(house, register(house, "needs an administrator", secrets=[{"value": SECRET}]))
        invitation = house.client.call("authorizeURL", {"app": known})
        refused = house.ask("exchangeCode", callbackURL=back_from(house, invitation["url"], ADELE))
        assert refused.kind == "consentRequired" and refused.data["provider"]["responsible"] == "administrator"
        assert "adminConsentURL" in refused.data["hint"]
    finally:
        house.sandbox.control("PATCH", "tenants/Contoso", json={"policies": {"userConsentAllowed": True}})


# A part of what was asked for


def test_without_the_right_to_send_an_account_reads(house):
    known = app(house, register(house, "reads alone", secrets=[{"value": SECRET}]))
    done = sign_in(house, known, ADELE, without="Mail.Send")
    account = done["account"]["id"]
    assert [scope.rpartition("/")[2] for scope in done["missingScopes"]] == ["Mail.Send"]
    assert house.client.call("listMessages", {"account": account, "limit": 1})["messages"]
    refused = house.ask("sendMessage", account=account, to=[{"address": BRUNO}], subject="x", text="x")
    assert refused.kind == "consentRequired"
    assert [scope.rpartition("/")[2] for scope in refused.data["scopes"]] == ["Mail.Send"]
    [resource] = state(house, account)["resources"]
    assert "Mail.Send" in str(resource["missingScopes"]) and "Mail.ReadWrite" in str(resource["grantedScopes"])
    # The user agrees after all, to the same account.
    again = sign_in(house, known, ADELE, account=account, prompt="consent")
    assert (again["account"]["id"], again.get("missingScopes") or []) == (account, [])
    assert works(house.ask("sendMessage", account=account, to=[{"address": BRUNO}], subject="x", text="x"))


def test_without_what_everything_needs_there_is_an_account_that_says_so(house):
    known = app(house, register(house, "nothing to read", secrets=[{"value": SECRET}]))
    done = sign_in(house, known, ADELE, without="Mail.ReadWrite")
    account = done["account"]["id"]
    assert [scope.rpartition("/")[2] for scope in done["missingScopes"]] == ["Mail.ReadWrite"]
    wait_for(lambda: state(house, account)["state"] == "consentRequired", "the state")
    refused = house.ask("listMessages", account=account, limit=1)
    assert refused.kind == "consentRequired" and "Mail.ReadWrite" in str(refused.data["scopes"])
    assert sign_in(house, known, ADELE, account=account, prompt="consent")["account"]["id"] == account
    contacted(house, account)


def test_an_account_of_which_nothing_of_graph_was_granted_goes_by_imap_and_smtp(house):
    known = app(house, register(house, "nothing of graph", secrets=[{"value": SECRET}]), baseScopes=["imap", "graph"])
    account = sign_in(house, known, ADELE, without="User.Read Mail.ReadWrite Mail.Send")["account"]["id"]
    contacted(house, account)
    graph = next(one for one in state(house, account)["resources"] if one["resource"] == "graph")
    assert {scope.rpartition("/")[2] for scope in graph["missingScopes"]} == {"User.Read", "Mail.ReadWrite", "Mail.Send"}
    assert house.client.call("listMessages", {"account": account, "limit": 1})["messages"]
    sent = house.client.call("sendMessage", {"account": account, "to": [{"address": BRUNO}], "subject": "by smtp", "text": "x"})
    assert sent["outcome"] == "sent"
    assert [one["door"] for one in house.sandbox.sent() if one["subject"] == "by smtp"] == ["smtp"]


def test_a_personal_account_with_imap_alone_is_told_how_it_comes_to_send(house):
    known = app(house, register(house, "imap alone", secrets=[{"value": SECRET}]), baseScopes=["imap"])
    account = contacted(house, sign_in(house, known, PAT)["account"]["id"])
    refused = house.ask("sendMessage", account=account, to=[{"address": BRUNO}], subject="x", text="x")
    assert refused.kind == "consentRequired" and "Mail.Send" in str(refused.data["scopes"])
    assert "Mail.Send" in refused.data["hint"] and "sign in" in refused.data["hint"].lower()
    # As the hint says.
    house.client.call("updateApp", {"app": known, "extraScopes": ["Mail.Send"]})
    assert sign_in(house, known, PAT, account=account)["account"]["id"] == account
    sent = house.client.call("sendMessage", {"account": account, "to": [{"address": BRUNO}], "subject": "after all", "text": "x"})
    assert sent["outcome"] == "sent"
    assert [one["door"] for one in house.sandbox.sent() if one["subject"] == "after all"] == ["graph"]


def test_a_consent_taken_back_is_told_and_given_again(house):
    registered = register(house, "taken back", secrets=[{"value": SECRET}])
    known = app(house, registered)
    account = contacted(house, sign_in(house, known, ADELE)["account"]["id"])
    house.sandbox.control("DELETE", "consents", json={"client": registered["clientId"], "person": ADELE})
    house.sandbox.control("POST", "tokens/expire", json={"client": registered["clientId"]})
    assert house.ask("listMessages", account=account, limit=1).kind == "consentRequired"
    assert state(house, account)["state"] == "consentRequired"
    assert sign_in(house, known, ADELE, account=account)["account"]["id"] == account
    assert house.client.call("listMessages", {"account": account, "limit": 1})["messages"]


# What the sign-in page is told


@pytest.mark.parametrize("params, expected", [
    ({"prompt": "login"}, {"prompt": "login"}), ({"prompt": "consent"}, {"prompt": "consent"}),
    ({"prompt": "select_account"}, {"prompt": "select_account"}), ({"loginHint": ADELE}, {"login_hint": ADELE}),
    ({"domainHint": "contoso.example"}, {"domain_hint": "contoso.example"}), ({"domainHint": "consumers"}, {"domain_hint": "consumers"}),
    ({"domainHint": "x&prompt=none"}, {"domain_hint": "x&prompt=none", "prompt": None})])
def test_hints_and_prompts_reach_the_page(house, params, expected):
    known = house.apps.get("hinted") or app(house, register(house, "hinted", secrets=[{"value": SECRET}]))
    asked = query(house.client.call("authorizeURL", {"app": known, **params})["url"])
    assert {name: asked.get(name) for name in expected} == expected


@pytest.mark.parametrize("params", [{"prompt": "none"}, {"prompt": "admin_consent"}])
def test_other_prompts_are_refused(house, params):
    known = house.apps.get("hinted") or app(house, register(house, "hinted", secrets=[{"value": SECRET}]))
    answer = house.ask("authorizeURL", app=known, **params)
    assert answer.kind == "invalidParams" and answer.data["field"] in params


def test_who_signs_in_for_a_shared_mailbox_is_the_signer(house):
    known = app(house, register(house, "shared", secrets=[{"value": SECRET}]))
    asked = query(house.client.call("authorizeURL", {"app": known, "mailbox": SUPPORT})["url"])
    assert "Mail.ReadWrite.Shared" in asked["scope"] and "Mail.Send.Shared" in asked["scope"]
    invitation = house.client.call("authorizeURL", {"app": known, "mailbox": SUPPORT, "expectedEmail": SUPPORT})
    assert house.ask("exchangeCode", callbackURL=back_from(house, invitation["url"], ADELE)).kind == "wrongIdentity"
    assert house.client.call("listAccounts")["accounts"] == []
    shared = sign_in(house, known, ADELE, mailbox=SUPPORT, expectedEmail=ADELE)["account"]
    assert shared["address"] == SUPPORT
    lender = house.client.call("getAccount", {"account": shared["grantOf"]})["account"]
    assert lender["identity"]["username"] == ADELE
    conflict = house.ask("deleteAccount", account=lender["id"])
    assert conflict.kind == "conflict" and conflict.data["accounts"] == [shared["id"]]
