"""What a strict tenant refuses, with the words and codes of the reference sheet (conformance: plain HTTP, no client's help)."""
import base64
import json
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests

from sandbox import ADELE, BRUNO, CALLBACK, GRAPH, GRAPH_SCOPES, IMAP_SCOPES, MIA, PAT, SUPPORT

VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"


def code(sandbox, scopes=GRAPH_SCOPES, app="postern-graph", user=ADELE, **parameters):
    return sandbox.authorize(app, user, [*scopes, "offline_access", "openid", "profile"], **parameters)["code"]


def redeem(sandbox, code, app="postern-graph", **form):
    return sandbox.redeem(app, **{"grant_type": "authorization_code", "code": code, "redirect_uri": CALLBACK, **form})


def refused(answer, status, error, number):
    body = answer.json()
    assert (answer.status_code, body["error"], body["error_codes"]) == (status, error, [number]), answer.text
    assert body["error_description"].startswith(f"AADSTS{number}: ")
    assert {"timestamp", "trace_id", "correlation_id"} <= body.keys()


def graph_error(answer):
    return answer.status_code, answer.json()["error"]["code"]


class TestEntra:
    def test_a_redirect_that_is_not_registered_is_shown_and_never_followed(self, sandbox):
        page = sandbox.http.get(sandbox.authority() + "/oauth2/v2.0/authorize", allow_redirects=False, params={
            "client_id": sandbox.app("postern-graph")["clientId"], "response_type": "code", "scope": "openid",
            "redirect_uri": "http://localhost/elsewhere"}, headers={"X-Sandbox-User": ADELE})
        assert "Location" not in page.headers and "AADSTS50011" in page.text

    def test_any_port_of_localhost_does(self, sandbox):
        back = sandbox.authorize("postern-graph", ADELE, GRAPH_SCOPES, redirect_uri="http://localhost:51234/callback")
        assert back["code"]

    def test_a_code_goes_with_its_redirect(self, sandbox):
        answer = redeem(sandbox, code(sandbox), redirect_uri="http://localhost:1/callback")
        assert answer.status_code == 400 and answer.json()["error"] == "invalid_grant"

    def test_a_code_works_once(self, sandbox):
        once = code(sandbox)
        assert redeem(sandbox, once).status_code == 200
        refused(redeem(sandbox, once), 400, "invalid_grant", 54005)

    def test_a_verifier_must_be_there_and_right(self, sandbox):
        pkce = {"code_challenge": CHALLENGE, "code_challenge_method": "S256"}
        assert redeem(sandbox, code(sandbox, **pkce), code_verifier=VERIFIER).status_code == 200
        refused(redeem(sandbox, code(sandbox, **pkce), code_verifier=VERIFIER[:-1] + "X"), 400, "invalid_grant", 501481)
        assert redeem(sandbox, code(sandbox, **pkce)).json()["error_codes"] == [50147]

    def test_a_token_is_for_one_resource(self, sandbox):
        answer = redeem(sandbox, code(sandbox, IMAP_SCOPES + GRAPH_SCOPES, "postern-both"), "postern-both",
                        scope=" ".join(IMAP_SCOPES + GRAPH_SCOPES))
        assert answer.status_code == 400 and answer.json()["error_codes"] == [28000], answer.text

    def test_scopes_come_back_with_the_prefix_they_were_asked_for_with(self, sandbox):
        answer = redeem(sandbox, code(sandbox), scope=" ".join(GRAPH_SCOPES))
        assert {scope for scope in answer.json()["scope"].split() if scope.startswith("https:")} == set(GRAPH_SCOPES)

    @pytest.mark.parametrize("secret,number", [("wrong", 7000215), (None, 7000218)])
    def test_a_secret_must_be_right(self, sandbox, secret, number):
        refused(redeem(sandbox, code(sandbox), client_secret=secret), 401, "invalid_client", number)

    def test_a_secret_expires(self, sandbox):
        sandbox.fault("entra.secretExpired")
        refused(redeem(sandbox, code(sandbox)), 401, "invalid_client", 7000222)

    def test_a_public_client_has_no_secret(self, sandbox):
        answer = sandbox.redeem("postern-native", grant_type="refresh_token", refresh_token="x", client_secret="y")
        refused(answer, 401, "invalid_client", 700025)

    def test_an_unknown_scope_and_an_unknown_tenant_are_said(self, sandbox):
        back = sandbox.authorize("postern-graph", ADELE, [GRAPH + "Mail.Nonsense"])
        assert back["error"] == "invalid_scope" and back["error_description"].startswith("AADSTS70011")
        answer = sandbox.redeem("postern-service", "nowhere.example", grant_type="client_credentials", scope=GRAPH + ".default")
        assert answer.json()["error_codes"] == [90002]

    def test_an_app_of_one_audience_does_not_serve_another(self, sandbox):
        page = sandbox.http.get(sandbox.authority() + "/oauth2/v2.0/authorize", allow_redirects=False, params={
            "client_id": sandbox.app("contoso-internal")["clientId"], "response_type": "code", "scope": "openid",
            "redirect_uri": CALLBACK}, headers={"X-Sandbox-User": ADELE})
        assert "AADSTS50194" in page.text

    def test_a_refresh_gives_a_new_token_and_the_old_one_still_works(self, sandbox):
        first = sandbox.sign_in("postern-graph", ADELE, GRAPH_SCOPES)["refresh_token"]
        renew = lambda token: sandbox.redeem("postern-graph", grant_type="refresh_token", refresh_token=token)
        second = renew(first).json()["refresh_token"]
        assert second != first
        assert renew(first).status_code == 200 and renew(second).status_code == 200

    def test_a_refresh_token_comes_with_offline_access_only(self, sandbox):
        back = sandbox.authorize("postern-graph", ADELE, GRAPH_SCOPES)
        answer = redeem(sandbox, back["code"], scope=" ".join(GRAPH_SCOPES))
        assert answer.status_code == 200 and "refresh_token" not in answer.json()

    def test_a_tenant_can_keep_consent_to_administrators(self, sandbox):
        made = sandbox.control("POST", "registrations", json={
            "name": "new app", "homeTenant": sandbox.tenant("Fabrikam")["id"], "audience": "AzureADMultipleOrgs",
            "redirectUris": [{"uri": CALLBACK, "platform": "web"}], "delegatedPermissions": ["Mail.Read"]})
        sandbox.ready["apps"].append(made)
        sandbox.control("PATCH", "people/" + MIA, json={"isAdministrator": False})
        sandbox.control("PATCH", "tenants/Fabrikam", json={"policies": {"userConsentAllowed": False}})
        try:
            back = sandbox.authorize("new app", MIA, [GRAPH + "Mail.Read"])
            assert back["error_description"].startswith(("AADSTS90094", "AADSTS90095")), back
        finally:
            sandbox.control("PATCH", "tenants/Fabrikam", json={"policies": {"userConsentAllowed": True}})
        assert sandbox.authorize("new app", MIA, [GRAPH + "Mail.Read"])["code"]

    def test_an_administrator_consents_for_the_tenant(self, sandbox):
        page = sandbox.http.get(f"{sandbox.root}/{sandbox.tenant()['id']}/v2.0/adminconsent", allow_redirects=False, params={
            "client_id": sandbox.app("postern-graph")["clientId"], "scope": GRAPH + ".default", "redirect_uri": CALLBACK,
            "state": "s"}, headers={"X-Sandbox-User": "chidi@contoso.example"})
        assert page.status_code == 302 and "admin_consent=True" in page.headers["Location"]

    def test_the_issuer_of_common_is_a_template(self, sandbox):
        document = sandbox.http.get(sandbox.authority() + "/v2.0/.well-known/openid-configuration").json()
        assert document["issuer"] == sandbox.root + "/{tenantid}/v2.0"
        own = sandbox.http.get(sandbox.authority(sandbox.tenant()["id"]) + "/v2.0/.well-known/openid-configuration").json()
        assert own["issuer"] == f"{sandbox.root}/{sandbox.tenant()['id']}/v2.0"
        assert sandbox.http.get(document["jwks_uri"]).json()["keys"][0]["kty"] == "RSA"

    def test_a_token_lives_between_sixty_and_ninety_minutes(self, sandbox):
        assert 3600 <= sandbox.sign_in("postern-graph", ADELE, GRAPH_SCOPES)["expires_in"] <= 5400

    def test_prompt_none_without_a_session_says_so(self, sandbox):
        page = requests.get(sandbox.authority() + "/oauth2/v2.0/authorize", allow_redirects=False, verify=sandbox.ca, params={
            "client_id": sandbox.app("postern-graph")["clientId"], "response_type": "code", "scope": "openid",
            "redirect_uri": CALLBACK, "prompt": "none"})
        assert "error=login_required" in page.headers["Location"]


class TestTokens:
    def test_expire(self, sandbox):
        token = sandbox.graph_token()
        sandbox.control("POST", "tokens/expire", json={"person": ADELE})
        answer = sandbox.call("GET", "/me", token)
        assert graph_error(answer) == (401, "InvalidAuthenticationToken")

    @pytest.mark.parametrize("token", ["", "nonsense", "a.b.c"])
    def test_must_be_ones_that_were_issued(self, sandbox, token):
        assert graph_error(sandbox.call("GET", "/me", token)) == (401, "InvalidAuthenticationToken")

    def test_open_what_their_scopes_name(self, sandbox):
        token = sandbox.graph_token(scopes=[GRAPH + "Mail.Send"])
        send = {"message": {"subject": "scope", "toRecipients": [{"emailAddress": {"address": BRUNO}}]}}
        assert sandbox.call("POST", "/me/sendMail", token, json=send).status_code == 202
        assert graph_error(sandbox.call("POST", "/me/messages", token, json={"subject": "x"})) == (403, "ErrorAccessDenied")
        assert graph_error(sandbox.call("GET", "/me/messages", token)) == (403, "ErrorAccessDenied")

    def test_a_shared_mailbox_needs_the_shared_scope(self, sandbox):
        assert graph_error(sandbox.call("GET", f"/users/{SUPPORT}/messages", sandbox.graph_token())) == (403, "ErrorAccessDenied")
        shared = sandbox.graph_token(scopes=[GRAPH + "Mail.Read.Shared"])
        assert sandbox.call("GET", f"/users/{SUPPORT}/messages", shared).status_code == 200
        bruno = sandbox.graph_token(BRUNO, [GRAPH + "Mail.Read.Shared"])
        assert sandbox.call("GET", f"/users/{ADELE}/messages", bruno).status_code in (403, 404)

    def test_an_app_by_itself_has_no_me(self, sandbox):
        answer = sandbox.call("GET", "/me/messages", sandbox.app_token(GRAPH))
        assert graph_error(answer) == (400, "BadRequest")
        assert answer.json()["error"]["message"] == "/me request is only valid with delegated authentication flow."

    def test_a_person_without_a_licence_has_no_mailbox(self, sandbox):
        answer = sandbox.call("GET", "/users/nomail@contoso.example/messages", sandbox.app_token(GRAPH))
        assert graph_error(answer) == (404, "MailboxNotEnabledForRESTAPI")


class TestGraph:
    @pytest.fixture
    def call(self, sandbox):
        token = sandbox.graph_token()
        return lambda method, path, **arguments: sandbox.call(method, path, token, **arguments)

    @pytest.mark.parametrize("options,expected", [
        ("$filter=isRead eq maybe", (400, None)),
        ("$filter=isRead eq", (400, None)),
        ("$filter=nonsense eq 'x'", (400, None)),
        ("$orderby=nonsense", (400, None)),
        ("$select=nonsense", (400, None)),
        ("$top=0", (400, None)),
        ("$top=1001", (400, None)),
        ("$filter=isRead eq false&$orderby=receivedDateTime desc", (400, "InefficientFilter")),
        ('$search="x"&$filter=isRead eq true', (400, None)),
        ('$search="x"&$orderby=receivedDateTime', (400, None)),
        ("nonsense=1", (200, None)),
    ])
    def test_query_options(self, call, options, expected):
        answer = call("GET", "/me/messages?" + options)
        status, name = expected
        assert answer.status_code == status, answer.text
        assert name is None or answer.json()["error"]["code"] == name

    def test_ids(self, call):
        assert graph_error(call("GET", "/me/messages/not-an-id!")) == (400, "ErrorInvalidIdMalformed")
        made = call("POST", "/me/messages", json={"subject": "ids"}).json()["id"]
        assert call("GET", "/me/messages/" + made.swapcase()).status_code in (400, 404)
        moved = call("POST", f"/me/messages/{made}/move", json={"destinationId": "archive"})
        assert moved.status_code == 201 and moved.json()["id"] != made
        assert graph_error(call("GET", "/me/messages/" + made)) == (404, "ErrorItemNotFound")

    @pytest.mark.parametrize("headers,name", [
        ([{"name": "In-Reply-To", "value": "x"}], "InvalidInternetMessageHeader"),
        ([{"name": f"x-{index}", "value": "x"} for index in range(6)], "InvalidInternetMessageHeaderCollection"),
    ])
    def test_own_headers(self, call, headers, name):
        answer = call("POST", "/me/messages", json={"subject": "h", "internetMessageHeaders": headers})
        assert graph_error(answer) == (400, name)
        five = [{"name": f"x-{index}", "value": "x"} for index in range(5)]
        assert call("POST", "/me/messages", json={"subject": "h", "internetMessageHeaders": five}).status_code == 201

    def test_bodies(self, call):
        assert call("POST", "/me/messages", json={"subject": "x", "nonsense": 1}).status_code == 400
        assert call("POST", "/me/messages", data="{", headers={"Content-Type": "application/json"}).status_code == 400
        large = json.dumps({"subject": "x", "body": {"contentType": "text", "content": "x" * (4 << 20)}})
        assert call("POST", "/me/messages", data=large, headers={"Content-Type": "application/json"}).status_code == 413
        mime = call("POST", "/me/messages", data="***", headers={"Content-Type": "text/plain"})
        assert graph_error(mime) == (400, "ErrorMimeContentInvalidBase64String")

    def test_mime_becomes_a_draft(self, call):
        raw = b"Subject: mime\r\nMessage-ID: <mime@test.example>\r\nTo: b@contoso.example\r\n\r\nhello\r\n"
        made = call("POST", "/me/messages", data=base64.b64encode(raw), headers={"Content-Type": "text/plain"})
        assert made.status_code == 201 and made.json()["isDraft"] and made.json()["internetMessageId"] == "<mime@test.example>"

    def test_slices_of_an_upload_come_in_order_and_without_a_token(self, sandbox, call):
        draft = call("POST", "/me/messages", json={"subject": "upload"}).json()["id"]
        create = lambda size: call("POST", f"/me/messages/{draft}/attachments/createUploadSession", json={
            "AttachmentItem": {"attachmentType": "file", "name": "a", "size": size}})
        assert graph_error(create(1000)) == (400, "ErrorAttachmentSizeShouldNotBeLessThanMinimumSize")
        size = 4 * (1 << 20)
        url = create(size).json()["uploadUrl"]
        put = lambda first, count: sandbox.http.put(url, data=b"x" * count, headers={
            "Content-Range": f"bytes {first}-{first + count - 1}/{size}", "Content-Type": "application/octet-stream"})
        assert put(1 << 20, 1 << 20).status_code // 100 == 4
        answer = put(0, 1 << 21)
        assert (answer.status_code, answer.json()["NextExpectedRanges"]) == (200, ["2097152"])
        assert put(0, 1 << 21).status_code // 100 == 4
        last = put(1 << 21, 1 << 21)
        assert last.status_code == 201 and "/Attachments(" in last.headers["Location"]

    def test_a_message_that_was_received_keeps_its_words(self, call):
        received = call("GET", "/me/mailFolders/inbox/messages?$top=1&$filter=isDraft eq false").json()["value"][0]["id"]
        assert call("PATCH", f"/me/messages/{received}", json={"subject": "changed"}).status_code // 100 == 4
        assert call("PATCH", f"/me/messages/{received}", json={"categories": ["Red category"]}).status_code == 200

    def test_a_batch_has_twenty_members_at_most(self, call):
        member = lambda index: {"id": str(index), "method": "GET", "url": "/me"}
        answer = call("POST", "/$batch", json={"requests": [member(index) for index in range(20)]})
        assert sorted(one["id"] for one in answer.json()["responses"]) == sorted(str(index) for index in range(20))
        assert call("POST", "/$batch", json={"requests": [member(index) for index in range(21)]}).status_code == 400

    def test_four_requests_at_a_time(self, start):
        sandbox = start({"graph.latencyMilliseconds": 500})
        token = sandbox.graph_token()
        with ThreadPoolExecutor(12) as pool:
            answers = list(pool.map(lambda _: sandbox.call("GET", "/me/messages?$select=subject&$top=50", token), range(12)))
        throttled = [answer for answer in answers if answer.status_code == 429]
        assert throttled and throttled[0].json()["error"]["code"] == "ApplicationThrottled"

    def test_a_subscription_is_validated_first(self, sandbox, call):
        answer = call("POST", "/subscriptions", json={
            "changeType": "created", "notificationUrl": "https://localhost:1/n", "resource": "/me/messages",
            "expirationDateTime": "2099-01-01T00:00:00Z"})
        assert answer.status_code == 400

    def test_pages_say_how_they_go_on(self, sandbox, call):
        first = call("GET", "/me/messages?$select=id&$top=3&$count=true").json()
        assert first["@odata.nextLink"].startswith(sandbox.graph + "/me/messages?") and first["@odata.count"] > 3
        assert call("GET", first["@odata.nextLink"]).json()["value"][0]["id"] not in [m["id"] for m in first["value"]]

    def test_a_personal_account_reads_by_graph(self, sandbox):
        assert sandbox.call("GET", "/me/messages?$top=1", sandbox.graph_token(PAT)).status_code == 200
