/// A message as bytes with CRLF lines, of which any range can be read without making the rest: 150 MB are never held.
package struct MIMEDocument: Sendable {
    package enum Segment: Sendable {
        case bytes([UInt8])
        /// In base64, lines of 76 digits (RFC 2045, section 6.8), each ended by CRLF.
        case base64(AttachmentBytes)
        /// As they are: a message within a message.
        case raw(AttachmentBytes)

        package var count: Int {
            switch self {
            case .bytes(let bytes): bytes.count
            case .base64(let source): Base64Lines.count(of: source.count)
            case .raw(let source): source.count
            }
        }
    }

    package let segments: [Segment]
    /// Where each segment begins.
    private let starts: [Int]
    package let count: Int

    package init(segments: [Segment]) {
        self.segments = segments
        var starts: [Int] = []
        var position = 0
        for segment in segments {
            starts.append(position)
            position += segment.count
        }
        self.starts = starts
        count = position
    }

    package init(_ bytes: [UInt8]) { self.init(segments: [.bytes(bytes)]) }

    /// All of it: for documents that are known to be small.
    package var bytes: [UInt8] { read(0..<count) }

    /// The bytes of a range; what lies outside of the document is left out.
    package func read(_ range: Range<Int>) -> [UInt8] {
        let range = range.clamped(to: 0..<count)
        var result: [UInt8] = []
        result.reserveCapacity(range.count)
        var index = firstSegment(at: range.lowerBound)
        while index < segments.count, starts[index] < range.upperBound {
            let start = starts[index]
            let part = range.clamped(to: start..<start + segments[index].count)
            let local = part.lowerBound - start..<part.upperBound - start
            if !local.isEmpty { result += Self.read(local, of: segments[index]) }
            index += 1
        }
        return result
    }

    /// The last segment that begins at or before the position.
    private func firstSegment(at position: Int) -> Int {
        var low = 0
        var high = starts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if starts[middle] <= position { low = middle } else { high = middle }
        }
        return low
    }

    private static func read(_ range: Range<Int>, of segment: Segment) -> ArraySlice<UInt8> {
        switch segment {
        case .bytes(let bytes): bytes[range]
        case .base64(let source): Base64Lines.read(range, of: source)
        case .raw(let source): source.read(range)[...]
        }
    }
}
