"""kill -9 amid a send over Graph: the same key tells the truth afterwards, and nothing goes twice."""
import secrets

import pytest

from graph_house import ADELE, GraphHouse, Refused
from wire import wait_for

# How long the sandbox keeps an answer back: until after the kill.
LATE = {"milliseconds": 5_000}


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    with GraphHouse(tmp_path_factory.mktemp("crashes"), None, ("--messages", "20")) as one:
        one.mine = one.account(ADELE)
        yield one


@pytest.fixture
def letter(house):
    house.sandbox.control("DELETE", "faults")
    house.sandbox.control("DELETE", "requests")
    key = "crash " + secrets.token_hex(4)
    return {"account": house.mine, "to": [{"address": "bruno@contoso.example"}], "subject": key, "text": "text", "idempotencyKey": key}


def went(house, letter):
    return sum(mail["subject"] == letter["subject"] for mail in house.sandbox.sent())


def drafts(house, letter):
    return house.raw(house.mine).count("drafts", letter["subject"])


def truth(house, letter):
    """What the same call is told once the new daemon has looked up what the old one left behind."""
    def look():
        answer = house.ask("sendMessage", **letter)
        return None if isinstance(answer, Refused) and answer.kind == "providerUnavailable" and "retryAfterMs" in answer.data else answer
    return wait_for(look, "what became of the send")


def test_between_the_hand_over_and_its_answer(house, letter):
    house.sandbox.fault("http.late", LATE, door="graph", operation="messages.send")
    house.client.submit("sendMessage", letter)
    wait_for(lambda: went(house, letter) == 1, "the sandbox to have the message")
    house.crash()
    house.sandbox.settle()
    for _ in range(2):
        answer = truth(house, letter)
        assert not isinstance(answer, Refused), answer
        assert (answer["outcome"], answer["replayed"]) == ("sent", True)
    assert (went(house, letter), drafts(house, letter)) == (1, 0)


def test_when_the_answer_was_lost_and_nothing_went(house, letter):
    """Nobody can know; it is not sent by itself, nor by asking again."""
    house.sandbox.fault("http.dropBefore", door="graph", operation="messages.send")
    # Whether it went is being looked up when the daemon dies.
    house.sandbox.fault("http.late", LATE, door="graph", operation="messages.get", remaining=None)
    pending = house.client.submit("sendMessage", letter)
    wait_for(lambda: house.sandbox.requests(door="graph", operation="messages.send") or pending.done(), "the hand-over")
    house.crash()
    house.sandbox.control("DELETE", "faults")
    for _ in range(2):
        answer = truth(house, letter)
        assert isinstance(answer, Refused) and answer.kind == "sendOutcomeUnknown", answer
    assert went(house, letter) == 0
    assert len(house.sandbox.requests(door="graph", operation="messages.send")) == 1


def test_before_the_hand_over(house, letter):
    """It has not gone, and the same call sends it."""
    house.sandbox.fault("http.late", LATE, door="graph", operation="messages.create")
    pending = house.client.submit("sendMessage", letter)
    wait_for(lambda: drafts(house, letter) == 1 or pending.done(), "the draft")
    done = pending.done()
    house.crash()
    answer = truth(house, letter)
    assert not isinstance(answer, Refused), answer
    assert (answer["outcome"], answer["replayed"]) == ("sent", done)
    house.sandbox.settle()
    assert went(house, letter) == 1


def test_between_the_answer_and_the_end_of_the_call(house, letter):
    """The journal has it, whoever heard of it."""
    assert house.client.call("sendMessage", letter)["outcome"] == "sent"
    house.crash()
    answer = truth(house, letter)
    assert not isinstance(answer, Refused) and answer["replayed"]
    assert went(house, letter) == 1


def test_each_of_many_crashes_leaves_at_most_one_mail(house, letter):
    """At moments that are nobody's choice."""
    for number in range(8):
        one = {**letter, "subject": f"{letter['subject']} {number}", "idempotencyKey": f"{letter['subject']} {number}"}
        house.sandbox.control("DELETE", "requests")
        house.client.submit("sendMessage", one)
        wait_for(lambda: len(house.sandbox.requests(door="graph")) >= number % 3, "some requests")
        house.crash()
        house.sandbox.settle()
        answer = truth(house, one)
        if isinstance(answer, Refused):
            assert answer.kind == "sendOutcomeUnknown" and went(house, one) == 0, answer
        else:
            assert answer["outcome"] == "sent" and went(house, one) == 1
