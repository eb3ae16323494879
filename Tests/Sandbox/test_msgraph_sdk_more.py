"""The rest of Graph mail through Microsoft's own SDK: replies, copies, settings, subscriptions."""
import asyncio
import email
import http.server
import threading
import urllib.parse
from datetime import datetime, timedelta, timezone

import httpx
import pytest
from msgraph.generated.models.attachment import Attachment
from msgraph.generated.models.attachment_item import AttachmentItem
from msgraph.generated.models.attachment_type import AttachmentType
from msgraph.generated.models.convert_id_result import ConvertIdResult
from msgraph.generated.models.exchange_id_format import ExchangeIdFormat
from msgraph.generated.models.file_attachment import FileAttachment
from msgraph.generated.models.mail_tips_type import MailTipsType
from msgraph.generated.models.mail_folder import MailFolder
from msgraph.generated.models.mailbox_settings import MailboxSettings
from msgraph.generated.models.o_data_errors.o_data_error import ODataError
from msgraph.generated.models.subscription import Subscription
from msgraph.generated.users.item.get_mail_tips.get_mail_tips_post_request_body import GetMailTipsPostRequestBody
from msgraph.generated.users.item.mail_folders.item.copy.copy_post_request_body import CopyPostRequestBody as CopyFolder
from msgraph.generated.users.item.mail_folders.item.move.move_post_request_body import MovePostRequestBody as MoveFolder
from msgraph.generated.users.item.messages.item.attachments.create_upload_session.create_upload_session_post_request_body import (
    CreateUploadSessionPostRequestBody)
from msgraph.generated.users.item.messages.item.copy.copy_post_request_body import CopyPostRequestBody
from msgraph.generated.users.item.messages.item.create_forward.create_forward_post_request_body import CreateForwardPostRequestBody
from msgraph.generated.users.item.messages.item.create_reply.create_reply_post_request_body import CreateReplyPostRequestBody
from msgraph.generated.users.item.messages.item.create_reply_all.create_reply_all_post_request_body import (
    CreateReplyAllPostRequestBody)
from msgraph.generated.users.item.messages.item.forward.forward_post_request_body import ForwardPostRequestBody
from msgraph.generated.users.item.messages.item.reply.reply_post_request_body import ReplyPostRequestBody
from msgraph.generated.users.item.messages.item.reply_all.reply_all_post_request_body import ReplyAllPostRequestBody
from msgraph.generated.users.item.translate_exchange_ids.translate_exchange_ids_post_request_body import (
    TranslateExchangeIdsPostRequestBody)

from sandbox import BRUNO, CHIDI, GRAPH
from test_msgraph_sdk import configuration, inbox, letter, query, run


async def newest(client):
    return (await inbox(client).messages.get(configuration(query(top=1)))).value[0]


def test_answers_and_forwards(sandbox):
    async def body(client, _):
        original = await newest(client)
        message = client.me.messages.by_message_id(original.id)
        reply = await message.create_reply.post(CreateReplyPostRequestBody(comment="thanks"))
        assert reply.is_draft and reply.subject.upper().startswith("RE:") and reply.conversation_id == original.conversation_id
        everybody = await message.create_reply_all.post(CreateReplyAllPostRequestBody())
        assert everybody.is_draft
        forward = await message.create_forward.post(CreateForwardPostRequestBody(
            comment="look", to_recipients=letter("", BRUNO).to_recipients))
        assert forward.subject.upper().startswith("FW:")
        with pytest.raises(ODataError) as both:
            await message.create_reply.post(CreateReplyPostRequestBody(comment="x", message=letter("x")))
        assert both.value.response_status_code == 400
        before = len(sandbox.sent())
        await message.reply.post(ReplyPostRequestBody(comment="ok"))
        await message.reply_all.post(ReplyAllPostRequestBody(comment="ok all"))
        await message.forward.post(ForwardPostRequestBody(comment="see", to_recipients=letter("", CHIDI).to_recipients))
        sent = sandbox.sent()[before:]
        assert len(sent) == 3 and sent[2]["recipients"] == [CHIDI]
    run(sandbox, body)


def test_copies_and_purges_messages_and_folders(sandbox):
    async def body(client, _):
        draft = await client.me.messages.post(letter("SDK copies", BRUNO))
        copy = await client.me.messages.by_message_id(draft.id).copy.post(CopyPostRequestBody(destination_id="archive"))
        assert copy.id != draft.id
        await client.me.messages.by_message_id(copy.id).permanent_delete.post()
        with pytest.raises(ODataError):
            await client.me.messages.by_message_id(copy.id).get()
        outer = await client.me.mail_folders.post(MailFolder(display_name="SDK outer"))
        inner = await client.me.mail_folders.post(MailFolder(display_name="SDK inner"))
        first = await client.me.mail_folders.delta.get()
        while first.odata_next_link:
            first = await client.me.mail_folders.delta.with_url(first.odata_next_link).get()
        moved = await client.me.mail_folders.by_mail_folder_id(inner.id).move.post(MoveFolder(destination_id=outer.id))
        assert moved.parent_folder_id == outer.id
        copied = await client.me.mail_folders.by_mail_folder_id(outer.id).copy.post(CopyFolder(destination_id="archive"))
        assert copied.child_folder_count == 1
        await client.me.mail_folders.by_mail_folder_id(outer.id).permanent_delete.post()
        changes = await client.me.mail_folders.delta.with_url(first.odata_delta_link).get()
        removed = {folder.id for folder in changes.value if "@removed" in folder.additional_data}
        assert outer.id in removed and copied.id in {folder.id for folder in changes.value} - removed
    run(sandbox, body)


def test_adds_reads_and_takes_away_an_attachment(sandbox):
    async def body(client, _):
        draft = await client.me.messages.post(letter("SDK attaches", BRUNO))
        attachments = client.me.messages.by_message_id(draft.id).attachments
        added = await attachments.post(FileAttachment(
            odata_type="#microsoft.graph.fileAttachment", name="a.txt", content_type="text/plain", content_bytes=b"hi there"))
        assert isinstance(added, Attachment) and (await attachments.count.get()) == 1
        value = await client.me.messages.by_message_id(draft.id).content.get()
        parsed = email.message_from_bytes(value)
        assert any(part.get_filename() == "a.txt" and part.get_payload(decode=True) == b"hi there" for part in parsed.walk())
        await attachments.by_attachment_id(added.id).delete()
        session = await attachments.create_upload_session.post(CreateUploadSessionPostRequestBody(attachment_item=AttachmentItem(
            attachment_type=AttachmentType.File, name="never.bin", size=4_000_000)))
        async with httpx.AsyncClient(verify=sandbox.ca) as http:
            assert (await http.get(session.upload_url)).json()["NextExpectedRanges"] == ["0"]
            assert [(await http.delete(session.upload_url)).status_code for _ in range(2)] == [204, 404]
        assert (await attachments.get()).value == []
        assert (await client.me.messages.count.get()) > 0 and (await client.me.mail_folders.count.get()) > 0
        tips = await client.me.get_mail_tips.post(GetMailTipsPostRequestBody(
            email_addresses=[BRUNO], mail_tips_options=MailTipsType.MaxMessageSize))
        assert tips.value[0].email_address.address == BRUNO and tips.value[0].max_message_size > 0
    run(sandbox, body)


def test_reads_and_changes_the_settings_of_a_mailbox(sandbox):
    token = sandbox.graph_token(scopes=[GRAPH + "MailboxSettings.ReadWrite", GRAPH + "Mail.ReadWrite"], app="postern-graph")

    async def body(client, _):
        settings = await client.me.mailbox_settings.get()
        assert settings.language.locale == "en-US" and settings.user_purpose.value == "user"
        await client.me.mailbox_settings.patch(MailboxSettings(time_zone="W. Europe Standard Time"))
        assert (await client.me.mailbox_settings.get()).time_zone == "W. Europe Standard Time"
        await client.me.mailbox_settings.patch(MailboxSettings(time_zone="UTC"))
        assert (await client.me.outlook.master_categories.get()).value
        assert (await inbox(client).message_rules.get()).value == []
        assert (await client.me.inference_classification.overrides.get()).value == []
    run(sandbox, body, token)


def test_translates_ids(sandbox):
    async def body(client, _):
        ordinary = (await newest(client)).id
        answer = await client.me.translate_exchange_ids.post(TranslateExchangeIdsPostRequestBody(
            input_ids=[ordinary], source_id_type=ExchangeIdFormat.RestId, target_id_type=ExchangeIdFormat.RestImmutableEntryId))
        immutable = answer.value[0]
        assert isinstance(immutable, ConvertIdResult) and immutable.target_id != ordinary
        there = await client.me.messages.by_message_id(immutable.target_id).get(configuration(Prefer='IdType="ImmutableId"'))
        assert there.id == immutable.target_id
    run(sandbox, body)


class Webhook(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        token = urllib.parse.parse_qs(urllib.parse.urlsplit(self.path).query).get("validationToken")
        text = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.send_response(200 if token else 202)
        self.send_header("Content-Type", "text/plain")
        self.end_headers()
        self.wfile.write(token[0].encode() if token else b"")
        if not token:
            self.server.notes.append(text)
            self.server.arrived.set()

    def log_message(self, *_):
        pass


@pytest.fixture
def webhook():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Webhook)
    server.notes, server.arrived = [], threading.Event()
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def test_subscribes_is_told_and_renews(sandbox, webhook):
    async def body(client, _):
        made = await client.subscriptions.post(Subscription(
            change_type="created", notification_url=f"http://localhost:{webhook.server_port}/note", resource="/me/messages",
            client_state="my secret", expiration_date_time=datetime.now(timezone.utc) + timedelta(hours=2)))
        assert made.id in {one.id for one in (await client.subscriptions.get()).value}
        await client.me.messages.post(letter("SDK notes", BRUNO))
        assert await asyncio.to_thread(webhook.arrived.wait, 20)
        assert b'"clientState":"my secret"' in webhook.notes[0] and b'"changeType":"created"' in webhook.notes[0]
        assert (await client.subscriptions.by_subscription_id(made.id).get()).resource == "/me/messages"
        later = datetime.now(timezone.utc) + timedelta(hours=3)
        renewed = await client.subscriptions.by_subscription_id(made.id).patch(Subscription(expiration_date_time=later))
        assert abs((renewed.expiration_date_time - later).total_seconds()) < 1
        await client.subscriptions.by_subscription_id(made.id).reauthorize.post()
        await client.subscriptions.by_subscription_id(made.id).delete()
        with pytest.raises(ODataError) as gone:
            await client.subscriptions.by_subscription_id(made.id).get()
        assert gone.value.response_status_code == 404
    run(sandbox, body)
