"""The main job, end to end, on real servers: sign in, list, read, send, be renewed."""
import base64
import email
import email.policy
import hashlib
import secrets
import threading

import pytest

from household import ALICE, BOB, CAROL, mail
from postern import AsyncClient, errors


@pytest.mark.parametrize("provider, client", [
    ("oidc", "public"), ("oidc", "confidential"), ("outlook", "public"), ("outlook", "confidential")])
def test_the_whole_way_from_an_app_to_a_renewed_token(house, provider, client):
    postern, rig = house.client, house.rig
    app = house.app(provider=provider, client=client)
    invitation = postern.authorize_url(app=app, login_hint=ALICE, expected_email=ALICE, context="order-7")
    assert "code_challenge_method=S256" in invitation["url"]
    callback = rig.consent(invitation["url"], ALICE)
    signed_in = postern.exchange_code(callback_url=callback)
    assert signed_in["isNew"] and signed_in["context"] == "order-7"
    account = signed_in["account"]["id"]
    assert signed_in["account"]["address"] == ALICE
    assert postern.exchange_code(callback_url=callback)["account"]["id"] == account
    assert [one["id"] for one in postern.list_accounts()["accounts"]] == [account]

    boxes = {box["path"]: box for box in postern.list_mailboxes(account=account)["mailboxes"]}
    assert {"INBOX", "Sent", "Trash", "Drafts", "Archive", "Junk"} <= set(boxes)
    assert boxes["Sent"]["role"] == "sent" and boxes["Sent"]["roleSource"] == "server"

    rig.put(ALICE, mail("Grüße, zum Lesen", text="Guten Tag.\n").as_bytes(policy=email.policy.SMTP))
    listed = postern.list_messages(account=account, mailbox="INBOX")["messages"]
    assert [one["subject"] for one in listed] == ["Grüße, zum Lesen"] and listed[0]["flags"] == []
    message = postern.get_message(account=account, message=listed[0]["id"])
    assert message["text"]["content"].strip() == "Guten Tag."
    assert postern.list_messages(account=account, mailbox="INBOX")["messages"][0]["flags"] == [], "reading changes nothing"

    sent = postern.send_message(
        account=account, to=[{"name": "Bob", "address": BOB}], bcc=[{"address": CAROL}], subject="Ünïcode · 件名",
        text="Hello Bob.\n", html="<p>Hello Bob.</p>",
        attachments=[{"filename": "notes.txt", "contentType": "text/plain", "content": base64.b64encode(b"n" * 99).decode()}])
    # Exchange files the copy of whoever signed in at Entra; the rig's Postfix, which stands in for it here, does not.
    assert sent["outcome"] == "sent" and sent["queueId"]
    assert sent["sentCopy"] == ("server" if provider == "outlook" else "appended")
    assert all(one["accepted"] for one in sent["recipients"]) and len(sent["recipients"]) == 2
    arrived = email.message_from_bytes(rig.find(BOB, "Message-ID", sent["messageId"]), policy=email.policy.default)
    assert arrived["Subject"] == "Ünïcode · 件名" and arrived["From"].addresses[0].addr_spec == ALICE and arrived["Bcc"] is None
    assert arrived.get_body(("html",)).get_content().strip() == "<p>Hello Bob.</p>"
    assert [part.get_filename() for part in arrived.iter_attachments()] == ["notes.txt"]
    assert rig.find(CAROL, "Message-ID", sent["messageId"])
    if provider == "oidc":
        copy = email.message_from_bytes(rig.find(ALICE, "Message-ID", sent["messageId"], "Sent"))
        assert CAROL in copy["Bcc"]

    # Open connections outlive their token; the next ones meet a token that is refused.
    before = rig.refreshes()
    rig.control("expire", form={"user": ALICE})
    rig.hang_up()
    assert house.subjects(account) == ["Grüße, zum Lesen"]
    again = postern.send_message(account=account, to=[{"address": BOB}], subject="renewed", text="x")
    assert again["outcome"] == "sent" and rig.refreshes() == before + 1
    rig.find(BOB, "Message-ID", again["messageId"])
    house.restart()
    assert house.subjects(account) == ["Grüße, zum Lesen"], "the grant has survived a restart"


def test_one_refresh_serves_everybody_who_waits(house):
    account = house.sign_in(house.app())["id"]
    # Stopped, because it tries its accounts by itself, after a sign-in and at its start.
    house.daemon.stop()
    house.rig.control("expire", form={"user": ALICE})
    before = house.rig.refreshes()
    house.rig.control("faults", [{"do": "keep", "grant": "refresh_token"}])
    house.restart()
    futures = [house.client.submit("getAccessToken", {"account": account}) for _ in range(20)]
    house.rig.await_waiting()
    house.rig.control("release", {})
    tokens = {future.result(60)["accessToken"] for future in futures}
    assert len(tokens) == 1 and house.rig.refreshes() == before + 1


def test_a_grant_of_both_scopes_gives_a_token_for_each_resource(house):
    account = house.sign_in(house.app(provider="outlook", baseScopes=["imap", "graph"]))["id"]
    mail_token = house.client.get_access_token(account=account)
    graph_token = house.client.get_access_token(account=account, resource="graph")
    assert mail_token["accessToken"] != graph_token["accessToken"]
    assert house.client.get_access_token(account=account, resource="mail")["accessToken"] == mail_token["accessToken"]
    scopes = [note["scope"] for note in house.rig.control("state")["requests"][-2:]]
    assert all(scope and not ("IMAP." in scope and "Mail.Send" in scope) for scope in scopes)


# Sign-ins that do not end well

def test_the_user_says_no(house):
    callback = house.rig.consent(house.invite(house.app())["url"], ALICE, allow=False)
    with pytest.raises(errors.SignInDenied):
        house.client.exchange_code(callback_url=callback)
    assert house.client.list_accounts()["accounts"] == []


def test_somebody_else_signs_in(house):
    app = house.app()
    callback = house.rig.consent(house.invite(app, expectedEmail=ALICE)["url"], BOB)
    with pytest.raises(errors.WrongIdentity):
        house.client.exchange_code(callback_url=callback)
    assert house.client.list_accounts()["accounts"] == []
    account = house.sign_in(app)["id"]
    callback = house.rig.consent(house.invite(app, account=account)["url"], BOB)
    with pytest.raises(errors.WrongIdentity):
        house.client.exchange_code(callback_url=callback)
    assert house.client.get_account(account=account)["account"]["address"] == ALICE


def test_a_state_works_once_and_a_wrong_one_ends_nothing(house):
    invitation = house.invite(house.app())
    with pytest.raises(errors.StateInvalid):
        house.client.exchange_code(state="x" * 43, code="c")
    callback = house.rig.consent(invitation["url"])
    first = house.client.exchange_code(callback_url=callback)
    assert house.client.exchange_code(callback_url=callback)["account"]["id"] == first["account"]["id"]
    with pytest.raises(errors.StateInvalid):
        house.client.exchange_code(state=invitation["state"], code="another-code", issuer=house.rig["issuer"])


@pytest.mark.parametrize("claims", [
    {"nonce": "another"}, {"aud": "somebody-else"}, {"iss": "https://evil.example"}, {"exp": 1}, {"aud": None}])
def test_an_identity_that_is_not_meant_for_us_is_refused(house, claims):
    house.rig.control("set", {"id_token_claims": claims})
    callback = house.rig.consent(house.invite(house.app())["url"])
    with pytest.raises(errors.PosternError) as refused:
        house.client.exchange_code(callback_url=callback)
    assert refused.value.kind in ("providerRejected", "appMisconfigured", "signInDenied")
    assert house.client.list_accounts()["accounts"] == []


def test_a_forged_signature_is_refused(house):
    house.rig.control("set", {"forge_id_token": True})
    callback = house.rig.consent(house.invite(house.app())["url"])
    with pytest.raises(errors.ProviderRejected):
        house.client.exchange_code(callback_url=callback)


def test_es256_and_new_signing_keys_are_understood(house):
    house.rig.control("set", {"id_token_alg": "ES256"})
    app = house.app()
    assert house.sign_in(app)["address"] == ALICE
    house.rig.control("rotate-keys", {})
    # Keys are not asked for again and again on the word of an id_token; a new start asks.
    house.restart()
    assert house.sign_in(app, BOB)["address"] == BOB


def test_a_sign_in_survives_a_restart_and_a_waiter_hears_of_it(house):
    app = house.app()
    invitation = house.invite(app)
    house.restart()
    waiting = house.client.submit("awaitSignIn", {"state": invitation["state"], "timeoutMs": 60_000})
    done = house.client.exchange_code(callback_url=house.rig.consent(invitation["url"]))
    assert waiting.result(60)["account"]["id"] == done["account"]["id"]


def test_the_loopback_listener_ends_a_sign_in_by_itself(make_daemon, rig):
    import socket
    from household import House
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        port = holder.getsockname()[1]
    house = House(make_daemon(rig, listener={"enabled": True, "port": port}).start(), rig)
    redirect = f"http://localhost:{port}/oauth"
    assert house.client.get_info()["listener"] == {"redirectURL": redirect, "port": port}
    app = house.app(redirectURLs=[redirect])
    invitation = house.invite(app)
    waiting = house.client.submit("awaitSignIn", {"state": invitation["state"], "timeoutMs": 60_000})
    address = rig.consent(invitation["url"])
    assert address.startswith(redirect + "?")
    status, headers, page = rig.request(address)
    if status in (302, 303):
        assert "code=" not in headers["Location"] and "state=" not in headers["Location"]
        from urllib.parse import urljoin
        status, headers, page = rig.request(urljoin(address, headers["Location"]))
    assert status == 200 and b"<html" in page.lower()
    signed_in = waiting.result(60)
    assert signed_in["account"]["address"] == ALICE
    assert house.client.list_mailboxes(account=signed_in["account"]["id"])["mailboxes"]
    house.close()


def test_a_wrong_client_secret_is_the_operators(house):
    app = house.app(client="confidential", clientSecret="not~the.secret")
    callback = house.rig.consent(house.invite(app)["url"])
    with pytest.raises(errors.AppMisconfigured) as refused:
        house.client.exchange_code(callback_url=callback)
    assert refused.value.hint and "not~the.secret" not in str(refused.value)


def test_a_secret_id_instead_of_its_value_is_noticed(house):
    with pytest.raises(errors.InvalidParams) as refused:
        house.app(provider="outlook", clientSecret="1b0d5c4e-7f5a-4c7e-9a3b-2d6f8e1a0c5d")
    assert "Value" in str(refused.value)


def test_secrets_do_not_come_out_sideways(house):
    """Endpoints cannot be pointed elsewhere without the secret anew; a new client id voids the grants."""
    app = house.app(client="confidential")
    account = house.sign_in(app)["id"]
    with pytest.raises(errors.PosternError):
        house.client.call("updateApp", {"app": app, "issuer": "https://localhost:9"})
    assert house.client.get_access_token(account=account)["accessToken"]
    assert house.subjects(account) == []  # leaves a connection open that this grant paid for
    house.client.call("updateApp", {
        "app": app, "clientId": "public-two", "clientSecret": house.rig["clients"]["confidential"]["clientSecret"]})
    # Told before anybody tries, from what is known.
    assert house.client.get_account(account=account)["account"]["state"]["state"] == "signInRequired"
    with pytest.raises(errors.SignInRequired):
        house.client.get_access_token(account=account)
    with pytest.raises(errors.SignInRequired):
        house.subjects(account)


# Grants that end

def test_a_revoked_grant_asks_for_a_new_sign_in_and_takes_it(house):
    app = house.app()
    account = house.sign_in(app)["id"]
    house.rig.control("revoke", form={"user": ALICE})
    with pytest.raises(errors.SignInRequired) as refused:
        house.subjects(account)
    assert refused.value.account == account and "authorizeURL" in refused.value.hint
    before = house.rig.refreshes()
    with pytest.raises(errors.SignInRequired):
        house.subjects(account)
    assert house.rig.refreshes() - before <= 1, "a dead grant is not hammered"
    assert house.client.get_account(account=account)["account"]["state"]["state"] == "signInRequired"
    again = house.client.exchange_code(
        callback_url=house.rig.consent(house.invite(app, account=account)["url"]))
    assert again["account"]["id"] == account and not again["isNew"]
    assert house.subjects(account) == []


@pytest.mark.parametrize("fault, kind", [
    ({"do": "fail", "status": 503}, "providerUnavailable"),
    ({"do": "fail", "status": 429, "headers": {"Retry-After": "600"}}, "rateLimited"),
    ({"do": "fail", "status": 200, "body": "<html>proxy</html>"}, "providerUnavailable"),
    ({"do": "fail", "status": 400, "body": {"error": "interaction_required"}}, "signInRequired"),
    ({"do": "fail", "status": 401, "body": {"error": "invalid_client"}}, "appMisconfigured"),
    ({"do": "drop"}, "providerUnavailable"),
])
def test_what_a_failing_provider_is_called(house, fault, kind):
    account = house.sign_in(house.app())["id"]
    # First the fault: a daemon that starts tries its accounts by itself.
    house.rig.control("faults", [{**fault, "grant": "refresh_token", "count": 20}])
    house.restart()
    with pytest.raises(errors.PosternError) as failed:
        house.client.get_access_token(account=account)
    assert failed.value.kind in (kind, "connectFailed" if fault["do"] == "drop" else kind), failed.value.data
    if "headers" in fault:
        # Not all of it: the daemon tried the account before us.
        assert failed.value.retry_after_ms > 300_000
    house.rig.control("faults", [])
    house.restart()
    assert house.client.get_access_token(account=account)["accessToken"], "the refresh token was kept"


# Reading

def test_pages_do_not_overlap_and_miss_nothing(house):
    for number in range(25):
        house.rig.put(BOB, mail(f"Number {number}").as_bytes(policy=email.policy.SMTP))
    account = house.password_account()["id"]
    seen, cursor = [], None
    while True:
        page = house.client.list_messages(account=account, mailbox="INBOX", limit=10, cursor=cursor)
        seen += [message["subject"] for message in page["messages"]]
        cursor = page.get("nextCursor")
        if cursor is None:
            break
    assert seen == [f"Number {number}" for number in reversed(range(25))]
    first = house.client.list_messages(account=account, mailbox="INBOX", limit=10)["nextCursor"]
    for forged in (first[:-2] + ("AA" if first[-2:] != "AA" else "BB"), "nonsense", first + "A"):
        with pytest.raises(errors.InvalidParams):
            house.client.list_messages(account=account, mailbox="INBOX", limit=10, cursor=forged)
    with pytest.raises(errors.InvalidParams):
        house.client.list_messages(account=account, mailbox="Sent", limit=10, cursor=first)


def test_unread_and_dates(house):
    house.rig.put(BOB, mail("old").as_bytes(), date='"01-Jan-2020 12:00:00 +0000"')
    house.rig.put(BOB, mail("read").as_bytes(), flags="(\\Seen)")
    house.rig.put(BOB, mail("new").as_bytes())
    account = house.password_account()["id"]
    assert house.subjects(account) == ["new", "read", "old"]
    assert house.subjects(account, unseen=True) == ["new", "old"]
    assert house.subjects(account, before="2021-01-01T00:00:00Z") == ["old"]
    assert house.subjects(account, since="2021-01-01T00:00:00Z") == ["new", "read"]
    assert house.client.list_messages(account=account, mailbox="INBOX", include=["total"])["total"] == 3


def test_a_source_and_an_attachment_come_byte_for_byte_in_windows(house):
    content = secrets.token_bytes(3_000_000)
    message = mail("large")
    message.add_attachment(content, maintype="application", subtype="octet-stream", filename="größe.bin")
    source = message.as_bytes(policy=email.policy.SMTP)
    house.rig.put(BOB, source)
    account = house.password_account()["id"]
    identifier = house.client.list_messages(account=account, mailbox="INBOX")["messages"][0]["id"]

    def read(method, **params):
        whole, window = b"", None
        while window is None or len(whole) < window["size"]:
            more = {"offset": len(whole), "contentId": window["contentId"]} if window else {}
            window = house.client.call(method, {"account": account, "message": identifier, **params, **more})
            assert window["offset"] == len(whole)
            whole += base64.b64decode(window["content"])
        return whole

    assert read("getMessageSource") == source
    attachments = house.client.get_message(account=account, message=identifier)["attachments"]
    assert [one["filename"] for one in attachments] == ["größe.bin"]
    assert hashlib.sha256(read("getAttachment", attachment=attachments[0]["id"])).digest() == hashlib.sha256(content).digest()


def test_another_accounts_message_is_not_found(house):
    house.rig.put(BOB, mail("bob's").as_bytes())
    bob = house.password_account()["id"]
    carol = house.password_account(CAROL)["id"]
    identifier = house.client.list_messages(account=bob, mailbox="INBOX")["messages"][0]["id"]
    with pytest.raises(errors.NotFound):
        house.client.get_message(account=carol, message=identifier)


def test_a_message_that_went_is_not_found_with_its_reason(house):
    house.rig.put(BOB, mail("short-lived").as_bytes())
    account = house.password_account()["id"]
    identifier = house.client.list_messages(account=account, mailbox="INBOX")["messages"][0]["id"]
    house.rig.empty(BOB)
    with pytest.raises(errors.NotFound) as gone:
        house.client.get_message(account=account, message=identifier)
    assert gone.value.data["reason"] == "movedOrDeleted"


def test_marking_as_seen_is_asked_for(house):
    house.rig.put(BOB, mail("mark").as_bytes())
    account = house.password_account()["id"]
    identifier = house.client.list_messages(account=account, mailbox="INBOX")["messages"][0]["id"]
    house.client.get_message(account=account, message=identifier, mark_seen=True)
    assert house.client.list_messages(account=account, mailbox="INBOX")["messages"][0]["flags"] == ["seen"]


def test_mailboxes_with_names_of_the_world(house):
    client = house.rig.imap(BOB)
    client.create('"Entw&APw-rfe"')
    client.create('"A &- B/&U,BTFw-"')
    client.logout()
    account = house.password_account()["id"]
    paths = {box["path"] for box in house.client.list_mailboxes(account=account)["mailboxes"]}
    assert {"Entwürfe", "A & B/台北"} <= paths
    assert house.subjects(account, "A & B/台北") == []


# Sending

def test_a_key_sends_once(house):
    account = house.password_account()["id"]
    note = {"account": account, "to": [{"address": CAROL}], "subject": "once", "text": "x", "idempotencyKey": "k-1"}
    first = house.client.call("sendMessage", note)
    again = house.client.call("sendMessage", note)
    assert again["replayed"] and again["messageId"] == first["messageId"]
    with pytest.raises(errors.Conflict):
        house.client.call("sendMessage", {**note, "subject": "another"})
    house.restart()
    assert house.client.call("sendMessage", note)["replayed"]
    house.rig.find(CAROL, "Message-ID", first["messageId"])
    assert house.rig.count(CAROL, "Subject", "once") == 1


def test_refused_recipients_are_told_by_place(house):
    account = house.password_account()["id"]
    note = {"account": account, "to": [{"address": "nobody@example.test"}, {"address": CAROL}], "subject": "half",
            "text": "x"}
    sent = house.client.call("sendMessage", note)
    assert [one["accepted"] for one in sent["recipients"]] == [False, True]
    assert sent["recipients"][0]["code"] == "5.1.1"
    with pytest.raises(errors.RecipientRejected) as refused:
        house.client.call("sendMessage", {**note, "subject": "none", "requireAllRecipients": True})
    assert [one["index"] for one in refused.value.recipients] == [0]
    assert "nobody@" not in refused.value.message
    house.rig.find(CAROL, "Message-ID", sent["messageId"])
    assert house.rig.count(CAROL, "Subject", "none") == 0


@pytest.mark.parametrize("change", [
    {"subject": "a\r\nBcc: carol@example.test"}, {"to": [{"address": "bob@example.test\r\nRCPT TO:<carol@example.test>"}]},
    {"headers": [{"name": "X-A\r\nX-B", "value": "c"}]}, {"headers": [{"name": "Bcc", "value": CAROL}]},
    {"raw": base64.b64encode(b"From: bob@example.test\nTo: carol@example.test\n\nbare\n.\nx").decode()},
    {"to": []}, {"to": [{"address": "no address"}]},
])
def test_what_could_smuggle_is_refused_or_made_harmless(house, change):
    account = house.password_account()["id"]
    marker = secrets.token_hex(8)
    note = {"account": account, "to": [{"address": CAROL}], "subject": marker, "text": "x", **change}
    if "raw" in change:
        for name in ("to", "subject", "text"):
            del note[name]
    try:
        sent = house.client.call("sendMessage", note)
    except errors.PosternError as error:
        assert error.kind in ("invalidParams", "messageRejected"), error.data
        return
    assert "subject" in change
    arrived = email.message_from_bytes(house.rig.find(CAROL, "Message-ID", sent["messageId"]))
    assert arrived["Bcc"] is None and "\n" not in arrived["Subject"].replace("\n ", "")


def test_a_raw_message_arrives_as_it_is(house):
    account = house.password_account()["id"]
    source = mail("raw", sender=BOB, to=CAROL, text="..leading dots\n.\nend\n").as_bytes(policy=email.policy.SMTP)
    identifier = email.message_from_bytes(source)["Message-ID"]
    sent = house.client.send_message(account=account, raw=base64.b64encode(source).decode())
    assert sent["messageId"] == identifier
    arrived = house.rig.find(CAROL, "Message-ID", identifier)
    assert arrived.endswith(source)


# Accounts

def test_settings_are_tried_before_they_are_kept(house):
    with pytest.raises(errors.PosternError):
        house.password_account(password="wrong")
    assert house.client.list_accounts()["accounts"] == []
    checked = house.client.call("verifyAccount", {
        "address": BOB, "password": "wrong", "imap": house.rig["imaps"], "smtp": house.rig["submission"]})
    assert not checked["imap"]["ok"] and not checked["smtp"]["ok"]
    account = house.password_account()["id"]
    assert house.client.call("verifyAccount", {"account": account})["imap"]["ok"]
    with pytest.raises(errors.AlreadyExists):
        house.password_account()


@pytest.mark.parametrize("imap, smtp", [("imaps", "submissions"), ("imap", "submission"), ("imaps", "submission")])
def test_both_ways_to_tls(house, imap, smtp):
    account = house.password_account(imap=house.rig[imap], smtp=house.rig[smtp])["id"]
    assert house.subjects(account) == []
    assert house.client.send_message(account=account, to=[{"address": BOB}], subject="tls", text="x")["outcome"] == "sent"


def test_a_deleted_account_is_forgotten_and_its_app_with_it(house):
    app = house.app()
    account = house.sign_in(app)["id"]
    with pytest.raises(errors.Conflict):
        house.client.delete_app(app=app)
    house.client.delete_account(account=account)
    for call in (house.client.get_account, house.client.get_access_token, house.client.list_mailboxes):
        with pytest.raises(errors.NotFound):
            call(account=account)
    house.client.delete_app(app=app)
    house.restart()
    assert house.client.list_accounts()["accounts"] == [] and house.client.list_apps()["apps"] == []


def test_a_private_server_is_refused_where_the_configuration_does_not_allow_it(make_daemon, rig):
    from household import House
    daemon = make_daemon(rig, egress={"allow": []}).start()
    house = House(daemon, rig)
    with pytest.raises(errors.PosternError) as refused:
        house.password_account()
    assert refused.value.kind in ("connectFailed", "forbidden", "invalidParams")
    house.close()


def test_a_server_without_a_trusted_certificate_is_refused(make_daemon, rig):
    from household import House
    daemon = make_daemon(rig, tls={}).start()
    house = House(daemon, rig)
    with pytest.raises(errors.TLSFailed):
        house.password_account()
    house.close()


def test_a_dead_server_stalls_its_own_account_only(house):
    import socket
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen(64)
        dead = house.password_account(CAROL, imap={
            "host": "127.0.0.1", "port": silent.getsockname()[1], "security": "tls"}, verify=False)["id"]
        alive = house.password_account()["id"]
        stuck = [
            house.client.submit("listMailboxes", {"account": dead, "timeoutMs": 60_000}) for _ in range(12)]
        for _ in range(5):
            assert house.subjects(alive) == []
            assert house.client.ping() is not None
        assert not any(future.done() for future in stuck), "the living account waited for the dead one"
    # Nobody listens any more, so that nobody waits for the end of a minute.
    for future in stuck:
        with pytest.raises(errors.PosternError) as failed:
            future.result(120)
        assert failed.value.kind in ("timeout", "connectFailed", "tlsFailed")


def test_asynchronous_calls_overlap(house):
    import asyncio
    account = house.password_account()["id"]

    async def talk():
        async with AsyncClient(str(house.daemon.socket_path)) as postern:
            pages = await asyncio.gather(*(
                postern.list_messages(account=account, mailbox="INBOX") for _ in range(10)))
            assert all(page["messages"] == [] for page in pages)

    asyncio.run(talk())


def test_many_threads_share_one_client(house):
    account = house.password_account()["id"]
    failures = []

    def work():
        try:
            for _ in range(5):
                house.client.list_mailboxes(account=account)
        except Exception as error:  # noqa: BLE001
            failures.append(error)

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert not failures
