"""What a provider can say no with when a token is asked for, and what has to come of it: reference sheet §A10, its table of decisions
put into the words of the interface. The sandbox's own table says which `error`, `suberror` and status each number comes with.
"""
from dataclasses import dataclass, field

NOBODY, USER, ADMINISTRATOR, OPERATOR = "nobody", "user", "administrator", "operator"
# Kinds that another try may help, as proto-docs/errors.md has it.
RETRYABLE = {"rateLimited", "providerUnavailable", "timeout", "connectFailed"}
# Which state an account is in that is refused so, of those that a person has to end.
STATES = {kind: kind for kind in ("signInRequired", "consentRequired", "appMisconfigured")}


@dataclass(frozen=True)
class Row:
    """`says` is how the table names it, `fault` what the sandbox is told; `responsible` is whoever may be told to act."""

    says: str
    fault: str
    parameters: dict = field(hash=False)
    action: str
    kinds: frozenset
    responsible: frozenset
    # How long a caller waits; longer than a provider's answer may take, unless the row is about that.
    patience_ms: int = 60_000
    # What an app by itself is told instead: there is no user who could sign in. Empty where the fault cannot strike.
    alone: frozenset = frozenset()

    @property
    def number(self):
        return self.parameters.get("code")


def row(says, fault, parameters, action, kinds, responsible, alone=None, **more):
    kinds = frozenset(kinds.split())
    if alone is None:
        alone = kinds
        if kinds & {"signInRequired", "signInDenied"}:
            alone = frozenset(["appMisconfigured"])
    return Row(says, fault, parameters, action, kinds, frozenset(responsible), alone=alone, **more)


# The sheet's actions, with the numbers that it gives to each: action, kinds, who may be named, numbers.
GROUPS = [
    ("retry", "providerUnavailable", [NOBODY], [90006, 90012, 90024, 90033, 90090, 70012]),
    ("retry", "rateLimited", [NOBODY], [90055]),
    ("stop for five minutes", "rateLimited", [NOBODY], [50196]),
    ("sign in again", "signInRequired", [USER], [
        50173, 700082, 70008, 700084, 70043, 70044, 70000, 50089, 50085, 50139, 54005, 50132, 50133, 50034, 51004]),
    # The user, or an administrator who unlocks him.
    ("sign in again", "signInRequired", [USER, ADMINISTRATOR], [50053, 50057, 50055, 50126]),
    ("sign in again", "signInRequired", [USER], [50076, 50079, 50072, 50074, 50078, 50158]),
    ("sign in again, or an administrator", "signInRequired", [USER, ADMINISTRATOR], [
        53000, 53001, 50097, 50129, 53003, 530032, 530035]),
    ("sign in again", "signInRequired", [USER], [53004, 50125, 50135, 50144]),
    ("consent", "consentRequired", [USER, ADMINISTRATOR], [65001]),
    # Missing in the registration: the operator adds it there, and then somebody agrees.
    ("consent", "consentRequired", [USER, ADMINISTRATOR, OPERATOR], [650056, 650057]),
    ("show, stop", "signInDenied", [USER], [65004]),
    ("consent by an administrator", "consentRequired", [ADMINISTRATOR], [90094, 90095]),
    ("correct the app", "appMisconfigured", [OPERATOR], [
        70011, 28002, 28003, 28000, 700022, 50001, 500011, 650054, 65005, 901002]),
    # The tenant lacks the service; its administrator may subscribe to it.
    ("correct the app", "appMisconfigured", [OPERATOR, ADMINISTRATOR], [650052]),
    ("correct the app", "appMisconfigured", [OPERATOR], [700023, 700016, 700011, 70001, 7000215, 7000222, 7000218, 700025]),
    # An administrator of the tenant may have disabled it.
    ("correct the app", "appMisconfigured", [OPERATOR, ADMINISTRATOR], [7000112]),
    ("correct the app", "appMisconfigured", [OPERATOR], [700027, 700024, 50012, 50048, 700213]),
    ("correct the app", "appMisconfigured", [OPERATOR], [90002, 50059, 90019, 90038, 900382, 900432]),
    ("correct the app", "appMisconfigured", [OPERATOR], [50011, 50194, 9002332, 9002331, 50020, 500208, 700005]),
    ("correct the app", "appMisconfigured", [OPERATOR], [9002327, 70003, 9001023, 70002]),
    ("an administrator", "signInDenied", [ADMINISTRATOR], [50105, 500021, 500022, 500212, 500213, 90123]),
    # Ours to mend, and Postern's operator the one who can tell us.
    ("a fault of ours", "providerRejected", [OPERATOR], [50147, 501481, 501491, 900144, 9002313, 90014]),
]

# `error` without a number that is known; status 0 is the sandbox's own choice.
WORDS = [
    ("temporarily_unavailable", 503, "retry", "providerUnavailable", [NOBODY]),
    ("server_error", 500, "retry", "providerUnavailable", [NOBODY]),
    ("invalid_grant", 400, "sign in again", "signInRequired", [USER]),
    ("interaction_required", 400, "sign in again", "signInRequired", [USER]),
    ("login_required", 400, "sign in again", "signInRequired", [USER]),
    ("consent_required", 400, "consent", "consentRequired", [USER, ADMINISTRATOR]),
    ("access_denied", 400, "show, stop", "signInDenied", [USER, ADMINISTRATOR]),
    ("invalid_client", 401, "correct the app", "appMisconfigured", [OPERATOR]),
    ("unauthorized_client", 400, "correct the app", "appMisconfigured", [OPERATOR]),
    ("invalid_scope", 400, "correct the app", "appMisconfigured", [OPERATOR]),
    ("invalid_resource", 400, "correct the app", "appMisconfigured", [OPERATOR]),
    ("unsupported_grant_type", 400, "correct the app", "appMisconfigured", [OPERATOR]),
    ("invalid_request", 400, "a fault of ours", "providerRejected", [OPERATOR]),
    # Nobody knows it yet.
    ("error_of_tomorrow", 400, "show, stop", "providerRejected", [OPERATOR]),
]

SUBERRORS = [
    ("bad_token", "sign in again", "signInRequired", [USER]),
    ("token_expired", "sign in again", "signInRequired", [USER]),
    ("basic_action", "sign in again", "signInRequired", [USER]),
    ("additional_action", "sign in again", "signInRequired", [USER]),
    ("message_only", "sign in again", "signInRequired", [USER, ADMINISTRATOR]),
    ("consent_required", "consent", "consentRequired", [USER, ADMINISTRATOR]),
    ("user_password_expired", "sign in again", "signInRequired", [USER]),
    ("protection_policy_required", "sign in again", "signInRequired", [USER, ADMINISTRATOR]),
    ("device_authentication_failed", "sign in again", "signInRequired", [USER, ADMINISTRATOR]),
    ("client_mismatch", "correct the app", "appMisconfigured", [OPERATOR]),
]

# What is no answer of Entra's, or none that can be read.
HTTP = [
    row("429, Retry-After 2", "http.status", {"status": 429, "retryAfter": 2}, "retry", "rateLimited", [NOBODY]),
    row("429", "http.status", {"status": 429}, "retry", "rateLimited", [NOBODY]),
    row("500", "http.status", {"status": 500}, "retry", "providerUnavailable", [NOBODY]),
    row("502", "http.status", {"status": 502}, "retry", "providerUnavailable", [NOBODY]),
    row("503, Retry-After 1.5", "http.status", {"status": 503, "retryAfter": "1.5"}, "retry", "providerUnavailable", [NOBODY]),
    row("503", "http.status", {"status": 503}, "retry", "providerUnavailable", [NOBODY]),
    row("504", "http.status", {"status": 504}, "retry", "providerUnavailable", [NOBODY]),
    row("502 as HTML", "http.html", {"status": 502}, "retry", "providerUnavailable", [NOBODY]),
    row("400 as HTML", "http.html", {"status": 400}, "retry", "providerUnavailable", [NOBODY]),
    row("200, and nothing", "http.empty", {}, "retry", "providerUnavailable", [NOBODY]),
    row("half an answer", "http.truncated", {}, "retry", "connectFailed providerUnavailable", [NOBODY]),
    row("hangs up before", "http.dropBefore", {}, "retry", "connectFailed providerUnavailable", [NOBODY]),
    row("hangs up after", "http.dropAfter", {}, "retry", "connectFailed providerUnavailable", [NOBODY]),
    row("an answer later than the caller waits", "http.late", {"milliseconds": 5_000}, "retry", "timeout", [NOBODY], patience_ms=1_000),
    row("one byte a second", "http.slow", {"bytesPerSecond": 1}, "retry", "timeout", [NOBODY], patience_ms=1_000),
]

# Another `error` or a status goes before the number.
MIXED = [
    row("50173 with 503", "entra.error", {"code": 50173, "status": 503}, "retry", "providerUnavailable", [NOBODY]),
    row("50173 with 429, Retry-After 1", "entra.error", {"code": 50173, "status": 429, "retryAfter": 1}, "retry", "rateLimited", [NOBODY]),
    row("90033 with invalid_grant", "entra.error", {"code": 90033, "error": "invalid_grant", "status": 400}, "retry",
        "providerUnavailable", [NOBODY]),
    row("a temporary invalid_grant", "entra.temporaryInvalidGrant", {}, "retry", "providerUnavailable", [NOBODY], alone=frozenset()),
]


def refusals():
    rows = []
    for action, kind, responsible, numbers in GROUPS:
        for number in numbers:
            rows.append(row(f"AADSTS{number}", "entra.error", {"code": number}, action, kind, responsible))
    for word, status, action, kind, responsible in WORDS:
        rows.append(row(word, "entra.error", {"code": 99_999_999, "error": word, "status": status}, action, kind, responsible))
    for word, action, kind, responsible in SUBERRORS:
        rows.append(row(f"invalid_grant, {word}", "entra.error", {
            "code": 99_999_999, "error": "invalid_grant", "suberror": word}, action, kind, responsible))
    return rows + MIXED + HTTP
