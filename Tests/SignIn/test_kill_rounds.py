"""kill -9 between the provider's answer and the next use of it, many rounds, at providers of both manners.

A provider that forgives (Entra) takes the token that was used before: nothing is lost, and nobody signs in again. One that rotates
strictly has forgotten it: that is `signInRequired`, told without a loop, and the account is as it was after the next sign-in.
"""
import random

import pytest

from conftest import LONG
from daemon import Daemon
from graph_house import GraphHouse
from household import House
from postern import errors
from sandbox import ADELE, BRUNO, CHIDI
from signing import contacted, token, token_requests, works
from wire import wait_for

# 100 rounds in CI, which has two cores.
ROUNDS = 1_000 if LONG else 100
STRICT_ROUNDS = ROUNDS // 2
USERS = (ADELE, BRUNO, CHIDI)
BATCH = 10


def refreshes(house):
    return len(token_requests(house, grant="refresh_token"))


def live_and_die(house, accounts, count, callers=3):
    """A daemon starts without any access token, it and callers want those of all accounts, and it dies as soon as the provider has
    answered `count` of them."""
    house.sandbox.control("DELETE", "requests")
    house.daemon.start()
    house.connect()
    for account in accounts:
        for _ in range(callers):
            future = house.client.submit("getAccessToken", {"account": account, "resource": "graph"})
            future.add_done_callback(lambda done: done.exception())
    wait_for(lambda: refreshes(house) >= count, f"{count} refreshes")
    assert not token_requests(house, grant="authorization_code")
    house.daemon.kill()


@pytest.mark.timeout(1_800)
@pytest.mark.parametrize("batch", range(ROUNDS // BATCH))
def test_a_provider_that_forgives_loses_nothing(lenient, batch):
    """In each round the daemon dies at another of the answers; each account works then, and no one has signed in again."""
    house, accounts, chance = lenient, lenient.accounts, random.Random(batch)
    house.daemon.kill()
    for _ in range(BATCH):
        live_and_die(house, accounts, chance.randint(1, len(accounts)))
    house.daemon.start()
    house.connect()
    for account in accounts:
        assert works(token(house, account))
        contacted(house, account)


@pytest.fixture(scope="module")
def lenient(tls_directory):
    with GraphHouse(tls_directory, None, ("--messages", "5")) as house:
        house.accounts = [contacted(house, house.account(user)) for user in USERS]
        yield house


@pytest.mark.timeout(1_800)
@pytest.mark.parametrize("batch", range(STRICT_ROUNDS // BATCH))
def test_a_provider_that_rotates_strictly_ends_in_one_sign_in_and_no_loop(strict, batch):
    """Every second round the answer is held back until the daemon is dead; in the others it dies about when the answer comes."""
    house, chance = strict, random.Random(batch)
    for number in range(BATCH):
        house.daemon.kill()
        rig, before = house.rig, house.rig.refreshes()
        held = number % 2 == 0
        rig.control("faults", [{"do": "keep", "grant": "refresh_token"}] if held else [])
        house.daemon.start()
        house.reconnect()
        future = house.client.submit("getAccessToken", {"account": house.account})
        future.add_done_callback(lambda done: done.exception())
        if held:
            rig.await_waiting()
        else:
            wait_for(lambda: rig.refreshes() > before, "a refresh")
            # Somewhere from before the answer to after it was written down.
            try:
                future.exception(chance.random() * 0.05)
            except TimeoutError:
                pass
        house.daemon.kill()
        if held:
            rig.control("release", {})
        after_all(house, lost_for_certain=held)


def after_all(house, lost_for_certain):
    """What was durable goes on; what was lost asks for one sign-in, tells so without asking the provider again and again."""
    rig, before = house.rig, house.rig.refreshes()
    house.daemon.start()
    house.reconnect()
    answers = [ask(house) for _ in range(5)]
    assert rig.refreshes() - before <= 2, "a loop"
    assert len(set(answers)) == 1
    if answers[0] == "ok":
        assert not lost_for_certain
        return
    assert answers[0] == "signInRequired"
    assert house.sign_in(house.app_id, account=house.account)["id"] == house.account
    assert ask(house) == "ok"


def ask(house):
    try:
        house.client.call("getAccessToken", {"account": house.account})
        return "ok"
    except errors.PosternError as error:
        return error.kind


@pytest.fixture(scope="module")
def strict(running_rig):
    running_rig.control("reset", {})
    running_rig.control("set", {"refresh": "strict"})
    daemon = Daemon(running_rig).start()
    house = House(daemon, running_rig)
    house.app_id = house.app()
    house.account = house.sign_in(house.app_id)["id"]
    yield house
    house.close()
    daemon.discard()
    running_rig.control("reset", {})
