"""A start with many accounts, none of which has an access token: the provider is asked a few at a time, once for each, and whoever
wants something does not stand in that line."""
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest

from conftest import LONG
from graph_house import REDIRECT, SECRET
from sandbox import ADELE, BRUNO, CHIDI, MIA, PAT
from signing import app, register, token_requests
from wire import wait_for

PEOPLE = (ADELE, BRUNO, CHIDI, "chloe@contoso.example", "kenji@contoso.example", MIA, PAT)
APPS = 143 if LONG else 8
# As many as the daemon asks one login host at a time by itself (Sources/Modules/OAuth/Tokens/LoginLines.swift).
PLACES = 4
# How long the provider takes for each answer: as long as the records' times are apart, so that a place shows up once in each second.
SECONDS = 1


def accounts_of(house):
    """An account of each person with each app."""
    apps = [app(house, register(house, f"crowd {number}", secrets=[{"value": SECRET}])) for number in range(APPS)]
    with ThreadPoolExecutor(8) as pool:
        return list(pool.map(lambda pair: house.sign_in(pair[1], app=pair[0], redirectURL=REDIRECT), [
            (known, person) for known in apps for person in PEOPLE]))


@pytest.mark.timeout(3_600)
def test_a_start_with_many_expired_accounts_is_no_storm(start_house):
    house = start_house({"graph.requestLimit": 1_000_000_000})
    accounts = accounts_of(house)
    wait_for(lambda: all(one["state"]["state"] == "ready" for one in house.client.call("listAccounts")["accounts"]), "all are ready", 300)
    house.sandbox.fault("http.late", {"milliseconds": int(SECONDS * 1_000)}, remaining=None, door="entra", operation="token")
    house.daemon.kill()
    house.sandbox.control("DELETE", "requests")
    house.daemon.start()
    house.connect()
    # Those that would come last if they had to wait for the others.
    wanted = accounts[-5:]
    futures = [house.client.submit("getAccessToken", {"account": account, "resource": "graph"}) for account in wanted]
    for future in futures:
        assert future.result(60)["accessToken"]
    assert len(token_requests(house, grant="refresh_token")) < len(accounts) / 2, "callers stood in line behind what nobody waits for"
    wait_for(lambda: len(token_requests(house, grant="refresh_token")) >= len(accounts), "all were renewed", 600)
    wait_for(lambda: all(one["state"]["state"] == "ready" for one in house.client.call("listAccounts")["accounts"]), "all are ready", 300)
    renewals = token_requests(house, grant="refresh_token")
    assert len(renewals) == len(accounts), "somebody was asked twice"
    client, people = of_the_wanted(house, wanted)
    own = Counter(one["time"] for one in renewals if one["client"] != client or one["mailbox"] not in people)
    assert max(own.values()) <= PLACES, "too many at a time"


def of_the_wanted(house, wanted):
    """The client id of the app of the accounts that somebody wanted, and whose they are."""
    accounts = [house.client.call("getAccount", {"account": account})["account"] for account in wanted]
    client = next(one["clientId"] for one in house.client.call("listApps")["apps"] if one["id"] == accounts[0]["app"])
    return client, {account["address"] for account in accounts}
