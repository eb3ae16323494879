"""python-o365 as it comes, with Microsoft's own host names, through the sandbox's proxy."""
import urllib.parse

import pytest
from O365 import Account
from O365.utils.token import MemoryTokenBackend

from sandbox import ADELE, BRUNO, CALLBACK, GRAPH_SCOPES


def account(sandbox, flow="authorization", app="postern-graph", **options):
    registered = sandbox.app(app)
    proxy = urllib.parse.urlsplit(sandbox.ready["proxy"])
    return Account((registered["clientId"], registered["secret"]), auth_flow_type=flow, token_backend=MemoryTokenBackend(),
                   proxy_server=proxy.hostname, proxy_port=proxy.port, proxy_http_only=True, verify_ssl=sandbox.ca,
                   raise_http_errors=True, **options)


@pytest.fixture
def adele(sandbox):
    made = account(sandbox)
    url, flow = made.connection.get_authorization_url(GRAPH_SCOPES, CALLBACK)
    assert url.startswith("https://login.microsoftonline.com/common/oauth2/v2.0/authorize?")
    page = sandbox.http.get(url, headers={"X-Sandbox-User": ADELE}, allow_redirects=False,
                            proxies={"https": sandbox.ready["proxy"]})
    assert made.connection.request_token(page.headers["Location"], flow=flow)
    return made


def test_lists_folders_and_reads_messages(adele):
    mailbox = adele.mailbox()
    names = {folder.name for folder in mailbox.get_folders(limit=50)}
    assert {"Inbox", "Drafts", "Sent Items", "Deleted Items"} <= names
    messages = list(mailbox.inbox_folder().get_messages(limit=25, batch=10, order_by="receivedDateTime desc"))
    assert len({message.object_id for message in messages}) == 25
    assert messages == sorted(messages, key=lambda message: message.received, reverse=True)


def test_searches_by_a_query(adele):
    mailbox = adele.mailbox()
    subject = next(iter(mailbox.inbox_folder().get_messages(limit=1))).subject
    query = mailbox.new_query().equals("subject", subject)
    assert all(message.subject == subject for message in mailbox.get_messages(query=query, limit=5))


def test_sends_an_attachment_moves_and_deletes(adele, sandbox, tmp_path):
    file = tmp_path / "note.txt"
    file.write_text("a note\n")
    message = adele.new_message()
    message.to.add(BRUNO)
    message.subject, message.body = "O365 sends", "<p>hello</p>"
    message.attachments.add(str(file))
    message.save_draft()
    assert message.is_draft
    assert message.send()
    sent = adele.mailbox().sent_folder()
    query = adele.mailbox().new_query().equals("subject", "O365 sends")
    sandbox.settle()
    copy = sent.get_message(query=query, download_attachments=True)
    assert copy.attachments[0].name == "note.txt"
    assert [entry["recipients"] for entry in sandbox.sent() if entry["subject"] == "O365 sends"] == [[BRUNO]]
    assert copy.move(adele.mailbox().get_folder(folder_name="Archive"))
    assert copy.delete()


def test_reads_for_itself_with_client_credentials(sandbox):
    made = account(sandbox, "credentials", "postern-service", tenant_id="contoso.onmicrosoft.com")
    assert made.authenticate(requested_scopes=["https://graph.microsoft.com/.default"])
    assert next(iter(made.mailbox(resource=ADELE).get_messages(limit=1))).subject
