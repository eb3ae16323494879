"""Large attachments over Graph: downloaded once whatever is asked for, never held in memory, and sent whole through what goes wrong."""
import base64
import hashlib
import random
import secrets
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from graph_house import ADELE, GraphHouse, Refused
from sandbox import BRUNO

MIB = 1 << 20
PIECE = 4 * MIB
# The rise of a download or an upload of 150 MB.
ALLOWED = 32 * MIB
FACTS = {"graph.requestLimit": 1_000_000_000, "graph.uploadRateBytes": 1 << 40, "mail.recipientsPerDay": 1_000_000_000}


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    with GraphHouse(tmp_path_factory.mktemp("large"), FACTS, ("--messages", "300")) as one:
        one.mine = one.account(ADELE)
        one.bruno = one.raw(one.account(BRUNO))
        for user in (ADELE, BRUNO):
            one.sandbox.control("PATCH", f"people/{user}", json={"messageSizeLimit": 150 * MIB})
        yield one


@pytest.fixture(autouse=True)
def quiet(house):
    house.sandbox.control("DELETE", "faults")
    house.sandbox.control("DELETE", "requests")
    assert house.daemon.is_running()


class Memory:
    """How far a process's resident memory rises while something is done."""

    def __init__(self, process):
        self.status = Path(f"/proc/{process.pid}/status")
        # The peak is forgotten.
        Path(f"/proc/{process.pid}/clear_refs").write_text("5")
        self.before = self.bytes("VmRSS")

    def bytes(self, name):
        return next(int(line.split()[1]) * 1024 for line in self.status.read_text().splitlines() if line.startswith(name))

    def rise(self):
        return self.bytes("VmHWM") - self.before


def content(size, seed=1):
    return random.Random(seed).randbytes(size)


def blob_of(house, data):
    """Uploads it in pieces; gives its id."""
    made = {}
    for offset in range(0, len(data), PIECE):
        more = {"blob": made["blob"], "offset": offset} if made else {}
        made = house.client.call("uploadBlob", {**more, "content": base64.b64encode(data[offset:offset + PIECE]).decode()})
        assert made["size"] == min(len(data), offset + PIECE)
    return made["blob"]


def send(house, subject, *attachments, **more):
    return house.ask("sendMessage", account=house.mine, to=[{"address": BRUNO}], subject=subject, text="with something large",
                     attachments=list(attachments), **more)


def file(house, data, name="large.bin"):
    """As an attachment: what fits into a line goes with it."""
    carried = {"blob": blob_of(house, data)} if len(data) > 8 * MIB else {"content": base64.b64encode(data).decode()}
    return {"filename": name, "contentType": "application/octet-stream", **carried}


def arrived(house, subject):
    """What Bruno got: the attachments' bytes of each message, by name."""
    house.sandbox.settle()
    found = [entry for entry in house.bruno.pages("/me/mailFolders/inbox/messages", **{"$select": "id,subject", "$top": "200"})
             if entry["subject"] == subject]
    return [{entry["name"]: house.bruno.attachment(message["id"], entry["id"]) for entry in house.bruno.attachments(message["id"])}
            for message in found]


def went(house, subject):
    return sum(mail["subject"] == subject for mail in house.sandbox.sent())


def drafts(house, subject):
    return house.raw(house.mine).count("drafts", subject)


@pytest.mark.timeout(600)
def test_150_megabytes_are_downloaded_once_and_never_held(house, capsys):
    raw = house.raw(house.mine)
    entry = next(one for one in raw.pages("/me/messages", **{"$select": "id,subject", "$top": "500"}) if one["subject"] == "A file of 150 MB")
    [attachment] = raw.attachments(entry["id"])
    with ThreadPoolExecutor(1) as pool:
        expected = pool.submit(served, raw, f"/me/messages/{entry['id']}/attachments/{attachment['id']}/$value")
        download(house, expected, capsys)


def served(raw, path):
    """The hash of what the sandbox itself gives."""
    hashed = hashlib.sha256()
    with raw.http.get(raw.root + path, stream=True) as answer:
        for piece in answer.iter_content(MIB):
            hashed.update(piece)
    return hashed.digest()


def download(house, expected, capsys):
    named = next({"account": house.mine, "message": one["id"]} for mailbox in house.client.call("listMailboxes", {"account": house.mine})["mailboxes"]
                 if mailbox["selectable"] for one in house.listed(house.mine, 400, mailbox=mailbox["path"], fields=["id", "subject"])
                 if one.get("subject") == "A file of 150 MB")
    [told] = house.client.call("getMessage", named)["attachments"]
    memory = Memory(house.daemon.process)
    found, offset, content_id = hashlib.sha256(), 0, {}
    dice = random.Random(1)
    while True:
        piece, window = house.window("getAttachment", offset, MIB, attachment=told["id"], timeoutMs=300_000, **content_id, **named)
        found.update(piece)
        offset += len(piece)
        content_id = {"contentId": window["contentId"]}
        if offset >= window["size"]:
            break
        if dice.random() < 0.05:
            # Once more, out of order: it is not downloaded again.
            house.window("getAttachment", dice.randrange(offset), 1_000, attachment=told["id"], **content_id, **named)
    rise = memory.rise()
    assert offset == window["size"] == 150 * MIB
    assert found.digest() == expected.result()
    # One of Postern's, and that of `served`.
    assert len(house.sandbox.requests(door="graph", operation="attachments.value")) == 2
    with capsys.disabled():
        print(f"\n150 MB downloaded in {-(-offset // MIB)} windows by one request; resident memory {memory.before / MIB:.0f} MiB, at most {rise / MIB:.1f} MiB more")
    assert rise < ALLOWED


# Below, at and above where Graph changes its way; which MB Microsoft means is not told. If it means MiB, the last 200 bytes below
# three are too many for one request and too few for an upload: nothing can carry these, and `tooLarge` says so.
SIZES = [0, 1, 2_999_999, 3_000_000, 3_050_000, 3_145_500, 3_145_728, 3_276_800, 3_276_801, 6_553_600, 10_000_000]


@pytest.mark.timeout(120)
@pytest.mark.parametrize("size", SIZES)
def test_an_attachment_of_any_size_arrives_whole(house, size):
    subject, data = f"size {size} {secrets.token_hex(4)}", content(size)
    answer = send(house, subject, file(house, data))
    assert not isinstance(answer, Refused), answer
    assert answer["outcome"] == "sent"
    assert arrived(house, subject) == [{"large.bin": data}]
    assert (went(house, subject), drafts(house, subject)) == (1, 0)


def test_several_that_are_small_alone_arrive_whole(house):
    subject = "several " + secrets.token_hex(4)
    files = {f"{number}.bin": content(1_500_000, number) for number in range(5)}
    answer = send(house, subject, *(file(house, data, name) for name, data in files.items()))
    assert not isinstance(answer, Refused), answer
    assert arrived(house, subject) == [files]


@pytest.mark.timeout(600)
def test_the_largest_arrives_whole_and_is_never_held(house, capsys):
    subject, data = "largest " + secrets.token_hex(4), content(100 * MIB)
    attachment = file(house, data)
    # A new process, so that what the uploading left free cannot be used again unseen.
    house.daemon.restart()
    house.connect()
    house.listed(house.mine, 10)
    memory = Memory(house.daemon.process)
    answer = send(house, subject, attachment, timeoutMs=600_000)
    rise = memory.rise()
    assert not isinstance(answer, Refused), answer
    assert arrived(house, subject) == [{"large.bin": data}]
    assert went(house, subject) == 1
    with capsys.disabled():
        print(f"\n100 MiB sent in {len(house.sandbox.requests(door='graph', operation='uploads.put'))} slices; resident memory "
              f"{memory.before / MIB:.0f} MiB, at most {rise / MIB:.1f} MiB more")
    assert rise < ALLOWED


IN_THE_MIDDLE = {
    "the connection went before a slice was taken": ("http.dropBefore", {}),
    "the connection went after a slice was taken": ("http.dropAfter", {}),
    "throttled": ("http.status", {"status": 429, "retryAfter": "0.3"}),
    "throttled, says not when": ("http.status", {"status": 429}),
    "not there for a moment": ("http.status", {"status": 503}),
    "a gateway's page": ("http.html", {"status": 504}),
    "an answer cut in two": ("http.truncated", {}),
    "200 and nothing": ("http.empty", {}),
    "another range than it wants": ("http.status", {"status": 416}),
    "the session is gone": ("http.status", {"status": 404}),
    "the session's token is not taken": ("http.status", {"status": 401}),
}


@pytest.fixture(scope="module")
def three_slices(house):
    """A content and its blob, which can be attached again and again."""
    data = content(7_000_000)
    return data, blob_of(house, data)


@pytest.mark.timeout(120)
@pytest.mark.parametrize("at", [0, 1, 2], ids=["first slice", "second slice", "last slice"])
@pytest.mark.parametrize("what", IN_THE_MIDDLE)
def test_a_fault_amid_an_upload_costs_nothing(house, three_slices, what, at):
    """What cannot be gone on with is begun anew, also by the same call again."""
    name, parameters = IN_THE_MIDDLE[what]
    subject, (data, blob) = f"{what} {secrets.token_hex(4)}", three_slices
    house.sandbox.fault(name, parameters, door="graph", operation="uploads.put", after=at)
    attachment = {"filename": "large.bin", "contentType": "application/octet-stream", "blob": blob}
    answer = send(house, subject, attachment, idempotencyKey=subject, timeoutMs=60_000)
    if isinstance(answer, Refused):
        assert answer.retryable and went(house, subject) == 0, answer
        answer = send(house, subject, attachment, idempotencyKey=subject, timeoutMs=60_000)
    assert not isinstance(answer, Refused), answer
    assert not house.sandbox.control("GET", "faults")["faults"], "the fault did not strike"
    assert arrived(house, subject) == [{"large.bin": data}]
    assert (went(house, subject), drafts(house, subject)) == (1, 0)


def test_a_whole_message_above_the_cap_is_too_large_and_never_taken_apart(house):
    subject = "signed " + secrets.token_hex(4)
    source = f"From: {ADELE}\r\nTo: {BRUNO}\r\nSubject: {subject}\r\n\r\n".encode() + b"signed text\r\n" * 400_000
    house.sandbox.control("DELETE", "requests")
    answer = house.ask("sendMessage", account=house.mine, raw=base64.b64encode(source).decode())
    assert isinstance(answer, Refused) and (answer.kind, answer.retryable) == ("tooLarge", False)
    assert (went(house, subject), drafts(house, subject)) == (0, 0)
    assert not [one for one in house.sandbox.requests(door="graph") if one["method"] == "POST"]


def test_a_message_above_the_mailboxs_limit_is_told_so_and_leaves_nothing(house):
    subject = "limit " + secrets.token_hex(4)
    house.sandbox.control("PATCH", f"people/{ADELE}", json={"messageSizeLimit": 4_000_000})
    try:
        answer = send(house, subject, file(house, content(6_000_000)))
        assert isinstance(answer, Refused) and (answer.kind, answer.retryable) == ("tooLarge", False), answer
        assert answer.data.get("hint")
        assert (went(house, subject), drafts(house, subject)) == (0, 0)
    finally:
        house.sandbox.control("PATCH", f"people/{ADELE}", json={"messageSizeLimit": 150 * MIB})


def test_an_attachment_that_no_session_takes_is_too_large(tmp_path):
    """With a limit that is quicker to reach than 150 MB."""
    with GraphHouse(tmp_path, {"graph.uploadMaximumBytes": 4_000_000}, ("--messages", "5")) as house:
        house.mine = house.account(ADELE)
        answer = send(house, "too large", file(house, content(5_000_000)))
        assert isinstance(answer, Refused) and (answer.kind, answer.retryable) == ("tooLarge", False), answer
        assert (went(house, "too large"), drafts(house, "too large")) == (0, 0)
