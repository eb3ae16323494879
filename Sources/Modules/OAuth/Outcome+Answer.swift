internal import Broker
internal import Domain

extension Outcome {
    /// Waits for work that has a deadline of its own, on every call it makes to a provider; this one is never met first.
    func answer() async throws(BrokerError) -> Value {
        switch await wait(until: .after(.seconds(300))) {
        case .settled(let value): return value
        case .cancelled: throw .cancelled
        case .timedOut: throw .timedOut
        }
    }
}
