"""HTTP as the checks need it: no redirects followed, every status an answer, one deadline."""
import json
import socket
import ssl
import urllib.error
import urllib.parse
import urllib.request

PATIENCE = 30
#: No answer that the checks look at is longer, in bytes.
LONGEST = 4 << 20


class NoRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


class Answer:
    """Status, headers and body of one response."""

    def __init__(self, status, headers, body):
        self.status = status
        self.headers = headers
        self.body = body

    @property
    def ok(self):
        return 200 <= self.status < 300

    @property
    def text(self):
        return self.body.decode("utf-8", "replace")

    @property
    def json(self):
        try:
            return json.loads(self.body)
        except ValueError:
            return {}

    @property
    def error(self):
        """The `error` of an OAuth answer, or the code of a Graph error."""
        error = self.json.get("error") if isinstance(self.json, dict) else None
        return error.get("code") if isinstance(error, dict) else error

    @property
    def code(self):
        """The AADSTS number as text, or an empty one."""
        answer = self.json
        if isinstance(answer, dict) and answer.get("error_codes"):
            return str(answer["error_codes"][0])
        return aadsts(self.text)

    def told(self):
        """For a report: what was answered, without anything that could be a secret."""
        return " ".join(part for part in (f"HTTP {self.status}", self.error, self.code and "AADSTS" + self.code) if part)


def aadsts(text):
    """The number behind the first AADSTS in a text."""
    place = text.find("AADSTS")
    digits = ""
    for letter in text[place + 6:place + 16] if place >= 0 else "":
        if not letter.isdigit():
            break
        digits += letter
    return digits


class Web:
    def __init__(self, ca_file=None):
        self.ca_file = ca_file
        self.tls = self.context()
        self.opener = urllib.request.build_opener(urllib.request.HTTPSHandler(context=self.tls), NoRedirects)

    def context(self):
        """A TLS context that trusts what the system trusts, and the CA of the configuration beside it."""
        context = ssl.create_default_context()
        if self.ca_file:
            context.load_verify_locations(self.ca_file)
        return context

    def request(self, method, url, headers=None, form=None, body=None, document=None):
        headers = dict(headers or {})
        if form is not None:
            body = urllib.parse.urlencode(form).encode()
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        if document is not None:
            body = json.dumps(document).encode()
            headers["Content-Type"] = "application/json"
        request = urllib.request.Request(url, data=body, headers=headers, method=method)
        try:
            with self.opener.open(request, timeout=PATIENCE) as response:
                return Answer(response.status, response.headers, response.read(LONGEST))
        except urllib.error.HTTPError as error:
            with error:
                return Answer(error.code, error.headers, error.read(LONGEST))

    def get(self, url, query=None, **more):
        return self.request("GET", url + ("?" + urllib.parse.urlencode(query) if query else ""), **more)

    def post(self, url, form=None, **more):
        return self.request("POST", url, form=form, **more)

    def protocol(self, url):
        """What ALPN agrees on when HTTP/2 and HTTP/1.1 are offered."""
        address = urllib.parse.urlsplit(url)
        context = self.context()
        context.set_alpn_protocols(["h2", "http/1.1"])
        with socket.create_connection((address.hostname, address.port or 443), PATIENCE) as plain:
            with context.wrap_socket(plain, server_hostname=address.hostname) as tls:
                return tls.selected_alpn_protocol() or "http/1.1"
