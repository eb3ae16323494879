/// One command as it came: its lines, and between every two of them a literal (RFC 3501, section 4.3).
package struct IMAPCommandText: Sendable {
    /// Without CRLF and without the announcement of a literal; one more than there are literals.
    package private(set) var lines: [[UInt8]]
    package private(set) var literals: [[UInt8]] = []

    package init(_ line: [UInt8]) { lines = [line] }

    /// How the last line announces a literal; nil when the command ends with it.
    var announcement: IMAPLiteralAnnouncement? { lines.last.flatMap(IMAPLiteralAnnouncement.init) }

    /// Adds the literal that the last line announced, and the line after it.
    mutating func add(literal: [UInt8], then line: [UInt8]) {
        if let announcement {
            lines[lines.count - 1].removeLast(announcement.length)
        }
        literals.append(literal)
        lines.append(line)
    }

    /// Cuts whole input into a command, as if it had come over a connection: for fuzzing and tests. Nil when it ends
    /// too soon.
    package init?(whole bytes: [UInt8]) {
        var rest = bytes[...]
        guard let first = Self.line(from: &rest) else { return nil }
        self.init(first)
        while let announcement {
            guard announcement.count <= rest.count else { return nil }
            let literal = Array(rest.prefix(announcement.count))
            rest.removeFirst(announcement.count)
            guard let line = Self.line(from: &rest) else { return nil }
            add(literal: literal, then: line)
        }
    }

    private static func line(from rest: inout ArraySlice<UInt8>) -> [UInt8]? {
        guard let end = rest.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
        var line = rest[..<end]
        rest = rest[(end + 1)...]
        if line.last == UInt8(ascii: "\r") { line.removeLast() }
        return Array(line)
    }
}
