import Domain

/// What makes messages one conversation (reference sheet §C4): the same `conversationId`.
package enum Conversation {
    /// The key of a letter's thread: of the first Message-ID that it names, its own if it names none, or else of its
    /// subject without prefixes.
    package static func key(messageID: String, inReplyTo: String?, references: [String], subject: String) -> String {
        let first = references.first ?? inReplyTo ?? messageID
        let text = first.isEmpty ? baseSubject(subject).lowercased() : first
        return Mixer.digits(Mixer.hash(text, salt: 2)) + Mixer.digits(Mixer.hash(text, salt: 3))
    }

    /// As Graph shows the key: `AAQk…`, its own in each mailbox.
    package static func id(of key: String, in mailbox: GUID) -> String {
        let text = key + mailbox.description
        let words = (4...6).map { Mixer.hash(text, salt: $0) }
        let bytes = words.flatMap { word in (0..<8).map { UInt8(truncatingIfNeeded: word >> UInt64($0 * 8)) } }
        return Base64([0x00, 0x04, 0x24] + bytes + [0]).urlText + "=="
    }

    /// The subject without `Re:`, `FW:` and their sisters, however many.
    package static func baseSubject(_ subject: String) -> String {
        var rest = subject[...]
        while true {
            rest = rest.drop { $0.isWhitespace }
            guard let prefix = prefixes.first(where: { rest.prefix($0.count).lowercased() == $0 }) else {
                return String(rest)
            }
            rest = rest.dropFirst(prefix.count)
        }
    }

    private static let prefixes = ["re:", "aw:", "fw:", "fwd:", "wg:", "tr:", "rv:", "sv:"]
}
