package import Broker
package import Cryptography

/// Where Mail's own keys come from: the vault, by way of the broker.
package protocol DataKeySource: Sendable {
    /// The same key at every call.
    func dataKey(for purpose: DataKeyPurpose) async throws(MailError) -> KeyBytes
}
