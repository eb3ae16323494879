/// Makes replies of bytes as they come (RFC 5321, section 4.2). After an error it is of no more use.
package struct SMTPReplyParser: Sendable {
    /// What no server may say.
    package enum Fault: Error, Hashable, Sendable {
        case lineTooLong, tooManyLines, notAReply, codesDiffer
    }

    /// RFC 5321, section 4.5.3.1.5 allows 512; servers exceed it.
    package static let lineLimit = 4_096
    package static let lineCountLimit = 100

    private var buffer: [UInt8] = []
    /// How far the buffer was searched for a line end.
    private var searched = 0
    private var code: Int?
    private var lines: [String] = []

    package init() {}

    /// Whether nothing of a reply is left here.
    package var isEmpty: Bool { buffer.isEmpty && lines.isEmpty }

    package mutating func feed(_ bytes: [UInt8]) { buffer += bytes }

    /// The next reply that is complete.
    package mutating func next() throws(Fault) -> SMTPReply? {
        while let line = try nextLine() {
            let isLast = try take(line)
            guard isLast, let code else { continue }
            defer {
                self.code = nil
                lines = []
            }
            return SMTPReply(code: code, lines: lines)
        }
        return nil
    }

    private mutating func nextLine() throws(Fault) -> ArraySlice<UInt8>? {
        guard let end = buffer[searched...].firstIndex(of: UInt8(ascii: "\n")) else {
            searched = buffer.count
            guard searched <= Self.lineLimit else { throw .lineTooLong }
            return nil
        }
        guard end <= Self.lineLimit else { throw .lineTooLong }
        let line = buffer[..<end]
        buffer = Array(buffer[(end + 1)...])
        searched = 0
        return line.last == UInt8(ascii: "\r") ? line.dropLast() : line
    }

    /// Whether the reply ends with this line. A code without text and separator is one as well.
    private mutating func take(_ line: ArraySlice<UInt8>) throws(Fault) -> Bool {
        let digits = line.prefix(3)
        guard digits.count == 3, digits.allSatisfy(\.isDigit),
            let number = Int(String(decoding: digits, as: UTF8.self)),
            (200..<600).contains(number)
        else { throw .notAReply }
        let separator = line.dropFirst(3).first ?? UInt8(ascii: " ")
        guard separator == UInt8(ascii: " ") || separator == UInt8(ascii: "-") else { throw .notAReply }
        guard code == nil || code == number else { throw .codesDiffer }
        guard lines.count < Self.lineCountLimit else { throw .tooManyLines }
        code = number
        lines.append(String(decoding: line.dropFirst(4), as: UTF8.self))
        return separator == UInt8(ascii: " ")
    }
}
