"""SIGTERM amid a refresh that nobody waits for: what the provider has rotated is kept before the daemon ends."""
from signing import contacted, state, token, token_requests, works
from wire import wait_for


def test_a_rotated_token_survives_a_plain_stop(start_house):
    house = start_house({"entra.refreshRotation": "strict"})
    account = contacted(house, house.account())
    assert house.daemon.stop() == 0
    house.sandbox.control("DELETE", "requests")
    # The answer is on its way for seconds.
    house.sandbox.fault("http.slow", {"bytesPerSecond": 600}, door="entra", operation="token")
    house.daemon.start()
    wait_for(lambda: token_requests(house, grant="refresh_token"), "the daemon's own first contact")
    assert house.daemon.stop() == 0
    house.sandbox.control("DELETE", "faults")
    house.daemon.start()
    house.connect()
    assert works(token(house, account))
    contacted(house, account)
    assert state(house, account)["state"] == "ready"
