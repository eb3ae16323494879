"""What can be seen of Entra from outside, first without and then with a sign-in (reference sheet, section A)."""
import base64
import json
import secrets
import time
import urllib.parse
import uuid

from facts import NotTried, fact, own, true

UNKNOWN_REDIRECT = "https://postern.invalid/verify-live"
#: Nobody ever issued it.
MADE_UP = "made-up-to-verify-a-fact-" + secrets.token_urlsafe(16)


# The discovery document

@fact("entra.issuerTemplate", "§A1", "the issuer of common is a template", "true")
def _(live):
    return true("{tenantid}" in live.discovery().get("issuer", ""))


@own("entra.endpoints", "§A1", "the discovery document names the endpoints that Postern uses", "the same")
def _(live):
    document = live.discovery(live.authority)
    paths = {"authorization_endpoint": "/oauth2/v2.0/authorize", "token_endpoint": "/oauth2/v2.0/token",
             "device_authorization_endpoint": "/oauth2/v2.0/devicecode", "jwks_uri": "/discovery/v2.0/keys"}
    others = [name for name, path in paths.items()
              if not (document.get(name, "").startswith(live.cloud.login + "/") and document[name].endswith(path))]
    return "other: " + ", ".join(others) if others else "the same"


@own("entra.keys", "§A6", "the keys are RSA keys with an id", "true")
def _(live):
    answer = live.web.get(live.discovery(live.authority)["jwks_uri"])
    keys = answer.json.get("keys", [])
    return true(keys and all(key.get("kty") == "RSA" and key.get("kid") for key in keys))


@fact("entra.basicAnnounced", "§A1", "client_secret_basic is announced", "true")
def _(live):
    return true("client_secret_basic" in live.discovery().get("token_endpoint_auth_methods_supported", []))


@fact("entra.pkceAnnounced", "§A1", "code_challenge_methods_supported is there", "false")
def _(live):
    return true("code_challenge_methods_supported" in live.discovery())


@fact("entra.assertionAlgorithmsAnnounced", "§A1", "token_endpoint_auth_signing_alg_values_supported is there", "false")
def _(live):
    return true("token_endpoint_auth_signing_alg_values_supported" in live.discovery())


@fact("entra.regionAnnounced", "§A1", "cloud, Graph host and region are announced", "true")
def _(live):
    names = ("tenant_region_scope", "cloud_instance_name", "msgraph_host")
    return true(all(name in live.discovery() for name in names))


@fact("http.version2", "RFC 9113", "Graph offers HTTP/2", "true")
def _(live):
    return true(live.web.protocol(live.cloud.graph) == "h2")


# Without a sign-in

@own("entra.unknownTenant", "§A10", "an unknown tenant is AADSTS90002", "90002")
def _(live):
    answer = live.web.get(live.endpoint("/v2.0/.well-known/openid-configuration", str(uuid.uuid4())))
    return answer.code or answer.told()


@own("entra.unknownClient", "§A10", "an unknown client id is unauthorized_client 700016", "unauthorized_client 700016")
def _(live):
    answer = live.web.post(live.endpoint("/oauth2/v2.0/devicecode"),
                           {"client_id": str(uuid.uuid4()), "scope": "openid"})
    return f"{answer.error} {answer.code}"


@fact("entra.deviceCodeSeconds", "§A11", "a device code lives 15 minutes", "900")
def _(live):
    return given(live.device_code()).get("expires_in")


@fact("entra.deviceInterval", "§A11", "and is asked for every 5 seconds", "5")
def _(live):
    return given(live.device_code()).get("interval")


@own("entra.deviceComplete", "§A11", "there is no verification_uri_complete", "false")
def _(live):
    return true("verification_uri_complete" in given(live.device_code()))


@fact("entra.personalDevicePath", "§A11", "personal accounts are sent to a page of their own", "link")
def _(live):
    answer = live.device_code(authority="consumers")
    if answer.code in ("9002332", "50194", "50059", "90002"):
        raise NotTried("the app does not take personal accounts")
    return urllib.parse.urlsplit(given(answer)["verification_uri"]).path.strip("/")


@fact("entra.personalAppCode", "§A1", "what a personal-only app is refused with at a work endpoint", "9002331")
def _(live):
    answer = live.device_code(authority="organizations")
    if answer.ok or answer.code == "50194":
        raise NotTried("the app is not for personal accounts alone")
    return answer.code or answer.told()


@own("entra.deviceTwoResources", "§A4, §A11", "a device code for scopes of two resources is refused", "refused")
def _(live):
    answer = live.device_code(["openid", "offline_access", *live.cloud.mail_scopes(), *live.cloud.graph_scopes()])
    return "given" if answer.ok else "refused"


@fact("entra.deviceSlowDown", "§A11", "polls that come too soon are told slow_down", "true")
def _(live):
    code = given(live.device_code())["device_code"]
    answers = [live.poll(code) for _ in range(3)]
    if answers[0].error not in ("authorization_pending", "slow_down"):
        raise NotTried(f"the first poll was told {answers[0].told()}")
    return true("slow_down" in [answer.error for answer in answers])


@own("entra.deviceUnknown", "§A11", "an unknown device code is bad_verification_code", "bad_verification_code")
def _(live):
    return live.poll(MADE_UP).error


@fact("entra.deviceExpiredCode", "§A11", "what an expired device code is refused with", "70019")
def _(live):
    code = given(live.device_code())
    if code["expires_in"] > 30 and not live.options.slow:
        raise NotTried(live.lacks("slow"))
    time.sleep(code["expires_in"] + 1)
    return live.poll(code["device_code"]).code


@fact("entra.errorPageStatus", "§F1", "the HTTP status of a page that shows an error", "400")
def _(live):
    answer = live.authorize(UNKNOWN_REDIRECT)
    return "redirected" if 300 <= answer.status < 400 else answer.status


@own("entra.unknownRedirect", "§A5", "an unregistered redirect URL is shown as AADSTS50011, never redirected to", "50011")
def _(live):
    answer = live.authorize(UNKNOWN_REDIRECT)
    return "redirected" if 300 <= answer.status < 400 else answer.code or "no code on the page"


@own("entra.silent", "§A5", "prompt=none without a session is redirected at once", "login_required", "redirect",
     accepts=lambda seen: seen in ("login_required", "interaction_required"))
def _(live):
    return silent(live)[1].get("error", "no error")


@fact("entra.stateStripped", "§A5", "what looks like HTML's tags is taken out of a state", "true", "redirect")
def _(live):
    state = silent(live, state="left<b>right")[1].get("state")
    return {"leftright": "true", "left<b>right": "false"}.get(state, f"other: {len(state or '')} characters")


@fact("entra.redirectsAsForms", "§A5", "redirects have + for a space", "true", "redirect")
def _(live):
    location = silent(live)[0]
    if "error_description" not in location:
        raise NotTried("the redirect has no description")
    return true("+" in location.split("error_description=")[1].split("&")[0])


@fact("entra.redirectPortIgnored", "§A5", "the port of a loopback redirect URL is not compared", "true", "redirect")
def _(live):
    address = urllib.parse.urlsplit(live.options.redirect_url)
    if address.hostname != "localhost":
        raise NotTried("the redirect URL is none of loopback")
    answer = live.authorize(address._replace(netloc="localhost:49153").geturl())
    return true(300 <= answer.status < 400)


@fact("entra.redirectRootSlash", "§A5", "a redirect URL without a path comes back with a slash", "true", "redirect")
def _(live):
    if urllib.parse.urlsplit(live.options.redirect_url).path:
        raise NotTried("the redirect URL has a path")
    return true(urllib.parse.urlsplit(silent(live)[0]).path == "/")


# With what the app has

@own("entra.clientBeforeToken", "§A9", "the client is judged before the token: verifyApp relies on it", "the client", "secret")
def _(live):
    form = {"grant_type": "refresh_token", "refresh_token": MADE_UP}
    wrong = live.token({"client_secret": "Wrong~" + secrets.token_urlsafe(24)}, **form)
    right = live.token(**form)
    if wrong.error == "invalid_client" and right.error != "invalid_client":
        return "the client"
    return f"wrong secret: {wrong.told()}; right secret: {right.told()}"


@own("entra.madeUpToken", "§A10", "a made-up refresh token is invalid_grant", "invalid_grant")
def _(live):
    answer = live.token(grant_type="refresh_token", refresh_token=MADE_UP)
    return answer.error if answer.error != "invalid_client" else answer.told()


@fact("entra.basicAccepted", "§A5", "a secret may come by HTTP Basic", "true", "secret")
def _(live):
    pair = f"{urllib.parse.quote(live.client_id, safe='')}:{urllib.parse.quote(live.secret, safe='')}"
    answer = live.web.post(live.endpoint("/oauth2/v2.0/token"),
                           {"grant_type": "refresh_token", "refresh_token": MADE_UP},
                           headers={"Authorization": "Basic " + base64.b64encode(pair.encode()).decode()})
    return true(answer.error == "invalid_grant")


@fact("entra.appScopeCode", "§A3", "what client credentials for a named scope are refused with", "70011", "secret", "tenant")
def _(live):
    answer = live.token(authority=live.tenant, grant_type="client_credentials", scope=live.cloud.graph_scopes(["Mail.Read"])[0])
    return answer.code or answer.told()


@own("entra.appOnCommon", "§A12", "client credentials at common are AADSTS9001023", "9001023", "secret")
def _(live):
    answer = live.token(authority="common", grant_type="client_credentials", scope=live.cloud.graph_resource + "/.default")
    return answer.code or answer.told()


@fact("entra.federatedCode", "§A9", "what an assertion of nobody trusted is refused with", "700213")
def _(live):
    answer = live.token({"client_assertion_type": "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                         "client_assertion": foreign_assertion()}, grant_type="refresh_token", refresh_token=MADE_UP)
    if answer.code == "700025":
        raise NotTried("the app is a public client")
    return answer.code or answer.told()


# With a sign-in of this program's own

@fact("entra.expiresInText", "§A5", "expires_in is a string", "false", "tokens")
def _(live):
    return true(isinstance(live.first_answer["expires_in"], str))


@own("entra.accessTokenSeconds", "§A8", "an access token lives 60 to 90 minutes", "3600 to 5400", "tokens",
     accepts=lambda seen: 3500 <= int(seen) <= 5500)
def _(live):
    return live.first_answer["expires_in"]


@fact("entra.workTokenForm", "§A5", "access tokens of work accounts look like JWTs", "jwt", "tokens", "work")
def _(live):
    return "jwt" if live.first_answer["access_token"].count(".") == 2 else "opaque"


@own("entra.personalTokenForm", "§A5", "access tokens of personal accounts do not", "opaque", "tokens", "personal")
def _(live):
    return "jwt" if live.first_answer["access_token"].count(".") == 2 else "opaque"


@fact("entra.idTokenBackdatedSeconds", "§A6", "iat lies some minutes back", "300", "tokens",
      accepts=lambda seen: abs(int(seen) - 300) <= 60)
def _(live):
    return int(round((live.redeemed_at - live.claims["iat"]) / 10.0)) * 10


@fact("entra.oidcScopeEcho", "§A4", "which of openid, profile and offline_access the returned scope names", "none", "tokens")
def _(live):
    echoed = {name for name in live.first_answer.get("scope", "").split() if "/" not in name}
    if "offline_access" in echoed:
        return "all"
    return "identity" if "openid" in echoed else "none"


@own("entra.otherResource", "§A4", "one refresh token is good for the other resource", "true", "tokens", "mail", "graph")
def _(live):
    answers = [live.refresh([*scopes, "offline_access"]) for scopes in (live.cloud.mail_scopes(), live.cloud.graph_scopes())]
    refused = [answer.told() for answer in answers if not answer.ok]
    return refused[0] if refused else "true"


@own("entra.refreshWithoutScope", "§A7", "a refresh without scope gives those of the sign-in's resource", "the same", "tokens")
def _(live):
    answer = good(live.refresh())
    prefixes = {scope.rsplit("/", 1)[0] for scope in answer["scope"].split() if "/" in scope}
    first = {scope.rsplit("/", 1)[0] for scope in live.first_scopes()}
    return "the same" if prefixes == first or not prefixes else "another"


@fact("entra.grantedScopes", "§A7", "a token has the scopes that were asked for, not all that were consented to", "requested",
      "tokens")
def _(live):
    scopes = live.first_scopes()
    answer = good(live.refresh([scopes[0], "offline_access"]))
    echoed = {scope.rsplit("/", 1)[-1].lower() for scope in answer["scope"].split() if "/" in scope}
    return "requested" if echoed == {scopes[0].rsplit("/", 1)[-1].lower()} else "consented"


@fact("entra.scopesAsAsked", "§A4", "returned scopes carry the prefix that was asked with", "true", "tokens")
def _(live):
    if live.cloud.resource != "https://outlook.office.com" or "imap" not in live.options.scopes:
        raise NotTried("this resource has one name only")
    asked = "https://outlook.office365.com/IMAP.AccessAsUser.All"
    answer = good(live.refresh([asked, "offline_access"]))
    return true(asked in answer["scope"].split())


@fact("entra.unknownScopeError", "§A3", "the OAuth error of AADSTS70011", "invalid_scope", "tokens")
def _(live):
    return live.refresh(live.cloud.graph_scopes(["No.SuchPermission"])).error


@own("entra.unknownScopeCode", "§A10", "an unknown scope is AADSTS70011", "70011", "tokens")
def _(live):
    return live.refresh(live.cloud.graph_scopes(["No.SuchPermission"])).code


@own("entra.notConsented", "§A10", "a scope that nobody agreed to is AADSTS65001", "invalid_grant 65001", "tokens",
     accepts=lambda seen: seen.endswith(" 65001"))
def _(live):
    answer = live.refresh(live.cloud.graph_scopes(["MailboxSettings.Read"]))
    if answer.ok:
        raise NotTried("MailboxSettings.Read was agreed to before")
    if answer.code == "650057":
        raise NotTried("the registration does not list MailboxSettings.Read")
    return f"{answer.error} {answer.code}"


@fact("entra.partialConsent", "§A10", "a token request of which only a part was agreed to is refused", "refuse", "tokens", "graph")
def _(live):
    answer = live.refresh(live.cloud.graph_scopes(["Mail.ReadWrite", "MailboxSettings.Read"]))
    if not answer.ok:
        if answer.code != "65001":
            raise NotTried(f"it is refused for another reason: {answer.told()}")
        return "refuse"
    if "mailboxsettings.read" in answer.json["scope"].lower():
        raise NotTried("MailboxSettings.Read was agreed to before")
    return "grantRest"


@fact("entra.unlistedPermissions", "§A10", "a permission that the registration does not list is refused as such", "refuse",
      "tokens")
def _(live):
    # Apps for mail have no business with calendars; the sandbox has none, and there the settings serve as well.
    answer = live.refresh(live.cloud.graph_scopes(["Calendars.Read"]))
    if answer.code == "70011":
        answer = live.refresh(live.cloud.graph_scopes(["MailboxSettings.Read"]))
        if answer.code != "650057":
            raise NotTried("no permission is known here that the registration surely lacks")
    if answer.ok:
        raise NotTried("the registration lists Calendars.Read")
    return {"650057": "refuse", "65001": "consent"}.get(answer.code, answer.told())


@fact("entra.twoResources", "§A4", "scopes of two resources at the token endpoint", "refuse", "tokens")
def _(live):
    return "first" if two_resources(live).ok else "refuse"


@fact("entra.twoResourcesCode", "§A4", "are refused with", "28000", "tokens")
def _(live):
    return refused(two_resources(live)).code


@fact("entra.twoResourcesError", "§A4", "as which OAuth error", "invalid_request", "tokens")
def _(live):
    return refused(two_resources(live)).error


# Last of all: were it otherwise, nothing more could be refreshed.
@fact("entra.refreshRotation", "§A8", "a refresh leaves the old refresh token good: a crash loses nothing", "lenient", "tokens")
def _(live):
    old = live.refresh_token
    fresh = good(live.refresh()).get("refresh_token")
    if fresh in (None, old):
        return "same"
    return "lenient" if live.refresh(token=old).ok else "strict"


# Tools

def given(answer):
    if not answer.ok:
        raise NotTried(f"there was no device code: {answer.told()}")
    return answer.json


def good(answer):
    if not answer.ok:
        raise NotTried(f"the refresh failed: {answer.told()}")
    return answer.json


def refused(answer):
    if answer.ok:
        raise NotTried("nothing was refused")
    return answer


def two_resources(live):
    return live.refresh(["offline_access", *live.cloud.mail_scopes(), *live.cloud.graph_scopes()])


def silent(live, **more):
    """The address that a silent sign-in is sent to, and its parameters."""
    answer = live.authorize(live.options.redirect_url, **more)
    location = answer.headers.get("Location") if 300 <= answer.status < 400 else None
    if not location or not location.startswith(live.options.redirect_url):
        raise NotTried("the browser is not sent back" + (f": AADSTS{answer.code}" if answer.code else ""))
    return location, dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(location).query))


def foreign_assertion():
    """A JWT of an issuer that nobody trusts, with a signature that nobody made."""
    def part(value):
        return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()

    now = int(time.time())
    claims = {"iss": "https://postern.invalid", "sub": "verify-live", "aud": "api://AzureADTokenExchange",
              "jti": str(uuid.uuid4()), "iat": now, "nbf": now - 60, "exp": now + 300}
    signature = base64.urlsafe_b64encode(secrets.token_bytes(256)).rstrip(b"=").decode()
    return ".".join((part({"alg": "RS256", "typ": "JWT", "kid": "postern"}), part(claims), signature))
