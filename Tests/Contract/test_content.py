"""Attachments and sources, in windows."""
import base64
import hashlib
import secrets

import pytest

from doors import parsed
from mails import mail, put
from postern import errors

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")


def deliver(door, box, message):
    door.deliver(message.as_bytes(), box)
    return door.item(message["Message-ID"], door.path_of(*box))["id"]


def attachments(door, one):
    return door.call("getMessage", message=one)["attachments"]


def content(door, one, attachment):
    return door.whole("getAttachment", message=one, attachment=attachment["id"])


def test_a_file(door, box):
    message = mail("file")
    octets = secrets.token_bytes(5_000)
    message.add_attachment(octets, maintype="application", subtype="pdf", filename="Grüße & Co.pdf")
    one = deliver(door, box, message)
    [file] = attachments(door, one)
    assert (file["filename"], file["contentType"], file["kind"], file["inline"]) == ("Grüße & Co.pdf", "application/pdf", "file", False)
    assert 4_000 < file["encodedSize"] < 9_000 and "contentId" not in file
    assert content(door, one, file) == octets


def test_files_of_every_sort_keep_their_order_and_their_bytes(door, box):
    message = mail("many", html="<p>x</p>")
    files = [("a.txt", "text", "plain", b"text\r\nwith lines\r\n"), ("b.bin", "application", "octet-stream", bytes(range(256))),
             ("c.csv", "text", "csv", b"a;b\r\n1;2\r\n"), ("empty.dat", "application", "octet-stream", b""),
             ("件名.html", "text", "html", b"<p>attached</p>")]
    for name, maintype, subtype, octets in files:
        message.add_attachment(octets, maintype=maintype, subtype=subtype, filename=name)
    one = deliver(door, box, message)
    listed = attachments(door, one)
    assert [file["filename"] for file in listed] == [name for name, *_ in files]
    assert [file["contentType"] for file in listed] == [f"{main}/{sub}" for _, main, sub, _ in files]
    assert [content(door, one, file) for file in listed] == [octets for *_, octets in files]
    assert len({file["id"] for file in listed}) == 5


def test_a_type_comes_without_its_parameters(door, box):
    message = mail("invitation")
    message.add_attachment("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", subtype="calendar", filename="invite.ics", params={"method": "REQUEST"})
    [file] = attachments(door, deliver(door, box, message))
    assert (file["contentType"], file["filename"]) == ("text/calendar", "invite.ics")


def test_an_image_in_place(door, box):
    message = mail("inline", html='<p><img src="cid:logo.1@outside.test"></p>')
    message.get_payload()[1].add_related(PNG, "image", "png", cid="<logo.1@outside.test>", filename="logo.png", disposition="inline")
    one = deliver(door, box, message)
    [image] = attachments(door, one)
    assert (image["contentType"], image["inline"], image["contentId"], image["kind"]) == ("image/png", True, "logo.1@outside.test", "file")
    assert content(door, one, image) == PNG
    whole = door.call("getMessage", message=one)
    assert "cid:logo.1@outside.test" in whole["html"]["content"]
    assert not whole["hasAttachments"], "what is shown in place is not offered for download"


def test_a_message_inside_of_a_message(door, box):
    inner = mail("the inner one", text="Inside.\n", sender="deep@outside.test")
    message = mail("outer")
    message.add_attachment(inner)
    one = deliver(door, box, message)
    [item] = attachments(door, one)
    assert (item["kind"], item["contentType"], item["inline"]) == ("item", "message/rfc822", False)
    inside = parsed(content(door, one, item))
    assert inside["Subject"] == "the inner one" and inside["Message-ID"] == inner["Message-ID"]
    assert inside.get_body().get_content().strip() == "Inside."


def test_a_link_to_a_file_has_a_kind_of_its_own_where_there_are_any(door, box, marker):
    if not door.capabilities()["linkedAttachments"]:
        return
    identifier = door.link(box, "link " + marker)
    one = door.item(identifier, door.path_of(*box))["id"]
    [link] = attachments(door, one)
    assert link["kind"] == "reference" and link["filename"] == "Plan.docx"
    with pytest.raises(errors.Unsupported):
        content(door, one, link)


def test_windows_over_a_large_attachment(door, box):
    octets = secrets.token_bytes(2_500_001)
    message = mail("large")
    message.add_attachment(octets, maintype="application", subtype="octet-stream", filename="large.bin")
    one = deliver(door, box, message)
    [file] = attachments(door, one)
    whole = content(door, one, file)
    assert hashlib.sha256(whole).digest() == hashlib.sha256(octets).digest()
    first = door.call("getAttachment", message=one, attachment=file["id"], length=10)
    assert base64.b64decode(first["content"]) == octets[:10] and first["size"] == len(octets) and first["offset"] == 0

    def window(offset, length):
        answer = door.call("getAttachment", message=one, attachment=file["id"], contentId=first["contentId"], offset=offset, length=length)
        return base64.b64decode(answer["content"])
    assert window(2_500_000, 50) == octets[2_500_000:] and window(2_500_001, 50) == b"" and window(7, 1) == octets[7:8]
    for refused in ({"offset": 2_500_002}, {"offset": -1}, {"length": 0}, {"length": 2 ** 20 + 1}):
        with pytest.raises(errors.InvalidParams):
            door.call("getAttachment", message=one, attachment=file["id"], contentId=first["contentId"], **refused)


def test_one_content_is_not_read_on_as_another(door, box):
    message = mail("two files")
    for name in ("a.bin", "b.bin"):
        message.add_attachment(secrets.token_bytes(50), maintype="application", subtype="octet-stream", filename=name)
    one = deliver(door, box, message)
    first, second = attachments(door, one)
    opened = door.call("getAttachment", message=one, attachment=first["id"])["contentId"]
    for wrong in ({"method": "getAttachment", "attachment": second["id"]}, {"method": "getMessageSource"}):
        with pytest.raises(errors.NotFound):
            door.call(message=one, contentId=opened, **wrong)


@pytest.mark.parametrize("attachment", ["99", "nothing", "../1", "1/../2", "a b", "%2e%2e", "x" * 257, ""])
def test_an_attachment_that_is_not_there(door, box, attachment):
    one = deliver(door, box, mail("none"))
    with pytest.raises((errors.NotFound, errors.InvalidParams)) as missing:
        door.call("getAttachment", message=one, attachment=attachment)
    assert missing.value.kind == "notFound" or missing.value.data["field"] == "attachment"


def test_the_source_is_the_mail(door, box):
    message = mail("source", text="Line one\n.\nFrom here\n" + "long " * 300 + "\n", html="<p>x</p>", X_Own="as it is")
    message.add_attachment(b"\0\1\2", maintype="application", subtype="octet-stream", filename="b.bin")
    one = deliver(door, box, message)
    source = door.whole("getMessageSource", message=one)
    there, mine = parsed(source), parsed(message.as_bytes())
    assert {name: there[name] for name in ("Message-ID", "Subject", "X-Own", "From")} == {
        name: mine[name] for name in ("Message-ID", "Subject", "X-Own", "From")}
    assert there.get_body(("html",)).get_content().strip() == "<p>x</p>"
    assert [part.get_content() for part in there.iter_attachments()] == [b"\0\1\2"]
    if door.capabilities()["source"] == "stored":
        assert source.endswith(message.as_bytes())


def test_windows_over_a_source(door, box):
    identifier = put(door, box, subject="windows", text="\n".join(str(number) * 60 for number in range(9)) + "\n")
    one = door.item(identifier, door.path_of(*box))["id"]
    whole = door.whole("getMessageSource", message=one)
    first = door.call("getMessageSource", message=one, length=17)
    assert (base64.b64decode(first["content"]), first["size"]) == (whole[:17], len(whole))
    rest = b"".join(
        base64.b64decode(door.call("getMessageSource", message=one, contentId=first["contentId"], offset=offset, length=100)["content"])
        for offset in range(17, len(whole), 100))
    assert whole[:17] + rest == whole


def test_a_content_is_served_on_after_its_message_went(door, box):
    """The first window fixes the bytes; a later one asks nobody."""
    identifier = put(door, box, subject="fixed", text="x" * 3_000 + "\n")
    one = door.item(identifier, door.path_of(*box))["id"]
    first = door.call("getMessageSource", message=one, length=100)
    door.delete(identifier, box)
    again = door.call("getMessageSource", message=one, contentId=first["contentId"], offset=100, length=100)
    assert len(base64.b64decode(again["content"])) == 100
    with pytest.raises(errors.NotFound):
        door.call("getMessageSource", message=one)
