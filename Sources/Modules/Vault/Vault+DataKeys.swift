package import Cryptography
internal import Domain

extension Vault {
    /// A random key of 32 bytes: made at the first call with this name, and the same ever after.
    package func dataKey(named name: String) async throws(VaultError) -> KeyBytes {
        let place = RecordKey(type: .dataKey, id: name)
        if let payload = try await payload(of: place) { return try dataKey(in: payload, of: place) }
        let made = Secret(RandomBytes.make(32))
        if try await replace(place, ifRevision: nil, with: made) { return try dataKey(in: made, of: place) }
        guard let other = try await payload(of: place) else { throw .storage("a data key went as it was made") }
        return try dataKey(in: other, of: place)
    }

    private func dataKey(in payload: Secret<[UInt8]>, of place: RecordKey) throws(VaultError) -> KeyBytes {
        try payload.withExposed { (bytes) throws(VaultError) in
            guard bytes.count == 32 else { throw .corrupt(place) }
            return KeyBytes(copying: bytes)
        }
    }
}
