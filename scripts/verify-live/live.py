"""What the checks share: where everything is, who signed in, and the tokens."""
import time

from facts import NotTried

MAIL = ("IMAP.AccessAsUser.All", "SMTP.Send")
GRAPH = ("User.Read", "Mail.ReadWrite", "Mail.Send")
DEVICE = "urn:ietf:params:oauth:grant-type:device_code"

#: Microsoft's clouds (reference sheet, section A2).
CLOUDS = {
    "global": ("https://login.microsoftonline.com", "https://graph.microsoft.com", "https://outlook.office.com",
               "outlook.office365.com", "smtp.office365.com"),
    "gccHigh": ("https://login.microsoftonline.us", "https://graph.microsoft.us", "https://outlook.office365.us",
                "outlook.office365.us", "smtp.office365.us"),
    "dod": ("https://login.microsoftonline.us", "https://dod-graph.microsoft.us", "https://outlook.office365.us",
            "outlook-dod.office365.us", "outlook-dod.office365.us"),
    "china": ("https://login.partner.microsoftonline.cn", "https://microsoftgraph.chinacloudapi.cn",
              "https://partner.outlook.cn", "partner.outlook.cn", "partner.outlook.cn"),
}


class Cloud:
    """Where the parts of one cloud are, and what scopes begin with."""

    def __init__(self, name, configuration):
        named = configuration.get("clouds", {}).get(name)
        if named:
            self.login, self.graph = named["loginHost"].rstrip("/"), named["graphRoot"].rstrip("/")
            self.resource = named["mailResource"].rstrip("/")
            self.imap = (named["imap"]["host"], named["imap"]["port"])
            self.smtp = (named["smtp"]["host"], named["smtp"]["port"])
            # A cloud of the configuration stands for Microsoft's own, whose names its Graph scopes may carry.
            self.graph_resource = self.graph
        elif name in CLOUDS:
            self.login, self.graph, self.resource, imap, smtp = CLOUDS[name]
            self.imap, self.smtp, self.graph_resource = (imap, 993), (smtp, 587), self.graph
        else:
            raise ValueError(f"no such cloud: {name}")

    def mail_scopes(self):
        return [f"{self.resource}/{name}" for name in MAIL]

    def graph_scopes(self, names=GRAPH):
        return [f"{self.graph_resource}/{name}" for name in names]


class Live:
    """`lacks` says why a check cannot be tried; the rest is for the checks."""

    def __init__(self, options, cloud, web):
        self.options = options
        self.cloud = cloud
        self.web = web
        self.client_id = options.client_id
        self.secret = options.secret
        self.authority = options.authority
        # Of the sign-in that this program makes by itself.
        self.refresh_token = None
        self.claims = {}
        self.first_answer = None
        self.redeemed_at = 0
        self.mail_token = None
        self.graph_token = None
        self.username = None
        self.remembered = {}
        self.documents = {}

    # What there is

    def lacks(self, need):
        reasons = {
            "secret": (self.secret, "needs a client secret (--secret-file)"),
            "tenant": (self.tenant, "needs a tenant: --authority with its id or domain, or a sign-in of a work account"),
            "redirect": (self.options.redirect_url, "needs a redirect URL (--redirect-url)"),
            "tokens": (self.refresh_token, "nobody signed in to this program"),
            "mail": (self.mail_token, "there is no token for IMAP and SMTP"),
            "graph": (self.graph_token, "there is no token for Graph"),
            "write": (self.options.write, "would write into the mailbox (--write)"),
            "slow": (self.options.slow, "takes more than a quarter of an hour (--slow)"),
            "shared": (self.options.shared, "needs a shared mailbox (--shared)"),
            "personal": (self.is_personal, "needs a personal account"),
            "work": (not self.is_personal, "needs a work account"),
        }
        there, why = reasons[need]
        return None if there else why

    @property
    def is_personal(self):
        return self.claims.get("tid") == "9188040d-6c67-4c5b-b112-36a304b66dad"

    @property
    def tenant(self):
        if self.authority not in ("common", "organizations", "consumers"):
            return self.authority
        return None if self.is_personal else self.claims.get("tid")

    def secrets(self):
        """What no report may hold."""
        return [text for text in (
            self.secret, self.refresh_token, self.mail_token, self.graph_token, *self.remembered.values()) if text]

    # Entra

    def endpoint(self, path, authority=None):
        return f"{self.cloud.login}/{authority or self.authority}{path}"

    def discovery(self, authority="common"):
        name = "discovery of " + authority
        if name not in self.documents:
            answer = self.web.get(self.endpoint("/v2.0/.well-known/openid-configuration", authority))
            if not answer.ok:
                raise NotTried(f"the discovery document of {authority} is refused: {answer.told()}")
            self.documents[name] = answer.json
        return self.documents[name]

    def token(self, proof=None, authority=None, **form):
        """Asks the token endpoint; `proof` replaces the client's own."""
        fields = {"client_id": self.client_id, **form}
        fields.update(proof if proof is not None else self.proof)
        answer = self.web.post(self.endpoint("/oauth2/v2.0/token", authority), fields)
        if answer.ok:
            for name in ("access_token", "refresh_token"):
                self.remembered[f"{name} {len(self.remembered)}"] = answer.json.get(name)
        return answer

    @property
    def proof(self):
        return {"client_secret": self.secret} if self.secret else {}

    def refresh(self, scopes=None, token=None):
        """A refresh; its new refresh token is kept from now on."""
        form = {"grant_type": "refresh_token", "refresh_token": token or self.refresh_token}
        if scopes is not None:
            form["scope"] = " ".join(scopes)
        answer = self.token(**form)
        if answer.ok and token is None and answer.json.get("refresh_token"):
            self.refresh_token = answer.json["refresh_token"]
        return answer

    def device_code(self, scopes=None, authority=None):
        scopes = scopes or ["openid", "profile", "offline_access", *self.first_scopes()]
        answer = self.web.post(self.endpoint("/oauth2/v2.0/devicecode", authority),
                               {"client_id": self.client_id, "scope": " ".join(scopes)})
        if answer.ok:
            self.remembered[f"device {len(self.remembered)}"] = answer.json.get("device_code")
        return answer

    def first_scopes(self):
        return self.cloud.mail_scopes() if "imap" in self.options.scopes else self.cloud.graph_scopes()

    def poll(self, device_code):
        return self.token(grant_type=DEVICE, device_code=device_code)

    def authorize(self, redirect_url, **more):
        """A sign-in that must show nothing, by nobody: where it leads."""
        return self.web.get(self.endpoint("/oauth2/v2.0/authorize"), {
            "client_id": self.client_id, "response_type": "code", "redirect_uri": redirect_url, "response_mode": "query",
            "scope": "openid " + " ".join(self.first_scopes()), "state": "postern", "prompt": "none",
            "code_challenge": "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM", "code_challenge_method": "S256", **more})

    # Graph

    def call(self, method, path, headers=None, token=None, **more):
        url = path if path.startswith("http") else f"{self.cloud.graph}/v1.0{path}"
        if not url.startswith(self.cloud.graph + "/"):
            raise RuntimeError("a link leads away from Graph: the token stays here")
        headers = {"Authorization": "Bearer " + (token or self.graph_token), **(headers or {})}
        return self.web.request(method, url, headers=headers, **more)

    @staticmethod
    def until(look, seconds, pause=1):
        """The first thing that `look` finds, asked again and again; nothing when the time is over."""
        end = time.monotonic() + seconds
        while True:
            found = look()
            if found or time.monotonic() >= end:
                return found
            time.sleep(pause)
