internal import Cryptography
internal import JSON

/// The keys that a provider publishes (RFC 7517, section 5). Keys that we cannot use are passed over.
package struct KeySet: Sendable {
    package let keys: [SigningKey]

    /// More keys than any provider has; beyond it the rest is passed over.
    static let maximumKeys = 256

    /// Of a provider whose signatures nobody looks at.
    static let none = KeySet([])

    private init(_ keys: [SigningKey]) { self.keys = keys }

    /// Nil when it is not a key set at all.
    package init?(parsing bytes: [UInt8]) {
        guard let members = (try? JSONValue(parsing: bytes))?["keys"]?.arrayValue else { return nil }
        keys = members.prefix(Self.maximumKeys).compactMap(SigningKey.init)
    }

    /// The keys that may have made a signature: by name where the token names one, else all of the kind.
    func candidates(named id: String?, for algorithm: SignatureAlgorithm) -> [SigningKey] {
        keys.filter { $0.key.algorithm == algorithm && (id == nil || $0.id == id) }
    }
}
