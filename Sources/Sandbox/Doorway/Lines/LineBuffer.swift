internal import NIOCore

/// Input that nobody has asked for yet, and how it is cut into lines and counted bytes.
package struct LineBuffer {
    private var bytes = ByteBuffer()
    /// How much of `bytes` is known to hold no CRLF.
    private var searched = 0
    /// The line at hand was too long, and the rest of it is still to come.
    private var isSkipping = false

    package init() {}

    package var isEmpty: Bool { bytes.readableBytes == 0 }

    mutating func append(_ input: ByteBuffer) {
        var input = input
        bytes.writeBuffer(&input)
    }

    package mutating func append(_ input: [UInt8]) { bytes.writeBytes(input) }

    /// What the demand asks for; nil when more has to come first.
    package mutating func next(_ demand: LineDemand) -> Result<[UInt8], ConnectionEnd>? {
        guard finishSkipping() else { return nil }
        switch demand {
        case .line(let limit): return nextLine(limit: limit)
        case .bytes(let count): return nextBytes(count)
        }
    }

    private mutating func nextBytes(_ count: Int) -> Result<[UInt8], ConnectionEnd>? {
        guard bytes.readableBytes >= count, let taken = bytes.readBytes(length: count) else { return nil }
        searched = 0
        tidy()
        return .success(taken)
    }

    /// A line ends with CRLF and with nothing else (RFC 5321, section 2.3.8): a lone CR or LF is a part of it.
    private mutating func nextLine(limit: Int) -> Result<[UInt8], ConnectionEnd>? {
        let end = endOfLine()
        guard let count = end ?? (bytes.readableBytes > limit + 1 ? limit + 1 : nil) else { return nil }
        guard count <= limit else {
            isSkipping = true
            return .failure(.tooLong)
        }
        let line = bytes.readBytes(length: count) ?? []
        bytes.moveReaderIndex(forwardBy: 2)
        searched = 0
        tidy()
        return .success(line)
    }

    /// Throws away what is left of a line that was too long; false while its end has not come.
    private mutating func finishSkipping() -> Bool {
        guard isSkipping else { return true }
        let end = endOfLine()
        // The last byte may be the CR of its end.
        bytes.moveReaderIndex(forwardBy: end.map { $0 + 2 } ?? max(0, bytes.readableBytes - 1))
        searched = 0
        tidy()
        isSkipping = end == nil
        return !isSkipping
    }

    /// How many bytes stand before the first CRLF.
    private mutating func endOfLine() -> Int? {
        let view = bytes.readableBytesView
        var position = view.startIndex + searched
        while let feed = view[position...].firstIndex(of: 0x0a) {
            if feed > view.startIndex, view[feed - 1] == 0x0d { return feed - 1 - view.startIndex }
            position = feed + 1
        }
        searched = view.count
        return nil
    }

    /// Gives memory back once everything was taken, and now and then before.
    private mutating func tidy() {
        if bytes.readableBytes == 0, bytes.capacity > 1 << 18 {
            bytes = ByteBuffer()
        } else {
            bytes.discardReadBytesOften()
        }
    }
}

extension ByteBuffer {
    fileprivate mutating func discardReadBytesOften() {
        if readableBytes == 0 { clear() } else if readerIndex > 1 << 16 { discardReadBytes() }
    }
}
