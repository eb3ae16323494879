package import Broker
package import Cryptography

/// Mail's keys, asked for once each.
package actor DataKeys {
    private let source: any DataKeySource
    private var known: [DataKeyPurpose: KeyBytes] = [:]

    package init(source: any DataKeySource) { self.source = source }

    package func key(for purpose: DataKeyPurpose) async throws(MailError) -> KeyBytes {
        if let key = known[purpose] { return key }
        let key = try await source.dataKey(for: purpose)
        known[purpose] = key
        return key
    }
}
