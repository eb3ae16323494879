"""What nobody sends who means well: each a typed error, in bounded time and memory, and it changes nothing for anybody else."""
import socket
import time
import urllib.error
import urllib.parse
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from graph_house import REDIRECT, SECRET, GraphHouse, Refused
from sandbox import ADELE, BRUNO
from signing import app, back_from, register, works
from wire import wait_for

MEGABYTE = 1 << 20
# The longest that any of it may take: a provider has 30 seconds, and the machine may be busy.
BOUND_SECONDS = 60
BOUND_BYTES = 96 * MEGABYTE


def free_port():
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        return holder.getsockname()[1]


@pytest.fixture(scope="module")
def house(tls_directory):
    port = free_port()
    with GraphHouse(tls_directory, None, ("--messages", "5"), listener={"enabled": True, "port": port}) as one:
        one.listener = f"http://localhost:{port}/oauth"
        one.listening = app(one, register(one, "with a listener", secrets=[{"value": SECRET}], redirectUris=[
            {"uri": one.listener}, {"uri": REDIRECT}]), redirectURLs=[one.listener, REDIRECT])
        yield one


@pytest.fixture(autouse=True)
def unharmed(house):
    """After each of these tests an honest sign-in works, and the daemon has not grown."""
    before = house.client.call("listAccounts")["accounts"]
    peak = peak_memory(house)
    yield
    house.sandbox.control("DELETE", "faults")
    assert house.daemon.is_running()
    assert house.client.call("listAccounts")["accounts"] == before, "an account came of it"
    assert peak_memory(house) - peak < BOUND_BYTES
    def honest():
        answer = house.ask("exchangeCode", callbackURL=back_from(house, begun(house)["url"], BRUNO))
        return works(answer) and answer["account"]["id"]

    # What keys could not be had is told again for some seconds.
    house.client.call("deleteAccount", {"account": wait_for(honest, "an honest sign-in")})


def peak_memory(house):
    """The most that the daemon ever held, in bytes."""
    for line in Path(f"/proc/{house.daemon.process.pid}/status").read_text().splitlines():
        if line.startswith("VmHWM"):
            return int(line.split()[1]) * 1024
    raise AssertionError("no VmHWM")


def begun(house, **params):
    return house.client.call("authorizeURL", {"app": house.listening, "redirectURL": REDIRECT, **params})


def brought(house, url):
    """What bringing a redirect comes to, in bounded time."""
    began = time.monotonic()
    answer = house.ask("exchangeCode", callbackURL=url)
    assert time.monotonic() - began < BOUND_SECONDS
    return "ok" if works(answer) else answer.kind


def ends(house, invitation):
    """What whoever waits for it is told: `timeout` while the user may still take."""
    answer = house.ask("awaitSignIn", state=invitation["state"], timeoutMs=200)
    return "ok" if works(answer) else answer.kind


def changed(url, **fields):
    """A redirect with other fields; None takes one away."""
    parts = urllib.parse.urlsplit(url)
    query = {**dict(urllib.parse.parse_qsl(parts.query)), **fields}
    return urllib.parse.urlunsplit(parts._replace(query=urllib.parse.urlencode({
        name: value for name, value in query.items() if value is not None})))


LONG_STATE = "s" * 65_536
FORGERIES = {
    "an unknown state": (dict(state="u" * 43), "stateInvalid"),
    "no state": (dict(state=None), "invalidParams"),
    "a state of 64 KB": (dict(state=LONG_STATE), "invalidParams"),
    "a state of 60 KB": (dict(state=LONG_STATE[:60_000]), "stateInvalid"),
    "a state with what is no text": (dict(state="\x00\x01\x02"), "invalidParams"),
    "both code and error": (dict(error="access_denied"), "invalidParams"),
    "neither code nor error": (dict(code=None), "invalidParams"),
    "a code and an administrator's consent": (dict(admin_consent="True", tenant="t"), "invalidParams"),
    "another issuer": (dict(iss="https://evil.example/v2.0"), "providerRejected"),
}


@pytest.mark.parametrize("name", FORGERIES)
def test_a_forged_redirect_ends_nobodys_sign_in(house, name):
    fields, kind = FORGERIES[name]
    invitation = begun(house)
    url = back_from(house, invitation["url"], ADELE)
    assert brought(house, changed(url, **fields)) == kind
    assert ends(house, invitation) == "timeout"
    assert brought(house, url) == "ok"
    house.client.call("deleteAccount", {"account": house.client.call("listAccounts")["accounts"][-1]["id"]})


@pytest.mark.parametrize("name", FORGERIES)
def test_a_forged_redirect_at_the_listener_ends_nobodys_sign_in(house, name):
    invitation = begun(house, redirectURL=house.listener)
    url = back_from(house, invitation["url"], ADELE)
    began = time.monotonic()
    # A page for whoever sits there, or a refusal.
    assert fetched(changed(url, **FORGERIES[name][0])) < 500
    assert time.monotonic() - began < BOUND_SECONDS
    assert ends(house, invitation) == "timeout"


def fetched(url, **headers):
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=BOUND_SECONDS) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        with error:
            return error.code


def test_the_listener_serves_its_own_name_alone(house):
    invitation = begun(house, redirectURL=house.listener)
    url = back_from(house, invitation["url"], ADELE)
    assert 400 <= fetched(url, Host="evil.example") < 500
    assert ends(house, invitation) == "timeout"


def test_a_redirect_of_another_host_is_no_way_back(house):
    with_other = house.ask("authorizeURL", app=house.listening, redirectURL="https://evil.example/callback")
    assert with_other.kind == "invalidParams" and with_other.data["field"] == "redirectURL"


def test_a_redirect_that_went_elsewhere_is_not_redeemed_there(house):
    """A code that comes back under another address is redeemed for the address that was asked for, or not at all."""
    invitation = begun(house)
    url = back_from(house, invitation["url"], ADELE).replace("http://localhost/", "https://evil.example/")
    house.sandbox.control("DELETE", "requests")
    assert brought(house, url) in ("ok", "stateInvalid", "invalidParams")
    for request in house.sandbox.requests(door="entra", operation="token"):
        assert "evil.example" not in request["body"]
    for account in house.client.call("listAccounts")["accounts"]:
        house.client.call("deleteAccount", {"account": account["id"]})


def test_the_same_redirect_again_is_the_same_sign_in_and_another_code_is_none(house):
    invitation = begun(house)
    url = back_from(house, invitation["url"], ADELE)
    house.sandbox.control("DELETE", "requests")
    account = house.client.call("exchangeCode", {"callbackURL": url})["account"]["id"]
    assert house.client.call("exchangeCode", {"callbackURL": url})["account"]["id"] == account
    assert len(house.sandbox.requests(door="entra", operation="token")) <= 2, "the code was redeemed twice"
    assert brought(house, changed(url, code="another")) == "stateInvalid"
    assert brought(house, changed(url, code=None, error="access_denied")) == "stateInvalid"
    house.client.call("deleteAccount", {"account": account})


def test_a_code_under_two_states_is_redeemed_for_neither_stranger(house):
    """Somebody slips the code of their own sign-in under another's state (RFC 6749, section 10.12)."""
    first, second = begun(house), begun(house)
    url = back_from(house, first["url"], ADELE)
    assert brought(house, changed(url, state=second["state"])) in ("codeExpired", "providerRejected")
    assert ends(house, second) in ("codeExpired", "providerRejected")


def test_a_used_code_is_told_as_one(house):
    invitation = begun(house)
    url = back_from(house, invitation["url"], ADELE)
    code = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(url).query))["code"]
    # Somebody was faster: whatever came of it, the code is spent.
    house.sandbox.fault("entra.error", {"code": 54005}, door="entra", operation="token")
    assert brought(house, url) == "codeExpired"
    assert ends(house, invitation) == "codeExpired"
    assert code not in house.daemon.log()


BELIEVED_BY_NOBODY = {
    "without a signature": {"algorithm": "none"},
    "with the name of another algorithm": {"algorithm": "HS256"},
    "by a stranger's key": {"foreignKey": True},
    "for another app": {"claims": {"aud": "a9900000-9999-4999-8999-000000000009"}},
    "for several apps": {"claims": {"aud": ["a9900000-9999-4999-8999-000000000009", "x"]}},
    "by another issuer": {"claims": {"iss": "https://login.evil.example/c0c05000-0001-4a6b-9c1d-5a1e0f7b2d01/v2.0"}},
    "by another tenant's issuer": {"claims": {"tid": "fab51ca0-0002-4f3e-8b2a-6c2f1e8d3c02"}},
    "with another nonce": {"claims": {"nonce": "another"}},
    "without a nonce": {"claims": {"nonce": None}},
    "from the past": {"claims": {"exp": 1_000_000_000}},
    "from the future": {"claims": {"nbf": 4_000_000_000}},
    "without anybody": {"claims": {"oid": None, "sub": None}},
    "with a name of a megabyte": {"claims": {"preferred_username": "u" * MEGABYTE}},
}


@pytest.mark.parametrize("name", BELIEVED_BY_NOBODY)
def test_an_id_token_is_not_believed(house, name):
    invitation = begun(house)
    house.sandbox.fault("entra.idToken", BELIEVED_BY_NOBODY[name], door="entra", operation="token")
    assert brought(house, back_from(house, invitation["url"], ADELE)) == "providerRejected"
    assert ends(house, invitation) == "providerRejected"


HOSTILE = {
    "a gigabyte": ("http.huge", {"bytes": 1 << 30}, {"providerRejected", "providerUnavailable"}),
    "two megabytes": ("http.huge", {"bytes": 2 * MEGABYTE}, {"providerRejected", "providerUnavailable"}),
    "without end": ("http.endless", {}, {"providerRejected", "providerUnavailable"}),
    "a byte a second": ("http.slow", {"bytesPerSecond": 1}, {"timeout", "providerUnavailable"}),
    "after a minute": ("http.late", {"milliseconds": 55_000}, {"timeout", "providerUnavailable"}),
    "a redirect to itself": ("http.redirect", {}, {"providerUnavailable", "providerRejected"}),
    "a redirect to another host": ("http.redirect", {"location": "https://evil.example/token"}, {"providerUnavailable", "providerRejected"}),
    "a page with status 200": ("http.html", {"status": 200}, {"providerUnavailable", "providerRejected"}),
}


@pytest.mark.timeout(300)
def test_an_answer_of_the_token_endpoint_costs_bounded_time_and_memory(house):
    """All of them at once, at the redemption of a code; the form with the code goes to no other host."""
    def redeem(number, name):
        fault, parameters, kinds = HOSTILE[name]
        registered = register(house, f"hostile {number}", secrets=[{"value": SECRET}])
        url = back_from(house, house.client.call("authorizeURL", {"app": app(house, registered)})["url"], ADELE)
        house.sandbox.fault(fault, parameters, remaining=None, door="entra", operation="token", client=registered["clientId"])
        began = time.monotonic()
        answer = house.ask("exchangeCode", callbackURL=url, timeoutMs=50_000)
        return name, "ok" if works(answer) else answer.kind, kinds, time.monotonic() - began

    with ThreadPoolExecutor(len(HOSTILE)) as pool:
        ends = [future.result() for future in [pool.submit(redeem, number, name) for number, name in enumerate(HOSTILE)]]
    for name, kind, kinds, seconds in ends:
        assert kind in kinds, name
        assert seconds < BOUND_SECONDS, name


@pytest.mark.timeout(300)
def test_keys_cost_bounded_time_and_memory(house):
    """A new start has no keys yet: the first sign-in fetches them, and the code is not spent on a provider that cannot give them."""
    for name in ("a redirect to itself", "a page with status 200", "without end"):
        fault, parameters, kinds = HOSTILE[name]
        house.daemon.restart()
        house.connect()
        url = back_from(house, begun(house)["url"], ADELE)
        house.sandbox.fault(fault, parameters, remaining=None, door="entra", operation="keys")
        kind = brought(house, url)
        assert kind in kinds, name
        house.sandbox.control("DELETE", "faults")
        # What passes costs nobody his sign-in; it is told again for some seconds.
        wanted = "ok" if kind == "providerUnavailable" else kind
        wait_for(lambda: brought(house, url) == wanted, f"{wanted} after {name}")
        for account in house.client.call("listAccounts")["accounts"]:
            house.client.call("deleteAccount", {"account": account["id"]})
