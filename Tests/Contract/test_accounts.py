"""How an account is, and how it comes back."""
import pytest

from mails import put
from postern import errors
from wire import wait_for


def test_every_service_of_an_account_is_tried(door):
    checks = door.call("verifyAccount")
    services = {way["by"] for way in door.capabilities()["sending"]} | {door.capabilities()["backend"]}
    assert set(checks) == services and all(check == {"ok": True} for check in checks.values())


def test_an_account_tells_what_it_can_do(door):
    account = door.call("getAccount")["account"]
    capabilities = account["capabilities"]
    assert capabilities["backend"] in ("imap", "graph") and capabilities["order"] in ("uidDescending", "receivedDescending")
    assert capabilities["sending"] and all(way["by"] in ("smtp", "graph") for way in capabilities["sending"])
    assert ("imap" in account) == (capabilities["backend"] == "imap")
    assert account["address"] == door.me and account["sentCopy"] == "automatic"
    listed = door.client.list_accounts()["accounts"]
    assert next(one for one in listed if one["id"] == door.account)["capabilities"] == capabilities


def test_a_deadline_holds_while_nobody_answers_and_the_account_comes_back(door, box):
    identifier = put(door, box, subject="later")
    path = door.path_of(*box)
    one = door.item(identifier, path)["id"]
    assert door.state()["state"] == "ready" and "lastFailure" not in door.state()
    door.freeze()
    try:
        for method, params in (("listMessages", {"mailbox": path}), ("getMessage", {"message": one}), ("listMailboxes", {}),
                               ("getMessageSource", {"message": one})):
            with pytest.raises((errors.TimedOut, errors.ConnectFailed)) as late:
                door.call(method, timeoutMs=400, **params)
            assert late.value.retryable
        assert door.state()["state"] == "ready", "who waits a moment only learns nothing of the account"
        with pytest.raises((errors.TimedOut, errors.ConnectFailed)):
            door.call("listMessages", timeoutMs=11_500, mailbox=path)
        state = door.state()
        assert state["state"] not in ("ready", "signInRequired") and state["lastFailure"]["kind"] == "timeout"
    finally:
        door.thaw()
    assert door.call("getMessage", message=one)["messageId"] == identifier
    wait_for(lambda: door.state()["state"] == "ready", "the account is ready again")
    assert "lastFailure" not in door.state()
    health = door.client.get_health()
    assert next(each["state"] for each in health["accounts"] if each["account"] == door.account) == "ready"


def test_a_credential_that_opens_nothing_any_more_asks_for_a_person(door):
    account = door.locked_out()
    try:
        for method, params in (("listMessages", {}), ("sendMessage", {"to": [{"address": door.other}], "subject": "x", "text": "x"})):
            with pytest.raises(errors.SignInRequired) as refused:
                door.client.call(method, {"account": account, **params})
            assert refused.value.hint and not refused.value.retryable
        state = door.client.get_account(account=account)["account"]["state"]
        assert state["state"] == "signInRequired"
        assert door.state()["state"] == "ready", "another account is none the worse"
    finally:
        door.client.delete_account(account=account)


def test_a_deleted_account_is_gone_for_every_method(door):
    account = door.second_account()
    first = door.client.list_messages(account=account, limit=1)["messages"]
    door.client.delete_account(account=account)
    for method, params in (
            ("getAccount", {}), ("listMailboxes", {}), ("listMessages", {}), ("verifyAccount", {}),
            ("sendMessage", {"to": [{"address": door.other}], "text": "x"}),
            *((name, {"message": one["id"]}) for one in first for name in ("getMessage", "getMessageSource"))):
        with pytest.raises(errors.NotFound):
            door.client.call(method, {"account": account, **params})


def test_nothing_of_a_password_or_a_token_comes_out(door):
    text = repr(door.call("getAccount")) + repr(door.client.list_accounts())
    assert "pw-" not in text and "Sandbox-" not in text and "eyJ" not in text
