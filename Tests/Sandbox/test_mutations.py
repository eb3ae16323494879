"""Facts turned round one by one: somebody must notice each, or the tests above would believe anything.

Each row starts a sandbox with one fact the other way and runs the test that has to fail. The table is printed at the end of
the run. What each fact says, and where it comes from: `postern-sandbox --list-facts`."""
import os
import subprocess
import sys
import xml.etree.ElementTree as tree
from pathlib import Path

import pytest

HERE = Path(__file__).parent
MSAL, SDK, STRICT, IMAP, SMTP = "test_msal.py", "test_msgraph_sdk.py", "test_strict.py", "test_imap_clients.py", "test_smtp_clients.py"

# fact, its other way, what the failure says, who notices, the test
MUTATIONS = [
    ("http.version2", "false", "HTTP/1.1", "httpx", "test_http2.py::test_is_spoken_where_it_is_offered"),
    ("entra.codeSingleUse", "false", "'error'", "msal", f"{MSAL}::TestAuthorizationCode::test_a_code_works_once"),
    ("entra.offlineAccessNeeded", "false", "refresh_token", "conformance", f"{STRICT}::TestEntra::test_a_refresh_token_comes_with_offline_access_only"),
    ("entra.audienceChecked", "false", "AADSTS50194", "conformance", f"{STRICT}::TestEntra::test_an_app_of_one_audience_does_not_serve_another"),
    ("entra.pkceVerified", "false", "'error'", "conformance", f"{STRICT}::TestEntra::test_a_verifier_must_be_there_and_right"),
    ("entra.twoResources", "first", "access_token", "conformance", f"{STRICT}::TestEntra::test_a_token_is_for_one_resource"),
    ("entra.issuerTemplate", "false", "/common/v2.0", "conformance", f"{STRICT}::TestEntra::test_the_issuer_of_common_is_a_template"),
    ("entra.refreshRotation", "strict", "400 == 200", "conformance",
     f"{STRICT}::TestEntra::test_a_refresh_gives_a_new_token_and_the_old_one_still_works"),
    ("entra.redirectPortIgnored", "false", "400: <!DOCTYPE html>", "conformance", f"{STRICT}::TestEntra::test_any_port_of_localhost_does"),
    ("entra.deviceSlowDown", "false", "slow_down", "msal", f"{MSAL}::TestDeviceCode::test_is_told_to_slow_down"),
    ("graph.pageSize", "20", "20 == 10", "msgraph-sdk", f"{SDK}::test_gets_ten_messages_when_nothing_is_said"),
    ("graph.idsChangeOnMove", "false", " != ", "msgraph-sdk", f"{SDK}::test_a_move_changes_the_ordinary_id_and_not_the_immutable_one"),
    ("graph.immutableIDsHonoured", "false", "not found", "msgraph-sdk", f"{SDK}::test_a_draft_keeps_its_immutable_id_when_it_is_sent"),
    ("graph.inefficientFilterRefused", "false", "DID NOT RAISE", "msgraph-sdk", f"{SDK}::test_filters_and_is_told_of_a_filter_that_is_inefficient"),
    ("graph.deltaExpiredCode", "resyncRequired", "resyncrequired", "msgraph-sdk", f"{SDK}::test_follows_changes_by_delta"),
    ("graph.maximumHeaders", "6", "'error'", "conformance", f"{STRICT}::TestGraph::test_own_headers"),
    ("graph.searchExclusive", "false", "200 == 400", "conformance", f"{STRICT}::TestGraph::test_query_options"),
    ("graph.sharedScopesNeeded", "false", "'error'", "conformance", f"{STRICT}::TestTokens::test_a_shared_mailbox_needs_the_shared_scope"),
    ("imap.searchUTF8", "true", "'OK' == 'NO'", "imaplib", f"{IMAP}::TestImaplib::test_reads_searches_and_marks"),
    ("imap.keywords", "true", r"MDNSent \\*", "imaplib", f"{IMAP}::TestImaplib::test_reads_searches_and_marks"),
    ("imap.move", "false", "'MOVE'", "imaplib", f"{IMAP}::TestImaplib::test_is_greeted_by_exchange_with_what_exchange_can_do"),
    ("smtp.concurrentConnections", "4", "DID NOT RAISE", "smtplib", f"{SMTP}::TestSmtplib::test_three_connections_and_no_more"),
    ("smtp.personalRefused", "false", "DID NOT RAISE", "smtplib", f"{SMTP}::TestSmtplib::test_a_personal_account_is_always_refused"),
]


def failures(report):
    """What failed assertions of the test itself say; a sandbox that would not start is none."""
    cases = tree.parse(report).getroot().iter("testcase")
    return [case.find("failure").get("message") for case in cases if case.find("failure") is not None]


@pytest.mark.parametrize("fact,value,words,client,test", MUTATIONS, ids=[row[0] for row in MUTATIONS])
def test_somebody_notices(fact, value, words, client, test, tmp_path, mutation_table):
    report = tmp_path / "report.xml"
    environment = {**os.environ, "SANDBOX_FACTS": f"{fact}={value}", "PYTHONDONTWRITEBYTECODE": "1"}
    ran = subprocess.run([sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", f"--junitxml={report}", str(HERE / test)],
                         env=environment, capture_output=True, text=True, timeout=120)
    noticed = ran.returncode == 1 and any(words in message for message in failures(report))
    mutation_table.append((fact, value, client, test.split("::")[-1], noticed))
    assert noticed, f"{fact}={value} was not noticed by {test}: exit {ran.returncode}\n{ran.stdout[-2000:]}"
