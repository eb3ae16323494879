package import Broker
package import Domain

/// What OAuth asks of whoever runs the commands, and asks the addresses, that give tokens: those of the configuration, by name.
package protocol TokenSource: Sendable {
    /// The names that the configuration knows.
    var names: Set<TokenSourceName> { get }

    /// What the source says, whole and unread, at most 64 KiB. It has a deadline of its own. `invalid` for a name that is not
    /// known.
    func answer(
        to request: ExternalTokenRequest, for resource: Resource
    ) async throws(BrokerError) -> Secret<[UInt8]>
}
