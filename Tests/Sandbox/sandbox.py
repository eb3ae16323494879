"""One running postern-sandbox, as its users drive it: a program, a line of JSON, HTTP."""
import base64
import hashlib
import json
import os
import secrets
import subprocess
import urllib.parse
from pathlib import Path

import requests

# Each client is told which CA to trust; these would beat what it is told.
for variable in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE", "SSL_CERT_DIR"):
    os.environ.pop(variable, None)

READY_SECONDS = 20
# How the requests of this file call themselves, so that they are not taken for a foreign client's.
DRIVER = "postern-sandbox-tests"
GRAPH = "https://graph.microsoft.com/"
OUTLOOK = "https://outlook.office.com/"
IMAP_SCOPES = [OUTLOOK + "IMAP.AccessAsUser.All", OUTLOOK + "SMTP.Send"]
GRAPH_SCOPES = [GRAPH + name for name in ("User.Read", "Mail.ReadWrite", "Mail.Send")]
ADELE = "adele@contoso.example"
BRUNO = "bruno@contoso.example"
CHIDI = "chidi@contoso.example"
SUPPORT = "support@contoso.example"
MIA = "mia@fabrikam.example"
PAT = "pat@outlook.example"
CALLBACK = "http://localhost/callback"


def program():
    path = os.environ.get("SANDBOX_BIN")
    if path:
        return path
    return str(Path(__file__).resolve().parents[2] / ".build/debug/postern-sandbox")


class Sandbox:
    """`facts` as {name: value}; SANDBOX_FACTS (`name=value name=value`) are turned round in every sandbox: the mutation run."""

    def __init__(self, tls_directory, facts=None, options=()):
        arguments = [program(), "--port", "0", "--http-port", "0", "--imap-port", "0", "--smtp-port", "0", "--proxy-port", "0",
                     "--tls-directory", str(tls_directory), "--seed", "1", *options]
        given = [f"{name}={value}" for name, value in (facts or {}).items()]
        for fact in given + os.environ.get("SANDBOX_FACTS", "").split():
            arguments += ["--fact", fact]
        self.process = subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError(f"postern-sandbox ended with {self.process.wait(READY_SECONDS)}")
        self.ready = json.loads(line)
        self.ca = self.ready["ca"]
        self.root = self.ready["https"]
        self.graph = self.root + "/v1.0"
        # What a test opened and may have left open: things with a `close`.
        self.opened = []
        self.http = requests.Session()
        self.http.verify = self.ca
        self.http.headers["User-Agent"] = DRIVER

    def close_opened(self):
        while self.opened:
            self.opened.pop().close()

    def stop(self):
        self.close_opened()
        self.http.close()
        self.process.terminate()
        try:
            return self.process.wait(10)
        finally:
            self.process.kill()
            self.process.stdout.close()

    # What there is

    def app(self, name):
        return next(app for app in self.ready["apps"] if app["name"] == name)

    def person(self, name):
        return next(person for person in self.ready["people"] if person["userPrincipalName"] == name)

    def tenant(self, name="Contoso"):
        return next(tenant for tenant in self.ready["tenants"] if tenant["name"] == name)

    # The control endpoint

    def control(self, method, path, **arguments):
        answer = self.http.request(method, f"{self.ready['control']}/{path}", **arguments)
        assert answer.ok, f"{method} {path}: {answer.status_code} {answer.text}"
        return answer.json() if answer.content else None

    def fault(self, name, parameters=None, **where):
        return self.control("POST", "faults", json={"name": name, "parameters": parameters or {}, **where})

    def requests(self, **query):
        return self.control("GET", "requests", params=query)["requests"]

    def sent(self):
        return self.control("GET", "sent")["sent"]

    def settle(self):
        """Waits until every copy that is under way is filed."""
        self.control("POST", "settle")

    # Entra

    def authority(self, tenant="common"):
        return f"{self.root}/{tenant}"

    def authorize(self, app, user, scopes, tenant="common", answer="allow", **parameters):
        """The parameters of the redirect, in automatic mode."""
        query = {"client_id": self.app(app)["clientId"], "response_type": "code", "redirect_uri": CALLBACK,
                 "scope": " ".join(scopes), "state": "s", **parameters}
        page = self.http.get(self.authority(tenant) + "/oauth2/v2.0/authorize", params=query, allow_redirects=False,
                             headers={"X-Sandbox-User": user, "X-Sandbox-Answer": answer})
        assert page.status_code == 302, f"{page.status_code}: {page.text[:500]}"
        location = urllib.parse.urlsplit(page.headers["Location"])
        return dict(urllib.parse.parse_qsl(location.query or location.fragment))

    def redeem(self, app, tenant="common", **form):
        """The raw answer of the token endpoint; `None` leaves a field out."""
        registered = self.app(app)
        fields = {"client_id": registered["clientId"], "client_secret": registered.get("secret"), **form}
        return self.http.post(self.authority(tenant) + "/oauth2/v2.0/token",
                              data={name: value for name, value in fields.items() if value is not None})

    def sign_in(self, app, user, scopes, tenant="common", **parameters):
        """Code and PKCE by hand: the token answer."""
        verifier = secrets.token_urlsafe(48)
        challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
        scopes = ["openid", "profile", "offline_access", *scopes]
        back = self.authorize(app, user, scopes, tenant, code_challenge=challenge, code_challenge_method="S256", **parameters)
        assert "code" in back, back
        answer = self.redeem(app, tenant, grant_type="authorization_code", code=back["code"], redirect_uri=CALLBACK,
                             code_verifier=verifier, scope=" ".join(scopes))
        assert answer.status_code == 200, answer.text
        return answer.json()

    def graph_token(self, user=ADELE, scopes=GRAPH_SCOPES, app="postern-graph"):
        return self.sign_in(app, user, scopes)["access_token"]

    def mail_token(self, user=ADELE, app="postern-imap"):
        return self.sign_in(app, user, IMAP_SCOPES)["access_token"]

    def app_token(self, resource, app="postern-service", tenant="Contoso"):
        answer = self.redeem(app, self.tenant(tenant)["id"], grant_type="client_credentials", scope=resource + ".default")
        assert answer.status_code == 200, answer.text
        return answer.json()["access_token"]

    # Graph by hand

    def call(self, method, path, token, headers=None, **arguments):
        url = path if path.startswith("http") else self.graph + path
        return self.http.request(method, url, headers={"Authorization": "Bearer " + token, **(headers or {})}, **arguments)

    # XOAUTH2

    @staticmethod
    def xoauth2(user, token):
        return f"user={user}\x01auth=Bearer {token}\x01\x01"
