"""What a test can see and change of the provider while it runs.

  GET  /_ctl/state                     settings, counters, requests waiting, and the token requests seen so far
  GET  /_ctl/wait?waiting=N&timeout=S  answers once N token requests are held (or 408)
  POST /_ctl/set      {json}           any of Control.DEFAULTS
  POST /_ctl/faults   [{json}, …]      what happens to the next token requests, in order; see `Fault`
  POST /_ctl/release                   lets held requests go on
  POST /_ctl/expire   [user=]          every access token (of the user) is expired from now on
  POST /_ctl/revoke   [user=]          every token (of the user) is revoked
  GET  /_ctl/secrets                   every token and secret ever made here: what a canary test looks for
  POST /_ctl/reset                     defaults, no faults, nothing held; tokens stay
  POST /_ctl/mint, /_ctl/rotate-keys   in provider.py

A fault: {"do": …, "grant": "refresh_token" or "authorization_code" (any when absent), "count": 1, …}
  fail    answers `status` (503), `headers` ({}) and `body` (a JSON value, or text for an answer that is none)
  hold    waits for /_ctl/release before the request is looked at
  keep    does the request, then waits for /_ctl/release before the answer leaves
  lose    does the request, then closes the connection without an answer
  drop    closes the connection without doing anything
  drip    does the request, and sends the answer `seconds` (0.05) a byte
  flood   does nothing, and sends JSON that never ends
"""
import secrets
import socket
import threading
import time

from flask import Response, jsonify, request


class Control:
    DEFAULTS = {
        # Seconds that an access token lives.
        "access_ttl": 3600,
        # What becomes of a used refresh token. `strict`: it is dead. `lenient`: it lives on, as at Entra.
        # `family`: it is dead, and using it again kills its successors too.
        "refresh": "strict",
        "id_token_alg": "RS256",
        # Claims that replace the true ones.
        "id_token_claims": {},
        # Signs with a key that is not in the key set, under the key id of one that is.
        "forge_id_token": False,
    }

    def __init__(self, clients):
        self.settings = dict(self.DEFAULTS)
        self.codes, self.access, self.refresh, self.used = {}, {}, {}, {}
        self.made = [client.secret for client in clients.values() if client.secret]
        self.faults, self.seen, self.waiting, self.releases = [], [], 0, 0
        self.changed = threading.Condition()

    # Tokens

    def new_secret(self, kind):
        value = f"{kind}-" + secrets.token_urlsafe(32)
        self.made.append(value)
        return value

    def keep(self, token):
        with self.changed:
            self.access[token.access_token] = token
            if token.refresh_token:
                self.refresh[token.refresh_token] = token

    def refresh_token(self, value):
        with self.changed:
            token = self.refresh.get(value)
            if token is None and value in self.used and self.settings["refresh"] == "family":
                for other in self.refresh.values():
                    if other.family == self.used[value]:
                        other.revoked = True
            return token if token and not token.revoked else None

    def rotated(self, token):
        if self.settings["refresh"] != "lenient":
            with self.changed:
                self.refresh.pop(token.refresh_token, None)
                self.used[token.refresh_token] = token.family

    # Faults

    def take_fault(self, grant):
        with self.changed:
            for fault in self.faults:
                if fault.get("grant", grant) == grant:
                    fault["count"] = fault.get("count", 1) - 1
                    if fault["count"] <= 0:
                        self.faults.remove(fault)
                    return fault
        return {}

    def serve_token_request(self, answer):
        grant = request.form.get("grant_type")
        fault = self.take_fault(grant)
        note = {
            "path": request.path, "grant": grant, "client": request.form.get("client_id"), "do": fault.get("do"),
            "scope": request.form.get("scope"), "status": None, "at": time.time(),
            "authentication": "basic" if request.authorization else
            "post" if "client_secret" in request.form else "none"}
        with self.changed:
            self.seen.append(note)
            self.changed.notify_all()
        response = self.serve_with(fault, answer)
        note["status"] = response.status_code
        return response

    def serve_with(self, fault, answer):
        kind = fault.get("do")
        if kind == "fail":
            body = fault.get("body", {"error": "temporarily_unavailable"})
            response = Response(body, mimetype="text/html") if isinstance(body, str) else jsonify(body)
            response.status_code = fault.get("status", 503)
            response.headers.update(fault.get("headers", {}))
            return response
        if kind == "hold":
            self.wait_for_release()
        if kind == "flood":
            return Response(self.flooding(), 200, mimetype="application/json")
        if kind == "drop":
            self.cut()
            return Response(status=500)
        response = answer()
        if kind == "keep":
            self.wait_for_release()
        if kind == "lose":
            self.cut()
        if kind == "drip":
            return self.dripping(response, fault.get("seconds", 0.05))
        return response

    def wait_for_release(self):
        with self.changed:
            due = self.releases + 1
            self.waiting += 1
            self.changed.notify_all()
            self.changed.wait_for(lambda: self.releases >= due, timeout=120)
            self.waiting -= 1
            self.changed.notify_all()

    def cut(self):
        request.environ["werkzeug.socket"].shutdown(socket.SHUT_RDWR)

    @staticmethod
    def flooding():
        yield b'{"access_token":"'
        while True:
            yield b"A" * 65_536

    @staticmethod
    def dripping(response, seconds):
        def pieces(data=response.get_data()):
            for byte in data:
                time.sleep(seconds)
                yield bytes([byte])

        return Response(pieces(), response.status_code, mimetype=response.mimetype)

    # The /_ctl addresses

    def install(self, app):
        for name, methods, view in (
            ("state", ["GET"], self.show), ("wait", ["GET"], self.wait), ("set", ["POST"], self.change),
            ("faults", ["POST"], self.order), ("release", ["POST"], self.release), ("expire", ["POST"], self.expire),
            ("revoke", ["POST"], self.revoke), ("reset", ["POST"], self.reset), ("secrets", ["GET"], self.reveal),
        ):
            app.add_url_rule("/_ctl/" + name, "ctl_" + name, view, methods=methods)

    def show(self):
        with self.changed:
            return jsonify(
                settings=self.settings, faults=self.faults, waiting=self.waiting, requests=self.seen,
                refreshes=sum(1 for note in self.seen if note["grant"] == "refresh_token"))

    def wait(self):
        count = int(request.args.get("waiting", 1))
        with self.changed:
            reached = self.changed.wait_for(
                lambda: self.waiting >= count, timeout=float(request.args.get("timeout", 30)))
            return jsonify(waiting=self.waiting), 200 if reached else 408

    def change(self):
        values = request.get_json()
        unknown = set(values) - set(self.DEFAULTS)
        if unknown:
            return jsonify(unknown=sorted(unknown)), 400
        with self.changed:
            self.settings.update(values)
        return self.show()

    def order(self):
        with self.changed:
            self.faults = [dict(fault) for fault in request.get_json()]
        return self.show()

    def release(self):
        with self.changed:
            self.releases += 1
            self.changed.notify_all()
        return self.show()

    def tokens(self):
        user = request.form.get("user")
        every = {id(token): token for token in [*self.access.values(), *self.refresh.values()]}
        return [token for token in every.values() if user is None or token.user == user]

    def expire(self):
        with self.changed:
            for token in self.tokens():
                token.issued_at = 0
        return self.show()

    def revoke(self):
        with self.changed:
            for token in self.tokens():
                token.revoked = True
        return self.show()

    def reset(self):
        with self.changed:
            self.settings = dict(self.DEFAULTS)
            self.faults, self.seen = [], []
            self.releases += 1
            self.changed.notify_all()
        return self.show()

    def reveal(self):
        return jsonify(secrets=list(self.made))
