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
