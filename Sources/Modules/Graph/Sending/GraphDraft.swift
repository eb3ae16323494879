internal import Mail

/// A draft, as far as Graph's answer to its making is looked at (reference sheet, section C1).
struct GraphDraft: Decodable, Sendable {
    struct Recipient: Decodable, Sendable {
        struct Address: Decodable, Sendable {
            var name: String?
            var address: String?
        }
        var emailAddress: Address?
    }
    /// Immutable.
    let id: String
    let internetMessageID: String?
    let to: [Recipient]
    let cc: [Recipient]
    let bcc: [Recipient]

    private enum CodingKeys: String, CodingKey {
        case id
        case internetMessageID = "internetMessageId"
        case to = "toRecipients"
        case cc = "ccRecipients"
        case bcc = "bccRecipients"
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        id = try container.decode(String.self, forKey: .id)
        guard MailText.isGraphID(id) else {
            throw DecodingError.dataCorruptedError(forKey: .id, in: container, debugDescription: "not an id of Graph's")
        }
        internetMessageID = try container.decodeIfPresent(String.self, forKey: .internetMessageID)
        to = try container.decodeIfPresent([Recipient].self, forKey: .to) ?? []
        cc = try container.decodeIfPresent([Recipient].self, forKey: .cc) ?? []
        bcc = try container.decodeIfPresent([Recipient].self, forKey: .bcc) ?? []
    }
}
