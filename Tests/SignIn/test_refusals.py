"""Every way in which a provider can refuse a token, at an account of a user and at an app by itself: the right kind, whether it passes,
who has to act; and whatever it was, the token is kept: once the fault is over the account works again without anybody's sign-in.
The whole is run once and printed as a table; each row is a test.
"""
import os
import re
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from graph_house import REDIRECT, GraphHouse, Refused
from refusal_rows import RETRYABLE, STATES, refusals
from sandbox import ADELE, BRUNO, CHIDI
from signing import contacted, service, state, token_requests

PAGE = Path(__file__).resolve().parents[2] / "proto-docs/oauth.md"
BEGIN, END = "<!-- written by Tests/SignIn/test_refusals.py -->\n", "<!-- end -->\n"
ROWS = refusals()
# The refusals of an app of which Microsoft says where they are put right.
PORTAL = {7000215, 7000222, 700016, 7000218, 700025, 700027, 700024, 50012, 50048, 700213, 50011, 50194, 7000112}
CASES = [("user", row) for row in ROWS] + [("app", row) for row in ROWS if row.alone]
RECOVERY_SECONDS = 90
# From AADSTS50196 on the provider is left alone for so long, whoever asks.
STAND_BACK_MS = 290_000


@dataclass
class Outcome:
    kind: str
    retryable: bool
    retry_after_ms: int | None
    responsible: str | None
    hint: str | None
    state: str
    code: str | None
    # What became of it when the fault was over; whether anybody signed in meanwhile.
    afterwards: str = ""
    signed_in: int = 0
    seconds: float = 0


class Stage:
    """One account of an app of its own: faults are narrowed to the app. An app's token that was replaced for one mailbox is not
    replaced again for a minute: there a stage is good for one row."""

    def __init__(self, house, place, user, number):
        self.house, self.place, self.user = house, place, user
        self.name = f"refused {place} {number}"
        if place == "user":
            self.client = house.new_app(self.name)
            self.account = house.account(user, self.name)
        else:
            self.account = house.client.call("addAccount", {"app": service(house, self.name), "mailbox": user})["account"]["id"]
            self.client = house.sandbox.app(self.name)["clientId"]
        contacted(house, self.account)

    def ask(self, patience_ms=60_000):
        return self.house.ask("listMessages", account=self.account, limit=1, fields=["id"], timeoutMs=patience_ms)

    def sign_ins(self):
        return len(token_requests(self.house, self.client, "authorization_code"))

    def run(self, row):
        sandbox, before = self.house.sandbox, self.sign_ins()
        # Without the daemon's knowing it: the first use of its token shows it, and then a new one is asked for.
        sandbox.control("POST", "tokens/expire", json={"client": self.client})
        fault = sandbox.fault(row.fault, row.parameters, remaining=None, door="entra", operation="token", client=self.client)
        answer = self.ask(row.patience_ms)
        now = state(self.house, self.account)["state"]
        sandbox.control("DELETE", f"faults/{fault['id']}")
        if not isinstance(answer, Refused):
            return Outcome("ok", False, None, None, None, now, None)
        provider = answer.data.get("provider") or {}
        outcome = Outcome(
            answer.kind, answer.retryable, answer.data.get("retryAfterMs"), provider.get("responsible"), answer.data.get("hint"),
            now, provider.get("code"))
        began = time.monotonic()
        outcome.afterwards = self.recovered(row, began + RECOVERY_SECONDS)
        outcome.seconds = time.monotonic() - began
        outcome.signed_in = self.sign_ins() - before
        return outcome

    def recovered(self, row, limit):
        """The same call, once somebody said that all is well again."""
        while True:
            if row.number == 50196:
                # Who was taken for a loop stays away, whoever asks, until the operator has changed something.
                self.house.client.call("updateApp", {
                    "app": self.house.apps[self.name], "redirectURLs": [REDIRECT, f"{REDIRECT}/{time.monotonic_ns()}"]})
            self.house.ask("reconnectAccount", account=self.account, timeoutMs=60_000)
            answer = self.ask()
            if not isinstance(answer, Refused):
                return state(self.house, self.account)["state"]
            if time.monotonic() > limit:
                return answer.kind
            time.sleep(0.2)


@pytest.fixture(scope="module")
def outcomes(tls_directory, request):
    """All rows at both places, several at a time."""
    facts = {"graph.requestLimit": 1_000_000_000}
    found, lock = {}, threading.Lock()

    def work(stage, waiting):
        while True:
            with lock:
                if not waiting:
                    return
                row = waiting.pop(0)
            found["user", row] = stage.run(row)

    def alone(house, row, number):
        found["app", row] = Stage(house, "app", (ADELE, BRUNO, CHIDI)[number % 3], number).run(row)

    with GraphHouse(tls_directory, facts, ("--messages", "5")) as house:
        # What makes the provider slow holds up whoever comes next.
        quick = [row for row in ROWS if row.patience_ms >= 60_000]
        stages = [(Stage(house, "user", user, number), quick) for number, user in enumerate((ADELE, BRUNO, ADELE, BRUNO))]
        stages += [(Stage(house, "user", CHIDI, 4 + number), [row])
                   for number, row in enumerate(row for row in ROWS if row.patience_ms < 60_000)]
        with ThreadPoolExecutor(8) as pool:
            futures = [pool.submit(work, *stage) for stage in reversed(stages)]
            futures += [pool.submit(alone, house, row, number) for number, row in enumerate(ROWS) if row.alone]
            for future in futures:
                future.result()
    with request.config.pluginmanager.getplugin("capturemanager").global_and_fixture_disabled():
        print("\n" + table(found))
    return found


HEAD = ["| The provider says | Kind | Passes by itself | Who has to act | Token kept | Of an app by itself |", "|---|---|---|---|---|---|"]


def table(found, grouped=False):
    """Row by row, or those of one end together."""
    ends = {}
    for row in ROWS:
        says = f"`{row.says}`" if re.fullmatch(r"[A-Za-z][A-Za-z0-9_]+(, [a-z_]+)?", row.says) else row.says
        ends.setdefault(end(found["user", row], found.get(("app", row))), []).append(says.replace(", ", "`, `") if says[0] == "`" else says)
    if grouped:
        return "\n".join(HEAD + [f"| {'; '.join(says)} | {columns} |" for columns, says in ends.items()])
    return "\n".join(HEAD + [f"| {one} | {columns} |" for columns, says in ends.items() for one in says])


def end(user, app):
    passes = "after five minutes" if (user.retry_after_ms or 0) >= STAND_BACK_MS else "yes" if user.retryable else "no"
    kept = "yes" if user.afterwards == "ready" and not user.signed_in else "**no**"
    same = "–" if app is None else "the same" if (app.kind, who(app)) == (user.kind, who(user)) else f"`{app.kind}`, {who(app)}"
    return f"`{user.kind}` | {passes} | {who(user)} | {kept} | {same}"


def who(one):
    """Where there is no answer of the provider's, nobody is named, and `retryable` says it."""
    return one.responsible or ("nobody" if one.retryable else "?")


each_case = pytest.mark.parametrize("place, row", CASES, ids=lambda value: value if isinstance(value, str) else value.says.replace(" ", "_"))


@pytest.mark.timeout(900)
@each_case
def test_a_refusal_says_what_it_is_and_who_has_to_act(outcomes, place, row):
    one = outcomes[place, row]
    assert one.kind in (row.kinds if place == "user" else row.alone)
    assert one.retryable == (one.kind in RETRYABLE)
    allowed = row.responsible if place == "user" else row.responsible - {"user"} or {"operator", "administrator"}
    assert who(one) in allowed
    if row.number == 50196:
        assert one.retry_after_ms >= STAND_BACK_MS
    if row.number and row.number < 99_999_999:
        assert one.code.endswith(f"AADSTS{row.number}")
    if "retryAfter" in row.parameters:
        assert 0 < one.retry_after_ms <= float(row.parameters["retryAfter"]) * 1_000
    if not one.retryable:
        assert one.state == STATES.get(one.kind, "error")
    if one.kind == "appMisconfigured":
        # For a person: the page of the portal, where the number says which.
        assert "Entra admin center" in one.hint if place == "user" and row.number in PORTAL else one.hint


@pytest.mark.timeout(900)
@each_case
def test_no_refusal_costs_the_token(outcomes, place, row):
    one = outcomes[place, row]
    assert one.afterwards == "ready"
    assert one.signed_in == 0


def test_the_page_says_what_was_seen(outcomes):
    page = PAGE.read_text()
    before, rest = page.split(BEGIN)
    _, after = rest.split(END)
    right = before + BEGIN + "\n" + table(outcomes, grouped=True) + "\n\n" + END + after
    if os.environ.get("POSTERN_UPDATE_DOCS"):
        PAGE.write_text(right)
    assert page == right, "run with POSTERN_UPDATE_DOCS=1 and commit the page"
