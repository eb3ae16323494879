"""A provider that is not Microsoft answers what no client may choke on: bounded, typed, and the account works when it is over."""
import time

import pytest

from postern import errors

MEGABYTE = 1 << 20
BOUND_SECONDS = 60
BOUND_BYTES = 96 * MEGABYTE
UNREADABLE, TOO_MUCH = {"providerUnavailable"}, {"providerRejected", "providerUnavailable"}

ANSWERS = {
    "without end": ({"do": "flood"}, TOO_MUCH),
    "two megabytes": ({"do": "fail", "status": 200, "body": {"access_token": "A" * (2 * MEGABYTE)}}, TOO_MUCH),
    "brackets": ({"do": "fail", "status": 200, "body": "[" * 500_000}, UNREADABLE),
    "a page with status 200": ({"do": "fail", "status": 200, "body": "<html></html>"}, UNREADABLE),
    "another host": ({"do": "fail", "status": 307, "headers": {"Location": "https://evil.example/token"}, "body": ""}, UNREADABLE),
    "no token": ({"do": "fail", "status": 200, "body": {"token_type": "Bearer"}}, {"providerRejected"}),
    "a number for a token": ({"do": "fail", "status": 200, "body": {"access_token": 7, "expires_in": 1}}, {"providerRejected"}),
    "an error without end": ({"do": "fail", "status": 400, "body": {"error": "e" * 10_000, "error_description": "d" * 100_000}}, {"providerRejected"}),
    "invalid_grant that passes": ({"do": "fail", "status": 503, "body": {"error": "invalid_grant"}}, UNREADABLE),
}


@pytest.mark.parametrize("name", ANSWERS)
def test_a_renewal_that_is_answered_so(rig_house, name):
    house, (fault, kinds) = rig_house, ANSWERS[name]
    house.rig.control("set", {"refresh": "lenient"})
    account = house.sign_in(house.app())["id"]
    house.rig.control("faults", [{**fault, "grant": "refresh_token", "count": 1_000}])
    house.restart()
    before, began = house.daemon.memory(), time.monotonic()
    with pytest.raises(errors.PosternError) as refused:
        house.client.get_access_token(account=account)
    assert refused.value.kind in kinds
    assert time.monotonic() - began < BOUND_SECONDS
    assert house.daemon.memory() - before < BOUND_BYTES
    house.rig.control("faults", [])
    assert house.client.call("reconnectAccount", {"account": account})["account"]["state"]["state"] == "ready"
    assert house.client.get_access_token(account=account)["accessToken"]
