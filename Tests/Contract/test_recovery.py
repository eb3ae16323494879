"""An account that could not be reached comes back without anybody asking for it."""
import pytest

from graph_house import GraphHouse
from sandbox import ADELE
from wire import wait_for


@pytest.fixture
def house(tls_directory):
    with GraphHouse(tls_directory) as one:
        yield one


def state(house, account):
    return house.client.get_account(account=account)["account"]["state"]


def waits(house, account, kind):
    """Whether it says why it waits, and until when."""
    now = state(house, account)
    return now["state"] == "backoff" and now["lastFailure"]["kind"] == kind and "nextAttemptAt" in now


@pytest.mark.parametrize("fault, kind", [
    ({"name": "http.status", "parameters": {"status": 503, "retryAfter": 1}}, "providerUnavailable"),
    ({"name": "http.status", "parameters": {"status": 429}}, "rateLimited"),
])
def test_a_first_contact_that_fails_for_a_while_is_no_lost_sign_in(house, fault, kind):
    house.sandbox.fault(**fault, door="graph", remaining=None)
    account = house.account()
    wait_for(lambda: waits(house, account, kind), "backoff", 40)
    health = house.client.get_health()
    assert health["status"] == "degraded" and {"account": account, "state": "backoff"} in health["accounts"]
    house.sandbox.control("DELETE", "faults")
    wait_for(lambda: state(house, account)["state"] == "ready", "the account comes back by itself", 60)
    assert not {"lastFailure", "nextAttemptAt"} & set(state(house, account))
    assert house.client.get_health()["status"] == "ready"


def test_a_caller_is_served_while_the_account_waits(house):
    house.sandbox.fault("http.status", {"status": 503, "retryAfter": 1}, door="graph", remaining=None)
    account = house.account()
    wait_for(lambda: waits(house, account, "providerUnavailable"), "backoff", 40)
    house.sandbox.control("DELETE", "faults")
    assert house.client.list_messages(account=account, limit=1)["messages"]
    assert state(house, account)["state"] == "ready"


def test_an_account_whose_provider_is_away_at_start_comes_back_too(house):
    account = house.account()
    wait_for(lambda: state(house, account)["state"] == "ready", "the first contact", 40)
    house.sandbox.fault("http.status", {"status": 503}, door="entra", operation="token", remaining=None)
    house.crash()
    wait_for(lambda: waits(house, account, "providerUnavailable"), "backoff", 40)
    house.sandbox.control("DELETE", "faults")
    wait_for(lambda: state(house, account)["state"] == "ready", "the account comes back by itself", 60)


def test_an_account_that_needs_a_person_does_not_wait(house):
    account = house.account()
    wait_for(lambda: state(house, account)["state"] == "ready", "the first contact", 40)
    house.sandbox.fault("entra.refreshRevoked", remaining=None)
    house.crash()
    wait_for(lambda: state(house, account)["state"] == "signInRequired", "what the refusal means", 40)
    assert "nextAttemptAt" not in state(house, account)
    house.sandbox.control("DELETE", "faults")
    assert house.sign_in(ADELE, app=house.app(), account=account) == account
    wait_for(lambda: state(house, account)["state"] == "ready", "the account works again", 40)
