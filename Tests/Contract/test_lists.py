"""`listMessages`: order, pages, filters, members; nothing is changed and nothing is left out."""
import pytest

from mails import mail, put, put_source
from postern import errors


def subjects(door, box, **params):
    return [one["subject"] for one in door.listed(door.path_of(*box), **params)]


def pages(door, mailbox, between=None, **params):
    """All pages, by their cursors; `between` is called after the first."""
    found, cursor = [], None
    while True:
        page = door.call("listMessages", mailbox=mailbox, **params, **({"cursor": cursor} if cursor else {}))
        found.append(page["messages"])
        cursor = page.get("nextCursor")
        if cursor is None:
            return found
        assert len(found) < 60, "pages without an end"
        if between:
            between()
            between = None


def test_the_newest_come_first_in_the_declared_order(door, box):
    for year, subject in (("2020", "first filed"), ("2019", "second filed"), ("2021", "third filed")):
        put(door, box, received=f"{year}-05-05T12:00:00Z", subject=subject)
    expected = {"uidDescending": ["third filed", "second filed", "first filed"],
                "receivedDescending": ["third filed", "first filed", "second filed"]}[door.capabilities()["order"]]
    assert subjects(door, box) == expected


@pytest.mark.parametrize("limit", [1, 4, 5, 13, 50])
def test_pages_neither_lose_nor_repeat_a_message(door, marker, limit, seventeen):
    path, identifiers = seventeen(door)
    found = pages(door, path, limit=limit)
    assert [one["messageId"] for page in found for one in page] == identifiers
    assert all(len(page) <= limit for page in found)


@pytest.fixture
def seventeen():
    """A mailbox with seventeen messages, five of which came in at the same second; (path, Message-IDs, newest first)."""
    def make(door):
        if not hasattr(door, "_seventeen"):
            levels = ("Seventeen of " + door.name,)
            door.make_mailbox(*levels)
            identifiers = []
            for number in range(17):
                second = 30 if 6 <= number < 11 else 10 + number + (30 if number > 10 else 0)
                identifiers.append(put(door, levels, received=f"2024-03-01T10:00:{second:02}Z", subject=f"number {number}"))
            path = door.path_of(*levels)
            order = [one["messageId"] for one in door.listed(path)]
            # Those of one second may stand in any order, but always in the same.
            assert set(order) == set(identifiers) and order[:6] == identifiers[:10:-1] and order[11:] == identifiers[5::-1]
            door._seventeen = (path, order)
        return door._seventeen
    return make


def test_pages_of_a_filtered_list_go_on_with_their_filter(door, box):
    wanted = []
    for number in range(10):
        identifier = put(door, box, received=f"2024-03-01T10:00:{10 + number}Z", seen=number % 3 == 0, subject=f"number {number}")
        if number % 3:
            wanted.insert(0, identifier)
    found = pages(door, door.path_of(*box), limit=2, unseen=True, include=["total"])
    assert [one["messageId"] for page in found for one in page] == wanted


def test_what_arrives_or_goes_while_pages_are_read(door, box):
    """A list that moves under its reader: nothing is lost at any door; what is declared may come twice."""
    identifiers = [put(door, box, received=f"2024-03-01T10:00:{10 + number}Z", subject=f"number {number}") for number in range(12)]

    def meanwhile():
        put(door, box, subject="meanwhile one")
        put(door, box, subject="meanwhile two")

    found = [one["messageId"] for page in pages(door, door.path_of(*box), meanwhile, limit=5) for one in page]
    assert [one for one in dict.fromkeys(found) if one in identifiers] == identifiers[::-1]
    if door.capabilities()["steadyPages"]:
        assert len(found) == len(set(found)), "no message twice"


def test_what_goes_while_pages_are_read_takes_nothing_else_with_it(door, box):
    identifiers = [put(door, box, received=f"2024-03-01T10:00:{10 + number}Z", subject=f"number {number}") for number in range(12)]
    found = [one["messageId"] for page in pages(
        door, door.path_of(*box), lambda: [door.delete(one, box) for one in identifiers[-2:]], limit=5) for one in page]
    if door.capabilities()["steadyPages"]:
        assert found == identifiers[::-1]
    else:
        assert set(identifiers) - set(found) <= set(identifiers[5:7])


def test_filters_by_time_and_by_what_was_read(door, box):
    put(door, box, received="2020-01-01T12:00:00Z", subject="old")
    put(door, box, received="2021-06-01T08:30:00Z", seen=True, subject="read")
    put(door, box, received="2021-06-01T08:30:01Z", subject="a second later")
    put(door, box, received="2022-01-01T00:00:00Z", subject="new")
    everything = ["new", "a second later", "read", "old"]
    assert subjects(door, box) == everything
    assert subjects(door, box, unseen=True) == ["new", "a second later", "old"]
    assert subjects(door, box, unseen=False) == everything
    assert subjects(door, box, before="2021-06-01T08:30:01Z") == ["read", "old"]
    assert subjects(door, box, since="2021-06-01T08:30:01Z") == ["new", "a second later"]
    assert subjects(door, box, since="2021-06-01T08:30:00Z", before="2021-06-01T08:30:01Z") == ["read"]
    assert subjects(door, box, since="2021-01-01T00:00:00Z", unseen=True) == ["new", "a second later"]
    assert subjects(door, box, since="2023-01-01T00:00:00Z") == []
    assert subjects(door, box, since="2021-01-01T00:00:00Z", before="2020-06-01T00:00:00Z") == []


def test_the_total_is_told_when_asked_for(door, box):
    for number in range(4):
        put(door, box, received=f"202{number}-01-01T00:00:00Z", seen=number == 0, subject=str(number))
    path = door.path_of(*box)
    assert "total" not in door.call("listMessages", mailbox=path)
    assert door.call("listMessages", mailbox=path, include=["total"], limit=1)["total"] == 4
    assert door.call("listMessages", mailbox=path, include=["total"], unseen=True)["total"] == 3
    assert door.call("listMessages", mailbox=path, include=["total"], since="2022-01-01T00:00:00Z")["total"] == 2


def test_an_empty_mailbox_is_an_empty_list(door, box):
    assert door.call("listMessages", mailbox=door.path_of(*box), include=["total"]) == {"messages": [], "total": 0}


def test_a_summary_tells_what_the_mail_says(door, box):
    identifier = put(
        door, box, received="2026-11-20T10:11:12Z", subject="Grüße · 件名 für alle", sender="Änne Outside <ann@outside.test>",
        to='"Bob, the Builder" <bob@inside.test>, plain@inside.test', Cc="Çağla <c@inside.test>",
        Date="Fri, 20 Nov 2026 12:00:00 +0200", text="Guten Tag.\n")
    one = door.item(identifier, door.path_of(*box))
    assert one["subject"] == "Grüße · 件名 für alle"
    assert one["from"] == [{"name": "Änne Outside", "address": "ann@outside.test"}]
    assert one["to"] == [{"name": "Bob, the Builder", "address": "bob@inside.test"}, {"address": "plain@inside.test"}]
    assert one["cc"] == [{"name": "Çağla", "address": "c@inside.test"}]
    assert (one["date"], one["receivedAt"]) == ("2026-11-20T10:00:00Z", "2026-11-20T10:11:12Z")
    assert one["mailbox"] == door.path_of(*box) and one["size"] > 100
    assert (one["flags"], one["keywords"], one["hasAttachments"]) == ([], [], False)
    assert "preview" not in one
    assert ("threadId" in one) == door.capabilities()["threadIds"]


FIELDS = ("id", "mailbox", "threadId", "messageId", "date", "receivedAt", "from", "to", "cc", "subject", "size", "flags", "keywords",
          "hasAttachments")


def test_only_the_members_that_were_asked_for_come(door, box):
    identifier = put(door, box, subject="members", Cc="c@inside.test")
    path = door.path_of(*box)
    whole = door.item(identifier, path)
    for field in FIELDS:
        [one] = door.listed(path, fields=[field])
        assert one == {name: value for name, value in whole.items() if name == field}
    [one] = door.listed(path, fields=["subject", "id", "flags"])
    assert one == {name: whole[name] for name in ("subject", "id", "flags")}


def test_a_preview_comes_when_asked_for(door, box):
    put(door, box, text="Guten Tag,\n\n  das ist   der Anfang.\n" + "Und noch viel mehr. " * 200, subject="preview")
    path = door.path_of(*box)
    assert "preview" not in door.listed(path)[0]
    for asked in ({"include": ["preview"]}, {"fields": ["preview"], "include": ["preview"]}):
        preview = door.listed(path, **asked)[0]["preview"]
        assert preview.startswith("Guten Tag, das ist der Anfang. Und noch viel mehr.") and len(preview) <= 255


def test_a_preview_of_html_has_no_tags(door, box):
    put(door, box, text=None, html="<html><body><p>Guten <b>Tag</b></p></body></html>", subject="html")
    preview = door.listed(door.path_of(*box), include=["preview"])[0].get("preview", "")
    assert "<" not in preview


def test_listing_marks_nothing(door, box):
    identifier = put(door, box, subject="unread")
    door.listed(door.path_of(*box), include=["preview", "total"])
    assert door.marks(identifier, box) == set()
    assert door.item(identifier, door.path_of(*box))["flags"] == []


def test_what_somebody_marks_is_listed(door, box):
    identifier = put(door, box, subject="marks")
    path = door.path_of(*box)
    door.mark(identifier, box, seen=True, flagged=True)
    assert set(door.item(identifier, path)["flags"]) == {"seen", "flagged"}
    door.mark(identifier, box, seen=False, flagged=False, answered=True)
    one = door.item(identifier, path)
    assert one["flags"] == door.call("getMessage", message=one["id"])["flags"] == ["answered"]


def test_keywords_are_listed_where_they_are_declared(door, box):
    identifier = put(door, box, subject="keywords")
    keywords = door.capabilities()["keywords"]
    door.mark(identifier, box, keywords=["Projekt-A", "later"])
    one = door.item(identifier, door.path_of(*box))
    assert sorted(one["keywords"]) == (["Projekt-A", "later"] if keywords else [])
    assert sorted(door.call("getMessage", message=one["id"])["keywords"]) == sorted(one["keywords"])


@pytest.mark.parametrize("params, field", [
    ({"limit": 0}, "limit"), ({"limit": 1001}, "limit"), ({"limit": -1}, "limit"), ({"fields": ["body"]}, "fields"),
    ({"include": ["bodies"]}, "include"), ({"since": "yesterday"}, "since"), ({"before": 5}, "before"), ({"unread": True}, "unread")])
def test_what_cannot_be_asked_is_refused(door, params, field):
    with pytest.raises(errors.InvalidParams) as refused:
        door.listed("INBOX", **params)
    assert refused.value.data["field"].startswith(field)


def test_mails_with_little_in_them_are_listed(door, box):
    identifier = put_source(door, "\nOnly a text.\n", box)
    one = door.item(identifier, door.path_of(*box))
    assert one["from"] == [] and one["to"] == [] and "subject" not in one and one["id"] and one["receivedAt"]


def test_an_attachment_is_told_in_the_list(door, box):
    plain = put(door, box, subject="without")
    message = mail("with")
    message.add_attachment(b"x" * 100, maintype="application", subtype="pdf", filename="a.pdf")
    door.deliver(message.as_bytes(), box)
    path = door.path_of(*box)
    assert not door.item(plain, path)["hasAttachments"] and door.item(message["Message-ID"], path)["hasAttachments"]
