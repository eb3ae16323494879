"""Three programs that do the same work over Graph, each in a process of its own: graph_programs.py NAME, driven line by line.

The first line of input is what the program has to know, as JSON. Then each line is a task, `[name, count]`; the answer is a line
with the seconds it took. What a program does is its own way:

requests   a minimal program with one session: `GET`, `POST /me/sendMail`
sdk        msgraph-sdk as its documentation shows it, its default middleware and HTTP/2
postern    one connection to the Unix socket; every answer is read as JSON, as the others do it

All ask for the same properties of messages. `atOnce` is how many calls are under way: the others' limit at Microsoft is four, Postern keeps to it by itself.
"""
import asyncio
import json
import socket
import sys
import time
from concurrent.futures import ThreadPoolExecutor

FIELDS = ["id", "subject", "from", "toRecipients", "ccRecipients", "receivedDateTime", "sentDateTime", "internetMessageId",
          "conversationId", "isRead", "isDraft", "flag", "categories", "hasAttachments"]
BODY_FIELDS = [*FIELDS, "sender", "bccRecipients", "replyTo", "body"]
# What Postern's lists tell beside these: how large a message is, and whether it was answered (reference sheet, sections C6 and C8).
EXTENDED = "singleValueExtendedProperties($filter=id eq 'Integer 0x0E08' or id eq 'Integer 0x1081')"
SUBJECT, TEXT, TO = "A letter", "Some lines of text.\n" * 20, "bruno@contoso.example"
AS_TEXT = 'outlook.body-content-type="text"'


class Requests:
    def __init__(self, known):
        import requests
        self.root, self.at_once = known["graph"], known["atOnce"]
        self.http = requests.Session()
        self.http.verify = known["ca"]
        self.http.headers["Authorization"] = "Bearer " + known["token"]
        self.ids = []

    def ask(self, method, path, expected, **more):
        answer = self.http.request(method, self.root + path, **more)
        if answer.status_code != expected:
            raise SystemExit(f"{method} {path}: {answer.status_code} {answer.text[:300]}")
        return answer

    def every(self, act, items):
        if self.at_once == 1:
            return [act(item) for item in items]
        with ThreadPoolExecutor(self.at_once) as pool:
            return list(pool.map(act, items))

    def list(self, count):
        page = self.ask("GET", "/me/mailFolders/inbox/messages", 200, params={
            "$select": ",".join(FIELDS), "$expand": EXTENDED, "$top": count, "$orderby": "receivedDateTime desc"}).json()
        self.ids = [message["id"] for message in page["value"]]
        return len(self.ids)

    def read(self, count):
        def one(identifier):
            return self.ask("GET", f"/me/messages/{identifier}", 200, params={"$select": ",".join(BODY_FIELDS)},
                            headers={"Prefer": AS_TEXT}).json()["body"]["content"]
        return len(self.every(one, self.ids[:count]))

    def send(self, count):
        def one(number):
            self.ask("POST", "/me/sendMail", 202, json={"message": {
                "subject": f"{SUBJECT} {number}", "body": {"contentType": "Text", "content": TEXT},
                "toRecipients": [{"emailAddress": {"address": TO}}]}})
        return len(self.every(one, range(count)))


class SDK:
    def __init__(self, known):
        import httpx
        from kiota_abstractions.authentication import AccessTokenProvider, AllowedHostsValidator, BaseBearerTokenAuthenticationProvider
        from msgraph import GraphRequestAdapter, GraphServiceClient
        from msgraph.graph_request_adapter import options
        from msgraph_core import GraphClientFactory

        class Token(AccessTokenProvider):
            async def get_authorization_token(self, uri, additional_authentication_context={}):
                return known["token"]

            def get_allowed_hosts_validator(self):
                return AllowedHostsValidator([])

        self.loop = asyncio.new_event_loop()
        # The SDK's own default client, but for the CA.
        http = httpx.AsyncClient(verify=known["ca"], http2=True, timeout=100)
        adapter = GraphRequestAdapter(
            BaseBearerTokenAuthenticationProvider(Token()), GraphClientFactory.create_with_default_middleware(client=http, options=options))
        adapter.base_url = known["graph"]
        self.client, self.at_once = GraphServiceClient(request_adapter=adapter), known["atOnce"]
        self.ids = []

    def configuration(self, **parameters):
        from kiota_abstractions.base_request_configuration import RequestConfiguration
        from msgraph.generated.users.item.mail_folders.item.messages.messages_request_builder import MessagesRequestBuilder
        return RequestConfiguration(query_parameters=MessagesRequestBuilder.MessagesRequestBuilderGetQueryParameters(**parameters))

    def every(self, act, items):
        async def whole():
            if self.at_once == 1:
                return [await act(item) for item in items]
            limit = asyncio.Semaphore(self.at_once)

            async def limited(item):
                async with limit:
                    return await act(item)
            return await asyncio.gather(*(limited(item) for item in items))
        return self.loop.run_until_complete(whole())

    def list(self, count):
        folder = self.client.me.mail_folders.by_mail_folder_id("inbox")
        page = self.loop.run_until_complete(folder.messages.get(
            self.configuration(select=FIELDS, expand=[EXTENDED], top=count, orderby=["receivedDateTime desc"])))
        self.ids = [message.id for message in page.value]
        return len(self.ids)

    def read(self, count):
        async def one(identifier):
            asked = self.configuration(select=BODY_FIELDS)
            asked.headers.add("Prefer", AS_TEXT)
            return (await self.client.me.messages.by_message_id(identifier).get(asked)).body.content
        return len(self.every(one, self.ids[:count]))

    def send(self, count):
        from msgraph.generated.models.body_type import BodyType
        from msgraph.generated.models.email_address import EmailAddress
        from msgraph.generated.models.item_body import ItemBody
        from msgraph.generated.models.message import Message
        from msgraph.generated.models.recipient import Recipient
        from msgraph.generated.users.item.send_mail.send_mail_post_request_body import SendMailPostRequestBody

        async def one(number):
            await self.client.me.send_mail.post(SendMailPostRequestBody(message=Message(
                subject=f"{SUBJECT} {number}", body=ItemBody(content_type=BodyType.Text, content=TEXT),
                to_recipients=[Recipient(email_address=EmailAddress(address=TO))])))
        return len(self.every(one, range(count)))


class Postern:
    def __init__(self, known):
        self.account, self.at_once = known["account"], known["atOnce"]
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.connect(known["socket"])
        self.lines = self.socket.makefile("rb")
        self.ids = []

    def every(self, method, calls):
        """All calls, so many unanswered at a time."""
        waiting = [json.dumps({"jsonrpc": "2.0", "id": number, "method": method, "params": {"account": self.account, **params}}).encode() + b"\n"
                   for number, params in enumerate(calls)]
        results, sent = [], 0
        while len(results) < len(waiting):
            more = waiting[sent:len(results) + self.at_once]
            if more:
                self.socket.sendall(b"".join(more))
                sent += len(more)
            answer = json.loads(self.lines.readline())
            if "error" in answer:
                raise SystemExit(f"{method}: {answer['error']}")
            results.append(answer["result"])
        return results

    def list(self, count):
        [page] = self.every("listMessages", [{"mailbox": "INBOX", "limit": count}])
        self.ids = [message["id"] for message in page["messages"]]
        return len(self.ids)

    def read(self, count):
        return len(self.every("getMessage", [{"message": identifier, "html": False} for identifier in self.ids[:count]]))

    def send(self, count):
        return len(self.every("sendMessage", [
            {"to": [{"address": TO}], "subject": f"{SUBJECT} {number}", "text": TEXT} for number in range(count)]))


def main():
    known = json.loads(sys.stdin.readline())
    program = {"requests": Requests, "sdk": SDK, "postern": Postern}[sys.argv[1]](known)
    for line in sys.stdin:
        name, count = json.loads(line)
        began = time.perf_counter()
        done = getattr(program, name)(count)
        took = time.perf_counter() - began
        if done != count:
            raise SystemExit(f"{name}: {done} instead of {count}")
        print(took, flush=True)


if __name__ == "__main__":
    main()
