/// One reply of the server (RFC 5321, section 4.2), of one line or several.
struct SMTPReply: Hashable, Sendable {
    var code: Int
    /// The enhanced status code (RFC 2034); nil for the few replies without.
    var status: String?
    var lines: [String]

    init(_ code: Int, _ status: String? = nil, _ lines: String...) {
        self.code = code
        self.status = status
        self.lines = lines
    }

    init(_ code: Int, lines: [String]) {
        self.code = code
        self.lines = lines
    }

    /// A whole line that somebody else wrote, such as `451 4.7.0 Temporary server error`. Nil without a code in front.
    init?(line: String) {
        let line = String(String.UnicodeScalarView(line.unicodeScalars.filter { $0.value >= 0x20 && $0.value < 0x7f }))
        guard let code = Int(line.prefix(3)), (200..<600).contains(code), line.dropFirst(3).first ?? " " == " " else {
            return nil
        }
        self.init(code, lines: [String(line.dropFirst(4))])
    }

    var isRefusal: Bool { code >= 400 }

    var bytes: [UInt8] {
        var text = ""
        for (index, line) in lines.enumerated() {
            text += "\(code)\(index == lines.count - 1 ? " " : "-")\(status.map { "\($0) " } ?? "")\(line)\r\n"
        }
        return Array(text.utf8)
    }
}
