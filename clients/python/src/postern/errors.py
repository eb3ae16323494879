"""Errors, one class for each `kind`: catch the class, show `message`, follow `hint`."""
from __future__ import annotations

from typing import Any, Dict, List, Mapping, Optional, Type


class PosternError(Exception):
    """What the daemon answered instead of a result."""

    #: The word that programs switch on.
    kind: str = "unknown"

    def __init__(self, message: str, code: int = 0, data: Optional[Mapping[str, Any]] = None) -> None:
        self.message = message
        self.code = code
        self.data: Dict[str, Any] = dict(data or {})
        self.kind = self.data.get("kind", type(self).kind)
        super().__init__(message)

    @property
    def retryable(self) -> bool:
        """Whether the same call may succeed later."""
        return bool(self.data.get("retryable", False))

    @property
    def retry_after_ms(self) -> Optional[int]:
        return self.data.get("retryAfterMs")

    @property
    def hint(self) -> Optional[str]:
        """The next step, for a person."""
        return self.data.get("hint")

    @property
    def account(self) -> Optional[str]:
        return self.data.get("account")

    @property
    def provider(self) -> Optional[Dict[str, Any]]:
        """What the provider said: `name`, `status`, `code`, `requestId`, `responsible`."""
        return self.data.get("provider")

    @property
    def responsible(self) -> Optional[str]:
        """Who has to act, where the provider's answer tells: `nobody`, `user`, `administrator`, `operator`."""
        return (self.provider or {}).get("responsible")

    @property
    def scopes(self) -> List[str]:
        """Of `consentRequired`: which permissions are missing."""
        return list(self.data.get("scopes", []))

    @property
    def accounts(self) -> List[str]:
        """Of `conflict`: the accounts that stand in the way, as far as this caller sees them."""
        return list(self.data.get("accounts", []))

    @property
    def recipients(self) -> List[Dict[str, Any]]:
        """One entry for each recipient that was refused, by its place in the message."""
        return list(self.data.get("recipients", []))

    @property
    def correlation_id(self) -> Optional[str]:
        """What the daemon's log calls this call."""
        return self.data.get("correlationId")

    def __str__(self) -> str:
        return f"{self.kind}: {self.message}" + (f" ({self.hint})" if self.hint else "")


class Disconnected(PosternError, ConnectionError):
    """The daemon went away before it answered, or is not there. Whether the call was carried out is not known."""

    kind = "disconnected"


class ProtocolError(PosternError):
    """The other end does not speak as a Postern daemon does."""

    kind = "protocolError"


class ParseError(PosternError):
    kind = "parseError"


class InvalidRequest(PosternError):
    kind = "invalidRequest"


class MethodNotFound(PosternError):
    kind = "methodNotFound"


class InvalidParams(PosternError):
    kind = "invalidParams"


class InternalError(PosternError):
    kind = "internalError"


class Unauthorized(PosternError):
    kind = "unauthorized"


class Forbidden(PosternError):
    kind = "forbidden"


class NotFound(PosternError):
    kind = "notFound"


class Conflict(PosternError):
    kind = "conflict"


class AlreadyExists(PosternError):
    kind = "alreadyExists"


class PreconditionFailed(PosternError):
    kind = "preconditionFailed"


class SignInRequired(PosternError):
    kind = "signInRequired"


class ConsentRequired(PosternError):
    kind = "consentRequired"


class SignInDenied(PosternError):
    kind = "signInDenied"


class StateInvalid(PosternError):
    kind = "stateInvalid"


class CodeExpired(PosternError):
    kind = "codeExpired"


class AppMisconfigured(PosternError):
    kind = "appMisconfigured"


class WrongIdentity(PosternError):
    kind = "wrongIdentity"


class VaultSealed(PosternError):
    kind = "vaultSealed"


class VaultCorrupt(PosternError):
    kind = "vaultCorrupt"


class ProviderUnavailable(PosternError):
    kind = "providerUnavailable"


class RateLimited(PosternError):
    kind = "rateLimited"


class ProviderRejected(PosternError):
    kind = "providerRejected"


class TimedOut(PosternError, TimeoutError):
    kind = "timeout"


class TLSFailed(PosternError):
    kind = "tlsFailed"


class ConnectFailed(PosternError):
    kind = "connectFailed"


class SendOutcomeUnknown(PosternError):
    """The message may have been sent. Ask again with the same idempotency key."""

    kind = "sendOutcomeUnknown"


class RecipientRejected(PosternError):
    kind = "recipientRejected"


class MessageRejected(PosternError):
    kind = "messageRejected"


class CursorExpired(PosternError):
    kind = "cursorExpired"


class SubscriptionLagged(PosternError):
    kind = "subscriptionLagged"


class Overloaded(PosternError):
    kind = "overloaded"


class TooLarge(PosternError):
    kind = "tooLarge"


class QuotaExceeded(PosternError):
    kind = "quotaExceeded"


class Unsupported(PosternError):
    kind = "unsupported"


class ShuttingDown(PosternError):
    kind = "shuttingDown"


class RequestCancelled(PosternError):
    kind = "requestCancelled"


#: kind → class
ERRORS: Dict[str, Type[PosternError]] = {
    error.kind: error for error in PosternError.__subclasses__() if error not in (Disconnected, ProtocolError)
}


def error_from_object(error: Mapping[str, Any]) -> PosternError:
    data = error.get("data") or {}
    kind = ERRORS.get(data.get("kind", ""), PosternError)
    return kind(str(error.get("message", "")), int(error.get("code", 0)), data)
