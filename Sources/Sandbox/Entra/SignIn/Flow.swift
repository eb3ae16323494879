internal import Tenant

/// One sign-in that somebody is in the middle of.
struct Flow: Sendable {
    /// What it is for.
    enum Purpose: Sendable {
        case authorize(AuthorizationRequest)
        /// The device code, and what it asked for.
        case device(code: String, DeviceRequest)
        case adminConsent(AdminConsentRequest)
    }
    let purpose: Purpose
    /// Who was chosen.
    var person: GUID?
    /// They gave their password, or the browser's session stands for it.
    var authentication: Authentication?
    /// Wrong passwords so far.
    var failures = 0

    init(_ purpose: Purpose) { self.purpose = purpose }
}

extension Flow.Purpose {
    var client: GUID {
        switch self {
        case .authorize(let request): request.client
        case .device(_, let request): request.client
        case .adminConsent(let request): request.client
        }
    }
    var authority: Authority {
        switch self {
        case .authorize(let request): request.authority
        case .device(_, let request): request.authority
        case .adminConsent(let request): request.authority
        }
    }
    var scopes: ScopeRequest {
        switch self {
        case .authorize(let request): request.scopes
        case .device(_, let request): request.scopes
        case .adminConsent(let request): request.scopes
        }
    }
    var authorization: AuthorizationRequest? {
        if case .authorize(let request) = self { request } else { nil }
    }
    var claims: RequestedClaims? { authorization?.claims }
    var isSilent: Bool { authorization?.prompt == AuthorizationRequest.Prompt.none }
}
