package import Domain

/// The body of a response, read as it arrives. Dropping the last reference ends the transfer.
package protocol HTTPBody: Sendable {
    /// The next bytes, at least one and at most `maximum`; empty at the end, which is thrown as `closed` when it came
    /// before the length that the head announced. One reader at a time.
    func read(atMost maximum: Int, until deadline: Deadline) async throws(TransportError) -> [UInt8]

    /// Ends the transfer at once; a pending read throws `closed`.
    func close() async
}
