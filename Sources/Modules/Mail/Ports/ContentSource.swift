/// Content that can be read from any place in it, again and again: an upload is resumed where the provider says.
package protocol ContentSource: Sendable {
    /// Exactly `length` bytes from `offset`.
    func read(offset: Int, length: Int) async throws(MailError) -> [UInt8]
}
