internal import Domain

/// A random key of 32 bytes for one purpose.
package struct DataKey: Codable, Hashable, Sendable {
    /// In base64.
    package var credential: Credential
    package init(credential: Credential) { self.credential = credential }

    package init(bytes: [UInt8]) { credential = Credential(Base64(bytes).text) }

    /// Lends the key's bytes; empty only if it was damaged on the way.
    package func withBytes<Result, Failure: Error>(
        _ body: ([UInt8]) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try credential.withExposed { (text) throws(Failure) in try body(Base64(text)?.bytes ?? []) }
    }
}
