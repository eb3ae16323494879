"""A daemon beside a sandbox tenant, an account of a Graph app in it, and the same account by plain HTTP beside it."""
import base64
import urllib.parse

import requests

from daemon import Daemon
from postern import Client, PosternError
from sandbox import ADELE, Sandbox

IMMUTABLE = {"Prefer": 'IdType="ImmutableId"'}
REDIRECT = "http://localhost/callback"
SECRET = "an-app-of-these-tests-2026"


class Refused:
    """What a call was refused with, where a test goes on."""

    def __init__(self, error):
        self.kind, self.data, self.message = error.kind, error.data, str(error)
        self.retryable = bool((error.data or {}).get("retryable"))

    def __repr__(self):
        return f"{self.kind}: {self.message}"


class GraphHouse:
    """One sandbox, one daemon, one client; accounts by Graph app as they are asked for."""

    def __init__(self, tls_directory, facts=None, options=(), **configuration):
        self.sandbox = Sandbox(tls_directory, facts, options)
        self.daemon = Daemon(**{**self.sandbox.ready["configuration"], **configuration})
        # Tests use it from many threads.
        self.sandbox.http.mount("https://", requests.adapters.HTTPAdapter(pool_maxsize=64))
        self.client = None
        self.apps = {}

    def __enter__(self):
        try:
            self.daemon.start()
            self.connect()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        if self.client:
            self.client.close()
        self.daemon.discard()
        self.sandbox.stop()

    def connect(self):
        if self.client:
            self.client.close()
        self.client = Client(str(self.daemon.socket_path), timeout=120)
        return self.client

    def crash(self):
        """kill -9 and a new start."""
        self.daemon.kill()
        self.daemon.start()
        self.connect()

    # Accounts

    def app(self, name="postern-graph", scopes=("graph",)):
        if name not in self.apps:
            registered = self.sandbox.app(name)
            self.apps[name] = self.client.call("registerApp", {
                "name": name, "provider": "outlook", "cloud": "sandbox", "authority": "common",
                "clientId": registered["clientId"], "clientSecret": registered["secret"], "baseScopes": list(scopes),
                "redirectURLs": [REDIRECT]})["app"]["id"]
        return self.apps[name]

    def new_app(self, name):
        """Registers an app of that name with the tenant and with Postern; gives its client id."""
        like = self.sandbox.app("postern-graph")
        registered = self.sandbox.control("POST", "registrations", json={
            "name": name, "audience": like["audience"], "secrets": [{"value": SECRET}],
            "redirectUris": [{"uri": REDIRECT}], "delegatedPermissions": like["delegatedPermissions"]})
        self.sandbox.ready["apps"].append({**registered, "name": name, "secret": SECRET})
        self.app(name)
        return self.sandbox.app(name)["clientId"]

    def account(self, user=ADELE, name="postern-graph", scopes=("graph",)):
        """Signs somebody in; gives the account's id."""
        return self.sign_in(user, app=self.app(name, scopes), loginHint=user)

    def sign_in(self, user, **params):
        """The whole sign-in, of an app or again of an account; gives the account's id."""
        invitation = self.client.call("authorizeURL", params)
        page = self.sandbox.http.get(invitation["url"], headers={"X-Sandbox-User": user}, allow_redirects=False)
        assert page.status_code == 302, page.text[:500]
        return self.client.call("exchangeCode", {"callbackURL": page.headers["Location"]})["account"]["id"]

    def raw(self, account):
        """The same mailbox with the same token, without Postern."""
        token = self.client.call("getAccessToken", {"account": account, "resource": "graph"})["accessToken"]
        return RawGraph(self.sandbox, token)

    # Calls

    def ask(self, method, **params):
        """The result, or why it was refused."""
        try:
            return self.client.call(method, params)
        except PosternError as error:
            return Refused(error)

    def listed(self, account, count, **params):
        """So many of the newest messages."""
        found, cursor = [], {}
        while len(found) < count:
            page = self.client.call("listMessages", {
                "account": account, "limit": min(1000, count - len(found)), **params, **cursor})
            found += page["messages"]
            if "nextCursor" not in page:
                break
            cursor = {"cursor": page["nextCursor"]}
        return found

    def window(self, method, offset=0, length=None, **params):
        """One window: its bytes and the rest of the answer."""
        more = {} if length is None else {"length": length}
        answer = self.client.call(method, {**params, "offset": offset, **more})
        return base64.b64decode(answer.pop("content"), validate=True), answer

    def whole(self, method, sizes=iter(lambda: None, 0), **params):
        """All windows in turn, each as long as `sizes` says next."""
        content, answer = self.window(method, 0, next(sizes), **params)
        params["contentId"] = answer["contentId"]
        while len(content) < answer["size"]:
            more, again = self.window(method, len(content), next(sizes), **params)
            assert more and again["offset"] == len(content) and again["size"] == answer["size"]
            content += more
        return content


class RawGraph:
    """Graph by plain HTTP: what the sandbox itself serves."""

    def __init__(self, sandbox, token):
        self.root = sandbox.graph
        self.http = requests.Session()
        self.http.verify = sandbox.ca
        self.http.headers.update({"Authorization": "Bearer " + token, **IMMUTABLE})

    def get(self, path, **query):
        answer = self.http.get(self.root + path, params=query or None)
        assert answer.ok, f"{path}: {answer.status_code} {answer.text[:300]}"
        return answer

    def pages(self, path, **query):
        page = self.get(path, **query).json()
        while True:
            yield from page["value"]
            if "@odata.nextLink" not in page:
                return
            page = self.http.get(page["@odata.nextLink"]).json()

    def message(self, identifier, rest=""):
        return self.get(f"/me/messages/{urllib.parse.quote(identifier, safe='')}{rest}")

    def attachments(self, identifier):
        return self.message(identifier, "/attachments?$select=id,name,size,isInline&$top=200").json()["value"]

    def attachment(self, message, identifier):
        return self.message(message, f"/attachments/{urllib.parse.quote(identifier, safe='')}/$value").content

    def count(self, folder, subject=None):
        """How many messages are in a folder, of that subject."""
        query = {"$select": "subject", "$top": "500"}
        return sum(subject is None or message["subject"] == subject
                   for message in self.pages(f"/me/mailFolders/{folder}/messages", **query))
