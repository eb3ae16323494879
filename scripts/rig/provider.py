#!/usr/bin/env python3
"""An OAuth 2.0 and OpenID Connect provider for tests, built on Authlib, which nobody here wrote.

One set of users and tokens behind two faces:

  plain   /.well-known/openid-configuration, /authorize, /token, /jwks, /userinfo, /introspect, /revoke
  Entra   /{tenant}/v2.0/.well-known/openid-configuration, /{tenant}/oauth2/v2.0/authorize and /token,
          /{tenant}/discovery/v2.0/keys: claims, errors and scope rules in Entra's shape

PKCE with S256 is demanded of everybody. The manners that a test may switch, and the faults that it may order, are
under /_ctl (see control.py).   Usage: provider.py PORT CERTIFICATE KEY"""
import logging
import ssl
import sys
import time
import uuid

from authlib.integrations.flask_oauth2 import AuthorizationServer
from authlib.oauth2.rfc6749 import AuthorizationCodeMixin, ClientMixin, TokenMixin, grants
from authlib.oauth2.rfc6749.errors import InvalidRequestError, InvalidScopeError, OAuth2Error
from authlib.oauth2.rfc6750 import BearerTokenGenerator
from authlib.oauth2.rfc7009 import RevocationEndpoint
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oauth2.rfc7662 import IntrospectionEndpoint
from authlib.oidc.core import UserInfo
from authlib.oidc.core.grants import OpenIDCode
from flask import Flask, jsonify, redirect, request
from joserfc.jwk import ECKey, RSAKey
from werkzeug.serving import WSGIRequestHandler, make_server

from control import Control

PORT, CERTIFICATE, KEY = int(sys.argv[1]), sys.argv[2], sys.argv[3]
BASE = f"https://localhost:{PORT}"
TENANT = "6f1c0a52-4d0e-4a57-9a3c-0c1b5e7a2d11"
USERS = ("alice", "bob", "carol")
OIDC_SCOPES = {"openid", "profile", "email", "offline_access"}


class Client(ClientMixin):
    def __init__(self, client_id, secret, redirects):
        self.client_id, self.secret, self.redirects = client_id, secret, redirects

    def get_client_id(self):
        return self.client_id

    def get_default_redirect_uri(self):
        return self.redirects[0]

    def get_allowed_scope(self, scope):
        return scope or ""

    def check_redirect_uri(self, uri):
        # Loopback with any port (RFC 8252, section 7.3), everything else byte for byte.
        scheme, _, rest = uri.partition("://")
        host = rest.split("/")[0].rsplit(":", 1)[0]
        return (scheme == "http" and host in ("localhost", "127.0.0.1")) or uri in self.redirects

    def check_client_secret(self, secret):
        return self.secret is not None and secret == self.secret

    def check_endpoint_auth_method(self, method, endpoint):
        return (method == "none") == (self.secret is None)

    def check_response_type(self, response_type):
        return response_type == "code"

    def check_grant_type(self, grant_type):
        return grant_type in ("authorization_code", "refresh_token")


CLIENTS = {
    client.client_id: client
    for client in (
        Client("public", None, ["http://localhost/oauth", "https://backend.test/oauth"]),
        Client("confidential", "rig-client-secret~Value.1", ["http://localhost/oauth", "https://backend.test/oauth"]),
        Client("dovecot", "rig-dovecot-secret", ["http://localhost/none"]),
    )
}


class Code(AuthorizationCodeMixin):
    def __init__(self, **fields):
        self.__dict__.update(fields)

    def get_redirect_uri(self):
        return self.redirect_uri

    def get_scope(self):
        return self.scope

    def get_nonce(self):
        return self.nonce

    def get_auth_time(self):
        return self.auth_time

    def get_acr(self):
        return None

    def get_amr(self):
        return None


class Token(TokenMixin):
    """One grant's newest pair. `granted` is what the user agreed to, `scope` what this access token opens."""

    def __init__(self, **fields):
        self.__dict__.update(fields)

    def check_client(self, client):
        return self.client_id == client.client_id

    def get_scope(self):
        return self.granted

    def get_expires_in(self):
        return self.expires_in

    def is_expired(self):
        return self.issued_at + self.expires_in <= time.time()

    def is_revoked(self):
        return self.revoked

    def get_user(self):
        return self.user

    def get_client(self):
        return CLIENTS[self.client_id]


control = Control(CLIENTS)
app = Flask("provider")
app.config["OAUTH2_REFRESH_TOKEN_GENERATOR"] = True


def new_keys():
    stamp = uuid.uuid4().hex[:8]
    return {
        "RS256": RSAKey.generate_key(2048, {"kid": f"rs-{stamp}", "use": "sig", "alg": "RS256"}),
        "ES256": ECKey.generate_key("P-256", {"kid": f"es-{stamp}", "use": "sig", "alg": "ES256"}),
    }


keys = new_keys()
foreign_keys = new_keys()


def is_entra():
    return "/oauth2/v2.0/" in request.path


def resources(scope):
    """The resources that a scope string names: `https://outlook.example/IMAP.AccessAsUser.All` names its prefix."""
    names = [name for name in (scope or "").split() if name not in OIDC_SCOPES]
    return {name.rpartition("/")[0] or "https://graph.microsoft.com" for name in names}


def entra_scope(granted):
    """What the access token of this request opens; Entra leaves the OpenID scopes out of its answer."""
    return " ".join(name for name in (request.form.get("scope") or granted).split() if name not in OIDC_SCOPES)


def save_token(token, oauth_request):
    holder = oauth_request.authorization_code or oauth_request.refresh_token
    granted = holder.get_scope() if holder else token.get("scope", "")
    scope = token.get("scope", "")
    if is_entra():
        scope = entra_scope(granted)
    control.keep(
        Token(
            access_token=token["access_token"], refresh_token=token.get("refresh_token"), user=oauth_request.user,
            client_id=oauth_request.client.client_id, scope=scope, granted=granted, issued_at=time.time(),
            expires_in=token["expires_in"], revoked=False, family=getattr(holder, "family", uuid.uuid4().hex)))


server = AuthorizationServer(app, query_client=CLIENTS.get, save_token=save_token)


def generate_token(*arguments, **named):
    generator = BearerTokenGenerator(
        lambda *a, **n: control.new_secret("at"), lambda *a, **n: control.new_secret("rt"),
        lambda client, grant_type: control.settings["access_ttl"])
    return generator(*arguments, **named)


server.register_token_generator("default", generate_token)


class OneResource:
    """Entra's rule: an access token opens one resource (AADSTS28000)."""

    def validate_token_request(self):
        if is_entra() and len(resources(request.form.get("scope"))) > 1:
            raise InvalidScopeError("AADSTS28000: more than one resource in scope")
        super().validate_token_request()


class CodeGrant(OneResource, grants.AuthorizationCodeGrant):
    TOKEN_ENDPOINT_AUTH_METHODS = ["none", "client_secret_basic", "client_secret_post"]

    def save_authorization_code(self, code, oauth_request):
        payload = oauth_request.payload
        control.codes[code] = Code(
            code=code, client_id=oauth_request.client.client_id, redirect_uri=payload.redirect_uri,
            scope=payload.scope, nonce=payload.data.get("nonce"), user=oauth_request.user, auth_time=int(time.time()),
            code_challenge=payload.data.get("code_challenge"),
            code_challenge_method=payload.data.get("code_challenge_method"), family=uuid.uuid4().hex)
        return code

    def query_authorization_code(self, code, client):
        found = control.codes.get(code)
        return found if found and found.client_id == client.client_id else None

    def delete_authorization_code(self, code):
        control.codes.pop(code.code, None)

    def authenticate_user(self, code):
        return code.user


class RefreshGrant(OneResource, grants.RefreshTokenGrant):
    TOKEN_ENDPOINT_AUTH_METHODS = ["none", "client_secret_basic", "client_secret_post"]
    INCLUDE_NEW_REFRESH_TOKEN = True

    def authenticate_refresh_token(self, value):
        return control.refresh_token(value)

    def authenticate_user(self, token):
        return token.user

    def revoke_old_credential(self, token):
        control.rotated(token)


class Identity(OpenIDCode):
    def exists_nonce(self, nonce, oauth_request):
        return False

    def resolve_client_private_key(self, client):
        algorithm = control.settings["id_token_alg"]
        if not control.settings["forge_id_token"]:
            return keys[algorithm]
        forged = foreign_keys[algorithm].as_dict(private=True)
        return type(foreign_keys[algorithm]).import_key({**forged, "kid": keys[algorithm].kid})

    def get_client_algorithm(self, client):
        return control.settings["id_token_alg"]

    def get_encode_header(self, client):
        algorithm = self.get_client_algorithm(client)
        return {"alg": algorithm, "typ": "JWT", "kid": keys[algorithm].kid}

    def get_compatible_claims(self, oauth_request):
        now = int(time.time())
        return {"iss": issuer(), "aud": oauth_request.client.client_id, "iat": now, "nbf": now, "exp": now + 3600}

    def generate_user_info(self, user, scope):
        claims = UserInfo(sub=str(uuid.uuid5(uuid.NAMESPACE_DNS, "sub." + user)), email=user, email_verified=True)
        claims["name"] = user.split("@")[0].title()
        claims["preferred_username"] = user
        if is_entra():
            claims.update(ver="2.0", tid=TENANT, oid=str(uuid.uuid5(uuid.NAMESPACE_DNS, "oid." + user)))
        claims.update(control.settings["id_token_claims"])
        return claims


server.register_grant(CodeGrant, [Identity(require_nonce=False), CodeChallenge(required=True)])
server.register_grant(RefreshGrant)


class Introspect(IntrospectionEndpoint):
    CLIENT_AUTH_METHODS = ["client_secret_basic"]

    def check_permission(self, token, client, oauth_request):
        return client.client_id == "dovecot"

    def query_token(self, value, hint):
        return control.access.get(value)

    def introspect_token(self, token):
        # A token for another resource (Graph) is none for mail, as at Exchange.
        for_mail = not resources(token.scope) - {"https://graph.microsoft.com"} or any(
            name.rpartition("/")[2] in ("IMAP.AccessAsUser.All", "SMTP.Send") for name in token.scope.split())
        return {
            "active": for_mail and not token.revoked and not token.is_expired(), "username": token.user,
            "client_id": token.client_id, "scope": token.scope, "token_type": "Bearer",
            "exp": int(token.issued_at + token.expires_in)}


class Revoke(RevocationEndpoint):
    CLIENT_AUTH_METHODS = ["none", "client_secret_basic"]

    def query_token(self, value, hint):
        return control.access.get(value) or control.refresh.get(value)

    def revoke_token(self, token, oauth_request):
        token.revoked = True


server.register_endpoint(Introspect)
server.register_endpoint(Revoke)


def issuer():
    return f"{BASE}/{TENANT}/v2.0" if is_entra() else BASE


@app.get("/.well-known/openid-configuration")
def discovery():
    return jsonify(
        issuer=BASE, authorization_endpoint=BASE + "/authorize", token_endpoint=BASE + "/token",
        jwks_uri=BASE + "/jwks", userinfo_endpoint=BASE + "/userinfo", introspection_endpoint=BASE + "/introspect",
        revocation_endpoint=BASE + "/revoke", response_types_supported=["code"],
        grant_types_supported=["authorization_code", "refresh_token"], code_challenge_methods_supported=["S256"],
        token_endpoint_auth_methods_supported=["none", "client_secret_basic", "client_secret_post"],
        subject_types_supported=["public"], id_token_signing_alg_values_supported=["RS256", "ES256"],
        scopes_supported=["openid", "profile", "email", "offline_access", "mail"],
        authorization_response_iss_parameter_supported=True)


@app.get("/<tenant>/v2.0/.well-known/openid-configuration")
def entra_discovery(tenant):
    root = f"{BASE}/{tenant}"
    named = tenant in ("common", "organizations", "consumers")
    return jsonify(
        issuer=f"{BASE}/{'{tenantid}' if named else TENANT}/v2.0",
        authorization_endpoint=root + "/oauth2/v2.0/authorize", token_endpoint=root + "/oauth2/v2.0/token",
        jwks_uri=root + "/discovery/v2.0/keys",
        token_endpoint_auth_methods_supported=["client_secret_post", "private_key_jwt", "client_secret_basic"],
        response_modes_supported=["query", "fragment", "form_post"], response_types_supported=["code"],
        subject_types_supported=["pairwise"], id_token_signing_alg_values_supported=["RS256"],
        scopes_supported=["openid", "profile", "email", "offline_access"])


@app.get("/jwks")
@app.get("/<tenant>/discovery/v2.0/keys")
def jwks(tenant=None):
    return jsonify(keys=[key.as_dict(private=False) for key in keys.values()])


@app.route("/authorize", methods=["GET", "POST"])
@app.route("/<tenant>/oauth2/v2.0/authorize", methods=["GET", "POST"])
def authorize(tenant=None):
    """GET shows the consent page; POST to the same address with `user` and `ok` (1 or 0) answers it."""
    try:
        grant = server.get_consent_grant(end_user=None)
        if request.args.get("code_challenge_method") != "S256" or not request.args.get("code_challenge"):
            raise InvalidRequestError("PKCE with S256 is required")
    except OAuth2Error as error:
        return f"AADSTS900144: {error.error}: {error.description}", 400
    if request.method == "GET":
        hint = request.args.get("login_hint", "")
        choices = "".join(
            f'<option{" selected" if hint == name + "@example.test" else ""}>{name}@example.test</option>'
            for name in USERS)
        return (
            f"<!doctype html><title>Sign in</title><form method=post>"
            f"<p>{request.args['client_id']} asks for: {request.args.get('scope', '').replace('<', '')}</p>"
            f"<select name=user>{choices}</select> <button name=ok value=1>Allow</button> "
            f"<button name=ok value=0>Deny</button></form>")
    user = request.form.get("user") or request.args.get("login_hint", "")
    if user.partition("@")[0] not in USERS:
        return "no such user", 400
    allowed = request.form.get("ok", "1") == "1"
    response = server.create_authorization_response(grant_user=user if allowed else None, grant=grant)
    if not is_entra() and response.status_code == 302:
        location = response.headers["Location"]
        response = redirect(location + ("&" if "?" in location else "?") + "iss=" + BASE.replace(":", "%3A"))
    return response


@app.post("/token")
@app.post("/<tenant>/oauth2/v2.0/token")
def token(tenant=None):
    return control.serve_token_request(lambda: in_entra_shape(server.create_token_response()))


AADSTS = {
    ("invalid_grant", "refresh_token"): 70000, ("invalid_grant", "authorization_code"): 54005,
    ("invalid_client", None): 7000215, ("invalid_scope", None): 70011, ("unsupported_grant_type", None): 70003,
}


def in_entra_shape(response):
    """On the Entra face a token says what it opens, and an error carries its numbers."""
    if not is_entra():
        return response
    body = response.get_json()
    if response.status_code < 400:
        body.update(scope=control.access[body["access_token"]].scope, ext_expires_in=body["expires_in"])
        return jsonify(body)
    name, grant = body.get("error"), request.form.get("grant_type")
    number = AADSTS.get((name, grant)) or AADSTS.get((name, None)) or 9002313
    trace = str(uuid.uuid4())
    answer = jsonify(
        error=name, error_codes=[number], trace_id=trace, correlation_id=trace,
        timestamp=time.strftime("%Y-%m-%d %H:%M:%SZ", time.gmtime()),
        error_description=f"AADSTS{number}: {body.get('error_description', name)} Trace ID: {trace}")
    answer.status_code = response.status_code
    return answer


@app.post("/introspect")
def introspect():
    return server.create_endpoint_response("introspection")


@app.post("/revoke")
def revoke():
    return server.create_endpoint_response("revocation")


@app.route("/userinfo", methods=["GET", "POST"])
def userinfo():
    found = control.access.get(request.headers.get("Authorization", "").removeprefix("Bearer "))
    if not found or found.revoked or found.is_expired():
        return jsonify(error="invalid_token"), 401
    return jsonify(sub=str(uuid.uuid5(uuid.NAMESPACE_DNS, "sub." + found.user)), email=found.user, email_verified=True)


@app.post("/_ctl/mint")
def mint():
    """A token without a browser: form fields `user` and, if wanted, `ttl` and `scope`."""
    made = Token(
        access_token=control.new_secret("at"), refresh_token=control.new_secret("rt"), user=request.form["user"],
        client_id="public", scope=request.form.get("scope", "openid email mail"), granted="openid email mail",
        issued_at=time.time(), expires_in=int(request.form.get("ttl", control.settings["access_ttl"])),
        revoked=False, family=uuid.uuid4().hex)
    control.keep(made)
    return jsonify(access_token=made.access_token, refresh_token=made.refresh_token)


@app.post("/_ctl/rotate-keys")
def rotate_keys():
    """New signing keys under new key ids; the old ones are gone from the key set."""
    keys.update(new_keys())
    return jsonify(kids=[key.kid for key in keys.values()])


control.install(app)

if __name__ == "__main__":
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    WSGIRequestHandler.protocol_version = "HTTP/1.1"
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE, KEY)
    http = make_server("127.0.0.1", PORT, app, threaded=True)
    # The handshake belongs to the request's own thread: a client that connects and stays silent must not stop the rest.
    http.socket = context.wrap_socket(http.socket, server_side=True, do_handshake_on_connect=False)
    http.ssl_context = context
    http.daemon_threads = True
    http.serve_forever()
