"""`getMessage`: what a mail says, the same at each door."""
import pytest

from doors import parsed
from mails import mail, put, put_source
from postern import errors


def get(door, identifier, box=None, **params):
    path = door.path_of(*box) if box else "INBOX"
    return door.call("getMessage", message=door.item(identifier, path)["id"], **params)


def lines(text):
    """Texts are compared line by line: providers differ in line ends and at the end."""
    return text.replace("\r\n", "\n").strip().split("\n")


def test_a_plain_text(door, box):
    message = get(door, put(door, box, subject="plain", text="Grüße,\n\n  eingerückt\nZeile · 件名 🎉\n"), box)
    assert lines(message["text"]["content"]) == ["Grüße,", "", "  eingerückt", "Zeile · 件名 🎉"]
    assert "html" not in message and message["attachments"] == []
    assert "truncated" not in message["text"] and message["text"]["size"] == len(message["text"]["content"].encode())


def test_html_alone(door, box):
    message = get(door, put(door, box, subject="html", text=None, html="<html><body><p>Nur <b>HTML</b> &amp; mehr</p></body></html>"), box)
    assert "<b>HTML</b>" in message["html"]["content"]
    if door.capabilities()["plainText"] == "part":
        assert "text" not in message
    else:
        assert "Nur HTML & mehr" in message["text"]["content"] and "<" not in message["text"]["content"]


def test_both_texts(door, box):
    identifier = put(door, box, subject="both", text="The plain one.\n", html="<p>The <i>rich</i> one.</p>")
    message = get(door, identifier, box)
    assert "<i>rich</i>" in message["html"]["content"]
    plain = "The plain one." if door.capabilities()["plainText"] == "part" else "The rich one."
    assert plain in message["text"]["content"]
    assert message["attachments"] == [] and not message["hasAttachments"]


def test_only_the_text_that_was_asked_for(door, box):
    identifier = put(door, box, subject="both", text="The plain one.\n", html="<p>The rich one.</p>")
    assert "html" not in get(door, identifier, box, html=False) and "text" in get(door, identifier, box, html=False)
    assert "text" not in get(door, identifier, box, text=False) and "html" in get(door, identifier, box, text=False)
    neither = get(door, identifier, box, text=False, html=False)
    assert "text" not in neither and "html" not in neither and neither["subject"] == "both"


@pytest.mark.parametrize("limit", [1, 10, 11, 12, 13, 400])
def test_a_long_text_is_cut_between_characters_and_says_so(door, box, limit):
    identifier = put(door, box, subject="long", text="äöü€🎉" * 20 + "\n")
    whole = get(door, identifier, box)["text"]
    cut = get(door, identifier, box, maxTextBytes=limit)["text"]
    assert cut["size"] == whole["size"] == len(whole["content"].encode())
    if limit < whole["size"]:
        assert cut["truncated"] and whole["content"].startswith(cut["content"])
        assert limit - 4 < len(cut["content"].encode()) <= limit
    else:
        assert cut == whole


def test_html_is_cut_too(door, box):
    identifier = put(door, box, subject="long", text=None, html="<p>" + "ä" * 5_000 + "</p>")
    cut = get(door, identifier, box, maxTextBytes=99)["html"]
    assert cut["truncated"] and cut["size"] > 10_000 and len(cut["content"].encode()) in (98, 99)


def test_header_fields_come_in_order_with_those_that_stand_twice(door, box):
    identifier = put_source(door, (
        "From: ann@outside.test\nTo: me@inside.test\nSubject: =?utf-8?q?Gr=C3=BC=C3=9Fe?= und\n mehr\nX-First: one\nX-Twice: a\nX-Second: two\n"
        "X-Twice: b\nX-Folded: at the\n  beginning\nDate: Sun, 22 Nov 2026 18:00:00 +0000\n\nbody\n"), box)
    assert "headers" not in get(door, identifier, box)
    message = get(door, identifier, box, headers=True)
    fields = [(field["name"].lower(), field["value"]) for field in message["headers"]]
    mine = [(name, value) for name, value in fields if name.startswith("x-") and name in ("x-first", "x-twice", "x-second", "x-folded")]
    assert [name for name, _ in mine] == ["x-first", "x-twice", "x-second", "x-twice", "x-folded"]
    assert [" ".join(value.split()) for _, value in mine] == ["one", "a", "two", "b", "at the beginning"]
    assert dict(fields)["message-id"].strip() == identifier
    assert message["subject"] == "Grüße und mehr"


def test_reading_changes_nothing_unless_it_is_asked_to(door, box):
    identifier = put(door, box, subject="unread", html="<p>x</p>")
    for params in ({}, {"headers": True}, {"text": False, "html": False}, {"markSeen": False}):
        assert get(door, identifier, box, **params)["flags"] == []
    door.whole("getMessageSource", message=door.item(identifier, door.path_of(*box))["id"])
    assert door.marks(identifier, box) == set()
    assert "seen" in get(door, identifier, box, markSeen=True)["flags"]
    assert door.marks(identifier, box) == {"seen"}
    assert get(door, identifier, box, markSeen=True)["flags"] == ["seen"], "once more does no harm"


def test_flags_as_they_stand(door, box):
    identifier = put(door, box, subject="flags")
    door.mark(identifier, box, seen=True, flagged=True, answered=True)
    assert set(get(door, identifier, box)["flags"]) == {"seen", "flagged", "answered"}
    door.mark(identifier, box, seen=False, flagged=False)
    assert set(get(door, identifier, box)["flags"]) == {"answered"}


def test_a_draft_is_a_draft(door, marker):
    message = mail("draft " + marker, sender=door.me, to=door.other, Bcc=door.third)
    door.draft(message.as_bytes())
    drafts = door.mailbox_of("drafts")
    one = door.item(message["Message-ID"], drafts)
    assert "draft" in one["flags"]
    whole = door.call("getMessage", message=one["id"])
    assert "draft" in whole["flags"] and [address["address"] for address in whole["bcc"]] == [door.third]


def test_threading_headers(door, box):
    first, second = "<first@outside.test>", "<second.part@outside.test>"
    identifier = put(door, box, subject="Re: thread", In_Reply_To=second, References=f"{first} {second}")
    message = get(door, identifier, box)
    assert message["inReplyTo"] == second and message["references"] == [first, second]
    assert message["messageId"] == identifier
    alone = get(door, put(door, box, subject="alone"), box)
    assert "inReplyTo" not in alone and alone["references"] == []


def test_addresses_with_odd_names(door, box):
    identifier = put_source(door, (
        'From: "Last, First" <first.last@outside.test>\nSender: =?iso-8859-1?q?B=FCro?= <office@outside.test>\n'
        'To: =?utf-8?b?5Lu25ZCN?= <cjk@inside.test>, "quoted \\"nick\\" name" <quoted@inside.test>,\n bare@inside.test\n'
        'Cc: "odd local"@inside.test, Many Words Here <many@inside.test>\n'
        'Reply-To: Answers <answers@outside.test>, second@outside.test\nSubject: odd\nDate: Sun, 22 Nov 2026 18:00:00 +0000\n\nx\n'), box)
    message = get(door, identifier, box)
    assert message["from"] == [{"name": "Last, First", "address": "first.last@outside.test"}]
    assert message["sender"] == [{"name": "Büro", "address": "office@outside.test"}]
    assert message["to"] == [
        {"name": "件名", "address": "cjk@inside.test"}, {"name": 'quoted "nick" name', "address": "quoted@inside.test"},
        {"address": "bare@inside.test"}]
    assert message["cc"][1] == {"name": "Many Words Here", "address": "many@inside.test"}
    assert message["replyTo"] == [{"name": "Answers", "address": "answers@outside.test"}, {"address": "second@outside.test"}]
    assert message["bcc"] == []


def test_nobody_named_as_recipient(door, box):
    identifier = put_source(door, "From: ann@outside.test\nTo: undisclosed-recipients:;\nSubject: secret\n\nx\n", box)
    message = get(door, identifier, box)
    assert message["to"] == [] and message["cc"] == [] and message["bcc"] == []
    # Whoever is not named is the author: so IMAP servers have it (RFC 9051, section 7.5.2).
    assert message["sender"] == message["replyTo"] == message["from"] == [{"address": "ann@outside.test"}]


@pytest.mark.parametrize("charset, encoding, text", [
    ("iso-8859-1", "quoted-printable", "Grüße aus Köln"), ("koi8-r", "base64", "Привет, мир"), ("windows-1252", "8bit", "“quoted” – €5"),
    ("iso-2022-jp", "7bit", "こんにちは"), ("gb18030", "base64", "你好"), ("utf-8", "8bit", "naïve 🎉")])
def test_texts_in_the_charsets_of_the_world(door, box, charset, encoding, text):
    import base64
    import quopri
    octets = text.encode(charset)
    octets = {"quoted-printable": quopri.encodestring, "base64": base64.encodebytes}.get(encoding, bytes)(octets)
    identifier = put_source(door, (
        f"From: ann@outside.test\nSubject: charset\nMIME-Version: 1.0\nContent-Type: text/plain; charset={charset}\n"
        f"Content-Transfer-Encoding: {encoding}\n\n").encode() + octets + b"\n", box)
    assert get(door, identifier, box)["text"]["content"].strip() == text


def test_a_mail_with_little_in_it(door, box):
    identifier = put_source(door, "\nOnly a text.\n", box)
    message = get(door, identifier, box, headers=True)
    assert message["from"] == message["to"] == message["sender"] == message["attachments"] == []
    assert message["text"]["content"].strip() == "Only a text."


def test_an_empty_body(door, box):
    identifier = put_source(door, "From: ann@outside.test\nSubject: nothing\n\n", box)
    message = get(door, identifier, box)
    assert message.get("text", {"content": ""})["content"].strip() == "" and message["subject"] == "nothing"


def test_dates_are_in_utc(door, box):
    identifier = put(door, box, received="2026-11-20T10:11:12Z", subject="date", Date="Fri, 20 Nov 2026 00:30:00 +0200")
    message = get(door, identifier, box)
    assert (message["date"], message["receivedAt"]) == ("2026-11-19T22:30:00Z", "2026-11-20T10:11:12Z")


def test_the_sizes_of_a_list_and_of_a_message_agree(door, box):
    identifier = put(door, box, subject="size", text="x" * 5_000 + "\n")
    one = door.item(identifier, door.path_of(*box))
    message = door.call("getMessage", message=one["id"])
    assert message["size"] == one["size"] and 4_000 < message["size"] < 20_000


def test_the_summary_of_a_message_is_that_of_its_list(door, box):
    identifier = put(door, box, subject="summary", Cc="c@inside.test", html="<p>x</p>")
    one = door.item(identifier, door.path_of(*box))
    message = door.call("getMessage", message=one["id"])
    assert {name: message.get(name) for name in one} == one


def test_a_deleted_message_is_not_found_and_says_why(door, box):
    identifier = put(door, box, subject="short-lived")
    one = door.item(identifier, door.path_of(*box))["id"]
    door.delete(identifier, box)
    for method in ("getMessage", "getMessageSource"):
        with pytest.raises(errors.NotFound) as gone:
            door.call(method, message=one)
        assert gone.value.data["reason"] == "movedOrDeleted"
    with pytest.raises(errors.NotFound):
        door.call("getAttachment", message=one, attachment="2")


def test_a_moved_message_keeps_its_id_where_that_is_declared(door, box, marker):
    identifier = put(door, box, subject="on the move")
    one = door.item(identifier, door.path_of(*box))["id"]
    door.make_mailbox("Elsewhere " + marker)
    door.move(identifier, box, ("Elsewhere " + marker,))
    if door.capabilities()["stableIds"]:
        message = door.call("getMessage", message=one)
        assert (message["id"], message["mailbox"]) == (one, "Elsewhere " + marker)
    else:
        with pytest.raises(errors.NotFound) as gone:
            door.call("getMessage", message=one)
        assert gone.value.data["reason"] == "movedOrDeleted"
    again = door.item(identifier, "Elsewhere " + marker)
    assert (again["id"] == one) == door.capabilities()["stableIds"]


def test_ids_and_cursors_outlive_a_restart(door, box):
    identifiers = [put(door, box, received=f"2024-03-01T10:00:0{number}Z", subject=str(number), html="<p>x</p>") for number in range(4)]
    path = door.path_of(*box)
    page = door.call("listMessages", mailbox=path, limit=2)
    door.restart()
    assert [door.call("getMessage", message=one["id"])["messageId"] for one in page["messages"]] == identifiers[:1:-1]
    rest = door.call("listMessages", mailbox=path, limit=2, cursor=page["nextCursor"])
    assert [one["messageId"] for one in rest["messages"]] == identifiers[1::-1]


def test_html_comes_as_it_was_sent(door, box):
    """Whoever shows it has to clean it."""
    identifier = put(door, box, subject="unsafe", text=None, html="<html><body><p>seen</p><script>alert(1)</script></body></html>")
    content = get(door, identifier, box)["html"]["content"]
    assert "<p>seen</p>" in content and "<script>alert(1)</script>" in content


def test_headers_and_text_agree_with_the_source(door, box):
    identifier = put(door, box, subject="source", text="Line one\nLine two\n")
    one = door.item(identifier, door.path_of(*box))["id"]
    source = parsed(door.whole("getMessageSource", message=one))
    message = door.call("getMessage", message=one, headers=True)
    assert source["Message-ID"] == message["messageId"] == identifier and source["Subject"] == message["subject"]
    assert lines(source.get_body().get_content()) == lines(message["text"]["content"])
