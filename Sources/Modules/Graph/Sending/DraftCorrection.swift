internal import Domain
internal import JSON
internal import Mail

/// What has to be said of a draft again, because Exchange does not read it in MIME or may not have (reference sheet,
/// sections C7, C8 and D1).
struct DraftCorrection {
    /// The body of a PATCH; nil where the draft is right.
    let json: JSONValue?

    /// `own` is the mailbox's address.
    init(of draft: GraphDraft, for message: OutboundMessage, from own: String) {
        var members: [String: JSONValue] = [:]
        // The From of MIME is ignored: the mailbox's own identity stands there unless this says otherwise. Exchange
        // decides by the rights of whoever signed in whether it is as them or on their behalf.
        if !Self.isSame(message.from.address, own) { members["from"] = Self.recipient(message.from) }
        if let sender = message.sender, members["from"] != nil || !Self.isSame(sender.address, own) {
            members["sender"] = Self.recipient(sender)
        }
        if let identifier = draft.internetMessageID, identifier != message.messageID.rawValue {
            members["internetMessageId"] = .string(message.messageID.rawValue)
        }
        // Whether blind copies are read in MIME is not certain; nor is every list that a caller writes.
        let named = draft.to + draft.cc + draft.bcc
        let known = Set(named.compactMap { $0.emailAddress?.address.map(Self.comparable) })
        let missing = message.envelope.recipients.filter { !known.contains($0.comparable) }
        if !missing.isEmpty {
            let kept = draft.bcc.compactMap { recipient -> NamedAddress? in
                guard let entry = recipient.emailAddress, let address = entry.address else { return nil }
                return NamedAddress(name: entry.name, address: address)
            }
            let added = missing.map { NamedAddress(address: $0.description) }
            members["bccRecipients"] = .array((kept + added).map(Self.recipient))
        }
        json = members.isEmpty ? nil : .object(members)
    }

    private static func recipient(_ address: NamedAddress) -> JSONValue {
        var members: [String: JSONValue] = ["address": .string(address.address)]
        if let name = address.name, !name.isEmpty { members["name"] = .string(name) }
        return .object(["emailAddress": .object(members)])
    }

    private static func isSame(_ one: String, _ other: String) -> Bool { comparable(one) == comparable(other) }

    private static func comparable(_ text: String) -> String { EmailAddress(text)?.comparable ?? text.lowercased() }
}
