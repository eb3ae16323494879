"""scripts/verify-live.sh: what it says of a tenant is what is so there, and nothing that nobody else should read."""
import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from daemon import PROGRAM, REPOSITORY
from sandbox import ADELE, PAT, SUPPORT, Sandbox, program
from verify_live import INVITATION, VERIFY_LIVE, Verification

# Nobody waits five seconds here.
QUICK = {"entra.deviceInterval": "1"}

# A tenant that is otherwise in all that the program can see with these accounts.
OTHERWISE = {
    "entra.appScopeCode": "1002012", "entra.assertionAlgorithmsAnnounced": "true", "entra.basicAnnounced": "false",
    "entra.errorPageStatus": "200", "entra.federatedCode": "70021", "entra.grantedScopes": "consented",
    "entra.idTokenBackdatedSeconds": "0", "entra.oidcScopeEcho": "all", "entra.partialConsent": "grantRest", "entra.personalDevicePath": "devicelogin",
    "entra.pkceAnnounced": "true", "entra.refreshRotation": "strict", "entra.regionAnnounced": "false",
    "entra.scopesAsAsked": "false", "entra.stateStripped": "false", "entra.twoResourcesCode": "700022",
    "entra.twoResourcesError": "invalid_scope", "entra.unknownScopeError": "invalid_request",
    "graph.bodyTypeByDefault": "html", "graph.commentInReplyDraft": "false",
    "graph.createReplyStatus": "200", "graph.deleteGoesTo": "deletedItems", "graph.deleteMissing": "ErrorCannotDeleteObject",
    "graph.deltaExpiredCode": "resyncRequired", "graph.deltaShowsAllSelected": "false", "graph.folderSizeShown": "true",
    "graph.ifMatch": "false", "graph.immutableIDsNeedPrefer": "false", "graph.mimeBccSends": "false",
    "graph.missingFolderCode": "ErrorFolderNotFound", "graph.readOnlyPropertiesRefused": "true",
    "graph.uploadRangeStatus": "409", "graph.uploadRefusesAuthorization": "true", "graph.uploadSessionMinutes": "60",
    "http.version2": "false", "imap.failureChallenge": "true", "imap.noopNeedsMailbox": "true",
    "imap.notConnectedPatience": "5", "imap.slashInName": "-", "mail.bccStripped": "false",
    "mail.serverFilesSentCopy": "false", "smtp.bareLineFeedRefused": "false", "smtp.failureChallenge": "true",
    "smtp.keepsMessageID": "false", "smtp.sendAsMoment": "mail", "smtp.sharedInherits": "false",
}


@pytest.fixture
def start_sandbox(tls_directory):
    started = []

    def start(facts=None):
        started.append(Sandbox(tls_directory, {**QUICK, **(facts or {})}, ("--messages", "20")))
        return started[-1]

    yield start
    for one in started:
        one.stop()


def sandbox_facts():
    """Every fact of the sandbox: its standard value and its mark."""
    lines = subprocess.run([program(), "--list-facts"], capture_output=True, text=True, check=True).stdout.splitlines()
    value, mark = lines[0].index("STANDARD"), lines[0].index("MARK")
    facts = {}
    for line in lines[1:]:
        name, rest = line.split(None, 1)
        found = re.search(r"^(.*?)\s+(\[[CP?]\])", rest)
        facts[name] = (found.group(1).strip(), found.group(2))
    assert value and mark and len(facts) > 100
    return facts


@pytest.fixture(scope="module")
def listed():
    """What `--list` prints: the facts that are looked at, and those that are not."""
    text = subprocess.run([sys.executable, str(VERIFY_LIVE), "--list"], capture_output=True, text=True, check=True).stdout
    looked_at, others = text.split("\nnot looked at:\n")
    return ({line.split()[0]: line for line in looked_at.splitlines() if line}, {line.split("  ")[0] for line in others.splitlines()})


def test_every_fact_that_the_sheet_doubts_is_looked_at_or_has_a_reason_not_to_be(listed):
    looked_at, others = listed
    doubtful = {name for name, (_, mark) in sandbox_facts().items() if mark == "[?]"}
    assert doubtful - set(looked_at) - others == set()
    assert set(looked_at) & others == set()


def test_what_is_expected_is_the_sandboxs_standard(listed):
    standards = sandbox_facts()
    named = {name: line for name, line in listed[0].items() if name in standards and name != "entra.accessTokenSeconds"}
    assert len(named) > 50
    for name, line in named.items():
        assert re.search(r": " + re.escape(standards[name][0]) + r"( \(needs [^)]*\))?$", line), (name, standards[name], line)


@pytest.mark.timeout(600)
def test_a_tenant_as_the_sheet_has_it_is_as_expected_and_the_whole_flow_works(start_sandbox, tmp_path):
    run = Verification(start_sandbox(), tmp_path, "--write", "--redirect-url", "http://localhost", "--shared", SUPPORT)
    assert run.status == 0, run.told()
    assert run.report["summary"]["flowWorks"]
    assert {name: step["outcome"] for name, step in run.flow.items() if step["outcome"] == "failed"} == {}
    steps = ("verifyApp", "device login", "messages", "account", "token", "shared mailbox", "mail to oneself")
    assert {f"{base}: {step}" for base in ("imap", "graph") for step in steps} <= set(run.flow)
    wrong = {name: entry for name, entry in run.facts.items() if entry["verdict"] in ("otherwise", "failed")}
    assert set(wrong) == set(QUICK), run.told()
    assert run.report["summary"]["asExpected"] > 70


@pytest.mark.timeout(600)
def test_each_fact_that_is_turned_round_is_seen_with_the_value_it_has(start_sandbox, tmp_path):
    run = Verification(start_sandbox(OTHERWISE), tmp_path, "--no-flow", "--write", "--redirect-url", "http://localhost/callback",
                       "--shared", SUPPORT, "--patience", "20", app="postern-both")
    assert run.status == 0, run.told()
    seen = {name: (entry["verdict"], entry.get("seen"), entry.get("sandbox")) for name, entry in run.facts.items()}
    assert {name: seen[name] for name in OTHERWISE} == {
        name: ("otherwise", value, f"--fact '{name}={value}'") for name, value in OTHERWISE.items()}
    assert run.report["summary"]["failed"] == 0, run.told()


def test_an_expired_device_code_is_waited_for_where_that_is_short(start_sandbox, tmp_path):
    sandbox = start_sandbox({"entra.deviceCodeSeconds": "1", "entra.deviceExpiredCode": "70020"})
    run = Verification(sandbox, tmp_path, "--no-sign-in", "--only", "entra.deviceExpiredCode")
    assert [(entry["verdict"], entry["seen"]) for entry in run.report["facts"]] == [("otherwise", "70020")]
    assert run.status == 0 and run.report["summary"]["flowWorks"] is None


def test_a_personal_account_is_told_from_a_work_account(start_sandbox, tmp_path):
    run = Verification(start_sandbox(), tmp_path, "--no-flow", "--only", "smtp", "--only", "imap.personal", user=PAT)
    assert run.report["account"] == "a personal account"
    assert run.facts["smtp.personalRefused"]["verdict"] == run.facts["imap.personalSpecialUse"]["verdict"] == "asExpected"
    assert run.facts["smtp.auth"]["verdict"] == "notTried"


def test_a_permission_that_the_registration_lacks_is_told_from_one_that_nobody_agreed_to(start_sandbox, tmp_path):
    run = Verification(start_sandbox(), tmp_path, "--no-flow", "--scopes", "imap", "--only", "entra.unlisted", app="postern-imap")
    assert run.facts["entra.unlistedPermissions"]["verdict"] == "asExpected", run.told()


@pytest.mark.timeout(600)
def test_the_report_holds_neither_secrets_nor_addresses_nor_ids(start_sandbox, tmp_path):
    sandbox = start_sandbox({"graph.missingFolderCode": "ErrorFolderNotFound"})
    run = Verification(sandbox, tmp_path, "--redirect-url", "http://localhost/callback", "--shared", SUPPORT, app="postern-both")
    for text in (run.source, run.printed):
        assert "@" not in text and sandbox.app("postern-both")["secret"] not in text
        for identifier in (sandbox.app("postern-both")["clientId"], sandbox.tenant()["id"], sandbox.person(ADELE)["id"]):
            assert identifier not in text
        assert not re.search(r"[A-Za-z0-9+/_~=-]{60,}", text), run.told()


def test_whoever_declines_is_reported_and_what_needs_no_sign_in_is_tried_all_the_same(start_sandbox, tmp_path):
    run = Verification(start_sandbox(), tmp_path, "--no-flow", "--only", "entra", "--only", "graph.me", answer="deny")
    assert run.status == 1 and not run.report["summary"]["flowWorks"]
    assert run.flow["sign-in of this program"]["outcome"] == "failed"
    assert run.facts["entra.issuerTemplate"]["verdict"] == "asExpected"
    assert run.facts["graph.me"]["verdict"] == "notTried"


def test_a_wrong_secret_fails_at_verify_app_with_the_portals_page(start_sandbox, tmp_path):
    run = Verification(start_sandbox(), tmp_path, "--only", "entra.issuerTemplate", app="postern-both", secret="Wrong~" + "w" * 34,
                       answer="deny")
    assert run.status == 1
    step = run.flow["imap: verifyApp, credential cred_1"]
    assert step["outcome"] == "failed" and "7000215" in step["detail"]


def test_the_script_explains_itself_and_wants_a_client_id(tmp_path):
    script = str(REPOSITORY / "scripts/verify-live.sh")
    explained = subprocess.run([script, "--help"], capture_output=True, text=True, check=True).stdout
    assert "--client-id" in explained and "--write" in explained
    assert subprocess.run([script, "--no-flow"], capture_output=True, text=True).returncode == 2


SOMEBODY = ["--client-id", "11111111-2222-3333-4444-555555555555"]


@pytest.mark.parametrize("words, named", [
    (["--client-id", "nonsense"], "--client-id"), ([*SOMEBODY, "--cloud", "nowhere"], "--cloud"),
    ([*SOMEBODY, "--scopes", "pop"], "--scopes"), ([*SOMEBODY, "--patience", "-5"], "--patience"),
    ([*SOMEBODY, "--only", "nothing"], "--only"), ([*SOMEBODY, "--json", "/nowhere/report"], "--json"),
    ([*SOMEBODY, "--secret-file", "/nowhere/secret"], "--secret-file"), ([*SOMEBODY, "--config", "/dev/null"], "--config"),
])
def test_a_wrong_option_is_named_before_anything_is_done(words, named):
    run = subprocess.run([sys.executable, VERIFY_LIVE, *words], capture_output=True, text=True)
    assert run.returncode == 2 and f" {named}: " in run.stderr.splitlines()[-1], run.stderr
    assert "Traceback" not in run.stderr


def test_ended_while_it_waits_it_leaves_neither_a_daemon_nor_its_vault(start_sandbox, tmp_path):
    sandbox, configuration = start_sandbox(), tmp_path / "config.json"
    configuration.write_text(json.dumps(sandbox.ready["configuration"]))
    # Short, for the socket below it.
    place = Path(subprocess.run(["mktemp", "-d"], capture_output=True, text=True, check=True).stdout.strip())
    process = subprocess.Popen(
        [sys.executable, VERIFY_LIVE, "--client-id", sandbox.app("postern-native")["clientId"], "--cloud", "sandbox",
         "--config", configuration, "--only", "entra.issuerTemplate"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env={**os.environ, "POSTERN_BIN": str(Path(PROGRAM).parent), "TMPDIR": str(place)})
    try:
        assert any(INVITATION.search(line) for line in process.stderr)
        assert [path.name for path in place.iterdir()] != []
        process.send_signal(signal.SIGTERM)
        printed, _ = process.communicate(timeout=60)
    finally:
        process.kill()
    assert process.returncode == 1 and "interrupted" in printed
    assert list(place.iterdir()) == []
    place.rmdir()
