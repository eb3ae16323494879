"""JSON-RPC 2.0 over the socket: the specification's examples, and the rules of proto-docs for lines and calls."""
import json
import shutil
import subprocess
import threading

import pytest

from wire import Wire

PING = '{"jsonrpc":"2.0","id":"after","method":"ping"}'


def code_and_id(answer):
    assert answer["jsonrpc"] == "2.0" and ("result" in answer) != ("error" in answer)
    return answer.get("error", {}).get("code"), answer["id"]


# The examples of the specification's section 7, in its order. `subtract`, `sum` and the rest do not exist here, so what
# would be a result is -32601, and `ping` stands for a method that does.
EXAMPLES = [
    ('{"jsonrpc": "2.0", "method": "subtract", "params": [42, 23], "id": 1}', (-32601, 1)),
    ('{"jsonrpc": "2.0", "method": "subtract", "params": [23, 42], "id": 2}', (-32601, 2)),
    ('{"jsonrpc": "2.0", "method": "subtract", "params": {"subtrahend": 23, "minuend": 42}, "id": 3}', (-32601, 3)),
    ('{"jsonrpc": "2.0", "method": "subtract", "params": {"minuend": 42, "subtrahend": 23}, "id": 4}', (-32601, 4)),
    ('{"jsonrpc": "2.0", "method": "update", "params": [1,2,3,4,5]}', None),
    ('{"jsonrpc": "2.0", "method": "foobar"}', None),
    ('{"jsonrpc": "2.0", "method": "foobar", "id": "1"}', (-32601, "1")),
    ('{"jsonrpc": "2.0", "method": "foobar, "params": "bar", "baz]', (-32700, None)),
    ('{"jsonrpc": "2.0", "method": 1, "params": "bar"}', (-32600, None)),
    ('[ {"jsonrpc": "2.0", "method": "sum", "params": [1,2,4], "id": "1"}, {"jsonrpc": "2.0", "method" ]',
     (-32700, None)),
    ("[]", (-32600, None)),
    ("[1]", [(-32600, None)]),
    ("[1,2,3]", [(-32600, None)] * 3),
    ('[{"jsonrpc": "2.0", "method": "ping", "id": "1"},'
     '{"jsonrpc": "2.0", "method": "notify_hello", "params": [7]},'
     '{"jsonrpc": "2.0", "method": "subtract", "params": [42,23], "id": "2"},'
     '{"foo": "boo"},'
     '{"jsonrpc": "2.0", "method": "foo.get", "params": {"name": "myself"}, "id": "5"},'
     '{"jsonrpc": "2.0", "method": "ping", "id": "9"}]',
     [(None, "1"), (-32601, "2"), (-32600, None), (-32601, "5"), (None, "9")]),
    ('[{"jsonrpc": "2.0", "method": "notify_sum", "params": [1,2,4]},'
     '{"jsonrpc": "2.0", "method": "notify_hello", "params": [7]}]', None),
]


@pytest.mark.parametrize("sent, expected", EXAMPLES)
def test_an_example_of_the_specification(daemon, sent, expected):
    with daemon.wire() as wire:
        wire.send(sent + "\n")
        if expected is not None:
            answer = wire.answer()
            if isinstance(expected, list):
                key = lambda pair: (str(pair[1]), str(pair[0]))  # noqa: E731
                assert sorted(map(code_and_id, answer), key=key) == sorted(expected, key=key)
            else:
                assert code_and_id(answer) == expected
        # Nothing more, and nothing at all for a notification: the next line answers the next call.
        wire.send(PING + "\n")
        assert code_and_id(wire.answer()) == (None, "after")


REQUESTS = [
    ('{"jsonrpc":"2.0","id":1,"method":"ping","params":null}', None),
    ('{"jsonrpc":"2.0","id":1,"method":"ping","params":{}}', None),
    ('{"jsonrpc":"2.0","id":1,"method":"ping","extension":{"a":1}}', None),
    ('{"jsonrpc":"2.0","id":1,"method":"ping","params":[]}', -32602),
    ('{"jsonrpc":"2.0","id":1,"method":"ping","params":7}', -32600),
    ('{"jsonrpc":"2.0","id":1,"method":"ping","params":{"unheardOf":1}}', -32602),
    ('{"jsonrpc":"1.0","id":1,"method":"ping"}', -32600),
    ('{"id":1,"method":"ping"}', -32600),
    ('{"jsonrpc":"2.0","id":1}', -32600),
    ('{"jsonrpc":"2.0","id":1,"method":""}', -32601),
    ('{"jsonrpc":"2.0","id":1,"method":"Ping"}', -32601),
]


@pytest.mark.parametrize("sent, code", REQUESTS)
def test_a_request(daemon, sent, code):
    with daemon.wire() as wire:
        wire.send(sent + "\n")
        assert code_and_id(wire.answer()) == (code, 1)


@pytest.mark.parametrize("identifier", [
    "1", "0", "-7", "9007199254740993", "9223372036854775807", "-9223372036854775808", "1.5", '""', '"a"',
    '"\\u00e9\\n"', '"' + "x" * 128 + '"', "null"])
def test_an_id_comes_back_as_it_was(daemon, identifier):
    with daemon.wire() as wire:
        wire.send('{"jsonrpc":"2.0","id":%s,"method":"ping"}\n' % identifier)
        answer = wire.answer()
        assert answer["id"] == json.loads(identifier) and type(answer["id"]) is type(json.loads(identifier))
        assert "result" in answer


@pytest.mark.parametrize("identifier", ["true", "[]", "{}", '"' + "x" * 129 + '"'])
def test_an_id_of_another_kind_is_refused(daemon, identifier):
    with daemon.wire() as wire:
        wire.send('{"jsonrpc":"2.0","id":%s,"method":"ping"}\n' % identifier)
        assert code_and_id(wire.answer()) == (-32600, None)


BAD_LINES = [
    b'{"jsonrpc":"2.0","id":1,"method":"ping","method":"ping"}',
    b'{"jsonrpc":"2.0","id":1,"method":"ping",}',
    b'\xef\xbb\xbf{"jsonrpc":"2.0","id":1,"method":"ping"}',
    b'{"jsonrpc":"2.0","id":1,"method":"ping","params":{"a":"\xff"}}',
    '{"jsonrpc":"2.0","id":1,"method":"ping"}'.encode("utf-16-le"),
    b'{"jsonrpc":"2.0","id":1,"method":"p\x00ing"}',
    b'{"jsonrpc":"2.0","id":1,"method":"ping"} {}',
    b'{"jsonrpc":"2.0","id":99999999999999999999,"method":"ping"}',
    b'{"jsonrpc":"2.0","id":1,"method":"ping","params":{"a":NaN}}',
    b"{'jsonrpc':'2.0'}",
    b"nonsense",
    b'"',
    b"[" * 100 + b"]" * 100,
    b"[" * 1_000_000,
    b"[" + b"[]," * 1_000_000 + b"[]]",
]


@pytest.mark.parametrize("line", BAD_LINES, ids=lambda line: repr(line[:40]))
def test_a_bad_line_is_answered_once_and_the_connection_goes_on(daemon, line):
    with daemon.wire() as wire:
        wire.send(line + b"\n")
        answer = wire.answer()
        assert answer["id"] is None and answer["error"]["code"] in (-32700, -32600)
        assert answer["error"]["data"]["kind"] in ("parseError", "invalidRequest")
        wire.send(PING + "\n")
        assert code_and_id(wire.answer()) == (None, "after")


@pytest.mark.parametrize("sent", [
    PING + "\r\n", "\n\r\n   \n" + PING + "\n", PING + "\n\n\n", "  " + PING + "  \n", "\t" + PING + "\n"])
def test_blank_lines_and_carriage_returns_are_tolerated(daemon, sent):
    with daemon.wire() as wire:
        wire.send(sent)
        assert code_and_id(wire.answer()) == (None, "after")
        assert wire.finish() == []


def test_a_line_may_come_byte_by_byte(daemon):
    with daemon.wire() as wire:
        for byte in (PING + "\n").encode():
            wire.send(bytes([byte]))
        assert code_and_id(wire.answer()) == (None, "after")


def test_a_last_line_without_its_end_is_a_message(daemon):
    with daemon.wire() as wire:
        wire.send(PING)
        assert [code_and_id(answer) for answer in wire.finish()] == [(None, "after")]


def test_after_half_close_everything_is_answered(daemon):
    with daemon.wire() as wire:
        for number in range(500):
            wire.send('{"jsonrpc":"2.0","id":%d,"method":"ping"}\n' % number)
        assert sorted(answer["id"] for answer in wire.finish()) == list(range(500))


@pytest.mark.parametrize("command", [
    ["nc", "-N", "-U", "{}"], ["socat", "-t", "30", "-", "UNIX-CONNECT:{}"]], ids=lambda command: command[0])
def test_a_shell_gets_its_answer(daemon, command):
    assert shutil.which(command[0]), f"{command[0]} is not installed"
    done = subprocess.run(
        [part.format(daemon.socket_path) for part in command], input=b'{"jsonrpc":"2.0","id":1,"method":"ping"}\n',
        stdout=subprocess.PIPE, timeout=60, check=True)
    assert json.loads(done.stdout)["id"] == 1 and done.stdout.count(b"\n") == 1


@pytest.mark.parametrize("hello", [
    b"GET / HTTP/1.1\r\nHost: x\r\n\r\n", b"POST /rpc HTTP/1.1\r\n", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc",
    b"\x16\x03"])
def test_http_and_tls_get_one_answer_and_are_closed(daemon, hello):
    with daemon.wire() as wire:
        wire.send(hello)
        assert wire.answer()["error"]["code"] in (-32700, -32600)
        assert wire.line() is None


def test_an_oversized_line_is_refused_and_never_kept(daemon):
    with daemon.wire() as wire:
        cap = wire.ask("getInfo")["result"]["limits"]["lineBytes"]
        before = daemon.memory()
        wire.send('{"jsonrpc":"2.0","id":1,"method":"ping","params":{"a":"')
        piece = b"x" * (1 << 20)
        for _ in range(cap // len(piece) * 4):
            wire.send(piece)
        wire.send('"}}\n')
        answer = wire.answer()
        assert answer["id"] is None and answer["error"]["data"]["kind"] == "tooLarge"
        assert daemon.memory() - before < cap + (64 << 20)
        wire.send(PING + "\n")
        assert code_and_id(wire.answer()) == (None, "after")


def test_a_batch_is_one_line_and_limited(daemon):
    with daemon.wire() as wire:
        limit = wire.ask("getInfo")["result"]["limits"]["batchEntries"]
        calls = [{"jsonrpc": "2.0", "id": number, "method": "ping"} for number in range(limit + 1)]
        wire.send_line(calls[:limit])
        assert sorted(answer["id"] for answer in wire.answer()) == list(range(limit))
        wire.send_line(calls)
        assert code_and_id(wire.answer()) == (-32600, None)


def test_an_error_says_what_programs_need(daemon):
    with daemon.wire() as wire:
        error = wire.ask("getAccount", {"account": "acc_" + "a" * 26})["error"]
        assert error["data"]["kind"] == "notFound" and error["code"] == -31010
        assert error["data"]["retryable"] is False and error["data"]["correlationId"]
        assert error["message"] == error["message"].strip() and "\n" not in error["message"]


def test_an_unknown_parameter_is_named(daemon):
    with daemon.wire() as wire:
        error = wire.ask("ping", {"unheardOf": 1})["error"]
        assert error["code"] == -32602 and "unheardOf" in error["message"]


def test_a_call_can_be_cancelled_and_is_answered_once(daemon):
    with daemon.wire() as wire:
        wire.send_line({
            "jsonrpc": "2.0", "id": "long", "method": "awaitSignIn", "params": {"state": "x" * 43, "timeoutMs": 60000}})
        wire.send_line({"jsonrpc": "2.0", "method": "$/cancelRequest", "params": {"id": "long"}})
        code, identifier = code_and_id(wire.answer())
        # It may have ended on its own first: such a state does not exist.
        assert identifier == "long" and code in (-32800, -31023, -31010)
        wire.send_line({"jsonrpc": "2.0", "method": "$/cancelRequest", "params": {"id": "long"}})
        wire.send_line({"jsonrpc": "2.0", "method": "$/cancelRequest", "params": {"id": ["odd"]}})
        wire.send(PING + "\n")
        assert code_and_id(wire.answer()) == (None, "after")


def test_many_clients_at_once_each_get_their_own_answers(daemon):
    failures = []

    def talk(name):
        try:
            with Wire(daemon.socket_path) as wire:
                wire.send("".join(
                    '{"jsonrpc":"2.0","id":"%d-%d","method":"ping"}\n' % (name, number) for number in range(200)))
                if {answer["id"] for answer in wire.finish()} != {f"{name}-{number}" for number in range(200)}:
                    failures.append(name)
        except Exception as error:  # noqa: BLE001
            failures.append(error)

    threads = [threading.Thread(target=talk, args=(name,)) for name in range(32)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not failures
