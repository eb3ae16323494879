"""Source and attachments over Graph, byte for byte as the sandbox served them, whatever the mail looks like.

POSTERN_NASTY_MAILS says how many mails, for those who are in a hurry.
"""
import base64
import os
import random
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

import nasty_mail
from graph_house import ADELE, GraphHouse

MAILS = int(os.environ.get("POSTERN_NASTY_MAILS", "2000"))
# Newer than all that is seeded; one second apart, so that their order is theirs.
FIRST = 1_798_761_600
# Of one mailbox: what Graph allows.
AT_ONCE = 4


def odd_sizes(dice, size):
    """Windows that divide `size` into a few pieces, never twice the same way; the last ones reach beyond the end."""
    while True:
        yield dice.choice((1, 3, 977, 4_096, 65_537, 1_048_576)) if size < 4_000 else dice.randrange(size // 5, size)


def deliver(house):
    def one(numbered):
        number, (_, mime) = numbered
        received = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(FIRST + number))
        house.sandbox.control("POST", "mail", json={
            "mailbox": ADELE, "mimeBase64": base64.b64encode(mime).decode(), "folder": "archive", "receivedAt": received})
    delivered = list(nasty_mail.mails(MAILS))
    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(one, enumerate(delivered)))
    return delivered


class Served:
    """What the sandbox serves of one message."""

    def __init__(self, raw, identifier):
        self.source = raw.message(identifier, "/$value").content
        self.attachments = [(entry, raw.attachment(identifier, entry["id"])) for entry in raw.attachments(identifier)]


def differences(house, account, message, served, seed):
    """What Postern gives otherwise, as sentences."""
    dice = random.Random(seed)
    named = {"account": account, "message": message["id"]}
    source = house.whole("getMessageSource", odd_sizes(dice, len(served.source)), **named)
    if source != served.source:
        yield f"the source has {len(source)} bytes instead of {len(served.source)}"
    told = house.client.call("getMessage", {**named, "text": False, "html": False})["attachments"]
    if len(told) != len(served.attachments):
        yield f"{len(told)} attachments instead of {len(served.attachments)}"
    for listed, (entry, expected) in zip(told, served.attachments):
        content = house.whole("getAttachment", odd_sizes(dice, len(expected)), attachment=listed["id"], **named)
        if content != expected:
            yield f"attachment {entry['name']!r} has {len(content)} bytes instead of {len(expected)}"


@pytest.mark.timeout(600)
@pytest.mark.parametrize("rendering", ["verbatim", "exchange"])
def test_source_and_attachments_are_what_the_provider_served(tmp_path, rendering, capsys):
    facts = {"mail.mimeRendering": rendering, "graph.requestLimit": 1_000_000_000}
    with GraphHouse(tmp_path, facts, ("--messages", "5")) as house:
        began = time.monotonic()
        delivered = deliver(house)
        account = house.account()
        raw = house.raw(account)
        newest_first = raw.pages("/me/mailFolders/archive/messages", **{
            "$select": "id,receivedDateTime", "$orderby": "receivedDateTime desc", "$top": "1000"})
        asked = [entry for _, entry in zip(delivered, newest_first)]
        with ThreadPoolExecutor(AT_ONCE) as pool:
            served = list(pool.map(lambda entry: Served(raw, entry["id"]), asked))
        listed = house.listed(account, len(delivered), mailbox=archive(house, account), fields=["id", "receivedAt"])
        assert [entry["receivedAt"] for entry in listed] == [entry["receivedDateTime"] for entry in asked]
        with ThreadPoolExecutor(AT_ONCE) as pool:
            found = list(pool.map(lambda number: list(differences(
                house, account, listed[number], served[number], f"{rendering}/{number}")), range(len(listed))))
        names = [name for name, _ in reversed(delivered)]
        assert not [(name, sentences) for name, sentences in zip(names, found) if sentences]
        same = [mail.source == mime for mail, (_, mime) in zip(served, reversed(delivered))]
        # Otherwise the comparison would say less than it seems to.
        assert all(same) if rendering == "verbatim" else not any(same)
        attachments = [content for mail in served for _, content in mail.attachments]
        assert len(attachments) > len(served) / 2 and b"" in attachments
        with capsys.disabled():
            print(f"\n{rendering}: {len(served)} sources ({sum(len(mail.source) for mail in served):,} bytes) and "
                  f"{len(attachments)} attachments ({sum(map(len, attachments)):,} bytes) equal, {time.monotonic() - began:.0f} s")


def archive(house, account):
    mailboxes = house.client.call("listMailboxes", {"account": account})["mailboxes"]
    return next(mailbox["path"] for mailbox in mailboxes if mailbox.get("role") == "archive")


def test_the_generator_gives_the_same_mails_for_the_same_seed():
    once, again, other = (list(nasty_mail.mails(2 * len(nasty_mail.KINDS), seed)) for seed in (1, 1, 2))
    assert once == again and once != other
    assert len({mime for _, mime in once}) > len(once) * 0.95
