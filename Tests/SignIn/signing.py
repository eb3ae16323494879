"""What tests of signing in do again and again at the sandbox, beside what graph_house.py has."""
from graph_house import REDIRECT, SECRET, Refused
from wire import wait_for

GRAPH_ROLES = ["Mail.ReadWrite", "Mail.Send"]
MAIL_ROLES = ["IMAP.AccessAsApp", "SMTP.SendAsApp"]


def register(house, name, **members):
    """Registers an app with the tenant; gives its registration."""
    like = house.sandbox.app("postern-both")
    made = house.sandbox.control("POST", "registrations", json={
        "name": name, "audience": like["audience"], "redirectUris": [{"uri": REDIRECT}],
        "delegatedPermissions": like["delegatedPermissions"], **members})
    made = {**made, "name": name}
    house.sandbox.ready["apps"].append(made)
    return made


def service(house, name, secret=SECRET, secrets=None, certificates=(), federatedCredentials=(), **members):
    """An app that needs no user, known to tenant and daemon; gives Postern's id of it."""
    tenant = house.sandbox.tenant()["id"]
    made = register(house, name, homeTenant=tenant, applicationPermissions=GRAPH_ROLES + MAIL_ROLES,
                    secrets=[{"value": SECRET}] if secrets is None else secrets, certificates=list(certificates),
                    federatedCredentials=list(federatedCredentials))
    for audience, permissions in (("graph", GRAPH_ROLES), ("outlook", MAIL_ROLES)):
        house.sandbox.control("POST", "consents", json={
            "client": made["clientId"], "tenant": tenant, "audience": audience, "permissions": permissions})
    return app(house, made, secret, authority=tenant, **members)


def app(house, registered, secret=SECRET, **members):
    """Tells Postern of a registration; gives its id."""
    proof = {"clientSecret": secret} if secret else {}
    known = house.client.call("registerApp", {
        "name": registered["name"], "provider": "outlook", "cloud": "sandbox", "authority": "common", "baseScopes": ["graph"],
        "clientId": registered["clientId"], "redirectURLs": [REDIRECT], **proof, **members})["app"]["id"]
    house.apps[registered["name"]] = known
    return known


def state(house, account):
    return house.client.call("getAccount", {"account": account})["account"]["state"]


def contacted(house, account):
    """Waits until the daemon's own first contact with an account has ended well; gives the account."""
    wait_for(lambda: state(house, account)["state"] == "ready", "the first contact")
    return account


def token(house, account, seconds=None, **params):
    """An access token, or why there is none; one that lives `seconds` if the provider can be had to give one."""
    more = {} if seconds is None else {"minimumLifetimeSeconds": seconds}
    return house.ask("getAccessToken", account=account, resource="graph", **more, **params)


def works(answer):
    return not isinstance(answer, Refused)


def token_requests(house, client=None, grant=None):
    """What the token endpoint was asked, oldest first; secrets in the bodies are hashes."""
    found = house.sandbox.requests(door="entra", operation="token")
    return [one for one in found if (client is None or client in one["body"]) and (grant is None or f"grant_type={grant}" in one["body"])]


def back_from(house, url, user, **headers):
    """What the browser is sent back to, once somebody said yes (or what the headers say)."""
    page = house.sandbox.http.get(url, headers={"X-Sandbox-User": user, **headers}, allow_redirects=False)
    assert page.status_code == 302, page.text[:500]
    return page.headers["Location"]
