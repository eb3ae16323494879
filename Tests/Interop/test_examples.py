"""The published description: it is sound, the daemon serves exactly it, and every example in it works as it says."""
import json
import re
from pathlib import Path
from urllib.parse import urlencode

import jsonschema
import pytest

from household import ALICE, BOB, CAROL, REDIRECT, app_parameters, mail

PROTOCOL = Path(__file__).resolve().parents[2] / "proto-docs"
DOCUMENT = json.loads((PROTOCOL / "openrpc.json").read_text()) if (PROTOCOL / "openrpc.json").exists() else {"methods": []}
TENANT = "99999999-8888-7777-6666-555555555555"
METHODS = {method["name"]: method for method in DOCUMENT["methods"]}
EXAMPLES = [
    pytest.param(method, example, id=f"{method['name']}: {example['name']}")
    for method in DOCUMENT["methods"] for example in method.get("examples", [])]


def validator(schema):
    whole = {**schema, "components": DOCUMENT["components"]}
    return jsonschema.Draft7Validator(whole)


def example_params(example):
    return {param["name"]: param["value"] for param in example["params"]}


def test_there_are_methods_and_each_has_an_example():
    assert len(METHODS) >= 25
    assert all(method.get("examples") for method in METHODS.values())


def test_the_daemon_serves_this_very_document(daemon):
    with daemon.wire() as wire:
        assert wire.ask("rpc.discover")["result"] == DOCUMENT


@pytest.mark.parametrize("name", METHODS)
def test_the_schemas_of_a_method_are_schemas(name):
    method = METHODS[name]
    for schema in [param["schema"] for param in method["params"]] + [method["result"]["schema"]]:
        jsonschema.Draft7Validator.check_schema({**schema, "components": DOCUMENT["components"]})


@pytest.mark.parametrize("method, example", EXAMPLES)
def test_an_example_fits_its_schemas(method, example):
    schemas = {param["name"]: param["schema"] for param in method["params"]}
    for name, value in example_params(example).items():
        validator(schemas[name]).validate(value)
    required = {param["name"] for param in method["params"] if param.get("required")}
    assert required <= set(example_params(example))
    validator(method["result"]["schema"]).validate(example["result"]["value"])


# These would change the daemon that all tests share; real calls of them are further down.
LASTING = ("unlockVault", "setVaultPassphrase", "rotateVaultKey", "registerApp", "addAccount")


@pytest.mark.parametrize("method, example", [one for one in EXAMPLES if one.values[0]["name"] not in LASTING])
def test_an_example_is_understood_by_the_daemon(daemon, method, example):
    """Whatever becomes of it on a daemon without these accounts, it is one of the errors that the method declares."""
    params = example_params(example)
    if "timeoutMs" in {param["name"] for param in method["params"]}:
        params["timeoutMs"] = 2_000
    with daemon.wire() as wire:
        answer = wire.ask(method["name"], params)
    if "error" in answer:
        assert answer["error"]["data"]["kind"] in method_errors(method), answer
    else:
        validator(method["result"]["schema"]).validate(answer["result"])


def method_errors(method):
    """What this method says it may answer, and what every method may: an example's ids are not this daemon's."""
    return {error["data"]["kind"] for error in method["errors"]} | {"notFound", "overloaded", "shuttingDown"}


def test_real_results_fit_their_schemas(house):
    """The examples with real ids, one after another."""
    seen = set()

    def ask(method, /, **params):
        result = house.client.call(method, params)
        validator(METHODS[method]["result"]["schema"]).validate(result)
        assert set(params) <= {param["name"] for param in METHODS[method]["params"]}
        seen.add(method)
        return result

    for provider in ("oidc", "outlook"):
        app = ask("registerApp", **app_parameters(house.rig, provider, "confidential"))["app"]["id"]
    ask("listProviders")
    ask("verifyApp", app=app)
    ask("getApp", app=app)
    ask("listApps")
    ask("updateApp", app=app, name="Another name")
    consent = ask("adminConsentURL", app=app, tenant=TENANT)
    answer = {"admin_consent": "True", "tenant": TENANT, "state": consent["state"], "scope": "a b"}
    ask("completeAdminConsent", callbackURL=f"{REDIRECT}?{urlencode(answer)}")
    ask("awaitAdminConsent", state=consent["state"], timeoutMs=1000)
    invitation = ask("authorizeURL", app=app, loginHint=ALICE)
    alice = ask("exchangeCode", callbackURL=house.rig.consent(invitation["url"]))["account"]["id"]
    ask("awaitSignIn", state=invitation["state"], timeoutMs=1000)
    bob = ask(
        "addAccount", address=BOB, password=house.rig.password(BOB), imap=house.rig["imaps"],
        smtp=house.rig["submission"], name="Bob")["account"]["id"]
    ask("getAccount", account=bob)
    ask("getAccount", account=alice)
    ask("updateAccount", account=bob, name="Robert", verify=False)
    ask("reconnectAccount", account=bob)
    ask("listAccounts", limit=10)
    ask("verifyAccount", account=bob)
    ask("getAccessToken", account=alice, minimumLifetimeSeconds=30)
    message = mail("schema", sender=CAROL, text="x\n")
    message.add_attachment(b"content", maintype="text", subtype="plain", filename="a.txt")
    house.rig.put(BOB, message.as_bytes())
    ask("listMailboxes", account=bob, counts=True)
    listed = ask("listMessages", account=bob, mailbox="INBOX", include=["preview", "total"])["messages"][0]
    ask("listMessages", account=bob, mailbox="INBOX", fields=["id", "subject"])
    read = ask("getMessage", account=bob, message=listed["id"], headers=True)
    ask("getMessageSource", account=bob, message=listed["id"], length=10)
    ask("getAttachment", account=bob, message=listed["id"], attachment=read["attachments"][0]["id"])
    ask("sendMessage", account=bob, to=[{"address": CAROL}], subject="schema", text="x", idempotencyKey="s-1")
    blob = ask("uploadBlob", content="eA==")["blob"]
    ask("uploadBlob", blob=blob, offset=1, content="eQ==")
    ask("getBlob", blob=blob, offset=0, length=10)
    attachment = {"filename": "x.txt", "contentType": "text/plain", "blob": blob}
    ask("sendMessage", account=bob, to=[{"address": CAROL}], subject="schema", text="x", attachments=[attachment])
    ask("deleteBlob", blob=blob)
    ask("setVaultPassphrase", passphrase="correct horse battery staple")
    ask("rotateVaultKey")
    ask("setVaultPassphrase", passphrase=None)
    for name in ("getVaultStatus", "getHealth", "getInfo", "ping", "rpc.discover"):
        ask(name)
    ask("deleteAccount", account=alice)
    ask("deleteAccount", account=bob)
    ask("deleteApp", app=app)
    # A device login wants a provider that has one: Tests/SignIn/test_results.py.
    assert set(METHODS) - seen <= {"unlockVault", "startDeviceLogin", "awaitDeviceLogin"}


def test_every_page_names_no_method_that_is_not_there():
    """Hand-written pages drift: each `method` with a call beside it has to exist."""
    readme = (PROTOCOL.parent / "README.md").read_text()
    for name in re.findall(r"postern call (\w+)", readme):
        assert name in METHODS, name


def test_configurations_fit_their_schema(rig):
    from daemon import configuration
    schema = json.loads((PROTOCOL / "config.schema.json").read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    fits = jsonschema.Draft202012Validator(schema)
    fits.validate(configuration(rig))
    fits.validate({})
    def blocks(page):
        return [json.loads(block) for block in re.findall(r"```json\n(.*?)```", page.read_text(), re.S)]

    written = blocks(PROTOCOL / "configuration.md") + [one for one in blocks(PROTOCOL.parent / "README.md") if "clients" in one]
    assert len(written) >= 6
    for one in written:
        fits.validate(one)
    for wrong in ({"unheardOf": 1}, {"logLevel": "loud"}, {"clients": [{"role": "client"}]}, {"limits": {"lineBytes": 1}}):
        assert not fits.is_valid(wrong), wrong
