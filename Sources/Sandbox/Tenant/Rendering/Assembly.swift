/// Puts the parts of a message one after the other.
struct Assembly {
    let dialect: Dialect
    let salt: UInt64
    private var segments: [MIMEDocument.Segment] = []
    private var buffer: [UInt8] = []
    private var level = 0

    init(dialect: Dialect, salt: UInt64) {
        self.dialect = dialect
        self.salt = salt
    }

    mutating func add(_ bytes: [UInt8]) { buffer += bytes }

    /// A part with its header fields, the empty line and its content, and a line end.
    mutating func add(_ node: MIMENode) {
        switch node {
        case .leaf(let header, let content):
            buffer += header + [13, 10]
            add(content)
        case .multipart(let subtype, let parameters, let parts):
            level += 1
            let boundary = boundary(for: parts)
            let header = "Content-Type: multipart/\(subtype);\r\n boundary=\"\(boundary)\"\(parameters)\r\n\r\n"
            buffer += Array(header.utf8)
            for part in parts {
                buffer += Array("--\(boundary)\r\n".utf8)
                add(part)
            }
            buffer += Array("--\(boundary)--\r\n".utf8)
            level -= 1
        }
    }

    mutating func finished() -> [MIMEDocument.Segment] {
        flush()
        return segments
    }

    private mutating func add(_ content: MIMEDocument.Segment) {
        switch content {
        case .bytes(let bytes):
            buffer += bytes
            // The line end in front of a delimiter belongs to the delimiter (RFC 2046, section 5.1.1).
            if level > 0 || bytes.suffix(2) != [13, 10] { buffer += [13, 10] }
        case .raw:
            flush()
            segments.append(content)
            buffer += [13, 10]
        case .base64:
            flush()
            segments.append(content)
        }
    }

    private mutating func flush() {
        guard !buffer.isEmpty else { return }
        segments.append(.bytes(buffer))
        buffer = []
    }

    /// One that begins no line of what it separates: only what travels as it is can hold it.
    private func boundary(for parts: [MIMENode]) -> String {
        var salt = salt
        while true {
            let boundary = dialect.boundary(salt, level)
            let mark = Array(boundary.utf8)
            guard parts.contains(where: { Self.holds(mark, $0) }) else { return boundary }
            salt = Mixer.mix(salt)
        }
    }

    private static func holds(_ mark: [UInt8], _ node: MIMENode) -> Bool {
        switch node {
        case .leaf(_, .bytes(let bytes)), .leaf(_, .raw(.held(let bytes))): bytes.firstRange(of: mark) != nil
        case .leaf: false
        case .multipart(_, _, let parts): parts.contains { holds(mark, $0) }
        }
    }
}
