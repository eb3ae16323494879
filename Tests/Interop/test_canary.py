"""Secrets with known values, looked for in every place where none may be."""
import base64
import urllib.parse

import pytest

from household import ALICE, BOB, CAROL, mail
from postern import errors


def forms(secret):
    """The ways in which a secret could stand somewhere."""
    yield secret.encode()
    yield base64.b64encode(secret.encode()).rstrip(b"=")
    yield urllib.parse.quote(secret, safe="").encode()
    yield secret.encode("utf-16-le")
    yield secret.encode().hex().encode()
    # Within SASL's base64: at any of the three alignments.
    for shift in range(1, 3):
        whole = base64.b64encode(b"x" * shift + secret.encode())
        yield whole[4:-4]


def places(daemon):
    yield "the log", daemon.log().encode()
    for path in sorted(daemon.state.rglob("*")):
        if path.is_file():
            yield f"the file {path.name}", path.read_bytes()
    for name in ("environ", "cmdline"):
        with open(f"/proc/{daemon.process.pid}/{name}", "rb") as file:
            yield name, file.read()


def test_no_secret_is_anywhere_in_the_clear(house):
    postern, rig, daemon = house.client, house.rig, house.daemon
    told = []

    def failing(method, params):
        with pytest.raises(errors.PosternError) as failed:
            postern.call(method, params)
        told.append(str(failed.value) + repr(failed.value.data))

    app = house.app(client="confidential")
    account = house.sign_in(app)["id"]
    rig.control("expire", form={"user": ALICE})
    house.subjects(account)
    postern.send_message(account=account, to=[{"address": BOB}], subject="canary-subject", text="canary-body")
    bob = house.password_account()["id"]
    house.subjects(bob)
    postern.call("verifyAccount", {
        "address": CAROL, "password": "canary-wrong-password", "imap": rig["imaps"], "smtp": rig["submission"]})
    failing("addAccount", {
        "address": CAROL, "password": "canary-wrong-password", "imap": rig["imaps"], "smtp": rig["submission"]})
    failing("registerApp", {"name": "x", "provider": "outlook", "clientId": "c", "clientSecret": "canary secret value",
                            "redirectURLs": ["http://localhost/oauth"]})
    failing("exchangeCode", {"state": "canary-state" * 4, "code": "canary-code"})
    postern.call("setVaultPassphrase", {"passphrase": "canary-passphrase-canary"})
    postern.call("rotateVaultKey")
    rig.put(BOB, mail("canary-read-subject", text="canary-read-body\n").as_bytes())
    house.subjects(bob)
    rig.control("faults", [{"do": "fail", "status": 400, "grant": "refresh_token", "body": {
        "error": "invalid_grant", "error_description": "AADSTS50173: canary-provider-text"}}])
    rig.control("expire", form={"user": ALICE})
    house.daemon.stop()
    daemon.start()
    house.reconnect()
    postern = house.client
    try:
        postern.get_access_token(account=account)
    except errors.PosternError as error:
        told.append(str(error) + repr(error.data))

    secrets = rig.control("secrets")["secrets"] + [
        rig.password(BOB), "canary-wrong-password", "canary secret value", "canary-code", "canary-passphrase-canary",
        "canary-subject", "canary-body", "canary-read-subject", "canary-read-body", daemon.key.hex(),
        base64.b64encode(daemon.key).decode().rstrip("=")]
    assert len(secrets) > 10
    errors_text = "\n".join(told).encode()
    answers = repr([
        postern.list_accounts(), postern.list_apps(), postern.call("getApp", {"app": app}), postern.get_health(),
        postern.call("getVaultStatus")]).encode()
    for place, content in [*places(daemon), ("an error", errors_text), ("an answer", answers)]:
        assert daemon.key not in content, place
        for secret in secrets:
            for form in forms(secret):
                assert form not in content, f"{secret[:14]}… stands in {place}"
    for address in (ALICE, BOB, CAROL):
        assert address.encode() not in daemon.log().encode(), f"{address} stands in the log"


def test_the_search_finds_what_is_there(house):
    """So that the test above can fail."""
    (house.daemon.state / "leak").write_bytes(b"....Bearer " + base64.b64encode(b"yat-canary-token-value-0123456789"))
    content = dict(places(house.daemon))["the file leak"]
    assert any(form in content for form in forms("at-canary-token-value-0123456789"))
