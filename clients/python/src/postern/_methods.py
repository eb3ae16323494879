"""Every method of the daemon."""
# Written by tools/generate.py from proto-docs/openrpc.json; change that, not this.
from __future__ import annotations

from typing import Any, Dict, List, Literal, Mapping, Optional, Union  # noqa: F401

from . import types


class Methods:
    def _call(self, method: str, params: Mapping[str, Any], optional: Mapping[str, Any]) -> Any:
        raise NotImplementedError

    def ping(self) -> Dict[str, Any]:
        """Answers at once, to show that the daemon lives."""
        return self._call("ping", {}, {})

    def get_info(self) -> types.GetInfoResult:
        """Tells which daemon this is and what its limits are."""
        return self._call("getInfo", {}, {})

    def get_health(self) -> types.GetHealthResult:
        """Tells whether the daemon can work, and how each account is that the caller may see."""
        return self._call("getHealth", {}, {})

    def discover(self) -> Dict[str, Any]:
        """Returns the OpenRPC document of this interface."""
        return self._call("rpc.discover", {}, {})

    def register_app(
        self, *,
        name: str,
        provider: str,
        client_id: str,
        redirect_urls: List[str],
        client_secret: Optional[str] = None,
        secret_expires_at: Optional[str] = None,
        client_certificate: Optional[types.ClientCertificate] = None,
        client_assertion: Optional[str] = None,
        authority: Optional[str] = None,
        cloud: Optional[str] = None,
        base_scopes: Optional[List[Literal["imap", "graph"]]] = None,
        extra_scopes: Optional[List[str]] = None,
        skipped_scopes: Optional[List[str]] = None,
        issuer: Optional[str] = None,
        endpoints: Optional[types.OAuthEndpoints] = None,
        imap: Optional[types.ServerAddress] = None,
        smtp: Optional[types.ServerAddress] = None,
    ) -> types.RegisterAppResult:
        """Makes an OAuth application known: what the provider's portal shows, value by value.

        name: For people; any text.
        provider: Whose rules it follows: `outlook`, `oidc`, or one of `listProviders`.
        client_id: The client id that the portal shows.
        redirect_urls: Where the browser may be sent back to, as registered at the provider; the first is the
        default.
        client_secret: The secret's value, not its id; absent for a public client. Never comes out again.
        secret_expires_at: When the portal says that the secret ends.
        client_certificate: Instead of a secret: a certificate and its private key.
        client_assertion: Instead of a secret: what the configuration calls the file of a federated credential's
        token.
        authority: Outlook: `common`, `organizations`, `consumers` or a tenant (id or domain); `common` when
        absent.
        cloud: Outlook: `global` when absent, `gccHigh`, `dod`, `china`, or a cloud named in the configuration.
        base_scopes: How mail is reached: `["imap"]` when absent.
        extra_scopes: Asked for beside those of the base scopes, by short or full name.
        skipped_scopes: Not asked for, though the base scopes hold them.
        issuer: OIDC: whose discovery document is read; with `endpoints`, what `iss` has to be.
        endpoints: OIDC: the addresses of a provider without a discovery document.
        imap: OIDC: where mail is read.
        smtp: OIDC: where mail is sent.
        """
        return self._call("registerApp", {
            "name": name,
            "provider": provider,
            "clientId": client_id,
            "redirectURLs": redirect_urls,
        }, {
            "clientSecret": client_secret,
            "secretExpiresAt": secret_expires_at,
            "clientCertificate": client_certificate,
            "clientAssertion": client_assertion,
            "authority": authority,
            "cloud": cloud,
            "baseScopes": base_scopes,
            "extraScopes": extra_scopes,
            "skippedScopes": skipped_scopes,
            "issuer": issuer,
            "endpoints": endpoints,
            "imap": imap,
            "smtp": smtp,
        })

    def update_app(
        self, *,
        app: str,
        name: Optional[str] = None,
        client_id: Optional[str] = None,
        client_secret: Optional[str] = None,
        secret_expires_at: Optional[str] = None,
        client_certificate: Optional[types.ClientCertificate] = None,
        client_assertion: Optional[str] = None,
        keep_previous: Optional[bool] = None,
        drop_credential: Optional[str] = None,
        authority: Optional[str] = None,
        cloud: Optional[str] = None,
        base_scopes: Optional[List[Literal["imap", "graph"]]] = None,
        extra_scopes: Optional[List[str]] = None,
        skipped_scopes: Optional[List[str]] = None,
        redirect_urls: Optional[List[str]] = None,
        issuer: Optional[str] = None,
        endpoints: Optional[types.OAuthEndpoints] = None,
        imap: Optional[types.ServerAddress] = None,
        smtp: Optional[types.ServerAddress] = None,
    ) -> types.UpdateAppResult:
        """Changes a registered app; what is absent stays.

        app: The app.
        name: For people; any text.
        client_id: The client id that the portal shows.
        client_secret: The secret's value, not its id. Never comes out again.
        secret_expires_at: When the portal says that the secret ends.
        client_certificate: Instead of a secret: a certificate and its private key.
        client_assertion: Instead of a secret: what the configuration calls the file of a federated credential's
        token.
        keep_previous: Whether the credential that is there stays beside the new one, until `dropCredential`:
        two at most.
        drop_credential: The id of a credential to be forgotten.
        authority: Outlook: `common`, `organizations`, `consumers` or a tenant (id or domain); `common` when
        absent.
        cloud: Outlook: `global`, `gccHigh`, `dod`, `china`, or a cloud named in the configuration.
        base_scopes: How mail is reached: `["imap"]` when absent.
        extra_scopes: Asked for beside those of the base scopes, by short or full name.
        skipped_scopes: Not asked for, though the base scopes hold them.
        redirect_urls: Where the browser may be sent back to, as registered at the provider; the first is the
        default.
        issuer: OIDC: whose discovery document is read; with `endpoints`, what `iss` has to be.
        endpoints: OIDC: the addresses of a provider without a discovery document.
        imap: OIDC: where mail is read.
        smtp: OIDC: where mail is sent.
        """
        return self._call("updateApp", {"app": app}, {
            "name": name,
            "clientId": client_id,
            "clientSecret": client_secret,
            "secretExpiresAt": secret_expires_at,
            "clientCertificate": client_certificate,
            "clientAssertion": client_assertion,
            "keepPrevious": keep_previous,
            "dropCredential": drop_credential,
            "authority": authority,
            "cloud": cloud,
            "baseScopes": base_scopes,
            "extraScopes": extra_scopes,
            "skippedScopes": skipped_scopes,
            "redirectURLs": redirect_urls,
            "issuer": issuer,
            "endpoints": endpoints,
            "imap": imap,
            "smtp": smtp,
        })

    def delete_app(
        self, *,
        app: str,
    ) -> Dict[str, Any]:
        """Forgets an app and its secret; accounts must not depend on it any more.

        app: The app.
        """
        return self._call("deleteApp", {"app": app}, {})

    def get_app(
        self, *,
        app: str,
    ) -> types.GetAppResult:
        """Returns one app, without its secret.

        app: The app.
        """
        return self._call("getApp", {"app": app}, {})

    def list_apps(
        self, *,
        limit: Optional[int] = None,
        cursor: Optional[str] = None,
    ) -> types.ListAppsResult:
        """Lists the registered apps, without their secrets.

        limit: How many at most: 50 when absent, 1,000 at most.
        cursor: `nextCursor` of the page before.
        """
        return self._call("listApps", {}, {"limit": limit, "cursor": cursor})

    def list_providers(self) -> types.ListProvidersResult:
        """Lists the providers of the catalogue, beside `outlook` and `oidc`."""
        return self._call("listProviders", {}, {})

    def verify_app(
        self, *,
        app: str,
        timeout_ms: Optional[int] = None,
    ) -> types.VerifyAppResult:
        """Tries what can be tried of an app without a user, and reports each step.

        app: The app.
        timeout_ms: How long the caller waits, in milliseconds; the daemon has a limit of its own.
        """
        return self._call("verifyApp", {"app": app}, {"timeoutMs": timeout_ms})

    def authorize_url(
        self, *,
        app: str,
        account: Optional[str] = None,
        login_hint: Optional[str] = None,
        expected_email: Optional[str] = None,
        domain_hint: Optional[str] = None,
        mailbox: Optional[str] = None,
        prompt: Optional[str] = None,
        redirect_url: Optional[str] = None,
        context: Optional[str] = None,
        lifetime_seconds: Optional[int] = None,
        timeout_ms: Optional[int] = None,
    ) -> types.AuthorizeURLResult:
        """Begins a sign-in and returns the URL to send the user to.

        app: The app to sign in with.
        account: The account to authorise anew; when absent, a new one, or the one of the same identity, for
        callers that see all accounts (otherwise `forbidden`).
        login_hint: The user name to fill in on the sign-in page.
        expected_email: The address of whoever is to sign in; anybody else is `wrongIdentity`, and nothing
        changes.
        domain_hint: Which kind of account signs in: a tenant's domain, `organizations` or `consumers`; it skips
        a page.
        mailbox: A shared mailbox to be opened: the account that comes of the sign-in borrows the signer's,
        whose own account is there beside it. `expectedEmail` is the signer's.
        prompt: `login`, `consent` or `select_account`, passed on to the provider.
        redirect_url: Where the browser comes back to: one of the app's own, its first when absent.
        context: The caller's own text, given back with the result; at most 4 KiB.
        lifetime_seconds: How long the user may take: 3,600 when absent, 86,400 at most.
        timeout_ms: How long the caller waits, in milliseconds; the daemon has a limit of its own.
        """
        return self._call("authorizeURL", {"app": app}, {
            "account": account,
            "loginHint": login_hint,
            "expectedEmail": expected_email,
            "domainHint": domain_hint,
            "mailbox": mailbox,
            "prompt": prompt,
            "redirectURL": redirect_url,
            "context": context,
            "lifetimeSeconds": lifetime_seconds,
            "timeoutMs": timeout_ms,
        })

    def exchange_code(
        self, *,
        state: Optional[str] = None,
        code: Optional[str] = None,
        issuer: Optional[str] = None,
        callback_url: Optional[str] = None,
        timeout_ms: Optional[int] = None,
    ) -> types.ExchangeCodeResult:
        """Ends a sign-in with what the browser brought back; the same state and code again give the same result.

        state: The `state` of the redirect.
        code: The `code` of the redirect.
        issuer: The `iss` of the redirect, where it had one (RFC 9207).
        callback_url: The whole URL that the browser was sent to, instead of its parts.
        timeout_ms: How long the caller waits, in milliseconds; the daemon has a limit of its own.
        """
        return self._call("exchangeCode", {}, {
            "state": state,
            "code": code,
            "issuer": issuer,
            "callbackURL": callback_url,
            "timeoutMs": timeout_ms,
        })

    def await_sign_in(
        self, *,
        state: str,
        timeout_ms: Optional[int] = None,
    ) -> types.AwaitSignInResult:
        """Waits until a sign-in has ended that the loopback listener or another caller completes.

        state: The `state` that `authorizeURL` returned.
        timeout_ms: How long the caller waits, in milliseconds; the daemon has a limit of its own.
        """
        return self._call("awaitSignIn", {"state": state}, {"timeoutMs": timeout_ms})

    def start_device_login(
        self, *,
        app: str,
        account: Optional[str] = None,
        expected_email: Optional[str] = None,
        mailbox: Optional[str] = None,
        context: Optional[str] = None,
        timeout_ms: Optional[int] = None,
    ) -> types.StartDeviceLoginResult:
        """Begins a sign-in that the user completes on any device, by a short code.

        app: The app to sign in with.
        account: The account to authorise anew; when absent, a new one, or the one of the same identity, for
        callers that see all accounts (otherwise `forbidden`).
        expected_email: The address of whoever is to sign in; anybody else is `wrongIdentity`, and nothing
        changes.
        mailbox: A shared mailbox to be opened: the account that comes of it borrows the signer's sign-in.
        context: The caller's own text, given back with the result; at most 4 KiB.
        timeout_ms: How long the caller waits, in milliseconds; the daemon has a limit of its own.
        """
        return self._call("startDeviceLogin", {"app": app}, {
            "account": account,
            "expectedEmail": expected_email,
            "mailbox": mailbox,
            "context": context,
            "timeoutMs": timeout_ms,
        })

    def await_device_login(
        self, *,
        login: str,
        timeout_ms: Optional[int] = None,
    ) -> types.AwaitDeviceLoginResult:
        """Waits until the user has ended a device login.

        login: The `login` that `startDeviceLogin` returned.
        timeout_ms: How long the caller waits, in milliseconds; the daemon has a limit of its own.
        """
        return self._call("awaitDeviceLogin", {"login": login}, {"timeoutMs": timeout_ms})

    def admin_consent_url(
        self, *,
        app: str,
        tenant: Optional[str] = None,
        resource: Optional[Literal["mail", "graph"]] = None,
        without_user: Optional[bool] = None,
        shared_mailboxes: Optional[bool] = None,
        redirect_url: Optional[str] = None,
    ) -> types.AdminConsentURLResult:
        """Begins an administrator's consent and returns the URL to send him to.

        app: The app, one of `outlook`.
        tenant: The tenant whose administrator is to agree, by id or domain; the app's own authority when that
        is one, else `organizations`: then whoever signs in says so.
        resource: `mail` (IMAP and SMTP) or `graph`; that of the app's first base scope when absent.
        without_user: Whether for what the app does without a user; false when absent.
        shared_mailboxes: Whether also for Graph's permissions for the mailboxes of others (`.Shared`), which a
        sign-in with `mailbox` asks for; false when absent.
        redirect_url: Where the browser comes back to: one of the app's own, its first when absent.
        """
        return self._call("adminConsentURL", {"app": app}, {
            "tenant": tenant,
            "resource": resource,
            "withoutUser": without_user,
            "sharedMailboxes": shared_mailboxes,
            "redirectURL": redirect_url,
        })

    def complete_admin_consent(
        self, *,
        callback_url: str,
    ) -> types.CompleteAdminConsentResult:
        """Takes what an administrator's browser brought back.

        callback_url: The whole URL that the browser was sent to.
        """
        return self._call("completeAdminConsent", {"callbackURL": callback_url}, {})

    def await_admin_consent(
        self, *,
        state: str,
        timeout_ms: Optional[int] = None,
    ) -> types.AwaitAdminConsentResult:
        """Waits until an administrator's consent has ended that the loopback listener or another caller completes.

        state: The `state` that `adminConsentURL` returned.
        timeout_ms: How long the caller waits, in milliseconds; the daemon has a limit of its own.
        """
        return self._call("awaitAdminConsent", {"state": state}, {"timeoutMs": timeout_ms})

    def get_access_token(
        self, *,
        account: str,
        resource: Optional[Literal["mail", "graph"]] = None,
        minimum_lifetime_seconds: Optional[int] = None,
        timeout_ms: Optional[int] = None,
    ) -> types.GetAccessTokenResult:
        """Returns an access token for other tools, refreshed first if it is about to expire.

        account: The account.
        resource: What the token is to open; `mail` when absent.
        minimum_lifetime_seconds: How long the token must still live; 60 when absent.
        timeout_ms: How long the caller waits, in milliseconds; the daemon has a limit of its own.
        """
        return self._call("getAccessToken", {"account": account}, {
            "resource": resource,
            "minimumLifetimeSeconds": minimum_lifetime_seconds,
            "timeoutMs": timeout_ms,
        })

    def add_account(
        self, *,
        grant_of: Optional[str] = None,
        app: Optional[str] = None,
        mailbox: Optional[str] = None,
        verify: Optional[bool] = None,
        timeout_ms: Optional[int] = None,
        tenant: Optional[str] = None,
        token_source: Optional[str] = None,
        cloud: Optional[str] = None,
        base_scopes: Optional[List[Literal["imap", "graph"]]] = None,
        address: Optional[str] = None,
        name: Optional[str] = None,
        username: Optional[str] = None,
        password: Optional[str] = None,
        smtp_password: Optional[str] = None,
        imap: Optional[types.ServerAddress] = None,
        smtp: Optional[types.ServerAddress] = None,
        sent_copy: Optional[Literal["automatic", "always", "never"]] = None,
        role_overrides: Optional[types.RoleOverrides] = None,
    ) -> types.AddAccountResult:
        """Adds an account: a mailbox that is opened by password, by another account's sign-in, or by an app
        without a user.

        grant_of: Another account, whose user has rights to the mailbox and signed in by OAuth.
        app: An app that opens the mailbox without a user, because an administrator let it.
        mailbox: The address of the mailbox that `grantOf` or `app` opens.
        verify: Whether to sign in at the servers before saving; true when absent.
        timeout_ms: How long the caller waits, in milliseconds; the daemon has a limit of its own.
        tenant: The tenant in which the app opens it, by id or domain; the app's own authority when absent.
        token_source: What the configuration calls the source of the account's tokens.
        cloud: For a mailbox of Microsoft's: the cloud that it is in, in place of `imap` and `smtp`.
        base_scopes: With `cloud`: how mail is reached, `["imap"]` when absent.
        address: What mail from this account says in `From` unless a message says otherwise.
        name: For people.
        username: What SASL calls the user; the address when absent.
        password: Opens the mailbox, and the submission server too unless `smtpPassword` is given. Never comes
        out again.
        smtp_password: Opens the submission server, where it has a password of its own.
        imap: Where mail is read.
        smtp: Where mail is sent; without it the account only reads.
        sent_copy: Who files the copy of a sent message; `automatic` when absent.
        role_overrides: Mailboxes for roles, where the server's word and the table of names are wrong or silent.
        """
        return self._call("addAccount", {}, {
            "grantOf": grant_of,
            "app": app,
            "mailbox": mailbox,
            "verify": verify,
            "timeoutMs": timeout_ms,
            "tenant": tenant,
            "tokenSource": token_source,
            "cloud": cloud,
            "baseScopes": base_scopes,
            "address": address,
            "name": name,
            "username": username,
            "password": password,
            "smtpPassword": smtp_password,
            "imap": imap,
            "smtp": smtp,
            "sentCopy": sent_copy,
            "roleOverrides": role_overrides,
        })

    def verify_account(
        self, *,
        account: Optional[str] = None,
        address: Optional[str] = None,
        name: Optional[str] = None,
        username: Optional[str] = None,
        password: Optional[str] = None,
        smtp_password: Optional[str] = None,
        imap: Optional[types.ServerAddress] = None,
        smtp: Optional[types.ServerAddress] = None,
        sent_copy: Optional[Literal["automatic", "always", "never"]] = None,
        role_overrides: Optional[types.RoleOverrides] = None,
        timeout_ms: Optional[int] = None,
    ) -> types.VerifyAccountResult:
        """Tries to sign in at the servers of an account, or of settings that are not saved.

        account: An account that is there.
        address: What mail from this account says in `From` unless a message says otherwise.
        name: For people.
        username: What SASL calls the user; the address when absent.
        password: Opens the mailbox, and the submission server too unless `smtpPassword` is given. Never comes
        out again.
        smtp_password: Opens the submission server, where it has a password of its own.
        imap: Where mail is read.
        smtp: Where mail is sent; without it the account only reads.
        sent_copy: Who files the copy of a sent message; `automatic` when absent.
        role_overrides: Mailboxes for roles, where the server's word and the table of names are wrong or silent.
        timeout_ms: How long the caller waits, in milliseconds; the daemon has a limit of its own.
        """
        return self._call("verifyAccount", {}, {
            "account": account,
            "address": address,
            "name": name,
            "username": username,
            "password": password,
            "smtpPassword": smtp_password,
            "imap": imap,
            "smtp": smtp,
            "sentCopy": sent_copy,
            "roleOverrides": role_overrides,
            "timeoutMs": timeout_ms,
        })

    def get_account(
        self, *,
        account: str,
    ) -> types.GetAccountResult:
        """Returns one account and how it is.

        account: The account.
        """
        return self._call("getAccount", {"account": account}, {})

    def list_accounts(
        self, *,
        limit: Optional[int] = None,
        cursor: Optional[str] = None,
    ) -> types.ListAccountsResult:
        """Lists the accounts that the caller may see.

        limit: How many at most: 50 when absent, 1,000 at most.
        cursor: `nextCursor` of the page before.
        """
        return self._call("listAccounts", {}, {"limit": limit, "cursor": cursor})

    def update_account(
        self, *,
        account: str,
        verify: Optional[bool] = None,
        timeout_ms: Optional[int] = None,
        name: Optional[str] = None,
        address: Optional[str] = None,
        username: Optional[str] = None,
        smtp_username: Optional[str] = None,
        user_principal_name: Optional[str] = None,
        password: Optional[str] = None,
        smtp_password: Optional[str] = None,
        imap: Optional[types.ServerAddress] = None,
        smtp: Optional[types.ServerAddress] = None,
        sent_copy: Optional[Literal["automatic", "always", "never"]] = None,
        role_overrides: Optional[types.RoleOverrides] = None,
    ) -> types.UpdateAccountResult:
        """Changes an account; what is absent stays.

        account: The account.
        verify: Whether to sign in at the servers before saving, where that may change; true when absent.
        timeout_ms: How long the caller waits, in milliseconds; the daemon has a limit of its own.
        name: For people.
        address: What mail from this account says in `From` unless a message says otherwise.
        username: What SASL calls the user.
        smtp_username: What SASL calls the user at the submission server, where that is somebody else; empty for
        none.
        user_principal_name: Graph: the name or the id by which the mailbox is addressed; empty for the
        account's own.
        password: Opens the mailbox. Never comes out again.
        smtp_password: Opens the submission server, where it has a password of its own: then it goes with each
        new `password`, which opens that server too otherwise.
        imap: Where mail is read. For a password account only, and only with its password given anew.
        smtp: Where mail is sent. For a password account only, and only with its password given anew.
        sent_copy: Who files the copy of a sent message.
        role_overrides: Mailboxes for roles, in place of all that were set.
        """
        return self._call("updateAccount", {"account": account}, {
            "verify": verify,
            "timeoutMs": timeout_ms,
            "name": name,
            "address": address,
            "username": username,
            "smtpUsername": smtp_username,
            "userPrincipalName": user_principal_name,
            "password": password,
            "smtpPassword": smtp_password,
            "imap": imap,
            "smtp": smtp,
            "sentCopy": sent_copy,
            "roleOverrides": role_overrides,
        })

    def reconnect_account(
        self, *,
        account: str,
        timeout_ms: Optional[int] = None,
    ) -> types.ReconnectAccountResult:
        """Tries an account at once, with new connections and whatever its provider refused before, and tells how
        it is.

        account: The account.
        timeout_ms: How long the caller waits, in milliseconds; the daemon has a limit of its own.
        """
        return self._call("reconnectAccount", {"account": account}, {"timeoutMs": timeout_ms})

    def delete_account(
        self, *,
        account: str,
        with_borrowers: Optional[bool] = None,
    ) -> Dict[str, Any]:
        """Forgets an account, its credentials and what is kept for it; the mailbox itself stays as it is.

        account: The account.
        with_borrowers: Whether to forget also the mailboxes that borrow its sign-in; when absent they are a
        `conflict`, which names them.
        """
        return self._call("deleteAccount", {"account": account}, {"withBorrowers": with_borrowers})

    def list_mailboxes(
        self, *,
        account: str,
        counts: Optional[bool] = None,
        hidden: Optional[bool] = None,
        timeout_ms: Optional[int] = None,
    ) -> types.ListMailboxesResult:
        """Lists the mailboxes of an account, parents before children.

        account: The account.
        counts: Whether to count messages, which some servers do slowly.
        hidden: Whether to list also those that mail programs do not show; `unsupported` over IMAP.
        timeout_ms: How long the caller waits, in milliseconds; the daemon has a limit of its own.
        """
        return self._call("listMailboxes", {"account": account}, {"counts": counts, "hidden": hidden, "timeoutMs": timeout_ms})

    def list_messages(
        self, *,
        account: str,
        mailbox: Optional[str] = None,
        limit: Optional[int] = None,
        cursor: Optional[str] = None,
        unseen: Optional[bool] = None,
        since: Optional[str] = None,
        before: Optional[str] = None,
        include: Optional[List[Literal["preview", "total"]]] = None,
        fields: Optional[List[types.ListMessagesFieldsItem]] = None,
        timeout_ms: Optional[int] = None,
    ) -> types.ListMessagesResult:
        """Lists messages of a mailbox, newest first, without their bodies.

        account: The account.
        mailbox: The path of the mailbox; `INBOX` when absent.
        limit: How many at most: 50 when absent, 1,000 at most.
        cursor: `nextCursor` of the page before.
        unseen: True: only messages that were not read.
        since: Only messages received at this moment or later.
        before: Only messages received before this moment.
        include: What is told only when asked for.
        fields: Which members of each message are wanted; all when absent.
        timeout_ms: How long the caller waits, in milliseconds; the daemon has a limit of its own.
        """
        return self._call("listMessages", {"account": account}, {
            "mailbox": mailbox,
            "limit": limit,
            "cursor": cursor,
            "unseen": unseen,
            "since": since,
            "before": before,
            "include": include,
            "fields": fields,
            "timeoutMs": timeout_ms,
        })

    def get_message(
        self, *,
        account: str,
        message: str,
        text: Optional[bool] = None,
        html: Optional[bool] = None,
        headers: Optional[bool] = None,
        max_text_bytes: Optional[int] = None,
        mark_seen: Optional[bool] = None,
        timeout_ms: Optional[int] = None,
    ) -> types.GetMessageResult:
        """Returns one message: its summary, its texts and what is attached.

        account: The account.
        message: The message.
        text: Whether to fetch the plain text; true when absent.
        html: Whether to fetch the HTML; true when absent.
        headers: Whether to return all header fields; false when absent.
        max_text_bytes: The most bytes of UTF-8 of each text; 1 MiB when absent. A longer one is cut and marked.
        mark_seen: Whether reading marks the message as seen; false when absent.
        timeout_ms: How long the caller waits, in milliseconds; the daemon has a limit of its own.
        """
        return self._call("getMessage", {"account": account, "message": message}, {
            "text": text,
            "html": html,
            "headers": headers,
            "maxTextBytes": max_text_bytes,
            "markSeen": mark_seen,
            "timeoutMs": timeout_ms,
        })

    def get_message_source(
        self, *,
        account: str,
        message: str,
        offset: Optional[int] = None,
        length: Optional[int] = None,
        content_id: Optional[str] = None,
        timeout_ms: Optional[int] = None,
    ) -> types.GetMessageSourceResult:
        """Returns a window of the whole message, byte for byte as the server gives it.

        account: The account.
        message: The message.
        offset: Where the window begins, in bytes; 0 when absent.
        length: How many bytes at most; 1 MiB when absent and at most.
        content_id: From the first window: later windows read the same content.
        timeout_ms: How long the caller waits, in milliseconds; the daemon has a limit of its own.
        """
        return self._call("getMessageSource", {"account": account, "message": message}, {
            "offset": offset,
            "length": length,
            "contentId": content_id,
            "timeoutMs": timeout_ms,
        })

    def get_attachment(
        self, *,
        account: str,
        message: str,
        attachment: str,
        offset: Optional[int] = None,
        length: Optional[int] = None,
        content_id: Optional[str] = None,
        timeout_ms: Optional[int] = None,
    ) -> types.GetAttachmentResult:
        """Returns a window of an attachment, its transfer encoding undone.

        account: The account.
        message: The message.
        attachment: The `id` that `getMessage` gives.
        offset: Where the window begins, in bytes; 0 when absent.
        length: How many bytes at most; 1 MiB when absent and at most.
        content_id: From the first window: later windows read the same content.
        timeout_ms: How long the caller waits, in milliseconds; the daemon has a limit of its own.
        """
        return self._call("getAttachment", {
            "account": account,
            "message": message,
            "attachment": attachment,
        }, {
            "offset": offset,
            "length": length,
            "contentId": content_id,
            "timeoutMs": timeout_ms,
        })

    def send_message(
        self, *,
        account: str,
        from_: Optional[types.NamedAddress] = None,
        sender: Optional[types.NamedAddress] = None,
        to: Optional[List[types.NamedAddress]] = None,
        cc: Optional[List[types.NamedAddress]] = None,
        bcc: Optional[List[types.NamedAddress]] = None,
        reply_to: Optional[List[types.NamedAddress]] = None,
        subject: Optional[str] = None,
        text: Optional[str] = None,
        html: Optional[str] = None,
        attachments: Optional[List[types.AttachmentContent]] = None,
        headers: Optional[List[types.HeaderField]] = None,
        in_reply_to: Optional[str] = None,
        references: Optional[List[str]] = None,
        message_id: Optional[str] = None,
        raw: Optional[str] = None,
        envelope: Optional[types.EnvelopeAddresses] = None,
        idempotency_key: Optional[str] = None,
        require_all_recipients: Optional[bool] = None,
        timeout_ms: Optional[int] = None,
    ) -> types.SendMessageResult:
        """Sends a message and waits for the result.

        account: The account.
        from_: Whom it is from; the account's own address when absent.
        sender: Who sends it on behalf of `from`, where these differ.
        to: The recipients.
        cc: The recipients of copies.
        bcc: Recipients that stand in no header that others get.
        reply_to: Where answers are to go.
        subject: The subject.
        text: The plain text.
        html: The HTML text.
        attachments: Files that go with it.
        headers: Further header fields; those that Postern writes itself are refused.
        in_reply_to: The `Message-ID` that it answers, with angle brackets.
        references: The `Message-ID`s of its thread.
        message_id: The `Message-ID` to go out with, with angle brackets; made when absent.
        raw: The whole message instead of its parts, sent as it is.
        envelope: Who it is really from and to; taken from the headers when absent.
        idempotency_key: Names this send: the same key and content again gives the same result and sends nothing
        twice.
        require_all_recipients: Whether one refused recipient stops the message for all; false when absent.
        timeout_ms: How long the caller waits, in milliseconds; the daemon has a limit of its own.
        """
        return self._call("sendMessage", {"account": account}, {
            "from": from_,
            "sender": sender,
            "to": to,
            "cc": cc,
            "bcc": bcc,
            "replyTo": reply_to,
            "subject": subject,
            "text": text,
            "html": html,
            "attachments": attachments,
            "headers": headers,
            "inReplyTo": in_reply_to,
            "references": references,
            "messageId": message_id,
            "raw": raw,
            "envelope": envelope,
            "idempotencyKey": idempotency_key,
            "requireAllRecipients": require_all_recipients,
            "timeoutMs": timeout_ms,
        })

    def upload_blob(
        self, *,
        content: str,
        blob: Optional[str] = None,
        offset: Optional[int] = None,
    ) -> types.UploadBlobResult:
        """Keeps one piece of a large content, to be attached to a message later; the first piece begins a blob.

        content: The bytes of this piece, at most `blobPieceBytes` of `getInfo`.
        blob: From the first piece: this piece continues it. A new blob is begun when absent.
        offset: Where this piece begins, in bytes: the size so far. Goes with `blob`: the first piece begins at
        0. A piece that is there already, byte for byte, changes nothing; anything else is a `conflict`, whose
        `data.size` is the size so far.
        """
        return self._call("uploadBlob", {"content": content}, {"blob": blob, "offset": offset})

    def get_blob(
        self, *,
        blob: str,
        offset: Optional[int] = None,
        length: Optional[int] = None,
    ) -> types.GetBlobResult:
        """Returns a window of an uploaded content, and how much of it is there.

        blob: What `uploadBlob` named.
        offset: Where the window begins, in bytes; 0 when absent.
        length: How many bytes at most; 1 MiB when absent and at most. With 0 only the size is told.
        """
        return self._call("getBlob", {"blob": blob}, {"offset": offset, "length": length})

    def delete_blob(
        self, *,
        blob: str,
    ) -> Dict[str, Any]:
        """Forgets an uploaded content before it expires.

        blob: What `uploadBlob` named.
        """
        return self._call("deleteBlob", {"blob": blob}, {})

    def get_vault_status(self) -> types.GetVaultStatusResult:
        """Tells whether secrets can be read, and what opens them."""
        return self._call("getVaultStatus", {}, {})

    def unlock_vault(
        self, *,
        passphrase: str,
    ) -> types.UnlockVaultResult:
        """Opens a sealed vault by its passphrase; makes the vault when there is none yet.

        passphrase: The passphrase.
        """
        return self._call("unlockVault", {"passphrase": passphrase}, {})

    def set_vault_passphrase(
        self, *,
        passphrase: Union[str, None],
    ) -> types.SetVaultPassphraseResult:
        """Adds, replaces or removes the passphrase that opens the vault.

        passphrase: The new passphrase, or null to remove it. The last way to open the vault cannot be removed.
        """
        return self._call("setVaultPassphrase", {"passphrase": passphrase}, {})

    def rotate_vault_key(self) -> types.RotateVaultKeyResult:
        """Makes a new master key and rewraps every record under it; goes on where it stopped if it was
        interrupted.
        """
        return self._call("rotateVaultKey", {}, {})
