internal import Domain
internal import Tenant

/// MAPI properties of messages: those set by a client, and those that follow from what the message is (reference sheet
/// §C6, §C8).
enum ExtendedProperties {
    /// Nil when the message has none such.
    static func value(of id: String, _ message: StoredMessage, _ letter: Letter) -> String? {
        guard let id = ExtendedPropertyID(id) else { return nil }
        let own = letter.extendedProperties.first { ExtendedPropertyID($0.key)?.key == id.key }
        return own?.value ?? derived(id, message, letter)
    }

    /// Of a property of several values.
    static func values(of id: String, _ letter: Letter) -> [String]? {
        letter.multiValueProperties.first {
            $0.key.lowercased() == ExtendedPropertyID(id, ofSeveralValues: true)?.key
        }?.value
    }

    private static func derived(_ id: ExtendedPropertyID, _ message: StoredMessage, _ letter: Letter) -> String? {
        switch id.key {
        case ExtendedPropertyID.inReplyTo.key: letter.inReplyTo
        case ExtendedPropertyID.references.key:
            letter.references.isEmpty ? nil : letter.references.joined(separator: " ")
        case ExtendedPropertyID.messageFlags.key: String((message.isRead ? 1 : 0) + (message.isDraft ? 8 : 0))
        case ExtendedPropertyID.deliveryTime.key: message.receivedAt.description
        case ExtendedPropertyID.submitTime.key: letter.sentAt.description
        case ExtendedPropertyID.lastVerb.key: message.lastVerb.map(String.init)
        case "integer 0x0e08": String(Rendering.document(of: letter, number: message.number, mode: .exchange).count)
        case "string 0x007d":
            Rendering.headerFields(of: letter).map { "\($0.name): \($0.value)" }.joined(separator: "\r\n")
        case "string 0x1035": letter.messageID
        default: nil
        }
    }
}

extension ExtendedPropertyID {
    /// For comparing: types and digits have no case.
    var key: String { text.lowercased() }
}
