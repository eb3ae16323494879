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

/// A framer and a scanner run together over bytes that are at hand.
struct ResponseReplay {
    private var framer = ResponseFramer()
    private var body: [UInt8] = []
    private(set) var responses: [String] = []

    init(streamsBodies: Bool = false) { framer.streamsBodies = streamsBodies }

    mutating func feed(_ bytes: [UInt8]) throws(IMAPSyntaxError) {
        framer.append(bytes)
        while let frame = try frameOrPiece() {
            guard case .response(let range, let streamed) = frame else { continue }
            var scanner = ResponseScanner(framer.bytes, in: range, streamed: streamed)
            responses.append("\(try scanner.response())")
        }
    }

    private mutating func frameOrPiece() throws(IMAPSyntaxError) -> ResponseFrame? {
        while let piece = framer.literalPiece() {
            if piece.isEmpty {
                if !body.isEmpty { responses.append("body: \(body)") }
                body = []
                return try framer.next()
            }
            body += piece
        }
        return nil
    }
}
