internal import Transport

/// Status and header fields of a response, taken in line by line as curl hands them out.
struct ResponseHead: Sendable {
    private(set) var status = 0
    private(set) var fields: [HTTPField] = []
    /// Fields that come later are trailers, which nobody asks for.
    private(set) var isComplete = false
    private var size = 0
    var isEmpty: Bool { size == 0 }

    /// Of all lines together, in bytes. curl's own limit for one is 100 KiB.
    static let limit = 256 << 10

    /// - Parameter status: of the response that the line belongs to, as curl has read it.
    mutating func take(_ line: UnsafeRawBufferPointer, status: Int) throws(TransportError) {
        size += line.count
        guard size <= Self.limit else { throw .tooLarge(limit: Self.limit) }
        guard !isComplete else { return }
        let line = unsafe String(decoding: line, as: UTF8.self)
        if line.hasPrefix("HTTP/") {  // a new response: the one before was only informational
            fields = []
        } else if let colon = line.firstIndex(of: ":") {
            fields.append(HTTPField(String(line[..<colon]), Self.trimmed(line[line.index(after: colon)...])))
        } else if Self.trimmed(line[...]).isEmpty, status >= 200 {
            self.status = status
            isComplete = true
        }
    }

    private static func trimmed(_ text: Substring) -> String {
        let isSpace = { (scalar: Unicode.Scalar) in " \t\r\n".unicodeScalars.contains(scalar) }
        var scalars = text.unicodeScalars
        while let first = scalars.first, isSpace(first) { scalars.removeFirst() }
        while let last = scalars.last, isSpace(last) { scalars.removeLast() }
        return String(scalars)
    }
}
