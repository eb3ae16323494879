/// Takes content piece by piece, in order. A slow sink slows the server down.
package protocol ContentSink: Sendable {
    func write(_ bytes: [UInt8]) async throws(MailError)
}
