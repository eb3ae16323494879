/// The reader of server bytes as one call, for the fuzzer: no connection, no waiting.
package enum IMAPSyntax {
    /// Reads `bytes` in pieces of `size` and describes every response; the last entry says why it ended early, if it did.
    package static func describe(_ bytes: [UInt8], inPiecesOf size: Int, streamingBodies: Bool = false) -> [String] {
        var reader = ResponseReplay(streamsBodies: streamingBodies)
        for start in stride(from: 0, to: bytes.count, by: max(1, size)) {
            do throws(IMAPSyntaxError) {
                try reader.feed(Array(bytes[start..<min(start + max(1, size), bytes.count)]))
            } catch {
                return reader.responses + ["error: \(error.what)"]
            }
        }
        return reader.responses
    }

    /// A mailbox name read and written again; nil when it is not in modified UTF-7.
    package static func rewritten(_ name: [UInt8]) -> [UInt8]? { ModifiedUTF7.decode(name).map(ModifiedUTF7.encode) }
}
