"""Measures one postern-sandbox with a big mailbox: start, first page, memory, and many clients at once. Standard library only.

Prints a table with aims. Ends with 1 when a client saw an error, and with --assert when an aim was missed, too.
"""
import argparse
import base64
import hashlib
import http.client
import imaplib
import json
import secrets
import ssl
import statistics
import subprocess
import sys
import threading
import time
import urllib.parse

ADELE = "adele@contoso.example"
CALLBACK = "http://localhost/callback"
PAGE = "/v1.0/me/mailFolders/inbox/messages?$top=25"
SCOPES = {"postern-graph": "https://graph.microsoft.com/Mail.ReadWrite https://graph.microsoft.com/User.Read",
          "postern-imap": "https://outlook.office.com/IMAP.AccessAsUser.All"}
# The limits of §C14 and §B4 would stop so many clients of one app and mailbox; here they are not what is measured.
FACTS = ["graph.concurrencyLimit=1000", "graph.requestLimit=1000000000", "imap.connectionLimit=1000"]


class Client:
    """One connection for one thing after the other."""

    def __init__(self, bench, secure=True):
        port = urllib.parse.urlsplit(bench.ready["https" if secure else "http"]).port
        if secure:
            self.http = http.client.HTTPSConnection("localhost", port, context=bench.tls, timeout=30)
        else:
            self.http = http.client.HTTPConnection("localhost", port, timeout=30)

    def ask(self, method, target, token=None, form=None, body=None, headers=None, expect=(200, 201, 204)):
        headers = dict(headers or {})
        if token:
            headers["Authorization"] = "Bearer " + token
        if form:
            body = urllib.parse.urlencode(form)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        elif body is not None:
            body = json.dumps(body)
            headers["Content-Type"] = "application/json"
        self.http.request(method, target, body, headers)
        answer = self.http.getresponse()
        content = answer.read()
        if answer.status not in expect:
            raise RuntimeError(f"{method} {target}: {answer.status} {content[:300]!r}")
        return answer, content

    def sign_in(self, bench, name):
        app = next(app for app in bench.ready["apps"] if app["name"] == name)
        verifier = secrets.token_urlsafe(48)
        challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
        query = urllib.parse.urlencode({
            "client_id": app["clientId"], "response_type": "code", "redirect_uri": CALLBACK, "code_challenge": challenge,
            "code_challenge_method": "S256", "scope": "openid offline_access " + SCOPES[name]})
        answer, _ = self.ask("GET", "/common/oauth2/v2.0/authorize?" + query, headers={"X-Sandbox-User": ADELE}, expect=(302,))
        back = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(answer.headers["Location"]).query))
        form = {"client_id": app["clientId"], "client_secret": app["secret"], "grant_type": "authorization_code",
                "code": back["code"], "redirect_uri": CALLBACK, "code_verifier": verifier}
        tokens = json.loads(self.ask("POST", "/common/oauth2/v2.0/token", form=form)[1])
        self.refresh = {"client_id": app["clientId"], "client_secret": app["secret"], "grant_type": "refresh_token",
                        "refresh_token": tokens["refresh_token"]}
        return tokens["access_token"]


class Bench:
    def __init__(self, program, messages):
        arguments = [program, "--port", "0", "--http-port", "0", "--imap-port", "0", "--smtp-port", "0",
                     "--messages", str(messages)]
        for fact in FACTS:
            arguments += ["--fact", fact]
        began = time.monotonic()
        self.process = subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        self.start = time.monotonic() - began
        if not line:
            sys.exit(f"postern-sandbox ended with {self.process.wait()}")
        self.ready = json.loads(line)
        self.tls = ssl.create_default_context(cafile=self.ready["ca"])
        self.errors, self.counts, self.lock = [], {}, threading.Lock()

    def stop(self):
        self.process.terminate()
        return self.process.wait(15)

    def memory(self, name):
        """VmRSS or VmHWM in MB."""
        with open(f"/proc/{self.process.pid}/status") as status:
            return next(int(line.split()[1]) for line in status if line.startswith(name)) / 1024

    def pages(self, rounds):
        """Milliseconds of the first page ever, and of the pages after it, over one connection in clear."""
        client = Client(self, secure=False)
        token = client.sign_in(self, "postern-graph")
        client.ask("GET", "/v1.0/me", token)
        times = []
        for _ in range(rounds):
            began = time.perf_counter()
            client.ask("GET", PAGE, token)
            times.append((time.perf_counter() - began) * 1000)
        return times[0], times[1:]

    # Many clients

    def load(self, seconds, clients):
        kinds = [self.graph] * 5 + [self.imap] * 2 + [self.entra]
        until = time.monotonic() + seconds
        threads = [threading.Thread(target=self.run, args=(kinds[number % len(kinds)], until)) for number in range(clients)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def run(self, kind, until):
        try:
            for _ in kind():
                with self.lock:
                    self.counts[kind.__name__] = self.counts.get(kind.__name__, 0) + 1
                if time.monotonic() > until:
                    return
        except Exception as error:
            with self.lock:
                self.errors.append(f"{kind.__name__}: {type(error).__name__}: {error}")

    def graph(self):
        client = Client(self)
        token = client.sign_in(self, "postern-graph")
        while True:
            page = json.loads(client.ask("GET", PAGE + "&$select=subject,from", token)[1])
            for message in page["value"][:5]:
                client.ask("GET", "/v1.0/me/messages/" + urllib.parse.quote(message["id"]), token)
                yield
            made = json.loads(client.ask("POST", "/v1.0/me/messages", token, body={"subject": "load"})[1])
            client.ask("DELETE", "/v1.0/me/messages/" + urllib.parse.quote(made["id"]), token)
            yield

    def imap(self):
        token = Client(self).sign_in(self, "postern-imap")
        at = self.ready["imap"]
        while True:
            with imaplib.IMAP4_SSL(at["host"], at["port"], ssl_context=self.tls, timeout=30) as connection:
                connection.authenticate("XOAUTH2", lambda _: f"user={ADELE}\x01auth=Bearer {token}\x01\x01".encode())
                _, count = connection.select("INBOX")
                last = int(count[0])
                for _ in range(5):
                    status, _ = connection.fetch(f"{max(1, last - 20)}:{last}", "(UID FLAGS ENVELOPE)")
                    if status != "OK":
                        raise RuntimeError(status)
                    yield

    def entra(self):
        client = Client(self)
        client.sign_in(self, "postern-graph")
        while True:
            tokens = json.loads(client.ask("POST", "/common/oauth2/v2.0/token", form=client.refresh)[1])
            client.refresh["refresh_token"] = tokens["refresh_token"]
            yield


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("program")
    parser.add_argument("--messages", type=int, default=50_000)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--clients", type=int, default=64)
    parser.add_argument("--assert", action="store_true", dest="asserts")
    options = parser.parse_args()
    bench = Bench(options.program, options.messages)
    rows = [(f"start with {options.messages} messages", bench.start, 1, "s")]
    first, others = bench.pages(100)
    rows += [("first page, the first time", first, 20, "ms"), ("the same page, median", statistics.median(others), 20, "ms"),
             ("the same page, 95th percentile", sorted(others)[int(len(others) * 0.95)], 20, "ms"),
             ("memory after it", bench.memory("VmRSS"), 500, "MB")]
    bench.load(options.seconds, options.clients)
    rows += [(f"memory at most, {options.clients} clients", bench.memory("VmHWM"), 500, "MB")]
    missed = 0
    for name, value, aim, unit in rows:
        missed += value >= aim
        print(f"{name:<40} {value:>9.2f} {unit:<3} (aim: below {aim} {unit}{', missed' if value >= aim else ''})")
    for kind, count in sorted(bench.counts.items()):
        print(f"{kind + ' requests a second':<40} {count / options.seconds:>9.0f}")
    print(f"{'errors':<40} {len(bench.errors):>9}")
    for error in bench.errors[:10]:
        print(error)
    status = bench.stop()
    sys.exit(1 if bench.errors or status != 0 or options.asserts and missed else 0)


if __name__ == "__main__":
    main()
