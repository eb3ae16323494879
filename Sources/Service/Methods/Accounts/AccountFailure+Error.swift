internal import API
internal import Broker
internal import Domain
internal import JSONRPC
internal import Mail

extension AccountFailure {
    /// A failure as it would have been told to whoever asked.
    init(at moment: Timestamp, _ error: MailError) {
        let told = RPCError(error)
        var fault = error.fault
        if fault?.responsible == nil { fault?.responsible = ErrorKind(rawValue: told.kind)?.responsible }
        self.init(at: moment, kind: told.kind, message: told.message, hint: told.hint, provider: fault)
    }

    init(_ failure: GrantStatus.Failure) { self.init(at: failure.at, .credential(failure.error)) }
}

extension ResourceState {
    init(_ status: ResourceStatus) {
        self.init(
            resource: status.resource, grantedScopes: status.grantedScopes, missingScopes: status.missingScopes,
            tokenExpiresAt: status.tokenExpiresAt, lastSuccessAt: status.lastSuccessAt,
            lastFailure: status.failure.map { AccountFailure($0) }, nextAttemptAt: status.nextAttemptAt)
    }
}

extension MailError {
    /// What the provider said, where it said anything.
    fileprivate var fault: ProviderFault? {
        switch self {
        case .credential(let error): error.fault
        case .unavailable(_, _, let fault), .rateLimited(_, _, let fault): fault
        case .refused(let refusal): refusal.fault
        case .rejected(let reply), .messageRejected(let reply): reply.fault
        default: nil
        }
    }
}

extension BrokerError {
    fileprivate var fault: ProviderFault? {
        switch self {
        case .signInRequired(_, let fault), .consentRequired(_, let fault), .appMisconfigured(_, _, let fault),
            .providerUnavailable(let fault, _), .rateLimited(let fault, _), .providerRejected(_, let fault):
            fault
        case .signInDenied(let fault): fault
        default: nil
        }
    }
}
