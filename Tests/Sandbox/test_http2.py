"""HTTP/2 as curl speaks it: many requests at once on one connection, for as long as anybody likes."""
import collections
import subprocess

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
