"""Providers that the configuration names, with the rig's in the place of a real one."""
import urllib.parse

import pytest

from household import ALICE, BOB, House, mail
from postern import errors


def entry(rig, **overrides):
    values = {
        "title": "The rig", "scopes": ["openid", "email", "offline_access", "mail"], "issuer": rig["issuer"],
        "imap": rig["imaps"], "smtp": rig["submission"], "authorizationParameters": {"access_type": "offline"}}
    return {name: value for name, value in {**values, **overrides}.items() if value is not None}


def endpoints(rig):
    """Without a discovery document, without `openid`, hence without an id_token."""
    return {
        "endpoints": {"authorization": rig["issuer"] + "/authorize", "token": rig["issuer"] + "/token"},
        "scopes": ["offline_access", "mail"]}


@pytest.fixture
def houses(make_daemon, rig):
    """Makes a house whose daemon knows the providers."""
    made = []

    def make(**providers):
        for user in rig["users"]:
            rig.empty(user["address"])
        made.append(House(make_daemon(rig, providers=providers).start(), rig))
        return made[-1]

    yield make
    for one in made:
        one.close()


def register(house, provider="mine", client="public", **params):
    return house.client.call("registerApp", {
        "name": "Interop", "provider": provider, **house.rig["clients"][client],
        "redirectURLs": house.rig["redirectURLs"], **params})["app"]["id"]


def test_the_catalogue_and_the_configuration_are_told(houses, rig):
    house = houses(mine=entry(rig, notes="For tests.", verified=True))
    told = {one["provider"]: one for one in house.client.list_providers()["providers"]}
    assert set(told) == {"aol", "fastmail", "gmail", "mailru", "mine", "yahoo", "yandex", "zoho"}
    assert told["mine"]["name"] == "The rig" and told["mine"]["notes"] == "For tests." and told["mine"]["verified"]
    assert told["gmail"]["imap"] == {"host": "imap.gmail.com", "port": 993, "security": "tls"}
    assert not told["gmail"]["verified"] and "Source: " in told["gmail"]["notes"]
    assert house.client.get_info()["providers"] == ["outlook", "oidc", *sorted(told)]


VARIANTS = {
    "id_token": lambda rig: entry(rig),
    "userinfo": lambda rig: entry(rig, **endpoints(rig), userInfo={"url": rig["issuer"] + "/userinfo"}),
    "expected": lambda rig: entry(rig, **endpoints(rig), identity="expectedEmail"),
}


@pytest.mark.parametrize("client", ["public", "confidential"])
@pytest.mark.parametrize("variant", VARIANTS)
def test_the_whole_way_at_a_provider_of_the_configuration(houses, rig, variant, client):
    house = houses(mine=VARIANTS[variant](rig))
    app = register(house, client=client)
    url = house.invite(app, expectedEmail=ALICE)["url"]
    query = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(url).query))
    assert query["access_type"] == "offline" and query["code_challenge_method"] == "S256"
    account = house.client.call("exchangeCode", {"callbackURL": rig.consent(url, ALICE)})["account"]
    assert account["address"] == ALICE and account["authentication"] == "oauth"
    assert account["identity"]["tenant"] == rig["issuer"]
    assert ("email" in account["identity"]) == (variant != "expected"), "only who vouches for an address gives one"

    rig.put(ALICE, mail("To read").as_bytes())
    assert house.subjects(account["id"]) == ["To read"]
    sent = house.client.send_message(account=account["id"], to=[{"address": BOB}], subject="Sent", text="Hello.\n")
    assert sent["outcome"] == "sent"
    before = rig.refreshes()
    rig.control("expire", form={"user": ALICE})
    assert house.client.get_access_token(account=account["id"])["accessToken"]
    house.crash()
    assert house.subjects(account["id"]) == ["To read"]
    assert rig.refreshes() > before


@pytest.mark.parametrize("variant", ["id_token", "userinfo"])
def test_somebody_else_than_expected_is_refused_where_the_provider_tells_who_it_is(houses, rig, variant):
    house = houses(mine=VARIANTS[variant](rig))
    url = house.invite(register(house), expectedEmail=ALICE)["url"]
    with pytest.raises(errors.WrongIdentity):
        house.client.call("exchangeCode", {"callbackURL": rig.consent(url, BOB)})
    assert house.client.list_accounts()["accounts"] == []


def test_where_nobody_tells_who_it_is_the_mail_server_does(houses, rig):
    house = houses(mine=VARIANTS["expected"](rig))
    app = register(house)
    with pytest.raises(errors.InvalidParams) as refused:
        house.invite(app)
    assert "expectedEmail" in str(refused.value)
    # Bob says that he is Alice: his token opens nothing of hers.
    impostor = house.sign_in(app, BOB, expectedEmail=ALICE)["id"]
    rig.put(ALICE, mail("Not for Bob").as_bytes())
    with pytest.raises(errors.PosternError) as refused:
        house.subjects(impostor)
    assert refused.value.kind in ("signInRequired", "forbidden", "providerRejected"), refused.value
    # Nor does he take the place of an account that is there.
    with pytest.raises(errors.Conflict):
        house.sign_in(app, BOB, expectedEmail=ALICE)
    # Alice herself mends it, by name.
    assert house.sign_in(app, ALICE, expectedEmail=ALICE, account=impostor)["id"] == impostor
    assert house.subjects(impostor) == ["Not for Bob"]


def test_an_app_of_a_catalogued_provider_needs_little_and_takes_no_addresses(houses, rig):
    house = houses(mine=entry(rig))
    for field, value in {
            "issuer": "https://id.example", "authority": "common", "cloud": "global", "baseScopes": ["graph"]}.items():
        with pytest.raises(errors.InvalidParams) as refused:
            register(house, "gmail", **{field: value})
        assert field in str(refused.value)
    with pytest.raises(errors.InvalidParams) as refused:
        register(house, "nobody")
    assert "mailru" in str(refused.value), "the message names the providers that there are"
    app = house.client.get_app(app=register(house, "gmail"))["app"]
    assert app["provider"] == "gmail" and "imap" not in app


def test_an_app_says_so_when_the_configuration_has_lost_its_provider(houses, rig):
    house = houses(mine=entry(rig))
    app = register(house)
    account = house.sign_in(app)["id"]
    del house.daemon.configuration["providers"]
    house.restart()
    with pytest.raises(errors.AppMisconfigured) as refused:
        house.invite(app)
    assert "mine" in refused.value.hint
    rig.control("expire", form={"user": ALICE})
    with pytest.raises(errors.AppMisconfigured):
        house.client.get_access_token(account=account)
    house.daemon.configuration["providers"] = {"mine": entry(rig)}
    house.restart()
    assert house.client.get_access_token(account=account)["accessToken"]


@pytest.mark.parametrize("providers, complaint", [
    ({"gmail": {"issuer": "https://id.example", "scopes": []}}, "providers.gmail must be called otherwise"),
    ({"outlook": {"issuer": "https://id.example", "scopes": []}}, "providers.outlook must be called otherwise"),
    ({"a": {"scopes": ["mail"]}}, "providers.a must be given issuer or endpoints"),
    ({"a": {"issuer": "https://id.example"}}, "providers.a.scopes must be given"),
    ({"a": {"scopes": [], "endpoints": {"authorization": "https://a", "token": "https://a"}}}, "endpoints.keys"),
])
def test_a_provider_that_cannot_work_is_refused_at_start(make_daemon, providers, complaint):
    daemon = make_daemon(providers=providers)
    assert daemon.spawn().wait(60) == 78
    assert complaint in daemon.log()
