internal import Broker

extension AppVerification.Step {
    static func passed(_ name: String, _ detail: String? = nil) -> Self {
        Self(name: name, outcome: .passed, detail: detail)
    }

    static func skipped(_ name: String, _ why: String) -> Self { Self(name: name, outcome: .skipped, detail: why) }

    /// With the provider's own code, where it gave one.
    static func failed(_ name: String, _ error: BrokerError) -> Self {
        let detail = error.verifiedFault.flatMap { fault in
            fault.code.map { "\(fault.name) answered \($0)" } ?? fault.status.map { "\(fault.name) answered \($0)" }
        }
        return Self(name: name, outcome: .failed, detail: detail, error: error)
    }
}

extension BrokerError {
    /// What the provider said.
    var verifiedFault: ProviderFault? {
        switch self {
        case .signInRequired(_, let fault), .consentRequired(_, let fault), .appMisconfigured(_, _, let fault),
            .providerUnavailable(let fault, _), .rateLimited(let fault, _), .providerRejected(_, let fault):
            fault
        case .signInDenied(let fault): fault
        case .notFound, .alreadyExists, .conflict, .invalid, .unsupported, .stateInvalid, .codeExpired, .wrongIdentity,
            .vaultSealed, .vaultCorrupt, .timedOut, .connectFailed, .tlsFailed, .cancelled, .storage:
            nil
        }
    }
}
