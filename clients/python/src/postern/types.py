"""What the methods take and give, as plain dictionaries."""
# Written by tools/generate.py from proto-docs/openrpc.json; change that, not this.
from __future__ import annotations

from typing import Any, Dict, List, Literal, TypedDict, Union  # noqa: F401


_AccountCapabilitiesRequired = TypedDict(
    "_AccountCapabilitiesRequired",
    {
        "backend": str,
        "sending": List["SendingWay"],
    },
)

_AccountCapabilitiesOptional = TypedDict(
    "_AccountCapabilitiesOptional",
    {
        "hiddenMailboxes": bool,
        "keywords": bool,
        "linkedAttachments": bool,
        "order": str,
        "ownHeaders": bool,
        "plainText": str,
        "slashInNames": bool,
        "source": str,
        "stableIds": bool,
        "steadyPages": bool,
        "threadIds": bool,
    }, total=False,
)


class AccountCapabilities(_AccountCapabilitiesRequired, _AccountCapabilitiesOptional):
    pass


_AccountFailureRequired = TypedDict(
    "_AccountFailureRequired",
    {
        "at": str,
        "kind": str,
        "message": str,
    },
)

_AccountFailureOptional = TypedDict(
    "_AccountFailureOptional",
    {
        "hint": str,
        "provider": "ProviderFault",
    }, total=False,
)


class AccountFailure(_AccountFailureRequired, _AccountFailureOptional):
    pass


_AccountHealthRequired = TypedDict(
    "_AccountHealthRequired",
    {
        "account": str,
        "state": "AccountHealthState",
    },
)


class AccountHealth(_AccountHealthRequired):
    pass


AccountHealthState = Literal[
    "ready", "backoff", "signInRequired", "consentRequired", "appMisconfigured", "error", "unknown"
]


_AccountInfoRequired = TypedDict(
    "_AccountInfoRequired",
    {
        "address": str,
        "authentication": "AccountInfoAuthentication",
        "capabilities": "AccountCapabilities",
        "createdAt": str,
        "id": str,
        "sentCopy": Literal["automatic", "always", "never"],
        "state": "AccountState",
        "username": str,
    },
)

_AccountInfoOptional = TypedDict(
    "_AccountInfoOptional",
    {
        "app": str,
        "grantOf": str,
        "graph": "GraphAddress",
        "identity": "Identity",
        "imap": "ServerAddress",
        "name": str,
        "roleOverrides": "RoleOverrides",
        "smtp": "ServerAddress",
        "smtpUsername": str,
        "tenant": str,
        "tokenSource": str,
    }, total=False,
)


class AccountInfo(_AccountInfoRequired, _AccountInfoOptional):
    pass


AccountInfoAuthentication = Literal[
    "password", "oauth", "borrowed", "application", "external"
]


_AccountStateRequired = TypedDict(
    "_AccountStateRequired",
    {
        "state": "AccountStateState",
    },
)

_AccountStateOptional = TypedDict(
    "_AccountStateOptional",
    {
        "grantedScopes": List[str],
        "lastFailure": "AccountFailure",
        "lastSuccessAt": str,
        "nextAttemptAt": str,
        "refreshedAt": str,
        "resources": List["ResourceState"],
        "signedInAt": str,
    }, total=False,
)


class AccountState(_AccountStateRequired, _AccountStateOptional):
    pass


AccountStateState = Literal[
    "ready", "backoff", "signInRequired", "consentRequired", "appMisconfigured", "error", "unknown"
]


_AdminConsentRequired = TypedDict(
    "_AdminConsentRequired",
    {
        "app": str,
        "at": str,
        "scopes": List[str],
        "tenant": str,
    },
)


class AdminConsent(_AdminConsentRequired):
    pass


_AppRequired = TypedDict(
    "_AppRequired",
    {
        "adminConsents": List["AdminConsent"],
        "baseScopes": List[Literal["imap", "graph"]],
        "clientAuthentication": Literal["none", "clientSecret", "certificate", "assertion"],
        "clientId": str,
        "createdAt": str,
        "credentials": List["AppCredential"],
        "extraScopes": List[str],
        "id": str,
        "name": str,
        "provider": str,
        "redirectURLs": List[str],
        "skippedScopes": List[str],
        "warnings": List[str],
    },
)

_AppOptional = TypedDict(
    "_AppOptional",
    {
        "authority": str,
        "cloud": str,
        "endpoints": "OAuthEndpoints",
        "failure": "AppFailure",
        "imap": "ServerAddress",
        "issuer": str,
        "smtp": "ServerAddress",
    }, total=False,
)


class App(_AppRequired, _AppOptional):
    pass


_AppCheckStepRequired = TypedDict(
    "_AppCheckStepRequired",
    {
        "name": str,
        "outcome": str,
    },
)

_AppCheckStepOptional = TypedDict(
    "_AppCheckStepOptional",
    {
        "detail": str,
        "failure": "ServiceFailure",
    }, total=False,
)


class AppCheckStep(_AppCheckStepRequired, _AppCheckStepOptional):
    pass


_AppCredentialRequired = TypedDict(
    "_AppCredentialRequired",
    {
        "addedAt": str,
        "id": str,
        "kind": Literal["secret", "certificate", "assertion"],
    },
)

_AppCredentialOptional = TypedDict(
    "_AppCredentialOptional",
    {
        "assertion": str,
        "expiresAt": str,
        "refusal": "AppFailure",
        "thumbprint": str,
    }, total=False,
)


class AppCredential(_AppCredentialRequired, _AppCredentialOptional):
    pass


_AppFailureRequired = TypedDict(
    "_AppFailureRequired",
    {
        "at": str,
        "hint": str,
    },
)

_AppFailureOptional = TypedDict(
    "_AppFailureOptional",
    {
        "provider": "ProviderFault",
    }, total=False,
)


class AppFailure(_AppFailureRequired, _AppFailureOptional):
    pass


_AttachmentRequired = TypedDict(
    "_AttachmentRequired",
    {
        "contentType": str,
        "encodedSize": int,
        "id": str,
        "inline": bool,
        "kind": Literal["file", "item", "reference"],
    },
)

_AttachmentOptional = TypedDict(
    "_AttachmentOptional",
    {
        "contentId": str,
        "filename": str,
    }, total=False,
)


class Attachment(_AttachmentRequired, _AttachmentOptional):
    pass


_AttachmentContentOptional = TypedDict(
    "_AttachmentContentOptional",
    {
        "blob": str,
        "content": str,
        "contentId": str,
        "contentType": str,
        "filename": str,
        "inline": bool,
    }, total=False,
)


class AttachmentContent(_AttachmentContentOptional):
    pass


_ClientCertificateRequired = TypedDict(
    "_ClientCertificateRequired",
    {
        "certificate": str,
        "privateKey": str,
    },
)

_ClientCertificateOptional = TypedDict(
    "_ClientCertificateOptional",
    {
        "algorithm": Literal["PS256", "RS256"],
    }, total=False,
)


class ClientCertificate(_ClientCertificateRequired, _ClientCertificateOptional):
    pass


_EnvelopeAddressesRequired = TypedDict(
    "_EnvelopeAddressesRequired",
    {
        "from": str,
        "to": List[str],
    },
)


class EnvelopeAddresses(_EnvelopeAddressesRequired):
    pass


_GraphAddressRequired = TypedDict(
    "_GraphAddressRequired",
    {
        "root": str,
    },
)

_GraphAddressOptional = TypedDict(
    "_GraphAddressOptional",
    {
        "user": str,
    }, total=False,
)


class GraphAddress(_GraphAddressRequired, _GraphAddressOptional):
    pass


_HeaderFieldRequired = TypedDict(
    "_HeaderFieldRequired",
    {
        "name": str,
        "value": str,
    },
)


class HeaderField(_HeaderFieldRequired):
    pass


_IdentityRequired = TypedDict(
    "_IdentityRequired",
    {
        "subject": str,
        "tenant": str,
    },
)

_IdentityOptional = TypedDict(
    "_IdentityOptional",
    {
        "email": str,
        "name": str,
        "username": str,
    }, total=False,
)


class Identity(_IdentityRequired, _IdentityOptional):
    pass


_ListenerInfoRequired = TypedDict(
    "_ListenerInfoRequired",
    {
        "port": int,
        "redirectURL": str,
    },
)


class ListenerInfo(_ListenerInfoRequired):
    pass


_MailboxRequired = TypedDict(
    "_MailboxRequired",
    {
        "name": str,
        "path": str,
        "selectable": bool,
    },
)

_MailboxOptional = TypedDict(
    "_MailboxOptional",
    {
        "delimiter": str,
        "hidden": bool,
        "parent": str,
        "role": "MailboxRole",
        "roleSource": Literal["server", "name", "override"],
        "total": int,
        "unseen": int,
    }, total=False,
)


class Mailbox(_MailboxRequired, _MailboxOptional):
    pass


MailboxRole = Literal[
    "inbox", "drafts", "sent", "trash", "junk", "archive", "all", "flagged", "important", "outbox"
]


_MessageListItemOptional = TypedDict(
    "_MessageListItemOptional",
    {
        "cc": List["NamedAddress"],
        "date": str,
        "flags": List[Literal["seen", "flagged", "answered", "draft"]],
        "from": List["NamedAddress"],
        "hasAttachments": bool,
        "id": str,
        "keywords": List[str],
        "mailbox": str,
        "messageId": str,
        "preview": str,
        "receivedAt": str,
        "size": int,
        "subject": str,
        "threadId": str,
        "to": List["NamedAddress"],
    }, total=False,
)


class MessageListItem(_MessageListItemOptional):
    pass


_MessageTextRequired = TypedDict(
    "_MessageTextRequired",
    {
        "content": str,
        "size": int,
    },
)

_MessageTextOptional = TypedDict(
    "_MessageTextOptional",
    {
        "truncated": bool,
    }, total=False,
)


class MessageText(_MessageTextRequired, _MessageTextOptional):
    pass


_NamedAddressRequired = TypedDict(
    "_NamedAddressRequired",
    {
        "address": str,
    },
)

_NamedAddressOptional = TypedDict(
    "_NamedAddressOptional",
    {
        "name": str,
    }, total=False,
)


class NamedAddress(_NamedAddressRequired, _NamedAddressOptional):
    pass


_OAuthEndpointsRequired = TypedDict(
    "_OAuthEndpointsRequired",
    {
        "authorization": str,
        "keys": str,
        "token": str,
    },
)


class OAuthEndpoints(_OAuthEndpointsRequired):
    pass


_ProviderFaultRequired = TypedDict(
    "_ProviderFaultRequired",
    {
        "name": str,
    },
)

_ProviderFaultOptional = TypedDict(
    "_ProviderFaultOptional",
    {
        "code": str,
        "requestId": str,
        "responsible": Literal["nobody", "user", "administrator", "operator"],
        "status": int,
    }, total=False,
)


class ProviderFault(_ProviderFaultRequired, _ProviderFaultOptional):
    pass


_ProviderInfoRequired = TypedDict(
    "_ProviderInfoRequired",
    {
        "name": str,
        "notes": str,
        "provider": str,
        "scopes": List[str],
        "verified": bool,
    },
)

_ProviderInfoOptional = TypedDict(
    "_ProviderInfoOptional",
    {
        "imap": "ServerAddress",
        "smtp": "ServerAddress",
    }, total=False,
)


class ProviderInfo(_ProviderInfoRequired, _ProviderInfoOptional):
    pass


_RecipientOutcomeRequired = TypedDict(
    "_RecipientOutcomeRequired",
    {
        "accepted": bool,
        "index": int,
        "reply": str,
        "status": int,
    },
)

_RecipientOutcomeOptional = TypedDict(
    "_RecipientOutcomeOptional",
    {
        "code": str,
    }, total=False,
)


class RecipientOutcome(_RecipientOutcomeRequired, _RecipientOutcomeOptional):
    pass


_ResourceStateRequired = TypedDict(
    "_ResourceStateRequired",
    {
        "grantedScopes": List[str],
        "missingScopes": List[str],
        "resource": Literal["mail", "graph"],
    },
)

_ResourceStateOptional = TypedDict(
    "_ResourceStateOptional",
    {
        "lastFailure": "AccountFailure",
        "lastSuccessAt": str,
        "nextAttemptAt": str,
        "tokenExpiresAt": str,
    }, total=False,
)


class ResourceState(_ResourceStateRequired, _ResourceStateOptional):
    pass


_RoleOverridesOptional = TypedDict(
    "_RoleOverridesOptional",
    {
        "all": str,
        "archive": str,
        "drafts": str,
        "flagged": str,
        "important": str,
        "inbox": str,
        "junk": str,
        "outbox": str,
        "sent": str,
        "trash": str,
    }, total=False,
)


class RoleOverrides(_RoleOverridesOptional):
    pass


_SendingWayRequired = TypedDict(
    "_SendingWayRequired",
    {
        "by": str,
        "envelope": bool,
        "judgesRecipients": bool,
    },
)

_SendingWayOptional = TypedDict(
    "_SendingWayOptional",
    {
        "maxAttachmentBytes": int,
        "maxMessageBytes": int,
    }, total=False,
)


class SendingWay(_SendingWayRequired, _SendingWayOptional):
    pass


_ServerAddressRequired = TypedDict(
    "_ServerAddressRequired",
    {
        "host": str,
        "port": int,
        "security": Literal["tls", "startTLS"],
    },
)


class ServerAddress(_ServerAddressRequired):
    pass


_ServiceCheckRequired = TypedDict(
    "_ServiceCheckRequired",
    {
        "ok": bool,
    },
)

_ServiceCheckOptional = TypedDict(
    "_ServiceCheckOptional",
    {
        "error": "ServiceFailure",
    }, total=False,
)


class ServiceCheck(_ServiceCheckRequired, _ServiceCheckOptional):
    pass


_ServiceFailureRequired = TypedDict(
    "_ServiceFailureRequired",
    {
        "kind": str,
        "message": str,
    },
)

_ServiceFailureOptional = TypedDict(
    "_ServiceFailureOptional",
    {
        "hint": str,
    }, total=False,
)


class ServiceFailure(_ServiceFailureRequired, _ServiceFailureOptional):
    pass


_ServiceLimitsRequired = TypedDict(
    "_ServiceLimitsRequired",
    {
        "batchEntries": int,
        "blobBytes": int,
        "blobLifetimeSeconds": int,
        "blobOwnerBytes": int,
        "blobPieceBytes": int,
        "contextBytes": int,
        "idBytes": int,
        "inFlightBytes": int,
        "inFlightRequests": int,
        "jsonValues": int,
        "lineBytes": int,
        "listLimit": int,
        "maximumTimeoutMs": int,
        "messageBytes": int,
        "nestingDepth": int,
        "signInLifetimeSeconds": int,
        "windowBytes": int,
    },
)


class ServiceLimits(_ServiceLimitsRequired):
    pass


_GetInfoResultRequired = TypedDict(
    "_GetInfoResultRequired",
    {
        "apiVersion": str,
        "clouds": List[str],
        "instanceId": str,
        "limits": "ServiceLimits",
        "name": str,
        "providers": List[str],
        "version": str,
    },
)

_GetInfoResultOptional = TypedDict(
    "_GetInfoResultOptional",
    {
        "listener": "ListenerInfo",
    }, total=False,
)


class GetInfoResult(_GetInfoResultRequired, _GetInfoResultOptional):
    pass


_GetHealthResultRequired = TypedDict(
    "_GetHealthResultRequired",
    {
        "accounts": List["AccountHealth"],
        "reasons": List[str],
        "status": Literal["ready", "degraded", "sealed", "uninitialized"],
        "vault": "GetHealthResultVault",
    },
)


class GetHealthResult(_GetHealthResultRequired):
    pass


GetHealthResultVault = Literal[
    "uninitialized", "sealed", "open", "wrongKey", "corrupt"
]


_RegisterAppResultRequired = TypedDict(
    "_RegisterAppResultRequired",
    {
        "app": "App",
    },
)


class RegisterAppResult(_RegisterAppResultRequired):
    pass


_UpdateAppResultRequired = TypedDict(
    "_UpdateAppResultRequired",
    {
        "app": "App",
    },
)


class UpdateAppResult(_UpdateAppResultRequired):
    pass


_GetAppResultRequired = TypedDict(
    "_GetAppResultRequired",
    {
        "app": "App",
    },
)


class GetAppResult(_GetAppResultRequired):
    pass


_ListAppsResultRequired = TypedDict(
    "_ListAppsResultRequired",
    {
        "apps": List["App"],
    },
)

_ListAppsResultOptional = TypedDict(
    "_ListAppsResultOptional",
    {
        "nextCursor": str,
    }, total=False,
)


class ListAppsResult(_ListAppsResultRequired, _ListAppsResultOptional):
    pass


_ListProvidersResultRequired = TypedDict(
    "_ListProvidersResultRequired",
    {
        "providers": List["ProviderInfo"],
    },
)


class ListProvidersResult(_ListProvidersResultRequired):
    pass


_VerifyAppResultRequired = TypedDict(
    "_VerifyAppResultRequired",
    {
        "steps": List["AppCheckStep"],
        "works": bool,
    },
)


class VerifyAppResult(_VerifyAppResultRequired):
    pass


_AuthorizeURLResultRequired = TypedDict(
    "_AuthorizeURLResultRequired",
    {
        "expiresAt": str,
        "state": str,
        "url": str,
    },
)


class AuthorizeURLResult(_AuthorizeURLResultRequired):
    pass


_ExchangeCodeResultRequired = TypedDict(
    "_ExchangeCodeResultRequired",
    {
        "account": "AccountInfo",
        "isNew": bool,
    },
)

_ExchangeCodeResultOptional = TypedDict(
    "_ExchangeCodeResultOptional",
    {
        "context": str,
        "missingScopes": List[str],
    }, total=False,
)


class ExchangeCodeResult(_ExchangeCodeResultRequired, _ExchangeCodeResultOptional):
    pass


_AwaitSignInResultRequired = TypedDict(
    "_AwaitSignInResultRequired",
    {
        "account": "AccountInfo",
        "isNew": bool,
    },
)

_AwaitSignInResultOptional = TypedDict(
    "_AwaitSignInResultOptional",
    {
        "context": str,
        "missingScopes": List[str],
    }, total=False,
)


class AwaitSignInResult(_AwaitSignInResultRequired, _AwaitSignInResultOptional):
    pass


_StartDeviceLoginResultRequired = TypedDict(
    "_StartDeviceLoginResultRequired",
    {
        "expiresAt": str,
        "login": str,
        "userCode": str,
        "verificationURI": str,
    },
)

_StartDeviceLoginResultOptional = TypedDict(
    "_StartDeviceLoginResultOptional",
    {
        "message": str,
        "verificationURIComplete": str,
    }, total=False,
)


class StartDeviceLoginResult(_StartDeviceLoginResultRequired, _StartDeviceLoginResultOptional):
    pass


_AwaitDeviceLoginResultRequired = TypedDict(
    "_AwaitDeviceLoginResultRequired",
    {
        "account": "AccountInfo",
        "isNew": bool,
    },
)

_AwaitDeviceLoginResultOptional = TypedDict(
    "_AwaitDeviceLoginResultOptional",
    {
        "context": str,
        "missingScopes": List[str],
    }, total=False,
)


class AwaitDeviceLoginResult(_AwaitDeviceLoginResultRequired, _AwaitDeviceLoginResultOptional):
    pass


_AdminConsentURLResultRequired = TypedDict(
    "_AdminConsentURLResultRequired",
    {
        "expiresAt": str,
        "state": str,
        "url": str,
    },
)


class AdminConsentURLResult(_AdminConsentURLResultRequired):
    pass


_CompleteAdminConsentResultRequired = TypedDict(
    "_CompleteAdminConsentResultRequired",
    {
        "app": str,
        "scopes": List[str],
        "tenant": str,
    },
)


class CompleteAdminConsentResult(_CompleteAdminConsentResultRequired):
    pass


_AwaitAdminConsentResultRequired = TypedDict(
    "_AwaitAdminConsentResultRequired",
    {
        "app": str,
        "scopes": List[str],
        "tenant": str,
    },
)


class AwaitAdminConsentResult(_AwaitAdminConsentResultRequired):
    pass


_GetAccessTokenResultRequired = TypedDict(
    "_GetAccessTokenResultRequired",
    {
        "accessToken": str,
        "expiresAt": str,
        "resource": Literal["mail", "graph"],
    },
)


class GetAccessTokenResult(_GetAccessTokenResultRequired):
    pass


_AddAccountResultRequired = TypedDict(
    "_AddAccountResultRequired",
    {
        "account": "AccountInfo",
    },
)


class AddAccountResult(_AddAccountResultRequired):
    pass


_VerifyAccountResultOptional = TypedDict(
    "_VerifyAccountResultOptional",
    {
        "graph": "ServiceCheck",
        "imap": "ServiceCheck",
        "smtp": "ServiceCheck",
    }, total=False,
)


class VerifyAccountResult(_VerifyAccountResultOptional):
    pass


_GetAccountResultRequired = TypedDict(
    "_GetAccountResultRequired",
    {
        "account": "AccountInfo",
    },
)


class GetAccountResult(_GetAccountResultRequired):
    pass


_ListAccountsResultRequired = TypedDict(
    "_ListAccountsResultRequired",
    {
        "accounts": List["AccountInfo"],
    },
)

_ListAccountsResultOptional = TypedDict(
    "_ListAccountsResultOptional",
    {
        "nextCursor": str,
    }, total=False,
)


class ListAccountsResult(_ListAccountsResultRequired, _ListAccountsResultOptional):
    pass


_UpdateAccountResultRequired = TypedDict(
    "_UpdateAccountResultRequired",
    {
        "account": "AccountInfo",
    },
)


class UpdateAccountResult(_UpdateAccountResultRequired):
    pass


_ReconnectAccountResultRequired = TypedDict(
    "_ReconnectAccountResultRequired",
    {
        "account": "AccountInfo",
    },
)


class ReconnectAccountResult(_ReconnectAccountResultRequired):
    pass


_ListMailboxesResultRequired = TypedDict(
    "_ListMailboxesResultRequired",
    {
        "mailboxes": List["Mailbox"],
    },
)


class ListMailboxesResult(_ListMailboxesResultRequired):
    pass


ListMessagesFieldsItem = Literal[
    "id", "mailbox", "threadId", "messageId", "date", "receivedAt", "from", "to", "cc", "subject", "size",
    "flags", "keywords", "hasAttachments", "preview"
]


_ListMessagesResultRequired = TypedDict(
    "_ListMessagesResultRequired",
    {
        "messages": List["MessageListItem"],
    },
)

_ListMessagesResultOptional = TypedDict(
    "_ListMessagesResultOptional",
    {
        "nextCursor": str,
        "total": int,
    }, total=False,
)


class ListMessagesResult(_ListMessagesResultRequired, _ListMessagesResultOptional):
    pass


_GetMessageResultRequired = TypedDict(
    "_GetMessageResultRequired",
    {
        "attachments": List["Attachment"],
        "bcc": List["NamedAddress"],
        "cc": List["NamedAddress"],
        "flags": List[Literal["seen", "flagged", "answered", "draft"]],
        "from": List["NamedAddress"],
        "hasAttachments": bool,
        "id": str,
        "keywords": List[str],
        "mailbox": str,
        "references": List[str],
        "replyTo": List["NamedAddress"],
        "sender": List["NamedAddress"],
        "size": int,
        "to": List["NamedAddress"],
    },
)

_GetMessageResultOptional = TypedDict(
    "_GetMessageResultOptional",
    {
        "date": str,
        "headers": List["HeaderField"],
        "html": "MessageText",
        "inReplyTo": str,
        "messageId": str,
        "preview": str,
        "receivedAt": str,
        "subject": str,
        "text": "MessageText",
        "threadId": str,
    }, total=False,
)


class GetMessageResult(_GetMessageResultRequired, _GetMessageResultOptional):
    pass


_GetMessageSourceResultRequired = TypedDict(
    "_GetMessageSourceResultRequired",
    {
        "content": str,
        "contentId": str,
        "offset": int,
        "size": int,
    },
)


class GetMessageSourceResult(_GetMessageSourceResultRequired):
    pass


_GetAttachmentResultRequired = TypedDict(
    "_GetAttachmentResultRequired",
    {
        "content": str,
        "contentId": str,
        "offset": int,
        "size": int,
    },
)


class GetAttachmentResult(_GetAttachmentResultRequired):
    pass


_SendMessageResultRequired = TypedDict(
    "_SendMessageResultRequired",
    {
        "messageId": str,
        "outcome": Literal["sent"],
        "recipients": List["RecipientOutcome"],
        "replayed": bool,
        "sentCopy": "SendMessageResultSentCopy",
    },
)

_SendMessageResultOptional = TypedDict(
    "_SendMessageResultOptional",
    {
        "queueId": str,
        "reply": str,
    }, total=False,
)


class SendMessageResult(_SendMessageResultRequired, _SendMessageResultOptional):
    pass


SendMessageResultSentCopy = Literal[
    "server", "appended", "failed", "none", "pending", "unknown"
]


_UploadBlobResultRequired = TypedDict(
    "_UploadBlobResultRequired",
    {
        "blob": str,
        "expiresAt": str,
        "size": int,
    },
)


class UploadBlobResult(_UploadBlobResultRequired):
    pass


_GetBlobResultRequired = TypedDict(
    "_GetBlobResultRequired",
    {
        "content": str,
        "expiresAt": str,
        "offset": int,
        "size": int,
    },
)


class GetBlobResult(_GetBlobResultRequired):
    pass


_GetVaultStatusResultRequired = TypedDict(
    "_GetVaultStatusResultRequired",
    {
        "pendingRewraps": int,
        "records": int,
        "slots": List[Literal["credential", "keyFile", "passphrase"]],
        "state": "GetVaultStatusResultState",
    },
)

_GetVaultStatusResultOptional = TypedDict(
    "_GetVaultStatusResultOptional",
    {
        "detail": str,
        "keyId": str,
        "openedBy": Literal["credential", "keyFile", "passphrase"],
    }, total=False,
)


class GetVaultStatusResult(_GetVaultStatusResultRequired, _GetVaultStatusResultOptional):
    pass


GetVaultStatusResultState = Literal[
    "uninitialized", "sealed", "open", "wrongKey", "corrupt"
]


_UnlockVaultResultRequired = TypedDict(
    "_UnlockVaultResultRequired",
    {
        "pendingRewraps": int,
        "records": int,
        "slots": List[Literal["credential", "keyFile", "passphrase"]],
        "state": "UnlockVaultResultState",
    },
)

_UnlockVaultResultOptional = TypedDict(
    "_UnlockVaultResultOptional",
    {
        "detail": str,
        "keyId": str,
        "openedBy": Literal["credential", "keyFile", "passphrase"],
    }, total=False,
)


class UnlockVaultResult(_UnlockVaultResultRequired, _UnlockVaultResultOptional):
    pass


UnlockVaultResultState = Literal[
    "uninitialized", "sealed", "open", "wrongKey", "corrupt"
]


_SetVaultPassphraseResultRequired = TypedDict(
    "_SetVaultPassphraseResultRequired",
    {
        "pendingRewraps": int,
        "records": int,
        "slots": List[Literal["credential", "keyFile", "passphrase"]],
        "state": "SetVaultPassphraseResultState",
    },
)

_SetVaultPassphraseResultOptional = TypedDict(
    "_SetVaultPassphraseResultOptional",
    {
        "detail": str,
        "keyId": str,
        "openedBy": Literal["credential", "keyFile", "passphrase"],
    }, total=False,
)


class SetVaultPassphraseResult(_SetVaultPassphraseResultRequired, _SetVaultPassphraseResultOptional):
    pass


SetVaultPassphraseResultState = Literal[
    "uninitialized", "sealed", "open", "wrongKey", "corrupt"
]


_RotateVaultKeyResultRequired = TypedDict(
    "_RotateVaultKeyResultRequired",
    {
        "pendingRewraps": int,
        "records": int,
        "slots": List[Literal["credential", "keyFile", "passphrase"]],
        "state": "RotateVaultKeyResultState",
    },
)

_RotateVaultKeyResultOptional = TypedDict(
    "_RotateVaultKeyResultOptional",
    {
        "detail": str,
        "keyId": str,
        "openedBy": Literal["credential", "keyFile", "passphrase"],
    }, total=False,
)


class RotateVaultKeyResult(_RotateVaultKeyResultRequired, _RotateVaultKeyResultOptional):
    pass


RotateVaultKeyResultState = Literal[
    "uninitialized", "sealed", "open", "wrongKey", "corrupt"
]
