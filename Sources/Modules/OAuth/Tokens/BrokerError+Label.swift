internal import Broker

extension BrokerError {
    /// One word for logs, and the provider's code where there is one.
    var label: String {
        switch self {
        case .notFound(let what): "notFound \(what)"
        case .alreadyExists(let what): "alreadyExists \(what)"
        case .conflict: "conflict"
        case .invalid(let field, _): "invalid \(field)"
        case .unsupported: "unsupported"
        case .signInRequired(_, let fault): Self.label("signInRequired", fault)
        case .consentRequired(_, let fault): Self.label("consentRequired", fault)
        case .signInDenied(let fault): Self.label("signInDenied", fault)
        case .stateInvalid: "stateInvalid"
        case .codeExpired: "codeExpired"
        case .appMisconfigured(let app, let hint, let fault): Self.label("appMisconfigured \(app) (\(hint))", fault)
        case .wrongIdentity: "wrongIdentity"
        case .vaultSealed: "vaultSealed"
        case .vaultCorrupt: "vaultCorrupt"
        case .providerUnavailable(let fault, _): Self.label("providerUnavailable", fault)
        case .rateLimited(let fault, _): Self.label("rateLimited", fault)
        case .providerRejected(let reason, let fault): Self.label("providerRejected (\(reason))", fault)
        case .timedOut: "timedOut"
        case .connectFailed(let reason): "connectFailed (\(reason))"
        case .tlsFailed(let reason): "tlsFailed (\(reason))"
        case .cancelled: "cancelled"
        case .storage(let reason): "storage (\(reason))"
        }
    }

    /// Whether somebody has to do something before it can work again.
    var needsPerson: Bool {
        switch self {
        case .signInRequired, .consentRequired, .signInDenied, .appMisconfigured, .providerRejected, .wrongIdentity:
            true
        default: false
        }
    }

    /// Whether the other resource of the same grant may well work. A client that cannot prove itself gets nothing at all
    /// (RFC 6749, section 5.2).
    var concernsOneResource: Bool {
        switch self {
        case .consentRequired, .providerRejected: true
        case .appMisconfigured(_, _, let fault): fault?.code?.hasPrefix("invalid_client") != true
        default: false
        }
    }

    /// Whether it says something of the tokens, rather than of the caller or of our own storage.
    var isAboutTokens: Bool {
        switch self {
        case .cancelled, .vaultSealed, .vaultCorrupt, .storage, .invalid, .notFound: false
        default: true
        }
    }

    private static func label(_ word: String, _ fault: ProviderFault?) -> String {
        guard let fault else { return word }
        let parts = [word, fault.name, fault.status.map(String.init), fault.code].compactMap(\.self)
        return parts.joined(separator: " ")
    }
}
