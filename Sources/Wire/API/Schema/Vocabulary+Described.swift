package import Broker
package import Domain

// What the members of the shared values mean, for the documents: `Domain` and `Broker` know no API.

extension AppRegistration: Described {
    package static let fields: [String: String] = [
        "name": "For people; any text.",
        "provider": "Whose rules it follows: `outlook`, `oidc`, or one of `listProviders`.",
        "clientId": "The client id that the portal shows.",
        "clientSecret": "The secret's value, not its id; absent for a public client. Never comes out again.",
        "secretExpiresAt": "When the portal says that the secret ends.",
        "clientCertificate": "Instead of a secret: a certificate and its private key.",
        "clientAssertion":
            "Instead of a secret: what the configuration calls the file of a federated credential's token.",
        "authority":
            "Outlook: `common`, `organizations`, `consumers` or a tenant (id or domain); `common` when "
            + "absent.",
        "cloud": "Outlook: `global` when absent, `gccHigh`, `dod`, `china`, or a cloud named in the configuration.",
        "baseScopes": "How mail is reached: `[\"imap\"]` when absent.",
        "extraScopes": "Asked for beside those of the base scopes, by short or full name.",
        "skippedScopes": "Not asked for, though the base scopes hold them.",
        "redirectURLs":
            "Where the browser may be sent back to, as registered at the provider; the first is the default.",
        "issuer": "OIDC: whose discovery document is read; with `endpoints`, what `iss` has to be.",
        "endpoints": "OIDC: the addresses of a provider without a discovery document.",
        "imap": "OIDC: where mail is read.",
        "smtp": "OIDC: where mail is sent.",
    ]
}

extension AppChange: Described {
    package static let fields: [String: String] = [
        "name": "For people; any text.",
        "clientId": "The client id that the portal shows.",
        "clientSecret": "The secret's value, not its id. Never comes out again.",
        "secretExpiresAt": "When the portal says that the secret ends.",
        "clientCertificate": "Instead of a secret: a certificate and its private key.",
        "clientAssertion":
            "Instead of a secret: what the configuration calls the file of a federated credential's token.",
        "keepPrevious":
            "Whether the credential that is there stays beside the new one, until `dropCredential`: two at most.",
        "dropCredential": "The id of a credential to be forgotten.",
        "authority":
            "Outlook: `common`, `organizations`, `consumers` or a tenant (id or domain); `common` when "
            + "absent.",
        "cloud": "Outlook: `global`, `gccHigh`, `dod`, `china`, or a cloud named in the configuration.",
        "baseScopes": "How mail is reached: `[\"imap\"]` when absent.",
        "extraScopes": "Asked for beside those of the base scopes, by short or full name.",
        "skippedScopes": "Not asked for, though the base scopes hold them.",
        "redirectURLs":
            "Where the browser may be sent back to, as registered at the provider; the first is the default.",
        "issuer": "OIDC: whose discovery document is read; with `endpoints`, what `iss` has to be.",
        "endpoints": "OIDC: the addresses of a provider without a discovery document.",
        "imap": "OIDC: where mail is read.",
        "smtp": "OIDC: where mail is sent.",
    ]
}

extension App: Described {
    package static let fields: [String: String] = [
        "id": "Names the app in all other methods.",
        "name": "For people; any text.",
        "provider": "Whose rules it follows: `outlook`, `oidc`, or one of `listProviders`.",
        "clientId": "The client id that the portal shows.",
        "credentials": "By what it proves itself, the newest first, which is tried first; none for a public client.",
        "authority":
            "Outlook: `common`, `organizations`, `consumers` or a tenant (id or domain); `common` when "
            + "absent.",
        "cloud": "Outlook: `global` when absent, `gccHigh`, `dod`, `china`, or a cloud named in the configuration.",
        "baseScopes": "How mail is reached: `[\"imap\"]` when absent.",
        "extraScopes": "Asked for beside those of the base scopes, by short or full name.",
        "skippedScopes": "Not asked for, though the base scopes hold them.",
        "redirectURLs":
            "Where the browser may be sent back to, as registered at the provider; the first is the default.",
        "issuer": "OIDC: whose discovery document is read; with `endpoints`, what `iss` has to be.",
        "endpoints": "OIDC: the addresses of a provider without a discovery document.",
        "imap": "OIDC: where mail is read.",
        "smtp": "OIDC: where mail is sent.",
        "clientAuthentication": "How it proves to the provider that it is itself.",
        "createdAt": "When it was registered.",
        "failure": "Why the provider last refused the app itself, until it takes it again.",
        "warnings": "What wants attention soon, for people: a credential that ends within 30 days.",
        "adminConsents": "Where administrators agreed, by their own word.",
    ]
}

extension AppCredential: Described {
    package static let fields: [String: String] = [
        "id": "Names it in `updateApp`.",
        "kind": "What it is.",
        "addedAt": "When it was given.",
        "expiresAt": "When it ends, as far as that is known.",
        "thumbprint": "Of a certificate: SHA-256 in hexadecimal, as the portal shows it.",
        "assertion": "What the configuration calls the file of the assertion.",
        "refusal": "Why the provider last refused it, until it takes it again.",
    ]
}

extension AppFailure: Described {
    package static let fields: [String: String] = [
        "at": "When it happened.",
        "hint": "What to correct, and where.",
        "provider": "What the provider said, as in `error.data.provider`.",
    ]
}

extension ProviderFault: Described {
    package static let fields: [String: String] = [
        "name": "Whose answer it is.",
        "status": "The HTTP status or the SMTP reply code.",
        "code": "The provider's own code.",
        "requestId": "For the provider's support desk.",
        "responsible": "Who has to act, where the provider's code says so.",
    ]
}

extension ClientCertificate: Described {
    package static let fields: [String: String] = [
        "certificate": "PEM, as it was uploaded to the portal.",
        "privateKey": "PEM, PKCS #8 or PKCS #1, not encrypted: RSA of 2048 to 8192 bits. Never comes out again.",
        "algorithm": "`PS256` when absent, or `RS256`.",
    ]
}

extension AdminConsent: Described {
    package static let fields: [String: String] = [
        "app": "The app.",
        "tenant": "The tenant whose administrator agreed.",
        "scopes": "What he agreed to.",
        "at": "When his browser came back.",
    ]
}

extension ProviderInfo: Described {
    package static let fields: [String: String] = [
        "provider": "What `registerApp` calls it.",
        "name": "For people.",
        "verified": "Whether its entry was tried against the provider.",
        "notes": "Where its entry comes from, and what an operator has to know.",
        "imap": "Where mail is read.",
        "smtp": "Where mail is sent.",
        "scopes": "What is asked for.",
    ]
}

extension DeviceLoginInvitation: Described {
    package static let fields: [String: String] = [
        "login": "Names the sign-in in `awaitDeviceLogin`.",
        "userCode": "What the user types.",
        "verificationURI": "Where the user types it.",
        "verificationURIComplete": "The same with the code in it, where the provider gives one.",
        "message": "The provider's own sentence for the user.",
        "expiresAt": "Until when the user may take.",
    ]
}

extension OAuthEndpoints: Described {
    package static let fields: [String: String] = [
        "authorization": "Where the user signs in.",
        "token": "Where codes and refresh tokens are redeemed.",
        "keys": "Where the keys are that sign id_tokens.",
    ]
}

extension ServerAddress: Described {
    package static let fields: [String: String] = [
        "host": "A host name or an IP address.",
        "port": "The TCP port.",
        "security": "`tls` from the first byte (RFC 8314), or `startTLS`.",
    ]
}

extension SignInInvitation: Described {
    package static let fields: [String: String] = [
        "url": "Where to send the user.",
        "state": "What the redirect will bring back; whoever holds it and the code can end the sign-in.",
        "expiresAt": "Until when the user may take.",
    ]
}

extension Identity: Described {
    package static let fields: [String: String] = [
        "tenant": "Entra: the tenant id; elsewhere the issuer.",
        "subject": "Entra: the object id; elsewhere `sub`. Never changes.",
        "username": "The user name that the provider tells.",
        "email": "The address that the provider vouches for.",
        "name": "For people.",
    ]
}

extension NamedAddress: Described {
    package static let fields: [String: String] = [
        "name": "The name beside the address, decoded.",
        "address": "`local@domain`.",
    ]
}

extension Mailbox: Described {
    package static let fields: [String: String] = [
        "path":
            "The whole name: what other methods take as `mailbox`. The inbox is `INBOX` everywhere. Over Graph a `/` inside "
            + "of a name is written `%2F`, and `%` is `%25`.",
        "name": "What people call it: the last level of the path, as it is.",
        "delimiter": "Stands between levels; absent where the server has no hierarchy.",
        "role": "What it is for.",
        "roleSource": "How that is known.",
        "selectable": "False for a level that only holds others.",
        "hidden": "True for one that mail programs do not show.",
        "parent": "The path above; absent at the top.",
        "total": "How many messages, when asked for.",
        "unseen": "How many were not read, when asked for.",
    ]
}

extension MessageSummary: Described {
    package static let fields: [String: String] = [
        "id": "Names the message in all other methods.",
        "mailbox": "The path of the mailbox it was found in.",
        "threadId": "The provider's own thread, where it has one.",
        "messageId": "What the sender wrote as `Message-ID`.",
        "date": "What the `Date` header says, absent when it says nothing sensible.",
        "receivedAt": "When the server took it in.",
        "from": "The authors.",
        "to": "The recipients.",
        "cc": "The recipients of copies.",
        "subject": "The subject, decoded.",
        "size": "In bytes, as the server gives it; some servers estimate.",
        "flags": "Marks that every server knows.",
        "keywords": "Further marks.",
        "hasAttachments": "Whether something is offered for download.",
        "preview": "The beginning of the text, when it was asked for.",
    ]
}

extension Message: Described {
    package static let fields: [String: String] = [
        "sender": "Who sent it on behalf of `from`.",
        "replyTo": "Where answers are to go.",
        "bcc": "Recipients of blind copies, in a copy of one's own.",
        "inReplyTo": "The `Message-ID` that it answers.",
        "references": "The `Message-ID`s of its thread.",
        "text": "The plain text.",
        "html": "The HTML text.",
        "attachments": "What is offered for download.",
        "headers": "All header fields in order, when asked for.",
    ]
}

extension MessageText: Described {
    package static let fields: [String: String] = [
        "content": "The text.",
        "size": "The whole text's size in bytes of UTF-8.",
        "truncated": "True when `content` is only the beginning.",
    ]
}

extension Attachment: Described {
    package static let fields: [String: String] = [
        "id": "Names the part, for `getAttachment`.",
        "filename": "The name that the sender gave it.",
        "contentType": "The type that the sender gave it.",
        "kind": "`file`; `item`, another message, an event or a contact; `reference`, a link that has no content here.",
        "encodedSize": "In bytes as transferred; decoded it is usually smaller.",
        "inline": "Whether the message shows it in place.",
        "contentId": "What HTML refers to as `cid:`.",
    ]
}

extension AttachmentContent: Described {
    package static let fields: [String: String] = [
        "filename": "The name that the recipient sees.",
        "contentType": "`application/octet-stream` when absent.",
        "content": "The bytes of the file; or `blob`.",
        "blob": "What `uploadBlob` called the file; or `content`.",
        "inline": "Whether the message shows it in place; needs `contentId`.",
        "contentId": "What HTML refers to as `cid:`, without angle brackets.",
    ]
}

extension HeaderField: Described {
    package static let fields: [String: String] = [
        "name": "The name of the field.",
        "value": "Its value, decoded.",
    ]
}

extension Composition: Described {
    package static let fields: [String: String] = [
        "from": "Whom it is from; the account's own address when absent.",
        "sender": "Who sends it on behalf of `from`, where these differ.",
        "to": "The recipients.",
        "cc": "The recipients of copies.",
        "bcc": "Recipients that stand in no header that others get.",
        "replyTo": "Where answers are to go.",
        "subject": "The subject.",
        "text": "The plain text.",
        "html": "The HTML text.",
        "attachments": "Files that go with it.",
        "headers": "Further header fields; those that Postern writes itself are refused.",
        "inReplyTo": "The `Message-ID` that it answers, with angle brackets.",
        "references": "The `Message-ID`s of its thread.",
        "messageId": "The `Message-ID` to go out with, with angle brackets; made when absent.",
    ]
}

extension VaultStatus: Described {
    package static let fields: [String: String] = [
        "state": "Whether secrets can be read.",
        "slots": "What can open it.",
        "openedBy": "What opened it.",
        "keyId": "Which key is in use; it reveals nothing about the key.",
        "pendingRewraps": "Records that wait to be rewrapped under the newest key.",
        "records": "How many records are sealed.",
        "detail": "For a person: why it is not open, or where the key file was made.",
    ]
}
