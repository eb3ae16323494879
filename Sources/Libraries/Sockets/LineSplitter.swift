/// Cuts what arrives on a connection into lines, however it was cut on the way.
///
/// A line ends with LF; one CR before it is dropped. What is longer than the limit is told once, when the limit is
/// passed, and thrown away as it arrives until the line ends, so memory stays bounded and the next line is whole.
package struct LineSplitter: Sendable {
    package enum Event: Hashable, Sendable {
        case line([UInt8])
        case oversized
    }

    /// The longest line that is kept, in bytes before the LF.
    package let limit: Int
    private var partial: [UInt8] = []
    private var isDiscarding = false

    package init(limit: Int) { self.limit = limit }

    /// Whether the last byte so far was inside a line.
    package var isMidLine: Bool { isDiscarding || !partial.isEmpty }

    /// How many bytes of an unfinished line are kept.
    package var heldBytes: Int { partial.count }

    /// Takes bytes from the front of `bytes` until something is to be told; nil when all are taken.
    package mutating func next<Bytes: RandomAccessCollection<UInt8>>(
        from bytes: inout Bytes
    ) -> Event? where Bytes.SubSequence == Bytes {
        while !bytes.isEmpty {
            guard let newline = bytes.firstIndex(of: UInt8(ascii: "\n")) else {
                let rest = bytes
                bytes = bytes[bytes.endIndex...]
                return hold(rest)
            }
            let piece = bytes[..<newline]
            bytes = bytes[bytes.index(after: newline)...]
            if isDiscarding {
                isDiscarding = false
            } else {
                return finish(with: piece)
            }
        }
        return nil
    }

    /// The input has ended: what is left is a line as well, unless it is nothing.
    package mutating func finish() -> Event? {
        isDiscarding = false
        return partial.isEmpty ? nil : finish(with: [])
    }

    /// What is held of a line that begins like TLS, as a line: the client waits for an answer and never ends it.
    ///
    /// A TLS record of the handshake, version 3.x (RFC 8446, section 5.1); no line of text begins so.
    package mutating func takeHello() -> Event? {
        partial.starts(with: [0x16, 0x03]) ? finish() : nil
    }

    private mutating func hold(_ rest: some Collection<UInt8>) -> Event? {
        guard !isDiscarding else { return nil }
        guard partial.count + rest.count <= limit else {
            partial = []
            isDiscarding = true
            return .oversized
        }
        partial.append(contentsOf: rest)
        return nil
    }

    private mutating func finish(with piece: some Collection<UInt8>) -> Event {
        var line = partial
        partial = []
        guard line.count + piece.count <= limit else { return .oversized }
        line.append(contentsOf: piece)
        if line.last == UInt8(ascii: "\r") { line.removeLast() }
        return .line(line)
    }
}
