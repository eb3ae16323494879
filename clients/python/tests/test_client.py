"""The Python client, against a server that plays tricks and against the real daemon."""
import asyncio
import base64
import json
import os
import socket
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import pytest

from postern import AsyncClient, Client, Disconnected, PosternError, default_socket_path, errors

HERE = Path(__file__).resolve().parent


class Trickster:
    """One connection's other end: takes requests, says what the test wants."""

    def __init__(self):
        self.directory = tempfile.mkdtemp(prefix="postern-py.", dir="/tmp")
        self.path = os.path.join(self.directory, "s")
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(self.path)
        self.listener.listen()

    def accept(self):
        self.connection, _ = self.listener.accept()
        self.connection.settimeout(30)
        self.lines = self.connection.makefile("rb")

    def request(self):
        return json.loads(self.lines.readline())

    def say(self, value):
        self.connection.sendall((value if isinstance(value, bytes) else json.dumps(value).encode()) + b"\n")

    def close(self):
        for one in ("lines", "connection", "listener"):
            if hasattr(self, one):
                getattr(self, one).close()
        if os.path.exists(self.path):
            os.unlink(self.path)
        os.rmdir(self.directory)


@pytest.fixture
def trickster():
    one = Trickster()
    yield one
    one.close()


@pytest.fixture
def pair(trickster):
    client = Client(trickster.path, timeout=30)
    trickster.accept()
    yield client, trickster
    client.close()


def answer(request, **fields):
    return {"jsonrpc": "2.0", "id": request["id"], **fields}


def test_answers_find_their_callers_in_any_order(pair):
    client, trickster = pair
    futures = [client.submit("echo", {"n": n}) for n in range(10)]
    requests = [trickster.request() for _ in futures]
    for request in reversed(requests):
        trickster.say(answer(request, result=request["params"]["n"]))
    assert [future.result(30) for future in futures] == list(range(10))


def test_a_batch_keeps_its_order_and_gives_errors_as_values(pair):
    client, trickster = pair
    results = []
    thread = threading.Thread(target=lambda: results.extend(client.batch([("a", None), ("b", {"x": 1}), ("c", {})])))
    thread.start()
    first, second, third = trickster.request()
    trickster.say([
        answer(third, result=3), answer(first, result=1),
        answer(second, error={"code": -31010, "message": "gone", "data": {"kind": "notFound"}})])
    thread.join(30)
    assert results[0] == 1 and results[2] == 3 and isinstance(results[1], errors.NotFound)


def test_an_error_is_of_the_class_of_its_kind(pair):
    client, trickster = pair
    future = client.submit("a")
    trickster.say(answer(trickster.request(), error={
        "code": -31020, "message": "no valid sign-in", "data": {
            "kind": "signInRequired", "retryable": False, "hint": "call authorizeURL", "account": "acc_1",
            "correlationId": "c-7", "provider": {"name": "entra", "status": 400, "code": "invalid_grant"}}}))
    with pytest.raises(errors.SignInRequired) as raised:
        future.result(30)
    error = raised.value
    assert (error.code, error.account, error.correlation_id, error.retryable) == (-31020, "acc_1", "c-7", False)
    assert error.provider["status"] == 400 and str(error) == "signInRequired: no valid sign-in (call authorizeURL)"


def test_an_error_of_a_later_daemon_is_still_an_error(pair):
    client, trickster = pair
    future = client.submit("a")
    trickster.say(answer(trickster.request(), error={
        "code": -31099, "message": "new", "data": {"kind": "brandNew", "retryable": True, "retryAfterMs": 5}}))
    with pytest.raises(PosternError) as raised:
        future.result(30)
    assert raised.value.kind == "brandNew" and raised.value.retryable and raised.value.retry_after_ms == 5

class Shelf:
    """Answers `getInfo`, `uploadBlob`, `getBlob`, `deleteBlob` and `sendMessage` as a daemon does, and keeps what it was told."""

    def __init__(self, trickster, piece_bytes=3, lose=()):
        self.trickster, self.piece_bytes, self.lose = trickster, piece_bytes, set(lose)
        self.blobs, self.sent, self.pieces, self.deleted = {}, [], 0, []
        self.thread = threading.Thread(target=self.run, daemon=True)
        self.thread.start()

    def run(self):
        try:
            while line := self.trickster.lines.readline():
                request = json.loads(line)
                self.trickster.say(answer(request, result=getattr(self, request["method"])(**request.get("params", {}))))
        except (OSError, ValueError):
            pass

    def getInfo(self):
        return {"limits": {"blobPieceBytes": self.piece_bytes, "lineBytes": 1 << 25}}

    def uploadBlob(self, content, blob=None, offset=0):
        self.pieces += 1
        blob = blob or f"blb_{len(self.blobs)}"
        data = base64.b64decode(content)
        assert len(data) <= self.piece_bytes and len(self.blobs.setdefault(blob, b"")) == offset
        self.blobs[blob] += data
        if self.pieces in self.lose:
            self.trickster.connection.shutdown(socket.SHUT_RDWR)
        return {"blob": blob, "size": len(self.blobs[blob]), "expiresAt": "2026-11-24T09:00:00Z"}

    def getBlob(self, blob, offset=0, length=4):
        content = self.blobs[blob][offset:offset + length]
        return {
            "content": base64.b64encode(content).decode(), "offset": offset, "size": len(self.blobs[blob]),
            "expiresAt": "2026-11-24T09:00:00Z"}

    def deleteBlob(self, blob):
        self.deleted.append(blob)
        return {}

    def sendMessage(self, **params):
        self.sent.append(params)
        return {"messageId": "<1@x>"}


@pytest.mark.parametrize("size", [0, 1, 3, 4, 9, 10])
def test_a_file_goes_up_in_pieces_and_comes_back(pair, tmp_path, size):
    client, trickster = pair
    shelf = Shelf(trickster)
    data = bytes(range(size))
    (tmp_path / "f").write_bytes(data)
    sizes = []
    blob = client.upload(tmp_path / "f", progress=lambda name, size: sizes.append((name, size)))
    assert shelf.blobs == {blob: data} and sizes[-1] == (blob, size) and shelf.pieces == max(1, -(-size // 3))
    assert b"".join(client.iter_blob(blob=blob)) == data
    assert shelf.blobs[client.upload(data)] == data


def test_an_upload_goes_on_where_it_was_cut_off(trickster):
    """The answer to the third piece is lost: its bytes are there, though nobody was told."""
    data = bytes(range(20))
    kept = {}
    first = Client(trickster.path, timeout=30)
    trickster.accept()
    shelf = Shelf(trickster, lose=[3])
    with pytest.raises(Disconnected):
        first.upload(data, progress=lambda name, size: kept.update(blob=name, size=size))
    first.close()
    assert kept["size"] == 6 and len(shelf.blobs[kept["blob"]]) == 9
    trickster.lines.close()
    trickster.connection.close()
    second = Client(trickster.path, timeout=30)
    trickster.accept()
    again = Shelf(trickster)
    again.blobs = shelf.blobs
    assert second.upload(data, blob=kept["blob"]) == kept["blob"] and shelf.blobs[kept["blob"]] == data
    with pytest.raises(ValueError):
        second.upload(data[:5], blob=kept["blob"])
    second.close()


class Dribble:
    """A pipe that gives a byte at a time."""

    def __init__(self, data):
        self.data = data

    def read(self, length):
        byte, self.data = self.data[:1], self.data[1:]
        return byte


def test_small_files_go_with_the_message_and_large_ones_before_it(pair, tmp_path):
    client, trickster = pair
    shelf = Shelf(trickster, piece_bytes=1 << 20)
    (tmp_path / "note.txt").write_bytes(b"small")
    large = os.urandom((1 << 20) + 1)
    (tmp_path / "film.mp4").write_bytes(large)
    client.send(
        account="acc_1", to=[{"address": "b@example.com"}], text="x",
        attachments=[{"filename": "own", "content": "eA=="}],
        files=[
            tmp_path / "note.txt", str(tmp_path / "film.mp4"), Dribble(b"abc"),
            {"file": b"png", "filename": "a.png", "inline": True, "contentId": "c"}])
    [sent] = shelf.sent
    assert sent["to"] == [{"address": "b@example.com"}] and sent["text"] == "x"
    assert sent["attachments"] == [
        {"filename": "own", "content": "eA=="},
        {"filename": "note.txt", "contentType": "text/plain", "content": base64.b64encode(b"small").decode()},
        {"filename": "film.mp4", "contentType": "video/mp4", "blob": "blb_0"},
        {"contentType": "application/octet-stream", "content": base64.b64encode(b"abc").decode()},
        {"filename": "a.png", "contentType": "image/png", "inline": True, "contentId": "c",
         "content": base64.b64encode(b"png").decode()}]
    assert shelf.blobs == {"blb_0": large} and shelf.deleted == ["blb_0"]


def test_many_middling_files_do_not_make_one_large_call(pair):
    client, trickster = pair
    shelf = Shelf(trickster, piece_bytes=1 << 20)
    client.send(account="acc_1", files=[bytes(1 << 20)] * 6)
    kinds = ["blob" if "blob" in one else "content" for one in shelf.sent[0]["attachments"]]
    assert kinds == ["content"] * 4 + ["blob"] * 2 and len(shelf.deleted) == 2


def test_the_asynchronous_client_uploads_and_sends(trickster, tmp_path):
    (tmp_path / "film.mp4").write_bytes(bytes((1 << 20) + 5))

    async def run():
        connecting = asyncio.get_running_loop().run_in_executor(None, trickster.accept)
        async with AsyncClient(trickster.path, timeout=30) as client:
            await connecting
            shelf = Shelf(trickster, piece_bytes=1 << 19)
            blob = await client.upload(b"abcdefg")
            assert b"".join([part async for part in client.iter_blob(blob=blob)]) == b"abcdefg"
            assert await client.upload(b"abcdefgh", blob=blob) == blob and shelf.blobs[blob] == b"abcdefgh"
            await client.send(account="acc_1", files=[tmp_path / "film.mp4", b"x"])
            film, small = shelf.sent[0]["attachments"]
            assert shelf.blobs[film["blob"]] == bytes((1 << 20) + 5) and small["content"] == "eA=="
            assert shelf.deleted == [film["blob"]]

    asyncio.run(run())


def test_a_lost_connection_ends_every_call(pair):
    client, trickster = pair
    futures = [client.submit("a") for _ in range(5)]
    trickster.request()
    trickster.connection.shutdown(socket.SHUT_RDWR)
    for future in futures:
        with pytest.raises(Disconnected):
            future.result(30)
    with pytest.raises(Disconnected):
        client.call("a")


@pytest.mark.parametrize("line", [b"not json", b"7", b'"text"', b"[1]"])
def test_nonsense_ends_the_connection_with_an_error(pair, line):
    client, trickster = pair
    future = client.submit("a")
    trickster.request()
    trickster.say(line)
    with pytest.raises(errors.ProtocolError):
        future.result(30)


def test_what_concerns_the_connection_reaches_who_waits(pair):
    client, trickster = pair
    future = client.submit("a")
    trickster.request()
    trickster.say({"jsonrpc": "2.0", "id": None, "error": {
        "code": -31001, "message": "unknown caller", "data": {"kind": "unauthorized"}}})
    with pytest.raises(errors.Unauthorized):
        future.result(30)
    trickster.connection.shutdown(socket.SHUT_RDWR)
    client._reader.join(30)
    with pytest.raises(errors.Unauthorized):
        client.call("a")


def test_who_is_refused_while_he_connects_hears_why(trickster):
    for _ in range(20):
        with Client(trickster.path, timeout=30) as client:
            trickster.accept()
            trickster.say(without_id("unauthorized"))
            trickster.lines.close()
            trickster.connection.close()
            with pytest.raises(errors.Unauthorized):
                client.call("a")


def without_id(kind):
    return {"jsonrpc": "2.0", "id": None, "error": {"code": -31071, "message": "x", "data": {"kind": kind}}}


def test_a_line_that_was_too_long_ends_the_longest_call_only(pair):
    client, trickster = pair
    short, long = client.submit("short"), client.submit("long", {"text": "x" * 1000})
    first, _ = trickster.request(), trickster.request()
    trickster.say(without_id("tooLarge"))
    with pytest.raises(errors.TooLarge):
        long.result(30)
    trickster.say(answer(first, result="fine"))
    assert short.result(30) == "fine"


def test_a_bad_line_ends_who_waits_and_nobody_later(pair):
    client, trickster = pair
    futures = [client.submit("a"), client.submit("b")]
    for _ in futures:
        trickster.request()
    trickster.say(without_id("invalidRequest"))
    for future in futures:
        with pytest.raises(errors.InvalidRequest):
            future.result(30)
    later = client.submit("c")
    trickster.say(answer(trickster.request(), result="fine"))
    assert later.result(30) == "fine"
    trickster.connection.shutdown(socket.SHUT_RDWR)
    client._reader.join(30)
    with pytest.raises(Disconnected):
        client.call("d")


LARGE = {"text": "x" * 100_000}
INFO = {"limits": {"lineBytes": 90_000}}


def test_a_line_longer_than_the_daemon_takes_is_not_sent(pair):
    client, trickster = pair
    asked = []

    def play():
        asked.append(trickster.request())
        trickster.say(answer(asked[0], result=INFO))
        asked.append(trickster.request())
        trickster.say(answer(asked[1], result="fine"))

    thread = threading.Thread(target=play)
    thread.start()
    for call in (client.call, client.submit, client.notify):
        with pytest.raises(errors.TooLarge) as refused:
            call("a", LARGE)
    assert refused.value.code == -31071 and not refused.value.retryable
    with pytest.raises(errors.TooLarge):
        client.batch([("a", LARGE), ("b", None)])
    assert client.call("small") == "fine" and not client._waiting
    thread.join(30)
    assert [request["method"] for request in asked] == ["getInfo", "small"]


@pytest.mark.parametrize("said", [
    {"result": {"limits": {"lineBytes": 200_000}}}, {"result": {}},
    {"error": {"code": -31002, "message": "x", "data": {"kind": "forbidden"}}}], ids=["enough", "nothing", "forbidden"])
def test_a_large_line_is_sent_where_it_may_be_taken(pair, said):
    client, trickster = pair

    def play():
        trickster.say(answer(trickster.request(), **said))
        trickster.say(answer(trickster.request(), result="fine"))

    thread = threading.Thread(target=play)
    thread.start()
    assert client.call("a", LARGE) == "fine"
    thread.join(30)


def test_a_callback_that_sends_much_does_not_wait_for_itself(pair):
    client, trickster = pair
    sent = []
    future = client.submit("a")
    future.add_done_callback(lambda _: sent.append(client.submit("b", LARGE)))
    trickster.say(answer(trickster.request(), result=1))
    trickster.say(answer(trickster.request(), result=2))
    assert future.result(30) == 1
    client.close()
    assert sent[0].result(30) == 2


def test_who_does_not_want_to_wait_cancels(pair):
    client, trickster = pair
    with pytest.raises(errors.TimedOut):
        client.call("slow", timeout=0.01)
    request = trickster.request()
    assert trickster.request() == {"jsonrpc": "2.0", "method": "$/cancelRequest", "params": {"id": request["id"]}}
    trickster.say(answer(request, error={"code": -32800, "message": "x", "data": {"kind": "requestCancelled"}}))
    future = client.submit("next")
    trickster.say(answer(trickster.request(), result="fine"))
    assert future.result(30) == "fine"


def test_an_unknown_answer_is_ignored(pair):
    client, trickster = pair
    future = client.submit("a")
    request = trickster.request()
    trickster.say({"jsonrpc": "2.0", "id": 4711, "result": 1})
    trickster.say({"jsonrpc": "2.0", "method": "event", "params": {}})
    trickster.say(answer(request, result="mine"))
    assert future.result(30) == "mine"


def test_text_of_the_world_and_line_ends_in_it(pair):
    client, trickster = pair
    text = "Grüße\n\r\u2028\U0001f4ee\0\"\\"
    future = client.submit("echo", {"text": text})
    request = trickster.request()
    trickster.say(answer(request, result=request["params"]["text"]))
    assert future.result(30) == text


def test_without_a_daemon_it_says_where_it_looked():
    with pytest.raises(Disconnected) as missing:
        Client("/nonexistent/postern.sock")
    assert "/nonexistent/postern.sock" in str(missing.value)


@pytest.mark.parametrize("environment, exists, expected", [
    ({"POSTERN_SOCKET": "/a", "XDG_RUNTIME_DIR": "/run/user/1"}, False, "/a"),
    ({"XDG_RUNTIME_DIR": "/run/user/1"}, True, "/run/user/1/postern/postern.sock"),
    ({"XDG_RUNTIME_DIR": "/run/user/1"}, False, "/run/postern/postern.sock"),
    ({}, False, "/run/postern/postern.sock"),
])
def test_where_the_socket_is(monkeypatch, environment, exists, expected):
    for name in ("POSTERN_SOCKET", "XDG_RUNTIME_DIR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(os.path, "exists", lambda path: exists)
    assert default_socket_path() == expected


# asyncio

def run_async(trickster, script, play):
    """The client's side as a coroutine, the other end in a thread."""
    def other_end():
        trickster.accept()
        play()

    thread = threading.Thread(target=other_end)
    thread.start()

    async def main():
        async with AsyncClient(trickster.path) as client:
            return await script(client)

    result = asyncio.run(main())
    thread.join(30)
    return result


def test_asynchronous_calls_overlap(trickster):
    def play():
        for request in reversed([trickster.request() for _ in range(5)]):
            trickster.say(answer(request, result=request["params"]["n"]))

    async def script(client):
        return await asyncio.gather(*(client.call("echo", {"n": n}) for n in range(5)))

    assert run_async(trickster, script, play) == list(range(5))


def test_a_cancelled_task_cancels_its_call(trickster):
    seen = []

    def play():
        seen.extend(trickster.request() for _ in range(2))

    async def script(client):
        task = asyncio.ensure_future(client.call("slow"))
        while not client._waiting:
            await asyncio.sleep(0)
        await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    run_async(trickster, script, play)
    assert seen[1]["method"] == "$/cancelRequest" and seen[1]["params"]["id"] == seen[0]["id"]


def test_an_asynchronous_timeout_is_the_same_error(trickster):
    def play():
        trickster.request()
        trickster.request()

    async def script(client):
        with pytest.raises(errors.TimedOut):
            await client.call("slow", timeout=0.01)

    run_async(trickster, script, play)


# Device logins

INVITATION = {"login": "lgn", "userCode": "AB12", "verificationURI": "https://p.example/device", "expiresAt": "2026-11-23T12:00:00Z"}
LATE = {"code": -31045, "message": "not yet", "data": {"kind": "timeout", "retryable": True}}


def answer_device_login(trickster, *ends):
    """The other end of a device login whose outcome is asked for as often as there are answers; gives the requests."""
    begun = trickster.request()
    trickster.say(answer(begun, result=INVITATION))
    return [begun] + answer_waits(trickster, *ends)


def answer_waits(trickster, *ends):
    asked = []
    for end in ends:
        asked.append(trickster.request())
        trickster.say(answer(asked[-1], **end))
    return asked


def test_a_device_login_tells_the_user_and_asks_until_there_is_an_outcome(pair):
    client, trickster = pair
    seen, shown = [], []
    thread = threading.Thread(
        target=lambda: seen.extend(answer_device_login(trickster, {"error": LATE}, {"error": LATE}, {"result": {"isNew": True}})))
    thread.start()
    assert client.device_login(app="app_1", show=shown.append, expected_email="ann@example.com") == {"isNew": True}
    thread.join(30)
    assert shown == [INVITATION]
    assert seen[0]["method"] == "startDeviceLogin" and seen[0]["params"] == {"app": "app_1", "expectedEmail": "ann@example.com"}
    for request in seen[1:]:
        assert request["method"] == "awaitDeviceLogin" and request["params"] == {"login": "lgn", "timeoutMs": 60_000}


def test_a_device_login_that_fails_is_asked_for_once(pair):
    client, trickster = pair
    expired = {"error": {"code": -31024, "message": "too late", "data": {"kind": "codeExpired"}}}
    thread = threading.Thread(target=lambda: answer_device_login(trickster, expired))
    thread.start()
    with pytest.raises(errors.CodeExpired):
        client.device_login(app="app_1", show=lambda invitation: None)
    thread.join(30)


def test_a_device_login_is_not_waited_for_for_ever(pair):
    client, trickster = pair
    thread = threading.Thread(target=lambda: answer_waits(trickster, {"error": LATE}))
    thread.start()
    with pytest.raises(errors.TimedOut):
        client.finish_device_login(login="lgn", seconds=0)
    thread.join(30)


@pytest.mark.parametrize("more, words", [
    ({}, "Open https://p.example/device and enter the code AB12."), ({"message": "Please go\x1b[2J there."}, "Please go[2J there.")])
def test_what_a_user_reads_is_the_providers_sentence_or_ours(capsys, more, words):
    from postern._device import print_invitation
    print_invitation({**INVITATION, **more})
    assert capsys.readouterr().err == words + "\n"


def test_an_asynchronous_device_login_is_the_same(trickster):
    seen = []

    async def script(client):
        return await client.device_login(app="app_1", show=lambda invitation: None)

    assert run_async(trickster, script, lambda: seen.extend(
        answer_device_login(trickster, {"error": LATE}, {"result": {"isNew": False}}))) == {"isNew": False}
    assert len(seen) == 3


def test_an_error_tells_who_has_to_act(pair):
    client, trickster = pair
    future = client.submit("a")
    trickster.say(answer(trickster.request(), error={
        "code": -31021, "message": "a permission is missing", "data": {
            "kind": "consentRequired", "scopes": ["Mail.Send"], "accounts": ["acc_1"],
            "provider": {"name": "entra", "responsible": "administrator"}}}))
    with pytest.raises(errors.ConsentRequired) as raised:
        future.result(30)
    error = raised.value
    assert (error.responsible, error.scopes, error.accounts) == ("administrator", ["Mail.Send"], ["acc_1"])
    assert PosternError("x").responsible is None and PosternError("x").scopes == PosternError("x").accounts == []


def test_a_daemons_own_timeout_is_told_as_it_is(trickster):
    def play():
        trickster.say(answer(trickster.request(), error={
            "code": -31045, "message": "too long", "data": {"kind": "timeout", "retryable": True}}))

    async def script(client):
        with pytest.raises(errors.TimedOut) as late:
            await client.call("slow")
        return late.value.message

    assert run_async(trickster, script, play) == "too long"


def test_an_asynchronous_client_hears_of_the_end(trickster):
    def play():
        trickster.request()
        trickster.connection.shutdown(socket.SHUT_RDWR)

    async def script(client):
        with pytest.raises(Disconnected):
            await client.call("a")
        with pytest.raises(Disconnected):
            await client.call("b")

    run_async(trickster, script, play)


def test_an_asynchronous_client_outlives_a_line_that_was_refused(trickster):
    def play():
        trickster.say(answer(trickster.request(), result=INFO))
        first = trickster.request()
        trickster.request()
        trickster.say(without_id("tooLarge"))
        trickster.say(answer(first, result="short"))
        trickster.request()
        trickster.say(without_id("parseError"))
        trickster.say(answer(trickster.request(), result="fine"))

    async def script(client):
        for call in (client.call, client.notify):
            with pytest.raises(errors.TooLarge):
                await call("a", LARGE)
        short, long = await asyncio.gather(
            client.call("b"), client.call("c", {"text": "x" * 1000}), return_exceptions=True)
        assert short == "short" and isinstance(long, errors.TooLarge)
        with pytest.raises(errors.ParseError):
            await client.call("d")
        return await client.call("e")

    assert run_async(trickster, script, play) == "fine"


def test_an_asynchronous_client_knows_why_it_was_refused(trickster):
    def play():
        trickster.request()
        trickster.say(without_id("unauthorized"))
        trickster.connection.shutdown(socket.SHUT_RDWR)

    async def script(client):
        for _ in range(2):
            with pytest.raises(errors.Unauthorized):
                await client.call("a")
            await client._reading

    run_async(trickster, script, play)


CONTENT = bytes(range(256)) * 10


def serve_windows(trickster, count):
    """Answers `count` requests for windows of at most 1,000 bytes, and notes what they asked for."""
    asked = []
    for _ in range(count):
        request = trickster.request()
        offset = request["params"]["offset"]
        asked.append((request["method"], offset, request["params"].get("contentId")))
        trickster.say(answer(request, result={
            "content": base64.b64encode(CONTENT[offset:offset + 1000]).decode(), "offset": offset, "size": len(CONTENT),
            "contentId": "c1"}))
    return asked


WINDOWS = [(0, None), (1000, "c1"), (2000, "c1")]


def test_content_is_put_together_from_its_windows(pair):
    client, trickster = pair
    asked = []
    thread = threading.Thread(target=lambda: asked.extend(serve_windows(trickster, 3)))
    thread.start()
    assert b"".join(client.iter_source(account="a", message="m")) == CONTENT
    thread.join(30)
    assert asked == [("getMessageSource", *window) for window in WINDOWS]


def test_content_is_put_together_asynchronously(trickster):
    asked = []

    async def script(client):
        return [piece async for piece in client.iter_attachment(account="a", message="m", attachment="2")]

    assert b"".join(run_async(trickster, script, lambda: asked.extend(serve_windows(trickster, 3)))) == CONTENT
    assert asked == [("getAttachment", *window) for window in WINDOWS]


# The real daemon

def test_the_typed_methods_are_those_of_the_description():
    done = subprocess.run(
        [sys.executable, HERE.parent / "tools/generate.py", "--check"], stderr=subprocess.PIPE, text=True)
    assert done.returncode == 0, done.stderr


def test_every_method_of_the_daemon_has_its_typed_call(daemon):
    with Client(str(daemon.socket_path)) as client:
        for method in client.discover()["methods"]:
            calls = [name for name in dir(Client) if not name.startswith("_")]
            assert any(
                name.replace("_", "") == method["name"].rpartition(".")[2].lower() for name in calls), method["name"]


def test_the_daemon_answers_and_refuses(daemon):
    with Client(str(daemon.socket_path), timeout=60) as client:
        assert client.get_info()["name"] == "posternd"
        assert client.list_accounts()["accounts"] == []
        with pytest.raises(errors.MethodNotFound):
            client.call("noSuchMethod")
        with pytest.raises(errors.InvalidParams):
            client.call("ping", {"unheardOf": 1})
        assert [type(one) for one in client.batch([("ping", None), ("noSuchMethod", None)])] == [
            dict, errors.MethodNotFound]


def test_the_daemon_takes_calls_after_one_that_is_too_large(daemon):
    with Client(str(daemon.socket_path), timeout=60) as client:
        limit = client.get_info()["limits"]["lineBytes"]
        with pytest.raises(errors.TooLarge):
            client.call("ping", {"text": "x" * limit})
        # As if nobody had looked: the daemon itself refuses the line.
        client._line_limit = 2 * limit
        with pytest.raises(errors.TooLarge):
            client.call("ping", {"text": "x" * limit})
        with pytest.raises(errors.ParseError):
            client.call("ping", {"deep": json.loads("[" * 100 + "]" * 100)})
        assert {type(one) for one in client.batch([("ping", None)] * 100)} == {errors.InvalidRequest}
        client.ping()

    async def asynchronously():
        async with AsyncClient(str(daemon.socket_path), timeout=60) as client:
            for client._line_limit in (None, 2 * limit):
                with pytest.raises(errors.TooLarge):
                    await client.call("ping", {"text": "x" * limit})
            await client.ping()

    asyncio.run(asynchronously())


def test_every_kind_of_error_has_its_class(daemon):
    """Kinds stand in the protocol's own table."""
    text = (HERE.parents[2] / "Sources/Wire/API/ErrorKind.swift").read_text()
    kinds = {
        word.strip() for line in text.split("package var code")[0].splitlines() if line.strip().startswith("case ")
        for word in line.strip()[5:].split(",")}
    assert len(kinds) > 25 and kinds <= set(errors.ERRORS)


def test_it_runs_on_the_oldest_python_that_it_promises():
    """Every file parses with the grammar of 3.9, and nothing is imported that 3.9 does not have."""
    import ast
    for path in (HERE.parent / "src/postern").glob("*.py"):
        tree = ast.parse(path.read_text(), feature_version=(3, 9))
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.module == "typing":
                assert not {name.name for name in node.names} & {
                    "NotRequired", "Required", "Self", "TypeAlias", "ParamSpec", "Unpack"}
