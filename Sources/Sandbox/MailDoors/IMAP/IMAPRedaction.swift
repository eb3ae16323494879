import Tenant

/// Commands as records keep them.
enum IMAPRedaction {
    /// The command without its tag. Of a sign-in only the user's name is kept, and the hash of each secret.
    static func text(_ text: IMAPCommandText, _ name: String) -> String {
        switch name {
        case "LOGIN": return "LOGIN \(Redaction.hash(words(text)))"
        case "AUTHENTICATE":
            let words = String(decoding: text.lines[0], as: UTF8.self).split(separator: " ").dropFirst(2)
            guard let mechanism = words.first else { return name }
            guard words.count > 1, let response = words.last else { return "\(name) \(mechanism.prefix(32))" }
            return "\(name) \(mechanism.prefix(32)) \(self.response(String(response)))"
        case _ where known.contains(name): return String(words(text).prefix(longest))
        // It may be a secret that came without its command.
        default: return Redaction.hash(words(text))
        }
    }

    /// An initial response, or the line that came for one.
    static func response(_ text: String) -> String {
        guard let response = XOAUTH2(text) else { return Redaction.hash(text) }
        return "user=\(response.user) \(Redaction.hash(response.token))"
    }

    /// Lines with their literals' lengths between them.
    private static func words(_ text: IMAPCommandText) -> String {
        var result = String(decoding: text.lines[0].drop { $0 != 0x20 }.dropFirst(), as: UTF8.self)
        for (literal, line) in zip(text.literals, text.lines.dropFirst()) {
            result += "{\(literal.count)}" + String(decoding: line, as: UTF8.self)
        }
        return result
    }

    private static let longest = 4_096
    private static let known: Set<String> = [
        "CAPABILITY", "NOOP", "LOGOUT", "ID", "NAMESPACE", "IDLE", "CHECK", "CLOSE", "UNSELECT", "EXPUNGE", "ENABLE",
        "SELECT", "EXAMINE", "CREATE", "DELETE", "RENAME", "SUBSCRIBE", "UNSUBSCRIBE", "LIST", "LSUB", "STATUS",
        "APPEND", "SEARCH", "FETCH", "STORE", "COPY", "MOVE", "UID EXPUNGE", "UID SEARCH", "UID FETCH", "UID STORE",
        "UID COPY", "UID MOVE",
    ]
}
