internal import Broker
internal import Domain

extension Outcome {
    /// Waits for work that has a deadline of its own, on every call it makes to a provider. `isBackground` is for those who let
    /// others go first: how long they stand in line says nothing about the provider.
    func answer(isBackground: Bool = false) async throws(BrokerError) -> Value {
        switch await wait(until: .after(.seconds(isBackground ? 86_400 : 300))) {
        case .settled(let value): return value
        case .cancelled: throw .cancelled
        case .timedOut: throw .timedOut
        }
    }
}
