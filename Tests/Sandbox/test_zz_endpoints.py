"""Runs last: the table of endpoints in proto-docs/sandbox.md says what the tests before saw, and nothing is served that it leaves out."""
import os
from pathlib import Path

import pytest

from endpoints import CLIENTS, DOORS, table

PAGE = Path(__file__).resolve().parents[2] / "proto-docs/sandbox.md"
BEGIN, END = "<!-- written by Tests/Sandbox/test_zz_endpoints.py -->\n", "<!-- end -->\n"


@pytest.fixture
def exercised(what_was_exercised):
    missing = set(CLIENTS.values()) - what_was_exercised.modules
    if missing:
        pytest.skip("needs a run of all clients; without: " + "; ".join(sorted(missing)))
    return what_was_exercised


def test_every_operation_has_its_row(exercised):
    rows = {(door, name) for door, (_, operations) in DOORS.items() for name in operations}
    unknown = {pair for pair in exercised.clients if pair not in rows}
    assert not unknown


def test_the_page_says_who_exercised_what(exercised):
    page = PAGE.read_text()
    before, rest = page.split(BEGIN)
    _, after = rest.split(END)
    right = before + BEGIN + "\n" + table(exercised) + END + after
    if os.environ.get("POSTERN_UPDATE_DOCS"):
        PAGE.write_text(right)
    assert page == right, "run with POSTERN_UPDATE_DOCS=1 and commit the page"
