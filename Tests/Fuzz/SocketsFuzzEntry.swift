import Sockets

/// Any bytes: cut in any way they make the same lines, and no more is kept than allowed.
enum SocketsFuzz {
    static let entries: [(name: String, run: @Sendable ([UInt8]) -> Void)] = [
        (
            "sockets-lines",
            { bytes in
                let size = bytes.first.map { Int($0) % 7 + 1 } ?? 1
                precondition(
                    lines(of: bytes, inPiecesOf: max(1, bytes.count)) == lines(of: bytes, inPiecesOf: size),
                    "the way of cutting changed the lines")
            }
        )
    ]

    private static func lines(of bytes: [UInt8], inPiecesOf size: Int) -> [LineSplitter.Event] {
        let limit = 16
        var splitter = LineSplitter(limit: limit)
        var events: [LineSplitter.Event] = []
        for start in stride(from: 0, to: bytes.count, by: size) {
            var piece = bytes[start..<min(start + size, bytes.count)]
            while let event = splitter.next(from: &piece) { events.append(event) }
            precondition(splitter.heldBytes <= limit, "more is kept than allowed")
        }
        return events + [splitter.finish()].compactMap { $0 }
    }
}
