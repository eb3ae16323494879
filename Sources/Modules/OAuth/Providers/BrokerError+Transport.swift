package import Broker
package import Transport

extension BrokerError {
    /// The only place where a failure to reach a provider becomes a broker's failure.
    package init(_ error: TransportError, from provider: String) {
        switch error {
        case .connectFailed(let reason): self = .connectFailed(reason)
        case .tlsFailed(let reason): self = .tlsFailed(reason)
        case .timedOut: self = .timedOut
        case .closed, .malformed: self = .providerUnavailable(ProviderFault(name: provider), retryAfterMs: nil)
        case .forbiddenAddress(let reason): self = .connectFailed(reason)
        case .tooLarge(let limit):
            self = .providerRejected("the answer was longer than \(limit) bytes", ProviderFault(name: provider))
        case .cancelled: self = .cancelled
        }
    }
}
