"""The shell client and its examples, against the real daemon."""
import json
import os
import subprocess
from pathlib import Path

import pytest

from household import BOB, CAROL, mail

SHELL = Path(__file__).resolve().parents[1]


def run(script, socket, stdin=b"", arguments=(), **environment):
    return subprocess.run(
        ["bash", "-c", f'. "{SHELL}/postern.sh"; {script}', "bash", *arguments], input=stdin, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, timeout=120, env={"PATH": os.environ["PATH"], "POSTERN_SOCKET": str(socket), **environment})


@pytest.fixture(params=["socat", "nc"])
def tools(request, tmp_path):
    """A PATH with one of the two programs only."""
    if request.param == "socat":
        return {}
    for name in ("bash", "jq", "nc", "base64", "wc", "cat", "sha256sum", "cut", "mkdir", "dirname", "sed", "basename",
                 "head", "mktemp", "rm", "cmp"):
        for directory in ("/usr/bin", "/bin"):
            if os.path.exists(f"{directory}/{name}"):
                (tmp_path / name).symlink_to(f"{directory}/{name}")
                break
    return {"PATH": str(tmp_path)}


def test_a_call_prints_its_result(daemon, tools):
    done = run("postern_call getInfo", daemon.socket_path, **tools)
    assert done.returncode == 0 and json.loads(done.stdout)["name"] == "posternd", done.stderr


@pytest.mark.parametrize("script, status, words", [
    ("postern_call noSuchMethod", 64, "methodNotFound"),
    ("""postern_call ping '{"unheardOf":1}'""", 64, "unheardOf"),
    ("""postern_call getAccount '{"account":"acc_aaaaaaaaaaaaaaaaaaaaaaaaaa"}'""", 66, "notFound"),
])
def test_an_error_has_a_status_and_words(daemon, script, status, words):
    done = run(script, daemon.socket_path)
    assert done.returncode == status and words in done.stderr.decode() and done.stdout == b""


@pytest.mark.parametrize("params", ['{"a":1', "{} {}", " "])
def test_params_that_are_not_one_value_are_never_sent(tmp_path, params):
    done = run('postern_call ping "$1"', tmp_path / "none", arguments=[params])
    assert done.returncode == 64 and done.stderr and done.stdout == b""


@pytest.mark.parametrize("end, status, output, words", [
    ('{"result":{"account":{"id":"acc_1"},"isNew":true}}', 0, "acc_1", "Open https://p.example/device and enter the code AB12.\n"),
    ('{"error":{"code":-31024,"message":"too late","data":{"kind":"codeExpired","retryable":false}}}', 1, "", "codeExpired: too late"),
    ('{"error":{"code":-31080,"message":"ending","data":{"kind":"shuttingDown","retryable":true}}}', 75, "", "shuttingDown: ending"),
])
def test_a_device_login_asks_until_there_is_an_outcome(tmp_path, end, status, output, words):
    """The daemon is played: it says "not yet" twice."""
    later = '{"error":{"code":-31045,"message":"not yet","data":{"kind":"timeout","retryable":true}}}'
    begun = '{"result":{"login":"lgn","userCode":"AB12","verificationURI":"https://p.example/device"}}'
    for number, line in enumerate([begun, later, later, end]):
        (tmp_path / str(number)).write_text(line)
    script = """
        directory=$1
        postern_pipe() {
          cat >>"$directory/asked"
          cat "$directory/$(($(wc -l <"$directory/asked") - 1))"
        }
        postern_device_login app_1 '{"expectedEmail":"ann@example.com"}'
    """
    done = run(script, "/nonexistent", arguments=[str(tmp_path)])
    assert done.returncode == status and output in done.stdout.decode() and words in done.stderr.decode()
    assert (done.stdout == b"") == (status != 0) and "timeout" not in done.stderr.decode()
    asked = [json.loads(line) for line in (tmp_path / "asked").read_text().splitlines()]
    assert asked[0]["params"] == {"expectedEmail": "ann@example.com", "app": "app_1"}
    assert [one["params"] for one in asked[1:]] == [{"login": "lgn", "timeoutMs": 60000}] * 3


def test_params_may_be_longer_than_an_argument(daemon, tools):
    script = 'postern_call ping "{\\"unheardOf\\":\\"$(cat)\\"}"'
    done = run(script, daemon.socket_path, stdin=b"x" * 300_000, **tools)
    assert done.returncode == 64 and b"invalidParams" in done.stderr and b"unheardOf" in done.stderr


def test_a_line_longer_than_the_daemon_takes_is_an_error_like_others(daemon, tools):
    """Its answer has no id."""
    script = 'postern_call ping "{\\"a\\":\\"$(cat)\\"}"; status=$?; printf "%s" "$POSTERN_ERROR"; exit $status'
    done = run(script, daemon.socket_path, stdin=b"x" * (33 << 20), **tools)
    assert done.returncode == 64 and json.loads(done.stdout)["data"]["kind"] == "tooLarge", done.stderr


def test_the_whole_error_can_be_looked_at(daemon):
    done = run('postern_call noSuchMethod 2>/dev/null; printf "%s" "$POSTERN_ERROR"', daemon.socket_path)
    assert json.loads(done.stdout)["data"]["kind"] == "methodNotFound"


def test_without_a_daemon(tmp_path):
    done = run("postern_call ping", tmp_path / "none")
    assert done.returncode == 69 and str(tmp_path / "none").encode() in done.stderr


def test_params_quote_whatever_they_are_given(tmp_path):
    odd = 'a "b" \\ $(c) \n ü'
    done = run('postern_params text "$1" more ""', tmp_path, arguments=[odd])
    assert json.loads(done.stdout) == {"text": odd, "more": ""}
    assert json.loads(run("postern_params", tmp_path).stdout) == {}


@pytest.mark.parametrize("size", [0, 1, 300_000])
def test_a_file_goes_up_in_pieces_and_comes_back(daemon, tools, tmp_path, size):
    data = os.urandom(size)
    (tmp_path / "a file").write_bytes(data)
    script = """
      set -o pipefail
      blob=$(postern_upload "$1") && postern_bytes getBlob "$(postern_params blob "$blob")" | cmp - "$1" &&
      other=$(postern_upload - <"$1") && postern_bytes getBlob "$(postern_params blob "$other")" | cmp - "$1" &&
      postern_call deleteBlob "$(postern_params blob "$blob")" && postern_call deleteBlob "$(postern_params blob "$other")"
    """
    done = run(script, daemon.socket_path, arguments=[tmp_path / "a file"], POSTERN_PIECE_BYTES="100000", **tools)
    assert done.returncode == 0 and done.stdout.split() == [b"{}", b"{}"], done.stderr


def test_an_upload_that_fails_says_so(daemon, tmp_path):
    assert run('postern_upload "$1"', daemon.socket_path, arguments=[tmp_path / "none"]).returncode == 66
    (tmp_path / "f").write_bytes(b"x")
    done = run('postern_upload "$1"', tmp_path / "none", arguments=[tmp_path / "f"])
    assert done.returncode == 69 and done.stdout == b""


def test_the_examples(house, tmp_path, tools):
    account = house.password_account()["id"]
    source = mail("for the shell", sender=CAROL, to=BOB, text="x" * 1_500_000 + "\n").as_bytes()
    house.rig.put(BOB, source.replace(b"\n", b"\r\n"))

    def example(name, *arguments, stdin=b""):
        done = subprocess.run(
            [SHELL / "examples" / name, *arguments], input=stdin, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            timeout=120, cwd=tmp_path,
            env={"PATH": os.environ["PATH"], "POSTERN_SOCKET": str(house.daemon.socket_path), **tools})
        assert done.returncode == 0, done.stderr
        return done.stdout.decode()

    assert "for the shell" in example("unread.sh") and BOB in example("unread.sh")
    saved = tmp_path / "saved"
    assert example("save-messages.sh", account, "INBOX", str(saved)).split() == [str(saved / "1.eml")]
    assert (saved / "1.eml").read_bytes() == source.replace(b"\n", b"\r\n")
    first = json.loads(example("send.sh", account, CAROL, "From a shell", stdin=b"Hello\n"))
    second = json.loads(example("send.sh", account, CAROL, "From a shell", stdin=b"Hello\n"))
    assert second["replayed"] and first["messageId"] == second["messageId"]
    assert b"Hello" in house.rig.find(CAROL, "Message-ID", first["messageId"])
    (tmp_path / "a film.mp4").write_bytes(os.urandom(2_500_000))
    film = json.loads(example("send-file.sh", account, CAROL, "a film.mp4"))
    assert b'filename="a film.mp4"' in house.rig.find(CAROL, "Message-ID", film["messageId"])
