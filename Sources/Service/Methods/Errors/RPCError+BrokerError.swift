internal import API
package import Broker
internal import Domain
internal import JSON
package import JSONRPC

extension RPCError {
    /// The only place where a failure of the broker becomes a code. No `default`: a new case has to choose.
    package init(_ error: BrokerError) {
        switch error {
        case .notFound(let what): self.init(.notFound, "no such \(what)")
        case .alreadyExists(let what): self.init(.alreadyExists, "this \(what) exists already")
        case .conflict(let reason): self.init(.conflict, reason)
        case .invalid(let field, let reason): self = .invalid(field, reason)
        case .unsupported(let what): self.init(.unsupported, what)
        case .signInRequired(let account, let fault):
            self.init(
                .signInRequired,
                account == nil ? "there is no valid sign-in" : "there is no valid sign-in for this account",
                hint: fault.signInHint(account), account: account, provider: fault)
        case .consentRequired(let scopes, let fault):
            self.init(
                .consentRequired,
                scopes.isEmpty
                    ? "permissions are missing" : "permissions are missing: \(scopes.joined(separator: " "))",
                hint: fault.consentHint, provider: fault, details: ["scopes": .array(scopes.map { .string($0) })])
        case .signInDenied(let fault):
            self.init(
                .signInDenied, "the user or a policy refused the sign-in", hint: ProviderFault?.some(fault).denialHint,
                provider: fault)
        case .stateInvalid:
            self.init(
                .stateInvalid, "this sign-in is unknown, over, or somebody else's",
                hint: "start again: call authorizeURL, startDeviceLogin or adminConsentURL")
        case .codeExpired:
            self.init(
                .codeExpired, "the sign-in took too long, or its code was used",
                hint: "start again: call authorizeURL, startDeviceLogin or adminConsentURL")
        case .appMisconfigured(let app, let hint, let fault):
            self.init(
                .appMisconfigured, "the provider does not accept this app", hint: hint, provider: fault,
                details: ["app": .string(app.rawValue)])
        case .wrongIdentity(let reason):
            self.init(
                .wrongIdentity, reason,
                hint:
                    "sign in as the expected user, or as an administrator of the tenant that was named; nothing was changed"
            )
        case .vaultSealed:
            self.init(.vaultSealed, "the vault is sealed", hint: "call unlockVault, or start with a key source")
        case .vaultCorrupt(let what): self.init(.vaultCorrupt, "a sealed record cannot be read: \(what)")
        case .providerUnavailable(let fault, let delay):
            self.init(
                .providerUnavailable, "the provider does not work right now", retryAfterMs: delay, provider: fault)
        case .rateLimited(let fault, let delay):
            self.init(.rateLimited, "the provider asks for less", retryAfterMs: delay, provider: fault)
        case .providerRejected(let reason, let fault):
            self.init(
                .providerRejected, reason,
                hint: "sign in anew; if it stays, correct the app and its permissions at the provider",
                provider: fault)
        case .timedOut: self.init(.timeout, "the deadline passed", hint: Self.laterHint)
        case .connectFailed(let reason): self.init(.connectFailed, reason, hint: Self.addressHint)
        case .tlsFailed(let reason): self.init(.tlsFailed, reason, hint: Self.certificateHint)
        case .cancelled: self = .requestCancelled
        case .storage(let reason): self = .internalError("the state directory failed: \(reason)")
        }
    }
}
