"""What the methods of signing in really give, on the sandbox, fits the schemas that are published of it."""
import json
import os
import subprocess
import threading
from pathlib import Path

import jsonschema
import pytest

from daemon import COMMAND_LINE
from sandbox import ADELE, CHIDI, SUPPORT

DOCUMENT = json.loads((Path(__file__).resolve().parents[2] / "proto-docs/openrpc.json").read_text())
METHODS = {method["name"]: method for method in DOCUMENT["methods"]}


@pytest.fixture
def ask(house):
    def ask_one(method, **params):
        result = house.client.call(method, params)
        schema = {**METHODS[method]["result"]["schema"], "components": DOCUMENT["components"]}
        jsonschema.Draft7Validator(schema).validate(result)
        assert set(params) <= {param["name"] for param in METHODS[method]["params"]}
        return result

    return ask_one


def native_app(house, ask, **more):
    """A public app without any redirect."""
    client = house.sandbox.app("postern-native")["clientId"]
    return ask("registerApp", name="native", provider="outlook", cloud="sandbox", authority="organizations", clientId=client,
               **{"baseScopes": ["imap"], "redirectURLs": [], **more})["app"]["id"]


def enter(house, invitation, user, answer="allow"):
    """What the user does on another device."""
    page = house.sandbox.http.post(
        house.sandbox.root + "/common/oauth2/deviceauth", data={"otc": invitation["userCode"]}, allow_redirects=False,
        headers={"X-Sandbox-User": user, "X-Sandbox-Answer": answer})
    assert page.ok, page.text[:300]


def test_a_device_login_and_a_mailbox_that_it_opens(house, ask):
    app = native_app(house, ask)
    invitation = ask("startDeviceLogin", app=app, expectedEmail=ADELE, mailbox=SUPPORT, context="kiosk")
    assert invitation["userCode"] in invitation["message"]
    enter(house, invitation, ADELE)
    done = ask("awaitDeviceLogin", login=invitation["login"], timeoutMs=60_000)
    shared = done["account"]
    assert (shared["address"], done["isNew"], done["context"]) == (SUPPORT, True, "kiosk")
    lender = ask("getAccount", account=shared["grantOf"])["account"]
    assert lender["address"] == ADELE
    assert ask("awaitDeviceLogin", login=invitation["login"], timeoutMs=1_000)["account"]["id"] == shared["id"]
    assert ask("updateAccount", account=shared["id"], name="Support")["account"]["name"] == "Support"
    assert ask("reconnectAccount", account=shared["id"])["account"]["state"]["state"] == "ready"
    ask("deleteAccount", account=lender["id"], withBorrowers=True)


def test_an_administrators_consent(house, ask):
    service = house.sandbox.app("postern-service")
    app = ask("registerApp", name="service", provider="outlook", cloud="sandbox", clientId=service["clientId"],
              clientSecret=service["secret"], baseScopes=["graph"], redirectURLs=["http://localhost/consented"])["app"]["id"]
    invitation = ask("adminConsentURL", app=app, tenant=house.sandbox.tenant()["id"], resource="graph", withoutUser=True)
    page = house.sandbox.http.get(invitation["url"], headers={"X-Sandbox-User": CHIDI}, allow_redirects=False)
    assert page.status_code == 302, page.text[:300]
    done = ask("completeAdminConsent", callbackURL=page.headers["Location"])
    assert done == ask("awaitAdminConsent", state=invitation["state"], timeoutMs=1_000)
    assert done["tenant"] == house.sandbox.tenant()["id"]
    assert [one["tenant"] for one in ask("getApp", app=app)["app"]["adminConsents"]] == [done["tenant"]]
    assert {step["outcome"] for step in ask("verifyApp", app=app)["steps"]} <= {"passed", "failed", "skipped"}


def test_the_python_clients_wait_for_a_device_login(house, ask):
    shown = threading.Event()
    told = []

    def show(invitation):
        told.append(invitation)
        shown.set()

    def user():
        assert shown.wait(60)
        enter(house, told[0], ADELE)

    app = native_app(house, ask)
    thread = threading.Thread(target=user)
    thread.start()
    assert house.client.device_login(app=app, show=show)["account"]["address"] == ADELE
    thread.join(60)


def test_the_command_line_and_the_shell_sign_in_by_a_code(house, ask):
    app = native_app(house, ask)
    shell = Path(__file__).resolve().parents[2] / "clients/shell/postern.sh"
    for command in ([COMMAND_LINE, "login", app], ["bash", "-c", '. "$0"; postern_device_login "$1"', shell, app]):
        with subprocess.Popen(
                [str(part) for part in command], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                env={"PATH": os.environ["PATH"], "POSTERN_SOCKET": str(house.daemon.socket_path)}) as program:
            words = program.stderr.readline()
            enter(house, {"userCode": words.split(" the code ")[1].split()[0]}, ADELE)
            printed, _ = program.communicate(timeout=100)
        assert program.returncode == 0 and json.loads(printed)["account"]["address"] == ADELE
