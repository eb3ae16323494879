"""Who may call: real callers with other uids and groups, known by what the kernel says about them."""
import json
import subprocess

import pytest

from household import ALICE, BOB, CAROL, House
from wire import wait_for

# Users that every Debian has and that nothing here runs as; none of them is the overflow uid.
CLIENT, ADMIN, STRANGER = "games", "news", "lp"
GROUP = "video"

TALK = """
import json, socket, sys
wire = socket.socket(socket.AF_UNIX); wire.settimeout(60); wire.connect(sys.argv[1])
lines = wire.makefile("rb")
for number, (method, params) in enumerate(json.loads(sys.argv[2])):
    try:
        wire.sendall(json.dumps({"jsonrpc": "2.0", "id": number, "method": method, "params": params}).encode() + b"\\n")
    except BrokenPipeError:
        pass
    line = lines.readline()
    print(line.decode().strip() or "closed")
    if not line:
        break
"""


def call_as(daemon, user, *calls, groups=()):
    """What that user is answered, call by call; "closed" where the connection has ended."""
    supplementary = [f"--groups={','.join(groups)}"] if groups else ["--clear-groups"]
    done = subprocess.run(
        ["setpriv", f"--reuid={user}", f"--regid={user if user != 'nobody' else 'nogroup'}", *supplementary,
         "/usr/bin/python3", "-c", TALK, str(daemon.socket_path), json.dumps(calls)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, timeout=120, cwd="/")
    assert done.returncode == 0, done.stderr
    return [line if line == "closed" else json.loads(line) for line in done.stdout.splitlines()]


def kind(answer):
    return answer if answer == "closed" else answer.get("error", {}).get("data", {}).get("kind", "ok")


@pytest.fixture(scope="module")
def guarded(request):
    from daemon import Daemon
    one = Daemon(clients=[
        {"user": CLIENT, "role": "client", "accounts": "*", "methods": "*"},
        {"user": ADMIN, "role": "admin", "accounts": "*", "methods": "*"},
        {"group": GROUP, "role": "client", "accounts": [], "methods": ["ping", "getInfo", "listAccounts"]},
    ]).start()
    one.open_to_everybody()
    yield one
    one.discard()


MATRIX = [
    # user, groups, method, answer
    ("root", (), "getVaultStatus", "ok"),
    (ADMIN, (), "getVaultStatus", "ok"),
    (CLIENT, (), "ping", "ok"),
    (CLIENT, (), "listAccounts", "ok"),
    (CLIENT, (), "getVaultStatus", "forbidden"),
    (CLIENT, (), "noSuchMethod", "methodNotFound"),
    (STRANGER, (GROUP,), "ping", "ok"),
    (STRANGER, (GROUP,), "listAccounts", "ok"),
    (STRANGER, (GROUP,), "listApps", "forbidden"),
    (STRANGER, (GROUP,), "getVaultStatus", "forbidden"),
    (STRANGER, (), "ping", "unauthorized"),
    (STRANGER, (CLIENT,), "ping", "unauthorized"),
    ("nobody", (), "ping", "unauthorized"),
]


@pytest.mark.parametrize("user, groups, method, expected", MATRIX)
def test_a_caller(guarded, user, groups, method, expected):
    assert kind(call_as(guarded, user, (method, {}), groups=groups)[0]) == expected


def test_a_stranger_is_told_once_and_the_connection_is_closed(guarded):
    assert [kind(answer) for answer in call_as(guarded, STRANGER, ("ping", {}), ("ping", {}))] == [
        "unauthorized", "closed"]


def test_the_overflow_uid_is_refused_even_when_it_is_configured(make_daemon):
    daemon = make_daemon(clients=[{"user": "nobody", "role": "admin", "accounts": "*", "methods": "*"}])
    daemon.spawn()
    wait_for(lambda: daemon.socket_path.exists() or not daemon.is_running(), "its socket, or its end")
    if daemon.is_running():
        daemon.open_to_everybody()
        assert kind(call_as(daemon, "nobody", ("ping", {}))[0]) == "unauthorized"
    else:
        assert daemon.process.returncode == 78, daemon.log()


def test_permission_is_checked_before_parameters_are_read(guarded):
    answers = call_as(guarded, CLIENT, ("unlockVault", {"passphrase": 7}), ("unlockVault", {"unheardOf": 1}))
    assert [kind(answer) for answer in answers] == ["forbidden"] * 2


def test_a_foreign_account_and_one_that_is_not_there_read_the_same(make_daemon, rig):
    daemon = make_daemon(rig, clients=[
        {"user": CLIENT, "accounts": [BOB], "methods": "*"},
        {"user": ADMIN, "role": "admin", "accounts": [], "methods": "*"}]).start()
    house = House(daemon, rig)
    bob, carol = house.password_account(BOB)["id"], house.password_account(CAROL)["id"]
    nobody = "acc_" + "a" * (len(bob) - 4)
    daemon.open_to_everybody()
    listed, mine, foreign, missing, box = call_as(
        daemon, CLIENT, ("listAccounts", {}), ("getAccount", {"account": bob}), ("getAccount", {"account": carol}),
        ("getAccount", {"account": nobody}), ("listMailboxes", {"account": carol}))
    assert [one["id"] for one in listed["result"]["accounts"]] == [bob] and kind(mine) == "ok"
    assert kind(foreign) == kind(missing) == kind(box) == "notFound"
    assert foreign["error"]["message"].replace(carol, "") == missing["error"]["message"].replace(nobody, "")
    with daemon.wire() as wire:
        assert [one["account"] for one in wire.ask("getHealth")["result"]["accounts"]] == sorted([bob, carol])
    health, = call_as(daemon, CLIENT, ("getHealth", {}))
    assert [one["account"] for one in health["result"]["accounts"]] == [bob]
    none, = call_as(daemon, ADMIN, ("listAccounts", {}))
    assert none["result"]["accounts"] == []
    house.close()


def test_a_client_with_accounts_of_its_own_signs_in_to_no_other(make_daemon, rig):
    daemon = make_daemon(rig, clients=[{"user": CLIENT, "accounts": [ALICE], "methods": "*"}]).start()
    house = House(daemon, rig)
    app = house.app()
    alice, carol = house.sign_in(app, ALICE)["id"], house.sign_in(app, CAROL)["id"]
    daemon.open_to_everybody()
    anybody, foreign, own = call_as(
        daemon, CLIENT, ("authorizeURL", {"app": app}), ("authorizeURL", {"app": app, "account": carol}),
        ("authorizeURL", {"app": app, "account": alice}))
    assert [kind(answer) for answer in (anybody, foreign, own)] == ["forbidden", "notFound", "ok"]
    assert "account" in anybody["error"]["data"]["hint"]
    callback = rig.consent(own["result"]["url"], ALICE)
    done, = call_as(daemon, CLIENT, ("exchangeCode", {"callbackURL": callback}))
    assert done["result"]["account"]["id"] == alice
    house.close()


def test_a_sign_in_of_a_deleted_account_does_not_bring_it_back(make_daemon, rig):
    daemon = make_daemon(rig).start()
    house = House(daemon, rig)
    begun = house.invite(house.app())
    callback = rig.consent(begun["url"], ALICE)
    account = house.client.call("exchangeCode", {"callbackURL": callback})["account"]["id"]
    house.client.call("deleteAccount", {"account": account})
    with daemon.wire() as wire:
        for method, params in (
                ("awaitSignIn", {"state": begun["state"], "timeoutMs": 1000}), ("exchangeCode", {"callbackURL": callback})):
            assert kind(wire.ask(method, params)) == "stateInvalid"
        assert wire.ask("listAccounts")["result"]["accounts"] == []
    house.close()


def test_a_sign_in_belongs_to_who_began_it(make_daemon, rig):
    daemon = make_daemon(rig, clients=[
        {"user": CLIENT, "accounts": "*", "methods": "*"},
        {"user": ADMIN, "role": "admin", "accounts": "*", "methods": "*"}]).start()
    house = House(daemon, rig)
    app = house.app()
    daemon.open_to_everybody()
    begun, = call_as(daemon, CLIENT, ("authorizeURL", {"app": app}))
    callback = rig.consent(begun["result"]["url"])
    state = begun["result"]["state"]
    for foreign in call_as(
            daemon, ADMIN, ("exchangeCode", {"callbackURL": callback}), ("awaitSignIn", {"state": state, "timeoutMs": 100})):
        assert kind(foreign) == "stateInvalid"
    own, = call_as(daemon, CLIENT, ("exchangeCode", {"callbackURL": callback}))
    assert kind(own) == "ok", own
    house.close()


def test_nobody_is_let_in_by_default(make_daemon):
    daemon = make_daemon().start()
    daemon.open_to_everybody()
    assert kind(call_as(daemon, CLIENT, ("ping", {}))[0]) == "unauthorized"
    assert kind(call_as(daemon, "root", ("getVaultStatus", {}))[0]) == "ok"


def test_every_method_is_either_for_clients_or_for_admins(guarded):
    """Asks each method as a mere client: `forbidden` exactly for those that the description calls admin's."""
    with guarded.wire() as wire:
        document = wire.ask("rpc.discover")["result"]
    methods = [method for method in document["methods"] if method["name"] != "awaitSignIn"]
    answers = call_as(guarded, CLIENT, *[(method["name"], {"unheardOf": 1}) for method in methods])
    for method, answer in zip(methods, answers):
        expected = "forbidden" if method["x-role"] == "admin" else "invalidParams"
        assert kind(answer) == expected, (method["name"], answer)
    assert {method["x-role"] for method in methods} == {"admin", "client"}


