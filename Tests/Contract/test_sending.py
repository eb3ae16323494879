"""`sendMessage`: what goes out, to whom, how often, and what stays in Sent."""
import base64
import secrets
import threading

import pytest

from doors import parsed
from mails import mail
from postern import errors


def encoded(octets):
    return base64.b64encode(octets).decode()


def note(door, marker, **parts):
    return {"to": [{"address": door.other}], "subject": "note " + marker, "text": "Hello.\n", **parts}


def send(door, marker, **parts):
    sent = door.call("sendMessage", **note(door, marker, **parts))
    assert sent["outcome"] == "sent" and not sent["replayed"]
    return sent


def body(message, kind):
    return message.get_body((kind,)).get_content().replace("\r\n", "\n").strip()


def addresses(header):
    return [(one.display_name, one.addr_spec) for one in header.addresses] if header else []


def by_first_way(door, name):
    return door.capabilities()["sending"][0].get(name)


def test_a_whole_mail(door, marker):
    octets = secrets.token_bytes(999)
    sent = send(
        door, marker, to=[{"name": "Chloé, die Andere", "address": door.other}], cc=[{"address": door.third}],
        subject=f"Ünïcode · 件名 {marker}", text="Grüße,\n\n.\n..two dots\nFrom the start\n" + "long " * 400 + "\nend\n",
        html="<p>Grüße &amp; <b>mehr</b></p>",
        attachments=[{"filename": "größe.bin", "contentType": "application/x-own", "content": encoded(octets)},
                     {"filename": "notes.txt", "contentType": "text/plain", "content": encoded("Zeile\r\n".encode())}])
    assert sent["messageId"].startswith("<") and sent["messageId"].endswith(">")
    assert [(one["index"], one["accepted"]) for one in sent["recipients"]] == [(0, True), (1, True)]
    [source] = door.arrived(sent["messageId"])
    arrived = parsed(source)
    assert arrived["Subject"] == f"Ünïcode · 件名 {marker}"
    assert [address for _, address in addresses(arrived["From"])] == [door.me]
    assert addresses(arrived["To"]) == [("Chloé, die Andere", door.other)] and addresses(arrived["Cc"]) == [("", door.third)]
    assert arrived["Bcc"] is None and arrived["Date"].datetime is not None
    assert body(arrived, "plain").split("\n")[:5] == ["Grüße,", "", ".", "..two dots", "From the start"]
    assert body(arrived, "plain").endswith("long \nend") and "<b>mehr</b>" in body(arrived, "html")
    files = list(arrived.iter_attachments())
    assert [file.get_filename() for file in files] == ["größe.bin", "notes.txt"]
    assert files[0].get_content_type() == "application/x-own" and files[0].get_payload(decode=True) == octets
    assert len(door.arrived(sent["messageId"], door.third)) == 1
    assert door.handed_over(marker) == 1


def test_text_alone_and_html_alone(door, marker):
    sent = send(door, marker, text="Only text.\n")
    assert parsed(door.arrived(sent["messageId"])[0]).get_content_type() == "text/plain"
    sent = door.call("sendMessage", to=[{"address": door.other}], subject="html " + marker, html="<p>Only html.</p>")
    assert "<p>Only html.</p>" in body(parsed(door.arrived(sent["messageId"])[0]), "html")


def test_an_image_in_place(door, marker):
    octets = secrets.token_bytes(300)
    sent = send(door, marker, html='<p><img src="cid:logo@inside"></p>', attachments=[
        {"filename": "logo.png", "contentType": "image/png", "content": encoded(octets), "inline": True, "contentId": "logo@inside"}])
    arrived = parsed(door.arrived(sent["messageId"])[0])
    [image] = [part for part in arrived.walk() if part.get_content_type() == "image/png"]
    assert image["Content-ID"] == "<logo@inside>" and image.get_content_disposition() == "inline"
    assert image.get_payload(decode=True) == octets and "cid:logo@inside" in body(arrived, "html")


def test_answers_go_where_they_are_to_and_threads_hold(door, marker):
    sent = send(
        door, marker, replyTo=[{"name": "Answers", "address": "answers@inside.test"}], inReplyTo="<parent@outside.test>",
        references=["<root@outside.test>", "<parent@outside.test>"], headers=[{"name": "X-Order", "value": "4711 für alle"}])
    arrived = parsed(door.arrived(sent["messageId"])[0])
    assert addresses(arrived["Reply-To"]) == [("Answers", "answers@inside.test")]
    assert arrived["In-Reply-To"] == "<parent@outside.test>"
    assert arrived["References"].split() == ["<root@outside.test>", "<parent@outside.test>"]
    assert arrived["X-Order"] == "4711 für alle"


def test_the_name_beside_the_address_is_kept(door, marker):
    sent = send(door, marker, **{"from": {"name": "Büro · 件名", "address": door.me}})
    arrived = parsed(door.arrived(sent["messageId"])[0])
    assert addresses(arrived["From"]) == [("Büro · 件名", door.me)]


def test_blind_copies_are_blind(door, marker):
    sent = send(door, marker, bcc=[{"address": door.third}])
    assert len(sent["recipients"]) == 2 and all(one["accepted"] for one in sent["recipients"])
    for address in (door.other, door.third):
        [source] = door.arrived(sent["messageId"], address)
        assert parsed(source)["Bcc"] is None and door.third.encode() not in source.partition(b"\r\n\r\n")[0].replace(
            b"Delivered-To: " + door.third.encode(), b"").replace(b"for <" + door.third.encode(), b"")
    [copy] = door.sent_copies(sent["messageId"])
    message = door.call("getMessage", message=door.item(sent["messageId"], door.mailbox_of("sent"))["id"])
    # The one place where a sender finds them again; a server that files the copy by itself may not have been told of them.
    if sent["sentCopy"] == "appended" or by_first_way(door, "by") == "graph":
        assert [one["address"] for one in message["bcc"]] == [door.third]


def test_only_blind_copies(door, marker):
    sent = door.call("sendMessage", bcc=[{"address": door.other}], subject="blind " + marker, text="x")
    [source] = door.arrived(sent["messageId"])
    assert parsed(source)["Bcc"] is None


def test_the_copy_in_sent_is_there_once(door, marker):
    sent = send(door, marker)
    assert sent["sentCopy"] in ("server", "appended")
    door.arrived(sent["messageId"])
    [copy] = door.sent_copies(sent["messageId"])
    assert parsed(copy)["Subject"] == "note " + marker
    one = door.item(sent["messageId"], door.mailbox_of("sent"))
    assert "seen" in one["flags"] and "draft" not in one["flags"]
    assert [address["address"] for address in one["to"]] == [door.other]
    fields = {field["name"].lower() for field in door.call("getMessage", message=one["id"], headers=True)["headers"]}
    assert {"from", "to", "subject", "message-id"} <= fields or not door.capabilities()["ownHeaders"]
    drafts = door.listed(door.mailbox_of("drafts"), limit=100)
    assert all(marker not in draft.get("subject", "") for draft in drafts), "nothing is left in Drafts"


def test_a_key_sends_once(door, marker):
    message = note(door, marker, idempotencyKey="key " + marker)
    first = door.call("sendMessage", **message)
    again = door.call("sendMessage", **message)
    assert again["replayed"] and (again["messageId"], again["outcome"]) == (first["messageId"], "sent")
    for other in ({"subject": "another " + marker}, {"text": "Another.\n"}, {"to": [{"address": door.third}]}):
        with pytest.raises(errors.Conflict):
            door.call("sendMessage", **{**message, **other})
    door.restart()
    assert door.call("sendMessage", **message)["replayed"]
    assert len(door.arrived(first["messageId"])) == 1 and door.handed_over(marker) == 1
    assert len(door.sent_copies(first["messageId"])) == 1


def test_a_key_sends_once_for_many_at_the_same_time(door, marker):
    message = {"account": door.account, **note(door, marker, idempotencyKey="many " + marker)}
    answers, lock = [], threading.Lock()

    def ask():
        answer = door.client.call("sendMessage", message)
        with lock:
            answers.append(answer)

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(answers) == 6 and len({one["messageId"] for one in answers}) == 1
    assert len(door.arrived(answers[0]["messageId"])) == 1 and door.handed_over(marker) == 1


def test_without_a_key_the_same_again_is_another_mail(door, marker):
    first, second = send(door, marker), send(door, marker)
    assert first["messageId"] != second["messageId"]
    door.arrived(first["messageId"])
    door.arrived(second["messageId"])
    assert door.handed_over(marker) == 2


def test_a_raw_message_goes_as_it_is(door, marker):
    message = mail("raw " + marker, sender=door.me, to=door.other, text="..leading dots\n.\nend\n", html="<p>x</p>", X_Own="kept")
    sent = door.call("sendMessage", raw=encoded(message.as_bytes()))
    assert sent["messageId"] == message["Message-ID"]
    [source] = door.arrived(sent["messageId"])
    arrived = parsed(source)
    assert arrived["X-Own"] == "kept" and body(arrived, "plain").split("\n") == ["..leading dots", ".", "end"]
    assert door.bytes_handed_over(sent["messageId"]) == message.as_bytes()


def test_a_raw_message_keeps_its_blind_copies_blind(door, marker):
    message = mail("raw " + marker, sender=door.me, to=door.other, Bcc=door.third)
    sent = door.call("sendMessage", raw=encoded(message.as_bytes()))
    assert len(sent["recipients"]) == 2
    for address in (door.other, door.third):
        assert parsed(door.arrived(sent["messageId"], address)[0])["Bcc"] is None


def test_the_message_id_that_was_given(door, marker):
    given = f"<given.{marker}@inside.test>"
    assert send(door, marker, messageId=given)["messageId"] == given
    assert len(door.arrived(given)) == 1


def test_an_envelope_works_or_is_declared_not_to(door, marker):
    envelope = {"from": door.me, "to": [door.third]}
    if not any(way["envelope"] for way in door.capabilities()["sending"]):
        with pytest.raises(errors.Unsupported):
            send(door, marker, envelope=envelope)
        assert door.handed_over(marker) == 0
        return
    sent = send(door, marker, envelope=envelope)
    [source] = door.arrived(sent["messageId"], door.third)
    assert addresses(parsed(source)["To"]) == [("", door.other)] and door.copies(sent["messageId"], door.other) == []


def test_refused_recipients_are_told_by_place_or_later_as_declared(door, marker):
    nobody = door.refused()
    parts = {"to": [{"address": nobody}, {"address": door.other}]}
    if not by_first_way(door, "judgesRecipients"):
        sent = send(door, marker, **parts)
        assert all(one["accepted"] for one in sent["recipients"])
        assert len(door.arrived(sent["messageId"])) == 1
        return
    sent = send(door, marker, **parts)
    assert [one["accepted"] for one in sent["recipients"]] == [False, True]
    assert len(door.arrived(sent["messageId"])) == 1
    with pytest.raises(errors.RecipientRejected) as refused:
        send(door, marker + " none", requireAllRecipients=True, **parts)
    assert [one["index"] for one in refused.value.recipients] == [0] and "nobody" not in str(refused.value)
    with pytest.raises(errors.RecipientRejected):
        send(door, marker + " none", to=[{"address": nobody}])
    assert door.handed_over(marker + " none") == 0


@pytest.mark.parametrize("recipients", [{"to": []}, {"to": [], "cc": [], "bcc": []}, {"to": [{"address": "no address"}]},
                                        {"to": [{"address": "a@b@c"}]}, {"to": [{"name": "Nobody", "address": ""}]}])
def test_without_a_recipient_nothing_is_sent(door, marker, recipients):
    with pytest.raises(errors.InvalidParams):
        send(door, marker, **recipients)
    assert door.sent_copies(f"<{marker}@none>") == []


@pytest.mark.parametrize("change", [
    {"subject": "a\r\nBcc: {third}"}, {"to": [{"address": "{other}\r\nRCPT TO:<{third}>"}]}, {"headers": [{"name": "X-A\r\nX-B", "value": "c"}]},
    {"headers": [{"name": "X-A", "value": "c\r\nBcc: {third}"}]}, {"headers": [{"name": "Bcc", "value": "{third}"}]},
    {"to": [{"name": "a\r\nBcc: {third}", "address": "{other}"}]}, {"inReplyTo": "<a@b>\r\nBcc: {third}"},
    {"attachments": [{"filename": "a\r\nBcc: {third}", "content": "eA=="}]}])
def test_what_could_smuggle_is_refused_or_made_harmless(door, marker, change):
    def filled(value):
        if isinstance(value, str):
            return value.replace("{third}", door.third).replace("{other}", door.other)
        if isinstance(value, list):
            return [filled(one) for one in value]
        return {name: filled(one) for name, one in value.items()} if isinstance(value, dict) else value

    try:
        sent = door.call("sendMessage", **{**note(door, marker, messageId=f"<{marker}@inside.test>"), **filled(change)})
    except errors.PosternError as error:
        assert error.kind in ("invalidParams", "messageRejected", "forbidden"), error.data
        return
    [source] = door.arrived(sent["messageId"])
    assert parsed(source)["Bcc"] is None and door.copies(sent["messageId"], door.third) == []


def test_a_file_that_was_uploaded_before(door, marker):
    octets = secrets.token_bytes(400_000)
    blob = door.upload(octets, 150_000)
    sent = send(door, marker, attachments=[
        {"filename": "uploaded.bin", "contentType": "application/octet-stream", "blob": blob}, {"filename": "small.txt", "content": encoded(b"x")}])
    files = {file.get_filename(): file.get_payload(decode=True) for file in parsed(door.arrived(sent["messageId"])[0]).iter_attachments()}
    assert files == {"uploaded.bin": octets, "small.txt": b"x"}
    with pytest.raises((errors.NotFound, errors.InvalidParams)):
        send(door, marker, attachments=[{"filename": "never.bin", "blob": "blb_" + "a" * 24}])
    with pytest.raises(errors.InvalidParams):
        send(door, marker, attachments=[{"filename": "both.bin", "blob": blob, "content": encoded(b"x")}])
    door.client.call("deleteBlob", {"blob": blob})
    assert door.handed_over(marker) == 1


def test_a_large_file(door, marker):
    """More than fits into one request of Graph's."""
    octets = secrets.token_bytes(5_000_000)
    sent = send(door, marker, html="<p>see the file</p>", inReplyTo="<parent@outside.test>", replyTo=[{"address": "answers@inside.test"}],
                attachments=[{"filename": "large.bin", "contentType": "application/octet-stream", "blob": door.upload(octets, 4_000_000)}])
    arrived = parsed(door.arrived(sent["messageId"])[0])
    [file] = arrived.iter_attachments()
    assert file.get_filename() == "large.bin" and file.get_payload(decode=True) == octets
    assert body(arrived, "plain") == "Hello." and "see the file" in body(arrived, "html")
    assert arrived["In-Reply-To"] == "<parent@outside.test>" and addresses(arrived["Reply-To"]) == [("", "answers@inside.test")]
    assert len(door.sent_copies(sent["messageId"])) == 1


def test_a_deadline_before_the_servers_heard_of_it_sends_nothing(door, marker):
    door.freeze()
    try:
        with pytest.raises((errors.TimedOut, errors.ConnectFailed, errors.ProviderUnavailable)):
            door.call("sendMessage", **note(door, marker, timeoutMs=700))
    finally:
        door.thaw()
    assert send(door, marker + " after")["outcome"] == "sent"
    assert door.handed_over(marker + " after") == 1
    assert door.handed_over(f"note {marker}") == 1
