"""HTTP/2 as httpx and curl speak it: what is offered, many requests on one connection, and what faults do there."""
import asyncio
import base64
import collections
import ssl
import subprocess

import httpx
import pytest

from sandbox import BRUNO


@pytest.fixture
def connect(sandbox):
    """A client with a connection of its own, at Graph's root, signed in."""

    def make(kind=httpx.Client):
        client = kind(base_url=sandbox.graph, http2=True, verify=ssl.create_default_context(cafile=sandbox.ca),
                      headers={"Authorization": "Bearer " + token})
        if kind is httpx.Client:
            sandbox.opened.append(client)
        return client

    token = sandbox.graph_token()
    return make


def send(client, subject):
    return client.post("/me/sendMail", json={"message": {
        "subject": subject, "toRecipients": [{"emailAddress": {"address": BRUNO}}]}})


def test_is_spoken_where_it_is_offered(sandbox, connect):
    assert connect().get("/me").http_version == "HTTP/2"
    clear = httpx.get(sandbox.ready["http"] + "/common/v2.0/.well-known/openid-configuration")
    assert clear.http_version == "HTTP/1.1"


def test_many_requests_share_a_connection(sandbox):
    token = sandbox.graph_token()
    ran = subprocess.run(
        ["curl", "-s", "-Z", "--cacert", sandbox.ca, "-H", "Authorization: Bearer " + token, "-o", "/dev/null",
         "-w", "%{http_code} %{http_version} %{num_connects}\n", sandbox.graph + "/me?x=[1-40]"],
        capture_output=True, text=True, timeout=30)
    lines = [line.split() for line in ran.stdout.splitlines()]
    assert [line[:2] for line in lines] == [["200", "2"]] * 40
    assert sum(int(line[2]) for line in lines) == 1


def test_a_head_has_the_length_and_no_body(sandbox, connect):
    client = connect()
    whole = client.get("/me")
    head = client.head("/me")
    assert (head.http_version, head.content) == ("HTTP/2", b"")
    assert head.status_code != 200 or head.headers["content-length"] == str(len(whole.content))


def test_megabytes_go_up_and_come_down(sandbox, connect):
    client = connect()
    draft = client.post("/me/messages", json={"subject": "large"}).json()["id"]
    content = bytes(range(256)) * 10_000
    attachment = client.post(f"/me/messages/{draft}/attachments", json={
        "@odata.type": "#microsoft.graph.fileAttachment", "name": "a", "contentBytes": base64.b64encode(content).decode()})
    assert (attachment.status_code, attachment.http_version) == (201, "HTTP/2")
    assert client.get(f"/me/messages/{draft}/attachments/{attachment.json()['id']}/$value").content == content


@pytest.mark.parametrize("name,took_effect", [("http.dropBefore", 0), ("http.dropAfter", 1)])
def test_a_dropped_answer_resets_its_stream_and_the_connection_goes_on(sandbox, connect, name, took_effect):
    subject = f"reset {name}"
    client = connect()
    client.get("/me")
    sandbox.fault(name, door="graph", operation="sendMail")
    with pytest.raises(httpx.RemoteProtocolError, match="StreamReset"):
        send(client, subject)
    assert sum(entry["subject"] == subject for entry in sandbox.sent()) == took_effect
    assert client.get("/me").status_code == 200


def test_a_cut_body_resets_its_stream(sandbox, connect):
    sandbox.fault("http.truncated", door="graph")
    client = connect()
    with pytest.raises(httpx.RemoteProtocolError, match="StreamReset"):
        client.get("/me/messages")
    assert client.get("/me/messages").status_code == 200


def test_other_requests_overtake_a_slow_one(sandbox, connect):
    async def overtake():
        async with connect(httpx.AsyncClient) as client:
            await client.get("/me")
            sandbox.fault("http.slow", {"bytesPerSecond": 100}, door="graph", operation="listMessages")
            async with client.stream("GET", "/me/messages") as slow:
                others = [await client.get("/me") for _ in range(10)]
                return slow, others

    slow, others = asyncio.run(overtake())
    assert slow.http_version == "HTTP/2" and not slow.is_stream_consumed
    assert [other.status_code for other in others] == [200] * 10


@pytest.mark.parametrize("name,status,content", [("http.html", 502, b"<html>"), ("http.empty", 200, b""), ("http.status", 503, b"{")])
def test_other_answers_of_a_bad_network_are_the_same(sandbox, connect, name, status, content):
    sandbox.fault(name, {"status": status} if name != "http.empty" else None, door="graph")
    answer = connect().get("/me")
    assert (answer.http_version, answer.status_code) == ("HTTP/2", status)
    assert answer.content.startswith(content) and bool(answer.content) == bool(content)


# More than the 200 superfluous resets (libcurl 7.88 sends one after nearly every answer) for which NIO would hang up.
REQUESTS = 600


def test_one_connection_serves_many_requests(sandbox, tmp_path):
    token = sandbox.graph_token()
    one = (f'url = "{sandbox.graph}/me"\nheader = "Authorization: Bearer {token}"\ncacert = "{sandbox.ca}"\nhttp2\noutput = /dev/null\n'
           'write-out = "%{http_code} %{http_version} %{num_connects}\\n"\n')
    (tmp_path / "requests").write_text("next\n".join([one] * REQUESTS))
    ran = subprocess.run(
        ["curl", "--silent", "--parallel", "--parallel-max", "4", "--config", tmp_path / "requests"], capture_output=True, text=True, timeout=50)
    answers = collections.Counter(ran.stdout.splitlines())
    assert answers["200 2 0"] + answers["200 2 1"] == REQUESTS, (ran.returncode, answers, ran.stderr[-500:])
    # One for each that was under way before it was known that one is enough.
    assert answers["200 2 1"] <= 4
