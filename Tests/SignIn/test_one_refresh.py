"""However many want a token at once: the provider is asked once, and everybody gets the same answer."""

import pytest

from graph_house import ADELE
from postern import Client
from sandbox import SUPPORT
from signing import contacted, service, token_requests

CALLERS = 500
# How many operations one account is asked for at once, at most as many as it lets wait.
OPERATIONS = 60
# How long the provider takes to answer, so that all callers are there before it does.
SLOWNESS_MS = 3_000


def ask_together(house, count, params, connections=10):
    """So many calls at the same time, over some connections; gives what became of each."""
    clients = [Client(str(house.daemon.socket_path), timeout=120) for _ in range(connections)]
    try:
        futures = [clients[number % connections].submit("getAccessToken", params[number % len(params)]) for number in range(count)]
        return [future.exception(120) or future.result() for future in futures]
    finally:
        for client in clients:
            client.close()


def run_out(house):
    """A new start: access tokens live in memory alone, and the daemon's own first contact is one of those who want a new one."""
    house.daemon.restart()
    house.connect()


@pytest.mark.parametrize("grant", ["refresh_token", "client_credentials"])
def test_500_callers_with_an_expired_token_cause_one_request(start_house, grant):
    house = start_house()
    if grant == "refresh_token":
        account = house.account(ADELE)
        client = house.sandbox.app("postern-graph")["clientId"]
    else:
        account = house.client.call("addAccount", {"app": service(house, "alone"), "mailbox": SUPPORT})["account"]["id"]
        client = house.sandbox.app("alone")["clientId"]
    contacted(house, account)
    slow = house.sandbox.fault("http.late", {"milliseconds": SLOWNESS_MS}, remaining=None, door="entra", operation="token")
    run_out(house)
    house.sandbox.control("DELETE", "requests")
    answers = ask_together(house, CALLERS, [{"account": account, "resource": "graph"}])
    house.sandbox.control("DELETE", f"faults/{slow['id']}")
    assert {answer["accessToken"] for answer in answers} == {answers[0]["accessToken"]}
    assert len(token_requests(house, client, grant)) == 1
    assert house.client.call("listMessages", {"account": account, "limit": 1})["messages"]
    assert len(token_requests(house, client, grant)) == 1


def test_everybody_who_finds_the_token_refused_gets_the_same_new_one(start_house):
    """All find out at the same time that the server does not take it any more."""
    house = start_house()
    account = contacted(house, house.account(ADELE))
    client = house.sandbox.app("postern-graph")["clientId"]
    house.sandbox.control("POST", "tokens/expire", json={"client": client})
    house.sandbox.control("DELETE", "requests")
    futures = [house.client.submit("listMessages", {"account": account, "limit": 1, "fields": ["id"]}) for _ in range(OPERATIONS)]
    assert all(future.result(120)["messages"] for future in futures)
    assert len(token_requests(house, client, "refresh_token")) == 1


def test_a_failure_is_shared_as_well(start_house):
    house = start_house()
    account = contacted(house, house.account(ADELE))
    client = house.sandbox.app("postern-graph")["clientId"]
    house.sandbox.fault("entra.error", {"code": 50173}, remaining=None, door="entra", operation="token")
    run_out(house)
    house.sandbox.control("DELETE", "requests")
    answers = ask_together(house, CALLERS, [{"account": account, "resource": "graph"}])
    assert {answer.kind for answer in answers} == {"signInRequired"}
    # The daemon's own first contact may have been before all of them, and is remembered.
    assert len(token_requests(house, client, "refresh_token")) <= 1


def test_callers_who_give_up_cost_the_others_nothing(start_house):
    house = start_house()
    account = contacted(house, house.account(ADELE))
    client = house.sandbox.app("postern-graph")["clientId"]
    house.sandbox.fault("http.late", {"milliseconds": SLOWNESS_MS}, remaining=None, door="entra", operation="token")
    run_out(house)
    house.sandbox.control("DELETE", "requests")
    params = [{"account": account, "resource": "graph", "timeoutMs": 100}, {"account": account, "resource": "graph"}]
    answers = ask_together(house, 100, params)
    patient = [answer for answer in answers[1::2]]
    assert {getattr(answer, "kind", "ok") for answer in answers[::2]} == {"timeout"}
    assert len({answer["accessToken"] for answer in patient}) == 1
    assert len(token_requests(house, client, "refresh_token")) == 1
