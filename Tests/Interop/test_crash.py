"""kill -9 at the worst moment, then a new start: what was durable is there, and nothing is half."""
import os
import secrets
import signal
import threading

import pytest

from household import ALICE, BOB, CAROL
from postern import errors


def submit_and_ignore(house, method, params):
    """A call whose answer nobody will get: its daemon is about to die."""
    future = house.client.submit(method, params)
    future.add_done_callback(lambda done: done.exception())
    return future


@pytest.mark.parametrize("provider", ["oidc", "outlook"])
@pytest.mark.parametrize("manner, outcome", [("strict", "signInRequired"), ("lenient", "ok"), ("family", "signInRequired")])
def test_between_the_providers_answer_and_our_write_of_a_refresh(house, provider, manner, outcome):
    """The provider has rotated the token and answered; the daemon dies before it can write the new one."""
    rig = house.rig
    rig.control("set", {"refresh": manner})
    app = house.app(provider=provider)
    account = house.sign_in(app)["id"]
    # Stopped, because it tries its accounts by itself, after a sign-in and at its start.
    house.daemon.stop()
    rig.control("faults", [{"do": "keep", "grant": "refresh_token"}])
    rig.control("expire", form={"user": ALICE})
    house.restart()
    submit_and_ignore(house, "getAccessToken", {"account": account})
    rig.await_waiting()
    house.daemon.kill()
    rig.control("release", {})
    house.daemon.start()
    house.reconnect()
    before = rig.refreshes()
    if outcome == "ok":
        assert house.client.get_access_token(account=account)["accessToken"]
    else:
        for _ in range(3):
            with pytest.raises(errors.SignInRequired):
                house.client.get_access_token(account=account)
        assert rig.refreshes() - before <= 3, "a loop"
        rig.control("reset", {})
        assert house.sign_in(app, account=account)["id"] == account
        assert house.client.get_access_token(account=account)["accessToken"]


def test_before_the_provider_saw_a_refresh(house):
    account = house.sign_in(house.app())["id"]
    house.rig.control("faults", [{"do": "hold", "grant": "refresh_token"}])
    house.restart()
    submit_and_ignore(house, "getAccessToken", {"account": account})
    house.rig.await_waiting()
    house.daemon.kill()
    # The held request goes on without its asker: strictly rotated, its token is lost, which is the case above.
    house.rig.control("set", {"refresh": "lenient"})
    house.rig.control("release", {})
    house.daemon.start()
    house.reconnect()
    assert house.client.get_access_token(account=account)["accessToken"]


@pytest.mark.parametrize("round", range(6))
def test_at_any_time_while_tokens_are_renewed(house, round):
    """Short-lived tokens, many waiters, a kill somewhere: the grant lives, since this provider forgives."""
    house.rig.control("set", {"refresh": "lenient", "access_ttl": 1})
    accounts = [house.sign_in(house.app(name=f"App {user}"), user)["id"] for user in (ALICE, BOB)]
    for _ in range(3):
        futures = [
            submit_and_ignore(house, "getAccessToken", {"account": account, "minimumLifetimeSeconds": 3000})
            for account in accounts for _ in range(4)]
        # After as many answers as the round says: another moment in each of them.
        for future in futures[:round]:
            future.exception(60)
        house.crash()
    house.rig.control("set", {"access_ttl": 3600})
    for account in accounts:
        assert house.client.get_access_token(account=account)["accessToken"]


def test_a_sign_in_that_was_begun(house):
    app = house.app()
    invitation = house.invite(app, context="kept")
    house.crash()
    done = house.client.exchange_code(callback_url=house.rig.consent(invitation["url"]))
    assert done["context"] == "kept"
    house.crash()
    assert house.subjects(done["account"]["id"]) == []


@pytest.mark.parametrize("fault", ["hold", "keep"])
def test_while_a_code_is_redeemed(house, fault):
    """Whatever the provider made of the code: no half account, and the user can sign in again."""
    app = house.app()
    invitation = house.invite(app)
    callback = house.rig.consent(invitation["url"])
    house.rig.control("faults", [{"do": fault, "grant": "authorization_code"}])
    submit_and_ignore(house, "exchangeCode", {"callbackURL": callback})
    house.rig.await_waiting()
    house.daemon.kill()
    house.rig.control("release", {})
    house.daemon.start()
    house.reconnect()
    assert house.client.list_accounts()["accounts"] == []
    with pytest.raises(errors.PosternError) as failed:
        house.client.exchange_code(callback_url=callback)
    assert failed.value.kind in ("codeExpired", "stateInvalid", "providerRejected")
    assert house.client.list_accounts()["accounts"] == []
    account = house.sign_in(app)["id"]
    assert [one["id"] for one in house.client.list_accounts()["accounts"]] == [account]


@pytest.mark.parametrize("round", range(8))
def test_while_accounts_are_made(house, round):
    """Accounts are there whole or not at all, and those whose making was answered are there."""
    made = []
    futures = [
        house.client.submit("addAccount", {
            **user, "imap": house.rig["imaps"], "smtp": house.rig["submission"], "verify": False})
        for user in house.rig["crowd"]]
    for future in futures[:round]:
        made.append(future.result(60)["account"]["id"])
    for future in futures:
        future.add_done_callback(lambda done: done.exception())
    house.crash()
    accounts = {one["id"] for one in house.client.list_accounts()["accounts"]}
    assert set(made) <= accounts
    for account in accounts:
        assert isinstance(house.subjects(account), list), "an account without its password"
    assert house.client.get_health()["status"] == "ready"


@pytest.mark.parametrize("round", range(8))
def test_while_the_key_is_rotated(house, round):
    accounts = [house.password_account(user["address"], verify=False)["id"] for user in house.rig["crowd"]]
    daemon = house.daemon
    done = threading.Event()

    def rotate():
        try:
            for _ in range(round + 1):
                house.client.call("rotateVaultKey")
        except errors.PosternError:
            pass
        done.set()

    thread = threading.Thread(target=rotate)
    before = os.stat(daemon.state / "vault.db").st_mtime_ns, wal_size(daemon)
    thread.start()
    # The next write after the round's share of writes is the moment.
    writes = 0
    while writes <= round and not done.is_set():
        now = os.stat(daemon.state / "vault.db").st_mtime_ns, wal_size(daemon)
        writes, before = writes + (now != before), now
    daemon.process.send_signal(signal.SIGKILL)
    daemon.process.wait(30)
    thread.join(60)
    daemon.start()
    house.reconnect()
    status = house.client.call("getVaultStatus")
    assert status["state"] == "open" and status["pendingRewraps"] == 0
    for account in accounts:
        assert isinstance(house.subjects(account), list)
    assert house.client.call("rotateVaultKey")["keyId"] != status["keyId"]


def wal_size(daemon):
    try:
        return os.stat(daemon.state / "vault.db-wal").st_size
    except FileNotFoundError:
        return 0


@pytest.mark.parametrize("round", range(5))
def test_while_a_message_is_sent(house, round):
    """Under one key a message is sent once at most; what was answered as sent is there, and the key tells the rest."""
    account = house.password_account()["id"]
    marker = secrets.token_hex(8)
    notes = [
        {"account": account, "to": [{"address": CAROL}], "subject": f"{marker} {number}", "text": "x",
         "idempotencyKey": f"{marker}-{number}"} for number in range(5)]
    futures = [house.client.submit("sendMessage", note) for note in notes]
    for future in futures[:round]:
        future.exception(60)
    for future in futures:
        future.add_done_callback(lambda done: done.exception())
    house.crash()
    for note in notes:
        try:
            sent = house.client.call("sendMessage", note)
            assert house.rig.find(CAROL, "Message-ID", sent["messageId"])
            assert house.rig.count(CAROL, "Message-ID", sent["messageId"]) == 1
        except errors.SendOutcomeUnknown:
            pass
        assert house.rig.count(CAROL, "Subject", note["subject"]) <= 1
