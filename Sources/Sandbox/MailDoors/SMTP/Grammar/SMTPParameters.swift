/// The parameters behind a path, `KEYWORD=value` or `KEYWORD` (RFC 5321, section 4.1.2), keywords in upper case.
struct SMTPParameters {
    private(set) var all: [(keyword: String, value: String?)] = []

    init(parsing text: Substring) throws(SMTPSyntaxError) {
        for word in text.split(separator: " ") {
            let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let keyword = parts[0].uppercased()
            guard !keyword.isEmpty, all.count < 32, !all.contains(where: { $0.keyword == keyword }) else {
                throw .badArguments
            }
            all.append((keyword, parts.count == 2 ? String(parts[1]) : nil))
        }
    }
}

extension SMTPSender {
    /// `FROM:<path>` and parameters.
    init(parsing argument: String) throws(SMTPSyntaxError) {
        let path = try SMTPPath(parsing: SMTPParameters.behind("FROM:", in: argument))
        self.init(address: path.address)
        for (keyword, value) in try SMTPParameters(parsing: path.rest).all { try take(keyword, value) }
    }

    private mutating func take(_ keyword: String, _ value: String?) throws(SMTPSyntaxError) {
        switch (keyword, value) {
        case ("SIZE", let value?):
            guard let size = SMTPCommand.number(value) else { throw .badArguments }
            self.size = size
        case ("BODY", let value?):
            guard let body = Body(rawValue: value.uppercased()) else { throw .badArguments }
            self.body = body
        case ("SMTPUTF8", nil): isUTF8 = true
        case ("RET", let value?):
            guard ["FULL", "HDRS"].contains(value.uppercased()) else { throw .badArguments }
            notification[keyword] = value.uppercased()
        case ("ENVID", let value?):
            guard SMTPParameters.isXtext(value, limit: 100) else { throw .badArguments }
            notification[keyword] = value
        // Taken and not believed (RFC 4954, section 5).
        case ("AUTH", let value?):
            guard SMTPParameters.isXtext(value, limit: 500) else { throw .badArguments }
        case ("SIZE", nil), ("BODY", nil), ("RET", nil), ("ENVID", nil), ("AUTH", nil), ("SMTPUTF8", _):
            throw .badArguments
        default: throw .unknownParameter(keyword)
        }
    }
}

extension SMTPRecipient {
    /// `TO:<path>` and parameters.
    init(parsing argument: String) throws(SMTPSyntaxError) {
        let path = try SMTPPath(parsing: SMTPParameters.behind("TO:", in: argument))
        guard !path.address.isEmpty else { throw .badAddress }
        self.init(address: path.address)
        for (keyword, value) in try SMTPParameters(parsing: path.rest).all { try take(keyword, value) }
    }

    private mutating func take(_ keyword: String, _ value: String?) throws(SMTPSyntaxError) {
        switch (keyword, value) {
        case ("NOTIFY", let value?):
            guard Self.isNotify(value.uppercased()) else { throw .badArguments }
            notification[keyword] = value.uppercased()
        case ("ORCPT", let value?):
            let parts = value.split(separator: ";", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, !parts[0].isEmpty, SMTPParameters.isXtext(String(parts[1]), limit: 500) else {
                throw .badArguments
            }
            notification[keyword] = value
        case ("NOTIFY", nil), ("ORCPT", nil): throw .badArguments
        default: throw .unknownParameter(keyword)
        }
    }

    /// NEVER alone, or some of the others (RFC 3461, section 4.1).
    private static func isNotify(_ value: String) -> Bool {
        let words = value.split(separator: ",", omittingEmptySubsequences: false)
        return value == "NEVER" || words.allSatisfy { ["SUCCESS", "FAILURE", "DELAY"].contains($0) }
    }
}

extension SMTPParameters {
    /// What follows `FROM:` or `TO:`; spaces before the path are none of the grammar's, and in everybody's practice.
    static func behind(_ word: String, in argument: String) throws(SMTPSyntaxError) -> Substring {
        guard argument.prefix(word.count).uppercased() == word else { throw .badArguments }
        return argument.dropFirst(word.count).drop { $0 == " " }
    }

    /// RFC 3461, section 4: printable, without `=`; `+` with two upper-case hexadecimal digits stands for others.
    static func isXtext(_ text: String, limit: Int) -> Bool {
        text.utf8.count <= limit && text.unicodeScalars.allSatisfy { $0.value > 0x20 && $0.value != 0x7f && $0 != "=" }
    }
}
